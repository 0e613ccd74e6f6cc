"""El entorno de las plantillas que van a HTML: lo que todas pueden llamar sin que cambie de una a otra."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from generador.composicion.comun import vistas
from generador.composicion.comun.color import paleta
from generador.composicion.comun.entorno import crear_entorno
from generador.composicion.comun.idioma import jornadas
from generador.composicion.comun.idioma.correcciones import correcciones
from generador.composicion.comun.lugar import estilo, estilo_exacto
from generador.composicion.comun.medida import Medidor
from generador.composicion.muro import dibujo, dibujo_papel, dibujo_web
from generador.composicion.muro.lleno import EstadoFicha
from generador.composicion.muro.plano import METROS_POR_ROLLO, centimetros, metros
from generador.composicion.paginas.agenda import concordado
from generador.composicion.paginas.titular import caben_en_pantalla, titular_de_pagina
from generador.composicion.papel import filas, kit, plegable, titular
from generador.composicion.papel.por_llenar import entrega
from generador.modelo.datos.evento import Estado
from generador.modelo.publico.cifras import gente_de

DE_PAGINA: Mapping[str, Any] = {
    "emblema_mesa": dibujo_web.emblema_mesa,
    "banda": dibujo_web.banda,
    "banda_de_ficha": dibujo_web.banda_de_ficha,
    "tira": dibujo_web.tira,
    "mural": dibujo.mural,
    "correcciones": correcciones,
    "gente_de": gente_de,
    "concordado": concordado,
    "tonos_identidad": paleta.BASE,
    "ESTADOS": vistas.ESTADOS,
    "Estado": Estado,
    "EstadoFicha": EstadoFicha,
}
"""Lo que llaman las páginas."""
DE_PAPEL: Mapping[str, Any] = {
    "qr": dibujo.qr,
    "gente_de": gente_de,
    "emblema": dibujo.ficha,
    "ficha_tramada": dibujo_papel.ficha_tramada,
    "renglones": kit.renglones,
    "casilla": kit.CASILLA,
    "ficha_con_trama": plegable.ficha_con_trama,
    "marca_paginas": kit.MARCA_PAGINAS.format,
    "campos_de_entrega": entrega.campos_de_entrega(),
    "metros": metros,
    "centimetros": centimetros,
    "METROS_POR_ROLLO": METROS_POR_ROLLO,
    "SALTO": Markup("<br>"),
    "estilo": estilo,
    "estilo_exacto": estilo_exacto,
}
"""Lo que llaman los documentos y las piezas."""


def entorno_html(plantillas: Path) -> Environment:
    """El entorno con que se compone lo que va a HTML."""
    entorno = crear_entorno(plantillas)
    entorno.globals.update(DE_PAGINA)
    entorno.globals.update(DE_PAPEL)
    medidor = Medidor(plantillas / "tema" / "fuentes")
    entorno.globals["titular_de_pagina"] = partial(titular_de_pagina, medidor)
    entorno.globals["sedes_en_corto"] = partial(
        jornadas.sedes_en_corto, cabe=partial(caben_en_pantalla, medidor)
    )
    entorno.globals["larga"] = partial(filas.fila_larga, medidor)
    entorno.globals["talla_impresa"] = partial(titular.talla_de, medidor)
    return entorno
