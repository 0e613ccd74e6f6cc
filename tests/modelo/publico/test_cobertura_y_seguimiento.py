"""El destino de cada aporte, y la historia de cada compromiso contada desde la fecha de referencia."""

from datetime import date
from pathlib import Path
from typing import Any

from apoyo import RAIZ
from fabrica import agenda, aporte, asamblea, avance, compromiso, en_estado, resultado

from generador.carga.cargar import cargar
from generador.modelo.datos.seguimiento import EstadoDeCompromiso as E


def test_cada_aporte_tiene_su_destino() -> None:
    a = asamblea(
        evento={"estado": "borrador"},
        resultados=[resultado(aportes=[aporte(), aporte("luz")]), resultado("M2-S1"), resultado("M2-S2")],
        agenda=agenda(
            compromiso(aportes=("M1-S1-N1", "M2-S1-N1")),
            no_recogidos=[{"aporte": "M1-S1-N2", "razon": "Ya existe."}],
        ),
    )
    c = a.cobertura
    assert [(d.aporte, d.clase, d.compromisos, d.razon) for d in c.destinos] == [
        ("M1-S1-N1", "fusionado", ("PRU23-001",), None),
        ("M1-S1-N2", "por_fuera", (), "Ya existe."),
        ("M2-S1-N1", "fusionado", ("PRU23-001",), None),
        ("M2-S2-N1", "sin_destino", (), None),
    ]
    assert (c.total, c.completa) == (4, False)
    assert a.destino_de("M1-S1-N2").razon == "Ya existe."


def test_arauca_cubre_todos_sus_aportes() -> None:
    arauca = next(e.asamblea for e in cargar(Path(RAIZ)).expedientes if e.asamblea.id == "arauca-2023")
    c = arauca.cobertura
    assert c.completa
    assert c.completa
    assert len(c.recogidos) + len(c.fusionados) + len(c.por_fuera) == c.total == len(arauca.aportes)
    # Quien no escribió fecha queda a la vista: en Arauca, ninguno.
    assert all(x.plazos for x in arauca.compromisos)


def _seguida(*avances: dict[str, Any], corte: str = "2024-06-30") -> Any:
    return asamblea(
        **en_estado("aprobada"), seguimiento={"fecha_de_referencia": corte, "avances": list(avances)}
    )


def test_la_linea_de_tiempo_va_por_fecha_y_el_ultimo_avance_da_el_estado() -> None:
    a = _seguida(avance("2024-05-01", "cumplido"), avance("2024-02-01", "en_marcha"))
    (h,) = a.historias
    assert [x.fecha for x in h.avances] == [date(2024, 2, 1), date(2024, 5, 1)]
    assert (h.estado, h.sin_reporte_desde) == (E.CUMPLIDO, date(2024, 5, 1))
    assert (h.proximo_reporte, h.debe_reporte) == (None, False)
    assert a.historia("PRU23-001") == h
    assert a.historia("PRU23-999") is None


def test_el_primer_reporte_se_debe_a_los_tres_meses() -> None:
    assert _seguida().primer_reporte == date(2024, 2, 18)
    for corte, debe in (("2024-02-18", False), ("2024-02-19", True)):
        (h,) = _seguida(corte=corte).historias
        assert (h.estado, h.sin_reporte_desde, h.debe_reporte) == (E.SIN_INICIAR, date(2023, 11, 18), debe)
    (h,) = _seguida(avance("2024-03-18", "aplazado"), corte="2024-06-19").historias
    assert (h.sin_reporte_desde, h.debe_reporte) == (date(2024, 3, 18), True)


def test_el_resumen_por_mesa_cuenta_los_cinco_estados() -> None:
    uno, dos = _seguida(avance("2024-03-18", "en_marcha"), corte="2024-04-01").resumen_de_seguimiento
    assert (uno.mesa, uno.total, uno.deben_reporte) == (1, 1, 0)
    assert uno.cuentas == (
        (E.SIN_INICIAR, 0),
        (E.EN_MARCHA, 1),
        (E.CUMPLIDO, 0),
        (E.APLAZADO, 0),
        (E.NO_VIABLE, 0),
    )
    assert uno.cuenta(E.EN_MARCHA) == 1
    assert (dos.mesa, dos.total) == (2, 0)
    assert asamblea(**en_estado("borrador")).resumen_de_seguimiento == ()


def test_sin_seguimiento_nadie_debe_reporte() -> None:
    (h,) = asamblea(**en_estado("aprobada")).historias
    assert (h.estado.nombre, h.referencia, h.debe_reporte) == ("sin iniciar", date(2023, 11, 18), False)
