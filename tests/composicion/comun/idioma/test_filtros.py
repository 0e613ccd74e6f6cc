from datetime import date, time

import pytest
from markupsafe import Markup

from generador.composicion.comun.idioma import filtros

D = "\u00a0"


@pytest.mark.parametrize(
    ("hora", "texto"),
    [
        (time(0, 0), f"12:00{D}a.{D}m."),
        (time(7, 59), f"7:59{D}a.{D}m."),
        (time(12, 0), f"12:00{D}m."),
        (time(12, 15), f"12:15{D}p.{D}m."),
        (time(16, 30), f"4:30{D}p.{D}m."),
    ],
)
def test_hora(hora: time, texto: str) -> None:
    assert filtros.hora(hora) == texto


def test_rango_repite_la_franja_solo_si_cambia() -> None:
    assert filtros.rango(time(14, 45), time(15, 45)) == f"2:45 a 3:45{D}p.{D}m."
    assert filtros.rango(time(8, 0), time(16, 30)) == f"8:00{D}a.{D}m. a 4:30{D}p.{D}m."


def test_fechas() -> None:
    dia = date(2023, 11, 18)
    assert filtros.fecha(dia) == f"18{D}de noviembre de{D}2023"
    assert filtros.fecha_con_dia(dia) == f"sábado 18{D}de noviembre de{D}2023"
    assert filtros.mes_y_anio(dia) == f"de noviembre de{D}2023"


def test_numeros_pesos_y_duraciones() -> None:
    assert filtros.numero(1234.5) == "1.234,5"
    assert [filtros.peso(n) for n in (1, 84_400, 1_250_000)] == [f"1{D}kB", f"84{D}kB", f"1,2{D}MB"]
    assert [filtros.duracion(n) for n in (0, 45, 60, 150)] == [
        f"0{D}min",
        f"45{D}min",
        f"1{D}h",
        f"2{D}h{D}30{D}min",
    ]


def test_mayuscula_respeta_lo_demas() -> None:
    assert [filtros.mayuscula(t) for t in ("", "una MESA", "ñame")] == ["", "Una MESA", "Ñame"]


def test_neutralizar_deja_sin_efecto_html_y_markdown() -> None:
    assert filtros.neutralizar("<b>`{{x}}`\n\"'&") == Markup(
        "&lt;b&gt;&#96;&#123;&#123;x&#125;&#125;&#96;&#10;&#34;&#39;&amp;"
    )
    assert filtros.neutralizar(Markup("<b>")) == Markup("<b>")
    assert filtros.neutralizar(7) == Markup("7")


def test_parrafos_separa_por_renglones_en_blanco_y_escapa() -> None:
    assert filtros.parrafos("uno\ndos\n\n<tres>") == Markup("<p>uno<br>dos</p><p>&lt;tres&gt;</p>")


def test_para_markdown_no_deja_signo_activo() -> None:
    import markdown

    crudo = "# *a* _b_ [c](d) `e` {: .x } <i> & 1. - + ! | ~ ^ = $ \\ http://a.b \"'"
    html = markdown.markdown(f"## {filtros.para_markdown(crudo)} {{: #ancla }}", extensions=["attr_list"])
    assert html.startswith('<h2 id="ancla">')
    from html import unescape

    assert unescape(html.removeprefix('<h2 id="ancla">').removesuffix("</h2>")) == crudo


def test_franja_es_la_de_la_hora() -> None:
    assert [filtros.franja(time(h, 0)) for h in (7, 12, 13)] == [f"a.{D}m.", "m.", f"p.{D}m."]
