"""Los conteos de asistencia ya publicados: de dos publicaciones no ha de salir, por resta, una persona."""

from __future__ import annotations

from pathlib import Path

from generador.catalogo.rutas import DESCARGAS, MANIFIESTO
from generador.construccion.publicado.lista import archivos_en
from generador.errores import ErrorDeDatos, Hallazgo, Lugar
from generador.modelo.datos.asistencia import UMBRAL, Asistencia, cambios_delatores
from generador.modelo.texto import plural

CLAVE = "asistencia"
"""Dónde van en el renglón del informe, en el manifiesto."""
_MUESTRA = 10


def conteos_en(sitio: Path) -> dict[str, Asistencia]:
    """Por asamblea, los conteos que publica el sitio de esa carpeta; lo que no se entiende no se lee."""
    hallados: dict[str, Asistencia] = {}
    for lista in sorted(sitio.glob(f"*/{DESCARGAS}/{MANIFIESTO}")):
        try:
            for renglon in archivos_en(lista.read_bytes()):
                if CLAVE in renglon:
                    hallados[lista.parts[-3]] = Asistencia.model_validate(renglon[CLAVE])
        except (OSError, ValueError, TypeError):
            continue
    return hallados


def renglones_delatores(antes: Asistencia, ahora: Asistencia) -> str:
    """Los renglones que dirían, por resta, de quién es la diferencia, para un mensaje; vacío si ninguno.

    Lo inventado no señala a nadie.
    """
    malos = () if antes.demostracion else cambios_delatores(antes, ahora)
    if not malos:
        return ""
    return (
        f"{plural(len(malos), 'renglón', 'renglones')} con menos de {UMBRAL} personas de diferencia: quien "
        "guardó los de antes sabría, por resta, de quién es" + "".join(f"\n  {m}" for m in malos[:_MUESTRA])
    )


def exigir_conteos_lejos(nuevo: Path, publicado: Path) -> None:
    """ErrorDeDatos si se pueden restar los conteos de `nuevo` y los de `publicado`, carpetas de un sitio."""
    antes = conteos_en(publicado)
    hallazgos = []
    for id_, ahora in conteos_en(nuevo).items():
        malos = renglones_delatores(antes[id_], ahora) if id_ in antes else ""
        if malos:
            hallazgos.append(
                Hallazgo(
                    Lugar(f"datos/{id_}/asistencia.yml"),
                    f"entre los conteos ya publicados y estos hay {malos}",
                    f"devuelva los publicados hasta que cada renglón cambie en {UMBRAL} o más",
                )
            )
    if hallazgos:
        raise ErrorDeDatos(hallazgos)
