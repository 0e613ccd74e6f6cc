"""Lo que reciben las plantillas de las piezas: su escena, sus bloques, su hoja y lo que dicen los datos."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from markupsafe import Markup

from generador.catalogo.formatos import ORILLA, SANGRADO
from generador.catalogo.inventario import Artefacto
from generador.catalogo.piezas import Pieza
from generador.composicion.comun.fechas import dia_de_semana
from generador.composicion.comun.filtros import hora, mayuscula
from generador.composicion.comun.jornadas import horario, horario_de, horas_de, jornada_de
from generador.composicion.comun.paleta import colores_de
from generador.composicion.comun.vistas import sellos, titulo_de_agenda
from generador.composicion.muro.dibujo_papel import Acabado
from generador.composicion.piezas import difusion
from generador.composicion.piezas.ajuste import Ajustador, Bloque, Fila, Pila, lista
from generador.composicion.piezas.escena import Escena
from generador.composicion.piezas.imposicion import hoja_de
from generador.modelo.datos.evento import Jornada, Turno
from generador.modelo.datos.medios import SIN_MEDIOS, Medios
from generador.rompecabezas.trazo import Rectangulo

FUENTES = Path("tema") / "fuentes"
"""Dentro de la carpeta de plantillas."""
_AVISOS = {
    "borrador": "La plenaria todavía no la aprueba.",
    "demostracion": "Los resultados son inventados.",
}


_TURNO = {"cuenta": 1, "inscripcion": 4, "receso": 0, "almuerzo": 1, "senal-ruta": 2}
"""Qué color de la paleta le toca a cada pieza que no es de una mesa."""


def escena_de(a: Artefacto, plantillas: Path, medios: Medios = SIN_MEDIOS) -> Escena:
    """La de una pieza, sin textos todavía."""
    assert a.formato is not None
    ancho, alto = a.formato.pieza_mm
    asamblea, hasta = a.asamblea, a.formato.hasta_el_papel
    return Escena(
        ancho,
        alto,
        Ajustador(plantillas / FUENTES, min(ancho, alto) / 100, a.ruta),
        asamblea.convenio.credito,
        asamblea.evento.semilla or asamblea.id,
        tuple(c.fondo for c in colores_de(asamblea).values()),
        con_sello=bool(_avisos(a)),
        acabado=Acabado(SANGRADO if a.variante == "imprenta" else 0.0, a.variante == "una-tinta"),
        logos=medios.logos,
        orilla=0.0 if hasta is None else max(0.0, ORILLA - hasta),
        foto=_foto(a, medios),
    )


def _foto(a: Artefacto, medios: Medios) -> tuple[str, str, str] | None:
    """La que pide la pieza: su recurso (en grises a una tinta), su texto alternativo y cómo se recorta."""
    foto = medios.de_pieza(a.declaracion.id)
    if foto is None:
        return None
    corte = {"arriba": "xMidYMin", "centro": "xMidYMid", "abajo": "xMidYMax"}[foto.foto.encuadre]
    return (foto.gris if a.variante == "una-tinta" else foto.impresa), foto.foto.alt, corte


def contexto(a: Artefacto, plantillas: Path, medios: Medios) -> dict[str, Any]:
    """Lo que se suma al contexto de todo impreso."""
    assert a.formato is not None
    escena = escena_de(a, plantillas, medios)
    avisos, color = _avisos(a), _color(a)
    clase = "blanco" if color["texto"] == "#ffffff" else "tinta"

    def filas(caja: Rectangulo, cuales: Sequence[Fila]) -> Markup:
        return lista(escena.ajuste, caja, cuales)

    return {
        "escena": escena,
        "hoja": hoja_de(a.formato, a.variante),
        "bloque": Bloque,
        "pila": escena.ajuste.pila,
        "pilas": escena.ajuste.pilas,
        "cabe": escena.ajuste.cabe,
        "lista": filas,
        "sobre_cifras": partial(_sobre_cifras, escena),
        "aviso": _aviso(escena, avisos) if avisos else None,
        "filas_del_programa": filas_del_programa(_turnos(a)),
        "jornada": _jornada(a),
        "campo_jornada": f"evento.jornadas.{a.asamblea.evento.jornadas.index(_jornada(a))}",
        "horario_dicho": _horario(a),
        "cifras": [
            [
                Bloque("cifras", n, "numero", clase="barro", tope=18),
                Bloque("cifras", que, "fuerte", 0.4, tope=4.6),
            ]
            for n, que in difusion.cifras(a.asamblea)
        ],
        "color": color,
        "sobre_color": clase,
        "arrima": None,
        "pie_de_foto": [
            Bloque(f"evento.medios.{f.puesto}.credito", f"Foto: {f.foto.credito}", "menudo", 1.0, tope=2.2)
            for f in medios.fotos
            if f is medios.de_pieza(a.declaracion.id)
        ],
        "campo_mesa": _campo_de_mesa(a),
        "momentos_de": partial(_horas, _turnos(a), clase),
        "filas_de_que_es": tuple(
            Fila(f"metodologia.que_es.{i}", str(i + 1), frase)
            for i, frase in enumerate(a.asamblea.metodologia.que_es)
        ),
        "compromisos": a.asamblea.compromisos if a.asamblea.hay_agenda else (),
        "titulo_agenda": titulo_de_agenda(a.asamblea),
    }


def _avisos(a: Artefacto) -> tuple[str, ...]:
    """Lo que dicen los sellos de una pieza que muestra resultados."""
    # El mural lleno trae los suyos arriba.
    if not (isinstance(a.declaracion, Pieza) and a.declaracion.resultados) or a.declaracion.estilos:
        return ()
    return tuple(f"{s.rotulo} · {_AVISOS[s.clase]}" for s in sellos(a.asamblea, "rompecabezas"))


def _aviso(escena: Escena, avisos: tuple[str, ...]) -> Pila:
    return escena.ajuste.pila(
        escena.sello, [Bloque("sello", " ".join(avisos), "fuerte", clase="sello", tope=2.7)], "centro"
    )


def _color(a: Artefacto) -> dict[str, str]:
    """El fondo y el texto de la pieza: los de su mesa o, si no es de una, los que le tocan por turno."""
    colores = colores_de(a.asamblea)
    mesa = a.asunto.modelos.get("mesa")
    if mesa is not None:
        propio = colores[mesa.numero]
    else:
        todos = list(colores.values())
        propio = todos[int(a.asunto.modelos.get("puesto", _TURNO.get(a.declaracion.id, 0))) % len(todos)]
    if a.variante == "una-tinta":
        return {"fondo": "none", "texto": "#000"}
    return {"fondo": propio.fondo, "texto": propio.texto}


def _campo_de_mesa(a: Artefacto) -> str:
    """El camino de su mesa en los datos, si es de una: «mesas.mesas.2»."""
    mesa = a.asunto.modelos.get("mesa")
    if mesa is None:
        return ""
    return f"mesas.mesas.{[m.numero for m in a.asamblea.mesas.mesas].index(mesa.numero)}"


def _jornada(a: Artefacto) -> Jornada:
    """La de que trata la pieza; si es de toda la asamblea, la primera."""
    suya: Jornada | None = a.asunto.modelos.get("jornada")
    return suya or a.asamblea.evento.primera


def _turnos(a: Artefacto) -> tuple[Turno, ...]:
    return a.asamblea.evento.turnos_de(_jornada(a))


def _horario(a: Artefacto) -> str:
    suya = jornada_de(a.asamblea, a.asunto.modelos)
    return mayuscula(horario_de(suya) if suya else horario(a.asamblea.evento, breve=True))


def _horas(turnos: Sequence[Turno], clase: str, tipo: str) -> list[Bloque]:
    """De qué hora a qué hora va cada momento de ese tipo."""
    return [
        Bloque(_campo(t), horas_de(t), "titulo", 2.4, clase, 8.0) for t in turnos if t.momento.tipo == tipo
    ]


def _campo(turno: Turno) -> str:
    """El camino de su momento en los datos."""
    return ".".join(("evento", *map(str, turno.ruta)))


def filas_del_programa(turnos: Sequence[Turno]) -> tuple[Fila, ...]:
    """Cada momento con su hora y, si los dice, su sala y su otro día; recesos y almuerzo, más suaves."""
    return tuple(
        Fila(f"{_campo(t)}.titulo", hora(t.inicio), _con_sala(t), t.momento.tipo in ("receso", "almuerzo"))
        for t in turnos
    )


def _con_sala(turno: Turno) -> str:
    m = turno.momento
    aparte = [m.sala] if m.sala else []
    if turno.dia != turno.jornada.fecha:
        aparte.append(dia_de_semana(turno.dia))
    return f"{m.titulo} ({', '.join(aparte)})" if aparte else m.titulo


_TITULO_SOBRE_CIFRAS = (0.42, 0.34, 0.27)
"""Qué fracción del alto toma lo que va encima de unas cifras; cede para que quepan."""


def _sobre_cifras(
    escena: Escena,
    caja: Rectangulo,
    titulo: Sequence[Bloque],
    grupos: Sequence[Sequence[Bloque]],
    columnas: int,
) -> list[Pila]:
    """El título y, debajo, los grupos en casillas iguales: en esas columnas o, si así no caben, en otras.

    Lo que dicen las cifras sale de los resultados y nadie lo puede acortar: antes cede el título. TextoNoCabe
    si no hay manera.
    """
    ajuste, primera = escena.ajuste, None
    for hasta in _TITULO_SOBRE_CIFRAS:
        if not ajuste.cabe(caja._replace(alto=hasta * caja.alto), titulo):
            continue
        arriba = ajuste.pila(caja, titulo, hasta=hasta)
        for cuantas in dict.fromkeys((columnas, *range(1, len(grupos) + 1))):
            cajas = rejilla(escena.bajo(arriba.resto, 3), len(grupos), cuantas)
            if all(ajuste.cabe(c, g) for c, g in zip(cajas, grupos, strict=True)):
                return [arriba, *ajuste.pilas(cajas, grupos)]
            primera = primera or cajas
    titulado = ajuste.pila(caja, titulo, hasta=_TITULO_SOBRE_CIFRAS[0])
    return [titulado, *ajuste.pilas(primera or [titulado.resto] * len(grupos), grupos)]


def rejilla(caja: Rectangulo, cuantas: int, columnas: int, aire: float = 0.05) -> list[Rectangulo]:
    """`caja` repartida en casillas iguales; `aire` entre ellas, como fracción de su ancho."""
    filas = -(-cuantas // columnas)
    entre = aire * caja.ancho
    ancho = (caja.ancho - entre * (columnas - 1)) / columnas
    alto = (caja.alto - entre * (filas - 1)) / filas
    return [
        Rectangulo(
            caja.x + (i % columnas) * (ancho + entre), caja.y + (i // columnas) * (alto + entre), ancho, alto
        )
        for i in range(cuantas)
    ]
