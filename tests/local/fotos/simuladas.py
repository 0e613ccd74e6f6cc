"""Fotos de una ficha como las que llegan por un chat: de lado, con sombra, chicas y comprimidas."""

from __future__ import annotations

import io
import math
import random
from functools import cache
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
from fabrica import asamblea
from PIL import Image

from generador.catalogo.inventario import inventariar
from generador.composicion.compositor import Compositor
from generador.construccion.pedido.hojas import hojas_de
from generador.modelo.asamblea import Asamblea, Proyecto, Sitio
from generador.salida.disco import escribir_conf_de_fuentes
from generador.salida.imprenta.pdf import Imprenta, preparar_fuentes

RAIZ = Path(__file__).parents[3]
LADO, CALIDAD = 1600, 55
MESA = (112, 84, 60)
_GPS = 0x8825


@cache
def hojas_de_fichas(submesa: str = "M1-S1", una: Asamblea | None = None) -> tuple[Image.Image, ...]:
    """Cada página de las fichas de esa sub-mesa, impresa de verdad, de 1.400 píxeles de alto."""
    sitio = Sitio(nombre="S", descripcion="D.", direccion="https://asambleas.gov.co/")
    inventario = inventariar(Proyecto(sitio=sitio, asambleas=(una or asamblea(),)))
    suyo = next(
        x for x in inventario.artefactos if x.declaracion.id == "fichas" and x.asunto.clave == submesa
    )
    preparar_fuentes(escribir_conf_de_fuentes(RAIZ))
    html = Compositor(RAIZ / "plantillas", inventario).impreso(suyo)
    with pdfium.PdfDocument(Imprenta(RAIZ).imprimir(html, hojas_de(suyo), suyo.ruta)) as pdf:
        return tuple(p.render(scale=1400 / p.get_height()).to_pil().convert("RGB") for p in pdf)


def foto(hoja: Image.Image, semilla: int, *, gps: bool = False) -> bytes:
    """La hoja sobre una mesa, girada, vista de lado y con una sombra encima; JPEG de 1.600 píxeles."""
    azar = random.Random(semilla)
    ancho, alto = round(LADO * hoja.width / hoja.height), LADO
    giro = math.radians(azar.uniform(-12, 12))
    esquinas = [
        _girada(x * ancho * 0.38, y * alto * 0.38, giro, ancho / 2, alto / 2, azar)
        for x, y in ((-1, -1), (1, -1), (1, 1), (-1, 1))
    ]
    derechas = [(0.0, 0.0), (hoja.width, 0.0), (hoja.width, hoja.height), (0.0, hoja.height)]
    coeficientes = _coeficientes(esquinas, derechas)
    vista = hoja.transform(
        (ancho, alto), Image.Transform.PERSPECTIVE, coeficientes, Image.Resampling.BICUBIC, fillcolor=MESA
    )
    return _guardada(_con_sombra(vista, azar), gps=gps)


def _girada(
    x: float, y: float, giro: float, centro_x: float, centro_y: float, azar: random.Random
) -> tuple[float, float]:
    """Una esquina de la hoja en la foto, corrida por no tomarla de frente."""
    lejos = azar.uniform(0.88, 1.05)
    seno, coseno = math.sin(giro), math.cos(giro)
    return centro_x + (x * coseno - y * seno) * lejos, centro_y + (x * seno + y * coseno) * lejos


def _coeficientes(salen: list[tuple[float, float]], entran: list[tuple[float, float]]) -> list[float]:
    filas, valores = [], []
    for (x, y), (u, v) in zip(salen, entran, strict=True):
        filas += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        valores += [u, v]
    return [float(c) for c in np.linalg.solve(np.array(filas), np.array(valores))]


def _con_sombra(imagen: Image.Image, azar: random.Random) -> Image.Image:
    """Media foto a oscuras, con la orilla difusa, y ruido de poca luz."""
    y, x = np.ogrid[0 : imagen.height, 0 : imagen.width]
    orilla = (x * azar.uniform(-1, 1) + y * azar.uniform(-1, 1)) / 90 - azar.uniform(-4, 4)
    luz = (0.45 + 0.5 / (1 + np.exp(-np.clip(orilla, -30, 30)))).astype(np.float32)
    generador = np.random.default_rng(azar.randrange(2**32))
    ruido = generador.standard_normal(luz.shape, np.float32) * 6
    hecha = np.asarray(imagen, np.float32) * luz[..., None] + ruido[..., None]
    return Image.fromarray(np.clip(hecha, 0, 255).astype(np.uint8))


def _guardada(imagen: Image.Image, *, gps: bool) -> bytes:
    notas = Image.Exif()
    if gps:
        notas[0x010F] = "Teléfono de prueba"
        notas.get_ifd(_GPS)[1] = "N"
        notas.get_ifd(_GPS)[2] = (7.0, 5.0, 24.0)
    salida = io.BytesIO()
    imagen.save(salida, "JPEG", quality=CALIDAD, exif=notas)
    return salida.getvalue()
