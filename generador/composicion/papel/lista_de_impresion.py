"""La lista de impresión de un paquete: cuántas copias y cuántas hojas, contadas en los PDF ya producidos."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from jinja2 import Environment

from generador.catalogo.documentos import Documento
from generador.catalogo.inventario import Miembro, PaqueteConcreto
from generador.composicion.comun.contexto import Contexto
from generador.composicion.comun.entorno import componer
from generador.modelo.asamblea import Asamblea
from generador.modelo.datos.evento import Evento

PAPELES = {
    "carta": "carta (216 × 279 mm)",
    "oficio": "oficio (216 × 330 mm)",
    "a4": "A4 (210 × 297 mm)",
}


@dataclass(frozen=True, slots=True)
class RenglonDeImpresion:
    """Un archivo del paquete. `hojas` son de papel, por copia: la mitad de las páginas si son dos caras."""

    archivo: str
    titulo: str
    copias: int
    hojas: int
    color: bool
    dos_caras: bool

    @property
    def total(self) -> int:
        """Hojas de todas sus copias."""
        return self.copias * self.hojas


@dataclass(frozen=True, slots=True)
class Total:
    """Hojas de papel, y cuántas de ellas son de archivos con color."""

    hojas: int
    color: int


@dataclass(frozen=True, slots=True)
class CarpetaDeImpresion:
    """Una carpeta del paquete y los documentos que guarda."""

    nombre: str
    documentos: tuple[Documento, ...]


def renglon_de(miembro: Miembro, paginas: int) -> RenglonDeImpresion:
    """El renglón de un archivo que salió en esas páginas."""
    d = miembro.artefacto.declaracion
    assert isinstance(d, Documento)
    con_color = not d.una_tinta or any(
        isinstance(p.artefacto.declaracion, Documento) and not p.artefacto.declaracion.una_tinta
        for p in miembro.artefacto.partes
    )
    hojas = ceil(paginas / 2) if d.dos_caras else paginas
    corto = miembro.nombre.partition("/")[2]
    return RenglonDeImpresion(corto, miembro.artefacto.titulo, miembro.copias, hojas, con_color, d.dos_caras)


def total_de(renglones: Sequence[RenglonDeImpresion]) -> Total:
    """La suma de los renglones."""
    return Total(sum(r.total for r in renglones), sum(r.total for r in renglones if r.color))


@dataclass(frozen=True, slots=True, kw_only=True)
class DePaquete(Contexto):
    """Lo que reciben los textos de un paquete para imprimir."""

    asamblea: Asamblea
    evento: Evento
    credito: str
    papel: str
    """«carta (216 × 279 mm)»."""
    renglones: tuple[RenglonDeImpresion, ...]
    repuestos: tuple[RenglonDeImpresion, ...]
    total: Total
    carpetas: tuple[CarpetaDeImpresion, ...]
    direccion_pagina: str


def textos_de(
    entorno: Environment, paquete: PaqueteConcreto, paginas: Mapping[str, int], direccion: str
) -> tuple[tuple[str, str], ...]:
    """Los textos del paquete, con su nombre adentro. `paginas` son las de cada archivo, por su ruta."""
    renglones = [renglon_de(m, paginas[m.artefacto.ruta]) for m in paquete.miembros]
    para_imprimir = tuple(r for r in renglones if r.copias)
    asamblea = paquete.asamblea
    carpetas: dict[str, dict[str, Documento]] = {}
    for m in paquete.miembros:
        d = m.artefacto.declaracion
        assert isinstance(d, Documento)
        carpetas.setdefault(m.nombre.split("/")[-2], {})[d.id] = d
    contexto = DePaquete(
        asamblea=asamblea,
        evento=asamblea.evento,
        credito=asamblea.convenio.credito,
        papel=PAPELES[asamblea.evento.papel],
        renglones=para_imprimir,
        repuestos=tuple(r for r in renglones if not r.copias),
        total=total_de(para_imprimir),
        carpetas=tuple(
            CarpetaDeImpresion(nombre, tuple(suyos.values())) for nombre, suyos in carpetas.items()
        ),
        direccion_pagina=direccion,
    )
    plantilla = f"paquetes/{paquete.declaracion.id}/"
    assert entorno.loader is not None
    nombres = sorted(n for n in entorno.loader.list_templates() if n.startswith(plantilla))
    return tuple(
        (f"{asamblea.id}/{Path(n).name.removesuffix('.j2')}", componer(entorno, n, contexto)) for n in nombres
    )
