"""Cada alteración de lo aprobado se detiene y dice exactamente qué cambió; el formato del YAML no cuenta."""

import json
import re
from datetime import date
from typing import Any

import pytest
import yaml
from actos import con_erratas, errata, tres_aportes_aprobados
from fabrica import BORRAR, ID, aporte, arboles, cambiado, compromiso, expediente, firmada, resultado

from generador.carga.lectura.lector import leer_bytes
from generador.modelo.datos.agenda import Agenda
from generador.revision import revisar
from generador.revision.aprobacion import DOS_VIAS


@pytest.fixture
def aprobada() -> dict[str, Any]:
    cambios = tres_aportes_aprobados()
    assert dichos(cambios) == []
    return cambios


def dichos(cambios: dict[str, Any]) -> list[tuple[str, str, str]]:
    """(archivo, ruta, mensaje) de los errores; ninguno revela la huella que serviría."""
    e = expediente(**cambios)
    hallazgos = [h for h in revisar(e) if h.gravedad == "error"]
    nueva = e.asamblea.contenido_aprobado.huella
    for h in hallazgos:
        assert nueva[:16] not in h.mensaje + h.ayuda
        assert not re.search(r"[0-9a-f]{12}", h.mensaje + h.ayuda)
    return [(h.lugar.archivo.removeprefix(f"datos/{ID}/"), h.lugar.ruta, h.mensaje) for h in hallazgos]


def test_una_letra_en_un_compromiso(aprobada: dict[str, Any]) -> None:
    aprobada["agenda"]["compromisos"][1]["texto"] = "Hacer viveros."
    assert dichos(aprobada) == [
        ("agenda.yml", "compromisos[2]", "el compromiso PRU23-002 ya no dice lo que aprobó la plenaria")
    ]
    (hallazgo,) = [h for h in revisar(expediente(**aprobada)) if h.gravedad == "error"]
    assert hallazgo.ayuda == (
        "deshaga el cambio; si corrige un error, publíquelo como fe de erratas fechada (./asamblea errata); "
        "si cuenta lo que pasó después, escríbalo como avance en seguimiento.yml; si la plenaria encargó "
        f"juntar o editar los compromisos, es otro acto: ./asamblea consolidar {ID} --empezar"
    )


def test_lo_que_entrego_una_sub_mesa_no_se_consolida(aprobada: dict[str, Any]) -> None:
    aprobada["resultados"][0]["aportes"][1]["necesidad"] = "Falta luz"
    (hallazgo,) = [h for h in revisar(expediente(**aprobada)) if h.gravedad == "error"]
    assert hallazgo.ayuda == DOS_VIAS


def test_un_compromiso_borrado(aprobada: dict[str, Any]) -> None:
    del aprobada["agenda"]["compromisos"][1]
    assert ("agenda.yml", "compromisos", "falta el compromiso PRU23-002, que aprobó la plenaria") in dichos(
        aprobada
    )


def test_un_compromiso_de_mas(aprobada: dict[str, Any]) -> None:
    aprobada["agenda"]["compromisos"].append(compromiso("PRU23-003", ("M1-S2-N1",), texto="Otra cosa."))
    assert dichos(aprobada) == [
        ("agenda.yml", "compromisos[3]", "el compromiso PRU23-003 no estaba en lo que aprobó la plenaria"),
        (
            *("agenda.yml", "compromisos[3].aportes[1]"),
            "M1-S2-N1 ya lo recoge PRU23-002: un aporte va en un solo compromiso",
        ),
    ]


def test_un_compromiso_que_cambia_de_codigo(aprobada: dict[str, Any]) -> None:
    aprobada["agenda"]["compromisos"][1]["codigo"] = "PRU23-009"
    assert dichos(aprobada) == [
        (
            "agenda.yml",
            "compromisos[2]",
            "el compromiso PRU23-009 es el que se aprobó como PRU23-002: cambió de código",
        )
    ]


def test_el_archivo_reordenado(aprobada: dict[str, Any]) -> None:
    aprobada["agenda"]["compromisos"].reverse()
    assert dichos(aprobada) == [
        (
            "agenda.yml",
            "compromisos[1]",
            "cambió el orden de los compromisos: aquí iba PRU23-001 y está PRU23-002",
        )
    ]


def test_una_letra_en_un_aporte(aprobada: dict[str, Any]) -> None:
    aprobada["resultados"][0]["aportes"][1]["necesidad"] = "Falta luz"
    assert dichos(aprobada) == [
        ("resultados/M1-S1.yml", "aportes[2]", "el aporte M1-S1-N2 ya no dice lo que aprobó la plenaria")
    ]


def test_un_aporte_borrado(aprobada: dict[str, Any]) -> None:
    aprobada["resultados"][0]["aportes"].pop()
    assert (
        "resultados/M1-S1.yml",
        "aportes",
        "falta el aporte M1-S1-N2, que aprobó la plenaria",
    ) in dichos(aprobada)
    aprobada["resultados"].pop()
    assert ("agenda.yml", "aprobacion", "falta el aporte M2-S1-N1, que aprobó la plenaria") in dichos(
        aprobada
    )


def test_borrar_el_primero_corre_al_segundo(aprobada: dict[str, Any]) -> None:
    del aprobada["resultados"][0]["aportes"][0]
    # El que quedó con el código del borrado se reconoce por su texto.
    assert (
        "resultados/M1-S1.yml",
        "aportes[1]",
        "el aporte M1-S1-N1 es el que se aprobó como M1-S1-N2: cambió de código",
    ) in dichos(aprobada)


def test_un_aporte_de_mas(aprobada: dict[str, Any]) -> None:
    aprobada["resultados"][2]["aportes"].append(aporte("agua"))
    assert (
        "resultados/M2-S1.yml",
        "aportes[2]",
        "el aporte M2-S1-N2 no estaba en lo que aprobó la plenaria",
    ) in (dichos(aprobada))


def test_la_razon_de_un_no_recogido(aprobada: dict[str, Any]) -> None:
    aprobada["agenda"]["no_recogidos"][0]["razon"] = "No se puede."
    assert dichos(aprobada) == [
        (
            "agenda.yml",
            "no_recogidos[1]",
            "el aporte no recogido M2-S1-N1 ya no dice lo que aprobó la plenaria",
        )
    ]


def test_el_acta(aprobada: dict[str, Any]) -> None:
    aprobada["agenda"]["aprobacion"]["decision"] = "Aprobada por unanimidad"
    assert dichos(aprobada) == [("agenda.yml", "aprobacion", "el acta ya no dice lo que se anotó al aprobar")]


def test_las_huellas_del_acta(aprobada: dict[str, Any]) -> None:
    otra = cambiado(aprobada, {"agenda.aprobacion.huella": "0" * 64})
    assert dichos(otra) == [
        (
            "agenda.yml",
            "aprobacion.huella",
            "esta no es la huella con que se aprobó: todo lo aprobado sigue igual",
        )
    ]
    otra = cambiado(aprobada, {"agenda.aprobacion.partes.acta": "0" * 16})
    assert dichos(otra) == [
        ("agenda.yml", "aprobacion.partes", "las huellas de las partes no son las de lo aprobado")
    ]


def test_sin_huellas_parciales_se_detiene_igual(aprobada: dict[str, Any]) -> None:
    del aprobada["agenda"]["aprobacion"]["partes"]
    assert dichos(aprobada) == []
    aprobada["agenda"]["compromisos"].reverse()
    assert dichos(aprobada) == [
        (
            "agenda.yml",
            "aprobacion.huella",
            "lo que hay ya no es lo que aprobó la plenaria: algo cambió después",
        )
    ]


def test_sin_compromisos_escritos_cambia_lo_derivado() -> None:
    cambios: dict[str, Any] = {
        "evento": {"estado": "aprobada"},
        "resultados": [resultado()],
        "agenda": {"titulo": "Agenda de prueba"},
    }
    cambios["agenda"] = firmada(**cambios)
    assert dichos(cambios) == []
    cambios["resultados"][0]["aportes"][0]["solucion"] = "Otra."
    assert [(ruta, mensaje) for _, ruta, mensaje in dichos(cambios)] == [
        ("aprobacion", "el compromiso PRU23-001 ya no dice lo que aprobó la plenaria"),
        ("aportes[1]", "el aporte M1-S1-N1 ya no dice lo que aprobó la plenaria"),
    ]


def test_el_formato_del_yaml_no_cambia_la_huella(aprobada: dict[str, Any]) -> None:
    """El mismo árbol con otras claves, comillas, pliegues y hasta en JSON."""
    suya = arboles(**aprobada)[f"{ID}/agenda.yml"]
    de_textos = json.loads(re.sub(r": (\d+|true|false)", r': "\1"', json.dumps(suya)))
    for texto in (
        yaml.dump(suya, sort_keys=True, allow_unicode=False, width=20),
        yaml.dump(de_textos, default_flow_style=True, default_style='"', allow_unicode=True),
        yaml.dump(de_textos, default_style="|", allow_unicode=True).replace("\n", "\r\n"),
        json.dumps(suya, ensure_ascii=True, indent=3),
    ):
        leida = leer_bytes(texto.encode(), "agenda.yml").datos
        assert Agenda.model_validate(leida) == Agenda.model_validate(suya)
        assert dichos({**aprobada, "agenda": leida}) == []


def test_erratas_en_regla(aprobada: dict[str, Any]) -> None:
    suyas = con_erratas(
        aprobada,
        errata("2023-11-18", "texto", "Hacer riego.", "Hacer riego comunitario."),
        errata("2024-01-10", "titulo", "Riego", "Riego comunitario"),
    )
    assert dichos(suyas) == []


def test_una_errata_antedatada(aprobada: dict[str, Any]) -> None:
    suyas = con_erratas(aprobada, errata("2023-11-17", "texto", "Hacer riego.", "Otra."))
    assert dichos(suyas) == [
        (
            "agenda.yml",
            "fe_de_erratas[1].fecha",
            "la errata está antedatada: es del 2023-11-17 y la aprobación es del 2023-11-18",
        )
    ]
    suyas = con_erratas(
        aprobada,
        errata("2024-02-01", "texto", "Hacer riego.", "Otra."),
        errata("2024-01-31", "titulo", "Riego", "Otro"),
    )
    assert dichos(suyas) == [
        (
            "agenda.yml",
            "fe_de_erratas[2].fecha",
            "la errata está antedatada: es del 2024-01-31 y la errata anterior es del 2024-02-01",
        )
    ]


def test_cambiar_lo_aprobado_no_le_echa_la_culpa_a_las_erratas(aprobada: dict[str, Any]) -> None:
    """La huella de cada errata sale de lo aprobado: si eso cambió, la causa es una sola."""
    suyas = con_erratas(
        aprobada,
        errata("2024-01-01", "texto", "Hacer riego.", "Hacer más."),
        errata("2024-02-01", "titulo", "Riego", "Más riego"),
    )
    suyas["agenda"]["compromisos"][1]["texto"] = "Hacer otro vivero."
    assert dichos(suyas) == [
        ("agenda.yml", "compromisos[2]", "el compromiso PRU23-002 ya no dice lo que aprobó la plenaria")
    ]


@pytest.mark.parametrize(
    "cambio",
    [{"razon": "Otra razón."}, {"debe_decir": "Otra cosa."}, {"fecha": "2024-01-02"}, {"huella": "0" * 64}],
)
def test_una_errata_tampoco_cambia_en_silencio(aprobada: dict[str, Any], cambio: dict[str, str]) -> None:
    suyas = con_erratas(aprobada, errata("2024-01-01", "texto", "Hacer riego.", "Hacer más."))
    suyas["agenda"]["fe_de_erratas"][0] |= cambio
    assert dichos(suyas) == [
        ("agenda.yml", "fe_de_erratas[1].huella", "esta errata, o lo que corrige, ya no es lo que se publicó")
    ]


def test_borrar_una_errata_de_en_medio_rompe_la_cadena(aprobada: dict[str, Any]) -> None:
    suyas = con_erratas(
        aprobada,
        errata("2024-01-01", "texto", "Hacer riego.", "Hacer más."),
        errata("2024-01-01", "titulo", "Riego", "Otro"),
    )
    del suyas["agenda"]["fe_de_erratas"][0]
    assert [ruta for _, ruta, _ in dichos(suyas)] == ["fe_de_erratas[1].huella"]


def test_una_errata_que_no_aplica_o_sin_aprobacion(aprobada: dict[str, Any]) -> None:
    mala = {**errata("2024-01-01", "texto", "No decía esto.", "x"), "huella": "0" * 64}
    suya = {**aprobada["agenda"], "fe_de_erratas": [mala]}
    assert dichos({**aprobada, "agenda": suya}) == [
        ("agenda.yml", "fe_de_erratas[1].dice", "PRU23-001 no dice eso en «texto»")
    ]
    del suya["aprobacion"]
    borrador = {**aprobada, "evento": {"estado": "borrador"}, "agenda": suya}
    assert dichos(borrador) == [
        ("agenda.yml", "fe_de_erratas", "hay fe de erratas y la agenda no está aprobada")
    ]


@pytest.mark.parametrize(
    ("cambios", "ruta"),
    [
        ({"agenda.aprobacion.fecha": "2999-01-01"}, "aprobacion.fecha"),
        ({"seguimiento.fecha_de_referencia": "2999-01-01"}, "fecha_de_referencia"),
        ({"seguimiento.avances.0.fecha": "2999-01-01"}, "avances[1].fecha"),
        ({"agenda.rectificaciones.0.fecha": "2999-01-01"}, "rectificaciones[1].fecha"),
    ],
)
def test_ninguna_fecha_de_despues_de_hoy(
    aprobada: dict[str, Any], cambios: dict[str, str], ruta: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """La de una errata está en `test_retiro`; el día que llega, deja de ser error."""
    cuando = {"fecha": "2024-01-01", "compromiso": "PRU23-001", "estado": "en_marcha", "texto": "Va."}
    completa = {
        **aprobada,
        "agenda": {
            **aprobada["agenda"],
            "rectificaciones": [
                {
                    "fecha": "2024-01-02",
                    "razon": "Iba doble.",
                    "huella_publicada": "0" * 64,
                    "cambios": [{"que": "se borró", "antes": "0" * 16}],
                }
            ],
        },
        "seguimiento": {
            "fecha_de_referencia": "2024-02-01",
            "avances": [{**cuando, "fuente": "https://asambleas.gov.co/a", "reporta": "Asociación"}],
        },
    }
    assert dichos(completa) == []
    hallados = [(r, m) for _, r, m in dichos(cambiado(completa, cambios)) if "todavía no llega" in m]
    assert [r for r, _ in hallados] == [ruta]
    for modulo in ("aprobacion", "ciclo", "fechas", "seguimiento"):
        monkeypatch.setattr(f"generador.revision.{modulo}.hoy", lambda: date(2999, 1, 1))
    assert not [m for _, _, m in dichos(cambiado(completa, cambios)) if "todavía no llega" in m]


@pytest.mark.parametrize(
    "cambio",
    [
        {"presentacion": "Esta agenda quedó sin efecto."},
        {"presentacion": BORRAR},
        {"titulo": "Agenda que quedó sin efecto"},
    ],
)
def test_la_presentacion_y_el_titulo_se_firman(aprobada: dict[str, Any], cambio: dict[str, Any]) -> None:
    """Sin tocar un compromiso, la presentación podía negarlos todos."""
    suya = {c: v for c, v in aprobada["agenda"].items() if c != "aprobacion"}
    aprobada["agenda"] = {**suya, "presentacion": "Lo que acordamos."}
    aprobada["agenda"] = firmada(**aprobada)
    assert aprobada["agenda"]["aprobacion"]["formato"] == "asambleas/agenda/3"
    assert dichos(aprobada) == []
    esperado = [("agenda.yml", "titulo", "el título o la presentación ya no dicen lo que se aprobó")]
    assert dichos({**aprobada, "agenda": cambiado(aprobada["agenda"], cambio)}) == esperado
    # Sin las huellas de las partes, la completa también lo nota.
    sin_partes = cambiado(aprobada["agenda"], {**cambio, "aprobacion.partes": BORRAR})
    assert dichos({**aprobada, "agenda": sin_partes}) == [
        (
            "agenda.yml",
            "aprobacion.huella",
            "lo que hay ya no es lo que aprobó la plenaria: algo cambió después",
        )
    ]


def test_una_presentacion_que_aparece_despues_de_firmar(aprobada: dict[str, Any]) -> None:
    assert "presentacion" not in aprobada["agenda"]
    aprobada["agenda"]["presentacion"] = "Esta agenda quedó sin efecto."
    assert dichos(aprobada) == [
        ("agenda.yml", "titulo", "el título o la presentación ya no dicen lo que se aprobó")
    ]
