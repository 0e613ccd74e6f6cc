"""El formulario de un archivo en Chromium de verdad: se llena, se guarda y lo que entrega se recibe igual."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from apoyo import RAIZ
from extremo.plena import cadenas
from fabrica import ID, asamblea
from navegador.visita import COMPUTADOR, MEDIDAS, TELEFONO, Visita, reparos, visitar
from playwright.sync_api import Browser

from generador.local.captura.archivos.suelto import formulario_suelto
from generador.local.captura.entrega import Entrega, limpios
from generador.local.captura.formulario import Casilla, formulario_de
from generador.local.captura.sobre import en_texto, leer_sobre

pytestmark = pytest.mark.navegador

ASAMBLEA = asamblea()
FORMULARIO = formulario_de(ASAMBLEA)
TITULAR = ASAMBLEA.evento.titular
LLENAS = {
    "asistentes": "18",
    "representante.papel": "Vocera",
    "aportes.0.necesidad": "Agua potable\n\n#1: \\la vereda ñandú 🌱",
    "aportes.0.organizaciones": "JAC\nAcueducto",
    "aportes.0.plan.0.quien": "JAC",
    "aportes.0.plan.2.cuando": "=2+2",
    "aportes.1.necesidad": "Vías",
}
RESTO = {"definicion": "D.", "pregunta": "¿Q?", "lidera": "E"}
SIN_ESPACIO = (
    """Storage.prototype.setItem = () => { throw new DOMException("lleno", "QuotaExceededError") }"""
)
COMPARTE = """
window.__enviado = [];
Object.defineProperty(navigator, "canShare", { value: d => d.files.every(f => f.name.endsWith(".txt")) });
Object.defineProperty(navigator, "share", { value: async d => {
  if (window.__falla) throw new DOMException("no", window.__falla);
  window.__enviado.push([d.files[0].name, d.files[0].type, await d.files[0].text()]);
} });
"""


@pytest.fixture(scope="module")
def archivo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    ruta = tmp_path_factory.mktemp("captura") / f"captura-{ID}.html"
    ruta.write_text(formulario_suelto(RAIZ, ASAMBLEA), "utf-8")
    return ruta


@contextmanager
def abierto(chromium: Browser, archivo: Path, *antes: str, **opciones: Any) -> Iterator[Visita]:
    opciones.setdefault("viewport", TELEFONO)
    with visitar(chromium, archivo.as_uri(), **opciones) as visita:
        for guion in antes:
            visita.pagina.context.add_init_script(guion)
        visita.ir("")
        yield visita
        assert visita.malo == []


def _escoger(visita: Visita, mesa: str = "1", submesa: str = "M1-S1") -> None:
    visita.pagina.select_option("#mesa", mesa)
    visita.pagina.select_option("#submesa", submesa)


def _llenar(visita: Visita, campos: dict[str, str] = LLENAS) -> None:
    pagina = visita.pagina
    for nombre, texto in campos.items():
        while not pagina.locator(f'[id="{nombre}"]').count():
            lista = ".".join(
                nombre.split(".")[
                    : 3
                    if ".plan." in nombre
                    and pagina.locator(f'[id="{".".join(nombre.split(".")[:2])}.necesidad"]').count()
                    else 1
                ]
            )
            pagina.locator(f'[data-lista="{lista}"] > .otra > button').click()
        pagina.locator(f'[id="{nombre}"]').fill(texto)


def _volver(visita: Visita, submesa: str) -> None:
    """Abre otra vez el archivo, hasta que esté en esa sub-mesa.

    Chromium le pasa lo guardado a otro proceso, y con la máquina ocupada eso tarda más que abrirlo.
    """
    for _ in range(20):
        visita.ir("")
        if visita.pagina.input_value("#submesa") == submesa:
            return
    raise AssertionError(f"lo escrito en {submesa} no volvió")


def _rotulo(casilla: Casilla) -> str:
    """Fuera de una ficha, de qué es; adentro, lo dice la ficha."""
    return casilla.rotulo if casilla.nombre.startswith("aportes.") else casilla.titulo


def _estado(visita: Visita) -> str:
    return visita.pagina.locator("#estado").inner_text()


def _descargar(visita: Visita) -> tuple[str, str]:
    with visita.pagina.expect_download() as espera:
        visita.pagina.click("#descargar")
    return espera.value.suggested_filename, Path(espera.value.path()).read_text("utf-8")


def test_pesa_poco_y_no_pide_nada() -> None:
    grande = asamblea(
        metodologia={"max_acciones": 9},
        mesas={
            "mesas": [
                {
                    "numero": n,
                    "eje": f"Eje {n} " + "largo " * 16,
                    **RESTO,
                }
                for n in range(1, 41)
            ]
        },
        evento={"alcance": 32_000},
    )
    for una in (ASAMBLEA, grande):
        hecho = formulario_suelto(RAIZ, una)
        assert len(hecho.encode()) <= 60_000
        assert "http:" not in hecho
        assert "https:" not in hecho


def test_pregunta_lo_mismo_en_el_mismo_orden(chromium: Browser, archivo: Path) -> None:
    with abierto(chromium, archivo) as visita:
        _escoger(visita)
        _llenar(visita, {c.nombre: "1" for c in FORMULARIO.casillas})
        hay = visita.pagina.eval_on_selector_all(
            "#hoja [data-titulo]",
            """es => es.map(e => [e.id, e.dataset.titulo, e.labels[0].innerText.replace(" (obligatoria)", ""),
                 document.getElementById(e.id + "-a").innerText, e.dataset.clase,
                 e.dataset.largo || e.dataset.maximo])""",
        )
        assert hay == [
            [c.nombre, c.titulo, _rotulo(c), c.ayuda, c.clase, str(c.maximo or c.largo)]
            for c in FORMULARIO.casillas
        ]
        assert visita.pagina.locator(".otra:visible").count() == 0


def test_lo_que_descarga_es_lo_que_se_recibe(chromium: Browser, archivo: Path) -> None:
    with abierto(chromium, archivo) as visita:
        assert "escoja su sub-mesa" in _estado(visita)
        assert visita.pagina.locator("#descargar").is_disabled()
        _escoger(visita)
        _llenar(visita)
        assert _estado(visita) == "Sin entregar: al terminar, compártala o descárguela."
        nombre, texto = _descargar(visita)
        assert nombre == f"{ID}-M1-S1-1.txt"
        leida, entera = leer_sobre(nombre, texto.encode())
        assert entera
        assert leida == Entrega(ID, "M1-S1", FORMULARIO.version, leida.dispositivo, 1, LLENAS)
        assert texto == en_texto(leida, FORMULARIO, TITULAR)
        assert _estado(visita).startswith("Descargada a las ")
        _llenar(visita, {"aportes.0.solucion": "Pozo"})
        assert _estado(visita).endswith("lo nuevo está sin entregar.")
        segunda, _ = leer_sobre("x", _descargar(visita)[1].encode())
        assert (segunda.revision, segunda.dispositivo) == (2, leida.dispositivo)
        # Entregar otra vez lo mismo no es otra revisión.
        assert leer_sobre("x", _descargar(visita)[1].encode())[0] == segunda


def test_se_comparte_un_texto(chromium: Browser, archivo: Path) -> None:
    with abierto(chromium, archivo, COMPARTE) as visita:
        _escoger(visita)
        _llenar(visita)
        visita.pagina.click("#compartir")
        visita.pagina.wait_for_function("() => window.__enviado.length")
        (nombre, tipo, texto), *_ = visita.pagina.evaluate("() => window.__enviado")
        assert (nombre, tipo) == (f"{ID}-M1-S1-1.txt", "text/plain")
        assert leer_sobre(nombre, texto.encode())[0].campos == LLENAS
        assert _estado(visita).startswith("Compartida a las ")
        _llenar(visita, {"asistentes": "19"})
        visita.pagina.evaluate("() => { window.__falla = 'AbortError' }")
        visita.pagina.click("#compartir")
        assert _estado(visita).endswith("lo nuevo está sin entregar.")
        visita.pagina.evaluate("() => { window.__falla = 'NotAllowedError' }")
        visita.pagina.click("#compartir")
        visita.pagina.get_by_text("Este aparato no pudo compartirla").wait_for()
        assert _estado(visita).endswith("lo nuevo está sin entregar.")


def test_al_volver_esta_lo_escrito(chromium: Browser, archivo: Path) -> None:
    with abierto(chromium, archivo) as visita:
        _escoger(visita)
        _llenar(visita)
        _descargar(visita)
        dispositivo = leer_sobre("x", _descargar(visita)[1].encode())[0].dispositivo
        _escoger(visita, "2", "M2-S1")
        _llenar(visita, {"aportes.0.necesidad": "Otra"})
        _volver(visita, "M2-S1")
        assert visita.pagina.input_value('[id="aportes.0.necesidad"]') == "Otra"
        _escoger(visita)
        assert _estado(visita).startswith("Descargada a las ")
        leida, _ = leer_sobre("x", _descargar(visita)[1].encode())
        assert (leida.campos, leida.revision, leida.dispositivo) == (LLENAS, 1, dispositivo)


def test_sin_espacio_lo_dice_y_entrega(chromium: Browser, archivo: Path) -> None:
    with abierto(chromium, archivo, SIN_ESPACIO) as visita:
        _escoger(visita)
        _llenar(visita)
        assert "no tiene espacio para guardar" in visita.pagina.locator("#sin-memoria").inner_text()
        # Cambiar de sub-mesa y volver no pierde nada mientras no se cierre.
        _escoger(visita, "2", "M2-S1")
        _escoger(visita)
        assert leer_sobre("x", _descargar(visita)[1].encode())[0].campos == LLENAS


def test_en_un_origen_opaco_lo_dice_y_entrega(chromium: Browser, archivo: Path) -> None:
    with visitar(chromium, "about:blank", viewport=TELEFONO) as visita:
        visita.ir("")
        visita.pagina.set_content(archivo.read_text("utf-8"))
        assert "Aquí no se puede guardar" in visita.pagina.locator("#sin-memoria").inner_text()
        _escoger(visita)
        _llenar(visita)
        visita.pagina.click("summary")
        leida, entera = leer_sobre("x", visita.pagina.input_value("#texto").encode())
        assert (leida.campos, entera) == (LLENAS, True)
        assert visita.malo == []


def test_los_limites_se_dicen_y_nada_se_corta(chromium: Browser, archivo: Path) -> None:
    largo = FORMULARIO.por_nombre["aportes.0.necesidad"].largo
    assert largo
    malas = {
        "asistentes": ("10001", "Escriba solo un número, de 0 a 10000."),
        "aportes.0.necesidad": ("A" * (largo + 3), f"Sobran 3 caracteres: caben {largo}."),
        "aportes.0.solucion": ("Llamar al 310 555 12 34", "Parece un teléfono, una cédula o un correo"),
        "aportes.0.organizaciones": ("JAC\n" + "B" * 301, "en cada renglón."),
        "aportes.1.solucion": ("x", ""),
        "aportes.1.necesidad": ("", "Falta: sin esto no se puede guardar lo demás."),
    }
    with abierto(chromium, archivo) as visita:
        _escoger(visita)
        _llenar(visita, {n: t for n, (t, _) in malas.items()})
        for nombre, (_, dice) in malas.items():
            assert dice in visita.pagina.locator(f'[id="{nombre}-r"]').inner_text()
        assert "Hay 4 casillas por corregir" in visita.pagina.locator("#por-corregir").inner_text()
        campos = leer_sobre("x", _descargar(visita)[1].encode())[0].campos
        assert campos == {n: t for n, (t, _) in malas.items() if t}
        for bien in ("vigencia 2024-2026", "cuesta $ 1.500.000"):
            _llenar(visita, {"aportes.0.solucion": bien})
            assert visita.pagina.locator('[id="aportes.0.solucion-r"]').inner_text() == ""


def test_las_cargas_del_corpus_en_cada_campo(chromium: Browser, archivo: Path) -> None:
    """Cada una pasa por todas las casillas: ninguna cobra vida y todas se entregan como se escribieron."""
    cargas = cadenas()
    nombres = [c.nombre for c in FORMULARIO.casillas]
    with abierto(chromium, archivo) as visita:
        _escoger(visita)
        _llenar(visita, dict.fromkeys(nombres, "1"))
        textos = visita.pagina.evaluate(
            """([cargas, nombres]) => cargas.map((_, i) => {
              const es = nombres.map(n => document.getElementById(n));
              es.forEach((e, j) => { e.value = cargas[(i + j) % cargas.length] });
              es[0].dispatchEvent(new Event("input", { bubbles: true }));
              return [document.getElementById("texto").value, es.map(e => e.value)];
            })""",
            [cargas, nombres],
        )
    for texto, valores in textos:
        leida, entera = leer_sobre("x", texto.encode("utf-8", "replace"))
        assert entera
        escritas = dict(zip(nombres, valores, strict=True))
        assert limpios(FORMULARIO, leida.campos) == limpios(FORMULARIO, escritas)


@MEDIDAS
def test_se_lee_y_se_usa(chromium: Browser, archivo: Path, medida: dict[str, int]) -> None:
    with visitar(chromium, archivo.as_uri(), viewport=medida, bypass_csp=True) as visita:
        visita.ir("")
        assert reparos(visita.pagina) == []
        _escoger(visita)
        _llenar(visita, {**LLENAS, "asistentes": "muchos", "aportes.0.solucion": "x" * 400})
        visita.pagina.click("summary")
        assert reparos(visita.pagina) == []


def test_solo_con_el_teclado(chromium: Browser, archivo: Path) -> None:
    with abierto(chromium, archivo, viewport=COMPUTADOR) as visita:
        teclas = visita.pagina.keyboard
        teclas.press("Tab")
        teclas.type("1")
        teclas.press("Tab")
        teclas.press("ArrowDown")
        for texto in ("18", "Vocera", "", "Agua"):
            teclas.press("Tab")
            teclas.type(texto)
        assert visita.pagina.evaluate("() => document.activeElement.id") == "aportes.0.necesidad"
        for _ in range(5):
            teclas.press("Tab")
        teclas.press("Tab")
        teclas.press("Enter")
        assert visita.pagina.evaluate("() => document.activeElement.id") == "aportes.0.plan.1.quien"
        guardado = json.loads(visita.pagina.evaluate(f"() => localStorage.getItem('captura:{ID}:M1-S1')"))
        assert guardado["campos"] == {
            "asistentes": "18",
            "representante.papel": "Vocera",
            "aportes.0.necesidad": "Agua",
        }


def test_sin_javascript_lo_dice(chromium: Browser, archivo: Path) -> None:
    with visitar(chromium, archivo.as_uri(), viewport=TELEFONO, java_script_enabled=False) as visita:
        visita.ir("")
        assert visita.pagina.get_by_text("Este formulario necesita JavaScript").is_visible()


def test_al_imprimir_sale_lo_escrito(chromium: Browser, archivo: Path) -> None:
    with abierto(chromium, archivo) as visita:
        _escoger(visita)
        _llenar(visita, {"aportes.0.necesidad": "\n".join(f"renglón {i}" for i in range(60))})
        visita.pagina.emulate_media(media="print")
        corta = visita.pagina.evaluate(
            """() => { const e = document.getElementById("aportes.0.necesidad");
                       return e.scrollHeight - e.clientHeight }"""
        )
        assert corta <= 2
        assert not visita.pagina.locator(".botones").is_visible()
