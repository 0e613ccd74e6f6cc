"""`./asamblea asistencia` de punta a punta: lo escrito se carga igual y nada más queda en el disco."""

import csv
import shutil
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
AJENA = (
    "Error: --fecha: 2023-11-25 no es de la asamblea, que es el 2023-11-18; diga el día en que la gente se "
    f"registró al llegar o, si fue ese, corrija datos/{ID}/evento.yml\n"
)
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
    codigo, texto = _correr(ID, _registro(tmp_path), "--demostracion", "--fecha", "2023-11-18")
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
    assert (leida.total, leida.demostracion, leida.fecha.isoformat()) == (70, True, "2023-11-18")
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
        ((ID, "--fecha", "2023-11-25"), AJENA),
        ((ID, "--fecha", "2023-11-18", "--fecha", "2023-11-25", "--simular"), AJENA),
    ],
)
def test_lo_que_no_sirve_se_dice(
    argumentos: tuple[str, ...], esperado: str, raiz: Path, tmp_path: Path
) -> None:
    id_, *mas = argumentos
    assert _correr(id_, _registro(tmp_path), *mas) == (2, esperado)
    assert not (raiz / "datos" / ID / "asistencia.yml").exists()


def test_el_segundo_dia_se_cuenta_sin_perder_el_primero(raiz: Path, tmp_path: Path) -> None:
    """Lo contado el primer día no se pisa: los dos registros, juntos, cuentan una vez a quien fue los dos."""
    shutil.copytree(RAIZ / "tests" / "casos" / "dos-dias", raiz / "datos" / "prueba-dos-dias")
    id_, uno, otro = "prueba-dos-dias", ("--fecha", "2024-11-30"), ("--fecha", "2024-12-01")
    destino = raiz / "datos" / id_ / "asistencia.yml"
    assert _correr(id_, _registro(tmp_path), *uno)[0] == 0
    primero = destino.read_bytes()
    for mas in ((), ("--reemplazar",)):
        codigo, texto = _correr(id_, _registro(tmp_path, 60), *otro, *mas)
        assert (codigo, texto) == (
            2,
            f"Error: datos/{id_}/asistencia.yml ya cuenta el 2024-11-30, y este registro solo el 2024-12-01: "
            "se perdería el 2024-11-30\n"
            "  para contar todos los días, ponga las filas de los registros en un solo archivo, con los "
            "mismos encabezados, y repita la orden con él y --fecha 2024-11-30 --fecha 2024-12-01 "
            "--reemplazar: quien fue varios días se cuenta una vez, por su documento\n"
            f"  si lo contado antes no sirve, borre datos/{id_}/asistencia.yml y repita la orden\n",
        )
        assert destino.read_bytes() == primero
    juntos = _registro(tmp_path, 70)
    with juntos.open("a", newline="", encoding="utf-8") as salida:
        csv.writer(salida).writerows([SECRETO, 9_000_050 + i, "Mujer", 'Tame: "1"'] for i in range(40))
    codigo, texto = _correr(id_, juntos, *otro, *uno, "--reemplazar")
    assert (codigo, "90 personas en 2 cuadros" in texto) == (0, True)
    (leida,) = (e.asamblea.asistencia for e in cargar(raiz).expedientes if e.asamblea.id == id_)
    assert leida is not None
    assert (leida.total, [str(d) for d in leida.dias]) == (90, ["2024-11-30", "2024-12-01"])


def test_simular_dice_lo_que_no_dejaria_escribir(raiz: Path, tmp_path: Path) -> None:
    """Visto callar: simulado iba bien, y la orden de verdad se negaba."""
    archivo = tmp_path / "r.csv"
    filas = [f"Ana {i},{9_000_000 + i},Tame\n" for i in range(10)]
    archivo.write_text("Nombre,Documento,Municipio\n" + "".join(filas), "utf-8")
    assert _correr(ID, archivo)[0] == 0
    codigo, texto = _correr(ID, archivo, "--simular")
    assert (codigo, texto.splitlines()[-2:]) == (
        0,
        [
            f"sin --simular no se escribiría: datos/{ID}/asistencia.yml ya existe; para cambiarlo, agregue "
            "--reemplazar",
            "simulado: no se escribió nada",
        ],
    )
    assert "no se escribiría" not in _correr(ID, archivo, "--simular", "--reemplazar")[1]


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
