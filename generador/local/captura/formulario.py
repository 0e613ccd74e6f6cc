"""Qué se le pregunta a una sub-mesa: lo mismo en el teléfono, en la hoja de cálculo y en un archivo."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any, Literal

from generador.modelo.asamblea import Asamblea
from generador.modelo.campos import Campo, campos
from generador.modelo.datos.aporte import Aporte, Persona, Resultado
from generador.modelo.datos.metodologia import Metodologia
from generador.modelo.fuente import Ruta
from generador.salida.disco import sha256

Clase = Literal["numero", "linea", "parrafos", "lista"]
Profundidad = Literal["hoja", "necesidad", "solucion", "plan"]

DEL_ARCHIVO = ("submesa", "demostracion")
"""Lo que no se pregunta: lo dice el archivo en que queda."""
DE_UNA_PERSONA = ("papel",)
"""Lo único que se pregunta de una persona: su papel, nunca su nombre."""


@dataclass(frozen=True, slots=True)
class Casilla:
    """Un espacio donde se escribe un dato."""

    nombre: str
    """Dónde va, desde la hoja: «aportes.0.plan.1.quien»."""
    titulo: str
    """De qué es, entero: «Necesidad 1, acción 2: ¿Quién?»."""
    de_que: tuple[str, ...]
    """De qué ficha es, de afuera hacia adentro: («Necesidad 1», «acción 2»)."""
    rotulo: str
    ayuda: str
    clase: Clase
    largo: int | None
    """Caracteres que caben; en una lista, en cada renglón. None si es un número."""
    maximo: int | None
    """El número más grande que admite; None si es un texto."""
    obligatoria: bool
    """Si su ficha no sirve sin ella."""
    profundidad: Profundidad
    """Cuándo se pide: con la hoja o en el paso de la necesidad, de la solución o del plan."""

    @property
    def ruta(self) -> Ruta:
        """El camino del dato en el árbol de la hoja: («aportes», 0, «plan», 1, «quien»)."""
        return ruta_de(self.nombre)


@dataclass(frozen=True)
class Formulario:
    """Todas las casillas de una sub-mesa, en el orden en que se llenan."""

    casillas: tuple[Casilla, ...]

    @cached_property
    def por_nombre(self) -> Mapping[str, Casilla]:
        """Cada casilla por su nombre."""
        return {c.nombre: c for c in self.casillas}

    @cached_property
    def version(self) -> str:
        """Ocho cifras hexadecimales que cambian si cambia algo de lo que se pregunta."""
        return sha256(json.dumps([asdict(c) for c in self.casillas]).encode())[:8]


def formulario_de(asamblea: Asamblea) -> Formulario:
    """Lo que se le pregunta a cada sub-mesa de la asamblea: tantas necesidades y acciones como su método."""
    return Formulario(tuple(_casillas(Resultado, _topes(asamblea.metodologia), "", (), "hoja")))


def ruta_de(nombre: str) -> Ruta:
    """El camino de una casilla: «aportes.0.necesidad» → («aportes», 0, «necesidad»)."""
    return tuple(int(p) if p.isdigit() else p for p in nombre.split("."))


def _topes(metodo: Metodologia) -> Mapping[str, tuple[str, int]]:
    """Por lista de fichas, cómo se llama cada una y cuántas caben."""
    return {"aportes": ("Necesidad", metodo.max_necesidades), "plan": ("acción", metodo.max_acciones)}


def _casillas(
    modelo: Any,
    topes: Mapping[str, tuple[str, int]],
    antes: str,
    de_que: tuple[str, ...],
    profundidad: Profundidad,
) -> Iterator[Casilla]:
    for campo in campos(modelo):
        if (modelo is Resultado and campo.nombre in DEL_ARCHIVO) or (
            modelo is Persona and campo.nombre not in DE_UNA_PERSONA
        ):
            continue
        nombre = f"{antes}{campo.nombre}"
        hondo = _profundidad(modelo, campo, profundidad)
        if campo.dentro is None:
            yield _casilla(campo, nombre, de_que, hondo)
        elif campo.lista:
            como, cuantas = topes[campo.nombre]
            for i in range(cuantas):
                suyo = (*de_que, f"{como} {i + 1}" if cuantas > 1 else como)
                yield from _casillas(campo.dentro, topes, f"{nombre}.{i}.", suyo, hondo)
        else:
            yield from _casillas(campo.dentro, topes, f"{nombre}.", (*de_que, campo.rotulo), hondo)


def _profundidad(modelo: Any, campo: Campo, de_arriba: Profundidad) -> Profundidad:
    """De un aporte: lo obligatorio con la necesidad; las listas, con el plan; el resto, con la solución."""
    if modelo is not Aporte:
        return de_arriba
    if campo.obligatorio:
        return "necesidad"
    return "plan" if campo.lista else "solucion"


def _casilla(campo: Campo, nombre: str, de_que: tuple[str, ...], profundidad: Profundidad) -> Casilla:
    titulo = ", ".join(de_que) or campo.rotulo
    if de_que and not de_que[-1].startswith(campo.rotulo):
        titulo += f": {campo.rotulo}"
    clase: Clase
    if campo.texto is None:
        clase = "numero"
    elif campo.lista:
        clase = "lista"
    else:
        clase = "parrafos" if campo.texto == "parrafos" else "linea"
    return Casilla(
        *(nombre, titulo, de_que, campo.rotulo, campo.ayuda, clase),
        *(campo.largo, campo.maximo, campo.obligatorio, profundidad),
    )
