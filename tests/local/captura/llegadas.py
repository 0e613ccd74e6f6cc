"""Lo que llega de una sub-mesa, para las pruebas: entregas, sus archivos y lo que queda en la hoja."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from click.testing import CliRunner
from fabrica import ID, asamblea

from generador import cli
from generador.carga.cargar import releer
from generador.local.captura.entrega import Entrega, campos_de
from generador.local.captura.formulario import formulario_de
from generador.local.captura.sobre import en_json, en_texto
from generador.modelo.datos.aporte import Resultado

FORMULARIO = formulario_de(asamblea())
POZO = {"aportes.0.solucion": "Pozo"}
AGUA = {"asistentes": "18", "aportes.0.necesidad": "Agua"}
TODA = {
    **AGUA,
    **POZO,
    "aportes.0.plan.0.quien": "JAC",
    "aportes.0.plan.0.como": "Minga",
    "aportes.0.plan.0.cuando": "marzo",
}
ENTREGA = Entrega(ID, "M1-S1", FORMULARIO.version, "tel-a", 1, AGUA)
OTRA = replace(ENTREGA, dispositivo="tel-b", campos={**AGUA, "asistentes": "20", **POZO})


def correr(*argumentos: str | Path, entrada: str | None = None) -> tuple[int, str]:
    """`./asamblea …` en este proceso: con qué sale y qué dice."""
    hecho = CliRunner().invoke(
        cli.principal, [str(a) for a in argumentos], input=entrada, prog_name="./asamblea"
    )
    return hecho.exit_code, hecho.output


def archivo(carpeta: Path, nombre: str, entrega: Entrega) -> Path:
    """El archivo que se comparte, .txt o .json según su nombre."""
    carpeta.mkdir(exist_ok=True)
    ruta = carpeta / nombre
    json = nombre.endswith(".json")
    ruta.write_text(en_json(entrega) if json else en_texto(entrega, FORMULARIO, "Prueba"), "utf-8")
    return ruta


def hoja_en(raiz: Path, submesa: str = "M1-S1") -> Path:
    """El archivo de esa hoja."""
    return raiz / "datos" / ID / "resultados" / f"{submesa}.yml"


def dice(raiz: Path, submesa: str = "M1-S1") -> dict[str, str]:
    """Lo que dice una hoja, casilla por casilla."""
    return campos_de(FORMULARIO, releer(hoja_en(raiz, submesa).read_bytes(), "hoja", Resultado)[0])
