"""De la exportación del registro a `datos/<id>/asistencia.yml`: entran filas de personas, salen conteos."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from generador.carga.asistencia.registro import SIN_PEDIDO, Indicaciones, leer_registro
from generador.carga.cargar import cargar
from generador.carga.pedido import de_orden
from generador.construccion.publicado.conteos import conteos_en, renglones_delatores
from generador.edicion.aprobacion import exigir_fecha
from generador.edicion.diario import Lectura, cambiar
from generador.edicion.en_yaml import asistencia_en_yaml
from generador.errores import ErrorDeUso
from generador.modelo.asamblea import Asamblea
from generador.modelo.datos.asistencia import NOMBRES, UMBRAL, Asistencia, FilasLeidas, Variable
from generador.modelo.texto import enumerar, plural
from generador.modelo.tipos import Fecha, Modelo


@dataclass(frozen=True, slots=True)
class Contado:
    """Qué archivo se escribió y qué conviene decir de él, sin nada de nadie."""

    ruta: str
    lineas: tuple[str, ...]


def contar(
    raiz: Path,
    id_: str,
    archivo: Path,
    fechas: Sequence[str],
    pedido: Indicaciones = SIN_PEDIDO,
    *,
    demostracion: bool,
    reemplazar: bool,
    simular: bool = False,
    publicado: Path | None = None,
) -> Contado:
    """Lee `archivo` como dice `pedido` y escribe los conteos de `id_`; si se simula, solo los dice.

    `fechas` son los días que reúne el archivo, AAAA-MM-DD; sin ellos, el único de la asamblea. Lanza
    ErrorDeUso si la asamblea no existe, una fecha no es de sus días, o ya hay conteos y no se pidió
    reemplazarlos o se perdería alguno de sus días; ErrorDeDatos, con la fila y sin su contenido, si el
    archivo no se puede leer. `publicado` es la carpeta del sitio; sin ella, site/.
    """
    destino = raiz / "datos" / id_ / "asistencia.yml"
    lectura = Lectura.tomar(raiz, destino)
    asamblea = _asamblea(raiz, id_)
    dias = _dias(asamblea, fechas)
    negados: list[str] = []
    if destino.exists():
        with _anotando(negados, simular):
            _exigir_sin_perder(asamblea, dias, reemplazar=reemplazar)
    registro = leer_registro(archivo, _conocidos(asamblea), replace(pedido, dias=dias))
    asistencia = Asistencia(
        fecha=dias[0],
        otros_dias=dias[1:],
        demostracion=demostracion,
        total=registro.total,
        filas=registro.filas,
        cuadros=registro.cuadros,
    )
    with _anotando(negados, simular):
        _exigir_lejos(id_, asamblea.asistencia, conteos_en(publicado or raiz / "site").get(id_), asistencia)
    texto = asistencia_en_yaml(raiz / "plantillas", asistencia)
    if not simular:
        cambiar(lectura, {destino: texto.encode()})
    lineas = [*registro.dichos, *conciliacion(registro.filas), *(_renglones(asistencia) if simular else ())]
    ocultos = sum(c.ocultos for c in registro.cuadros)
    lineas.append(
        f"{plural(registro.total, 'persona', 'personas')} en "
        f"{plural(len(registro.cuadros), 'cuadro', 'cuadros')}; ocultos: {ocultos}"
    )
    lineas += [f"sin --simular no se escribiría: {n}" for n in negados]
    return Contado(f"datos/{id_}/asistencia.yml", tuple(lineas))


def _dias(asamblea: Asamblea, fechas: Sequence[str]) -> tuple[date, ...]:
    """Los que reúne el registro, en orden; ErrorDeUso si no se sabe cuáles son o no son de la asamblea."""
    hay = asamblea.evento.dias
    if not fechas:
        if len(hay) > 1:
            raise ErrorDeUso(
                f"la asamblea es en {len(hay)} días ({', '.join(map(str, hay))}): diga con --fecha en cuál "
                "se registró la gente; si el archivo reúne varios, una vez por cada uno"
            )
        return hay
    dichas = de_orden(_Pedido, {"fecha": tuple(fechas)}).fecha
    for fecha in dichas:
        exigir_fecha(fecha)
    if ajenas := sorted(set(dichas) - set(hay)):
        raise ErrorDeUso(
            f"--fecha: {', '.join(map(str, ajenas))} no es de la asamblea, que es {_los(hay)}; diga el día "
            f"en que la gente se registró al llegar o, si fue ese, corrija datos/{asamblea.id}/evento.yml"
        )
    return tuple(sorted(set(dichas)))


@contextmanager
def _anotando(negados: list[str], simular: bool) -> Iterator[None]:
    """Lo que no dejaría escribir: simulando, se anota; si no, se lanza."""
    try:
        yield
    except ErrorDeUso as error:
        if not simular:
            raise
        negados.append(str(error))


def _los(dias: Sequence[date]) -> str:
    return f"{'el' if len(dias) == 1 else 'los días'} {enumerar(map(str, dias))}"


def _exigir_sin_perder(asamblea: Asamblea, dias: Sequence[date], *, reemplazar: bool) -> None:
    """ErrorDeUso si ya hay conteos y no se pidió reemplazarlos, o si se perdería un día que cuentan."""
    ruta = f"datos/{asamblea.id}/asistencia.yml"
    contados = asamblea.asistencia.dias if asamblea.asistencia is not None else ()
    if faltan := sorted(set(contados) - set(dias)):
        todos = sorted({*contados, *dias})
        raise ErrorDeUso(
            f"{ruta} ya cuenta {_los(contados)}, y este registro solo {_los(dias)}: se "
            f"perdería {_los(faltan)}"
            f"\n  para contar todos los días, ponga las filas de los registros en un solo archivo, con los "
            f"mismos encabezados, y repita la orden con él y {' '.join(f'--fecha {d}' for d in todos)} "
            f"--reemplazar: quien fue varios días se cuenta una vez, por su documento"
            f"\n  si lo contado antes no sirve, borre {ruta} y repita la orden"
        )
    if not reemplazar:
        raise ErrorDeUso(f"{ruta} ya existe; para cambiarlo, agregue --reemplazar")


def _exigir_lejos(
    id_: str, escrita: Asistencia | None, publicada: Asistencia | None, nueva: Asistencia
) -> None:
    """ErrorDeUso si entre los conteos de antes y los de ahora se sabe por resta de quién es la diferencia."""
    if publicada is not None and (malos := renglones_delatores(publicada, nueva)):
        raise ErrorDeUso(
            f"entre los conteos ya publicados y estos hay {malos}"
            f"\n  deje los publicados hasta que cada renglón cambie en {UMBRAL} o más"
        )
    if escrita is not None and (malos := renglones_delatores(escrita, nueva)):
        raise ErrorDeUso(
            f"entre los conteos de antes y estos hay {malos}"
            f"\n  deje los de antes hasta que cada renglón cambie en {UMBRAL} o más; si nunca se "
            f"publicaron, borre datos/{id_}/asistencia.yml y repita la orden"
        )


def conciliacion(filas: FilasLeidas) -> list[str]:
    """Las filas leídas y en qué pararon, que suman; y cada razón con sus números de fila."""
    otro = filas.cuantas("otro_dia")
    sumandos = " + ".join(
        (
            plural(filas.contadas, "contada", "contadas"),
            plural(filas.cuantas("repetida"), "repetida", "repetidas"),
            *(
                [plural(otro, "de quien ya se contó otro día", "de quienes ya se contaron otro día")]
                if otro
                else []
            ),
            plural(filas.cuantas("vacia"), "vacía", "vacías"),
            plural(filas.cuantas("descartada"), "descartada", "descartadas"),
            plural(filas.cuantas("no_asistio"), "que no asistió", "que no asistieron"),
        )
    )
    leidas = plural(filas.leidas, "fila leída", "filas leídas")
    return [
        f"{leidas} = {sumandos}",
        *(
            f"  {a.razon}: {a.cuantas} ({'fila' if a.cuantas == 1 else 'filas'} {a.filas})"
            for a in filas.aparte
        ),
    ]


def _renglones(asistencia: Asistencia) -> list[str]:
    """Los cuadros como quedarían escritos."""
    return [
        f"  {NOMBRES[c.variable]}: "
        + "; ".join(
            f"{r.categoria} {c.en_vez_del_numero if r.personas is None else r.personas}" for r in c.conteos
        )
        for c in asistencia.cuadros
    ]


def _asamblea(raiz: Path, id_: str) -> Asamblea:
    asambleas = {e.asamblea.id: e.asamblea for e in cargar(raiz).expedientes}
    if id_ not in asambleas:
        lista = ", ".join(sorted(asambleas)) or "ninguna"
        raise ErrorDeUso(f"no existe la asamblea «{id_}» o tiene errores; las que hay: {lista}")
    return asambleas[id_]


class _Pedido(Modelo):
    """Los días que se dijeron en la orden."""

    fecha: tuple[Fecha, ...]


def _conocidos(asamblea: Asamblea) -> Mapping[Variable, Sequence[str]]:
    return {
        "mesa": tuple(f"Mesa {m.numero}" for m in asamblea.mesas.mesas),
        "grupo_poblacional": asamblea.evento.poblacion,
        "municipio": (asamblea.evento.territorio,),
    }
