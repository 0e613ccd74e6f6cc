"""Lo que vendrá se prueba desde el primer estado, y lo que no cabe no detiene a nadie más."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from apoyo import RAIZ
from fabrica import CASOS, ID, asamblea, como_yaml, en_estado, escribir_proyecto
from imagenes import poner, svg, un_logo

from generador.catalogo.formatos import FORMATOS
from generador.catalogo.inventario import Inventario, inventariar
from generador.composicion.compositor import Compositor
from generador.composicion.comun.idioma.filtros import numero
from generador.composicion.comun.medida import Medidor
from generador.composicion.piezas import bandas, montaje
from generador.composicion.piezas.difusion import cifras
from generador.construccion.cabida import revision
from generador.construccion.cabida.ensayo import por_venir
from generador.construccion.preparacion import examinar_piezas, preparar
from generador.construccion.recordada import examinar_entero
from generador.errores import Hallazgo
from generador.modelo.datos.evento import Estado

FUENTES = RAIZ / "plantillas" / "tema" / "fuentes"
EXTRAS = {n: f"{n}/" for n in ("acerca", "como-imprimir", "accesibilidad", "privacidad")} | {
    f"{id_}/manifiesto": f"{id_}/descargas/manifiesto.json" for id_ in ("tame-2024", ID)
}
TAME = "tame-2024"


@pytest.fixture
def tame(tmp_path: Path) -> Path:
    """Un convenio de tres entidades y dos logos, con sus resultados ya en datos y otra asamblea al lado."""
    escribir_proyecto(tmp_path, evento={"formatos": ["carta"]})
    shutil.copytree(CASOS / "gracias-no-cabe" / TAME, tmp_path / "datos" / TAME)
    shutil.copy(CASOS / "gracias-no-cabe" / "017-2024.yml", tmp_path / "datos" / "convenios")
    (tmp_path / "plantillas").symlink_to(RAIZ / "plantillas")
    return tmp_path


def _en(raiz: Path, estado: str) -> Path:
    evento = raiz / "datos" / TAME / "evento.yml"
    evento.write_text(evento.read_text("utf-8").replace("estado: borrador", f"estado: {estado}"), "utf-8")
    return raiz


def _sin_holgura(monkeypatch: pytest.MonkeyPatch) -> None:
    """Como antes: las cifras en sus columnas de siempre, bajo un título y un mural que no ceden."""
    monkeypatch.setattr(bandas, "_TITULO_SOBRE_CIFRAS", (0.42,))
    monkeypatch.setattr(montaje, "CESIONES_DE_BANDA", (1.0,))


def _inventario(raiz: Path) -> tuple[Inventario, Any]:
    preparado = preparar(raiz)
    return replace(inventariar(preparado.proyecto, EXTRAS), medios=preparado.medios), preparado.expedientes


@pytest.mark.parametrize("estado", ["convocada", "borrador"])
def test_las_cifras_de_tame_caben(tame: Path, estado: str) -> None:
    """Visto fallar: «cifras» tiene 23 caracteres y no cabe, al llegar a borrador."""
    assert examinar_piezas(_en(tame, estado)) == ()


@pytest.mark.parametrize("submesas", [23])
def test_las_cifras_caben_con_muchas_submesas(tame: Path, submesas: int) -> None:
    """Cada número de la pieza cuadrada de «gracias» gana cifras: 23 de 23, 69 organizaciones."""
    ruta = tame / "datos" / TAME / "mesas.yml"
    mesas = yaml.load(ruta.read_text("utf-8"), yaml.BaseLoader)
    cuantas = len(mesas["mesas"])
    for i, mesa in enumerate(mesas["mesas"]):
        mesa.pop("cupo", None)
        mesa["submesas"] = submesas // cuantas + (i < submesas % cuantas)
    ruta.write_text(como_yaml(mesas), "utf-8")
    evento = _en(tame, "convocada") / "datos" / TAME / "evento.yml"
    arbol = yaml.load(evento.read_text("utf-8"), yaml.BaseLoader)
    evento.write_text(como_yaml({**arbol, "alcance": 20 * submesas, "formatos": ["cuadrado"]}), "utf-8")
    for hoja in (tame / "datos" / TAME / "resultados").iterdir():
        hoja.unlink()
    (tame / "datos" / TAME / "agenda.yml").unlink()
    assert [str(h) for h in examinar_piezas(tame)] == []


def test_un_credito_largo_se_senala_en_el_nombre_de_la_entidad(tame: Path) -> None:
    """Vista fallar: señalaba «nombre», del evento, y el único remedio era quedarse sin escarapelas."""
    _en(tame, "convocada")
    evento = tame / "datos" / TAME / "evento.yml"
    arbol = yaml.load(evento.read_text("utf-8"), yaml.BaseLoader)
    evento.write_text(como_yaml({**arbol, "formatos": ["escarapela"]}), "utf-8")
    suyo = tame / "datos" / "convenios" / f"{arbol['convenio']}.yml"
    convenio = yaml.load(suyo.read_text("utf-8"), yaml.BaseLoader)
    largo = (
        "Instituto Colombiano para el Fomento de la Economía Propia de los Pueblos Indígenas de la Amazonía"
    )
    convenio["entidades"][-1] |= {"nombre": f"{largo} y la Orinoquía", "articulo": "el"}
    suyo.write_text(como_yaml(convenio), "utf-8")
    puesto = len(convenio["entidades"])
    dichos = {(h.lugar.archivo, h.lugar.ruta) for h in examinar_piezas(tame) if "no cabe" in h.mensaje}
    assert dichos == {(f"datos/convenios/{suyo.name}", f"entidades[{puesto}].nombre")}
    assert all("nombre_completo" in h.ayuda for h in examinar_piezas(tame) if "no cabe" in h.mensaje)


def test_validar_dice_lo_que_no_cabe_en_una_aunque_otra_este_rota(
    tame: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Vista fallar: con un YAML roto en cualquiera, callaba lo que no cabe en las demás."""
    _sin_holgura(monkeypatch)
    con_todas = examinar_entero(_en(tame, "borrador"), None)
    assert ("logos", "error") in {(h.lugar.ruta, h.gravedad) for h in con_todas.hallazgos}
    (tame / "datos" / ID / "mesas.yml").write_text("mesas: [\n", "utf-8")
    examen = examinar_entero(tame, None)
    (suyo,) = (h for h in examen.hallazgos if h not in con_todas.hallazgos)
    assert (suyo.lugar.archivo, suyo.gravedad) == (f"datos/{ID}/mesas.yml", "error")
    assert set(examen.hallazgos) == {*con_todas.hallazgos, suyo}
    assert examinar_entero(tame, TAME).hallazgos == con_todas.hallazgos


@pytest.mark.parametrize("estado", ["convocada"])
def test_lo_que_no_cabra_se_dice_desde_antes(
    tame: Path, estado: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    _sin_holgura(monkeypatch)
    (hallazgo,) = examinar_piezas(_en(tame, estado))
    assert (hallazgo.gravedad, hallazgo.lugar.archivo, hallazgo.lugar.ruta) == (
        *("advertencia", f"datos/{TAME}/evento.yml", "logos"),
    )
    assert hallazgo.lugar.linea > 1
    assert hallazgo.mensaje == (
        "cuando la asamblea esté en «borrador», en la pieza «Gracias» (gracias-cuadrado.pdf) no cabe "
        "«necesidades, 4 con plan»: los logos le quitan el espacio"
    )
    assert hallazgo.ayuda == (
        "deje menos logos, o más cuadrados; o quite el formato «cuadrado» de «formatos»: nada saldrá en él"
    )


def test_el_remedio_trae_el_renglon_entero_si_no_hay_formatos() -> None:
    """Decía «quítelo de «formatos»», y la asamblea no tenía ese renglón ni dónde ver cuáles hay."""
    dicho = revision._sin_el_formato(asamblea(), "cuadrado")
    ((clave, lista),) = yaml.safe_load(dicho.partition("«")[2].partition("»")[0]).items()
    assert (clave, set(lista)) == ("formatos", {f.id for f in FORMATOS} - {"cuadrado"})
    quedo = asamblea(evento={"formatos": lista})
    assert "cuadrado" not in quedo.evento.formatos
    assert revision._sin_el_formato(quedo, "carta").startswith("quite el formato «carta» de «formatos»")


def test_sin_resultados_se_prueba_con_los_mas_anchos(tame: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _sin_holgura(monkeypatch)
    shutil.rmtree(tame / "datos" / TAME / "resultados")
    (tame / "datos" / TAME / "agenda.yml").unlink()
    (hallazgo,) = examinar_piezas(_en(tame, "convocada"))
    assert hallazgo.mensaje.startswith("cuando la asamblea esté en «borrador», en la pieza «Gracias»")


def test_en_su_estado_es_un_error_y_solo_esa_pieza_falta(tame: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _sin_holgura(monkeypatch)
    inventario, expedientes = _inventario(tame)
    compositor = Compositor(tame / "plantillas", inventario)
    hecha = revision.revisar_cabida(compositor, inventario, expedientes)
    (hallazgo,) = hecha.hallazgos
    assert hallazgo.gravedad == "error"
    assert hecha.sobran == {f"{TAME}/piezas/gracias-cuadrado.pdf"}
    queda = hecha.aligerado(inventario)
    assert {a.ruta for a in inventario.artefactos} - {a.ruta for a in queda.artefactos} == {
        *(f"{TAME}/piezas/gracias-cuadrado.pdf", f"{TAME}/piezas/gracias-cuadrado.png"),
    }
    assert not any("gracias-cuadrado" in m.nombre for z in queda.paquetes for m in z.miembros)
    (aviso,) = hecha.avisos
    assert (aviso.gravedad, aviso.mensaje) == (
        *("advertencia", f"{hallazgo.mensaje}; lo que no cupo no se publicó"),
    )
    # Sin esa pieza, todo lo que la nombraba se compone igual.
    otro = Compositor(tame / "plantillas", queda)
    for a in queda.artefactos:
        if a.origen is None and a.declaracion.id != "informe":
            otro.impreso(a)
    for p in queda.paginas:
        otro.pagina(p)


def _cinco_logos(raiz: Path, **evento: Any) -> list[Hallazgo]:
    cambios = en_estado("convocada")
    cambios["evento"] = {**cambios["evento"], "logos": [un_logo(f"{i}.svg") for i in range(5)], **evento}
    escribir_proyecto(raiz, **cambios)
    for i in range(5):
        poner(raiz, "logos", f"{i}.svg", svg(1200, 100))
    (raiz / "plantillas").symlink_to(RAIZ / "plantillas")
    inventario, expedientes = _inventario(raiz)
    suyos = replace(inventario, artefactos=tuple(a for a in inventario.artefactos if a.clase == "documento"))
    hecha = revision.revisar_cabida(Compositor(raiz / "plantillas", suyos), suyos, expedientes)
    assert hecha.sobran == frozenset()
    return list(hecha.hallazgos)


def test_un_documento_sale_sin_los_logos_que_no_caben_y_se_dice_donde(tmp_path: Path) -> None:
    """Visto fallar: lo decía la construcción, sin archivo ni línea, y detenía a todas."""
    (hallazgo,) = _cinco_logos(tmp_path)
    assert (hallazgo.lugar.archivo, hallazgo.lugar.ruta) == (f"datos/{ID}/evento.yml", "logos")
    assert hallazgo.mensaje.startswith("los 5 logos no caben junto al crédito en ")


@pytest.mark.parametrize("alcance", ["7", "40", "210", "999", "1001"])
def test_los_numeros_del_ensayo_son_los_mas_anchos_que_pueden_salir(alcance: str) -> None:
    suya = asamblea(evento={"alcance": alcance})
    medidor = Medidor(FUENTES)
    ensayos = list(por_venir(suya, FUENTES))
    estados = [e for e in Estado if list(Estado).index(e) > list(Estado).index(suya.estado)]
    assert [e.estado for e in ensayos] == [e for e in estados for _ in range(2)]
    ancha = ensayos[-1]
    assert not suya.resultados
    dichas = [n for n, _ in cifras(ancha)]
    topes = [2 * int(alcance), len(suya.submesas), 3 * len(ancha.aportes), 2 * len(suya.submesas)]
    for dicha, tope in zip(dichas, topes, strict=True):
        iguales = [n for n in range(1, tope + 1) if len(str(n)) == len(str(tope))]
        mayor = max(medidor.ancho(numero(n), "titular") for n in iguales)
        assert medidor.ancho(dicha, "titular") >= 0.98 * mayor


@pytest.mark.parametrize(("largo", "avisos"), [(60, 0), (102, 1)])
def test_una_escarapela_que_no_dice_de_que_encuentro_es_se_avisa(
    tmp_path: Path, largo: int, avisos: int
) -> None:
    """La fecha sola cede con créditos corrientes, y no se avisa."""
    nombre = (
        "Unidad Solidaria de las organizaciones de todos los municipios del piedemonte llanero y la frontera"
    )
    entidades = [{"nombre": nombre[:largo], "articulo": "la"}, {"nombre": "UNAD", "articulo": "la"}]
    raiz = escribir_proyecto(tmp_path, convenio={"entidades": entidades})
    (raiz / "plantillas").symlink_to(RAIZ / "plantillas")
    inventario, expedientes = _inventario(raiz)
    hallados = list(revision._que_cede(Compositor(raiz / "plantillas", inventario), inventario, expedientes))
    assert [(h.gravedad, h.lugar.ruta, h.mensaje) for h in hallados] == [
        (
            *("advertencia", "convenio"),
            "con un crédito de 198 caracteres, la escarapela sale sin la fecha ni el nombre del encuentro",
        )
    ][:avisos]
    # Sale con lo demás: no se dice que no se publicó.
    assert revision.Cabida(tuple(hallados), frozenset()).avisos == tuple(hallados)
