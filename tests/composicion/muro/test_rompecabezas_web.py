"""El rompecabezas lleno: estado, enlace y orden de cada ficha, y que 40 × 40 siga siendo posible."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from fabrica import agenda, aporte, asamblea, asamblea_siete, compromiso, en_estado, resultado

from generador.composicion.comun.color.paleta_web import tonos_de
from generador.composicion.comun.medida import Medidor
from generador.composicion.muro.gran_rompecabezas import gran_rompecabezas
from generador.composicion.muro.lleno import EstadoFicha, Rompecabezas, rompecabezas
from generador.composicion.muro.web import APRETADO, CUERPO_DE_ROTULO, RompecabezasWeb, dibujo_de
from generador.modelo.asamblea import Asamblea
from generador.modelo.datos.metodologia import TipoFicha

PLANTILLAS = Path(__file__).parents[3] / "plantillas"
MEDIDOR = Medidor(PLANTILLAS / "tema" / "fuentes")
SIN_SOLUCION = {"necesidad": "Falta riego."}
PLAN_A_MEDIAS = aporte("bodega") | {"plan": [{"quien": "Asociación"}]}
ETIQUETAS = {"svg", "defs", "pattern", "rect", "g", "path", "circle", "a", "text", "tspan", "use"}
LLENA, PENDIENTE, VACIA = EstadoFicha.LLENA, EstadoFicha.PENDIENTE, EstadoFicha.VACIA


def parcial() -> Asamblea:
    """Dos mesas de dos sub-mesas: M1-S1 entrega dos necesidades, M2-S2 una sin solución; las demás, nada."""
    return asamblea(
        evento={"estado": "borrador"},
        resultados=[
            resultado("M1-S1", aportes=[aporte("molino"), PLAN_A_MEDIAS]),
            resultado("M2-S2", aportes=[SIN_SOLUCION]),
        ],
        agenda=agenda(compromiso("PRU23-001", ("M1-S1-N1", "M2-S2-N1"))),
    )


def web(a: Asamblea) -> RompecabezasWeb:
    return dibujo_de(rompecabezas(a), a, tonos_de(a), lambda codigo: f"../mesas/#{codigo}", MEDIDOR)


def leer(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg.replace(" data-resumen", ""))


def estados(lleno: Rompecabezas) -> list[tuple[str, str, EstadoFicha]]:
    return [(f.codigo, f.tipo.value, f.estado) for f in lleno.fichas]


def test_cada_ficha_con_su_estado_en_el_orden_del_metodo() -> None:
    assert estados(rompecabezas(parcial())) == [
        ("M1-S1-N1", "necesidad", LLENA),
        ("M1-S1-N1", "solucion", LLENA),
        ("M1-S1-N1", "plan", LLENA),
        ("M1-S1-N2", "necesidad", LLENA),
        ("M1-S1-N2", "solucion", LLENA),
        ("M1-S1-N2", "plan", PENDIENTE),
        ("M1-S2-N1", "necesidad", VACIA),
        ("M1-S2-N1", "solucion", VACIA),
        ("M1-S2-N1", "plan", VACIA),
        ("M2-S1-N1", "necesidad", VACIA),
        ("M2-S1-N1", "solucion", VACIA),
        ("M2-S1-N1", "plan", VACIA),
        ("M2-S2-N1", "necesidad", LLENA),
        ("M2-S2-N1", "solucion", PENDIENTE),
        ("M2-S2-N1", "plan", PENDIENTE),
    ]


def test_el_resumen_dice_como_va() -> None:
    assert rompecabezas(parcial()).resumen == "6 fichas llenas, 3 pendientes y 6 vacías."
    assert rompecabezas(asamblea()).resumen == "12 fichas por llenar."
    completa = asamblea(
        evento={"estado": "borrador", "alcance": 40}, resultados=[resultado("M1-S1"), resultado("M2-S1")]
    )
    assert rompecabezas(completa).resumen == "Completo: 6 fichas encajadas."
    assert (rompecabezas(completa).completo, rompecabezas(completa).vacio) == (True, False)


@pytest.mark.parametrize("estado", ["preparacion", "convocada", "en_curso"])
def test_antes_de_los_resultados_esta_vacio_aunque_ya_haya_archivos(estado: str) -> None:
    a = asamblea(**en_estado(estado), resultados=[resultado()])
    assert rompecabezas(a).vacio
    assert "<a" not in web(a).mesa(rompecabezas(a).mesas[0])


def test_es_el_mismo_corte_del_papel() -> None:
    a = parcial()
    muro = gran_rompecabezas(a)
    assert [f.ficha for f in rompecabezas(a).fichas] == [
        muro.ficha(f.ficha.submesa, f.ficha.necesidad, f.tipo, media=f.ficha.submesa == "M1-S1")
        for f in rompecabezas(a).fichas
    ]


def test_cada_ficha_escrita_enlaza_su_aporte_y_se_anuncia() -> None:
    dibujo = web(parcial())
    enlaces = [
        (a.get("href"), a.get("aria-label"))
        for m in dibujo.lleno.mesas
        for a in leer(dibujo.mesa(m)).iter("a")
    ]
    assert enlaces == [
        ("../mesas/#M1-S1-N1", "Mesa 1, sub-mesa 1, necesidad 1: necesidad. Falta molino."),
        ("../mesas/#M1-S1-N1", "Mesa 1, sub-mesa 1, necesidad 1: solución. Hacer molino entre todas."),
        ("../mesas/#M1-S1-N1", "Mesa 1, sub-mesa 1, necesidad 1: plan. Asociación: Con mingas"),
        ("../mesas/#M1-S1-N2", "Mesa 1, sub-mesa 1, necesidad 2: necesidad. Falta bodega."),
        ("../mesas/#M1-S1-N2", "Mesa 1, sub-mesa 1, necesidad 2: solución. Hacer bodega entre todas."),
        ("../mesas/#M1-S1-N2", "Mesa 1, sub-mesa 1, necesidad 2: plan, pendiente"),
        ("../mesas/#M2-S2-N1", "Mesa 2, sub-mesa 2, necesidad 1: necesidad. Falta riego."),
        ("../mesas/#M2-S2-N1", "Mesa 2, sub-mesa 2, necesidad 1: solución, pendiente"),
        ("../mesas/#M2-S2-N1", "Mesa 2, sub-mesa 2, necesidad 1: plan, pendiente"),
    ]


def test_el_compromiso_senala_sus_fichas_en_todas_las_mesas_que_lo_alimentan() -> None:
    dibujo = web(parcial())
    realces = [
        (g.get("id"), g.get("data-realce"), [u.get("href") for u in g])
        for m in dibujo.lleno.mesas
        for g in leer(dibujo.mesa(m)).iter("g")
        if g.get("class") == "realce"
    ]
    assert realces == [
        ("c-pru23-001", "pru23-001", ["#M1S1N1n", "#M1S1N1s", "#M1S1N1p"]),
        (None, "pru23-001", ["#M2S2N1n", "#M2S2N1s", "#M2S2N1p"]),
    ]
    assert dibujo.entre_mesas() == (
        "<style>.muro:has(#c-pru23-001:target) [data-realce=pru23-001]{visibility:visible}</style>"
    )


def test_nada_se_distingue_solo_por_el_color() -> None:
    """Cada clase trae su trama y su rótulo; lo pendiente pregunta, y lo vacío va sin relleno."""
    dibujo = web(parcial())
    svg = leer(dibujo.mesa(dibujo.lleno.mesas[0]))
    tramas = {p.get("id"): ElementTree.tostring(p[1][0]) for p in svg.iter("pattern")}
    assert sorted(map(str, tramas)) == ["ln-1", "lp-1", "ls-1", "pp-1"]
    assert len({tramas["ln-1"], tramas["ls-1"], tramas["lp-1"]}) == 3
    rotulos = [[t.text for t in a.iter("text")] for a in svg.iter("a")]
    assert rotulos == [
        *(["N", "Necesidad"], ["S", "Solución"], ["P", "Plan"]),
        *(["N", "Necesidad"], ["S", "Solución"], ["P?", "Plan?"]),
    ]
    (vacias,) = [p for p in svg.iter("path") if p.get("id") == "v1"]
    assert vacias.get("fill") is None


def test_los_identificadores_no_se_repiten_y_cada_uso_existe() -> None:
    dibujo = web(parcial())
    pagina = "".join([dibujo.en_pequeno(), *(dibujo.mesa(m) for m in dibujo.lleno.mesas)])
    ids = re.findall(r' id="([^"]+)"', pagina)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'<use href="#([^"]+)"', pagina)) <= set(ids)
    assert set(re.findall(r"url\(#([^)]+)\)", pagina)) <= set(ids)


def test_los_textos_salen_escapados() -> None:
    malo = '"><script>alert(1)</script>{{7*7}}`'
    a = asamblea(
        evento={"estado": "borrador"},
        metodologia={"fichas.0.nombre": '<b>"{x}'},
        resultados=[resultado(aportes=[aporte() | {"necesidad": malo}])],
    )
    dibujo = web(a)
    svg = dibujo.mesa(dibujo.lleno.mesas[0])
    assert not set("{}`") & set(svg)
    assert {e.tag for e in leer(svg).iter()} == ETIQUETAS
    assert next(leer(svg).iter("a")).get("aria-label") == 'Mesa 1, sub-mesa 1, necesidad 1: <b>"{x}. ' + malo


@pytest.mark.parametrize(
    ("nombre", "rotulo"),
    [
        ("Solución", "Solución"),
        ("Plan de trabajo", "Plan"),
        ("Comercialización conjunta", "C"),
        ("Los acuerdos de todas las organizaciones", "L"),
        ("illi illi illi", "illi illi illi"),
        ("MWMWMWMW", "M"),
    ],
)
def test_el_rotulo_cabe_y_nunca_es_un_pedazo_de_palabra(nombre: str, rotulo: str) -> None:
    """Vista fallar contando letras: «Comercial.» y, por anchas que fueran las suyas, «MWMWMWMW»."""
    a = asamblea(evento={"estado": "borrador"}, metodologia={"fichas.1.nombre": nombre})
    dibujo = web(a)
    assert dibujo.rotulos[TipoFicha.SOLUCION] == rotulo
    ancho = MEDIDOR.ancho(rotulo, "titular", APRETADO) * CUERPO_DE_ROTULO
    assert ancho <= min(f.ficha.segura.ancho for f in dibujo.lleno.fichas)


def test_el_cuerpo_del_rotulo_es_el_de_la_hoja() -> None:
    css = (PLANTILLAS / "estilos" / "rompecabezas.css").read_text("utf-8")
    assert f"@container (min-width: 17rem) {{ .t {{ font-size: {CUERPO_DE_ROTULO:g}px" in css
    assert re.findall(r"^\.t \{.*letter-spacing: (-[.\d]+)em", css, re.M) == ["-.01"]
    assert float("-.01") == APRETADO


def test_siete_mesas_desiguales_sin_resultados(tmp_path: Path) -> None:
    a = asamblea_siete(tmp_path)
    dibujo = web(a)
    altos = [round(m.caja.alto / dibujo.lleno.mesas[0].caja.alto * 3) for m in dibujo.lleno.mesas]
    assert altos == [len(g.submesas) for g in a.grupos]
    assert dibujo.lleno.vacio
    assert [leer(dibujo.mesa(m)).get("aria-label") for m in dibujo.lleno.mesas] == [
        f"Fichas de la mesa {n}" for n in range(1, 8)
    ]


def cuarenta(max_necesidades: int) -> Asamblea:
    mesa = {"eje": "Eje", "definicion": "Definición.", "pregunta": "¿Qué?", "lidera": "Equipo"}
    return asamblea(
        evento={"alcance": 40 * 40 * 20},
        metodologia={"max_necesidades": max_necesidades},
        mesas={"mesas": [{"numero": n, **mesa} for n in range(1, 41)]},
    )


@pytest.mark.lenta
@pytest.mark.parametrize("max_necesidades", [1, 2])
def test_cuarenta_por_cuarenta_en_menos_de_megabyte_y_medio(max_necesidades: int) -> None:
    svg = dibujar(cuarenta(max_necesidades))
    assert sum(len(s.encode()) for s in svg) < 1_500_000
    assert sum(s.count('<text class="t vt"') for s in svg) == 4800


def dibujar(a: Asamblea) -> list[str]:
    dibujo = web(a)
    return [str(dibujo.mesa(m)) for m in dibujo.lleno.mesas]


def test_el_muro_en_pequeno_solo_si_se_distingue() -> None:
    assert web(parcial()).con_pequeno
    assert not web(cuarenta(1)).con_pequeno


def test_una_necesidad_va_entera_y_dos_en_medias() -> None:
    fichas = {(f.codigo, f.tipo): f.ficha for f in rompecabezas(parcial()).fichas}
    assert fichas["M1-S1-N1", TipoFicha.PLAN].media
    assert not fichas["M2-S2-N1", TipoFicha.PLAN].media
