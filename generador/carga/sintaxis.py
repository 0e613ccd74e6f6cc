"""Los errores de sintaxis de libyaml, dichos en español y señalados donde está la causa."""

from __future__ import annotations

import re
from typing import Any


class Fallo(Exception):
    """Un problema de lectura: línea y columna desde 1, y su remedio."""

    def __init__(self, linea: int, columna: int, mensaje: str, ayuda: str, largo: int = 1) -> None:
        super().__init__(mensaje)
        self.linea, self.columna, self.largo = linea, columna, largo
        self.mensaje, self.ayuda = mensaje, ayuda


_SINTAXIS = (
    ("found character '\\t'", "hay una tabulación donde YAML espera espacios", "cámbiela por espacios"),
    (
        "mapping values are not allowed",
        "sobran dos puntos: «: » dentro de un texto se lee como otra clave",
        'ponga el texto entre comillas: titulo: "Mesa 4: Agua"',
    ),
    ("found unexpected end of stream", "una comilla se abrió y no se cierra", "cierre la comilla"),
    ("found unexpected document indicator", "una comilla se abrió y no se cierra", "cierre la comilla"),
    (
        "did not find expected <document start>",
        "este renglón no sigue la forma «clave: valor»",
        "revise la sangría y las comillas del renglón y del anterior",
    ),
    (
        "did not find expected key",
        "la sangría no cuadra con la de los renglones de arriba",
        "alinee la clave con sus vecinas",
    ),
    (
        "did not find expected '-' indicator",
        "la sangría no cuadra con la de los renglones de arriba",
        "alinee las claves de un mismo elemento, y los guiones de una misma lista",
    ),
    (
        "did not find expected ',' or",
        "falta cerrar «]» o «}», o una coma",
        "si es texto corriente, póngalo entre comillas",
    ),
    ("could not find expected ':'", "falta «:» después de la clave", "escriba «clave: valor»"),
    (
        "block sequence entries are not allowed",
        "aquí no puede empezar una lista",
        "ponga la lista en el renglón siguiente o, si es texto, entre comillas",
    ),
    ("control characters are not allowed", "hay un carácter de control", "bórrelo"),
)
"""Trozo del mensaje de libyaml, mensaje y ayuda; el orden importa."""
_COMILLAS = "ponga el texto entre comillas"
_DE_COMIENZO = (
    "did not find expected whitespace or line break",
    "did not find expected alphabetic or numeric character",
    "did not find expected tag URI",
    "found undefined tag handle",
    "found character that cannot start any token",
)
"""Problemas de un valor que empieza por un signo de YAML."""
_DE_ESCAPE = ("found unknown escape character", "expected hexdecimal number", "invalid Unicode character")


def de_sintaxis(error: Any, lineas: tuple[str, ...]) -> Fallo:
    """El error de libyaml como Fallo; su texto es el único código de error que ofrece."""
    problema = f"{getattr(error, 'problem', '') or ''} {getattr(error, 'context', '') or ''} {error}"
    contexto = getattr(error, "context_mark", None)
    marca = getattr(error, "problem_mark", None) or contexto
    if marca is None:
        return _general(1, 1)
    if contexto is not None and "unexpected end of stream" in problema:
        marca = contexto
    linea, columna = marca.line + 1, marca.column + 1
    renglon = lineas[linea - 1] if linea <= len(lineas) else ""
    antes = renglon[: columna - 1]
    if re.match(r"[ ]*\t", renglon) and not antes.strip():
        mensaje = "el renglón empieza con una tabulación donde YAML espera espacios"
        return Fallo(linea, renglon.index("\t") + 1, mensaje, "cámbiela por espacios")
    if any(d in problema for d in _DE_COMIENZO):
        # libyaml señala donde ya no entendió; la causa es el signo con que empieza el valor.
        hallado = re.search(r"(?:^|[\s\[{,])([!*&])\S*$", antes)
        puesto = hallado.start(1) if hallado else columna - 1
        signo = renglon[puesto : puesto + 1]
        return Fallo(
            linea, puesto + 1, f"«{signo}» al comienzo de un valor tiene otro sentido en YAML", _COMILLAS
        )
    if any(d in problema for d in _DE_ESCAPE):
        puesto = max(antes.rfind("\\"), 0)
        mensaje = "«\\» tiene otro sentido entre comillas dobles"
        return Fallo(
            linea, puesto + 1, mensaje, "use comillas simples: 'C:\\carpeta'; la letra, escríbala directa"
        )
    if "did not find expected key" in problema and antes.rstrip()[-1:] in {'"', "'", "]", "}"}:
        cierre = antes.rstrip()[-1]
        return Fallo(
            linea,
            columna,
            f"sobra texto después de «{cierre}»: el valor ya había terminado ahí",
            "encierre todo el valor entre comillas simples: 'así, completo'",
        )
    for clave, mensaje, ayuda in _SINTAXIS:
        if clave in problema:
            return Fallo(linea, columna, mensaje, ayuda)
    return _general(linea, columna)


def _general(linea: int, columna: int) -> Fallo:
    mensaje = "el renglón no se entiende como YAML"
    return Fallo(linea, columna, mensaje, "revise sangría, comillas y dos puntos aquí y arriba")
