"""Las órdenes del camino de una asamblea: qué falta, y los archivos que cada estado va pidiendo."""

from __future__ import annotations

from pathlib import Path

import click

from generador.cli.base import Orden


@click.command(cls=Orden)
@click.argument("id_", metavar="ID")
@click.pass_obj
def falta(raiz: Path, id_: str) -> None:
    """Dice en qué va la asamblea, qué muestra, qué imprimir y qué le falta para pasar al estado que sigue.

    No cambia ningún archivo.
    """
    from generador.construccion.camino import lo_que_falta

    click.echo(lo_que_falta(raiz, id_), nl=False)
    if (raiz / "entrada" / id_).is_dir():
        _lo_que_espera(raiz, id_)


def _lo_que_espera(raiz: Path, id_: str) -> None:
    """Las sub-mesas que cuentan como no entregadas y de las que algo llegó, que se daría por perdido."""
    from generador.carga.cargar import cargar
    from generador.local.captura.limpieza import esperan
    from generador.modelo.texto import enumerar, plural

    asamblea = next(e.asamblea for e in cargar(raiz).expedientes if e.asamblea.id == id_)
    suyas = esperan(raiz, asamblea)
    if suyas:
        cuantas = plural(len(suyas), "sub-mesa", "sub-mesas")
        click.echo(f"\nEn entrada/ hay algo de {cuantas} sin entregar: {enumerar(suyas)}.")
        ver = "Ábrala" if len(suyas) == 1 else "Ábralas"
        click.echo(
            f"  {ver} con ./asamblea abrir --sala y páselo a su hoja; ./asamblea entrada {id_} dice qué es."
        )


@click.command(cls=Orden)
@click.argument("id_", metavar="ID")
@click.argument("submesas", metavar="[SUBMESA]...", nargs=-1)
@click.pass_obj
def hojas(raiz: Path, id_: str, submesas: tuple[str, ...]) -> None:
    """Crea en blanco, en resultados/, la hoja de cada sub-mesa que no la tenga, o las que se nombren.

    Una hoja en blanco cuenta como no entregada. No cambia las que ya hay.
    """
    from generador.edicion.relleno import crear_hojas

    hechas = crear_hojas(raiz, id_, submesas)
    for ruta in hechas:
        click.echo(f"creado {ruta}")
    if not hechas:
        click.echo("Todas las sub-mesas tienen ya su hoja.")


@click.command(cls=Orden)
@click.argument("id_", metavar="ID")
@click.pass_obj
def proponer(raiz: Path, id_: str) -> None:
    """Escribe agenda.yml con un compromiso por aporte, para redactarlos. No cambia una que ya haya."""
    from generador.edicion.relleno import proponer_agenda
    from generador.modelo.texto import plural

    ruta, cuantos = proponer_agenda(raiz, id_)
    click.echo(f"creado {ruta}: {plural(cuantos, 'compromiso', 'compromisos')} por confirmar")
    click.echo(f"Revíselos uno por uno; ./asamblea falta {id_} dice cuáles quedan")


@click.command(cls=Orden)
@click.argument("id_", metavar="ID")
@click.pass_obj
def seguimiento(raiz: Path, id_: str) -> None:
    """Crea seguimiento.yml, donde se anotan los avances de una agenda aprobada. No cambia uno que ya haya."""
    from generador.edicion.relleno import empezar_seguimiento

    click.echo(f"creado {empezar_seguimiento(raiz, id_)}")


ORDENES = (falta, hojas, proponer, seguimiento)
