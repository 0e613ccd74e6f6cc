"""Cómo se escriben en español las horas, los tamaños y los textos largos; las fechas, en `fechas.py`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Any

from babel.numbers import format_decimal
from markupsafe import Markup, escape

from generador.composicion.comun.idioma.fechas import (
    LOCAL,
    dia_de_semana,
    dia_grande,
    dias,
    dias_con_semana,
    fecha,
    fecha_con_dia,
    los_dias,
    mes_y_anio,
)
from generador.composicion.comun.idioma.senas import sin_partir
from generador.modelo.aprobado.palabras import en_palabras
from generador.modelo.datos.comun.evidencia import SIN_SOPORTE
from generador.modelo.texto import enumerar, plural, sin_tildes, tras

_DURO = "\u00a0"
_NEUTROS = {ord(c): f"&#{ord(c)};" for c in "{}`"} | {ord("\n"): "&#10;"}
_MARKDOWN = {ord(c): f"&#{ord(c)};" for c in "\\`*_{}[]()#+-.!|~:^=$<>\"'@/"} | {ord("\n"): " "}


def franja(hora: time) -> str:
    """«a. m.», «p. m.», o «m.» en el mediodía exacto."""
    if hora.hour == 12 and hora.minute == 0:
        return "m."
    return f"{'a' if hora.hour < 12 else 'p'}.{_DURO}m."


def reloj(hora: time) -> str:
    """«2:45», sin franja."""
    return f"{hora.hour % 12 or 12}:{hora.minute:02d}"


def hora(valor: time) -> str:
    """«2:45 p. m.»; el mediodía exacto es «12:00 m.»."""
    return f"{reloj(valor)}{_DURO}{franja(valor)}"


def rango(inicio: time, fin: time) -> str:
    """«2:45 a 3:45 p. m.»: la franja se repite solo si cambia."""
    if franja(inicio) == franja(fin):
        return f"{reloj(inicio)} a {hora(fin)}"
    return f"{hora(inicio)} a {hora(fin)}"


def numero(valor: int | float) -> str:
    """«1.234,5»."""
    return str(format_decimal(valor, locale=LOCAL))


def peso(octetos: int) -> str:
    """«84 kB», «1,2 MB»."""
    if octetos < 1_000_000:
        return f"{max(1, round(octetos / 1000))}{_DURO}kB"
    return f"{numero(round(octetos / 1_000_000, 1))}{_DURO}MB"


def duracion(total: int) -> str:
    """«45 min», «1 h», «2 h 30 min»."""
    horas, resto = divmod(total, 60)
    partes = ([f"{horas}{_DURO}h"] if horas else []) + ([f"{resto}{_DURO}min"] if resto or not horas else [])
    return _DURO.join(partes)


def mayuscula(texto: str) -> str:
    """La primera letra en mayúscula, lo demás como venga."""
    return texto[:1].upper() + texto[1:]


def parrafos(texto: str, rotulo: str = "") -> Markup:
    """Un texto largo como `<p>`: los renglones en blanco separan párrafos, los sencillos son saltos.

    `rotulo` va en negrita al comienzo del primero.
    """
    bloques = [b for b in (b.strip() for b in texto.split("\n\n")) if b]
    antes = [
        f"<strong>{neutralizar(rotulo)}</strong> " if rotulo and not i else "" for i in range(len(bloques))
    ]
    cuerpo = "".join(
        f"<p>{cabeza}" + "<br>".join(neutralizar(linea) for linea in b.split("\n")) + "</p>"
        for cabeza, b in zip(antes, bloques, strict=True)
    )
    return Markup(cuerpo)


def neutralizar(valor: Any) -> Any:
    """Lo que Jinja va a escribir: todo texto sale escapado, y sin nada que Markdown o un lector de
    bloques puedan interpretar aunque el HTML quede dentro de una página.
    """
    if hasattr(valor, "__html__"):
        return valor
    return Markup(str(escape(valor)).translate(_NEUTROS))


def para_markdown(texto: str) -> Markup:
    """Texto de un título Markdown: cada signo que Markdown pudiera leer va como entidad."""
    limpio = str(texto).replace("&", "\0").translate(_MARKDOWN).replace("\0", "&amp;")
    return Markup(limpio)


def valor_o(texto: str | None, ausente: str) -> str:
    """`texto`, o lo que se dice cuando falta."""
    return texto if texto else ausente


FILTROS: Mapping[str, Any] = {
    "tras": lambda nombre, preposicion: tras(preposicion, nombre),
    "reloj": reloj,
    "hora": hora,
    "franja": franja,
    "fecha": fecha,
    "fecha_con_dia": fecha_con_dia,
    "mes_y_anio": mes_y_anio,
    "dias": dias,
    "dias_con_semana": dias_con_semana,
    "los_dias": los_dias,
    "dia_de_semana": dia_de_semana,
    "dia_grande": dia_grande,
    "numero": numero,
    "peso": peso,
    "duracion": duracion,
    "mayuscula": mayuscula,
    "parrafos": parrafos,
    "enumerar": enumerar,
    "sin_tildes": sin_tildes,
    "md": para_markdown,
    "en_palabras": en_palabras,
    "o": valor_o,
    "sin_partir": sin_partir,
}
FUNCIONES: Mapping[str, Any] = {"rango": rango, "plural": plural, "SIN_SOPORTE": SIN_SOPORTE}
