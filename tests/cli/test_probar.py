"""La orden que corre los revisores a la vez que las pruebas: dice lo de cada uno, y falla si alguno falla."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from generador import cli
from generador.cli import probar

BIEN, MAL = ("this",), ("json.tool", "/no/existe")


@pytest.mark.lenta
@pytest.mark.parametrize(
    ("revisores", "pruebas", "falla"),
    [
        ({"uno": BIEN, "otro": BIEN}, BIEN, ""),
        ({"uno": MAL, "otro": BIEN}, BIEN, "falló: uno\n"),
        ({"uno": BIEN, "otro": MAL}, MAL, "falló: pytest, otro\n"),
    ],
)
def test_un_revisor_que_falla_se_dice_y_los_demas_tambien(
    monkeypatch: pytest.MonkeyPatch,
    revisores: dict[str, tuple[str, ...]],
    pruebas: tuple[str, ...],
    falla: str,
) -> None:
    monkeypatch.setattr(probar, "REVISORES", revisores)
    monkeypatch.setattr(probar, "PYTEST", pruebas)
    hecho = CliRunner().invoke(cli.principal, ["probar"], prog_name="./asamblea")
    assert (hecho.exit_code, hecho.stderr) == (1 if falla else 0, falla)
    assert [r for r in hecho.stdout.splitlines() if r.startswith("── ")] == ["── pytest", "── uno", "── otro"]
    assert hecho.stdout.count("The Zen of Python") == list(revisores.values()).count(BIEN)


def test_sin_los_paquetes_de_prueba_se_dice_como_ponerlos(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probar, "find_spec", lambda nombre: None)
    hecho = CliRunner().invoke(cli.principal, ["probar"], prog_name="./asamblea")
    assert (hecho.exit_code, hecho.stdout) == (2, "")
    assert hecho.stderr == (
        "Error: faltan los paquetes de prueba: llame a ./asamblea probar, que los instala\n"
    )


@pytest.mark.parametrize("pedida", ["--help", "-h", "--ayuda"])
def test_la_ayuda_es_la_de_la_orden_y_no_la_de_pytest(pedida: str) -> None:
    """Visto fallar: «usage: python -m pytest», doscientos renglones en inglés."""
    hecho = CliRunner().invoke(cli.principal, ["probar", pedida], prog_name="./asamblea")
    assert (hecho.exit_code, hecho.stdout.splitlines()[0][:28]) == (0, "Uso: ./asamblea probar [OPCI")
    assert "usage" not in hecho.stdout
