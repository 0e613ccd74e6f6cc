"""`./asamblea asistencia` de punta a punta: lo escrito se carga igual y nada más queda en el disco."""

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner
from fabrica import ID, escribir_proyecto

from generador import cli
from generador.carga.asistencia.columnas import SINONIMOS, PapelDeColumna
from generador.carga.cargar import cargar
from generador.revision import revisar
from generador.revision.hoy import ayuda_de_futuro

RAIZ = Path(__file__).parents[2]
FALTAN: dict[PapelDeColumna, str] = {
    "mesa": "mesa",
    "grupo_poblacional": "grupo poblacional",
    "tipo_de_organizacion": "tipo de organización",
}
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
        "encabezados: fila 1\n"
        "género: columna C («Género»)\n"
        "municipio: columna D («Municipio»)\n"
        "documento: columna B («Documento»)\n"
        "nombre: columna A («Nombre»)\n"
        + "".join(
            f"no hay columna de {nombre}; se reconoce por: {', '.join(SINONIMOS[papel])}\n"
            for papel, nombre in FALTAN.items()
        )
        + "70 filas leídas = 70 contadas + 0 repetidas + 0 vacías + 0 descartadas + 0 que no asistieron\n"
        f"70 personas en 2 cuadros; ocultos: 0\nescrito datos/{ID}/asistencia.yml\n",
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
        (
            (ID, "--fecha", "ayer"),
            "Error: --fecha: debe ser una fecha; llegó «ayer»; escriba AAAA-MM-DD: 2023-11-18\n",
        ),
        (
            (ID, "--fecha", "2023-W46-6"),
            "Error: --fecha: debe ser una fecha; llegó «2023-W46-6»; escriba AAAA-MM-DD: 2023-11-18\n",
        ),
        (
            (ID, "--fecha", "0203-11-18"),
            "Error: --fecha: «0203-11-18» no es de estos años; revise el año: se escribe con sus cuatro "
            "cifras\n",
        ),
        (
            (ID, "--fecha", "2999-11-18"),
            f"Error: --fecha: 2999-11-18 todavía no llega; {ayuda_de_futuro()}\n",
        ),
    ],
)
def test_lo_que_no_sirve_se_dice(
    argumentos: tuple[str, ...], esperado: str, raiz: Path, tmp_path: Path
) -> None:
    id_, *mas = argumentos
    assert _correr(id_, _registro(tmp_path), *mas) == (2, esperado)
    assert not (raiz / "datos" / ID / "asistencia.yml").exists()


def test_lo_escrito_dice_en_que_paro_cada_fila(raiz: Path, tmp_path: Path) -> None:
    """Las leídas suman, cada razón trae sus filas y lo escrito se lee igual; al simular no se escribe."""
    filas = [["Nombre", "Documento", "Municipio", "¿Asistió?"]]
    filas += [[f"{SECRETO} {i}", str(9_000_000 + i), "Tame", "Sí"] for i in range(10)]
    filas += [filas[3], [], ["", "", "", ""], [SECRETO, "SD", "Tame", "No"], ["Total", "", "", "11"]]
    archivo = tmp_path / "r.csv"
    with archivo.open("w", newline="", encoding="utf-8") as salida:
        csv.writer(salida).writerows(filas)
    codigo, texto = _correr(ID, archivo, "--simular")
    assert codigo == 0
    assert texto.splitlines()[-8:] == [
        "15 filas leídas = 10 contadas + 1 repetida + 2 vacías + 1 descartada + 1 que no asistió",
        "  repite un documento: 1 (fila 12)",
        "  está en blanco: 2 (filas 13-14)",
        "  es un total: 1 (fila 16)",
        "  dice que no asistió: 1 (fila 15)",
        "  Municipio: Tame 10",
        "10 personas en 1 cuadro; ocultos: 0",
        "simulado: no se escribió nada",
    ]
    assert not (raiz / "datos" / ID / "asistencia.yml").exists()
    assert _correr(ID, archivo)[0] == 0
    leida = cargar(raiz).expedientes[0].asamblea.asistencia
    assert leida is not None
    assert leida.filas is not None
    assert (leida.filas.leidas, leida.filas.contadas, leida.filas.cuadra) == (15, 10, True)
    assert [(a.clase, a.cuantas, a.filas) for a in leida.filas.aparte] == [
        ("repetida", 1, "12"),
        ("vacia", 2, "13-14"),
        ("descartada", 1, "16"),
        ("no_asistio", 1, "15"),
    ]
    escrito = raiz / "datos" / ID / "asistencia.yml"
    escrito.write_text(escrito.read_text("utf-8").replace("leidas: 15", "leidas: 16"), "utf-8")
    assert [h.mensaje for h in revisar(cargar(raiz).expedientes[0]) if h.lugar.ruta == "filas.leidas"] == [
        "se leyeron 16 filas, y contadas y apartadas suman 15"
    ]


@pytest.mark.parametrize(
    ("opciones", "esperado"),
    [
        (
            ("--columna", "ciudad=B"),
            "--columna se escribe PAPEL=…, y PAPEL es uno de: mesa, grupo_poblacional",
        ),
        (("--columna", "municipio"), "--columna se escribe PAPEL=…"),
        (
            ("--codificacion", "latin"),
            "--codificacion es una de: utf-8, windows-1252, dos-850, macintosh, utf-16",
        ),
    ],
)
def test_una_opcion_mal_escrita_dice_como_es(
    opciones: tuple[str, ...], esperado: str, raiz: Path, tmp_path: Path
) -> None:
    codigo, texto = _correr(ID, _registro(tmp_path), *opciones)
    assert (codigo, texto.startswith(f"Error: {esperado}")) == (2, True)


def test_un_libro_que_tumba_al_lector_es_un_mensaje(raiz: Path, tmp_path: Path) -> None:
    """Dos celdas en las esquinas de la hoja: abrirlo pide 400 GB."""
    codigo, texto = _correr(ID, RAIZ / "tests" / "casos" / "registro" / "lejos.xlsx")
    assert codigo == 1
    assert texto.splitlines()[:2] == ["lejos.xlsx:1048576:1", "    hay más de 200000 filas o de 500 columnas"]
    assert not (raiz / "datos" / ID / "asistencia.yml").exists()
