"""Un sitio construido con el corpus hostil por todas partes: nada cobra vida y nada se pierde."""

from __future__ import annotations

import json
import re

import pytest
from extremo import impresos, paginas
from extremo.llenado import POLIGLOTA, hostiles
from extremo.sitios import SitioDePrueba

from generador.salida.busqueda import NOMBRE

pytestmark = pytest.mark.construye
PROHIBIDAS = {"iframe", "object", "embed", "base", "applet", "frame", "frameset", "marquee", "math", "form"}
_GUION_PROPIO = "(function(d){"
_GUION = re.compile(r"^(/|(\.\./)*)guiones/[\w-]+\.js$")


def _apretado(texto: str) -> str:
    return impresos.apretado(texto)


def test_el_corpus_cabe_entero_en_el_sitio(hostil: SitioDePrueba) -> None:
    """Cada cadena admitida está en los datos: ninguna se quedó sin probar."""
    dichos = {t for r in hostil.proyecto.asambleas[0].resultados for a in r.aportes for t in _textos(a)}
    dichos |= {t for c in hostil.proyecto.asambleas[0].compromisos for t in _textos(c)}
    apretados = {_apretado(t) for t in dichos}
    assert [c for c in hostiles() if _apretado(c) not in apretados] == []


def _textos(modelo: object) -> list[str]:
    from generador.modelo.textos import recorrer
    from generador.modelo.tipos import Modelo

    assert isinstance(modelo, Modelo)
    return [t.texto for t in recorrer(modelo)]


def test_ningun_nodo_peligroso_en_el_html(hostil: SitioDePrueba) -> None:
    """Lo que un lector de HTML ve, sin esperar a que un navegador lo ejecute."""
    malos = []
    for ruta, html in hostil.html.items():
        for etiqueta, atributos in paginas.leer(html).atributos:
            filtros = etiqueta == "form" and atributos.get("class") == "filtros" and "action" not in atributos
            if etiqueta in PROHIBIDAS and not filtros:
                malos.append((ruta, etiqueta))
            # El único guion en línea es el del modo: va antes de pintar y la política admite su huella.
            propio = _GUION.search(atributos.get("src", "")) is not None
            # Y lo que describe la página es JSON para otros programas: ningún navegador lo ejecuta.
            datos = atributos == {"type": "application/ld+json"}
            if etiqueta == "script" and not (propio or datos) and (atributos or _GUION_PROPIO not in html):
                malos.append((ruta, f"script {atributos}"))
            if etiqueta == "meta" and atributos.get("http-equiv", "").lower() == "refresh":
                malos.append((ruta, "refresh"))
            if etiqueta == "style" or "style" in atributos:
                malos.append((ruta, f"estilo suelto en {etiqueta}"))
            for nombre, valor in atributos.items():
                if nombre.startswith("on") or nombre in ("srcdoc", "formaction", "background"):
                    malos.append((ruta, f"{etiqueta} {nombre}"))
                if (
                    valor.strip()
                    .lower()
                    .replace("\t", "")
                    .startswith(("javascript:", "vbscript:", "data:text"))
                ):
                    malos.append((ruta, f"{nombre}={valor[:40]}"))
        guiones = paginas.leer(html).de("script")
        assert sum("src" not in g and "type" not in g for g in guiones) == 1, ruta
        assert sum("type" in g for g in guiones) <= 1, ruta
        assert html.count("<script") == len(guiones), ruta
    assert malos == []


def test_cada_texto_llega_entero_a_su_pagina(hostil: SitioDePrueba) -> None:
    """El compromiso, en su página; los aportes, en la de su mesa; el nombre del sitio, en todas."""
    asamblea = hostil.proyecto.asambleas[0]
    faltan = []
    for c in asamblea.compromisos:
        dice = _apretado(
            paginas.leer(hostil.html[f"{asamblea.id}/agenda/{c.codigo_en_ruta}/index.html"]).texto
        )
        faltan += [(c.codigo, t) for t in _textos(c) if _apretado(t) not in dice]
    for r in asamblea.resultados:
        dice = _apretado(paginas.leer(hostil.html[f"{asamblea.id}/mesas/{r.submesa[1]}/index.html"]).texto)
        faltan += [(r.submesa, t) for a in r.aportes for t in _textos(a) if _apretado(t) not in dice]
    assert faltan == []
    for ruta, html in hostil.html.items():
        pagina = paginas.leer(html)
        assert _apretado(POLIGLOTA) in _apretado(pagina.texto), ruta
        metas = {m.get("property", m.get("name", "")): m.get("content", "") for m in pagina.de("meta")}
        assert metas["og:site_name"] == POLIGLOTA, ruta


def test_cada_texto_llega_entero_al_pdf(hostil: SitioDePrueba) -> None:
    """Los compromisos, en la agenda; la mesa y la metodología, en su guía."""
    asamblea = hostil.proyecto.asambleas[0]
    carpeta = f"{asamblea.id}/descargas"
    agenda = _apretado(impresos.leer(hostil.pdf[f"{carpeta}/agenda.pdf"]).texto)
    assert [t for c in asamblea.compromisos for t in _textos(c) if impresos.perdido(t, agenda)] == []
    for mesa in asamblea.mesas.mesas:
        guia = _apretado(impresos.leer(hostil.pdf[f"{carpeta}/guia-mesa-{mesa.numero}.pdf"]).texto)
        suyos = [mesa.eje, mesa.definicion, *(t for p in asamblea.metodologia.pasos for t in _textos(p))]
        assert [t for t in suyos if impresos.perdido(t, guia)] == []


def test_el_indice_de_busqueda_es_una_llamada_con_datos(hostil: SitioDePrueba) -> None:
    """Diga lo que diga una carga, el guion no hace más que entregar texto."""
    for carpeta in ("", *(f"{a.id}/" for a in hostil.proyecto.asambleas)):
        guion = (hostil.carpeta / carpeta / NOMBRE).read_text("utf-8")
        assert guion.count("\n") == 1, carpeta
        assert not set(guion) & {"\u2028", "\u2029"}, carpeta
        llamada = re.fullmatch(r"indiceDeBusqueda\((\{.*\})\);\n", guion)
        assert llamada is not None, carpeta
        dicho = json.loads(llamada[1])
        assert dicho["carpeta"] == carpeta
    assert "onerror=alert" in guion
