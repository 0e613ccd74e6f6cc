"""La cabecera de cada página llega escapada, y el Markdown da títulos con ancla y enlaces que llegan."""

import json
import re
import shutil
from dataclasses import replace
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import Any

import markdown
import pytest
from fabrica import CASOS, ID, en_estado, escribir_proyecto, resultado

from generador.carga.cargar import cargar
from generador.catalogo.inventario import inventariar
from generador.composicion.compositor import Compositor
from generador.composicion.comun.color.tramas import TRAMAS
from generador.composicion.muro.dibujo_web import banda, emblema_mesa, tira, tramas
from generador.modelo.datos.comun.medios import SIN_MEDIOS, Medios

pytestmark = pytest.mark.lenta

RAIZ = Path(__file__).parents[3]
MALO = '"><img src=x onerror=alert(1)></title>{{ 7*7 }}`'


def _paginas(
    carpeta: Path, medios: Medios = SIN_MEDIOS, **cambios: Any
) -> dict[str, tuple[dict[str, Any], str]]:
    """Ruta → metadatos y HTML de cada página, sin archivos que descargar."""
    carga = cargar(escribir_proyecto(carpeta, **cambios))
    assert carga.proyecto is not None, carga.hallazgos
    proyecto = carga.proyecto
    a_mano = {n: f"{n}/" for n in ("acerca", "accesibilidad", "como-imprimir", "privacidad")}
    manifiestos = {f"{a.id}/manifiesto": f"{a.id}/m.json" for a in proyecto.asambleas}
    inventario = replace(inventariar(proyecto, a_mano | manifiestos), medios={ID: medios})
    compositor = Compositor(RAIZ / "plantillas", inventario)
    salida = {}
    for pagina in inventario.paginas:
        _, cabecera, cuerpo = compositor.pagina(pagina).split("---\n", 2)
        html = markdown.markdown(cuerpo, extensions=["attr_list", "md_in_html", "toc"])
        salida[pagina.ruta] = json.loads(cabecera), html
    return salida


def _textos(valor: Any) -> list[str]:
    if isinstance(valor, dict):
        return [t for v in valor.values() for t in _textos(v)]
    if isinstance(valor, list):
        return [t for v in valor for t in _textos(v)]
    return [valor] if isinstance(valor, str) else []


def test_la_cabecera_llega_escapada_y_entera(tmp_path: Path) -> None:
    cambios = en_estado("borrador")
    cambios["evento"] |= {"titular": MALO, "territorio": MALO}
    cambios["mesas"] = {"mesas.0.eje": MALO, "mesas.0.definicion": MALO}
    cambios["sitio"] = {"nombre": MALO}
    paginas = _paginas(tmp_path, **cambios)
    for ruta, (meta, _) in paginas.items():
        # Lo que va dentro de un guion es JSON, con su propio escape (test_buscadores.py).
        assert not set("<>&") & set(meta.pop("enlazados", "")), ruta
        assert not [t for t in _textos(meta) if set("<>\"'`{}\n") & set(t)], ruta
    (de_asamblea,) = (m for r, (m, _) in paginas.items() if re.fullmatch(r"[^/]+/", r))
    (de_mesa,) = (m for r, (m, _) in paginas.items() if r.endswith("mesas/1/"))
    assert unescape(paginas[""][0]["title"]) == MALO
    assert unescape(de_asamblea["title"]) == MALO
    assert unescape(de_mesa["title"]) == f"Mesa 1. {MALO}"
    assert unescape(de_mesa["description"]) == f"Mesa 1: {MALO}"
    assert unescape(de_mesa["asamblea"]["corto"]) == f"{MALO} 2023"


def test_la_agenda_entra_al_menu_con_el_borrador(tmp_path: Path) -> None:
    antes = _paginas(tmp_path / "a", **en_estado("en_curso"))
    despues = _paginas(tmp_path / "b", **en_estado("borrador"))
    menus = []
    for paginas in (antes, despues):
        (ruta,) = (r for r in paginas if r.endswith("/programa/"))
        menus.append([m["id"] for g in paginas[ruta][0]["menu"] for m in g["entradas"]])
    assert set(menus[1]) - set(menus[0]) == {"agenda", "informe"}


@pytest.mark.parametrize(
    ("estado", "pagina", "pieza"),
    [
        ("convocada", "convocatoria/", "convocatoria"),
        ("convocada", "mesas/2/", "mesa-2"),
        ("borrador", "agenda/", "convocatoria"),
        ("aprobada", "agenda/", "agenda"),
        ("aprobada", "agenda/pru23-001/", "agenda"),
        ("aprobada", "seguimiento/", "agenda"),
        ("aprobada", "piezas/", "convocatoria"),
    ],
)
def test_cada_pagina_se_comparte_con_su_pieza(tmp_path: Path, estado: str, pagina: str, pieza: str) -> None:
    cambios = {**en_estado(estado), "sitio": {"direccion": "https://x.example/s/"}}
    imagen = _paginas(tmp_path, **cambios)[f"{ID}/{pagina}"][0]["imagen"]
    assert imagen["url"] == f"https://x.example/s/{ID}/piezas/{pieza}-enlace.png"
    assert (imagen["ancho"], imagen["alto"]) == (1200, 630)
    assert imagen["alt"].endswith("suscrito entre la Unidad Solidaria y la UNAD.")


@pytest.mark.parametrize("estado", ["preparacion", "en_curso", "borrador", "aprobada"])
def test_un_h1_y_titulos_sin_saltos_ni_anclas_repetidas(tmp_path: Path, estado: str) -> None:
    for ruta, (_, html) in _paginas(tmp_path, **en_estado(estado)).items():
        niveles = [int(n) for n in re.findall(r"<h([1-6])", html)]
        assert niveles.count(1) == 1, ruta
        assert all(b <= a + 1 for a, b in pairwise(niveles)), (ruta, niveles)
        anclas = re.findall(r'\bid="([^"]+)"', html)
        assert sorted(set(anclas)) == sorted(anclas), ruta


def test_markdown_no_envuelve_ni_rompe_los_bloques(tmp_path: Path) -> None:
    for ruta, (_, html) in _paginas(tmp_path, **en_estado("aprobada")).items():
        assert not re.search(r"<p>\s*</?(div|section|ul|ol|dl|li|header|details|svg|p|h\d)\b", html), ruta
        assert not [resto for resto in ("markdown=", "## ", "{: #") if resto in html], ruta


def test_cada_compromiso_enlaza_el_aporte_de_su_mesa(tmp_path: Path) -> None:
    paginas = _paginas(tmp_path, **en_estado("aprobada"))
    (compromiso,) = (h for r, (_, h) in paginas.items() if r.endswith("/pru23-001/"))
    (mesa,) = (h for r, (_, h) in paginas.items() if r.endswith("/mesas/1/"))
    assert 'href="../../mesas/1/#M1-S1-N1"' in compromiso
    assert 'id="M1-S1-N1"' in mesa
    assert 'href="../../agenda/pru23-001/"' in mesa


def test_las_tramas_que_se_usan_estan_definidas() -> None:
    definidas = set(re.findall(r'id="trama-(\d+)"', tramas(len(TRAMAS) + 2)))
    assert definidas == {str(i) for i in range(len(TRAMAS))}
    for dibujo in (banda(13), emblema_mesa(14, 13, "x"), tira(3, 13, "x")):
        assert set(re.findall(r"url\(#trama-(\d+)\)", dibujo)) == {"1"}
    assert set(re.findall(r'id="trama-(\d+)"', tramas(1))) == {"0", "1", "3"}


@pytest.mark.parametrize(
    ("cantidad", "columnas", "caja"),
    [(1, 1, "22 22"), (8, 8, "162 22"), (11, 8, "162 42"), (16, 8, "162 42")],
)
def test_una_tira_tiene_una_ficha_por_unidad(cantidad: int, columnas: int, caja: str) -> None:
    dibujo = str(tira(cantidad, 0, "semilla"))
    assert dibujo.count("<path") == cantidad + 1
    assert f'viewBox="-1 -1 {caja}" style="--fichas:{columnas}"' in dibujo
    assert dibujo == str(tira(cantidad, 0, "semilla"))


def test_una_tira_sin_fichas_no_dibuja_nada() -> None:
    assert tira(0, 0, "semilla") == ""


@pytest.mark.parametrize(
    ("cambio", "dice"),
    [
        ({}, "El formulario se abre en otro sitio."),
        ({"enlaces.inscripcion_de": "el SENA"}, "El formulario es del SENA y se abre en otro sitio."),
    ],
)
def test_la_convocatoria_dice_de_quien_es_el_formulario_si_los_datos_lo_dicen(
    tmp_path: Path, cambio: dict[str, str], dice: str
) -> None:
    paginas = _paginas(tmp_path, evento={"estado": "convocada", **cambio})
    (html,) = (h for r, (_, h) in paginas.items() if r.endswith("convocatoria/"))
    assert dice in html


def test_la_portada_dice_en_grande_todos_los_dias(tmp_path: Path) -> None:
    """Una de dos días salía solo con el primero."""
    escribir_proyecto(tmp_path)
    carpeta = Path(shutil.copytree(CASOS / "dos-dias", tmp_path / "datos" / "prueba-dos-dias"))
    evento = (carpeta / "evento.yml").read_text("utf-8")
    seguidos = evento.replace("2024-11-30", "2024-11-29").replace("2024-12-01", "2024-11-30")
    (carpeta / "evento.yml").write_text(seguidos, "utf-8")
    proyecto = cargar(tmp_path).proyecto
    assert proyecto is not None
    inventario = inventariar(proyecto, {})
    portada = Compositor(RAIZ / "plantillas", inventario).pagina(inventario.paginas[0])
    assert re.findall(r'<span class="(dia[^"]*)"[^>]*>(.*?)</span>', portada) == [
        ("dia largo", "29 y 30"),
        ("dia", "18"),
    ]


def test_la_lista_de_fichas_dice_cada_necesidad_entera(tmp_path: Path) -> None:
    """Vista fallar: a los ciento diez caracteres decía «…», y lo demás quedaba a un enlace."""
    larga = ("La vía se daña en invierno y la cosecha se queda en la vereda. " * 6).strip()
    cambios = en_estado("borrador")
    cambios["resultados"] = [resultado(aportes=[{"necesidad": larga}])]
    _, html = _paginas(tmp_path, **cambios)[f"{ID}/rompecabezas/"]
    assert f"<span data-resumen>{larga}</span>" in html
