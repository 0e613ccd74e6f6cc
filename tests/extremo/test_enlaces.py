"""Todo enlace publicado llega a algo publicado, y afuera solo se sale por donde los datos dicen."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import pytest
from extremo import paginas, sitios
from extremo.sitios import SitioDePrueba

from generador.modelo.textos import recorrer

pytestmark = pytest.mark.construye
_EN_CSS = re.compile(r"url\(\s*[\"']?([^\"')]+)")


def _hacia(desde: str, destino: str, direccion: str) -> tuple[str, str] | None:
    """El archivo del sitio y el ancla a los que lleva `destino` desde la página `desde`; None si sale."""
    if destino.startswith(direccion):
        destino = "/" + destino.removeprefix(direccion)
    partes = urlsplit(destino)
    if partes.scheme or partes.netloc:
        return None
    camino = unquote(partes.path)
    if not camino:
        llega = desde
    elif camino.startswith("/"):
        llega = camino.lstrip("/")
    else:
        llega = posixpath.normpath(posixpath.join(posixpath.dirname(desde), camino))
    if camino.endswith("/") or llega in ("", "."):
        llega = posixpath.join(llega, "index.html")
    return posixpath.normpath(llega), unquote(partes.fragment)


def _permitidos(sitio: SitioDePrueba) -> set[str]:
    """Los enlaces de los datos y los de las páginas escritas a mano."""
    modelos = [sitio.proyecto.sitio, *(a.evento for a in sitio.proyecto.asambleas)]
    de_datos = {t.texto for m in modelos for t in recorrer(m) if t.clase == "enlace"}
    escritas = " ".join(p.read_text("utf-8") for p in (sitio.raiz / "contenido").rglob("*.md"))
    return de_datos | set(re.findall(r"(?:https?://|mailto:|tel:)[^\s)>\"'\]]+", escritas))


def _malos(sitio: SitioDePrueba) -> Iterator[str]:
    direccion = sitio.proyecto.sitio.direccion
    archivos = {p.relative_to(sitio.carpeta).as_posix() for p in sitio.carpeta.rglob("*") if p.is_file()}
    leidas = {ruta: paginas.leer(texto) for ruta, texto in sitio.html.items()}
    permitidos = _permitidos(sitio)
    for ruta, pagina in leidas.items():
        if repetidas := {a for a in pagina.anclas if pagina.anclas.count(a) > 1}:
            yield f"{ruta}: anclas repetidas {sorted(repetidas)}"
        destinos = [valor for etiqueta, atributo, valor in pagina.enlaces if not valor.startswith("data:")]
        de_redes = ("og:image", "og:url")
        destinos += [m["content"] for m in pagina.de("meta") if m.get("property") in de_redes]
        for destino in destinos:
            llega = _hacia(ruta, destino, direccion)
            if llega is None:
                if destino not in permitidos:
                    yield f"{ruta}: sale a {destino}"
            elif llega[0] not in archivos:
                yield f"{ruta}: {destino} no existe"
            elif llega[1] and llega[0] in leidas and llega[1] not in leidas[llega[0]].anclas:
                yield f"{ruta}: {destino} no tiene esa ancla"
        if sueltos := [e for e, atributos in pagina.atributos if e == "style" or "style" in atributos]:
            yield f"{ruta}: estilos sueltos, que la política no admite, en {sueltos}"
        for boton in pagina.de("button"):
            if "data-carpeta" in boton and f"{boton['data-carpeta']}buscar.js" not in archivos:
                yield f"{ruta}: falta lo que se busca en «{boton['data-carpeta']}»"
    for archivo in sitio.carpeta.rglob("*.css"):
        hoja = archivo.relative_to(sitio.carpeta).as_posix()
        for destino in _EN_CSS.findall(archivo.read_text("utf-8")):
            llega = _hacia(hoja, destino, direccion)
            if not destino.startswith(("data:", "#")) and (llega is None or llega[0] not in archivos):
                yield f"{hoja}: {destino} no existe"


@pytest.mark.parametrize("nombre", sitios.LLENAR)
def test_todo_enlace_llega(tmp_path_factory: pytest.TempPathFactory, nombre: str) -> None:
    """Páginas, anclas, hojas de estilo, imágenes, canónica y la imagen para redes."""
    sitio = sitios.sitio_llamado(tmp_path_factory, nombre)
    assert list(_malos(sitio)) == []


def test_cada_pagina_dice_su_direccion(real: SitioDePrueba) -> None:
    """La canónica es la suya, y las de una asamblea traen imagen para redes."""
    direccion = real.proyecto.sitio.direccion
    for ruta, texto in real.html.items():
        if ruta == "404.html":
            continue
        pagina = paginas.leer(texto)
        canonicas = [e["href"] for e in pagina.de("link") if e.get("rel") == "canonical"]
        assert canonicas == [direccion + ruta.removesuffix("index.html")]
        if ruta.split("/")[0] in {a.id for a in real.proyecto.asambleas}:
            imagenes = [m["content"] for m in pagina.de("meta") if m.get("property") == "og:image"]
            assert len(imagenes) == 1, ruta
            assert imagenes[0].startswith(direccion), ruta


SELLO = '<p class="sello sello-demostracion"><strong>DATOS DE DEMOSTRACIÓN</strong>'
"""Cómo lo dice el tema en lo alto de una página."""


def test_el_mapa_del_sitio_nombra_todas_las_paginas_que_se_pueden_encontrar(real: SitioDePrueba) -> None:
    """Ni una más ni una menos: lo de demostración pide que no se muestre, y lo dice al compartirlo."""
    mapa = ElementTree.fromstring((real.carpeta / "sitemap.xml").read_text("utf-8"))
    dichas = {e.text for e in mapa.iter() if e.tag.endswith("}loc")}
    assert {e.tag.rpartition("}")[2] for e in mapa.iter()} == {"urlset", "url", "loc"}
    direccion = real.proyecto.sitio.direccion
    callan = set()
    for ruta, texto in real.html.items():
        pagina = paginas.leer(texto)
        metas = {
            m.get("name") or m.get("property"): m["content"] for m in pagina.de("meta") if "content" in m
        }
        inventada = SELLO in texto
        assert (metas.get("robots") == "noindex") is inventada, ruta
        titulo = re.findall("<title>(.*?)</title>", texto)[0]
        for como in (titulo, metas["og:title"]):
            assert como.startswith("Demostración: ") is inventada, ruta
        if inventada:
            callan.add(ruta)
    assert callan
    buscables = {r for r in real.html if r != "404.html"} - callan
    assert dichas == {direccion + r.removesuffix("index.html") for r in buscables}
    robots = (real.carpeta / "robots.txt").read_text("utf-8")
    assert robots == f"User-agent: *\nAllow: /\nSitemap: {direccion}sitemap.xml"


def test_lo_que_una_pagina_describe_para_otros_programas_se_deja_leer(hostil: SitioDePrueba) -> None:
    """Con el corpus hostil por todas partes, es JSON y no cierra su guion."""
    hallados = 0
    for ruta, texto in hostil.html.items():
        for crudo in re.findall(r'<script type="application/ld\+json">(.*?)</script>', texto, re.DOTALL):
            assert json.loads(crudo)["@context"] == "https://schema.org", ruta
            hallados += 1
    assert hallados
