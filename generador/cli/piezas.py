"""La orden `piezas`: lo que hay, lo que pesa y lo que se midió, y la hoja de contacto."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generador.cli.base import Orden
from generador.errores import ErrorDeUso
from generador.modelo.texto import plural

if TYPE_CHECKING:
    from generador.construccion.publicado.piezas import Salida


@click.command(cls=Orden)
@click.argument("id_", metavar="[ID]", required=False)
@click.option(
    "--hoja-de-contacto",
    "hoja",
    type=click.Path(path_type=Path),
    metavar="ARCHIVO",
    help="Pone todas las imágenes en una hoja, .png o .pdf.",
)
@click.option("--gris", is_flag=True, help="La hoja, como sale a una tinta.")
@click.pass_obj
def piezas(raiz: Path, id_: str | None, hoja: Path | None, gris: bool) -> None:
    """Lista las piezas construidas: tamaño, peso y crédito medido de cada archivo.

    La altura de la x del crédito va en porcentaje del lado corto de la pieza (en un pliego, de cada
    copia); el contraste, de 1 a 21. ID es la carpeta de una asamblea; sin ella, todas.

    Cuáles se hacen lo dice cada evento.yml: «formatos», y «para_taller» para la imprenta.
    """
    from generador.construccion.publicado.piezas import publicadas

    if hoja is not None and hoja.suffix.lower() not in (".png", ".pdf"):
        raise ErrorDeUso(f"«{hoja}»: la hoja de contacto es .png o .pdf")
    if gris and hoja is None:
        raise ErrorDeUso("--gris es para la hoja de contacto: diga también --hoja-de-contacto ARCHIVO")
    salidas = publicadas(raiz, id_)
    if not salidas:
        click.echo("No hay piezas.")
        return
    if hoja is not None:
        _escribir_hoja(raiz, hoja, salidas, gris)
        return
    for linea in _tabla(salidas):
        click.echo(linea)


def _tabla(salidas: tuple[Salida, ...]) -> list[str]:
    from generador.construccion.publicado.piezas import resumir

    ancho = max(len(_nombre(s)) for s in salidas)
    lineas = [f"{'archivo':{ancho}}  {'tamaño':20} {'peso':>9}  {'x':>6}  contraste"]
    for (pieza, uso), suyas in groupby(salidas, lambda s: (s.pieza, s.uso)):
        lineas.append(f"── {pieza} ({uso})")
        lineas += [
            f"{_nombre(s):{ancho}}  {s.medida:20} {_kilos(s.octetos):>9}  {_cifra(s.altura_x):>5}%  "
            f"{_cifra(s.contraste):>6}"
            for s in suyas
        ]
    r = resumir(salidas)
    return [
        *lineas,
        f"{plural(r.piezas, 'pieza', 'piezas')} en {plural(r.ejemplares, 'tamaño', 'tamaños')}, "
        f"{plural(r.archivos, 'archivo', 'archivos')}, {_cifra(r.octetos / 1e6)} MB",
        f"crédito: la x mide al menos {_cifra(r.altura_x)} % del lado corto, "
        f"con contraste de {_cifra(r.contraste)} o más",
    ]


def _nombre(s: Salida) -> str:
    return s.ruta.replace("/piezas/", "/")


def _kilos(octetos: int) -> str:
    return f"{octetos / 1000:.0f} kB"


def _cifra(valor: float) -> str:
    return f"{valor:.2f}".replace(".", ",")


def _escribir_hoja(raiz: Path, hoja: Path, salidas: tuple[Salida, ...], gris: bool) -> None:
    from generador.salida.disco import escribir
    from generador.salida.imagen.contacto import CeldaDeContacto, Franja, hoja_de_contacto

    imagenes = [s for s in salidas if s.extension == "PNG"]
    faltan = [s.ruta for s in imagenes if not (raiz / "site" / s.ruta).is_file()]
    if faltan:
        raise ErrorDeUso(f"falta {faltan[0]} en el sitio; ejecute ./asamblea construir")
    franjas = [
        Franja(
            f"{id_} · {uso}",
            tuple(
                CeldaDeContacto(raiz / "site" / s.ruta, s.ruta.rpartition("/")[2], f"{s.formato}, {s.medida}")
                for s in suyas
            ),
        )
        for (id_, uso), suyas in groupby(imagenes, lambda s: (s.ruta.partition("/")[0], s.uso))
    ]
    fuentes = raiz / "plantillas" / "tema" / "fuentes"
    escribir(hoja, hoja_de_contacto(franjas, fuentes, pdf=hoja.suffix.lower() == ".pdf", gris=gris))
    click.echo(f"escrito {hoja} ({plural(len(imagenes), 'imagen', 'imágenes')})")


PERSONALES: Any = ("escarapelas", "constancias", "tarjetas")
"""Lo que se imprime con nombres."""


@click.command(cls=Orden)
@click.argument("id_", metavar="ID")
@click.option(
    "--solo",
    "cuales",
    multiple=True,
    type=click.Choice(PERSONALES),
    help="Cuáles imprimir; si falta, todas. Se puede repetir.",
)
@click.option("--color", "solo_color", is_flag=True, help="Solo a color; si falta, también a una tinta.")
@click.option("--una-tinta", "solo_tinta", is_flag=True, help="Solo a una tinta, para fotocopiar.")
@click.pass_obj
def personales(raiz: Path, id_: str, cuales: tuple[Any, ...], solo_color: bool, solo_tinta: bool) -> None:
    """Imprime con nombres las escarapelas, las constancias y las tarjetas de mesa.

    Los nombres salen de datos/ID/privado/lista.csv (o .xlsx): «nombre» y, si se quiere, «papel», «mesa» y
    «organizacion». Lo impreso queda en datos/ID/privado/salida/. Nada de esa carpeta se publica ni se guarda
    en git: por eso no hace falta autorización de nadie.
    """
    from generador.local.personales.impresion import VARIANTES, imprimir_personales

    variantes = VARIANTES if solo_color == solo_tinta else ("color",) if solo_color else ("una-tinta",)
    imprimir_personales(raiz, id_, cuales or PERSONALES, variantes, click.echo)


ORDENES = (piezas, personales)
