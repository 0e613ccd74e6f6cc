"""Las piezas de una sola idea: una ficha enorme que la lleva adentro."""

from __future__ import annotations

from collections.abc import Iterator

from generador.composicion.comun.idioma.fechas import dias as dias_de
from generador.composicion.comun.idioma.jornadas import horas_de
from generador.composicion.piezas.ajuste import Bloque
from generador.composicion.piezas.flecha import flecha
from generador.composicion.piezas.montaje import Colocado, Montaje, arrimo, campo_de, de_ficha
from generador.rompecabezas.trazo import Rectangulo

_ANCHAS = ("cuadrada", "horizontal", "pasacalle")
"""Las familias en que dos textos van uno al lado del otro."""


def _en_su_telefono(m: Montaje) -> str:
    de = "" if m.evento.en_varias_jornadas else " del día"
    return f"El programa{de}, en su teléfono:"


def cuenta(m: Montaje) -> Iterator[Colocado]:
    """Cuántos días faltan."""
    dias = m.artefacto.asunto.modelos["dias"]
    falta, dia = ("Falta", "día") if dias == 1 else ("Faltan", "días")
    if m.escena.familia in _ANCHAS:
        bloques = [
            m.dentro("rótulo", falta, "titulo"),
            m.dentro("rótulo", f"{dias}\u00a0{dia}", "cifra", 1.6, tope=62),
        ]
    else:
        bloques = [
            m.dentro("rótulo", falta, "rotulo", tope=14),
            m.dentro("rótulo", str(dias), "cifra", 3),
            m.dentro("rótulo", dia, "rotulo", 2, tope=14),
        ]
    pie = [
        Bloque("evento.titular", m.evento.titular, "fuerte", tope=3.6),
        Bloque("evento.jornadas", m.dias, "texto", 0.8, tope=3.2),
        Bloque("evento.territorio", m.lugar, "texto", 0.2, tope=3.2),
    ]
    return de_ficha(m, pie, lambda z: [m.pila(z.texto, bloques, "centro")])


def mesa(m: Montaje) -> Iterator[Colocado]:
    """La pregunta de una mesa."""
    suya = m.artefacto.asunto.modelos["mesa"]
    pie = [
        Bloque(f"{m.campo_mesa}.eje", f"Mesa {suya.numero} · {suya.eje}", "fuerte", tope=3.8),
        Bloque("evento.jornadas", m.dias, "texto", 0.8, tope=3.2),
        Bloque("evento.territorio", m.lugar, "texto", 0.2, tope=3.2),
    ]
    pregunta = [m.dentro(f"{m.campo_mesa}.pregunta", suya.pregunta, "pregunta")]
    return de_ficha(m, pie, lambda z: [m.pila(z.texto, pregunta, "centro")])


def compromiso(m: Montaje) -> Iterator[Colocado]:
    """Un compromiso de la agenda."""
    modelos, e = m.artefacto.asunto.modelos, m.evento
    suyo, suya = modelos["compromiso"], modelos["mesa"]
    pie = [
        Bloque("agenda.compromisos", f"Compromiso {suyo.codigo}", "fuerte", tope=3.8),
        Bloque(f"{m.campo_mesa}.eje", f"Mesa {suya.numero} · {suya.eje}", "texto", 0.6, tope=3.2),
        Bloque("evento.territorio", f"{e.territorio}, {dias_de(e.dias)}", "texto", 0.2, tope=3.2),
    ]
    bloques = [
        m.dentro("rótulo", "Nos comprometimos a:", "fuerte", tope=5),
        m.dentro("agenda.compromisos", suyo.titulo, "pregunta", 2),
    ]
    return de_ficha(m, pie, lambda z: [m.pila(z.texto, bloques, "centro")])


def inscripcion(m: Montaje) -> Iterator[Colocado]:
    """El código QR de la inscripción, tan grande como quepa."""
    enlace = m.evento.enlaces.inscripcion
    rotulo = "Inscríbase aquí" if enlace else "Entérese aquí"
    titulo_qr = "inscripción" if enlace else "más información"
    pie = [
        Bloque("evento.titular", m.evento.titular, "titulo", tope=5.4),
        Bloque("evento.jornadas", m.dias, "texto", 1, tope=3.4),
        Bloque("evento.territorio", m.lugar, "texto", 0.2, tope=3.4),
    ]
    escena = m.escena
    z = escena.ficha(m.color.fondo, pie)
    yield z.dibujo
    if escena.familia in _ANCHAS:
        codigo = escena.cuadrado(z.texto, 0)
        yield m.codigo(codigo, titulo_qr, enlace or "")
        yield m.pila(escena.junto_al(codigo, z.texto), [m.dentro("rótulo", rotulo, "titulo")], "centro")
    else:
        titulo = m.pila(z.texto, [m.dentro("rótulo", rotulo, "titular")], hasta=0.34)
        yield titulo
        yield m.codigo(escena.cuadrado(titulo.resto, 4), titulo_qr, enlace or "")
    yield m.pila(escena.al_lado(z), pie, arrimo(m))


def pausa(m: Montaje) -> Iterator[Colocado]:
    """Un receso o el almuerzo, con sus horas."""
    tipo = m.artefacto.declaracion.id
    horas = [
        m.dentro(campo_de(t), horas_de(t), "titulo", 2.4, tope=8.0)
        for t in m.turnos
        if t.momento.tipo == tipo
    ]
    pie = [
        Bloque("evento.titular", m.evento.titular, "fuerte", tope=3.6),
        Bloque("rótulo", _en_su_telefono(m), "texto", 0.8, tope=3.2),
    ]
    bloques = [m.dentro("pieza", m.artefacto.declaracion.titulo, "rotulo", tope=24), *horas]
    return de_ficha(m, pie, lambda z: [m.pila(z.texto, bloques, "centro")], "abajo")


def senal_de_mesa(m: Montaje) -> Iterator[Colocado]:
    """El número de una mesa, para verlo de lejos."""
    suya = m.artefacto.asunto.modelos["mesa"]
    pie = [Bloque(f"{m.campo_mesa}.eje", suya.eje, "titulo", tope=7.6)]
    bloques = [
        m.dentro("rótulo", "Mesa", "titulo"),
        m.dentro("mesa", str(suya.numero), "cifra", 3, tope=82),
    ]
    return de_ficha(m, pie, lambda z: [m.pila(z.texto, bloques, "centro")])


def hablador(m: Montaje) -> Iterator[Colocado]:
    """El número de una sub-mesa, para ponerlo encima."""
    modelos = m.artefacto.asunto.modelos
    suya, submesa = modelos["mesa"], modelos["submesa"]
    pie = [
        Bloque("rótulo", f"Mesa {suya.numero}", "titulo", tope=8),
        Bloque(f"{m.campo_mesa}.eje", suya.eje, "fuerte", 1, tope=5),
    ]
    bloques = [
        m.dentro("rótulo", "Sub-mesa", "titulo"),
        m.dentro("submesa", f"{suya.numero}.{submesa.numero}", "cifra", 3, tope=70),
    ]
    return de_ficha(m, pie, lambda z: [m.pila(z.texto, bloques, "centro")])


def senal_de_ruta(m: Montaje) -> Iterator[Colocado]:
    """Hacia dónde queda un lugar de la sede: una flecha a toda la hoja, y nada más que leer de paso."""
    modelos, escena = m.artefacto.asunto.modelos, m.escena
    sentido, margen = modelos["sentido"], escena.margen
    alto = escena.piso - 2 * margen
    if sentido == "frente":
        caja = Rectangulo(margen, margen, 0.42 * escena.ancho, alto)
        x = caja.derecha + margen
        texto = Rectangulo(x, margen, escena.ancho - margen - x, alto)
    else:
        caja = Rectangulo(margen, margen, escena.ancho - 2 * margen, 0.62 * alto)
        texto = Rectangulo(margen, caja.abajo + margen / 2, caja.ancho, 0.38 * alto - margen / 2)
    yield flecha(caja, sentido, m.color.fondo, 1.2 * escena.rem if escena.acabado.linea else 0.0)
    nombre = [Bloque("ruta", modelos["ruta"].nombre, "rotulo", tope=26)]
    yield m.pila(texto, nombre, "centro" if sentido == "frente" else "abajo")
