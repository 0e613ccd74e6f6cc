"""Los elementos de una lista puestos en otro orden, cada uno con los comentarios que lo preceden."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from generador.edicion.escritura.formas import Arbol, corrido, renglones
from generador.edicion.escritura.trechos import Trecho

_EN_BLANCO = re.compile(r"[^\S\n]*\n?")


@dataclass(frozen=True, slots=True)
class Nuevo:
    """Un elemento que no estaba."""

    valor: Arbol


@dataclass(frozen=True, slots=True)
class _Trozo:
    """Un elemento de una lista en bloque, en renglones enteros."""

    separa: tuple[str, ...]
    """Los renglones en blanco de antes: son del puesto, no de él."""
    comentarios: tuple[str, ...]
    cuerpo: tuple[str, ...]

    @property
    def sueltos(self) -> tuple[str, ...]:
        """Los comentarios separados de él por un renglón en blanco: no son suyos."""
        blancos = [i for i, r in enumerate(self.comentarios) if _EN_BLANCO.fullmatch(r)]
        return self.comentarios[: blancos[-1] + 1] if blancos else ()


def acomodados(
    texto: str, salto: str, lista: Trecho, elementos: Sequence[int | Nuevo], salto_de_lista: int
) -> tuple[int, int, str] | None:
    """Qué caracteres de `texto` se cambian y por qué; None si la lista no está en renglones propios.

    `salto` es el fin de renglón del archivo; `salto_de_lista`, cuánto entra un guion respecto de su clave.
    """
    if lista.corrido:
        partes = [
            corrido(e.valor) if isinstance(e, Nuevo) else texto[lista.dentro[e].inicio : lista.dentro[e].fin]
            for e in elementos
        ]
        ultimo = lista.dentro[len(lista.dentro) - 1]
        return lista.dentro[0].inicio, ultimo.fin, ", ".join(partes)
    hay = _trozos(texto, lista)
    if hay is None:
        return None
    desde, hasta, trozos = hay
    cierra = texto[desde:hasta].endswith("\n")
    quedan = {e for e in elementos if isinstance(e, int)}
    huerfanos: list[str] = []
    de_quien: dict[int, list[str]] = {}
    for i, trozo in enumerate(trozos):
        if i in quedan:
            de_quien[i], huerfanos = huerfanos, []
        else:
            huerfanos += trozo.sueltos
    escrito: list[str] = []
    for puesto, elemento in enumerate(elementos):
        escrito += _separacion(trozos, puesto)
        if isinstance(elemento, Nuevo):
            suyos = renglones([elemento.valor], lista.columna, salto_de_lista)
            escrito += [f"{r}{salto}" for r in suyos]
        else:
            trozo = trozos[elemento]
            escrito += [*de_quien[elemento], *trozo.comentarios, *trozo.cuerpo]
    escrito = [r if r.endswith("\n") else f"{r}{salto}" for r in (*escrito, *huerfanos)]
    nuevo = "".join(escrito)
    return desde, hasta, nuevo if cierra else nuevo.removesuffix(salto)


def _separacion(trozos: Sequence[_Trozo], puesto: int) -> tuple[str, ...]:
    if puesto < len(trozos):
        return trozos[puesto].separa
    return trozos[-1].separa if len(trozos) > 1 else ()


def _trozos(texto: str, lista: Trecho) -> tuple[int, int, list[_Trozo]] | None:
    """Los elementos en renglones, y desde dónde y hasta dónde van; None si alguno comparte renglón."""
    hechos: list[_Trozo] = []
    desde = fin = -1
    for i, suyo in lista.dentro.items():
        guion = lista.puestos[i]
        renglon = texto.rfind("\n", 0, guion) + 1
        if texto[renglon:guion].strip():
            return None
        if i == 0:
            # Lo que haya entre la clave y el primer guion va con él.
            desde = fin = _despues_de_la_clave(texto, renglon)
        antes = texto[fin:renglon].splitlines(keepends=True)
        separa = next((n for n, r in enumerate(antes) if not _EN_BLANCO.fullmatch(r)), len(antes))
        cuerpo_fin = fin_de_elemento(texto, suyo.fin, lista.columna)
        cuerpo = texto[renglon:cuerpo_fin].splitlines(keepends=True)
        hechos.append(_Trozo(tuple(antes[:separa]), tuple(antes[separa:]), tuple(cuerpo)))
        fin = cuerpo_fin
    return desde, fin, hechos


def _despues_de_la_clave(texto: str, renglon: int) -> int:
    """El comienzo de los renglones en blanco y de comentario que hay justo encima de `renglon`."""
    while renglon:
        anterior = texto.rfind("\n", 0, renglon - 1) + 1
        dicho = texto[anterior:renglon].strip()
        if dicho and not dicho.startswith("#"):
            break
        renglon = anterior
    return renglon


def fin_de_elemento(texto: str, puesto: int, columna: int) -> int:
    """Donde acaba el renglón de `puesto`, con los comentarios de abajo que entran más que el guion."""
    fin = texto.find("\n", puesto)
    fin = mirado = len(texto) if fin < 0 else fin + 1
    while mirado < len(texto):
        corte = texto.find("\n", mirado)
        siguiente = len(texto) if corte < 0 else corte + 1
        renglon = texto[mirado:siguiente]
        dicho = renglon.strip()
        if dicho and (not dicho.startswith("#") or len(renglon) - len(renglon.lstrip(" ")) <= columna):
            break
        mirado = siguiente
        if dicho:
            fin = mirado
    return fin
