"""Lo que recibe quien compone una pieza, y los textos y cajas que comparten varias."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generador.catalogo.inventario import Artefacto
from generador.composicion.comun.idioma.fechas import dias_con_semana
from generador.composicion.comun.idioma.filtros import mayuscula
from generador.composicion.comun.idioma.jornadas import horario, horario_de, jornada_de, lugar_breve
from generador.composicion.piezas.ajuste import Ancla, Bloque, Pila, TextoNoCabe
from generador.composicion.piezas.escena import Escena, Zonas
from generador.modelo.asamblea import Asamblea
from generador.modelo.datos.evento import Evento, Jornada, Turno
from generador.rompecabezas.trazo import Rectangulo

_ANCHO_DE_LUGAR, _RENGLONES_DE_LUGAR = 86 / 3.4, 3
"""El lado corto sin sus márgenes, en cuerpos de la letra del lugar; con más renglones, se dice menos."""
CESIONES_DE_BANDA = (1.0, 0.7, 0.45)
"""Lo que va quedando del fondo de una banda cuyos textos no caben."""
Colocado = Markup | Pila
"""Un dibujo o unos textos con su lugar en milímetros: la plantilla solo los escribe."""
Componer = Callable[["Montaje"], Iterable[Colocado]]
"""Todo lo de una pieza menos la franja, en el orden en que se pinta. Lanza TextoNoCabe."""


@dataclass(frozen=True, slots=True)
class ColorDePieza:
    """El fondo de una pieza y el color de lo que va encima, como los pide un SVG."""

    fondo: str
    texto: str

    @property
    def clase(self) -> str:
        """Clase de la hoja de estilos que pinta los textos de ese color."""
        return "blanco" if self.texto == "#ffffff" else "tinta"


@dataclass(frozen=True, slots=True)
class Montaje:
    """Una pieza por componer: su escena, su color, adónde lleva su código QR y el pie de su foto."""

    artefacto: Artefacto
    escena: Escena
    color: ColorDePieza
    direccion: str
    pie_de_foto: tuple[Bloque, ...]

    @property
    def asamblea(self) -> Asamblea:
        """La suya."""
        return self.artefacto.asamblea

    @property
    def evento(self) -> Evento:
        """El evento de la asamblea."""
        return self.artefacto.asamblea.evento

    @property
    def campo_mesa(self) -> str:
        """El camino de su mesa en los datos, si es de una: «mesas.mesas.2»."""
        mesa = self.artefacto.asunto.modelos.get("mesa")
        if mesa is None:
            return ""
        return f"mesas.mesas.{[m.numero for m in self.asamblea.mesas.mesas].index(mesa.numero)}"

    def pila(
        self, caja: Rectangulo, bloques: Sequence[Bloque], ancla: Ancla = "arriba", hasta: float = 1.0
    ) -> Pila:
        """Los bloques en `caja`, como `Ajustador.pila`."""
        return self.escena.ajuste.pila(caja, bloques, ancla, hasta)

    def dentro(self, campo: str, texto: str, rango: str, aire: float = 0.0, tope: float = 0.0) -> Bloque:
        """Un bloque que va sobre el color de la pieza."""
        return Bloque(campo, texto, rango, aire, self.color.clase, tope)

    def codigo(self, caja: Rectangulo, titulo: str, direccion: str = "") -> Markup:
        """El código QR de la pieza, o el de otra dirección."""
        return self.escena.codigo(caja, direccion or self.direccion, f"Código QR: {titulo}")

    @property
    def _suya(self) -> Jornada | None:
        return jornada_de(self.asamblea, self.artefacto.asunto.modelos)

    @property
    def jornada(self) -> Jornada:
        """La jornada de que trata la pieza; si es de toda la asamblea, la primera."""
        suya: Jornada | None = self.artefacto.asunto.modelos.get("jornada")
        return suya or self.evento.primera

    @property
    def campo_jornada(self) -> str:
        """El camino de su jornada en los datos: «evento.jornadas.0»."""
        return f"evento.jornadas.{self.evento.jornadas.index(self.jornada)}"

    @property
    def turnos(self) -> tuple[Turno, ...]:
        """Los momentos de su jornada."""
        return self.evento.turnos_de(self.jornada)

    @property
    def dias(self) -> str:
        """«Viernes 24 de noviembre de 2023», o los días de todas las jornadas."""
        return mayuscula(dias_con_semana((self._suya.fecha,) if self._suya else self.evento.dias))

    @property
    def horario(self) -> str:
        """De qué hora a qué hora."""
        return mayuscula(horario_de(self._suya) if self._suya else horario(self.evento, breve=True))

    @property
    def lugar(self) -> str:
        """El territorio y la sede, enteros si caben en `_RENGLONES_DE_LUGAR`."""
        territorio, medidor = self.evento.territorio, self.escena.ajuste.medidor

        def cabe(lugar: str) -> bool:
            dicho = f"{territorio} · {lugar}"
            return len(medidor.partir(dicho, "texto", _ANCHO_DE_LUGAR)) <= _RENGLONES_DE_LUGAR

        return f"{territorio} · {lugar_breve(self.evento, self._suya, cabe)}"


def campo_de(turno: Turno) -> str:
    """El camino de un momento en los datos."""
    return ".".join(("evento", *map(str, turno.ruta)))


def de_banda(m: Montaje, texto: Callable[[Zonas], Iterable[Colocado]]) -> Iterator[Colocado]:
    """Una pieza para leer: la banda de mural, `texto`, y al pie la fecha y el lugar junto al código QR.

    Si los textos no caben, la banda cede fondo; la de una foto, no. Lanza TextoNoCabe.
    """
    pie = pie_de_banda(m)
    partes = CESIONES_DE_BANDA if m.escena.foto is None else CESIONES_DE_BANDA[:1]
    for parte in partes:
        z = m.escena.banda(pie, parte)
        try:
            textos = tuple(texto(z))
        except TextoNoCabe:
            if parte == partes[-1]:
                raise
        else:
            break
    yield z.dibujo
    yield from textos
    yield m.pila(z.pie, pie, "abajo")
    yield m.codigo(z.qr, "más información")


def pie_de_banda(m: Montaje) -> tuple[Bloque, ...]:
    """La fecha y el lugar, con el crédito de la foto si la hay."""
    return (
        Bloque("evento.jornadas", m.dias, "fuerte", tope=3.8),
        Bloque(f"{m.campo_jornada}.horario", m.horario, "texto", 0.3, tope=3.4),
        Bloque("evento.territorio", m.lugar, "texto", 0.3, tope=3.4),
        *m.pie_de_foto,
    )


def de_ficha(
    m: Montaje,
    pie: Sequence[Bloque],
    dentro: Callable[[Zonas], Iterable[Colocado]],
    ancla: Ancla | None = None,
) -> Iterator[Colocado]:
    """Una pieza de una sola idea: una ficha enorme con `dentro`, y afuera `pie` y el código QR."""
    z = m.escena.ficha(m.color.fondo, pie)
    yield z.dibujo
    yield from dentro(z)
    yield m.pila(z.pie, pie, ancla or arrimo(m))
    yield m.codigo(z.qr, "más información")


def arrimo(m: Montaje) -> Ancla:
    """A qué borde van los textos de afuera de una ficha."""
    return "arriba" if m.escena.apaisada else "abajo"
