"""Lo que lleva el nombre de alguien: escarapela, constancia y tarjeta de mesa. Sin nombre, su renglón."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from markupsafe import Markup

from generador.composicion.comun.idioma.fechas import dias as dias_de
from generador.composicion.comun.idioma.fechas import los_dias
from generador.composicion.piezas.ajuste import Bloque, Pila
from generador.composicion.piezas.escena import Zonas
from generador.composicion.piezas.montaje import Colocado, Montaje, pie_de_banda
from generador.modelo.privado import PersonaDeLista
from generador.rompecabezas.trazo import Rectangulo

NOMBRE_LIBRE = 24.0
"""Milímetros de alto que una escarapela guarda para el nombre, antes que para lo que le sigue."""
ENCUENTRO = "el nombre del encuentro"
"""Lo último que cede una escarapela."""
_CASILLA = 10.0
"""Alto en milímetros de la casilla de la mesa."""
_EN_LA_MANO = 250.0
"""Ancho en milímetros por debajo del cual el renglón dice qué se escribe en él; en una frase sobra."""
_DEL_NOMBRE, _DE_LO_SUYO = 0.7, 0.5
"""De su caja, el alto que es solo del nombre; y de su cuerpo, lo más que mide lo que va debajo."""
_DE_QUIEN = 0.58
"""De lo que queda bajo el título de la constancia, la parte del nombre; lo demás es del párrafo."""
_MENOS_QUE_EL_NOMBRE = 0.85
_BANDA_DE_CONSTANCIA = 0.82
"""Lo que queda del fondo de su mural: deja 18 cm para el nombre."""


def escarapela_en_blanco(m: Montaje) -> Iterator[Colocado]:
    """El papel de cada quien, con un renglón para su nombre."""
    papel = m.artefacto.asunto.modelos["papel"]
    return escarapela(m, PersonaDeLista("", papel.nombre), con_mesa=papel.con_mesa)


def escarapela(m: Montaje, persona: PersonaDeLista, *, con_mesa: bool = False) -> Iterator[Colocado]:
    """En la ficha, el papel y la mesa; al lado, el nombre tan grande como quepa y, debajo, el encuentro."""
    escena = m.escena
    z = escena.ficha(m.color.fondo, hasta=0.33)
    yield z.dibujo
    papel = z.texto
    if con_mesa or persona.mesa is not None:
        papel = z.texto._replace(alto=z.texto.alto - _CASILLA - 2 * escena.rem)
        yield from _mesa(m, Rectangulo(papel.x, papel.abajo + 2 * escena.rem, papel.ancho, _CASILLA), persona)
    yield m.pila(papel, [m.dentro("papel", persona.papel, "titulo", tope=13)], "centro")
    caja = _al_lado(z)
    debajo, _ = _encuentro(m, caja)
    if debajo is not None:
        yield debajo
        caja = caja._replace(alto=debajo.caja.y - caja.y)
    yield from _nombre(m, persona, caja, 17.0)


def cede_en_escarapela(m: Montaje) -> tuple[str, ...]:
    """Lo que la escarapela deja de decir porque su crédito es largo: «la fecha»; vacío si nada."""
    return _encuentro(m, _al_lado(m.escena.ficha(m.color.fondo, hasta=0.33)))[1]


def _al_lado(z: Zonas) -> Rectangulo:
    return Rectangulo(z.pie.x, z.pie.y, z.pie.ancho, z.texto.abajo - z.pie.y)


def _encuentro(m: Montaje, caja: Rectangulo) -> tuple[Pila | None, tuple[str, ...]]:
    """El encuentro y su fecha, debajo del nombre, y lo que de ellos no cabe."""
    e = m.evento
    titular = Bloque("evento.titular", e.titular, "fuerte", tope=6.2)
    cuando = Bloque("evento.jornadas", dias_de(e.dias), "texto", 0.6, tope=6.2)
    # Un crédito largo deja poco alto: cede la fecha y después el encuentro, que el crédito también nombra.
    cede: tuple[str, ...] = ()
    for debajo, falta in (([titular, cuando], "la fecha"), ([titular], ENCUENTRO)):
        if m.escena.ajuste.cabe(caja, debajo):
            pila = m.pila(caja, debajo, "abajo")
            if pila.caja.y - caja.y >= NOMBRE_LIBRE:
                return pila, cede
        cede = (*cede, falta)
    return None, cede


def _mesa(m: Montaje, caja: Rectangulo, persona: PersonaDeLista) -> Iterator[Colocado]:
    """La casilla de la mesa, con su número o para escribirlo."""
    rotulo = m.dentro("rótulo", "Mesa", "fuerte", tope=6.2)
    ancho = 1.1 * m.escena.ajuste.medidor.ancho("Mesa", "negrita") * m.escena.ajuste.piso
    yield m.pila(caja._replace(ancho=ancho), [rotulo], "centro")
    x = caja.x + ancho + m.escena.rem
    casilla = Rectangulo(x, caja.y, min(caja.derecha - x, 1.5 * caja.alto), caja.alto)
    yield Markup(
        f'<svg class="raya" role="img" viewBox="0 0 {casilla.ancho:.2f} {casilla.alto:.2f}" '
        f'style="left:{casilla.x:.2f}mm;top:{casilla.y:.2f}mm;width:{casilla.ancho:.2f}mm;'
        f'height:{casilla.alto:.2f}mm"><title>Casilla para la mesa</title>'
        f'<rect x=".2" y=".2" width="{casilla.ancho - 0.4:.2f}" height="{casilla.alto - 0.4:.2f}" rx="1" '
        'fill="#ffffff" stroke="#1c2420" stroke-width=".4"/></svg>'
    )
    if persona.mesa is not None:
        numero = m.pila(casilla, [Bloque("mesa", str(persona.mesa), "numero", tope=15)], "centro")
        yield Markup(f'<div class="centrada">{numero.__html__()}</div>')


def tarjeta(m: Montaje, persona: PersonaDeLista) -> Iterator[Colocado]:
    """El nombre de alguien para leerlo desde el otro lado de la mesa."""
    z = m.escena.ficha(m.color.fondo, hasta=0.2)
    yield z.dibujo
    yield m.pila(z.texto, [m.dentro("papel", persona.papel, "titulo", tope=9)], "centro")
    caja = Rectangulo(z.pie.x, z.pie.y, z.pie.ancho, z.qr.abajo - z.pie.y)
    yield from _nombre(m, persona, caja, 30.0, _mesa_de(persona))


def constancia_en_blanco(m: Montaje) -> Iterator[Colocado]:
    """Que alguien participó, con un renglón para su nombre."""
    return constancia(m, PersonaDeLista(""))


def constancia(m: Montaje, persona: PersonaDeLista) -> Iterator[Colocado]:
    """Que alguien participó, con su nombre y renglones para dos firmas."""
    e, escena = m.evento, m.escena
    z = escena.banda(pie_de_banda(m), _BANDA_DE_CONSTANCIA)
    yield z.dibujo
    titulo = m.pila(
        z.texto,
        [
            Bloque("evento.sobretitulo", e.sobretitulo, "sobre", tope=3.2),
            Bloque("rótulo", "Constancia de participación", "titulo", 1, tope=7.5),
            Bloque("rótulo", "Se deja constancia de que", "texto", 3, tope=3.6),
        ],
        hasta=0.5,
    )
    yield titulo
    encuentro = e.nombre[:1].lower() + e.nombre[1:]
    como = f", como {persona.papel[:1].lower()}{persona.papel[1:]}," if persona.papel else ""
    participo = f"participó{como} en la {encuentro}, en {e.territorio}, {los_dias(e.dias)}."
    # El lugar del nombre no depende de lo que el párrafo diga de cada quien: en todas sale igual.
    libre = titulo.resto._replace(alto=_DE_QUIEN * titulo.resto.alto)
    nombre = _cuerpo_del_nombre(m, persona, libre, 8.0)
    yield from _nombre(m, persona, libre, 8.0, _mesa_de(persona))
    abajo = Rectangulo(
        libre.x, libre.abajo + escena.rem, libre.ancho, titulo.resto.abajo - libre.abajo - 2 * escena.rem
    )
    tope = min(3.4, _MENOS_QUE_EL_NOMBRE * nombre / escena.rem) if nombre else 3.4
    yield m.pila(abajo, [Bloque("evento.nombre", participo, "texto", tope=tope)])
    aire = 5 * escena.rem
    ancho = (z.pie.ancho - aire) / 2
    for i in range(2):
        caja = Rectangulo(z.pie.x + i * (ancho + aire), z.pie.y, ancho, z.pie.alto)
        renglon = escena.renglon(caja, 9, "Renglón para una firma")
        yield renglon.dibujo
        rotulo = [Bloque("rótulo", "Firma y cargo", "menudo", tope=2.2)]
        yield m.pila(escena.bajo(renglon.resto, 0.8), rotulo)
    yield m.codigo(z.qr, "más información")


def _mesa_de(persona: PersonaDeLista) -> str:
    return f"Mesa {persona.mesa}" if persona.mesa is not None else ""


def _nombre(
    m: Montaje, persona: PersonaDeLista, caja: Rectangulo, tope: float, mesa: str = ""
) -> Iterator[Colocado]:
    """El nombre y de dónde viene, o el renglón donde se escribe."""
    if not persona.nombre:
        yield from _renglon(m, caja)
        return
    rem, cuerpo = m.escena.rem, _cuerpo_del_nombre(m, persona, caja, tope)
    solo = m.pila(caja, [Bloque("nombre", persona.nombre, "nombre", tope=cuerpo / rem)], "centro")
    suyo = " · ".join(t for t in (mesa, persona.organizacion) if t)
    if not suyo:
        yield solo
        return
    lugar = caja._replace(y=caja.y + solo.caja.alto + 1.2 * rem, alto=caja.alto - solo.caja.alto - 1.2 * rem)
    detalle = [Bloque("organizacion", suyo, "texto", tope=_DE_LO_SUYO * cuerpo / rem)]
    debajo = m.pila(lugar, detalle)
    corre = (caja.abajo - debajo.caja.abajo) / 2
    for pila in (replace(solo, caja=solo.caja._replace(y=caja.y)), debajo):
        yield replace(pila, caja=pila.caja._replace(y=pila.caja.y + corre))


def _cuerpo_del_nombre(m: Montaje, persona: PersonaDeLista, caja: Rectangulo, tope: float) -> float:
    """Milímetros del nombre: los mismos diga lo que diga lo demás de cada quien; 0 si va el renglón."""
    if not persona.nombre:
        return 0.0
    de = caja._replace(alto=_DEL_NOMBRE * caja.alto)
    return m.pila(de, [Bloque("nombre", persona.nombre, "nombre", tope=tope)]).compuestos[0].cuerpo


def _renglon(m: Montaje, caja: Rectangulo) -> Iterator[Colocado]:
    escena, rotulo = m.escena, [Bloque("rótulo", "Nombre", "texto", tope=2.2)]
    alto = caja.alto - 1.5 * escena.ajuste.piso if escena.ancho < _EN_LA_MANO else caja.alto
    renglon = escena.renglon(caja, alto / escena.rem, "Renglón para el nombre")
    yield renglon.dibujo
    debajo = escena.bajo(renglon.resto, 0.5)
    if escena.ajuste.cabe(debajo, rotulo):
        yield m.pila(debajo, rotulo)
