"""Escribe la copia de una asamblea: una carpeta que se abre sola o, en partes, unos .zip que la arman."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generador.catalogo.documentos import Documento
from generador.catalogo.inventario import inventariar_asamblea
from generador.catalogo.rutas import RUTA_HOJA_DEL_SITIO
from generador.composicion.comun.idioma.fechas import fecha
from generador.construccion.datos.examen import examinar
from generador.construccion.publicacion import exigir_al_dia
from generador.difusion.empaque import textos
from generador.difusion.empaque.equipaje import Equipaje, Perfil, equipaje
from generador.difusion.empaque.paginas import ESTILO, Copia, pagina
from generador.difusion.empaque.textos import ABRA, LEEME, SITIO, SUMAS, Presentacion
from generador.errores import ErrorDeUso
from generador.modelo.asamblea import Asamblea, Sitio
from generador.modelo.datos.evento import Estado
from generador.revision.hoy import hoy
from generador.salida import busqueda
from generador.salida.almacen.paquete import como_texto, comprimir
from generador.salida.disco import carpeta_nueva, cerrojo, escribir, publicar, recuperar, sha256

TOPE_DE_PARTE = 16_000_000
"""Bytes de cada .zip: lo que WhatsApp deja mandar como archivo en cualquier teléfono."""
_POR_ARCHIVO = 400
"""Bytes que un archivo le suma al .zip además de lo suyo: su nombre, dos veces, y sus fichas."""


@dataclass(frozen=True, slots=True)
class CopiaHecha:
    """La carpeta que quedó y lo que lleva."""

    carpeta: Path
    lleva: Equipaje
    partes: tuple[tuple[str, int], ...] = ()
    """Nombre y bytes de cada .zip, si se pidió en partes."""


def empaquetar(raiz: Path, id_: str, destino: Path, perfil: Perfil, *, partes: bool = False) -> CopiaHecha:
    """La copia de `id_`, del sitio ya construido, en una carpeta nueva dentro de `destino`.

    Si esa carpeta ya era una copia, se cambia de una sola vez. ErrorDeUso si el sitio no está construido o al
    día, si en su lugar hay otra cosa o si no cabe en el perfil; ErrorDeDatos si la asamblea tiene errores.
    """
    final = destino.resolve() / f"{id_}-{perfil}{'-en-partes' if partes else ''}"
    sitio = raiz / "site"
    _exigir_lugar(final, sitio)
    examen = examinar(raiz)
    asamblea = examen.expediente(id_).asamblea.publicable()
    if not sitio.is_dir():
        # Sin tomar el cerrojo, que escribe.
        raise ErrorDeUso("el sitio no está construido; ejecute ./asamblea construir")
    with cerrojo(raiz):
        recuperar(final)
        exigir_al_dia(raiz, sitio.resolve(), (id_,))
        assert examen.carga.sitio is not None
        documentos = _documentos(examen.carga.sitio, asamblea)
        tope = TOPE_DE_PARTE - 2 * _POR_ARCHIVO if partes else None
        lleva = equipaje(sitio, id_, perfil, documentos, tope)
        portada = _portada(examen.carga.sitio, asamblea)
        hechos = _paginas(sitio, lleva, portada, examen.carga.sitio.direccion, id_)
        raiz_de_copia = f"{id_}-{perfil}"
        fijos = {
            ABRA: textos.abra(portada).encode(),
            **{f"{SITIO}/{ruta}": datos for ruta, datos in hechos.items()},
        }
        huellas = {nombre: sha256(datos) for nombre, datos in fijos.items()}
        nuevo = carpeta_nueva(raiz, final)
        try:
            cajas = tuple(_en_partes(fijos, huellas, portada, lleva, raiz_de_copia)) if partes else ()
            leeme = _leeme(portada, lleva, [n for n, _ in cajas])
            for nombre, datos in cajas or _con_lista(fijos, huellas, leeme):
                escribir(nuevo / nombre, datos)
            if partes:
                escribir(nuevo / LEEME, leeme)
                escribir(nuevo / SUMAS, _sumas({n: sha256(d) for n, d in cajas}))
            publicar(nuevo, final)
        finally:
            shutil.rmtree(nuevo, ignore_errors=True)
    return CopiaHecha(final, lleva, tuple((n, len(d)) for n, d in cajas))


def _exigir_lugar(final: Path, sitio: Path) -> None:
    """La copia no se pone sobre otra cosa, ni donde se publica."""
    if final.is_relative_to(sitio.resolve()):
        raise ErrorDeUso("site/ se publica entero, y esto es una copia suya: escoja otra carpeta")
    if final.exists() and not (final.is_dir() and (not any(final.iterdir()) or (final / SUMAS).is_file())):
        raise ErrorDeUso(f"«{final}» ya existe y no es una copia: escoja otra carpeta")


def _documentos(sitio: Sitio, asamblea: Asamblea) -> dict[str, Documento]:
    """Cuál es el documento de cada ruta; las piezas no están."""
    artefactos = inventariar_asamblea(sitio, asamblea).artefactos
    return {a.ruta: a.declaracion for a in artefactos if isinstance(a.declaracion, Documento)}


def _portada(sitio: Sitio, asamblea: Asamblea) -> Presentacion:
    return Presentacion(
        nombre=asamblea.evento.nombre,
        credito=asamblea.convenio.credito,
        direccion=f"{sitio.direccion}{asamblea.id}/",
        cuando=fecha(hoy()),
        demostracion=asamblea.demostracion,
        borrador=asamblea.estado is Estado.BORRADOR,
        entrada=f"{SITIO}/{asamblea.id}/index.html",
    )


def _paginas(
    sitio: Path, lleva: Equipaje, portada: Presentacion, direccion: str, id_: str
) -> dict[str, bytes]:
    """Los archivos de la copia, por su ruta en el sitio: las páginas, cambiadas, y lo demás, como está."""
    copia = Copia(lleva.rutas, direccion, portada.direccion, portada.cuando)
    hechos = {p: pagina(p, (sitio / p).read_text("utf-8"), copia).encode() for p in lleva.paginas}
    hechos |= {a: (sitio / a).read_bytes() for a in lleva.archivos}
    hechos[RUTA_HOJA_DEL_SITIO] += ESTILO.encode()
    comun = hechos[busqueda.NOMBRE].decode()
    hechos[busqueda.NOMBRE] = busqueda.solo_de(comun, f"{id_}/").encode()
    return hechos


def _leeme(portada: Presentacion, lleva: Equipaje, partes: Sequence[str]) -> bytes:
    return como_texto(textos.leeme(portada, lleva, partes))


def _con_lista(
    fijos: Mapping[str, bytes], huellas: Mapping[str, str], leeme: bytes
) -> list[tuple[str, bytes]]:
    """La carpeta entera, por nombre dentro de ella; primero, la lista de huellas."""
    return [(SUMAS, _sumas({**huellas, LEEME: sha256(leeme)})), (LEEME, leeme), *fijos.items()]


def _sumas(huellas: Mapping[str, str]) -> bytes:
    """La lista que lee `sha256sum --check`, de la huella de cada archivo por su nombre."""
    return "".join(f"{huella}  {nombre}\n" for nombre, huella in sorted(huellas.items())).encode()


def _en_partes(
    fijos: Mapping[str, bytes],
    huellas: Mapping[str, str],
    portada: Presentacion,
    lleva: Equipaje,
    carpeta: str,
) -> list[tuple[str, bytes]]:
    """Los .zip, por nombre. Todos abren en la misma carpeta, y cada uno trae el LEEME."""
    cuantas = 1
    while True:
        nombres = [f"{carpeta}-parte-{n}-de-{cuantas}.zip" for n in range(1, cuantas + 1)]
        leeme = _leeme(portada, lleva, nombres)
        base = len(leeme) + _POR_ARCHIVO
        cajas: list[list[tuple[str, bytes]]] = [[]]
        van = base
        for nombre, datos in _con_lista(fijos, huellas, leeme):
            if nombre == LEEME:
                continue
            if cajas[-1] and van + len(datos) + _POR_ARCHIVO > TOPE_DE_PARTE:
                cajas.append([])
                van = base
            cajas[-1].append((nombre, datos))
            van += len(datos) + _POR_ARCHIVO
        if len(cajas) == cuantas:
            dentro = [[(f"{carpeta}/{n}", d) for n, d in ((LEEME, leeme), *caja)] for caja in cajas]
            return [(nombre, comprimir(caja)) for nombre, caja in zip(nombres, dentro, strict=True)]
        # El LEEME dice cuántas son, y con más renglones puede hacer falta otra.
        cuantas = len(cajas)
