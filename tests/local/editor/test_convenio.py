"""Agregar un convenio respondiendo preguntas: queda un archivo en regla, o se dice qué corregir."""

from __future__ import annotations

import html
from pathlib import Path

import pytest
from local.cliente import Formulario, Navegador

from generador.carga.cargar import cargar, releer
from generador.local.editor.marco import HECHOS
from generador.modelo.datos.convenio import Convenio

BUENAS = {
    "numero": "0118",
    "anio": "2026",
    "titulo": "Convenio de asociación No. 118: «voces»",
    "entidades": "el Servicio Nacional de Aprendizaje\n"
    'la Gobernación de Vichada – Secretaría: "Ñ"\nLa Previsora',
    "informe_para": "la Gobernación de Vichada",
}
NOMBRE = "convenios/0118-2026.yml"


def test_de_las_preguntas_al_credito(navegador: Navegador, copia: Path) -> None:
    """Lo escrito llega entero, con su artículo aparte; queda en el editor y al empezar una asamblea."""
    assert 'href="/convenio"' in navegador.ver("/nueva").texto
    assert 'href="/convenio"' in navegador.ver("/carpeta/").texto
    hecho = navegador.usar(navegador.formulario("/convenio"), "agregar", BUENAS)
    assert HECHOS["convenio"] in html.unescape(hecho.texto)
    hay, _ = releer((copia / "datos" / NOMBRE).read_bytes(), NOMBRE, Convenio)
    assert (hay.titulo, hay.informe_para) == (BUENAS["titulo"], BUENAS["informe_para"])
    assert hay.credito == (
        "Esta actividad se realiza en el marco del Convenio número 0118 de 2026, suscrito entre el Servicio "
        'Nacional de Aprendizaje, la Gobernación de Vichada – Secretaría: "Ñ" y La Previsora'
    )
    assert [e.articulo for e in hay.entidades] == ["el", "la", "ninguno"]
    assert NOMBRE in navegador.ver("/carpeta/").texto
    assert '<option value="0118-2026"' in navegador.ver("/nueva").texto
    assert [h for h in cargar(copia).hallazgos if h.gravedad == "error"] == []


@pytest.mark.parametrize(
    ("malas", "donde", "dice"),
    [
        ({"numero": ""}, "numero", "falta responder esta pregunta"),
        ({"numero": "No. 118"}, "numero", "«No. 118»"),
        ({"numero": "../../x"}, "numero", "«../../x»"),
        ({"anio": "26"}, "anio", "debe ser un número de 1990 a 2999, en cifras"),
        ({"anio": ""}, "anio", "falta responder esta pregunta"),
        ({"titulo": "x" * 161}, "titulo", "tiene 161 caracteres y caben 160"),
        ({"entidades": ""}, "entidades", "falta responder esta pregunta"),
        (
            {"entidades": "la Unidad Solidaria"},
            "entidades",
            "el crédito dice «suscrito entre…» y hay 1 de al menos 2 entidades",
        ),
        ({"entidades": f"la A\nel {'x' * 161}"}, "entidades", "tiene 161 caracteres y caben 160"),
        ({"numero": "002", "anio": "2023"}, "numero", "datos/convenios/002-2023.yml ya existe"),
    ],
)
def test_lo_que_no_sirve_se_dice_en_su_pregunta(
    navegador: Navegador, copia: Path, malas: dict[str, str], donde: str, dice: str
) -> None:
    """Lo respondido sigue en su casilla, y no se escribe nada."""
    antes = {p: p.read_bytes() for p in (copia / "datos").rglob("*.yml")}
    hecho = navegador.usar(navegador.formulario("/convenio"), "agregar", {**BUENAS, **malas})
    assert hecho.codigo == 422
    junto = html.unescape(hecho.texto.partition(f'id="{donde}-dicho"')[2].partition("</div>")[0])
    assert dice in junto
    campos = Formulario(hecho.texto).campos
    assert {n: campos[n] for n in BUENAS} == {**BUENAS, **malas}
    assert {p: p.read_bytes() for p in (copia / "datos").rglob("*.yml")} == antes


def test_todo_lo_que_falta_se_dice_de_una_vez(navegador: Navegador) -> None:
    hecho = navegador.usar(navegador.formulario("/convenio"), "agregar", {})
    assert "4 errores por corregir" in html.unescape(hecho.texto)
