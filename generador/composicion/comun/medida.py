"""Mide textos con las letras del proyecto y los parte en renglones parejos, sin imprimir nada."""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import accumulate, takewhile
from pathlib import Path
from typing import Literal

TipoDeLetra = Literal["titular", "texto", "negrita"]
"""Bricolage 800, Atkinson corriente y Atkinson negrita; lo que no tienen, en Noto Sans de ese peso."""
_ARCHIVOS: dict[TipoDeLetra, str] = {
    "titular": "BricolageGrotesque-ExtraBold.ttf",
    "texto": "AtkinsonHyperlegibleNext-Regular.ttf",
    "negrita": "AtkinsonHyperlegibleNext-Bold.ttf",
}
_RESPALDO = {
    "BricolageGrotesque-ExtraBold.ttf": "NotoSans-ExtraBold.ttf",
    "AtkinsonHyperlegibleNext-Regular.ttf": "NotoSans-Regular.ttf",
    "AtkinsonHyperlegibleNext-Bold.ttf": "NotoSans-Bold.ttf",
}
HOLGURA = 1.012
"""Lo que el kerning puede sumarle a un renglón: se midió hasta 0,7 %."""
_DURO = "\u00a0"


@cache
def _avances(archivo: Path) -> tuple[dict[int, float], float]:
    """El avance de cada carácter, en cuerpos, y el del más ancho para los que no están.

    Lo que la letra no tiene se mide con la de respaldo, que es la que lo dibuja.
    """
    # Importarla tarda, y quien solo revisa los datos no mide nada.
    from fontTools.ttLib import TTFont

    with TTFont(archivo, lazy=True) as letra:
        cuerpo, anchos = letra["head"].unitsPerEm, letra["hmtx"]
        avances = {c: anchos[glifo][0] / cuerpo for c, glifo in letra.getBestCmap().items()}
    respaldo = _RESPALDO.get(archivo.name)
    if respaldo is not None:
        avances = {**_avances(archivo.with_name(respaldo))[0], **avances}
    return avances, max(avances.values())


class Medidor:
    """Las letras de una carpeta. Los anchos van en cuerpos: un renglón de 10 mide 10 veces su letra."""

    def __init__(self, fuentes: Path) -> None:
        # Una página los pide treinta mil veces: la ruta de cada letra se arma una.
        self._letras = {letra: fuentes / archivo for letra, archivo in _ARCHIVOS.items()}

    def ancho(self, texto: str, letra: TipoDeLetra, apretada: float = 0.0) -> float:
        """Lo que mide `texto` en un renglón; `apretada` es lo que se suma tras cada letra."""
        return _ancho(self._letras[letra], texto, apretada)

    def partir(self, texto: str, letra: TipoDeLetra, ancho: float, apretada: float = 0.0) -> tuple[str, ...]:
        """Los renglones de `texto` en `ancho` cuerpos, los menos posibles y lo más parejos."""
        return _partir(self._letras[letra], texto, round(ancho, 3), apretada)

    def cabe(
        self, texto: str, letra: TipoDeLetra, ancho: float, renglones: int = 1, apretada: float = 0.0
    ) -> bool:
        """Si `texto` cabe en esos renglones de `ancho` cuerpos sin partir ninguna palabra."""
        enteras = all(self.ancho(p, letra, apretada) <= ancho for p in texto.split())
        return enteras and len(self.partir(texto, letra, ancho, apretada)) <= renglones


@lru_cache(maxsize=16384)
def _ancho(archivo: Path, texto: str, apretada: float) -> float:
    avances, mayor = _avances(archivo)
    return sum(avances.get(ord(c), mayor) for c in texto) * HOLGURA + apretada * len(texto)


@lru_cache(maxsize=8192)
def _partir(archivo: Path, texto: str, ancho: float, apretada: float) -> tuple[str, ...]:
    renglones = _corridos(archivo, texto, ancho, apretada)
    if len(renglones) < 2:
        return renglones
    # El menor ancho que da los mismos renglones los deja parejos: ninguna palabra queda sola al final.
    palabra = max(_ancho(archivo, p, apretada) for p in texto.split(" "))
    corto, largo = max(ancho / 2, palabra), ancho
    for _ in range(7 if corto < largo else 0):
        medio = (corto + largo) / 2
        prueba = _corridos(archivo, texto, medio, apretada)
        if len(prueba) <= len(renglones):
            largo, renglones = medio, prueba
        else:
            corto = medio
    return renglones


def _corridos(archivo: Path, texto: str, ancho: float, apretada: float) -> tuple[str, ...]:
    espacio = _ancho(archivo, " ", apretada)
    renglones: list[str] = []
    lleno = 0.0
    for palabra in _palabras(archivo, texto, ancho, apretada):
        suyo = _ancho(archivo, palabra, apretada)
        if renglones and lleno + espacio + suyo <= ancho:
            renglones[-1] += f" {palabra}"
            lleno += espacio + suyo
            continue
        while suyo > ancho and len(palabra) > 1:
            cabe = _letras_que_caben(archivo, palabra, ancho, apretada)
            renglones.append(palabra[:cabe])
            palabra = palabra[cabe:]
            suyo = _ancho(archivo, palabra, apretada)
        renglones.append(palabra)
        lleno = suyo
    return tuple(renglones)


def _letras_que_caben(archivo: Path, palabra: str, ancho: float, apretada: float) -> int:
    """Cuántas de una palabra que no cabe entera; una, por lo menos."""
    avances, mayor = _avances(archivo)
    corridos = accumulate(avances.get(ord(c), mayor) for c in palabra)
    largos = (corrido * HOLGURA + apretada * n for n, corrido in enumerate(corridos, start=1))
    return max(1, sum(1 for _ in takewhile(lambda largo: largo <= ancho, largos)))


def _palabras(archivo: Path, texto: str, ancho: float, apretada: float) -> list[str]:
    """Las palabras; las de una letra («y», «o», «a») van pegadas a la siguiente, si caben juntas.

    El punto que separa («Arauca · Coliseo») va pegado a la anterior, si caben: no empieza un renglón.
    """
    salida: list[str] = []
    for palabra in texto.split(" "):
        if salida and palabra == "·" and _ancho(archivo, f"{salida[-1]}{_DURO}·", apretada) <= ancho:
            salida[-1] += f"{_DURO}·"
            continue
        if salida and len(salida[-1]) == 1 and salida[-1].isalpha():
            pegada = f"{salida[-1]}{_DURO}{palabra}"
            if _ancho(archivo, pegada, apretada) <= ancho:
                salida[-1] = pegada
                continue
        if palabra:
            salida.append(palabra)
    return salida
