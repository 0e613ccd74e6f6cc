"""La orden `empaquetar`: el sitio de una asamblea en una carpeta que se abre sin red."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import click

from generador.cli.base import Orden
from generador.modelo.texto import plural


@click.command(cls=Orden)
@click.argument("id_", metavar="ID")
@click.argument("destino", metavar="[DESTINO]", required=False, type=click.Path(path_type=Path))
@click.option(
    "--perfil",
    type=click.Choice(("lectura", "completa")),
    metavar="PERFIL",
    default="lectura",
    show_default=True,
    help="lectura, hasta 20 MB: páginas, búsqueda y los PDF que se leen; completa, todo.",
)
@click.option("--partes", is_flag=True, help="En varios .zip de hasta 16 MB, para mandar por WhatsApp.")
@click.pass_obj
def empaquetar(raiz: Path, id_: str, destino: Path | None, perfil: str, partes: bool) -> None:
    """Saca del sitio construido una copia de una asamblea que abre con doble clic, sin red ni servidor.

    Queda en una carpeta nueva dentro de DESTINO (una memoria USB, por ejemplo); si falta, de dist/. Lo que no
    va, en las páginas dice «(en internet)». ID es la carpeta de la asamblea.
    """
    from generador.composicion.comun.idioma.filtros import peso
    from generador.difusion.empaque.armado import empaquetar as armar
    from generador.difusion.empaque.equipaje import Perfil
    from generador.difusion.empaque.textos import ABRA, LEEME

    hecha = armar(raiz, id_, destino or raiz / "dist", cast(Perfil, perfil), partes=partes)
    lleva, donde = hecha.lleva, hecha.carpeta
    corta = donde.relative_to(Path.cwd()) if donde.is_relative_to(Path.cwd()) else donde
    click.echo(
        f"escrito {corta}/: {plural(len(lleva.paginas), 'página', 'páginas')} y "
        f"{plural(len(lleva.descargas), 'archivo', 'archivos')} para descargar; {peso(lleva.octetos)}"
    )
    for nombre, octetos in hecha.partes:
        click.echo(f"  {nombre}: {peso(octetos)}")
    if lleva.afuera:
        cuantos = plural(len(lleva.afuera), "archivo", "archivos")
        pesan = peso(sum(r.octetos for r in lleva.afuera))
        click.echo(f"no van, y se piden por internet: {cuantos}, {pesan}")
    click.echo(f"Para ver cómo se junta, {LEEME}" if partes else f"Para verla, doble clic en {ABRA}")


ORDENES = (empaquetar,)
