"""Los estilos de un SVG: sus hojas y sus atributos `style`, reducidos a propiedades en cada elemento."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

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
_AYUDA = "guárdelo como SVG «plano» o como PNG, de 600 píxeles de lado o más"


class MedioMalo(Viajero):
    """Por qué un archivo no se puede publicar, y qué hacer."""

    def __init__(self, mensaje: str, ayuda: str) -> None:
        super().__init__(mensaje)
        self.mensaje, self.ayuda = mensaje, ayuda

    def __reduce__(self) -> tuple[type[MedioMalo], tuple[str, str]]:
        return type(self), (self.mensaje, self.ayuda)


def reglas_de(hoja: str) -> list[tuple[str, dict[str, str]]]:
    """Los pares (selector, propiedades) de una hoja; solo selectores de un elemento, una clase o un id."""
    limpia = _sin_comentarios(hoja).replace("<!--", "").replace("-->", "")
    if "@" in limpia or "\\" in limpia:
        raise MedioMalo("su hoja de estilo pide otra (@import) o letras de otra parte", _AYUDA)
    *bloques, resto = limpia.split("}")
    if resto.strip() or len(bloques) > REGLAS_MAXIMAS:
        raise MedioMalo("su hoja de estilo está rota", _AYUDA)
    reglas = []
    for bloque in bloques:
        selectores, _, cuerpo = bloque.partition("{")
        propiedades = _propiedades(cuerpo)
        for selector in selectores.split(","):
            if not _SELECTOR.fullmatch(selector.strip()):
                que = f"su hoja de estilo usa un selector compuesto («{selector.strip()[:30]}»)"
                raise MedioMalo(que, _AYUDA)
            reglas.append((selector.strip(), propiedades))
    return reglas


def _sin_comentarios(texto: str) -> str:
    """Sin lo que va entre «/*» y «*/»; uno sin cerrar llega hasta el final."""
    primero, *siguen = texto.split("/*")
    return primero + "".join(s.partition("*/")[2] for s in siguen)


def estilos_de(
    nombre: str, atributos: Mapping[str, str], reglas: Sequence[tuple[str, dict[str, str]]]
) -> dict[str, str]:
    """Las propiedades de un elemento, en el orden en que mandan: atributo, elemento, clase, id y `style`."""
    clases = {f".{c}" for c in atributos.get("class", "").split()}
    capas = [{k: v.strip() for k, v in atributos.items() if k in SVG or (k in _CAMBIAN and k != "transform")}]
    for manda in ({nombre}, clases, {f"#{atributos.get('id', '')}"}):
        capas += [suyas for selector, suyas in reglas if selector in manda]
    capas.append(_propiedades(atributos.get("style", "")))
    juntas = {k: v for capa in capas for k, v in capa.items()}
    for propiedad, inerte in _CAMBIAN.items():
        if juntas.pop(propiedad, inerte) not in (inerte, "", "inherit"):
            raise MedioMalo(f"usa «{propiedad}», que no se imprime igual en todas partes", _AYUDA)
    return juntas


def _propiedades(cuerpo: str) -> dict[str, str]:
    """Las de una lista «fill:#fff;stroke:none» que importan; las de letra y las de un editor se descartan."""
    limpio = _sin_comentarios(cuerpo)
    if "\\" in limpio or re.search(r"expression\s*\(|javascript:", limpio, re.I):
        raise MedioMalo("trae un programa adentro de un estilo", _AYUDA)
    if re.search(r"url\(\s*+['\"]?+(?!#)", limpio, re.I):
        raise MedioMalo("un estilo pide algo de otra parte", _AYUDA)
    salida = {}
    for declaracion in limpio.split(";"):
        propiedad, _, valor = declaracion.partition(":")
        propiedad = propiedad.strip().lower()
        if propiedad in SVG or propiedad in _CAMBIAN:
            salida[propiedad] = valor.replace("!important", "").strip()
    return salida
