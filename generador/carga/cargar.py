"""Reúne los archivos de `datos/` en un proyecto, con todos los errores de todos en un solo informe."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import TypeVar, cast

from pydantic import BaseModel, ValidationError

from generador.carga.carpetas import COMUNES, DE_ASAMBLEA, parecido, se_pasa, sueltos
from generador.carga.citas import con_convenios, con_jornadas
from generador.carga.comillas import comillas
from generador.carga.lectura.lector import leer, leer_bytes, leer_crudo
from generador.carga.mensajes import redactar
from generador.carga.perdidas import perdidas
from generador.carga.traduccion import traducir
from generador.errores import ErrorDeDatos, Hallazgo, Lugar, ordenados, sin_lectura
from generador.modelo.asamblea import Asamblea, Proyecto, Sitio
from generador.modelo.datos.agenda import Agenda
from generador.modelo.datos.aporte import Resultado
from generador.modelo.datos.asistencia import Asistencia
from generador.modelo.datos.convenio import Convenio
from generador.modelo.datos.evento import Evento
from generador.modelo.datos.mesas import Mesas
from generador.modelo.datos.metodologia import Metodologia
from generador.modelo.datos.pendiente import en_blanco
from generador.modelo.datos.seguimiento import Seguimiento
from generador.modelo.expediente import Expediente
from generador.modelo.fuente import Fuente
from generador.modelo.texto import slug

M = TypeVar("M", bound=BaseModel)
_COMUNES = ("sitio", "metodologia")
_OBLIGATORIOS = ("evento", "mesas")
_OPCIONALES = ("metodologia", "agenda", "seguimiento", "asistencia")
RECORDADOS = 512
"""Archivos de datos que un proceso conserva leídos: los de una docena de asambleas."""


@dataclass(frozen=True, slots=True)
class Comun:
    """Los archivos que comparten todas las asambleas, y lo que haya que corregir en ellos."""

    sitio: Sitio | None = None
    fuente_sitio: Fuente | None = None
    metodologia: Metodologia | None = None
    fuente_metodologia: Fuente | None = None
    convenios: Mapping[str, tuple[Convenio | None, Fuente | None]] = field(default_factory=dict)
    """Por nombre de archivo, sin extensión."""
    hallazgos: tuple[Hallazgo, ...] = ()


@dataclass(frozen=True, slots=True)
class Leida:
    """Una asamblea: su carpeta y los archivos comunes deciden todo lo de aquí, y ninguna otra."""

    id: str
    """El nombre de su carpeta."""
    expediente: Expediente | None
    """Si fue posible formarlo."""
    hallazgos: tuple[Hallazgo, ...] = ()


@dataclass(frozen=True, slots=True)
class Carga:
    """Todo lo leído de `datos/`, y lo que haya que corregir."""

    comun: Comun
    leidas: tuple[Leida, ...] = ()
    """Asambleas, una por carpeta, por nombre, se haya podido leer o no."""
    sueltos: tuple[Hallazgo, ...] = ()
    """De lo que hay en `datos/` y no es de nadie."""

    @property
    def sitio(self) -> Sitio | None:
        """Lo que dice sitio.yml, si se pudo leer."""
        return self.comun.sitio

    @property
    def fuente_sitio(self) -> Fuente | None:
        """De dónde salió."""
        return self.comun.fuente_sitio

    @property
    def carpetas(self) -> tuple[str, ...]:
        """Los nombres de las carpetas de las asambleas."""
        return tuple(x.id for x in self.leidas)

    @property
    def expedientes(self) -> tuple[Expediente, ...]:
        """Las asambleas que se pudieron formar, con sus fuentes."""
        return tuple(x.expediente for x in self.leidas if x.expediente is not None)

    @property
    def hallazgos(self) -> tuple[Hallazgo, ...]:
        """Lo que hay que corregir en todos los archivos, en orden."""
        suyos = (h for x in self.leidas for h in x.hallazgos)
        return ordenados((*self.comun.hallazgos, *self.sueltos, *suyos))

    @property
    def proyecto(self) -> Proyecto | None:
        """Lo que se publicaría; None si algo no se pudo leer."""
        if self.sitio is None or any(h.gravedad == "error" for h in self.hallazgos):
            return None
        return proyecto_de(self.sitio, self.expedientes)


def proyecto_de(sitio: Sitio, expedientes: Iterable[Expediente]) -> Proyecto:
    """El sitio con esas asambleas, de la más reciente a la más antigua."""
    asambleas = sorted(
        (e.asamblea for e in expedientes), key=lambda a: (a.evento.primera.fecha, a.id), reverse=True
    )
    return Proyecto(sitio=sitio, asambleas=tuple(asambleas))


@dataclass(slots=True)
class _Lectura:
    base: Path
    prefijo: str = ""
    """Con él empieza el nombre que se dice de cada archivo de `base`: «datos/arauca-2023/»."""
    hallazgos: list[Hallazgo] = field(default_factory=list)
    mal_llamados: set[Path] = field(default_factory=set)
    """Los archivos que faltan con su nombre y parecen estar con otro."""

    def nombre(self, ruta: Path) -> str:
        suyo = ruta.relative_to(self.base).as_posix()
        return f"{self.prefijo}{suyo}" if suyo != "." else self.prefijo.rstrip("/")

    def falta(self, ruta: Path, ayuda: str, mensaje: str = "falta este archivo") -> None:
        self.hallazgos.append(Hallazgo(Lugar(self.nombre(ruta)), mensaje, ayuda))

    def negado(self, ruta: Path, error: OSError) -> None:
        """Anota que el sistema no dejó mirar ese archivo o esa carpeta."""
        mensaje, ayuda = sin_lectura(error)
        self.falta(ruta, ayuda, mensaje)

    def en(
        self, carpeta: Path, archivos: Collection[str] = (), carpetas: Collection[str] = (), *, abierta: bool
    ) -> list[Path]:
        """Los `.yml` de `carpeta` que se leen, por nombre; lo que nadie lee queda en `hallazgos`.

        Con `abierta`, todos; si no, los de `archivos`.
        """
        if not carpeta.is_dir():
            return []
        for s in sueltos(carpeta, archivos, carpetas, abierta=abierta):
            self.hallazgos.append(Hallazgo(Lugar(self.nombre(s.ruta)), s.mensaje, s.ayuda, s.gravedad))
            if s.sugerido is not None:
                self.mal_llamados.add(carpeta / s.sugerido)
        return sorted(
            p
            for p in carpeta.iterdir()
            if p.is_file() and p.suffix == ".yml" and not se_pasa(p.name) and (abierta or p.name in archivos)
        )

    def obligatorio(self, ruta: Path, modelo: type[M], ayuda: str) -> tuple[M | None, Fuente | None]:
        """Como `leer`, y si el archivo no está lo anota; si está con otro nombre, ya se dijo."""
        if not ruta.is_file():
            if ruta not in self.mal_llamados:
                self.falta(ruta, ayuda)
            return None, None
        return self.leer(ruta, modelo)

    def leer(self, ruta: Path, modelo: type[M]) -> tuple[M | None, Fuente | None]:
        """El modelo de `ruta` y su fuente; lo que falle queda en `hallazgos`."""
        try:
            archivo = self.nombre(ruta)
            leido, fuente, hallazgos = _leido(leer_crudo(ruta, archivo), archivo, modelo)
        except ErrorDeDatos as error:
            self.hallazgos.extend(error.hallazgos)
            return None, None
        self.hallazgos.extend(hallazgos)
        return cast("M | None", leido), fuente


@lru_cache(maxsize=RECORDADOS)
def _leido(
    crudo: bytes, archivo: str, modelo: type[BaseModel]
) -> tuple[BaseModel | None, Fuente, tuple[Hallazgo, ...]]:
    # Quien edita cambia uno: los demás se leyeron con los mismos bytes hace un momento.
    fuente = leer_bytes(crudo, archivo)
    hallazgos = (*perdidas(fuente, modelo), *comillas(fuente, modelo))
    try:
        return modelo.model_validate(fuente.datos), fuente, hallazgos
    except ValidationError as error:
        return None, fuente, (*hallazgos, *traducir(error, fuente, modelo))


def releer(datos: bytes, archivo: str, modelo: type[M]) -> tuple[M, Fuente]:
    """El modelo de un archivo que está en memoria, y su fuente. ErrorDeDatos si algo no sirve."""
    fuente = leer_bytes(datos, archivo)
    perdido = list(perdidas(fuente, modelo))
    if perdido:
        raise ErrorDeDatos(perdido)
    try:
        return modelo.model_validate(fuente.datos), fuente
    except ValidationError as error:
        raise ErrorDeDatos(list(traducir(error, fuente, modelo))) from None


def cargar(raiz: Path) -> Carga:
    """Lee `raiz/datos/`. No lanza por errores de los datos: vienen en `hallazgos`."""
    datos = raiz / "datos"
    if not datos.is_dir():
        falta = Hallazgo(
            Lugar("datos"), "falta esta carpeta", "ejecute la orden desde la carpeta del proyecto"
        )
        return Carga(Comun(hallazgos=(falta,)))
    comun, suelta = cargar_comun(raiz), _Lectura(raiz)
    carpetas = [
        p
        for p in sorted(datos.iterdir())
        if p.is_dir() and p.name not in COMUNES and not se_pasa(p.name) and not _es_comun(suelta, p)
    ]
    leidas = tuple(cargar_asamblea(carpeta, comun) for carpeta in carpetas)
    return Carga(comun, leidas, tuple(suelta.hallazgos))


def cargar_comun(raiz: Path) -> Comun:
    """Los archivos comunes de `raiz/datos/`. No lanza por errores de los datos."""
    lectura, datos = _Lectura(raiz), raiz / "datos"
    lectura.en(datos, _archivos(_COMUNES), [p.name for p in datos.iterdir() if p.is_dir()], abierta=False)
    copia = "cópielo del repositorio original"
    sitio, fuente_sitio = lectura.obligatorio(datos / "sitio.yml", Sitio, copia)
    metodologia, suya = lectura.obligatorio(datos / "metodologia.yml", Metodologia, copia)
    convenios = {
        ruta.stem: lectura.leer(ruta, Convenio) for ruta in lectura.en(datos / "convenios", abierta=True)
    }
    for stem in convenios:
        # «Convenio 0417.yml»: evento.yml no lo puede citar así.
        if (citable := slug(stem)) != stem:
            ayuda = f"cámbiele el nombre a {citable}.yml y cítelo así: «convenio: {citable}»"
            lectura.falta(datos / "convenios" / f"{stem}.yml", ayuda, "evento.yml no puede citar ese nombre")
    return Comun(sitio, fuente_sitio, metodologia, suya, convenios, tuple(lectura.hallazgos))


def cargar_asamblea(carpeta: Path, comun: Comun) -> Leida:
    """La asamblea de esa carpeta, que da su nombre. No lanza por errores de los datos.

    Los lugares se dicen de `datos/`, aunque la carpeta sea una copia guardada en otra parte.
    """
    lectura = _Lectura(carpeta, f"datos/{carpeta.name}/")
    expediente = None
    try:
        expediente = _asamblea(lectura, carpeta, comun)
    except OSError as error:
        lectura.negado(Path(error.filename or carpeta), error)
    return Leida(carpeta.name, expediente, tuple(lectura.hallazgos))


def _archivos(claves: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"{clave}.yml" for clave in claves)


def _es_comun(lectura: _Lectura, carpeta: Path) -> bool:
    """Si no es de una asamblea sino una de las comunes, mal escrita; lo dice."""
    try:
        de_asamblea = any((carpeta / archivo).exists() for archivo in _archivos(_OBLIGATORIOS))
    except OSError:
        # Lo dice, con su remedio, quien la lee como asamblea.
        de_asamblea = True
    if de_asamblea:
        return False
    sugerida = parecido(carpeta.name, (*COMUNES, *DE_ASAMBLEA))
    if sugerida is None:
        return False
    if sugerida in COMUNES:
        ayuda = f"cámbiele el nombre a {sugerida}, o póngale «_» al comienzo"
        lectura.falta(carpeta, ayuda, f"no se lee: ¿quiso decir «{sugerida}»?")
    else:
        lectura.falta(carpeta, "muévala a la carpeta de su asamblea", "no se lee: va dentro de una asamblea")
    return True


def _metodologia(
    lectura: _Lectura, propia: Path | None, comun: Comun
) -> tuple[Metodologia | None, Fuente | None]:
    """La común o, clave por clave, lo que diga la propia encima de ella.

    Una clave se toma entera de donde esté: una lista propia reemplaza a la común. Lo que falle en la común ya
    se dijo.
    """
    de_todas = comun.fuente_metodologia
    if propia is None or de_todas is None:
        return comun.metodologia, de_todas
    try:
        suya = leer(propia, lectura.nombre(propia))
    except ErrorDeDatos as error:
        lectura.hallazgos.extend(error.hallazgos)
        return None, None
    lectura.hallazgos.extend((*perdidas(suya, Metodologia), *comillas(suya, Metodologia)))
    fuente = replace(suya, resto=de_todas)
    try:
        return Metodologia.model_validate({**de_todas.datos, **suya.datos}), fuente
    except ValidationError as error:
        suyos = traducir(error, fuente, Metodologia)
        lectura.hallazgos.extend(h for h in suyos if h.lugar.archivo == suya.archivo)
        return None, fuente


def _asamblea(lectura: _Lectura, carpeta: Path, comun: Comun) -> Expediente | None:
    fuentes: dict[str, Fuente] = {}
    ilegibles: set[str] = set()

    def registrar(clave: str, par: tuple[M | None, Fuente | None]) -> M | None:
        modelo, fuente = par
        if fuente is not None:
            fuentes[clave] = fuente
        if modelo is None:
            ilegibles.add(clave)
        return modelo

    def opcional(clave: str, modelo: type[M]) -> M | None:
        return registrar(clave, lectura.leer(hay[clave], modelo)) if clave in hay else None

    falta = "créelo como el de otra asamblea, o borre la carpeta si no es de una asamblea"
    leidos = lectura.en(carpeta, _archivos((*_OBLIGATORIOS, *_OPCIONALES)), DE_ASAMBLEA, abierta=False)
    hay = {ruta.stem: ruta for ruta in leidos}
    metodologia = registrar("metodologia", _metodologia(lectura, hay.get("metodologia"), comun))
    evento = registrar("evento", lectura.obligatorio(carpeta / "evento.yml", Evento, falta))
    mesas = registrar("mesas", lectura.obligatorio(carpeta / "mesas.yml", Mesas, falta))
    lectura.hallazgos = con_convenios(con_jornadas(lectura.hallazgos, evento), comun.convenios)
    agenda = opcional("agenda", Agenda)
    seguimiento = opcional("seguimiento", Seguimiento)
    asistencia = opcional("asistencia", Asistencia)
    resultados = [
        resultado
        for ruta in lectura.en(carpeta / "resultados", abierta=True)
        if (resultado := registrar(f"resultados/{ruta.stem}", _resultado(lectura, ruta))) is not None
    ]
    if evento is None or mesas is None or metodologia is None:
        return None
    if evento.convenio not in comun.convenios:
        mensaje = f"no existe datos/convenios/{evento.convenio}.yml"
        ayuda = f"los que hay: {', '.join(comun.convenios) or 'ninguno'}"
        lectura.hallazgos.append(fuentes["evento"].hallazgo(("convenio",), mensaje, ayuda))
        return None
    convenio = registrar("convenio", comun.convenios[evento.convenio])
    if convenio is None:
        return None
    try:
        asamblea = Asamblea(
            id=carpeta.name,
            convenio=convenio,
            metodologia=metodologia,
            evento=evento,
            mesas=mesas,
            resultados=tuple(r for r in resultados if not en_blanco(r)),
            agenda=agenda,
            seguimiento=seguimiento,
            asistencia=asistencia,
        )
    except ValidationError as error:
        for detalle in error.errors(include_url=False):
            mensaje, ayuda = redactar(detalle)
            lectura.falta(carpeta, f"cambie el nombre de la carpeta; {ayuda}", mensaje)
        return None
    return Expediente(asamblea, fuentes, frozenset(ilegibles))


def _resultado(lectura: _Lectura, ruta: Path) -> tuple[Resultado | None, Fuente | None]:
    """Un archivo de resultados, que ha de llamarse como su sub-mesa."""
    resultado, fuente = lectura.leer(ruta, Resultado)
    if resultado is None or fuente is None or resultado.submesa == ruta.stem:
        return resultado, fuente
    mensaje = f"el archivo se llama {ruta.name} y dice ser de {resultado.submesa}"
    otro = ruta.with_stem(resultado.submesa)
    ayuda = "deje el mismo código en los dos"
    if otro.is_file():
        ayuda += f"; si es otra copia de {otro.name}, compárelas y deje una sola"
    elif parecido(ruta.name, (), submesas=True) == otro.name:
        # El código es el mismo: lo que sobra o falta está en el nombre.
        ayuda = f"cámbiele el nombre a {otro.name}"
    lectura.hallazgos.append(fuente.hallazgo(("submesa",), mensaje, ayuda))
    return None, fuente
