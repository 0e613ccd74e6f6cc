"""Una agenda aprobada y después consolidada, vista por quien verifica: cada acto cuenta, y ninguno se cae."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from actos import dos_actos
from composicion.contextos.test_paginas import _paginas
from fabrica import ID, asamblea

from generador.construccion.verificacion import paginas
from generador.construccion.verificacion.firmado import juzgar
from generador.construccion.verificacion.hermanos import Cotejo
from generador.errores import ErrorDeUso
from generador.modelo.aprobado.palabras import palabras_de
from generador.modelo.asamblea import Sitio
from generador.modelo.datos.comun.medios import Medios
from generador.modelo.publico.apertura import abrir
from generador.salida.abiertos import ESCRITORES

SITIO = Sitio(nombre="Sitio", descripcion="De prueba.", direccion="https://asambleas.gov.co/")
Arbol = dict[str, Any]


def _publicada() -> bytes:
    abierta = abrir(
        asamblea(**dos_actos()).publicable(),
        SITIO,
        lambda c: f"https://asambleas.gov.co/{ID}/agenda/{c.lower()}",
    )
    return ESCRITORES["agenda.json"](abierta)


@pytest.fixture(scope="module")
def arbol() -> Arbol:
    leido: Arbol = json.loads(_publicada())
    return leido


def _fallas(arbol: Arbol) -> tuple[str, ...]:
    return juzgar("agenda.json", json.dumps(arbol, ensure_ascii=False).encode()).fallas


def _con(arbol: Arbol, cambiar: Callable[[Arbol], Any]) -> Arbol:
    suyo: Arbol = json.loads(json.dumps(arbol))
    cambiar(suyo)
    return suyo


def test_los_dos_actos_se_verifican_y_cada_uno_tiene_su_huella(arbol: Arbol) -> None:
    juicio = juzgar("agenda.json", json.dumps(arbol).encode())
    assert juicio.fallas == ()
    assert juicio.calculadas == {arbol["huella_aprobada"], arbol["huella"]}
    assert [(v["numero"], v.get("acto", "plenaria")) for v in arbol["versiones"]] == [
        (1, "plenaria"),
        (2, "consolidacion"),
    ]


FORJAS: dict[str, tuple[Callable[[Arbol], Any], str]] = {
    "editar el compromiso": (
        lambda a: a["consolidaciones"][0]["compromisos"][0].update(texto="Otro."),
        "la consolidación 1, del 2024-02-01, no da su huella",
    ),
    "cambiar quién": (
        lambda a: a["consolidaciones"][0].update(quien="Otra"),
        "la consolidación 1, del 2024-02-01, no da su huella",
    ),
    "antedatarla": (
        lambda a: a["consolidaciones"][0].update(fecha="2024-01-01"),
        "la consolidación 1, del 2024-01-01, no da su huella",
    ),
    "cambiar lo que aprobó la plenaria": (
        lambda a: a["aprobado"]["acta"].update(decision="Otra."),
        "lo aprobado no da la huella del acta",
    ),
    "decir que la consolidación la aprobó la plenaria": (
        lambda a: a["versiones"][1].pop("acto"),
        "«versiones[2].acto» no es lo que sale de lo firmado",
    ),
}


@pytest.mark.parametrize("como", FORJAS)
def test_cada_forja_se_dice(arbol: Arbol, como: str) -> None:
    cambiar, falla = FORJAS[como]
    assert _fallas(_con(arbol, cambiar))[0] == falla


def test_quitarla_deja_compromisos_que_nadie_aprobo(arbol: Arbol) -> None:
    """Vista fallar sin `consolidaciones` en lo que se rehace."""
    with pytest.raises(ErrorDeUso, match="se contradice"):
        _fallas(_con(arbol, lambda a: a.pop("consolidaciones")))


def _textos(nodo: Any, camino: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(nodo, str):
        yield camino
    elif isinstance(nodo, (dict, list)):
        for clave, valor in nodo.items() if isinstance(nodo, dict) else enumerate(nodo):
            yield from _textos(valor, (*camino, clave))


def test_con_cualquier_letra_cambiada_no_da_y_las_palabras_son_otras(arbol: Arbol) -> None:
    """Cada texto de la cadena, con una letra distinta: o no se admite, o no da, y da otras palabras."""
    suyas = palabras_de(arbol["huella"])
    caminos = list(_textos(arbol["consolidaciones"]))
    assert len(caminos) > 10
    for camino in caminos:
        otro = _con(arbol, lambda a, camino=camino: _cambiar(a["consolidaciones"], camino))  # type: ignore[misc]
        try:
            juicio = juzgar("agenda.json", json.dumps(otro).encode())
        except ErrorDeUso:
            continue
        assert juicio.fallas, camino
        if camino[1] not in ("anterior", "huella", "partes"):
            assert palabras_de(juicio.huella) != suyas, camino


def _cambiar(nodo: Any, camino: tuple[Any, ...]) -> None:
    *dentro, ultima = camino
    for paso in dentro:
        nodo = nodo[paso]
    texto = nodo[ultima]
    letra = "2" if texto[-1] == "1" else "1" if texto[-1].isdigit() else "f" if texto[-1] != "f" else "e"
    nodo[ultima] = texto[:-1] + letra


@pytest.mark.lenta
@pytest.mark.parametrize(
    ("codigo", "dice", "otra"),
    [
        ("pru23-002", "Hacer luz entre todas.", "Hacer luz entre pocas."),
        ("pru23-002", "PRU23-001. Riego y luz", "PRU23-001. Luz"),
        ("pru23-003", "Ya lo hace el acueducto.", "Nadie quiso."),
        ("pru23-003", "1 de febrero de 2024", "2 de febrero de 2024"),
    ],
)
def test_la_pagina_de_lo_que_se_consolido_tambien_se_coteja(
    tmp_path: Path, arbol: Arbol, codigo: str, dice: str, otra: str
) -> None:
    abierta = juzgar("agenda.json", json.dumps(arbol).encode()).abierta
    ruta = f"agenda/{codigo}"
    exigida = paginas._de_la_agenda(abierta)[ruta]
    html = unescape(_paginas(tmp_path, Medios(), **dos_actos())[f"{ID}/{ruta}/"][1]).replace("\u00a0", " ")
    assert dice in html
    for texto, buenas in ((html, 1), (html.replace(dice, otra), 0)):
        leida = paginas._Leida(texto.encode(), exigida)
        assert paginas._cotejar({"esa página": leida}, abierta, Cotejo()) == buenas
