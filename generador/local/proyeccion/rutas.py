"""La proyección en la red del salón: la página, lo que ella pide y el canal que le avisa de los cambios."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from html import escape
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from generador.local.proyeccion.proyector import EnPantalla, Proyectada, Proyector
from generador.local.sala.clave import DURA as DURA_LA_CLAVE
from generador.local.sala.clave import Clave, aparato_nuevo
from generador.local.sala.puerta import galleta_de
from generador.local.web.estilo import PLANTILLAS
from generador.local.web.pedido import sola

CADA = 0.25
"""Segundos entre dos miradas al disco."""
LATIDO = 5.0
"""Segundos que el canal puede callar: si calla el doble, la página dice que se quedó sola."""
VENTANAS = 24
"""Proyecciones en vivo a la vez; las demás esperan su turno con lo que muestran."""
DURA = 600.0
"""Segundos que dura un canal antes de volver a pedirse."""
_GUION = "guiones/en-vivo.js"
_ESPERE = (
    "Falta componer la primera pantalla. Esta página vuelve a mirar sola; si sigue así, la mesa técnica ve "
    "por qué en el computador que abrió la sala."
)


@dataclass(slots=True)
class PaginasDeProyeccion:
    """Las direcciones de lo que se proyecta de las asambleas de `raiz`, por la red del salón."""

    raiz: Path
    proyector: Proyector
    _ventanas: int = 0

    def rutas(self) -> list[Route]:
        """Lo que hay; lo último atrapa lo demás, y de eso solo existe lo que una página pide."""
        return [
            Route("/{id}/proyeccion", self._sin_barra),
            Route("/{id}/proyeccion/", self._pagina),
            Route("/{id}/proyeccion/vivo", self._vivo),
            Route(f"/{_GUION}", self._guion),
            Route("/{ruta:path}", self._archivo),
        ]

    def _sin_barra(self, pedido: Request) -> Response:
        return RedirectResponse(f"/{quote(self._id(pedido))}/proyeccion/", 303)

    def _pagina(self, pedido: Request) -> Response:
        id_ = self._id(pedido)
        buena = self.proyector.al_dia(id_, esperar=True).buena
        if buena is None:
            return Response(sola("Ya casi", _ESPERE), 503, {"refresh": "3"}, "text/html")
        politica = f"{buena.politica}; connect-src 'self'; frame-ancestors 'none'"
        return HTMLResponse(_en_vivo(buena), headers={"content-security-policy": politica})

    def _archivo(self, pedido: Request) -> Response:
        ruta = pedido.path_params["ruta"]
        octetos = self.proyector.archivo(ruta)
        if octetos is None:
            raise HTTPException(404)
        return Response(octetos, media_type=guess_type(ruta)[0] or "application/octet-stream")

    def _guion(self, pedido: Request) -> Response:
        return Response((PLANTILLAS / "sala" / "en-vivo.js").read_text("utf-8"), media_type="text/javascript")

    async def _vivo(self, pedido: Request) -> Response:
        id_ = self._id(pedido)
        if self._ventanas >= VENTANAS:
            return Response(status_code=503)
        return StreamingResponse(self._avisos(id_), media_type="text/event-stream")

    async def _avisos(self, id_: str) -> AsyncIterator[bytes]:
        """Lo que hay en pantalla, cada vez que cambia y de tanto en tanto: así se nota si el canal murió."""
        self._ventanas += 1
        reloj = asyncio.get_running_loop().time
        try:
            empezo, dicho, oido, mirando = reloj(), b"", 0.0, None
            while reloj() - empezo < DURA:
                # Componer tarda: mientras tanto el canal sigue vivo.
                if mirando is None:
                    mirando = asyncio.create_task(asyncio.to_thread(self.proyector.al_dia, id_))
                await asyncio.wait({mirando}, timeout=CADA)
                ahora = _aviso(self.proyector.ultima(id_))
                if ahora != dicho or reloj() - oido >= LATIDO:
                    dicho, oido = ahora, reloj()
                    yield ahora
                if mirando.done():
                    mirando.result()
                    mirando = None
                    await asyncio.sleep(CADA)
        finally:
            self._ventanas -= 1

    def _id(self, pedido: Request) -> str:
        """La asamblea que se pide: lo pedido nunca se vuelve una ruta, se busca entre las que hay."""
        id_ = str(pedido.path_params["id"])
        if id_ not in (p.parent.name for p in (self.raiz / "datos").glob("*/evento.yml")):
            raise HTTPException(404)
        return id_


@dataclass(frozen=True, slots=True)
class EntradaALaProyeccion:
    """Del editor a la proyección sin escribir la clave: quien abrió la sala ya la tiene.

    Va en el puerto de la sala y no en el del editor, que con cada vez cambia de llave: así, si se cierra y se
    vuelve a abrir, la ventana que ya proyectaba se reconecta sola.
    """

    clave: Clave
    puerto: int
    prefijo: str

    def ruta(self) -> Route:
        """La dirección, para juntarla con las del editor."""
        return Route(f"{self.prefijo}/{{id}}/proyectar", self._entrar)

    def _entrar(self, pedido: Request) -> Response:
        # Las galletas de un computador son de todos sus puertos.
        donde = f"http://{pedido.url.hostname}:{self.puerto}/{quote(pedido.path_params['id'])}/proyeccion/"
        respuesta = RedirectResponse(donde, 303)
        suya = self.clave.galleta(aparato_nuevo())
        respuesta.set_cookie(
            galleta_de(self.puerto), suya, max_age=round(DURA_LA_CLAVE), httponly=True, samesite="strict"
        )
        return respuesta


def _aviso(ahora: EnPantalla) -> bytes:
    dicho = {"firma": ahora.firma, "de_las": ahora.de_las}
    return f"retry: 500\ndata: {json.dumps(dicho)}\n\n".encode()


def _en_vivo(buena: Proyectada) -> str:
    """La página con el guion que la mantiene al día; en el sitio publicado no existe."""
    guion = f'<script src="/{_GUION}" data-firma="{escape(buena.firma)}" defer></script>\n</head>'
    return buena.html.replace("</head>", guion, 1)
