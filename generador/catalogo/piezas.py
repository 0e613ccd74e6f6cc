"""Las piezas gráficas. Añadir una es una línea en PIEZAS."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generador.modelo.datos.evento import Estado

Uso = Literal["antes", "en sitio", "después"]
"""Cuándo sirve una pieza: la galería filtra por esto."""
PorPieza = Literal[
    "asamblea", "jornada", "sede", "exposiciones", "mesa", "cuenta", "ruta", "papel", "destacado"
]
"""De qué sale una por cada: jornada, sede, mesa, día de la cuenta regresiva, señal de ruta, escarapela…"""
Si = Literal[
    "siempre", "sede", "que_es", "exposiciones", "receso", "almuerzo", "mesas", "resultados", "agenda"
]
"""Lo que los datos han de traer para que la pieza exista."""


@dataclass(frozen=True, slots=True)
class Pieza:
    """Una pieza gráfica: `id` nombra el archivo y a quien la compone.

    `nombre`, `alternativo` y `redes` son formatos que reciben lo de `difusion.py` (fecha, lugar,
    enlace…), la asamblea, el evento y lo de cada una: `mesa`, `faltan`, `ruta`, `papel`, `compromiso`.
    """

    id: str
    titulo: str
    descripcion: str
    formatos: tuple[str, ...]
    """A color, y para taller si el formato va a imprenta."""
    pagina: str
    """Identificador de la página a la que lleva su QR."""
    desde: Estado = Estado.PREPARACION
    estilos: tuple[str, ...] = ()
    """Hojas de `plantillas/estilos/`, sin extensión, en vez de las de toda pieza."""
    uso: Uso = "antes"
    por: PorPieza = "asamblea"
    nombre: str = ""
    """El título de cada una; si falta, `titulo`."""
    alternativo: str = ""
    """Lo que se ve, para quien no ve."""
    redes: str = ""
    """El texto para publicar junto a la imagen; vacío si la pieza no va a redes."""
    si: Si = "siempre"
    resultados: bool = False
    """Si muestra lo que entregó la asamblea: lleva los sellos de borrador y demostración."""
    una_tinta: tuple[str, ...] = ()
    """Formatos que salen además (o solo) en negro sobre papel, con línea y tramas: para fotocopiar."""
    con_foto: bool = False
    """Si sabe mostrar una foto de la asamblea, cuando se la piden."""
    plantilla: str = "pieza"
    """La suya en `plantillas/piezas/`, sin extensión: la de todas solo escribe lo que ya está en su lugar."""
    paginas_por: Literal["una", "submesa", "sentido"] = "una"
    """Si el PDF trae una página por sub-mesa de su mesa, o por sentido de su flecha."""
    sin_codigo: str = ""
    """Por qué no lleva código QR; vacío si lo lleva."""


_REDES = ("cuadrado", "vertical", "historia")
_INVITA = "{que}\n\n{fecha}, {hora}\n{lugar}\n\n{enlace}\n\n{etiquetas}\n{credito}"
_CUENTA = "{que}\n\n{evento.territorio}, {dia}\n{enlace}\n\n{reserva}{etiquetas}\n{credito}"


def _invita(que: str) -> str:
    return _INVITA.replace("{que}", que)


def _cuenta(que: str) -> str:
    return _CUENTA.replace("{que}", que)


PIEZAS: tuple[Pieza, ...] = (
    Pieza(
        "convocatoria",
        "Afiche de convocatoria",
        "Para la calle, la cartelera y el teléfono.",
        (
            "carta",
            "tabloide",
            "medio-pliego",
            "volante",
            *_REDES,
            "enlace",
            "horizontal",
            "pantalla",
            "pendon",
            "pasacalle",
        ),
        "convocatoria",
        alternativo="Afiche: {evento.titular}. {fecha}, {hora}. {lugar}. Un mural de fichas de rompecabezas "
        "al que le falta una; la que falta lleva el código QR.",
        redes=_invita("{evento.titular}. Usted es la ficha que falta."),
        una_tinta=("carta", "volante"),
    ),
    Pieza(
        "que-es",
        "¿Qué es la asamblea?",
        "La asamblea en tres frases.",
        ("carta", *_REDES, "pantalla"),
        "convocatoria",
        si="que_es",
        alternativo="¿Qué es la asamblea? {que_es}",
        redes=_invita("¿Qué es la asamblea? {que_es}"),
        una_tinta=("carta",),
    ),
    Pieza(
        "mesa",
        "La pregunta de cada mesa",
        "El eje de cada mesa como una pregunta que detiene a quien pasa.",
        ("cuadrado", "historia", "enlace"),
        "mesa",
        por="mesa",
        nombre="Mesa {mesa.numero}: {mesa.pregunta}",
        alternativo="Una ficha de rompecabezas con la pregunta «{mesa.pregunta}». Mesa {mesa.numero}, "
        "{mesa.eje}. {fecha}.",
        redes=_invita("{mesa.pregunta}\n\nMesa {mesa.numero}: {mesa.eje}."),
    ),
    Pieza(
        "programa",
        "Programa del día",
        "El horario, para compartir y proyectar.",
        ("tabloide", "vertical", "historia", "pantalla"),
        "programa",
        por="jornada",
        nombre="Programa del día{de_jornada}",
        alternativo="Programa del {fecha_seguida}: {programa}.",
        redes=_invita("Así será el día:\n{programa}."),
        una_tinta=("tabloide",),
    ),
    Pieza(
        "como-llegar",
        "Cómo llegar",
        "La sede y cómo se llega.",
        ("carta", "cuadrado", "historia"),
        "convocatoria",
        por="sede",
        nombre="Cómo llegar{de_jornada}",
        si="sede",
        alternativo="Cómo llegar: {lugar}.{indicaciones} {fecha}, {hora}.",
        redes=_invita("Así se llega a la asamblea.{indicaciones}"),
        una_tinta=("carta",),
    ),
    Pieza(
        "cuenta",
        "Cuenta regresiva",
        "Para publicar siete, tres y un día antes.",
        ("cuadrado", "historia"),
        "convocatoria",
        por="cuenta",
        nombre="{faltan}",
        alternativo="{faltan} para la asamblea. {fecha}, {hora}. {lugar}.",
        redes=_invita("{faltan}. {evento.titular}."),
    ),
    Pieza(
        "inscripcion",
        "Inscripción",
        "El código QR, bien grande.",
        ("volante", "cuadrado", "historia"),
        "convocatoria",
        alternativo="{inscripcion}, con un código QR grande. {evento.titular}. {fecha}. {lugar}.",
        redes=_invita("{inscripcion}: {evento.titular}."),
        una_tinta=("volante",),
    ),
    Pieza(
        "experiencias",
        "Las experiencias",
        "El momento en que las organizaciones cuentan lo suyo.",
        ("cuadrado", "vertical", "pantalla"),
        "programa",
        por="exposiciones",
        nombre="Las experiencias{de_jornada}",
        si="exposiciones",
        con_foto=True,
        alternativo="{momento.nombre}. {fecha}, {hora_momento}. {lugar}.",
        redes=_invita("{momento.titulo}."),
    ),
    Pieza(
        "bienvenida",
        "Bienvenida",
        "Para la entrada y la primera pantalla.",
        ("tabloide", "pantalla", "pendon"),
        "programa",
        uso="en sitio",
        alternativo="Bienvenidas y bienvenidos a {evento.titular}. {fecha}.",
    ),
    Pieza(
        "receso",
        "Receso",
        "Para la pantalla, con la hora en que se sigue.",
        ("pantalla",),
        "programa",
        uso="en sitio",
        por="jornada",
        nombre="Receso{de_jornada}",
        si="receso",
        alternativo="Receso.",
    ),
    Pieza(
        "almuerzo",
        "Almuerzo",
        "Para la pantalla, con la hora en que se sigue.",
        ("pantalla",),
        "programa",
        uso="en sitio",
        por="jornada",
        nombre="Almuerzo{de_jornada}",
        si="almuerzo",
        alternativo="Almuerzo.",
    ),
    Pieza(
        "senal-mesa",
        "Señal de mesa",
        "El número y el color de la mesa, que se leen a diez metros.",
        ("tabloide-apaisado",),
        "mesa",
        uso="en sitio",
        por="mesa",
        una_tinta=("carta-apaisada",),
        nombre="Señal de la mesa {mesa.numero}",
        alternativo="Mesa {mesa.numero}, {mesa.eje}.",
    ),
    Pieza(
        "hablador",
        "Habladores de sub-mesa",
        "Uno por sub-mesa: se dobla por la mitad y se para sobre la mesa.",
        ("hablador",),
        "mesa",
        uso="en sitio",
        por="mesa",
        nombre="Habladores de la mesa {mesa.numero}",
        paginas_por="submesa",
        alternativo="Hablador de la sub-mesa {submesa.numero} de la mesa {mesa.numero}.",
        una_tinta=("hablador",),
    ),
    Pieza(
        "senal-ruta",
        "Señales de ruta",
        "Por dónde se va; cada archivo trae las tres flechas.",
        ("carta-apaisada",),
        "programa",
        uso="en sitio",
        por="ruta",
        nombre="Señal de {ruta.nombre}",
        paginas_por="sentido",
        alternativo="Señal: {ruta.nombre}, con una flecha.",
        una_tinta=("carta-apaisada",),
        sin_codigo="Se lee de paso y de lejos: la hoja es de la flecha.",
    ),
    Pieza(
        "escarapela",
        "Escarapelas",
        "Diez por hoja, con marcas de corte y un renglón para el nombre.",
        ("escarapela",),
        "programa",
        uso="en sitio",
        por="papel",
        nombre="Escarapelas: {papel.nombre}",
        alternativo="Diez escarapelas: {papel.nombre}, con un renglón para el nombre.",
        una_tinta=("escarapela",),
        sin_codigo="Va colgada de alguien, y el lugar es de su nombre.",
    ),
    Pieza(
        "constancia",
        "Constancia de participación",
        "Con un renglón para el nombre y dos para las firmas.",
        ("carta-apaisada",),
        "asamblea",
        uso="en sitio",
        alternativo="Constancia de participación en {evento.nombre}, con un renglón para el nombre.",
        una_tinta=("carta-apaisada",),
    ),
    Pieza(
        "gracias",
        "Gracias",
        "Lo que se hizo en un día, en cifras.",
        ("cuadrado", "vertical", "horizontal", "pantalla"),
        "asamblea",
        Estado.BORRADOR,
        uso="después",
        si="resultados",
        resultados=True,
        con_foto=True,
        alternativo="¡Gracias! {cifras}.",
        redes=_cuenta("¡Gracias a quienes participaron!\n{cifras}."),
    ),
    Pieza(
        "agenda",
        "Agenda aprobada",
        "Cuántos compromisos se aprobaron, y dónde leerlos.",
        ("carta", *_REDES, "enlace", "pantalla"),
        "agenda",
        Estado.APROBADA,
        uso="después",
        si="agenda",
        resultados=True,
        alternativo="{titulo_agenda}: {compromisos}. Con un código QR para leerla.",
        redes=_cuenta("Ya hay agenda: {compromisos}. Léala completa y cite cada uno."),
    ),
    Pieza(
        "compromiso",
        "Un compromiso",
        "La cita de un compromiso de la agenda.",
        _REDES,
        "compromiso",
        Estado.APROBADA,
        uso="después",
        por="destacado",
        si="agenda",
        nombre="Compromiso {compromiso.codigo}",
        resultados=True,
        alternativo="Compromiso {compromiso.codigo}: «{compromiso.titulo}». Mesa {mesa.numero}, {mesa.eje}.",
        redes=_cuenta("«{compromiso.titulo}»\n\nCompromiso {compromiso.codigo}. {titulo_agenda}."),
    ),
    Pieza(
        "mural",
        "El gran rompecabezas, lleno",
        "Lo que entregó cada sub-mesa, para pegarlo donde todos lo vean.",
        ("carta", "tabloide", "medio-pliego", "medio-pliego-apaisado"),
        "rompecabezas",
        Estado.BORRADOR,
        ("variables", "pieza", "mural"),
        plantilla="mural",
        uso="después",
        resultados=True,
        alternativo="El gran rompecabezas solidario de {evento.territorio}, con las fichas de cada sub-mesa.",
    ),
)
