"""Los estilos de un SVG: sus hojas y sus atributos `style`, reducidos a propiedades en cada elemento."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import tinycss2

from generador.errores import Viajero

_NUMERO = r"(?:\d++(?:\.\d*+)?|\.\d++)(?:e-?\d++)?"
_LIBRE = re.compile(r".*", re.S)
SVG: Mapping[str, re.Pattern[str]] = {
    "fill": _LIBRE,
    "stroke": _LIBRE,
    "color": _LIBRE,
    "clip-path": _LIBRE,
    "opacity": _LIBRE,
    "fill-opacity": _LIBRE,
    "stroke-opacity": _LIBRE,
    "display": _LIBRE,
    "visibility": _LIBRE,
    "fill-rule": re.compile("nonzero|evenodd"),
    "clip-rule": re.compile("nonzero|evenodd"),
    "stroke-width": re.compile(rf"{_NUMERO}(?:px)?"),
    "stroke-linecap": re.compile("butt|round|square"),
    "stroke-linejoin": re.compile("miter|round|bevel"),
    "stroke-miterlimit": re.compile(_NUMERO),
    "stroke-dasharray": re.compile(rf"none|{_NUMERO}(?:[\s,]+{_NUMERO})*"),
    "stroke-dashoffset": re.compile(rf"-?{_NUMERO}"),
}
"""Las propiedades que pasan y la forma de su valor; las de forma libre las resuelve `vectorial`."""
_CAMBIAN = {
    "filter": "none",
    "mask": "none",
    "mix-blend-mode": "normal",
    "marker": "none",
    "marker-start": "none",
    "marker-mid": "none",
    "marker-end": "none",
    "transform": "none",
    "vector-effect": "none",
    "paint-order": "normal",
}
"""Las que cambiarían el dibujo si se quitaran, y el valor con que no hacen nada."""
REGLAS_MAXIMAS = 500
_SELECTOR = re.compile(r"[.#]?[A-Za-z_][\w-]*")
_DE_OTRA_PARTE = frozenset({"url", "src", "image", "image-set", "-webkit-image-set"})
_PROGRAMA = re.compile(r"expression\s*\(|javascript:", re.I)
_AYUDA = "guárdelo como SVG «plano» o como PNG, de 600 píxeles de lado o más"


class MedioMalo(Viajero):
    """Por qué un archivo no se puede publicar, y qué hacer."""

    def __init__(self, mensaje: str, ayuda: str) -> None:
        super().__init__(mensaje)
        self.mensaje, self.ayuda = mensaje, ayuda

    def __reduce__(self) -> tuple[type[MedioMalo], tuple[str, str]]:
        return type(self), (self.mensaje, self.ayuda)


class Declaracion(NamedTuple):
    """Una propiedad con su valor; la `importante` manda sobre todas las que no lo son."""

    propiedad: str
    valor: str
    importante: bool = False


Regla = tuple[str, tuple[Declaracion, ...]]
"""Un selector de un elemento, una clase o un id, y lo que declara."""


def reglas_de(hoja: str) -> list[Regla]:
    """Las reglas de una hoja, en su orden; MedioMalo si pide otra, está rota o su selector es compuesto."""
    if "\\" in hoja:
        raise MedioMalo("su hoja de estilo pide otra (@import) o letras de otra parte", _AYUDA)
    reglas: list[Regla] = []
    for nodo in tinycss2.parse_stylesheet(hoja, skip_comments=True, skip_whitespace=True):
        if nodo.type == "at-rule":
            raise MedioMalo("su hoja de estilo pide otra (@import) o letras de otra parte", _AYUDA)
        if nodo.type != "qualified-rule" or len(reglas) >= REGLAS_MAXIMAS:
            raise MedioMalo("su hoja de estilo está rota", _AYUDA)
        propias = _declaraciones(nodo.content)
        for selector in map(str.strip, _texto(nodo.prelude).split(",")):
            if not _SELECTOR.fullmatch(selector):
                raise MedioMalo(f"su hoja de estilo usa un selector compuesto («{selector[:30]}»)", _AYUDA)
            reglas.append((selector, propias))
    return reglas


def estilos_de(nombre: str, atributos: Mapping[str, str], reglas: Sequence[Regla]) -> dict[str, str]:
    """Las propiedades de un elemento, como las resuelve CSS.

    Manda más lo que está después: atributo, elemento, clase, id y `style`; y, sobre todo ello y en el mismo
    orden, lo que lleva «!important».
    """
    clases = {f".{c}" for c in atributos.get("class", "").split()}
    capas = [
        Declaracion(k, v.strip())
        for k, v in atributos.items()
        if k in SVG or (k in _CAMBIAN and k != "transform")
    ]
    for manda in ({nombre}, clases, {f"#{atributos.get('id', '')}"}):
        capas += [d for selector, suyas in reglas if selector in manda for d in suyas]
    propio = atributos.get("style", "")
    # Un escape esconde una palabra: ningún programa de dibujo los usa en un logo.
    if "\\" in propio:
        raise MedioMalo("trae un programa adentro de un estilo", _AYUDA)
    capas += _declaraciones(propio)
    juntas = {d.propiedad: d.valor for d in sorted(capas, key=lambda d: d.importante)}
    for propiedad, inerte in _CAMBIAN.items():
        if juntas.pop(propiedad, inerte) not in (inerte, "", "inherit"):
            raise MedioMalo(f"usa «{propiedad}», que no se imprime igual en todas partes", _AYUDA)
    return juntas


def _declaraciones(cuerpo: Any) -> tuple[Declaracion, ...]:
    """Las que importan de «fill:#fff;stroke:none», un texto o sus partes ya leídas.

    Las de letra y las de un editor se descartan, como lo que no es una declaración: así lo hace quien dibuja.
    """
    salida = []
    for nodo in tinycss2.parse_blocks_contents(cuerpo, skip_comments=True, skip_whitespace=True):
        if nodo.type in ("at-rule", "qualified-rule"):
            raise MedioMalo("su hoja de estilo usa reglas dentro de otras", _AYUDA)
        if nodo.type != "declaration":
            continue
        _exigir_inofensivo(nodo.value)
        if nodo.lower_name in SVG or nodo.lower_name in _CAMBIAN:
            salida.append(Declaracion(nodo.lower_name, _valor(nodo.value), nodo.important))
    return tuple(salida)


def _exigir_inofensivo(partes: Iterable[Any]) -> None:
    """MedioMalo si un valor corre un programa o pide algo de otra parte, por hondo que esté."""
    if _PROGRAMA.search(_texto(partes)):
        raise MedioMalo("trae un programa adentro de un estilo", _AYUDA)
    pendientes = list(partes)
    while pendientes:
        parte = pendientes.pop()
        dentro = [*getattr(parte, "arguments", ()), *(getattr(parte, "content", None) or ())]
        pide = [parte.value] if parte.type == "url" else []
        if parte.type == "function" and parte.lower_name in _DE_OTRA_PARTE:
            pide = [d.value for d in dentro if d.type not in ("whitespace", "comment")][:1]
        if parte.type == "error" or any(not str(p).startswith("#") for p in pide):
            raise MedioMalo("un estilo pide algo de otra parte", _AYUDA)
        pendientes += dentro


def _valor(partes: Sequence[Any]) -> str:
    """Un valor como texto; una sola palabra, en minúsculas: CSS no las distingue."""
    dichas = [p for p in partes if p.type not in ("whitespace", "comment")]
    if len(dichas) == 1 and dichas[0].type == "ident":
        return str(dichas[0].lower_value)
    return _texto(p for p in partes if p.type != "comment").strip()


def _texto(partes: Iterable[Any]) -> str:
    try:
        return str(tinycss2.serialize(partes))
    except RecursionError:
        raise MedioMalo("su hoja de estilo está rota", _AYUDA) from None
