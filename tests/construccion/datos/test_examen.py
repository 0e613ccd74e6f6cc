"""Lo que falla en una asamblea no estorba a otra, y los datos se leen y se revisan una sola vez."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from fabrica import ID, en_estado, escribir_proyecto

from generador import cli
from generador.construccion.datos import examen as modulo
from generador.construccion.datos.examen import asamblea_de, examinar
from generador.construccion.datos.respaldo import copia_de
from generador.errores import ErrorDeDatos, ErrorDeUso

OTRA = "prueba-2023-bis"


@pytest.fixture
def raiz(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Dos asambleas; el nombre de una es el comienzo del de la otra."""
    escribir_proyecto(tmp_path, **en_estado("convocada"))
    shutil.copytree(tmp_path / "datos" / ID, tmp_path / "datos" / OTRA)
    evento = tmp_path / "datos" / OTRA / "evento.yml"
    evento.write_text(evento.read_text("utf-8").replace("PRU23", "OTR23"), "utf-8")
    monkeypatch.setattr(cli, "RAIZ", tmp_path)
    return tmp_path


def correr(*argumentos: str) -> tuple[int, str]:
    hecho = CliRunner().invoke(cli.principal, list(argumentos), prog_name="./asamblea")
    return hecho.exit_code, hecho.output


@pytest.mark.parametrize("archivo", ["evento.yml", "mesas.yml"])
def test_lo_que_falla_en_una_asamblea_no_estorba_a_otra(raiz: Path, archivo: str) -> None:
    (raiz / "datos" / OTRA / archivo).write_text("a: [\n", "utf-8")
    assert asamblea_de(raiz, ID).id == ID
    codigo, texto = correr("grupos", ID, "--asistencia", "70")
    assert codigo == 0, texto
    assert correr("validar", ID) == (0, "Sin errores\n")
    for orden in (("validar",), ("validar", OTRA), ("grupos", OTRA, "--asistencia", "70")):
        codigo, texto = correr(*orden)
        assert codigo == 1
        assert f"datos/{OTRA}/{archivo}:" in texto
        assert f"datos/{ID}/" not in texto


def test_lo_comun_detiene_a_todas(raiz: Path) -> None:
    (raiz / "datos" / "metodologia.yml").write_text("a: [\n", "utf-8")
    with pytest.raises(ErrorDeDatos, match=r"datos/metodologia\.yml:"):
        asamblea_de(raiz, ID)
    assert correr("validar", ID)[0] == 1


def test_el_sitio_se_revisa_aunque_una_asamblea_no_se_lea(raiz: Path) -> None:
    sitio = raiz / "datos" / "sitio.yml"
    texto = sitio.read_text("utf-8")
    sitio.write_text(texto.replace("descripcion: ", "descripcion: Llame al 3001234567. "), "utf-8")
    (raiz / "datos" / OTRA / "mesas.yml").write_text("a: [\n", "utf-8")
    assert {h.lugar.archivo for h in examinar(raiz).hallazgos if h.gravedad == "error"} == {
        "datos/sitio.yml",
        f"datos/{OTRA}/mesas.yml",
    }


def test_hay_que_decir_cual_y_que_exista(raiz: Path) -> None:
    (raiz / "datos" / OTRA / "evento.yml").unlink()
    with pytest.raises(ErrorDeUso, match=f"diga cuál asamblea; las que hay: {ID}, {OTRA}"):
        asamblea_de(raiz, None)
    esperado = f"no existe la asamblea «otra»; las que hay: {ID}, {OTRA}"
    assert correr("validar", "otra") == (2, f"Error: {esperado}\n")
    shutil.rmtree(raiz / "datos" / OTRA)
    assert asamblea_de(raiz, None).id == ID


def test_validar_lee_y_revisa_una_sola_vez(raiz: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(Path(cli.__file__).parent.parent.parent / "plantillas", raiz / "plantillas")
    leidas: list[Path] = []
    revisadas: list[str] = []
    leer, revisar = modulo.cargar, modulo.revisar
    monkeypatch.setattr(modulo, "cargar", lambda r: leidas.append(r) or leer(r))
    monkeypatch.setattr(modulo, "revisar", lambda e: revisadas.append(e.asamblea.id) or revisar(e))
    for orden in (("validar",), ("validar", OTRA)):
        leidas.clear()
        revisadas.clear()
        assert correr(*orden) == (0, "Sin errores\n")
        assert (leidas, revisadas) == ([raiz], [ID, OTRA])


def test_la_copia_de_lo_publicado_se_lee_solo_para_citarla(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Con todo en regla no cuesta nada; si algo aprobado cambió, dice qué decía."""
    cambios = en_estado("aprobada")
    escribir_proyecto(tmp_path, **cambios)
    shutil.copytree(tmp_path / "datos" / ID, tmp_path / ".cache" / "buenas" / ID)
    leidas: list[Path | None] = []

    def anotada(raiz: Path, id_: str) -> Path | None:
        leidas.append(copia_de(raiz, id_))
        return leidas[-1]

    monkeypatch.setattr(modulo, "copia_de", anotada)
    assert [h for h in examinar(tmp_path).hallazgos if h.gravedad == "error"] == []
    assert leidas == []
    agenda = tmp_path / "datos" / ID / "agenda.yml"
    agenda.write_text(agenda.read_text("utf-8").replace("Hacer riego.", "Hacer otra cosa."), "utf-8")
    (dicho,) = [h.mensaje for h in examinar(tmp_path).hallazgos if h.gravedad == "error"]
    assert dicho.endswith(": «Compromiso» decía «Hacer riego.» y dice «Hacer otra cosa.»")
    assert leidas == [tmp_path / ".cache" / "buenas" / ID]
