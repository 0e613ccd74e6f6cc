"""En el editor, un remedio se dice con casillas: ni comillas, ni renglones, ni claves de un archivo."""

from __future__ import annotations

import ast
import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from local.cliente import Navegador

import generador
from generador.carga.mensajes import FORMAS
from generador.errores import Hallazgo, Lugar
from generador.local.web.casillas import en_casillas, sin_comillas
from generador.modelo.campos import campo_en, campos, escribibles
from generador.modelo.datos.aporte import Resultado
from generador.modelo.datos.evento import Evento
from generador.modelo.datos.mesas import Mesas
from generador.modelo.tipos import Modelo

PAQUETE = Path(generador.__file__).parent
DICEN = ("revision", "modelo", "construccion", "carga/mensajes.py", "carga/citas.py", "carga/cargar.py")
"""Donde se redacta lo que un formulario muestra. Lo que YAML no deja leer no tiene formulario."""
DE_YAML = re.compile(
    r"comillas (?![^a-z])|\bYAML\b|\bsangría|«- |: true|: false|«[a-z]+(?:_[a-z]+)+[»:]|«[a-z_]+: "
    r"|\b(?:borre|quite) (?:el|la|este|esta) (?:renglón|línea|clave)\b"
)
SOLO_EN_EL_ARCHIVO = "esto se corrige en el propio archivo"


def _dicho(remedio: str, ruta: str = "", modelo: type[Modelo] = Evento, mensaje: str = "m") -> str:
    return en_casillas(Hallazgo(Lugar("x", 7, ruta=ruta), mensaje, remedio), escribibles(modelo)).ayuda


@pytest.mark.parametrize(
    ("modelo", "ruta", "remedio", "dicho"),
    [
        (
            Evento,
            "etiquetas[1]",
            'por ejemplo: "#EconomíaSolidaria", sin espacios, con su «#» y entre comillas',
            "por ejemplo: «#EconomíaSolidaria», sin espacios, con su «#»",
        ),
        (
            Evento,
            "sede",
            "cuando la sepa, agregue «sede» con «nombre» y «direccion»",
            "cuando la sepa, agregue «Sede» con «Nombre» y «Dirección»",
        ),
        (
            Evento,
            "logos[1].consentimiento",
            "cuando lo den, escriba «consentimiento: true»",
            "cuando lo den, escoja «sí» en «Autorización»",
        ),
        (
            Evento,
            "presentacion",
            "escríbalo; si no hace falta, borre el renglón. Desde «convocada» es un error",
            "escríbalo; si no hace falta, déjelo vacío. Desde «convocada» es un error",
        ),
        (
            Evento,
            "aceptado[2]",
            "Si ya no ocurre, borre este renglón de «aceptado»",
            "Si ya no ocurre, quítelo de «Advertencias aceptadas» con «Quitar»",
        ),
        (Evento, "poblacion[1]", "borre el renglón", "borre su renglón"),
        (
            Resultado,
            "representante.nombre",
            "anótelo en «no_son_personas», en evento.yml",
            "anótelo en «Nombres que no son de personas», en evento.yml",
        ),
        (
            Mesas,
            "mesas[1]",
            "escriba su «cupo» o revise «alcance» (datos/x/evento.yml, línea 30)",
            "escriba su «Cupo» o revise «Personas previstas» (datos/x/evento.yml)",
        ),
        (
            Evento,
            "estado",
            "escriba «estado: aprobada» en evento.yml, o déjelo en «en_curso»",
            "escoja «aprobada» en «Estado», de evento.yml, o déjelo en «en curso»",
        ),
        (
            Evento,
            "titular",
            'use ./asamblea errata x asamblea titular --debe-decir "…"',
            'use ./asamblea errata x asamblea titular --debe-decir "…"',
        ),
        (
            Evento,
            "titular",
            "póngale la sangría de las demás claves",
            f"{SOLO_EN_EL_ARCHIVO}, en el renglón 7: póngale la sangría de las demás claves",
        ),
    ],
)
def test_cada_remedio_se_dice_con_sus_casillas(
    modelo: type[Modelo], ruta: str, remedio: str, dicho: str
) -> None:
    assert _dicho(remedio, ruta, modelo) == dicho
    assert _dicho(dicho, ruta, modelo) == dicho


def test_una_clave_toma_el_rotulo_de_su_ficha() -> None:
    """Hay tres «nombre» y dos «credito»: cada uno con el suyo."""
    assert _dicho("corrija «credito»", "logos[1].alt") == "corrija «Procedencia»"
    assert _dicho("corrija «credito»", "medios[1].alt") == "corrija «Quién la tomó»"


def test_lo_que_alguien_escribio_se_cita_como_esta() -> None:
    """Aunque se llame como una clave."""
    hallazgo = Hallazgo(Lugar("x", ruta="estado"), "«sede» no es una de las opciones", "")
    assert en_casillas(hallazgo, campos(Evento), "sede").mensaje == "«sede» no es una de las opciones"


def test_una_clave_que_no_existe_se_arregla_en_el_archivo() -> None:
    hecho = _dicho("cámbiela por «titular» o bórrela", mensaje="la clave «titulrr» no existe")
    assert hecho == f"{SOLO_EN_EL_ARCHIVO}, en el renglón 7: cámbiela por «titular» o bórrela"


def _textos(modulo: Path) -> Iterator[str]:
    """Cada texto de un módulo que puede ser parte de un mensaje, con «…» donde va un valor."""
    arbol = ast.parse(modulo.read_text("utf-8"))
    sueltos = {id(n.value) for n in ast.walk(arbol) if isinstance(n, ast.Expr)}
    for nodo in ast.walk(arbol):
        if isinstance(nodo, ast.JoinedStr):
            sueltos |= {id(n) for n in ast.walk(nodo) if n is not nodo}
    for nodo in ast.walk(arbol):
        if id(nodo) in sueltos:
            continue
        if isinstance(nodo, ast.JoinedStr):
            yield "".join(str(v.value) if isinstance(v, ast.Constant) else "…" for v in nodo.values)
        elif isinstance(nodo, ast.Constant) and isinstance(nodo.value, str) and " " in nodo.value:
            yield nodo.value


def test_ningun_remedio_llega_al_formulario_con_su_escritura() -> None:
    """Uno nuevo que hable del archivo y no se sepa decir en casillas, falla aquí."""
    todos = [PAQUETE / d for d in DICEN]
    modulos = [m for d in todos for m in ([d] if d.suffix else d.rglob("*.py"))]
    textos = {t for m in modulos if m.name != "vocabulario.py" for t in _textos(m) if "\n" not in t}
    de_yaml = {t for t in textos if DE_YAML.search(t)}
    dichos = {t: _dicho(t) for t in de_yaml}
    assert len(de_yaml) > 30
    assert {t: d for t, d in dichos.items() if DE_YAML.search(d) and SOLO_EN_EL_ARCHIVO not in d} == {}
    # Solo quien ve cómo está escrito el archivo puede mandar a él.
    en_el_archivo = {t for t, d in dichos.items() if d.startswith(SOLO_EN_EL_ARCHIVO)}
    de_carga = {t for m in modulos if m.is_relative_to(PAQUETE / "carga") for t in _textos(m)}
    por_confirmar = {t for t in en_el_archivo if "«# por confirmar…»" in t}
    assert en_el_archivo - de_carga - por_confirmar == set()
    ejemplos = {f"por ejemplo: {ejemplo}" for _, ejemplo in FORMAS.values()}
    assert {e for e in ejemplos if "comillas" in _dicho(e)} == set()


@pytest.mark.parametrize(
    ("ruta", "escrito", "queda"),
    [
        (("etiquetas",), '"#Vichada"\n“#Meta”\n#Casanare', "#Vichada\n#Meta\n#Casanare"),
        (("codigo",), "'TAM24'", "TAM24"),
        (("alcance",), '"180"', "180"),
        (("titular",), "«La de aquí»", "«La de aquí»"),
        (("presentacion",), '"Así"', '"Así"'),
        (("codigo",), '"', '"'),
    ],
)
def test_las_comillas_de_mas_se_quitan(ruta: tuple[str, ...], escrito: str, queda: str) -> None:
    campo = campo_en(Evento, ruta)
    assert campo is not None
    assert sin_comillas(campo, escrito) == queda


def test_el_ejemplo_de_una_etiqueta_escrito_tal_cual_sirve(navegador: Navegador, copia: Path) -> None:
    """Visto fallar: el remedio mandaba ponerla entre comillas, y así la rechazaba con el mismo remedio."""
    evento = "/archivo/arauca-2023/evento.yml"
    malo = navegador.usar(navegador.formulario(evento), "guardar", {"etiquetas": "Vichada"})
    assert malo.codigo == 422
    assert "por ejemplo: «#EconomíaSolidaria», sin espacios, con su «#»" in html.unescape(malo.texto)
    bueno = navegador.usar(navegador.formulario(evento), "guardar", {"etiquetas": '"#EconomíaSolidaria"'})
    assert bueno.codigo != 422
    assert '- "#EconomíaSolidaria"' in (copia / "datos/arauca-2023/evento.yml").read_text("utf-8")


def test_la_carpeta_que_ya_existe_lleva_a_su_pagina(navegador: Navegador) -> None:
    respuestas = {"titular": "T", "territorio": "Arauca", "carpeta": "arauca-2023", "fecha": "2024-05-11"}
    hecho = navegador.usar(navegador.formulario("/nueva"), "crear", {**respuestas, "mesas": "5"})
    junto = html.unescape(hecho.texto.partition('id="carpeta-dicho"')[2].partition("</div>")[0])
    assert "datos/arauca-2023 ya existe: escoja otro nombre" in junto
    assert "./asamblea" not in junto
    assert '<a href="/carpeta/arauca-2023">Seguir con la que ya está</a>' in junto
