"""Los resultados contra las sub-mesas que existen y los topes de la metodología."""

from __future__ import annotations

from collections.abc import Iterator

from generador.errores import Hallazgo
from generador.modelo.datos.aporte import Aporte, Resultado
from generador.modelo.datos.metodologia import Metodologia
from generador.modelo.expediente import Expediente
from generador.modelo.fuente import Fuente, Ruta
from generador.modelo.texto import enumerar, es_vacio, plural
from generador.revision.comun import quiso_decir, vuelta_numero

VECES_LO_PREVISTO = 2
"""Asistentes por persona prevista a partir de los cuales se pregunta si hay un error de digitación."""


def revisar(expediente: Expediente) -> Iterator[Hallazgo]:
    """Cada archivo de `resultados/`."""
    asamblea = expediente.asamblea
    previstas = {s.codigo: s.personas for s in asamblea.submesas}
    for resultado in asamblea.resultados:
        fuente = expediente.fuentes[f"resultados/{resultado.submesa}"]
        personas = previstas.get(resultado.submesa)
        if personas is None:
            yield fuente.hallazgo(("submesa",), *_no_cabe(expediente, resultado.submesa))
        elif resultado.asistentes is not None and resultado.asistentes > VECES_LO_PREVISTO * personas:
            yield fuente.hallazgo(
                ("asistentes",),
                f"{resultado.asistentes} asistentes son más del doble de lo previsto ({personas})",
                "revise la cifra; si es cierta, deje este aviso",
                "advertencia",
            )
        yield from _topes(resultado, asamblea.metodologia, fuente)
        # Aprobada la agenda ya no se completa: entró así, o quedó por fuera.
        if asamblea.aprobacion is None:
            yield from _pendientes(resultado, fuente)
            yield from _sin_respuesta(resultado, fuente)


def _no_cabe(expediente: Expediente, codigo: str) -> tuple[str, str]:
    """Mensaje y ayuda: casi siempre llegó más gente de la prevista, y lo que hay que subir es el cupo."""
    asamblea = expediente.asamblea
    numero, puesto = (int(parte[1:]) for parte in codigo.split("-"))
    for i, grupo in enumerate(asamblea.grupos):
        if grupo.numero != numero:
            continue
        fuente = expediente.fuentes["mesas"]
        if grupo.mesa.submesas is not None:
            donde = fuente.lugar(("mesas", i, "submesas"))
            return (
                f"la mesa {numero} llega hasta {grupo.submesas[-1].codigo}",
                f"si {codigo} existió, ponga en {puesto} o más «submesas» de la mesa {numero} "
                f"({donde.archivo}, línea {donde.linea}); si no, corrija el código",
            )
        pide = asamblea.personas_por_submesa * (puesto - 1) + 1
        sin_cupo = grupo.mesa.cupo is None
        donde = fuente.lugar(("mesas", i, "numero" if sin_cupo else "cupo"))
        gente = plural(grupo.personas, "persona", "personas")
        return (
            f"la mesa {numero} llega hasta {grupo.submesas[-1].codigo}: son {gente}, "
            f"de a {asamblea.personas_por_submesa} por sub-mesa",
            f"si {codigo} existió, ponga en {pide} o más el «cupo» de la mesa {numero} "
            f"({donde.archivo}, línea {donde.linea}) y, si hace falta, «alcance»; si no, corrija el código",
        )
    codigos = [s.codigo for s in asamblea.submesas]
    mesas = f"hay {plural(len(asamblea.grupos), 'mesa', 'mesas')}: " + enumerar(
        str(g.numero) for g in asamblea.grupos
    )
    return f"no existe la mesa {numero}", f"{quiso_decir(codigo, codigos)}{mesas}"


def _topes(resultado: Resultado, metodologia: Metodologia, fuente: Fuente) -> Iterator[Hallazgo]:
    tope = metodologia.max_necesidades
    if len(resultado.aportes) > tope:
        yield fuente.hallazgo(
            ("aportes", tope),
            f"hay {len(resultado.aportes)} aportes y cada sub-mesa entrega {tope} como máximo",
            "deje los que la sub-mesa haya escogido",
        )
    tope = metodologia.max_acciones
    for i, aporte in enumerate(resultado.aportes):
        if len(aporte.plan) > tope:
            yield fuente.hallazgo(
                ("aportes", i, "plan", tope),
                f"hay {len(aporte.plan)} acciones en el plan y caben {tope}",
                "junte las que se parezcan o deje las principales",
            )


def _pendientes(resultado: Resultado, fuente: Fuente) -> Iterator[Hallazgo]:
    for i, aporte in enumerate(resultado.aportes):
        faltan = _lo_que_falta(aporte)
        if faltan:
            yield fuente.hallazgo(
                ("aportes", i),
                f"{resultado.submesa}-N{i + 1} queda pendiente: falta {enumerar(faltan)}",
                "complételo con la ficha de la sub-mesa; pendiente no entra sola en la agenda",
                "advertencia",
            )


def _sin_respuesta(resultado: Resultado, fuente: Fuente) -> Iterator[Hallazgo]:
    """Lo que se escribe en una casilla para no dejarla vacía, y saldría publicado."""
    for i, aporte in enumerate(resultado.aportes):
        dichos: list[tuple[Ruta, str | None]] = [
            (("aportes", i, "necesidad"), aporte.necesidad),
            (("aportes", i, "solucion"), aporte.solucion),
        ]
        for j, accion in enumerate(aporte.plan):
            for campo in ("quien", "como", "cuando"):
                dichos.append((("aportes", i, "plan", j, campo), getattr(accion, campo)))
            yield from vuelta_numero(fuente, ("aportes", i, "plan", j, "cuando"), accion.cuando)
        for ruta, dicho in dichos:
            if dicho is not None and es_vacio(dicho):
                yield fuente.hallazgo(
                    ruta,
                    f"«{dicho}» no es una respuesta, y así se publicaría",
                    "si la sub-mesa no la dio, borre el renglón: queda pendiente, y se ve que falta",
                    "advertencia",
                )


def _lo_que_falta(aporte: Aporte) -> list[str]:
    faltan = [] if aporte.solucion is not None else ["la solución"]
    if not aporte.plan:
        return [*faltan, "el plan"]
    for i, accion in enumerate(aporte.plan, start=1):
        campos = (("quién", accion.quien), ("cómo", accion.como), ("cuándo", accion.cuando))
        vacios = [nombre for nombre, valor in campos if valor is None]
        if vacios:
            faltan.append(f"{enumerar(vacios)} en la acción {i}")
    return faltan
