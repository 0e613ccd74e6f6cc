"""Lo que la agenda impresa cuenta además de los compromisos, y lo que de ella cabe en una hoja."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import accumulate
from pathlib import Path

from generador.catalogo.documentos import DOCUMENTOS
from generador.catalogo.inventario import TAMANOS_PAPEL
from generador.composicion.comun.idioma.correcciones import Correccion, correcciones
from generador.composicion.comun.idioma.fechas import fecha
from generador.composicion.comun.idioma.filtros import numero
from generador.composicion.comun.medida import Medidor, TipoDeLetra
from generador.composicion.papel.titular import ESCALAS
from generador.modelo.aprobado.cobertura import Destino
from generador.modelo.aprobado.organizaciones import Organizacion
from generador.modelo.aprobado.palabras import en_palabras
from generador.modelo.asamblea import Asamblea, FechaDeAgenda
from generador.modelo.datos.agenda import Compromiso
from generador.modelo.datos.mesas import Grupo
from generador.modelo.publico.cifras import Cifras, cifras_de, gente_de, mesas_de
from generador.modelo.texto import plural
from generador.unidades import MM_POR_PUNTO

# Milímetros de `papel.css` en la agenda de una hoja.
_MARGENES, _MARCA, _CODIGO = 30.0, 30.0, 20.5
_FIJO = 44.0 + 5.0 + 16.5
"""Márgenes de la hoja, aire bajo el encabezado y cierre, sin los textos que se miden."""
_HOLGURA = 1.0
"""Lo que puede faltarle a la suma de muchos renglones redondeados."""
_CABEZA, _AIRE_DEL_TITULO = 27.0, 4.0
"""Lo menos que mide el encabezado, y el aire que su título lleva encima y debajo."""
_MESA, _MESA_APRETADA, _CUENTA = 9.9, 6.2, 15.8
"""Una mesa sin sus compromisos, con el eje en un renglón; una de un solo renglón, y lo menos que ocupa."""
_RENGLON, _AIRE_DE_TITULO = 9.5 * 1.28 * MM_POR_PUNTO, 0.2
_CUERPO_DE_EJE, _CUERPO_DE_TITULO, _CUERPO_DE_HUELLA = 12.0, 9.5, 9.0
_ESCALA = ESCALAS["agenda-en-una-hoja"]
_CUERPO_APRETADO, _CUENTA_APRETADA = 10.0, 14.0
_ENTRE_PARRAFOS = 1.6
"""El aire antes de la huella, que solo va si la hay."""
_RENGLONES_DE_CIERRE = 2
"""Los de las fechas que vienen, ya contados en `_FIJO`."""
FECHAS_POR_HOJA = 4
_SIN_AGENDA = next(d.titulo for d in DOCUMENTOS if d.id == "agenda-en-una-hoja")
"""Cómo se titula mientras nadie le ha puesto nombre a la agenda."""


@dataclass(frozen=True, slots=True)
class MesaEnHoja:
    """Una mesa en la agenda de una hoja: los títulos que caben y cuántos quedan para leer en línea."""

    grupo: Grupo
    total: int
    titulos: tuple[Compromiso, ...]

    @property
    def faltan(self) -> int:
        """Cuántos no caben."""
        return self.total - len(self.titulos)


@dataclass(frozen=True, slots=True)
class HojaDeAgenda:
    """Lo que cabe en una hoja; `de_mas` son las mesas que ni con un renglón caben."""

    mesas: tuple[MesaEnHoja, ...]
    apretada: bool
    """Si cada mesa va en un renglón, sin títulos."""
    de_mas: int


@dataclass(frozen=True)
class AgendaImpresa:
    """La agenda de una asamblea en papel; `fuentes` es la carpeta de las letras."""

    asamblea: Asamblea
    fuentes: Path
    direccion: str
    """Dirección de la página de la agenda."""

    @cached_property
    def cifras(self) -> Cifras:
        """Cuántos, de cuántos y quiénes faltan."""
        return cifras_de(self.asamblea)

    @property
    def se_contaron(self) -> bool:
        """Si de cada mesa se sabe cuántas personas fueron."""
        return all(gente_de(self.asamblea, g.numero).fueron for g in self.asamblea.grupos)

    def entregas_de(self, mesa: int) -> str:
        """Las sub-mesas de una mesa o, si alguna no entregó, cuántas de cuántas."""
        suyas = cifras_de(self.asamblea, mesa).entregas
        return numero(suyas.de) if suyas.completa else f"{numero(suyas.cuantos)} de {numero(suyas.de)}"

    @property
    def destinos(self) -> tuple[tuple[str, tuple[Destino, ...]], ...]:
        """Cada destino posible con sus aportes; «sin destino» solo si lo hay."""
        k = self.asamblea.cobertura
        filas = (
            ("Es, solo, un compromiso", k.recogidos),
            ("Se juntó con otros", k.fusionados),
            ("Quedó por fuera, con razón", k.por_fuera),
        )
        return (*filas, ("Sin destino todavía", k.sin_destino)) if k.sin_destino else filas

    @cached_property
    def responsables(self) -> tuple[Organizacion, ...]:
        """Las organizaciones que responden por algún compromiso."""
        return tuple(o for o in self.asamblea.organizaciones if o.compromisos)

    @cached_property
    def correcciones(self) -> tuple[Correccion, ...]:
        """La fe de erratas entera, de la más antigua a la más reciente."""
        return tuple(correcciones(self.asamblea.versiones))

    def correcciones_de(self, compromiso: Compromiso) -> tuple[Correccion, ...]:
        """Correcciones de un compromiso y de los aportes de donde nace."""
        suyos = {compromiso.codigo, *compromiso.aportes}
        return tuple(c for c in self.correcciones if c.errata.asunto in suyos)

    @property
    def cuenta(self) -> str:
        """«25 compromisos de 5 mesas.»"""
        cuantos = plural(len(self.asamblea.compromisos), "compromiso", "compromisos")
        return f"{cuantos} de {mesas_de(self.asamblea).corta}."

    @property
    def entrada(self) -> str:
        """En qué quedó y dónde está completa."""
        acta = self.asamblea.contenido.acta
        estado = "Borrador: la plenaria todavía no la aprueba."
        if acta is not None:
            despues = ""
            if consolidada := self.asamblea.consolidada:
                aprobados = plural(len(self.asamblea.versiones[0].compromisos), "compromiso", "compromisos")
                despues = f", con {aprobados}; consolidada el {fecha(consolidada.fecha)}"
            estado = f"Aprobada el {fecha(acta.fecha)} en {self.asamblea.evento.territorio}{despues}."
        return f"{estado} Completa, con sus plazos y sus responsables, en {self.direccion}"

    @property
    def rotulo_de_huella(self) -> str:
        """Lo que antecede a la huella."""
        version = self.asamblea.version
        cual = f" (versión {version.numero})" if version and version.numero > 1 else ""
        que = "la agenda consolidada" if self.asamblea.consolidada else "lo aprobado"
        return f"Huella SHA-256 de {que}{cual}:"

    @property
    def en_palabras(self) -> str:
        """La huella dicha en seis palabras; vacío si todavía no la hay."""
        huella = self.asamblea.huella
        return f"En seis palabras: {en_palabras(huella)}." if huella else ""

    @property
    def proximas(self) -> tuple[FechaDeAgenda, ...]:
        """Las fechas que adelanta la agenda de una hoja."""
        return self.asamblea.proximas_fechas(FECHAS_POR_HOJA)

    def hoja(self, crecida: float = 0.0) -> HojaDeAgenda:
        """La agenda en una hoja: títulos por turnos, mesa tras mesa, mientras quepan.

        `crecida` son los milímetros que el pie le quita de más, por lo largo del crédito.
        """
        ancho, alto = TAMANOS_PAPEL[self.asamblea.evento.papel]
        util = ancho - _MARGENES
        grupos = self.asamblea.grupos
        suyos = [self.asamblea.compromisos_de(g.numero) for g in grupos]
        agenda = self.asamblea.agenda_vigente
        titulo = agenda.titulo if agenda else _SIN_AGENDA.format(asamblea=self.asamblea)
        cuerpo = _ESCALA.talla(Medidor(self.fuentes), titulo, ancho).cuerpo
        sobre = self._renglones(self.asamblea.evento.sobretitulo, "negrita", _CUERPO_DE_TITULO, util - _MARCA)
        entrada = f"{self.cuenta} {self.entrada}"
        sobre += self._renglones(entrada, "negrita", _CUERPO_DE_TITULO, util - _MARCA)
        suya = self.asamblea.huella
        huella = f"{self.rotulo_de_huella} {' '.join(8 * [8 * '0'])} {self.en_palabras}"
        cierre = (
            _ENTRE_PARRAFOS + self._alto(huella, "negrita", _CUERPO_DE_HUELLA, util, 1.3) if suya else 0.0
        )
        titular = self._alto(titulo, "titular", cuerpo, util - _MARCA, 1.04)
        cabeza = max(_CABEZA, titular + _AIRE_DEL_TITULO + sobre * _RENGLON)
        libre = alto - _FIJO - _HOLGURA - crecida - cabeza - cierre - self._cierre(util)
        ejes = [
            (self._renglones(g.mesa.eje, "titular", _CUERPO_DE_EJE, util - _MARCA) - 1) * 4.4 for g in grupos
        ]
        de_mesas = sum(_MESA + eje for eje in ejes)
        if libre < sum(max(_CUENTA, _MESA + eje + _RENGLON + _AIRE_DE_TITULO) for eje in ejes):
            mesas = tuple(MesaEnHoja(g, len(cs), ()) for g, cs in zip(grupos, suyos, strict=True))
            hasta = accumulate(self._alto_apretada(g, util) for g in grupos)
            caben = sum(alto <= libre for alto in hasta)
            return HojaDeAgenda(mesas[:caben], True, len(mesas) - caben)
        medir = partial(
            self._renglones, letra="texto", cuerpo=_CUERPO_DE_TITULO, ancho=util - _MARCA - _CODIGO
        )
        altos = [[medir(c.titulo) * _RENGLON + _AIRE_DE_TITULO for c in cs] for cs in suyos]
        aviso = _RENGLON + _AIRE_DE_TITULO
        # La cuenta de una mesa es más alta que su nombre, y que su nombre con un solo título.
        minimos = [max(0.0, _CUENTA - _MESA - eje) for eje in ejes]
        cuantos = repartir(altos, libre - de_mesas, aviso, minimos)
        return HojaDeAgenda(
            tuple(MesaEnHoja(g, len(cs), cs[:n]) for g, cs, n in zip(grupos, suyos, cuantos, strict=True)),
            False,
            0,
        )

    def _alto_apretada(self, g: Grupo, util: float) -> float:
        """Los milímetros de una mesa sin sus títulos."""
        texto = f"Mesa {g.numero}. {g.mesa.eje}"
        ademas = self._renglones(texto, "texto", _CUERPO_APRETADO, util - _CUENTA_APRETADA) - 1
        return _MESA_APRETADA + ademas * _CUERPO_APRETADO * 1.28 * MM_POR_PUNTO

    def _cierre(self, ancho: float) -> float:
        """Los milímetros que el cierre pide de más, por lo largo de las fechas que adelanta."""
        fechas = "; ".join(f"{f.plazo.nombre}, {f.compromiso.codigo}" for f in self.proximas)
        texto = f"Las que vienen, desde el {fecha(self.asamblea.fecha_de_referencia)}: {fechas}."
        renglones = self._renglones(texto, "texto", _CUERPO_DE_HUELLA, ancho)
        return max(0, renglones - _RENGLONES_DE_CIERRE) * _CUERPO_DE_HUELLA * 1.28 * MM_POR_PUNTO

    def _renglones(self, texto: str, letra: TipoDeLetra, cuerpo: float, ancho: float) -> int:
        """Los que ocupa `texto` en `ancho` mm, a ese cuerpo en puntos."""
        return len(Medidor(self.fuentes).partir(texto, letra, ancho / (cuerpo * MM_POR_PUNTO)))

    def _alto(self, texto: str, letra: TipoDeLetra, cuerpo: float, ancho: float, interlinea: float) -> float:
        return self._renglones(texto, letra, cuerpo, ancho) * cuerpo * interlinea * MM_POR_PUNTO


def repartir(
    altos: Sequence[Sequence[float]], libre: float, aviso: float, minimos: Sequence[float] = ()
) -> tuple[int, ...]:
    """Cuántos títulos muestra cada mesa en `libre` mm; `altos` es lo que mide cada uno.

    Por turnos y en orden; a la que no muestra todos se le aparta el `aviso` que lo dice. `minimos` es lo que
    cada mesa ocupa aunque muestre menos; sin ellos, nada.
    """
    puestos, pisos = [0] * len(altos), minimos or [0.0] * len(altos)

    def gasto() -> float:
        return sum(
            max(piso, sum(cada[:n]) + aviso * (n < len(cada)))
            for cada, n, piso in zip(altos, puestos, pisos, strict=True)
        )

    vivas = [i for i, cada in enumerate(altos) if cada]
    while vivas:
        for i in tuple(vivas):
            puestos[i] += 1
            if gasto() > libre:
                puestos[i] -= 1
                vivas.remove(i)
            elif puestos[i] == len(altos[i]):
                vivas.remove(i)
    return tuple(puestos)
