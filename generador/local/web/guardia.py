"""La puerta del servidor: quién puede pedir qué, y con qué cabeceras sale cada respuesta.

Cualquier página abierta en el mismo navegador puede mandarle pedidos a este computador. Por eso se exigen el
nombre de la máquina, la llave de esta vez (en una galleta y en cada formulario) y el origen.
"""

from __future__ import annotations

import asyncio
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from generador.errores import ErrorDeUso
from generador.local.web.partes import CON_ARCHIVOS, leido_con_archivos
from generador.local.web.pedido import (
    CUERPO_MAXIMO,
    ESPERA,
    FORMULARIO,
    Aplicacion,
    Enviar,
    Freno,
    PedidoAsgi,
    Recibir,
    cabeceras_de,
    con_guardas,
    cuerpo_de,
    decir,
    leido,
)

ANFITRION = "127.0.0.1"
SUBIDAS = "/subir/"
"""Con esto empiezan las direcciones que reciben archivos; las demás, ninguno."""
SUBIDA_MAXIMA = 12 * 2**20 + 64 * 2**10
"""Bytes de un formulario con un archivo: la foto más pesada que se publica, con holgura."""
LLAVE = "llave"
"""El nombre de la llave en la primera dirección y en cada formulario."""


@dataclass(slots=True)
class Guardia:
    """Deja pasar a `aplicacion` solo lo que pide el navegador de quien abrió el editor.

    A un formulario lo lee entero, con topes, y lo deja en `scope["state"]["enviado"]`.
    """

    aplicacion: Aplicacion
    puerto: int
    llave: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    freno: Freno = field(default_factory=Freno)

    @property
    def galleta(self) -> str:
        """El nombre de la galleta: las de un computador son de todos sus puertos."""
        return f"asambleas-{self.puerto}"

    @property
    def direccion(self) -> str:
        """Lo que se abre la primera vez, con la llave."""
        return f"http://{ANFITRION}:{self.puerto}/?{LLAVE}={self.llave}"

    async def __call__(self, scope: PedidoAsgi, receive: Recibir, send: Enviar) -> None:
        """Atiende un pedido (ASGI)."""
        if scope["type"] == "lifespan":
            await self.aplicacion(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        cabeceras = cabeceras_de(scope)
        resguardado = con_guardas(send)
        negado = self._negado(scope, cabeceras)
        if negado is not None:
            await decir(resguardado, *negado)
        elif self._trae_la_llave(scope):
            await self._entrar(resguardado)
        elif not self._es_de_casa(cabeceras):
            await decir(resguardado, 403, "Abra la dirección completa", _SIN_LLAVE)
        elif scope["method"] == "POST":
            await self._formulario(scope, cabeceras, receive, resguardado)
        else:
            await self.aplicacion(scope, receive, resguardado)

    def _negado(self, scope: PedidoAsgi, cabeceras: Mapping[str, str]) -> tuple[int, str, str] | None:
        if cabeceras.get("host", "") not in self._anfitriones:
            # Una dirección ajena que apunte a este computador no lee lo que hay en él.
            return 403, "Aquí no", f"Esta página solo se abre en http://{ANFITRION}:{self.puerto}/"
        if not self.freno.pasa():
            return 429, "Muchos pedidos seguidos", "Espere unos segundos y vuelva a intentar."
        if scope["method"] not in ("GET", "HEAD", "POST"):
            return 405, "No se puede", "Esta página no atiende ese pedido."
        return None

    @property
    def _anfitriones(self) -> tuple[str, str]:
        return f"{ANFITRION}:{self.puerto}", f"localhost:{self.puerto}"

    def _trae_la_llave(self, scope: PedidoAsgi) -> bool:
        if scope["method"] != "GET" or scope["path"] != "/":
            return False
        pedido = parse_qs(scope["query_string"].decode("latin-1"), max_num_fields=20)
        return self._es_la_llave(pedido.get(LLAVE, [""])[0])

    def _es_la_llave(self, dicha: str) -> bool:
        return hmac.compare_digest(dicha.encode(), self.llave.encode())

    def _es_de_casa(self, cabeceras: Mapping[str, str]) -> bool:
        try:
            galletas = SimpleCookie(cabeceras.get("cookie", ""))
        except CookieError:
            return False
        suya = galletas.get(self.galleta)
        return suya is not None and self._es_la_llave(suya.value)

    async def _entrar(self, send: Enviar) -> None:
        galleta = f"{self.galleta}={self.llave}; Path=/; HttpOnly; SameSite=Strict"
        inicio = {
            "type": "http.response.start",
            "status": 303,
            "headers": [(b"location", b"/"), (b"set-cookie", galleta.encode()), (b"content-length", b"0")],
        }
        await send(inicio)
        await send({"type": "http.response.body", "body": b""})

    async def _formulario(
        self, scope: PedidoAsgi, cabeceras: Mapping[str, str], receive: Recibir, send: Enviar
    ) -> None:
        origenes = {f"http://{a}" for a in self._anfitriones}
        if cabeceras.get("origin", "") not in origenes:
            await decir(send, 403, "Aquí no", "Ese formulario viene de otra página: no se hizo nada.")
            return
        tipo = cabeceras.get("content-type", "")
        clase = tipo.partition(";")[0].strip().lower()
        sube = str(scope["path"]).startswith(SUBIDAS)
        # Volver a un formulario escrito lo perdería; al de subir, que se pide solo, sí se puede.
        volver = str(scope["path"]) if sube else ""
        if clase != (CON_ARCHIVOS if sube else FORMULARIO):
            await decir(send, 415, "No se puede", "Esta página solo recibe sus propios formularios.")
            return
        try:
            tope = SUBIDA_MAXIMA if sube else CUERPO_MAXIMO
            cuerpo = await asyncio.wait_for(cuerpo_de(cabeceras, receive, tope), ESPERA)
            enviado, archivos = leido_con_archivos(cuerpo, tipo) if sube else (leido(cuerpo), {})
        except TimeoutError:
            await decir(
                send, 408, "No llegó completo", "Vuelva a la página anterior y envíe otra vez.", volver
            )
            return
        except ErrorDeUso as error:
            await decir(send, 413, "Es demasiado", str(error), volver)
            return
        if not self._es_la_llave(enviado.pop(LLAVE, "")):
            await decir(send, 403, "Abra la dirección completa", _SIN_LLAVE)
            return
        scope.setdefault("state", {}).update(enviado=enviado, archivos=archivos)
        await self.aplicacion(scope, receive, send)


_SIN_LLAVE = (
    "Abra la que muestra la terminal: lleva la llave de esta vez. Si tenía algo sin guardar, vuelva a la "
    "página anterior y cópielo."
)
