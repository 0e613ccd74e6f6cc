"""El formulario de una sub-mesa en un solo archivo, que se abre sin red y desde cualquier parte."""

from __future__ import annotations

import base64
import hashlib
import io
from dataclasses import dataclass
from pathlib import Path

import segno
from markupsafe import Markup

from generador.composicion.comun.contexto import Contexto
from generador.composicion.comun.entorno import componer, crear_entorno
from generador.modelo.asamblea import Asamblea


@dataclass(frozen=True, slots=True)
class MesaDeCaptura:
    """Una mesa para escoger."""

    numero: int
    eje: str
    submesas: int
    """Cuántas tiene."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeCaptura(Contexto):
    """Lo que recibe la página."""

    id: str
    version: str
    titular: str
    practica: bool
    credito: str
    mesas: tuple[MesaDeCaptura, ...]
    preguntas: tuple[object, ...]
    """Casillas y, donde se repiten, listas de fichas; en su orden."""
    hoja_de_estilo: Markup
    guion: Markup
    politica: str
    """Solo corre el guion de esta página, y no pide nada a nadie."""


def pagina_de_captura(
    plantillas: Path, asamblea: Asamblea, version: str, preguntas: tuple[object, ...]
) -> str:
    """El HTML entero. `preguntas`: casillas o listas con `nombre`, `como`, `titulo`, `cuantas` y `partes`."""
    carpeta = plantillas / "captura"
    estilo, guion = ((carpeta / f"captura.{x}").read_text("utf-8") for x in ("css", "js"))
    contexto = DeCaptura(
        id=asamblea.id,
        version=version,
        titular=asamblea.evento.titular,
        practica=asamblea.evento.practica,
        credito=asamblea.convenio.credito,
        mesas=tuple(MesaDeCaptura(g.numero, g.mesa.eje, len(g.submesas)) for g in asamblea.grupos),
        preguntas=tuple(preguntas),
        hoja_de_estilo=Markup(estilo),
        guion=Markup(guion),
        politica=(
            f"default-src 'none'; script-src '{_huella(guion)}'; style-src '{_huella(estilo)}'; "
            "img-src data:; base-uri 'none'; form-action 'none'"
        ),
    )
    return componer(crear_entorno(plantillas), "captura/captura.html.j2", contexto)


def _huella(texto: str) -> str:
    """La huella con que la política de seguridad reconoce un guion o un estilo."""
    return "sha256-" + base64.b64encode(hashlib.sha256(texto.encode()).digest()).decode()


def qr_de_terminal(texto: str) -> str:
    """El código QR de `texto` con caracteres de bloque, para leerlo de una terminal."""
    salida = io.StringIO()
    segno.make(texto, error="m", micro=False).terminal(salida, border=2, compact=True)
    return salida.getvalue()


def qr_en_png(texto: str) -> bytes:
    """El código QR de `texto` como imagen PNG, de diez píxeles por módulo y con su margen."""
    salida = io.BytesIO()
    segno.make(texto, error="m", micro=False).save(salida, kind="png", scale=10, border=8)
    return salida.getvalue()
