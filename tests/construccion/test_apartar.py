"""Lo que no sale detiene solo a su asamblea: el motor dice cuál, y se corre otra vez con ella apartada."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from generador.construccion import publicacion
from generador.construccion.entrega import Preparado
from generador.construccion.publicacion import (
    MARCA_APARTAR,
    VARIABLE_APARTADAS,
    VARIABLE_PROGRESO,
    ConstruccionFallida,
    armar,
    construir_sitio,
)
from generador.errores import ErrorDeSalida, Fallidos
from generador.plugin import motor

Vuelta = tuple[int, list[str], int]
"""Con qué código termina el motor, a quiénes pide apartar y cuántos archivos hizo."""


def _motor(monkeypatch: pytest.MonkeyPatch, vueltas: list[Vuelta]) -> list[str]:
    """Un motor que termina así cada vez; lo que devuelve se llena con las apartadas que recibió."""
    recibidas: list[str] = []

    def correr(raiz: Path, nuevo: Path, variables: Mapping[str, str], *_: object) -> tuple[int, Any, Any]:
        recibidas.append(variables[VARIABLE_APARTADAS])
        codigo, asambleas, nuevos = vueltas[len(recibidas) - 1]
        cuentas = {"nuevos": 0 if codigo else nuevos, "detenidas": variables[VARIABLE_APARTADAS].split("/")}
        return codigo, cuentas, {"asambleas": asambleas, "nuevos": nuevos if codigo else 0}

    monkeypatch.setattr(publicacion, "_DEL_PROYECTO", ())
    monkeypatch.setattr(publicacion, "_correr", correr)
    return recibidas


def test_se_aparta_a_quien_no_sale_hasta_que_lo_demas_sale(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recibidas = _motor(monkeypatch, [(70, ["b"], 5), (70, ["c", "d"], 2), (0, [], 1)])
    cuentas = armar(tmp_path, tmp_path, {}, print)
    assert recibidas == ["", "b", "b/c/d"]
    # Lo que se imprimió antes de apartarlas también se hizo en esta construcción.
    assert cuentas == {"nuevos": 8, "detenidas": ["b", "c", "d"]}


@pytest.mark.parametrize("cambian", [True, False])
def test_si_los_datos_cambian_mientras_se_construye_se_dice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cambian: bool
) -> None:
    """Vista fallar: una errata aceptada a media construcción no salía, y se decía «Listo» sin más."""
    (tmp_path / "datos").mkdir()
    (tmp_path / "datos" / "sitio.yml").write_text("nombre: Sitio\n", "utf-8")

    def correr(raiz: Path, nuevo: Path, *_: object) -> tuple[int, Any, Any]:
        (nuevo / "index.html").write_text("Sitio", "utf-8")
        if cambian:
            (raiz / "datos" / "sitio.yml").write_text("nombre: Otro\n", "utf-8")
        cuentas = {
            "nuevos": 1,
            "advertencias": 0,
            "detenidas": [],
            "respaldadas": [],
            "publicadas": ["una-2026"],
        }
        return 0, cuentas, {"asambleas": [], "nuevos": 0}

    monkeypatch.setattr(publicacion, "_DEL_PROYECTO", ())
    monkeypatch.setattr(publicacion, "_correr", correr)
    (tmp_path / "datos" / "una-2026").mkdir()
    if cambian:
        tarde = tmp_path / "datos" / "una-2026" / "nota.txt"
        monkeypatch.setattr(publicacion, "publicar", lambda *_: tarde.write_text("tarde", "utf-8"))
    hecho = construir_sitio(tmp_path, tmp_path / "site")
    assert (hecho.cambiaron, hecho.cambiadas) == (cambian, ("una-2026",) if cambian else ())


def test_si_apartar_no_basta_no_se_publica_nada(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recibidas = _motor(monkeypatch, [(70, ["b"], 5), (70, [], 0)])
    with pytest.raises(ConstruccionFallida) as error:
        armar(tmp_path, tmp_path, {}, print)
    assert recibidas == ["", "b"]
    assert error.value.codigo_salida == 70


@pytest.mark.parametrize(
    ("senal", "dice"),
    [
        (signal.SIGKILL, "suele ser falta de memoria: pruebe con --procesos 1"),
        (signal.SIGTERM, "el sistema le pidió al motor que parara (SIGTERM), y paró"),
        (signal.SIGHUP, "el sistema le pidió al motor que parara (SIGHUP), y paró"),
        (signal.SIGSEGV, "el motor murió por una falla del sistema (SIGSEGV)"),
    ],
)
def test_de_que_murio_el_motor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, senal: signal.Signals, dice: str
) -> None:
    """Visto fallar: a quien cerraba `servir` con SIGTERM le decía que era falta de memoria."""
    _motor(monkeypatch, [(-senal, [], 0)])
    dichos: list[str] = []
    with pytest.raises(ConstruccionFallida):
        armar(tmp_path, tmp_path, {}, dichos.append)
    assert [dice in d for d in dichos] == [True]


def _preparado(*ids: str, detenidas: tuple[str, ...] = ()) -> Preparado:
    proyecto = SimpleNamespace(asambleas=[SimpleNamespace(id=i) for i in ids])
    return Preparado(proyecto, (), detenidas=dict.fromkeys(detenidas, ()))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("detenidas", "rutas", "apartar"),
    [
        ((), ("b/x.pdf", "b/y.png"), ("b",)),
        ((), ("c/x.pdf", "b/y.png"), ("b", "c")),
        ((), ("a/x.pdf", "b/y.png", "c/z.zip"), ()),
        ((), ("b/x.pdf", ""), ()),
        ((), ("b/x.pdf", "buscar.js"), ()),
        (("b",), ("c/x.pdf",), ("c",)),
        (("b",), ("a/x.pdf", "c/x.pdf"), ()),
        (("b",), ("b/x.pdf",), ()),
        (("b",), ("b/x.pdf", "c/x.pdf"), ()),
    ],
    ids=str,
)
def test_a_quien_se_aparta(
    detenidas: tuple[str, ...], rutas: tuple[str, ...], apartar: tuple[str, ...]
) -> None:
    """A quien falla, si lo común salió y queda otra; a la que ya va con lo de antes, no hay con qué."""
    error = Fallidos({r: ErrorDeSalida(f"{r}: no") for r in rutas}, ("a/z.pdf", "b/z.pdf"))
    hecho = _preparado("a", "b", "c", detenidas=detenidas).senalado(error)
    suyas = {r.partition("/")[0] for r in rutas}
    # De lo que sí salió, cuenta lo de las demás.
    quedan = tuple(f"{i}/z.pdf" for i in ("a", "b") if i not in suyas)
    assert (hecho.asambleas, hecho.nuevos) == (apartar, quedan)
    assert set(hecho.fallos) == {*rutas, *(f"datos/{i}" for i in detenidas if i in suyas)}


@pytest.mark.parametrize("llamado", [True, False])
def test_el_motor_dice_cada_fallo_y_a_quien_apartar(
    llamado: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    decir: Callable[..., None] = monkeypatch.setenv if llamado else monkeypatch.delenv
    decir(VARIABLE_PROGRESO, *(("1",) if llamado else ()), **({} if llamado else {"raising": False}))
    error = Fallidos(
        {"b/x.pdf": ErrorDeSalida("b/x.pdf: no"), "b/y.pdf": ErrorDeSalida("b/y.pdf: no")}, ["a/x.pdf"], ["b"]
    )
    assert motor._explicado(error) == 70
    dicho = capsys.readouterr()
    assert dicho.err == "Error: b/x.pdf: no\n\nError: b/y.pdf: no\n"
    marca = dicho.out.partition(MARCA_APARTAR)[2]
    assert (json.loads(marca) if marca else None) == ({"asambleas": ["b"], "nuevos": 1} if llamado else None)
