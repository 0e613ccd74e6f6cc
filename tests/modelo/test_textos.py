"""El recorrido encuentra todo texto que escribe una persona, y ningún código."""

from fabrica import agenda, aprobacion, asamblea, compromiso, expediente, resultado

from generador.modelo.textos import recorrer


def test_textos_de_un_resultado() -> None:
    (hoja,) = asamblea(
        resultados=[
            resultado(representante={"papel": "Vocera"}, **{"aportes.0.organizaciones": ["Una", "Dos"]})
        ]
    ).resultados
    assert [(t.ruta, t.texto) for t in recorrer(hoja)] == [
        (("representante", "papel"), "Vocera"),
        (("aportes", 0, "necesidad"), "Falta riego."),
        (("aportes", 0, "solucion"), "Hacer riego entre todas."),
        (("aportes", 0, "organizaciones", 0), "Una"),
        (("aportes", 0, "organizaciones", 1), "Dos"),
        (("aportes", 0, "plan", 0, "quien"), "Asociación"),
        (("aportes", 0, "plan", 0, "como"), "Con mingas"),
        (("aportes", 0, "plan", 0, "cuando"), "marzo de 2024"),
    ]


def test_ni_codigos_ni_huella_ni_fechas() -> None:
    suya = asamblea(agenda=agenda(compromiso(), aprobacion=aprobacion("0" * 64))).agenda
    assert suya is not None
    assert [t.texto for t in recorrer(suya)] == [
        "Agenda de prueba",
        "Riego",
        "Hacer riego.",
        "Convenio",
        "Aprobada por aclamación",
    ]


def test_las_rutas_sirven_en_la_fuente() -> None:
    for _, modelo, fuente in expediente(resultados=[resultado()], agenda=agenda(compromiso())).archivos():
        textos = list(recorrer(modelo))
        assert textos
        for t in textos:
            assert fuente.escrita(t.ruta) in fuente.valores
    enlaces = [t.ruta for t in recorrer(asamblea().evento) if t.clase == "enlace"]
    assert enlaces == [("enlaces", "inscripcion")]
