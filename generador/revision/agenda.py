"""La agenda contra los aportes y las mesas."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from generador.errores import Hallazgo
from generador.modelo.asamblea import Asamblea
from generador.modelo.datos.agenda import Agenda
from generador.modelo.expediente import Expediente
from generador.modelo.fuente import Fuente, Ruta
from generador.modelo.texto import enumerar, plural
from generador.revision.comun import quiso_decir, repetidos

_ANIO = re.compile(r"(?<![\d.,$])(?:19|20)\d{2}(?![\d]|[.,]\d)")


def revisar(expediente: Expediente) -> Iterator[Hallazgo]:
    """Compromisos, plazos, aportes no recogidos y demostración."""
    asamblea, agenda = expediente.asamblea, expediente.asamblea.agenda
    if agenda is None:
        return
    fuente = expediente.fuentes["agenda"]
    completos = not any(clave.startswith("resultados/") for clave in expediente.ilegibles)
    yield from _compromisos(asamblea, agenda, fuente)
    yield from _no_recogidos(agenda, fuente)
    if agenda.compromisos and agenda.destacado not in (None, *(c.codigo for c in agenda.compromisos)):
        yield fuente.hallazgo(
            ("destacado",),
            f"no existe el compromiso {agenda.destacado}",
            "escriba el código de uno de los compromisos, o quite el renglón",
        )
    # Con un archivo de resultados ilegible, sus aportes parecerían no existir.
    if completos:
        yield from _aportes(asamblea, agenda, fuente)
    yield from _demostracion(expediente, agenda)


def _compromisos(asamblea: Asamblea, agenda: Agenda, fuente: Fuente) -> Iterator[Hallazgo]:
    prefijo, mesas = asamblea.evento.codigo, [m.numero for m in asamblea.mesas.mesas]
    vigencia = asamblea.evento.vigencia
    primer_anio = min(asamblea.evento.primera.fecha.year, vigencia.desde)
    codigos = [c.codigo for c in agenda.compromisos]
    yield from repetidos(fuente, "compromisos", "codigo", codigos, "el código")
    for i, c in enumerate(agenda.compromisos):
        if not c.codigo.startswith(f"{prefijo}-"):
            yield fuente.hallazgo(
                ("compromisos", i, "codigo"),
                f"{c.codigo} no empieza por {prefijo}, el código de esta asamblea",
                f"escriba {prefijo}-{c.codigo.rsplit('-', 1)[1]}, o corrija «codigo» en evento.yml",
            )
        if c.mesa not in mesas:
            yield fuente.hallazgo(
                ("compromisos", i, "mesa"),
                f"no existe la mesa {c.mesa}",
                f"hay {plural(len(mesas), 'mesa', 'mesas')}: {enumerar(map(str, mesas))}",
            )
        fuera = [a for a in _ANIO.findall(c.cuando or "") if not primer_anio <= int(a) <= vigencia.hasta]
        if fuera:
            yield fuente.hallazgo(
                ("compromisos", i, "cuando"),
                f"el plazo dice {enumerar(dict.fromkeys(fuera))} y la agenda va de {vigencia.desde} a "
                f"{vigencia.hasta}",
                "revise el año, o «vigencia» en evento.yml",
                "advertencia",
            )
        for j, plazo in enumerate(c.plazos):
            if plazo.fuera_de(vigencia.desde, vigencia.hasta):
                yield fuente.hallazgo(
                    ("compromisos", i, "plazos", j, "fecha"),
                    f"{plazo.nombre} está fuera de la vigencia de la agenda ({vigencia})",
                    "revise la fecha, o «vigencia» en evento.yml",
                    "advertencia",
                )


def _no_recogidos(agenda: Agenda, fuente: Fuente) -> Iterator[Hallazgo]:
    aportes = [n.aporte for n in agenda.no_recogidos]
    yield from repetidos(fuente, "no_recogidos", "aporte", aportes, "el aporte")
    recogidos = {codigo: c.codigo for c in agenda.compromisos for codigo in c.aportes}
    for i, codigo in enumerate(aportes):
        if codigo in recogidos:
            yield fuente.hallazgo(
                ("no_recogidos", i, "aporte"),
                f"{codigo} figura como no recogido y lo recoge {recogidos[codigo]}",
                "quítelo de uno de los dos",
            )


def _aportes(asamblea: Asamblea, agenda: Agenda, fuente: Fuente) -> Iterator[Hallazgo]:
    """Que los códigos citados existan y que ninguno quede sin destino."""
    existen = [a.codigo for a in asamblea.aportes]
    citados: list[tuple[Ruta, str]] = [
        (("compromisos", i, "aportes", j), codigo)
        for i, c in enumerate(agenda.compromisos)
        for j, codigo in enumerate(c.aportes)
    ]
    citados += [(("no_recogidos", i, "aporte"), n.aporte) for i, n in enumerate(agenda.no_recogidos)]
    # Los de una hoja cuya sub-mesa no cabe en su mesa están: eso lo dice la hoja.
    entregados = {f"{r.submesa}-N{n}" for r in asamblea.resultados for n in range(1, len(r.aportes) + 1)}
    for ruta, codigo in citados:
        if codigo not in existen and codigo not in entregados:
            submesa = codigo.rsplit("-", 1)[0]
            suyos = [c for c in existen if c.startswith(f"{submesa}-")]
            hay = f"{submesa} entregó {enumerar(suyos)}" if suyos else f"{submesa} no tiene resultados"
            yield fuente.hallazgo(
                ruta, f"no existe el aporte {codigo}", f"{quiso_decir(codigo, existen)}{hay}"
            )
    for i, c in enumerate(agenda.compromisos):
        for codigo, veces in Counter(c.aportes).items():
            if veces > 1:
                ultimo = len(c.aportes) - 1 - c.aportes[::-1].index(codigo)
                yield fuente.hallazgo(
                    ("compromisos", i, "aportes", ultimo),
                    f"{c.codigo} cita {veces} veces el aporte {codigo}",
                    "déjelo una sola vez",
                    "advertencia",
                )
    yield from _en_dos(asamblea, fuente)
    cubiertos = {codigo for _, codigo in citados}
    sueltos = [codigo for codigo in existen if codigo not in cubiertos]
    # Con un código que no existe, el aporte que «falta» es casi siempre el que se quiso citar.
    if agenda.compromisos and sueltos and cubiertos <= {*existen, *entregados}:
        lista = enumerar(sueltos) if len(sueltos) <= 6 else f"{', '.join(sueltos[:6])}…"
        yield fuente.hallazgo(
            ("compromisos",),
            f"{plural(len(sueltos), 'aporte no llegó', 'aportes no llegaron')} a la agenda "
            f"(de {len(existen)}): {lista}",
            "cítelos en un compromiso, o en «no_recogidos» con su razón",
            "advertencia",
            clave=True,
        )


def _en_dos(asamblea: Asamblea, fuente: Fuente) -> Iterator[Hallazgo]:
    """Un aporte se recoge una sola vez: en dos compromisos se contaría, y se cumpliría, dos veces."""
    primeros: dict[str, str] = {}
    # Los vigentes: en lo aprobado solo se puede quitar con una errata.
    for i, c in enumerate(asamblea.compromisos):
        for codigo in dict.fromkeys(c.aportes):
            if codigo not in primeros:
                primeros[codigo] = c.codigo
                continue
            puesto = c.aportes.index(codigo)
            ayuda = f"deje {codigo} en uno solo de los dos"
            if asamblea.aprobacion is not None:
                ayuda += (
                    f": ./asamblea errata {asamblea.id} {c.codigo} 'aportes[{puesto + 1}]' "
                    '--razon "…" --fecha AAAA-MM-DD'
                )
            yield fuente.hallazgo(
                ("compromisos", i, "aportes", puesto),
                f"{codigo} ya lo recoge {primeros[codigo]}: un aporte va en un solo compromiso",
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
