"""Lo recordado vale para unas entradas, un código y una persona; lo demás es como si no existiera."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from generador.salida.almacen import claves, firma, recuerdo
from generador.salida.almacen.recuerdo import Recuerdo, clave_de_todo
from generador.salida.disco import _contenidos

MODULO = "generador.construccion.recordada"


def test_vuelve_lo_guardado_con_ese_nombre_y_esa_clave_y_nada_mas(tmp_path: Path) -> None:
    suyo = Recuerdo(tmp_path, "k")
    assert suyo.leer("a") is None
    suyo.guardar("a", b"\x00uno")
    suyo.anotar("b", {"ñ": [1, None]})
    assert (suyo.leer("a"), suyo.dato("b")) == (b"\x00uno", {"ñ": [1, None]})
    assert [Recuerdo(tmp_path, "otra").leer("a"), suyo.leer("c"), suyo.dato("c")] == [None] * 3


def test_lo_de_otra_clave_se_reemplaza(tmp_path: Path) -> None:
    Recuerdo(tmp_path, "k").guardar("a", b"uno")
    Recuerdo(tmp_path, "otra").guardar("a", b"dos")
    assert Recuerdo(tmp_path, "k").leer("a") is None
    assert len(list((tmp_path / ".cache" / recuerdo.CARPETA).iterdir())) == 1


@pytest.mark.parametrize("danar", [lambda d: d[:-1], lambda d: d + b"x", lambda d: b"0" * 64 + d[64:]])
def test_lo_alterado_o_sin_firma_no_existe(tmp_path: Path, danar: Callable[[bytes], bytes]) -> None:
    suyo = Recuerdo(tmp_path, "k")
    suyo.guardar("a", b"uno")
    (archivo,) = (tmp_path / ".cache" / recuerdo.CARPETA).iterdir()
    archivo.write_bytes(danar(archivo.read_bytes()))
    assert suyo.leer("a") is None


def test_lo_de_otra_persona_no_existe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Recuerdo(tmp_path, "k").guardar("a", b"uno")
    monkeypatch.setenv(firma.VARIABLE, str(tmp_path / "otra persona"))
    assert Recuerdo(tmp_path, "k").leer("a") is None


def test_un_recuerdo_cambiado_de_nombre_no_vale(tmp_path: Path) -> None:
    """Visto fallar: sin el nombre en la firma, uno copiado encima de otro pasaba por él."""
    suyo = Recuerdo(tmp_path, "k")
    suyo.guardar("a", b"uno")
    suyo._archivo("a").rename(suyo._archivo("b"))
    assert suyo.leer("b") is None


def test_donde_no_se_puede_escribir_no_se_recuerda_y_nada_falla(tmp_path: Path) -> None:
    (tmp_path / ".cache").write_text("", "utf-8")
    Recuerdo(tmp_path, "k").guardar("a", b"uno")
    assert Recuerdo(tmp_path, "k").leer("a") is None


def test_se_olvida_lo_que_nadie_pide_y_todo_cuando_se_retira_un_dato(tmp_path: Path) -> None:
    suyo = Recuerdo(tmp_path, "k")
    for nombre in ("a", "b"):
        suyo.guardar(nombre, b"uno")
        os.utime(suyo._archivo(nombre), (0, 0))
    assert suyo.leer("a") == b"uno"
    # Lo que otro está guardando se lista y al momento ya no está.
    (suyo._archivo("a").parent / ".a-ido").symlink_to(tmp_path / "ya-no-esta")
    assert [recuerdo.podar(tmp_path), suyo.leer("a"), suyo.leer("b")] == [1, b"uno", None]
    recuerdo.olvidar(tmp_path / ".cache")
    assert suyo.leer("a") is None


def _proyecto(raiz: Path) -> Path:
    for ruta in ("datos/a/evento.yml", "plantillas/x.j2", "contenido/acerca.md", "mkdocs.yml"):
        (raiz / ruta).parent.mkdir(parents=True, exist_ok=True)
        (raiz / ruta).write_text("uno", "utf-8")
    (raiz / "fuera").mkdir()
    (raiz / "fuera" / "y.yml").write_text("uno", "utf-8")
    (raiz / "datos" / "enlazada").symlink_to(raiz / "fuera")
    return raiz


CAMBIOS: dict[str, Callable[[Path], object]] = {
    "un dato": lambda r: (r / "datos/a/evento.yml").write_text("dos"),
    "un comentario": lambda r: (r / "datos/a/evento.yml").write_text("uno # dos"),
    "un archivo nuevo": lambda r: (r / "datos/a/agenda.yml").touch(),
    "un archivo menos": lambda r: (r / "datos/a/evento.yml").unlink(),
    "otro nombre": lambda r: (r / "datos/a").rename(r / "datos/b"),
    "una carpeta vacía": lambda r: (r / "datos/a/resultados").mkdir(),
    "una plantilla": lambda r: (r / "plantillas/x.j2").write_text("dos"),
    "una página a mano": lambda r: (r / "contenido/acerca.md").write_text("dos"),
    "la configuración": lambda r: (r / "mkdocs.yml").write_text("dos"),
    "lo que hay tras un enlace": lambda r: (r / "fuera/y.yml").write_text("dos"),
}


@pytest.mark.parametrize("cual", CAMBIOS)
def test_lo_que_decide_el_sitio_cambia_la_clave(tmp_path: Path, cual: str) -> None:
    """Visto fallar tras un enlace: la huella de una carpeta no entraba en las enlazadas."""
    raiz = _proyecto(tmp_path)
    antes = clave_de_todo(raiz, MODULO)
    assert clave_de_todo(raiz, MODULO) == antes
    CAMBIOS[cual](raiz)
    assert clave_de_todo(raiz, MODULO) != antes


def test_un_enlace_que_se_muerde_la_cola_no_la_cuelga(tmp_path: Path) -> None:
    raiz = _proyecto(tmp_path)
    (raiz / "datos" / "a" / "arriba").symlink_to(raiz / "datos")
    vistos = {a.relative_to(raiz / "datos").as_posix() for a in _contenidos(raiz / "datos", ())}
    assert vistos == {"a", "a/evento.yml", "a/arriba", "enlazada", "enlazada/y.yml"}


def test_el_codigo_el_entorno_y_la_fecha_tambien(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Qué módulos y qué paquetes son lo prueba test_claves: aquí, que esa huella entra."""
    raiz = _proyecto(tmp_path)
    dichas = {clave_de_todo(raiz, MODULO)}
    with monkeypatch.context() as con:
        con.setenv("SOURCE_DATE_EPOCH", "7")
        dichas.add(clave_de_todo(raiz, MODULO))
    monkeypatch.setattr(recuerdo, "huella_de_codigo", lambda *m: f"otra de {m}")
    dichas.add(clave_de_todo(raiz, MODULO))
    dichas.add(clave_de_todo(raiz, "otro módulo"))
    assert len(dichas) == 4


def test_sin_fecha_o_con_la_de_siempre_es_lo_mismo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Visto fallar: el motor la pone en el ambiente, y quien preguntaba antes y después veía dos claves."""
    raiz = _proyecto(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    sin_ella = clave_de_todo(raiz, MODULO)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", recuerdo.INSTANTE)
    assert clave_de_todo(raiz, MODULO) == sin_ella


def test_la_clave_de_una_publicacion_ve_todo_lo_que_la_compone_e_imprime() -> None:
    suyos = set(claves.clausura(MODULO))
    for productor in (
        "generador.composicion.compositor",
        "generador.construccion.pedido.sellado",
        "generador.construccion.cabida.ensayo",
        "generador.salida.almacen.produccion",
        "generador.salida.abiertos",
    ):
        assert set(claves.clausura(productor)) <= suyos
