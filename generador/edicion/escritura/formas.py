"""Cómo se escribe un texto en YAML: las maneras posibles, de la que mejor se lee a la que siempre sirve."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from generador.carga.comillas import rodeado
from generador.carga.lectura.lector import leer_bytes
from generador.edicion.escritura.trechos import dudoso
from generador.errores import ErrorDeDatos, ErrorDeUso

ANCHO = 110
"""Caracteres de un renglón; un texto que se pasa se pliega en varios."""
_VISIBLES = "\u00a0\u202f"
"""Espacios duros: no se imprimen y aun así se escriben tal cual."""
_NO_ABRE = re.compile(r"-|[*•·▪●○–—−‣#]|\d{1,2}[.)]|[a-z]\)|[a-z_]+:")
"""Lo que al comienzo de un renglón parecería otra cosa: un elemento de lista o una clave."""
_CLAVE = re.compile(r"^[^\S\n]*[a-z_]+[^\S\n]*:", re.MULTILINE)


class Llano(str):
    """Un dato con forma propia (una fecha, una hora, un código): va sin comillas si se puede."""

    __slots__ = ()


Arbol: TypeAlias = "Mapping[str, Arbol] | Sequence[Arbol] | str | int | None"
"""Un valor por escribir: fichas, listas, textos, enteros, sí o no, y nada."""


def leido(valor: Arbol) -> object:
    """Lo que se leerá de ese valor: todo llega como texto."""
    if isinstance(valor, bool):
        return "true" if valor else "false"
    if isinstance(valor, str | int):
        return str(valor)
    if isinstance(valor, Mapping):
        return {clave: leido(v) for clave, v in valor.items()}
    return None if valor is None else [leido(v) for v in valor]


def formas(
    valor: str | int, *, sangria: int, columna: int, viejo: str = "", corrido: bool = False
) -> Iterator[str]:
    """Las maneras de escribir ese dato que se leen igual, de la mejor a la peor.

    `sangria` es la de los renglones de un bloque y `columna` donde empieza el valor, desde 0; `viejo`, el
    estilo que tenía; `corrido`, si va entre corchetes o llaves.
    """
    texto = str(leido(valor))
    llano = isinstance(valor, int | Llano)
    for forma in _candidatas(texto, llano, sangria, columna, viejo, corrido):
        if _se_lee(forma, texto, corrido=corrido):
            yield forma


def primera(valor: str | int, *, sangria: int, columna: int, corrido: bool = False) -> str:
    """La mejor de `formas`. ErrorDeUso si ese texto no se puede guardar."""
    for forma in formas(valor, sangria=sangria, columna=columna, corrido=corrido):
        return forma
    raise ErrorDeUso("el texto tiene un carácter dañado que no se puede guardar: escríbalo de nuevo")


def renglones(valor: Arbol, sangria: int, salto_de_lista: int) -> list[str]:
    """Una ficha o una lista en bloque, renglón por renglón, con esa sangría.

    `salto_de_lista` es cuánto entra un guion respecto de su clave.
    """
    margen = " " * sangria
    if isinstance(valor, Mapping):
        return [r for clave, v in valor.items() for r in par(clave, v, sangria, salto_de_lista)]
    assert isinstance(valor, Sequence)
    assert not isinstance(valor, str)
    escritos: list[str] = []
    for elemento in valor:
        if isinstance(elemento, str | int):
            forma = primera(elemento, sangria=sangria + 2, columna=sangria + 2)
            escritos += f"{margen}- {forma}".split("\n")
        elif elemento is None:
            escritos.append(f"{margen}-")
        elif not elemento:
            escritos.append(f"{margen}- {corrido(elemento)}")
        else:
            dentro = renglones(elemento, sangria + 2, salto_de_lista)
            escritos += [f"{margen}- {dentro[0].lstrip(' ')}", *dentro[1:]]
    return escritos


def par(clave: str, valor: Arbol, sangria: int, salto_de_lista: int) -> list[str]:
    """«clave: valor», en los renglones que haga falta."""
    cabeza = f"{' ' * sangria}{clave}:"
    if valor is None:
        return [cabeza]
    if isinstance(valor, str | int):
        forma = primera(valor, sangria=sangria + 2, columna=len(cabeza) + 1)
        return f"{cabeza} {forma}".split("\n")
    if not valor:
        return [f"{cabeza} {corrido(valor)}"]
    hondo = sangria + (2 if isinstance(valor, Mapping) else salto_de_lista)
    return [cabeza, *renglones(valor, hondo, salto_de_lista)]


def corrido(valor: Arbol) -> str:
    """El valor en un solo renglón, entre llaves o corchetes."""
    if valor is None:
        return "~"
    if isinstance(valor, str | int):
        return primera(valor, sangria=2, columna=0, corrido=True)
    if isinstance(valor, Mapping):
        return "{" + ", ".join(f"{clave}: {corrido(v)}" for clave, v in valor.items()) + "}"
    return "[" + ", ".join(map(corrido, valor)) + "]"


def _candidatas(
    texto: str, llano: bool, sangria: int, columna: int, viejo: str, corrido: bool
) -> Iterator[str]:
    largo = columna + len(texto) > ANCHO
    if not corrido and ("\n" in texto or largo):
        bloques = [_plegado(texto, sangria), _literal(texto, sangria)]
        # Lo que no tiene dónde plegarse no gana nada con ocupar dos renglones.
        if "\n" not in texto:
            bloques = [b for b in bloques[:1] if b is not None and b.count("\n") > 1]
        elif viejo != ">":
            bloques.reverse()
        yield from (b for b in bloques if b is not None)
    sencilla = "'" + texto.replace("'", "''") + "'"
    doble = f'"{texto}"' if not set('"\\') & set(texto) else sencilla
    if viejo == "'":
        yield sencilla
    if viejo == '"':
        yield doble
    if llano or not (dudoso(texto) or rodeado(texto)):
        yield texto
    if "\n" not in texto:
        yield from (doble, sencilla)
    yield _escapada(texto)


def _se_lee(forma: str, texto: str, *, corrido: bool) -> bool:
    try:
        solo = f"k: [{forma}]\n" if corrido else f"k: {forma}\n"
        return bool(leer_bytes(solo.encode(), "").datos == {"k": [texto] if corrido else texto})
    except (ErrorDeDatos, UnicodeEncodeError):
        return False


def _plegado(texto: str, sangria: int) -> str | None:
    """Con `>`, en renglones que no parezcan otra cosa; None si alguno la parecería."""
    cuerpo, recorte = _recorte(texto)
    escritos: list[str] = []
    for i, parrafo in enumerate(cuerpo.split("\n")):
        if i:
            escritos.append("")
        escritos += partido(parrafo, max(40, ANCHO - sangria))
    if any(_CLAVE.match(r) for r in escritos):
        return None
    return _bloque(f">{recorte}", escritos, sangria)


def _literal(texto: str, sangria: int) -> str | None:
    cuerpo, recorte = _recorte(texto)
    # «quien: la junta» al comienzo de un renglón parece otra clave, y la lectura lo rechaza.
    if _CLAVE.search(cuerpo):
        return None
    return _bloque(f"|{recorte}", cuerpo.split("\n"), sangria)


def _recorte(texto: str) -> tuple[str, str]:
    """El texto sin su salto final y la marca que dice si lo tenía."""
    return (texto[:-1], "") if texto.endswith("\n") else (texto, "-")


def _bloque(cabeza: str, escritos: Sequence[str], sangria: int) -> str:
    return "\n".join([cabeza, *(f"{' ' * sangria}{r}" if r else "" for r in escritos)])


def se_deja_partir(parrafo: str) -> bool:
    """Si en ningún renglón en que se parta parecería otra cosa: una lista, otra clave."""
    return not any(_NO_ABRE.match(palabra) for palabra in parrafo.split())


def partido(parrafo: str, ancho: int) -> list[str]:
    """Los renglones de un párrafo, de unas `ancho` letras.

    Solo se parte donde hay un espacio solo, y nunca antes de lo que parecería una lista o una clave.
    """
    hechos: list[str] = []
    for palabra in re.split(r"(?<=[^ \t]) (?=[^ \t])", parrafo) if parrafo else ():
        if hechos and (len(hechos[-1]) + 1 + len(palabra) <= ancho or _NO_ABRE.match(palabra)):
            hechos[-1] += f" {palabra}"
        else:
            hechos.append(palabra)
    return hechos


def _escapada(texto: str) -> str:
    """Entre comillas dobles, con el número de cada carácter que no se ve: sirve para cualquier texto."""
    return '"' + "".join(map(_escape, texto)) + '"'


def _escape(c: str) -> str:
    if c in '"\\':
        return f"\\{c}"
    if (c.isprintable() and not "\ufffc" <= c <= "\uffff") or c in _VISIBLES:
        return c
    numero = ord(c)
    if numero < 0x100:
        return f"\\x{numero:02X}"
    return f"\\u{numero:04X}" if numero < 0x10000 else f"\\U{numero:08X}"
