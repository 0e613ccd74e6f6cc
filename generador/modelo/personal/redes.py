"""Los perfiles de personas en redes sociales, en un texto canónico.

Una cuenta no dice de quién es. Es de una persona si el texto lo dice («mi Instagram», «sígame en», «Facebook
de doña Rosa») o si ahí la red solo tiene personas («linkedin.com/in/»). Si no, puede ser de una organización
(«síganos en @unidad», «su página», «facebook.com/profile.php?id=…») y no se señala. Una que se llama como
una persona («@rosa.perez») solo se sospecha.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generador.modelo.personal.canonico import canonico, plegado
from generador.modelo.personal.nombres_frecuentes import APELLIDOS, CORRIENTES, NOMBRES
from generador.modelo.personal.nombres_propios import LUGARES, TRATOS, en_canonico

_RED = (
    r"(?:facebook|face|fb|instagram|insta|ig|tik ?tok|twitter|threads|snapchat|linked ?in|you ?tube|telegram"
    r"|kwai|messenger|pinterest|discord)"
)
_SITIO = (
    r"(?:https?://)?(?:(?:www|m|web|es-la|co)\.)?(?:facebook|fb|instagram|tiktok|twitter|x|threads|snapchat"
    r"|youtube|t|kwai|pinterest)\.(?:com|me|net|co)/(?:people/|add/|user/|u/)?"
)
_CUENTA = r"[\w.\-]{3,40}"
_LLAVE = re.compile(
    r"(?<![^\W_])(?i:llave|bre-?b|transfiya)(?:[\s:,=(\-]|(?<![^\W_])(?i:es|la|mi|su|bre-?b|llave|de|en|nequi"
    r"|daviplata|bancolombia|davivienda|alfanum[eé]rica)(?![^\W_]))*"
    r"(?P<n>(?<![\w.])@[\w.\-]{3,30}|(?<=[\s:])(?=[A-Z]*\d)(?=\d*[A-Z])[A-Z\d]{5,20})(?![\w@])",
)
"""Una llave con letras: con «@», o en mayúsculas y con cifras."""
_DUENO = re.compile(
    rf"(?<![^\W_])(?:mi\s+(?:perfil|cuenta|usuario|p[aá]gina|nick|{_RED})|(?:perfil|cuenta|{_RED})\s+personal"
    r"|s[ií]g[au]n?me|s[ií]gueme|b[uú]sc[ao]n?me|b[uú]squen?me|encu[eé]ntr[ae]n?me|agr[eé]g(?:ue|a)n?me"
    r"|etiqu[eé]t[ae]n?me|soy|estoy\s+como|aparezco\s+como)"
    rf"(?:[\s:,=(\-]|(?<![^\W_])(?:es|en|el|la|como|por|de|del|mi|mis|redes|perfil|cuenta|usuario|p[aá]gina|personal"
    rf"|{_RED})(?![^\W_]))*"
    rf"(?P<n>(?:(?<![\w.])@|{_SITIO}@?){_CUENTA}|(?<![\w.@/])(?=[\w]*[\d_.]\w)[a-zñáéíóú][\w.]{{3,30}})",
    re.IGNORECASE,
)
_DE_QUIEN = re.compile(
    rf"(?<![^\W_])(?:{_RED}|perfil|usuario)\s+(?P<de>del?\s[^@/\n.;]{{3,50}}?)"
    rf"(?P<n>(?:(?<![\w.])@|{_SITIO}@?){_CUENTA})",
    re.IGNORECASE,
)
_DE = re.compile(rf"del?\s+(?:la\s+|el\s+)?(?:(?:{'|'.join(sorted(TRATOS, key=len, reverse=True))})\.?\s+)?")
_EN_RED = re.compile(rf"(?<![^\W_])(?:perfil|usuario|nick|{_RED})(?![^\W_])", re.IGNORECASE)
_LINKEDIN = re.compile(r"(?:[a-z]{2,3}\.)?linkedin\.com/in/[^\s\"'<>),]{2,80}", re.IGNORECASE)
_ESCRITA = re.compile(
    rf"(?<![\w.@])(?:@|{_SITIO}@?)(?P<n>{_CUENTA})"
    rf"|(?<![^\W_])(?:(?:perfil|usuario|cuenta)\s+(?:de|en)\s+)?{_RED}[\s:]+(?P<n2>[a-zñ][\w.]*[\d_.][\w.]*)",
    re.IGNORECASE,
)
_PISTAS = (
    *("@", "linkedin", "facebook", "fb.", "instagram", "tiktok", "tik tok", "twitter", "x.com", "t.me"),
    *("threads", "snapchat", "youtube", "telegram", "kwai", "perfil", "usuario", "face", "insta"),
)
_ENTIDADES = (
    *(lugar for lugar in LUGARES if len(lugar) > 4),
    *("alcald", "gober", "gobie", "minis", "secretar", "unid", "aso", "jac", "coop", "fund", "corp", "agro"),
    *("colectiv", "comunid", "comunit", "mujeres", "jovenes", "campesin", "cultur", "noticia", "tienda"),
)
_ATRAS = 30
"""Letras de antes en las que se mira si la cuenta es la de un colegio o una fundación."""
_TRATOS = tuple(sorted((t for t in TRATOS if len(t) > 2), key=len, reverse=True))


def hay_redes(bajo: str) -> bool:
    """Si un texto en minúsculas nombra alguna: se mira antes, porque cuesta poco."""
    return any(p in bajo for p in _PISTAS)


def perfiles(texto: str) -> Iterator[tuple[int, int]]:
    """Los perfiles que el texto dice que son de alguien."""
    bajo = texto.lower()
    if not hay_redes(bajo):
        return
    for hallado in _LINKEDIN.finditer(texto) if "linkedin" in bajo else ():
        yield hallado.span()
    for hallado in _DUENO.finditer(texto):
        cuenta = hallado["n"]
        if not _es_de_entidad(cuenta) and (_es_cuenta(cuenta) or _parece_usuario(hallado)):
            yield _sin_punto(texto, *hallado.span("n"))
    for hallado in _DE_QUIEN.finditer(texto):
        de = hallado["de"]
        for inicio, fin in en_canonico(de, plegado(canonico(de))):
            if _DE.fullmatch(plegado(canonico(de[:inicio]))) and re.fullmatch(
                r"(?:\s*[:,(\-=]|\s+es|\s+en)*\s*", de[fin:]
            ):
                yield _sin_punto(texto, *hallado.span("n"))
                break


def llaves(texto: str) -> Iterator[tuple[int, int]]:
    """Las llaves con letras para recibir dinero: «llave Bre-B @ROSA456»."""
    for hallado in _LLAVE.finditer(texto):
        if not _es_de_entidad(hallado["n"]):
            yield _sin_punto(texto, *hallado.span("n"))


def con_nombre(texto: str) -> Iterator[tuple[int, int]]:
    """Las cuentas que se llaman como una persona: nombre y apellido, o un trato y un nombre."""
    if not hay_redes(texto.lower()):
        return
    for hallado in _ESCRITA.finditer(texto):
        cual = "n" if hallado["n"] else "n2"
        antes = plegado(canonico(texto[max(0, hallado.start() - _ATRAS) : hallado.start()]))
        if _como_persona(hallado[cual]) and not LUGARES & set(re.findall("[a-z]+", antes)):
            yield _sin_punto(texto, *hallado.span(cual))


def _es_cuenta(cuenta: str) -> bool:
    return cuenta.startswith("@") or "/" in cuenta


def _parece_usuario(hallado: re.Match[str]) -> bool:
    """Si, escrita sin «@», es una cuenta: «mi usuario de TikTok es rosita_88»."""
    cuenta = hallado["n"]
    dicha = hallado[0][: -len(cuenta)]
    return re.search(
        rf"(?<![^\W_])(?:perfil|usuario|nick|{_RED})(?![^\W_])", dicha, re.IGNORECASE
    ) is not None and (re.search(r"\d|_", cuenta) is not None or _como_persona(cuenta))


def _sin_punto(texto: str, inicio: int, fin: int) -> tuple[int, int]:
    return inicio, inicio + len(texto[inicio:fin].rstrip(".-"))


def _trozos(cuenta: str) -> list[str]:
    plana = plegado(canonico(cuenta.rpartition("/")[2].lstrip("@")))
    return [t for t in re.split(r"[^a-z]+", plana.replace("ñ", "n")) if t]


def _es_de_entidad(cuenta: str) -> bool:
    return any(t.startswith(_ENTIDADES) for t in _trozos(cuenta)) or "oficial" in cuenta.lower()


def _como_persona(cuenta: str) -> bool:
    trozos = _trozos(cuenta)
    if not trozos or _es_de_entidad(cuenta):
        return False
    if len(trozos) > 1 and _nombre_y_apellido(*trozos[:2]):
        return True
    junto = trozos[0]
    for trato in _TRATOS:
        if junto.startswith(trato) and len(junto) > len(trato) + 2 and junto[len(trato) :] in NOMBRES:
            return True
    return any(_nombre_y_apellido(junto[:i], junto[i:]) for i in range(3, len(junto) - 2))


def _nombre_y_apellido(uno: str, otro: str) -> bool:
    if uno in CORRIENTES and otro in CORRIENTES:
        return False
    return (uno in NOMBRES and otro in APELLIDOS) or (uno in APELLIDOS and otro in NOMBRES)
