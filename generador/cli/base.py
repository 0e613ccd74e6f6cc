"""click en español: sus textos y la forma de uso de cada orden."""

from __future__ import annotations

import sys
from typing import Any

import click

_COMILLAS = (
    'Un texto de varias palabras va entre comillas derechas ("), y cada opción empieza con dos guiones (--)'
)

_CLICK = {
    "Usage:": "Uso:",
    "Options": "Opciones",
    "Commands": "Órdenes",
    "Arguments": "Argumentos",
    "Show this message and exit.": "Muestra esta ayuda.",
    "Error: {message}": "Error: {message}",
    "Try '{command} {option}' for help.": "Pruebe «{command} {option}».",
    "No such command {name!r}.": "no existe la orden {name!r}.",
    "No such option {name!r}.": "no existe la opción {name!r}.",
    "No such option: {name}": "no existe la opción {name}",
    "Did you mean {possibility}?": "¿Quiso decir {possibility}?",
    "(Did you mean one of: {possibilities}?)": "(¿Quiso decir una de: {possibilities}?)",
    "Did you mean {suggestion}?": "¿Quiso decir {suggestion}?",
    "(Possible options: {possibilities})": "(opciones parecidas: {possibilities})",
    "Missing argument": "falta el argumento",
    "Missing option": "falta la opción",
    "Missing parameter": "falta el dato",
    "Missing command.": "falta la orden.",
    "Invalid value: {message}": "valor no válido: {message}",
    "Invalid value for {param_hint}: {message}": "valor no válido para {param_hint}: {message}",
    "{value!r} is not a valid {number_type}.": "{value!r} no es un número válido.",
    "{value} is not in the range {range}.": "{value} no está entre {range}.",
    "{value!r} is not {choice}.": "{value!r} no es {choice}.",
    "{value!r} is not one of {choices}.": "«{value}» no es una de {choices}.",
    "Got unexpected extra argument ({args})": f"sobra «{{args}}». {_COMILLAS}",
    "Got unexpected extra arguments ({args})": f"sobra «{{args}}». {_COMILLAS}",
    "Option {name!r} requires an argument.": "la opción {name!r} necesita un valor.",
    "Option {name!r} does not take a value.": "la opción {name!r} no lleva valor.",
    "Choose from:\n\t{choices}": "Escoja entre:\n\t{choices}",
    "Error: invalid input": "Error: esa respuesta no sirve",
    "unknown error": "error desconocido",
    "deprecated": "ya no se usa",
    "required": "obligatoria",
    "default: {default}": "si falta: {default}",
    "Aborted!": "Interrumpido.",
}


def _ngettext(uno: str, varios: str, cuantos: int) -> str:
    elegido = uno if cuantos == 1 else varios
    return _CLICK.get(elegido, elegido)


def _traducir_click() -> None:
    """click traduce con gettext, que pide un catálogo compilado y variables de entorno: basta una tabla."""
    for nombre in ("core", "exceptions", "decorators", "formatting", "types", "parser", "termui"):
        modulo = sys.modules.get(f"click.{nombre}")
        if modulo is not None and hasattr(modulo, "_"):
            vars(modulo)["_"] = lambda texto: _CLICK.get(texto, texto)
        if modulo is not None and hasattr(modulo, "ngettext"):
            vars(modulo)["ngettext"] = _ngettext


_traducir_click()


class _Id(click.types.StringParamType):
    """La carpeta de una asamblea, también como la completa una terminal: «datos/tame-2024/»."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        dicho = super().convert(value, param, ctx)
        return str(dicho).removeprefix("./").removeprefix("datos/").rstrip("/")


class Orden(click.Command):
    """Una orden con su forma de uso en español."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("options_metavar", "[OPCIONES]")
        super().__init__(*args, **kwargs)
        for param in self.params:
            if param.name == "id_":
                param.type = _Id()
