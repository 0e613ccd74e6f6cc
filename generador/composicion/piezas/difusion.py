"""Lo que se dice de una pieza fuera de ella: su texto alternativo, el de redes y la tarjeta de un enlace."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from generador.catalogo.inventario import Artefacto
from generador.catalogo.piezas import Pieza
from generador.composicion.comun.idioma.fechas import dias, dias_con_semana
from generador.composicion.comun.idioma.filtros import mayuscula, numero
from generador.composicion.comun.idioma.jornadas import horario, horario_de, horas_de, jornada_de, lugar_de
from generador.composicion.comun.vistas import (
    SELLO_BORRADOR,
    SELLO_DEMOSTRACION,
    rotulos_de_sellos,
    titulo_de_agenda,
)
from generador.modelo.asamblea import Asamblea
from generador.modelo.datos.evento import Evento, Jornada, Turno
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


class _Datos(dict[str, Any]):
    """Lo que puede nombrar el texto de una pieza. Cada cosa se calcula cuando se nombra: contar los
    resultados de una asamblea cuesta, y casi ningún texto los dice."""

    def __init__(self, a: Artefacto, direccion: str) -> None:
        super().__init__({n: m for n, m in a.asunto.modelos.items() if n not in _DATOS})
        self._artefacto, self._direccion = a, direccion

    def __missing__(self, nombre: str) -> Any:
        valor = self[nombre] = _DATOS[nombre](self._artefacto, self._direccion)
        return valor


_DATOS: Mapping[str, Callable[[Artefacto, str], Any]] = {
    "asamblea": lambda a, _: a.asamblea,
    "evento": lambda a, _: a.asamblea.evento,
    "fecha": lambda a, _: mayuscula(_dias_de(a)),
    "fecha_seguida": lambda a, _: _dias_de(a),
    "dia": lambda a, _: dias(a.asamblea.evento.dias),
    "hora": lambda a, _: horario_de(j) if (j := _jornada(a)) else horario(a.asamblea.evento),
    "lugar": lambda a, _: f"{a.asamblea.evento.territorio} · {lugar_de(a.asamblea.evento, _jornada(a))}",
    "indicaciones": lambda a, _: _indicaciones(_jornada(a) or a.asamblea.evento.primera),
    "enlace": lambda a, direccion: direccion + a.pagina,
    "inscripcion": lambda a, _: "Inscríbase" if a.asamblea.evento.enlaces.inscripcion else "Más información",
    "credito": lambda a, _: a.asamblea.convenio.credito,
    "etiquetas": lambda a, _: " ".join(e) + "\n" if (e := a.asamblea.evento.etiquetas) else "",
    "que_es": lambda a, _: " ".join(a.asamblea.metodologia.que_es),
    "programa": lambda a, _: _programa(a.asamblea.evento, _jornada(a) or a.asamblea.evento.primera),
    "momento": lambda a, _: t.momento if (t := _exposiciones(a)) else None,
    "hora_momento": lambda a, _: horas_de(t) if (t := _exposiciones(a)) else "",
    "cifras": lambda a, _: ", ".join(f"{n} {de}" for n, de in cifras(a.asamblea)),
    "compromisos": lambda a, _: plural(len(a.asamblea.compromisos), "compromiso", "compromisos"),
    "titulo_agenda": lambda a, _: titulo_de_agenda(a.asamblea),
    "reserva": lambda a, _: "".join(f"{_RESERVAS[r]}\n\n" for r in rotulos_de_sellos(a.asamblea)),
}


def _indicaciones(jornada: Jornada) -> str:
    """Cómo se llega a su sede, con un espacio delante y su punto; vacío si no se sabe."""
    dichas = (jornada.sede.indicaciones or "") if jornada.sede else ""
    return f" {mayuscula(dichas.rstrip('.'))}." if dichas else ""


def _jornada(a: Artefacto) -> Jornada | None:
    return jornada_de(a.asamblea, a.asunto.modelos)


def _dias_de(a: Artefacto) -> str:
    jornada = _jornada(a)
    return dias_con_semana((jornada.fecha,) if jornada else a.asamblea.evento.dias)


def _exposiciones(a: Artefacto) -> Turno | None:
    jornada = _jornada(a)
    return a.asamblea.evento.turno_de("exposiciones", jornada.id if jornada else None)


def _programa(evento: Evento, jornada: Jornada) -> str:
    """Los momentos de una jornada y sus horas, corridos."""
    return "; ".join(f"{horas_de(t)}, {t.momento.titulo}" for t in evento.turnos_de(jornada))


def alternativo(a: Artefacto, direccion: str) -> str:
    """Lo que se ve en una pieza, con su crédito; para `alt` y para quien no ve la imagen."""
    assert isinstance(a.declaracion, Pieza)
    datos = _Datos(a, direccion)
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
    dicho = a.declaracion.redes.format_map(_Datos(a, direccion))
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
