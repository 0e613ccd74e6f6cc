"""Las piezas ya impresas: ningún texto se sale, toca el mural o la franja, ni pierde contraste."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as crudo
import pytest
from fabrica import BORRAR, agenda, asamblea, compromiso, resultado

from generador.catalogo.inventario import Artefacto, inventariar
from generador.composicion.compositor import Compositor
from generador.composicion.piezas.pieza import escena_de
from generador.composicion.piezas.proporcion import familia_de
from generador.modelo.asamblea import Asamblea, Proyecto, Sitio
from generador.modelo.color import contraste
from generador.salida.disco import escribir_conf_de_fuentes
from generador.salida.imprenta.pdf import Imprenta, ParteImpresa, preparar_fuentes
from generador.unidades import PUNTOS_POR_MM

pytestmark = pytest.mark.lenta

RAIZ = Path(__file__).parents[3]
TITULO = (
    "Economía solidaria, popular, comunitaria y campesina para la construcción participativa de los "
    "territorios de paz, vida y dignidad del piedemonte y la sabana"
)
LINEA = "¿Qué tendríamos que cambiar entre todas las organizaciones para que el crédito nos llegue a tiempo? "
ESCALA = 3.0
"""Píxeles por milímetro de pieza de 100 mm de lado corto."""


class Signo(NamedTuple):
    """Una letra pintada: su caja en la página (puntos, y hacia arriba), su color y la letra."""

    caja: tuple[float, float, float, float]
    color: tuple[int, int, int]
    letra: str


def larga() -> Asamblea:
    """Todos los textos de las piezas en el largo mayor que admiten, o casi."""
    suyo = compromiso(titulo=TITULO[:160])
    cambios: dict[str, Any] = {
        "metodologia": {"que_es": [(LINEA * 2)[:190].strip()] * 3},
        "evento": {
            "estado": "aprobada",
            "demostracion": "sí",
            "titular": TITULO[:160],
            "sobretitulo": ("Asamblea regional de economía solidaria · " + TITULO)[:160],
            "territorio": "San José del Guaviare, Calamar, El Retorno y Miraflores",
            "sede.nombre": "Coliseo cubierto del Instituto Departamental de Deportes y Recreación",
            "sede.direccion": "Carrera 24 con calle 20, barrio Centro, frente al parque principal",
            "sede.indicaciones": LINEA * 3,
            "enlaces": BORRAR,
            "programa.5": {
                "id": "expone",
                "tipo": "momento",
                "numero": 3,
                "titulo": TITULO[:160],
                "inicio": "10:15",
                "fin": "10:45",
                "actividad": "exposiciones",
                "exposiciones": {"cantidad": 3, "minutos": 10},
            },
            "programa.6": {
                "id": "almuerzo",
                "tipo": "almuerzo",
                "titulo": "Almuerzo",
                "inicio": "12:15",
                "fin": "13:15",
            },
        },
        "mesas": {
            "mesas.0.eje": TITULO[:160],
            "mesas.0.pregunta": (LINEA * 3)[:250],
            "mesas.1.color": "#d9980a",
        },
        "resultados": [resultado(asistentes=20)],
    }
    return asamblea(agenda=agenda(suyo), **cambios)


@cache
def _compositor(*, en_dos_dias: bool = False) -> tuple[Compositor, dict[str, Artefacto]]:
    """Lo de la asamblea larga; o, en dos días de un mismo mes, lo que los dice grandes."""
    sitio = Sitio(nombre="Sitio", descripcion="Descripción.", direccion="https://asambleas.gov.co/")
    inventario = inventariar(
        Proyecto(sitio=sitio, asambleas=(_en_dos_dias(larga()) if en_dos_dias else larga(),))
    )
    suyas = {
        a.ruta: a
        for a in inventario.artefactos
        if a.clase == "pieza" and a.origen is None and not a.declaracion.estilos
        if not en_dos_dias or a.declaracion.id == "convocatoria"
    }
    return Compositor(RAIZ / "plantillas", inventario), suyas


def _en_dos_dias(a: Asamblea) -> Asamblea:
    primera = a.evento.primera
    otra = primera.model_copy(update={"id": "otra", "fecha": primera.fecha + timedelta(days=1)})
    evento = a.evento.model_copy(update={"jornadas": (primera, otra)})
    return Asamblea.model_construct(**{**dict(a), "evento": evento})


def _elegidas(*, en_dos_dias: bool = False) -> list[str]:
    """De cada pieza, una por familia de proporción y, si es de varios asuntos, el primero."""
    vistas, elegidas = set(), []
    for ruta, a in _compositor(en_dos_dias=en_dos_dias)[1].items():
        assert a.formato is not None
        if a.variante == "imprenta":
            # Es la misma escena que a color, en otra hoja.
            continue
        clave = a.declaracion.id, a.variante, familia_de(*a.formato.pieza_mm), a.formato.pliego
        if clave not in vistas:
            vistas.add(clave)
            elegidas.append(ruta)
    return elegidas


@pytest.mark.parametrize("ruta", _elegidas())
def test_en_papel_ningun_cuerpo_baja_de_nueve_puntos(ruta: str) -> None:
    """Vista fallar: sin ese piso, el volante y la escarapela bajaban de nueve."""
    compositor, artefactos = _compositor()
    formato = artefactos[ruta].formato
    assert formato is not None
    cuerpos = [float(x) for x in re.findall(r"font-size:([\d.]+)mm", compositor.impreso(artefactos[ruta]))]
    assert cuerpos
    assert min(cuerpos) * PUNTOS_POR_MM >= (8.99 if formato.unidad == "mm" else 0)


@cache
def _imprenta() -> Imprenta:
    preparar_fuentes(escribir_conf_de_fuentes(RAIZ))
    return Imprenta(RAIZ)


def _hojas() -> tuple[str, ...]:
    return tuple(f"plantillas/estilos/{n}.css" for n in ("variables", "pieza"))


@pytest.mark.parametrize(
    ("ruta", "en_dos_dias"),
    [*((r, False) for r in _elegidas()), *((r, True) for r in _elegidas(en_dos_dias=True))],
)
def test_cada_texto_sobre_un_fondo_liso_con_contraste_y_dentro_de_su_lugar(
    ruta: str, en_dos_dias: bool
) -> None:
    compositor, artefactos = _compositor(en_dos_dias=en_dos_dias)
    artefacto = artefactos[ruta]
    anexos = tuple(ParteImpresa(compositor.impreso(p.artefacto), _hojas()) for p in artefacto.partes)
    pdf = _imprenta().imprimir(compositor.impreso(artefacto), _hojas(), ruta, anexos)
    assert defectos(pdf, artefacto) == []


def defectos(pdf: bytes, artefacto: Artefacto) -> list[str]:
    """Letras fuera de la hoja, sobre un fondo que no es liso, o con contraste menor que AA."""
    escena = escena_de(artefacto, RAIZ / "plantillas")
    documento = pdfium.PdfDocument(pdf)
    malos = []
    try:
        pagina = documento[0]
        ancho, alto = pagina.get_size()
        signos = list(_signos(pagina))
        assert signos
        # A la escala en que la letra más menuda deja ver su fondo; sin textos, lo que hay debajo.
        escala = ESCALA * 100 / min(escena.ancho, escena.alto) / PUNTOS_POR_MM
        _quitar_textos(pagina)
        fondo = pagina.render(scale=escala, may_draw_forms=False).to_pil().convert("RGB")
        for s in signos:
            x0, y0, x1, y1 = s.caja
            if x0 < -0.1 or y0 < -0.1 or x1 > ancho + 0.1 or y1 > alto + 0.1:
                malos.append(f"«{s.letra}» se sale de la hoja")
                continue
            recorte = fondo.crop(
                (
                    int(x0 * escala),
                    int((alto - y1) * escala),
                    int(x1 * escala) + 1,
                    int((alto - y0) * escala) + 1,
                )
            )
            tonos = recorte.getcolors(4096) or []
            (_, comun) = max(tonos)
            if sum(n for n, c in tonos if max(abs(a - b) for a, b in zip(c, comun, strict=True)) > 6):
                malos.append(f"«{s.letra}» en {tuple(round(v) for v in s.caja)} toca otra cosa")
            elif contraste(_hex(s.color), _hex(comun)) < 4.5:
                malos.append(f"«{s.letra}» en {_hex(s.color)} sobre {_hex(comun)}")
    finally:
        documento.close()
    return malos[:8]


def _hex(color: tuple[int, ...]) -> str:
    return "#" + "".join(f"{c:02x}" for c in color[:3])


def _signos(pagina: Any) -> Iterator[Signo]:
    texto = pagina.get_textpage()
    for i in range(texto.count_chars()):
        letra = chr(crudo.FPDFText_GetUnicode(texto.raw, i))
        if letra.isspace() or letra in "\ufffe\x02":
            continue
        rojo, verde, azul, alfa = (ctypes.c_uint() for _ in range(4))
        crudo.FPDFText_GetFillColor(texto.raw, i, rojo, verde, azul, alfa)
        yield Signo(texto.get_charbox(i), (rojo.value, verde.value, azul.value), letra)


def _quitar_textos(pagina: Any) -> None:
    def bajar(objetos: Iterator[Any]) -> None:
        for objeto in objetos:
            if crudo.FPDFPageObj_GetType(objeto) == crudo.FPDF_PAGEOBJ_TEXT:
                crudo.FPDFPageObj_SetIsActive(objeto, False)
            elif crudo.FPDFPageObj_GetType(objeto) == crudo.FPDF_PAGEOBJ_FORM:
                cuantos = crudo.FPDFFormObj_CountObjects(objeto)
                bajar(crudo.FPDFFormObj_GetObject(objeto, i) for i in range(cuantos))

    bajar(crudo.FPDFPage_GetObject(pagina.raw, i) for i in range(crudo.FPDFPage_CountObjects(pagina.raw)))


def test_la_guardia_ve_un_texto_sobre_el_mural() -> None:
    """Vista fallar: el rótulo corrido hasta el mural."""
    compositor, artefactos = _compositor()
    ruta = next(r for r in artefactos if r.endswith("convocatoria-cuadrado.pdf"))
    partes = compositor.impreso(artefactos[ruta]).split('<div class="pila" style="', 1)
    corrido = "margin-top:-60mm;".join([partes[0] + '<div class="pila" style="', partes[1]])
    pdf = _imprenta().imprimir(corrido, _hojas(), ruta)
    assert defectos(pdf, artefactos[ruta]) != []
