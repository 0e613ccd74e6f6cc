"""Las direcciones de las hojas: llenarlas, desde donde sea; escoger entre dos, solo en la mesa técnica."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from generador.errores import ErrorDeDatos, ErrorDeUso
from generador.local.captura.recepcion import Situacion
from generador.local.sala.fotos import ESCRITA, VACIA
from generador.local.sala.paginas import HECHOS, PaginaDeHoja, SinEscoger
from generador.local.sala.salon import HojaDeSubmesa, Recibida, huella_de
from generador.local.sala.tablero import Estadio
from generador.modelo.asamblea import Asamblea

if TYPE_CHECKING:
    from generador.local.sala.rutas import PaginasDeSala


class PaginasDeHojas:
    """Páginas de las hojas, con la forma de las demás de la sala."""

    def __init__(self, sala: PaginasDeSala) -> None:
        self._sala = sala

    def de_todos(self) -> list[Route]:
        """Lo que se puede pedir también desde la red del salón."""
        p = f"{self._sala.prefijo}/{{id}}/hoja/{{submesa}}"
        return [
            Route(p, self._hoja),
            # Otra dirección que la de la página: si la red se corta, «Atrás» vuelve a lo que se escribió.
            Route(f"{p}/guardar", self._guardar, methods=["GET", "POST"]),
        ]

    def de_la_mesa_tecnica(self) -> list[Route]:
        """Lo que solo se hace en el computador que la abrió."""
        p = f"{self._sala.prefijo}/{{id}}/hoja/{{submesa}}"
        return [
            Route(f"{p}/elegir", self._elegir, methods=["POST"]),
            Route(f"{p}/visto", self._visto, methods=["POST"]),
        ]

    def _hoja(self, pedido: Request) -> Response:
        asamblea = self._sala.asamblea_de(pedido)
        if isinstance(asamblea, Response):
            return asamblea
        submesa = pedido.path_params["submesa"]
        try:
            hoja = self._sala.salon.hoja(asamblea, submesa)
        except ErrorDeDatos:
            texto = (
                f"El archivo resultados/{submesa}.yml no se puede leer: alguien lo cambió a mano. Lo que ya "
                "llegó está guardado; corríjalo con ./asamblea validar, o llene mientras la hoja de papel."
            )
            return self._sala.aviso(
                pedido, f"La hoja de {submesa} está dañada", texto, f"/{asamblea.id}", 409
            )
        if hoja is None:
            return self._sin_submesa(pedido, asamblea, submesa)
        hecho = pedido.query_params.get("hecho", "")
        if hecho == "igual" and hoja.celda.avance is Estadio.FALTA:
            hecho = "vacia"
        return self._dar_hoja(pedido, hoja, HECHOS.get(hecho, ""))

    def _guardar(self, pedido: Request) -> Response:
        asamblea = self._sala.asamblea_de(pedido)
        if isinstance(asamblea, Response):
            return asamblea
        submesa = pedido.path_params["submesa"]
        if pedido.method != "POST":
            return RedirectResponse(f"{self._sala.prefijo}/{quote(asamblea.id)}/hoja/{quote(submesa)}", 303)
        recibida = self._sala.salon.recibir(
            asamblea, submesa, self._sala.aparato(pedido), self._sala.medio(pedido), pedido.state.enviado
        )
        if recibida is None:
            return self._sin_submesa(pedido, asamblea, submesa)
        de_fotos = ""
        if recibida.hoja is None and self._sala.clave is None:
            escritas, vacias = (_marcadas(pedido.state.enviado, con) for con in (ESCRITA, VACIA))
            dobles = {*escritas} & {*vacias}
            escritas, vacias = ([n for n in marcadas if n not in dobles] for marcadas in (escritas, vacias))
            quedan = self._sala.salon.dar_por_escritas(asamblea, submesa, escritas, vacias)
            de_fotos = "sin-copiar" if quedan else "foto-quitada" if vacias else ""
            de_fotos = "foto-doble" if dobles else de_fotos
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
        if de_fotos in ("sin-copiar", "foto-doble") or (de_fotos and hecho == "igual"):
            hecho = de_fotos
        return RedirectResponse(
            f"{self._sala.prefijo}/{quote(asamblea.id)}/hoja/{quote(submesa)}?hecho={hecho}", 303
        )

    def _dar_hoja(
        self,
        pedido: Request,
        hoja: HojaDeSubmesa,
        hecho: str,
        codigo: int = 200,
        sin_escoger: SinEscoger | None = None,
    ) -> Response:
        contexto = PaginaDeHoja(
            **{**self._sala.comun(pedido, f"Hoja de {hoja.submesa}"), "hecho": hecho},
            hoja=hoja,
            recibida=hoja.celda if hecho else None,
            huellas=tuple(huella_de(c) for c in hoja.conflictos),
            sin_escoger=sin_escoger,
        )
        hecha = self._sala.dar("hoja", contexto, codigo)
        # Con «no-store», «Atrás» la pediría otra vez y lo escrito se perdería.
        hecha.headers["cache-control"] = "private, no-cache"
        return hecha

    def _sin_submesa(self, pedido: Request, asamblea: Asamblea, submesa: str) -> Response:
        texto = f"En {asamblea.evento.titular} no hay sub-mesa {submesa}. No se guardó nada: escoja la suya."
        return self._sala.aviso(pedido, "Esa sub-mesa no existe", texto, f"/{asamblea.id}", 404)

    # --- escoger, solo en el computador que la abrió ------------------------------

    def _elegir(self, pedido: Request) -> Response:
        asamblea = self._sala.asamblea_de(pedido)
        if isinstance(asamblea, Response):
            return asamblea
        submesa, enviado = pedido.path_params["submesa"], pedido.state.enviado
        vuelta = f"/{asamblea.id}/hoja/{submesa}"
        hoja = self._sala.salon.hoja(asamblea, submesa)
        if hoja is None:
            return self._sin_submesa(pedido, asamblea, submesa)
        conflicto = next((c for c in hoja.conflictos if c.casilla.nombre == enviado.get("casilla")), None)
        if conflicto is None or huella_de(conflicto) != enviado.get("huella"):
            texto = "Mientras tanto llegó otra versión, o alguien ya escogió: mire otra vez."
            return self._sala.aviso(pedido, "No se escogió", texto, vuelta, 409)
        otra = enviado.get("otra", "").strip()
        # Escribir la que las junta es escogerla, aunque no se marque.
        cual = enviado.get("cual", "") or ("otra" if otra else "")
        opciones = {"hoja": conflicto.en_la_hoja, "otra": otra or None}
        opciones |= {str(i): x.texto for i, x in enumerate(conflicto.llegan)}
        elegida = opciones.get(cual)
        if elegida is None:
            falta = (
                "Escriba la que las junta, o marque otra."
                if cual == "otra"
                else "Marque una de las versiones."
            )
            sin = SinEscoger(conflicto.casilla.nombre, cual, otra, falta)
            return self._dar_hoja(pedido, hoja, "", 422, sin)
        try:
            acuse = self._sala.salon.escoger(asamblea, submesa, conflicto.casilla.nombre, elegida)
        except (ErrorDeUso, ErrorDeDatos) as error:
            return self._sala.aviso(pedido, "No se escogió", f"{error}", vuelta, 409)
        if acuse.situacion is Situacion.INCOMPLETA:
            dicho = "; ".join(f"{r.mensaje}; {r.ayuda}" for r in acuse.reparos if r.impide)
            sin = SinEscoger(conflicto.casilla.nombre, cual, otra, f"No se puede dejar así: {dicho}")
            return self._dar_hoja(pedido, hoja, "", 422, sin)
        return RedirectResponse(f"{self._sala.prefijo}{quote(vuelta)}?hecho=escogida", 303)

    def _visto(self, pedido: Request) -> Response:
        asamblea = self._sala.asamblea_de(pedido)
        if isinstance(asamblea, Response):
            return asamblea
        submesa = pedido.path_params["submesa"]
        self._sala.salon.dar_por_visto(asamblea, submesa, pedido.state.enviado.get("clave", ""))
        return RedirectResponse(f"{self._sala.prefijo}/{quote(asamblea.id)}/hoja/{quote(submesa)}", 303)


def _marcadas(enviado: Mapping[str, str], con: str) -> list[str]:
    """Los nombres de las casillas marcadas que empiezan así."""
    return [n.removeprefix(con) for n in enviado if n.startswith(con)]
