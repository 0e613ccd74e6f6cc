"""Los escalares: del texto del YAML al valor, o un tipo de error con nombre."""

from datetime import date, time
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from generador.modelo import tipos


def _valor(tipo: Any, texto: Any) -> Any:
    try:
        return TypeAdapter(tipo).validate_python(texto)
    except ValidationError as error:
        return error.errors()[0]["type"]


@pytest.mark.parametrize(
    ("tipo", "texto", "esperado"),
    [
        ("Hora", "8:30", time(8, 30)),
        ("Hora", "08:30", time(8, 30)),
        ("Hora", "0:15", time(0, 15)),
        ("Hora", "23:59", time(23, 59)),
        *(
            ("Hora", t, "hora")
            for t in ("24:00", "23:60", "8.30", "8:30 a.m.", "8:30:15", "8:30-9:30", "830", None)
        ),
        ("Fecha", "2024-02-29", date(2024, 2, 29)),
        *(
            ("Fecha", t, "fecha")
            for t in ("2023-02-29", "2026-3-4", "18/11/2023", "20231118", "2026-03-14 08:30", None)
        ),
        # Más allá, un día más o la hora de otro huso ya no es una fecha.
        *(("Fecha", t, "fecha") for t in ("9999-12-31", "0001-01-01", "٢٠٢٣-11-18")),
        *(("Fecha", t, date.fromisoformat(t)) for t in ("1900-01-01", "2999-12-31")),
        ("Entero", "09", 9),
        ("Entero", "-3", -3),
        *(
            ("Entero", t, "entero")
            for t in ("1.000", "1e3", "1,5", "0x1f", "1_000", "٣", "9999999999", "", None)
        ),
        *(("SiNo", t, True) for t in ("sí", "si", "Sí", "true", "TRUE")),
        *(("SiNo", t, False) for t in ("no", "No", "false")),
        *(("SiNo", t, "si_no") for t in ("on", "y", "1", "", None)),
        ("Enlace", "https://a.co/x?y=1#z", "https://a.co/x?y=1#z"),
        ("Enlace", "tel:+576078851234", "tel:+576078851234"),
        ("Enlace", "mailto:a@b.co", "mailto:a@b.co"),
        *(
            ("Enlace", t, "enlace")
            for t in ("javascript:alert(1)", "data:text/html,x", "//a.co", "a.co", "https://", "https:///x")
        ),
        *(
            ("Enlace", t, "enlace")
            for t in ("https://a.co/ x", 'https://a.co/"', "https://a.co/<b>", "http://[")
        ),
        ("CodigoSubmesa", "M2-S13", "M2-S13"),
        *(
            ("CodigoSubmesa", t, "codigo_submesa")
            for t in ("m2-s3", "M02-S3", "M2-S0", "M2S3", "M2-S3-N1", "M1000-S1")
        ),
        ("CodigoAporte", "M2-S3-N2", "M2-S3-N2"),
        *(("CodigoAporte", t, "codigo_aporte") for t in ("M2-S3", "M2-S3-N0", "M2-S3-N10")),
        ("CodigoCompromiso", "ARA23-014", "ARA23-014"),
        *(
            ("CodigoCompromiso", t, "codigo_compromiso")
            for t in ("ARA23-14", "ara23-014", "A23-014", "ARA2023-014")
        ),
        ("Identificador", "arauca-2023", "arauca-2023"),
        *(
            ("Identificador", t, "identificador")
            for t in ("Arauca", "a--b", "-a", "año", "a_b", "../x", "a" * 61)
        ),
        ("Color", "#0B6E4F", "#0b6e4f"),
        *(("Color", t, "color") for t in ("verde", "#fff", "0b6e4f", "#0b6e4g", "#0b6e4f00")),
        ("Linea", "  uno \t dos\ntres ", "uno dos tres"),
        ("Linea", "nin\u0303o", "niño"),
        *(("Linea", t, "texto_vacio") for t in ("", "  ", "\n")),
        *(
            ("Linea", t, "caracter_invisible")
            for t in ("a\u200bb", "a\u202eb", "a\x00b", "a\x1b[31m", "\ufeffa", "a\u00ad")
        ),
        ("Linea", "x" * 300, "x" * 300),
        ("Linea", "x" * 301, "too_long"),
        ("Linea", "x " * 200, "too_long"),
        ("Titulo", " " * 500 + "x", "x"),
        ("Texto", "uno  dos\n\n\n\n tres \ncuatro", "uno dos\n\ntres\ncuatro"),
        ("Parrafo", "uno\n\ndos", "uno dos"),
    ],
)
def test_cada_tipo(tipo: str, texto: Any, esperado: Any) -> None:
    assert _valor(getattr(tipos, tipo), texto) == esperado


def test_horas_y_minutos() -> None:
    assert tipos.minutos(time(14, 45)) == 885
    assert tipos.hora_de(885) == time(14, 45)
    assert tipos.hora_de(24 * 60 + 5) == time(0, 5)
