"""El programa del día: que las horas avancen, no se pisen y cuadren con el horario anunciado."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generador.errores import Gravedad, Hallazgo
from generador.modelo.datos.evento import Evento, Momento
from generador.modelo.expediente import Expediente
from generador.modelo.fuente import Fuente
from generador.modelo.texto import plural
from generador.modelo.tipos import minutos
from generador.revision.comun import reloj, repetidos

MEDIO_DIA = 12 * 60
HUECO_ADMITIDO = 1
"""Minutos: de 7:59 a 8:00 no hay hueco."""
HOLGURA_DE_DESLIZ = 3 * 60
"""Minutos: corrida doce horas, una hora equivocada queda así de cerca del momento anterior."""


@dataclass(frozen=True, slots=True)
class Tramo:
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
    """Identidad de los momentos, horas y horario."""
    evento, fuente = expediente.asamblea.evento, expediente.fuentes["evento"]
    if not evento.programa:
        yield fuente.hallazgo(("programa",), "el programa está vacío", "escriba sus momentos", "advertencia")
    yield from repetidos(fuente, "programa", "id", [m.id for m in evento.programa], "el id")
    numeros = [m.numero for m in evento.programa]
    yield from repetidos(fuente, "programa", "numero", numeros, "el número de momento")
    tramos: list[Tramo] = []
    for i, momento in enumerate(evento.programa):
        tramo, reparos = _medir(momento, evento.programa[:i], tramos)
        tramos.append(tramo)
        for r in reparos:
            yield fuente.hallazgo(("programa", i, r.campo), r.mensaje, r.ayuda, r.gravedad)
    yield from _actividades(evento, fuente)
    yield from _horario(evento, fuente, tramos)


def _medir(
    momento: Momento, anteriores: tuple[Momento, ...], tramos: list[Tramo]
) -> tuple[Tramo, list[_Reparo]]:
    """El tramo de `momento` y los reparos que merecen sus horas, dados los de antes."""
    inicio, fin = minutos(momento.inicio), minutos(momento.fin)
    reparos = []
    if tramos:
        corrimiento, reparo = _contra_anterior(inicio, fin, anteriores, tramos)
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
    return Tramo(inicio, fin), reparos


def _contra_anterior(
    inicio: int, fin: int, anteriores: tuple[Momento, ...], tramos: list[Tramo]
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
    if inicio < libre:
        return 0, _Reparo(
            "inicio",
            f"empieza a las {reloj(inicio)}, cuando «{nombre}» no ha terminado ({reloj(libre)})",
            "corrija una de las dos horas: los momentos no pueden solaparse",
        )
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


def _actividades(evento: Evento, fuente: Fuente) -> Iterator[Hallazgo]:
    for actividad in ("mesas", "plenaria"):
        puestos = [i for i, m in enumerate(evento.programa) if m.actividad == actividad]
        for i in puestos[1:]:
            linea = fuente.lugar(("programa", puestos[0], "actividad")).linea
            yield fuente.hallazgo(
                ("programa", i, "actividad"),
                f"la actividad «{actividad}» ya es de otro momento (línea {linea}); esta no cuenta",
                "déjela en uno solo",
                "advertencia",
            )


def _horario(evento: Evento, fuente: Fuente, tramos: list[Tramo]) -> Iterator[Hallazgo]:
    """Lo anunciado contra el programa; llegar antes a registrarse no es desacuerdo."""
    inicio, fin = minutos(evento.horario.inicio), minutos(evento.horario.fin)
    if fin <= inicio:
        ayuda = "corrija la hora de inicio o la de fin"
        if fin < MEDIO_DIA and fin + MEDIO_DIA > inicio:
            ayuda = f"si es de la tarde, escriba {reloj(fin + MEDIO_DIA)}"
        dice = f"el horario termina a las {reloj(fin)} y empieza a las {reloj(inicio)}"
        yield fuente.hallazgo(("horario", "fin"), dice, ayuda)
        return
    if not tramos:
        return
    empieza = min(t.inicio for t in tramos)
    sin_registro = [t.inicio for t, m in zip(tramos, evento.programa, strict=True) if m.tipo != "registro"]
    if inicio not in {empieza, min(sin_registro, default=empieza)}:
        yield fuente.hallazgo(
            ("horario", "inicio"),
            f"se anuncia a las {reloj(inicio)} y el programa empieza a las "
            f"{reloj(min(sin_registro, default=empieza))}",
            "deje la misma hora en los dos; el registro puede abrir antes",
            "advertencia",
        )
    termina = max(t.fin for t in tramos)
    if fin != termina:
        yield fuente.hallazgo(
            ("horario", "fin"),
            f"se anuncia hasta las {reloj(fin)} y el programa termina a las {reloj(termina)}",
            "deje la misma hora en los dos",
            "advertencia",
        )
