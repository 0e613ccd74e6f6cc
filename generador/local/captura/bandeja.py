"""Lo que ha llegado de cada sub-mesa, guardado entero antes de tocar los datos, donde no se publica."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from generador.local.captura.entrega import Campos, Entrega
from generador.local.captura.fusion import Choque
from generador.salida.disco import ENTRADA as ENTRADA
from generador.salida.disco import escribir

_PAGINA = re.compile(r"-[0-9a-f]{8}$", re.ASCII)


@dataclass(frozen=True, slots=True)
class Llegada:
    """Una entrega que ya está en el disco."""

    entrega: Entrega
    medio: str
    """Cómo llegó: «teléfono», «mesa técnica» o el nombre del archivo."""
    recibida: str
    """Cuándo, en ISO 8601."""
    aplicada: bool = False
    """Si ya se llevó a la hoja todo lo que se podía."""
    choques: tuple[Choque, ...] = ()
    """Las casillas en que alguien tiene que escoger."""


@dataclass(frozen=True, slots=True)
class Bandeja:
    """Las llegadas de una asamblea."""

    carpeta: Path

    @classmethod
    def de(cls, raiz: Path, asamblea: str) -> Bandeja:
        """Donde llega lo de esa asamblea, en el proyecto de `raiz`."""
        return cls(raiz / ENTRADA / asamblea)

    def llegadas(self, submesa: str) -> tuple[Llegada, ...]:
        """Cada entrega de una sub-mesa que se puede leer, en el orden en que llegó."""
        leidas = (leer_llegada(ruta) for ruta in self._archivos(submesa))
        return tuple(sorted((x for x in leidas if x is not None), key=lambda x: x.recibida))

    def danadas(self, submesa: str) -> tuple[str, ...]:
        """Los archivos de una sub-mesa que no se pueden leer: alguien los cambió o los copió a medias."""
        return tuple(ruta.name for ruta in self._archivos(submesa) if leer_llegada(ruta) is None)

    def _archivos(self, submesa: str) -> list[Path]:
        return sorted((self.carpeta / submesa).glob("*.json"))

    def submesas(self) -> tuple[str, ...]:
        """Códigos de las sub-mesas de las que ha llegado algo, en orden."""
        return tuple(sorted({ruta.parent.name for ruta in self.carpeta.glob("*/*.json")}))

    def guardar(self, llegada: Llegada) -> None:
        """Deja la llegada en el disco, o la cambia: al volver, ya no se pierde."""
        e = llegada.entrega
        nombre = f"{e.dispositivo}-{e.revision}-{e.huella[:12]}.json"
        escrito = json.dumps(asdict(llegada), ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass")
        escribir(self.carpeta / e.submesa / nombre, escrito, asentar=True)

    def resolver(self, submesa: str, casilla: str) -> None:
        """Da por escogido lo de esa casilla en todas las llegadas de la sub-mesa."""
        for llegada in self.llegadas(submesa):
            quedan = tuple(c for c in llegada.choques if c.casilla != casilla)
            if quedan != llegada.choques:
                self.guardar(replace(llegada, choques=quedan))


def superada(llegada: Llegada, llegadas: Iterable[Llegada], malas: Collection[str]) -> bool:
    """Si una que llegó después y ya está en su hoja dice lo mismo, salvo en las casillas `malas`.

    Si es del mismo aparato, basta con que hable de las mismas: es quien lo corrigió.
    """
    suyos = llegada.entrega.campos
    dichas = {(c, t) for c, t in suyos.items() if c not in malas}
    return any(
        x.aplicada
        and x.recibida > llegada.recibida
        and {*malas} <= {*x.entrega.campos}
        and (
            dichas <= {*x.entrega.campos.items()}
            or (_aparato(x) == _aparato(llegada) and {*suyos} <= {*x.entrega.campos})
        )
        for x in llegadas
    )


def _aparato(llegada: Llegada) -> str:
    """El que la mandó, sin la página: en la sala, cada vez que se abre la hoja es otra."""
    return _PAGINA.sub("", llegada.entrega.dispositivo)


def vigentes(llegada: Llegada, llegadas: Iterable[Llegada], hoja: Campos) -> tuple[Choque, ...]:
    """Los choques de una llegada que siguen sin resolver, con lo que hoy dice la hoja.

    De lo que no se puede guardar, además, si esa casilla sigue como estaba y el mismo aparato no ha puesto
    otra cosa.
    """
    suyo = llegada.entrega.dispositivo
    dicho_despues = any(
        x.aplicada and x.entrega.dispositivo == suyo and x.recibida > llegada.recibida for x in llegadas
    )
    return tuple(
        c
        for c in llegada.choques
        if (esta := hoja.get(c.casilla, "")) != c.llega
        and not (c.mala and (dicho_despues or esta != c.guardado))
    )


def leer_llegada(ruta: Path) -> Llegada | None:
    """Lo que dice un archivo de `entrada/`; None si no es una llegada o está dañado."""
    try:
        dicho = json.loads(ruta.read_bytes().decode("utf-8", "surrogatepass"))
        return Llegada(
            Entrega(**dicho.pop("entrega")), choques=tuple(Choque(**c) for c in dicho.pop("choques")), **dicho
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None
