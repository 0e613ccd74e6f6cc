"""Ningún texto se pierde ni se revuelve en silencio, y un comentario corriente sigue siendo posible.

Los casos que son error están en `tests/casos/lectura` y `tests/casos/resultado`.
"""

from pathlib import Path

import pytest
from fabrica import ID, agenda, como_yaml, compromiso, escribir_proyecto, resultado
from hypothesis import given
from hypothesis import strategies as st

from generador.carga.cargar import cargar
from generador.carga.forma import campos_alrededor, texto_libre
from generador.carga.lectura.invisibles import sin_inofensivos
from generador.carga.lectura.lector import leer_bytes
from generador.carga.perdidas import perdidas
from generador.errores import ErrorDeDatos
from generador.modelo.campos import hermanos
from generador.modelo.datos.agenda import Agenda
from generador.modelo.datos.aporte import Resultado
from generador.modelo.datos.evento import Evento
from generador.modelo.datos.mesas import Mesas


def _perdidas(texto: str, modelo: type = Evento) -> list[str]:
    return [
        f"{h.lugar.linea}:{h.lugar.columna} {h.mensaje}"
        for h in perdidas(leer_bytes(texto.encode(), "x.yml"), modelo)
    ]


@pytest.mark.parametrize("comillas", ["“”", "‘’", "«»", "„“"])
def test_a_quien_ya_puso_comillas_se_le_dice_cuales(comillas: str) -> None:
    abre, cierra = comillas
    texto = f"sede:\n  direccion: {abre}Calle 15 # 12{cierra}\n"
    (hallazgo,) = perdidas(leer_bytes(texto.encode(), "x.yml"), Evento)
    assert hallazgo.ayuda == (
        f"si es parte del texto, cambie las comillas «{abre}» de un procesador de palabras por rectas "
        "sencillas: 'así # 12'; si es comentario, páselo a su propio renglón, encima y con la sangría de la "
        "clave"
    )


def test_media_direccion_no_sale_en_los_afiches(tmp_path: Path) -> None:
    """Lo que se publicó una vez: «Calle 15»."""
    proyecto = escribir_proyecto(tmp_path)
    evento = proyecto / "datos" / ID / "evento.yml"
    texto = evento.read_text("utf-8")
    puesta = "sede:\n  nombre: Salón\n  direccion: {}\n"
    suelta, entre_comillas = (
        texto.replace("sede:\n  nombre: Salón de prueba\n", puesta.format(d))
        for d in ("Calle 15 # 12-45, barrio Centro", "'Calle 15 # 12-45, barrio Centro'")
    )
    evento.write_text(suelta, "utf-8")
    carga = cargar(proyecto)
    assert carga.proyecto is None
    assert [(h.lugar.ruta, h.mensaje) for h in carga.hallazgos] == [
        (
            "sede.direccion",
            "«# 12-45, barrio Centro» no se publicaría: tras un espacio, «#» empieza un comentario",
        )
    ]
    evento.write_text(entre_comillas, "utf-8")
    carga = cargar(proyecto)
    assert carga.proyecto is not None
    sede = carga.proyecto.asambleas[0].evento.primera.sede
    assert sede is not None
    assert sede.direccion == "Calle 15 # 12-45, barrio Centro"


@pytest.mark.parametrize(
    "texto",
    [
        "estado: convocada # lo cambia comunicaciones\n",
        "fecha: 2023-11-18 # sábado\nalcance: 500\t# cupo de la sede\n",
        "horario: # el público\n  inicio: 8:00 # en punto\n",
        "codigo: ARA23 # no lo cambie\nconvenio: 002-2023 # el de siempre\n",
        "enlaces:\n  inscripcion: https://a.gov.co/ # el de la Unidad\n  # otro\n",
        "enlaces:\n  inscripcion: # cuando lo haya\n",
        "medios:\n  - archivo: a.jpg # la de cierre\n    encuadre: abajo # lo que se conserva\n",
        "etiquetas: ['#Uno', '#Dos'] # las de la red\n",
        "# Encima\nnombre: Asamblea\n# Debajo\nterritorio: 'Arauca' # entre comillas, ya terminó\n",
        "sede:\n  nombre: Salón\n  # direccion: por confirmar\nalcance: 1\n",
        "poblacion:\n  - Mujeres\n  # - Jóvenes\n  - Campesinos\n",
        "presentacion: >- # en dos frases\n  Uno\n  dos.\n\n# Lo demás\nalcance: 1\n",
        "presentacion: |\n  Uno # dos\n  - tres\n  # cuatro\n".replace("  - tres\n", ""),
        "etiqueta: no es de aquí # nada\n",
    ],
)
def test_comentarios_que_no_quitan_nada(texto: str) -> None:
    assert _perdidas(texto) == []


@pytest.mark.parametrize(
    "texto",
    [
        "solucion: |\n      Hacer:\n      - un pozo\n      1. un tanque\n",
        "solucion: >-\n      Hacer:\n\n      - un pozo\n\n      - un tanque\n",
        "solucion: >-\n      Hacer:\n        - un pozo\n        - un tanque\n",
        "solucion: Hacer un pozo\n      —dijo la lideresa— y a las 8:00\n      a. m. según la\n      No. 5\n",
        "solucion: 'Hacer un pozo\n      y un\n\n      tanque'\n",
        "solucion: >-\n      En esto: agua.\n      Plan: el de siempre\n",
    ],
)
def test_renglones_que_se_conservan(texto: str) -> None:
    assert _perdidas(f"submesa: M1-S1\naportes:\n  - necesidad: Falta agua.\n    {texto}", Resultado) == []


def test_solo_se_dice_el_primero_de_una_lista_y_cada_clave() -> None:
    texto = "presentacion: >-\n  Uno\n  territorio: x\n  - a\n  proyecto: y\n"
    assert _perdidas(texto) == [
        f"{n}:3 «{c}» queda dentro del texto de «presentacion», y no como otra clave"
        for n, c in ((3, "territorio"), (5, "proyecto"))
    ]


def test_lo_que_pide_el_modelo_en_cada_ruta() -> None:
    assert texto_libre(Evento, ("sede", "direccion")) == "linea"
    assert texto_libre(Evento, ("poblacion", 3)) == "linea"
    assert texto_libre(Resultado, ("aportes", 0, "plan", 1, "como")) == "parrafos"
    for ruta in (
        ("poblacion",),
        ("estado",),
        ("codigo",),
        ("fecha",),
        ("alcance",),
        ("enlaces", "inscripcion"),
        ("etiquetas", 0),
        ("sede",),
        ("nada",),
        ("sede", "nada", "de"),
        (),
    ):
        assert texto_libre(Evento, ruta) is None, ruta
    assert hermanos(Mesas, ("mesas", 0, "eje"))[:2] == ("numero", "eje")
    assert {"submesa", "necesidad", "cuando"} <= campos_alrededor(
        Resultado, ("aportes", 0, "plan", 1, "como")
    )


def test_valores_que_no_cambian_de_sentido() -> None:
    """Ni octales, ni sesenta avos, ni «no» de Noruega: lo que se escribe es lo que se lee."""
    escritos = {
        "a": "010",
        "b": "1_000",
        "c": "no",
        "d": "8:30",
        "e": "2023-11-18",
        "f": "1e3",
        "g": ".5",
        "h": "0x1F",
        "i": "Sí",
        "j": "~ 200 personas",
        "k": "=",
        "l": "12.50",
    }
    texto = "".join(f"{k}: {v}\n" for k, v in escritos.items())
    assert leer_bytes(texto.encode(), "x.yml").datos == escritos
    raro = '\'ni\\u00f1o\' : "ni\\u00f1o \\"y\\" \\\\o \\\n  \\ sol"\n'
    assert leer_bytes(raro.encode(), "x.yml").datos == {"ni\\u00f1o": 'niño "y" \\o  sol'}


def test_los_invisibles_inofensivos_se_quitan_y_el_resto_queda() -> None:
    assert sin_inofensivos("\ufeffag\u00adua\u200b po\u200etable\u2060\n") == "agua potable\n"
    assert leer_bytes("\ufeff\ufeffa: ag\u00adua\u200b\n".encode(), "x.yml").datos == {"a": "agua"}
    # La unión de ancho cero arma un dibujo con otros: quitarla lo cambiaría.
    with pytest.raises(ErrorDeDatos, match="entre «👩» y «🌾» hay algo que no se ve: una unión"):
        leer_bytes("a: 👩\u200d🌾\n".encode(), "x.yml")


_TEXTOS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=60)


@pytest.mark.lenta
@given(st.lists(_TEXTOS, min_size=1, max_size=4))
def test_lo_que_escribe_un_programa_se_lee_igual(textos: list[str]) -> None:
    """De ida y vuelta, sin perder una letra: lo que PyYAML escribe, el lector lo entiende o lo rechaza."""
    arbol = resultado(aportes=[{"necesidad": t} for t in textos])
    fuente = leer_bytes(como_yaml(arbol).encode(), "x.yml")
    assert [a["necesidad"] for a in fuente.datos["aportes"]] == textos
    assert list(perdidas(fuente, Resultado)) == []
    otra = agenda(compromiso(texto=textos[0]))
    assert list(perdidas(leer_bytes(como_yaml(otra).encode(), "x.yml"), Agenda)) == []
