"""Lo que un guardado le haría a lo firmado: el editor nunca lo cambia, y dice con qué orden se corrige."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from generador.construccion.datos.examen import examinar
from generador.edicion.aprobacion import con_archivos
from generador.errores import ErrorDeDatos, ErrorDeUso, Hallazgo
from generador.local.editor.archivos import ArchivoEditable, orden_de_errata
from generador.local.editor.juicio import agregados
from generador.local.web.casillas import en_casillas
from generador.modelo.asamblea import Asamblea
from generador.modelo.campos import camino, escribibles, valores
from generador.modelo.expediente import Expediente
from generador.modelo.fuente import Ruta
from generador.revision.aprobacion import revisar


def contra_lo_firmado(raiz: Path, archivo: ArchivoEditable, crudo: bytes) -> tuple[Hallazgo, ...]:
    """Un error por cada dato de una agenda aprobada que ese archivo, así, cambiaría; con su remedio.

    `crudo` es el archivo como quedaría, que ya se lee bien. Lo que solo se acerca a lo firmado pasa.
    """
    hallados: list[Hallazgo] = []
    for expediente in examinar(raiz).carga.expedientes:
        clave = next((c for c, f in expediente.fuentes.items() if f.archivo == archivo.dicho), None)
        if expediente.asamblea.aprobacion is None or clave is None:
            continue
        try:
            despues = con_archivos(expediente, {clave: (crudo, archivo.modelo)})
        except ErrorDeDatos:
            # No se lee: lo dice quien mira el archivo solo.
            continue
        hallados += agregados(_errores(expediente), _errores(despues))
        hallados += _reparto(expediente, despues, clave)
    return tuple(hallados)


def exigir_lo_firmado(raiz: Path, archivo: ArchivoEditable, crudo: bytes) -> None:
    """ErrorDeUso si así cambiaría algo de lo firmado, con el remedio de lo primero."""
    hallados = contra_lo_firmado(raiz, archivo, crudo)
    if hallados:
        primero = en_casillas(hallados[0], escribibles(archivo.modelo))
        raise ErrorDeUso(f"no se cambió nada: {primero.mensaje}; {primero.ayuda}")


def _errores(expediente: Expediente) -> list[Hallazgo]:
    return [h for h in revisar(expediente) if h.gravedad == "error"]


def _reparto(antes: Expediente, despues: Expediente, clave: str) -> Iterator[Hallazgo]:
    """La gente y las sub-mesas con que se trabajó: de ellas salen los códigos y las hojas de lo firmado."""
    firmado = _gente(antes.asamblea)
    if firmado == _gente(despues.asamblea):
        return
    modelo = type(getattr(antes.asamblea, clave))
    viejo, nuevo = (getattr(e.asamblea, clave).model_dump(mode="json") for e in (antes, despues))
    for ruta in _cambiadas(viejo, nuevo):
        solo = {clave: modelo.model_validate(_con(viejo, ruta, nuevo))}
        if _gente(Asamblea.model_validate(valores(antes.asamblea) | solo)) == firmado:
            continue
        rotulo = camino(modelo, ruta)[-1].rotulo
        yield despues.fuentes[clave].hallazgo(
            ruta,
            f"la agenda ya se aprobó: con «{rotulo}» se repartió la gente en las mesas, y no se cambia",
            "déjelo como estaba; cuántas personas fueron lo dice ./asamblea asistencia "
            f"{antes.asamblea.id} REGISTRO, y lo que quedó mal en lo aprobado se corrige con "
            + orden_de_errata(antes.asamblea.id, "asamblea"),
        )


def _gente(asamblea: Asamblea) -> list[tuple[int, int, int]]:
    return [(g.numero, g.personas, len(g.submesas)) for g in asamblea.grupos]


def _con(arbol: Any, ruta: Ruta, otro: Any) -> Any:
    """`arbol` con lo que `otro` dice en esa ruta."""
    if not ruta:
        return otro
    copia: Any = dict(arbol) if isinstance(arbol, dict) else list(arbol)
    copia[ruta[0]] = _con(arbol[ruta[0]], ruta[1:], otro[ruta[0]])
    return copia


def _cambiadas(antes: Any, despues: Any, ruta: Ruta = ()) -> Iterator[Ruta]:
    """La ruta de cada dato distinto; de una lista que creció o se acortó, la suya."""
    if isinstance(antes, dict) and isinstance(despues, dict):
        for clave in antes:
            yield from _cambiadas(antes[clave], despues[clave], (*ruta, clave))
    elif isinstance(antes, list) and isinstance(despues, list) and len(antes) == len(despues):
        for i, (a, d) in enumerate(zip(antes, despues, strict=True)):
            yield from _cambiadas(a, d, (*ruta, i))
    elif antes != despues:
        yield ruta
