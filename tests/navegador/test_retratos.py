"""La asamblea de práctica en pantalla, y las imágenes de la documentación, que salen de ella."""

from __future__ import annotations

import io
import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from apoyo import RAIZ
from local.fotos.simuladas import foto, hojas_de_fichas
from navegador.visita import COMPUTADOR, MEDIDAS, TELEFONO, Visita, reparos, visitar
from PIL import Image
from playwright.sync_api import Browser, expect

from generador.local.captura.archivos.suelto import formulario_suelto
from generador.local.captura.entrega import Campos, Entrega
from generador.local.captura.recepcion import recibir
from generador.local.ensayo.practica import Practica, copiar, por_partes
from generador.local.fotos import lectura
from generador.local.sala.servicio import Sala
from generador.local.web.servidor import Local, enchufe_en

pytestmark = pytest.mark.navegador
IMAGENES = RAIZ / "docs" / "imagenes"
RETRATOS = {
    "tablero": ("{id}/tablero", COMPUTADOR),
    "hoja": ("{id}/hoja/M1-S1", TELEFONO),
    "foto": ("sala/{id}/hoja/M2-S3", COMPUTADOR),
    "editor": ("archivo/{id}/evento.yml", COMPUTADOR),
}
"""Por imagen de `docs/imagenes/`, la pantalla que retrata y en qué medida."""
TINTAS = 32
"""Colores de la paleta de un retrato: son pantallas de tintas planas."""
TOPE = 90_000
"""Bytes de un retrato, con holgura."""


@pytest.fixture(scope="module")
def practica(tmp_path_factory: pytest.TempPathFactory) -> Practica:
    return copiar(RAIZ, "arauca-2023", tmp_path_factory.mktemp("practica"))


@pytest.fixture(scope="module")
def sala(practica: Practica) -> Iterator[Sala]:
    enchufes = [enchufe_en(0), enchufe_en(0)]
    abierta = Sala.armar(practica.raiz, *(e.getsockname()[1] for e in enchufes))
    empezo = threading.Event()
    local = Local(abierta.aplicacion, empezo.set)
    hilo = threading.Thread(target=lambda: local.run(sockets=enchufes))
    hilo.start()
    assert empezo.wait(30)
    yield abierta
    local.acabar()
    hilo.join(30)
    abierta.cerrar()
    shutil.rmtree(practica.raiz, ignore_errors=True)


def _entrar(visita: Visita, sala: Sala, ruta: str) -> None:
    """A esa pantalla, con la llave o con la clave que pida."""
    if visita.direccion.endswith(f":{sala.puerto}/"):
        visita.ir("entrar")
        visita.pagina.get_by_label("Clave").fill(sala.clave.pin)
        visita.pagina.get_by_role("button", name="Entrar").click()
    else:
        visita.ir(sala.guardia.direccion.removeprefix(visita.direccion))
    visita.ir(ruta)


def _direccion(sala: Sala, ruta: str) -> str:
    """Del salón son las que empiezan por la asamblea; las demás, del editor."""
    puerto = sala.puerto if ruta.startswith(("entrar", "arauca-2023")) else sala.guardia.puerto
    return f"http://127.0.0.1:{puerto}/"


@MEDIDAS
def test_la_practica_se_ve_sin_bajar_en_cada_pantalla(
    chromium: Browser, practica: Practica, sala: Sala, medida: dict[str, int]
) -> None:
    """De día y de noche; la clave se mira antes de entrar."""
    id_ = practica.asamblea.id
    del_editor = (f"carpeta/{id_}", f"archivo/{id_}/mesas.yml", f"recoger/{id_}", f"sala/{id_}/tablero")
    for rutas in (("entrar", f"{id_}/hoja/M1-S1"), del_editor):
        with visitar(chromium, _direccion(sala, rutas[0]), viewport=medida, bypass_csp=True) as visita:
            for ruta in rutas:
                (visita.ir if ruta == "entrar" else lambda r: _entrar(visita, sala, r))(ruta)
                expect(visita.pagina.get_by_text("PRÁCTICA").first).to_be_in_viewport()
                assert reparos(visita.pagina) == [], ruta
            assert visita.malo == []


def test_la_practica_va_en_el_texto_que_se_comparte_y_en_lo_que_se_imprime(
    chromium: Browser, practica: Practica, tmp_path: Path
) -> None:
    archivo = tmp_path / "captura.html"
    archivo.write_text(formulario_suelto(practica.raiz, practica.asamblea), "utf-8")
    with visitar(chromium, archivo.as_uri(), viewport=TELEFONO) as visita:
        visita.ir("")
        visita.pagina.select_option("#mesa", "1")
        visita.pagina.select_option("#submesa", "M1-S1")
        visita.pagina.locator("[id='aportes.0.necesidad']").fill("Agua")
        dicho = visita.pagina.input_value("#texto")
        visita.pagina.emulate_media(media="print")
        assert visita.pagina.get_by_text("Es para ensayar").is_visible()
        assert visita.malo == []
    assert "PRÁCTICA, no se publica." in dicho.splitlines()[0]


def _llenar(practica: Practica, submesas: dict[str, int]) -> None:
    """Cada una hasta esa parte: 1 es la necesidad; 2, con su solución; 3, completa."""
    for i, (submesa, hasta) in enumerate(submesas.items()):
        partes = list(por_partes(practica.formulario, practica.enviado[submesa]))
        campos: Campos = partes[min(hasta, len(partes)) - 1]
        medio = f"teléfono {0x3F2A + 0x1B7 * (i % 3):04X}"
        entrega = Entrega(practica.asamblea.id, submesa, practica.formulario.version, f"tel-{i}", 1, campos)
        recibir(practica.raiz, practica.asamblea, entrega, medio)
        if submesa == "M3-S1":
            otra = {**campos, "aportes.0.solucion": "Otra cosa, que dijo otra persona."}
            recibir(
                practica.raiz, practica.asamblea, replace(entrega, dispositivo="tel-z", campos=otra), medio
            )


def _retratar(chromium: Browser, practica: Practica, sala: Sala) -> None:
    codigos = [s.codigo for s in practica.asamblea.submesas]
    _llenar(practica, {c: 3 - i % 4 for i, c in enumerate(codigos) if i % 4 < 3 and c != "M2-S3"})
    with pytest.MonkeyPatch.context() as parche:
        parche.setattr(lectura, "aparte", lambda archivo, tarea, topes: tarea())
        ficha = hojas_de_fichas("M2-S3", practica.asamblea)[0]
        sala.salon.recibir_foto(practica.asamblea, "M2-S3", foto(ficha, 4))
    for nombre, (ruta, medida) in RETRATOS.items():
        suya = ruta.format(id=practica.asamblea.id)
        with visitar(chromium, _direccion(sala, suya), viewport=medida) as visita:
            _entrar(visita, sala, suya)
            if nombre == "editor":
                visita.pagina.locator("#programa").evaluate("e => e.scrollIntoView()")
            with Image.open(io.BytesIO(visita.pagina.screenshot())) as hecha:
                hecha.convert("RGB").quantize(TINTAS, dither=Image.Dither.NONE).save(
                    IMAGENES / f"{nombre}.png", optimize=True
                )


def test_las_imagenes_de_la_documentacion(
    request: pytest.FixtureRequest, chromium: Browser, practica: Practica, sala: Sala
) -> None:
    """Con `--aprobar` se toman otra vez, de la asamblea de práctica; sin él, se mira que sirvan."""
    if request.config.getoption("--aprobar"):
        _retratar(chromium, practica, sala)
    textos = [p.read_text("utf-8") for p in (RAIZ / "README.md", *(RAIZ / "docs").glob("*.md"))]
    for nombre, (_, medida) in RETRATOS.items():
        archivo = IMAGENES / f"{nombre}.png"
        with Image.open(archivo) as hecha:
            assert (hecha.mode, hecha.size) == ("P", (medida["width"], medida["height"])), nombre
        assert archivo.stat().st_size <= TOPE
        assert any(f"imagenes/{nombre}.png" in t for t in textos), nombre
