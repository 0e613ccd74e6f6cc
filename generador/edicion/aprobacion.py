"""Aprobar una agenda: prepara los archivos, los revisa y solo entonces escribe."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from secrets import token_hex
from typing import Any

from generador.carga.cargar import Comun, releer
from generador.carga.pedido import de_orden
from generador.construccion.recordada import examinar_entero
from generador.edicion.diario import Lectura, cambiar
from generador.edicion.escritor import poner
from generador.edicion.metodologia import metodologia_entera
from generador.edicion.propuesto import situados
from generador.errores import ErrorDeDatos, ErrorDeUso, Hallazgo
from generador.modelo.aprobado.contenido import firmar
from generador.modelo.aprobado.metodo import metodo_de
from generador.modelo.asamblea import Asamblea
from generador.modelo.campos import valores
from generador.modelo.datos.agenda import Acta, Agenda
from generador.modelo.datos.aporte import Resultado
from generador.modelo.datos.evento import Estado, Evento
from generador.modelo.datos.metodologia import Metodologia
from generador.modelo.datos.pendiente import POR_TRANSCRIBIR
from generador.modelo.expediente import Expediente
from generador.modelo.fuente import Fuente
from generador.modelo.publico.cifras import cifras_de
from generador.modelo.texto import enumerar, plural
from generador.modelo.tipos import Modelo
from generador.revision import revisar, revisar_entre_todas, votacion
from generador.revision.ciclo import antes_de_tiempo
from generador.revision.hoy import ayuda_de_futuro, hoy

SIN_HUELLA = "0" * 64
"""La huella de una errata mientras no se ha calculado la suya."""


@dataclass(frozen=True, slots=True)
class Propuesta:
    """Un cambio ya revisado: qué hace, en palabras, y cómo quedan los archivos."""

    resumen: str
    archivos: Mapping[Path, bytes]
    huella: str
    lectura: Lectura
    """Lo que había cuando se propuso: mientras se pregunta, alguien puede guardar otra cosa."""

    def escribir(self) -> None:
        """Lo pone en el disco. ErrorDeUso, sin tocar nada, si algo de lo leído cambió."""
        cambiar(self.lectura, self.archivos)


def lectura_de(raiz: Path, id_: str) -> Lectura:
    """Los archivos de los que depende un acto de esa asamblea: los suyos y los comunes."""
    datos = raiz / "datos"
    return Lectura.tomar(
        raiz, datos / id_, datos / "convenios", datos / "metodologia.yml", datos / "sitio.yml"
    )


def proponer_aprobacion(raiz: Path, id_: str, acto: Mapping[str, Any]) -> Propuesta:
    """La aprobación de la agenda de `id_` con los datos de `acto`, los campos de `Acta`.

    ErrorDeUso si ya está aprobada, si no hay qué aprobar, si falta destino a algún aporte o si el acto no
    sirve; ErrorDeDatos si los datos tienen errores, o los tendrían aprobados. No escribe nada.
    """
    lectura = lectura_de(raiz, id_)
    # También lo que no cabe: ya aprobado, solo se podría acortar con erratas.
    examen = examinar_entero(raiz, id_)
    expediente = examen.expediente(id_)
    asamblea = expediente.asamblea
    _exigir_aprobable(asamblea)
    acta = de_orden(Acta, acto)
    exigir_fecha(acta.fecha)
    if motivo := antes_de_tiempo(acta.fecha, asamblea.evento):
        raise ErrorDeUso(f"--fecha: {motivo}; corríjala, o la del encuentro, en evento.yml")
    contenido = asamblea.contenido_aprobado.model_copy(update={"sal": token_hex(16)})
    aprobacion = firmar(contenido, acta, metodo_de(asamblea.grupos, asamblea.metodologia))
    carpeta = raiz / "datos" / id_
    ruta_agenda, ruta_evento = carpeta / "agenda.yml", carpeta / "evento.yml"
    ruta_metodologia = carpeta / "metodologia.yml"
    escrita = aprobacion.model_dump(mode="json", exclude_defaults=True)
    archivos = {
        ruta_agenda: poner(ruta_agenda.read_bytes(), "aprobacion", escrita),
        ruta_evento: poner(ruta_evento.read_bytes(), "estado", Estado.APROBADA.value),
        ruta_metodologia: metodologia_entera(raiz, id_),
    }
    nuevos: Mapping[str, tuple[bytes, type[Modelo]]] = {
        "agenda": (archivos[ruta_agenda], Agenda),
        "evento": (archivos[ruta_evento], Evento),
        "metodologia": (archivos[ruta_metodologia], Metodologia),
    }
    despues = exigir_sano(expediente, nuevos)
    metodo = metodo_de(despues.grupos, despues.metodologia)
    if (despues.huella, metodo) != (aprobacion.huella, aprobacion.metodo):
        raise ErrorDeUso("lo escrito no se lee igual que lo aprobado: no se cambió nada")
    escrito = con_archivos(expediente, nuevos)
    hallados = [*nombres_de(escrito, examen.carga.comun), *votacion.revisar(escrito)]
    del_acta = [h for h in hallados if h.lugar.ruta.startswith("aprobacion.")]
    resumen = _resumen(asamblea, acta) + _por_mirar(expediente, examen.hallazgos, del_acta)
    return Propuesta(resumen, archivos, aprobacion.huella, lectura)


def exigir_fecha(fecha: date) -> None:
    """ErrorDeUso si ese día no ha llegado."""
    if fecha > hoy():
        raise ErrorDeUso(f"--fecha: {fecha} todavía no llega; {ayuda_de_futuro()}")


def _exigir_aprobable(asamblea: Asamblea) -> None:
    if asamblea.agenda is None:
        raise ErrorDeUso(
            f"falta datos/{asamblea.id}/agenda.yml: créelo con ./asamblea proponer {asamblea.id}"
        )
    if asamblea.aprobacion is not None or asamblea.estado == Estado.APROBADA:
        cuando = f" el {asamblea.aprobacion.fecha}" if asamblea.aprobacion else ""
        raise ErrorDeUso(
            f"esta agenda ya se aprobó{cuando}; para corregirla use ./asamblea errata, y para contar lo que "
            "pasó después, seguimiento.yml"
        )
    if asamblea.estado not in (Estado.EN_CURSO, Estado.BORRADOR):
        raise ErrorDeUso(
            f"el estado es «{asamblea.estado}»: solo se aprueba una agenda en «borrador»; cámbielo en "
            "evento.yml"
        )
    if not asamblea.compromisos:
        raise ErrorDeUso("no hay ningún compromiso que aprobar")
    sueltos = [d.aporte for d in asamblea.cobertura.sin_destino]
    en_foto = [
        a.codigo
        for a in asamblea.aportes_entregados
        if a.codigo in sueltos and POR_TRANSCRIBIR in (a.necesidad, a.solucion)
    ]
    if en_foto:
        raise ErrorDeUso(
            f"{plural(len(en_foto), 'aporte está en una foto', 'aportes están en fotos')} y falta "
            f"transcribirlo: {enumerar(en_foto)}. Cópielo en ./asamblea abrir --sala antes de darle destino"
        )
    if sueltos:
        cite = "Cítelo" if len(sueltos) == 1 else "Cítelos"
        raise ErrorDeUso(
            f"{plural(len(sueltos), 'aporte no tiene', 'aportes no tienen')} destino: {enumerar(sueltos)}. "
            f"{cite} en un compromiso, o en «no_recogidos» con su razón"
        )


def exigir_sano(
    expediente: Expediente,
    nuevos: Mapping[str, tuple[bytes, type[Modelo]]],
    pendientes: frozenset[tuple[str, str]] = frozenset(),
) -> Asamblea:
    """La asamblea con esos archivos cambiados; ErrorDeDatos si así no pasara la revisión.

    `pendientes` son los errores, como los dice `clave_de`, que ya había y no cuentan. Lo que falle se señala
    en el renglón que hoy existe; lo que la orden iba a escribir no tiene.
    """
    cambios = {
        expediente.fuentes[c].archivo: (
            expediente.fuentes[c].lineas,
            datos.decode("utf-8-sig", "replace").splitlines(),
        )
        for c, (datos, _) in nuevos.items()
    }
    try:
        return _sana(expediente, nuevos, pendientes)
    except ErrorDeDatos as error:
        raise ErrorDeDatos(list(situados(error.hallazgos, cambios))) from None


def clave_de(h: Hallazgo) -> tuple[str, str]:
    """Por qué se reconoce un hallazgo de antes y después de un cambio: los renglones se corren."""
    return h.lugar.archivo, h.mensaje


def con_archivos(expediente: Expediente, nuevos: Mapping[str, tuple[bytes, type[Modelo]]]) -> Expediente:
    """El expediente como quedaría con esos archivos."""
    fuentes: dict[str, Fuente] = dict(expediente.fuentes)
    modelos: dict[str, Any] = valores(expediente.asamblea)
    for clave, (datos, modelo) in nuevos.items():
        nuevo, fuentes[clave] = releer(datos, fuentes[clave].archivo, modelo)
        if isinstance(nuevo, Resultado):
            suyas = (nuevo if r.submesa == nuevo.submesa else r for r in modelos["resultados"])
            modelos["resultados"] = tuple(suyas)
        else:
            modelos[clave] = nuevo
    return replace(expediente, asamblea=Asamblea.model_validate(modelos), fuentes=fuentes)


def _sana(
    expediente: Expediente,
    nuevos: Mapping[str, tuple[bytes, type[Modelo]]],
    pendientes: frozenset[tuple[str, str]],
) -> Asamblea:
    despues = con_archivos(expediente, nuevos)
    errores: list[Hallazgo] = [
        h for h in revisar(despues) if h.gravedad == "error" and clave_de(h) not in pendientes
    ]
    if errores:
        raise ErrorDeDatos(errores)
    return despues.asamblea


def nombres_de(despues: Expediente, comun: Comun) -> tuple[Hallazgo, ...]:
    """Lo que parece una persona con lo que se dio en la orden ya puesto: firmado, pide un retiro."""
    if comun.sitio is None or comun.fuente_sitio is None:
        return ()
    return revisar_entre_todas([despues], comun.sitio, comun.fuente_sitio)


def _por_mirar(expediente: Expediente, hallazgos: Iterable[Hallazgo], del_acta: Iterable[Hallazgo]) -> str:
    """Las advertencias de lo que se va a firmar: después solo se arreglan con una errata o un retiro.

    Las `del_acta` son de lo que se dio en la orden, que aún no está en ningún renglón.
    """
    firmados = {
        fuente.archivo
        for clave, _, fuente in expediente.archivos()
        if clave == "agenda" or clave.startswith("resultados/")
    }
    renglones = [
        f"\n  {h.lugar.archivo}:{h.lugar.linea}  {h.mensaje}"
        for h in hallazgos
        if h.lugar.archivo in firmados
    ]
    renglones += [f"\n  {_opcion(h.lugar.ruta)}: {h.mensaje}" for h in del_acta]
    return (
        "".join(["\nMírelo antes: después solo se arregla con una errata.", *renglones]) if renglones else ""
    )


def _opcion(ruta: str) -> str:
    """Con qué opción de la orden se dio ese campo del acta: «--a-favor»."""
    return "--" + ruta.removeprefix("aprobacion.").removeprefix("votacion.").replace("_", "-")


def _resumen(asamblea: Asamblea, acta: Acta) -> str:
    """Lo que se va a aprobar y la cobertura, para leerlo antes de confirmar."""
    c, cifras = asamblea.cobertura, cifras_de(asamblea)
    titulo = asamblea.agenda.titulo if asamblea.agenda else ""
    renglones = [
        f"{titulo} · {asamblea.evento.nombre}, {asamblea.evento.territorio}",
        f"{plural(len(asamblea.compromisos), 'compromiso', 'compromisos')}:",
        *(
            f"  mesa {m.numero}: {len(asamblea.compromisos_de(m.numero))} · {m.eje}"
            for m in asamblea.mesas.mesas
        ),
        f"Entregaron {cifras.entregas.entera}",
        f"Con su plan, {cifras.con_plan.entera}",
        f"Con destino, {cifras.cobertura.entera}: {plural(len(c.recogidos), 'recogido', 'recogidos')}, "
        f"{plural(len(c.fusionados), 'fusionado', 'fusionados')}, {len(c.por_fuera)} por fuera con su razón",
        f"Acto: {acta.fecha}, {acta.hora:%H:%M}; modera {acta.modera}",
        f"Decisión: {acta.decision}",
    ]
    if acta.votacion is not None:
        v = acta.votacion
        renglones.append(
            f"Votación: {v.a_favor} a favor, {v.en_contra} en contra, "
            f"{plural(v.abstenciones, 'abstención', 'abstenciones')}"
        )
    renglones += [f"Enmienda: {e}" for e in acta.enmiendas]
    if asamblea.demostracion:
        renglones.append("DATOS DE DEMOSTRACIÓN: esta aprobación también lo es.")
    return "\n".join(renglones)
