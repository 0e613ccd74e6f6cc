"""El entorno Jinja: estricto con lo que falta y con lo que no es texto, escapa por construcción y solo lee
`plantillas/`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from types import TracebackType
from typing import Any

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    nodes,
)
from jinja2.filters import FILTERS
from jinja2.runtime import Undefined
from jinja2.utils import missing

from generador.composicion.comun.contexto import Contexto
from generador.composicion.comun.idioma import jornadas
from generador.composicion.comun.idioma.filtros import FILTROS, FUNCIONES, neutralizar
from generador.composicion.comun.memoria import Compiladas
from generador.errores import ErrorAsambleas, ErrorDeComposicion, legible
from generador.modelo.tipos import Modelo

_DE_TEXTO = (
    *("capitalize", "center", "e", "escape", "forceescape", "format", "indent", "lower", "replace", "string"),
    *("striptags", "title", "trim", "truncate", "upper", "urlencode", "urlize", "wordwrap"),
)
"""Los filtros de Jinja que vuelven texto lo que reciban."""
_CON_PARTES = ("do_format", "do_replace")
"""Los que además escriben lo que reciben al lado."""
_DICHO = "dicho"


class _Falta(StrictUndefined):
    """Lo que una plantilla pide y no existe, dicho en español."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        if self._undefined_hint:
            return f"falta algo: «{self._undefined_hint}»"
        if self._undefined_obj is missing:
            return f"«{self._undefined_name}» no existe"
        return f"{type(self._undefined_obj).__name__} no tiene «{self._undefined_name}»"


class _Entorno(Environment):
    """Además de lo que se escribe entero, vigila cada parte de un texto compuesto con «~»."""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        arbol = super()._parse(source, name, filename)
        for union in arbol.find_all(nodes.Concat):
            union.nodes = [
                nodes.Filter(n, _DICHO, [], [], None, None, lineno=n.lineno, environment=self)
                for n in union.nodes
            ]
        return arbol


def decible(valor: Any) -> Any:
    """`valor`, si es texto, número o un modelo que sabe escribirse; TypeError si es otra cosa, o nada.

    Sin esto, Python escribiría en el papel cómo lo ve por dentro.
    """
    if isinstance(valor, (str, float, Undefined)) or hasattr(valor, "__html__"):
        return valor
    if isinstance(valor, int) and not isinstance(valor, bool):
        return valor
    if isinstance(valor, Modelo) and type(valor).__str__ is not Modelo.__str__:
        return valor
    raise TypeError(f"{type(valor).__name__} no es un texto: diga cuál de sus campos va")


def _vigilado(filtro: Callable[..., Any]) -> Callable[..., Any]:
    # Los que piden el contexto lo reciben de primero.
    puesto = 1 if hasattr(filtro, "jinja_pass_arg") else 0

    @wraps(filtro)
    def vigilado(*args: Any, **opciones: Any) -> Any:
        for valor in args[puesto:] if filtro.__name__ in _CON_PARTES else args[puesto : puesto + 1]:
            decible(valor)
        return filtro(*args, **opciones)

    return vigilado


def _unido(filtro: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(filtro)
    def unido(contexto: Any, valores: Iterable[Any], *args: Any, **opciones: Any) -> Any:
        if isinstance(valores, str):
            raise TypeError("join recibió un texto y lo partiría letra por letra")
        return filtro(contexto, [decible(v) for v in valores], *args, **opciones)

    return unido


def crear_entorno(plantillas: Path, *, html: bool = True) -> Environment:
    """Un entorno que lee las plantillas de esa carpeta; sin `html`, no escapa (para YAML)."""
    entorno = _Entorno(
        loader=FileSystemLoader(plantillas),
        undefined=_Falta,
        autoescape=html,
        finalize=(lambda valor: neutralizar(decible(valor))) if html else decible,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=Compiladas("html" if html else "texto"),
    )
    entorno.filters.update({nombre: _vigilado(FILTERS[nombre]) for nombre in _DE_TEXTO})
    entorno.filters |= {"join": _unido(FILTERS["join"]), _DICHO: decible}
    entorno.filters.update(FILTROS)
    entorno.globals.update({**FUNCIONES, **jornadas.FUNCIONES})
    return entorno


def componer(entorno: Environment, plantilla: str, contexto: Contexto) -> str:
    """La plantilla con su contexto; lo que falle sale nombrando el archivo y la línea de la culpa."""
    try:
        return entorno.get_template(plantilla).render(contexto.nombres())
    except ErrorAsambleas:
        raise
    except Exception as error:
        assert isinstance(entorno.loader, FileSystemLoader)
        carpeta = Path(entorno.loader.searchpath[0])
        donde = _lugar(error, carpeta) or f"plantillas/{plantilla}"
        raise ErrorDeComposicion(f"{donde}: {_motivo(error)}") from error


def ubicada(error: BaseException, plantillas: Path) -> ErrorDeComposicion | None:
    """El error de una plantilla de esa carpeta, con su archivo y su línea; None si no pasó por ninguna."""
    donde = _lugar(error, plantillas.resolve())
    return ErrorDeComposicion(f"{donde}: {_motivo(error)}") if donde is not None else None


def _motivo(error: BaseException) -> str:
    if isinstance(error, TemplateSyntaxError):
        return f"la plantilla está mal escrita: «{legible(error.message or '')}»"
    if isinstance(error, TemplateNotFound):
        return f"no existe la plantilla «{error.name}»"
    if isinstance(error, TemplateError):
        return legible(error.message or "")
    return f"no se pudo componer ({type(error).__name__}): {legible(str(error))}"


def _lugar(error: BaseException, plantillas: Path) -> str | None:
    """«plantillas/x.html.j2:3»: lo más hondo que la traza tocó de la carpeta, sea macro, base o incluida."""
    if isinstance(error, TemplateSyntaxError) and error.filename:
        return _nombrada(error.filename, error.lineno, plantillas)
    hallada, traza = None, error.__traceback__
    while isinstance(traza, TracebackType):
        hallada = _nombrada(traza.tb_frame.f_code.co_filename, traza.tb_lineno, plantillas) or hallada
        traza = traza.tb_next
    return hallada


def _nombrada(archivo: str, linea: int, plantillas: Path) -> str | None:
    try:
        return f"plantillas/{Path(archivo).relative_to(plantillas).as_posix()}:{linea}"
    except ValueError:
        return None
