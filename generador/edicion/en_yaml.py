"""Los archivos de datos que escribe el sistema: los de una asamblea nueva y su asistencia."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from string import ascii_uppercase

from jinja2 import Environment

from generador.composicion.comun.contexto import Contexto
from generador.composicion.comun.entorno import componer, crear_entorno
from generador.edicion.escritura.formas import partido
from generador.modelo.archivos import ARCHIVOS
from generador.modelo.asamblea import Asamblea
from generador.modelo.campos import todos
from generador.modelo.datos.agenda import Compromiso
from generador.modelo.datos.aporte import Aporte
from generador.modelo.datos.asistencia import UMBRAL, Asistencia
from generador.modelo.datos.comun.plazo import Plazo, fecha_dicha
from generador.modelo.datos.convenio import articulo_y_nombre
from generador.modelo.datos.pendiente import POR_CONFIRMAR, POR_ESCRIBIR, POR_TRANSCRIBIR
from generador.modelo.datos.seguimiento import EstadoDeCompromiso
from generador.modelo.texto import en_corto, sin_tildes

_ANCHO = 110
ALCANCE_SUPUESTO = 500
"""Personas, si nadie dice cuántas."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeAsambleaNueva(Contexto):
    """Lo que reciben evento.yml y mesas.yml de una asamblea nueva."""

    id: str
    titular: str
    territorio: str
    fechas: tuple[str, ...]
    """En ISO 8601; cada una, una jornada."""
    anio: int
    codigo: str
    """Con qué empiezan los códigos de sus compromisos: tres letras y el año."""
    convenio: str
    alcance: int
    alcance_supuesto: bool
    numeros: range
    """Números de sus mesas."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeConvenioNuevo(Contexto):
    """Lo que recibe convenios/<número>-<año>.yml."""

    numero: str
    anio: str
    titulo: str
    entidades: tuple[tuple[str, str], ...]
    """El artículo y el nombre de cada una."""
    informe_para: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeHoja(Contexto):
    """Lo que recibe resultados/<submesa>.yml."""

    submesa: str
    acciones: int
    necesidades: int


@dataclass(frozen=True, slots=True)
class _Propuesto:
    """Un compromiso propuesto y si es el primero de su mesa."""

    compromiso: Compromiso
    abre_mesa: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DeAgendaEnBlanco(Contexto):
    """Lo que recibe un agenda.yml sin compromisos."""

    titulo: str
    demostracion: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DeAgendaPropuesta(Contexto):
    """Lo que recibe agenda.yml."""

    titulo: str
    demostracion: bool
    propuestas: tuple[_Propuesto, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeSeguimientoNuevo(Contexto):
    """Lo que recibe seguimiento.yml."""

    dia: str
    """En ISO 8601."""
    codigo: str
    """Código de un compromiso, para el ejemplo."""
    estados: str
    demostracion: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DeAsistencia(Contexto):
    """Lo que recibe asistencia.yml."""

    a: Asistencia
    umbral: int


def esqueleto(
    plantillas: Path,
    id_: str,
    titular: str,
    territorio: str,
    fechas: Sequence[date],
    convenio: str,
    alcance: int | None,
    mesas: int,
    tomados: Collection[str] = (),
) -> Mapping[str, str]:
    """Nombre de archivo → YAML válido, con lo que falta marcado; sin `alcance`, uno supuesto y marcado.

    Con varias `fechas`, en orden, cada una es una jornada. `tomados` son los códigos de las demás asambleas.
    """
    fecha = fechas[0]
    entorno = entorno_yaml(plantillas)
    contexto = DeAsambleaNueva(
        id=id_,
        titular=titular,
        territorio=territorio,
        fechas=tuple(f.isoformat() for f in fechas),
        anio=fecha.year,
        codigo=_codigo_libre(territorio, fecha.year % 100, tomados),
        convenio=convenio,
        alcance=alcance or ALCANCE_SUPUESTO,
        alcance_supuesto=alcance is None,
        numeros=range(1, mesas + 1),
    )
    return {n: componer(entorno, f"nueva/{n}.j2", contexto) for n in ("evento.yml", "mesas.yml")}


def convenio_en_yaml(
    plantillas: Path, numero: str, anio: str, titulo: str, entidades: Sequence[str], informe_para: str
) -> str:
    """El texto del archivo de un convenio; cada entidad, con su artículo delante si lo lleva."""
    contexto = DeConvenioNuevo(
        numero=numero,
        anio=anio,
        titulo=titulo,
        entidades=tuple(map(articulo_y_nombre, entidades)),
        informe_para=informe_para,
    )
    return componer(entorno_yaml(plantillas), "nueva/convenio.yml.j2", contexto)


def _codigo_libre(territorio: str, anio: int, tomados: Collection[str]) -> str:
    """Las tres primeras letras del territorio y el año; si otra ya lo tiene, más letras o una al final."""
    letras = "".join(c for c in sin_tildes(territorio) if c.isascii() and c.isalpha()).upper()
    letras += "AS"[: max(0, 3 - len(letras))]
    corto = letras[:3]
    posibles = (*(letras[:n] for n in range(3, 7)), *(f"{corto}{c}" for c in ascii_uppercase[1:]))
    codigos = [f"{p}{anio:02d}" for p in posibles]
    return next((c for c in codigos if c not in tomados), codigos[0])


def hoja_en_yaml(plantillas: Path, asamblea: Asamblea, submesa: str) -> str:
    """El texto de resultados/<submesa>.yml, en blanco."""
    metodologia = asamblea.metodologia
    contexto = DeHoja(
        submesa=submesa, acciones=metodologia.max_acciones, necesidades=metodologia.max_necesidades
    )
    return componer(entorno_yaml(plantillas), "nueva/resultado.yml.j2", contexto)


def propuestos(asamblea: Asamblea) -> tuple[Compromiso, ...]:
    """Un compromiso por aporte, en orden de sub-mesa, con lo que dice su plan; lo que no dice queda marcado.

    Un plazo pasa a fechas solo si dice una fecha y nada más.
    """
    return tuple(
        Compromiso(
            codigo=f"{asamblea.evento.codigo}-{i:03d}",
            mesa=a.mesa,
            titulo=en_corto(a.solucion or a.necesidad),
            texto=a.solucion or f"{POR_ESCRIBIR} Qué se hará ante lo que dice {a.codigo}",
            como=a.como_de(a.codigo),
            responsables=a.quienes,
            cuando=a.cuando_de(a.codigo),
            plazos=_plazos(a),
            aportes=(a.codigo,),
        )
        # De lo que solo está en una foto todavía no se sabe qué dice.
        for i, a in enumerate(
            (a for a in asamblea.aportes_entregados if a.necesidad != POR_TRANSCRIBIR), start=1
        )
    )


def _plazos(aporte: Aporte) -> tuple[Plazo, ...]:
    fechas = [(fecha_dicha(x.cuando or ""), x.como) for x in aporte.plan]
    varias = len(aporte.plan) > 1
    return tuple(
        Plazo(fecha=fecha, que=en_corto(como) if varias and como else None)
        for fecha, como in dict.fromkeys(fechas)
        if fecha
    )


def agenda_en_yaml(plantillas: Path, asamblea: Asamblea) -> str:
    """El texto de agenda.yml con un compromiso por aporte, marcado para que alguien lo revise."""
    suyos = propuestos(asamblea)
    mesas = [0, *(c.mesa for c in suyos)]
    contexto = DeAgendaPropuesta(
        titulo=f"Agenda {asamblea.evento.vigencia}",
        demostracion=bool(asamblea.aportes_de_demostracion),
        propuestas=tuple(_Propuesto(c, c.mesa != antes) for c, antes in zip(suyos, mesas, strict=False)),
    )
    return componer(entorno_yaml(plantillas), "nueva/agenda.yml.j2", contexto)


def agenda_en_blanco(plantillas: Path, asamblea: Asamblea) -> str:
    """El texto de un agenda.yml sin compromisos todavía."""
    contexto = DeAgendaEnBlanco(
        titulo=f"Agenda {asamblea.evento.vigencia}", demostracion=bool(asamblea.aportes_de_demostracion)
    )
    return componer(entorno_yaml(plantillas), "nueva/agenda-en-blanco.yml.j2", contexto)


def seguimiento_en_yaml(plantillas: Path, asamblea: Asamblea, dia: date) -> str:
    """El texto de seguimiento.yml, sin avances todavía."""
    contexto = DeSeguimientoNuevo(
        dia=dia.isoformat(),
        codigo=asamblea.compromisos[0].codigo,
        estados=", ".join(e.value for e in EstadoDeCompromiso),
        demostracion=asamblea.demostracion,
    )
    return componer(entorno_yaml(plantillas), "nueva/seguimiento.yml.j2", contexto)


def en_yaml(texto: str, sangria: int = 2) -> str:
    """Un texto como valor de YAML: entre comillas si es corto; si no, plegado o por renglones.

    `sangria` son los espacios de los renglones que siguen. Las comillas son simples: en ellas no hay escapes,
    que la lectura no admite.
    """
    margen = "\n" + " " * sangria
    if "\n" in texto:
        return "|-" + "".join(margen + renglon if renglon else "\n" for renglon in texto.split("\n"))
    if sangria >= _ANCHO or len(texto) < _ANCHO - sangria:
        return "'" + texto.replace("'", "''") + "'"
    return ">-" + "".join(margen + r for r in partido(" ".join(texto.split()), _ANCHO - sangria))


def asistencia_en_yaml(plantillas: Path, asistencia: Asistencia) -> str:
    """El texto de asistencia.yml."""
    contexto = DeAsistencia(a=asistencia, umbral=UMBRAL)
    return componer(entorno_yaml(plantillas), "nueva/asistencia.yml.j2", contexto)


def _ayuda(clase: str, ruta: str) -> str:
    """La del campo de esa clase de archivo, para ponerla de comentario; KeyError si no existe."""
    return {c.ruta: c.ayuda for c in todos(ARCHIVOS[clase])}[ruta]


def entorno_yaml(plantillas: Path) -> Environment:
    """El entorno con que se escriben los archivos de datos."""
    entorno = crear_entorno(plantillas, html=False)
    entorno.globals |= {"por_escribir": POR_ESCRIBIR, "por_confirmar": POR_CONFIRMAR, "ayuda": _ayuda}
    entorno.filters["texto"] = en_yaml
    entorno.filters["yaml"] = lambda texto: en_yaml(" ".join(str(texto).split()), _ANCHO)
    return entorno
