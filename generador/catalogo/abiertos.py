"""Los datos abiertos: una declaración por archivo. Añadir uno: aquí y su escritor en `salida/abiertos/`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generador.modelo.datos.evento import Estado

ATOM = "application/atom+xml"
"""El tipo de un canal: lo que un lector de noticias halla solo en cualquier página de la asamblea."""
ULTIMO_CON_IDENTIDAD_ANTERIOR = date(2026, 11, 28)
"""Hasta este día los eventos del calendario llevaban en su UID la fecha, el puesto y el sitio."""


@dataclass(frozen=True, slots=True)
class Abierto:
    """Un archivo de datos de la agenda. `archivo` es su nombre en `descargas/` y su identificador."""

    archivo: str
    titulo: str
    descripcion: str
    para: str
    """A quién le sirve."""
    tipo: str
    """Tipo de medios (MIME)."""
    desde: Estado = Estado.BORRADOR
    """Estado desde el cual se publica."""
    con_avances: bool = False
    """Si solo se publica cuando hay avances de seguimiento."""
    hasta: date | None = None
    """Si solo les sirve a las agendas aprobadas hasta ese día."""

    def le_sirve(self, avances: bool, aprobada: date | None) -> bool:
        """Si una agenda tiene con qué llenarlo: si hay avances, y qué día se aprobó."""
        a_tiempo = self.hasta is None or (aprobada is not None and aprobada <= self.hasta)
        return a_tiempo and (avances or not self.con_avances)


ABIERTOS: tuple[Abierto, ...] = (
    Abierto(
        "agenda.xlsx",
        "La agenda en una hoja de cálculo",
        "Compromisos, fechas, aportes, seguimiento y diccionario, en un solo libro.",
        "Quien trabaja en Excel o LibreOffice",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    Abierto(
        "agenda.csv",
        "Los compromisos",
        "Un renglón por compromiso, con lo vigente y en qué va.",
        "Quien hace cuentas o mapas",
        "text/csv",
    ),
    Abierto(
        "fechas.csv",
        "Las fechas",
        "Un renglón por hito, por fecha, con su precisión.",
        "Quien hace seguimiento",
        "text/csv",
    ),
    Abierto(
        "aportes.csv",
        "Los aportes",
        "Lo que entregó cada sub-mesa y qué pasó con ello.",
        "Quien quiere saber de dónde salió cada cosa",
        "text/csv",
    ),
    Abierto(
        "seguimiento.csv",
        "Los avances",
        "Un renglón por avance reportado, con su fuente.",
        "Veedurías y entes de control",
        "text/csv",
        Estado.APROBADA,
        con_avances=True,
    ),
    Abierto(
        "fechas.ics",
        "El calendario de los plazos",
        "Para verlos en el calendario del teléfono o del computador.",
        "Quien tiene que cumplir o recordar",
        "text/calendar",
    ),
    Abierto(
        "fechas-anteriores.ics",
        "Las fechas del calendario anterior, canceladas",
        "Quita los eventos de un calendario importado hasta noviembre de 2026; después, abra el nuevo.",
        "Quien ya había importado el calendario",
        "text/calendar",
        Estado.APROBADA,
        hasta=ULTIMO_CON_IDENTIDAD_ANTERIOR,
    ),
    Abierto(
        "seguimiento.xml",
        "El canal de seguimiento",
        "Canal Atom: avisa cada avance y cada corrección a quien se suscribe.",
        "Prensa y veedurías",
        ATOM,
        Estado.APROBADA,
    ),
    Abierto(
        "agenda.json",
        "La agenda completa",
        "Todo: lo aprobado, la fe de erratas, lo vigente y el seguimiento. Con él se comprueba la huella.",
        "Programas, y quien quiera verificar",
        "application/json",
    ),
    Abierto(
        "agenda.schema.json",
        "El esquema de agenda.json",
        "Qué trae cada campo (JSON Schema).",
        "Programas",
        "application/schema+json",
    ),
    Abierto(
        "agenda.jsonld",
        "La agenda para buscadores",
        "Datos enlazados con el vocabulario de schema.org.",
        "Buscadores y catálogos de datos",
        "application/ld+json",
    ),
)
