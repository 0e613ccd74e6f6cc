"""Las direcciones del salón y lo que se ve en cada una: desde su red, y desde el computador que lo abrió."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from generador.composicion.comun.entorno import componer, crear_entorno
from generador.errores import ErrorDeDatos, ErrorDeUso
from generador.local.captura.recepcion import Situacion
from generador.local.sala.clave import CIFRAS, DURA, Clave, Intentos, aparato_nuevo
from generador.local.sala.fotos import ESCRITA, VACIA, PaginasDeFotos
from generador.local.sala.paginas import (
    HECHOS,
    ComoEntrar,
    DeAviso,
    DeEntrar,
    DeSala,
    DeSubmesas,
    DeTablero,
    PaginaDeHoja,
    PaginaDeInicio,
)
from generador.local.sala.puerta import ENTRAR
from generador.local.sala.salon import HojaDeSubmesa, Recibida, Salon, abierta, huella_de
from generador.local.sala.tablero import Estadio, firma_de
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

    Con `clave`, son las de la red del salón: solo capturar y mirar. Sin ella, las de quien lo abrió.
    """

    salon: Salon
    prefijo: str = ""
    llave: Callable[[], str] = lambda: ""
    clave: Clave | None = None
    galleta: str = ""
    anuncio: Callable[[], ComoEntrar | None] = lambda: None
    intentos: Intentos = field(default_factory=Intentos)
    _mirones: int = 0
    _entorno: Any = field(default_factory=lambda: crear_entorno(PLANTILLAS))

    def rutas(self) -> list[Route]:
        """Lo que hay, en el orden en que se busca."""
        p = self.prefijo
        suyas = [
            Route(p or "/", self._inicio),
            Route(f"{p}/estilos/tablero.js", self._guion),
            Route(f"{p}/{{id}}", self._submesas),
            Route(f"{p}/{{id}}/tablero", self._tablero),
            Route(f"{p}/{{id}}/tablero/vivo", self._vivo),
            Route(f"{p}/{{id}}/hoja/{{submesa}}", self._hoja),
            # Otra dirección que la de la página: si la red se corta, «Atrás» vuelve a lo que se escribió.
            Route(f"{p}/{{id}}/hoja/{{submesa}}/guardar", self._guardar, methods=["GET", "POST"]),
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
            ]
        return [
            *suyas[:2],
            Route(f"{p}/{{id}}/hoja/{{submesa}}/elegir", self._elegir, methods=["POST"]),
            Route(f"{p}/{{id}}/hoja/{{submesa}}/visto", self._visto, methods=["POST"]),
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

    def _hoja(self, pedido: Request) -> Response:
        asamblea = self.asamblea_de(pedido)
        if isinstance(asamblea, Response):
            return asamblea
        submesa = pedido.path_params["submesa"]
        try:
            hoja = self.salon.hoja(asamblea, submesa)
        except ErrorDeDatos:
            texto = (
                f"El archivo resultados/{submesa}.yml no se puede leer: alguien lo cambió a mano. Lo que ya "
                "llegó está guardado; corríjalo con ./asamblea validar, o llene mientras la hoja de papel."
            )
            return self.aviso(pedido, f"La hoja de {submesa} está dañada", texto, f"/{asamblea.id}", 409)
        if hoja is None:
            return self._sin_submesa(pedido, asamblea, submesa)
        hecho = pedido.query_params.get("hecho", "")
        if hecho == "igual" and hoja.celda.avance is Estadio.FALTA:
            hecho = "vacia"
        return self._dar_hoja(pedido, hoja, HECHOS.get(hecho, ""))

    def _guardar(self, pedido: Request) -> Response:
        asamblea = self.asamblea_de(pedido)
        if isinstance(asamblea, Response):
            return asamblea
        submesa = pedido.path_params["submesa"]
        if pedido.method != "POST":
            return RedirectResponse(f"{self.prefijo}/{quote(asamblea.id)}/hoja/{quote(submesa)}", 303)
        recibida = self.salon.recibir(
            asamblea, submesa, self._aparato(pedido), self._medio(pedido), pedido.state.enviado
        )
        if recibida is None:
            return self._sin_submesa(pedido, asamblea, submesa)
        de_fotos = ""
        if recibida.hoja is None and self.clave is None:
            escritas, vacias = (_marcadas(pedido.state.enviado, con) for con in (ESCRITA, VACIA))
            quedan = self.salon.dar_por_escritas(asamblea, submesa, escritas, vacias)
            de_fotos = "sin-copiar" if quedan else "foto-quitada" if vacias else ""
        return self._recibida(pedido, asamblea, submesa, recibida, de_fotos)

    def _recibida(
        self, pedido: Request, asamblea: Asamblea, submesa: str, recibida: Recibida, de_fotos: str
    ) -> Response:
        if recibida.hoja is not None:
            codigo = 422 if recibida.en_disco else 507
            return self._dar_hoja(pedido, recibida.hoja, "", codigo)
        situacion = recibida.acuse.situacion
        if situacion is Situacion.EN_CONFLICTO:
            hecho = "conflicto"
        elif recibida.otra_version:
            hecho = "otra"
        else:
            hecho = "guardada" if situacion is Situacion.NUEVA else "igual"
        if de_fotos == "sin-copiar" or (de_fotos and hecho == "igual"):
            hecho = de_fotos
        return RedirectResponse(
            f"{self.prefijo}/{quote(asamblea.id)}/hoja/{quote(submesa)}?hecho={hecho}", 303
        )

    def _dar_hoja(self, pedido: Request, hoja: HojaDeSubmesa, hecho: str, codigo: int = 200) -> Response:
        contexto = PaginaDeHoja(
            **{**self.comun(pedido, f"Hoja de {hoja.submesa}"), "hecho": hecho},
            hoja=hoja,
            recibida=hoja.celda if hecho else None,
            huellas=tuple(huella_de(c) for c in hoja.conflictos),
        )
        hecha = self.dar("hoja", contexto, codigo)
        # Con «no-store», «Atrás» la pediría otra vez y lo escrito se perdería.
        hecha.headers["cache-control"] = "private, no-cache"
        return hecha

    def _sin_submesa(self, pedido: Request, asamblea: Asamblea, submesa: str) -> Response:
        texto = f"En {asamblea.evento.titular} no hay sub-mesa {submesa}. No se guardó nada: escoja la suya."
        return self.aviso(pedido, "Esa sub-mesa no existe", texto, f"/{asamblea.id}", 404)

    # --- escoger, solo en el computador que lo abrió ------------------------------

    def _elegir(self, pedido: Request) -> Response:
        asamblea = self.asamblea_de(pedido)
        if isinstance(asamblea, Response):
            return asamblea
        submesa, enviado = pedido.path_params["submesa"], pedido.state.enviado
        vuelta = f"/{asamblea.id}/hoja/{submesa}"
        hoja = self.salon.hoja(asamblea, submesa)
        if hoja is None:
            return self._sin_submesa(pedido, asamblea, submesa)
        conflicto = next((c for c in hoja.conflictos if c.casilla.nombre == enviado.get("casilla")), None)
        if conflicto is None or huella_de(conflicto) != enviado.get("huella"):
            texto = "Mientras tanto llegó otra versión, o alguien ya escogió: mire otra vez."
            return self.aviso(pedido, "No se escogió", texto, vuelta, 409)
        opciones = {"hoja": conflicto.en_la_hoja, "otra": enviado.get("otra", "")}
        opciones |= {str(i): x.texto for i, x in enumerate(conflicto.llegan)}
        elegida = opciones.get(enviado.get("cual", ""))
        if elegida is None:
            return self.aviso(pedido, "No se escogió", "Marque una de las versiones.", vuelta, 422)
        try:
            acuse = self.salon.escoger(asamblea, submesa, conflicto.casilla.nombre, elegida)
        except (ErrorDeUso, ErrorDeDatos) as error:
            return self.aviso(pedido, "No se escogió", f"{error}", vuelta, 409)
        if acuse.situacion is Situacion.INCOMPLETA:
            dicho = "; ".join(f"{r.mensaje}; {r.ayuda}" for r in acuse.reparos if r.impide)
            return self.aviso(pedido, "No se puede dejar así", dicho, vuelta, 422)
        return RedirectResponse(f"{self.prefijo}{quote(vuelta)}?hecho=escogida", 303)

    def _visto(self, pedido: Request) -> Response:
        asamblea = self.asamblea_de(pedido)
        if isinstance(asamblea, Response):
            return asamblea
        submesa = pedido.path_params["submesa"]
        self.salon.dar_por_visto(asamblea, submesa, pedido.state.enviado.get("clave", ""))
        return RedirectResponse(f"{self.prefijo}/{quote(asamblea.id)}/hoja/{quote(submesa)}", 303)

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
        )
        hecha = self.dar("tablero", contexto)
        hecha.headers["content-security-policy"] = EN_VIVO
        return hecha

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

    def _aparato(self, pedido: Request) -> str:
        return str(pedido.state.aparato) if self.clave is not None else "tecnica"

    def _medio(self, pedido: Request) -> str:
        if self.clave is None:
            return "mesa técnica"
        return f"teléfono {self._aparato(pedido).removeprefix('tel-')[:4].upper()}"

    def comun(self, pedido: Request, titulo: str) -> dict[str, Any]:
        """Lo que lleva toda página."""
        hecho = HECHOS.get(pedido.query_params.get("hecho", ""), "")
        suyo = self._medio(pedido) if self.clave is not None and pedido.state.aparato else ""
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


def _marcadas(enviado: Mapping[str, str], con: str) -> list[str]:
    """Los nombres de las casillas marcadas que empiezan así."""
    return [n.removeprefix(con) for n in enviado if n.startswith(con)]
