"""El guion de radio y perifoneo: frases que se suman hasta llenar treinta o sesenta segundos."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from generador.composicion.comun.idioma.filtros import mayuscula
from generador.composicion.papel.en_voz.palabras import cuantos, dias_en_voz, en_voz, hora_en_voz
from generador.modelo.asamblea import Asamblea
from generador.modelo.datos.evento import Estado
from generador.modelo.publico.cifras import gente_de
from generador.modelo.texto import enumerar

POR_CARACTER, POR_FRASE = 0.0715, 0.45
"""Segundos por carácter y por la pausa de cada frase, a 150 palabras por minuto: medidos con espeak-ng."""
DURACIONES = (30, 60)
_MAS_JUNTAS = 8
"""Cuántas de las frases que pueden faltar se combinan."""


@dataclass(frozen=True, slots=True)
class Cuna:
    """Un texto para leer al aire: para cuántos segundos es, sus frases y lo que de verdad dura."""

    para: int
    frases: tuple[str, ...]
    segundos: int

    @property
    def pasado(self) -> bool:
        """Si lo que no puede faltar dura más de lo que se pide."""
        return self.segundos > self.para * 1.1


def segundos_de(frases: Sequence[str]) -> float:
    """Lo que dura leerlas, en segundos."""
    return sum(POR_CARACTER * len(f) + POR_FRASE for f in frases)


def cunas(asamblea: Asamblea, *, fue: bool) -> tuple[Cuna, ...]:
    """Los textos de una asamblea, uno por duración; si lo obligatorio ya pasa de ella, va solo eso."""
    abre, caben, cierra = _frases(asamblea, fue=fue)
    return tuple(_cuna(s, abre, caben, cierra) for s in DURACIONES)


def _cuna(para: int, abre: Sequence[str], caben: Sequence[str], cierra: Sequence[str]) -> Cuna:
    fijas = segundos_de([*abre, *cierra])
    elegidas: tuple[str, ...] = ()
    for cuantas in range(min(len(caben), _MAS_JUNTAS) + 1):
        for juntas in combinations(caben, cuantas):
            # De dos igual de cerca queda la primera: las frases van de la que más dice a la que menos.
            falta = abs(para - fijas - segundos_de(juntas))
            if falta + 0.5 < abs(para - fijas - segundos_de(elegidas)):
                elegidas = juntas
    frases = (*abre, *elegidas, *cierra)
    return Cuna(para, frases, round(segundos_de(frases)))


def _frases(a: Asamblea, *, fue: bool) -> tuple[list[str], list[str], list[str]]:
    """Las que abren, las que caben si hay tiempo y las que cierran."""
    e = a.evento
    cierra = [f"{en_voz(a.convenio.credito)}."]
    mesas = cuantos(len(a.grupos), "mesa de trabajo", "mesas de trabajo", femenino=True)
    cuando = dias_en_voz(e.dias)
    ejes = f"Los temas: {enumerar(en_voz(g.mesa.eje) for g in a.grupos)}."
    if fue:
        suyos = a.versiones[0].compromisos if a.consolidada else a.compromisos
        compromisos = cuantos(len(suyos), "compromiso", "compromisos") if a.hay_agenda else ""
        aprobo = "aprobó" if a.estado is Estado.APROBADA else "dejó en borrador"
        hecho = f" y {aprobo} {compromisos}" if compromisos else ""
        if a.consolidada:
            quedan = cuantos(len(a.compromisos), "compromiso", "compromisos")
            hecho += f", que después se juntaron en {quedan}"
        gente = gente_de(a)
        quienes = cuantos(gente.cuantas, "persona", "personas", femenino=True) if gente.fueron else ""
        return (
            [f"{en_voz(e.territorio)} se reunió {cuando} en {mesas}{hecho}."],
            [
                *([f"Participaron {quienes}."] if quienes else []),
                *([f"La agenda es de {_vigencia(str(e.vigencia))}."] if a.hay_agenda else []),
                "Cada compromiso dice quién responde y para cuándo.",
                ejes,
                "Su avance se publica, y cualquiera lo puede consultar.",
                "Lo que se dijo en cada mesa también está escrito.",
                "Búsquela, léala y compártala con su organización.",
                "Ahora toca cumplir, y mirar que se cumpla.",
                f"Fue la {en_voz(e.nombre[:1].lower() + e.nombre[1:])}.",
                "¡Gracias a quienes hicieron su parte!",
            ],
            cierra,
        )
    primera = e.primera
    sede = f", en {en_voz(primera.sede.nombre)}" if primera.sede and len(e.sedes) == 1 else ""
    return (
        [
            f"{en_voz(e.territorio)} se reúne {cuando}{sede}.",
            f"{mayuscula(hora_en_voz(primera.horario.inicio))} empieza la asamblea: {en_voz(e.titular)}.",
        ],
        [
            "Usted es la ficha que falta.",
            f"Se esperan {cuantos(e.alcance, 'persona', 'personas', femenino=True)} en {mesas}.",
            "Cada mesa dice qué necesita, propone una solución y arma un plan.",
            f"Con eso se aprueba la agenda de {_vigencia(str(e.vigencia))}.",
            ejes,
            "Venga con su organización, y cuéntele a su gente.",
            "Llegue temprano, para registrarse sin afán.",
            *(["Puede inscribirse desde ya por internet."] if e.enlaces.inscripcion else []),
            "Lo que se acuerde queda escrito, con quién responde y para cuándo.",
            "Y se publica, para que todos lo puedan seguir.",
            "¡Lo esperamos, la esperamos!",
        ],
        cierra,
    )


def _vigencia(dicha: str) -> str:
    return en_voz(dicha.replace("–", " a ").replace("-", " a "))
