"""Los buzones de correo de un texto canónico, también dichos con palabras: «arroba», «punto», «at», «dot»."""

from __future__ import annotations

import re
from collections.abc import Iterator

_ETIQUETA = r"[\w-]{1,63}"
_LOCAL = r"(?<![\w.+%-])(?P<local>\w(?:[\w.+%-]{0,62}[\w+-])?)"
_CORREO = re.compile(rf"{_LOCAL}@(?P<dominio>{_ETIQUETA}(?:\.{_ETIQUETA})*)\.(?P<fin>[^\W\d_]{{2,24}})(?!\w)")
_ARROBA = (
    r"(?:\s*@\s*|%40|\s*[(\[{<]\s*(?:arroba|at|a|@)\s*[)\]}>]\s*|[\s\-_]+arroba[\s\-_]+|\s*\*?arroba\*?\s*(?=gmail|hotmail"
    r"|outlook|yahoo))"
)
_PUNTO = r"(?:\s?\.\s?|[\s\-_]+punto[\s\-_]+|\s*[(\[{<]\s*(?:punto|dot|\.)\s*[)\]}>]\s*|,(?=co))"
_TERMINACIONES = (
    "com",
    "co",
    "org",
    "net",
    "edu",
    "gov",
    "info",
    "es",
    "io",
    "mil",
    "ve",
    "ec",
    "pe",
    "br",
    "pa",
)
_FINAL = "|".join(sorted(_TERMINACIONES, key=len, reverse=True))
_LOCAL_DICHO = r"(?<![\w.+%-])(?P<local>\w[\w+%-]{0,62}(?:(?:\.|\s+punto\s+)[\w+%-]{1,62}){0,3})"
_CORREO_DISFRAZADO = re.compile(
    rf"{_LOCAL_DICHO}{_ARROBA}(?P<dominio>{_ETIQUETA}?(?:{_PUNTO}{_ETIQUETA}?){{0,3}}?){_PUNTO}(?P<fin>{_FINAL})(?!\w)",
    re.IGNORECASE,
)
_CORREO_EN_INGLES = re.compile(
    rf"{_LOCAL_DICHO}[\s\-_]+at[\s\-_]+(?P<dominio>{_ETIQUETA}(?:[\s\-_]+dot[\s\-_]+{_ETIQUETA}?)*?)[\s\-_]+dot[\s\-_]+"
    rf"(?P<fin>{_FINAL})(?!\w)",
    re.IGNORECASE,
)
_BUZON_CONOCIDO = re.compile(
    rf"{_LOCAL_DICHO}(?:{_ARROBA}|[\s\-_]+at[\s\-_]+)(?P<dominio>gmail|hotmail|outlook|yahoo|icloud|live)(?!\w)",
    re.IGNORECASE,
)
_DE_ARCHIVO = {"png", "jpg", "jpeg", "svg", "webp", "gif", "pdf", "css", "js", "json", "html", "yml", "py"}
_NO_SON_BUZON = {
    "en",
    "a",
    "de",
    "por",
    "y",
    "o",
    "como",
    "con",
    "la",
    "el",
    "cuenta",
    "usuario",
    "una",
}
_POSIBLE = re.compile(r"%40|[Aa][Rr]{2}[Oo][Bb][Aa]|[(\[{<]\s*[Aa][Tt]?\s*[)\]}>]|[\s\-_][Aa][Tt][\s\-_]")


def correos(texto: str) -> Iterator[tuple[int, int]]:
    """Los tramos de un texto canónico que son un buzón; pueden solaparse."""
    if "@" not in texto and _POSIBLE.search(texto) is None:
        return
    for hallado in _CORREO.finditer(texto):
        fin = hallado["fin"].casefold()
        # «trabajador@s.Luego» es una arroba de género con un punto seguido, no un buzón.
        if fin in _DE_ARCHIVO or (len(hallado["dominio"]) < 3 and fin not in _TERMINACIONES):
            continue
        yield hallado.span()
    for patron in (_CORREO_DISFRAZADO, _CORREO_EN_INGLES, _BUZON_CONOCIDO):
        for hallado in patron.finditer(texto):
            local = hallado["local"].casefold()
            if local not in _NO_SON_BUZON and not local.isdigit():
                yield hallado.span()


def en_claro(correo: str) -> str:
    """El buzón con sus signos: «juan (arroba) correo punto com» → «juan@correo.com»."""
    claro = re.sub(
        r"%40|\s*[(\[{<]?\s*(?:\barroba\b|(?<=[\s(\[{<\-_])at?(?=[\s)\]}>\-_])|@)\s*[)\]}>]?\s*",
        "@",
        correo.casefold(),
        count=1,
    )
    claro = re.sub(r"[\s\-_]*[(\[{<]?\s*\b(?:punto|dot)\b\s*[)\]}>]?[\s\-_]*", ".", claro)
    return re.sub(r"[\s,]", lambda m: "." if m[0] == "," else "", claro).replace("-@", "@").replace("@-", "@")
