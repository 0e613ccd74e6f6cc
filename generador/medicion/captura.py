"""Pasar a datos lo que entregan las mesas: cuántos caracteres son y cuántos minutos, entre varios."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from generador.carga.cargar import cargar
from generador.composicion.comun.idioma.filtros import numero
from generador.errores import ErrorDeUso
from generador.local.captura.entrega import campos_de
from generador.local.captura.formulario import Formulario, Profundidad, formulario_de
from generador.medicion.gasto import Decir
from generador.modelo.asamblea import Asamblea
from generador.modelo.texto import plural

PROFUNDIDADES: dict[str, tuple[Profundidad, ...]] = {
    "solo las necesidades": ("necesidad",),
    "con la solución": ("necesidad", "solucion"),
    "completas": ("hoja", "necesidad", "solucion", "plan"),
}
"""Hasta dónde se copia cada hoja, y qué casillas lleva."""
VELOCIDADES = (150, 200, 250)
"""Caracteres por minuto de quien copia de una hoja escrita a mano."""
PERSONAS = (1, 2, 3, 5)


def medir(raiz: Path, decir: Decir) -> None:
    """Por asamblea con hojas: los caracteres de cada profundidad y los minutos que piden."""
    con_hojas = [e.asamblea for e in cargar(raiz).expedientes if e.asamblea.resultados]
    if not con_hojas:
        raise ErrorDeUso("ninguna asamblea tiene hojas en resultados/: no hay qué contar")
    for asamblea in con_hojas:
        _una(asamblea, decir)


def caracteres(formulario: Formulario, asamblea: Asamblea, cuales: Iterable[Profundidad]) -> int:
    """Cuántos hay que escribir para copiar, de todas las hojas, las casillas de esas profundidades."""
    nombres = {c.nombre for c in formulario.casillas if c.profundidad in set(cuales)}
    return sum(
        len(texto)
        for resultado in asamblea.resultados
        for nombre, texto in campos_de(formulario, resultado).items()
        if nombre in nombres
    )


def _una(asamblea: Asamblea, decir: Decir) -> None:
    formulario = formulario_de(asamblea)
    aportes = sum(len(r.aportes) for r in asamblea.resultados)
    decir(
        f"captura de {asamblea.id}: {plural(len(asamblea.resultados), 'hoja', 'hojas')} de "
        f"{len(asamblea.submesas)}, {plural(aportes, 'aporte', 'aportes')}"
    )
    for como, cuales in PROFUNDIDADES.items():
        cuantos = caracteres(formulario, asamblea, cuales)
        decir(f"  {como}: {numero(cuantos)} caracteres")
        for personas in PERSONAS:
            minutos = ", ".join(f"{numero(round(cuantos / v / personas, 1))} a {v}" for v in VELOCIDADES)
            quienes = plural(personas, "persona", "personas")
            decir(f"    {quienes}: minutos según los caracteres por minuto, {minutos}")
