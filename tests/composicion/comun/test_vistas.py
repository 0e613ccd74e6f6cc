"""Qué botón manda, qué avisos lleva cada página, de dónde nace y cómo se cita un compromiso."""

import pytest
from actos import dos_actos
from fabrica import agenda, aporte, asamblea, compromiso, en_estado, resultado

from generador.composicion.comun.vistas import (
    Principal,
    cita,
    en_que_va,
    hay_resultados,
    origen_de,
    principal,
    resumen,
    sellos,
    submesas_de,
    vecinos,
)
from generador.modelo.datos.mesas import mesa_del_codigo


@pytest.mark.parametrize(
    ("estado", "esperado"),
    [
        ("preparacion", Principal("Vea el programa", "programa")),
        ("convocada", Principal("Vea la convocatoria", "convocatoria")),
        ("en_curso", Principal("Imprima su guía", "guias")),
        ("borrador", Principal("Vea el borrador de la agenda", "agenda")),
        ("aprobada", Principal("Vea la agenda", "agenda")),
    ],
)
def test_un_boton_por_estado(estado: str, esperado: Principal) -> None:
    cambios = en_estado(estado)
    cambios["evento"] = {**cambios["evento"], "enlaces": {}}
    assert principal(asamblea(**cambios)) == esperado


@pytest.mark.parametrize(
    ("estado", "esperado"),
    [
        ("preparacion", "Se está preparando: será el 18 de noviembre de 2023."),
        ("convocada", "Está convocada: será el 18 de noviembre de 2023."),
        (
            "en_curso",
            "Se reúne el 18 de noviembre de 2023. Lo que propongan sus mesas se publica después.",
        ),
        (
            "borrador",
            "Se reunió el 18 de noviembre de 2023. Su agenda es un borrador: la plenaria no la ha aprobado.",
        ),
        (
            "aprobada",
            "Se reunió el 18 de noviembre de 2023. Su agenda, aprobada, tiene 1 compromiso para 2024–2026.",
        ),
    ],
)
def test_una_frase_por_estado(estado: str, esperado: str) -> None:
    dicho = en_que_va(asamblea(**en_estado(estado)))
    assert dicho.replace("\u00a0", " ") == esperado


def test_lo_consolidado_no_se_dice_aprobado_a_secas() -> None:
    assert "Su agenda, aprobada y después consolidada, tiene 1 " in en_que_va(asamblea(**dos_actos()))


def test_sin_agenda_que_mostrar_lo_dice() -> None:
    dicho = en_que_va(asamblea(evento={"estado": "borrador"}))
    assert dicho.endswith("Su agenda todavía no se publica.")


def test_convocada_con_formulario_lleva_a_inscribirse() -> None:
    enlace = "https://inscripcion.example/"
    a = asamblea(evento={"estado": "convocada", "enlaces": {"inscripcion": enlace}})
    assert principal(a) == Principal("Inscríbase", enlace=enlace)


def test_borrador_sin_nada_que_mostrar_lleva_al_programa() -> None:
    assert principal(asamblea(evento={"estado": "borrador"})) == Principal("Vea el programa", "programa")


def _clases(pagina: str, **cambios: object) -> list[str]:
    return [s.clase for s in sellos(asamblea(**cambios), pagina)]


@pytest.mark.parametrize(
    "pagina", ["agenda", "compromiso", "mesa", "mesas", "asamblea", "piezas", "descargas"]
)
def test_sellos_donde_se_muestran_resultados(pagina: str) -> None:
    cambios = en_estado("borrador")
    assert _clases(pagina, **cambios) == ["borrador"]
    cambios["resultados"] = [resultado(demostracion="sí")]
    assert _clases(pagina, **cambios) == ["borrador", "demostracion"]
    aprobada = en_estado("aprobada") | {"resultados": [resultado(demostracion="sí")]}
    assert _clases(pagina, **aprobada) == ["demostracion"]


def test_sin_resultados_solo_la_portada_avisa_de_la_demostracion() -> None:
    evento = {"estado": "preparacion", "demostracion": "sí"}
    assert _clases("asamblea", evento=evento) == ["demostracion"]
    assert _clases("mesa", evento=evento) == []
    assert _clases("programa", evento=evento) == []


def test_los_resultados_se_muestran_desde_el_borrador() -> None:
    suyos = [resultado()]
    vistos = {
        e: hay_resultados(asamblea(evento={"estado": e}, resultados=suyos))
        for e in ("preparacion", "convocada", "en_curso", "borrador")
    }
    assert vistos == {"preparacion": False, "convocada": False, "en_curso": False, "borrador": True}


def test_las_submesas_con_lo_que_paso_con_cada_aporte() -> None:
    suelto = {"necesidad": "Falta puente."}
    a = asamblea(
        evento={"estado": "borrador"},
        resultados=[resultado(aportes=[aporte(), aporte("agua"), suelto])],
        agenda=agenda(compromiso(), no_recogidos=[{"aporte": "M1-S1-N2", "razon": "No depende de ellas."}]),
    )
    primera, *demas = submesas_de(a, 1)
    assert [(x.codigo, x.numero, x.compromiso and x.compromiso.codigo, x.razon) for x in primera.aportes] == [
        ("M1-S1-N1", 1, "PRU23-001", None),
        ("M1-S1-N2", 2, None, "No depende de ellas."),
        ("M1-S1-N3", 3, None, None),
    ]
    assert primera.resultado is a.resultados[0]
    assert all(s.resultado is None and s.aportes == () for s in demas)
    antes = a.model_copy(update={"evento": a.evento.model_copy(update={"estado": "en_curso"})})
    assert all(s.resultado is None and s.aportes == () for s in submesas_de(antes, 1))


def test_origen_y_vecinos_de_un_compromiso() -> None:
    a = asamblea(
        evento={"estado": "borrador"},
        resultados=[resultado(aportes=[aporte(), aporte("agua")])],
        agenda=agenda(compromiso(aportes=("M1-S1-N2",)), compromiso("PRU23-002")),
    )
    uno, dos = a.compromisos
    assert [o.codigo for o in origen_de(a, uno)] == ["M1-S1-N2"]
    assert vecinos(a, uno) == (None, dos)
    assert vecinos(a, dos) == (uno, None)


def test_mesa_del_codigo() -> None:
    assert (mesa_del_codigo("M12-S3-N1"), mesa_del_codigo("M2-S1")) == (12, 2)


@pytest.mark.parametrize(
    ("estado", "demostracion", "nota"),
    [
        ("aprobada", "no", ""),
        ("borrador", "no", " [borrador]"),
        ("borrador", "sí", " [borrador, datos de demostración]"),
        ("aprobada", "sí", " [datos de demostración]"),
    ],
)
def test_la_cita_dice_lo_que_no_es_definitivo(estado: str, demostracion: str, nota: str) -> None:
    cambios = en_estado(estado)
    cambios["evento"] = {**cambios["evento"], "demostracion": demostracion, "territorio": "Llano"}
    a = asamblea(**cambios)
    version = ""
    if a.version is not None:
        huella = a.version.huella[:16]
        version = f"Versión 1, del 18\u00a0de noviembre de\u00a02023 (SHA-256 {huella}…). "
    assert bool(version) == (estado == "aprobada")
    esperada = (
        f"Compromiso PRU23-001: «Riego»{nota}. Agenda de prueba. {a.evento.nombre}, Llano, "
        f"18\u00a0de noviembre de\u00a02023. {version}https://x.example/a/"
    )
    assert cita(a, a.compromisos[0], "https://x.example/a/") == esperada


def test_el_resumen() -> None:
    assert resumen("uno  dos\n\ntres") == "uno dos tres"
    assert resumen("uno dos, tres", 10) == "uno dos…"
    assert resumen("x" * 300, 10) == "x" * 9 + "…"
