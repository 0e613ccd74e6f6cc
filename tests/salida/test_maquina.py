"""Cuando la máquina no deja: una línea con su remedio, o sale bien solo. Vale igual siendo root."""

from __future__ import annotations

import errno
import os
import re
import resource
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from generador.construccion.datos import respaldo
from generador.errores import ErrorDeMaquina
from generador.salida import disco


def _negar(monkeypatch: pytest.MonkeyPatch, numero: int, debajo_de: Path | None = None) -> None:
    """Crear un temporal falla con ese error; con `debajo_de`, solo ahí dentro."""
    crear, carpeta = disco.tempfile.mkstemp, disco.tempfile.mkdtemp

    def mkstemp(*args: Any, **opciones: Any) -> Any:
        dir_ = opciones.get("dir")
        if debajo_de is None or (dir_ is not None and Path(dir_).is_relative_to(debajo_de)):
            raise OSError(numero, os.strerror(numero), str(dir_))
        return crear(*args, **opciones)

    def mkdtemp(*args: Any, **opciones: Any) -> Any:
        if debajo_de is None:
            raise OSError(numero, os.strerror(numero), str(opciones.get("dir")))
        return carpeta(*args, **opciones)

    monkeypatch.setattr(disco.tempfile, "mkstemp", mkstemp)
    monkeypatch.setattr(disco.tempfile, "mkdtemp", mkdtemp)


def test_la_traza_va_a_otra_parte_si_el_proyecto_no_se_deja_escribir(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _negar(monkeypatch, errno.EACCES, tmp_path)
    mensaje = disco.guardar_traza(tmp_path, KeyError("secreto"))
    hallado = re.fullmatch(
        r"defecto del generador \(KeyError\)\. Envíe (\S+) a quien mantiene el proyecto",
        mensaje,
    )
    assert hallado is not None
    archivo = Path(hallado[1])
    assert not archivo.is_relative_to(tmp_path)
    assert archivo.read_text("utf-8") == "KeyError: 'secreto'\n"
    shutil.rmtree(archivo.parent)


def test_si_no_hay_donde_guardar_la_traza_se_dice_el_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _negar(monkeypatch, errno.ENOSPC)
    try:
        raise KeyError("a\nb")
    except KeyError as error:
        mensaje = disco.guardar_traza(tmp_path, error)
    assert mensaje.startswith("defecto del generador (KeyError). No hay dónde guardar la traza")
    assert "test_maquina.py:" in mensaje
    assert "\n" not in mensaje


@pytest.mark.parametrize("numero", [errno.EACCES, errno.ENOSPC, errno.EROFS, errno.EDQUOT])
def test_lo_que_niega_el_disco_es_una_linea(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, numero: int
) -> None:
    _negar(monkeypatch, numero)
    with pytest.raises(OSError, match=re.escape(os.strerror(numero))) as fallo:
        disco.escribir(tmp_path / "x", b"x")
    dicho = disco.explicar(tmp_path, fallo.value)
    assert isinstance(dicho, ErrorDeMaquina)
    assert str(tmp_path) in str(dicho)
    assert "\n" not in str(dicho)


@pytest.mark.parametrize("numero", [errno.ENOSPC, errno.EROFS])
@pytest.mark.parametrize("cuando", ["al crearlo", "al darle su nombre"])
def test_lo_que_niega_el_disco_nombra_el_archivo_y_no_su_temporal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, numero: int, cuando: str
) -> None:
    def negar(donde: object) -> None:
        raise OSError(numero, os.strerror(numero), str(donde))

    if cuando == "al crearlo":
        monkeypatch.setattr(disco.tempfile, "mkstemp", lambda **o: negar(o["dir"] / f"{o['prefix']}g4tpl_1u"))
    else:
        monkeypatch.setattr(Path, "replace", lambda temporal, _: negar(temporal))
    with pytest.raises(OSError, match=re.escape(os.strerror(numero))) as fallo:
        disco.escribir(tmp_path / "agenda.yml", b"x")
    assert f"«{tmp_path / 'agenda.yml'}»" in str(disco.explicar(tmp_path, fallo.value))
    assert list(tmp_path.iterdir()) == []


def test_el_disco_lleno_de_verdad_en_un_proceso(tmp_path: Path) -> None:
    """Con un tope de tamaño de archivo, que el sistema hace cumplir también a root."""
    codigo = (
        "import sys; from pathlib import Path; from generador.salida import disco\n"
        "raiz = Path(sys.argv[1])\n"
        "try: disco.escribir(raiz / 'x', b'x' * 100_000)\n"
        "except OSError as error: print(disco.explicar(raiz, error))\n"
    )
    hecho = subprocess.run(
        [sys.executable, "-c", codigo, str(tmp_path)],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)),
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
        check=True,
    )
    assert hecho.stdout == (
        f"«{tmp_path / 'x'}» pasa del tamaño de archivo que este sistema permite: "
        "revise el disco o «ulimit -f»\n"
    )
    assert list(tmp_path.iterdir()) == []


def _publicado(tmp_path: Path) -> tuple[Path, Path]:
    """Una carpeta nueva como la deja quien construye con la máscara cerrada, y dónde va."""
    nuevo = tmp_path / "nuevo"
    (nuevo / "a" / "b").mkdir(parents=True)
    for ruta in (nuevo / "index.html", nuevo / "a" / "x.pdf", nuevo / "a" / "b" / "y.png"):
        ruta.write_text("x", "utf-8")
    for ruta in (nuevo, *nuevo.rglob("*")):
        ruta.chmod(0o700 if ruta.is_dir() else 0o600)
    return nuevo, tmp_path / "site"


@pytest.mark.parametrize("hay_antes", [True, False])
def test_lo_publicado_lo_lee_cualquiera(tmp_path: Path, hay_antes: bool) -> None:
    nuevo, destino = _publicado(tmp_path)
    if hay_antes:
        destino.mkdir()
    disco.publicar(nuevo, destino)
    modos = {
        p.relative_to(tmp_path).as_posix(): stat.S_IMODE(p.stat().st_mode)
        for p in (destino, *destino.rglob("*"))
    }
    assert modos == {
        "site": 0o755,
        "site/a": 0o755,
        "site/a/b": 0o755,
        "site/index.html": 0o644,
        "site/a/x.pdf": 0o644,
        "site/a/b/y.png": 0o644,
    }


def test_escribir_conserva_los_permisos_de_un_equipo(tmp_path: Path) -> None:
    ruta = tmp_path / "evento.yml"
    disco.escribir(ruta, b"uno")
    assert stat.S_IMODE(ruta.stat().st_mode) == 0o644
    ruta.chmod(0o664)
    disco.escribir(ruta, b"dos")
    assert stat.S_IMODE(ruta.stat().st_mode) == 0o664


def test_un_cerrojo_que_es_una_carpeta_vacia_se_arregla_solo(tmp_path: Path) -> None:
    (tmp_path / ".cache" / "construir.cerrojo").mkdir(parents=True)
    with disco.cerrojo(tmp_path):
        assert (tmp_path / ".cache" / "construir.cerrojo").is_file()


def test_un_cerrojo_que_es_una_carpeta_con_cosas_se_dice(tmp_path: Path) -> None:
    carpeta = tmp_path / ".cache" / "construir.cerrojo"
    (carpeta / "algo").mkdir(parents=True)
    with pytest.raises(IsADirectoryError) as fallo, disco.cerrojo(tmp_path):
        pass
    assert str(disco.explicar(tmp_path, fallo.value)) == (
        f"«{carpeta}» es una carpeta y ahí va un archivo: muévala o bórrela"
    )


def test_una_cache_que_es_un_archivo_se_dice(tmp_path: Path) -> None:
    (tmp_path / ".cache").write_text("", "utf-8")
    with pytest.raises(OSError, match="exists") as fallo, disco.cerrojo(tmp_path):
        pass
    assert str(disco.explicar(tmp_path, fallo.value)) == (
        f"«{tmp_path / '.cache'}» estorba o va dentro de algo que no es una carpeta: muévalo o bórrelo"
    )


def test_un_disco_sin_cerrojos_no_se_confunde_con_otra_construccion(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def sin_cerrojos(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(disco.fcntl, "flock", sin_cerrojos)
    with pytest.raises(ErrorDeMaquina, match="no permite cerrojos"), disco.cerrojo(tmp_path):
        pass


def _otro_disco() -> Path:
    """Una carpeta en un disco distinto del temporal, o se salta y se dice."""
    for base in (Path("/dev/shm"), Path.home(), Path("/var/tmp")):
        try:
            if base.stat().st_dev != Path(disco.tempfile.gettempdir()).stat().st_dev:
                return Path(disco.tempfile.mkdtemp(dir=base, prefix="asambleas-"))
        except OSError:
            continue
    pytest.skip("NO SE PROBÓ el destino en otro disco: esta máquina tiene uno solo")


@pytest.mark.parametrize("hay_antes", [True, False])
def test_un_destino_en_otro_disco_se_publica_en_un_paso(tmp_path: Path, hay_antes: bool) -> None:
    otro = _otro_disco()
    try:
        destino = otro / "sub" / "sitio"
        if hay_antes:
            destino.mkdir(parents=True)
            (destino / "index.html").write_text("viejo", "utf-8")
            (destino.parent / ".sitio-nuevo-muerto").mkdir()
        (tmp_path / ".cache").mkdir()
        nuevo = disco.carpeta_nueva(tmp_path, destino)
        assert (nuevo.parent, nuevo.stat().st_dev) == (destino.parent, otro.stat().st_dev)
        (nuevo / "index.html").write_text("nuevo", "utf-8")
        disco.publicar(nuevo, destino)
        assert (destino / "index.html").read_text("utf-8") == "nuevo"
        # No queda nada al lado, ni de esta ni de una que mataron.
        assert [p.name for p in destino.parent.iterdir()] == ["sitio"]
        assert list((tmp_path / ".cache").iterdir()) == []
    finally:
        shutil.rmtree(otro)


def test_sin_espacio_la_construccion_nombra_el_sitio_y_no_su_temporal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / disco.CACHE).mkdir()
    destino = tmp_path / "site"
    de_verdad = disco.tempfile.mkdtemp

    def mkdtemp(*args: Any, **opciones: Any) -> Any:
        if opciones["prefix"] == ".prueba-":
            return de_verdad(*args, **opciones)
        raise OSError(errno.ENOSPC, "", f"{opciones['dir']}/{opciones['prefix']}x1y2")

    monkeypatch.setattr(disco.tempfile, "mkdtemp", mkdtemp)
    with pytest.raises(OSError, match="Errno") as fallo:
        disco.carpeta_nueva(tmp_path, destino)
    assert str(disco.explicar(tmp_path, fallo.value)) == (
        f"no queda espacio en el disco para «{destino}»: libere espacio y vuelva a intentar"
    )


def test_si_no_se_deja_probar_el_destino_se_nombra_el_destino(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / disco.CACHE).mkdir()

    def negado(self: Path, destino: Path) -> None:
        raise OSError(errno.EACCES, "", str(self), None, str(destino))

    monkeypatch.setattr(Path, "rename", negado)
    with pytest.raises(OSError, match="Errno") as fallo:
        disco.carpeta_nueva(tmp_path, tmp_path / "otro" / "site")
    assert str(disco.explicar(tmp_path, fallo.value)) == (
        f"no hay permiso para usar «{tmp_path / 'otro'}»: pídalo, o trabaje en una carpeta suya"
    )


def test_sin_espacio_la_copia_buena_nombra_su_carpeta_y_no_su_temporal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "datos" / "a-1").mkdir(parents=True)

    def sin_espacio(origen: Path, copia: Path, **_: Any) -> None:
        raise OSError(errno.ENOSPC, "", str(copia))

    monkeypatch.setattr(respaldo.shutil, "copytree", sin_espacio)
    with pytest.raises(OSError, match="Errno") as fallo:
        respaldo.guardar(tmp_path, ["a-1"], ["a-1"], respaldo.huellas(tmp_path))
    assert str(disco.explicar(tmp_path, fallo.value)) == (
        f"no queda espacio en el disco para «{tmp_path / disco.CACHE / respaldo.CARPETA}»: libere espacio y "
        "vuelva a intentar"
    )
