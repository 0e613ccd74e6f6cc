"""Los formatos de pieza que una asamblea pide, y lo que necesitan los de taller."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from apoyo import RAIZ
from fabrica import ID, asamblea, escribir_proyecto, expediente

from generador.catalogo.inventario import inventariar
from generador.composicion.compositor import Compositor
from generador.construccion.datos.formatos import revisar_formatos
from generador.construccion.pedido.encargos import encargos_de
from generador.construccion.preparacion import construir, examinar_piezas, preparar
from generador.errores import ErrorDeUso
from generador.modelo.asamblea import Proyecto, Sitio
from generador.salida.almacen.produccion import producir
from generador.salida.disco import CACHE
from generador.salida.imprenta.taller import PERFIL

SITIO = Sitio(nombre="Prueba", descripcion="De prueba.", direccion="https://asambleas.example/")


def _formatos(**evento: object) -> set[tuple[str, str]]:
    artefactos = inventariar(Proyecto(sitio=SITIO, asambleas=(asamblea(evento=evento),))).artefactos
    return {(a.formato.id, a.variante) for a in artefactos if a.formato is not None}


def test_solo_se_publican_los_pedidos() -> None:
    assert _formatos(formatos=["cuadrado", "pendon"], para_taller="no") == {
        ("cuadrado", "color"),
        ("pendon", "color"),
    }
    assert _formatos(formatos=["pendon"]) == {("pendon", "color"), ("pendon", "imprenta")}
    assert len(_formatos()) > 20


def test_uno_que_no_existe_se_dice_con_su_parecido() -> None:
    uno = expediente(evento={"formatos": ["carta", "cuadrada"]})
    (hallazgo,) = revisar_formatos(uno)
    assert hallazgo.mensaje == "no hay un formato de pieza «cuadrada»"
    assert hallazgo.ayuda.startswith("¿quiso decir «cuadrado»? use uno de: carta, carta-apaisada, ")
    assert list(revisar_formatos(expediente(evento={"formatos": ["carta"]}))) == []


def test_los_que_no_existen_y_los_mal_escritos_se_dicen_a_la_vez() -> None:
    dichos = list(revisar_formatos(expediente(evento={"formatos": ["afiches", "carta", "TABLOÍDE"]})))
    assert [(h.lugar.ruta, h.mensaje) for h in dichos] == [
        ("formatos[1]", "no hay un formato de pieza «afiches»"),
        ("formatos[3]", "no hay un formato de pieza «TABLOÍDE»"),
    ]
    assert dichos[1].ayuda.startswith("¿quiso decir «tabloide»? use uno de: carta, ")


def _sin_perfil(raiz: Path, **evento: object) -> Path:
    escribir_proyecto(raiz, evento=evento)
    shutil.copytree(RAIZ / "plantillas", raiz / "plantillas", dirs_exist_ok=True)
    (raiz / PERFIL).unlink()
    return raiz


def test_para_taller_y_sin_perfil_se_dice_antes_de_imprimir(tmp_path: Path) -> None:
    raiz = _sin_perfil(tmp_path, formatos=["carta"])
    esperado = (
        "falta plantillas/imprenta/GRACoL2006_Coated1v2.icc, el perfil de color de los PDF para taller; "
        f"cópielo del repositorio original, o escriba «para_taller: no» en datos/{ID}/evento.yml"
    )
    for orden in (construir, examinar_piezas):
        with pytest.raises(ErrorDeUso, match=f"^{re.escape(esperado)}$"):
            orden(raiz)
    assert not (raiz / CACHE).exists()


@pytest.mark.parametrize(
    "evento", [{"formatos": ["carta"], "para_taller": "no"}, {"formatos": ["cuadrado"], "para_taller": "si"}]
)
def test_sin_perfil_sale_todo_lo_que_no_va_a_taller(evento: dict[str, object], tmp_path: Path) -> None:
    raiz = _sin_perfil(tmp_path, **evento)
    assert examinar_piezas(raiz) == ()
    inventario = inventariar(preparar(raiz).proyecto)
    suyos = tuple(a for a in inventario.artefactos if a.declaracion.id == "como-llegar")
    (principal, *_) = encargos_de(
        Compositor(raiz / "plantillas", inventario), replace(inventario, artefactos=suyos)
    )
    assert set(producir(raiz, [principal])) >= {a.ruta for a in suyos if a.variante == "color"}
