"""Aceptar una advertencia la calla mientras diga lo mismo; nada se acepta por error."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from fabrica import BORRAR, ID, escribir_proyecto, resultado

from generador import cli
from generador.construccion.datos.examen import Examen, examinar

SEDE = "falta la sede: se publica «por confirmar»"
ERROR = "la mesa número «1» ya está en la línea 2"
SIN_SEDE = {"sede": BORRAR}


def aceptar(*avisos: str, **mas: str) -> list[dict[str, str]]:
    return [{"aviso": a, "razon": "La alcaldía la dirá ese día.", **mas} for a in avisos]


def examen(raiz: Path, *, aceptado: list[dict[str, str]], **cambios: Any) -> Examen:
    evento = {**SIN_SEDE, **cambios.pop("evento", {}), "aceptado": aceptado}
    return examinar(escribir_proyecto(raiz, evento=evento, **cambios))


def dichos(e: Examen) -> list[tuple[str, str, str]]:
    return [(h.gravedad, h.lugar.ruta, h.mensaje) for h in e.con(()).hallazgos]


def test_lo_aceptado_se_calla_y_se_cuenta(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert dichos(examen(tmp_path, aceptado=[])) == [("advertencia", "sede", SEDE)]
    callada = examen(tmp_path, aceptado=aceptar(f"  {SEDE.replace(' ', '  ')}"))
    assert dichos(callada) == []
    assert [h.mensaje for h in callada.aceptados] == [SEDE]
    monkeypatch.setattr(cli, "RAIZ", tmp_path)
    for orden in (("validar", "--estricto"), ("validar", ID, "--estricto")):
        hecho = CliRunner().invoke(cli.principal, list(orden))
        assert (hecho.exit_code, hecho.output) == (
            0,
            "Sin errores\ny 1 aceptada con su razón, en «aceptado»\n",
        )


def test_si_dice_otra_cosa_vuelve_y_la_aceptacion_se_dice(tmp_path: Path) -> None:
    otra = examen(tmp_path, aceptado=aceptar("falta la sede: se publica «pronto»"))
    assert dichos(otra) == [
        ("advertencia", "sede", SEDE),
        ("advertencia", "aceptado[1].aviso", "ninguna advertencia dice eso: se corrigió o cambió"),
    ]
    assert otra.con(()).hallazgos[1].ayuda == (
        f"¿quiso decir «{SEDE}»? Si ya no ocurre, borre este renglón de «aceptado»"
    )
    # Antes de mirar las piezas no se sabe; con un error, tampoco.
    assert [h.lugar.ruta for h in otra.hallazgos] == ["sede"]
    con_error = examen(tmp_path, aceptado=aceptar("otra"), mesas={"mesas.1.numero": 1})
    assert [d[1] for d in dichos(con_error)] == ["sede", "mesas[2].numero"]


def test_un_error_no_se_acepta(tmp_path: Path) -> None:
    e = examen(tmp_path, aceptado=aceptar(ERROR), mesas={"mesas.1.numero": 1})
    assert dichos(e) == [
        ("advertencia", "sede", SEDE),
        ("error", "aceptado[1].aviso", "eso es un error y no una advertencia: no se puede aceptar"),
        ("error", "mesas[2].numero", ERROR),
    ]


def test_la_misma_en_dos_archivos_pide_decir_cual(tmp_path: Path) -> None:
    muchos = "60 asistentes son más del doble de lo previsto (20)"
    hojas = {"resultados": [resultado(s, asistentes=60) for s in ("M1-S1", "M1-S2")]}
    duda = examen(tmp_path, aceptado=aceptar(SEDE, muchos), **hojas)
    mensaje = "esa advertencia sale en resultados/M1-S1.yml y resultados/M1-S2.yml: no se sabe cuál se acepta"
    assert [d[1:] for d in dichos(duda)] == [
        ("aceptado[2].aviso", mensaje),
        ("asistentes", muchos),
        ("asistentes", muchos),
    ]
    una = [*aceptar(SEDE), *aceptar(muchos, archivo="resultados/M1-S2.yml")]
    (queda,) = examen(tmp_path, aceptado=una, **hojas).con(()).hallazgos
    assert queda.lugar.archivo == f"datos/{ID}/resultados/M1-S1.yml"


def test_dos_veces_la_misma(tmp_path: Path) -> None:
    assert [d[1] for d in dichos(examen(tmp_path, aceptado=aceptar(SEDE, SEDE)))] == ["aceptado[2].aviso"]


def test_lo_comun_se_acepta_en_sitio_y_lo_de_una_asamblea_no(tmp_path: Path) -> None:
    ejemplo = "«asambleas.example» es una dirección de ejemplo: no lleva a ninguna parte"
    sitio = {"direccion": "https://asambleas.example/", "aceptado": aceptar(ejemplo, SEDE)}
    e = examinar(escribir_proyecto(tmp_path, sitio=sitio, evento=SIN_SEDE))
    assert [h.mensaje for h in e.aceptados] == [ejemplo]
    assert [d[1] for d in dichos(e)] == ["sede", "aceptado[2].aviso"]


def test_lo_de_una_asamblea_no_calla_lo_de_otra(tmp_path: Path) -> None:
    examen(tmp_path, aceptado=aceptar(SEDE))
    otra = tmp_path / "datos" / "otra"
    otra.mkdir()
    for archivo in (tmp_path / "datos" / ID).glob("*.yml"):
        texto = archivo.read_text("utf-8").replace("PRU23", "OTR23")
        (otra / archivo.name).write_text(texto.split("aceptado:")[0], "utf-8")
    assert [h.lugar.archivo for h in examinar(tmp_path).hallazgos if h.mensaje == SEDE] == [
        "datos/otra/evento.yml"
    ]
