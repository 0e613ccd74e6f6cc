"""Códigos, trazabilidad, demostración, aprobación y estados."""

from pathlib import Path
from typing import Any

import pytest
from actos import con_erratas, errata
from fabrica import (
    BORRAR,
    agenda,
    aporte,
    compromiso,
    en_estado,
    escribir_proyecto,
    expediente,
    firmada,
    resultado,
)

from generador.carga.cargar import cargar
from generador.revision import revisar

BORRADOR = {"estado": "borrador"}


def dichos(**cambios: Any) -> list[tuple[str, str, str, str]]:
    """(gravedad, ruta, mensaje, ayuda)."""
    return [(h.gravedad, h.lugar.ruta, h.mensaje, h.ayuda) for h in revisar(expediente(**cambios))]


def de_agenda(*compromisos: dict[str, Any], **cambios: Any) -> list[tuple[str, str, str]]:
    suya = agenda(*compromisos, **cambios)
    dos = resultado(aportes=[aporte(), aporte("luz")])
    return [d[:3] for d in dichos(evento=BORRADOR, resultados=[dos, resultado("M2-S1")], agenda=suya)]


TODOS = ("M1-S1-N1", "M1-S1-N2", "M2-S1-N1")


def test_codigos_de_compromiso() -> None:
    hallados = de_agenda(
        compromiso("PRU23-001", TODOS),
        compromiso("PRU23-001"),
        compromiso("ARA23-002"),
        compromiso(mesa=9, codigo="PRU23-003"),
    )
    assert [d for d in hallados if ".aportes" not in d[1]] == [
        ("error", "compromisos[2].codigo", "el código «PRU23-001» ya está en la línea 3"),
        ("error", "compromisos[3].codigo", "ARA23-002 no empieza por PRU23, el código de esta asamblea"),
        ("error", "compromisos[4].mesa", "no existe la mesa 9"),
    ]


def test_aportes_que_no_existen() -> None:
    e = {"evento": BORRADOR, "resultados": [resultado()]}
    suya = agenda(compromiso(aportes=("M1-S1-N1", "M1-S1-N2", "M2-S1-N1")))
    assert [d[2:] for d in dichos(**e, agenda=suya)] == [
        ("no existe el aporte M1-S1-N2", "¿quiso decir «M1-S1-N1»? M1-S1 entregó M1-S1-N1"),
        (
            "no existe el aporte M2-S1-N1",
            "M2-S1 no tiene su hoja: pase lo que entregó a datos/prueba-2023/resultados/M2-S1.yml, o quite "
            "este renglón",
        ),
    ]


def test_el_aporte_de_una_hoja_en_blanco_o_de_una_submesa_que_no_hay(tmp_path: Path) -> None:
    vacia = resultado("M2-S1", aportes=[{"necesidad": "(por escribir)"}])
    e = {"evento": BORRADOR, "resultados": [resultado(), vacia]}
    suya = agenda(compromiso(aportes=("M1-S1-N1", "M2-S1-N1", "M9-S1-N1")))
    (leido,) = cargar(escribir_proyecto(tmp_path, **e, agenda=suya)).expedientes
    assert [(h.mensaje, h.ayuda) for h in revisar(leido) if h.gravedad == "error"] == [
        (
            "no existe el aporte M2-S1-N1",
            "M2-S1 tiene su hoja en blanco: pase lo que entregó a datos/prueba-2023/resultados/M2-S1.yml, o "
            "quite este renglón",
        ),
        ("no existe el aporte M9-S1-N1", "¿quiso decir «M1-S1-N1»? no existe la sub-mesa M9-S1"),
    ]


@pytest.mark.parametrize(
    ("estado", "ayuda"),
    [
        (
            "borrador",
            "; si todavía no se ha publicado, también puede cambiarlos en datos/prueba-2023/agenda.yml",
        ),
        ("aprobada", ": con él se aprobaron"),
    ],
)
def test_si_cambia_el_codigo_de_la_asamblea_se_dice_una_vez(estado: str, ayuda: str) -> None:
    cambios: dict[str, Any] = {
        "evento": {"estado": estado},
        "resultados": [resultado(aportes=[aporte(), aporte("luz")])],
        "agenda": agenda(compromiso(), compromiso("PRU23-002", ("M1-S1-N2",))),
    }
    if estado == "aprobada":
        cambios["agenda"] = firmada(**cambios)
    cambios["evento"] = {**cambios["evento"], "codigo": "TAM23"}
    assert dichos(**cambios) == [
        (
            "error",
            "codigo",
            "los 2 compromisos empiezan por PRU23 y el código de esta asamblea es TAM23",
            f"escriba «codigo: PRU23»{ayuda}",
        )
    ]


@pytest.mark.parametrize(
    ("campo", "dice", "debe_decir", "mensaje"),
    [
        ("mesa", "1", "9", "no existe la mesa 9"),
        ("aportes[1]", "M1-S1-N1", "M9-S1-N1", "no existe el aporte M9-S1-N1"),
        ("aportes[2]", None, "M2-S2-N1", "no existe el aporte M2-S2-N1"),
    ],
)
def test_una_errata_no_apunta_a_lo_que_no_hay(
    campo: str, dice: str | None, debe_decir: str, mensaje: str
) -> None:
    """Se publicaría: la página de un compromiso pide su mesa y sus aportes."""
    cambios = {
        "evento": {"estado": "aprobada"},
        "resultados": [resultado()],
        "agenda": agenda(compromiso()),
    }
    mal = con_erratas(cambios, errata("2023-12-01", campo, dice, debe_decir))
    assert [m for g, _, m, _ in dichos(**mal) if g == "error"] == [mensaje]


def test_un_aporte_va_en_un_solo_compromiso() -> None:
    dos = [compromiso(aportes=TODOS), compromiso("PRU23-002", ("M2-S1-N1",), titulo="Otro")]
    assert de_agenda(*dos) == [
        (
            "error",
            "compromisos[2].aportes[1]",
            "M2-S1-N1 ya lo recoge PRU23-001: un aporte va en un solo compromiso",
        )
    ]


def test_un_aporte_repetido_y_ya_aprobado_se_corrige_con_errata() -> None:
    """La agenda aprobada antes de esta regla tiene salida: una errata que lo quita de uno de los dos."""
    suya = agenda(compromiso(), compromiso("PRU23-002", ("M2-S1-N1", "M1-S1-N1"), titulo="Otro"))
    cambios: dict[str, Any] = {
        "evento": {"estado": "aprobada"},
        "resultados": [resultado(), resultado("M2-S1")],
        "agenda": suya,
    }
    (dicho,) = [d for d in dichos(**con_erratas(cambios)) if d[0] == "error"]
    assert dicho[1:] == (
        "compromisos[2].aportes[2]",
        "M1-S1-N1 ya lo recoge PRU23-001: un aporte va en un solo compromiso",
        "deje M1-S1-N1 en uno solo de los dos: ./asamblea errata prueba-2023 PRU23-002 'aportes[2]' "
        '--razon "…" --fecha AAAA-MM-DD',
    )
    quita = errata("2024-01-01", "aportes[2]", "M1-S1-N1", None, compromiso="PRU23-002")
    assert [d for d in dichos(**con_erratas(cambios, quita)) if d[0] == "error"] == []


def test_recogido_y_no_recogido() -> None:
    dejados = [{"aporte": "M1-S1-N1", "razon": "Se repite."}, {"aporte": "M1-S1-N2", "razon": "Otra."}]
    assert de_agenda(compromiso(aportes=("M1-S1-N1", "M2-S1-N1")), no_recogidos=dejados) == [
        ("error", "no_recogidos[1].aporte", "M1-S1-N1 figura como no recogido y lo recoge PRU23-001")
    ]
    dejados[0] = dejados[1]
    assert [d[:2] for d in de_agenda(compromiso(aportes=("M1-S1-N1", "M2-S1-N1")), no_recogidos=dejados)] == [
        ("error", "no_recogidos[2].aporte")
    ]


def test_aportes_que_no_llegaron() -> None:
    assert de_agenda(compromiso()) == [
        ("advertencia", "compromisos", "2 aportes no llegaron a la agenda (de 3): M1-S1-N2 y M2-S1-N1")
    ]
    # Sin compromisos consolidados, cada aporte completo es uno: nada queda por fuera.
    assert de_agenda() == []


def test_aporte_citado_dos_veces_en_un_compromiso() -> None:
    assert de_agenda(compromiso(aportes=(*TODOS, "M1-S1-N1"))) == [
        ("advertencia", "compromisos[1].aportes[4]", "PRU23-001 cita 2 veces el aporte M1-S1-N1")
    ]


def test_plazo_fuera_de_la_vigencia() -> None:
    assert de_agenda(compromiso(aportes=TODOS, cuando="Entre 2023 y 2026, con 2.027 plantas y $2030")) == []
    assert de_agenda(compromiso(aportes=TODOS, cuando="Diciembre de 2027")) == [
        ("advertencia", "compromisos[1].cuando", "el plazo dice 2027 y la agenda va de 2024 a 2026")
    ]


@pytest.mark.parametrize("explicita", [True, False])
def test_demostracion_no_se_mezcla_con_lo_real(explicita: bool) -> None:
    inventado = resultado(demostracion="sí")
    suya = agenda(*([compromiso()] if explicita else []))
    ((gravedad, ruta, mensaje, ayuda),) = dichos(evento=BORRADOR, resultados=[inventado], agenda=suya)
    assert (gravedad, ruta) == ("error", "demostracion")
    assert mensaje == "esta hoja dice ser de demostración y la agenda que la recoge se presenta como real"
    # Lo más probable es que se haya copiado de otra asamblea.
    assert ayuda.startswith("si es lo que entregó la sub-mesa, borre este renglón")
    assert dichos(evento=BORRADOR, resultados=[inventado], agenda={**suya, "demostracion": "sí"}) == []


def test_cambiar_un_compromiso_aprobado_detiene_y_explica_las_dos_vias() -> None:
    aprobada = en_estado("aprobada")
    aprobada["agenda"]["compromisos"][0]["texto"] = "Hacer otra cosa."
    ((gravedad, ruta, mensaje, ayuda),) = dichos(**aprobada)
    assert (gravedad, ruta) == ("error", "compromisos[1]")
    assert mensaje == "el compromiso PRU23-001 ya no dice lo que aprobó la plenaria"
    assert "fe de erratas" in ayuda
    assert "seguimiento.yml" in ayuda


def test_la_forma_del_yaml_no_cambia_la_huella() -> None:
    aprobada = en_estado("aprobada")
    compromisos = aprobada["agenda"]["compromisos"]
    compromisos[0] = dict(reversed(list(compromisos[0].items())))
    compromisos[0]["texto"] = "  Hacer   riego. "
    assert dichos(**aprobada) == []


def test_aprobada_sin_lo_que_hace_falta() -> None:
    assert [d[:3] for d in dichos(evento={"estado": "aprobada"})] == [
        ("error", "estado", "el estado es «aprobada» y no hay agenda.yml"),
        ("error", "estado", "el estado es «aprobada» y no hay ningún compromiso"),
    ]
    sin_acta = en_estado("aprobada")
    del sin_acta["agenda"]["aprobacion"]
    assert [d[:3] for d in dichos(**sin_acta)] == [
        ("error", "estado", "el estado es «aprobada» y agenda.yml no tiene «aprobacion»")
    ]


@pytest.mark.parametrize("estado", ["borrador", "en_curso", "convocada"])
def test_aprobacion_antes_de_tiempo(estado: str) -> None:
    """Vista fallar en «borrador», donde era una advertencia: lo aprobado se publicaba como borrador."""
    cambios = en_estado("aprobada")
    cambios["evento"] = {"estado": estado}
    assert [d[:3] for d in dichos(**cambios)] == [
        ("error", "aprobacion", f"hay aprobación y el estado es «{estado}»")
    ]


def test_aprobada_antes_de_la_asamblea() -> None:
    cambios = en_estado("aprobada")
    cambios["agenda"] = firmada("2023-11-17", **cambios)
    assert [d[:3] for d in dichos(**cambios)] == [
        ("error", "aprobacion.fecha", "se aprobó el 2023-11-17, antes de la asamblea (2023-11-18)")
    ]


def test_borrador_sin_compromisos() -> None:
    assert [d[:3] for d in dichos(evento=BORRADOR)] == [
        ("advertencia", "estado", "el estado es «borrador» y todavía no hay compromisos ni resultados")
    ]


def test_vigencia_y_codigo_de_la_asamblea() -> None:
    assert [
        d[:3] for d in dichos(evento={"vigencia": {"desde": 2026, "hasta": 2024}, "codigo": "PRU24"})
    ] == [
        ("advertencia", "codigo", "PRU24 no lleva el año de la fecha (2023)"),
        ("error", "vigencia.hasta", "la vigencia termina (2024) antes de empezar (2026)"),
    ]


def test_metodologia() -> None:
    cambios = {
        "fichas.1": BORRAR,
        "fichas.1.trama": "rayas",
        "plan.2.campo": "como",
        "pasos.3.id": "solucion",
        "fichas.0.tinta": "#777777",
        "fichas.0.fondo": "#ffffff",
    }
    assert [d[:3] for d in dichos(metodologia=cambios)] == [
        ("error", "fichas", "falta en fichas: «solucion»"),
        (
            "error",
            "fichas[1].tinta",
            "#777777 sobre #ffffff da un contraste de 4,47:1; hace falta 4,5:1 para leerse",
        ),
        (
            "advertencia",
            "fichas[2].trama",
            "la ficha «Necesidad» también lleva «rayas»: fotocopiadas se confunden",
        ),
        ("error", "pasos[4].id", "el paso «solucion» ya está en la línea 30"),
        ("error", "plan", "falta en plan: «cuando»"),
        ("error", "plan[3].campo", "campo «como» ya está en la línea 46"),
    ]


def test_metodologia_sin_pasos() -> None:
    assert [d[:3] for d in dichos(metodologia={"pasos": []})] == [
        ("error", "pasos", "no hay pasos: la guía de mesa saldría vacía")
    ]


def test_un_compromiso_que_no_dice_nada() -> None:
    """Visto fallar: «N/A» llegaba al acta, con su huella y sin una advertencia."""
    mala = agenda(compromiso(titulo="N/A", texto="n.a.", cuando="Ninguno"))
    cambios = {"evento": {"estado": "borrador"}, "resultados": [resultado(aportes=[aporte()])]}
    hallados = [d for d in dichos(**cambios, agenda=mala) if "no es un compromiso" in d[2]]
    assert [(d[0], d[1], d[2]) for d in hallados] == [
        ("advertencia", f"compromisos[1].{c}", f"«{x}» no es un compromiso, y así se aprobaría")
        for c, x in (("titulo", "N/A"), ("texto", "n.a."), ("cuando", "Ninguno"))
    ]


def test_un_codigo_mal_escrito_es_un_solo_hallazgo() -> None:
    """Visto fallar: decía además que el aporte que se quiso citar no llegó a la agenda."""
    suya = agenda(compromiso(aportes=("M1-S1-N9",)))
    hallados = dichos(evento=BORRADOR, resultados=[resultado()], agenda=suya)
    assert [h[2] for h in hallados] == ["no existe el aporte M1-S1-N9"]


@pytest.mark.parametrize("con_agenda", [True, False])
def test_aprobar_a_mano_manda_a_la_orden_que_escribe_el_acta(con_agenda: bool) -> None:
    """El acta lleva huellas: «deje constancia en agenda.yml» no lo puede hacer nadie."""
    cambios = {"evento": {"estado": "aprobada"}, "resultados": [resultado()]}
    hallados = dichos(**cambios, agenda=agenda(compromiso()) if con_agenda else None)
    (ayuda,) = [
        a for _, ruta, m, a in hallados if ruta == "estado" and m.startswith("el estado es «aprobada»")
    ]
    orden = "./asamblea aprobar prueba-2023 escribe el acta y cambia el estado cuando la plenaria apruebe"
    assert ayuda == (
        f"escriba «estado: borrador»: {orden}; si el acta se borró, devuélvala"
        if con_agenda
        else f"escriba «estado: borrador»: ./asamblea proponer la empieza y {orden}"
    )


def test_aprobada_la_agenda_no_se_pide_completar_ni_citar_nada(tmp_path: Path) -> None:
    """Hacerlo detendría la construcción: solo se dice lo que cambió."""
    a_medias = resultado(aportes=[aporte(), {"necesidad": "Falta luz.", "plan": [{}]}])
    cambios: dict[str, Any] = {
        "evento": {"estado": "aprobada"},
        "resultados": [a_medias],
        "agenda": agenda(compromiso(aportes=("M1-S1-N1", "M1-S1-N2"))),
    }
    cambios["agenda"] = firmada(**cambios)
    assert dichos(**cambios) == []
    cambios["resultados"] = [a_medias, resultado("M2-S1")]
    assert [m for _, _, m, _ in dichos(**cambios)] == [
        "la hoja de M2-S1 no estaba cuando se aprobó la agenda: trae 1 aporte"
    ]


def test_la_de_practica_es_un_error_mientras_lo_diga() -> None:
    assert ("error", "practica", "esta asamblea es de práctica, y así no se publica ni se aprueba") in [
        d[:3] for d in dichos(evento={"practica": "sí"})
    ]
    assert [d for d in dichos(evento={"practica": "no"}) if "práctica" in d[2]] == []
