"""Lo que falla en un archivo se recoge; lo que niega la máquina se lanza de una vez."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from generador.errores import ErrorDeMaquina, ErrorDeSalida, Fallidos
from generador.salida.fallas import Fallas


def test_se_recoge_todo_y_se_dice_por_ruta(tmp_path: Path) -> None:
    fallas = Fallas(tmp_path)
    for ruta in ("b/2.pdf", "a/1.pdf"):
        with fallas.de(ruta):
            raise ErrorDeSalida(f"{ruta}: así no")
    with fallas.de("c/3.pdf"):
        pass
    with fallas.reunidas():
        raise Fallidos({"d/4.png": ErrorDeSalida("d/4.png: tampoco")})
    assert ("a/1.pdf" in fallas, "c/3.pdf" in fallas) == (True, False)
    with pytest.raises(Fallidos) as error:
        fallas.exigir(["c/3.pdf"])
    assert list(error.value.fallos) == ["a/1.pdf", "b/2.pdf", "d/4.png"]
    assert error.value.nuevos == ("c/3.pdf",)
    assert str(error.value) == "a/1.pdf: así no\n\nb/2.pdf: así no\n\nd/4.png: tampoco"
    Fallas(tmp_path).exigir()


@pytest.mark.parametrize(
    "negado",
    [
        OSError(errno.ENOSPC, "lleno"),
        PermissionError(errno.EACCES, "no"),
        MemoryError(),
        ErrorDeMaquina("no"),
        FileNotFoundError(errno.ENOENT, "no está"),
    ],
    ids=repr,
)
def test_lo_de_la_maquina_no_es_de_un_archivo(tmp_path: Path, negado: Exception) -> None:
    fallas = Fallas(tmp_path)
    with pytest.raises(type(negado)), fallas.de("a/1.pdf"):
        raise negado
    fallas.exigir()


def test_una_imagen_que_una_biblioteca_no_entiende_si_es_de_su_archivo(tmp_path: Path) -> None:
    """Pillow lanza un OSError sin número. Antes detenía a todas las asambleas."""
    fallas = Fallas(tmp_path)
    with fallas.de("a/1.pdf"):
        raise OSError("image file is truncated")
    assert "a/1.pdf" in fallas


def test_de_muchos_se_dicen_los_primeros(tmp_path: Path) -> None:
    error = Fallidos({f"{i:03d}.pdf": ErrorDeSalida(f"{i:03d}.pdf: no") for i in range(60)})
    assert len(error.dichos) == 51
    assert error.dichos[-1] == "y otros 10: corrija los de arriba y repita la orden"
