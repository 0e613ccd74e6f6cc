"""La guardia del crédito: lee el resultado (texto, píxeles, HTML) y detiene lo que no lo muestre."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from itertools import count, pairwise
from typing import Any

from PIL import Image

from generador.errores import ErrorDeSalida, Viajero
from generador.salida.credito import letras as lectura
from generador.salida.credito.exigencia import Exigencia as Exigencia
from generador.salida.credito.letras import Aparicion, Caja
from generador.salida.credito.tinta import CONTRASTE_PLENO, Ventana, cotejos, dibujos, difieren
from generador.salida.imagen import raster
from generador.salida.visible import texto_visible
from generador.unidades import MM_POR_PUNTO

LETRAS_X = frozenset("acemnorsuvwxz")
"""Minúsculas sin asta ni tilde: el alto de su caja sobre la línea de base es la altura de x."""

ALTURA_X_PNG_MIN_PX = 5
"""Por debajo, una x en pantalla es una mancha."""
SEMEJANZA_MIN = 0.95
"""R² mínimo, letra por letra, entre lo pintado y su molde; 1 si nada la toca."""
TINTA_MIN = 245
"""De 255: lo más negro de cada letra en su molde; con las fuentes del proyecto se midió 253 o más."""
TINTA_DE_SIGNO_MIN = 150
"""Lo mismo, en lo que no es letra ni cifra: el trazo fino de «–» puede caer entre dos píxeles."""
LLENO_MAX = 0.9
"""Fracción de su interior que puede llenar una minúscula; se midió hasta 0,74, y un bloque llena 1."""
HOLGURA_PT = 0.05
X_DE_MAYUSCULA = 0.74
"""Altura de x sobre la de una mayúscula, en Atkinson (0,496 y 0,668 em)."""

# En alturas de x, lo que separa a dos letras seguidas de un texto corrido y legible.
MISMA_LINEA = 0.3
SOLAPE_MAX = 0.4
ESPACIO_LETRAS_MAX = 1.5
ESPACIO_PALABRAS_MAX = 6.0
INTERLINEA_MIN, INTERLINEA_MAX = 1.5, 8.0

VARIACION_CUERPO_MAX = 1.5
INCLINACION_MAX = 0.35
ESTIRAMIENTO_MAX = 1.6


class Motivo(Enum):
    """Por qué el crédito no vale, y qué hacer."""

    AUSENTE = ("no está: la frase exacta no aparece", "use la base común: ella lo pone en cada página")
    FUERA = ("queda fuera de la página", "revise márgenes y posiciones: debe caber entero en lo que se ve")
    EN_LA_ORILLA = (
        "queda en la orilla del papel, donde una impresora de oficina no imprime",
        "dele más margen: el pie crece hacia adentro, no hacia el borde",
    )
    RECORTADO = ("está recortado", "quite el «overflow» o el recorte que lo corta, o dele más espacio")
    TAPADO = ("está tapado por otro elemento", "quite lo que se dibuja encima")
    SIN_CONTRASTE = ("está transparente o sin contraste", "use tinta plena sobre un fondo liso que contraste")
    PEQUENO = ("es demasiado pequeño", "aumente el cuerpo de letra del crédito")
    OCULTO = ("está oculto: viene en el archivo, pero no se dibuja", "escríbalo como texto normal y visible")
    DEFORME = (
        "está girado, disperso o deformado",
        "compóngalo como texto corrido, horizontal y de un solo cuerpo",
    )


class CreditoAusente(ErrorDeSalida):
    """El crédito falta o no se lee en `nombre`; `pagina` desde 1, `None` en una página web."""

    def __init__(self, nombre: str, pagina: int | None, motivo: Motivo, detalle: str = "") -> None:
        self.nombre, self.pagina, self.motivo, self.detalle = nombre, pagina, motivo, detalle
        que, remedio = motivo.value
        lugar = nombre if pagina is None else f"{nombre}, página {pagina}"
        dato = f" ({detalle})" if detalle else ""
        super().__init__(f"{lugar}: el crédito del convenio {que}{dato}\n    ayuda: {remedio}")

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.nombre, self.pagina, self.motivo, self.detalle)


@dataclass(frozen=True, slots=True)
class MedidaDelCredito:
    """Lo que se midió del crédito en una página (desde 1): la peor letra de todas."""

    pagina: int
    altura_x_mm: float
    altura_x_relativa: float
    contraste: float


Oyente = Callable[[int, str], None]
"""Recibe el número de cada página (desde 1) y su texto: leerlo cuesta, y otras guardias lo aprovechan."""


def exigir_en_pdf(
    datos: bytes, frase: str, exigencia: Exigencia, nombre: str, oyente: Oyente | None = None
) -> tuple[MedidaDelCredito, ...]:
    """Una medida por página de `datos`; `CreditoAusente` en la primera que no muestre bien `frase`."""
    with raster.abierto(datos) as documento:
        if not len(documento):
            raise CreditoAusente(nombre, 1, Motivo.AUSENTE, "el PDF no tiene páginas")
        return tuple(
            _exigir_en_pagina(documento, indice, frase, exigencia, nombre, oyente=oyente)
            for indice in range(len(documento))
        )


def exigir_en_png(
    imagen: bytes,
    datos_pdf: bytes,
    frase: str,
    exigencia: Exigencia,
    nombre: str,
    oyente: Oyente | None = None,
) -> MedidaDelCredito:
    """Lo mismo sobre los píxeles de `imagen`, que salió de la página 1 de `datos_pdf`.

    Esa página también se mira; el contraste de la medida es el de la imagen.
    """
    try:
        lisa = raster.sobre_blanco(imagen)
    except OSError as error:
        raise ErrorDeSalida(f"{nombre}: la imagen no se puede leer: {error}") from error
    with raster.abierto(datos_pdf) as documento:
        return _exigir_en_pagina(documento, 0, frase, exigencia, nombre, lisa, oyente)


def exigir_en_pieza(
    imagen: bytes,
    datos_pdf: bytes,
    frase: str,
    exigencia: Exigencia,
    nombres: tuple[str, str],
    oyente: Oyente | None = None,
) -> tuple[tuple[MedidaDelCredito, ...], MedidaDelCredito]:
    """Las medidas de cada página de un PDF y la de la imagen que salió de la primera, mirándola una vez.

    `nombres` son los del PDF y la imagen. El contraste de la primera página es el de su imagen.
    """
    try:
        suya = exigir_en_png(imagen, datos_pdf, frase, exigencia, nombres[1], oyente)
    except CreditoAusente:
        # Si el mal viene del PDF, es él quien se nombra.
        exigir_en_pdf(datos_pdf, frase, exigencia, nombres[0])
        raise
    with raster.abierto(datos_pdf) as documento:
        otras = tuple(
            _exigir_en_pagina(documento, i, frase, exigencia, nombres[0], oyente=oyente)
            for i in range(1, len(documento))
        )
    return (suya, *otras), suya


def exigir_en_html(html: str, frase: str, nombre: str) -> None:
    """`CreditoAusente` si el texto visible de la página web no trae `frase`."""
    if " ".join(frase.split()) not in texto_visible(html):
        raise CreditoAusente(nombre, None, Motivo.AUSENTE)


class _Falla(Viajero):
    """Lo malo de una aparición de la frase; otra de la misma página puede estar bien."""

    def __init__(self, motivo: Motivo, detalle: str = "") -> None:
        self.motivo, self.detalle = motivo, detalle
        self.explicada = motivo not in (Motivo.SIN_CONTRASTE, Motivo.TAPADO)
        """Si el motivo ya es la causa; un píxel que no está puede tener varias."""


def _exigir_en_pagina(
    documento: Any,
    indice: int,
    frase: str,
    exigencia: Exigencia,
    nombre: str,
    imagen: Image.Image | None = None,
    oyente: Oyente | None = None,
) -> MedidaDelCredito:
    buscada = lectura.frase(frase)
    primera: _Falla | None = None
    buenas: list[MedidaDelCredito] = []
    for cual in count():
        # Mirar una aparición desarma la página: cada una se mira en una recién leída.
        with lectura.hoja(documento, indice, buscada, cual) as (pagina, aparicion, texto):
            if oyente is not None and cual == 0:
                oyente(indice + 1, texto)
            if aparicion is None:
                break
            try:
                medida = _medir(pagina, aparicion, exigencia, indice + 1)
                if imagen is not None:
                    medida = _medir_imagen(imagen, pagina, aparicion, exigencia, medida)
                buenas.append(medida)
                if len(buenas) == exigencia.veces:
                    return _peor(buenas)
                continue
            except _Falla as falla:
                esta = falla
        primera = primera or _explicar(documento, indice, buscada, cual, exigencia, esta)
    faltan = f"{len(buenas)} de {exigencia.veces} copias lo muestran" if exigencia.veces > 1 else ""
    final = primera or _Falla(Motivo.AUSENTE, faltan)
    raise CreditoAusente(nombre, indice + 1, final.motivo, final.detalle)


def _peor(medidas: list[MedidaDelCredito]) -> MedidaDelCredito:
    """Lo menor de cada medida, entre las de una misma página."""
    return MedidaDelCredito(
        medidas[0].pagina,
        min(m.altura_x_mm for m in medidas),
        min(m.altura_x_relativa for m in medidas),
        min(m.contraste for m in medidas),
    )


def _medir(pagina: Any, aparicion: Aparicion, exigencia: Exigencia, numero: int) -> MedidaDelCredito:
    visible, hoja = lectura.caja_visible(pagina), lectura.caja_pagina(pagina)
    _exigir_colocacion(pagina, aparicion, visible, exigencia.orilla_mm)
    altura = _altura_x(aparicion)
    _exigir_altura(altura, _lado_corto(visible), exigencia)
    _exigir_corrido(aparicion, altura)
    lienzo = Ventana.de_muestra(_cajas(aparicion), hoja, _altura_x(aparicion))
    real = lienzo.pintar(pagina)
    lectura.aislar(pagina, aparicion, soltar=True)
    molde = lienzo.molde(pagina)
    _exigir_molde(molde, pagina, aparicion, lienzo)
    contraste = _cotejar(real, molde, aparicion, lienzo, exigencia.contraste_min)
    return MedidaDelCredito(numero, altura * MM_POR_PUNTO, altura / _lado_corto(visible), contraste)


def _cajas(aparicion: Aparicion) -> list[Caja]:
    return [letra.caja for letra in aparicion]


def _lado_corto(caja: Caja) -> float:
    return min(caja.derecha - caja.izquierda, caja.arriba - caja.abajo)


def _altura_x(aparicion: Aparicion) -> float:
    """La menor altura de x de la frase, en puntos."""
    alturas = [letra.caja.arriba - letra.base for letra in aparicion if letra.signo in LETRAS_X]
    if not alturas:
        # Un rótulo en mayúsculas: la x de las letras del proyecto es esa fracción de su alto.
        altas = [letra.caja.arriba - letra.base for letra in aparicion if letra.signo.isupper()]
        alturas = [X_DE_MAYUSCULA * alta for alta in altas]
    if not alturas:
        raise ValueError("La frase del crédito no tiene minúsculas en que medir la altura de x")
    return min(alturas)


def _exigir_colocacion(pagina: Any, aparicion: Aparicion, visible: Caja, orilla: float) -> None:
    """Texto que se dibuja, dentro de la página, horizontal y sin estirar."""
    if any(lectura.es_invisible(objeto) for objeto in lectura.objetos(aparicion)):
        raise _Falla(Motivo.OCULTO)
    if not all(visible.contiene(letra.caja, HOLGURA_PT) for letra in aparicion):
        raise _Falla(Motivo.FUERA)
    libre = visible.hasta_el_borde(letra.caja for letra in aparicion) * MM_POR_PUNTO
    if libre < orilla - HOLGURA_PT * MM_POR_PUNTO:
        raise _Falla(Motivo.EN_LA_ORILLA, f"a {_cifra(libre)} mm del borde; el mínimo es {_cifra(orilla)}")
    if pagina.get_rotation():
        raise _Falla(Motivo.DEFORME, "la página está girada")
    for a, b, c, d in {letra.matriz for letra in aparicion}:
        derecha = a > 0 and d > 0 and abs(b) <= 0.02 * a and abs(c) <= INCLINACION_MAX * d
        if not derecha or max(a, d) > ESTIRAMIENTO_MAX * min(a, d):
            raise _Falla(Motivo.DEFORME, "letra girada, inclinada o estirada")


def _exigir_altura(altura: float, lado_corto: float, exigencia: Exigencia) -> None:
    if altura <= HOLGURA_PT:
        raise _Falla(Motivo.OCULTO, "sus letras no tienen dibujo")
    minimo_mm, minima_relativa = exigencia.altura_x_min_mm, exigencia.altura_x_min_relativa
    mm, relativa = altura * MM_POR_PUNTO, altura / lado_corto
    if minimo_mm is not None and mm < minimo_mm:
        raise _Falla(Motivo.PEQUENO, f"la x mide {_cifra(mm)} mm; el mínimo es {_cifra(minimo_mm)}")
    if minima_relativa is not None and relativa < minima_relativa:
        hay, debe = _cifra(100 * relativa), _cifra(100 * minima_relativa)
        raise _Falla(Motivo.PEQUENO, f"la x mide {hay} % del lado corto; el mínimo es {debe}")


def _exigir_corrido(aparicion: Aparicion, altura: float) -> None:
    """Letras de un solo cuerpo, una tras otra, con saltos de línea solo entre palabras."""
    cuerpos = [letra.matriz[3] for letra in aparicion]
    if max(cuerpos) > VARIACION_CUERPO_MAX * min(cuerpos):
        raise _Falla(Motivo.DEFORME, "letras de distintos tamaños")
    # Una marca suelta (ʉ̃) va encima de su letra, no después.
    for una, otra in pairwise(letra for letra in aparicion if not unicodedata.combining(letra.signo)):
        baja = (una.base - otra.base) / altura
        espacio = (otra.caja.izquierda - una.caja.derecha) / altura
        tope = ESPACIO_PALABRAS_MAX if otra.inicial else ESPACIO_LETRAS_MAX
        sigue = abs(baja) <= MISMA_LINEA and -SOLAPE_MAX <= espacio <= tope
        salta = otra.inicial and INTERLINEA_MIN <= baja <= INTERLINEA_MAX and espacio < 0
        if not sigue and not salta:
            raise _Falla(Motivo.DEFORME, f"«{una.signo}» y «{otra.signo}» no van seguidas")


def _exigir_molde(molde: Image.Image, pagina: Any, aparicion: Aparicion, lienzo: Ventana) -> None:
    """Cada letra, sola, llena la caja que su fuente declara; si no, un recorte o una capa se la come."""
    for letra, dibujo in zip(aparicion, dibujos(molde, lienzo.cajas), strict=True):
        tinta_min = TINTA_MIN if letra.signo.isalnum() else TINTA_DE_SIGNO_MIN
        if not dibujo.entero or dibujo.tinta < tinta_min:
            cortada = lectura.tiene_recorte(pagina, letra)
            detalle = f"la letra «{letra.signo}» no se dibuja entera"
            raise _Falla(Motivo.RECORTADO if cortada else Motivo.OCULTO, detalle)
        if letra.signo in LETRAS_X and dibujo.lleno > LLENO_MAX:
            raise _Falla(Motivo.DEFORME, f"la letra «{letra.signo}» es un bloque")


def _cotejar(
    real: Image.Image, molde: Image.Image, aparicion: Aparicion, lienzo: Ventana, contraste_min: float
) -> float:
    """El peor contraste entre las letras de `real`, que deben ser las de `molde`."""
    peor = CONTRASTE_PLENO
    for letra, (contraste, semejanza) in zip(aparicion, cotejos(real, molde, lienzo.cajas), strict=True):
        if contraste < contraste_min:
            detalle = f"«{letra.signo}»: {_cifra(contraste)} a 1; el mínimo es {_cifra(contraste_min)}"
            raise _Falla(Motivo.SIN_CONTRASTE, detalle)
        if semejanza < SEMEJANZA_MIN:
            raise _Falla(Motivo.TAPADO, f"la letra «{letra.signo}» no se reconoce")
        peor = min(peor, contraste)
    return peor


def _medir_imagen(
    imagen: Image.Image, pagina: Any, aparicion: Aparicion, exigencia: Exigencia, medida: MedidaDelCredito
) -> MedidaDelCredito:
    """`medida` con el contraste de la imagen publicada; la página ya viene aislada por `_medir`."""
    hoja = lectura.caja_pagina(pagina)
    ancho, alto = hoja.derecha - hoja.izquierda, hoja.arriba - hoja.abajo
    if abs(imagen.width * alto / (imagen.height * ancho) - 1) > raster.DESVIO_PROPORCION:
        raise _Falla(Motivo.DEFORME, "la imagen no tiene la proporción de la página")
    altura_px = _altura_x(aparicion) * imagen.height / alto
    if altura_px < ALTURA_X_PNG_MIN_PX:
        raise _Falla(Motivo.PEQUENO, f"la x mide {_cifra(altura_px)} px; el mínimo es {ALTURA_X_PNG_MIN_PX}")
    lienzo = Ventana.de(_cajas(aparicion), hoja, imagen.width, imagen.height)
    # Entera y no por ventana, como se pintó: pdfium redondea al píxel el lugar de cada letra.
    molde = lienzo.molde(pagina, entera=True)
    try:
        contraste = _cotejar(imagen.crop(lienzo.recorte), molde, aparicion, lienzo, exigencia.contraste_min)
    except _Falla as falla:
        falla.explicada = True
        raise
    return replace(medida, contraste=contraste)


def _explicar(
    documento: Any, indice: int, buscada: lectura.Frase, cual: int, exigencia: Exigencia, falla: _Falla
) -> _Falla:
    """La causa de una falla de píxeles: mirar si algo recorta la letra, o si sin lo de encima se ve bien."""
    if falla.explicada:
        return falla
    with lectura.hoja(documento, indice, buscada, cual) as (pagina, aparicion, _):
        assert aparicion is not None
        lienzo = Ventana.de_muestra(_cajas(aparicion), lectura.caja_pagina(pagina), _altura_x(aparicion))
        lectura.quitar_encima(pagina, aparicion)
        despejado = lienzo.pintar(pagina, anotaciones=False)
        lectura.aislar(pagina, aparicion, soltar=False)
        cortado = lienzo.molde(pagina)
        lectura.aislar(pagina, aparicion, soltar=True)
        molde = lienzo.molde(pagina)
        if difieren(cortado, molde):
            return _Falla(Motivo.RECORTADO)
        try:
            _cotejar(despejado, molde, aparicion, lienzo, exigencia.contraste_min)
        except _Falla:
            return _Falla(Motivo.SIN_CONTRASTE, falla.detalle)
    return _Falla(Motivo.TAPADO)


def _cifra(valor: float) -> str:
    return f"{valor:.2f}".replace(".", ",")
