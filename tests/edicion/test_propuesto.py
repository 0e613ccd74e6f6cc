"""Un error de lo que una orden iba a escribir no señala un renglón que no existe."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from fabrica import ID, en_estado, escribir_proyecto

from generador import cli
from generador.edicion.propuesto import situados
from generador.errores import Hallazgo, Lugar


def test_cada_hallazgo_en_su_renglon_de_hoy() -> None:
    hoy, propuesto = ["a", "b", "c"], ["a", "x", "y", "b", "c"]
    hallazgos = [Hallazgo(Lugar("z.yml", n, 2, 1, "e"), "m") for n in range(1, 7)]
    ajeno = Hallazgo(Lugar("otro.yml", 9), "m")
    nuevos = [*situados([*hallazgos, ajeno], {"z.yml": (hoy, propuesto)})]
    assert [h.lugar.linea for h in nuevos] == [1, 0, 0, 2, 3, 0, 9]
    assert [h.lugar.extracto for h in nuevos] == ["e", None, None, "e", "e", None, None]
    assert str(nuevos[1]) == "z.yml, en lo que se iba a escribir\n    m"


def test_aprobar_con_un_dato_personal_no_nombra_un_renglon_que_no_hay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    escribir_proyecto(tmp_path, **en_estado("borrador"))
    monkeypatch.setattr(cli, "RAIZ", tmp_path)
    acto = ("--fecha", "2023-11-18", "--hora", "10:10", "--modera", "Convenio", "--si")
    hecho = CliRunner().invoke(
        cli.principal, ["aprobar", ID, *acto, "--decision", "Aprobada; llame al 300 123 4567"]
    )
    assert hecho.exit_code == 1
    assert f"datos/{ID}/agenda.yml, en lo que se iba a escribir  aprobacion.decision\n" in hecho.output
    assert f"datos/{ID}/agenda.yml:" not in hecho.output
