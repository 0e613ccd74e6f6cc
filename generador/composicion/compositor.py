"""Junta plantillas y modelos: cada artefacto en HTML y cada página en Markdown con su cabecera."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment

from generador.catalogo.inventario import (
    AbiertoConcreto,
    Artefacto,
    Inventario,
    PaginaConcreta,
    PaqueteConcreto,
    clave_de,
    relativa,
)
from generador.composicion.comun import paleta, paleta_web, vistas
from generador.composicion.comun.copias import distinguir
from generador.composicion.comun.entorno import componer, crear_entorno
from generador.composicion.comun.filtros import neutralizar
from generador.composicion.informe.graficas import PAPEL, PAPEL_ANCHO, WEB, Medio
from generador.composicion.informe.informe import Informe, anexos_de
from generador.composicion.muro import dibujo, dibujo_web, web
from generador.composicion.muro.lleno import rompecabezas
from generador.composicion.muro.vecindario import Vecindarios
from generador.composicion.paginas import agenda, galeria, medios
from generador.composicion.paginas.descargas import armar_estante
from generador.composicion.papel import impreso
from generador.composicion.papel.agenda import AgendaImpresa
from generador.composicion.papel.kit import Kit
from generador.composicion.papel.lista_de_impresion import textos_de
from generador.composicion.piezas import campana, difusion, pieza
from generador.memoria import sin_recoleccion
from generador.modelo.asamblea import Asamblea
from generador.modelo.datos.evento import Estado
from generador.modelo.datos.mesas import mesa_del_codigo
from generador.modelo.publico.abierto import AgendaAbierta, AvanceAbierto, FechaAbierta
from generador.modelo.publico.diccionario import describir_todos


@dataclass(frozen=True, slots=True)
class FichaDePaquete:
    """Lo que una página dice de un .zip ya producido."""

    paquete: PaqueteConcreto
    octetos: int


@dataclass(frozen=True, slots=True)
class FichaDeAbierto:
    """Lo que una página dice de un archivo de datos ya producido."""

    abierto: AbiertoConcreto
    octetos: int


@dataclass(frozen=True, slots=True)
class Ficha:
    """Lo que una página dice de un archivo ya producido."""

    artefacto: Artefacto
    octetos: int
    paginas: int


@lru_cache(maxsize=16)
def _entorno_de(plantillas: Path, *, html: bool = True) -> Environment:
    """El de esa carpeta: quien compone lo mismo de otra manera no vuelve a compilar las plantillas."""
    return crear_entorno(plantillas, html=html)


class Compositor:
    """Compone todo un inventario con un solo entorno Jinja."""

    def __init__(self, plantillas: Path, inventario: Inventario) -> None:
        self._plantillas = plantillas
        self._entorno = _entorno_de(plantillas)
        self._sin_marcas = _entorno_de(plantillas, html=False)
        self._inventario = inventario
        self._direccion = inventario.proyecto.sitio.direccion
        self._impresos: dict[str, str] = {}
        self._kits: dict[str, Kit] = {}
        self._huellas: dict[str, str] = {}
        self._agendas: dict[str, agenda.AgendaWeb] = {}
        self._impresas: dict[str, AgendaImpresa] = {}
        self._vecindarios: dict[str, Vecindarios] = {}

    @property
    def plantillas(self) -> Path:
        """La carpeta de las suyas."""
        return self._plantillas

    @sin_recoleccion()
    def impreso(self, artefacto: Artefacto) -> str:
        """El HTML completo de un documento o pieza, listo para imprimir; sin las partes que le sigan."""
        # Un mismo documento va suelto y dentro de otros: se compone una vez.
        if artefacto.ruta not in self._impresos:
            self._impresos[artefacto.ruta] = distinguir(
                componer(self._entorno, artefacto.plantilla, self._contexto_impreso(artefacto))
            )
        return self._impresos[artefacto.ruta]

    def anotar(self, huellas: Mapping[str, str]) -> None:
        """Las huellas de los archivos ya producidos, por ruta: las lista el informe."""
        self._huellas |= huellas

    def _informe(self, asamblea: Asamblea, *medios: Medio) -> Informe:
        inventario = self._inventario
        otros = [(z.titulo, z.ruta) for z in inventario.paquetes_de(asamblea)]
        otros += [(d.declaracion.titulo, d.ruta) for d in inventario.abiertos_de(asamblea)]
        anexos = anexos_de(inventario.de(asamblea), otros, self._huellas)
        return Informe(asamblea, medios[0], medios[-1], anexos)

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
        return (
            difusion.alternativo(artefacto, self._direccion),
            difusion.para_redes(artefacto, self._direccion),
        )

    def _kit(self, asamblea: Asamblea) -> Kit:
        return self._kits.setdefault(asamblea.id, Kit(asamblea))

    def _agenda(self, asamblea: Asamblea) -> agenda.AgendaWeb:
        return self._agendas.setdefault(asamblea.id, agenda.AgendaWeb(asamblea))

    def _agenda_impresa(self, asamblea: Asamblea) -> AgendaImpresa:
        if asamblea.id not in self._impresas:
            # Antes del borrador todavía no tiene página.
            ruta = self._inventario.direcciones.get(clave_de(asamblea, "agenda"), "")
            fuentes = self._plantillas / "tema" / "fuentes"
            self._impresas[asamblea.id] = AgendaImpresa(asamblea, fuentes, self._direccion + ruta)
        return self._impresas[asamblea.id]

    def _vecindario(self, asamblea: Asamblea) -> Vecindarios:
        # Recorre el muro entero: se hace una vez, no una por compromiso.
        if asamblea.id not in self._vecindarios:
            self._vecindarios[asamblea.id] = Vecindarios(rompecabezas(asamblea))
        return self._vecindarios[asamblea.id]

    @sin_recoleccion()
    def pagina(
        self,
        pagina: PaginaConcreta,
        fichas: Sequence[Ficha],
        paquetes: Sequence[FichaDePaquete] = (),
        abiertos: Sequence[FichaDeAbierto] = (),
    ) -> str:
        """El Markdown de una página; `fichas`, `paquetes` y `abiertos`, los archivos de su asamblea."""
        cuerpo = componer(
            self._entorno,
            f"paginas/{pagina.declaracion.id}.md.j2",
            self._contexto_pagina(pagina, fichas, paquetes, abiertos),
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

        def direccion_de(id_: str, asunto: object = "") -> str:
            return self._direccion + inventario.ruta(clave_de(asamblea, id_, str(asunto)))

        return {
            "direccion_de": direccion_de,
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

    def _comun_web(self) -> dict[str, Any]:
        """Lo que solo piden las páginas."""
        return {
            "emblema_mesa": dibujo_web.emblema_mesa,
            "banda": dibujo_web.banda,
            "banda_de_ficha": dibujo_web.banda_de_ficha,
            "tira": dibujo_web.tira,
            "tonos_identidad": paleta.BASE,
            "tonos_de": paleta_web.tonos_de,
            "ESTADOS": vistas.ESTADOS,
            "talla": vistas.talla,
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
        propio: dict[str, Any] = {}
        if a.declaracion.id == "informe":
            lista = self._direccion + self._inventario.ruta(clave_de(a.asamblea, "descargas"))
            propio = {"informe": self._informe(a.asamblea, PAPEL, PAPEL_ANCHO), "direccion_lista": lista}
        medios = self._inventario.medios_de(a.asamblea)
        return {
            **propio,
            **self._comun(a.asamblea, a.ruta),
            **self._de_asamblea(a.asamblea),
            **a.asunto.modelos,
            **impreso.contexto(a, self._plantillas, medios),
            **(
                pieza.contexto(a, self._plantillas, medios)
                if a.clase == "pieza"
                else self._kit(a.asamblea).contexto()
            ),
            "impresa": self._agenda_impresa(a.asamblea),
            "artefacto": a,
            "direccion_pagina": self._direccion + a.pagina,
        }

    def _contexto_pagina(
        self,
        p: PaginaConcreta,
        fichas: Sequence[Ficha],
        paquetes: Sequence[FichaDePaquete],
        abiertos: Sequence[FichaDeAbierto],
    ) -> dict[str, Any]:
        contexto = {
            **self._comun(p.asamblea, p.ruta),
            **self._comun_web(),
            **p.asunto.modelos,
            "pagina": p,
            "direccion_pagina": self._direccion + p.ruta,
        }
        a = p.asamblea
        if a is not None:
            contexto |= self._de_asamblea(a)
            contexto |= {
                "estante": armar_estante(
                    p.ruta,
                    [(f.artefacto, f.octetos, f.paginas) for f in fichas],
                    [(z.paquete, z.octetos) for z in paquetes],
                    [(d.abierto, d.octetos) for d in abiertos],
                ),
                "fichas_web": {f.tipo.value: (f, paleta_web.tonos_de_ficha(f)) for f in a.metodologia.fichas},
                "fotos": medios.fotos_de(self._inventario.medios_de(a), p.ruta),
                "hay_resultados": vistas.hay_resultados(a),
                "principal": vistas.principal(a),
                "puesto": {m.numero: i for i, m in enumerate(a.mesas.mesas)},
                "submesas_de": partial(vistas.submesas_de, a),
                "titulo_de_agenda": vistas.titulo_de_agenda(a),
                "url_de_aporte": partial(self._url_de_aporte, a, p.ruta),
                "tonos_web": paleta_web.tonos_de(a),
                "tramas": dibujo_web.tramas(len(a.mesas.mesas)),
            }
            if p.declaracion.id == "datos":
                contexto["diccionario"] = describir_todos((AgendaAbierta, FechaAbierta, AvanceAbierto))
            if p.declaracion.id == "informe":
                contexto["informe"] = self._informe(a, WEB)
            if p.declaracion.id == "piezas":
                contexto["galeria"] = galeria.galeria(contexto["estante"], self.dicho_de)
                contexto["guion_de_galeria"] = relativa(p.ruta, galeria.RUTA_GUION)
            if p.declaracion.id == "rompecabezas":
                tonos, url = contexto["tonos_web"], contexto["url_de_aporte"]
                contexto |= web.contexto(a, p.ruta, tonos, url)
            if a.hay_agenda:
                contexto |= {
                    **agenda.contexto(a),
                    "agenda_web": self._agenda(a),
                    "guion_de_agenda": relativa(p.ruta, agenda.RUTA_GUION),
                }
            contexto |= self._de_compromiso(p, a)
        return contexto

    def _de_compromiso(self, p: PaginaConcreta, a: Asamblea) -> dict[str, Any]:
        """Lo que solo pide la página de un compromiso."""
        compromiso = p.asunto.modelos.get("compromiso")
        if compromiso is None:
            return {}
        anterior, siguiente = vistas.vecinos(a, compromiso)
        return {
            "origen": vistas.origen_de(a, compromiso),
            "anterior": anterior,
            "siguiente": siguiente,
            "historia": self._agenda(a).historia(compromiso.codigo),
            "vecindarios": self._vecindario(a).de(compromiso),
            "cita": vistas.cita(a, compromiso, self._direccion + p.ruta),
        }

    def _url_de_aporte(self, asamblea: Asamblea, ruta: str, codigo: str) -> str:
        """El enlace desde `ruta` al aporte, en la página de su mesa."""
        pagina = self._inventario.ruta(clave_de(asamblea, "mesa", str(mesa_del_codigo(codigo))))
        return f"{relativa(ruta, pagina)}#{codigo}"

    def _cabecera(self, p: PaginaConcreta) -> Any:
        """Los metadatos que lee el tema, con todos los textos ya escapados: el tema los escribe tal cual."""
        a = p.asamblea
        metadatos: dict[str, Any] = {
            "title": p.titulo,
            "clase": p.declaracion.id,
            "description": vistas.resumen(self._tema_de(p)),
        }
        if p.declaracion.id == "version":
            # Una versión repite la agenda: quien busca debe llegar a la vigente.
            metadatos["search"] = {"exclude": True}
        if a is not None:
            metadatos |= {
                "asamblea": {
                    "nombre": a.evento.titular,
                    "corto": f"{a.evento.territorio} {a.evento.primera.fecha.year}",
                    "ruta": f"{a.id}/",
                },
                "menu": [
                    {"titulo": q.declaracion.menu, "ruta": q.ruta, "id": q.declaracion.id}
                    for q in self._inventario.paginas
                    if q.asamblea is a and q.declaracion.menu
                ],
                "credito": a.convenio.credito,
                "logos": medios.logos_de(self._inventario.medios_de(a)),
                "estado": a.estado.value,
                "sellos": [asdict(s) for s in vistas.sellos(a, p.declaracion.id)],
                "imagen": self._tarjeta(a, p.declaracion.tarjeta, p.asunto.clave),
            }
        return _escapado(metadatos)

    def _tema_de(self, p: PaginaConcreta) -> str:
        """De qué trata la página, para buscadores y redes."""
        modelos = p.asunto.modelos
        if "compromiso" in modelos:
            return vistas.con_sellos(p.asamblea, modelos["compromiso"].texto)
        if p.asamblea is not None and p.asamblea.hay_agenda:
            suyo = agenda.tema(p.asamblea, p.declaracion.id, modelos.get("version"))
            if suyo is not None:
                return vistas.con_sellos(p.asamblea, suyo)
        if "mesa" in modelos:
            return str(modelos["mesa"].definicion)
        return p.asamblea.evento.presentacion if p.asamblea else self._inventario.proyecto.sitio.descripcion

    def tarjeta_del_sitio(self) -> Any:
        """La de las páginas que no son de una asamblea: la convocatoria más reciente, ya escapada."""
        asambleas = self._inventario.proyecto.asambleas
        recientes = sorted(asambleas, key=lambda a: (a.evento.primera.fecha, a.id), reverse=True)
        return _escapado(next((t for a in recientes if (t := self._tarjeta(a)) is not None), None))

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
