from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment

from generador.composicion.comun.contexto import Contexto
from generador.composicion.comun.entorno import componer, crear_entorno, ubicada
from generador.errores import ErrorDeComposicion, ErrorDeUso
from generador.modelo.datos.agenda import Compromiso
from generador.modelo.datos.evento import Vigencia
from generador.modelo.tipos import Modelo


class _Suelto(Contexto):
    """Un contexto con los nombres que pida cada caso."""

    def __init__(self, nombres: Mapping[str, Any]) -> None:
        object.__setattr__(self, "sueltos", nombres)

    def nombres(self) -> dict[str, Any]:
        return dict(self.sueltos)  # type: ignore[attr-defined]


def _compuesta(entorno: Environment, plantilla: str, nombres: Mapping[str, Any]) -> str:
    return componer(entorno, plantilla, _Suelto(nombres))


def _plantilla(tmp_path: Path, texto: str) -> str:
    (tmp_path / "documentos").mkdir()
    (tmp_path / "documentos" / "x.html.j2").write_text(texto, "utf-8")
    return "documentos/x.html.j2"


def test_escapa_por_construccion(tmp_path: Path) -> None:
    nombre = _plantilla(tmp_path, "<p>{{ a }}</p>{{ a ~ '<' }}")
    texto = _compuesta(crear_entorno(tmp_path), nombre, {"a": "<x>{"})
    assert texto == "<p>&lt;x&gt;&#123;</p>&lt;x&gt;&#123;&lt;"


def test_lo_que_falta_nombra_plantilla_y_linea(tmp_path: Path) -> None:
    nombre = _plantilla(tmp_path, "uno\n{{ falta }}\n")
    with pytest.raises(ErrorDeComposicion) as error:
        _compuesta(crear_entorno(tmp_path), nombre, {})
    assert str(error.value) == "plantillas/documentos/x.html.j2:2: «falta» no existe"


def test_un_error_de_sintaxis_tambien(tmp_path: Path) -> None:
    nombre = _plantilla(tmp_path, "uno\ndos {% si %}")
    with pytest.raises(ErrorDeComposicion, match=r"^plantillas/documentos/x\.html\.j2:2: "):
        _compuesta(crear_entorno(tmp_path), nombre, {})


def test_una_plantilla_que_no_existe(tmp_path: Path) -> None:
    with pytest.raises(ErrorDeComposicion, match=r"^plantillas/no\.j2: "):
        _compuesta(crear_entorno(tmp_path), "no.j2", {})


def test_sin_html_no_escapa(tmp_path: Path) -> None:
    nombre = _plantilla(tmp_path, "{{ a }}")
    assert _compuesta(crear_entorno(tmp_path, html=False), nombre, {"a": "<{"}) == "<{"


def _falla(tmp_path: Path, principal: str, contexto: dict[str, Any], **otras: str) -> str:
    """Lo que se dice cuando falla `principal`, con esas otras plantillas al lado."""
    nombre = _plantilla(tmp_path, principal)
    for otra, texto in otras.items():
        (tmp_path / "documentos" / f"{otra}.j2").write_text(texto, "utf-8")
    with pytest.raises(ErrorDeComposicion) as error:
        _compuesta(crear_entorno(tmp_path), nombre, contexto)
    assert error.value.codigo_salida == 70
    return str(error.value)


MACRO = "{% macro m(a) %}\n\n<p>{{ a.no_hay }}</p>\n{% endmacro %}\n"


@pytest.mark.parametrize(
    ("principal", "otra", "dicho"),
    [
        (
            'x\n{% from "documentos/otra.j2" import m %}{{ m("a") }}',
            MACRO,
            "otra.j2:3: str no tiene «no_hay»",
        ),
        (
            'x\n{% include "documentos/otra.j2" %}',
            "a\nb\n{{ 1 / 0 }}",
            "otra.j2:3: no se pudo componer (ZeroDi",
        ),
        (
            '{% extends "documentos/otra.j2" %}\n{% block b %}\n{{ c }}{% endblock %}',
            "{% block b %}{% endblock %}",
            "x.html.j2:3: «c» no existe",
        ),
        ('{% extends "documentos/otra.j2" %}', "a\n{{ c }}", "otra.j2:2: «c» no existe"),
        (
            'x\n{% include "documentos/otra.j2" %}',
            "a\n{% si %}",
            "otra.j2:2: la plantilla está mal escrita: «",
        ),
        (
            'x\n{% include "documentos/nada.j2" %}',
            "",
            "x.html.j2:2: no existe la plantilla «documentos/nada.j2»",
        ),
        ("x\n{{ [1] | map(attribute='a.b') | list | first }}", "", "x.html.j2:2: "),
        ("x\n{{ lanza() }}", "", "x.html.j2:2: no se pudo componer (KeyError): 'clave'"),
    ],
)
def test_el_error_dice_el_archivo_y_la_linea_de_la_culpa(
    tmp_path: Path, principal: str, otra: str, dicho: str
) -> None:
    contexto = {"lanza": lambda: {}["clave"]}
    assert _falla(tmp_path, principal, contexto, otra=otra).startswith(f"plantillas/documentos/{dicho}")


def test_un_error_nuestro_llega_tal_cual(tmp_path: Path) -> None:
    def lanza() -> None:
        raise ErrorDeUso("así no")

    with pytest.raises(ErrorDeUso, match="así no"):
        _compuesta(crear_entorno(tmp_path), _plantilla(tmp_path, "{{ lanza() }}"), {"lanza": lanza})


def test_ubicada_solo_lo_que_paso_por_una_plantilla(tmp_path: Path) -> None:
    nombre = _plantilla(tmp_path, "x\n{{ 1 / 0 }}")
    with pytest.raises(ZeroDivisionError) as error:
        crear_entorno(tmp_path).get_template(nombre).render({})
    dicho = str(ubicada(error.value, tmp_path))
    assert dicho.startswith("plantillas/documentos/x.html.j2:2: no se pudo componer (ZeroDivisionError)")
    assert ubicada(error.value, tmp_path / "otra") is None
    # Por otro camino a la misma carpeta se compone con el mismo entorno, y se dice lo mismo.
    (tmp_path / "enlace").symlink_to(tmp_path)
    assert str(ubicada(error.value, tmp_path / "enlace")) == dicho


@dataclass(frozen=True, slots=True)
class _Vista:
    titulo: str


COMPROMISO = Compromiso.model_construct(codigo="C-1", texto="x")
ESCRITURAS = [
    "{{ v }}",
    "{{ v ~ '.' }}",
    "{{ 'de ' ~ v.__class__.__name__ ~ v }}",
    "{{ [v] | join(', ') }}",
    "{{ [v] }}",
    "{{ {'a': v} }}",
    "{{ v | string }}",
    "{{ v | upper }}",
    "{{ '%s' | format(v) }}",
    "{{ 'a' | replace('a', v) }}",
    "{{ v | trim }}",
    "{% set t %}{{ v }}{% endset %}{{ t }}",
]


@pytest.mark.parametrize("html", [True, False], ids=["html", "texto"])
@pytest.mark.parametrize("valor", [COMPROMISO, _Vista("x")], ids=["modelo", "vista"])
@pytest.mark.parametrize("escritura", ESCRITURAS)
def test_escribir_un_modelo_es_un_error(tmp_path: Path, escritura: str, valor: object, html: bool) -> None:
    nombre = _plantilla(tmp_path, f"x\n{escritura}")
    with pytest.raises(ErrorDeComposicion) as error:
        _compuesta(crear_entorno(tmp_path, html=html), nombre, {"v": valor})
    assert str(error.value).startswith("plantillas/documentos/x.html.j2:2: no se pudo componer (TypeError): ")
    assert "no es un texto" in str(error.value)


@pytest.mark.parametrize("valor", [None, True, ("a",), date(2023, 11, 18), b"x"], ids=repr)
def test_ni_nada_de_lo_que_python_escribiria_a_su_modo(tmp_path: Path, valor: object) -> None:
    assert _falla(tmp_path, "{{ v }}", {"v": valor}).endswith("no es un texto: diga cuál de sus campos va")


def test_lo_que_es_texto_se_escribe_igual(tmp_path: Path) -> None:
    texto = (
        "{{ a }} {{ n }} {{ [a, n] | join('-') }} {{ a ~ n }} {{ a | upper }} {{ '%s' | format(n) }} {{ v }}"
    )
    contexto = {"a": "x", "n": 2.5, "v": Vigencia(desde=2024, hasta=2026)}
    dicho = _compuesta(crear_entorno(tmp_path), _plantilla(tmp_path, texto), contexto)
    assert dicho == f"x 2.5 x-2.5 x2.5 X 2.5 {contexto['v']}"


@pytest.mark.parametrize("escribir", [str, lambda m: f"{m}", "{}".format])
def test_un_modelo_tampoco_se_escribe_desde_python(escribir: Callable[[Modelo], str]) -> None:
    with pytest.raises(TypeError, match="Compromiso no es un texto"):
        escribir(COMPROMISO)
    assert repr(COMPROMISO).startswith("Compromiso(codigo='C-1'")
    assert f"{COMPROMISO!r}" == repr(COMPROMISO)
