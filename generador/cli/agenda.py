"""Las órdenes de la agenda: aprobarla, consolidarla, corregirla y anotar lo que llega después."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from generador.cli.base import Orden
from generador.errores import ErrorDeUso

if TYPE_CHECKING:
    from generador.edicion.aprobacion import Propuesta

_FORMA_FECHA = "AAAA-MM-DD."


@click.command(cls=Orden)
@click.argument("id_", metavar="ID")
@click.option("--fecha", metavar="FECHA", required=True, help=_FORMA_FECHA)
@click.option("--hora", metavar="HORA", required=True, help="De 24 horas: 16:25.")
@click.option(
    "--modera", metavar="TEXTO", required=True, help="Papel o entidad que moderó; nunca una persona."
)
@click.option("--decision", metavar="TEXTO", required=True, help="Qué decidió la plenaria, y cómo.")
@click.option("--lugar", metavar="TEXTO")
@click.option("--a-favor", type=click.IntRange(0), metavar="N", help="Si se contaron los votos.")
@click.option("--en-contra", type=click.IntRange(0), metavar="N")
@click.option("--abstenciones", type=click.IntRange(0), metavar="N")
@click.option(
    "--enmienda", "enmiendas", multiple=True, metavar="TEXTO", help="Qué cambió la plenaria; se repite."
)
@click.option("--si", is_flag=True, help="No pregunta.")
@click.pass_obj
def aprobar(
    raiz: Path,
    id_: str,
    fecha: str,
    hora: str,
    modera: str,
    decision: str,
    lugar: str | None,
    a_favor: int | None,
    en_contra: int | None,
    abstenciones: int | None,
    enmiendas: tuple[str, ...],
    si: bool,
) -> None:
    """Deja constancia de que la plenaria aprobó la agenda de ID y calcula su huella.

    Se niega si los datos tienen errores, si algún aporte no tiene destino o si ya está aprobada.
    """
    from generador.edicion.aprobacion import proponer_aprobacion

    acto = {"fecha": fecha, "hora": hora, "modera": modera, "decision": decision, "lugar": lugar}
    votos = {"a_favor": a_favor, "en_contra": en_contra, "abstenciones": abstenciones}
    if any(v is not None for v in votos.values()):
        acto["votacion"] = {k: v or 0 for k, v in votos.items()}  # type: ignore[assignment]
    acto["enmiendas"] = enmiendas  # type: ignore[assignment]
    propuesta = proponer_aprobacion(raiz, id_, {k: v for k, v in acto.items() if v is not None})
    confirmar(propuesta, raiz, "¿Aprobar la agenda así? Después nada se edita en silencio", si)


@click.command(cls=Orden)
@click.argument("id_", metavar="ID")
@click.argument("asunto", metavar="[COMPROMISO]", required=False)
@click.argument("campo", metavar="[CAMPO]", required=False)
@click.option("--debe-decir", metavar="TEXTO", help="Lo que dirá; sin ella, el campo queda vacío.")
@click.option(
    "--suprimir", is_flag=True, help="Retira un dato personal de toda la agenda y de sus versiones."
)
@click.option(
    "--texto",
    "textos",
    multiple=True,
    metavar="TEXTO",
    help="El dato que se retira, como está escrito; se repite. Si falta, se pregunta.",
)
@click.option("--anular", is_flag=True, help="Deja sin efecto la última errata, que sigue a la vista.")
@click.option("--razon", metavar="TEXTO", required=True, help="Por qué se corrige.")
@click.option("--fecha", metavar="FECHA", required=True, help=_FORMA_FECHA + " El día en que se publica.")
@click.option("--si", is_flag=True, help="No pregunta.")
@click.pass_obj
def errata(
    raiz: Path,
    id_: str,
    asunto: str | None,
    campo: str | None,
    debe_decir: str | None,
    suprimir: bool,
    textos: tuple[str, ...],
    anular: bool,
    razon: str,
    fecha: str,
    si: bool,
) -> None:
    """Agrega una corrección fechada a una agenda aprobada, con su huella.

    COMPROMISO es el código de un compromiso o de un aporte, «acta», «agenda» o «asamblea»; CAMPO, uno de sus
    campos: texto, cuando, responsables[2], plazos[1].fecha, plan[1].cuando, mesas[1].eje. Con --suprimir o
    --anular no van.
    """
    from generador.edicion.actos.correccion import proponer_anulacion, proponer_errata

    if suprimir or anular:
        if (suprimir and anular) or asunto or debe_decir or (textos and anular):
            raise ErrorDeUso("--suprimir y --anular van solas: sin COMPROMISO, CAMPO ni --debe-decir")
        if anular:
            anulacion = proponer_anulacion(raiz, id_, razon, fecha)
            confirmar(anulacion, raiz, "¿Anular esa corrección?", si)
            return
        from generador.edicion.retiro import proponer_retiro
        from generador.salida.disco import exigir_libre

        exigir_libre(raiz)
        dichos = textos or (str(click.prompt("Texto que se retira, como está escrito")),)
        confirmar(proponer_retiro(raiz, id_, dichos, razon, fecha), raiz, "¿Retirar ese dato?", si)
        click.echo(
            "Falta: ./asamblea construir, y borrarlo del historial (docs/retirar-un-dato-personal.md)."
        )
        return
    if asunto is None or campo is None or textos:
        raise ErrorDeUso("diga qué se corrige: COMPROMISO y CAMPO; --texto solo va con --suprimir")
    propuesta = proponer_errata(raiz, id_, asunto, campo, debe_decir, razon, fecha)
    confirmar(propuesta, raiz, "¿Publicar esta corrección?", si)


def confirmar(propuesta: Propuesta, raiz: Path, pregunta: str, si: bool) -> None:
    """Muestra la propuesta y la escribe si se confirma; si no, sale con 1 sin tocar nada."""
    click.echo(propuesta.resumen)
    if not si and not dice_que_si(pregunta):
        click.echo("No se cambió nada.")
        raise SystemExit(1)
    from generador.modelo.aprobado.palabras import en_palabras

    propuesta.escribir()
    for ruta in propuesta.archivos:
        click.echo(f"escrito {ruta.relative_to(raiz)}")
    click.echo(f"Huella SHA-256: {propuesta.huella}")
    click.echo(f"En seis palabras: {en_palabras(propuesta.huella)}")


def dice_que_si(pregunta: str) -> bool:
    """Si quien responde confirma; lo demás, y no responder, es que no."""
    respuesta = click.prompt(f"{pregunta} [s/N]", default="n", show_default=False)
    return str(respuesta).strip().lower() in {"s", "si", "sí"}


@click.command(cls=Orden)
@click.argument("id_", metavar="ID")
@click.argument("submesa", metavar="SUBMESA")
@click.option("--razon", metavar="TEXTO", required=True, help="Por qué llegó después; se publica.")
@click.option("--fecha", metavar="FECHA", required=True, help=_FORMA_FECHA + " El día en que llegó.")
@click.option("--si", is_flag=True, help="No pregunta.")
@click.pass_obj
def recibir(raiz: Path, id_: str, submesa: str, razon: str, fecha: str, si: bool) -> None:
    """Anota que la hoja de SUBMESA llegó después de aprobar la agenda de ID.

    Ponga antes la hoja en resultados/. Sus aportes se publican aparte, con la fecha y la razón, y lo firmado
    no cambia.
    """
    from generador.edicion.actos.recepcion import proponer_recepcion

    propuesta = proponer_recepcion(raiz, id_, submesa, razon, fecha)
    confirmar(propuesta, raiz, "¿Anotarla así?", si)


@click.command(cls=Orden)
@click.argument("id_", metavar="ID")
@click.option("--empezar", is_flag=True, help="Escribe en «por_consolidar» los compromisos de hoy.")
@click.option("--fecha", metavar="FECHA", help=_FORMA_FECHA + " Si falta, se pregunta; lo demás, también.")
@click.option("--quien", metavar="TEXTO", help="Papel o entidad que consolida; nunca una persona.")
@click.option("--mandato", metavar="TEXTO", help="Con qué encargo de la plenaria.")
@click.option(
    "--razon",
    "razones",
    nargs=2,
    multiple=True,
    metavar="APORTE TEXTO",
    help="Por qué queda por fuera ese aporte; se repite.",
)
@click.option("--simular", is_flag=True, help="Dice qué quedaría, y no escribe nada.")
@click.option("--si", is_flag=True, help="No pregunta si se consolida.")
@click.pass_obj
def consolidar(
    raiz: Path,
    id_: str,
    empezar: bool,
    fecha: str | None,
    quien: str | None,
    mandato: str | None,
    razones: tuple[tuple[str, str], ...],
    simular: bool,
    si: bool,
) -> None:
    """Consolida en compromisos editados lo que aprobó la plenaria de ID: otro acto, con su huella.

    Antes, con --empezar, prepárelos en «por_consolidar», de agenda.yml. Lo que aprobó la plenaria se sigue
    leyendo en su versión, y ningún aporte se cae sin su razón.
    """
    from generador.edicion.actos import consolidacion

    if empezar:
        if fecha or quien or mandato or razones:
            raise ErrorDeUso("--empezar va sola: lo demás se dice al consolidar")
        empezada = consolidacion.empezar(raiz, id_)
        if simular:
            click.echo(f"{empezada.resumen}\nsimulado: no se escribió nada")
            return
        empezada.escribir()
        click.echo(empezada.resumen)
        return
    dichas = dict(razones)
    faltan = [a for a in consolidacion.sin_razon(raiz, id_) if a not in dichas]
    acto = {
        "fecha": fecha or click.prompt("¿Qué día se consolidó? (AAAA-MM-DD)"),
        "quien": quien or click.prompt("¿Quién consolidó? (papel o entidad, nunca una persona)"),
        "mandato": mandato or click.prompt("¿Con qué encargo de la plenaria?"),
    }
    dichas |= {a: str(click.prompt(f"¿Por qué queda por fuera {a}?")) for a in faltan}
    propuesta = consolidacion.proponer_consolidacion(raiz, id_, acto, dichas)
    if simular:
        click.echo(f"{propuesta.resumen}\nsimulado: no se escribió nada")
        return
    confirmar(propuesta, raiz, "¿Consolidarla así? Después nada se edita en silencio", si)


ORDENES = (aprobar, consolidar, errata, recibir)
