"""Qué recibe la plantilla de la proyección."""

from __future__ import annotations

from dataclasses import dataclass

from generador.catalogo.inventario import PaginaConcreta
from generador.composicion.comun.color import paleta
from generador.composicion.contextos.acervo import Acervo
from generador.composicion.contextos.pagina import DeAsamblea, FichasWeb, comun_de, fichas_web_de, suya_de
from generador.composicion.muro.lleno import rompecabezas
from generador.composicion.paginas.descargas import Descargas
from generador.composicion.paginas.proyeccion.imagenes import imagenes_de
from generador.composicion.paginas.proyeccion.muro import MuroProyectado
from generador.composicion.paginas.proyeccion.pantalla import PantallaDelSalon
from generador.composicion.paginas.proyeccion.pantallas import Proyeccion


@dataclass(frozen=True, slots=True, kw_only=True)
class DeProyeccion(DeAsamblea):
    """Lo que se proyecta en el salón."""

    pantallas: tuple[PantallaDelSalon, ...]
    muro: MuroProyectado
    tonos: tuple[str, ...]
    """Colores de las mesas, para el mural."""
    fichas_web: FichasWeb


def de_proyeccion(acervo: Acervo, p: PaginaConcreta, descargas: Descargas) -> DeProyeccion:
    """Lo que se proyecta de la asamblea de esa página."""
    a, comun = suya_de(p), comun_de(acervo, p, descargas)
    imagenes = imagenes_de(descargas, acervo.medios(a), acervo.dicho_de, p.ruta)
    # En el salón va en borrador antes que en el sitio: hasta que se apruebe, esa página puede no estar.
    donde = acervo.direccion_de(a, "agenda" if a.aprobacion else "asamblea")
    return DeProyeccion(
        **comun,
        pantallas=Proyeccion(a, acervo.medidor, donde, imagenes).pantallas,
        muro=MuroProyectado(rompecabezas(a), comun["tonos_web"]),
        tonos=paleta.fondos_de(a),
        fichas_web=fichas_web_de(a),
    )
