"""Lo que comparten los contextos de un inventario: se calcula una vez por asamblea."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from generador.catalogo.inventario import Artefacto, Inventario, clave_de, relativa
from generador.composicion.comun.medida import Medidor
from generador.composicion.informe.contenido import Informe, anexos_de
from generador.composicion.informe.graficas import Medio
from generador.composicion.muro.lleno import rompecabezas
from generador.composicion.muro.vecindario import Vecindarios
from generador.composicion.paginas.agenda import AgendaWeb
from generador.composicion.papel.agenda import AgendaImpresa
from generador.composicion.papel.kit import Kit
from generador.composicion.piezas import difusion
from generador.modelo.asamblea import Asamblea
from generador.modelo.datos.comun.medios import Medios
from generador.modelo.datos.mesas import mesa_del_codigo

T = TypeVar("T")


class Acervo:
    """Un inventario con sus plantillas, y lo que de cada asamblea piden varias composiciones."""

    def __init__(self, plantillas: Path, inventario: Inventario) -> None:
        self.plantillas = plantillas
        self.inventario = inventario
        self.direccion = inventario.proyecto.sitio.direccion
        """La del sitio, que antecede a toda ruta que salga de él."""
        self.medidor = Medidor(plantillas / "tema" / "fuentes")
        """El de las letras del proyecto."""
        self._huellas: dict[str, str] = {}
        self._hecho: dict[tuple[str, str], object] = {}

    def _una_vez(self, asamblea: Asamblea, hacer: Callable[[Asamblea], T]) -> T:
        clave = asamblea.id, hacer.__qualname__
        if clave not in self._hecho:
            self._hecho[clave] = hacer(asamblea)
        hecho: T = self._hecho[clave]  # type: ignore[assignment]
        return hecho

    def anotar(self, huellas: Mapping[str, str]) -> None:
        """Las huellas de los archivos ya producidos, por ruta: las lista el informe."""
        self._huellas |= huellas

    def dicho_de(self, artefacto: Artefacto) -> tuple[str, str]:
        """El texto alternativo de una pieza y el que se publica con ella; este puede ser vacío."""
        return (
            difusion.alternativo(artefacto, self.direccion),
            difusion.para_redes(artefacto, self.direccion),
        )

    def medios(self, asamblea: Asamblea) -> Medios:
        """Los logos y las fotos de una asamblea, ya limpios."""
        return self.inventario.medios_de(asamblea)

    def kit(self, asamblea: Asamblea) -> Kit:
        """Los papeles de sus sub-mesas."""
        return self._una_vez(asamblea, self._kit)

    def _kit(self, asamblea: Asamblea) -> Kit:
        return Kit(asamblea, self.medidor)

    def agenda_web(self, asamblea: Asamblea) -> AgendaWeb:
        """Su agenda como la muestran las páginas."""
        return self._una_vez(asamblea, AgendaWeb)

    def agenda_impresa(self, asamblea: Asamblea) -> AgendaImpresa:
        """Su agenda en papel."""
        return self._una_vez(asamblea, self._impresa)

    def _impresa(self, asamblea: Asamblea) -> AgendaImpresa:
        # Antes del borrador todavía no tiene página.
        ruta = self.inventario.direcciones.get(clave_de(asamblea, "agenda"), "")
        return AgendaImpresa(asamblea, self.plantillas / "tema" / "fuentes", self.direccion + ruta)

    def vecindarios(self, asamblea: Asamblea) -> Vecindarios:
        """Qué ficha encaja con cuál en su muro."""
        # Recorre el muro entero: se hace una vez, no una por compromiso.
        return self._una_vez(asamblea, self._vecindarios)

    def _vecindarios(self, asamblea: Asamblea) -> Vecindarios:
        return Vecindarios(rompecabezas(asamblea), self.medidor)

    def informe(self, asamblea: Asamblea, medio: Medio, ancho: Medio) -> Informe:
        """Su informe para un medio; `ancho` es el de las gráficas de muchas columnas."""
        inventario = self.inventario
        otros = [(z.titulo, z.ruta) for z in inventario.paquetes_de(asamblea)]
        otros += [(d.declaracion.titulo, d.ruta) for d in inventario.abiertos_de(asamblea)]
        anexos = anexos_de(inventario.de(asamblea), otros, self._huellas)
        return Informe(asamblea, medio, ancho, anexos)

    def direccion_de(self, asamblea: Asamblea | None, id_: str, asunto: str = "") -> str:
        """La dirección completa de una página; ErrorDeComposicion si no se publica."""
        return self.direccion + self.inventario.ruta(clave_de(asamblea, id_, asunto))


class EnlacesDePagina:
    """Los enlaces de una página: todos relativos a ella."""

    def __init__(self, acervo: Acervo, desde: str, asamblea: Asamblea | None) -> None:
        self._inventario, self._desde, self._asamblea = acervo.inventario, desde, asamblea

    def a(self, ruta: str) -> str:
        """El enlace a una ruta del sitio."""
        return relativa(self._desde, ruta)

    def url(self, id_: str, asunto: object = "", de: Asamblea | None = None) -> str:
        """El enlace a una página o un archivo de la asamblea, o de otra; si no se publica, lanza."""
        return self.a(self._inventario.ruta(clave_de(de or self._asamblea, id_, str(asunto))))

    def url_sitio(self, id_: str) -> str:
        """El enlace a una página que no es de ninguna asamblea."""
        return self.a(self._inventario.ruta(id_))

    def hay(self, id_: str, asunto: object = "") -> bool:
        """Si eso se publica."""
        return clave_de(self._asamblea, id_, str(asunto)) in self._inventario.direcciones

    def url_de_aporte(self, codigo: str) -> str:
        """El enlace a un aporte, en la página de su mesa."""
        return f"{self.url('mesa', mesa_del_codigo(codigo))}#{codigo}"
