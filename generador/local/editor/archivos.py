"""Qué archivos de `datos/` se cambian en el editor, de los demás, con qué orden, y la lista por carpetas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from generador.carga.cargar import releer
from generador.carga.carpetas import COMUNES, se_pasa
from generador.carga.lectura.lector import leer_bytes
from generador.composicion.comun.vistas import ESTADOS
from generador.construccion.datos.examen import Examen
from generador.errores import ErrorDeDatos, Hallazgo
from generador.local.web.casillas import en_casillas
from generador.modelo.aprobado.copia import es_fijo
from generador.modelo.archivos import ARCHIVOS
from generador.modelo.campos import nombres
from generador.modelo.datos.agenda import CAMPOS_DE_ASAMBLEA, Agenda
from generador.modelo.datos.convenio import Convenio
from generador.modelo.datos.evento import Estado, Evento
from generador.modelo.expediente import Expediente
from generador.modelo.texto import plural
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


_EN_BLANCO = "en blanco"


_PRACTICA = "PRÁCTICA: esta asamblea es para ensayar, y no se publica."


_NO_ESTABA = (
    "La agenda se aprobó sin esta hoja. Si llegó después, llénela y anótela con «./asamblea recibir {} {} "
    '--razon "…" --fecha AAAA-MM-DD»: se publica aparte, y lo firmado no cambia.'
)


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


@dataclass(frozen=True, slots=True)
class Renglon:
    """Un archivo en una lista, con lo que hay que corregirle."""

    archivo: ArchivoEditable
    errores: int
    avisos: int
    entrega: str = ""
    """De una hoja de sub-mesa, qué trae: «2 aportes», «en blanco»; vacío en lo demás."""

    @property
    def en_blanco(self) -> bool:
        """Si es una hoja de sub-mesa que todavía no trae nada."""
        return self.entrega == _EN_BLANCO


@dataclass(frozen=True, slots=True)
class CarpetaVista:
    """Los archivos comunes, o los de una asamblea."""

    id: str
    """El nombre de la carpeta; vacío en los comunes."""
    titulo: str
    estado: str
    renglones: tuple[Renglon, ...]
    sueltos: tuple[Hallazgo, ...] = ()
    """Los hallazgos que no son de ningún archivo de estos."""
    sin_hoja: int = 0
    """Cuántas sub-mesas no tienen todavía su hoja; 0 si ya no se entregan."""

    @property
    def recogible(self) -> bool:
        """Si hay hojas de resultados y la agenda no se ha aprobado."""
        return any(r.archivo.clase == "resultado" and not r.archivo.cerrado for r in self.renglones)

    @property
    def errores(self) -> int:
        """Cuántos errores hay en la carpeta."""
        propios = sum(h.gravedad == "error" for h in self.sueltos)
        return propios + sum(r.errores for r in self.renglones)

    @property
    def avisos(self) -> int:
        """Cuántas advertencias hay en la carpeta."""
        propios = sum(h.gravedad != "error" for h in self.sueltos)
        return propios + sum(r.avisos for r in self.renglones)


def archivos(raiz: Path) -> Iterator[ArchivoEditable]:
    """Cada archivo que hay, sin lo que se sabe al leerlo: los comunes y después los de cada asamblea.

    Un enlace simbólico no cuenta.
    """
    datos = raiz / "datos"
    for clave in ("sitio", "metodologia"):
        yield from _uno(datos, datos / f"{clave}.yml", clave)
    yield from _convenios(datos)
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


def convenios(raiz: Path) -> dict[str, str]:
    """Por convenio que hay, como se nombra en el archivo de un evento, cómo se le dice."""
    return {a.ruta.stem: _leido(a).titulo for a in _convenios(raiz / "datos")}


def _convenios(datos: Path) -> Iterator[ArchivoEditable]:
    for ruta in sorted((datos / "convenios").glob("*.yml")):
        yield from _uno(datos, ruta, "convenio")


def _dicho(ruta: Path) -> str:
    """«Convenio número 045 de 2026», y su archivo si se llama de otro modo; vacío si no se puede leer."""
    try:
        convenio = releer(ruta.read_bytes(), ruta.name, Convenio)[0]
    except ErrorDeDatos:
        return ""
    suyo = ruta.stem == f"{convenio.numero}-{convenio.anio}"
    return convenio.nombre if suyo else f"{convenio.nombre} ({ruta.stem})"


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
    hallado = next((a for a in archivos(raiz) if a.nombre == nombre), None)
    if hallado is None or hallado.clase != "resultado" or not hallado.cerrado:
        return hallado and _leido(hallado)
    return _si_llego_tarde(hallado, _recibidas(hallado.ruta.parent.parent))


def direcciones(raiz: Path) -> frozenset[str]:
    """Los archivos que se abren en el editor, como los nombran los hallazgos: «datos/ID/evento.yml»."""
    return frozenset(a.dicho for a in archivos(raiz))


def _leido(archivo: ArchivoEditable) -> ArchivoEditable:
    """El mismo, con el título que dice un convenio por dentro."""
    if archivo.clase != "convenio":
        return archivo
    return replace(archivo, titulo=_dicho(archivo.ruta) or archivo.titulo)


def _si_llego_tarde(hoja: ArchivoEditable, recibidas: frozenset[str] | None) -> ArchivoEditable:
    """La misma hoja de una agenda aprobada, abierta si `recibidas` no la tiene."""
    if recibidas is None or hoja.ruta.stem in recibidas:
        return hoja
    return replace(hoja, cerrado="", nota=hoja.nota or _NO_ESTABA.format(hoja.asamblea, hoja.ruta.stem))


def _recibidas(carpeta: Path) -> frozenset[str] | None:
    """Las sub-mesas con hoja al aprobar o anotada después; None si no se sabe."""
    try:
        agenda = releer((carpeta / "agenda.yml").read_bytes(), "agenda.yml", Agenda)[0]
    except (ErrorDeDatos, OSError):
        return None
    habia = agenda.aprobacion.submesas if agenda.aprobacion is not None else None
    return None if habia is None else frozenset(habia) | {r.submesa for r in agenda.recibidos}


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


def carpetas(raiz: Path, examen: Examen) -> tuple[CarpetaVista, ...]:
    """Los archivos comunes y los de cada asamblea, con su estado y lo que `examen` halló."""
    todos = [_leido(a) for a in archivos(raiz)]
    ids = list(dict.fromkeys((*examen.carga.carpetas, *(a.asamblea for a in todos if a.asamblea))))
    ajenas = tuple(f"datos/{i}" for i in ids)
    comunes = [h for h in examen.hallazgos if not _es_de(h, ajenas)]
    return (
        _carpeta("", "Lo común a todas", "", [a for a in todos if not a.asamblea], comunes),
        *(_de_asamblea(examen, [a for a in todos if a.asamblea == i], i) for i in ids),
    )


def _de_asamblea(examen: Examen, suyos: Sequence[ArchivoEditable], id_: str) -> CarpetaVista:
    suyos = _con_las_tardias(suyos)
    hallazgos = [h for h in examen.hallazgos if _es_de(h, (f"datos/{id_}",))]
    expediente = next((e for e in examen.carga.expedientes if e.asamblea.id == id_), None)
    if expediente is None:
        return _carpeta(id_, id_, "Con errores", suyos, hallazgos)
    leida = expediente.asamblea
    titulo, estado = f"{leida.evento.titular}, {leida.evento.territorio}", ESTADOS[leida.estado]
    if leida.evento.practica:
        estado = f"PRÁCTICA, no se publica. {estado}"
    vista = _carpeta(id_, titulo, estado, suyos, hallazgos, _entregas(expediente))
    if leida.aprobacion is not None or leida.estado is Estado.APROBADA:
        return vista
    hojas = {a.ruta.stem for a in suyos if a.clase == "resultado"}
    return replace(vista, sin_hoja=len({s.codigo for s in leida.submesas} - hojas))


def _con_las_tardias(suyos: Sequence[ArchivoEditable]) -> list[ArchivoEditable]:
    cerradas = [a for a in suyos if a.clase == "resultado" and a.cerrado]
    recibidas = _recibidas(cerradas[0].ruta.parent.parent) if cerradas else None
    return [_si_llego_tarde(a, recibidas) if a in cerradas else a for a in suyos]


def _entregas(expediente: Expediente) -> Mapping[str, str]:
    """Por sub-mesa con hoja, qué trae."""
    vacias = {c.removeprefix("resultados/"): _EN_BLANCO for c in expediente.en_blanco}
    llenas = {r.submesa: plural(len(r.aportes), "aporte", "aportes") for r in expediente.asamblea.resultados}
    return {**vacias, **llenas}


def _es_de(hallazgo: Hallazgo, donde: Sequence[str]) -> bool:
    return any(f"{hallazgo.lugar.archivo}/".startswith(f"{c}/") for c in donde)


def _carpeta(
    id_: str,
    titulo: str,
    estado: str,
    suyos: Sequence[ArchivoEditable],
    hallazgos: Sequence[Hallazgo],
    entregas: Mapping[str, str] = MappingProxyType({}),
) -> CarpetaVista:
    renglones = []
    for archivo in suyos:
        de_el = [h.gravedad == "error" for h in hallazgos if h.lugar.archivo == archivo.dicho]
        entrega = entregas.get(archivo.ruta.stem, "") if archivo.clase == "resultado" else ""
        renglones.append(Renglon(archivo, sum(de_el), len(de_el) - sum(de_el), entrega))
    dichos = {a.dicho for a in suyos}
    sueltos = tuple(en_casillas(h) for h in hallazgos if h.lugar.archivo not in dichos)
    return CarpetaVista(id_, titulo, estado, tuple(renglones), sueltos)
