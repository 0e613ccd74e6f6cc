"""De qué se compone una pieza: su escena, su color, sus sellos y el pie de su foto."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from generador.catalogo.asuntos import Asunto
from generador.catalogo.formatos import ORILLA, SANGRADO
from generador.catalogo.inventario import Artefacto
from generador.catalogo.piezas import Pieza
from generador.composicion.comun.color.paleta import colores_de, fondos_de
from generador.composicion.comun.vistas import sellos, semilla_de
from generador.composicion.muro.dibujo_papel import Acabado
from generador.composicion.piezas.ajuste import Ajustador, Bloque, Pila
from generador.composicion.piezas.escena import Escena
from generador.composicion.piezas.montaje import ColorDePieza, Montaje
from generador.modelo.datos.comun.medios import SIN_MEDIOS, Medios

FUENTES = Path("tema") / "fuentes"
"""Dentro de la carpeta de plantillas."""
_AVISOS = {
    "borrador": "La plenaria todavía no la aprueba.",
    "demostracion": "Los resultados son inventados.",
}


_TURNO = {"cuenta": 1, "inscripcion": 4, "receso": 0, "almuerzo": 1, "senal-ruta": 2}
"""Qué color de la paleta le toca a cada pieza que no es de una mesa."""


def escena_de(a: Artefacto, plantillas: Path, medios: Medios = SIN_MEDIOS) -> Escena:
    """La escena de una pieza, sin textos todavía; ninguno bajará del menor cuerpo de su formato."""
    assert a.formato is not None
    ancho, alto = a.formato.pieza_mm
    asamblea, hasta = a.asamblea, a.formato.hasta_el_papel
    return Escena(
        ancho,
        alto,
        Ajustador(plantillas / FUENTES, min(ancho, alto) / 100, a.ruta, a.formato.cuerpo_minimo),
        asamblea.convenio.credito,
        semilla_de(asamblea),
        fondos_de(asamblea),
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


def montaje_de(a: Artefacto, plantillas: Path, medios: Medios, direccion: str) -> Montaje:
    """Lo que hace falta para componer una pieza; `direccion` es adónde lleva su código QR."""
    return Montaje(a, escena_de(a, plantillas, medios), _color(a), direccion, _pie_de_foto(a, medios))


def con_color(m: Montaje, asunto: Asunto) -> Montaje:
    """El mismo montaje para otro asunto, con el color que le toca."""
    artefacto = replace(m.artefacto, asunto=asunto)
    return replace(m, artefacto=artefacto, color=_color(artefacto))


def _pie_de_foto(a: Artefacto, medios: Medios) -> tuple[Bloque, ...]:
    foto = medios.de_pieza(a.declaracion.id)
    if foto is None:
        return ()
    campo = f"evento.medios.{foto.puesto}.credito"
    return (Bloque(campo, f"Foto: {foto.foto.credito}", "menudo", 1.0, tope=2.2),)


def aviso_de(a: Artefacto, escena: Escena) -> Pila | None:
    """Los sellos de una pieza que muestra resultados, en su banda; None si no lleva."""
    avisos = _avisos(a)
    if not avisos:
        return None
    bloque = Bloque("sello", " ".join(avisos), "fuerte", clase="sello", tope=2.7)
    return escena.ajuste.pila(escena.sello, [bloque], "centro")


def _avisos(a: Artefacto) -> tuple[str, ...]:
    """Lo que dicen los sellos de una pieza que muestra resultados."""
    # El mural lleno trae los suyos arriba.
    if not (isinstance(a.declaracion, Pieza) and a.declaracion.resultados) or a.declaracion.estilos:
        return ()
    return tuple(f"{s.rotulo} · {_AVISOS[s.clase]}" for s in sellos(a.asamblea, "rompecabezas"))


def _color(a: Artefacto) -> ColorDePieza:
    """El fondo y el texto de la pieza: los de su mesa o, si no es de una, los que le tocan por turno."""
    colores = colores_de(a.asamblea)
    mesa = a.asunto.modelos.get("mesa")
    if mesa is not None:
        propio = colores[mesa.numero]
    else:
        todos = list(colores.values())
        propio = todos[int(a.asunto.modelos.get("puesto", _TURNO.get(a.declaracion.id, 0))) % len(todos)]
    if a.variante == "una-tinta":
        return ColorDePieza("none", "#000")
    return ColorDePieza(propio.fondo, propio.texto)
