"""Lo que se hace con los archivos de un proyecto desde el editor: verlos, cambiarlos, guardarlos y deshacer.

Ve un archivo a la vez, compara con lo leído antes de escribir y no sabe de HTTP.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from generador.carga.lectura.lector import leer_bytes, leer_crudo
from generador.composicion.comun.vistas import ESTADOS
from generador.construccion.datos.examen import Examen, examinar
from generador.edicion.anteriores import anteriores, cambiar_guardando, deshacer
from generador.edicion.diario import Lectura
from generador.edicion.rectificacion import por_explicar
from generador.errores import ErrorDeDatos, ErrorDeUso, Hallazgo, Lugar
from generador.local.editor.archivos import ArchivoEditable, archivos, buscar
from generador.local.editor.convenio import agregar_convenio
from generador.local.editor.firmado import contra_lo_firmado, exigir_lo_firmado
from generador.local.editor.guardado import con_cambios
from generador.local.editor.hoja import Hoja, acomodada, campos_de, de_datos, de_envio
from generador.local.editor.juicio import agregados, errores_de
from generador.local.editor.junta import CambioAjeno, juntar
from generador.local.editor.llenado import con_lo_dicho, devolver_fechas, poner_identificadores
from generador.local.editor.pantalla import Pantalla, pantalla
from generador.local.editor.preguntas import en_blanco, responder
from generador.local.web.casillas import en_casillas
from generador.modelo.campos import Campo
from generador.modelo.datos.evento import Estado
from generador.modelo.datos.pendiente import sin_confirmar
from generador.modelo.fuente import ruta_legible
from generador.salida.disco import sha256

GUARDAR = "guardar"
CONFIRMADO = "confirmado:"
"""Con esto empieza la casilla de un dato que alguien supuso; sigue su ruta en el archivo."""
_RECORDADOS = 64
"""Versiones de archivos que se recuerdan, para saber qué cambió por fuera."""


@dataclass(frozen=True, slots=True)
class Renglon:
    """Un archivo en una lista, con lo que hay que corregirle."""

    archivo: ArchivoEditable
    errores: int
    avisos: int


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


@dataclass(frozen=True, slots=True)
class Hoy:
    """Un archivo como está y como se ve."""

    archivo: ArchivoEditable
    pantalla: Pantalla | None
    """El formulario; None si el archivo no se cambia aquí o no se puede leer."""
    huella: str = ""
    ilegible: tuple[Hallazgo, ...] = ()
    por_guardar: bool = False
    """Si lo que se ve todavía no está en el archivo."""
    rechazado: bool = False
    """Si se pidió guardar y no se pudo."""
    hay_anterior: bool = False
    cambio_por_fuera: bool = False
    choques: tuple[CambioAjeno, ...] = ()


@dataclass(frozen=True, slots=True)
class Ensayo:
    """Un archivo como quedaría, sin guardarlo."""

    archivo: ArchivoEditable
    crudo: bytes | None = None
    """Los bytes con lo cambiado; None si quedaría igual."""
    hallazgos: tuple[Hallazgo, ...] = ()
    """Lo que no se puede escribir."""


@dataclass(slots=True)
class Escritorio:
    """Los archivos de `raiz/datos/`, de a uno: quien llega mientras otro guarda espera su turno."""

    raiz: Path
    _leidos: OrderedDict[str, bytes] = field(default_factory=OrderedDict)
    _turno: threading.Lock = field(default_factory=threading.Lock)

    def carpetas(self) -> tuple[CarpetaVista, ...]:
        """Los archivos comunes y los de cada asamblea, con su estado y lo que haya que corregir."""
        with self._turno:
            examen = examinar(self.raiz)
            todos = list(archivos(self.raiz))
        ids = list(dict.fromkeys((*examen.carga.carpetas, *(a.asamblea for a in todos if a.asamblea))))
        return (self._comunes(examen, todos, ids), *(self._asamblea(examen, todos, i) for i in ids))

    def ver(self, nombre: str, abre: str = "") -> Hoy | None:
        """El archivo como está, con lo que dice de él `validar`; None si no hay uno con ese nombre.

        `abre` es el código del compromiso que se muestra abierto.
        """
        with self._turno:
            archivo = buscar(self.raiz, nombre)
            return None if archivo is None else self._ver(archivo, abre)

    def recibir(self, nombre: str, enviado: Mapping[str, str]) -> Hoy | str | None:
        """Lo que hace un botón del formulario: el formulario que sigue o, si guardó, «guardado» o «igual».

        None si no hay un archivo con ese nombre. ErrorDeUso si no se cambia aquí o el botón no es suyo.
        """
        with self._turno:
            archivo = buscar(self.raiz, nombre)
            if archivo is None:
                return None
            if archivo.cerrado:
                raise ErrorDeUso(archivo.cerrado)
            try:
                return self._recibir(archivo, enviado)
            except ErrorDeDatos as error:
                return Hoy(archivo, None, ilegible=error.hallazgos)

    def archivo(self, nombre: str) -> ArchivoEditable | None:
        """El archivo con ese nombre, si lo hay."""
        with self._turno:
            return buscar(self.raiz, nombre)

    def ensayar(self, nombre: str, enviado: Mapping[str, str] | None) -> Ensayo | None:
        """Cómo quedaría el archivo si se guardara lo que llegó, sin guardarlo; None si no hay uno así.

        Sin nada que llegue, como está. ErrorDeUso si no se cambia aquí o si cambió por fuera.
        """
        with self._turno:
            archivo = buscar(self.raiz, nombre)
            if archivo is None:
                return None
            if enviado is None:
                return Ensayo(archivo)
            if archivo.cerrado:
                raise ErrorDeUso(archivo.cerrado)
            try:
                return self._ensayar(archivo, enviado)
            except ErrorDeDatos as error:
                return Ensayo(archivo, hallazgos=error.hallazgos)

    def preguntas(self) -> Pantalla:
        """Lo que se le pregunta a quien empieza una asamblea."""
        return en_blanco(self.raiz)

    def empezar(self, enviado: Mapping[str, str]) -> str | Pantalla:
        """Crea la asamblea que dicen esas respuestas: su carpeta o, si algo no sirve, qué corregir."""
        with self._turno:
            return responder(self.raiz, enviado)

    def agregar_convenio(self, enviado: Mapping[str, str]) -> str | Pantalla:
        """Crea el convenio que dicen esas respuestas: su archivo o, si algo no sirve, qué corregir."""
        with self._turno:
            return agregar_convenio(self.raiz, enviado)

    def deshacer(self, nombre: str) -> bool:
        """Deja el archivo como estaba antes del último cambio; falso si no hay uno con ese nombre.

        ErrorDeUso si no se cambia aquí, si no hay qué deshacer o si cambió por fuera.
        """
        with self._turno:
            archivo = buscar(self.raiz, nombre)
            if archivo is None:
                return False
            if archivo.cerrado:
                raise ErrorDeUso(archivo.cerrado)
            deshacer(self.raiz, archivo.ruta, lambda antes: exigir_lo_firmado(self.raiz, archivo, antes))
            return True

    def _ver(self, archivo: ArchivoEditable, abre: str = "") -> Hoy:
        examen = examinar(self.raiz)
        dichos = [*examen.hallazgos, *self._por_explicar(examen, archivo)]
        hallazgos = [h for h in dichos if h.lugar.archivo == archivo.dicho]
        try:
            crudo = self._leer(archivo)
            datos = leer_bytes(crudo, archivo.dicho).datos or {}
            suyos = _campos(archivo, datos)
            hoja = de_datos(suyos, datos)
        except ErrorDeDatos as error:
            return Hoy(archivo, None, ilegible=error.hallazgos)
        except ErrorDeUso as error:
            return Hoy(archivo, None, ilegible=(Hallazgo(Lugar(archivo.dicho), str(error)),))
        if archivo.cerrado:
            return Hoy(archivo, None)
        foco = _foco_en(hoja, abre)
        vista = pantalla(suyos, hoja, hallazgos, archivo.fijos, foco, _supuestos(crudo))
        return Hoy(archivo, vista, sha256(crudo), hay_anterior=self._hay_anterior(archivo))

    def _por_explicar(self, examen: Examen, archivo: ArchivoEditable) -> tuple[Hallazgo, ...]:
        """Lo ya publicado que los datos dejaron de decir: lo detiene `construir`, y aquí se dice antes."""
        suyo = next((e for e in examen.carga.expedientes if e.asamblea.id == archivo.asamblea), None)
        if suyo is None or examen.carga.sitio is None or archivo.clase != "seguimiento":
            return ()
        return por_explicar(self.raiz, suyo, examen.carga.sitio)

    def _ensayar(self, archivo: ArchivoEditable, enviado: Mapping[str, str]) -> Ensayo:
        crudo = self._leer(archivo)
        if sha256(crudo) != enviado.get("huella", ""):
            raise ErrorDeUso("el archivo cambió por fuera: en la otra pestaña, guarde para ver las dos cosas")
        datos = leer_bytes(crudo, archivo.dicho).datos or {}
        hoja = _sin_fijos(de_envio(_campos(archivo, datos), enviado), archivo.fijos)
        guardado = con_cambios(crudo, archivo.modelo, hoja, _confirmados(enviado))
        malos = tuple(Hallazgo(Lugar(archivo.dicho, ruta=r), m) for r, m in guardado.malos.items())
        return Ensayo(archivo, None if guardado.crudo == crudo else guardado.crudo, malos)

    def _recibir(self, archivo: ArchivoEditable, enviado: Mapping[str, str]) -> Hoy | str:
        lectura = Lectura.tomar(self.raiz, archivo.ruta)
        crudo = self._leer(archivo)
        huella, vista = sha256(crudo), enviado.get("huella", "")
        datos = leer_bytes(crudo, archivo.dicho).datos or {}
        suyos = _campos(archivo, datos)
        hoja = _sin_fijos(de_envio(suyos, enviado), archivo.fijos)
        if huella != vista:
            return self._cambiado(archivo, crudo, hoja, self._leidos.get(vista))
        boton = enviado.get("boton", "")
        confirmados = _confirmados(enviado)
        todo = {**de_datos(suyos, datos), **hoja}
        if boton != GUARDAR:
            donde = acomodada(todo, boton)
            foco = (boton.partition(":")[0], donde)
            return self._por_guardar(archivo, crudo, todo, (), foco, confirmados)
        poner_identificadores(suyos, hoja)
        guardado = con_cambios(crudo, archivo.modelo, hoja, confirmados)
        if guardado.malos:
            malos = [Hallazgo(Lugar(archivo.dicho, ruta=r), m) for r, m in guardado.malos.items()]
            return self._rechazado(archivo, crudo, todo, malos, confirmados)
        if guardado.crudo == crudo:
            return "igual"
        errores = errores_de(guardado.crudo, archivo)
        if agregados(errores_de(crudo, archivo), errores):
            dichas = devolver_fechas(suyos, de_datos(suyos, datos), todo)
            return self._rechazado(archivo, crudo, todo, con_lo_dicho(errores, dichas), confirmados)
        if firmados := contra_lo_firmado(self.raiz, archivo, guardado.crudo):
            return self._rechazado(archivo, crudo, todo, firmados, confirmados)
        if lectura.huellas.get(archivo.ruta.relative_to(self.raiz).as_posix()) != huella:
            return self._cambiado(archivo, self._leer(archivo), hoja, crudo)
        cambiar_guardando(lectura, {archivo.ruta: guardado.crudo})
        return "guardado"

    def _rechazado(
        self,
        archivo: ArchivoEditable,
        crudo: bytes,
        hoja: Hoja,
        hallazgos: Sequence[Hallazgo],
        confirmados: Collection[str],
    ) -> Hoy:
        hoy = self._por_guardar(archivo, crudo, hoja, hallazgos, confirmados=confirmados)
        return replace(hoy, rechazado=True)

    def _por_guardar(
        self,
        archivo: ArchivoEditable,
        crudo: bytes,
        hoja: Hoja,
        hallazgos: Sequence[Hallazgo],
        foco: tuple[str, str] = ("", ""),
        confirmados: Collection[str] = (),
    ) -> Hoy:
        suyos = _campos(archivo, leer_bytes(crudo, archivo.dicho).datos or {})
        vista = pantalla(suyos, hoja, hallazgos, archivo.fijos, foco, _supuestos(crudo), confirmados)
        return Hoy(archivo, vista, sha256(crudo), por_guardar=True, hay_anterior=self._hay_anterior(archivo))

    def _cambiado(self, archivo: ArchivoEditable, crudo: bytes, mia: Hoja, base: bytes | None) -> Hoy:
        """El archivo ya no es el que se veía: lo de cada parte, junto, y nada escrito."""
        datos = leer_bytes(crudo, archivo.dicho).datos or {}
        suyos = _campos(archivo, datos)
        antes: Hoja = {}
        if base is not None:
            viejos = leer_bytes(base, archivo.dicho).datos or {}
            antes = de_datos(_campos(archivo, viejos), viejos)
        junta = juntar(suyos, antes, mia, de_datos(suyos, datos))
        hecho = self._por_guardar(archivo, crudo, junta.hoja, ())
        return replace(hecho, cambio_por_fuera=True, choques=tuple(junta.choques))

    def _leer(self, archivo: ArchivoEditable) -> bytes:
        crudo = leer_crudo(archivo.ruta, archivo.dicho)
        self._leidos[sha256(crudo)] = crudo
        self._leidos.move_to_end(sha256(crudo))
        while len(self._leidos) > _RECORDADOS:
            self._leidos.popitem(last=False)
        return crudo

    def _hay_anterior(self, archivo: ArchivoEditable) -> bool:
        return bool(anteriores(self.raiz, archivo.ruta))

    def _comunes(self, examen: Examen, todos: Sequence[ArchivoEditable], ids: Sequence[str]) -> CarpetaVista:
        ajenas = tuple(f"datos/{i}" for i in ids)
        suyos = [h for h in examen.hallazgos if not _es_de(h, ajenas)]
        return _carpeta("", "Lo común a todas", "", [a for a in todos if not a.asamblea], suyos)

    def _asamblea(self, examen: Examen, todos: Sequence[ArchivoEditable], id_: str) -> CarpetaVista:
        suyos = [h for h in examen.hallazgos if _es_de(h, (f"datos/{id_}",))]
        leida = next((e.asamblea for e in examen.carga.expedientes if e.asamblea.id == id_), None)
        titulo = f"{leida.evento.titular}, {leida.evento.territorio}" if leida is not None else id_
        estado = ESTADOS[leida.estado] if leida is not None else "Con errores"
        if leida is not None and leida.evento.practica:
            estado = f"PRÁCTICA, no se publica. {estado}"
        vista = _carpeta(id_, titulo, estado, [a for a in todos if a.asamblea == id_], suyos)
        if leida is None or leida.aprobacion is not None or leida.estado is Estado.APROBADA:
            return vista
        hojas = {Path(a.nombre).stem for a in todos if a.asamblea == id_ and a.clase == "resultado"}
        return replace(vista, sin_hoja=len({s.codigo for s in leida.submesas} - hojas))


def _es_de(hallazgo: Hallazgo, carpetas: Sequence[str]) -> bool:
    return any(f"{hallazgo.lugar.archivo}/".startswith(f"{c}/") for c in carpetas)


def _carpeta(
    id_: str, titulo: str, estado: str, suyos: Sequence[ArchivoEditable], hallazgos: Sequence[Hallazgo]
) -> CarpetaVista:
    renglones = []
    for archivo in suyos:
        de_el = [h.gravedad == "error" for h in hallazgos if h.lugar.archivo == archivo.dicho]
        renglones.append(Renglon(archivo, sum(de_el), len(de_el) - sum(de_el)))
    dichos = {a.dicho for a in suyos}
    sueltos = tuple(en_casillas(h) for h in hallazgos if h.lugar.archivo not in dichos)
    return CarpetaVista(id_, titulo, estado, tuple(renglones), sueltos)


def _supuestos(crudo: bytes) -> dict[str, str]:
    """Lo que alguien supuso y falta confirmar: la nota de cada dato, por su ruta dicha."""
    return {ruta_legible(p.ruta): p.nota for p in sin_confirmar(leer_bytes(crudo, ""))}


def _campos(archivo: ArchivoEditable, datos: Mapping[str, Any]) -> tuple[Campo, ...]:
    return tuple(c for c in campos_de(archivo.modelo, datos) if c.nombre not in archivo.ocultos)


def _foco_en(hoja: Hoja, codigo: str) -> tuple[str, str]:
    """Qué compromiso se muestra abierto; nada si no hay uno con ese código."""
    suyos = enumerate(hoja.get("compromisos") or ())
    return next((("abrir", f"compromisos.{i}") for i, c in suyos if c["codigo"] == codigo != ""), ("", ""))


def _confirmados(enviado: Mapping[str, str]) -> set[str]:
    return {c.removeprefix(CONFIRMADO) for c in enviado if c.startswith(CONFIRMADO)}


def _sin_fijos(hoja: Hoja, fijos: Sequence[str]) -> Hoja:
    return {c: v for c, v in hoja.items() if c not in fijos}
