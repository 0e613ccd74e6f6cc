"""Empezar una asamblea respondiendo preguntas: o queda entera, o se dice qué corregir y nada se escribe."""

from __future__ import annotations

import html
from pathlib import Path

import pytest
from local.cliente import Formulario, Navegador

from generador.construccion.datos.examen import examinar
from generador.local.editor.marco import HECHOS
from generador.local.editor.preguntas import preguntas

BUENAS = {
    "titular": "Economía del piedemonte: «la de aquí»",
    "territorio": "Tame",
    "carpeta": "tame-2024",
    "fecha": "2024-05-11\n2024-05-12",
    "alcance": "180",
    "mesas": "7",
}


def _carpetas(copia: Path) -> list[str]:
    return sorted(p.name for p in (copia / "datos").iterdir())


def test_de_la_portada_a_una_asamblea_que_se_puede_leer(navegador: Navegador, copia: Path) -> None:
    assert 'href="/nueva"' in navegador.ver("/").texto
    formulario = navegador.formulario("/nueva")
    assert formulario.campos["convenio"] == "002-2023"
    hecho = navegador.usar(formulario, "crear", BUENAS)
    assert HECHOS["creada"] in html.unescape(hecho.texto)
    assert 'href="/archivo/tame-2024/mesas.yml"' in hecho.texto
    examen = examinar(copia)
    (nueva,) = (e.asamblea for e in examen.carga.expedientes if e.asamblea.id == "tame-2024")
    assert (nueva.evento.titular, nueva.evento.alcance, len(nueva.mesas.mesas)) == (BUENAS["titular"], 180, 7)
    assert [str(d) for d in nueva.evento.dias] == ["2024-05-11", "2024-05-12"]
    assert [h for h in examen.de("tame-2024") if h.gravedad == "error"] == []


def test_lo_que_no_se_pregunta_bien_se_dice_en_su_pregunta(navegador: Navegador, copia: Path) -> None:
    antes = _carpetas(copia)
    for malas, donde, dice in (
        ({"alcance": "muchas"}, "alcance", "debe ser un número de 1 a 100000, en cifras"),
        (
            {"alcance": "1.200"},
            "alcance",
            "debe ser un número de 1 a 100000, en cifras; escriba solo cifras, sin puntos: 1200",
        ),
        ({"mesas": "100"}, "mesas", "debe ser un número de 1 a 99, en cifras"),
        ({"mesas": ""}, "mesas", "falta responder esta pregunta"),
        ({"mesas": "٣"}, "mesas", "debe ser un número de 1 a 99, en cifras"),
        ({"convenio": "otro"}, "convenio", "escoja uno de la lista; si el suyo no está, agréguelo primero"),
        ({"titular": "x" * 161}, "titular", "tiene 161 caracteres y caben 160"),
        ({"fecha": "mañana"}, "fecha", "mañana"),
        ({"fecha": ""}, "fecha", "falta responder esta pregunta"),
    ):
        hecho = navegador.usar(navegador.formulario("/nueva"), "crear", {**BUENAS, **malas})
        assert hecho.codigo == 422, malas
        junto = html.unescape(hecho.texto.partition(f'id="{donde}-dicho"')[2].partition("</div>")[0])
        assert junto, malas
        assert dice in junto
        campos = Formulario(hecho.texto).campos
        assert {n: campos[n] for n in BUENAS} == {**BUENAS, **{n: v for n, v in malas.items() if n in BUENAS}}
        assert _carpetas(copia) == antes


def test_todo_lo_que_falta_se_dice_de_una_vez(navegador: Navegador) -> None:
    en_blanco = navegador.formulario("/nueva")
    hecho = navegador.usar(en_blanco, "crear", {"mesas": ""})
    assert "5 errores por corregir" in html.unescape(hecho.texto)
    for falta in ("titular", "territorio", "carpeta", "fecha", "mesas"):
        assert f'id="{falta}-dicho"' in hecho.texto


def test_lo_que_esta_mal_escrito_tambien(navegador: Navegador, copia: Path) -> None:
    antes = _carpetas(copia)
    malas = {
        "titular": "x" * 161,
        "territorio": "",
        "carpeta": "Tame 2024",
        "fecha": "2024-05-11\n2024-05-11",
        "alcance": "1.200",
        "mesas": "0",
    }
    texto = navegador.usar(navegador.formulario("/nueva"), "crear", malas).texto
    assert "6 errores por corregir" in html.unescape(texto)
    junto = {d: html.unescape(texto.partition(f'id="{d}-dicho"')[2].partition("</div>")[0]) for d in malas}
    for donde, dice in {
        "titular": "tiene 161 caracteres y caben 160",
        "territorio": "falta responder esta pregunta",
        "carpeta": "por ejemplo, tame-2024",
        "fecha": "una fecha está dos veces",
        "alcance": "sin puntos: 1200",
        "mesas": "debe ser un número de 1 a 99, en cifras",
    }.items():
        assert dice in junto[donde]
    assert _carpetas(copia) == antes


@pytest.mark.parametrize(
    "carpeta", ["arauca-2023", "convenios", "con", "../fuera", "/etc", "Tame 2024", "", "x" * 61]
)
def test_una_carpeta_que_no_puede_ser(navegador: Navegador, copia: Path, carpeta: str) -> None:
    antes = _carpetas(copia)
    hecho = navegador.usar(navegador.formulario("/nueva"), "crear", {**BUENAS, "carpeta": carpeta})
    assert hecho.codigo == 422
    assert "No se guardó. Lo que usted escribió sigue aquí." in html.unescape(hecho.texto)
    assert "1 error por corregir" in html.unescape(hecho.texto)
    assert (_carpetas(copia), sorted(p.name for p in copia.iterdir())) == (antes, ["datos", "plantillas"])


def test_con_varios_convenios_hay_que_escoger(navegador: Navegador, copia: Path) -> None:
    convenios = copia / "datos" / "convenios"
    (convenios / "003-2024.yml").write_bytes((convenios / "002-2023.yml").read_bytes())
    formulario = navegador.formulario("/nueva")
    assert formulario.campos["convenio"] == ""
    assert navegador.usar(formulario, "crear", BUENAS).codigo == 422
    assert navegador.usar(formulario, "crear", {**BUENAS, "convenio": "003-2024"}).codigo == 200
    convenio = navegador.formulario("/archivo/tame-2024/evento.yml").campos["convenio"]
    assert convenio == "003-2024"


def test_los_topes_son_los_del_campo_en_que_queda(copia: Path) -> None:
    topes = {c.nombre: (c.largo, c.minimo, c.maximo) for c in preguntas(copia)}
    assert topes["titular"] == (160, None, None)
    assert (topes["alcance"], topes["mesas"]) == ((None, 1, 100_000), (None, 1, 99))
