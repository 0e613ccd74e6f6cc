"""La agenda contra los aportes y las mesas."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from generador.errores import Hallazgo
from generador.modelo.asamblea import Asamblea
from generador.modelo.datos.agenda import Agenda, Compromiso
from generador.modelo.expediente import Expediente
from generador.modelo.fuente import Fuente, Ruta
from generador.modelo.texto import enumerar, es_vacio, plural
from generador.revision.comun import quiso_decir, repetidos, vuelta_numero

_ANIO = re.compile(r"(?<![\d.,$])(?:19|20)\d{2}(?![\d]|[.,]\d)")


def revisar(expediente: Expediente) -> Iterator[Hallazgo]:
    """Compromisos, plazos, aportes no recogidos y demostración: los que rigen, donde estén escritos."""
    asamblea, agenda = expediente.asamblea, expediente.asamblea.agenda
    if agenda is None:
        return
    fuente, escritos = expediente.fuentes["agenda"], agenda.compuesta.compromisos
    completos = not any(clave.startswith("resultados/") for clave in expediente.ilegibles)
    # Los vigentes: lo que una errata dejó mal también se publicaría.
    vigentes = asamblea.compromisos if escritos or agenda.fe_de_erratas else ()
    yield from _codigos(asamblea, agenda, expediente)
    yield from _mesas(asamblea, vigentes, fuente)
    yield from _plazos(asamblea, agenda, fuente)
    yield from _no_recogidos(agenda, vigentes, fuente)
    if asamblea.aprobacion is None:
        yield from _sin_respuesta(escritos, fuente, agenda.hasta_lo_compuesto)
    if escritos and agenda.destacado not in (None, *(c.codigo for c in escritos)):
        yield fuente.hallazgo(
            ("destacado",),
            f"no existe el compromiso {agenda.destacado}",
            "escriba el código de uno de los compromisos, o quite el renglón",
        )
    # Con un archivo de resultados ilegible, sus aportes parecerían no existir.
    if completos:
        yield from _aportes(expediente, agenda, vigentes)
    yield from _demostracion(expediente, agenda)


def _sin_respuesta(escritos: Sequence[Compromiso], fuente: Fuente, donde: Ruta) -> Iterator[Hallazgo]:
    """Los compromisos que no comprometen a nada: «N/A»."""
    for i, c in enumerate(escritos):
        yield from vuelta_numero(fuente, (*donde, "compromisos", i, "cuando"), c.cuando)
        for campo in ("titulo", "texto", "como", "cuando"):
            dicho = getattr(c, campo)
            if dicho is not None and es_vacio(dicho):
                yield fuente.hallazgo(
                    (*donde, "compromisos", i, campo),
                    f"«{dicho}» no es un compromiso, y así se aprobaría",
                    "escriba lo que se hará, o pase su aporte a «no_recogidos» con la razón",
                    "advertencia",
                )


def _codigos(asamblea: Asamblea, agenda: Agenda, expediente: Expediente) -> Iterator[Hallazgo]:
    """Que no se repitan y empiecen por el de la asamblea; si ninguno empieza, lo que cambió es el de ella."""
    fuente, prefijo = expediente.fuentes["agenda"], asamblea.evento.codigo
    donde = agenda.hasta_lo_compuesto
    codigos = [c.codigo for c in agenda.compuesta.compromisos]
    yield from repetidos(fuente, (*donde, "compromisos"), "codigo", codigos, "el código")
    suyos = {codigo.rsplit("-", 1)[0] for codigo in codigos}
    if len(codigos) > 1 and len(suyos) == 1 and prefijo not in suyos:
        (otro,) = suyos
        aprobada = asamblea.aprobacion is not None
        yield expediente.fuentes["evento"].hallazgo(
            ("codigo",),
            f"los {len(codigos)} compromisos empiezan por {otro} y el código de esta asamblea es {prefijo}",
            f"escriba «codigo: {otro}»"
            + (
                ": con él se aprobaron"
                if aprobada
                else f"; si todavía no se ha publicado, también puede cambiarlos en {fuente.archivo}"
            ),
        )
        return
    for i, codigo in enumerate(codigos):
        if not codigo.startswith(f"{prefijo}-"):
            yield fuente.hallazgo(
                (*donde, "compromisos", i, "codigo"),
                f"{codigo} no empieza por {prefijo}, el código de esta asamblea",
                f"escriba {prefijo}-{codigo.rsplit('-', 1)[1]}, o corrija «codigo» en evento.yml",
            )


def _mesas(asamblea: Asamblea, compromisos: tuple[Compromiso, ...], fuente: Fuente) -> Iterator[Hallazgo]:
    mesas = [m.numero for m in asamblea.mesas.mesas]
    donde = asamblea.agenda.hasta_lo_compuesto if asamblea.agenda else ()
    for i, c in enumerate(compromisos):
        if c.mesa not in mesas:
            yield fuente.hallazgo(
                (*donde, "compromisos", i, "mesa"),
                f"no existe la mesa {c.mesa}",
                f"hay {plural(len(mesas), 'mesa', 'mesas')}: {enumerar(map(str, mesas))}",
            )


def _plazos(asamblea: Asamblea, agenda: Agenda, fuente: Fuente) -> Iterator[Hallazgo]:
    """Los años que se escribieron; los que pone una errata los mira `fechas`."""
    vigencia = asamblea.evento.vigencia
    primer_anio = min(asamblea.evento.primera.fecha.year, vigencia.desde)
    for donde, i, c in ((d, i, c) for d, lista in agenda.listas for i, c in enumerate(lista.compromisos)):
        fuera = [a for a in _ANIO.findall(c.cuando or "") if not primer_anio <= int(a) <= vigencia.hasta]
        if fuera:
            yield fuente.hallazgo(
                (*donde, "compromisos", i, "cuando"),
                f"el plazo dice {enumerar(dict.fromkeys(fuera))} y la agenda va de {vigencia.desde} a "
                f"{vigencia.hasta}",
                "revise el año, o «vigencia» en evento.yml",
                "advertencia",
            )
        for j, plazo in enumerate(c.plazos):
            if plazo.fuera_de(vigencia.desde, vigencia.hasta):
                yield fuente.hallazgo(
                    (*donde, "compromisos", i, "plazos", j, "fecha"),
                    f"{plazo.nombre} está fuera de la vigencia de la agenda ({vigencia})",
                    "revise la fecha, o «vigencia» en evento.yml",
                    "advertencia",
                )


def _no_recogidos(agenda: Agenda, compromisos: tuple[Compromiso, ...], fuente: Fuente) -> Iterator[Hallazgo]:
    aportes, donde = [n.aporte for n in agenda.compuesta.no_recogidos], agenda.hasta_lo_compuesto
    yield from repetidos(fuente, (*donde, "no_recogidos"), "aporte", aportes, "el aporte")
    recogidos = {codigo: c.codigo for c in compromisos for codigo in c.aportes}
    for i, codigo in enumerate(aportes):
        if codigo in recogidos:
            yield fuente.hallazgo(
                (*donde, "no_recogidos", i, "aporte"),
                f"{codigo} figura como no recogido y lo recoge {recogidos[codigo]}",
                "quítelo de uno de los dos",
            )


def _aportes(
    expediente: Expediente, agenda: Agenda, compromisos: tuple[Compromiso, ...]
) -> Iterator[Hallazgo]:
    """Que los códigos citados existan y que ninguno quede sin destino."""
    asamblea, fuente = expediente.asamblea, expediente.fuentes["agenda"]
    donde, fuera = agenda.hasta_lo_compuesto, agenda.compuesta.no_recogidos
    existen = [a.codigo for a in asamblea.aportes]
    citados: list[tuple[Ruta, str]] = [
        ((*donde, "compromisos", i, "aportes", j), codigo)
        for i, c in enumerate(compromisos)
        for j, codigo in enumerate(c.aportes)
    ]
    citados += [((*donde, "no_recogidos", i, "aporte"), n.aporte) for i, n in enumerate(fuera)]
    # Los de una hoja cuya sub-mesa no cabe en su mesa están: eso lo dice la hoja.
    entregados = {f"{r.submesa}-N{n}" for r in asamblea.resultados for n in range(1, len(r.aportes) + 1)}
    for ruta, codigo in citados:
        if codigo not in existen and codigo not in entregados:
            yield fuente.hallazgo(
                ruta, f"no existe el aporte {codigo}", _sin_aporte(expediente, codigo, existen)
            )
    for i, c in enumerate(compromisos):
        for codigo, veces in Counter(c.aportes).items():
            if veces > 1:
                ultimo = len(c.aportes) - 1 - c.aportes[::-1].index(codigo)
                yield fuente.hallazgo(
                    (*donde, "compromisos", i, "aportes", ultimo),
                    f"{c.codigo} cita {veces} veces el aporte {codigo}",
                    "déjelo una sola vez",
                    "advertencia",
                )
    yield from _en_dos(asamblea, fuente, donde)
    cubiertos = {codigo for _, codigo in citados}
    sueltos = [codigo for codigo in _con_destino(asamblea, existen) if codigo not in cubiertos]
    # Con un código que no existe, el aporte que «falta» es casi siempre el que se quiso citar.
    if agenda.compuesta.compromisos and sueltos and cubiertos <= {*existen, *entregados}:
        lista = enumerar(sueltos) if len(sueltos) <= 6 else f"{', '.join(sueltos[:6])}…"
        yield fuente.hallazgo(
            (*donde, "compromisos"),
            f"{plural(len(sueltos), 'aporte no llegó', 'aportes no llegaron')} a la agenda "
            f"(de {len(existen)}): {lista}",
            "cítelos en un compromiso, o en «no_recogidos» con su razón"
            if asamblea.aprobacion is None
            else f"recójalos con una errata: ./asamblea errata {asamblea.id} COMPROMISO 'aportes[2]' "
            f'--debe-decir {sueltos[0]} --razon "…" --fecha AAAA-MM-DD',
            "advertencia",
            clave=True,
        )


def _sin_aporte(expediente: Expediente, codigo: str, existen: list[str]) -> str:
    """Qué hacer con un código que no es de ningún aporte: casi siempre su hoja sigue en blanco."""
    asamblea, submesa = expediente.asamblea, codigo.rsplit("-", 1)[0]
    if suyos := [c for c in existen if c.startswith(f"{submesa}-")]:
        return f"{quiso_decir(codigo, suyos)}{submesa} entregó {enumerar(suyos)}"
    if submesa not in {s.codigo for s in asamblea.submesas}:
        return f"{quiso_decir(codigo, existen)}no existe la sub-mesa {submesa}"
    como_va = (
        "tiene su hoja en blanco" if f"resultados/{submesa}" in expediente.en_blanco else "no tiene su hoja"
    )
    return (
        f"{submesa} {como_va}: pase lo que entregó a datos/{asamblea.id}/resultados/{submesa}.yml, o quite "
        "este renglón"
    )


def _con_destino(asamblea: Asamblea, existen: list[str]) -> list[str]:
    """Los que deben tener destino: en una agenda aprobada, los que se aprobaron; de los demás ya se dice."""
    if asamblea.agenda is not None and asamblea.agenda.consolidaciones:
        # El que ella no dice lo señala `consolidacion`.
        suya = asamblea.agenda.compuesta
        dichos = {a for c in suya.compromisos for a in c.aportes} | {n.aporte for n in suya.no_recogidos}
        return [codigo for codigo in existen if codigo in dichos]
    partes = asamblea.aprobacion.partes if asamblea.aprobacion else None
    if partes is None:
        return existen
    aprobados = {huella.rpartition(" ")[0] for huella in partes.aportes}
    return [codigo for codigo in existen if codigo in aprobados]


def _en_dos(asamblea: Asamblea, fuente: Fuente, donde: Ruta) -> Iterator[Hallazgo]:
    """Un aporte se recoge una sola vez: en dos compromisos se contaría, y se cumpliría, dos veces."""
    primeros: dict[str, Compromiso] = {}
    # Los vigentes: en lo aprobado solo se puede quitar con una errata.
    for i, c in enumerate(asamblea.compromisos):
        for codigo in dict.fromkeys(c.aportes):
            if codigo not in primeros:
                primeros[codigo] = c
                continue
            puesto = c.aportes.index(codigo)
            ayuda = f"deje {codigo} en uno solo de los dos"
            # Un compromiso no puede quedar sin aportes: se quita del que tenga otros.
            otro = next((x for x in (c, primeros[codigo]) if len(x.aportes) > 1), None)
            if asamblea.aprobacion is not None and otro is not None:
                ayuda += (
                    f": ./asamblea errata {asamblea.id} {otro.codigo} "
                    f"'aportes[{otro.aportes.index(codigo) + 1}]' "
                    '--razon "…" --fecha AAAA-MM-DD'
                )
            yield fuente.hallazgo(
                (*donde, "compromisos", i, "aportes", puesto),
                f"{codigo} ya lo recoge {primeros[codigo].codigo}: un aporte va en un solo compromiso",
                ayuda,
            )


def _demostracion(expediente: Expediente, agenda: Agenda) -> Iterator[Hallazgo]:
    """Una agenda real no puede apoyarse en aportes inventados: lo dice la hoja que se declara así."""
    if agenda.demostracion:
        return
    asamblea = expediente.asamblea
    citados = {codigo for c in asamblea.compromisos for codigo in c.aportes}
    inventados = set(asamblea.aportes_de_demostracion)
    hojas = {a.submesa for a in asamblea.aportes if a.codigo in inventados & set(citados)}
    for submesa in sorted(hojas):
        yield expediente.fuentes[f"resultados/{submesa}"].hallazgo(
            ("demostracion",),
            "esta hoja dice ser de demostración y la agenda que la recoge se presenta como real",
            "si es lo que entregó la sub-mesa, borre este renglón, que quedó al copiar; si es inventada, no "
            "la recoja; y si toda la agenda es una muestra, escriba «demostracion: true» en agenda.yml",
        )
