"""Cuánto da cada atajo de WeasyPrint: todo lo que se imprime, con todos y sin cada uno, intercalados."""

from __future__ import annotations

import hashlib
import json
import statistics
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from time import process_time

from generador.construccion.entrega import preparar
from generador.construccion.pedido.encargos import encargos_de
from generador.errores import ErrorInterno
from generador.medicion.gasto import Decir, correr
from generador.medicion.mkdocs_solo import reunir
from generador.salida.almacen.produccion import Encargo
from generador.salida.disco import escribir_conf_de_fuentes
from generador.salida.imprenta.pdf import ATAJOS, Imprenta, preparar_fuentes

MINIMO = 0.05
"""Lo que ha de ahorrar uno, como fracción de imprimir sin él, para valer lo que cuesta mantenerlo."""
_CORRER = (
    "import pathlib, sys, generador.medicion.atajos as m; "
    "m.imprimir_todo(pathlib.Path(sys.argv[1]), frozenset(sys.argv[3:]), pathlib.Path(sys.argv[2]))"
)


def medir(raiz: Path, veces: int, decir: Decir) -> None:
    """Segundos de procesador de cada manera, en procesos aparte, y si salen los mismos bytes."""
    nota = raiz / "medida.json"
    maneras = ("", *sorted(ATAJOS))
    tiempos: dict[str, list[float]] = {m: [] for m in maneras}
    huellas: dict[str, list[str]] = {}
    for _ in range(veces):
        for manera in maneras:
            correr([sys.executable, "-c", _CORRER, str(raiz), str(nota), *filter(None, [manera])], raiz)
            segundos, huellas[manera] = json.loads(nota.read_text("utf-8"))
            tiempos[manera].append(segundos)
    con = statistics.median(tiempos[""])
    decir(f"atajos: {len(huellas[''])} impresos, {con:.1f} s de procesador con todos, mediana de {veces}")
    for manera in maneras[1:]:
        if huellas[manera] != huellas[""]:
            raise ErrorInterno(f"sin el atajo «{manera}» salen otros bytes")
        sin = statistics.median(tiempos[manera])
        da = 1 - con / sin
        juicio = "se queda" if da >= MINIMO else "SOBRA"
        decir(f"  sin {manera}: {sin:.1f} s; ahorra el {da:.1%} (mínimo {MINIMO:.0%}, {juicio})")


def imprimir_todo(raiz: Path, sin: frozenset[str], nota: Path, *, muestra: bool = False) -> None:
    """Imprime todo el proyecto sin esos atajos; deja en `nota` los segundos de procesador y las huellas.

    Con `muestra`, uno de cada clase: de cada documento, y de cada pieza en cada variante.
    """
    inventario, compositor = reunir(raiz, preparar(raiz).proyecto)
    if muestra:
        unos = {(a.declaracion.id, a.variante): a for a in inventario.artefactos if a.origen is None}
        inventario = replace(inventario, artefactos=tuple(unos.values()))
    encargos = list(encargos_de(compositor, inventario))
    preparar_fuentes(escribir_conf_de_fuentes(raiz))
    inicio = process_time()
    huellas = list(_impresos(Imprenta(raiz, sin), encargos))
    nota.write_text(json.dumps([process_time() - inicio, huellas]), "utf-8")


def _impresos(imprenta: Imprenta, encargos: list[Encargo]) -> Iterator[str]:
    for e in encargos:
        if e.prensa is not None:
            pdf = imprenta.imprimir_para_taller(e.html, e.hojas, e.ruta, e.prensa)
        else:
            pdf = imprenta.imprimir(e.html, e.hojas, e.ruta, e.anexos, dict(e.preferencias))
        yield hashlib.sha256(pdf).hexdigest()
