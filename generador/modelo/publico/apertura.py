"""Arma la agenda abierta: lo que se calcula de lo firmado, y lo poco que además hay que declarar."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Self

from generador.modelo.aprobado.cobertura import cubrir
from generador.modelo.aprobado.contenido import Contenido, HojaRecibida, firmar, partes_de_consolidacion
from generador.modelo.aprobado.erratas import con_la_escrita, versiones_de
from generador.modelo.asamblea import Asamblea, Licencia, Sitio
from generador.modelo.campos import campos, nombres
from generador.modelo.datos.agenda import Agenda, Compromiso, Consolidacion, Errata, Rectificacion
from generador.modelo.datos.aprobada import AsambleaAprobada
from generador.modelo.datos.comun.plazo import Plazo
from generador.modelo.datos.evento import Estado, Evento
from generador.modelo.datos.seguimiento import (
    EstadoDeCompromiso,
    Seguimiento,
    SeguimientoDeCompromiso,
    seguir,
)
from generador.modelo.publico.abierto import (
    AVISO_BORRADOR,
    AVISO_DEMOSTRACION,
    AgendaAbierta,
    AporteAbierto,
    AsambleaAbierta,
    CoberturaAbierta,
    CompromisoAbierto,
    EntregasAbiertas,
    JornadaAbierta,
    MesaAbierta,
    PlazoAbierto,
    VersionAbierta,
)
from generador.modelo.publico.cifras import Cifra, cifra, cifras_de
from generador.modelo.tipos import Modelo, Parrafo, Titulo


class Declarado(Modelo):
    """Lo que una agenda abierta dice y no se puede calcular de lo firmado: ninguna huella lo cubre.

    Todo lo demás sale de aquí y de lo firmado, en `armar`: por eso quien verifica lo compara entero.
    """

    credito: Parrafo
    """El crédito."""
    licencia: Licencia
    """La licencia."""
    direccion: str
    """La dirección de la agenda."""
    direcciones: Mapping[str, str]
    """La dirección de cada compromiso."""
    demostracion: bool
    """Si es de demostración."""
    aportes_de_demostracion: tuple[str, ...]
    """Cuáles aportes son de demostración."""
    asamblea: AsambleaAbierta
    """De qué asamblea es, y los ejes de sus mesas."""
    titulo: Titulo
    """El título de la agenda."""
    presentacion: Parrafo | None
    """La presentación."""
    seguimiento: Seguimiento | None
    """Los avances de seguimiento."""
    rectificaciones: tuple[Rectificacion, ...] = ()
    """Las razones de lo que cambió después de publicado."""
    recibidos: tuple[HojaRecibida, ...] = ()
    """Los aportes recibidos después del acto."""
    entregas: EntregasAbiertas | None = None
    """De cuántas sub-mesas son los aportes."""

    @classmethod
    def en(cls, abierta: AgendaAbierta) -> Self:
        """Lo que declara una agenda abierta que viene de afuera."""
        comunes = [campo for campo in nombres(cls) if campo in nombres(type(abierta))]
        suyos: dict[str, Any] = {campo: getattr(abierta, campo) for campo in comunes}
        return cls(
            **suyos,
            direcciones={c.codigo: c.direccion for c in abierta.compromisos},
            aportes_de_demostracion=tuple(a.codigo for a in abierta.aportes if a.demostracion),
        )


def abrir(asamblea: Asamblea, sitio: Sitio, direccion: Callable[[str], str]) -> AgendaAbierta:
    """Los datos abiertos de `asamblea`; `direccion` da la de un compromiso por su código, y la de «»."""
    evento, agenda = asamblea.evento, asamblea.agenda_vigente
    declarado = Declarado(
        credito=asamblea.convenio.credito,
        licencia=sitio.licencia,
        direccion=direccion(""),
        direcciones={c.codigo: direccion(c.codigo) for c in asamblea.compromisos},
        demostracion=asamblea.demostracion,
        aportes_de_demostracion=asamblea.aportes_de_demostracion,
        asamblea=AsambleaAbierta(
            id=asamblea.id,
            codigo=evento.codigo,
            nombre=evento.nombre,
            territorio=evento.territorio,
            fecha=evento.primera.fecha,
            vigencia_desde=evento.vigencia.desde,
            vigencia_hasta=evento.vigencia.hasta,
            mesas=tuple(
                MesaAbierta(numero=m.numero, eje=m.eje, definicion=m.definicion) for m in asamblea.mesas.mesas
            ),
            sobretitulo=evento.sobretitulo,
            titular=evento.titular,
            sede=evento.sedes[0].nombre if evento.sedes else None,
            jornadas=_jornadas(evento) if evento.en_varias_jornadas else (),
            objetivo=asamblea.metodologia.objetivo,
        ),
        titulo=agenda.titulo if agenda else f"Agenda {evento.vigencia}",
        presentacion=agenda.presentacion if agenda else None,
        seguimiento=asamblea.seguimiento,
        rectificaciones=agenda.rectificaciones if agenda else (),
        recibidos=asamblea.recibidos,
        entregas=_entregas(cifras_de(asamblea).entregas),
    )
    return armar(
        declarado,
        asamblea.contenido_aprobado,
        agenda.fe_de_erratas if agenda else (),
        agenda.consolidaciones if agenda else (),
        aprobada=asamblea.estado == Estado.APROBADA,
        fijada=asamblea.aprobacion.huella if asamblea.aprobacion else None,
    )


def _entregas(cifra: Cifra) -> EntregasAbiertas:
    return EntregasAbiertas(entregadas=cifra.cuantos, previstas=cifra.de, faltan=cifra.faltan)


def _jornadas(evento: Evento) -> tuple[JornadaAbierta, ...]:
    return tuple(
        JornadaAbierta(
            id=j.id,
            fecha=j.fecha,
            inicio=j.horario.inicio,
            fin=j.horario.fin,
            sede=j.sede.nombre if j.sede else None,
        )
        for j in evento.jornadas
    )


def armar(
    declarado: Declarado,
    aprobado: Contenido,
    erratas: tuple[Errata, ...],
    consolidaciones: tuple[Consolidacion, ...] = (),
    *,
    aprobada: bool,
    fijada: str | None = None,
) -> AgendaAbierta:
    """La agenda abierta completa. ValueError si lo declarado no alcanza para lo firmado.

    `fijada` es la huella del acta escrita: solo cuenta si se retiró un dato personal: sin él no se recalcula.
    """
    acta = aprobado.acta
    # Una agenda ya firmada puede estar todavía en borrador: la huella la da el acta, y el sello, el estado.
    agenda = _agenda(declarado, aprobado, erratas, consolidaciones, fijada)
    versiones = versiones_de(agenda, aprobado)
    vigente = versiones[-1].contenido if versiones else aprobado
    declarado = segun_lo_firmado(declarado, vigente)
    titulo, presentacion = declarado.titulo, declarado.presentacion
    if vigente.titulo is not None:
        titulo, presentacion = vigente.titulo, vigente.presentacion
    codigos = {c.codigo for c in vigente.compromisos}
    ajenos = [a.compromiso for a in (declarado.seguimiento.avances if declarado.seguimiento else ())]
    if acta and not codigos.issuperset(ajenos):
        raise ValueError("hay un avance de un compromiso que no está en lo firmado")
    if {a.submesa for a in aprobado.aportes}.intersection(r.submesa for r in declarado.recibidos):
        raise ValueError("hay un aporte firmado de una hoja que dice haber llegado después")
    if (dichas := declarado.entregas) is not None:
        entregaron = {a.codigo.rpartition("-")[0] for a in aprobado.aportes}
        if entregaron.intersection(dichas.faltan) or len(entregaron) > dichas.entregadas:
            raise ValueError("hay un aporte firmado de una sub-mesa que no figura entre las que entregaron")
    historias = seguir(vigente.compromisos, declarado.seguimiento, acta.fecha) if acta else ()
    reservas = ((not aprobada, AVISO_BORRADOR), (declarado.demostracion, AVISO_DEMOSTRACION))
    cobertura = cubrir([a.codigo for a in aprobado.aportes], vigente.compromisos, vigente.no_recogidos)
    return AgendaAbierta(
        credito=declarado.credito,
        licencia=declarado.licencia,
        direccion=declarado.direccion,
        estado="aprobada" if aprobada else "borrador",
        demostracion=declarado.demostracion,
        avisos=tuple(texto for vale, texto in reservas if vale),
        version=versiones[-1].numero if versiones else 0,
        huella=versiones[-1].huella if versiones else None,
        huella_aprobada=agenda.aprobacion.huella if agenda.aprobacion else None,
        asamblea=declarado.asamblea,
        titulo=titulo,
        presentacion=presentacion,
        aprobado=aprobado,
        fe_de_erratas=erratas,
        consolidaciones=tuple(
            c.model_copy(update={"partes": partes_de_consolidacion(c.acto, c)}) for c in consolidaciones
        ),
        versiones=tuple(
            VersionAbierta(
                numero=v.numero, fecha=v.fecha, huella=v.huella, erratas=len(v.erratas), acto=v.acto
            )
            for v in versiones
        ),
        compromisos=_compromisos(declarado, vigente, historias),
        aportes=_aportes(declarado, vigente),
        cobertura=CoberturaAbierta(
            total=cobertura.total,
            recogidos=len(cobertura.recogidos),
            fusionados=len(cobertura.fusionados),
            por_fuera=len(cobertura.por_fuera),
            sin_destino=len(cobertura.sin_destino),
        ),
        entregas=declarado.entregas,
        seguimiento=declarado.seguimiento,
        rectificaciones=declarado.rectificaciones,
        recibidos=declarado.recibidos,
    )


def segun_lo_firmado(declarado: Declarado, vigente: Contenido) -> Declarado:
    """`declarado` con lo que sí se firmó, desde la tercera forma, en lugar de lo que él diga."""
    suya = vigente.asamblea
    if suya is None:
        return declarado
    entregaron = {h.submesa for h in suya.hojas}
    asamblea = declarado.asamblea.model_copy(update=de_la_copia(suya))
    return declarado.model_copy(
        update={
            "credito": suya.convenio.credito,
            "asamblea": asamblea,
            # Lo que se agrega después del acto también puede ser inventado.
            "demostracion": declarado.demostracion or suya.demostracion,
            "aportes_de_demostracion": tuple(
                a.codigo for a in vigente.aportes if a.submesa in suya.inventadas
            ),
            "entregas": _entregas(
                cifra([(s, s in entregaron) for s in suya.previstas], "sub-mesa", "sub-mesas")
            ),
        }
    )


def de_la_copia(suya: AsambleaAprobada) -> dict[str, Any]:
    """Los campos de `AsambleaAbierta` que salen de la copia firmada."""
    return {
        "id": suya.id,
        "codigo": suya.codigo,
        "nombre": suya.nombre,
        "territorio": suya.territorio,
        "fecha": suya.fecha,
        "vigencia_desde": suya.vigencia.desde,
        "vigencia_hasta": suya.vigencia.hasta,
        "mesas": tuple(MesaAbierta(numero=m.numero, eje=m.eje, definicion=m.definicion) for m in suya.mesas),
        "sede": suya.sede,
        "jornadas": tuple(
            JornadaAbierta(**{c: getattr(j, c) for c in nombres(JornadaAbierta)}) for j in suya.jornadas
        )
        if len(suya.jornadas) > 1
        else (),
    }


DE_LA_COPIA = frozenset(("credito", "demostracion", "aportes_de_demostracion", "entregas"))
"""Los campos enteros de `Declarado` que salen de la copia firmada."""


def sin_firmar(declarado: Declarado, aprobado: Contenido) -> tuple[str, ...]:
    """Lo que se declara y ninguna huella cubre, con las palabras del modelo; lo vacío no cuenta."""
    firmado = {"titulo", "presentacion"} if aprobado.rotulos else set()
    dichos = [c for c in campos(Declarado) if getattr(declarado, c.nombre) not in (None, (), {})]
    suya = aprobado.asamblea
    if suya is not None:
        firmado |= DE_LA_COPIA | {"asamblea"}
        if declarado.demostracion and not suya.demostracion:
            firmado -= {"demostracion"}
        de_ella = de_la_copia(suya)
        dichos += [c for c in campos(AsambleaAbierta) if c.nombre not in de_ella]
    return tuple((c.ayuda or c.nombre).rstrip(".").lower() for c in dichos if c.nombre not in firmado)


def _agenda(
    declarado: Declarado,
    aprobado: Contenido,
    erratas: tuple[Errata, ...],
    consolidaciones: tuple[Consolidacion, ...],
    fijada: str | None,
) -> Agenda:
    agenda = Agenda(
        titulo=declarado.titulo,
        compromisos=aprobado.compromisos,
        no_recogidos=aprobado.no_recogidos,
        aprobacion=firmar(aprobado, aprobado.acta) if aprobado.acta else None,
        consolidaciones=consolidaciones,
        fe_de_erratas=erratas,
    )
    return con_la_escrita(agenda, fijada)


def _compromisos(
    declarado: Declarado, vigente: Contenido, historias: tuple[SeguimientoDeCompromiso, ...]
) -> tuple[CompromisoAbierto, ...]:
    por_codigo = {h.compromiso.codigo: h for h in historias}
    ejes = {m.numero: m.eje for m in declarado.asamblea.mesas}
    filas = []
    for c in vigente.compromisos:
        historia = por_codigo.get(c.codigo)
        if c.mesa not in ejes:
            raise ValueError(f"falta la mesa {c.mesa}, la de {c.codigo}")
        if c.codigo not in declarado.direcciones:
            raise ValueError(f"falta el compromiso {c.codigo}, que está en lo firmado")
        filas.append(
            CompromisoAbierto(
                **{campo: getattr(c, campo) for campo in nombres(Compromiso) if campo != "plazos"},
                eje=ejes[c.mesa],
                plazos=tuple(_plazo(p) for p in c.hitos),
                estado=historia.estado if historia else EstadoDeCompromiso.SIN_INICIAR,
                sin_reporte_desde=historia.sin_reporte_desde if historia else None,
                direccion=declarado.direcciones[c.codigo],
            )
        )
    return tuple(filas)


def _plazo(p: Plazo) -> PlazoAbierto:
    return PlazoAbierto(
        fecha=p.fecha, precision=p.precision, desde=p.desde, hasta=p.hasta, nombre=p.nombre, que=p.que
    )


def _aportes(declarado: Declarado, vigente: Contenido) -> tuple[AporteAbierto, ...]:
    cobertura = cubrir([a.codigo for a in vigente.aportes], vigente.compromisos, vigente.no_recogidos)
    inventados = set(declarado.aportes_de_demostracion)
    return tuple(
        AporteAbierto(
            **dict(a),
            mesa=int(a.codigo.partition("-")[0].removeprefix("M")),
            submesa=a.codigo.rpartition("-")[0],
            destino=d.clase,
            compromisos=d.compromisos,
            razon=d.razon,
            demostracion=a.codigo in inventados,
        )
        for a, d in zip(vigente.aportes, cobertura.destinos, strict=True)
    )


def vigente(abierta: AgendaAbierta) -> Contenido:
    """Lo aprobado con la fe de erratas aplicada, calculado de nuevo desde los datos abiertos."""
    versiones = versiones_de(abierta.como_agenda(), abierta.aprobado)
    return versiones[-1].contenido if versiones else abierta.aprobado
