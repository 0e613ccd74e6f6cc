"""Las direcciones de las fotos: mandarlas, desde donde sea; verlas y darles lugar, solo en la mesa técnica.

Llevan letra y firmas de la gente: desde la red del salón no se ve ninguna.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from generador.errores import ErrorDeLectura, ErrorDeUso, de_maquina
from generador.local.fotos.album import Archivada, dar_lugar, fotos_de
from generador.local.sala.paginas import DeFotos
from generador.local.sala.puerta import FOTO
from generador.local.web.guardia import SUBIDAS
from generador.modelo.asamblea import Asamblea
from generador.salida.disco import explicar

if TYPE_CHECKING:
    from generador.local.sala.rutas import PaginasDeSala

CAMPO = "foto"
ESCRITA = "escrita."
"""Con esto empieza la casilla con que se dice que una foto ya está copiada."""
VACIA = "vacia."
"""Con esto, la de que una foto no dice nada que copiar."""


class PaginasDeFotos:
    """Páginas de las fotos, con la forma de las demás de la sala."""

    def __init__(self, sala: PaginasDeSala) -> None:
        self._sala = sala

    def del_salon(self) -> list[Route]:
        """Lo que se puede pedir desde la red del salón."""
        ruta = f"{self._sala.prefijo}/{{id}}/hoja/{{submesa}}{FOTO}"
        return [Route(ruta, self._recibir, methods=["GET", "POST"])]

    def de_la_mesa_tecnica(self) -> list[Route]:
        """Lo que solo se ve en el computador que la abrió."""
        p = self._sala.prefijo
        return [
            # En el editor, solo las direcciones que empiezan así reciben un archivo.
            Route(f"{SUBIDAS}fichas/{{id}}/hoja/{{submesa}}", self._recibir, methods=["GET", "POST"]),
            Route(f"{SUBIDAS}fichas/{{id}}/fotos", self._recibir, methods=["GET", "POST"]),
            Route(f"{p}/{{id}}/fotos", self._sueltas),
            Route(f"{p}/{{id}}/fotos/lugar", self._dar_lugar, methods=["POST"]),
            Route(f"{p}/{{id}}/fotos/ver/{{nombre}}", self._ver),
            Route(f"{p}/{{id}}/fotos/ver/{{submesa}}/{{nombre}}", self._ver),
        ]

    def _recibir(self, pedido: Request) -> Response:
        asamblea = self._sala.asamblea_de(pedido)
        if isinstance(asamblea, Response):
            return asamblea
        submesa = pedido.path_params.get("submesa", "")
        vuelta = f"/{asamblea.id}/hoja/{submesa}" if submesa else f"/{asamblea.id}/fotos"
        if pedido.method != "POST":
            return RedirectResponse(f"{self._sala.prefijo}{quote(vuelta)}", 303)
        mandada = pedido.state.archivos.get(CAMPO)
        if mandada is None or not mandada.escogido:
            return self._negar(pedido, "Escoja primero la foto.", vuelta, 422)
        if not mandada.octetos:
            vacia = "El archivo está vacío: no llegó completo. Mándela otra vez o tómela de nuevo."
            return self._negar(pedido, vacia, vuelta, 422)
        try:
            hecha = self._sala.salon.recibir_foto(asamblea, submesa, mandada.octetos)
        except ErrorDeLectura as error:
            return self._negar(pedido, f"La foto {error.mensaje}: {error.ayuda}.", vuelta, 422)
        except ErrorDeUso as error:
            return self._negar(pedido, f"No quedó guardada. {error}.", vuelta, 409)
        except OSError as error:
            dicho = de_maquina(error) or explicar(self._sala.salon.raiz, error)
            texto = f"No se guardó: {dicho} No borre la foto y avise a la mesa técnica."
            return self._negar(pedido, texto, vuelta, 507)
        if hecha is None:
            raise HTTPException(404)
        return self._archivada(pedido, asamblea, submesa, hecha)

    def _archivada(self, pedido: Request, asamblea: Asamblea, submesa: str, hecha: Archivada) -> Response:
        """A dónde se sigue después de que una foto quedó guardada."""
        suya, salon = hecha.foto.lugar.submesa, self._sala.clave is not None
        if salon and suya != submesa:
            texto = f"Por su código, esa foto es de {suya}: quedó con la hoja de {suya}."
            vuelta = f"/{asamblea.id}/hoja/{submesa}"
            return self._sala.aviso(pedido, f"La foto es de {suya}", texto, vuelta, 200)
        if not suya:
            hecho = "foto-sin-lugar"
        elif not hecha.nueva:
            hecho = "foto-igual"
        else:
            hecho = "foto" if salon else "foto-aqui"
        donde = f"/{asamblea.id}/hoja/{suya}" if suya else f"/{asamblea.id}/fotos"
        return RedirectResponse(f"{self._sala.prefijo}{quote(donde)}?hecho={hecho}", 303)

    def _negar(self, pedido: Request, texto: str, vuelta: str, codigo: int) -> Response:
        return self._sala.aviso(pedido, "La foto no se recibió", texto, vuelta, codigo)

    def _sueltas(self, pedido: Request) -> Response:
        asamblea = self._sala.asamblea_de(pedido)
        if isinstance(asamblea, Response):
            return asamblea
        fallas = self._sala.salon.recoger_fotos()
        contexto = DeFotos(
            **self._sala.comun(pedido, "Fotos de las fichas"),
            asamblea=asamblea,
            fotos=fotos_de(self._sala.salon.raiz, asamblea.id, ""),
            fallas=tuple(str(f) for f in fallas),
        )
        return self._sala.dar("fotos", contexto)

    def _dar_lugar(self, pedido: Request) -> Response:
        asamblea = self._sala.asamblea_de(pedido)
        if isinstance(asamblea, Response):
            return asamblea
        enviado, vuelta = pedido.state.enviado, f"/{asamblea.id}/fotos"
        foto = dar_lugar(
            self._sala.salon.raiz, asamblea, enviado.get("nombre", ""), enviado.get("submesa", "")
        )
        if foto is None:
            texto = "Escoja la sub-mesa; si ya lo hizo, alguien le dio lugar antes."
            return self._sala.aviso(pedido, "No se le dio lugar", texto, vuelta, 409)
        return RedirectResponse(f"{self._sala.prefijo}{quote(vuelta)}?hecho=con-lugar", 303)

    def _ver(self, pedido: Request) -> Response:
        raiz, id_ = self._sala.salon.raiz, pedido.path_params["id"]
        asamblea = self._sala.salon.asamblea(id_)
        submesa = pedido.path_params.get("submesa", "")
        if asamblea is None or submesa not in {"", *(s.codigo for s in asamblea.submesas)}:
            raise HTTPException(404)
        # El nombre nunca se vuelve una ruta: se busca entre las que hay.
        suyas = {f.nombre: f for f in fotos_de(raiz, id_, submesa)}
        foto = suyas.get(pedido.path_params["nombre"])
        if foto is None:
            raise HTTPException(404)
        return Response(foto.ruta.read_bytes(), media_type="image/jpeg")
