"""`./asamblea verificar` sobre una carpeta, un PDF, un archivo o una dirección, y cada engaño descubierto."""

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from click.testing import CliRunner
from fabrica import asamblea, con_erratas, en_estado, errata

from generador import cli
from generador.construccion import verificacion
from generador.construccion.verificacion import verificar
from generador.errores import ErrorDeUso
from generador.modelo.apertura import abrir
from generador.modelo.asamblea import Sitio
from generador.salida.abiertos import escribir_abierto

SITIO = Sitio(nombre="Sitio", descripcion="De prueba.", direccion="https://asambleas.gov.co/")


def _json(estado: str = "aprobada") -> bytes:
    cambios = en_estado(estado)
    if estado == "aprobada":
        cambios = con_erratas(
            cambios,
            errata("2024-01-01", "texto", "Hacer riego.", "Hacer más riego."),
            errata("2024-02-01", "titulo", "Riego", "Riego común"),
        )
    abierta = abrir(asamblea(**cambios), SITIO, lambda c: f"https://asambleas.gov.co/a/{c}")
    return escribir_abierto("agenda.json", abierta, "x")


@pytest.fixture(scope="module")
def publicado() -> bytes:
    return _json()


@pytest.fixture
def carpeta(tmp_path: Path, publicado: bytes) -> Path:
    (tmp_path / "prueba-2023" / "descargas").mkdir(parents=True)
    (tmp_path / "prueba-2023" / "descargas" / "agenda.json").write_bytes(publicado)
    return tmp_path


def _orden(*argumentos: str) -> tuple[int, str]:
    hecho = CliRunner().invoke(cli.principal, ["verificar", *argumentos], prog_name="./asamblea")
    return hecho.exit_code, hecho.output


def test_una_carpeta(carpeta: Path, publicado: bytes) -> None:
    codigo, texto = _orden(str(carpeta))
    assert codigo == 0
    assert texto.startswith("coincide: ")
    datos = json.loads(publicado)
    assert datos["huella"] in texto
    for buena in (datos["huella"], datos["huella_aprobada"].upper()):
        assert _orden(str(carpeta), "--huella", buena)[0] == 0
    codigo, texto = _orden(str(carpeta), "--huella", "0" * 64)
    assert (codigo, "la huella no es la que usted tiene" in texto) == (1, True)


def _cambia(ruta: str, valor: Any) -> Callable[[dict[str, Any]], None]:
    def cambiar(datos: dict[str, Any]) -> None:
        *camino, ultima = (int(p) if p.isdigit() else p for p in ruta.split("."))
        nodo: Any = datos
        for parte in camino:
            nodo = nodo[parte]
        nodo[ultima] = valor

    return cambiar


@pytest.mark.parametrize(
    ("cambio", "falla"),
    [
        (_cambia("aprobado.compromisos.0.texto", "Hacer riegos."), "lo aprobado no da la huella del acta"),
        (_cambia("aprobado.aportes.0.necesidad", "Falta luz."), "lo aprobado no da la huella del acta"),
        (_cambia("aprobado.acta.modera", "Otra"), "lo aprobado no da la huella del acta"),
        (_cambia("huella_aprobada", "0" * 64), "lo aprobado no da la huella del acta"),
        (_cambia("fe_de_erratas.0.razon", "Otra."), "la errata 1, del 2024-01-01, no da su huella"),
        (_cambia("fe_de_erratas.1.debe_decir", "Otro"), "la errata 2, del 2024-02-01, no da su huella"),
        (lambda d: d["fe_de_erratas"].pop(0), "la errata 1, del 2024-02-01, no da su huella"),
        (
            lambda d: d["fe_de_erratas"].pop(),
            "la huella de la versión vigente no es la última de la cadena",
        ),
        (_cambia("huella", "0" * 64), "la huella de la versión vigente no es la última de la cadena"),
        (
            _cambia("compromisos.0.titulo", "Otro"),
            "lo publicado no es lo firmado (1 compromiso publicado de «compromisos»)",
        ),
        (lambda d: d["compromisos"].pop(), "lo publicado no es lo firmado (la lista de «compromisos»)"),
        (_cambia("aportes.0.solucion", "Otra."), "lo publicado no es lo firmado («aportes»)"),
    ],
)
def test_cada_engano_se_descubre(
    carpeta: Path, publicado: bytes, cambio: Callable[[dict[str, Any]], None], falla: str
) -> None:
    datos = json.loads(publicado)
    cambio(datos)
    (carpeta / "prueba-2023/descargas/agenda.json").write_text(json.dumps(datos), "utf-8")
    (veredicto,) = verificar(str(carpeta))
    assert falla in veredicto.fallas
    assert _orden(str(carpeta))[0] == 1


def test_otro_formato_del_json_no_importa(carpeta: Path, publicado: bytes) -> None:
    revuelto = json.dumps(json.loads(publicado), sort_keys=True, ensure_ascii=True, indent=7)
    archivo = carpeta / "otro.json"
    archivo.write_text("\ufeff" + revuelto, "utf-8")
    assert _orden(str(archivo))[0] == 0


def _pdf(adjuntos: dict[str, bytes]) -> bytes:
    documento = pikepdf.new()
    documento.add_blank_page()
    for nombre, datos in adjuntos.items():
        documento.attachments[nombre] = pikepdf.AttachedFileSpec(documento, datos, filename=nombre)
    salida = BytesIO()
    documento.save(salida)
    return salida.getvalue()


def test_un_pdf_con_la_agenda_adjunta(tmp_path: Path, publicado: bytes) -> None:
    archivo = tmp_path / "agenda.pdf"
    archivo.write_bytes(_pdf({"agenda.json": publicado, "otro.csv": b"x"}))
    assert _orden(str(archivo))[0] == 0
    archivo.write_bytes(_pdf({"otro.csv": b"x"}))
    codigo, texto = _orden(str(archivo))
    assert (codigo, "no trae adjunto un agenda.json" in texto) == (2, True)
    archivo.write_bytes(b"%PDF-1.7 roto")
    assert "no se puede abrir el PDF" in _orden(str(archivo))[1]


def test_lo_que_no_se_puede_comprobar(tmp_path: Path) -> None:
    assert "no hay ningún agenda.json" in _orden(str(tmp_path))[1]
    assert "no existe" in _orden(str(tmp_path / "nada"))[1]
    archivo = tmp_path / "agenda.json"
    for datos, dice in (
        (b"\xff\xfe", "no es un archivo JSON"),
        (b"[" * 100_000, "no es un archivo JSON"),
        (b"[]", "no es un agenda.json"),
        (b'{"formato": "x"}', "no es un agenda.json en regla"),
        (_json("borrador"), "es un borrador"),
    ):
        archivo.write_bytes(datos)
        codigo, texto = _orden(str(archivo))
        assert codigo == 2
        assert dice in texto


# — Direcciones


@pytest.fixture
def servidor(publicado: bytes) -> Iterator[str]:
    """Un servidor local con el archivo, una página que lo enlaza y varios caminos torcidos."""

    class Servidor(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            ruta = self.path
            if ruta == "/salta":
                self.send_response(302)
                self.send_header("Location", "file:///etc/hostname")
                self.end_headers()
                return
            cuerpo = {
                "/a/descargas/agenda.json": publicado,
                "/a/agenda/": b"<!doctype html><a href=../descargas/agenda.json>datos</a>",
                "/ajena": b'<!doctype html><a href="https://otro.example/agenda.json">datos</a>',
                "/vacia": b"<!doctype html><p>nada</p>",
            }.get(ruta)
            self.send_response(200 if cuerpo is not None else 404)
            self.end_headers()
            self.wfile.write(cuerpo or b"")

        def log_message(self, *_: Any) -> None:
            """Callado."""

    oyente = ThreadingHTTPServer(("127.0.0.1", 0), Servidor)
    hilo = threading.Thread(target=oyente.serve_forever)
    hilo.start()
    yield f"http://127.0.0.1:{oyente.server_port}"
    oyente.shutdown()
    hilo.join()
    oyente.server_close()


def test_una_direccion(servidor: str) -> None:
    assert _orden(f"{servidor}/a/descargas/agenda.json")[0] == 0
    assert _orden(f"{servidor}/a/agenda/")[0] == 0


def test_direcciones_que_no_sirven(servidor: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for direccion, dice in (
        (f"{servidor}/no-hay", "no se pudo leer"),
        (f"{servidor}/vacia", "no enlaza ningún agenda.json"),
        (f"{servidor}/ajena", "de otro sitio"),
        (f"{servidor}/salta", "no es una dirección http ni https"),
        ("file:///etc/hostname", "no es una dirección http ni https"),
        ("ftp://127.0.0.1/x", "no es una dirección http ni https"),
    ):
        codigo, texto = _orden(direccion)
        assert codigo == 2
        assert dice in texto
    monkeypatch.setattr(verificacion, "TOPE", 100)
    with pytest.raises(ErrorDeUso, match="pesa más"):
        verificar(f"{servidor}/a/descargas/agenda.json")
    monkeypatch.setattr(verificacion, "TOPE", 10**9)
    monkeypatch.setattr(verificacion, "SEGUNDOS", 0)
    with pytest.raises(ErrorDeUso, match=r"tarda más|no se pudo leer"):
        verificar(f"{servidor}/a/descargas/agenda.json")
