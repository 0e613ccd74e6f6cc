"""Cómo se titula cada elemento de una lista en el editor."""

from __future__ import annotations

from generador.local.editor.pantalla import _titulo
from generador.modelo.campos import campo_en, campos
from generador.modelo.datos.evento import Evento


def test_una_jornada_sin_nombre_se_titula_con_su_fecha() -> None:
    """Visto fallar: «1. (sin nombre)»."""
    jornadas = campo_en(Evento, ("jornadas",))
    assert jornadas is not None
    suyos = campos(jornadas.dentro)
    assert _titulo(suyos, {"fecha": "2024-05-11", "inicio": "08:00"}, 0) == "1. 2024-05-11"
    assert _titulo(suyos, {}, 1) == "2. (sin nombre)"
