"""Consolidar lo que aprobó la plenaria: otro acto en la cadena, preparado y revisado antes de escribir."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from generador.carga.pedido import de_orden
from generador.construccion.datos.examen import examinar
from generador.edicion.aprobacion import (
    Propuesta,
    con_archivos,
    exigir_fecha,
    exigir_sano,
    lectura_de,
    nombres_de,
)
from generador.edicion.escritor import agregar, poner
from generador.edicion.escritura.cambios import quitar
from generador.errores import ErrorDeDatos, ErrorDeUso, Hallazgo
from generador.modelo.aprobado.cobertura import cubrir
from generador.modelo.aprobado.contenido import Contenido, consolidado, consolidar
from generador.modelo.aprobado.erratas import Version
from generador.modelo.aprobado.movimientos import Movimiento, movimientos
from generador.modelo.asamblea import Asamblea
from generador.modelo.datos.agenda import (
    ActoDeConsolidacion,
    Agenda,
    Consolidacion,
    NoRecogido,
    PorConsolidar,
)
from generador.modelo.expediente import Expediente
from generador.modelo.fuente import Fuente
from generador.modelo.texto import enumerar, plural
from generador.revision import revisar


def empezar(raiz: Path, id_: str) -> Propuesta:
    """Escribe en «por_consolidar» los compromisos que rigen hoy, para editarlos. No publica ni firma nada.

    ErrorDeUso si la agenda no está aprobada o si ya se empezó.
    """
    lectura = lectura_de(raiz, id_)
    expediente = examinar(raiz).expediente(id_)
    agenda, version = _aprobada(expediente.asamblea)
    if agenda.por_consolidar is not None:
        raise ErrorDeUso("ya hay «por_consolidar» en agenda.yml: edítelo, o bórrelo para empezar de nuevo")
    ruta = raiz / "datos" / id_ / "agenda.yml"
    lista = PorConsolidar(compromisos=version.compromisos, no_recogidos=version.no_recogidos)
    datos = poner(ruta.read_bytes(), "por_consolidar", lista.model_dump(mode="json", exclude_defaults=True))
    exigir_sano(expediente, {"agenda": (datos, Agenda)})
    cuantos = plural(len(lista.compromisos), "compromiso", "compromisos")
    resumen = (
        f"En «por_consolidar», de agenda.yml, quedan {cuantos} como están hoy. Júntelos y edítelos ahí; no "
        "se publica ni se firma nada hasta consolidar.\n"
        "El que conserve su código sigue recogiendo algo de lo que recogía; el que es otro lleva uno nuevo."
    )
    return Propuesta(resumen, {ruta: datos}, version.huella, lectura)


def sin_razon(raiz: Path, id_: str) -> tuple[str, ...]:
    """Los aportes aprobados que lo preparado no recoge ni deja por fuera con razón, para preguntarla.

    ErrorDeUso si no hay nada preparado.
    """
    asamblea = examinar(raiz).expediente(id_).asamblea
    _, version = _aprobada(asamblea)
    lista = _preparada(asamblea)
    cobertura = cubrir([a.codigo for a in version.aportes], lista.compromisos, lista.no_recogidos)
    return tuple(d.aporte for d in cobertura.sin_destino)


def proponer_consolidacion(
    raiz: Path, id_: str, acto: Mapping[str, Any], razones: Mapping[str, str]
) -> Propuesta:
    """La consolidación de «por_consolidar», con los campos de `ActoDeConsolidacion` en `acto`.

    `razones` son las de los aportes que quedan por fuera, además de las ya escritas. ErrorDeUso si no hay
    aprobación o nada que consolidar, o si el acto no sirve; ErrorDeDatos, en el renglón de lo preparado, si
    con ella los datos no pasarían la revisión. No escribe nada.
    """
    lectura = lectura_de(raiz, id_)
    examen = examinar(raiz)
    expediente = examen.expediente(id_)
    asamblea = expediente.asamblea
    agenda, version = _aprobada(asamblea)
    lista = _con_razones(_preparada(asamblea), razones, version)
    suyo = de_orden(ActoDeConsolidacion, acto)
    exigir_fecha(suyo.fecha)
    if suyo.fecha < version.fecha:
        raise ErrorDeUso(
            f"--fecha: la versión {version.numero} es del {version.fecha}; lo que la sigue no es de antes"
        )
    despues = consolidado(version.contenido, lista)
    if despues == version.contenido:
        raise ErrorDeUso("«por_consolidar» dice lo mismo que la versión vigente: no hay nada que consolidar")
    hecha = consolidar(version.contenido, version.huella, suyo, lista)
    ruta = raiz / "datos" / id_ / "agenda.yml"
    sin_lo_preparado = quitar(ruta.read_bytes(), ("por_consolidar",))
    datos = agregar(sin_lo_preparado, "consolidaciones", hecha.model_dump(mode="json", exclude_defaults=True))
    nuevos = {"agenda": (datos, Agenda)}
    prefijo = f"consolidaciones[{len(agenda.consolidaciones) + 1}]"
    con_ella = con_archivos(expediente, nuevos)
    hallados = [*revisar(con_ella), *nombres_de(con_ella, examen.carga.comun)]
    suyos = list(_en_lo_preparado(hallados, prefijo, con_ella.fuentes["agenda"], expediente))
    if errores := [h for h in suyos if h.gravedad == "error"]:
        raise ErrorDeDatos(errores)
    resultado = exigir_sano(expediente, nuevos)
    if resultado.huella != hecha.huella:
        raise ErrorDeUso("lo escrito no se lee igual que lo consolidado: no se cambió nada")
    resumen = "\n".join(_resumen(asamblea, version, hecha, despues, suyos))
    return Propuesta(resumen, {ruta: datos}, hecha.huella, lectura)


def _aprobada(asamblea: Asamblea) -> tuple[Agenda, Version]:
    agenda, version = asamblea.agenda, asamblea.version
    if agenda is None or version is None:
        raise ErrorDeUso(
            "la agenda no está aprobada: mientras sea borrador los compromisos se juntan directamente; se "
            f"aprueba con ./asamblea aprobar {asamblea.id}"
        )
    return agenda, version


def _preparada(asamblea: Asamblea) -> PorConsolidar:
    suya = asamblea.agenda.por_consolidar if asamblea.agenda else None
    if suya is None:
        raise ErrorDeUso(
            "falta «por_consolidar» en agenda.yml, con los compromisos como quedan: "
            f"./asamblea consolidar {asamblea.id} --empezar lo escribe con los de hoy"
        )
    return suya


def _con_razones(lista: PorConsolidar, razones: Mapping[str, str], version: Version) -> PorConsolidar:
    """Lo preparado, con lo que la orden deja por fuera al final de sus no recogidos."""
    hay = {a.codigo for a in version.aportes}
    dichos = {a for c in lista.compromisos for a in c.aportes} | {n.aporte for n in lista.no_recogidos}
    for codigo in razones:
        if codigo not in hay:
            raise ErrorDeUso(f"--razon: {codigo} no es un aporte de lo aprobado")
        if codigo in dichos:
            raise ErrorDeUso(f"--razon: {codigo} ya tiene destino en «por_consolidar»")
    fuera = tuple(de_orden(NoRecogido, {"aporte": a, "razon": r}) for a, r in razones.items())
    return lista.model_copy(update={"no_recogidos": (*lista.no_recogidos, *fuera)})


def _en_lo_preparado(
    hallazgos: Iterable[Hallazgo], prefijo: str, escrita: Fuente, expediente: Expediente
) -> Iterator[Hallazgo]:
    """Los de esa consolidación, en el renglón de «por_consolidar» donde hoy está lo que dicen."""
    fuente = expediente.fuentes["agenda"]
    por_ruta = {
        m: ruta
        for ruta in escrita.claves
        if ruta[:1] == ("consolidaciones",) and (m := escrita.lugar(ruta).ruta)
    }
    for h in hallazgos:
        if h.lugar.archivo != fuente.archivo or not h.lugar.ruta.startswith(prefijo):
            continue
        ruta = por_ruta.get(h.lugar.ruta, ())
        yield fuente.hallazgo(("por_consolidar", *ruta[2:]), h.mensaje, h.ayuda, h.gravedad)


def _resumen(
    asamblea: Asamblea,
    antes: Version,
    hecha: Consolidacion,
    despues: Contenido,
    por_mirar: Iterable[Hallazgo],
) -> Iterator[str]:
    """Lo que cambia y la cobertura, para leerlo antes de confirmar."""
    c = cubrir([a.codigo for a in despues.aportes], despues.compromisos, despues.no_recogidos)
    eran, quedan = len(antes.compromisos), len(despues.compromisos)
    yield f"De {plural(eran, 'compromiso', 'compromisos')} a {quedan}:"
    yield from (f"  {_dicho(m)}" for m in movimientos(antes.contenido, despues))
    yield (
        f"De {plural(c.total, 'aporte', 'aportes')}: {plural(len(c.recogidos), 'recogido', 'recogidos')}, "
        f"{plural(len(c.fusionados), 'fusionado', 'fusionados')}, {len(c.por_fuera)} por fuera con su razón"
    )
    yield from (f"  por fuera {n.aporte}: {n.razon}" for n in despues.no_recogidos)
    yield f"Acto: {hecha.fecha}; consolida {hecha.quien}"
    yield f"Mandato: {hecha.mandato}"
    if asamblea.demostracion:
        yield "DATOS DE DEMOSTRACIÓN: esta consolidación también lo es."
    avisos = dict.fromkeys(f"  {h.lugar.archivo}:{h.lugar.linea}  {h.mensaje}" for h in por_mirar)
    if avisos:
        yield "Mírelo antes: después solo se arregla con una errata."
        yield from avisos
    yield f"La versión {antes.numero} se sigue leyendo. Con esto la agenda queda en la {antes.numero + 1}."


def _dicho(m: Movimiento) -> str:
    c = m.compromiso
    if not m.sigue:
        donde = f"queda en {enumerar(m.quedo_en)}" if m.quedo_en else "queda por fuera"
        return f"{c.codigo} ya no está: lo que recogía {donde}"
    if m.nuevo:
        return f"{c.codigo} es nuevo: recoge {enumerar(c.aportes)}"
    campos = "; ".join(f"{k.rotulo}: «{k.decia}» → «{k.dice}»" for k in m.cambios)
    return f"{c.codigo} cambia. {campos}"
