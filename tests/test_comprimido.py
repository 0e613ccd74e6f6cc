"""Un .zip hecho para llenar la memoria se rechaza por su directorio, sin abrirlo."""

import io
import struct
import zipfile

import pytest

from generador.comprimido import Medidas, es_comprimido, medir_comprimido
from generador.errores import ErrorDeLectura

MEGA = 1024 * 1024


def _zip(partes: dict[str, bytes]) -> bytes:
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED) as zip_:
        for nombre, datos in partes.items():
            zip_.writestr(nombre, datos)
    return salida.getvalue()


def _encimado() -> bytes:
    """Dos renglones del directorio que señalan la misma entrada, como la bomba de Fifield."""
    uno = _zip({"a": bytes(range(256)) * 40})
    fin = uno.rindex(b"PK\x05\x06")
    directorio = uno.index(b"PK\x01\x02")
    renglon = uno[directorio:fin]
    cuantos = 50
    cola = struct.pack(
        "<4s4H2IH", b"PK\x05\x06", 0, 0, cuantos, cuantos, len(renglon) * cuantos, directorio, 0
    )
    return uno[:directorio] + renglon * cuantos + cola


def _con_clave() -> bytes:
    datos = bytearray(_zip({"a": b"x"}))
    datos[datos.index(b"PK\x01\x02") + 8] |= 1
    return bytes(datos)


@pytest.mark.parametrize(
    ("datos", "mensaje"),
    [
        (_zip({"a": bytes(60 * MEGA)}), "no se abre: descomprimido ocuparía 60 MB en 1 partes"),
        (_zip({str(i): b"" for i in range(2001)}), "no se abre: descomprimido ocuparía 0 MB en 2001 partes"),
        (_encimado(), "no se abre: descomprimido ocuparía 0 MB en 50 partes"),
        (_con_clave(), "tiene contraseña"),
        (_zip({"a": b"x"})[:-5], "está dañado o incompleto"),
        (b"PK\x03\x04nada", "está dañado o incompleto"),
    ],
    ids=["bomba", "muchas-partes", "encimado", "con-clave", "sin-final", "solo-firma"],
)
def test_lo_que_no_se_abre(datos: bytes, mensaje: str) -> None:
    with pytest.raises(ErrorDeLectura) as error:
        medir_comprimido("r.xlsx", datos)
    assert (error.value.archivo, error.value.mensaje[: len(mensaje)]) == ("r.xlsx", mensaje)
    assert error.value.ayuda


def test_el_total_tambien_tiene_tope() -> None:
    partes = {str(i): bytes(3 * MEGA) for i in range(4)}
    medir_comprimido("r.zip", _zip(partes), Medidas(expandido=12 * MEGA))
    with pytest.raises(ErrorDeLectura):
        medir_comprimido("r.zip", _zip(partes), Medidas(expandido=12 * MEGA - 1))


def test_lo_corriente_pasa() -> None:
    hoja = b"".join(b"<row r='%d'><c t='s'><v>%d</v></c></row>" % (i, i % 7) for i in range(100_000))
    datos = _zip({"[Content_Types].xml": b"<Types/>", "xl/worksheets/sheet1.xml": hoja})
    medir_comprimido("r.xlsx", datos)
    assert (es_comprimido(datos), es_comprimido(b"%PDF")) == (True, False)
