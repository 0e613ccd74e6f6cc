"""Qué cuenta como un cambio."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from generador.servidor.vigia import esperar_cambio, vistazo


def _proyecto(raiz: Path) -> Path:
    (raiz / "datos" / "a").mkdir(parents=True)
    (raiz / "datos" / "a" / "x.yml").write_text("uno", "utf-8")
    (raiz / "mkdocs.yml").write_text("", "utf-8")
    return raiz


def _mover(raiz: Path) -> None:
    (raiz / "datos" / "a").rename(raiz / "datos" / "b")


def _reemplazar(raiz: Path) -> None:
    """Como guardan muchos editores: otro archivo, con la misma fecha y el mismo peso."""
    viejo = raiz / "datos" / "a" / "x.yml"
    otro = raiz / "datos" / "a" / "x.nuevo"
    otro.write_text("dos", "utf-8")
    os.utime(otro, ns=(viejo.stat().st_atime_ns, viejo.stat().st_mtime_ns))
    otro.replace(viejo)


@pytest.mark.parametrize(
    "cambio",
    [
        lambda r: (r / "datos" / "a" / "x.yml").write_text("dos!", "utf-8"),
        lambda r: (r / "datos" / "a" / "x.yml").unlink(),
        lambda r: (r / "datos" / "a" / "y.yml").touch(),
        lambda r: (r / "mkdocs.yml").write_text("x", "utf-8"),
        _mover,
        _reemplazar,
    ],
)
def test_es_un_cambio(tmp_path: Path, cambio: Callable[[Path], object]) -> None:
    antes = vistazo(_proyecto(tmp_path))
    cambio(tmp_path)
    assert vistazo(tmp_path) != antes


def test_no_es_un_cambio_lo_que_no_entra_al_sitio(tmp_path: Path) -> None:
    antes = vistazo(_proyecto(tmp_path))
    (tmp_path / "site").mkdir()
    (tmp_path / "mkdocs.yml.swp").touch()
    assert vistazo(tmp_path) == antes


def test_se_espera_a_que_terminen_de_guardar(tmp_path: Path) -> None:
    raiz = _proyecto(tmp_path)
    antes = vistazo(raiz)
    pasos = [lambda: None, lambda: (raiz / "datos" / "y").touch(), lambda: (raiz / "datos" / "z").touch()]
    hechos = []

    def dormir(_: float) -> bool:
        if pasos:
            pasos.pop(0)()
        hechos.append(len(pasos))
        return False

    assert esperar_cambio(raiz, antes, dormir) == vistazo(raiz)
    assert hechos == [2, 1, 0, 0]


def test_si_se_acaba_no_hay_cambio(tmp_path: Path) -> None:
    assert esperar_cambio(tmp_path, vistazo(tmp_path), lambda _: True) is None
