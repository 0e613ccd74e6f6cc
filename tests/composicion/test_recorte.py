"""Lo que se compone con un recorte no puede depender de los resultados, ni de nada que su huella no diga."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from fabrica import ESTADOS, asamblea, asamblea_siete, dos_dias, en_estado
from pydantic import BaseModel

from generador.catalogo.inventario import Inventario, inventariar
from generador.composicion.recorte import RETIRADO, AsambleaRecortada, MiraLosResultados, Recorte
from generador.construccion.pedido.sellado import con_otros_resultados
from generador.modelo.asamblea import Asamblea, Proyecto, Sitio

EXTRAS = {"acerca": "acerca/"}
SITIO = Sitio(nombre="Asambleas", descripcion="De qué trata.", direccion="https://ejemplo.org/")


def _inventario(*asambleas: Asamblea, sitio: Sitio = SITIO) -> Inventario:
    return inventariar(Proyecto(sitio=sitio, asambleas=asambleas), EXTRAS)


def _publicos() -> list[str]:
    """Lo que una plantilla puede leer de una asamblea sin darle argumentos."""
    calculados = [n for n, v in vars(Asamblea).items() if isinstance(v, (property, cached_property))]
    return sorted({*Asamblea.model_fields, *calculados})


def _o_lanza(leer: Callable[[], Any]) -> Any:
    try:
        return leer()
    except MiraLosResultados:
        return MiraLosResultados


@pytest.mark.parametrize("estado", ESTADOS)
@pytest.mark.parametrize("nombre", _publicos())
def test_lo_que_se_lee_de_un_recorte_es_lo_de_la_entera_o_lanza(nombre: str, estado: str) -> None:
    entera = asamblea(**en_estado(estado))
    # Lo que ya calculó la entera no pasa al recorte.
    for otro in _publicos():
        if otro != "destacado" or entera.compromisos:
            getattr(entera, otro)
    if nombre == "destacado" and not entera.compromisos:
        return
    leido = _o_lanza(lambda: getattr(AsambleaRecortada.de(entera), nombre))
    assert leido is MiraLosResultados or leido == getattr(entera, nombre)
    # Otros resultados no cambian lo que se alcanza a leer.
    otra = con_otros_resultados(entera)
    if nombre not in ("demostracion", "hay_agenda"):
        assert _o_lanza(lambda: getattr(AsambleaRecortada.de(otra), nombre)) == leido


@pytest.mark.parametrize("campo", RETIRADO)
def test_lo_retirado_no_se_lee(campo: str) -> None:
    with pytest.raises(MiraLosResultados):
        getattr(AsambleaRecortada.de(asamblea(**en_estado("aprobada"))), campo)


@pytest.mark.parametrize(
    "entera", [dict, list, copy.copy, copy.deepcopy, Asamblea.publicable, BaseModel.model_copy]
)
def test_ni_se_copia_ni_se_recorre(entera: Callable[[Any], Any]) -> None:
    with pytest.raises(MiraLosResultados):
        entera(AsambleaRecortada.de(asamblea()))


@pytest.mark.parametrize("lista", ["paginas", "artefactos", "paquetes", "abiertos", "extras"])
def test_cuantas_cosas_hay_tampoco_se_sabe(lista: str) -> None:
    with pytest.raises(MiraLosResultados):
        getattr(Recorte(_inventario(asamblea())).inventario, lista)


def test_nadie_lo_atrapa_con_except_exception() -> None:
    assert not issubclass(MiraLosResultados, Exception)


def _hojas(valor: Any, ruta: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """La ruta de cada dato suelto de un modelo."""
    if isinstance(valor, BaseModel):
        for campo in type(valor).model_fields:
            yield from _hojas(getattr(valor, campo), (*ruta, campo))
    elif isinstance(valor, tuple):
        for i, suyo in enumerate(valor):
            yield from _hojas(suyo, (*ruta, i))
    elif isinstance(valor, (str, int)):
        yield ruta


def _otro(valor: Any, ruta: tuple[Any, ...]) -> Any:
    """El mismo modelo con ese dato distinto, sin validarlo: aquí no importa que sirva, sino que se note."""
    if not ruta:
        if isinstance(valor, bool):
            return not valor
        # Otro final, y no uno más: un código con una cifra de más no se puede firmar.
        return f"{valor[:-1]}{8 + (valor[-1:] == '8')}" if isinstance(valor, str) else valor + 1
    primera, *resto = ruta
    if isinstance(valor, tuple):
        return (*valor[:primera], _otro(valor[primera], tuple(resto)), *valor[primera + 1 :])
    cambiado = _otro(getattr(valor, primera), tuple(resto))
    return type(valor).model_construct(**{**dict(valor), primera: cambiado})


def _dice(entera: Asamblea, sitio: Sitio = SITIO) -> str:
    """Todo lo que decide lo que se compone con su recorte: lo que dice, y cada artefacto."""
    inventario = _inventario(entera, sitio=sitio)
    recorte = Recorte(inventario)
    return recorte.dice + "".join(repr(recorte.de(a)) for a in inventario.artefactos)


@pytest.mark.lenta
@pytest.mark.parametrize(
    "de", [asamblea_siete, lambda carpeta: dos_dias(carpeta).asamblea, lambda _: asamblea()]
)
def test_cada_dato_que_no_es_un_resultado_cambia_lo_que_dice(
    de: Callable[[Path], Asamblea], tmp_path: Path
) -> None:
    entera = de(tmp_path)
    antes = _dice(entera)
    rutas = [r for r in _hojas(entera) if r[0] not in RETIRADO]
    assert len(rutas) > 100
    vistas = set()
    for ruta in rutas:
        # Uno de cada campo: los demás de una lista son iguales.
        campo = tuple(p for p in ruta if isinstance(p, str))
        # De estos salen los archivos que se publican, y con uno que no sirve no hay inventario.
        if campo in vistas or campo[-1] in ("papel", "formatos", "estado"):
            continue
        vistas.add(campo)
        assert _dice(_otro(entera, ruta)) != antes, ruta
    for campo in ("nombre", "descripcion", "direccion"):
        assert _dice(entera, _otro(SITIO, (campo,))) != antes, campo


def test_otro_texto_en_un_resultado_no_lo_cambia() -> None:
    entera = asamblea(**en_estado("borrador"))
    necesidad = ("resultados", 0, "aportes", 0, "necesidad")
    assert _dice(_otro(entera, necesidad)) == _dice(entera)


def test_el_artefacto_recortado_es_el_mismo_de_la_recortada() -> None:
    inventario = _inventario(asamblea())
    recorte = Recorte(inventario)
    for a in inventario.artefactos:
        recortado = recorte.de(a)
        assert isinstance(recortado.asamblea, AsambleaRecortada)
        assert all(isinstance(p.artefacto.asamblea, AsambleaRecortada) for p in recortado.partes)
        assert replace(recortado, asamblea=a.asamblea, partes=a.partes) == a
