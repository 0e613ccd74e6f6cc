"""Lo que la asamblea calcula: crédito, reparto, pasos con hora, aportes, compromisos y huella."""

import hashlib
from datetime import time
from functools import cached_property

import pytest
from fabrica import BORRAR, agenda, aporte, asamblea, compromiso, en_forma, firmada, resultado
from hypothesis import given
from hypothesis import strategies as st

from generador.modelo.aprobado.contenido import canonica
from generador.modelo.asamblea import Asamblea
from generador.modelo.datos.convenio import Convenio
from generador.modelo.datos.mesas import Mesa, conformar, repartir
from generador.modelo.datos.metodologia import Paso
from generador.modelo.datos.pasos import programar_pasos


def test_el_credito_palabra_por_palabra() -> None:
    assert asamblea().convenio.credito == (
        "Esta actividad se realiza en el marco del Convenio número 002 de 2023, "
        "suscrito entre la Unidad Solidaria y la UNAD"
    )


def test_el_credito_de_otro_convenio() -> None:
    nombres = (
        ("la", "Gobernación"),
        ("el", "Servicio Nacional de Aprendizaje"),
        ("los", "Llanos Unidos"),
        ("ninguno", "Icetex"),
    )
    entidades = [{"nombre": n, "articulo": a} for a, n in nombres]
    otro = Convenio.model_validate({"numero": "0015", "anio": "2024", "titulo": "T", "entidades": entidades})
    assert otro.nombre == "Convenio número 0015 de 2024"
    assert otro.credito.endswith(
        "suscrito entre la Gobernación, el Servicio Nacional de Aprendizaje, los Llanos Unidos e Icetex"
    )


def test_los_modelos_no_se_tocan() -> None:
    with pytest.raises(ValueError, match="frozen"):
        asamblea().convenio.numero = "1"  # type: ignore[misc]


@given(st.integers(0, 10_000), st.integers(1, 99))
def test_repartir_parejo(total: int, partes: int) -> None:
    suyas = repartir(total, partes)
    assert len(suyas) == partes
    assert sum(suyas) == total
    assert max(suyas) - min(suyas) <= 1
    assert list(suyas) == sorted(suyas, reverse=True)


def _mesas(*cupos: int | None) -> list[Mesa]:
    base = {"eje": "E", "definicion": "D", "pregunta": "P", "lidera": "L"}
    return [Mesa.model_validate({"numero": i, "cupo": c, **base}) for i, c in enumerate(cupos, start=1)]


def test_cinco_mesas_de_cien_en_veinticinco_submesas() -> None:
    grupos = conformar(_mesas(None, None, None, None, None), 500, 20)
    assert [g.personas for g in grupos] == [100] * 5
    assert [s.codigo for g in grupos for s in g.submesas] == [
        f"M{m}-S{s}" for m in range(1, 6) for s in range(1, 6)
    ]
    assert {s.personas for g in grupos for s in g.submesas} == {20}


def test_cupos_desiguales() -> None:
    grupos = conformar(_mesas(45, None, None, 7), 100, 20)
    assert [(g.numero, g.personas, [s.personas for s in g.submesas]) for g in grupos] == [
        (1, 45, [15, 15, 15]),
        (2, 24, [12, 12]),
        (3, 24, [12, 12]),
        (4, 7, [7]),
    ]


def test_el_resto_va_a_las_primeras_y_ninguna_queda_sola() -> None:
    assert [g.personas for g in conformar(_mesas(None, None, None), 500, 20)] == [167, 167, 166]
    assert [g.personas for g in conformar(_mesas(100, None), 100, 20)] == [100, 1]


@given(
    st.lists(st.none() | st.integers(1, 60), min_size=1, max_size=12), st.integers(1, 900), st.integers(2, 40)
)
def test_nadie_se_pierde(cupos: list[int | None], alcance: int, por_submesa: int) -> None:
    grupos = conformar(_mesas(*cupos), alcance, por_submesa)
    for grupo, cupo in zip(grupos, cupos, strict=True):
        assert grupo.personas == sum(s.personas for s in grupo.submesas) >= 1
        assert cupo is None or grupo.personas == cupo
        assert all(1 <= s.personas <= por_submesa for s in grupo.submesas)
    fijos = sum(c or 0 for c in cupos)
    if None in cupos and fijos + cupos.count(None) <= alcance:
        assert sum(g.personas for g in grupos) == alcance


def _pasos(*minutos: int | None) -> tuple[Paso, ...]:
    return tuple(
        Paso.model_validate({"id": f"p{i}", "titulo": "T", "instruccion": "I", "decir": "D", "minutos": m})
        for i, m in enumerate(minutos)
    )


def test_pasos_con_hora_de_reloj() -> None:
    """Los de la semilla: 15 + 15 + 20 en 60, y los 10 que sobran para conformar y elegir vocería."""
    programados = programar_pasos(_pasos(None, 15, 15, 20, None), 14 * 60 + 45, 60)
    assert [(p.inicio, p.fin, p.minutos) for p in programados] == [
        (time(14, 45), time(14, 50), 5),
        (time(14, 50), time(15, 5), 15),
        (time(15, 5), time(15, 20), 15),
        (time(15, 20), time(15, 40), 20),
        (time(15, 40), time(15, 45), 5),
    ]


def test_pasos_que_no_caben_y_resto_impar() -> None:
    assert [p.minutos for p in programar_pasos(_pasos(None, 50, None), 0, 40)] == [0, 50, 0]
    assert [p.minutos for p in programar_pasos(_pasos(None, 50, None), 0, 61)] == [6, 50, 5]
    assert programar_pasos((), 0, 60) == ()
    assert asamblea(evento={"programa.2.actividad": BORRAR}).pasos_de(1) == ()
    assert [p.inicio for p in asamblea().pasos_de(1)] == [time(8, 30), time(8, 40), time(8, 55), time(9, 10)]


def test_aportes_en_orden_de_submesa_y_no_de_archivo() -> None:
    hojas = [resultado("M2-S1"), resultado("M1-S2", aportes=[aporte(), aporte("luz")]), resultado("M9-S9")]
    a = asamblea(resultados=hojas)
    assert [x.codigo for x in a.aportes] == ["M1-S2-N1", "M1-S2-N2", "M2-S1-N1"]
    assert [x.mesa for x in a.aportes] == [1, 1, 2]


def test_cada_aporte_completo_es_un_compromiso_si_no_se_consolidaron() -> None:
    incompleto = {"necesidad": "Falta luz."}
    a = asamblea(evento={"estado": "borrador"}, resultados=[resultado(aportes=[incompleto, aporte()])])
    (unico,) = a.compromisos
    assert (unico.codigo, unico.titulo, unico.aportes) == (
        "PRU23-001",
        "Hacer riego entre todas",
        ("M1-S1-N2",),
    )
    assert (unico.responsables, unico.como, unico.cuando) == (("Asociación",), "Con mingas", "marzo de 2024")
    assert a.hay_agenda


def test_lo_que_otra_mesa_recogio_tambien_es_de_esta() -> None:
    """Visto decir «0 compromisos» de una mesa que tenía sus aportes en la agenda."""
    hojas = [resultado(), resultado("M2-S1"), resultado("M2-S2")]
    uno = compromiso(aportes=("M1-S1-N1", "M2-S1-N1"))
    a = asamblea(resultados=hojas, agenda=agenda(uno))
    assert (a.compromisos_de(2), a.compromisos_con_lo_de(2)) == ((), a.compromisos)
    assert a.compromisos_con_lo_de(1) == ()


def test_los_consolidados_mandan() -> None:
    a = asamblea(resultados=[resultado()], agenda=agenda(compromiso(titulo="El consolidado")))
    assert [c.titulo for c in a.compromisos] == ["El consolidado"]
    assert a.compromisos_de(1) == a.compromisos
    assert a.compromisos_de(2) == ()
    assert a.mesa(2).eje == "Eje 2"
    with pytest.raises(KeyError):
        a.mesa(3)


def test_la_huella_es_la_de_la_forma_canonica() -> None:
    contenido = en_forma(
        asamblea(
            resultados=[resultado()],
            agenda=agenda(compromiso("PRU23-002"), compromiso("PRU23-001", como="Año\n\nñ")),
        ).contenido_aprobado,
        2,
    )
    texto = canonica(contenido.arbol()).decode()
    assert texto == (
        '{"aportes":[{"codigo":"M1-S1-N1","necesidad":"Falta riego.","plan":[{"como":"Con mingas",'
        '"cuando":"marzo de 2024","quien":"Asociación"}],"solucion":"Hacer riego entre todas."}],'
        '"compromisos":[{"aportes":["M1-S1-N1"],"codigo":"PRU23-002","mesa":1,"texto":"Hacer riego.",'
        '"titulo":"Riego"},{"aportes":["M1-S1-N1"],"codigo":"PRU23-001","como":"Año\\n\\nñ","mesa":1,'
        '"texto":"Hacer riego.","titulo":"Riego"}],"formato":"asambleas/agenda/2",'
        '"titulo":"Agenda de prueba"}'
    )
    assert contenido.huella == hashlib.sha256(texto.encode()).hexdigest()
    reves = contenido.model_copy(update={"compromisos": contenido.compromisos[::-1]})
    assert reves.huella != contenido.huella


def test_lo_aprobado_con_la_primera_forma_la_conserva() -> None:
    """Sin «formato» en el acta no entran el título, la presentación ni la sal: la huella de entonces."""
    suya = agenda(compromiso(), presentacion="Una presentación.")
    nueva = firmada(forma=2, resultados=[resultado()], agenda=suya)
    assert nueva["aprobacion"]["formato"] == "asambleas/agenda/2"
    vieja = {**nueva, "aprobacion": {**nueva["aprobacion"]}}
    del vieja["aprobacion"]["formato"]
    contenido = asamblea(resultados=[resultado()], agenda=vieja).contenido_aprobado
    assert set(contenido.arbol()) == {"formato", "acta", "compromisos", "aportes"}
    assert contenido.arbol()["formato"] == "asambleas/agenda/1"
    otra = {**vieja, "presentacion": "Otra.", "titulo": "Otro"}
    assert asamblea(resultados=[resultado()], agenda=otra).contenido_aprobado.huella == contenido.huella
    otra = {**nueva, "presentacion": "Quedó sin efecto."}
    cambiada = asamblea(resultados=[resultado()], agenda=otra).contenido_aprobado
    assert cambiada.arbol()["presentacion"] == "Quedó sin efecto."
    assert cambiada.huella != nueva["aprobacion"]["huella"]


def test_lo_ya_calculado_con_los_nombres_no_llega_a_lo_publicable() -> None:
    """Vista fallar con la copia de pydantic: las hojas a tiempo, ya calculadas, iban con el nombre."""
    persona = {"papel": "Representante", "nombre": "Perpetua Innombrada", "consentimiento": "no"}
    una = asamblea(resultados=[resultado(representante=persona, voceria=persona)])
    calculados = [n for n, v in vars(Asamblea).items() if isinstance(v, cached_property)]
    assert {"a_tiempo", "copia"} <= set(calculados)
    for nombre in calculados:
        getattr(una, nombre)
    publica = una.publicable()
    assert "Innombrada" in repr([getattr(una, n) for n in calculados])
    assert "Innombrada" not in repr([getattr(publica, n) for n in calculados])


def test_publicable_quita_los_nombres_sin_consentimiento() -> None:
    persona = {"papel": "Vocera", "nombre": "Persona Ficticia"}
    a = asamblea(
        resultados=[resultado(representante=persona, voceria={**persona, "consentimiento": "sí"})]
    ).publicable()
    (hoja,) = a.resultados
    assert hoja.representante is not None
    assert hoja.voceria is not None
    assert (hoja.representante.nombre, hoja.representante.papel) == (None, "Vocera")
    assert hoja.voceria.nombre == "Persona Ficticia"


def test_demostracion() -> None:
    assert not asamblea().demostracion
    assert asamblea(evento={"demostracion": "sí"}).demostracion
    assert asamblea(resultados=[resultado(demostracion="sí")]).demostracion
    assert asamblea(agenda=agenda(demostracion="sí")).demostracion
