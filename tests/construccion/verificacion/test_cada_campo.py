"""Cada campo de cada archivo abierto, cambiado uno por uno, en carpeta, .zip, dirección y PDF.

Lo cambiado se rechaza, o el informe dice que ninguna huella lo cubre. Lo que se calcula de unos mismos bytes
se recuerda entre una manera y otra: lo que cambia es por dónde llegan.
"""

from __future__ import annotations

import functools
import json
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from construccion.verificacion.alteraciones import (
    Camino,
    bytes_de,
    cambiado,
    claves,
    comprimido,
    hojas,
    quitado,
    variantes,
)
from construccion.verificacion.conftest import DESCARGAS

from generador.construccion.verificacion import Veredicto, comprobar, firmado, hermanos, impreso
from generador.construccion.verificacion.hermanos import diferencia
from generador.errores import ErrorDeUso
from generador.modelo.campos import campos
from generador.modelo.publico.abierto import AsambleaAbierta
from generador.modelo.publico.apertura import Declarado
from generador.modelo.tipos import Modelo
from generador.salida.abiertos import ESCRITORES
from generador.salida.impreso_ajeno import leer_ajeno

AGENDA = "agenda.json"
Abiertos = Mapping[str, bytes]
Via = Callable[[Abiertos], Veredicto | None]
"""De los archivos publicados, al veredicto; None si se rechazan con un mensaje."""


@pytest.fixture(scope="module", autouse=True)
def _recordado() -> Iterator[None]:
    juzgar = functools.cache(lambda datos: firmado_de_verdad(AGENDA, datos))
    firmado_de_verdad = firmado.juzgar
    escritos: dict[tuple[str, int], bytes] = {}

    def escritor(archivo: str) -> Callable[[Any], bytes]:
        def escribir(abierta: Any) -> bytes:
            clave = archivo, id(abierta)
            if clave not in escritos:
                escritos[clave] = ESCRITORES[archivo](abierta)
            return escritos[clave]

        return escribir

    with pytest.MonkeyPatch.context() as m:
        m.setattr(firmado, "juzgar", lambda _, datos: juzgar(datos))
        m.setattr(hermanos, "ESCRITORES", {archivo: escritor(archivo) for archivo in ESCRITORES})
        yield


def _veredicto(que: str) -> Veredicto | None:
    try:
        (v,) = comprobar(que)
    except ErrorDeUso:
        return None
    return v


@pytest.fixture
def carpeta(tmp_path: Path) -> Via:
    descargas = tmp_path / DESCARGAS
    descargas.mkdir(parents=True)
    escritos: dict[str, bytes] = {}

    def por_carpeta(abiertos: Abiertos) -> Veredicto | None:
        for nombre, datos in abiertos.items():
            if escritos.get(nombre) != datos:
                (descargas / nombre).write_bytes(datos)
                escritos[nombre] = datos
        return _veredicto(str(tmp_path))

    return por_carpeta


@pytest.fixture
def comprimida(tmp_path: Path) -> Via:
    def por_zip(abiertos: Abiertos) -> Veredicto | None:
        archivo = tmp_path / "sitio.zip"
        archivo.write_bytes(comprimido({f"{DESCARGAS}/{n}": d for n, d in abiertos.items()}))
        return _veredicto(str(archivo))

    return por_zip


@pytest.fixture
def direccion() -> Iterator[Via]:
    servidos: dict[str, bytes] = {}

    class Servidor(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            cuerpo = servidos.get(self.path.rpartition("/")[2])
            self.send_response(200 if cuerpo is not None else 404)
            self.end_headers()
            self.wfile.write(cuerpo or b"")

        def log_message(self, *_: Any) -> None:
            """Callado."""

    oyente = ThreadingHTTPServer(("127.0.0.1", 0), Servidor)
    hilo = threading.Thread(target=functools.partial(oyente.serve_forever, poll_interval=0.05))
    hilo.start()

    def por_direccion(abiertos: Abiertos) -> Veredicto | None:
        servidos.clear()
        servidos.update({"": b"<!doctype html><a href=agenda.json>datos</a>", **abiertos})
        return _veredicto(f"http://127.0.0.1:{oyente.server_port}/{DESCARGAS}/")

    yield por_direccion
    oyente.shutdown()
    hilo.join()
    oyente.server_close()


@pytest.fixture
def pdf(tmp_path: Path, publicados: Abiertos, monkeypatch: pytest.MonkeyPatch) -> Via:
    archivo = tmp_path / "agenda.pdf"
    archivo.write_bytes(publicados["agenda.pdf"])
    leido = leer_ajeno(publicados["agenda.pdf"])

    def por_pdf(abiertos: Abiertos) -> Veredicto | None:
        suyos = {n: abiertos[n] for n in leido.adjuntos}
        monkeypatch.setattr(impreso, "leer", lambda *_: replace(leido, adjuntos=suyos))
        return _veredicto(str(archivo))

    return por_pdf


VIAS = ("carpeta", "comprimida", "direccion", "pdf")


@pytest.fixture(params=VIAS)
def via(request: pytest.FixtureRequest) -> Via:
    """Una de las cuatro maneras."""
    return request.getfixturevalue(request.param)  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def abiertos(publicados: Abiertos) -> Abiertos:
    return {nombre: datos for nombre, datos in publicados.items() if nombre != "agenda.pdf"}


@functools.cache
def _alterados(original: bytes) -> tuple[tuple[Camino, bytes], ...]:
    """El JSON con cada dato cambiado."""
    arbol = json.loads(original)
    assert bytes_de(arbol) == original
    return tuple((camino, bytes_de(cambiado(arbol, camino))) for camino in hojas(arbol))


def _quitados(original: bytes) -> Iterator[tuple[Camino, bytes]]:
    """El JSON sin cada clave, menos lo que una agenda de antes podía no declarar."""
    arbol = json.loads(original)
    sin_ellas = {"$schema", *(n for n, campo in Declarado.model_fields.items() if not campo.is_required())}
    caminos = (camino for camino in claves(arbol) if camino not in {(n,) for n in sin_ellas})
    return ((camino, bytes_de(quitado(arbol, camino))) for camino in caminos)


def _cubierto(camino: Camino, v: Veredicto) -> bool:
    """Si el informe da ese dato por comprobado: no está entre lo que ninguna huella cubre."""
    de_cada_uno = {
        ("compromisos", "direccion"): "direcciones",
        ("aportes", "demostracion"): "aportes_de_demostracion",
    }
    suyo = de_cada_uno.get((str(camino[0]), str(camino[-1])), camino[0])
    modelo: type[Modelo] = Declarado
    if suyo == "asamblea" and len(camino) > 1:
        # Desde la tercera forma se firma casi toda: lo que no, se dice campo por campo.
        suyo, modelo = camino[1], AsambleaAbierta
    dichos = {c.nombre: (c.ayuda or c.nombre).rstrip(".").lower() for c in campos(modelo)}
    return dichos.get(str(suyo)) not in v.sin_huella


def test_lo_publicado_pasa_por_cada_via(via: Via, abiertos: Abiertos) -> None:
    v = via(abiertos)
    assert v is not None
    assert v.fallas == ()


def test_cada_campo_de_la_agenda(via: Via, abiertos: Abiertos) -> None:
    pasaron = []
    for camino, datos in _alterados(abiertos[AGENDA]):
        v = via({**abiertos, AGENDA: datos})
        if v is not None and v.coincide and _cubierto(camino, v):
            pasaron.append(camino)
    assert pasaron == []


def test_cada_campo_de_la_agenda_suelta(tmp_path: Path, abiertos: Abiertos) -> None:
    """Sola, sin nada con qué compararla, pasa únicamente lo que se declara y se dice."""
    archivo = tmp_path / AGENDA
    pasaron = []
    for camino, datos in (*_alterados(abiertos[AGENDA]), *_quitados(abiertos[AGENDA])):
        archivo.write_bytes(datos)
        v = _veredicto(str(archivo))
        if v is not None and v.coincide:
            assert not _cubierto(camino, v), camino
            pasaron.append(str(camino[0]))
    # Lo firmado, lo calculado de ello y lo que solo se copia de un lado a otro no pasa ni suelto.
    assert set(pasaron) <= {
        "licencia",
        "direccion",
        "asamblea",
        "seguimiento",
        "compromisos",
        "recibidos",
    }


def test_cada_campo_de_los_demas_archivos(abiertos: Abiertos) -> None:
    for nombre, datos in abiertos.items():
        if nombre != AGENDA:
            suyas = list(variantes(nombre, datos))
            iguales = [i for i, v in enumerate(suyas) if diferencia(nombre, datos, v) is None]
            assert (nombre, iguales, len(suyas) > 20) == (nombre, [], True)


def test_cada_campo_de_los_demas_archivos_por_cada_via(via: Via, abiertos: Abiertos) -> None:
    """Uno por archivo en cada vuelta, y cada uno ha de nombrarse.

    Del libro y del esquema, que tienen miles, los primeros: los demás ya se compararon uno por uno.
    """
    suyas = {n: variantes(n, d) for n, d in abiertos.items() if n != AGENDA}
    bueno = via(abiertos)
    assert bueno is not None
    dichos = " ".join(c.partition("enteros: ")[2] for c in bueno.comparado).replace(",", "").split()
    llegan = _nombrados(via, abiertos, {n: next(v) for n, v in suyas.items()})
    assert llegan == set(dichos)
    assert len(llegan) >= 5
    cortos = {n: list(suyas[n]) for n in llegan if n not in LARGOS}
    for vuelta in range(max(map(len, cortos.values()))):
        cambiados = {n: v[vuelta] for n, v in cortos.items() if vuelta < len(v)}
        cambiados |= {n: next(suyas[n]) for n in llegan & LARGOS}
        assert _nombrados(via, abiertos, cambiados) == set(cambiados), vuelta


LARGOS = {"agenda.xlsx", "agenda.schema.json"}


def _nombrados(via: Via, abiertos: Abiertos, cambiados: Abiertos) -> set[str]:
    """De los cambiados, los que el veredicto nombra."""
    v = via({**abiertos, **cambiados})
    assert v is not None
    return {n for n in cambiados if any(f.startswith(f"«{n}»") for f in v.fallas)}
