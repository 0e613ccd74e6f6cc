"""Las órdenes `abrir`, que muestra el editor en el navegador, y `preparar`, que lo deja instalado."""

from __future__ import annotations

import os
import sys
import webbrowser
from collections.abc import Callable
from pathlib import Path

import click

from generador.cli.base import Orden
from generador.errores import ErrorDeUso

_FALTA = "falta lo que instala «./asamblea preparar --todo», con conexión a la red"


@click.command(cls=Orden)
@click.option("--puerto", type=click.IntRange(1, 65535), metavar="N", default=8765, show_default=True)
@click.option("--sin-navegador", is_flag=True, help="Solo muestra la dirección.")
@click.pass_obj
def abrir(raiz: Path, puerto: int, sin_navegador: bool) -> None:
    """Abre en el navegador un editor de los datos, para no tener que abrir ningún archivo.

    Solo se ve en este computador. Guardar cambia nada más lo que usted cambió, y se puede deshacer. Se cierra
    con Ctrl-C.
    """
    from generador.salida.disco import cerrojo

    _exigir_lo_local()
    from generador.local.editor.rutas import Editor
    from generador.local.web.servidor import Local, enchufe_en

    with cerrojo(raiz, "abrir"), enchufe_en(puerto) as enchufe:
        editor = Editor(raiz)
        guardia = editor.con_puerta(enchufe.getsockname()[1])
        servidor = Local(guardia, _anunciar(guardia.direccion, sin_navegador))
        try:
            servidor.atender(enchufe)
        finally:
            editor.cerrar()
    click.echo("Cerrado.")


def _anunciar(direccion: str, sin_navegador: bool) -> Callable[[], None]:
    def anunciar() -> None:
        click.echo(f"El editor está en {direccion}\nEs solo para este computador; Ctrl-C para cerrar.")
        if not sin_navegador and _hay_pantalla():
            webbrowser.open(direccion)

    return anunciar


def _hay_pantalla() -> bool:
    """Si un navegador se puede abrir sin quedarse con esta terminal."""
    return sys.platform == "darwin" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _exigir_lo_local() -> None:
    try:
        import starlette  # noqa: F401
        import uvicorn  # noqa: F401
    except ImportError:
        raise ErrorDeUso(_FALTA) from None


@click.command(cls=Orden)
@click.option("--todo", is_flag=True, help="También lo que pide «abrir».")
def preparar(todo: bool) -> None:
    """Deja instalado lo que hace falta, para un día sin red.

    El lanzador ya lo instaló al dar esta orden; aquí se comprueba que se pueda usar.
    """
    if todo:
        _exigir_lo_local()
        from generador.local.editor import rutas  # noqa: F401
    click.echo(
        "Todo listo para trabajar sin red." if todo else "Listo. Para usar «abrir» sin red, agregue --todo."
    )


ORDENES = (abrir, preparar)
