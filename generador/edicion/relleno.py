"""Los archivos que una asamblea va pidiendo: hojas, agenda propuesta, seguimiento. Nunca pisa uno."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from generador.carga.cargar import releer
from generador.carga.remedios import codigo_propuesto
from generador.construccion.datos.examen import examinar
from generador.edicion.diario import Lectura, cambiar
from generador.edicion.en_yaml import agenda_en_yaml, hoja_en_yaml, propuestos, seguimiento_en_yaml
from generador.errores import ErrorDeDatos, ErrorDePedido, ErrorDeUso, ErrorInterno, Objecion
from generador.modelo.asamblea import Asamblea
from generador.modelo.datos.agenda import Agenda
from generador.modelo.datos.evento import Estado
from generador.modelo.datos.seguimiento import Seguimiento
from generador.modelo.texto import enumerar
from generador.revision.comun import quiso_decir

M = TypeVar("M", Agenda, Seguimiento)

_YA_APROBADA = "la agenda ya se aprobó y no cambia"


def crear_hojas(raiz: Path, id_: str, pedidas: Sequence[str]) -> tuple[str, ...]:
    """Una hoja en blanco por sub-mesa pedida, o por cada una sin la suya; las rutas creadas.

    «m1 s1» es M1-S1. ErrorDePedido, con todas, si alguna no existe en la asamblea o ya tiene hoja; ErrorDeUso
    si la agenda ya se aprobó y no se pide una que no estaba.
    """
    carpeta = _carpeta(raiz, id_) / "resultados"
    lectura = Lectura.tomar(raiz, carpeta)
    hallado = next((e.asamblea for e in examinar(raiz).carga.expedientes if e.asamblea.id == id_), None)
    aprobada = hallado is not None and hallado.aprobacion is not None
    # A una aprobada le puede faltar justo la hoja que se pide: ese error no la detiene.
    asamblea = hallado if hallado is not None and aprobada and pedidas else _asamblea(raiz, id_)
    a_tiempo = {r.submesa for r in asamblea.a_tiempo}
    if aprobada and (not pedidas or any(codigo_propuesto("codigo_submesa", c) in a_tiempo for c in pedidas)):
        raise ErrorDeUso(
            f"{_YA_APROBADA}; para corregir lo que entregó una sub-mesa (la hoja que llegó después se pide "
            "con su código, y se anota con ./asamblea recibir) use ./asamblea errata"
        )
    todas = [s.codigo for s in asamblea.submesas]
    suyas = list(dict.fromkeys(codigo_propuesto("codigo_submesa", c) or c for c in pedidas))
    dichos = list(_ajenas([c for c in suyas if c not in todas], todas))
    for codigo in suyas:
        if codigo in todas and (carpeta / f"{codigo}.yml").exists():
            dichos.append(f"datos/{id_}/resultados/{codigo}.yml ya existe: ábralo y complételo")
    if dichos:
        raise ErrorDePedido([Objecion("submesas", d) for d in dichos])
    faltan = [c for c in (suyas or todas) if not (carpeta / f"{c}.yml").exists()]
    archivos = {carpeta / f"{c}.yml": hoja_en_yaml(raiz / "plantillas", asamblea, c) for c in faltan}
    cambiar(lectura, {ruta: texto.encode() for ruta, texto in archivos.items()})
    return tuple(ruta.relative_to(raiz).as_posix() for ruta in archivos)


def _ajenas(codigos: Sequence[str], todas: Sequence[str]) -> Iterator[str]:
    """Lo que se dice de las sub-mesas que no hay: todas juntas."""
    if len(codigos) == 1:
        cerca = quiso_decir(codigos[0], todas)
        yield f"no existe la sub-mesa {codigos[0]}; {cerca}Hay de {todas[0]} a {todas[-1]}"
    elif codigos:
        yield f"no existen las sub-mesas {enumerar(codigos)}; hay de {todas[0]} a {todas[-1]}"


def proponer_agenda(raiz: Path, id_: str) -> tuple[str, int]:
    """Escribe agenda.yml con un compromiso por aporte; su ruta y cuántos van.

    ErrorDeUso si ya hay agenda o si todavía no hay aportes.
    """
    destino = _carpeta(raiz, id_) / "agenda.yml"
    lectura = Lectura.tomar(raiz, destino, destino.parent / "resultados")
    if destino.exists():
        if _aprobada(raiz, id_):
            raise ErrorDeUso(f"{_YA_APROBADA}; para corregirla use ./asamblea errata")
        raise ErrorDeUso(f"datos/{id_}/agenda.yml ya existe: complételo; esta orden no lo cambia")
    asamblea = _asamblea(raiz, id_)
    suyos = propuestos(asamblea)
    if not suyos:
        raise ErrorDeUso(
            f"todavía no hay aportes: pase las hojas a datos/{id_}/resultados/ (./asamblea hojas {id_})"
        )
    datos = agenda_en_yaml(raiz / "plantillas", asamblea).encode()
    if _releida(datos, Agenda).compromisos != suyos:
        raise ErrorInterno("lo propuesto no se lee igual que los aportes: no se escribió nada")
    cambiar(lectura, {destino: datos})
    return destino.relative_to(raiz).as_posix(), len(suyos)


def empezar_seguimiento(raiz: Path, id_: str) -> str:
    """Escribe seguimiento.yml sin avances; su ruta. ErrorDeUso si ya lo hay o la agenda no está aprobada."""
    destino = _carpeta(raiz, id_) / "seguimiento.yml"
    lectura = Lectura.tomar(raiz, destino, destino.with_name("agenda.yml"))
    if destino.exists():
        raise ErrorDeUso(f"datos/{id_}/seguimiento.yml ya existe: agréguele ahí los avances")
    asamblea = _asamblea(raiz, id_)
    if asamblea.aprobacion is None or asamblea.estado is not Estado.APROBADA:
        raise ErrorDeUso("la agenda no está aprobada: apruébela primero con ./asamblea aprobar")
    datos = seguimiento_en_yaml(raiz / "plantillas", asamblea, asamblea.aprobacion.fecha).encode()
    _releida(datos, Seguimiento)
    cambiar(lectura, {destino: datos})
    return destino.relative_to(raiz).as_posix()


def _carpeta(raiz: Path, id_: str) -> Path:
    """La de la asamblea; ErrorDeUso si no existe. Antes de leerla: `id_` no ha de salir de datos/."""
    examinada = raiz / "datos" / id_
    if Path(id_).name != id_ or not (examinada / "evento.yml").is_file():
        hay = sorted(p.parent.name for p in (raiz / "datos").glob("*/evento.yml"))
        raise ErrorDeUso(f"no existe la asamblea «{id_}»; las que hay: {', '.join(hay) or 'ninguna'}")
    return examinada


def _aprobada(raiz: Path, id_: str) -> bool:
    """Si tiene acta, aunque sus datos tengan errores."""
    suyos = (e.asamblea for e in examinar(raiz).carga.expedientes)
    return any(a.id == id_ and a.aprobacion is not None for a in suyos)


def _asamblea(raiz: Path, id_: str) -> Asamblea:
    return examinar(raiz).expediente(id_).asamblea


def _releida(datos: bytes, modelo: type[M]) -> M:
    try:
        return releer(datos, "propuesta", modelo)[0]
    except ErrorDeDatos as error:
        raise ErrorInterno(f"lo propuesto no se puede leer: {error.hallazgos[0].mensaje}") from None
