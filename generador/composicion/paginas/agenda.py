"""La agenda en pantalla: por qué se filtra cada compromiso, cómo va, qué se corrigió y sus versiones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from generador.composicion.comun.idioma.fechas import fecha
from generador.composicion.comun.vistas import Opcion
from generador.modelo.aprobado.contenido import LARGO_DE_PARTE
from generador.modelo.aprobado.erratas import Version
from generador.modelo.asamblea import Asamblea, FechaDeAgenda
from generador.modelo.datos.agenda import Compromiso
from generador.modelo.datos.comun.plazo import Plazo
from generador.modelo.datos.evento import Estado
from generador.modelo.datos.mesas import Mesa
from generador.modelo.datos.seguimiento import (
    Avance,
    EstadoDeCompromiso,
    ResumenDeMesa,
    SeguimientoDeCompromiso,
)
from generador.modelo.publico.cifras import Cifra, Cifras, cifras_de, mesas_de, reportes_de
from generador.modelo.texto import enumerar, plural, slug

RUTA_GUION = "guiones/agenda.js"
"""Solo la agenda lo pide."""
PROXIMAS = 5
"""Cuántas fechas adelanta el resumen."""
ULTIMOS = 10
"""Cuántos avances muestra la página de seguimiento."""
SIN_FECHA = "sin-fecha"
DEBE_REPORTE = "debe_reporte"


@dataclass(frozen=True, slots=True)
class Tarjeta:
    """Un compromiso en la lista, con las claves de los filtros que lo dejan ver, separadas por espacios."""

    compromiso: Compromiso
    quien: str
    cuando: str
    estado: str
    historia: SeguimientoDeCompromiso | None


class AgendaWeb:
    """La agenda vigente de una asamblea como la necesitan sus páginas."""

    def __init__(self, asamblea: Asamblea) -> None:
        self._asamblea = asamblea
        self._historias = (
            {h.compromiso.codigo: h for h in asamblea.historias} if asamblea.estado == Estado.APROBADA else {}
        )

    @cached_property
    def tarjetas(self) -> tuple[Tarjeta, ...]:
        """Tarjeta de cada compromiso, en el orden de la agenda."""
        return tuple(self._tarjeta(c) for c in self._asamblea.compromisos)

    def de_mesa(self, numero: int) -> tuple[Tarjeta, ...]:
        """Tarjetas de los compromisos que nacen de una mesa."""
        return tuple(t for t in self.tarjetas if t.compromiso.mesa == numero)

    def _tarjeta(self, c: Compromiso) -> Tarjeta:
        historia = self._historias.get(c.codigo)
        return Tarjeta(
            compromiso=c,
            quien=" ".join(dict.fromkeys(slug(r) for r in c.responsables)),
            cuando=" ".join(periodos(c.hitos)),
            estado=_claves_de_estado(historia),
            historia=historia,
        )

    @cached_property
    def mesas(self) -> tuple[Opcion, ...]:
        """Mesas que tienen compromisos, para filtrar por ellas."""
        return tuple(
            Opcion(str(m.numero), f"{m.numero}. {m.eje}", n)
            for m in self._asamblea.mesas.mesas
            if (n := len(self.de_mesa(m.numero)))
        )

    @cached_property
    def organizaciones(self) -> tuple[Opcion, ...]:
        """Organizaciones que responden por algún compromiso, para filtrar por ellas."""
        return tuple(
            Opcion(o.clave, o.nombre, len(o.compromisos))
            for o in self._asamblea.organizaciones
            if o.compromisos
        )

    @cached_property
    def periodos(self) -> tuple[Opcion, ...]:
        """Años y semestres con algún plazo, y «sin fecha» si hace falta."""
        cuentas = _contar(t.cuando for t in self.tarjetas)
        claves = sorted(cuentas, key=lambda c: (c == SIN_FECHA, c))
        return tuple(Opcion(c, _nombre_de_periodo(c), cuentas[c]) for c in claves)

    @cached_property
    def estados(self) -> tuple[Opcion, ...]:
        """Estados que tiene algún compromiso, y quienes deben reporte; vacío mientras es borrador."""
        cuentas = _contar(t.estado for t in self.tarjetas)
        nombres = {e.value: e.nombre for e in EstadoDeCompromiso} | {DEBE_REPORTE: "con reporte pendiente"}
        return tuple(Opcion(c, n, cuentas[c]) for c, n in nombres.items() if c in cuentas)

    @cached_property
    def avance(self) -> tuple[tuple[EstadoDeCompromiso, int], ...]:
        """Cuántos compromisos van en cada estado, del más adelantado al menos; vacío en borrador."""
        estados = [h.estado for h in self._historias.values()]
        return tuple((e, estados.count(e)) for e in ORDEN_DE_AVANCE) if estados else ()

    def historia(self, codigo: str) -> SeguimientoDeCompromiso | None:
        """El seguimiento de un compromiso; None mientras es borrador."""
        return self._historias.get(codigo)

    @property
    def cifras(self) -> Cifras:
        """Cuántos, de cuántos y quiénes faltan."""
        return cifras_de(self._asamblea)

    @property
    def hay_avances(self) -> bool:
        """Si alguien ha reportado algo."""
        return any(h.avances for h in self._historias.values())

    @property
    def proximas(self) -> tuple[FechaDeAgenda, ...]:
        """Las fechas que a la de referencia no han terminado; se ven de a `a_la_vista`."""
        return self._asamblea.proximas_fechas()

    @property
    def a_la_vista(self) -> int:
        """Cuántas próximas fechas se muestran a la vez."""
        return PROXIMAS

    @property
    def reportes(self) -> Cifra:
        """Cuántos compromisos están al día con su reporte, de cuántos, y cuáles no."""
        return reportes_de(self._asamblea)

    @cached_property
    def deben(self) -> tuple[SeguimientoDeCompromiso, ...]:
        """Compromisos que pasaron la fecha de su reporte, del silencio más largo al más corto."""
        suyas = [h for h in self._historias.values() if h.debe_reporte]
        return tuple(sorted(suyas, key=lambda h: h.sin_reporte_desde))

    @cached_property
    def ultimos(self) -> tuple[tuple[Avance, Compromiso], ...]:
        """Los avances más recientes, del último hacia atrás."""
        todos = [(a, h.compromiso) for h in self._historias.values() for a in h.avances]
        return tuple(sorted(todos, key=lambda par: par[0].fecha, reverse=True)[:ULTIMOS])

    @staticmethod
    def en_orden(r: ResumenDeMesa) -> tuple[tuple[EstadoDeCompromiso, int], ...]:
        """Las cuentas de una mesa en el orden en que se pintan."""
        return tuple((e, r.cuenta(e)) for e in ORDEN_DE_AVANCE)

    @property
    def por_mesa(self) -> tuple[tuple[Mesa, ResumenDeMesa], ...]:
        """El estado de cada mesa que tiene compromisos."""
        a = self._asamblea
        return tuple((a.mesa(r.mesa), r) for r in a.resumen_de_seguimiento if r.total)


ORDEN_DE_AVANCE = (
    EstadoDeCompromiso.CUMPLIDO,
    EstadoDeCompromiso.EN_MARCHA,
    EstadoDeCompromiso.SIN_INICIAR,
    EstadoDeCompromiso.APLAZADO,
    EstadoDeCompromiso.NO_VIABLE,
)
"""Como se pinta una barra: lo hecho, lo que camina, lo que falta y lo que se detuvo."""


def periodos(plazos: Iterable[Plazo]) -> tuple[str, ...]:
    """Los años y semestres que toca alguno de `plazos`: «2024», «2024-S1»…; «sin-fecha» si ninguno tiene."""
    claves: dict[str, None] = {}
    for p in plazos:
        if p.desde is None or p.hasta is None:
            continue
        for anio in range(p.desde.year, p.hasta.year + 1):
            claves[str(anio)] = None
            for semestre, (desde, hasta) in enumerate(_semestres(anio), start=1):
                if p.desde <= hasta and p.hasta >= desde:
                    claves[f"{anio}-S{semestre}"] = None
    return tuple(sorted(claves)) or (SIN_FECHA,)


def _semestres(anio: int) -> tuple[tuple[date, date], tuple[date, date]]:
    return (date(anio, 1, 1), date(anio, 6, 30)), (date(anio, 7, 1), date(anio, 12, 31))


def _nombre_de_periodo(clave: str) -> str:
    if clave == SIN_FECHA:
        return "Sin fecha"
    anio, _, semestre = clave.partition("-S")
    return anio if not semestre else f"{anio}, {'primer' if semestre == '1' else 'segundo'} semestre"


def _claves_de_estado(historia: SeguimientoDeCompromiso | None) -> str:
    if historia is None:
        return ""
    return f"{historia.estado.value} {DEBE_REPORTE}" if historia.debe_reporte else historia.estado.value


def _contar(claves: Iterable[str]) -> dict[str, int]:
    cuentas: dict[str, int] = {}
    for clave in (c for suyas in claves for c in suyas.split()):
        cuentas[clave] = cuentas.get(clave, 0) + 1
    return cuentas


def corta(huella: str) -> str:
    """El comienzo de una huella: la señala; la que prueba es la entera."""
    return huella[:LARGO_DE_PARTE]


def tema(asamblea: Asamblea, pagina: str, version: Version | None = None) -> str | None:
    """De qué trata una página de la agenda, para buscadores y redes; None si no es de las suyas."""
    evento = asamblea.evento
    cuantos = plural(len(asamblea.compromisos), "compromiso", "compromisos")
    mesas = mesas_de(asamblea).corta
    reserva = " Datos de demostración." if asamblea.demostracion else ""
    if pagina == "agenda":
        s = "" if len(asamblea.compromisos) == 1 else "s"
        como = f"en borrador: la plenaria no lo{s} ha aprobado"
        if asamblea.aprobacion:
            como = f"aprobado{s} el {fecha(asamblea.aprobacion.fecha)}"
        if asamblea.consolidada:
            como = f"consolidado{s} el {fecha(asamblea.consolidada.fecha)} de lo que aprobó la plenaria"
        return f"{cuantos} de {mesas} de {evento.territorio}, {como}.{reserva}"
    if pagina == "seguimiento":
        dia = fecha(asamblea.fecha_de_referencia)
        return f"En qué van, al {dia}, los {cuantos} de {evento.territorio}: {_avance(asamblea)}.{reserva}"
    if pagina == "versiones":
        hay = plural(len(asamblea.versiones), "versión publicada", "versiones publicadas")
        return f"{hay} de la agenda de {evento.territorio}, su fe de erratas y cómo se verifica.{reserva}"
    if version is not None:
        return (
            f"La agenda de {evento.territorio} como quedó el {fecha(version.fecha)}, con huella "
            f"{corta(version.huella)}.{reserva}"
        )
    return None


def _avance(asamblea: Asamblea) -> str:
    """«1 cumplido, 3 en marcha y 21 sin iniciar»."""
    return enumerar(f"{n} {concordado(e, n)}" for e, n in AgendaWeb(asamblea).avance if n)


def concordado(estado: EstadoDeCompromiso, cuantos: int) -> str:
    """El nombre del estado, en plural si hace falta: «cumplidos», «no viables», «en marcha»."""
    singular = estado.nombre
    return f"{singular}s" if cuantos != 1 and estado in _CON_PLURAL else singular


_CON_PLURAL = frozenset(
    {EstadoDeCompromiso.CUMPLIDO, EstadoDeCompromiso.APLAZADO, EstadoDeCompromiso.NO_VIABLE}
)
