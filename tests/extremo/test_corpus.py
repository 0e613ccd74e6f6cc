"""Cada cadena hostil, en todos los campos a la vez: se rechaza en español o sale intacta y sola."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from functools import cache

import pytest
from apoyo import RAIZ
from extremo import composicion, plena
from extremo.llenado import POLIGLOTA
from extremo.plena import Siembra, cadenas, campos, sembrar
from fabrica import ID
from jinja2 import Template
from pydantic import TypeAdapter, ValidationError

from generador.composicion.comun.entorno import crear_entorno
from generador.modelo.campos import LIBRES
from generador.modelo.tipos import Texto
from generador.revision.letra import indibujables

TANDAS = 8
QUITAN = re.compile(r"/plegable-[^/]*\.pdf$|/piezas/escarapela-[^/]*\.pdf$")
"""Lo que quita partes si un texto largo toma su lugar."""
SE_LLENA = re.compile(r"/(?:registro|cuaderno-a-mano|guion-de-radio)\.pdf$")
_RENGLON = frozenset({"tr", "/tr", "td", "/td", "p", "/p", "span class", "/span"})
"""La planilla y el cuaderno dejan los renglones en blanco que quepan debajo de lo que digan sus títulos; el
guion de radio, las frases que llenen su tiempo."""
SE_REPARTE = re.compile(r"/proyeccion/index\.md$")
_PANTALLA = re.compile(r"/?(?:section|p|h2|div|strong|time|span|svg)\b[a-z -]*")
"""Lo que no cabe en una pantalla del salón sigue en otra, y corta el texto: que no pierda nada lo mira
`composicion/paginas/proyeccion/test_reparto.py` con estas mismas cadenas."""
ABREVIAN = re.compile(
    r"/piezas/.*\.pdf$|/piezas/index\.md$|/plegable-[^/]*\.pdf$|/guion-de-radio\.pdf$|/rompecabezas/index\.md$"
)
"""Lo único que puede cortar o quitar un texto largo: las piezas con su galería, el plegable y el mapa; y el
guion de radio, que dice las cifras y las siglas con palabras."""
JUNTA_IGUALES = re.compile(r"/agenda\.pdf$")
"""Su índice reúne las organizaciones de igual nombre: con todos los campos iguales, dice una menos."""
SIN_PAGINA: tuple[plena.Campo, ...] = (
    ("sitio.yml", ("lema",)),
    ("convenios/002-2023.yml", ("titulo",)),
    ("convenios/002-2023.yml", ("entidades", 0, "nombre_completo")),
    # Solo salen mientras se puede inscribir, y aquí es un borrador.
    (f"{ID}/evento.yml", ("enlaces", "inscripcion_de")),
    ("metodologia.yml", ("titulo",)),
    (f"{ID}/resultados/M1-S1.yml", ("voceria", "papel")),
    (f"{ID}/resultados/M1-S1.yml", ("voceria", "nombre")),
    # Solo salen con la agenda aprobada, y aquí es un borrador.
    (f"{ID}/agenda.yml", ("aprobacion", "enmiendas", 0)),
    (f"{ID}/seguimiento.yml", ("avances", 0, "texto")),
    (f"{ID}/seguimiento.yml", ("avances", 0, "reporta")),
    (f"{ID}/seguimiento.yml", ("avances", 1, "texto")),
    (f"{ID}/seguimiento.yml", ("avances", 1, "reporta")),
    *(
        (f"{ID}/seguimiento.yml", ("avances", 1, "evidencia", "documento", campo))
        for campo in ("que", "numero", "guarda")
    ),
)
"""Los únicos campos que pueden no salir en ninguna página ni impreso; el lema va en el marco del sitio."""
_INGLES = re.compile(r"\b(should|must|input|string|valid|value|expected|field|characters?|invalid)\b", re.I)
_ESQUEMAS = ("http://", "https://", "mailto:", "tel:")


def _unida(texto: str) -> str:
    return " ".join(unicodedata.normalize("NFC", texto).split()).casefold()


@cache
def _apariciones() -> dict[str, Counter[str]]:
    """Ruta publicada → cuántas veces muestra cada campo libre, por su puesto."""
    arbol = plena.plena()
    marcas = {}
    for i, (campo, clase) in enumerate(campos()):
        if clase in LIBRES:
            marcas[f"zq{i}qz"] = campo
            plena.poner(arbol, campo, f"Zq{i}qz")
    proyecto, fallos = plena.revisado(arbol)
    assert proyecto is not None
    assert not fallos
    return {
        ruta: Counter(str(marcas[m]) for m in re.findall(r"zq\d+qz", c.corrido.casefold()))
        for ruta, c in composicion.compuestos(proyecto).items()
    }


@cache
def _esqueletos(forma: str, a_fondo: bool) -> dict[str, tuple[str, ...]]:
    """El esqueleto de todo lo publicado con un texto inocuo que tiene los mismos renglones."""
    inocuos = composicion.compuestos(sembrar(forma).proyecto, a_fondo=a_fondo)
    return {ruta: c.esqueleto for ruta, c in inocuos.items()}


def _forma(cadena: str) -> str:
    """Los renglones de `cadena` con un texto inocuo en cada uno."""
    lineas = [linea.strip() for linea in re.split("\n", cadena)]
    return "\n".join("Inocuo" if linea else "" for linea in lineas).strip() or "Inocuo"


def _silueta(cadena: str) -> str:
    """Un texto inocuo con las mismas palabras y largos: el que abrevia lo hace igual con los dos."""
    return re.sub(r"\S", "n", cadena)


def _revisar_rechazos(cadena: str, siembra: Siembra) -> list[str]:
    malos = []
    for campo, hallazgos in siembra.rechazos.items():
        for h in hallazgos:
            propio = h.mensaje.replace(cadena, "").replace(" ".join(cadena.split()), "")
            propio = re.sub(r"«.*»|U\+.*", "", propio, flags=re.DOTALL)
            if not h.mensaje or not h.ayuda or h.lugar.linea < 1 or _INGLES.search(propio):
                malos.append(f"{campo}: {h}")
    return malos


def _revisar_composicion(cadena: str, siembra: Siembra, *, a_fondo: bool = False) -> list[str]:
    malos = []
    esperados = _esqueletos(_forma(cadena), a_fondo)
    for ruta, compuesto in composicion.compuestos(siembra.proyecto, a_fondo=a_fondo).items():
        esperado = esperados[ruta]
        if (ABREVIAN.search(ruta) or JUNTA_IGUALES.search(ruta)) and compuesto.esqueleto != esperado:
            # La pieza donde la silueta no cabe no sale.
            esperado = _esqueletos(_silueta(cadena), a_fondo).get(ruta, esperado)
        # Que no traiga ninguna etiqueta de más.
        son, eran = Counter(compuesto.esqueleto), Counter(esperados[ruta])
        de_menos = QUITAN.search(ruta) and not son - eran
        en_blanco = SE_LLENA.search(ruta) and {*(son - eran), *(eran - son)} <= _RENGLON
        en_otras = SE_REPARTE.search(ruta) and all(map(_PANTALLA.fullmatch, {*(son - eran), *(eran - son)}))
        if compuesto.esqueleto != esperado and not (de_menos or en_blanco or en_otras):
            malos.append(f"{ruta}: cambia la estructura: {_primera_diferencia(compuesto, esperado)}")
        if ABREVIAN.search(ruta) or SE_REPARTE.search(ruta):
            continue
        veces = sum(n for campo, n in _apariciones()[ruta].items() if campo in map(str, siembra.aceptados))
        hay = compuesto.corrido.casefold().count(_unida(cadena)) + bool(JUNTA_IGUALES.search(ruta))
        if hay < veces:
            malos.append(f"{ruta}: debía decirla {veces} veces y la dice {hay}")
    return malos


def _primera_diferencia(compuesto: composicion.Compuesto, esperado: tuple[str, ...]) -> str:
    for i, (a, b) in enumerate(zip(compuesto.esqueleto, esperado, strict=False)):
        if a != b:
            return f"en {i}: «{a}» donde iba «{b}», tras {compuesto.esqueleto[max(0, i - 3) : i]}"
    return f"{len(compuesto.esqueleto)} etiquetas donde iban {len(esperado)}"


def test_la_asamblea_plena_llena_todos_los_campos() -> None:
    """Un campo nuevo de texto que nadie siembra no pasa sin probarse."""
    aparte = plena.ENCADENADOS | plena.CON_ARCHIVO | plena.DE_UNA_ORDEN | plena.SIN_PUBLICAR
    assert plena.campos_declarados() - aparte == plena.campos_visitados()


def test_el_poliglota_cabe_en_todo_campo_libre() -> None:
    """La prueba no es vacua: lo peor se acepta y llega a las páginas."""
    siembra = sembrar(POLIGLOTA)
    assert siembra.aceptados == {campo for campo, clase in campos() if clase in LIBRES}
    assert _revisar_composicion(POLIGLOTA, siembra) == []
    assert _revisar_composicion(POLIGLOTA, siembra, a_fondo=True) == []


def test_todo_campo_libre_se_muestra_en_alguna_parte() -> None:
    """Lo que nadie muestra no se prueba; si un campo deja de salir, que se sepa."""
    vistos = {campo for cuenta in _apariciones().values() for campo in cuenta}
    libres = {str(campo) for campo, clase in campos() if clase in LIBRES}
    assert libres - vistos <= {str(campo) for campo in SIN_PAGINA}


def _abarcan(clases: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """Las que, entre todas, son de todas las clases: cada vez, la que más clases nuevas trae."""
    faltan, elegidas = set[str]().union(*clases.values()), []
    while faltan:
        elegida = max(clases, key=lambda cadena: (len(clases[cadena] & faltan), -len(cadena)))
        elegidas.append(elegida)
        faltan -= clases[elegida]
    return tuple(elegidas)


def _clases(cadena: str) -> frozenset[str]:
    """Cada signo que trae y cada alfabeto, con su puesto: al comienzo, dentro o al final.

    Quien escapa mira carácter por carácter; Markdown, además, con qué abre un texto y con qué cierra.
    """
    puestos = {0: "al comienzo", len(cadena) - 1: "al final"}
    return frozenset(f"{_signo(c)} {puestos.get(i, 'dentro')}" for i, c in enumerate(cadena))


def _signo(c: str) -> str:
    """El carácter; de una letra o una cifra, su alfabeto y su clase."""
    return f"{unicodedata.name(c).partition(' ')[0]} {unicodedata.category(c)}" if c.isalnum() else c


@cache
def _admisibles() -> tuple[str, ...]:
    """Las cadenas que un texto largo admite, como quedan en él."""
    admite, admitidas = TypeAdapter(Texto), []
    for cadena in cadenas():
        with suppress(ValidationError):
            admitidas.append(admite.validate_python(cadena))
    return tuple(admitidas)


@cache
def _abarcadoras() -> tuple[str, ...]:
    """Las que se componen en el sitio y los impresos enteros: entre todas, cada signo en cada puesto."""
    return _abarcan({cadena: _clases(cadena) for cadena in _admisibles() if not indibujables(cadena)})


MARCO = """
{% import "bloques/web.html.j2" as web with context %}
{{ web.titulo(2, x, "uno") }}
<div class="x" title="{{ x }}">{{ x }}</div>

<ul>
<li>{{ x }}</li>
</ul>
<table><tr><td>{{ x }}</td></tr></table>

{{ x | parrafos }}
"""
"""Lo que una página hace con un texto: título de Markdown, atributo, párrafo, lista, tabla y texto largo."""


@cache
def _marco() -> Template:
    return crear_entorno(RAIZ / "plantillas").from_string(MARCO)


def _enmarcada(cadena: str) -> composicion.Compuesto:
    return composicion.leer(composicion.a_html(_marco().render(x=cadena)))


def test_cada_cadena_en_cada_lugar_de_una_pagina() -> None:
    """Todas, también las que las letras no dibujan: ni abren ni cierran nada, y salen enteras."""
    malas = []
    for cadena in _admisibles():
        enmarcada = _enmarcada(cadena)
        if enmarcada.esqueleto != _enmarcada(_forma(cadena)).esqueleto:
            malas.append(f"{cadena!r:.80} cambia la estructura")
        if enmarcada.corrido.casefold().count(_unida(cadena)) < 5:
            malas.append(f"{cadena!r:.80} no sale entera")
    assert malas == []


@pytest.mark.suelta
@pytest.mark.lenta
@pytest.mark.parametrize("tanda", range(TANDAS))
def test_cada_cadena_se_admite_o_se_rechaza(tanda: int) -> None:
    """La tanda se informa junta: cada una, en todos los campos a la vez, va al modelo y a la revisión."""
    malos: list[str] = []
    for cadena in cadenas()[tanda::TANDAS]:
        siembra = sembrar(cadena)
        suyos = _revisar_rechazos(cadena, siembra)
        for campo, clase in campos():
            if clase == "enlace" and campo in siembra.aceptados and not cadena.strip().startswith(_ESQUEMAS):
                suyos.append(f"{campo} admitió un enlace que no lo es")
        malos += [f"{cadena!r:.80} {x}" for x in suyos]
    assert malos == []


@pytest.mark.suelta
@pytest.mark.lenta
@pytest.mark.parametrize("tanda", range(TANDAS))
def test_cada_signo_en_todo_lo_publicado(tanda: int) -> None:
    """El sitio y los impresos enteros, con las cadenas que traen todos los signos en todos los puestos."""
    malos: list[str] = []
    for cadena in _abarcadoras()[tanda::TANDAS]:
        siembra = sembrar(cadena)
        assert {campo for campo, clase in campos() if clase in LIBRES} & siembra.aceptados, cadena
        malos += [f"{cadena!r:.80} {x}" for x in _revisar_composicion(cadena, siembra)]
    assert malos == []
