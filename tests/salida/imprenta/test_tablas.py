"""Una tabla que sigue en otra hoja se lee como una sola, con su encabezado una vez."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from generador.errores import ErrorInterno
from generador.salida.disco import escribir_conf_de_fuentes
from generador.salida.imprenta import tablas
from generador.salida.imprenta.pdf import Imprenta, preparar_fuentes

RAIZ = Path(__file__).parents[3]
ENCABEZADO = '<thead><tr><th scope="col">Mesa</th><th scope="col">Cuántas</th></tr></thead>'


def tabla(renglones: int, *, con: str = ENCABEZADO) -> str:
    filas = "".join(f'<tr><th scope="row">R{i}</th><td>{i}</td></tr>' for i in range(renglones))
    return f"<table>{con}<tbody>{filas}</tbody></table>"


def impreso(*cuerpo: str) -> pikepdf.Pdf:
    preparar_fuentes(escribir_conf_de_fuentes(RAIZ))
    estilo = "<style>@page { size: 100mm 100mm; margin: 10mm } td, th { height: 9mm }</style>"
    html = f'<!doctype html><html lang="es-CO"><head><title>x</title>{estilo}</head><body>{"".join(cuerpo)}'
    return pikepdf.open(io.BytesIO(Imprenta(RAIZ).imprimir(f"{html}</body></html>", (), "x.pdf")))


def elementos(documento: pikepdf.Pdf, clase: str) -> list[Any]:
    """Los del árbol de etiquetas de esa clase, en orden."""

    def bajo(elemento: Any) -> Iterator[Any]:
        for hijo in elemento.K if isinstance(elemento.K, pikepdf.Array) else [elemento.K]:
            if isinstance(hijo, pikepdf.Dictionary) and "/S" in hijo:
                yield hijo
                yield from bajo(hijo)

    return [e for e in bajo(documento.Root.StructTreeRoot) if str(e.S) == f"/{clase}"]


def test_una_tabla_cuyo_titulo_quedo_solo_en_la_otra_hoja_es_una() -> None:
    """Vista fallar: no había cuerpo al que pasarle los renglones, y todo se detenía."""
    alto = '<div style="height: 70mm">x</div>'
    con_titulo = tabla(6, con="<caption>Título</caption>")
    datos = impreso(alto, con_titulo)
    assert len(datos.pages) == 2
    (unica,) = elementos(datos, "Table")
    assert [str(h.S) for h in unica.K if isinstance(h, pikepdf.Dictionary)].count("/TBody") == 1
    assert len(elementos(datos, "TR")) == 6


def test_una_tabla_de_tres_hojas_es_una_con_un_encabezado() -> None:
    """Vista fallar: tres tablas, cada una con su encabezado."""
    datos = impreso("<section><h2>Título</h2>", tabla(20), "<p>Sigue</p></section>")
    assert len(datos.pages) >= 3
    (unica,) = elementos(datos, "Table")
    assert [str(k.S) for k in unica.K] == ["/THead", "/TBody"]
    filas = elementos(datos, "TR")
    assert len(filas) == 21
    assert all(f.P.objgen == unica.K[1].objgen for f in filas[1:])
    # Cada casilla nombra su renglón y una de las columnas de ese único encabezado.
    columnas = {str(c.ID) for c in unica.K[0].K[0].K}
    nombradas = [[str(h) for h in c.A.Headers] for c in elementos(datos, "TD")]
    renglones = [str(f.K[0].ID) for f in filas[1:]]
    assert [n[0] for n in nombradas] == renglones
    assert len({n[1] for n in nombradas}) == 1
    assert {n[1] for n in nombradas} < columnas
    # Del pedazo de sección de en medio, que no decía más, no queda nada.
    assert len(elementos(datos, "Sect")) == 2


def test_dos_tablas_iguales_seguidas_son_dos() -> None:
    aparte = tabla(4).replace("<table>", '<table style="break-before: page">')
    datos = impreso(tabla(4), aparte, tabla(12))
    assert len(elementos(datos, "Table")) == 3
    assert len(elementos(datos, "THead")) == 3
    assert len(elementos(datos, "TR")) == 4 + 4 + 12 + 3


def test_sin_encabezado_tambien_se_une() -> None:
    datos = impreso(tabla(20, con=""))
    (unica,) = elementos(datos, "Table")
    assert [str(k.S) for k in unica.K] == ["/TBody"]
    assert len(unica.K[0].K) == 20


def test_si_las_etiquetas_no_son_las_de_las_paginas_se_dice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tablas, "_elementos", lambda _: iter(()))
    with pytest.raises(ErrorInterno, match="hay 0 tablas en las páginas y 1 etiquetadas"):
        impreso(tabla(2))
