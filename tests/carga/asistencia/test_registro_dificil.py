"""Las exportaciones que se contaban mal en silencio: dan el total o dicen por qué no. con su fila."""

from pathlib import Path
from typing import Any

import pytest
from carga.asistencia.registros import (
    CORPUS,
    MUNICIPIOS,
    POR_CINCO,
    TITULOS,
    apartadas,
    contar,
    cuadros_de,
    en_csv,
    gente_de,
    rechazo,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from generador.carga.asistencia.columnas import PapelDeColumna
from generador.carga.asistencia.registro import Indicaciones, contar_registro
from generador.carga.asistencia.respuestas import documento, partir
from generador.carga.asistencia.tabla import letra, rangos


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
    assert (registro.total, cuadros_de(registro)["municipio"]) == (total, municipios)
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
    assert rechazo(tmp_path, (CORPUS / nombre).read_bytes(), nombre) == dicho


def test_el_byte_malo_se_puede_leer_diciendo_como(tmp_path: Path) -> None:
    registro = contar(
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
    filas = [[*f, "Sí" if i < 12 else "no" if i < 18 else ""] for i, f in enumerate(gente_de())]
    registro = contar(tmp_path, en_csv([[*TITULOS, "¿Asistió?"], *filas]))
    assert registro.total == 12
    assert apartadas(registro) == {"dice que no asistió": "14-19", "no dice si asistió": "20-21"}
    equis = [[*f, "X" if i < 12 else ""] for i, f in enumerate(gente_de())]
    registro = contar(tmp_path, en_csv([[*TITULOS, "Asistencia"], *equis]))
    assert (registro.total, apartadas(registro)) == (12, {"dice que no asistió": "14-21"})
    pedido = Indicaciones(columnas={"asistio": "ninguna"})
    assert contar(tmp_path, en_csv([[*TITULOS, "Asistencia"], *equis]), pedido=pedido).total == 20


def test_lo_que_no_es_una_persona_no_se_cuenta(tmp_path: Path) -> None:
    filas = [
        TITULOS,
        *gente_de(),
        TITULOS,
        ["", "", ""],
        ["31", "", ""],
        ["SD", "N/A", "-"],
        ["TOTAL ASISTENTES", "", "20"],
        ["Elaboró: la oficina", "", ""],
        ["Firma", "", ""],
        ["Persona T", "10000019", "Tame"],
    ]
    registro = contar(tmp_path, en_csv(filas))
    assert (registro.total, registro.filas.leidas) == (20, 28)
    assert apartadas(registro) == {
        "repite un documento": "29",
        "está en blanco": "23",
        "no trae ninguno de los datos que se cuentan": "24-25",
        "repite los encabezados": "22",
        "es un total": "26",
        "es un pie de página o una firma": "27-28",
    }


def test_fuente_de_oro_es_un_municipio(tmp_path: Path) -> None:
    registro = contar(tmp_path, en_csv([["Municipio", "Género"], *[["Fuente de Oro", "Mujer"]] * 9]))
    assert (registro.total, registro.filas.aparte) == (9, ())


@pytest.mark.parametrize("nada", ["SD", "N/A", "0", "-", "xxx", "no tiene", "000000", "1111111", "123"])
def test_lo_que_se_escribe_por_no_dejar_en_blanco_no_es_un_documento(nada: str, tmp_path: Path) -> None:
    filas = [*gente_de(), *[[f"Otra {letra(i)}", nada, "Tame"] for i in range(6)]]
    registro = contar(tmp_path, en_csv([TITULOS, *filas]))
    assert (registro.total, registro.repetidas) == (26, 0)


def test_un_documento_redondeado_por_la_hoja_no_se_compara(tmp_path: Path) -> None:
    filas = [[f"P {letra(i)}", "1,02E+09", "Tame"] for i in range(20)]
    assert rechazo(tmp_path, en_csv([TITULOS, *filas])).startswith(
        "2: la columna B (documento) trae 20 números que la hoja de cálculo redondeó, como 1,02E+09"
    )
    pedido = Indicaciones(columnas={"documento": "ninguna"})
    assert contar(tmp_path, en_csv([TITULOS, *filas]), pedido=pedido).total == 20


def test_la_m_es_mujer_al_lado_de_la_h_y_hombre_al_lado_de_la_f(tmp_path: Path) -> None:
    def generos(*letras: str) -> bytes:
        return en_csv([["Género", "Municipio"], *[[x, "Tame"] for x in letras for _ in range(6)]])

    assert cuadros_de(contar(tmp_path, generos("H", "M")))["genero"] == {"Hombre": 6, "Mujer": 6}
    assert cuadros_de(contar(tmp_path, generos("F", "M")))["genero"] == {"Hombre": 6, "Mujer": 6}
    assert (
        rechazo(tmp_path, generos("M"))
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
    filas = [[*f, "mujeres jovenes", "1", "1", "F" if i % 2 else "M", "1"] for i, f in enumerate(gente_de())]
    registro = contar(
        tmp_path, en_csv([titulos, *filas]), conocidos={"grupo_poblacional": ("Mujeres", "Jóvenes")}
    )
    assert registro.faltan == ("tipo_de_organizacion",)
    cuadros = cuadros_de(registro)
    assert cuadros["grupo_poblacional"] == {"Jóvenes": 20, "Mujeres": 20}
    assert (cuadros["genero"], cuadros["mesa"]) == ({"Hombre": 10, "Mujer": 10}, {"1": 20})
    assert "columnas que no se usan: E y F" in registro.dichos


@pytest.mark.parametrize("titulo", ["C.C.", "CC", "No. de C.C.", "C. C. No.", "Número de CC", "Nro. de C.C."])
def test_la_cedula_por_sus_letras(titulo: str, tmp_path: Path) -> None:
    """Sin reconocerla no se buscaban repetidas: cuarenta filas de veinte personas eran cuarenta."""
    filas = [[*f, "Indígena"] for f in gente_de()]
    datos = en_csv([["Nombre", titulo, "Municipio", "Grupo étnico"], *filas, *filas])
    registro = contar(tmp_path, datos, conocidos={"grupo_poblacional": ("Indígena",)})
    assert (registro.total, registro.repetidas) == (20, 20)
    assert cuadros_de(registro)["grupo_poblacional"] == {"Indígena": 20}


@pytest.mark.parametrize(
    "titulo", ["Tipo de documento (C.C., T.I., C.E.)", "C.C. El Tesoro", "Lugar de expedición C.C."]
)
def test_no_toda_columna_que_dice_cc_es_la_cedula(titulo: str, tmp_path: Path) -> None:
    filas = [[f[0], "CC", f[2]] for f in gente_de()]
    registro = contar(tmp_path, en_csv([["Nombre", titulo, "Municipio"], *filas, *filas]))
    assert (registro.total, registro.repetidas) == (40, 0)


def test_dos_columnas_que_pueden_ser_se_preguntan(tmp_path: Path) -> None:
    filas = [[*f, "Tame"] for f in gente_de()]
    datos = en_csv([[*TITULOS, "Municipio"], *filas])
    assert rechazo(tmp_path, datos) == "1: 2 columnas pueden ser «municipio»: C y D"
    registro = contar(tmp_path, datos, pedido=Indicaciones(columnas={"municipio": "d"}))
    assert cuadros_de(registro)["municipio"] == {"Tame": 20}


def test_una_columna_que_se_llama_asi_y_no_trae_eso_no_se_toma(tmp_path: Path) -> None:
    filas = [[f[0], f[1], f"300123{i:04}", "F"] for i, f in enumerate(gente_de())]
    datos = en_csv([[*TITULOS, "Sexo"], *filas])
    registro = contar(tmp_path, datos)
    assert list(cuadros_de(registro)) == ["genero"]
    assert "municipio: no se tomó C, que se llama así y no trae eso; si lo es: --columna municipio=C" in (
        registro.dichos
    )
    solo = en_csv([TITULOS, *[f[:3] for f in filas]])
    assert rechazo(tmp_path, solo) == "1: hay columna para municipio, pero lo que trae no lo parece"


@pytest.mark.parametrize("pedida", ["Z", "Ciudad natal"])
def test_una_columna_que_no_esta(pedida: str, tmp_path: Path) -> None:
    columnas: dict[PapelDeColumna, str] = {"municipio": pedida}
    assert rechazo(tmp_path, en_csv([TITULOS, *gente_de()]), pedido=Indicaciones(columnas=columnas)) == (
        "1: no hay una sola columna que se llame como pide --columna municipio"
    )


def test_un_nombre_en_el_municipio_no_se_publica(tmp_path: Path) -> None:
    """Aunque lo repitan muchos: nadie vive en una persona."""
    filas = gente_de(20)
    filas += [["Innombrada Perpetua Rita", str(20_000_000 + i), "Perpetua Innombrada"] for i in range(8)]
    registro = contar(tmp_path, en_csv([TITULOS, *filas]))
    assert "Perpetua" not in str(registro)
    assert "Otras respuestas" in cuadros_de(registro)["municipio"]
    assert (
        "municipio: 8 respuestas parecen el nombre de alguien (filas 22-29): va en «Otras respuestas»; si no "
        "lo es, --respuesta municipio=TEXTO"
    ) in registro.dichos
    pedido = Indicaciones(respuestas={"municipio": ("Perpetua Innombrada",)})
    assert (
        cuadros_de(contar(tmp_path, en_csv([TITULOS, *filas]), pedido=pedido))["municipio"][
            "Perpetua Innombrada"
        ]
        == 8
    )


@pytest.mark.parametrize("nombre", ["María Fernanda Rojas", "Don Jairo", "CARLOS ANDRÉS PÉREZ"])
def test_ni_el_de_quien_no_esta_en_otra_columna(nombre: str, tmp_path: Path) -> None:
    filas = [["Municipio", "Tipo de organización"]]
    filas += [[m, "Asociación"] for m in MUNICIPIOS for _ in range(6)] + [[nombre, nombre]] * 9
    registro = contar(tmp_path, en_csv(filas))
    for cuadro in cuadros_de(registro).values():
        assert nombre not in cuadro
        assert cuadro["Otras respuestas"] == 9
    assert sum("el nombre de alguien (filas 32-40)" in d for d in registro.dichos) == 2


def test_un_nombre_que_ninguna_lista_conoce_se_reconoce_por_el_mismo_registro(tmp_path: Path) -> None:
    """Sin opciones conocidas, lo único que lo delata es que esa persona está en la columna de nombres."""
    filas = [["Nombre", "Documento", "Tipo de organización"]]
    filas += [[f"Persona {letra(i)}", str(10_000_000 + i), "Asociación"] for i in range(20)]
    filas += [["Tuquerres Chasoy Wayna", str(20_000_000 + i), "Wayna Tuquerres"] for i in range(6)]
    registro = contar(tmp_path, en_csv(filas))
    assert cuadros_de(registro)["tipo_de_organizacion"] == {"Asociación": 20, "Otras respuestas": 6}
    assert "Wayna" not in str(registro)


def test_los_municipios_no_parecen_personas(tmp_path: Path) -> None:
    """Los de Arauca y otros de la región, con sus santos y sus próceres."""
    suyos = [
        *("Arauca", "Arauquita", "Cravo Norte", "Fortul", "Puerto Rondón", "Saravena", "Tame", "Cubará"),
        *("Paz de Ariporo", "Hato Corozal", "Yopal", "San José del Guaviare", "Puerto Carreño"),
        *("La Primavera", "Santa Rosalía", "Villa de Leyva", "San Luis de Palenque", "Fuente de Oro"),
        *("El Carmen de Bolívar", "Santa Marta", "Villa del Rosario", "San Andrés de Tumaco"),
    ]
    registro = contar(tmp_path, en_csv([["Municipio"], *[[m] for m in suyos for _ in range(5)]]))
    assert cuadros_de(registro)["municipio"] == dict.fromkeys(suyos, 5)


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
    gente = [[*f, "Sí"] for f in gente_de(10)]
    todas = [[*TITULOS, "Asistió"], *gente, *[list(f) for f in filas]]
    registro = contar(carpeta, en_csv(todas))
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


def test_las_que_no_son_una_opcion_conocida_dicen_de_donde_salen_las_que_si(tmp_path: Path) -> None:
    filas = [
        ["Género", "Grupo poblacional"],
        *[["Mujer", "Indígena"]] * 9,
        *[["Reptil", "Ninguno de esos"]] * 6,
    ]
    dichos = contar(tmp_path, en_csv(filas), conocidos={"grupo_poblacional": ("Indígena",)}).dichos
    assert [d for d in dichos if "opción conocida" in d] == [
        "grupo poblacional: 6 respuestas no son una opción conocida (filas 11-16): las conocidas son las de "
        "«poblacion», en evento.yml; va en «Otras respuestas»; si lo es, --respuesta grupo_poblacional=TEXTO",
        "género: 6 respuestas no son una opción conocida (filas 11-16): las conocidas son Mujer, Hombre, No "
        "binario, Mujer trans, Hombre trans, Otro, Prefiere no decir; va en «Otras respuestas»; si lo es, "
        "--respuesta genero=TEXTO",
    ]
