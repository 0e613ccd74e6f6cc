"""El gran rompecabezas lleno: cada ficha del muro con su estado, su aporte y los compromisos a que llegó."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from generador.composicion.comun.vistas import AporteVisto, resumen, submesas_de
from generador.composicion.muro.gran_rompecabezas import FichaDelMuro, GranRompecabezas, gran_rompecabezas
from generador.modelo.asamblea import Asamblea
from generador.modelo.datos.agenda import Compromiso
from generador.modelo.datos.aporte import Aporte
from generador.modelo.datos.mesas import Grupo, Submesa, mesa_del_codigo
from generador.modelo.datos.metodologia import TipoFicha
from generador.modelo.texto import enumerar, plural
from generador.rompecabezas.trazo import Rectangulo

LARGO_DEL_TEXTO = 110
"""Caracteres del aporte que se oyen o se muestran en cada ficha; el resto está a un paso."""


class EstadoFicha(StrEnum):
    """Cómo va una ficha del muro."""

    VACIA = "vacia"
    """Su sub-mesa todavía no entrega nada."""
    PENDIENTE = "pendiente"
    """Hay necesidad, pero a ella le falta la solución o el plan completo."""
    LLENA = "llena"


@dataclass(frozen=True, slots=True)
class FichaLlena:
    """Una ficha del muro con lo que se escribió en ella; `aporte` es None si está vacía."""

    ficha: FichaDelMuro
    submesa: Submesa
    nombre: str
    """Nombre de la clase de ficha: «Solución»."""
    estado: EstadoFicha
    texto: str
    """El comienzo de lo escrito, en una línea, para anunciarla; vacío si no hay nada."""
    aporte: AporteVisto | None

    @property
    def codigo(self) -> str:
        """Código del aporte al que pertenece la ficha: «M2-S3-N1»."""
        return self.ficha.codigo

    @property
    def tipo(self) -> TipoFicha:
        """Qué clase de ficha es."""
        return self.ficha.tipo

    @property
    def dice(self) -> str:
        """Lo escrito, entero y en una línea; vacío si no está llena o si es un plan, que tiene partes."""
        if self.aporte is None or self.estado is not EstadoFicha.LLENA or self.tipo is TipoFicha.PLAN:
            return ""
        suyo = self.aporte.aporte
        escrito = suyo.necesidad if self.tipo is TipoFicha.NECESIDAD else suyo.solucion
        return " ".join((escrito or "").split())

    @property
    def descripcion(self) -> str:
        """Cómo se anuncia: «Mesa 2, sub-mesa 3, necesidad 1: solución. Texto…»."""
        lugar = f"Mesa {self.ficha.mesa}, sub-mesa {self.submesa.numero}"
        if self.aporte is None:
            return f"{lugar}: {self.nombre.lower()}, vacía"
        cual = f"{lugar}, necesidad {self.ficha.necesidad}: {self.nombre.lower()}"
        if self.estado is EstadoFicha.PENDIENTE:
            return f"{cual}, pendiente"
        return f"{cual}. {self.texto}"


@dataclass(frozen=True, slots=True)
class MesaLlena:
    """El rompecabezas de una mesa. `caja` es su cuerpo en el muro, en milímetros."""

    grupo: Grupo
    caja: Rectangulo
    fichas: tuple[FichaLlena, ...]
    """Por sub-mesa, necesidad y clase: el orden en que se trabajan."""
    compromisos: tuple[Compromiso, ...]
    """Compromisos de la agenda que toman algo de esta mesa, en su orden."""

    @property
    def numero(self) -> int:
        """El número de la mesa."""
        return self.grupo.numero

    @property
    def aportes(self) -> tuple[tuple[Submesa, tuple[FichaLlena, ...]], ...]:
        """Por sub-mesa, la ficha de necesidad de cada aporte; sin ninguna, si no ha entregado."""
        return tuple(
            (
                s,
                tuple(
                    f
                    for f in self.fichas
                    if f.submesa is s and f.tipo is TipoFicha.NECESIDAD and f.aporte is not None
                ),
            )
            for s in self.grupo.submesas
        )

    def de_aporte(self, codigo: str) -> tuple[FichaLlena, ...]:
        """Las tres fichas de un aporte."""
        return tuple(f for f in self.fichas if f.codigo == codigo)


@dataclass(frozen=True, slots=True)
class Rompecabezas:
    """El muro de una asamblea tal como va."""

    rompecabezas: GranRompecabezas
    mesas: tuple[MesaLlena, ...]

    @property
    def fichas(self) -> Iterator[FichaLlena]:
        """Las fichas de toda la asamblea, en el orden del método."""
        return (f for m in self.mesas for f in m.fichas)

    def cuantas(self, estado: EstadoFicha) -> int:
        """Cuántas fichas van así."""
        return sum(f.estado is estado for f in self.fichas)

    @property
    def vacio(self) -> bool:
        """Si nadie ha entregado nada."""
        return all(f.estado is EstadoFicha.VACIA for f in self.fichas)

    @property
    def completo(self) -> bool:
        """Si no falta ninguna ficha."""
        return all(f.estado is EstadoFicha.LLENA for f in self.fichas)

    @property
    def resumen(self) -> str:
        """Cómo va, en una frase."""
        llenas, pendientes, vacias = map(
            self.cuantas, (EstadoFicha.LLENA, EstadoFicha.PENDIENTE, EstadoFicha.VACIA)
        )
        if not llenas:
            return f"{plural(vacias, 'ficha', 'fichas')} por llenar."
        if self.completo:
            return f"Completo: {plural(llenas, 'ficha', 'fichas')} encajadas."
        cuentas = (
            (llenas, "ficha llena", "fichas llenas"),
            (pendientes, "pendiente", "pendientes"),
            (vacias, "vacía", "vacías"),
        )
        return f"{enumerar(plural(*cuenta) for cuenta in cuentas if cuenta[0])}."


def rompecabezas(asamblea: Asamblea) -> Rompecabezas:
    """El muro de `asamblea` con lo que su estado permite mostrar."""
    muro = gran_rompecabezas(asamblea)
    nombres = {f.tipo: f.nombre for f in asamblea.metodologia.fichas}
    agenda = asamblea.compromisos if asamblea.hay_agenda else ()
    toman: dict[int, list[Compromiso]] = {}
    for compromiso in agenda:
        for mesa in dict.fromkeys(mesa_del_codigo(codigo) for codigo in compromiso.aportes):
            toman.setdefault(mesa, []).append(compromiso)
    mesas = []
    for grupo in asamblea.grupos:
        fichas: list[FichaLlena] = []
        for vista in submesas_de(asamblea, grupo.numero):
            aportes: tuple[AporteVisto | None, ...] = vista.aportes or (None,)
            for n, visto in enumerate(aportes, start=1):
                for tipo in TipoFicha:
                    ficha = muro.ficha(vista.submesa.codigo, n, tipo, media=len(aportes) > 1)
                    estado, texto = _contenido(visto.aporte if visto else None, tipo)
                    fichas.append(FichaLlena(ficha, vista.submesa, nombres[tipo], estado, texto, visto))
        caja = Rectangulo.que_abarca(f.ficha.celda for f in fichas)
        suyos = tuple(toman.get(grupo.numero, ()))
        mesas.append(MesaLlena(grupo, caja, tuple(fichas), suyos))
    return Rompecabezas(muro, tuple(mesas))


def _contenido(aporte: Aporte | None, tipo: TipoFicha) -> tuple[EstadoFicha, str]:
    """Cómo va una ficha de ese aporte y lo que dice, en corto."""
    if aporte is None:
        return EstadoFicha.VACIA, ""
    if tipo is TipoFicha.NECESIDAD:
        return EstadoFicha.LLENA, resumen(aporte.necesidad, LARGO_DEL_TEXTO)
    if tipo is TipoFicha.SOLUCION:
        if aporte.solucion is None:
            return EstadoFicha.PENDIENTE, ""
        return EstadoFicha.LLENA, resumen(aporte.solucion, LARGO_DEL_TEXTO)
    if not aporte.plan or not all(a.completa for a in aporte.plan):
        return EstadoFicha.PENDIENTE, ""
    texto = "; ".join(f"{a.quien}: {a.como}" for a in aporte.plan)
    return EstadoFicha.LLENA, resumen(texto, LARGO_DEL_TEXTO)
