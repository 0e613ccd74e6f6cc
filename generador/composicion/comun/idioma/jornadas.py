"""Lo que se dice de las jornadas: cuándo y dónde es el encuentro, y a qué hora va cada momento.

Con una sola jornada dice su fecha, su horario y su sede; con varias, las reúne.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from generador.composicion.comun.idioma.fechas import dia_de_semana, dia_y_mes, fecha_con_dia
from generador.composicion.comun.idioma.filtros import duracion, hora, mayuscula, rango
from generador.composicion.comun.idioma.senas import sin_partir
from generador.modelo.asamblea import Asamblea
from generador.modelo.datos.evento import Evento, Jornada, Sede, Turno
from generador.modelo.texto import enumerar, plural

POR_CONFIRMAR = "Sede por confirmar"
Cabe = Callable[[str], bool]
"""Si un texto cabe, medido con su letra, donde se va a escribir."""


def horario_de(jornada: Jornada) -> str:
    """«8:00 a. m. a 4:30 p. m.»; si termina pasada la medianoche, lo dice."""
    suyo = jornada.horario
    if suyo.fin <= suyo.inicio:
        return f"{hora(suyo.inicio)} a {hora(suyo.fin)} del día siguiente"
    return rango(suyo.inicio, suyo.fin)


def horario(evento: Evento, *, breve: bool = False) -> str:
    """El horario de todas las jornadas, si es el mismo; si no, la hora en que empieza la primera.

    `breve` deja sin decir de qué día es esa hora, cuando el primero se lee al lado.
    """
    primero, *otros = dict.fromkeys(horario_de(j) for j in evento.jornadas)
    if otros:
        cual = "" if breve or len(evento.dias) == 1 else f" del {dia_de_semana(evento.primera.fecha)}"
        return f"desde las {hora(evento.primera.horario.inicio)}{cual}"
    return f"{primero}, cada día" if len(evento.dias) > 1 else primero


def horario_de_cada(evento: Evento) -> str:
    """El horario de todas las jornadas o, si cambia, el de cada una: «sábado 18, 8:00…; domingo 19…»."""
    if len({horario_de(j) for j in evento.jornadas}) == 1:
        return horario(evento)
    return "; ".join(f"{dia_de_semana(j.fecha)}, {horario_de(j)}" for j in evento.jornadas)


def horas_de(turno: Turno) -> str:
    """«2:45 a 3:45 p. m.»; lo que pasa de la medianoche dice de qué día es el final."""
    if turno.dia_de_fin == turno.jornada.fecha:
        return rango(turno.inicio, turno.fin)
    cola = f" del {dia_de_semana(turno.dia_de_fin)}"
    if turno.dia == turno.dia_de_fin:
        return rango(turno.inicio, turno.fin) + cola
    return f"{hora(turno.inicio)} a {hora(turno.fin)}{cola}"


def dura(turno: Turno) -> str:
    """«2:45 a 3:45 p. m. · 1 h · Salón B»."""
    sala = (turno.momento.sala,) if turno.momento.sala else ()
    return " · ".join((horas_de(turno), duracion(turno.duracion), *sala))


def sede_de(sede: Sede | None) -> str:
    """«Casa Campesina, calle 1 con carrera 2», o que está por confirmar."""
    if sede is None:
        return POR_CONFIRMAR
    return f"{sede.nombre}, {sin_partir(sede.direccion)}" if sede.direccion else sede.nombre


def nombres_de_sedes(evento: Evento) -> str:
    """Los nombres de los lugares; si alguno falta, lo dice. Vacío si no hay ninguno."""
    nombres = [s.nombre for s in evento.sedes]
    if nombres and any(j.sede is None for j in evento.jornadas):
        nombres.append("otra sede por confirmar")
    return enumerar(nombres)


def sedes_en_corto(evento: Evento, cabe: Cabe) -> str:
    """Los nombres de los lugares o, si son varios y no `cabe`, cuántos son."""
    nombres = nombres_de_sedes(evento)
    if not evento.en_varias_jornadas or cabe(nombres):
        return nombres
    return plural(len({j.sede for j in evento.jornadas}), "sede", "sedes")


def lugar(evento: Evento) -> str:
    """Dónde es, como se anuncia: la sede con su dirección o, si son varias, sus nombres."""
    if len({j.sede for j in evento.jornadas}) == 1:
        return sede_de(evento.primera.sede)
    return nombres_de_sedes(evento)


def lugar_de(evento: Evento, jornada: Jornada | None = None) -> str:
    """El lugar de todas las jornadas, o el de esa."""
    return sede_de(jornada.sede) if jornada else lugar(evento)


def lugar_breve(evento: Evento, jornada: Jornada | None, cabe: Cabe) -> str:
    """El lugar de todas o de una; si no `cabe`, el nombre de la sede o cuántas son."""
    sedes = {jornada.sede} if jornada else {j.sede for j in evento.jornadas}
    completo = lugar_de(evento, jornada)
    if cabe(completo):
        return completo
    unica = sedes.pop() if len(sedes) == 1 else None
    return unica.nombre if unica else plural(len(sedes), "sede", "sedes")


def numero_de(evento: Evento, jornada: Jornada) -> int:
    """El puesto de una jornada, desde 1."""
    return next(i for i, j in enumerate(evento.jornadas, start=1) if j.id == jornada.id)


def rotulo_de(evento: Evento, jornada: Jornada) -> str:
    """«Jornada 2. Domingo 19 de noviembre»; con el año si la asamblea pasa de uno a otro."""
    un_anio = evento.primera.fecha.year == evento.ultima.fecha.year
    dia = dia_y_mes(jornada.fecha) if un_anio else fecha_con_dia(jornada.fecha)
    return f"Jornada {numero_de(evento, jornada)}. {mayuscula(dia)}"


def ancla_de(evento: Evento, turno: Turno) -> str:
    """El ancla de un momento en la página del programa: su `id` se puede repetir de una jornada a otra."""
    return f"{turno.jornada.id}-{turno.momento.id}" if evento.en_varias_jornadas else turno.momento.id


def cita_de(turno: Turno) -> str:
    """Cuándo y dónde es un momento, completo: día, horas, sede y sala."""
    sala = (turno.momento.sala,) if turno.momento.sala else ()
    dia = mayuscula(fecha_con_dia(turno.jornada.fecha))
    return " · ".join((f"{dia}, {horas_de(turno)}", sede_de(turno.jornada.sede), *sala))


def cita_de_mesa(asamblea: Asamblea, numero: int) -> str:
    """La cita de una mesa, con varias jornadas o en su sala; vacía si es la de toda la asamblea."""
    turno = asamblea.turno_de_mesa(numero)
    propia = turno is not None and (asamblea.evento.en_varias_jornadas or turno.momento.sala)
    return cita_de(turno) if turno is not None and propia else ""


def jornada_de(asamblea: Asamblea, modelos: Mapping[str, Any]) -> Jornada | None:
    """La jornada de que trata un impreso: la suya o la de su mesa; None si es de toda la asamblea."""
    if (suya := modelos.get("jornada")) is not None:
        return suya if isinstance(suya, Jornada) else None
    mesa = modelos.get("mesa")
    turno = asamblea.turno_de_mesa(mesa.numero) if mesa is not None else None
    return turno.jornada if turno else None


FUNCIONES: Mapping[str, Any] = {
    "horario": horario,
    "horario_de": horario_de,
    "horas_de": horas_de,
    "dura": dura,
    "sede_de": sede_de,
    "lugar_del_encuentro": lugar,
    "rotulo_de_jornada": rotulo_de,
    "ancla_de": ancla_de,
    "cita_de_mesa": cita_de_mesa,
}
"""Lo que las plantillas pueden llamar."""
