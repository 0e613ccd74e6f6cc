"""La carpeta privada no la copia ni la mira quien copia o mira lo demás, y git no la guarda.

Cada una vista fallar, sin su guarda.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from apoyo import RAIZ
from fabrica import ID, escribir_proyecto

from generador.construccion.datos import respaldo
from generador.local.vista import calco
from generador.medicion import _copia
from generador.salida.disco import huella_de_arbol
from generador.servidor.vigia import vistazo

LISTA = f"datos/{ID}/privado/lista.csv"


@pytest.fixture
def raiz(tmp_path: Path) -> Path:
    """Un proyecto con una lista de personas."""
    escribir_proyecto(tmp_path)
    (tmp_path / LISTA).parent.mkdir()
    (tmp_path / LISTA).write_text("nombre\nAna\n", "utf-8")
    for vacia in ("plantillas", "contenido"):
        (tmp_path / vacia).mkdir(exist_ok=True)
    (tmp_path / "mkdocs.yml").touch()
    return tmp_path


def _privados(carpeta: Path) -> list[Path]:
    return [r for r in carpeta.rglob("*") if "privado" in r.relative_to(carpeta).parts]


def test_el_respaldo_de_lo_publicado_no_la_copia(raiz: Path, tmp_path: Path) -> None:
    copia = respaldo._copiada(raiz / "datos" / ID, tmp_path / "copia")
    assert (copia / "evento.yml").is_file()
    assert _privados(copia) == []


def test_la_copia_en_que_se_mide_tampoco(raiz: Path) -> None:
    with _copia(raiz) as copia:
        assert (copia / "datos" / ID / "evento.yml").is_file()
        assert _privados(copia) == []


def test_el_calco_de_lo_que_se_edita_tampoco(raiz: Path) -> None:
    suyos = calco._archivos(raiz / "datos")
    assert raiz / "datos" / ID / "evento.yml" in suyos
    assert raiz / LISTA not in suyos


def test_cambiarla_no_mueve_al_vigia_ni_a_ninguna_huella(raiz: Path) -> None:
    antes = vistazo(raiz), huella_de_arbol(raiz / "datos"), huella_de_arbol(raiz / "datos" / ID)
    (raiz / LISTA).write_text("nombre\nAna\nBeatriz\n", "utf-8")
    assert (vistazo(raiz), huella_de_arbol(raiz / "datos"), huella_de_arbol(raiz / "datos" / ID)) == antes


@pytest.mark.skipif(shutil.which("git") is None, reason="no hay git")
@pytest.mark.parametrize("ruta", [LISTA, f"datos/{ID}/privado/salida/tarjetas.pdf"])
def test_git_no_la_guarda(tmp_path: Path, ruta: str) -> None:
    (tmp_path / ".gitignore").write_text((RAIZ / ".gitignore").read_text("utf-8"), "utf-8")
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    dicho = subprocess.run(["git", "check-ignore", "-q", ruta], cwd=tmp_path, check=False)
    assert dicho.returncode == 0
    dicho = subprocess.run(["git", "check-ignore", "-q", f"datos/{ID}/evento.yml"], cwd=tmp_path, check=False)
    assert dicho.returncode == 1
