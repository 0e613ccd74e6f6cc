"""La plenaria: cada mesa al frente, el rompecabezas que se llena con ella y el acto que aprueba la agenda."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generador.composicion.comun import vistas
from generador.composicion.comun.idioma.fechas import fecha
from generador.composicion.paginas.proyeccion.pantalla import TIEMPO, Encuadre, PantallaDelSalon, a_las
from generador.composicion.paginas.proyeccion.reparto import UTIL, Dictado
from generador.modelo.aprobado.palabras import palabras_de
from generador.modelo.asamblea import Asamblea
from generador.modelo.campos import campos
from generador.modelo.datos.agenda import Compromiso
from generador.modelo.datos.aporte import Aporte
from generador.modelo.datos.mesas import Grupo
from generador.modelo.datos.metodologia import TipoFicha
from generador.modelo.datos.pendiente import por_escribir
from generador.modelo.publico.cifras import mesas_de
from generador.modelo.texto import enumerar, plural

_EMBLEMA = 40.0
"""Lo que la ficha de la mesa le quita al ancho, en `proyeccion.css`."""
_POR_TRANSCRIBIR = "Por transcribir"


@dataclass(frozen=True, slots=True)
class PlenariaProyectada:
    """Las pantallas de la plenaria de una asamblea."""

    asamblea: Asamblea
    encuadre: Encuadre

    def voces(
        self, grupos: Sequence[Grupo], minutos: int, antes: tuple[int, ...] = ()
    ) -> Iterator[PantallaDelSalon]:
        """Las pantallas de unas mesas al frente, una tras otra; `minutos`, los de cada una; 0 si no se sabe.

        `antes`, los números de las que ya pasaron en otra plenaria.
        """
        if not antes and grupos:
            yield self._muro("rompecabezas", "rompecabezas", ())
        for g in grupos:
            yield from self._voz(g, minutos)
            antes = (*antes, g.numero)
            yield self._muro(f"rompecabezas-{g.numero}", _parte(g), antes)

    def _muro(self, id_: str, parte: str, encajadas: tuple[int, ...]) -> PantallaDelSalon:
        cuantas = f"{len(encajadas)} de {plural(len(self.asamblea.grupos), 'mesa', 'mesas')}"
        return PantallaDelSalon(
            id_,
            "rompecabezas",
            f"El gran rompecabezas: {cuantas}",
            parte,
            f"El gran rompecabezas · {cuantas}",
            mesa=encajadas[-1] if encajadas else None,
            encajadas=encajadas,
        )

    def _voz(self, g: Grupo, minutos: int) -> Iterator[PantallaDelSalon]:
        a, parte = self.asamblea, _parte(g)
        ancho = UTIL - _EMBLEMA
        pantalla = PantallaDelSalon(
            f"mesa-{g.numero}",
            "voz",
            f"Mesa {g.numero}. {g.mesa.eje}",
            parte,
            f"Mesa {g.numero}",
            self.encuadre.titular(g.mesa.eje, 40, ancho),
            minutos=minutos,
            mesa=g.numero,
        )
        tiempo = TIEMPO if minutos else 0.0
        yield from self.encuadre.en_hojas(pantalla, [Dictado(g.mesa.pregunta)], tiempo, ancho)
        if not vistas.hay_resultados(a):
            return
        if consolidada(a):
            for c in a.compromisos_de(g.numero):
                yield from self._de_compromiso(c, parte)
            return
        for aporte in a.aportes_de(g.numero):
            primera = PantallaDelSalon(
                aporte.codigo, "aporte", aporte.codigo, parte, f"Mesa {g.numero} · {aporte.codigo}"
            )
            yield from self.encuadre.en_hojas(replace(primera, mesa=g.numero), list(self._de_aporte(aporte)))

    def _de_compromiso(self, c: Compromiso, parte: str) -> Iterator[PantallaDelSalon]:
        rotulos = {c.nombre: c.rotulo for c in campos(Compromiso)}
        plan = TipoFicha.PLAN.value
        bloques = [
            Dictado(c.texto),
            *(
                Dictado(t, rotulos[n], clase=plan)
                for n, t in (
                    ("responsables", enumerar(c.responsables)),
                    ("como", c.como),
                    ("cuando", c.cuando),
                )
                if t
            ),
        ]
        primera = PantallaDelSalon(
            c.codigo,
            "aporte",
            f"{c.codigo}. {c.titulo}",
            parte,
            f"Mesa {c.mesa} · {c.codigo}",
            self.encuadre.titular(c.titulo, 21),
            mesa=c.mesa,
        )
        yield from self.encuadre.en_hojas(primera, bloques)

    def _de_aporte(self, aporte: Aporte) -> Iterator[Dictado]:
        metodo = self.asamblea.metodologia
        nombres = {f.tipo: f.nombre for f in metodo.fichas}
        for tipo, texto in ((TipoFicha.NECESIDAD, aporte.necesidad), (TipoFicha.SOLUCION, aporte.solucion)):
            yield _dicho(texto, f"{nombres[tipo]}:", tipo.value)
        if aporte.organizaciones:
            yield Dictado(
                f"{enumerar(aporte.organizaciones)}.", "Cooperarían:", clase=TipoFicha.SOLUCION.value
            )
        plan = TipoFicha.PLAN.value
        if not aporte.plan:
            yield _dicho(None, f"{nombres[TipoFicha.PLAN]}:", plan)
        for accion in aporte.plan_dicho:
            for p in metodo.plan:
                yield _dicho(getattr(accion, p.campo), p.pregunta, plan)

    def acto(self) -> Iterator[PantallaDelSalon]:
        """Lo que se aprueba o, si ya se aprobó, cuándo, qué se decidió y su huella en palabras."""
        a = self.asamblea
        se_publica = a.hay_agenda or vistas.hay_resultados(a)
        nombre = vistas.titulo_de_agenda(a) if se_publica else f"Agenda {a.evento.vigencia}"
        titulo = self.encuadre.titular(nombre, 34)
        primera = PantallaDelSalon(
            "acto", "acto", "Aprobación de la agenda", "acto", "Aprobación de la agenda", titulo
        )
        yield from self.encuadre.en_hojas(primera, list(self._por_aprobar(se_publica=se_publica)))
        if se_publica and a.version is not None and a.huella is not None:
            yield PantallaDelSalon(
                "acto-palabras",
                "palabras",
                "La huella, en seis palabras",
                "acto",
                f"La huella de la versión {a.version.numero}, en seis palabras",
                palabras=palabras_de(a.huella),
            )

    def _por_aprobar(self, *, se_publica: bool) -> Iterator[Dictado]:
        a = self.asamblea
        if se_publica and a.aprobacion is not None:
            acta = a.aprobacion
            yield Dictado(f"La plenaria la aprobó el {fecha(acta.fecha)}, {a_las(acta.hora)}")
            yield Dictado(acta.decision, "Decisión:")
            return
        if vistas.hay_resultados(a):
            cuantos, que = (
                (len(a.compromisos), ("compromiso", "compromisos"))
                if consolidada(a)
                else (len(a.aportes), ("aporte", "aportes"))
            )
            yield Dictado(f"{plural(cuantos, *que)} de {mesas_de(a).corta}, como se leyeron.")
            faltan = [x.codigo for x in a.aportes if _por_completar(x)]
            if faltan and not consolidada(a):
                yield Dictado(f"{enumerar(faltan)}.", "Por transcribir o completar:", clase="falta")
        yield Dictado("¿La plenaria aprueba esta agenda?")


def _parte(g: Grupo) -> str:
    return f"voz-{g.numero}"


def consolidada(a: Asamblea) -> bool:
    """Si la agenda ya son compromisos redactados, y no los aportes como llegaron."""
    return a.agenda is not None and bool(a.agenda.compromisos or a.agenda.consolidaciones)


def _por_completar(aporte: Aporte) -> bool:
    return not aporte.completo or por_escribir(aporte.necesidad) is not None


def _dicho(texto: str | None, rotulo: str, clase: str) -> Dictado:
    """Lo escrito; o, si falta o solo está en una foto, que falta."""
    if texto is None or por_escribir(texto) == texto.strip():
        return Dictado(_POR_TRANSCRIBIR, rotulo, clase=f"{clase} falta")
    return Dictado(texto, rotulo, clase=clase)
