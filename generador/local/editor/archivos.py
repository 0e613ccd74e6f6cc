"""Qué archivos de `datos/` se cambian en el editor, y de los demás, con qué orden."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from generador.carga.cargar import releer
from generador.carga.carpetas import COMUNES, se_pasa
from generador.carga.lectura.lector import leer_bytes
from generador.errores import ErrorDeDatos
from generador.modelo.aprobado.copia import es_fijo
from generador.modelo.archivos import ARCHIVOS
from generador.modelo.campos import nombres
from generador.modelo.datos.agenda import CAMPOS_DE_ASAMBLEA
from generador.modelo.datos.evento import Evento
from generador.modelo.tipos import Modelo

_TITULOS: Mapping[str, str] = {
    "sitio": "El sitio",
    "convenio": "Convenio",
    "metodologia": "Metodología común",
    "evento": "El evento y su programa",
    "mesas": "Las mesas",
    "resultado": "Lo que entregó",
    "agenda": "La agenda",
    "seguimiento": "El seguimiento",
    "asistencia": "La asistencia",
}
_CON_ORDEN: Mapping[str, str] = {
    "asistencia": "La escribe «./asamblea asistencia», con la exportación del registro.",
    "metodologia": "Dice solo lo que cambia de la común: se escribe en el propio archivo.",
}
_OCULTOS: Mapping[str, tuple[str, ...]] = {
    "agenda": ("aprobacion", "consolidaciones", "fe_de_erratas", "rectificaciones"),
}


_FIJOS = ("estado", *(c for c in nombres(Evento) if c in CAMPOS_DE_ASAMBLEA and es_fijo(c)))
"""Los campos de un evento aprobado que no se corrigen."""


_PRACTICA = "PRÁCTICA: esta asamblea es para ensayar, y no se publica."


@dataclass(frozen=True, slots=True)
class ArchivoEditable:
    """Un archivo de datos."""

    nombre: str
    """Desde `datos/`: «arauca-2023/evento.yml»."""
    ruta: Path
    modelo: type[Modelo]
    titulo: str
    clase: str
    """Su nombre en `ARCHIVOS`: «evento», «resultado»."""
    asamblea: str
    """El nombre de la carpeta de su asamblea; vacío si es común a todas."""
    ocultos: tuple[str, ...] = ()
    """Los campos que escribe una orden y aquí no se muestran."""
    fijos: tuple[str, ...] = ()
    """Los campos que no se cambian aquí: los dice el nombre del archivo, o lo que ya se aprobó."""
    nota: str = ""
    """Lo que hay que saber antes de cambiarlo; vacío si nada."""
    cerrado: str = ""
    """Por qué no se cambia aquí, y cómo se cambia; vacío si se puede."""

    @property
    def dicho(self) -> str:
        """Como lo nombran los mensajes: «datos/arauca-2023/evento.yml»."""
        return f"datos/{self.nombre}"


def archivos(raiz: Path) -> Iterator[ArchivoEditable]:
    """Cada archivo que hay: los comunes y después los de cada asamblea. Un enlace simbólico no cuenta."""
    datos = raiz / "datos"
    for clave in ("sitio", "metodologia"):
        yield from _uno(datos, datos / f"{clave}.yml", clave)
    for ruta in sorted((datos / "convenios").glob("*.yml")):
        yield from _uno(datos, ruta, "convenio")
    for carpeta in sorted(
        p for p in datos.iterdir() if p.is_dir() and p.name not in COMUNES and not se_pasa(p.name)
    ):
        if not (carpeta / "evento.yml").is_file():
            continue
        aprobada = esta_aprobada(carpeta)
        practica = _PRACTICA if es_de_practica(carpeta) else ""
        errata = (
            f"Ya está aprobado y no se edita: se corrige con «{orden_de_errata(carpeta.name, 'CÓDIGO')}»."
        )
        for clave in ("evento", "mesas", "metodologia", "agenda", "seguimiento", "asistencia"):
            cerrado = errata if aprobada and clave == "agenda" else _CON_ORDEN.get(clave, "")
            fijos = _FIJOS if aprobada and clave == "evento" else ()
            nota = practica or (_nota(clave, carpeta.name) if aprobada else "")
            yield from _uno(datos, carpeta / f"{clave}.yml", clave, carpeta.name, cerrado, fijos, nota)
        for ruta in sorted((carpeta / "resultados").glob("*.yml"), key=_orden):
            yield from _uno(datos, ruta, "resultado", carpeta.name, errata if aprobada else "", (), practica)


def orden_de_errata(id_: str, asunto: str) -> str:
    """La orden que corrige lo aprobado de esa asamblea, por llenar."""
    return f'./asamblea errata {id_} {asunto} CAMPO --debe-decir "…" --razon "…" --fecha AAAA-MM-DD'


def _nota(clave: str, id_: str) -> str:
    if clave in ("evento", "mesas"):
        errata = orden_de_errata(id_, "asamblea")
        return f"La agenda ya se aprobó: lo que se firmó no se cambia aquí. Se corrige con «{errata}»."
    if clave == "seguimiento":
        return (
            "Agregar un avance no pide nada más. Si borra o cambia uno ya publicado, deje después la razón "
            f'por escrito: «./asamblea rectificar {id_} --razon "…" --fecha AAAA-MM-DD».'
        )
    return ""


def buscar(raiz: Path, nombre: str) -> ArchivoEditable | None:
    """Qué archivo se llama así, si es de los que hay: un nombre nunca se vuelve una ruta."""
    return next((a for a in archivos(raiz) if a.nombre == nombre), None)


def esta_aprobada(carpeta: Path) -> bool:
    """Si la agenda de esa asamblea se aprobó; si no se puede leer, se toma como que sí."""
    agenda = carpeta / "agenda.yml"
    if not agenda.is_file():
        return False
    try:
        datos = leer_bytes(agenda.read_bytes(), agenda.name).datos
    except ErrorDeDatos:
        return True
    return isinstance(datos, dict) and datos.get("aprobacion") is not None


def es_de_practica(carpeta: Path) -> bool:
    """Si el evento de esa asamblea dice que es para ensayar; si no se puede leer, no."""
    crudo = (carpeta / "evento.yml").read_bytes()
    try:
        return b"practica" in crudo and releer(crudo, "evento.yml", Evento)[0].practica
    except ErrorDeDatos:
        return False


def _uno(
    datos: Path,
    ruta: Path,
    clave: str,
    asamblea: str = "",
    cerrado: str = "",
    fijos: tuple[str, ...] = (),
    nota: str = "",
) -> Iterator[ArchivoEditable]:
    if not ruta.is_file() or se_pasa(ruta.name) or not _adentro(datos, ruta):
        return
    yield replace(archivo_de(datos.parent, ruta, clave, asamblea, cerrado, fijos), nota=nota)


def archivo_de(
    raiz: Path,
    ruta: Path,
    clave: str,
    asamblea: str = "",
    cerrado: str = "",
    fijos: tuple[str, ...] = (),
) -> ArchivoEditable:
    """El archivo de esa ruta y esa clase, esté o no en el disco."""
    titulo = _TITULOS[clave] + (f" {ruta.stem}" if clave in ("resultado", "convenio") else "")
    if clave == "metodologia" and asamblea:
        titulo = "Su metodología"
    return ArchivoEditable(
        nombre=ruta.relative_to(raiz / "datos").as_posix(),
        ruta=ruta,
        modelo=ARCHIVOS[clave],
        titulo=titulo,
        clase=clave,
        asamblea=asamblea,
        ocultos=_OCULTOS.get(clave, ()),
        fijos=("submesa", *fijos) if clave == "resultado" else fijos,
        cerrado=cerrado,
    )


def _adentro(datos: Path, ruta: Path) -> bool:
    """Si no hay ningún enlace simbólico entre `datos` y el archivo."""
    return ruta.resolve() == datos.resolve() / ruta.relative_to(datos)


def _orden(ruta: Path) -> tuple[int, str]:
    # «M1-S10» va después de «M1-S2».
    return len(ruta.stem), ruta.stem
