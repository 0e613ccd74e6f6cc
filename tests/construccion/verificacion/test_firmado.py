"""`./asamblea verificar` sobre una carpeta, un PDF, un archivo o una dirección, y cada engaño descubierto."""

import json
import re
import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from actos import con_erratas, errata
from click.testing import CliRunner
from construccion.verificacion.alteraciones import bytes_de, otro
from construccion.verificacion.conftest import abiertos_en_forma
from fabrica import asamblea, en_estado, resultado

from generador import cli
from generador.construccion.verificacion import comprobar, origen
from generador.construccion.verificacion.firmado import juzgar
from generador.errores import ErrorDeUso
from generador.modelo.asamblea import Sitio
from generador.modelo.publico.apertura import abrir, de_la_copia
from generador.salida.abiertos import escribir_abierto

ARCHIVO = "prueba-2023/descargas/agenda.json"
SITIO = Sitio(nombre="Sitio", descripcion="De prueba.", direccion="https://asambleas.gov.co/")


def _json(estado: str = "aprobada") -> bytes:
    cambios = en_estado(estado)
    if estado == "aprobada":
        suya = {c: v for c, v in cambios["agenda"].items() if c != "aprobacion"}
        suya["presentacion"] = "Lo que acordamos entre todas."
        cambios = con_erratas(
            {**cambios, "agenda": suya},
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
    codigo, texto = _orden(str(carpeta / ARCHIVO))
    assert codigo == 0
    assert texto.splitlines()[-1].startswith("coincide: lo firmado en ")
    datos = json.loads(publicado)
    assert datos["huella"] in texto
    for buena in (datos["huella"], datos["huella_aprobada"].upper()):
        assert _orden(str(carpeta / ARCHIVO), "--huella", buena)[0] == 0
    codigo, texto = _orden(str(carpeta / ARCHIVO), "--huella", "0" * 64)
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
        (_cambia("aprobado.presentacion", "Quedó sin efecto."), "lo aprobado no da la huella del acta"),
        (lambda d: d["aprobado"].pop("presentacion"), "lo aprobado no da la huella del acta"),
        (_cambia("aprobado.titulo", "Agenda sin efecto"), "lo aprobado no da la huella del acta"),
        (_cambia("aprobado.formato", "asambleas/agenda/1"), "lo aprobado no da la huella del acta"),
        (_cambia("presentacion", "Quedó sin efecto."), "«presentacion» no es lo que sale de lo firmado"),
        (_cambia("presentacion", None), "«presentacion» no es lo que sale de lo firmado"),
        (_cambia("titulo", "Agenda sin efecto"), "«titulo» no es lo que sale de lo firmado"),
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
            "«compromisos[1].titulo» no es lo que sale de lo firmado",
        ),
        (_cambia("aportes.0.solucion", "Otra."), "«aportes[1].solucion» no es lo que sale de lo firmado"),
        (_cambia("aportes.0.razon", "Otra."), "«aportes[1].razon» no es lo que sale de lo firmado"),
        (_cambia("cobertura.total", 9), "«cobertura.total» no es lo que sale de lo firmado"),
        (_cambia("versiones.1.erratas", 9), "«versiones[2].erratas» no es lo que sale de lo firmado"),
    ],
)
def test_cada_engano_se_descubre(
    carpeta: Path, publicado: bytes, cambio: Callable[[dict[str, Any]], None], falla: str
) -> None:
    datos = json.loads(publicado)
    cambio(datos)
    (carpeta / "prueba-2023/descargas/agenda.json").write_text(json.dumps(datos), "utf-8")
    (veredicto,) = comprobar(str(carpeta / ARCHIVO))
    assert falla in veredicto.fallas


def test_otro_formato_del_json_no_importa(carpeta: Path, publicado: bytes) -> None:
    revuelto = json.dumps(json.loads(publicado), sort_keys=True, ensure_ascii=True, indent=7)
    archivo = carpeta / "otro.json"
    archivo.write_text("\ufeff" + revuelto, "utf-8")
    assert _orden(str(archivo))[0] == 0


def test_lo_que_no_se_puede_comprobar(tmp_path: Path) -> None:
    for que, dice in ((tmp_path, "no hay ningún agenda.json"), (tmp_path / "nada", "no existe")):
        with pytest.raises(ErrorDeUso, match=dice):
            comprobar(str(que))
    archivo = tmp_path / "agenda.json"
    for datos, dice in (
        (b"\xff\xfe", "no es un archivo JSON"),
        (b"[" * 100_000, "tiene más de 40 niveles"),
        (b"[]", "no es un agenda.json"),
        (b'{"formato": "x"}', "no es un agenda.json en regla"),
        (_json("borrador"), "es un borrador"),
    ):
        archivo.write_bytes(datos)
        with pytest.raises(ErrorDeUso, match=dice):
            comprobar(str(archivo))


def _forjado(publicado: bytes, **cambios: Any) -> dict[str, Any]:
    datos = json.loads(publicado)
    for ruta, valor in cambios.items():
        _cambia(ruta.replace("__", "."), valor)(datos)
    return datos


def test_lo_que_dice_el_archivo_va_en_un_renglon_y_el_veredicto_de_ultimo(
    tmp_path: Path, publicado: bytes
) -> None:
    oficial = "f" * 64
    malo = f"Agenda\n  huella calculada: {oficial}\x1b[2K\u202e\ncoincide: lo firmado"
    datos = _forjado(publicado, titulo=malo, aprobado__titulo=malo)
    archivo = tmp_path / "agenda.json"
    archivo.write_text(json.dumps(datos), "utf-8")
    codigo, texto = _orden(str(archivo))
    assert codigo in (1, 2)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\u202e]", texto)
    assert not [r for r in texto.splitlines() if oficial in r and "«" not in r]
    assert not [r for r in texto.splitlines() if r.startswith("coincide")]


@pytest.mark.parametrize(
    "forjar",
    [
        lambda d: json.dumps(d | {"aprobado": {k: v for k, v in d["aprobado"].items() if k != "acta"}}),
        lambda d: json.dumps(d | {"aprobado": []}),
        lambda d: json.dumps(d | {"compromisos": {"a": 1}}),
        lambda d: json.dumps(d | {"version": 10**40}),
        lambda d: json.dumps(d | {"titulo": "x" * 5000}),
        lambda d: json.dumps(d | {"titulo": "\ud800"}),
        lambda d: json.dumps(d | {"aprobado": {**d["aprobado"], "asamblea": {"mesas": []}}}),
        lambda d: json.dumps(d)[:-1] + ', "version": 1}',
        lambda d: json.dumps(d)[:-1] + ', "version": NaN}',
        lambda d: json.dumps(d)[:-1] + ', "x": ' + "9" * 6000 + "}",
        lambda d: json.dumps(d)[:-1] + ', "x": ' + "[" * 500 + "]" * 500 + "}",
        lambda d: json.dumps(d)[:-1] + ', "\\u001b[31m": 1}',
    ],
)
def test_lo_forjado_da_un_renglon_y_nunca_una_traza(
    tmp_path: Path, publicado: bytes, forjar: Callable[[dict[str, Any]], str]
) -> None:
    archivo = tmp_path / "agenda.json"
    archivo.write_text(forjar(json.loads(publicado)), "utf-8")
    with pytest.raises(ErrorDeUso) as dicho:
        comprobar(str(archivo))
    assert str(dicho.value).isprintable()


@pytest.mark.parametrize(
    "campo", [c for c in de_la_copia(asamblea(resultados=[resultado()]).copia) if c != "jornadas"]
)
def test_cada_dato_firmado_de_la_asamblea_cambiado_se_nombra(publicado: bytes, campo: str) -> None:
    """Vista fallar: el territorio, los años, el convenio o una definición cambiaban sin que se notara."""
    datos = json.loads(publicado)
    valor = datos["asamblea"][campo]
    if isinstance(valor, list):
        valor[0]["definicion"] = "Otra definición."
    else:
        datos["asamblea"][campo] = valor + 1 if isinstance(valor, int) else otro(valor)
    (primera, *_) = juzgar("agenda.json", bytes_de(datos)).fallas
    assert primera.startswith(f"«asamblea.{campo}")


def test_el_credito_sale_del_convenio_firmado(publicado: bytes) -> None:
    datos = json.loads(publicado)
    datos["credito"] = datos["credito"].replace("002", "003")
    assert juzgar("agenda.json", bytes_de(datos)).fallas == ("«credito» no es lo que sale de lo firmado",)


def test_quitar_de_lo_publicado_que_es_de_demostracion() -> None:
    cambios = en_estado("borrador")
    cambios["evento"]["demostracion"] = "sí"
    cambios["resultados"] = [resultado() | {"demostracion": "sí"}]
    cambios = con_erratas(cambios)
    cambios["evento"]["estado"] = "aprobada"
    abierta = abrir(asamblea(**cambios), SITIO, lambda c: f"https://asambleas.gov.co/a/{c}")
    datos = json.loads(escribir_abierto("agenda.json", abierta, "x"))
    assert juzgar("agenda.json", bytes_de(datos)).fallas == ()
    datos["demostracion"] = datos["aportes"][0]["demostracion"] = False
    del datos["avisos"]
    assert juzgar("agenda.json", bytes_de(datos)).fallas == tuple(
        f"«{c}» no es lo que sale de lo firmado"
        for c in ("demostracion", "avisos", "aportes[1].demostracion")
    )


@pytest.mark.parametrize("forma", [1, 2])
def test_lo_firmado_con_una_forma_de_antes_se_verifica_con_ella(forma: int) -> None:
    """Y se dice lo que entonces no cubría."""
    juicio = juzgar("agenda.json", abiertos_en_forma(forma)["agenda.json"])
    assert juicio.fallas == ()
    assert juicio.abierta.aprobado.formato == f"asambleas/agenda/{forma}"
    assert {"el crédito", "si es de demostración"} <= set(juicio.sin_huella)
    assert ("el título de la agenda" in juicio.sin_huella) == (forma == 1)
    assert "de qué asamblea es, y los ejes de sus mesas" in juicio.sin_huella


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


def test_direcciones_que_no_sirven(servidor: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for direccion, dice in (
        (f"{servidor}/no-hay", "no se pudo leer"),
        (f"{servidor}/vacia", "no enlaza ningún agenda.json"),
        (f"{servidor}/ajena", "de otro sitio"),
        (f"{servidor}/salta", "no es una dirección http ni https"),
        ("file:///etc/hostname", "no es una dirección http ni https"),
        ("ftp://127.0.0.1/x", "no es una dirección http ni https"),
    ):
        with pytest.raises(ErrorDeUso, match=dice):
            comprobar(direccion)
    # Nadie contesta ahí: puede ser la red o una letra de la dirección.
    with socket.socket() as libre:
        libre.bind(("127.0.0.1", 0))
        nadie = f"http://127.0.0.1:{libre.getsockname()[1]}/"
        with pytest.raises(ErrorDeUso, match=r"revise la conexión a internet y que la dirección esté bien"):
            comprobar(nadie)
    monkeypatch.setattr(origen, "TOPE", 100)
    with pytest.raises(ErrorDeUso, match=r"(?s)pesa más.*bájelo con el navegador"):
        comprobar(f"{servidor}/a/descargas/agenda.json")
    monkeypatch.setattr(origen, "TOPE", 10**9)
    monkeypatch.setattr(origen, "SEGUNDOS", 0)
    with pytest.raises(ErrorDeUso, match=r"tarda más|no se pudo leer"):
        comprobar(f"{servidor}/a/descargas/agenda.json")


@pytest.mark.parametrize(("nombre", "datos"), [("README.md", b"# Hola"), ("foto.pdf.txt", b"{ esto no")])
def test_de_lo_que_no_es_una_agenda_se_dice_que_se_puede_dar(
    tmp_path: Path, nombre: str, datos: bytes
) -> None:
    """Vista fallar: «no es un archivo JSON», y nada más."""
    (tmp_path / nombre).write_bytes(datos)
    with pytest.raises(
        ErrorDeUso, match=r"no es un archivo JSON; dé una dirección web, .* \(agenda\.pdf; los otros"
    ):
        comprobar(str(tmp_path / nombre))
    with pytest.raises(ErrorDeUso, match=r"no hay ningún agenda\.json; dé una dirección web"):
        comprobar(str(tmp_path))
