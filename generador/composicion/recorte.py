"""Una asamblea sin lo que dejó: lo que con ella se compone no depende de eso.

Es la prueba, y no una lista: quien mire un resultado no termina de componerse.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NoReturn

from generador.catalogo.inventario import Artefacto, Inventario
from generador.modelo.asamblea import Asamblea, Proyecto

RETIRADO = ("resultados", "agenda", "seguimiento", "asistencia")
"""Los campos de una asamblea que cambian después de convocarla."""
HECHOS = ("grupos", "demostracion", "hay_agenda")
"""Lo que mira hasta quien no muestra un resultado, ya calculado: cuenta en la huella."""


class MiraLosResultados(BaseException):
    """Lo que se compone pidió algo que el recorte no tiene. No es Exception: nadie lo atrapa por descuido."""


def _mira(*_: object, **__: object) -> NoReturn:
    raise MiraLosResultados


class AsambleaRecortada(Asamblea):
    """Una asamblea sin lo `RETIRADO`: leerlo, o copiarla entera, lanza MiraLosResultados."""

    @classmethod
    def de(cls, asamblea: Asamblea) -> AsambleaRecortada:
        """`asamblea` sin sus resultados."""
        # De lo que ya calculó la entera no se queda nada: no es un campo.
        recortada = cls.model_construct(**{c: v for c, v in asamblea if c not in RETIRADO})
        for campo in RETIRADO:
            del recortada.__dict__[campo]
        recortada.__dict__.update({hecho: getattr(asamblea, hecho) for hecho in HECHOS})
        return recortada

    @property
    def demostracion(self) -> bool:
        """Si los resultados que tiene la entera son de demostración."""
        return bool(self.__dict__["demostracion"])

    @property
    def hay_agenda(self) -> bool:
        """Si la entera tiene agenda."""
        return bool(self.__dict__["hay_agenda"])

    def __getattr__(self, nombre: str) -> Any:
        if nombre in RETIRADO:
            raise MiraLosResultados
        raise AttributeError(nombre)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.id!r})"

    __eq__ = object.__eq__
    __hash__ = object.__hash__
    __iter__ = __copy__ = __deepcopy__ = model_copy = model_dump = model_dump_json = _mira


class Libreta(Mapping[str, str]):
    """Unas direcciones que anotan cuáles se piden; cuántas hay no se sabe: depende de los resultados."""

    def __init__(self, todas: Mapping[str, str]) -> None:
        self._todas = todas
        self.pedidas: dict[str, str | None] = {}
        """Lo que se respondió, por clave; None si no se publica."""

    def __getitem__(self, clave: str) -> str:
        self.pedidas[clave] = self._todas.get(clave)
        return self._todas[clave]

    def dice(self, pedidas: Mapping[str, str | None]) -> bool:
        """Si hoy respondería lo mismo."""
        return all(self._todas.get(clave) == ruta for clave, ruta in pedidas.items())

    __iter__ = __len__ = _mira


class _InventarioRecortado(Inventario):
    """Un inventario con sus direcciones y sin sus listas: cuántas cosas hay depende de los resultados."""

    paginas = artefactos = paquetes = abiertos = extras = property(_mira)

    def __init__(self, de: Inventario, libreta: Libreta, asambleas: tuple[AsambleaRecortada, ...]) -> None:
        proyecto = Proyecto.model_construct(sitio=de.proyecto.sitio, asambleas=asambleas)
        self.__dict__.update(proyecto=proyecto, medios=de.medios, direcciones=libreta)


class Recorte:
    """Un inventario sin los resultados de ninguna asamblea."""

    def __init__(self, inventario: Inventario) -> None:
        self._asambleas = {a.id: AsambleaRecortada.de(a) for a in inventario.proyecto.asambleas}
        # Antes de que nadie la use: después guarda también lo que va calculando.
        propio = {id_: sorted(a.__dict__.items()) for id_, a in self._asambleas.items()}
        sitio, medios = inventario.proyecto.sitio, inventario.medios
        self.dice = repr((sitio, propio, sorted(medios.items())))
        """Todo lo que se puede leer de él, escrito, menos las direcciones: de más datos no depende nada de lo
        que se componga con él."""
        self.libreta = Libreta(inventario.direcciones)
        self.inventario: Inventario = _InventarioRecortado(
            inventario, self.libreta, tuple(self._asambleas.values())
        )

    def de(self, a: Artefacto) -> Artefacto:
        """El mismo artefacto, de la asamblea recortada."""
        partes = tuple(replace(p, artefacto=self.de(p.artefacto)) for p in a.partes)
        return replace(a, asamblea=self._asambleas[a.asamblea.id], partes=partes)
