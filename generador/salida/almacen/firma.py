"""La firma de lo que guarda la caché: solo vale lo que revisó y guardó esta misma persona en esta máquina.

La llave vive fuera del proyecto: una caché traída de otra parte, o escrita a mano con sus huellas en regla,
no la tiene, y lo suyo se rehace.
"""

from __future__ import annotations

import hmac
import os
import secrets
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

_LARGO = 32
"""Bytes de la llave."""
VARIABLE = "XDG_STATE_HOME"


def firmar(cache: Path, *partes: bytes) -> str:
    """La firma de esas partes, en hexadecimal. `cache` es la carpeta de la caché, por si no hay otra."""
    resumen = hmac.new(_llave(_carpeta(), cache), digestmod="sha256")
    for parte in partes:
        resumen.update(len(parte).to_bytes(8, "big") + parte)
    return resumen.hexdigest()


def vale(cache: Path, firma: object, *partes: bytes) -> bool:
    """Si `firma` es la de esas partes."""
    return isinstance(firma, str) and hmac.compare_digest(
        firma.encode("utf-8", "replace"), firmar(cache, *partes).encode()
    )


def _carpeta() -> Path | None:
    """Donde cada persona guarda el estado de sus programas; None si no se sabe."""
    dicha = os.environ.get(VARIABLE, "")
    with suppress(RuntimeError):
        return (Path(dicha) if Path(dicha).is_absolute() else Path.home() / ".local" / "state") / "asambleas"
    return None


@lru_cache(maxsize=64)
def _llave(propia: Path | None, de_proyecto: Path) -> bytes:
    """La de quien corre esto. Si no tiene dónde guardarla, una del proyecto: protege menos, y no detiene."""
    for carpeta in (propia, de_proyecto):
        if carpeta is not None:
            with suppress(OSError):
                return _leida_o_nueva(carpeta / "llave")
    return secrets.token_bytes(_LARGO)


def _leida_o_nueva(ruta: Path) -> bytes:
    ruta.parent.mkdir(parents=True, exist_ok=True)
    nueva = ruta.with_name(f".llave-{secrets.token_hex(8)}")
    for _ in range(2):
        with suppress(FileNotFoundError):
            llave = ruta.read_bytes()
            if len(llave) == _LARGO:
                return llave
            ruta.unlink()
        descriptor = os.open(nueva, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as archivo:
                archivo.write(secrets.token_bytes(_LARGO))
            # Si otro proceso la puso antes, vale la suya: un enlace no reemplaza.
            with suppress(FileExistsError):
                os.link(nueva, ruta)
        finally:
            nueva.unlink()
    raise OSError(f"no se pudo guardar {ruta}")
