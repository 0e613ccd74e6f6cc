"""Lo que se hace en el salón con las hojas: verlas, recibirlas y escoger. No sabe de HTTP.

Quien llega mientras otro guarda espera su turno, también si el otro es `importar` en otra terminal.
"""

from __future__ import annotations

import json
import re
import secrets
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from generador.carga.cargar import cargar, cargar_asamblea, cargar_comun
from generador.carga.carpetas import se_pasa
from generador.errores import ErrorAsambleas, ErrorDeDatos, ErrorDeLectura, ErrorDeUso, de_maquina
from generador.local.captura.bandeja import ENTRADA, Bandeja, Llegada
from generador.local.captura.conflictos import Conflicto, conflictos_de, en_hoja_de, en_que_quedo
from generador.local.captura.entrega import Campos, Entrega, Reparo, personales
from generador.local.captura.formulario import formulario_de
from generador.local.captura.recepcion import (
    Acuse,
    Situacion,
    escoger,
    ponerse_al_dia,
    recibir,
    sin_llevar,
)
from generador.local.captura.turno import TurnoDeRecibir, con_paciencia
from generador.local.fotos.album import (
    Archivada,
    FotoDeFicha,
    archivar,
    dar_por_escritas,
    dejadas,
    fotos_de,
    por_transcribir,
    recoger,
    sello_de,
    sin_copiar,
)
from generador.local.fotos.lectura import LugarDeFoto, abrir_foto
from generador.local.sala.secciones import CasillaLlena, FichaDeHoja, secciones
from generador.local.sala.tablero import CeldaDelTablero, Tablero, celda_de, tablero_de
from generador.modelo.asamblea import Asamblea
from generador.modelo.datos.evento import Estado
from generador.modelo.datos.mesas import Grupo
from generador.salida.disco import explicar, sha256

_ENTRE_INTENTOS = 5.0
"""Segundos que pasan antes de volver a llevar a las hojas lo que no se pudo."""
_ENTRE_MIRADAS = 10.0
"""Segundos que dura lo que se le dice a quien todavía no ha entrado: leerlo todo cada vez cuesta."""
_FOTOS_DE_UNA_VEZ = 4
"""Cada una se abre en su proceso: las demás esperan a que se vuelva a mirar."""
_CASILLA = "c."
"""Con esto empieza el nombre de cada casilla en el formulario: lo demás es de la página."""
_PAGINA = re.compile(r"[0-9a-f]{8}", re.ASCII)
_VERSION = re.compile(r"[0-9a-f]{8}", re.ASCII)


@dataclass(frozen=True, slots=True)
class SinPoner:
    """Algo que llegó y no se ha podido llevar a su hoja: le falta la necesidad, o tiene algo que no cabe."""

    llegada: Llegada
    dichos: tuple[tuple[str, str], ...]
    """Por casilla, su título y lo que se escribió."""

    @property
    def clave(self) -> str:
        """Distingue a esta llegada de las demás de su sub-mesa."""
        return f"{self.llegada.entrega.dispositivo}-{self.llegada.entrega.revision}"


@dataclass(frozen=True, slots=True)
class HojaDeSubmesa:
    """La hoja de una sub-mesa, como se ve y como se devuelve."""

    asamblea: Asamblea
    grupo: Grupo
    submesa: str
    version: str
    pagina: str
    """Distingue a esta página de cualquier otra: lo que se mande dos veces desde ella no choca consigo."""
    antes: str
    """Lo que ya decía la hoja, para saber después qué cambió quien la llenó."""
    partes: tuple[CasillaLlena | FichaDeHoja, ...]
    celda: CeldaDelTablero
    conflictos: tuple[Conflicto, ...]
    reparos: tuple[Reparo, ...]
    """Lo que hay que corregir y lo que hay que mirar."""
    pendientes: tuple[SinPoner, ...] = ()
    """Lo que llegó y no se ha podido llevar a la hoja."""
    fotos: tuple[FotoDeFicha, ...] = ()
    """Fotos de sus fichas que faltan por copiar."""
    otras_fotos: tuple[FotoDeFicha, ...] = ()
    """Fotos de lo que ya está en la hoja."""
    sin_guardar: str = ""
    """Por qué no se pudo guardar; vacío si no se ha intentado o si se guardó."""
    quedo: tuple[str, ...] = ()
    """De lo que se mandó y algo impide, los títulos de lo que ya está en la hoja."""
    no_quedo: tuple[str, ...] = ()
    """Y los de lo que no."""

    @property
    def impiden(self) -> tuple[Reparo, ...]:
        """Lo que no deja llevar a la hoja lo que se mandó."""
        return tuple(r for r in self.reparos if r.impide)

    @property
    def avisos(self) -> tuple[Reparo, ...]:
        """Lo que se guardó y conviene corregir ya: los datos de personas."""
        return tuple(r for r in self.reparos if not r.impide)

    def titulo_de(self, reparo: Reparo) -> str:
        """De qué casilla es."""
        casilla = formulario_de(self.asamblea).por_nombre.get(reparo.casilla)
        return casilla.titulo if casilla else ""


@dataclass(frozen=True, slots=True)
class Recibida:
    """En qué paró lo que se mandó."""

    acuse: Acuse
    hoja: HojaDeSubmesa | None
    """La página que sigue, con lo escrito todavía en ella; None si todo quedó guardado."""
    otra_version: bool = False
    """Si se llenó con un formulario que ya cambió."""
    en_disco: bool = True
    """Si quedó guardado, aunque no se haya podido llevar a la hoja."""


@dataclass(slots=True)
class Salon:
    """Las asambleas de `raiz` que hoy se pueden capturar."""

    raiz: Path
    reloj: Callable[[], float] = time.monotonic
    _turno: TurnoDeRecibir = field(init=False)
    _intentado: float = float("-inf")
    _ensayado: float = float("-inf")
    _de_ensayo: bool = False
    _vistas: dict[tuple[str, int, int], ErrorDeLectura] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._turno = TurnoDeRecibir(self.raiz)

    def abiertas(self) -> tuple[Asamblea, ...]:
        """Asambleas que todavía no están aprobadas, de la más reciente a la más antigua."""
        suyas = [e.asamblea for e in cargar(self.raiz).expedientes if abierta(e.asamblea)]
        return tuple(sorted(suyas, key=lambda a: (a.evento.primera.fecha, a.id), reverse=True))

    def solo_practica(self) -> bool:
        """Si todas las que hoy se pueden capturar son de práctica: lo que se mira antes de entrar."""
        if self.reloj() - self._ensayado > _ENTRE_MIRADAS:
            abiertas = self.abiertas()
            self._de_ensayo = bool(abiertas) and all(a.evento.practica for a in abiertas)
            self._ensayado = self.reloj()
        return self._de_ensayo

    def asamblea(self, id_: str) -> Asamblea | None:
        """Asamblea de esa carpeta, esté abierta o no; None si no existe o no se puede leer."""
        # Lo que se pide nunca se vuelve una ruta: se busca entre las que hay.
        hay = (
            p for p in (self.raiz / "datos").iterdir() if p.name == id_ and p.is_dir() and not se_pasa(id_)
        )
        leidas = (cargar_asamblea(carpeta, cargar_comun(self.raiz)).expediente for carpeta in hay)
        return next((e.asamblea for e in leidas if e is not None), None)

    def al_dia(self) -> None:
        """Lleva a las hojas lo que un corte, u otra orden que estaba escribiendo, dejó sin llevar."""
        with self._turno:
            self._intentado = self.reloj()
            for asamblea in self.abiertas():
                try:
                    ponerse_al_dia(self.raiz, asamblea)
                except (ErrorDeUso, ErrorDeDatos, OSError):
                    # Queda en `entrada/`, el tablero lo dice, y se intenta otra vez.
                    continue

    def tablero(self, asamblea: Asamblea) -> Tablero:
        """Cómo va cada sub-mesa."""
        hecho = tablero_de(self.raiz, asamblea)
        if any(c.sin_poner for c in hecho.celdas) and self.reloj() - self._intentado > _ENTRE_INTENTOS:
            self.al_dia()
        return hecho

    def hoja(self, asamblea: Asamblea, submesa: str) -> HojaDeSubmesa | None:
        """La hoja de esa sub-mesa, con lo que ya dice; None si no existe. ErrorDeDatos si no se lee."""
        grupo = _grupo(asamblea, submesa)
        if grupo is None:
            return None
        formulario = formulario_de(asamblea)
        with self._turno:
            campos = en_hoja_de(self.raiz, asamblea, submesa)
        avisos = tuple(personales(formulario, campos, asamblea.evento.no_son_personas))
        return self._hoja(asamblea, grupo, submesa, campos, avisos, secrets.token_hex(4), campos)

    def recibir(
        self, asamblea: Asamblea, submesa: str, aparato: str, medio: str, enviado: Mapping[str, str]
    ) -> Recibida | None:
        """Recibe lo que se mandó de esa sub-mesa; None si no hay tal sub-mesa.

        Cuando la respuesta dice que está guardada, está en el disco.
        """
        grupo = _grupo(asamblea, submesa)
        if grupo is None:
            return None
        formulario = formulario_de(asamblea)
        dichos = {n.removeprefix(_CASILLA): t for n, t in enviado.items() if n.startswith(_CASILLA)}
        pagina = enviado.get("pagina", "")
        pagina = pagina if _PAGINA.fullmatch(pagina) else secrets.token_hex(4)
        version = enviado.get("version", "")
        antes = _antes(enviado.get("antes", ""))
        with self._turno:
            entrega = self._entrega(asamblea, submesa, f"{aparato}-{pagina}", version, dichos, antes)
            acuse, fallo, en_disco = self._recibir(asamblea, entrega, medio)
            otra = version != formulario.version
            if acuse.situacion not in (Situacion.INCOMPLETA, Situacion.RECHAZADA) and not fallo:
                return Recibida(acuse, None, otra)
            visibles = {n: t for n, t in dichos.items() if n in formulario.por_nombre and t.strip()}
            hoja = self._hoja(asamblea, grupo, submesa, visibles, acuse.reparos, pagina, antes)
            if hoja.impiden:
                quedo, no_quedo = en_que_quedo(self.raiz, asamblea, submesa, visibles)
                hoja = replace(hoja, quedo=quedo, no_quedo=no_quedo)
        return Recibida(acuse, replace(hoja, sin_guardar=fallo or acuse.mensaje), otra, en_disco)

    def escoger(self, asamblea: Asamblea, submesa: str, casilla: str, texto: str) -> Acuse:
        """Pone lo que una persona escogió en una casilla en conflicto. ErrorDeUso si ya no lo está."""
        with self._turno:
            return con_paciencia(lambda: escoger(self.raiz, asamblea, submesa, casilla, texto))

    def dar_por_visto(self, asamblea: Asamblea, submesa: str, clave: str) -> None:
        """Deja de señalar lo que llegó y no cupo en la hoja: alguien ya lo pasó o no hacía falta."""
        with self._turno:
            for pendiente in _pendientes(self.raiz, asamblea, submesa):
                if pendiente.clave == clave:
                    Bandeja.de(self.raiz, asamblea.id).guardar(replace(pendiente.llegada, aplicada=True))

    def recibir_foto(self, asamblea: Asamblea, submesa: str, octetos: bytes) -> Archivada | None:
        """Archiva la foto de una ficha: donde diga su código o, sin él, en esa sub-mesa; None si no existe.

        Con la sub-mesa vacía y sin código que se lea, queda sin lugar. Cuando vuelve, está en el disco.
        ErrorDeUso si no se puede leer o no es de aquí.
        """
        if submesa and _grupo(asamblea, submesa) is None:
            return None
        foto = abrir_foto("la foto", octetos)
        with self._turno:
            return archivar(self.raiz, [asamblea], foto, LugarDeFoto(asamblea.id, submesa))

    def recoger_fotos(self) -> tuple[ErrorDeLectura, ...]:
        """Archiva unas cuantas de las que alguien dejó en `entrada/`; por qué no se pudo con las demás."""
        asambleas = self.abiertas()
        with self._turno:
            hechas = recoger(self.raiz, asambleas, self._vistas, _FOTOS_DE_UNA_VEZ)
            quedan = {sello_de(ruta): n for ruta, n in _dejadas(self.raiz, asambleas)}
            nuevas = {s: f for f in hechas.fallas for s, n in quedan.items() if n == f.archivo}
            self._vistas = {s: f for s, f in {**self._vistas, **nuevas}.items() if s in quedan}
            return tuple(self._vistas.values())

    def fotos_sueltas(self, asamblea: Asamblea) -> int:
        """Cuántas esperan a que se les dé lugar, contando las que no se pudieron abrir."""
        return len(self.recoger_fotos()) + len(fotos_de(self.raiz, asamblea.id, ""))

    def dar_por_escritas(
        self, asamblea: Asamblea, submesa: str, nombres: Collection[str], vacias: Collection[str] = ()
    ) -> tuple[str, ...]:
        """Anota que lo que muestran esas fotos ya está en la hoja, o que las `vacias` no dicen nada.

        Devuelve las que se quedan porque en la hoja no hay nada de lo suyo.
        """
        with self._turno:
            quedan = sin_copiar(self.raiz, asamblea, submesa, set(nombres) - set(vacias))
            dar_por_escritas(self.raiz, asamblea, submesa, {*nombres, *vacias} - {*quedan})
            return quedan

    def _entrega(
        self,
        asamblea: Asamblea,
        submesa: str,
        dispositivo: str,
        version: str,
        dichos: Mapping[str, str],
        antes: Campos,
    ) -> Entrega:
        """Lo mandado, con la revisión que sigue a la última de esa página."""
        llegadas = Bandeja.de(self.raiz, asamblea.id).llegadas(submesa)
        suyas = [x for x in llegadas if x.entrega.dispositivo == dispositivo]
        revision = 1 + max((x.entrega.revision for x in suyas), default=0)
        # Si de esta página ya se puso algo, lo que cambia es desde eso: `recibir` lo busca.
        base = None if any(x.aplicada for x in suyas) else antes
        version = version if _VERSION.fullmatch(version) else "00000000"
        llenos = {n: t for n, t in dichos.items() if t.strip()}
        return Entrega(asamblea.id, submesa, version, dispositivo, revision, llenos, base)

    def _recibir(self, asamblea: Asamblea, entrega: Entrega, medio: str) -> tuple[Acuse, str, bool]:
        """El acuse; si no se pudo llevar a la hoja, por qué; y si quedó en el disco."""
        nada = Acuse(entrega.submesa, Situacion.INCOMPLETA)
        try:
            return (
                con_paciencia(lambda: recibir(self.raiz, asamblea, entrega, medio)),
                "",
                True,
            )
        except ErrorDeDatos:
            archivo = f"resultados/{entrega.submesa}.yml"
            return (
                nada,
                f"Lo que usted mandó quedó guardado, y todavía no en la hoja: {archivo} no se puede leer. "
                "Avise a la mesa técnica.",
                True,
            )
        except ErrorDeUso as error:
            return nada, f"Lo que usted mandó quedó guardado, y todavía no en la hoja: {error}.", True
        except OSError as error:
            dicho: ErrorAsambleas = de_maquina(error) or explicar(self.raiz, error)
            return (
                nada,
                f"No se guardó: {dicho} Lo escrito sigue aquí: avise a la mesa técnica y envíe otra vez.",
                False,
            )

    def _hoja(
        self,
        asamblea: Asamblea,
        grupo: Grupo,
        submesa: str,
        campos: Campos,
        reparos: tuple[Reparo, ...],
        pagina: str,
        antes: Campos,
    ) -> HojaDeSubmesa:
        formulario = formulario_de(asamblea)
        try:
            choques = conflictos_de(self.raiz, asamblea, submesa)
        except ErrorDeDatos:
            choques = ()
        faltan = por_transcribir(self.raiz, asamblea, submesa)
        return HojaDeSubmesa(
            *(asamblea, grupo, submesa, formulario.version, pagina),
            json.dumps(dict(antes), ensure_ascii=False),
            secciones(formulario, campos, reparos),
            celda_de(self.raiz, asamblea, submesa),
            *(choques, reparos, _pendientes(self.raiz, asamblea, submesa)),
            faltan,
            tuple(f for f in fotos_de(self.raiz, asamblea.id, submesa) if f not in faltan),
        )


def abierta(asamblea: Asamblea) -> bool:
    """Si en ella todavía se puede capturar."""
    return asamblea.aprobacion is None and asamblea.estado is not Estado.APROBADA


def _dejadas(raiz: Path, asambleas: Sequence[Asamblea]) -> Iterator[tuple[Path, str]]:
    for ruta, _ in dejadas(raiz, asambleas):
        yield ruta, ruta.relative_to(raiz / ENTRADA).as_posix()


def _grupo(asamblea: Asamblea, submesa: str) -> Grupo | None:
    return next((g for g in asamblea.grupos if submesa in {s.codigo for s in g.submesas}), None)


def _pendientes(raiz: Path, asamblea: Asamblea, submesa: str) -> tuple[SinPoner, ...]:
    por_nombre = formulario_de(asamblea).por_nombre
    return tuple(
        SinPoner(
            x,
            tuple((por_nombre[c].titulo if c in por_nombre else c, t) for c, t in x.entrega.campos.items()),
        )
        for x in sin_llevar(asamblea, submesa, Bandeja.de(raiz, asamblea.id).llegadas(submesa))
    )


def _antes(dicho: str) -> dict[str, str]:
    """Lo que mostraba la página; nada si no se entiende: entonces solo se llenan casillas vacías."""
    try:
        leido = json.loads(dicho)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(leido, dict):
        return {}
    return {c: t for c, t in leido.items() if isinstance(t, str)}


def huella_de(conflicto: Conflicto) -> str:
    """Cambia si cambia alguna de las versiones de esa casilla: así no se escoge una que no se vio."""
    dichas = (conflicto.en_la_hoja, *(x.texto for x in conflicto.llegan))
    return sha256("\0".join(dichas).encode("utf-8", "surrogatepass"))[:16]
