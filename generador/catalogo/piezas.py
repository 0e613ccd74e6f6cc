"""Las piezas gráficas y sus formatos. Añadir un formato: una línea en FORMATOS; una pieza: otra en PIEZAS."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generador.modelo.evento import Estado

Uso = Literal["antes", "en sitio", "después"]
"""Cuándo sirve una pieza: la galería filtra por esto."""
PorPieza = Literal["asamblea", "mesa", "cuenta", "ruta", "papel", "destacado"]
"""De qué sale una por cada: mesa, día de la cuenta regresiva, señal de ruta, papel de escarapela…"""
Si = Literal[
    "siempre", "sede", "que_es", "exposiciones", "receso", "almuerzo", "mesas", "resultados", "agenda"
]
"""Lo que los datos han de traer para que la pieza exista."""


@dataclass(frozen=True, slots=True)
class Pliego:
    """Varias copias por hoja, en milímetros: lo que mide cada una y cómo se cortan o se doblan."""

    ancho: float
    alto: float
    columnas: int
    filas: int
    marcas: Literal["corte", "doblez"] = "corte"
    """Con «doblez», la fila de arriba va de cabeza: se dobla por la mitad y se lee por ambas caras."""


@dataclass(frozen=True, slots=True)
class Formato:
    """Tamaño y soporte. En `mm` manda el papel; en `px`, la pantalla (96 px por pulgada en CSS)."""

    id: str
    nombre: str
    ancho: float
    alto: float
    unidad: Literal["mm", "px"]
    ppp: int = 110
    """Puntos por pulgada del PNG de lo que nace en milímetros: los de un pendón se miran de lejos."""
    pliego: Pliego | None = None

    @property
    def ancho_mm(self) -> float:
        """Ancho de la página del PDF."""
        return self.ancho if self.unidad == "mm" else self.ancho * 25.4 / 96

    @property
    def alto_mm(self) -> float:
        """Alto de la página del PDF."""
        return self.alto if self.unidad == "mm" else self.alto * 25.4 / 96

    @property
    def medida(self) -> str:
        """«216 × 279 mm» o «1080 × 1080 px»."""
        return f"{self.ancho:g} × {self.alto:g} {self.unidad}"

    @property
    def pieza_mm(self) -> tuple[float, float]:
        """Ancho y alto de la pieza: la página o, en un pliego, cada copia ya cortada."""
        return (self.pliego.ancho, self.pliego.alto) if self.pliego else (self.ancho_mm, self.alto_mm)

    @property
    def copias(self) -> int:
        """Cuántas salen derechas por página."""
        if self.pliego is None or self.pliego.marcas == "doblez":
            return 1
        return self.pliego.columnas * self.pliego.filas

    @property
    def pixeles(self) -> tuple[int, int]:
        """Tamaño exacto del PNG."""
        if self.unidad == "px":
            return round(self.ancho), round(self.alto)
        escala = self.ppp / 25.4
        return round(self.ancho * escala), round(self.alto * escala)


@dataclass(frozen=True, slots=True)
class Pieza:
    """Una pieza gráfica: `id` nombra la plantilla (`piezas/<id>.html.j2`) y el archivo.

    `nombre`, `alternativo` y `redes` son formatos que reciben lo de `composicion/difusion.py` (fecha, lugar,
    enlace…), la asamblea, el evento y lo de cada una: `mesa`, `faltan`, `ruta`, `papel`, `compromiso`.
    """

    id: str
    titulo: str
    descripcion: str
    formatos: tuple[str, ...]
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
    paginas_por: Literal["una", "submesa", "sentido"] = "una"
    """Si el PDF trae una página por sub-mesa de su mesa, o por sentido de su flecha."""


FORMATOS: tuple[Formato, ...] = (
    Formato("carta", "Carta", 216, 279, "mm", 110),
    Formato("carta-apaisada", "Carta apaisada", 279, 216, "mm", 96),
    Formato("tabloide", "Tabloide", 279, 432, "mm", 80),
    Formato("tabloide-apaisado", "Tabloide apaisado", 432, 279, "mm", 72),
    Formato("medio-pliego", "Medio pliego", 500, 700, "mm", 60),
    Formato("medio-pliego-apaisado", "Medio pliego apaisado", 700, 500, "mm", 60),
    Formato("volante", "Volante, dos por carta", 279, 216, "mm", 110, Pliego(130, 200, 2, 1)),
    Formato("cuadrado", "Cuadrado", 1080, 1080, "px"),
    Formato("vertical", "Vertical", 1080, 1350, "px"),
    Formato("historia", "Historia", 1080, 1920, "px"),
    Formato("enlace", "Enlace", 1200, 630, "px"),
    Formato("horizontal", "Horizontal", 1600, 900, "px"),
    Formato("pantalla", "Pantalla", 1920, 1080, "px"),
    Formato("pendon", "Pendón", 800, 2000, "mm", 24),
    Formato("pasacalle", "Pasacalle", 3000, 1000, "mm", 12),
    Formato("hablador", "Hablador, carta doblada", 279, 216, "mm", 96, Pliego(279, 108, 1, 2, "doblez")),
    Formato("escarapela", "Escarapelas, diez por carta", 216, 279, "mm", 110, Pliego(92, 52, 2, 5)),
)

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
        alternativo="Programa del {fecha}: {programa}.",
        redes=_invita("Así será el día:\n{programa}."),
    ),
    Pieza(
        "como-llegar",
        "Cómo llegar",
        "La sede y cómo se llega.",
        ("carta", "cuadrado", "historia"),
        "convocatoria",
        si="sede",
        alternativo="Cómo llegar: {lugar}. {fecha}, {hora}.",
        redes=_invita("Así se llega a la asamblea."),
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
    ),
    Pieza(
        "experiencias",
        "Las experiencias",
        "El momento en que las organizaciones cuentan lo suyo.",
        ("cuadrado", "vertical", "pantalla"),
        "programa",
        si="exposiciones",
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
        nombre="Señal de la mesa {mesa.numero}",
        alternativo="Mesa {mesa.numero}, {mesa.eje}.",
    ),
    Pieza(
        "senal-mesa-una-tinta",
        "Señal de mesa a una tinta",
        "La misma señal para una impresora corriente.",
        ("carta-apaisada",),
        "mesa",
        uso="en sitio",
        por="mesa",
        nombre="Señal de la mesa {mesa.numero}, a una tinta",
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
    ),
    Pieza(
        "constancia",
        "Constancia de participación",
        "Con un renglón para el nombre y otro para la firma.",
        ("carta-apaisada",),
        "asamblea",
        uso="en sitio",
        alternativo="Constancia de participación en {evento.nombre}, con un renglón para el nombre.",
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
        uso="después",
        resultados=True,
        alternativo="El gran rompecabezas solidario de {evento.territorio}, con las fichas de cada sub-mesa.",
    ),
)
