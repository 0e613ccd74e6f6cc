"""Qué se ofrece ver de cada archivo: lo que lo muestra, y solo lo que se publica."""

from __future__ import annotations

import pytest
from fabrica import ID, en_estado, expediente

from generador.catalogo.paginas import PAGINAS as TODAS
from generador.local.vista.muestras import PAGINAS, muestras
from generador.modelo.archivos import ARCHIVOS
from generador.modelo.asamblea import Sitio

SITIO = Sitio(nombre="Pruebas", descripcion="De prueba.", direccion="https://asambleas.gov.co/")


def test_cada_clase_de_archivo_tiene_donde_verse() -> None:
    assert set(PAGINAS) == set(ARCHIVOS)
    assert {p for ids in PAGINAS.values() for p in ids} <= {p.id for p in TODAS}


@pytest.mark.parametrize(
    ("clase", "nombre", "paginas", "impresos"),
    [
        ("sitio", "sitio.yml", [""], []),
        (
            "evento",
            f"{ID}/evento.yml",
            ["programa/", "convocatoria/", ""],
            [
                *("carta", "cuaderno-a-mano", "evaluacion", "guion-de-radio", "mesa-tecnica"),
                *(
                    "minuto-a-minuto",
                    "nota-de-prensa",
                    "programa",
                    "programa-plegado",
                    "registro",
                    "tarjetas-de-moderacion",
                ),
            ],
        ),
        ("agenda", f"{ID}/agenda.yml", [], []),
        ("resultado", f"{ID}/resultados/M1-S1.yml", ["mesas/1/", "rompecabezas/"], None),
        (
            *("convenio", "convenios/002-2023.yml", [""]),
            ["carta", "cuaderno-a-mano", "evaluacion", "guion-de-radio", "nota-de-prensa"],
        ),
        ("convenio", "convenios/999-2023.yml", [], []),
    ],
)
def test_lo_que_se_ofrece(clase: str, nombre: str, paginas: list[str], impresos: list[str] | None) -> None:
    suyo = expediente(**en_estado("convocada"))
    hay = muestras(clase, nombre, SITIO, (suyo,))
    antes = "" if clase == "sitio" else f"{ID}/"
    assert [m.ruta for m in hay if not m.impreso] == [f"{antes}{p}" for p in paginas]
    hechos = sorted(m.ruta.rpartition("/")[2].removesuffix(".pdf") for m in hay if m.impreso)
    if impresos is None:
        # De su sub-mesa y de su mesa, y de ninguna otra.
        assert hechos
        assert [h for h in hechos if not h.endswith(("-mesa-1", "-M1-S1"))] == []
    else:
        assert hechos == impresos


def test_en_borrador_ya_se_ve_la_agenda() -> None:
    suyo = expediente(**en_estado("borrador"))
    hay = muestras("agenda", f"{ID}/agenda.yml", SITIO, (suyo,))
    assert hay[0].ruta == f"{ID}/agenda/"
