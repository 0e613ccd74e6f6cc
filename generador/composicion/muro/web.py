"""El rompecabezas lleno en pantalla: un SVG por mesa, cada ficha enlazada a su aporte, y el muro pequeño."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from generador.composicion.comun.color.paleta_web import TonosMesa
from generador.composicion.comun.color.tramas import TRAMAS, TRAMAS_DE_FICHA, ampliado, patron
from generador.composicion.comun.idioma.filtros import neutralizar
from generador.composicion.comun.medida import Medidor
from generador.composicion.muro.lleno import EstadoFicha, FichaLlena, MesaLlena, Rompecabezas
from generador.composicion.muro.rotulos import rotulo_de
from generador.modelo.asamblea import Asamblea
from generador.modelo.datos.agenda import Compromiso
from generador.modelo.datos.mesas import Submesa, mesa_del_codigo
from generador.modelo.datos.metodologia import ClaseDeFicha, TipoFicha
from generador.rompecabezas.trazo import Punto, Rectangulo, Tramo, Trazo

CUERPO_DE_ROTULO, APRETADO = 40.0, -0.01
"""De `rompecabezas.css`: la letra del rótulo donde se ve entero, en milímetros de muro, y lo apretada."""
MESAS_EN_PEQUENO = 12
"""Hasta cuántas mesas se distingue algo en el muro en pequeño; con más, basta la lista de mesas."""
MOTIVO = 40
"""Lado del motivo de una trama, en milímetros de muro."""
RUTA_HOJA, RUTA_GUION = "estilos/rompecabezas.css", "guiones/rompecabezas.js"
"""Solo esta página los pide."""
_DECIMALES = 0
"""A un milímetro de muro: en pantalla, medio píxel con la mesa a todo el ancho."""
_CLASES = {EstadoFicha.LLENA: "l", EstadoFicha.PENDIENTE: "p", EstadoFicha.VACIA: "v"}

UrlDeAporte = Callable[[str], str]


@dataclass(frozen=True)
class RompecabezasWeb:
    """Los dibujos de la página de un rompecabezas; `url` da el enlace a un aporte por su código."""

    lleno: Rompecabezas
    clases: Mapping[TipoFicha, ClaseDeFicha]
    tonos: Mapping[int, TonosMesa]
    url: UrlDeAporte
    medidor: Medidor

    @cached_property
    def rotulos(self) -> Mapping[TipoFicha, str]:
        """El nombre de cada clase de ficha, en lo que cabe."""
        ancho = min(f.ficha.segura.ancho for f in self.lleno.fichas) / CUERPO_DE_ROTULO

        def cabe(texto: str) -> bool:
            return self.medidor.ancho(f"{texto}?", "titular", APRETADO) <= ancho

        return {tipo: rotulo_de(f.nombre, cabe) for tipo, f in self.clases.items()}

    @cached_property
    def _de_vacia(self) -> Mapping[TipoFicha, str]:
        """La inicial y el resto de cada rótulo, en un solo texto: sin borde, partirlo no tapa nada."""
        return {
            tipo: f'{neutralizar(r[:1])}<tspan class="r">{neutralizar(r[1:])}</tspan>'
            for tipo, r in self.rotulos.items()
        }

    @property
    def estilo(self) -> Markup:
        """El fondo y la letra del rótulo de cada clase, para un atributo `style`."""
        return Markup(";").join(
            Markup(f"--f{tipo.value[0]}:{f.fondo};--t{tipo.value[0]}:{f.tinta}")
            for tipo, f in self.clases.items()
        )

    @property
    def con_pequeno(self) -> bool:
        """Si el muro en pequeño sirve de algo."""
        return len(self.lleno.mesas) <= MESAS_EN_PEQUENO

    def mesa(self, mesa: MesaLlena) -> Markup:
        """El rompecabezas de una mesa; sus lengüetas se salen del `viewBox` y encajan en la de al lado."""
        vacias = [f for f in mesa.fichas if f.aporte is None]
        partes = [self._tramas(mesa)]
        if vacias:
            partes.append(
                f'<path id="v{mesa.numero}" class="v" d="{_sin_repasar(f.ficha.contorno for f in vacias)}"/>'
            )
        partes += [self._ficha(f, mesa) if f.aporte else self._rotulo(f) for f in mesa.fichas]
        partes += [_submesa(s, mesa) for s in mesa.grupo.submesas]
        partes += [self._realce(c, mesa) for c in mesa.compromisos]
        return Markup(
            f'<svg class="rompecabezas" viewBox="{mesa.caja.viewbox()}" role="group" data-resumen '
            f'aria-label="Fichas de la mesa {mesa.numero}">{"".join(partes)}</svg>'
        )

    def en_pequeno(self) -> Markup:
        """El muro entero con el número de cada mesa: un dibujo; con teclado se usa la lista de mesas."""
        muro = self.lleno.rompecabezas
        cuerpo = min(min(m.caja.ancho for m in self.lleno.mesas) * 0.6, muro.alto * 0.5)
        grupos = []
        for m in self.lleno.mesas:
            partes = dict.fromkeys(_id(f) if f.aporte else f"v{m.numero}" for f in m.fichas)
            usos = "".join(f'<use href="#{parte}"/>' for parte in partes)
            x, y = m.caja.centro
            grupos.append(
                f'<a href="#mesa-{m.numero}" tabindex="-1" class="de-mesa" '
                f'style="{self.tonos[m.numero].css}">{usos}<text class="numero-de-mesa" x="{x:.0f}" '
                f'y="{y + cuerpo * 0.35:.0f}" font-size="{cuerpo:.0f}">{m.numero}</text></a>'
            )
        caja = Rectangulo(0.0, 0.0, muro.ancho, muro.alto).ampliado(8)
        return Markup(
            f'<svg class="pequeno" viewBox="{caja.viewbox()}" aria-hidden="true">{"".join(grupos)}</svg>'
        )

    def muestra(self, tipo: TipoFicha, estado: EstadoFicha = EstadoFicha.LLENA) -> Markup:
        """Una ficha de la leyenda: su trama y su letra."""
        clase, letra = _CLASES[estado], tipo.value[0]
        inicial = neutralizar(self.rotulos[tipo][:1] + ("?" if estado is EstadoFicha.PENDIENTE else ""))
        relleno = "" if estado is EstadoFicha.VACIA else f' fill="url(#{clase}{letra}-leyenda)"'
        return Markup(
            '<svg class="rompecabezas" viewBox="-6 -6 132 112" aria-hidden="true" data-resumen>'
            f"<defs>{self._trama(tipo, estado, 'leyenda')}</defs>"
            f'<path class="{clase}"{relleno} d="M0 0h120v100h-120z"/>'
            f'<text class="t t{letra} {clase}t" x="60" y="68">{inicial}</text></svg>'
        )

    def entre_mesas(self) -> Markup:
        """Reglas para los compromisos que toman fichas de varias mesas: su realce está repartido."""
        varios = {
            c.codigo_en_ruta
            for m in self.lleno.mesas
            for c in m.compromisos
            if len({mesa_del_codigo(a) for a in c.aportes}) > 1
        }
        reglas = "".join(
            f".muro:has(#c-{codigo}:target) [data-realce={codigo}]{{visibility:visible}}"
            for codigo in sorted(varios)
        )
        return Markup(f"<style>{reglas}</style>" if reglas else "")

    def _tramas(self, mesa: MesaLlena) -> str:
        """Los motivos que usa esta mesa: aquí adentro toman su color."""
        usadas = dict.fromkeys((f.tipo, f.estado) for f in mesa.fichas if f.estado is not EstadoFicha.VACIA)
        if not usadas:
            return ""
        motivos = "".join(self._trama(tipo, estado, str(mesa.numero)) for tipo, estado in usadas)
        return f"<defs>{motivos}</defs>"

    def _trama(self, tipo: TipoFicha, estado: EstadoFicha, donde: str) -> str:
        clase = _CLASES[estado]
        motivo = TRAMAS[TRAMAS_DE_FICHA[self.clases[tipo].trama]]
        fondo = f'<rect class="b{clase}" width="{MOTIVO}" height="{MOTIVO}"/>'
        return patron(
            f"{clase}{tipo.value[0]}-{donde}", fondo + ampliado(f"m{clase}", motivo, MOTIVO), MOTIVO
        )

    def _rotulo(self, f: FichaLlena) -> str:
        """El nombre de su clase: la hoja de estilos muestra de lejos la inicial y de cerca todo."""
        x, y = f.ficha.segura.centro
        if f.aporte is None:
            return f'<text class="t vt" x="{x:.0f}" y="{y + 14:.0f}">{self._de_vacia[f.tipo]}</text>'
        clase, rotulo = _CLASES[f.estado], self.rotulos[f.tipo]
        # Dos textos enteros: el borde de uno partido taparía la letra de al lado.
        duda = "?" if f.estado is EstadoFicha.PENDIENTE else ""
        return "".join(
            f'<text class="t t{f.tipo.value[0]} {clase}t {cual}" x="{x:.0f}" y="{y + 14:.0f}">'
            f"{neutralizar(dice + duda)}</text>"
            for cual, dice in (("i", rotulo[:1]), ("r", rotulo))
        )

    def _ficha(self, f: FichaLlena, mesa: MesaLlena) -> str:
        """Una ficha con algo escrito: el enlace a su aporte."""
        compromiso = f.aporte.compromiso if f.aporte else None
        clase, tipo = _CLASES[f.estado], f.tipo.value[0]
        realce = f' data-c="{compromiso.codigo_en_ruta}"' if compromiso else ""
        return (
            f'<a class="ficha" href="{neutralizar(self.url(f.codigo))}" '
            f'aria-label="{neutralizar(f.descripcion)}"{realce}>'
            f'<g id="{_id(f)}"><path class="{clase}" fill="url(#{clase}{tipo}-{mesa.numero})" '
            f'd="{f.ficha.contorno.svg(_DECIMALES)}"/>{self._rotulo(f)}</g></a>'
        )

    def _realce(self, compromiso: Compromiso, mesa: MesaLlena) -> str:
        """Las fichas de un compromiso otra vez, por encima, para cuando se pida verlas."""
        usos = "".join(f'<use href="#{_id(f)}"/>' for a in compromiso.aportes for f in mesa.de_aporte(a))
        codigo = compromiso.codigo_en_ruta
        # El ancla va una sola vez: en la mesa de su primer aporte.
        propia = mesa_del_codigo(compromiso.aportes[0]) == mesa.numero
        ancla = f' id="c-{codigo}"' if propia else ""
        return f'<g class="realce"{ancla} data-realce="{codigo}">{usos}</g>'


def _id(f: FichaLlena) -> str:
    """El identificador de una ficha en la página: «M2S3N1n»."""
    return f.codigo.replace("-", "") + f.tipo.value[0]


def _sin_repasar(contornos: Iterable[Trazo]) -> str:
    """Los contornos con cada junta una sola vez: la de dos fichas vecinas no se repasa."""
    hechos: set[tuple[Punto, Punto]] = set()
    partes = []
    for contorno in contornos:
        desde = inicio = contorno.inicio
        tramos: list[Tramo] = []
        for t in contorno.tramos:
            hasta = Punto(t[-2], t[-1])
            if (hasta, desde) in hechos:
                if tramos:
                    partes.append(Trazo(inicio, tuple(tramos)).svg(_DECIMALES))
                    tramos = []
                inicio = hasta
            else:
                hechos.add((desde, hasta))
                tramos.append(t)
            desde = hasta
        if tramos:
            partes.append(Trazo(inicio, tuple(tramos)).svg(_DECIMALES))
    return "".join(partes)


def _submesa(submesa: Submesa, mesa: MesaLlena) -> str:
    """El número de la sub-mesa al lado de su tira, que solo se ve con la mesa de cerca."""
    celdas = [f.ficha.celda for f in mesa.fichas if f.submesa is submesa]
    y = (min(c.y for c in celdas) + max(c.abajo for c in celdas)) / 2
    return f'<text class="s" x="{mesa.caja.x - 26:.0f}" y="{y + 14:.0f}">S{submesa.numero}</text>'


def dibujo_de(
    lleno: Rompecabezas,
    asamblea: Asamblea,
    tonos: Mapping[int, TonosMesa],
    url: UrlDeAporte,
    medidor: Medidor,
) -> RompecabezasWeb:
    """Los dibujos del rompecabezas de una asamblea; `tonos`, los de cada mesa."""
    return RompecabezasWeb(lleno, {f.tipo: f for f in asamblea.metodologia.fichas}, tonos, url, medidor)
