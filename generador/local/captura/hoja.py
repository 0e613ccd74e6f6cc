"""Lo que cambia en las casillas, puesto en el archivo de la hoja sin tocar lo demás."""

from __future__ import annotations

from functools import reduce
from typing import Any

from generador.carga.cargar import releer
from generador.edicion.escritura.cambios import acomodar, fijar, quitar
from generador.edicion.escritura.lista import Nuevo
from generador.errores import ErrorInterno
from generador.local.captura.entrega import Campos, arbol, campos_de, limpios, listas_de, valor_de
from generador.local.captura.formulario import Formulario, ruta_de
from generador.modelo.campos import campo_en, modelos_en, nombres
from generador.modelo.datos.aporte import Resultado
from generador.modelo.fuente import Ruta


def en_hoja(crudo: bytes, archivo: str, formulario: Formulario, campos: Campos) -> bytes:
    """El archivo de resultados con esas casillas y ninguna otra; lo que no se pregunta queda como estaba.

    ErrorDeDatos si el archivo no se lee; ErrorDeUso si no se puede cambiar sin dañarlo.
    """
    resultado, _ = releer(crudo, archivo, Resultado)
    antes = campos_de(formulario, resultado)
    nuevo = arbol(formulario, resultado.submesa, campos)
    hecho = crudo
    for lista in _de_adentro_afuera(campos, antes):
        era, sera, hay = (*(_cuantas(c, lista) for c in (antes, campos)), _largo(resultado, lista))
        if 0 < sera < era:
            hecho = acomodar(hecho, lista, [*range(sera), *range(era, hay)])
        elif sera and not hay and _hay_ficha(resultado, lista):
            hecho = fijar(hecho, lista, _en(nuevo, lista), nombres(modelos_en(Resultado, lista)[-1]))
        elif sera > hay > 0:
            nuevas = [Nuevo(e) for e in _en(nuevo, lista)[hay:]]
            hecho = acomodar(hecho, lista, [*range(hay), *nuevas])
    despues = campos_de(formulario, releer(hecho, archivo, Resultado)[0])
    for casilla in formulario.casillas:
        dicho = campos.get(casilla.nombre, "")
        if dicho == despues.get(casilla.nombre, ""):
            continue
        ruta = casilla.ruta
        if dicho:
            orden = nombres(modelos_en(Resultado, ruta)[-1])
            hecho = fijar(hecho, ruta, valor_de(casilla, dicho), orden)
        else:
            hecho = quitar(hecho, _sin_lo_vacio(formulario, ruta, campos))
    quedo = campos_de(formulario, releer(hecho, archivo, Resultado)[0])
    if quedo != limpios(formulario, campos):
        raise ErrorInterno(f"{archivo}: lo escrito no se lee igual que lo recibido; no se guardó nada")
    return hecho


def _de_adentro_afuera(*campos: Campos) -> list[Ruta]:
    listas = {ruta_de(lista) for lista in listas_de([n for c in campos for n in c])}
    return sorted(listas, key=lambda ruta: (-len(ruta), ruta))


def _sin_lo_vacio(formulario: Formulario, ruta: Ruta, campos: Campos) -> Ruta:
    """Lo que se quita al borrar una casilla: si era lo obligatorio de su ficha, la ficha."""
    campo = campo_en(Resultado, ruta)
    suelta = len(ruta) > 1 and isinstance(ruta[-2], str)
    return ruta[:-1] if suelta and campo is not None and campo.obligatorio else ruta


def _en(arbol: Any, ruta: Ruta) -> Any:
    return reduce(lambda nodo, parte: nodo[parte], ruta, arbol)


def _hay_ficha(resultado: Resultado, lista: Ruta) -> bool:
    """Si existe la ficha que lleva la lista: en una nueva, la lista llega con ella."""
    return len(lista) == 1 or _largo(resultado, lista[:-2]) > int(lista[-2])


def _largo(resultado: Resultado, lista: Ruta) -> int:
    """Cuántas fichas tiene hoy la lista, con las que el formulario no pregunta; 0 si no está."""
    donde: Any = resultado
    for parte in lista:
        if isinstance(parte, int):
            if parte >= len(donde):
                return 0
            donde = donde[parte]
        else:
            donde = getattr(donde, parte)
    return len(donde)


def _cuantas(campos: Campos, lista: Ruta) -> int:
    """Las fichas con algo escrito, que van seguidas."""
    antes = ".".join(map(str, lista)) + "."
    return len({n.removeprefix(antes).split(".")[0] for n in campos if n.startswith(antes)})
