"""El catálogo de piezas: cada una en formatos que existen, con sus textos; un formato nuevo es una línea."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from fabrica import BORRAR, agenda, asamblea, compromiso, en_estado, resultado

from generador.catalogo import formatos
from generador.catalogo import inventario as modulo
from generador.catalogo.formatos import FORMATOS, Formato
from generador.catalogo.inventario import Artefacto, inventariar
from generador.catalogo.piezas import PIEZAS, Pieza
from generador.composicion.compositor import Compositor
from generador.composicion.piezas import difusion
from generador.construccion.pedido.encargos import encargos_de
from generador.modelo.asamblea import Asamblea, Proyecto, Sitio
from generador.salida.credito.guardia import exigir_en_pdf
from generador.salida.disco import escribir_conf_de_fuentes
from generador.salida.imprenta.pdf import Imprenta, preparar_fuentes

RAIZ = Path(__file__).parents[2]
DIRECCION = "https://asambleas.gov.co/"
EXPONE = {
    "id": "expone",
    "tipo": "momento",
    "titulo": "Experiencias",
    "inicio": "10:15",
    "fin": "10:45",
    "actividad": "exposiciones",
    "exposiciones": {"cantidad": 3, "minutos": 10},
}
ALMUERZO = {"id": "almuerzo", "tipo": "almuerzo", "titulo": "Almuerzo", "inicio": "10:45", "fin": "11:15"}


def plena(**evento: object) -> Asamblea:
    """Una asamblea aprobada que da para todas las piezas."""
    cambios = en_estado("aprobada")
    cambios["evento"] |= {"programa.5": EXPONE, "programa.6": ALMUERZO, "etiquetas": ["#Prueba"], **evento}
    cambios["resultados"] = [resultado(asistentes=20)]
    return asamblea(metodologia={"que_es": ["Una.", "Dos.", "Tres."]}, **cambios)


def piezas_de(a: Asamblea) -> tuple[Artefacto, ...]:
    sitio = Sitio(nombre="Sitio", descripcion="Descripción.", direccion=DIRECCION)
    return tuple(
        x for x in inventariar(Proyecto(sitio=sitio, asambleas=(a,))).artefactos if x.clase == "pieza"
    )


def test_cada_pieza_sale_en_formatos_que_existen_y_ningun_identificador_se_repite() -> None:
    existen = {f.id for f in FORMATOS}
    assert [(p.id, f) for p in PIEZAS for f in (*p.formatos, *p.una_tinta) if f not in existen] == []
    assert len(existen) == len(FORMATOS)
    assert len({p.id for p in PIEZAS}) == len(PIEZAS) >= 20


def test_lo_que_se_saca_por_cientos_sale_tambien_a_una_tinta() -> None:
    """Vista fallar: las escarapelas y la constancia solo iban a color, con un cuarto de la hoja cubierta."""
    varias = {f.id for f in FORMATOS if f.pliego is not None}
    de_muchos = {(p.id, f) for p in PIEZAS for f in p.formatos if f in varias or p.id == "constancia"}
    assert {p for p, _ in de_muchos} >= {"convocatoria", "escarapela", "hablador", "constancia"}
    assert {(p, f) for p, f in de_muchos if f not in next(x.una_tinta for x in PIEZAS if x.id == p)} == set()


def test_todas_las_piezas_salen_de_una_asamblea_que_lo_tiene_todo() -> None:
    hechas = piezas_de(plena())
    assert {a.declaracion.id for a in hechas} == {p.id for p in PIEZAS}
    rutas = [a.ruta for a in hechas]
    assert len(set(rutas)) == len(rutas) >= 90
    assert {a.ruta.rpartition(".")[2] for a in hechas} == {"pdf", "png"}


def test_a_taller_va_todo_formato_de_imprenta_sin_imagen_y_a_una_tinta_lo_que_lo_declara() -> None:
    por_variante: dict[str, set[str]] = {}
    for a in piezas_de(plena()):
        por_variante.setdefault(a.variante, set()).add(a.ruta.removeprefix("prueba-2023/piezas/"))
    assert {f"{r}-imprenta.pdf" for r in _de_imprenta(por_variante["color"])} == por_variante["imprenta"]
    suyas = por_variante["una-tinta"]
    assert {"convocatoria-carta-una-tinta.pdf", "convocatoria-carta-una-tinta.png"} <= suyas
    assert all("-una-tinta." in r for r in suyas)


def _de_imprenta(rutas: set[str]) -> set[str]:
    ids = [f.id for f in FORMATOS if f.taller]
    pdf = {r.removesuffix(".pdf") for r in rutas if r.endswith(".pdf")}
    return {r for r in pdf if any(r.endswith(f"-{i}") for i in ids)}


@pytest.mark.parametrize(
    ("cambios", "falta"),
    [
        ({"evento": {"sede": BORRAR}}, "como-llegar"),
        ({"metodologia": {}}, "que-es"),
        ({}, "gracias"),
        ({}, "experiencias"),
    ],
)
def test_sin_lo_que_piden_no_salen(cambios: dict[str, dict[str, object]], falta: str) -> None:
    assert falta not in {a.declaracion.id for a in piezas_de(asamblea(**cambios))}


def test_antes_de_aprobar_no_se_publica_la_agenda_ni_un_compromiso() -> None:
    borrador = {a.declaracion.id for a in piezas_de(asamblea(**en_estado("borrador")))}
    assert {"gracias", "mural"} <= borrador
    assert {"agenda", "compromiso"}.isdisjoint(borrador)


def test_el_compromiso_que_se_cita_es_el_escogido() -> None:
    suyos = compromiso(), compromiso("PRU23-002", ("M1-S1-N2",))
    assert asamblea(agenda=agenda(*suyos)).destacado.codigo == "PRU23-001"
    assert asamblea(agenda=agenda(*suyos, destacado="PRU23-002")).destacado.codigo == "PRU23-002"


def test_el_texto_alternativo_y_el_de_redes_salen_de_los_datos() -> None:
    a = plena()
    for pieza in piezas_de(a):
        declaracion = pieza.declaracion
        assert isinstance(declaracion, Pieza)
        alternativo, redes = (f(pieza, DIRECCION) for f in (difusion.alternativo, difusion.para_redes))
        assert alternativo.endswith(f"{a.convenio.credito}.")
        assert "{" not in alternativo + redes
        if redes:
            assert a.convenio.credito in redes
            assert DIRECCION + pieza.pagina in redes
            assert "#Prueba" in redes
            assert declaracion.uso != "antes" or "Sábado 18\u00a0de noviembre de\u00a02023" in redes


def test_lo_inventado_se_dice_tambien_en_los_textos() -> None:
    for pieza in piezas_de(plena(demostracion="sí")):
        assert isinstance(pieza.declaracion, Pieza)
        if pieza.declaracion.resultados:
            assert "inventados" in difusion.alternativo(pieza, DIRECCION)
            if pieza.declaracion.redes:
                assert "inventados" in difusion.para_redes(pieza, DIRECCION)


@pytest.mark.lenta
def test_un_formato_nuevo_es_una_linea(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """La composición se adapta sola y el crédito pasa la puerta."""
    nuevo = Formato("portada", "Portada", 1640, 624, "px")
    suyas = tuple(
        replace(p, formatos=("portada",), una_tinta=())
        for p in PIEZAS
        if p.id in ("convocatoria", "que-es", "cuenta")
    )
    monkeypatch.setattr(modulo, "FORMATOS", (*FORMATOS, nuevo))
    monkeypatch.setattr(modulo, "PIEZAS", suyas)
    assert nuevo not in formatos.FORMATOS
    sitio = Sitio(nombre="Sitio", descripcion="Descripción.", direccion=DIRECCION)
    inventario = inventariar(Proyecto(sitio=sitio, asambleas=(plena(),)))
    compositor = Compositor(RAIZ / "plantillas", inventario)
    suyos = [e for e in encargos_de(compositor, inventario) if "/piezas/" in e.ruta]
    assert {e.imagenes[0].ancho_px for e in suyos} == {1640}
    assert len(suyos) == 5
    preparar_fuentes(escribir_conf_de_fuentes(RAIZ))
    imprenta = Imprenta(RAIZ)
    for e in suyos:
        pdf = imprenta.imprimir(e.html, e.hojas, e.ruta)
        (medida,) = exigir_en_pdf(pdf, e.credito, e.exigencia, e.ruta)
        assert medida.altura_x_relativa >= 0.012
