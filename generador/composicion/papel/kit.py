"""Lo que reciben las plantillas del kit: las hojas de fichas, el muro y los campos de la hoja de entrega."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from markupsafe import Markup, escape

from generador.catalogo.inventario import TAMANOS_PAPEL, Artefacto
from generador.composicion.comun.medida import Medidor
from generador.composicion.muro.gran_rompecabezas import gran_rompecabezas
from generador.composicion.muro.plano import Muro, muro_de
from generador.composicion.papel.cabeza import Letras
from generador.composicion.papel.fichas import HojaDeFichas, hoja_de_fichas
from generador.modelo.asamblea import Asamblea
from generador.modelo.datos.mesas import Submesa
from generador.modelo.datos.metodologia import Paso, TipoFicha
from generador.modelo.datos.pasos import PasoProgramado

MARCA_PAGINAS = "@paginas-{}@"
"""Donde va la cuenta de páginas de una parte, que solo se sabe al imprimir."""
CASILLA = Markup(
    '<svg role="img" viewBox="0 0 10 10"><title>Casilla</title>'
    '<path d="M1 1h8v8h-8z" fill="none" stroke="#000"/></svg>'
)
ALTO_DE_RENGLON = {"carta": 8.4, "a4": 8.6, "oficio": 10.5}
"""Separación de los renglones de la hoja de entrega, para llenar la hoja (mm)."""


MARGEN = 16.0
"""Margen de los lados en todo documento (`papel.css`), en milímetros."""


FUERA_DEL_PLANO = 124.0
"""Lo que en la hoja del plano no es el plano: títulos, tabla de lugares y notas, en milímetros."""


@dataclass(frozen=True, slots=True)
class Anchos:
    """Los anchos en que se escribe en una hoja vertical, en milímetros."""

    entero: float

    @property
    def tercio_de_datos(self) -> float:
        """Ancho de cada dato, si van de a tres."""
        return self.entero / 3 - 4

    @property
    def tercio(self) -> float:
        """Ancho de cada pregunta del plan, sin el marco."""
        return self.entero / 3 - 5


def anchos_de(asamblea: Asamblea) -> Anchos:
    """Anchos que da el papel de una asamblea."""
    return Anchos(TAMANOS_PAPEL[asamblea.evento.papel][0] - 2 * MARGEN)


PartesPorSubmesa = list[tuple[Submesa | None, list[tuple[int, Artefacto]]]]


def partes_por_submesa(artefacto: Artefacto) -> PartesPorSubmesa:
    """Las partes de un kit con su número (desde 1), las de la mesa primero y luego las de cada sub-mesa."""
    grupos: dict[str, tuple[Submesa | None, list[tuple[int, Artefacto]]]] = {}
    for i, parte in enumerate(artefacto.partes, start=1):
        submesa = parte.artefacto.asunto.modelos.get("submesa")
        clave = submesa.codigo if submesa else ""
        grupos.setdefault(clave, (submesa, []))[1].append((i, parte.artefacto))
    return list(grupos.values())


@lru_cache(maxsize=256)
def renglones(cuantos: int, ancho: float, paso: float, titulo: str) -> Markup:
    """Líneas para escribir a mano, en milímetros; una figura y no una caja por renglón."""
    alto = cuantos * paso
    lineas = "".join(f"M0 {paso * i - 0.2:.2f}h{ancho:g}" for i in range(1, cuantos + 1))
    return Markup(
        f'<svg role="img" viewBox="0 0 {ancho:g} {alto:g}" width="{ancho:g}mm" height="{alto:g}mm">'
        f"<title>{escape(titulo)}</title>"
        f'<path d="{lineas}" fill="none" stroke="#000" stroke-width="0.22"/></svg>'
    )


@dataclass(frozen=True, slots=True)
class PasoDeFicha:
    """El paso en que se llena una ficha; sin programa de mesas no tiene hora."""

    numero: int
    paso: Paso
    programado: PasoProgramado | None

    @property
    def minutos(self) -> int | None:
        """Lo que dura, si se sabe."""
        return self.programado.minutos if self.programado else self.paso.minutos


@dataclass(frozen=True)
class Kit:
    """Los papeles de las sub-mesas de una asamblea, calculados una vez."""

    asamblea: Asamblea
    medidor: Medidor

    @cached_property
    def muro(self) -> Muro:
        """El muro donde van todas las fichas."""
        return muro_de(gran_rompecabezas(self.asamblea))

    @cached_property
    def _hechas(self) -> dict[str, tuple[HojaDeFichas, ...]]:
        return {}

    def hojas(self, submesa: Submesa) -> tuple[HojaDeFichas, ...]:
        """Las hojas de esa sub-mesa: las de una sola necesidad y, si caben dos, las de medias."""
        if submesa.codigo not in self._hechas:
            metodologia = self.asamblea.metodologia
            mesa = next(m for m in self.asamblea.mesas.mesas if m.numero == submesa.mesa)
            letras = Letras(self.medidor, self.asamblea.convenio.credito, f"Mesa {mesa.numero}. {mesa.eje}")
            hojas = []
            for necesidades in range(1, metodologia.max_necesidades + 1):
                juego = self.muro.rompecabezas.juego(submesa.codigo, necesidades)
                for tipo in TipoFicha:
                    alto, ancho = TAMANOS_PAPEL[self.asamblea.evento.papel]
                    hojas.append(
                        hoja_de_fichas(
                            self.muro,
                            [f for f in juego if f.tipo == tipo],
                            metodologia.ficha(tipo),
                            ancho,
                            alto,
                            preguntas=len(metodologia.plan),
                            acciones=metodologia.max_acciones,
                            letras=letras,
                        )
                    )
            self._hechas[submesa.codigo] = tuple(hojas)
        return self._hechas[submesa.codigo]

    def pasos_de(self, mesa: int) -> Mapping[TipoFicha, PasoDeFicha]:
        """El paso de cada ficha que tenga uno, a la hora de esa mesa."""
        con_hora = {p.paso.id: p for p in self.asamblea.pasos_de(mesa)}
        return {
            paso.ficha: PasoDeFicha(i, paso, con_hora.get(paso.id))
            for i, paso in enumerate(self.asamblea.metodologia.pasos, start=1)
            if paso.ficha is not None
        }
