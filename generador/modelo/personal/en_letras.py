"""Los números escritos con palabras: «cuarenta millones ciento veintitrés mil», «tres diez».

Se buscan, también mal escritas, en un texto plegado. Varios seguidos son uno solo, dicho por grupos.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass


def _palabras(lista: str) -> list[str]:
    return lista.split()


_CIFRAS = _palabras("cero uno dos tres cuatro cinco seis siete ocho nueve")
_HASTA_VEINTINUEVE = _palabras(
    "diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve veinte veintiuno veintidos"
    " veintitres veinticuatro veinticinco veintiseis veintisiete veintiocho veintinueve"
)
_DECENAS = _palabras("treinta cuarenta cincuenta sesenta setenta ochenta noventa")
_CIENTOS = _palabras("ciento doscient trescient cuatrocient quinient seiscient setecient ochocient novecient")
_VALOR: dict[str, int] = {
    **{p: i for i, p in enumerate(_CIFRAS)},
    **{p: i for i, p in enumerate(_HASTA_VEINTINUEVE, 10)},
    "veintiun": 21,
    **{p: 10 * i for i, p in enumerate(_DECENAS, 3)},
    **{p + fin: 100 * i for i, p in enumerate(_CIENTOS, 1) for fin in (("os", "as") if i > 1 else ("",))},
    "cien": 100,
    "un": 1,
    "mil": 1000,
    "millon": 1_000_000,
    "millones": 1_000_000,
}


def _como_suena(palabra: str) -> str:
    """Un patrón que también la halla con «s» por «c» o «z», y con «b» por «v»."""
    patron = re.sub(r"s?c(?=[ei])", "(?:s?c|s{1,2}|z)", palabra)
    return re.sub(r"(?<![?{])[sz](?![?{|])", "[sz]", re.sub("[bv]", "[bv]", patron))


def _clave(palabra: str) -> str:
    return re.sub("s?c(?=[ei])|ss|z", "s", palabra).replace("v", "b")


_VALOR_DE = {_clave(p): v for p, v in _VALOR.items()}
# «un» solo es de un número delante de «mil»: lo demás es un artículo.
PALABRA = "(?:" + "|".join(_como_suena(p) for p in sorted(_VALOR, key=len, reverse=True) if p != "un")
PALABRA += r"|un(?=\s+mil))"
"""Un patrón de cada palabra de un número, para un texto plegado."""
_PIEZA = rf"(?:{PALABRA}|\d+)"
_TIRADA = re.compile(rf"(?<![^\W_]){_PIEZA}(?:(?:[ ,.\-\n]{{1,3}}|\s+y\s+){_PIEZA})*(?![^\W_])")
_PARTES = re.compile(r"[^\W_]+")
_RASTROS = ("cient", "sient", "nient", "mil", "inta", "enta", "einti", "dieci", "quince", "catorce", "doce")
_DE_A_UNA = 6


@dataclass(frozen=True, slots=True)
class NumeroDicho:
    """Un número dicho con palabras en `[inicio, fin)`."""

    inicio: int
    fin: int
    numeros: tuple[str, ...]
    """Sus números en cifras, como se dicen seguidos: «tres diez» son dos."""
    deletreado: bool
    """Si cada palabra es una sola cifra."""
    grande: bool
    """Si dice «mil» o «millones»."""
    mezclado: bool
    """Si trae también cifras."""

    @property
    def cifras(self) -> str:
        """Sus cifras, una tras otra."""
        return "".join(self.numeros)


def hay_dichos(bajo: str, sueltas: int = _DE_A_UNA) -> bool:
    """Si un texto en minúsculas trae con qué armar un número largo: se mira antes, porque cuesta poco."""
    return sum(map(bajo.count, _CIFRAS)) >= sueltas or sum(map(bajo.count, _RASTROS)) > 1


def dichos(plano: str) -> Iterator[NumeroDicho]:
    """Los números con alguna palabra de un texto plegado, en orden."""
    for tirada in _TIRADA.finditer(plano):
        palabras = [p for p in _PARTES.findall(tirada[0]) if p != "y"]
        con_letras = [p for p in palabras if not p.isdigit()]
        if con_letras:
            yield NumeroDicho(
                *tirada.span(),
                tuple(_numeros(_PARTES.findall(tirada[0]))),
                all(_VALOR_DE[_clave(p)] < 10 for p in con_letras),
                any(_VALOR_DE[_clave(p)] >= 1000 for p in con_letras),
                len(con_letras) < len(palabras),
            )


def en_cifras(plano: str) -> str:
    """Un texto plegado con sus números en cifras: «calle quince» → «calle 15»."""
    partes, hasta = [], 0
    for dicho in dichos(plano):
        partes += [plano[hasta : dicho.inicio], " ".join(dicho.numeros)]
        hasta = dicho.fin
    return "".join([*partes, plano[hasta:]])


def _numeros(palabras: list[str]) -> Iterator[str]:
    """Los números que forman esas palabras: empieza otro cuando la siguiente ya no cabe en el de antes."""
    abierto: _Numero | None = None
    for i, palabra in enumerate(palabras):
        if palabra == "y":
            continue
        tras_y = i > 0 and palabras[i - 1] == "y"
        valor = int(palabra) if palabra.isdigit() else _VALOR_DE[_clave(palabra)]
        escrito = palabra if palabra.isdigit() else ""
        if abierto is not None and abierto.admite(valor, tras_y=tras_y, escrito=escrito):
            abierto.sumar(valor, escrito)
            continue
        if abierto is not None:
            yield abierto.cifras
        abierto = _Numero(valor, escrito)
    if abierto is not None:
        yield abierto.cifras


class _Numero:
    """Un número que se arma palabra por palabra: «ciento», «veintitrés», «mil»…"""

    def __init__(self, valor: int, escrito: str) -> None:
        self._millones, self._miles, self._resto = 0, 0, 0
        self._escrito = ""
        self._sumar(valor, escrito)

    @property
    def cifras(self) -> str:
        return self._escrito or str(self._millones + self._miles + self._resto)

    def admite(self, valor: int, *, tras_y: bool, escrito: str) -> bool:
        """Si la palabra que sigue es del mismo número."""
        if len(self._escrito) > 3 or self.cifras == "0" or valor == 0:
            return False
        if valor == 1_000_000 and not escrito:
            return not self._millones
        if valor == 1000 and not escrito:
            return not self._miles and bool(self._millones or self._resto)
        if not self._resto:
            return len(escrito) <= 3
        if escrito or self._escrito:
            return False
        if valor < 10:
            return self._resto % 10 == 0 and (tras_y or self._resto % 100 == 0)
        return valor < 100 <= self._resto and self._resto % 100 == 0

    def sumar(self, valor: int, escrito: str) -> None:
        """La añade."""
        self._escrito = ""
        self._sumar(valor, escrito if not (self._millones or self._miles) else "")

    def _sumar(self, valor: int, escrito: str) -> None:
        if escrito or valor not in (1000, 1_000_000):
            self._resto, self._escrito = self._resto + valor, escrito
        elif valor == 1000:
            self._miles, self._resto = 1000 * (self._resto or 1), 0
        else:
            # «mil noventa y ocho millones»
            self._millones, self._miles, self._resto = 1_000_000 * (self._miles + self._resto or 1), 0, 0
