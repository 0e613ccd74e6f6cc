"""Qué palabras parte una página por dentro, medidas en la pantalla."""

from __future__ import annotations

from playwright.sync_api import Page

_PARTIDAS = r"""parte => {
  const renglon = parte * document.documentElement.clientWidth, partidas = [];
  const caminante = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const trozo = document.createRange();
  const renglones = () => {
    const cajas = [...trozo.getClientRects()].filter(c => c.width > 0);
    const mide = cajas.reduce((suma, c) => suma + c.width, 0);
    return { cuantos: new Set(cajas.map(c => Math.round(c.top))).size, mide };
  };
  const medir = (nodo, desde, texto) => {
    trozo.setStart(nodo, desde);
    trozo.setEnd(nodo, desde + texto.length);
    return renglones();
  };
  while (caminante.nextNode()) {
    const nodo = caminante.currentNode, padre = nodo.parentElement;
    if (padre.closest("script, style, noscript, template, svg") || !padre.checkVisibility()) continue;
    trozo.selectNodeContents(nodo);
    if (renglones().cuantos < 2) continue;
    for (const seguido of nodo.data.matchAll(/[^ \t\r\n]+/g)) {
      if (seguido[0].includes("\u00ad")) continue;
      const entero = medir(nodo, seguido.index, seguido[0]);
      if (entero.cuantos < 2 || entero.mide > renglon) continue;
      for (const palabra of seguido[0].matchAll(/[\p{L}\p{M}]{3,}/gu)) {
        if (medir(nodo, seguido.index + palabra.index, palabra[0]).cuantos > 1)
          partidas.push(`${palabra[0]} (${padre.outerHTML.slice(0, 90)})`);
      }
    }
  }
  return partidas;
}"""


def palabras_partidas(pagina: Page, renglon: float = 0.87) -> list[str]:
    """Las palabras de tres letras o más que siguen en otro renglón y cabrían en uno del ancho de la pantalla.

    El renglón es la pantalla menos sus dos orillas: esa parte de ella. No cuenta la que lleva el guion de la
    lengua (U+00AD), ni lo más largo que va seguido (una dirección, una huella, palabras con espacio duro).
    """
    return list(pagina.evaluate(_PARTIDAS, renglon))
