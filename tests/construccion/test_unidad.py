"""Lo de una no toca el inventario, la puerta, las claves ni el manifiesto de otra."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from apoyo import RAIZ, cambiar
from fabrica import BORRAR, ID, en_estado, escribir_proyecto, resultado

from generador.catalogo.inventario import inventariar
from generador.composicion.compositor import Compositor
from generador.construccion.entrega import preparar
from generador.construccion.pedido.encargos import encargos_de
from generador.construccion.pedido.sellado import Sellado
from generador.construccion.publicado.manifiesto import manifiesto, textos_de_piezas
from generador.salida.almacen.deposito import Constancia, Producto
from generador.salida.almacen.produccion import clave_de

pytestmark = pytest.mark.lenta
SEIS = tuple(f"asamblea-{n}-2024" for n in range(6))
TOCADA = SEIS[2]
LO_SUYO = MappingProxyType({"formatos": ["carta"], "para_taller": "no", "alcance": 20})


def _callada(nombre: str) -> dict[str, str]:
    return {"papel": "Vocera", "nombre": nombre, "consentimiento": "no"}


def _seis(raiz: Path) -> Path:
    """Seis asambleas en borrador, con una persona cada una que no autorizó su nombre."""
    cambios = en_estado("borrador")
    cambios["evento"] |= LO_SUYO
    cambios |= {"mesas": {"mesas.1": BORRAR}, "resultados": [resultado(voceria=_callada("Perpetua Callada"))]}
    escribir_proyecto(raiz, **cambios)
    molde = raiz / "datos" / ID
    for n, id_ in enumerate(SEIS):
        suya = raiz / "datos" / id_
        shutil.copytree(molde, suya)
        for archivo in ("evento.yml", "agenda.yml"):
            cambiar(suya / archivo, "PRU23", f"SE{'ABCDEF'[n]}23")
        cambiar(suya / "evento.yml", "Economía de prueba", f"Economía {n}")
        cambiar(suya / "resultados" / "M1-S1.yml", "Perpetua Callada", f"Perpetua {'ABCDEF'[n]}rriaga")
    shutil.rmtree(molde)
    return raiz


def _unidades(raiz: Path) -> Mapping[str, Mapping[str, Any]]:
    """De cada asamblea, todo lo que se decide antes de imprimir; en vez de bytes impresos, su clave."""
    preparado = preparar(raiz)
    propias = {f"{a.id}/manifiesto": f"{a.id}/m.json" for a in preparado.proyecto.asambleas}
    a_mano = {n: f"{n}/" for n in ("acerca", "accesibilidad", "como-imprimir", "privacidad")}
    inventario = replace(inventariar(preparado.proyecto, propias | a_mano), medios=preparado.medios)
    compositor = Compositor(RAIZ / "plantillas", inventario)
    sellos = Sellado(compositor, inventario).impresos()
    claves = {
        e.ruta: clave_de(e, RAIZ) for e in encargos_de(compositor, inventario, {}, preparado.reservas, sellos)
    }

    class Productos(dict[str, Producto]):
        def __missing__(self, ruta: str) -> Producto:
            clave = claves.get(ruta, ruta)
            return Producto(ruta, raiz / ruta, Constancia(clave, 9, 1, 1.0, 0.5, 7.0), nuevo=False)

    textos = textos_de_piezas(compositor, inventario)
    return {
        a.id: {
            "páginas": [(p.ruta, p.titulo) for p in inventario.paginas if p.asamblea is a],
            "archivos": [
                *(x.ruta for x in inventario.de(a)),
                *(z.ruta for z in inventario.paquetes_de(a)),
                *(d.ruta for d in inventario.abiertos_de(a)),
            ],
            "claves": {ruta: c for ruta, c in claves.items() if ruta.startswith(f"{a.id}/")},
            "puerta": (preparado.reservas[a.id].nombres, preparado.reservas[a.id].huella),
            "manifiesto": manifiesto(compositor, inventario, a, Productos(), textos, raiz),
        }
        for a in preparado.proyecto.asambleas
    }


@pytest.fixture(scope="module")
def antes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Mapping[str, Mapping[str, Any]]]:
    raiz = _seis(tmp_path_factory.mktemp("seis"))
    return raiz, _unidades(raiz)


def _otro_titular(suya: Path) -> None:
    cambiar(suya / "evento.yml", "Economía 2", "Otra economía")


def _otro_nombre(suya: Path) -> None:
    cambiar(suya / "resultados" / "M1-S1.yml", "Perpetua Crriaga", "Nicanora Posterior")


def _otro_metodo(suya: Path) -> None:
    (suya / "metodologia.yml").write_text("lema: El de esta\nmax_acciones: 2\n", "utf-8")


def _otro_estado(suya: Path) -> None:
    cambiar(suya / "evento.yml", "estado: borrador", "estado: convocada")


CAMBIOS: Mapping[str, tuple[Callable[[Path], None], set[str]]] = {
    "su titular": (_otro_titular, {"páginas", "claves", "manifiesto"}),
    "el nombre que calla": (_otro_nombre, {"claves", "puerta", "manifiesto"}),
    "su método": (_otro_metodo, {"claves", "manifiesto"}),
    "su estado": (_otro_estado, {"páginas", "archivos", "claves", "manifiesto"}),
}
"""Qué se cambia en una, y qué de lo suyo cambia."""


@pytest.mark.parametrize("cual", CAMBIOS)
def test_lo_de_una_no_toca_a_las_otras_cinco(
    antes: tuple[Path, Mapping[str, Mapping[str, Any]]], tmp_path: Path, cual: str
) -> None:
    """Vista fallar con lo que callan todas en la clave, y con todas en la huella de entradas."""
    molde, eran = antes
    raiz = shutil.copytree(molde, tmp_path / "p")
    hacer, suyos = CAMBIOS[cual]
    hacer(raiz / "datos" / TOCADA)
    son = _unidades(raiz)
    assert {k for k in son[TOCADA] if son[TOCADA][k] != eran[TOCADA][k]} == suyos
    assert [(id_, k) for id_ in SEIS for k in son[id_] if id_ != TOCADA and son[id_][k] != eran[id_][k]] == []


def test_que_una_no_este_no_toca_a_las_otras_cinco(
    antes: tuple[Path, Mapping[str, Mapping[str, Any]]], tmp_path: Path
) -> None:
    molde, eran = antes
    raiz = shutil.copytree(molde, tmp_path / "p")
    shutil.rmtree(raiz / "datos" / TOCADA)
    assert _unidades(raiz) == {id_: suyo for id_, suyo in eran.items() if id_ != TOCADA}
