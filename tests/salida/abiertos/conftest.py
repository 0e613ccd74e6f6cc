"""Los datos abiertos de una agenda aprobada y los de un borrador."""

import pytest
from actos import con_erratas, errata
from fabrica import asamblea, avance
from salida.abiertos.muestra_abierta import abierta_de, cambios_de_abiertos

from generador.modelo.publico.abierto import AgendaAbierta


@pytest.fixture(scope="module")
def aprobada() -> AgendaAbierta:
    suyas = con_erratas(cambios_de_abiertos(), errata("2024-01-10", "titulo", "Riego", "Riego comunitario"))
    corte = {
        "fecha_de_referencia": "2024-06-30",
        "demostracion": "sí",
        "avances": [avance("2024-02-01", texto="=2"), avance("2024-05-01", "cumplido")],
    }
    return abierta_de(asamblea(**suyas, seguimiento=corte))[0]


@pytest.fixture(scope="module")
def borrador() -> AgendaAbierta:
    suya = {k: v for k, v in cambios_de_abiertos()["agenda"].items() if k != "aprobacion"}
    return abierta_de(asamblea(**cambios_de_abiertos(evento={"estado": "borrador"}, agenda=suya)))[0]
