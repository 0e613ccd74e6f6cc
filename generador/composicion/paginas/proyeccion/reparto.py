"""Cuánto texto cabe en una pantalla del salón, medido con su letra; lo que no cabe pasa a la siguiente.

Las medidas van en centésimas del alto de la pantalla (`--u` en `proyeccion.css`), para la más angosta que se
admite, de cuatro por tres: en una más ancha sobra lugar.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generador.composicion.comun.medida import Medidor, TipoDeLetra
from generador.errores import ErrorDeComposicion

# De `proyeccion.css`.
ANCHO, BARRA, ORILLA, AIRE = 400 / 3, 7.0, 5.0, 3.0
CUERPO, INTERLINEA, ENTRE_BLOQUES = 6.2, 1.22, 2.2
"""La letra de lo que se lee en voz alta: su altura de x es el 3 % de la pantalla, o más."""
SOBRE = CUERPO * 1.15 + 1.5
"""El renglón de encima del título, con su aire."""
CUERPO_DEL_CREDITO, INTERLINEA_DEL_CREDITO, AIRE_DEL_CREDITO = 2.7, 1.25, 2.4
TALLAS = (("grande", 13.0), ("media", 9.5), ("justa", 6.4))
"""ClaseDePantalla en `proyeccion.css` y cuerpo de un titular; la última, siempre."""
INTERLINEA_DE_TITULAR, APRETADA, TRAS_EL_TITULAR = 1.04, -0.02, 2.5
UTIL = ANCHO - 2 * ORILLA
"""Lo que mide un renglón a todo el ancho."""
DESPAREJO = 0.6
"""Cuánto de un renglón se cuenta lleno en una palabra que no cabe en él."""
_FIN_DE_FRASE, _PAUSA = (".", "?", "!", "…"), (";", ":", ",")


@dataclass(frozen=True, slots=True)
class Dictado:
    """Un párrafo que se proyecta, con lo que lleva delante en negrita: el rótulo y la hora."""

    texto: str
    rotulo: str = ""
    hora: str = ""
    momento: str = ""
    """De qué momento es esa hora: corre si el día va tarde."""
    clase: str = ""
    """De qué ficha es («necesidad»), o «falta» si dice que falta algo."""
    sigue: bool = False
    """Si viene de la pantalla anterior."""


@dataclass(frozen=True, slots=True)
class TitularDePantalla:
    """Un título con la clase de su tamaño; `alto`, lo que ocupa con el aire que lo sigue."""

    texto: str
    clase: str
    alto: float


def alto_util(medidor: Medidor, credito: str) -> float:
    """El alto que le queda a una pantalla entre la barra y la franja del crédito."""
    renglones = len(medidor.partir(credito, "texto", UTIL / CUERPO_DEL_CREDITO))
    pie = renglones * CUERPO_DEL_CREDITO * INTERLINEA_DEL_CREDITO + AIRE_DEL_CREDITO
    return 100.0 - BARRA - pie - 2 * AIRE


def titular(medidor: Medidor, texto: str, alto: float, ancho: float = UTIL) -> TitularDePantalla:
    """El título en el mayor tamaño con que cabe en `alto` por `ancho`; al menor, en lo que pida."""
    for clase, cuerpo in TALLAS:
        letra = _Letra("titular", cuerpo, APRETADA)
        renglones = _llenar(medidor, list(_trozos(medidor, texto, ancho, letra)), ancho, letra=letra)[1]
        ocupa = renglones * cuerpo * INTERLINEA_DE_TITULAR
        enteras = all(medidor.ancho(p, "titular", APRETADA) <= ancho / cuerpo for p in texto.split())
        if clase == TALLAS[-1][0] or (enteras and ocupa <= alto):
            return TitularDePantalla(texto, clase, ocupa + TRAS_EL_TITULAR)
    raise AssertionError


def en_pantallas(
    medidor: Medidor,
    bloques: Sequence[Dictado],
    primera: float,
    siguientes: float,
    ancho: float = UTIL,
) -> tuple[tuple[Dictado, ...], ...]:
    """Los bloques repartidos: `primera` y `siguientes` son los altos que tienen; una pantalla, por lo menos.

    Un bloque que no cabe en lo que queda empieza otra pantalla; el que no cabe en una entera se parte, donde
    acabe una frase si se puede.
    """
    pantallas: list[list[Dictado]] = [[]]
    libre = primera
    for bloque in bloques:
        resto: Dictado | None = bloque
        while resto is not None:
            aire = ENTRE_BLOQUES if pantallas[-1] else 0.0
            cabe, falta = _partido(medidor, resto, _en(libre - aire), ancho)
            con_otros = pantallas[-1] or len(pantallas) == 1
            entero_despues = falta is not None and _partido(medidor, resto, _en(siguientes), ancho)[1] is None
            if con_otros and (cabe is None or entero_despues):
                pantallas.append([])
                libre = siguientes
                continue
            if cabe is None:
                raise ErrorDeComposicion("el crédito es tan largo que en la proyección no cabe nada más")
            pantallas[-1].append(cabe)
            libre -= aire + _renglones(medidor, cabe, ancho) * CUERPO * INTERLINEA
            resto = falta
            if resto is not None:
                pantallas.append([])
                libre = siguientes
    return tuple(tuple(p) for p in pantallas)


def _en(alto: float) -> int:
    """Cuántos renglones caben en `alto`."""
    return int((alto + 0.01) // (CUERPO * INTERLINEA))


def _rotulo(bloque: Dictado) -> str:
    return "".join(f"{parte} " for parte in (bloque.rotulo, bloque.hora) if parte)


def _renglones(medidor: Medidor, bloque: Dictado, ancho: float) -> int:
    return _llenar(medidor, list(_trozos(medidor, _rotulo(bloque) + bloque.texto, ancho)), ancho)[1]


def _partido(
    medidor: Medidor, bloque: Dictado, renglones: int, ancho: float
) -> tuple[Dictado | None, Dictado | None]:
    """Lo que del bloque cabe en esos renglones y lo que sigue; nada y todo, si no cabe ni una palabra."""
    delante = list(_trozos(medidor, _rotulo(bloque), ancho))
    trozos = delante + list(_trozos(medidor, bloque.texto, ancho))
    caben = _llenar(medidor, trozos, ancho, renglones)[0] if renglones > 0 else 0
    if caben == len(trozos):
        return bloque, None
    if caben <= len(delante):
        return None, bloque
    corte = _donde(trozos, caben, len(delante))
    ahora, despues = "".join(trozos[len(delante) : corte]).strip(), "".join(trozos[corte:]).strip()
    return replace(bloque, texto=ahora), replace(bloque, texto=despues, sigue=True)


def _donde(trozos: Sequence[str], caben: int, desde: int) -> int:
    """Dónde se corta: tras la última frase o pausa que deje la pantalla a medio llenar, o donde se llene."""
    for finales, minimo in ((_FIN_DE_FRASE, 0.4), (_PAUSA, 0.6)):
        for corte in range(caben, desde + int((caben - desde) * minimo), -1):
            if trozos[corte - 1].rstrip().rstrip("»”)").endswith(finales):
                return corte
    return caben


@dataclass(frozen=True, slots=True)
class _Letra:
    """Con qué se escribe: la letra, su cuerpo y lo que se suma tras cada signo."""

    tipo: TipoDeLetra
    cuerpo: float
    apretada: float = 0.0


_CORRIDA = _Letra("negrita", CUERPO)
"""El texto se mide todo en negrita, que es más ancha: el rótulo va en ella."""


def _trozos(medidor: Medidor, texto: str, ancho: float, letra: _Letra = _CORRIDA) -> Iterator[str]:
    """Las palabras con su espacio; la que no cabe en un renglón, en pedazos sin él.

    Un navegador parte esa palabra donde un signo lo deje, y los renglones salen desparejos: los pedazos se
    cuentan más cortos que el renglón.
    """
    renglon = ancho / letra.cuerpo
    for palabra in texto.split():
        if medidor.ancho(palabra, letra.tipo, letra.apretada) > renglon:
            *partes, palabra = medidor.partir(palabra, letra.tipo, renglon * DESPAREJO, letra.apretada)
            yield from partes
        yield f"{palabra} "


def _llenar(
    medidor: Medidor,
    trozos: Sequence[str],
    ancho: float,
    renglones: int | None = None,
    letra: _Letra = _CORRIDA,
) -> tuple[int, int]:
    """Cuántos trozos caben en esos renglones y cuántos renglones llenan, como los parte un navegador."""
    espacio = medidor.ancho(" ", letra.tipo, letra.apretada)
    tope, lleno, van, suelto = ancho / letra.cuerpo, 0.0, 1, True
    for i, trozo in enumerate(trozos):
        suyo = medidor.ancho(trozo.rstrip(), letra.tipo, letra.apretada)
        # Cada pedazo de una palabra que no cabe va en su renglón.
        pedazo, suelto = not (suelto and trozo.endswith(" ")), trozo.endswith(" ")
        if lleno and (pedazo or lleno + suyo > tope):
            van, lleno = van + 1, 0.0
            if renglones is not None and van > renglones:
                return i, van - 1
        lleno += suyo + (espacio if suelto else 0.0)
    return len(trozos), van
