"""`importar`, `elegir` y `entrada`: qué dicen, con qué salen y qué queda en el disco."""

from __future__ import annotations

import shutil
import zipfile
from contextlib import ExitStack
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from fabrica import ID, asamblea, en_estado, escribir_proyecto

from generador import cli
from generador.carga.cargar import releer
from generador.edicion.diario import cerrojo
from generador.local.captura import turno
from generador.local.captura.archivos import importacion
from generador.local.captura.bandeja import Bandeja
from generador.local.captura.entrega import Entrega, campos_de
from generador.local.captura.formulario import formulario_de
from generador.local.captura.recepcion import Acuse, recibir
from generador.local.captura.sobre import en_json, en_texto
from generador.local.sala import salon
from generador.local.sala.salon import Salon
from generador.modelo.datos.aporte import Resultado
from generador.salida.disco import Ocupado, huella_de_arbol

RAIZ = Path(__file__).parents[3]
FORMULARIO = formulario_de(asamblea())
POZO = {"aportes.0.solucion": "Pozo"}
AGUA = {"asistentes": "18", "aportes.0.necesidad": "Agua"}
TODA = {
    **AGUA,
    "aportes.0.solucion": "Pozo",
    "aportes.0.plan.0.quien": "JAC",
    "aportes.0.plan.0.como": "Minga",
    "aportes.0.plan.0.cuando": "marzo",
}
ENTREGA = Entrega(ID, "M1-S1", FORMULARIO.version, "tel-a", 1, AGUA)
OTRA = replace(
    ENTREGA, dispositivo="tel-b", campos={**AGUA, "asistentes": "20", "aportes.0.solucion": "Pozo"}
)


@pytest.fixture
def raiz(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    raiz = tmp_path / "proyecto"
    raiz.mkdir()
    escribir_proyecto(raiz, **en_estado("en_curso"))
    shutil.copytree(RAIZ / "plantillas" / "nueva", raiz / "plantillas" / "nueva")
    monkeypatch.setattr(cli, "RAIZ", raiz)
    return raiz


def _correr(*argumentos: str | Path, entrada: str | None = None) -> tuple[int, str]:
    hecho = CliRunner().invoke(
        cli.principal, [str(a) for a in argumentos], input=entrada, prog_name="./asamblea"
    )
    return hecho.exit_code, hecho.output


def _archivo(carpeta: Path, nombre: str, entrega: Entrega) -> Path:
    carpeta.mkdir(exist_ok=True)
    ruta = carpeta / nombre
    json = nombre.endswith(".json")
    ruta.write_text(en_json(entrega) if json else en_texto(entrega, FORMULARIO, "Prueba"), "utf-8")
    return ruta


def _dice(raiz: Path, submesa: str = "M1-S1") -> dict[str, str]:
    hoja = raiz / "datos" / ID / "resultados" / f"{submesa}.yml"
    return campos_de(FORMULARIO, releer(hoja.read_bytes(), "hoja", Resultado)[0])


def test_se_dice_que_es_nuevo_igual_parcial_y_en_conflicto(raiz: Path, tmp_path: Path) -> None:
    llegan = tmp_path / "llegan"
    _archivo(llegan, "a.txt", replace(ENTREGA, submesa="M2-S1", campos=TODA))
    _archivo(llegan, "b.json", ENTREGA)
    _archivo(llegan, "c.txt", OTRA)
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
    codigo, dicho = _correr("importar", llegan, "--simular")
    assert (codigo, dicho.splitlines()) == (1, [*esperado, "simulado: no se escribió nada"])
    assert huella_de_arbol(raiz) == antes
    assert _correr("importar", llegan) == (1, "\n".join(esperado) + "\n")
    assert _dice(raiz) == {**AGUA, "aportes.0.solucion": "Pozo"}
    assert _dice(raiz, "M2-S1") == TODA
    antes = huella_de_arbol(raiz / "datos", raiz / "entrada")
    codigo, dicho = _correr("importar", llegan)
    assert (codigo, dicho.splitlines()[-1]) == (0, "En total, igual 3")
    assert huella_de_arbol(raiz / "datos", raiz / "entrada") == antes


def test_el_orden_no_cambia_lo_que_queda(raiz: Path, tmp_path: Path) -> None:
    llegan = tmp_path / "llegan"
    rutas = [
        _archivo(llegan, "1.txt", ENTREGA),
        _archivo(llegan, "2.json", replace(ENTREGA, revision=2, campos=TODA)),
        _archivo(llegan, "3.txt", OTRA),
    ]
    quedan = set()
    for orden in permutations(rutas):
        _correr("importar", *orden)
        quedan.add((huella_de_arbol(raiz / "datos"), tuple(_dice(raiz).items())))
        shutil.rmtree(raiz / "entrada")
        shutil.rmtree(raiz / "datos" / ID / "resultados")
    assert [campos for _, campos in quedan] == [tuple(TODA.items())]


def test_un_zip_con_todo(raiz: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "chat.zip", "w") as zip_:
        zip_.writestr("a/hoja.txt", en_texto(ENTREGA, FORMULARIO, "Prueba"))
        zip_.writestr("foto.jpg", b"\xff\xd8\xff0000")
        zip_.writestr("lista.csv", "a,b")
    codigo, dicho = _correr("importar", tmp_path / "chat.zip")
    assert codigo == 1
    assert "«chat.zip: foto.jpg» está rota, truncada o no es una imagen" in dicho
    assert "«chat.zip: lista.csv» no es un archivo del formulario; si es la conversación" in dicho
    assert _dice(raiz) == AGUA


def test_cada_rechazo_dice_por_que(raiz: Path, tmp_path: Path) -> None:
    llegan = tmp_path / "llegan"
    _archivo(llegan, "a.txt", replace(ENTREGA, asamblea="prueba-2024"))
    _archivo(llegan, "b.txt", replace(ENTREGA, submesa="M9-S1"))
    vieja = replace(ENTREGA, formulario="00000000", campos={**AGUA, "aportes.7.necesidad": "Luz"})
    _archivo(llegan, "c.txt", vieja)
    (llegan / "d.txt").write_text(en_texto(ENTREGA, FORMULARIO, "P").replace("18", "19"), "utf-8")
    codigo, dicho = _correr("importar", llegan)
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


@pytest.mark.parametrize(("hasta", "codigo"), [("Agua", 0), ("Pozo", 0), ("Poz", 1), ("Min", 1)])
def test_lo_que_llega_cortado_no_borra_lo_que_el_mismo_aparato_ya_dijo(
    raiz: Path, tmp_path: Path, hasta: str, codigo: int
) -> None:
    entera = replace(ENTREGA, campos=TODA)
    assert _correr("importar", _archivo(tmp_path, "a.txt", entera))[0] == 0
    texto = en_texto(replace(entera, revision=2), FORMULARIO, "Prueba")
    (tmp_path / "b.txt").write_text(texto[: texto.index(hasta) + len(hasta)], "utf-8")
    # Si el corte parte un texto, se escoge; en lo demás, no hay nada que hacer, ni ahora ni después.
    assert _correr("importar", tmp_path / "b.txt")[0] == codigo
    assert _dice(raiz) == TODA
    assert "de antes, en entrada/" not in _correr("importar", tmp_path / "a.txt")[1]


def test_una_hoja_que_sigue_en_blanco_se_dice_en_blanco(raiz: Path, tmp_path: Path) -> None:
    assert _correr("hojas", ID)[0] == 0
    mala = replace(ENTREGA, campos={**POZO, "asistentes": "mil"})
    assert (
        "M1-S1 de prueba-2023, incompleta; la hoja queda en blanco"
        in _correr("importar", _archivo(tmp_path, "a.txt", mala))[1]
    )


def test_lo_que_deja_un_programa_abierto_dice_que_archivo_dar(raiz: Path, tmp_path: Path) -> None:
    (tmp_path / "~$planilla.xlsx").write_bytes(b"\x05Ana Maria")
    codigo, dicho = _correr("importar", tmp_path / "~$planilla.xlsx")
    assert codigo == 1
    assert "guarde y cierre ese archivo, y dé el que se llama igual sin «~$»" in dicho


def test_una_asamblea_que_no_se_lee_no_detiene_a_nadie(raiz: Path, tmp_path: Path) -> None:
    rota = raiz / "datos" / "rota-2023"
    shutil.copytree(raiz / "datos" / ID, rota)
    (rota / "evento.yml").write_text("nombre: [", "utf-8")
    _archivo(tmp_path / "llegan", "a.txt", replace(ENTREGA, asamblea="rota-2023"))
    _archivo(tmp_path / "llegan", "b.txt", ENTREGA)
    codigo, dicho = _correr("importar", tmp_path / "llegan")
    assert (codigo, _dice(raiz)) == (1, AGUA)
    assert "corríjalos con ./asamblea validar rota-2023" in dicho


def test_un_dato_personal_se_avisa_sin_repetirlo(raiz: Path, tmp_path: Path) -> None:
    campos = {"aportes.0.necesidad": "Llamar al 310 555 12 34"}
    ruta = _archivo(tmp_path / "llegan", "a.txt", replace(ENTREGA, campos=campos))
    codigo, dicho = _correr("importar", ruta)
    assert codigo == 0
    assert "    aviso: «Necesidad 1»: hay un teléfono; bórrelo" in dicho
    assert "555" not in dicho


def test_tambien_se_avisa_de_lo_que_espera_a_que_escojan(raiz: Path, tmp_path: Path) -> None:
    _correr("importar", _archivo(tmp_path / "llegan", "a.txt", ENTREGA))
    campos = {"aportes.0.necesidad": "Llamar al 310 555 12 34"}
    otra = _archivo(tmp_path / "llegan", "b.txt", replace(ENTREGA, dispositivo="tel-b", campos=campos))
    assert "aviso: «Necesidad 1»: hay un teléfono" in _correr("importar", otra)[1]


def test_lo_que_no_cabe_en_la_hoja_se_guarda_y_se_pide_otra_vez(raiz: Path, tmp_path: Path) -> None:
    sola = replace(ENTREGA, campos={"aportes.0.solucion": "Pozo"})
    codigo, dicho = _correr("importar", _archivo(tmp_path / "llegan", "a.txt", sola))
    assert codigo == 1
    assert "incompleta" in dicho
    assert "    por corregir: falta «Necesidad 1». La necesidad que identificó la sub-mesa." in dicho
    assert "    corríjalo en lo que llegó (a.txt) y vuelva a importarlo" in dicho
    assert not (raiz / "datos" / ID / "resultados").exists()
    otra = _archivo(tmp_path / "llegan", "b.txt", replace(ENTREGA, submesa="M2-S1"))
    assert "de antes, en entrada/: M1-S1 de prueba-2023, incompleta" in _correr("importar", otra)[1]


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
        codigo, dicho = _correr("importar", _archivo(tmp_path / "llegan", "a.txt", ENTREGA))
    assert (codigo, len(esperas)) == (0, 1), dicho
    assert _dice(raiz) == AGUA


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
    assert _correr("importar", _archivo(tmp_path / "llegan", "a.txt", ENTREGA))[0] == 0
    Salon(raiz).recibir(asamblea(), "M2-S1", "tel-a", "teléfono", {"c.aportes.0.necesidad": "Vías"})
    assert veces == ["a.txt", "teléfono"]
    with cerrojo(raiz, "recibir"):
        pass


def test_si_otra_orden_escribe_queda_guardado_y_entra_despues(
    raiz: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turno, "PACIENCIA", 0.2)
    ruta = _archivo(tmp_path / "llegan", "a.txt", ENTREGA)
    with cerrojo(raiz, "datos"):
        codigo, dicho = _correr("importar", ruta)
    assert codigo == 1
    assert "quedó guardada en entrada/ y todavía no en la hoja. otra orden está escribiendo" in dicho
    assert len(Bandeja.de(raiz, ID).llegadas("M1-S1")) == 1
    assert _correr("importar", ruta)[0] == 0
    assert _dice(raiz) == AGUA


def test_no_hay_nada_que_recibir(raiz: Path, tmp_path: Path) -> None:
    (tmp_path / "vacia").mkdir()
    assert _correr("importar", tmp_path / "vacia") == (0, "En total, nada que recibir\n")
    codigo, dicho = _correr("importar", tmp_path / "no-existe")
    assert (codigo, "no existe «" in dicho) == (2, True)


@pytest.fixture
def en_conflicto(raiz: Path, tmp_path: Path) -> Path:
    _archivo(tmp_path / "llegan", "a.txt", ENTREGA)
    _archivo(
        tmp_path / "llegan",
        "b.txt",
        replace(OTRA, campos={"asistentes": "20", "aportes.0.necesidad": "Luz\ny vías"}),
    )
    assert _correr("importar", tmp_path / "llegan")[0] == 1
    return raiz


def test_elegir_casilla_por_casilla(en_conflicto: Path) -> None:
    codigo, dicho = _correr("elegir", ID, entrada="9\n2\nt\nAgua y luz\n")
    assert codigo == 0
    assert "prueba-2023, M1-S1, «Personas que asistieron» (1 de 2)" in dicho
    assert "  1  en la hoja: 18\n  2  llegan/b.txt, " in dicho
    assert "«9» no es una de las opciones" in dicho
    assert dicho.endswith("No queda nada en conflicto.\n")
    assert _dice(en_conflicto) == {"asistentes": "20", "aportes.0.necesidad": "Agua y luz"}
    assert _correr("elegir") == (0, "No hay nada en conflicto.\n")


def test_lo_que_se_deja_para_despues_sigue_ahi(en_conflicto: Path) -> None:
    codigo, dicho = _correr("elegir", entrada="\n2\n")
    assert (codigo, dicho.splitlines()[-1]) == (1, "Por escoger: 1")
    assert _dice(en_conflicto) == {"asistentes": "18", "aportes.0.necesidad": "Luz\ny vías"}


def test_lo_que_no_sirve_se_vuelve_a_preguntar(en_conflicto: Path) -> None:
    codigo, dicho = _correr("elegir", entrada="t\nmuchos\n1\n1\n")
    assert codigo == 0
    assert "  por corregir: " in dicho
    assert _dice(en_conflicto) == AGUA


def test_lo_que_la_hoja_ya_dice_no_es_conflicto(en_conflicto: Path) -> None:
    hoja = en_conflicto / "datos" / ID / "resultados" / "M1-S1.yml"
    hoja.write_text(hoja.read_text("utf-8").replace("asistentes: 18", "asistentes: 20"), "utf-8")
    assert "(1 de 1)" in _correr("elegir", entrada="\n")[1]


def test_elegir_en_una_que_no_hay(raiz: Path) -> None:
    codigo, dicho = _correr("elegir", "prueba-2022")
    assert (codigo, dicho) == (2, "Error: no existe la asamblea «prueba-2022»; las que hay: prueba-2023\n")


def test_entrada_dice_por_que_esta_cada_archivo(en_conflicto: Path, tmp_path: Path) -> None:
    _correr(
        "importar",
        _archivo(
            tmp_path / "x", "c.txt", replace(ENTREGA, submesa="M2-S1", campos={"aportes.0.solucion": "x"})
        ),
    )
    (en_conflicto / "entrada" / ID / "foto.jpg").write_bytes(b"x")
    codigo, dicho = _correr("entrada", ID)
    assert codigo == 0
    assert [r.split(": ")[1].split(";")[0] for r in dicho.splitlines() if r[0] != " "] == [
        "ya está en su hoja",
        "espera a que alguien escoja",
        "no está en su hoja, o no todo",
        "no es algo que se haya recibido aquí, o está dañado",
    ]


def test_lo_que_no_llega_a_su_hoja_dice_que_casilla_estorba_y_lo_superado_ya_no_se_anuncia(
    raiz: Path, tmp_path: Path
) -> None:
    """Visto fallar: «no está en su hoja, o no todo», sin decir por qué ni callarse ya corregido."""
    mala = replace(ENTREGA, campos={**TODA, "asistentes": "2.5"})
    assert _correr("importar", _archivo(tmp_path / "x", "mala.txt", mala))[0] == 1
    _, dicho = _correr("entrada", ID)
    renglones = dicho.splitlines()
    assert len(renglones) == 3
    assert ": no está en su hoja, o no todo; mala.txt, " in renglones[0]
    assert renglones[1].startswith(
        "    estorba «Personas que asistieron»: debe ser un número entero; llegó «2.5»"
    )
    assert renglones[2].startswith("    lo demás ya está en su hoja; esto, escríbalo bien con ")
    # La corrige otro aparato: la de antes ya no dice nada que no esté en la hoja.
    buena = _archivo(tmp_path / "x", "buena.txt", replace(ENTREGA, dispositivo="tel-b", campos=TODA))
    codigo, dicho = _correr("importar", buena)
    assert (codigo, "de antes" in dicho) == (0, False)
    assert ": ya está en su hoja; mala.txt" in _correr("entrada", ID)[1]


def test_falta_dice_lo_que_llego_de_una_hoja_sin_entregar(
    en_conflicto: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Visto fallar: la hoja salía «falta» y nada decía que lo que escribió la mesa esperaba en entrada/."""
    suya = replace(ENTREGA, submesa="M2-S1", campos={"aportes.0.solucion": "x"})
    _correr("importar", _archivo(tmp_path / "x", "c.txt", suya))
    monkeypatch.setattr("generador.construccion.camino.lo_que_falta", lambda *_: "En qué va.\n")
    assert _correr("falta", ID) == (
        0,
        "En qué va.\n\nEn entrada/ hay algo de 1 sub-mesa sin entregar: M2-S1.\n"
        f"  Ábrala con ./asamblea abrir --sala y páselo a su hoja; ./asamblea entrada {ID} dice qué es.\n",
    )


@pytest.mark.parametrize("borrar", [(), ("--borrar",), ("--borrar", "--todo", "--si")])
def test_entrada_de_una_que_no_hay_no_dice_que_no_hay_nada(
    en_conflicto: Path, borrar: tuple[str, ...]
) -> None:
    no_existe = "Error: no existe la asamblea «prueba-2022»; las que hay: prueba-2023\n"
    assert _correr("entrada", "prueba-2022", *borrar) == (2, no_existe)
    assert list((en_conflicto / "entrada").rglob("*.json"))


def test_entrada_de_una_que_ya_no_esta_en_datos(en_conflicto: Path) -> None:
    shutil.rmtree(en_conflicto / "datos" / ID)
    assert _correr("entrada", ID, "--borrar", "--todo", "--si")[0] == 0
    assert not (en_conflicto / "entrada").exists()


def test_entrada_sin_nada(raiz: Path) -> None:
    assert _correr("entrada") == (0, "En entrada/ no hay nada.\n")
    assert _correr("entrada", ID) == (0, "En entrada/ no hay nada de prueba-2023.\n")


def test_borrar_conserva_lo_que_no_esta_en_otra_parte(en_conflicto: Path) -> None:
    (en_conflicto / "entrada" / ID / "foto.jpg").write_bytes(b"x")
    assert _correr("entrada", "--borrar", entrada="\n")[0] == 1
    assert len(list((en_conflicto / "entrada").rglob("*.*"))) == 3
    codigo, dicho = _correr("entrada", "--borrar", entrada="s\n")
    assert codigo == 0
    assert "Se conserva 1 archivo: lo que dice no está en ninguna otra parte." in dicho
    assert [p.name[:5] for p in (en_conflicto / "entrada").rglob("*.*")] == ["tel-b"]
    assert _correr("entrada", "--borrar", "--todo", "--si")[1].endswith("Borrado: 1 archivo.\n")
    assert not (en_conflicto / "entrada").exists()
    assert _correr("entrada", "--todo")[0] == 0


def test_lo_que_la_hoja_no_pregunta_no_esta_en_otra_parte(raiz: Path, tmp_path: Path) -> None:
    _correr("importar", _archivo(tmp_path / "x", "a.txt", replace(ENTREGA, campos={**AGUA, "otra": "Luz"})))
    assert _correr("entrada", "--borrar", "--si")[1].endswith("no está en ninguna otra parte.\n")
    assert len(Bandeja.de(raiz, ID).llegadas("M1-S1")) == 1


def test_borrar_no_sigue_enlaces(raiz: Path, tmp_path: Path) -> None:
    fuera = tmp_path / "fuera"
    fuera.mkdir()
    (fuera / "mio.txt").write_text("x")
    (raiz / "entrada").mkdir()
    (raiz / "entrada" / "enlace").symlink_to(fuera)
    assert _correr("entrada", "--borrar", "--si")[0] == 0
    assert (fuera / "mio.txt").exists()
    assert not (raiz / "entrada").exists()
