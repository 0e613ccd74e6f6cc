"""Lo que la agenda impresa cuenta además de los compromisos."""

from __future__ import annotations

from pathlib import Path

import pytest
from actos import con_erratas, dos_actos, errata
from fabrica import agenda, aporte, asamblea, compromiso, en_estado, resultado
from hypothesis import given
from hypothesis import strategies as st

from generador.composicion.comun.entorno import crear_entorno
from generador.composicion.papel.agenda import AgendaImpresa, repartir
from generador.modelo.asamblea import Asamblea
from generador.modelo.datos.evento import Sede

pytestmark = pytest.mark.lenta

PLANTILLAS = Path(__file__).parents[3] / "plantillas"
FUENTES = PLANTILLAS / "tema" / "fuentes"


def impresa(de: Asamblea) -> AgendaImpresa:
    return AgendaImpresa(de, FUENTES, "https://asambleas.example/prueba-2023/agenda/")


def test_los_destinos_dicen_los_cuatro_solo_si_falta_alguno() -> None:
    base = {"resultados": [resultado(aportes=[aporte(), aporte("luz")])], "evento": {"estado": "borrador"}}
    con_hueco = asamblea(**base, agenda=agenda(compromiso()))
    assert [(que, [d.aporte for d in cuales]) for que, cuales in impresa(con_hueco).destinos] == [
        ("Es, solo, un compromiso", ["M1-S1-N1"]),
        ("Se juntó con otros", []),
        ("Quedó por fuera, con razón", []),
        ("Sin destino todavía", ["M1-S1-N2"]),
    ]
    junta = asamblea(**base, agenda=agenda(compromiso(aportes=("M1-S1-N1", "M1-S1-N2"))))
    assert [len(cuales) for _, cuales in impresa(junta).destinos] == [0, 2, 0]


def test_cada_correccion_va_con_su_compromiso_y_con_lo_que_nace_de_su_aporte() -> None:
    assert impresa(asamblea(**en_estado("aprobada"))).correcciones == ()
    cambios = con_erratas(
        en_estado("aprobada"),
        errata("2023-12-01", "titulo", "Riego", "Riego común"),
        errata("2023-12-02", "necesidad", "Falta riego.", "Falta agua.", compromiso=None, aporte="M1-S1-N1"),
    )
    suya = impresa(asamblea(**cambios))
    (uno,) = suya.asamblea.compromisos
    assert [(k.errata.asunto, k.que, k.version.numero) for k in suya.correcciones_de(uno)] == [
        ("PRU23-001", "Título", 2),
        ("M1-S1-N1", "Necesidad", 3),
    ]
    assert suya.correcciones == suya.correcciones_de(uno)


def test_dice_en_que_quedo() -> None:
    borrador, aprobada = (impresa(asamblea(**en_estado(e))) for e in ("borrador", "aprobada"))
    donde = "Completa, con sus plazos y sus responsables, en https://asambleas.example/prueba-2023/agenda/"
    assert borrador.cuenta == "1 compromiso de 1 de 2 mesas."
    assert borrador.entrada == f"Borrador: la plenaria todavía no la aprueba. {donde}"
    dia = "18\N{NO-BREAK SPACE}de noviembre de\N{NO-BREAK SPACE}2023"
    assert aprobada.entrada == f"Aprobada el {dia} en Territorio de prueba. {donde}"
    assert aprobada.rotulo_de_huella == "Huella SHA-256 de lo aprobado:"
    consolidada = impresa(asamblea(**dos_actos()))
    assert consolidada.rotulo_de_huella == "Huella SHA-256 de la agenda consolidada (versión 2):"
    otro = "1\N{NO-BREAK SPACE}de febrero de\N{NO-BREAK SPACE}2024"
    assert consolidada.entrada.startswith(
        f"Aprobada el {dia} en Territorio de prueba, con 3 compromisos; consolidada el {otro}. Completa"
    )


@pytest.mark.parametrize(
    ("lugar", "sede", "dice"),
    [
        (None, None, "Territorio de prueba. Sede por confirmar"),
        (None, {"nombre": "Coliseo", "direccion": "Calle 15 # 12-45"}, None),
        ("Salón comunal", {"nombre": "Coliseo", "direccion": "Calle 15 # 12-45"}, "Salón comunal"),
    ],
)
def test_el_acta_impresa_no_trae_la_sede_que_nadie_firmo(
    lugar: str | None, sede: dict[str, str] | None, dice: str | None
) -> None:
    a = asamblea(**en_estado("aprobada"))
    unica = a.evento.primera.model_copy(update={"sede": Sede.model_validate(sede) if sede else None})
    evento = a.evento.model_copy(update={"jornadas": (unica,)})
    acta = a.contenido.acta
    assert acta is not None
    modulo = (
        crear_entorno(PLANTILLAS)
        .get_template("bloques/agenda_papel.html.j2")
        .make_module({"evento": evento, "asamblea": a})
    )
    texto = str(modulo.acta_de(acta.model_copy(update={"lugar": lugar})))  # type: ignore[attr-defined]
    assert (f"<p>{dice}</p>" in texto) if dice else ("Lugar" not in texto)
    assert "Calle 15" not in texto


def test_el_reparto_va_por_turnos_y_aparta_el_renglon_de_los_que_faltan() -> None:
    assert repartir([[1, 1, 1], [1], []], 10, 1) == (3, 1, 0)
    assert repartir([[1, 1, 1], [1, 1, 1]], 6, 1) == (3, 3)
    assert repartir([[1, 1, 1], [1, 1, 1]], 5, 1) == (3, 1)
    assert repartir([[2, 2], [1]], 4, 1) == (1, 1)
    assert repartir([[1, 1]], 0, 1) == (0,)


@given(st.lists(st.lists(st.integers(1, 2), max_size=12), max_size=9), st.integers(0, 60))
def test_el_reparto_no_pasa_de_lo_que_cabe(largos: list[list[int]], caben: int) -> None:
    """Salvo los renglones que avisan: uno por mesa, aunque no quepa ningún título."""
    puestos = repartir(largos, caben, 1)
    gasto = sum(sum(x[:n]) + (n < len(x)) for x, n in zip(largos, puestos, strict=True))
    assert gasto <= max(caben, sum(bool(x) for x in largos))
    assert all(0 <= n <= len(x) for x, n in zip(largos, puestos, strict=True))
    if caben >= sum(map(sum, largos)):
        assert puestos == tuple(map(len, largos))


def _de_mesas(cuantas: int) -> Asamblea:
    mesas = [
        {"numero": i, "eje": f"Eje {i}", "definicion": "Algo.", "pregunta": "¿Qué?", "lidera": "X"}
        for i in range(1, cuantas + 1)
    ]
    return asamblea(**{**en_estado("borrador"), "mesas": {"mesas": mesas}})


def test_con_muchas_mesas_va_un_renglon_por_mesa_y_se_dice_cuantas_faltan() -> None:
    apretada = impresa(_de_mesas(60)).hoja()
    assert apretada.apretada
    assert len(apretada.mesas) + apretada.de_mas == 60
    assert apretada.de_mas > 0
    assert impresa(_de_mesas(16)).hoja().de_mas == 0
    assert not impresa(_de_mesas(8)).hoja().apretada


@pytest.mark.parametrize("letra", ["i", "W"])
def test_los_titulos_se_miden_con_la_letra(letra: str) -> None:
    """Con la más ancha caben menos que con la más angosta, aunque tengan los mismos caracteres."""
    cambios = en_estado("borrador")
    largos = [compromiso(f"PRU23-{i:03d}", titulo=f"{letra} " * 45) for i in range(1, 60)]
    hoja = impresa(asamblea(**{**cambios, "agenda": agenda(*largos)})).hoja()
    mostrados = [len(m.titulos) for m in hoja.mesas]
    assert mostrados[1:] == [0]
    assert (mostrados[0] > 25) is (letra == "i")
    assert hoja.mesas[0].faltan == 59 - mostrados[0]
