"""Produce artefactos en procesos: imprime, comprueba el crédito, rasteriza y guarda en el almacén."""

from __future__ import annotations

import gc
import hashlib
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from generador.errores import ErrorDeMaquina, ErrorDeSalida
from generador.modelo.personal.reserva import SIN_RESERVA, Reserva
from generador.modelo.texto import plural
from generador.salida.almacen.claves import huella_de_codigo
from generador.salida.almacen.deposito import Almacen, Constancia, Producto
from generador.salida.almacen.procesos import Cuadrilla
from generador.salida.credito import sello
from generador.salida.credito.guardia import (
    Exigencia,
    MedidaDelCredito,
    exigir_en_pdf,
    exigir_en_pieza,
    exigir_en_png,
)
from generador.salida.disco import escribir_conf_de_fuentes, huella_de_arbol, sha256
from generador.salida.fallas import Fallas
from generador.salida.imagen import raster
from generador.salida.imprenta.pdf import ESQUEMA_RECURSO, Adjunto, Imprenta, ParteImpresa, preparar_fuentes
from generador.salida.imprenta.taller import Prensa
from generador.salida.privacidad import puerta
from generador.salida.privacidad.lectores import estructura_de_pdf, trozos
from generador.salida.privacidad.lectura_pdf import de_pagina
from generador.salida.privacidad.trozo import Trozo

_RECURSO = re.compile(re.escape(ESQUEMA_RECURSO) + r"[^\"')\s<>]+")

Progreso = Callable[[int, int, str], None]
"""Hechos, total y nombre del último."""


@dataclass(frozen=True, slots=True)
class Imagen:
    """Un PNG que sale de la primera página de un PDF, y la miniatura que lo muestra."""

    ruta: str
    ancho_px: int
    alto_px: int
    miniatura: str = ""
    """Dónde va la miniatura, en WebP; vacío si no la lleva."""
    miniatura_px: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Encargo:
    """Un PDF por producir, con sus imágenes. `ruta` es la del sitio y nombra los errores."""

    ruta: str
    html: str
    hojas: tuple[str, ...]
    credito: str
    exigencia: Exigencia
    imagenes: tuple[Imagen, ...] = ()
    anexos: tuple[ParteImpresa, ...] = ()
    """Las partes que siguen en el mismo PDF."""
    preferencias: tuple[tuple[str, str], ...] = ()
    """Lo que se le pide al visor (ViewerPreferences): («PrintScaling», «None»)."""
    paginas: int | None = None
    """Cuántas ha de tener; None, las que salgan."""
    archivable: bool = False
    """Si además es PDF/A-3a."""
    adjuntos: tuple[Adjunto, ...] = ()
    """Los archivos que viajan dentro de un PDF archivable."""
    reserva: Reserva = SIN_RESERVA
    """Lo que este impreso no puede decir de nadie."""
    prensa: Prensa | None = None
    """Si va a un taller: PDF/X-4 en CMYK, con su corte y su sangrado."""
    sellos: tuple[str, ...] = ()
    """Los sellos que ha de mostrar en cada página y en cada imagen."""
    grupo: str = ""
    """Los encargos de un grupo repiten partes: se imprimen en el mismo proceso, que las traza una vez."""


Par = tuple[Encargo, str]
"""Un encargo y su clave en el almacén."""


def clave_de(encargo: Encargo, raiz: Path) -> str:
    """Huella de todo lo que cambia los bytes del PDF."""
    resumen = hashlib.sha256()
    opciones = (
        encargo.credito,
        repr(
            (
                *(encargo.exigencia, encargo.preferencias, encargo.paginas, encargo.prensa),
                *(encargo.archivable, encargo.adjuntos, encargo.sellos),
            )
        ),
        encargo.reserva.huella,
    )
    for parte in opciones:
        resumen.update(b"\0" + parte.encode())
    resumen.update(
        clave_de_partes(raiz, (ParteImpresa(encargo.html, encargo.hojas), *encargo.anexos)).encode()
    )
    return resumen.hexdigest()


def clave_de_partes(raiz: Path, partes: Iterable[ParteImpresa]) -> str:
    """Huella de todo lo que cambia cómo se componen esas partes."""
    resumen = hashlib.sha256(_huella_comun(raiz).encode())
    for html, hojas in partes:
        for hoja in hojas:
            resumen.update(_huella_de_hoja(raiz, hoja).encode())
        resumen.update(b"\0" + html.encode() + _huella_de_recursos(raiz, html).encode())
    return resumen.hexdigest()


def _clave_de_imagen(clave: str, imagen: Imagen) -> str:
    return sha256(f"{clave}/{imagen.ancho_px}x{imagen.alto_px}".encode())


def _clave_de_miniatura(clave: str, imagen: Imagen) -> str:
    return sha256(f"{clave}/{imagen.miniatura_px}".encode())


def _huella_de_hoja(raiz: Path, hoja: str) -> str:
    """La de una hoja de estilos y lo que ella nombra."""
    estado = (raiz / hoja).stat()
    texto = _texto_en(raiz / hoja, estado.st_mtime_ns, estado.st_size)
    return sha256(texto.encode()) + _huella_de_recursos(raiz, texto)


@lru_cache(maxsize=256)
def _texto_en(ruta: Path, instante: int, tamano: int) -> str:
    return ruta.read_text("utf-8")


def _huella_de_recursos(raiz: Path, texto: str) -> str:
    """La de los archivos que ese HTML o esa hoja de estilos nombra como recursos, o que falten."""
    rutas = [raiz / recurso[len(ESQUEMA_RECURSO) :] for recurso in sorted(set(_RECURSO.findall(texto)))]
    return "".join(sha256(r.read_bytes()) if r.is_file() else "falta" for r in rutas)


@cache
def _huella_comun(raiz: Path) -> str:
    """Lo que decide los bytes de todos: el código y su entorno, las fuentes y el perfil de color."""
    carpetas = (raiz / "plantillas" / "tema" / "fuentes", raiz / "plantillas" / "imprenta")
    return sha256((huella_de_codigo(__name__) + huella_de_arbol(*carpetas)).encode())


_imprentas: dict[Path, Imprenta] = {}


def _iniciar(raiz: Path) -> None:
    """Prepara este proceso: fuentes primero, y una imprenta que dura toda su vida."""
    if raiz not in _imprentas:
        preparar_fuentes(escribir_conf_de_fuentes(raiz))
        _imprentas[raiz] = Imprenta(raiz)


def imprenta_de(raiz: Path) -> Imprenta:
    """La imprenta de este proceso, con sus fuentes listas."""
    _iniciar(raiz)
    return _imprentas[raiz]


def _nacer(raiz: Path) -> None:
    """Empieza un proceso de impresión: lo que ya tiene dura tanto como él, y no se vuelve a recorrer."""
    _iniciar(raiz)
    gc.freeze()


def _producir_grupo(raiz: Path, grupo: Sequence[Par]) -> None:
    """Los de un grupo, en orden: lo que uno traza lo aprovechan los demás.

    Fallidos si alguno no sale, después de hacer los demás.
    """
    imprenta_de(raiz)
    fallas = Fallas(raiz)
    try:
        for encargo, clave in grupo:
            with fallas.de(encargo.ruta):
                _producir(raiz, encargo, clave, guardar=len(grupo) > 1)
    finally:
        _imprentas[raiz].soltar()
    fallas.exigir()


def _producir(raiz: Path, encargo: Encargo, clave: str, *, guardar: bool = False) -> None:
    imprenta = imprenta_de(raiz)
    if encargo.prensa is not None:
        pdf = imprenta.imprimir_para_taller(encargo.html, encargo.hojas, encargo.ruta, encargo.prensa)
    else:
        pdf = imprenta.imprimir(
            encargo.html,
            encargo.hojas,
            encargo.ruta,
            encargo.anexos,
            dict(encargo.preferencias),
            guardar=guardar,
            archivable=encargo.archivable,
            adjuntos=encargo.adjuntos,
        )
    rasterizadas = [raster.rasterizar(pdf, 0, i.ancho_px, i.alto_px) for i in encargo.imagenes]
    leidas: list[Trozo] = []
    medidas, suyas = _exigir_credito(encargo, pdf, rasterizadas, leidas)
    puerta.exigir(encargo.ruta, leidas, encargo.reserva)
    puerta.exigir(encargo.ruta, estructura_de_pdf(encargo.ruta, pdf), encargo.reserva)
    imagenes = [(i.ruta, d) for i, d in zip(encargo.imagenes, rasterizadas, strict=True)]
    sello.exigir_en_impreso(pdf, imagenes, encargo.sellos, encargo.exigencia, encargo.ruta)
    if encargo.paginas is not None and len(medidas) != encargo.paginas:
        raise ErrorDeSalida(
            f"{encargo.ruta}: salió en {plural(len(medidas), 'página', 'páginas')} y debe tener "
            f"{encargo.paginas}; acorte sus textos"
        )
    almacen = Almacen(raiz)
    almacen.guardar(clave, ".pdf", pdf, _registro(pdf, medidas, len(medidas)))
    for imagen, datos, medida in zip(encargo.imagenes, rasterizadas, suyas, strict=True):
        puerta.exigir(imagen.ruta, trozos(imagen.ruta, datos), encargo.reserva)
        almacen.guardar(_clave_de_imagen(clave, imagen), ".png", datos, _registro(datos, (medida,), 1))
        if imagen.miniatura:
            mini = raster.miniatura(datos, *imagen.miniatura_px)
            almacen.guardar(_clave_de_miniatura(clave, imagen), ".webp", mini, _registro(mini, (medida,), 1))


def _exigir_credito(
    encargo: Encargo, pdf: bytes, rasterizadas: Sequence[bytes], leidas: list[Trozo]
) -> tuple[tuple[MedidaDelCredito, ...], list[MedidaDelCredito]]:
    """Las medidas de cada página y las de cada imagen; `leidas` recibe lo que dicen las páginas."""

    def oyente(numero: int, texto: str) -> None:
        leidas.append(de_pagina(numero, texto))

    frase, exigencia = encargo.credito, encargo.exigencia
    if not rasterizadas:
        return exigir_en_pdf(pdf, frase, exigencia, encargo.ruta, oyente), []
    # La primera página se mira una sola vez, junto con su imagen.
    nombres = (encargo.ruta, encargo.imagenes[0].ruta)
    medidas, primera = exigir_en_pieza(rasterizadas[0], pdf, frase, exigencia, nombres, oyente)
    otras = [
        exigir_en_png(datos, pdf, frase, exigencia, imagen.ruta)
        for imagen, datos in zip(encargo.imagenes[1:], rasterizadas[1:], strict=True)
    ]
    return medidas, [primera, *otras]


def _registro(datos: bytes, medidas: Sequence[MedidaDelCredito], paginas: int) -> Constancia:
    return Constancia(
        sha256=sha256(datos),
        octetos=len(datos),
        paginas=paginas,
        altura_x_mm=round(min(m.altura_x_mm for m in medidas), 3),
        altura_x_relativa=round(min(m.altura_x_relativa for m in medidas), 5),
        contraste=round(min(m.contraste for m in medidas), 2),
    )


def _buscar(almacen: Almacen, encargo: Encargo, clave: str, *, nuevo: bool) -> list[Producto] | None:
    """Los productos de un encargo si están todos enteros en el almacén."""
    pedidos = [(encargo.ruta, clave, ".pdf")]
    pedidos += [(i.ruta, _clave_de_imagen(clave, i), ".png") for i in encargo.imagenes]
    pedidos += [
        (i.miniatura, _clave_de_miniatura(clave, i), ".webp") for i in encargo.imagenes if i.miniatura
    ]
    hallados = []
    for ruta, cual, extension in pedidos:
        registro = almacen.buscar(cual, extension)
        if registro is None:
            return None
        hallados.append(Producto(ruta, almacen.ruta(cual, extension), registro, nuevo))
    return hallados


def producir(
    raiz: Path, encargos: Iterable[Encargo], procesos: int | None = None, progreso: Progreso | None = None
) -> Mapping[str, Producto]:
    """Todos los encargos, por ruta: del almacén los que no cambiaron, y los demás en `procesos` procesos.

    Se imprime mientras `encargos` los va dando. Lanza Fallidos con todos los que no salieron, cuando ya se
    hicieron los demás; lo que niega la máquina cancela lo pendiente y se lanza de una vez. Sin `procesos`,
    uno por núcleo.
    """
    almacen, fallas = Almacen(raiz), Fallas(raiz)
    listos: dict[str, Producto] = {}
    faltan: list[Par] = []
    with Cuadrilla(raiz, procesos or os.cpu_count() or 1, _nacer, _producir_grupo) as cuadrilla:
        with fallas.reunidas():
            for encargo in encargos:
                clave = clave_de(encargo, raiz)
                hallados = _buscar(almacen, encargo, clave, nuevo=False)
                if hallados is None:
                    faltan.append((encargo, clave))
                    cuadrilla.recibir((encargo, clave), encargo.grupo, _peso(encargo))
                else:
                    listos.update((p.ruta, p) for p in hallados)
        hechos = 0
        with fallas.reunidas():
            for tanda in cuadrilla.acabar():
                hechos += len(tanda)
                if progreso:
                    progreso(hechos, len(faltan), tanda[-1][0].ruta)
    for encargo, clave in faltan:
        if encargo.ruta in fallas:
            continue
        hallados = _buscar(almacen, encargo, clave, nuevo=True)
        if hallados is None:
            raise ErrorDeMaquina(
                f"{encargo.ruta}: se produjo pero el almacén no lo conserva; ¿hay espacio en disco?"
            )
        listos.update((p.ruta, p) for p in hallados)
    fallas.exigir([p.ruta for p in listos.values() if p.nuevo])
    return listos


def _peso(encargo: Encargo) -> int:
    """Lo que cuesta imprimirlo, a ojo."""
    return len(encargo.html) + sum(len(a.html) for a in encargo.anexos)
