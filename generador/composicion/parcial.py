"""Los impresos que no dependen de los resultados: se componen sin ellos y, si nada más cambió, ni eso."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from generador.catalogo.inventario import Artefacto, Inventario
from generador.composicion.comun.memoria import Guardado
from generador.composicion.contextos.acervo import Acervo
from generador.composicion.recorte import MiraLosResultados, Recorte

_Pedidas = dict[str, str | None]
_Hechos = dict[str, list[str | None]]
"""Por ruta, su huella y su HTML; sin él, si mira los resultados."""


class Parcial:
    """Los impresos de un inventario, recordados en `guardado` con el nombre de ese inventario.

    `guardado` ha de valer para un solo código y unas solas plantillas.
    """

    def __init__(
        self,
        plantillas: Path,
        inventario: Inventario,
        guardado: Guardado,
        nombre: str,
        componer: Callable[[Acervo, Artefacto], str],
    ) -> None:
        self._recorte, self._componer = Recorte(inventario), componer
        self._dicho = _huella(self._recorte.dice)
        self._acervo = Acervo(plantillas, self._recorte.inventario)
        self._guardado, self._nombre = guardado, f"impresos/{nombre}"
        datos, libreta = guardado.leer(self._nombre), self._recorte.libreta
        self._antes: tuple[_Pedidas, _Hechos] = ({}, {}) if datos is None else tuple(json.loads(datos))
        # Lo que uno pidió lo puede haber guardado para otro quien compone: la cuenta es de todos.
        self._sabidos = self._antes[1] if libreta.dice(self._antes[0]) else {}
        if self._sabidos:
            libreta.pedidas.update(self._antes[0])
        self._ahora: _Hechos = {}

    def impreso(self, artefacto: Artefacto) -> str | None:
        """Su HTML; None si mira los resultados. Lanza lo mismo que componerlo entero."""
        recortado = self._recorte.de(artefacto)
        huella = _huella(f"{self._dicho}/{recortado!r}")
        sabido = self._sabidos.get(artefacto.ruta)
        if sabido is None or sabido[0] != huella:
            try:
                sabido = [huella, self._componer(self._acervo, recortado)]
            except MiraLosResultados:
                sabido = [huella, None]
        self._ahora[artefacto.ruta] = sabido
        return sabido[1]

    def guardar(self) -> None:
        """Recuerda los que se pidieron, y olvida los demás."""
        ahora = (self._recorte.libreta.pedidas, self._ahora)
        if ahora != self._antes:
            texto = json.dumps(ahora, ensure_ascii=False)
            self._guardado.guardar(self._nombre, texto.encode("utf-8", "surrogatepass"))


def _huella(texto: str) -> str:
    return sha256(texto.encode("utf-8", "surrogatepass")).hexdigest()
