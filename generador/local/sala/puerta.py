"""La puerta del salón: qué se puede pedir desde su red, y a quién se le atiende.

Desde ahí llega cualquiera que esté en el salón o pase cerca. Se exigen el nombre con que se anunció el
computador, una galleta que solo da la clave, y el origen de cada formulario; y todo va con topes.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie

from generador.errores import ErrorDeUso
from generador.local.fotos.lectura import TOPE
from generador.local.sala.clave import Clave
from generador.local.web.partes import CON_ARCHIVOS, leido_con_archivos
from generador.local.web.pedido import (
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

CUERPO = 1_000_000
"""Bytes de una hoja: con todas las casillas al tope y todo con tildes no llega a la mitad."""
CUERPO_CON_FOTO = TOPE + 64 * 1024
ESPERA_DE_FOTO = 120.0
"""Segundos que puede tardar una foto en llegar por una red de salón."""
FOTO = "/foto"
"""Con esto terminan las direcciones que reciben una foto; las demás, ningún archivo."""
_SOLO_EN_CASA = ("cross-origin-opener-policy",)
"""Sin HTTPS, un navegador no la atiende, y lo dice."""
ENTRAR = "/entrar"
"""Lo único que se atiende sin haber entrado, además de letras y estilos."""
_DE_TODOS = ("/estilos/", "/fuentes/", "/favicon.ico")
_DIRECCIONES = 1000
"""Direcciones que se recuerdan para frenar a quien pide de más."""


def galleta_de(puerto: int) -> str:
    """El nombre de la galleta de cada aparato: las de un computador son de todos sus puertos."""
    return f"sala-{puerto}"


@dataclass(slots=True)
class Puerta:
    """Deja pasar a `aplicacion` lo que pide un aparato que entró con la clave.

    Le dice cuál es en `scope["state"]["aparato"]`; lo enviado, en `scope["state"]["enviado"]`, y la foto, en
    `scope["state"]["archivos"]`.
    """

    aplicacion: Aplicacion
    puerto: int
    clave: Clave
    anfitriones: Callable[[], Collection[str]]
    """Las direcciones de este computador, que pueden cambiar: el salón enciende su red cuando puede."""
    freno: Freno = field(default_factory=lambda: Freno(tope=2000))
    _frenos: OrderedDict[str, Freno] = field(default_factory=OrderedDict)

    @property
    def galleta(self) -> str:
        """El nombre de la galleta de cada aparato."""
        return galleta_de(self.puerto)

    async def __call__(self, scope: PedidoAsgi, receive: Recibir, send: Enviar) -> None:
        """Atiende un pedido (ASGI)."""
        if scope["type"] != "http":
            return
        cabeceras = cabeceras_de(scope)
        resguardado = con_guardas(send, _SOLO_EN_CASA)
        negado = self._negado(scope, cabeceras)
        if negado is not None:
            await decir(resguardado, *negado)
            return
        aparato = self._aparato(cabeceras)
        scope.setdefault("state", {})["aparato"] = aparato
        ruta = scope["path"]
        if aparato is None and ruta != ENTRAR and not ruta.startswith(_DE_TODOS):
            await self._afuera(scope["method"], resguardado)
        elif scope["method"] == "POST":
            await self._formulario(scope, cabeceras, receive, resguardado)
        else:
            await self.aplicacion(scope, receive, resguardado)

    def _negado(self, scope: PedidoAsgi, cabeceras: Mapping[str, str]) -> tuple[int, str, str] | None:
        if cabeceras.get("host", "") not in self._nombres():
            return 403, "Aquí no", "Abra la dirección que muestra la mesa técnica, tal cual."
        if not self.freno.pasa() or not self._suyo(_de_donde(scope)).pasa():
            return 429, "Muchos pedidos seguidos", "Espere unos segundos y vuelva a intentar."
        if scope["method"] not in ("GET", "HEAD", "POST"):
            return 405, "No se puede", "Esta página no atiende ese pedido."
        return None

    def _nombres(self) -> set[str]:
        return {f"{d}:{self.puerto}" for d in ("127.0.0.1", "localhost", *self.anfitriones())}

    def _suyo(self, direccion: str) -> Freno:
        freno = self._frenos.setdefault(direccion, Freno(tope=300))
        self._frenos.move_to_end(direccion)
        while len(self._frenos) > _DIRECCIONES:
            self._frenos.popitem(last=False)
        return freno

    def _aparato(self, cabeceras: Mapping[str, str]) -> str | None:
        try:
            suya = SimpleCookie(cabeceras.get("cookie", "")).get(self.galleta)
        except CookieError:
            return None
        return None if suya is None else self.clave.aparato_de(suya.value)

    async def _afuera(self, metodo: str, send: Enviar) -> None:
        if metodo == "POST":
            await decir(send, 403, "Falta la clave", _SIN_CLAVE)
            return
        cabeceras = [(b"location", ENTRAR.encode()), (b"content-length", b"0")]
        await send({"type": "http.response.start", "status": 303, "headers": cabeceras})
        await send({"type": "http.response.body", "body": b""})

    async def _formulario(
        self, scope: PedidoAsgi, cabeceras: Mapping[str, str], receive: Recibir, send: Enviar
    ) -> None:
        # El origen ha de ser la misma dirección por la que llegó: entre dos de este computador tampoco.
        if cabeceras.get("origin", "") != f"http://{cabeceras['host']}":
            await decir(send, 403, "Aquí no", "Ese formulario viene de otra página: no se guardó nada.")
            return
        tipo = cabeceras.get("content-type", "")
        con_foto = str(scope["path"]).endswith(FOTO)
        if tipo.partition(";")[0].strip().lower() != (CON_ARCHIVOS if con_foto else FORMULARIO):
            await decir(send, 415, "No se puede", "Esta página solo recibe sus propios formularios.")
            return
        volver = str(scope["path"]).removesuffix(FOTO) if con_foto else ""
        tope, espera = (CUERPO_CON_FOTO, ESPERA_DE_FOTO) if con_foto else (CUERPO, ESPERA)
        try:
            cuerpo = await asyncio.wait_for(cuerpo_de(cabeceras, receive, tope), espera)
            enviado, archivos = leido_con_archivos(cuerpo, tipo) if con_foto else (leido(cuerpo), {})
        except TimeoutError:
            await decir(send, 408, "No llegó completo", _SIN_LLEGAR, volver)
            return
        except ErrorDeUso as error:
            await decir(send, 413, "Es demasiado", str(error), volver)
            return
        scope["state"].update(enviado=enviado, archivos=archivos)
        await self.aplicacion(scope, receive, send)


def _de_donde(scope: PedidoAsgi) -> str:
    cliente = scope.get("client")
    return str(cliente[0]) if cliente else ""


_SIN_CLAVE = (
    "No se guardó. Abra la dirección en otra pestaña, escriba la clave que muestra la mesa técnica, y vuelva "
    "a esta página con «Atrás» para enviar otra vez."
)
_SIN_LLEGAR = "No se guardó: la red se cortó. Vuelva con «Atrás», que lo escrito sigue ahí, y envíe otra vez."


@dataclass(frozen=True, slots=True)
class Cruce:
    """Cada puerto con lo suyo: lo que se pide por el de la sala no llega nunca al editor."""

    por_puerto: Mapping[int, Aplicacion]

    async def __call__(self, scope: PedidoAsgi, receive: Recibir, send: Enviar) -> None:
        """Atiende un pedido (ASGI) según el enchufe por el que llegó, diga lo que diga el pedido."""
        if scope["type"] != "http":
            return
        servidor = scope.get("server")
        suya = self.por_puerto.get(servidor[1]) if servidor else None
        if suya is None:
            await decir(con_guardas(send), 403, "Aquí no", "Esta dirección no es de aquí.")
            return
        await suya(scope, receive, send)
