"""Retirar un dato personal de una agenda aprobada: no queda en ningún archivo y la cadena lo dice."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from generador.carga.cargar import releer
from generador.carga.pedido import de_orden
from generador.construccion.datos.examen import examinar
from generador.construccion.datos.respaldo import olvidar
from generador.edicion.anteriores import olvidar_copias
from generador.edicion.aprobacion import SIN_HUELLA, Propuesta, exigir_fecha, lectura_de
from generador.edicion.escritor import agregar, quitar, sustituir
from generador.errores import ErrorDeDatos, ErrorDeUso, Hallazgo
from generador.modelo.aprobado.contenido import partes_de, partes_de_consolidacion
from generador.modelo.aprobado.erratas import aplicadas, retirado
from generador.modelo.asamblea import Asamblea
from generador.modelo.campos import nombres, valores
from generador.modelo.datos.agenda import Errata
from generador.modelo.expediente import Expediente
from generador.modelo.personal.reserva import Reserva
from generador.modelo.personal.retiro import COMUNES, Hallado, hallados, patron_de
from generador.modelo.privado import PRIVADO
from generador.modelo.texto import enumerar, plural
from generador.modelo.tipos import RETIRADO, Modelo
from generador.revision import revisar
from generador.revision.aprobacion import revisar as revisar_aprobacion
from generador.salida.almacen.deposito import Almacen
from generador.salida.disco import ENTRADA, cerrojo

_CONTEXTO = 40
"""Caracteres a cada lado del dato que se muestran antes de confirmar."""
_OTROS_TEXTOS = ("datos/*.yml", "datos/*/*.yml", "datos/*/*/*.yml", "contenido/*.md")


@dataclass(frozen=True, slots=True)
class Retiro(Propuesta):
    """Un retiro ya revisado."""

    def escribir(self) -> None:
        """Cambia los datos y vacía el almacén y las versiones buenas, que todavía dicen el dato."""
        with cerrojo(self.lectura.raiz):
            Propuesta.escribir(self)
            Almacen(self.lectura.raiz).vaciar()
            olvidar(self.lectura.raiz)
            olvidar_copias(self.lectura.raiz)


def proponer_retiro(raiz: Path, id_: str, textos: Sequence[str], razon: str, fecha: str) -> Retiro:
    """Lo que hay que cambiar para que esos textos no queden en ningún archivo de la asamblea.

    ErrorDeUso si la agenda no está aprobada, si no aparecen o si no se pueden quitar sin daño; ErrorDeDatos
    si lo aprobado ya no es lo que se aprobó. No escribe nada.
    """
    lectura = lectura_de(raiz, id_)
    try:
        patron = patron_de(textos)
    except ValueError as error:
        raise ErrorDeUso(str(error)) from None
    antes = _expediente(raiz, id_)
    if antes.asamblea.agenda is None or antes.asamblea.aprobacion is None:
        raise ErrorDeUso("la agenda no está aprobada: borre el dato del archivo, todavía es borrador")
    if patron.search(razon):
        raise ErrorDeUso("--razon: dice el dato que se retira; diga por qué sin nombrarlo")
    donde = [h for h in hallados(antes, patron) if h.clave not in COMUNES]
    if not donde:
        raise ErrorDeUso("ningún archivo de esta asamblea dice eso; escríbalo como está en los datos")
    _exigir_sin_enlaces(donde)
    archivos = _sin_el_dato(raiz, id_, patron)
    agenda = raiz / "datos" / id_ / "agenda.yml"
    archivos[agenda] = quitar(archivos.get(agenda, agenda.read_bytes()), "aprobacion", "sal")
    despues = _con(antes, raiz, archivos)
    archivos[agenda] = _con_partes(archivos[agenda], despues.asamblea)
    # Las huellas cortas de una consolidación también las firma el retiro.
    despues = _con(antes, raiz, archivos)
    pedida = {
        "fecha": fecha,
        "retira": list(dict.fromkeys(h.lugar for h in donde)),
        "razon": razon,
        "huella": SIN_HUELLA,
    }
    errata = de_orden(Errata, pedida)
    exigir_fecha(errata.fecha)
    suya = despues.asamblea.agenda
    assert suya is not None
    con_ella = suya.model_copy(update={"fe_de_erratas": (*suya.fe_de_erratas, errata)})
    *_, ultima = aplicadas(con_ella, despues.asamblea.contenido_aprobado)
    escrita = errata.model_copy(update={"huella": ultima.huella})
    arbol = escrita.model_dump(mode="json", exclude_defaults=True)
    archivos[agenda] = agregar(archivos[agenda], "fe_de_erratas", arbol)
    _exigir_retirado(raiz, archivos, patron)
    despues = _con(antes, raiz, archivos)
    assert not any(h.clave not in COMUNES for h in hallados(despues, patron))
    _exigir_no_peor(antes, despues)
    version = despues.asamblea.version
    assert version is not None
    resumen = "\n".join(
        (
            f"Se retira de {plural(len(donde), 'lugar', 'lugares')}; en toda versión se leerá «{RETIRADO}»:",
            *(f"  {h.lugar} ({_linea(h)}): {_contexto(h, patron)}" for h in donde),
            f"Razón: {errata.razon}",
            *_otras_formas(despues, textos),
            *_otros_archivos(raiz, id_, patron),
            f"Con esto la agenda queda en la versión {version.numero}, del {errata.fecha}.",
            *_sin_sal(antes),
        )
    )
    return Retiro(resumen, archivos, ultima.huella, lectura)


def _expediente(raiz: Path, id_: str) -> Expediente:
    """El de la asamblea, aunque tenga errores: quitar un dato personal siempre es posible.

    ErrorDeDatos si no se puede leer entera o si lo aprobado ya cambió: el retiro lo firmaría.
    """
    examen = examinar(raiz)
    suyos = [h for h in examen.de(id_) if h.gravedad == "error"]
    hallado = next((e for e in examen.carga.expedientes if e.asamblea.id == id_), None)
    if hallado is None or hallado.ilegibles:
        raise ErrorDeDatos(suyos)
    if cambiado := [h for h in revisar_aprobacion(hallado) if h.gravedad == "error"]:
        raise ErrorDeDatos(cambiado)
    return hallado


def _exigir_sin_enlaces(donde: Sequence[Hallado]) -> None:
    enlaces = [h for h in donde if h.en_enlace]
    if enlaces:
        raise ErrorDeDatos(
            [
                h.fuente.hallazgo(
                    h.ruta,
                    "el dato que se retira está en una dirección web",
                    "cambie primero esa dirección por otra que no lo diga",
                )
                for h in enlaces
            ]
        )


def _sin_el_dato(raiz: Path, id_: str, patron: re.Pattern[str]) -> dict[Path, bytes]:
    """Los archivos que cambian; también los comentarios que lo dicen."""
    archivos = {}
    for ruta in sorted((raiz / "datos" / id_).rglob("*.yml")):
        crudo = ruta.read_bytes()
        nuevo = sustituir(crudo, patron, RETIRADO)
        if nuevo != crudo:
            archivos[ruta] = nuevo
    return archivos


def _con(expediente: Expediente, raiz: Path, archivos: Mapping[Path, bytes]) -> Expediente:
    """El expediente con esos archivos cambiados."""
    por_nombre = {ruta.relative_to(raiz).as_posix(): datos for ruta, datos in archivos.items()}
    fuentes, modelos = dict(expediente.fuentes), {}
    for clave, modelo, fuente in expediente.archivos():
        modelos[clave] = modelo
        if fuente.archivo in por_nombre:
            modelos[clave], fuentes[clave] = releer(por_nombre[fuente.archivo], fuente.archivo, type(modelo))
    a = expediente.asamblea
    campos: dict[str, Any] = valores(a)
    campos |= {c: m for c, m in modelos.items() if c in campos}
    campos["resultados"] = tuple(modelos[f"resultados/{r.submesa}"] for r in a.resultados)
    return replace(expediente, asamblea=Asamblea.model_validate(campos), fuentes=fuentes)


def _con_partes(crudo: bytes, despues: Asamblea) -> bytes:
    """La agenda con las huellas cortas de lo que cambió: las de antes dejarían adivinar el dato."""
    acto = despues.aprobacion
    assert acto is not None
    if acto.partes is not None:
        crudo = _con_las_de(crudo, acto.partes, partes_de(despues.contenido_aprobado))
    for c in despues.agenda.consolidaciones if despues.agenda else ():
        crudo = _con_las_de(crudo, c.partes, partes_de_consolidacion(c.acto, c))
    return crudo


def _con_las_de(crudo: bytes, viejas: Modelo, nuevas: Modelo) -> bytes:
    for campo in nombres(type(viejas)):
        viejo, nuevo = getattr(viejas, campo), getattr(nuevas, campo)
        pares = zip(viejo, nuevo, strict=True) if isinstance(viejo, tuple) else ((viejo, nuevo),)
        for antes, hoy in pares:
            if antes is not None and antes != hoy:
                crudo = sustituir(crudo, re.compile(rf"(?<!\w){re.escape(antes)}(?!\w)"), hoy)
    return crudo


def _exigir_retirado(raiz: Path, archivos: Mapping[Path, bytes], patron: re.Pattern[str]) -> None:
    """Ni los textos ni los comentarios lo dicen ya."""
    quedan = []
    for ruta, datos in archivos.items():
        for i, renglon in enumerate(datos.decode().split("\n"), start=1):
            if patron.search(renglon):
                quedan.append(f"{ruta.relative_to(raiz).as_posix()}:{i}")
    if quedan:
        raise ErrorDeUso(f"no se pudo quitar de {enumerar(quedan)}: bórrelo ahí y vuelva a dar la orden")


def _exigir_no_peor(antes: Expediente, despues: Expediente) -> None:
    """Ningún error que no hubiera antes: los de otra cosa no impiden quitar un dato."""
    habia = {(h.lugar.archivo, h.mensaje) for h in revisar(antes)}
    nuevos: list[Hallazgo] = [
        h for h in revisar(despues) if h.gravedad == "error" and (h.lugar.archivo, h.mensaje) not in habia
    ]
    if nuevos:
        raise ErrorDeDatos(nuevos)


def _linea(h: Hallado) -> str:
    return f"{h.fuente.archivo}:{h.fuente.lugar(h.ruta).linea}"


def _contexto(h: Hallado, patron: re.Pattern[str]) -> str:
    """Lo que rodea al dato, sin él."""
    hallado = patron.search(h.texto)
    assert hallado is not None
    antes, despues = h.texto[: hallado.start()], h.texto[hallado.end() :]
    izquierda = f"…{antes[-_CONTEXTO:]}" if len(antes) > _CONTEXTO else antes
    derecha = f"{despues[:_CONTEXTO]}…" if len(despues) > _CONTEXTO else despues
    return patron.sub(RETIRADO, f"{izquierda}{RETIRADO}{derecha}")


def _otras_formas(despues: Expediente, textos: Sequence[str]) -> list[str]:
    """Dónde queda, quizá, el mismo nombre escrito de otro modo."""
    reserva = Reserva(nombres=tuple(textos))
    quedan = [
        h.lugar
        for h in hallados(despues, re.compile(r"\S"))
        if h.clave not in COMUNES and next(reserva.hallar(h.texto), None) is not None
    ]
    if not quedan:
        return []
    return [
        f"Atención: quizá quede escrito de otro modo en {enumerar(dict.fromkeys(quedan))}. Si es la misma "
        "persona, agregue otro --texto con esa forma."
    ]


def _otros_archivos(raiz: Path, id_: str, patron: re.Pattern[str]) -> list[str]:
    """Los que no son datos de la asamblea y también lo dicen, o lo llevan en su nombre: no se tocan aquí."""
    propia = raiz / "datos" / id_
    rutas = sorted({r for forma in _OTROS_TEXTOS for r in raiz.glob(forma) if not r.is_relative_to(propia)})
    dicen = [r for r in rutas if patron.search(_leido(r))]
    llamados = [r for r in sorted(propia.rglob("*")) if patron.search(r.name)]
    llegados = [
        r for r in sorted((raiz / ENTRADA / id_).rglob("*")) if r.is_file() and patron.search(_leido(r))
    ]
    listas = [r for r in sorted((propia / PRIVADO).glob("*.csv")) if patron.search(_leido(r))]
    avisos = (
        ("también lo dice", "quítelo ahí a mano", dicen),
        ("lo lleva en el nombre", "cámbielo", llamados),
        ("sigue en la lista de personas", "bórrelo de ella y repita lo que imprimió", listas),
        ("sigue en lo que llegó", f"./asamblea entrada {id_} --borrar --todo lo borra", llegados),
    )
    return [
        f"Atención: {que} {enumerar(r.relative_to(raiz).as_posix() for r in hallados_)}: {remedio}."
        for que, remedio, hallados_ in avisos
        if hallados_
    ]


def _leido(ruta: Path) -> str:
    return ruta.read_bytes().decode("utf-8", "replace")


def _sin_sal(antes: Expediente) -> list[str]:
    acto = antes.asamblea.aprobacion
    agenda = antes.asamblea.agenda
    if acto is None or agenda is None or acto.sal is not None or retirado(agenda):
        return []
    return [
        "Atención: esta agenda se aprobó sin sal. Con su huella, quien sospeche cuál era el dato podría "
        "comprobarlo; si el riesgo es grave, retire la frase entera."
    ]
