"""Lo que se lee en voz alta: cifras, horas, fechas y siglas dichas con palabras."""

from __future__ import annotations

import re
from datetime import date, time

from generador.modelo.texto import enumerar


def _palabras(texto: str) -> list[str]:
    return texto.split()


_HASTA_29 = _palabras(
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis "
    "diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco "
    "veintiséis veintisiete veintiocho veintinueve"
)
_DECENAS = _palabras("treinta cuarenta cincuenta sesenta setenta ochenta noventa")
_CIENTOS = _palabras(
    "ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos"
)
_MESES = _palabras("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre")
_DIAS = _palabras("lunes martes miércoles jueves viernes sábado domingo")
_NOMBRES = _palabras(
    "a be ce de e efe ge hache i jota ka ele eme ene eñe o pe cu erre ese te u uve doble_uve equis ye zeta"
)
_LETRAS = dict(zip("ABCDEFGHIJKLMNÑOPQRSTUVWXYZ", _NOMBRES, strict=True))
_SIGLA = re.compile(r"\b[A-ZÁÉÍÓÚÑ]{2,}\b")
_CIFRAS = re.compile(r"\b\d{1,3}(?:\.\d{3})+\b|\b\d+\b")
_SE_LEE = re.compile(r"(?:[BCDFGHJKLMNÑPQRSTVWXYZ]{0,2}[AEIOU]{1,2})+[BDLMNRSTZ]?")
"""La sigla que se dice como palabra: con sus vocales entre consonantes, «UNAD» y no «DPS»."""


def en_palabras(n: int) -> str:
    """«quinientos», «mil doscientos treinta y uno»; de cero a 999.999. ValueError si es otro."""
    if not 0 <= n < 1_000_000:
        raise ValueError(f"{n} no se sabe decir")
    if n < 30:
        return _HASTA_29[n]
    if n < 100:
        decena, uno = divmod(n, 10)
        return _DECENAS[decena - 3] + (f" y {_HASTA_29[uno]}" if uno else "")
    if n == 100:
        return "cien"
    if n < 1000:
        cientos, resto = divmod(n, 100)
        return _CIENTOS[cientos - 1] + (f" {en_palabras(resto)}" if resto else "")
    miles, resto = divmod(n, 1000)
    antes = "mil" if miles == 1 else f"{_apocopado(en_palabras(miles))} mil"
    return antes + (f" {en_palabras(resto)}" if resto else "")


def _apocopado(dicho: str) -> str:
    """«veintiún mil», «treinta y un mil»: delante de un masculino se pierde la «o»."""
    return re.sub(r"uno$", "un", re.sub(r"veintiuno$", "veintiún", dicho))


def cuantos(n: int, uno: str, varios: str, *, femenino: bool = False) -> str:
    """«quinientas personas», «una mesa», «veintiún momentos»."""
    if n == 1:
        return f"{'una' if femenino else 'un'} {uno}"
    dicho = en_palabras(n)
    if femenino:
        dicho = re.sub(r"cientos\b", "cientas", dicho).replace("quinientos", "quinientas")
        dicho = re.sub(r"uno$", "una", dicho)
    else:
        dicho = _apocopado(dicho)
    return f"{dicho} {varios}"


def hora_en_voz(cuando: time) -> str:
    """«a las ocho de la mañana», «a la una y cuarto de la tarde», «al mediodía»."""
    if (cuando.hour, cuando.minute) == (12, 0):
        return "al mediodía"
    doce = cuando.hour % 12 or 12
    parte = "de la noche"
    if 1 <= cuando.hour < 19:
        parte = "de la mañana" if cuando.hour < 12 else "de la tarde"
    minutos = {0: "", 15: " y cuarto", 30: " y media"}.get(cuando.minute, f" y {en_palabras(cuando.minute)}")
    hora = "a la una" if doce == 1 else f"a las {en_palabras(doce)}"
    return f"{hora}{minutos} {parte}"


def dias_en_voz(dias: tuple[date, ...]) -> str:
    """«el sábado dieciocho de noviembre», «el viernes diecisiete y el sábado dieciocho de noviembre»."""
    dichos = []
    for i, d in enumerate(dias):
        sigue = i + 1 < len(dias) and dias[i + 1].month == d.month
        dia = "primero" if d.day == 1 else en_palabras(d.day)
        dichos.append(f"el {_DIAS[d.weekday()]} {dia}" + ("" if sigue else f" de {_MESES[d.month - 1]}"))
    return enumerar(dichos)


def en_voz(texto: str) -> str:
    """`texto` con sus cifras en palabras y sus siglas enteras, si se dejan leer, o por letras."""

    def cifra(hallada: re.Match[str]) -> str:
        numero = hallada[0].replace(".", "")
        # Un cero delante es un código: se dice cifra por cifra.
        if len(numero) > 6 or (numero[0] == "0" and len(numero) > 1):
            return " ".join(en_palabras(int(c)) for c in numero)
        return en_palabras(int(numero))

    def sigla(hallada: re.Match[str]) -> str:
        letras = hallada[0]
        if _SE_LEE.fullmatch(letras):
            return letras.capitalize()
        return " ".join(_LETRAS.get(c, c.lower()).replace("_", " ") for c in letras)

    return _CIFRAS.sub(cifra, _SIGLA.sub(sigla, texto).replace("N.º", "número").replace("#", " número "))
