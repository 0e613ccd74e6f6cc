"""De una foto o un logo solo sale lo que se ve."""

from __future__ import annotations

import io

import pytest
from imagenes import exif_delator, foto, guardada, pintada, svg
from PIL import Image, ImageCms, ImageFile, PngImagePlugin

from generador.errores import ErrorDeSalida
from generador.salida.medios import medio
from generador.salida.medios.medio import MedioMalo, limpiar_foto, limpiar_logo
from generador.salida.privacidad.lectores import trozos

pytestmark = pytest.mark.lenta

ROJO, AZUL = (180, 71, 47), (47, 79, 147)


def _abierta(datos: bytes) -> Image.Image:
    return Image.open(io.BytesIO(datos))


def _parecido(uno: tuple[int, ...], otro: tuple[int, ...]) -> bool:
    return max(abs(a - b) for a, b in zip(uno, otro, strict=True)) <= 12


def _todo(datos: bytes, extension: str) -> str:
    return "\n".join(t.texto for t in trozos(f"x{extension}", datos))


@pytest.mark.parametrize("delatora", [True, False])
def test_los_metadatos_no_pasan(delatora: bool) -> None:
    """La misma lectura que no halla nada en la copia sí los ve en el original."""
    original = foto(comment=b"Perpetua Innombrada", exif=exif_delator() if delatora else Image.Exif())
    if delatora:
        with pytest.raises(ErrorDeSalida, match=r"^x\.jpg: sus metadatos dicen dónde se tomó \(GPS\)"):
            _todo(original, ".jpg")
    else:
        assert "Perpetua Innombrada" in _todo(original, ".jpg")
    limpia = limpiar_foto(".jpg", original)
    salidas = [(d, ".webp" if t == "webp" else ".jpg") for t, _, _, d in limpia.copias]
    for datos, extension in [*salidas, (limpia.impresa, ".jpg"), (limpia.gris, ".jpg")]:
        assert "Innombrada" not in _todo(datos, extension)
        assert b"Innombrada" not in datos
        assert dict(_abierta(datos).getexif()) == {}
        assert set(_abierta(datos).info) & {"exif", "xmp", "comment", "icc_profile"} == set()


@pytest.mark.parametrize(("formato", "extension"), [("PNG", ".png"), ("WEBP", ".webp"), ("JPEG", ".jpeg")])
def test_el_lugar_se_ve_en_cualquier_formato(formato: str, extension: str) -> None:
    datos = guardada(pintada(), formato, exif=exif_delator())
    with pytest.raises(ErrorDeSalida, match="dónde se tomó"):
        _todo(datos, extension)
    logo = limpiar_logo(extension, datos, "p", "Logo")
    assert "delator" not in _todo(logo.color, ".png")


def test_los_textos_de_un_png_no_pasan() -> None:
    textos = PngImagePlugin.PngInfo()
    textos.add_itxt("XML:com.adobe.xmp", "<x>Perpetua Innombrada</x>")
    original = guardada(pintada(), pnginfo=textos)
    assert "Innombrada" in _todo(original, ".png")
    assert "Innombrada" not in _todo(limpiar_logo(".png", original, "p", "Logo").color, ".png")


def test_sale_derecha_aunque_la_camara_la_haya_guardado_de_lado() -> None:
    acostada = pintada(1200, 800).transpose(Image.Transpose.ROTATE_90)
    limpia = limpiar_foto(".jpg", guardada(acostada, "JPEG", exif=exif_delator(6), quality=95))
    impresa = _abierta(limpia.impresa)
    assert impresa.size == (1200, 800)
    assert _parecido(impresa.getpixel((20, 20)), ROJO)  # type: ignore[arg-type]
    assert _parecido(impresa.getpixel((20, 780)), AZUL)  # type: ignore[arg-type]


def test_los_colores_pasan_a_srgb() -> None:
    """Una imagen en el espacio Lab, cuyo perfil dice qué color es cada terna."""
    lineal = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    con_perfil = guardada(pintada(), icc_profile=lineal.tobytes())
    limpia = _abierta(limpiar_logo(".png", con_perfil, "p", "Logo").color)
    assert _parecido(limpia.convert("RGB").getpixel((5, 5)), ROJO)  # type: ignore[arg-type]
    roto = guardada(pintada(), "JPEG", icc_profile=b"esto no es un perfil", quality=95)
    assert _parecido(_abierta(limpiar_foto(".jpg", roto).impresa).getpixel((5, 5)), ROJO)  # type: ignore[arg-type]
    tintas = guardada(pintada().convert("CMYK"), "JPEG", quality=95)
    assert _abierta(limpiar_foto(".jpg", tintas).impresa).mode == "RGB"


def test_los_tamanos_de_una_foto_no_la_agrandan() -> None:
    def medidas(ancho: int, alto: int) -> list[tuple[str, int, int]]:
        return [c[:3] for c in limpiar_foto(".jpg", foto(ancho, alto)).copias]

    assert medidas(2000, 1000) == [
        *(("webp", 480, 240), ("jpeg", 480, 240), ("webp", 960, 480), ("jpeg", 960, 480)),
        *(("webp", 1600, 800), ("jpeg", 1600, 800)),
    ]
    assert medidas(700, 350)[2:] == [("webp", 700, 350), ("jpeg", 700, 350)]
    assert medidas(300, 150) == [("webp", 300, 150), ("jpeg", 300, 150)]
    assert max(_abierta(limpiar_foto(".jpg", foto(3000, 1000)).impresa).size) == medio.LADO_DE_IMPRESA


def test_los_mismos_bytes_cada_vez() -> None:
    assert limpiar_foto(".jpg", foto()) == limpiar_foto(".jpg", foto())
    transparente = guardada(pintada().convert("RGBA"), "PNG")
    assert limpiar_logo(".png", transparente, "p", "L") == limpiar_logo(".png", transparente, "p", "L")


def test_un_logo_va_sobre_blanco_y_sin_borde() -> None:
    lienzo = Image.new("RGBA", (400, 400), (0, 0, 0, 0))
    lienzo.paste(pintada(100, 50), (150, 175))
    logo = limpiar_logo(".png", guardada(lienzo), "p", "Logo")
    assert (logo.ancho, logo.alto, _abierta(logo.gris).mode, logo.en_linea) == (100, 50, "L", None)
    assert _parecido(_abierta(logo.color).convert("RGB").getpixel((2, 2)), ROJO)  # type: ignore[arg-type]


def test_un_logo_en_svg_sale_en_linea_y_en_archivo() -> None:
    logo = limpiar_logo(".svg", svg(90, 30), "logo-1", "Logo de prueba")
    assert logo.en_linea is not None
    assert logo.en_linea[0].startswith(
        '<svg class="dibujo" role="img" viewBox="0 0 90 30"><title>Logo de prueba'
    )
    assert logo.color.startswith(b'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30"')
    assert (b"#7a1f5c" in logo.color, b"#7a1f5c" in logo.gris, logo.ancho) == (True, False, 90)


def _truncada() -> bytes:
    datos = foto(exif=Image.Exif())
    return datos[: len(datos) // 2]


MALOS: dict[str, tuple[str, bytes, str]] = {
    "otra extensión": (".png", foto(), "se llama .png y es JPEG"),
    "webp con nombre de jpg": (".jpg", guardada(pintada(), "WEBP"), "se llama .jpg y es WebP"),
    "otro formato": (".png", guardada(pintada(), "BMP"), "está rota, truncada o no es una imagen"),
    "no es imagen": (".jpg", b"<svg/>", "está rota, truncada o no es una imagen"),
    "truncada": (".jpg", _truncada(), "está rota, truncada o no es una imagen"),
    "png truncado": (".png", guardada(pintada())[:-500], "está rota, truncada o no es una imagen"),
    "animación": (
        ".webp",
        guardada(pintada(), "WEBP", save_all=True, append_images=[pintada().rotate(180)]),
        "es una animación",
    ),
}


@pytest.mark.parametrize("caso", MALOS)
def test_lo_que_no_sirve_se_dice(caso: str) -> None:
    extension, datos, mensaje = MALOS[caso]
    for limpiar in (lambda: limpiar_foto(extension, datos), lambda: limpiar_logo(extension, datos, "p", "L")):
        with pytest.raises(MedioMalo) as error:
            limpiar()
        assert error.value.mensaje == mensaje


def test_una_truncada_no_pasa_aunque_la_imprenta_las_tolere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Vista fallar: al importarla, la imprenta hace que Pillow rellene lo que falta con gris."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    with pytest.raises(MedioMalo, match="truncada"):
        limpiar_foto(".jpg", _truncada())


def test_una_bomba_no_se_descomprime() -> None:
    enorme = guardada(Image.new("1", (20_000, 20_000)), "PNG")
    assert len(enorme) < 200_000
    grande = guardada(Image.new("1", (7000, 6000)), "PNG")
    for datos in (enorme, grande):
        with pytest.raises(MedioMalo) as error:
            limpiar_foto(".png", datos)
        assert error.value.mensaje == "tiene más de 40 millones de píxeles"


def test_un_svg_pesado_y_un_logo_en_blanco() -> None:
    pesado = svg(cuerpo=f'<path d="{"M0 0" * medio.MAXIMO_DE_SVG}"/>')
    with pytest.raises(MedioMalo) as error:
        limpiar_logo(".svg", pesado, "p", "L")
    assert error.value.mensaje == "pesa 1,0 MB y un SVG no debe pasar de 256 kB"
    with pytest.raises(MedioMalo) as error:
        limpiar_logo(".png", guardada(Image.new("RGB", (50, 50), "white")), "p", "L")
    assert error.value.mensaje == "no se ve nada: es toda blanca"
