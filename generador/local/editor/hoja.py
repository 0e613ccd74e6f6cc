"""Lo que se ve y lo que llega de un formulario: un árbol de textos con la forma del archivo.

Una casilla es un texto; una lista de textos, un texto por renglón; una ficha, otro árbol; y una lista de
fichas, una lista de árboles que en `DE` dicen en qué puesto del archivo estaban (vacío si son nuevas).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from generador.carga.lectura.invisibles import sin_inofensivos
from generador.carga.perdidas import MARCA_DE_LISTA
from generador.errores import ErrorDeUso
from generador.local.web.casillas import sin_comillas
from generador.modelo.campos import Campo, campos
from generador.modelo.tipos import Modelo

Hoja = dict[str, Any]
DE = "__de"
HAY = "__hay"
"""Lo lleva una lista que sí venía en el formulario, aunque haya quedado sin fichas."""
SI, NO = "sí", "no"
_SI, _NO = {"true", "si", "sí", "verdadero"}, {"false", "no", "falso"}


def campos_de(modelo: type[Modelo], datos: Mapping[str, Any]) -> tuple[Campo, ...]:
    """Los campos con que está escrito el archivo: en la forma corta, los del único elemento van sueltos."""
    suyos = campos(modelo)
    uno = next((c for c in suyos if c.nombre == modelo.LISTA_DE_UNO), None)
    if uno is None or uno.dentro is None or uno.nombre in datos:
        return suyos
    sueltos = tuple(c for c in campos(uno.dentro) if c.nombre in modelo.FORMA_CORTA)
    return tuple(x for c in suyos for x in (sueltos if c is uno else (c,)))


def de_datos(suyos: Sequence[Campo], datos: Any) -> Hoja:
    """El árbol de lo que dice un archivo. ErrorDeUso si un valor no tiene la forma de su campo."""
    hoja: Hoja = {}
    for campo in suyos:
        valor = datos.get(campo.nombre)
        if campo.dentro is None:
            hoja[campo.nombre] = _texto(campo, valor)
        elif not campo.lista:
            hoja[campo.nombre] = de_datos(campos(campo.dentro), como_ficha(campo, valor))
        else:
            fichas = _forma(campo, valor, list) or []
            hoja[campo.nombre] = [
                {**de_datos(campos(campo.dentro), _forma(campo, f, dict) or {}), DE: str(i)}
                for i, f in enumerate(fichas)
            ]
    return hoja


def como_ficha(campo: Campo, valor: Any) -> dict[str, Any]:
    """La ficha de ese campo; un texto solo vale por el primero de los suyos."""
    assert campo.dentro is not None
    if isinstance(valor, str):
        return {campos(campo.dentro)[0].nombre: valor}
    return _forma(campo, valor, dict) or {}


def renglones(texto: str) -> list[str]:
    """Los textos de una lista, uno por renglón; los renglones en blanco no cuentan."""
    return [r for renglon in texto.split("\n") if (r := " ".join(renglon.split()))]


def de_envio(suyos: Sequence[Campo], enviado: Mapping[str, str], antes: str = "") -> Hoja:
    """El árbol de lo que llegó. Lo que no venía no está en él; lo que ningún campo pide no se mira."""
    hoja: Hoja = {}
    for campo in suyos:
        nombre = f"{antes}{campo.nombre}"
        if campo.dentro is None:
            if nombre in enviado:
                hoja[campo.nombre] = de_casilla(campo, enviado[nombre])
        elif not campo.lista:
            hoja[campo.nombre] = de_envio(campos(campo.dentro), enviado, f"{nombre}.")
        elif f"{nombre}.{HAY}" in enviado:
            forma = re.compile(rf"{re.escape(nombre)}\.(\d{{1,4}})\.{DE}")
            puestos = sorted(int(m[1]) for clave in enviado if (m := forma.fullmatch(clave)))
            hoja[campo.nombre] = [
                {
                    **de_envio(campos(campo.dentro), enviado, f"{nombre}.{i}."),
                    DE: enviado[f"{nombre}.{i}.{DE}"],
                }
                for i in puestos
            ]
    return hoja


def de_casilla(campo: Campo, texto: str) -> str:
    """Lo que llegó de una casilla, limpio; los párrafos de más y las listas quedan en sus renglones.

    Donde va un solo párrafo, guardarlos es un error que se dice: juntarlos sin avisar borraría lo que alguien
    separó.
    """
    texto = sin_comillas(campo, texto)
    if campo.texto != "linea" or campo.lista:
        return limpio(campo, texto)
    hecho, salto = "", ""
    for crudo in re.split(r"\r\n|\r|\n", texto):
        renglon = limpio(campo, crudo)
        if renglon:
            hecho += (
                (salto or ("\n" if MARCA_DE_LISTA.match(renglon) else " ")) + renglon if hecho else renglon
            )
        salto = "" if renglon else "\n\n"
    return hecho


def limpio(campo: Campo, texto: str) -> str:
    """Lo que alguien escribió, sin lo que no se ve ni los espacios de sobra."""
    texto = sin_inofensivos(texto.replace("\r\n", "\n").replace("\r", "\n"))
    if campo.lista:
        return "\n".join(renglones(texto))
    if campo.texto == "parrafos":
        corrido = "\n".join(" ".join(r.split(" ")).rstrip() for r in texto.split("\n"))
        return re.sub(r"\n{3,}", "\n\n", corrido).strip()
    return " ".join(re.split(r"[ \t\n]+", texto)).strip()


def iguales(antes: Any, ahora: Any) -> bool:
    """Si lo que llegó dice lo mismo; lo que no llegó cuenta como igual."""
    if isinstance(antes, dict) and isinstance(ahora, dict):
        return all(iguales(antes.get(c, ""), v) for c, v in ahora.items())
    if isinstance(antes, list) and isinstance(ahora, list):
        return len(antes) == len(ahora) and all(map(iguales, antes, ahora))
    return bool(antes == ahora)


def es_si_o_no(campo: Campo) -> bool:
    """Si solo admite sí o no."""
    return campo.tipo == "sí o no"


def acomodada(hoja: Hoja, que: str) -> str:
    """Hace en `hoja` lo que pide un botón («subir:programa.3»); el nombre de lo que queda a la vista.

    ErrorDeUso si el botón no es de este formulario.
    """
    accion, _, nombre = que.partition(":")
    partes: list[int | str] = [int(p) if p.isdecimal() else p for p in nombre.split(".")]
    lista: Any = hoja
    puesto = len(partes)
    try:
        for parte in partes if accion == "agregar" else partes[:-1]:
            lista = lista[parte]
        if not isinstance(lista, list):
            raise KeyError(nombre)
        if accion == "agregar":
            lista.append({DE: ""})
            return f"{nombre}.{len(lista) - 1}"
        puesto = partes[-1] if isinstance(partes[-1], int) else len(lista)
        ficha = lista[puesto]
    except (KeyError, IndexError, TypeError):
        raise ErrorDeUso("ese botón no es de este formulario: ábralo de nuevo") from None
    de_la_lista = nombre.rpartition(".")[0]
    if accion == "quitar":
        del lista[puesto]
        return de_la_lista
    nuevo = {"subir": puesto - 1, "bajar": puesto + 1}.get(accion, -1)
    if not 0 <= nuevo < len(lista):
        raise ErrorDeUso("ese botón no es de este formulario: ábralo de nuevo")
    lista.insert(nuevo, lista.pop(puesto))
    assert lista[nuevo] is ficha
    return f"{de_la_lista}.{nuevo}"


def _texto(campo: Campo, valor: Any) -> str:
    if campo.lista:
        textos = _forma(campo, valor, list) or []
        return "\n".join(" ".join(_forma(campo, t, str).split()) for t in textos)
    dicho = str(_forma(campo, valor, str) or "")
    if es_si_o_no(campo):
        return SI if dicho.lower() in _SI else NO if dicho.lower() in _NO else dicho
    return limpio(campo, dicho)


def _forma(campo: Campo, valor: Any, tipo: type) -> Any:
    if valor is not None and not isinstance(valor, tipo):
        raise ErrorDeUso(f"«{campo.nombre}» está escrito de otra forma: corríjalo en el propio archivo")
    if valor is None and tipo is str and campo.lista:
        raise ErrorDeUso(f"«{campo.nombre}» tiene un renglón vacío: corríjalo en el propio archivo")
    return valor
