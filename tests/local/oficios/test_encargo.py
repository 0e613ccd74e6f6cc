"""La orden para la imprenta en hoja de cálculo: lo mismo del papel, y un presupuesto que se suma."""

from __future__ import annotations

import io

from fabrica import asamblea
from python_calamine import CalamineWorkbook

from generador.composicion.papel.encargo import final_de_archivo, renglones_de_encargo
from generador.local.oficios.encargo import escribir_encargo


def test_dice_lo_mismo_que_el_papel_y_siempre_igual() -> None:
    una = asamblea()
    libro = escribir_encargo(una)
    assert libro == escribir_encargo(una)
    hojas = CalamineWorkbook.from_filelike(io.BytesIO(libro))
    orden, cuenta = (hojas.get_sheet_by_name(n).to_python() for n in ("Orden", "Presupuesto"))
    renglones, final = renglones_de_encargo(una), final_de_archivo(una)
    assert orden[1][0] == cuenta[1][0] == una.convenio.credito
    assert orden[4:] == [
        [
            *(f"{r.pieza}, {r.formato.lower()}", f"{r.archivo}{final}", r.medida, r.material, r.acabado),
            *(r.disenos, r.cuantos, r.cuantos),
        ]
        for r in renglones
    ]
    assert [f[:2] for f in cuenta[4:-4]] == [
        [f"{r.pieza}, {r.formato.lower()}", r.disenos * r.cuantos] for r in renglones
    ]
    assert [f[0] for f in cuenta[-4:]] == ["Subtotal", "IVA", "Transporte e instalación", "Total"]
