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
from generador.construccion.datos.examen import Examen, examinar
from generador.edicion.anteriores import anteriores, cambiar_guardando, deshacer, hay_que_rehacer, rehacer
from generador.edicion.diario import Lectura
from generador.edicion.esqueleto import quitar_convenio
from generador.edicion.rectificacion import por_explicar
from generador.errores import ErrorDeDatos, ErrorDeUso, Hallazgo, Lugar
from generador.local.editor.archivos import ArchivoEditable, CarpetaVista, buscar, carpetas
from generador.local.editor.convenio import agregar_convenio
from generador.local.editor.firmado import contra_lo_firmado, exigir_lo_firmado
from generador.local.editor.guardado import con_cambios
from generador.local.editor.hoja import Hoja, acomodada, campos_de, de_datos, de_envio
from generador.local.editor.juicio import agregados, errores_de
from generador.local.editor.junta import CambioAjeno, juntar
from generador.local.editor.llenado import con_lo_dicho, devolver_fechas, poner_identificadores
from generador.local.editor.pantalla import Pantalla, pantalla
from generador.local.editor.preguntas import con_lo_que_hay, en_blanco, por_su_nombre, responder
from generador.modelo.campos import Campo
from generador.modelo.datos.pendiente import sin_confirmar
from generador.modelo.fuente import ruta_legible
from generador.salida.disco import explicar, sha256

GUARDAR = "guardar"
CONFIRMADO = "confirmado:"
"""Con esto empieza la casilla de un dato que alguien supuso; sigue su ruta en el archivo."""
_RECORDADOS = 64
"""Versiones de archivos que se recuerdan, para saber qué cambió por fuera."""


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
    en_otros: int = 0
    """Cuántos de los demás archivos de su asamblea tienen errores: lo de aquí pudo dejarlos."""
    hay_siguiente: bool = False
    """Si lo último fue deshacer, y se puede rehacer."""
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
        return carpetas(self.raiz, examen)

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
                # El archivo se dañó por fuera: lo que alguien escribía sigue a la vista.
                suyos = self._campos(archivo, {})
                vista = pantalla(suyos, _sin_fijos(de_envio(suyos, enviado), archivo.fijos))
                return Hoy(archivo, vista, enviado.get("huella", ""), error.hallazgos, por_guardar=True)

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

    def quitar_convenio(self, nombre: str, enviado: Mapping[str, str]) -> bool:
        """Borra ese convenio, del que queda copia; falso si no hay uno con ese nombre.

        ErrorDeUso si lo usa una asamblea o si cambió por fuera.
        """
        with self._turno:
            archivo = buscar(self.raiz, nombre)
            if archivo is None or archivo.clase != "convenio":
                return False
            quitar_convenio(self.raiz, archivo.ruta.stem, enviado.get("huella", ""))
            return True

    def deshacer(self, nombre: str, *, al_reves: bool = False) -> bool:
        """Deja el archivo como estaba antes del último cambio; falso si no hay uno con ese nombre.

        Con `al_reves`, como estaba antes de deshacer. ErrorDeUso si no se cambia aquí, si no hay qué deshacer
        o si cambió por fuera.
        """
        hacer = rehacer if al_reves else deshacer
        with self._turno:
            archivo = buscar(self.raiz, nombre)
            if archivo is None:
                return False
            if archivo.cerrado:
                raise ErrorDeUso(archivo.cerrado)
            hacer(self.raiz, archivo.ruta, lambda antes: exigir_lo_firmado(self.raiz, archivo, antes))
            return True

    def _ver(self, archivo: ArchivoEditable, abre: str = "") -> Hoy:
        examen = examinar(self.raiz)
        dichos = [*examen.hallazgos, *self._por_explicar(examen, archivo)]
        hallazgos = [h for h in dichos if h.lugar.archivo == archivo.dicho]
        try:
            crudo = self._leer(archivo)
            datos = leer_bytes(crudo, archivo.dicho).datos or {}
            suyos = self._campos(archivo, datos)
            hoja = de_datos(suyos, datos)
        except ErrorDeDatos as error:
            return Hoy(archivo, None, ilegible=error.hallazgos)
        except ErrorDeUso as error:
            return Hoy(archivo, None, ilegible=(Hallazgo(Lugar(archivo.dicho), str(error)),))
        if archivo.cerrado:
            return Hoy(archivo, None)
        foco = _foco_en(hoja, abre)
        vista = por_su_nombre(
            self.raiz, pantalla(suyos, hoja, hallazgos, archivo.fijos, foco, _supuestos(crudo))
        )
        otros = {
            h.lugar.archivo
            for h in examen.hallazgos
            if h.gravedad == "error" and h.lugar.archivo.startswith(f"datos/{archivo.asamblea}/")
        }
        en_otros = len(otros - {archivo.dicho}) if archivo.asamblea else 0
        return self._con_vuelta(Hoy(archivo, vista, sha256(crudo), en_otros=en_otros))

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
        hoja = _sin_fijos(de_envio(self._campos(archivo, datos), enviado), archivo.fijos)
        guardado = con_cambios(crudo, archivo.modelo, hoja, _confirmados(enviado))
        malos = tuple(Hallazgo(Lugar(archivo.dicho, ruta=r), m) for r, m in guardado.malos.items())
        return Ensayo(archivo, None if guardado.crudo == crudo else guardado.crudo, malos)

    def _recibir(self, archivo: ArchivoEditable, enviado: Mapping[str, str]) -> Hoy | str:
        lectura = Lectura.tomar(self.raiz, archivo.ruta)
        crudo = self._leer(archivo)
        huella, vista = sha256(crudo), enviado.get("huella", "")
        datos = leer_bytes(crudo, archivo.dicho).datos or {}
        suyos = self._campos(archivo, datos)
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
        try:
            cambiar_guardando(lectura, {archivo.ruta: guardado.crudo})
        except OSError as error:
            # Disco lleno o sin permiso: lo escrito sigue a la vista hasta que se pueda.
            dicho = Hallazgo(Lugar(archivo.dicho), str(explicar(self.raiz, error)))
            return self._rechazado(archivo, crudo, todo, [dicho], confirmados)
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
        suyos = self._campos(archivo, leer_bytes(crudo, archivo.dicho).datos or {})
        hecha = pantalla(suyos, hoja, hallazgos, archivo.fijos, foco, _supuestos(crudo), confirmados)
        vista = por_su_nombre(self.raiz, hecha)
        return self._con_vuelta(Hoy(archivo, vista, sha256(crudo), por_guardar=True))

    def _cambiado(self, archivo: ArchivoEditable, crudo: bytes, mia: Hoja, base: bytes | None) -> Hoy:
        """El archivo ya no es el que se veía: lo de cada parte, junto, y nada escrito."""
        datos = leer_bytes(crudo, archivo.dicho).datos or {}
        suyos = self._campos(archivo, datos)
        antes: Hoja = {}
        if base is not None:
            viejos = leer_bytes(base, archivo.dicho).datos or {}
            antes = de_datos(self._campos(archivo, viejos), viejos)
        junta = juntar(suyos, antes, mia, de_datos(suyos, datos))
        hecho = self._por_guardar(archivo, crudo, junta.hoja, ())
        return replace(hecho, cambio_por_fuera=True, choques=tuple(junta.choques))

    def _campos(self, archivo: ArchivoEditable, datos: Mapping[str, Any]) -> tuple[Campo, ...]:
        suyos = [c for c in campos_de(archivo.modelo, datos) if c.nombre not in archivo.ocultos]
        return con_lo_que_hay(self.raiz, suyos)

    def _leer(self, archivo: ArchivoEditable) -> bytes:
        crudo = leer_crudo(archivo.ruta, archivo.dicho)
        self._leidos[sha256(crudo)] = crudo
        self._leidos.move_to_end(sha256(crudo))
        while len(self._leidos) > _RECORDADOS:
            self._leidos.popitem(last=False)
        return crudo

    def _con_vuelta(self, hoy: Hoy) -> Hoy:
        """El mismo, con si hay qué deshacer y qué rehacer."""
        ruta = hoy.archivo.ruta
        return replace(
            hoy,
            hay_anterior=bool(anteriores(self.raiz, ruta)),
            hay_siguiente=hay_que_rehacer(self.raiz, ruta),
        )


def _supuestos(crudo: bytes) -> dict[str, str]:
    """Lo que alguien supuso y falta confirmar: la nota de cada dato, por su ruta dicha."""
    return {ruta_legible(p.ruta): p.nota for p in sin_confirmar(leer_bytes(crudo, ""))}


def _foco_en(hoja: Hoja, codigo: str) -> tuple[str, str]:
    """Qué compromiso se muestra abierto; nada si no hay uno con ese código."""
    suyos = enumerate(hoja.get("compromisos") or ())
    return next((("abrir", f"compromisos.{i}") for i, c in suyos if c["codigo"] == codigo != ""), ("", ""))


def _confirmados(enviado: Mapping[str, str]) -> set[str]:
    return {c.removeprefix(CONFIRMADO) for c in enviado if c.startswith(CONFIRMADO)}


def _sin_fijos(hoja: Hoja, fijos: Sequence[str]) -> Hoja:
    return {c: v for c, v in hoja.items() if c not in fijos}
