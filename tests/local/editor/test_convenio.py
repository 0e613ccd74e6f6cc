"""Agregar un convenio respondiendo preguntas: queda un archivo en regla, o se dice qué corregir."""

from __future__ import annotations

import html
from pathlib import Path

import pytest
from local.cliente import Formulario, Navegador, Recibido

from generador.carga.cargar import cargar, releer
from generador.construccion.datos.examen import examinar
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
        ({"numero": "002", "anio": "2023"}, "numero", "ya está el Convenio número 002 de 2023"),
        ({"numero": "0002", "anio": "2023"}, "numero", "ya está el Convenio número 002 de 2023"),
        ({"numero": "000"}, "numero", "ningún convenio lleva el número cero"),
        ({"numero": "٤٥"}, "numero", "«٤٥»"),
        ({"numero": "123456"}, "numero", "«123456»"),
        ({"entidades": "la\nel Fondo"}, "entidades", "«la» es un artículo: falta el nombre de la entidad"),
        ({"entidades": "la G\nla G"}, "entidades", "hay una entidad dos veces"),
        ({"entidades": "la G 🌱\nel Fondo"}, "entidades", "la letra del proyecto no tiene «🌱»"),
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


def _quitar(navegador: Navegador, visto: Formulario) -> Recibido:
    return navegador.enviar(visto.accion, visto.campos)


def test_el_que_sobra_se_quita_y_el_que_se_usa_no(navegador: Navegador, copia: Path) -> None:
    """Queda copia de lo que se quitó; si cambió entretanto, no se toca."""
    navegador.usar(navegador.formulario("/convenio"), "agregar", BUENAS)
    suyo, ruta = f"/archivo/{NOMBRE}", copia / "datos" / NOMBRE
    visto = Formulario(navegador.ver(suyo).texto, "quitar")
    ruta.write_bytes(ruta.read_bytes() + b"# otra mano\n")
    assert "cambió mientras tanto" in html.unescape(_quitar(navegador, visto).texto)
    assert ruta.is_file()
    antes = ruta.read_bytes()
    hecho = _quitar(navegador, Formulario(navegador.ver(suyo).texto, "quitar"))
    assert HECHOS["quitado"] in hecho.texto
    assert not ruta.exists()
    assert antes in [p.read_bytes() for p in (copia / ".cache/anteriores/datos" / NOMBRE).iterdir()]
    assert "0118-2026" not in navegador.ver("/nueva").texto

    usado = copia / "datos/convenios/002-2023.yml"
    hecho = _quitar(navegador, Formulario(navegador.ver("/archivo/convenios/002-2023.yml").texto, "quitar"))
    assert "no se quita, porque lo usa arauca-2023" in html.unescape(hecho.texto)
    assert usado.is_file()


@pytest.mark.parametrize(
    ("dicho", "usado"),
    [
        ("convenio: 002-2023 # antes, 0118-2026", False),
        ('"convenio":\n  "0118-2026"', True),
        ("convenio: 0118-2026\n  mal: [", True),
    ],
)
def test_lo_usa_el_evento_que_lo_cita_y_no_el_que_lo_comenta(
    navegador: Navegador, copia: Path, dicho: str, usado: bool
) -> None:
    """De un evento que no se puede leer, basta con que lo nombre."""
    navegador.usar(navegador.formulario("/convenio"), "agregar", BUENAS)
    evento = copia / "datos/arauca-2023/evento.yml"
    evento.write_text(evento.read_text("utf-8").replace("convenio: 002-2023", dicho, 1), "utf-8")
    hecho = _quitar(navegador, Formulario(navegador.ver(f"/archivo/{NOMBRE}").texto, "quitar"))
    assert ("lo usa arauca-2023" in html.unescape(hecho.texto)) is usado
    assert (copia / "datos" / NOMBRE).is_file() is usado


def test_en_el_evento_se_escoge_por_su_nombre(navegador: Navegador, copia: Path) -> None:
    """Uno al que le cambiaron el número se dice con el suyo y con el de su archivo."""
    navegador.usar(navegador.formulario("/convenio"), "agregar", BUENAS)
    ruta = copia / "datos" / NOMBRE
    ruta.write_text(ruta.read_text("utf-8").replace("0118", "0119", 1), "utf-8")
    for donde in ("/nueva", "/archivo/arauca-2023/evento.yml"):
        escogidos = html.unescape(navegador.ver(donde).texto)
        assert ">Convenio número 0119 de 2026 (0118-2026)</option>" in escogidos
        assert ">Convenio número 002 de 2023</option>" in escogidos


def test_de_uno_que_nadie_cita_se_avisa_y_no_detiene(copia: Path) -> None:
    """Visto callar: con una sola entidad, nadie lo decía hasta citarlo."""
    bueno = copia / "datos/convenios/002-2023.yml"
    otro = bueno.with_name("7-2026.yml")
    otro.write_text(bueno.read_text("utf-8").replace("002", "000", 1), "utf-8")
    dichos = [h for h in examinar(copia).hallazgos if h.lugar.archivo.endswith("7-2026.yml")]
    assert [(h.gravedad, h.lugar.ruta) for h in dichos if "cero" in h.mensaje] == [("advertencia", "numero")]
    assert {h.gravedad for h in dichos} == {"advertencia"}
