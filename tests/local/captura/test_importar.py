"""`importar`: qué dice, con qué sale y qué queda en el disco."""

from __future__ import annotations

import shutil
import zipfile
from contextlib import ExitStack
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from fabrica import ID, asamblea
from local.captura.llegadas import AGUA, ENTREGA, FORMULARIO, OTRA, POZO, TODA, archivo, correr, dice

from generador.edicion.diario import cerrojo
from generador.local.captura import turno
from generador.local.captura.archivos import importacion
from generador.local.captura.bandeja import Bandeja
from generador.local.captura.recepcion import Acuse, recibir
from generador.local.captura.sobre import en_texto
from generador.local.sala import salon
from generador.local.sala.salon import Salon
from generador.salida.disco import Ocupado, huella_de_arbol


def test_se_dice_que_es_nuevo_igual_parcial_y_en_conflicto(raiz: Path, tmp_path: Path) -> None:
    llegan = tmp_path / "llegan"
    archivo(llegan, "a.txt", replace(ENTREGA, submesa="M2-S1", campos=TODA))
    archivo(llegan, "b.json", ENTREGA)
    archivo(llegan, "c.txt", OTRA)
    esperado = [
        "llegan/b.json: M1-S1 de prueba-2023, parcial; 2 casillas; la hoja queda solo con la necesidad",
        "llegan/c.txt: M1-S1 de prueba-2023, en conflicto; 1 casilla; la hoja queda sin todo el plan",
        "    en conflicto, «Personas que asistieron»:",
        "      en la hoja: 18",
        "      aquí: 20",
        "llegan/a.txt: M2-S1 de prueba-2023, nueva; 6 casillas; la hoja queda completa",
        "prueba-2023: 1 casilla en conflicto; escoja con ./asamblea elegir prueba-2023",
        "En total, parcial 1, en conflicto 1, nueva 1",
    ]
    antes = huella_de_arbol(raiz)
    codigo, dicho = correr("importar", llegan, "--simular")
    assert (codigo, dicho.splitlines()) == (1, [*esperado, "simulado: no se escribió nada"])
    assert huella_de_arbol(raiz) == antes
    assert correr("importar", llegan) == (1, "\n".join(esperado) + "\n")
    assert dice(raiz) == {**AGUA, "aportes.0.solucion": "Pozo"}
    assert dice(raiz, "M2-S1") == TODA
    antes = huella_de_arbol(raiz / "datos", raiz / "entrada")
    codigo, dicho = correr("importar", llegan)
    assert (codigo, dicho.splitlines()[-1]) == (0, "En total, igual 3")
    assert huella_de_arbol(raiz / "datos", raiz / "entrada") == antes


def test_el_orden_no_cambia_lo_que_queda(raiz: Path, tmp_path: Path) -> None:
    llegan = tmp_path / "llegan"
    rutas = [
        archivo(llegan, "1.txt", ENTREGA),
        archivo(llegan, "2.json", replace(ENTREGA, revision=2, campos=TODA)),
        archivo(llegan, "3.txt", OTRA),
    ]
    quedan = set()
    for orden in permutations(rutas):
        correr("importar", *orden)
        quedan.add((huella_de_arbol(raiz / "datos"), tuple(dice(raiz).items())))
        shutil.rmtree(raiz / "entrada")
        shutil.rmtree(raiz / "datos" / ID / "resultados")
    assert [campos for _, campos in quedan] == [tuple(TODA.items())]


def test_un_zip_con_todo(raiz: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "chat.zip", "w") as zip_:
        zip_.writestr("a/hoja.txt", en_texto(ENTREGA, FORMULARIO, "Prueba"))
        zip_.writestr("foto.jpg", b"\xff\xd8\xff0000")
        zip_.writestr("lista.csv", "a,b")
    codigo, dicho = correr("importar", tmp_path / "chat.zip")
    assert codigo == 1
    assert "«chat.zip: foto.jpg» está rota, truncada o no es una imagen" in dicho
    assert "«chat.zip: lista.csv» es de una hoja de cálculo guardada como texto" in dicho
    assert dice(raiz) == AGUA


def test_cada_rechazo_dice_por_que(raiz: Path, tmp_path: Path) -> None:
    llegan = tmp_path / "llegan"
    archivo(llegan, "a.txt", replace(ENTREGA, asamblea="prueba-2024"))
    archivo(llegan, "b.txt", replace(ENTREGA, submesa="M9-S1"))
    vieja = replace(ENTREGA, formulario="00000000", campos={**AGUA, "aportes.7.necesidad": "Luz"})
    archivo(llegan, "c.txt", vieja)
    (llegan / "d.txt").write_text(en_texto(ENTREGA, FORMULARIO, "P").replace("18", "19"), "utf-8")
    codigo, dicho = correr("importar", llegan)
    assert codigo == 1
    for trozo in (
        "M1-S1 de prueba-2024, rechazada",
        "es de la asamblea «prueba-2024», que no está en datos/. ¿quiso decir «prueba-2023»?",
        "no existe la sub-mesa M9-S1; ¿quiso decir «M2-S1»?",
        "se llenó con otra versión del formulario",
        "trae aportes.7.necesidad, que hoy no se preguntan: quedan solo en entrada/",
        "cambió después de salir del formulario, o llegó cortada: llena lo que esté vacío y no borra nada",
    ):
        assert trozo in dicho
    assert [p.name for p in (raiz / "entrada").iterdir()] == [ID]


def test_lo_que_guarda_entrada_se_recibe_en_otra_carpeta(raiz: Path, tmp_path: Path) -> None:
    """Vista negarse: quien rescata solo entrada/ de un computador dañado no podía recibirla."""
    assert correr("importar", archivo(tmp_path, "a.txt", replace(ENTREGA, campos=TODA)))[0] == 0
    rescate = tmp_path / "rescate"
    shutil.copytree(raiz / "entrada", rescate)
    shutil.rmtree(raiz / "entrada")
    hoja = raiz / "datos" / ID / "resultados" / "M1-S1.yml"
    hoja.unlink()
    codigo, dicho = correr("importar", rescate)
    assert (codigo, "nueva 1" in dicho, "cambió después" in dicho) == (0, True, False)
    assert dice(raiz) == TODA


def test_lo_que_ya_se_recibio_aqui_no_se_trae_otra_vez(raiz: Path, tmp_path: Path) -> None:
    """Vista duplicar cada foto, y quejarse de cada copia suya, al importar entrada/."""
    assert correr("importar", archivo(tmp_path, "a.txt", ENTREGA))[0] == 0
    archivo(raiz / "entrada", "suelta.txt", replace(ENTREGA, submesa="M2-S1", campos=TODA))
    antes = huella_de_arbol(raiz / "entrada" / ID / "M1-S1")
    codigo, dicho = correr("importar", raiz / "entrada")
    assert [r for r in dicho.splitlines() if r.startswith("entrada/")] == [
        "entrada/suelta.txt: M2-S1 de prueba-2023, nueva; 6 casillas; la hoja queda completa"
    ]
    assert huella_de_arbol(raiz / "entrada" / ID / "M1-S1") == antes
    codigo, dicho = correr("importar", raiz / "entrada" / ID / "M1-S1")
    assert (codigo, "es lo que ya se recibió aquí" in dicho) == (2, True)


@pytest.mark.parametrize(("hasta", "codigo"), [("Agua", 0), ("Pozo", 0), ("Poz", 1), ("Min", 1)])
def test_lo_que_llega_cortado_no_borra_lo_que_el_mismo_aparato_ya_dijo(
    raiz: Path, tmp_path: Path, hasta: str, codigo: int
) -> None:
    entera = replace(ENTREGA, campos=TODA)
    assert correr("importar", archivo(tmp_path, "a.txt", entera))[0] == 0
    texto = en_texto(replace(entera, revision=2), FORMULARIO, "Prueba")
    (tmp_path / "b.txt").write_text(texto[: texto.index(hasta) + len(hasta)], "utf-8")
    # Si el corte parte un texto, se escoge; en lo demás, no hay nada que hacer, ni ahora ni después.
    assert correr("importar", tmp_path / "b.txt")[0] == codigo
    assert dice(raiz) == TODA
    assert "de antes, en entrada/" not in correr("importar", tmp_path / "a.txt")[1]


def test_una_hoja_que_sigue_en_blanco_se_dice_en_blanco(raiz: Path, tmp_path: Path) -> None:
    assert correr("hojas", ID)[0] == 0
    mala = replace(ENTREGA, campos={**POZO, "asistentes": "mil"})
    assert (
        "M1-S1 de prueba-2023, incompleta; la hoja queda en blanco"
        in correr("importar", archivo(tmp_path, "a.txt", mala))[1]
    )


def test_lo_que_deja_un_programa_abierto_dice_que_archivo_dar(raiz: Path, tmp_path: Path) -> None:
    (tmp_path / "~$planilla.xlsx").write_bytes(b"\x05Ana Maria")
    codigo, dicho = correr("importar", tmp_path / "~$planilla.xlsx")
    assert codigo == 1
    assert "guarde y cierre ese archivo, y dé el que se llama igual sin «~$»" in dicho


def test_una_asamblea_que_no_se_lee_no_detiene_a_nadie(raiz: Path, tmp_path: Path) -> None:
    rota = raiz / "datos" / "rota-2023"
    shutil.copytree(raiz / "datos" / ID, rota)
    (rota / "evento.yml").write_text("nombre: [", "utf-8")
    archivo(tmp_path / "llegan", "a.txt", replace(ENTREGA, asamblea="rota-2023"))
    archivo(tmp_path / "llegan", "b.txt", ENTREGA)
    codigo, dicho = correr("importar", tmp_path / "llegan")
    assert (codigo, dice(raiz)) == (1, AGUA)
    assert "corríjalos con ./asamblea validar rota-2023" in dicho


def test_un_dato_personal_se_avisa_sin_repetirlo(raiz: Path, tmp_path: Path) -> None:
    campos = {"aportes.0.necesidad": "Llamar al 310 555 12 34"}
    ruta = archivo(tmp_path / "llegan", "a.txt", replace(ENTREGA, campos=campos))
    codigo, dicho = correr("importar", ruta)
    assert codigo == 0
    assert "    aviso: «Necesidad 1»: hay un teléfono; bórrelo" in dicho
    assert "555" not in dicho


def test_tambien_se_avisa_de_lo_que_espera_a_que_escojan(raiz: Path, tmp_path: Path) -> None:
    correr("importar", archivo(tmp_path / "llegan", "a.txt", ENTREGA))
    campos = {"aportes.0.necesidad": "Llamar al 310 555 12 34"}
    otra = archivo(tmp_path / "llegan", "b.txt", replace(ENTREGA, dispositivo="tel-b", campos=campos))
    assert "aviso: «Necesidad 1»: hay un teléfono" in correr("importar", otra)[1]


def test_lo_que_no_cabe_en_la_hoja_se_guarda_y_se_pide_otra_vez(raiz: Path, tmp_path: Path) -> None:
    sola = replace(ENTREGA, campos={"aportes.0.solucion": "Pozo"})
    codigo, dicho = correr("importar", archivo(tmp_path / "llegan", "a.txt", sola))
    assert codigo == 1
    assert "incompleta" in dicho
    assert "    por corregir: falta «Necesidad 1». La necesidad que identificó la sub-mesa." in dicho
    assert "    corríjalo en lo que llegó (a.txt) y vuelva a importarlo" in dicho
    assert not (raiz / "datos" / ID / "resultados").exists()
    otra = archivo(tmp_path / "llegan", "b.txt", replace(ENTREGA, submesa="M2-S1"))
    assert "de antes, en entrada/: M1-S1 de prueba-2023, incompleta" in correr("importar", otra)[1]


@pytest.mark.parametrize("cual", ["recibir", "datos"])
def test_si_la_sala_esta_recibiendo_espera_su_turno(
    raiz: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cual: str
) -> None:
    """Sin la espera, `importar` diría que no quedó en la hoja por llegar a la vez que un teléfono."""
    esperas: list[float] = []
    with ExitStack() as otra:
        otra.enter_context(cerrojo(raiz, cual))

        def dormir(segundos: float) -> None:
            esperas.append(segundos)
            otra.close()

        monkeypatch.setattr(turno, "dormir", dormir)
        codigo, dicho = correr("importar", archivo(tmp_path / "llegan", "a.txt", ENTREGA))
    assert (codigo, len(esperas)) == (0, 1), dicho
    assert dice(raiz) == AGUA


def test_mientras_uno_recibe_ningun_otro_proceso_recibe(
    raiz: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ni `importar` ni la sala: el turno es de los dos."""
    veces: list[str] = []

    def en_su_turno(*dichos: Any) -> Acuse:
        with pytest.raises(Ocupado), cerrojo(raiz, "recibir"):
            pass
        veces.append(dichos[3])
        return recibir(*dichos)

    monkeypatch.setattr(importacion, "recibir", en_su_turno)
    monkeypatch.setattr(salon, "recibir", en_su_turno)
    assert correr("importar", archivo(tmp_path / "llegan", "a.txt", ENTREGA))[0] == 0
    Salon(raiz).recibir(asamblea(), "M2-S1", "tel-a", "teléfono", {"c.aportes.0.necesidad": "Vías"})
    assert veces == ["a.txt", "teléfono"]
    with cerrojo(raiz, "recibir"):
        pass


def test_si_otra_orden_escribe_queda_guardado_y_entra_despues(
    raiz: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turno, "PACIENCIA", 0.2)
    ruta = archivo(tmp_path / "llegan", "a.txt", ENTREGA)
    with cerrojo(raiz, "datos"):
        codigo, dicho = correr("importar", ruta)
    assert codigo == 1
    assert "quedó guardada en entrada/ y todavía no en la hoja. otra orden está escribiendo" in dicho
    assert len(Bandeja.de(raiz, ID).llegadas("M1-S1")) == 1
    assert correr("importar", ruta)[0] == 0
    assert dice(raiz) == AGUA


def test_no_hay_nada_que_recibir(raiz: Path, tmp_path: Path) -> None:
    (tmp_path / "vacia").mkdir()
    assert correr("importar", tmp_path / "vacia") == (0, "En total, nada que recibir\n")
    codigo, dicho = correr("importar", tmp_path / "no-existe")
    assert (codigo, "no existe «" in dicho) == (2, True)
