"""Un dibujo repetido en un impreso lleva en cada copia sus propios identificadores."""

from __future__ import annotations

from generador.composicion.comun.copias import distinguir


def _dibujo(id_: str, titulo: str = "x") -> str:
    return (
        f'<svg class="dibujo"><title>{titulo}</title><defs><clipPath id="{id_}"><path id="{id_}-b" d="M0 0"/>'
        f'</clipPath></defs><g clip-path="url(#{id_})"/><use href="#{id_}-b"/></svg>'
    )


def test_sin_repetidos_el_texto_es_el_mismo() -> None:
    html = f'<p id="parrafo">{_dibujo("uno")}{_dibujo("otro")}</p>'
    assert distinguir(html) is html


def test_cada_copia_lleva_los_suyos_y_lo_que_los_pide_tambien() -> None:
    """Vista fallar: WeasyPrint dice «Anchor defined twice» y no imprime."""
    assert distinguir(f"<p>{_dibujo('a')}</p>{_dibujo('a')}{_dibujo('b')}{_dibujo('a')}") == (
        f"<p>{_dibujo('a')}</p>"
        '<svg class="dibujo"><title>x</title><defs><clipPath id="a-copia-2"><path id="a-b-copia-2" d="M0 0"/>'
        '</clipPath></defs><g clip-path="url(#a-copia-2)"/><use href="#a-b-copia-2"/></svg>'
        f"{_dibujo('b')}"
        '<svg class="dibujo"><title>x</title><defs><clipPath id="a-copia-3"><path id="a-b-copia-3" d="M0 0"/>'
        '</clipPath></defs><g clip-path="url(#a-copia-3)"/><use href="#a-b-copia-3"/></svg>'
    )


def test_los_textos_no_se_tocan() -> None:
    titulo = 'lleva id="a" y url(#a)'
    repetido = distinguir(_dibujo("a", titulo) * 2)
    assert repetido.count(f"<title>{titulo}</title>") == 2
