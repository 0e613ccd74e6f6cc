"""La asamblea entera: lo que dicen sus archivos y lo que de ellos se calcula."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any

from pydantic import Field

from generador.modelo.aprobado.cobertura import Cobertura, Destino, cubrir
from generador.modelo.aprobado.contenido import (
    AporteDeAgenda,
    Contenido,
    HojaRecibida,
    con_codigo,
    contenido_de,
    recibidas,
)
from generador.modelo.aprobado.copia import copia_de
from generador.modelo.aprobado.erratas import Version, versiones_de
from generador.modelo.aprobado.organizaciones import Organizacion, reunir
from generador.modelo.datos.agenda import CAMPOS_DE_AGENDA, Agenda, Aprobacion, Compromiso, NoRecogido
from generador.modelo.datos.aporte import Resultado
from generador.modelo.datos.aprobada import AsambleaAprobada
from generador.modelo.datos.asistencia import Asistencia
from generador.modelo.datos.comun.aceptado import Aceptado
from generador.modelo.datos.comun.plazo import Plazo, Precision, sumar_meses
from generador.modelo.datos.convenio import Convenio
from generador.modelo.datos.evento import Estado, Evento, Turno
from generador.modelo.datos.mesas import Grupo, Mesa, Mesas, Submesa, conformar
from generador.modelo.datos.metodologia import Metodologia
from generador.modelo.datos.pasos import PasoProgramado, programar_pasos
from generador.modelo.datos.seguimiento import (
    MESES_ENTRE_REPORTES,
    ResumenDeMesa,
    Seguimiento,
    SeguimientoDeCompromiso,
    resumir,
    seguir,
)
from generador.modelo.texto import en_corto
from generador.modelo.tipos import (
    Enlace,
    EnlaceSeguro,
    Identificador,
    Linea,
    Modelo,
    Parrafo,
    Titulo,
)


class Licencia(Modelo):
    """Bajo qué condiciones se pueden usar los datos publicados."""

    nombre: Titulo = Field(title="Nombre de la licencia")
    """Cómo se llama la licencia: «CC BY 4.0»."""
    enlace: EnlaceSeguro = Field(title="Texto de la licencia")
    """La dirección https donde se lee la licencia completa."""


LICENCIA = Licencia(nombre="CC BY 4.0", enlace="https://creativecommons.org/licenses/by/4.0/deed.es")


class Sitio(Modelo):
    """El contenido de sitio.yml: lo común a todas las asambleas publicadas."""

    nombre: Titulo = Field(title="Nombre del sitio")
    """Cómo se llama el sitio: sale en la pestaña del navegador, en la portada y en cada página."""
    descripcion: Parrafo = Field(title="Descripción")
    """De qué trata el sitio, en una o dos frases: la muestran los buscadores y quien comparte un enlace."""
    direccion: Enlace = Field(title="Dirección pública")
    """Dirección pública, con «/» al final: va en los QR y en las citas."""
    contacto: Enlace | None = Field(None, title="Contacto")
    """El correo, teléfono o enlace que se declara para publicar: mailto:…, tel:… o https://…."""
    lema: Linea | None = Field(None, title="Lema")
    """Una frase corta al pie de todas las páginas."""
    no_son_personas: tuple[Titulo, ...] = Field((), title="Nombres que no son de personas")
    """Nombres que parecen de una persona y no lo son, para todas las asambleas. No se publica."""
    aceptado: tuple[Aceptado, ...] = Field((), title="Advertencias aceptadas")
    """Las advertencias de los archivos comunes que ya se decidió dejar, con su razón; no se publican."""
    licencia: Licencia = Field(LICENCIA, title="Licencia")
    """Bajo qué condiciones se pueden usar los datos publicados; si falta, CC BY 4.0."""


class FechaDeAgenda(Modelo):
    """Una fila de la tabla por fecha: un hito y el compromiso al que pertenece."""

    plazo: Plazo
    compromiso: Compromiso


class Asamblea(Modelo):
    """Un encuentro con todo lo suyo. `id` es el nombre de su carpeta y de su dirección web."""

    id: Identificador
    convenio: Convenio
    metodologia: Metodologia
    evento: Evento
    mesas: Mesas
    resultados: tuple[Resultado, ...] = ()
    agenda: Agenda | None = None
    seguimiento: Seguimiento | None = None
    asistencia: Asistencia | None = None

    @property
    def estado(self) -> Estado:
        """En qué punto del ciclo de vida está."""
        return self.evento.estado

    @cached_property
    def grupos(self) -> tuple[Grupo, ...]:
        """Las mesas con su gente y sus sub-mesas."""
        selladas = self.aprobacion.selladas if self.aprobacion else {}
        return conformar(self.mesas.mesas, self.evento.alcance, self.personas_por_submesa, selladas)

    @property
    def personas_por_submesa(self) -> int:
        """Cuántas personas van en cada sub-mesa: las que diga mesas.yml o, si no las dice, la metodología."""
        return self.mesas.personas_por_submesa or self.metodologia.personas_por_submesa

    @cached_property
    def submesas(self) -> tuple[Submesa, ...]:
        """Las sub-mesas, por mesa y número."""
        return tuple(s for g in self.grupos for s in g.submesas)

    def turno_de_mesa(self, numero: int) -> Turno | None:
        """Cuándo trabaja esa mesa: en su jornada o, si no dice cuál, en la primera que tenga mesas."""
        return self.evento.turno_de("mesas", self.mesa(numero).jornada)

    def grupos_en(self, turno: Turno) -> tuple[Grupo, ...]:
        """Las mesas que trabajan en ese momento, con su gente."""
        return tuple(g for g in self.grupos if self.turno_de_mesa(g.numero) == turno)

    def pasos_en(self, turno: Turno | None) -> tuple[PasoProgramado, ...]:
        """Los pasos de las mesas que trabajan en ese momento, con hora de reloj; vacío si no hay momento."""
        return programar_pasos(self.metodologia.pasos, turno.desde, turno.duracion) if turno else ()

    def pasos_de(self, mesa: int) -> tuple[PasoProgramado, ...]:
        """Los pasos de una mesa, con hora de reloj; vacío si el programa no dice cuándo trabaja."""
        return self.pasos_en(self.turno_de_mesa(mesa))

    @cached_property
    def aportes_entregados(self) -> tuple[AporteDeAgenda, ...]:
        """Los aportes como están en sus archivos, con su código, por mesa y sub-mesa."""
        return tuple(aporte for r in self._en_orden for aporte in con_codigo(r))

    @cached_property
    def _en_orden(self) -> tuple[Resultado, ...]:
        """Las hojas de las sub-mesas que hay, por mesa y sub-mesa, sin las que llegaron después del acto."""
        puesto = {s.codigo: i for i, s in enumerate(self.submesas)}
        suyas = (r for r in self.a_tiempo if r.submesa in puesto)
        return tuple(sorted(suyas, key=lambda r: puesto[r.submesa]))

    @cached_property
    def a_tiempo(self) -> tuple[Resultado, ...]:
        """Las hojas que no llegaron después del acto: de ellas sale lo que se aprueba."""
        tarde = {r.submesa for r in self.tardias}
        return tuple(r for r in self.resultados if r.submesa not in tarde)

    @cached_property
    def tardias(self) -> tuple[Resultado, ...]:
        """Las hojas que no estaban cuando se aprobó, se haya dicho por qué o no."""
        if self.agenda is None or self.aprobacion is None:
            return ()
        habia, dichas = self.aprobacion.submesas, {r.submesa for r in self.agenda.recibidos}
        return tuple(
            r for r in self.resultados if (r.submesa in dichas if habia is None else r.submesa not in habia)
        )

    @property
    def recibidos(self) -> tuple[HojaRecibida, ...]:
        """Lo que llegó después del acto y ya tiene su fecha y su razón, en el orden en que se anotó."""
        return recibidas(self.agenda.recibidos if self.agenda else (), self.tardias)

    @cached_property
    def copia(self) -> AsambleaAprobada:
        """Lo que un acta copiaría hoy de estos archivos."""
        return copia_de(
            self.id,
            self.evento,
            self.convenio,
            self.grupos,
            self._en_orden,
            demostracion=self.evento.demostracion or bool(self.agenda and self.agenda.demostracion),
        )

    @property
    def aportes(self) -> tuple[AporteDeAgenda, ...]:
        """Todos los aportes, con la fe de erratas aplicada."""
        return self.contenido.aportes

    @cached_property
    def aportes_de_demostracion(self) -> tuple[str, ...]:
        """Los códigos de los aportes inventados: ninguna huella los cubre, por eso no lo dicen ellos."""
        inventadas = {r.submesa for r in self.resultados if r.demostracion}
        return tuple(a.codigo for a in self.aportes_entregados if a.submesa in inventadas)

    @cached_property
    def contenido_aprobado(self) -> Contenido:
        """Lo que la plenaria aprobó, o lo que tendría delante si es borrador; sin erratas."""
        return contenido_de(self.agenda, self._derivados(), self.aportes_entregados, self.copia)

    @property
    def agenda_vigente(self) -> Agenda | None:
        """La agenda con el título y la presentación como quedaron tras la fe de erratas."""
        firmados = {c: getattr(self.contenido, c) for c in CAMPOS_DE_AGENDA}
        if self.agenda is None or firmados["titulo"] is None:
            return self.agenda
        return self.agenda.model_copy(update=firmados)

    @cached_property
    def versiones(self) -> tuple[Version, ...]:
        """La 1 es la aprobada; 2, 3… tras las erratas de cada fecha. Ninguna mientras es borrador."""
        return versiones_de(self.agenda, self.contenido_aprobado) if self.agenda else ()

    @property
    def version(self) -> Version | None:
        """La vigente; None mientras es borrador."""
        return self.versiones[-1] if self.versiones else None

    @property
    def contenido(self) -> Contenido:
        """El vigente: lo aprobado con la fe de erratas aplicada, o el borrador."""
        return self.version.contenido if self.version else self.contenido_aprobado

    @property
    def huella(self) -> str | None:
        """La huella de la versión vigente, la que se cita y se verifica; None mientras es borrador."""
        return self.version.huella if self.version else None

    @property
    def compromisos(self) -> tuple[Compromiso, ...]:
        """Los vigentes: consolidados o, si no los hay, uno por aporte completo en orden de sub-mesa."""
        return self.contenido.compromisos

    @property
    def no_recogidos(self) -> tuple[NoRecogido, ...]:
        """Los aportes dejados por fuera, con su razón vigente."""
        return self.contenido.no_recogidos

    def _derivados(self) -> tuple[Compromiso, ...]:
        completos = [a for a in self.aportes_entregados if a.completo]
        return tuple(
            Compromiso(
                codigo=f"{self.evento.codigo}-{i:03d}",
                mesa=a.mesa,
                titulo=en_corto(a.solucion or a.necesidad),
                texto=a.solucion or a.necesidad,
                como=a.como_de(a.codigo),
                responsables=a.quienes,
                cuando=a.cuando_de(a.codigo),
                aportes=(a.codigo,),
            )
            for i, a in enumerate(completos, start=1)
        )

    @cached_property
    def cobertura(self) -> Cobertura:
        """El destino de cada aporte."""
        codigos = [a.codigo for a in self.aportes_entregados]
        return cubrir(codigos, self.compromisos, self.no_recogidos)

    def destino_de(self, aporte: str) -> Destino:
        """Qué pasó con el aporte de ese código; KeyError si no existe."""
        return {d.aporte: d for d in self.cobertura.destinos}[aporte]

    @property
    def aprobacion(self) -> Aprobacion | None:
        """El acta tal como se firmó, con su huella; None mientras es borrador."""
        return self.agenda.aprobacion if self.agenda else None

    @property
    def consolidada(self) -> Version | None:
        """La versión que dejó el último acto que consolidó lo de la plenaria; None si no lo hay."""
        return next((v for v in reversed(self.versiones) if v.consolidacion), None)

    @property
    def fecha_de_referencia(self) -> date:
        """Contra qué día se cuentan plazos y silencios: seguimiento.yml, el acta o el fin del encuentro."""
        if self.seguimiento:
            return self.seguimiento.fecha_de_referencia
        return self.aprobacion.fecha if self.aprobacion else self.evento.ultima.fecha

    @cached_property
    def fechas(self) -> tuple[FechaDeAgenda, ...]:
        """Todos los hitos de todos los compromisos, por fecha; los que no tienen, al final."""
        filas = [FechaDeAgenda(plazo=p, compromiso=c) for c in self.compromisos for p in c.hitos]
        return tuple(sorted(filas, key=lambda f: f.plazo.orden))

    @cached_property
    def fechas_por_anio(self) -> tuple[tuple[str, tuple[FechaDeAgenda, ...]], ...]:
        """Las mismas filas bajo «2024», «2025»… y, al final, «sin fecha»."""
        grupos: dict[str, list[FechaDeAgenda]] = {}
        for fila in self.fechas:
            desde = fila.plazo.desde
            grupos.setdefault(str(desde.year) if desde else "sin fecha", []).append(fila)
        return tuple((nombre, tuple(filas)) for nombre, filas in grupos.items())

    def proximas_fechas(self, cuantas: int | None = None) -> tuple[FechaDeAgenda, ...]:
        """Los hitos con fecha que a la de referencia no han terminado, por fecha; `cuantas` como máximo."""
        dia = self.fecha_de_referencia
        fechadas = (f for f in self.fechas if f.plazo.precision != Precision.SIN_FECHA)
        vivas = [f for f in fechadas if not f.plazo.cumplido_el(dia)]
        return tuple(vivas[:cuantas])

    @cached_property
    def historias(self) -> tuple[SeguimientoDeCompromiso, ...]:
        """El seguimiento de cada compromiso, en el orden de la agenda; vacío mientras es borrador."""
        return seguir(self.compromisos, self.seguimiento, self.aprobacion.fecha) if self.aprobacion else ()

    def historia(self, codigo: str) -> SeguimientoDeCompromiso | None:
        """El seguimiento de ese compromiso; None si no existe o es borrador."""
        return next((h for h in self.historias if h.compromiso.codigo == codigo), None)

    @cached_property
    def resumen_de_seguimiento(self) -> tuple[ResumenDeMesa, ...]:
        """Cuántos compromisos van en cada estado, mesa por mesa; vacío mientras es borrador."""
        if not self.historias:
            return ()
        return tuple(
            resumir(m.numero, [h for h in self.historias if h.compromiso.mesa == m.numero])
            for m in self.mesas.mesas
        )

    @property
    def primer_reporte(self) -> date | None:
        """Para cuándo se deben los primeros reportes: tres meses después de aprobar."""
        return sumar_meses(self.aprobacion.fecha, MESES_ENTRE_REPORTES) if self.aprobacion else None

    @property
    def destacado(self) -> Compromiso:
        """El compromiso que se cita en piezas: el que escogió el equipo o, si no, el primero."""
        elegido = self.agenda.destacado if self.agenda else None
        return next((c for c in self.compromisos if c.codigo == elegido), self.compromisos[0])

    @property
    def demostracion(self) -> bool:
        """Si algo de lo que publica es inventado para mostrar el sistema."""
        return (
            self.evento.demostracion
            or any(r.demostracion for r in self.resultados)
            or bool(self.agenda and self.agenda.demostracion)
            or bool(self.seguimiento and self.seguimiento.demostracion)
            or bool(self.asistencia and self.asistencia.demostracion)
        )

    @property
    def hay_agenda(self) -> bool:
        """Si el estado ya permite mostrar compromisos."""
        return self.estado in (Estado.BORRADOR, Estado.APROBADA) and bool(self.compromisos)

    def mesa(self, numero: int) -> Mesa:
        """La mesa de ese número; KeyError si no existe."""
        for mesa in self.mesas.mesas:
            if mesa.numero == numero:
                return mesa
        raise KeyError(numero)

    def compromisos_de(self, numero: int) -> tuple[Compromiso, ...]:
        """Los compromisos de una mesa."""
        return tuple(c for c in self.compromisos if c.mesa == numero)

    def compromisos_con_lo_de(self, numero: int) -> tuple[Compromiso, ...]:
        """Los compromisos de otras mesas que recogen algún aporte de esta."""
        suyos = {a.codigo for a in self.aportes_de(numero)}
        return tuple(c for c in self.compromisos if c.mesa != numero and suyos & set(c.aportes))

    def aportes_de(self, numero: int) -> tuple[AporteDeAgenda, ...]:
        """Los aportes de una mesa."""
        return tuple(a for a in self.aportes if a.mesa == numero)

    @cached_property
    def organizaciones(self) -> tuple[Organizacion, ...]:
        """Las organizaciones que responden por un compromiso o que un aporte nombra, por orden alfabético."""
        return reunir(self.compromisos, self.aportes)

    @property
    def asistentes(self) -> int:
        """Cuántas personas fueron: las del registro o, sin él, las que contaron las sub-mesas."""
        if self.asistencia is not None:
            return self.asistencia.total
        return sum(r.asistentes or 0 for r in self.a_tiempo)

    def publicable(self) -> Asamblea:
        """La misma asamblea sin los nombres que nadie autorizó: lo único que llega a una salida."""
        return self.con(resultados=tuple(r.publicable() for r in self.resultados))

    def con(self, **cambios: Any) -> Asamblea:
        """La misma con esos campos, que no se validan; nada de lo ya calculado de esta pasa a ella."""
        return Asamblea.model_construct(**{**dict(self), **cambios})


class Proyecto(Modelo):
    """Todo lo que se publica: el sitio y sus asambleas, de la más reciente a la más antigua."""

    sitio: Sitio
    asambleas: tuple[Asamblea, ...]
