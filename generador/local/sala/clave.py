"""Quién puede entrar desde la red del salón: una clave de seis cifras y, después, una galleta por aparato.

Valen todo el día aunque el computador se apague: quien ya entró sigue donde iba.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from generador.salida.disco import CACHE, escribir

GUARDADA = f"{CACHE}/sala.json"
"""Dónde queda la de hoy, desde la raíz del proyecto."""
DURA = 18 * 3600.0
"""Segundos que vale: la jornada más larga, con su montaje."""
CIFRAS = 6
_APARATO = re.compile(r"tel-[0-9a-f]{8}")


@dataclass(frozen=True, slots=True)
class Clave:
    """La clave que se muestra en el salón y el secreto con que se reconoce a quien ya entró."""

    pin: str
    secreto: bytes

    def es(self, dicha: str) -> bool:
        """Si es la clave; con espacios o guiones también."""
        limpia = re.sub(r"[\s-]", "", dicha)
        return hmac.compare_digest(limpia.encode("utf-8", "replace"), self.pin.encode())

    def galleta(self, aparato: str) -> str:
        """Lo que guarda el navegador de ese aparato."""
        return f"{aparato}.{self._firma(aparato)}"

    def aparato_de(self, galleta: str) -> str | None:
        """El aparato al que se le dio esa galleta; None si no se le dio a nadie."""
        aparato, _, firma = galleta.partition(".")
        if not _APARATO.fullmatch(aparato) or not hmac.compare_digest(
            firma.encode("utf-8", "replace"), self._firma(aparato).encode()
        ):
            return None
        return aparato

    def _firma(self, aparato: str) -> str:
        return hmac.new(self.secreto, aparato.encode(), hashlib.sha256).hexdigest()


def aparato_nuevo() -> str:
    """El nombre con que se conoce a un aparato que entra por primera vez."""
    return f"tel-{secrets.token_hex(4)}"


def clave_de_hoy(raiz: Path, *, otra: bool = False, ahora: Callable[[], float] = time.time) -> Clave:
    """La clave que ya se mostró hoy o, si no hay o se pide `otra`, una nueva, que queda guardada."""
    ruta = raiz / GUARDADA
    if not otra and (guardada := _leida(ruta, ahora())) is not None:
        return guardada
    clave = Clave(f"{secrets.randbelow(10**CIFRAS):0{CIFRAS}d}", secrets.token_bytes(32))
    dicho = {"pin": clave.pin, "secreto": clave.secreto.hex(), "desde": ahora()}
    ruta.parent.mkdir(parents=True, exist_ok=True)
    # Así nace siendo de una sola persona: quien escribe conserva los permisos que había.
    ruta.touch(mode=0o600)
    ruta.chmod(0o600)
    escribir(ruta, json.dumps(dicho).encode(), asentar=True)
    return clave


def _leida(ruta: Path, ahora: float) -> Clave | None:
    try:
        dicho = json.loads(ruta.read_bytes())
        clave = Clave(str(dicho["pin"]), bytes.fromhex(dicho["secreto"]))
        vale = 0 <= ahora - float(dicho["desde"]) < DURA
    except (OSError, ValueError, TypeError, KeyError):
        return None
    sana = re.fullmatch(rf"\d{{{CIFRAS}}}", clave.pin, re.ASCII) and len(clave.secreto) == 32
    return clave if vale and sana else None


@dataclass(slots=True)
class Intentos:
    """Cuántas veces se ha dicho mal la clave: desde una dirección, y entre todas."""

    por_direccion: int = 5
    en_total: int = 60
    segundos: float = 300.0
    """Después de cuántos se olvida un intento."""
    reloj: Callable[[], float] = time.monotonic
    _malos: OrderedDict[str, list[float]] = field(default_factory=OrderedDict)

    def espera(self, direccion: str) -> int:
        """Segundos que le faltan a esa dirección para volver a probar; 0 si puede ya."""
        ahora = self.reloj()
        self._olvidar(ahora)
        suyos = self._malos.get(direccion, [])
        todos = sorted(t for malos in self._malos.values() for t in malos)
        faltan = [0.0]
        if len(suyos) >= self.por_direccion:
            faltan.append(suyos[-self.por_direccion] + self.segundos - ahora)
        if len(todos) >= self.en_total:
            faltan.append(todos[-self.en_total] + self.segundos - ahora)
        return max(0, int(max(faltan) + 0.999))

    def fallo(self, direccion: str) -> None:
        """Anota que desde ahí se dijo mal."""
        self._malos.setdefault(direccion, []).append(self.reloj())

    def _olvidar(self, ahora: float) -> None:
        for direccion, malos in list(self._malos.items()):
            quedan = [t for t in malos if ahora - t < self.segundos]
            if quedan:
                self._malos[direccion] = quedan
            else:
                del self._malos[direccion]
