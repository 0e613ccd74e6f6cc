"""Las hojas de fichas: la regla no toca el corte y cada cosa cae dentro del panel de su ficha."""

from pathlib import Path

import pytest
from fabrica import asamblea
from hypothesis import given, settings
from hypothesis import strategies as st

from generador.catalogo.inventario import TAMANOS_PAPEL
from generador.composicion.comun.medida import Medidor
from generador.composicion.muro.gran_rompecabezas import MARGEN_HOJA
from generador.composicion.papel.cabeza import Letras, Titular
from generador.composicion.papel.fichas import LARGO_REGLA, HojaDeFichas
from generador.composicion.papel.kit import Kit
from generador.modelo.datos.metodologia import TipoFicha
from generador.rompecabezas.trazo import Rectangulo

FUENTES = Path(__file__).parents[3] / "plantillas" / "tema" / "fuentes"
PAPELES = sorted(TAMANOS_PAPEL)


def _hojas(**cambios: object) -> list[HojaDeFichas]:
    a = asamblea(**cambios)
    kit = Kit(a, Medidor(FUENTES))
    return [h for s in a.submesas for h in kit.hojas(s)]


@pytest.mark.lenta
@settings(max_examples=25, deadline=None)
@given(
    semilla=st.from_regex(r"[a-z]{1,6}", fullmatch=True),
    papel=st.sampled_from(PAPELES),
    acciones=st.integers(1, 9),
    necesidades=st.sampled_from([1, 2]),
)
def test_todo_cae_en_su_sitio(semilla: str, papel: str, acciones: int, necesidades: int) -> None:
    corto, largo = TAMANOS_PAPEL[papel]
    hoja_entera = Rectangulo(0, 0, largo, corto)
    imprimible = hoja_entera.ampliado(-MARGEN_HOJA)
    for hoja in _hojas(
        evento={"semilla": semilla, "papel": papel, "alcance": 60},
        metodologia={"max_acciones": acciones, "max_necesidades": necesidades},
    ):
        assert len(hoja.puestos) == (2 if hoja.media else 1)
        assert hoja.regla.ancho == LARGO_REGLA
        for puesto in hoja.puestos:
            assert imprimible.contiene(puesto.corte.caja(), 1e-4)
            borde = puesto.corte.aplanado(0.1)
            for zona in (hoja.regla, hoja.nota):
                assert hoja_entera.contiene(zona)
                assert not any(zona.x <= p.x <= zona.derecha and zona.y <= p.y <= zona.abajo for p in borde)
            partes = [
                puesto.cabeza,
                puesto.instruccion,
                puesto.icono,
                puesto.codigo_qr,
                puesto.rotulo_mapa,
                puesto.mapa,
                puesto.pie,
                *puesto.columnas,
                *puesto.renglones,
            ]
            assert all(puesto.panel.contiene(p) for p in partes)
            assert all(r.alto > 4 for r in puesto.renglones), "hay dónde escribir"
            assert (puesto.organizaciones is not None) == (puesto.ficha.tipo == TipoFicha.SOLUCION)
            if puesto.ficha.tipo == TipoFicha.PLAN:
                assert (len(puesto.columnas), len(puesto.casillas)) == (3, 3 * acciones)
        assert not _se_tocan(hoja.regla, hoja.nota)


def _se_tocan(a: Rectangulo, b: Rectangulo) -> bool:
    return a.x < b.derecha and b.x < a.derecha and a.y < b.abajo and b.y < a.abajo


def test_el_juego_completo_de_una_submesa() -> None:
    hojas = _hojas(evento={"alcance": 2})
    codigos = [[p.ficha.codigo for p in h.puestos] for h in hojas[:6]]
    assert codigos == [["M1-S1-N1"]] * 3 + [["M1-S1-N1", "M1-S1-N2"]] * 3
    assert [h.clase.tipo for h in hojas[:6]] == [*TipoFicha, *TipoFicha]


def test_el_nombre_de_una_clase_se_mide_con_su_letra_y_va_entero() -> None:
    """Vista fallar: el que pasaba de tres renglones se cortaba con puntos suspensivos."""
    letras = Letras(Medidor(FUENTES), "Crédito", "Mesa 1. Agua")

    def de(nombre: str, *, media: bool) -> Titular:
        return letras.titular(nombre, "M1-S1-N1", 50.0 if media else 180.0, media=media)

    for media in (True, False):
        angosto, ancho = de("i" * 14, media=media), de("M" * 14, media=media)
        assert angosto.cuerpo > ancho.cuerpo >= 9
        assert de("Palabra " * 4 + "larga", media=media).crece == 0
    # 160 letras, las más que admite el campo: en la media empuja lo que sigue.
    largo = ("iM" * 4 + " ") * 17
    assert (de(largo, media=True).cuerpo, de(largo, media=False).crece) == (9.0, 0.0)
    assert de(largo, media=True).crece > 12
    # Y si ni así cabe encima del código QR, la cabeza se ensancha.
    assert letras.lado_de_media("Necesidad", 55.0) == 50
    assert Letras(letras.medidor, "", f"Mesa 1. {largo}").lado_de_media(largo, 55.0) == 72


def test_el_color_y_la_trama_salen_de_la_metodologia() -> None:
    rayas, puntos, cuadros = (h.dibujo for h in _hojas(evento={"alcance": 2})[:3])
    assert all('fill="#ffffff"' in d and "#14418b" in d for d in (rayas, puntos, cuadros))
    assert "stroke-dasharray" in puntos
    assert "stroke-dasharray" not in rayas
    otras = _hojas(
        evento={"alcance": 2}, metodologia={"fichas.0.trama": "puntos", "fichas.0.fondo": "#d9e6fb"}
    )
    assert "stroke-dasharray" in otras[0].dibujo
    assert 'fill="#d9e6fb"' in otras[0].dibujo
