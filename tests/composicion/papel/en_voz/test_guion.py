"""El guion de radio: dura lo que dice, leído de verdad, y no lleva una cifra ni una sigla sin decir."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import wave
from collections.abc import Iterator
from datetime import date, time

import pytest
from actos import dos_actos
from fabrica import asamblea, asamblea_siete, en_estado

from generador.carga.cargar import cargar
from generador.composicion.papel.en_voz.guion import DURACIONES, Cuna, cunas
from generador.composicion.papel.en_voz.palabras import (
    cuantos,
    dias_en_voz,
    en_palabras,
    en_voz,
    hora_en_voz,
)
from generador.modelo.asamblea import Asamblea

VOZ = shutil.which("espeak-ng")


@pytest.mark.parametrize(
    ("n", "dicho"),
    [
        (0, "cero"),
        (16, "dieciséis"),
        (31, "treinta y uno"),
        (100, "cien"),
        (101, "ciento uno"),
        (500, "quinientos"),
        (1000, "mil"),
        (2023, "dos mil veintitrés"),
        (21_000, "veintiún mil"),
        (31_512, "treinta y un mil quinientos doce"),
        (999_999, "novecientos noventa y nueve mil novecientos noventa y nueve"),
    ],
)
def test_un_numero_en_palabras(n: int, dicho: str) -> None:
    assert en_palabras(n) == dicho


def test_lo_que_se_cuenta_concuerda() -> None:
    dichos = [cuantos(n, "mesa", "mesas", femenino=True) for n in (1, 21, 200, 531)]
    assert dichos == ["una mesa", "veintiuna mesas", "doscientas mesas", "quinientas treinta y una mesas"]
    assert [cuantos(n, "acto", "actos") for n in (1, 21, 200)] == [
        "un acto",
        "veintiún actos",
        "doscientos actos",
    ]


def test_horas_y_dias_en_voz() -> None:
    horas = (time(8), time(12), time(13, 15), time(16, 30), time(19, 5), time(0, 30))
    assert [hora_en_voz(h) for h in horas] == [
        "a las ocho de la mañana",
        "al mediodía",
        "a la una y cuarto de la tarde",
        "a las cuatro y media de la tarde",
        "a las siete y cinco de la noche",
        "a las doce y media de la noche",
    ]
    assert dias_en_voz((date(2023, 11, 18),)) == "el sábado dieciocho de noviembre"
    dos = (date(2023, 11, 30), date(2023, 12, 1))
    assert dias_en_voz(dos) == "el jueves treinta de noviembre y el viernes primero de diciembre"


def test_siglas_y_codigos_en_voz() -> None:
    dicho = en_voz("La UNAD, el DPS y la LSC; Convenio número 002 de 2023, 1.500 personas")
    assert dicho == (
        "La Unad, el de pe ese y la ele ese ce; Convenio número cero cero dos de dos mil veintitrés, "
        "mil quinientos personas"
    )


def _casos(siete: Asamblea) -> Iterator[tuple[str, tuple[Cuna, ...]]]:
    for nombre, una in (
        ("mínima", asamblea()),
        ("aprobada", asamblea(**en_estado("aprobada"))),
        ("consolidada", asamblea(**dos_actos())),
        ("siete", siete),
    ):
        for fue in (False, True):
            yield f"{nombre}, {fue}", cunas(una, fue=fue)


@pytest.fixture(scope="module")
def todas(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Cuna, ...]]:
    return dict(_casos(asamblea_siete(tmp_path_factory.mktemp("siete"))))


def test_ni_cifras_ni_siglas_y_el_credito_al_final(todas: dict[str, tuple[Cuna, ...]]) -> None:
    for nombre, suyas in todas.items():
        assert [c.para for c in suyas] == list(DURACIONES)
        for c in suyas:
            assert re.findall(r"\d|\b[A-ZÁÉÍÓÚÑ]{2,}\b|N\.º", " ".join(c.frases)) == [], nombre
            assert c.frases[-1].startswith("Esta actividad se realiza en el marco del Convenio número"), (
                nombre
            )


@pytest.mark.lenta
@pytest.mark.skipif(VOZ is None, reason="NO SE MIDIÓ EL GUION DE RADIO: falta espeak-ng")
def test_dura_lo_que_dice(todas: dict[str, tuple[Cuna, ...]]) -> None:
    """Leído a 150 palabras por minuto, el error no pasa del diez por ciento."""
    medidas = {
        f"{nombre}, {c.para}": (c.segundos, _leido(c.frases))
        for nombre, suyas in todas.items()
        for c in suyas
    }
    assert {n: par for n, par in medidas.items() if abs(par[0] - par[1]) > 0.1 * par[1]} == {}


def _leido(frases: tuple[str, ...]) -> float:
    """Segundos de audio que da espeak-ng."""
    orden = [str(VOZ), "-v", "es-419", "-s", "150", "--stdout", "\n".join(frases)]
    sonido = subprocess.run(orden, capture_output=True, check=True).stdout
    with wave.open(io.BytesIO(sonido)) as onda:
        # A la salida, la cabeza no sabe cuánto sigue: son 44 bytes, y muestras de dos.
        return (len(sonido) - 44) / 2 / onda.getframerate()


def test_los_de_arauca_llenan_su_tiempo() -> None:
    from apoyo import RAIZ

    (una,) = [e.asamblea for e in cargar(RAIZ).expedientes]
    dichas = [c for fue in (False, True) for c in cunas(una, fue=fue)]
    assert [c for c in dichas if abs(c.segundos - c.para) > 0.1 * c.para] == []
