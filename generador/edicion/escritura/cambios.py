"""Poner, quitar y mover valores de un YAML por su ruta, tocando solo sus bytes.

Cada cambio se empalma en el texto y se vuelve a leer: si no dice lo que se quería, no se entrega.
"""

from __future__ import annotations

import codecs
import copy
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any

from generador.carga.lectura.lector import leer_bytes
from generador.edicion.escritura.formas import Arbol, corrido, formas, leido, par, renglones
from generador.edicion.escritura.lista import Nuevo, acomodados, fin_de_elemento
from generador.edicion.escritura.trechos import Trecho, trechos
from generador.errores import ErrorDeDatos, ErrorDeUso
from generador.modelo.fuente import Ruta, ruta_legible

__all__ = ["Nuevo", "acomodar", "fijar", "quitar", "sin_renglones"]

_MARCAS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"", "utf-8"),
)


@dataclass(frozen=True)
class _Archivo:
    """El texto de un archivo y sus valores, con lo que hace falta para devolverlo igual."""

    marca: bytes
    codigo: str
    texto: str
    salto: str
    """«\\n» o «\\r\\n», el que usa."""
    datos: Any
    raiz: Trecho

    @classmethod
    def abrir(cls, crudo: bytes) -> _Archivo:
        """ErrorDeDatos si no se puede leer."""
        datos = leer_bytes(crudo, "").datos
        marca, codigo = next(m for m in _MARCAS if crudo.startswith(m[0]))
        texto = crudo[len(marca) :].decode(codigo)
        salto = "\r\n" if "\r\n" in texto else "\n"
        return cls(marca, codigo, texto, salto, datos, trechos(texto))

    def con(self, inicio: int, fin: int, nuevo: str) -> bytes:
        """Los bytes del archivo con `nuevo` en lugar de esos caracteres."""
        puesto = nuevo.replace("\n", self.salto)
        try:
            return self.marca + (self.texto[:inicio] + puesto + self.texto[fin:]).encode(self.codigo)
        except UnicodeEncodeError:
            return b""

    @property
    def salto_de_lista(self) -> int:
        """Cuánto entra un guion respecto de su clave, como lo hace este archivo; dos si no tiene listas."""
        return next(_saltos(self.raiz), 2)

    def fin_de_renglon(self, puesto: int) -> int:
        """Donde empieza el renglón que sigue a ese carácter, o el fin del texto."""
        fin = self.texto.find("\n", puesto)
        return len(self.texto) if fin < 0 else fin + 1


def _saltos(nodo: Trecho) -> Iterator[int]:
    for suyo in nodo.dentro.values():
        if suyo.clase == "lista" and not suyo.corrido and nodo.clase == "ficha" and not nodo.corrido:
            yield suyo.columna - nodo.columna
        yield from _saltos(suyo)


def fijar(crudo: bytes, ruta: Ruta, valor: Arbol, orden: Sequence[str] = ()) -> bytes:
    """El archivo con `valor` en `ruta`, esté o no; lo que la contiene se crea si falta.

    `orden` son los nombres de los campos, en el suyo: dice entre cuáles va una clave nueva. ErrorDeDatos si
    el archivo no se puede leer; ErrorDeUso si no se puede cambiar sin dañarlo.
    """
    archivo = _Archivo.abrir(crudo)
    padre = archivo.raiz.en(ruta[:-1])
    if ruta[:-1] and (padre is None or padre.vacio):
        if not isinstance(ruta[-1], str):
            raise _imposible(ruta)
        return fijar(crudo, ruta[:-1], {ruta[-1]: valor}, orden)
    if not ruta or padre is None:
        raise _imposible(ruta)
    actual = archivo.raiz.en(ruta)
    if (padre.clase, isinstance(ruta[-1], str)) != ("ficha", True) and actual is None:
        raise _imposible(ruta)
    esperado = copy.deepcopy(archivo.datos)
    _de(esperado, ruta[:-1])[ruta[-1]] = leido(valor)
    if actual is None:
        assert isinstance(ruta[-1], str)
        candidatas = _con_clave(archivo, padre, ruta[-1], valor, orden)
    elif actual.clase == "texto" and isinstance(valor, str | int):
        candidatas = _con_texto(archivo, padre, actual, valor)
    else:
        candidatas = _con_otro(archivo, padre, actual, ruta[-1], valor)
    return _bueno(candidatas, esperado, ruta)


def quitar(crudo: bytes, ruta: Ruta) -> bytes:
    """El archivo sin la clave a la que llega `ruta`; igual si no está. Errores como en `fijar`.

    Los comentarios que la preceden se quedan. Si era la única de su ficha, queda `{}`: también en la raíz,
    porque un archivo de solo comentarios no se lee.
    """
    archivo = _Archivo.abrir(crudo)
    padre, actual = archivo.raiz.en(ruta[:-1]), archivo.raiz.en(ruta)
    if actual is None or padre is None:
        return crudo
    if padre.clase != "ficha":
        raise _imposible(ruta)
    if len(padre.dentro) == 1 and ruta[:-1]:
        return fijar(crudo, ruta[:-1], {})
    if len(padre.dentro) == 1:
        return _bueno(iter([archivo.con(padre.inicio, padre.fin, "{}")]), {}, ruta)
    esperado = copy.deepcopy(archivo.datos)
    del _de(esperado, ruta[:-1])[ruta[-1]]
    claves = list(padre.dentro)
    puesto = claves.index(ruta[-1])
    inicio = padre.puestos[ruta[-1]]
    siguiente = padre.puestos[claves[puesto + 1]] if puesto + 1 < len(claves) else None
    if padre.corrido:
        antes = padre.dentro[claves[puesto - 1]].fin
        desde, hasta = (inicio, siguiente) if siguiente is not None else (antes, actual.fin)
    elif archivo.texto[archivo.texto.rfind("\n", 0, inicio) + 1 : inicio].strip():
        # Comparte renglón con el guion de su lista.
        desde, hasta = inicio, siguiente if siguiente is not None else actual.fin
    else:
        desde, hasta = archivo.texto.rfind("\n", 0, inicio) + 1, archivo.fin_de_renglon(actual.fin)
    return _bueno(iter([archivo.con(desde, hasta, "")]), esperado, ruta)


def sin_renglones(crudo: bytes, lineas: Collection[int]) -> bytes:
    """El archivo sin esos renglones, contados desde 1, de solo comentario. Errores como en `fijar`."""
    archivo = _Archivo.abrir(crudo)
    renglones_y_saltos = re.split(r"(\r\n|\r|\n)", archivo.texto)
    enteros = ["".join(renglones_y_saltos[i : i + 2]) for i in range(0, len(renglones_y_saltos), 2)]
    quedan = [r for i, r in enumerate(enteros, start=1) if i not in lineas]
    nuevo = replace(archivo, salto="\n").con(0, len(archivo.texto), "".join(quedan))
    return _bueno(iter([nuevo]), archivo.datos, ())


def acomodar(crudo: bytes, ruta: Ruta, elementos: Sequence[int | Nuevo]) -> bytes:
    """El archivo con la lista de `ruta` en ese orden: un número es el elemento que estaba en ese puesto.

    Lo que no se nombra se quita, con los comentarios pegados encima; lo que se mueve los lleva consigo. Los
    renglones en blanco se quedan en su puesto. Una lista que no está se crea. Errores como en `fijar`.
    """
    archivo = _Archivo.abrir(crudo)
    lista = archivo.raiz.en(ruta)
    if lista is None or lista.clase != "lista" or not lista.dentro or not elementos:
        viejos = [e for e in elementos if isinstance(e, int)]
        if viejos or (lista is not None and lista.clase == "ficha"):
            raise _imposible(ruta)
        return fijar(crudo, ruta, [e.valor for e in elementos if isinstance(e, Nuevo)])
    if list(elementos) == list(lista.dentro):
        return crudo
    esperado = copy.deepcopy(archivo.datos)
    viejos_datos = _de(esperado, ruta)
    _de(esperado, ruta[:-1])[ruta[-1]] = [
        leido(e.valor) if isinstance(e, Nuevo) else viejos_datos[e] for e in elementos
    ]
    puesto = acomodados(archivo.texto, archivo.salto, lista, elementos, archivo.salto_de_lista)
    if puesto is None:
        raise _imposible(ruta)
    desde, hasta, nuevo = puesto
    entero = replace(archivo, salto="\n").con(desde, hasta, nuevo)
    return _bueno(iter([entero]), esperado, ruta)


def abierto(crudo: bytes) -> _Archivo:
    """El archivo, para cambiarlo por renglones. ErrorDeDatos si no se puede leer."""
    return _Archivo.abrir(crudo)


def entregado(archivo: _Archivo, texto: str, esperado: object, ruta: Ruta) -> bytes:
    """Los bytes del archivo con todo ese texto. ErrorDeUso, que nombra `ruta`, si no dice lo esperado."""
    return _bueno(iter([archivo.con(0, len(archivo.texto), texto.replace("\r\n", "\n"))]), esperado, ruta)


def _con_texto(archivo: _Archivo, padre: Trecho, actual: Trecho, valor: str | int) -> Iterator[bytes]:
    texto = archivo.texto
    columna = actual.inicio - (texto.rfind("\n", 0, actual.inicio) + 1)
    en_bloque = actual.estilo in ("|", ">")
    viejo = texto[actual.inicio : actual.fin]
    cabeza, _, cuerpo = viejo.partition("\n")
    sangria = padre.columna + 2
    if en_bloque and cuerpo.strip():
        primero = next(r for r in cuerpo.split("\n") if r.strip())
        sangria = len(primero) - len(primero.lstrip(" "))
    antes = " " if actual.vacio else ""
    # El comentario que lleva la cabeza de un bloque se queda con él.
    almohadilla = cabeza.find("#") if en_bloque else -1
    comentario = f"  {cabeza[almohadilla:].rstrip()}" if almohadilla > 0 else ""
    for forma in formas(valor, sangria=sangria, columna=columna, viejo=actual.estilo, corrido=padre.corrido):
        primera, salto, resto = forma.partition("\n")
        yield archivo.con(actual.inicio, actual.fin, f"{antes}{primera}{comentario}{salto}{resto}")


def _con_otro(
    archivo: _Archivo, padre: Trecho, actual: Trecho, parte: str | int, valor: Arbol
) -> Iterator[bytes]:
    """Cambia una lista o una ficha por otra cosa, o un texto por nada: entero, desde su clave o su guion."""
    texto, inicio = archivo.texto, padre.puestos[parte]
    if padre.corrido:
        clave = f"{parte}: " if isinstance(parte, str) else ""
        yield archivo.con(inicio, actual.fin, f"{clave}{corrido(valor)}")
        return
    columna = padre.columna
    if isinstance(parte, str):
        escritos = par(parte, valor, columna, archivo.salto_de_lista)
    else:
        escritos = renglones([valor], columna, archivo.salto_de_lista)
    if valor is None:
        # Lo que haya detrás, en el mismo renglón, se queda.
        dos_puntos = len(texto[: actual.inicio].rstrip())
        yield archivo.con(dos_puntos, actual.fin, "")
    yield archivo.con(inicio, actual.fin, "\n".join(escritos).lstrip(" "))


def _con_clave(
    archivo: _Archivo, padre: Trecho, clave: str, valor: Arbol, orden: Sequence[str]
) -> Iterator[bytes]:
    """Pone una clave que no está: después de la que la precede en el modelo o, si no hay, de primera."""
    hay = list(padre.dentro)
    anteriores = orden[: orden.index(clave)] if clave in orden else ()
    antes = max((hay.index(c) for c in anteriores if c in hay), default=None)
    if antes is None and clave not in orden and hay:
        antes = len(hay) - 1
    if padre is archivo.raiz and not hay:
        # Lo que dejó `quitar`: se escribe en renglones, como cualquier archivo.
        escrito = "\n".join(par(clave, valor, padre.columna, archivo.salto_de_lista))
        yield archivo.con(padre.inicio, padre.fin, escrito.lstrip(" "))
    if padre.corrido:
        dicho = f"{clave}: {corrido(valor)}"
        if not hay:
            yield archivo.con(padre.inicio + 1, padre.inicio + 1, dicho)
        elif antes is None:
            yield archivo.con(padre.puestos[hay[0]], padre.puestos[hay[0]], f"{dicho}, ")
        else:
            fin = padre.dentro[hay[antes]].fin
            yield archivo.con(fin, fin, f", {dicho}")
        return
    escrito = "\n".join(par(clave, valor, padre.columna, archivo.salto_de_lista))
    if antes is None:
        primera = padre.puestos[hay[0]]
        yield archivo.con(primera, primera, f"{escrito.lstrip(' ')}\n{' ' * padre.columna}")
        return
    fin = fin_de_elemento(archivo.texto, padre.dentro[hay[antes]].fin, padre.columna)
    falta = "" if archivo.texto[:fin].endswith("\n") else "\n"
    yield archivo.con(fin, fin, f"{falta}{escrito}\n")


def _bueno(candidatas: Iterator[bytes], esperado: object, ruta: Ruta) -> bytes:
    """El primero que se lee como lo que se quería."""
    for candidata in candidatas:
        try:
            if leer_bytes(candidata, "").datos == esperado:
                return candidata
        except ErrorDeDatos:
            continue
    raise _imposible(ruta)


def _de(datos: Any, ruta: Ruta) -> Any:
    return reduce(lambda nodo, parte: nodo[parte], ruta, datos)


def _imposible(ruta: Ruta) -> ErrorDeUso:
    return ErrorDeUso(
        f"«{ruta_legible(ruta)}» no se puede cambiar sin dañar lo demás: cámbielo en el propio archivo"
    )
