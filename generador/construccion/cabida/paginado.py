"""Los documentos de cuenta fija (una hoja, un plegable) que salen en otra: dónde está lo que les sobra."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from generador.catalogo.documentos import Documento
from generador.catalogo.inventario import Artefacto, Inventario, inventariar
from generador.composicion.compositor import Compositor
from generador.composicion.comun.idioma.filtros import neutralizar
from generador.composicion.piezas.pieza import FUENTES
from generador.construccion.cabida.ensayo import por_venir
from generador.construccion.cabida.revision import Cabida
from generador.construccion.pedido.hojas import partes_de
from generador.errores import Gravedad, Hallazgo, ordenados
from generador.modelo.expediente import Expediente
from generador.modelo.fuente import Fuente, Ruta
from generador.modelo.texto import enumerar, plural
from generador.salida.cuenta import Cuentas
from generador.salida.fallas import Fallas

_BREVE = 12
"""Un texto más corto no es el que llena una página, y se confunde con otros."""


def revisar_paginado(
    raiz: Path, compositor: Compositor, inventario: Inventario, expedientes: Sequence[Expediente]
) -> Cabida:
    """Cuenta las páginas de los documentos de hoy que las tienen fijas.

    Fallidos con los que no se pudieron componer.
    """
    cuentas = Cuentas(raiz)
    hallazgos, sobran = _revisar(cuentas, compositor, inventario.artefactos, expedientes)
    cuentas.guardar()
    return Cabida(hallazgos, sobran)


def revisar_paginado_por_venir(
    raiz: Path, inventario: Inventario, expedientes: Sequence[Expediente], hoy: Iterable[Hallazgo]
) -> tuple[Hallazgo, ...]:
    """Lo mismo, de los que cada asamblea publicará en los estados que le faltan: advertencias."""
    cuentas = Cuentas(raiz)
    dichos = {(h.lugar, h.ayuda) for h in hoy}
    hallazgos: list[Hallazgo] = []
    for asamblea in inventario.proyecto.asambleas:
        ya = {a.ruta for a in inventario.de(asamblea)}
        for futura in por_venir(asamblea, raiz / "plantillas" / FUENTES):
            proyecto = inventario.proyecto.model_copy(update={"asambleas": (futura,)})
            suyo = replace(inventariar(proyecto, inventario.extras), medios=inventario.medios)
            nuevos = [a for a in suyo.artefactos if a.ruta not in ya]
            compositor = Compositor(raiz / "plantillas", suyo)
            cuando = f"cuando la asamblea esté en «{futura.estado}», "
            for h in _revisar(cuentas, compositor, nuevos, expedientes, cuando)[0]:
                if (h.lugar, h.ayuda) not in dichos:
                    dichos.add((h.lugar, h.ayuda))
                    hallazgos.append(h)
    cuentas.guardar()
    return ordenados(hallazgos)


@dataclass(frozen=True, slots=True)
class _Pasado:
    """Un documento que salió en otra cuenta, y dónde está lo que más lo llena."""

    artefacto: Artefacto
    paginas: int
    debe: int
    culpa: _Culpa


def _revisar(
    cuentas: Cuentas,
    compositor: Compositor,
    artefactos: Iterable[Artefacto],
    expedientes: Sequence[Expediente],
    cuando: str = "",
) -> tuple[tuple[Hallazgo, ...], frozenset[str]]:
    de_cada = {e.asamblea.id: e for e in expedientes}
    grupos: dict[tuple[str, str, str], list[_Pasado]] = {}
    sobran, fallas = set(), Fallas(compositor.plantillas.parent)
    for a in artefactos:
        debe = a.declaracion.paginas if isinstance(a.declaracion, Documento) else None
        if debe is None or a.origen is not None:
            continue
        with fallas.de(a.ruta):
            partes = partes_de(compositor, a)
            paginas = cuentas.de(partes)
            if paginas != debe:
                culpa = _mas_ocupa(de_cada[a.asamblea.id], "".join(p.html for p in partes))
                clave = (a.asamblea.id, a.declaracion.id, repr((culpa.fuente.archivo, culpa.ruta)))
                grupos.setdefault(clave, []).append(_Pasado(a, paginas, debe, culpa))
                sobran.add(a.ruta)
    fallas.exigir()
    hechos = (_hallazgo(pasados, cuando) for pasados in grupos.values())
    return ordenados(hechos), frozenset(sobran)


def _hallazgo(pasados: Sequence[_Pasado], cuando: str) -> Hallazgo:
    """Uno por dato: los plegables de todas las mesas se pasan por lo mismo."""
    peor = max(pasados, key=lambda p: p.paginas)
    a, culpa = peor.artefacto, peor.culpa
    otros = {0: "", 1: " y otro igual"}.get(len(pasados) - 1, f" y otros {len(pasados) - 1} iguales")
    sale = "sale" if len(pasados) == 1 else "salen"
    deben = "debe" if len(pasados) == 1 else "deben"
    gravedad: Gravedad = "advertencia" if cuando else "error"
    en = f", en {enumerar(f'«{c}»' for c in culpa.campos)}" if culpa.campos else ""
    return culpa.fuente.hallazgo(
        culpa.ruta,
        f"{cuando}«{a.titulo}» ({posixpath.basename(a.ruta)}){otros} {sale} en "
        f"{plural(peor.paginas, 'página', 'páginas')} y {deben} salir en {peor.debe}: lo que más ocupa son "
        f"{plural(culpa.caracteres, 'carácter', 'caracteres')} de aquí{en}",
        "acórtelo hasta que quepa: esa cuenta no cambia, porque se imprime en una sola hoja",
        gravedad,
    )


@dataclass(frozen=True, slots=True)
class _Culpa:
    fuente: Fuente
    ruta: Ruta
    caracteres: int
    campos: tuple[str, ...] = ()
    """En cuáles de sus campos están, si son varios textos."""


def _mas_ocupa(expediente: Expediente, html: str) -> _Culpa:
    """Lo escrito que más espacio pide en `html`: un texto, o el bloque de los que más suman."""
    mejor = _Culpa(expediente.fuentes["evento"], (), 0)
    for clave, fuente in expediente.fuentes.items():
        bloques: dict[Ruta, list[tuple[Ruta, int]]] = {}
        for ruta, texto in _textos(fuente.datos):
            veces = html.count(str(neutralizar(texto))) if len(texto) >= _BREVE else 0
            if veces:
                bloques.setdefault(ruta[:1], []).append((ruta, len(texto) * veces))
        for bloque, suyos in bloques.items():
            total = sum(largo for _, largo in suyos)
            if total > mejor.caracteres and clave != "convenio":
                campos = dict.fromkeys(p for ruta, _ in suyos for p in ruta[-1:] if isinstance(p, str))
                varios = len(suyos) > 1
                mejor = _Culpa(
                    fuente, bloque if varios else suyos[0][0], total, tuple(campos) if varios else ()
                )
    return mejor


def _textos(dato: Any, ruta: Ruta = ()) -> Iterator[tuple[Ruta, str]]:
    """Cada texto de un árbol de datos, con su ruta."""
    if isinstance(dato, str):
        yield ruta, dato
        return
    pares = dato.items() if isinstance(dato, dict) else enumerate(dato) if isinstance(dato, list) else ()
    for llave, valor in pares:
        yield from _textos(valor, (*ruta, llave))
