"""Con pocos formatos, la imagen para redes, la galería y las campañas dicen solo lo que hay."""

from __future__ import annotations

import json
import posixpath
import re
from pathlib import Path
from typing import Any

import pytest
from fabrica import ID, asamblea, en_estado, medidos
from jinja2 import Environment, FileSystemLoader

from generador.catalogo.inventario import Inventario, inventariar
from generador.composicion.compositor import Compositor
from generador.composicion.paginas.descargas import descargas_de
from generador.modelo.asamblea import Asamblea, Proyecto, Sitio

RAIZ = Path(__file__).parents[2]
DIRECCION = "https://asambleas.gov.co/"
SITIO = Sitio(nombre="Sitio", descripcion="Descripción.", direccion=DIRECCION)


def _con(*formatos: str, estado: str = "aprobada", **evento: Any) -> Asamblea:
    cambios = en_estado(estado)
    cambios["evento"] |= {"formatos": list(formatos), "para_taller": "no", **evento}
    return asamblea(**cambios)


def _reunir(*asambleas: Asamblea) -> tuple[Inventario, Compositor]:
    extras = {f"{a.id}/manifiesto": f"{a.id}/descargas/m.json" for a in asambleas}
    inventario = inventariar(Proyecto(sitio=SITIO, asambleas=asambleas), extras | {"acerca": "acerca/"})
    return inventario, Compositor(RAIZ / "plantillas", inventario)


def _pagina(una: Asamblea, id_: str, clave: str = "") -> tuple[dict[str, Any], str]:
    """Los metadatos y el cuerpo de una página."""
    inventario, compositor = _reunir(una)
    (pagina,) = (p for p in inventario.paginas if (p.declaracion.id, p.asunto.clave) == (id_, clave))
    descargas = descargas_de(inventario, una, medidos())
    _, cabecera, cuerpo = compositor.pagina(pagina, descargas).split("---\n", 2)
    return json.loads(cabecera), cuerpo


def _leeme(una: Asamblea, id_: str) -> str:
    inventario, compositor = _reunir(una)
    (paquete,) = (z for z in inventario.paquetes if z.declaracion.id == id_)
    return dict(compositor.textos_de_paquete(paquete, {}))[f"{ID}/LEEME.txt"]


@pytest.mark.lenta
@pytest.mark.parametrize(
    ("formatos", "imagenes"),
    [
        (("enlace",), {"convocatoria": "convocatoria", "mesa": "mesa-1", "agenda": "agenda"}),
        (("carta", "cuadrado"), {"convocatoria": None, "mesa": None, "agenda": None}),
    ],
)
def test_la_imagen_para_redes_es_la_de_enlace_o_ninguna(
    formatos: tuple[str, ...], imagenes: dict[str, str | None]
) -> None:
    for id_, pieza in imagenes.items():
        meta, _ = _pagina(_con(*formatos), id_, "1" if id_ == "mesa" else "")
        url = meta["imagen"] and meta["imagen"]["url"]
        assert url == (pieza and f"{DIRECCION}{ID}/piezas/{pieza}-enlace.png")


def test_sin_la_pieza_de_su_pagina_va_la_convocatoria() -> None:
    meta, _ = _pagina(_con("enlace", estado="borrador"), "agenda")
    assert meta["imagen"]["url"] == f"{DIRECCION}{ID}/piezas/convocatoria-enlace.png"


def test_la_imagen_del_sitio_es_la_mas_reciente_que_haya() -> None:
    nueva, vieja = _con("carta"), _con("enlace", fecha="2023-10-18").model_copy(update={"id": "vieja-2023"})
    _, compositor = _reunir(nueva, vieja)
    assert compositor.tarjeta_del_sitio()["url"] == f"{DIRECCION}vieja-2023/piezas/convocatoria-enlace.png"
    assert _reunir(nueva)[1].tarjeta_del_sitio() is None
    assert _reunir()[1].tarjeta_del_sitio() is None


@pytest.mark.parametrize(
    ("meta", "esperada"),
    [
        ({"asamblea": {"corto": "x"}, "imagen": None}, []),
        ({"asamblea": {"corto": "x"}, "imagen": {"url": "suya.png"}}, ["suya.png"]),
        ({}, ["sitio.png"]),
    ],
)
def test_una_asamblea_sin_imagen_no_toma_la_de_otra(meta: dict[str, Any], esperada: list[str]) -> None:
    entorno = Environment(loader=FileSystemLoader(RAIZ / "plantillas/tema/parciales"), autoescape=True)
    entorno.filters |= {"url": str, "huella_csp": str}
    config = {"site_name": "s", "extra": {"sitio": {"imagen": {"url": "sitio.png"}}}}
    html = entorno.get_template("cabeza.html").render(meta=meta, config=config, titulo="t", modo="")
    assert re.findall(r'property="og:image" content="([^"]*)"', html) == esperada
    assert re.findall(r'name="twitter:image" content="([^"]*)"', html) == esperada


@pytest.mark.parametrize("taller", ["si", "no"])
@pytest.mark.parametrize("formatos", [("carta",), ("enlace",), ("hablador",), ("carta", "pantalla")])
def test_la_galeria_y_las_descargas_enlazan_lo_publicado_y_nada_mas(
    formatos: tuple[str, ...], taller: str
) -> None:
    una = _con(*formatos, para_taller=taller)
    inventario, _ = _reunir(una)
    suyos = inventario.de(una)
    piezas = {a.ruta for a in suyos if a.clase == "pieza"}
    hay = {a.ruta for a in suyos} | {a.miniatura for a in suyos if a.pixeles} | {a.texto for a in suyos}
    hay |= {x.ruta for x in (*inventario.paquetes, *inventario.abiertos)} | set(inventario.extras.values())
    for id_ in ("piezas", "descargas"):
        _, html = _pagina(una, id_)
        locales = re.findall(r'(?:href|src)="([^"#]+\.(?:pdf|png|webp|txt|zip|json))"', html)
        rutas = {posixpath.normpath(f"{ID}/{id_}/{u}") for u in locales}
        assert sorted(rutas - hay) == []
        assert sorted(piezas - rutas) == []
    _, html = _pagina(una, "descargas")
    nombres = re.findall(r'<a href="\.\./piezas/[^>]*>([^<]+)</a>', html)
    assert len(set(nombres)) == len(nombres) == len(piezas)


def test_sin_ninguna_pieza_no_queda_una_lista_vacia() -> None:
    una = _con("medio-pliego-apaisado", estado="convocada")
    inventario, _ = _reunir(una)
    assert [a for a in inventario.de(una) if a.clase == "pieza"] == []
    assert [z.declaracion.id for z in inventario.paquetes] == ["kit-de-impresion"]
    _, galeria = _pagina(una, "piezas")
    assert "Todavía no hay piezas." in galeria
    _, descargas = _pagina(una, "descargas")
    assert "Piezas gráficas" not in descargas
    assert re.findall(r"<ul[^>]*>\s*</ul>", descargas) == []


@pytest.mark.parametrize(
    ("formatos", "id_", "paso"),
    [
        (("carta",), "campana-antes", "3. Para publicar, el PNG."),
        (("enlace",), "campana-antes", "3. Para publicar, el PNG: «enlace» con una dirección."),
        (
            (),
            "campana-antes",
            "3. Para publicar, el PNG: «cuadrado» y «vertical» en el muro, «historia» en los estados, "
            "«enlace» con una dirección.",
        ),
        (
            ("hablador",),
            "campana-en-sitio",
            "3. El PNG es la misma pieza en imagen, para verla antes de imprimir.",
        ),
        (
            ("pantalla",),
            "campana-en-sitio",
            "3. Para las pantallas de la sede, el PNG de «pantalla», a pantalla completa.",
        ),
    ],
)
def test_el_leeme_solo_nombra_los_formatos_que_van(formatos: tuple[str, ...], id_: str, paso: str) -> None:
    (dicho,) = (r for r in _leeme(_con(*formatos), id_).splitlines() if r.startswith("3. "))
    assert dicho == paso
