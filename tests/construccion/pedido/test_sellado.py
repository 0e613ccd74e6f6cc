"""Lo que usa los resultados lleva su sello aunque nadie lo haya declarado; lo que no los usa, no."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from apoyo import RAIZ
from fabrica import (
    POCAS_PIEZAS,
    agenda,
    aporte,
    compromiso,
    en_estado,
    escribir_proyecto,
    firmada,
    medidos,
    resultado,
)

from generador.catalogo import inventario as catalogo
from generador.catalogo.documentos import Documento
from generador.catalogo.inventario import Inventario, inventariar
from generador.catalogo.piezas import Pieza
from generador.composicion.compositor import Compositor
from generador.composicion.comun.vistas import SELLO_BORRADOR, SELLO_DEMOSTRACION
from generador.composicion.paginas.descargas import SIN_DESCARGAS, Medido, descargas_de
from generador.construccion.pedido.encargos import encargos_de
from generador.construccion.pedido.sellado import Sellado, con_otros_resultados
from generador.construccion.preparacion import preparar
from generador.errores import Fallidos
from generador.modelo.datos.evento import Estado
from generador.salida.almacen.produccion import producir

EXTRAS = {n: f"{n}/" for n in ("acerca", "como-imprimir", "accesibilidad", "privacidad")} | {
    "prueba-2023/manifiesto": "prueba-2023/descargas/manifiesto.json"
}
AMBOS = (SELLO_BORRADOR, SELLO_DEMOSTRACION)
CON_RESULTADOS = {
    *("agenda", "agenda-en-una-hoja", "agenda-en-letra-grande", "informe", "gracias", "mural"),
    *("carta", "nota-de-prensa", "guion-de-radio"),
}


def _proyecto(raiz: Path, **evento: Any) -> Path:
    cambios = en_estado("borrador")
    cambios["evento"] = {**POCAS_PIEZAS, "estado": "borrador", "demostracion": "sí", **evento}
    escribir_proyecto(raiz, **cambios)
    shutil.copytree(RAIZ / "plantillas", raiz / "plantillas")
    return raiz


def _sellado(raiz: Path) -> tuple[Compositor, Inventario, Sellado]:
    preparado = preparar(raiz)
    inventario = replace(inventariar(preparado.proyecto, EXTRAS), medios=preparado.medios)
    compositor = Compositor(raiz / "plantillas", inventario)
    return compositor, inventario, Sellado(compositor, inventario)


@pytest.fixture(scope="module")
def raiz(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _proyecto(tmp_path_factory.mktemp("sellado"), formatos=["carta", "cuadrado"])


def test_lo_exigido_es_lo_que_usa_los_resultados_y_nada_mas(raiz: Path) -> None:
    _, inventario, sellado = _sellado(raiz)
    exigen = sellado.impresos()
    assert set(exigen.values()) == {AMBOS}
    por_ruta = {a.ruta: a.declaracion.id for a in inventario.artefactos if a.origen is None}
    assert {por_ruta[r] for r in exigen} == CON_RESULTADOS
    assert {r for r in por_ruta if por_ruta[r] in CON_RESULTADOS} == set(exigen)


def test_lo_que_de_los_resultados_solo_dice_la_huella_tambien_lo_lleva(tmp_path: Path) -> None:
    cambios = en_estado("borrador")
    cambios["evento"] = {**POCAS_PIEZAS, "estado": "aprobada", "demostracion": "sí", "formatos": ["carta"]}
    cambios["agenda"] = firmada(**cambios)
    escribir_proyecto(tmp_path, **cambios)
    (tmp_path / "plantillas").symlink_to(RAIZ / "plantillas")
    compositor, inventario, sellado = _sellado(tmp_path)
    (cartel,) = (a for a in inventario.artefactos if a.declaracion.id == "huella-en-palabras")
    assert sellado.impresos()[cartel.ruta] == (SELLO_DEMOSTRACION,)
    assert SELLO_DEMOSTRACION in compositor.impreso(cartel)


def test_sin_nada_que_sellar_no_se_exige_nada(tmp_path: Path) -> None:
    escribir_proyecto(tmp_path, **en_estado("aprobada"))
    (tmp_path / "plantillas").symlink_to(RAIZ / "plantillas")
    _, _, sellado = _sellado(tmp_path)
    assert sellado.impresos() == {}


def test_un_documento_declarado_sin_cuidado_lo_detiene_la_puerta(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Visto fallar: con `desde` distinto de BORRADOR publicaba los compromisos inventados sin sello."""
    raiz = _proyecto(tmp_path, formatos=["carta"])
    (raiz / "plantillas" / "documentos" / "sin-cuidado.html.j2").write_text(
        '{% extends "bases/impreso.html.j2" %}{% block cuerpo %}'
        "<h1>Van {{ asamblea.compromisos | length }}</h1>{% endblock %}",
        "utf-8",
    )
    nuevo = Documento("sin-cuidado", "Sin cuidado", "Prueba.", "Nadie", "programa", desde=Estado.EN_CURSO)
    monkeypatch.setattr(catalogo, "DOCUMENTOS", (*catalogo.DOCUMENTOS, nuevo))
    compositor, inventario, sellado = _sellado(raiz)
    exigen = sellado.impresos()
    ruta = "prueba-2023/descargas/sin-cuidado.pdf"
    assert exigen[ruta] == AMBOS
    suyo = replace(inventario, artefactos=tuple(a for a in inventario.artefactos if a.ruta == ruta))
    (encargo,) = encargos_de(compositor, suyo, sellos=exigen)
    with pytest.raises(Fallidos, match=f"^{ruta}, página 1: .*«{SELLO_BORRADOR}», y no está"):
        producir(raiz, [encargo], procesos=1)


def test_una_pieza_declarada_sin_cuidado_tambien(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raiz = _proyecto(tmp_path, formatos=["cuadrado"])
    gracias = next(p for p in catalogo.PIEZAS if p.id == "gracias")
    sin: Pieza = replace(gracias, resultados=False, redes="Fuimos {cifras}.", alternativo="Fuimos {cifras}.")
    monkeypatch.setattr(catalogo, "PIEZAS", (sin,))
    compositor, inventario, sellado = _sellado(raiz)
    with pytest.raises(Fallidos, match=r"gracias\.txt, texto alternativo"):
        sellado.impresos()
    monkeypatch.setattr(Sellado, "_exigir_en_textos", lambda _: None)
    exigen = sellado.impresos()
    ruta = "prueba-2023/piezas/gracias-cuadrado.pdf"
    assert exigen[ruta] == AMBOS
    suyo = replace(inventario, artefactos=tuple(a for a in inventario.artefactos if a.declaracion is sin))
    (encargo,) = encargos_de(compositor, suyo, sellos=exigen)
    with pytest.raises(Fallidos, match=f"^{ruta}, página 1: "):
        producir(raiz, [encargo], procesos=1)


def _paginas(compositor: Compositor, inventario: Inventario) -> tuple[dict[str, str], dict[str, Medido]]:
    de = medidos(1000)
    descargas = {a.id: descargas_de(inventario, a, de) for a in inventario.proyecto.asambleas}
    hechas = {
        f"{p.ruta}index.md": compositor.pagina(p, descargas[p.asamblea.id] if p.asamblea else SIN_DESCARGAS)
        for p in inventario.paginas
    }
    return hechas, de


def test_cada_pagina_que_los_usa_trae_sus_sellos_y_lo_dice_al_compartirla(raiz: Path) -> None:
    compositor, inventario, sellado = _sellado(raiz)
    hechas, suyos = _paginas(compositor, inventario)
    exigen = sellado.paginas(hechas, suyos)
    sin_exigir = {p.declaracion.id for p in inventario.paginas if p.ruta not in exigen}
    assert {"convocatoria", "programa", "guias"} <= sin_exigir
    assert {"agenda", "compromiso", "rompecabezas", "informe", "seguimiento"}.isdisjoint(sin_exigir)
    # La mesa 2 no entregó nada: su página dice lo mismo, pase lo que pase en la 1.
    assert [f"prueba-2023/mesas/{m}/" in exigen for m in (1, 2)] == [True, False]
    for p in inventario.paginas:
        cabecera = json.loads(hechas[f"{p.ruta}index.md"].split("---\n", 2)[1])
        if p.ruta in exigen and p.asamblea:
            assert tuple(s["rotulo"] for s in cabecera["sellos"]) == AMBOS
        if p.declaracion.id == "compromiso":
            assert cabecera["description"].startswith("Borrador. Datos de demostración. ")


def test_una_descripcion_que_los_usa_y_no_lo_dice_no_sale(
    raiz: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generador.composicion.paginas.buscadores.con_sellos", lambda _, texto: texto)
    compositor, inventario, sellado = _sellado(raiz)
    hechas, suyos = _paginas(compositor, inventario)
    with pytest.raises(Fallidos, match="descripción: se compuso con datos que piden el sello"):
        sellado.paginas(hechas, suyos)


def test_otros_resultados_son_otros_en_todo_lo_que_se_cuenta_y_se_lee(tmp_path: Path) -> None:
    suya = preparar(
        escribir_proyecto(
            tmp_path,
            evento={"estado": "borrador"},
            resultados=[resultado(aportes=[aporte()])],
            agenda=agenda(compromiso(titulo="Riego para todas", texto="Hacer riego en la vereda.")),
        )
    ).proyecto.asambleas[0]
    otra = con_otros_resultados(suya)
    assert (otra.estado, otra.evento, otra.mesas) == (suya.estado, suya.evento, suya.mesas)
    assert otra.asistentes == suya.asistentes + 7
    assert len(otra.aportes) == len(suya.aportes) + 1
    assert len(otra.compromisos) == len(suya.compromisos) + 1
    assert (otra.compromisos[0].codigo, suya.compromisos[0].codigo) == ("PRU23-001", "PRU23-001")
    assert otra.compromisos[0].titulo != suya.compromisos[0].titulo
    assert otra.compromisos[0].texto != suya.compromisos[0].texto
