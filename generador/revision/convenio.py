"""El convenio ha de alcanzar para armar el crédito."""

from __future__ import annotations

from collections.abc import Iterator

from generador.errores import Hallazgo
from generador.modelo.expediente import Expediente


def revisar(expediente: Expediente) -> Iterator[Hallazgo]:
    """Entidades y año del convenio."""
    convenio, fuente = expediente.asamblea.convenio, expediente.fuentes["convenio"]
    if len(convenio.entidades) < 2:
        yield fuente.hallazgo(
            ("entidades",),
            f"el crédito dice «suscrito entre…» y hay {len(convenio.entidades)} de al menos 2 entidades",
            "escriba las entidades que suscriben el convenio, en el orden del crédito",
        )
    if not es_anio(convenio.anio):
        yield fuente.hallazgo(
            ("anio",), f"{convenio.anio} no parece el año de un convenio", "escríbalo con cuatro cifras: 2023"
        )


def es_anio(anio: int) -> bool:
    """Si ese número puede ser el año en que se suscribió un convenio."""
    return 1990 <= anio <= 2999
