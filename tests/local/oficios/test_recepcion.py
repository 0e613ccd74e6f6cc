"""Traer por el navegador lo que llegó de las mesas: va a su hoja, y se dice en qué paró."""

from __future__ import annotations

import html
from dataclasses import replace
from pathlib import Path

from local.cliente import Navegador, Recibido

from generador.construccion.datos.examen import examinar
from generador.local.captura.entrega import Entrega
from generador.local.captura.formulario import formulario_de
from generador.local.captura.sobre import en_json, en_texto
from generador.modelo.asamblea import Asamblea
from generador.salida.disco import huella_de_arbol

LLEGO = "/subir/llego"
AGUA = {"asistentes": "18", "aportes.0.necesidad": "Agua limpia"}


def _asamblea(copia: Path) -> Asamblea:
    return examinar(copia).expediente("arauca-2023").asamblea


def _entrega(asamblea: Asamblea) -> Entrega:
    return Entrega(asamblea.id, "M1-S2", formulario_de(asamblea).version, "tel-a", 1, AGUA)


def _traer(navegador: Navegador, nombre: str, octetos: bytes) -> Recibido:
    campos = {n: v for n, v in navegador.formulario(LLEGO).campos.items() if n != "archivo"}
    return navegador.subir(LLEGO, campos, nombre, octetos)


def test_de_un_txt_a_su_hoja_y_otra_vez_sin_dano(navegador: Navegador, copia: Path) -> None:
    hoja = copia / "datos/arauca-2023/resultados/M1-S2.yml"
    hoja.unlink()
    asamblea = _asamblea(copia)
    entrega = _entrega(asamblea)
    dicho = en_texto(entrega, formulario_de(asamblea), "Arauca").encode()
    assert f'href="{LLEGO}"' in navegador.ver("/carpeta/arauca-2023").texto
    hecho = _traer(navegador, "../C:\\chat\\M1 (2).txt", dicho)
    assert "M1 (2).txt: M1-S2 de arauca-2023, parcial; 2 casillas" in html.unescape(hecho.texto)
    assert "Agua limpia" in hoja.read_text("utf-8")
    antes = huella_de_arbol(copia / "datos")
    assert "igual 1" in _traer(navegador, "otra.txt", dicho).texto
    assert huella_de_arbol(copia / "datos") == antes


def test_lo_que_dice_otra_cosa_no_pisa_y_manda_al_tablero(navegador: Navegador, copia: Path) -> None:
    (copia / "datos/arauca-2023/resultados/M1-S2.yml").unlink()
    entrega = _entrega(_asamblea(copia))
    _traer(navegador, "a.json", en_json(entrega).encode())
    antes = huella_de_arbol(copia / "datos")
    entrega = replace(entrega, dispositivo="tel-b", campos={**AGUA, "aportes.0.necesidad": "Otra"})
    dicho = html.unescape(_traer(navegador, "a.json", en_json(entrega).encode()).texto)
    assert "arauca-2023: 1 casilla en conflicto; escoja en su hoja, desde el tablero" in dicho
    assert "./asamblea elegir" not in dicho
    assert huella_de_arbol(copia / "datos") == antes


def test_lo_que_no_se_lee_y_lo_que_no_se_escogio(navegador: Navegador, copia: Path) -> None:
    antes = huella_de_arbol(copia / "datos")
    hecho = _traer(navegador, "a.xlsx", b"\x00\x01 no es")
    assert (hecho.codigo, "no se recibió: " in hecho.texto, "sin leer 1" in hecho.texto) == (200, True, True)
    nada = _traer(navegador, "", b"")
    assert (nada.codigo, "Escoja primero el archivo." in nada.texto) == (422, True)
    hostil = _traer(navegador, "<img src=x onerror=alert(1)>.txt", b"<script>alert(1)</script>")
    assert "<img src" not in hostil.texto
    assert "<script>alert" not in hostil.texto
    assert huella_de_arbol(copia / "datos") == antes
