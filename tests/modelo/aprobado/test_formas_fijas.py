"""Lo firmado con cada forma no cambia: un campo nuevo del modelo no mueve un byte de lo que ya se aprobó."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from fabrica import asamblea, en_estado, en_forma, firmada

from generador.carga.cargar import cargar
from generador.modelo.aprobado.contenido import canonica
from generador.modelo.asamblea import Asamblea, Sitio
from generador.modelo.publico.apertura import abrir
from generador.salida.abiertos.documento_json import arbol


@pytest.fixture(scope="module")
def arauca() -> Asamblea:
    (suya,) = (e for e in cargar(Path(__file__).parents[3]).expedientes if e.asamblea.id == "arauca-2023")
    return suya.asamblea


def test_los_bytes_de_arauca_son_los_que_se_aprobaron(arauca: Asamblea) -> None:
    """La huella se calcula aquí de los bytes, no se le pregunta al acta."""
    octetos = canonica(arauca.contenido_aprobado.arbol())
    assert len(octetos) == 48486
    assert octetos.startswith(b'{"acta":{"decision":"Acta de demostraci')
    assert octetos.endswith(b'La solicitud se lleva a la mesa municipal (ARA23-024)."}]}')
    assert (
        hashlib.sha256(octetos).hexdigest()
        == "8a11e91332fc48202827e868a08105ffbec7f436532da8d4896517fa600fea88"
    )


def test_la_de_un_solo_acto_se_publica_como_antes(arauca: Asamblea) -> None:
    """Ni un campo de las consolidaciones: quien verifica lo publicado antes no halla nada distinto."""
    sitio = Sitio(nombre="S", descripcion="D.", direccion="https://x/")
    abierta = arbol(abrir(arauca.publicable(), sitio, str))
    assert "consolidaciones" not in abierta
    assert [v["numero"] for v in abierta["versiones"] if "acto" in v] == []


HUELLAS = {
    1: "ce10d7b8a8b49ad7cef0e25a70860553fe3d1c32805c02b7d34ebb94bba508b2",
    2: "f017afed3246c36e213edd2ee85d092a27de86920390ce5e6727d84ce952bd92",
    3: "2eb61f41d20b4687faf5af8c8f368f36b68491d65c3d0c3c7ad37ff09c763b25",
}


@pytest.mark.parametrize(("forma", "huella"), HUELLAS.items())
def test_cada_forma_da_su_huella_de_siempre(forma: int, huella: str) -> None:
    cambios = en_estado("borrador")
    a = asamblea(**{**cambios, "agenda": firmada(forma=forma, **cambios)})
    assert a.contenido_aprobado == en_forma(a.contenido_aprobado, forma)
    assert a.contenido_aprobado.huella == huella
