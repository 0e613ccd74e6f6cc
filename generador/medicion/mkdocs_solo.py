"""Las páginas como las haría MkDocs sin el complemento: para comparar y para medirlas solas."""

from __future__ import annotations

import re
import shutil
import sys
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path

from generador.catalogo.inventario import Inventario, PaginaConcreta, inventariar
from generador.catalogo.rutas import RUTA_HOJA_DEL_SITIO
from generador.composicion.compositor import Compositor
from generador.composicion.paginas.descargas import SIN_DESCARGAS, descargas_de
from generador.construccion.preparacion import (
    HOJAS_DE_PAGINA,
    HOJAS_DEL_SITIO,
    preparar,
)
from generador.medicion.gasto import Gasto, correr
from generador.modelo.asamblea import Proyecto
from generador.salida.almacen.deposito import Constancia

_GANCHO = """
import base64, hashlib
def on_config(config):
    config.extra["sitio"] = {"lema": "", "contacto": "", "en_vivo": False, "sueltos": True, "imagen": None}
def on_env(env, config, files):
    huella = lambda g: "sha256-" + base64.b64encode(hashlib.sha256(g.encode()).digest()).decode()
    env.filters |= {"huella_csp": huella, "requiere_el_complemento_asambleas": str}
    return env
"""
"""Lo que el tema espera del complemento, para correr MkDocs sin él."""


def reunir(raiz: Path, proyecto: Proyecto) -> tuple[Inventario, Compositor]:
    """El inventario de `proyecto`, con las páginas a mano de `raiz`, y quien lo compone."""
    manos = {p.stem: f"{p.stem}/" for p in (raiz / "contenido").glob("*.md")}
    manifiestos = {f"{a.id}/manifiesto": f"{a.id}/manifiesto.json" for a in proyecto.asambleas}
    inventario = inventariar(proyecto, {**manos, **manifiestos})
    return inventario, Compositor(raiz / "plantillas", inventario)


def paginas_sueltas(
    raiz: Path,
    carpeta: Path,
    proyecto: Proyecto | None = None,
    cuales: Callable[[PaginaConcreta], bool] = lambda _: True,
) -> None:
    """Un proyecto MkDocs corriente en `carpeta`, sin complemento ni descargas, con las páginas pedidas.

    Sin `proyecto`, las de los datos de `raiz`.
    """
    inventario, compositor = reunir(raiz, proyecto or preparar(raiz).proyecto)
    medidos: Mapping[str, Constancia] = defaultdict(lambda: Constancia("", 1, 1, 0.0, 0.0, 0.0))
    descargas = {a.id: descargas_de(inventario, a, medidos) for a in inventario.proyecto.asambleas}
    contenido = carpeta / "contenido"
    shutil.copytree(raiz / "contenido", contenido)
    for pagina in filter(cuales, inventario.paginas):
        suyas = descargas[pagina.asamblea.id] if pagina.asamblea else SIN_DESCARGAS
        _escribir(contenido / pagina.ruta / "index.md", compositor.pagina(pagina, suyas))
    hojas = {RUTA_HOJA_DEL_SITIO: HOJAS_DEL_SITIO, **HOJAS_DE_PAGINA}
    for ruta, partes in hojas.items():
        _escribir(contenido / ruta, "\n".join((raiz / h).read_text("utf-8") for h in partes))
    shutil.copytree(raiz / "plantillas" / "tema", carpeta / "plantillas" / "tema")
    texto = (raiz / "mkdocs.yml").read_text("utf-8")
    texto = re.sub(r"^ *- asambleas\n", "", texto, flags=re.M)
    texto = re.sub(r"^watch:\n( +- .*\n?)+", "", texto, flags=re.M)
    _escribir(carpeta / "gancho.py", _GANCHO)
    _escribir(carpeta / "mkdocs.yml", f"{texto}\nhooks: [gancho.py]\n")


def _escribir(destino: Path, texto: str) -> None:
    destino.parent.mkdir(parents=True, exist_ok=True)
    destino.write_text(texto, "utf-8")


def mkdocs(carpeta: Path) -> Gasto:
    """Lo que gasta; sin `--strict`, porque los PDF que enlazan no están. Queda en `sitio/`."""
    return correr([sys.executable, "-m", "mkdocs", "build", "--no-strict", "--site-dir", "sitio"], carpeta)
