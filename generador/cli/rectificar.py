"""La orden que deja por escrito por qué cambió algo que ya se había publicado de una agenda aprobada."""

from __future__ import annotations

from pathlib import Path

import click

from generador.cli.agenda import confirmar
from generador.cli.base import Orden


@click.command(cls=Orden)
@click.argument("id_", metavar="ID")
@click.option("--razon", metavar="TEXTO", required=True, help="Por qué se borró o cambió; se publica.")
@click.option("--fecha", metavar="FECHA", required=True, help="AAAA-MM-DD.")
@click.option(
    "--destino",
    type=click.Path(path_type=Path),
    metavar="CARPETA",
    help="Carpeta del sitio publicado; si falta, site/.",
)
@click.option("--si", is_flag=True, help="No pregunta.")
@click.pass_obj
def rectificar(raiz: Path, id_: str, razon: str, fecha: str, destino: Path | None, si: bool) -> None:
    """Deja por escrito por qué se borra o cambia algo ya publicado de la agenda aprobada de ID.

    Compara los datos con el sitio: una errata o un avance borrado, un estado cambiado, una aprobación
    quitada o repetida. Sin esa razón, ./asamblea construir se detiene.
    """
    from generador.edicion.rectificacion import proponer_rectificacion

    propuesta = proponer_rectificacion(raiz, id_, destino or raiz / "site", razon, fecha)
    confirmar(propuesta, raiz, "¿Publicar así, con esa razón?", si)


ORDENES = (rectificar,)
