"""Cada página dice de qué trata, distinta de las demás, y lo que describe va en datos que otros leen."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from fabrica import asamblea, asamblea_siete, cambiado, dos_dias, en_estado

from generador.catalogo.inventario import Inventario, PaginaConcreta, inventariar
from generador.composicion.paginas.buscadores import datos_enlazados, tema
from generador.modelo.asamblea import Asamblea, Proyecto, Sitio
from generador.modelo.datos.evento import Estado

SITIO = Sitio.model_validate({"nombre": "S", "descripcion": "D", "direccion": "https://asambleas.gov.co/"})


def _inventario(*asambleas: Asamblea) -> Inventario:
    return inventariar(Proyecto(sitio=SITIO, asambleas=asambleas))


def _pagina(inventario: Inventario, id_: str) -> PaginaConcreta:
    return next(p for p in inventario.paginas if p.declaracion.id == id_)


def _enlazado(a: Asamblea, id_: str) -> dict[str, Any]:
    inventario = _inventario(a)
    dicho = datos_enlazados(inventario, _pagina(inventario, id_), None)
    leido: dict[str, Any] = json.loads(dicho)
    return leido


@pytest.mark.parametrize("estado", Estado)
def test_ninguna_pagina_dice_lo_mismo_que_otra(estado: Estado) -> None:
    inventario = _inventario(asamblea(**en_estado(estado.value)))
    temas = Counter(tema(inventario, p) for p in inventario.paginas)
    assert [t for t, cuantas in temas.items() if cuantas > 1] == []


def test_ninguna_de_las_siete_mesas_tampoco(tmp_path: Path) -> None:
    inventario = _inventario(asamblea_siete(tmp_path))
    temas = Counter(tema(inventario, p) for p in inventario.paginas)
    assert [t for t, cuantas in temas.items() if cuantas > 1] == []


def test_el_encuentro_con_sus_horas_de_colombia() -> None:
    dato = _enlazado(asamblea(**en_estado("convocada")), "convocatoria")
    assert (dato["@type"], dato["startDate"], dato["endDate"]) == (
        "Event",
        "2023-11-18T08:00:00-05:00",
        "2023-11-18T10:15:00-05:00",
    )
    assert [x["@type"] for x in dato["organizer"]] == ["Organization"] * 2
    assert "image" not in dato


def test_dos_dias_en_dos_sedes(tmp_path: Path) -> None:
    expediente = dos_dias(tmp_path)
    dato = _enlazado(expediente.asamblea, "asamblea")
    evento = expediente.asamblea.evento
    assert dato["startDate"][:10] == evento.primera.fecha.isoformat()
    assert dato["endDate"][:10] == evento.ultima.fecha.isoformat()
    assert [x["name"] for x in dato["location"]] == [s.nombre for s in evento.sedes]


def test_lo_que_pasa_de_la_medianoche_acaba_al_otro_dia() -> None:
    base = asamblea(**en_estado("convocada"))
    de_noche = base.evento.primera.model_copy(
        update={
            "horario": base.evento.primera.horario.model_copy(
                update={"fin": base.evento.primera.horario.inicio.replace(hour=1)}
            )
        }
    )
    evento = base.evento.model_copy(update={"jornadas": (de_noche,)})
    dato = _enlazado(base.con(evento=evento), "asamblea")
    assert dato["endDate"] == "2023-11-19T01:00:00-05:00"


def test_el_conjunto_de_datos_ofrece_cada_archivo_y_dice_que_es_de_demostracion() -> None:
    cambios = en_estado("aprobada")
    una = asamblea(**cambios)
    inventario = _inventario(una)
    dato = _enlazado(una, "datos")
    assert [d["contentUrl"] for d in dato["distribution"]] == [
        f"https://asambleas.gov.co/{d.ruta}" for d in inventario.abiertos_de(una)
    ]
    assert dato["distribution"]
    assert not dato["description"].startswith("Datos de demostración.")
    falsa = _enlazado(una.con(evento=una.evento.model_copy(update={"demostracion": True})), "datos")
    assert falsa["description"].startswith("Datos de demostración. ")


def test_ningun_texto_cierra_el_guion() -> None:
    malo = "</script><script>alert(1)</script>&amp;<!--"
    cambios = en_estado("convocada")
    una = asamblea(**{**cambios, "evento": cambiado(cambios["evento"], {"presentacion": malo})})
    inventario = _inventario(una)
    crudo = datos_enlazados(inventario, _pagina(inventario, "asamblea"), None)
    assert not set("<>&") & set(crudo)
    assert json.loads(crudo)["description"] == malo


def test_las_demas_paginas_no_describen_nada() -> None:
    inventario = _inventario(asamblea(**en_estado("aprobada")))
    con = {p.declaracion.id for p in inventario.paginas if datos_enlazados(inventario, p, None)}
    assert con == {"asamblea", "convocatoria", "agenda", "datos"}
