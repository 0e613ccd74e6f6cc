"""De los archivos que llegaron a las hojas: se leen todos, se reciben y se dice en qué paró cada uno."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from generador.carga.cargar import Carga
from generador.comprimido import es_comprimido
from generador.errores import ErrorDeDatos, ErrorDeLectura, ErrorDeUso
from generador.local.captura.archivos.legajo import Traido, juntar
from generador.local.captura.archivos.planilla import leer_planilla
from generador.local.captura.bandeja import ENTRADA
from generador.local.captura.conflictos import hoja_de
from generador.local.captura.entrega import Entrega
from generador.local.captura.formulario import formulario_de
from generador.local.captura.hondura import Hondura, hondura_de
from generador.local.captura.recepcion import Acuse, Situacion, ponerse_al_dia, recibir
from generador.local.captura.sobre import leer_sobre
from generador.local.captura.turno import TurnoDeRecibir, con_paciencia
from generador.local.fotos.lectura import FotoLeida, abrir_foto, es_foto
from generador.modelo.asamblea import Asamblea
from generador.modelo.texto import enumerar
from generador.revision.comun import quiso_decir


@dataclass(frozen=True, slots=True)
class Hallada:
    """Una entrega que venía en un archivo."""

    archivo: str
    entrega: Entrega
    entera: bool
    """Si llegó como salió del formulario; si no, alguien la cambió a mano o se cortó."""
    dichos: tuple[str, ...] = ()
    """Lo que conviene mirar de cómo se leyó."""


@dataclass(frozen=True, slots=True)
class Recibo:
    """En qué paró una entrega."""

    archivo: str
    """De dónde salió; vacío si es de las que ya estaban en `entrada/`."""
    asamblea: str
    acuse: Acuse
    hondura: Hondura | None = None
    """Hasta dónde va la hoja que quedó; None si no hay."""
    dichos: tuple[str, ...] = ()
    """Lo que conviene saber de cómo llegó."""

    @property
    def queda_en_la_hoja(self) -> bool:
        """Si todo lo que dice ya está en los datos, o estuvo."""
        return self.acuse.situacion in (Situacion.NUEVA, Situacion.IGUAL, Situacion.ATRASADA)


def leer(
    rutas: Iterable[Path], raiz: Path | None = None
) -> tuple[list[Hallada], list[FotoLeida], list[ErrorDeLectura]]:
    """Las entregas y las fotos que traen esas rutas, y por qué no se leyó cada uno de los demás archivos.

    Van por asamblea, sub-mesa y revisión: el orden en que se den las rutas no cambia lo que queda. Lo que
    `raiz` ya guardó en su `entrada/` no se trae otra vez.
    ErrorDeUso como en `juntar`.
    """
    halladas: list[Hallada] = []
    fotos: list[FotoLeida] = []
    fallas: list[ErrorDeLectura] = []
    for traido in juntar(rutas, _recibido(raiz)):
        try:
            if isinstance(traido, ErrorDeLectura):
                raise traido
            if es_foto(traido.datos):
                fotos.append(abrir_foto(traido.nombre, traido.datos))
                continue
            suyas, malas = _de_traido(traido)
            halladas += suyas
            fallas += malas
        except ErrorDeLectura as error:
            fallas.append(error)
    halladas.sort(
        key=lambda h: (
            *(h.entrega.asamblea, h.entrega.submesa, h.entrega.revision),
            *(h.entrega.dispositivo, h.entrega.huella),
        )
    )
    return halladas, fotos, fallas


def _recibido(raiz: Path | None) -> frozenset[Path]:
    """Las carpetas de lo que ya se recibió; lo suelto en `entrada/` lo dejó alguien."""
    entrada = raiz / ENTRADA if raiz is not None else None
    if entrada is None or not entrada.is_dir():
        return frozenset()
    return frozenset(c.resolve() for c in entrada.iterdir() if c.is_dir() and not c.is_symlink())


_A_LA_VISTA = 5
"""Nombres que se dicen de los que pueden ser muchos."""
_FIRMAS = (
    (b"RIFF", "es una imagen o un sonido"),
    (b"GIF8", "es una imagen"),
    (b"%PDF", "es un PDF"),
)


_COMPRIMIDOS = (".xlsx", ".xlsm", ".ods", ".zip")
"""Los que son por dentro un .zip, y empiezan como uno."""
_DE_OFFICE = b"\xd0\xcf\x11\xe0"
"""Con lo que empieza un .xls, y un .xlsx con contraseña."""


def _de_traido(traido: Traido) -> tuple[list[Hallada], list[ErrorDeLectura]]:
    if es_comprimido(traido.datos):
        de_planilla, malas = leer_planilla(traido.nombre, traido.datos)
        return [Hallada(traido.nombre, x.entrega, True, x.dichos) for x in de_planilla], malas
    if traido.datos.startswith(_DE_OFFICE):
        raise ErrorDeLectura(
            traido.nombre,
            "es de un Excel de antes, o tiene contraseña",
            "ábralo y guárdelo como .xlsx, sin ella",
        )
    for firma, que in _FIRMAS:
        if traido.datos.startswith(firma):
            raise ErrorDeLectura(
                traido.nombre,
                f"{que}: aquí se reciben los .txt y .json del formulario y la planilla",
                "transcriba lo que dice a su hoja",
            )
    suyo = PurePosixPath(traido.nombre.rpartition(": ")[2])
    if suyo.name.startswith("~$"):
        raise ErrorDeLectura(
            traido.nombre,
            "es lo que deja un programa de oficina mientras tiene abierto otro archivo",
            "guarde y cierre ese archivo, y dé el que se llama igual sin «~$»",
        )
    if suyo.suffix.lower() in _COMPRIMIDOS:
        raise ErrorDeLectura(
            traido.nombre,
            f"no es un {suyo.suffix.lower()}: llegó dañado, o es otra cosa con ese nombre",
            "pida que lo manden otra vez, o ábralo donde sí abra y guárdelo de nuevo",
        )
    if suyo.suffix.lower() in (".csv", ".tsv"):
        raise ErrorDeLectura(
            traido.nombre,
            "es de una hoja de cálculo guardada como texto: la planilla se recibe en .xlsx o en .ods",
            "guárdela desde ese programa como .xlsx, y reciba ese archivo",
        )
    entrega, entera = leer_sobre(traido.nombre, traido.datos)
    # En lo que llegó cortado, lo que falta no es lo que alguien borró: no se parte de lo que ya se dijo.
    return [Hallada(traido.nombre, entrega if entera else replace(entrega, antes={}), entera)], []


def recibir_todas(raiz: Path, carga: Carga, halladas: Sequence[Hallada]) -> Iterator[Recibo]:
    """Termina primero lo que un corte dejó guardado en esas asambleas, y recibe cada entrega.

    Cuando da un recibo, lo recibido está en el disco. Con una sala abierta, cada cosa espera su turno.
    """
    turno = TurnoDeRecibir(raiz)
    asambleas = {e.asamblea.id: e.asamblea for e in carga.expedientes}
    suyas = [
        asambleas[id_] for id_ in dict.fromkeys(h.entrega.asamblea for h in halladas) if id_ in asambleas
    ]
    esperan: list[Acuse] = []
    for suya in suyas:
        for acuse in _al_dia(turno, suya):
            if acuse.situacion is Situacion.INCOMPLETA:
                esperan.append(acuse)
            else:
                yield _recibo(raiz, suya, "", acuse, ())
    for hallada in halladas:
        asamblea = asambleas.get(hallada.entrega.asamblea)
        if asamblea is None:
            yield _ajena(carga, hallada)
        else:
            yield _una(turno, asamblea, hallada)
    # Al final: lo que acaba de llegar pudo reemplazar lo que estaba mal.
    for suya in suyas if esperan else ():
        for acuse in _al_dia(turno, suya):
            if acuse.situacion is not Situacion.INCOMPLETA or acuse in esperan:
                yield _recibo(raiz, suya, "", acuse, ())


def _ajena(carga: Carga, hallada: Hallada) -> Recibo:
    id_, submesa = hallada.entrega.asamblea, hallada.entrega.submesa
    if id_ in carga.carpetas:
        motivo = f"los datos de «{id_}» no se pueden leer: corríjalos con ./asamblea validar {id_}"
    else:
        motivo = (
            f"es de la asamblea «{id_}», que no está en datos/. {quiso_decir(id_, carga.carpetas)}".strip()
        )
    return Recibo(hallada.archivo, id_, Acuse(submesa, Situacion.RECHAZADA, motivo))


def _al_dia(turno: TurnoDeRecibir, asamblea: Asamblea) -> tuple[Acuse, ...]:
    with turno:
        return con_paciencia(lambda: ponerse_al_dia(turno.raiz, asamblea))


def _una(turno: TurnoDeRecibir, asamblea: Asamblea, hallada: Hallada) -> Recibo:
    raiz, entrega = turno.raiz, hallada.entrega
    dichos = [*hallada.dichos]
    if not hallada.entera:
        dichos.append(
            "cambió después de salir del formulario, o llegó cortada: llena lo que esté vacío y no borra nada"
        )
    try:
        with turno:
            acuse = con_paciencia(lambda: recibir(raiz, asamblea, entrega, hallada.archivo))
    except (ErrorDeUso, ErrorDeDatos) as error:
        acuse = Acuse(
            entrega.submesa,
            Situacion.INCOMPLETA,
            f"quedó guardada en {ENTRADA}/ y todavía no en la hoja. {error}".rstrip(),
        )
    if entrega.formulario != formulario_de(asamblea).version:
        dichos.append("se llenó con otra versión del formulario")
    if acuse.ajenas:
        dichos.append(f"trae {_algunas(acuse.ajenas)}, que hoy no se preguntan: quedan solo en {ENTRADA}/")
    if acuse.danadas:
        dichos.append(f"en {ENTRADA}/ no se puede leer {_algunas(acuse.danadas)}")
    return _recibo(raiz, asamblea, hallada.archivo, acuse, tuple(dichos))


def _algunas(nombres: Sequence[str]) -> str:
    sobran = len(nombres) - _A_LA_VISTA
    return enumerar((*nombres[:_A_LA_VISTA], f"{sobran} más") if sobran > 0 else nombres)


def _recibo(raiz: Path, asamblea: Asamblea, archivo: str, acuse: Acuse, dichos: tuple[str, ...]) -> Recibo:
    try:
        hoja = None if acuse.situacion is Situacion.RECHAZADA else hoja_de(raiz, asamblea, acuse.submesa)
    except ErrorDeDatos:
        hoja = None
    return Recibo(archivo, asamblea.id, acuse, hondura_de(hoja) if hoja else None, dichos)


@contextmanager
def copia_de_trabajo(raiz: Path, asambleas: Iterable[str]) -> Iterator[Path]:
    """Una carpeta pasajera con las hojas y lo recibido de esas asambleas: lo que se haga en ella no queda."""
    with TemporaryDirectory(prefix="asamblea-") as pasajera:
        copia = Path(pasajera)
        shutil.copytree(raiz / "plantillas" / "nueva", copia / "plantillas" / "nueva")
        for id_ in asambleas:
            hojas = copia / "datos" / id_ / "resultados"
            hojas.mkdir(parents=True)
            for hoja in (raiz / "datos" / id_ / "resultados").glob("*.yml"):
                shutil.copyfile(hoja, hojas / hoja.name)
            if (raiz / ENTRADA / id_).is_dir():
                shutil.copytree(raiz / ENTRADA / id_, copia / ENTRADA / id_)
        yield copia
