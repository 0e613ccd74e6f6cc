"""La sala armada: el editor en su puerto y el salón en el suyo, con una misma cosa detrás."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from generador.composicion.muro.dibujo import qr
from generador.local.editor.rutas import Editor
from generador.local.proyeccion.proyector import Proyector
from generador.local.proyeccion.rutas import EntradaALaProyeccion
from generador.local.sala.clave import Clave, clave_de_hoy
from generador.local.sala.paginas import ComoEntrar
from generador.local.sala.puerta import Cruce, Puerta, galleta_de
from generador.local.sala.red import direcciones
from generador.local.sala.rutas import PaginasDeSala
from generador.local.sala.salon import Salon
from generador.local.web.guardia import Guardia

EN_EL_EDITOR = "/sala"
"""Con qué empiezan, en el editor, las direcciones de la sala."""


@dataclass(frozen=True, slots=True)
class Sala:
    """Lo que se sirve en los dos puertos."""

    aplicacion: Cruce
    editor: Editor
    guardia: Guardia
    salon: Salon
    clave: Clave
    puerto: int
    """Puerto de la red del salón."""
    proyector: Proyector

    @classmethod
    def armar(cls, raiz: Path, puerto_del_editor: int, puerto: int, *, otra_clave: bool = False) -> Sala:
        """La sala de `raiz`. Termina antes lo que un corte dejó sin llevar a las hojas."""
        clave, salon = clave_de_hoy(raiz, otra=otra_clave), Salon(raiz)
        salon.al_dia()
        llave: Callable[[], str] = lambda: guardia.llave  # noqa: E731
        proyector = Proyector(raiz)
        tecnica = PaginasDeSala(
            salon, EN_EL_EDITOR, llave, anuncio=lambda: _anuncio(clave, puerto), proyector=proyector
        )
        proyectar = EntradaALaProyeccion(clave, puerto, EN_EL_EDITOR)
        editor = Editor(raiz, [*tecnica.rutas(), proyectar.ruta()])
        guardia = editor.con_puerta(puerto_del_editor)
        publica = PaginasDeSala(salon, clave=clave, galleta=galleta_de(puerto), proyector=proyector)
        puerta = Puerta(publica.aplicacion(), puerto, clave, direcciones)
        cruce = Cruce({puerto_del_editor: guardia, puerto: puerta})
        return cls(cruce, editor, guardia, salon, clave, puerto, proyector)

    def cerrar(self) -> None:
        """No deja nada andando."""
        self.editor.cerrar()
        self.proyector.cerrar()

    def direcciones(self) -> tuple[str, ...]:
        """Lo que se abre en un teléfono; la primera, la de la red por la que este computador sale."""
        return _direcciones(self.puerto)


def _direcciones(puerto: int) -> tuple[str, ...]:
    return tuple(f"http://{d}:{puerto}/" for d in direcciones())


def _anuncio(clave: Clave, puerto: int) -> ComoEntrar | None:
    suyas = _direcciones(puerto)
    return ComoEntrar(suyas, clave.pin, qr(suyas[0], "Código QR: la dirección de la sala")) if suyas else None
