"""Qué cabe en la guía plegable: cada paso y cada lista, medidos con su letra en el panel donde van."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from generador.catalogo.inventario import Artefacto
from generador.composicion.comun.medida import Medidor, TipoDeLetra
from generador.composicion.papel.titular import ESCALAS
from generador.modelo.datos.metodologia import ClaseDeFicha, Metodologia, Paso, TipoFicha
from generador.unidades import MM_POR_PUNTO

# Milímetros y puntos de `plegable.css`.
_MARGENES, _HUECO = 28.0, 0.5
_CUERPO, _INTERLINEA, _TITULO, _DE_TITULO = 11.5, 1.3, 16.0, 1.05
_AIRE_DE_PASO, _RAYA, _AIRE, _HORA = 5.0, 0.6 * MM_POR_PUNTO, 1.0, 7.1
_SANGRIA_DE_DIGA, _SANGRIA_DE_LISTA, _TRAS_RENGLON = 3.0 + 2.4 * MM_POR_PUNTO, 4.0, 0.5
_SANGRIA_DE_CASILLA, _TRAS_CASILLA, _AIRE_DE_CASILLAS, _ENLACE = 6.0, 1.2, 8.0, 24.0
_PANELES = 2
ParteDePaso = Literal["diga", "cierre", "haga", "insista", "pregunte"]
"""Lo que se puede decir de un paso, además de su título, su hora y su ficha."""
PARTES: tuple[ParteDePaso, ...] = get_args(ParteDePaso)
"""En el orden en que una líder las echaría de menos: de ellas se queda, paso por paso, lo que quepa."""


@dataclass(frozen=True, slots=True)
class Nivel:
    """Qué se alcanza a decir en la guía plegable: de cada paso, sus partes; y si van las dos listas."""

    pasos: tuple[frozenset[ParteDePaso], ...]
    listas: bool


@dataclass(frozen=True, slots=True)
class Panel:
    """Medio lado de la hoja de un plegable, con lo que ocupa en él cada cosa, en milímetros."""

    medidor: Medidor
    ancho: float
    alto: float

    def paso(
        self, numero: int, paso: Paso, metodologia: Metodologia, partes: Collection[ParteDePaso]
    ) -> float:
        """Lo que ocupa un paso que diga eso."""
        alto = _AIRE_DE_PASO + _RAYA + _AIRE + _HORA + self._titulo(f"{numero}. {paso.titulo}")
        if paso.ficha is not None:
            alto += _AIRE + self._texto(ficha_con_trama(metodologia.ficha(paso.ficha)), self.ancho)
        if "haga" in partes:
            alto += _AIRE + self._texto(f"Haga: {paso.instruccion}", self.ancho)
        if "diga" in partes:
            alto += _AIRE + self._texto(f"«{paso.decir}»", self.ancho - _SANGRIA_DE_DIGA)
        if "insista" in partes:
            alto += _AIRE + self._texto(f"Insista: {metodologia.cooperacion}", self.ancho)
        if "pregunte" in partes:
            lado = self.ancho - _SANGRIA_DE_LISTA
            alto += _AIRE + sum(self._texto(p, lado) + _TRAS_RENGLON for p in paso.preguntas)
        if "cierre" in partes:
            lado = self.ancho - _SANGRIA_DE_CASILLA
            alto += _AIRE + sum(self._texto(p, lado) + _TRAS_CASILLA for p in paso.entregar) + _AIRE
        return alto

    def listas(self, antes: Sequence[str], al_terminar: Sequence[str]) -> float:
        """Lo que ocupan las dos listas y el enlace que las sigue."""
        lado = self.ancho - _SANGRIA_DE_CASILLA
        titulos = self._titulo("Antes de empezar") + self._titulo("Al terminar")
        casillas = sum(self._texto(e, lado) + _TRAS_CASILLA for e in (*antes, *al_terminar))
        return titulos + 2 * _AIRE_DE_CASILLAS + casillas + _ENLACE

    def caben(self, altos: Iterable[float]) -> bool:
        """Si esos pasos, en orden y sin partir ninguno, caben en los dos paneles de adentro."""
        paneles, lleno = 1, 0.0
        for alto in altos:
            if lleno + alto > self.alto:
                paneles, lleno = paneles + 1, 0.0
            lleno += alto
            if alto > self.alto:
                return False
        return paneles <= _PANELES

    def _titulo(self, texto: str) -> float:
        return self._alto(texto, "titular", _TITULO, _DE_TITULO, self.ancho)

    def _texto(self, texto: str, ancho: float) -> float:
        return self._alto(texto, "texto", _CUERPO, _INTERLINEA, ancho)

    def _alto(self, texto: str, letra: TipoDeLetra, cuerpo: float, interlinea: float, ancho: float) -> float:
        return (
            len(self.medidor.partir(texto, letra, ancho / (cuerpo * MM_POR_PUNTO)))
            * cuerpo
            * interlinea
            * MM_POR_PUNTO
        )


def panel_de(medidor: Medidor, artefacto: Artefacto, crecida: float) -> Panel:
    """Panel de la guía plegable de `artefacto`, si su pie crece `crecida` milímetros."""
    ancho = ESCALAS["plegable"].ancho(artefacto.ancho_mm)
    return Panel(medidor, ancho, artefacto.alto_mm - _MARGENES - crecida - _HUECO)


def ficha_con_trama(ficha: ClaseDeFicha) -> str:
    """«Ficha de necesidad, la de rayas»: en papel de una tinta no hay ficha azul."""
    return f"Ficha de {ficha.nombre.lower()}, la de {ficha.trama}"


def partes_de(paso: Paso) -> Iterator[ParteDePaso]:
    """Lo que se puede decir de ese paso, en el orden de `PARTES`."""
    trae = {"insista": paso.ficha is TipoFicha.SOLUCION, "pregunte": paso.preguntas, "cierre": paso.entregar}
    return (parte for parte in PARTES if trae.get(parte, True))


def nivel_de(panel: Panel, metodologia: Metodologia) -> Nivel:
    """Lo más que cabe en sus paneles, quitado paso por paso; la guía completa lo trae todo."""
    pasos = metodologia.pasos
    dichas: list[set[ParteDePaso]] = [set() for _ in pasos]

    def caben() -> bool:
        cada = zip(pasos, dichas, strict=True)
        return panel.caben(panel.paso(i, p, metodologia, suyas) for i, (p, suyas) in enumerate(cada, start=1))

    for parte in PARTES:
        for paso, suyas in zip(pasos, dichas, strict=True):
            if parte in partes_de(paso):
                suyas.add(parte)
                if not caben():
                    suyas.discard(parte)
    listas = panel.listas(metodologia.antes, metodologia.al_terminar) <= panel.alto
    return Nivel(tuple(map(frozenset, dichas)), listas)
