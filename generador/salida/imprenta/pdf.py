"""De HTML a PDF. Único módulo que importa weasyprint, y solo cuando va a imprimir."""

from __future__ import annotations

import gc
import io
import logging
import os
import re
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from generador.errores import ErrorDeSalida, legible
from generador.memoria import sin_recoleccion
from generador.salida.imprenta import marcas, pdfa, tablas, taller
from generador.salida.imprenta.atajos import ATAJOS as ATAJOS
from generador.salida.imprenta.atajos import herencia, trazos
from generador.salida.imprenta.taller import Prensa

MARCA_PAGINAS = "@paginas-{}@"
"""Lo que la primera parte de un PDF escribe donde va la cuenta de páginas de otra, o de «todas»."""
ESQUEMA_RECURSO = "recurso:"
"""Las plantillas nombran imágenes como `recurso:ruta/desde/la/raíz`; ningún otro esquema se abre."""
CARPETAS_DE_RECURSOS = ("plantillas", "datos", ".cache/medios")
VARIANTE_DE_TALLER = "pdf/x-4"
DOCUMENTOS_ENTRE_LIMPIEZAS = 20
"""Cada cuántos documentos se recoge la memoria que el trazado deja en ciclos."""


def preparar_fuentes(conf: Path) -> None:
    """Hace que Pango vea solo las fuentes del proyecto: igual en toda máquina, y nunca ninguna.

    `conf` es el fonts.conf que escribió `emision`; ha de llamarse antes del primer import de weasyprint.
    """
    os.environ["FONTCONFIG_FILE"] = str(conf.resolve())


class ParteImpresa(NamedTuple):
    """Un HTML completo con sus hojas de estilo, como rutas desde la raíz."""

    html: str
    hojas: tuple[str, ...]


class Adjunto(NamedTuple):
    """Un archivo que viaja dentro del PDF; `fecha` es la que se le anota, nunca la de la construcción."""

    nombre: str
    tipo: str
    """Tipo MIME."""
    descripcion: str
    datos: bytes
    fecha: datetime
    relacion: str = "Data"
    """Qué es respecto del documento (AFRelationship): «Data», «Source», «Alternative»."""


class Imprenta:
    """Imprime muchos documentos con las fuentes y las hojas de estilo leídas una sola vez.

    `sin` son los atajos que no usa, para medirlos. Los que cambian a WeasyPrint por dentro quedan puestos
    mientras viva el proceso: el que apague uno ha de ser el primero que imprima en él.
    """

    def __init__(self, raiz: Path, sin: frozenset[str] = frozenset()) -> None:
        import pydyf
        import weasyprint
        from weasyprint.svg import TAGS
        from weasyprint.text.fonts import FontConfiguration

        if "trazos" not in sin:
            trazos.recordar(TAGS, pydyf.Stream)
        marcas.reunir(TAGS)
        if "herencia" not in sin:
            herencia.abreviar(weasyprint.css.ComputedStyle, _propiedades())

        self._weasyprint = weasyprint
        self._raiz = raiz.resolve()
        self._letras = FontConfiguration()
        self._hojas: dict[tuple[str, Prensa | None], Any] = {}
        self._recursos = _crear_lector(self._raiz)
        self._recursos_de_taller = _crear_lector(
            self._raiz, lambda datos: taller.imagen_en_cmyk(datos, self._conversor)
        )
        self._impresos = 0
        self._trazados: dict[ParteImpresa, Any] = {}

    @cached_property
    def _conversor(self) -> taller.Conversor:
        return taller.Conversor(self._raiz / taller.PERFIL)

    def imprimir(
        self,
        html: str,
        hojas: Sequence[str],
        nombre: str,
        anexos: Sequence[ParteImpresa] = (),
        preferencias: Mapping[str, str] = MappingProxyType({}),
        *,
        guardar: bool = False,
        archivable: bool = False,
        adjuntos: Sequence[Adjunto] = (),
    ) -> bytes:
        """El PDF/UA-1 de `html` con esas hojas (rutas desde la raíz), seguido de sus anexos.

        `archivable` lo hace además PDF/A-3a, que dura y puede llevar `adjuntos`; sin él no los admite.

        Cada parte numera sus páginas por su cuenta; la primera puede decir las de las demás
        (`MARCA_PAGINAS`). `preferencias` son entradas de ViewerPreferences. Con `guardar`, lo trazado espera
        a otro PDF que lo repita, hasta `soltar`. Lanza ErrorDeSalida con lo que WeasyPrint haya advertido:
        una advertencia es un defecto.
        """

        if adjuntos and not archivable:
            raise ErrorDeSalida(f"{nombre}: solo un PDF archivable lleva adjuntos")

        def terminar(impreso: Any, pdf: Any) -> None:
            tablas.unir(impreso.pages, pdf)
            pdf.catalog["ViewerPreferences"].update({k: f"/{v}" for k, v in preferencias.items()})
            if archivable:
                pdfa.rematar(pdf, {a.nombre: a.tipo for a in adjuntos})

        with _avisos() as avisos, sin_recoleccion(), warnings.catch_warnings():
            siguen = [self._trazar(anexo, guardar=guardar) for anexo in anexos]
            documento = self._primera(ParteImpresa(html, tuple(hojas)), siguen, guardar=guardar)
            paginas = [p for d in (documento, *siguen) for p in d.pages]
            # WeasyPrint deja abierto el perfil de color de los PDF/A: se cierra solo, sin quejarse.
            warnings.simplefilter("ignore", ResourceWarning)
            pdf: bytes = documento.copy(paginas).write_pdf(
                finisher=terminar,
                pdf_variant="pdf/a-3a" if archivable else "pdf/ua-1",
                pdf_tags=True,
                attachments=[self._adjunto(a) for a in adjuntos],
            )
        return self._entregar(pdf, avisos, nombre)

    def contar(self, partes: Sequence[ParteImpresa]) -> int:
        """Las páginas de esas partes, compuestas y sin dibujar."""
        with _avisos(), sin_recoleccion():
            siguen = [self._trazar(parte, guardar=False) for parte in partes[1:]]
            primera = self._primera(partes[0], siguen, guardar=False)
            return sum(len(d.pages) for d in (primera, *siguen))

    def imprimir_para_taller(self, html: str, hojas: Sequence[str], nombre: str, pedido: Prensa) -> bytes:
        """El PDF/X-4 de `html`, con sus colores en CMYK y la hoja que dice `pedido`.

        Lanza ErrorDeSalida con lo que WeasyPrint haya advertido o si algo quedó en RGB.
        """
        en_cmyk = taller.html_en_cmyk(html, dict(pedido.tintas), self._conversor)
        huella = "\0".join([en_cmyk, *((self._raiz / h).read_text("utf-8") for h in hojas)])

        def terminar(_: Any, pdf: Any) -> None:
            taller.rematar(pdf, pedido, self._conversor, huella, nombre)

        with _avisos() as avisos, sin_recoleccion():
            documento = self._componer(en_cmyk, hojas, pedido)
            pdf: bytes = documento.write_pdf(finisher=terminar, pdf_variant=VARIANTE_DE_TALLER)
        return self._entregar(pdf, avisos, nombre)

    def _entregar(self, pdf: bytes, avisos: Sequence[str], nombre: str) -> bytes:
        if avisos:
            raise ErrorDeSalida(_dicho(nombre, avisos))
        self._impresos += 1
        if self._impresos % DOCUMENTOS_ENTRE_LIMPIEZAS == 0:
            gc.collect()
        return pdf

    def _adjunto(self, a: Adjunto) -> Any:
        return self._weasyprint.Attachment(
            file_obj=io.BytesIO(a.datos),
            name=a.nombre,
            description=a.descripcion,
            created=a.fecha,
            modified=a.fecha,
            relationship=a.relacion,
        )

    def soltar(self) -> None:
        """Olvida lo trazado."""
        self._trazados.clear()

    def _primera(self, parte: ParteImpresa, siguen: Sequence[Any], *, guardar: bool) -> Any:
        todas = MARCA_PAGINAS.format("todas")
        cuentas = {MARCA_PAGINAS.format(i): len(d.pages) for i, d in enumerate(siguen, start=1)}
        if todas in parte.html:
            # Su propia cuenta solo se sabe trazándola, con cifras de ese ancho en el lugar de las marcas.
            ensayo = ParteImpresa(re.sub(MARCA_PAGINAS.format(r"\w+"), "00", parte.html), parte.hojas)
            cuentas[todas] = sum(cuentas.values()) + len(self._trazar(ensayo, guardar=False).pages)
        if siguen and any(marca in parte.html for marca in cuentas):
            html = re.sub(MARCA_PAGINAS.format(r"\w+"), lambda m: str(cuentas.get(m[0], m[0])), parte.html)
            parte = ParteImpresa(html, parte.hojas)
        return self._trazar(parte, guardar=guardar)

    def _trazar(self, parte: ParteImpresa, *, guardar: bool) -> Any:
        """Las páginas compuestas de una parte, sin dibujar todavía."""
        if parte in self._trazados:
            return self._trazados[parte]
        trazado = self._componer(parte.html, parte.hojas)
        if guardar:
            self._trazados[parte] = trazado
        return trazado

    def _componer(self, html: str, hojas: Sequence[str], pedido: Prensa | None = None) -> Any:
        """Las páginas de `html`; con `pedido`, para taller."""
        opciones = (
            {"pdf_variant": VARIANTE_DE_TALLER} if pedido else {"pdf_variant": "pdf/ua-1", "pdf_tags": True}
        )
        recursos = self._recursos_de_taller if pedido else self._recursos
        leido = self._weasyprint.HTML(string=html, url_fetcher=recursos, media_type="print")
        if marcas.hay_sueltas(html):
            marcas.enteras(leido.etree_element)
        estilos = [self._hoja(h, pedido) for h in hojas]
        return leido.render(stylesheets=estilos, font_config=self._letras, **opciones)

    def _hoja(self, ruta: str, pedido: Prensa | None = None) -> Any:
        if (ruta, pedido) not in self._hojas:
            texto = (self._raiz / ruta).read_text("utf-8")
            if pedido:
                texto = taller.en_cmyk(texto, dict(pedido.tintas), self._conversor)
            with _avisos() as avisos:
                hoja = self._weasyprint.CSS(
                    string=texto, font_config=self._letras, url_fetcher=self._recursos, media_type="print"
                )
            if avisos:
                # No se recuerda: al siguiente documento que la pida también hay que decírselo.
                raise ErrorDeSalida(_dicho(ruta, avisos))
            self._hojas[ruta, pedido] = hoja
        return self._hojas[ruta, pedido]


def _dicho(archivo: str, avisos: Sequence[str]) -> str:
    """Lo que WeasyPrint avisó de un archivo: va entre comillas, porque lo dice en inglés."""
    dicho = legible("; ".join(dict.fromkeys(avisos)))
    return (
        f"{archivo}: WeasyPrint avisa «{dicho}»\n    ayuda: si cambió una plantilla o una imagen, deshaga "
        "ese cambio; si no, avise a quien mantiene el proyecto"
    )


def _propiedades() -> herencia.Propiedades:
    from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS
    from weasyprint.css.properties import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES

    logicas = (f(block="ttb", inline=hacia) for f in PHYSICAL_FUNCTIONS.values() for hacia in ("ltr", "rtl"))
    return herencia.Propiedades(
        INHERITED, INITIAL_VALUES, INITIAL_NOT_COMPUTED, PHYSICAL_FUNCTIONS, frozenset(logicas)
    )


def _crear_lector(raiz: Path, pasar: Callable[[bytes], bytes] = bytes) -> Any:
    """Un lector de recursos que solo abre archivos de las carpetas del proyecto: sin red ni redirecciones.

    `pasar` recibe los bytes de cada uno y da los que se usan.
    """
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    permitidas = tuple((raiz / c).resolve() for c in CARPETAS_DE_RECURSOS)

    class Lector(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            if not url.startswith(ESQUEMA_RECURSO):
                raise ValueError(f"solo se leen recursos del proyecto, no «{url[:80]}»")
            ruta = raiz / url[len(ESQUEMA_RECURSO) :]
            real = ruta.resolve()
            if not any(real.is_relative_to(p) for p in permitidas):
                raise ValueError(f"«{url[:80]}» está fuera de las carpetas del proyecto")
            return URLFetcherResponse(url, pasar(real.read_bytes()))

    return Lector(allowed_protocols=(), allow_redirects=False)


@contextmanager
def _avisos() -> Iterator[list[str]]:
    """Lo que WeasyPrint diga mientras tanto, de advertencia para arriba."""
    recogidos: list[str] = []

    class Recogedor(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            recogidos.append(record.getMessage())

    diario = logging.getLogger("weasyprint")
    recogedor = Recogedor(logging.WARNING)
    previos, nivel, propaga = diario.handlers[:], diario.level, diario.propagate
    diario.handlers, diario.propagate = [recogedor], False
    diario.setLevel(logging.WARNING)
    try:
        yield recogidos
    finally:
        diario.handlers, diario.propagate = previos, propaga
        diario.setLevel(nivel)
