"""El editor en Chromium: sin JavaScript, con el teclado, en un teléfono y en un computador."""

from __future__ import annotations

import difflib
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from navegador.visita import COMPUTADOR, MEDIDAS, TELEFONO, Visita, reparos, visitar
from playwright.sync_api import Browser, Page

from generador.edicion.escritura.cambios import quitar
from generador.local.editor.rutas import Editor
from generador.local.web.servidor import Local, enchufe_en

pytestmark = pytest.mark.navegador
RAIZ = Path(__file__).parents[2]
EVENTO, MESAS = "archivo/arauca-2023/evento.yml", "archivo/arauca-2023/mesas.yml"


@dataclass(frozen=True)
class Abierto:
    """Un editor atendiendo sobre una copia de los datos."""

    raiz: Path
    entrada: str
    direccion: str

    def archivo(self, ruta: str) -> Path:
        return self.raiz / "datos" / ruta.removeprefix("archivo/")


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Abierto]:
    """Los datos de verdad, con la agenda todavía sin aprobar."""
    raiz = tmp_path_factory.mktemp("editor")
    shutil.copytree(RAIZ / "datos", raiz / "datos")
    (raiz / "plantillas").symlink_to(RAIZ / "plantillas")
    agenda = raiz / "datos" / "arauca-2023" / "agenda.yml"
    agenda.write_bytes(quitar(agenda.read_bytes(), ("aprobacion",)))
    enchufe = enchufe_en(0)
    guardia = Editor(raiz).con_puerta(enchufe.getsockname()[1])
    empezo = threading.Event()
    local = Local(guardia, empezo.set)
    hilo = threading.Thread(target=lambda: local.run(sockets=[enchufe]))
    hilo.start()
    assert empezo.wait(30)
    yield Abierto(raiz, guardia.direccion, f"http://127.0.0.1:{guardia.puerto}/")
    local.acabar()
    hilo.join(30)


def _entrar(visita: Visita, editor: Abierto, ruta: str = "") -> Page:
    visita.pagina.goto(editor.entrada)
    visita.ir(ruta)
    return visita.pagina


def _diferencia(antes: str, despues: str) -> list[str]:
    renglones = difflib.unified_diff(antes.splitlines(), despues.splitlines(), n=0, lineterm="")
    return [r for r in list(renglones)[2:] if not r.startswith("@@")]


@pytest.mark.parametrize(
    ("ruta", "nombre", "abre", "valor", "menos", "mas"),
    [
        ("sitio.yml", "nombre", "", "Otras asambleas", "-nombre: Asambleas", "+nombre: Otras asambleas"),
        ("metodologia.yml", "personas_por_submesa", "", "25", "-personas_por_submesa: 20", None),
        ("convenios/002-2023.yml", "anio", "", "2024", "-anio: 2023", "+anio: 2024"),
        ("arauca-2023/evento.yml", "alcance", "", "437", "-alcance: 500", "+alcance: 437"),
        ("arauca-2023/mesas.yml", "mesas.1.cupo", "mesas.1", "80", None, "+    cupo: 80"),
        (
            *("arauca-2023/seguimiento.yml", "avances.0.estado", "avances.0", "cumplido"),
            *("-    estado: en_marcha", "+    estado: cumplido"),
        ),
        ("arauca-2023/resultados/M1-S1.yml", "asistentes", "", "22", "-asistentes: 20", "+asistentes: 22"),
    ],
    ids=("sitio", "metodologia", "convenio", "evento", "mesas", "seguimiento", "resultado"),
)
def test_cambiar_un_dato_de_cada_archivo_y_deshacerlo_sin_javascript(
    *, chromium: Browser, editor: Abierto, ruta: str, nombre: str, abre: str, valor: str, menos: str, mas: str
) -> None:
    archivo = editor.archivo(ruta)
    antes = archivo.read_bytes()
    with visitar(chromium, editor.direccion, java_script_enabled=False, viewport=TELEFONO) as visita:
        pagina = _entrar(visita, editor, f"archivo/{ruta}")
        if abre:
            pagina.locator(f"[id='{abre}'] summary").first.click()
        casilla = pagina.locator(f"[name='{nombre}']")
        if casilla.evaluate("e => e.tagName") == "SELECT":
            casilla.select_option(valor)
        else:
            casilla.fill(valor)
        pagina.get_by_role("button", name="Guardar").click()
        pagina.get_by_text("Guardado.", exact=True).wait_for()
        diferencia = _diferencia(antes.decode(), archivo.read_text("utf-8"))
        assert diferencia == [r for r in (menos, mas or diferencia[-1]) if r]
        assert len(diferencia) == 2 - (menos is None)
        pagina.get_by_role("button", name="Deshacer el último cambio guardado").click()
        pagina.get_by_text("Deshecho: el archivo quedó como estaba antes del último cambio.").wait_for()
        assert visita.fallidas == visita.ajenas == []
    assert archivo.read_bytes() == antes


def test_cambiar_un_dato_de_cada_hoja_de_resultados(chromium: Browser, editor: Abierto) -> None:
    """Todas las hojas, en una sola ventana: de cada una cambia un renglón."""
    hojas = sorted(editor.archivo("arauca-2023/resultados").glob("*.yml"))
    assert len(hojas) == 25
    eran = {hoja: hoja.read_bytes() for hoja in hojas}
    with visitar(chromium, editor.direccion, java_script_enabled=False, viewport=TELEFONO) as visita:
        pagina = _entrar(visita, editor)
        for hoja in hojas:
            visita.ir(f"archivo/arauca-2023/resultados/{hoja.name}")
            casilla = pagina.locator("[name='asistentes']")
            antes = casilla.input_value()
            casilla.fill("37")
            pagina.get_by_role("button", name="Guardar").click()
            pagina.get_by_text("Guardado.", exact=True).wait_for()
            diferencia = _diferencia(eran[hoja].decode(), hoja.read_text("utf-8"))
            assert diferencia == [f"-asistentes: {antes}", "+asistentes: 37"], hoja.name
        assert visita.fallidas == visita.ajenas == []
    for hoja, octetos in eran.items():
        hoja.write_bytes(octetos)


def _con_tab_hasta(pagina: Page, cual: str, tope: int = 400) -> None:
    """Avanza con la tecla Tab hasta quedar en ese elemento."""
    for _ in range(tope):
        pagina.keyboard.press("Tab")
        if pagina.evaluate("s => document.activeElement.matches(s)", cual):
            return
    raise AssertionError(f"con Tab no se llega a {cual}")


def test_reordenar_el_programa_y_agregar_una_mesa_solo_con_el_teclado(
    chromium: Browser, editor: Abierto
) -> None:
    evento, mesas = editor.archivo(EVENTO), editor.archivo(MESAS)
    eran = evento.read_bytes(), mesas.read_bytes()
    with visitar(chromium, editor.direccion, viewport=COMPUTADOR) as visita:
        pagina = _entrar(visita, editor, EVENTO)
        _con_tab_hasta(pagina, "[id='programa.2'] summary")
        pagina.keyboard.press("Enter")
        _con_tab_hasta(pagina, "button[value='subir:programa.2']")
        pagina.keyboard.press("Enter")
        pagina.wait_for_selector("button[value='subir:programa.1']:focus")
        assert evento.read_bytes() == eran[0]
        # El primer botón del formulario es «Guardar»: basta Enter en cualquier renglón.
        _con_tab_hasta(pagina, "input[name='nombre']")
        pagina.keyboard.press("Enter")
        pagina.get_by_text("Guardado.", exact=True).wait_for()
        quedo = evento.read_bytes()
        assert sorted(quedo.splitlines()) == sorted(eran[0].splitlines())
        assert quedo.index(b"id: ministerio-del-trabajo") < quedo.index(b"id: instalacion")

        visita.ir(MESAS)
        _con_tab_hasta(pagina, "button[value='agregar:mesas']")
        pagina.keyboard.press("Space")
        pagina.wait_for_selector("[name='mesas.5.numero']:focus")
        for nombre, dicho in (
            ("numero", "6"),
            ("eje", "Turismo"),
            ("definicion", "Turismo del territorio."),
            ("pregunta", "¿Qué mostramos?"),
            ("lidera", "El convenio"),
        ):
            if nombre != "numero":
                _con_tab_hasta(pagina, f"[name='mesas.5.{nombre}']")
            pagina.keyboard.type(dicho)
        _con_tab_hasta(pagina, "input[name='personas_por_submesa']")
        pagina.keyboard.press("Enter")
        pagina.get_by_text("Guardado.", exact=True).wait_for()
        assert visita.malo == []
    assert _diferencia(eran[1].decode(), mesas.read_text("utf-8")) == [
        "+",
        "+  - numero: 6",
        "+    eje: Turismo",
        "+    definicion: Turismo del territorio.",
        "+    pregunta: ¿Qué mostramos?",
        "+    lidera: El convenio",
    ]
    evento.write_bytes(eran[0])
    mesas.write_bytes(eran[1])


@MEDIDAS
def test_axe_sin_desbordes_de_dia_y_de_noche(
    chromium: Browser, editor: Abierto, medida: dict[str, int]
) -> None:
    """Con todo lo que puede haber en pantalla: listas abiertas, errores al lado, advertencias y choques."""
    mesas = editor.archivo(MESAS)
    antes = mesas.read_text("utf-8")
    with visitar(chromium, editor.direccion, viewport=medida, bypass_csp=True) as visita:
        pagina = _entrar(visita, editor)
        for ruta in ("", "nueva", "carpeta/arauca-2023", EVENTO):
            visita.ir(ruta)
            assert reparos(pagina) == [], ruta
        visita.ir(MESAS)
        for titulo in pagina.locator("summary").all():
            titulo.click()
        pagina.locator("[name='mesas.0.numero']").fill("uno")
        pagina.locator("[name='mesas.1.eje']").fill("x" * 200)
        pagina.get_by_role("button", name="Guardar").click()
        pagina.get_by_role("heading", name="2 errores por corregir").wait_for()
        assert reparos(pagina) == []
        mesas.write_text(antes.replace("eje: Acceso al crédito", "eje: Por fuera, el crédito"), "utf-8")
        pagina.get_by_role("button", name="Guardar").click()
        pagina.get_by_role("heading", name="El archivo cambió por fuera").wait_for()
        assert reparos(pagina) == []
        mesas.write_text(antes, "utf-8")
        assert visita.salidas == 0
        # Con algo escrito y sin guardar, el navegador pregunta antes de irse.
        visita.ir("archivo/arauca-2023/agenda.yml")
        assert visita.salidas == 1
        assert reparos(pagina) == []
        assert (visita.ajenas, visita.dialogos) == ([], [])
