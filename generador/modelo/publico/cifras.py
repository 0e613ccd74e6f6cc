"""Cada cifra que se publica dice de cuántos es y quiénes faltan: todas salen de aquí."""

from __future__ import annotations

from collections.abc import Iterable

from generador.modelo.asamblea import Asamblea
from generador.modelo.datos.evento import Estado
from generador.modelo.texto import enumerar
from generador.modelo.tipos import Modelo

NOMBRADOS = 40
"""Cuántos de los que faltan se nombran; de ahí en adelante se dice cuántos más son."""


class Cifra(Modelo):
    """Cuántos, de cuántos, y quiénes faltan."""

    cuantos: int
    de: int
    uno: str
    """De qué, en singular: «sub-mesa»."""
    varios: str
    faltan: tuple[str, ...] = ()
    """Los códigos de los que no están, en su orden."""

    @property
    def completa(self) -> bool:
        """Si no falta ninguno."""
        return self.cuantos >= self.de

    @property
    def texto(self) -> str:
        """«18 de 23 sub-mesas»."""
        return f"{_numero(self.cuantos)} de {_numero(self.de)} {self.uno if self.de == 1 else self.varios}"

    @property
    def corta(self) -> str:
        """«23 sub-mesas» si no falta ninguna; si no, «18 de 23 sub-mesas»."""
        return self.texto.partition(" de ")[2] if self.completa else self.texto

    @property
    def porcentaje(self) -> str:
        """«94,6 %»: con un decimal si hace falta, y hacia abajo: si falta uno, nunca 100."""
        if not self.de:
            return "sin dato"
        decimas = 1000 * self.cuantos // self.de
        if self.cuantos and not decimas:
            return "menos de 0,1 %"
        entero, decima = divmod(decimas, 10)
        return f"{entero},{decima} %" if decima else f"{entero} %"

    @property
    def con_porcentaje(self) -> str:
        """«18 de 23 sub-mesas (78,2 %)»."""
        return f"{self.texto} ({self.porcentaje})" if self.de else self.texto

    @property
    def quienes(self) -> str:
        """«faltan M1-S2 y M3-S4», o vacío si no falta nadie."""
        if not self.faltan:
            return ""
        return f"{'falta' if len(self.faltan) == 1 else 'faltan'} {self.nombrados}"

    @property
    def nombrados(self) -> str:
        """«M1-S2 y M3-S4»: los que faltan."""
        dichos = list(self.faltan[:NOMBRADOS])
        if len(self.faltan) > NOMBRADOS:
            dichos.append(f"{_numero(len(self.faltan) - NOMBRADOS)} más")
        return enumerar(dichos)

    @property
    def entera(self) -> str:
        """Lo que se puede decir de una vez: «18 de 23 sub-mesas (78,2 %); faltan M1-S2 y M3-S4»."""
        return "; ".join(filter(None, (self.con_porcentaje, self.quienes)))


class Cifras(Modelo):
    """Las cifras de una asamblea, o las de una de sus mesas."""

    entregas: Cifra
    """Sub-mesas que entregaron su hoja."""
    con_plan: Cifra
    """Aportes con solución y plan completo."""
    cobertura: Cifra
    """Aportes con destino: recogidos, unidos a otros o por fuera con su razón."""
    contadas: Cifra
    """Sub-mesas que dijeron cuántas personas eran, de las que entregaron."""
    personas: int
    """Las personas que contaron esas sub-mesas."""


def cifra(pares: Iterable[tuple[str, bool]], uno: str, varios: str) -> Cifra:
    """La cifra de unos códigos y si cada uno está."""
    todos = list(pares)
    faltan = tuple(codigo for codigo, esta in todos if not esta)
    return Cifra(cuantos=len(todos) - len(faltan), de=len(todos), uno=uno, varios=varios, faltan=faltan)


def cifras_de(asamblea: Asamblea, mesa: int | None = None) -> Cifras:
    """Las cifras de toda la asamblea o, si se dice, las de esa mesa."""
    submesas = [s.codigo for s in asamblea.submesas if mesa is None or s.mesa == mesa]
    resultados = {r.submesa: r for r in asamblea.a_tiempo}
    suyos = [a for a in asamblea.aportes if mesa is None or a.mesa == mesa]
    destinos = {d.aporte: d for d in asamblea.cobertura.destinos}
    entregadas = [s for s in submesas if s in resultados]
    return Cifras(
        entregas=cifra([(s, s in resultados) for s in submesas], "sub-mesa", "sub-mesas"),
        con_plan=cifra([(a.codigo, a.completo) for a in suyos], "aporte", "aportes"),
        cobertura=cifra(
            [(a.codigo, destinos[a.codigo].clase != "sin_destino") for a in suyos], "aporte", "aportes"
        ),
        contadas=cifra(
            [(s, resultados[s].asistentes is not None) for s in entregadas], "sub-mesa", "sub-mesas"
        ),
        personas=sum(resultados[s].asistentes or 0 for s in entregadas),
    )


def asistencia_de(asamblea: Asamblea) -> Cifra | None:
    """Las personas registradas, de las previstas; None si no hay registro."""
    if asamblea.asistencia is None:
        return None
    return Cifra(
        cuantos=asamblea.asistencia.total,
        de=asamblea.evento.alcance,
        uno="persona prevista",
        varios="personas previstas",
    )


class Gente(Modelo):
    """Cuántas personas, y si son las que fueron o las que se prevén."""

    cuantas: int
    fueron: bool
    segun: str = ""
    """«según el registro», si las hojas de las sub-mesas suman otra cosa."""

    @property
    def texto(self) -> str:
        """«473 personas» si ya se sabe cuántas fueron; si no, «500 personas previstas»."""
        return f"{_numero(self.cuantas)} {self.que}"

    @property
    def que(self) -> str:
        """«personas» o «personas previstas», concordado."""
        una = self.cuantas == 1
        cuales = "" if self.fueron else " prevista" if una else " previstas"
        return f"{'persona' if una else 'personas'}{cuales}{f' {self.segun}' if self.segun else ''}"


def gente_de(asamblea: Asamblea, mesa: int | None = None) -> Gente:
    """La gente de la asamblea o de esa mesa: la que fue, desde que hay cuenta de todos; antes, la prevista.

    De toda la asamblea lo dice el registro y, sin él, las hojas; de una mesa, las suyas.
    """
    if asamblea.estado in (Estado.BORRADOR, Estado.APROBADA):
        suyas = cifras_de(asamblea, mesa)
        contadas = suyas.entregas.completa and suyas.contadas.completa
        if mesa is None and asamblea.asistencia is not None:
            total = asamblea.asistencia.total
            otra = contadas and suyas.personas != total
            return Gente(cuantas=total, fueron=True, segun="según el registro" if otra else "")
        if contadas:
            return Gente(cuantas=suyas.personas, fueron=True)
    if mesa is None:
        return Gente(cuantas=asamblea.evento.alcance, fueron=False)
    return Gente(cuantas=sum(g.personas for g in asamblea.grupos if g.numero == mesa), fueron=False)


def reportes_de(asamblea: Asamblea) -> Cifra:
    """Los compromisos que no deben reporte a la fecha de referencia."""
    pares = [(h.compromiso.codigo, not h.debe_reporte) for h in asamblea.historias]
    return cifra(pares, "compromiso", "compromisos")


def mesas_de(asamblea: Asamblea) -> Cifra:
    """Las mesas de donde sale algún compromiso."""
    con = {c.mesa for c in asamblea.compromisos}
    return cifra([(f"mesa {m.numero}", m.numero in con) for m in asamblea.mesas.mesas], "mesa", "mesas")


def _numero(n: int) -> str:
    return f"{n:,}".replace(",", ".")
