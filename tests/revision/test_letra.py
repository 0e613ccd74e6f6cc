"""Lo que las letras del proyecto no dibujan se dice antes de imprimir."""

from collections.abc import Callable
from pathlib import Path

import pytest
from fabrica import expediente
from fontTools.ttLib import TTFont

from generador.revision import revisar
from generador.revision.letra import COBERTURA, cobertura, indibujables

FUENTES = sorted((Path(__file__).parent.parent.parent / "plantillas" / "tema" / "fuentes").glob("*.ttf"))
ENCABEZADO = (
    "# Lo que dibujan todas las letras de plantillas/tema/fuentes, o todas las de respaldo (Noto Sans).\n"
    "# Generado: se reescribe con --aprobar.\n"
)


def _comunes() -> list[int]:
    cmaps: dict[bool, list[set[int]]] = {False: [], True: []}
    for ruta in FUENTES:
        with TTFont(ruta) as letra:
            cmaps[ruta.name.startswith("NotoSans-")].append(set(letra.getBestCmap()))
    return sorted(set.intersection(*cmaps[False]) | set.intersection(*cmaps[True]))


def _rangos(puntos: list[int]) -> list[tuple[int, int]]:
    rangos: list[tuple[int, int]] = []
    for p in puntos:
        if rangos and rangos[-1][1] == p - 1:
            rangos[-1] = (rangos[-1][0], p)
        else:
            rangos.append((p, p))
    return rangos


def test_la_cobertura_es_la_de_las_fuentes(aprobado: Callable[[str, str], None]) -> None:
    assert len(FUENTES) >= 8
    puntos = _comunes()
    texto = ENCABEZADO + "".join(f"{a:04X}-{b:04X}\n" if a != b else f"{a:04X}\n" for a, b in _rangos(puntos))
    aprobado(f"../generador/revision/{COBERTURA.name}", texto)
    assert [p for a, b in cobertura() for p in range(a, b + 1)] == puntos


def test_se_dibuja_lo_que_se_escribe_en_espanol() -> None:
    assert (
        indibujables("¿Qué? ¡Ñandú, pingüino! «sí» “a” ‘b’ – — … º ª ½ × € $ % & @ # ° áéíóúüñ\n\u00a0") == ()
    )
    assert indibujables("a→b☐\u2011→") == ("→", "☐", "\u2011")


def test_se_dibujan_las_lenguas_de_la_region() -> None:
    """Vocales, saltillos y marcas de sikuani, uwa, hitnü, cuiba, tucano, wayuu, nasa, embera y guaraní."""
    assert indibujables("ẽ ĩ ũ ỹ õ ã ɨ ʉ ɨ̃ ʉ̃ g̃ ë̃ ʼ ꞌ ŋ Ŋ ǝ ə ɛ ɔ ʔ ɸ ṛ ẅ ḿ ń ʰ ʷ Ẽ Ĩ Ũ Ỹ Ɨ Ʉ Ꞌ") == ()


@pytest.mark.parametrize(
    ("caracter", "mensaje", "ayuda"),
    [
        (
            "🎉",
            "«🎉» (U+1F389)",
            "quítelo o dígalo con palabras: los dibujos y emojis no se imprimen",
        ),
        ("\u2011", "«\u2011» (U+2011)", "cámbielo por un guion corriente «-»"),
        ("\u2003", "«\u2003» (U+2003)", "cámbielo por un espacio corriente"),
        ("①", "«①» (U+2460)", "escriba «1»"),
        ("ش", "«ش» (U+0634)", "quítelo o escríbalo con letras latinas"),
    ],
)
def test_caracter_sin_letra(caracter: str, mensaje: str, ayuda: str) -> None:
    e = expediente(mesas={"mesas.1.eje": f"Agua a{caracter}a y {caracter}"})
    (hallazgo,) = revisar(e)
    assert hallazgo.gravedad == "error"
    assert hallazgo.mensaje == f"la letra del proyecto no tiene {mensaje}"
    assert hallazgo.ayuda == ayuda
    assert hallazgo.lugar.ruta == "mesas[2].eje"
    linea = e.fuentes["mesas"].lineas[hallazgo.lugar.linea - 1]
    assert linea[hallazgo.lugar.columna - 1] == caracter


def test_tambien_en_los_enlaces() -> None:
    (hallazgo,) = revisar(expediente(evento={"enlaces.inscripcion": "https://inscripcion.gov.co/→"}))
    assert hallazgo.lugar.ruta == "enlaces.inscripcion"
