"""Lo compuesto que se recuerda es, letra por letra, lo que se compondría de nuevo."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from fabrica import POCAS_PIEZAS, asamblea, dos_dias, en_estado, resultado

from generador.catalogo.inventario import Artefacto, inventariar
from generador.composicion import compositor as modulo
from generador.composicion.compositor import Compositor
from generador.composicion.comun.contexto import Contexto
from generador.composicion.comun.entorno import componer
from generador.construccion.pedido.sellado import con_otros_resultados
from generador.modelo.asamblea import Asamblea, Proyecto, Sitio

RAIZ = Path(__file__).parents[2]
SITIO = Sitio(nombre="Sitio", descripcion="Descripción.", direccion="https://asambleas.gov.co/")


class _EnMemoria:
    """Un `Guardado` que no escribe nada."""

    def __init__(self) -> None:
        self.bytes: dict[str, bytes] = {}

    def leer(self, nombre: str) -> bytes | None:
        return self.bytes.get(nombre)

    def guardar(self, nombre: str, datos: bytes) -> None:
        self.bytes[nombre] = datos


def _borrador() -> Asamblea:
    cambios = en_estado("borrador")
    cambios["evento"] = {**POCAS_PIEZAS, "estado": "borrador"}
    cambios["resultados"] = [resultado(asistentes=20)]
    return asamblea(**cambios)


def _compuestos(entera: Asamblea, recuerdo: _EnMemoria | None = None) -> dict[str, str]:
    """El HTML de un artefacto de cada clase, por su ruta."""
    extras = {"acerca": "acerca/", f"{entera.id}/manifiesto": f"{entera.id}/descargas/m.json"}
    inventario = inventariar(Proyecto(sitio=SITIO, asambleas=(entera,)), extras)
    compositor = Compositor(RAIZ / "plantillas", inventario, recuerdo)
    unos: dict[tuple[str, str], Artefacto] = {}
    for a in inventario.artefactos:
        if a.origen is None:
            for x in (a, *(p.artefacto for p in a.partes)):
                unos.setdefault((x.declaracion.id, x.variante), x)
    hechos = {x.ruta: compositor.impreso(x) for x in unos.values()}
    compositor.recordar()
    return hechos


@pytest.fixture
def hechos(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Las plantillas que de verdad se componen, y terminan."""
    suyas: list[str] = []

    def anotar(entorno: object, plantilla: str, contexto: Contexto) -> str:
        html = componer(entorno, plantilla, contexto)  # type: ignore[arg-type]
        suyas.append(plantilla)
        return html

    monkeypatch.setattr(modulo, "componer", anotar)
    return suyas


@pytest.mark.lenta
def test_lo_recordado_es_lo_que_se_compondria(hechos: list[str]) -> None:
    entera, recuerdo = _borrador(), _EnMemoria()
    de_nuevo = _compuestos(entera)
    assert _compuestos(entera, recuerdo) == de_nuevo
    hechos.clear()
    assert _compuestos(entera, recuerdo) == de_nuevo
    de_resultados = list(hechos)
    assert 0 < len(de_resultados) < len(de_nuevo)
    # Otros resultados: se componen los mismos, y todo sale como desde cero.
    otra = con_otros_resultados(entera)
    otra_de_nuevo = _compuestos(otra)
    distintos = [r for r in de_nuevo if de_nuevo[r] != otra_de_nuevo.get(r)]
    hechos.clear()
    assert _compuestos(otra, recuerdo) == otra_de_nuevo
    assert 0 < len(distintos) <= len(hechos) == len(de_resultados)


@pytest.mark.lenta
def test_una_pagina_que_se_deja_de_publicar_lo_compone_todo_de_nuevo(hechos: list[str]) -> None:
    """Los impresos llevan direcciones: si una de las que pidieron cambia, nada de lo recordado sirve."""
    entera, recuerdo = _borrador(), _EnMemoria()
    antes = _compuestos(entera, recuerdo)
    (nombre,) = recuerdo.bytes
    pedidas, guardados = json.loads(recuerdo.bytes[nombre])
    assert f"{entera.id}/agenda" in pedidas
    pedidas[f"{entera.id}/agenda"] = "otra/"
    recuerdo.bytes[nombre] = json.dumps([pedidas, guardados]).encode()
    hechos.clear()
    assert _compuestos(entera, recuerdo) == antes
    assert len(hechos) == len(antes)


@pytest.mark.lenta
def test_otro_dato_lo_compone_todo_de_nuevo(tmp_path: Path, hechos: list[str]) -> None:
    entera, recuerdo = dos_dias(tmp_path).asamblea, _EnMemoria()
    _compuestos(entera, recuerdo)
    titular = entera.evento.model_copy(update={"titular": "Otro titular"})
    otra = Asamblea.model_construct(**{**dict(entera), "evento": titular})
    hechos.clear()
    con = _compuestos(otra, recuerdo)
    assert len(hechos) == len(con)
    assert con == _compuestos(otra)
