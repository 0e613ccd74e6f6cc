"""Lo que una página necesita ya resuelto: qué botón manda, de dónde nace cada compromiso, cómo se cita."""

from __future__ import annotations

from dataclasses import dataclass

from generador.catalogo.inventario import alcanzado
from generador.composicion.comun.idioma.fechas import dias, fecha, los_dias
from generador.modelo.aprobado.cobertura import Destino
from generador.modelo.aprobado.contenido import LARGO_DE_PARTE, AporteDeAgenda
from generador.modelo.asamblea import Asamblea
from generador.modelo.datos.agenda import Compromiso
from generador.modelo.datos.aporte import Resultado
from generador.modelo.datos.evento import Estado
from generador.modelo.datos.mesas import Submesa
from generador.modelo.texto import plural


@dataclass(frozen=True, slots=True)
class Opcion:
    """Lo que ofrece un filtro y cuánto deja a la vista; `clave` es la que va en la dirección."""

    clave: str
    nombre: str
    cuantos: int


ESTADOS = {
    Estado.PREPARACION: "En preparación",
    Estado.CONVOCADA: "Convocada",
    Estado.EN_CURSO: "En curso",
    Estado.BORRADOR: "Agenda en borrador",
    Estado.APROBADA: "Agenda aprobada",
}
"""Cómo se nombra el estado ante el público."""
_CON_RESULTADOS = frozenset(
    {
        *("asamblea", "mesas", "mesa", "rompecabezas", "agenda", "compromiso", "version", "versiones"),
        *("anterior", "seguimiento", "informe", "piezas", "descargas", "datos", "proyeccion"),
    }
)
LARGO_DE_RESUMEN = 200
"""Caracteres de la descripción que muestran buscadores y redes."""


@dataclass(frozen=True, slots=True)
class Principal:
    """El único botón de la portada: lleva a una página del sitio (`pagina`) o a otro sistema (`enlace`)."""

    rotulo: str
    pagina: str = ""
    enlace: str | None = None


def principal(asamblea: Asamblea) -> Principal:
    """El botón que corresponde al estado de la asamblea."""
    if asamblea.estado == Estado.CONVOCADA:
        inscripcion = asamblea.evento.enlaces.inscripcion
        if inscripcion:
            return Principal("Inscríbase", enlace=inscripcion)
        return Principal("Vea la convocatoria", "convocatoria")
    if asamblea.estado == Estado.EN_CURSO:
        return Principal("Imprima su guía", "guias")
    if asamblea.hay_agenda:
        borrador = asamblea.estado == Estado.BORRADOR
        return Principal("Vea el borrador de la agenda" if borrador else "Vea la agenda", "agenda")
    return Principal("Vea el programa", "programa")


def en_que_va(asamblea: Asamblea) -> str:
    """El estado en una frase, para quien llega de nuevo."""
    cuando = los_dias(asamblea.evento.dias)
    if asamblea.estado == Estado.PREPARACION:
        return f"Se está preparando: será {cuando}."
    if asamblea.estado == Estado.CONVOCADA:
        return f"Está convocada: será {cuando}."
    if asamblea.estado == Estado.EN_CURSO:
        return f"Se reúne {cuando}. Lo que propongan sus mesas se publica después."
    if not asamblea.hay_agenda:
        return f"Se reunió {cuando}. Su agenda todavía no se publica."
    if asamblea.aprobacion is None:
        return f"Se reunió {cuando}. Su agenda es un borrador: la plenaria no la ha aprobado."
    cuantos = plural(len(asamblea.compromisos), "compromiso", "compromisos")
    como = "aprobada y después consolidada" if asamblea.consolidada else "aprobada"
    return f"Se reunió {cuando}. Su agenda, {como}, tiene {cuantos} para {asamblea.evento.vigencia}."


SELLO_BORRADOR, SELLO_DEMOSTRACION = "BORRADOR", "DATOS DE DEMOSTRACIÓN"
SELLO_PRACTICA = "PRÁCTICA"
"""De una asamblea de práctica: no se publica, y lo dice todo lo que se ve de ella."""


def rotulos_de_sellos(asamblea: Asamblea) -> tuple[str, ...]:
    """Los sellos que ha de llevar todo lo que use los resultados, la agenda o su seguimiento."""
    pares = (
        (asamblea.estado == Estado.BORRADOR, SELLO_BORRADOR),
        (asamblea.demostracion, SELLO_DEMOSTRACION),
    )
    return tuple(rotulo for vale, rotulo in pares if vale)


def con_sellos(asamblea: Asamblea | None, texto: str) -> str:
    """`texto`, que usa los resultados, con los sellos que le falten por decir delante."""
    rotulos = rotulos_de_sellos(asamblea) if asamblea else ()
    faltan = [f"{r.capitalize()}." for r in rotulos if r.casefold() not in texto.casefold()]
    return " ".join([*faltan, texto])


@dataclass(frozen=True, slots=True)
class Sello:
    """Un aviso que no se puede pasar por alto."""

    clase: str
    """Con qué aspecto se pinta: «practica», «borrador» o «demostracion»."""
    rotulo: str
    texto: str


def sellos(asamblea: Asamblea, pagina: str) -> tuple[Sello, ...]:
    """Los avisos de la página de ese identificador: práctica, borrador y datos de demostración."""
    muestra = pagina in _CON_RESULTADOS
    avisos = []
    if asamblea.evento.practica:
        avisos.append(Sello("practica", SELLO_PRACTICA, "Es para ensayar: nada de esto se publica."))
    if asamblea.estado == Estado.BORRADOR and muestra:
        avisos.append(Sello("borrador", SELLO_BORRADOR, "La plenaria todavía no ha aprobado esta agenda."))
    if asamblea.demostracion and (pagina == "asamblea" or (muestra and hay_resultados(asamblea))):
        asistencia = ", la asistencia" if pagina == "informe" and asamblea.asistencia else ""
        avisos.append(
            Sello(
                "demostracion",
                SELLO_DEMOSTRACION,
                f"Los resultados{asistencia} y la agenda son inventados: muestran cómo funciona el sitio.",
            )
        )
    return tuple(avisos)


def hay_resultados(asamblea: Asamblea) -> bool:
    """Si el estado ya permite mostrar lo que entregaron las sub-mesas, y algo entregaron."""
    return alcanzado(asamblea.estado, Estado.BORRADOR) and bool(asamblea.aportes)


@dataclass(frozen=True, slots=True)
class AporteVisto:
    """Un aporte con lo que pasó con él: el compromiso que lo recoge o la razón por la que quedó por fuera."""

    aporte: AporteDeAgenda
    numero: int
    """Puesto del aporte en su sub-mesa, desde 1."""
    compromisos: tuple[Compromiso, ...]
    """Compromisos que recogen el aporte."""
    destino: Destino | None
    """Qué pasó con él; None mientras no hay agenda."""

    @property
    def codigo(self) -> str:
        """El código del aporte."""
        return self.aporte.codigo

    @property
    def compromiso(self) -> Compromiso | None:
        """El primero que lo recoge."""
        return self.compromisos[0] if self.compromisos else None

    @property
    def razon(self) -> str | None:
        """Por qué quedó por fuera."""
        return self.destino.razon if self.destino else None

    @property
    def hermanos(self) -> tuple[str, ...]:
        """Los otros aportes con los que se juntó."""
        todos = dict.fromkeys(a for c in self.compromisos for a in c.aportes)
        return tuple(a for a in todos if a != self.codigo)


@dataclass(frozen=True, slots=True)
class SubmesaVista:
    """Una sub-mesa con lo que entregó; `resultado` es None si no ha entregado o aún no se publica."""

    submesa: Submesa
    resultado: Resultado | None
    aportes: tuple[AporteVisto, ...]


def submesas_de(asamblea: Asamblea, mesa: int) -> tuple[SubmesaVista, ...]:
    """Las sub-mesas de una mesa, en orden."""
    publica = hay_resultados(asamblea)
    entregado = {r.submesa: r for r in asamblea.a_tiempo} if publica else {}
    por_codigo = {c.codigo: c for c in asamblea.compromisos}
    destinos = {d.aporte: d for d in asamblea.cobertura.destinos} if asamblea.hay_agenda else {}
    de_mesa = asamblea.aportes_de(mesa) if publica else ()
    vistas = []
    for submesa in (s for s in asamblea.submesas if s.mesa == mesa):
        suyos = [a for a in de_mesa if a.submesa == submesa.codigo]
        aportes = tuple(
            AporteVisto(
                a,
                i,
                tuple(por_codigo[c] for c in destino.compromisos) if destino else (),
                destino,
            )
            for i, a in enumerate(suyos, start=1)
            for destino in (destinos.get(a.codigo),)
        )
        vistas.append(SubmesaVista(submesa, entregado.get(submesa.codigo), aportes))
    return tuple(vistas)


def origen_de(asamblea: Asamblea, compromiso: Compromiso) -> tuple[AporteDeAgenda, ...]:
    """Los aportes de donde nace un compromiso, en el orden en que los cita."""
    por_codigo = {a.codigo: a for a in asamblea.aportes}
    return tuple(por_codigo[codigo] for codigo in compromiso.aportes if codigo in por_codigo)


def vecinos(asamblea: Asamblea, compromiso: Compromiso) -> tuple[Compromiso | None, Compromiso | None]:
    """El compromiso anterior y el siguiente de la agenda."""
    todos = asamblea.compromisos
    puesto = next(i for i, c in enumerate(todos) if c.codigo == compromiso.codigo)
    anterior = todos[puesto - 1] if puesto else None
    return anterior, todos[puesto + 1] if puesto + 1 < len(todos) else None


def semilla_de(asamblea: Asamblea) -> str:
    """Con qué se sortean los contornos de sus rompecabezas: siempre los mismos para una asamblea."""
    return asamblea.evento.semilla or asamblea.id


def titulo_de_agenda(asamblea: Asamblea) -> str:
    """El título que el equipo le puso a su agenda o, sin él, «Agenda 2024–2026»."""
    agenda = asamblea.agenda_vigente
    return agenda.titulo if agenda else f"Agenda {asamblea.evento.vigencia}"


def cita(asamblea: Asamblea, compromiso: Compromiso, direccion: str) -> str:
    """El compromiso citado en una línea, con su versión, el comienzo de su huella y su dirección.

    Dice si es borrador o demostración.
    """
    reservas = [
        texto
        for vale, texto in (
            (asamblea.estado == Estado.BORRADOR, "borrador"),
            (asamblea.demostracion, "datos de demostración"),
        )
        if vale
    ]
    nota = f" [{', '.join(reservas)}]" if reservas else ""
    evento, version = asamblea.evento, asamblea.version
    cual = ""
    if version is not None and asamblea.estado == Estado.APROBADA:
        huella = version.huella[:LARGO_DE_PARTE]
        cual = f"Versión {version.numero}, del {fecha(version.fecha)} (SHA-256 {huella}…). "
    return (
        f"Compromiso {compromiso.codigo}: «{compromiso.titulo}»{nota}. {titulo_de_agenda(asamblea)}. "
        f"{evento.nombre}, {evento.territorio}, {dias(evento.dias)}. {cual}{direccion}"
    )


def resumen(texto: str, tope: int = LARGO_DE_RESUMEN) -> str:
    """Las primeras palabras de `texto`, en una línea de no más de `tope` caracteres."""
    linea = " ".join(texto.split())
    if len(linea) <= tope:
        return linea
    return linea[: tope - 1].rsplit(" ", 1)[0].rstrip(",;:.") + "…"
