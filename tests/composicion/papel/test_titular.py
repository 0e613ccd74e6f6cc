"""El cuerpo de un titular lo decide lo que mide con su letra, y es el de la hoja de estilos."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generador.composicion.comun.medida import Medidor
from generador.composicion.papel.titular import CORRIENTE, ESCALAS, Escala
from generador.unidades import MM_POR_PUNTO

PLANTILLAS = Path(__file__).parents[3] / "plantillas"
MEDIDOR = Medidor(PLANTILLAS / "tema" / "fuentes")
TODAS = {"corriente": CORRIENTE, **ESCALAS}
CARTA = 216.0
HOJAS = dict.fromkeys(("plegable", "programa-plegado"), "plegable.css")
LARGOS = (
    "Economía solidaria, popular, comunitaria y campesina para la construcción de los territorios de paz",
    "Autoridades Sikuani, Hitnü, Betoye, Makaguán y U'wa: ʉ ɨ ŋ ẽ ĩ, y guardia cimarrona del piedemonte",
    "Unidad Administrativa Especial de Organizaciones Solidarias y UNAD, Universidad Nacional Abierta",
    "Agua",
    "Interinstitucionalidad desburocratizadora",
)


def _hoja(id_: str) -> float:
    return 279.0 if id_ in HOJAS else CARTA


@pytest.mark.parametrize("id_", TODAS)
def test_letras_angostas_y_anchas_del_mismo_largo_no_van_en_la_misma_talla(id_: str) -> None:
    """Vista fallar contando caracteres: las dos salían iguales, y la ancha se partía por dentro."""
    escala = TODAS[id_]
    angosta, ancha = "illi " * 18, "MWMW " * 18
    assert len(angosta) == len(ancha)
    de_angosta, de_ancha = (escala.talla(MEDIDOR, t.strip(), _hoja(id_)) for t in (angosta, ancha))
    assert de_angosta.cuerpo > de_ancha.cuerpo


@pytest.mark.parametrize("texto", LARGOS)
@pytest.mark.parametrize("id_", TODAS)
def test_cabe_en_sus_renglones_y_ninguna_mayor_sirve(id_: str, texto: str) -> None:
    escala = TODAS[id_]
    talla = escala.talla(MEDIDOR, texto, _hoja(id_))
    cabe = [_cabe(escala, t.cuerpo, t.renglones, texto, _hoja(id_)) for t in escala.tallas]
    puesto = escala.tallas.index(talla)
    assert not any(cabe[:puesto])
    assert cabe[puesto] or puesto == len(cabe) - 1


def _cabe(escala: Escala, cuerpo: float, renglones: int, texto: str, hoja: float) -> bool:
    ancho = escala.ancho(hoja) / (cuerpo * MM_POR_PUNTO)
    sueltas = all(MEDIDOR.ancho(p, "titular", escala.apretada) <= ancho for p in texto.split())
    return sueltas and len(MEDIDOR.partir(texto, "titular", ancho, escala.apretada)) <= renglones


@pytest.mark.parametrize("id_", TODAS)
def test_los_cuerpos_son_los_de_la_hoja_de_estilos(id_: str) -> None:
    """Una talla cuyo cuerpo cambie en la hoja se mediría mal."""
    css = (PLANTILLAS / "estilos" / HOJAS.get(id_, "papel.css")).read_text("utf-8")
    donde = {"agenda": r"\.portada \.", "corriente": r"(?<![\w.] )\."}.get(id_, rf"\.{id_} h1\.")
    for talla in TODAS[id_].tallas:
        halladas = _cuerpos(css, rf"{donde}talla-{talla.nombre}")
        if not halladas and id_.startswith("agenda-en-"):
            halladas = _cuerpos(css, rf"\.{id_} h1")
        assert (halladas or _cuerpos(css, rf"(?:^|\}} )\.talla-{talla.nombre}"))[0] == talla.cuerpo, talla


def _cuerpos(css: str, selector: str) -> list[float]:
    return [
        float(puntos)
        for reglas in re.findall(rf"{selector}(?:, [^{{]*)? \{{ ([^}}]*)\}}", css, re.M)
        for puntos in re.findall(r"font-size: ([\d.]+)pt", reglas)
    ]
