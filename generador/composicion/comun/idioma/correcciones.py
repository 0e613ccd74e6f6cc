"""La fe de erratas como se le cuenta a la gente, igual en pantalla y en papel."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from generador.modelo.aprobado.contenido import AporteDeAgenda
from generador.modelo.aprobado.erratas import Version
from generador.modelo.archivos import ARCHIVOS
from generador.modelo.campos import rotulo_de
from generador.modelo.datos.agenda import Acta, Compromiso, Errata, NoRecogido
from generador.modelo.datos.aporte import Resultado
from generador.modelo.datos.aprobada import AsambleaAprobada
from generador.modelo.tipos import FORMA_DE_APORTE, FORMA_DE_SUBMESA, RETIRADO, Modelo

_POR_NOMBRE: Mapping[str, type[Modelo]] = {**ARCHIVOS, "acta": Acta, "asamblea": AsambleaAprobada}


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
        """Qué se corrigió, dicho para la gente: «Compromiso», «¿Quién?, número 2»."""
        if self.errata.retira:
            return "Se retiró un dato personal"
        if self.anula is not None:
            asunto = self.anula.asunto
            return f"Se anuló la corrección de {asunto}, {_rotulo(asunto, self.anula.campo or '').lower()}"
        return _rotulo(self.errata.asunto, self.errata.campo or "")

    @property
    def marca(self) -> str:
        """Lo que se lee donde estaba un dato retirado."""
        return RETIRADO

    @property
    def lugares(self) -> tuple[str, ...]:
        """De dónde se retiró, dicho para la gente: «ARA23-014, ¿quién?, número 2»."""
        partes = (lugar.partition(" ") for lugar in self.errata.retira)
        return tuple(
            f"{asunto}, {_rotulo(asunto, campo).lower()}" if campo else asunto for asunto, _, campo in partes
        )


def _rotulo(asunto: str, campo: str) -> str:
    return rotulo_de(_modelo_de(asunto, campo), campo)


def _modelo_de(asunto: str, campo: str) -> type[Modelo]:
    """El modelo de lo que lleva ese código, o el del archivo con ese nombre."""
    if asunto in _POR_NOMBRE:
        return _POR_NOMBRE[asunto]
    if re.fullmatch(FORMA_DE_APORTE, asunto):
        return NoRecogido if campo == "razon" else AporteDeAgenda
    return Resultado if re.fullmatch(FORMA_DE_SUBMESA, asunto) else Compromiso


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
