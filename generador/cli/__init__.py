"""La línea de órdenes: una puerta delgada. Lo pesado se importa dentro de cada orden."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Any

import click

from generador.cli import (
    abrir,
    agenda,
    asistencia,
    camino,
    captura,
    importar,
    piezas,
    probar,
    rectificar,
    servir,
    verificar,
)
from generador.cli.base import Orden, derecha
from generador.cli.difusion import empaquetar
from generador.errores import ErrorAsambleas, ErrorDeDatos, ErrorDeUso


def _raiz() -> Path:
    """La carpeta del proyecto: la del lanzador, la actual si lo es, o donde está instalado el generador."""
    # Se consume: lo que estas órdenes llamen trabaja sobre su propia carpeta.
    lanzador = os.environ.pop("ASAMBLEAS_RAIZ", None)
    if lanzador is not None:
        return Path(lanzador)
    actual = Path.cwd()
    if (actual / "mkdocs.yml").is_file() and (actual / "datos").is_dir():
        return actual
    return Path(__file__).resolve().parent.parent.parent


RAIZ = _raiz()


class _Grupo(click.Group):
    """Convierte los errores en un mensaje y su código de salida, sin traza."""

    command_class = Orden

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        # Antes de la orden solo van las de la ayuda; detrás, cada orden mira las suyas.
        opcion = derecha(args[0])
        if opcion in ctx.help_option_names:
            raise click.UsageError(f"«{args[0]}» lleva la raya de Word: escriba {opcion}", ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except ErrorDeDatos as error:
            click.echo(str(error), err=True)
            ctx.exit(error.codigo_salida)
        except ErrorAsambleas as error:
            click.echo(f"Error: {error}", err=True)
            ctx.exit(error.codigo_salida)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            from generador.salida.disco import explicar

            explicado = explicar(RAIZ, error)
            click.echo(f"Error: {explicado}", err=True)
            ctx.exit(explicado.codigo_salida)


@click.group(
    cls=_Grupo,
    options_metavar="[OPCIONES]",
    subcommand_metavar="ORDEN [ARGUMENTOS]…",
    context_settings={"help_option_names": ["--ayuda", "-h", "--help"]},
)
@click.pass_context
def principal(ctx: click.Context) -> None:
    """Del YAML de una asamblea al sitio, las guías, las piezas y la agenda.

    Códigos de salida: 0 todo bien, 1 errores en los datos, 2 orden mal escrita, 70 lo detuvo una guardia,
    la máquina (permisos, disco, memoria) o un defecto.
    """
    from generador.edicion.diario import terminar

    ctx.obj = RAIZ
    if escritos := terminar(RAIZ):
        click.echo(f"se terminó un cambio que había quedado a medias: {', '.join(escritos)}", err=True)


for _orden in (
    *abrir.ORDENES,
    *agenda.ORDENES,
    *asistencia.ORDENES,
    *camino.ORDENES,
    *captura.ORDENES,
    *empaquetar.ORDENES,
    *importar.ORDENES,
    *piezas.ORDENES,
    *probar.ORDENES,
    *rectificar.ORDENES,
    *servir.ORDENES,
    *verificar.ORDENES,
):
    principal.add_command(_orden)


@principal.command()
@click.option(
    "--procesos",
    type=click.IntRange(1, 64),
    metavar="N",
    help="Procesos de impresión; si falta, uno por núcleo.",
)
@click.option(
    "--destino",
    type=click.Path(path_type=Path),
    metavar="CARPETA",
    help="Carpeta del sitio; si falta, site/.",
)
@click.option("--forzar", is_flag=True, help="Construye aunque nada haya cambiado.")
def construir(procesos: int | None, destino: Path | None, forzar: bool) -> None:
    """Construye el sitio con todos sus PDF y piezas. Si algo falla, el anterior queda igual.

    Una asamblea con errores no detiene a las demás: queda como se publicó la última vez, y se sale con 1.

    Para hacer menos, y acabar antes, diga en evento.yml cuáles «formatos» de pieza se publican y, si nada
    va a una imprenta, «para_taller: no».
    """
    from generador.construccion.publicacion import construir_sitio

    final = (destino or RAIZ / "site").resolve()
    _exigir_destino(final)
    with _Barra() as barra:
        resumen = construir_sitio(RAIZ, final, procesos, barra.avanzar, barra.decir, forzar=forzar)
    megas = f"{resumen.octetos / 1e6:.1f}".replace(".", ",")
    segundos = f"{resumen.segundos:.1f}".replace(".", ",")
    donde = final.relative_to(Path.cwd()) if final.is_relative_to(Path.cwd()) else final
    click.echo(f"Listo en {segundos} s: {resumen.texto}; {megas} MB en {donde}/")
    if resumen.cambiadas:
        cuales = ", ".join(f"datos/{id_}" for id_ in resumen.cambiadas)
        click.echo(
            f"Mientras se construía cambió {cuales}, y lo publicado es lo que había al empezar. De eso no "
            "quedó copia: si después tiene un error, no hay a qué volver. Construya otra vez.",
            err=True,
        )
    elif resumen.cambiaron:
        click.echo(
            "Los datos cambiaron mientras se construía, y lo publicado es lo que había al empezar: "
            "construya otra vez.",
            err=True,
        )
    if resumen.detenidas:
        cuales = ", ".join(resumen.detenidas)
        click.echo(f"Por sus errores no se publicó como está hoy: {cuales}. Lo demás, sí.", err=True)
        raise SystemExit(1)


def _exigir_destino(destino: Path) -> None:
    """El sitio no se pone encima de las fuentes ni de una carpeta ajena."""
    if destino == RAIZ or RAIZ.is_relative_to(destino):
        raise ErrorDeUso(f"«{destino}» contiene el proyecto; escoja otra carpeta")
    for nombre in ("contenido", "datos", "plantillas", "generador", "tests", ".git", ".venv"):
        if destino.is_relative_to(RAIZ / nombre):
            raise ErrorDeUso(f"«{nombre}/» es del proyecto; escoja otra carpeta")
    if destino.exists() and not destino.is_dir():
        raise ErrorDeUso(f"«{destino}» es un archivo; escoja una carpeta vacía o nueva")
    if os.path.ismount(destino):
        raise ErrorDeUso(f"en «{destino}» está montado un disco: escoja una carpeta dentro de ella")
    if destino.is_dir() and any(destino.iterdir()) and not (destino / "index.html").is_file():
        raise ErrorDeUso(f"«{destino}» tiene otras cosas; escoja una carpeta vacía o nueva")


CADA_S = 60.0
"""Segundos callados, sin terminal, antes de decir por dónde va: quien espera sabe que no se colgó."""


class _Barra:
    """Barra de avance en una terminal; en lo demás, un renglón por minuto."""

    def __init__(self) -> None:
        self._barra: Any = None
        self._viva = sys.stderr.isatty()
        self._dicho = time.monotonic()

    def __enter__(self) -> _Barra:
        return self

    def __exit__(self, *_: object) -> None:
        if self._barra is not None:
            self._barra.render_finish()

    def avanzar(self, hechos: int, total: int, nombre: str) -> None:
        """Un impreso más."""
        if not self._viva:
            if time.monotonic() - self._dicho >= CADA_S:
                self._dicho = time.monotonic()
                click.echo(f"Imprimiendo: {hechos} de {total}", err=True)
            return
        if self._barra is None:
            self._barra = click.progressbar(
                length=total, label="Imprimiendo", file=sys.stderr, item_show_func=lambda n: n or ""
            )
            self._barra.render_progress()
        self._barra.update(hechos - self._barra.pos, nombre.rsplit("/", 1)[-1])

    def decir(self, linea: str) -> None:
        """Lo que informa el motor."""
        if self._barra is not None:
            self._barra.render_finish()
            self._barra = None
        click.echo(linea, err=True)


@principal.command()
@click.argument("id_", metavar="[ID]", required=False)
@click.option("--estricto", is_flag=True, help="Sale con 1 también si hay advertencias.")
def validar(id_: str | None, estricto: bool) -> None:
    """Revisa todos los datos y muestra errores y advertencias con su lugar y su remedio.

    ID es la carpeta de una asamblea: muestra solo lo suyo y lo de los archivos comunes.

    Una advertencia que ya se decidió dejar se acepta en «aceptado», de evento.yml o, si es de un archivo
    común, de sitio.yml, con «aviso», lo que ella dice, y «razon»: se calla mientras diga lo mismo.
    """
    from generador.construccion.recordada import examinar_entero
    from generador.errores import informe
    from generador.modelo.texto import plural

    examen = examinar_entero(RAIZ, id_)
    click.echo(informe(examen.hallazgos))
    if examen.aceptados:
        click.echo(f"y {plural(len(examen.aceptados), 'aceptada', 'aceptadas')} con su razón, en «aceptado»")
    if examen.negado is not None:
        click.echo("Falta medir lo que no cabe en las piezas y en los impresos.", err=True)
        raise examen.negado
    if any(h.gravedad == "error" or estricto for h in examen.hallazgos):
        raise SystemExit(1)


@principal.command()
@click.argument("id_", metavar="ID")
@click.option("--titular", metavar="TEXTO", required=True, help="Nombre corto, para portadas y piezas.")
@click.option("--territorio", metavar="TEXTO", required=True)
@click.option(
    "--fecha",
    "fechas",
    metavar="FECHA",
    required=True,
    multiple=True,
    help="AAAA-MM-DD; si son varios días, una vez por cada uno.",
)
@click.option(
    "--convenio",
    metavar="ARCHIVO",
    default=None,
    help="Archivo de datos/convenios; si falta, el único que haya.",
)
@click.option(
    "--alcance",
    type=click.IntRange(1, 100_000),
    metavar="N",
    help="Personas previstas; si falta, 500 por confirmar.",
)
@click.option("--mesas", type=click.IntRange(1, 99), metavar="N", default=5, show_default=True)
@click.option("--metodologia", is_flag=True, help="Copia también la metodología común, para cambiarla.")
def nueva(
    id_: str,
    titular: str,
    territorio: str,
    fechas: tuple[str, ...],
    convenio: str | None,
    alcance: int | None,
    mesas: int,
    metodologia: bool,
) -> None:
    """Crea los archivos de otra asamblea en datos/ID, listos para llenar.

    En su evento.yml, «formatos» dice qué piezas se hacen y «para_taller», si llevan versión de imprenta.
    """
    from generador.edicion.esqueleto import crear

    convenio = convenio and _sin_ruta(convenio)
    pedido = (id_, titular, territorio, fechas, convenio, alcance, mesas)
    for ruta in crear(RAIZ, *pedido, metodologia=metodologia):
        click.echo(f"creado {ruta}")
    click.echo(f"Ábralos, llene lo que dice «por escribir» y ejecute ./asamblea falta {id_}")


def _sin_ruta(convenio: str) -> str:
    """El nombre de un convenio, dado solo, con su extensión o como lo completa la terminal."""
    dicho = convenio.replace("\\", "/").removeprefix(f"{RAIZ.as_posix()}/").removeprefix("./")
    return dicho.removeprefix("datos/").removeprefix("convenios/").removesuffix(".yml")


@principal.command()
@click.argument("id_", metavar="[ID]", required=False)
@click.option(
    "--asistencia", type=click.IntRange(1, 100_000), metavar="N", required=True, help="Personas que llegaron."
)
def grupos(id_: str | None, asistencia: int) -> None:
    """Propone grupos y sub-mesas parejos para quienes llegaron, y qué kits sobran o faltan.

    No cambia ningún archivo. ID es la carpeta de la asamblea; hace falta solo si hay varias.
    """
    from generador.cli.grupos import propuesta
    from generador.construccion.datos.examen import asamblea_de

    try:
        click.echo(propuesta(asamblea_de(RAIZ, id_), asistencia), nl=False)
    except ValueError as error:
        raise ErrorDeUso(str(error)) from None


@principal.command()
@click.option("--comprobar", is_flag=True, help="No escribe: sale con 1 si alguno está vencido.")
def esquema(comprobar: bool) -> None:
    """Escribe los JSON Schema de los datos, que los editores usan para completar y corregir."""
    from generador.carga.esquemas import esquemas
    from generador.salida.disco import escribir_si_cambia

    vencidos = []
    for ruta, texto in esquemas().items():
        archivo = RAIZ / ruta
        if comprobar:
            if not archivo.is_file() or archivo.read_bytes() != texto:
                vencidos.append(ruta)
        elif escribir_si_cambia(archivo, texto):
            click.echo(f"escrito {ruta}")
    if vencidos:
        click.echo("vencidos: " + ", ".join(vencidos) + "; ejecute ./asamblea esquema", err=True)
        raise SystemExit(1)


_MEDICIONES = (
    "todo",
    "frio",
    "kits",
    "piezas",
    "quieto",
    "camino",
    "atajos",
    "ficha",
    "agenda",
    "mural",
    "captura",
    "memoria",
)


@principal.command(epilog=f"QUÉ es uno de: {', '.join(_MEDICIONES)}. Si falta, todo.")
@click.argument("que", type=click.Choice(_MEDICIONES), default="todo", metavar="QUÉ")
@click.option(
    "--veces",
    type=click.IntRange(1, 50),
    metavar="N",
    default=5,
    show_default=True,
    help="Corridas por mediana.",
)
@click.option(
    "--documentos",
    type=click.IntRange(20, 100_000),
    metavar="N",
    default=1000,
    show_default=True,
    help="Para memoria.",
)
def medir(que: str, veces: int, documentos: int) -> None:
    """Mide la construcción contra lo ingenuo, lado a lado y en razones."""
    from generador import medicion

    medicion.medir(RAIZ, que, veces, documentos, click.echo)


@principal.command()
@click.argument("orden", required=False)
@click.pass_context
def ayuda(ctx: click.Context, orden: str | None) -> None:
    """Muestra esta ayuda, o la de una orden."""
    padre = ctx.find_root()
    if orden is None:
        click.echo(padre.get_help())
        return
    hallada = principal.get_command(padre, orden)
    if hallada is None:
        raise ErrorDeUso(f"no existe la orden «{orden}»; vea ./asamblea ayuda")
    with click.Context(hallada, info_name=orden, parent=padre) as propio:
        click.echo(hallada.get_help(propio))
