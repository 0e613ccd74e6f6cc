"""Una asamblea nueva se crea entera o no se crea, y lo que se escribe en la orden se revisa antes."""

from __future__ import annotations

import errno
import re
from pathlib import Path
from typing import Any

import pytest
from fabrica import ID, escribir_proyecto

from generador.carga.cargar import cargar
from generador.edicion import esqueleto
from generador.errores import ErrorDeDatos, ErrorDeUso, de_maquina
from generador.modelo.datos.metodologia import Metodologia

RAIZ = Path(__file__).parents[2]
PEDIDO: dict[str, Any] = {
    "id_": "tame-2024",
    "titular": "Encuentro",
    "territorio": "Tame",
    "fechas": ["2024-05-11"],
    "convenio": None,
    "alcance": 130,
    "mesas": 7,
}


@pytest.fixture
def raiz(tmp_path: Path) -> Path:
    escribir_proyecto(tmp_path)
    (tmp_path / "plantillas").symlink_to(RAIZ / "plantillas")
    return tmp_path


def test_si_no_se_puede_escribir_no_queda_ni_la_carpeta(raiz: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    de_verdad = esqueleto.escribir

    def sin_espacio(ruta: Path, datos: bytes) -> None:
        if ruta.name == "mesas.yml":
            raise OSError(errno.ENOSPC, "No space left on device")
        de_verdad(ruta, datos)

    monkeypatch.setattr(esqueleto, "escribir", sin_espacio)
    antes = sorted(raiz.rglob("*"))
    with pytest.raises(OSError, match="No space") as fallo:
        esqueleto.crear(raiz, **PEDIDO)
    assert str(de_maquina(fallo.value)) == (
        f"no queda espacio en el disco para «{raiz / 'datos' / 'tame-2024'}»: "
        "libere espacio y vuelva a intentar"
    )
    assert sorted(raiz.rglob("*")) == antes


def test_la_carpeta_queda_con_sus_archivos_y_sin_temporales(raiz: Path) -> None:
    antes = set(raiz.rglob("*"))
    hechos = ["datos/tame-2024/evento.yml", "datos/tame-2024/mesas.yml"]
    assert esqueleto.crear(raiz, **PEDIDO) == hechos
    assert sorted(set(raiz.rglob("*")) - antes) == [raiz / "datos/tame-2024", *(raiz / h for h in hechos)]


def test_el_codigo_es_de_ella_sola(raiz: Path) -> None:
    """Visto fallar: dos asambleas de un departamento en un año nacían con un error."""
    for i in range(7):
        esqueleto.crear(raiz, **{**PEDIDO, "id_": f"tame-{i}", "territorio": "Guainía" if i < 5 else "Ñ"})
    codigos = [
        codigo.group(1)
        for i in range(7)
        if (codigo := re.search(r"^codigo: '(\w+)'$", _evento(raiz, f"tame-{i}"), re.MULTILINE))
    ]
    assert codigos == ["GUA24", "GUAI24", "GUAIN24", "GUAINI24", "GUAB24", "NAS24", "NASB24"]


def _evento(raiz: Path, id_: str) -> str:
    return (raiz / "datos" / id_ / "evento.yml").read_text("utf-8")


def test_como_escoger_las_piezas_esta_donde_se_busca_y_sirve_tal_cual(raiz: Path) -> None:
    """Vista fallar: `formatos` y `para_taller` no estaban ni en la guía ni en lo que se crea."""
    renglones = ("formatos: [carta, cuadrado, historia, enlace]", "para_taller: no")
    for guia in ("README.md", "docs/de-la-convocatoria-al-acta.md"):
        assert [r for r in renglones if r not in (RAIZ / guia).read_text("utf-8")] == []
    esqueleto.crear(raiz, **PEDIDO)
    evento = raiz / "datos" / "tame-2024" / "evento.yml"
    dicho = evento.read_text("utf-8")
    for renglon in renglones:
        assert f"\n# {renglon}\n" in dicho
        dicho = dicho.replace(f"# {renglon}", renglon)
    evento.write_text(dicho, "utf-8")
    nueva = next(e.asamblea for e in cargar(raiz).expedientes if e.asamblea.id == "tame-2024")
    assert nueva.evento.formatos == ("carta", "cuadrado", "historia", "enlace")
    assert nueva.evento.para_taller is False


def test_con_varios_dias_cada_uno_es_una_jornada_que_se_deja_leer(raiz: Path) -> None:
    esqueleto.crear(raiz, **PEDIDO | {"fechas": ["2024-05-12", "2024-05-11", "2024-05-13"]})
    carga = cargar(raiz)
    assert not [h for h in carga.hallazgos if h.gravedad == "error"]
    nueva = next(e.asamblea for e in carga.expedientes if e.asamblea.id == "tame-2024")
    assert [(j.id, str(j.fecha)) for j in nueva.evento.jornadas] == [
        ("dia-1", "2024-05-11"),
        ("dia-2", "2024-05-12"),
        ("dia-3", "2024-05-13"),
    ]
    plenaria = nueva.evento.turno_de("plenaria")
    assert plenaria is not None
    assert plenaria.jornada.id == "dia-3"
    assert [p.paso.id for p in nueva.pasos_de(1)]


@pytest.mark.parametrize(
    ("fechas", "dice"),
    [
        (
            ["2024-05-11", "11/05/2024"],
            "--fecha: debe ser una fecha; llegó «11/05/2024»; escriba AAAA-MM-DD: 2024-05-11",
        ),
        (
            ["0203-05-11"],
            "--fecha: «0203-05-11» no es de estos años; revise el año: se escribe con sus cuatro cifras",
        ),
        (
            ["2024-02-30"],
            "--fecha: «2024-02-30» no está en el calendario; revise el año, el mes y el día: van en ese "
            "orden",
        ),
        (["20240511"], "--fecha: debe ser una fecha; llegó «20240511»; escriba AAAA-MM-DD: 2023-11-18"),
        (
            ["2024-05-11", "2024-05-11"],
            "una fecha está dos veces; dos jornadas del mismo día se escriben en evento.yml",
        ),
    ],
)
def test_fechas_que_no_sirven(raiz: Path, fechas: list[str], dice: str) -> None:
    with pytest.raises(ErrorDeUso) as fallo:
        esqueleto.crear(raiz, **PEDIDO | {"fechas": fechas})
    assert str(fallo.value) == dice
    assert not (raiz / "datos/tame-2024").exists()


@pytest.mark.parametrize(
    ("cambio", "dice"),
    [
        ({"titular": "x" * 161}, "--titular: tiene 161 caracteres y caben 160; acórtelo: sobra 1 carácter"),
        (
            {"territorio": " "},
            "--territorio: está vacío; escríbalo",
        ),
    ],
)
def test_lo_que_no_cabe_en_los_datos_se_dice_antes_de_crear(
    raiz: Path, cambio: dict[str, str], dice: str
) -> None:
    with pytest.raises(ErrorDeUso) as fallo:
        esqueleto.crear(raiz, **{**PEDIDO, **cambio})
    assert str(fallo.value) == dice
    assert not (raiz / "datos/tame-2024").exists()


def test_la_metodologia_se_copia_entera_para_cambiarla(raiz: Path) -> None:
    hechos = esqueleto.crear(raiz, **PEDIDO, metodologia=True)
    assert hechos[-1] == "datos/tame-2024/metodologia.yml"
    nueva = next(e for e in cargar(raiz).expedientes if e.asamblea.id == "tame-2024")
    otra = next(e for e in cargar(raiz).expedientes if e.asamblea.id == ID)
    assert nueva.asamblea.metodologia == otra.asamblea.metodologia
    assert nueva.fuentes["metodologia"].lugar(("pasos",)).archivo == hechos[-1]
    assert set(nueva.fuentes["metodologia"].datos) == set(Metodologia.model_fields)


def test_sin_poder_leer_la_metodologia_comun_no_se_crea_nada(raiz: Path) -> None:
    (raiz / "datos" / "metodologia.yml").write_text("a: [\n", "utf-8")
    with pytest.raises(ErrorDeDatos, match=r"datos/metodologia\.yml:"):
        esqueleto.crear(raiz, **PEDIDO, metodologia=True)
    assert not (raiz / "datos/tame-2024").exists()
