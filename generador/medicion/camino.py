"""El camino corto: de cambiar una ficha a ver su página, y a tener el sitio entero."""

from __future__ import annotations

import json
import re
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

from generador.construccion.publicacion import ambiente
from generador.errores import ErrorInterno
from generador.medicion.construccion import construir, volver_a_borrador
from generador.medicion.gasto import Decir, decir_razon
from generador.salida.disco import CACHE

TOPE_DE_PAGINA = 0.25
"""Segundos de procesador hasta la página de la ficha, en un proceso que ya la mostró."""
TOPE_DE_SITIO = 0.20
"""Del sitio entero, respecto de construirlo desde cero."""
_NECESIDAD = re.compile(r"(necesidad: (?:>-\s*)?)(\S)")

_VISTA = """
import json, pathlib, sys, time
from generador.plugin.suelta import vista_de
raiz, archivo, direccion = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3]
vista = vista_de(raiz)
vista.pagina(direccion)
antes = archivo.read_text("utf-8")
medidas = []
for marca, texto in json.loads(sys.argv[4]):
    archivo.write_text(texto, "utf-8")
    reloj, procesador = time.perf_counter(), time.process_time()
    pagina = vista.pagina(direccion)
    medidas.append((time.perf_counter() - reloj, time.process_time() - procesador))
    assert marca in pagina
archivo.write_text(antes, "utf-8")
print(json.dumps(medidas))
"""


def medir(raiz: Path, veces: int, decir: Decir) -> None:
    """Cada vez: el sitio desde cero, la página de una ficha que cambia y el sitio con otra que cambia."""
    volver_a_borrador(raiz)
    archivo = next(iter(sorted(raiz.glob("datos/*/resultados/*.yml"))), None)
    if archivo is None:
        decir("camino: no hay resultados que cambiar")
        return
    mesa = archivo.stem.partition("-")[0].removeprefix("M")
    direccion = f"{archivo.parts[-3]}/mesas/{mesa}/"
    original = archivo.read_text("utf-8")
    frio, sitio, pagina, procesador = [], [], [], []
    try:
        for vez in range(veces):
            shutil.rmtree(raiz / CACHE, ignore_errors=True)
            shutil.rmtree(raiz / "site", ignore_errors=True)
            archivo.write_text(original, "utf-8")
            frio.append(construir(raiz))
            marcas = [f"Medida {vez}-{i}" for i in range(5)]
            medidas = _paginas(raiz, archivo, direccion, [(m, _con(original, m)) for m in marcas])
            pagina += [reloj for reloj, _ in medidas]
            procesador += [suyo for _, suyo in medidas]
            archivo.write_text(_con(original, f"Cambio {vez}"), "utf-8")
            sitio.append(construir(raiz))
    finally:
        archivo.write_text(original, "utf-8")
    tarda = statistics.median(procesador)
    juicio = "cumple" if tarda <= TOPE_DE_PAGINA else "NO CUMPLE"
    decir(f"camino: una necesidad de {archivo.relative_to(raiz)}, mediana de {veces}")
    decir(
        f"  hasta su página: procesador {tarda:.3f} s; reloj {statistics.median(pagina):.3f} s "
        f"(límite {TOPE_DE_PAGINA} de procesador, {juicio})"
    )
    decir_razon("  hasta el sitio entero / desde cero", sitio, frio, TOPE_DE_SITIO, decir)


def _con(texto: str, marca: str) -> str:
    return _NECESIDAD.sub(rf"\g<1>{marca}. \2", texto, count=1)


def _paginas(
    raiz: Path, archivo: Path, direccion: str, cambios: list[tuple[str, str]]
) -> list[tuple[float, float]]:
    """Los segundos de reloj y de procesador de cada una, en un proceso que ya la había mostrado."""
    orden = [sys.executable, "-c", _VISTA, str(raiz), str(archivo), direccion, json.dumps(cambios)]
    hecho = subprocess.run(orden, cwd=raiz, env=ambiente(), capture_output=True, text=True, check=False)
    if hecho.returncode:
        raise ErrorInterno(f"la página de una ficha no salió\n{hecho.stderr}")
    return [tuple(par) for par in json.loads(hecho.stdout)]
