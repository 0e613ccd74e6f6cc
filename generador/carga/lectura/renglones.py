"""El renglón que tiene la culpa de un error de YAML: suele ser el de arriba de donde libyaml se da cuenta."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from generador.carga.lectura.fallo import Fallo

_CLAVE = r"\s*(?:-[^\S\n]+)?(\w+)"
_PEGADA = re.compile(rf"{_CLAVE}:(?=[^\s/])")
"""«titular:Casa»; «https://» no es una clave."""
_OTRO_SIGNO = re.compile(rf"{_CLAVE}[^\S\n]?([;=：﹕∶])")
_CON_VALOR = re.compile(rf"{_CLAVE}:[^\S\n]+[^\s#|>]")
_ABRE_BLOQUE = re.compile(r":[^\S\n]+[|>][+-]?\d?[+-]?\s*(?:#.*)?$")
_ABRE_COMILLA = re.compile(r"([^\S\n]*(?:-[^\S\n]+)*)(?:[\w-]+:[^\S\n]+)?[\[{]?[^\S\n]*([\"'])")
_CIERRA = {'"': re.compile(r'(?:[^"\\]|\\.)*"'), "'": re.compile(r"(?:[^']|'')*'(?!')")}
_OTRO_DATO = re.compile(r"[^\S\n]*(?:#|-[^\S\n]|\w+:(?:\s|$))")
_FORMA = "el renglón no tiene la forma «clave: valor»"


def sin_clave(numero: int, lineas: Sequence[str]) -> Fallo:
    """Qué le falta al renglón `numero`, desde 1, para ser «clave: valor» o un elemento de una lista."""
    renglon = lineas[numero - 1] if numero <= len(lineas) else ""
    sangria = len(renglon) - len(renglon.lstrip())
    if pegada := _PEGADA.match(renglon):
        return _sin_espacio(numero, pegada)
    if re.match(r"\s*-[^\s-]", renglon):
        mensaje = "falta un espacio después del guion: así no es un elemento de la lista"
        return Fallo(numero, sangria + 1, mensaje, "escriba «- » y después el texto", 2)
    if otro := _OTRO_SIGNO.match(renglon):
        mensaje = f"tras «{otro[1]}» hay «{otro[2]}», y van dos puntos"
        return Fallo(numero, otro.start(2) + 1, mensaje, f"escriba «{otro[1]}: » y después el valor")
    ayuda = (
        "si sigue el texto de arriba, déjelo en ese renglón o con más sangría que su clave; si no, bórrelo"
    )
    if clave := re.match(r"\s*(?:-\s+)?([a-z_]+)(?:\s|$)", renglon):
        ayuda = f"si «{clave[1]}» es una clave, escriba «{clave[1]}: » y después el valor; {ayuda}"
    return Fallo(numero, sangria + 1, _FORMA, ayuda, max(1, len(renglon.strip())))


def de_mas(numero: int, columna: int, lineas: Sequence[str]) -> Fallo | None:
    """La causa de unos dos puntos que sobran en esa columna; None si de verdad están dentro de un texto."""
    renglon = lineas[numero - 1] if numero <= len(lineas) else ""
    antes = renglon[: columna - 1]
    if dentro := re.fullmatch(rf"{_CLAVE}:[^\S\n]+([a-z_]+)", antes):
        ayuda = (
            f"si «{dentro[2]}» es otra clave, bájela a su propio renglón, con dos espacios más de sangría; "
            'si es texto, póngalo entre comillas: titulo: "Mesa 4: Agua"'
        )
        return Fallo(numero, columna, "sobran dos puntos: en un renglón va una sola clave", ayuda)
    previo = next((n for n in range(numero - 1, 0, -1) if _dice_algo(lineas[n - 1])), None)
    if previo is None or not re.fullmatch(_CLAVE, antes):
        return None
    arriba = lineas[previo - 1]
    if pegada := _PEGADA.match(arriba):
        return _sin_espacio(previo, pegada)
    sangria = len(renglon) - len(renglon.lstrip())
    if con_valor := _CON_VALOR.match(arriba):
        clave = con_valor[1]
        mensaje = f"tiene más sangría que «{clave}», que ya tiene su valor: se leería como parte de él"
        return Fallo(numero, sangria + 1, mensaje, f"alinéelo con «{clave}»", max(1, len(antes.strip())))
    elemento = re.fullmatch(r"( *)-( +)([^:#]*)", arriba.rstrip())
    if elemento and sangria == len(elemento[1]) + 1 + len(elemento[2]):
        return _sin_su_clave(previo, elemento, lineas)
    if ":" not in arriba and not arriba.lstrip().startswith("-"):
        return sin_clave(previo, lineas)
    return None


def _sin_su_clave(numero: int, elemento: re.Match[str], lineas: Sequence[str]) -> Fallo:
    """Un elemento con varios datos, y el primero sin decir cuál: el nombre, el de los otros de su lista."""
    hermano = re.compile(rf"{elemento[1]}- +([a-z_]+):(?: |$)")
    # Los de su lista: hacia arriba y hacia abajo, hasta un renglón con menos sangría que el guion.
    de_fuera = re.compile(rf"(?! {{{len(elemento[1])}}})\s*[^\s#]|{elemento[1]}[^\s#-]")
    cerca = (
        takewhile(lambda r: not de_fuera.match(r), otros)
        for otros in (lineas[numero - 2 :: -1] if numero > 1 else (), lineas[numero:])
    )
    clave = next((h[1] for otros in cerca for r in otros if (h := hermano.match(r))), "clave")
    return Fallo(
        numero,
        elemento.start(3) + 1,
        "a este dato le falta la clave: abajo, en el mismo elemento de la lista, hay otros que sí la tienen",
        f"escriba «- {clave}: » y después el valor",
        max(1, len(elemento[3])),
    )


def sin_cerrar(lineas: Sequence[str]) -> tuple[int, int] | None:
    """Dónde se abre, desde 1, la primera comilla que se tragó otro dato de esas líneas; None si ninguna.

    La cierra la que abre otro valor, renglones más abajo, y solo ahí se da cuenta libyaml.
    """
    bloque: int | None = None
    numero = 0
    while numero < len(lineas):
        renglon = lineas[numero]
        numero += 1
        sangria = len(renglon) - len(renglon.lstrip(" "))
        if not _dice_algo(renglon) or (bloque is not None and sangria > bloque):
            continue
        bloque = sangria if _ABRE_BLOQUE.search(renglon) else None
        abre = _ABRE_COMILLA.match(renglon)
        if abre is None or _CIERRA[abre[2]].match(renglon, abre.end()):
            continue
        columna, donde = abre.end(), numero
        while numero < len(lineas):
            sigue = lineas[numero]
            if _OTRO_DATO.match(sigue) and len(sigue) - len(sigue.lstrip()) <= len(abre[1]):
                return donde, columna
            numero += 1
            if _CIERRA[abre[2]].match(sigue):
                break
    return None


def tabulados(lineas: Sequence[str]) -> list[int]:
    """Los renglones, desde 1, cuya sangría lleva una tabulación; no los de un texto de varios renglones."""
    hallados: list[int] = []
    bloque: int | None = None
    for numero, renglon in enumerate(lineas, start=1):
        if not _dice_algo(renglon):
            continue
        sangria = len(renglon) - len(renglon.lstrip(" "))
        if bloque is not None and sangria > bloque:
            continue
        bloque = sangria if _ABRE_BLOQUE.search(renglon) else None
        if renglon[sangria] == "\t":
            hallados.append(numero)
    return hallados


def _sin_espacio(numero: int, pegada: re.Match[str]) -> Fallo:
    mensaje = "falta un espacio después de los dos puntos"
    return Fallo(numero, pegada.end(), mensaje, f"escriba «{pegada[1]}: » y después el valor")


def _dice_algo(renglon: str) -> bool:
    return bool(renglon.strip()) and not renglon.lstrip().startswith("#")
