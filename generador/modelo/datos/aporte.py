"""Lo que entrega una sub-mesa: necesidad, solución y plan."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from pydantic import BeforeValidator, Field

from generador.modelo.datos.comun.plazo import fecha_en_palabras
from generador.modelo.tipos import (
    CARTA_MAXIMA,
    PARRAFO_MAXIMO,
    RETIRADO,
    CodigoSubmesa,
    Entero,
    Linea,
    Modelo,
    Parrafo,
    SiNo,
    Texto,
    Titulo,
)

NombrePropio = Annotated[Titulo | None, BeforeValidator(lambda n: None if n == RETIRADO else n)]
"""El nombre de una persona, o nada si se retiró."""


class Persona(Modelo):
    """Alguien con un papel; su nombre solo se publica con consentimiento."""

    papel: Titulo = Field(title="Papel")
    """El papel de la persona: «Representante de la sub-mesa», «Vocera de la mesa»."""
    nombre: NombrePropio = Field(None, title="Nombre")
    """El nombre de la persona; solo se publica si hay «consentimiento: sí»."""
    consentimiento: SiNo = Field(False, title="Autorización")
    """Autorización expresa para publicar el nombre (Ley 1581 de 2012)."""

    def publicable(self) -> Persona:
        """La misma persona sin el nombre que no autorizó."""
        return self if self.consentimiento else self.model_copy(update={"nombre": None})


class Accion(Modelo):
    """Una columna del plan: ¿quién?, ¿cómo?, ¿cuándo?"""

    quien: Parrafo | None = Field(None, title="¿Quién?")
    """Las organizaciones o los papeles que responden por la acción."""
    como: Texto | None = Field(None, title="¿Cómo?")
    """De qué manera se hará."""
    cuando: Parrafo | None = Field(None, title="¿Cuándo?")
    """El plazo, tal como lo escribió la sub-mesa."""

    @property
    def completa(self) -> bool:
        """Si responde las tres preguntas."""
        return None not in (self.quien, self.como, self.cuando)

    @property
    def en_palabras(self) -> Accion:
        """La misma, como se le lee a la gente: si «cuándo» es «2027-S1», con «primer semestre de 2027»."""
        return self.model_copy(update={"cuando": self.cuando and fecha_en_palabras(self.cuando)})


class Aporte(Modelo):
    """Una necesidad con su solución y su plan."""

    necesidad: Texto = Field(title="Necesidad")
    """La necesidad que identificó la sub-mesa."""
    solucion: Texto | None = Field(None, title="Solución")
    """La solución que propone la sub-mesa."""
    organizaciones: tuple[Linea, ...] = Field((), title="Organizaciones que cooperarían")
    """Las organizaciones que cooperarían, una por renglón."""
    plan: tuple[Accion, ...] = Field((), title="Plan")
    """Las acciones: quién, cómo y cuándo."""

    @property
    def completo(self) -> bool:
        """Si tiene solución y todas sus acciones responden las tres preguntas."""
        return self.solucion is not None and bool(self.plan) and all(a.completa for a in self.plan)

    def como_de(self, codigo: str) -> str | None:
        """Todos sus «cómo», un párrafo cada uno; si juntos no caben, dónde se leen."""
        return _juntos("\n\n", (a.como for a in self.plan if a.como), CARTA_MAXIMA, codigo)

    def cuando_de(self, codigo: str) -> str | None:
        """Todos sus «cuándo», en palabras y sin repetir; si juntos no caben, dónde se leen."""
        dichos = dict.fromkeys(a.cuando for a in self.plan_dicho if a.cuando)
        return _juntos("; ", dichos, PARRAFO_MAXIMO, codigo)

    @property
    def plan_dicho(self) -> tuple[Accion, ...]:
        """El plan como se publica: con las fechas en palabras. Lo firmado y los datos abiertos no cambian."""
        return tuple(a.en_palabras for a in self.plan)

    @property
    def quienes(self) -> tuple[str, ...]:
        """Quiénes responden por sus acciones, sin repetir."""
        return tuple(dict.fromkeys(a.quien for a in self.plan if a.quien))


def _juntos(union: str, partes: Iterable[str], tope: int, codigo: str) -> str | None:
    texto = union.join(partes)
    if len(texto) > tope:
        return f"Como dice el plan del aporte {codigo}, que no cabe aquí"
    return texto or None


class Resultado(Modelo):
    """El contenido de resultados/M2-S3.yml: la hoja de entrega de una sub-mesa."""

    submesa: CodigoSubmesa = Field(title="Código de la sub-mesa")
    """El código impreso en la hoja y en las fichas: M2-S3 es la sub-mesa 3 de la mesa 2."""
    demostracion: SiNo = Field(False, title="De demostración")
    """Si lo que dice la hoja es inventado para mostrar el sistema."""
    asistentes: Annotated[Entero, Field(ge=0, le=10_000)] | None = Field(
        None, title="Personas que asistieron"
    )
    """Cuántas personas estuvieron en la sub-mesa."""
    representante: Persona | None = Field(None, title="Representante")
    """Quién representa a la sub-mesa: su papel y, con autorización, su nombre."""
    voceria: Persona | None = Field(None, title="Vocería, si salió de aquí")
    """La vocería de la mesa, si salió de esta sub-mesa."""
    aportes: Annotated[tuple[Aporte, ...], Field(min_length=1)] = Field(title="Aportes")
    """Lo que entrega la sub-mesa: cada necesidad con su solución y su plan."""

    def publicable(self) -> Resultado:
        """La misma hoja sin los nombres que nadie autorizó."""
        personas = {"representante": self.representante, "voceria": self.voceria}
        return self.model_copy(update={c: p and p.publicable() for c, p in personas.items()})
