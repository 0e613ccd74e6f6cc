"""Añade claves a un YAML de datos sin tocar lo demás. Con `lector.py`, lo único que conoce YAML.

Lo nuevo se empalma en el texto, renglón por renglón: así no cambian ni los comentarios ni la sangría de quien
lo escribió. Donde no se puede empalmar, ruamel.yaml lo escribe entero y conserva los comentarios.
"""

from __future__ import annotations

import re
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.scalarstring import FoldedScalarString, LiteralScalarString

from generador.edicion.escritura.formas import se_deja_partir
from generador.errores import ErrorDeUso

ANCHO = 110
_CORTO = 80
"""Caracteres desde los que un texto nuevo se escribe plegado en varios renglones."""


def poner(crudo: bytes, clave: str, valor: Any) -> bytes:
    """El YAML con `clave` en la raíz; `valor` es un árbol de dict, list, str y enteros, o un texto.

    Se conservan los comentarios y los saltos de línea. ErrorDeUso si no se puede leer.
    """
    texto = _texto(crudo)
    datos = _leer(texto)
    escrito = _plegado(valor)
    if clave in datos:
        patron = rf"^({re.escape(clave)}[ \t]*:[ \t]+)[^\s#\"'|>\[{{&*!][^\n#]*?([ \t]+#[^\n]*)?$"
        empalmado = re.sub(patron, lambda m: f"{m[1]}{valor}{m[2] or ''}", texto, count=1, flags=re.M)
    else:
        empalmado = _con_salto(texto) + _escribir({clave: escrito})
    datos[clave] = escrito
    return _cerrar(empalmado, datos, crudo)


def agregar(crudo: bytes, clave: str, elemento: dict[str, Any]) -> bytes:
    """El YAML con `elemento` al final de la lista `clave`, que se crea si falta. Errores como `poner`."""
    texto = _texto(crudo)
    datos = _leer(texto)
    escrito = _plegado(elemento)
    if not datos.get(clave):
        if clave not in datos:
            return poner(crudo, clave, [elemento])
        datos[clave] = [escrito]
        return _cerrar(_escribir(datos), datos, crudo)
    lista = datos[clave]
    # La columna del valor, menos «- », es la de la raya.
    sangria = " " * max(0, lista.lc.item(0)[1] - 2)
    renglones = _con_salto(texto).split("\n")[:-1]
    claves = list(datos)
    puesto = claves.index(clave) + 1
    corte = datos.lc.key(claves[puesto])[0] if puesto < len(claves) else len(renglones)
    while corte and re.fullmatch(r"\s*(#.*)?", renglones[corte - 1]):
        corte -= 1
    nuevos = [sangria + r.removeprefix("  ") for r in _escribir([escrito]).split("\n")[:-1]]
    lista.append(escrito)
    return _cerrar("\n".join([*renglones[:corte], *nuevos, *renglones[corte:]]) + "\n", datos, crudo)


def sustituir(crudo: bytes, patron: re.Pattern[str], nuevo: str) -> bytes:
    """El YAML con `nuevo` donde sus textos, o sus comentarios, calzan con `patron`. Errores como `poner`."""
    texto = _texto(crudo)
    datos = _sustituido(_leer(texto), patron, nuevo)
    empalmado = patron.sub(lambda _: nuevo, texto)
    if empalmado == texto and _yaml().load(texto) == datos:
        return crudo
    return _cerrar(empalmado, datos, crudo)


def quitar(crudo: bytes, clave: str, campo: str) -> bytes:
    """El YAML sin `campo` dentro de `clave`, si lo tiene. Errores como `poner`."""
    texto = _texto(crudo)
    datos = _leer(texto)
    if campo not in (datos.get(clave) or {}):
        return crudo
    del datos[clave][campo]
    renglon = re.compile(
        rf"(^{re.escape(clave)}[ \t]*:.*?)^[ \t]+{re.escape(campo)}[ \t]*:[^\n]*\n", re.M | re.S
    )
    return _cerrar(renglon.sub(lambda m: m[1], texto, count=1), datos, crudo)


def _sustituido(valor: Any, patron: re.Pattern[str], nuevo: str) -> Any:
    if isinstance(valor, dict):
        for clave in valor:
            valor[clave] = _sustituido(valor[clave], patron, nuevo)
    elif isinstance(valor, list):
        for i, elemento in enumerate(valor):
            valor[i] = _sustituido(elemento, patron, nuevo)
    elif isinstance(valor, str) and patron.search(valor):
        return type(valor)(patron.sub(lambda _: nuevo, valor))
    return valor


def _texto(crudo: bytes) -> str:
    try:
        return crudo.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise ErrorDeUso("no se puede agregar nada al archivo sin dañarlo: guárdelo como UTF-8") from None


def _con_salto(texto: str) -> str:
    return texto if texto.endswith("\n") else f"{texto}\n"


def _yaml() -> YAML:
    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.width = ANCHO
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _leer(texto: str) -> Any:
    try:
        return _yaml().load(texto)
    except YAMLError as error:
        raise ErrorDeUso(f"no se puede agregar nada al archivo sin dañarlo: {type(error).__name__}") from None


def _escribir(datos: Any) -> str:
    salida = StringIO()
    _yaml().dump(datos, salida)
    return salida.getvalue()


def _cerrar(empalmado: str, datos: Any, crudo: bytes) -> bytes:
    """El texto empalmado si se lee como lo que se quería; si no, el que escribe ruamel.yaml."""
    try:
        sirve = _yaml().load(empalmado) == datos
    except YAMLError:
        sirve = False
    texto = empalmado if sirve else _escribir(datos)
    return (texto.replace("\n", "\r\n") if b"\r\n" in crudo else texto).encode()


def _plegado(valor: Any) -> Any:
    """Los textos largos, plegados como los escribe la gente: `>-`.

    Los de varios renglones, y los que al partirse parecerían una lista, con `|-`.
    """
    if isinstance(valor, dict):
        return {clave: _plegado(v) for clave, v in valor.items()}
    if isinstance(valor, list):
        return [_plegado(v) for v in valor]
    if isinstance(valor, str) and ("\n" in valor or (len(valor) > _CORTO and not se_deja_partir(valor))):
        return LiteralScalarString(valor)
    if isinstance(valor, str) and len(valor) > _CORTO:
        return FoldedScalarString(valor)
    return valor
