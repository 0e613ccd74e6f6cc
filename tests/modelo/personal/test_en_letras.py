"""Los números dichos con palabras se vuelven las mismas cifras, se escriban como se escriban."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generador.modelo.personal.canonico import canonico, plegado
from generador.modelo.personal.en_letras import dichos, en_cifras
from generador.modelo.personal.numeros import cifras_de


def _palabras(lista: str) -> list[str]:
    return lista.split()


_HASTA_VEINTE = _palabras(
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis"
    " diecisiete dieciocho diecinueve"
)
_DECENAS = _palabras("veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa")
_CIENTOS = _palabras(
    "ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos"
)


def _menor_de_mil(n: int) -> str:
    if n < 20:
        return _HASTA_VEINTE[n]
    if n < 100:
        decena = _DECENAS[n // 10 - 2]
        return f"{decena} y {_HASTA_VEINTE[n % 10]}" if n % 10 else decena
    if n == 100:
        return "cien"
    resto = f" {_menor_de_mil(n % 100)}" if n % 100 else ""
    return _CIENTOS[n // 100 - 1] + resto


def _en_palabras(n: int) -> str:
    if n < 1000:
        return _menor_de_mil(n)
    for tope, una, varias in ((10**6, "un millón", "millones"), (1000, "mil", "mil")):
        if n >= tope:
            cuantos, resto = divmod(n, tope)
            cabeza = una if cuantos == 1 else f"{_en_palabras(cuantos)} {varias}"
            return f"{cabeza} {_en_palabras(resto)}" if resto else cabeza
    raise AssertionError(n)


@given(st.integers(0, 2_000_000_000))
def test_ida_y_vuelta(n: int) -> None:
    dicho = _en_palabras(n)
    assert en_cifras(plegado(canonico(dicho))) == str(n)
    assert cifras_de(dicho.upper()) == str(n)


@pytest.mark.parametrize(
    ("texto", "numeros"),
    [
        ("siento beintitres mil cuatrosientos sinco", [("123405",)]),
        ("tres diez, cuatrocientos cincuenta", [("3", "10", "450")]),
        ("40 millones 123 mil 456", [("40123456",)]),
        ("veinte cinco y trescientas", [("20", "5", "300")]),
        ("calle quince número doce cuarenta y cinco", [("15",), ("12", "45")]),
        ("un carro, una moto y un millón un mil", [("1001000",)]),
        ("300 123 4567", []),
        ("los doctores y el docente", []),
    ],
)
def test_cuales_se_hallan(texto: str, numeros: list[tuple[str, ...]]) -> None:
    assert [d.numeros for d in dichos(plegado(canonico(texto)))] == numeros
