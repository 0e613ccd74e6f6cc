"""Lo que llegó de las mesas en un archivo (formulario, planilla, foto o .zip) se lleva a sus hojas."""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from generador.carga.cargar import cargar
from generador.local.captura.archivos.importacion import leer
from generador.local.captura.archivos.relato import EN_EL_NAVEGADOR, Relato
from generador.local.web.partes import ArchivoSubido

ARCHIVO = "archivo"
_LARGO_DE_NOMBRE = 80


@dataclass(frozen=True, slots=True)
class LoRecibido:
    """En qué paró lo que traía un archivo."""

    renglones: tuple[str, ...] = ()
    """Renglones de lo que pasó con cada cosa; debajo, con sangría, lo que haya que hacer."""
    total: str = ""
    bien: bool = True
    """Si todo quedó en su hoja."""
    suyas: tuple[str, ...] = ()
    """Las asambleas de las que llegó algo."""


@dataclass(frozen=True, slots=True)
class Recepcion:
    """Quien recibe archivos para las asambleas de `raiz`."""

    raiz: Path

    def recibir(self, subido: ArchivoSubido) -> LoRecibido:
        """Lo mismo que `importar` con ese archivo. No lanza por lo que el archivo diga."""
        with tempfile.TemporaryDirectory(prefix="asambleas-") as temporal:
            ruta = Path(temporal) / _nombre(subido.sin_carpeta)
            ruta.write_bytes(subido.octetos)
            relato = Relato(cargar(self.raiz), *leer([ruta]), EN_EL_NAVEGADOR)
        renglones = (*relato.sin_leer, *relato.recibir(self.raiz))
        return LoRecibido(renglones, relato.total, relato.bien, relato.suyas)


def _nombre(dicho: str) -> str:
    """El que trae, sin nada que lo vuelva una ruta ni lo esconda; el final, que dice qué es, se conserva."""
    limpio = re.sub(r"[^\w .()-]", "-", dicho)
    tallo, punto, final = limpio.strip(" .").rpartition(".")
    return f"{(tallo or 'archivo')[:_LARGO_DE_NOMBRE]}{punto}{final[:_LARGO_DE_NOMBRE]}"
