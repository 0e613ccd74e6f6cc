"""La asamblea de práctica: una copia como el día en que empieza, y qué va a decir cada sub-mesa."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generador.edicion.escritor import poner
from generador.errores import ErrorDeUso
from generador.local.captura.asambleas import asambleas
from generador.local.captura.entrega import Campos, campos_de, limpios
from generador.local.captura.formulario import Casilla, Formulario, formulario_de
from generador.modelo.asamblea import Asamblea
from generador.modelo.datos.evento import Estado

_SE_QUEDAN = ("evento.yml", "mesas.yml", "metodologia.yml")
"""Lo que una asamblea ya tiene el día en que empieza."""
_PERSONAS = 20
_HONDOS = ("hoja", "necesidad", "solucion", "plan")


@dataclass(frozen=True, slots=True)
class Practica:
    """Una asamblea en curso, sin ninguna hoja, y lo que se va a mandar de cada sub-mesa."""

    raiz: Path
    asamblea: Asamblea
    formulario: Formulario
    enviado: Mapping[str, Campos]
    """Por sub-mesa, lo que ha de quedar en su hoja."""
    inventadas: int
    """De cuántas sub-mesas no había hoja, y se inventó."""


def copiar(raiz: Path, id_: str | None, destino: Path) -> Practica:
    """La práctica de esa asamblea o, sin `id_`, de la que más hojas tiene. `raiz` no cambia.

    ErrorDeUso si no hay ninguna, si no existe o si no se puede leer.
    """
    hay = asambleas(raiz, id_)
    if not hay:
        raise ErrorDeUso("no hay ninguna asamblea con que ensayar: empiece una con ./asamblea nueva")
    original = max(hay, key=lambda a: len(a.resultados))
    _copiar_datos(raiz, original.id, destino)
    (destino / "plantillas").symlink_to((raiz / "plantillas").resolve())
    (asamblea,) = asambleas(destino, original.id)
    formulario = formulario_de(asamblea)
    dicho = {r.submesa: limpios(formulario, campos_de(formulario, r)) for r in original.resultados}
    enviado: dict[str, Campos] = {}
    for submesa in (s.codigo for s in asamblea.submesas):
        # Sin una necesidad no hay hoja: esas también se inventan.
        propio = dicho.get(submesa, {})
        enviado[submesa] = propio if "aportes.0.necesidad" in propio else inventado(formulario, submesa)
    inventadas = sum(enviado[s] is not dicho.get(s) for s in enviado)
    return Practica(destino, asamblea, formulario, enviado, inventadas)


def _copiar_datos(raiz: Path, id_: str, destino: Path) -> None:
    (destino / "datos" / id_).mkdir(parents=True)
    shutil.copytree(raiz / "datos" / "convenios", destino / "datos" / "convenios")
    for ruta in (raiz / "datos").glob("*.yml"):
        shutil.copyfile(ruta, destino / "datos" / ruta.name)
    for nombre in _SE_QUEDAN:
        if (raiz / "datos" / id_ / nombre).is_file():
            shutil.copyfile(raiz / "datos" / id_ / nombre, destino / "datos" / id_ / nombre)
    evento = destino / "datos" / id_ / "evento.yml"
    en_curso = poner(evento.read_bytes(), "estado", Estado.EN_CURSO.value)
    evento.write_bytes(poner(en_curso, "practica", "true"))


def inventado(formulario: Formulario, submesa: str) -> Campos:
    """Algo distinto en cada casilla de esa sub-mesa, dentro de sus topes."""
    return limpios(formulario, {c.nombre: _algo(c, submesa) for c in formulario.casillas})


def _algo(casilla: Casilla, submesa: str) -> str:
    if casilla.clase == "numero":
        return str(min(casilla.maximo or _PERSONAS, _PERSONAS))
    texto = f"{submesa}, de práctica. {casilla.titulo}"[: casilla.largo].strip()
    return f"Primera, de {submesa}\nSegunda, de {submesa}" if casilla.clase == "lista" else texto


def por_partes(formulario: Formulario, campos: Campos) -> Iterator[Campos]:
    """Lo que se va guardando: la necesidad, después con la solución y al final con el plan."""
    antes: Campos = {}
    for hasta in range(2, len(_HONDOS) + 1):
        van = {c: t for c, t in campos.items() if formulario.por_nombre[c].profundidad in _HONDOS[:hasta]}
        if van != antes:
            yield van
        antes = van
