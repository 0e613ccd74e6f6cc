"""Los archivos de los logos y las fotos: los que no sirven se dicen en el renglón que los nombra."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from fabrica import ID, asamblea, escribir_proyecto
from imagenes import foto, guardada, pintada, poner, svg, un_logo, una_foto

from generador.aparte import Topes
from generador.carga.cargar import cargar
from generador.construccion.datos import medios as de_medios
from generador.construccion.datos.medios import (
    CARPETA,
    MAXIMO_DE_FOTO,
    MAXIMO_DE_LOGO,
    medios_de,
    podar,
    revisar_medios,
)
from generador.errores import Hallazgo
from generador.salida.medios import medio as de_medio
from generador.salida.medios.vectorial import sanear


def _revisar(raiz: Path, **evento: Any) -> list[Hallazgo]:
    (expediente,) = cargar(escribir_proyecto(raiz, evento=evento)).expedientes
    return list(revisar_medios(raiz, expediente))


def _dichos(hallazgos: list[Hallazgo]) -> list[tuple[str, str, str]]:
    return [(h.gravedad, h.lugar.ruta, h.mensaje) for h in hallazgos]


def test_los_que_sirven_quedan_en_la_cache_y_nada_mas_se_escribe(tmp_path: Path) -> None:
    poner(tmp_path, "logos", "Ñandú uno.svg", svg())
    poner(tmp_path, "medios", "grupo.jpg", foto(1600, 1100))
    evento = {"logos": [un_logo("Ñandú uno.svg")], "medios": [una_foto(piezas=["gracias"])]}
    assert _revisar(tmp_path, **evento) == []
    medios = medios_de(tmp_path, asamblea(evento=evento))
    (logo,), (una,) = medios.logos, medios.fotos
    assert logo.publicado.startswith(f"{ID}/logos/nandu-uno-")
    assert (logo.proporcion, logo.color[:4], una.proporcion) == (2, "<svg", 1600 / 1100)
    assert [(c.tipo, c.ancho) for c in una.copias] == [
        *(("webp", 480), ("jpeg", 480), ("webp", 960), ("jpeg", 960), ("webp", 1600), ("jpeg", 1600))
    ]
    assert medios.de_pieza("gracias") is una
    assert medios.de_pieza("experiencias") is None
    for archivo in medios.publicados.values():
        assert (tmp_path / archivo).is_file()
    antes = {p: p.read_bytes() for p in (tmp_path / CARPETA).iterdir()}
    (tmp_path / una.copias[0].archivo).write_bytes(b"otra cosa")
    assert medios_de(tmp_path, asamblea(evento=evento)) == medios
    assert {p: p.read_bytes() for p in (tmp_path / CARPETA).iterdir()} == antes


def test_lo_que_ya_no_se_usa_sale_de_la_cache(tmp_path: Path) -> None:
    poner(tmp_path, "logos", "uno.svg", svg())
    poner(tmp_path, "medios", "grupo.jpg", foto(1600, 1100))
    evento = {"logos": [un_logo("uno.svg")], "medios": [una_foto(piezas=["gracias"])]}
    con_foto = medios_de(tmp_path, asamblea(evento=evento))
    todos = set((tmp_path / CARPETA).iterdir())
    assert podar(tmp_path, [con_foto]) == 0
    sin_foto = medios_de(tmp_path, asamblea(evento={"logos": evento["logos"]}))
    assert podar(tmp_path, [sin_foto]) == len(todos) - 3
    assert {p.suffix for p in (tmp_path / CARPETA).iterdir()} == {".svg", ".json"}
    assert podar(tmp_path, []) == 3
    assert list((tmp_path / CARPETA).iterdir()) == []


def test_lo_que_limpio_un_codigo_anterior_se_limpia_otra_vez(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    poner(tmp_path, "logos", "uno.svg", svg())
    evento = {"logos": [un_logo("uno.svg")]}
    (antes,) = medios_de(tmp_path, asamblea(evento=evento)).logos
    monkeypatch.setattr(de_medios, "huella_de_codigo", lambda *modulos: "otro código")
    monkeypatch.setattr(de_medios, "_aparte", lambda limpiar: limpiar())
    monkeypatch.setattr(de_medio, "sanear", lambda datos: sanear(svg(color="#123456")))
    (ahora,) = medios_de(tmp_path, asamblea(evento=evento)).logos
    assert ("#123456" in antes.color, "#123456" in ahora.color) == (False, True)
    assert antes.publicado != ahora.publicado


def test_la_direccion_de_un_medio_solo_cambia_con_sus_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    poner(tmp_path, "logos", "uno.svg", svg())
    poner(tmp_path, "medios", "grupo.jpg", foto(1600, 1100))
    evento = {"logos": [un_logo("uno.svg")], "medios": [una_foto()]}
    antes = set(medios_de(tmp_path, asamblea(evento=evento)).publicados)
    monkeypatch.setattr(de_medios, "huella_de_codigo", lambda *modulos: "otro código")
    assert set(medios_de(tmp_path, asamblea(evento=evento)).publicados) == antes


def test_el_que_no_esta_se_busca_entre_los_parecidos(tmp_path: Path) -> None:
    poner(tmp_path, "logos", "prueba.SVG", svg())
    (falta, sobra) = _revisar(tmp_path, logos=[un_logo()])
    assert (falta.lugar.archivo, falta.lugar.linea, falta.lugar.columna, falta.lugar.ruta) == (
        *(f"datos/{ID}/evento.yml", 55, 12, "logos[1].archivo"),
    )
    assert falta.mensaje == f"«prueba.svg» no está en datos/{ID}/logos/"
    assert falta.ayuda == (
        "¿quiso decir «prueba.SVG»? Escríbalo tal como se llama el archivo, o ponga en "
        f"datos/{ID}/logos/ el que falta"
    )
    assert (sobra.gravedad, sobra.lugar.archivo) == ("advertencia", f"datos/{ID}/logos/prueba.SVG")
    assert sobra.mensaje == "está en la carpeta y ningún renglón de evento.yml lo nombra: no se publica"


def test_un_enlace_no_se_sigue(tmp_path: Path) -> None:
    fuera = tmp_path / "fuera.svg"
    fuera.write_bytes(svg())
    (tmp_path / "datos" / ID / "logos").mkdir(parents=True)
    (tmp_path / "datos" / ID / "logos" / "prueba.svg").symlink_to(fuera)
    mensaje = "«prueba.svg» es un enlace o una carpeta, no un archivo"
    assert _dichos(_revisar(tmp_path, logos=[un_logo()])) == [("error", "logos[1].archivo", mensaje)]


def test_una_carpeta_que_es_un_enlace_tampoco(tmp_path: Path) -> None:
    (tmp_path / "otra").mkdir()
    (tmp_path / "otra" / "prueba.svg").write_bytes(svg())
    (tmp_path / "datos" / ID).mkdir(parents=True)
    (tmp_path / "datos" / ID / "logos").symlink_to(tmp_path / "otra")
    mensaje = f"«prueba.svg» no está en datos/{ID}/logos/"
    assert _dichos(_revisar(tmp_path, logos=[un_logo()])) == [("error", "logos[1].archivo", mensaje)]


@pytest.mark.parametrize(
    ("carpeta", "evento", "tope", "dicho"),
    [
        ("logos", {"logos": [un_logo("p.png")]}, MAXIMO_DE_LOGO, "no debe pasar de 2 MB"),
        ("medios", {"medios": [una_foto("p.png")]}, MAXIMO_DE_FOTO, "no debe pasar de 12 MB"),
    ],
)
def test_el_peso_se_mira_antes_de_leer(
    tmp_path: Path, carpeta: str, evento: dict[str, Any], tope: int, dicho: str
) -> None:
    archivo = poner(tmp_path, carpeta, "p.png", guardada(pintada()))
    os.truncate(archivo, tope + 1)
    (hallazgo,) = _revisar(tmp_path, **evento)
    assert hallazgo.mensaje.endswith(dicho)
    os.truncate(archivo, tope)
    assert hallazgo.mensaje not in [h.mensaje for h in _revisar(tmp_path, **evento)]


def test_lo_que_esta_mal_adentro_se_dice_con_su_remedio(tmp_path: Path) -> None:
    poner(tmp_path, "logos", "prueba.svg", svg(cuerpo="<script>1</script>"))
    (hallazgo,) = _revisar(tmp_path, logos=[un_logo()])
    assert hallazgo.mensaje == "«prueba.svg» trae un programa adentro"
    assert hallazgo.ayuda == "pida a la organización el logo original; este archivo no es seguro"


def test_uno_que_llena_la_memoria_se_dice_en_su_renglon(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(de_medios, "TOPES", Topes(memoria=64 * 1024 * 1024))
    poner(tmp_path, "logos", "uno.svg", svg())
    poner(tmp_path, "medios", "grande.jpg", foto(5000, 4000))
    (malo,) = _revisar(tmp_path, logos=[un_logo("uno.svg")], medios=[una_foto("grande.jpg")])
    assert (malo.gravedad, malo.lugar.ruta) == ("error", "medios[1].archivo")
    assert malo.mensaje.startswith("«grande.jpg» no se puede leer: ")
    assert malo.ayuda == "ábralo en su programa, guárdelo con otro nombre y pruebe con ese"


def test_uno_pequeno_es_solo_una_advertencia(tmp_path: Path) -> None:
    poner(tmp_path, "logos", "chico.png", guardada(pintada(120, 30)))
    poner(tmp_path, "medios", "grupo.jpg", foto(900, 600))
    evento = {"logos": [un_logo("chico.png")], "medios": [una_foto(piezas=["gracias"])]}
    logo, una = _revisar(tmp_path, **evento)
    assert (logo.gravedad, una.gravedad) == ("advertencia", "advertencia")
    assert (
        logo.mensaje == ("«chico.png» mide 120 × 30 píxeles: impreso en medio pliego se verá borroso")
        or logo.mensaje == "mide 120 × 30 píxeles: impreso en medio pliego se verá borroso"
    )
    assert una.mensaje == "mide 600 píxeles de lado corto: en una pieza se verá borrosa"


def test_repetidos_y_piezas_que_no_muestran_fotos(tmp_path: Path) -> None:
    for nombre in ("a.jpg", "b.jpg"):
        poner(tmp_path, "medios", nombre, foto(1600, 1100))
    poner(tmp_path, "logos", "prueba.svg", svg())
    hallazgos = _revisar(
        tmp_path,
        logos=[un_logo(), un_logo()],
        medios=[una_foto("a.jpg", piezas=["gracia", "gracias"]), una_foto("b.jpg", piezas=["gracias"])],
    )
    assert _dichos(hallazgos) == [
        ("error", "logos[2].archivo", "el archivo «prueba.svg» ya está en la línea 55"),
        ("error", "medios[1].piezas[1]", "la pieza «gracia» no muestra fotos"),
        ("error", "medios[2].piezas[1]", "la pieza «gracias» ya muestra la foto de la línea 66"),
    ]
    assert hallazgos[1].ayuda == "¿quiso decir «gracias»? use una de: experiencias, gracias"
