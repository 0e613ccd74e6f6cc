"""Un logo en SVG, rehecho desde cero con lo que está en la lista: formas, trazos y tintas planas.

Lo activo o lo que cambiaría el dibujo al quitarlo es error; lo que un editor deja por su cuenta se descarta.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from PIL import ImageColor

from generador.salida.medios.estilo_vectorial import SVG, MedioMalo, Regla, estilos_de, reglas_de

ELEMENTOS_MAXIMOS = 3000
HONDURA_MAXIMA = 40
_EN_PNG = "guárdelo como PNG, de 600 píxeles de lado o más"
_ESPACIO = "http://www.w3.org/2000/svg"
_ENLACE = "http://www.w3.org/1999/xlink"
_NUMERO = r"[+-]?(?:\d++(?:\.\d*+)?|\.\d++)(?:[eE][+-]?\d++)?"
_MEDIDA = re.compile(rf"\s*+{_NUMERO}(?:px)?\s*+")
_NUMEROS = re.compile(r"[-+.,\deE\s]*+")
_TRAZO = re.compile(r"[-+.,\deEMmZzLlHhVvCcSsQqTtAa\s]*+")
_GIRO = re.compile(r"(?:\s*+(?:matrix|translate|scale|rotate|skewX|skewY)\s*+\([-+.,\deE\s]++\)[\s,]*+)*+")
# Los cuantificadores son posesivos: un texto hecho para que la búsqueda no termine falla de una vez.
_FORMAS: Mapping[str, tuple[str, ...]] = {
    "g": (),
    "path": ("d",),
    "rect": ("x", "y", "width", "height", "rx", "ry"),
    "circle": ("cx", "cy", "r"),
    "ellipse": ("cx", "cy", "rx", "ry"),
    "line": ("x1", "y1", "x2", "y2"),
    "polyline": ("points",),
    "polygon": ("points",),
    "defs": (),
    "clipPath": (),
    "use": ("x", "y"),
}
"""Cada elemento que pasa, y sus medidas."""
_INERTES = frozenset({"title", "desc", "metadata", "style", "view", "cursor"})
_RECURSOS = frozenset({"linearGradient", "radialGradient", "pattern", "filter", "mask", "marker", "symbol"})
"""Los programas los dejan sin usar: solo estorban si algo los pide."""
_PORQUE: Mapping[str, tuple[str, str]] = {
    "image": ("trae una foto adentro", _EN_PNG),
    "text": ("trae letras que este sitio no tiene", "en su programa, convierta los textos a curvas"),
    "foreignObject": ("trae una página web adentro", _EN_PNG),
    "script": (
        "trae un programa adentro",
        "pida a la organización el logo original; este archivo no es seguro",
    ),
    "a": ("trae un enlace adentro", "en su programa, quite el enlace"),
}
_ENLACES = frozenset({"href", "clip-path"})
_REDUNDANTES = {"clipPathUnits": "userSpaceOnUse"}

Pinta = Callable[[str], str]
"""De «#rrggbb» a «#rrggbb»."""


@dataclass(slots=True)
class Nodo:
    """Un elemento leído; `texto` solo se guarda en las hojas de estilo."""

    nombre: str
    atributos: dict[str, str]
    hijos: list[Nodo] = field(default_factory=list)
    texto: str = ""


@dataclass(frozen=True, slots=True)
class Vector:
    """Un dibujo ya limpio: su ventana y su raíz."""

    vista: tuple[float, float, float, float]
    raiz: Nodo

    def svg(self, prefijo: str, titulo: str, *, gris: bool = False, suelto: bool = False) -> str:
        """El dibujo, con sus `id` precedidos de `prefijo`. Va en línea, o `suelto` en un archivo."""
        x, y, ancho, alto = (f"{v:g}" for v in self.vista)
        espacio = f'xmlns="{_ESPACIO}" width="{ancho}" height="{alto}" ' if suelto else ""
        cuerpo = "".join(_escrito(self.raiz, prefijo, en_gris if gris else str))
        return (
            f'<svg {espacio}class="dibujo" role="img" viewBox="{x} {y} {ancho} {alto}">'
            f'<title>{escape(titulo)}</title><g fill="#000000">{cuerpo}</g></svg>'
        )


def en_gris(color: str) -> str:
    """El gris de igual luminosidad, con los pesos de Rec. 601."""
    rojo, verde, azul = (int(color[i : i + 2], 16) for i in (1, 3, 5))
    nivel = round(0.299 * rojo + 0.587 * verde + 0.114 * azul)
    return f"#{nivel:02x}{nivel:02x}{nivel:02x}"


def sanear(datos: bytes) -> Vector:
    """El dibujo de un SVG; MedioMalo si no se puede leer, hace algo o pide lo que no se imprime igual."""
    leido = _leer(datos)
    reglas = [r for n in _todos(leido) if n.nombre == "style" for r in reglas_de(n.texto)]
    limpio = _Limpieza(reglas).raiz(leido)
    return Vector(_vista(leido.atributos), limpio)


def _leer(datos: bytes) -> Nodo:
    lector = expat.ParserCreate(namespace_separator=" ")
    pila = [Nodo("", {})]
    cuantos = 0

    def abrir(nombre: str, atributos: dict[str, str]) -> None:
        nonlocal cuantos
        cuantos += 1
        if cuantos > ELEMENTOS_MAXIMOS or len(pila) > HONDURA_MAXIMA:
            raise MedioMalo("tiene demasiadas figuras para ser un logo", _EN_PNG)
        espacio, _, corto = nombre.rpartition(" ")
        nodo = Nodo(corto if espacio in ("", _ESPACIO) else "", _sin_espacios(atributos))
        pila[-1].hijos.append(nodo)
        pila.append(nodo)

    def cerrar(_: str) -> None:
        pila.pop()

    def anotar(texto: str) -> None:
        if pila[-1].nombre == "style":
            pila[-1].texto += texto

    def prohibir(*_: Any) -> Any:
        raise MedioMalo("define entidades, con las que un archivo puede leer otros", _EN_PNG)

    def instruir(destino: str, _: str) -> None:
        if destino == "xml-stylesheet":
            raise MedioMalo("pide una hoja de estilo de otra parte", _EN_PNG)

    lector.StartElementHandler, lector.EndElementHandler = abrir, cerrar
    lector.CharacterDataHandler = anotar
    lector.EntityDeclHandler = lector.ExternalEntityRefHandler = lector.SkippedEntityHandler = prohibir
    lector.ProcessingInstructionHandler = instruir
    try:
        lector.Parse(datos, True)
    except (expat.ExpatError, ValueError, LookupError):
        raise MedioMalo(
            "está roto o no es un SVG", "ábralo en su programa de dibujo y guárdelo otra vez"
        ) from None
    raiz = pila[0].hijos[0]
    if raiz.nombre != "svg":
        raise MedioMalo("no es un SVG", "guárdelo como SVG desde su programa de dibujo")
    return raiz


def _sin_espacios(atributos: Mapping[str, str]) -> dict[str, str]:
    """Los de SVG y los enlaces; los que un editor agrega con su propio espacio de nombres no cuentan."""
    propios = {}
    for nombre, valor in atributos.items():
        espacio, _, corto = nombre.rpartition(" ")
        if not espacio or (espacio == _ENLACE and corto == "href"):
            propios[corto] = valor
    return propios


def _todos(nodo: Nodo) -> Iterator[Nodo]:
    yield nodo
    for hijo in nodo.hijos:
        yield from _todos(hijo)


def _vista(atributos: Mapping[str, str]) -> tuple[float, float, float, float]:
    """La ventana del dibujo: su `viewBox` o, sin él, su ancho y su alto."""
    dicho = atributos.get("viewBox") or f"0 0 {atributos.get('width', '')} {atributos.get('height', '')}"
    numeros = re.findall(_NUMERO, dicho)
    if len(numeros) != 4 or "%" in dicho or not (0 < float(numeros[2]) < 1e5 and 0 < float(numeros[3]) < 1e5):
        raise MedioMalo("no dice cuánto mide", "guárdelo otra vez como SVG, con su «viewBox»")
    x, y, ancho, alto = (float(n) for n in numeros)
    return x, y, ancho, alto


class _Limpieza:
    """Copia lo que está en la lista, con sus estilos ya resueltos en cada elemento."""

    def __init__(self, reglas: list[Regla]) -> None:
        self._reglas = reglas
        self._ids: dict[str, Nodo] = {}
        self._pedidos: list[tuple[str, str]] = []
        """(por qué elemento, a qué id)."""

    def raiz(self, leida: Nodo) -> Nodo:
        limpia = self._nodo(
            Nodo("g", {k: v for k, v in leida.atributos.items() if k != "id"}, leida.hijos), "#000000"
        )
        if limpia is None:
            raise MedioMalo("no se ve nada", "revise que el dibujo no esté oculto")
        self._exigir_pedidos(limpia)
        self._renombrar(limpia)
        return limpia

    def _renombrar(self, limpia: Nodo) -> None:
        """Solo lo que algo pide conserva identificador, y es un número: el suyo dice cualquier cosa."""
        numeros: dict[str, str] = {}
        for nodo in _todos(limpia):
            for enlace in _ENLACES & nodo.atributos.keys():
                cual = nodo.atributos[enlace]
                nodo.atributos[enlace] = numeros.setdefault(cual, str(len(numeros) + 1))
        for cual, numero in numeros.items():
            self._ids[cual].atributos["id"] = numero

    def _exigir_pedidos(self, limpia: Nodo) -> None:
        total = sum(1 for _ in _todos(limpia))
        for quien, cual in self._pedidos:
            destino = self._ids.get(cual)
            if destino is None or (quien == "clip-path") != (destino.nombre == "clipPath"):
                raise MedioMalo(f"pide «#{cual[:40]}», que no está o no se puede publicar", _EN_PNG)
            copiados = list(_todos(destino)) if quien == "use" else []
            total += len(copiados)
            if total > ELEMENTOS_MAXIMOS or any(n.nombre == "use" for n in copiados):
                raise MedioMalo("se copia a sí mismo demasiadas veces", _EN_PNG)

        for recorte in (n for n in self._ids.values() if n.nombre == "clipPath"):
            if any(n.nombre == "use" or "clip-path" in n.atributos for n in _todos(recorte)):
                raise MedioMalo("tiene recortes dentro de recortes", _EN_PNG)

    def _nodo(self, leido: Nodo, color: str) -> Nodo | None:
        nombre = leido.nombre
        if nombre in _INERTES or nombre in _RECURSOS or not nombre:
            return None
        for atributo in leido.atributos:
            if atributo.lower().startswith("on"):
                raise MedioMalo(f"trae un programa adentro («{atributo[:30]}»)", _PORQUE["script"][1])
        if nombre not in _FORMAS:
            raise MedioMalo(
                *_PORQUE.get(
                    nombre, (f"usa <{nombre[:30]}>, que no se imprime igual en todas partes", _EN_PNG)
                )
            )
        dicho = estilos_de(nombre, leido.atributos, self._reglas)
        propio = dicho.pop("color", color)
        if dicho.pop("display", "") == "none" or dicho.pop("visibility", "") in ("hidden", "collapse"):
            return None
        limpio = Nodo(nombre, {})
        self._medidas(leido, limpio)
        self._enlace(leido, limpio)
        for propiedad, valor in dicho.items():
            listo = _valor(propiedad, valor.strip(), propio)
            if listo is not None:
                limpio.atributos[propiedad] = listo
            if propiedad == "clip-path" and listo is not None:
                self._pedidos.append(("clip-path", listo))
        limpio.hijos = [h for hijo in leido.hijos if (h := self._nodo(hijo, propio)) is not None]
        if (id_ := leido.atributos.get("id")) is not None:
            self._ids.setdefault(id_, limpio)
        return limpio

    def _medidas(self, leido: Nodo, limpio: Nodo) -> None:
        for nombre in (*_FORMAS[leido.nombre], "transform"):
            valor = leido.atributos.get(nombre)
            if valor is None:
                continue
            forma = {"d": _TRAZO, "points": _NUMEROS, "transform": _GIRO}.get(nombre, _MEDIDA)
            if not forma.fullmatch(valor):
                raise MedioMalo(f"tiene una medida que no se entiende («{nombre}»)", _EN_PNG)
            limpio.atributos[nombre] = " ".join(valor.split())
        for nombre, unico in _REDUNDANTES.items():
            if leido.atributos.get(nombre, unico) != unico:
                raise MedioMalo(f"usa «{nombre}», que no se imprime igual en todas partes", _EN_PNG)

    def _enlace(self, leido: Nodo, limpio: Nodo) -> None:
        destino = leido.atributos.get("href")
        if destino is None:
            return
        if leido.nombre != "use" or not destino.startswith("#"):
            raise MedioMalo(f"pide algo de otra parte («{destino[:40]}»)", _EN_PNG)
        limpio.atributos["href"] = destino[1:]
        self._pedidos.append(("use", destino[1:]))


def _valor(propiedad: str, valor: str, color: str) -> str | None:
    """Como se escribe una propiedad, o None si decirla sobra."""
    if propiedad in ("fill", "stroke"):
        return _tinta(valor, color)
    if propiedad.endswith("opacity"):
        if not re.fullmatch(r"1(?:\.0*)?|100%", valor):
            raise MedioMalo("tiene transparencias, que un taller no imprime bien", f"aplánelas o {_EN_PNG}")
        return None
    if propiedad == "clip-path":
        if valor == "none":
            return None
        hallado = re.fullmatch(r"url\(\s*['\"]?#([^'\")]+?)['\"]?\s*\)", valor)
        if hallado is None:
            raise MedioMalo("pide un recorte de otra parte", _EN_PNG)
        return hallado[1]
    if not SVG[propiedad].fullmatch(valor):
        return None
    return valor.removesuffix("px")


def _tinta(valor: str, color: str) -> str | None:
    if valor in ("none", "transparent"):
        return "none"
    if valor in ("inherit", ""):
        return None
    if valor.startswith("url("):
        raise MedioMalo(
            "tiene degradados o texturas, que no se imprimen igual en todas partes",
            f"use tintas planas o {_EN_PNG}",
        )
    try:
        canales = ImageColor.getrgb(color if valor.lower() == "currentcolor" else valor)
    except ValueError:
        raise MedioMalo(
            f"tiene un color que no se entiende («{valor[:30]}»)", "use colores como #0b6e4f"
        ) from None
    if len(canales) == 4 and canales[3] < 255:
        raise MedioMalo("tiene transparencias, que un taller no imprime bien", f"aplánelas o {_EN_PNG}")
    return "#" + bytes(canales[:3]).hex()


def _escrito(nodo: Nodo, prefijo: str, pinta: Pinta) -> Iterator[str]:
    yield f"<{nodo.nombre}"
    for nombre, valor in nodo.atributos.items():
        if nombre in ("fill", "stroke") and valor != "none":
            valor = pinta(valor)
        elif nombre == "id":
            valor = _id(prefijo, valor)
        elif nombre == "href":
            valor = f"#{_id(prefijo, valor)}"
        elif nombre == "clip-path":
            valor = f"url(#{_id(prefijo, valor)})"
        yield f" {nombre}={quoteattr(valor)}"
    yield ">"
    for hijo in nodo.hijos:
        yield from _escrito(hijo, prefijo, pinta)
    yield f"</{nodo.nombre}>"


def _id(prefijo: str, valor: str) -> str:
    """Un identificador con el nombre de su logo: dos en la misma página no se confunden."""
    return f"{prefijo}-{valor}"
