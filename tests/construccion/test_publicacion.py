"""Construir nunca daña lo publicado: ni si falla, ni si lo matan, ni si corren dos."""

import contextlib
import fnmatch
import inspect
import logging
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType

import pytest
from apoyo import PARTES, RAIZ, cambiar, con_almacen, construir, huellas, orden
from fabrica import ID, POCAS_PIEZAS, en_estado, escribir_proyecto

from generador.catalogo.inventario import inventariar
from generador.catalogo.rutas import DESCARGAS, MANIFIESTO
from generador.construccion.entrega import preparar
from generador.construccion.publicacion import TESTIGOS
from generador.construccion.publicado import conteos, testigo
from generador.modelo.personal.reserva import Reserva
from generador.plugin.suelta import vista_de
from generador.salida.privacidad.lectores import trozos
from generador.salida.privacidad.puerta import hallados

pytestmark = pytest.mark.construye
DE_LA_LISTA = "Zenaida Quiñónez Urquijo"
"""Quien solo está en la lista de personas."""


@pytest.fixture(scope="module")
def publicado(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Un proyecto construido una vez; las pruebas lo rompen y comprueban que el sitio no cambia."""
    raiz = con_almacen(_proyecto(tmp_path_factory.mktemp("publicado")))
    construir(raiz)
    return raiz


def _proyecto(raiz: Path) -> Path:
    """Una asamblea pequeña con las plantillas de verdad: construirla desde cero toma segundos."""
    cambios = en_estado("aprobada")
    escribir_proyecto(raiz, **{**cambios, "evento": {**cambios["evento"], **POCAS_PIEZAS}})
    (raiz / "datos" / ID / "privado").mkdir()
    (raiz / "datos" / ID / "privado" / "lista.csv").write_text(f"nombre\n{DE_LA_LISTA}\n", "utf-8")
    for parte in PARTES:
        if parte != "datos":
            shutil.copytree(RAIZ / parte, raiz / parte)
    shutil.copy2(RAIZ / "mkdocs.yml", raiz)
    return raiz


def test_lo_de_la_lista_de_personas_no_esta_en_ninguna_otra_parte(publicado: Path) -> None:
    """Ni en el sitio (adentro de cada PDF, imagen y .zip), ni en la caché; y cambiarla no rehace nada."""
    hecho = orden(publicado, "personales", ID, "--una-tinta", "--solo", "tarjetas")
    assert hecho.returncode == 0, hecho.stderr
    impreso = publicado / "datos" / ID / "privado" / "salida" / "tarjetas-una-tinta.pdf"
    reserva = Reserva((DE_LA_LISTA,))
    assert list(hallados(trozos(impreso.name, impreso.read_bytes()), reserva)) != []
    sitio = [a for a in (publicado / "site").rglob("*") if a.is_file()]
    assert [a for a in sitio if list(hallados(trozos(a.name, a.read_bytes()), reserva))] == []
    resto = [a for a in publicado.rglob("*") if a.is_file() and "artefactos" not in a.parts]
    dicen = {a.relative_to(publicado).as_posix() for a in resto if DE_LA_LISTA.encode() in a.read_bytes()}
    assert dicen == {f"datos/{ID}/privado/lista.csv"}
    assert [a for a in publicado.rglob("privado") if a.parent.name != ID or "cache" in str(a)] == []
    assert "nada cambió" in orden(publicado, "construir").stdout.lower()


def test_lo_que_se_compara_con_lo_publicado_esta_donde_se_mira_si_cambio() -> None:
    """Si lo de `TESTIGOS` es igual, no se compara: ha de estar ahí todo lo que leen los dos."""
    leidos = (testigo._DONDE, f"*/{DESCARGAS}/{MANIFIESTO}")
    assert all(fnmatch.fnmatchcase(donde, TESTIGOS) for donde in leidos)
    assert {"glob"} == set(re.findall(r"(?:nuevo|publicado|sitio)\.(\w+)\(", _fuente(testigo, conteos))) - {
        "exists"
    }


def _fuente(*modulos: ModuleType) -> str:
    return "".join(inspect.getsource(m) for m in modulos)


def test_construir_resume_en_una_linea(publicado: Path) -> None:
    hecho = orden(publicado, "construir", "--forzar")
    assert (hecho.returncode, hecho.stderr) == (0, "")
    assert hecho.stdout.count("\n") == 1
    assert hecho.stdout.startswith("Listo en ")
    assert "(0 nuevos)" in hecho.stdout
    assert hecho.stdout.endswith("MB en site/\n")


def test_si_nada_cambia_no_se_construye(publicado: Path) -> None:
    construir(publicado)
    marca = (publicado / "site").stat().st_ino
    hecho = orden(publicado, "construir")
    assert "nada cambió" in hecho.stdout
    assert (publicado / "site").stat().st_ino == marca


def test_una_pagina_sola_es_la_del_sitio(publicado: Path) -> None:
    """Cada clase de página, hecha en un proceso que no arma nada, tiene los bytes de la publicada."""
    construir(publicado)
    sitio = publicado / "site"
    inventario = inventariar(preparar(publicado).proyecto)
    direcciones = {p.declaracion.id: p.ruta for p in inventario.paginas}
    registro = logging.getLogger("mkdocs")
    oidos = registro.level
    vista = vista_de(publicado)
    distintas = {
        id_
        for id_, ruta in direcciones.items()
        if vista.pagina(ruta).encode() != (sitio / ruta / "index.html").read_bytes()
    }
    assert distintas == set()
    assert len(direcciones) > 10
    assert registro.level == oidos, "callar a MkDocs para una página lo calla para quien arme después"


@pytest.mark.parametrize("que", ["datos/sitio.yml", "site/index.html"])
def test_si_algo_cambia_si_se_construye(publicado: Path, que: str) -> None:
    antes = huellas(publicado / "site")
    original = (publicado / que).read_bytes()
    (publicado / que).write_bytes(original + b"\n")
    hecho = orden(publicado, "construir")
    assert hecho.returncode == 0
    assert "nada cambió" not in hecho.stdout
    assert huellas(publicado / "site") == antes
    if not que.startswith("site/"):
        (publicado / que).write_bytes(original)


@pytest.mark.parametrize("dano", ["datos", "plantilla", "estilo", "recurso"])
def test_una_construccion_que_falla_no_cambia_un_byte(publicado: Path, dano: str) -> None:
    archivo, antes, despues, codigo = {
        "datos": ("datos/prueba-2023/mesas.yml", "numero: 2", "numero: dos", 1),
        "plantilla": ("plantillas/documentos/guia.html.j2", "{{ mesa.eje", "{{ mesa.ege", 70),
        "estilo": ("plantillas/estilos/papel.css", "@page", "p { colr: red }\n@page", 70),
        "recurso": (
            "plantillas/documentos/programa.html.j2",
            "{% block cuerpo %}",
            '{% block cuerpo %}<img src="recurso:plantillas/no.png" alt="no">',
            70,
        ),
    }[dano]
    antes_de = huellas(publicado / "site")
    ruta = publicado / archivo
    original = ruta.read_bytes()
    try:
        cambiar(ruta, antes, despues)
        hecho = orden(publicado, "construir")
    finally:
        ruta.write_bytes(original)
    assert hecho.returncode == codigo
    assert "Traceback" not in hecho.stdout + hecho.stderr
    assert "no se publicó nada" in hecho.stderr
    assert huellas(publicado / "site") == antes_de
    esperado = {
        "datos": "debe ser un número entero; llegó «dos»",
        "plantilla": "plantillas/documentos/guia.html.j2:",
        "estilo": "plantillas/estilos/papel.css: ",
        "recurso": "no.png",
    }[dano]
    assert esperado in hecho.stderr


def test_quitar_la_aprobacion_ya_publicada_pide_su_razon(publicado: Path) -> None:
    """Antes de intercambiar se compara con lo publicado; el sitio anterior queda igual."""
    carpeta = publicado / "datos" / "prueba-2023"
    antes, originales = huellas(publicado / "site"), {p: p.read_bytes() for p in carpeta.glob("*.yml")}
    try:
        agenda = carpeta / "agenda.yml"
        agenda.write_text(agenda.read_text("utf-8").partition("aprobacion:")[0], "utf-8")
        cambiar(carpeta / "evento.yml", "estado: aprobada", "estado: borrador")
        hecho = orden(publicado, "construir")
        assert hecho.returncode == 1
        assert "respecto de lo publicado, se quitó la aprobación del 2023-11-18" in hecho.stderr
        assert "./asamblea rectificar prueba-2023" in hecho.stderr
        assert huellas(publicado / "site") == antes
    finally:
        for ruta, datos in originales.items():
            ruta.write_bytes(datos)


def test_matar_la_construccion_en_cualquier_momento_no_cambia_un_byte(publicado: Path) -> None:
    antes = huellas(publicado / "site")
    azar = random.Random(18112023)
    for _ in range(6):
        proceso = subprocess.Popen(
            [sys.executable, "-m", "generador", "construir", "--forzar"],
            cwd=publicado,
            env=os.environ,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        time.sleep(azar.uniform(0.05, 1.6))
        with contextlib.suppress(ProcessLookupError):
            os.killpg(proceso.pid, signal.SIGKILL)
        proceso.wait()
        assert huellas(publicado / "site") == antes
    assert orden(publicado, "construir", "--forzar").returncode == 0
    assert huellas(publicado / "site") == antes
    assert [p.name for p in (publicado / ".cache").glob("sitio-*")] == []


def test_dos_a_la_vez_una_espera_su_turno(publicado: Path) -> None:
    antes = huellas(publicado / "site")
    procesos = [
        subprocess.Popen(
            [sys.executable, "-m", "generador", "construir", "--forzar"],
            cwd=publicado,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    salidas = [p.communicate() for p in procesos]
    codigos = sorted(p.returncode for p in procesos)
    assert codigos == [0, 2]
    assert [e for _, e in salidas if e] == ["Error: ya hay una construcción en curso; espere a que termine\n"]
    assert huellas(publicado / "site") == antes


@pytest.mark.parametrize(
    ("destino", "mensaje"),
    [
        (".", "contiene el proyecto"),
        ("datos/x", "«datos/» es del proyecto"),
        ("ajena", "tiene otras cosas"),
    ],
)
def test_no_construye_encima_de_otra_cosa(publicado: Path, destino: str, mensaje: str) -> None:
    ajena = publicado / "ajena"
    ajena.mkdir(exist_ok=True)
    (ajena / "tesis.docx").write_text("importante", "utf-8")
    hecho = orden(publicado, "construir", "--destino", destino)
    assert hecho.returncode == 2
    assert mensaje in hecho.stderr
    assert (ajena / "tesis.docx").read_text("utf-8") == "importante"


def test_dos_construcciones_desde_cero_dan_los_mismos_bytes(publicado: Path, tmp_path: Path) -> None:
    otra = _proyecto(tmp_path / "otra")
    hecho = orden(otra, "construir", "--procesos", "1")
    assert hecho.returncode == 0, hecho.stderr
    assert huellas(otra / "site") == huellas(publicado / "site")


def test_solo_se_publica_lo_generado_y_contenido(publicado: Path) -> None:
    contenido = publicado / "contenido"
    trampas = {
        "acta.docx": b"PK",
        "mapa.map": b"{}",
        ".oculto.md": b"# x",
        "_borrador.md": b"# x",
        "borradores/nota.md": b"# x",
        "~$acta.docx": b"",
    }
    for nombre, datos in trampas.items():
        ruta = contenido / nombre
        ruta.parent.mkdir(exist_ok=True)
        ruta.write_bytes(datos)
    secreto = publicado / "secreto.txt"
    secreto.write_text("no publicar", "utf-8")
    (contenido / "enlace.txt").symlink_to(secreto)
    antes = set(huellas(publicado / "site"))
    construir(publicado)
    despues = set(huellas(publicado / "site"))
    for nombre in [*trampas, "enlace.txt"]:
        (contenido / nombre).unlink()
    assert despues == antes
    assert [r for r in despues if r.endswith((".map", ".ttf", ".j2", ".yml", ".docx"))] == []
