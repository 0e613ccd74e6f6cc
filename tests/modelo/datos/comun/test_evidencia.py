"""Con qué se comprueba un avance: enlace, documento guardado, foto publicada, o nada."""

from __future__ import annotations

from typing import Any

import pytest
from fabrica import avance
from pydantic import ValidationError

from generador.carga.lectura.lector import leer_bytes
from generador.carga.traduccion import traducir
from generador.modelo.datos.comun.evidencia import Evidencia
from generador.modelo.datos.seguimiento import Avance, Seguimiento

ENLACE = "https://fuente.gov.co/acta"
DOCUMENTO = {
    "que": "Acta de entrega",
    "numero": "012",
    "fecha": "2024-03-03",
    "guarda": "Alcaldía de prueba",
}


def _avance(**cambios: Any) -> Avance:
    base = avance("2024-02-01")
    base.pop("fuente")
    return Avance.model_validate({**base, **cambios})


@pytest.mark.parametrize(
    "escrito",
    [{"fuente": ENLACE}, {"evidencia": ENLACE}, {"evidencia": {"enlace": ENLACE}}],
)
def test_un_enlace_se_escribe_de_tres_maneras_y_dice_lo_mismo(escrito: dict[str, Any]) -> None:
    assert _avance(**escrito).soporte == Evidencia(enlace=ENLACE)


def test_sin_nada_no_hay_soporte() -> None:
    assert _avance().soporte is None
    assert _avance(evidencia=None, fuente=None).soporte is None


def test_un_documento_dice_cual_es_y_quien_lo_guarda() -> None:
    soporte = _avance(evidencia={"documento": DOCUMENTO}).soporte
    assert soporte is not None
    assert soporte.texto("") == (
        "Acta de entrega, número 012, del 3 de marzo de 2024. Lo guarda: Alcaldía de prueba"
    )
    corto = _avance(evidencia={"documento": {"que": "Acta", "guarda": "La junta"}}).soporte
    assert corto is not None
    assert corto.texto("") == "Acta. Lo guarda: La junta"


def test_pueden_ir_las_tres() -> None:
    tres = {"enlace": ENLACE, "documento": {"que": "Acta", "guarda": "La junta"}, "foto": "entrega.jpg"}
    soporte = _avance(evidencia=tres).soporte
    assert soporte is not None
    assert soporte.texto("https://s.co/a/") == (
        f"{ENLACE}; Acta. Lo guarda: La junta; Foto publicada en https://s.co/a/"
    )


_YAML = """fecha_de_referencia: 2024-06-30
avances:
  - compromiso: PRU23-001
    fecha: 2024-02-01
    estado: en_marcha
    texto: Se reunieron.
    reporta: Grupo
"""
_REMEDIO = (
    "debajo de «evidencia», con sangría, escriba «enlace» (https://…), «documento» (con «que» y «guarda») o "
    "«foto» (una de «medios»); si no hay soporte, borre el renglón"
)


@pytest.mark.parametrize(
    ("escrito", "ruta", "mensaje", "ayuda"),
    [
        (
            "    evidencia: Foto en el celular del tesorero\n",
            "avances[1].evidencia",
            "«Foto en el celular del tesorero» no dice con qué se comprueba",
            _REMEDIO,
        ),
        ("    evidencia: {}\n", "avances[1].evidencia", "no dice con qué se comprueba", _REMEDIO),
        (
            f"    evidencia: {ENLACE}\n    fuente: {ENLACE}\n",
            "avances[1]",
            "lleva «fuente» y «evidencia»",
            "deje solo «evidencia», con su «enlace»",
        ),
        (
            "    evidencia:\n      documento:\n        que: Acta\n",
            "avances[1].evidencia.documento.guarda",
            "falta «guarda», y no puede faltar",
            "agréguelo: la entidad u organización que lo guarda y lo muestra; nunca una persona",
        ),
        (
            "    evidencia: http://sin-candado.co/\n",
            "avances[1].evidencia.enlace",
            "«http://sin-candado.co/» no es la dirección de una fuente",
            "use una que empiece por https://",
        ),
    ],
)
def test_lo_que_no_sirve_se_dice_con_su_remedio(escrito: str, ruta: str, mensaje: str, ayuda: str) -> None:
    fuente = leer_bytes((_YAML + escrito).encode(), "seguimiento.yml")
    with pytest.raises(ValidationError) as error:
        Seguimiento.model_validate(fuente.datos)
    (hallazgo,) = traducir(error.value, fuente, Seguimiento)
    assert (hallazgo.lugar.ruta, hallazgo.mensaje, hallazgo.ayuda) == (ruta, mensaje, ayuda)


def test_el_esquema_admite_la_direccion_sola_y_las_claves() -> None:
    campo = Seguimiento.model_json_schema()["$defs"]["Avance"]["properties"]["evidencia"]
    assert campo["anyOf"] == [
        {"type": "string", "format": "uri"},
        {"$ref": "#/$defs/Evidencia"},
        {"type": "null"},
    ]
