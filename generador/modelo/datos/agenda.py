"""La agenda de compromisos, el acta de su aprobación y su fe de erratas."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from generador.modelo.datos.plazo import SIN_FECHA, Plazo, ordenados
from generador.modelo.tipos import (
    Campo,
    CodigoAporte,
    CodigoCompromiso,
    Entero,
    Fecha,
    Hora,
    Linea,
    Modelo,
    Parrafo,
    SiNo,
    Texto,
    Titulo,
)

Huella = Annotated[Linea, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""SHA-256 en hexadecimal."""


def _huella_de_parte(valor: str) -> str:
    if not re.fullmatch(r"([A-Z0-9-]+ )?[0-9a-f]{16}", valor):
        raise PydanticCustomError("huella_de_parte", "", {"valor": valor})
    return valor


HuellaDeParte = Annotated[Linea, AfterValidator(_huella_de_parte)]
"""Código y primeras 16 cifras de la huella de esa sola parte: «ARA23-014 0f3c…»."""


class Compromiso(Modelo):
    """Un renglón de la agenda; nace de uno o varios aportes y los cita."""

    codigo: CodigoCompromiso
    """Estable: no cambia aunque cambie el orden."""
    mesa: Annotated[Entero, Field(ge=1, le=999)]
    """Número de la mesa de trabajo."""
    titulo: Titulo
    """En pocas palabras; da nombre a su página."""
    texto: Texto
    """Qué se compromete a hacer."""
    como: Texto | None = None
    """De qué manera."""
    responsables: tuple[Parrafo, ...] = ()
    """Organizaciones y entidades."""
    cuando: Parrafo | None = None
    """El plazo tal como se acordó."""
    plazos: tuple[Plazo, ...] = ()
    """Lo mismo, en fechas que se ordenan: una por hito. Sin ellos, el compromiso queda sin fecha."""
    aportes: Annotated[tuple[CodigoAporte, ...], Field(min_length=1)]
    """Los aportes de donde nace."""

    @property
    def codigo_en_ruta(self) -> str:
        """El código como va en la dirección web."""
        return self.codigo.lower()

    @property
    def hitos(self) -> tuple[Plazo, ...]:
        """Los plazos por fecha; si no hay ninguno, uno solo «sin fecha»."""
        return ordenados(self.plazos) or (Plazo(fecha=SIN_FECHA),)


class NoRecogido(Modelo):
    """Un aporte que la agenda deja por fuera, con su razón."""

    aporte: CodigoAporte
    """Código del aporte."""
    razon: Parrafo
    """Por qué no es un compromiso."""


class Votacion(Modelo):
    """Conteo de la plenaria, si lo hubo."""

    a_favor: Annotated[Entero, Field(ge=0)]
    """Votos a favor."""
    en_contra: Annotated[Entero, Field(ge=0)]
    """Votos en contra."""
    abstenciones: Annotated[Entero, Field(ge=0)]
    """Abstenciones."""


class Acta(Modelo):
    """Lo que se anota del acto de la plenaria."""

    fecha: Fecha
    """El día en que se aprobó."""
    hora: Hora
    """La hora en que se aprobó."""
    lugar: Titulo | None = None
    """Dónde."""
    modera: Linea
    """Papel o entidad que moderó la plenaria."""
    decision: Parrafo
    """Qué decidió la plenaria, y cómo."""
    votacion: Votacion | None = None
    """El conteo, si lo hubo."""
    enmiendas: tuple[Parrafo, ...] = ()
    """Qué cambió la plenaria antes de aprobar."""


class Partes(Modelo):
    """Una huella corta por cada cosa aprobada: con ellas se dice exactamente cuál cambió."""

    agenda: HuellaDeParte | None = None
    """La del título y la presentación, desde la segunda forma."""
    acta: HuellaDeParte
    """La del acta."""
    compromisos: tuple[HuellaDeParte, ...] = ()
    """Una por compromiso, en el orden aprobado."""
    aportes: tuple[HuellaDeParte, ...] = ()
    """Una por aporte."""
    no_recogidos: tuple[HuellaDeParte, ...] = ()
    """Una por aporte dejado por fuera, con su razón."""


FormatoDeContenido = Literal["asambleas/agenda/1", "asambleas/agenda/2"]
"""Qué entra en lo que se aprueba: la 2 suma el título, la presentación y la sal."""


class Aprobacion(Acta):
    """El acto que vuelve agenda un borrador. Lo escribe ./asamblea aprobar."""

    formato: FormatoDeContenido = "asambleas/agenda/1"
    """Qué entra en la huella; las aprobaciones que no lo dicen son de las primeras."""
    huella: Huella
    """SHA-256 de la forma canónica de todo lo aprobado: acta, compromisos, aportes y no recogidos."""
    sal: Annotated[Linea, StringConstraints(pattern=r"^[0-9a-f]{32}$")] | None = None
    """Número al azar que entra en la huella; se borra con el primer dato personal que se retire."""
    partes: Partes | None = None
    """Huellas cortas de cada parte."""

    @property
    def acta(self) -> Acta:
        """Lo anotado, sin las huellas."""
        return Acta.model_validate(self.model_dump(include=set(Acta.model_fields)))


CAMPOS_DE_AGENDA = ("titulo", "presentacion")
"""Los de la agenda misma que se aprueban desde la segunda forma."""


class Errata(Modelo):
    """Una corrección fechada de lo aprobado. La escribe ./asamblea errata.

    Señala un compromiso o un aporte; sin ninguno de los dos, corrige el acta, o el título o la presentación
    de la agenda. Con «retira» deja constancia de que se quitó un dato personal; con «anula», deja sin efecto
    la última corrección.
    """

    fecha: Fecha
    """Día en que se publica."""
    compromiso: CodigoCompromiso | None = None
    """El compromiso que corrige."""
    aporte: CodigoAporte | None = None
    """El aporte que corrige; con el campo «razon», la razón por la que quedó por fuera."""
    campo: Campo | None = None
    """Cuál de sus campos: texto, cuando, responsables[2], plan[1].cuando."""
    dice: Texto | None = None
    """Lo que decía; sin él, el campo estaba vacío."""
    debe_decir: Texto | None = None
    """Lo que dice desde entonces; sin él, el campo queda vacío."""
    retira: tuple[Linea, ...] = ()
    """De dónde se quitó un dato personal: «ABC24-014 texto», «M1-S1-N1 plan[1].quien», «acta decision»."""
    anula: Huella | None = None
    """La huella de la errata que deja sin efecto: la última que lo tenga."""
    razon: Parrafo
    """Por qué se corrige."""
    huella: Huella
    """SHA-256 de la huella anterior, esta errata y lo que resulta de aplicarla."""

    @property
    def asunto(self) -> str:
        """El código de lo que corrige, «acta» o «agenda»."""
        sin_codigo = "agenda" if self.campo in CAMPOS_DE_AGENDA or self.campo is None else "acta"
        return self.compromiso or self.aporte or sin_codigo


class Rectificado(Modelo):
    """Algo ya publicado que se borró o cambió."""

    que: Linea
    """Qué pasó."""
    antes: HuellaDeParte
    """Huella corta de lo que estaba publicado."""


class Rectificacion(Modelo):
    """La razón por la que cambió algo ya publicado. La escribe ./asamblea rectificar."""

    fecha: Fecha
    """El día en que se dio la razón."""
    razon: Parrafo
    """Por qué."""
    huella_publicada: Huella
    """La de la agenda que estaba publicada."""
    cambios: Annotated[tuple[Rectificado, ...], Field(min_length=1)]
    """Lo que se borró o cambió."""


class Agenda(Modelo):
    """El contenido de agenda.yml."""

    titulo: Titulo
    """Nombre de la agenda."""
    presentacion: Parrafo | None = None
    """De qué se trata, para quien llega de nuevo."""
    demostracion: SiNo = False
    """Si es inventada para mostrar el sistema."""
    compromisos: tuple[Compromiso, ...] = ()
    """Sin ellos, cada aporte completo es un compromiso."""
    destacado: CodigoCompromiso | None = None
    """El que se cita en piezas gráficas; si falta, el primero."""
    no_recogidos: tuple[NoRecogido, ...] = ()
    """Aportes que quedan por fuera, con su razón."""
    aprobacion: Aprobacion | None = None
    """El acto de la plenaria; mientras falte, la agenda es un borrador."""
    fe_de_erratas: tuple[Errata, ...] = ()
    """Correcciones a lo aprobado, de la más antigua a la más reciente. Lo de arriba no se edita."""
    rectificaciones: tuple[Rectificacion, ...] = ()
    """Las razones de lo que cambió después de publicado, de la más antigua a la más reciente."""
