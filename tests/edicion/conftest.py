"""Una agenda en borrador, y las órdenes dadas como en la terminal."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from fabrica import ID, en_estado, escribir_proyecto

from generador import cli
from generador.construccion.datos.examen import examinar
from generador.modelo.asamblea import Asamblea

ACTO = ["--fecha", "2023-11-18", "--hora", "10:10", "--modera", "Convenio", "--decision", "Por aclamación"]


@pytest.fixture
def raiz(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Un proyecto en borrador, con un comentario en cada archivo que se va a tocar."""
    escribir_proyecto(tmp_path, **en_estado("borrador"))
    for nombre in ("agenda.yml", "evento.yml"):
        archivo = tmp_path / "datos" / ID / nombre
        archivo.write_text(f"# Comentario de {nombre}\n{archivo.read_text('utf-8')}# Fin\n", "utf-8")
    monkeypatch.setattr(cli, "RAIZ", tmp_path)
    return tmp_path


def correr(*argumentos: str, responde: str | None = None) -> Result:
    return CliRunner().invoke(cli.principal, list(argumentos), prog_name="./asamblea", input=responde)


def la_asamblea(raiz: Path) -> Asamblea:
    leido = examinar(raiz)
    carga, hallazgos = leido.carga, leido.hallazgos
    assert [h.mensaje for h in hallazgos if h.gravedad == "error"] == []
    return carga.expedientes[0].asamblea


def bytes_de(raiz: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in (raiz / "datos" / ID).glob("*.yml")}
