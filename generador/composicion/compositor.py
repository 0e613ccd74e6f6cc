"""Junta plantillas y contextos: cada artefacto en HTML y cada página en Markdown con su cabecera."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment

from generador.catalogo.abiertos import ATOM
from generador.catalogo.inventario import Artefacto, Inventario, PaginaConcreta, PaqueteConcreto, clave_de
from generador.catalogo.paginas import APARTADOS
from generador.composicion.comun import vistas
from generador.composicion.comun.copias import distinguir
from generador.composicion.comun.entorno import componer, crear_entorno
from generador.composicion.comun.idioma.fechas import dias
from generador.composicion.comun.idioma.filtros import neutralizar
from generador.composicion.comun.memoria import Guardado
from generador.composicion.contextos.acervo import Acervo
from generador.composicion.contextos.documentos import contexto_de_documento
from generador.composicion.contextos.funciones import entorno_html
from generador.composicion.contextos.paginas import contexto_de_pagina
from generador.composicion.contextos.piezas import contexto_de_pieza
from generador.composicion.paginas import buscadores, medios
from generador.composicion.paginas.descargas import SIN_DESCARGAS, Descargas
from generador.composicion.papel.lista_de_impresion import textos_de
from generador.composicion.parcial import Parcial
from generador.composicion.piezas import campana, difusion
from generador.memoria import sin_recoleccion
from generador.modelo.asamblea import Asamblea


@lru_cache(maxsize=16)
def _entorno_de(plantillas: Path, *, html: bool = True) -> Environment:
    """El de esa carpeta: quien compone lo mismo de otra manera no vuelve a compilar las plantillas."""
    return entorno_html(plantillas) if html else crear_entorno(plantillas, html=False)


RECIENTES = 6
"""Cuántas asambleas se ofrecen a quien llegó a una página que no existe: las demás, en la portada."""


class Compositor:
    """Compone todo un inventario con un solo entorno Jinja."""

    def __init__(
        self,
        plantillas: Path,
        inventario: Inventario,
        recuerdo: Guardado | None = None,
        nombre: str = "de hoy",
    ) -> None:
        """Con `recuerdo`, los impresos que no miran los resultados se recuerdan en él, con ese nombre."""
        # Dos caminos a la misma carpeta no la compilan dos veces.
        carpeta = plantillas.resolve()
        self._entorno = _entorno_de(carpeta)
        self._sin_marcas = _entorno_de(carpeta, html=False)
        self._inventario = inventario
        self._acervo = Acervo(plantillas, inventario)
        self._direccion = self._acervo.direccion
        self._impresos: dict[str, str] = {}
        self._recuerdo, self._nombre = recuerdo, nombre

    @cached_property
    def _parcial(self) -> Parcial | None:
        if self._recuerdo is None:
            return None
        return Parcial(self.plantillas, self._inventario, self._recuerdo, self._nombre, self._compuesto)

    def recordar(self) -> None:
        """Guarda en el recuerdo, si lo hay, lo que se compuso sin mirar los resultados."""
        if self._parcial is not None:
            self._parcial.guardar()

    @property
    def plantillas(self) -> Path:
        """La carpeta de las plantillas con que compone."""
        return self._acervo.plantillas

    @sin_recoleccion()
    def impreso(self, artefacto: Artefacto) -> str:
        """El HTML completo de un documento o pieza, listo para imprimir; sin las partes que le sigan."""
        # Un mismo documento va suelto y dentro de otros: se compone una vez.
        if artefacto.ruta not in self._impresos:
            html = self._parcial.impreso(artefacto) if self._parcial is not None else None
            self._impresos[artefacto.ruta] = (
                self._compuesto(self._acervo, artefacto) if html is None else html
            )
        return self._impresos[artefacto.ruta]

    def _compuesto(self, acervo: Acervo, artefacto: Artefacto) -> str:
        de = contexto_de_pieza if artefacto.clase == "pieza" else contexto_de_documento
        return distinguir(componer(self._entorno, artefacto.plantilla, de(acervo, artefacto)))

    def anotar(self, huellas: Mapping[str, str]) -> None:
        """Las huellas de los archivos ya producidos, por ruta: las lista el informe."""
        self._acervo.anotar(huellas)

    def textos_de_paquete(
        self, paquete: PaqueteConcreto, paginas: Mapping[str, int]
    ) -> tuple[tuple[str, str], ...]:
        """Los textos de un .zip, por nombre; `paginas` son las de cada archivo, por su ruta."""
        es_campana = paquete.declaracion.uso is not None
        id_ = "piezas" if es_campana else "descargas"
        pagina = self._direccion + self._inventario.ruta(clave_de(paquete.asamblea, id_))
        if es_campana:
            return campana.textos_de(self._sin_marcas, paquete, self._direccion, pagina)
        return textos_de(self._sin_marcas, paquete, paginas, pagina)

    def texto_de_pieza(self, imagenes: Sequence[Artefacto]) -> str:
        """El .txt que acompaña a las imágenes de una pieza."""
        return campana.texto_de(self._sin_marcas, imagenes, self._direccion)

    def dicho_de(self, artefacto: Artefacto) -> tuple[str, str]:
        """El texto alternativo de una pieza y el que se publica con ella; este puede ser vacío."""
        return self._acervo.dicho_de(artefacto)

    @sin_recoleccion()
    def pagina(self, pagina: PaginaConcreta, descargas: Descargas = SIN_DESCARGAS) -> str:
        """El Markdown de una página; `descargas`, los archivos de su asamblea."""
        cuerpo = componer(
            self._entorno,
            f"paginas/{pagina.declaracion.id}.md.j2",
            contexto_de_pagina(self._acervo, pagina, descargas),
        )
        return f"---\n{json.dumps(self._cabecera(pagina), ensure_ascii=False, indent=0)}\n---\n\n{cuerpo}"

    def _cabecera(self, p: PaginaConcreta) -> Any:
        """Los metadatos que lee el tema, con todos los textos ya escapados: el tema los escribe tal cual."""
        a = p.asamblea
        metadatos: dict[str, Any] = {
            "title": p.titulo,
            "clase": p.declaracion.id,
            "description": vistas.resumen(buscadores.tema(self._inventario, p)),
            "busqueda": p.declaracion.busqueda,
            "template": p.declaracion.marco,
        }
        if a is None:
            return _escapado(metadatos)
        sellos = vistas.sellos(a, p.declaracion.id)
        imagen = self._tarjeta(a, p.declaracion.tarjeta, p.asunto.clave)
        metadatos |= {
            "asamblea": {
                "nombre": a.evento.titular,
                "corto": f"{a.evento.territorio} {a.evento.primera.fecha.year}",
                "ruta": f"{a.id}/",
            },
            "menu": self._menu(a),
            "canales": [
                {"ruta": d.ruta, "titulo": f"{d.declaracion.titulo}: {a.evento.titular}"}
                for d in self._inventario.abiertos_de(a)
                if d.declaracion.tipo == ATOM
            ],
            "credito": a.convenio.credito,
            "logos": medios.logos_de(self._inventario.medios_de(a)),
            "estado": a.estado.value,
            "sellos": [asdict(s) for s in sellos],
            "demostracion": any(s.rotulo == vistas.SELLO_DEMOSTRACION for s in sellos),
            "imagen": imagen,
        }
        # Va en un guion y no en un texto: lo que ahí podría leerse de otro modo ya salió con su código.
        return _escapado(metadatos) | {"enlazados": buscadores.datos_enlazados(self._inventario, p, imagen)}

    def _menu(self, a: Asamblea) -> list[dict[str, Any]]:
        """Los apartados del menú de una asamblea con sus entradas; los que hoy tienen alguna."""
        suyas = [q for q in self._inventario.paginas if q.asamblea is a and q.declaracion.menu]
        apartados = {
            rotulo: [
                {"titulo": q.declaracion.menu, "ruta": q.ruta, "id": q.declaracion.id}
                for q in suyas
                if q.declaracion.apartado == apartado
            ]
            for apartado, rotulo in APARTADOS.items()
        }
        return [
            {"titulo": rotulo, "entradas": entradas} for rotulo, entradas in apartados.items() if entradas
        ]

    def tarjeta_del_sitio(self) -> Any:
        """Cómo se comparte una página que no es de una asamblea: la convocatoria más reciente, escapada."""
        return _escapado(next((t for a in self._por_fecha if (t := self._tarjeta(a)) is not None), None))

    def recientes(self, cuantas: int = RECIENTES) -> Any:
        """Las últimas asambleas, con su ruta, su nombre y dónde y cuándo fue cada una, escapadas."""
        return _escapado(
            [
                {
                    "ruta": f"{a.id}/",
                    "nombre": a.evento.titular,
                    "donde": f"{a.evento.territorio}, {dias(a.evento.dias)}",
                }
                for a in self._por_fecha[:cuantas]
            ]
        )

    @cached_property
    def _por_fecha(self) -> list[Asamblea]:
        """Las asambleas, de la más reciente a la más antigua."""
        asambleas = self._inventario.proyecto.asambleas
        return sorted(asambleas, key=lambda a: (a.evento.primera.fecha, a.id), reverse=True)

    def _tarjeta(
        self, asamblea: Asamblea, pieza: str = "convocatoria", asunto: str = ""
    ) -> dict[str, Any] | None:
        return difusion.tarjeta(self._inventario.de(asamblea), self._direccion, pieza, asunto)


def _escapado(valor: Any) -> Any:
    """`valor` con cada texto que lleve dentro escapado, listo para un HTML o un atributo."""
    if isinstance(valor, str):
        return str(neutralizar(valor))
    if isinstance(valor, dict):
        return {clave: _escapado(v) for clave, v in valor.items()}
    if isinstance(valor, list):
        return [_escapado(v) for v in valor]
    return valor
