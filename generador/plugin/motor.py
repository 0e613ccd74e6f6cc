"""`python -P -m generador.plugin.motor CARPETA`: arma el sitio con MkDocs en un proceso aparte.

Lo que sale mal lo escribe en español por la salida de errores, y termina con el código de su familia. Vive
mientras viva quien lo llamó.
"""

from __future__ import annotations

import json
import logging
import os
import re
import sys
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError, PluginError

from generador.composicion.comun.entorno import ubicada
from generador.construccion.publicacion import MARCA_APARTAR, VARIABLE_PROGRESO
from generador.errores import ErrorAsambleas, ErrorDeDatos, Fallidos, legible
from generador.salida.disco import explicar
from generador.salida.vida import morir_con_quien_llama

_ENLACE = r"Doc file '(?P<pagina>[^']*)' contains "
_FRASES = (
    (
        _ENLACE + r"a link '(?P<que>[^']*)', but (?:the doc '[^']*' does not|there is no such) .*",
        "no existe el ancla",
    ),
    (_ENLACE + r"a link '(?P<que>[^']*)', but the target .*", "no lleva a ningún archivo"),
    (_ENLACE + r"an absolute link '(?P<que>[^']*)'.*", "debe ser relativo: empieza por «/»"),
    (_ENLACE + r"an unrecognized relative link '(?P<que>[^']*)'.*", "no lleva a ninguna página"),
)
_SIN_PAGINA = r"A reference to '(?P<que>[^']*)' is included in the 'nav' configuration.*"


class _EnEspanol(logging.Handler):
    """Lo que MkDocs avisa, en una línea en español; lo que no se conoce va entre comillas."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.dichos: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.dichos.append(decir(record.getMessage()))


def decir(mensaje: str) -> str:
    """Un aviso de MkDocs, en español y con su archivo."""
    for forma, problema in _FRASES:
        if hallada := re.fullmatch(forma, mensaje, re.DOTALL):
            quiso = re.search(r" Did you mean '([^']*)'\?$", mensaje)
            ayuda = f"; ¿quiso decir «{quiso[1]}»?" if quiso else ""
            return f"contenido/{hallada['pagina']}: el enlace «{hallada['que']}» {problema}{ayuda}"
    if hallada := re.fullmatch(_SIN_PAGINA, mensaje, re.DOTALL):
        return f"mkdocs.yml: «nav» nombra «{hallada['que']}», que no está en contenido/"
    return f"MkDocs avisa: «{legible(' '.join(mensaje.split()))}»"


def armar(raiz: Path, carpeta: Path) -> int:
    """Deja en `carpeta` el sitio de `raiz` y da el código de salida, después de decir lo que falló."""
    avisos = _EnEspanol()
    registro = logging.getLogger("mkdocs")
    registro.addHandler(avisos)
    registro.propagate = False
    try:
        config = load_config(config_file=str(raiz / "mkdocs.yml"), strict=True, site_dir=str(carpeta))
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build(config)
        finally:
            config.plugins.on_shutdown()
    except (ConfigurationError, Abort) as error:
        causa = error.__context__
        if isinstance(causa, PluginError) and isinstance(causa.__cause__, ErrorAsambleas):
            return _explicado(causa.__cause__)
        # Sin fallo del complemento, lo que detuvo a MkDocs es lo que avisó: un enlace, o su configuración.
        dichos = avisos.dichos or [decir(str(error))]
        print("\n".join(dict.fromkeys(dichos)), file=sys.stderr, flush=True)
        return ErrorDeDatos.codigo_salida
    except Exception as error:
        return _explicado(ubicada(error, raiz / "plantillas") or explicar(raiz, error))
    return 0


def _explicado(error: ErrorAsambleas) -> int:
    if isinstance(error, Fallidos):
        texto = "\n\n".join(f"Error: {dicho}" for dicho in error.dichos)
    else:
        texto = str(error) if isinstance(error, ErrorDeDatos) else f"Error: {error}"
    print(texto, file=sys.stderr, flush=True)
    if isinstance(error, Fallidos) and os.environ.get(VARIABLE_PROGRESO):
        apartar = {"asambleas": error.asambleas, "nuevos": len(error.nuevos)}
        print(f"\n{MARCA_APARTAR}{json.dumps(apartar)}", flush=True)
    return error.codigo_salida


if __name__ == "__main__":
    morir_con_quien_llama()
    sys.exit(armar(Path.cwd(), Path(sys.argv[1])))
