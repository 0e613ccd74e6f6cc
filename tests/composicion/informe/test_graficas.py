"""Las gráficas dicen lo mismo que su tabla, miden lo que dicen y no montan una letra sobre otra."""

import re
import xml.etree.ElementTree as ET
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generador.composicion.comun.medida import Medidor
from generador.composicion.informe.graficas import (
    Apilada,
    Barra,
    BarraDeTiempo,
    Grafica,
    Medio,
    apiladas,
    barras,
    en_papel,
    en_web,
    linea_de_tiempo,
    repartir,
)

FUENTES = Path(__file__).parents[3] / "plantillas" / "tema" / "fuentes"
MEDIDOR = Medidor(FUENTES)
WEB, PAPEL = en_web(MEDIDOR), en_papel(MEDIDOR)
SVG = "{http://www.w3.org/2000/svg}"
MEDIOS = pytest.mark.parametrize("medio", [WEB, PAPEL], ids=["web", "papel"])
SERIES = (("recogidos", "llena"), ("fusionados", "rayas"), ("por fuera", "vacia"))
LARGO = "Trabajadores y trabajadoras de la economía popular de los municipios más apartados, y otras"


def _arbol(grafica: Grafica) -> ET.Element:
    return ET.fromstring(str(grafica.svg))


def _cajas(grafica: Grafica) -> list[tuple[float, float, float, float, str]]:
    """Equis, ye, ancho con su borde, alto y relleno de cada barra."""
    salida = []
    for r in _arbol(grafica).iter("rect"):
        x, y, ancho, alto = (float(r.get(k, "0")) for k in ("x", "y", "width", "height"))
        linea = float(r.get("stroke-width", "0"))
        salida.append((x - linea / 2, y - linea / 2, ancho + linea, alto + linea, r.get("fill", "")))
    return salida


def _textos(grafica: Grafica, medio: Medio) -> list[tuple[float, float, float, str]]:
    """Izquierda, derecha, línea de base y letras de cada texto."""
    salida = []
    for t in _arbol(grafica).iter("text"):
        letras = t.text or ""
        letra = "negrita" if t.get("font-weight") else "texto"
        largo, x = medio.ancho_de(letras, letra), float(t.get("x", "0"))
        izquierda = x - largo if t.get("text-anchor") == "end" else x
        salida.append((izquierda, izquierda + largo, float(t.get("y", "0")), letras))
    return salida


def _sin_montarse(grafica: Grafica, medio: Medio) -> None:
    textos = _textos(grafica, medio)
    alto = float(_arbol(grafica).get("viewBox", "").split()[3])
    for izquierda, derecha, base, letras in textos:
        assert izquierda >= -0.01, letras
        assert derecha <= medio.ancho + 0.01, letras
        assert medio.cuerpo * 0.7 <= base <= alto, letras
        for otra_izquierda, otra_derecha, otra_base, otras in textos:
            if otras is not letras and abs(base - otra_base) < 0.9 * medio.cuerpo:
                assert derecha <= otra_izquierda + 0.01 or otra_derecha <= izquierda + 0.01, (letras, otras)
        for x, y, ancho, alto_caja, _ in _cajas(grafica):
            libre = base <= y + 0.01 or base - 0.72 * medio.cuerpo >= y + alto_caja - 0.01
            assert libre or derecha <= x or x + ancho <= izquierda, letras
    for x, y, ancho, alto_caja, _ in _cajas(grafica):
        assert x >= -0.01
        assert x + ancho <= medio.ancho + 0.02
        assert y + alto_caja <= alto


def test_el_rotulo_se_parte_por_lo_que_mide_y_no_por_sus_letras() -> None:
    """Vista fallar con una tabla de anchos por grupo de letras: partía donde sobraba y donde no."""
    angosto, ancho = "ilili " * 9, "MWMWM " * 9
    for medio in (WEB, PAPEL):
        alto = {x: float(_arbol(_una(x, medio)).get("viewBox", "").split()[3]) for x in (angosto, ancho)}
        assert alto[ancho] > alto[angosto]
        # Las letras de otras lenguas también se miden: antes, todas como la más ancha.
        assert medio.ancho_de("\u1e3d") < medio.ancho_de("W")
        for linea in medio.renglones(ancho, 100):
            assert medio.ancho_de(linea) <= 100


@given(st.text(alphabet="aMi ñ.·W-", max_size=80), st.floats(20, 200))
def test_los_renglones_caben_y_no_pierden_letras(texto: str, cabe: float) -> None:
    lineas = PAPEL.renglones(texto, cabe)
    assert "".join("".join(lineas).split()) == "".join(texto.split())
    assert all(PAPEL.ancho_de(x) <= cabe + 0.01 or len(x) == 1 for x in lineas)


def _una(rotulo: str, medio: Medio) -> Grafica:
    return barras("g", "Mesa", ("Mesa", "Personas"), [Barra(rotulo.strip(), 2, "2")], medio)


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=6), st.floats(1, 500))
def test_los_anchos_suman_la_barra(partes: list[int], ancho: float) -> None:
    anchos = repartir(partes, ancho)
    assert abs(sum(anchos) - (ancho if sum(partes) else 0)) < 1e-6
    assert all((n == 0) == (a < 1e-9) for n, a in zip(partes, anchos, strict=True)) or not sum(partes)


@MEDIOS
def test_barras(medio: Medio) -> None:
    datos = [Barra("Arauca", 200, "200"), Barra("Tame", 100, "100"), Barra("Fortul", None, "menos de 5")]
    grafica = barras("g", "Municipio", ("Municipio", "Personas"), [*datos, Barra("Cravo", 0, "0")], medio)
    assert grafica.columnas == ("Municipio", "Personas")
    assert grafica.filas == (("Arauca", "200"), ("Tame", "100"), ("Fortul", "menos de 5"), ("Cravo", "0"))
    cajas = _cajas(grafica)
    assert [round(c[2], 1) for c in cajas] == [medio.ancho, medio.ancho / 2, 2 * medio.cuerpo]
    assert [c[4] for c in cajas] == [medio.tinta, medio.tinta, "none"]
    _sin_montarse(grafica, medio)
    arbol = _arbol(grafica)
    assert [e.tag for e in arbol][:2] == ["title", "desc"]
    assert arbol[1].text == "Arauca: 200; Tame: 100; Fortul: menos de 5; Cravo: 0."
    assert "script" not in str(grafica.svg)


@MEDIOS
def test_un_oculto_no_deja_ver_cuantos(medio: Medio) -> None:
    """Mide igual sea cual sea la escala de los demás."""
    anchos = {
        _cajas(barras("g", "t", ("r", "c"), [Barra("a", n, str(n)), Barra("b", None, "oculto")], medio))[1][2]
        for n in (5, 50, 5000)
    }
    assert len(anchos) == 1


@MEDIOS
def test_apiladas(medio: Medio) -> None:
    datos = [Apilada("Mesa 1", (3, 1, 0)), Apilada("Mesa 2", (0, 0, 0)), Apilada(LARGO, (1, 2, 5))]
    grafica = apiladas("g", "Por mesa", "Mesa", SERIES, datos, medio)
    assert grafica.columnas == ("Mesa", "Recogidos", "Fusionados", "Por fuera", "Total")
    assert grafica.filas[0] == ("Mesa 1", "3", "1", "0", "4")
    barra = [c for c in _cajas(grafica) if c[0] or c[2] > medio.cuerpo]
    ultima = max(c[1] for c in barra)
    suyas = sorted(c for c in barra if c[1] == ultima)
    assert round(sum(c[2] for c in suyas), 1) == medio.ancho
    assert all(abs(a[0] + a[2] - b[0]) < 0.02 for a, b in pairwise(suyas))
    assert len({c[4] for c in suyas}) == 3
    _sin_montarse(grafica, medio)
    referidas = set(re.findall(r"url\(#([^)]+)\)", str(grafica.svg)))
    assert referidas == {p.get("id") for p in _arbol(grafica).iter("pattern")}


def test_apiladas_disparejas() -> None:
    with pytest.raises(ValueError, match="cada renglón lleva 3 partes"):
        apiladas("g", "t", "r", SERIES, [Apilada("x", (1,))], WEB)
    with pytest.raises(ValueError, match="cada serie su trama"):
        apiladas("g", "t", "r", (("a", "llena"), ("b", "llena")), [], WEB)


@MEDIOS
def test_linea_de_tiempo(medio: Medio) -> None:
    tramos = [
        BarraDeTiempo("Registro", (450, 480), (455, 500), ("7:30 a 8:00", "7:35 a 8:20")),
        BarraDeTiempo(LARGO, (480, 990), None, ("8:00 a 4:30", "sin registro de ejecución")),
    ]
    marcas = [(h * 60, f"{h}:00 a. m.") for h in range(7, 18)]
    grafica = linea_de_tiempo("g", "Programa", "Momento", tramos, marcas, medio)
    assert grafica.filas[1] == (LARGO, "8:00 a 4:30", "sin registro de ejecución")
    _, _, plan, hecho, otro = _cajas(grafica)
    escala = medio.ancho / 600
    assert (round(plan[2], 1), round(hecho[2], 1)) == (round(30 * escala, 1), round(45 * escala, 1))
    assert (round(plan[0], 1), round(hecho[0], 1)) == (round(30 * escala, 1), round(35 * escala, 1))
    assert round(otro[2], 1) == round(510 * escala, 1)
    _sin_montarse(grafica, medio)


@MEDIOS
@pytest.mark.parametrize(
    "rotulo", ["a", LARGO, "W" * 160, LARGO * 3, "<b>&\"'`{x}` **y** _z_", "Ñandú ½ 漢字"]
)
@pytest.mark.parametrize("valor", [0, 1, 999_999_999, None])
def test_rotulos_y_valores_extremos(rotulo: str, valor: int | None, medio: Medio) -> None:
    texto = "menos de 5" if valor is None else f"{valor:,}".replace(",", ".")
    grafica = barras("g", rotulo, ("r", "Personas"), [Barra(rotulo, valor, texto), Barra("b", 3, "3")], medio)
    _sin_montarse(grafica, medio)
    assert grafica.filas[0] == (rotulo, texto)


@MEDIOS
def test_sin_datos(medio: Medio) -> None:
    for grafica in (
        barras("g", "t", ("r", "c"), [], medio),
        apiladas("g", "t", "r", SERIES, [], medio),
        linea_de_tiempo("g", "t", "r", [], [], medio),
        barras("g", "t", ("r", "c"), [Barra("a", 0, "0")], medio),
    ):
        _sin_montarse(grafica, medio)
        assert "nan" not in str(grafica.svg)
