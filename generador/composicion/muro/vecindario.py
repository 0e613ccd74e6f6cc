"""Un compromiso en el rompecabezas: las fichas de cada aporte suyo y las que encajan con ellas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from generador.composicion.comun.color.paleta_web import TonosMesa
from generador.composicion.comun.color.tramas import TRAMAS, ampliado, patron
from generador.composicion.comun.idioma.filtros import neutralizar
from generador.composicion.comun.medida import Medidor
from generador.composicion.muro.lleno import FichaLlena, Rompecabezas
from generador.composicion.muro.rotulos import rotulo_de
from generador.modelo.datos.agenda import Compromiso
from generador.rompecabezas.trazo import Rectangulo

_ASOMO = 62.0
"""Milímetros de muro que se ven de las fichas vecinas alrededor de las propias."""
_ROCE = 1.0
"""Milímetros: a menos de esto dos celdas comparten borde."""
_CUERPO_PROPIA, _CUERPO_VECINA = 34.0, 26.0
"""De `sitio.css`: la letra de las fichas propias y de las vecinas, en milímetros de muro."""
_CUERPOS_PROPIA = (_CUERPO_PROPIA, 30.0, _CUERPO_VECINA)
"""Los que se le prueban al nombre de una ficha propia."""
_MOTIVO = 28
_DONDE = ("arriba", "a la derecha", "abajo", "a la izquierda")


@dataclass(frozen=True, slots=True)
class Vecina:
    """Lo que encaja por un lado: el aporte de otra sub-mesa, o de la misma."""

    donde: str
    """«arriba», «a la derecha», «abajo» o «a la izquierda»."""
    aporte: str
    compromisos: tuple[Compromiso, ...]


@dataclass(frozen=True, slots=True)
class Vecindario:
    """Las fichas de un aporte y las que las tocan, en milímetros del muro."""

    aporte: str
    propias: tuple[FichaLlena, ...]
    alrededor: tuple[FichaLlena, ...]
    vecinas: tuple[Vecina, ...]
    medidor: Medidor

    def dibujo(self, tonos: Mapping[int, TonosMesa], puesto: Mapping[int, int]) -> Markup:
        """El trozo del muro como SVG: las fichas propias con su nombre y las vecinas con su código.

        `puesto` es el de cada mesa, desde 0: de él sale la trama.
        """
        caja = Rectangulo.que_abarca(f.ficha.celda for f in self.propias).ampliado(_ASOMO)
        motivo = TRAMAS[puesto[self.propias[0].ficha.mesa] % len(TRAMAS)]
        trama = f"vecindario-{self.aporte.lower()}"
        partes = [
            _ficha(f, tonos[f.ficha.mesa], self._codigo(f, f.ficha.celda.comun(caja)) if f.aporte else "")
            for f in self.alrededor
        ]
        partes += [
            _ficha(f, tonos[f.ficha.mesa], self._nombre(f, f.ficha.segura), trama) for f in self.propias
        ]
        return Markup(
            f'<svg class="vecindario" viewBox="{caja.viewbox()}" role="img" '
            f'aria-label="{neutralizar(self.descripcion)}"><defs>'
            f"{patron(trama, ampliado('motivo', motivo, _MOTIVO), _MOTIVO)}</defs>{''.join(partes)}</svg>"
        )

    def _codigo(self, f: FichaLlena, caja: Rectangulo) -> str:
        """El código del aporte en lo que se ve de una vecina; nada si no cabe: al lado está en una lista."""
        return _rotulo(caja, f.codigo) if self._cabe(f.codigo, _CUERPO_VECINA, caja) else ""

    def _nombre(self, f: FichaLlena, caja: Rectangulo) -> str:
        """El nombre de la clase en una ficha propia, achicado si hace falta; si no, lo breve que quepa."""
        for cuerpo in _CUERPOS_PROPIA:
            if self._cabe(f.nombre, cuerpo, caja):
                return _rotulo(caja, f.nombre, 0.0 if cuerpo == _CUERPO_PROPIA else cuerpo)
        return _rotulo(caja, rotulo_de(f.nombre, lambda t: self._cabe(t, _CUERPO_PROPIA, caja)))

    def _cabe(self, texto: str, cuerpo: float, caja: Rectangulo) -> bool:
        return self.medidor.ancho(texto, "titular") * cuerpo <= caja.ancho

    @property
    def descripcion(self) -> str:
        """Lo que se oye en vez del dibujo."""
        lados = "; ".join(f"{v.donde}, {v.aporte}" for v in self.vecinas)
        return f"Las fichas del aporte {self.aporte}." + (f" Encajan: {lados}." if lados else "")


class Vecindarios:
    """Vecindarios de un muro entero: qué fichas tocan a cuáles se calcula una vez."""

    def __init__(self, muro: Rompecabezas, medidor: Medidor) -> None:
        self._medidor = medidor
        self._de_aporte: dict[str, list[FichaLlena]] = {}
        self._cuadras: dict[tuple[int, int], list[FichaLlena]] = {}
        fichas = list(muro.fichas)
        self._lado = max((max(f.ficha.celda.ancho, f.ficha.celda.alto) for f in fichas), default=1.0)
        for f in fichas:
            if f.aporte is not None:
                self._de_aporte.setdefault(f.codigo, []).append(f)
            for cuadra in self._cuadras_de(f.ficha.celda):
                self._cuadras.setdefault(cuadra, []).append(f)

    def de(self, compromiso: Compromiso) -> tuple[Vecindario, ...]:
        """Vecindario de cada aporte, en el orden en que los cita."""
        suyos = dict.fromkeys(compromiso.aportes)
        return tuple(self._vecindario(codigo) for codigo in suyos if codigo in self._de_aporte)

    def _vecindario(self, codigo: str) -> Vecindario:
        propias = self._de_aporte[codigo]
        suyas = {id(f) for f in propias}
        lados: dict[tuple[str, str], FichaLlena] = {}
        alrededor: dict[int, FichaLlena] = {}
        ventana = Rectangulo.que_abarca(f.ficha.celda for f in propias).ampliado(_ASOMO)
        for f in self._cerca(ventana):
            if id(f) in suyas:
                continue
            if _se_cortan(f.ficha.caja, ventana):
                alrededor[id(f)] = f
            for propia in propias:
                lado = _lado(propia.ficha.celda, f.ficha.celda)
                if lado and f.aporte is not None:
                    lados.setdefault((lado, f.codigo), f)
        orden = sorted(lados, key=lambda x: (_DONDE.index(x[0]), x[1]))
        vecinas = tuple(
            Vecina(donde, otro, visto.compromisos)
            for donde, otro in orden
            if (visto := lados[donde, otro].aporte) is not None
        )
        return Vecindario(codigo, tuple(propias), tuple(alrededor.values()), vecinas, self._medidor)

    def _cuadras_de(self, caja: Rectangulo) -> Iterator[tuple[int, int]]:
        lado = self._lado
        for x in range(int(caja.x // lado), int(caja.derecha // lado) + 1):
            for y in range(int(caja.y // lado), int(caja.abajo // lado) + 1):
                yield x, y

    def _cerca(self, caja: Rectangulo) -> list[FichaLlena]:
        vistas: dict[int, FichaLlena] = {}
        for cuadra in self._cuadras_de(caja):
            for f in self._cuadras.get(cuadra, ()):
                vistas.setdefault(id(f), f)
        return list(vistas.values())


def _ficha(f: FichaLlena, tonos: TonosMesa, rotulo: str, trama: str | None = None) -> str:
    """Una ficha con su letra; con `trama`, es de las propias."""
    trazo = f.ficha.contorno.svg(0)
    clase = "propia" if trama else "vecina" if f.aporte else "vacia"
    relleno = f'<path d="{trazo}" fill="url(#{trama})"/>' if trama else ""
    return (
        f'<g class="{clase} de-mesa" style="{tonos.css}"><path class="cuerpo" d="{trazo}"/>{relleno}'
        f"{rotulo}</g>"
    )


def _rotulo(caja: Rectangulo, texto: str, cuerpo: float = 0.0) -> str:
    """El texto en medio de `caja`; `cuerpo`, si no es el de la hoja de estilos."""
    x, y, letra = caja.centro.x, caja.centro.y + 10, f' style="font-size:{cuerpo:g}px"' if cuerpo else ""
    return f'<text x="{x:.0f}" y="{y:.0f}"{letra}>{neutralizar(texto)}</text>'


def _se_cortan(a: Rectangulo, b: Rectangulo) -> bool:
    return a.x < b.derecha and b.x < a.derecha and a.y < b.abajo and b.y < a.abajo


def _lado(propia: Rectangulo, otra: Rectangulo) -> str | None:
    """Por dónde `otra` comparte borde con `propia`; None si no lo comparte."""
    en_fila = min(propia.abajo, otra.abajo) - max(propia.y, otra.y) > _ROCE
    en_columna = min(propia.derecha, otra.derecha) - max(propia.x, otra.x) > _ROCE
    lados = (
        (en_columna, propia.y, otra.abajo),
        (en_fila, propia.derecha, otra.x),
        (en_columna, propia.abajo, otra.y),
        (en_fila, propia.x, otra.derecha),
    )
    for donde, (junto, suyo, ajeno) in zip(_DONDE, lados, strict=True):
        if junto and abs(suyo - ajeno) < _ROCE:
            return donde
    return None
