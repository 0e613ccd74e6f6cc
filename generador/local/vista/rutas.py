"""Las direcciones con que se mira cómo queda algo: qué se puede ver, y la página o el impreso mismos.

Lo que se ve sale de los datos, que son ajenos: va con su propia política, sin un guion y sin formularios.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from generador.construccion.datos.examen import examinar
from generador.errores import ErrorDeUso, Hallazgo
from generador.local.editor.archivos import ArchivoEditable, direcciones, es_de_practica
from generador.local.editor.escritorio import Escritorio
from generador.local.editor.marco import DelEditor, Marco
from generador.local.vista.calco import Calco
from generador.local.vista.mirador import Mirador
from generador.local.vista.muestras import Mirable, muestras
from generador.local.web.casillas import en_casillas
from generador.modelo.campos import escribibles

_TIPOS = {
    "": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".pdf": "application/pdf",
}
"""Lo que se puede mirar. Lo demás se descarga del sitio ya construido, y un guion no se sirve nunca."""
_COMO_ES = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-same-origin allow-popups"
    ),
    "x-frame-options": "SAMEORIGIN",
}
"""El mismo origen, para que le lleguen sus estilos; sin `allow-scripts`, con él no puede hacer nada."""
_IMPRESO = {
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'",
    "content-disposition": "inline",
}
_CON_MARCO = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'; frame-src 'self'"
    )
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextoDeMirada(DelEditor):
    """Cómo queda lo que dice un archivo."""

    archivo: ArchivoEditable
    por_guardar: bool
    hallazgos: tuple[Hallazgo, ...]
    ajenos: tuple[Hallazgo, ...]
    """Los errores de otros archivos: también ellos impiden ver."""
    abren: frozenset[str]
    """Los archivos que tienen formulario: a esos enlazan los errores."""
    muestras: tuple[Mirable, ...]
    vista: Mirable | None
    """Lo que se ve en la misma página: ninguna si hay errores, y nunca un impreso."""


class Miradas:
    """Lo último que se pidió mirar de `raiz`, y el proceso que lo compone."""

    def __init__(self, raiz: Path, escritorio: Escritorio, marco: Marco) -> None:
        self._raiz, self._escritorio, self._marco = raiz, escritorio, marco
        self._calco = Calco(raiz)
        # Un editor muerto con -9 dejó la suya: nadie la va a borrar después.
        self._calco.borrar()
        self._mirador = Mirador(self._calco.carpeta)
        self._puesto: tuple[str, bool, tuple[Hallazgo, ...]] = ("", False, ())

    def rutas(self) -> tuple[Route, ...]:
        """Las direcciones, para juntarlas con las del editor."""
        return (
            Route("/ver/{nombre:path}", self._ver, methods=["GET", "POST"]),
            Route("/vista/{ruta:path}", self._vista),
        )

    def cerrar(self) -> None:
        """Termina el proceso y borra la copia de los datos."""
        self._mirador.cerrar()
        self._calco.borrar()

    def _ver(self, pedido: Request) -> Response:
        nombre = pedido.path_params["nombre"]
        enviado = pedido.state.enviado if pedido.method == "POST" else None
        try:
            if enviado is not None or self._puesto[0] != nombre:
                self._ensayar(nombre, enviado)
        except ErrorDeUso as error:
            return self._marco.aviso("No se puede ver", str(error), f"/archivo/{quote(nombre)}", 409)
        if enviado is not None:
            return RedirectResponse(f"/ver/{quote(nombre)}", 303)
        archivo = self._escritorio.archivo(nombre)
        if archivo is None:
            raise HTTPException(404)
        return self._que_se_ve(archivo, pedido.query_params.get("de", ""))

    def _ensayar(self, nombre: str, enviado: dict[str, str] | None) -> None:
        """Deja en la copia los datos de hoy con lo que llegó; lo que se estaba componiendo ya no sirve."""
        ensayo = self._escritorio.ensayar(nombre, enviado)
        if ensayo is None:
            raise HTTPException(404)
        self._mirador.dejar()
        self._calco.poner({} if ensayo.crudo is None else {ensayo.archivo.ruta: ensayo.crudo})
        self._puesto = nombre, ensayo.crudo is not None, ensayo.hallazgos

    def _que_se_ve(self, archivo: ArchivoEditable, pedida: str) -> Response:
        _, por_guardar, malos = self._puesto
        examen = examinar(self._calco.carpeta)
        suyos = (*malos, *(h for h in examen.hallazgos if h.lugar.archivo == archivo.dicho))
        errores = (h for h in examen.hallazgos if h.gravedad == "error")
        ajenos = tuple(h for h in errores if h.lugar.archivo != archivo.dicho)
        hay: tuple[Mirable, ...] = ()
        if examen.carga.sitio is not None and not examen.con_errores and not malos:
            hay = muestras(archivo.clase, archivo.nombre, examen.carga.sitio, examen.carga.expedientes)
        paginas = [m for m in hay if not m.impreso]
        contexto = ContextoDeMirada(
            titulo=f"Cómo queda: {archivo.titulo}",
            llave=self._marco.llave,
            practica=bool(archivo.asamblea) and es_de_practica(self._raiz / "datos" / archivo.asamblea),
            archivo=archivo,
            por_guardar=por_guardar,
            hallazgos=tuple(en_casillas(h, escribibles(archivo.modelo)) for h in suyos),
            ajenos=tuple(map(en_casillas, ajenos)),
            abren=direcciones(self._raiz),
            muestras=hay,
            vista=next((m for m in paginas if m.ruta == pedida), paginas[0] if paginas else None),
        )
        return self._marco.dar("mirada", contexto, cabeceras=_CON_MARCO)

    def _vista(self, pedido: Request) -> Response:
        ruta = pedido.path_params["ruta"]
        final = PurePosixPath(ruta).suffix.lower() if ruta and not ruta.endswith("/") else ""
        if final not in _TIPOS or not self._puesto[0]:
            raise HTTPException(404)
        try:
            mirado = self._mirador.pedir(ruta)
        except ErrorDeUso as error:
            return self._no_salio(str(error), 409)
        if not mirado.existe:
            raise HTTPException(404)
        if mirado.hallazgos or mirado.falla:
            dicho = "\n\n".join(str(en_casillas(h)) for h in mirado.hallazgos) or mirado.falla
            return self._no_salio(dicho, 422)
        cabeceras = _IMPRESO if final == ".pdf" else _COMO_ES
        return Response(mirado.octetos, headers=cabeceras, media_type=_TIPOS[final])

    def _no_salio(self, dicho: str, codigo: int) -> Response:
        respuesta = self._marco.aviso("No se puede ver", dicho, f"/ver/{quote(self._puesto[0])}", codigo)
        respuesta.headers.update(_COMO_ES)
        return respuesta
