"""Si el programa público cabe en su hoja a su cuerpo normal: cada momento, medido con su letra."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from generador.catalogo.inventario import Artefacto
from generador.composicion.comun.idioma.fechas import dias_con_semana
from generador.composicion.comun.idioma.filtros import mayuscula
from generador.composicion.comun.idioma.jornadas import horario, horario_de, lugar, rotulo_de, sede_de
from generador.composicion.comun.medida import Medidor, TipoDeLetra
from generador.composicion.papel.titular import ESCALAS
from generador.modelo.asamblea import Asamblea
from generador.modelo.datos.evento import Jornada, Turno
from generador.unidades import MM_POR_PUNTO

# Milímetros y puntos de `papel.css`.
_MARGENES, _DE_LOS_LADOS, _HORA, _HUECO = 35.0, 30.0, 46.0, 0.5
_MENOR_CABEZA, _BAJO_CABEZA, _ROTULO = 30.0, 8.0, 6.0
_CUERPO_DE_SALA, _CUERPO_DE_EJE, _SANGRIA_DE_EJE = 11.0, 11.0, 5.0
_INTERLINEA = 1.38
_RAYA = 0.6 * MM_POR_PUNTO
_DESCANSOS = ("receso", "almuerzo")


@dataclass(frozen=True, slots=True)
class _Papel:
    """Lo que cambia de un papel a otro: el aire de un momento y de un descanso, y el cuerpo de un título."""

    aire: float
    de_descanso: float
    titulo: float


_PAPELES = {
    "carta": _Papel(3.0, 2.4, 15.0),
    "a4": _Papel(4.6, 4.6, 15.0),
    "oficio": _Papel(7.0, 4.4, 16.5),
}


@dataclass(frozen=True)
class ProgramaImpreso:
    """El programa de una asamblea en su papel."""

    artefacto: Artefacto
    medidor: Medidor

    @property
    def _asamblea(self) -> Asamblea:
        suya: Asamblea = self.artefacto.asamblea
        return suya

    @property
    def _papel(self) -> _Papel:
        return _PAPELES[self._asamblea.evento.papel]

    @cached_property
    def _util(self) -> float:
        return self.artefacto.ancho_mm - _DE_LOS_LADOS

    def apretado(self, crecida: float) -> bool:
        """Si alguna de sus hojas, con el pie crecido en esos milímetros, no da para el cuerpo normal."""
        libre = self.artefacto.alto_mm - _MARGENES - crecida - _HUECO
        # Cada jornada empieza su hoja; la primera va debajo del encabezado.
        return any(
            sum(self._altos(j)) > libre - (0.0 if i else self._cabeza)
            for i, j in enumerate(self._asamblea.evento.jornadas)
        )

    @property
    def _cabeza(self) -> float:
        """Los milímetros del encabezado, con el aire que lo separa de la tabla."""
        e, escala = self._asamblea.evento, ESCALAS["programa"]
        ancho = escala.ancho(self.artefacto.ancho_mm)
        talla = escala.talla(self.medidor, e.titular, self.artefacto.ancho_mm)
        cuando = [mayuscula(dias_con_semana(e.dias))]
        if not e.en_varias_jornadas:
            cuando.append(f"{mayuscula(horario(e))} · {lugar(e)}")
        alto = self._alto(f"Programa · {e.sobretitulo}", "negrita", 13.0, _INTERLINEA, ancho)
        alto += 4.0 + self._alto(e.titular, "titular", talla.cuerpo, 1.04, ancho)
        alto += sum(self._alto(t, "texto", 15.0, 1.3, ancho) for t in cuando)
        return max(alto, _MENOR_CABEZA) + _BAJO_CABEZA

    def _altos(self, jornada: Jornada) -> Iterator[float]:
        evento = self._asamblea.evento
        if evento.en_varias_jornadas:
            # El aire del primer rótulo y el del encabezado se juntan; los demás abren su hoja.
            aire = 2.0 if jornada == evento.jornadas[0] else 1.0
            yield aire + self._alto(rotulo_de(evento, jornada), "titular", 17.0, 1.15, self._util)
            donde = f"{horario_de(jornada)} · {sede_de(jornada.sede)}"
            yield 4.0 + self._alto(donde, "texto", 12.0, 1.3, self._util)
        yield _ROTULO
        for turno in evento.turnos_de(jornada):
            yield _RAYA + self._momento(turno)

    def _momento(self, turno: Turno) -> float:
        m, papel, ancho = turno.momento, self._papel, self._util - _HORA
        numeros = (m.numero is not None) + (turno.dia != turno.jornada.fecha)
        if m.tipo in _DESCANSOS:
            hora = (14.0 * 1.05 + 11.0 * 1.2 * numeros) * MM_POR_PUNTO
            dice = self._alto(m.titulo, "texto", 13.0, 1.18, ancho) + self._sala(m.sala, ancho)
            return papel.de_descanso + max(hora, dice)
        hora = (21.0 * 1.05 + 11.0 * 1.2 * numeros) * MM_POR_PUNTO
        cuerpo = papel.titulo if m.tipo == "momento" else 15.0
        dice = 0.7 + self._alto(m.titulo, "negrita", cuerpo, 1.18, ancho)
        dice += self._sala(m.sala, ancho)
        if m.actividad == "mesas":
            ejes = [f"{g.numero}. {g.mesa.eje}" for g in self._asamblea.grupos_en(turno)]
            lado = ancho - _SANGRIA_DE_EJE
            dice += 1.2 + sum(0.4 + self._alto(e, "texto", _CUERPO_DE_EJE, 1.22, lado) for e in ejes)
        return papel.aire + max(hora, dice)

    def _sala(self, sala: str | None, ancho: float) -> float:
        return 2.0 + self._alto(sala, "texto", _CUERPO_DE_SALA, _INTERLINEA, ancho) if sala else 0.0

    def _alto(self, texto: str, letra: TipoDeLetra, cuerpo: float, interlinea: float, ancho: float) -> float:
        """Los milímetros de `texto` a ese cuerpo, en puntos, en `ancho` mm."""
        apretada = ESCALAS["programa"].apretada if letra == "titular" else 0.0
        renglones = len(self.medidor.partir(texto, letra, ancho / (cuerpo * MM_POR_PUNTO), apretada))
        return renglones * cuerpo * interlinea * MM_POR_PUNTO
