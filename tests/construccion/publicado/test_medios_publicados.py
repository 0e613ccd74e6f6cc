"""Una construcción pequeña con dos logos y una foto: piezas, guía, páginas y manifiesto."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from apoyo import RAIZ, con_almacen, construir, copiar_proyecto, huellas, orden
from fabrica import BORRAR, ID, en_estado, escribir_proyecto
from imagenes import exif_delator, foto, guardada, pintada, poner, svg, un_logo, una_foto
from PIL import Image

from generador.construccion.publicado.lista import archivos_en
from generador.salida.imagen.raster import abierto
from generador.salida.privacidad.lectores import trozos

EXPONE = {
    "id": "expone",
    "tipo": "momento",
    "numero": 3,
    "titulo": "Experiencias de prueba",
    "inicio": "10:15",
    "fin": "10:45",
    "actividad": "exposiciones",
    "exposiciones": {"cantidad": 3, "minutos": 10},
}


TURQUESA = (18, 181, 203)
"""No es de la identidad: en una pieza solo puede venir de la foto."""


@dataclass(frozen=True)
class Sitio:
    """Lo publicado, por ruta."""

    raiz: Path
    archivos: Mapping[str, bytes]

    def html(self, pagina: str) -> str:
        """El de una página de la asamblea."""
        return self.archivos[f"{ID}/{pagina}index.html"].decode()


def _llenar(raiz: Path, estado: str) -> None:
    shutil.rmtree(raiz / "datos")
    cambios = en_estado(estado)
    cambios["evento"] |= {
        "formatos": ["carta", "cuadrado", "enlace"],
        "para_taller": "no",
        "alcance": 20,
        "horario.fin": "10:45",
        "programa.5": EXPONE,
        "logos": [un_logo("uno.svg"), un_logo("dos.png", alt="Logo de la segunda")],
        "medios": [una_foto(piezas=["experiencias", "gracias"], pie="El cierre «de» prueba <b>")],
    }
    escribir_proyecto(raiz, **cambios, mesas={"mesas.1": BORRAR})
    poner(raiz, "logos", "uno.svg", svg(200, 60))
    poner(raiz, "logos", "dos.png", guardada(pintada(500, 500), exif=exif_delator()))
    una = guardada(
        Image.new("RGB", (1800, 1200), TURQUESA),
        "JPEG",
        exif=exif_delator(),
        comment=b"Perpetua Innombrada",
    )
    poner(raiz, "medios", "grupo.jpg", una)


@pytest.fixture(scope="module")
def sitio(tmp_path_factory: pytest.TempPathFactory) -> Sitio:
    raiz = con_almacen(copiar_proyecto(tmp_path_factory.mktemp("medios") / "p"))
    _llenar(raiz, "borrador")
    return Sitio(raiz, huellas(construir(raiz)))


@pytest.mark.construye
def test_la_foto_va_en_el_sitio_en_sus_tamanos_y_con_lo_suyo(sitio: Sitio) -> None:
    html = sitio.html("informe/")
    assert html.count('<figure class="foto">') == 1
    (figura,) = re.findall(r'<figure class="foto">.*?</figure>', html, re.S)
    assert 'loading="lazy"' in figura
    assert 'width="960" height="640"' in figura
    assert 'alt="Figuras de colores"' in figura
    assert "El cierre «de» prueba &lt;b&gt;" in figura
    assert "Foto: Organización de prueba" in figura
    rutas = re.findall(r"\.\./medios/(grupo-[0-9a-f]{8}-\d+\.(?:webp|jpg)) (\d+)w", figura)
    assert [(r.rpartition(".")[2], a) for r, a in rutas] == [
        *(("webp", "480"), ("webp", "960"), ("webp", "1600"), ("jpg", "480"), ("jpg", "960"), ("jpg", "1600"))
    ]
    for ruta, ancho in rutas:
        with Image.open(io.BytesIO(sitio.archivos[f"{ID}/medios/{ruta}"])) as imagen:
            assert imagen.width == int(ancho)
    assert "http" not in figura
    assert '<figure class="foto">' not in sitio.html("convocatoria/")


@pytest.mark.construye
def test_los_logos_van_al_pie_de_cada_pagina_de_la_asamblea(sitio: Sitio) -> None:
    for pagina, arriba in (("", ""), ("convocatoria/", "../"), ("mesas/1/", "../../")):
        (franja,) = re.findall(r'<div class="credito">.*?</div>', sitio.html(pagina), re.S)
        assert re.findall(r'alt="([^"]+)"', franja) == [
            "Logo de la Organización de prueba",
            "Logo de la segunda",
        ]
        (uno, dos) = re.findall(r'src="([^"]+)"', franja)
        assert (uno.startswith(f"{arriba}logos/uno-"), dos.endswith(".png")) == (True, True)
        assert re.findall(r'width="(\d+)" height="(\d+)"', franja) == [("100", "30"), ("55", "55")]
    assert b".pie .logos {" in sitio.archivos["estilos/asambleas.css"]
    assert 'class="logos"' not in sitio.archivos["index.html"].decode()


@pytest.mark.construye
def test_las_piezas_muestran_la_foto_y_su_credito(sitio: Sitio) -> None:
    for pieza in ("gracias", "experiencias"):
        with abierto(sitio.archivos[f"{ID}/piezas/{pieza}-cuadrado.pdf"]) as documento:
            texto = documento[0].get_textpage().get_text_range()
            pintada_ = documento[0].render(scale=0.5).to_pil().convert("RGB")
        assert "Foto: Organización de prueba" in texto
        assert max(abs(a - b) for a, b in zip(pintada_.getpixel((100, 40)), TURQUESA, strict=True)) < 12
    renglones = archivos_en(sitio.archivos[f"{ID}/descargas/manifiesto.json"])
    (imagen,) = [r for r in renglones if r["ruta"].endswith("/gracias-cuadrado.png")]
    assert " Foto: Figuras de colores. " in imagen["alternativo"]
    medios = {r["ruta"]: r for r in renglones if r["clase"] in ("logo", "foto")}
    assert len(medios) == 2 + 6
    assert {r["autoria"] for r in medios.values()} == {"Hecho para las pruebas", "Organización de prueba"}
    publicados = {r for r in sitio.archivos if r.startswith((f"{ID}/logos/", f"{ID}/medios/"))}
    assert publicados == set(medios)


@pytest.mark.construye
def test_en_todo_lo_publicado_no_queda_un_metadato(sitio: Sitio) -> None:
    for ruta, datos in sitio.archivos.items():
        if ruta.startswith(ID) and ruta.endswith((".pdf", ".png", ".jpg", ".webp", ".svg", ".zip")):
            dicho = "\n".join(t.texto for t in trozos(ruta, datos))
            assert "Innombrada" not in dicho, ruta
            assert "delator" not in dicho, ruta
            assert b"Innombrada" not in datos, ruta


@pytest.mark.construye
def test_un_medio_que_no_sirve_detiene_la_construccion(tmp_path: Path) -> None:
    raiz = copiar_proyecto(tmp_path / "p")
    _llenar(raiz, "convocada")
    poner(raiz, "logos", "uno.svg", svg(cuerpo="<script>alert(1)</script>"))
    hecho = orden(raiz, "construir")
    assert hecho.returncode == 1
    assert f"datos/{ID}/evento.yml:" in hecho.stderr + hecho.stdout
    assert "«uno.svg» trae un programa adentro" in hecho.stderr + hecho.stdout
    assert not (raiz / "site").exists()


@pytest.mark.construye
def test_una_foto_con_lugar_en_contenido_no_se_publica(sitio: Sitio, tmp_path: Path) -> None:
    """La puerta mira toda imagen del sitio, no solo las que limpia."""
    raiz = tmp_path / "p"
    shutil.copytree(sitio.raiz, raiz, ignore=shutil.ignore_patterns("site"))
    (raiz / "contenido" / "paseo.jpg").write_bytes(foto())
    hecho = orden(raiz, "construir")
    assert hecho.returncode != 0
    assert "paseo.jpg: sus metadatos dicen dónde se tomó (GPS)" in hecho.stderr + hecho.stdout


def test_nada_de_esto_se_envia() -> None:
    assert {p.suffix for p in (RAIZ / "datos").rglob("*") if p.is_file()} == {".yml", ".json"}
