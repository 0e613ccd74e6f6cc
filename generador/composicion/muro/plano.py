"""El muro dibujado pequeño: el mapa que lleva cada ficha y el plano con medidas para pegarlas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil

from markupsafe import Markup, escape

from generador.composicion.comun.color.paleta import ColorMesa
from generador.composicion.comun.idioma.filtros import numero
from generador.composicion.comun.medida import Medidor
from generador.composicion.muro.dibujo import ENCAJES
from generador.composicion.muro.gran_rompecabezas import FichaDelMuro, GranRompecabezas
from generador.modelo.datos.metodologia import ClaseDeFicha, TipoFicha
from generador.rompecabezas.mesa import ficha_suelta
from generador.rompecabezas.trazo import Rectangulo
from generador.unidades import MM_POR_PUNTO

TOPE_COMODO = 1850.0
"""Hasta dónde pega una persona de pie sin escalera, en milímetros desde el piso."""
PISO_MAXIMO, PISO_MINIMO = 900.0, 300.0
"""Entre estas alturas va el borde de abajo del muro: más arriba no se alcanza desde una silla de ruedas."""
TROZOS_POR_FICHA, CENTIMETROS_POR_TROZO = 4, 6
METROS_POR_ROLLO = 40
_CUERPOS_DE_NOMBRE = (14.0, 12.0, 10.5, 9.0)
"""Los del nombre de una clase en la portada del kit, en puntos."""
FICHAS_CON_CORTE = 600
"""Hasta cuántas fichas se dibuja el corte de cada una en el plano; más apretado sería una mancha."""


@lru_cache(maxsize=8)
def silueta(tipo: TipoFicha) -> tuple[str, Rectangulo]:
    """El contorno de una clase de ficha y su caja: las tres encajan en orden, y por eso se distinguen."""
    pieza = ficha_suelta(24, 20, tipo.value, lenguetas=ENCAJES[tipo])
    return pieza.contorno.svg(), pieza.caja


@dataclass(frozen=True, slots=True)
class Muro:
    """El gran rompecabezas con lo que el papel pide: el cuerpo de cada mesa y dónde pegarlo. Milímetros."""

    rompecabezas: GranRompecabezas
    mesas: Mapping[int, Rectangulo]
    submesas: Mapping[str, Rectangulo]

    @property
    def piso(self) -> float:
        """Del piso al borde de abajo del muro."""
        return max(PISO_MINIMO, min(PISO_MAXIMO, TOPE_COMODO - self.rompecabezas.alto))

    @property
    def tope(self) -> float:
        """Del piso al borde de arriba."""
        return self.piso + self.rompecabezas.alto

    @property
    def pide_escalera(self) -> bool:
        """Si las filas de arriba quedan más altas de lo que se alcanza de pie."""
        return self.tope > TOPE_COMODO

    @property
    def metros_de_cinta(self) -> int:
        """Cinta de papel para todas las fichas, si todas las sub-mesas traen dos necesidades."""
        medias = sum(f.media for f in self.rompecabezas.fichas.values())
        trozos = TROZOS_POR_FICHA * max(medias, len(self.rompecabezas.fichas) - medias)
        return ceil(trozos * CENTIMETROS_POR_TROZO / 100)

    @property
    def rollos(self) -> int:
        """Rollos de cinta de `METROS_POR_ROLLO`."""
        return ceil(self.metros_de_cinta / METROS_POR_ROLLO)


def muro_de(rompecabezas: GranRompecabezas) -> Muro:
    """El muro de ese rompecabezas."""
    mesas: dict[int, Rectangulo] = {}
    submesas: dict[str, Rectangulo] = {}
    for ficha in rompecabezas.fichas.values():
        if not ficha.media:
            mesas[ficha.mesa] = Rectangulo.que_abarca((mesas.get(ficha.mesa, ficha.celda), ficha.celda))
            submesas[ficha.submesa] = Rectangulo.que_abarca(
                (submesas.get(ficha.submesa, ficha.celda), ficha.celda)
            )
    return Muro(rompecabezas, mesas, submesas)


def metros(milimetros: float) -> str:
    """«3,75 m», con dos decimales."""
    return f"{numero(round(milimetros / 1000, 2))}\u00a0m"


def centimetros(milimetros: float) -> str:
    """«75 cm», al entero más cercano."""
    return f"{numero(round(milimetros / 10))}\u00a0cm"


def situado(muro: Muro, ficha: FichaDelMuro, zona: Rectangulo, clase: ClaseDeFicha) -> str:
    """El muro reducido dentro de `zona`, con esa ficha rellena y las filas de su mesa a la vista.

    Un muro muy alto o muy ancho se deforma: es un mapa para ubicarse, no un plano.
    """
    rompecabezas = muro.rompecabezas
    razon = rompecabezas.ancho / rompecabezas.alto
    ancho = min(zona.ancho, max(zona.alto * razon, zona.ancho * 0.4))
    alto = min(zona.alto, max(ancho / razon, zona.alto * 0.6))
    x0, y0 = zona.derecha - ancho, zona.abajo - alto
    sx, sy = ancho / rompecabezas.ancho, alto / rompecabezas.alto

    def lleva(r: Rectangulo) -> Rectangulo:
        return Rectangulo(x0 + r.x * sx, y0 + r.y * sy, r.ancho * sx, r.alto * sy)

    mia = lleva(muro.mesas[ficha.mesa])
    filas = [lleva(r) for r in muro.submesas.values() if r.x == muro.mesas[ficha.mesa].x]
    lineas = "".join(f"M{r.x:.2f} {r.y:.2f}h{r.ancho:.2f}" for r in filas)
    lineas += "".join(
        f"M{mia.x + mia.ancho * i / len(TipoFicha):.2f} {mia.y:.2f}v{mia.alto:.2f}"
        for i in range(1, len(TipoFicha))
    )
    return (
        f'<path d="{"".join(cuadro(lleva(r)) for r in muro.mesas.values())}" fill="none" '
        f'stroke="{clase.tinta}" stroke-width="0.3"/>'
        f'<path d="{lineas}" fill="none" stroke="{clase.tinta}" stroke-width="0.15"/>'
        f'<path d="{cuadro(lleva(ficha.celda))}" fill="{clase.tinta}"/>'
    )


@dataclass(frozen=True, slots=True)
class Tira:
    """Las fichas de una sub-mesa a una tinta y, por clase, dónde va su nombre sobre el dibujo (mm)."""

    dibujo: Markup
    alto: float
    nombres: tuple[tuple[ClaseDeFicha, Rectangulo, float], ...]
    """Cada clase con su caja y el cuerpo de su nombre, en puntos."""


def tira_de_submesa(
    muro: Muro, submesa: str, clases: Sequence[ClaseDeFicha], ancho: float, medidor: Medidor
) -> Tira:
    """Las tres fichas enteras de una sub-mesa, encajadas como en el muro, en `ancho` mm."""
    fichas = muro.rompecabezas.juego(submesa, 1)
    por_tipo = {c.tipo: c for c in clases}
    caja = fichas[0].caja
    for f in fichas[1:]:
        caja = Rectangulo.que_abarca((caja, f.caja))
    grosor = 0.6
    escala = (ancho - grosor) / caja.ancho
    alto = caja.alto * escala + grosor
    cortes = "".join(f.contorno.svg(1) for f in fichas)
    nombres = tuple(
        (
            por_tipo[f.tipo],
            Rectangulo(
                (f.segura.x - caja.x) * escala,
                (f.celda.centro.y - caja.y) * escala - 3,
                f.segura.ancho * escala,
                f.segura.alto * escala / 2,
            ),
            _cuerpo_de_nombre(por_tipo[f.tipo].nombre, f.segura.ancho * escala, medidor),
        )
        for f in fichas
    )
    dibujo = Markup(
        f'<svg role="img" viewBox="{-grosor / 2:g} {-grosor / 2:g} {ancho:g} {alto:.2f}" width="{ancho:g}mm" '
        f'height="{alto:.2f}mm"><title>Las tres fichas de {escape(submesa)}, encajadas</title>'
        f'<path transform="scale({escala:.5f}) translate({-caja.x:.2f} {-caja.y:.2f})" d="{cortes}" '
        f'fill="none" stroke="#000" stroke-width="{grosor / escala:.2f}" stroke-linejoin="round"/></svg>'
    )
    return Tira(dibujo, alto, nombres)


def _cuerpo_de_nombre(nombre: str, ancho: float, medidor: Medidor) -> float:
    """El mayor cuerpo, en puntos, en que cabe en `ancho` mm, en tres renglones y sin partir palabras."""
    for cuerpo in _CUERPOS_DE_NOMBRE:
        mide = ancho / (cuerpo * MM_POR_PUNTO)
        enteras = all(medidor.ancho(p, "titular") <= mide for p in nombre.split())
        if enteras and len(medidor.partir(nombre, "titular", mide)) <= 3:
            return cuerpo
    return _CUERPOS_DE_NOMBRE[-1]


def cuadro(r: Rectangulo) -> str:
    """El atributo `d` de un rectángulo."""
    return f"M{r.x:.2f} {r.y:.2f}h{r.ancho:.2f}v{r.alto:.2f}h{-r.ancho:.2f}z"


def plano(muro: Muro, colores: Mapping[int, ColorMesa], ancho: float, alto: float) -> Markup:
    """El muro a escala en `ancho` × `alto` mm de papel, con sus cotas y el piso.

    La distancia al piso va acortada (lo dice la línea partida): a escala se comería la hoja.
    """
    rompecabezas = muro.rompecabezas
    izquierda, arriba, derecha, abajo = 22.0, 12.0, 1.0, 24.0
    escala = min(
        (ancho - izquierda - derecha) / rompecabezas.ancho, (alto - arriba - abajo) / rompecabezas.alto
    )
    w, h = rompecabezas.ancho * escala, rompecabezas.alto * escala
    x0, y0 = izquierda + (ancho - izquierda - derecha - w) / 2, arriba

    def lleva(r: Rectangulo) -> Rectangulo:
        return Rectangulo(x0 + r.x * escala, y0 + r.y * escala, r.ancho * escala, r.alto * escala)

    partes = []
    con_corte = len(rompecabezas.fichas) <= FICHAS_CON_CORTE
    for mesa, cuerpo in muro.mesas.items():
        r = lleva(cuerpo)
        partes.append(
            f'<path d="{cuadro(r)}" fill="{colores[mesa].fondo}" stroke="#fff" stroke-width="0.4"/>'
        )
    if con_corte:
        cortes = "".join(j.svg(0) for j in rompecabezas.juntas)
        partes.append(
            f'<path transform="translate({x0:.2f} {y0:.2f}) scale({escala:.5f})" d="{cortes}" fill="none" '
            f'stroke="#fff" stroke-width="{0.18 / escala:.1f}"/>'
        )
    for mesa, cuerpo in muro.mesas.items():
        r = lleva(cuerpo)
        cuerpo_letra = min(r.alto * 0.42, r.ancho * 0.36)
        partes.append(
            _letra(
                r.centro.x,
                r.centro.y + cuerpo_letra * 0.35,
                cuerpo_letra,
                str(mesa),
                colores[mesa].texto,
                titular=True,
            )
        )
        partes.append(_cota(r.x, r.derecha, y0 - 2.5, centimetros(cuerpo.ancho)))
    for codigo, celda in muro.submesas.items():
        r = lleva(celda)
        if r.alto >= 4.2 and r.ancho >= 20:
            color = colores[int(codigo[1:].partition("-")[0])].texto
            partes.append(_letra(r.x + 1.6, r.y + r.alto * 0.27 + 1.2, 3.3, codigo, color, ancla="start"))
    return Markup(
        f'<svg class="plano" role="img" viewBox="0 0 {ancho:g} {alto:g}" width="{ancho:g}mm" '
        f'height="{alto:g}mm">'
        f"<title>{escape(_descripcion(muro))}</title>{''.join(partes)}{_laterales(muro, x0, y0, w, h)}</svg>"
    )


def _descripcion(muro: Muro) -> str:
    ancho, alto = metros(muro.rompecabezas.ancho), metros(muro.rompecabezas.alto)
    return (
        f"Plano del muro: {ancho} de ancho por {alto} de alto, con "
        f"{len(muro.mesas)} mesas de izquierda a derecha; el borde de abajo va a {centimetros(muro.piso)} "
        "del piso"
    )


def _laterales(muro: Muro, x0: float, y0: float, w: float, h: float) -> str:
    """El alto del muro, su ancho y lo que hay hasta el piso."""
    x, piso = x0 - 5.0, y0 + h + 19.0
    ancho = _cota(x0, x0 + w, y0 + h + 6.5, f"{metros(muro.rompecabezas.ancho)} en total", debajo=True)
    corte = (y0 + h + piso) / 2
    return (
        f'<path d="M{x:.2f} {y0:.2f}v{h:.2f}m-1.5 0h3M{x - 1.5:.2f} {y0:.2f}h3" fill="none" stroke="#000" '
        f'stroke-width="0.3"/>'
        + _letra(
            x - 2.0, y0 + h / 2 + 1.2, 3.5, metros(muro.rompecabezas.alto), "#000", ancla="end", titular=True
        )
        + f'<path d="M{x:.2f} {y0 + h:.2f}V{corte - 1.2:.2f}m-1.5 .8l3 -1.6m-3 3.2l3 -1.6m-1.5 .8'
        + f'V{piso:.2f}" '
        f""
        'fill="none" stroke="#000" stroke-width="0.3"/>'
        + _letra(x - 2.0, corte + 1.2, 3.5, centimetros(muro.piso), "#000", ancla="end", titular=True)
        + f'<path d="M{x - 15:.2f} {piso:.2f}H{x0 + w:.2f}" stroke="#000" stroke-width="0.8"/>'
        + _letra(x0 + w, piso + 4.2, 3.3, "piso", "#000", ancla="end")
        + ancho
    )


def _cota(desde: float, hasta: float, y: float, texto: str, *, debajo: bool = False) -> str:
    """Una medida horizontal con sus topes y su número."""
    numero_y = y + 4.2 if debajo else y - 1.6
    return (
        f'<path d="M{desde + 0.4:.2f} {y:.2f}H{hasta - 0.4:.2f}M{desde + 0.4:.2f} '
        f'{y - 1:.2f}v2M{hasta - 0.4:.2f} {y - 1:.2f}v2" '
        'fill="none" stroke="#000" stroke-width="0.3"/>'
        + _letra((desde + hasta) / 2, numero_y, 3.5, texto, "#000", titular=True)
    )


def _letra(
    x: float, y: float, cuerpo: float, texto: str, color: str, *, ancla: str = "middle", titular: bool = False
) -> str:
    fuente = (
        'font-family="Bricolage Grotesque" font-weight="800"'
        if titular
        else ('font-family="Atkinson Hyperlegible Next" font-weight="700"')
    )
    return (
        f'<text x="{x:.2f}" y="{y:.2f}" text-anchor="{ancla}" font-size="{cuerpo:.2f}" {fuente} '
        f'fill="{color}">{escape(texto)}</text>'
    )
