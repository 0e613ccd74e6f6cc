"""La fe de erratas se pone encima de lo aprobado, que no se toca, y da cada versión."""

from datetime import date
from typing import Any

import pytest
from fabrica import agenda, compromiso, con_erratas, errata, resultado
from fabrica import asamblea as armar

from generador.modelo.erratas import NoAplica, aplicar


def _base(**cambios: Any) -> dict[str, Any]:
    suyo = compromiso(responsables=["Una", "Dos"], plazos=[{"fecha": "2024-02"}])
    return {
        "evento": {"estado": "aprobada"},
        "resultados": [resultado(), resultado("M2-S1")],
        "agenda": agenda(suyo, no_recogidos=[{"aporte": "M2-S1-N1", "razon": "Ya existe."}]),
        **cambios,
    }


def test_una_version_por_fecha_y_lo_aprobado_no_cambia() -> None:
    a = armar(
        **con_erratas(
            _base(),
            errata("2023-12-01", "texto", "Hacer riego.", "Hacer riego comunitario."),
            errata("2023-12-01", "responsables[2]", "Dos", "Dos y Tres"),
            errata("2024-01-15", "plazos[1].fecha", "2024-02", "2024-03"),
        )
    )
    assert [(v.numero, v.fecha, len(v.erratas)) for v in a.versiones] == [
        (1, date(2023, 11, 18), 0),
        (2, date(2023, 12, 1), 2),
        (3, date(2024, 1, 15), 1),
    ]
    assert [v.compromisos[0].texto for v in a.versiones] == [
        "Hacer riego.",
        "Hacer riego comunitario.",
        "Hacer riego comunitario.",
    ]
    assert a.contenido_aprobado.compromisos[0].texto == "Hacer riego."
    assert a.compromisos[0].texto == "Hacer riego comunitario."
    assert a.compromisos[0].responsables == ("Una", "Dos y Tres")
    assert a.compromisos[0].plazos[0].nombre == "marzo de 2024"
    assert a.huella == a.versiones[-1].huella == a.agenda.fe_de_erratas[-1].huella  # type: ignore[union-attr]
    assert len({v.huella for v in a.versiones}) == 3


def test_borrador_no_tiene_versiones() -> None:
    a = armar(**_base())
    assert (a.versiones, a.version, a.huella) == ((), None, None)
    assert a.contenido == a.contenido_aprobado


def test_corrige_aportes_razones_y_el_acta() -> None:
    a = armar(
        **con_erratas(
            _base(),
            errata("2023-12-01", "plan[1].cuando", "marzo de 2024", "abril de 2024", aporte="M1-S1-N1"),
            errata("2023-12-01", "razon", "Ya existe.", "Ya existe en otra mesa.", aporte="M2-S1-N1"),
            errata("2023-12-01", "modera", "Convenio", "Unidad Solidaria", acta=True),
            errata("2023-12-01", "lugar", None, "Salón comunal", acta=True),
        )
    )
    assert a.aportes[0].aporte.plan[0].cuando == "abril de 2024"
    assert a.aportes_entregados[0].aporte.plan[0].cuando == "marzo de 2024"
    assert a.no_recogidos[0].razon == "Ya existe en otra mesa."
    assert a.cobertura.destinos[1].razon == "Ya existe en otra mesa."
    acta = a.contenido.acta
    assert acta is not None
    assert (acta.modera, acta.lugar) == ("Unidad Solidaria", "Salón comunal")


def test_agrega_y_quita_elementos() -> None:
    a = armar(
        **con_erratas(
            _base(),
            errata("2023-12-01", "responsables[3]", None, "Tres"),
            errata("2023-12-01", "responsables[1]", "Una", None),
            errata("2023-12-01", "como", None, "En minga."),
            errata("2023-12-01", "plazos[2].fecha", None, "2025"),
            errata("2023-12-01", "plazos[2].que", None, "Cierre"),
        )
    )
    c = a.compromisos[0]
    assert (c.responsables, c.como) == (("Dos", "Tres"), "En minga.")
    assert [(p.fecha, p.que) for p in c.plazos] == [("2024-02", None), ("2025", "Cierre")]


@pytest.mark.parametrize(
    ("suya", "campo", "mensaje"),
    [
        (errata("2023-12-01", "texto", "Otra cosa.", "x"), "dice", "PRU23-001 no dice eso en «texto»"),
        (errata("2023-12-01", "como", "Algo", "x"), "dice", "PRU23-001 no dice eso en «como»"),
        (errata("2023-12-01", "codigo", "PRU23-001", "PRU23-002"), "campo", None),
        (errata("2023-12-01", "nada", None, "x"), "campo", "«nada» no se puede corregir aquí"),
        (errata("2023-12-01", "responsables", "Una", "x"), "campo", "«responsables» no es un solo texto"),
        (errata("2023-12-01", "responsables[9]", None, "x"), "campo", None),
        (errata("2023-12-01", "titulo", "Riego", None), "debe_decir", "PRU23-001 no admite eso en «titulo»"),
        (errata("2023-12-01", "plazos[1].fecha", "2024-02", "ayer"), "debe_decir", None),
        (errata("2023-12-01", "texto", "x", "y", compromiso="PRU23-009"), "compromiso", None),
        (errata("2023-12-01", "necesidad", "x", "y", aporte="M9-S9-N1"), "aporte", None),
        (errata("2023-12-01", "razon", "x", "y", aporte="M1-S1-N1"), "aporte", None),
        (
            errata("2023-12-01", "texto", "x", "y", aporte="M1-S1-N1") | {"compromiso": "PRU23-001"},
            "aporte",
            "señala un compromiso y un aporte a la vez",
        ),
    ],
)
def test_lo_que_no_se_puede_corregir(suya: dict[str, Any], campo: str, mensaje: str | None) -> None:
    from generador.modelo.agenda import Errata

    with pytest.raises(NoAplica) as error:
        aplicar(armar(**_base()).contenido_aprobado, Errata.model_validate({**suya, "huella": "0" * 64}))
    assert error.value.campo == campo
    assert mensaje is None or error.value.mensaje == mensaje
    assert error.value.ayuda
