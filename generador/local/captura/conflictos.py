"""Las casillas en que alguien tiene que escoger, con todo lo que se ha dicho de cada una."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generador.carga.cargar import releer
from generador.local.captura.bandeja import Bandeja, vigentes
from generador.local.captura.entrega import Campos, campos_de, limpios
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
    mala: bool = False
    """Si no se puede guardar: queda a la vista para escribirlo bien."""


@dataclass(frozen=True, slots=True)
class Conflicto:
    """Una casilla de la que la hoja y lo que llegó dicen cosas distintas."""

    submesa: str
    casilla: Casilla
    en_la_hoja: str
    llegan: tuple[Llegado, ...]
    """Todo lo demás que se dijo, sin repetir, en el orden en que llegó."""

    @property
    def mala(self) -> bool:
        """Si nada de lo que llegó se puede guardar: no hay dos versiones, sino una por escribir bien."""
        return all(x.mala for x in self.llegan)


def en_que_quedo(
    raiz: Path, asamblea: Asamblea, submesa: str, dichos: Mapping[str, str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """De lo que se mandó, los títulos de las casillas que la hoja ya dice así, y los de las que no.

    ErrorDeDatos si la hoja no se lee.
    """
    formulario, hoja = formulario_de(asamblea), en_hoja_de(raiz, asamblea, submesa)
    mandado = limpios(formulario, dichos)
    titulos = {c: formulario.por_nombre[c].titulo for c in mandado}
    esta = {c for c, texto in mandado.items() if hoja.get(c, "") == texto}
    return tuple(titulos[c] for c in mandado if c in esta), tuple(
        titulos[c] for c in mandado if c not in esta
    )


def conflictos(raiz: Path, asamblea: Asamblea) -> tuple[Conflicto, ...]:
    """Los conflictos sin resolver de la asamblea, por sub-mesa y en el orden del formulario.

    Uno en que la hoja ya dice lo que llegó está resuelto. ErrorDeDatos si una hoja no se lee.
    """
    submesas = Bandeja.de(raiz, asamblea.id).submesas()
    return tuple(c for submesa in submesas for c in conflictos_de(raiz, asamblea, submesa))


def conflictos_de(raiz: Path, asamblea: Asamblea, submesa: str) -> tuple[Conflicto, ...]:
    """Los conflictos sin resolver de una sub-mesa, como en `conflictos`."""
    llegadas = Bandeja.de(raiz, asamblea.id).llegadas(submesa)
    if not any(x.choques for x in llegadas):
        return ()
    hoja = en_hoja_de(raiz, asamblea, submesa)
    dichos: dict[str, dict[str, Llegado]] = {}
    for llegada in llegadas:
        for choque in vigentes(llegada, llegadas, hoja):
            nuevo = Llegado(choque.llega, llegada.medio, llegada.recibida, choque.mala)
            dichos.setdefault(choque.casilla, {}).setdefault(choque.llega, nuevo)
    return tuple(
        Conflicto(submesa, casilla, hoja.get(casilla.nombre, ""), tuple(dichos[casilla.nombre].values()))
        for casilla in formulario_de(asamblea).casillas
        if casilla.nombre in dichos
    )


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
