"""Cada cadena hostil, en todos los campos a la vez: se rechaza en español o sale intacta y sola."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache

import pytest
from extremo import composicion, plena
from extremo.llenado import POLIGLOTA
from extremo.plena import Siembra, cadenas, campos, sembrar
from fabrica import ID

from generador.modelo.campos import LIBRES

TANDAS = 16
ABREVIAN = re.compile(r"/piezas/.*\.pdf$|/piezas/index\.md$|/plegable-[^/]*\.pdf$|/rompecabezas/index\.md$")
"""Lo único que puede cortar o quitar un texto largo: las piezas con su galería, el plegable y el mapa."""
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
            esperado = _esqueletos(_silueta(cadena), a_fondo)[ruta]
        if compuesto.esqueleto != esperado:
            malos.append(f"{ruta}: cambia la estructura: {_primera_diferencia(compuesto, esperado)}")
        if ABREVIAN.search(ruta):
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


@cache
def _distintas() -> frozenset[str]:
    """Una cadena por cada sucesión de signos: las que solo cambian de letras y cifras se componen igual."""
    return frozenset({re.sub(r"\w+", "w", c): c for c in cadenas()}.values())


@pytest.mark.suelta
@pytest.mark.lenta
@pytest.mark.parametrize("tanda", range(TANDAS))
def test_cada_cadena(tanda: int) -> None:
    """Toda la tanda se informa junta: todas van al modelo, y a las plantillas las de signos distintos."""
    malos: list[str] = []
    aceptadas = 0
    for cadena in cadenas()[tanda::TANDAS]:
        siembra = sembrar(cadena)
        suyos = _revisar_rechazos(cadena, siembra)
        libres = {campo for campo, clase in campos() if clase in LIBRES} & siembra.aceptados
        for campo, clase in campos():
            if clase == "enlace" and campo in siembra.aceptados and not cadena.strip().startswith(_ESQUEMAS):
                suyos.append(f"{campo} admitió un enlace que no lo es")
        if libres:
            aceptadas += 1
            suyos += _revisar_composicion(cadena, siembra) if cadena in _distintas() else []
        malos += [f"{cadena!r:.80} {x}" for x in suyos]
    assert malos == []
    assert aceptadas > 0
