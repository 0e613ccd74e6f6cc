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

    inicio: Hora = Field(title="Comienzo")
    """La hora de comienzo que se anuncia, en 24 horas: 8:00."""
    fin: Hora = Field(title="Cierre")
    """La hora de cierre que se anuncia, en 24 horas: 16:30."""


class Sede(Modelo):
    """El sitio del encuentro."""

    nombre: Titulo = Field(title="Nombre")
    """Cómo se llama el lugar del encuentro: «Coliseo municipal»."""
    direccion: Linea | None = Field(None, title="Dirección")
    """La dirección y el municipio."""
    indicaciones: Parrafo | None = Field(None, title="Cómo llegar")
    """Cómo llegar: por dónde se entra, qué transporte sirve."""
    mapa: Enlace | None = Field(None, title="Mapa")
    """La dirección de un mapa en la red que muestra el lugar."""


class Exposiciones(Modelo):
    """Cuántas presentaciones caben en un momento."""

    cantidad: Annotated[Entero, Field(ge=1, le=100)] = Field(title="Exposiciones")
    """Cuántas exposiciones hay en ese momento."""
    minutos: Annotated[Entero, Field(ge=1, le=600)] = Field(title="Minutos de cada una")
    """Cuántos minutos tiene cada exposición."""


class Ejecucion(Modelo):
    """Cómo fue de verdad un momento del programa."""

    desde: Hora = Field(title="Empezó")
    """A qué hora empezó."""
    hasta: Hora = Field(title="Terminó")
    """A qué hora terminó."""
    nota: Parrafo | None = Field(None, title="Qué cambió")
    """Qué cambió, si algo cambió."""

    @property
    def duracion(self) -> int:
        """Minutos."""
        return minutos(self.hasta) - minutos(self.desde)


TipoMomento = Literal["registro", "instalacion", "espacio", "momento", "receso", "almuerzo"]


class Momento(Modelo):
    """Una fila del programa."""

    id: Identificador = Field(title="Identificador")
    """Un nombre corto y único en el programa, en minúsculas y sin tildes: «almuerzo». Va en direcciones
    web."""
    tipo: TipoMomento = Field(title="Clase de momento")
    """Qué clase de momento es: cambia cómo se ve en el programa."""
    numero: Annotated[Entero, Field(ge=1, le=99)] | None = Field(None, title="Número")
    """El número con que la metodología lo nombra: «Momento 4»."""
    titulo: Titulo = Field(title="Título")
    """Cómo se llama el momento en el programa."""
    inicio: Hora = Field(title="Comienzo")
    """La hora en que empieza, en 24 horas: 13:15."""
    fin: Hora = Field(title="Final")
    """La hora en que termina, en 24 horas: 14:00."""
    objetivo: Parrafo | None = Field(None, title="Objetivo")
    """Para qué es este momento."""
    metodologia: Parrafo | None = Field(None, title="Metodología")
    """Cómo se hace este momento."""
    nota: Parrafo | None = Field(None, title="Nota para el equipo")
    """Sugerencia para el equipo; no va en el programa público."""
    responsable: Linea | None = Field(None, title="Responsable")
    """Quién responde: entidad o papel, nunca una persona."""
    actividad: Literal["mesas", "plenaria", "exposiciones"] | None = Field(None, title="Actividad")
    """Lo que el sistema sabe acompañar: las mesas de trabajo, la plenaria, las exposiciones."""
    exposiciones: Exposiciones | None = Field(None, title="Exposiciones")
    """Cuántas exposiciones hay en este momento y cuánto dura cada una."""
    ejecutado: Ejecucion | None = Field(None, title="Cómo fue")
    """Lo que pasó de verdad; sin ello, el informe dice «sin registro de ejecución»."""

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

    desde: Annotated[Entero, Field(ge=1900, le=2999)] = Field(title="Primer año")
    """El primer año de la agenda."""
    hasta: Annotated[Entero, Field(ge=1900, le=2999)] = Field(title="Último año")
    """El último año de la agenda."""

    def __str__(self) -> str:
        return f"{self.desde}–{self.hasta}"


class Enlaces(Modelo):
    """Direcciones de otros sistemas a las que se remite."""

    inscripcion: Enlace | None = Field(None, title="Formulario de inscripción")
    """El formulario; sin él, el botón dice «por confirmar»."""
    inscripcion_de: Linea | None = Field(None, title="De quién es el formulario")
    """De quién es el formulario, con su artículo: «la Unidad Solidaria»."""


class Evento(Modelo):
    """El contenido de evento.yml."""

    nombre: Titulo = Field(title="Nombre")
    """El nombre oficial y completo: «Asamblea regional de economía solidaria, popular y comunitaria»."""
    titular: Titulo = Field(title="Titular")
    """El nombre en pocas palabras, para portadas y piezas."""
    sobretitulo: Titulo = Field(title="Sobretítulo")
    """Lo que va encima del titular: «Asamblea regional · PIT Arauca»."""
    territorio: Titulo = Field(title="Territorio")
    """El departamento, municipio o región que se reúne: «Arauca»."""
    proyecto: Titulo = Field(title="Proyecto")
    """El proyecto o plan del que hace parte la asamblea; si es solo de este territorio, su nombre."""
    presentacion: Parrafo = Field(title="Presentación")
    """Qué busca la asamblea, en dos o tres frases, para quien llega de nuevo."""
    convenio: Identificador = Field(title="Convenio")
    """Nombre del archivo en `datos/convenios/`, sin extensión."""
    codigo: Annotated[Linea, StringConstraints(pattern=r"^[A-Z]{2,6}\d{2}$")] = Field(title="Código")
    """Con qué empiezan los códigos de los compromisos: «ARA23» da «ARA23-014». Ya publicado, no se cambia."""
    estado: Estado = Field(title="Estado")
    """En qué va la asamblea: cambia lo que muestra el sitio."""
    demostracion: SiNo = Field(False, title="De demostración")
    """Si resultados y agenda son inventados para mostrar el sistema."""
    fecha: Fecha = Field(title="Fecha")
    """El día del encuentro, como año-mes-día."""
    horario: Horario = Field(title="Horario")
    """Las horas de comienzo y de cierre que se anuncian al público."""
    sede: Sede | None = Field(None, title="Sede")
    """Dónde es el encuentro; sin ella se publica «por confirmar»."""
    alcance: Annotated[Entero, Field(ge=1, le=100_000)] = Field(title="Personas previstas")
    """Cuántas personas se esperan; los grupos y las sub-mesas se calculan de aquí."""
    vigencia: Vigencia = Field(title="Vigencia")
    """Los años que cubre la agenda."""
    poblacion: tuple[Linea, ...] = Field(title="Población")
    """A quiénes se convoca, uno por renglón: grupos, nunca personas."""
    convoca: Parrafo | None = Field(None, title="Quién convoca")
    """Quién difunde e inscribe."""
    programa: tuple[Momento, ...] = Field(title="Programa")
    """Los momentos del encuentro, en orden, con su hora."""
    enlaces: Enlaces = Field(Enlaces(), title="Enlaces")
    """Las direcciones de otros sistemas a las que se remite, como el formulario de inscripción."""
    etiquetas: tuple[Annotated[Linea, StringConstraints(pattern=r"^#\w+$", max_length=60)], ...] = Field(
        (), title="Etiquetas de redes"
    )
    """Las etiquetas de redes sociales, con su «#»; van al final del texto de cada pieza."""
    formatos: tuple[Identificador, ...] = Field((), title="Formatos de pieza")
    """Los formatos de pieza que se publican; si falta, todos."""
    para_taller: SiNo = Field(True, title="Archivos para la imprenta")
    """Si los formatos de imprenta salen además en PDF/X-4, que pesa más de 2 MB cada uno."""
    logos: Logos = Field((), title="Logos")
    """Los logos de la franja del crédito, en su orden; sus archivos, en `logos/`."""
    medios: Fotos = Field((), title="Fotos")
    """Las fotos que se publican; sus archivos, en `medios/`."""
    aceptado: tuple[Aceptado, ...] = Field((), title="Advertencias aceptadas")
    """Las advertencias de esta asamblea que ya se decidió dejar, con su razón; no se publican."""
    papel: Literal["carta", "oficio", "a4"] = Field("carta", title="Papel")
    """El tamaño de hoja en que se imprimen los documentos."""
    no_son_personas: tuple[Titulo, ...] = Field((), title="Nombres que no son de personas")
    """Nombres que parecen de una persona y no lo son: escuelas, barrios, fundaciones. No se publica."""
    semilla: Identificador | None = Field(None, title="Semilla del mural")
    """Una palabra de la que sale el dibujo del mural; si falta, sale del nombre de la carpeta de la
    asamblea."""

    def momento_de(self, actividad: Literal["mesas", "plenaria", "exposiciones"]) -> Momento | None:
        """El primer momento del programa con esa actividad."""
        return next((m for m in self.programa if m.actividad == actividad), None)
