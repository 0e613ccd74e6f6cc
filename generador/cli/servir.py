"""La orden `servir`: el sitio en este computador, al día con lo que se guarda."""

from __future__ import annotations

import signal
import threading
from pathlib import Path

import click

from generador.cli.base import Orden


@click.command(cls=Orden)
@click.option("--puerto", type=click.IntRange(1, 65535), metavar="N", default=8000, show_default=True)
@click.pass_obj
def servir(raiz: Path, puerto: int) -> None:
    """Muestra el sitio en este computador y lo rehace al guardar un archivo.

    Primero las páginas y después los PDF y las piezas. Si lo guardado tiene errores, se sigue viendo la
    última versión buena, con el aviso encima. Se cierra con Ctrl-C.
    """
    from generador.salida.disco import cerrojo
    from generador.servidor.obra import Obra
    from generador.servidor.web import Servidor

    fin = threading.Event()
    # Cerrar la terminal o apagar el equipo deja todo igual de limpio que Ctrl-C.
    for senal in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(senal, lambda *_: fin.set())
    with cerrojo(raiz, "servir"):
        obra = Obra(raiz, click.echo)
        with Servidor(puerto, lambda: obra.estado) as servidor:
            threading.Thread(target=servidor.serve_forever, name="servidor", daemon=True).start()
            click.echo(f"El sitio está en {servidor.direccion} y se rehace al guardar; Ctrl-C para cerrar.")
            obra.empezar()
            try:
                fin.wait()
            finally:
                servidor.shutdown()
                obra.acabar()
    click.echo("Cerrado.")


ORDENES = (servir,)
