"""Las exportaciones que se contaban mal en silencio: dan el total o dicen por qué no. con su fila."""

import csv
import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from generador.carga.asistencia.columnas import Papel
from generador.carga.asistencia.registro import (
    SIN_PEDIDO,
    Indicaciones,
    Registro,
    contar_registro,
    leer_registro,
)
from generador.carga.asistencia.respuestas import documento, partir
from generador.carga.asistencia.tabla import FILAS_MAXIMAS, letra, rangos
from generador.errores import ErrorDeDatos, ErrorDeLectura

CORPUS = Path(__file__).parents[1] / "casos" / "registro"
MUNICIPIOS = ["Arauca", "Saravena", "Tame", "Arauquita", "Fortul"]


def _csv(filas: list[list[str]], codificacion: str = "utf-8") -> bytes:
    salida = io.StringIO()
    csv.writer(salida).writerows(filas)
    return salida.getvalue().encode(codificacion)


def _contar(
    carpeta: Path,
    datos: bytes,
    nombre: str = "r.csv",
    pedido: Indicaciones = SIN_PEDIDO,
    conocidos: Any = None,
) -> Registro:
    (carpeta / nombre).write_bytes(datos)
    return contar_registro(carpeta / nombre, conocidos or {}, pedido)


def _cuadros(registro: Registro) -> dict[str, dict[str, int | None]]:
    return {c.variable: {x.categoria: x.personas for x in c.conteos} for c in registro.cuadros}


def _aparte(registro: Registro) -> dict[str, str]:
    assert registro.filas.cuadra
    return {a.razon: a.filas for a in registro.filas.aparte}


def _no(carpeta: Path, datos: bytes, nombre: str = "r.csv", pedido: Indicaciones = SIN_PEDIDO) -> str:
    with pytest.raises(ErrorDeDatos) as error:
        _contar(carpeta, datos, nombre, pedido)
    (hallazgo,) = error.value.hallazgos
    assert hallazgo.ayuda
    return f"{hallazgo.lugar.linea}: {hallazgo.mensaje}"


def _gente(cuantas: int = 20) -> list[list[str]]:
    return [[f"Persona {letra(i)}", str(10_000_000 + i), MUNICIPIOS[i % 5]] for i in range(cuantas)]


TITULOS = ["Nombre", "Documento", "Municipio"]
POR_CINCO = dict.fromkeys(MUNICIPIOS, 8)


@pytest.mark.parametrize(
    ("nombre", "total", "municipios"),
    [
        ("casillas-coma.csv", 40, POR_CINCO),
        ("oculta-primero.xlsx", 40, POR_CINCO),
        ("resumen-primero.xlsx", 40, POR_CINCO),
        ("tipo-documento.csv", 60, dict.fromkeys(MUNICIPIOS, 12)),
    ],
)
def test_los_del_corpus_que_se_leen(nombre: str, total: int, municipios: dict[str, int]) -> None:
    registro = contar_registro(CORPUS / nombre, {})
    assert (registro.total, _cuadros(registro)["municipio"]) == (total, municipios)
    assert (registro.filas.leidas, registro.filas.aparte) == (total, ())


@pytest.mark.parametrize(
    ("nombre", "dicho"),
    [
        (
            "comilla.csv",
            "7: una comilla de esta fila no cierra, o cierra antes de tiempo: esconde las que siguen",
        ),
        (
            "un-byte-malo.csv",
            "9: mezcla dos codificaciones: 20 letras están en UTF-8 y 1, desde esta línea, no",
        ),
        ("lejos.xlsx", "1048576: hay más de 200000 filas o de 500 columnas"),
    ],
)
def test_los_del_corpus_que_se_rechazan(nombre: str, dicho: str, tmp_path: Path) -> None:
    assert _no(tmp_path, (CORPUS / nombre).read_bytes(), nombre) == dicho


def test_el_byte_malo_se_puede_leer_diciendo_como(tmp_path: Path) -> None:
    registro = _contar(
        tmp_path, (CORPUS / "un-byte-malo.csv").read_bytes(), pedido=Indicaciones(codificacion="utf-8")
    )
    assert (registro.total, "1 celda con letras dañadas, sin dato (filas 9)" in registro.dichos) == (40, True)
    assert "Rond\ufffd" not in str(registro)


def test_las_casillas_se_parten_las_junte_lo_que_las_junte(tmp_path: Path) -> None:
    opciones = ("Mujeres", "Jóvenes", "Trabajadores y trabajadoras sexuales, y asistentes sexuales")
    celdas = {
        "Mujeres, Jóvenes": 2,
        "Mujeres;Jóvenes": 2,
        "Jóvenes\nMujeres": 2,
        "mujeres jovenes": 2,
        "Jóvenes, Trabajadores y trabajadoras sexuales, y asistentes sexuales": 2,
        "Trabajadores y trabajadoras sexuales, y asistentes sexuales": 1,
        "Palenqueras, raizales y otras": 1,
    }
    for celda, partes in celdas.items():
        (hechas,), varias = partir([celda], opciones)
        assert (len(hechas), varias) == (partes, partes > 1), celda
    (cuadro,) = contar_registro(CORPUS / "casillas-coma.csv", {}).cuadros[:1]
    assert (cuadro.varias_respuestas, {c.categoria: c.personas for c in cuadro.conteos}) == (
        *(True, {"Mujeres": 30, "Campesinos y campesinas": 20, "Jóvenes": 20}),
    )


def test_una_opcion_con_coma_que_nadie_conoce_queda_entera() -> None:
    respuestas = ["Arauca, centro", "Tame, parque", "Fortul, vía"]
    assert partir(respuestas, ()) == ([[r] for r in respuestas], False)


def test_solo_cuentan_los_que_dicen_que_asistieron(tmp_path: Path) -> None:
    filas = [[*f, "Sí" if i < 12 else "no" if i < 18 else ""] for i, f in enumerate(_gente())]
    registro = _contar(tmp_path, _csv([[*TITULOS, "¿Asistió?"], *filas]))
    assert registro.total == 12
    assert _aparte(registro) == {"dice que no asistió": "14-19", "no dice si asistió": "20-21"}
    equis = [[*f, "X" if i < 12 else ""] for i, f in enumerate(_gente())]
    registro = _contar(tmp_path, _csv([[*TITULOS, "Asistencia"], *equis]))
    assert (registro.total, _aparte(registro)) == (12, {"dice que no asistió": "14-21"})
    pedido = Indicaciones(columnas={"asistio": "ninguna"})
    assert _contar(tmp_path, _csv([[*TITULOS, "Asistencia"], *equis]), pedido=pedido).total == 20


def test_lo_que_no_es_una_persona_no_se_cuenta(tmp_path: Path) -> None:
    filas = [
        TITULOS,
        *_gente(),
        TITULOS,
        ["", "", ""],
        ["31", "", ""],
        ["SD", "N/A", "-"],
        ["TOTAL ASISTENTES", "", "20"],
        ["Elaboró: la oficina", "", ""],
        ["Firma", "", ""],
        ["Persona T", "10000019", "Tame"],
    ]
    registro = _contar(tmp_path, _csv(filas))
    assert (registro.total, registro.filas.leidas) == (20, 28)
    assert _aparte(registro) == {
        "repite un documento": "29",
        "está en blanco": "23",
        "no trae ninguno de los datos que se cuentan": "24-25",
        "repite los encabezados": "22",
        "es un total": "26",
        "es un pie de página o una firma": "27-28",
    }


def test_fuente_de_oro_es_un_municipio(tmp_path: Path) -> None:
    registro = _contar(tmp_path, _csv([["Municipio", "Género"], *[["Fuente de Oro", "Mujer"]] * 9]))
    assert (registro.total, registro.filas.aparte) == (9, ())


@pytest.mark.parametrize("nada", ["SD", "N/A", "0", "-", "xxx", "no tiene", "000000", "1111111", "123"])
def test_lo_que_se_escribe_por_no_dejar_en_blanco_no_es_un_documento(nada: str, tmp_path: Path) -> None:
    filas = [*_gente(), *[[f"Otra {letra(i)}", nada, "Tame"] for i in range(6)]]
    registro = _contar(tmp_path, _csv([TITULOS, *filas]))
    assert (registro.total, registro.repetidas) == (26, 0)


def test_un_documento_redondeado_por_la_hoja_no_se_compara(tmp_path: Path) -> None:
    filas = [[f"P {letra(i)}", "1,02E+09", "Tame"] for i in range(20)]
    assert _no(tmp_path, _csv([TITULOS, *filas])).startswith(
        "2: la columna B (documento) trae 20 números que la hoja de cálculo redondeó, como 1,02E+09"
    )
    pedido = Indicaciones(columnas={"documento": "ninguna"})
    assert _contar(tmp_path, _csv([TITULOS, *filas]), pedido=pedido).total == 20


def test_la_m_es_mujer_al_lado_de_la_h_y_hombre_al_lado_de_la_f(tmp_path: Path) -> None:
    def generos(*letras: str) -> bytes:
        return _csv([["Género", "Municipio"], *[[x, "Tame"] for x in letras for _ in range(6)]])

    assert _cuadros(_contar(tmp_path, generos("H", "M")))["genero"] == {"Hombre": 6, "Mujer": 6}
    assert _cuadros(_contar(tmp_path, generos("F", "M")))["genero"] == {"Hombre": 6, "Mujer": 6}
    assert (
        _no(tmp_path, generos("M"))
        == "2: la columna A (género) dice «M» y no se sabe si es Mujer o Masculino"
    )


def test_los_encabezados_de_kobo_y_los_que_preguntan(tmp_path: Path) -> None:
    titulos = [
        "datos/nombre_completo",
        "datos/numero_documento",
        "ubicacion/municipio",
        "perfil/grupo_poblacional",
        "perfil/grupo_poblacional/mujeres",
        "perfil/grupo_poblacional/jovenes",
        "¿Con cuál género se identifica usted?",
        "¿En qué mesa de trabajo va a participar?",
    ]
    filas = [[*f, "mujeres jovenes", "1", "1", "F" if i % 2 else "M", "1"] for i, f in enumerate(_gente())]
    registro = _contar(
        tmp_path, _csv([titulos, *filas]), conocidos={"grupo_poblacional": ("Mujeres", "Jóvenes")}
    )
    assert registro.faltan == ("tipo_de_organizacion",)
    cuadros = _cuadros(registro)
    assert cuadros["grupo_poblacional"] == {"Jóvenes": 20, "Mujeres": 20}
    assert (cuadros["genero"], cuadros["mesa"]) == ({"Hombre": 10, "Mujer": 10}, {"1": 20})
    assert "columnas que no se usan: E y F" in registro.dichos


def test_dos_columnas_que_pueden_ser_se_preguntan(tmp_path: Path) -> None:
    filas = [[*f, "Tame"] for f in _gente()]
    datos = _csv([[*TITULOS, "Municipio"], *filas])
    assert _no(tmp_path, datos) == "1: 2 columnas pueden ser «municipio»: C y D"
    registro = _contar(tmp_path, datos, pedido=Indicaciones(columnas={"municipio": "d"}))
    assert _cuadros(registro)["municipio"] == {"Tame": 20}


def test_una_columna_que_se_llama_asi_y_no_trae_eso_no_se_toma(tmp_path: Path) -> None:
    filas = [[f[0], f[1], f"300123{i:04}", "F"] for i, f in enumerate(_gente())]
    datos = _csv([[*TITULOS, "Sexo"], *filas])
    registro = _contar(tmp_path, datos)
    assert list(_cuadros(registro)) == ["genero"]
    assert "municipio: no se tomó C, que se llama así y no trae eso; si lo es: --columna municipio=C" in (
        registro.dichos
    )
    solo = _csv([TITULOS, *[f[:3] for f in filas]])
    assert _no(tmp_path, solo) == "1: hay columna para municipio, pero lo que trae no lo parece"


@pytest.mark.parametrize("pedida", ["Z", "Ciudad natal"])
def test_una_columna_que_no_esta(pedida: str, tmp_path: Path) -> None:
    columnas: dict[Papel, str] = {"municipio": pedida}
    assert _no(tmp_path, _csv([TITULOS, *_gente()]), pedido=Indicaciones(columnas=columnas)) == (
        "1: no hay una sola columna que se llame como pide --columna municipio"
    )


def test_un_nombre_en_el_municipio_no_se_publica(tmp_path: Path) -> None:
    """Aunque lo repitan muchos: nadie vive en una persona."""
    filas = _gente(20)
    filas += [["Innombrada Perpetua Rita", str(20_000_000 + i), "Perpetua Innombrada"] for i in range(8)]
    registro = _contar(tmp_path, _csv([TITULOS, *filas]))
    assert "Perpetua" not in str(registro)
    assert "Otras respuestas" in _cuadros(registro)["municipio"]
    assert (
        "municipio: 8 respuestas parecen el nombre de alguien (filas 22-29): va en «Otras respuestas»; si no "
        "lo es, --respuesta municipio=TEXTO"
    ) in registro.dichos
    pedido = Indicaciones(respuestas={"municipio": ("Perpetua Innombrada",)})
    assert (
        _cuadros(_contar(tmp_path, _csv([TITULOS, *filas]), pedido=pedido))["municipio"][
            "Perpetua Innombrada"
        ]
        == 8
    )


@pytest.mark.parametrize("nombre", ["María Fernanda Rojas", "Don Jairo", "CARLOS ANDRÉS PÉREZ"])
def test_ni_el_de_quien_no_esta_en_otra_columna(nombre: str, tmp_path: Path) -> None:
    filas = [["Municipio", "Tipo de organización"]]
    filas += [[m, "Asociación"] for m in MUNICIPIOS for _ in range(6)] + [[nombre, nombre]] * 9
    registro = _contar(tmp_path, _csv(filas))
    for cuadro in _cuadros(registro).values():
        assert nombre not in cuadro
        assert cuadro["Otras respuestas"] == 9
    assert sum("el nombre de alguien (filas 32-40)" in d for d in registro.dichos) == 2


def test_los_municipios_no_parecen_personas(tmp_path: Path) -> None:
    """Los de Arauca y otros de la región, con sus santos y sus próceres."""
    suyos = [
        *("Arauca", "Arauquita", "Cravo Norte", "Fortul", "Puerto Rondón", "Saravena", "Tame", "Cubará"),
        *("Paz de Ariporo", "Hato Corozal", "Yopal", "San José del Guaviare", "Puerto Carreño"),
        *("La Primavera", "Santa Rosalía", "Villa de Leyva", "San Luis de Palenque", "Fuente de Oro"),
        *("El Carmen de Bolívar", "Santa Marta", "Villa del Rosario", "San Andrés de Tumaco"),
    ]
    registro = _contar(tmp_path, _csv([["Municipio"], *[[m] for m in suyos for _ in range(5)]]))
    assert _cuadros(registro)["municipio"] == dict.fromkeys(suyos, 5)


@pytest.mark.parametrize(
    ("codificacion", "dicho"),
    [
        ("cp1252", "no está en UTF-8: se leyó como windows-1252; si no lo es, diga otra con --codificacion"),
        ("cp850", "no está en UTF-8: se leyó como dos-850; si no lo es, diga otra con --codificacion"),
        ("mac-roman", "no está en UTF-8: se leyó como macintosh; si no lo es, diga otra con --codificacion"),
    ],
)
def test_la_codificacion_se_decide_por_lo_que_dice(codificacion: str, dicho: str, tmp_path: Path) -> None:
    filas = [[n, d, "Puerto Rondón" if m == "Tame" else "Cubará"] for n, d, m in _gente(25)]
    registro = _contar(tmp_path, _csv([TITULOS, *filas], codificacion))
    assert dicho in registro.dichos
    assert _cuadros(registro)["municipio"] == {"Cubará": 20, "Puerto Rondón": 5}


def test_si_puede_leerse_de_dos_formas_se_pregunta(tmp_path: Path) -> None:
    """El octeto A0 es una «á» en DOS y un espacio en Windows."""
    datos = _csv([TITULOS, *_gente(), ["P", "3", "Cubar"]]).replace(b"Cubar", b"Cubar\xa0")
    assert (
        _no(tmp_path, datos) == "22: puede leerse de varias formas: las letras con tilde cambian según cuál"
    )
    assert _contar(tmp_path, datos, pedido=Indicaciones(codificacion="dos-850")).total == 21
    doble = _csv([TITULOS, *_gente(), ["P", "3", "Cubará"]]).decode().encode("utf-8")
    doble = doble.decode("cp1252", "replace").encode("utf-8")
    assert _no(tmp_path, doble).startswith("22: trae letras mal convertidas («Ã")


def test_una_comilla_que_esconde_filas_enteras(tmp_path: Path) -> None:
    lineas = _csv([TITULOS, *_gente()]).decode().split("\r\n")
    lineas[5] = '"' + lineas[5]
    lineas[9] = lineas[9].replace(",", '",', 1)
    assert _no(tmp_path, "\n".join(lineas).encode()) == (
        "6: una celda de esta fila trae adentro 4 filas más: sobra una comilla"
    )


def test_una_coma_sin_comillas_corre_los_datos(tmp_path: Path) -> None:
    datos = _csv([TITULOS, *_gente()]).replace(b"Persona C,", b"Persona, C,")
    assert _no(tmp_path, datos) == (
        "4: esta fila tiene más celdas que las demás, que tienen 3; como ella hay 1: sus datos quedarían en "
        "otra columna"
    )


def test_el_mismo_tope_de_filas_en_texto_y_en_hoja(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for modulo in ("separado", "libro"):
        monkeypatch.setattr(f"generador.carga.asistencia.{modulo}.FILAS_MAXIMAS", 15)
    filas = [TITULOS, *_gente(15)]
    assert (
        _contar(tmp_path, _csv(filas[:15])).total
        == _contar(tmp_path, _xlsx({"R": filas[:15]}), "r.xlsx").total
    )
    for datos, nombre in ((_csv(filas), "r.csv"), (_xlsx({"R": filas}), "r.xlsx")):
        assert _no(tmp_path, datos, nombre) == f"16: hay más de {FILAS_MAXIMAS} filas o de 500 columnas"


def _xlsx(hojas: dict[str, list[list[str]]], *, ocultas: tuple[str, ...] = (), hacer: Any = None) -> bytes:
    salida = io.BytesIO()
    with xlsxwriter.Workbook(salida) as libro:
        for nombre, filas in hojas.items():
            hoja = libro.add_worksheet(nombre)
            for i, fila in enumerate(filas):
                for j, texto in enumerate(fila):
                    hoja.write(i, j, texto)
            if nombre in ocultas:
                hoja.hide()
            if hacer:
                hacer(hoja)
    return salida.getvalue()


@pytest.mark.lenta
def test_la_hoja_que_parece_el_registro_y_nunca_una_oculta(tmp_path: Path) -> None:
    registro = [TITULOS, *_gente()]
    listas = [["Municipio"], *[[m] for m in MUNICIPIOS]]
    vieja = [TITULOS, *_gente(30)]
    datos = _xlsx({"Listas": listas, "Vieja": vieja, "Hoja 2": registro}, ocultas=("Vieja",))
    leido = _contar(tmp_path, datos, "r.xlsx")
    assert leido.total == 20
    assert leido.dichos[0] == "se leyó la hoja «Hoja 2», y no «Listas», «Vieja» (oculta); otra, con --hoja"
    pedido = Indicaciones(hoja="Vieja")
    assert _no(tmp_path, datos, "r.xlsx", pedido) == (
        "1: no hay una hoja así a la vista (esa está oculta: muéstrela en Excel)"
    )
    dos = _xlsx({"Sábado": registro, "Domingo": registro})
    assert _no(tmp_path, dos, "r.xlsx") == "1: hay 2 hojas que parecen el registro: «Sábado», «Domingo»"
    assert _contar(tmp_path, dos, "r.xlsx", Indicaciones(hoja="domingo")).total == 20


def test_un_resumen_no_es_un_registro(tmp_path: Path) -> None:
    filas = [["Municipio", "Total"], *[[m, "8"] for m in MUNICIPIOS], ["Puerto Rondón", "8"]]
    assert _no(tmp_path, _csv(filas)) == (
        "1: parece un resumen, con un conteo por fila, y no el registro de las personas"
    )


def test_dos_filas_de_encabezados_y_celdas_combinadas(tmp_path: Path) -> None:
    filas = [
        ["REGISTRO DE ASISTENCIA"],
        [],
        ["No.", "Datos de la persona", "", "Lugar", "Sexo"],
        ["", "Nombres y apellidos", "Número de documento", "Municipio", ""],
        *[[str(i + 1), *f, "F"] for i, f in enumerate(_gente(20))],
    ]
    filas[9][3] = filas[10][3] = ""

    def combinar(hoja: Any) -> None:
        hoja.merge_range("B3:C3", "Datos de la persona")
        hoja.merge_range("E3:E4", "Sexo")
        hoja.merge_range("D9:D11", filas[8][3])
        hoja.merge_range("B15:B16", filas[14][1])

    registro = _contar(tmp_path, _xlsx({"Hoja1": filas}, hacer=combinar), "r.xlsx")
    assert (registro.total, _aparte(registro)) == (
        19,
        {"sigue a la de arriba: sus celdas están combinadas": "16"},
    )
    assert _cuadros(registro) == {"genero": {"Mujer": 19}, "municipio": _cuadros(registro)["municipio"]}
    assert "Sin dato" not in _cuadros(registro)["municipio"]
    assert "encabezados: fila 3" in registro.dichos


@pytest.mark.lenta
def test_las_formulas_sin_calcular_y_los_errores(tmp_path: Path) -> None:
    filas = [TITULOS, *_gente()]

    def formulas(hoja: Any) -> None:
        for i in range(1, 21):
            hoja.write_formula(i, 2, '="Tame"', None, "")

    assert _no(tmp_path, _xlsx({"R": filas}, hacer=formulas), "r.xlsx") == (
        "2: la columna C (municipio) tiene fórmulas sin calcular (20): no se sabe qué dicen"
    )

    def error(cuantas: int) -> bytes:
        def poner(hoja: Any) -> None:
            for i in range(1, cuantas + 1):
                hoja.write_formula(i, 2, "=1/0", None, "#REF!")

        return _xlsx({"R": filas}, hacer=poner)

    assert _no(tmp_path, error(11), "r.xlsx") == (
        "2: la columna C (municipio) es casi toda de errores, como #¡REF!"
    )
    registro = _contar(tmp_path, error(2), "r.xlsx")
    assert "municipio: 2 celdas con error, sin dato (filas 2-3)" in registro.dichos
    escritas = [[*f[:2], "#¡REF!" if i < 6 else "Tame"] for i, f in enumerate(_gente())]
    registro = _contar(tmp_path, _csv([TITULOS, *escritas]))
    assert _cuadros(registro)["municipio"] == {"Tame": 14, "Sin dato": 6}
    assert "municipio: 6 celdas con error, sin dato (filas 2-7)" in registro.dichos


@pytest.mark.lenta
def test_una_bomba_no_gasta_la_memoria(tmp_path: Path) -> None:
    """588 kB que al abrirse son seiscientos megas de celdas."""
    libro = io.BytesIO(_xlsx({"R": [TITULOS, *_gente()]}))
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
    archivo.write_bytes(_csv([TITULOS, *_gente()]))
    assert leer_registro(archivo, {}) == contar_registro(archivo, {})
    with pytest.raises(ErrorDeDatos, match="no se puede abrir"):
        leer_registro(tmp_path / "otro.csv", {})


_NADA = ("", "SD", "-", "0", "N/A")


@pytest.mark.lenta
@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Ana Uno", "Beto Dos", *_NADA]),
            st.sampled_from(["10200300", "10200301", "99887766", *_NADA]),
            st.sampled_from([*MUNICIPIOS, *_NADA]),
            st.sampled_from(["Sí", "No", ""]),
        ),
        max_size=40,
    )
)
def test_ninguna_fila_se_pierde_ni_se_cuenta_dos_veces(tmp_path_factory: Any, filas: Any) -> None:
    """Pase lo que pase, leídas = contadas + apartadas, y cada número de fila sale una vez."""
    carpeta = tmp_path_factory.mktemp("r")
    gente = [[*f, "Sí"] for f in _gente(10)]
    todas = [[*TITULOS, "Asistió"], *gente, *[list(f) for f in filas]]
    registro = _contar(carpeta, _csv(todas))
    assert registro.filas.cuadra
    assert registro.filas.leidas == 10 + len(filas)
    assert registro.filas.contadas == registro.total
    numeros = [n for a in registro.filas.aparte for n in _numeros(a.filas)]
    assert len(numeros) == len(set(numeros)) == registro.filas.leidas - registro.total
    vistos: set[str] = set()
    esperadas = 10
    for nombre, cedula, municipio, asistio in filas:
        vale = documento(cedula)
        hay = nombre not in _NADA or vale or municipio not in _NADA
        if hay and asistio == "Sí" and vale not in vistos:
            esperadas += 1
            vistos |= {vale} - {""}
    assert registro.total == esperadas


def _numeros(texto: str) -> list[int]:
    juntos: list[int] = []
    for trozo in texto.split(", "):
        desde, _, hasta = trozo.partition("-")
        juntos += range(int(desde), int(hasta or desde) + 1)
    return juntos


@given(st.lists(st.integers(1, 60)))
def test_los_rangos_dicen_los_mismos_numeros_una_vez(numeros: list[int]) -> None:
    assert sorted(set(numeros)) == (_numeros(rangos(numeros)) if numeros else [])
