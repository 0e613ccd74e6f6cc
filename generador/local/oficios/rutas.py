"""Las direcciones de los oficios, para juntarlas con las del editor."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from generador.edicion.relleno import crear_hojas
from generador.errores import ErrorDeDatos, ErrorDeUso
from generador.local.editor.archivos import direcciones, es_de_practica
from generador.local.editor.marco import DelEditor, Marco, hecho_en
from generador.local.oficios import recepcion
from generador.local.oficios.jornadas import Calendario
from generador.local.oficios.recepcion import LoRecibido, Recepcion
from generador.local.oficios.recogida import (
    MARCADO,
    NUEVO,
    MesaTecnica,
    Recogida,
    campo_de_razon,
    marcados_en,
)
from generador.local.oficios.subida import ARCHIVO, EXTENSIONES, Estante, Subida
from generador.local.web.guardia import SUBIDA_MAXIMA, SUBIDAS
from generador.modelo.campos import Campo
from generador.modelo.texto import enumerar
from generador.salida.disco import explicar

LLEGO = "llego"
"""Final de la dirección en que se trae lo que llegó de las mesas."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextoDeRecogida(DelEditor):
    """Los aportes y los compromisos que los recogen."""

    r: Recogida
    razon: Campo
    abren: frozenset[str]
    """Los archivos que tienen formulario: a esos enlaza lo que hay que corregir."""
    marcado: str = MARCADO
    nuevo: str = NUEVO


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextoDeSubida(DelEditor):
    """El formulario con que se sube un logo o una foto."""

    s: Subida
    formas: str
    extensiones: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextoDeLlegada(DelEditor):
    """Donde se trae un archivo de las mesas, y en qué paró."""

    recibido: LoRecibido | None
    negado: str
    casilla: str = recepcion.ARCHIVO
    direccion: str = f"{SUBIDAS}{LLEGO}"
    tope: int = SUBIDA_MAXIMA // 2**20
    """Megabytes que puede pesar."""


class Oficios:
    """Lo que se hace además de llenar casillas, en `raiz`."""

    def __init__(self, raiz: Path, marco: Marco) -> None:
        self._marco, self._tecnica, self._estante = marco, MesaTecnica(raiz), Estante(raiz)
        self._calendario, self._recepcion, self._raiz = Calendario(raiz), Recepcion(raiz), raiz

    def rutas(self) -> tuple[Route, ...]:
        """Las direcciones, para juntarlas con las del editor."""
        return (
            Route("/recoger/{id}", self._recoger, methods=["GET", "POST"]),
            Route("/jornadas/{id}", self._repartir, methods=["POST"]),
            Route("/hojas/{id}", self._hojas, methods=["POST"]),
            Route(f"{SUBIDAS}{LLEGO}", self._recibir, methods=["GET", "POST"]),
            Route(f"{SUBIDAS}{{id}}/{{lista}}", self._subir, methods=["GET", "POST"]),
        )

    def _repartir(self, pedido: Request) -> Response:
        id_, enviado = pedido.path_params["id"], pedido.state.enviado
        vuelta = f"/archivo/{quote(id_)}/evento.yml"
        try:
            if not self._calendario.repartir(id_, enviado.get("boton", ""), enviado.get("huella", "")):
                raise HTTPException(404)
        except (ErrorDeUso, ErrorDeDatos) as error:
            return self._marco.aviso("No se hizo", str(error), vuelta, 409)
        return RedirectResponse(f"{vuelta}?hecho=repartido", 303)

    def _hojas(self, pedido: Request) -> Response:
        """Lo que hace la orden `hojas`, con las que falten."""
        id_ = pedido.path_params["id"]
        vuelta = f"/carpeta/{quote(id_)}"
        try:
            hechas = crear_hojas(self._raiz, id_, ())
        except (ErrorDeUso, ErrorDeDatos) as error:
            return self._marco.aviso("No se crearon", str(error), vuelta, 409)
        return RedirectResponse(f"{vuelta}?hecho={'hojas' if hechas else 'sin-faltar'}", 303)

    def _recibir(self, pedido: Request) -> Response:
        """Lo que hace la orden `importar`, con un archivo."""
        hecho, negado = None, ""
        if pedido.method == "POST":
            subido = pedido.state.archivos.get(recepcion.ARCHIVO)
            if subido is None or not subido.escogido:
                negado = "Escoja primero el archivo."
            else:
                try:
                    hecho = self._recepcion.recibir(subido)
                except (ErrorDeUso, OSError) as error:
                    dicho = error if isinstance(error, ErrorDeUso) else explicar(self._raiz, error)
                    negado = f"{dicho}. Nada se perdió: el archivo sigue donde lo tenía."
        contexto = ContextoDeLlegada(
            titulo="Recibir lo que llegó", llave=self._marco.llave, recibido=hecho, negado=negado
        )
        return self._marco.dar("llegada", contexto, 422 if negado else 200)

    def _subir(self, pedido: Request) -> Response:
        id_, lista = pedido.path_params["id"], pedido.path_params["lista"]
        vuelta = f"{SUBIDAS}{quote(id_)}/{quote(lista)}"
        try:
            if pedido.method == "POST":
                subido = pedido.state.archivos.get(ARCHIVO)
                hecho = self._estante.subir(id_, lista, pedido.state.enviado, subido)
            else:
                hecho = self._estante.ver(id_, lista)
        except ErrorDeUso as error:
            return self._marco.aviso("No se subió", str(error), vuelta, 409)
        except ErrorDeDatos as error:
            return self._marco.aviso("Antes hay que corregir esto", str(error), f"/carpeta/{quote(id_)}", 409)
        if hecho is None:
            raise HTTPException(404)
        if isinstance(hecho, str):
            return RedirectResponse(f"{vuelta}?hecho=subido", 303)
        contexto = ContextoDeSubida(
            titulo=f"Subir: {hecho.campo.rotulo.lower()}",
            llave=self._marco.llave,
            hecho=hecho_en(pedido),
            practica=es_de_practica(self._raiz / "datos" / hecho.id),
            s=hecho,
            formas=f"Puede ser {enumerar(EXTENSIONES[lista])}.",
            extensiones=EXTENSIONES[lista],
        )
        return self._marco.dar("subida", contexto, 422 if hecho.rechazado else 200)

    def _recoger(self, pedido: Request) -> Response:
        id_ = pedido.path_params["id"]
        negado = ""
        if pedido.method == "POST":
            try:
                nuevo = self._tecnica.hacer(id_, pedido.state.enviado)
            except ErrorDeUso as error:
                negado, nuevo = str(error), None
            except ErrorDeDatos:
                return RedirectResponse(f"/recoger/{quote(id_)}", 303)
            if nuevo:
                donde = f"/archivo/{quote(id_)}/agenda.yml?hecho=recogido&abre={quote(nuevo)}#abierto"
                return RedirectResponse(donde, 303)
            if not negado:
                return RedirectResponse(f"/recoger/{quote(id_)}?hecho=guardado", 303)
        hay = self._tecnica.ver(id_)
        if hay is None:
            raise HTTPException(404)
        if negado:
            # Lo marcado y lo escrito siguen: volver a marcar cuarenta es perderlos.
            enviado = pedido.state.enviado
            hay = replace(
                hay,
                negado=negado,
                marcados=frozenset(marcados_en(enviado)),
                escrito=enviado.get("razon", ""),
                en=enviado.get("en", ""),
            )
        contexto = ContextoDeRecogida(
            titulo="Recoger aportes en compromisos",
            llave=self._marco.llave,
            hecho=hecho_en(pedido),
            practica=es_de_practica(self._raiz / "datos" / hay.id),
            r=hay,
            razon=campo_de_razon(),
            abren=direcciones(self._raiz),
        )
        return self._marco.dar("recogida", contexto, 409 if negado else 200)
