"""El titular de una página: su cuerpo y su palabra más larga salen de lo que mide con su letra."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generador.composicion.comun.medida import Medidor
from generador.composicion.paginas.titular import (
    APRETADA,
    CUERPO_DE_TEXTO,
    RENGLON,
    TALLAS,
    caben_en_pantalla,
    titular_de_pagina,
)

PLANTILLAS = Path(__file__).parents[3] / "plantillas"
MEDIDOR = Medidor(PLANTILLAS / "tema" / "fuentes")


def test_letras_angostas_y_anchas_del_mismo_largo_no_van_en_el_mismo_cuerpo() -> None:
    """Vista fallar contando caracteres: las dos eran «medio», y su palabra, de 4 letras."""
    angosto, ancho = (titular_de_pagina(MEDIDOR, " ".join([p] * 16)) for p in ("illi", "MWMW"))
    assert (angosto.clase, ancho.clase) == ("corto", "largo")
    assert float(ancho.palabra) > 2 * float(angosto.palabra)


@pytest.mark.parametrize(
    "texto",
    [
        "Interinstitucionalidad desburocratizadora",
        "MMMMWWWMMMWW",
        "Autoridades Sikuani, Hitnü, Makaguán: ʉ ɨ ŋ ẽ ĩ",
        "Unidad Administrativa Especial de Organizaciones Solidarias",
        "Agua",
    ],
)
def test_en_un_telefono_cabe_la_palabra_mas_larga(texto: str) -> None:
    """Vista fallar con 0,58 cuerpos por letra: «MMMMWWWMMMWW» se salía del renglón."""
    palabra = float(titular_de_pagina(MEDIDOR, texto).palabra)
    cuerpo = max(1.125, RENGLON / palabra)
    assert all(MEDIDOR.ancho(p, "titular", APRETADA) * cuerpo <= RENGLON for p in texto.split())


def test_un_titular_vacio_no_divide_por_cero() -> None:
    assert titular_de_pagina(MEDIDOR, "").palabra == "1.00"


def test_los_cuerpos_y_lo_apretado_son_los_de_la_hoja() -> None:
    css = (PLANTILLAS / "estilos" / "sitio.css").read_text("utf-8")
    for clase, cuerpo, _ in TALLAS:
        selector = "h1" if clase == "corto" else rf"h1\.{clase}"
        halladas = re.findall(rf"^{selector} \{{.*?font-size: min\(([\d.]+)rem, var\(--justo\)\)", css, re.M)
        assert [float(x) for x in halladas] == [cuerpo]
    assert re.findall(r"^h1 \{.*letter-spacing: (-[.\d]+)em", css, re.M) == ["-.035"]
    assert "--justo: max(1.125rem, (100cqi - var(--al-lado, 0px)) / var(--palabra, 1))" in css
    assert float("-.035") == APRETADA


def test_todo_titular_de_pagina_dice_su_palabra() -> None:
    """Vista fallar: el de un compromiso no la decía, y en un teléfono se partía por dentro."""
    for plantilla in (*PLANTILLAS.glob("paginas/*.md.j2"), PLANTILLAS / "bloques" / "web.html.j2"):
        for h1 in re.findall(r"<h1[^\n]*", plantilla.read_text("utf-8")):
            assert "--palabra: {{ suyo.palabra }}" in h1, h1


def test_unos_nombres_de_un_vistazo_se_miden() -> None:
    """Vista fallar contando caracteres: los dos, de setenta y nueve, cabían."""
    angostos, anchos = "illi " * 15 + "illi", "MWMW " * 15 + "MWMW"
    assert len(angostos) == len(anchos) == 79
    assert [caben_en_pantalla(MEDIDOR, t) for t in (angostos, anchos)] == [True, False]
    css = (PLANTILLAS / "estilos" / "sitio.css").read_text("utf-8")
    assert f"font: 400 {CUERPO_DE_TEXTO}rem/1.5 var(--letra-texto)" in css
