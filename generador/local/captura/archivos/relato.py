"""Lo que se le cuenta a quien trae archivos de las mesas: en qué paró cada uno, y qué hacer si no cupo."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generador.carga.cargar import Carga
from generador.errores import ErrorDeLectura, ErrorDeUso, legible
from generador.local.captura.archivos.importacion import Hallada, Recibo, recibir_todas
from generador.local.captura.conflictos import conflictos
from generador.local.captura.formulario import Formulario, formulario_de
from generador.local.captura.hondura import Hondura
from generador.local.captura.recepcion import Situacion
from generador.local.captura.turno import TurnoDeRecibir
from generador.local.fotos.album import archivar
from generador.local.fotos.lectura import FotoLeida
from generador.modelo.asamblea import Asamblea
from generador.modelo.texto import plural

EN_BLANCO = "(en blanco)"


@dataclass(frozen=True, slots=True)
class Salidas:
    """Dónde se arregla cada cosa, según desde dónde se recibe; «{}» es la asamblea."""

    en_parte: str
    """Lo que no cupo de una hoja que sí recibió lo demás."""
    entera: str
    """Con qué sigue lo de una hoja de la que nada cupo."""
    foto: str
    choques: str
    malas: str
    otra_vez: str
    """Cómo se recibe de nuevo lo que se corrigió."""

    def como_se_corrige(self, de_donde: str, asamblea: str, *, en_parte: bool) -> str:
        """Qué hacer con lo que no cupo en su hoja: llegó entero, y en ella está lo demás o nada."""
        if en_parte:
            return (
                f"lo demás ya está en su hoja; esto, {self.en_parte.format(asamblea)}, o corríjalo en lo que "
                f"llegó ({de_donde}) y {self.otra_vez}"
            )
        return (
            f"corríjalo en lo que llegó ({de_donde}) y {self.otra_vez}{self.entera}; mientras tanto, "
            "nada de esto está en su hoja"
        )


EN_LA_TERMINAL = Salidas(
    en_parte="escríbalo bien con ./asamblea elegir {} o en ./asamblea abrir",
    entera=" con ./asamblea importar, o escríbalo en ./asamblea abrir",
    foto="dele lugar en ./asamblea abrir --sala, «Fotos de las fichas» de {}",
    choques="en conflicto; escoja con ./asamblea elegir {}",
    malas="por escribir bien; hágalo con ./asamblea elegir {}",
    otra_vez="vuelva a importarlo",
)
EN_EL_NAVEGADOR = Salidas(
    en_parte="escríbalo bien en su hoja, desde el tablero",
    entera=", o escríbalo en su hoja, desde el tablero",
    foto="dele lugar en «Fotos de las fichas»",
    choques="en conflicto; escoja en su hoja, desde el tablero",
    malas="por escribir bien; hágalo en su hoja, desde el tablero",
    otra_vez="vuelva a traerlo",
)


@dataclass(slots=True)
class Relato:
    """Lo leído de unos archivos; al recibirlo, lo que pasó con cada cosa y la cuenta de todas."""

    carga: Carga
    halladas: Sequence[Hallada]
    fotos: Sequence[FotoLeida]
    fallas: Sequence[ErrorDeLectura]
    salidas: Salidas
    cuenta: Counter[str] = field(default_factory=Counter)
    bien: bool = True
    """Si todo lo recibido quedó en su hoja, y cada foto, con la suya."""

    def __post_init__(self) -> None:
        if self.fallas:
            self.cuenta["sin leer"] = len(self.fallas)
            self.bien = False

    @property
    def sin_leer(self) -> tuple[str, ...]:
        """Por qué no se leyó cada archivo de los que no."""
        return tuple(f"no se recibió: {f}" for f in self.fallas)

    @property
    def suyas(self) -> tuple[str, ...]:
        """Las asambleas de las que llegó algo y que aquí están."""
        return tuple(
            i for i in dict.fromkeys(h.entrega.asamblea for h in self.halladas) if i in self._asambleas
        )

    @property
    def total(self) -> str:
        """«En total, nueva 2, igual 1»."""
        return "En total, " + (
            ", ".join(f"{que} {n}" for que, n in self.cuenta.items()) or "nada que recibir"
        )

    def recibir(self, donde: Path) -> Iterator[str]:
        """Lleva todo a las hojas de `donde` y cuenta, renglón por renglón, en qué paró."""
        for recibo in recibir_todas(donde, self.carga, self.halladas):
            yield from self._lineas(recibo)
            self.cuenta[_situacion(recibo)] += 1
            self.bien = self.bien and recibo.queda_en_la_hoja
        for foto in self.fotos:
            dicho, situacion = self._archivada(donde, foto)
            yield dicho
            self.cuenta[situacion] += 1
            self.bien = self.bien and situacion == "foto"
        for id_ in self.suyas:
            malas = [c.mala for c in conflictos(donde, self._asambleas[id_])]
            for cuantos, que in (
                (malas.count(False), self.salidas.choques),
                (malas.count(True), self.salidas.malas),
            ):
                if cuantos:
                    yield f"{id_}: {plural(cuantos, 'casilla', 'casillas')} {que.format(id_)}"

    @property
    def _asambleas(self) -> dict[str, Asamblea]:
        return {e.asamblea.id: e.asamblea for e in self.carga.expedientes}

    def _archivada(self, raiz: Path, foto: FotoLeida) -> tuple[str, str]:
        """Lo que se dice de una foto, y en qué se cuenta."""
        try:
            with TurnoDeRecibir(raiz):
                hecha = archivar(raiz, [*self._asambleas.values()], foto)
        except ErrorDeUso as error:
            return legible(str(error)), "foto sin recibir"
        suya = hecha.foto
        que = "foto por transcribir" if hecha.nueva else "foto que ya se tenía"
        if suya.lugar.submesa:
            return f"{legible(foto.nombre)}: {suya.titulo} de {suya.lugar.asamblea}, {que}", "foto"
        remedio = self.salidas.foto.format(suya.lugar.asamblea)
        return f"{legible(foto.nombre)}: {que}, sin código que se lea; {remedio}", "foto sin lugar"

    def _lineas(self, recibo: Recibo) -> Iterator[str]:
        acuse, asamblea = recibo.acuse, self._asambleas.get(recibo.asamblea)
        formulario = formulario_de(asamblea) if asamblea else None
        de_donde = recibo.archivo or "de antes, en entrada/"
        partes = [f"{legible(de_donde)}: {_de_quien(recibo)}, {_situacion(recibo)}"]
        if acuse.puestas:
            partes.append(plural(len(acuse.puestas), "casilla", "casillas"))
        if recibo.hondura is not None:
            partes.append(f"la hoja queda {recibo.hondura}")
        yield "; ".join(partes)
        if acuse.mensaje:
            yield f"    {legible(acuse.mensaje)}"
        for dicho in recibo.dichos:
            yield f"    {legible(dicho)}"
        for choque in acuse.choques:
            yield f"    en conflicto, {titulo_de(formulario, choque.casilla)}:"
            yield from version("en la hoja", choque.guardado)
            yield from version("aquí", choque.llega)
        for reparo in acuse.reparos:
            titulo = titulo_de(formulario, reparo.casilla) if reparo.casilla else ""
            de_que = f"{titulo}: " if titulo not in reparo.mensaje else ""
            como = "por corregir" if reparo.impide else "aviso"
            # Una ayuda que es frase entera, como la de un campo, no sigue a un punto y coma.
            une = ". " if reparo.ayuda[:1].isupper() else "; "
            yield f"    {como}: {legible(f'{de_que}{reparo.mensaje}{une}{reparo.ayuda}')}"
        if any(r.impide for r in acuse.reparos):
            como = self.salidas.como_se_corrige(legible(de_donde), recibo.asamblea, en_parte=acuse.en_parte)
            yield f"    {como}"


def version(de_quien: str, texto: str) -> Iterator[str]:
    """Los renglones con que se muestra lo que dijo alguien."""
    renglones = texto.split("\n") if texto else [EN_BLANCO]
    yield f"      {de_quien}: {legible(renglones[0])}"
    for renglon in renglones[1:]:
        yield f"      {' ' * len(de_quien)}  {legible(renglon)}"


def _situacion(recibo: Recibo) -> str:
    parcial = recibo.acuse.situacion is Situacion.NUEVA and recibo.hondura is not Hondura.COMPLETA
    return "parcial" if parcial else recibo.acuse.situacion.value


def _de_quien(recibo: Recibo) -> str:
    return legible(f"{recibo.acuse.submesa} de {recibo.asamblea}")


def titulo_de(formulario: Formulario | None, nombre: str) -> str:
    """Cómo se nombra una casilla; sin formulario que la conozca, como venga."""
    casilla = formulario.por_nombre.get(nombre) if formulario else None
    return f"«{casilla.titulo}»" if casilla else nombre
