"""En qué letras está un archivo de texto: se decide por lo que dice y, si hay dos lecturas, se pregunta."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping

from generador.carga.asistencia.tabla import mal

CODIFICACIONES: Mapping[str, str] = {
    "utf-8": "utf-8-sig",
    "windows-1252": "cp1252",
    "dos-850": "cp850",
    "macintosh": "mac-roman",
    "utf-16": "utf-16",
}
"""Por su nombre en la orden, el de Python."""
_DE_UN_OCTETO = ("windows-1252", "dos-850", "macintosh")
_ESPANOL = frozenset("áéíóúüñÁÉÍÓÚÜÑ")
_VECINAS = _ESPANOL | frozenset("çÇàèìòùâêîôûäëïöãõÀÈÌÒÙÂÊÎÔÛÄËÏÖÃÕ")
_SIGNOS = frozenset("¿¡°ºª«»–—‘’“”…·€\u00a0´")
_PAR = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_DOBLE = re.compile("[ÃÂ][\u0080-\u00bf\u0152-\u2122]")
_OPCION = "--codificacion"


def decodificar(archivo: str, datos: bytes, pedida: str | None = None) -> tuple[str, str]:
    """El texto y lo que conviene decir de cómo se leyó (vacío si es UTF-8 y no hay duda).

    `pedida` es una de `CODIFICACIONES`: lo que no se entienda queda como U+FFFD. Lanza ErrorDeDatos, con la
    línea, si puede leerse de varias formas o de ninguna.
    """
    if pedida is not None:
        return datos.decode(CODIFICACIONES[pedida], "replace"), f"se leyó como {pedida}, según {_OPCION}"
    if datos[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return datos.decode("utf-16", "replace"), "se leyó como utf-16, según su marca"
    try:
        texto = datos.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _de_un_octeto(archivo, datos, error.start)
    if (hallado := _DOBLE.search(texto)) and _vuelve(texto):
        raise mal(
            archivo,
            texto.count("\n", 0, hallado.start()) + 1,
            f"trae letras mal convertidas («{hallado[0]}»): se abrió con otra codificación y se guardó",
            f"expórtelo otra vez desde el formulario; si de verdad dice eso, agregue {_OPCION} utf-8",
        )
    return texto, ""


def _vuelve(texto: str) -> bool:
    """Si lo que parece mal convertido da UTF-8 al deshacerlo."""
    trozos = re.findall("[ÃÂ].", texto)
    try:
        return bool(trozos) and all(t.encode("cp1252").decode("utf-8") for t in trozos[:200])
    except (UnicodeEncodeError, UnicodeDecodeError):
        return False


def _de_un_octeto(archivo: str, datos: bytes, donde: int) -> tuple[str, str]:
    linea = datos.count(b"\n", 0, donde) + 1
    if b"\0" in datos[:1000]:
        # Lo dice mejor quien busca separadores.
        return datos.decode("latin-1"), ""
    pares = len(_PAR.findall(datos))
    sueltos = len(re.findall(rb"[\x80-\xff]", _PAR.sub(b"", datos)))
    if pares and sueltos:
        raise mal(
            archivo,
            linea,
            f"mezcla dos codificaciones: {pares} letras están en UTF-8 y {sueltos}, desde esta línea, no",
            "corrija esa línea y guárdelo como UTF-8, o expórtelo otra vez; para leerlo así, y dejar sin "
            f"dato las celdas dañadas, agregue {_OPCION} utf-8",
        )
    lecturas = {n: _leido(datos, CODIFICACIONES[n]) for n in _DE_UN_OCTETO}
    leidas = {n: t for n, t in lecturas.items() if t is not None}
    # Si una sola da puras letras del español, esa es; si no, se admiten las de las lenguas vecinas.
    buenas = {n: t for n, t in leidas.items() if _plausible(t, _ESPANOL)}
    buenas = buenas or {n: t for n, t in leidas.items() if _plausible(t, _VECINAS)}
    if len(set(buenas.values())) == 1:
        nombre, texto = next(iter(buenas.items()))
        return (
            texto,
            f"no está en UTF-8: se leyó como {nombre}; si no lo es, diga otra con {_OPCION}",
        )
    como = "puede leerse de varias formas" if buenas else "no se sabe en qué codificación está"
    opciones = ", ".join(buenas or _DE_UN_OCTETO)
    raise mal(
        archivo,
        linea,
        f"{como}: las letras con tilde cambian según cuál",
        f"expórtelo como .xlsx o como CSV UTF-8, o diga cuál es con {_OPCION} (una de: {opciones})",
    )


def _leido(datos: bytes, codificacion: str) -> str | None:
    try:
        return datos.decode(codificacion)
    except UnicodeDecodeError:
        return None


def _plausible(texto: str, letras: frozenset[str]) -> bool:
    """Si todo lo que no es ASCII es una de esas `letras` en una palabra, o un signo donde va un signo."""
    for hallado in re.finditer(r"[^\x00-\x7f]", texto):
        i, c = hallado.start(), hallado[0]
        antes, despues = texto[i - 1 : i], texto[i + 1 : i + 2]
        if c in letras:
            # Una mayúscula acentuada después de una minúscula no es de ninguna palabra.
            if c.isupper() and antes.islower():
                return False
        elif c not in _SIGNOS or (antes.isalpha() and despues.isalpha() and c not in "’´·"):
            return False
    return True
