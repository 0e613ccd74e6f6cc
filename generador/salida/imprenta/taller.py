"""De un HTML en RGB a un PDF/X-4 en CMYK: convierte los colores, pone el perfil y dice dónde se corta."""

from __future__ import annotations

import hashlib
import io
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

from PIL import Image, ImageCms

from generador.errores import ErrorDeSalida
from generador.unidades import PUNTOS_POR_MM

PERFIL = "plantillas/imprenta/GRACoL2006_Coated1v2.icc"
CONDICION = "CGATS TR 006"
"""El nombre de la condición de impresión en el registro del ICC."""
DESCRIPCION = "GRACoL 2006, papel esmaltado (ISO 12647-2)"
REGISTRO = "http://www.color.org"
CALIDAD = 95
"""De 100: en un logo de tintas planas, desde aquí no se ven orillas manchadas."""
NEUTRO = 16
"""Niveles (de 255) que pueden apartarse los canales de un gris: por debajo va solo en la plancha negra."""

Tintas = tuple[float, float, float, float]
"""Cian, magenta, amarillo y negro, de 0 a 1."""
_COLOR = re.compile(r"#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b")
_DONDE = re.compile(
    r"<style>.*?</style>|\b(?:fill|stroke|stop-color|color|style)=\"[^\"]*\"|\b(?:fill|stroke)='[^']*'", re.S
)
"""Dónde un HTML nombra colores: un «#» de un texto no lo es."""
_DE_RGB = re.compile(rb"(?:^|\s)(?:rg|RG|/DeviceRGB|/lab-d50|/lab-d65)(?:\s|$)")
_DOCUMENTO = re.compile(rb"xmp\.did:[0-9a-f-]{36}")


@dataclass(frozen=True, slots=True)
class Prensa:
    """Lo que un PDF de taller declara, en milímetros: la orla de la hoja y cuánto de ella es sangrado.

    `tintas` son los colores que no convierte el perfil: «#rrggbb» y sus cuatro tintas, de 0 a 100.
    """

    orla: float
    sangrado: float
    tintas: tuple[tuple[str, tuple[int, int, int, int]], ...] = ()


class Conversor:
    """De colores sRGB a las tintas de una condición de impresión."""

    def __init__(self, perfil: Path) -> None:
        self._perfil = perfil
        self.octetos = perfil.read_bytes()

    @cached_property
    def _a_tintas(self) -> Any:
        return self._transformacion("sRGB", "RGB", str(self._perfil), "CMYK")

    @cached_property
    def _a_pantalla(self) -> Any:
        return self._transformacion(str(self._perfil), "CMYK", "sRGB", "RGB")

    @staticmethod
    def _transformacion(de: str, modo_de: str, a: str, modo_a: str) -> Any:
        perfiles = [
            ImageCms.createProfile("sRGB") if p == "sRGB" else ImageCms.getOpenProfile(p) for p in (de, a)
        ]
        return ImageCms.buildTransform(
            perfiles[0],
            perfiles[1],
            modo_de,
            modo_a,
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )

    @lru_cache(maxsize=512)  # noqa: B019 - un conversor vive lo que su proceso
    def tintas(self, color: str) -> Tintas:
        """Las tintas de «#rrggbb»: los grises, solo negro; los demás, por el perfil, en centésimas."""
        canales = tuple(int(color[i : i + 2], 16) for i in (1, 3, 5))
        if max(canales) - min(canales) <= NEUTRO and max(canales) < 240:
            return 0.0, 0.0, 0.0, round(1 - sum(canales) / 765, 2)
        c, m, y, k = (round(v / 255, 2) for v in self.en_tintas(Image.new("RGB", (1, 1), canales)).tobytes())
        return c, m, y, k

    def en_pantalla(self, tintas: Tintas) -> str:
        """«#rrggbb» de unas tintas impresas, visto por el perfil."""
        imagen = Image.new("CMYK", (1, 1), tuple(round(255 * v) for v in tintas))
        return "#" + self._aplicar(self._a_pantalla, imagen).tobytes().hex()

    def en_tintas(self, imagen: Image.Image) -> Image.Image:
        """Una imagen RGB en CMYK."""
        return self._aplicar(self._a_tintas, imagen)

    @staticmethod
    def _aplicar(transformacion: Any, imagen: Image.Image) -> Image.Image:
        convertida = Image.new(transformacion.output_mode, imagen.size)
        # Por el camino largo Pillow le pega a cada imagen el perfil entero, que pesa 2 MB.
        transformacion.transform.apply(imagen.getim(), convertida.getim())
        return convertida

    @cached_property
    def comprimido(self) -> bytes:
        """El perfil como va en cada PDF: se comprime una sola vez."""
        return zlib.compress(self.octetos, 9)


def en_cmyk(texto: str, tintas: Mapping[str, tuple[int, int, int, int]], conversor: Conversor) -> str:
    """Una hoja de estilos con cada color en `device-cmyk()`."""

    def cambiar(hallado: re.Match[str]) -> str:
        color = hallado[0].lower()
        color = color if len(color) == 7 else "#" + "".join(2 * c for c in color[1:])
        declaradas = tintas.get(color)
        valores = tuple(v / 100 for v in declaradas) if declaradas else conversor.tintas(color)
        return "device-cmyk({} {} {} {})".format(*(f"{v:g}" for v in valores))

    return _COLOR.sub(cambiar, texto)


def html_en_cmyk(html: str, tintas: Mapping[str, tuple[int, int, int, int]], conversor: Conversor) -> str:
    """Un HTML con los colores de sus estilos y de sus dibujos en `device-cmyk()`; sus textos no cambian."""
    return _DONDE.sub(lambda donde: en_cmyk(donde[0], tintas, conversor), html)


def imagen_en_cmyk(datos: bytes, conversor: Conversor) -> bytes:
    """Una imagen en las tintas del taller; una en grises se queda como está, solo en negro."""
    with Image.open(io.BytesIO(datos)) as abierta:
        if abierta.mode == "L":
            return datos
        convertida = conversor.en_tintas(abierta.convert("RGB"))
    salida = io.BytesIO()
    convertida.save(salida, "JPEG", quality=CALIDAD, subsampling=0)
    return salida.getvalue()


def rematar(pdf: Any, prensa: Prensa, conversor: Conversor, huella: str, nombre: str) -> None:
    """Pone al PDF/X-4 de WeasyPrint sus cajas, su condición de impresión y una identidad que no cambia.

    `pdf` es el pydyf.PDF antes de escribirse y `huella`, de lo que sale. Lanza ErrorDeSalida si algo quedó en
    RGB y ValueError si no tiene el XMP que se espera.
    """
    _exigir_cmyk(pdf, nombre)
    orla, sangrado = prensa.orla * PUNTOS_POR_MM, (prensa.orla - prensa.sangrado) * PUNTOS_POR_MM
    for pagina in (o for o in pdf.objects if isinstance(o, dict) and o.get("Type") == "/Page"):
        x0, y0, x1, y1 = pagina["MediaBox"]
        for caja, adentro in (("TrimBox", orla), ("BleedBox", sangrado)):
            pagina[caja][:] = [x0 + adentro, y0 + adentro, x1 - adentro, y1 - adentro]
    pdf.catalog["OutputIntents"] = _condicion(pdf, conversor)
    xmp = _objeto(pdf, pdf.catalog["Metadata"])
    unido = b"".join(t if isinstance(t, bytes) else str(t).encode() for t in xmp.stream)
    identidad = UUID(hashlib.sha256(huella.encode()).hexdigest()[:32])
    fijo, cuantos = _DOCUMENTO.subn(b"xmp.did:" + str(identidad).encode(), unido)
    if cuantos != 1:
        raise ValueError("el XMP no tiene un solo xmpMM:DocumentID")
    xmp.stream[:] = [fijo]


def _exigir_cmyk(pdf: Any, nombre: str) -> None:
    for objeto in pdf.objects:
        trozos = getattr(objeto, "stream", None)
        if trozos is None or getattr(objeto, "extra", {}).get("Type") == "/Metadata":
            continue
        extra = " ".join(str(v) for v in objeto.extra.values()).encode()
        for trozo in (extra, *trozos):
            if isinstance(trozo, bytes) and len(trozo) < 400 and _DE_RGB.search(trozo):
                raise ErrorDeSalida(f"{nombre}: quedó un color en RGB («{trozo.decode('latin-1').strip()}»)")


def _condicion(pdf: Any, conversor: Conversor) -> Any:
    import pydyf

    perfil = pydyf.Stream([conversor.comprimido], {"N": 4, "Filter": "/FlateDecode"})
    pdf.add_object(perfil)
    return pydyf.Array(
        [
            pydyf.Dictionary(
                {
                    "Type": "/OutputIntent",
                    "S": "/GTS_PDFX",
                    "OutputConditionIdentifier": pydyf.String(CONDICION),
                    "OutputCondition": pydyf.String(DESCRIPCION),
                    "RegistryName": pydyf.String(REGISTRO),
                    "Info": pydyf.String(DESCRIPCION),
                    "DestOutputProfile": perfil.reference,
                }
            )
        ]
    )


def _objeto(pdf: Any, referencia: bytes) -> Any:
    return pdf.objects[int(referencia.split()[0])]
