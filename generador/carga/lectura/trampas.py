"""Lo que YAML cambia o calla sin avisar en un valor: comentarios, escapes y «null».

Recibe los eventos de libyaml que recorre `lector.py`; lo que depende de qué dato sea lo mira `perdidas.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from generador.carga.lectura.fallo import Fallo
from generador.modelo.fuente import Escrito, Marca, callar_renglon

_NULOS_DE_OTROS = {"null", "Null", "NULL"}
_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|x[0-9A-Fa-f]{2}|.|$)")
_ESCAPES_CLAROS = re.compile(r'\\(["\\]|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|x[0-9A-Fa-f]{2}|$)')
"""Los que nadie escribe sin querer: la comilla, la barra, el número de una letra y el fin del renglón."""
_PEGADO = {
    False: re.compile(r"\s*(#\S.*)"),
    True: re.compile(r"\s*(#(?:\S|\s*\d+\s?[A-Za-z]?\s*[-–—]\s*\d).*)"),
}
"""Lo que tras un valor parece texto y no comentario; entre comillas, también el número de una dirección."""


def trampas(e: Any, lineas: Sequence[str]) -> Iterator[Fallo]:
    """Las trampas que hay en el valor de un evento, sea el dato que sea."""
    yield from _comentario_pegado(e, lineas)
    yield from escapes(e, lineas)
    if not e.style and e.value in _NULOS_DE_OTROS:
        yield Fallo(
            e.start_mark.line + 1,
            e.start_mark.column + 1,
            f"«{e.value}» no es un texto: otros programas lo leen como «nada»",
            f"si no hay dato, borre el renglón; si es texto, escriba '{e.value}', entre comillas",
            len(e.value),
        )


def _comentario_pegado(e: Any, lineas: Sequence[str]) -> Iterator[Fallo]:
    """«Voto #1» perdería «#1», y «"Calle 15" # 12-45» el número: YAML los toma por comentario."""
    fin, entre_comillas = e.end_mark, e.style in {'"', "'"}
    se_mira = (e.implicit[0] or entre_comillas) and fin.line < len(lineas)
    hallado = _PEGADO[entre_comillas].match(lineas[fin.line], fin.column) if se_mira else None
    if hallado and fin.column > 0:
        visto = callar_renglon(lineas, fin.line)[hallado.start(1) :]
        yield Fallo(
            fin.line + 1,
            hallado.start(1) + 1,
            f"«{visto[:40]}» se perdería: tras un espacio, «#» empieza un comentario",
            "si es texto, ponga todo el valor entre comillas; si es comentario, páselo a su propio renglón, "
            "encima",
            len(hallado[1]),
        )


def escapes(e: Any, lineas: Sequence[str]) -> Iterator[Fallo]:
    """Entre comillas dobles, «y/o» con la barra al revés y una «n» sería una «y», otro renglón y una «o»."""
    if e.style != '"':
        return
    inicio, fin = e.start_mark, e.end_mark
    for numero in range(inicio.line, fin.line + 1):
        renglon = lineas[numero][: fin.column if numero == fin.line else None]
        for hallado in _ESCAPE.finditer(renglon, inicio.column if numero == inicio.line else 0):
            al_comienzo = hallado[0] == "\\ " and not renglon[: hallado.start()].strip()
            if _ESCAPES_CLAROS.fullmatch(hallado[0]) or al_comienzo:
                continue
            yield Fallo(
                numero + 1,
                hallado.start() + 1,
                f"«{hallado[0]}» se perdería: entre comillas dobles, «\\» cambia la letra que sigue",
                "use comillas simples: 'y\\o'; si quería otro renglón, escríbalo debajo de «|»",
                len(hallado[0]),
            )


def escrito(e: Any, lineas: Sequence[str], base: int | None) -> Escrito | None:
    """Cómo está escrito el valor, si ocupa varios renglones o YAML deja algo sin leer detrás; si no, None.

    `base` es la sangría de su clave o de su guion; None entre corchetes, donde no cuenta.
    """
    estilo, fin = e.style or "", e.end_mark
    # La marca de un bloque queda al comienzo del renglón que le sigue.
    ultimo = fin.line - (fin.column == 0 and fin.line > e.start_mark.line)
    comentario = None
    if not estilo and fin.line < len(lineas):
        hallado = re.match(r"\s+(#.*)", lineas[fin.line][fin.column :])
        if hallado:
            comentario = Marca(fin.line + 1, fin.column + hallado.start(1) + 1, len(hallado[1]))
    if comentario is None and base is not None and e.value and estilo in {"", "|", ">"}:
        comentario = _comentario_debajo(ultimo, base, lineas)
    if comentario is None and ultimo == e.start_mark.line:
        return None
    return Escrito(estilo, ultimo + 1, comentario)


def _comentario_debajo(ultimo: int, base: int, lineas: Sequence[str]) -> Marca | None:
    """El renglón que sigue si empieza por «#» con más sangría que la clave: parece texto, y no se lee."""
    puesto = ultimo + 1
    while puesto < len(lineas) and not lineas[puesto].strip():
        puesto += 1
    renglon = lineas[puesto] if puesto < len(lineas) else ""
    sangria = len(renglon) - len(renglon.lstrip())
    if not renglon.lstrip().startswith("#") or sangria <= base:
        return None
    return Marca(puesto + 1, sangria + 1, len(renglon) - sangria)
