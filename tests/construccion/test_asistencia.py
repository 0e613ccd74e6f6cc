"""`./asamblea asistencia` de punta a punta: lo escrito se carga igual y nada más queda en el disco."""

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner
from fabrica import ID, escribir_proyecto

from generador import cli
from generador.carga.cargar import cargar
from generador.revision import revisar

RAIZ = Path(__file__).parents[2]
SECRETO = "Perpetua Innombrada"


@pytest.fixture
def raiz(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    proyecto = escribir_proyecto(tmp_path / "p")
    (proyecto / "plantillas").symlink_to(RAIZ / "plantillas")
    monkeypatch.setattr(cli, "RAIZ", proyecto)
    return proyecto


def _registro(carpeta: Path, filas: int = 70) -> Path:
    archivo = carpeta / "registro.csv"
    with archivo.open("w", newline="", encoding="utf-8") as salida:
        escritor = csv.writer(salida)
        escritor.writerow(["Nombre", "Documento", "Género", "Municipio"])
        escritor.writerows(
            [f"{SECRETO} {i}", 9_000_000 + i, "Mujer", f'Tame: "{i % 2}"'] for i in range(filas)
        )
    return archivo


def _correr(*argumentos: object) -> tuple[int, str]:
    hecho = CliRunner().invoke(cli.principal, ["asistencia", *map(str, argumentos)])
    return hecho.exit_code, hecho.output


def test_escribe_solo_conteos(raiz: Path, tmp_path: Path) -> None:
    codigo, texto = _correr(ID, _registro(tmp_path), "--demostracion", "--fecha", "2023-11-19")
    assert (codigo, texto) == (
        0,
        f"escrito datos/{ID}/asistencia.yml\n70 personas en 2 cuadros; ocultos: 0\n"
        "no se reconoció columna para: mesa, grupo poblacional y tipo de organización\n",
    )
    carga = cargar(raiz)
    assert carga.hallazgos == ()
    leida = carga.expedientes[0].asamblea.asistencia
    assert leida is not None
    assert (leida.total, leida.demostracion, leida.fecha.isoformat()) == (70, True, "2023-11-19")
    assert [[(c.categoria, c.personas) for c in x.conteos] for x in leida.cuadros] == [
        [("Mujer", 70)],
        [('Tame: "0"', 35), ('Tame: "1"', 35)],
    ]
    assert [h for h in revisar(carga.expedientes[0]) if h.gravedad == "error"] == []
    for archivo in raiz.rglob("*"):
        if archivo.is_file() and not archivo.is_symlink():
            assert b"Perpetua" not in archivo.read_bytes(), archivo


def test_no_pisa_lo_que_hay(raiz: Path, tmp_path: Path) -> None:
    registro = _registro(tmp_path)
    assert _correr(ID, registro)[0] == 0
    codigo, texto = _correr(ID, registro)
    assert (codigo, "agregue --reemplazar" in texto) == (2, True)
    assert _correr(ID, _registro(tmp_path, 60), "--reemplazar")[0] == 0
    assert cargar(raiz).expedientes[0].asamblea.asistencia.total == 60  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("argumentos", "esperado"),
    [
        (
            ("no-existe",),
            "Error: no existe la asamblea «no-existe» o tiene errores; las que hay: prueba-2023\n",
        ),
        ((ID, "--fecha", "ayer"), "Error: «ayer» no es una fecha; escriba AAAA-MM-DD\n"),
    ],
)
def test_lo_que_no_sirve_se_dice(
    argumentos: tuple[str, ...], esperado: str, raiz: Path, tmp_path: Path
) -> None:
    id_, *mas = argumentos
    assert _correr(id_, _registro(tmp_path), *mas) == (2, esperado)
    assert not (raiz / "datos" / ID / "asistencia.yml").exists()
