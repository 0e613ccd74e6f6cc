"""Un hallazgo dicho para quien llena casillas: con sus rótulos, y sin nada de cómo se escribe un archivo.

El mensaje y el remedio se redactan una vez, con las claves del archivo: de ellos salen los del formulario.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache, partial

from generador.errores import Hallazgo
from generador.modelo.archivos import ARCHIVOS
from generador.modelo.campos import LIBRES, Campo, campos, escribibles, todos

_CLAVE = re.compile(r"(?:\b(escriba|ponga|agregue) )?«([a-z_]+)(?:: ([^»]*))?»")
_DE_QUE_ARCHIVO = re.compile(r"» en (?=\S+\.yml\b)")
_BORRAR = re.compile(
    r"\b(?:borre|quite) (?:el|la|este|esta) (?:renglón|línea|clave)(?! en blanco)\b(?: de («[^»]*»))?"
)
_FRASES: Sequence[tuple[re.Pattern[str], str]] = tuple(
    (re.compile(patron), dicho)
    for patron, dicho in (
        (r'"(\S+?)"(.*?)(?:,| y) entre comillas', r"«\1»\2"),
        (r", con sangría,", ","),
        (r"quite el renglón en blanco, o deje un solo párrafo", "déjelo en un solo párrafo"),
        (r" en el renglón de abajo: «- » y su texto", ""),
        (r": no son las de YAML|: YAML solo quita las rectas", ""),
        (r"encierre todo entre comillas rectas sencillas: .*", "déjelas así"),
        (r" \(línea \d+\)|, línea \d+", ""),
    )
)
_DEL_ARCHIVO = re.compile(
    r"comillas rectas|por rectas|entre comillas|\bsangría|«- »|guion «-»|«# |«\|»|\bYAML\b|los dos puntos"
    r"|\b(?:la|las|otra|su|sus|cada|primera|de) claves?\b"
)
"""Lo que ya no se puede decir en casillas: se arregla donde se escribió."""
_ENCERRADO = re.compile(r"[\"'“”„‘’«»]([^\"'“”„‘’«»]+)[\"'“”„‘’«»]")
_EN_EL_ARCHIVO = "esto se corrige en el propio archivo"


def en_casillas(hallazgo: Hallazgo, suyos: Sequence[Campo] = (), valor: str = "") -> Hallazgo:
    """El hallazgo con los rótulos de `suyos`, los campos de su formulario; otra vez, queda igual.

    `valor` es lo que trae la casilla: eso se cita como está. El remedio que solo se puede seguir en el
    archivo lo dice, con su renglón.
    """
    if hallazgo.ayuda.startswith(_EN_EL_ARCHIVO):
        return hallazgo
    ruta = hallazgo.lugar.ruta
    mensaje, ayuda = _sin_escritura(hallazgo.mensaje), _sin_escritura(hallazgo.ayuda)
    if "«# " not in ayuda:
        ayuda = _BORRAR.sub(_borrado(suyos, ruta), ayuda)
    if _DEL_ARCHIVO.search(mensaje) or _DEL_ARCHIVO.search(ayuda):
        dicho = f"{_EN_EL_ARCHIVO}, en el renglón {hallazgo.lugar.linea}: {hallazgo.ayuda}"
        return replace(hallazgo, ayuda=dicho)
    clave = partial(_clave, _Rotulos(suyos, ruta), valor)
    mensaje, ayuda = (_DE_QUE_ARCHIVO.sub("», de ", _CLAVE.sub(clave, t)) for t in (mensaje, ayuda))
    return replace(hallazgo, mensaje=mensaje, ayuda=ayuda)


def sin_comillas(campo: Campo, texto: str) -> str:
    """Lo escrito en una casilla sin las comillas que lo encierran, si ahí no cabe un texto cualquiera."""
    if campo.texto in LIBRES or campo.opciones:
        return texto
    return "\n".join(_ENCERRADO.sub(r"\1", renglon.strip()) for renglon in texto.split("\n"))


class _Rotulos:
    """Qué campo es cada clave que se nombra en un hallazgo: el más cercano a su lugar."""

    def __init__(self, suyos: Sequence[Campo], ruta: str) -> None:
        self._cerca = [*reversed(_alrededor(suyos, ruta))]
        self._dentro: Sequence[Campo] = ()
        """Los de la última ficha que se nombró: «agregue «sede» con «nombre»»."""

    def de(self, clave: str) -> Campo | None:
        grupos = (self._dentro, *self._cerca, _de_todos())
        hallado = next((c for grupo in grupos for c in grupo if c.nombre == clave), None)
        if hallado is not None and hallado.dentro is not None:
            self._dentro = campos(hallado.dentro)
        return hallado


def _alrededor(suyos: Sequence[Campo], ruta: str) -> list[Sequence[Campo]]:
    """Los campos entre los que pasa la ruta dicha, de los de afuera a los de adentro."""
    niveles: list[Sequence[Campo]] = [suyos]
    for parte in re.findall(r"[a-z_]+", ruta):
        campo = next((c for c in niveles[-1] if c.nombre == parte), None)
        if campo is None or campo.dentro is None:
            break
        niveles.append(escribibles(campo.dentro))
    return niveles


@cache
def _de_todos() -> tuple[Campo, ...]:
    return tuple(c for modelo in ARCHIVOS.values() for c in (*escribibles(modelo), *todos(modelo)))


@cache
def _opciones() -> frozenset[str]:
    """Las opciones que en una casilla se leen de otra manera: «en_curso» es «en curso»."""
    return frozenset(o for c in _de_todos() for o in c.opciones if "_" in o)


def _clave(rotulos: _Rotulos, valor: str, hallado: re.Match[str]) -> str:
    verbo, nombre, puesto = hallado.groups()
    campo = None if nombre == valor else rotulos.de(nombre)
    if campo is None:
        if puesto is None and nombre in _opciones():
            return hallado[0].replace("_", " ")
        return hallado[0]
    if puesto is None:
        return f"{verbo} «{campo.rotulo}»" if verbo else f"«{campo.rotulo}»"
    se_escoge = bool(campo.opciones) or campo.tipo == "sí o no"
    dicho = {"true": "sí", "false": "no"}.get(puesto, puesto.strip("[]").replace("_", " "))
    verbo = "escoja" if verbo and se_escoge else verbo
    return f"{verbo} «{dicho}» en «{campo.rotulo}»" if verbo else f"«{dicho}» en «{campo.rotulo}»"


def _sin_escritura(texto: str) -> str:
    for patron, dicho in _FRASES:
        texto = patron.sub(dicho, texto)
    return texto


def _borrado(suyos: Sequence[Campo], ruta: str) -> Callable[[re.Match[str]], str]:
    """Cómo se dice, de lo que está en esa ruta, que se borre su renglón."""
    niveles, claves = _alrededor(suyos, ruta), re.findall(r"[a-z_]+", ruta)
    campo = next((c for c in niveles[-1] if claves and c.nombre == claves[-1]), None)
    if not ruta.endswith("]"):
        return lambda _: "déjelo vacío"
    if campo is not None and campo.dentro is None:
        return lambda _: "borre su renglón"
    return lambda h: f"quítelo{f' de {h[1]}' if h[1] else ''} con «Quitar»"
