"""Las direcciones del salón y lo que se ve en cada una: desde su red, y desde el computador que lo abrió."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from generador.composicion.comun.entorno import componer, crear_entorno
from generador.local.proyeccion.proyector import Proyector
from generador.local.proyeccion.rutas import PaginasDeProyeccion
from generador.local.sala.clave import CIFRAS, DURA, Clave, Intentos, aparato_nuevo
from generador.local.sala.fotos import PaginasDeFotos
from generador.local.sala.hojas import PaginasDeHojas
from generador.local.sala.paginas import (
    HECHOS,
    ComoEntrar,
    DeAviso,
    DeEntrar,
    DeSala,
    DeSubmesas,
    DeTablero,
    PaginaDeInicio,
)
from generador.local.sala.puerta import ENTRAR
from generador.local.sala.salon import Salon, abierta
from generador.local.sala.tablero import firma_de
from generador.local.web.estilo import PLANTILLAS, fuente_en, hoja_de_estilo
from generador.local.web.pedido import POLITICA
from generador.modelo.asamblea import Asamblea
from generador.salida.disco import explicar

EN_VIVO = POLITICA + "; script-src 'self'; connect-src 'self'"
"""Política del tablero: un solo guion, de aquí, que pide la página otra vez cuando algo cambia."""
_CADA = 0.4
"""Segundos entre dos miradas al disco."""
_MIRONES = 60
"""Tableros en vivo a la vez; los demás se vuelven a pedir solos."""
_DURA = 600.0
"""Segundos que dura un tablero en vivo antes de volver a pedirse."""


@dataclass(slots=True)
class PaginasDeSala:
    """Las páginas de `salon`, con las direcciones que empiezan por `prefijo`.

    Con `clave`, son las de la red del salón: solo capturar, mirar y, con `proyector`, proyectar. Sin ella,
    las de quien lo abrió.
    """

    salon: Salon
    prefijo: str = ""
    llave: Callable[[], str] = lambda: ""
    clave: Clave | None = None
    galleta: str = ""
    anuncio: Callable[[], ComoEntrar | None] = lambda: None
    proyector: Proyector | None = None
    intentos: Intentos = field(default_factory=Intentos)
    _mirones: int = 0
    _entorno: Any = field(default_factory=lambda: crear_entorno(PLANTILLAS))

    def rutas(self) -> list[Route]:
        """Lo que hay, en el orden en que se busca."""
        p, hojas = self.prefijo, PaginasDeHojas(self)
        suyas = [
            Route(p or "/", self._inicio),
            Route(f"{p}/estilos/tablero.js", self._guion),
            Route(f"{p}/{{id}}", self._submesas),
            Route(f"{p}/{{id}}/tablero", self._tablero),
            Route(f"{p}/{{id}}/tablero/vivo", self._vivo),
            *hojas.de_todos(),
        ]
        fotos = PaginasDeFotos(self)
        if self.clave is not None:
            return [
                Route(ENTRAR, self._entrar, methods=["GET", "POST"]),
                Route("/estilos/editor.css", self._estilos),
                Route("/fuentes/{nombre}", self._fuente),
                Route("/favicon.ico", lambda _: Response(status_code=204)),
                *suyas,
                *fotos.del_salon(),
                *(PaginasDeProyeccion(self.salon.raiz, self.proyector).rutas() if self.proyector else ()),
            ]
        return [
            *suyas[:2],
            *hojas.de_la_mesa_tecnica(),
            *suyas[2:],
            *fotos.de_la_mesa_tecnica(),
        ]

    def aplicacion(self) -> Starlette:
        """Todo lo de la red del salón; quien la sirve le pone la puerta delante."""
        hecha = Starlette(
            routes=self.rutas(),
            exception_handlers={HTTPException: self._negada, Exception: self._fallo},
        )
        hecha.router.redirect_slashes = False
        return hecha

    # --- entrar -----------------------------------------------------------------

    def _entrar(self, pedido: Request) -> Response:
        assert self.clave is not None
        aparato = pedido.state.aparato
        if pedido.method != "POST":
            return RedirectResponse("/", 303) if aparato else self._pedir_clave("")
        de_donde = pedido.client.host if pedido.client else ""
        espera = self.intentos.espera(de_donde)
        if espera:
            minutos = -(-espera // 60)
            return self._pedir_clave(f"Muchos intentos: espere {minutos} min y vuelva a probar.", 429)
        if not self.clave.es(pedido.state.enviado.get("pin", "")):
            self.intentos.fallo(de_donde)
            return self._pedir_clave(
                "Esa no es la clave. Es la de seis cifras que muestra la mesa técnica.", 403
            )
        respuesta = RedirectResponse("/", 303)
        respuesta.set_cookie(
            self.galleta,
            self.clave.galleta(aparato or aparato_nuevo()),
            max_age=round(DURA),
            httponly=True,
            samesite="strict",
        )
        return respuesta

    def _pedir_clave(self, error: str, codigo: int = 200) -> Response:
        suya = self.salon.solo_practica()
        contexto = DeEntrar(titulo="Escriba la clave", error=error, cifras=CIFRAS, practica=suya)
        return self.dar("entrar", contexto, codigo)

    # --- capturar ---------------------------------------------------------------

    def _inicio(self, pedido: Request) -> Response:
        hay = self.salon.abiertas()
        if len(hay) == 1 and self.clave is not None:
            return RedirectResponse(f"{self.prefijo}/{quote(hay[0].id)}", 303)
        titulo = "La sala" if self.clave is None else "Escoja la asamblea"
        return self.dar(
            "inicio", PaginaDeInicio(**self.comun(pedido, titulo), asambleas=hay, anuncio=self.anuncio())
        )

    def _submesas(self, pedido: Request) -> Response:
        asamblea = self.asamblea_de(pedido)
        if isinstance(asamblea, Response):
            return asamblea
        contexto = DeSubmesas(
            **self.comun(pedido, asamblea.evento.titular),
            asamblea=asamblea,
            tablero=self.salon.tablero(asamblea),
        )
        return self.dar("submesas", contexto)

    # --- mirar --------------------------------------------------------------------

    def _tablero(self, pedido: Request) -> Response:
        asamblea = self.asamblea_de(pedido, cerrada=True)
        if isinstance(asamblea, Response):
            return asamblea
        firma = firma_de(self.salon.raiz, asamblea.id)
        contexto = DeTablero(
            **self.comun(pedido, f"Tablero: {asamblea.evento.titular}"),
            asamblea=asamblea,
            tablero=self.salon.tablero(asamblea),
            firma=firma,
            anuncio=self.anuncio(),
            fotos_sueltas=0 if self.clave is not None else self.salon.fotos_sueltas(asamblea),
            sin_proyectar=self._sin_proyectar(asamblea),
        )
        hecha = self.dar("tablero", contexto)
        hecha.headers["content-security-policy"] = EN_VIVO
        return hecha

    def _sin_proyectar(self, asamblea: Asamblea) -> str:
        """Por qué la pared no muestra lo último; solo se dice en el computador que abrió la sala."""
        if self.clave is not None or self.proyector is None:
            return ""
        return self.proyector.ultima(asamblea.id).falla

    async def _vivo(self, pedido: Request) -> Response:
        if self._mirones >= _MIRONES:
            return Response(status_code=503)
        id_ = pedido.path_params["id"]
        if not (self.salon.raiz / "datos" / id_).is_dir() or "/" in id_ or id_.startswith("."):
            raise HTTPException(404)
        return StreamingResponse(self._firmas(id_), media_type="text/event-stream")

    async def _firmas(self, id_: str) -> AsyncIterator[bytes]:
        """Un aviso cada vez que cambia algo de lo que el tablero muestra, y un latido mientras tanto."""
        self._mirones += 1
        try:
            vista, quieto = "", 0
            for _ in range(round(_DURA / _CADA)):
                firma = await asyncio.to_thread(firma_de, self.salon.raiz, id_)
                quieto += 1
                if firma != vista:
                    vista, quieto = firma, 0
                    yield f"data: {firma}\n\n".encode()
                elif quieto * _CADA >= 15:
                    quieto = 0
                    yield b": sigo\n\n"
                await asyncio.sleep(_CADA)
        finally:
            self._mirones -= 1

    def _guion(self, pedido: Request) -> Response:
        return Response((PLANTILLAS / "sala" / "tablero.js").read_text("utf-8"), media_type="text/javascript")

    def _estilos(self, pedido: Request) -> Response:
        return Response(hoja_de_estilo(self.salon.raiz), media_type="text/css")

    def _fuente(self, pedido: Request) -> Response:
        ruta = fuente_en(self.salon.raiz, pedido.path_params["nombre"])
        if ruta is None:
            raise HTTPException(404)
        return FileResponse(ruta, media_type="font/woff2", headers={"cache-control": "max-age=3600"})

    # --- lo de todas --------------------------------------------------------------

    def asamblea_de(self, pedido: Request, *, cerrada: bool = False) -> Asamblea | Response:
        """Asamblea que se pide o, si no se puede capturar en ella, la página que dice por qué."""
        id_ = pedido.path_params["id"]
        asamblea = self.salon.asamblea(id_)
        if asamblea is None:
            texto = (
                f"Aquí no hay una asamblea «{id_}». No se guardó nada: vuelva al comienzo y escoja la suya."
            )
            return self.aviso(pedido, "Es otra asamblea", texto, "", 404)
        pedido.state.practica = asamblea.evento.practica
        if not cerrada and not abierta(asamblea):
            texto = (
                "Su agenda ya está aprobada y lo entregado no se cambia: una corrección va en una errata, "
                "que hace la mesa técnica."
            )
            return self.aviso(pedido, "Ya no se recibe", texto, f"/{id_}/tablero", 409, "Ver el tablero")
        return asamblea

    def aparato(self, pedido: Request) -> str:
        """Cómo se conoce a quien pide."""
        return str(pedido.state.aparato) if self.clave is not None else "tecnica"

    def medio(self, pedido: Request) -> str:
        """Por dónde llega lo que manda, como se le dice a la gente."""
        if self.clave is None:
            return "mesa técnica"
        return f"teléfono {self.aparato(pedido).removeprefix('tel-')[:4].upper()}"

    def comun(self, pedido: Request, titulo: str) -> dict[str, Any]:
        """Lo que lleva toda página."""
        hecho = HECHOS.get(pedido.query_params.get("hecho", ""), "")
        suyo = self.medio(pedido) if self.clave is not None and pedido.state.aparato else ""
        return {
            "titulo": titulo,
            "llave": self.llave(),
            "aparato": suyo,
            "hecho": hecho,
            "raiz": self.prefijo,
            "practica": getattr(pedido.state, "practica", False),
        }

    def _negada(self, pedido: Request, error: Exception) -> Response:
        codigo = error.status_code if isinstance(error, HTTPException) else 404
        return self.aviso(pedido, "Esta página no existe", "Revise la dirección.", "", codigo)

    def _fallo(self, pedido: Request, error: Exception) -> Response:
        dicho = f"{explicar(self.salon.raiz, error)}"
        return self.aviso(pedido, "No se pudo", f"{dicho} Avise a la mesa técnica.", "", 500)

    def aviso(
        self,
        pedido: Request,
        titulo: str,
        texto: str,
        vuelta: str,
        codigo: int,
        boton: str = "Volver",
    ) -> Response:
        """La página de algo que no se pudo, con a dónde se vuelve."""
        donde = f"{self.prefijo}{quote(vuelta)}" or "/"
        contexto = DeAviso(**self.comun(pedido, titulo), texto=texto, vuelta=donde, boton=boton)
        return self.dar("aviso", contexto, codigo)

    def dar(self, plantilla: str, contexto: DeSala, codigo: int = 200) -> HTMLResponse:
        """La página de esa plantilla."""
        return HTMLResponse(componer(self._entorno, f"sala/{plantilla}.html.j2", contexto), codigo)
