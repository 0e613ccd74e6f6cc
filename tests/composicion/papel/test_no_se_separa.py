"""Lo que en el papel va junto: las filas de un compromiso con él, y los dos años de una vigencia."""

from __future__ import annotations

from functools import cache

import pypdfium2
import pytest
import yaml
from apoyo import RAIZ
from fabrica import ID, agenda, asamblea, compromiso, en_estado

from generador.catalogo.inventario import inventariar
from generador.composicion.compositor import Compositor
from generador.construccion.pedido.hojas import partes_de
from generador.modelo.asamblea import Asamblea, Proyecto, Sitio
from generador.salida.disco import escribir_conf_de_fuentes
from generador.salida.imprenta.pdf import Imprenta, preparar_fuentes

pytestmark = pytest.mark.lenta

SITIO = Sitio(nombre="Sitio", descripcion="Descripción.", direccion="https://asambleas.gov.co/")
EXTRAS = {n: f"{n}/" for n in ("acerca", "como-imprimir", "accesibilidad", "privacidad")}
TRES = RAIZ / "tests" / "casos" / "convenios" / "tres-entidades.yml"
FRASE = "Las asociaciones reúnen el grano de varias veredas. "


@cache
def _imprenta() -> Imprenta:
    preparar_fuentes(escribir_conf_de_fuentes(RAIZ))
    return Imprenta(RAIZ)


def _paginas(de: Asamblea, documento: str) -> list[str]:
    extras = EXTRAS | {f"{ID}/manifiesto": f"{ID}/descargas/manifiesto.json"}
    inventario = inventariar(Proyecto(sitio=SITIO, asambleas=(de,)), extras)
    suyo = next(a for a in inventario.artefactos if a.declaracion.id == documento)
    primera, *siguen = partes_de(Compositor(RAIZ / "plantillas", inventario), suyo)
    with pypdfium2.PdfDocument(
        _imprenta().imprimir(primera.html, primera.hojas, suyo.ruta, siguen)
    ) as impreso:
        return [h.get_textpage().get_text_bounded() for h in impreso]


@pytest.mark.parametrize("frases", [18, 21, 22, 25])
def test_en_letra_grande_ninguna_hoja_empieza_por_una_fila_suelta(frases: int) -> None:
    """Vista fallar con las cuatro: «¿Cuándo?», sin decir de qué compromiso, sola en su hoja."""
    suyo = compromiso(titulo="Riego", texto=(FRASE * frases).strip())
    cambios = {**en_estado("borrador"), "agenda": agenda(suyo)}
    paginas = _paginas(asamblea(**cambios), "agenda-en-letra-grande")
    assert len(paginas) == 4
    assert [p[:8] for p in paginas if p.startswith("¿")] == []


def test_el_pie_de_la_huella_no_parte_la_vigencia() -> None:
    """Vista fallar: «2024–» arriba y «2026» abajo."""
    convenio = yaml.safe_load(TRES.read_text("utf-8"))
    (pagina,) = _paginas(asamblea(**en_estado("aprobada", convenio=convenio)), "huella-en-palabras")
    assert "–\r\n" not in pagina
    assert "Huella 2024–2026" in pagina
