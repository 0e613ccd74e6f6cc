"""Las maneras corrientes de decir un nombre: cada una se halla, y lo que se parece no."""

import pytest

from generador.modelo.personal import formas_de_nombre
from generador.modelo.personal.formas_de_nombre import Forma, TextoConNombres
from generador.modelo.personal.reserva import Reserva

NOMBRE = "María Fernanda Gutiérrez de la Cruz"
VARIANTES = r"""María Fernanda Gutiérrez de la Cruz|MARÍA FERNANDA GUTIÉRREZ DE LA CRUZ
María Fernanda Gutiérrez|maria fernanda gutierrez de la cruz|María Gutiérrez
Fernanda Gutiérrez|María de la Cruz|Fernanda Cruz|MARIA GUTIERREZ|maria gutierrez
María Fernanda|Maria-Fernanda|mariafernanda|MariaFernanda
María  Fernanda  Gutiérrez|María\nFernanda\nGutiérrez|Gutiérrez, María|Gutiérrez María
Gutiérrez de la Cruz, María Fernanda|GUTIÉRREZ DE LA CRUZ MARÍA FERNANDA|M. F. Gutiérrez|M.F. Gutiérrez
M. Gutiérrez|MF Gutiérrez|María F. Gutiérrez|Ma. Fernanda Gutiérrez|Ma Fernanda Gutiérrez|Maria Fda. Gutiérrez
Gutiérrez M.|Mafe Gutiérrez|Mafe|doña Mafe|la Marifer|Mafer|Fer Gutiérrez|Nanda de la Cruz|Mari Gutiérrez
doña María|la señora Gutiérrez|Sra. Gutiérrez|la profe Fernanda|la lideresa María|compañera Fernanda
Dra. Gutiérrez|maria_gutierrez|maria-fernanda-gutierrez.jpg|María\u200b Gutiérrez|M\u0430ría Gutiérrez
María Gutié\nrrez|María de Gutiérrez|Gutiérrez-María|Gutiérrez Cruz, Fernanda"""
AJENAS = """María Rodríguez|Fernanda López|Gutiérrez|María|Pedro Gutiérrez|la cruz de mayo|José María Vargas
una cruz y Fernando|Gutierrezmaría|el señor Fernando|Santa María|Cruz Roja|doña Marina|P. Gutiérrez
Llegó Gutiérrez. María no vino"""


def _frases(texto: str) -> list[str]:
    frases = [f for renglon in texto.split("\n") for f in renglon.split("|")]
    return [f.replace("\\n", "\n").replace("\\u200b", "\u200b").replace("\\u0430", "\u0430") for f in frases]


def _hallados(nombre: str, texto: str) -> list[str]:
    return [texto[a:b] for a, b, _ in Reserva((nombre,)).hallar(texto)]


def test_son_muchas() -> None:
    assert len(_frases(VARIANTES)) >= 47


@pytest.mark.parametrize("variante", _frases(VARIANTES))
def test_se_halla_como_sea(variante: str) -> None:
    assert len(_hallados(NOMBRE, f"Ayer {variante} habló")) >= 1
    assert len(_hallados(NOMBRE, variante)) >= 1


@pytest.mark.parametrize("ajena", _frases(AJENAS))
def test_no_se_confunde_con_otra(ajena: str) -> None:
    assert _hallados(NOMBRE, f"Ayer {ajena} habló") == []


@pytest.mark.parametrize(
    ("nombre", "dicho", "esperado"),
    [
        ("Juan Carlos Ardila", "Juanca Ardila y Juancho Ardila", ["Juanca Ardila", "Juancho Ardila"]),
        ("Gutiérrez Pérez, Ana", "vino Ana Pérez", ["Ana Pérez"]),
        ("PEÑALOZA DORIA YEISON", "vino Yeison Peñaloza", ["Yeison Peñaloza"]),
        ("Luz Paz", "la luz, la paz y la luz paz", []),
        ("Luz Paz Rojas", "la luz paz", []),
        ("Rosa", "la rosa de Rosa", ["Rosa"]),
        (
            "Wayra Tunubalá",
            "WAYRA  TUNUBALA; vino Tunubalá Wayra, doña Wayra",
            ["WAYRA  TUNUBALA", "Tunubalá Wayra", "Wayra"],
        ),
    ],
)
def test_otros_nombres(nombre: str, dicho: str, esperado: list[str]) -> None:
    assert _hallados(nombre, dicho) == esperado


def test_quien_si_autorizo_no_se_confunde_con_quien_no() -> None:
    reserva = Reserva(("María Gutiérrez Ortiz",), ("María Fernanda Gutiérrez",))
    assert list(reserva.hallar("María Fernanda Gutiérrez y doña María")) == []
    assert [n for _, _, n in reserva.hallar("María Ortiz")] == ["María Gutiérrez Ortiz"]
    assert [n for _, _, n in reserva.hallar("María Gutiérrez Ortiz")] == ["María Gutiérrez Ortiz"]


def test_solo_entero() -> None:
    dicho = TextoConNombres("la escuela Ana Sol y doña Ana")
    assert list(Forma("Ana Sol", completo=True).hallar(dicho)) == [(11, 18)]


def test_de_un_nombre_largo_solo_se_busca_el_orden_que_esta() -> None:
    """Visto fallar: noventa palabras se volvían noventa expresiones de noventa palabras."""
    palabras = [f"{a}{b}zz" for a in "bcdfghjklm" for b in "aeiouybcd"]
    forma = Forma(" ".join(palabras), completo=True)
    girado = "\n".join([*palabras[40:], *palabras[:40]])
    antes = formas_de_nombre._entero.cache_info().misses
    # En un PDF, una palabra sigue en el otro renglón y entre dos puede haber un signo.
    dicho = girado.replace("zz", "z\nz", 1).replace("\n", " _ ", 3).replace(" _ ", "\n", 1)
    assert list(forma.hallar(TextoConNombres(dicho))) == [(0, len(dicho))]
    assert formas_de_nombre._entero.cache_info().misses - antes == 1
