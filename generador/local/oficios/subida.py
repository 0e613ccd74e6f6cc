"""Los logos y las fotos que se suben: el archivo, en su carpeta, y lo que se dice de él, en evento.yml."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from generador.aparte import aparte
from generador.carga.lectura.lector import leer_bytes, leer_crudo
from generador.construccion.datos.medios import TOPES, revisar_uno
from generador.edicion.anteriores import cambiar_guardando
from generador.edicion.diario import Lectura
from generador.edicion.esqueleto import es_reservado
from generador.errores import ErrorDeLectura, Hallazgo, Lugar
from generador.local.editor.archivos import ArchivoEditable, buscar
from generador.local.editor.guardado import con_cambios
from generador.local.editor.hoja import DE, Hoja, campos_de, de_datos, de_envio
from generador.local.editor.juicio import agregados, errores_de
from generador.local.editor.pantalla import Pantalla, pantalla
from generador.local.web.partes import ArchivoSubido
from generador.modelo.campos import Campo, campo_en, campos
from generador.modelo.datos.comun.medios import CARPETAS, EXTENSIONES_DE_FOTO, EXTENSIONES_DE_LOGO, Foto, Logo
from generador.modelo.datos.evento import Evento
from generador.modelo.texto import enumerar, slug
from generador.salida.medios.estilo_vectorial import MedioMalo
from generador.salida.medios.medio import sin_rastro

ARCHIVO = "archivo"
_MODELOS: Mapping[str, type[Logo] | type[Foto]] = dict(zip(CARPETAS, (Logo, Foto), strict=True))
EXTENSIONES = dict(zip(CARPETAS, (EXTENSIONES_DE_LOGO, EXTENSIONES_DE_FOTO), strict=True))
"""Por lista de evento.yml, cómo puede terminar el nombre de un archivo."""
_LARGO_DE_NOMBRE = 60


@dataclass(frozen=True, slots=True)
class Subida:
    """El formulario con que se sube uno, y los que ya están."""

    id: str
    lista: str
    campo: Campo
    """El campo de evento.yml en que queda."""
    hay: tuple[tuple[str, str], ...]
    """Cada uno que ya está: su archivo y su texto alternativo."""
    pantalla: Pantalla
    del_archivo: tuple[Hallazgo, ...] = ()
    """Lo que tiene de malo el archivo."""
    rechazado: bool = False


@dataclass(frozen=True, slots=True)
class Estante:
    """Los logos y las fotos de las asambleas de `raiz`."""

    raiz: Path

    def ver(self, id_: str, lista: str) -> Subida | None:
        """El formulario en blanco; None si no hay esa asamblea o esa lista. ErrorDeDatos si no se lee."""
        archivo = self._evento(id_, lista)
        return None if archivo is None else self._subida(archivo, lista, {})

    def subir(
        self, id_: str, lista: str, enviado: Mapping[str, str], subido: ArchivoSubido | None
    ) -> Subida | str | None:
        """Lo guarda y da el nombre con que quedó o, si algo no sirve, el formulario con lo que corregir.

        No escribe nada si algo no sirve. ErrorDeUso si evento.yml cambió mientras tanto; None, como en `ver`.
        """
        archivo = self._evento(id_, lista)
        if archivo is None:
            return None
        lectura = Lectura.tomar(self.raiz, archivo.ruta)
        crudo = leer_crudo(archivo.ruta, archivo.dicho)
        hoja = de_envio(_preguntas(lista), enviado)
        carpeta = archivo.ruta.parent / lista
        try:
            if subido is None or not subido.escogido:
                raise MedioMalo("falta escoger el archivo", "escójalo en este computador")
            if not subido.octetos:
                raise MedioMalo(
                    "el archivo está vacío: no llegó completo", "pídalo otra vez o cópielo de nuevo"
                )
            octetos = _sin_rastro(_extension(lista, subido), subido.octetos)
            nombre = _nombre_libre(carpeta, lista, subido, octetos, self._nombrados(archivo, lista))
        except MedioMalo as error:
            return self._rechazada(archivo, lista, hoja, (), error)
        despues, malos = _con_uno_mas(crudo, archivo, lista, {**hoja, ARCHIVO: nombre})
        if malos:
            return self._rechazada(archivo, lista, hoja, malos)
        try:
            self._probar(id_, lista, nombre, octetos, despues)
        except MedioMalo as error:
            return self._rechazada(archivo, lista, hoja, (), error)
        cambiar_guardando(lectura, {carpeta / nombre: octetos, archivo.ruta: despues})
        return nombre

    def _evento(self, id_: str, lista: str) -> ArchivoEditable | None:
        if lista not in _MODELOS:
            return None
        archivo = buscar(self.raiz, f"{id_}/evento.yml")
        return archivo if archivo is not None and archivo.asamblea == id_ else None

    def _nombrados(self, archivo: ArchivoEditable, lista: str) -> frozenset[str]:
        """Los archivos de esa lista que evento.yml nombra."""
        return frozenset(nombre for nombre, _ in self._subida(archivo, lista, {}).hay)

    def _subida(
        self, archivo: ArchivoEditable, lista: str, hoja: Hoja, hallazgos: Sequence[Hallazgo] = ()
    ) -> Subida:
        datos = leer_bytes(leer_crudo(archivo.ruta, archivo.dicho), archivo.dicho).datos or {}
        campo = campo_en(Evento, (lista,))
        assert campo is not None
        suyos = [f for f in datos.get(lista) or () if isinstance(f, dict)]
        hay = tuple((str(f.get(ARCHIVO, "")), str(f.get("alt", ""))) for f in suyos)
        return Subida(archivo.asamblea, lista, campo, hay, pantalla(_preguntas(lista), hoja, hallazgos))

    def _rechazada(
        self,
        archivo: ArchivoEditable,
        lista: str,
        hoja: Hoja,
        malos: Sequence[Hallazgo],
        del_archivo: MedioMalo | None = None,
    ) -> Subida:
        hecha = self._subida(archivo, lista, hoja, malos)
        suyo = () if del_archivo is None else (_hallazgo(del_archivo.mensaje, del_archivo.ayuda),)
        return replace(hecha, del_archivo=suyo, rechazado=True)

    def _probar(self, id_: str, lista: str, nombre: str, octetos: bytes, evento: bytes) -> None:
        """MedioMalo si ese archivo no se puede publicar; lo mira como lo mira `validar`."""
        dicho = (leer_bytes(evento, "").datos or {})[lista][-1]
        medio = _MODELOS[lista].model_validate(dicho)
        with tempfile.TemporaryDirectory(prefix="asambleas-") as temporal:
            carpeta = Path(temporal) / id_
            (carpeta / lista).mkdir(parents=True)
            (carpeta / lista / nombre).write_bytes(octetos)
            revisar_uno(self.raiz, carpeta, medio)


def _preguntas(lista: str) -> tuple[Campo, ...]:
    """Lo que se pregunta de uno: todo lo de su modelo, menos el nombre, que lo trae el archivo."""
    return tuple(c for c in campos(_MODELOS[lista]) if c.nombre != ARCHIVO)


def _partes(subido: ArchivoSubido) -> tuple[str, str]:
    """El tallo del nombre que trae y su extensión, en minúsculas: «Foto 1» y «.jpg»."""
    tallo, punto, final = subido.sin_carpeta.rpartition(".")
    return tallo, f"{punto}{final}".lower()


def _extension(lista: str, subido: ArchivoSubido) -> str:
    """La del archivo. MedioMalo si no es de los que se pueden publicar."""
    tallo, extension = _partes(subido)
    if not tallo or extension not in EXTENSIONES[lista]:
        raise MedioMalo(
            "no es una imagen de las que se publican", f"use una de {enumerar(EXTENSIONES[lista])}"
        )
    return extension


def _nombre_libre(
    carpeta: Path, lista: str, subido: ArchivoSubido, octetos: bytes, nombrados: Collection[str]
) -> str:
    """Con qué nombre queda: del que trae, lo que sirve en todo computador, y sin pisar a otro.

    `octetos` es lo que se va a guardar. Uno que ya está en la carpeta y en evento.yml nadie nombra conserva
    su nombre. MedioMalo si ya está y se nombra.
    """
    tallo, extension = _partes(subido)
    limpio = slug(tallo)[:_LARGO_DE_NOMBRE].strip("-")
    if es_reservado(limpio):
        limpio = f"{limpio}-1"
    hay = {p.name.lower(): p for p in carpeta.iterdir()} if carpeta.is_dir() else {}
    for otro in hay.values():
        if otro.suffix.lower() == extension and otro.is_file() and otro.read_bytes() == octetos:
            if otro.name in nombrados:
                raise MedioMalo(f"ya está, con el nombre {otro.name}", "si es otro, escoja ese archivo")
            return otro.name
    nombre, veces = f"{limpio}{extension}", 1
    while nombre in hay:
        veces += 1
        nombre = f"{limpio}-{veces}{extension}"
    return nombre


def _sin_rastro(extension: str, octetos: bytes) -> bytes:
    try:
        return aparte("", partial(sin_rastro, extension, octetos), TOPES)
    except ErrorDeLectura as error:
        raise MedioMalo(error.mensaje, error.ayuda) from None


def _con_uno_mas(
    crudo: bytes, archivo: ArchivoEditable, lista: str, nuevo: Hoja
) -> tuple[bytes, tuple[Hallazgo, ...]]:
    """evento.yml con uno más al final de esa lista, y lo que de él no sirve, cada cosa en su casilla."""
    datos = leer_bytes(crudo, archivo.dicho).datos or {}
    hoja = de_datos(campos_de(archivo.modelo, datos), datos)
    hechos = [*hoja[lista], {**nuevo, DE: ""}]
    guardado = con_cambios(crudo, archivo.modelo, {lista: hechos})
    if guardado.malos:
        return crudo, tuple(_hallazgo(m, ruta=_casilla(r)) for r, m in guardado.malos.items())
    malos = agregados(errores_de(crudo, archivo), errores_de(guardado.crudo, archivo))
    return guardado.crudo, tuple(
        replace(h, lugar=replace(h.lugar, ruta=_casilla(h.lugar.ruta))) for h in malos
    )


def _casilla(ruta: str) -> str:
    """«logos[3].alt» es la casilla «alt»."""
    return re.sub(r"^[a-z_]+\[\d+\]\.?", "", ruta)


def _hallazgo(mensaje: str, ayuda: str = "", ruta: str = "") -> Hallazgo:
    return Hallazgo(Lugar("", ruta=ruta), mensaje, ayuda)
