"""Qué se lee de cada carpeta de `datos/`, y lo que hay en ellas que nadie lee: eso también se dice."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from generador.errores import Gravedad
from generador.modelo.datos.comun.medios import CARPETAS as DE_MEDIOS
from generador.modelo.datos.comun.medios import EXTENSIONES_DE_LOGO
from generador.modelo.privado import PRIVADO
from generador.modelo.texto import sin_tildes

COMUNES = ("convenios", "esquemas")
"""Las carpetas de `datos/` que no son de una asamblea."""
DE_ASAMBLEA = ("resultados", *DE_MEDIOS, PRIVADO)
"""Las carpetas de una asamblea."""
_DEL_SISTEMA = {"thumbs.db", "desktop.ini", "__macosx"}
"""Lo que dejan el explorador de archivos y los que comprimen."""
_COPIA = re.compile(r"(~|\.bak|\.orig|\.old|\.swp)$")
_SUBMESA = re.compile(r"m[\W_]*(\d{1,3})[\W_]*s[\W_]*(\d{1,3})(?!\d)")
_DE_TEXTO = {"", ".yml", ".yaml", ".txt"}
_HOJAS_DE_CALCULO = {".xlsx", ".xls", ".ods", ".csv"}


@dataclass(frozen=True, slots=True)
class Suelto:
    """Algo que nadie lee, con lo que tal vez quiso ser."""

    ruta: Path
    sugerido: str | None
    mensaje: str
    ayuda: str
    gravedad: Gravedad


def se_pasa(nombre: str) -> bool:
    """Si es de los que se apartan a propósito («_» o «.» al comienzo) o deja el sistema por su cuenta."""
    return nombre.startswith((".", "_", "~$")) or nombre.casefold() in _DEL_SISTEMA


def sueltos(
    carpeta: Path, archivos: Collection[str], carpetas: Collection[str] = (), *, abierta: bool = False
) -> Iterator[Suelto]:
    """Lo que hay en `carpeta` y no es de los `archivos` ni de las `carpetas` que se leen de ella.

    Con `abierta` se lee además todo `.yml`. Lo que se parece a algo que se lee, o es un YAML, es un error.
    """
    if not carpeta.is_dir():
        return
    for ruta in sorted(carpeta.iterdir()):
        nombre = unicodedata.normalize("NFC", ruta.name)
        if se_pasa(nombre) or _se_lee(ruta, nombre, archivos, carpetas, abierta):
            continue
        if _en_lugar_de_otro(ruta, nombre, archivos, carpetas):
            es, debe = ("una carpeta", "un archivo") if ruta.is_dir() else ("un archivo", "una carpeta")
            ayuda = "cámbiele el nombre y ponga en su lugar el que va; si no lo hay, bórrela"
            yield Suelto(ruta, nombre, f"es {es} y ha de ser {debe}", ayuda, "error")
            continue
        yield _suelto(ruta, nombre, carpetas if ruta.is_dir() else archivos, abierta)


def _se_lee(
    ruta: Path, nombre: str, archivos: Collection[str], carpetas: Collection[str], abierta: bool
) -> bool:
    if ruta.is_dir():
        return nombre in carpetas
    return nombre in archivos or (abierta and ruta.suffix == ".yml")


def _en_lugar_de_otro(ruta: Path, nombre: str, archivos: Collection[str], carpetas: Collection[str]) -> bool:
    """Si una carpeta se llama como un archivo que se lee, o algo que no lo es, como una carpeta."""
    return nombre in archivos if ruta.is_dir() else nombre in carpetas


def _suelto(ruta: Path, nombre: str, conocidos: Collection[str], abierta: bool) -> Suelto:
    sugerido = parecido(nombre, conocidos, submesas=abierta and ruta.is_file())
    es_yaml = ruta.suffix.lower() in {".yml", ".yaml"} and ruta.is_file()
    if sugerido is None and es_yaml and ruta.suffix != ".yml" and abierta:
        sugerido = f"{ruta.stem}.yml"
    if sugerido is None and abierta and (con_txt := re.fullmatch(r"(.+)\.ya?ml\.txt", nombre, re.I)):
        sugerido = f"{con_txt[1]}.yml"
    aparte = "si no es de aquí, sáquelo de datos/ o póngale «_» al comienzo del nombre"
    if ruta.is_file() and _extension(nombre) not in _DE_TEXTO:
        aparte = "; ".join(filter(None, (_de_otro_programa(nombre, conocidos, abierta), aparte)))
    if sugerido is None:
        hay = f"; aquí se leen: {', '.join(conocidos)}" if conocidos and not abierta else ""
        return Suelto(ruta, None, f"no se lee{hay}", aparte, "error" if es_yaml else "advertencia")
    if (ruta.parent / sugerido).exists() and sugerido.casefold() != nombre.casefold():
        copia = _COPIA.search(nombre) is not None
        ayuda = f"compárelo con {sugerido} y deje uno solo; {aparte}"
        mensaje = f"no se lee: parece otra copia de «{sugerido}»"
        return Suelto(ruta, sugerido, mensaje, ayuda, "advertencia" if copia else "error")
    ayuda = f"cámbiele el nombre a {sugerido}; {aparte}"
    return Suelto(ruta, sugerido, f"no se lee: ¿quiso decir «{sugerido}»?", ayuda, "error")


def _extension(nombre: str) -> str:
    return Path(_COPIA.sub("", nombre)).suffix.lower()


def _de_otro_programa(nombre: str, conocidos: Collection[str], abierta: bool) -> str:
    """Qué hacer con un documento, una hoja de cálculo o una imagen: cambiarle el nombre no sirve."""
    extension = _extension(nombre)
    tronco = sin_tildes(Path(nombre).stem)
    submesa = _SUBMESA.search(tronco) if abierta else None
    if submesa:
        return f"pase lo que dice a M{int(submesa[1])}-S{int(submesa[2])}.yml"
    if extension in EXTENSIONES_DE_LOGO and not abierta and "evento.yml" in conocidos:
        return "si es un logo, va en la carpeta logos; si es una foto, en medios"
    if extension in _HOJAS_DE_CALCULO and "asistencia.yml" in conocidos:
        return "si es el registro de quienes llegaron, sáquelo de datos/ y cuéntelo con ./asamblea asistencia"
    cerca = parecido(f"{tronco}.yml", conocidos)
    return f"pase lo que dice a {cerca}" if cerca else ""


def parecido(nombre: str, conocidos: Collection[str], *, submesas: bool = False) -> str | None:
    """El conocido más parecido a `nombre`, sin mirar mayúsculas, tildes ni lo que añade un navegador."""
    limpio = _COPIA.sub("", sin_tildes(nombre).strip())
    limpio = re.sub(r"\.(txt|ya?ml)$", "", limpio)
    limpio = re.sub(r"\.ya?ml$", "", limpio)
    limpio = re.sub(r"\s*(\(\d+\)|- ?copia|- ?copy)|^(copia|copy) (de|of) ", "", limpio).strip()
    if any(Path(c).suffix for c in conocidos) and _extension(nombre) not in _DE_TEXTO:
        return None
    if submesas and _extension(nombre) in _DE_TEXTO:
        hallado = _SUBMESA.search(limpio)
        return f"M{int(hallado[1])}-S{int(hallado[2])}.yml" if hallado else None
    por_tronco = {Path(c).stem: c for c in conocidos}
    cerca = difflib.get_close_matches(limpio, list(por_tronco), n=1, cutoff=0.75)
    # «mesas_final», «agenda v2 de Ana».
    cerca = cerca or [t for t in por_tronco if re.match(rf"{re.escape(t)}(?![^\W_])", limpio)]
    return por_tronco[cerca[0]] if cerca else None
