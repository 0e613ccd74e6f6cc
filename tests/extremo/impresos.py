"""Lo que trae un PDF publicado: texto y cajas por página, letras incrustadas, marcadores y códigos QR."""

from __future__ import annotations

import ctypes
import os
import pickle
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import cast

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
import segno

from generador.unidades import PUNTOS_POR_MM

SEGMENTOS_DE_QR = 200
"""Un código QR es un solo trazo con cientos de tramos, todos rectos; las fichas y tramas tienen curvas."""


CUADRO = 6.0
"""Puntos: el lado de la cuadrícula en que se buscan letras vecinas."""


@dataclass(frozen=True)
class Renglon:
    """Un renglón de texto: `y` es su pie, en puntos desde abajo."""

    y: float
    texto: str


@dataclass(frozen=True)
class Hoja:
    """Una página: medidas en milímetros, texto y renglones de arriba abajo."""

    ancho: float
    alto: float
    texto: str
    renglones: tuple[Renglon, ...]
    afuera: str
    """Los caracteres que caen fuera de la caja visible."""
    encimadas: str
    """Las letras que caen sobre otra de otro renglón."""
    dibujada: bool
    """Si algún dibujo o imagen ocupa más de una vigésima parte."""

    @property
    def corrido(self) -> str:
        """El texto en una línea."""
        return " ".join(self.texto.split())


@dataclass(frozen=True)
class Impreso:
    """Un PDF entero."""

    hojas: tuple[Hoja, ...]
    titulo: str
    idioma: str
    marcadores: tuple[str, ...]
    letras: frozenset[str]
    sin_incrustar: frozenset[str]
    metadatos: str

    @property
    def texto(self) -> str:
        """Todas las páginas en una línea."""
        return " ".join(h.corrido for h in self.hojas)


COMUN = ".leidos"
"""Carpeta, junto a un sitio de prueba, de lo que ya leyó de sus PDF cualquiera de los procesos."""


@lru_cache(maxsize=256)
def leer(archivo: Path) -> Impreso:
    """El PDF de ese archivo; unos mismos bytes los lee uno solo de los procesos de prueba, y una vez."""
    comun = next((p / COMUN for p in archivo.parents if (p / COMUN).is_dir()), None)
    if comun is None:
        return _leido(archivo)
    guardado = comun / sha256(archivo.read_bytes()).hexdigest()
    if guardado.exists():
        return cast(Impreso, pickle.loads(guardado.read_bytes()))
    impreso = _leido(archivo)
    parcial = guardado.with_suffix(f".{os.getpid()}")
    parcial.write_bytes(pickle.dumps(impreso))
    parcial.replace(guardado)
    return impreso


def _leido(archivo: Path) -> Impreso:
    with pikepdf.open(archivo) as pdf:
        raiz = pdf.Root
        letras, sin_incrustar = _letras(pdf)
        with pdf.open_outline() as esquema:
            marcadores = tuple(_titulos(esquema.root))
        # El XMP se lee crudo: abrirlo con pikepdf iguala los otros metadatos a él.
        xmp = raiz.Metadata.read_bytes().decode("utf-8") if "/Metadata" in raiz else ""
        metadatos = f"{xmp} { {k: str(v) for k, v in pdf.docinfo.items()} }"
        titulo, idioma = str(pdf.docinfo.get("/Title", "")), str(raiz.get("/Lang", ""))
    documento = pdfium.PdfDocument(archivo)
    try:
        hojas = tuple(_hoja(documento[i]) for i in range(len(documento)))
    finally:
        documento.close()
    return Impreso(hojas, titulo, idioma, marcadores, letras, sin_incrustar, metadatos)


def _titulos(ramas: Iterable[pikepdf.OutlineItem]) -> Iterable[str]:
    for rama in ramas:
        yield str(rama.title)
        yield from _titulos(rama.children)


def _letras(pdf: pikepdf.Pdf) -> tuple[frozenset[str], frozenset[str]]:
    """Los nombres de todas las letras y de las que no van dentro del archivo."""
    todas, sueltas = set(), set()
    for objeto in pdf.objects:
        if not isinstance(objeto, pikepdf.Dictionary) or objeto.get("/Type") != "/Font":
            continue
        nombre = re.sub(r"^[A-Z]{6}\+", "", str(objeto.get("/BaseFont", "?"))[1:])
        todas.add(nombre)
        if "/DescendantFonts" in objeto:
            continue
        ficha = objeto.get("/FontDescriptor")
        if ficha is None or not any(f"/FontFile{n}" in ficha for n in ("", "2", "3")):
            sueltas.add(nombre)
    return frozenset(todas), frozenset(sueltas)


def _hoja(pagina: pdfium.PdfPage) -> Hoja:
    ancho, alto = pagina.get_size()
    textos = pagina.get_textpage()
    texto = textos.get_text_range()
    caja = pagina.get_cropbox()
    letras, afuera, cajas = [], [], []
    for i in range(textos.count_chars()):
        c = chr(pdfium_c.FPDFText_GetUnicode(textos, i))
        if c.isspace() or pdfium_c.FPDFText_IsGenerated(textos, i):
            continue
        izquierda, abajo, derecha, arriba = textos.get_charbox(i)
        letras.append((abajo, arriba, izquierda, c))
        cajas.append((izquierda, abajo, derecha, arriba, c))
        if min(izquierda - caja[0], abajo - caja[1], caja[2] - derecha, caja[3] - arriba) < -0.5:
            afuera.append(c)
    return Hoja(
        ancho / PUNTOS_POR_MM,
        alto / PUNTOS_POR_MM,
        texto,
        tuple(_renglones(letras)),
        "".join(afuera),
        "".join(_encimadas(cajas)),
        _dibujada(pagina, ancho * alto),
    )


def _encimadas(cajas: list[tuple[float, float, float, float, str]]) -> Iterable[str]:
    """Las letras en cuyo corazón está el centro de otra, que no es de su ligadura."""
    centros: dict[tuple[int, int], list[tuple[float, float, tuple[float, ...]]]] = defaultdict(list)
    for caja in cajas:
        x, y = (caja[0] + caja[2]) / 2, (caja[1] + caja[3]) / 2
        centros[int(x // CUADRO), int(y // CUADRO)].append((x, y, caja[:4]))
    for izquierda, abajo, derecha, arriba, c in cajas:
        dx, dy = (derecha - izquierda) / 5, (arriba - abajo) / 5
        x0, y0, x1, y1 = izquierda + dx, abajo + dy, derecha - dx, arriba - dy
        cerca = (
            otro
            for i in range(int(x0 // CUADRO), int(x1 // CUADRO) + 1)
            for j in range(int(y0 // CUADRO), int(y1 // CUADRO) + 1)
            for otro in centros[i, j]
        )
        propia = (izquierda, abajo, derecha, arriba)
        if any(x0 < x < x1 and y0 < y < y1 and caja != propia for x, y, caja in cerca):
            yield c


def _renglones(letras: list[tuple[float, float, float, str]]) -> Iterable[Renglon]:
    """Agrupa las letras cuyo centro cae en la misma altura, de izquierda a derecha."""
    grupo: list[tuple[float, str]] = []
    pie = 0.0
    for abajo, arriba, izquierda, c in sorted(letras, key=lambda x: -(x[0] + x[1])):
        if grupo and (abajo + arriba) / 2 < pie:
            yield Renglon(pie, "".join(c for _, c in sorted(grupo)))
            grupo = []
        pie = min(pie, abajo) if grupo else abajo
        grupo.append((izquierda, c))
    if grupo:
        yield Renglon(pie, "".join(c for _, c in sorted(grupo)))


def _dibujada(pagina: pdfium.PdfPage, area: float) -> bool:
    for objeto in pagina.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_PATH, pdfium_c.FPDF_PAGEOBJ_IMAGE]):
        izquierda, abajo, derecha, arriba = objeto.get_bounds()
        if (derecha - izquierda) * (arriba - abajo) > area / 20:
            return True
    return False


def renglones_de_cuerpo(impreso: Impreso, numero: int) -> tuple[Renglon, ...]:
    """Los renglones de la página `numero` (desde 1) que no se repiten en una vecina en el mismo lugar.

    Se mira también la de después: el pie de la primera hoja puede llevar logos y ser otro.
    """
    vecinas = (*impreso.hojas[numero - 1 : numero], *impreso.hojas[numero + 1 : numero + 2])
    corridos = {(round(r.y), re.sub(r"\d+", "#", r.texto)) for h in vecinas for r in h.renglones}
    return tuple(
        r
        for r in impreso.hojas[numero].renglones
        if (round(r.y), re.sub(r"\d+", "#", r.texto)) not in corridos
    )


TROZO = 12
"""Letras seguidas que bastan para reconocer el trozo de un texto partido entre dos páginas."""


def perdido(texto: str, dicho: str, cortes: int = 2) -> str:
    """Lo primero de `texto` que no está en `dicho`, ya apretado; vacío si está todo.

    Una página nueva puede cortarlo, a lo sumo `cortes` veces: el orden en que se pinta no es el de lectura.
    """
    resto = apretado(texto)
    for _ in range(cortes + 1):
        bajo, alto = 0, len(resto)
        while bajo < alto:
            medio = (bajo + alto + 1) // 2
            bajo, alto = (medio, alto) if resto[:medio] in dicho else (bajo, medio - 1)
        if bajo == len(resto):
            return ""
        if bajo < TROZO:
            break
        resto = resto[bajo:]
    return resto


def apretado(texto: str) -> str:
    """`texto` sin espacios ni guiones de ninguna clase: así un corte de renglón no lo cambia."""
    limpio = unicodedata.normalize("NFC", texto)
    return re.sub(r"[\s\u00ad\u2010\u2011-]|\ufffe|\x02", "", limpio)


def codigos_qr(archivo: Path, candidatas: Iterable[str]) -> tuple[int, int]:
    """Cuántos códigos QR hay y cuántos, con su zona de silencio, dicen una de las `candidatas`."""
    derechas = {_matriz(d) for d in candidatas}
    # Un hablador doblado lleva uno de cabeza, que un teléfono lee igual.
    buenas = derechas | {tuple(fila[::-1] for fila in m[::-1]) for m in derechas}
    medidas = {len(m) for m in buenas}
    vistos = leidos = 0
    documento = pdfium.PdfDocument(archivo)
    try:
        for i in range(len(documento)):
            pagina = documento[i]
            for caja in _cajas_de_qr(pagina):
                vistos += 1
                leidos += any(_vista(pagina, caja, n) in buenas for n in medidas)
    finally:
        documento.close()
    return vistos, leidos


Matriz = tuple[bytes, ...]
"""Una fila por renglón de módulos; 1 es oscuro."""


@lru_cache(maxsize=4096)
def _matriz(direccion: str) -> Matriz:
    """La de esa dirección con corrección M, la que aguanta una fotocopia."""
    return tuple(bytes(map(bool, fila)) for fila in segno.make(direccion, error="m", micro=False).matrix)


def _cajas_de_qr(pagina: pdfium.PdfPage) -> Iterable[tuple[float, float, float, float]]:
    """Los cuadrados que ocupa un solo trazo lleno, sin borde, de cientos de tramos rectos."""
    relleno, borde = ctypes.c_int(), ctypes.c_int()
    for objeto in pagina.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_PATH]):
        if pdfium_c.FPDFPath_CountSegments(objeto) < SEGMENTOS_DE_QR:
            continue
        pdfium_c.FPDFPath_GetDrawMode(objeto, relleno, borde)
        izquierda, abajo, derecha, arriba = objeto.get_bounds()
        cuadrado = abs((derecha - izquierda) - (arriba - abajo)) < 0.02 * (derecha - izquierda)
        if relleno.value and not borde.value and cuadrado and _recto(objeto):
            yield izquierda, abajo, derecha, arriba


def _recto(objeto: pdfium.PdfObject) -> bool:
    tramos = range(min(SEGMENTOS_DE_QR, pdfium_c.FPDFPath_CountSegments(objeto)))
    tipos = (pdfium_c.FPDFPathSegment_GetType(pdfium_c.FPDFPath_GetPathSegment(objeto, i)) for i in tramos)
    return pdfium_c.FPDF_SEGMENT_BEZIERTO not in tipos


def _vista(pagina: pdfium.PdfPage, caja: tuple[float, float, float, float], n: int) -> Matriz | None:
    """Los n × n módulos que se ven en `caja`, o None si no la rodean cuatro módulos claros."""
    aire, por_modulo = 4, 6
    modulo = (caja[2] - caja[0]) / n
    ancho, alto = pagina.get_size()
    izquierda, abajo = caja[0] - aire * modulo, caja[1] - aire * modulo
    derecha, arriba = caja[2] + aire * modulo, caja[3] + aire * modulo
    if min(izquierda, abajo) < 0 or derecha > ancho or arriba > alto:
        return None
    recorte = (izquierda, abajo, ancho - derecha, alto - arriba)
    imagen = pagina.render(scale=por_modulo / modulo, crop=recorte, grayscale=True).to_pil()
    lado = n + 2 * aire
    paso_x, paso_y = imagen.width / lado, imagen.height / lado
    xs = [int((x + 0.5) * paso_x) for x in range(lado)]
    datos = imagen.tobytes()
    filas = []
    for y in range(lado):
        base = int((y + 0.5) * paso_y) * imagen.width
        filas.append(bytes(datos[base + x] < 128 for x in xs))
    centro = tuple(f[aire:-aire] for f in filas[aire:-aire])
    oscuros = sum(map(sum, filas))
    return centro if oscuros == sum(map(sum, centro)) else None
