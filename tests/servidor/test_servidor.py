"""La vista de trabajo, con HTTP de verdad: el último sitio bueno, su aviso y lo que no deja detrás."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from generador.construccion.pedido.adelanto import VARIABLE_ADELANTO
from generador.construccion.publicacion import ConstruccionFallida
from generador.errores import ErrorDeUso
from generador.servidor.obra import EstadoDeObra, Obra
from generador.servidor.pagina import con_vista
from generador.servidor.web import Servidor

MALO = "datos/x.yml:1:1\n    <script>alert(1)</script> & «mal»"
PAGINA = "<!doctype html><html><body class='a'>\n<p>{}</p></body></html>"


class Motor:
    """En vez de MkDocs: una página con lo que dice datos/x.yml, o su error si dice «mal»."""

    def __init__(self) -> None:
        self.pasos: list[str] = []
        self.nuevos = 0
        self.errores = ""
        self.largo: subprocess.Popen[str] | None = None

    def __call__(
        self,
        raiz: Path,
        nuevo: Path,
        variables: Mapping[str, str],
        decir: Callable[[str], None],
        aviso: object = None,
        al_abrir: Callable[[subprocess.Popen[str]], None] | None = None,
    ) -> dict[str, Any]:
        self.pasos.append("páginas" if VARIABLE_ADELANTO in variables else "impresos")
        archivo = raiz / "datos" / "x.yml"
        texto = archivo.read_text("utf-8") if archivo.exists() else "sin archivo"
        if "largo" in texto and self.pasos[-1] == "impresos":
            self.largo = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], text=True)
            assert al_abrir is not None
            al_abrir(self.largo)
            self.largo.wait()
            raise ConstruccionFallida(70)
        if "mal" in texto:
            for linea in MALO.split("\n"):
                decir(linea)
            raise ConstruccionFallida(1)
        (nuevo / "guia").mkdir()
        (nuevo / "index.html").write_text(PAGINA.format(texto), "utf-8")
        (nuevo / "guia" / "index.html").write_text(PAGINA.format("guía"), "utf-8")
        (nuevo / "404.html").write_text(PAGINA.format("no existe esa página"), "utf-8")
        (nuevo / "a.pdf").write_bytes(b"%PDF-1")
        (nuevo / "nuevo.pdf").write_bytes(b"")
        if "con x" in texto:
            (nuevo / "x").mkdir()
            (nuevo / "x" / "index.html").write_text(PAGINA.format("equis"), "utf-8")
        if "rota" in texto:
            for linea in MALO.split("\n"):
                decir(linea)
            return {"nuevos": self.nuevos, "advertencias": 0, "detenidas": ["x"], "errores": self.errores}
        return {"nuevos": self.nuevos, "advertencias": 0, "detenidas": []}


class Vista:
    """Un proyecto de juguete que se está viendo en un puerto libre."""

    def __init__(self, raiz: Path) -> None:
        self.raiz, self.motor, self.dichos = raiz, Motor(), list[str]()
        self.obra = Obra(raiz, self.dichos.append, self.motor)
        self.servidor = Servidor(0, lambda: self.obra.estado)

    def guardar(self, texto: str) -> None:
        (self.raiz / "datos" / "x.yml").write_text(texto, "utf-8")

    def pedir(
        self, ruta: str = "/", metodo: str = "GET", anfitrion: str | None = None
    ) -> tuple[int, dict[str, str], str]:
        conexion = http.client.HTTPConnection("127.0.0.1", self.servidor.server_port, timeout=10)
        try:
            conexion.putrequest(metodo, ruta, skip_host=True)
            conexion.putheader("Host", anfitrion or f"127.0.0.1:{self.servidor.server_port}")
            conexion.endheaders()
            respuesta = conexion.getresponse()
            return respuesta.status, dict(respuesta.getheaders()), respuesta.read().decode()
        finally:
            conexion.close()

    def esperar(self, condicion: Callable[[], bool]) -> None:
        limite = time.monotonic() + 20
        while not condicion():
            assert time.monotonic() < limite, (self.obra.estado, self.dichos)
            time.sleep(0.02)

    def quieta(self) -> None:
        """Espera a que no se esté haciendo nada."""
        self.esperar(lambda: bool(self.motor.pasos) and not self.obra.estado.haciendo)


@contextmanager
def _abierta(raiz: Path, texto: str) -> Iterator[Vista]:
    (raiz / "datos").mkdir(exist_ok=True)
    vista = Vista(raiz)
    vista.guardar(texto)
    threading.Thread(target=vista.servidor.serve_forever, args=(0.01,), daemon=True).start()
    vista.obra.empezar()
    try:
        yield vista
    finally:
        vista.servidor.shutdown()
        vista.servidor.server_close()
        vista.obra.acabar()


def test_guardar_algo_malo_deja_lo_bueno_a_la_vista_con_el_aviso(tmp_path: Path) -> None:
    with _abierta(tmp_path, "uno") as vista:
        vista.quieta()
        codigo, cabeceras, pagina = vista.pedir()
        assert (codigo, cabeceras["Cache-Control"]) == (200, "no-store")
        assert "<p>uno</p>" in pagina
        assert "vista-falla" not in pagina
        assert vista.motor.pasos == ["páginas", "impresos"]

        vista.guardar("mal")
        vista.esperar(lambda: bool(vista.obra.estado.falla))
        for ruta, dice in (("/", "<p>uno</p>"), ("/guia/", "<p>guía</p>"), ("/no-hay/", "no existe esa")):
            pagina = vista.pedir(ruta)[2]
            assert dice in pagina
            assert 'role="alert"' in pagina
            assert (
                "datos/x.yml:1:1\n    &lt;script&gt;alert(1)&lt;/script&gt; &amp; «mal»</pre></aside>"
                in pagina
            )
            assert "<script>alert" not in pagina
        assert "Se sigue viendo la última versión buena" in vista.dichos[-1]

        vista.guardar("dos")
        vista.esperar(lambda: not vista.obra.estado.falla)
        pagina = vista.pedir()[2]
        assert "<p>dos</p>" in pagina
        assert "vista-falla" not in pagina


def test_lo_malo_de_una_asamblea_se_dice_encima_de_lo_nuevo_de_las_demas(tmp_path: Path) -> None:
    with _abierta(tmp_path, "una rota y otra bien") as vista:
        vista.quieta()
        pagina = vista.pedir()[2]
        assert "<p>una rota y otra bien</p>" in pagina
        assert 'role="alert"' in pagina
        assert vista.motor.pasos == ["páginas", "impresos"]
        assert any("De las asambleas con errores se sigue viendo la última" in d for d in vista.dichos)
        vista.guardar("dos")
        vista.esperar(lambda: not vista.obra.estado.falla)
        assert "vista-falla" not in vista.pedir()[2]


def test_la_que_no_tiene_copia_se_sigue_viendo_como_estaba(tmp_path: Path) -> None:
    """Vista desaparecer: 404, y encima «se ve la última versión buena»."""
    with _abierta(tmp_path, "con x") as vista:
        vista.quieta()
        assert "<p>equis</p>" in vista.pedir("/x/")[2]
        vista.guardar("ahora rota")
        vista.esperar(lambda: bool(vista.obra.estado.falla))
        codigo, _, pagina = vista.pedir("/x/")
        assert (codigo, "<p>equis</p>" in pagina, 'role="alert"' in pagina) == (200, True, True)
        assert "<p>con x</p>" in vista.pedir()[2]
        vista.guardar("con x otra vez")
        vista.esperar(lambda: not vista.obra.estado.falla)
        assert "<p>con x otra vez</p>" in vista.pedir()[2]


def test_si_lo_primero_es_malo_se_dice_en_la_pagina(tmp_path: Path) -> None:
    with _abierta(tmp_path, "mal") as vista:
        vista.esperar(lambda: bool(vista.obra.estado.falla))
        codigo, _, pagina = vista.pedir("/lo/que/sea")
        assert codigo == 503
        assert "<h1>No se pudo armar el sitio</h1>" in pagina
        assert "Todavía no hay qué mostrar: corrija esto y guarde." in pagina
        assert "datos/x.yml:1:1" in pagina
        vista.guardar("bien")
        vista.esperar(lambda: vista.pedir()[0] == 200)
        assert "<p>bien</p>" in vista.pedir()[2]


def test_encima_de_la_pagina_van_los_errores_y_no_las_advertencias_de_otra(tmp_path: Path) -> None:
    """Visto fallar: la franja empezaba por tres advertencias de otra asamblea."""
    with _abierta(tmp_path, "bien") as vista:
        vista.quieta()
        vista.motor.errores = "datos/x.yml:3:11 numero: dos"
        vista.guardar("rota")
        vista.esperar(lambda: bool(vista.obra.estado.falla))
        assert vista.obra.estado.falla == vista.motor.errores
        # En la terminal, todo.
        vista.esperar(lambda: any(MALO in d for d in vista.dichos))


def test_si_ya_habia_un_sitio_publicado_se_ve_mientras_tanto(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text(PAGINA.format("publicado"), "utf-8")
    antes = (tmp_path / "site" / "index.html").read_bytes()
    with _abierta(tmp_path, "mal") as vista:
        vista.esperar(lambda: bool(vista.obra.estado.falla))
        codigo, _, pagina = vista.pedir()
        assert codigo == 200
        assert "<p>publicado</p>" in pagina
        assert "vista-falla" in pagina
        vista.guardar("bien")
        vista.quieta()
        vista.esperar(lambda: "<p>bien</p>" in vista.pedir()[2])
    # Lo que agrega la vista no toca nunca lo publicado.
    assert (tmp_path / "site" / "index.html").read_bytes() == antes
    assert not (tmp_path / ".cache" / "vista").exists()


def test_borrar_un_archivo_tambien_es_un_cambio(tmp_path: Path) -> None:
    with _abierta(tmp_path, "uno") as vista:
        vista.quieta()
        (tmp_path / "datos" / "x.yml").unlink()
        vista.esperar(lambda: "sin archivo" in vista.pedir()[2])


def test_guardar_otra_vez_interrumpe_lo_que_se_imprime(tmp_path: Path) -> None:
    with _abierta(tmp_path, "largo uno") as vista:
        vista.esperar(lambda: vista.motor.largo is not None)
        # Las páginas ya se ven, con la nota de lo que falta.
        pagina = vista.pedir()[2]
        assert "<p>largo uno</p>" in pagina
        assert "se están rehaciendo los PDF y las piezas…" in pagina
        vista.guardar("dos")
        vista.esperar(lambda: "<p>dos</p>" in vista.pedir()[2])
        vista.quieta()
        assert vista.motor.largo is not None
        assert vista.motor.largo.poll() is not None
        assert vista.obra.estado.falla == ""


def test_cerrar_detiene_lo_que_se_imprime(tmp_path: Path) -> None:
    with _abierta(tmp_path, "largo") as vista:
        vista.esperar(lambda: vista.motor.largo is not None)
    assert vista.motor.largo is not None
    assert vista.motor.largo.poll() is not None
    assert not (tmp_path / ".cache" / "vista").exists()


@pytest.mark.parametrize("nuevos", [0, 3])
def test_se_recarga_solo_si_hay_algo_nuevo_que_ver(tmp_path: Path, nuevos: int) -> None:
    with _abierta(tmp_path, "uno") as vista:
        vista.motor.nuevos = nuevos
        vista.esperar(lambda: vista.motor.pasos == ["páginas", "impresos"])
        vista.quieta()
        antes = vista.obra.estado.vuelta
        vista.guardar("dos")
        vista.esperar(lambda: vista.motor.pasos == ["páginas", "impresos"] * 2)
        vista.quieta()
        assert vista.obra.estado.vuelta - antes == (1 if nuevos == 0 else 2)
        dicho = json.loads(vista.pedir("/_vista/estado")[2])
        assert dicho == {"vuelta": str(vista.obra.estado.vuelta), "aviso": ""}
        assert f'data-vuelta="{vista.obra.estado.vuelta}"' in vista.pedir()[2]


def test_lo_que_no_es_una_pagina_va_tal_cual(tmp_path: Path) -> None:
    (tmp_path / "secreto").write_text("no", "utf-8")
    with _abierta(tmp_path, "uno") as vista:
        vista.quieta()
        codigo, cabeceras, datos = vista.pedir("/a.pdf")
        assert (codigo, cabeceras["Content-Type"], datos) == (200, "application/pdf", "%PDF-1")
        assert vista.pedir("/a.pdf", "HEAD")[2] == ""
        codigo, _, pagina = vista.pedir("/nuevo.pdf")
        assert (codigo, "se está imprimiendo" in pagina) == (503, True)
        codigo, cabeceras, _ = vista.pedir("/guia")
        assert (codigo, cabeceras["Location"]) == (301, "/guia/")
        for ruta in ("/../secreto", "/%2e%2e/%2e%2e/secreto", "/..%5csecreto", "/%00"):
            assert vista.pedir(ruta)[0] == 404
        codigo, _, pagina = vista.pedir("/", "POST")
        assert (codigo, "Esta vista solo muestra páginas." in pagina) == (501, True)
        # Otra página web no puede leerla con un nombre que apunte a este computador.
        codigo, _, pagina = vista.pedir("/", anfitrion="malo.example")
        assert (codigo, "uno" in pagina) == (403, False)
        assert vista.pedir("/", anfitrion=f"localhost:{vista.servidor.server_port}")[0] == 200


def test_un_defecto_del_motor_tambien_se_dice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with _abierta(tmp_path, "uno") as vista:
        vista.quieta()
        monkeypatch.setattr(Motor, "__call__", lambda *_, **__: 1 / 0)
        vista.obra._armar = vista.motor
        vista.guardar("dos")
        vista.esperar(lambda: bool(vista.obra.estado.falla))
        assert vista.obra.estado.falla.startswith("defecto del generador (ZeroDivisionError)")
        assert "<p>uno</p>" in vista.pedir()[2]


def test_un_puerto_ocupado_se_dice_con_otro_que_sirve(tmp_path: Path) -> None:
    with Servidor(0, EstadoDeObra) as uno:
        puerto = uno.server_port
        with pytest.raises(ErrorDeUso) as error:
            Servidor(puerto, EstadoDeObra)
        assert str(error.value) == (
            f"el puerto {puerto} está ocupado, quizá por otro «servir»: ciérrelo o use --puerto {puerto + 1}"
        )


def test_lo_que_no_tiene_cuerpo_queda_igual() -> None:
    assert con_vista(b"<p>x</p>", EstadoDeObra()) == b"<p>x</p>"
