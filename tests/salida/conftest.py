"""Impresión de PDF de prueba con las fuentes del proyecto y ninguna otra."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

FUENTES = Path(__file__).parents[2] / "plantillas" / "tema" / "fuentes"

Imprimir = Callable[..., bytes]
"""Cuerpo HTML, CSS y contenido de @page; devuelve el PDF/UA."""


@pytest.fixture(scope="session")
def imprimir(tmp_path_factory: pytest.TempPathFactory) -> Imprimir:
    carpeta = tmp_path_factory.mktemp("letras")
    conf = carpeta / "fonts.conf"
    conf.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n'
        f"<fontconfig><dir>{FUENTES}</dir><cachedir>{carpeta / 'cache'}</cachedir></fontconfig>\n",
        encoding="utf-8",
    )
    import weasyprint

    hechos: dict[tuple[str, str, str], bytes] = {}

    def hacer(cuerpo: str, css: str = "", pagina: str = "size: 216mm 279mm; margin: 2cm") -> bytes:
        clave = (cuerpo, css, pagina)
        if clave not in hechos:
            html = (
                f'<html lang="es"><title>Prueba</title><style>@page {{ {pagina} }}'
                'body { margin: 0; font: 11pt/1.4 "Atkinson Hyperlegible Next"; color: #1c2420 }'
                f".c {{ font-size: 8pt }} {css}</style>{cuerpo}</html>"
            )
            # Cada vez: otra prueba del mismo proceso pudo dejar las de un proyecto que no las tiene, y sin
            # ninguna letra Pango tumba el proceso.
            os.environ["FONTCONFIG_FILE"] = str(conf)
            hechos[clave] = weasyprint.HTML(string=html).write_pdf(pdf_variant="pdf/ua-1")
        return hechos[clave]

    return hacer
