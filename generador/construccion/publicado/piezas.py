"""Lo que se sabe de las piezas ya publicadas: lo lee del manifiesto del sitio, sin producir nada."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generador.carga.cargar import cargar
from generador.catalogo.rutas import DESCARGAS, MANIFIESTO
from generador.construccion.publicado.lista import archivos_en
from generador.errores import ErrorDeUso

_REMEDIO = "ejecute ./asamblea construir"


@dataclass(frozen=True, slots=True)
class Salida:
    """Un archivo de una pieza, como lo dice el manifiesto; `octetos` es su peso en bytes."""

    pieza: str
    titulo: str
    uso: str
    ruta: str
    formato: str
    medida: str
    octetos: int
    altura_x: float
    """Del crédito, en porcentaje del lado corto de la pieza; en un pliego, de cada copia."""
    contraste: float

    @property
    def extension(self) -> str:
        """«PDF» o «PNG»."""
        return self.ruta.rpartition(".")[2].upper()


@dataclass(frozen=True, slots=True)
class ResumenDePiezas:
    """Cuántas piezas distintas, cuántas contando asuntos y tamaños, y cuántos archivos; bytes y lo peor."""

    piezas: int
    ejemplares: int
    archivos: int
    octetos: int
    altura_x: float
    contraste: float


def publicadas(raiz: Path, id_: str | None = None, sitio: Path | None = None) -> tuple[Salida, ...]:
    """Los archivos de piezas de una asamblea, o de todas; ErrorDeUso si no existe o no está construida."""
    carga = cargar(raiz)
    ids = [e.asamblea.id for e in carga.expedientes]
    if id_ is not None and id_ not in ids:
        raise ErrorDeUso(f"no existe la asamblea «{id_}»; las que hay: {', '.join(sorted(ids))}")
    carpeta = sitio or raiz / "site"
    salidas: list[Salida] = []
    for suya in [id_] if id_ else ids:
        archivo = carpeta / suya / DESCARGAS / MANIFIESTO
        try:
            renglones = archivos_en(archivo.read_bytes())
            salidas += [_salida(r) for r in renglones if r["clase"] == "pieza"]
        except FileNotFoundError:
            raise ErrorDeUso(f"«{suya}» no está construida; {_REMEDIO}") from None
        except (OSError, ValueError, KeyError, TypeError):
            raise ErrorDeUso(f"el sitio de «{suya}» es de otra versión; {_REMEDIO}") from None
    return tuple(salidas)


def resumir(salidas: Sequence[Salida]) -> ResumenDePiezas:
    """Las cuentas de unas salidas; al menos una."""
    return ResumenDePiezas(
        piezas=len({s.pieza for s in salidas}),
        ejemplares=len({s.ruta.rpartition(".")[0] for s in salidas}),
        archivos=len(salidas),
        octetos=sum(s.octetos for s in salidas),
        altura_x=min(s.altura_x for s in salidas),
        contraste=min(s.contraste for s in salidas),
    )


def _salida(r: dict[str, Any]) -> Salida:
    f, c = r["formato"], r["credito"]
    return Salida(
        pieza=r["pieza"],
        titulo=r["titulo"],
        uso=r["uso"],
        ruta=r["ruta"],
        formato=f["nombre"],
        medida=f["medida"],
        octetos=r["octetos"],
        altura_x=100 * c["altura_x_mm"] / min(f["copia_mm"]),
        contraste=c["contraste"],
    )
