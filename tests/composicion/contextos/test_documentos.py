"""Lo que recibe la plantilla de un documento cuando todavía no hay con qué llenarlo."""

from __future__ import annotations

from pathlib import Path

from fabrica import ID, asamblea, en_estado

from generador.catalogo.inventario import inventariar
from generador.composicion.comun.medida import Medidor
from generador.composicion.contextos.acervo import Acervo
from generador.composicion.contextos.documentos import DeLaHuella, contexto_de_documento
from generador.construccion.cabida.ensayo import por_venir
from generador.modelo.aprobado.palabras import palabras_de
from generador.modelo.aprobado.vocabulario import VOCABULARIO
from generador.modelo.asamblea import Asamblea, Proyecto, Sitio
from generador.modelo.datos.evento import Estado

PLANTILLAS = Path(__file__).parents[3] / "plantillas"
FUENTES = PLANTILLAS / "tema" / "fuentes"
SITIO = Sitio(nombre="Sitio", descripcion="Descripción.", direccion="https://asambleas.gov.co/")
EXTRAS = {n: f"{n}/" for n in ("acerca", "accesibilidad", "como-imprimir", "privacidad")}


def _cartel(una: Asamblea) -> DeLaHuella:
    inventario = inventariar(
        Proyecto(sitio=SITIO, asambleas=(una,)), {**EXTRAS, f"{ID}/manifiesto": f"{ID}/m.json"}
    )
    (suyo,) = (a for a in inventario.artefactos if a.declaracion.id == "huella-en-palabras")
    contexto = contexto_de_documento(Acervo(PLANTILLAS, inventario), suyo)
    assert isinstance(contexto, DeLaHuella)
    return contexto


def test_el_cartel_de_la_huella_se_prueba_con_la_palabra_que_mas_ocupa() -> None:
    """Vista fallar: se probaba con la de más letras, y hay otras de las mismas que ocupan más."""
    antes = asamblea(**en_estado("borrador"))
    aprobada = [f for f in por_venir(antes, FUENTES) if f.estado == Estado.APROBADA]
    assert aprobada
    medidor = Medidor(FUENTES)
    mayor = max(medidor.ancho(p, "titular") for p in VOCABULARIO)
    for futura in aprobada:
        dichas = _cartel(futura).palabras
        assert [medidor.ancho(p, "titular") for p in dichas] == [mayor] * 6


def test_el_de_una_aprobada_dice_las_suyas() -> None:
    una = asamblea(**en_estado("aprobada"))
    assert una.huella is not None
    assert _cartel(una).palabras == palabras_de(una.huella)
