"""Un solo recorrido de los modelos: cada campo de un archivo dice cómo se llama y qué se escribe en él."""

import ast
from typing import Annotated, Literal

import pytest
from apoyo import RAIZ
from pydantic import Field, StringConstraints

from generador.modelo.archivos import ARCHIVOS
from generador.modelo.campos import (
    Campo,
    campo_en,
    campos,
    hermanos,
    modelos_de,
    modelos_en,
    nombres,
    rotulo_de,
    todos,
    valores,
)
from generador.modelo.datos.agenda import Compromiso, Errata
from generador.modelo.datos.aporte import Resultado
from generador.modelo.datos.evento import Evento
from generador.modelo.tipos import EnlaceSeguro, Entero, Fecha, Linea, Modelo, Texto, Titulo

DE_ARCHIVOS = [c for m in modelos_de(ARCHIVOS.values()) for c in campos(m)]


def _donde(campo: Campo) -> str:
    return f"{campo.modelo.__name__}.{campo.nombre}"


@pytest.mark.parametrize("campo", DE_ARCHIVOS, ids=_donde)
def test_cada_campo_de_un_archivo_tiene_rotulo_y_ayuda(campo: Campo) -> None:
    titulo = campo.modelo.model_fields[campo.nombre].title
    assert titulo == campo.rotulo
    assert titulo[:1] == titulo[:1].upper()
    assert campo.ayuda.endswith((".", "?"))
    assert "_" not in titulo


@pytest.mark.lenta
def test_nadie_mas_recorre_los_modelos() -> None:
    """Con dos recorridos, un campo nuevo aparece en uno y falta en el otro."""
    fuera = {
        p.relative_to(RAIZ / "generador").as_posix()
        for p in (RAIZ / "generador").rglob("*.py")
        for n in ast.walk(ast.parse(p.read_text("utf-8")))
        if (isinstance(n, ast.Attribute) and n.attr in ("model_fields", "get_type_hints", "get_origin"))
        or (isinstance(n, ast.ImportFrom) and {a.name for a in n.names} & {"get_type_hints", "get_origin"})
    }
    # La base de los modelos mira su propia clave antes de que exista ninguno.
    assert {p.rpartition("/")[2] for p in fuera} == {"campos.py", "tipos.py"}


class _Dentro(Modelo):
    """Lo de adentro."""

    cuando: Fecha = Field(title="¿Cuándo?")
    """El día."""


class _Muestra(Modelo):
    """Un campo de cada clase."""

    corto: Titulo = Field(title="Corto")
    """Una frase."""
    largo: Texto | None = None
    """Varios
    renglones."""
    codigo: Annotated[Linea, StringConstraints(pattern="^x$", max_length=9)] | None = None
    direccion: EnlaceSeguro | None = None
    cuantos: Annotated[Entero, Field(ge=2, le=7)] | None = None
    cosas: Annotated[tuple[Linea, ...], Field(min_length=1, max_length=3)]
    clase: Literal["a", "b"] = "a"
    plan: tuple[_Dentro, ...] = ()


def _dicho(c: Campo) -> tuple[object, ...]:
    return (c.nombre, c.rotulo, c.tipo, c.obligatorio, c.lista, c.texto, c.largo, c.minimo, c.maximo)


def test_lo_que_se_sabe_de_cada_campo() -> None:
    assert [_dicho(c) for c in campos(_Muestra)] == [
        ("corto", "Corto", "texto", True, False, "linea", 160, None, None),
        ("largo", "largo", "texto", False, False, "parrafos", 6000, None, None),
        ("codigo", "codigo", "texto", False, False, "forma", 9, None, None),
        ("direccion", "direccion", "texto", False, False, "enlace", 300, None, None),
        ("cuantos", "cuantos", "número entero", False, False, None, None, 2, 7),
        ("cosas", "cosas", "lista de texto", True, True, "linea", 300, 1, 3),
        ("clase", "clase", "una de: a, b", False, False, None, None, None, None),
        ("plan", "plan", "lista de _Dentro", False, True, None, None, None, None),
    ]
    assert [c.ayuda for c in campos(_Muestra)[:2]] == ["Una frase.", "Varios renglones."]
    assert campos(_Muestra)[6].opciones == ("a", "b")
    assert [(c.ruta, c.seccion, c.nombre) for c in todos(_Muestra)][-1] == ("plan.cuando", "plan", "cuando")
    assert modelos_de([_Muestra]) == (_Muestra, _Dentro)


def test_por_su_ruta() -> None:
    hallado = campo_en(Resultado, ("aportes", 0, "plan", 1, "como"))
    assert hallado is not None
    assert hallado.rotulo == "¿Cómo?"
    assert campo_en(Evento, ("poblacion", 3)) == campo_en(Evento, ("poblacion",))
    for ruta in ((), ("nada",), ("sede", "nada"), ("fecha", "nada"), (0,)):
        assert campo_en(Evento, ruta) is None, ruta
    assert hermanos(Evento, ("sede", "nada")) == ("nombre", "direccion", "indicaciones", "mapa")
    # La forma corta de la única jornada también se puede escribir.
    assert hermanos(Evento, ("nada",)) == (*nombres(Evento), *Evento.FORMA_CORTA)
    assert hermanos(Evento, ("jornadas", 0, "sede", "nada")) == hermanos(Evento, ("sede", "nada"))
    assert hermanos(Evento, ("fecha", "x")) == ()
    assert hermanos(Evento, ("nada", "x")) == ()
    assert [m.__name__ for m in modelos_en(Resultado, ("aportes", 0, "plan", 1, "como"))] == [
        "Resultado",
        "Aporte",
        "Accion",
    ]


@pytest.mark.parametrize(
    ("modelo", "dicho", "rotulo"),
    [
        (Resultado, "aportes[2].plan[1].cuando", "Aportes, número 2, Plan, número 1, ¿Cuándo?"),
        (Compromiso, "responsables[2]", "¿Quién?, número 2"),
        (Compromiso, "texto", "Compromiso"),
        (Errata, "debe_decir", "Debe decir"),
        (Compromiso, "lo_que_sea", "lo que sea"),
        (Compromiso, "lo_que_sea.otro", "lo que sea, otro"),
        (Compromiso, "", ""),
    ],
)
def test_el_rotulo_de_un_camino(modelo: type[Modelo], dicho: str, rotulo: str) -> None:
    assert rotulo_de(modelo, dicho) == rotulo


def test_los_valores_son_los_campos_y_no_lo_calculado() -> None:
    uno = _Dentro(cuando="2023-11-18")
    assert valores(uno) == {"cuando": uno.cuando}
