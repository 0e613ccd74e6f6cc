"""Las pantallas de una asamblea, en el orden del día: de la sala de espera a las gracias."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from itertools import zip_longest

from generador.composicion.comun.idioma.fechas import dias_con_semana
from generador.composicion.comun.idioma.filtros import hora
from generador.composicion.comun.idioma.jornadas import ancla_de, lugar, numero_de
from generador.composicion.comun.medida import Medidor
from generador.composicion.paginas.proyeccion.pantalla import (
    TIEMPO,
    Encuadre,
    ImagenDeEspera,
    PantallaDelSalon,
    TiempoDePantalla,
)
from generador.composicion.paginas.proyeccion.plenaria import PlenariaProyectada
from generador.composicion.paginas.proyeccion.reparto import UTIL, Dictado
from generador.modelo.asamblea import Asamblea
from generador.modelo.datos.comun.zona import HORA_DE_COLOMBIA
from generador.modelo.datos.evento import Turno
from generador.modelo.datos.mesas import Grupo
from generador.modelo.datos.pasos import PasoProgramado
from generador.modelo.texto import plural

_TIEMPO_DE_RECESO, _TIEMPO_DE_PASO, _QR = 27.0, 19.5, 44.0
"""Lo que ocupa el reloj de un descanso y el de un paso, y lo que un código le quita al ancho."""
_DESCANSOS = ("receso", "almuerzo")


@dataclass(frozen=True)
class Proyeccion:
    """Las pantallas de una asamblea. `imagenes`, las de la sala de espera; `direccion`, dónde se lee."""

    asamblea: Asamblea
    medidor: Medidor
    direccion: str
    imagenes: Sequence[ImagenDeEspera] = field(default=())

    @property
    def pantallas(self) -> tuple[PantallaDelSalon, ...]:
        """Las pantallas, en el orden en que se proyectan."""
        return (*self._espera(), *self._programa(), *self._gracias())

    @property
    def _encuadre(self) -> Encuadre:
        return Encuadre(self.medidor, self.asamblea.convenio.credito)

    @property
    def _al_frente(self) -> PlenariaProyectada:
        return PlenariaProyectada(self.asamblea, self._encuadre)

    def _espera(self) -> Iterator[PantallaDelSalon]:
        e = self.asamblea.evento
        cuando = f"{e.territorio}, {dias_con_semana(e.dias)}"
        titulo = self._encuadre.titular(e.titular, 42)
        primera = PantallaDelSalon("espera", "espera", e.titular, "espera", e.sobretitulo, titulo)
        portada = self._encuadre.en_hojas(self._sin_sobre(primera), [Dictado(cuando), Dictado(lugar(e))])
        programa = PantallaDelSalon(
            "espera-programa", "espera", "El programa", "espera", "El programa del día"
        )
        renglones = [Dictado(t.momento.titulo, "", hora(t.inicio), _item(self.asamblea, t)) for t in e.turnos]
        hojas = list(self._encuadre.en_hojas(programa, renglones)) if renglones else []
        vistas_ = [
            PantallaDelSalon(f"espera-imagen-{i}", "imagen", imagen.alt, "espera", imagen=imagen)
            for i, imagen in enumerate(self.imagenes, start=1)
        ]
        yield from portada
        for hoja, imagen in zip_longest(hojas, vistas_):
            yield from (p for p in (hoja, imagen) if p is not None)

    def _sin_sobre(self, pantalla: PantallaDelSalon) -> PantallaDelSalon:
        """La misma, sin lo de encima del título si no cabe en un renglón."""
        cabe = self._encuadre.en_un_renglon(pantalla.sobre)
        return pantalla if cabe else replace(pantalla, sobre="")

    def _programa(self) -> Iterator[PantallaDelSalon]:
        turnos, al_frente = self.asamblea.evento.turnos, self._al_frente
        pasan = self._que_pasan([t for t in turnos if t.momento.actividad == "plenaria"])
        antes: tuple[int, ...] = ()
        for t in turnos:
            siguientes = [s for s in turnos if s.jornada.id == t.jornada.id and s.desde >= t.hasta]
            sigue = min(siguientes, key=lambda s: s.desde, default=None)
            yield from self._momento(t, sigue)
            for i, paso in enumerate(self._pasos(t), start=1):
                yield from self._paso(t, i, paso)
            grupos = pasan.pop(_item(self.asamblea, t), None)
            if grupos is None:
                continue
            yield from al_frente.voces(grupos, t.duracion // max(1, len(grupos)), antes)
            antes = (*antes, *(g.numero for g in grupos))
            if not pasan:
                yield from al_frente.acto()
        if not antes:
            yield from al_frente.voces(self.asamblea.grupos, 0)
            yield from al_frente.acto()

    def _pasos(self, turno: Turno) -> tuple[PasoProgramado, ...]:
        return self.asamblea.pasos_en(turno) if turno.momento.actividad == "mesas" else ()

    def _que_pasan(self, plenarias: Sequence[Turno]) -> dict[str, tuple[Grupo, ...]]:
        """Qué mesas pasan al frente en cada plenaria: las de su jornada; en la última, las que falten."""
        faltan, pasan = list(self.asamblea.grupos), dict[str, tuple[Grupo, ...]]()
        for i, plenaria in enumerate(plenarias, start=1):
            suyas = [
                g
                for g in faltan
                if i == len(plenarias)
                or ((t := self.asamblea.turno_de_mesa(g.numero)) and t.jornada.id == plenaria.jornada.id)
            ]
            faltan = [g for g in faltan if g not in suyas]
            pasan[_item(self.asamblea, plenaria)] = tuple(suyas)
        return pasan

    def _momento(self, t: Turno, sigue: Turno | None) -> Iterator[PantallaDelSalon]:
        a, m = self.asamblea, t.momento
        item, pasos = _item(a, t), self._pasos(t)
        jornada = f"Jornada {numero_de(a.evento, t.jornada)}" if a.evento.en_varias_jornadas else ""
        sobre = " · ".join(filter(None, (jornada, f"Momento {m.numero}" if m.numero else "")))
        bloques = [Dictado(m.sala, "Dónde:")] if m.sala else []
        if m.exposiciones:
            cuantas = plural(m.exposiciones.cantidad, "presentación", "presentaciones")
            bloques.append(Dictado(f"{cuantas} de {plural(m.exposiciones.minutos, 'minuto', 'minutos')}"))
        if sigue is not None:
            otro = _item(a, sigue)
            bloques.append(Dictado(sigue.momento.titulo, "Sigue,", hora(sigue.inicio), otro))
        descanso = m.tipo in _DESCANSOS
        pantalla = PantallaDelSalon(
            item,
            "receso" if descanso else "momento",
            m.nombre,
            # Mientras las mesas trabajan, manda el reloj de sus pasos.
            f"{item}:pasos" if pasos else item,
            sobre,
            self._encuadre.titular(m.titulo, 34),
            plazo=_plazo(t, t.desde, t.hasta, item, _de_paso(item, len(pasos) or 1)),
        )
        yield from self._encuadre.en_hojas(pantalla, bloques, _TIEMPO_DE_RECESO if descanso else TIEMPO)

    def _paso(self, t: Turno, numero: int, p: PasoProgramado) -> Iterator[PantallaDelSalon]:
        item, pasos = _item(self.asamblea, t), self._pasos(t)
        parte = _de_paso(item, numero)
        pantalla = PantallaDelSalon(
            f"{item}.paso-{numero}",
            "paso",
            f"Paso {numero}. {p.paso.titulo}",
            parte,
            f"Paso {numero} de {len(pasos)}",
            self._encuadre.titular(p.paso.titulo, 20),
            plazo=_plazo(t, p.desde, p.hasta, parte, parte),
            paso=(numero, len(pasos)),
        )
        bloques = [Dictado(e, "Para entregar:" if not i else "") for i, e in enumerate(p.paso.entregar)]
        yield from self._encuadre.en_hojas(pantalla, bloques, _TIEMPO_DE_PASO)

    def _gracias(self) -> Iterator[PantallaDelSalon]:
        a = self.asamblea
        que = "Lea la agenda y siga sus compromisos en:" if a.aprobacion else "Todo lo de la asamblea, en:"
        titulo = self._encuadre.titular("Gracias", 20, UTIL - _QR)
        primera = PantallaDelSalon(
            "gracias", "gracias", "Gracias", "gracias", "", titulo, enlace=self.direccion
        )
        corta = self.direccion.partition("://")[2].rstrip("/")
        yield from self._encuadre.en_hojas(primera, [Dictado(corta, que)], 0.0, UTIL - _QR)


def _item(a: Asamblea, t: Turno) -> str:
    return f"momento-{ancla_de(a.evento, t)}"


def _de_paso(item: str, numero: int) -> str:
    """La parte del día de un paso: con el primero empieza su momento."""
    return f"{item}:{numero}" if numero > 1 else item


def _plazo(t: Turno, desde: int, hasta: int, primera: str, ultima: str) -> TiempoDePantalla:
    cero = datetime.combine(t.jornada.fecha, time(), HORA_DE_COLOMBIA)
    antes, despues = (cero + timedelta(minutes=m) for m in (desde, hasta))
    return TiempoDePantalla(antes, despues, t.jornada.id, primera, ultima)
