"""Dos conteos publicados no delatan, por resta, a quien llegó después."""

import pytest

from generador.modelo.datos.asistencia import Asistencia, Conteo, Cuadro, cambios_delatores, ocultar


def _asistencia(total: int, *cuadros: Cuadro) -> Asistencia:
    return Asistencia.model_validate({"fecha": "2023-11-18", "total": total, "cuadros": cuadros})


def _mesas(*personas: int | None, complementaria: bool = False) -> Cuadro:
    conteos = tuple(Conteo(categoria=f"Mesa {i}", personas=p) for i, p in enumerate(personas, start=1))
    return Cuadro(variable="mesa", conteos=conteos, complementaria=complementaria)


def test_doscientas_y_doscientas_una() -> None:
    antes, ahora = _asistencia(200, _mesas(120, 80)), _asistencia(201, _mesas(121, 80))
    assert cambios_delatores(antes, ahora) == ("el total (200 y 201)", "Mesa: «Mesa 1» (120 y 121)")


@pytest.mark.parametrize(
    ("antes", "ahora", "malos"),
    [
        ((120, 80), (120, 80), 0),
        ((120, 80), (125, 85), 0),
        ((120, 80), (124, 86), 1),
        ((120, 80), (116, 80), 1),
        # Uno oculto tenía de 1 a 4: para no acotarlo, el nuevo ha de ser 9 o más.
        ((None, 80), (5, 80), 1),
        ((None, 80), (8, 80), 1),
        ((None, 80), (9, 80), 0),
        ((6, 80), (None, 80), 1),
        ((None, 80), (None, 90), 0),
        # Un renglón nuevo viene de cero.
        ((120,), (120, 5), 0),
        ((120, 5), (120,), 0),
    ],
)
def test_cada_renglon(antes, ahora, malos) -> None:  # type: ignore[no-untyped-def]
    assert len(cambios_delatores(_asistencia(200, _mesas(*antes)), _asistencia(200, _mesas(*ahora)))) == malos


def test_con_ocultacion_complementaria_no_se_sabia() -> None:
    antes = _asistencia(200, _mesas(None, None, 80, complementaria=True))
    assert cambios_delatores(antes, _asistencia(200, _mesas(6, 7, 80))) == ()


def test_una_pregunta_nueva_no_se_compara() -> None:
    nueva = ocultar("genero", [("Mujer", 101), ("Hombre", 99)])
    assert (
        cambios_delatores(_asistencia(200, _mesas(120, 80)), _asistencia(200, _mesas(120, 80), nueva)) == ()
    )
