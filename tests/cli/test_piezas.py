"""La orden que lista las piezas de un sitio ya construido, o las pone todas en una hoja."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from apoyo import correr_aqui as _correr
from apoyo import proyecto_de_ordenes


@pytest.fixture
def raiz(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return proyecto_de_ordenes(tmp_path, monkeypatch)


def _construida(raiz: Path) -> None:
    """Un sitio con dos archivos de una pieza, como los deja el manifiesto."""
    from PIL import Image

    carpeta = raiz / "site" / "arauca-2023"
    (carpeta / "descargas").mkdir(parents=True)
    (carpeta / "piezas").mkdir()
    Image.new("RGB", (120, 63), "#0b6e4f").save(carpeta / "piezas" / "mesa-1-enlace.png")
    comun = {
        "clase": "pieza",
        "pieza": "mesa",
        "titulo": "Mesa 1",
        "uso": "antes",
        "formato": {
            "id": "enlace",
            "nombre": "Enlace",
            "medida": "1200 × 630 px",
            "copia_mm": [317.5, 200.0],
        },
        "credito": {"altura_x_mm": 3.02, "contraste": 15.3},
    }
    renglones = [
        {**comun, "ruta": f"arauca-2023/piezas/mesa-1-enlace.{e}", "octetos": n}
        for e, n in (("pdf", 9_400), ("png", 61_000))
    ]
    (carpeta / "descargas" / "manifiesto.json").write_text(json.dumps(renglones), "utf-8")


@pytest.mark.lenta
def test_piezas_sin_sitio_dice_que_correr(raiz: Path) -> None:
    assert _correr("piezas") == (2, "Error: «arauca-2023» no está construida; ejecute ./asamblea construir\n")
    codigo, texto = _correr("piezas", "otra")
    assert (codigo, texto) == (2, "Error: no existe la asamblea «otra»; las que hay: arauca-2023\n")


def test_piezas_lista_tamano_peso_y_credito_con_totales(raiz: Path) -> None:
    _construida(raiz)
    assert _correr("piezas", "arauca-2023") == (
        0,
        "archivo                        tamaño                    peso       x  contraste\n"
        "── mesa (antes)\n"
        "arauca-2023/mesa-1-enlace.pdf  1200 × 630 px             9 kB   1,51%   15,30\n"
        "arauca-2023/mesa-1-enlace.png  1200 × 630 px            61 kB   1,51%   15,30\n"
        "1 pieza en 1 tamaño, 2 archivos, 0,07 MB\n"
        "crédito: la x mide al menos 1,51 % del lado corto, con contraste de 15,30 o más\n",
    )


@pytest.mark.parametrize(("nombre", "firma"), [("hoja.png", b"\x89PNG"), ("hoja.pdf", b"%PDF")])
def test_piezas_pone_todo_en_una_hoja(raiz: Path, nombre: str, firma: bytes) -> None:
    _construida(raiz)
    hoja = raiz / nombre
    codigo, texto = _correr("piezas", "--gris", "--hoja-de-contacto", str(hoja))
    assert (codigo, texto) == (0, f"escrito {hoja} (1 imagen)\n")
    assert hoja.read_bytes()[:4] == firma


def test_piezas_rechaza_lo_que_no_sabe_hacer(raiz: Path) -> None:
    _construida(raiz)
    assert _correr("piezas", "--hoja-de-contacto", "x.gif")[0] == 2
    assert _correr("piezas", "--gris")[0] == 2
    (raiz / "site" / "arauca-2023" / "piezas" / "mesa-1-enlace.png").unlink()
    codigo, texto = _correr("piezas", "--hoja-de-contacto", str(raiz / "x.png"))
    assert (codigo, "falta arauca-2023/piezas/mesa-1-enlace.png" in texto) == (2, True)
