"""Las órdenes que reciben lo que llegó de las mesas: `importar`, `elegir` y `entrada`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generador.cli.agenda import dice_que_si
from generador.cli.base import Orden
from generador.errores import ErrorDeUso, legible

if TYPE_CHECKING:
    from generador.local.captura.archivos.importacion import Recibo
    from generador.local.captura.conflictos import Conflicto, Llegado
    from generador.local.captura.formulario import Formulario
    from generador.local.captura.recepcion import Acuse
    from generador.local.fotos.lectura import FotoLeida
    from generador.modelo.asamblea import Asamblea

_EN_BLANCO = "(en blanco)"


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
    from generador.local.captura.archivos.importacion import copia_de_trabajo, leer, recibir_todas

    halladas, fotos, fallas = leer(rutas)
    for falla in fallas:
        click.echo(f"no se recibió: {falla}", err=True)
    carga = cargar(raiz)
    cuenta: Counter[str] = Counter({"sin leer": len(fallas)} if fallas else {})
    bien = not fallas
    hay = {e.asamblea.id: e.asamblea for e in carga.expedientes}
    suyas = [id_ for id_ in dict.fromkeys(h.entrega.asamblea for h in halladas) if id_ in hay]

    def recibir(donde: Path) -> bool:
        quedaron = True
        for recibo in recibir_todas(donde, carga, halladas):
            for linea in _lineas(recibo, hay.get(recibo.asamblea)):
                click.echo(linea)
            cuenta[_situacion(recibo)] += 1
            quedaron = quedaron and recibo.queda_en_la_hoja
        for foto in fotos:
            dicho, situacion = _archivada(donde, [*hay.values()], foto)
            click.echo(dicho)
            cuenta[situacion] += 1
            quedaron = quedaron and situacion == "foto"
        _pendientes(donde, [hay[id_] for id_ in suyas])
        return quedaron

    if simular:
        with copia_de_trabajo(raiz, suyas) as copia:
            bien = recibir(copia) and bien
    else:
        bien = recibir(raiz) and bien
    click.echo("En total, " + (", ".join(f"{que} {n}" for que, n in cuenta.items()) or "nada que recibir"))
    if simular:
        click.echo("simulado: no se escribió nada")
    if not bien:
        raise SystemExit(1)


def _archivada(raiz: Path, asambleas: Sequence[Asamblea], foto: FotoLeida) -> tuple[str, str]:
    """Lo que se dice de una foto, y en qué se cuenta."""
    from generador.local.captura.turno import TurnoDeRecibir
    from generador.local.fotos.album import archivar

    try:
        with TurnoDeRecibir(raiz):
            hecha = archivar(raiz, asambleas, foto)
    except ErrorDeUso as error:
        return legible(str(error)), "foto sin recibir"
    suya = hecha.foto
    que = "foto por transcribir" if hecha.nueva else "foto que ya se tenía"
    if suya.lugar.submesa:
        return f"{legible(foto.nombre)}: {suya.titulo} de {suya.lugar.asamblea}, {que}", "foto"
    remedio = f"./asamblea abrir --sala, «Fotos de las fichas» de {suya.lugar.asamblea}"
    return f"{legible(foto.nombre)}: {que}, sin código que se lea; dele lugar en {remedio}", "foto sin lugar"


def _situacion(recibo: Recibo) -> str:
    from generador.local.captura.hondura import Hondura
    from generador.local.captura.recepcion import Situacion

    parcial = recibo.acuse.situacion is Situacion.NUEVA and recibo.hondura is not Hondura.COMPLETA
    return "parcial" if parcial else recibo.acuse.situacion.value


def _lineas(recibo: Recibo, asamblea: Asamblea | None) -> Iterator[str]:
    from generador.local.captura.formulario import formulario_de
    from generador.modelo.texto import plural

    acuse = recibo.acuse
    formulario = formulario_de(asamblea) if asamblea else None
    de_donde = recibo.archivo or "de antes, en entrada/"
    partes = [f"{legible(de_donde)}: {_de_quien(recibo)}, {_situacion(recibo)}"]
    if acuse.puestas:
        partes.append(plural(len(acuse.puestas), "casilla", "casillas"))
    if recibo.hondura is not None:
        partes.append(f"la hoja queda {recibo.hondura}")
    yield "; ".join(partes)
    if acuse.mensaje:
        yield f"    {legible(acuse.mensaje)}"
    for dicho in recibo.dichos:
        yield f"    {legible(dicho)}"
    for choque in acuse.choques:
        yield f"    en conflicto, {_titulo(formulario, choque.casilla)}:"
        yield from _version("en la hoja", choque.guardado)
        yield from _version("aquí", choque.llega)
    for reparo in acuse.reparos:
        titulo = _titulo(formulario, reparo.casilla) if reparo.casilla else ""
        de_que = f"{titulo}: " if titulo not in reparo.mensaje else ""
        como = "por corregir" if reparo.impide else "aviso"
        # Una ayuda que es frase entera, como la de un campo, no sigue a un punto y coma.
        une = ". " if reparo.ayuda[:1].isupper() else "; "
        yield f"    {como}: {legible(f'{de_que}{reparo.mensaje}{une}{reparo.ayuda}')}"
    if any(r.impide for r in acuse.reparos):
        yield f"    {_como_se_corrige(legible(de_donde), recibo.asamblea, acuse.en_parte)}"


def _como_se_corrige(de_donde: str, asamblea: str, en_parte: bool) -> str:
    """Qué hacer con lo que no cupo en su hoja: llegó entero, y en ella está lo demás o nada."""
    if en_parte:
        return (
            f"lo demás ya está en su hoja; esto, escríbalo bien con ./asamblea elegir {asamblea} o en "
            f"./asamblea abrir, o corríjalo en lo que llegó ({de_donde}) y vuelva a importarlo"
        )
    return (
        f"corríjalo en lo que llegó ({de_donde}) y vuelva a importarlo con ./asamblea importar, o escríbalo "
        "en ./asamblea abrir; mientras tanto, nada de esto está en su hoja"
    )


def _de_quien(recibo: Recibo) -> str:
    return legible(f"{recibo.acuse.submesa} de {recibo.asamblea}")


def _titulo(formulario: Formulario | None, nombre: str) -> str:
    casilla = formulario.por_nombre.get(nombre) if formulario else None
    return f"«{casilla.titulo}»" if casilla else nombre


def _version(de_quien: str, texto: str) -> Iterator[str]:
    renglones = texto.split("\n") if texto else [_EN_BLANCO]
    yield f"      {de_quien}: {legible(renglones[0])}"
    for renglon in renglones[1:]:
        yield f"      {' ' * len(de_quien)}  {legible(renglon)}"


def _pendientes(raiz: Path, asambleas: Sequence[Asamblea]) -> None:
    from generador.local.captura.conflictos import conflictos
    from generador.modelo.texto import plural

    for asamblea in asambleas:
        malas = [c.mala for c in conflictos(raiz, asamblea)]
        for cuantos, que in (
            (malas.count(False), "en conflicto; escoja con"),
            (malas.count(True), "por escribir bien; hágalo con"),
        ):
            if cuantos:
                suyas = plural(cuantos, "casilla", "casillas")
                click.echo(f"{asamblea.id}: {suyas} {que} ./asamblea elegir {asamblea.id}")


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
        for linea in _version(f"{i}  {quien}", texto):
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
            titulo = _titulo(formulario_de(suya) if suya else None, estorbo.casilla)
            de_que = f"{titulo}: " if titulo not in estorbo.mensaje else ""
            click.echo(f"    estorba {legible(f'{de_que}{estorbo.mensaje}')}")
        if guardado.estorban and quien:
            asamblea = quien.entrega.asamblea
            click.echo(f"    {_como_se_corrige(legible(quien.medio), asamblea, quien.aplicada)}")
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
