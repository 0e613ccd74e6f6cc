"""Logos y fotos de prueba: figuras geométricas de una «Organización de prueba», hechas aquí mismo."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from fabrica import ID
from PIL import Image, ImageDraw

GPS = {1: "N", 2: (7.0, 5.0, 24.0), 3: "W", 4: (70.0, 45.0, 33.0)}


def svg(ancho: int = 120, alto: int = 60, cuerpo: str = "", color: str = "#7a1f5c") -> bytes:
    """Un logo de figuras planas que llena su ventana."""
    figuras = cuerpo or (
        f'<path fill="{color}" d="M0 0H{ancho}V{alto}H0z"/>'
        f'<circle cx="{ancho / 2}" cy="{alto / 2}" r="{min(ancho, alto) * 0.35}" fill="#f2b705"/>'
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'viewBox="0 0 {ancho} {alto}">{figuras}</svg>'
    ).encode()


def pintada(ancho: int = 600, alto: int = 400) -> Image.Image:
    """Una escena de figuras: se sabe cuál es su arriba (rojo) y cuál su abajo (azul)."""
    imagen = Image.new("RGB", (ancho, alto), "#b4472f")
    lapiz = ImageDraw.Draw(imagen)
    lapiz.rectangle((0, alto // 2, ancho, alto), fill="#2f4f93")
    lapiz.ellipse((ancho * 0.3, alto * 0.2, ancho * 0.7, alto * 0.8), fill="#d9980a")
    return imagen


def guardada(imagen: Image.Image, formato: str = "PNG", **opciones: Any) -> bytes:
    """Los bytes de esa imagen."""
    salida = io.BytesIO()
    imagen.save(salida, formato, **opciones)
    return salida.getvalue()


def exif_delator(orientacion: int = 1) -> Image.Exif:
    """Metadatos con autora, cámara, comentario y lugar."""
    exif = Image.Exif()
    exif[0x0112] = orientacion
    exif[0x010E] = "Comentario delator"
    exif[0x013B] = "Perpetua Innombrada"
    exif.get_ifd(0x8825).update(GPS)
    return exif


def foto(ancho: int = 1200, alto: int = 800, **opciones: Any) -> bytes:
    """Un JPEG de la escena, con metadatos que no se deben publicar."""
    return guardada(pintada(ancho, alto), "JPEG", **{"exif": exif_delator(), "quality": 90, **opciones})


def un_logo(archivo: str = "prueba.svg", **cambios: Any) -> dict[str, Any]:
    """Un elemento de `logos` en evento.yml."""
    return {
        "archivo": archivo,
        "organizacion": "Organización de prueba",
        "alt": "Logo de la Organización de prueba",
        "credito": "Hecho para las pruebas",
        "consentimiento": "true",
        **cambios,
    }


def una_foto(archivo: str = "grupo.jpg", **cambios: Any) -> dict[str, Any]:
    """Un elemento de `medios` en evento.yml."""
    return {
        "archivo": archivo,
        "alt": "Figuras de colores",
        "credito": "Organización de prueba",
        "consentimiento": "true",
        **cambios,
    }


def poner(raiz: Path, carpeta: str, nombre: str, datos: bytes, id_: str = ID) -> Path:
    """Deja ese archivo en `datos/<id>/<carpeta>/`."""
    archivo = raiz / "datos" / id_ / carpeta / nombre
    archivo.parent.mkdir(parents=True, exist_ok=True)
    archivo.write_bytes(datos)
    return archivo
