"""La hoja de entrega pide lo mismo que el archivo de resultados, con sus nombres y en su orden."""

from collections.abc import Iterator
from typing import Any, get_args

from generador.composicion.papel.entrega import CAMPOS
from generador.modelo.datos.aporte import Resultado
from generador.modelo.tipos import Modelo

NO_SE_ESCRIBEN = {"demostracion", "nombre", "consentimiento"}
"""Una marca del sistema y los nombres propios: la hoja es pública y pide papeles."""


def _modelo_en(anotacion: Any) -> type[Modelo] | None:
    if isinstance(anotacion, type) and issubclass(anotacion, Modelo):
        return anotacion
    return next((m for a in get_args(anotacion) if (m := _modelo_en(a))), None)


def _rutas(modelo: type[Modelo], dentro: str = "") -> Iterator[str]:
    for nombre, campo in modelo.model_fields.items():
        if nombre in NO_SE_ESCRIBEN:
            continue
        suyo = _modelo_en(campo.annotation)
        if suyo is None:
            yield dentro + nombre
        else:
            yield from _rutas(suyo, f"{dentro}{nombre}.")


def test_los_campos_son_los_del_modelo_y_en_su_orden() -> None:
    assert [c.ruta for c in CAMPOS] == list(_rutas(Resultado))


def test_cada_campo_dice_como_buscarlo() -> None:
    nombres = {c.ruta: c.nombre for c in CAMPOS}
    assert nombres["voceria.papel"] == "voceria.papel"
    assert nombres["aportes.plan.quien"] == "quien"
