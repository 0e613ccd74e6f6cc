"""Un sitio construido de mentira: dos asambleas, lo común, y su nota de haber pasado las puertas."""

from __future__ import annotations

import json
from pathlib import Path

from fabrica import ID, escribir_proyecto

from generador.catalogo.documentos import DOCUMENTOS
from generador.construccion import publicacion
from generador.salida.disco import escribir, huella_de_arbol

DIRECCION = "https://asambleas.gov.co/"
OTRA = "otra-2024"
PIE = '<footer class="pie"><div class="credito"><p>Crédito</p></div></footer>'
CLASES = {
    "agenda.json": "datos",
    "agenda.pdf": "documento",
    "fichas-M1-S1.pdf": "documento",
    "guia-mesa-1.pdf": "documento",
    "kit-mesa-mesa-1.pdf": "documento",
    "kit.zip": "paquete",
}
PESOS = dict.fromkeys(CLASES, 3000)
_DOCUMENTOS = {
    "agenda.pdf": "agenda",
    "fichas-M1-S1.pdf": "fichas",
    "guia-mesa-1.pdf": "guia",
    "kit-mesa-mesa-1.pdf": "kit-mesa",
}
DOCUMENTO_DE = {
    f"{ID}/descargas/{nombre}": next(d for d in DOCUMENTOS if d.id == id_)
    for nombre, id_ in _DOCUMENTOS.items()
}
"""Cuál es el documento de cada ruta de la maqueta."""


def pagina(*cuerpo: str, cabeza: str = "") -> str:
    """Una página como las del sitio."""
    return (
        f'<!doctype html>\n<html lang="es"><head><title>T</title>{cabeza}</head>\n<body>\n'
        + "\n".join(cuerpo)
        + f"\n{PIE}\n</body></html>"
    )


LETRA = '<link rel="preload" href="{0}fuentes/a.woff2" as="font" crossorigin>'
HOJA = '<link rel="stylesheet" href="{0}estilos/asambleas.css">'


def sitio_de_maqueta(raiz: Path, pesos: dict[str, int] = PESOS) -> Path:
    """Escribe en `raiz` un proyecto y su sitio ya construido y anotado; da la carpeta del sitio."""
    escribir_proyecto(raiz)
    sitio = raiz / "site"
    suyo = {f"{ID}/descargas/{n}": b"x" * peso for n, peso in pesos.items()}
    suyo |= {f"{ID}/piezas/afiche.png": b"p" * 5000, f"{ID}/piezas/afiche.pdf": b"p" * 5000}
    renglones = [
        {
            "ruta": ruta,
            "titulo": ruta,
            "clase": CLASES.get(ruta.rpartition("/")[2], "pieza"),
            "octetos": len(datos),
        }
        for ruta, datos in suyo.items()
    ]
    cabeza = (LETRA + HOJA).format("../") + f'<link rel="canonical" href="{DIRECCION}{ID}/">'
    textos = {
        "index.html": pagina(f'<a href="{ID}/">Esta</a><a href="{OTRA}/">Otra</a>'),
        "404.html": pagina('<a href="/">Inicio</a>'),
        "robots.txt": "User-agent: *",
        "buscar.js": f'indiceDeBusqueda({{"carpeta":"","asambleas":[["{ID}/","Esta"],["{OTRA}/","Otra"]],'
        '"hojas":[]});\n',
        "estilos/asambleas.css": "a{}",
        "fuentes/a.woff2": "letra",
        "acerca/index.html": pagina('<a href="../">Inicio</a>', cabeza=HOJA.format("../")),
        f"{ID}/index.html": pagina(
            '<a href="agenda/?mesa=1#lista">Agenda</a><a href="#aqui">Aquí</a><a href="./">Yo</a>',
            f'<img src="piezas/afiche.png" alt="Afiche"><a href="piezas/afiche.pdf">PDF</a>{"<hr>"}',
            '<a href="https://ejemplo.gov.co/">Afuera</a><a href="../">Inicio</a>',
            cabeza=cabeza,
        ),
        f"{ID}/agenda/index.html": pagina(
            '<a href="../descargas/agenda.pdf">La agenda</a><p id="lista">L</p>'
        ),
        f"{ID}/buscar.js": f'indiceDeBusqueda({{"carpeta":"{ID}/","hojas":[]}});\n',
        f"{OTRA}/index.html": pagina("<p>La otra</p>"),
        f"{OTRA}/descargas/manifiesto.json": "[]",
        f"{ID}/descargas/manifiesto.json": json.dumps(renglones),
    }
    for ruta, datos in {**suyo, **{r: t.encode() for r, t in textos.items()}}.items():
        escribir(sitio / ruta, datos)
    anotar(raiz)
    return sitio


def anotar(raiz: Path, *detenidas: str) -> None:
    """Lo que deja anotado `construir` cuando todo salió, menos esas asambleas."""
    sitio = (raiz / "site").resolve()
    nota = {
        "entradas": publicacion._huella_de_entradas(raiz),
        "sitio": huella_de_arbol(sitio),
        "advertencias": 0,
        "detenidas": list(detenidas),
    }
    escribir(publicacion._nota(raiz, sitio), json.dumps(nota).encode())
