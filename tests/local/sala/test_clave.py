"""La clave del salón: dura la jornada, reconoce a quien ya entró y no se adivina probando."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from generador.local.sala.clave import DURA, GUARDADA, Clave, Intentos, aparato_nuevo, clave_de_hoy

CLAVE = Clave("012345", b"x" * 32)


def test_la_de_hoy_es_la_misma_aunque_el_computador_se_apague(tmp_path: Path) -> None:
    primera = clave_de_hoy(tmp_path, ahora=lambda: 1000.0)
    assert (len(primera.pin), primera.pin.isdecimal(), len(primera.secreto)) == (6, True, 32)
    assert clave_de_hoy(tmp_path, ahora=lambda: 1000.0 + DURA - 1) == primera
    assert stat.S_IMODE((tmp_path / GUARDADA).stat().st_mode) == 0o600


def test_la_de_ayer_no_sirve_ni_la_que_se_pide_cambiar(tmp_path: Path) -> None:
    primera = clave_de_hoy(tmp_path, ahora=lambda: 1000.0)
    otra = clave_de_hoy(tmp_path, otra=True, ahora=lambda: 1000.0)
    manana = clave_de_hoy(tmp_path, ahora=lambda: 1000.0 + DURA)
    assert len({c.secreto for c in (primera, otra, manana)}) == 3


@pytest.mark.parametrize("dicho", [b"", b"{", b"[]", b'{"pin":"12","secreto":"00","desde":1000}'])
def test_una_guardada_que_no_se_entiende_se_cambia(tmp_path: Path, dicho: bytes) -> None:
    clave_de_hoy(tmp_path, ahora=lambda: 1000.0)
    (tmp_path / GUARDADA).write_bytes(dicho)
    hecha = clave_de_hoy(tmp_path, ahora=lambda: 1000.0)
    assert (len(hecha.pin), len(hecha.secreto)) == (6, 32)


@pytest.mark.parametrize("dicha", ["012345", "012 345", " 012-345 "])
def test_se_escribe_con_espacios_o_sin_ellos(dicha: str) -> None:
    assert CLAVE.es(dicha)


@pytest.mark.parametrize("dicha", ["", "12345", "012346", "0123456", "٠١٢٣٤٥", "é" * 6, "\ud800"])
def test_lo_que_no_es_la_clave(dicha: str) -> None:
    assert not CLAVE.es(dicha)


def test_la_galleta_dice_que_aparato_es_y_no_se_inventa() -> None:
    aparato = aparato_nuevo()
    assert CLAVE.aparato_de(CLAVE.galleta(aparato)) == aparato
    firma = CLAVE.galleta(aparato).partition(".")[2]
    otro = Clave("012345", b"y" * 32)
    for falsa in ("", ".", aparato, f"tel-00000000.{firma}", f"../x.{firma}", otro.galleta(aparato)):
        assert CLAVE.aparato_de(falsa) is None


def test_cinco_veces_mal_y_esa_direccion_espera() -> None:
    ahora = [0.0]
    intentos = Intentos(reloj=lambda: ahora[0])
    for i in range(5):
        ahora[0] = float(i)
        assert intentos.espera("a") == 0
        intentos.fallo("a")
    assert (intentos.espera("a"), intentos.espera("b")) == (296, 0)
    ahora[0] = 300.0
    assert intentos.espera("a") == 0


def test_entre_muchas_direcciones_tampoco_se_adivina() -> None:
    ahora = [0.0]
    intentos = Intentos(reloj=lambda: ahora[0])
    for i in range(60):
        assert intentos.espera(f"d{i}") == 0
        intentos.fallo(f"d{i}")
    assert intentos.espera("otra") == 300
    ahora[0] = 301.0
    assert intentos.espera("otra") == 0
    assert intentos._malos == {}


def test_una_guardada_que_otros_podian_leer_deja_de_serlo(tmp_path: Path) -> None:
    clave_de_hoy(tmp_path, ahora=lambda: 1000.0)
    (tmp_path / GUARDADA).chmod(0o644)
    clave_de_hoy(tmp_path, otra=True, ahora=lambda: 1000.0)
    assert stat.S_IMODE((tmp_path / GUARDADA).stat().st_mode) == 0o600
