"""Lo que se firma: un aporte es el mismo en la página, en el muro y en la huella."""

from fabrica import asamblea, en_forma, resultado

from generador.modelo.aprobado.contenido import AporteDeAgenda, huella_de_parte
from generador.modelo.datos.aporte import Aporte


def test_el_aporte_que_se_ve_es_el_que_se_firma() -> None:
    a = asamblea(resultados=[resultado("M1-S1"), resultado("M2-S1")])
    assert a.aportes is a.contenido.aportes
    assert [(x.codigo, x.mesa, x.submesa) for x in a.aportes] == [
        ("M1-S1-N1", 1, "M1-S1"),
        ("M2-S1-N1", 2, "M2-S1"),
    ]


def test_la_mesa_y_la_submesa_salen_del_codigo_y_no_entran_en_la_huella() -> None:
    uno = AporteDeAgenda(codigo="M12-S3-N2", necesidad="Falta agua")
    assert (uno.mesa, uno.submesa) == (12, "M12-S3")
    assert uno.model_dump(exclude_defaults=True) == {"codigo": "M12-S3-N2", "necesidad": "Falta agua"}
    assert huella_de_parte(uno) == huella_de_parte(Aporte(necesidad="Falta agua"))


def test_que_sea_de_demostracion_se_firma_desde_la_tercera_forma() -> None:
    """Quitar cada «demostracion: true» dejaba lo inventado como oficial, con la misma huella."""
    de_verdad = asamblea(resultados=[resultado("M1-S1") | {"demostracion": False}, resultado("M2-S1")])
    inventada = asamblea(resultados=[resultado("M1-S1") | {"demostracion": True}, resultado("M2-S1")])
    assert inventada.aportes_de_demostracion == ("M1-S1-N1",)
    assert de_verdad.aportes_de_demostracion == ()
    assert inventada.contenido.huella != de_verdad.contenido.huella
    antes = [en_forma(a.contenido, 2).huella for a in (inventada, de_verdad)]
    assert antes[0] == antes[1]
