"""Lo que se le pregunta a quien agrega un convenio, y el archivo que resulta de sus respuestas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from generador.edicion.esqueleto import crear_convenio
from generador.errores import ErrorDeDatos, ErrorDeUso, Hallazgo, Lugar
from generador.local.editor.hoja import Hoja, renglones
from generador.local.editor.pantalla import Pantalla, pantalla
from generador.local.editor.preguntas import objecion, respuestas
from generador.modelo.campos import Campo, campo_en
from generador.modelo.datos.convenio import Convenio
from generador.revision.convenio import ENTIDADES, PRIMER_ANIO, ULTIMO_ANIO, pocas_entidades


def preguntas_de_convenio() -> tuple[Campo, ...]:
    """Cada pregunta, con el rótulo, la ayuda y los topes del campo en que queda."""
    nombre = _campo("entidades", "nombre")
    return (
        replace(_campo("numero"), ayuda="Como se cita en el crédito, con sus ceros: «002»."),
        replace(_campo("anio"), tipo="número", minimo=PRIMER_ANIO, maximo=ULTIMO_ANIO),
        replace(_campo("titulo"), ayuda="Como lo cita el documento del convenio."),
        replace(
            nombre,
            ruta="entidades",
            rotulo="Entidades que lo suscriben",
            ayuda="En el orden del crédito y con el artículo que lleva en él: «la Gobernación», «el "
            "Instituto». Si no lleva, sin artículo.",
            lista=True,
        ),
        _campo("informe_para"),
    )


def convenio_en_blanco() -> Pantalla:
    """Las preguntas sin responder."""
    return pantalla(preguntas_de_convenio(), {})


def agregar_convenio(raiz: Path, enviado: Mapping[str, str]) -> str | Pantalla:
    """El archivo que se creó, desde `datos/`, o, si algo no sirve, las preguntas con lo que hay que corregir.

    No escribe nada si algo no sirve.
    """
    suyas = preguntas_de_convenio()
    dicho = respuestas(suyas, enviado)
    hallazgos = [Hallazgo(Lugar("", ruta=campo), m) for campo, m in _malos(suyas, dicho)]
    if not hallazgos:
        try:
            return crear_convenio(
                raiz,
                dicho["numero"],
                dicho["anio"],
                dicho["titulo"],
                renglones(dicho["entidades"]),
                dicho["informe_para"],
            )
        except ErrorDeDatos as error:
            hallazgos = list(error.hallazgos)
        except ErrorDeUso as error:
            hallazgos = [Hallazgo(Lugar("", ruta="numero"), str(error))]
    return pantalla(suyas, dicho, hallazgos)


def _malos(suyas: tuple[Campo, ...], dicho: Hoja) -> Iterator[tuple[str, str]]:
    for campo in suyas:
        if malo := objecion(campo, dicho[campo.nombre]):
            yield campo.nombre, malo
    dichas = renglones(dicho["entidades"])
    hay = len(dichas)
    if len({*dichas}) < hay:
        yield "entidades", "hay una entidad dos veces"
    if 0 < hay < ENTIDADES:
        yield "entidades", pocas_entidades(hay)


def _campo(*ruta: str) -> Campo:
    campo = campo_en(Convenio, ruta)
    assert campo is not None
    return campo
