"""Leer y revisar los datos sin componer nada: lo que hace `validar` antes de cargar lo pesado."""

from __future__ import annotations

from pathlib import Path

from generador.carga.cargar import Carga, cargar
from generador.construccion.formatos import revisar_formatos
from generador.construccion.medios import revisar_medios
from generador.errores import Hallazgo, ordenados
from generador.revision import revisar, revisar_enlaces, revisar_sitio


def examinar(raiz: Path) -> tuple[Carga, tuple[Hallazgo, ...]]:
    """Lo leído y todos los hallazgos, de lectura y de revisión, en orden."""
    carga = cargar(raiz)
    hallazgos = list(carga.hallazgos)
    for expediente in carga.expedientes:
        hallazgos.extend(revisar(expediente))
        hallazgos.extend(revisar_formatos(expediente))
        hallazgos.extend(revisar_medios(raiz, expediente))
    if carga.proyecto is not None and carga.fuente_sitio is not None:
        sitio = carga.proyecto.sitio
        hallazgos.extend(revisar_sitio(sitio, carga.fuente_sitio))
        hallazgos.extend(h for e in carga.expedientes for h in revisar_enlaces(e, sitio))
    return carga, ordenados(hallazgos)
