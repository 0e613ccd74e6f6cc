"""Lo que se escribe en el disco: todo o nada, de una vez, y sin dejar restos."""

import fcntl
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from generador.errores import ErrorDeUso
from generador.salida import disco


def test_escribir_es_todo_o_nada(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ruta = tmp_path / "a" / "b.txt"
    disco.escribir(ruta, b"uno")
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "sin espacio")))
    with pytest.raises(OSError, match="sin espacio"):
        disco.escribir(ruta, b"dos")
    assert ruta.read_bytes() == b"uno"
    assert [p.name for p in ruta.parent.iterdir()] == ["b.txt"]


def test_escribir_si_cambia(tmp_path: Path) -> None:
    ruta = tmp_path / "x"
    assert [disco.escribir_si_cambia(ruta, b) for b in (b"1", b"1", b"2")] == [True, False, True]


def test_publicar_cambia_todo_de_una_vez(tmp_path: Path) -> None:
    destino, nuevo = tmp_path / "site", tmp_path / "nuevo"
    for carpeta, texto in ((destino, "viejo"), (nuevo, "nuevo")):
        carpeta.mkdir()
        (carpeta / "index.html").write_text(texto, "utf-8")
    (destino / "sobra.txt").write_text("", "utf-8")
    disco.publicar(nuevo, destino)
    assert sorted(p.name for p in destino.iterdir()) == ["index.html"]
    assert (destino / "index.html").read_text("utf-8") == "nuevo"
    assert not nuevo.exists()


def test_publicar_sin_intercambio_atomico(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disco, "_intercambiar", lambda *_: False)
    test_publicar_cambia_todo_de_una_vez(tmp_path)


def test_recuperar_devuelve_el_sitio_que_un_corte_aparto(tmp_path: Path) -> None:
    apartado = tmp_path / ".site-anterior"
    apartado.mkdir()
    disco.recuperar(tmp_path / "site")
    assert (tmp_path / "site").is_dir()
    assert not apartado.exists()


@pytest.mark.lenta
def test_cerrojo_excluye_a_otro_proceso_y_se_suelta_si_lo_matan(tmp_path: Path) -> None:
    codigo = (
        "import sys, time; from pathlib import Path; from generador.salida.disco import cerrojo\n"
        "with cerrojo(Path(sys.argv[1])): print('mio', flush=True); time.sleep(60)"
    )
    otro = subprocess.Popen([sys.executable, "-c", codigo, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert otro.stdout is not None
    with otro.stdout:
        assert otro.stdout.readline() == "mio\n"
        with pytest.raises(ErrorDeUso) as error, disco.cerrojo(tmp_path):
            pass
        assert str(error.value) == "ya hay una construcción en curso; espere a que termine"
        otro.kill()
        otro.wait()
    with disco.cerrojo(tmp_path):
        pass


def test_carpeta_nueva_barre_las_de_construcciones_muertas(tmp_path: Path) -> None:
    muerta = tmp_path / ".cache" / "sitio-muerto"
    muerta.mkdir(parents=True)
    (muerta / "x").write_text("", "utf-8")
    nueva = disco.carpeta_nueva(tmp_path, tmp_path / "site")
    assert list((tmp_path / ".cache").iterdir()) == [nueva]


def test_guardar_traza_no_muestra_la_traza(tmp_path: Path) -> None:
    mensaje = disco.guardar_traza(tmp_path, KeyError("secreto"))
    assert mensaje == (
        "defecto del generador (KeyError). Envíe .cache/ultimo-error.txt a quien mantiene el proyecto"
    )
    assert (tmp_path / ".cache" / "ultimo-error.txt").read_text("utf-8") == "KeyError: 'secreto'\n"


def test_conf_de_fuentes_escapa_la_ruta(tmp_path: Path) -> None:
    raiz = tmp_path / "a & b"
    raiz.mkdir()
    conf = disco.escribir_conf_de_fuentes(raiz).read_text("utf-8")
    assert f"<dir>{tmp_path}/a &amp; b/plantillas/tema/fuentes</dir>" in conf


def test_asentado_no_vuelve_hasta_que_el_disco_lo_tiene(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Primero el contenido, después el nombre: si se va la luz en medio, queda lo de antes o lo nuevo."""
    archivo = tmp_path / "hoja.yml"
    archivo.write_bytes(b"antes")
    visto: list[tuple[str, bytes]] = []

    def anotar(abierto: int) -> None:
        que = "carpeta" if stat.S_ISDIR(os.fstat(abierto).st_mode) else "archivo"
        visto.append((que, archivo.read_bytes()))

    monkeypatch.setattr("generador.salida.disco.os.fsync", anotar)
    disco.escribir(archivo, b"nuevo", asentar=True)
    assert visto == [("archivo", b"antes"), ("carpeta", b"nuevo")]
    visto.clear()
    disco.escribir(archivo, b"otro")
    assert visto == []
    disco.escribir(tmp_path / "una" / "otra" / "hoja.yml", b"x", asentar=True)
    assert [que for que, _ in visto] == ["archivo", "carpeta", "carpeta", "carpeta"]


_MORIR = """
import os, sys
from pathlib import Path
from generador.salida.disco import escribir
os.fsync = lambda _: os.kill(os.getpid(), 9)
escribir(Path(sys.argv[1]), b"submesa: M1-S1\\n", asentar=True)
"""


def test_lo_que_dejo_un_muerto_se_quita_y_lo_demas_no(tmp_path: Path) -> None:
    hojas = tmp_path / "resultados"
    hojas.mkdir()
    subprocess.run([sys.executable, "-c", _MORIR, str(hojas / "M1-S1.yml")], check=False)
    (resto,) = hojas.iterdir()
    assert resto.name.startswith(".M1-S1.yml-")
    ajenos = [
        hojas / n
        for n in ("M1-S1.yml", ".M1-S1.yml", ".M1-S1.yml-copia", ".notas-abcdefgh", "M.yml-abcdefgh")
    ]
    for ajeno in ajenos:
        ajeno.write_text("de alguien", "utf-8")
    enlace, carpeta = hojas / ".M1-S2.yml-abcdefgh", hojas / ".M1-S3.yml-abcdefgh"
    enlace.symlink_to(ajenos[0])
    carpeta.mkdir()
    escribiendose = hojas / ".M1-S4.yml-abcdefgh"
    with escribiendose.open("wb") as archivo:
        fcntl.flock(archivo, fcntl.LOCK_EX)
        assert disco.quitar_restos(tmp_path) == (resto,)
    assert sorted(hojas.iterdir()) == sorted([*ajenos, enlace, carpeta, escribiendose])
    # Quien lo escribía murió.
    assert disco.quitar_restos(tmp_path) == (escribiendose,)
    assert disco.quitar_restos(tmp_path / "no-existe") == ()


def test_mientras_se_escribe_no_es_un_resto(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    vistos: list[tuple[Path, ...]] = []
    monkeypatch.setattr(disco, "_permisos", lambda _: vistos.append(disco.quitar_restos(tmp_path)) or 0o644)
    disco.escribir(tmp_path / "evento.yml", b"nombre: A\n")
    assert vistos == [()]
    assert [p.name for p in tmp_path.iterdir()] == ["evento.yml"]
