"""De lo que llegó de un formulario a los bytes del archivo: solo cambia lo que alguien cambió."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from generador.carga.lectura.lector import leer_bytes
from generador.edicion.escritura.cambios import Nuevo, acomodar, fijar, quitar, sin_renglones
from generador.edicion.escritura.formas import Arbol, Llano, formas
from generador.errores import ErrorDeUso
from generador.local.editor.hoja import (
    DE,
    NO,
    SI,
    Hoja,
    campos_de,
    como_ficha,
    de_datos,
    es_si_o_no,
    iguales,
    renglones,
)
from generador.modelo.campos import Campo, campos
from generador.modelo.datos.pendiente import sin_confirmar
from generador.modelo.fuente import Ruta, ruta_legible
from generador.modelo.tipos import Modelo

IMPOSIBLE = "hay un carácter que no se ve y no se puede guardar: borre este texto y escríbalo de nuevo"


@dataclass(slots=True)
class _Cambio:
    """El archivo mientras se cambia, y los valores que no se pueden guardar, por su ruta dicha."""

    crudo: bytes
    malos: dict[str, str] = field(default_factory=dict)

    def fijar(self, ruta: Ruta, valor: Arbol, orden: Sequence[str]) -> None:
        if self.sirve(ruta, valor):
            self.crudo = fijar(self.crudo, ruta, valor, orden)

    def acomodar(self, ruta: Ruta, elementos: Sequence[int | Nuevo], orden: Sequence[str]) -> None:
        if not all(self.sirve((*ruta, i), e.valor) for i, e in enumerate(elementos) if isinstance(e, Nuevo)):
            return
        if elementos and all(isinstance(e, Nuevo) for e in elementos):
            valores = [e.valor for e in elementos if isinstance(e, Nuevo)]
            self.crudo = fijar(self.crudo, ruta, valores, orden)
        else:
            self.crudo = acomodar(self.crudo, ruta, elementos)

    def sirve(self, ruta: Ruta, valor: Arbol) -> bool:
        """Si todos los textos de ese valor se pueden escribir; los que no, quedan en `malos`."""
        if isinstance(valor, str):
            if next(formas(valor, sangria=2, columna=2), None) is None:
                self.malos[ruta_legible(ruta)] = IMPOSIBLE
                return False
            return True
        if isinstance(valor, Mapping):
            return _todos(self.sirve((*ruta, c), v) for c, v in valor.items())
        if isinstance(valor, Sequence):
            return _todos(self.sirve((*ruta, i), v) for i, v in enumerate(valor))
        return True


def _todos(sirven: Iterable[bool]) -> bool:
    """Como `all`, sin parar en el primero: cada valor malo se dice."""
    return False not in list(sirven)


@dataclass(frozen=True, slots=True)
class ArchivoCambiado:
    """El archivo con los cambios; si algo no se puede escribir, igual que antes y por qué."""

    crudo: bytes
    malos: Mapping[str, str]
    """Por ruta dicha, como «mesas[2].eje»."""


def con_cambios(
    crudo: bytes, modelo: type[Modelo], ahora: Hoja, confirmados: Collection[str] = ()
) -> ArchivoCambiado:
    """El archivo con lo que dice `ahora`; lo que no cambió queda byte por byte.

    A los datos de `confirmados`, por su ruta dicha, se les quita de encima el «# por confirmar».
    ErrorDeUso si `ahora` no es de este archivo o si cambiarlo dañaría lo demás; ErrorDeDatos si no se lee.
    """
    fuente = leer_bytes(crudo, "")
    datos = fuente.datos or {}
    sobran = {p.linea for p in sin_confirmar(fuente) if ruta_legible(p.ruta) in confirmados}
    cambio = _Cambio(sin_renglones(crudo, sobran) if sobran else crudo)
    _ficha(cambio, campos_de(modelo, datos), (), datos, ahora)
    return ArchivoCambiado(crudo if cambio.malos else cambio.crudo, cambio.malos)


def _ficha(
    cambio: _Cambio, suyos: Sequence[Campo], ruta: Ruta, datos: Mapping[str, Any], ahora: Hoja
) -> None:
    antes, orden = de_datos(suyos, datos), [c.nombre for c in suyos]
    for campo in suyos:
        nombre, suya = campo.nombre, (*ruta, campo.nombre)
        if nombre not in ahora or iguales(antes[nombre], ahora[nombre]):
            continue
        if campo.dentro is not None and campo.lista:
            _fichas(cambio, campo, suya, datos.get(nombre) or [], ahora[nombre], orden)
        elif campo.dentro is not None:
            _dentro(cambio, campo, suya, datos.get(nombre), ahora[nombre], orden)
        elif campo.lista:
            _textos(cambio, suya, datos.get(nombre) or [], renglones(ahora[nombre]), orden)
        elif ahora[nombre]:
            cambio.fijar(suya, _valor(campo, ahora[nombre]), orden)
        else:
            cambio.crudo = quitar(cambio.crudo, suya)


def _dentro(cambio: _Cambio, campo: Campo, ruta: Ruta, valor: Any, ahora: Hoja, orden: Sequence[str]) -> None:
    assert campo.dentro is not None
    suyos = campos(campo.dentro)
    nuevo = _arbol(suyos, ahora)
    if not nuevo:
        cambio.crudo = quitar(cambio.crudo, ruta)
    elif isinstance(valor, dict) and valor:
        _ficha(cambio, suyos, ruta, valor, ahora)
    else:
        # No estaba, o estaba en corto: se escribe entera.
        entera = _arbol(suyos, {**de_datos(suyos, como_ficha(campo, valor)), **ahora})
        cambio.fijar(ruta, entera, orden)


def _fichas(
    cambio: _Cambio, campo: Campo, ruta: Ruta, viejas: list[Any], ahora: list[Hoja], orden: Sequence[str]
) -> None:
    assert campo.dentro is not None
    suyos = campos(campo.dentro)
    puestos = [_puesto(f[DE], len(viejas)) for f in ahora]
    usados = [p for p in puestos if p is not None]
    if len(set(usados)) != len(usados):
        raise ErrorDeUso("el formulario no es de este archivo: ábralo de nuevo")
    if not ahora:
        cambio.crudo = quitar(cambio.crudo, ruta)
        return
    if puestos != list(range(len(viejas))):
        elementos = [Nuevo(_arbol(suyos, f)) if p is None else p for p, f in zip(puestos, ahora, strict=True)]
        cambio.acomodar(ruta, elementos, orden)
        if cambio.malos:
            return
    for i, (puesto, ficha) in enumerate(zip(puestos, ahora, strict=True)):
        if puesto is not None:
            _ficha(cambio, suyos, (*ruta, i), viejas[puesto] or {}, ficha)


def _puesto(dicho: str, cuantas: int) -> int | None:
    if dicho == "":
        return None
    if not dicho.isdecimal() or len(dicho) > 4 or int(dicho) >= cuantas:
        raise ErrorDeUso("el formulario no es de este archivo: ábralo de nuevo")
    return int(dicho)


def _textos(cambio: _Cambio, ruta: Ruta, viejos: list[str], nuevos: list[str], orden: Sequence[str]) -> None:
    """Los textos que quedan conservan sus comentarios; uno que cambia se corrige en su puesto."""
    if not nuevos:
        cambio.crudo = quitar(cambio.crudo, ruta)
        return
    dichos = [" ".join(v.split()) for v in viejos]
    elementos: list[int | Nuevo] = []
    corregidos: dict[int, str] = {}
    for _, i, hasta, j, fin in SequenceMatcher(None, dichos, nuevos, autojunk=False).get_opcodes():
        for paso in range(fin - j):
            if i + paso < hasta:
                if dichos[i + paso] != nuevos[j + paso]:
                    corregidos[len(elementos)] = nuevos[j + paso]
                elementos.append(i + paso)
            else:
                elementos.append(Nuevo(nuevos[j + paso]))
    if elementos != list(range(len(viejos))):
        cambio.acomodar(ruta, elementos, orden)
    for puesto, texto in corregidos.items():
        cambio.fijar((*ruta, puesto), texto, orden)


def _arbol(suyos: Sequence[Campo], hoja: Hoja) -> dict[str, Arbol]:
    """Lo que se escribe de una ficha nueva: sin lo que quedó vacío."""
    arbol: dict[str, Arbol] = {}
    for campo in suyos:
        dicho = hoja.get(campo.nombre)
        if not dicho:
            continue
        valor: Arbol
        if campo.dentro is not None and campo.lista:
            valor = [_arbol(campos(campo.dentro), f) for f in dicho]
        elif campo.dentro is not None:
            valor = _arbol(campos(campo.dentro), dicho)
        else:
            valor = renglones(dicho) if campo.lista else _valor(campo, dicho)
        if valor:
            arbol[campo.nombre] = valor
    return arbol


def _valor(campo: Campo, dicho: str) -> str:
    if es_si_o_no(campo):
        return Llano({SI: "true", NO: "false"}.get(dicho, dicho))
    # Un código con ceros es un texto y lleva comillas; una fecha, una hora o un número, no.
    return dicho if campo.texto is not None or campo.opciones else Llano(dicho)
