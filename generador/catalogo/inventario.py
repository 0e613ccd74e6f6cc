"""De las declaraciones y un proyecto, la lista concreta de páginas y artefactos, con sus direcciones."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Literal

from generador.catalogo.abiertos import ABIERTOS, Abierto
from generador.catalogo.asuntos import Asunto, asuntos, hay, paginas_de, sirve
from generador.catalogo.documentos import DOCUMENTOS, Documento
from generador.catalogo.formatos import FORMATOS, ORLA, Formato, Variante
from generador.catalogo.paginas import PAGINAS, Pagina
from generador.catalogo.paquetes import PAQUETES, Campana, Copias, MiembroDePaquete, Paquete
from generador.catalogo.piezas import PIEZAS, Pieza
from generador.catalogo.rutas import DESCARGAS
from generador.catalogo.rutas import relativa as relativa
from generador.errores import ErrorDeComposicion
from generador.modelo.asamblea import Asamblea, Proyecto, Sitio
from generador.modelo.datos.comun.medios import SIN_MEDIOS, Medios
from generador.modelo.datos.evento import Estado

_ORDEN = list(Estado)
LADO_DE_MINIATURA = 360
"""Píxeles del lado mayor: desde 400 el crédito se tendría que leer en ella; así, lleva a la pieza entera."""
TAMANOS_PAPEL: Mapping[str, tuple[int, int]] = {"carta": (216, 279), "oficio": (216, 330), "a4": (210, 297)}
"""Ancho y alto en milímetros; el oficio es el colombiano."""


@dataclass(frozen=True, slots=True)
class PaginaConcreta:
    """Una página con su dirección (`ruta`, relativa al sitio, terminada en «/» o vacía)."""

    declaracion: Pagina
    ruta: str
    titulo: str
    asamblea: Asamblea | None
    asunto: Asunto


@dataclass(frozen=True, slots=True)
class ParteConcreta:
    """Un documento que va completo dentro de otro; `estilos` son las hojas que se le suman ahí."""

    artefacto: Artefacto
    estilos: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Artefacto:
    """Un archivo que se descarga: documento o pieza, en PDF o PNG.

    `origen` es la ruta del PDF del que sale un PNG; `pagina` la ruta de la página a la que lleva su QR.
    """

    declaracion: Documento | Pieza
    clase: Literal["documento", "pieza"]
    ruta: str
    titulo: str
    asamblea: Asamblea
    asunto: Asunto
    pagina: str
    ancho_mm: float
    alto_mm: float
    formato: Formato | None = None
    origen: str | None = None
    pixeles: tuple[int, int] | None = None
    partes: tuple[ParteConcreta, ...] = ()
    """Lo que sigue en el mismo PDF."""
    variante: Variante = "color"

    @property
    def plantilla(self) -> str:
        """La plantilla de su cuerpo."""
        d = self.declaracion
        return f"piezas/{d.plantilla}.html.j2" if isinstance(d, Pieza) else f"documentos/{d.id}.html.j2"

    @property
    def texto(self) -> str:
        """El .txt que acompaña a una pieza en todos sus formatos."""
        sufijo = f"-{self.asunto.clave.lower()}" if self.asunto.clave else ""
        return f"{self.asamblea.id}/piezas/{self.declaracion.id}{sufijo}.txt"

    @property
    def miniatura(self) -> str:
        """La imagen pequeña que lo muestra en la galería."""
        nombre = posixpath.splitext(posixpath.basename(self.ruta))[0]
        return f"{self.asamblea.id}/piezas/miniaturas/{nombre}.webp"

    @property
    def miniatura_px(self) -> tuple[int, int]:
        """Ancho y alto de su miniatura."""
        assert self.pixeles is not None
        escala = LADO_DE_MINIATURA / max(self.pixeles)
        ancho, alto = (round(lado * escala) for lado in self.pixeles)
        return ancho, alto


@dataclass(frozen=True, slots=True)
class Miembro:
    """Un archivo dentro de un paquete: su nombre allí y cuántas copias se imprimen."""

    nombre: str
    artefacto: Artefacto
    copias: int


@dataclass(frozen=True, slots=True)
class PaqueteConcreto:
    """Un .zip de una asamblea."""

    declaracion: Paquete
    ruta: str
    asamblea: Asamblea
    miembros: tuple[Miembro, ...]

    @property
    def titulo(self) -> str:
        """Cómo se llama."""
        return self.declaracion.titulo


@dataclass(frozen=True, slots=True)
class AbiertoConcreto:
    """Un archivo de datos de la agenda de una asamblea."""

    declaracion: Abierto
    ruta: str
    asamblea: Asamblea


@dataclass(frozen=True)
class Inventario:
    """Todo lo que se publica de un proyecto, y la libreta de direcciones."""

    proyecto: Proyecto
    paginas: tuple[PaginaConcreta, ...]
    artefactos: tuple[Artefacto, ...]
    paquetes: tuple[PaqueteConcreto, ...] = ()
    abiertos: tuple[AbiertoConcreto, ...] = ()
    extras: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Direcciones de lo que no es página ni artefacto: páginas a mano y manifiestos."""
    medios: Mapping[str, Medios] = field(default_factory=lambda: MappingProxyType({}))
    """Los logos y fotos ya limpios, por asamblea."""

    def medios_de(self, asamblea: Asamblea) -> Medios:
        """Los logos y las fotos de esa asamblea."""
        return self.medios.get(asamblea.id, SIN_MEDIOS)

    @cached_property
    def direcciones(self) -> Mapping[str, str]:
        """«arauca-2023/mesa/2» o «acerca» → ruta relativa al sitio."""
        tabla = dict(self.extras)
        for p in self.paginas:
            tabla[clave_de(p.asamblea, p.declaracion.id, p.asunto.clave)] = p.ruta
        for a in self.artefactos:
            clave = clave_de(a.asamblea, _id_artefacto(a), a.asunto.clave)
            tabla[clave] = a.ruta
        for z in self.paquetes:
            tabla[clave_de(z.asamblea, f"paquete:{z.declaracion.id}")] = z.ruta
        for d in self.abiertos:
            tabla[clave_de(d.asamblea, f"abierto:{d.declaracion.archivo}")] = d.ruta
        return tabla

    def ruta(self, clave: str) -> str:
        """La dirección de `clave`; ErrorDeComposicion si no se publica: ningún enlace queda roto."""
        try:
            return self.direcciones[clave]
        except KeyError:
            raise ErrorDeComposicion(f"una plantilla enlaza «{clave}», que no se publica") from None

    def de(self, asamblea: Asamblea) -> tuple[Artefacto, ...]:
        """Los artefactos de una asamblea."""
        return tuple(a for a in self.artefactos if a.asamblea is asamblea)

    def paquetes_de(self, asamblea: Asamblea) -> tuple[PaqueteConcreto, ...]:
        """Los .zip de una asamblea."""
        return tuple(z for z in self.paquetes if z.asamblea is asamblea)

    def abiertos_de(self, asamblea: Asamblea) -> tuple[AbiertoConcreto, ...]:
        """Los datos abiertos de una asamblea."""
        return tuple(d for d in self.abiertos if d.asamblea is asamblea)


def clave_de(asamblea: Asamblea | None, id_: str, asunto: str = "") -> str:
    """La clave de la libreta de direcciones."""
    return "/".join(p for p in (asamblea.id if asamblea else "", id_, asunto) if p)


def _id_artefacto(a: Artefacto) -> str:
    if a.formato is None:
        return f"documento:{a.declaracion.id}"
    variante = "" if a.variante == "color" else f":{a.variante}"
    return f"pieza:{a.declaracion.id}:{a.formato.id}{variante}:{posixpath.splitext(a.ruta)[1][1:]}"


def alcanzado(estado: Estado, desde: Estado) -> bool:
    """Si una asamblea en `estado` ya publica lo que se publica `desde`."""
    return _ORDEN.index(estado) >= _ORDEN.index(desde)


def inventariar(proyecto: Proyecto, extras: Mapping[str, str] | None = None) -> Inventario:
    """Las páginas y artefactos de `proyecto`; `extras` son direcciones de otras páginas publicadas.

    Son las páginas comunes y lo de cada asamblea, que no sabe de las demás.
    """
    comunes = tuple(
        PaginaConcreta(d, d.ruta, d.titulo.format(sitio=proyecto.sitio), None, Asunto("", {}))
        for d in PAGINAS
        if d.por == "sitio"
    )
    suyos = [inventariar_asamblea(proyecto.sitio, a) for a in proyecto.asambleas]
    return Inventario(
        proyecto,
        (*comunes, *(p for s in suyos for p in s.paginas)),
        tuple(a for s in suyos for a in s.artefactos),
        tuple(z for s in suyos for z in s.paquetes),
        tuple(d for s in suyos for d in s.abiertos),
        MappingProxyType(dict(extras or {})),
    )


def inventariar_asamblea(sitio: Sitio, asamblea: Asamblea) -> Inventario:
    """El inventario de una sola: lo deciden ella y sitio.yml, y ninguna otra; sin las páginas comunes."""
    artefactos = (*_documentos(asamblea), *_piezas(asamblea))
    return Inventario(
        Proyecto(sitio=sitio, asambleas=(asamblea,)),
        tuple(_paginas(sitio, asamblea)),
        artefactos,
        tuple(_paquetes(asamblea, artefactos)),
        tuple(
            AbiertoConcreto(d, f"{asamblea.id}/{DESCARGAS}/{d.archivo}", asamblea)
            for d in ABIERTOS
            if asamblea.hay_agenda and _publica(asamblea, d.desde) and d.le_sirve(*_tiene(asamblea))
        ),
    )


def _publica(asamblea: Asamblea, desde: Estado) -> bool:
    if desde == Estado.BORRADOR and not asamblea.hay_agenda:
        return False
    return alcanzado(asamblea.estado, desde)


def _tiene(a: Asamblea) -> tuple[bool, date | None]:
    return bool(a.seguimiento and a.seguimiento.avances), a.aprobacion.fecha if a.aprobacion else None


def _paginas(sitio: Sitio, asamblea: Asamblea) -> Iterator[PaginaConcreta]:
    for d in PAGINAS:
        if d.por == "sitio" or not _publica(asamblea, d.desde):
            continue
        for asunto in asuntos(asamblea, d.por):
            nombres = {"sitio": sitio, "asamblea": asamblea, **asunto.modelos}
            ruta = f"{asamblea.id}/{d.ruta.format(**nombres)}"
            yield PaginaConcreta(d, ruta, d.titulo.format(**nombres), asamblea, asunto)


def _ruta_de_pagina(asamblea: Asamblea, id_: str, asunto: Asunto) -> str:
    declaracion = next(p for p in PAGINAS if p.id == id_)
    if not _publica(asamblea, declaracion.desde):
        return f"{asamblea.id}/"
    return f"{asamblea.id}/{declaracion.ruta.format(asamblea=asamblea, **asunto.modelos)}"


def _documentos(asamblea: Asamblea) -> Iterator[Artefacto]:
    for d in DOCUMENTOS:
        if d.suelto and _publica(asamblea, d.desde):
            for asunto in asuntos(asamblea, d.por):
                partes = tuple(_partes(asamblea, d, asunto))
                yield replace(_documento(asamblea, d, asunto), partes=partes)


def _documento(asamblea: Asamblea, d: Documento, asunto: Asunto) -> Artefacto:
    ancho, alto = TAMANOS_PAPEL[asamblea.evento.papel]
    sufijo = {"mesa": f"-mesa-{asunto.clave}", "submesa": f"-{asunto.clave}"}.get(d.por, "")
    return Artefacto(
        declaracion=d,
        clase="documento",
        ruta=f"{asamblea.id}/{DESCARGAS}/{d.id}{sufijo}.pdf",
        titulo=d.titulo.format(asamblea=asamblea, **asunto.modelos),
        asamblea=asamblea,
        asunto=asunto,
        pagina=_ruta_de_pagina(asamblea, d.pagina, asunto),
        ancho_mm=alto if d.apaisado else ancho,
        alto_mm=ancho if d.apaisado else alto,
    )


def _partes(asamblea: Asamblea, d: Documento, asunto: Asunto) -> Iterator[ParteConcreta]:
    """Las partes de un documento: las que van una vez y luego las de cada sub-mesa, sub-mesa por sub-mesa."""
    if not d.partes:
        return
    por_id = {x.id: x for x in DOCUMENTOS}
    grupo = asunto.modelos["grupo"]
    mesa = next(a for a in asuntos(asamblea, "mesa") if a.modelos["grupo"] is grupo)
    for parte in d.partes:
        if not parte.cada_submesa:
            declaracion = por_id[parte.id]
            suyo = mesa if declaracion.por == "mesa" else asunto
            yield ParteConcreta(_documento(asamblea, declaracion, suyo), parte.estilos)
    cada = [p for p in d.partes if p.cada_submesa]
    for otro in asuntos(asamblea, "submesa") if cada else ():
        if otro.modelos["grupo"] is grupo:
            for parte in cada:
                yield ParteConcreta(_documento(asamblea, por_id[parte.id], otro), parte.estilos)


def _piezas(asamblea: Asamblea) -> Iterator[Artefacto]:
    for pieza in PIEZAS:
        if _publica(asamblea, pieza.desde) and hay(asamblea, pieza.si):
            for asunto in (s for s in asuntos(asamblea, pieza.por) if sirve(s, pieza.si)):
                for formato in _pedidos(asamblea, pieza.formatos):
                    yield from _pieza(asamblea, pieza, asunto, formato, "color")
                    if formato.taller and asamblea.evento.para_taller:
                        yield from _pieza(asamblea, pieza, asunto, formato, "imprenta")
                for formato in _pedidos(asamblea, pieza.una_tinta):
                    yield from _pieza(asamblea, pieza, asunto, formato, "una-tinta")


def _pedidos(asamblea: Asamblea, ids: tuple[str, ...]) -> list[Formato]:
    """Los formatos de esos identificadores que la asamblea publica."""
    solo = asamblea.evento.formatos
    return [formato_de(id_) for id_ in ids if not solo or id_ in solo]


def formato_de(id_: str) -> Formato:
    """El formato de ese identificador; StopIteration no ocurre: una prueba exige que existan todos."""
    return next(f for f in FORMATOS if f.id == id_)


_DE_LA_VARIANTE: Mapping[Variante, str] = {
    "color": "",
    "imprenta": ", para taller",
    "una-tinta": ", a una tinta",
}


def _pieza(
    asamblea: Asamblea, pieza: Pieza, asunto: Asunto, formato: Formato, variante: Variante
) -> Iterator[Artefacto]:
    """El PDF y su imagen; lo que va a un taller no la lleva."""
    primera, *siguen = paginas_de(pieza, asunto)
    sufijo = f"-{asunto.clave.lower()}" if asunto.clave else ""
    taller = variante == "imprenta"
    cola = "" if variante == "color" else f"-{variante}"
    ruta = f"{asamblea.id}/piezas/{pieza.id}{sufijo}-{formato.id}{cola}"
    nombre = (pieza.nombre or pieza.titulo) + _DE_LA_VARIANTE[variante]
    ancho, alto = formato.pieza_mm if taller else (formato.ancho_mm, formato.alto_mm)
    pdf = Artefacto(
        declaracion=pieza,
        clase="pieza",
        ruta=f"{ruta}.pdf",
        titulo=nombre.format(asamblea=asamblea, evento=asamblea.evento, **primera.modelos),
        asamblea=asamblea,
        asunto=Asunto(asunto.clave, primera.modelos),
        pagina=_ruta_de_pagina(asamblea, pieza.pagina, asunto),
        ancho_mm=ancho + 2 * ORLA * taller,
        alto_mm=alto + 2 * ORLA * taller,
        formato=formato,
        variante=variante,
    )
    # Cada página se compone aparte, con su propia dirección en la memoria del compositor.
    otras = (replace(pdf, asunto=a, ruta=f"{ruta}-{a.clave}.pdf") for a in siguen)
    yield replace(pdf, partes=tuple(ParteConcreta(a, ()) for a in otras))
    if not taller:
        yield replace(pdf, ruta=f"{ruta}.png", origen=pdf.ruta, pixeles=formato.pixeles)


def _paquetes(asamblea: Asamblea, suyos: Sequence[Artefacto]) -> Iterator[PaqueteConcreto]:
    """Los .zip con lo que de ellos se publica ya; uno sin nada adentro no sale."""
    for p in PAQUETES:
        miembros = tuple(m for c in p.contenidos for m in _miembros(asamblea, c, suyos))
        if miembros and _publica(asamblea, p.desde):
            ruta = f"{asamblea.id}/{DESCARGAS}/{p.id}-{asamblea.id}.zip"
            yield PaqueteConcreto(p, ruta, asamblea, miembros)


def _miembros(
    asamblea: Asamblea, contenido: MiembroDePaquete | Campana, suyos: Sequence[Artefacto]
) -> Iterator[Miembro]:
    for a in suyos:
        d, nombre = a.declaracion, posixpath.basename(a.ruta)
        if isinstance(contenido, Campana):
            if isinstance(d, Pieza) and d.uso == contenido.uso:
                yield Miembro(f"{asamblea.id}/{d.id}/{nombre}", a, 0)
        elif isinstance(d, Documento) and d.id == contenido.documento:
            copias = _copias(contenido.copias, asamblea, a)
            yield Miembro(f"{asamblea.id}/{contenido.carpeta}/{nombre}", a, copias)


def _copias(cuantas: Copias, asamblea: Asamblea, a: Artefacto) -> int:
    grupo = a.asunto.modelos.get("grupo")
    submesas = grupo.submesas if grupo is not None else asamblea.submesas
    return {"ninguna": 0, "una": 1, "por_mesa": len(asamblea.grupos), "por_submesa": len(submesas)}[cuantas]
