"""Lo que no sirve de un dato que no viene de un archivo."""

from __future__ import annotations

from fabrica import resultado

from generador.carga.sin_archivo import fallas
from generador.modelo.datos.aporte import Resultado


def test_lo_que_sirve_no_tiene_fallas() -> None:
    assert list(fallas(Resultado, resultado())) == []


def test_cada_falla_dice_donde_y_que_hacer() -> None:
    hoja = {"submesa": "M1-S1", "asistentes": "veinte", "aportes": [{"solucion": "Pozo"}], "aporte": []}
    halladas = list(fallas(Resultado, hoja))
    assert [(f.ruta, f.falta) for f in halladas] == [
        (("asistentes",), False),
        (("aportes", 0, "necesidad"), True),
        (("aporte",), False),
    ]
    assert "«veinte»" in halladas[0].mensaje
    assert "«aportes»" in halladas[2].mensaje
    assert all(f.ayuda for f in halladas)


def test_una_lista_vacia_falta() -> None:
    (falla,) = fallas(Resultado, {"submesa": "M1-S1", "aportes": []})
    assert (falla.ruta, falla.falta) == (("aportes",), True)
