"""Lo que no se puede guardar de una entrega no detiene lo demás, y corregido no se vuelve a pedir."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from fabrica import ID
from local.captura.llegadas import AGUA as DE_18
from local.captura.llegadas import FORMULARIO, archivo, correr, dice, hoja_en
from local.captura.llegadas import TODA as TODA_DE_18

from generador.local.captura.entrega import Entrega

AGUA = {**DE_18, "asistentes": "14"}
TODA = {**TODA_DE_18, **AGUA}
SIN_ELLA = {c: t for c, t in TODA.items() if c != "asistentes"}
MALA = Entrega(ID, "M1-S1", FORMULARIO.version, "tel-a", 1, {**TODA, "asistentes": "catorce"})


def _importar(raiz: Path, nombre: str, entrega: Entrega) -> tuple[int, str]:
    return correr("importar", archivo(raiz.parent, nombre, entrega))


def test_una_casilla_mala_no_detiene_las_demas(raiz: Path) -> None:
    """Visto fallar: por «catorce» no entraba ninguna de las otras."""
    for situacion in ("incompleta; 5 casillas", "incompleta"):
        codigo, dicho = _importar(raiz, "mala.txt", MALA)
        assert (codigo, dice(raiz)) == (1, SIN_ELLA)
        assert dicho.splitlines() == [
            f"mala.txt: M1-S1 de prueba-2023, {situacion}; la hoja queda completa",
            "    por corregir: «Personas que asistieron»: debe ser un número entero; llegó «catorce»; "
            "escriba 14",
            "    lo demás ya está en su hoja; esto, escríbalo bien con ./asamblea elegir prueba-2023 o en "
            "./asamblea abrir, o corríjalo en lo que llegó (mala.txt) y vuelva a importarlo",
            "prueba-2023: 1 casilla por escribir bien; hágalo con ./asamblea elegir prueba-2023",
            "En total, incompleta 1",
        ]
    assert "no está en su hoja, o no todo; mala.txt" in correr("entrada", ID)[1]


def test_donde_ya_habia_algo_lo_malo_no_lo_pisa_y_se_dice(raiz: Path) -> None:
    _importar(raiz, "buena.txt", replace(MALA, dispositivo="tel-b", campos=TODA))
    codigo, dicho = _importar(raiz, "mala.txt", MALA)
    assert (codigo, dice(raiz)) == (1, TODA)
    assert "llegó «catorce»; escriba 14" in dicho
    # El 14 de antes era el bueno: se escoge, y no se vuelve a pedir.
    assert correr("elegir", entrada="1\n")[0] == 0
    assert correr("elegir") == (0, "No hay nada en conflicto.\n")


def _a_mano(raiz: Path) -> None:
    escrita = hoja_en(raiz).read_text("utf-8")
    hoja_en(raiz).write_text(escrita.replace("\nasistentes:", "\nasistentes: 14", 1), "utf-8")


def _en_el_archivo(raiz: Path) -> None:
    ruta = raiz.parent / "mala.txt"
    ruta.write_text(ruta.read_text("utf-8").replace("catorce", "14"), "utf-8")
    assert correr("importar", ruta)[0] == 0


def _eligiendo(raiz: Path) -> None:
    codigo, dicho = correr("elegir", entrada="2\nt\n14\n")
    assert (codigo, "por corregir: debe ser un número entero" in dicho) == (0, True)
    assert ", no se puede guardar así: catorce" in dicho


def _del_mismo_telefono(raiz: Path) -> None:
    assert _importar(raiz, "otra.txt", replace(MALA, revision=2, campos=TODA))[0] == 0


def _de_otro_telefono(raiz: Path) -> None:
    assert _importar(raiz, "otra.txt", replace(MALA, dispositivo="tel-b", campos=TODA))[0] == 0


@pytest.mark.parametrize(
    "corregir", [_a_mano, _en_el_archivo, _eligiendo, _del_mismo_telefono, _de_otro_telefono]
)
def test_corregida_como_sea_no_se_vuelve_a_pedir(raiz: Path, corregir: Callable[[Path], None]) -> None:
    """Visto fallar: cada `importar` la volvía a pedir y salía con 1, aunque la hoja ya la dijera."""
    _importar(raiz, "mala.txt", MALA)
    corregir(raiz)
    assert dice(raiz) == TODA
    assert correr("elegir") == (0, "No hay nada en conflicto.\n")
    renglones = correr("entrada", ID)[1].splitlines()
    assert {r.split(": ")[1].split(";")[0] for r in renglones} == {"ya está en su hoja"}
    codigo, dicho = _importar(raiz, "b.txt", replace(MALA, submesa="M2-S1", campos=AGUA))
    assert (codigo, dicho.splitlines()[1:]) == (0, ["En total, parcial 1"])


def test_lo_que_rechazo_el_telefono_no_choca_con_lo_que_el_mismo_mando_despues(raiz: Path) -> None:
    """Visto fallar: al abrir la hoja otra vez era otra página, y chocaba consigo mismo."""
    sola = replace(MALA, dispositivo="tel-F84F-0a1b2c3d", campos={"aportes.0.solucion": "Un pozo"})
    assert _importar(raiz, "a.txt", sola)[0] == 1
    assert _importar(raiz, "b.txt", replace(MALA, dispositivo="tel-F84F-99999999", campos=TODA))[0] == 0
    assert _importar(raiz, "c.txt", replace(MALA, submesa="M2-S1", campos=AGUA))[0] == 0
    assert (correr("elegir"), dice(raiz)) == ((0, "No hay nada en conflicto.\n"), TODA)
    assert "la reemplazó otra que llegó después y ya está en su hoja; a.txt" in correr("entrada", ID)[1]


def test_quien_insiste_en_lo_malo_no_deshace_la_correccion(raiz: Path) -> None:
    _importar(raiz, "mala.txt", MALA)
    assert _importar(raiz, "otra.txt", replace(MALA, revision=2))[0] == 1
    _a_mano(raiz)
    assert _importar(raiz, "otra.txt", replace(MALA, revision=3))[0] == 0
    assert dice(raiz) == TODA


def test_una_ficha_sin_lo_obligatorio_espera_y_entra_cuando_alguien_lo_escribe(raiz: Path) -> None:
    solucion = {"aportes.1.solucion": "Puente", "aportes.1.plan.0.quien": "JAC"}
    codigo, dicho = _importar(raiz, "a.txt", replace(MALA, campos={**AGUA, **solucion}))
    assert (codigo, dice(raiz)) == (1, AGUA)
    assert "    por corregir: falta «Necesidad 2». " in dicho
    escrita = (
        hoja_en(raiz)
        .read_text("utf-8")
        .replace("necesidad: Agua\n", "necesidad: Agua\n  - necesidad: Vías\n")
    )
    hoja_en(raiz).write_text(escrita, "utf-8")
    codigo, dicho = _importar(raiz, "b.txt", replace(MALA, submesa="M2-S1", campos=AGUA))
    assert "de antes, en entrada/: M1-S1 de prueba-2023, parcial; 2 casillas" in dicho
    assert dice(raiz) == {**AGUA, "aportes.1.necesidad": "Vías", **solucion}
