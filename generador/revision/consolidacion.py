"""Lo que aprobó la plenaria no se deja caer al consolidar, y ningún código cambia de dueño."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generador.errores import Hallazgo
from generador.modelo.aprobado.contenido import Contenido
from generador.modelo.aprobado.erratas import aplicadas, cadena
from generador.modelo.datos.agenda import Consolidacion
from generador.modelo.expediente import Expediente
from generador.modelo.fuente import Fuente, Ruta
from generador.modelo.texto import enumerar, plural

_MUESTRA = 6
"""Cuántos aportes caídos se nombran."""


def revisar(expediente: Expediente) -> Iterator[Hallazgo]:
    """Cada consolidación contra lo que había cuando se hizo."""
    agenda, asamblea = expediente.asamblea.agenda, expediente.asamblea
    if agenda is None or agenda.aprobacion is None or not agenda.consolidaciones:
        return
    if any(clave.startswith("resultados/") for clave in expediente.ilegibles):
        return
    fuente = expediente.fuentes["agenda"]
    yield from _orden(expediente)
    antes = asamblea.contenido_aprobado
    recogian = _recogen({}, antes)
    for a in aplicadas(agenda, antes):
        if isinstance(a.acto, Consolidacion):
            ruta: Ruta = ("consolidaciones", agenda.consolidaciones.index(a.acto))
            yield from _caidos(a.acto, antes, fuente, ruta)
            yield from _ajenos(a.acto, antes, expediente, ruta)
            yield from _de_otro_dueno(a.acto, recogian, fuente, ruta)
        antes = a.contenido
        recogian = _recogen(recogian, antes)


def _recogen(recogian: Mapping[str, frozenset[str]], contenido: Contenido) -> dict[str, frozenset[str]]:
    """Por código de compromiso, todos los aportes que ha recogido hasta ahora."""
    suyos = {c.codigo: recogian.get(c.codigo, frozenset()) | set(c.aportes) for c in contenido.compromisos}
    return {**recogian, **suyos}


def _orden(expediente: Expediente) -> Iterator[Hallazgo]:
    """Que estén escritas en el orden en que se hicieron."""
    agenda = expediente.asamblea.agenda
    assert agenda is not None
    hechas = [a for a in cadena(agenda) if isinstance(a, Consolidacion)]
    for i, (escrita, hecha) in enumerate(zip(agenda.consolidaciones, hechas, strict=True)):
        if escrita != hecha:
            yield expediente.fuentes["agenda"].hallazgo(
                ("consolidaciones", i),
                f"cambió el orden de las consolidaciones: aquí iba la del {hecha.fecha}",
                "devuelva cada una a su lugar, de la más antigua a la más reciente",
            )
            return


def _caidos(acto: Consolidacion, antes: Contenido, fuente: Fuente, ruta: Ruta) -> Iterator[Hallazgo]:
    dichos = {a for c in acto.compromisos for a in c.aportes} | {n.aporte for n in acto.no_recogidos}
    eran = {a: c.codigo for c in antes.compromisos for a in c.aportes}
    caidos = [a.codigo for a in antes.aportes if a.codigo not in dichos]
    if not caidos:
        return
    nombrados = [f"{a} ({eran[a]})" if a in eran else a for a in caidos[:_MUESTRA]]
    lista = f"{', '.join(nombrados)}…" if len(caidos) > _MUESTRA else enumerar(nombrados)
    yield fuente.hallazgo(
        (*ruta, "compromisos"),
        f"la consolidación deja caer {plural(len(caidos), 'aporte', 'aportes')} de la plenaria, "
        f"sin decir por qué: {lista}",
        "cítelos en un compromiso, o en «no_recogidos» con su razón",
        clave=True,
    )


def _ajenos(acto: Consolidacion, antes: Contenido, expediente: Expediente, ruta: Ruta) -> Iterator[Hallazgo]:
    """Los de una hoja que sí existe y no estaba en lo aprobado; del que no existe ya se dice."""
    aprobados = {a.codigo for a in antes.aportes}
    tarde = {f"{r.submesa}-N{n}" for r in expediente.asamblea.tardias for n in range(1, len(r.aportes) + 1)}
    citados: list[tuple[Ruta, str]] = [
        (("compromisos", i, "aportes", j), codigo)
        for i, c in enumerate(acto.compromisos)
        for j, codigo in enumerate(c.aportes)
    ]
    citados += [(("no_recogidos", i, "aporte"), n.aporte) for i, n in enumerate(acto.no_recogidos)]
    for donde, codigo in citados:
        if codigo not in aprobados and codigo in tarde:
            yield expediente.fuentes["agenda"].hallazgo(
                (*ruta, *donde),
                f"{codigo} no está en lo que aprobó la plenaria: llegó después del acto",
                "quítelo de aquí; queda publicado como recibido después del acto",
            )


def _de_otro_dueno(
    acto: Consolidacion, recogian: Mapping[str, frozenset[str]], fuente: Fuente, ruta: Ruta
) -> Iterator[Hallazgo]:
    """Un código ya publicado nombra siempre lo mismo: sus enlaces y citas siguen por ahí."""
    for i, c in enumerate(acto.compromisos):
        suyos = recogian.get(c.codigo)
        if suyos is not None and suyos.isdisjoint(c.aportes):
            yield fuente.hallazgo(
                (*ruta, "compromisos", i, "codigo"),
                f"{c.codigo} ya nombraba otro compromiso, el que nace de {enumerar(sorted(suyos))}",
                "dele un código nuevo: el de un compromiso no cambia de dueño",
            )
