"""Lo que gasta una orden, con lo de todos los procesos que abra, y cómo se dice."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from generador.errores import ErrorInterno
from generador.medicion.gasto import Gasto, correr, decir_razon, mediana

_TRABAJA = "import time\nwhile time.process_time() < 0.5: pass\n"
_LO_DEJA_A_OTRO = f"import subprocess, sys\nsubprocess.Popen([sys.executable, '-c', {_TRABAJA!r}])\n"


@pytest.mark.skipif(sys.platform != "linux", reason="en los demás sistemas nadie recoge a los huérfanos")
def test_cuenta_a_quien_sobrevive_a_la_orden(tmp_path: Path) -> None:
    """Los procesos de impresión cuelgan de un servidor que dura un poco más que quien lo abrió."""
    assert correr([sys.executable, "-c", _LO_DEJA_A_OTRO], tmp_path).procesador >= 0.5


def test_una_orden_que_falla_se_dice_con_lo_que_escribio(tmp_path: Path) -> None:
    with pytest.raises(ErrorInterno, match="no hay papel"):
        correr([sys.executable, "-c", "import sys; sys.exit('no hay papel')"], tmp_path)


def test_la_mediana_es_de_cada_medida_por_su_lado() -> None:
    assert mediana([Gasto(1, 30), Gasto(2, 10), Gasto(9, 20)]) == Gasto(2, 20)


@pytest.mark.parametrize(
    ("de_reloj", "juicio"),
    [(False, "(límite 0.40 de procesador, NO CUMPLE)"), (True, "(límite 0.40 de reloj, cumple)")],
)
def test_dice_las_dos_razones_y_juzga_la_pedida(de_reloj: bool, juicio: str) -> None:
    dichos: list[object] = []
    nuestros, ajenos = [Gasto(1, 2), Gasto(1, 2)], [Gasto(4, 4)]
    decir_razon("frío", nuestros, ajenos, 0.4, dichos.append, de_reloj=de_reloj)
    assert dichos == [f"frío: procesador 2 s / 4 s = 0.50; reloj 1 s / 4 s = 0.25 {juicio}"]
