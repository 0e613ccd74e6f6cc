"""Qué ha de llevar sello, por cómo se compuso: lo que cambia cuando cambian los resultados, los usa.

Cada cosa se compone otra vez con la misma asamblea y otros resultados (otros textos, otras cuentas). Si sale
distinta, depende de ellos. Así no hay una lista de lo que muestra resultados que alguien deba mantener.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from html import unescape
from typing import Any, TypeVar

from generador.catalogo.documentos import Documento
from generador.catalogo.inventario import Artefacto, Inventario, PaginaConcreta, inventariar
from generador.composicion.compositor import Compositor
from generador.composicion.comun.memoria import Guardado
from generador.composicion.comun.vistas import rotulos_de_sellos
from generador.composicion.paginas.descargas import SIN_DESCARGAS, Medido, descargas_de
from generador.composicion.piezas.campana import por_texto
from generador.errores import ErrorAsambleas
from generador.modelo.asamblea import Asamblea
from generador.modelo.datos.agenda import Agenda
from generador.modelo.datos.aporte import Resultado
from generador.modelo.datos.comun.plazo import Plazo
from generador.modelo.tipos import FORMA_DE_HUELLA, Modelo
from generador.salida.credito import sello
from generador.salida.fallas import Fallas

_OTRAS = str.maketrans("aeiouAEIOU", "eioua" + "EIOUA")
_FIJO = re.compile(r"\S*|https?:.*")
"""Lo que no es un texto libre: códigos, direcciones."""
_HUELLA = re.compile(FORMA_DE_HUELLA)
"""Sale de los resultados: con otros, es otra."""
NOTA = "sellos.json"
_DE_MAS = 7
"""Personas que se suman a cada cuenta."""
T = TypeVar("T")
X = TypeVar("X")


class Sellado:
    """Lo que ha de llevar sello en un inventario."""

    def __init__(
        self, compositor: Compositor, inventario: Inventario, recuerdo: Guardado | None = None
    ) -> None:
        proyecto = inventario.proyecto
        self._compositor, self._inventario = compositor, inventario
        self._rotulos = {a.id: rotulos_de_sellos(a) for a in proyecto.asambleas}
        otras = tuple(con_otros_resultados(a) if self._rotulos[a.id] else a for a in proyecto.asambleas)
        otro = inventariar(proyecto.model_copy(update={"asambleas": otras}), inventario.extras)
        self._otro = replace(otro, medios=inventario.medios)
        self._otro_compositor = Compositor(
            compositor.plantillas, self._otro, recuerdo, "con otros resultados"
        )

    def recordar(self) -> None:
        """Guarda lo que se compuso con otros resultados y no los mira."""
        self._otro_compositor.recordar()

    def impresos(self, solo: Collection[str] | None = None) -> dict[str, tuple[str, ...]]:
        """Por ruta de PDF, los sellos que ha de mostrar en cada página; sin los que no piden ninguno.

        Con `solo`, nada más los de esas rutas.

        Fallidos, con su SelloAusente, si algún texto que acompaña a una pieza usa los resultados y no lo
        dice, y con lo que no se pueda componer.
        """
        fallas = Fallas(self._compositor.plantillas.parent)
        if solo is None:
            with fallas.reunidas():
                self._exigir_en_textos()
        otros = {a.ruta: a for a in self._otro.artefactos}
        # Lo que lista huellas se compone al final, y el compositor de la publicación lo recordaría sin ellas.
        aparte = Compositor(self._compositor.plantillas, self._inventario)
        exigen = {}
        for a in self._inventario.artefactos:
            rotulos = self._rotulos[a.asamblea.id]
            if rotulos and a.origen is None and (solo is None or a.ruta in solo):
                with fallas.de(a.ruta):
                    tarde = isinstance(a.declaracion, Documento) and a.declaracion.lista_huellas
                    propio = _partes(aparte if tarde else self._compositor, a)
                    if propio != self._otra(otros.get(a.ruta), partial(_partes, self._otro_compositor)):
                        exigen[a.ruta] = rotulos
        fallas.exigir()
        return exigen

    def paginas(self, hechas: Mapping[str, str], medidos: Mapping[str, Medido]) -> dict[str, tuple[str, ...]]:
        """Por dirección de página, los sellos que ha de mostrar; `hechas` son las compuestas, por archivo.

        Los archivos que enlazan miden lo mismo con otros resultados: solo se comparan los textos.
        Fallidos, con su SelloAusente, si alguna descripción para buscadores los usa y no lo dice.
        """
        otro = self._otro
        hay = replace(
            otro,
            artefactos=tuple(a for a in otro.artefactos if a.ruta in medidos),
            paquetes=tuple(z for z in otro.paquetes if z.ruta in medidos),
            abiertos=tuple(d for d in otro.abiertos if d.ruta in medidos),
        )
        descargas = {a.id: descargas_de(hay, a, medidos) for a in otro.proyecto.asambleas}

        def componer(p: PaginaConcreta) -> str:
            suyas = descargas[p.asamblea.id] if p.asamblea else SIN_DESCARGAS
            return self._otro_compositor.pagina(p, suyas)

        otras = {p.ruta: p for p in self._otro.paginas}
        comunes = tuple(dict.fromkeys(r for suyos in self._rotulos.values() for r in suyos))
        exigen, fallas = {}, Fallas(self._compositor.plantillas.parent)
        for p in self._inventario.paginas:
            rotulos = self._rotulos[p.asamblea.id] if p.asamblea else comunes
            if not rotulos or f"{p.ruta}index.md" not in hechas:
                continue
            propia, otra = hechas[f"{p.ruta}index.md"], self._otra(otras.get(p.ruta), componer)
            if propia != otra:
                exigen[p.ruta] = rotulos
                if otra is None or _descripcion(propia) != _descripcion(otra):
                    with fallas.de(p.ruta):
                        sello.exigir_en_texto(_descripcion(propia), rotulos, f"{p.ruta}, descripción")
        fallas.exigir()
        return exigen

    def _exigir_en_textos(self) -> None:
        otras, fallas = por_texto(self._otro.artefactos), Fallas(self._compositor.plantillas.parent)
        for ruta, imagenes in por_texto(self._inventario.artefactos).items():
            rotulos = self._rotulos[imagenes[0].asamblea.id]
            if not rotulos:
                continue
            with fallas.de(ruta):
                par = self._otra(otras[ruta][0] if ruta in otras else None, self._otro_compositor.dicho_de)
                dichos = self._compositor.dicho_de(imagenes[0])
                for i, nombre in enumerate(("texto alternativo", "texto para redes")):
                    if par is None or dichos[i] != par[i]:
                        sello.exigir_en_texto(dichos[i], rotulos if dichos[i] else (), f"{ruta}, {nombre}")
        fallas.exigir()

    def _otra(self, par: X | None, componer: Callable[[X], T]) -> T | None:
        """Lo mismo con otros resultados; None si con ellos no existe o no se puede componer."""
        try:
            return componer(par) if par is not None else None
        except ErrorAsambleas:
            return None


def _partes(compositor: Compositor, a: Artefacto) -> list[str]:
    return [compositor.impreso(x) for x in (a, *(p.artefacto for p in a.partes))]


def _descripcion(pagina: str) -> str:
    """La que lleva en su cabecera para buscadores y redes."""
    return unescape(str(json.loads(pagina.split("---\n", 2)[1])["description"]))


def con_otros_resultados(asamblea: Asamblea) -> Asamblea:
    """La misma asamblea, en el mismo estado y con los mismos códigos, en que pasó otra cosa."""
    cambios: dict[str, Any] = {
        "resultados": _una_necesidad_mas(
            [_con_mas_gente(_otro(r)) for r in asamblea.resultados], asamblea.metodologia.max_necesidades
        ),
        "seguimiento": _otro(asamblea.seguimiento),
        "agenda": _un_compromiso_mas(_otro(asamblea.agenda)),
        "asistencia": _otro(asamblea.asistencia),
    }
    if cambios["asistencia"] is not None:
        total = cambios["asistencia"].total + _DE_MAS
        cambios["asistencia"] = cambios["asistencia"].model_copy(update={"total": total})
    return asamblea.con(**cambios)


def _otro(valor: Any) -> Any:
    """El mismo dato con otras letras en cada texto libre."""
    if isinstance(valor, Plazo):
        return valor
    if isinstance(valor, Modelo):
        return type(valor).model_construct(**{campo: _otro(v) for campo, v in valor})
    if isinstance(valor, tuple):
        return tuple(map(_otro, valor))
    if type(valor) is str and _HUELLA.fullmatch(valor):
        return valor[::-1]
    if type(valor) is str and not _FIJO.fullmatch(valor):
        return valor.translate(_OTRAS)
    return valor


def _con_mas_gente(resultado: Resultado) -> Resultado:
    return resultado.model_copy(update={"asistentes": (resultado.asistentes or 0) + _DE_MAS})


def _una_necesidad_mas(resultados: Sequence[Resultado], maximo: int) -> tuple[Resultado, ...]:
    """Con otra necesidad en la primera hoja en que quepa ; si ninguna tiene lugar, las mismas."""
    for i, r in enumerate(resultados):
        if len(r.aportes) < maximo:
            mayor = r.model_copy(update={"aportes": (*r.aportes, r.aportes[0])})
            return (*resultados[:i], mayor, *resultados[i + 1 :])
    return tuple(resultados)


def _un_compromiso_mas(agenda: Agenda | None) -> Agenda | None:
    """Con otro compromiso y sin fe de erratas, que corrige textos que ya no son esos."""
    if agenda is None:
        return None
    suyos = agenda.compromisos
    if suyos:
        prefijo = suyos[-1].codigo.partition("-")[0]
        suyos = (*suyos, suyos[-1].model_copy(update={"codigo": f"{prefijo}-99999"}))
    return agenda.model_copy(update={"compromisos": suyos, "fe_de_erratas": ()})
