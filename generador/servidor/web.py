"""El servidor: solo para este computador, con la biblioteca estándar, y todo en español."""

from __future__ import annotations

import errno
import mimetypes
import sys
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import TCPServer
from typing import Any
from urllib.parse import unquote, urlsplit

from generador.errores import ErrorDeUso
from generador.servidor.obra import EstadoDeObra
from generador.servidor.pagina import ESTILO, GUION, RUTA, con_vista, estado_json, sola

ANFITRION = "127.0.0.1"
_HTML = "text/html; charset=utf-8"


class Servidor(ThreadingHTTPServer):
    """Atiende en `puerto` (0, cualquiera libre) lo que diga `estado`. ErrorDeUso si no se puede."""

    daemon_threads = True

    def __init__(self, puerto: int, estado: Callable[[], EstadoDeObra]) -> None:
        self.estado = estado
        try:
            super().__init__((ANFITRION, puerto), _Respuesta)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                razon = f"el puerto {puerto} está ocupado, quizá por otro «servir»: ciérrelo o use --puerto"
                raise ErrorDeUso(f"{razon} {puerto + 1 if puerto < 65535 else 8000}") from None
            if error.errno == errno.EACCES:
                raise ErrorDeUso(f"el puerto {puerto} es del sistema; use uno de 1024 en adelante") from None
            raise

    def server_bind(self) -> None:
        """Sin preguntarle a la red cómo se llama este computador, que sin conexión tarda."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = ANFITRION, self.server_address[1]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Un navegador que se va a mitad de la respuesta no es noticia; lo demás, en una línea."""
        error = sys.exception()
        if not isinstance(error, ConnectionError | TimeoutError):
            print(f"Error: la vista no pudo responder ({type(error).__name__})", file=sys.stderr, flush=True)

    @property
    def direccion(self) -> str:
        """La dirección que se abre en el navegador."""
        return f"http://{ANFITRION}:{self.server_port}/"


class _Respuesta(BaseHTTPRequestHandler):
    server: Servidor
    timeout = 30
    server_version = "asambleas"
    sys_version = ""

    def do_GET(self) -> None:
        """Una página con su aviso, un archivo tal cual, o por qué no hay."""
        nombres = {f"{n}:{self.server.server_port}" for n in (ANFITRION, "localhost")}
        estado = self.server.estado()
        if self.headers.get("Host", "") not in nombres:
            # Otra página no puede leer, con un nombre que apunte aquí, lo que todavía no se publica.
            texto = f"Abra {self.server.direccion}"
            self._dar(HTTPStatus.FORBIDDEN, _HTML, sola("Aquí no", texto, EstadoDeObra()))
            return
        ruta = unquote(urlsplit(self.path).path)
        propias = {
            f"{RUTA}estado": ("application/json", estado_json(estado)),
            f"{RUTA}guion.js": ("text/javascript; charset=utf-8", GUION.encode()),
            f"{RUTA}estilo.css": ("text/css; charset=utf-8", ESTILO.encode()),
        }
        if ruta in propias:
            self._dar(HTTPStatus.OK, *propias[ruta])
        elif estado.sitio is None:
            titulo = "No se pudo armar el sitio" if estado.falla else "Se está armando el sitio…"
            texto = "" if estado.falla else "Esta página se abre sola cuando esté."
            self._dar(HTTPStatus.SERVICE_UNAVAILABLE, _HTML, sola(titulo, texto, estado))
        else:
            self._dar_archivo(estado.sitio, ruta, estado)

    do_HEAD = do_GET

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Lo que la biblioteca rechaza por su cuenta."""
        self._dar(
            HTTPStatus(code), _HTML, sola("No se puede", "Esta vista solo muestra páginas.", EstadoDeObra())
        )

    def _dar_archivo(self, sitio: Path, ruta: str, estado: EstadoDeObra) -> None:
        archivo = _archivo(sitio, ruta)
        if archivo is not None and archivo.is_dir():
            if not ruta.endswith("/"):
                self.send_response(HTTPStatus.MOVED_PERMANENTLY)
                self.send_header("Location", urlsplit(self.path).path.replace("//", "/") + "/")
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            archivo = archivo / "index.html"
        try:
            datos = archivo.read_bytes() if archivo is not None else None
        except OSError:
            datos = None
        if archivo is None or datos is None:
            self._dar(HTTPStatus.NOT_FOUND, _HTML, self._no_hay(sitio, estado))
        elif archivo.suffix == ".html":
            self._dar(HTTPStatus.OK, _HTML, con_vista(datos, estado))
        elif not datos and archivo.suffix != ".js":
            texto = "Nunca se ha impreso: esta página se abre sola cuando esté."
            pagina = sola("Este archivo se está imprimiendo…", texto, estado)
            self._dar(HTTPStatus.SERVICE_UNAVAILABLE, _HTML, pagina)
        else:
            tipo = mimetypes.guess_type(archivo.name)[0] or "application/octet-stream"
            es_texto = tipo.startswith("text/") or tipo in {"application/json", "image/svg+xml"}
            self._dar(HTTPStatus.OK, f"{tipo}; charset=utf-8" if es_texto else tipo, datos)

    def _no_hay(self, sitio: Path, estado: EstadoDeObra) -> bytes:
        try:
            return con_vista((sitio / "404.html").read_bytes(), estado)
        except OSError:
            return sola("Esta página no existe", "Revise la dirección.", estado)

    def _dar(self, codigo: HTTPStatus, tipo: str, datos: bytes) -> None:
        self.send_response(codigo)
        self.send_header("Content-Type", tipo)
        self.send_header("Content-Length", str(len(datos)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(datos)

    def log_message(self, format: str, *args: object) -> None:
        """Nada: la terminal es para lo que pasa con los datos."""


def _archivo(sitio: Path, ruta: str) -> Path | None:
    """El del sitio que corresponde a esa dirección; None si se sale de él o no puede existir."""
    partes = [p for p in ruta.split("/") if p]
    if any(p in {".", ".."} or "\\" in p or "\0" in p for p in partes):
        return None
    archivo = sitio.joinpath(*partes)
    try:
        return archivo if archivo.resolve().is_relative_to(sitio.resolve()) else None
    except (OSError, ValueError):
        return None
