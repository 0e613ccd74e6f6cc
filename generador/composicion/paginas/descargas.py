"""Lo que se descarga de una asamblea: cada archivo con su peso, una vez, y los grupos en que se ofrece."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from typing import Generic, Protocol, TypeVar

from generador.catalogo.documentos import Documento
from generador.catalogo.formatos import Formato
from generador.catalogo.inventario import AbiertoConcreto, Artefacto, Inventario, PaqueteConcreto
from generador.catalogo.piezas import Pieza
from generador.modelo.asamblea import Asamblea
from generador.modelo.datos.mesas import Mesa

P = TypeVar("P", Artefacto, PaqueteConcreto, AbiertoConcreto)


class Medido(Protocol):
    """Lo que se midió de un archivo al producirlo."""

    @property
    def octetos(self) -> int:
        """Su peso en bytes."""
        ...

    @property
    def paginas(self) -> int:
        """Cuántas tiene; 1 si no es un PDF."""
        ...


@dataclass(frozen=True, slots=True)
class Descarga(Generic[P]):
    """Un archivo ya producido: lo que el inventario dice de él, su peso en bytes y sus páginas."""

    publicado: P
    octetos: int
    paginas: int

    @property
    def ruta(self) -> str:
        """Su dirección, relativa al sitio."""
        return self.publicado.ruta

    @property
    def titulo(self) -> str:
        """Cómo se llama."""
        publicado = self.publicado
        return publicado.declaracion.titulo if isinstance(publicado, AbiertoConcreto) else publicado.titulo

    @property
    def corto(self) -> str:
        """El título hasta los dos puntos: «Guía de la mesa 1», donde el eje ya está a la vista."""
        return self.titulo.partition(":")[0]

    @property
    def extension(self) -> str:
        """Extensión del archivo, en mayúsculas: «PDF», «PNG», «ZIP»."""
        return self.ruta.rpartition(".")[2].upper()


Archivo = Descarga[Artefacto]
"""Un documento o una pieza."""


def mesa_de(archivo: Archivo) -> Mesa | None:
    """La mesa a la que sirve un archivo, si es de una."""
    mesa = archivo.publicado.asunto.modelos.get("mesa")
    return mesa if isinstance(mesa, Mesa) else None


@dataclass(frozen=True, slots=True)
class Serie:
    """Los archivos de un mismo documento: uno, o uno por mesa."""

    declaracion: Documento
    archivos: tuple[Archivo, ...]

    @property
    def nombre(self) -> str:
        """Su título o, si son varios, las palabras con que todos empiezan: «Guía de la mesa»."""
        if len(self.archivos) == 1:
            return self.archivos[0].titulo
        palabras = zip(*(a.titulo.split() for a in self.archivos), strict=False)
        return " ".join(p[0] for p in takewhile(lambda iguales: len(set(iguales)) == 1, palabras))


@dataclass(frozen=True, slots=True)
class Muestra:
    """Una pieza en un formato: el PDF y su imagen; `taller`, si la hay, el PDF para llevar a imprenta."""

    pieza: Pieza
    formato: Formato
    pdf: Archivo
    png: Archivo
    taller: Archivo | None = None

    @property
    def nombre(self) -> str:
        """El formato, y si es a una tinta."""
        una_tinta = ", a una tinta" if self.png.publicado.variante == "una-tinta" else ""
        return f"{self.formato.nombre}{una_tinta}"

    @property
    def medida(self) -> str:
        """«216 × 279 mm» o «1080 × 1080 px»."""
        return self.formato.medida

    @property
    def ancha(self) -> bool:
        """Si es tan ancha que al lado de las demás no se alcanzaría a leer."""
        ancho, alto = self.formato.pixeles
        return ancho > 1.6 * alto

    @property
    def pixeles(self) -> tuple[int, int]:
        """Ancho y alto de la imagen."""
        return self.formato.pixeles


@dataclass(frozen=True)
class Descargas:
    """Todo lo que se descarga de una asamblea; una sola para todas sus páginas."""

    archivos: tuple[Archivo, ...] = ()
    paquetes: tuple[Descarga[PaqueteConcreto], ...] = ()
    abiertos: tuple[Descarga[AbiertoConcreto], ...] = ()

    @cached_property
    def documentos(self) -> tuple[Serie, ...]:
        """Por documento, en el orden del catálogo."""
        por_id: dict[str, list[Archivo]] = {}
        declaraciones: dict[str, Documento] = {}
        for archivo in self.archivos:
            declaracion = archivo.publicado.declaracion
            if isinstance(declaracion, Documento):
                declaraciones[declaracion.id] = declaracion
                por_id.setdefault(declaracion.id, []).append(archivo)
        return tuple(Serie(declaraciones[id_], tuple(suyos)) for id_, suyos in por_id.items())

    @cached_property
    def generales(self) -> tuple[Archivo, ...]:
        """Los documentos que son uno solo para toda la asamblea."""
        return tuple(a for s in self.documentos if s.declaracion.por == "asamblea" for a in s.archivos)

    @cached_property
    def muestras(self) -> tuple[Muestra, ...]:
        """Las piezas con su imagen, en el orden del catálogo."""
        pdf = {a.ruta: a for a in self.archivos}
        muestras = []
        talleres = {
            a.ruta.removesuffix("-imprenta.pdf"): a
            for a in self.archivos
            if a.publicado.variante == "imprenta"
        }
        for archivo in self.archivos:
            artefacto, pieza = archivo.publicado, archivo.publicado.declaracion
            if isinstance(pieza, Pieza) and artefacto.origen is not None and artefacto.formato is not None:
                taller = talleres.get(artefacto.origen.removesuffix(".pdf"))
                muestras.append(Muestra(pieza, artefacto.formato, pdf[artefacto.origen], archivo, taller))
        return tuple(muestras)

    @cached_property
    def piezas(self) -> tuple[tuple[Pieza, tuple[Muestra, ...]], ...]:
        """Cada pieza con sus formatos."""
        por_id: dict[str, list[Muestra]] = {}
        for muestra in self.muestras:
            por_id.setdefault(muestra.pieza.id, []).append(muestra)
        return tuple((suyas[0].pieza, tuple(suyas)) for suyas in por_id.values())

    def documento(self, id_: str) -> Archivo | None:
        """El archivo de un documento que es uno solo, si se publica."""
        return next((a for a in self.generales if a.publicado.declaracion.id == id_), None)

    def muestra(self, id_: str) -> Muestra | None:
        """La pieza de ese identificador en su primer formato, si se publica."""
        return next((m for m in self.muestras if m.pieza.id == id_), None)

    def de_mesa(self, numero_de_mesa: int) -> tuple[Archivo, ...]:
        """Los documentos de una mesa, uno por mesa."""
        return tuple(
            a
            for s in self.documentos
            if s.declaracion.por == "mesa"
            for a in s.archivos
            if (mesa := mesa_de(a)) is not None and mesa.numero == numero_de_mesa
        )

    def de_submesas(self, numero_de_mesa: int) -> tuple[Archivo, ...]:
        """Los documentos de las sub-mesas de una mesa."""
        return tuple(
            a
            for s in self.documentos
            if s.declaracion.por == "submesa"
            for a in s.archivos
            if (mesa := mesa_de(a)) is not None and mesa.numero == numero_de_mesa
        )


SIN_DESCARGAS = Descargas()


def descargas_de(inventario: Inventario, asamblea: Asamblea, medidos: Mapping[str, Medido]) -> Descargas:
    """Descargas de una asamblea; `medidos` trae, por ruta, lo que se midió de cada uno de sus archivos."""

    def descarga(publicado: P) -> Descarga[P]:
        medido = medidos[publicado.ruta]
        return Descarga(publicado, medido.octetos, medido.paginas)

    return Descargas(
        tuple(map(descarga, inventario.de(asamblea))),
        tuple(map(descarga, inventario.paquetes_de(asamblea))),
        tuple(map(descarga, inventario.abiertos_de(asamblea))),
    )
