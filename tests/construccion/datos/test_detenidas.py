"""Una asamblea con errores no detiene a las demás: va con su última versión buena, y se dice."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from apoyo import PARTES, RAIZ, cambiar, con_almacen, huellas, orden
from fabrica import BORRAR, ID, POCAS_PIEZAS, en_estado, escribir_proyecto, resultado

from generador.construccion.datos import respaldo
from generador.construccion.datos.examen import examinar
from generador.construccion.entrega import preparar
from generador.errores import ErrorDeDatos
from generador.salida.disco import CACHE

OTRA = "otra-2024"


def _dos(raiz: Path, **mas: Any) -> Path:
    """Dos asambleas mínimas, con pocas piezas y una persona que no autorizó su nombre en la primera."""
    cambios = en_estado("convocada")
    cambios["evento"] = {**cambios["evento"], **POCAS_PIEZAS, "titular": "Economía de una"} | mas.pop(
        "evento", {}
    )
    callada = {"nombre": "Perpetua Innombrada", "papel": "Vocera", "consentimiento": False}
    escribir_proyecto(raiz, **cambios, **mas, resultados=[resultado(representante=callada)])
    suya, otra = raiz / "datos" / ID, raiz / "datos" / OTRA
    shutil.copytree(suya, otra)
    shutil.rmtree(otra / "resultados")
    evento = otra / "evento.yml"
    evento.write_text(
        evento.read_text("utf-8").replace("PRU23", "OTR24").replace("Economía de una", "Trueque de otra"),
        "utf-8",
    )
    return raiz


def _guardar(raiz: Path, *ids: str) -> None:
    respaldo.guardar(raiz, ids, (ID, OTRA), respaldo.huellas(raiz))


def _romper(raiz: Path, id_: str = OTRA) -> None:
    (raiz / "datos" / id_ / "mesas.yml").write_text("mesas: [\n", "utf-8")


@pytest.fixture
def raiz(tmp_path: Path) -> Path:
    return _dos(tmp_path)


def test_cuales_se_detienen(raiz: Path) -> None:
    assert examinar(raiz).detenidas == {}
    _romper(raiz)
    (id_,) = examinar(raiz).detenidas
    assert id_ == OTRA
    # Con todas rotas, o con un error en lo común, no hay demás que seguir publicando.
    _romper(raiz, ID)
    assert examinar(raiz).detenidas == {}


def test_un_error_en_lo_comun_no_es_de_una_asamblea(raiz: Path) -> None:
    _romper(raiz)
    cambiar(raiz / "datos" / "sitio.yml", "direccion:", "direccionn:")
    assert examinar(raiz).detenidas == {}


def test_el_mismo_codigo_en_dos_detiene_a_las_dos(raiz: Path) -> None:
    tercera = raiz / "datos" / "tercera"
    shutil.copytree(raiz / "datos" / OTRA, tercera)
    cambiar(tercera / "evento.yml", "Trueque de otra", "Tercera")
    assert set(examinar(raiz).detenidas) == {OTRA, "tercera"}


def test_el_codigo_de_una_ya_publicada_detiene_solo_a_la_recien_llegada(raiz: Path) -> None:
    """Vista fallar sin mirar la copia: la original se detenía por lo que otro copió."""
    _guardar(raiz, ID, OTRA)
    copiada = raiz / "datos" / "copia-de-otra"
    shutil.copytree(raiz / "datos" / OTRA, copiada)
    cambiar(raiz / "datos" / OTRA / "evento.yml", "Trueque de otra", "Trueque fresco")
    preparado = preparar(raiz, aparte=True)
    assert (set(preparado.detenidas), preparado.respaldadas) == ({"copia-de-otra"}, ())
    assert {a.id: a.evento.titular for a in preparado.proyecto.asambleas} == {
        ID: "Economía de una",
        OTRA: "Trueque fresco",
    }
    (dicho,) = preparado.detenidas["copia-de-otra"]
    assert f"datos/{OTRA}" in dicho.mensaje


def test_tomar_el_codigo_de_otra_no_detiene_a_su_duena(raiz: Path) -> None:
    """Las dos están publicadas: se queda con él la que se publicó con él, y la otra, con el suyo de antes."""
    _guardar(raiz, ID, OTRA)
    cambiar(raiz / "datos" / OTRA / "evento.yml", "OTR24", "PRU23")
    preparado = preparar(raiz, aparte=True)
    assert (set(preparado.detenidas), preparado.respaldadas) == ({OTRA}, (OTRA,))
    assert {a.id: a.evento.codigo for a in preparado.proyecto.asambleas} == {ID: "PRU23", OTRA: "OTR24"}


def _en_carpeta(archivo: Path) -> None:
    archivo.unlink(missing_ok=True)
    archivo.mkdir()


def _enlazar(archivo: Path, a: str) -> None:
    archivo.unlink()
    archivo.symlink_to(a)


def _en_archivo(carpeta: Path) -> None:
    carpeta.write_text("x", "utf-8")


def _con_dato(evento: Path, dicho: str) -> None:
    cambiar(evento, "Asamblea ficticia para las pruebas.", dicho)


ROTURAS: dict[str, Callable[[Path], object]] = {
    "YAML a medias": lambda d: (d / "mesas.yml").write_text("mesas: [\n", "utf-8"),
    "sin mesas": lambda d: (d / "mesas.yml").unlink(),
    "sin evento": lambda d: (d / "evento.yml").unlink(),
    "vacío": lambda d: (d / "evento.yml").write_bytes(b""),
    "bytes al azar": lambda d: (d / "evento.yml").write_bytes(bytes(range(256)) * 9),
    "otra codificación": lambda d: (d / "mesas.yml").write_bytes(b"\xff\xfe\x00mesas\x00"),
    "enorme": lambda d: (d / "mesas.yml").write_text("# " + "x" * 2_100_000, "utf-8"),
    "anidado sin fin": lambda d: (d / "mesas.yml").write_text("mesas: " + "[" * 20_000, "utf-8"),
    "con alias": lambda d: (d / "mesas.yml").write_text("a: &a [x]\nb: [*a, *a]\n", "utf-8"),
    "enlace roto": lambda d: _enlazar(d / "mesas.yml", "/no/existe"),
    "enlace en círculo": lambda d: _enlazar(d / "mesas.yml", "mesas.yml"),
    "carpeta por evento.yml": lambda d: _en_carpeta(d / "evento.yml"),
    "carpeta por agenda.yml": lambda d: _en_carpeta(d / "agenda.yml"),
    "archivo por resultados/": lambda d: _en_archivo(d / "resultados"),
    "otro convenio": lambda d: cambiar(d / "evento.yml", "002-2023", "999-2023"),
    "código mal escrito": lambda d: cambiar(d / "evento.yml", "OTR24", "otr-24"),
    "titular sin fin": lambda d: cambiar(d / "evento.yml", "Trueque de otra", "x" * 5_000),
    "letra que no se dibuja": lambda d: cambiar(d / "evento.yml", "Trueque", "Trueque 🜚"),
    "un teléfono": lambda d: _con_dato(d / "evento.yml", "Llame al 3001234567."),
    "un nombre que calla otra": lambda d: _con_dato(d / "evento.yml", "Habló Perpetua Innombrada."),
    "metodología propia": lambda d: (d / "metodologia.yml").write_text("pasos: 3\n", "utf-8"),
    "logo que falta": lambda d: (d / "evento.yml").write_text(
        (d / "evento.yml").read_text("utf-8") + "logos:\n  - archivo: no.svg\n    organizacion: Una\n"
        "    alt: Logo\n    credito: Una\n    consentimiento: sí\n",
        "utf-8",
    ),
}


@pytest.mark.parametrize("rotura", ROTURAS)
def test_como_sea_que_se_rompa_una_las_otras_dos_siguen(raiz: Path, rotura: str) -> None:
    """Vista fallar con una carpeta en el lugar de agenda.yml: la asamblea se publicaba sin ella, callada."""
    tercera = raiz / "datos" / "tercera"
    shutil.copytree(raiz / "datos" / OTRA, tercera)
    cambiar(tercera / "evento.yml", "OTR24", "TER24")
    cambiar(tercera / "evento.yml", "Trueque de otra", "Tercera")
    todas = (ID, OTRA, "tercera")
    respaldo.guardar(raiz, todas, todas, respaldo.huellas(raiz))
    cambiar(raiz / "datos" / ID / "evento.yml", "Economía de una", "Economía fresca")
    cambiar(tercera / "evento.yml", "Tercera", "Tercera fresca")
    ROTURAS[rotura](raiz / "datos" / OTRA)
    preparado = preparar(raiz, aparte=True)
    assert (set(preparado.detenidas), preparado.respaldadas) == ({OTRA}, (OTRA,))
    assert {a.id: a.evento.titular for a in preparado.proyecto.asambleas} == {
        ID: "Economía fresca",
        OTRA: "Trueque de otra",
        "tercera": "Tercera fresca",
    }


def test_va_la_ultima_version_buena(raiz: Path) -> None:
    _guardar(raiz, ID, OTRA)
    cambiar(raiz / "datos" / OTRA / "evento.yml", "Trueque de otra", "Todavía sin publicar")
    _romper(raiz)
    with pytest.raises(ErrorDeDatos):
        preparar(raiz)
    preparado = preparar(raiz, aparte=True)
    assert {a.id: a.evento.titular for a in preparado.proyecto.asambleas} == {
        ID: "Economía de una",
        OTRA: "Trueque de otra",
    }
    assert (set(preparado.detenidas), preparado.respaldadas) == ({OTRA}, (OTRA,))
    assert {h.lugar.archivo for h in preparado.detenidas[OTRA]} == {f"datos/{OTRA}/mesas.yml"}


def test_la_que_no_salio_va_como_la_que_tiene_errores(raiz: Path) -> None:
    """Sus datos están en regla: lo que no salió es algo impreso con ellos."""
    _guardar(raiz, ID, OTRA)
    cambiar(raiz / "datos" / OTRA / "evento.yml", "Trueque de otra", "No se deja imprimir")
    preparado = preparar(raiz, aparte=True, apartadas=[OTRA, "no-existe", ""])
    assert {a.id: a.evento.titular for a in preparado.proyecto.asambleas} == {
        ID: "Economía de una",
        OTRA: "Trueque de otra",
    }
    assert (preparado.detenidas, preparado.respaldadas) == ({OTRA: ()}, (OTRA,))
    # Junto a una con errores, cada una por lo suyo; y si no queda ninguna, se dice.
    _romper(raiz)
    with pytest.raises(ErrorDeDatos):
        preparar(raiz, apartadas=[OTRA])
    assert len(preparar(raiz, aparte=True, apartadas=[OTRA]).detenidas[OTRA]) == 1


def test_la_que_nunca_se_publico_no_va(raiz: Path) -> None:
    _romper(raiz)
    preparado = preparar(raiz, aparte=True)
    assert [a.id for a in preparado.proyecto.asambleas] == [ID]
    assert (set(preparado.detenidas), preparado.respaldadas) == ({OTRA}, ())
    respaldo.exigir_que_siga(raiz / "site", (OTRA,))
    (raiz / "site" / OTRA).mkdir(parents=True)
    with pytest.raises(ErrorDeDatos, match="no quedó copia de su última versión buena"):
        respaldo.exigir_que_siga(raiz / "site", (OTRA,))


@pytest.mark.parametrize(
    ("archivo", "antes", "despues"),
    [
        # Sin el convenio de la copia, y con el código de ella en la que sí está sana.
        (f"datos/{ID}/evento.yml", "PRU23", "OTR24"),
        ("datos/metodologia.yml", "max_necesidades: 2", "max_necesidades: 9"),
    ],
)
def test_si_la_copia_ya_no_sirve_con_lo_de_hoy_no_se_publica_nada(
    raiz: Path, archivo: str, antes: str, despues: str
) -> None:
    _guardar(raiz, ID, OTRA)
    cambiar(raiz / archivo, antes, despues)
    _romper(raiz)
    with pytest.raises(ErrorDeDatos):
        preparar(raiz, aparte=True)


def test_solo_se_guarda_lo_que_se_publico(raiz: Path) -> None:
    """Vista fallar: con una carpeta cambiada no se guardaba ninguna, y después un error detenía a todas."""
    leidas = respaldo.huellas(raiz)
    cambiar(raiz / "datos" / OTRA / "evento.yml", "Trueque de otra", "Cambió mientras se construía")
    cambiar(raiz / "datos" / "metodologia.yml", "max_necesidades: 2", "max_necesidades: 1")
    assert respaldo.guardar(raiz, (ID, OTRA), (ID, OTRA), leidas) == [OTRA]
    assert respaldo.copia_de(raiz, OTRA) is None
    suya = respaldo.copia_de(raiz, ID)
    assert suya is not None
    assert huellas(suya) == huellas(raiz / "datos" / ID)
    _guardar(raiz, ID, OTRA)
    copia = respaldo.copia_de(raiz, OTRA)
    assert copia is not None
    assert huellas(copia) == huellas(raiz / "datos" / OTRA)
    # La detenida conserva la suya, y la de una carpeta que ya no existe se borra.
    cambiar(raiz / "datos" / OTRA / "evento.yml", "Cambió", "No")
    _guardar(raiz, ID)
    assert huellas(copia) != huellas(raiz / "datos" / OTRA)
    respaldo.guardar(raiz, (ID,), (ID,), respaldo.huellas(raiz))
    assert respaldo.copia_de(raiz, OTRA) is None
    respaldo.olvidar(raiz)
    assert [p.name for p in (raiz / CACHE).iterdir()] == []


QUE_NO_SALE = "No se deja imprimir"
"""Con este momento, la plantilla de la prueba pide un dibujo que no existe."""


def _tres(raiz: Path) -> Path:
    """Las dos y una tercera, en un proyecto con todo; su programa no sale con cierto momento."""
    # Con una sub-mesa y, de las piezas, la imagen con que se comparte una página: aquí importa cuál sale.
    _dos(raiz, evento={"formatos": ["enlace"], "alcance": 20}, mesas={"mesas.1": BORRAR})
    tercera = raiz / "datos" / "tercera"
    shutil.copytree(raiz / "datos" / OTRA, tercera)
    cambiar(tercera / "evento.yml", "OTR24", "TER24")
    cambiar(tercera / "evento.yml", "Trueque de otra", "Feria de la tercera")
    for parte in PARTES:
        if parte != "datos":
            shutil.copytree(RAIZ / parte, raiz / parte)
    shutil.copy2(RAIZ / "mkdocs.yml", raiz)
    cambiar(
        raiz / "plantillas" / "documentos" / "programa.html.j2",
        "{% set m = t.momento %}",
        f'{{% set m = t.momento %}}{{% if m.titulo == "{QUE_NO_SALE}" %}}'
        '<img src="recurso:plantillas/no.svg" alt="x">{% endif %}',
    )
    return raiz


@pytest.mark.construye
def test_construir_con_una_rota_y_otra_que_no_sale_publica_la_demas(tmp_path: Path) -> None:
    """Con la orden de verdad: esas dos quedan como estaban, la portada las sigue nombrando, y se sale con 1.

    Antes, por un impreso de una no se publicaba ninguna.
    """
    raiz = con_almacen(_tres(tmp_path))
    hecho = orden(raiz, "construir")
    assert hecho.returncode == 0, hecho.stdout + hecho.stderr
    antes = huellas(raiz / "site")
    _romper(raiz)
    cambiar(raiz / "datos" / ID / "evento.yml", "Economía de una", "Economía renovada")
    # En un momento del programa: con un titular se imprimía otra vez toda la asamblea.
    cambiar(raiz / "datos" / "tercera" / "evento.yml", "titulo: Saludo", f"titulo: {QUE_NO_SALE}")
    for detenidas in ((OTRA, "tercera"), (OTRA,)):
        hecho = orden(raiz, "construir")
        assert hecho.returncode == 1, hecho.stdout + hecho.stderr
        dicho = hecho.stdout + hecho.stderr
        assert f"datos/{OTRA}/mesas.yml:2" in dicho
        falla = "Error: tercera/descargas/programa.pdf: WeasyPrint avisa «"
        assert (falla in dicho) is ("tercera" in detenidas), dicho
        cuales = f"Por sus errores no se publicó como está hoy: {', '.join(sorted(detenidas))}. Lo demás, sí."
        assert cuales in dicho
        ahora = huellas(raiz / "site")
        for id_ in (OTRA, "tercera"):
            suyas = {r for r in antes if r.startswith(f"{id_}/")}
            assert suyas == {r for r in ahora if r.startswith(f"{id_}/")}
            assert [r for r in sorted(suyas) if ahora[r] != antes[r]] == []
        portada = ahora["index.html"].decode()
        assert all(titular in portada for titular in ("Economía renovada", "Trueque de otra", "Feria de la"))
        assert "Economía renovada".encode() in ahora[f"{ID}/index.html"]
        assert b"Trueque de otra" in ahora[f"{OTRA}/buscar.js"]
        if "tercera" in detenidas:
            # Corregida, vuelve; la rota sigue detenida.
            cambiar(raiz / "datos" / "tercera" / "evento.yml", QUE_NO_SALE, "Saludo")
