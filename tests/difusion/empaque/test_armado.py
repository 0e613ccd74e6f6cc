"""La copia entera: una carpeta que se comprueba sola, en un solo paso, y sus partes."""

from __future__ import annotations

import subprocess
import zipfile
from pathlib import Path

import pytest
from apoyo import cambiar, huellas
from difusion.maqueta import OTRA, anotar, sitio_de_maqueta
from fabrica import ID

from generador.difusion.empaque import armado
from generador.difusion.empaque.armado import empaquetar
from generador.errores import ErrorDeUso
from generador.salida.disco import escribir, sha256

PRIMEROS = {"ABRA-AQUI.html", "LEEME.txt", "SHA256SUMS"}


@pytest.fixture
def raiz(tmp_path: Path) -> Path:
    sitio_de_maqueta(tmp_path / "proyecto")
    return tmp_path / "proyecto"


def _sumas(carpeta: Path) -> dict[str, str]:
    pares = (r.split("  ", 1) for r in (carpeta / "SHA256SUMS").read_text("utf-8").splitlines())
    return {nombre: suma for suma, nombre in pares}


def test_la_copia_es_una_carpeta_que_se_comprueba_sola(raiz: Path, tmp_path: Path) -> None:
    hecha = empaquetar(raiz, ID, tmp_path / "usb", "lectura")
    assert hecha.carpeta == tmp_path / "usb" / f"{ID}-lectura"
    assert {p.name for p in hecha.carpeta.iterdir()} == {*PRIMEROS, "sitio"}
    quedo = huellas(hecha.carpeta)
    assert _sumas(hecha.carpeta) == {n: sha256(d) for n, d in quedo.items() if n != "SHA256SUMS"}
    assert quedo.keys() - PRIMEROS == {f"sitio/{r}" for r in hecha.lleva.rutas}
    assert f"url=sitio/{ID}/index.html" in quedo["ABRA-AQUI.html"].decode()
    leeme = quedo["LEEME.txt"].decode("utf-8-sig")
    assert "doble clic en ABRA-AQUI.html" in leeme
    assert "DATOS DE DEMOSTRACIÓN" not in leeme
    assert leeme.rstrip().endswith("la Unidad Solidaria y la UNAD")
    assert OTRA not in quedo["sitio/buscar.js"].decode()
    assert quedo["sitio/estilos/asambleas.css"].startswith(b"a{}\n")
    assert list(tmp_path.joinpath("usb").iterdir()) == [hecha.carpeta]


def test_dos_veces_el_mismo_dia_son_los_mismos_bytes_y_nada_queda_de_la_anterior(
    raiz: Path, tmp_path: Path
) -> None:
    primera = empaquetar(raiz, ID, tmp_path, "lectura")
    antes = huellas(primera.carpeta)
    (primera.carpeta / "sitio" / "sobra.html").write_text("x")
    assert huellas(empaquetar(raiz, ID, tmp_path, "lectura").carpeta) == antes


def test_un_corte_a_la_mitad_deja_la_copia_de_antes(
    raiz: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    antes = huellas(empaquetar(raiz, ID, tmp_path / "usb", "lectura").carpeta)
    escritos: list[Path] = []

    def sin_espacio(ruta: Path, datos: bytes) -> None:
        escritos.append(ruta)
        if len(escritos) == 5:
            raise OSError(28, "No space left on device")
        escribir(ruta, datos)

    monkeypatch.setattr(armado, "escribir", sin_espacio)
    with pytest.raises(OSError, match="No space"):
        empaquetar(raiz, ID, tmp_path / "usb", "lectura")
    assert [p.name for p in (tmp_path / "usb").iterdir()] == [f"{ID}-lectura"]
    assert huellas(tmp_path / "usb" / f"{ID}-lectura") == antes


def test_las_partes_se_juntan_en_la_misma_carpeta(
    raiz: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(armado, "TOPE_DE_PARTE", 16_000)
    hecha = empaquetar(raiz, ID, tmp_path, "completa", partes=True)
    nombres = [n for n, _ in hecha.partes]
    assert nombres == [f"{ID}-completa-parte-{n}-de-{len(nombres)}.zip" for n in range(1, len(nombres) + 1)]
    assert len(nombres) > 2
    assert all(octetos == (hecha.carpeta / n).stat().st_size <= 16_000 for n, octetos in hecha.partes)
    assert _sumas(hecha.carpeta) == {n: sha256((hecha.carpeta / n).read_bytes()) for n in nombres}
    junta = tmp_path / "junta"
    for nombre in reversed(nombres):
        with zipfile.ZipFile(hecha.carpeta / nombre) as parte:
            assert f"{ID}-completa/LEEME.txt" in parte.namelist()
            parte.extractall(junta)
    (suya,) = junta.iterdir()
    subprocess.run(["sha256sum", "--quiet", "--check", "SHA256SUMS"], cwd=suya, check=True)
    assert {p.removeprefix("sitio/") for p in _sumas(suya)} >= hecha.lleva.rutas
    leeme = (suya / "LEEME.txt").read_text("utf-8-sig")
    assert f"SON {len(nombres)} PARTES" in leeme
    assert all(n in leeme for n in nombres)


def test_lo_que_no_esta_construido_o_al_dia_no_se_lleva(raiz: Path, tmp_path: Path) -> None:
    """Lo que pasó las puertas es lo que hay, byte por byte, con los datos y el programa de hoy."""
    agenda = raiz / "site" / ID / "descargas" / "agenda.pdf"
    agenda.write_bytes(b"otra")
    with pytest.raises(ErrorDeUso, match="algo cambió en «site/» después de construirlo"):
        empaquetar(raiz, ID, tmp_path, "lectura")
    anotar(raiz)
    cambiar(raiz / "datos" / "sitio.yml", "Sitio ficticio.", "Otro.")
    with pytest.raises(ErrorDeUso, match="el sitio no está al día: desde que se construyó"):
        empaquetar(raiz, ID, tmp_path, "lectura")
    anotar(raiz, ID)
    with pytest.raises(ErrorDeUso, match=f"por sus errores no se publicó como está hoy: {ID}"):
        empaquetar(raiz, ID, tmp_path, "lectura")
    anotar(raiz, OTRA)
    assert empaquetar(raiz, ID, tmp_path, "lectura").lleva.paginas
    for nota in (raiz / ".cache").glob("ultima-*.json"):
        nota.unlink()
    with pytest.raises(ErrorDeUso, match=r"el sitio no está construido; ejecute \./asamblea construir"):
        empaquetar(raiz, ID, tmp_path, "lectura")


def test_no_se_pone_sobre_otra_cosa_ni_donde_se_publica(raiz: Path, tmp_path: Path) -> None:
    ajena = tmp_path / f"{ID}-lectura"
    ajena.mkdir()
    assert empaquetar(raiz, ID, tmp_path, "lectura").carpeta == ajena
    (ajena / "SHA256SUMS").unlink()
    with pytest.raises(ErrorDeUso, match="ya existe y no es una copia"):
        empaquetar(raiz, ID, tmp_path, "lectura")
    with pytest.raises(ErrorDeUso, match="site/ se publica entero"):
        empaquetar(raiz, ID, raiz / "site" / "copias", "lectura")
    with pytest.raises(ErrorDeUso, match="no existe la asamblea «nada»"):
        empaquetar(raiz, "nada", tmp_path, "lectura")
