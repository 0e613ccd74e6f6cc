"""Recibir: lo que llega se guarda entero, se junta sin pisar y se acusa recibo."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from fabrica import ID, asamblea, en_estado, escribir_proyecto

from generador.carga.cargar import cargar, releer
from generador.edicion.anteriores import deshacer
from generador.errores import ErrorDeUso
from generador.local.captura import bandeja as modulo_bandeja
from generador.local.captura import recepcion
from generador.local.captura.bandeja import Bandeja
from generador.local.captura.entrega import Entrega, campos_de
from generador.local.captura.formulario import formulario_de
from generador.local.captura.fusion import Choque
from generador.local.captura.recepcion import Situacion, escoger, ponerse_al_dia, recibir
from generador.modelo.asamblea import Asamblea
from generador.modelo.datos.aporte import Resultado

RAIZ = Path(__file__).parents[3]
FORMULARIO = formulario_de(asamblea())
AGUA = {"asistentes": "18", "aportes.0.necesidad": "Agua"}
ENTREGA = Entrega(ID, "M1-S1", FORMULARIO.version, "tel-a", 1, AGUA)


@pytest.fixture
def raiz(tmp_path: Path) -> Path:
    escribir_proyecto(tmp_path, **en_estado("en_curso"))
    shutil.copytree(RAIZ / "plantillas" / "nueva", tmp_path / "plantillas" / "nueva")
    return tmp_path


def _asamblea(raiz: Path) -> Asamblea:
    return next(e.asamblea for e in cargar(raiz).expedientes)


def _hoja(raiz: Path) -> Path:
    return raiz / "datos" / ID / "resultados" / "M1-S1.yml"


def _dice(raiz: Path) -> dict[str, str]:
    return campos_de(FORMULARIO, releer(_hoja(raiz).read_bytes(), "hoja", Resultado)[0])


def _recibir(raiz: Path, entrega: Entrega) -> recepcion.Acuse:
    return recibir(raiz, _asamblea(raiz), entrega, "teléfono")


def test_la_primera_crea_la_hoja(raiz: Path) -> None:
    acuse = _recibir(raiz, ENTREGA)
    assert (acuse.situacion, acuse.puestas) == (Situacion.NUEVA, tuple(AGUA))
    assert _dice(raiz) == AGUA
    assert _hoja(raiz).read_text("utf-8").startswith("# yaml-language-server")
    assert _asamblea(raiz).resultados[0].asistentes == 18


def test_dos_veces_la_misma_no_cambia_nada(raiz: Path) -> None:
    _recibir(raiz, ENTREGA)
    antes = _hoja(raiz).read_bytes()
    assert _recibir(raiz, ENTREGA).situacion is Situacion.IGUAL
    assert _hoja(raiz).read_bytes() == antes
    assert len(Bandeja.de(raiz, ID).llegadas("M1-S1")) == 1


def test_el_mismo_aparato_corrige_lo_suyo_y_puede_volver_atras(raiz: Path) -> None:
    for revision, texto in ((1, "Agua"), (2, "Vías"), (3, "Agua")):
        acuse = _recibir(raiz, replace(ENTREGA, revision=revision, campos={"aportes.0.necesidad": texto}))
        assert acuse.situacion is Situacion.NUEVA
        assert _dice(raiz) == {"aportes.0.necesidad": texto}


def test_una_revision_atrasada_no_cambia_nada(raiz: Path) -> None:
    _recibir(raiz, replace(ENTREGA, revision=5))
    vieja = replace(ENTREGA, revision=2, campos={"aportes.0.necesidad": "Vías"})
    assert _recibir(raiz, vieja).situacion is Situacion.ATRASADA
    assert _dice(raiz) == AGUA
    assert len(Bandeja.de(raiz, ID).llegadas("M1-S1")) == 2


def test_otro_aparato_llena_lo_vacio_y_choca_en_lo_demas(raiz: Path) -> None:
    _recibir(raiz, ENTREGA)
    otro = {"asistentes": "20", "aportes.0.necesidad": "Agua", "aportes.0.solucion": "Pozo"}
    acuse = _recibir(raiz, replace(ENTREGA, dispositivo="tel-b", campos=otro))
    assert acuse.situacion is Situacion.EN_CONFLICTO
    assert acuse.choques == (Choque("asistentes", "18", "20"),)
    assert _dice(raiz) == {**AGUA, "aportes.0.solucion": "Pozo"}
    assert [c for x in Bandeja.de(raiz, ID).llegadas("M1-S1") for c in x.choques] == list(acuse.choques)


@pytest.mark.parametrize("texto", ["20", "18", "19"])
def test_una_persona_escoge(raiz: Path, texto: str) -> None:
    _recibir(raiz, ENTREGA)
    _recibir(raiz, replace(ENTREGA, dispositivo="tel-b", campos={**AGUA, "asistentes": "20"}))
    acuse = escoger(raiz, _asamblea(raiz), "M1-S1", "asistentes", texto)
    assert acuse.situacion is Situacion.NUEVA
    assert _dice(raiz)["asistentes"] == texto
    assert not [c for x in Bandeja.de(raiz, ID).llegadas("M1-S1") for c in x.choques]
    with pytest.raises(ErrorDeUso, match="ya se resolvió"):
        escoger(raiz, _asamblea(raiz), "M1-S1", "asistentes", texto)


def test_escoger_lo_que_no_sirve_no_resuelve(raiz: Path) -> None:
    _recibir(raiz, ENTREGA)
    _recibir(raiz, replace(ENTREGA, dispositivo="tel-b", campos={**AGUA, "asistentes": "20"}))
    assert escoger(raiz, _asamblea(raiz), "M1-S1", "asistentes", "muchos").situacion is Situacion.INCOMPLETA
    assert [c for x in Bandeja.de(raiz, ID).llegadas("M1-S1") for c in x.choques]


def test_quien_corrige_sobre_lo_que_vio_no_choca(raiz: Path) -> None:
    _recibir(raiz, ENTREGA)
    corregida = replace(
        ENTREGA,
        dispositivo="mesa-tecnica",
        antes=AGUA,
        campos={"asistentes": "19", "aportes.0.necesidad": "Agua"},
    )
    assert _recibir(raiz, corregida).situacion is Situacion.NUEVA
    assert _dice(raiz)["asistentes"] == "19"
    # El teléfono insiste en lo que ya había dicho: no deshace la corrección.
    assert _recibir(raiz, replace(ENTREGA, revision=2)).situacion is Situacion.IGUAL
    assert _dice(raiz)["asistentes"] == "19"


def test_lo_incompleto_se_guarda_y_entra_cuando_se_completa(raiz: Path) -> None:
    sola = replace(ENTREGA, campos={"aportes.0.solucion": "Pozo"})
    acuse = _recibir(raiz, sola)
    assert acuse.situacion is Situacion.INCOMPLETA
    assert [r.casilla for r in acuse.reparos] == ["aportes.0.necesidad"]
    assert not _hoja(raiz).exists()
    assert Bandeja.de(raiz, ID).llegadas("M1-S1")[0].entrega.campos == sola.campos
    entera = replace(ENTREGA, revision=2, campos={**AGUA, "aportes.0.solucion": "Pozo"})
    assert _recibir(raiz, entera).situacion is Situacion.NUEVA
    assert _dice(raiz) == entera.campos


@pytest.mark.parametrize(
    ("cambios", "mensaje"),
    [
        ({"asamblea": "otra"}, "es de la asamblea «otra»"),
        ({"submesa": "M9-S9"}, "no existe la sub-mesa M9-S9"),
    ],
)
def test_lo_que_no_es_de_aqui_no_se_guarda(raiz: Path, cambios: dict[str, str], mensaje: str) -> None:
    acuse = _recibir(raiz, replace(ENTREGA, **cambios))
    assert acuse.situacion is Situacion.RECHAZADA
    assert mensaje in acuse.mensaje
    assert not (raiz / "entrada").exists()


def test_lo_aprobado_no_se_cambia() -> None:
    aprobada = asamblea(**en_estado("aprobada"))
    acuse = recibir(Path("/no-existe"), aprobada, replace(ENTREGA, asamblea=aprobada.id), "teléfono")
    assert acuse.situacion is Situacion.RECHAZADA
    assert "errata" in acuse.mensaje


def test_sobre_una_de_demostracion_no_se_recibe(raiz: Path) -> None:
    _recibir(raiz, ENTREGA)
    ruta = _hoja(raiz)
    ruta.write_text(ruta.read_text("utf-8") + "demostracion: true\n", "utf-8")
    assert "de demostración" in _recibir(raiz, replace(ENTREGA, revision=2)).mensaje


def test_una_casilla_de_otra_version_queda_guardada_y_se_dice(raiz: Path) -> None:
    acuse = _recibir(
        raiz, replace(ENTREGA, formulario="00000000", campos={**AGUA, "aportes.7.necesidad": "Luz"})
    )
    assert (acuse.situacion, acuse.ajenas) == (Situacion.NUEVA, ("aportes.7.necesidad",))
    assert Bandeja.de(raiz, ID).llegadas("M1-S1")[0].entrega.campos["aportes.7.necesidad"] == "Luz"


def test_lo_que_corta_la_luz_se_retoma(raiz: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def sin_luz(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as m:
        m.setattr(recepcion, "cambiar_guardando", sin_luz)
        with pytest.raises(KeyboardInterrupt):
            _recibir(raiz, ENTREGA)
    assert not _hoja(raiz).exists()
    (acuse,) = ponerse_al_dia(raiz, _asamblea(raiz))
    assert (acuse.situacion, _dice(raiz)) == (Situacion.NUEVA, AGUA)
    assert ponerse_al_dia(raiz, _asamblea(raiz)) == ()


def test_si_la_luz_se_va_tras_la_hoja_no_se_repite(raiz: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    guardar = Bandeja.guardar

    def solo_la_primera(self: Bandeja, llegada: modulo_bandeja.Llegada) -> None:
        if llegada.aplicada:
            raise KeyboardInterrupt
        guardar(self, llegada)

    with monkeypatch.context() as m:
        m.setattr(Bandeja, "guardar", solo_la_primera)
        with pytest.raises(KeyboardInterrupt):
            _recibir(raiz, ENTREGA)
    antes = _hoja(raiz).read_bytes()
    (acuse,) = ponerse_al_dia(raiz, _asamblea(raiz))
    assert acuse.situacion is Situacion.IGUAL
    assert _hoja(raiz).read_bytes() == antes


def test_lo_cambiado_a_mano_mientras_tanto_no_se_pisa(raiz: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _recibir(raiz, ENTREGA)
    en_hoja = recepcion.en_hoja

    def y_alguien_guarda(*a: object) -> bytes:
        hecho = en_hoja(*a)  # type: ignore[arg-type]
        _hoja(raiz).write_text(_hoja(raiz).read_text("utf-8") + "# de otra persona\n", "utf-8")
        return hecho

    with monkeypatch.context() as m:
        m.setattr(recepcion, "en_hoja", y_alguien_guarda)
        with pytest.raises(ErrorDeUso, match="mientras tanto cambió"):
            _recibir(raiz, replace(ENTREGA, revision=2, campos={**AGUA, "aportes.0.solucion": "Pozo"}))
    assert "# de otra persona" in _hoja(raiz).read_text("utf-8")
    (acuse,) = ponerse_al_dia(raiz, _asamblea(raiz))
    assert acuse.situacion is Situacion.NUEVA
    assert _dice(raiz)["aportes.0.solucion"] == "Pozo"
    assert "# de otra persona" in _hoja(raiz).read_text("utf-8")


def test_lo_que_quedo_sin_poner_no_pisa_lo_que_el_mismo_aparato_dijo_despues(
    raiz: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def sin_luz(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as m:
        m.setattr(recepcion, "cambiar_guardando", sin_luz)
        with pytest.raises(KeyboardInterrupt):
            _recibir(raiz, replace(ENTREGA, campos={**AGUA, "aportes.0.solucion": "Pozo"}))
    _recibir(raiz, replace(ENTREGA, revision=2))
    (acuse,) = ponerse_al_dia(raiz, _asamblea(raiz))
    assert (acuse.situacion, _dice(raiz)) == (Situacion.ATRASADA, AGUA)


def test_una_revision_atrasada_no_es_de_donde_se_parte(raiz: Path) -> None:
    _recibir(raiz, replace(ENTREGA, revision=5))
    _recibir(raiz, replace(ENTREGA, revision=2, campos={"aportes.0.necesidad": "Vías"}))
    nueva = replace(ENTREGA, revision=6, campos={**AGUA, "aportes.0.necesidad": "Luz"})
    assert _recibir(raiz, nueva).situacion is Situacion.NUEVA
    assert _dice(raiz) == nueva.campos


def test_lo_recibido_se_puede_deshacer(raiz: Path) -> None:
    _recibir(raiz, ENTREGA)
    _recibir(raiz, replace(ENTREGA, revision=2, campos={**AGUA, "asistentes": "90"}))
    deshacer(raiz, _hoja(raiz))
    assert _dice(raiz) == AGUA


def test_una_llegada_danada_se_dice(raiz: Path) -> None:
    _recibir(raiz, ENTREGA)
    (raiz / "entrada" / ID / "M1-S1" / "rota.json").write_text('{"entrega": {}', "utf-8")
    (raiz / "entrada" / ID / "M1-S1" / "otra.json").write_text("[]", "utf-8")
    assert [x.entrega for x in Bandeja.de(raiz, ID).llegadas("M1-S1")] == [ENTREGA]
    assert _recibir(raiz, ENTREGA).danadas == ("otra.json", "rota.json")
