"""Las piezas que anuncian: un mural grande al que le falta una ficha, y en ella el código QR."""

from __future__ import annotations

from collections.abc import Iterator

from generador.composicion.comun.idioma.fechas import dia_grande, dias
from generador.composicion.comun.vistas import titulo_de_agenda
from generador.composicion.piezas.ajuste import Bloque
from generador.composicion.piezas.escena import Anuncio
from generador.composicion.piezas.montaje import Colocado, Montaje


def _partes(a: Anuncio) -> Iterator[Colocado]:
    yield a.dibujo
    yield a.titular
    yield from (p for p in (a.dia, a.detalle) if p is not None)
    yield a.lugar
    yield a.puerta


def _sobre(m: Montaje) -> Bloque:
    return Bloque("evento.sobretitulo", m.evento.sobretitulo, "sobre", tope=3.4)


def convocatoria(m: Montaje) -> Iterator[Colocado]:
    """Cuándo, dónde y cómo inscribirse."""
    e, inscripcion = m.evento, m.evento.enlaces.inscripcion
    grande, resto = dia_grande(e.dias)
    return _partes(
        m.escena.anuncio(
            [_sobre(m), Bloque("evento.titular", e.titular, "titular", 1.6)],
            [Bloque("evento.territorio", m.lugar, "fuerte", 1.4, tope=4)],
            inscripcion or m.direccion,
            "Inscríbase aquí" if inscripcion else "Más información",
            "Código QR: inscripción" if inscripcion else "Código QR: más información",
            grande,
            [
                Bloque("evento.jornadas", resto, "mes"),
                Bloque("evento.jornadas", m.horario, "texto", 0.8, tope=4),
            ],
        )
    )


def bienvenida(m: Montaje) -> Iterator[Colocado]:
    """La pieza que recibe en la puerta."""
    return _partes(
        m.escena.anuncio(
            [_sobre(m), Bloque("rótulo", "Bienvenidas y bienvenidos", "titular", 1.6)],
            [
                Bloque("evento.titular", m.evento.titular, "mes"),
                Bloque("evento.jornadas", m.dias, "fuerte", 1.4, tope=4),
            ],
            m.direccion,
            "Vea el programa",
            "Código QR: el programa",
        )
    )


def agenda(m: Montaje) -> Iterator[Colocado]:
    """Cuántos compromisos se aprobaron y dónde leerlos."""
    e, cuantos = m.evento, len(m.asamblea.compromisos) if m.asamblea.hay_agenda else 0
    que, como = ("compromiso", "aprobado") if cuantos == 1 else ("compromisos", "aprobados")
    return _partes(
        m.escena.anuncio(
            [_sobre(m), Bloque("agenda.titulo", titulo_de_agenda(m.asamblea), "titular", 1.6)],
            [Bloque("evento.territorio", f"{e.territorio}, {dias(e.dias)}", "fuerte", 1.4, tope=4)],
            m.direccion,
            "Léala aquí",
            "Código QR: la agenda",
            str(cuantos),
            [
                Bloque("rótulo", que, "mes"),
                Bloque("rótulo", f"{como} en plenaria", "texto", 0.8, tope=4),
            ],
        )
    )
