"""Lo que el formulario llena por quien escribe: un identificador en blanco, una fecha que no llegó."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from generador.errores import Hallazgo
from generador.local.editor.hoja import DE, Hoja
from generador.modelo.campos import LIBRES, Campo, campos
from generador.modelo.texto import slug

_LARGO = 40
_HABIA = "la fecha llegó vacía o el navegador no la entendió: volvió a quedar la que dice el archivo"
_NO_HABIA = "falta la fecha, o el navegador no la entendió: escríbala otra vez"


def poner_identificadores(suyos: Sequence[Campo], hoja: Hoja) -> None:
    """A cada ficha nueva de `hoja` sin identificador le pone el de su título, único en la lista."""
    for campo in suyos:
        dicho = hoja.get(campo.nombre)
        if campo.dentro is None or not dicho:
            continue
        suyas = campos(campo.dentro)
        if isinstance(dicho, dict):
            poner_identificadores(suyas, dicho)
            continue
        tienen = any(c.nombre == "id" and c.obligatorio for c in suyas)
        for ficha in dicho:
            poner_identificadores(suyas, ficha)
            if tienen and not ficha.get(DE) and not ficha.get("id"):
                ficha["id"] = _libre(_titulo(suyas, ficha), {str(f.get("id", "")) for f in dicho})


def _titulo(suyas: Sequence[Campo], ficha: Hoja) -> str:
    return next((str(ficha[c.nombre]) for c in textos_del_titulo(suyas) if ficha.get(c.nombre)), "")


def textos_del_titulo(suyas: Sequence[Campo]) -> Iterator[Campo]:
    """De dónde se toma el identificador de una ficha: el primero que tenga algo."""
    return (c for c in suyas if c.texto in LIBRES and c.nombre != "id" and not c.lista and c.dentro is None)


def _libre(titulo: str, usados: set[str]) -> str:
    corto = slug(titulo) if titulo.strip() else ""
    if len(corto) > _LARGO:
        corto = corto[: _LARGO + 1].rpartition("-")[0] or corto[:_LARGO]
    if not corto or corto not in usados:
        return corto
    return next(f"{corto}-{n}" for n in range(2, len(usados) + 3) if f"{corto}-{n}" not in usados)


def devolver_fechas(suyos: Sequence[Campo], antes: Hoja, ahora: Hoja, ruta: str = "") -> dict[str, str]:
    """Pone en `ahora` la fecha de `antes` donde llegó vacía una que no puede faltar.

    Devuelve, por la ruta dicha de cada una, como «jornadas[2].fecha», lo que hay que decir. Una casilla de
    fecha manda vacío lo que el navegador no entendió.
    """
    dichas: dict[str, str] = {}
    for campo in suyos:
        suya = f"{ruta}.{campo.nombre}" if ruta else campo.nombre
        viejo, nuevo = antes.get(campo.nombre), ahora.get(campo.nombre)
        if isinstance(nuevo, dict) and campo.dentro is not None:
            dichas |= devolver_fechas(campos(campo.dentro), viejo or {}, nuevo, suya)
        elif isinstance(nuevo, list) and campo.dentro is not None:
            for i, ficha in enumerate(nuevo, start=1):
                suyas = _de_antes(viejo, ficha.get(DE, ""))
                dichas |= devolver_fechas(campos(campo.dentro), suyas, ficha, f"{suya}[{i}]")
        elif nuevo == "" and campo.obligatorio and campo.tipo.startswith("fecha") and not campo.lista:
            ahora[campo.nombre] = viejo or ""
            dichas[suya] = _HABIA if viejo else _NO_HABIA
    return dichas


def _de_antes(fichas: Any, de: str) -> Hoja:
    return fichas[int(de)] if de.isdecimal() and fichas and int(de) < len(fichas) else {}


def con_lo_dicho(hallazgos: Sequence[Hallazgo], dichas: Mapping[str, str]) -> list[Hallazgo]:
    """Los hallazgos; el de cada fecha de `dichas` dice lo suyo."""
    return [
        replace(h, mensaje=dichas[h.lugar.ruta], ayuda="") if h.lugar.ruta in dichas else h for h in hallazgos
    ]
