"""El programa de cada jornada: que las horas avancen, no se pisen y cuadren con el horario anunciado."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generador.errores import Gravedad, Hallazgo
from generador.modelo.asamblea import Asamblea
from generador.modelo.datos.comun.medianoche import DIA, es_de_madrugada, hasta
from generador.modelo.datos.evento import Jornada, Momento, Turno
from generador.modelo.expediente import Expediente
from generador.modelo.fuente import Fuente, Ruta
from generador.modelo.texto import plural, sin_tildes
from generador.modelo.tipos import minutos
from generador.revision.comun import reloj, repetidos

MEDIO_DIA = 12 * 60
HUECO_ADMITIDO = 1
"""Minutos: de 7:59 a 8:00 no hay hueco."""
LA_NOCHE = 18 * 60
"""Lo que empieza antes de esta hora y pasa de la medianoche casi siempre es una hora mal escrita."""
HOLGURA_DE_DESLIZ = 3 * 60
"""Minutos: corrida doce horas, una hora equivocada queda así de cerca del momento anterior."""


@dataclass(frozen=True, slots=True)
class Lapso:
    """De cuándo a cuándo va un momento, ya enderezadas las horas que parecen doce horas corridas."""

    inicio: int
    fin: int


@dataclass(frozen=True, slots=True)
class _Reparo:
    """Algo que decir de una hora del momento."""

    campo: str
    mensaje: str
    ayuda: str
    gravedad: Gravedad = "error"


def revisar(expediente: Expediente) -> Iterator[Hallazgo]:
    """Identidad de los momentos, horas y horario de cada jornada."""
    asamblea, fuente = expediente.asamblea, expediente.fuentes["evento"]
    for i, jornada in enumerate(asamblea.evento.jornadas):
        yield from _jornada(jornada, ("jornadas", i), fuente)
    yield from _actividades(asamblea, fuente)


def _jornada(jornada: Jornada, base: Ruta, fuente: Fuente) -> Iterator[Hallazgo]:
    ruta, programa = (*base, "programa"), jornada.programa
    if not programa:
        yield fuente.hallazgo(ruta, "el programa está vacío", "escriba sus momentos", "advertencia")
    yield from repetidos(fuente, ruta, "id", [m.id for m in programa], "el id")
    yield from repetidos(fuente, ruta, "numero", [m.numero for m in programa], "el número de momento")
    tramos: list[Lapso] = []
    for i, momento in enumerate(programa):
        tramo, reparos = _medir(momento, programa[:i], tramos)
        tramos.append(tramo)
        for r in reparos:
            yield fuente.hallazgo((*ruta, i, r.campo), r.mensaje, r.ayuda, r.gravedad)
    yield from _horario(jornada, base, fuente, tramos)


def _medir(
    momento: Momento, anteriores: tuple[Momento, ...], tramos: list[Lapso]
) -> tuple[Lapso, list[_Reparo]]:
    """El tramo de `momento` y los reparos que merecen sus horas, dados los de antes."""
    inicio, fin = minutos(momento.inicio), minutos(momento.fin)
    reparos = []
    fin = hasta(inicio, fin)
    if tramos and es_de_madrugada(inicio, tramos[-1].inicio, max(t.fin for t in tramos)):
        inicio, fin = inicio + DIA, fin + DIA
    if tramos:
        corrimiento, reparo = _contra_anterior(inicio, fin, momento, anteriores, tramos)
        inicio += corrimiento
        # Quien escribe 1:15 por 13:15 suele escribir también 2:15 por 14:15.
        if corrimiento and 0 <= fin + corrimiento < 2 * MEDIO_DIA and fin + corrimiento > inicio:
            fin += corrimiento
        if reparo is not None:
            reparos.append(reparo)
    duracion = fin - inicio
    if duracion < 0 and fin < MEDIO_DIA and duracion + MEDIO_DIA > 0:
        fin += MEDIO_DIA
        reparos.append(
            _Reparo(
                "fin",
                f"termina a las {reloj(momento.fin)}, antes de empezar ({reloj(inicio)})",
                f"si es de la tarde, escriba {reloj(fin)}",
            )
        )
    elif duracion <= 0:
        como = "a la misma hora en que empieza" if duracion == 0 else "antes de empezar"
        reparos.append(
            _Reparo("fin", f"termina {como} ({reloj(inicio)})", "corrija la hora de inicio o la de fin")
        )
        fin = inicio
    elif inicio < LA_NOCHE and fin > DIA:
        reparos.append(
            _Reparo(
                "fin",
                f"termina a las {reloj(fin)} del otro día: dura {duracion // 60} h {duracion % 60:02d} min",
                "si no pasa de la medianoche, corrija la hora de inicio o la de fin",
                "advertencia",
            )
        )
    elif duracion > MEDIO_DIA:
        fin -= MEDIO_DIA
        reparos.append(
            _Reparo(
                "fin",
                f"dura más de 12 horas: de {reloj(inicio)} a {reloj(momento.fin)}",
                f"si termina por la mañana, escriba {reloj(fin)}",
                "advertencia",
            )
        )
    return Lapso(inicio, fin), reparos


def _contra_anterior(
    inicio: int, fin: int, momento: Momento, anteriores: tuple[Momento, ...], tramos: list[Lapso]
) -> tuple[int, _Reparo | None]:
    """Cuánto hay que correr la hora de inicio, y qué decir de ella."""
    ultimo = max(range(len(tramos)), key=lambda i: (tramos[i].fin, i))
    libre = tramos[ultimo].fin
    nombre, anterior = anteriores[ultimo].titulo, tramos[-1].inicio
    if inicio < anterior:
        dice = f"empieza a las {reloj(inicio)}, antes que el momento anterior ({reloj(anterior)})"
        tarde = inicio + MEDIO_DIA
        if inicio < MEDIO_DIA and 0 <= tarde - libre <= HOLGURA_DE_DESLIZ:
            tambien = f", y el fin {reloj(fin + MEDIO_DIA)}" if inicio < fin < MEDIO_DIA else ""
            return MEDIO_DIA, _Reparo("inicio", dice, f"si es de la tarde, escriba {reloj(tarde)}{tambien}")
        return 0, _Reparo("inicio", dice, "ponga los momentos en el orden de sus horas, o corrija la hora")
    pisado = _pisado(inicio, momento, anteriores, tramos)
    if pisado is not None:
        otro = anteriores[pisado]
        if momento.sala and otro.sala:
            dice, ayuda = f", que es en la misma sala («{otro.sala}»)", "cambie la sala de uno"
        else:
            dice, ayuda = "", "si van a la vez, dele a cada uno su «sala»"
        return 0, _Reparo(
            "inicio",
            f"empieza a las {reloj(inicio)}, cuando «{otro.titulo}»{dice} no ha terminado "
            f"({reloj(tramos[pisado].fin)})",
            f"corrija una de las dos horas; {ayuda}",
        )
    if inicio < libre:
        return 0, None
    hueco = inicio - libre
    if MEDIO_DIA <= hueco <= MEDIO_DIA + HOLGURA_DE_DESLIZ:
        return -MEDIO_DIA, _Reparo(
            "inicio",
            f"entre «{nombre}» ({reloj(libre)}) y este momento ({reloj(inicio)}) pasan 12 horas o más",
            f"si es de la mañana, escriba {reloj(inicio - MEDIO_DIA)}",
            "advertencia",
        )
    if hueco > HUECO_ADMITIDO:
        return 0, _Reparo(
            "inicio",
            f"{plural(hueco, 'minuto', 'minutos')} sin nada desde que termina «{nombre}» ({reloj(libre)})",
            "si hay un receso, escríbalo; si no, corrija la hora",
            "advertencia",
        )
    return 0, None


def _pisado(
    inicio: int, momento: Momento, anteriores: tuple[Momento, ...], tramos: list[Lapso]
) -> int | None:
    """El puesto del momento, entre los de antes, que no ha terminado y no va en otra sala; None si no hay."""
    abiertos = [
        i
        for i, (otro, tramo) in enumerate(zip(anteriores, tramos, strict=True))
        if inicio < tramo.fin and not _en_otra_sala(momento, otro)
    ]
    return max(abiertos, key=lambda i: (tramos[i].fin, i), default=None)


def _en_otra_sala(uno: Momento, otro: Momento) -> bool:
    return bool(
        uno.sala and otro.sala and sin_tildes(uno.sala.casefold()) != sin_tildes(otro.sala.casefold())
    )


def _actividades(asamblea: Asamblea, fuente: Fuente) -> Iterator[Hallazgo]:
    """Una sola plenaria, y unas solas mesas en cada jornada: en otra, cuentan si alguna mesa es de ella."""
    turnos = asamblea.evento.turnos
    con_mesas = {m.jornada for m in asamblea.mesas.mesas}
    for actividad in ("mesas", "plenaria"):
        vistas: list[Turno] = []
        for t in (t for t in turnos if t.momento.actividad == actividad):
            antes = [v for v in vistas if actividad == "plenaria" or v.jornada.id == t.jornada.id]
            suelta = vistas and actividad == "mesas" and t.jornada.id not in con_mesas
            primero = next(iter(antes or (vistas if suelta else ())), None)
            vistas.append(t)
            if primero is None:
                continue
            linea = fuente.lugar((*primero.ruta, "actividad")).linea
            de_otra = not antes
            yield fuente.hallazgo(
                (*t.ruta, "actividad"),
                f"la actividad «{actividad}» ya es de otro momento (línea {linea}); esta no cuenta"
                + (": ninguna mesa es de esta jornada" if de_otra else ""),
                f"déjela en uno solo, o escriba «jornada: {t.jornada.id}» en las mesas que trabajan ese día"
                if de_otra
                else "déjela en uno solo",
                "advertencia",
            )


def _horario(jornada: Jornada, base: Ruta, fuente: Fuente, tramos: list[Lapso]) -> Iterator[Hallazgo]:
    """Lo anunciado contra el programa; llegar antes a registrarse no es desacuerdo."""
    inicio, fin = minutos(jornada.horario.inicio), minutos(jornada.horario.fin)
    termina = max((t.fin for t in tramos), default=0)
    if termina >= DIA:
        fin = hasta(inicio, fin)
        if fin < inicio and fin + DIA == termina:
            fin = termina
    if fin <= inicio:
        ayuda = "corrija la hora de inicio o la de fin"
        if fin < MEDIO_DIA and fin + MEDIO_DIA > inicio:
            ayuda = f"si es de la tarde, escriba {reloj(fin + MEDIO_DIA)}"
        dice = f"el horario termina a las {reloj(fin)} y empieza a las {reloj(inicio)}"
        yield fuente.hallazgo((*base, "horario", "fin"), dice, ayuda)
        return
    if not tramos:
        return
    empieza = min(t.inicio for t in tramos)
    sin_registro = [t.inicio for t, m in zip(tramos, jornada.programa, strict=True) if m.tipo != "registro"]
    if inicio not in {empieza, min(sin_registro, default=empieza)}:
        yield fuente.hallazgo(
            (*base, "horario", "inicio"),
            f"se anuncia a las {reloj(inicio)} y el programa empieza a las "
            f"{reloj(min(sin_registro, default=empieza))}",
            "deje la misma hora en los dos; el registro puede abrir antes",
            "advertencia",
        )
    if fin != termina:
        yield fuente.hallazgo(
            (*base, "horario", "fin"),
            f"se anuncia hasta las {reloj(fin)} y el programa termina a las {reloj(termina)}",
            "deje la misma hora en los dos",
            "advertencia",
        )
