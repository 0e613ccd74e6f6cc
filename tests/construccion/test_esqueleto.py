"""Una asamblea nueva se crea entera o no se crea, y lo que se escribe en la orden se revisa antes."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Any

import pytest
from fabrica import escribir_proyecto

from generador.edicion import esqueleto
from generador.errores import ErrorDeUso

RAIZ = Path(__file__).parents[2]
PEDIDO: dict[str, Any] = {
    "id_": "tame-2024",
    "titular": "Encuentro",
    "territorio": "Tame",
    "fecha": "2024-05-11",
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
    with pytest.raises(ErrorDeUso) as fallo:
        esqueleto.crear(raiz, **PEDIDO)
    assert str(fallo.value) == (
        "no se pudo escribir en datos/: revise los permisos y el espacio del disco; no se creó nada"
    )
    assert sorted(raiz.rglob("*")) == antes


def test_la_carpeta_queda_con_sus_archivos_y_sin_temporales(raiz: Path) -> None:
    antes = set(raiz.rglob("*"))
    hechos = ["datos/tame-2024/evento.yml", "datos/tame-2024/mesas.yml"]
    assert esqueleto.crear(raiz, **PEDIDO) == hechos
    assert sorted(set(raiz.rglob("*")) - antes) == [raiz / "datos/tame-2024", *(raiz / h for h in hechos)]


@pytest.mark.parametrize(
    ("cambio", "dice"),
    [
        ({"titular": "x" * 161}, "--titular: tiene 161 caracteres y caben 160; acórtelo: sobran 1 carácter"),
        (
            {"territorio": " "},
            "--territorio: está vacío; escriba el texto, o borre la clave si no hace falta",
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
