"""Los datos abiertos: una declaración por archivo. Añadir uno: aquí y su escritor en `salida/abiertos/`."""

from __future__ import annotations

from dataclasses import dataclass

from generador.modelo.evento import Estado


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

    @property
    def extension(self) -> str:
        """«CSV», «JSON»."""
        return self.archivo.rpartition(".")[2].upper()


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
        "seguimiento.xml",
        "El canal de seguimiento",
        "Canal Atom: avisa cada avance y cada corrección a quien se suscribe.",
        "Prensa y veedurías",
        "application/atom+xml",
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
