"""Los datos abiertos de una agenda: lo que dicen el JSON y las tablas, con el crédito y la licencia al lado.

De estos modelos salen el JSON Schema, las columnas de las tablas y el diccionario de datos.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Literal, Self

from pydantic import ValidationError, model_validator

from generador.modelo.aprobado.cobertura import ClaseDeDestino
from generador.modelo.aprobado.contenido import Contenido, HojaRecibida, firmar
from generador.modelo.aprobado.erratas import con_la_escrita
from generador.modelo.asamblea import Licencia
from generador.modelo.campos import nombres
from generador.modelo.datos.agenda import Agenda, Consolidacion, Errata, Rectificacion
from generador.modelo.datos.aporte import Aporte
from generador.modelo.datos.comun.evidencia import SIN_SOPORTE
from generador.modelo.datos.comun.plazo import Precision
from generador.modelo.datos.seguimiento import Avance, EstadoDeCompromiso, Seguimiento
from generador.modelo.publico.cifras import Cifra
from generador.modelo.tipos import Fecha, Hora, Modelo

FORMATO: Literal["asambleas/datos-abiertos/1"] = "asambleas/datos-abiertos/1"
AVISO_BORRADOR = "BORRADOR: la plenaria todavía no ha aprobado esta agenda."
AVISO_DEMOSTRACION = "DATOS DE DEMOSTRACIÓN: los resultados y la agenda son inventados."


class PlazoAbierto(Modelo):
    """Un hito de un compromiso."""

    fecha: str
    """Como se normalizó: 2024-02-15, 2024-02, 2024-T3, 2024-S1, 2024 o sin_fecha."""
    precision: Precision
    """Hasta dónde se sabe: dia, mes, trimestre, semestre, anio o sin_fecha."""
    desde: Fecha | None = None
    """Primer día que abarca."""
    hasta: Fecha | None = None
    """Último día que abarca, inclusive."""
    nombre: str
    """La misma fecha, en palabras."""
    que: str | None = None
    """Qué ha de estar hecho, o empezar."""


class CompromisoAbierto(Modelo):
    """Un compromiso vigente, con su seguimiento."""

    codigo: str
    """Código estable: no cambia ni se reutiliza."""
    mesa: int
    """Número de la mesa de trabajo."""
    eje: str
    """Tema de esa mesa."""
    titulo: str
    """El compromiso en pocas palabras."""
    texto: str
    """Qué se compromete a hacer."""
    como: str | None = None
    """De qué manera."""
    responsables: tuple[str, ...] = ()
    """Organizaciones y entidades que responden."""
    cuando: str | None = None
    """El plazo, con las palabras con que se acordó."""
    plazos: tuple[PlazoAbierto, ...] = ()
    """El mismo plazo en fechas, una por hito."""
    aportes: tuple[str, ...]
    """Códigos de los aportes de donde nace."""
    estado: EstadoDeCompromiso
    """En qué va: sin_iniciar, en_marcha, cumplido, aplazado o no_viable."""
    sin_reporte_desde: Fecha | None = None
    """Fecha del último avance o, si no hay, de la aprobación; vacío en un borrador."""
    direccion: str
    """Su página."""


class FechaAbierta(PlazoAbierto):
    """Un renglón de la tabla por fecha: un hito y su compromiso."""

    compromiso: str
    """Código del compromiso."""
    mesa: int
    """Número de la mesa de trabajo."""
    titulo: str
    """Título del compromiso."""
    direccion: str
    """Página del compromiso."""


class DeDondeEsUnAporte(Modelo):
    """El código de un aporte y las partes que nombra."""

    codigo: str
    """Código: mesa, sub-mesa y número de la necesidad."""
    mesa: int
    """Número de la mesa de trabajo."""
    submesa: str
    """Código de la sub-mesa."""


class AporteAbierto(Aporte, DeDondeEsUnAporte):
    """Lo que entregó una sub-mesa, con todos sus campos, y qué pasó con ello."""

    destino: ClaseDeDestino
    """recogido (es, solo, un compromiso), fusionado (con otros), por_fuera (con razón) o sin_destino."""
    compromisos: tuple[str, ...] = ()
    """Códigos de los compromisos que lo recogen."""
    razon: str | None = None
    """Por qué quedó por fuera."""
    demostracion: bool
    """Si es inventado para mostrar el sistema."""


class AvanceAbierto(Modelo):
    """Un reporte de seguimiento."""

    compromiso: str
    """Código del compromiso."""
    titulo: str
    """Título del compromiso."""
    fecha: Fecha
    """El día del que da cuenta."""
    numero: int = 1
    """Cuál es, entre los de ese compromiso y ese día."""
    estado: EstadoDeCompromiso
    """En qué quedó desde ese día."""
    texto: str
    """Qué se hizo o qué pasó."""
    fuente: str | None = None
    """La dirección donde se comprueba, si es un enlace."""
    soporte: str
    """Con qué se comprueba: el enlace, el documento y quién lo guarda, la foto, o «sin soporte publicado»."""
    reporta: str
    """La organización que lo reporta."""
    demostracion: bool
    """Si es inventado para mostrar el sistema."""


_DEL_AVANCE = tuple(c for c in nombres(Avance) if c in nombres(AvanceAbierto))
"""Lo que pasa igual."""


class MesaAbierta(Modelo):
    """Una mesa de trabajo."""

    numero: int
    """Su número."""
    eje: str
    """Su tema."""
    definicion: str | None = None
    """De qué trata, en la metodología."""


class JornadaAbierta(Modelo):
    """Un día de la asamblea en un lugar."""

    id: str
    """Con qué se la reconoce."""
    fecha: Fecha
    """El día."""
    inicio: Hora
    """A qué hora se anunció."""
    fin: Hora
    """Hasta qué hora; si es menor que la de inicio, del día siguiente."""
    sede: str | None = None
    """Dónde."""


class AsambleaAbierta(Modelo):
    """De qué asamblea es la agenda."""

    id: str
    """Su nombre en las direcciones."""
    codigo: str
    """Con qué empiezan los códigos de sus compromisos."""
    nombre: str
    """Nombre de la asamblea."""
    territorio: str
    """Dónde."""
    fecha: Fecha
    """El día en que se reunió, o el primero."""
    vigencia_desde: int
    """Primer año de la agenda."""
    vigencia_hasta: int
    """Último año de la agenda."""
    mesas: tuple[MesaAbierta, ...]
    """Las mesas de trabajo."""
    sobretitulo: str | None = None
    """Lo que va encima del nombre."""
    titular: str | None = None
    """El nombre corto con que se anuncia."""
    sede: str | None = None
    """Dónde se reunió, o el primero de sus lugares."""
    jornadas: tuple[JornadaAbierta, ...] = ()
    """Sus jornadas, si fueron varias."""
    objetivo: str | None = None
    """Para qué se reunió, según la metodología."""

    @property
    def ultimo_dia(self) -> date | None:
        """El día en que terminó, si fueron varios."""
        ultimo = max((j.fecha for j in self.jornadas), default=self.fecha)
        return ultimo if ultimo > self.fecha else None


ActoDeVersion = Literal["plenaria", "consolidacion"]


class VersionAbierta(Modelo):
    """Una versión publicada de la agenda."""

    numero: int
    """1 es la aprobada."""
    fecha: Fecha
    """Desde cuándo rige."""
    huella: str
    """SHA-256 de la versión."""
    erratas: int
    """Cuántas correcciones trajo."""
    acto: ActoDeVersion = "plenaria"
    """De qué acto es: lo que aprobó la «plenaria», y sus correcciones, o una «consolidacion», y las suyas."""


class CoberturaAbierta(Modelo):
    """Qué pasó con los aportes, en números."""

    total: int
    """Aportes entregados."""
    recogidos: int
    """Cuántos aportes son, solos, un compromiso."""
    fusionados: int
    """Cuántos aportes se juntaron con otros."""
    por_fuera: int
    """Cuántos aportes no son compromiso, con su razón."""
    sin_destino: int
    """Cuántos aportes nadie ha recogido ni explicado."""


class EntregasAbiertas(Modelo):
    """De cuántas sub-mesas son los aportes: sin esto, ninguna cuenta dice lo que le falta."""

    entregadas: int
    """Sub-mesas que entregaron su hoja."""
    previstas: int
    """Sub-mesas en que se dividieron las mesas."""
    faltan: tuple[str, ...] = ()
    """Códigos de las sub-mesas que no la entregaron."""

    @property
    def cifra(self) -> Cifra:
        """Lo mismo como cifra, para decirlo."""
        return Cifra(
            cuantos=self.entregadas, de=self.previstas, uno="sub-mesa", varios="sub-mesas", faltan=self.faltan
        )

    @model_validator(mode="after")
    def _cuadran(self) -> Self:
        if self.entregadas < 0 or self.entregadas + len(set(self.faltan)) != self.previstas:
            raise ValueError("las sub-mesas que entregaron y las que faltan no suman las previstas")
        return self


class AgendaAbierta(Modelo):
    """La agenda completa como dato abierto: lo que trae agenda.json."""

    formato: Literal["asambleas/datos-abiertos/1"] = FORMATO
    """Versión de esta forma de publicar."""
    credito: str
    """La frase del convenio que financia la actividad."""
    licencia: Licencia
    """Bajo qué condiciones se pueden usar estos datos."""
    direccion: str
    """La página de la agenda."""
    estado: Literal["borrador", "aprobada"]
    """Si la plenaria ya la aprobó."""
    demostracion: bool
    """Si es inventada para mostrar el sistema."""
    avisos: tuple[str, ...] = ()
    """Lo que hay que saber antes de usarla: si es borrador, si es de demostración."""
    version: int
    """Versión vigente; 0 mientras es borrador."""
    huella: str | None = None
    """SHA-256 de la versión vigente."""
    huella_aprobada: str | None = None
    """SHA-256 de lo aprobado: es la de «aprobado» en su forma canónica (jq -cjS .aprobado | sha256sum)."""
    asamblea: AsambleaAbierta
    """De qué asamblea es."""
    titulo: str
    """Nombre de la agenda."""
    presentacion: str | None = None
    """De qué se trata."""
    aprobado: Contenido
    """Lo que aprobó la plenaria, sin tocar; en un borrador, lo que tendría delante."""
    fe_de_erratas: tuple[Errata, ...] = ()
    """Las correcciones, en orden."""
    consolidaciones: tuple[Consolidacion, ...] = ()
    """Los actos que volvieron compromisos editados lo que aprobó la plenaria, en orden."""
    versiones: tuple[VersionAbierta, ...] = ()
    """Todas las que ha tenido."""
    compromisos: tuple[CompromisoAbierto, ...]
    """Los vigentes, con las correcciones aplicadas."""
    aportes: tuple[AporteAbierto, ...]
    """Los vigentes, con lo que pasó con cada uno."""
    cobertura: CoberturaAbierta
    """Las cuentas de los aportes."""
    entregas: EntregasAbiertas | None = None
    """De cuántas sub-mesas son esos aportes; ninguna huella lo cubre. Lo publicado antes no lo trae."""
    seguimiento: Seguimiento | None = None
    """Los avances reportados."""
    rectificaciones: tuple[Rectificacion, ...] = ()
    """Por qué cambió algo que ya estaba publicado; ninguna huella las cubre."""
    recibidos: tuple[HojaRecibida, ...] = ()
    """Los aportes que llegaron después del acto, con su fecha y su razón; ninguna huella los cubre."""

    @property
    def sellos(self) -> str:
        """Los avisos en un renglón."""
        return " ".join(self.avisos)

    @property
    def fechas(self) -> tuple[FechaAbierta, ...]:
        """Todos los hitos, por fecha; sin fecha, al final."""
        filas = [
            FechaAbierta(**dict(p), compromiso=c.codigo, mesa=c.mesa, titulo=c.titulo, direccion=c.direccion)
            for c in self.compromisos
            for p in c.plazos
        ]
        return tuple(sorted(filas, key=lambda f: (f.desde or date.max, f.hasta or date.max)))

    @property
    def avances(self) -> tuple[AvanceAbierto, ...]:
        """Los avances por fecha y, en un mismo día, por código."""
        if self.seguimiento is None:
            return ()
        suyo = {c.codigo: c for c in self.compromisos}
        suyos = sorted(self.seguimiento.avances, key=lambda a: (a.fecha, a.compromiso))
        return tuple(
            AvanceAbierto(
                **{campo: getattr(a, campo) for campo in _DEL_AVANCE}
                | {
                    "titulo": suyo[a.compromiso].titulo,
                    "fuente": a.soporte.enlace if a.soporte else None,
                    "soporte": a.soporte.texto(f"{suyo[a.compromiso].direccion}#seguimiento")
                    if a.soporte
                    else SIN_SOPORTE,
                    "demostracion": self.seguimiento.demostracion,
                }
            )
            for a in suyos
        )

    @classmethod
    def de_arbol(cls, arbol: dict[str, Any]) -> Self:
        """La agenda de un dato JSON ya leído. ValueError, con el lugar, si no está en regla."""
        try:
            return cls.model_validate(arbol)
        except ValidationError as error:
            lugar = ".".join(map(str, error.errors()[0]["loc"]))
            raise ValueError(f"no es un agenda.json en regla: revise «{lugar}»") from None

    def como_agenda(self) -> Agenda:
        """El mismo contenido como agenda.yml: la vuelta de los datos abiertos al modelo."""
        acta = self.aprobado.acta
        agenda = Agenda(
            titulo=self.titulo,
            presentacion=self.presentacion,
            demostracion=self.demostracion,
            compromisos=self.aprobado.compromisos,
            no_recogidos=self.aprobado.no_recogidos,
            aprobacion=firmar(self.aprobado, acta) if acta else None,
            consolidaciones=self.consolidaciones,
            fe_de_erratas=self.fe_de_erratas,
        )
        return con_la_escrita(agenda, self.huella_aprobada)
