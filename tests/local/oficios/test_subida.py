"""Subir un logo o una foto: entra limpio y con lo que se dice de él, o no entra."""

from __future__ import annotations

import html
import io
import struct
import zlib
from pathlib import Path

import pytest
from imagenes import exif_delator, foto, guardada, pintada, svg
from local.cliente import Formulario, Navegador, Recibido, pedir
from PIL import Image

from generador.construccion.datos.examen import examinar
from generador.local.web.guardia import SUBIDA_MAXIMA
from generador.salida.privacidad.lectores import trozos

pytestmark = pytest.mark.lenta
LOGOS, FOTOS = "/subir/arauca-2023/logos", "/subir/arauca-2023/medios"
DE_LOGO = {
    "organizacion": "Gobernación",
    "alt": "Logo de la Gobernación",
    "credito": "Su oficina",
    "consentimiento": "sí",
}
DE_FOTO = {"alt": "Gente en círculo", "credito": "El equipo", "consentimiento": "sí", "encuadre": "centro"}


def _subir(navegador: Navegador, donde: str, nombre: str, octetos: bytes, **cambios: str) -> Recibido:
    formulario = navegador.formulario(donde)
    suyos = {**(DE_LOGO if donde == LOGOS else DE_FOTO), **cambios}
    campos = {n: v for n, v in formulario.campos.items() if n != "archivo"}
    assert set(suyos) <= set(campos)
    return navegador.subir(donde, {**campos, **suyos, "boton": "subir"}, nombre, octetos)


def _estado(copia: Path) -> dict[str, bytes]:
    carpeta = copia / "datos" / "arauca-2023"
    return {p.relative_to(carpeta).as_posix(): p.read_bytes() for p in carpeta.rglob("*") if p.is_file()}


def _nuevos(copia: Path, antes: dict[str, bytes]) -> set[str]:
    return set(_estado(copia)) - set(antes)


def test_un_logo_queda_en_su_carpeta_y_en_el_evento(navegador: Navegador, copia: Path) -> None:
    antes = _estado(copia)
    hecho = _subir(navegador, LOGOS, "C:\\fotos\\Logo Alcaldía (1).SVG", svg(), alt="Escudo: el de aquí")
    assert "Subido." in hecho.texto, html.unescape(hecho.texto)
    assert _nuevos(copia, antes) == {"logos/logo-alcaldia-1.svg"}
    evento = _estado(copia)["evento.yml"].decode()
    assert evento.startswith(antes["evento.yml"].decode().rstrip("\n"))
    mas = evento.removeprefix(antes["evento.yml"].decode().rstrip("\n"))
    assert [r.strip() for r in mas.split("\n") if r.strip()] == [
        "logos:",
        "- archivo: logo-alcaldia-1.svg",
        "organizacion: Gobernación",
        'alt: "Escudo: el de aquí"',
        "credito: Su oficina",
        "consentimiento: true",
    ]
    assert [h for h in examinar(copia).de("arauca-2023") if h.gravedad == "error"] == []
    assert "logo-alcaldia-1.svg" in hecho.texto


def test_de_una_foto_no_se_guarda_donde_se_tomo(navegador: Navegador, copia: Path) -> None:
    original = foto(comment=b"Perpetua Innombrada", exif=exif_delator())
    antes = _estado(copia)
    assert "Subido." in _subir(navegador, FOTOS, "cierre.jpg", original).texto
    (nueva,) = _nuevos(copia, antes)
    guardada_ = _estado(copia)[nueva]
    assert b"Innombrada" not in guardada_
    assert "Innombrada" not in "".join(t.texto for t in trozos("x.jpg", guardada_))
    antes_, despues = (Image.open(io.BytesIO(d)) for d in (original, guardada_))
    assert set(despues.getexif()) <= {0x0112}
    assert despues.getexif().get(0x0112) == antes_.getexif().get(0x0112)
    assert despues.quantization == antes_.quantization


@pytest.mark.parametrize(("formato", "extension"), [("PNG", ".png"), ("WEBP", ".webp")])
def test_ni_en_los_otros_formatos(navegador: Navegador, copia: Path, formato: str, extension: str) -> None:
    antes = _estado(copia)
    original = guardada(pintada(), formato, exif=exif_delator())
    assert "Subido." in _subir(navegador, FOTOS, f"a{extension}", original).texto
    (nueva,) = _nuevos(copia, antes)
    assert dict(Image.open(io.BytesIO(_estado(copia)[nueva])).getexif()) == {}


def test_dos_con_el_mismo_nombre_y_el_mismo_dos_veces(navegador: Navegador, copia: Path) -> None:
    antes = _estado(copia)
    uno, otro = guardada(pintada(), "PNG"), guardada(pintada().rotate(90), "PNG")
    assert uno != otro
    for octetos in (uno, otro):
        assert "Subido." in _subir(navegador, FOTOS, "Foto.png", octetos).texto
    assert _nuevos(copia, antes) == {"medios/foto.png", "medios/foto-2.png"}
    hay = _estado(copia)
    negado = _subir(navegador, FOTOS, "tercera.png", hay["medios/foto.png"])
    assert negado.codigo == 422
    assert "ya está, con el nombre foto.png" in negado.texto
    assert _estado(copia) == hay


def test_la_misma_foto_otra_vez_no_entra_dos_veces(navegador: Navegador, copia: Path) -> None:
    """Vista entrar: al limpiarla deja de ser igual a la que llegó."""
    antes = _estado(copia)
    for _ in range(2):
        hecho = _subir(navegador, FOTOS, "día.jpg", foto(exif=exif_delator()))
    assert (hecho.codigo, _nuevos(copia, antes)) == (422, {"medios/dia.jpg"})


def test_la_que_se_quito_del_evento_se_vuelve_a_nombrar(navegador: Navegador, copia: Path) -> None:
    """Vista negarse: decía «ya está», y no estaba en ninguna lista."""
    antes = _estado(copia)
    evento = copia / "datos" / "arauca-2023" / "evento.yml"
    _subir(navegador, LOGOS, "a.svg", svg())
    evento.write_bytes(antes["evento.yml"])
    assert "Subido." in _subir(navegador, LOGOS, "otro-nombre.svg", svg()).texto
    assert _nuevos(copia, antes) == {"logos/a.svg"}
    assert "archivo: a.svg" in evento.read_text("utf-8")


@pytest.mark.parametrize(
    ("nombre", "queda"),
    [
        ("../../../etc/cron.png", "cron.png"),
        ("con.png", "con-1.png"),
        ("..png", "sin-nombre.png"),
        ("%2e%2e%2fx.png", "2e-2e-2fx.png"),
        (f"{'a' * 300}.png", f"{'a' * 60}.png"),
        ("<script>alert(1)<a>.png", "script-alert-1-a.png"),
    ],
)
def test_un_nombre_hostil_se_vuelve_uno_que_sirve(
    navegador: Navegador, copia: Path, nombre: str, queda: str
) -> None:
    antes = _estado(copia)
    hecho = _subir(navegador, FOTOS, nombre, guardada(pintada(), "PNG"))
    assert "Subido." in hecho.texto, html.unescape(hecho.texto)
    assert _nuevos(copia, antes) == {f"medios/{queda}"}
    assert "<script" not in hecho.texto


def _png_de(lado: int) -> bytes:
    """Un PNG que dice medir eso y casi no pesa."""

    def trozo(clase: bytes, datos: bytes) -> bytes:
        return struct.pack(">I", len(datos)) + clase + datos + struct.pack(">I", zlib.crc32(clase + datos))

    cabeza = struct.pack(">IIBBBBB", lado, lado, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + trozo(b"IHDR", cabeza)
        + trozo(b"IDAT", zlib.compress(b""))
        + trozo(b"IEND", b"")
    )


_ACTIVO = svg(cuerpo='<script>alert(1)</script><rect width="10" height="10"/>')


@pytest.mark.parametrize(
    ("donde", "nombre", "octetos", "dice"),
    [
        (LOGOS, "a.svg", _ACTIVO, "guion|script|programa|activo"),
        (LOGOS, "a.svg", b"<html><script>alert(1)</script></html>", "«a.svg»|no es|svg"),
        (LOGOS, "a.html", b"<script>alert(1)</script>", "no es una imagen de las que se publican"),
        (FOTOS, "a.svg", svg(), "no es una imagen de las que se publican"),
        (FOTOS, "a.jpg", b"<script>alert(1)</script>", "está rota, truncada o no es una imagen"),
        (FOTOS, "a.png", _png_de(60_000), "millones de píxeles"),
        (FOTOS, "sin-extension", b"x", "no es una imagen de las que se publican"),
        (FOTOS, ".png", b"x", "no es una imagen de las que se publican"),
        (FOTOS, "", b"", "falta escoger el archivo"),
        (FOTOS, "a.png", b"", "el archivo está vacío: no llegó completo"),
    ],
)
def test_lo_hostil_no_entra(
    *, navegador: Navegador, copia: Path, donde: str, nombre: str, octetos: bytes, dice: str
) -> None:
    antes = _estado(copia)
    hecho = _subir(navegador, donde, nombre, octetos)
    assert hecho.codigo == 422
    assert any(d in html.unescape(hecho.texto) for d in dice.split("|"))
    assert "<script" not in hecho.texto
    assert _estado(copia) == antes
    # Lo escrito sigue ahí.
    assert Formulario(hecho.texto).campos["credito"]


@pytest.mark.parametrize("falta", ["alt", "credito", "consentimiento"])
def test_sin_credito_ni_texto_ni_permiso_no_entra(navegador: Navegador, copia: Path, falta: str) -> None:
    antes = _estado(copia)
    hecho = _subir(navegador, LOGOS, "a.svg", svg(), **{falta: ""})
    assert hecho.codigo == 422
    assert f'id="{falta}-dicho"' in hecho.texto
    assert _estado(copia) == antes
    if falta == "consentimiento":
        assert _subir(navegador, LOGOS, "a.svg", svg(), consentimiento="no").codigo == 422


def test_un_gigabyte_no_se_lee(navegador: Navegador) -> None:
    for largo in (str(10**9), str(SUBIDA_MAXIMA + 1)):
        cabeceras = {
            **navegador.cabeceras,
            "origin": "http://127.0.0.1:8765",
            "content-type": "multipart/form-data; boundary=x",
            "content-length": largo,
        }
        negado = pedir(navegador.guardia, "POST", LOGOS, cabeceras, (b"x",))
        assert (negado.codigo, "pesa más de 12 MB" in negado.texto) == (413, True)
        assert f'<a href="{LOGOS}">Volver</a>' in negado.texto


def test_un_archivo_solo_entra_por_donde_se_sube(navegador: Navegador) -> None:
    llave = {"llave": navegador.guardia.llave}
    assert navegador.subir("/archivo/sitio.yml", llave, "a.png", b"x").codigo == 415
    assert navegador.enviar(LOGOS, llave).codigo == 415
    assert navegador.subir(LOGOS, {"llave": "otra"}, "a.png", b"x").codigo == 403
    for otra in (
        "/subir/arauca-2023/resultados",
        "/subir/nada/logos",
        "/subir/../logos",
        "/subir/convenios/logos",
    ):
        assert navegador.ver(otra).codigo == 404
        assert navegador.subir(f"/subir/{otra}", llave, "a.png", b"x").codigo == 404
