"""La prueba de imprenta de un logo o una foto: lo que la imprenta vaya a rechazar se dice al revisar.

Cada uno se impone dos veces, a color y en grises, con lo mismo que imprimirá las piezas y, si está el perfil
del taller, también en CMYK. Se hace una vez por archivo: quien la pasa queda en la caché.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from pathlib import Path

from generador.catalogo.formatos import ORLA, SANGRADO
from generador.composicion.comun.color.paleta import TINTAS
from generador.composicion.comun.copias import distinguir
from generador.composicion.comun.logos import dibujo_de
from generador.composicion.muro.dibujo_papel import A_COLOR, Acabado, Reticula, mural_de_banda
from generador.modelo.datos.comun.medios import FotoLista, LogoListo
from generador.salida.medios.estilo_vectorial import MedioMalo

_LADO = 40.0
"""Milímetros de cada copia."""
_PUNTOS_POR_MM = 4
_COPIAS = 2
_BLANCO = 8
"""Niveles (de 255) que puede apartarse del blanco lo que no se ve sobre papel."""
_ESTILO = "body{margin:0}div{position:absolute;overflow:hidden}svg,img{display:block;width:100%;height:100%}"


def probar_logo(raiz: Path, logo: LogoListo) -> None:
    """MedioMalo si la imprenta no lo acepta repetido en una hoja, o si sobre papel no se ve."""
    ancho, alto = _LADO * min(1.0, logo.proporcion), _LADO * min(1.0, 1 / logo.proporcion)
    _exigir_visible(_imprimir(raiz, [dibujo_de(logo, gris=g) for g in (False, True)], ancho, alto))


def probar_foto(raiz: Path, foto: FotoLista) -> None:
    """MedioMalo si la imprenta no acepta la foto dentro de un mural."""
    reticula = Reticula(_LADO / 3.3, 3, 4, 0.0, 0.0, "abajo")
    murales = [
        mural_de_banda(
            *(reticula, "prueba", ("#000000",), _LADO, _LADO, "Prueba"),
            Acabado(0.0, linea) if linea else A_COLOR,
            (recurso, "Prueba", "xMidYMid"),
        )
        for recurso, linea in ((foto.impresa, False), (foto.gris, True))
    ]
    _imprimir(raiz, murales, _LADO, _LADO)


def _imprimir(raiz: Path, dibujos: Iterable[str], ancho: float, alto: float) -> bytes:
    """El PDF de una hoja con dos copias de esos dibujos, de `ancho` × `alto` mm y una debajo de otra."""
    from generador.salida.almacen.produccion import imprenta_de
    from generador.salida.imprenta.pdf import Imprenta
    from generador.salida.imprenta.taller import PERFIL, Prensa

    caja = f"left:0;width:{ancho:.4f}mm;height:{alto:.4f}mm"
    puestos = [
        f'<div style="top:{i * _LADO:.2f}mm;{caja}">{d}</div>'
        for i, d in enumerate(d for d in dibujos for _ in range(_COPIAS))
    ]
    html = distinguir(
        '<!doctype html><html lang="es-CO"><head><meta charset="utf-8"><title>Prueba</title>'
        '<meta name="dcterms.created" content="2000-01-01T00:00:00-05:00">'
        '<meta name="dcterms.modified" content="2000-01-01T00:00:00-05:00">'
        f"<style>@page{{size:{_LADO}mm {_LADO * len(puestos)}mm;margin:0}}{_ESTILO}</style></head>"
        f"<body>{''.join(puestos)}</body></html>"
    )
    with warnings.catch_warnings():
        # La hoja no lleva letras: que falten no importa.
        warnings.simplefilter("ignore")
        try:
            imprenta: Imprenta = imprenta_de(raiz)
            if (raiz / PERFIL).is_file():
                pedido = Prensa(ORLA, SANGRADO, tuple(TINTAS.items()))
                imprenta.imprimir_para_taller(html, (), "prueba", pedido)
            return imprenta.imprimir(html, (), "prueba")
        except Exception:
            # Lo que lance una biblioteca ajena con un archivo ajeno no se puede enumerar.
            raise MedioMalo(
                "no lo acepta la imprenta, aunque su contenido esté en regla",
                "ábralo en su programa y expórtelo como PNG, de 600 píxeles de lado o más",
            ) from None


def _exigir_visible(pdf: bytes) -> None:
    from generador.salida.imagen import raster

    lado = round(_LADO * _PUNTOS_POR_MM)
    # La hoja son dos copias a color y dos en grises: basta mirar la primera.
    if raster.mas_oscuro(pdf, (lado, 2 * _COPIAS * lado), (0, 0, lado, lado)) > 255 - _BLANCO:
        raise MedioMalo(
            "no se ve nada sobre papel: todo es blanco o queda fuera de su ventana",
            "use el logo a color, o su versión para fondo claro",
        )
