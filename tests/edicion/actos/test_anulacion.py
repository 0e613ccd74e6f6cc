"""Anular una errata: deja sin efecto la última, sigue a la vista y no corre el calendario."""

from __future__ import annotations

from pathlib import Path

import pytest
from actos import errata
from edicion.conftest import correr, la_asamblea
from edicion.nombrada import NOMBRE, con_el_nombre
from fabrica import ID

from generador.construccion.datos.examen import examinar
from generador.edicion.escritor import agregar
from generador.modelo.aprobado.erratas import aplicadas
from generador.modelo.datos.agenda import Errata


@pytest.fixture
def raiz(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return con_el_nombre(tmp_path, monkeypatch)


def test_anular_desde_la_orden(raiz: Path) -> None:
    hecho = correr("errata", ID, "--anular", "--razon", "No era así.", "--fecha", "2024-02-01", "--si")
    assert hecho.exit_code == 0, hecho.output
    a = la_asamblea(raiz)
    assert a.compromisos[0].texto.startswith("Hacer riego. Coordina")
    assert len(a.versiones) == 3
    hecho = correr("errata", ID, "--anular", "--razon", "Otra vez.", "--fecha", "2024-02-02", "--si")
    assert (hecho.exit_code, "no hay ninguna errata con efecto que anular" in hecho.output) == (2, True)


def test_una_errata_de_otro_siglo_se_anula_y_el_camino_sigue_abierto(raiz: Path) -> None:
    """Lo que dejaba un dedazo antes de exigir fechas que ya llegaron."""
    lejana = errata("2999-01-01", "titulo", "Riego", "Agua")
    archivo = raiz / "datos" / ID / "agenda.yml"
    a = la_asamblea(raiz)
    assert a.agenda is not None
    modelo = Errata.model_validate({**lejana, "huella": "0" * 64})
    con = a.agenda.model_copy(update={"fe_de_erratas": (*a.agenda.fe_de_erratas, modelo)})
    *_, ultima = aplicadas(con, a.contenido_aprobado)
    archivo.write_bytes(agregar(archivo.read_bytes(), "fe_de_erratas", {**lejana, "huella": ultima.huella}))
    (error,) = [h for h in examinar(raiz).hallazgos if h.gravedad == "error"]
    assert error.mensaje == "la errata es del 2999-01-01, que todavía no llega"
    assert "./asamblea errata prueba-2023 --anular" in error.ayuda
    orden = (
        "errata",
        ID,
        "PRU23-001",
        "titulo",
        "--debe-decir",
        "Agua",
        "--razon",
        "x",
        "--fecha",
        "2024-03-01",
    )
    assert correr(*orden, "--si").exit_code == 1
    hecho = correr("errata", ID, "--anular", "--razon", "El año.", "--fecha", "2024-02-28", "--si")
    assert hecho.exit_code == 0, hecho.output
    hecho = correr(*orden, "--si")
    assert hecho.exit_code == 0, hecho.output
    assert [str(v.fecha) for v in la_asamblea(raiz).versiones][2:] == [
        "2999-01-01",
        "2024-02-28",
        "2024-03-01",
    ]


@pytest.mark.parametrize(
    "orden",
    [
        ("errata", ID, "PRU23-001", "titulo", "--debe-decir", "Agua", "--razon", "x"),
        ("errata", ID, "--anular", "--razon", "x"),
        ("errata", ID, "--suprimir", "--texto", NOMBRE, "--razon", "x"),
    ],
)
def test_ninguna_orden_escribe_una_fecha_que_no_ha_llegado(raiz: Path, orden: tuple[str, ...]) -> None:
    """El error señala la opción que hay que cambiar, y no un renglón que todavía no existe."""
    antes = {p: p.read_bytes() for p in (raiz / "datos").rglob("*.yml")}
    hecho = correr(*orden, "--fecha", "2999-01-01", "--si")
    assert hecho.exit_code == 2
    assert hecho.output.startswith("Error: --fecha: 2999-01-01 todavía no llega; ")
    assert {p: p.read_bytes() for p in (raiz / "datos").rglob("*.yml")} == antes


def test_una_anulacion_no_es_de_antes_de_lo_que_anula(raiz: Path) -> None:
    hecho = correr("errata", ID, "--anular", "--razon", "x", "--fecha", "2024-01-09", "--si")
    assert hecho.exit_code == 2
    assert hecho.output.startswith(
        "Error: --fecha: la errata que anula es del 2024-01-10; no puede ser anterior"
    )
    assert correr("errata", ID, "--anular", "--razon", "x", "--fecha", "2024-01-10", "--si").exit_code == 0
