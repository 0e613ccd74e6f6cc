"""El registro que viene como texto: su codificación, sus comillas, sus comas y sus topes."""

from pathlib import Path

import pytest
from carga.asistencia.registros import TITULOS, contar, cuadros_de, en_csv, en_xlsx, gente_de, rechazo

from generador.carga.asistencia.registro import Indicaciones
from generador.carga.asistencia.tabla import FILAS_MAXIMAS


@pytest.mark.parametrize(
    ("codificacion", "dicho"),
    [
        ("cp1252", "no está en UTF-8: se leyó como windows-1252; si no lo es, diga otra con --codificacion"),
        ("cp850", "no está en UTF-8: se leyó como dos-850; si no lo es, diga otra con --codificacion"),
        ("mac-roman", "no está en UTF-8: se leyó como macintosh; si no lo es, diga otra con --codificacion"),
    ],
)
def test_la_codificacion_se_decide_por_lo_que_dice(codificacion: str, dicho: str, tmp_path: Path) -> None:
    filas = [[n, d, "Puerto Rondón" if m == "Tame" else "Cubará"] for n, d, m in gente_de(25)]
    registro = contar(tmp_path, en_csv([TITULOS, *filas], codificacion))
    assert dicho in registro.dichos
    assert cuadros_de(registro)["municipio"] == {"Cubará": 20, "Puerto Rondón": 5}


def test_si_puede_leerse_de_dos_formas_se_pregunta(tmp_path: Path) -> None:
    """El octeto A0 es una «á» en DOS y un espacio en Windows."""
    datos = en_csv([TITULOS, *gente_de(), ["P", "3", "Cubar"]]).replace(b"Cubar", b"Cubar\xa0")
    assert (
        rechazo(tmp_path, datos)
        == "22: puede leerse de varias formas: las letras con tilde cambian según cuál"
    )
    assert contar(tmp_path, datos, pedido=Indicaciones(codificacion="dos-850")).total == 21
    doble = en_csv([TITULOS, *gente_de(), ["P", "3", "Cubará"]]).decode().encode("utf-8")
    doble = doble.decode("cp1252", "replace").encode("utf-8")
    assert rechazo(tmp_path, doble).startswith("22: trae letras mal convertidas («Ã")


def test_una_comilla_que_esconde_filas_enteras(tmp_path: Path) -> None:
    lineas = en_csv([TITULOS, *gente_de()]).decode().split("\r\n")
    lineas[5] = '"' + lineas[5]
    lineas[9] = lineas[9].replace(",", '",', 1)
    assert rechazo(tmp_path, "\n".join(lineas).encode()) == (
        "6: una celda de esta fila trae adentro 4 filas más: sobra una comilla"
    )


def test_una_coma_sin_comillas_corre_los_datos(tmp_path: Path) -> None:
    datos = en_csv([TITULOS, *gente_de()]).replace(b"Persona C,", b"Persona, C,")
    assert rechazo(tmp_path, datos) == (
        "4: esta fila tiene más celdas que las demás, que tienen 3; como ella hay 1: sus datos quedarían en "
        "otra columna"
    )


def test_el_mismo_tope_de_filas_en_texto_y_en_hoja(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for modulo in ("separado", "libro"):
        monkeypatch.setattr(f"generador.carga.asistencia.{modulo}.FILAS_MAXIMAS", 15)
    filas = [TITULOS, *gente_de(15)]
    assert (
        contar(tmp_path, en_csv(filas[:15])).total
        == contar(tmp_path, en_xlsx({"R": filas[:15]}), "r.xlsx").total
    )
    for datos, nombre in ((en_csv(filas), "r.csv"), (en_xlsx({"R": filas}), "r.xlsx")):
        assert rechazo(tmp_path, datos, nombre) == f"16: hay más de {FILAS_MAXIMAS} filas o de 500 columnas"


@pytest.mark.parametrize("nombre", ["r.csv", "r.xlsx"])
@pytest.mark.parametrize(
    ("titulos", "tercera", "dicho"),
    [
        (["Nombre", "Documento", "G\ufffdnero"], "Mujer", "1: se perdieron letras («�»): columna C, fila 1"),
        (TITULOS, "Cubar\ufffd", "2: se perdieron letras («�»): columna C, filas 2-21"),
    ],
)
def test_lo_que_perdio_letras_no_se_cuenta(
    nombre: str, titulos: list[str], tercera: str, dicho: str, tmp_path: Path
) -> None:
    """Visto fallar: se escribían los conteos, sin el género, y `validar` se negaba después."""
    filas = [titulos, *([n, d, tercera] for n, d, _ in gente_de())]
    datos = en_csv(filas) if nombre == "r.csv" else en_xlsx({"Hoja": filas})
    assert rechazo(tmp_path, datos, nombre) == dicho


def test_una_letra_perdida_donde_no_se_cuenta_nada_no_estorba(tmp_path: Path) -> None:
    filas = [[*TITULOS, "Qu\u00e9 espera"], *([*f, "Caf\ufffd"] for f in gente_de())]
    assert contar(tmp_path, en_csv(filas)).total == 20
