"""Lo impreso de la lista: cada nombre entero en su copia, con poca tinta, y en ninguna otra parte."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pypdfium2
import pytest
from fabrica import ID, escribir_proyecto
from PIL import ImageStat

from generador.composicion.piezas.ajuste import TextoNoCabe
from generador.composicion.piezas.personales import ENCUENTRO
from generador.errores import ErrorDeDatos, ErrorDeUso
from generador.local.personales import impresion
from generador.local.personales.impresion import VARIANTES, imprimir_personales
from generador.salida.disco import huella_de_arbol

RAIZ = Path(__file__).parents[3]
LARGO = (
    "María de los Ángeles Fernández de Castro y Santamaría de la Concepción del Rosario Bohórquez-Etxeberría"
)
NOMBRES = (LARGO, "Tsɨkʉ Ẽrã", "Li", "Ñáñez")
LISTA = (
    "nombre,papel,mesa,organizacion\n"
    f"{LARGO},Representante de sub-mesa,2,{'Federación departamental de organizaciones campesinas ' * 3}\n"
    "Tsɨkʉ Ẽrã,Vocero o vocera,1,Cabildo U'wa\n"
    "Li,,,\n"
    "Ñáñez,Invitado especial,,Cámara\n"
)
CLASES = ("escarapelas", "constancias", "tarjetas")


@pytest.fixture(scope="module")
def proyecto(tmp_path_factory: pytest.TempPathFactory) -> Path:
    raiz = escribir_proyecto(tmp_path_factory.mktemp("personales"))
    (raiz / "plantillas").symlink_to(RAIZ / "plantillas")
    (raiz / "datos" / ID / "privado").mkdir()
    (raiz / "datos" / ID / "privado" / "lista.csv").write_text(LISTA, "utf-8")
    return raiz


@pytest.fixture(scope="module")
def impreso(proyecto: Path) -> Mapping[str, bytes]:
    """Cada PDF escrito, por su nombre."""
    antes = huella_de_arbol(proyecto / "datos")
    dichos: list[str] = []
    rutas = [
        *imprimir_personales(proyecto, ID, CLASES, ("una-tinta",), dichos.append),
        *imprimir_personales(proyecto, ID, ("escarapelas",), ("color",), dichos.append),
    ]
    assert {r.parent for r in rutas} == {proyecto / "datos" / ID / "privado" / "salida"}
    assert "    sin su organización, que no les cabe: filas 2" in dichos
    assert [d for d in dichos if "el crédito es largo" in d] == []
    assert huella_de_arbol(proyecto / "datos") == antes
    # De lo impreso no queda copia en el almacén.
    assert {p.name for p in (proyecto / ".cache").iterdir()} == {"fuentes"}
    return {r.name: r.read_bytes() for r in rutas}


def _corrido(texto: str) -> str:
    return re.sub(r"\s+", " ", texto)


def _hojas(pdf: bytes) -> list[str]:
    return [_corrido(h.get_textpage().get_text_range()) for h in pypdfium2.PdfDocument(pdf)]


def test_cada_nombre_sale_entero_las_veces_que_va(impreso: Mapping[str, bytes]) -> None:
    """En escarapela una vez; en tarjeta, por las dos caras; en constancia, una hoja por persona."""
    veces = {n: {n2: " ".join(_hojas(p)).count(n2) for n2 in NOMBRES} for n, p in impreso.items()}
    esperado = {n: dict.fromkeys(NOMBRES, 2 if n.startswith("tarjetas") else 1) for n in impreso}
    for nombre in esperado:
        # «Li» también está en otras palabras, y de cabeza se lee aparte lo que dibuja la letra de respaldo.
        veces[nombre].pop("Li")
        esperado[nombre].pop("Li")
        esperado[nombre]["Tsɨkʉ Ẽrã"] = 1
    assert veces == esperado
    hojas = {n.partition("-")[0]: len(_hojas(p)) for n, p in impreso.items() if "tinta" in n}
    assert hojas == {"escarapelas": 1, "constancias": 4, "tarjetas": 2}


def test_lo_que_sobra_de_la_hoja_sale_en_blanco_con_su_credito(impreso: Mapping[str, bytes]) -> None:
    (hoja,) = _hojas(impreso["escarapelas.pdf"])
    assert (hoja.count("Esta actividad"), hoja.count("Nombre"), hoja.count("Participante")) == (10, 6, 7)


def _cubierto(pdf: bytes) -> float:
    """Qué parte del papel lleva tinta, en la hoja que más."""
    grises = (h.render(scale=1).to_pil().convert("L") for h in pypdfium2.PdfDocument(pdf))
    return max(1 - ImageStat.Stat(g).mean[0] / 255 for g in grises)


def test_a_una_tinta_cubre_menos_de_la_sexta_parte(impreso: Mapping[str, bytes]) -> None:
    assert [n for n, p in impreso.items() if "tinta" in n and _cubierto(p) > 0.16] == []


def test_si_la_carpeta_lleva_a_otra_parte_no_se_escribe(proyecto: Path, tmp_path: Path) -> None:
    raiz = tmp_path / "otro"
    shutil.copytree(proyecto / "datos", raiz / "datos", ignore=shutil.ignore_patterns("privado"))
    (raiz / "site").mkdir()
    (raiz / "datos" / ID / "privado").symlink_to(raiz / "site")
    (raiz / "site" / "lista.csv").write_text(LISTA, "utf-8")
    with pytest.raises(ErrorDeUso, match="es un enlace a otra carpeta"):
        imprimir_personales(raiz, ID, CLASES, VARIANTES, print)
    assert [p.name for p in (raiz / "site").rglob("*")] == ["lista.csv"]


def test_lo_que_no_cabe_dice_su_fila(proyecto: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_cabe(*_: object) -> None:
        raise TextoNoCabe("1", "papel", "Coordinadora", 4)

    monkeypatch.setattr(impresion, "hojas_personales", no_cabe)
    with pytest.raises(ErrorDeDatos) as error:
        imprimir_personales(proyecto, ID, ("escarapelas",), ("color",), print)
    assert [(h.lugar.linea, h.mensaje, h.ayuda) for h in error.value.hallazgos] == [
        (3, "«papel» tiene 12 caracteres y no cabe en escarapelas", "quítele al menos 4 caracteres")
    ]


def test_una_escarapela_con_un_credito_largo_dice_que_cede(tmp_path: Path) -> None:
    """Visto fallar: salía sin la fecha y sin el encuentro, y nadie lo decía."""
    nombre = (
        "Unidad Solidaria de las organizaciones de todos los municipios del piedemonte llanero y la frontera"
    )
    for largo, dicho in ((60, "la fecha"), (102, f"la fecha ni {ENCUENTRO}")):
        entidades = [{"nombre": nombre[:largo], "articulo": "la"}, {"nombre": "UNAD", "articulo": "la"}]
        raiz = escribir_proyecto(tmp_path / str(largo), convenio={"entidades": entidades})
        (raiz / "plantillas").symlink_to(RAIZ / "plantillas")
        (raiz / "datos" / ID / "privado").mkdir()
        (raiz / "datos" / ID / "privado" / "lista.csv").write_text("nombre\nLi\n", "utf-8")
        dichos: list[str] = []
        imprimir_personales(raiz, ID, ("escarapelas",), ("una-tinta",), dichos.append)
        assert dichos[-1:] == [f"    sin {dicho}: el crédito es largo, y no se encoge ni se acorta"]
