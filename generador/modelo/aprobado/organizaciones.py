"""Las organizaciones que nombran los compromisos y los aportes, reunidas por su nombre."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generador.modelo.aprobado.contenido import AporteDeAgenda
from generador.modelo.datos.agenda import Compromiso
from generador.modelo.texto import sin_tildes, slug


@dataclass(frozen=True, slots=True)
class Organizacion:
    """Una organización, los compromisos por los que responde y los aportes que la nombran."""

    clave: str
    """Su identificador: el mismo para dos escrituras que solo difieren en tildes, mayúsculas o signos."""
    nombre: str
    """Como se escribió la primera vez."""
    compromisos: tuple[Compromiso, ...]
    aportes: tuple[AporteDeAgenda, ...]


def reunir(compromisos: Iterable[Compromiso], aportes: Iterable[AporteDeAgenda]) -> tuple[Organizacion, ...]:
    """Las organizaciones, por orden alfabético."""
    nombres: dict[str, str] = {}
    responden: dict[str, dict[str, Compromiso]] = {}
    nombradas: dict[str, dict[str, AporteDeAgenda]] = {}
    for c in compromisos:
        for nombre in c.responsables:
            nombres.setdefault(slug(nombre), nombre)
            responden.setdefault(slug(nombre), {})[c.codigo] = c
    for a in aportes:
        for nombre in a.organizaciones:
            nombres.setdefault(slug(nombre), nombre)
            nombradas.setdefault(slug(nombre), {})[a.codigo] = a
    return tuple(
        Organizacion(
            clave, nombre, tuple(responden.get(clave, {}).values()), tuple(nombradas.get(clave, {}).values())
        )
        for clave, nombre in sorted(nombres.items(), key=lambda par: sin_tildes(par[1]))
    )
