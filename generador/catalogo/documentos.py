"""Los documentos imprimibles. Añadir uno: una plantilla en `documentos/` y una declaración aquí."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generador.modelo.datos.evento import Estado

Por = Literal["sitio", "asamblea", "mesa", "submesa", "compromiso", "anterior", "version"]


@dataclass(frozen=True, slots=True)
class Parte:
    """Otro documento que va completo a continuación, en el mismo PDF.

    Con `cada_submesa`, una vez por cada sub-mesa de la mesa. `estilos` se suman a los suyos.
    """

    id: str
    cada_submesa: bool = False
    estilos: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Documento:
    """Un PDF imprimible que no es pieza gráfica.

    `id` nombra la plantilla (`documentos/<id>.html.j2`) y el archivo; `titulo` y `pagina` son formatos
    que reciben `asamblea`, `mesa` y `submesa` según `por`.
    """

    id: str
    titulo: str
    descripcion: str
    para: str
    """A quién le sirve."""
    pagina: str
    """Identificador de la página a la que lleva su QR."""
    por: Por = "asamblea"
    desde: Estado = Estado.PREPARACION
    """Estado desde el cual se publica."""
    una_tinta: bool = True
    """Si se imprime a una tinta."""
    apaisado: bool = False
    estilos: tuple[str, ...] = ()
    """Hojas de `plantillas/estilos/`, sin extensión, en vez de las de todo documento."""
    partes: tuple[Parte, ...] = ()
    """Lo que sigue en el mismo PDF: primero las que van una vez, luego las de cada sub-mesa, juntas."""
    tamano_real: bool = False
    """Si el visor no debe encogerlo: se recorta y se mide."""
    dos_caras: bool = False
    """Si se imprime por las dos caras, volteando por el borde corto."""
    paginas: int | None = None
    """Cuántas ha de tener; con otra cuenta no se publica, y se dice."""
    archivable: bool = False
    """Si además de PDF/UA-1 es PDF/A-3a: para guardarlo décadas."""
    adjuntos: tuple[str, ...] = ()
    """Los datos abiertos (`ABIERTOS`) que lleva dentro; solo en un archivable."""
    lista_huellas: bool = False
    """Si dice la huella de los demás archivos: se imprime cuando ya están."""
    pie_entero: bool = False
    """Si al pie va solo el crédito, a todo el ancho, sin número de página."""
    segun_el_dia: bool = False
    """Si después de la asamblea cuenta lo que pasó: entonces lleva los sellos."""
    suelto: bool = True
    """Si se publica solo; si no, únicamente como parte de otro."""
    sin_codigo: str = ""
    """Por qué no lleva código QR; vacío si lo lleva."""


_DEL_KIT = ("variables", "bloques", "papel", "kit")
_DEL_DIA = ("variables", "bloques", "papel", "dia")
_DEL_SALON = ("variables", "papel", "salon")
_A_MANO = ("variables", "bloques", "papel", "a-mano")

DOCUMENTOS: tuple[Documento, ...] = (
    Documento(
        id="guia",
        titulo="Guía de la mesa {mesa.numero}: {mesa.eje}",
        descripcion="Paso a paso con hora de reloj, qué decir, preguntas, fichas y lista de verificación.",
        para="Líderes y lideresas de mesa",
        pagina="mesa",
        por="mesa",
    ),
    Documento(
        id="programa",
        titulo="Programa de la asamblea",
        descripcion="El horario del día, para compartir y pegar en la entrada.",
        para="Público",
        pagina="programa",
    ),
    Documento(
        id="programa-plegado",
        titulo="Programa plegado",
        descripcion="El programa y los temas de las mesas en una hoja que se dobla por la mitad.",
        para="Público",
        pagina="programa",
        apaisado=True,
        pie_entero=True,
        estilos=("variables", "plegable"),
        dos_caras=True,
    ),
    Documento(
        id="minuto-a-minuto",
        titulo="Minuto a minuto",
        descripcion="El programa con objetivos, metodología y responsables, para quien modera.",
        para="Moderación y equipo",
        pagina="programa",
        apaisado=True,
    ),
    Documento(
        id="tarjetas-de-moderacion",
        titulo="Tarjetas de moderación",
        descripcion=(
            "Para mostrar cuántos minutos quedan (5, 3, 1 y cero) y para llevar en la mano cada momento, "
            "con lo que sigue."
        ),
        para="Moderación y equipo",
        pagina="programa",
        estilos=_A_MANO,
    ),
    Documento(
        id="mesa-tecnica",
        titulo="Guía de la mesa técnica",
        descripcion=(
            "Qué hace cada persona, minuto a minuto: recibir, transcribir y proyectar; y qué hacer si "
            "falla la luz, la red, el computador o el proyector."
        ),
        para="Mesa técnica",
        pagina="programa",
        estilos=_A_MANO,
    ),
    Documento(
        id="cuaderno-a-mano",
        titulo="Cuaderno para llenar a mano",
        descripcion="El tablero, la agenda y el acta en blanco, para cuando no hay luz, red ni pantalla.",
        para="Mesa técnica",
        pagina="asamblea",
        estilos=_A_MANO,
    ),
    Documento(
        id="registro",
        titulo="Planilla de registro de asistencia",
        descripcion=(
            "Para registrar sin red a quienes llegan: las columnas que después se cuentan, el aviso de "
            "privacidad y una hoja para sumar a mano."
        ),
        para="Quienes atienden el registro",
        pagina="convocatoria",
        apaisado=True,
        estilos=_DEL_DIA,
    ),
    Documento(
        id="carta",
        titulo="Carta para organizaciones y autoridades",
        descripcion=(
            "Antes invita y dice en qué puede acompañar cada entidad; después cuenta lo que pasó. "
            "Con espacios para el destinatario y la firma."
        ),
        para="Quien convoca",
        pagina="asamblea",
        estilos=_DEL_DIA,
        segun_el_dia=True,
    ),
    Documento(
        id="nota-de-prensa",
        titulo="Nota de prensa",
        descripcion="Para emisoras, periódicos y páginas: qué es, cuándo y dónde o, después, qué se acordó.",
        para="Medios de comunicación",
        pagina="asamblea",
        estilos=_DEL_DIA,
        segun_el_dia=True,
    ),
    Documento(
        id="guion-de-radio",
        titulo="Guion de radio y perifoneo",
        descripcion="Para leer al aire en 30 y en 60 segundos, con las cifras y las siglas como se dicen.",
        para="Emisoras y quien perifonea",
        pagina="asamblea",
        estilos=_DEL_DIA,
        segun_el_dia=True,
        sin_codigo="Se lee en voz alta: quien lo oye no ve ningún código.",
    ),
    Documento(
        id="orden-de-imprenta",
        titulo="Orden para la imprenta",
        descripcion="Qué se le encarga al taller: medida, papel, acabado, cuántas y el presupuesto.",
        para="Quien manda a imprimir",
        pagina="piezas",
        apaisado=True,
        estilos=_DEL_DIA,
    ),
    Documento(
        id="agenda",
        titulo="Agenda {asamblea.evento.vigencia}",
        descripcion=(
            "Los compromisos por mesa, por fecha y por responsable, el acta y los aportes; "
            "lleva adentro los datos."
        ),
        para="Público y entes de control",
        pagina="agenda",
        desde=Estado.BORRADOR,
        una_tinta=False,
        archivable=True,
        adjuntos=(
            "agenda.json",
            "agenda.schema.json",
            "agenda.csv",
            "fechas.csv",
            "aportes.csv",
            "fechas.ics",
        ),
    ),
    Documento(
        id="agenda-en-una-hoja",
        titulo="La agenda {asamblea.evento.vigencia} en una hoja",
        descripcion="Lo esencial por mesa, para repartir o pegar.",
        para="Público",
        pagina="agenda",
        desde=Estado.BORRADOR,
        una_tinta=False,
        paginas=1,
    ),
    Documento(
        id="agenda-en-letra-grande",
        titulo="La agenda {asamblea.evento.vigencia} en letra grande",
        descripcion="Los compromisos y el acta en letra de 18 puntos y una sola columna.",
        para="Personas con baja visión",
        pagina="agenda",
        desde=Estado.BORRADOR,
    ),
    Documento(
        id="huella-en-palabras",
        titulo="La huella de la agenda {asamblea.evento.vigencia}, para la puerta",
        descripcion="Las seis palabras que dicen la huella de lo aprobado, para pegar y comparar.",
        para="Público",
        pagina="versiones",
        desde=Estado.APROBADA,
        paginas=1,
    ),
    Documento(
        id="informe",
        titulo="Informe de la asamblea",
        descripcion="Programa ejecutado, asistencia en conjunto, resultados, agenda, seguimiento y anexos.",
        para="Entidades del convenio y entes de control",
        pagina="informe",
        desde=Estado.BORRADOR,
        estilos=("variables", "bloques", "papel", "informe"),
        lista_huellas=True,
    ),
    Documento(
        id="fichas",
        titulo="Fichas de la sub-mesa {submesa.codigo}",
        descripcion="Las fichas de rompecabezas a tamaño real: un juego para una necesidad y otro para dos.",
        para="Sub-mesas",
        pagina="mesa",
        por="submesa",
        una_tinta=False,
        apaisado=True,
        estilos=("variables", "ficha"),
        tamano_real=True,
    ),
    Documento(
        id="entrega",
        titulo="Hoja de entrega de la sub-mesa {submesa.codigo}",
        descripcion="Lo que la sub-mesa pasa en limpio para el equipo de comunicaciones.",
        para="Sub-mesas",
        pagina="mesa",
        por="submesa",
        estilos=_DEL_KIT,
        suelto=False,
    ),
    Documento(
        id="kit",
        titulo="Kit de la sub-mesa {submesa.codigo}",
        descripcion="Portada, guía, fichas y hoja de entrega de una sub-mesa, en un solo archivo.",
        para="Quien representa a la sub-mesa",
        pagina="mesa",
        por="submesa",
        estilos=_DEL_KIT,
        partes=(Parte("guia", estilos=("kit",)), Parte("fichas"), Parte("entrega")),
        tamano_real=True,
    ),
    Documento(
        id="kit-mesa",
        titulo="Kit completo de la mesa {mesa.numero}",
        descripcion="Todo lo de la mesa para imprimirlo de una vez, con su lista de hojas.",
        para="Quien imprime para la mesa",
        pagina="mesa",
        por="mesa",
        estilos=_DEL_KIT,
        partes=(
            Parte("guia", estilos=("kit",)),
            Parte("kit", cada_submesa=True),
            Parte("fichas", cada_submesa=True),
            Parte("entrega", cada_submesa=True),
        ),
        tamano_real=True,
    ),
    Documento(
        id="plegable",
        titulo="Guía plegable de la mesa {mesa.numero}",
        descripcion="La guía en una hoja por las dos caras, que se dobla por la mitad y cabe en la mano.",
        para="Líderes, lideresas y representantes",
        pagina="mesa",
        por="mesa",
        apaisado=True,
        pie_entero=True,
        estilos=("variables", "plegable"),
        dos_caras=True,
        paginas=2,
    ),
    Documento(
        id="plano-del-muro",
        titulo="Plano del muro",
        descripcion="Las medidas reales del gran rompecabezas y el lugar de cada mesa, para pegarlo.",
        para="Equipo que arma el muro",
        pagina="mesas",
        una_tinta=False,
        apaisado=True,
        estilos=_DEL_KIT,
    ),
    Documento(
        id="rotulos-del-muro",
        titulo="Rótulos del muro",
        descripcion=(
            "El letrero de arriba, «falta esta ficha» para los huecos y los rótulos de las medias fichas de "
            "dos necesidades."
        ),
        para="Equipo que arma el muro",
        pagina="mesas",
        apaisado=True,
        estilos=_DEL_SALON,
        sin_codigo="Se recorta y se pega en el muro: lo que queda son sus letras.",
    ),
    Documento(
        id="adhesivos",
        titulo="Adhesivos con el número de la mesa",
        descripcion="Una hoja por mesa, para papel adhesivo: cada quien lleva a la vista cuál es la suya.",
        para="Quienes atienden el registro",
        pagina="mesas",
        una_tinta=False,
        estilos=_DEL_SALON,
        tamano_real=True,
        sin_codigo="Se recorta: el lugar es del número.",
    ),
    Documento(
        id="senales",
        titulo="Señales de accesibilidad y servicios",
        descripcion=(
            "Rampa, intérprete de lengua de señas, cuidado infantil, silla prioritaria, primeros auxilios, "
            "salida y agua: una por hoja."
        ),
        para="Equipo que prepara la sede",
        pagina="piezas",
        estilos=_DEL_SALON,
        sin_codigo="Se lee de paso y de lejos: la hoja es de la señal.",
    ),
    Documento(
        id="evaluacion",
        titulo="Hoja de evaluación",
        descripcion="Para que cada participante diga, sin su nombre, cómo le fue; una por persona.",
        para="Participantes",
        pagina="asamblea",
        estilos=_DEL_SALON,
    ),
)
