"""De la exportación del registro a `datos/<id>/asistencia.yml`: entran filas de personas, salen conteos."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generador.carga.cargar import cargar
from generador.carga.registro import leer_registro
from generador.composicion.esqueleto import asistencia_en_yaml
from generador.errores import ErrorDeUso
from generador.modelo.asamblea import Asamblea
from generador.modelo.asistencia import NOMBRES, Asistencia, Variable
from generador.modelo.texto import enumerar, plural
from generador.salida.diario import Lectura, cambiar


@dataclass(frozen=True, slots=True)
class Contado:
    """Qué archivo se escribió y qué conviene decir de él, sin nada de nadie."""

    ruta: str
    lineas: tuple[str, ...]


def contar(
    raiz: Path, id_: str, archivo: Path, fecha: str | None, *, demostracion: bool, reemplazar: bool
) -> Contado:
    """Lee `archivo` y escribe los conteos de la asamblea `id_`.

    Lanza ErrorDeUso si la asamblea no existe, la fecha no sirve o ya hay conteos y no se pidió reemplazarlos;
    ErrorDeDatos, con la fila y sin su contenido, si el archivo no se puede leer.
    """
    destino = raiz / "datos" / id_ / "asistencia.yml"
    lectura = Lectura.tomar(raiz, destino)
    asamblea = _asamblea(raiz, id_)
    if destino.exists() and not reemplazar:
        raise ErrorDeUso(f"datos/{id_}/asistencia.yml ya existe; para cambiarlo, agregue --reemplazar")
    registro = leer_registro(archivo, _conocidos(asamblea))
    asistencia = Asistencia(
        fecha=_fecha(fecha) or asamblea.evento.fecha,
        demostracion=demostracion,
        total=registro.total,
        cuadros=registro.cuadros,
    )
    cambiar(lectura, {destino: asistencia_en_yaml(raiz / "plantillas", asistencia).encode()})
    ocultos = sum(c.ocultos for c in registro.cuadros)
    lineas = [
        f"{plural(registro.total, 'persona', 'personas')} en "
        f"{plural(len(registro.cuadros), 'cuadro', 'cuadros')}; ocultos: {ocultos}"
    ]
    if registro.repetidas:
        lineas.append(f"no se contaron {registro.repetidas} filas que repiten un documento")
    if registro.faltan:
        lineas.append(f"no se reconoció columna para: {enumerar(_nombre(v) for v in registro.faltan)}")
    return Contado(f"datos/{id_}/asistencia.yml", tuple(lineas))


def _nombre(variable: Variable) -> str:
    return NOMBRES[variable].lower()


def _asamblea(raiz: Path, id_: str) -> Asamblea:
    asambleas = {e.asamblea.id: e.asamblea for e in cargar(raiz).expedientes}
    if id_ not in asambleas:
        lista = ", ".join(sorted(asambleas)) or "ninguna"
        raise ErrorDeUso(f"no existe la asamblea «{id_}» o tiene errores; las que hay: {lista}")
    return asambleas[id_]


def _fecha(texto: str | None) -> date | None:
    try:
        return date.fromisoformat(texto) if texto else None
    except ValueError:
        raise ErrorDeUso(f"«{texto}» no es una fecha; escriba AAAA-MM-DD") from None


def _conocidos(asamblea: Asamblea) -> Mapping[Variable, Sequence[str]]:
    return {
        "mesa": tuple(f"Mesa {m.numero}" for m in asamblea.mesas.mesas),
        "grupo_poblacional": asamblea.evento.poblacion,
    }
