"""Todas las piezas en frío contra WeasyPrint y pypdfium2 sin más, y cuántas se rehacen si nada cambió."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from generador.construccion.pedido.encargos import encargos_de
from generador.construccion.preparacion import preparar
from generador.medicion.gasto import Decir, correr, decir_razon
from generador.medicion.mkdocs_solo import reunir
from generador.salida.almacen.produccion import Encargo, producir
from generador.salida.disco import CACHE, escribir_conf_de_fuentes
from generador.salida.imprenta.pdf import VARIANTE_DE_TALLER, preparar_fuentes

LIMITE = 0.45

_INGENUO = """
import json, sys
import pypdfium2
from weasyprint import CSS, HTML
for variante, partes, imagenes in json.load(open(sys.argv[1], encoding="utf-8")):
    trazadas = [HTML(string=html).render(pdf_variant=variante) for html in partes]
    paginas = [p for t in trazadas for p in t.pages]
    pdf = trazadas[0].copy(paginas).write_pdf(pdf_variant=variante)
    open(sys.argv[2], "wb").write(pdf)
    documento = pypdfium2.PdfDocument(pdf)
    for ancho, alto, mini in imagenes:
        hoja = documento[0]
        imagen = hoja.render(scale=ancho / hoja.get_width()).to_pil().resize((ancho, alto))
        imagen.save(sys.argv[2], "PNG")
        if mini:
            imagen.resize(mini).save(sys.argv[2], "WEBP")
"""
"""Lo que haría cualquiera: cada pieza a los mismos archivos, una tras otra, sin mirar nada."""

_NUESTRAS = """
import pathlib, sys
from generador.salida.almacen.procesos import calentar
raiz = pathlib.Path(sys.argv[1])
calentar(raiz)
from generador.medicion.piezas import producir_piezas
producir_piezas(raiz)
"""


def encargos_de_piezas(raiz: Path) -> Iterator[Encargo]:
    """Los encargos de todas las piezas del proyecto."""
    inventario, compositor = reunir(raiz, preparar(raiz).proyecto)
    suyas = tuple(a for a in inventario.artefactos if a.clase == "pieza")
    return encargos_de(compositor, replace(inventario, artefactos=suyas))


def producir_piezas(raiz: Path) -> int:
    """Todas las piezas, como en una construcción: leer, componer, imprimir, pasar las puertas y rasterizar.

    Cuántos archivos se produjeron.
    """
    return sum(p.nuevo for p in producir(raiz, encargos_de_piezas(raiz)).values())


def medir(raiz: Path, veces: int, decir: Decir) -> None:
    """Segundos por archivo de unas y otras en la misma corrida, y lo que se rehace sin cambios."""
    encargos = list(encargos_de_piezas(raiz))
    imagenes = [i for e in encargos for i in e.imagenes]
    miniaturas = sum(bool(i.miniatura) for i in imagenes)
    archivos = len(encargos) + len(imagenes) + miniaturas
    nuestras, ajenas = [], []
    with tempfile.TemporaryDirectory(prefix="asambleas-piezas-") as temporal:
        lista = Path(temporal) / "piezas.json"
        lista.write_text(json.dumps([_suelta(raiz, e) for e in encargos]), "utf-8")
        for _ in range(veces):
            shutil.rmtree(raiz / CACHE, ignore_errors=True)
            nuestras.append(correr([sys.executable, "-c", _NUESTRAS, str(raiz)], raiz).entre(archivos))
            preparar_fuentes(escribir_conf_de_fuentes(raiz))
            orden = [sys.executable, "-c", _INGENUO, str(lista), str(Path(temporal) / "salida")]
            ajenas.append(correr(orden, raiz).entre(archivos))
    otra_vez = producir_piezas(raiz)
    decir(f"piezas: {len(encargos)} PDF, {len(imagenes)} PNG y {miniaturas} miniaturas, mediana de {veces}")
    decir_razon("  por archivo, desde cero / uno tras otro", nuestras, ajenas, LIMITE, decir, de_reloj=True)
    decir(f"  sin cambios, se producen {otra_vez} ({'NO CUMPLE' if otra_vez else 'cumple'})")


def _suelta(raiz: Path, e: Encargo) -> tuple[str, list[str], list[tuple[int, int, tuple[int, int] | None]]]:
    """Su variante de PDF, el HTML de cada parte con sus hojas adentro y el tamaño de sus imágenes."""
    partes = []
    for html, hojas in ((e.html, e.hojas), *e.anexos):
        estilo = "".join((raiz / h).read_text("utf-8") for h in hojas)
        partes.append(html.replace("</head>", f"<style>{estilo}</style></head>"))
    imagenes = [(i.ancho_px, i.alto_px, i.miniatura_px if i.miniatura else None) for i in e.imagenes]
    return VARIANTE_DE_TALLER if e.prensa else "pdf/ua-1", partes, imagenes
