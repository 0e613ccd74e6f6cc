"""El mural lleno: las mesas llenan la hoja sin salirse ni montarse, y lo que se lee cabe."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from fabrica import asamblea, resultado

from generador.catalogo.formatos import FORMATOS
from generador.catalogo.inventario import Artefacto, inventariar
from generador.catalogo.piezas import PIEZAS
from generador.composicion.comun.medida import Medidor
from generador.composicion.muro.cartel import PIE, MuralLleno, mural_lleno
from generador.composicion.muro.letrero import LETRA_MINIMA
from generador.modelo.asamblea import Asamblea, Proyecto, Sitio
from generador.rompecabezas.trazo import Rectangulo

FUENTES = Path(__file__).parents[3] / "plantillas" / "tema" / "fuentes"
MURAL = next(p for p in PIEZAS if p.id == "mural")
DEL_MURAL = [f for f in FORMATOS if f.id in MURAL.formatos]


def de(mesas: int, submesas: int = 3, estado: str = "borrador") -> Asamblea:
    mesa = {"definicion": "Definición.", "pregunta": "¿Qué?", "lidera": "Equipo"}
    ejes = ("Agua", "Comercio justo y circuitos cortos para la venta de lo que se produce en las veredas")
    return asamblea(
        evento={"estado": estado, "alcance": 20 * mesas * submesas},
        mesas={"mesas": [{"numero": n, "eje": f"{ejes[n % 2]} {n}", **mesa} for n in range(1, mesas + 1)]},
        resultados=[resultado(f"M{m}-S1") for m in range(1, mesas + 1)],
    )


def asamblea_con(a: Asamblea, mesas: tuple[Any, ...]) -> Asamblea:
    todas = a.mesas.model_copy(update={"mesas": mesas})
    return Asamblea.model_construct(**{**dict(a), "mesas": todas})


def mural(a: Asamblea, ancho: float, alto: float) -> MuralLleno:
    artefacto: Any = SimpleNamespace(asamblea=a, formato=SimpleNamespace(pieza_mm=(ancho, alto)))
    return mural_lleno(artefacto, Medidor(FUENTES))


def se_montan(a: Rectangulo, b: Rectangulo) -> bool:
    holgura = 1e-6
    return (
        a.x < b.derecha - holgura
        and b.x < a.derecha - holgura
        and a.y < b.abajo - holgura
        and b.y < a.abajo - holgura
    )


@pytest.mark.parametrize("formato", DEL_MURAL, ids=lambda f: f.id)
@pytest.mark.parametrize("mesas", [1, 2, 3, 4, 5, 7, 12, 40])
def test_todo_cabe_y_nada_se_monta(mesas: int, formato: Any) -> None:
    m = mural(de(mesas), formato.ancho_mm, formato.alto_mm)
    hoja = Rectangulo(0.0, 0.0, formato.ancho_mm, formato.alto_mm - (PIE - 1) * m.rem)
    cajas = [c for p in m.puestos for c in (p.caja, p.nombre)] + [m.clave]
    assert [c for c in cajas if not hoja.contiene(c)] == []
    assert [(a, b) for a, b in combinations(cajas, 2) if se_montan(a, b)] == []
    assert min(p.caja.y for p in m.puestos) >= m.zona.y


@pytest.mark.parametrize("formato", DEL_MURAL, ids=lambda f: f.id)
def test_las_de_una_misma_fila_van_encajadas(formato: Any) -> None:
    m = mural(de(5), formato.ancho_mm, formato.alto_mm)
    for a, b in zip(m.puestos, m.puestos[1:], strict=False):
        if a.caja.y == b.caja.y:
            assert b.caja.x == pytest.approx(a.caja.derecha)


def test_arauca_en_vertical_deja_el_hueco_para_las_claves_y_acostada_va_en_una_fila() -> None:
    parada, acostada = mural(de(5, 5), 500, 700), mural(de(5, 5), 700, 500)
    assert [round(p.caja.y) for p in parada.puestos] == [218] * 3 + [440] * 2
    assert not parada.con_banda
    assert len({p.caja.y for p in acostada.puestos}) == 1
    assert acostada.con_banda


def test_el_eje_entero_si_cabe_y_nunca_por_debajo_de_nueve_puntos() -> None:
    m = mural(de(5, 5), 500, 700)
    assert [p.eje for p in m.puestos] == [p.mesa.grupo.mesa.eje for p in m.puestos]
    assert all(p.cuerpo >= LETRA_MINIMA for p in mural(de(12), 216, 279).puestos)


def test_un_eje_va_entero_o_no_va() -> None:
    for mesas in (5, 12, 40):
        dichos = {p.eje for p in mural(de(mesas), 216, 279).puestos}
        assert dichos <= {p.mesa.grupo.mesa.eje for p in mural(de(mesas), 216, 279).puestos} | {""}
    largo = "Asistencia técnica para los procesos de industrialización de la producción"
    cinco = de(5, 5)
    mesas = tuple(m.model_copy(update={"eje": largo}) for m in cinco.mesas.mesas)
    otra = asamblea_con(cinco, mesas)
    assert {p.eje for p in mural(otra, 216, 279).puestos} == {largo}


def test_el_nombre_de_la_mesa_crece_hasta_que_caben_todos_los_ejes() -> None:
    largo = "Comercio justo, circuitos cortos y compras públicas de la economía popular y comunitaria"
    siete = de(7)
    mesas = tuple(m.model_copy(update={"eje": largo}) for m in siete.mesas.mesas)
    cortas = tuple(m.model_copy(update={"eje": "Crédito"}) for m in siete.mesas.mesas)
    corto, m = mural(asamblea_con(siete, cortas), 216, 279), mural(asamblea_con(siete, mesas), 216, 279)
    assert {p.eje for p in m.puestos} == {largo}
    assert {p.numero for p in m.puestos} == {p.numero for p in corto.puestos}
    assert m.puestos[0].nombre.alto > corto.puestos[0].nombre.alto
    assert all(p.nombre.abajo <= p.caja.y for p in m.puestos)
    assert not any(se_montan(p.nombre, q.caja) for p in m.puestos for q in m.puestos)


def test_lo_que_dice_el_encabezado_le_quita_lugar_al_muro_y_no_se_corta() -> None:
    corta, larga = mural(de(5), 216, 279), de(5)
    dicho = "Asamblea regional de las organizaciones solidarias del piedemonte y la sabana · PIT"
    evento = larga.evento.model_copy(update={"sobretitulo": dicho})
    m = mural(Asamblea.model_construct(**{**dict(larga), "evento": evento}), 216, 279)
    assert m.sobre == dicho
    assert m.zona.y == pytest.approx(corta.zona.y + 2.6 * m.rem)


def test_los_letreros_pasan_de_la_inicial_al_nombre_y_a_lo_escrito() -> None:
    def dicen(ancho: float, alto: float) -> list[tuple[str, str]]:
        return [(t.rotulo, t.texto) for t in mural(de(5, 5), ancho, alto).letreros][:3]

    assert dicen(216, 279) == [("N", ""), ("S", ""), ("P", "")]
    assert dicen(279, 432) == [
        ("Necesidad", "Falta riego."),
        ("Solución", "Hacer riego entre todas."),
        ("Plan", ""),
    ]
    assert dicen(500, 700) == [
        ("Necesidad", "Falta riego."),
        ("Solución", "Hacer riego entre todas."),
        ("Plan", ""),
    ]
    assert mural(de(40), 216, 279).letreros == ()


def con_texto(texto: str) -> Asamblea:
    suyos = {"resultados": [resultado(aportes=[{"necesidad": texto, "solucion": "Hacer riego."}])]}
    return asamblea(evento={"estado": "borrador", "alcance": 500}, **suyos)


LARGO = "Las vías se dañan en invierno, la cosecha se pierde y nadie responde por lo que dejamos de vender. "


@pytest.mark.parametrize(
    "texto", ["Falta riego.", LARGO.strip(), (LARGO * 4).strip(), "M" * 90, "ilil " * 20]
)
def test_lo_escrito_va_entero_o_no_va(texto: str) -> None:
    """Vista fallar: de lo que pasaba de sesenta letras se escribía el comienzo y «…»."""
    m = mural(con_texto(texto), 500, 700)
    assert {t.texto for t in m.letreros} <= {" ".join(texto.split()), "Hacer riego.", ""}
    medidor = Medidor(FUENTES)
    for t in m.letreros:
        assert t.cuerpo >= LETRA_MINIMA
        if t.texto:
            renglones = medidor.partir(t.texto, "texto", (t.caja.ancho - 0.7 * m.cuerpo) / t.cuerpo - 0.4)
            assert (len(renglones) * 1.2 + 0.15) * t.cuerpo + 1.95 * m.cuerpo <= t.caja.alto


def test_de_una_clase_va_lo_de_todas_las_sub_mesas_o_lo_de_ninguna() -> None:
    """Vista fallar: el mural de Arauca traía doce necesidades de treinta y seis, a 9 puntos."""
    corta, larga = {"necesidad": "Falta riego.", "solucion": "Hacer riego."}, (LARGO * 4).strip()
    de_todas = [resultado(), resultado(submesa="M1-S2", aportes=[corta | {"necesidad": larga}])]
    m = mural(asamblea(evento={"estado": "borrador", "alcance": 500}, resultados=de_todas), 500, 700)
    por_clase = {
        t.ficha.tipo.value: {s.texto for s in m.letreros if s.ficha.tipo is t.ficha.tipo} for t in m.letreros
    }
    assert por_clase["necesidad"] == {""}
    assert "Hacer riego." in por_clase["solucion"]


def test_en_medio_pliego_lo_escrito_no_baja_de_dieciseis_puntos() -> None:
    escritos = [t.cuerpo for t in mural(con_texto("Falta riego."), 500, 700).letreros if t.texto]
    assert escritos
    assert min(escritos) / 25.4 * 72 >= 16


def test_un_texto_de_letras_angostas_cabe_donde_uno_del_mismo_largo_no() -> None:
    """Vista fallar contando letras: los dos salían cortados por la misma."""
    dicen = [
        {t.texto for t in mural(con_texto(x), 500, 700).letreros}
        for x in ("illi " * 6 + "i", "MWMW " * 6 + "M")
    ]
    assert [len(d - {"", "Hacer riego."}) for d in dicen] == [1, 0]


NOMBRES = (
    "Necesidad sentida de la comunidad",
    "Comercialización conjunta",
    "Interinstitucionalidad permanente",
)


@pytest.mark.parametrize("formato", DEL_MURAL, ids=lambda f: f.id)
@pytest.mark.parametrize(
    "nombres", [NOMBRES, tuple((n * 5)[:110] for n in NOMBRES), ("M" * 18, "W", "i" * 60)]
)
@pytest.mark.parametrize("mesas", [1, 5, 7])
def test_los_nombres_de_las_clases_van_enteros_y_caben_con_el_codigo_qr(
    mesas: int, nombres: tuple[str, ...], formato: Any
) -> None:
    """Vista fallar: la clave decía «Necesidad…»."""
    a = de(mesas)
    fichas = [f.model_copy(update={"nombre": n}) for f, n in zip(a.metodologia.fichas, nombres, strict=True)]
    metodologia = a.metodologia.model_copy(update={"fichas": tuple(fichas)})
    m = mural(Asamblea.model_construct(**{**dict(a), "metodologia": metodologia}), *formato.pieza_mm)
    assert [nombre for _, _, nombre in m.claves] == list(nombres)
    puesto, caja, r = m.puesto_de_claves, m.clave, m.rem
    assert puesto.cuerpo * r >= min(2.1 * r, LETRA_MINIMA) - 1e-9
    medidor, cuerpo = Medidor(FUENTES), puesto.cuerpo
    if puesto.columna is None:
        largos = [5.3 + (medidor.ancho(n, "titular") + 0.76) * cuerpo for n in nombres]
        assert (sum(largos) + 2.2 * 3 if m.con_banda else max(largos)) <= caja.ancho / r
    else:
        lado = (puesto.columna - 5.3) / cuerpo - 0.76
        altos = [max(3.45, 1.3 * cuerpo * len(medidor.partir(n, "titular", lado))) + 1.0 for n in nombres]
        pide = 3.0 + max(altos) if m.con_banda else 13.5 + sum(altos)
        assert pide <= caja.alto / r + 1e-6
    assert caja.abajo <= formato.pieza_mm[1] - (PIE - 1) * r
    assert {t.rotulo for t in m.letreros} <= {x for n in nombres for x in (n, n.split()[0], n[:1])}


def test_lo_pendiente_y_lo_vacio_se_dibujan_sin_relleno_de_mesa() -> None:
    a = asamblea(
        evento={"estado": "borrador"}, resultados=[resultado(aportes=[{"necesidad": "Falta riego."}])]
    )
    dibujo = mural(a, 216, 279).dibujo("Mural")
    assert dibujo.count('fill="#0b6e4f"') == 1
    assert (dibujo.count('fill="#fff" stroke="#0b6e4f"'), dibujo.count('stroke="#535c56"')) == (1, 2)
    assert "opacity" not in dibujo


def test_los_sellos_van_a_la_vista() -> None:
    m = mural(de(2), 216, 279)
    assert [(s.rotulo, explica) for s, explica in m.avisos] == [
        ("BORRADOR", "La plenaria todavía no ha aprobado la agenda.")
    ]


def test_se_publica_desde_el_borrador_en_pdf_y_png() -> None:
    sitio = Sitio(nombre="S", descripcion="D.", direccion="https://asambleas.gov.co/")

    def rutas(estado: str) -> list[str]:
        proyecto = Proyecto(sitio=sitio, asambleas=(de(2, estado=estado),))
        publicados: tuple[Artefacto, ...] = inventariar(proyecto).artefactos
        return [a.ruta for a in publicados if a.declaracion is MURAL]

    assert rutas("en_curso") == []
    assert rutas("borrador") == [
        f"prueba-2023/piezas/mural-{f.id}{cola}"
        for f in DEL_MURAL
        for cola in (".pdf", ".png", "-imprenta.pdf")
    ]
