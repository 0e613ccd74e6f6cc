"""La escena de una pieza: según su familia, dónde van el mural o la ficha, los textos, el QR y la franja."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import ceil

from markupsafe import Markup, escape

from generador.composicion.comun.logos import PieDePieza, pie_de_pieza, placa_de_pieza
from generador.composicion.muro import dibujo, dibujo_papel
from generador.composicion.muro.dibujo_papel import A_COLOR, Acabado, Reticula
from generador.composicion.piezas.ajuste import RANGOS, Ajustador, Bloque, Pila
from generador.composicion.piezas.proporcion import (
    CESIONES,
    DIA,
    MARGEN,
    Familia,
    Lienzo,
    banda_de,
    familia_de,
    lienzo_de,
)
from generador.modelo.datos.comun.medios import LogoListo
from generador.rompecabezas.mesa import ficha_suelta
from generador.rompecabezas.trazo import Rectangulo

CREDITO = 2.6
"""Cuerpo del crédito, en centésimas del lado corto; en piezas de mano, el menor de su formato."""
ALTO_SELLO = 5.6
RAZONES_DE_DIA = (0.75, 0.55)
COMODO = 6.4
"""Cuerpo de titular, en centésimas, por debajo del cual el mural cede fichas antes que apretar la letra."""
JUNTO = 3.5
"""Cuerpo, en centésimas, por debajo del cual lo que sigue a un día va debajo de él y no a su lado."""
LADO_QR, LENGUETA = 15.0, 11.0
PASOS_DE_PIE = (1.0, 1.25, 1.6, 2.0)
"""Lo que puede crecer el pie de una pieza para sus textos más largos, en lados del código QR."""
_FICHA_A_LO_ANCHO: dict[Familia, float] = {"horizontal": 0.63, "pasacalle": 0.7}
"""Hasta qué fracción del ancho llega la ficha grande en las familias acostadas."""


@dataclass(frozen=True, slots=True)
class Anuncio:
    """El mural al que le falta una ficha, que lleva el código QR; los textos ya ajustados."""

    dibujo: Markup
    titular: Pila
    dia: Pila | None
    detalle: Pila | None
    lugar: Pila
    puerta: Markup


@dataclass(frozen=True, slots=True)
class Zonas:
    """Un dibujo y lo que deja libre, en milímetros: `texto` es lo principal, `pie` lo que acompaña al QR."""

    dibujo: Markup
    texto: Rectangulo
    pie: Rectangulo
    qr: Rectangulo


@dataclass(frozen=True, slots=True)
class LineaParaEscribir:
    """Una línea para escribir y lo que queda debajo."""

    dibujo: Markup
    resto: Rectangulo


@dataclass(frozen=True)
class Escena:
    """La superficie de una pieza de `ancho` × `alto` mm, con su crédito y su identidad."""

    ancho: float
    alto: float
    ajuste: Ajustador
    credito: str
    semilla: str
    tonos: tuple[str, ...]
    con_sello: bool = False
    acabado: Acabado = A_COLOR
    logos: tuple[LogoListo, ...] = ()
    orilla: float = 0.0
    """Milímetros al pie en que una impresora puede no imprimir."""
    foto: tuple[str, str, str] | None = None
    """Recurso, texto alternativo y recorte de la que llena la banda de mural."""

    @property
    def rem(self) -> float:
        """La centésima del lado corto."""
        return self.ajuste.rem

    @property
    def margen(self) -> float:
        """Margen de los cuatro lados, en milímetros."""
        return 100 * MARGEN * self.rem

    @property
    def familia(self) -> Familia:
        """Familia de proporción a que pertenece la hoja."""
        return familia_de(self.ancho, self.alto)

    @property
    def apaisada(self) -> bool:
        """Si el dibujo va al lado de los textos y no encima."""
        return self.familia in _FICHA_A_LO_ANCHO

    @property
    def _a_lo_ancho(self) -> float:
        # En una carta apaisada el lado corto es mayor: los textos de afuera piden más columna.
        return min(_FICHA_A_LO_ANCHO[self.familia], 1 - 0.47 * self.alto / self.ancho - 0.1)

    @cached_property
    def cuerpo_credito(self) -> float:
        """Cuerpo de letra del crédito, en milímetros."""
        return max(CREDITO * self.rem, self.ajuste.piso)

    @cached_property
    def pie(self) -> PieDePieza:
        """La franja del crédito, al pie y a todo el ancho, con la placa de los logos si los hay."""
        cuerpo, medidor = self.cuerpo_credito, self.ajuste.medidor

        def renglones(ancho: float) -> tuple[int, float]:
            partidos = medidor.partir(self.credito, "texto", ancho / cuerpo)
            return len(partidos), max(medidor.ancho(r, "texto") for r in partidos) * cuerpo

        return pie_de_pieza(
            *(self.ancho, self.alto, self.rem, self.margen, cuerpo),
            *(renglones, self.logos, self.ajuste.donde, self.orilla),
        )

    @property
    def franja(self) -> Rectangulo:
        """Lo que ocupan el crédito y los logos."""
        return self.pie.caja

    @property
    def crecida(self) -> float:
        """Cuánto más alta que sin logos es la franja, en milímetros."""
        return self.franja.alto - replace(self, logos=()).franja.alto if self.logos else 0.0

    @property
    def fondo_de_franja(self) -> float:
        """Alto del fondo del crédito, que sigue hasta el sangrado."""
        return self.pie.credito.alto + self.acabado.sangrado

    @property
    def placa(self) -> Markup:
        """La placa de los logos; vacía si no hay."""
        return placa_de_pieza(self.pie, self.logos, self.acabado.sangrado, gris=self.acabado.linea)

    @property
    def sello(self) -> Rectangulo:
        """La banda de los avisos (borrador, demostración), sobre la franja."""
        alto = ALTO_SELLO * self.rem if self.con_sello else 0.0
        return Rectangulo(self.margen, self.franja.y - alto, self.ancho - 2 * self.margen, alto)

    @property
    def piso(self) -> float:
        """Hasta dónde pueden bajar los textos y dibujos."""
        return self.sello.y

    def lienzo(self, cesion: float = 0.0) -> Lienzo:
        """El lienzo del mural grande, que cede `cesion` fichas de fondo."""
        return lienzo_de(self.ancho, self.alto, cesion, self.alto - self.piso)

    def anuncio(
        self,
        titulares: Sequence[Bloque],
        lugar: Sequence[Bloque],
        qr: str,
        rotulo: str,
        titulo_qr: str,
        dia: str = "",
        detalle: Sequence[Bloque] = (),
    ) -> Anuncio:
        """Titular, fecha y lugar junto al mural grande. El mural cede antes que apretar la letra."""
        elegido: tuple[Lienzo, Pila, Pila | None, Pila | None, Pila] | None = None
        # El mural cede hasta donde puede; solo entonces se achica el día.
        pasos = [(cesion, 1.0) for cesion in CESIONES] + [(CESIONES[-1], razon) for razon in RAZONES_DE_DIA]
        for cesion, razon in pasos:
            lienzo = self.lienzo(cesion)
            abajo, fecha, junto = self._cita(lienzo, lugar, dia, detalle, razon)
            techo = min([abajo.caja.y, *(p.caja.y for p in (fecha, junto) if p)])
            zona = lienzo.zona
            caja = Rectangulo(zona.x, zona.y, zona.ancho, techo - 4.5 * self.rem - zona.y)
            if (cesion, razon) != pasos[-1] and not self.ajuste.cabe(caja, titulares):
                continue
            pila = self.ajuste.pila(caja, titulares, "centro" if self.apaisada else "arriba")
            elegido = lienzo, pila, fecha, junto, abajo
            if max(r.cuerpo for r in pila.compuestos) >= COMODO * self.rem or cesion == CESIONES[-1]:
                break
        assert elegido is not None
        lienzo, pila, fecha, junto, abajo = elegido
        ficha = lienzo.ficha(self.semilla, self.tonos, self.acabado)
        c = ficha.celda
        # El código cabe en el cuerpo de la ficha con su margen; el rótulo va debajo, sobre papel.
        lado = 0.8 * c.ancho
        codigo = Rectangulo(c.x + 0.1 * c.ancho, c.y + 0.1 * c.ancho, lado, lado)
        bajo = Rectangulo(
            c.x - 0.3 * c.ancho, ficha.caja.abajo + 0.6 * self.rem, 1.6 * c.ancho, 6.4 * self.rem
        )
        libre = min(bajo.derecha, self.ancho - 0.3 * self.margen) - c.centro.x
        bajo = Rectangulo(c.centro.x - libre, bajo.y, 2 * libre, self.piso - 0.8 * self.rem - bajo.y)
        return Anuncio(
            lienzo.mural(self.semilla, self.tonos, self.acabado),
            pila,
            fecha,
            junto,
            abajo,
            Markup(ficha.dibujo + self.codigo(codigo, qr, titulo_qr) + self._centrado(bajo, rotulo)),
        )

    def _cita(
        self, lienzo: Lienzo, lugar: Sequence[Bloque], dia: str, detalle: Sequence[Bloque], razon: float
    ) -> tuple[Pila, Pila | None, Pila | None]:
        zona, ancho = lienzo.zona, lienzo.ancho_cita
        caja = Rectangulo(zona.x, zona.abajo - 34 * self.rem, ancho, 34 * self.rem)
        if dia and self.familia not in ("historia", "pendon"):
            baja = Rectangulo(caja.x, zona.abajo - 20 * self.rem, ancho, 20 * self.rem)
            abajo = self.ajuste.pila(baja, lugar, "abajo")
            fecha = self._dia(zona, ancho, abajo.caja.y - 2.8 * self.rem, dia, razon)
            x = fecha.caja.derecha + 2.4 * self.rem
            al_lado = Rectangulo(x, fecha.caja.y, zona.x + ancho - x, fecha.caja.alto)
            junto = (
                self.ajuste.pila(al_lado, detalle, "centro") if self.ajuste.cabe(al_lado, detalle) else None
            )
            if junto is not None and junto.compuestos[0].cuerpo >= JUNTO * self.rem:
                return abajo, fecha, junto
        # «18 y 19» deja muy poco a su lado: lo que sigue baja, como en lo angosto.
        abajo = self.ajuste.pila(caja, [*detalle, *lugar], "abajo")
        piso = abajo.caja.y - 3.4 * self.rem
        return abajo, self._dia(zona, ancho, piso, dia, razon) if dia else None, None

    def _dia(self, zona: Rectangulo, ancho: float, piso: float, dia: str, razon: float) -> Pila:
        """El día, apoyado en `piso` y a esa fracción de su tamaño, o lo que deje ese ancho."""
        rango = RANGOS["dia"]
        mide = 1.06 * self.ajuste.medidor.ancho(dia, rango.letra, rango.apretada) * self.rem
        tope = min(razon * DIA[self.familia], ancho / mide)
        alto = tope * rango.interlinea * self.rem + 1e-3
        # Lo que baja la «y» de su renglón apretado.
        piso -= 0.12 * tope * self.rem if "y" in dia else 0.0
        caja = Rectangulo(zona.x, piso - alto, min(ancho, mide * tope), alto)
        return self.ajuste.pila(caja, [Bloque("evento.jornadas", dia, "dia", tope=tope)], "abajo")

    def banda(self, pie: Sequence[Bloque] = (), parte: float = 1.0) -> Zonas:
        """Una banda de mural, con esa parte de su fondo, y el resto libre: el QR y, a su lado, `pie`."""
        return self._con_pie(lambda alto: self._banda(alto, parte), pie)

    def _banda(self, pie: float, parte: float) -> Zonas:
        titulo = "Mural de fichas de rompecabezas encajadas"
        q, m = self.lado_qr, self.margen
        bajo = self.piso - 0.75 * m
        enteras, fondo = banda_de(self.familia, self.ancho, bajo - pie - 0.5 * m, foto=self.foto is not None)
        fondo *= parte
        if self.apaisada:
            celda = (self.alto - m) / enteras
            reticula = Reticula(celda, enteras + 1, ceil(fondo), self.ancho - fondo * celda, 0.0, "izquierda")
            arriba, ancho = m, reticula.x - 0.3 * celda - 2 * m
        else:
            celda = self.ancho / (enteras + 0.3)
            hondas = ceil(fondo)
            reticula = Reticula(celda, hondas, enteras + 1, 0.0, (fondo - hondas) * celda, "abajo")
            arriba, ancho = (fondo + 0.36) * celda, self.ancho - 2 * m
        return Zonas(
            dibujo_papel.mural_de_banda(
                *(reticula, self.semilla, self.tonos, self.ancho, self.alto, titulo, self.acabado, self.foto)
            ),
            Rectangulo(m, arriba, ancho, bajo - pie - 0.5 * m - arriba),
            Rectangulo(m, bajo - pie, ancho - q - 3 * self.rem, pie),
            Rectangulo(m + ancho - q, bajo - q, q, q),
        )

    def ficha(self, color: str, pie: Sequence[Bloque] = (), hasta: float = 0.0) -> Zonas:
        """Una sola ficha enorme, a sangre por la esquina, que lleva dentro lo que manda; afuera, `pie`.

        En las familias acostadas llega a la fracción `hasta` del ancho; a una tinta va solo su contorno.
        """
        return self._con_pie(lambda alto: self._ficha(color, hasta, alto), pie)

    def _con_pie(self, zonas: Callable[[float], Zonas], pie: Sequence[Bloque]) -> Zonas:
        """Las zonas cuyo pie, del alto del código QR o más, deja caber esos bloques."""
        for paso in PASOS_DE_PIE:
            hechas = zonas(paso * self.lado_qr)
            if not pie or self.ajuste.cabe(hechas.pie, pie):
                break
        return hechas

    def _ficha(self, color: str, hasta: float, alto_pie: float) -> Zonas:
        q, m, lengueta = self.lado_qr, self.margen, LENGUETA * self.rem
        bajo = self.piso - 0.75 * m
        if self.apaisada:
            derecha = (hasta or self._a_lo_ancho) * self.ancho
            cuerpo = Rectangulo(-m, -m, derecha + m, self.alto + 2 * m)
            x = derecha + lengueta + 0.4 * m
            texto = Rectangulo(m, m, derecha - 1.8 * m, self.piso - 2 * m)
            pie = Rectangulo(x, m, self.ancho - m - x, bajo - q - 2 * self.rem - m)
            codigo = Rectangulo(x, bajo - q, q, q)
            lados = (0, 1, 0, 0)
        else:
            derecha, abajo = self.ancho - 1.9 * m, bajo - alto_pie - lengueta - 0.4 * m
            cuerpo = Rectangulo(-m, -m, derecha + m, abajo + m)
            texto = Rectangulo(m, m, derecha - 1.8 * m, abajo - 1.8 * m)
            pie = Rectangulo(m, bajo - alto_pie, self.ancho - 2 * m - q - 3 * self.rem, alto_pie)
            codigo = Rectangulo(self.ancho - m - q, bajo - q, q, q)
            lados = (0, 1, 1, 0)
        # En un cuerpo angosto la lengüeta entera no cabría entre las esquinas.
        lengueta = min(lengueta, 0.27 * min(cuerpo.ancho, cuerpo.alto))
        pieza = ficha_suelta(cuerpo.ancho, cuerpo.alto, self.semilla, lenguetas=lados, lengueta=lengueta)
        trazo = pieza.contorno.trasladado(cuerpo.x, cuerpo.y).svg()
        orilla = f' stroke="#000" stroke-width="{1.2 * self.rem:.2f}"' if self.acabado.linea else ""
        s = self.acabado.sangrado
        lugar = f' style="left:{-s:g}mm;top:{-s:g}mm"' if s else ""
        vista = f"{-s:g} {-s:g} {self.ancho + 2 * s:g} {self.alto + 2 * s:g}"
        return Zonas(
            Markup(
                f'<svg class="mural" role="img" viewBox="{vista}" width="{self.ancho + 2 * s:g}mm" '
                f'height="{self.alto + 2 * s:g}mm"{lugar}><title>Ficha de rompecabezas</title>'
                f'<path d="{trazo}" fill="{color}"{orilla}/></svg>'
            ),
            texto,
            pie,
            codigo,
        )

    def cuadrado(self, caja: Rectangulo, aire: float) -> Rectangulo:
        """El mayor cuadrado que cabe en `caja` con `aire` centésimas encima, a la izquierda."""
        libre = self.bajo(caja, aire)
        lado = min(libre.ancho, libre.alto)
        return Rectangulo(libre.x, libre.y, lado, lado)

    def bajo(self, caja: Rectangulo, aire: float) -> Rectangulo:
        """`caja` sin las primeras `aire` centésimas de arriba."""
        return Rectangulo(caja.x, caja.y + aire * self.rem, caja.ancho, caja.alto - aire * self.rem)

    def al_lado(self, zonas: Zonas) -> Rectangulo:
        """El pie de `zonas` con el lugar de su código QR, cuando el código va en otra parte."""
        pie, qr = zonas.pie, zonas.qr
        if self.apaisada:
            return Rectangulo(pie.x, pie.y, pie.ancho, qr.abajo - pie.y)
        return Rectangulo(pie.x, pie.y, qr.derecha - pie.x, pie.alto)

    def junto_a_su_qr(self, caja: Rectangulo, zonas: Zonas) -> Rectangulo:
        """En las familias acostadas, `caja` hasta donde baja el pie, sin la columna del código QR."""
        if not self.apaisada:
            return caja
        return Rectangulo(caja.x, caja.y, zonas.pie.ancho, zonas.pie.abajo - caja.y)

    def junto_al(self, qr: Rectangulo, pie: Rectangulo) -> Rectangulo:
        """Lo que queda a la derecha del código QR, hasta donde llega el pie."""
        x = qr.derecha + 2 * self.rem
        return Rectangulo(x, qr.y, pie.derecha - x, qr.alto)

    def renglon(self, caja: Rectangulo, alto: float, titulo: str) -> LineaParaEscribir:
        """Un renglón para escribir a mano, `alto` centésimas por debajo del borde de `caja`."""
        y = alto * self.rem
        return LineaParaEscribir(
            Markup(
                f'<svg class="raya" role="img" viewBox="0 0 {caja.ancho:.2f} 1" style="left:{caja.x:.2f}mm;'
                f'top:{caja.y + y:.2f}mm;width:{caja.ancho:.2f}mm;height:1mm"><title>{escape(titulo)}</title>'
                f'<path d="M0 .3h{caja.ancho:.2f}" stroke="#1c2420" stroke-width=".4"/></svg>'
            ),
            self.bajo(caja, alto),
        )

    @property
    def lado_qr(self) -> float:
        """Lado del código QR suelto, en milímetros: en la mano, no menos de 2 cm."""
        return min(max(LADO_QR * self.rem, 20.0), 30 * self.rem)

    def codigo(self, caja: Rectangulo, texto: str, titulo: str) -> Markup:
        """El código QR de `texto` en esa caja."""
        return Markup(
            f'<div class="codigo" style="left:{caja.x:.2f}mm;top:{caja.y:.2f}mm;width:{caja.ancho:.2f}mm">'
            f"{dibujo.qr(texto, titulo)}</div>"
        )

    def _centrado(self, caja: Rectangulo, texto: str) -> Markup:
        pila = self.ajuste.pila(caja, [Bloque("rótulo del código QR", texto, "puerta")])
        return Markup(f'<div class="centrada">{pila.__html__()}</div>')
