"""Los avances contra lo aprobado y la fecha de referencia."""

from typing import Any

import pytest
from actos import dos_actos
from fabrica import BORRAR, avance, en_estado, expediente

from generador.revision import revisar


def dichos(*avances: dict[str, Any], estado: str = "aprobada", **cambios: Any) -> list[tuple[str, str, str]]:
    suyo = {"fecha_de_referencia": "2024-06-30", "avances": list(avances), **cambios}
    hallazgos = revisar(expediente(**en_estado(estado), seguimiento=suyo))
    return [(h.gravedad, h.lugar.ruta, h.mensaje) for h in hallazgos]


def test_en_regla() -> None:
    assert dichos(avance("2023-11-18"), avance("2024-06-30", "cumplido")) == []


def test_lo_que_no_cuadra() -> None:
    assert dichos(avance("2024-01-01", codigo="PRU23-002"), avance("2023-11-17"), avance("2024-07-01")) == [
        ("error", "avances[1].compromiso", "no existe el compromiso PRU23-002"),
        ("error", "avances[2].fecha", "el avance es anterior a la aprobación (2023-11-18)"),
        ("error", "avances[3].fecha", "el avance es posterior a la fecha de referencia (2024-06-30)"),
    ]
    assert dichos(fecha_de_referencia="2023-11-17") == [
        ("error", "fecha_de_referencia", "es anterior a la aprobación (2023-11-18)")
    ]


@pytest.mark.parametrize(
    ("estados", "aviso"),
    [
        (("cumplido", "sin_iniciar"), "PRU23-001 pasa de cumplido a sin iniciar"),
        (("no_viable", "en_marcha"), "PRU23-001 pasa de no viable a en marcha"),
        (("en_marcha", "sin_iniciar"), "PRU23-001 pasa de en marcha a sin iniciar"),
        (("aplazado", "en_marcha"), None),
        (("sin_iniciar", "cumplido"), None),
        (("cumplido", "cumplido"), None),
    ],
)
def test_saltos_raros(estados: tuple[str, str], aviso: str | None) -> None:
    antes, despues = estados
    esperado = [("advertencia", "avances[1].estado", aviso)] if aviso else []
    # Escritos al revés: lo que manda es la fecha.
    assert dichos(avance("2024-03-01", despues), avance("2024-02-01", antes)) == esperado


def test_antes_de_aprobar() -> None:
    assert dichos(estado="borrador") == [("error", "", "hay seguimiento y la agenda no está aprobada")]


def test_sin_datos_personales() -> None:
    ((gravedad, ruta, _),) = dichos(avance("2024-01-01", texto="Llamar al 3101234567."))
    assert (gravedad, ruta) == ("error", "avances[1].texto")


def test_dos_del_mismo_dia_se_numeran() -> None:
    uno, otro, ajeno = avance("2024-03-01"), avance("2024-03-01", texto="Otro."), avance("2024-03-02")
    assert dichos(uno, ajeno, otro) == [
        ("error", "avances[3]", "ya hay un avance de PRU23-001 del 2024-03-01 con el número 1")
    ]
    assert dichos(uno, ajeno, {**otro, "numero": "2"}) == []


def test_la_foto_de_un_avance_ha_de_ser_una_de_medios() -> None:
    suya = {"evidencia": {"foto": "entregas.jpg"}, "fuente": BORRAR}
    foto = {"archivo": "entrega.jpg", "alt": "Entrega", "credito": "Prueba", "consentimiento": "sí"}
    cambios = en_estado("aprobada")
    cambios["evento"]["medios"] = [foto]
    seguimiento = {"fecha_de_referencia": "2024-06-30", "avances": [avance("2024-02-01", **suya)]}
    (hallazgo,) = revisar(expediente(**cambios, seguimiento=seguimiento))
    assert (hallazgo.gravedad, hallazgo.lugar.ruta) == ("error", "avances[1].evidencia.foto")
    assert hallazgo.mensaje == "«entregas.jpg» no es una de las fotos de «medios», en evento.yml"
    assert hallazgo.ayuda.startswith("¿quiso decir «entrega.jpg»? ")
    seguimiento["avances"] = [avance("2024-02-01", evidencia={"foto": "entrega.jpg"}, fuente=BORRAR)]
    assert revisar(expediente(**cambios, seguimiento=seguimiento)) == ()


def test_sin_soporte_es_honesto_y_no_pide_nada() -> None:
    assert dichos(avance("2024-02-01", fuente=BORRAR)) == []
    assert (
        dichos(avance("2024-02-01", fuente=BORRAR, evidencia={"documento": {"que": "Acta", "guarda": "J"}}))
        == []
    )


@pytest.mark.parametrize(
    ("codigo", "ayuda"),
    [
        (
            "PRU23-002",
            "lo suyo quedó en PRU23-001: ponga ese código. Si el avance ya se había publicado, construir "
            "pedirá la razón: ./asamblea rectificar",
        ),
        ("PRU23-003", "lo suyo quedó por fuera, con su razón: quite el avance"),
    ],
)
def test_el_avance_de_uno_que_se_consolido_dice_donde_quedo(codigo: str, ayuda: str) -> None:
    """Visto fallar: proponía el código más parecido, que es otro compromiso."""
    suyo = {"fecha_de_referencia": "2024-06-30", "avances": [avance("2024-03-01", codigo=codigo)]}
    (dicho,) = [h for h in revisar(expediente(**dos_actos(), seguimiento=suyo)) if "avances" in h.lugar.ruta]
    assert (dicho.mensaje, dicho.ayuda) == (
        f"el compromiso {codigo} ya no está en la agenda: se consolidó",
        ayuda,
    )
