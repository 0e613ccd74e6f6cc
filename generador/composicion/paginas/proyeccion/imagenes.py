"""Las imágenes de la sala de espera: las piezas en formato de pantalla y las fotos de la asamblea."""

from __future__ import annotations

from generador.catalogo.inventario import relativa
from generador.composicion.paginas.descargas import Descargas
from generador.composicion.paginas.galeria import Dicho
from generador.composicion.paginas.proyeccion.pantalla import ImagenDeEspera
from generador.modelo.datos.comun.medios import Medios

FORMATO = "pantalla"


def imagenes_de(descargas: Descargas, medios: Medios, dicho: Dicho, desde: str) -> tuple[ImagenDeEspera, ...]:
    """Lo que se muestra mientras llegan: las piezas que invitan y después las fotos; `desde`, su página."""
    piezas = [
        ImagenDeEspera(relativa(desde, m.png.ruta), dicho(m.png.publicado)[0], *m.formato.pixeles)
        for m in descargas.muestras
        if m.formato.id == FORMATO and m.pieza.uso == "antes"
    ]
    fotos = [
        ImagenDeEspera(
            relativa(desde, copia.publicado), f.foto.alt, copia.ancho, copia.alto, f"Foto: {f.foto.credito}"
        )
        for f in medios.fotos
        for copia in f.de("jpeg")[-1:]
    ]
    return (*piezas, *fotos)
