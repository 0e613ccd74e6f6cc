"""El conteo de la plenaria contra la gente que había y contra lo que dice la decisión."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generador.errores import Hallazgo
from generador.modelo.expediente import Expediente
from generador.modelo.texto import plural

_SALIDA = "Ya aprobada, se corrige con ./asamblea errata"
_NIEGA = re.compile(r"\bno (?:se )?(?:aprob|acog|adopt)|\b(?:neg|rechaz|improb)\w*", re.I)
"""Lo que dice una decisión en contra, que también se anota."""
_UNANIME = re.compile(r"\bun[aá]nim\w*", re.I)


def revisar(expediente: Expediente) -> Iterator[Hallazgo]:
    """Avisos de un acta con votos: firmada, un cero de más solo se arregla con una errata."""
    asamblea, acto = expediente.asamblea, expediente.asamblea.aprobacion
    if acto is None or acto.votacion is None:
        return
    fuente, v = expediente.fuentes["agenda"], acto.votacion
    votos = v.a_favor + v.en_contra + v.abstenciones
    alcance, asistieron = asamblea.evento.alcance, asamblea.asistentes
    if asistieron > alcance:
        gente = f"las hojas suman {plural(asistieron, 'persona', 'personas')}"
    else:
        gente = f"se esperaban {plural(alcance, 'persona', 'personas')}"
    if votos > max(alcance, asistieron):
        yield fuente.hallazgo(
            ("aprobacion", "votacion", "a_favor"),
            f"hay {plural(votos, 'voto', 'votos')} y {gente}",
            f"revise el conteo. {_SALIDA}",
            "advertencia",
        )
    if v.en_contra >= v.a_favor and not _NIEGA.search(acto.decision):
        yield fuente.hallazgo(
            ("aprobacion", "votacion", "en_contra"),
            f"hay {plural(v.en_contra, 'voto', 'votos')} en contra y {v.a_favor} a favor",
            f"revise que no estén cambiados. {_SALIDA}",
            "advertencia",
        )
    dicho = _UNANIME.search(acto.decision)
    if dicho and v.en_contra:
        yield fuente.hallazgo(
            ("aprobacion", "decision"),
            f"dice «{dicho[0]}» y hay {plural(v.en_contra, 'voto', 'votos')} en contra",
            f"diga «por mayoría», o corrija el conteo. {_SALIDA}",
            "advertencia",
        )
