"""Lo que se dice de una pieza fuera de ella: su texto alternativo, el de redes y la tarjeta de un enlace."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from generador.catalogo.inventario import Artefacto
from generador.catalogo.piezas import Pieza
from generador.composicion.comun.fechas import dias, dias_con_semana
from generador.composicion.comun.filtros import mayuscula, numero
from generador.composicion.comun.jornadas import horario, horario_de, horas_de, jornada_de, lugar_breve
from generador.composicion.comun.vistas import (
    SELLO_BORRADOR,
    SELLO_DEMOSTRACION,
    rotulos_de_sellos,
    titulo_de_agenda,
)
from generador.modelo.asamblea import Asamblea
from generador.modelo.datos.evento import Evento, Jornada
from generador.modelo.publico.cifras import cifras_de
from generador.modelo.texto import plural

_RESERVAS = {
    SELLO_BORRADOR: "Borrador: la plenaria todavía no aprueba la agenda.",
    SELLO_DEMOSTRACION: "Datos de demostración: los resultados son inventados.",
}


def cifras(asamblea: Asamblea) -> tuple[tuple[str, str], ...]:
    """Lo que se hizo en el día, como (número, de qué); solo lo que pasó de cero.

    Lo que no está completo dice de cuántos: «18 de 23 sub-mesas», «6 necesidades, 5 con plan».
    """
    c = cifras_de(asamblea)
    personas = ("persona", "personas")
    if asamblea.asistencia is None and not c.contadas.completa:
        donde = f" en {plural(c.contadas.cuantos, 'sub-mesa', 'sub-mesas')}"
        personas = (f"persona{donde}", f"personas{donde}")
    submesas = ("sub-mesa", "sub-mesas")
    if not c.entregas.completa:
        submesas = (f"de {numero(c.entregas.de)} sub-mesas",) * 2
    necesidades = ("necesidad con su plan", "necesidades con su plan")
    if not c.con_plan.completa:
        planes = f", {numero(c.con_plan.cuantos)} con plan" if c.con_plan.cuantos else " sin plan"
        necesidades = (f"necesidad{planes}", f"necesidades{planes}")
    cuentas = (
        (asamblea.asistentes, *personas),
        (c.entregas.cuantos, *submesas),
        (sum(bool(o.aportes) for o in asamblea.organizaciones), "organización", "organizaciones"),
        (c.con_plan.de, *necesidades),
        (len(asamblea.compromisos) if asamblea.hay_agenda else 0, "compromiso", "compromisos"),
    )
    return tuple((numero(n), uno if n == 1 else varios) for n, uno, varios in cuentas if n)[:4]


def _datos(a: Artefacto, direccion: str) -> Mapping[str, Any]:
    asamblea, evento = a.asamblea, a.asamblea.evento
    expone = evento.turno_de("exposiciones")
    jornada = jornada_de(asamblea, a.asunto.modelos)
    dias_dichos = dias_con_semana((jornada.fecha,) if jornada else evento.dias)
    return {
        **a.asunto.modelos,
        "asamblea": asamblea,
        "evento": evento,
        "fecha": mayuscula(dias_dichos),
        "dia": dias(evento.dias),
        "hora": horario_de(jornada) if jornada else horario(evento),
        "lugar": f"{evento.territorio} · {lugar_breve(evento, jornada)}",
        "enlace": direccion + a.pagina,
        "inscripcion": "Inscríbase" if evento.enlaces.inscripcion else "Más información",
        "credito": asamblea.convenio.credito,
        "etiquetas": " ".join(evento.etiquetas) + "\n" if evento.etiquetas else "",
        "que_es": " ".join(asamblea.metodologia.que_es),
        "programa": _programa(evento, jornada or evento.primera),
        "momento": expone.momento if expone else None,
        "hora_momento": horas_de(expone) if expone else "",
        "cifras": ", ".join(f"{n} {de}" for n, de in cifras(asamblea)),
        "compromisos": plural(len(asamblea.compromisos), "compromiso", "compromisos"),
        "titulo_agenda": titulo_de_agenda(asamblea),
        "reserva": "".join(f"{_RESERVAS[r]}\n\n" for r in rotulos_de_sellos(asamblea)),
    }


def _programa(evento: Evento, jornada: Jornada) -> str:
    """Los momentos de una jornada y sus horas, corridos."""
    return "; ".join(f"{horas_de(t)}, {t.momento.titulo}" for t in evento.turnos_de(jornada))


def alternativo(a: Artefacto, direccion: str) -> str:
    """Lo que se ve en una pieza, con su crédito; para `alt` y para quien no ve la imagen."""
    assert isinstance(a.declaracion, Pieza)
    datos = _datos(a, direccion)
    dicho = a.declaracion.alternativo.format_map(datos).replace("..", ".")
    reserva = (
        f" {' '.join(datos['reserva'].split())}" if a.declaracion.resultados and datos["reserva"] else ""
    )
    fotos = [f.alt for f in a.asamblea.evento.medios if a.declaracion.id in f.piezas]
    foto = f" Foto: {fotos[0].removesuffix('.')}." if fotos else ""
    return f"{dicho}{foto}{reserva} {a.asamblea.convenio.credito}."


def para_redes(a: Artefacto, direccion: str) -> str:
    """El texto listo para pegar junto a la imagen; vacío si la pieza no va a redes."""
    assert isinstance(a.declaracion, Pieza)
    dicho = a.declaracion.redes.format_map(_datos(a, direccion))
    return re.sub(r"\n{3,}", "\n\n", dicho).strip()


def tarjeta(
    artefactos: Iterable[Artefacto], direccion: str, pieza: str, asunto: str = ""
) -> dict[str, Any] | None:
    """La pieza que se ve al compartir una página, con dirección absoluta; si falta, la convocatoria.

    `artefactos` son los de la asamblea. None si ninguna sale en el formato «enlace»: a los demás, las redes
    les recortan el crédito.
    """
    hay = {
        (a.declaracion.id, a.asunto.clave): a
        for a in artefactos
        if a.pixeles is not None and a.formato is not None and a.formato.id == "enlace"
    }
    claves = ((pieza, asunto), (pieza, ""), ("convocatoria", ""))
    elegida = next((hay[c] for c in claves if c in hay), None)
    if elegida is None or elegida.pixeles is None:
        return None
    ancho, alto = elegida.pixeles
    alt = alternativo(elegida, direccion)
    return {"url": direccion + elegida.ruta, "ancho": ancho, "alto": alto, "alt": alt}
