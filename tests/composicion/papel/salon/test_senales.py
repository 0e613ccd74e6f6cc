"""Las señales del salón: las siete, cada una con su dibujo y su título."""

from __future__ import annotations

from generador.composicion.papel.salon.senales import SENALES


def test_las_siete_senales_con_su_dibujo_y_su_titulo() -> None:
    assert [s.nombre for s in SENALES] == [
        *("Rampa", "Intérprete de lengua de señas", "Cuidado infantil", "Silla prioritaria"),
        *("Primeros auxilios", "Salida", "Agua"),
    ]
    assert len({s.dibujo for s in SENALES}) == len(SENALES)
    assert [s.nombre for s in SENALES if f"<title>{s.nombre}</title>" not in s.dibujo] == []
