"""La columna de fecha dice qué filas son de los días que se cuentan; lo que no se entiende se pregunta."""

import io
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter
from carga.asistencia.registros import TITULOS, apartadas, contar, en_csv, gente_de, rechazo

from generador.carga.asistencia.dias import dia_de
from generador.carga.asistencia.registro import Indicaciones

VIERNES, SABADO = date(2026, 11, 27), date(2026, 11, 28)
UN_DIA, DOS_DIAS = Indicaciones(dias=(VIERNES,)), Indicaciones(dias=(VIERNES, SABADO))


def _con_fecha(fechas: dict[int, str], *, titulo: str = "Fecha", cuantas: int = 20) -> list[list[str]]:
    """El registro con su columna de fecha: el 27, salvo las filas (desde 2) que se digan."""
    filas = [[*f, fechas.get(i, "27/11/2026")] for i, f in enumerate(gente_de(cuantas), start=2)]
    return [[*TITULOS, titulo], *filas]


@pytest.mark.parametrize(
    ("texto", "mes_primero", "dia"),
    [
        ("27/11/2026", False, VIERNES),
        ("27-11-2026", False, VIERNES),
        ("27.11.26", False, VIERNES),
        ("2026-11-27", False, VIERNES),
        ("2026-11-27 00:00:00", False, VIERNES),
        ("2026-11-27T22:10:05.000-05:00", False, VIERNES),
        ("27/11/2026 9:10 a. m.", False, VIERNES),
        ("viernes 27 de noviembre de 2026", False, VIERNES),
        ("11/27/2026 9:10:00", True, VIERNES),
        ("2026-11-28T02:10:00Z", False, None),
        ("11/27/2026", False, None),
        ("46353", False, None),
        ("30/02/2026", False, None),
        ("Tame", False, None),
    ],
)
def test_como_se_escribe_un_dia(texto: str, mes_primero: bool, dia: date | None) -> None:
    assert dia_de(texto, mes_primero=mes_primero) == dia


@pytest.mark.parametrize("titulo", ["Fecha", "Día", "FECHA DE ASISTENCIA"])
def test_las_filas_de_otro_dia_no_se_cuentan(titulo: str, tmp_path: Path) -> None:
    filas = _con_fecha({3: "28/11/2026", 9: "2026-11-28", 12: ""}, titulo=titulo)
    registro = contar(tmp_path, en_csv(filas), pedido=UN_DIA)
    assert (registro.total, registro.filas.leidas) == (17, 20)
    assert apartadas(registro) == {"su fecha es de otro día": "3, 9", "no dice su fecha": "12"}
    assert f"fecha: columna D («{titulo}»)" in registro.dichos


def test_de_una_hoja_de_calculo(tmp_path: Path) -> None:
    salida = io.BytesIO()
    with xlsxwriter.Workbook(salida, {"default_date_format": "dd/mm/yyyy"}) as libro:
        hoja = libro.add_worksheet()
        for i, fila in enumerate([[*TITULOS, "Fecha"], *gente_de()]):
            hoja.write_row(i, 0, fila)
            if i:
                hoja.write_datetime(i, 3, datetime(2026, 11, 28 if i < 4 else 27))
    registro = contar(tmp_path, salida.getvalue(), "r.xlsx", UN_DIA)
    assert apartadas(registro) == {"su fecha es de otro día": "2-4"}


def test_quien_vino_los_dos_dias_no_repite(tmp_path: Path) -> None:
    filas = _con_fecha(dict.fromkeys(range(14, 22), "28/11/2026"))
    filas += [[*filas[1][:3], "28/11/2026"], [*filas[2][:3], "27/11/2026"], [*filas[1][:3], "28/11/2026"]]
    registro = contar(tmp_path, en_csv(filas), pedido=DOS_DIAS)
    assert registro.total == 20
    assert apartadas(registro) == {
        "repite un documento": "23-24",
        "es de quien ya se contó otro día": "22",
    }
    assert registro.filas.cuenta == "23 filas: 20 contadas, 2 repetidas y 1 de quien ya se contó otro día"
    assert registro.dichos[-1] == (
        "por día: 2026-11-27, 12 personas; 2026-11-28, 9 personas; quien vino varios está en cada uno, y en "
        "el total una vez"
    )


def test_con_pocas_personas_un_dia_no_dice_cuantas(tmp_path: Path) -> None:
    registro = contar(tmp_path, en_csv(_con_fecha({3: "28/11/2026"})), pedido=DOS_DIAS)
    assert "2026-11-28, menos de 5;" in registro.dichos[-1]


def test_sin_columna_de_fecha_se_dice_si_son_varios_dias(tmp_path: Path) -> None:
    datos = en_csv([TITULOS, *gente_de()])
    dicho = (
        "no hay columna de fecha: no se sabe qué día vino cada quien; se reconoce por: fecha de asistencia"
    )
    assert any(d.startswith(dicho) for d in contar(tmp_path, datos, pedido=DOS_DIAS).dichos)
    assert not any("fecha" in d for d in contar(tmp_path, datos, pedido=UN_DIA).dichos)


@pytest.mark.parametrize(
    ("fechas", "pedido", "esperado"),
    [
        (
            {4: "el sábado", 7: "27/13/2026"},
            UN_DIA,
            "4: la columna D («Fecha») en 2 filas trae algo que no se entiende como fecha (4, 7)",
        ),
        (
            dict.fromkeys(range(2, 22), "viernes"),
            UN_DIA,
            "2: la columna D («Fecha») en 20 filas trae algo que no se entiende como fecha (2-21)",
        ),
        ({}, DOS_DIAS, "1: la columna D («Fecha») no tiene ninguna fila del 2026-11-28"),
        (
            dict.fromkeys(range(2, 15), ""),
            UN_DIA,
            "1: la columna D («Fecha») está en blanco en 13 filas, más de la mitad",
        ),
        (
            {i: "11/12/2026" if i % 2 else "12/11/2026" for i in range(2, 22)},
            Indicaciones(dias=(date(2026, 11, 12),)),
            "1: la columna D («Fecha») puede decir primero el día o primero el mes, y de las dos formas hay "
            "filas que se contarían",
        ),
    ],
)
def test_lo_que_no_se_entiende_se_pregunta(
    fechas: dict[int, str], pedido: Indicaciones, esperado: str, tmp_path: Path
) -> None:
    datos = en_csv(_con_fecha(fechas))
    assert rechazo(tmp_path, datos, pedido=pedido) == esperado
    sin_mirar = Indicaciones(columnas={"fecha": "ninguna"}, dias=pedido.dias)
    assert contar(tmp_path, datos, pedido=sin_mirar).total == 20


def test_el_mes_primero_se_sabe_por_los_dias_de_la_asamblea(tmp_path: Path) -> None:
    filas = _con_fecha(dict.fromkeys(range(2, 22), "11/27/2026 8:30:00") | {5: "11/28/2026 8:30:00"})
    registro = contar(tmp_path, en_csv(filas), pedido=UN_DIA)
    assert apartadas(registro) == {"su fecha es de otro día": "5"}
    assert registro.dichos[-1] == "fecha: se leyó primero el mes y después el día"


def test_se_escoge_con_columna_y_la_marca_temporal_no_se_toma(tmp_path: Path) -> None:
    """Quien se inscribe antes también vino: la marca dice cuándo llenó el formulario."""
    datos = en_csv(_con_fecha({3: "20/11/2026"}, titulo="Marca temporal"))
    assert contar(tmp_path, datos, pedido=UN_DIA).total == 20
    for cual in ("D", "marca temporal"):
        pedido = Indicaciones(columnas={"fecha": cual}, dias=(VIERNES,))
        assert apartadas(contar(tmp_path, datos, pedido=pedido)) == {"su fecha es de otro día": "3"}


def test_una_fila_con_solo_la_fecha_no_es_nadie(tmp_path: Path) -> None:
    datos = en_csv([*_con_fecha({}), ["", "", "", "27/11/2026"]])
    assert apartadas(contar(tmp_path, datos, pedido=UN_DIA)) == {
        "no trae ninguno de los datos que se cuentan": "22"
    }
