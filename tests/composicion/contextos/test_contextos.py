"""Cada plantilla recibe lo que su contexto declara, con su tipo; lee solo eso, y nada se declara de balde."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Union

import pytest
from actos import con_erratas, dos_actos, errata
from fabrica import ID, asamblea, avance, en_estado, medidos
from jinja2 import Environment, meta, nodes

from generador.catalogo.inventario import inventariar
from generador.catalogo.piezas import PIEZAS
from generador.composicion import captura, compositor, personales
from generador.composicion.compositor import Compositor
from generador.composicion.comun import entorno as modulo_entorno
from generador.composicion.comun.contexto import Contexto
from generador.composicion.comun.entorno import crear_entorno
from generador.composicion.comun.idioma.filtros import FUNCIONES
from generador.composicion.contextos.funciones import DE_PAGINA, DE_PAPEL, entorno_html
from generador.composicion.contextos.piezas import COMPONER
from generador.composicion.paginas.descargas import SIN_DESCARGAS, descargas_de
from generador.composicion.papel import lista_de_impresion
from generador.composicion.piezas import campana
from generador.edicion import en_yaml
from generador.local.captura.archivos.suelto import formulario_suelto
from generador.modelo.asamblea import Asamblea, Proyecto, Sitio
from generador.modelo.datos.asistencia import Asistencia
from generador.modelo.datos.comun.medios import SIN_MEDIOS
from generador.modelo.privado import PersonaDeLista

PLANTILLAS = Path(__file__).parents[3] / "plantillas"
EXTRAS = {n: f"{n}/" for n in ("acerca", "accesibilidad", "como-imprimir", "privacidad")}
SITIO = Sitio(nombre="Sitio", descripcion="Descripción.", direccion="https://asambleas.gov.co/")


@cache
def _html() -> Environment:
    return entorno_html(PLANTILLAS)


@cache
def _yaml() -> Environment:
    return en_yaml.entorno_yaml(PLANTILLAS)


@cache
def _texto() -> Environment:
    return crear_entorno(PLANTILLAS, html=False)


def _entorno(plantilla: str) -> Environment:
    """Con el que se compone esa plantilla."""
    de = {"nueva": _yaml, "paquetes": _texto, "textos": _texto}
    return de.get(plantilla.partition("/")[0], _html)()


# — Qué lee una plantilla, con las bases que extiende y las macros que llama


@cache
def _arbol(plantilla: str) -> nodes.Template:
    # Jinja calla los nombres que el entorno ya trae: sin ellos, los dice todos.
    entorno = _entorno(plantilla).overlay()
    entorno.globals = {}
    return entorno.parse((PLANTILLAS / plantilla).read_text("utf-8"))


def _sueltas(arbol: nodes.Template, cuerpo: list[nodes.Node]) -> set[str]:
    """Los nombres que ese cuerpo pide de afuera."""
    entero = nodes.Template(cuerpo, lineno=1)
    entero.set_environment(arbol.environment)
    return meta.find_undeclared_variables(entero)


def _importadas(arbol: nodes.Template) -> dict[str, tuple[str, str]]:
    """Nombre con que se usa cada macro importada → de qué plantilla y cómo se llama allá."""
    halladas = {}
    for de in arbol.find_all(nodes.FromImport):
        assert isinstance(de.template, nodes.Const)
        for nombre in de.names:
            alla, aqui = nombre if isinstance(nombre, tuple) else (nombre, nombre)
            halladas[aqui] = (de.template.value, alla)
    return halladas


def _puestas(arbol: nodes.Node) -> set[str]:
    """Lo que se define ahí adentro: variables y macros."""
    asignadas = (n for a in arbol.find_all(nodes.Assign) for n in a.find_all(nodes.Name))
    return {n.name for n in asignadas if n.ctx == "store"} | {m.name for m in arbol.find_all(nodes.Macro)}


def _de_macro(plantilla: str, macro: str, vistas: set[tuple[str, str]]) -> set[str]:
    if (plantilla, macro) in vistas:
        return set()
    vistas.add((plantilla, macro))
    arbol = _arbol(plantilla)
    (nodo,) = (m for m in arbol.find_all(nodes.Macro) if m.name == macro)
    return _resueltas(plantilla, _sueltas(arbol, [nodo]) - _puestas(nodo), vistas)


def _resueltas(plantilla: str, sueltas: set[str], vistas: set[tuple[str, str]]) -> set[str]:
    arbol = _arbol(plantilla)
    importadas, macros = _importadas(arbol), {m.name for m in arbol.find_all(nodes.Macro)}
    leidas: set[str] = set()
    for nombre in sueltas:
        if nombre in importadas:
            leidas |= _de_macro(*importadas[nombre], vistas)
        elif nombre in macros:
            leidas |= _de_macro(plantilla, nombre, vistas)
        else:
            leidas.add(nombre)
    return leidas


@cache
def leidas(plantilla: str) -> frozenset[str]:
    """Todo lo que una plantilla lee de su contexto o de su entorno."""
    arbol = _arbol(plantilla)
    # Importar no lee nada: se lee lo que pide cada macro que se llama.
    cuerpo = [n for n in arbol.body if not isinstance(n, nodes.FromImport)]
    todas = _resueltas(plantilla, _sueltas(arbol, cuerpo), set())
    for otra in arbol.find_all((nodes.Extends, nodes.Include)):
        assert isinstance(otra.template, nodes.Const)
        if otra.template.value.endswith(".j2"):
            todas |= leidas(otra.template.value)
    return frozenset(todas - _puestas(arbol) - {"self", "super", "loop"})


# — Lo que de verdad recibe cada una


def _proyectos() -> Iterator[Asamblea]:
    yield asamblea(**en_estado("convocada"))
    aprobada = con_erratas(en_estado("aprobada"), errata("2023-12-01", "titulo", "Sembrar", "Sembrar más"))
    avances = {"fecha_de_referencia": "2024-06-30", "avances": [avance("2024-02-01")]}
    yield asamblea(**aprobada, seguimiento=avances)
    yield asamblea(**dos_actos())


@pytest.fixture(scope="module")
def recibidos() -> Mapping[str, Contexto]:
    """Un contexto de los que recibió cada plantilla al componer todo lo que publican varias asambleas."""
    hechos: dict[str, Contexto] = {}

    def espiar(entorno: Environment, plantilla: str, contexto: Contexto) -> str:
        hechos.setdefault(plantilla, contexto)
        return modulo_entorno.componer(entorno, plantilla, contexto)

    with pytest.MonkeyPatch.context() as parche:
        for modulo in (compositor, en_yaml, campana, captura, lista_de_impresion, personales):
            parche.setattr(modulo, "componer", espiar)
        for una in _proyectos():
            _componer_todo(una)
    return hechos


def _componer_todo(una: Asamblea) -> None:
    inventario = inventariar(
        Proyecto(sitio=SITIO, asambleas=(una,)), {**EXTRAS, f"{ID}/manifiesto": f"{ID}/m.json"}
    )
    quien = Compositor(PLANTILLAS, inventario)
    for a in inventario.artefactos:
        if a.origen is None:
            for parte in (a, *(p.artefacto for p in a.partes)):
                quien.impreso(parte)
    for p in inventario.paginas:
        quien.pagina(p, descargas_de(inventario, una, medidos()) if p.asamblea else SIN_DESCARGAS)
    for z in inventario.paquetes:
        quien.textos_de_paquete(z, {a.ruta: 2 for a in inventario.artefactos})
    en_yaml.esqueleto(PLANTILLAS, "otra-2024", "Titular", "Tame", [date(2024, 5, 4)], "002-2023", None, 2)
    en_yaml.convenio_en_yaml(PLANTILLAS, "118", "2026", "Convenio", ["la Gobernación", "ACITAVA"], "")
    en_yaml.hoja_en_yaml(PLANTILLAS, una, "M1-S1")
    formulario_suelto(PLANTILLAS.parent, una)
    escarapelas = personales.artefacto_personal(personales.PERSONALES[0], una, "color")
    personales.hojas_personales(
        PLANTILLAS, SITIO, escarapelas, SIN_MEDIOS, [PersonaDeLista("Ana", "Vocera", 1)]
    )
    if una.hay_agenda:
        en_yaml.agenda_en_yaml(PLANTILLAS, una)
        en_yaml.agenda_en_blanco(PLANTILLAS, una)
        en_yaml.seguimiento_en_yaml(PLANTILLAS, una, date(2024, 2, 1))
        conteos = Asistencia(fecha=date(2023, 11, 18), total=20)
        en_yaml.asistencia_en_yaml(PLANTILLAS, conteos)


def test_se_compuso_toda_plantilla(recibidos: Mapping[str, Contexto]) -> None:
    compuestas = {
        p.relative_to(PLANTILLAS).as_posix()
        for p in PLANTILLAS.rglob("*.j2")
        if p.relative_to(PLANTILLAS).parts[0] not in {"bases", "bloques", "tema"}
    }
    assert compuestas == set(recibidos)


def test_lo_recibido_es_lo_declarado_y_de_su_tipo(recibidos: Mapping[str, Contexto]) -> None:
    for plantilla, contexto in recibidos.items():
        clase = type(contexto)
        assert clase.__dataclass_params__.frozen, plantilla  # type: ignore[attr-defined]
        tipos = typing.get_type_hints(clase)
        recibido = contexto.nombres()
        assert list(recibido) == [c.name for c in fields(contexto)], plantilla
        mal = [n for n, v in recibido.items() if not _es(v, tipos[n])]
        assert mal == [], (plantilla, clase.__name__)


def _es(valor: object, tipo: Any) -> bool:
    """Si `valor` es de ese tipo; de lo que tiene adentro se mira el primero."""
    origen, dentro = typing.get_origin(tipo), typing.get_args(tipo)
    if origen in (Union, types.UnionType):
        return any(_es(valor, t) for t in dentro)
    if not isinstance(valor, origen or tipo):
        return False
    if origen is tuple and valor and dentro[-1] is ...:
        return _es(valor[0], dentro[0])
    if origen is not None and issubclass(origen, Mapping) and valor:
        return all(_es(x, t) for x, t in zip(next(iter(valor.items())), dentro, strict=True))
    return True


def test_una_plantilla_solo_lee_lo_declarado(recibidos: Mapping[str, Contexto]) -> None:
    for plantilla, contexto in recibidos.items():
        propias, comunes = set(contexto.nombres()), set(_entorno(plantilla).globals)
        assert propias & comunes == set(), plantilla
        ajenas = leidas(plantilla) - propias - comunes
        assert ajenas == set(), plantilla


def test_nada_se_declara_de_balde(recibidos: Mapping[str, Contexto]) -> None:
    leen: dict[tuple[type[Contexto], str], bool] = {}
    for plantilla, contexto in recibidos.items():
        suyas = leidas(plantilla)
        for clase in type(contexto).__mro__:
            if issubclass(clase, Contexto):
                for campo in vars(clase).get("__annotations__", {}):
                    leen[clase, campo] = leen.get((clase, campo), False) or campo in suyas
    assert [f"{clase.__name__}.{campo}" for (clase, campo), lee in leen.items() if not lee] == []


def test_toda_funcion_del_entorno_la_llama_alguna(recibidos: Mapping[str, Contexto]) -> None:
    de = {True: set[str](), False: set[str]()}
    for plantilla in recibidos:
        de[plantilla.startswith("paginas/")] |= leidas(plantilla)
    assert set(DE_PAGINA) - de[True] == set()
    assert set(DE_PAPEL) - de[False] == set()
    nadie = set(FUNCIONES) - de[True] - de[False]
    assert nadie == set()


def test_cada_pieza_tiene_quien_la_componga() -> None:
    assert {p.id for p in PIEZAS if p.plantilla == "pieza"} == set(COMPONER)


def _calculos(texto: str) -> list[str]:
    """Lo que esa plantilla calcula, llama o convierte, por clase de nodo."""
    arbol = _html().overlay().parse(texto)
    malos = [
        type(n).__name__
        for n in arbol.find_all((nodes.BinExpr, nodes.UnaryExpr))
        if not isinstance(n, (nodes.And, nodes.Or, nodes.Not, nodes.Concat))
    ]
    # El entorno vigila cada parte de un «~» con un filtro suyo.
    malos += [f.name for f in arbol.find_all(nodes.Filter) if f.name != "dicho"]
    for n in arbol.find_all(nodes.Call):
        nombre = n.node.name if isinstance(n.node, nodes.Name) else getattr(n.node, "attr", "?")
        if nombre not in {"estilo", "estilo_exacto", "franja", "items", "isoformat", "cuerpo"}:
            malos.append(nombre)
    return malos


DE_PIEZA = sorted((*PLANTILLAS.glob("piezas/*.j2"), PLANTILLAS / "bases/pieza.html.j2"))


@pytest.mark.parametrize("archivo", DE_PIEZA, ids=lambda a: a.name)
def test_una_plantilla_de_pieza_no_calcula_ni_redondea(archivo: Path) -> None:
    assert _calculos(archivo.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("escrito", "malos"),
    [
        ("{{ p.cuerpo | round(2) }}", ["round"]),
        ("{{ 100 - pie.parte }}", ["Sub"]),
        ("{{ -s }}", ["Neg"]),
        ("{{ escena.bajo(caja, 3) }}", ["bajo"]),
        ("{{ resumen(evento.territorio, 28) }}", ["resumen"]),
    ],
)
def test_se_ve_lo_que_una_plantilla_de_pieza_calcula(escrito: str, malos: list[str]) -> None:
    assert _calculos(escrito) == malos
