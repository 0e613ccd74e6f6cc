"""Las páginas de la agenda, compuestas sin el sitio: lo que se les quite, cambie o ponga se nota."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import markdown
import pytest
from apoyo import RAIZ
from construccion.verificacion.conftest import cambios
from fabrica import ID, escribir_proyecto

from generador.carga.cargar import cargar
from generador.catalogo.inventario import inventariar
from generador.composicion.compositor import Compositor
from generador.construccion.verificacion.hermanos import Cotejo
from generador.construccion.verificacion.origen import Carpeta
from generador.construccion.verificacion.paginas import cotejar
from generador.modelo.aprobado.vocabulario import VOCABULARIO
from generador.modelo.publico.abierto import AgendaAbierta
from generador.modelo.publico.apertura import abrir

A_MANO = ("acerca", "accesibilidad", "como-imprimir", "privacidad")
"""Las escritas a mano, que cada página enlaza."""


def de_demostracion() -> dict[str, Any]:
    """La de las demás pruebas, con su sello."""
    datos = cambios()
    datos["agenda"]["demostracion"] = True
    return datos


@pytest.fixture(scope="module")
def paginas(tmp_path_factory: pytest.TempPathFactory) -> tuple[AgendaAbierta, Mapping[str, str]]:
    """La agenda abierta y, por ruta, el HTML de cada página de la asamblea."""
    carga = cargar(escribir_proyecto(tmp_path_factory.mktemp("paginas"), **de_demostracion()))
    proyecto = carga.proyecto
    assert proyecto is not None, carga.hallazgos
    (asamblea,) = proyecto.asambleas
    extras = {**{n: f"{n}/" for n in A_MANO}, f"{ID}/manifiesto": f"{ID}/m.json"}
    inventario = inventariar(proyecto, extras)
    compositor = Compositor(RAIZ / "plantillas", inventario)
    html = {}
    for pagina in inventario.paginas:
        _, cabecera, cuerpo = compositor.pagina(pagina).split("---\n", 2)
        sellos = "".join(f"<p>{s['rotulo']} {s['texto']}</p>" for s in json.loads(cabecera).get("sellos", ()))
        html[pagina.ruta] = sellos + markdown.markdown(cuerpo, extensions=["attr_list", "md_in_html", "toc"])
    base = proyecto.sitio.direccion.rstrip("/")
    rutas = {c.codigo: f"agenda/{c.codigo_en_ruta}/" for c in asamblea.compromisos}
    abierta = abrir(asamblea, proyecto.sitio, lambda c: f"{base}/{ID}/{rutas.get(c, 'agenda/')}")
    return abierta, html


@pytest.fixture
def comparar(tmp_path: Path, paginas: tuple[AgendaAbierta, Mapping[str, str]]) -> Callable[..., Cotejo]:
    """Compara el sitio con la página `ruta` cambiada por `como`; si da None, sin ella."""
    abierta, html = paginas

    def correr(ruta: str = "", como: Callable[[str], str | None] = str) -> Cotejo:
        for suya, original in html.items():
            texto = como(original) if suya == f"{ID}/{ruta}" else original
            if texto is not None:
                destino = tmp_path / suya / "index.html"
                destino.parent.mkdir(parents=True, exist_ok=True)
                destino.write_text(f"<!doctype html><body>{texto}", "utf-8")
        cotejo = Cotejo()
        cotejar(Carpeta("sitio", tmp_path), ID, abierta, cotejo)
        return cotejo

    return correr


def test_las_publicadas_coinciden(comparar: Callable[..., Cotejo]) -> None:
    cotejo = comparar()
    assert cotejo.fallas == []
    assert cotejo.comparado == [
        "el texto de 8 páginas: la agenda, sus compromisos, sus versiones y el seguimiento"
    ]


def test_dice_lo_que_de_una_pagina_no_compara(comparar: Callable[..., Cotejo]) -> None:
    """Lo que nadie mira ha de estar dicho: el título de la pestaña, un marco, una imagen, un guion."""
    ajeno = "<title>Anulada</title><svg><text>Anulada</text></svg><img src=x alt=Anulada>"
    cotejo = comparar("agenda/", lambda html: f"{ajeno}<iframe srcdoc=Anulada></iframe>{html}")
    assert cotejo.fallas == []
    (dicho,) = (t for t in cotejo.no_comparado if t.startswith("las demás páginas"))
    for que in ("título de la pestaña", "buscadores", "imágenes", "guiones", "marcos", "puestas de más"):
        assert que in dicho


def quita(dicho: str) -> Callable[[str], str]:
    return cambia(dicho, "")


def cambia(dicho: str, otro: str) -> Callable[[str], str]:
    def hecho(html: str) -> str:
        assert dicho in html
        return html.replace(dicho, otro)

    return hecho


def agrega(dicho: str) -> Callable[[str], str]:
    return lambda html: f"{html}<p>{dicho}</p>"


def sin_tarjeta(html: str) -> str:
    corte = re.compile(r'<li class="tarjeta" id="pru23-002".*?</li>', re.S)
    assert corte.search(html)
    return corte.sub("", html)


def otra_palabra(html: str) -> str:
    """La primera de las seis que dicen una huella, cambiada por otra que también es de las que se usan."""
    (primera,) = re.findall(r"(?s)En seis palabras(?:</strong>)?<br ?/?>\s*(\w+)", html)[:1]
    otra = next(p for p in VOCABULARIO if p != primera)
    return html.replace(f"{primera} ", f"{otra} ", 1)


COMPROMISO = "agenda/pru23-001/"
SELLO = "DATOS DE DEMOSTRACIÓN Los resultados"


@pytest.mark.parametrize(
    ("ruta", "como"),
    [
        ("agenda/", cambia("Hacer más riego.", "Hacer menos riego.")),
        ("agenda/", cambia("Hacer más riego.", "No hacer más riego.")),
        ("agenda/", cambia("Hacer más riego.", "Hacer riego.")),
        ("agenda/", cambia("cumplido</span>", "aplazado</span>")),
        ("agenda/", cambia("Asociación de riego y Alcaldía", "Alcaldía")),
        ("agenda/", sin_tarjeta),
        ("agenda/", quita(SELLO)),
        ("agenda/", agrega("La plenaria no aprobó esto.")),
        ("agenda/", agrega("No es la versión vigente.")),
        ("agenda/", agrega("Es falso.")),
        ("agenda/", otra_palabra),
        ("agenda/versiones/", otra_palabra),
        (COMPROMISO, cambia("Hacer más riego.", "No hacer más riego.")),
        (COMPROMISO, cambia("cumplido</span>", "en marcha</span>")),
        (COMPROMISO, cambia("Quedó listo.", "Hacer más riego.")),
        (COMPROMISO, quita("Alcaldía")),
        (COMPROMISO, quita(SELLO)),
        (COMPROMISO, agrega("Quedó sin efecto.")),
        (COMPROMISO, lambda _: None),
        ("agenda/versiones/", cambia("<del>", "<del>No ")),
        ("agenda/versiones/", cambia("Se copió mal.", "Alcaldía")),
        ("agenda/versiones/", quita(SELLO)),
        ("agenda/versiones/", lambda _: None),
        ("agenda/version/1/", cambia("Hacer riego.", "Hacer más riego.")),
        ("agenda/version/1/", cambia("No es la versión vigente.", "Es la versión vigente.")),
        ("agenda/version/3/", agrega("Esta versión no la aprobó nadie.")),
        ("agenda/version/2/", lambda _: None),
        ("seguimiento/", cambia("Quedó listo.", "Hacer más riego.")),
        ("seguimiento/", cambia("cumplido</span>", "aplazado</span>")),
        ("seguimiento/", lambda _: None),
    ],
)
def test_una_pagina_cambiada_se_nota(
    ruta: str, como: Callable[[str], str | None], comparar: Callable[..., Cotejo]
) -> None:
    cotejo = comparar(ruta, como)
    assert cotejo.fallas
    assert all(f"«{ID}/{ruta}index.html»" in f for f in cotejo.fallas), cotejo.fallas


def test_las_huellas_se_leen(
    comparar: Callable[..., Cotejo], paginas: tuple[AgendaAbierta, Mapping[str, str]]
) -> None:
    abierta, _ = paginas
    assert abierta.huella is not None
    otra = abierta.huella[:-1] + ("0" if abierta.huella[-1] != "0" else "1")
    for ruta in ("agenda/", "agenda/versiones/", "agenda/version/3/"):
        assert comparar(ruta, cambia(abierta.huella, otra)).fallas, ruta


def con_foto(pie: str) -> Callable[[str], str]:
    return lambda html: f'{html}<figure class="foto"><figcaption>{pie}</figcaption></figure>'


@pytest.mark.parametrize("ruta", [COMPROMISO, "seguimiento/"])
def test_lo_que_dice_una_foto_de_evidencia_no_se_firma_y_se_dice(
    comparar: Callable[..., Cotejo], ruta: str
) -> None:
    """Visto fallar: un sitio recién construido «NO COINCIDE» por el crédito de su foto."""
    cotejo = comparar(ruta, con_foto('<p>Descargue del trapiche.</p><p class="de-quien">Foto: Prensa</p>'))
    assert cotejo.fallas == []
    (dicho,) = (t for t in cotejo.no_comparado if t.startswith("lo que se dice de cada foto: "))
    assert "descargue del trapiche" in dicho


def test_el_pie_de_una_foto_no_da_para_otra_agenda(comparar: Callable[..., Cotejo]) -> None:
    assert comparar(COMPROMISO, con_foto("trapiche " * 61)).fallas
    assert comparar("agenda/", con_foto("trapiche")).fallas
