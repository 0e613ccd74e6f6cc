"""Las páginas que se generan de los datos; las escritas a mano viven en `contenido/`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from generador.catalogo.documentos import Por
from generador.modelo.datos.evento import Estado

Busqueda = Literal["secciones", "entera", "despues", "ultima", "nada"]
"""Por secciones; como una sola; por secciones, detrás de las demás o al final de todas; o no se busca."""

ApartadoDelMenu = Literal["asamblea", "agenda", "equipo"]
APARTADOS: Mapping[ApartadoDelMenu, str] = {
    "asamblea": "La asamblea",
    "agenda": "La agenda",
    "equipo": "Para el equipo",
}
"""Los apartados del menú de una asamblea, en su orden, con su rótulo."""


@dataclass(frozen=True, slots=True)
class Pagina:
    """Una página del sitio: `id` nombra su plantilla (`paginas/<id>.md.j2`).

    `ruta` y `titulo` son formatos que reciben `asamblea`, `mesa`, `compromiso` o `version` según `por`;
    la ruta es relativa a la carpeta de la asamblea.
    """

    id: str
    ruta: str
    titulo: str
    por: Por = "asamblea"
    desde: Estado = Estado.PREPARACION
    menu: str | None = None
    """Rótulo en el menú de la asamblea."""
    apartado: ApartadoDelMenu = "asamblea"
    """En qué apartado del menú va."""
    tarjeta: str = "convocatoria"
    """La pieza que se ve al compartirla, en formato «enlace»; si no se publica, la convocatoria."""
    busqueda: Busqueda = "secciones"
    """Cómo se busca en ella."""
    marco: str = "main.html"
    """La plantilla del tema en que va."""
    tema: str = ""
    """De qué trata, para buscadores y redes: un formato que recibe `titular`, `dias` y `mesas`.

    Sin él la describe lo suyo (la mesa, el compromiso, en qué va la agenda) o la presentación de la asamblea.
    """


PAGINAS: tuple[Pagina, ...] = (
    Pagina("portada", "", "{sitio.nombre}", por="sitio"),
    Pagina("asamblea", "", "{asamblea.evento.titular}", menu="Inicio"),
    Pagina(
        "convocatoria",
        "convocatoria/",
        "Convocatoria",
        menu="Convocatoria",
        tema="Cuándo, dónde, para quiénes y cómo participar: la convocatoria a {titular}, {dias}.",
    ),
    Pagina(
        "programa",
        "programa/",
        "Programa",
        menu="Programa",
        tema="El programa de {titular}, {dias}: qué pasa, a qué hora y cuánto dura.",
    ),
    Pagina(
        "mesas",
        "mesas/",
        "Mesas",
        menu="Mesas",
        tema="Las {mesas} de {titular}: de qué conversa cada una y con qué preguntas.",
    ),
    Pagina("mesa", "mesas/{mesa.numero}/", "Mesa {mesa.numero}. {mesa.eje}", por="mesa", tarjeta="mesa"),
    Pagina(
        "rompecabezas",
        "rompecabezas/",
        "El gran rompecabezas solidario",
        menu="Rompecabezas",
        tema="El gran rompecabezas de {titular} y su mural: una ficha por cada sub-mesa.",
    ),
    Pagina(
        "agenda",
        "agenda/",
        "Agenda {asamblea.evento.vigencia}",
        desde=Estado.BORRADOR,
        menu="Agenda",
        apartado="agenda",
        tarjeta="agenda",
    ),
    Pagina(
        "compromiso",
        "agenda/{compromiso.codigo_en_ruta}/",
        "{compromiso.codigo}. {compromiso.titulo}",
        por="compromiso",
        desde=Estado.BORRADOR,
        tarjeta="agenda",
        busqueda="entera",
    ),
    Pagina(
        # La dirección que tuvo mientras estuvo en la agenda: quien lo citó llega, y sabe qué fue de él.
        "anterior",
        "agenda/{compromiso.codigo_en_ruta}/",
        "{compromiso.codigo}. {compromiso.titulo}",
        por="anterior",
        desde=Estado.APROBADA,
        tarjeta="agenda",
        busqueda="ultima",
    ),
    Pagina(
        "informe",
        "informe/",
        "Informe de la asamblea",
        desde=Estado.BORRADOR,
        menu="Informe",
        apartado="agenda",
        busqueda="despues",
        tema="Qué pasó en {titular}, {dias}: quiénes fueron y qué entregó cada mesa.",
    ),
    Pagina(
        "datos",
        "datos/",
        "Datos abiertos",
        desde=Estado.BORRADOR,
        busqueda="ultima",
        tema="Los datos abiertos de {titular} en Excel, CSV y JSON, con su diccionario y su licencia.",
    ),
    Pagina(
        "versiones", "agenda/versiones/", "Versiones de la agenda", desde=Estado.APROBADA, tarjeta="agenda"
    ),
    Pagina(
        "version",
        "agenda/version/{version.numero}/",
        "Versión {version.numero} de la agenda",
        por="version",
        desde=Estado.APROBADA,
        tarjeta="agenda",
        # Repite la agenda: quien busca debe llegar a la vigente.
        busqueda="nada",
    ),
    Pagina(
        "seguimiento",
        "seguimiento/",
        "Seguimiento",
        desde=Estado.APROBADA,
        menu="Seguimiento",
        apartado="agenda",
        tarjeta="agenda",
    ),
    Pagina(
        "guias",
        "guias/",
        "Guías",
        menu="Guías",
        apartado="equipo",
        tema="Las guías de {titular}: con qué trabaja cada mesa, paso por paso y con su hora.",
    ),
    Pagina(
        "proyeccion",
        "proyeccion/",
        "Proyección",
        menu="Proyección",
        apartado="equipo",
        busqueda="nada",
        marco="proyeccion.html",
        tema="Las pantallas de {titular} para el salón: el programa, los relojes, las mesas y la agenda.",
    ),
    Pagina(
        "piezas",
        "piezas/",
        "Piezas gráficas",
        menu="Piezas",
        apartado="equipo",
        busqueda="despues",
        tema="Afiches, volantes e imágenes para invitar a {titular}, con el texto que las acompaña.",
    ),
    Pagina(
        "descargas",
        "descargas/",
        "Descargas",
        menu="Descargas",
        apartado="equipo",
        busqueda="despues",
        tema="Todo lo de {titular} para imprimir o guardar: qué es cada archivo y cuánto pesa.",
    ),
)
