"""Lo que el acta copia de la asamblea: cada dato suyo, cambiado de a uno, se nota y se nombra."""

from typing import Any

import pytest
from construccion.verificacion.alteraciones import Camino, cambiado, hojas
from fabrica import asamblea, firmada, resultado

from generador.modelo.aprobado.contenido import canonica, huella_de
from generador.modelo.aprobado.copia import Diferencia, diferencias, es_fijo
from generador.modelo.aprobado.erratas import aplicar, valor_vigente
from generador.modelo.campos import rotulo_de, todos
from generador.modelo.datos.agenda import Errata
from generador.modelo.datos.aprobada import AsambleaAprobada

_HOJAS = [resultado(), resultado("M2-S1") | {"demostracion": True}]
COPIA = asamblea(resultados=_HOJAS, evento={"sede.direccion": "Calle 1"}).copia


def _dicho(camino: Camino) -> str:
    """«mesas[2].eje», del camino en el dato JSON."""
    texto = ""
    for paso in camino:
        texto += f"[{paso + 1}]" if isinstance(paso, int) else f".{paso}" if texto else paso
    return texto


def _en(arbol: Any, camino: Camino) -> Any:
    for paso in camino:
        arbol = arbol[paso]
    return arbol


_ARBOL = COPIA.model_dump(mode="json")
CAMPOS = [c for c in hojas(_ARBOL) if not isinstance(_en(_ARBOL, c), list)]
"""Cada dato suelto de la copia; no las listas enteras."""
_OTROS: dict[str, Any] = {
    "fecha": "2023-11-19",
    "inicio": "08:05",
    "fin": "10:20",
    "articulo": "el",
    "codigo": "PRO23",
    "submesa": "M2-S2",
    "id": "otra",
    "nombre_completo": "Nombre entero",
}


def _otra(camino: Camino) -> AsambleaAprobada:
    nuevo = cambiado(_ARBOL, camino)
    nodo = _en(nuevo, camino[:-1])
    nodo[camino[-1]] = (
        9
        if camino[-1] == "numero" and camino[0] == "mesas"
        else _OTROS.get(str(camino[-1]), nodo[camino[-1]])
    )
    return AsambleaAprobada.model_validate(nuevo)


def test_la_tabla_recorre_todo_el_modelo() -> None:
    """Un campo nuevo en el modelo entra solo en las pruebas de abajo, o esta dice que falta sembrarlo."""
    recorridos = {".".join(str(p) for p in c if isinstance(p, str)) for c in CAMPOS}
    assert recorridos == {c.ruta for c in todos(AsambleaAprobada) if c.dentro is None}


@pytest.mark.parametrize("camino", CAMPOS, ids=_dicho)
def test_cada_campo_cambiado_cambia_la_huella_y_se_nombra(camino: Camino) -> None:
    otra = _otra(camino)
    assert huella_de(otra.model_dump(mode="json")) != huella_de(_ARBOL)
    campos = [d.campo for d in diferencias(COPIA, otra)]
    if camino[-1] in {"numero", "id", "submesa"} and len(camino) > 1 and camino[0] != "convenio":
        # Es por lo que se reconoce el elemento: con otro, falta uno y sobra otro.
        lista = camino[0]
        assert [c.partition("[")[0] for c in campos] == [lista, lista]
    else:
        assert campos == [_dicho(camino)]
        assert list(diferencias(COPIA, COPIA)) == []


@pytest.mark.parametrize("camino", CAMPOS, ids=_dicho)
def test_cada_campo_se_corrige_con_una_errata_o_se_dice_que_no(camino: Camino) -> None:
    contenido = asamblea(resultados=_HOJAS, evento={"sede.direccion": "Calle 1"}).contenido_aprobado
    campo, otra = _dicho(camino), _otra(camino)
    nuevo = str(_en(otra.model_dump(mode="json"), camino))
    pedida = {"fecha": "2024-01-01", "campo": campo, "debe_decir": nuevo, "razon": "x", "huella": "0" * 64}
    errata = Errata.model_validate(pedida)
    assert errata.asunto == "asamblea"
    if es_fijo(campo):
        with pytest.raises(ValueError, match="no se corrige con una errata"):
            valor_vigente(contenido, errata)
        return
    errata = errata.model_copy(update={"dice": valor_vigente(contenido, errata)})
    corregida = aplicar(contenido, errata).asamblea
    assert corregida == otra
    assert rotulo_de(AsambleaAprobada, campo) != campo


def test_el_orden_de_las_mesas_tambien_se_aprueba() -> None:
    al_reves = COPIA.model_copy(update={"mesas": COPIA.mesas[::-1]})
    assert list(diferencias(COPIA, al_reves)) == [Diferencia("mesas", "1, 2", "2, 1")]


def test_una_hoja_de_mas_y_una_mesa_de_menos_se_dicen_enteras() -> None:
    otra = COPIA.model_copy(update={"mesas": COPIA.mesas[:1], "hojas": COPIA.hojas[1:]})
    assert list(diferencias(COPIA, otra)) == [
        Diferencia("mesas[2]", "2", None, "2"),
        Diferencia("hojas[1]", "M1-S1", None, "M1-S1"),
    ]
    assert list(diferencias(otra, COPIA)) == [
        Diferencia("mesas[2]", None, "2", "2"),
        Diferencia("hojas[2]", None, "M1-S1", "M1-S1"),
    ]


def test_lo_firmado_queda_con_el_acta_y_no_depende_de_los_archivos() -> None:
    cambios: dict[str, Any] = {"resultados": [resultado()], "agenda": {"titulo": "Agenda"}}
    acto = firmada(**cambios)
    antes = asamblea(**{**cambios, "agenda": acto}).contenido_aprobado
    despues = asamblea(
        **{**cambios, "agenda": acto, "evento": {"territorio": "Otro"}, "convenio": {"numero": "003"}}
    )
    assert acto["aprobacion"]["formato"] == "asambleas/agenda/3"
    assert canonica(despues.contenido_aprobado.arbol()) == canonica(antes.arbol())
    assert [d.campo for d in diferencias(antes.asamblea, despues.copia)] == [  # type: ignore[arg-type]
        "territorio",
        "convenio.numero",
    ]
