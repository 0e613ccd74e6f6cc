"""Desde la portada, la asamblea o cualquier página suya se llega a la de la agenda."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from generador.construccion.verificacion import origen, rastro
from generador.construccion.verificacion.origen import Web
from generador.construccion.verificacion.rastro import PaginaDeAgenda, seguir
from generador.errores import ErrorDeUso

SITIO = "https://sitio.example/"


def _pagina(*enlaces: str) -> bytes:
    return ("<!doctype html>" + "".join(f'<a class=x href="{e}">x</a>' for e in enlaces)).encode()


AGENDA = _pagina("../", "./", "../descargas/agenda.json")
MENU = ("../", "./", "mesas/", "agenda/", "agenda/#mesa-1", "https://otro.example/agenda/")
DE_TODAS = {
    "": _pagina("./", "uno-2024/", "acerca/", "https://otro.example/dos/", "mailto:x@y.example", "//["),
    "uno-2024/": _pagina(*MENU),
    "uno-2024/mesas/": _pagina("../", "../agenda/"),
    "uno-2024/agenda/": AGENDA,
    "acerca/": _pagina("../", "./"),
}


@pytest.fixture
def pedidas(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Las direcciones que se han pedido; responde `DE_TODAS`."""
    return _servir(monkeypatch, DE_TODAS)


def _servir(monkeypatch: pytest.MonkeyPatch, paginas: Mapping[str, bytes]) -> list[str]:
    hechos: list[str] = []

    def bajar(direccion: str, _: float) -> tuple[str, bytes] | None:
        hechos.append(direccion)
        datos = paginas.get(direccion.removeprefix(SITIO))
        return (direccion, datos) if datos is not None else None

    monkeypatch.setattr(origen, "_bajar", bajar)
    return hechos


@pytest.mark.parametrize("desde", ["", "uno-2024/", "uno-2024/mesas/", "uno-2024/agenda/"])
def test_desde_cualquiera_se_llega_a_la_agenda(pedidas: list[str], desde: str) -> None:
    """Vista fallar: de la portada y de la asamblea, «no enlaza ningún agenda.json»."""
    web = Web(SITIO + desde, SITIO + desde)
    hallada = seguir(web, DE_TODAS[desde])
    assert hallada == PaginaDeAgenda(f"{SITIO}uno-2024/agenda/", AGENDA, "../descargas/agenda.json")
    assert all(p.startswith(SITIO) for p in pedidas)


def test_de_varias_se_dice_cuales(monkeypatch: pytest.MonkeyPatch) -> None:
    portada = _pagina("uno/", "dos/", "tres/")
    _servir(monkeypatch, {"uno/agenda/": AGENDA, "dos/agenda/": AGENDA, "tres/agenda/": _pagina("../")})
    with pytest.raises(ErrorDeUso) as error:
        seguir(Web(SITIO, SITIO), portada)
    assert str(error.value) == (
        f"«{SITIO}» lleva a 2 agendas; dé una de ellas:\n  {SITIO}uno/agenda/\n  {SITIO}dos/agenda/"
    )


def test_sin_ninguna_o_con_demasiadas_se_dice_que_dar(
    pedidas: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ErrorDeUso, match=r"no enlaza ningún agenda\.json.*; dé la dirección del sitio"):
        seguir(Web(SITIO, f"{SITIO}acerca/"), DE_TODAS["acerca/"])
    monkeypatch.setattr(rastro, "TOPE_DE_CARPETAS", 1)
    with pytest.raises(ErrorDeUso, match=r"enlaza 2 carpetas.*dé la dirección de la asamblea"):
        seguir(Web(SITIO, SITIO), DE_TODAS[""])
    assert pedidas == []
