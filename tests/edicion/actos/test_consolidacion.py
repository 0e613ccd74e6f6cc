"""Consolidar desde la terminal: se prepara, se muestra lo que cambia, y solo entonces se firma."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from actos import dos_actos
from edicion.conftest import bytes_de, correr, la_asamblea
from fabrica import BORRAR, ID, cambiado, como_yaml, compromiso, escribir_proyecto

from generador import cli
from generador.edicion.actos.consolidacion import proponer_consolidacion
from generador.errores import ErrorDeUso

ACTO = (
    "--fecha",
    "2024-02-01",
    "--quien",
    "Mesa técnica",
    "--mandato",
    "La plenaria encargó juntar lo parecido.",
)
ORDEN = ("consolidar", ID, *ACTO, "--si")
RAZON = ("--razon", "M1-S2-N1", "Ya lo hace el acueducto.")
JUNTOS = compromiso(
    "PRU23-001", ("M1-S1-N1", "M1-S1-N2"), titulo="Riego y luz", texto="Hacer riego y luz entre todas."
)


@pytest.fixture(scope="module")
def _molde(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Una agenda aprobada en plenaria, sin compromisos escritos."""
    cambios = dos_actos()
    raiz = tmp_path_factory.mktemp("plenaria")
    escribir_proyecto(raiz, **{**cambios, "agenda": cambiado(cambios["agenda"], {"consolidaciones": BORRAR})})
    return raiz


@pytest.fixture
def raiz(_molde: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(_molde / "datos", tmp_path / "datos")
    monkeypatch.setattr(cli, "RAIZ", tmp_path)
    return tmp_path


def _preparar(raiz: Path, *compromisos: dict[str, Any], **otros: Any) -> None:
    """Escribe «por_consolidar» al final de agenda.yml, como lo haría una persona."""
    archivo = raiz / "datos" / ID / "agenda.yml"
    lista = {"compromisos": list(compromisos), **otros}
    archivo.write_text(archivo.read_text("utf-8") + como_yaml({"por_consolidar": lista}), "utf-8")


def test_de_la_plenaria_a_lo_consolidado(raiz: Path) -> None:
    """Vista fallar: sin `quitar`, lo preparado seguía esperando después de firmado."""
    empezada = correr("consolidar", ID, "--empezar")
    assert (empezada.exit_code, "quedan 3 compromisos como están hoy" in empezada.output) == (0, True)
    archivo = raiz / "datos" / ID / "agenda.yml"
    datos = yaml.safe_load(archivo.read_text("utf-8"))
    assert [c["codigo"] for c in datos["por_consolidar"]["compromisos"]] == [
        "PRU23-001",
        "PRU23-002",
        "PRU23-003",
    ]
    antes = la_asamblea(raiz)
    archivo.write_text(como_yaml({**datos, "por_consolidar": {"compromisos": [JUNTOS]}}), "utf-8")
    hecha = correr(*ORDEN, *RAZON)
    assert hecha.exit_code == 0, hecha.output
    for dicho in (
        "De 3 compromisos a 1:",
        "  PRU23-002 ya no está: lo que recogía queda en PRU23-001",
        "  PRU23-003 ya no está: lo que recogía queda por fuera",
        "De 3 aportes: 0 recogidos, 2 fusionados, 1 por fuera con su razón",
        "  por fuera M1-S2-N1: Ya lo hace el acueducto.",
        "Mandato: La plenaria encargó juntar lo parecido.",
        "La versión 1 se sigue leyendo. Con esto la agenda queda en la 2.",
    ):
        assert dicho in hecha.output.splitlines(), hecha.output
    a = la_asamblea(raiz)
    assert a.agenda is not None
    assert (a.agenda.por_consolidar, [v.acto for v in a.versiones]) == (None, ["plenaria", "consolidacion"])
    assert a.versiones[0] == antes.versiones[0]
    assert f"Huella SHA-256: {a.huella}" in hecha.output


def test_lo_que_falta_se_pregunta(raiz: Path) -> None:
    _preparar(raiz, JUNTOS)
    hecha = correr(
        "consolidar", ID, responde="2024-02-01\nMesa técnica\nJuntar.\nYa lo hace el acueducto.\ns\n"
    )
    assert hecha.exit_code == 0, hecha.output
    for pregunta in (
        "¿Qué día",
        "¿Quién consolidó?",
        "¿Con qué encargo",
        "¿Por qué queda por fuera M1-S2-N1?",
    ):
        assert pregunta in hecha.output
    assert [n.razon for n in la_asamblea(raiz).no_recogidos] == ["Ya lo hace el acueducto."]


@pytest.mark.parametrize(("mas", "responde", "final"), [(("--simular",), None, 0), ((), "n\n", 1)])
def test_sin_confirmar_no_se_escribe(
    raiz: Path, mas: tuple[str, ...], responde: str | None, final: int
) -> None:
    _preparar(raiz, JUNTOS)
    antes = bytes_de(raiz)
    hecha = correr("consolidar", ID, *ACTO, *RAZON, *mas, responde=responde)
    assert (hecha.exit_code, bytes_de(raiz)) == (final, antes)
    assert ("simulado: no se escribió nada" if mas else "No se cambió nada.") in hecha.output


def test_si_algo_cambio_mientras_se_preguntaba_no_se_escribe(raiz: Path) -> None:
    _preparar(raiz, JUNTOS)
    acto = {"fecha": "2024-02-01", "quien": "Mesa", "mandato": "Juntar."}
    propuesta = proponer_consolidacion(raiz, ID, acto, {"M1-S2-N1": "Ya existe."})
    hoja = raiz / "datos" / ID / "resultados" / "M1-S1.yml"
    hoja.write_text(hoja.read_text("utf-8") + "# otra mano\n", "utf-8")
    antes = bytes_de(raiz)
    with pytest.raises(ErrorDeUso):
        propuesta.escribir()
    assert bytes_de(raiz) == antes


def test_lo_mal_preparado_se_senala_donde_esta(raiz: Path) -> None:
    """Con su línea de hoy: la consolidación todavía no está en el archivo."""
    _preparar(
        raiz, compromiso("PRU23-003", ("M1-S1-N1", "M1-S1-N2"), mesa=9), no_recogidos=_fuera("M1-S2-N1")
    )
    antes = bytes_de(raiz)
    hecha = correr(*ORDEN)
    renglones = (raiz / "datos" / ID / "agenda.yml").read_text("utf-8").splitlines()
    inicio = renglones.index("por_consolidar:")
    codigo, mesa = (
        next(i for i, r in enumerate(renglones, 1) if i > inicio and c in r) for c in ("codigo:", "mesa:")
    )
    assert (hecha.exit_code, bytes_de(raiz)) == (1, antes)
    assert f"agenda.yml:{codigo}:" in hecha.output
    assert "PRU23-003 ya nombraba otro compromiso, el que nace de M1-S2-N1" in hecha.output
    assert f"agenda.yml:{mesa}:" in hecha.output
    assert "no existe la mesa 9" in hecha.output


def _fuera(*codigos: str) -> list[dict[str, str]]:
    return [{"aporte": c, "razon": "Ya existe."} for c in codigos]


USO: dict[str, tuple[tuple[str, ...], str]] = {
    "de antes del acto": (
        (*ORDEN, *RAZON, "--fecha", "2023-11-17"),
        "--fecha: la versión 1 es del 2023-11-18; lo que la sigue no es de antes",
    ),
    "de mañana": ((*ORDEN, *RAZON, "--fecha", "2199-01-01"), "--fecha: 2199-01-01 todavía no llega"),
    "razón de uno que no es": (
        (*ORDEN, *RAZON, "--razon", "M2-S1-N1", "No."),
        "--razon: M2-S1-N1 no es un aporte de lo aprobado",
    ),
    "razón de uno recogido": (
        (*ORDEN, *RAZON, "--razon", "M1-S1-N1", "No."),
        "--razon: M1-S1-N1 ya tiene destino en «por_consolidar»",
    ),
    "empezar otra vez": (("consolidar", ID, "--empezar"), "ya hay «por_consolidar» en agenda.yml"),
    "empezar con acto": (("consolidar", ID, "--empezar", *ACTO), "--empezar va sola"),
}


@pytest.mark.parametrize("como", USO)
def test_lo_que_no_se_puede_se_dice_y_no_se_escribe(raiz: Path, como: str) -> None:
    orden, dicho = USO[como]
    _preparar(raiz, JUNTOS)
    antes = bytes_de(raiz)
    hecha = correr(*orden)
    assert (hecha.exit_code, bytes_de(raiz)) == (2, antes)
    assert dicho in hecha.output


def test_sin_preparar_se_dice_como(raiz: Path) -> None:
    hecha = correr(*ORDEN)
    assert hecha.exit_code == 2
    assert f"./asamblea consolidar {ID} --empezar lo escribe con los de hoy" in hecha.output


def test_con_lo_mismo_no_hay_que_consolidar(raiz: Path) -> None:
    assert correr("consolidar", ID, "--empezar").exit_code == 0
    hecha = correr(*ORDEN)
    assert (hecha.exit_code, "no hay nada que consolidar" in hecha.output) == (2, True)


def test_un_borrador_no_se_consolida_ni_lo_consolidado_se_aprueba_otra_vez(raiz: Path) -> None:
    aprobar = (
        "aprobar",
        ID,
        "--fecha",
        "2024-02-02",
        "--hora",
        "8:00",
        "--modera",
        "C",
        "--decision",
        "D",
        "--si",
    )
    _preparar(raiz, JUNTOS)
    assert correr(*ORDEN, *RAZON).exit_code == 0
    otra = correr(*aprobar)
    assert (otra.exit_code, "esta agenda ya se aprobó el 2023-11-18" in otra.output) == (2, True)
    cambios = dos_actos()
    del cambios["evento"]
    borrador = {**cambios, "evento": {"estado": "borrador"}}
    borrador["agenda"] = {"titulo": "Agenda de prueba"}
    escribir_proyecto(raiz, **borrador)
    hecha = correr(*ORDEN)
    assert (hecha.exit_code, "la agenda no está aprobada" in hecha.output) == (2, True)


def test_despues_se_corrige_con_una_errata_y_se_consolida_otra_vez(raiz: Path) -> None:
    """Las dos se encadenan; la errata de antes de la segunda ya no se anula."""
    _preparar(raiz, JUNTOS)
    assert correr(*ORDEN, *RAZON).exit_code == 0
    errata = ("errata", ID, "PRU23-001", "titulo", "--debe-decir", "Agua", "--razon", "Así era.")
    assert correr(*errata, "--fecha", "2024-03-01", "--si").exit_code == 0
    nuevo = compromiso("PRU23-003", ("M1-S2-N1",), titulo="Acueducto", texto="Ampliarlo.")
    _preparar(raiz, JUNTOS, nuevo)
    hecha = correr("consolidar", ID, *ACTO, "--si", "--fecha", "2024-04-01")
    assert hecha.exit_code == 0, hecha.output
    a = la_asamblea(raiz)
    assert [(v.numero, v.acto, len(v.erratas)) for v in a.versiones] == [
        (1, "plenaria", 0),
        (2, "consolidacion", 0),
        (3, "consolidacion", 1),
        (4, "consolidacion", 0),
    ]
    anular = correr("errata", ID, "--anular", "--razon", "No.", "--fecha", "2024-05-01", "--si")
    assert (anular.exit_code, "no hay ninguna errata con efecto que anular" in anular.output) == (2, True)


def test_un_dato_personal_se_retira_tambien_de_la_consolidacion(raiz: Path) -> None:
    """Se firma de nuevo lo que queda, y las huellas cortas de lo que lo decía cambian con ello."""
    _preparar(raiz, {**JUNTOS, "como": "Llamar a Rosalba Quintero"})
    assert correr(*ORDEN, *RAZON).exit_code == 0
    retiro = ("errata", ID, "--suprimir", "--texto", "Rosalba Quintero", "--razon", "Lo pidió.")
    hecha = correr(*retiro, "--fecha", "2024-03-01", "--si")
    assert hecha.exit_code == 0, hecha.output
    assert "PRU23-001 como" in hecha.output
    assert "Rosalba" not in (raiz / "datos" / ID / "agenda.yml").read_text("utf-8")
    assert la_asamblea(raiz).compromisos[0].como == "Llamar a (dato personal retirado)"
