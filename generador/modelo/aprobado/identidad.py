"""Por qué se reconoce lo que se publica aunque lo corrijan: ni fecha, ni puesto, ni dirección web."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from generador.modelo.aprobado.contenido import Contenido
from generador.modelo.aprobado.erratas import aplicadas
from generador.modelo.datos.agenda import Agenda, Compromiso
from generador.modelo.datos.comun.plazo import Plazo

_ESPACIO = uuid.uuid5(uuid.NAMESPACE_URL, "asambleas/identidad/1")


def identidad(*partes: str) -> uuid.UUID:
    """El UUID (versión 5) de algo que se publica: las mismas `partes` dan siempre el mismo."""
    # Ningún código lleva «/», y lo que puede llevarla va de último: dos cosas no dan lo mismo.
    return uuid.uuid5(_ESPACIO, "/".join(partes))


@dataclass(frozen=True, slots=True)
class Hito:
    """Un plazo de un compromiso, seguido desde que apareció y a través de la fe de erratas."""

    id: uuid.UUID
    compromiso: str
    """Código del compromiso."""
    plazo: Plazo | None
    """Como está hoy; None si una corrección o una consolidación lo dejó sin efecto."""
    con_fecha: Plazo | None
    """Como estaba la última vez que tuvo fecha; None si nunca la tuvo."""
    cambios: int
    """Cuántas veces ha cambiado su compromiso."""
    desde: date
    """El día desde el que dice lo que dice."""

    @property
    def retirado(self) -> bool:
        """Si tuvo fecha y ya no: en un calendario hay que quitarlo."""
        return self.con_fecha is not None and self.con_fecha != self.plazo


def hitos(agenda: Agenda, base: Contenido, desde: date) -> tuple[Hito, ...]:
    """Todos los hitos que ha tenido `agenda`, por compromiso y fecha.

    Se identifican por el código del compromiso y el «qué» con que nacieron; entre los que nacieron iguales,
    por su orden en lo aprobado, que no cambia. `base` es lo aprobado, y `desde`, el día en que se aprobó.
    """
    seguidos: dict[str, list[Hito]] = {}
    antes: dict[str, Compromiso] = {}
    pasos = [(base, desde), *((a.contenido, a.acto.fecha) for a in aplicadas(agenda, base))]
    for contenido, dia in pasos:
        quedan = {c.codigo for c in contenido.compromisos}
        for codigo in [codigo for codigo in antes if codigo not in quedan]:
            del antes[codigo]
            suyos = seguidos.get(codigo, [])
            seguidos[codigo] = [replace(h, plazo=None, cambios=h.cambios + 1, desde=dia) for h in suyos]
        for c in contenido.compromisos:
            if antes.get(c.codigo) != c:
                suyos = seguidos.get(c.codigo, [])
                seguidos[c.codigo] = _siguientes(c, suyos, dia, c.codigo in antes)
                antes[c.codigo] = c
    return tuple(h for suyos in seguidos.values() for h in sorted(suyos, key=_orden))


def _siguientes(c: Compromiso, antes: Sequence[Hito], dia: date, corregido: bool) -> list[Hito]:
    cambios = antes[0].cambios + 1 if antes else int(corregido)
    vistos = Counter(h.id for h in antes)
    nombres: Counter[str] = Counter()
    salida = []
    for i, plazo in enumerate(c.plazos):
        if i < len(antes):
            viejo = antes[i]
            con_fecha = plazo if plazo.desde else viejo.con_fecha
            salida.append(replace(viejo, plazo=plazo, con_fecha=con_fecha, cambios=cambios, desde=dia))
            continue
        nombre = plazo.que or ""
        while True:
            nombres[nombre] += 1
            id_ = identidad(c.codigo, "hito", str(nombres[nombre]), nombre)
            if id_ not in vistos:
                break
        vistos[id_] += 1
        salida.append(Hito(id_, c.codigo, plazo, plazo if plazo.desde else None, cambios, dia))
    quitados = (replace(h, plazo=None, cambios=cambios, desde=dia) for h in antes[len(salida) :])
    return [*salida, *quitados]


def _orden(hito: Hito) -> tuple[date, date]:
    plazo = hito.con_fecha or hito.plazo
    return plazo.orden if plazo else (date.max, date.max)
