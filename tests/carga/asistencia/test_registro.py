"""De una exportación del registro salen conteos, y de nadie queda nada."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from generador.carga.asistencia.registro import (
    SIN_PEDIDO,
    Indicaciones,
    Registro,
    contar_registro,
    leer_registro,
)
from generador.errores import ErrorDeDatos
from generador.modelo.datos.asistencia import UMBRAL, Cuadro, ocultar, se_deduce

SECRETO = "Perpetua Innombrada"
TITULOS = [
    "Nombre",
    "Cédula",
    "Grupo poblacional",
    "Sexo",
    "Municipio de residencia",
    "Tipo de organización",
    "Mesa",
]
CONOCIDOS: Any = {"mesa": ("Mesa 1", "Mesa 2"), "grupo_poblacional": ("Jóvenes", "Mujeres")}


def _filas(cuantas: int = 30) -> list[list[str]]:
    return [
        [
            f"{SECRETO} {i}",
            str(10_000_000 + i),
            "jovenes" if i % 2 else "MUJERES",
            "F" if i % 3 else "Masculino",
            "Tame" if i < 20 else "Arauca",
            "Asociación" if i else f"Casa de {SECRETO}",
            f"mesa {1 + i % 2}",
        ]
        for i in range(cuantas)
    ]


def _csv(filas: list[list[str]], separador: str = ",", codificacion: str = "utf-8") -> bytes:
    salida = io.StringIO()
    csv.writer(salida, delimiter=separador).writerows(filas)
    return salida.getvalue().encode(codificacion)


def _xlsx(filas: list[list[str]]) -> bytes:
    salida = io.BytesIO()
    with xlsxwriter.Workbook(salida) as libro:
        hoja = libro.add_worksheet()
        for i, fila in enumerate(filas):
            for j, celda in enumerate(fila):
                hoja.write(i, j, int(celda) if celda.isdigit() else celda)
    return salida.getvalue()


def _leer(
    carpeta: Path, datos: bytes, nombre: str = "registro.csv", pedido: Indicaciones = SIN_PEDIDO
) -> Registro:
    archivo = carpeta / nombre
    archivo.write_bytes(datos)
    return contar_registro(archivo, CONOCIDOS, pedido)


def _como_dict(cuadro: Cuadro) -> dict[str, int | None]:
    return {c.categoria: c.personas for c in cuadro.conteos}


@pytest.mark.lenta
@pytest.mark.parametrize(
    ("nombre", "hacer"),
    [
        ("r.csv", lambda f: _csv(f)),
        ("r.csv", lambda f: _csv(f, ";", "cp1252")),
        ("r.csv", lambda f: _csv(f, "\t", "utf-16")),
        ("r.csv", lambda f: _csv(f, ";", "utf-8-sig")),
        ("r.xlsx", _xlsx),
        ("r.xlsx", lambda f: _xlsx([["Registro unificado"], [], *f])),
        ("r.csv", lambda f: _csv([["Ministerio; del, Trabajo"], [""], *f], ";")),
    ],
)
def test_los_mismos_conteos_en_cualquier_formato(nombre: str, hacer: Any, tmp_path: Path) -> None:
    registro = _leer(tmp_path, hacer([TITULOS, *_filas()]), nombre)
    assert (registro.total, registro.repetidas, registro.faltan) == (30, 0, ())
    assert [(c.variable, _como_dict(c)) for c in registro.cuadros] == [
        ("mesa", {"Mesa 1": 15, "Mesa 2": 15}),
        ("grupo_poblacional", {"Jóvenes": 15, "Mujeres": 15}),
        ("genero", {"Mujer": 20, "Hombre": 10}),
        ("municipio", {"Tame": 20, "Arauca": 10}),
        ("tipo_de_organizacion", {"Asociación": None, "Otras respuestas": None}),
    ]


def test_quien_se_registra_dos_veces_cuenta_una(tmp_path: Path) -> None:
    filas = _filas(10)
    registro = _leer(tmp_path, _csv([TITULOS, *filas, filas[3], [SECRETO, "10.000.004", *filas[4][2:]]]))
    assert (registro.total, registro.repetidas) == (10, 2)


@pytest.mark.parametrize("cuantas", [300, 4000])
def test_muchas_filas_aparte(cuantas: int, tmp_path: Path) -> None:
    """Vista fallar: con ochenta repetidas salteadas moría como defecto del generador."""
    otras = [repetida for fila in _filas(cuantas) for repetida in (fila, fila)]
    archivo = tmp_path / "registro.csv"
    archivo.write_bytes(_csv([TITULOS, *otras]))
    (aparte,) = contar_registro(archivo, CONOCIDOS, SIN_PEDIDO).filas.aparte
    assert aparte.cuantas == cuantas
    assert aparte.filas.startswith("3, 5, 7, ")
    if cuantas == 300:
        assert aparte.filas.endswith(", 601")
    else:
        dichas, _, resto = aparte.filas.partition(" y ")
        assert len(aparte.filas) <= 4000
        assert resto == f"{cuantas - len(dichas.split(', '))} más"


def test_sin_documento_se_cuentan_todas(tmp_path: Path) -> None:
    filas = [f[2:] for f in [TITULOS, *_filas(6), *_filas(6)]]
    assert _leer(tmp_path, _csv(filas)).total == 12


def test_varias_respuestas_en_una_celda(tmp_path: Path) -> None:
    filas = [["Población", "x"], *[["Jóvenes; Mujeres", ""]] * 6, *[["Mujeres", ""]] * 6]
    (cuadro,) = _leer(tmp_path, _csv(filas)).cuadros
    assert (cuadro.varias_respuestas, _como_dict(cuadro)) == (True, {"Mujeres": 12, "Jóvenes": 6})


@pytest.mark.parametrize(
    "escrito", [SECRETO, "300 123 4567", "x@y.co", "cc 12345678", "calle 1234", "x" * 90, "raro\x07"]
)
def test_lo_escrito_a_mano_no_se_repite(escrito: str, tmp_path: Path) -> None:
    """Ni una vez, ni muchas si parece de alguien."""
    veces = 3 if escrito == SECRETO else 8
    filas = [["Municipio"], *[["Tame"]] * 20, *[[escrito]] * veces]
    (cuadro,) = _leer(tmp_path, _csv(filas)).cuadros
    assert {c.categoria for c in cuadro.conteos} == {"Tame", "Otras respuestas"}


def test_los_ocultos_no_se_ordenan_por_su_numero(tmp_path: Path) -> None:
    for pocos, otros in ((1, 6), (6, 1)):
        filas = [["Género"], *[["Mujer"]] * 30, *[["Hombre"]] * pocos, *[["No binario"]] * otros]
        (cuadro,) = _leer(tmp_path, _csv(filas)).cuadros
        assert [c.categoria for c in cuadro.conteos] == ["Mujer", "Hombre", "No binario"]
        assert [c.personas for c in cuadro.conteos] == [30, None, None]


@pytest.mark.lenta
@pytest.mark.parametrize(
    ("nombre", "datos", "esperado"),
    [
        ("r.csv", _csv(_filas()), "r.csv:1:1 no se reconoce ninguna columna en los encabezados"),
        ("r.csv", b"", "r.csv:1:1 no se reconoce ninguna columna en los encabezados"),
        (
            "r.csv",
            _csv([TITULOS, *_filas(4)]),
            "r.csv:1:1 hay 4 registros: con menos de 5 no se publica nada",
        ),
        ("r.csv", b"a\0b", "r.csv:1:1 no es un texto separado por comas"),
        ("r.xlsx", b"PK nada", "r.xlsx:1:1 no se puede leer como hoja de cálculo"),
        ("r.pdf", b"", "r.pdf:1:1 debe ser un .csv o un .xlsx"),
        (
            "r.csv",
            _csv([TITULOS, *_filas(3)]) + b'"' + b"x" * 200_000,
            "r.csv:5:1 una comilla de esta fila no cierra, o cierra antes de tiempo: esconde las que siguen",
        ),
    ],
)
def test_los_errores_dicen_donde_y_no_repiten_nada(
    nombre: str, datos: bytes, esperado: str, tmp_path: Path
) -> None:
    with pytest.raises(ErrorDeDatos) as error:
        _leer(tmp_path, datos, nombre)
    (hallazgo,) = error.value.hallazgos
    lugar = hallazgo.lugar
    assert f"{lugar.archivo}:{lugar.linea}:{lugar.columna} {hallazgo.mensaje}" == esperado
    assert lugar.extracto is None
    assert "Innombrada" not in str(error.value)
    assert "1000000" not in str(error.value)


@pytest.mark.lenta
def test_un_archivo_que_no_esta(tmp_path: Path) -> None:
    with pytest.raises(ErrorDeDatos, match="no se puede abrir"):
        leer_registro(tmp_path / "no.csv", {})


@given(st.lists(st.integers(0, 40), min_size=1, max_size=9).filter(lambda n: sum(n) >= UMBRAL))
def test_nada_oculto_sale_por_resta(numeros: list[int]) -> None:
    """Contra toda forma de repartir: con lo publicado, ningún renglón oculto tiene un solo valor posible."""
    total = sum(numeros)
    cuadro = ocultar("municipio", [(f"c{i}", n) for i, n in enumerate(numeros)])
    visibles = {c.categoria: c.personas for c in cuadro.conteos}
    for i, n in enumerate(numeros):
        assert visibles[f"c{i}"] in (n, None)
        if 0 < n < UMBRAL:
            assert visibles[f"c{i}"] is None
    assert cuadro.complementaria == any(
        visibles[f"c{i}"] is None and n >= UMBRAL for i, n in enumerate(numeros)
    )
    k, suma = cuadro.ocultos, total - cuadro.visibles
    if k and any(n >= UMBRAL for n in numeros):
        tope = suma if cuadro.complementaria else UMBRAL - 1
        menor = max(1, suma - (k - 1) * tope)
        mayor = min(tope, suma - (k - 1))
        # Solo si ya no queda nada más que ocultar se admite que la suma lo diga.
        assert mayor > menor or cuadro.ocultos == sum(n > 0 for n in numeros)
    assert se_deduce(k, suma, complementaria=cuadro.complementaria) in (
        False,
        k == sum(n > 0 for n in numeros),
    )
