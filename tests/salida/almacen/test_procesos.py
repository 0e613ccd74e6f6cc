"""La cuadrilla: reparte parejo, adelanta lo que llega y dice el primer fallo sin dejar nada corriendo."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from generador.errores import ErrorDeMaquina, ErrorDeSalida, Fallidos
from generador.salida.almacen import procesos
from generador.salida.almacen.procesos import Cuadrilla, Tanda, emparejadas


def _nacer(raiz: Path) -> None:
    (raiz / f"nacio-{os.getpid()}").touch()


def _hacer(raiz: Path, trabajos: Sequence[str]) -> None:
    """Anota qué proceso hizo la tanda; «falla» falla y «muere» mata al proceso."""
    if "falla" in trabajos:
        raise ErrorDeMaquina("así no")
    if malos := [t for t in trabajos if t.startswith("malo")]:
        raise Fallidos({t: ErrorDeSalida(f"{t}: así no") for t in malos})
    if "muere" in trabajos:
        os._exit(9)
    (raiz / "+".join(trabajos)).write_text(str(os.getpid()), "utf-8")


def _cuadrilla(raiz: Path, cuantos: int) -> Cuadrilla[str]:
    (raiz / "plantillas/tema/fuentes").mkdir(parents=True, exist_ok=True)
    return Cuadrilla(raiz, cuantos, _nacer, _hacer)


def _hechos(raiz: Path) -> dict[str, int]:
    anotados = (p for p in raiz.iterdir() if p.is_file() and not p.name.startswith("nacio-"))
    # Al que cancelan a mitad de anotar deja el archivo vacío.
    return {p.name: int(quien) for p in anotados if (quien := p.read_text("utf-8"))}


def test_un_solo_trabajo_se_hace_en_casa(tmp_path: Path) -> None:
    with _cuadrilla(tmp_path, 4) as cuadrilla:
        cuadrilla.recibir("a", "", 1)
        assert list(cuadrilla.acabar()) == [("a",)]
    assert _hechos(tmp_path) == {"a": os.getpid()}


def test_con_un_proceso_se_hace_todo_en_casa_y_en_orden(tmp_path: Path) -> None:
    with _cuadrilla(tmp_path, 1) as cuadrilla:
        for nombre, grupo in (("a", ""), ("b", "g"), ("c", ""), ("d", "g")):
            cuadrilla.recibir(nombre, grupo, 1)
        assert list(cuadrilla.acabar()) == [("a",), ("c",), ("b", "d")]
    assert _hechos(tmp_path) == {"a": os.getpid(), "c": os.getpid(), "b+d": os.getpid()}


def test_los_de_un_grupo_van_juntos_y_los_demas_se_adelantan(tmp_path: Path) -> None:
    with _cuadrilla(tmp_path, 2) as cuadrilla:
        for i in range(9):
            cuadrilla.recibir(f"s{i}", "", 1)
            if i < 2:
                cuadrilla.recibir(f"g{i}", "g", 1)
        # Los adelantados ya están en camino sin que nadie haya dicho que no llegan más.
        assert len(cuadrilla._tareas) >= procesos.ADELANTE * 2
        dados = sorted("+".join(t) for t in cuadrilla.acabar())
    assert dados == ["g0+g1", *(f"s{i}" for i in range(9))]
    hechos = _hechos(tmp_path)
    assert sorted(hechos) == dados
    assert os.getpid() not in hechos.values()
    assert len(list(tmp_path.glob("nacio-*"))) <= 2


def _correr(cuadrilla: Cuadrilla[str], trabajos: Iterable[str]) -> None:
    with cuadrilla:
        for trabajo in trabajos:
            cuadrilla.recibir(trabajo, "", 1)
        for _ in cuadrilla.acabar():
            pass


@pytest.mark.parametrize("cuantos", [1, 2])
def test_lo_que_no_sale_no_cancela_lo_demas_y_se_dice_junto(tmp_path: Path, cuantos: int) -> None:
    """Antes el primero que no salía cancelaba los demás."""
    sanos = [f"s{i}" for i in range(9)]
    with pytest.raises(Fallidos) as error:
        _correr(_cuadrilla(tmp_path, cuantos), ["malo1", *sanos, "malo2"])
    assert list(error.value.fallos) == ["malo1", "malo2"]
    assert sorted(_hechos(tmp_path)) == sanos


def test_lo_que_niega_la_maquina_se_lanza_y_cancela_lo_pendiente(tmp_path: Path) -> None:
    with pytest.raises(ErrorDeMaquina, match="así no"):
        _correr(_cuadrilla(tmp_path, 2), ["falla", *(f"s{i}" for i in range(400))])
    assert len(_hechos(tmp_path)) < 400


def test_un_proceso_que_muere_se_dice_sin_traza(tmp_path: Path) -> None:
    with pytest.raises(ErrorDeMaquina, match="un proceso de impresión murió"):
        _correr(_cuadrilla(tmp_path, 2), ["muere", "s"])


def test_un_fallo_de_quien_compone_llega_tal_cual(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        _correr(_cuadrilla(tmp_path, 2), (str(10 // (3 - i)) for i in range(9)))


def test_las_tandas_se_parten_solo_si_un_proceso_se_quedaria_solo() -> None:
    tandas = [Tanda(tuple(f"{g}{i}" for i in range(4)), (100,) * 4) for g in "abcde"]
    piezas = emparejadas(tandas, 2)
    assert sorted(len(p.trabajos) for p in piezas) == [2, 2, 4, 4, 4, 4]
    assert sorted(t for p in piezas for t in p.trabajos) == sorted(t for p in tandas for t in p.trabajos)
    assert emparejadas(tandas[:4], 2) == tandas[:4]
    assert emparejadas([Tanda(("a",), (1,))], 8) == [Tanda(("a",), (1,))]
    assert emparejadas([], 2) == []


def test_lo_mas_pesado_va_primero() -> None:
    tandas = [Tanda((str(p),), (p,)) for p in (1, 5, 3)]
    assert [t.peso for t in emparejadas(tandas, 2)] == [5, 3, 1]
