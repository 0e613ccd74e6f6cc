"""La fe de erratas se pone encima de lo aprobado, que no se toca, y da cada versión."""

from datetime import date
from typing import Any

import pytest
from actos import con_erratas, errata
from fabrica import agenda, cambiado, compromiso, resultado
from fabrica import asamblea as armar

from generador.modelo.aprobado.contenido import huella_de_retiro
from generador.modelo.aprobado.erratas import NoAplica, aplicadas, aplicar, vigentes


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
    assert a.aportes[0].plan[0].cuando == "abril de 2024"
    assert a.aportes_entregados[0].plan[0].cuando == "marzo de 2024"
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
    from generador.modelo.datos.agenda import Errata

    with pytest.raises(NoAplica) as error:
        aplicar(armar(**_base()).contenido_aprobado, Errata.model_validate({**suya, "huella": "0" * 64}))
    assert error.value.campo == campo
    assert mensaje is None or error.value.mensaje == mensaje
    assert error.value.ayuda


def test_anular_devuelve_lo_que_decia_y_queda_en_la_cadena() -> None:
    lejana = errata("2099-01-01", "texto", "Hacer riego.", "Otra cosa.")
    cambios = con_erratas(_base(), errata("2023-12-01", "titulo", "Riego", "Agua"), lejana)
    suya = cambios["agenda"]["fe_de_erratas"][-1]["huella"]
    cambios = con_erratas(
        cambios,
        {"fecha": "2024-02-01", "anula": suya, "razon": "Quedó con otro año."},
    )
    a = armar(**cambios)
    assert a.agenda is not None
    assert (a.compromisos[0].texto, a.compromisos[0].titulo) == ("Hacer riego.", "Agua")
    assert [(v.numero, str(v.fecha)) for v in a.versiones] == [
        (1, "2023-11-18"),
        (2, "2023-12-01"),
        (3, "2099-01-01"),
        (4, "2024-02-01"),
    ]
    assert [e.campo for e in vigentes(a.agenda)] == ["titulo"]
    assert [x.falla for x in aplicadas(a.agenda, a.contenido_aprobado)] == [None, None, None]
    assert [x.huella for x in aplicadas(a.agenda, a.contenido_aprobado)] == [
        e.huella for e in a.agenda.fe_de_erratas
    ]


def test_solo_se_anula_la_ultima_que_tiene_efecto() -> None:
    cambios = con_erratas(
        _base(),
        errata("2023-12-01", "titulo", "Riego", "Agua"),
        errata("2023-12-02", "texto", "Hacer riego.", "Otra."),
    )
    primera = cambios["agenda"]["fe_de_erratas"][0]["huella"]
    agenda_ = {**cambios["agenda"]}
    agenda_["fe_de_erratas"] = [
        *agenda_["fe_de_erratas"],
        {"fecha": "2023-12-03", "anula": primera, "razon": "x", "huella": "0" * 64},
    ]
    a = armar(**{**cambios, "agenda": agenda_})
    assert a.agenda is not None
    *_, ultima = aplicadas(a.agenda, a.contenido_aprobado)
    assert ultima.falla is not None
    assert ultima.falla.mensaje == "la errata que anula no es la última que tiene efecto"
    for suyas in ({}, {"campo": "texto", "anula": primera}):
        agenda_["fe_de_erratas"][-1] = {"fecha": "2023-12-03", "razon": "x", "huella": "0" * 64, **suyas}
        a = armar(**{**cambios, "agenda": agenda_})
        assert a.agenda is not None
        *_, ultima = aplicadas(a.agenda, a.contenido_aprobado)
        assert ultima.falla is not None
        assert ultima.falla.campo == "campo"


def test_el_titulo_y_la_presentacion_se_corrigen_si_se_aprobaron() -> None:
    cambios = con_erratas(
        _base(),
        errata("2023-12-01", "titulo", "Agenda de prueba", "Agenda de la prueba", acta=True),
        errata("2023-12-01", "presentacion", None, "De qué se trata.", acta=True),
    )
    a = armar(**cambios)
    assert a.agenda is not None
    assert a.agenda.titulo == "Agenda de prueba"
    assert a.agenda_vigente is not None
    assert (a.agenda_vigente.titulo, a.agenda_vigente.presentacion) == (
        "Agenda de la prueba",
        "De qué se trata.",
    )
    assert a.agenda.fe_de_erratas[0].asunto == "agenda"
    del cambios["agenda"]["aprobacion"]["formato"]
    a = armar(**cambios)
    assert a.agenda is not None
    assert [x.falla and x.falla.mensaje for x in aplicadas(a.agenda, a.contenido_aprobado)] == [
        "el título y la presentación de esta agenda no se aprobaron"
    ] * 2


def test_el_retiro_vuelve_a_firmar_todo_lo_anterior() -> None:
    """Cambiar después cualquier cosa de antes del retiro rompe su huella."""
    cambios = con_erratas(
        _base(),
        errata("2023-12-01", "titulo", "Riego", "Agua"),
        {"fecha": "2023-12-02", "retira": ["PRU23-001 texto"], "razon": "Lo pidió."},
        errata("2023-12-03", "titulo", "Agua", "El agua"),
    )
    a = armar(**cambios)
    assert a.agenda is not None
    sana = [x.huella for x in aplicadas(a.agenda, a.contenido_aprobado)]
    assert sana == [e.huella for e in a.agenda.fe_de_erratas]
    for ruta, valor in (
        ("agenda.compromisos.0.texto", "Otra cosa."),
        ("agenda.fe_de_erratas.0.razon", "Otra razón."),
        ("agenda.fe_de_erratas.0.huella", "0" * 64),
        ("agenda.fe_de_erratas.1.retira", ["PRU23-001 como"]),
        ("agenda.fe_de_erratas.1.fecha", "2023-12-01"),
        ("agenda.aprobacion.huella", "1" * 64),
        ("agenda.no_recogidos.0.razon", "Otra."),
    ):
        b = armar(**cambiado(cambios, {ruta: valor}))
        assert b.agenda is not None
        otra = [x.huella for x in aplicadas(b.agenda, b.contenido_aprobado)]
        assert otra[1] != sana[1], ruta
    assert a.agenda.fe_de_erratas[1].campo is None


def test_la_huella_de_un_retiro_firma_cada_cosa_por_su_cuenta() -> None:
    """Ninguna parte queda cubierta solo porque otra la repite: lo aprobado cuenta aunque nada más cambie."""
    a = armar(**con_erratas(_base(), errata("2023-12-01", "titulo", "Riego", "Agua")))
    assert a.agenda is not None
    previas, base = a.agenda.fe_de_erratas, a.contenido_aprobado
    retiro = previas[0].model_copy(update={"campo": None, "retira": ("PRU23-001 texto",)})
    otro = base.model_copy(update={"no_recogidos": ()})
    partes: tuple[Any, ...] = ("a" * 64, base, previas, retiro, a.contenido)
    cambiadas: tuple[Any, ...] = ("b" * 64, otro, (), retiro.model_copy(update={"razon": "Otra."}), otro)
    huellas = [huella_de_retiro(*partes)]
    for i, nueva in enumerate(cambiadas):
        huellas.append(huella_de_retiro(*partes[:i], nueva, *partes[i + 1 :]))
    assert len(set(huellas)) == 1 + len(partes)
