"""Todas las órdenes donde la máquina no ayuda: con tildes y otro alfabeto, sin permiso, sin espacio.

Las órdenes se recorren desde click: una nueva sin su renglón aquí hace fallar la prueba.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import pytest
from actos import con_erratas, errata
from apoyo import RAIZ
from fabrica import ID, asamblea, en_estado, escribir_proyecto

from generador import cli
from generador.construccion.publicacion import construir_sitio
from generador.errores import ErrorDeDatos
from generador.modelo.asamblea import Sitio
from generador.modelo.publico.apertura import abrir
from generador.salida.abiertos.documento_json import como_json

pytestmark = pytest.mark.lenta

_INGLES = re.compile(
    r"Traceback|Errno|denied|no space|no such|not found|could not|can't|cannot|failed|unable|warning|usage:"
    r"|does not|exist\.|should|must be|invalid|expected|config value",
    re.IGNORECASE,
)
_SITIO = Sitio(nombre="Sitio", descripcion="De prueba.", direccion="https://asambleas.gov.co/")


@dataclass(frozen=True)
class Caso:
    """Una orden dada como se debe, en una asamblea en ese estado."""

    argumentos: tuple[str, ...]
    """ID, REGISTRO, JSON, HOJA y PUERTO se cambian por los de su carpeta."""
    estado: str = "aprobada"
    escribe: bool = True
    """Si termina escribiendo en el proyecto: sin permiso o sin espacio no puede salir bien."""
    codigo: int = 0
    """Con qué sale si la máquina deja, o si no escribe."""
    sin: tuple[str, ...] = ()
    """Lo que no va en su carpeta."""
    antes: bool = False
    """Si ya hay publicada una agenda con una errata que los datos no tienen."""


CASOS: Mapping[str, Caso] = {
    "abrir": Caso(("--sin-navegador", "--puerto", "PUERTO"), codigo=2),
    "aprobar": Caso(
        ("ID", "--fecha", "2023-11-18", "--hora", "16:30", "--modera", "Mesa", "--decision", "Sí.", "--si"),
        "borrador",
    ),
    "asistencia": Caso(("ID", "REGISTRO"), "en_curso"),
    "ayuda": Caso(("construir",), escribe=False),
    "captura": Caso(("ID",), "en_curso"),
    "construir": Caso(()),
    "elegir": Caso(("ID",), escribe=False),
    # No hay sitio construido: se dice, y no se escribe nada.
    "empaquetar": Caso(("ID",), codigo=2, escribe=False),
    # Ensaya en una copia, en la carpeta temporal.
    "ensayo": Caso(("--ayuda",), escribe=False),
    "entrada": Caso(("ID",), escribe=False),
    # No hay nada preparado: se dice, y no se escribe nada.
    "consolidar": Caso(
        ("ID", "--fecha", "2024-03-01", "--quien", "Mesa", "--mandato", "Juntar.", "--si"),
        codigo=2,
        escribe=False,
    ),
    "errata": Caso(
        (
            *("ID", "PRU23-001", "titulo", "--debe-decir", "Otro", "--razon", "Un error."),
            *("--fecha", "2024-03-01", "--si"),
        )
    ),
    "esquema": Caso(()),
    "falta": Caso(("ID",), escribe=False),
    "grupos": Caso(("--asistencia", "50"), escribe=False),
    "hojas": Caso(("ID",), "en_curso"),
    "imprenta": Caso(("ID",)),
    # El registro no es una hoja: se dice, y no se escribe nada.
    "importar": Caso(("REGISTRO",), escribe=False, codigo=1),
    # Mide en una copia, en la carpeta temporal: sin nada que copiar no llega a lo que tarda.
    "medir": Caso(("--ayuda",), escribe=False),
    "nueva": Caso(("tame-2024", "--titular", "T", "--territorio", "Tame", "--fecha", "2024-05-11")),
    # No hay lista: se dice cómo se hace, y no se escribe nada.
    "personales": Caso(("ID",), codigo=2, escribe=False),
    "piezas": Caso(("ID", "--hoja-de-contacto", "HOJA"), codigo=2, escribe=False),
    # Lo que dice es de pytest y de los revisores.
    "probar": Caso(("--ayuda",), escribe=False),
    "planilla": Caso(("ID",), "en_curso"),
    "preparar": Caso(("--todo",), escribe=False),
    "proponer": Caso(("ID",), "sin agenda"),
    # La hoja ya estaba cuando se aprobó: se dice, y no se escribe nada.
    "recibir": Caso(
        ("ID", "M1-S1", "--razon", "Llegó después.", "--fecha", "2024-03-01", "--si"), codigo=2, escribe=False
    ),
    "rectificar": Caso(("ID", "--razon", "Sobraba.", "--fecha", "2024-03-01", "--si"), antes=True),
    "seguimiento": Caso(("ID",)),
    "servir": Caso(("--puerto", "PUERTO"), codigo=2),
    "validar": Caso(("ID",), escribe=False, sin=("plantillas",)),
    "verificar": Caso(("JSON",), escribe=False),
}


def _ordenes(grupo: click.Command, antes: str = "") -> Iterator[str]:
    if isinstance(grupo, click.Group):
        for nombre, orden in grupo.commands.items():
            yield from _ordenes(orden, f"{antes} {nombre}".strip())
    else:
        yield antes


def test_ninguna_orden_se_queda_sin_probar() -> None:
    assert sorted(_ordenes(cli.principal)) == sorted(CASOS)


def _publicada(cambios: dict[str, Any]) -> bytes:
    return como_json(abrir(asamblea(**cambios), _SITIO, lambda c: f"https://asambleas.gov.co/{c}"))


def _preparar(base: Path, orden: str, caso: Caso) -> tuple[str, list[str]]:
    """La carpeta de una orden, y la orden como se escribe."""
    raiz = base / orden
    cambios = en_estado("borrador" if caso.estado == "sin agenda" else caso.estado)
    if caso.estado == "sin agenda":
        del cambios["agenda"]
    escribir_proyecto(raiz, **cambios)
    for parte in {"plantillas", "contenido"} - set(caso.sin):
        (raiz / parte).symlink_to(RAIZ / parte)
    shutil.copy2(RAIZ / "mkdocs.yml", raiz)
    registro = raiz / "registro ñ.csv"
    registro.write_text("Nombre,Municipio\n" + "".join(f"P {i},Tame\n" for i in range(20)), "utf-8")
    publicada = raiz / "site" / ID / "descargas" / "agenda.json"
    if caso.antes or orden == "verificar":
        publicada.parent.mkdir(parents=True)
        de_antes = con_erratas(en_estado("aprobada"), errata("2024-01-01", "titulo", "Riego", "Agua"))
        publicada.write_bytes(_publicada(de_antes if caso.antes else en_estado("aprobada")))
    lugares = {"ID": ID, "REGISTRO": str(registro), "JSON": str(publicada), "HOJA": str(raiz / "hoja.png")}
    return str(raiz), [orden, *(lugares.get(a, a) for a in caso.argumentos)]


def _correr(
    pedidas: Mapping[str, tuple[str, list[str]]], prefijo: tuple[str, ...] = (), **variables: str
) -> dict[str, dict[str, Any]]:
    with socket.socket() as ocupado:
        ocupado.bind(("127.0.0.1", 0))
        ocupado.listen()
        puerto = str(ocupado.getsockname()[1])
        puestas = {o: (r, [puerto if a == "PUERTO" else a for a in args]) for o, (r, args) in pedidas.items()}
        hecho = subprocess.run(
            [*prefijo, sys.executable, str(RAIZ / "tests" / "entorno_dificil.py")],
            input=json.dumps(puestas),
            env={
                "PATH": os.environ["PATH"],
                "HOME": "/no/existe",
                "PYTHONPATH": str(RAIZ),
                "PYTHONDONTWRITEBYTECODE": "1",
                # Como lo deja el lanzador.
                "PYTHONUTF8": "1",
                **variables,
            },
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
    assert hecho.returncode == 0, hecho.stderr
    dichas: dict[str, dict[str, Any]] = json.loads(hecho.stdout)
    return dichas


def _pedidas(base: Path) -> dict[str, tuple[str, list[str]]]:
    base.mkdir(exist_ok=True)
    return {orden: _preparar(base, orden, caso) for orden, caso in CASOS.items()}


def _en_ingles(dichas: Mapping[str, dict[str, Any]]) -> dict[str, str]:
    return {o: texto for o, d in dichas.items() if _INGLES.search(texto := d["salida"] + d["error"])}


def test_una_carpeta_con_tildes_y_el_alfabeto_mas_pobre(tmp_path: Path) -> None:
    pedidas = _pedidas(tmp_path / "años y «más» ñ")
    # Un sitio entero ya se construye en otras pruebas: aquí, lo que se dice de un error en los datos.
    (Path(pedidas["construir"][0]) / "datos" / ID / "mesas.yml").write_text("mesas: [\n", "utf-8")
    dichas = _correr(pedidas, LC_ALL="C")
    codigos = {o: c.codigo for o, c in CASOS.items()} | {"construir": 1}
    assert {o: d["codigo"] for o, d in dichas.items()} == codigos, dichas
    assert _en_ingles(dichas) == {}
    assert "\ufffd" not in str(dichas)
    assert "\\udc" not in str(dichas)


def _exigir_una_linea(dichas: Mapping[str, dict[str, Any]], dice: str) -> None:
    """Lo que escribe sale con 70 y un renglón con su remedio; lo que no llega a escribir, como siempre."""
    assert _en_ingles(dichas) == {}
    quedo = {o: (d["codigo"], d["error"]) for o, d in dichas.items() if CASOS[o].escribe}
    for orden in ("abrir", "servir"):
        if quedo[orden][0] == CASOS[orden].codigo:
            # El cerrojo, que está vacío, cupo: vio antes que el puerto está ocupado.
            del quedo[orden]
    patron = re.compile(rf"(.*\n)*?Error: {dice}[^\n]*: [^\n]+\n(Error: no se publicó nada[^\n]*\n)?")
    assert {o: q for o, q in quedo.items() if q[0] != 70 or not patron.fullmatch(q[1])} == {}
    leen = {o: d["codigo"] for o, d in dichas.items() if not CASOS[o].escribe}
    assert leen == {o: CASOS[o].codigo for o in leen}, dichas


def _sin_privilegios() -> tuple[str, ...]:
    """Con qué se corre para que un permiso cuente: root los pasa por alto."""
    if os.geteuid():
        return ()
    if shutil.which("setpriv") is None:
        pytest.skip("NO SE PROBÓ la carpeta sin permiso: root sin setpriv escribe donde quiera")
    return ("setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override")


def test_una_carpeta_que_no_se_deja_escribir(tmp_path: Path) -> None:
    base = tmp_path / "ajena ñ"
    pedidas = _pedidas(base)
    carpetas = [base, *(r for r in base.rglob("*") if r.is_dir() and not r.is_symlink())]
    for carpeta in carpetas:
        carpeta.chmod(0o555)
    try:
        dichas = _correr(pedidas, _sin_privilegios())
    finally:
        for carpeta in carpetas:
            carpeta.chmod(0o755)
    _exigir_una_linea(dichas, "no hay permiso para usar «")


@pytest.fixture
def disco_chico(tmp_path: Path) -> Iterator[Path]:
    """Un disco de dos megas, o se salta y se dice."""
    montado = tmp_path / "disco ñ"
    montado.mkdir()
    orden = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(montado)]
    if os.geteuid() or shutil.which("mount") is None or subprocess.run(orden, capture_output=True).returncode:
        pytest.skip("NO SE PROBÓ el disco lleno: aquí no se puede montar uno")
    yield montado
    subprocess.run(["umount", "-l", str(montado)], check=True)


def test_un_disco_lleno(disco_chico: Path) -> None:
    pedidas = _pedidas(disco_chico)
    with (disco_chico / "relleno").open("wb", buffering=0) as relleno, suppress(OSError):
        while relleno.write(b"x" * 4096):
            pass
    assert shutil.disk_usage(disco_chico).free == 0
    _exigir_una_linea(_correr(pedidas, TMPDIR=str(disco_chico)), "no queda espacio en el disco para «")


def test_lo_que_falta_del_proyecto_se_dice_todo_en_espanol(tmp_path: Path) -> None:
    """Visto fallar: «MkDocs avisa: The path set in 'custom_dir'…»."""
    escribir_proyecto(tmp_path)
    with pytest.raises(ErrorDeDatos) as fallo:
        construir_sitio(tmp_path, tmp_path / "site")
    assert [(h.lugar.archivo, h.mensaje) for h in fallo.value.hallazgos] == [
        (parte, "falta en el proyecto") for parte in ("mkdocs.yml", "contenido", "plantillas/tema")
    ]
    assert not (tmp_path / "site").exists()
