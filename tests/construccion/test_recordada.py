"""Lo que se recuerda de una construcción entera es lo mismo que se haría, y se olvida si algo cambia."""

from __future__ import annotations

import errno
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from fabrica import ID, escribir_proyecto

from generador import cli
from generador.construccion import preparacion, recordada
from generador.construccion.entrega import Preparado, Publicacion
from generador.construccion.recordada import examinar_entero, publicar
from generador.errores import ErrorDeMaquina, Hallazgo, Lugar, informe
from generador.salida.almacen import procesos, recuerdo
from generador.salida.almacen.deposito import Almacen, Constancia, Producto
from generador.salida.disco import sha256

EXTRAS = {n: f"{n}/" for n in ("acerca", "como-imprimir", "accesibilidad", "privacidad")}
CLAVE = "0" * 64
HALLAZGO = Hallazgo(Lugar("datos/a.yml", 3, 4, 5, "uno: dos", "uno"), "no cabe", "acorte", "advertencia")


class _Obra:
    """En vez de componer: cuenta las veces, y deja un archivo en el almacén."""

    def __init__(self) -> None:
        self.veces = 0
        self.mientras: Callable[[], object] = lambda: None

    def construir(self, raiz: Path, *_: Any, preparado: Preparado, **__: Any) -> Publicacion:
        self.veces += 1
        self.mientras()
        registro = Constancia(sha256(b"pdf"), 3, 1, 1.0, 0.5, 7.0)
        almacen = Almacen(raiz)
        almacen.guardar(CLAVE, ".pdf", b"pdf", registro)
        producto = Producto("a/x.pdf", almacen.ruta(CLAVE, ".pdf"), registro, nuevo=True)
        return Publicacion(
            proyecto=preparado.proyecto,
            paginas={"a/index.md": f"Página «{self.veces}»"},
            textos={"a/x.txt": "\ufeffñ\r\n".encode()},
            archivos=preparado.archivos(raiz, {"a/x.pdf": producto}),
            creditos={"a/": "Crédito"},
            sellos={"a/": ("BORRADOR",)},
            productos={"a/x.pdf": producto},
            preparado=preparado,
            ya_pasaron={"a/x.pdf": registro.sha256},
            sin_publicar=(HALLAZGO,),
            tarjeta={"url": "x", "alto": 3},
            codigos={"a/x.pdf": "a/"},
        )

    def examinar_piezas(self, *_: Any) -> tuple[Hallazgo, ...]:
        self.veces += 1
        self.mientras()
        return (HALLAZGO,)


@pytest.fixture
def obra(monkeypatch: pytest.MonkeyPatch) -> _Obra:
    suya = _Obra()
    monkeypatch.setattr(preparacion, "construir", suya.construir)
    monkeypatch.setattr(preparacion, "examinar_piezas", suya.examinar_piezas)
    monkeypatch.setattr(procesos, "calentar", lambda _: None)
    return suya


@pytest.fixture
def raiz(tmp_path: Path) -> Path:
    escribir_proyecto(tmp_path)
    (tmp_path / "plantillas").mkdir()
    (tmp_path / "plantillas" / "a.css").write_text("p {}", "utf-8")
    return tmp_path


def _igual(una: Publicacion, otra: Publicacion) -> None:
    for campo in fields(Publicacion):
        if campo.name not in {"vistas", "productos", "preparado"}:
            assert getattr(una, campo.name) == getattr(otra, campo.name), campo.name
    sin_nuevo = [{r: (p.ruta, p.archivo, p.registro) for r, p in x.productos.items()} for x in (una, otra)]
    assert sin_nuevo[0] == sin_nuevo[1]


def test_con_lo_mismo_no_se_compone_y_se_publica_lo_mismo(raiz: Path, obra: _Obra) -> None:
    hecha = publicar(raiz, EXTRAS)
    sabida = publicar(raiz, dict(reversed(EXTRAS.items())))
    assert (obra.veces, hecha.nuevos, sabida.nuevos) == (1, 1, 0)
    _igual(hecha, sabida)
    assert publicar(raiz, EXTRAS, adelanto=True).paginas == hecha.paginas


CAMBIOS: dict[str, Callable[[Path], object]] = {
    "un dato": lambda r: _agregar(r / "datos" / ID / "evento.yml", "# comentario\n"),
    "una plantilla": lambda r: _agregar(r / "plantillas" / "a.css", "a {}"),
    "una página a mano": lambda r: _agregar(r / "contenido" / "acerca.md", "Hola"),
    "el archivo producido": lambda r: Almacen(r).ruta(CLAVE, ".pdf").write_bytes(b"otro"),
    "el archivo que falta": lambda r: Almacen(r).ruta(CLAVE, ".pdf").unlink(),
    "un dato que se retira": lambda r: Almacen(r).vaciar(),
}


def _agregar(archivo: Path, texto: str) -> None:
    archivo.parent.mkdir(exist_ok=True)
    with archivo.open("a", encoding="utf-8") as abierto:
        abierto.write(texto)


@pytest.mark.parametrize("cual", CAMBIOS)
def test_un_cambio_lo_compone_todo_otra_vez(raiz: Path, obra: _Obra, cual: str) -> None:
    publicar(raiz, EXTRAS)
    CAMBIOS[cual](raiz)
    assert publicar(raiz, EXTRAS).paginas == {"a/index.md": "Página «2»"}


def test_al_retirar_un_dato_no_queda_ni_en_lo_recordado(raiz: Path, obra: _Obra) -> None:
    publicar(raiz, EXTRAS)
    guardados = [a for a in (raiz / ".cache").rglob("*") if a.is_file()]
    assert any("Página".encode() in a.read_bytes() for a in guardados)
    Almacen(raiz).vaciar()
    quedan = [a for a in (raiz / ".cache").rglob("*") if a.is_file()]
    assert not any("Página".encode() in a.read_bytes() for a in quedan)


def test_otras_paginas_a_mano_otro_codigo_y_otra_persona_tambien(
    raiz: Path, obra: _Obra, monkeypatch: pytest.MonkeyPatch
) -> None:
    publicar(raiz, EXTRAS)
    publicar(raiz, {**EXTRAS, "otra": "otra/"})
    assert obra.veces == 2
    with monkeypatch.context() as con:
        con.setattr(recuerdo, "huella_de_codigo", lambda *m: f"otra de {m}")
        publicar(raiz, EXTRAS)
    assert obra.veces == 3
    monkeypatch.setenv("XDG_STATE_HOME", str(raiz / "otra persona"))
    publicar(raiz, EXTRAS)
    assert obra.veces == 4


@pytest.mark.parametrize("hacer", [lambda r: publicar(r, EXTRAS), lambda r: examinar_entero(r, None)])
def test_lo_que_cambio_mientras_se_componia_no_se_recuerda(
    raiz: Path, obra: _Obra, hacer: Callable[[Path], object]
) -> None:
    """Visto fallar: al deshacer el cambio, salía lo compuesto con él."""
    evento = raiz / "datos" / ID / "evento.yml"
    antes = evento.read_bytes()
    obra.mientras = lambda: _agregar(evento, "# tarde\n")
    hacer(raiz)
    evento.write_bytes(antes)
    obra.mientras = lambda: None
    hacer(raiz)
    assert obra.veces == 2


def test_un_adelanto_no_se_recuerda(raiz: Path, obra: _Obra) -> None:
    for _ in range(2):
        publicar(raiz, EXTRAS, adelanto=True)
    assert obra.veces == 2


def test_lo_que_no_cabe_se_recuerda_con_su_lugar_y_se_olvida_si_algo_cambia(raiz: Path, obra: _Obra) -> None:
    def dichos(id_: str | None = None) -> list[Hallazgo]:
        return [h for h in examinar_entero(raiz, id_).hallazgos if h.mensaje == HALLAZGO.mensaje]

    assert [dichos(), dichos()] == [[HALLAZGO], [HALLAZGO]]
    assert obra.veces == 1
    assert dichos(ID) == [HALLAZGO]
    assert obra.veces == 2
    _agregar(raiz / "plantillas" / "a.css", "a {}")
    assert dichos() == [HALLAZGO]
    assert obra.veces == 3


def test_con_un_error_en_los_datos_no_se_compone_nada(raiz: Path, obra: _Obra) -> None:
    (raiz / "datos" / ID / "mesas.yml").write_text("mesas: no", "utf-8")
    assert examinar_entero(raiz, None).con_errores
    assert obra.veces == 0


@pytest.mark.parametrize(
    "error", [OSError(errno.EROFS, "x", "/p/.cache"), ErrorDeMaquina("no se puede escribir en «/p/.cache»")]
)
def test_si_la_maquina_no_deja_medir_se_dicen_los_hallazgos_de_los_datos(
    raiz: Path, obra: _Obra, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    """Visto fallar: en una carpeta ajena no decía ni un error de los datos."""

    def negar() -> None:
        raise error

    obra.mientras = negar
    examen = examinar_entero(raiz, None)
    assert str(examen.negado).startswith("no se puede escribir") or "/p/.cache" in str(examen.negado)
    monkeypatch.setattr(cli, "RAIZ", raiz)
    hecho = CliRunner().invoke(cli.principal, ["validar"])
    assert (hecho.exit_code, hecho.stderr.splitlines()) == (
        70,
        ["Falta medir lo que no cabe en las piezas y en los impresos.", f"Error: {examen.negado}"],
    )
    assert hecho.stdout.rstrip() == informe(examen.hallazgos)


def test_lo_recordado_de_verdad_es_lo_que_se_compone(comun: Path, publicado: Publicacion) -> None:
    hecha = publicar(comun, EXTRAS)
    sabida = publicar(comun, EXTRAS)
    assert sabida.productos.keys() == publicado.productos.keys()
    assert sabida.nuevos == 0
    _igual(hecha, sabida)
    _igual(hecha, publicado)


def test_la_clave_de_la_composicion_nombra_un_modulo_que_existe() -> None:
    from generador.salida.almacen.claves import clausura

    assert "generador.composicion.piezas.ajuste" in clausura(recordada._COMPOSICION)
