"""El registro que viene como libro: hojas, encabezados, fórmulas, celdas combinadas y bombas."""

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from carga.asistencia.registros import (
    MUNICIPIOS,
    TITULOS,
    apartadas,
    contar,
    cuadros_de,
    en_csv,
    en_xlsx,
    gente_de,
    rechazo,
)

from generador.carga.asistencia.registro import Indicaciones, contar_registro, leer_registro
from generador.errores import ErrorDeDatos, ErrorDeLectura


@pytest.mark.lenta
def test_la_hoja_que_parece_el_registro_y_nunca_una_oculta(tmp_path: Path) -> None:
    registro = [TITULOS, *gente_de()]
    listas = [["Municipio"], *[[m] for m in MUNICIPIOS]]
    vieja = [TITULOS, *gente_de(30)]
    datos = en_xlsx({"Listas": listas, "Vieja": vieja, "Hoja 2": registro}, ocultas=("Vieja",))
    leido = contar(tmp_path, datos, "r.xlsx")
    assert leido.total == 20
    assert leido.dichos[0] == "se leyó la hoja «Hoja 2», y no «Listas», «Vieja» (oculta); otra, con --hoja"
    pedido = Indicaciones(hoja="Vieja")
    assert rechazo(tmp_path, datos, "r.xlsx", pedido) == (
        "1: no hay una hoja así a la vista (esa está oculta: muéstrela en Excel)"
    )
    dos = en_xlsx({"Sábado": registro, "Domingo": registro})
    assert rechazo(tmp_path, dos, "r.xlsx") == "1: hay 2 hojas que parecen el registro: «Sábado», «Domingo»"
    assert contar(tmp_path, dos, "r.xlsx", Indicaciones(hoja="domingo")).total == 20


def test_un_resumen_no_es_un_registro(tmp_path: Path) -> None:
    filas = [["Municipio", "Total"], *[[m, "8"] for m in MUNICIPIOS], ["Puerto Rondón", "8"]]
    assert rechazo(tmp_path, en_csv(filas)) == (
        "1: parece un resumen, con un conteo por fila, y no el registro de las personas"
    )


def test_dos_filas_de_encabezados_y_celdas_combinadas(tmp_path: Path) -> None:
    filas = [
        ["REGISTRO DE ASISTENCIA"],
        [],
        ["No.", "Datos de la persona", "", "Lugar", "Sexo"],
        ["", "Nombres y apellidos", "Número de documento", "Municipio", ""],
        *[[str(i + 1), *f, "F"] for i, f in enumerate(gente_de(20))],
    ]
    filas[9][3] = filas[10][3] = ""

    def combinar(hoja: Any) -> None:
        hoja.merge_range("B3:C3", "Datos de la persona")
        hoja.merge_range("E3:E4", "Sexo")
        hoja.merge_range("D9:D11", filas[8][3])
        hoja.merge_range("B15:B16", filas[14][1])

    registro = contar(tmp_path, en_xlsx({"Hoja1": filas}, hacer=combinar), "r.xlsx")
    assert (registro.total, apartadas(registro)) == (
        19,
        {"sigue a la de arriba: sus celdas están combinadas": "16"},
    )
    assert cuadros_de(registro) == {"genero": {"Mujer": 19}, "municipio": cuadros_de(registro)["municipio"]}
    assert "Sin dato" not in cuadros_de(registro)["municipio"]
    assert "encabezados: fila 3" in registro.dichos


@pytest.mark.lenta
def test_las_formulas_sin_calcular_y_los_errores(tmp_path: Path) -> None:
    filas = [TITULOS, *gente_de()]

    def formulas(hoja: Any) -> None:
        for i in range(1, 21):
            hoja.write_formula(i, 2, '="Tame"', None, "")

    assert rechazo(tmp_path, en_xlsx({"R": filas}, hacer=formulas), "r.xlsx") == (
        "2: la columna C (municipio) tiene fórmulas sin calcular (20): no se sabe qué dicen"
    )

    def error(cuantas: int) -> bytes:
        def poner(hoja: Any) -> None:
            for i in range(1, cuantas + 1):
                hoja.write_formula(i, 2, "=1/0", None, "#REF!")

        return en_xlsx({"R": filas}, hacer=poner)

    assert rechazo(tmp_path, error(11), "r.xlsx") == (
        "2: la columna C (municipio) es casi toda de errores, como #¡REF!"
    )
    registro = contar(tmp_path, error(2), "r.xlsx")
    assert "municipio: 2 celdas con error, sin dato (filas 2-3)" in registro.dichos
    escritas = [[*f[:2], "#¡REF!" if i < 6 else "Tame"] for i, f in enumerate(gente_de())]
    registro = contar(tmp_path, en_csv([TITULOS, *escritas]))
    assert cuadros_de(registro)["municipio"] == {"Tame": 14, "Sin dato": 6}
    assert "municipio: 6 celdas con error, sin dato (filas 2-7)" in registro.dichos


@pytest.mark.lenta
def test_una_bomba_no_gasta_la_memoria(tmp_path: Path) -> None:
    """588 kB que al abrirse son seiscientos megas de celdas."""
    libro = io.BytesIO(en_xlsx({"R": [TITULOS, *gente_de()]}))
    celda = b'<c r="A1" t="inlineStr"><is><t>' + b" " * 100_000_000 + b"</t></is></c>"
    bomba = io.BytesIO()
    with zipfile.ZipFile(libro) as de, zipfile.ZipFile(bomba, "w", zipfile.ZIP_DEFLATED) as a:
        for parte in de.namelist():
            datos = de.read(parte)
            if parte.endswith("sheet1.xml"):
                datos = re.sub(
                    rb"<sheetData>.*</sheetData>",
                    b'<sheetData><row r="1">' + celda + b"</row></sheetData>",
                    datos,
                )
            a.writestr(parte, datos)
    (tmp_path / "bomba.xlsx").write_bytes(bomba.getvalue())
    with pytest.raises(ErrorDeLectura, match=r"«bomba\.xlsx» no se abre: descomprimido ocuparía 95 MB en"):
        leer_registro(tmp_path / "bomba.xlsx", {})


@pytest.mark.lenta
def test_lo_que_se_cuenta_aparte_es_lo_que_se_cuenta_aqui(tmp_path: Path) -> None:
    archivo = tmp_path / "r.csv"
    archivo.write_bytes(en_csv([TITULOS, *gente_de()]))
    assert leer_registro(archivo, {}) == contar_registro(archivo, {})
    with pytest.raises(ErrorDeDatos, match="no se puede abrir"):
        leer_registro(tmp_path / "otro.csv", {})
