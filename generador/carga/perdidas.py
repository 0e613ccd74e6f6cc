"""Lo que un texto libre perdería en silencio por la forma en que está escrito en el YAML.

Un comentario detrás de una fecha es un comentario; detrás de una dirección, casi siempre es media dirección.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import BaseModel

from generador.carga.comillas import CURVAS
from generador.carga.forma import campos_alrededor, texto_libre
from generador.errores import Hallazgo
from generador.modelo.fuente import Escrito, Fuente, Marca, Ruta
from generador.modelo.personal.datos_personales import enmascarar

MARCA_DE_LISTA = re.compile(r"[^\S\n]*(-|[*•·▪●○–—−‣]\s|\d{1,2}[.)]\s|[a-z]\)\s)")
"""Con lo que empieza el renglón de una lista escrita a mano."""
_CLAVE = re.compile(r"[^\S\n]*([a-z_]+)[^\S\n]*:")


def perdidas(fuente: Fuente, modelo: type[BaseModel]) -> Iterator[Hallazgo]:
    """Un error por cada comentario, lista, párrafo o clave que un texto libre perdería o revolvería."""
    for ruta, escrito in fuente.escritos.items():
        clase = texto_libre(modelo, ruta)
        if clase is None:
            continue
        if escrito.comentario is not None:
            yield _comentario(fuente, ruta, escrito.comentario)
        if escrito.fin > fuente.valores[ruta].linea:
            yield from _renglones(fuente, ruta, escrito, clase, campos_alrededor(modelo, ruta))


def tragadas(fuente: Fuente, modelo: type[BaseModel]) -> Iterator[tuple[Ruta, str]]:
    """Las claves que quedaron dentro de un texto: la ruta del texto y la clave."""
    for ruta, escrito in fuente.escritos.items():
        if texto_libre(modelo, ruta) is None:
            continue
        desde = fuente.valores[ruta].linea
        dentro = {c for r in fuente.lineas[desde : escrito.fin] if (h := _CLAVE.match(r)) and (c := h[1])}
        for clave in dentro & campos_alrededor(modelo, ruta):
            yield ruta, clave


def _comentario(fuente: Fuente, ruta: Ruta, marca: Marca) -> Hallazgo:
    lugar = fuente.en(marca, ruta)
    # Del renglón ya tapado: lo que va antes de «#» puede decir que lo de después es una cédula.
    dicho = _recorte((lugar.extracto or "")[marca.columna - 1 :])
    valor = fuente.valores[ruta]
    abre = fuente.lineas[valor.linea - 1][valor.columna - 1 : valor.columna]
    entero = "ponga todo el texto entre comillas"
    if abre and abre in CURVAS:
        entero = f"cambie las comillas «{abre}» de un procesador de palabras por rectas sencillas: 'así # 12'"
    return Hallazgo(
        lugar,
        f"«{dicho}» no se publicaría: tras un espacio, «#» empieza un comentario",
        f"si es parte del texto, {entero}; si es comentario, páselo a su propio renglón, encima y con la "
        "sangría de la clave",
    )


def _renglones(
    fuente: Fuente, ruta: Ruta, escrito: Escrito, clase: str, campos: frozenset[str]
) -> Iterator[Hallazgo]:
    bloque = escrito.estilo in {"|", ">"}
    primero = fuente.valores[ruta].linea + bloque
    renglones = [(n, fuente.lineas[n - 1]) for n in range(primero, escrito.fin + 1)]
    while renglones and not renglones[-1][1].strip():
        renglones.pop()
    if not renglones:
        return
    margen = len(renglones[0][1]) - len(renglones[0][1].lstrip(" "))
    en_blanco = en_lista = False
    for i, (numero, renglon) in enumerate(renglones):
        if not renglon.strip():
            en_blanco = True
            continue
        marca = Marca(numero, len(renglon) - len(renglon.lstrip()) + 1, len(renglon.strip()))
        clave = _CLAVE.match(renglon)
        if clave and clave[1] in campos and (i or bloque):
            en_lista = True
            yield Hallazgo(
                fuente.en(marca, ruta),
                f"«{clave[1]}» queda dentro del texto de «{_nombre(ruta)}», y no como otra clave",
                "alinéela con las demás claves y deje un espacio después de los dos puntos; si es texto, no "
                "empiece el renglón con ella",
            )
        elif i and clase == "linea" and en_blanco:
            yield Hallazgo(
                fuente.en(marca, ruta),
                f"«{_nombre(ruta)}» se publica en un solo párrafo: este se pegaría al de arriba",
                "quite el renglón en blanco, o deje un solo párrafo",
            )
        elif i and not en_lista and _se_junta(escrito, clase, en_blanco, renglon, margen):
            if not MARCA_DE_LISTA.match(renglon):
                en_blanco = False
                continue
            # Los demás renglones de la lista tienen la misma causa.
            en_lista = True
            yield Hallazgo(
                fuente.en(marca, ruta),
                f"este renglón se pega al de arriba: «{_nombre(ruta)}» no quedaría como lista",
                _ayuda_de_lista(ruta, clase),
            )
        en_blanco = False


def _se_junta(escrito: Escrito, clase: str, en_blanco: bool, renglon: str, margen: int) -> bool:
    """Si el renglón queda en la misma línea que el de arriba."""
    if clase == "linea":
        return True
    sangrado = len(renglon) - len(renglon.lstrip(" ")) > margen
    return not en_blanco and escrito.estilo != "|" and not (escrito.estilo == ">" and sangrado)


def _ayuda_de_lista(ruta: Ruta, clase: str) -> str:
    if isinstance(ruta[-1], int):
        return "si es otro elemento, alinee su guion «-» con el de arriba; si no, escríbalo corrido"
    if clase == "parrafos":
        return "ponga «|» después de los dos puntos y el texto debajo: conserva cada renglón"
    return "escríbalo corrido, separado por comas o por punto y coma: aquí va un solo párrafo"


def _nombre(ruta: Ruta) -> str:
    return next(str(parte) for parte in reversed(ruta) if isinstance(parte, str))


def _recorte(texto: str) -> str:
    """Tapado antes de cortarlo: medio número se dejaría de reconocer."""
    visto = enmascarar(texto.strip())
    return f"{visto[:40]}…" if len(visto) > 41 else visto
