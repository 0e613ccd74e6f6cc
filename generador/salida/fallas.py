"""Lo que falla en un archivo es de él: se recoge, se sigue con los demás y se dice todo junto."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from generador.errores import ErrorAsambleas, ErrorDeMaquina, Fallidos
from generador.salida.disco import explicar


class Fallas:
    """Los fallos de una tarea que hace muchos archivos de `raiz`, cada uno con la ruta del suyo."""

    def __init__(self, raiz: Path) -> None:
        self._raiz = raiz
        self._fallos: dict[str, ErrorAsambleas] = {}

    @contextmanager
    def de(self, ruta: str) -> Iterator[None]:
        """Lo que falle adentro queda anotado como del archivo de esa ruta del sitio, y no se lanza.

        Lo que niega la máquina no es de ningún archivo: se lanza de una vez.
        """
        try:
            with self.reunidas():
                yield
        except Exception as error:
            if _de_la_maquina(error):
                raise
            self._fallos.setdefault(ruta, explicar(self._raiz, error))

    @contextmanager
    def reunidas(self) -> Iterator[None]:
        """Los Fallidos que lance lo de adentro se suman a estos; lo demás se lanza."""
        try:
            yield
        except Fallidos as error:
            self._fallos = {**error.fallos, **self._fallos}

    def __contains__(self, ruta: str) -> bool:
        return ruta in self._fallos

    def exigir(self, nuevos: Sequence[str] = ()) -> None:
        """Fallidos si algo falló; `nuevos`, las rutas de los que sí salieron."""
        if self._fallos:
            raise Fallidos(dict(sorted(self._fallos.items())), nuevos)


def _de_la_maquina(error: Exception) -> bool:
    """Si lo negó el sistema. Una biblioteca que no entiende una imagen lanza un OSError sin número."""
    if isinstance(error, OSError):
        return error.errno is not None
    return isinstance(error, (MemoryError, ErrorDeMaquina))
