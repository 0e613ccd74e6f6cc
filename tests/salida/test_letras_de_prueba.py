"""Las pruebas que imprimen lo hacen con las letras del proyecto, corra antes lo que corra."""

from __future__ import annotations

from pathlib import Path

import pytest
from salida.conftest import Imprimir


def test_otra_prueba_no_deja_sin_letras_a_la_que_imprime(
    imprimir: Imprimir, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    imprimir("<p>Antes de la otra</p>")
    sin_letras = tmp_path / "fonts.conf"
    sin_letras.write_text("<fontconfig></fontconfig>", "utf-8")
    monkeypatch.setenv("FONTCONFIG_FILE", str(sin_letras))
    assert imprimir("<p>Después de la otra</p>").startswith(b"%PDF")
