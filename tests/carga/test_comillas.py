"""Las comillas de un procesador de palabras no son las de YAML: se dice, y nunca se adivina."""

from pathlib import Path

import pytest
from fabrica import ID, escribir_proyecto

from generador.carga.cargar import cargar
from generador.carga.comillas import CURVAS, comillas, rodeado
from generador.carga.lectura.lector import leer_bytes
from generador.errores import ErrorDeDatos
from generador.modelo.datos.evento import Evento


@pytest.mark.parametrize("texto", ["“Casa de la Cultura”", "«Arauca»", "‘x’", "„x“", '“x"', "´x´", "”x”"])
def test_un_valor_rodeado(texto: str) -> None:
    assert rodeado(texto)


@pytest.mark.parametrize(
    "texto", ["“Uno” y “dos”", "«Casa» de todos", "la “minga”", "", "“”", "“", "Casa", "'x'", "“a“ y ”b”"]
)
def test_lo_que_no_esta_rodeado(texto: str) -> None:
    assert not rodeado(texto)


def _dichas(titular: str) -> list[tuple[int, int, str]]:
    fuente = leer_bytes(f"nombre: Una\ntitular: {titular}\n".encode(), "x.yml")
    return [(h.lugar.linea, h.lugar.columna, h.gravedad) for h in comillas(fuente, Evento)]


@pytest.mark.parametrize("abre", CURVAS)
def test_cada_comilla_que_no_es_de_yaml_se_dice(abre: str) -> None:
    assert _dichas(f"{abre}Casa de la Cultura{abre}") == [(2, 10, "advertencia")]


@pytest.mark.parametrize("titular", ["'“Minga”'", '"“Minga”"', "|\n  “Minga”", "“Uno” y “dos”"])
def test_las_que_alguien_quiso_ahi_no(titular: str) -> None:
    assert _dichas(titular) == []


def test_lo_dice_al_leer_y_en_las_listas(tmp_path: Path) -> None:
    raiz = escribir_proyecto(tmp_path, evento={"poblacion": ["PUESTO"]})
    archivo = raiz / "datos" / ID / "evento.yml"
    archivo.write_text(archivo.read_text("utf-8").replace("PUESTO", "“Mujeres del campo”"), "utf-8")
    assert [(h.lugar.ruta, h.mensaje, h.ayuda) for h in cargar(raiz).hallazgos] == [
        (
            "poblacion[1]",
            "se publica con sus comillas, “ y ”: YAML solo quita las rectas",
            "bórrelas; si son del texto, encierre todo entre comillas rectas sencillas: '“así”'",
        )
    ]


@pytest.mark.parametrize(
    ("clave", "valor"), [("fecha", "“2023-11-18”"), ("estado", "“convocada”"), ("alcance", "«100»")]
)
def test_en_un_dato_con_forma_propia_el_remedio_es_borrarlas(tmp_path: Path, clave: str, valor: str) -> None:
    raiz = escribir_proyecto(tmp_path, evento={clave: "PUESTO"})
    archivo = raiz / "datos" / ID / "evento.yml"
    archivo.write_text(archivo.read_text("utf-8").replace("PUESTO", valor), "utf-8")
    assert [(h.lugar.ruta, h.ayuda) for h in cargar(raiz).hallazgos] == [
        (clave, f"borre las comillas {valor[0]} y {valor[-1]}: no son las de YAML")
    ]


def test_la_que_abre_recta_y_cierra_curva() -> None:
    texto = 'nombre: Una\ntitular: "Casa de la Cultura”\ncodigo: PRU23\n'
    with pytest.raises(ErrorDeDatos) as fallo:
        leer_bytes(texto.encode(), "x.yml")
    (h,) = fallo.value.hallazgos
    assert (h.mensaje, h.ayuda, h.lugar.linea, h.lugar.columna) == (
        "abre con comilla recta y cierra con «”», que para YAML es una letra más",
        'cambie «”» por "',
        2,
        29,
    )
