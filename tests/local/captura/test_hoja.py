"""Lo que cambia en las casillas, puesto en el archivo sin tocar lo demás."""

from __future__ import annotations

from pathlib import Path

import pytest
from extremo.plena import cadenas
from fabrica import asamblea
from hypothesis import given, settings
from hypothesis import strategies as st

from generador.carga.cargar import releer
from generador.edicion.en_yaml import hoja_en_yaml
from generador.local.captura.entrega import campos_de, errores, limpios
from generador.local.captura.formulario import formulario_de
from generador.local.captura.hoja import en_hoja
from generador.modelo.datos.aporte import Resultado

RAIZ = Path(__file__).parents[3]
ASAMBLEA = asamblea()
FORMULARIO = formulario_de(ASAMBLEA)
EN_BLANCO = hoja_en_yaml(RAIZ / "plantillas", ASAMBLEA, "M1-S1").encode()
ESCRITAS = sorted((RAIZ / "datos" / "arauca-2023" / "resultados").glob("*.yml"))
LETRAS = st.text(
    st.characters(exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")), min_size=1, max_size=30
) | st.sampled_from(["=2+2", "04", "1/2", "sí", "on", "12:30", "- x", "a: b", "a #b", "»", "'", '"', "null"])
LLENAS = st.fixed_dictionaries(
    {"aportes.0.necesidad": LETRAS.filter(lambda t: t.strip() != "")},
    optional={
        c.nombre: st.integers(0, c.maximo or 0).map(str) if c.clase == "numero" else LETRAS
        for c in FORMULARIO.casillas
        if not c.nombre.startswith("aportes.1") and c.nombre != "aportes.0.necesidad"
    },
)


def _leidos(crudo: bytes) -> dict[str, str]:
    return campos_de(FORMULARIO, releer(crudo, "hoja", Resultado)[0])


@settings(max_examples=10, deadline=None)
@given(LLENAS, LLENAS)
def test_lo_recibido_es_lo_que_se_lee(unas: dict[str, str], otras: dict[str, str]) -> None:
    crudo = EN_BLANCO
    for dichas in (unas, otras, unas):
        campos = limpios(FORMULARIO, dichas)
        crudo = en_hoja(crudo, "hoja", FORMULARIO, campos)
        assert _leidos(crudo) == campos
        assert crudo.startswith(EN_BLANCO[:200])


@pytest.mark.parametrize("ruta", ESCRITAS, ids=lambda r: r.stem)
def test_un_cambio_toca_solo_su_valor(ruta: Path) -> None:
    crudo = ruta.read_bytes()
    campos = _leidos(crudo)
    assert en_hoja(crudo, ruta.name, FORMULARIO, campos) == crudo
    nuevo = en_hoja(crudo, ruta.name, FORMULARIO, {**campos, "asistentes": "3"})
    distintos = [(a, b) for a, b in zip(crudo.splitlines(), nuevo.splitlines(), strict=True) if a != b]
    assert distintos == [(f"asistentes: {campos['asistentes']}".encode(), b"asistentes: 3")]


def test_crece_una_hoja_que_apenas_dice_su_necesidad() -> None:
    crudo = b"submesa: M1-S1\naportes:\n  - necesidad: Agua\n# fin\n"
    campos = {
        "asistentes": "4",
        "aportes.0.necesidad": "Agua",
        "aportes.0.organizaciones": "JAC\nJunta",
        "aportes.0.plan.0.quien": "JAC",
        "aportes.0.plan.1.cuando": "2024",
        "aportes.1.necesidad": "Vías",
        "aportes.1.plan.0.como": "Convite",
    }
    quedo = en_hoja(crudo, "hoja", FORMULARIO, campos)
    assert _leidos(quedo) == campos
    assert b"# fin\n" in quedo


def test_lo_que_se_quita_se_va_con_su_ficha() -> None:
    dos = {
        "aportes.0.necesidad": "Agua",
        "aportes.0.plan.0.quien": "JAC",
        "aportes.0.plan.1.quien": "Alcaldía",
        "aportes.1.necesidad": "Vías",
    }
    crudo = en_hoja(EN_BLANCO, "hoja", FORMULARIO, dos)
    una = {"aportes.0.necesidad": "Agua", "aportes.0.plan.0.quien": "JAC"}
    quedo = en_hoja(crudo, "hoja", FORMULARIO, una)
    assert _leidos(quedo) == una
    assert "Alcaldía" not in quedo.decode()
    assert "Vías" not in quedo.decode()


def test_lo_que_no_se_pregunta_se_queda() -> None:
    crudo = (
        b"submesa: M1-S1\nrepresentante:\n  papel: Vocera\n  nombre: Ana Ruiz\n  consentimiento: s\xc3\xad\n"
        b"aportes:\n  - necesidad: Agua\n    # la de todos\n    plan:\n"
        + b"".join(f"      - quien: J{i}\n".encode() for i in range(5))
    )
    campos = {**_leidos(crudo), "representante.papel": "Vocero"}
    assert en_hoja(crudo, "hoja", FORMULARIO, campos) == crudo.replace(b"Vocera", b"Vocero")
    del campos["aportes.0.plan.2.quien"]
    assert b"J2" not in (sin := en_hoja(crudo, "hoja", FORMULARIO, campos))
    assert b"J4" in sin
    assert b"# la de todos" in sin


def _admitida(carga: str) -> bool:
    """Si se puede escribir en un renglón, en un párrafo y en una lista."""
    casillas = ("aportes.0.necesidad", "aportes.0.organizaciones", "aportes.0.plan.0.quien")
    campos = limpios(FORMULARIO, dict.fromkeys(casillas, carga))
    return len(campos) == len(casillas) and not [*errores(FORMULARIO, "M1-S1", campos)]


def test_cada_carga_del_corpus_queda_igual_en_la_hoja() -> None:
    """En una hoja por tanda; en la segunda vuelta, cada una en otra clase de casilla."""
    textos = [c.nombre for c in FORMULARIO.casillas if c.nombre.startswith("aportes.")]
    cargas = [c for c in cadenas() if _admitida(c)]
    assert len(cargas) > 250
    for vuelta in (textos, textos[1:] + textos[:1]):
        for desde in range(0, len(cargas), len(textos)):
            dichos = dict(zip(vuelta, cargas[desde : desde + len(textos)], strict=False))
            campos = limpios(FORMULARIO, {"aportes.0.necesidad": "A", "aportes.1.necesidad": "A"} | dichos)
            assert _leidos(en_hoja(EN_BLANCO, "hoja", FORMULARIO, campos)) == campos
