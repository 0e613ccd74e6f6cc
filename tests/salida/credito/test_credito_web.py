"""La guardia del crédito en una página web: la frase exacta, y a la vista."""

from __future__ import annotations

import pytest
from salida.credito.creditos import FRASE, NEGRITA

from generador.salida.credito.guardia import CreditoAusente, exigir_en_html


@pytest.mark.parametrize(
    "html",
    [
        f"<footer>{NEGRITA}.</footer>",
        "<p>" + FRASE.replace(" ", "\n  ") + "</p>",
        "<p>" + FRASE.replace("ú", "&uacute;").replace(" de ", "&nbsp;de ") + "</p>",
        "<p>" + FRASE.replace("Conve", "<em>Conve</em>") + "</p>",
        "<p>" + FRASE.replace(" de 2023", "<br>de 2023") + "</p>",
        f"<p hidden>Otra cosa<p>{FRASE}",
        f"<ul><li hidden>No<li>{FRASE}</ul>",
        f"<details><summary>{FRASE}</summary>No</details>",
        f"<details open><summary>Ver</summary><p>{FRASE}</p></details>",
        f'<img alt="x" hidden><p style="opacity: 0.9; font-size: 0.8rem">{FRASE}</p>',
        f"<svg><path d='M0'/></svg><p>{FRASE}</p>",
        f"<div/><p>{FRASE}</p>",
        f"<script>if (a < b) x = '<div hidden>'</script><p>{FRASE}</p>",
    ],
)
def test_la_pagina_web_muestra_el_credito(html: str) -> None:
    exigir_en_html(html, FRASE, "index.html")


@pytest.mark.parametrize(
    "html",
    [
        "<p>Hola</p>",
        f"<!-- {FRASE} -->",
        f"<title>{FRASE}</title>",
        f'<meta name="description" content="{FRASE}">',
        f'<img alt="{FRASE}">',
        f"<script>var a = '{FRASE}'</script>",
        f"<style>/* {FRASE} */</style>",
        f"<template><p>{FRASE}</p></template>",
        f"<noscript>{FRASE}</noscript>",
        f"<textarea>{FRASE}</textarea>",
        f"<p hidden>{FRASE}</p>",
        f'<div hidden="until-found"><p>a</p><p>{FRASE}</p></div>',
        f'<div aria-hidden="true"><b>{FRASE}</b></div>',
        f'<p style="display : none">{FRASE}</p>',
        f'<p style="visibility:hidden">{FRASE}</p>',
        f'<p style="opacity: 0.0">{FRASE}</p>',
        f'<p style="font-size:0px">{FRASE}</p>',
        f'<p style="color: transparent">{FRASE}</p>',
        f"<details><p>{FRASE}</p></details>",
        f"<dialog>{FRASE}</dialog>",
        f"<div hidden><details><summary>{FRASE}</summary></details></div>",
        f"<svg><title>{FRASE}</title></svg>",
        "<p>" + FRASE.replace("actividad se", "actividad</p><p hidden>x</p><p>serial"),
        "<p>" + FRASE.replace("Convenio", "Con<br>venio") + "</p>",
        "<p>" + FRASE.replace("Convenio", "Con<i hidden>o</i>veni") + "</p>",
    ],
)
def test_la_pagina_web_sin_credito_visible_se_detiene(html: str) -> None:
    with pytest.raises(CreditoAusente) as parada:
        exigir_en_html(html, FRASE, "arauca-2023/index.html")
    assert str(parada.value) == (
        "arauca-2023/index.html: el crédito del convenio no está: la frase exacta no aparece\n"
        "    ayuda: use la base común: ella lo pone en cada página"
    )
