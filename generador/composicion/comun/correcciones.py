"""La fe de erratas como se le cuenta a la gente, igual en pantalla y en papel."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from generador.modelo.aprobado.erratas import Version
from generador.modelo.datos.agenda import Errata
from generador.modelo.tipos import RETIRADO

NOMBRES_DE_CAMPO = {
    "titulo": "El título",
    "presentacion": "La presentación",
    "fecha": "La fecha",
    "que": "Qué",
    "quien": "¿Quién?",
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
    anula: Errata | None = None
    """La corrección que esta deja sin efecto."""
    anulada: date | None = None
    """Desde cuándo quedó sin efecto."""

    @property
    def que(self) -> str:
        """Qué se corrigió, dicho para la gente: «El compromiso», «¿Quién?, número 2»."""
        if self.errata.retira:
            return "Se retiró un dato personal"
        if self.anula is not None:
            asunto = self.anula.asunto
            return f"Se anuló la corrección de {asunto}, {_nombre(self.anula.campo or '').lower()}"
        return _nombre(self.errata.campo or "")

    @property
    def marca(self) -> str:
        """Lo que se lee donde estaba un dato retirado."""
        return RETIRADO

    @property
    def lugares(self) -> tuple[str, ...]:
        """De dónde se retiró, dicho para la gente: «ARA23-014, ¿quién?, número 2»."""
        partes = (lugar.partition(" ") for lugar in self.errata.retira)
        return tuple(
            f"{asunto}, {_nombre(campo).lower()}" if campo else asunto for asunto, _, campo in partes
        )


def _nombre(campo: str) -> str:
    base, _, resto = campo.partition("[")
    base, _, suelto = base.partition(".")
    puesto, _, dentro = resto.partition("]")
    dentro = NOMBRES_DE_CAMPO.get(dentro.lstrip(".") or suelto, "")
    nombre = NOMBRES_DE_CAMPO.get(base, base)
    return ", ".join(p for p in (nombre, puesto and f"número {puesto}", dentro) if p)


def correcciones(versiones: Sequence[Version], asuntos: Iterable[str] | None = None) -> Iterator[Correccion]:
    """Las erratas de `versiones` sobre esos códigos, o todas, de la más antigua a la más reciente."""
    suyos = None if asuntos is None else set(asuntos)
    todas = {e.huella: e for v in versiones for e in v.erratas}
    anuladas = {e.anula: e.fecha for e in todas.values() if e.anula}
    for version in versiones:
        for errata in version.erratas:
            anula = todas.get(errata.anula or "")
            de = {lugar.partition(" ")[0] for lugar in errata.retira} or {(anula or errata).asunto}
            if suyos is None or suyos & de:
                yield Correccion(errata, version, anula, anuladas.get(errata.huella))
