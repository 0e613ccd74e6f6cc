"""De un formulario al archivo: solo cambia lo que alguien cambió, y lo escrito se lee igual."""

from __future__ import annotations

import copy
import difflib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generador.carga.lectura.lector import leer_bytes
from generador.errores import ErrorDeUso
from generador.local.editor.archivos import archivos
from generador.local.editor.guardado import IMPOSIBLE, con_cambios
from generador.local.editor.hoja import (
    DE,
    Hoja,
    acomodada,
    campos_de,
    de_casilla,
    de_datos,
    es_si_o_no,
    iguales,
    limpio,
)
from generador.modelo.campos import Campo, campos

RAIZ = Path(__file__).parents[3]
EVENTO = "arauca-2023/evento.yml"
DE_CADA_CLASE = (
    "sitio.yml",
    "metodologia.yml",
    "convenios/002-2023.yml",
    EVENTO,
    "arauca-2023/mesas.yml",
    "arauca-2023/seguimiento.yml",
    "arauca-2023/resultados/M1-S1.yml",
)
ARCHIVOS = {a.nombre: a for a in archivos(RAIZ)}
CRUDOS = {nombre: ARCHIVOS[nombre].ruta.read_bytes() for nombre in DE_CADA_CLASE}


def _leida(nombre: str, crudo: bytes) -> tuple[tuple[Campo, ...], Hoja]:
    datos = leer_bytes(crudo, nombre).datos
    suyos = campos_de(ARCHIVOS[nombre].modelo, datos)
    return suyos, de_datos(suyos, datos)


def _guardar(nombre: str, hoja: Hoja) -> bytes:
    hecho = con_cambios(CRUDOS[nombre], ARCHIVOS[nombre].modelo, hoja)
    assert hecho.malos == {}
    return hecho.crudo


def _datos(suyos: tuple[Campo, ...], hoja: Hoja, antes: tuple[Any, ...] = ()) -> Iterator[tuple[Any, Campo]]:
    """Cada dato simple del formulario: dónde está y qué campo es."""
    for campo in suyos:
        ruta = (*antes, campo.nombre)
        if campo.dentro is None:
            yield ruta, campo
        elif campo.lista:
            for i, ficha in enumerate(hoja[campo.nombre]):
                yield from _datos(campos(campo.dentro), ficha, (*ruta, i))
        else:
            yield from _datos(campos(campo.dentro), hoja[campo.nombre], ruta)


def _en(hoja: Any, ruta: tuple[Any, ...]) -> Any:
    for parte in ruta:
        hoja = hoja[parte]
    return hoja


def _quitados(antes: bytes, despues: bytes) -> list[str]:
    """Los renglones que ya no están, según un `diff` de los dos."""
    viejo, nuevo = antes.decode().splitlines(), despues.decode().splitlines()
    return [r[1:] for r in difflib.unified_diff(viejo, nuevo, n=0, lineterm="") if r[:1] == "-"][1:]


_COMENTARIO = re.compile(r"(?:^|\s)# .*$", re.M)


def _comentarios(crudo: bytes) -> list[str]:
    return [c.strip() for c in _COMENTARIO.findall(crudo.decode())]


@pytest.mark.parametrize("nombre", DE_CADA_CLASE)
def test_sin_cambios_no_se_toca_un_byte(nombre: str) -> None:
    assert _guardar(nombre, _leida(nombre, CRUDOS[nombre])[1]) == CRUDOS[nombre]


@pytest.mark.parametrize("nombre", DE_CADA_CLASE)
def test_cambiar_un_dato_solo_cambia_sus_renglones(nombre: str) -> None:
    """Cada dato escrito de cada clase de archivo, uno a uno; los de una misma clave, uno de cada cinco."""
    crudo = CRUDOS[nombre]
    suyos, hoja = _leida(nombre, crudo)
    vistos: dict[str, int] = {}
    for ruta, campo in _datos(suyos, hoja):
        viejo = _en(hoja, ruta)
        clave = ".".join(p for p in ruta if isinstance(p, str))
        vistos[clave] = vistos.get(clave, -1) + 1
        if not viejo or campo.opciones or vistos[clave] % 5:
            continue
        nueva = copy.deepcopy(hoja)
        nuevo = ("no" if viejo == "sí" else "sí") if es_si_o_no(campo) else f"{viejo}9"
        _en(nueva, ruta[:-1])[ruta[-1]] = nuevo
        hecho = _guardar(nombre, nueva)
        assert _en(_leida(nombre, hecho)[1], ruta) == nuevo
        # Lo quitado son renglones del valor viejo, con su clave: ni un comentario ni un vecino.
        assert _comentarios(hecho) == _comentarios(crudo), ruta
        for renglon in _quitados(crudo, hecho):
            dicho = (
                _COMENTARIO.sub("", renglon)
                .strip()
                .removeprefix("- ")
                .removeprefix(f"{ruta[-1]}:")
                .strip(" >|-\"'")
            )
            assert " ".join(dicho.split()) in " ".join(viejo.split()) or dicho in ("true", "false")


def test_reordenar_el_programa_no_pierde_un_renglon() -> None:
    hoja = _leida(EVENTO, CRUDOS[EVENTO])[1]
    titulos = [m["titulo"] for m in hoja["programa"]]
    assert acomodada(hoja, "subir:programa.4") == "programa.3"
    assert acomodada(hoja, "bajar:programa.0") == "programa.1"
    hecho = _guardar(EVENTO, hoja)
    assert sorted(hecho.splitlines()) == sorted(CRUDOS[EVENTO].splitlines())
    assert b"# \xc2\xabactividad\xc2\xbb (mesas, plenaria, exposiciones)" in hecho
    nuevos = [m["titulo"] for m in _leida(EVENTO, hecho)[1]["programa"]]
    assert nuevos == [titulos[1], titulos[0], titulos[2], titulos[4], titulos[3], *titulos[5:]]


def test_agregar_una_mesa_solo_agrega() -> None:
    nombre = "arauca-2023/mesas.yml"
    hoja = _leida(nombre, CRUDOS[nombre])[1]
    assert acomodada(hoja, "agregar:mesas") == "mesas.5"
    hoja["mesas"][5] |= {"numero": "6", "eje": "Turismo: el de aquí", "pregunta": "¿Qué mostramos?"}
    hecho = _guardar(nombre, hoja)
    assert _quitados(CRUDOS[nombre], hecho) == []
    assert hecho.decode().endswith(
        "    lidera: Convenio o Unidad Solidaria\n\n"
        '  - numero: 6\n    eje: "Turismo: el de aquí"\n    pregunta: ¿Qué mostramos?\n'
    )


def test_quitar_una_ficha_quita_lo_suyo_y_nada_mas() -> None:
    hoja = _leida(EVENTO, CRUDOS[EVENTO])[1]
    acomodada(hoja, "quitar:programa.3")
    hecho = _guardar(EVENTO, hoja)
    assert [r.strip() for r in _quitados(CRUDOS[EVENTO], hecho) if r.strip()] == [
        *("- id: receso-de-la-manana", "tipo: receso", "titulo: Receso", "inicio: 11:00", "fin: 11:30")
    ]


def test_lo_que_no_es_si_ni_no_se_escribe_como_llego() -> None:
    """Visto fallar: «quizás» quedaba en «false» sin que nadie lo dijera."""
    hoja = _leida(EVENTO, CRUDOS[EVENTO])[1]
    hecho = _guardar(EVENTO, {**hoja, "demostracion": "quizás"})
    assert _leida(EVENTO, hecho)[1]["demostracion"] == "quizás"


def test_lo_que_no_se_puede_escribir_se_dice_y_no_toca_nada() -> None:
    hoja = _leida(EVENTO, CRUDOS[EVENTO])[1]
    hoja["titular"] = "Economía \ud800"
    hoja["programa"][2]["titulo"] = "Otro"
    hecho = con_cambios(CRUDOS[EVENTO], ARCHIVOS[EVENTO].modelo, hoja)
    assert (hecho.crudo, dict(hecho.malos)) == (CRUDOS[EVENTO], {"titular": IMPOSIBLE})


@pytest.mark.parametrize("de", ["99", "0", "-1", "x", "1" * 40])
def test_un_formulario_que_no_es_de_este_archivo(de: str) -> None:
    hoja = _leida(EVENTO, CRUDOS[EVENTO])[1]
    hoja["programa"][1][DE] = de
    with pytest.raises(ErrorDeUso, match=r"^el formulario no es de este archivo: ábralo de nuevo$"):
        con_cambios(CRUDOS[EVENTO], ARCHIVOS[EVENTO].modelo, hoja)


TEXTOS = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cf", "Co", "Cn", "Zl", "Zp")), max_size=40
) | st.sampled_from(
    [
        *(
            "no",
            "2024",
            "08",
            "1/2",
            "- a",
            "a: b",
            "# c",
            "«d»",
            '"e"',
            "'f'",
            "{g}",
            "[h",
            "*i",
            "&j",
            "!k",
        ),
        *("%l", "@m", "`n`", "|", ">", "?", "~", "null", "a #b", "quien: la junta\nque: nada", "x\n\ny", ""),
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_lo_escrito_se_lee_igual(data: st.DataObject) -> None:
    """Lo que sea, en donde sea, con listas que crecen, se achican y se mueven: se lee lo que se envió."""
    nombre = data.draw(st.sampled_from(DE_CADA_CLASE))
    suyos, hoja = _leida(nombre, CRUDOS[nombre])
    for _ in range(data.draw(st.integers(1, 4))):
        listas = [r for r in _listas(suyos, hoja) if r]
        if listas and data.draw(st.booleans()):
            lista = data.draw(st.sampled_from(listas))
            largo = len(_en(hoja, lista))
            nombrada = ".".join(map(str, lista))
            accion = data.draw(st.sampled_from(("agregar", "quitar", "subir")))
            puesto = data.draw(st.integers(0, largo - 1)) if largo else 0
            if accion == "agregar" or not largo:
                acomodada(hoja, f"agregar:{nombrada}")
            elif accion == "quitar" or puesto == 0:
                acomodada(hoja, f"quitar:{nombrada}.{puesto}")
            else:
                acomodada(hoja, f"subir:{nombrada}.{puesto}")
        else:
            datos = [(r, c) for r, c in _escritos(suyos, hoja) if not c.opciones and not es_si_o_no(c)]
            ruta, campo = data.draw(st.sampled_from(datos))
            _en(hoja, ruta[:-1])[ruta[-1]] = limpio(campo, data.draw(TEXTOS))
    hecho = con_cambios(CRUDOS[nombre], ARCHIVOS[nombre].modelo, hoja)
    assert hecho.malos == {}
    ahora = leer_bytes(hecho.crudo, nombre).datos
    quedo = de_datos(campos_de(ARCHIVOS[nombre].modelo, ahora), ahora)
    assert iguales(_numerada(quedo), _numerada(hoja))


def _listas(suyos: tuple[Campo, ...], hoja: Hoja, antes: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    for campo in suyos:
        if campo.dentro is not None and campo.lista:
            yield (*antes, campo.nombre)


def _escritos(suyos: tuple[Campo, ...], hoja: Hoja) -> list[tuple[Any, Campo]]:
    return [(r, c) for r, c in _datos_hay(suyos, hoja, ())]


def _datos_hay(suyos: tuple[Campo, ...], hoja: Hoja, antes: tuple[Any, ...]) -> Iterator[tuple[Any, Campo]]:
    for campo in suyos:
        ruta = (*antes, campo.nombre)
        if campo.dentro is None:
            yield ruta, campo
        elif campo.lista:
            for i, ficha in enumerate(hoja.get(campo.nombre, [])):
                yield from _datos_hay(campos(campo.dentro), ficha, (*ruta, i))
        elif campo.nombre in hoja:
            yield from _datos_hay(campos(campo.dentro), hoja[campo.nombre], ruta)


def _numerada(valor: Any) -> Any:
    """El árbol sin decir en qué puesto estaba cada ficha."""
    if isinstance(valor, list):
        return [_numerada(v) for v in valor]
    if isinstance(valor, dict):
        return {c: _numerada(v) for c, v in valor.items() if c != DE}
    return valor


@pytest.mark.parametrize(
    ("escrito", "queda"),
    [
        ("Uno.\r\n\r\nDos.", "Uno.\n\nDos."),
        ("  Uno.\n \n\n\n Dos.  \n", "Uno.\n\nDos."),
        ("Hay que:\n- sembrar\n- cuidar", "Hay que:\n- sembrar\n- cuidar"),
        ("Partido por\nel correo.", "Partido por el correo."),
        ("- sembrar", "- sembrar"),
        ("", ""),
    ],
)
def test_los_parrafos_de_mas_no_se_pegan(escrito: str, queda: str) -> None:
    presentacion = next(c for c in campos(ARCHIVOS[EVENTO].modelo) if c.nombre == "presentacion")
    assert de_casilla(presentacion, escrito) == queda
