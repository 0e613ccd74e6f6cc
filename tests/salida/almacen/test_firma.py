"""La firma de la caché: solo vale la de esta persona, y nunca impide trabajar."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from generador.salida.almacen import firma


@pytest.fixture
def estado(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(firma.VARIABLE, str(tmp_path / "estado"))
    return tmp_path / "estado" / "asambleas" / "llave"


def test_vale_para_lo_mismo_y_para_nada_mas(tmp_path: Path, estado: Path) -> None:
    propia = firma.firmar(tmp_path, b"ab", b"c")
    assert firma.vale(tmp_path, propia, b"ab", b"c")
    # Las mismas letras, cortadas en otra parte, son otra cosa.
    assert [firma.vale(tmp_path, f, *p) for f, p in ((propia, (b"a", b"bc")), ("", (b"ab", b"c")))] == [
        False,
        False,
    ]
    assert not firma.vale(tmp_path, None, b"ab", b"c")
    assert stat.S_IMODE(estado.stat().st_mode) == 0o600


def test_la_llave_no_esta_en_el_proyecto(tmp_path: Path, estado: Path) -> None:
    firma.firmar(tmp_path / "cache", b"x")
    assert estado.is_file()
    assert not (tmp_path / "cache").exists()


def test_sin_donde_guardarla_queda_en_la_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "archivo").write_text("", "utf-8")
    monkeypatch.setenv(firma.VARIABLE, str(tmp_path / "archivo"))
    propia = firma.firmar(tmp_path / "cache", b"x")
    firma._llave.cache_clear()
    assert firma.vale(tmp_path / "cache", propia, b"x")
    assert (tmp_path / "cache" / "llave").is_file()


def test_una_llave_rota_se_cambia(tmp_path: Path, estado: Path) -> None:
    antes = firma.firmar(tmp_path, b"x")
    estado.write_bytes(b"corta")
    firma._llave.cache_clear()
    assert firma.firmar(tmp_path, b"x") != antes
    assert len(estado.read_bytes()) == 32


def test_varios_a_la_vez_usan_la_misma(tmp_path: Path) -> None:
    rutas = [tmp_path / str(i) / "llave" for i in range(8)]
    with ThreadPoolExecutor(8) as juntos:
        for ruta in rutas:
            assert len(set(juntos.map(firma._leida_o_nueva, [ruta] * 8))) == 1
            assert [p.name for p in ruta.parent.iterdir()] == ["llave"]
