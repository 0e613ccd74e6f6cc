"""Una copia de los datos con lo que todavía no se ha guardado: de ella sale lo que se mira, y nada más."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generador.edicion.anteriores import CALCO
from generador.modelo.privado import es_privada
from generador.salida.disco import CACHE, escribir

_COMUNES = ("mkdocs.yml", "contenido", "plantillas", CACHE)
"""Lo que no se cambia en el editor: en la copia es un enlace a lo del proyecto."""
_Instante = tuple[int, int]
"""Cuándo cambió un archivo y cuánto pesa."""


@dataclass(slots=True)
class Calco:
    """La copia de los datos de `raiz`; existe desde que se pone algo en ella hasta que se borra."""

    raiz: Path
    _copiados: dict[str, _Instante] = field(default_factory=dict)

    @property
    def carpeta(self) -> Path:
        """La raíz de la copia: un proyecto como el otro, sin su sitio."""
        return self.raiz / CALCO

    def poner(self, cambios: Mapping[Path, bytes]) -> None:
        """Deja los datos como están hoy y, encima, esos archivos, por su ruta en el proyecto."""
        self._empezar()
        datos, copia = self.raiz / "datos", self.carpeta / "datos"
        hay = {r.relative_to(datos).as_posix(): r for r in _archivos(datos)}
        for nombre in set(self._copiados) - set(hay):
            (copia / nombre).unlink(missing_ok=True)
            del self._copiados[nombre]
        for nombre, ruta in hay.items():
            estado = ruta.stat()
            sello = estado.st_mtime_ns, estado.st_size
            if self._copiados.get(nombre) != sello:
                escribir(copia / nombre, ruta.read_bytes())
                self._copiados[nombre] = sello
        for ruta, octetos in cambios.items():
            nombre = ruta.relative_to(datos).as_posix()
            escribir(copia / nombre, octetos)
            # La próxima vez vuelve a ser lo guardado.
            self._copiados[nombre] = (0, -1)

    def borrar(self) -> None:
        """No deja nada: puede decir un dato que después se retiró."""
        self._copiados.clear()
        shutil.rmtree(self.carpeta, ignore_errors=True)

    def _empezar(self) -> None:
        if self._copiados and self.carpeta.is_dir():
            return
        self.borrar()
        self.carpeta.mkdir(parents=True)
        for comun in _COMUNES:
            suyo = self.raiz / comun
            if suyo.exists():
                (self.carpeta / comun).symlink_to(suyo.resolve())


def _archivos(datos: Path) -> list[Path]:
    """Los archivos de `datos`, sin los escondidos ni los privados; una carpeta enlazada no se sigue."""
    hallados = []
    for lugar, carpetas, nombres in os.walk(datos):
        carpetas[:] = [c for c in carpetas if not c.startswith(".") and not es_privada(Path(lugar, c))]
        hallados += [Path(lugar, n) for n in nombres if not n.startswith(".") and Path(lugar, n).is_file()]
    return hallados
