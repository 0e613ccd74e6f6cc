"""La agenda en JSON, su esquema publicado, y la misma agenda con el vocabulario de schema.org."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

from generador.modelo.publico.abierto import AgendaAbierta, CompromisoAbierto

ESQUEMA = "agenda.schema.json"


def arbol(agenda: AgendaAbierta) -> dict[str, Any]:
    """La agenda como dato JSON: lo vacío no se escribe, y «aprobado» va tal como se le calcula la huella."""
    datos = agenda.model_dump(mode="json", exclude_defaults=True)
    return {
        "$schema": ESQUEMA,
        "formato": agenda.formato,
        **datos,
        "aprobado": agenda.aprobado.arbol(),
    }


def como_json(agenda: AgendaAbierta) -> bytes:
    """agenda.json, en UTF-8 y legible."""
    return _texto(arbol(agenda))


HONDURA = 40
"""Niveles de un agenda.json: los de verdad no pasan de ocho."""


def leer_json(datos: bytes) -> tuple[AgendaAbierta, dict[str, Any]]:
    """El modelo y el árbol de un agenda.json. ValueError, con lo que no sirve, si no lo es."""
    crudo = leer_arbol(datos)
    if not isinstance(crudo, dict):
        raise ValueError("no es un agenda.json")
    if crudo.get("$schema", ESQUEMA) != ESQUEMA:
        raise ValueError("no es un agenda.json: su «$schema» es otro")
    sin_esquema = {clave: valor for clave, valor in crudo.items() if clave != "$schema"}
    return AgendaAbierta.de_arbol(sin_esquema), sin_esquema


def leer_arbol(datos: bytes, *, decimales: bool = False) -> Any:
    """Un JSON que viene de afuera. ValueError si no lo es, o si hay en él con qué engañar o agotar.

    Sin `decimales`, que una agenda no tiene, tampoco los admite.
    """
    repetidas: list[str] = []

    def objeto(pares: list[tuple[str, Any]]) -> dict[str, Any]:
        arbol_ = dict(pares)
        if len(arbol_) != len(pares):
            claves = [clave for clave, _ in pares]
            repetidas.append(next(c for c in claves if claves.count(c) > 1))
        return arbol_

    def raro(que: str) -> Any:
        raise ValueError(f"trae un número que no es de una agenda: {que[:20]}")

    def entero(cifras: str) -> int:
        return int(cifras) if len(cifras) < 16 else raro(cifras)

    decimal = float if decimales else raro
    if _hondura(datos) > HONDURA:
        raise ValueError(f"tiene más de {HONDURA} niveles: no es un agenda.json")
    try:
        texto = datos.decode("utf-8-sig")
        crudo = json.loads(
            texto,
            object_pairs_hook=objeto,
            parse_float=decimal,
            parse_constant=raro,
            parse_int=entero,
        )
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError):
        raise ValueError("no es un archivo JSON") from None
    if repetidas:
        raise ValueError(f"trae dos veces la clave «{repetidas[0]}»")
    try:
        json.dumps(crudo, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise ValueError("trae letras partidas, que no son de ningún texto") from None
    return crudo


def _hondura(datos: bytes) -> int:
    """Los niveles de un JSON, contados sin abrirlo; lo que va entre comillas no cuenta."""
    hondo = mayor = 0
    for signo in re.findall(rb'"(?:[^"\\]|\\.)*"|[\[{]|[\]}]', datos):
        if signo in (b"[", b"{"):
            hondo += 1
            mayor = max(mayor, hondo)
        elif signo in (b"]", b"}"):
            hondo -= 1
    return mayor


def como_esquema(agenda: AgendaAbierta) -> bytes:
    """El JSON Schema de agenda.json."""
    esquema = _esquema()
    notas = (agenda.sellos, f"{agenda.credito}.", f"Licencia: {agenda.licencia.nombre}.")
    return _texto(
        {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$comment": " ".join(n for n in notas if n),
            **esquema,
            "properties": {"$schema": {"type": "string"}, **esquema["properties"]},
        }
    )


@cache
def _esquema() -> dict[str, Any]:
    """El del modelo, que es el de cualquier agenda."""
    return AgendaAbierta.model_json_schema()


def como_jsonld(agenda: AgendaAbierta) -> bytes:
    """La agenda como Dataset, la asamblea como Event y cada compromiso como CreativeWork."""
    conjunto = agenda.direccion
    return _texto(
        {
            "@context": "https://schema.org",
            "@type": "Dataset",
            "@id": conjunto,
            "name": agenda.titulo,
            "description": " ".join(t for t in (agenda.sellos, agenda.presentacion or agenda.titulo) if t),
            "inLanguage": "es-CO",
            "url": conjunto,
            "license": agenda.licencia.enlace,
            "creditText": agenda.credito,
            "version": str(agenda.version),
            "creativeWorkStatus": "Borrador" if agenda.estado == "borrador" else "Aprobada",
            **({"identifier": f"sha256:{agenda.huella}"} if agenda.huella else {}),
            "temporalCoverage": f"{agenda.asamblea.vigencia_desde}/{agenda.asamblea.vigencia_hasta}",
            "spatialCoverage": {"@type": "Place", "name": agenda.asamblea.territorio},
            "recordedAt": {
                "@type": "Event",
                "name": agenda.asamblea.nombre,
                "startDate": agenda.asamblea.fecha.isoformat(),
                **({"endDate": ultimo.isoformat()} if (ultimo := agenda.asamblea.ultimo_dia) else {}),
                "location": {"@type": "Place", "name": agenda.asamblea.territorio},
            },
            "hasPart": [_obra(c, agenda) for c in agenda.compromisos],
        }
    )


def _obra(c: CompromisoAbierto, agenda: AgendaAbierta) -> dict[str, Any]:
    fechas = [p for p in c.plazos if p.desde and p.hasta]
    obra: dict[str, Any] = {
        "@type": "CreativeWork",
        "@id": c.direccion,
        "identifier": c.codigo,
        "name": c.titulo,
        "text": c.texto,
        "url": c.direccion,
        "about": c.eje,
        "isPartOf": {"@id": agenda.direccion},
        "creativeWorkStatus": c.estado.nombre,
        "contributor": [{"@type": "Organization", "name": r} for r in c.responsables],
        "isBasedOn": list(c.aportes),
    }
    if fechas:
        obra["temporalCoverage"] = (
            f"{min(p.desde for p in fechas if p.desde)}/{max(p.hasta for p in fechas if p.hasta)}"
        )
    return {clave: valor for clave, valor in obra.items() if valor}


def _texto(dato: dict[str, Any]) -> bytes:
    return (json.dumps(dato, ensure_ascii=False, indent=1) + "\n").encode()
