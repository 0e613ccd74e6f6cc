"""Los logos y las fotos de una asamblea: los busca, los revisa y deja su copia limpia en la caché."""

from __future__ import annotations

import json
import math
import posixpath
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from generador.aparte import Topes, aparte
from generador.carga.carpetas import se_pasa
from generador.catalogo.piezas import PIEZAS
from generador.composicion.comun.logos import LADO_MAXIMO_MM
from generador.construccion.datos.prueba import probar_foto, probar_logo
from generador.errores import ErrorDeDatos, ErrorDeLectura, Hallazgo, Lugar, sin_lectura
from generador.modelo.asamblea import Asamblea
from generador.modelo.datos.comun.medios import (
    CARPETAS,
    CopiaDeFoto,
    Foto,
    FotoLista,
    Logo,
    LogoListo,
    Medios,
)
from generador.modelo.expediente import Expediente
from generador.modelo.fuente import Ruta
from generador.modelo.personal.datos_personales import enmascarar
from generador.modelo.texto import slug
from generador.revision.comun import quiso_decir, repetidos
from generador.salida.almacen import firma
from generador.salida.almacen.claves import huella_de_codigo
from generador.salida.disco import CACHE, como_json, escribir_si_cambia, sha256
from generador.salida.medios.estilo_vectorial import MedioMalo
from generador.unidades import MM_POR_PULGADA

CARPETA = f"{CACHE}/medios"
"""Las copias limpias, por la huella de lo que las decide; desde la raíz."""
LADO_DE_FOTO_EN_PIEZA = 1000
"""Píxeles del lado corto por debajo de los cuales una foto se ve borrosa en una pieza."""
_PPP = 300
_LIMPIEZA = "generador.salida.medios.medio"
_LARGO_DE_CLAVE = 64
"""Los caracteres con que empieza el nombre de cada archivo de la caché."""
MAXIMO_DE_LOGO = 2 * 1024 * 1024
MAXIMO_DE_FOTO = 12 * 1024 * 1024
TOPES = Topes(memoria=1536 * 1024 * 1024, cpu=90, reloj=180)
"""Una foto del máximo de píxeles pide, con sus copias, algo menos de un gigabyte."""
T = TypeVar("T")
_MAXIMOS = dict(zip(CARPETAS, (MAXIMO_DE_LOGO, MAXIMO_DE_FOTO), strict=True))
"""Por lista de evento.yml, que se llama como su carpeta: lo que puede pesar cada archivo, en bytes."""


def revisar_medios(raiz: Path, expediente: Expediente, carpeta: Path | None = None) -> Iterator[Hallazgo]:
    """Lo que impide publicar un logo o una foto, y lo que conviene mirar, en la línea que los nombra.

    `carpeta` es la de la asamblea, si no es la de `datos/`.
    """
    asamblea, fuente = expediente.asamblea, expediente.fuentes["evento"]
    evento, carpeta = asamblea.evento, carpeta or raiz / "datos" / asamblea.id
    listas: tuple[tuple[str, tuple[Logo | Foto, ...]], ...] = (
        ("logos", evento.logos),
        ("medios", evento.medios),
    )
    for lista, medios in listas:
        yield from repetidos(fuente, lista, "archivo", [m.archivo for m in medios], "el archivo")
        for i, medio in enumerate(medios):
            ruta: Ruta = (lista, i, "archivo")
            try:
                aviso = _aviso(_listo(raiz, carpeta, medio, i))
            except MedioMalo as error:
                yield fuente.hallazgo(ruta, f"«{medio.archivo}» {error.mensaje}", error.ayuda)
                continue
            if aviso:
                yield fuente.hallazgo(ruta, *aviso, "advertencia")
        yield from _sin_nombrar(carpeta, asamblea.id, lista, [m.archivo for m in medios])
    yield from _piezas_pedidas(expediente)


def _piezas_pedidas(expediente: Expediente) -> Iterator[Hallazgo]:
    """Cada pieza pedida ha de saber mostrar fotos, y muestra una sola."""
    fuente, saben = expediente.fuentes["evento"], [p.id for p in PIEZAS if p.con_foto]
    primeras: dict[str, int] = {}
    for i, foto in enumerate(expediente.asamblea.evento.medios):
        for j, pieza in enumerate(foto.piezas):
            ruta: Ruta = ("medios", i, "piezas", j)
            if pieza not in saben:
                ayuda = f"{quiso_decir(pieza, saben)}use una de: {', '.join(saben)}"
                yield fuente.hallazgo(ruta, f"la pieza «{pieza}» no muestra fotos", ayuda)
            elif pieza in primeras:
                linea = fuente.lugar(("medios", primeras[pieza], "archivo")).linea
                mensaje = f"la pieza «{pieza}» ya muestra la foto de la línea {linea}"
                yield fuente.hallazgo(ruta, mensaje, "déjela en una sola de las dos")
            else:
                primeras[pieza] = i


def _sin_nombrar(base: Path, id_: str, lista: str, nombrados: Sequence[str]) -> Iterator[Hallazgo]:
    carpeta = base / lista
    try:
        hay = [] if carpeta.is_symlink() or not carpeta.is_dir() else sorted(carpeta.iterdir())
    except OSError as error:
        yield Hallazgo(Lugar(f"datos/{id_}/{lista}"), *sin_lectura(error))
        return
    for archivo in hay:
        if not se_pasa(archivo.name) and unicodedata.normalize("NFC", archivo.name) not in nombrados:
            yield Hallazgo(
                Lugar(enmascarar(f"datos/{id_}/{lista}/{archivo.name}")),
                "está en la carpeta y ningún renglón de evento.yml lo nombra: no se publica",
                f"nómbrelo en «{lista}», con su texto alternativo y su autorización, o borre el archivo",
                "advertencia",
            )


def _aviso(listo: LogoListo | FotoLista) -> tuple[str, str] | None:
    """Lo que se publica, pero podría verse mejor."""
    if isinstance(listo, FotoLista):
        corto = min(listo.ancho, listo.alto)
        if listo.foto.piezas and corto < LADO_DE_FOTO_EN_PIEZA:
            return (
                f"mide {corto} píxeles de lado corto: en una pieza se verá borrosa",
                f"use el original, de {LADO_DE_FOTO_EN_PIEZA} píxeles o más",
            )
        return None
    faltan = LADO_MAXIMO_MM / MM_POR_PULGADA * _PPP
    if listo.color.startswith("<") or math.sqrt(listo.ancho * listo.alto) >= faltan:
        return None
    escala = faltan / math.sqrt(listo.ancho * listo.alto)
    return (
        f"mide {listo.ancho:g} × {listo.alto:g} píxeles: impreso en medio pliego se verá borroso",
        f"use un SVG, o una imagen de {math.ceil(listo.ancho * escala)} × "
        f"{math.ceil(listo.alto * escala)} píxeles o más, sin contar el blanco de alrededor",
    )


def revisar_uno(raiz: Path, carpeta: Path, medio: Logo | Foto) -> tuple[str, str] | None:
    """Lo que conviene mirar de ese medio, cuyo archivo está en `carpeta`. MedioMalo si no se puede publicar.

    Lo limpia y lo prueba como al publicarlo: la copia queda en la caché.
    """
    return _aviso(_listo(raiz, carpeta, medio, 0))


def medios_de(raiz: Path, asamblea: Asamblea, carpeta: Path | None = None) -> Medios:
    """Los logos y las fotos de esa asamblea, limpios; `carpeta` es la suya, si no es la de `datos/`.

    ErrorDeDatos si un archivo cambió después de revisarlo y ya no sirve.
    """
    evento, carpeta = asamblea.evento, carpeta or raiz / "datos" / asamblea.id
    try:
        listos = [_listo(raiz, carpeta, m, i) for i, m in enumerate(evento.logos)]
        fotos = [_listo(raiz, carpeta, m, i) for i, m in enumerate(evento.medios)]
    except MedioMalo as error:
        lugar = Lugar(f"datos/{asamblea.id}/evento.yml")
        raise ErrorDeDatos([Hallazgo(lugar, error.mensaje, error.ayuda)]) from None
    return Medios(
        tuple(x for x in listos if isinstance(x, LogoListo)),
        tuple(x for x in fotos if isinstance(x, FotoLista)),
    )


def _listo(raiz: Path, carpeta: Path, medio: Logo | Foto, puesto: int) -> LogoListo | FotoLista:
    """El medio con su copia limpia en la caché. MedioMalo si no se puede publicar."""
    id_, lista = carpeta.name, "logos" if isinstance(medio, Logo) else "medios"
    datos = _leidos(carpeta, lista, medio.archivo)
    extension = Path(medio.archivo).suffix.lower()
    if isinstance(medio, Logo):
        clave = _clave("logo", extension, medio.alt, sha256(datos))
        ficha = _ficha(raiz, clave, lambda: _guardar_logo(raiz, clave, extension, datos, medio))
        huella = ficha["huellas"][posixpath.basename(ficha["archivo"])]
        publicado = f"{id_}/logos/{slug(Path(medio.archivo).stem)}-{huella[:8]}{ficha['extension']}"
        return LogoListo(
            medio, ficha["ancho"], ficha["alto"], ficha["color"], ficha["gris"], ficha["archivo"], publicado
        )
    clave = _clave("foto", extension, sha256(datos))
    ficha = _ficha(raiz, clave, lambda: _guardar_foto(raiz, clave, extension, datos, medio))
    nombre = f"{id_}/medios/{slug(Path(medio.archivo).stem)}"
    copias = tuple(
        CopiaDeFoto(
            f"{CARPETA}/{c['archivo']}",
            f"{nombre}-{ficha['huellas'][c['archivo']][:8]}-{c['ancho']}{Path(c['archivo']).suffix}",
            c["ancho"],
            c["alto"],
            c["tipo"],
        )
        for c in ficha["copias"]
    )
    return FotoLista(medio, copias, ficha["impresa"], ficha["gris"], ficha["ancho"], ficha["alto"], puesto)


def _clave(*partes: str) -> str:
    """La de un medio en la caché: sus bytes, lo que se pide de él y el código que lo limpia."""
    return sha256("/".join((huella_de_codigo(_LIMPIEZA, __name__), *partes)).encode())


def podar(raiz: Path, medios: Iterable[Medios]) -> int:
    """Borra de la caché las copias que no son de ninguno de esos; devuelve cuántos archivos.

    Así, la foto que se retira no se queda, y la que limpió un código anterior tampoco.
    """
    usadas = {
        posixpath.basename(archivo)[:_LARGO_DE_CLAVE] for m in medios for archivo in m.publicados.values()
    }
    sobran = [a for a in (raiz / CARPETA).glob("*") if a.name[:_LARGO_DE_CLAVE] not in usadas]
    for archivo in sobran:
        archivo.unlink(missing_ok=True)
    return len(sobran)


def _leidos(base: Path, lista: str, nombre: str) -> bytes:
    """Los bytes de ese archivo de esa carpeta, que ha de estar ahí de verdad y no pesar de más."""
    try:
        return _de_verdad(base, lista, nombre)
    except OSError as error:
        raise MedioMalo(*sin_lectura(error)) from None


def _de_verdad(base: Path, lista: str, nombre: str) -> bytes:
    maximo = _MAXIMOS[lista]
    carpeta = base / lista
    camino = f"datos/{base.name}/{lista}/"
    hay = {}
    if carpeta.is_dir() and not carpeta.is_symlink():
        # En macOS los nombres se guardan con la tilde aparte.
        hay = {unicodedata.normalize("NFC", p.name): p for p in carpeta.iterdir()}
    archivo = hay.get(nombre)
    if archivo is None:
        visibles = [n for n in sorted(hay) if not n.startswith(".")]
        cerca = quiso_decir(nombre, visibles)
        ayuda = f"{cerca}Escríbalo tal como se llama el archivo, o ponga en {camino} el que falta"
        if not cerca:
            ayuda = f"póngalo en {camino}, con ese mismo nombre"
        raise MedioMalo(f"no está en {camino}", ayuda)
    if archivo.is_symlink() or not archivo.is_file():
        raise MedioMalo(
            "es un enlace o una carpeta, no un archivo", f"copie el archivo de verdad en {camino}"
        )
    octetos = archivo.stat().st_size
    if octetos > maximo:
        pesa, tope = (f"{o / 1024**2:.1f}".replace(".", ",") for o in (octetos, maximo))
        raise MedioMalo(
            f"pesa {pesa} MB y no debe pasar de {tope.removesuffix(',0')} MB", "redúzcalo y guárdelo otra vez"
        )
    return archivo.read_bytes()


def _ficha(raiz: Path, clave: str, hacer: Callable[[], Mapping[str, Any]]) -> Mapping[str, Any]:
    """Lo anotado de ese medio si todos sus archivos siguen enteros; si no, se hace otra vez."""
    nota = raiz / CARPETA / f"{clave}.json"
    try:
        firmada = json.loads(nota.read_bytes())
        ficha: Mapping[str, Any] = firmada["ficha"]
        suya = firma.vale(raiz / CACHE, firmada["firma"], clave.encode(), como_json(ficha))
        if suya and all(sha256((raiz / CARPETA / a).read_bytes()) == h for a, h in ficha["huellas"].items()):
            return ficha
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        pass
    ficha = hacer()
    propia = firma.firmar(raiz / CACHE, clave.encode(), como_json(ficha))
    escribir_si_cambia(nota, como_json({"ficha": ficha, "firma": propia}))
    return ficha


def _guardar(raiz: Path, archivos: Mapping[str, bytes]) -> dict[str, str]:
    """Escribe esos archivos en la caché; devuelve la huella de cada uno."""
    for nombre, datos in archivos.items():
        escribir_si_cambia(raiz / CARPETA / nombre, datos)
    return {nombre: sha256(datos) for nombre, datos in archivos.items()}


def _aparte(limpiar: Callable[[], T]) -> T:
    """La copia limpia, hecha en otro proceso: una imagen que tumba a quien la abre no tumba lo demás."""
    try:
        return aparte("", limpiar, TOPES)
    except ErrorDeLectura as error:
        raise MedioMalo(error.mensaje, error.ayuda) from None


def _guardar_logo(raiz: Path, clave: str, extension: str, datos: bytes, logo: Logo) -> Mapping[str, Any]:
    # Importarlo tarda, y casi siempre la copia limpia ya está.
    from generador.salida.medios.medio import limpiar_logo

    limpio = _aparte(partial(limpiar_logo, extension, datos, f"logo-{sha256(datos)[:8]}", logo.alt))
    extension = ".svg" if limpio.en_linea else ".png"
    archivos = {f"{clave}{extension}": limpio.color, f"{clave}-gris{extension}": limpio.gris}
    color, gris = limpio.en_linea or (f"{CARPETA}/{a}" for a in archivos)
    huellas, archivo = _guardar(raiz, archivos), f"{CARPETA}/{clave}{extension}"
    probar_logo(raiz, LogoListo(logo, limpio.ancho, limpio.alto, color, gris, archivo, ""))
    return {
        "huellas": huellas,
        "ancho": limpio.ancho,
        "alto": limpio.alto,
        "color": color,
        "gris": gris,
        "archivo": archivo,
        "extension": extension,
    }


def _guardar_foto(raiz: Path, clave: str, extension: str, datos: bytes, foto: Foto) -> Mapping[str, Any]:
    from generador.salida.medios.medio import limpiar_foto

    limpia = _aparte(partial(limpiar_foto, extension, datos))
    colas = {"webp": ".webp", "jpeg": ".jpg"}
    archivos = {f"{clave}.jpg": limpia.impresa, f"{clave}-gris.jpg": limpia.gris}
    copias = []
    for tipo, ancho, alto, octetos in limpia.copias:
        nombre = f"{clave}-{ancho}{colas[tipo]}"
        archivos[nombre] = octetos
        copias.append({"archivo": nombre, "ancho": ancho, "alto": alto, "tipo": tipo})
    huellas = _guardar(raiz, archivos)
    impresa, gris = f"{CARPETA}/{clave}.jpg", f"{CARPETA}/{clave}-gris.jpg"
    probar_foto(raiz, FotoLista(foto, (), impresa, gris, limpia.ancho, limpia.alto, 0))
    return {
        "huellas": huellas,
        "copias": copias,
        "ancho": limpia.ancho,
        "alto": limpia.alto,
        "impresa": impresa,
        "gris": gris,
    }
