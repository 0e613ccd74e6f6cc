"""Los nombres que nadie declaró se avisan y se resuelven una vez; los declarados se hallan siempre."""

import dataclasses
import re
from typing import Any

import pytest
from fabrica import arboles, expediente, resultado

from generador.carga.lectura.lector import leer_bytes
from generador.errores import Hallazgo, formatear
from generador.modelo.archivos import ARCHIVOS
from generador.modelo.asamblea import Sitio
from generador.modelo.campos import LIBRES, todos
from generador.modelo.expediente import Expediente
from generador.revision import revisar, revisar_entre_todas
from generador.revision.nombres import DE_ALGUIEN

BASE = "nombre: Asambleas\ndireccion: https://asambleas.gov.co/\ndescripcion: Sitio ficticio.\n"
SOSPECHA = "esto parece el nombre de una persona, y sin su consentimiento no se publica"


def _juntas(*expedientes: Expediente, sitio: str = "") -> list[Hallazgo]:
    fuente = leer_bytes((BASE + sitio).encode(), "datos/sitio.yml")
    return list(revisar_entre_todas(expedientes, Sitio.model_validate(fuente.datos), fuente))


def _dichos(*expedientes: Expediente, sitio: str = "") -> list[tuple[str, str, str]]:
    return [(h.gravedad, h.lugar.ruta, h.mensaje) for h in _juntas(*expedientes, sitio=sitio)]


def _con(texto: str, **evento: Any) -> Expediente:
    return expediente(evento=evento, resultados=[resultado(**{"aportes.0.necesidad": texto})])


@pytest.mark.parametrize(
    "texto", ["Lo pidió doña Carmenza", "MARÍA GUTIÉRREZ PÉREZ", "propuso Yolanda", "Peñaloza, Yeison"]
)
def test_un_nombre_sin_declarar_es_un_aviso_que_no_lo_repite(texto: str) -> None:
    (hallado,) = _juntas(_con(texto))
    assert (hallado.gravedad, hallado.lugar.ruta, hallado.mensaje) == (
        "advertencia",
        "aportes[1].necesidad",
        SOSPECHA,
    )
    assert not any(p in formatear(hallado) for p in ("Carmenza", "MARÍA", "Yolanda", "Yeison"))


@pytest.mark.parametrize("campo", ["quien", "como"])
def test_donde_se_dice_quien_basta_el_nombre_de_pila(campo: str) -> None:
    e = expediente(resultados=[resultado(**{f"aportes.0.plan.0.{campo}": "Yolanda"})])
    assert len(_juntas(e)) == (campo == "quien")


@pytest.mark.parametrize("dicho", ["Doña Carmen Rincón", "Carmen Rincón", "CARMEN RINCÓN"])
@pytest.mark.parametrize(
    ("archivo", "campo"),
    [("mesas", "mesas.0.lidera"), ("evento", "programa.1.responsable"), ("evento", "enlaces.inscripcion_de")],
)
def test_donde_va_un_papel_no_va_una_persona(archivo: str, campo: str, dicho: str) -> None:
    (hallado,) = _juntas(expediente(**{archivo: {campo: dicho}}))
    assert (hallado.gravedad, hallado.mensaje) == ("advertencia", SOSPECHA)
    assert not any(p in formatear(hallado) for p in ("Carmen", "CARMEN", "Rinc", "RINC"))
    assert hallado.ayuda.startswith("ponga su papel o su organización; ")


@pytest.mark.parametrize(
    ("archivo", "campo"), [("mesas", "mesas.0.lidera"), ("evento", "programa.1.responsable")]
)
def test_ahi_basta_el_nombre_de_pila(archivo: str, campo: str) -> None:
    (hallado,) = _juntas(expediente(**{archivo: {campo: "Yolanda"}}))
    assert (hallado.mensaje, "Yolanda" in formatear(hallado)) == (SOSPECHA, False)


def test_todo_campo_que_no_es_de_personas_sospecha_de_un_nombre_de_pila() -> None:
    """Los dice la ayuda de cada uno: uno nuevo que la lleve entra aquí, o falla."""
    dichos = {
        c.nombre
        for modelo in ARCHIVOS.values()
        for c in todos(modelo)
        if re.search("nunca (una )?persona", c.ayuda) and c.texto in LIBRES
    }
    assert {"lidera", "guarda", "reporta", "responsable", "poblacion"} <= dichos
    assert dichos <= DE_ALGUIEN


def test_se_resuelve_en_la_asamblea_o_en_el_sitio() -> None:
    assert len(_juntas(_con("doña Carmenza"))) == 1
    assert _juntas(_con("doña Carmenza", no_son_personas=["Carmenza"])) == []
    assert (
        _juntas(_con("doña Carmenza"), sitio="no_son_personas: [carmenza, Carmenza]\n")[0].lugar.ruta
        == "no_son_personas[1]"
    )


def test_lo_que_sobra_se_dice_y_lo_que_contradice_es_error() -> None:
    assert _dichos(_con("Agua", no_son_personas=["Carmenza"])) == [
        ("advertencia", "no_son_personas[1]", "ningún texto dice esto: sobra en «no_son_personas»")
    ]
    e = expediente(
        evento={"no_son_personas": ["Perpetua Innombrada"]},
        resultados=[resultado(representante={"papel": "Vocera", "nombre": "Perpetua Innombrada"})],
    )
    ((gravedad, ruta, mensaje),) = _dichos(e)
    assert (gravedad, ruta) == ("error", "no_son_personas[1]")
    assert mensaje.startswith(
        "dice que no es una persona, y está declarada como una (datos/prueba-2023/resultados/M1-S1.yml"
    )


def test_quien_autorizo_no_se_avisa_de_ninguna_forma() -> None:
    persona = {"papel": "Vocera", "nombre": "María Fernanda Gutiérrez", "consentimiento": "sí"}
    e = expediente(
        resultados=[
            resultado(representante=persona, **{"aportes.0.necesidad": "Lo dijo doña Mafe Gutiérrez"})
        ]
    )
    assert _juntas(e) == []
    assert revisar(e) == ()


def test_quien_no_autorizo_en_una_asamblea_se_busca_en_las_demas_y_en_el_sitio() -> None:
    persona = {"papel": "Vocera", "nombre": "Perpetua Innombrada"}
    una = expediente(resultados=[resultado(representante=persona)])
    otra = _con("Lo dijo Innombrada, Perpetua")
    otra = dataclasses.replace(otra, asamblea=otra.asamblea.model_copy(update={"id": "otra-2024"}))
    dichos = _dichos(una, otra, sitio="lema: Con Perpetua I. siempre\n")
    assert [(g, r) for g, r, _ in dichos] == [("error", "aportes[1].necesidad"), ("error", "lema")]
    assert revisar(otra) == ()


def test_en_el_nombre_de_una_foto() -> None:
    persona = {"papel": "Vocera", "nombre": "Perpetua Innombrada"}
    foto = {"archivo": "perpetua-innombrada.jpg", "alt": "x", "credito": "x", "consentimiento": "sí"}
    e = expediente(evento={"medios": [foto]}, resultados=[resultado(representante=persona)])
    errores = [h for h in revisar(e) if h.gravedad == "error"]
    assert [h.lugar.ruta for h in errores] == ["medios[1].archivo"]
    sola = expediente(evento={"medios": [{**foto, "archivo": "maria-gutierrez.jpg"}]})
    assert [(g, r) for g, r, _ in _dichos(sola)] == [("advertencia", "medios[1].archivo")]


def test_la_demostracion_no_avisa_de_nadie() -> None:
    assert _juntas(expediente()) == []
    assert arboles()
