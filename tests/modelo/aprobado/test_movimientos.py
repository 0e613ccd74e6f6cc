"""Lo que estuvo en la agenda y ya no está: cómo era, desde cuándo, y dónde quedó lo suyo."""

from __future__ import annotations

from actos import consolidacion, consolidada, dos_actos
from fabrica import asamblea, compromiso

from generador.modelo.aprobado.movimientos import anteriores, quedo_en


def _resumen(cambios: dict[str, object]) -> list[tuple[str, int, int, tuple[str, ...]]]:
    versiones = asamblea(**cambios).versiones
    return [
        (x.compromiso.codigo, x.desde.numero, x.hasta.numero, tuple(c.codigo for c in x.quedo_en))
        for x in anteriores(versiones)
    ]


def test_de_lo_que_sigue_ahi_no_se_dice_que_se_consolido() -> None:
    """Visto fallar: con el campo mal escrito decía «se consolidó; lo suyo quedó en» él mismo."""
    contenidos = [v.contenido for v in asamblea(**dos_actos()).versiones]
    codigos = ("PRU23-001", "PRU23-002", "PRU23-003", "PRU23-099")
    assert [quedo_en(contenidos, c) for c in codigos] == [None, ("PRU23-001",), (), None]


def test_sin_consolidar_no_hay_ninguno() -> None:
    cambios = dos_actos()
    cambios["agenda"] = {c: v for c, v in cambios["agenda"].items() if c != "consolidaciones"}
    assert _resumen(cambios) == []


def test_lo_que_se_junto_y_lo_que_quedo_por_fuera() -> None:
    (_, fuera) = anteriores(asamblea(**dos_actos()).versiones)
    assert [(n.aporte, n.razon) for n in fuera.por_fuera] == [("M1-S2-N1", "Ya lo hace el acueducto.")]
    assert _resumen(dos_actos()) == [("PRU23-002", 1, 2, ("PRU23-001",)), ("PRU23-003", 1, 2, ())]


def test_lo_que_nacio_al_consolidar_y_se_volvio_a_juntar() -> None:
    """Lo suyo se dice de lo vigente, no de lo que rigió en medio y también se fue."""
    cambios = dos_actos()
    fuera = [{"aporte": "M1-S2-N1", "razon": "Ya lo hace el acueducto."}]
    otro = compromiso(
        "PRU23-004", ("M1-S1-N1", "M1-S1-N2"), titulo="Riego y luz", texto="Hacer las dos entre todas."
    )
    suya = consolidacion(otro, fecha="2024-03-01", no_recogidos=fuera)
    cambios["agenda"] = consolidada(cambios["agenda"], suya, **cambios)
    assert _resumen(cambios) == [
        ("PRU23-001", 1, 3, ("PRU23-004",)),
        ("PRU23-002", 1, 2, ("PRU23-004",)),
        ("PRU23-003", 1, 2, ()),
    ]
    # Como era en la última que lo tuvo.
    (juntos, *_) = anteriores(asamblea(**cambios).versiones)
    assert juntos.compromiso.titulo == "Riego y luz"
