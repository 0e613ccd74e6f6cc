"""Las direcciones de los oficios, para juntarlas con las del editor."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from generador.errores import ErrorDeDatos, ErrorDeUso
from generador.local.editor.marco import DelEditor, Marco, hecho_en
from generador.local.oficios.recogida import MARCADO, NUEVO, MesaTecnica, Recogida, campo_de_razon
from generador.modelo.campos import Campo


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextoDeRecogida(DelEditor):
    """Los aportes y los compromisos que los recogen."""

    r: Recogida
    razon: Campo
    marcado: str = MARCADO
    nuevo: str = NUEVO


class Oficios:
    """Lo que se hace además de llenar casillas, en `raiz`."""

    def __init__(self, raiz: Path, marco: Marco) -> None:
        self._marco, self._tecnica = marco, MesaTecnica(raiz)

    def rutas(self) -> tuple[Route, ...]:
        """Las direcciones, para juntarlas con las del editor."""
        return (Route("/recoger/{id}", self._recoger, methods=["GET", "POST"]),)

    def _recoger(self, pedido: Request) -> Response:
        id_ = pedido.path_params["id"]
        if pedido.method == "POST":
            try:
                nuevo = self._tecnica.hacer(id_, pedido.state.enviado)
            except ErrorDeUso as error:
                return self._marco.aviso("No se hizo", str(error), f"/recoger/{quote(id_)}", 409)
            except ErrorDeDatos:
                return RedirectResponse(f"/recoger/{quote(id_)}", 303)
            if nuevo:
                donde = f"/archivo/{quote(id_)}/agenda.yml?hecho=recogido&abre={quote(nuevo)}#abierto"
                return RedirectResponse(donde, 303)
            return RedirectResponse(f"/recoger/{quote(id_)}?hecho=guardado", 303)
        hay = self._tecnica.ver(id_)
        if hay is None:
            raise HTTPException(404)
        contexto = ContextoDeRecogida(
            titulo="Recoger aportes en compromisos",
            llave=self._marco.llave,
            hecho=hecho_en(pedido),
            r=hay,
            razon=campo_de_razon(),
        )
        return self._marco.dar("recogida", contexto)
