"""El informe de la asamblea ya resuelto: hechos, tablas y gráficas, iguales en la página y en el impreso."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from generador.catalogo.inventario import Artefacto
from generador.composicion.comun.idioma.fechas import dias_con_semana, fecha
from generador.composicion.comun.idioma.filtros import numero
from generador.composicion.comun.idioma.jornadas import POR_CONFIRMAR, horario_de_cada, nombres_de_sedes
from generador.composicion.informe.graficas import (
    Apilada,
    Barra,
    Grafica,
    Medio,
    apiladas,
    barras,
    linea_de_tiempo,
    tandas,
)
from generador.composicion.informe.programa import ProgramaDeJornada, programas
from generador.modelo.asamblea import Asamblea
from generador.modelo.datos.asistencia import UMBRAL, Cuadro
from generador.modelo.datos.comun.evidencia import SIN_SOPORTE
from generador.modelo.datos.mesas import Submesa
from generador.modelo.datos.seguimiento import EstadoDeCompromiso
from generador.modelo.publico.cifras import Cifras, asistencia_de, cifras_de, reportes_de
from generador.modelo.texto import enumerar, plural
from generador.modelo.tipos import hora_de

_TRAMAS_DE_ESTADO = {
    EstadoDeCompromiso.SIN_INICIAR: "vacia",
    EstadoDeCompromiso.EN_MARCHA: "rayas",
    EstadoDeCompromiso.CUMPLIDO: "llena",
    EstadoDeCompromiso.APLAZADO: "puntos",
    EstadoDeCompromiso.NO_VIABLE: "cuadros",
}
"""De lo vacío a lo lleno: lo cumplido es lo que más se ve."""


@dataclass(frozen=True, slots=True)
class FilaDeMesa:
    """Lo que entregó una mesa. `asistentes`: lo que suman sus sub-mesas, y cuántas lo dijeron."""

    numero: int
    eje: str
    submesas: int
    entregaron: int
    asistentes: str
    aportes: int
    completos: int
    compromisos: int


@dataclass(frozen=True, slots=True)
class FilaDeSubmesa:
    """Una sub-mesa: lo que escribió en su hoja de entrega."""

    submesa: Submesa
    asistentes: int | None
    aportes: tuple[str, ...]
    entrego: bool


@dataclass(frozen=True, slots=True)
class Anexo:
    """Un archivo publicado y su huella SHA-256."""

    titulo: str
    ruta: str
    huella: str


@dataclass(frozen=True)
class Informe:
    """Todo lo que el informe dice de una asamblea, para un medio."""

    asamblea: Asamblea
    medio: Medio
    medio_ancho: Medio
    """Ancho de las gráficas de muchas columnas, que no caben con su tabla al lado."""
    anexos: tuple[Anexo, ...] = ()

    @cached_property
    def hechos(self) -> tuple[tuple[str, str], ...]:
        """Rótulo y dato: lo que se sabe del encuentro."""
        a, e = self.asamblea, self.asamblea.evento
        asistieron = numero(a.asistencia.total) if a.asistencia else "sin registro de asistencia"
        lugar = f"{e.territorio}. {nombres_de_sedes(e) or POR_CONFIRMAR}"
        return (
            ("Encuentro", e.nombre),
            ("Proyecto", e.proyecto),
            ("Fecha", dias_con_semana(e.dias)),
            ("Horario", horario_de_cada(e)),
            ("Lugar", lugar),
            ("Personas previstas", numero(e.alcance)),
            ("Asistieron", asistieron),
            ("Convenio", f"{a.convenio.titulo}, {enumerar(x.nombre for x in a.convenio.entidades)}"),
            ("Metodología", a.metodologia.titulo),
        )

    @cached_property
    def programa(self) -> tuple[ProgramaDeJornada, ...]:
        """Los momentos de cada jornada, lo planeado y lo ejecutado."""
        return programas(self.asamblea.evento)

    @property
    def hay_ejecucion(self) -> bool:
        """Si de algún momento se anotó cómo fue."""
        return any(p.hay_ejecucion for p in self.programa)

    @cached_property
    def graficas_de_programa(self) -> tuple[Grafica, ...]:
        """Lo planeado contra lo ejecutado, por jornada; ninguna de la que no se anotó nada."""
        return tuple(
            g
            for i, p in enumerate(self.programa, start=1)
            if p.hay_ejecucion
            for g in self._grafica_de_programa(p, f"-j{i}" if p.rotulo else "")
        )

    def _grafica_de_programa(self, programa: ProgramaDeJornada, cola: str) -> tuple[Grafica, ...]:
        tramos, puntas = programa.tramos, programa.puntas
        horas = range(-(-puntas[0] // 60), puntas[1] // 60 + 1)
        marcas = [(60 * h, f"{hora_de(60 * h).hour % 12 or 12}:00") for h in horas]
        titulo = "Programa: planeado y ejecutado"
        return self._por_tandas(
            f"g-programa{cola}",
            f"{titulo}. {programa.rotulo}" if programa.rotulo else titulo,
            [(x.rotulo, "" if x.ejecutado else "sin registro") for x in tramos],
            self.medio_ancho,
            lambda id_, titulo, cuales: linea_de_tiempo(
                id_, titulo, "Momento", tramos[cuales], marcas, self.medio_ancho, puntas
            ),
        )

    def _por_tandas(
        self,
        id_: str,
        titulo: str,
        rotulos: Sequence[tuple[str, str]],
        medio: Medio,
        hacer: Callable[[str, str, slice], Grafica],
    ) -> tuple[Grafica, ...]:
        """La gráfica, o las que hagan falta para que cada una quepa en una hoja."""
        cortes = list(tandas(rotulos, medio))
        if len(cortes) == 1:
            return (hacer(id_, titulo, cortes[0]),)
        return tuple(
            hacer(f"{id_}-{i}", f"{titulo} ({i} de {len(cortes)})", corte)
            for i, corte in enumerate(cortes, start=1)
        )

    def _barras(
        self, id_: str, titulo: str, columnas: tuple[str, str], datos: Sequence[Barra]
    ) -> tuple[Grafica, ...]:
        mayor = max((b.valor or 0 for b in datos), default=0)
        rotulos = [(b.rotulo, b.texto) for b in datos]
        return self._por_tandas(
            id_,
            titulo,
            rotulos,
            self.medio,
            lambda i, t, cuales: barras(i, t, columnas, datos[cuales], self.medio, mayor),
        )

    def _apiladas(
        self, id_: str, titulo: str, series: Sequence[tuple[str, str]], datos: Sequence[Apilada]
    ) -> tuple[Grafica, ...]:
        mayor = max((sum(d.partes) for d in datos), default=0)
        rotulos = [(d.rotulo, str(sum(d.partes))) for d in datos]
        return self._por_tandas(
            id_,
            titulo,
            rotulos,
            self.medio_ancho,
            lambda i, t, cuales: apiladas(i, t, "Mesa", series, datos[cuales], self.medio_ancho, mayor),
        )

    @cached_property
    def asistencia(self) -> tuple[tuple[Cuadro, tuple[Grafica, ...]], ...]:
        """Cada cuadro con sus gráficas."""
        suya = self.asamblea.asistencia
        return tuple((c, self._de_cuadro(c)) for c in suya.cuadros) if suya else ()

    def _de_cuadro(self, cuadro: Cuadro) -> tuple[Grafica, ...]:
        datos = [
            Barra(
                self._con_eje(c.categoria) if cuadro.variable == "mesa" else c.categoria,
                c.personas,
                cuadro.en_vez_del_numero if c.personas is None else numero(c.personas),
            )
            for c in cuadro.conteos
        ]
        titulo = f"Asistencia por {cuadro.nombre.lower()}"
        id_ = f"g-{cuadro.variable.replace('_', '-')}"
        return self._barras(id_, titulo, (cuadro.nombre, "Personas"), datos)

    def _con_eje(self, categoria: str) -> str:
        """«Mesa 2» con su eje al lado, si existe."""
        ejes = {f"Mesa {m.numero}": m.eje for m in self.asamblea.mesas.mesas}
        return f"{categoria}. {ejes[categoria]}" if categoria in ejes else categoria

    @property
    def asistencia_relativa(self) -> str:
        """«463 de 500 personas previstas (92,6 %)»."""
        suya = asistencia_de(self.asamblea)
        assert suya is not None
        return suya.con_porcentaje

    @cached_property
    def cifras(self) -> Cifras:
        """Cifras de toda la asamblea, con quiénes faltan."""
        return cifras_de(self.asamblea)

    @property
    def filas_del_registro(self) -> str:
        """En qué paró cada fila de la exportación; vacío si no se anotó."""
        suya = self.asamblea.asistencia
        return f"El registro trae {suya.filas.cuenta}." if suya and suya.filas else ""

    @property
    def nota_de_ocultos(self) -> str:
        """Por qué hay renglones sin número; vacío si no los hay."""
        if not any(c.ocultos for c, _ in self.asistencia):
            return ""
        return (
            f"Los conteos de menos de {UMBRAL} personas no se publican, para que nadie sea reconocible; "
            "tampoco los que permitirían calcularlos por resta."
        )

    @cached_property
    def mesas(self) -> tuple[FilaDeMesa, ...]:
        """Un renglón por mesa."""
        return tuple(self._mesa(g.numero) for g in self.asamblea.grupos)

    def _mesa(self, cual: int) -> FilaDeMesa:
        a = self.asamblea
        suyas = [s for s in self.submesas if s.submesa.mesa == cual]
        c = cifras_de(a, cual)
        asistentes = "Sin dato"
        if c.contadas.cuantos:
            asistentes = numero(c.personas) + ("" if c.contadas.completa else f" (en {c.contadas.texto})")
        return FilaDeMesa(
            numero=cual,
            eje=a.mesa(cual).eje,
            submesas=len(suyas),
            entregaron=c.entregas.cuantos,
            asistentes=asistentes,
            aportes=c.con_plan.de,
            completos=c.con_plan.cuantos,
            compromisos=len(a.compromisos_de(cual)),
        )

    @cached_property
    def submesas(self) -> tuple[FilaDeSubmesa, ...]:
        """Un renglón por sub-mesa, haya entregado o no."""
        por_codigo = {r.submesa: r for r in self.asamblea.a_tiempo}
        aportes: dict[str, list[str]] = {}
        for x in self.asamblea.aportes:
            aportes.setdefault(x.submesa, []).append(x.codigo)
        return tuple(
            FilaDeSubmesa(
                s,
                por_codigo[s.codigo].asistentes if s.codigo in por_codigo else None,
                tuple(aportes.get(s.codigo, ())),
                s.codigo in por_codigo,
            )
            for s in self.asamblea.submesas
        )

    @cached_property
    def graficas_de_resultados(self) -> tuple[Grafica, ...]:
        """Aportes completos y por completar, por mesa."""
        series = (("completos", "llena"), ("por completar", "rayas"))
        datos = [Apilada(_rotulo(m), (m.completos, m.aportes - m.completos)) for m in self.mesas]
        return self._apiladas("g-resultados", "Aportes por mesa", series, datos)

    @cached_property
    def graficas_de_compromisos(self) -> tuple[Grafica, ...]:
        """Cuántos compromisos tiene cada mesa."""
        datos = [Barra(_rotulo(m), m.compromisos, numero(m.compromisos)) for m in self.mesas]
        return self._barras("g-compromisos", "Compromisos por mesa", ("Mesa", "Compromisos"), datos)

    @cached_property
    def graficas_de_cobertura(self) -> tuple[Grafica, ...]:
        """Qué pasó con los aportes de cada mesa."""
        clases = ("recogido", "fusionado", "por_fuera", "sin_destino")
        series = (
            ("recogidos", "llena"),
            ("unidos a otros", "rayas"),
            ("por fuera, con razón", "vacia"),
            ("sin destino", "puntos"),
        )
        mesa_de = {x.codigo: x.mesa for x in self.asamblea.aportes}
        datos = []
        for m in self.mesas:
            suyos = [d for d in self.asamblea.cobertura.destinos if mesa_de.get(d.aporte) == m.numero]
            datos.append(Apilada(_rotulo(m), tuple(sum(d.clase == c for d in suyos) for c in clases)))
        return self._apiladas("g-cobertura", "Qué pasó con los aportes", series, datos)

    @cached_property
    def graficas_de_seguimiento(self) -> tuple[Grafica, ...]:
        """En qué van los compromisos de cada mesa; ninguna si no hay seguimiento."""
        if not self.asamblea.seguimiento or not self.asamblea.historias:
            return ()
        datos = [
            Apilada(_rotulo(m), tuple(n for _, n in r.cuentas))
            for m, r in zip(self.mesas, self.asamblea.resumen_de_seguimiento, strict=True)
        ]
        series = tuple((e.nombre, _TRAMAS_DE_ESTADO[e]) for e in EstadoDeCompromiso)
        return self._apiladas("g-seguimiento", "Estado de los compromisos", series, datos)

    @property
    def reportes(self) -> str:
        """Cuántos compromisos deben el reporte que ya se esperaba, de cuántos, y cuáles."""
        al_dia = reportes_de(self.asamblea)
        todos = plural(al_dia.de, "compromiso", "compromisos")
        if al_dia.completa:
            return f"De {todos}, ninguno debe reporte a esa fecha."
        deben = plural(len(al_dia.faltan), "debe", "deben")
        return f"De {todos}, {deben} su reporte a esa fecha: {al_dia.nombrados}."

    @property
    def soporte(self) -> str:
        """Cuántos avances dicen con qué se comprueban, de cuántos; vacío si no hay ninguno."""
        avances = [a for h in self.asamblea.historias for a in h.avances]
        sin = sum(a.soporte is None for a in avances)
        if not avances:
            return ""
        if not sin:
            return f"De {plural(len(avances), 'avance reportado', 'avances reportados')}, todos con soporte."
        return (
            f"De {plural(len(avances), 'avance reportado', 'avances reportados')}, {len(avances) - sin} con "
            f"soporte y {sin} {SIN_SOPORTE}."
        )

    @property
    def corte(self) -> str:
        """Hasta qué día se sabe."""
        return fecha(self.asamblea.fecha_de_referencia)


def _rotulo(mesa: FilaDeMesa) -> str:
    return f"Mesa {mesa.numero}. {mesa.eje}"


def anexos_de(
    artefactos: Sequence[Artefacto], otros: Sequence[tuple[str, str]], huellas: Mapping[str, str]
) -> tuple[Anexo, ...]:
    """Los documentos de toda la asamblea y de cada mesa con su huella, y los `otros` (título y ruta).

    Lo de cada sub-mesa, que son muchos, va en la lista publicada.
    """
    documentos = [
        (a.titulo, a.ruta) for a in artefactos if a.clase == "documento" and "submesa" not in a.asunto.modelos
    ]
    return tuple(
        Anexo(titulo, ruta, huellas[ruta]) for titulo, ruta in (*documentos, *otros) if ruta in huellas
    )
