"""El encuentro: cuándo, dónde, para quién, y el programa de cada jornada."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, StringConstraints, model_validator

from generador.modelo.campos import nombres
from generador.modelo.datos.comun.aceptado import Aceptado
from generador.modelo.datos.comun.medianoche import DIA, en_fila, salto
from generador.modelo.datos.comun.medios import Fotos, Logos
from generador.modelo.fuente import Ruta
from generador.modelo.tipos import (
    FORMA_DE_ETIQUETA,
    FORMA_DE_PREFIJO,
    DeCatalogo,
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
    hora_de,
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
        return salto(minutos(self.desde), minutos(self.hasta))


Actividad = Literal["mesas", "plenaria", "exposiciones"]
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
    """La hora en que termina, en 24 horas: 14:00. Si es menor que la de comienzo, es del día siguiente."""
    objetivo: Parrafo | None = Field(None, title="Objetivo")
    """Para qué es este momento."""
    metodologia: Parrafo | None = Field(None, title="Metodología")
    """Cómo se hace este momento."""
    nota: Parrafo | None = Field(None, title="Nota para el equipo")
    """Sugerencia para el equipo; no va en el programa público."""
    responsable: Linea | None = Field(None, title="Responsable")
    """Quién responde: entidad o papel, nunca una persona."""
    sala: Titulo | None = Field(None, title="Sala")
    """El salón donde se hace; dos momentos a la misma hora van en salas distintas."""
    actividad: Actividad | None = Field(None, title="Actividad")
    """Lo que el sistema sabe acompañar: las mesas de trabajo, la plenaria, las exposiciones."""
    exposiciones: Exposiciones | None = Field(None, title="Exposiciones")
    """Cuántas exposiciones hay en este momento y cuánto dura cada una."""
    ejecutado: Ejecucion | None = Field(None, title="Cómo fue")
    """Lo que pasó de verdad; sin ello, el informe dice «sin registro de ejecución»."""

    @property
    def duracion(self) -> int:
        """Minutos."""
        return salto(minutos(self.inicio), minutos(self.fin))

    @property
    def nombre(self) -> str:
        """«Momento 4. Voces y apuestas…» o el título solo."""
        return f"Momento {self.numero}. {self.titulo}" if self.numero else self.titulo


class Jornada(Modelo):
    """Un día de la asamblea en un lugar, con su horario y su programa."""

    id: Identificador = Field(title="Identificador")
    """Un nombre corto, «dia-1»: con él dice mesas.yml cuándo trabaja cada mesa. Ya publicado, no cambia."""
    fecha: Fecha = Field(title="Fecha")
    """El día del encuentro, como año-mes-día."""
    horario: Horario = Field(title="Horario")
    """Las horas de comienzo y de cierre que se anuncian al público."""
    sede: Sede | None = Field(None, title="Sede")
    """Dónde es el encuentro; sin ella se publica «por confirmar»."""
    programa: tuple[Momento, ...] = Field(title="Programa")
    """Los momentos del encuentro, en orden, con su hora."""


UNICA = "unica"
"""El `id` de la jornada de una asamblea escrita en la forma corta."""


@dataclass(frozen=True)
class Turno:
    """Un momento en su jornada. `desde` y `hasta`, en minutos desde la medianoche con que empezó su día."""

    jornada: Jornada
    momento: Momento
    desde: int
    hasta: int
    ruta: Ruta
    """Dónde está el momento en evento.yml."""

    @property
    def inicio(self) -> time:
        """Hora de reloj."""
        return hora_de(self.desde)

    @property
    def fin(self) -> time:
        """Hora de reloj."""
        return hora_de(self.hasta)

    @property
    def duracion(self) -> int:
        """Minutos."""
        return self.hasta - self.desde

    @property
    def dia(self) -> date:
        """El día de calendario en que empieza."""
        return self.jornada.fecha + timedelta(days=self.desde // DIA)

    @property
    def dia_de_fin(self) -> date:
        """El día de calendario en que termina; lo que acaba a la medianoche acaba en el que empezó."""
        return self.jornada.fecha + timedelta(days=max(self.desde // DIA, (self.hasta - 1) // DIA))


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
    """De quién es el formulario, con su artículo: «la Gobernación»."""


class Evento(Modelo):
    """El contenido de evento.yml."""

    LISTA_DE_UNO: ClassVar[str] = "jornadas"
    FORMA_CORTA: ClassVar[tuple[str, ...]] = tuple(c for c in nombres(Jornada) if c != "id")

    nombre: Titulo = Field(title="Nombre")
    """El nombre oficial y completo: «Asamblea regional de economía solidaria, popular y comunitaria»."""
    titular: Titulo = Field(title="Titular")
    """El nombre en pocas palabras, para portadas y piezas."""
    sobretitulo: Titulo = Field(title="Sobretítulo")
    """Lo que va encima del titular: «Asamblea regional de economía solidaria»."""
    territorio: Titulo = Field(title="Territorio")
    """El departamento, municipio o región que se reúne: «Montes de María»."""
    proyecto: Titulo = Field(title="Proyecto")
    """El proyecto o plan del que hace parte la asamblea; si es solo de este territorio, su nombre."""
    presentacion: Parrafo = Field(title="Presentación")
    """Qué busca la asamblea, en dos o tres frases, para quien llega de nuevo."""
    convenio: Identificador = Field(title="Convenio")
    """Nombre del archivo en `datos/convenios/`, sin extensión."""
    codigo: Annotated[Linea, StringConstraints(pattern=FORMA_DE_PREFIJO)] = Field(title="Código")
    """Con qué empiezan los códigos de los compromisos: «XYZ23» da «XYZ23-014». Ya publicado, no se cambia."""
    estado: Estado = Field(title="Estado")
    """En qué va la asamblea: cambia lo que muestra el sitio."""
    demostracion: SiNo = Field(False, title="De demostración")
    """Si resultados y agenda son inventados para mostrar el sistema."""
    practica: SiNo = Field(False, title="De práctica")
    """Si es para ensayar antes del día: lo dice cada pantalla, y no se publica."""
    jornadas: Annotated[tuple[Jornada, ...], Field(min_length=1, max_length=60)] = Field(title="Jornadas")
    """Los días del encuentro, por fecha; si es uno solo, se escribe sin esta lista: fecha, horario, sede y
    programa."""
    alcance: Annotated[Entero, Field(ge=1, le=100_000)] = Field(title="Personas previstas")
    """Cuántas personas se esperan; los grupos y las sub-mesas se calculan de aquí."""
    vigencia: Vigencia = Field(title="Vigencia")
    """Los años que cubre la agenda."""
    poblacion: tuple[Linea, ...] = Field(title="Población")
    """A quiénes se convoca, uno por renglón: grupos, nunca personas."""
    convoca: Parrafo | None = Field(None, title="Quién convoca")
    """Quién difunde e inscribe, en una frase completa: así sale en la convocatoria."""
    enlaces: Enlaces = Field(Enlaces(), title="Enlaces")
    """Las direcciones de otros sistemas a las que se remite, como el formulario de inscripción."""
    etiquetas: tuple[Annotated[Linea, StringConstraints(pattern=FORMA_DE_ETIQUETA, max_length=60)], ...] = (
        Field((), title="Etiquetas de redes")
    )
    """Las etiquetas de redes sociales, con su «#»; van al final del texto de cada pieza."""
    formatos: tuple[DeCatalogo, ...] = Field((), title="Formatos de pieza")
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

    @model_validator(mode="before")
    @classmethod
    def _desde_la_forma_corta(cls, datos: Any) -> Any:
        """Lo que se escribió sin `jornadas` es la única; con las dos formas a la vez, sobra la corta."""
        if not isinstance(datos, dict) or datos.get("jornadas"):
            return datos
        unica = {c: datos[c] for c in cls.FORMA_CORTA if c in datos}
        resto = {c: v for c, v in datos.items() if c not in unica and c != "jornadas"}
        return {**resto, "jornadas": [{"id": UNICA, **unica}]}

    @property
    def primera(self) -> Jornada:
        """La jornada con que empieza."""
        return min(self.jornadas, key=lambda j: j.fecha)

    @property
    def ultima(self) -> Jornada:
        """La jornada con que termina."""
        return max(reversed(self.jornadas), key=lambda j: j.fecha)

    @property
    def dias(self) -> tuple[date, ...]:
        """Las fechas, en orden y sin repetir."""
        return tuple(sorted({j.fecha for j in self.jornadas}))

    @property
    def en_varias_jornadas(self) -> bool:
        """Si es en varios días, o el mismo día en varios lugares."""
        return len(self.jornadas) > 1

    @property
    def sedes(self) -> tuple[Sede, ...]:
        """Los lugares confirmados, en el orden de las jornadas y sin repetir."""
        return tuple(dict.fromkeys(j.sede for j in self.jornadas if j.sede is not None))

    @property
    def momentos(self) -> tuple[Momento, ...]:
        """Los momentos de todas las jornadas, en orden."""
        return tuple(m for j in self.jornadas for m in j.programa)

    @property
    def turnos(self) -> tuple[Turno, ...]:
        """Los momentos de todas las jornadas, con su día y su hora."""
        return tuple(
            Turno(j, m, desde, hasta, ("jornadas", i, "programa", k))
            for i, j in enumerate(self.jornadas)
            for k, (m, (desde, hasta)) in enumerate(zip(j.programa, horas_de(j.programa), strict=True))
        )

    def turnos_de(self, jornada: Jornada) -> tuple[Turno, ...]:
        """Los momentos de una jornada, por la hora en que empiezan."""
        return tuple(t for t in self.turnos if t.jornada.id == jornada.id)

    def turno_de(self, actividad: Actividad, jornada: str | None = None) -> Turno | None:
        """El primer momento con esa actividad, de toda la asamblea o de la jornada que lleva ese `id`."""
        return next(
            (t for t in self.turnos if t.momento.actividad == actividad and jornada in (None, t.jornada.id)),
            None,
        )


def horas_de(programa: Iterable[Momento]) -> tuple[tuple[int, int], ...]:
    """De cuándo a cuándo va cada momento, en minutos desde la medianoche con que empezó la jornada."""
    return en_fila([(minutos(m.inicio), minutos(m.fin)) for m in programa])
