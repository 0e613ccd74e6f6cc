"""En qué páginas y en qué impresos del sitio se ve lo que dice cada archivo de datos."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from generador.catalogo.documentos import Documento
from generador.catalogo.inventario import Inventario, inventariar
from generador.modelo.asamblea import Proyecto, Sitio
from generador.modelo.expediente import Expediente

PAGINAS: Mapping[str, tuple[str, ...]] = {
    "sitio": ("portada",),
    "convenio": ("asamblea",),
    "metodologia": ("guias", "mesa"),
    "evento": ("programa", "convocatoria", "asamblea"),
    "mesas": ("mesas", "mesa"),
    "resultado": ("mesa", "rompecabezas"),
    "agenda": ("agenda",),
    "seguimiento": ("seguimiento",),
    "asistencia": ("informe",),
}
"""Por clase de archivo, las páginas que lo muestran, de la que más a la que menos."""
_POR_SUBMESA = frozenset({"resultado"})
"""De las demás clases no se ofrecen los impresos de cada sub-mesa, que son decenas."""


@dataclass(frozen=True, slots=True)
class Mirable:
    """Algo del sitio que se puede mirar."""

    ruta: str
    """Desde la raíz del sitio: «tame-2024/programa/»."""
    titulo: str
    impreso: bool


def muestras(clase: str, nombre: str, sitio: Sitio, expedientes: Sequence[Expediente]) -> tuple[Mirable, ...]:
    """Lo que muestra el archivo `nombre` de `datos/`, de esa clase: primero páginas y después impresos.

    Vacío si nada de eso se publica en el estado en que está su asamblea.
    """
    asambleas = [e.asamblea.publicable() for e in expedientes]
    carpeta = PurePosixPath(nombre).parts[0]
    if clase == "convenio":
        asambleas = [a for a in asambleas if a.evento.convenio == PurePosixPath(nombre).stem][:1]
    elif clase != "sitio":
        asambleas = [a for a in asambleas if a.id == carpeta] or asambleas[:1]
    hay = inventariar(Proyecto(sitio=sitio, asambleas=tuple(asambleas)))
    return tuple(_en(hay, clase, PurePosixPath(nombre).stem))


def _en(hay: Inventario, clase: str, hoja: str) -> Iterator[Mirable]:
    ids = PAGINAS[clase]
    # Una hoja es de su sub-mesa y de su mesa; lo demás, de todas.
    suyas = {"", hoja, hoja.partition("-")[0].removeprefix("M")} if clase == "resultado" else None
    paginas = [
        p for p in hay.paginas if p.declaracion.id in ids and (suyas is None or p.asunto.clave in suyas)
    ]
    for pagina in sorted(paginas, key=lambda p: ids.index(p.declaracion.id)):
        yield Mirable(pagina.ruta, pagina.titulo, impreso=False)
    for a in hay.artefactos:
        d = a.declaracion
        if not isinstance(d, Documento) or d.pagina not in ids:
            continue
        if a.asunto.clave in suyas if suyas is not None else d.por != "submesa":
            yield Mirable(a.ruta, a.titulo, impreso=True)
