"""Ninguna dirección queda con la calle en un renglón y el número en el siguiente."""

from __future__ import annotations

import re

import pytest
from apoyo import RAIZ
from fabrica import POCAS_PIEZAS, asamblea, en_estado, firmada
from hypothesis import given
from hypothesis import strategies as st

from generador.catalogo.inventario import inventariar
from generador.composicion.compositor import Compositor
from generador.composicion.comun.idioma.jornadas import sede_de
from generador.composicion.comun.idioma.senas import sin_partir
from generador.composicion.comun.medida import Medidor
from generador.modelo.aprobado.contenido import firmar
from generador.modelo.asamblea import Proyecto, Sitio
from generador.modelo.datos.agenda import Acta
from generador.modelo.datos.evento import Sede

DIRECCION = "Calle 15 # 12-45, barrio Centro"
JUNTA = "Calle~15~#~12-45, barrio Centro"
SITIO = Sitio(nombre="Sitio", descripcion="De prueba.", direccion="https://asambleas.gov.co/")


@pytest.mark.parametrize(
    "junta",
    [
        JUNTA,
        "Carrera~7~No.~12~-~45",
        "Cra.~5~N°~3-20~sur",
        "Calle~15~A~Bis~#~12-45",
        "Diagonal~23~Bis~A~Sur~#~105~-~48",
        "Km~4 vía Tame",
        "Vereda La Unión, casa~3",
        "Av.~30~#12-30 Torre~B piso~3",
        "Mz~5 casa~12",
        "15~#~12-45",
        "Calle~15 no llega el bus",
        "Calle~5 a la derecha",
        "Entre calles 5 y 6, de 15 a 20 minutos",
        "necesidad número 3 de la mesa 2",
    ],
)
def test_lo_que_se_pega_y_lo_que_no(junta: str) -> None:
    assert sin_partir(junta.replace("~", " ")) == junta.replace("~", "\u00a0")


@given(st.text(alphabet="calleN# 15-A.,ñ\n"))
def test_solo_cambian_espacios_y_repetirlo_no_cambia_nada(texto: str) -> None:
    junto = sin_partir(texto)
    assert len(junto) == len(texto)
    assert junto.replace("\u00a0", " ").split() == texto.split()
    assert sin_partir(junto) == junto


def test_el_lugar_se_mide_sin_partir_la_direccion() -> None:
    """Visto fallar: «…, Calle 15 #» y, abajo, «12-45»."""
    medidor = Medidor(RAIZ / "plantillas" / "tema" / "fuentes")
    dicho = sede_de(Sede(nombre="Casa de la Cultura", direccion=DIRECCION))
    for ancho in range(9, 30):
        renglones = medidor.partir(dicho, "texto", ancho)
        assert sum("Calle\u00a015\u00a0#\u00a012-45" in r for r in renglones) == 1, renglones


@pytest.mark.parametrize("estado", ["convocada", "aprobada"])
def test_en_la_web_en_el_papel_y_en_las_piezas(estado: str) -> None:
    """Visto fallar: la convocatoria, el afiche y cómo llegar la dejaban partirse."""
    cambios = en_estado("borrador" if estado == "aprobada" else estado)
    cambios["evento"] |= {
        **POCAS_PIEZAS,
        "estado": estado,
        "sede": {"nombre": "Casa", "direccion": DIRECCION, "indicaciones": f"Frente a la {DIRECCION}"},
    }
    if estado == "aprobada":
        firmada_ = firmada(**cambios)
        acta = Acta.model_validate(
            {k: v for k, v in firmada_["aprobacion"].items() if k in Acta.model_fields}
            | {"lugar": f"Coliseo, {DIRECCION}"}
        )
        acto = firmar(asamblea(**cambios).contenido_aprobado, acta)
        cambios["agenda"] = {
            **cambios["agenda"],
            "aprobacion": acto.model_dump(mode="json", exclude_none=True),
        }
    inventario = inventariar(Proyecto(sitio=SITIO, asambleas=(asamblea(**cambios),)))
    compositor = Compositor(RAIZ / "plantillas", inventario)
    compuestos = {a.ruta: compositor.impreso(a) for a in inventario.artefactos}
    paginas = [p for p in inventario.paginas if p.declaracion.id in ("convocatoria", "programa", "versiones")]
    # Lo que lee otro programa va con sus espacios de siempre: no se parte, porque no se muestra.
    compuestos |= {p.ruta: re.sub(r'"enlazados": .*', "", compositor.pagina(p)) for p in paginas}
    sin_marcas = {ruta: re.sub(r"<[^>]+>", "", texto) for ruta, texto in compuestos.items()}
    assert sum("12-45" in t for t in sin_marcas.values()) > 5
    assert [r for r, t in sin_marcas.items() if re.search(r"Calle[ \n]+15|15[ \n]+#|#[ \n]+12-45", t)] == []
