"""click en español: sus textos y la forma de uso de cada orden."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NoReturn

import click

from generador.errores import legible

_RAYAS = "‐‑‒–—―−"
"""Lo que un procesador de palabras deja donde alguien escribió «-» o «--»."""


def derecha(dado: str) -> str:
    """`dado` con los guiones que van, si empieza por una raya de Word; vacío si no."""
    hallada = re.fullmatch(rf"[-{_RAYAS}]*[{_RAYAS}][-{_RAYAS}]*(.+)", dado, re.DOTALL)
    return f"{'-' if len(hallada[1]) == 1 else '--'}{hallada[1]}" if hallada else ""


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
    "No such command {name!r}.": "no existe la orden «{name}».",
    "No such option {name!r}.": "no existe la opción «{name}».",
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
    "{value!r} is not a valid {number_type}.": "«{value}» no es un número",
    "{value} is not in the range {range}.": "{value} no sirve: va {range}",
    "{value!r} is not {choice}.": "«{value}» no es {choice}.",
    "{value!r} is not one of {choices}.": "«{value}» no es una de {choices}.",
    "Got unexpected extra argument ({args})": f"sobra «{{args}}». {_COMILLAS}",
    "Got unexpected extra arguments ({args})": f"sobra «{{args}}». {_COMILLAS}",
    "Option {name!r} requires an argument.": "la opción «{name}» necesita un valor.",
    "Option {name!r} does not take a value.": "la opción «{name}» no lleva valor.",
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


def _rango(tipo: Any) -> str:
    """«de 1 a 99», «de 0 en adelante»: lo que click escribe «1<=x<=99»."""
    if tipo.max is None:
        return f"de {tipo.min} en adelante"
    return f"hasta {tipo.max}" if tipo.min is None else f"de {tipo.min} a {tipo.max}"


def _numero(tipo: Any, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
    """El número escrito en una opción; si se le entiende otro («1.200»), el error lo propone."""
    try:
        return _CONVERTIR(tipo, value, param, ctx)
    except click.BadParameter as error:
        from generador.carga.remedios import entero_propuesto

        propuesto = None if str(value).isdecimal() else entero_propuesto(str(value))
        if propuesto is None:
            raise
        dicho = f"{error.message}; escriba solo cifras, sin puntos: {propuesto}"
        raise click.BadParameter(dicho, ctx=ctx, param=param) from None


def _dicho(error: click.ClickException) -> str:
    """Lo que dice un error de click, en un renglón y con las comillas de aquí."""
    return legible(re.sub(r"'([^'\n]+)'", r"«\1»", error.format_message()))


def _sin_opcion(dicha: str, opcion: str, hay: Sequence[str]) -> str:
    """Qué decir de una opción con la raya de Word que, bien escrita, tampoco existe."""
    from generador.carga.mensajes import parecida

    cerca = parecida(opcion, hay)
    pregunta = f"¿Quiso decir {cerca}?" if cerca else f"Las que hay: {', '.join(hay)}"
    return f"«{legible(dicha)}» lleva la raya de Word, y no existe la opción {legible(opcion)}. {pregunta}"


def _dice(error: click.UsageError, dicho: str) -> None:
    vars(error)["format_message"] = lambda: dicho


def _mostrar(error: click.UsageError, file: Any = None) -> None:
    if "format_message" not in vars(error):
        _dice(error, _dicho(error))
    _MOSTRAR(error, file)


def sobra(ctx: click.Context, dadas: Sequence[str]) -> NoReturn:
    """El error de siempre de lo que sobra, para una orden que lo mira ella misma."""
    ctx.fail(_CLICK["Got unexpected extra arguments ({args})"].format(args=" ".join(dadas)))


def _juntos(dichos: Iterable[str], ctx: click.Context) -> click.UsageError:
    """Un solo error que los dice todos, uno por renglón."""
    junto = click.UsageError("", ctx)
    _dice(junto, "\n       ".join(dichos))
    return junto


_MOSTRAR = click.UsageError.show
_NUMEROS = vars(sys.modules["click.types"])["_NumberParamTypeBase"]
_CONVERTIR = _NUMEROS.convert
_NUMEROS.convert = _numero
_traducir_click()
vars(sys.modules["click.types"])["_NumberRangeBase"]._describe_range = _rango
click.UsageError.show = _mostrar  # type: ignore[method-assign, assignment]


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

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Lo mismo, diciendo todo lo que falta o no sirve y no solo lo primero."""
        derechas, rayadas = self._sin_rayas(ctx, args)
        if rayadas:
            otros = [_dicho(e) for e in self._errores(ctx, derechas)]
            raise _juntos([*rayadas, *otros], ctx)
        pedidos = list(args)
        try:
            return super().parse_args(ctx, args)
        except click.BadParameter as primero:
            errores = list(self._errores(ctx, pedidos))
            if len(errores) < 2:
                raise primero from None
            raise _juntos(map(_dicho, errores), ctx) from None

    def _sin_rayas(self, ctx: click.Context, args: list[str]) -> tuple[list[str], list[str]]:
        """`args` con las opciones que llevan la raya de Word bien escritas, y qué decir de cada una."""
        suyos = self.get_params(ctx)
        hay = {o for p in suyos for o in (*p.opts, *p.secondary_opts) if o.startswith("--")}
        con_valor = {o for p in suyos if isinstance(p, click.Option) and not p.is_flag for o in p.opts}
        derechas: list[str] = []
        dichos = []
        for dado in args:
            hallada = re.fullmatch(rf"([-{_RAYAS}]+)([^=]+)(=.*)?", dado, re.DOTALL)
            opcion = f"--{hallada[2]}" if hallada else ""
            if hallada is None or not set(hallada[1]) & set(_RAYAS):
                derechas.append(dado)
                continue
            if opcion not in hay:
                if re.fullmatch(r"[^\W\d_][\w-]*", hallada[2]) and not con_valor & set(derechas[-1:]):
                    dichos.append(_sin_opcion(f"{hallada[1]}{hallada[2]}", opcion, sorted(hay - {"--help"})))
                else:
                    derechas.append(dado)
                continue
            derechas.append(opcion + (hallada[3] or ""))
            dichos.append(f"«{hallada[1]}{hallada[2]}» lleva la raya de Word: escriba {opcion}")
        return derechas, dichos

    def _errores(self, ctx: click.Context, args: list[str]) -> Iterator[click.UsageError]:
        try:
            opciones, resto, orden = self.make_parser(ctx).parse_args(args=list(args))
        except click.UsageError as error:
            yield error
            return
        for param in click.core.iter_params_for_processing(orden, self.get_params(ctx)):
            try:
                param.handle_parse_result(ctx, opciones, resto)
            except click.BadParameter as error:
                yield error
