"""Lo que quedó sin escribir o sin confirmar: aviso mientras se prepara, error cuando ya se anuncia."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generador.errores import Gravedad, Hallazgo
from generador.modelo.datos.evento import Estado
from generador.modelo.datos.pendiente import Pendiente, pendientes, por_escribir, transcribir
from generador.modelo.expediente import Expediente
from generador.modelo.fuente import Fuente
from generador.modelo.texto import enumerar, plural
from generador.modelo.tipos import Modelo

_PLAZO = (" Desde el estado «convocada» es un error", " Aprobada la agenda es un error")
_MUESTRA = 6
"""Cuántas hojas en blanco se nombran."""


def revisar(expediente: Expediente) -> Iterator[Hallazgo]:
    """Lo pendiente de cada archivo y las hojas de sub-mesa que siguen en blanco."""
    for clave, modelo, fuente in expediente.archivos():
        estado = expediente.asamblea.estado
        yield from de_archivo(
            modelo,
            fuente,
            gravedad_de(clave, estado),
            _PLAZO[clave == "agenda"],
            en_foto=gravedad_de("agenda", estado),
        )
    yield from _hojas(expediente)


def gravedad_de(clave: str, estado: Estado) -> Gravedad:
    """Un borrador de la agenda se muestra con lo que le falte; aprobado, ya no puede faltarle nada."""
    tolerado = estado is not Estado.APROBADA if clave == "agenda" else estado is Estado.PREPARACION
    return "advertencia" if tolerado else "error"


def de_archivo(
    modelo: Modelo,
    fuente: Fuente,
    gravedad: Gravedad,
    plazo: str = "",
    *,
    en_foto: Gravedad | None = None,
) -> Iterator[Hallazgo]:
    """Un hallazgo por cada cosa pendiente, con su lugar y su remedio.

    `en_foto`, la gravedad de lo que está en una foto y falta transcribir: el borrador se publica y lo dice.
    """
    for p in pendientes(modelo, fuente):
        if p.marca and transcribir(p.marca):
            yield _de_foto(p, fuente, en_foto or gravedad)
            continue
        yield _hallazgo(p, fuente, gravedad, f".{plazo}" if gravedad == "advertencia" and plazo else "")


def _hallazgo(p: Pendiente, fuente: Fuente, gravedad: Gravedad, plazo: str) -> Hallazgo:
    if not p.marca:
        nota = f": {p.nota}" if p.nota else ""
        ayuda = f"deje el dato correcto y borre el renglón «# por confirmar…» que tiene encima{plazo}"
        return fuente.hallazgo(p.ruta, f"sigue «por confirmar»{nota}", ayuda, gravedad, clave=True)
    ayuda = f"escríbalo; si no hace falta, borre el renglón{plazo}"
    mensaje = "sigue «por escribir»"
    lugar = fuente.lugar_dentro(p.ruta, p.marca)
    return (
        fuente.hallazgo(p.ruta, mensaje, ayuda, gravedad)
        if lugar is None
        else Hallazgo(lugar, mensaje, ayuda, gravedad)
    )


def _de_foto(p: Pendiente, fuente: Fuente, gravedad: Gravedad) -> Hallazgo:
    fin = _PLAZO[True] if gravedad == "advertencia" else ""
    return fuente.hallazgo(
        p.ruta,
        "está en una foto de la ficha y falta transcribirlo",
        f"en el tablero de ./asamblea abrir --sala, ábrala al lado de sus casillas y copie lo que dice.{fin}",
        gravedad,
    )


def _hojas(expediente: Expediente) -> Iterator[Hallazgo]:
    claves, aprobada = list(expediente.en_blanco), expediente.asamblea.estado is Estado.APROBADA
    # Aprobada la agenda, la que se llena después se recibe con su fecha y su razón.
    for clave in [c for c in claves if not aprobada and _a_medias(expediente.fuentes[c].datos)]:
        claves.remove(clave)
        yield expediente.fuentes[clave].hallazgo(
            ("aportes", 0, "necesidad"),
            "falta la necesidad: mientras tanto, la hoja se publica como no entregada, aunque trae algo más",
            "escríbala como la dijo la sub-mesa",
            "advertencia",
        )
    if not claves:
        return
    codigos = [c.removeprefix("resultados/") for c in claves]
    lista = enumerar(codigos) if len(codigos) <= _MUESTRA else f"{', '.join(codigos[:_MUESTRA])}…"
    yield expediente.fuentes[claves[0]].hallazgo(
        ("aportes", 0, "necesidad"),
        f"{plural(len(codigos), 'hoja sigue', 'hojas siguen')} en blanco: {lista}",
        "lo aprobado ya no cambia. Si llegó después, pase lo que trae y anótelo: ./asamblea recibir "
        f'{expediente.asamblea.id} {codigos[0]} --razon "…" --fecha AAAA-MM-DD; si no se entregó, '
        f"{'bórrela' if len(codigos) == 1 else 'bórrelas'}"
        if aprobada
        else "pase lo que entregó cada sub-mesa; mientras tanto se publican como no entregadas. La que "
        f"se borre la crea otra vez ./asamblea hojas {expediente.asamblea.id}",
        "advertencia",
    )


def _a_medias(datos: Any) -> bool:
    """Si una hoja sin ninguna necesidad trae ya algo más."""
    if isinstance(datos, dict):
        return any(_a_medias(v) for c, v in datos.items() if c not in ("submesa", "demostracion"))
    if isinstance(datos, list):
        return any(map(_a_medias, datos))
    return datos not in (None, "", False) and por_escribir(str(datos)) is None
