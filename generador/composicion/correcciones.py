"""La fe de erratas como se le cuenta a la gente, igual en pantalla y en papel."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generador.modelo.agenda import Errata
from generador.modelo.erratas import Version

NOMBRES_DE_CAMPO = {
    "titulo": "El título",
    "texto": "El compromiso",
    "como": "¿Cómo?",
    "cuando": "¿Cuándo?",
    "responsables": "¿Quién?",
    "plazos": "Los plazos",
    "aportes": "Los aportes que recoge",
    "mesa": "La mesa",
    "necesidad": "La necesidad",
    "solucion": "La solución",
    "organizaciones": "Las organizaciones que cooperarían",
    "plan": "El plan",
    "razon": "La razón por la que quedó por fuera",
    "hora": "La hora",
    "lugar": "El lugar",
    "modera": "Quién modera",
    "decision": "La decisión",
    "votacion": "La votación",
    "enmiendas": "Las enmiendas",
}
"""Cómo se le dice a la gente el campo que corrige una errata."""


@dataclass(frozen=True, slots=True)
class Correccion:
    """Una errata, en la versión que la trajo."""

    errata: Errata
    version: Version

    @property
    def que(self) -> str:
        """Qué se corrigió, dicho para la gente: «El compromiso», «¿Quién?, número 2»."""
        campo, _, resto = self.errata.campo.partition("[")
        nombre = NOMBRES_DE_CAMPO.get(campo, campo)
        puesto, _, dentro = resto.partition("].")
        dentro = NOMBRES_DE_CAMPO.get(dentro, "")
        return ", ".join(p for p in (nombre, puesto and f"número {puesto.rstrip(']')}", dentro) if p)


def correcciones(versiones: Sequence[Version], asuntos: Iterable[str] | None = None) -> Iterator[Correccion]:
    """Las erratas de `versiones` sobre esos códigos, o todas, de la más antigua a la más reciente."""
    suyos = None if asuntos is None else set(asuntos)
    for version in versiones:
        for errata in version.erratas:
            if suyos is None or errata.asunto in suyos:
                yield Correccion(errata, version)
