"""Copias del proyecto para construir de verdad sin tocar el repositorio."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

RAIZ = Path(__file__).parent.parent
PARTES = ("datos", "plantillas", "contenido")


def copiar_proyecto(destino: Path) -> Path:
    """El proyecto en `destino`."""
    for parte in PARTES:
        shutil.copytree(RAIZ / parte, destino / parte)
    shutil.copy2(RAIZ / "mkdocs.yml", destino)
    return destino


def proyecto_de_ordenes(destino: Path, parche: pytest.MonkeyPatch) -> Path:
    """Un proyecto en `destino` donde las órdenes corren dentro de este proceso."""
    for parte in ("datos", "plantillas"):
        shutil.copytree(RAIZ / parte, destino / parte)
    parche.setattr("generador.cli.RAIZ", destino)
    return destino


def correr_aqui(*argumentos: str) -> tuple[int, str]:
    """`./asamblea …` en este proceso: con qué código sale y lo que dice."""
    # Aquí y no arriba: quien prepara las pruebas pone antes dónde guarda cada persona lo suyo.
    from generador import cli

    hecho = CliRunner().invoke(cli.principal, list(argumentos), prog_name="./asamblea")
    return hecho.exit_code, hecho.output


def orden(raiz: Path, *argumentos: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """`./asamblea …` sobre esa copia."""
    return subprocess.run(
        [sys.executable, "-m", "generador", *argumentos],
        cwd=raiz,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def bien_hecho(raiz: Path, hecho: subprocess.CompletedProcess[str]) -> str:
    """Lo que dijo esa orden por su salida; si no salió bien, la prueba falla con la traza del defecto."""
    traza = raiz / ".cache" / "ultimo-error.txt"
    detalle = traza.read_text("utf-8") if traza.name in hecho.stderr and traza.exists() else ""
    assert hecho.returncode == 0, hecho.stdout + hecho.stderr + detalle
    return hecho.stdout


def construir(raiz: Path) -> Path:
    """Construye y devuelve la carpeta del sitio; falla la prueba si no sale bien."""
    bien_hecho(raiz, orden(raiz, "construir"))
    return raiz / "site"


def carpeta_comun(fabrica: pytest.TempPathFactory) -> Path:
    """La carpeta temporal de esta corrida, la misma para todos los procesos de xdist y nueva en cada una."""
    propia = fabrica.getbasetemp()
    return propia.parent if "PYTEST_XDIST_WORKER" in os.environ else propia


ALMACEN = RAIZ / ".cache" / "pruebas" / "artefactos"
"""El almacén de las pruebas: lo que una ya imprimió no lo imprime otra, ni hoy ni en la próxima corrida.

Lo que guarda vale lo mismo que en el de verdad: cada archivo, por la huella de todo lo que lo decide (su
HTML y el código, los paquetes y las letras con que se hizo), firmado por las puertas que lo leyeron.
"""
TOPE_DE_ALMACEN = 1_500_000_000
"""Bytes que puede ocupar entre una corrida y otra: unas ocho versiones del código."""


def con_almacen(raiz: Path) -> Path:
    """Pone en el proyecto `raiz` el almacén de las pruebas; devuelve `raiz`."""
    ALMACEN.mkdir(parents=True, exist_ok=True)
    (raiz / ".cache").mkdir(exist_ok=True)
    (raiz / ".cache" / "artefactos").symlink_to(ALMACEN)
    return raiz


def podar_almacen(almacen: Path = ALMACEN, tope: int = TOPE_DE_ALMACEN) -> None:
    """Borra lo que hace más tiempo que nadie usa, hasta que lo demás quepa en `tope` bytes."""
    pesos = {a: a.stat() for a in almacen.glob("*/*")}
    sobran = sum(estado.st_size for estado in pesos.values()) - tope
    for archivo, estado in sorted(pesos.items(), key=lambda par: par[1].st_mtime):
        if sobran <= 0:
            return
        archivo.unlink(missing_ok=True)
        sobran -= estado.st_size


@contextmanager
def una_vez(carpeta: Path) -> Iterator[bool]:
    """Verdadero para el primero de los procesos de prueba que llega; los demás esperan a que termine."""
    carpeta.mkdir(parents=True, exist_ok=True)
    with (carpeta / "cerrojo").open("w") as archivo:
        fcntl.flock(archivo, fcntl.LOCK_EX)
        hecho = carpeta / "hecho"
        yield not hecho.exists()
        hecho.touch()


def huellas(sitio: Path) -> dict[str, bytes]:
    """Ruta → bytes de todo el sitio."""
    return {p.relative_to(sitio).as_posix(): p.read_bytes() for p in sorted(sitio.rglob("*")) if p.is_file()}


def cambiar(archivo: Path, antes: str, despues: str) -> None:
    """Cambia una aparición exacta en un archivo de datos de la copia."""
    texto = archivo.read_text("utf-8")
    assert texto.count(antes) >= 1, f"{archivo.name} no dice «{antes}»"
    archivo.write_text(texto.replace(antes, despues, 1), "utf-8")
