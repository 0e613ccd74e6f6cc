"""El rompecabezas lleno en una hoja: reparte las mesas en bloques que llenen el papel y dibuja sus fichas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from math import ceil

from markupsafe import Markup, escape

from generador.catalogo.inventario import Artefacto
from generador.composicion.comun.color.paleta import PAPEL
from generador.composicion.comun.color.paleta_web import TonosMesa, tonos_de
from generador.composicion.comun.idioma.fechas import dias
from generador.composicion.comun.medida import Medidor
from generador.composicion.comun.vistas import Sello, sellos
from generador.composicion.muro.claves import CUERPO, Claves, claves_en
from generador.composicion.muro.letrero import LETRA_MINIMA, Letrero, MesaDelCartel
from generador.composicion.muro.lleno import EstadoFicha, FichaLlena, Rompecabezas, rompecabezas
from generador.composicion.muro.rotulos import rotulos_de
from generador.modelo.asamblea import Asamblea
from generador.modelo.datos.metodologia import ClaseDeFicha, TipoFicha
from generador.rompecabezas.trazo import Rectangulo

MARGEN = 7.0
"""En centésimas del lado corto de la hoja (el `rem` de la pieza), como las demás medidas hasta `BANDA`."""
ENCABEZADO, RENGLON_TITULAR, ALTO_SELLO = 14.2, 7.4, 6.0
"""Lo que ocupa el encabezado sin el titular, cada renglón de este, y cada sello."""
PIE = 15.5
"""La franja del crédito y su aire."""
NOMBRE_DE_MESA = 8.6
_CRECE_EL_NOMBRE = (1.0, 1.25, 1.5, 2.0, 2.5, 3.0)
"""Cuántas veces `NOMBRE_DE_MESA` se le puede dar al nombre de cada mesa, si algún eje no cabe en menos."""
LADO_DE_CLAVE = 27.5
"""Menor lado de un hueco donde caben las claves y el código QR; si no lo hay, van en banda bajo el muro."""
BANDA = 12.5
_SOBRE_CLAVE, _ANTES_DE_CLAVE = 2.5, 4.0
"""Lo que las claves dejan encima, en la banda, y a la izquierda, en el hueco."""
_INTERLINEA = 1.2
"""En cuerpos."""
_ROTULO = 0.8
"""En cuerpos: lo que el rótulo de una ficha deja a los lados de su texto."""
_AL_LADO, _ENCIMA = 0.7, 1.95
"""En cuerpos del rótulo, y como en `mural.css`: lo que él y su aire le quitan a lo escrito en la ficha."""
_ESCRITO = 1.13
"""Centésimas del cuerpo más chico de lo escrito en una ficha: en medio pliego, 16 pt."""
_PASO, _TRAZO = 66.0, 4.6
"""Separación y grosor de las tramas, en milímetros de muro."""
_LINEA = "#535c56"
_SOBRE, _VA = 2.6, 2.3
"""De `mural.css`: el cuerpo de lo que va sobre el titular y debajo, en centésimas."""
_TITULAR_EN_UN_RENGLON = 125.0
_AVISOS = {
    "borrador": "La plenaria todavía no ha aprobado la agenda.",
    "demostracion": "Los resultados son inventados.",
}


@dataclass(frozen=True)
class MuralLleno:
    """El rompecabezas de una asamblea compuesto para una hoja de `ancho` × `alto` mm."""

    lleno: Rompecabezas
    clases: Mapping[TipoFicha, ClaseDeFicha]
    tonos: Mapping[int, TonosMesa]
    avisos: tuple[tuple[Sello, str], ...]
    """Cada sello con lo que explica en una hoja."""
    sobre: str
    va: str
    """Dónde, cuándo y cómo va."""
    medidor: Medidor
    ancho: float
    alto: float
    crecida: float = 0.0
    """Milímetros que los logos le suman a la franja del crédito."""

    @property
    def rem(self) -> float:
        """La centésima del lado corto."""
        return min(self.ancho, self.alto) / 100

    @property
    def apaisado(self) -> bool:
        """Si el titular cabe en un renglón."""
        return self.ancho / self.rem >= _TITULAR_EN_UN_RENGLON

    @cached_property
    def zona(self) -> Rectangulo:
        """Lo que queda para el muro entre el encabezado y la franja del crédito."""
        r = self.rem
        renglones = 1 if self.apaisado else 2
        y = r * (ENCABEZADO + RENGLON_TITULAR * renglones + ALTO_SELLO * len(self.avisos) + self._de_mas)
        return Rectangulo(MARGEN * r, y, self.ancho - 2 * MARGEN * r, self.alto - PIE * r - self.crecida - y)

    @property
    def _de_mas(self) -> float:
        """Centésimas que el encabezado crece si lo que dice pide más de un renglón."""
        ancho = self.ancho / self.rem - 2 * MARGEN
        sobre = len(self.medidor.partir(self.sobre, "negrita", ancho / _SOBRE)) - 1
        va = len(self.medidor.partir(self.va, "texto", ancho / _VA)) - 1
        return sobre * _SOBRE + va * _VA * 1.1

    @cached_property
    def _nombre(self) -> float:
        """Milímetros para el nombre de cada mesa: los menos con que todos los ejes van enteros."""
        de_siempre = NOMBRE_DE_MESA * self.rem
        for crece in _CRECE_EL_NOMBRE:
            if all(p.eje for p in self._poner(de_siempre * crece)):
                return de_siempre * crece
        return de_siempre

    def _reparto(self, nombre: float) -> tuple[int, float, bool]:
        """Columnas, escala y si las claves necesitan su banda: lo que dé las fichas más grandes."""
        cuantas = len(self.lleno.mesas)
        muro, zona, r = self.lleno.rompecabezas, self.zona, self.rem
        mejor = (1, 0.0, True)
        for columnas in range(1, cuantas + 1):
            filas = ceil(cuantas / columnas)
            for banda in (False, True):
                alto = zona.alto - filas * nombre - (self._banda * r if banda else 0.0)
                escala = min(zona.ancho / (columnas * muro.ancho_mesa), alto / (filas * muro.alto))
                en_la_ultima = cuantas - columnas * (filas - 1)
                hueco = zona.ancho - en_la_ultima * muro.ancho_mesa * escala, muro.alto * escala
                if escala > mejor[1] * 1.001 and (banda or self._caben_las_claves(*hueco)):
                    mejor = (columnas, escala, banda)
        return mejor

    def _caben_las_claves(self, ancho: float, alto: float) -> bool:
        """Si las claves y el código QR caben en un hueco de esos milímetros."""
        r = self.rem
        if min(ancho, alto) < LADO_DE_CLAVE * r:
            return False
        return self._claves(ancho / r - _ANTES_DE_CLAVE, alto / r).alto <= alto / r

    def _claves(self, ancho: float, alto: float, *, en_banda: bool = False) -> Claves:
        nombres = [c.nombre for c in self.clases.values()]
        menor = min(CUERPO, LETRA_MINIMA / self.rem)
        return claves_en(self.medidor, nombres, ancho, alto, menor, en_banda=en_banda)

    @cached_property
    def _banda(self) -> float:
        """Centésimas de la banda de las claves: más, si los nombres de las clases lo piden."""
        aire = BANDA - _SOBRE_CLAVE
        return _SOBRE_CLAVE + self._claves(self.zona.ancho / self.rem, aire, en_banda=True).alto

    @property
    def escala(self) -> float:
        """Milímetros de hoja por milímetro de muro."""
        return self._repartido[1]

    @cached_property
    def _repartido(self) -> tuple[int, float, bool]:
        return self._reparto(self._nombre)

    @cached_property
    def puestos(self) -> tuple[MesaDelCartel, ...]:
        """Cada mesa en su sitio; las de una misma fila van encajadas."""
        return self._poner(self._nombre)

    def _poner(self, nombre: float) -> tuple[MesaDelCartel, ...]:
        columnas, escala, _ = self._reparto(nombre)
        muro, zona = self.lleno.rompecabezas, self.zona
        ancho, alto = muro.ancho_mesa * escala, muro.alto * escala
        puestos = []
        for i, mesa in enumerate(self.lleno.mesas):
            fila, columna = divmod(i, columnas)
            x, y = zona.x + columna * ancho, zona.y + fila * (alto + nombre)
            caja = Rectangulo(x, y + nombre, ancho, mesa.caja.alto * escala)
            puestos.append(
                MesaDelCartel(
                    mesa,
                    caja,
                    Rectangulo(x, y, ancho - 0.8 * self.rem, nombre - 0.9 * self.rem),
                    (NOMBRE_DE_MESA - 0.9) * self.rem,
                    self.medidor,
                )
            )
        return tuple(puestos)

    @property
    def con_banda(self) -> bool:
        """Si las claves van en una banda debajo del muro, y no en el hueco de la última fila."""
        return self._repartido[2]

    @cached_property
    def clave(self) -> Rectangulo:
        """Dónde van las claves y el código QR."""
        r, zona, ultimo = self.rem, self.zona, self.puestos[-1]
        if self.con_banda:
            y = max(p.caja.abajo for p in self.puestos) + _SOBRE_CLAVE * r
            return Rectangulo(zona.x, y, zona.ancho, (self._banda - _SOBRE_CLAVE) * r)
        x = ultimo.caja.derecha + _ANTES_DE_CLAVE * r
        return Rectangulo(x, ultimo.caja.y, zona.derecha - x, self.lleno.rompecabezas.alto * self.escala)

    @cached_property
    def letreros(self) -> tuple[Letrero, ...]:
        """Lo que se lee en las fichas: rótulo o inicial, y lo escrito si cabe todo lo de su clase."""
        rotulos, (de_texto, enteras) = self._rotulos, self._lo_que_cabe
        return tuple(
            Letrero(f, c, rotulos[f.tipo], f.dice if f.tipo in enteras else "", de_texto)
            for f, c in self._cajas
            if rotulos
        )

    @cached_property
    def _cajas(self) -> tuple[tuple[FichaLlena, Rectangulo], ...]:
        """Cada ficha con la parte de ella en que se puede escribir, en la hoja."""
        return tuple((f, self._lleva(f.ficha.segura, p)) for p in self.puestos for f in p.mesa.fichas)

    @cached_property
    def _rotulos(self) -> Mapping[TipoFicha, str]:
        """Cómo se rotula cada clase de ficha; ninguna si ni su inicial cabe."""
        nombres = {tipo: c.nombre for tipo, c in self.clases.items()}
        ancho = min(c.ancho for _, c in self._cajas) / self.cuerpo - _ROTULO

        def cabe(texto: str) -> bool:
            return self.medidor.ancho(f"{texto}?", "titular") <= ancho

        rotulos = rotulos_de(nombres, cabe)
        alcanza = min(c.alto for _, c in self._cajas) >= 1.4 * self.cuerpo
        return rotulos if alcanza and all(map(cabe, rotulos.values())) else {}

    @cached_property
    def _lo_que_cabe(self) -> tuple[float, frozenset[TipoFicha]]:
        """Las clases de ficha que caben enteras, y el mayor cuerpo con que caben las más.

        Es toda la clase o nada: con lo de unas sub-mesas y sin lo de otras, a estas parece que no se las oyó.
        """
        con_nombre = any(len(r) > 1 for r in self._rotulos.values())
        escritas = [(f, c) for f, c in self._cajas if con_nombre and f.dice]
        menor = max(LETRA_MINIMA, _ESCRITO * self.rem)
        mayor = max(self.cuerpo, menor)
        clases = {f.tipo for f, _ in escritas}

        def enteras(cuerpo: float) -> frozenset[TipoFicha]:
            no_caben = {f.tipo for f, c in escritas if not self._cabe_escrito(f, c, cuerpo)}
            return frozenset(clases - no_caben)

        por_cuerpo = {x: enteras(x) for x in (mayor, (mayor + menor) / 2, menor)}
        cuerpo = max(por_cuerpo, key=lambda x: (len(por_cuerpo[x]), x))
        return cuerpo, por_cuerpo[cuerpo]

    def _cabe_escrito(self, f: FichaLlena, caja: Rectangulo, cuerpo: float) -> bool:
        """Si lo escrito en una ficha cabe entero a ese cuerpo, debajo de su rótulo."""
        ancho = (caja.ancho - _AL_LADO * self.cuerpo) / cuerpo - 0.4
        renglones = int((caja.alto - _ENCIMA * self.cuerpo) / (cuerpo * _INTERLINEA) - 0.15)
        # Lo que ni corrido cabe no se parte: es lo que más tarda.
        if self.medidor.ancho(f.dice, "texto") > ancho * renglones:
            return False
        return self.medidor.cabe(f.dice, "texto", ancho, renglones)

    @property
    def cuerpo(self) -> float:
        """Alto de la letra de las fichas, en milímetros: crece con ellas, desde `LETRA_MINIMA`."""
        return max(LETRA_MINIMA, 0.078 * self.lleno.rompecabezas.ancho_mesa * self.escala / len(TipoFicha))

    @property
    def estilo_de_letrero(self) -> Markup:
        """La letra de todas las fichas."""
        return Markup(f"font-size: {self.cuerpo:.2f}mm")

    def _lleva(self, r: Rectangulo, puesto: MesaDelCartel) -> Rectangulo:
        """Un rectángulo del muro, en la hoja."""
        e, origen = self.escala, puesto.mesa.caja
        return Rectangulo(
            puesto.caja.x + (r.x - origen.x) * e,
            puesto.caja.y + (r.y - origen.y) * e,
            r.ancho * e,
            r.alto * e,
        )

    def dibujo(self, titulo: str) -> Markup:
        """Todas las fichas, en milímetros de hoja."""
        partes = [self._mesa(p) for p in self.puestos]
        return Markup(
            f'<svg class="lleno" role="img" viewBox="0 0 {self.ancho:g} {self.alto:g}" '
            f'width="{self.ancho:g}mm" height="{self.alto:g}mm">'
            f"<title>{escape(titulo)}</title>{''.join(partes)}</svg>"
        )

    @cached_property
    def claves(self) -> tuple[tuple[str, Markup, str], ...]:
        """De cada clase de ficha: su tipo, la muestra de su trama y su nombre."""
        return tuple((t.value, self.muestra(t), c.nombre) for t, c in self.clases.items())

    @property
    def puesto_de_claves(self) -> Claves:
        """En qué cuerpo y columnas van las claves."""
        r, caja = self.rem, self.clave
        return self._claves(caja.ancho / r, caja.alto / r, en_banda=self.con_banda)

    @property
    def letra_de_claves(self) -> Markup:
        """La letra de las claves, si no es la de la hoja de estilos."""
        return self.puesto_de_claves.letra(self.rem)

    @property
    def ancho_de_clave(self) -> Markup:
        """El ancho de cada clave, si se parte en renglones; si no, vacío."""
        return self.puesto_de_claves.de_cada(self.rem)

    def muestra(self, tipo: TipoFicha) -> Markup:
        """La trama de una clase de ficha, para la clave."""
        titulo = f"Trama de {self.clases[tipo].trama}"
        caja = Rectangulo(0.0, 0.0, 150.0, 112.0)
        fondo = self.tonos[self.lleno.mesas[0].numero].fondo
        return Markup(
            f'<svg class="trama" role="img" viewBox="0 0 150 112"><title>{escape(titulo)}</title>'
            f'<path d="M0 0h150v112h-150z" fill="{fondo}"/>{_trama(self.clases[tipo], caja, fondo)}</svg>'
        )

    def _mesa(self, puesto: MesaDelCartel) -> str:
        mesa, e = puesto.mesa, self.escala
        tonos = self.tonos[mesa.numero]
        llenas = _por_clase(mesa.fichas, EstadoFicha.LLENA)
        partes = [f'<path d="{_contornos(list(chain(*llenas.values())))}" fill="{tonos.fondo}"/>']
        for tipo, fichas in llenas.items():
            recorte = f"r{mesa.numero}-{tipo.value}"
            xs = [f.ficha.caja.x for f in fichas]
            x, derecha = min(xs), max(f.ficha.caja.derecha for f in fichas)
            caja = Rectangulo(x, mesa.caja.y - _PASO, derecha - x, mesa.caja.alto + 2 * _PASO)
            partes.append(
                f'<defs><clipPath id="{recorte}"><path d="{_contornos(fichas)}"/></clipPath></defs>'
                f'<g clip-path="url(#{recorte})">{_trama(self.clases[tipo], caja, tonos.fondo)}</g>'
            )
        for estado, relleno, trazo, grosor in (
            (EstadoFicha.VACIA, PAPEL, _LINEA, 2.5),
            (EstadoFicha.LLENA, "none", PAPEL, 5.5),
            (EstadoFicha.PENDIENTE, "#fff", tonos.de_dia, 6.5),
        ):
            fichas = [f for f in mesa.fichas if f.estado is estado]
            if fichas:
                partes.append(
                    f'<path d="{_contornos(fichas)}" fill="{relleno}" stroke="{trazo}" '
                    f'stroke-width="{grosor:g}" stroke-linejoin="round"/>'
                )
        dx, dy = puesto.caja.x - mesa.caja.x * e, puesto.caja.y - mesa.caja.y * e
        return f'<g transform="translate({dx:.3f} {dy:.3f}) scale({e:.6f})">{"".join(partes)}</g>'


def mural_lleno(a: Artefacto, medidor: Medidor, crecida: float = 0.0) -> MuralLleno:
    """El mural de la asamblea de `a`, para su hoja, cuya franja mide `crecida` mm más que sin logos."""
    asamblea: Asamblea = a.asamblea
    assert a.formato is not None
    lleno, evento = rompecabezas(asamblea), asamblea.evento
    return MuralLleno(
        lleno,
        {f.tipo: f for f in asamblea.metodologia.fichas},
        tonos_de(asamblea),
        tuple((s, _AVISOS[s.clase]) for s in sellos(asamblea, "rompecabezas")),
        evento.sobretitulo,
        f"{evento.territorio}, {dias(evento.dias)}. {lleno.resumen}",
        medidor,
        *a.formato.pieza_mm,
        crecida,
    )


def _por_clase(fichas: Sequence[FichaLlena], estado: EstadoFicha) -> dict[TipoFicha, list[FichaLlena]]:
    por: dict[TipoFicha, list[FichaLlena]] = {}
    for f in fichas:
        if f.estado is estado:
            por.setdefault(f.tipo, []).append(f)
    return por


def _contornos(fichas: Sequence[FichaLlena]) -> str:
    return "".join(f.ficha.contorno.svg(1) for f in fichas)


def _trama(clase: ClaseDeFicha, caja: Rectangulo, fondo: str) -> str:
    """La trama de una clase sobre ese color, en toda la caja: quien la usa la recorta."""
    x, y, ancho, alto = caja
    tono = _mezcla(fondo, 0.28)
    if clase.trama == "rayas":
        cuantas = ceil((ancho + alto) / _PASO)
        d = "".join(
            f"M{x + i * _PASO - alto:.1f} {y + alto:.1f}l{alto:.1f} {-alto:.1f}" for i in range(cuantas)
        )
    elif clase.trama == "cuadros":
        d = "".join(f"M{x:.1f} {y + i * _PASO:.1f}h{ancho:.1f}" for i in range(ceil(alto / _PASO)))
        d += "".join(f"M{x + i * _PASO:.1f} {y:.1f}v{alto:.1f}" for i in range(ceil(ancho / _PASO)))
    else:
        # Un punto es un guion sin largo con punta redonda: miles de círculos pesarían.
        filas = ceil(alto / _PASO)
        d = "".join(f"M{x + (i % 2) * _PASO / 2:.1f} {y + i * _PASO:.1f}h{ancho:.1f}" for i in range(filas))
        return (
            f'<path d="{d}" fill="none" stroke="{tono}" stroke-width="{2.6 * _TRAZO:g}" '
            f'stroke-linecap="round" stroke-dasharray="0.01 {_PASO - 0.01:g}"/>'
        )
    return f'<path d="{d}" fill="none" stroke="{tono}" stroke-width="{_TRAZO:g}"/>'


def _mezcla(color: str, blanco: float) -> str:
    """`color` aclarado: la transparencia no entra en un PDF accesible."""
    canales = (int(color[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(c + (255 - c) * blanco):02x}" for c in canales)
