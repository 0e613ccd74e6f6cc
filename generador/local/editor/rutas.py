"""Las direcciones del editor y lo que se ve en cada una."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route

from generador.composicion.camino import en_que_va, lo_que_sigue
from generador.construccion.camino import camino_de
from generador.errores import ErrorAsambleas, ErrorDeDatos, ErrorDeUso, Hallazgo
from generador.local.editor.archivos import CarpetaVista, archivos
from generador.local.editor.convenio import convenio_en_blanco
from generador.local.editor.escritorio import GUARDAR, Escritorio, Hoy
from generador.local.editor.marco import DelEditor, Marco, hecho_en
from generador.local.editor.pantalla import Pantalla
from generador.local.oficios.rutas import Oficios
from generador.local.vista.rutas import Miradas
from generador.local.web.casillas import en_casillas
from generador.local.web.estilo import PLANTILLAS, fuente_en, hoja_de_estilo
from generador.local.web.guardia import Guardia
from generador.local.web.pedido import POLITICA
from generador.modelo.campos import escribibles
from generador.salida.disco import explicar

CON_GUION = {
    "content-security-policy": f"{POLITICA}; script-src 'self'",
    # Con «no-store», «Atrás» la pediría otra vez y lo escrito se perdería.
    "cache-control": "private, no-cache",
}
"""Donde se escribe: un solo guion, de aquí, que pregunta antes de salir sin guardar."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextoDePortada(DelEditor):
    """Las carpetas que hay."""

    carpetas: tuple[CarpetaVista, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextoDeCarpeta(DelEditor):
    """Los archivos de una asamblea, o los comunes."""

    carpeta: CarpetaVista


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextoDeLoQueFalta(DelEditor):
    """En qué va una asamblea y qué le falta para seguir."""

    id: str
    temas: Sequence[Sequence[str]]
    """El estado y lo que en él hay y falta: renglones, con sangría los que son de una lista."""
    sigue: Sequence[str]
    """Cómo se pasa al estado que sigue."""
    hallazgos: tuple[Hallazgo, ...]
    abren: frozenset[str]
    """Los archivos que tienen formulario: a esos enlaza lo que hay que corregir."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextoDeArchivo(DelEditor):
    """Un archivo en su formulario."""

    hoy: Hoy
    guardar: str = GUARDAR


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextoDePreguntas(DelEditor):
    """Lo que se pregunta para empezar una asamblea, o para agregar un convenio."""

    pantalla: Pantalla
    rechazado: bool


class Editor:
    """Las páginas del editor de `raiz`; quien las sirve les pone la puerta delante."""

    def __init__(self, raiz: Path, otras: Sequence[Route] = ()) -> None:
        self._raiz, self._escritorio, self._marco = raiz, Escritorio(raiz), Marco()
        self._miradas = Miradas(raiz, self._escritorio, self._marco)
        self._oficios = Oficios(raiz, self._marco)
        self._estilo, self._otras = hoja_de_estilo(raiz), otras

    def con_puerta(self, puerto: int) -> Guardia:
        """El editor detrás de su puerta, en ese puerto."""
        guardia = Guardia(self._aplicacion(), puerto)
        self._marco.llave = guardia.llave
        return guardia

    def cerrar(self) -> None:
        """No deja nada andando."""
        self._miradas.cerrar()

    def _aplicacion(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/", self._portada),
                Route("/nueva", self._nueva, methods=["GET", "POST"]),
                Route("/convenio", self._convenio, methods=["GET", "POST"]),
                Route("/carpeta/", self._carpeta),
                Route("/carpeta/{id}", self._carpeta),
                Route("/falta/{id}", self._falta),
                Route("/archivo/{nombre:path}", self._archivo, methods=["GET", "POST"]),
                # Otra dirección que la de la página: si el servidor se muere, «Atrás» vuelve a lo escrito.
                Route("/guardar/{nombre:path}", self._archivo, methods=["GET", "POST"]),
                Route("/quitar/{nombre:path}", self._quitar, methods=["POST"]),
                Route("/deshacer/{nombre:path}", self._deshacer, methods=["POST"]),
                Route("/rehacer/{nombre:path}", self._deshacer, methods=["POST"]),
                *self._miradas.rutas(),
                *self._oficios.rutas(),
                Route("/estilos/editor.css", self._hoja_de_estilos),
                Route("/estilos/editor.js", self._guion),
                Route("/fuentes/{nombre}", self._fuente),
                Route("/favicon.ico", lambda _: Response(status_code=204)),
                *self._otras,
            ],
            exception_handlers={HTTPException: self._negada, Exception: self._fallo},
        )

    def _portada(self, pedido: Request) -> Response:
        contexto = ContextoDePortada(
            titulo="Sus asambleas", llave=self._marco.llave, carpetas=self._escritorio.carpetas()
        )
        return self._marco.dar("portada", contexto)

    def _carpeta(self, pedido: Request) -> Response:
        id_ = pedido.path_params.get("id", "")
        hallada = next((c for c in self._escritorio.carpetas() if c.id == id_), None)
        if hallada is None:
            raise HTTPException(404)
        contexto = ContextoDeCarpeta(
            titulo=hallada.titulo, llave=self._marco.llave, hecho=hecho_en(pedido), carpeta=hallada
        )
        return self._marco.dar("carpeta", contexto)

    def _falta(self, pedido: Request) -> Response:
        id_ = pedido.path_params["id"]
        if not id_ or id_ not in {a.asamblea for a in archivos(self._raiz)}:
            raise HTTPException(404)
        suyos = {a.dicho: escribibles(a.modelo) for a in archivos(self._raiz)}
        temas, sigue, hallazgos = list[list[str]](), list[str](), tuple[Hallazgo, ...]()
        try:
            camino = camino_de(self._raiz, id_)
        except ErrorDeDatos as error:
            hallazgos = error.hallazgos
        else:
            temas, sigue, hallazgos = en_que_va(camino), lo_que_sigue(camino), camino.errores + camino.avisos
        contexto = ContextoDeLoQueFalta(
            titulo="En qué va y qué falta",
            llave=self._marco.llave,
            id=id_,
            temas=temas,
            sigue=sigue,
            hallazgos=tuple(en_casillas(h, suyos.get(h.lugar.archivo, ())) for h in hallazgos),
            abren=frozenset(suyos),
        )
        return self._marco.dar("falta", contexto)

    def _nueva(self, pedido: Request) -> Response:
        escritorio = self._escritorio
        hecho = escritorio.empezar(pedido.state.enviado) if _responde(pedido) else escritorio.preguntas()
        if isinstance(hecho, str):
            return RedirectResponse(f"/carpeta/{quote(hecho)}?hecho=creada", 303)
        return self._preguntas("nueva", "Empezar otra asamblea", hecho, _responde(pedido))

    def _convenio(self, pedido: Request) -> Response:
        escritorio = self._escritorio
        hecho = (
            escritorio.agregar_convenio(pedido.state.enviado) if _responde(pedido) else convenio_en_blanco()
        )
        if isinstance(hecho, str):
            return RedirectResponse(f"/archivo/{quote(hecho)}?hecho=convenio", 303)
        return self._preguntas("convenio", "Agregar un convenio", hecho, _responde(pedido))

    def _preguntas(self, plantilla: str, titulo: str, pantalla: Pantalla, rechazado: bool) -> Response:
        contexto = ContextoDePreguntas(
            titulo=titulo, llave=self._marco.llave, pantalla=pantalla, rechazado=rechazado
        )
        return self._marco.dar(plantilla, contexto, 422 if rechazado else 200, CON_GUION)

    def _archivo(self, pedido: Request) -> Response:
        nombre = pedido.path_params["nombre"]
        if pedido.method != "POST" and pedido.url.path.startswith("/guardar/"):
            return RedirectResponse(f"/archivo/{quote(nombre)}", 303)
        if pedido.method != "POST":
            hoy = self._escritorio.ver(nombre, pedido.query_params.get("abre", ""))
            return self._formulario(hoy, hecho_en(pedido))
        try:
            hecho = self._escritorio.recibir(nombre, pedido.state.enviado)
        except ErrorDeUso as error:
            return self._marco.aviso("No se hizo", str(error), f"/archivo/{quote(nombre)}", 409)
        if isinstance(hecho, str):
            return RedirectResponse(f"/archivo/{quote(nombre)}?hecho={hecho}", 303)
        return self._formulario(hecho, "", 422 if hecho is not None and hecho.rechazado else 200)

    def _deshacer(self, pedido: Request) -> Response:
        nombre, al_reves = pedido.path_params["nombre"], pedido.url.path.startswith("/rehacer/")
        try:
            if not self._escritorio.deshacer(nombre, al_reves=al_reves):
                raise HTTPException(404)
        except ErrorDeUso as error:
            titulo = "No se rehízo" if al_reves else "No se deshizo"
            return self._marco.aviso(titulo, str(error), f"/archivo/{quote(nombre)}", 409)
        hecho = "rehecho" if al_reves else "deshecho"
        return RedirectResponse(f"/archivo/{quote(nombre)}?hecho={hecho}", 303)

    def _quitar(self, pedido: Request) -> Response:
        nombre = pedido.path_params["nombre"]
        try:
            if not self._escritorio.quitar_convenio(nombre, pedido.state.enviado):
                raise HTTPException(404)
        except ErrorDeUso as error:
            return self._marco.aviso("No se quitó", str(error), f"/archivo/{quote(nombre)}", 409)
        return RedirectResponse("/carpeta/?hecho=quitado", 303)

    def _formulario(self, hoy: Hoy | None, hecho: str, codigo: int = 200) -> Response:
        if hoy is None:
            raise HTTPException(404)
        contexto = ContextoDeArchivo(titulo=hoy.archivo.titulo, llave=self._marco.llave, hecho=hecho, hoy=hoy)
        return self._marco.dar("archivo", contexto, codigo, CON_GUION)

    def _hoja_de_estilos(self, pedido: Request) -> Response:
        return Response(self._estilo, media_type="text/css")

    def _guion(self, pedido: Request) -> Response:
        return Response((PLANTILLAS / "editor.js").read_text("utf-8"), media_type="text/javascript")

    def _fuente(self, pedido: Request) -> Response:
        nombre = pedido.path_params["nombre"]
        ruta = fuente_en(self._raiz, nombre)
        if ruta is None:
            raise HTTPException(404)
        return FileResponse(ruta, media_type="font/woff2", headers={"cache-control": "max-age=3600"})

    def _negada(self, pedido: Request, error: Exception) -> Response:
        codigo = error.status_code if isinstance(error, HTTPException) else 404
        return self._marco.aviso("Esta página no existe", "Revise la dirección.", "/", codigo)

    def _fallo(self, pedido: Request, error: Exception) -> Response:
        explicado: ErrorAsambleas = explicar(self._raiz, error)
        return self._marco.aviso("No se pudo", f"{explicado}", "/", 500)


def _responde(pedido: Request) -> bool:
    """Si llegan respuestas, y no se piden las preguntas."""
    return pedido.method == "POST"
