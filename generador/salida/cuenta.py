"""Cuántas páginas ocupa un impreso, sin imprimirlo: lo ya contado se recuerda mientras nada de él cambie."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from generador.salida.almacen.produccion import clave_de_partes, imprenta_de
from generador.salida.disco import CACHE, como_json, escribir_si_cambia
from generador.salida.imprenta.pdf import ParteImpresa

NOTA = "paginas.json"
_RECORDADAS = 2000


class Cuentas:
    """Las cuentas de páginas de un proyecto. La imprenta solo se prepara si hay algo que contar."""

    def __init__(self, raiz: Path) -> None:
        self._raiz = raiz
        self._nota = raiz / CACHE / NOTA
        self._antes = self._leidas()
        self._vistas: dict[str, int] = {}

    def de(self, partes: Sequence[ParteImpresa]) -> int:
        """Las páginas de esas partes, juntas. Lanza ErrorDeSalida si no se pueden componer."""
        clave = clave_de_partes(self._raiz, partes)
        if clave not in self._vistas:
            paginas = self._antes.get(clave) or imprenta_de(self._raiz).contar(partes)
            self._vistas[clave] = paginas
        return self._vistas[clave]

    def guardar(self) -> None:
        """Deja anotado lo que se contó, con lo último que se había contado."""
        todas = {**self._vistas, **{c: n for c, n in self._antes.items() if c not in self._vistas}}
        if self._vistas.keys() - self._antes.keys():
            # Donde no se puede escribir, validar responde igual: solo vuelve a contar la próxima vez.
            with suppress(OSError):
                escribir_si_cambia(self._nota, como_json(dict(list(todas.items())[:_RECORDADAS])))

    def _leidas(self) -> dict[str, int]:
        # Quien imprime vuelve a contar: una nota que mienta no publica nada que no deba.
        try:
            nota = json.loads(self._nota.read_bytes())
            return {c: n for c, n in nota.items() if isinstance(n, int) and n > 0}
        except (OSError, ValueError, AttributeError):
            return {}
