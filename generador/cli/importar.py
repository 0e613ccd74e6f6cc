"""Las órdenes que reciben lo que llegó de las mesas: `importar`, `elegir` y `entrada`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generador.cli.agenda import dice_que_si
from generador.cli.base import Orden
from generador.errores import ErrorDeUso, legible

if TYPE_CHECKING:
    from generador.local.captura.conflictos import Conflicto, Llegado
    from generador.local.captura.recepcion import Acuse
    from generador.modelo.asamblea import Asamblea


@click.command(cls=Orden)
@click.argument("rutas", metavar="RUTA…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--simular", is_flag=True, help="Dice qué pasaría, y no escribe nada.")
@click.pass_obj
def importar(raiz: Path, rutas: Sequence[Path], simular: bool) -> None:
    """Lleva a las hojas lo que llegó: formularios (.txt, .json), planillas, fotos, carpetas y .zip.

    En cualquier orden y cuantas veces quiera: lo que ya se tenía no cambia nada. Lo que dice otra cosa donde
    ya había algo no se pisa: quedan las dos versiones y se escoge con ./asamblea elegir. La foto de una ficha
    queda junto a su hoja, por su código, y se copia en ./asamblea abrir --sala. Todo lo recibido está además
    en entrada/, fuera del sitio. Sale con 1 si algo no quedó en su hoja o sin lugar.
    """
    from generador.carga.cargar import cargar
    from generador.local.captura.archivos.importacion import copia_de_trabajo, leer
    from generador.local.captura.archivos.relato import EN_LA_TERMINAL, Relato

    relato = Relato(cargar(raiz), *leer(rutas, raiz), EN_LA_TERMINAL)
    for falla in relato.sin_leer:
        click.echo(falla, err=True)
    if simular:
        with copia_de_trabajo(raiz, relato.suyas) as copia:
            for linea in relato.recibir(copia):
                click.echo(linea)
    else:
        for linea in relato.recibir(raiz):
            click.echo(linea)
    click.echo(relato.total)
    if simular:
        click.echo("simulado: no se escribió nada")
    if not relato.bien:
        raise SystemExit(1)


@click.command(cls=Orden)
@click.argument("id_", metavar="[ID]", required=False)
@click.pass_obj
def elegir(raiz: Path, id_: str | None) -> None:
    """Muestra cada casilla en conflicto o mal escrita con lo que se dijo de ella, y pregunta cuál queda.

    Se responde con su número, con «t» para escribir otro texto, o con Enter para dejarla para después. ID es
    la carpeta de una asamblea; si falta, todas.
    """
    from generador.local.captura.asambleas import asambleas
    from generador.local.captura.conflictos import conflictos

    pares = [(a, c) for a in asambleas(raiz, id_) for c in conflictos(raiz, a)]
    if not pares:
        click.echo("No hay nada en conflicto.")
        return
    quedan = 0
    for i, (asamblea, conflicto) in enumerate(pares, start=1):
        click.echo(
            f"\n{asamblea.id}, {conflicto.submesa}, «{conflicto.casilla.titulo}» ({i} de {len(pares)})"
        )
        quedan += not _preguntar(raiz, asamblea, conflicto)
    if quedan:
        click.echo(f"Por escoger: {quedan}")
        raise SystemExit(1)
    click.echo("No queda nada en conflicto.")


def _preguntar(raiz: Path, asamblea: Asamblea, conflicto: Conflicto) -> bool:
    """Si quedó resuelto."""
    from generador.local.captura.archivos.relato import version
    from generador.local.captura.recepcion import Situacion, escoger
    from generador.local.captura.turno import TurnoDeRecibir, con_paciencia

    def escoge(texto: str) -> Acuse:
        suya = conflicto.casilla.nombre
        with turno:
            return con_paciencia(lambda: escoger(raiz, asamblea, conflicto.submesa, suya, texto))

    turno = TurnoDeRecibir(raiz)
    opciones = [conflicto.en_la_hoja, *(d.texto for d in conflicto.llegan)]
    quienes = ["en la hoja", *(_de_donde(d) for d in conflicto.llegan)]
    for i, (quien, texto) in enumerate(zip(quienes, opciones, strict=True), start=1):
        for linea in version(f"{i}  {quien}", texto):
            click.echo(linea.removeprefix("    "))
    escrita = False
    while True:
        dicho = (
            "t"
            if escrita
            else str(
                click.prompt(
                    f"¿Cuál queda? [1-{len(opciones)}, t para escribirla, Enter para después]",
                    default="",
                    show_default=False,
                )
            ).strip()
        )
        if not dicho:
            return False
        if dicho.lower() == "t":
            # Lo que no se pudo guardar se vuelve a escribir; quien prefiera otra cosa da Enter.
            pedido = "Escríbala otra vez, o Enter para volver" if escrita else "Escríbala"
            texto = str(click.prompt(pedido, default="" if escrita else None, show_default=False)).strip()
            escrita = bool(texto)
            if not texto:
                continue
        elif dicho.isascii() and dicho.isdigit() and 1 <= int(dicho) <= len(opciones):
            texto = opciones[int(dicho) - 1]
        else:
            click.echo(f"«{legible(dicho)}» no es una de las opciones")
            continue
        acuse = escoge(texto)
        for reparo in acuse.reparos:
            como = "por corregir" if reparo.impide else "aviso"
            click.echo(f"  {como}: {legible(reparo.mensaje)}; {legible(reparo.ayuda)}")
        if acuse.situacion is Situacion.NUEVA:
            click.echo(f"  guardado: {legible(texto) or 'en blanco'}")
            return True


def _de_donde(llego: Llegado) -> str:
    como = ", no se puede guardar así" if llego.mala else ""
    return f"{legible(llego.medio)}, {_cuando(llego.recibida)}{como}"


def _cuando(iso: str) -> str:
    """La hora de este computador: «18/11 15:04»."""
    try:
        return datetime.fromisoformat(iso).astimezone().strftime("%d/%m %H:%M")
    except ValueError:
        return legible(iso)


@click.command(cls=Orden)
@click.argument("id_", metavar="[ID]", required=False)
@click.option("--borrar", is_flag=True, help="Borra lo que ya está en las hojas y lo que no se recibió aquí.")
@click.option("--todo", is_flag=True, help="Con --borrar, también lo que no está en ninguna otra parte.")
@click.option("--si", is_flag=True, help="No pregunta.")
@click.pass_obj
def entrada(raiz: Path, id_: str | None, borrar: bool, todo: bool, si: bool) -> None:
    """Lista lo que hay en entrada/, donde queda cada cosa que llegó de las mesas, y lo borra si se pide.

    Lo que no ha llegado a su hoja se conserva, salvo con --todo. ID es la carpeta de una asamblea; si falta,
    todas.
    """
    from generador.carga.cargar import cargar
    from generador.local.captura import limpieza
    from generador.local.captura.archivos.relato import EN_LA_TERMINAL, titulo_de
    from generador.local.captura.asambleas import no_existe
    from generador.local.captura.formulario import formulario_de
    from generador.local.captura.turno import TurnoDeRecibir
    from generador.modelo.texto import plural

    carga = cargar(raiz)
    asambleas = [e.asamblea for e in carga.expedientes]
    hay = limpieza.de_asamblea(limpieza.guardados(raiz, asambleas), id_)
    # De una que ya no está en datos/ puede quedar algo por borrar.
    if not hay and id_ is not None and id_ not in carga.carpetas:
        raise ErrorDeUso(no_existe(id_, carga.carpetas))
    if not hay:
        click.echo(f"En entrada/ no hay nada{f' de {id_}' if id_ else ''}.")
        return
    for guardado in hay:
        quien = guardado.llegada
        detalle = f"; {legible(quien.medio)}, {_cuando(quien.recibida)}" if quien else ""
        click.echo(f"{legible(guardado.ruta.as_posix())}: {guardado.estancia}{detalle}")
        suya = next((a for a in asambleas if quien and a.id == quien.entrega.asamblea), None)
        for estorbo in guardado.estorban:
            titulo = titulo_de(formulario_de(suya) if suya else None, estorbo.casilla)
            de_que = f"{titulo}: " if titulo not in estorbo.mensaje else ""
            click.echo(f"    estorba {legible(f'{de_que}{estorbo.mensaje}')}")
        if guardado.estorban and quien:
            asamblea = quien.entrega.asamblea
            medio, en_parte = legible(quien.medio), quien.aplicada
            como = EN_LA_TERMINAL.como_se_corrige(medio, asamblea, en_parte=en_parte)
            click.echo(f"    {como}")
    if todo and not borrar:
        raise ErrorDeUso("--todo va con --borrar")
    if not borrar:
        return
    cuales = [g for g in hay if todo or not g.se_perderia]
    quedan = len(hay) - len(cuales)
    if quedan:
        cuantos = plural(quedan, "archivo", "archivos")
        se_conserva, dice = ("Se conserva", "dice") if quedan == 1 else ("Se conservan", "dicen")
        click.echo(f"{se_conserva} {cuantos}: lo que {dice} no está en ninguna otra parte.")
    if not cuales:
        return
    if not si and not dice_que_si(f"¿Borrar {plural(len(cuales), 'archivo', 'archivos')} para siempre?"):
        click.echo("No se borró nada.")
        raise SystemExit(1)
    with TurnoDeRecibir(raiz):
        limpieza.borrar(raiz, cuales)
    click.echo(f"Borrado: {plural(len(cuales), 'archivo', 'archivos')}.")


ORDENES = (importar, elegir, entrada)
