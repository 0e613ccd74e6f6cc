"""La copia en que se ensaya, y lo que se inventa donde no hay hojas."""

from __future__ import annotations

from pathlib import Path

import pytest
from fabrica import ID, en_estado, escribir_proyecto

from generador.errores import ErrorDeUso
from generador.local.captura.entrega import reparos
from generador.local.captura.formulario import formulario_de
from generador.local.ensayo.practica import copiar, inventado, por_partes
from generador.modelo.datos.evento import Estado

RAIZ = Path(__file__).parents[3]


@pytest.fixture
def raiz(tmp_path: Path) -> Path:
    proyecto = tmp_path / "proyecto"
    escribir_proyecto(proyecto, **en_estado("aprobada"))
    (proyecto / "plantillas").symlink_to(RAIZ / "plantillas")
    (tmp_path / "copia").mkdir()
    return proyecto


def _archivos(raiz: Path) -> dict[str, bytes]:
    return {p.relative_to(raiz).as_posix(): p.read_bytes() for p in raiz.rglob("*") if p.is_file()}


def test_la_copia_empieza_el_dia_y_el_original_no_cambia(raiz: Path, tmp_path: Path) -> None:
    antes = _archivos(raiz / "datos")
    practica = copiar(raiz, None, tmp_path / "copia")
    assert _archivos(raiz / "datos") == antes
    assert practica.asamblea.estado is Estado.EN_CURSO
    assert practica.asamblea.evento.practica
    assert (practica.asamblea.resultados, practica.asamblea.aprobacion) == ((), None)
    assert set(practica.enviado) == {s.codigo for s in practica.asamblea.submesas}
    assert 0 < practica.inventadas < len(practica.enviado)


def test_lo_inventado_cabe_y_es_distinto_en_cada_sub_mesa(raiz: Path, tmp_path: Path) -> None:
    practica = copiar(raiz, ID, tmp_path / "copia")
    formulario = formulario_de(practica.asamblea)
    uno, otro = inventado(formulario, "M1-S1"), inventado(formulario, "M1-S2")
    assert set(uno) == {c.nombre for c in formulario.casillas}
    assert uno["aportes.0.necesidad"] != otro["aportes.0.necesidad"]
    assert list(reparos(formulario, "M1-S1", uno)) == []


def test_se_guarda_de_a_poco_y_al_final_esta_todo(raiz: Path, tmp_path: Path) -> None:
    formulario = copiar(raiz, ID, tmp_path / "copia").formulario
    todo = inventado(formulario, "M1-S1")
    partes = list(por_partes(formulario, todo))
    assert [len(p) for p in partes] == sorted({len(p) for p in partes})
    assert (len(partes), partes[-1]) == (3, todo)
    sola = {"aportes.0.necesidad": "Agua"}
    assert list(por_partes(formulario, sola)) == [sola]


def test_sin_ninguna_se_dice_que_hacer(tmp_path: Path) -> None:
    (tmp_path / "datos").mkdir()
    for archivo in ("sitio.yml", "metodologia.yml"):
        (tmp_path / "datos" / archivo).write_bytes((RAIZ / "datos" / archivo).read_bytes())
    with pytest.raises(ErrorDeUso, match="empiece una con"):
        copiar(tmp_path, None, tmp_path / "copia")
    with pytest.raises(ErrorDeUso, match="no existe la asamblea «tame»"):
        copiar(tmp_path, "tame", tmp_path / "copia")
