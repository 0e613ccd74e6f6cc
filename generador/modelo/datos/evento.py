"""El encuentro: cuándo, dónde, para quién, y el programa del día."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from generador.modelo.datos.aceptado import Aceptado
from generador.modelo.datos.medios import Fotos, Logos
from generador.modelo.tipos import (
    Enlace,
    Entero,
    Fecha,
    Hora,
    Identificador,
    Linea,
    Modelo,
    Parrafo,
    SiNo,
    Titulo,
    minutos,
)


class Estado(StrEnum):
    """El ciclo de vida de una asamblea, en orden."""

    PREPARACION = "preparacion"
    CONVOCADA = "convocada"
    EN_CURSO = "en_curso"
    BORRADOR = "borrador"
    APROBADA = "aprobada"


class Horario(Modelo):
    """Las horas que se anuncian al público."""

    inicio: Hora
    fin: Hora


class Sede(Modelo):
    """El sitio del encuentro."""

    nombre: Titulo
    direccion: Linea | None = None
    indicaciones: Parrafo | None = None
    """Cómo llegar."""
    mapa: Enlace | None = None


class Exposiciones(Modelo):
    """Cuántas presentaciones caben en un momento."""

    cantidad: Annotated[Entero, Field(ge=1, le=100)]
    minutos: Annotated[Entero, Field(ge=1, le=600)]
    """Minutos de cada una."""


class Ejecucion(Modelo):
    """Cómo fue de verdad un momento del programa."""

    desde: Hora
    """A qué hora empezó."""
    hasta: Hora
    """A qué hora terminó."""
    nota: Parrafo | None = None
    """Qué cambió, si algo cambió."""

    @property
    def duracion(self) -> int:
        """Minutos."""
        return minutos(self.hasta) - minutos(self.desde)


TipoMomento = Literal["registro", "instalacion", "espacio", "momento", "receso", "almuerzo"]


class Momento(Modelo):
    """Una fila del programa."""

    id: Identificador
    tipo: TipoMomento
    numero: Annotated[Entero, Field(ge=1, le=99)] | None = None
    """Número con que la metodología lo nombra: «Momento 4»."""
    titulo: Titulo
    inicio: Hora
    fin: Hora
    objetivo: Parrafo | None = None
    metodologia: Parrafo | None = None
    nota: Parrafo | None = None
    """Sugerencia para el equipo; no va en el programa público."""
    responsable: Linea | None = None
    """Quién responde: entidad o papel, nunca una persona."""
    actividad: Literal["mesas", "plenaria", "exposiciones"] | None = None
    """Lo que el sistema sabe acompañar: las mesas de trabajo, la plenaria, las exposiciones."""
    exposiciones: Exposiciones | None = None
    ejecutado: Ejecucion | None = None
    """Lo que pasó; sin él, el informe dice «sin registro de ejecución»."""

    @property
    def duracion(self) -> int:
        """Minutos."""
        return minutos(self.fin) - minutos(self.inicio)

    @property
    def nombre(self) -> str:
        """«Momento 4. Voces y apuestas…» o el título solo."""
        return f"Momento {self.numero}. {self.titulo}" if self.numero else self.titulo


class Vigencia(Modelo):
    """Años que cubre la agenda."""

    desde: Annotated[Entero, Field(ge=1900, le=2999)]
    hasta: Annotated[Entero, Field(ge=1900, le=2999)]

    def __str__(self) -> str:
        return f"{self.desde}–{self.hasta}"


class Enlaces(Modelo):
    """Direcciones de otros sistemas a las que se remite."""

    inscripcion: Enlace | None = None
    """El formulario; sin él, el botón dice «por confirmar»."""
    inscripcion_de: Linea | None = None
    """De quién es el formulario, con su artículo: «la Unidad Solidaria»."""


class Evento(Modelo):
    """El contenido de evento.yml."""

    nombre: Titulo
    """«Asamblea regional de economía solidaria, popular y comunitaria»."""
    titular: Titulo
    """El nombre en pocas palabras, para portadas y piezas."""
    sobretitulo: Titulo
    """Lo que va encima del titular: «Asamblea regional · PIT Arauca»."""
    territorio: Titulo
    proyecto: Titulo
    presentacion: Parrafo
    convenio: Identificador
    """Nombre del archivo en `datos/convenios/`, sin extensión."""
    codigo: Annotated[Linea, StringConstraints(pattern=r"^[A-Z]{2,6}\d{2}$")]
    """Prefijo de los compromisos: «ARA23» da «ARA23-014»."""
    estado: Estado
    demostracion: SiNo = False
    """Si resultados y agenda son inventados para mostrar el sistema."""
    fecha: Fecha
    horario: Horario
    sede: Sede | None = None
    """Sin ella se publica «por confirmar»."""
    alcance: Annotated[Entero, Field(ge=1, le=100_000)]
    """Personas previstas; los grupos y sub-mesas se calculan de aquí."""
    vigencia: Vigencia
    poblacion: tuple[Linea, ...]
    """A quiénes convoca."""
    convoca: Parrafo | None = None
    """Quién difunde e inscribe."""
    programa: tuple[Momento, ...]
    enlaces: Enlaces = Enlaces()
    etiquetas: tuple[Annotated[Linea, StringConstraints(pattern=r"^#\w+$", max_length=60)], ...] = ()
    """Las de redes, con su «#»; van al final del texto de cada pieza."""
    formatos: tuple[Identificador, ...] = ()
    """Los formatos de pieza que se publican; si falta, todos."""
    para_taller: SiNo = True
    """Si los formatos de imprenta salen además en PDF/X-4, que pesa más de 2 MB cada uno."""
    logos: Logos = ()
    """Los de la franja del crédito, en su orden; sus archivos, en `logos/`."""
    medios: Fotos = ()
    """Las fotos que se publican; sus archivos, en `medios/`."""
    aceptado: tuple[Aceptado, ...] = ()
    """Las advertencias de esta asamblea que ya se decidió dejar, con su razón; no se publican."""
    papel: Literal["carta", "oficio", "a4"] = "carta"
    no_son_personas: tuple[Titulo, ...] = ()
    """Nombres que parecen de una persona y no lo son: escuelas, barrios, fundaciones. No se publica."""
    semilla: Identificador | None = None
    """De ella sale el mural; si falta, del identificador de la asamblea."""

    def momento_de(self, actividad: Literal["mesas", "plenaria", "exposiciones"]) -> Momento | None:
        """El primer momento del programa con esa actividad."""
        return next((m for m in self.programa if m.actividad == actividad), None)
