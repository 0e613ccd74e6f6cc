"""Lo que dice la guía plegable es lo más que cabe, y lo que se calcula es lo que ocupa ya impreso."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
from fabrica import asamblea

from generador.catalogo.inventario import inventariar
from generador.composicion.compositor import Compositor
from generador.composicion.comun.medida import Medidor
from generador.composicion.papel.plegable import (
    Nivel,
    Panel,
    ficha_con_trama,
    nivel_de,
    panel_de,
    partes_de,
)
from generador.construccion.pedido.hojas import hojas_de
from generador.modelo.asamblea import Asamblea, Proyecto, Sitio
from generador.salida.disco import escribir_conf_de_fuentes
from generador.salida.imprenta.pdf import Imprenta, preparar_fuentes

RAIZ = Path(__file__).parents[3]
MEDIDOR = Medidor(RAIZ / "plantillas" / "tema" / "fuentes")
PANEL = Panel(MEDIDOR, 115.5, 187.5)
LARGA = "Escriban entre todas las personas de la sub-mesa lo que harán las organizaciones de su territorio. "


def con(texto: str, veces: int = 1, lista: str = "Guía leída") -> Asamblea:
    dicho = (f"{texto} " * veces).strip()
    pasos = {f"pasos.{i}.{c}": dicho for i in range(4) for c in ("instruccion", "decir")}
    return asamblea(metodologia={**pasos, "antes": [lista] * 8})


@pytest.mark.parametrize("veces", [80, 100])
def test_letras_angostas_y_anchas_del_mismo_largo(veces: int) -> None:
    """Vista fallar contando caracteres: se decía lo mismo con unas que con otras."""
    angosto, ancho = (nivel_de(PANEL, con(p, veces).metodologia) for p in ("illi", "MWMW"))
    assert all({"haga", "diga"} <= suyas for suyas in angosto.pasos)
    assert not all("haga" in suyas for suyas in ancho.pasos)


def test_lo_que_no_cabe_se_quita_paso_por_paso_y_de_ultimo_lo_que_mas_falta_haria() -> None:
    """Vista fallar: si a un paso no le cabía lo que se hace, se callaba en todos, y «Al cerrar», siempre."""
    dicho = (LARGA * 4).strip()
    pasos = {f"pasos.{i}.{c}": dicho for i in range(4) for c in ("instruccion", "decir")}
    m = asamblea(
        metodologia={**pasos, "pasos.1.entregar": ["Una ficha"], "pasos.3.entregar": ["Otra"]}
    ).metodologia
    nivel = nivel_de(PANEL, m)
    trae = [set(partes_de(p)) for p in m.pasos]
    assert all(suyas <= suyo for suyas, suyo in zip(nivel.pasos, trae, strict=True))
    assert any("haga" in suyas for suyas in nivel.pasos)
    assert not all("haga" in suyas for suyas in nivel.pasos)
    assert all("diga" in suyas for suyas in nivel.pasos)
    assert all(
        ("cierre" in suyas) == ("cierre" in suyo) for suyas, suyo in zip(nivel.pasos, trae, strict=True)
    )
    # Nada de lo que se quitó cabía todavía.
    for i, (suyas, suyo) in enumerate(zip(nivel.pasos, trae, strict=True)):
        for parte in suyo - suyas:
            otras = [s | {parte} if i == j else s for j, s in enumerate(nivel.pasos)]
            assert not PANEL.caben(
                PANEL.paso(n, p, m, s) for n, (p, s) in enumerate(zip(m.pasos, otras, strict=True), start=1)
            )


def test_la_ficha_se_nombra_por_su_trama() -> None:
    fichas = asamblea().metodologia.fichas
    assert [ficha_con_trama(f) for f in fichas] == [
        f"Ficha de {f.nombre.lower()}, la de {f.trama}" for f in fichas
    ]


def test_una_lista_que_no_cabe_no_va() -> None:
    textos = ("illi " * 30, "MWMW " * 30)
    corta, larga = (nivel_de(PANEL, con("Haga.", lista=t.strip()).metodologia).listas for t in textos)
    assert (corta, larga) == (True, False)


def test_un_paso_no_se_parte_entre_paneles() -> None:
    assert PANEL.caben([100.0, 80.0, 100.0, 80.0])
    # Suman menos que los dos paneles, pero el segundo no cabe en lo que queda del primero.
    assert not PANEL.caben([100.0, 100.0, 100.0])
    assert not PANEL.caben([200.0])


def test_si_nada_cabe_quedan_los_titulos() -> None:
    m = con("Haga.").metodologia
    assert nivel_de(Panel(MEDIDOR, 115.5, 10.0), m) == Nivel((frozenset(),) * len(m.pasos), False)


@pytest.mark.lenta
def test_lo_calculado_es_lo_que_ocupa_impreso() -> None:
    """Una medida que cambie en `plegable.css` y no aquí se ve."""
    a = con(LARGA)
    inventario = inventariar(
        Proyecto(
            sitio=Sitio(nombre="S", descripcion="D.", direccion="https://asambleas.gov.co/"), asambleas=(a,)
        )
    )
    suyo = next(x for x in inventario.artefactos if x.declaracion.id == "plegable")
    panel, nivel = panel_de(MEDIDOR, suyo, 0.0), nivel_de(PANEL, a.metodologia)
    dichas = enumerate(zip(a.metodologia.pasos, nivel.pasos, strict=True), start=1)
    calculados = [panel.paso(i, p, a.metodologia, suyas) for i, (p, suyas) in dichas]
    preparar_fuentes(escribir_conf_de_fuentes(RAIZ))
    html = Compositor(RAIZ / "plantillas", inventario).impreso(suyo)
    pdf = pdfium.PdfDocument(Imprenta(RAIZ).imprimir(html, hojas_de(suyo), suyo.ruta))
    assert len(pdf) == 2
    titulos = [_alto_de(pdf[1], f"{i}. {p.titulo}") for i, p in enumerate(a.metodologia.pasos, start=1)]
    pdf.close()
    # Los que siguen en el mismo panel: lo que baja uno es lo que ocupa el de antes.
    bajan = [(b - a, c) for (a, b), c in zip(pairwise(titulos), calculados, strict=False) if b > a]
    assert bajan
    assert all(real == pytest.approx(calculado, abs=0.7) for real, calculado in bajan)


def _alto_de(pagina: Any, texto: str) -> float:
    """Milímetros desde lo alto hasta ese texto."""
    de_texto = pagina.get_textpage()
    donde, _ = de_texto.search(texto).get_next()
    return float((pagina.get_height() - de_texto.get_charbox(donde)[1]) * 25.4 / 72)
