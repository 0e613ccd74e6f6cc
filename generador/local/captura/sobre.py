"""La entrega en un archivo que se comparte: `.txt`, que una persona puede leer, o `.json`.

En el texto, un renglón que empieza por «#» es del archivo y no de la gente: dice de qué casilla es lo que
sigue. Lo que alguien escribió con «#» al comienzo lleva antes una «\\». La suma del final dice si llegó
entero; quien lo corrigió a mano no la acierta, y eso se dice, pero se recibe.
"""

from __future__ import annotations

import json
import re
from binascii import crc32
from collections.abc import Iterator, Mapping
from typing import Any

from generador.errores import ErrorDeLectura
from generador.local.captura.entrega import Campos, Entrega
from generador.local.captura.formulario import Formulario
from generador.modelo.tipos import FORMA_DE_SUBMESA

TOPE = 512 * 1024
"""Bytes de un archivo de captura: una hoja con todas las casillas al tope no llega a la mitad."""
_DATOS = ("asamblea", "submesa", "formulario", "dispositivo", "revision")
_FORMAS: Mapping[str, str] = {
    "asamblea": r"[a-z0-9]+(?:-[a-z0-9]+)*",
    "submesa": FORMA_DE_SUBMESA,
    "formulario": r"[0-9a-f]{8}",
    "dispositivo": r"[A-Za-z0-9-]{1,40}",
    "revision": r"[1-9][0-9]{0,8}",
}
_CASILLA = re.compile(r"[a-z_]+(?:\.(?:[a-z_]+|\d{1,2}))*")
_OTRO = "vuelva a compartirlo desde el formulario, o pida a la mesa que lo haga"
_CHARLA = (
    "si es la conversación del chat, mire que ninguna mesa haya pegado ahí su hoja; si es una hoja, "
    "pida que la compartan otra vez desde el formulario"
)


def suma(campos: Campos) -> str:
    """CRC-32, en hexadecimal, de las casillas en orden alfabético: `nombre=texto` y un carácter 0."""
    corrido = "".join(f"{c}={campos[c]}\0" for c in sorted(campos))
    return f"{crc32(corrido.encode('utf-8', 'surrogatepass')):08x}"


def en_texto(entrega: Entrega, formulario: Formulario, titulo: str) -> str:
    """La entrega como texto, con el título de cada casilla a la vista."""
    return "\n".join(_renglones(entrega, formulario, titulo)) + "\n"


def _renglones(entrega: Entrega, formulario: Formulario, titulo: str) -> Iterator[str]:
    yield f"# {titulo}: hoja de la sub-mesa {entrega.submesa}"
    yield "# Los renglones que empiezan por «#» son del archivo: no los cambie."
    for dato in _DATOS:
        yield f"#{dato} {getattr(entrega, dato)}"
    for nombre, texto in entrega.campos.items():
        yield ""
        casilla = formulario.por_nombre.get(nombre)
        yield f"#casilla {nombre} {casilla.titulo if casilla else ''}".rstrip()
        yield from (f"\\{r}" if r.startswith(("#", "\\")) else r for r in texto.split("\n"))
    yield ""
    yield f"#suma {suma(entrega.campos)}"


def leer_sobre(archivo: str, datos: bytes) -> tuple[Entrega, bool]:
    """La entrega que trae un archivo, y si llegó como salió del formulario.

    ErrorDeLectura si no es de un formulario, o si pasa de `TOPE` bytes.
    """
    if len(datos) > TOPE:
        raise ErrorDeLectura(archivo, f"pesa más de {TOPE // 1024} kB: no es la hoja de una sub-mesa", _OTRO)
    try:
        texto = datos.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ErrorDeLectura(archivo, "no está en UTF-8", _OTRO) from None
    crudo = _de_json(archivo, texto) if texto.lstrip().startswith("{") else _de_texto(archivo, texto)
    encabezado = {}
    # La copia que el programa guarda en entrada/: lo que trae es una entrega, entera.
    guardada = crudo.get("entrega") if "recibida" in crudo else None
    if isinstance(guardada, dict):
        crudo = guardada
    if not any(dato in crudo for dato in _DATOS):
        raise ErrorDeLectura(archivo, "no es un archivo del formulario", _CHARLA)
    for dato in _DATOS:
        dicho = str(crudo.get(dato, ""))
        if not re.fullmatch(_FORMAS[dato], dicho, re.ASCII):
            raise ErrorDeLectura(archivo, f"no dice «{dato}» como lo escribe el formulario", _OTRO)
        encabezado[dato] = dicho
    campos = crudo.get("campos")
    if not isinstance(campos, dict) or not all(
        isinstance(v, str) and _CASILLA.fullmatch(c) and _entero(v) for c, v in campos.items()
    ):
        raise ErrorDeLectura(archivo, "sus casillas no son las de un formulario", _OTRO)
    entrega = Entrega(
        encabezado["asamblea"],
        encabezado["submesa"],
        encabezado["formulario"],
        encabezado["dispositivo"],
        int(encabezado["revision"]),
        campos,
    )
    return entrega, isinstance(guardada, dict) or crudo.get("suma") == suma(campos)


def _entero(texto: str) -> bool:
    """Si no trae la mitad de un carácter: ningún formulario la puede escribir en UTF-8."""
    return not any("\ud800" <= c <= "\udfff" for c in texto)


def en_json(entrega: Entrega) -> str:
    """La entrega como JSON, en una línea."""
    dicho = {d: getattr(entrega, d) for d in _DATOS}
    return json.dumps(
        {**dicho, "campos": dict(entrega.campos), "suma": suma(entrega.campos)}, ensure_ascii=False
    )


def _de_json(archivo: str, texto: str) -> dict[str, Any]:
    try:
        leido = json.loads(texto, object_pairs_hook=_sin_repetir, parse_constant=_nada, parse_float=_nada)
    except (ValueError, RecursionError):
        raise ErrorDeLectura(archivo, "no es un JSON que haya escrito el formulario", _OTRO) from None
    if not isinstance(leido, dict):
        raise ErrorDeLectura(archivo, "no es un JSON que haya escrito el formulario", _OTRO)
    return leido


def _sin_repetir(pares: list[tuple[str, Any]]) -> dict[str, Any]:
    hecho = dict(pares)
    if len(hecho) != len(pares):
        raise ValueError
    return hecho


def _nada(dicho: str) -> Any:
    raise ValueError(dicho)


def _de_texto(archivo: str, texto: str) -> dict[str, Any]:
    hallado: dict[str, Any] = {}
    renglones: dict[str, list[str]] = {}
    actual: str | None = None
    for crudo in re.split(r"\r\n|\n|\r", texto):
        if crudo.startswith("#"):
            clave, _, resto = crudo[1:].partition(" ")
            if clave == "casilla":
                actual = resto.split(" ")[0]
                if actual in renglones:
                    raise ErrorDeLectura(archivo, f"trae dos veces la casilla «{actual[:80]}»", _OTRO)
                renglones[actual] = []
            elif clave in (*_DATOS, "suma"):
                if clave in hallado:
                    raise ErrorDeLectura(archivo, f"dice dos veces «{clave}»", _OTRO)
                hallado[clave] = resto.strip()
        elif actual is not None:
            renglones[actual].append(crudo.removeprefix("\\"))
    return {**hallado, "campos": {c: t for c, r in renglones.items() if (t := "\n".join(r).strip("\n"))}}
