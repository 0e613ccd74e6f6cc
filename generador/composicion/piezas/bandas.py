"""Las piezas para leer: una banda de mural y el texto al lado o debajo."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generador.composicion.comun.idioma.fechas import dia_de_semana
from generador.composicion.comun.idioma.filtros import hora
from generador.composicion.comun.idioma.jornadas import horas_de
from generador.composicion.comun.idioma.senas import sin_partir
from generador.composicion.piezas import difusion
from generador.composicion.piezas.ajuste import Bloque, Fila, Pila, TextoNoCabe, en_columnas, lista
from generador.composicion.piezas.escena import Zonas
from generador.composicion.piezas.montaje import (
    CESIONES_DE_BANDA,
    Colocado,
    Montaje,
    campo_de,
    de_banda,
    pie_de_banda,
)
from generador.modelo.datos.evento import Turno
from generador.modelo.texto import plural
from generador.rompecabezas.trazo import Rectangulo

_MEDIODIA = 12
"""La hora en que un programa pasa a su segunda columna."""
_COMODO = 3.4
"""Cuerpo de un programa, en centésimas, por debajo del cual el mural le cede fondo: 36 píxeles de 1080."""
_TITULO_SOBRE_CIFRAS = (0.42, 0.34, 0.27)
"""Qué fracción del alto toma lo que va encima de unas cifras; cede para que quepan."""


def como_llegar(m: Montaje) -> Iterator[Colocado]:
    """La sede, su dirección y, si caben, las indicaciones."""

    def texto(z: Zonas) -> Iterator[Colocado]:
        sede = m.jornada.sede
        assert sede is not None
        titulo = m.pila(
            z.texto,
            [
                Bloque("rótulo", "Cómo llegar", "sobre", tope=4),
                Bloque(f"{m.campo_jornada}.sede.nombre", sede.nombre, "titulo", 1.2),
                Bloque(f"{m.campo_jornada}.sede.direccion", sin_partir(sede.direccion or ""), "fuerte", 1.6),
            ],
            hasta=0.66,
        )
        yield titulo
        indica = [
            Bloque(f"{m.campo_jornada}.sede.indicaciones", sin_partir(sede.indicaciones or ""), "texto")
        ]
        libre = m.escena.bajo(titulo.resto, 2.4)
        if sede.indicaciones and m.escena.ajuste.cabe(libre, indica):
            yield m.pila(libre, indica)

    return de_banda(m, texto)


def experiencias(m: Montaje) -> Iterator[Colocado]:
    """El momento en que se cuentan experiencias."""
    turno = m.evento.turno_de("exposiciones", m.jornada.id)
    assert turno is not None
    momento, cuando = turno.momento, horas_de(turno)
    if momento.numero:
        cuando = f"Momento {momento.numero} · {cuando}"
    expone, cuantas = momento.exposiciones, ""
    if expone:
        cuantas = (
            f"{plural(expone.cantidad, 'experiencia', 'experiencias')}, "
            f"{plural(expone.minutos, 'minuto', 'minutos')}{' cada una.' if expone.cantidad > 1 else '.'}"
        )
    bloques = [
        Bloque("evento.programa", cuando, "sobre", tope=4),
        Bloque("evento.programa", momento.titulo, "titulo", 1.4),
        Bloque("evento.programa", cuantas, "texto", 2),
    ]
    return de_banda(m, lambda z: [m.pila(z.texto, bloques, "centro")])


def gracias(m: Montaje) -> Iterator[Colocado]:
    """Lo que se hizo en el día, en cifras."""
    escena = m.escena
    paradas = not escena.foto and escena.familia in ("vertical", "historia", "pendon")
    titulo = [
        Bloque("evento.sobretitulo", m.evento.sobretitulo, "sobre", tope=3.4),
        Bloque("rótulo", "¡Gracias!", "titular", 1, tope=12),
    ]
    grupos = [
        [
            Bloque("cifras", n, "numero", clase="barro", tope=18),
            Bloque("cifras", que, "fuerte", 0.4, tope=4.6),
        ]
        for n, que in difusion.cifras(m.asamblea)
    ]
    return de_banda(m, lambda z: _sobre_cifras(m, z.texto, titulo, grupos, 2 if paradas else 4))


def programa(m: Montaje) -> Iterator[Colocado]:
    """El horario del día, en una columna o, si así sale más grande, la mañana en una y la tarde en otra."""
    e, escena, pie = m.evento, m.escena, pie_de_banda(m)
    filas = filas_del_programa(m.turnos)
    manana = sum(t.inicio.hour < _MEDIODIA for t in m.turnos) or len(filas) // 2
    grupos = [g for g in (filas[:manana], filas[manana:]) if g]
    for parte in CESIONES_DE_BANDA:
        z = escena.banda(pie, parte)
        titulo = m.pila(
            z.texto,
            [
                Bloque("evento.jornadas", m.dias if escena.apaisada else e.sobretitulo, "sobre", tope=3),
                Bloque("rótulo", "Así será el día", "titulo", 0.8, tope=8),
            ],
            hasta=0.3,
        )
        libre = escena.bajo(escena.junto_a_su_qr(titulo.resto, z), 3)
        try:
            cuerpo, listas = en_columnas(escena.ajuste, libre, grupos)
        except TextoNoCabe:
            if parte == CESIONES_DE_BANDA[-1]:
                raise
        else:
            if cuerpo >= _COMODO:
                break
    yield z.dibujo
    yield titulo
    yield from listas
    # Acostada, la fecha ya va arriba y el programa baja hasta el pie.
    if not escena.apaisada:
        yield m.pila(z.pie, pie, "abajo")
    yield m.codigo(z.qr, "más información")


def que_es(m: Montaje) -> Iterator[Colocado]:
    """Qué es esta asamblea, en pocas frases."""
    filas = [
        Fila(f"metodologia.que_es.{i}", str(i + 1), frase)
        for i, frase in enumerate(m.asamblea.metodologia.que_es)
    ]

    def texto(z: Zonas) -> Iterator[Colocado]:
        titulo = m.pila(
            z.texto,
            [
                Bloque("evento.sobretitulo", m.evento.sobretitulo, "sobre", tope=3.4),
                Bloque("rótulo", "¿Qué es esta asamblea?", "titulo", 1.2),
            ],
            hasta=0.38,
        )
        yield titulo
        yield lista(m.escena.ajuste, m.escena.bajo(titulo.resto, 3.6), filas)

    return de_banda(m, texto)


def filas_del_programa(turnos: Sequence[Turno]) -> tuple[Fila, ...]:
    """Cada momento con su hora y, si los dice, su sala y su otro día; recesos y almuerzo, más suaves."""
    return tuple(
        Fila(f"{campo_de(t)}.titulo", hora(t.inicio), _con_sala(t), t.momento.tipo in ("receso", "almuerzo"))
        for t in turnos
    )


def _con_sala(turno: Turno) -> str:
    m = turno.momento
    aparte = [m.sala] if m.sala else []
    if turno.dia != turno.jornada.fecha:
        aparte.append(dia_de_semana(turno.dia))
    return f"{m.titulo} ({', '.join(aparte)})" if aparte else m.titulo


def _sobre_cifras(
    m: Montaje,
    caja: Rectangulo,
    titulo: Sequence[Bloque],
    grupos: Sequence[Sequence[Bloque]],
    columnas: int,
) -> list[Pila]:
    """El título y, debajo, los grupos en casillas iguales: en esas columnas o, si así no caben, en otras.

    Lo que dicen las cifras sale de los resultados y nadie lo puede acortar: antes cede el título. TextoNoCabe
    si no hay manera.
    """
    ajuste, primera = m.escena.ajuste, None
    for hasta in _TITULO_SOBRE_CIFRAS:
        if not ajuste.cabe(caja._replace(alto=hasta * caja.alto), titulo):
            continue
        arriba = ajuste.pila(caja, titulo, hasta=hasta)
        for cuantas in dict.fromkeys((columnas, *range(1, len(grupos) + 1))):
            cajas = rejilla(m.escena.bajo(arriba.resto, 3), len(grupos), cuantas)
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
