"""La orden `asistencia`: de la exportación del registro a sus conteos."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from generador.cli.base import Orden, sobra
from generador.errores import ErrorDeUso


@click.command(cls=Orden, context_settings={"allow_extra_args": True})
@click.argument("id_", metavar="ID")
@click.argument("archivo", metavar="REGISTRO", type=click.Path(path_type=Path))
@click.option(
    "--fecha",
    "fechas",
    multiple=True,
    metavar="FECHA",
    help="Día del registro, AAAA-MM-DD; si falta, el de la asamblea. Si reúne varios, una vez por cada uno.",
)
@click.option("--demostracion", is_flag=True, help="Los datos son inventados: todo lo que los use lo dirá.")
@click.option("--reemplazar", is_flag=True, help="Escribe encima de los conteos que ya haya.")
@click.option("--simular", is_flag=True, help="Dice qué contaría, y no escribe nada.")
@click.option("--hoja", metavar="NOMBRE", help="La hoja del libro; si falta, la que parezca el registro.")
@click.option(
    "--columna",
    "columnas",
    multiple=True,
    metavar="PAPEL=COLUMNA",
    help="Cuál columna es: «municipio=D», «fecha=Día» o «asistio=ninguna». Se puede repetir.",
)
@click.option("--codificacion", metavar="CUÁL", help="En qué letras está un .csv, si no es UTF-8.")
@click.option(
    "--respuesta",
    "respuestas",
    multiple=True,
    metavar="PAPEL=TEXTO",
    help="Una respuesta que sí se publica, aunque parezca el nombre de alguien. Se puede repetir.",
)
@click.pass_context
def asistencia(
    ctx: click.Context,
    id_: str,
    archivo: Path,
    fechas: Sequence[str],
    demostracion: bool,
    reemplazar: bool,
    simular: bool,
    hoja: str | None,
    columnas: Sequence[str],
    codificacion: str | None,
    respuestas: Sequence[str],
) -> None:
    """Cuenta la exportación del registro (.csv o .xlsx) y guarda solo los conteos.

    Dice qué hoja y qué columnas tomó, y en qué paró cada fila. Oculta los conteos de menos de cinco personas
    y los que dejarían deducirlos. Ningún dato de nadie queda guardado.
    """
    from generador.carga.asistencia.codificacion import CODIFICACIONES
    from generador.carga.asistencia.columnas import PAPELES
    from generador.carga.asistencia.registro import VARIABLES, Indicaciones
    from generador.edicion.asistencia import contar

    if ctx.args:
        _exigir_uno_solo(ctx, archivo)
    if codificacion is not None and codificacion not in CODIFICACIONES:
        raise ErrorDeUso(f"--codificacion es una de: {', '.join(CODIFICACIONES)}")
    if not archivo.is_file():
        que = f"«{archivo}» es una carpeta" if archivo.is_dir() else f"no existe «{archivo}»"
        raise ErrorDeUso(f"{que}: dé la ruta del archivo .csv o .xlsx que exportó del registro")
    dichas: dict[Any, tuple[str, ...]] = {}
    for papel, texto in _pares("--respuesta", respuestas, VARIABLES):
        dichas[papel] = (*dichas.get(papel, ()), texto)
    pedido = Indicaciones(hoja, dict(_pares("--columna", columnas, PAPELES)), codificacion, dichas)
    hecho = contar(
        ctx.obj,
        id_,
        archivo,
        fechas,
        pedido,
        demostracion=demostracion,
        reemplazar=reemplazar,
        simular=simular,
    )
    for linea in hecho.lineas:
        click.echo(linea)
    click.echo("simulado: no se escribió nada" if simular else f"escrito {hecho.ruta}")


def _exigir_uno_solo(ctx: click.Context, archivo: Path) -> None:
    """Lo que se dice de lo que sobra: si son otros registros, cómo contarlos juntos."""
    from generador.carga.asistencia.registro import DE_LIBRO, DE_TEXTO

    dados = [archivo, *map(Path, ctx.args)]
    if not all(d.suffix.lower() in DE_TEXTO | DE_LIBRO for d in dados):
        sobra(ctx, ctx.args)
    raise ErrorDeUso(
        f"asistencia recibe un solo archivo, y llegaron {len(dados)}; ponga las filas de todos en uno solo, "
        "con los mismos encabezados, y repita la orden con él; si son de varios días, con --fecha una vez "
        "por cada uno: quien está varias veces se cuenta una, por su documento"
    )


def _pares(opcion: str, dichos: Sequence[str], papeles: Sequence[str]) -> list[tuple[Any, str]]:
    pares = []
    for dicho in dichos:
        papel, igual, texto = dicho.partition("=")
        papel = papel.strip().replace(" ", "_")
        if not igual or not texto.strip() or papel not in papeles:
            raise ErrorDeUso(f"{opcion} se escribe PAPEL=…, y PAPEL es uno de: {', '.join(papeles)}")
        pares.append((papel, texto.strip()))
    return pares


ORDENES = (asistencia,)
