"""Todo error posible de los modelos tiene su frase en español."""

import types
import typing
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from generador.carga.lectura.lector import leer_bytes
from generador.carga.mensajes import FORMAS, TIPOS, llego, parecida, redactar
from generador.carga.traduccion import traducir
from generador.errores import formatear
from generador.modelo.archivos import ARCHIVOS
from generador.modelo.datos.evento import Evento

_INGLES = (" should ", " input", "valid ", "field required", "extra ", "expected")
ESCALARES = st.sampled_from(
    [
        *(None, "", " ", "12", "-1", "doce", "sí", "14:45", "25:00", "2023-11-18", "2023-02-30", "M1-S1"),
        *("M1-S1-N1", "https://a.co/", "javascript:x", "http://[", "#0b6e4f", "necesidad", "x" * 7000),
        *("\u200b", "é\n\nb", "ARA23"),
    ]
)
CAMPOS = sorted(
    {
        campo
        for modelo in ARCHIVOS.values()
        for definicion in (modelo.model_json_schema(), *modelo.model_json_schema().get("$defs", {}).values())
        for campo in definicion.get("properties", {})
    }
)


def _fichas(hijos: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.dictionaries(st.sampled_from(CAMPOS) | st.text(max_size=6), hijos, max_size=6)


ARBOLES = st.recursive(
    ESCALARES | st.text(max_size=12),
    lambda hijos: st.lists(hijos, max_size=4) | _fichas(hijos),
    max_leaves=25,
)


def _fichas_de(modelo: type[BaseModel]) -> st.SearchStrategy[Any]:
    return st.dictionaries(st.sampled_from(sorted(modelo.model_fields)), ARBOLES, max_size=12)


def _error(modelo: type[BaseModel], arbol: Any) -> ValidationError | None:
    try:
        modelo.model_validate(arbol)
    except ValidationError as error:
        return error
    return None


def _tipos(modelo: type[BaseModel], arbol: Any) -> Iterator[str]:
    """Los tipos de error que da ese árbol; de paso, que cada uno se redacta y se señala."""
    error = _error(modelo, arbol)
    if error is None:
        return
    for detalle in error.errors(include_url=False):
        yield detalle["type"]
        mensaje, ayuda = redactar(detalle, tuple(modelo.model_fields))
        assert mensaje
        assert ayuda
        assert not [i for i in _INGLES if i in mensaje.replace(llego(detalle["input"]), "").lower()]
    fuente = leer_bytes(b"a: 1\n", "x.yml")
    assert all(formatear(h) for h in traducir(error, fuente, modelo))


@pytest.mark.lenta
@pytest.mark.parametrize("clase", ARCHIVOS)
@settings(max_examples=60, deadline=None)
@given(st.data())
def test_ningun_arbol_cae_en_la_frase_generica(clase: str, data: st.DataObject) -> None:
    modelo = ARCHIVOS[clase]
    arbol = data.draw(_fichas_de(modelo) | ARBOLES)
    assert set(_tipos(modelo, arbol)) <= TIPOS


def _modelos(modelo: type[BaseModel]) -> set[type[BaseModel]]:
    vistos: set[type[BaseModel]] = set()

    def entrar(tipo: Any) -> None:
        if isinstance(tipo, type) and issubclass(tipo, BaseModel) and tipo not in vistos:
            vistos.add(tipo)
            for campo in tipo.model_fields.values():
                entrar(campo.annotation)
        for dentro in getattr(tipo, "__args__", ()):
            entrar(dentro)

    entrar(modelo)
    return vistos


TODOS = sorted({m for raiz in ARCHIVOS.values() for m in _modelos(raiz)}, key=lambda m: m.__name__)
RAROS: tuple[Any, ...] = (
    None,
    "",
    "x",
    "-5",
    "999999999",
    "9" * 40,
    "y" * 9000,
    "\u200b",
    [],
    {},
    ["x"] * 200,
)


@pytest.mark.lenta
@pytest.mark.parametrize("modelo", TODOS, ids=lambda m: m.__name__)
def test_cada_campo_con_cada_valor_raro(modelo: type[BaseModel]) -> None:
    """Campo por campo, sin azar: ni un tipo sin redacción."""
    hallados = set(_tipos(modelo, {})) | set(_tipos(modelo, {"nada": "1"})) | set(_tipos(modelo, "x"))
    for campo in modelo.model_fields:
        for valor in RAROS:
            hallados |= set(_tipos(modelo, {campo: valor}))
    assert hallados <= TIPOS
    assert hallados


def _dentro(tipo: Any) -> tuple[Any, ...]:
    """Los elementos de una lista, o lo que puede ser un campo opcional."""
    return typing.get_args(tipo) if typing.get_origin(tipo) in (tuple, typing.Union, types.UnionType) else ()


def test_cada_patron_propio_tiene_su_forma() -> None:
    patrones = {
        patron
        for modelo in TODOS
        for campo in modelo.model_fields.values()
        for metadatos in (
            campo.metadata,
            *(getattr(x, "__metadata__", ()) for x in _dentro(campo.annotation)),
        )
        for m in metadatos
        if (patron := getattr(m, "pattern", None))
    }
    assert patrones == set(FORMAS)


def _redactado(datos: dict[str, Any]) -> dict[str, tuple[str, str]]:
    with pytest.raises(ValidationError) as error:
        Evento.model_validate(datos)
    detalles = error.value.errors(include_url=False)
    return {
        ".".join(map(str, d["loc"])): redactar(d, tuple(Evento.model_fields)) for d in detalles if d["loc"]
    }


def test_frases() -> None:
    frases = _redactado(
        {
            "titular": "palabra " * 30,
            "titulr": "x",
            "estado": "aprovada",
            "fecha": "18/11/2023",
            "alcance": "quinientas",
            "horario": {"inicio": "8:30 a.m."},
            "codigo": "Arauca",
            "demostracion": "quizá",
            "programa": {},
            "enlaces": {"inscripcion": "javascript:alert(1)"},
            "semilla": "Año 2023",
        }
    )
    assert frases["titular"] == ("tiene 239 caracteres y caben 160", "acórtelo: sobran 79 caracteres")
    assert frases["titulr"] == (
        "la clave «titulr» no existe; ¿quiso decir «titular»?",
        "cámbiela por «titular» o bórrela",
    )
    assert frases["estado"] == (
        "«aprovada» no es una de las opciones",
        "¿quiso decir «aprobada»? Use una de: preparacion, convocada, en_curso, borrador, aprobada",
    )
    assert frases["jornadas.0.fecha"] == (
        "debe ser una fecha; llegó «18/11/2023»",
        "escriba AAAA-MM-DD: 2023-11-18",
    )
    assert frases["alcance"][0] == "debe ser un número entero; llegó «quinientas»"
    assert frases["jornadas.0.horario.inicio"] == (
        "debe ser una hora de 24 horas; llegó «8:30 a.m.»",
        "escriba HH:MM: 8:30",
    )
    assert frases["codigo"] == (
        "«Arauca» no tiene forma de prefijo de compromisos",
        "por ejemplo: TAM24 (mayúsculas y las dos cifras del año)",
    )
    assert frases["demostracion"] == ("debe ser sí o no; llegó «quizá»", "escriba sí o no")
    assert frases["jornadas.0.programa"][0] == "debe ser una lista; llegó una ficha de claves"
    assert (
        frases["enlaces.inscripcion"][0] == "«javascript:alert(1)» no es una dirección que se pueda publicar"
    )
    assert frases["semilla"] == (
        "«Año 2023» no tiene forma de identificador",
        "por ejemplo: anio-2023 (minúsculas sin tildes, cifras y guiones)",
    )


@pytest.mark.parametrize(
    ("clave", "cerca"), [("El", "el"), ("LAS", "las"), ("año", "anio"), ("título", "titulo"), ("xyz", None)]
)
def test_ni_las_mayusculas_ni_las_tildes_alejan(clave: str, cerca: str | None) -> None:
    """A «El» se le proponía «la», y la frase legal del crédito habría salido mal."""
    assert parecida(clave, ["la", "el", "los", "las", "anio", "titulo"]) == cerca


def test_lo_obligatorio_no_se_manda_borrar() -> None:
    vacio = {"type": "texto_vacio", "loc": ("titulo",), "input": ""}
    assert redactar(vacio, obligatorio=True) == ("está vacío", "escríbalo")
    assert redactar(vacio) == ("está vacío", "escríbalo; si no hace falta, borre la clave")
    con_ayuda = redactar(vacio, ayuda="Un día (2024-02-15) o «sin_fecha».", obligatorio=True)
    assert con_ayuda == ("está vacío", "escríbalo: un día (2024-02-15) o «sin_fecha»")


def test_lo_que_llego_se_recorta() -> None:
    assert llego("x" * 41) == f"«{'x' * 41}»"
    assert llego("x" * 42) == f"«{'x' * 40}…»"
    assert (llego(None), llego([]), llego({})) == ("nada", "una lista", "una ficha de claves")


def test_una_entidad_sin_articulo_no_se_adivina() -> None:
    fuente = leer_bytes(
        b'numero: "002"\nanio: 2023\ntitulo: T\nentidades:\n  - nombre: SENA\n', "datos/convenios/c.yml"
    )
    error = _error(ARCHIVOS["convenio"], fuente.datos)
    assert error is not None
    assert [formatear(h) for h in traducir(error, fuente, ARCHIVOS["convenio"])] == [
        "datos/convenios/c.yml:5:5  entidades[1].articulo\n"
        "    5 |   - nombre: SENA\n"
        "      |     ^ falta «articulo», y no puede faltar\n"
        "    ayuda: escriba el que lleva en la frase del crédito: la, el, las, los o ninguno"
    ]


@pytest.mark.parametrize(
    ("valor", "ayuda"),
    [
        ("prensa@huila.gov.co", "escriba «mailto:» delante"),
        ("+57 608 123 4567", "escriba «tel:» delante"),
        ("huila.gov.co", "escriba «https://» delante"),
        ("huila.gov.co/prensa", "escriba «https://» delante"),
        ("la alcaldía", "use https://…, http://…, mailto:… o tel:…"),
        ("javascript:alert(1)", "use https://…, http://…, mailto:… o tel:…"),
    ],
)
def test_a_una_direccion_se_le_dice_lo_que_le_falta(valor: str, ayuda: str) -> None:
    assert redactar({"type": "enlace", "loc": ("contacto",), "input": valor})[1] == ayuda


def test_una_opcion_sin_escribir_esta_vacia() -> None:
    """Visto decir «nada no es una de las opciones»."""
    vacia = {"type": "enum", "loc": ("estado",), "input": None, "ctx": {"expected": "'a' or 'b'"}}
    assert redactar(vacia) == ("está vacío", "escriba una de: a, b")
