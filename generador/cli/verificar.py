"""La orden que comprueba lo publicado. Lo que dice un archivo de afuera va como dicho suyo."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generador.cli.base import Orden

if TYPE_CHECKING:
    from generador.construccion.verificacion import SinVeredicto, Veredicto


@click.command(cls=Orden)
@click.argument("que", metavar="QUÉ")
@click.option("--huella", metavar="HUELLA", help="La que usted tiene, por ejemplo la impresa en el acta.")
@click.option(
    "--palabras",
    metavar="PALABRAS",
    help="Las seis que usted tiene, por ejemplo las de un cartel, entre comillas.",
)
def verificar(que: str, huella: str | None, palabras: str | None) -> None:
    """Rehace una agenda publicada desde lo firmado y dice si todo coincide.

    QUÉ es una dirección web, la carpeta o el .zip de un sitio, un PDF de la agenda o un agenda.json. Sale con
    0 si coincide, con 1 si no, si no se pudo confirmar o si alguna no se pudo leer, y con 2 si no hay qué
    comprobar.
    """
    from generador.construccion.verificacion import SinVeredicto
    from generador.construccion.verificacion import verificar as comprobar

    fallan = False
    for v in comprobar(que, huella, palabras):
        if isinstance(v, SinVeredicto):
            dichos = sin_comprobar(v)
            fallan |= not v.borrador
        else:
            dichos = renglones(v, con_huella=huella is not None, con_palabras=palabras is not None)
            fallan |= not v.coincide
        click.echo("\n".join(dichos))
    if fallan:
        raise SystemExit(1)


def sin_comprobar(v: SinVeredicto) -> list[str]:
    """El informe de una agenda que no se pudo comprobar."""
    from generador.construccion.verificacion.origen import dicho

    que = dicho(v.origen)
    return [que, f"  no se comprobó: {dicho(v.razon, 400)}", f"SIN COMPROBAR: {que}"]


def renglones(v: Veredicto, *, con_huella: bool, con_palabras: bool = False) -> list[str]:
    """El informe de una agenda, con el veredicto de último."""
    from generador.construccion.verificacion.origen import dicho
    from generador.modelo.aprobado.palabras import en_palabras

    que = dicho(v.origen)
    informe = [
        que,
        f"  el archivo dice: «{dicho(v.titulo)}», versión {v.version}",
        f"  huella calculada: {v.huella}",
        f"  en seis palabras: {en_palabras(v.huella)}",
        *(f"  se comparó: {c}" for c in v.comparado),
        *(f"  no se comparó: {c}" for c in v.no_comparado),
        f"  ninguna huella cubre, y es palabra del archivo: {'; '.join(v.sin_huella)}",
        *(f"  nota: {n}" for n in v.notas),
        *(f"  falla: {dicho(f, 400)}" for f in v.fallas),
        *([f"  sin confirmar: {v.sin_confirmar}"] if v.sin_confirmar else []),
    ]
    if v.coincide and con_palabras and not con_huella:
        informe.append(
            "  las palabras dicen el comienzo de la huella: la prueba es la huella entera (--huella)"
        )
    elif v.coincide and not con_huella:
        informe.append(
            "  quien rehaga el archivo entero también le pone huella: solo compararla con la publicada o la "
            "impresa (--huella, o sus seis palabras con --palabras) prueba que es la misma agenda"
        )
    suya = " y es la que usted tiene" if v.confirmada else ""
    if v.confirmada and not con_huella:
        suya = " y son las palabras que usted tiene"
    final = f"coincide: lo firmado en {que} da esa huella{suya}" if v.coincide else f"NO COINCIDE: {que}"
    return [*informe, final if v.coincide or v.fallas else f"SIN CONFIRMAR: {que}"]


ORDENES = (verificar,)
