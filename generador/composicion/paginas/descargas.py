"""Los archivos de una asamblea como los ofrece una página: agrupados, con su peso y su enlace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

from generador.catalogo.documentos import Documento
from generador.catalogo.formatos import Formato
from generador.catalogo.inventario import AbiertoConcreto, Artefacto, PaqueteConcreto, relativa
from generador.catalogo.piezas import Pieza
from generador.modelo.datos.mesas import Mesa


@dataclass(frozen=True, slots=True)
class Archivo:
    """Un archivo para descargar visto desde una página; `octetos` es su peso en bytes."""

    artefacto: Artefacto
    url: str
    octetos: int
    paginas: int
    miniatura: str = ""
    """La dirección de su miniatura, si es la imagen de una pieza."""
    texto: str = ""
    """La dirección del .txt que la acompaña, si es una pieza."""

    @property
    def titulo(self) -> str:
        """Cómo se llama."""
        return self.artefacto.titulo

    @property
    def corto(self) -> str:
        """El título hasta los dos puntos: «Guía de la mesa 1», donde el eje ya está a la vista."""
        return self.titulo.partition(":")[0]

    @property
    def extension(self) -> str:
        """«PDF» o «PNG»."""
        return self.artefacto.ruta.rpartition(".")[2].upper()

    @property
    def mesa(self) -> Mesa | None:
        """La mesa a la que sirve, si es de una."""
        mesa = self.artefacto.asunto.modelos.get("mesa")
        return mesa if isinstance(mesa, Mesa) else None


@dataclass(frozen=True, slots=True)
class ArchivoDePaquete:
    """Un .zip para descargar visto desde una página; `octetos` es su peso en bytes."""

    paquete: PaqueteConcreto
    url: str
    octetos: int


@dataclass(frozen=True, slots=True)
class ArchivoAbierto:
    """Un archivo de datos abiertos visto desde una página; `octetos` es su peso en bytes."""

    abierto: AbiertoConcreto
    url: str
    octetos: int


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
        una_tinta = ", a una tinta" if self.png.artefacto.variante == "una-tinta" else ""
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
class Estante:
    """Todo lo descargable de una asamblea."""

    archivos: tuple[Archivo, ...]
    paquetes: tuple[ArchivoDePaquete, ...] = ()
    abiertos: tuple[ArchivoAbierto, ...] = ()

    @cached_property
    def documentos(self) -> tuple[Serie, ...]:
        """Por documento, en el orden del catálogo."""
        por_id: dict[str, list[Archivo]] = {}
        declaraciones: dict[str, Documento] = {}
        for archivo in self.archivos:
            declaracion = archivo.artefacto.declaracion
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
        pdf = {a.artefacto.ruta: a for a in self.archivos}
        muestras = []
        talleres = {
            a.artefacto.ruta.removesuffix("-imprenta.pdf"): a
            for a in self.archivos
            if a.artefacto.variante == "imprenta"
        }
        for archivo in self.archivos:
            artefacto, pieza = archivo.artefacto, archivo.artefacto.declaracion
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
        return next((a for a in self.generales if a.artefacto.declaracion.id == id_), None)

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
            if a.mesa is not None and a.mesa.numero == numero_de_mesa
        )

    def de_submesas(self, numero_de_mesa: int) -> tuple[Archivo, ...]:
        """Los documentos de las sub-mesas de una mesa."""
        return tuple(
            a
            for s in self.documentos
            if s.declaracion.por == "submesa"
            for a in s.archivos
            if a.mesa is not None and a.mesa.numero == numero_de_mesa
        )


def armar_estante(
    pagina: str,
    productos: Sequence[tuple[Artefacto, int, int]],
    paquetes: Sequence[tuple[PaqueteConcreto, int]] = (),
    abiertos: Sequence[tuple[AbiertoConcreto, int]] = (),
) -> Estante:
    """El estante visto desde la ruta `pagina`; de cada artefacto llegan su peso en bytes y sus páginas."""
    return Estante(
        tuple(_archivo(pagina, a, octetos, paginas) for a, octetos, paginas in productos),
        tuple(ArchivoDePaquete(z, relativa(pagina, z.ruta), octetos) for z, octetos in paquetes),
        tuple(ArchivoAbierto(d, relativa(pagina, d.ruta), octetos) for d, octetos in abiertos),
    )


def _archivo(pagina: str, a: Artefacto, octetos: int, paginas: int) -> Archivo:
    return Archivo(
        a,
        relativa(pagina, a.ruta),
        octetos,
        paginas,
        relativa(pagina, a.miniatura) if a.pixeles is not None else "",
        relativa(pagina, a.texto) if a.clase == "pieza" else "",
    )
