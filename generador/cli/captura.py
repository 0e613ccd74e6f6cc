"""La orden `captura`: el formulario que se reparte antes del encuentro."""

from __future__ import annotations

import secrets
from itertools import count
from pathlib import Path

import click

from generador.cli.base import Orden
from generador.errores import ErrorDeUso

POR_OMISION = "dist"
"""La carpeta del proyecto donde queda lo que se reparte y no se publica."""


_ID = click.argument("id_", metavar="[ID]", required=False)
_DESTINO = click.option(
    "--destino",
    type=click.Path(path_type=Path),
    metavar="CARPETA",
    help=f"Dónde se escribe; si falta, {POR_OMISION}/.",
)


@click.command(cls=Orden)
@_ID
@_DESTINO
@click.pass_obj
def captura(raiz: Path, id_: str | None, destino: Path | None) -> None:
    """Escribe captura-ID.html: el formulario de la sub-mesa en un archivo, que se llena sin red.

    Se reparte por chat, correo o memoria; no va en el sitio. Lo que se llena vuelve como un .txt, y entra con
    ./asamblea importar. ID es la carpeta de una asamblea; si falta, todas.
    """
    from generador.local.captura.archivos.suelto import formulario_suelto
    from generador.local.captura.asambleas import asambleas
    from generador.salida.disco import escribir_si_cambia

    carpeta = fuera_del_sitio(raiz, destino)
    for asamblea in asambleas(raiz, id_):
        ruta = carpeta / f"captura-{asamblea.id}.html"
        cambia = escribir_si_cambia(ruta, formulario_suelto(raiz, asamblea).encode())
        click.echo(f"{'escrito' if cambia else 'ya estaba'} {ruta}")


def fuera_del_sitio(raiz: Path, destino: Path | None) -> Path:
    """Dónde se escribe. ErrorDeUso si es donde se publica."""
    carpeta = (destino or raiz / POR_OMISION).resolve()
    if carpeta.is_relative_to((raiz / "site").resolve()):
        raise ErrorDeUso("site/ se publica, y esto se reparte solo a las mesas: escoja otra carpeta")
    return carpeta


@click.command(cls=Orden)
@_ID
@_DESTINO
@click.pass_obj
def planilla(raiz: Path, id_: str | None, destino: Path | None) -> None:
    """Escribe planilla-ID.xlsx: un renglón por aporte, para quien prefiere llenar una hoja de cálculo.

    Trae lo que ya dicen las hojas. Llena, en .xlsx o .ods, entra con ./asamblea importar. Nunca escribe sobre
    otra: alguien puede estarla llenando. ID es la carpeta de una asamblea; si falta, todas.
    """
    from generador.local.captura.archivos.planilla import escribir_planilla
    from generador.local.captura.asambleas import asambleas
    from generador.local.captura.conflictos import en_hoja_de
    from generador.local.captura.formulario import formulario_de
    from generador.salida.disco import escribir

    carpeta = fuera_del_sitio(raiz, destino)
    for asamblea in asambleas(raiz, id_):
        hojas = {s.codigo: en_hoja_de(raiz, asamblea, s.codigo) for s in asamblea.submesas}
        hecha = escribir_planilla(asamblea, formulario_de(asamblea), hojas, secrets.token_hex(4))
        ruta = _libre(carpeta, f"planilla-{asamblea.id}")
        escribir(ruta, hecha)
        click.echo(f"escrito {ruta}")


@click.command(cls=Orden)
@_ID
@_DESTINO
@click.pass_obj
def imprenta(raiz: Path, id_: str | None, destino: Path | None) -> None:
    """Escribe orden-de-imprenta-ID.xlsx: qué se le encarga al taller, con el presupuesto que se suma solo.

    Dice lo mismo que el PDF de la página de descargas. Nunca escribe sobre otra: alguien puede estarla
    llenando. ID es la carpeta de una asamblea; si falta, todas.
    """
    from generador.local.captura.asambleas import asambleas
    from generador.local.oficios.encargo import escribir_encargo
    from generador.salida.disco import escribir

    carpeta = fuera_del_sitio(raiz, destino)
    for asamblea in asambleas(raiz, id_):
        ruta = _libre(carpeta, f"orden-de-imprenta-{asamblea.id}")
        escribir(ruta, escribir_encargo(asamblea))
        click.echo(f"escrito {ruta}")


def _libre(carpeta: Path, nombre: str) -> Path:
    """El primer .xlsx con ese nombre, o numerado, que todavía no existe."""
    libres = (carpeta / f"{nombre}{f'-{n}' if n > 1 else ''}.xlsx" for n in count(1))
    return next(r for r in libres if not r.exists())


ORDENES = (captura, imprenta, planilla)
