"""`elegir` y `entrada`: qué dicen, con qué salen y qué queda en el disco."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from fabrica import ID
from local.captura.llegadas import AGUA, ENTREGA, OTRA, TODA, archivo, correr, dice

from generador.local.captura.bandeja import Bandeja


@pytest.fixture
def en_conflicto(raiz: Path, tmp_path: Path) -> Path:
    archivo(tmp_path / "llegan", "a.txt", ENTREGA)
    archivo(
        tmp_path / "llegan",
        "b.txt",
        replace(OTRA, campos={"asistentes": "20", "aportes.0.necesidad": "Luz\ny vías"}),
    )
    assert correr("importar", tmp_path / "llegan")[0] == 1
    return raiz


def test_elegir_casilla_por_casilla(en_conflicto: Path) -> None:
    codigo, dicho = correr("elegir", ID, entrada="9\n2\nt\nAgua y luz\n")
    assert codigo == 0
    assert "prueba-2023, M1-S1, «Personas que asistieron» (1 de 2)" in dicho
    assert "  1  en la hoja: 18\n  2  llegan/b.txt, " in dicho
    assert "«9» no es una de las opciones" in dicho
    assert dicho.endswith("No queda nada en conflicto.\n")
    assert dice(en_conflicto) == {"asistentes": "20", "aportes.0.necesidad": "Agua y luz"}
    assert correr("elegir") == (0, "No hay nada en conflicto.\n")


def test_lo_que_se_deja_para_despues_sigue_ahi(en_conflicto: Path) -> None:
    codigo, dicho = correr("elegir", entrada="\n2\n")
    assert (codigo, dicho.splitlines()[-1]) == (1, "Por escoger: 1")
    assert dice(en_conflicto) == {"asistentes": "18", "aportes.0.necesidad": "Luz\ny vías"}


def test_lo_que_no_sirve_se_vuelve_a_preguntar(en_conflicto: Path) -> None:
    codigo, dicho = correr("elegir", entrada="t\nmuchos\n\n1\n1\n")
    assert codigo == 0
    assert "  por corregir: " in dicho
    assert "  guardado: 18\n" in dicho
    assert dice(en_conflicto) == AGUA


def test_lo_que_no_sirve_se_escribe_otra_vez(en_conflicto: Path) -> None:
    """Visto fallar: decía «escriba 6», y al escribir 6, que no es una de las opciones."""
    codigo, dicho = correr("elegir", entrada="t\nmuchos\n21\n1\n")
    assert (codigo, "  guardado: 21\n" in dicho) == (0, True)
    assert dice(en_conflicto)["asistentes"] == "21"


def test_lo_que_la_hoja_ya_dice_no_es_conflicto(en_conflicto: Path) -> None:
    hoja = en_conflicto / "datos" / ID / "resultados" / "M1-S1.yml"
    hoja.write_text(hoja.read_text("utf-8").replace("asistentes: 18", "asistentes: 20"), "utf-8")
    assert "(1 de 1)" in correr("elegir", entrada="\n")[1]


def test_elegir_en_una_que_no_hay(raiz: Path) -> None:
    codigo, dicho = correr("elegir", "prueba-2022")
    assert (codigo, dicho) == (2, "Error: no existe la asamblea «prueba-2022»; las que hay: prueba-2023\n")


def test_entrada_dice_por_que_esta_cada_archivo(en_conflicto: Path, tmp_path: Path) -> None:
    correr(
        "importar",
        archivo(
            tmp_path / "x", "c.txt", replace(ENTREGA, submesa="M2-S1", campos={"aportes.0.solucion": "x"})
        ),
    )
    (en_conflicto / "entrada" / ID / "foto.jpg").write_bytes(b"x")
    codigo, dicho = correr("entrada", ID)
    assert codigo == 0
    assert [r.split(": ")[1].split(";")[0] for r in dicho.splitlines() if r[0] != " "] == [
        "ya está en su hoja",
        "espera a que alguien escoja",
        "no está en su hoja, o no todo",
        "no es algo que se haya recibido aquí, o está dañado",
    ]


def test_lo_que_no_llega_a_su_hoja_dice_que_casilla_estorba_y_lo_superado_ya_no_se_anuncia(
    raiz: Path, tmp_path: Path
) -> None:
    """Visto fallar: «no está en su hoja, o no todo», sin decir por qué ni callarse ya corregido."""
    mala = replace(ENTREGA, campos={**TODA, "asistentes": "2.5"})
    assert correr("importar", archivo(tmp_path / "x", "mala.txt", mala))[0] == 1
    _, dicho = correr("entrada", ID)
    renglones = dicho.splitlines()
    assert len(renglones) == 3
    assert ": no está en su hoja, o no todo; mala.txt, " in renglones[0]
    assert renglones[1].startswith(
        "    estorba «Personas que asistieron»: debe ser un número entero; llegó «2.5»"
    )
    assert renglones[2].startswith("    lo demás ya está en su hoja; esto, escríbalo bien con ")
    # La corrige otro aparato: la de antes ya no dice nada que no esté en la hoja.
    buena = archivo(tmp_path / "x", "buena.txt", replace(ENTREGA, dispositivo="tel-b", campos=TODA))
    codigo, dicho = correr("importar", buena)
    assert (codigo, "de antes" in dicho) == (0, False)
    assert ": ya está en su hoja; mala.txt" in correr("entrada", ID)[1]


def test_falta_dice_lo_que_llego_de_una_hoja_sin_entregar(
    en_conflicto: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Visto fallar: la hoja salía «falta» y nada decía que lo que escribió la mesa esperaba en entrada/."""
    suya = replace(ENTREGA, submesa="M2-S1", campos={"aportes.0.solucion": "x"})
    correr("importar", archivo(tmp_path / "x", "c.txt", suya))
    monkeypatch.setattr("generador.construccion.camino.lo_que_falta", lambda *_: "En qué va.\n")
    assert correr("falta", ID) == (
        0,
        "En qué va.\n\nEn entrada/ hay algo de 1 sub-mesa sin entregar: M2-S1.\n"
        f"  Ábrala con ./asamblea abrir --sala y páselo a su hoja; ./asamblea entrada {ID} dice qué es.\n",
    )


@pytest.mark.parametrize("borrar", [(), ("--borrar",), ("--borrar", "--todo", "--si")])
def test_entrada_de_una_que_no_hay_no_dice_que_no_hay_nada(
    en_conflicto: Path, borrar: tuple[str, ...]
) -> None:
    no_existe = "Error: no existe la asamblea «prueba-2022»; las que hay: prueba-2023\n"
    assert correr("entrada", "prueba-2022", *borrar) == (2, no_existe)
    assert list((en_conflicto / "entrada").rglob("*.json"))


def test_entrada_de_una_que_ya_no_esta_en_datos(en_conflicto: Path) -> None:
    shutil.rmtree(en_conflicto / "datos" / ID)
    assert correr("entrada", ID, "--borrar", "--todo", "--si")[0] == 0
    assert not (en_conflicto / "entrada").exists()


def test_entrada_sin_nada(raiz: Path) -> None:
    assert correr("entrada") == (0, "En entrada/ no hay nada.\n")
    assert correr("entrada", ID) == (0, "En entrada/ no hay nada de prueba-2023.\n")


def test_borrar_conserva_lo_que_no_esta_en_otra_parte(en_conflicto: Path) -> None:
    (en_conflicto / "entrada" / ID / "foto.jpg").write_bytes(b"x")
    assert correr("entrada", "--borrar", entrada="\n")[0] == 1
    assert len(list((en_conflicto / "entrada").rglob("*.*"))) == 3
    codigo, dicho = correr("entrada", "--borrar", entrada="s\n")
    assert codigo == 0
    assert "Se conserva 1 archivo: lo que dice no está en ninguna otra parte." in dicho
    assert [p.name[:5] for p in (en_conflicto / "entrada").rglob("*.*")] == ["tel-b"]
    assert correr("entrada", "--borrar", "--todo", "--si")[1].endswith("Borrado: 1 archivo.\n")
    assert not (en_conflicto / "entrada").exists()
    assert correr("entrada", "--todo")[0] == 0


def test_lo_que_la_hoja_no_pregunta_no_esta_en_otra_parte(raiz: Path, tmp_path: Path) -> None:
    correr("importar", archivo(tmp_path / "x", "a.txt", replace(ENTREGA, campos={**AGUA, "otra": "Luz"})))
    assert correr("entrada", "--borrar", "--si")[1].endswith("no está en ninguna otra parte.\n")
    assert len(Bandeja.de(raiz, ID).llegadas("M1-S1")) == 1


def test_borrar_no_sigue_enlaces(raiz: Path, tmp_path: Path) -> None:
    fuera = tmp_path / "fuera"
    fuera.mkdir()
    (fuera / "mio.txt").write_text("x")
    (raiz / "entrada").mkdir()
    (raiz / "entrada" / "enlace").symlink_to(fuera)
    assert correr("entrada", "--borrar", "--si")[0] == 0
    assert (fuera / "mio.txt").exists()
    assert not (raiz / "entrada").exists()
