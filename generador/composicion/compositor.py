"""Junta plantillas y modelos: cada artefacto en HTML y cada página en Markdown con su cabecera."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generador.catalogo.inventario import (
    Artefacto,
    Inventario,
    PaginaConcreta,
    clave_de,
    relativa,
)
from generador.composicion import dibujo, paleta
from generador.composicion.filtros import neutralizar
from generador.composicion.entorno import componer, crear_entorno
from generador.modelo.asamblea import Asamblea
from generador.modelo.evento import Estado


@dataclass(frozen=True, slots=True)
class Ficha:
    """Lo que una página dice de un archivo ya producido."""

    artefacto: Artefacto
    octetos: int
    paginas: int


class Compositor:
    """Compone todo un inventario con un solo entorno Jinja."""

    def __init__(self, plantillas: Path, inventario: Inventario) -> None:
        self._entorno = crear_entorno(plantillas)
        self._inventario = inventario
        self._direccion = inventario.proyecto.sitio.direccion

    def impreso(self, artefacto: Artefacto) -> str:
        """El HTML completo de un documento o pieza, listo para imprimir."""
        return componer(self._entorno, artefacto.plantilla, self._contexto_impreso(artefacto))

    def pagina(self, pagina: PaginaConcreta, fichas: Sequence[Ficha]) -> str:
        """El Markdown de una página; `fichas`, los archivos de su asamblea."""
        cuerpo = componer(
            self._entorno, f"paginas/{pagina.declaracion.id}.md.j2", self._contexto_pagina(pagina, fichas)
        )
        return f"---\n{json.dumps(self._cabecera(pagina), ensure_ascii=False, indent=0)}\n---\n\n{cuerpo}"

    def _comun(self, asamblea: Asamblea | None, ruta: str) -> dict[str, Any]:
        inventario = self._inventario

        def url(id_: str, asunto: object = "", de: Asamblea | None = None) -> str:
            return relativa(ruta, inventario.ruta(clave_de(de or asamblea, id_, str(asunto))))

        def url_sitio(id_: str) -> str:
            return relativa(ruta, inventario.ruta(id_))

        def hay(id_: str, asunto: object = "", de: Asamblea | None = None) -> bool:
            return clave_de(de or asamblea, id_, str(asunto)) in inventario.direcciones

        return {
            "sitio": inventario.proyecto.sitio,
            "asambleas": inventario.proyecto.asambleas,
            "url": url,
            "url_sitio": url_sitio,
            "hay": hay,
            "Estado": Estado,
            "qr": dibujo.qr,
            "mural": dibujo.mural,
            "emblema": dibujo.ficha,
            "colores_de": paleta.colores_de,
            "PAPEL": paleta.PAPEL,
        }

    def _de_asamblea(self, asamblea: Asamblea) -> dict[str, Any]:
        colores = paleta.colores_de(asamblea)
        return {
            "asamblea": asamblea,
            "evento": asamblea.evento,
            "credito": asamblea.convenio.credito,
            "borrador": asamblea.estado == Estado.BORRADOR,
            "colores": colores,
            "semilla": asamblea.evento.semilla or asamblea.id,
            "tonos": tuple(c.fondo for c in colores.values()),
        }

    def _contexto_impreso(self, a: Artefacto) -> dict[str, Any]:
        return {
            **self._comun(a.asamblea, a.ruta),
            **self._de_asamblea(a.asamblea),
            **a.asunto.modelos,
            "artefacto": a,
            "direccion_pagina": self._direccion + a.pagina,
        }

    def _contexto_pagina(self, p: PaginaConcreta, fichas: Sequence[Ficha]) -> dict[str, Any]:
        contexto = {**self._comun(p.asamblea, p.ruta), **p.asunto.modelos, "pagina": p, "fichas": fichas}
        if p.asamblea is not None:
            contexto |= self._de_asamblea(p.asamblea)
        contexto["direccion_pagina"] = self._direccion + p.ruta
        contexto["descarga"] = _buscador(p.ruta, fichas)
        return contexto

    def _cabecera(self, p: PaginaConcreta) -> Mapping[str, Any]:
        """Los metadatos que lee el tema. El título va escapado: el menú y el índice de Material lo escriben tal cual."""
        a = p.asamblea
        menu: list[dict[str, str]] = []
        if a is not None:
            menu = [
                {"titulo": q.declaracion.menu, "ruta": q.ruta, "id": q.declaracion.id}
                for q in self._inventario.paginas
                if q.asamblea is a and q.declaracion.menu
            ]
        return {
            "title": str(neutralizar(p.titulo)),
            "clase": p.declaracion.id,
            "asamblea": {"id": a.id, "nombre": a.evento.titular, "sobretitulo": a.evento.sobretitulo}
            if a
            else None,
            "menu": menu,
            "credito": a.convenio.credito if a else None,
            "estado": a.estado.value if a else None,
            "demostracion": a.demostracion if a else False,
            "description": a.evento.presentacion if a else self._inventario.proyecto.sitio.descripcion,
        }


@dataclass(frozen=True, slots=True)
class _Descarga:
    """Un archivo descargable visto desde una página."""

    ficha: Ficha
    url: str = field(default="")


def _buscador(ruta: str, fichas: Sequence[Ficha]) -> Any:
    por_ruta = {f.artefacto.ruta: f for f in fichas}

    def descarga(ruta_del_sitio: str) -> _Descarga:
        return _Descarga(por_ruta[ruta_del_sitio], relativa(ruta, ruta_del_sitio))

    return descarga
