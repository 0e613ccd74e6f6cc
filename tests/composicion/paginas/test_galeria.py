"""La galería y los textos que van con las piezas."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fabrica import ID, en_estado, expediente, medidos

from generador.catalogo.inventario import LADO_DE_MINIATURA, Inventario, inventariar
from generador.composicion.compositor import Compositor
from generador.composicion.paginas.descargas import descargas_de
from generador.composicion.piezas.campana import por_texto
from generador.modelo.asamblea import Asamblea, Proyecto, Sitio

RAIZ = Path(__file__).parents[3]
DIRECCION = "https://asambleas.gov.co/"
DE_REDES = {"cuadrado", "vertical", "historia", "enlace", "horizontal"}


def _reunir(estado: str = "aprobada") -> tuple[Asamblea, Inventario, Compositor]:
    cambios = en_estado(estado)
    cambios["evento"] |= {"etiquetas": ["#Prueba"]}
    asamblea = expediente(**cambios).asamblea
    sitio = Sitio(nombre="Sitio", descripcion="Descripción.", direccion=DIRECCION)
    inventario = inventariar(
        Proyecto(sitio=sitio, asambleas=(asamblea,)), {f"{ID}/manifiesto": "m.json", "acerca": "acerca/"}
    )
    return asamblea, inventario, Compositor(RAIZ / "plantillas", inventario)


def _pagina(estado: str = "aprobada") -> tuple[str, Inventario]:
    asamblea, inventario, compositor = _reunir(estado)
    (pagina,) = (p for p in inventario.paginas if p.declaracion.id == "piezas")
    return compositor.pagina(pagina, descargas_de(inventario, asamblea, medidos())), inventario


def _atributo(html: str, etiqueta: str, nombre: str) -> list[str]:
    return re.findall(rf'<{etiqueta}\b[^>]*\b{nombre}="([^"]*)"', html)


def test_cada_imagen_perezosa_medida_descrita_y_enlazada_a_la_entera() -> None:
    html, inventario = _pagina()
    """Una por pieza: la de su primer tamaño; los demás se bajan de la lista."""
    todas = [a for a in inventario.artefactos if a.clase == "pieza" and a.pixeles is not None]
    imagenes = list({a.texto: a for a in reversed(todas)}.values())
    assert html.count('class="muestra"') == len(todas) > len(imagenes)
    assert html.count("<img ") == html.count('loading="lazy"') == len(imagenes)
    assert sorted(_atributo(html, "img", "src")) == sorted(
        a.miniatura.removeprefix(f"{ID}/piezas/") for a in imagenes
    )
    assert sorted(re.findall(r'<a class="estampa" href="([^"]+)"><img', html)) == sorted(
        a.ruta.removeprefix(f"{ID}/piezas/") for a in imagenes
    )
    assert {max(a.miniatura_px) for a in imagenes} == {LADO_DE_MINIATURA}
    medidas = zip(_atributo(html, "img", "width"), _atributo(html, "img", "height"), strict=True)
    assert sorted((int(x), int(y)) for x, y in medidas) == sorted(a.miniatura_px for a in imagenes)
    credito = inventario.proyecto.asambleas[0].convenio.credito
    assert [alt for alt in _atributo(html, "img", "alt") if credito not in alt] == []


def test_los_filtros_ofrecen_lo_que_hay_y_cuentan_bien() -> None:
    html, inventario = _pagina()
    imagenes = [a for a in inventario.artefactos if a.clase == "pieza" and a.pixeles is not None]
    opciones = dict(re.findall(r'<option value="([^"]+)">[^<]*\((\d+)\)</option>', html))
    usos = {o: int(n) for o, n in opciones.items() if o in ("antes", "en-sitio", "despues")}
    assert list(usos) == ["antes", "en-sitio", "despues"]
    assert sum(usos.values()) == len(imagenes) == sum(int(n) for n in opciones.values()) / 2
    assert _atributo(html, "div", "data-uso") == ["antes", "en-sitio", "despues"]
    assert set(_atributo(html, "li", "data-tamano")) == {a.formato.id for a in imagenes if a.formato}


def test_antes_de_aprobar_no_hay_campana_del_despues() -> None:
    html, inventario = _pagina("convocada")
    assert 'data-uso="despues"' not in html
    assert [z.declaracion.id for z in inventario.paquetes] == [
        "kit-de-impresion",
        "campana-antes",
        "campana-en-sitio",
    ]


def test_cada_boton_copia_un_texto_que_esta_en_la_pagina() -> None:
    html, _ = _pagina()
    destinos = _atributo(html, "button", "data-copia")
    assert len(destinos) > 5
    assert [d for d in destinos if f'id="{d}"' not in html] == []


def test_el_texto_de_una_pieza_dice_credito_fecha_enlace_y_etiquetas() -> None:
    asamblea, inventario, compositor = _reunir()
    textos = {r: compositor.texto_de_pieza(i) for r, i in por_texto(inventario.artefactos).items()}
    redes = {r for r, i in por_texto(inventario.artefactos).items() if i[0].formato.id in DE_REDES}  # type: ignore[union-attr]
    assert f"{ID}/piezas/mesa-2.txt" in textos
    for ruta, texto in textos.items():
        assert asamblea.convenio.credito in texto, ruta
        assert "TEXTO ALTERNATIVO" in texto, ruta
        assert ("TEXTO PARA PUBLICAR" in texto) >= (ruta in redes), ruta
    for ruta in redes:
        publica = textos[ruta].replace("\xa0", " ").partition("TEXTO ALTERNATIVO")[0]
        faltan = [p for p in ("18 de noviembre de 2023", DIRECCION, "#Prueba") if p not in publica]
        assert faltan == [], (ruta, publica)


@pytest.mark.parametrize(
    ("id_", "uso", "manda"),
    [("campana-antes", "antes", "convocatoria"), ("campana-despues", "después", "agenda")],
)
def test_la_campana_lleva_cada_pieza_en_su_carpeta_con_su_texto(id_: str, uso: str, manda: str) -> None:
    asamblea, inventario, compositor = _reunir()
    (paquete,) = (z for z in inventario.paquetes if z.declaracion.id == id_)
    suyas = [a for a in inventario.artefactos if a.clase == "pieza" and a.declaracion.uso == uso]  # type: ignore[union-attr]
    assert [m.artefacto for m in paquete.miembros] == suyas
    textos = dict(compositor.textos_de_paquete(paquete, {}))
    assert set(textos) == {f"{ID}/LEEME.txt"} | {
        f"{ID}/{a.declaracion.id}/{a.texto.rpartition('/')[2]}" for a in suyas
    }
    leeme = textos[f"{ID}/LEEME.txt"]
    assert f"\n{manda}/  " in leeme
    assert asamblea.convenio.credito in leeme
    assert f"{DIRECCION}{ID}/piezas/" in leeme
    pdf = sum(a.origen is None for a in suyas)
    assert f"{pdf} archivos PDF y {len(suyas) - pdf} imágenes" in leeme
