"""Las casillas en que alguien tiene que escoger, con todo lo que se ha dicho de cada una."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generador.carga.cargar import releer
from generador.local.captura.bandeja import Bandeja
from generador.local.captura.entrega import Campos, campos_de
from generador.local.captura.formulario import Casilla, formulario_de
from generador.modelo.asamblea import Asamblea
from generador.modelo.datos.aporte import Resultado


@dataclass(frozen=True, slots=True)
class Llegado:
    """Lo que llegó para una casilla, y de dónde."""

    texto: str
    """Vacío si lo borraron."""
    medio: str
    recibida: str
    """Cuándo, en ISO 8601."""


@dataclass(frozen=True, slots=True)
class Conflicto:
    """Una casilla de la que la hoja y lo que llegó dicen cosas distintas."""

    submesa: str
    casilla: Casilla
    en_la_hoja: str
    llegan: tuple[Llegado, ...]
    """Todo lo demás que se dijo, sin repetir, en el orden en que llegó."""


def conflictos(raiz: Path, asamblea: Asamblea) -> tuple[Conflicto, ...]:
    """Los conflictos sin resolver de la asamblea, por sub-mesa y en el orden del formulario.

    Uno en que la hoja ya dice lo que llegó está resuelto. ErrorDeDatos si una hoja no se lee.
    """
    submesas = Bandeja.de(raiz, asamblea.id).submesas()
    return tuple(c for submesa in submesas for c in conflictos_de(raiz, asamblea, submesa))


def conflictos_de(raiz: Path, asamblea: Asamblea, submesa: str) -> tuple[Conflicto, ...]:
    """Los conflictos sin resolver de una sub-mesa, como en `conflictos`."""
    dichos: dict[str, dict[str, Llegado]] = {}
    for llegada in Bandeja.de(raiz, asamblea.id).llegadas(submesa):
        for choque in llegada.choques:
            nuevo = Llegado(choque.llega, llegada.medio, llegada.recibida)
            dichos.setdefault(choque.casilla, {}).setdefault(choque.llega, nuevo)
    if not dichos:
        return ()
    hoja = en_hoja_de(raiz, asamblea, submesa)
    hallados: list[Conflicto] = []
    for casilla in formulario_de(asamblea).casillas:
        esta = hoja.get(casilla.nombre, "")
        llegan = tuple(d for texto, d in dichos.get(casilla.nombre, {}).items() if texto != esta)
        if llegan:
            hallados.append(Conflicto(submesa, casilla, esta, llegan))
    return tuple(hallados)


def en_hoja_de(raiz: Path, asamblea: Asamblea, submesa: str) -> Campos:
    """Lo que dice hoy la hoja de una sub-mesa, casilla por casilla; vacío si no la hay."""
    resultado = hoja_de(raiz, asamblea, submesa)
    return {} if resultado is None else campos_de(formulario_de(asamblea), resultado)


def hoja_de(raiz: Path, asamblea: Asamblea, submesa: str) -> Resultado | None:
    """La hoja de una sub-mesa como está en el disco; None si no la hay. ErrorDeDatos si no se lee."""
    ruta = raiz / "datos" / asamblea.id / "resultados" / f"{submesa}.yml"
    if not ruta.exists():
        return None
    return releer(ruta.read_bytes(), ruta.relative_to(raiz).as_posix(), Resultado)[0]
