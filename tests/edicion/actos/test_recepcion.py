"""La hoja que llega después de aprobar: una causa, un error; y anotada, se publica sin cambiar lo firmado."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from edicion.conftest import ACTO, correr, la_asamblea
from fabrica import (
    ID,
    agenda,
    aporte,
    como_yaml,
    en_estado,
    escribir_proyecto,
    expediente,
    firmada,
    resultado,
)

from generador import cli
from generador.construccion.datos.examen import examinar
from generador.construccion.verificacion.firmado import juzgar
from generador.modelo.asamblea import Sitio
from generador.modelo.publico.apertura import abrir
from generador.modelo.publico.testigo import cambios
from generador.revision import revisar
from generador.salida.abiertos import escribir_abierto

RAIZ = Path(__file__).parents[3]
TARDE = resultado("M1-S2", aportes=[aporte("luz"), aporte("agua")])
ORDEN = ("recibir", ID, "M1-S2", "--razon", "La hoja se mojó.", "--fecha", "2024-01-10", "--si")
SITIO = Sitio(nombre="Sitio", descripcion="De prueba.", direccion="https://asambleas.gov.co/")


@pytest.fixture(scope="module")
def _molde(tmp_path_factory: pytest.TempPathFactory) -> Path:
    raiz = tmp_path_factory.mktemp("aprobada")
    escribir_proyecto(raiz, **en_estado("borrador"))
    with pytest.MonkeyPatch.context() as m:
        m.setattr(cli, "RAIZ", raiz)
        assert correr("aprobar", ID, *ACTO, "--si").exit_code == 0
    return raiz


@pytest.fixture
def con_tardia(_molde: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Un proyecto aprobado al que después le pusieron una hoja."""
    shutil.copytree(_molde / "datos", tmp_path / "datos")
    monkeypatch.setattr(cli, "RAIZ", tmp_path)
    (tmp_path / "datos" / ID / "resultados" / "M1-S2.yml").write_text(como_yaml(TARDE), "utf-8")
    return tmp_path


def _errores(raiz: Path) -> list[tuple[str, str]]:
    hallados = [h for h in examinar(raiz).hallazgos if h.gravedad == "error"]
    return [(h.lugar.archivo.rpartition("/")[2], h.mensaje) for h in hallados]


def test_una_hoja_que_llega_despues_es_un_solo_error_y_dice_la_orden(con_tardia: Path) -> None:
    """Eran cuatro de una sola causa, y cada uno pedía otra cosa."""
    (h,) = [h for h in examinar(con_tardia).hallazgos if h.gravedad == "error"]
    assert (h.lugar.archivo, h.mensaje) == (
        f"datos/{ID}/resultados/M1-S2.yml",
        "la hoja de M1-S2 no estaba cuando se aprobó la agenda: trae 2 aportes",
    )
    assert f"./asamblea recibir {ID} M1-S2 --razon" in h.ayuda


@pytest.mark.parametrize("forma", [1, 2, 3])
def test_sin_compromisos_escritos_tampoco_se_corren_los_codigos(forma: int) -> None:
    """Vista fallar: cada aporte completo es un compromiso, y uno nuevo movía los códigos de los demás."""
    antes: dict[str, Any] = {
        "evento": {"estado": "aprobada"},
        "resultados": [resultado("M2-S1")],
        "agenda": agenda(),
    }
    acto = firmada(forma=forma, **antes)
    cambios_ = {**antes, "agenda": acto, "resultados": [resultado("M1-S2"), *antes["resultados"]]}
    e = expediente(**cambios_)
    assert [h.mensaje for h in revisar(e) if h.gravedad == "error"] == [
        "la hoja de M1-S2 no estaba cuando se aprobó la agenda: trae 1 aporte"
    ]
    assert e.asamblea.huella == acto["aprobacion"]["huella"]
    assert [c.codigo for c in e.asamblea.compromisos] == ["PRU23-001"]


def test_recibirla_no_cambia_lo_firmado(con_tardia: Path) -> None:
    antes = examinar(con_tardia).carga.expedientes[0].asamblea
    hecho = correr(*ORDEN)
    assert hecho.exit_code == 0, hecho.output
    assert "Recibido después del acto, el 2024-01-10: M1-S2-N1 y M1-S2-N2\n  Falta luz." in hecho.output
    a = la_asamblea(con_tardia)
    assert a.huella == antes.huella
    assert a.huella is not None
    assert a.huella in hecho.output
    (recibida,) = a.recibidos
    assert [x.codigo for x in recibida.aportes] == ["M1-S2-N1", "M1-S2-N2"]
    assert [x.codigo for x in a.aportes] == ["M1-S1-N1"]
    assert a.asistentes == 20


@pytest.mark.parametrize(
    ("cambia", "codigo", "dice"),
    [
        ({2: "M1-S1"}, 2, "la hoja de M1-S1 ya estaba cuando se aprobó: se corrige con ./asamblea errata"),
        ({2: "M2-S2"}, 2, f"no hay datos/{ID}/resultados/M2-S2.yml: póngala ahí"),
        ({2: "S2"}, 2, "Error: SUBMESA: "),
        ({4: " "}, 2, "Error: --razon: está vacío"),
        (
            {6: "2023-11-17"},
            2,
            "--fecha: la agenda se aprobó el 2023-11-18; lo recibido después no",
        ),
        ({6: "2999-01-01"}, 2, "--fecha: 2999-01-01 todavía no llega"),
    ],
)
def test_lo_que_no_se_recibe(con_tardia: Path, cambia: dict[int, str], codigo: int, dice: str) -> None:
    antes = (con_tardia / "datos" / ID / "agenda.yml").read_bytes()
    hecho = correr(*(cambia.get(i, a) for i, a in enumerate(ORDEN)))
    assert (hecho.exit_code, dice in hecho.output) == (codigo, True), hecho.output
    assert (con_tardia / "datos" / ID / "agenda.yml").read_bytes() == antes


def test_dos_veces_no_y_con_otro_error_tampoco(con_tardia: Path) -> None:
    assert correr(*ORDEN).exit_code == 0
    assert "ya está anotada como recibida después del acto" in correr(*ORDEN).output
    hoja = con_tardia / "datos" / ID / "resultados" / "M2-S1.yml"
    hoja.write_text(como_yaml(resultado("M2-S1")), "utf-8")
    evento = con_tardia / "datos" / ID / "evento.yml"
    evento.write_text(evento.read_text("utf-8").replace("Territorio de prueba", "Otro"), "utf-8")
    hecho = correr(*(("recibir", ID, "M2-S1", *ORDEN[3:])))
    assert (hecho.exit_code, "«Territorio» ya no es lo que se aprobó" in hecho.output) == (1, True)


def test_una_hoja_en_blanco_se_llena_antes_de_anotarla(con_tardia: Path) -> None:
    """Visto fallar: «ya estaba cuando se aprobó», y `validar` mandaba borrarla sin decir más."""
    (con_tardia / "plantillas").symlink_to(RAIZ / "plantillas")
    assert correr(*ORDEN).exit_code == 0
    hecho = correr("hojas", ID, "m2-s2")
    assert (hecho.exit_code, hecho.output) == (0, f"creado datos/{ID}/resultados/M2-S2.yml\n")
    hecho = correr("recibir", ID, "M2-S2", *ORDEN[3:])
    assert (hecho.exit_code, "sigue en blanco: pase ahí lo que entregó" in hecho.output) == (2, True)
    (ayuda,) = [h.ayuda for h in examinar(con_tardia).hallazgos if "en blanco" in h.mensaje]
    assert f"./asamblea recibir {ID} M2-S2 --razon" in ayuda


def test_la_hoja_recibida_que_se_borro_se_empieza_otra_vez(con_tardia: Path) -> None:
    """Vista fallar: `hojas` daba el mismo error, porque la hoja que se le pedía no estaba."""
    (con_tardia / "plantillas").symlink_to(RAIZ / "plantillas")
    assert correr(*ORDEN).exit_code == 0
    hoja = con_tardia / "datos" / ID / "resultados" / "M1-S2.yml"
    hoja.unlink()
    (ayuda,) = [h.ayuda for h in examinar(con_tardia).hallazgos if h.mensaje.startswith("falta la hoja")]
    assert f"./asamblea hojas {ID} M1-S2" in ayuda
    assert correr("hojas", ID, "M1-S2").exit_code == 0
    assert hoja.is_file()
    hecho = correr("hojas", ID, "M1-S1")
    assert (hecho.exit_code, "use ./asamblea errata" in hecho.output) == (2, True)


def test_en_un_borrador_no_hay_que_anotar_nada(raiz: Path) -> None:
    assert "la hoja entra como las demás, no hay que anotarla" in correr(*ORDEN).output


@pytest.mark.parametrize(
    ("anotada", "dice"),
    [
        ({"fecha": "2023-11-17"}, "se recibió el 2023-11-17, antes del acto (2023-11-18)"),
        ({"fecha": "2999-01-01"}, "se recibió el 2999-01-01, que todavía no llega"),
        ({"submesa": "M1-S1"}, "la hoja de M1-S1 ya estaba cuando se aprobó"),
        ({"submesa": "M2-S2"}, "falta la hoja de M2-S2, que se recibió el 2024-01-10"),
    ],
)
def test_una_anotacion_escrita_a_mano_que_no_es_cierta(anotada: dict[str, str], dice: str) -> None:
    suya = {"submesa": "M1-S2", "fecha": "2024-01-10", "razon": "Se mojó.", **anotada}
    cambios_ = en_estado("aprobada")
    cambios_["agenda"] = {**cambios_["agenda"], "recibidos": [suya]}
    cambios_["resultados"] = [*cambios_["resultados"], *([TARDE] if suya["submesa"] == "M1-S2" else [])]
    assert [h.mensaje for h in revisar(expediente(**cambios_)) if h.gravedad == "error"] == [dice]


def _abierta(*recibidos: dict[str, str]) -> Any:
    cambios_ = en_estado("aprobada")
    cambios_["agenda"] = {**cambios_["agenda"], "recibidos": list(recibidos)}
    cambios_["resultados"] = [*cambios_["resultados"], TARDE]
    return abrir(expediente(**cambios_).asamblea.publicable(), SITIO, lambda c: f"https://a.gov.co/{c}")


ANOTADA = {"submesa": "M1-S2", "fecha": "2024-01-10", "razon": "Se mojó."}


def test_en_los_datos_abiertos_va_aparte_y_se_dice_que_nadie_lo_firmo() -> None:
    abierta = _abierta(ANOTADA)
    assert [(r.submesa, len(r.aportes)) for r in abierta.recibidos] == [("M1-S2", 2)]
    assert [a.codigo for a in abierta.aportes] == ["M1-S1-N1"]
    datos = escribir_abierto("agenda.json", abierta, "x")
    juicio = juzgar("agenda.json", datos)
    assert juicio.fallas == ()
    assert "los aportes recibidos después del acto" in juicio.sin_huella
    # Decir que un aporte firmado llegó después lo sacaría de lo aprobado.
    arbol = json.loads(datos)
    arbol["recibidos"][0]["submesa"] = "M1-S1"
    with pytest.raises(Exception, match="se contradice"):
        juzgar("agenda.json", json.dumps(arbol).encode())


def test_lo_recibido_y_publicado_no_se_borra_sin_razon() -> None:
    antes, hoy = _abierta(ANOTADA), _abierta()
    assert [c.que for c in cambios(antes, hoy)] == ["se borró o cambió lo recibido de M1-S2 el 2024-01-10"]
    assert list(cambios(hoy, antes)) == []
