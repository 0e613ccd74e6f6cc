"""Aprobar una agenda y corregir lo aprobado: prepara los archivos, los revisa y solo entonces escribe."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from secrets import token_hex
from typing import Any

from generador.carga.cargar import Comun, releer
from generador.carga.mensajes import redactar
from generador.carga.pedido import de_orden
from generador.construccion.datos.examen import Examen, examinar
from generador.construccion.recordada import examinar_entero
from generador.edicion.diario import Lectura, cambiar
from generador.edicion.escritor import agregar, poner
from generador.edicion.metodologia import metodologia_entera
from generador.edicion.propuesto import situados
from generador.errores import ErrorDeDatos, ErrorDeUso, Hallazgo
from generador.modelo.aprobado.contenido import AporteDeAgenda, firmar
from generador.modelo.aprobado.erratas import NoAplica, Version, aplicadas, valor_vigente, vigentes
from generador.modelo.aprobado.metodo import metodo_de
from generador.modelo.asamblea import Asamblea
from generador.modelo.campos import nombres, valores
from generador.modelo.datos.agenda import CAMPOS_DE_AGENDA, Acta, Agenda, Compromiso, Errata
from generador.modelo.datos.evento import Estado, Evento
from generador.modelo.datos.metodologia import Metodologia
from generador.modelo.expediente import Expediente
from generador.modelo.fuente import Fuente
from generador.modelo.publico.cifras import cifras_de
from generador.modelo.texto import enumerar, plural
from generador.modelo.tipos import Modelo
from generador.revision import revisar, revisar_entre_todas
from generador.revision.ciclo import antes_de_tiempo
from generador.revision.hoy import ayuda_de_futuro, hoy

SIN_HUELLA = "0" * 64
"""La huella de una errata mientras no se ha calculado la suya."""


_ARGUMENTOS = {"campo": "CAMPO", "compromiso": "COMPROMISO", "aporte": "COMPROMISO"}
"""Lo que en `./asamblea errata` va sin guiones."""
_CAMPOS = sorted({*nombres(Compromiso), *nombres(AporteDeAgenda), *nombres(Acta), *CAMPOS_DE_AGENDA, "razon"})


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
    hallados = _nombres_de(_con(expediente, nuevos), examen.carga.comun)
    del_acta = [h for h in hallados if h.lugar.ruta.startswith("aprobacion.")]
    resumen = _resumen(asamblea, acta) + _por_mirar(expediente, examen.hallazgos, del_acta)
    return Propuesta(resumen, archivos, aprobacion.huella, lectura)


def proponer_errata(
    raiz: Path, id_: str, asunto: str, campo: str, debe_decir: str | None, razon: str, fecha: str
) -> Propuesta:
    """Una errata al final de la fe de erratas, con lo que hoy dice el campo y su huella.

    `asunto` es el código de un compromiso o de un aporte, o «acta»; sin `debe_decir`, el campo queda vacío.
    Errores como en `proponer_aprobacion`. No escribe nada.
    """
    lectura = lectura_de(raiz, id_)
    examen = examinar(raiz)
    expediente = examen.expediente(id_)
    asamblea = expediente.asamblea
    if asamblea.agenda is None or asamblea.aprobacion is None:
        raise ErrorDeUso("la agenda no está aprobada: corrija directamente el archivo, todavía es borrador")
    pedida = {"fecha": fecha, "campo": campo, "debe_decir": debe_decir, "razon": razon, "huella": SIN_HUELLA}
    if (asunto == "agenda") != (campo in CAMPOS_DE_AGENDA) and asunto in ("acta", "agenda"):
        raise ErrorDeUso(
            f"«{campo}» no es un campo de «{asunto}»; de la agenda: {enumerar(CAMPOS_DE_AGENDA)}"
        )
    if asunto not in ("acta", "agenda"):
        pedida["aporte" if asunto.startswith("M") and "-S" in asunto else "compromiso"] = asunto
    _exigir_campo(campo)
    errata = de_orden(Errata, {k: v for k, v in pedida.items() if v is not None}, _ARGUMENTOS)
    exigir_fecha(errata.fecha)
    try:
        errata = errata.model_copy(update={"dice": valor_vigente(asamblea.contenido, errata)})
    except NoAplica as error:
        raise ErrorDeUso(f"{error.mensaje}; {error.ayuda}") from None
    if errata.dice == errata.debe_decir:
        raise ErrorDeUso(f"{errata.asunto} ya dice eso en «{errata.campo}»")
    con_ella = asamblea.agenda.model_copy(update={"fe_de_erratas": (*asamblea.agenda.fe_de_erratas, errata)})
    *_, ultima = aplicadas(con_ella, asamblea.contenido_aprobado)
    if ultima.falla is not None:
        raise ErrorDeUso(_no_admitido(ultima.falla))
    _exigir_aporte_libre(asamblea, errata)
    ruta, datos, version, por_mirar = _agregada(raiz, examen, expediente, errata, ultima.huella)
    resumen = (
        f"{errata.asunto}, {errata.campo}\n"
        f"  dice:       {errata.dice or '(vacío)'}\n"
        f"  debe decir: {errata.debe_decir or '(vacío)'}\n"
        f"  razón:      {errata.razon}\n"
        f"Con ella la agenda queda en la versión {version.numero}, del {errata.fecha}."
        f"{_sin_tocar_los_plazos(asamblea, errata)}{por_mirar}"
    )
    return Propuesta(resumen, {ruta: datos}, ultima.huella, lectura)


def proponer_anulacion(raiz: Path, id_: str, razon: str, fecha: str) -> Propuesta:
    """La anulación de la última errata que tiene efecto: lo que corregía vuelve a decir lo que decía.

    Sirve también cuando los datos no pasan la revisión por esa errata. Errores como en
    `proponer_aprobacion`. No escribe nada.
    """
    lectura = lectura_de(raiz, id_)
    examen = examinar(raiz)
    suyos = [h for h in examen.de(id_) if h.gravedad == "error"]
    expediente = next((e for e in examen.carga.expedientes if e.asamblea.id == id_), None)
    if expediente is None or expediente.ilegibles:
        raise ErrorDeDatos(suyos)
    agenda = expediente.asamblea.agenda
    quedan = vigentes(agenda) if agenda and agenda.aprobacion else ()
    if agenda is None or not quedan:
        raise ErrorDeUso("no hay ninguna errata con efecto que anular")
    anulada = quedan[-1]
    pedida = {"fecha": fecha, "anula": anulada.huella, "razon": razon, "huella": SIN_HUELLA}
    errata = de_orden(Errata, pedida)
    exigir_fecha(errata.fecha)
    if errata.fecha < anulada.fecha <= hoy():
        raise ErrorDeUso(f"--fecha: la errata que anula es del {anulada.fecha}; no puede ser anterior")
    con_ella = agenda.model_copy(update={"fe_de_erratas": (*agenda.fe_de_erratas, errata)})
    *_, ultima = aplicadas(con_ella, expediente.asamblea.contenido_aprobado)
    ruta, datos, version, por_mirar = _agregada(raiz, examen, expediente, errata, ultima.huella)
    resumen = (
        f"Se anula la errata del {anulada.fecha}: {anulada.asunto}, {anulada.campo}\n"
        f"  vuelve a decir: {anulada.dice or '(vacío)'}\n"
        f"  ya no dice:     {anulada.debe_decir or '(vacío)'}\n"
        f"  razón:          {errata.razon}\n"
        f"Sigue a la vista. La agenda queda en la versión {version.numero}, del {errata.fecha}."
        f"{por_mirar}"
    )
    return Propuesta(resumen, {ruta: datos}, ultima.huella, lectura)


def _no_admitido(falla: NoAplica) -> str:
    """Por qué no sirve lo que se pidió, con el remedio de ese campo si se sabe."""
    if falla.detalle is None:
        return f"{falla.mensaje}; {falla.ayuda}"
    mensaje, ayuda = redactar(falla.detalle, obligatorio=True)
    return f"{falla.mensaje}: {mensaje}; {ayuda}"


def _exigir_aporte_libre(asamblea: Asamblea, errata: Errata) -> None:
    """ErrorDeUso si el aporte que se agrega ya lo recoge otro compromiso, y cómo quitarlo de allá."""
    if errata.compromiso is None or not (errata.campo or "").startswith("aportes["):
        return
    for c in asamblea.compromisos:
        if c.codigo == errata.compromiso or errata.debe_decir not in c.aportes:
            continue
        primero = (
            f"quítelo antes de allá: ./asamblea errata {asamblea.id} {c.codigo} "
            f"'aportes[{c.aportes.index(errata.debe_decir) + 1}]' --razon \"…\" --fecha {errata.fecha}"
            if len(c.aportes) > 1
            else f"es el único de {c.codigo}, y un compromiso no puede quedar sin aportes: déjelo allá"
        )
        raise ErrorDeUso(
            f"{errata.debe_decir} ya lo recoge {c.codigo}: un aporte va en un solo compromiso; {primero}"
        )


def _exigir_campo(campo: str) -> None:
    """ErrorDeUso con el campo que se quiso decir, si el escrito no es de nada y se parece a uno."""
    nombre = re.split(r"[\[.]", campo)[0]
    if nombre in _CAMPOS:
        return
    sin_tildes = unicodedata.normalize("NFD", nombre.lower()).encode("ascii", "ignore").decode()
    if cerca := get_close_matches(sin_tildes, _CAMPOS, 1, 0.75):
        raise ErrorDeUso(f"CAMPO: no hay «{nombre}»; ¿quiso decir «{cerca[0]}»?")


def _sin_tocar_los_plazos(asamblea: Asamblea, errata: Errata) -> str:
    """Lo que sigue diciendo otra fecha: «cuando» es lo que se lee, y los plazos, lo que va al calendario."""
    suyo = next((c for c in asamblea.compromisos if c.codigo == errata.compromiso), None)
    if errata.campo != "cuando" or suyo is None or not suyo.plazos:
        return ""
    dichos = enumerar(f"plazos[{i}], {p.nombre}" for i, p in enumerate(suyo.plazos, start=1))
    return (
        f"\nAtención: esto no cambia sus plazos, que van a la tabla y al calendario: {dichos}. Si también "
        "cambian, haga otra errata con CAMPO plazos[1].fecha."
    )


def exigir_fecha(fecha: date) -> None:
    """ErrorDeUso si ese día no ha llegado."""
    if fecha > hoy():
        raise ErrorDeUso(f"--fecha: {fecha} todavía no llega; {ayuda_de_futuro()}")


def _agregada(
    raiz: Path, examen: Examen, expediente: Expediente, errata: Errata, huella: str
) -> tuple[Path, bytes, Version, str]:
    """El archivo con la errata al final, ya revisado, la versión que resulta y lo que hay que mirar."""
    ruta = raiz / "datos" / expediente.asamblea.id / "agenda.yml"
    escrita = errata.model_copy(update={"huella": huella})
    arbol = escrita.model_dump(mode="json", exclude_defaults=True)
    datos = agregar(ruta.read_bytes(), "fe_de_erratas", arbol)
    despues = exigir_sano(expediente, {"agenda": (datos, Agenda)})
    assert despues.agenda is not None
    assert despues.version is not None
    suya = f"fe_de_erratas[{len(despues.agenda.fe_de_erratas)}]."
    con_ella = _con(expediente, {"agenda": (datos, Agenda)})
    dichos = [*revisar(con_ella), *_nombres_de(con_ella, examen.carga.comun)]
    hallados = [(h.lugar.ruta.removeprefix(suya), h) for h in dichos if h.lugar.ruta.startswith(suya)]
    por_mirar = [f"\n  --{campo.replace('_', '-')}: {h.mensaje}" for campo, h in hallados]
    aviso = "\nMírelo antes: después solo se arregla con otra errata o con un retiro."
    return ruta, datos, despues.version, "".join([aviso, *dict.fromkeys(por_mirar)]) if por_mirar else ""


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
    if sueltos:
        raise ErrorDeUso(
            f"{plural(len(sueltos), 'aporte no tiene', 'aportes no tienen')} destino: {enumerar(sueltos)}. "
            "Cítelos en un compromiso, o en «no_recogidos» con su razón"
        )


def exigir_sano(expediente: Expediente, nuevos: Mapping[str, tuple[bytes, type[Modelo]]]) -> Asamblea:
    """La asamblea con esos archivos cambiados; ErrorDeDatos si así no pasara la revisión.

    Lo que falle se señala en el renglón que hoy existe; lo que la orden iba a escribir no tiene.
    """
    cambios = {
        expediente.fuentes[c].archivo: (
            expediente.fuentes[c].lineas,
            datos.decode("utf-8-sig", "replace").splitlines(),
        )
        for c, (datos, _) in nuevos.items()
    }
    try:
        return _sana(expediente, nuevos)
    except ErrorDeDatos as error:
        raise ErrorDeDatos(list(situados(error.hallazgos, cambios))) from None


def _con(expediente: Expediente, nuevos: Mapping[str, tuple[bytes, type[Modelo]]]) -> Expediente:
    """El expediente como quedaría con esos archivos."""
    fuentes: dict[str, Fuente] = dict(expediente.fuentes)
    modelos: dict[str, Any] = valores(expediente.asamblea)
    for clave, (datos, modelo) in nuevos.items():
        modelos[clave], fuentes[clave] = releer(datos, fuentes[clave].archivo, modelo)
    return replace(expediente, asamblea=Asamblea.model_validate(modelos), fuentes=fuentes)


def _sana(expediente: Expediente, nuevos: Mapping[str, tuple[bytes, type[Modelo]]]) -> Asamblea:
    despues = _con(expediente, nuevos)
    errores: list[Hallazgo] = [h for h in revisar(despues) if h.gravedad == "error"]
    if errores:
        raise ErrorDeDatos(errores)
    return despues.asamblea


def _nombres_de(despues: Expediente, comun: Comun) -> tuple[Hallazgo, ...]:
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
    renglones += [f"\n  {h.lugar.ruta.replace('aprobacion.', '--')}: {h.mensaje}" for h in del_acta]
    return (
        "".join(["\nMírelo antes: después solo se arregla con una errata.", *renglones]) if renglones else ""
    )


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
