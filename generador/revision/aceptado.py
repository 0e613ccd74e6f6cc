"""Lo aceptado contra las advertencias que hay: calla las que dice, y dice las que ya no ocurren."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generador.errores import Hallazgo
from generador.modelo.datos.comun.aceptado import Aceptado
from generador.modelo.fuente import Fuente
from generador.modelo.texto import enumerar
from generador.modelo.tipos import de_una_linea
from generador.revision.comun import quiso_decir, repetidos


@dataclass(frozen=True, slots=True)
class Alcance:
    """Una lista `aceptado`, el archivo en que está y de qué carpetas acepta advertencias."""

    aceptados: tuple[Aceptado, ...]
    fuente: Fuente
    carpeta: str
    """Desde la raíz: «datos/arauca-2023», o «datos» para lo común."""
    ajenas: tuple[str, ...] = ()
    """Las carpetas de adentro que no son suyas."""

    def es_suyo(self, hallazgo: Hallazgo) -> bool:
        """Si puede aceptarlo."""
        archivo = hallazgo.lugar.archivo
        return dentro(archivo, (self.carpeta,)) and not dentro(archivo, self.ajenas)


@dataclass(frozen=True, slots=True)
class Conciliado:
    """Lo que se muestra y lo que se calló."""

    hallazgos: tuple[Hallazgo, ...]
    aceptados: tuple[Hallazgo, ...]


def dentro(archivo: str, carpetas: Sequence[str]) -> bool:
    """Si `archivo` es una de esas carpetas o está en ella."""
    return any(archivo == c or archivo.startswith(f"{c}/") for c in carpetas)


def conciliar(hallazgos: Sequence[Hallazgo], alcances: Sequence[Alcance], *, completo: bool) -> Conciliado:
    """Quita lo aceptado. `completo` si ya se hicieron todas las revisiones: solo así se sabe qué no ocurre.

    Un error no se acepta; una aceptación que no halla su advertencia, o halla dos, es otra advertencia.
    """
    quitados: dict[Hallazgo, None] = {}
    dichos: list[Hallazgo] = []
    for alcance in alcances:
        suyos = [h for h in hallazgos if alcance.es_suyo(h)]
        # Con un error, hay reglas que no llegaron a mirarse.
        sin_errores = not any(h.gravedad == "error" for h in hallazgos)
        claves = [f"{a.archivo or ''} {a.aviso}".strip() for a in alcance.aceptados]
        dichos += repetidos(alcance.fuente, "aceptado", "aviso", claves, "la advertencia")
        for i, aceptado in enumerate(alcance.aceptados):
            iguales = [h for h in suyos if _es(h, aceptado, alcance.carpeta)]
            avisos = [h for h in iguales if h.gravedad == "advertencia"]
            archivos = list(dict.fromkeys(h.lugar.archivo for h in avisos))
            if len(iguales) > len(avisos):
                dichos.append(_error(alcance, i))
            elif len(archivos) > 1:
                dichos.append(_ambiguo(alcance, i, archivos))
            elif avisos:
                quitados |= dict.fromkeys(avisos)
            elif completo and sin_errores:
                dichos.append(_no_ocurre(alcance, i, suyos))
    restantes = tuple(h for h in hallazgos if h not in quitados)
    return Conciliado((*restantes, *dichos), tuple(quitados))


def _es(hallazgo: Hallazgo, aceptado: Aceptado, carpeta: str) -> bool:
    if aceptado.archivo is not None and hallazgo.lugar.archivo != f"{carpeta}/{aceptado.archivo}":
        return False
    return de_una_linea(hallazgo.mensaje) == aceptado.aviso


def _error(alcance: Alcance, i: int) -> Hallazgo:
    return alcance.fuente.hallazgo(
        ("aceptado", i, "aviso"), "eso es un error y no una advertencia: no se puede aceptar", "corríjalo"
    )


def _ambiguo(alcance: Alcance, i: int, archivos: Sequence[str]) -> Hallazgo:
    donde = enumerar(a.removeprefix(f"{alcance.carpeta}/") for a in archivos)
    return alcance.fuente.hallazgo(
        ("aceptado", i, "aviso"),
        f"esa advertencia sale en {donde}: no se sabe cuál se acepta",
        "diga cuál con «archivo», en un renglón para cada una",
        "advertencia",
    )


def _no_ocurre(alcance: Alcance, i: int, suyos: Sequence[Hallazgo]) -> Hallazgo:
    avisos = [h.mensaje for h in suyos if h.gravedad == "advertencia"]
    return alcance.fuente.hallazgo(
        ("aceptado", i, "aviso"),
        "ninguna advertencia dice eso: se corrigió o cambió",
        f"{quiso_decir(alcance.aceptados[i].aviso, avisos)}Si ya no ocurre, borre este renglón de «aceptado»",
        "advertencia",
    )
