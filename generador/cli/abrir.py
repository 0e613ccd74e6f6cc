"""Las órdenes `abrir`, el editor; `ensayo`, la sala a prueba; y `preparar`, que deja los dos instalados."""

from __future__ import annotations

import os
import sys
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generador.cli.base import Orden
from generador.errores import ErrorDeUso

if TYPE_CHECKING:
    from generador.local.sala.servicio import Sala

_FALTA = "falta lo que instala «./asamblea preparar --todo», con conexión a la red"


@click.command(cls=Orden)
@click.option("--puerto", type=click.IntRange(1, 65535), metavar="N", default=8765, show_default=True)
@click.option("--sin-navegador", is_flag=True, help="Solo muestra la dirección.")
@click.option("--sala", "en_sala", is_flag=True, help="Además recibe a los teléfonos de la red del salón.")
@click.option(
    "--otra-clave", is_flag=True, help="Con --sala, una clave nueva: quien ya entró vuelve a entrar."
)
@click.pass_obj
def abrir(raiz: Path, puerto: int, sin_navegador: bool, en_sala: bool, otra_clave: bool) -> None:
    """Abre en el navegador un editor de los datos, para no tener que abrir ningún archivo.

    Solo se ve en este computador. Guardar cambia nada más lo que usted cambió, y se puede deshacer. Con
    --sala, los teléfonos que estén en su misma red entran con una clave a llenar la hoja de su sub-mesa y a
    ver el tablero y la proyección, y a nada más. Se cierra con Ctrl-C.
    """
    from generador.salida.disco import ENTRADA, cerrojo, quitar_restos

    if otra_clave and not en_sala:
        raise ErrorDeUso("--otra-clave va con --sala")
    _exigir_lo_local()
    with cerrojo(raiz, "abrir"):
        for carpeta in ("datos", ENTRADA):
            quitar_restos(raiz / carpeta)
        if en_sala:
            _atender_sala(raiz, puerto, sin_navegador, otra_clave)
        else:
            _atender(raiz, puerto, sin_navegador)
    click.echo("Cerrado.")


def _atender(raiz: Path, puerto: int, sin_navegador: bool) -> None:
    from generador.local.editor.rutas import Editor
    from generador.local.web.servidor import Local, enchufe_en

    with enchufe_en(puerto) as enchufe:
        editor = Editor(raiz)
        guardia = editor.con_puerta(enchufe.getsockname()[1])
        servidor = Local(guardia, _anunciar(guardia.direccion, sin_navegador))
        try:
            servidor.atender(enchufe)
        finally:
            editor.cerrar()


def _atender_sala(raiz: Path, puerto: int, sin_navegador: bool, otra_clave: bool) -> None:
    from generador.local.sala.red import enchufe_de_sala
    from generador.local.sala.servicio import Sala
    from generador.local.web.servidor import Local, enchufe_en

    if puerto == 65535:
        raise ErrorDeUso("la sala usa el puerto que sigue al del editor: escoja uno menor que 65535")
    with enchufe_en(puerto) as enchufe, enchufe_de_sala(puerto + 1) as otro:
        sala = Sala.armar(raiz, puerto, puerto + 1, otra_clave=otra_clave)
        anunciar = _anunciar(sala.guardia.direccion, sin_navegador)

        def empezar() -> None:
            anunciar()
            _anunciar_sala(sala)

        try:
            Local(sala.aplicacion, empezar).atender(enchufe, otro)
        finally:
            sala.cerrar()


def _anunciar_sala(sala: Sala) -> None:
    from generador.composicion.captura import qr_de_terminal

    direcciones, clave = sala.direcciones(), f"{sala.clave.pin[:3]} {sala.clave.pin[3:]}"
    if not direcciones:
        click.echo("Este computador no está en ninguna red; cuando lo esté, la sala dirá su dirección.")
        click.echo(f"La clave es {clave}")
        return
    click.echo(f"\nEn los teléfonos:  {direcciones[0]}\nLa clave:          {clave}\n")
    click.echo(qr_de_terminal(direcciones[0]))
    if len(direcciones) > 1:
        click.echo(f"Si esa no abre: {', '.join(direcciones[1:])}")


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


@click.command(cls=Orden)
@click.argument("id_", metavar="[ID]", required=False)
@click.option(
    "--semilla", type=click.IntRange(0, 2**32 - 1), metavar="N", help="Repite un ensayo; si falta, al azar."
)
@click.option("--sin-navegador", is_flag=True, help="Los teléfonos mandan formularios, sin abrir Chromium.")
@click.pass_obj
def ensayo(raiz: Path, id_: str | None, semilla: int | None, sin_navegador: bool) -> None:
    """Ensaya el día entero en una copia, con todo en contra, y dice si algo se perdió.

    Las respuestas de la asamblea, o inventadas donde no las haya, entran otra vez desde nada por tres
    teléfonos, archivos, una planilla y una foto, mientras la red se corta y el servidor se muere diez veces.
    Trabaja en una carpeta temporal: no toca datos/. Sale con 1 si algo se perdió. ID es la carpeta de una
    asamblea; si falta, la que más hojas tiene.
    """
    _exigir_lo_local()
    from generador.local.ensayo.informe import ensayar

    if not ensayar(raiz, id_, semilla, click.echo, sin_navegador=sin_navegador):
        raise SystemExit(1)


ORDENES = (abrir, ensayo, preparar)
