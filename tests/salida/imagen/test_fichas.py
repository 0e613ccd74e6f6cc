"""Las fichas en el PDF: se extraen los trazos, se llevan al muro y se mide cuánto se separan dos vecinas."""

from __future__ import annotations

import ctypes
import shutil
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from math import hypot
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as crudo
import pytest
from fabrica import escribir_proyecto

from generador.catalogo.inventario import inventariar
from generador.composicion.compositor import Compositor
from generador.composicion.muro.gran_rompecabezas import FichaDelMuro, GranRompecabezas, gran_rompecabezas
from generador.construccion.pedido.encargos import encargos_de
from generador.construccion.preparacion import preparar
from generador.modelo.datos.metodologia import TipoFicha
from generador.rompecabezas.trazo import Cubica, Punto, Tramo, Trazo
from generador.salida.almacen.produccion import Encargo
from generador.salida.disco import escribir_conf_de_fuentes
from generador.salida.imprenta.pdf import Imprenta, preparar_fuentes

pytestmark = pytest.mark.lenta

RAIZ = Path(__file__).parents[3]
MM = 25.4 / 72
SEPARACION_MAXIMA = 0.2
"""Milímetros: lo que una tijera no nota."""

Corte = tuple[Punto, ...]


@pytest.fixture(scope="module")
def proyecto(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Dos mesas de dos sub-mesas, con las plantillas de verdad."""
    raiz = escribir_proyecto(tmp_path_factory.mktemp("fichas"))
    shutil.copytree(RAIZ / "plantillas", raiz / "plantillas")
    return raiz


@pytest.fixture(scope="module")
def muro(proyecto: Path) -> GranRompecabezas:
    return gran_rompecabezas(preparar(proyecto).proyecto.asambleas[0])


@pytest.fixture(scope="module")
def encargos(proyecto: Path) -> dict[str, Encargo]:
    preparado = preparar(proyecto)
    manifiestos = {f"{a.id}/manifiesto": "m.json" for a in preparado.proyecto.asambleas}
    inventario = inventariar(preparado.proyecto, manifiestos)
    hechos = encargos_de(Compositor(proyecto / "plantillas", inventario), inventario)
    return {Path(e.ruta).stem: e for e in hechos}


@pytest.fixture(scope="module")
def pdf(proyecto: Path, encargos: dict[str, Encargo]) -> dict[str, bytes]:
    preparar_fuentes(escribir_conf_de_fuentes(proyecto))
    imprenta = Imprenta(proyecto)
    submesas = [f"M{m}-S{s}" for m in (1, 2) for s in (1, 2)]
    return {
        nombre: imprenta.imprimir(e.html, e.hojas, e.ruta, e.anexos, dict(e.preferencias), guardar=True)
        for nombre in [*(f"fichas-{s}" for s in submesas), "kit-M1-S1", "plegable-mesa-1", "guia-mesa-1"]
        for e in [encargos[nombre]]
    }


def _cortes(datos: bytes, pagina: int) -> list[Corte]:
    """Los contornos negros y curvos de una página, en milímetros desde arriba a la izquierda."""
    documento = pdfium.PdfDocument(datos)
    hoja = documento[pagina]
    alto = hoja.get_height()
    hallados = []
    for objeto in hoja.get_objects(filter=[crudo.FPDF_PAGEOBJ_PATH]):
        trazo = _leer(objeto, alto)
        if trazo is not None and sum(len(t) == 6 for t in trazo.tramos) > 8 and trazo.cerrado:
            hallados.append(trazo.aplanado(0.005))
    documento.close()
    return hallados


def _leer(objeto: pdfium.PdfObject, alto: float) -> Trazo | None:
    lleno, rayado = ctypes.c_int(), ctypes.c_int()
    crudo.FPDFPath_GetDrawMode(objeto, lleno, rayado)
    rojo, verde, azul, alfa = (ctypes.c_uint() for _ in range(4))
    crudo.FPDFPageObj_GetStrokeColor(objeto, rojo, verde, azul, alfa)
    if not rayado.value or (rojo.value, verde.value, azul.value) != (0, 0, 0):
        return None
    m = objeto.get_matrix()

    def lleva(x: float, y: float) -> Punto:
        px, py = m.a * x + m.c * y + m.e, m.b * x + m.d * y + m.f
        return Punto(px * MM, (alto - py) * MM)

    puntos = []
    for i in range(crudo.FPDFPath_CountSegments(objeto)):
        segmento = crudo.FPDFPath_GetPathSegment(objeto, i)
        x, y = ctypes.c_float(), ctypes.c_float()
        crudo.FPDFPathSegment_GetPoint(segmento, x, y)
        puntos.append((crudo.FPDFPathSegment_GetType(segmento), lleva(x.value, y.value)))
    if [t for t, _ in puntos].count(crudo.FPDF_SEGMENT_MOVETO) != 1:
        return None
    tramos: list[Tramo] = []
    i = 1
    while i < len(puntos):
        if puntos[i][0] == crudo.FPDF_SEGMENT_BEZIERTO:
            a, b, c = (p for _, p in puntos[i : i + 3])
            curva: Cubica = (a.x, a.y, b.x, b.y, c.x, c.y)
            tramos.append(curva)
            i += 3
        else:
            tramos.append((puntos[i][1].x, puntos[i][1].y))
            i += 1
    inicio = puntos[0][1]
    # El cierre del camino («h») no trae coordenadas.
    if tramos and hypot(tramos[-1][-2] - inicio.x, tramos[-1][-1] - inicio.y) < 0.01:
        tramos[-1] = (*tramos[-1][:-2], inicio.x, inicio.y)  # type: ignore[assignment]
    return Trazo(inicio, tuple(tramos))


def _en_el_muro(corte: Corte, ficha: FichaDelMuro) -> Corte:
    """El corte impreso, llevado por su caja a donde va esa ficha."""
    caja = ficha.contorno.caja()
    dx = caja.x - min(p.x for p in corte)
    dy = caja.y - min(p.y for p in corte)
    return tuple(Punto(p.x + dx, p.y + dy) for p in corte)


def _recortada(
    pdf: dict[str, bytes], muro: GranRompecabezas, submesa: str, n: int, tipo: TipoFicha, media: bool
) -> Corte:
    """La ficha como sale del papel, en coordenadas del muro."""
    pagina = list(TipoFicha).index(tipo) + (3 if media else 0)
    cortes = _cortes(pdf[f"fichas-{submesa}"], pagina)
    assert len(cortes) == (2 if media else 1)
    cortes.sort(key=lambda c: min(p.y for p in c))
    return _en_el_muro(cortes[n - 1], muro.ficha(submesa, n, tipo, media=media))


def _distancia(p: Punto, linea: Corte) -> float:
    def a_tramo(a: Punto, b: Punto) -> float:
        dx, dy = b.x - a.x, b.y - a.y
        largo = dx * dx + dy * dy
        t = 0.0 if largo == 0 else max(0.0, min(1.0, ((p.x - a.x) * dx + (p.y - a.y) * dy) / largo))
        return hypot(p.x - a.x - t * dx, p.y - a.y - t * dy)

    cerca = [(a, b) for a, b in pairwise(linea) if abs(a.x - p.x) < 12 and abs(a.y - p.y) < 12]
    return min((a_tramo(a, b) for a, b in cerca), default=99.0)


def _separacion(una: Corte, otra: Corte, junta: Iterator[Punto]) -> float:
    """Lo más que se apartan las dos orillas a lo largo de la junta que comparten en el muro."""
    return max(_distancia(p, una) + _distancia(p, otra) for p in junta)


def _junta(
    muro: GranRompecabezas, una: tuple[str, int, TipoFicha, bool], otra: tuple[str, int, TipoFicha, bool]
) -> Corte:
    """Los puntos del contorno de una que también son de la otra."""
    suyos = set(muro.fichas[otra].contorno.inverso().aplanado(0.05))
    return tuple(p for p in muro.fichas[una].contorno.aplanado(0.05) if p in suyos)


N, S, P = TipoFicha
VECINAS = [
    (("M1-S1", 1, N, False), ("M1-S1", 1, S, False)),
    (("M1-S1", 1, S, False), ("M1-S1", 1, P, False)),
    (("M1-S1", 1, N, False), ("M1-S2", 1, N, False)),
    (("M1-S1", 1, P, False), ("M2-S1", 1, N, False)),
    (("M1-S2", 1, P, False), ("M2-S2", 1, N, False)),
    (("M1-S1", 1, S, True), ("M1-S1", 2, S, True)),
    (("M1-S1", 1, P, True), ("M2-S1", 1, N, True)),
    (("M1-S1", 2, P, True), ("M1-S2", 1, P, False)),
    (("M2-S1", 2, N, True), ("M2-S2", 1, N, True)),
]


@pytest.mark.parametrize(
    ("una", "otra"), VECINAS, ids=lambda v: f"{v[0]}-N{v[1]}-{v[2].value}{'-media' * v[3]}"
)
def test_dos_vecinas_recortadas_encajan(
    pdf: dict[str, bytes],
    muro: GranRompecabezas,
    una: tuple[str, int, TipoFicha, bool],
    otra: tuple[str, int, TipoFicha, bool],
) -> None:
    junta = _junta(muro, una, otra)
    assert len(junta) > 30, "comparten una junta curva"
    separacion = _separacion(_recortada(pdf, muro, *una), _recortada(pdf, muro, *otra), iter(junta))
    assert separacion <= SEPARACION_MAXIMA


def test_una_ficha_encogida_no_encaja(pdf: dict[str, bytes], muro: GranRompecabezas) -> None:
    """La medida distingue: al 97 % («ajustar a la página») la misma ficha ya no casa."""
    una, otra = VECINAS[0]
    chica = tuple(Punto(p.x * 0.97, p.y * 0.97) for p in _recortada(pdf, muro, *una))
    junta = _junta(muro, una, otra)
    assert _separacion(chica, _recortada(pdf, muro, *otra), iter(junta)) > 1


def _catalogo(datos: bytes) -> dict[str, object]:
    with pikepdf.open(BytesIO(datos)) as documento:
        return {str(k): str(v) for k, v in documento.Root.ViewerPreferences.items()}


def test_el_visor_no_las_encoge(pdf: dict[str, bytes]) -> None:
    for nombre in ("fichas-M1-S1", "kit-M1-S1"):
        assert _catalogo(pdf[nombre]) == {"/DisplayDocTitle": "True", "/PrintScaling": "/None"}
    assert _catalogo(pdf["plegable-mesa-1"]) == {
        "/DisplayDocTitle": "True",
        "/Duplex": "/DuplexFlipShortEdge",
    }
    assert _catalogo(pdf["guia-mesa-1"]) == {"/DisplayDocTitle": "True"}


def test_el_kit_trae_portada_guia_fichas_y_entrega(pdf: dict[str, bytes]) -> None:
    documento = pdfium.PdfDocument(pdf["kit-M1-S1"])
    medidas = [tuple(round(x * MM) for x in documento[i].get_size()) for i in range(len(documento))]
    textos = [documento[i].get_textpage().get_text_bounded() for i in range(len(documento))]
    documento.close()
    fichas = [i for i, medida in enumerate(medidas) if medida == (279, 216)]
    assert len(fichas) == 6
    assert medidas[0] == (216, 279)
    assert "M1-S1" in textos[0]
    assert all(
        f"hoja {i} de 6" in textos[pagina].replace("\r\n", " ") for i, pagina in enumerate(fichas, start=1)
    )
    assert "Hoja de entrega" in textos[fichas[-1] + 1]
    assert all("Guía de la mesa 1" in t for t in textos[1 : fichas[0]])
    assert not any("Hoja de trabajo" in t for t in textos)


def test_una_ficha_suelta_y_en_el_kit_es_la_misma(pdf: dict[str, bytes]) -> None:
    kit = pdfium.PdfDocument(pdf["kit-M1-S1"])
    primera = next(i for i in range(len(kit)) if kit[i].get_width() > kit[i].get_height())
    kit.close()
    assert _cortes(pdf["kit-M1-S1"], primera) == _cortes(pdf["fichas-M1-S1"], 0)


def test_lo_trazado_para_otro_no_cambia_los_bytes(
    proyecto: Path, encargos: dict[str, Encargo], pdf: dict[str, bytes]
) -> None:
    """El kit reutiliza las páginas ya compuestas de las fichas; sueltas, salen iguales desde cero."""
    imprenta = Imprenta(proyecto)
    for nombre in ("kit-M1-S1", "fichas-M1-S1"):
        e = encargos[nombre]
        assert imprenta.imprimir(e.html, e.hojas, e.ruta, e.anexos, dict(e.preferencias)) == pdf[nombre]
