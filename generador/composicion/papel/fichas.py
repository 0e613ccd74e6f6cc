"""Las hojas de fichas: dónde cae cada ficha en el papel, dónde se escribe en ella y qué va en lo que sobra.

Todo en milímetros desde la esquina superior izquierda de la hoja acostada, a tamaño real.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import ceil

from markupsafe import Markup, escape

from generador.composicion.muro.gran_rompecabezas import MARGEN_HOJA, FichaDelMuro
from generador.composicion.muro.plano import Muro, cuadro, silueta, situado
from generador.composicion.papel.cabeza import LADOS_DE_MEDIA, Letras, Titular
from generador.errores import ErrorDeComposicion
from generador.modelo.datos.metodologia import ClaseDeFicha, TipoFicha
from generador.rompecabezas.trazo import Rectangulo, Trazo

GROSOR_CORTE = 0.5
LARGO_REGLA = 100.0
ALTO_FRANJA = 12.5
"""Lo que ocupan la regla y su nota en el papel que sobra."""
_HOLGURA_CORTE = 2.0
_RENGLON_ENTERA, _RENGLON_MEDIA = 12.0, 9.5
"""Separación menor entre renglones: se escribe con marcador en la entera y con bolígrafo en la media."""
_LINEA_CREDITO = 4.2


@dataclass(frozen=True, slots=True)
class Puesto:
    """Una ficha en su hoja: el corte, el panel blanco y cada parte de lo que lleva adentro.

    `renglones` son las zonas rayadas; `columnas`, las cabeceras del plan; `organizaciones`, el rótulo de las
    suyas en la solución. Las que esa ficha no lleva vienen vacías.
    """

    ficha: FichaDelMuro
    clase: ClaseDeFicha
    corte: Trazo
    panel: Rectangulo
    cabeza: Rectangulo
    instruccion: Rectangulo
    icono: Rectangulo
    codigo_qr: Rectangulo
    rotulo_mapa: Rectangulo
    mapa: Rectangulo
    pie: Rectangulo
    organizaciones: Rectangulo | None
    columnas: tuple[Rectangulo, ...]
    renglones: tuple[Rectangulo, ...]
    casillas: tuple[Rectangulo, ...]
    titular: Titular
    instruccion_larga: bool
    """Si su instrucción no cabe en un renglón a su cuerpo."""
    mesa_larga: bool
    """Si el nombre de la mesa pide un cuerpo menor."""

    @property
    def media(self) -> bool:
        """Si comparte la hoja con la de la otra necesidad."""
        return self.ficha.media


@dataclass(frozen=True, slots=True)
class HojaDeFichas:
    """Una hoja para imprimir: sus fichas, todo el dibujo, y las dos franjas del papel que se recorta."""

    puestos: tuple[Puesto, ...]
    dibujo: Markup
    regla: Rectangulo
    nota: Rectangulo

    @property
    def clase(self) -> ClaseDeFicha:
        """La clase de todas sus fichas."""
        return self.puestos[0].clase

    @property
    def media(self) -> bool:
        """Si trae dos medias fichas."""
        return self.puestos[0].media


def hoja_de_fichas(
    muro: Muro,
    fichas: Sequence[FichaDelMuro],
    clase: ClaseDeFicha,
    ancho: float,
    alto: float,
    *,
    preguntas: int,
    acciones: int,
    letras: Letras,
) -> HojaDeFichas:
    """La hoja de una ficha entera o de dos medias vecinas, en papel de `ancho` × `alto` mm.

    Lanza ErrorDeComposicion si las fichas no caben o no queda dónde imprimir la regla.
    """
    dx, dy, franja = _colocar(fichas, ancho, alto)
    puestos = tuple(_puesto(f, clase, dx, dy, preguntas, acciones, letras) for f in fichas)
    libres = _libres([p.corte for p in puestos], franja, ancho)
    libres.sort(key=lambda r: -r.ancho)
    if not libres or libres[0].ancho < LARGO_REGLA + 4:
        raise ErrorDeComposicion(f"en la hoja de la ficha {fichas[0].codigo} no cabe la regla de 100 mm")
    ancha = libres[0]
    holgura = (min(ancha.ancho, LARGO_REGLA + 12) - LARGO_REGLA) / 2
    regla = Rectangulo(ancha.x + holgura, ancha.y, LARGO_REGLA, ancha.alto)
    resto = [
        *libres[1:],
        Rectangulo(regla.derecha + 6, ancha.y, ancha.derecha - regla.derecha - 6, ancha.alto),
    ]
    nota = max(resto, key=lambda r: r.ancho)
    return HojaDeFichas(puestos, _dibujo(muro, puestos, regla, ancho, alto), regla, nota)


def _colocar(fichas: Sequence[FichaDelMuro], ancho: float, alto: float) -> tuple[float, float, Rectangulo]:
    """Cuánto correr las fichas, y la franja de papel que sobra arriba o abajo.

    Se arriman al borde opuesto a la lengüeta: del lado de ella queda una franja para la regla.
    """
    x, y = min(f.caja.x for f in fichas), min(f.caja.y for f in fichas)
    derecha, abajo = max(f.caja.derecha for f in fichas), max(f.caja.abajo for f in fichas)
    tope = MARGEN_HOJA - 1e-6
    if derecha - x > ancho - 2 * tope or abajo - y > alto - 2 * tope:
        raise ErrorDeComposicion(
            f"la ficha {fichas[0].codigo} mide {derecha - x:.1f} × {abajo - y:.1f} mm y no cabe en la hoja"
        )
    sale_arriba = min(f.celda.y for f in fichas) - y
    sale_abajo = abajo - max(f.celda.abajo for f in fichas)
    dx = (ancho - (derecha - x)) / 2 - x
    if sale_abajo > sale_arriba:
        franja = Rectangulo(0.0, alto - MARGEN_HOJA - ALTO_FRANJA, ancho, ALTO_FRANJA)
        return dx, MARGEN_HOJA - y, franja
    return dx, alto - MARGEN_HOJA - abajo, Rectangulo(0.0, MARGEN_HOJA, ancho, ALTO_FRANJA)


def _libres(cortes: Iterable[Trazo], franja: Rectangulo, ancho: float) -> list[Rectangulo]:
    """Los trozos de la franja por donde no pasa ningún corte, con su holgura."""
    zona = franja.ampliado(_HOLGURA_CORTE)
    ocupados = []
    for corte in cortes:
        for a, b in pairwise(corte.aplanado(0.2)):
            if min(a.y, b.y) < zona.abajo and max(a.y, b.y) > zona.y:
                ocupados.append((min(a.x, b.x) - _HOLGURA_CORTE, max(a.x, b.x) + _HOLGURA_CORTE))
    libres, x = [], MARGEN_HOJA
    for desde, hasta in [*sorted(ocupados), (ancho - MARGEN_HOJA, ancho)]:
        if desde > x:
            libres.append(Rectangulo(x, franja.y, desde - x, franja.alto))
        x = max(x, hasta)
    return libres


def _puesto(
    ficha: FichaDelMuro,
    clase: ClaseDeFicha,
    dx: float,
    dy: float,
    preguntas: int,
    acciones: int,
    letras: Letras,
) -> Puesto:
    panel = ficha.segura.trasladado(dx, dy)
    adentro = panel.ampliado(-3.5 if ficha.media else -5.5)
    partes = _media(adentro, letras, clase.nombre) if ficha.media else _entera(adentro, letras)
    cabeza, instruccion, icono, qr, rincon, pie, cuerpo = partes
    rotulo_mapa = Rectangulo(rincon.x, rincon.y, rincon.ancho, _LINEA_CREDITO)
    mapa = Rectangulo(rincon.x, rincon.y + 4.8, rincon.ancho, rincon.alto - 4.8)
    columnas: tuple[Rectangulo, ...] = ()
    casillas: tuple[Rectangulo, ...] = ()
    organizaciones = None
    paso = _RENGLON_MEDIA if ficha.media else _RENGLON_ENTERA
    if ficha.tipo == TipoFicha.PLAN:
        columnas, casillas = _tabla(cuerpo, preguntas, acciones, 5.5 if ficha.media else 15.0)
        renglones = casillas
    elif ficha.tipo == TipoFicha.SOLUCION:
        rotulo, lineas = (5.0, 1) if ficha.media else (8.0, 2)
        alto = rotulo + lineas * paso
        organizaciones = Rectangulo(cuerpo.x, cuerpo.abajo - alto, cuerpo.ancho, rotulo)
        renglones = (
            Rectangulo(cuerpo.x, cuerpo.y, cuerpo.ancho, cuerpo.alto - alto - (1.5 if ficha.media else 3.0)),
            Rectangulo(cuerpo.x, organizaciones.abajo, cuerpo.ancho, lineas * paso),
        )
    else:
        renglones = (cuerpo,)
    return Puesto(
        ficha, clase, ficha.contorno.trasladado(dx, dy), panel, cabeza, instruccion, icono, qr, rotulo_mapa,
        mapa, pie, organizaciones, columnas, renglones, casillas,
        letras.titular(clase.nombre, ficha.codigo, cabeza.ancho, media=ficha.media),
        ficha.media and letras.instruccion_larga(clase.instruccion or "", instruccion.ancho),
        not ficha.media and letras.mesa_larga(cabeza.ancho),
    )  # fmt: skip


_Partes = tuple[Rectangulo, Rectangulo, Rectangulo, Rectangulo, Rectangulo, Rectangulo, Rectangulo]


def _entera(a: Rectangulo, letras: Letras) -> _Partes:
    """Cabeza, instrucción, ícono, QR, mapa, pie y cuerpo de una ficha entera."""
    qr = Rectangulo(a.derecha - 25, a.y, 25, 25)
    mapa = Rectangulo(a.derecha - 44, a.abajo - 15.8, 44, 15.8)
    credito_ancho = mapa.x - a.x - 4
    alto = _LINEA_CREDITO * letras.renglones_de_credito(credito_ancho)
    pie = Rectangulo(a.x, a.abajo - alto, credito_ancho, alto)
    cuerpo_y = a.y + 37.0
    cuerpo_abajo = min(mapa.y - 2.5, pie.y - 3)
    return (
        Rectangulo(a.x + 31, a.y, a.ancho - 31 - 29, 25),
        Rectangulo(a.x, a.y + 28.5, a.ancho, 8),
        Rectangulo(a.x, a.y, 27, 25),
        qr,
        mapa,
        pie,
        Rectangulo(a.x, cuerpo_y, a.ancho, cuerpo_abajo - cuerpo_y),
    )


def _media(a: Rectangulo, letras: Letras, clase: str) -> _Partes:
    """Lo mismo en una media: la cabeza es una columna a la izquierda."""
    lado = letras.lado_de_media(clase, a.alto - 22)
    x = a.x + lado + 4
    ancho = a.derecha - x
    alto = _LINEA_CREDITO * letras.renglones_de_credito(ancho)
    pie = Rectangulo(x, a.abajo - alto, ancho, alto)
    return (
        Rectangulo(a.x, a.y, lado, a.alto - 22),
        Rectangulo(x, a.y, ancho, 5.5),
        Rectangulo(a.x, a.y, 13, 10),
        Rectangulo(a.x, a.abajo - 19, 19, 19),
        Rectangulo(a.x + 22, a.abajo - 14, LADOS_DE_MEDIA[0] - 22, 13.5),
        pie,
        Rectangulo(x, a.y + 6.5, ancho, pie.y - 1.5 - a.y - 6.5),
    )


def _tabla(
    cuerpo: Rectangulo, preguntas: int, acciones: int, cabecera: float
) -> tuple[tuple[Rectangulo, ...], tuple[Rectangulo, ...]]:
    """Las cabeceras y las casillas (por filas) de la tabla del plan."""
    w, h = cuerpo.ancho / preguntas, (cuerpo.alto - cabecera) / acciones
    columnas = tuple(Rectangulo(cuerpo.x + w * c, cuerpo.y, w, cabecera) for c in range(preguntas))
    casillas = tuple(
        Rectangulo(cuerpo.x + w * c, cuerpo.y + cabecera + h * f, w, h)
        for f in range(acciones)
        for c in range(preguntas)
    )
    return columnas, casillas


def _dibujo(muro: Muro, puestos: Sequence[Puesto], regla: Rectangulo, ancho: float, alto: float) -> Markup:
    """Todo lo que no es texto de la hoja, en un solo SVG."""
    clase = puestos[0].clase
    cortes = [p.corte.svg() for p in puestos]
    paneles = "".join(
        f'<rect x="{p.panel.x:.2f}" y="{p.panel.y:.2f}" width="{p.panel.ancho:.2f}" '
        f'height="{p.panel.alto:.2f}" rx="3"/>'
        for p in puestos
    )
    renglones = "".join(_renglones(p) for p in puestos)
    marcos = "".join(cuadro(c) for p in puestos for c in (*p.columnas, *p.casillas))
    iconos = "".join(_en(p.icono, silueta(p.ficha.tipo), f'fill="{clase.tinta}"') for p in puestos)
    mapas = "".join(situado(muro, p.ficha, p.mapa, clase) for p in puestos)
    recorte = f"recorte-{puestos[0].ficha.tipo.value}-{len(puestos)}"
    codigos = " y ".join(p.ficha.codigo for p in puestos)
    que = (
        f"las dos medias fichas de {clase.nombre.lower()}"
        if puestos[0].media
        else f"la ficha de {clase.nombre.lower()}"
    )
    titulo = (
        f"Línea de corte de {que}, {codigos}; su lugar en el muro, y una regla de {LARGO_REGLA:g} milímetros"
    )
    return Markup(
        f'<svg class="dibujo" role="img" viewBox="0 0 {ancho:g} {alto:g}" '
        f'width="{ancho:g}mm" height="{alto:g}mm">'
        f"<title>{escape(titulo)}</title>"
        f'<defs><clipPath id="{recorte}"><path d="{"".join(cortes)}"/></clipPath></defs>'
        f'<g clip-path="url(#{recorte})"><rect width="{ancho:g}" height="{alto:g}" fill="{clase.fondo}"/>'
        f"{trama(clase, ancho, alto)}</g>"
        f'<g fill="#fff">{paneles}</g>'
        f'<path d="{renglones}" fill="none" stroke="{clase.tinta}" stroke-width="0.25"/>'
        f'<path d="{marcos}" fill="none" stroke="{clase.tinta}" stroke-width="0.4"/>'
        f"{iconos}{mapas}"
        f'<g class="corte" fill="none" stroke="#000" stroke-width="{GROSOR_CORTE}" stroke-linejoin="round">'
        + "".join(f'<path d="{c}"/>' for c in cortes)
        + f"</g>{_regla(regla)}</svg>"
    )


def _en(zona: Rectangulo, figura: tuple[str, Rectangulo], atributos: str) -> str:
    """Un camino con su caja, llevado entero a la esquina superior izquierda de `zona`."""
    camino, caja = figura
    escala = min(zona.ancho / caja.ancho, zona.alto / caja.alto)
    return (
        f'<path transform="translate({zona.x - caja.x * escala:.3f} {zona.y - caja.y * escala:.3f}) '
        f'scale({escala:.4f})" d="{camino}" {atributos}/>'
    )


def _renglones(p: Puesto) -> str:
    """Los renglones de todas sus zonas, parejos en cada una y sin tocar el marco de las casillas."""
    minimo = _RENGLON_MEDIA if p.media else _RENGLON_ENTERA
    sangria = 0.0
    if p.casillas:
        minimo, sangria = (7.5, 1.5) if p.media else (9.0, 2.0)
    trozos = []
    for zona in p.renglones:
        cuantos = max(1, int(zona.alto / minimo))
        paso = zona.alto / cuantos
        ultimo = cuantos - 1 if p.casillas else cuantos
        trozos += [
            f"M{zona.x + sangria:.2f} {zona.y + paso * i:.2f}h{zona.ancho - 2 * sangria:.2f}"
            for i in range(1, ultimo + 1)
        ]
    return "".join(trozos)


def _regla(r: Rectangulo) -> str:
    """Una regla de 100 mm con marcas cada 5 y números cada 50."""
    y = r.y + 4.5
    marcas = "".join(
        f"M{r.x + i:.2f} {y:.2f}v{-(4.0 if i % 50 == 0 else 2.8 if i % 10 == 0 else 1.6):g}"
        for i in range(0, 101, 5)
    )
    return (
        f'<path d="M{r.x:.2f} {y:.2f}h{LARGO_REGLA:g}{marcas}" fill="none" stroke="#000" stroke-width="0.3"/>'
    )


@lru_cache(maxsize=32)
def trama(clase: ClaseDeFicha, ancho: float, alto: float, paso: float = 3.5) -> str:
    """La trama de una clase de ficha en toda la hoja; quien la use la recorta."""
    if clase.trama == "rayas":
        cuantas = ceil((ancho + alto) / paso)
        d = "".join(f"M{i * paso - alto:.1f} {alto:g}L{i * paso:.1f} 0" for i in range(cuantas))
        return f'<path d="{d}" fill="none" stroke="{clase.tinta}" stroke-width="0.25"/>'
    filas, columnas = ceil(alto / paso), ceil(ancho / paso)
    if clase.trama == "cuadros":
        d = "".join(f"M0 {i * paso:g}h{ancho:g}" for i in range(filas))
        d += "".join(f"M{i * paso:g} 0v{alto:g}" for i in range(columnas))
        return f'<path d="{d}" fill="none" stroke="{clase.tinta}" stroke-width="0.18"/>'
    # Un punto es un guion sin largo con punta redonda: miles de círculos pesarían en cada hoja.
    d = "".join(f"M{(i % 2) * paso / 2:g} {i * paso:g}H{ancho:g}" for i in range(filas))
    return (
        f'<path d="{d}" fill="none" stroke="{clase.tinta}" stroke-width="0.9" stroke-linecap="round" '
        f'stroke-dasharray="0.01 {paso - 0.01:g}"/>'
    )
