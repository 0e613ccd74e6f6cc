"""Las pantallas de la mesa técnica en Chromium, con el corpus hostil en los datos y en cada casilla."""

from __future__ import annotations

import io
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from extremo.llenado import POLIGLOTA, llenar_hostil
from extremo.plena import cadenas
from extremo.sitios import SitioDePrueba
from fabrica import ID, como_yaml, resultado
from navegador.visita import COMPUTADOR, MEDIDAS, TELEFONO, Visita, reparos, visitar
from PIL import Image
from playwright.sync_api import Browser, expect

from generador.local.fotos import lectura
from generador.local.sala.servicio import Sala
from generador.local.vista.mirador import Mirado, Mirador
from generador.local.web.servidor import Local, enchufe_en

pytestmark = pytest.mark.navegador
RAIZ = Path(__file__).parents[2]
ACTIVO = """doc => {
  const malos = [], dice = (e, por) => malos.push(por + ": " + e.outerHTML.slice(0, 160));
  for (const e of doc.querySelectorAll("*")) {
    const dicho = e.getAttribute("src") || "";
    if (/^(object|embed|base|applet|frame|math|style|template)$/.test(e.localName)) dice(e, e.localName);
    const propio = ["/estilos/tablero.js", "/estilos/editor.js"].some((s) => dicho.endsWith(s));
    if (e.localName === "script" && !propio) dice(e, "guion");
    if (e.localName === "iframe" && !dicho.startsWith("/vista/")) dice(e, "marco");
    for (const { name, value } of e.attributes) {
      if (/^(on.*|srcdoc)$/i.test(name)) dice(e, name);
      const va = /^(src|href|xlink:href|action|formaction|poster|data)$/i.test(name);
      if (va && !/^(#|\\/(?!\\/))/.test(value)) dice(e, name);
    }
  }
  return malos;
}"""
"""Lo que en una página nuestra cobraría vida o saldría de ella, según Chromium."""
POR_TANDAS = """async ([accion, casillas, cargas]) => {
  const malos = [], f = document.getElementById("formulario");
  const fijos = [...new FormData(f)].filter(([_, v]) => typeof v === "string");
  let vistas = 0;
  for (let i = 0; i < cargas.length; i += casillas.length) {
    const datos = f.enctype === "multipart/form-data" ? new FormData() : new URLSearchParams();
    fijos.forEach(([n, v]) => datos.set(n, v));
    casillas.forEach((c, j) => datos.set(c, cargas[(i + j) % cargas.length]));
    const respuesta = await fetch(accion, { method: "POST", body: datos });
    const doc = new DOMParser().parseFromString(await respuesta.text(), "text/html");
    if (![200, 422].includes(respuesta.status)) malos.push(`${respuesta.status} ${cargas[i]}`);
    malos.push(...(ACTIVO)(doc));
    vistas += casillas.filter(c => (doc.getElementsByName(c)[0] || {}).value).length;
  }
  return [vistas, malos];
}""".replace("ACTIVO", ACTIVO)
"""Manda las cargas, unas cuantas por vez, y mira lo que responde con el mismo analizador de una página."""


def _ciega(ancho: int) -> bytes:
    salida = io.BytesIO()
    Image.new("RGB", (ancho, 200), (90, 80, 70)).save(salida, "JPEG")
    return salida.getvalue()


@pytest.fixture(scope="module")
def sala(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sala]:
    """Una sala con los datos hostiles, y fotos sin lugar y rotas en `entrada/`."""
    raiz = tmp_path_factory.mktemp("tecnica")
    (raiz / "datos").mkdir()
    llenar_hostil(raiz)
    # A una le falta todo lo demás: así hay qué copiar de sus fotos.
    a_medias = resultado("M2-S1", aportes=[{"necesidad": POLIGLOTA}, {"necesidad": f"{POLIGLOTA} 2"}])
    (raiz / "datos" / ID / "resultados" / "M2-S1.yml").write_text(como_yaml(a_medias), "utf-8")
    (raiz / "plantillas").symlink_to(RAIZ / "plantillas")
    (raiz / "entrada").mkdir()
    (raiz / "entrada" / "ciega.jpg").write_bytes(_ciega(300))
    (raiz / "entrada" / "<img src=x onerror=alert(1)>.jpg").write_bytes(b"\xff\xd8\xff" + b"0" * 500)
    enchufes = [enchufe_en(0), enchufe_en(0)]
    abierta = Sala.armar(raiz, *(e.getsockname()[1] for e in enchufes))
    empezo = threading.Event()
    local = Local(abierta.aplicacion, empezo.set)
    hilo = threading.Thread(target=lambda: local.run(sockets=enchufes))
    with pytest.MonkeyPatch.context() as parche:
        # Cada foto se abre en su proceso, que aquí no hace falta y cuesta.
        parche.setattr(lectura, "aparte", lambda archivo, tarea, topes: tarea())
        hilo.start()
        assert empezo.wait(30)
        yield abierta
        local.acabar()
        hilo.join(30)
    abierta.cerrar()
    shutil.rmtree(raiz, ignore_errors=True)


def _del_editor(sala: Sala) -> str:
    return f"http://127.0.0.1:{sala.guardia.puerto}/"


def _abrir(visita: Visita, sala: Sala) -> None:
    visita.ir(sala.guardia.direccion.removeprefix(visita.direccion))


def _activo(visita: Visita, ruta: str) -> list[str]:
    visita.ir(ruta)
    hallado: list[str] = visita.pagina.evaluate(f"() => ({ACTIVO})(document)")
    return [f"{ruta}: {x}" for x in hallado]


def test_la_foto_del_telefono_queda_al_lado_de_las_casillas(chromium: Browser, sala: Sala) -> None:
    """Sin JavaScript la manda el teléfono; la mesa técnica sube otra, y las copia mirándolas."""
    with visitar(
        chromium, f"http://127.0.0.1:{sala.puerto}/", java_script_enabled=False, viewport=TELEFONO
    ) as v:
        v.ir("entrar")
        v.pagina.get_by_label("Clave").fill(sala.clave.pin)
        v.pagina.get_by_role("button", name="Entrar").click()
        v.ir(f"{ID}/hoja/M2-S1")
        v.pagina.get_by_label("Foto").set_input_files(
            {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": _ciega(640)}
        )
        v.pagina.get_by_role("button", name="Mandar la foto").click()
        expect(v.pagina.get_by_role("status")).to_contain_text("La foto llegó")
    with visitar(chromium, _del_editor(sala), viewport=COMPUTADOR) as v:
        _abrir(v, sala)
        v.ir(f"sala/{ID}/tablero")
        v.pagina.get_by_role("link", name="M2-S1").click()
        v.pagina.get_by_label("Foto", exact=True).set_input_files(
            {"name": "b.jpg", "mimeType": "image/jpeg", "buffer": _ciega(480)}
        )
        v.pagina.get_by_role("button", name="Subir la foto").click()
        expect(v.pagina.get_by_role("heading", name="2 fotos por transcribir")).to_be_visible()
        foto, casilla = (
            v.pagina.locator(".con-fotos img").first,
            v.pagina.locator("[id='c.aportes.0.necesidad']"),
        )
        de_la_foto, de_la_casilla = foto.bounding_box(), casilla.bounding_box()
        assert de_la_foto is not None
        assert de_la_casilla is not None
        assert de_la_foto["x"] + de_la_foto["width"] <= de_la_casilla["x"]
        assert foto.evaluate("e => e.naturalWidth") > 0
        # La foto acompaña a la casilla en que se escribe, por abajo que esté.
        v.pagina.locator("[id='c.aportes.0.plan.0.cuando']").focus()
        al_bajar = foto.bounding_box()
        assert al_bajar is not None
        assert al_bajar["y"] >= 0
        v.pagina.locator("[id='escrita-1']").check()
        v.pagina.get_by_role("button", name="Guardar").click()
        expect(v.pagina.get_by_role("heading", name="1 foto por transcribir")).to_be_visible()
        assert v.malo == []


@MEDIDAS
def test_las_pantallas_de_la_mesa_tecnica_se_leen(
    chromium: Browser, sala: Sala, medida: dict[str, int]
) -> None:
    """Con textos hostiles por todas partes; las demás del editor y de la sala, en sus archivos."""
    with visitar(chromium, _del_editor(sala), viewport=medida, bypass_csp=True) as visita:
        _abrir(visita, sala)
        for ruta in (f"recoger/{ID}", f"subir/{ID}/medios", f"sala/{ID}/hoja/M2-S1", f"sala/{ID}/fotos"):
            visita.ir(ruta)
            assert reparos(visita.pagina) == [], ruta
        assert visita.malo == []


def test_con_textos_hostiles_nada_cobra_vida_en_ninguna_pantalla(chromium: Browser, sala: Sala) -> None:
    """Sin la política de seguridad, que también lo detendría."""
    archivos = [
        f"archivo/{ID}/{f}" for f in ("evento.yml", "mesas.yml", "agenda.yml", "resultados/M1-S1.yml")
    ]
    rutas = ["", "carpeta/", f"carpeta/{ID}", *archivos, f"recoger/{ID}", f"subir/{ID}/logos"]
    rutas += [
        f"subir/{ID}/medios",
        "sala",
        *(f"sala/{ID}{x}" for x in ("", "/tablero", "/hoja/M1-S1", "/fotos")),
    ]
    with visitar(chromium, _del_editor(sala), viewport=TELEFONO, bypass_csp=True) as visita:
        _abrir(visita, sala)
        assert [x for ruta in rutas for x in _activo(visita, ruta)] == []
        assert visita.malo == []


@pytest.mark.construye
def test_la_vista_previa_con_textos_hostiles(
    chromium: Browser, sala: Sala, hostil: SitioDePrueba, monkeypatch: pytest.MonkeyPatch
) -> None:
    """La página es la del sitio hostil ya construido, sin la política que no la dejaría ejecutar nada."""

    def del_sitio(mirador: Mirador, ruta: str) -> Mirado:
        archivo = hostil.carpeta / ruta / ("index.html" if ruta.endswith("/") else "")
        return Mirado(archivo.read_bytes()) if archivo.is_file() else Mirado(existe=False)

    monkeypatch.setattr(Mirador, "pedir", del_sitio)
    with visitar(chromium, _del_editor(sala), viewport=TELEFONO, bypass_csp=True) as visita:
        _abrir(visita, sala)
        assert _activo(visita, f"ver/{ID}/resultados/M1-S1.yml") == []
        vista = visita.pagina.frame_locator("main iframe")
        vista.locator("h1").wait_for()
        assert "onerror=" in vista.locator("main").inner_text()
        assert reparos(visita.pagina) == []
        golpes = [marco.evaluate("() => window.__golpes") for marco in visita.pagina.frames]
        assert golpes == [[], []]
        assert visita.ajenas == visita.dialogos == []


def test_las_cargas_del_corpus_en_cada_casilla_de_las_pantallas(chromium: Browser, sala: Sala) -> None:
    """Al subir un logo o una foto y en la hoja de una sub-mesa, por tandas."""
    cargas = [c.encode("utf-8", "replace").decode() for c in cadenas()]
    with visitar(chromium, _del_editor(sala), viewport=COMPUTADOR, bypass_csp=True) as visita:
        _abrir(visita, sala)
        for ruta, accion in (
            (f"subir/{ID}/logos", ""),
            (f"subir/{ID}/medios", ""),
            (f"sala/{ID}/hoja/M2-S2", "/guardar"),
        ):
            visita.ir(ruta)
            casillas = visita.pagina.eval_on_selector_all(
                "#formulario :is(textarea, input:not([type=hidden], [type=file], [type=checkbox]))",
                "es => es.map(e => e.name)",
            )
            assert len(casillas) > 1, ruta
            vistas, malos = visita.pagina.evaluate(POR_TANDAS, [f"/{ruta}{accion}", casillas, cargas])
            assert (malos, vistas > len(cargas) / 2) == ([], True), (ruta, vistas)
        assert visita.ajenas == visita.dialogos == []
