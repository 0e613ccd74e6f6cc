"""Lo que alguien escribía y lo que cambió por fuera: cada cambio queda, y lo que choca se dice."""

from __future__ import annotations

import copy
from typing import Any

from generador.local.editor.hoja import DE, Hoja, acomodada, de_datos
from generador.local.editor.junta import CambioAjeno, juntar
from generador.modelo.campos import campos
from generador.modelo.datos.mesas import Mesas

SUYOS = campos(Mesas)
BASE = de_datos(
    SUYOS,
    {
        "personas_por_submesa": "20",
        "mesas": [{"numero": str(n), "eje": f"Eje {n}", "preguntas": ["Una", "Dos"]} for n in (1, 2, 3)],
    },
)


def _con(cambios: dict[tuple[int, str], str], base: Hoja = BASE) -> Hoja:
    hoja = copy.deepcopy(base)
    for (puesto, campo), dicho in cambios.items():
        hoja["mesas"][puesto][campo] = dicho
    return hoja


def _ejes(hoja: Hoja) -> list[Any]:
    return [f.get("eje", "") for f in hoja["mesas"]]


def test_lo_que_cambio_una_sola_parte_queda_como_lo_dejo() -> None:
    mia = {**_con({(0, "eje"): "Mío"}), "personas_por_submesa": "25"}
    ajena = _con({(2, "eje"): "Ajeno", (1, "preguntas"): "Otra"})
    junta = juntar(SUYOS, BASE, mia, ajena)
    assert junta.choques == []
    assert junta.hoja["personas_por_submesa"] == "25"
    assert _ejes(junta.hoja) == ["Mío", "Eje 2", "Ajeno"]
    assert junta.hoja["mesas"][1]["preguntas"] == "Otra"


def test_el_mismo_cambio_en_las_dos_partes_no_choca() -> None:
    igual = _con({(0, "eje"): "Igual"})
    junta = juntar(SUYOS, BASE, igual, igual)
    assert (junta.choques, junta.hoja) == ([], igual)


def test_si_cambiaron_las_dos_queda_lo_mio_y_se_dice_lo_otro() -> None:
    junta = juntar(SUYOS, BASE, _con({(1, "eje"): "Mío"}), _con({(1, "eje"): "Ajeno"}))
    assert _ejes(junta.hoja) == ["Eje 1", "Mío", "Eje 3"]
    assert junta.choques == [CambioAjeno("mesas.1.eje", "Eje", "Ajeno")]
    borrado = juntar(SUYOS, BASE, _con({(1, "eje"): "Mío"}), _con({(1, "eje"): ""}))
    assert borrado.choques == [CambioAjeno("mesas.1.eje", "Eje", "(nada)")]


def test_lo_que_aqui_se_movio_lleva_lo_que_por_fuera_se_le_cambio() -> None:
    mia = copy.deepcopy(BASE)
    acomodada(mia, "subir:mesas.2")
    acomodada(mia, "agregar:mesas")
    junta = juntar(SUYOS, BASE, mia, _con({(2, "eje"): "Ajeno"}))
    assert (junta.choques, _ejes(junta.hoja)) == ([], ["Eje 1", "Ajeno", "Eje 2", ""])
    assert [f[DE] for f in junta.hoja["mesas"]] == ["0", "2", "1", ""]


def test_lo_que_aqui_se_quito_y_por_fuera_cambio_se_dice() -> None:
    mia = copy.deepcopy(BASE)
    acomodada(mia, "quitar:mesas.1")
    junta = juntar(SUYOS, BASE, mia, _con({(1, "eje"): "Ajeno"}))
    assert _ejes(junta.hoja) == ["Eje 1", "Eje 3"]
    assert junta.choques == [CambioAjeno("mesas", "Mesas", "2\nAjeno\nUna\nDos")]


def test_en_una_lista_que_por_fuera_crecio_queda_lo_de_las_dos_partes() -> None:
    """Visto perderse: quedaba la del archivo, y al guardar decía que ya estaba."""
    ajena = copy.deepcopy(BASE)
    ajena["mesas"].append({**ajena["mesas"][0], "eje": "Cuarto", DE: "3"})
    junta = juntar(SUYOS, BASE, _con({(0, "eje"): "Mío"}), ajena)
    assert (junta.choques, _ejes(junta.hoja)) == ([], ["Mío", "Eje 2", "Eje 3", "Cuarto"])
    assert [f[DE] for f in junta.hoja["mesas"]] == ["0", "1", "2", "3"]


def test_en_una_lista_que_por_fuera_se_acorto_lo_mio_sigue_y_lo_quitado_se_dice() -> None:
    ajena = copy.deepcopy(BASE)
    del ajena["mesas"][1]
    for i, ficha in enumerate(ajena["mesas"]):
        ficha[DE] = str(i)
    mia = _con({(2, "eje"): "Mío"})
    acomodada(mia, "agregar:mesas")
    junta = juntar(SUYOS, BASE, mia, ajena)
    assert (junta.choques, _ejes(junta.hoja)) == ([], ["Eje 1", "Mío", ""])
    assert [f[DE] for f in junta.hoja["mesas"]] == ["0", "1", ""]
    junta = juntar(SUYOS, BASE, _con({(1, "eje"): "Mío"}), ajena)
    assert _ejes(junta.hoja) == ["Eje 1", "Eje 3"]
    assert junta.choques == [CambioAjeno("mesas", "Mesas", "2\nMío\nUna\nDos", suyo=True)]


def test_si_en_una_lista_que_cambio_los_dos_tocaron_la_misma_se_dice() -> None:
    ajena = _con({(0, "eje"): "Ajeno"})
    ajena["mesas"].insert(0, {**BASE["mesas"][0], "numero": "9", "eje": "Nueva"})
    for i, ficha in enumerate(ajena["mesas"]):
        ficha[DE] = str(i)
    junta = juntar(SUYOS, BASE, _con({(0, "eje"): "Mío"}), ajena)
    assert _ejes(junta.hoja) == ["Nueva", "Mío", "Eje 2", "Eje 3"]
    assert junta.choques == [CambioAjeno("mesas.1.eje", "Eje", "Ajeno")]


def test_si_ya_no_se_sabe_que_vieron_los_dos_todo_lo_distinto_se_dice() -> None:
    mia = {**_con({(0, "eje"): "Mío"}), "personas_por_submesa": "25"}
    junta = juntar(SUYOS, {}, mia, BASE)
    assert [(c.nombre, c.suyo) for c in junta.choques] == [("personas_por_submesa", False), ("mesas", True)]
    assert juntar(SUYOS, {}, BASE, BASE).choques == []
