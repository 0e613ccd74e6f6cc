"""La cadena de actos: cada modo de falsearla es un solo error, y dice dónde y qué hacer."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from actos import consolidacion, consolidada, dos_actos, errata
from fabrica import BORRAR, aporte, cambiado, compromiso, expediente, resultado

from generador.modelo.aprobado.erratas import aplicadas
from generador.revision import revisar

Cambios = dict[str, Any]
HOY = "2026-01-15"
FUERA = [{"aporte": "M1-S2-N1", "razon": "Ya lo hace el acueducto."}]
JUNTOS = ("M1-S1-N1", "M1-S1-N2")


def _errores(cambios: Cambios) -> list[tuple[str, str]]:
    """Ruta y mensaje de cada error."""
    return [(h.lugar.ruta, h.mensaje) for h in revisar(expediente(**cambios)) if h.gravedad == "error"]


def _con(cambios: Cambios, **en_la_agenda: Any) -> Cambios:
    return {**cambios, "agenda": cambiado(cambios["agenda"], en_la_agenda)}


def _otra(cambios: Cambios, *compromisos: Any, **otros: Any) -> Cambios:
    """Con una consolidación más, bien hecha."""
    sin_agenda = {k: v for k, v in cambios.items() if k != "agenda"}
    nueva = consolidacion(*compromisos, **{"fecha": "2024-06-01", "no_recogidos": FUERA, **otros})
    return {**cambios, "agenda": consolidada(cambios["agenda"], nueva, **sin_agenda)}


def _rehecha(*compromisos: Any, **otros: Any) -> Cambios:
    """La plenaria de `dos_actos` con otra consolidación en lugar de la suya, con sus huellas al día."""
    cambios = dos_actos()
    sola = {**cambios, "agenda": cambiado(cambios["agenda"], {"consolidaciones": BORRAR})}
    return _otra(sola, *compromisos, **{"fecha": "2024-02-01", **otros})


def _con_errata(cambios: Cambios, fecha: str = "2024-03-01", campo: str = "titulo") -> Cambios:
    """Con una errata de después, bien hecha."""
    e = expediente(**cambios).asamblea
    dice = str(getattr(e.compromisos[0], campo))
    nueva = {**errata(fecha, campo, dice, "Otro título"), "huella": "0" * 64}
    con_ella = _con(cambios, fe_de_erratas=[*cambios["agenda"].get("fe_de_erratas", []), nueva])
    armada = expediente(**con_ella).asamblea
    assert armada.agenda is not None
    *_, ultima = aplicadas(armada.agenda, armada.contenido_aprobado)
    con_ella["agenda"]["fe_de_erratas"][-1]["huella"] = ultima.huella
    return con_ella


def test_los_dos_actos_se_leen_cada_uno_en_su_version() -> None:
    a = expediente(**dos_actos()).asamblea
    assert _errores(dos_actos()) == []
    assert [(v.numero, str(v.fecha), v.acto, [c.codigo for c in v.compromisos]) for v in a.versiones] == [
        (1, "2023-11-18", "plenaria", ["PRU23-001", "PRU23-002", "PRU23-003"]),
        (2, "2024-02-01", "consolidacion", ["PRU23-001"]),
    ]
    assert a.huella == a.versiones[1].huella != a.versiones[0].huella
    assert [(d.aporte, d.clase) for d in a.cobertura.destinos] == [
        ("M1-S1-N1", "fusionado"),
        ("M1-S1-N2", "fusionado"),
        ("M1-S2-N1", "por_fuera"),
    ]


def test_una_errata_del_mismo_dia_no_se_mete_en_la_version_de_la_consolidacion() -> None:
    """Vista fallar: con la versión de ese día, lo consolidado no se leía en ninguna parte sin corregir."""
    a = expediente(**_con_errata(dos_actos(), fecha="2024-02-01")).asamblea
    assert [(v.numero, v.acto, len(v.erratas), v.compromisos[0].titulo) for v in a.versiones[1:]] == [
        (2, "consolidacion", 0, "Riego y luz"),
        (3, "consolidacion", 1, "Otro título"),
    ]


def _quitar(ruta: str) -> Callable[[Cambios], Cambios]:
    return lambda c: _con(c, **{ruta: BORRAR})


def _poner(**valores: Any) -> Callable[[Cambios], Cambios]:
    return lambda c: _con(c, **valores)


def _dos(c: Cambios) -> Cambios:
    return _otra(c, compromiso(aportes=JUNTOS, titulo="Riego, luz y más", texto="Hacer."))


def _al_reves(c: Cambios) -> Cambios:
    dos = _dos(c)
    primera, segunda = dos["agenda"]["consolidaciones"]
    return _con(dos, consolidaciones=[segunda, primera])


def _sin_la_primera(c: Cambios) -> Cambios:
    return _con(_dos(c), **{"consolidaciones.0": BORRAR})


def _repetida(c: Cambios) -> Cambios:
    return _con(c, consolidaciones=c["agenda"]["consolidaciones"] * 2)


def _sin_ella_y_con_errata(c: Cambios) -> Cambios:
    return _con(_con_errata(c, campo="texto"), consolidaciones=BORRAR)


def _editada_y_con_errata(c: Cambios) -> Cambios:
    return _con(_con_errata(c), **{"consolidaciones.0.compromisos.0.titulo": "Riego"})


def _aporte_editado(c: Cambios) -> Cambios:
    suyo = copy.deepcopy(c)
    suyo["resultados"][0]["aportes"][0]["necesidad"] = "Falta otra cosa."
    return suyo


def _antes_de_aprobar(c: Cambios) -> Cambios:
    return {**_con(c, aprobacion=BORRAR), "evento": {"estado": "borrador"}}


def _tarde(c: Cambios) -> Cambios:
    recibidos = [{"submesa": "M2-S1", "fecha": "2024-01-10", "razon": "La hoja se mojó."}]
    hoja = resultado("M2-S1", aportes=[aporte("vías")])
    return {**_con(c, recibidos=recibidos), "resultados": [*c["resultados"], hoja]}


def _cita_lo_tardio(_: Cambios) -> Cambios:
    return _tarde(_rehecha(compromiso(aportes=(*JUNTOS, "M2-S1-N1")), no_recogidos=FUERA))


C0 = "consolidaciones[1]"
DEL_COMPROMISO = "el compromiso PRU23-001 ya no dice lo que se consolidó"
NO_SIGUE = "la consolidación del {} no sigue a ningún acto: se borró o cambió el que nombra"
FALSEDADES: dict[str, tuple[Callable[[Cambios], Cambios], list[tuple[str, str]]]] = {
    "editar el acto de la plenaria": (
        _poner(**{"aprobacion.decision": "Aprobada por mayoría"}),
        [("aprobacion", "el acta ya no dice lo que se anotó al aprobar")],
    ),
    "cambiar la huella de la plenaria": (
        _poner(**{"aprobacion.huella": "a" * 64}),
        [("aprobacion.huella", "esta no es la huella con que se aprobó: todo lo aprobado sigue igual")],
    ),
    "editar lo que leyó la plenaria": (
        _aporte_editado,
        [("aportes[1]", "el aporte M1-S1-N1 ya no dice lo que aprobó la plenaria")],
    ),
    "editar un compromiso consolidado": (
        _poner(**{"consolidaciones.0.compromisos.0.texto": "Hacer riego."}),
        [(f"{C0}.compromisos[1]", DEL_COMPROMISO)],
    ),
    "editarlo habiendo erratas después": (_editada_y_con_errata, [(f"{C0}.compromisos[1]", DEL_COMPROMISO)]),
    "cambiar la razón de lo que quedó por fuera": (
        _poner(**{"consolidaciones.0.no_recogidos.0.razon": "Otra."}),
        [(f"{C0}.no_recogidos[1]", "el aporte no recogido M1-S2-N1 ya no dice lo que se consolidó")],
    ),
    "cambiar quién consolidó": (
        _poner(**{"consolidaciones.0.quien": "Otra mesa"}),
        [(C0, "la fecha, quién o el mandato de la consolidación ya no dicen lo que se anotó")],
    ),
    "cambiar el mandato": (
        _poner(**{"consolidaciones.0.mandato": "Ninguno."}),
        [(C0, "la fecha, quién o el mandato de la consolidación ya no dicen lo que se anotó")],
    ),
    "cambiar la huella de la consolidación": (
        _poner(**{"consolidaciones.0.huella": "a" * 64}),
        [(f"{C0}.huella", "esta consolidación, o lo que la precede, ya no es lo que se publicó")],
    ),
    "cambiar sus huellas cortas": (
        _poner(**{"consolidaciones.0.partes.compromisos.0": "PRU23-001 " + "a" * 16}),
        [(f"{C0}.compromisos[1]", DEL_COMPROMISO)],
    ),
    "encadenarla a otro acto": (
        _poner(**{"consolidaciones.0.anterior": "a" * 64}),
        [(f"{C0}.anterior", NO_SIGUE.format("2024-02-01"))],
    ),
    "quitar la primera de dos": (_sin_la_primera, [(f"{C0}.anterior", NO_SIGUE.format("2024-06-01"))]),
    "quitar la que corrige una errata": (
        _sin_ella_y_con_errata,
        [("fe_de_erratas[1].dice", "PRU23-001 no dice eso en «texto»")],
    ),
    "ponerlas al revés": (
        _al_reves,
        [(C0, "cambió el orden de las consolidaciones: aquí iba la del 2024-02-01")],
    ),
    "repetirla": (_repetida, [(f"{C0}.anterior", NO_SIGUE.format("2024-02-01"))]),
    "antedatarla": (
        lambda _: _rehecha(compromiso(aportes=JUNTOS), fecha="2023-11-17"),
        [
            (
                f"{C0}.fecha",
                "la consolidación está antedatada: es del 2023-11-17 y la aprobación es del 2023-11-18",
            )
        ],
    ),
    "fecharla mañana": (
        lambda _: _rehecha(compromiso(aportes=JUNTOS), fecha="2199-01-01"),
        [(f"{C0}.fecha", "la consolidación es del 2199-01-01, que todavía no llega")],
    ),
    "antedatar la errata que sigue": (
        lambda c: _con_errata(c, fecha="2024-01-31"),
        [
            (
                "fe_de_erratas[1].fecha",
                "la errata está antedatada: es del 2024-01-31 y la consolidación anterior es del 2024-02-01",
            )
        ],
    ),
    "consolidar antes de aprobar": (
        _antes_de_aprobar,
        [("consolidaciones", "dice que se consolidó y la agenda no está aprobada")],
    ),
    "dejar caer un aporte sin razón": (
        lambda _: _rehecha(compromiso(aportes=JUNTOS), no_recogidos=[]),
        [
            (
                f"{C0}.compromisos",
                "la consolidación deja caer 1 aporte de la plenaria, sin decir por qué: M1-S2-N1 (PRU23-003)",
            )
        ],
    ),
    "darle el código de uno a otro": (
        lambda _: _rehecha(
            compromiso("PRU23-001", ("M1-S1-N1",)), compromiso("PRU23-003", ("M1-S1-N2",), titulo="Luz")
        ),
        [
            (
                f"{C0}.compromisos[2].codigo",
                "PRU23-003 ya nombraba otro compromiso, el que nace de M1-S2-N1",
            )
        ],
    ),
    "citar un aporte que no existe": (
        lambda _: _rehecha(compromiso(aportes=(*JUNTOS, "M1-S2-N9"))),
        [(f"{C0}.compromisos[1].aportes[3]", "no existe el aporte M1-S2-N9")],
    ),
    "contar un aporte dos veces": (
        lambda _: _rehecha(compromiso(aportes=JUNTOS), compromiso("PRU23-002", ("M1-S1-N2",))),
        [
            (
                f"{C0}.compromisos[2].aportes[1]",
                "M1-S1-N2 ya lo recoge PRU23-001: un aporte va en un solo compromiso",
            )
        ],
    ),
    "recogerlo y dejarlo por fuera": (
        lambda _: _rehecha(compromiso(aportes=(*JUNTOS, "M1-S2-N1"))),
        [
            (
                f"{C0}.no_recogidos[1].aporte",
                "M1-S2-N1 figura como no recogido y lo recoge PRU23-001",
            )
        ],
    ),
    "meter como aprobado lo que llegó después": (
        _cita_lo_tardio,
        [
            (
                f"{C0}.compromisos[1].aportes[3]",
                "M2-S1-N1 no está en lo que aprobó la plenaria: llegó después del acto",
            )
        ],
    ),
}


@pytest.mark.parametrize("como", FALSEDADES)
def test_cada_modo_de_falsear_la_cadena_se_dice_una_vez(como: str) -> None:
    falsear, errores = FALSEDADES[como]
    assert _errores(falsear(dos_actos())) == errores


def test_lo_que_llego_despues_no_estorba_a_la_cadena() -> None:
    assert _errores(_tarde(dos_actos())) == []


def test_lo_que_se_prepara_no_se_revisa_ni_cambia_nada() -> None:
    preparado = {"compromisos": [compromiso(aportes=("M1-S1-N1",))]}
    con = _con(dos_actos(), por_consolidar=preparado)
    assert _errores(con) == []
    assert expediente(**con).asamblea.huella == expediente(**dos_actos()).asamblea.huella
    borrador = _antes_de_aprobar(_con(con, consolidaciones=BORRAR))
    assert _errores(borrador) == [
        ("por_consolidar", "hay compromisos por consolidar y la agenda no está aprobada")
    ]


def test_lo_consolidado_que_cambio_se_dice_al_lado_de_lo_de_hoy() -> None:
    """Con la copia de lo publicado, cada acto cita el suyo."""
    publicada = expediente(**dos_actos()).asamblea
    hoy = _poner(**{"consolidaciones.0.compromisos.0.texto": "Hacer riego."})(dos_actos())
    suyo = replace(expediente(**hoy), publicada=lambda: publicada)
    assert [h.mensaje for h in revisar(suyo) if h.gravedad == "error"] == [
        f"{DEL_COMPROMISO}: «Compromiso» decía «Hacer riego y luz entre todas.» y dice «Hacer riego.»"
    ]
