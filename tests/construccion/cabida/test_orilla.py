"""El crédito de lo que imprime una oficina, con tres entidades de nombre oficial, lejos del borde."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
import yaml
from apoyo import RAIZ
from fabrica import ID, en_estado, escribir_proyecto
from PIL import ImageStat

from generador.catalogo.inventario import Artefacto, inventariar
from generador.composicion.compositor import Compositor
from generador.construccion.pedido.encargos import exigencia_de
from generador.construccion.pedido.hojas import partes_de
from generador.construccion.preparacion import preparar
from generador.salida.credito.guardia import CreditoAusente, exigir_en_pdf
from generador.salida.disco import escribir_conf_de_fuentes
from generador.salida.imprenta.pdf import Imprenta, preparar_fuentes

pytestmark = pytest.mark.lenta

TRES = RAIZ / "tests" / "casos" / "convenios" / "tres-entidades.yml"
CUBIERTO_A_UNA_TINTA = 0.16
"""Lo que se saca por cientos en una fotocopiadora no la puede ahogar."""
EXTRAS = {n: f"{n}/" for n in ("acerca", "como-imprimir", "accesibilidad", "privacidad")} | {
    f"{ID}/manifiesto": f"{ID}/descargas/manifiesto.json"
}


def _uno_de_cada(artefactos: tuple[Artefacto, ...]) -> Iterator[Artefacto]:
    """De cada documento, y de cada pieza en cada formato y variante que imprime una oficina, uno."""
    vistos = set()
    for a in artefactos:
        clave = a.declaracion.id, a.formato, a.variante
        de_oficina = a.formato is None or exigencia_de(a).orilla_mm
        if a.clase in ("documento", "pieza") and a.origen is None and de_oficina and clave not in vistos:
            vistos.add(clave)
            yield a


def _cubierto(pdf: bytes) -> float:
    """Qué parte de su primera página cubre la tinta, de 0 a 1."""
    with pypdfium2.PdfDocument(pdf) as documento:
        imagen = documento[0].render(scale=1).to_pil().convert("L")
    return 1 - ImageStat.Stat(imagen).mean[0] / 255


@pytest.mark.parametrize("papel", ["carta", "oficio", "a4"])
@pytest.mark.parametrize("clase", ["documento", "pieza"])
def test_nada_del_credito_cae_donde_no_se_imprime(tmp_path: Path, clase: str, papel: str) -> None:
    """Visto fallar: con cuatro renglones el último salía a 0,1 mm del borde, y el de un hablador a 3,6."""
    if clase == "pieza" and papel != "carta":
        pytest.skip("el papel del evento es el de los documentos")
    convenio = yaml.safe_load(TRES.read_text("utf-8"))
    escribir_proyecto(tmp_path, **en_estado("aprobada", evento={"papel": papel}, convenio=convenio))
    (tmp_path / "plantillas").symlink_to(RAIZ / "plantillas")
    preparado = preparar(tmp_path)
    inventario = replace(inventariar(preparado.proyecto, EXTRAS), medios=preparado.medios)
    compositor = Compositor(RAIZ / "plantillas", inventario)
    preparar_fuentes(escribir_conf_de_fuentes(RAIZ))
    imprenta, fallas, vistos = Imprenta(RAIZ), [], 0
    for a in _uno_de_cada(inventario.artefactos):
        if a.clase != clase:
            continue
        vistos += 1
        primera, *siguen = partes_de(compositor, a)
        exigencia = exigencia_de(a)
        assert exigencia.orilla_mm == 6.5
        pdf = imprenta.imprimir(primera.html, primera.hojas, a.ruta, siguen)
        if a.variante == "una-tinta" and (cubre := _cubierto(pdf)) > CUBIERTO_A_UNA_TINTA:
            fallas.append(f"{a.ruta}: la tinta cubre {cubre:.1%}")
        try:
            exigir_en_pdf(pdf, a.asamblea.convenio.credito, exigencia, a.ruta)
        except CreditoAusente as error:
            fallas.append(f"{a.ruta}: {error.motivo.name} {error.detalle}")
    assert fallas == []
    assert vistos >= 10


def test_solo_lo_de_taller_y_lo_de_pantalla_llegan_al_borde(tmp_path: Path) -> None:
    """Lo dice la declaración de cada formato y variante: un formato nuevo no se apunta en ninguna lista."""
    escribir_proyecto(tmp_path, **en_estado("aprobada"))
    (tmp_path / "plantillas").symlink_to(RAIZ / "plantillas")
    preparado = preparar(tmp_path)
    artefactos = inventariar(preparado.proyecto, EXTRAS).artefactos
    impresos = [a for a in artefactos if a.clase in ("documento", "pieza")]
    en_el_borde = {
        (a.formato.unidad, a.variante) for a in impresos if a.formato and not exigencia_de(a).orilla_mm
    }
    assert {u for u, v in en_el_borde if v != "imprenta"} == {"px"}
    assert ("mm", "imprenta") in en_el_borde
    assert all(exigencia_de(a).orilla_mm == 6.5 for a in impresos if a.formato is None)
