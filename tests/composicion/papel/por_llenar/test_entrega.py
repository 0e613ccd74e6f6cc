"""La hoja de entrega pide lo mismo que el archivo de resultados, con sus nombres y en su orden."""

from generador.composicion.papel.por_llenar.entrega import NO_SE_ESCRIBEN, campos_de_entrega
from generador.modelo.campos import todos
from generador.modelo.datos.aporte import Resultado


def test_los_campos_son_los_del_modelo_en_su_orden_y_con_lo_que_se_imprime() -> None:
    assert [(c.ruta, c.rotulo, c.renglones) for c in campos_de_entrega()] == [
        ("submesa", "Código de la sub-mesa", 1),
        ("asistentes", "Personas que asistieron", 1),
        ("representante.papel", "Representante: su papel", 1),
        ("voceria.papel", "Vocería, si salió de aquí: su papel", 1),
        ("aportes.necesidad", "Necesidad", 3),
        ("aportes.solucion", "Solución", 3),
        ("aportes.organizaciones", "Organizaciones que cooperarían", 2),
        ("aportes.plan.quien", "¿Quién?", 2),
        ("aportes.plan.como", "¿Cómo?", 2),
        ("aportes.plan.cuando", "¿Cuándo?", 2),
    ]


def test_lo_que_no_se_escribe_existe() -> None:
    assert {c.nombre for c in todos(Resultado)} >= NO_SE_ESCRIBEN


def test_cada_campo_dice_como_buscarlo() -> None:
    nombres = {c.ruta: c.nombre for c in campos_de_entrega()}
    assert nombres["voceria.papel"] == "voceria.papel"
    assert nombres["aportes.plan.quien"] == "quien"
