"""Comprueba, desde lo publicado, que la agenda es la que se aprobó: recalcula cada huella de la cadena."""

from __future__ import annotations

import http.client
import re
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from typing import IO
from urllib.parse import urljoin, urlsplit

from generador.errores import ErrorDeUso
from generador.modelo.abierto import AgendaAbierta
from generador.modelo.contenido import Contenido, huella_de
from generador.modelo.erratas import aplicadas, retirado
from generador.modelo.evento import Estado
from generador.modelo.texto import plural
from generador.salida.abiertos.documento_json import leer_json
from generador.salida.adjuntos import adjunto

ARCHIVO = "agenda.json"
TOPE = 50_000_000
"""Bytes que se leen de una dirección o de un archivo, como máximo."""
SEGUNDOS = 30
"""Lo que se espera por una dirección, en total."""
_TROZO = 65536


@dataclass(frozen=True, slots=True)
class Veredicto:
    """Lo que se halló en un agenda.json: `fallas` dice qué no coincide; vacío, todo coincide."""

    origen: str
    titulo: str
    huella: str
    version: int
    fallas: tuple[str, ...]

    @property
    def coincide(self) -> bool:
        """Si todas las huellas son las del contenido."""
        return not self.fallas


def verificar(que: str, esperada: str | None = None) -> tuple[Veredicto, ...]:
    """Los veredictos de una dirección web, una carpeta del sitio, un PDF o un agenda.json.

    `esperada` es una huella que se conoce por otro lado, como la impresa en el acta. ErrorDeUso si no hay
    nada que comprobar.
    """
    return tuple(_juzgar(origen, datos, esperada) for origen, datos in _reunir(que))


def _reunir(que: str) -> list[tuple[str, bytes]]:
    if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]+://", que):
        return [(que, _de_direccion(que))]
    ruta = Path(que)
    if ruta.is_dir():
        hallados = sorted(
            {*ruta.glob(ARCHIVO), *ruta.glob(f"*/descargas/{ARCHIVO}"), *ruta.glob(f"*/{ARCHIVO}")}
        )
        if not hallados:
            raise ErrorDeUso(f"en «{que}» no hay ningún {ARCHIVO}")
        return [(str(h), _leer(h)) for h in hallados]
    if not ruta.is_file():
        raise ErrorDeUso(f"no existe «{que}»; dé una dirección web, una carpeta, un PDF o un {ARCHIVO}")
    return [(que, _desenvuelto(_leer(ruta), que))]


def _leer(ruta: Path) -> bytes:
    try:
        if ruta.stat().st_size > TOPE:
            raise ErrorDeUso(f"«{ruta}» pesa más de {TOPE // 1_000_000} MB")
        return ruta.read_bytes()
    except OSError as error:
        raise ErrorDeUso(f"no se puede leer «{ruta}»: {error.strerror}") from None


def _desenvuelto(datos: bytes, que: str) -> bytes:
    """Los datos, o el agenda.json que un PDF lleva adjunto."""
    if not datos.startswith(b"%PDF"):
        return datos
    dentro = adjunto(datos, ARCHIVO)
    if dentro is None:
        raise ErrorDeUso(f"«{que}» no trae adjunto un {ARCHIVO}")
    return dentro


class _SoloWeb(urllib.request.HTTPRedirectHandler):
    """Ninguna redirección sale de http y https."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: Message,
        newurl: str,
    ) -> urllib.request.Request | None:
        _exigir_web(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]


def _exigir_web(direccion: str) -> None:
    if urlsplit(direccion).scheme not in {"http", "https"}:
        raise ErrorDeUso(f"«{direccion}» no es una dirección http ni https")


def _de_direccion(direccion: str) -> bytes:
    limite = time.monotonic() + SEGUNDOS
    datos = _bajar(direccion, limite)
    if datos.startswith(b"%PDF") or not re.match(rb"\s*(<!doctype html|<html)", datos[:200], re.I):
        return _desenvuelto(datos, direccion)
    # Una página del sitio: el archivo está donde ella misma lo enlaza.
    enlace = re.search(rb'href="?([^"\s>]*agenda\.json)"?', datos)
    if enlace is None:
        raise ErrorDeUso(f"«{direccion}» no enlaza ningún {ARCHIVO}; dé la dirección del archivo")
    destino = urljoin(direccion, enlace[1].decode("utf-8", "replace"))
    if urlsplit(destino).netloc != urlsplit(direccion).netloc:
        raise ErrorDeUso(f"«{direccion}» enlaza el {ARCHIVO} de otro sitio: {destino}")
    return _bajar(destino, limite)


def _bajar(direccion: str, limite: float) -> bytes:
    _exigir_web(direccion)
    abridor = urllib.request.build_opener(_SoloWeb())
    partes, total = [], 0
    try:
        pedido = urllib.request.Request(direccion, headers={"User-Agent": "asambleas-verificar"})
        with abridor.open(pedido, timeout=max(0.1, limite - time.monotonic())) as respuesta:
            while trozo := respuesta.read(_TROZO):
                partes.append(trozo)
                total += len(trozo)
                if total > TOPE:
                    raise ErrorDeUso(f"«{direccion}» pesa más de {TOPE // 1_000_000} MB")
                if time.monotonic() > limite:
                    raise ErrorDeUso(f"«{direccion}» tarda más de {SEGUNDOS} segundos")
    except urllib.error.HTTPError as error:
        # urllib no sigue una redirección fuera de la web: la deja como error.
        que = "lleva a lo que no es una dirección http ni https" if error.code < 400 else "no está"
        raise ErrorDeUso(f"no se pudo leer «{direccion}»: {que} (respondió {error.code})") from None
    except (OSError, ValueError, http.client.HTTPException):
        raise ErrorDeUso(f"no se pudo leer «{direccion}»: no responde como un sitio web") from None
    return b"".join(partes)


def _juzgar(origen: str, datos: bytes, esperada: str | None) -> Veredicto:
    try:
        abierta, arbol = leer_json(datos)
    except ValueError as error:
        raise ErrorDeUso(f"«{origen}»: {error}") from None
    if abierta.estado != Estado.APROBADA.value or abierta.huella_aprobada is None:
        raise ErrorDeUso(f"«{origen}» es un borrador: todavía no tiene huella que comprobar")
    fallas = []
    # Sobre el árbol tal como llegó: un campo de más también cuenta.
    # Después de retirar un dato personal, la del acta la fija la huella del retiro.
    if not retirado(abierta.como_agenda()) and huella_de(arbol["aprobado"]) != abierta.huella_aprobada:
        fallas.append("lo aprobado no da la huella del acta")
    agenda = abierta.como_agenda()
    acto = agenda.aprobacion
    assert acto is not None
    cadena = agenda.model_copy(
        update={"aprobacion": acto.model_copy(update={"huella": abierta.huella_aprobada})}
    )
    vigente, ultima = abierta.aprobado, abierta.huella_aprobada
    for i, a in enumerate(aplicadas(cadena, abierta.aprobado), start=1):
        if a.falla is not None or a.huella != a.errata.huella:
            fallas.append(f"la errata {i}, del {a.errata.fecha}, no da su huella")
        vigente, ultima = a.contenido, a.errata.huella
    if abierta.huella != ultima:
        fallas.append("la huella de la versión vigente no es la última de la cadena")
    fallas += _lo_vigente(abierta, vigente)
    if esperada is not None and esperada.strip().lower() not in (abierta.huella, abierta.huella_aprobada):
        fallas.append("la huella no es la que usted tiene")
    return Veredicto(origen, abierta.titulo, ultima, abierta.version, tuple(fallas))


def _lo_vigente(abierta: AgendaAbierta, vigente: Contenido) -> list[str]:
    """Las tablas que la gente lee han de decir lo mismo que lo firmado."""
    fallas = []
    comunes = ("codigo", "mesa", "titulo", "texto", "como", "responsables", "cuando", "aportes")
    firmados = [tuple(getattr(c, campo) for campo in comunes) for c in vigente.compromisos]
    publicados = [tuple(getattr(c, campo) for campo in comunes) for c in abierta.compromisos]
    fechas = [[(p.fecha, p.que) for p in c.plazos] for c in abierta.compromisos]
    if firmados != publicados or fechas != [[(p.fecha, p.que) for p in c.hitos] for c in vigente.compromisos]:
        distintos = sum(a != b for a, b in zip(firmados, publicados, strict=False))
        cuantos = (
            plural(distintos, "compromiso publicado", "compromisos publicados") if distintos else "la lista"
        )
        fallas.append(f"lo publicado no es lo firmado ({cuantos} de «compromisos»)")
    suyos = ("codigo", "necesidad", "solucion", "organizaciones", "plan")
    if [tuple(getattr(a, c) for c in suyos) for a in vigente.aportes] != [
        tuple(getattr(a, c) for c in suyos) for a in abierta.aportes
    ]:
        fallas.append("lo publicado no es lo firmado («aportes»)")
    return fallas
