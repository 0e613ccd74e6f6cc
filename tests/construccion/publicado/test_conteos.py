"""Ni la orden ni la construcción dejan publicar dos conteos de los que, por resta, salga una persona."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from apoyo import huellas
from click.testing import CliRunner
from fabrica import ID, en_estado, escribir_proyecto

from generador import cli
from generador.carga.cargar import cargar
from generador.catalogo.inventario import inventariar
from generador.construccion import publicacion
from generador.construccion.publicado.conteos import conteos_en, exigir_conteos_lejos
from generador.construccion.publicado.manifiesto import _renglon
from generador.errores import ErrorDeDatos
from generador.modelo.datos.asistencia import Asistencia
from generador.salida.almacen.deposito import Constancia

RAIZ = Path(__file__).parents[3]
REGISTRO = Constancia("0" * 64, 1, 1, 2.0, 0.02, 15.0)


@pytest.fixture
def raiz(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    proyecto = escribir_proyecto(tmp_path / "p", **en_estado("borrador"))
    (proyecto / "plantillas").symlink_to(RAIZ / "plantillas")
    monkeypatch.setattr(cli, "RAIZ", proyecto)
    return proyecto


def contar(carpeta: Path, mujeres: int, hombres: int, *opciones: str) -> tuple[int, str]:
    """`./asamblea asistencia` con un registro de tantas personas."""
    archivo = carpeta / "registro.csv"
    with archivo.open("w", newline="", encoding="utf-8") as salida:
        escritor = csv.writer(salida)
        escritor.writerow(["Documento", "Género"])
        generos = ["Mujer"] * mujeres + ["Hombre"] * hombres
        escritor.writerows([9_000_000 + i, genero] for i, genero in enumerate(generos))
    hecho = CliRunner().invoke(cli.principal, ["asistencia", ID, str(archivo), *opciones])
    return hecho.exit_code, hecho.output


def escrita(raiz: Path) -> Asistencia:
    leida = cargar(raiz).expedientes[0].asamblea.asistencia
    assert leida is not None
    return leida


def publicar(raiz: Path, sitio: Path) -> Path:
    """El manifiesto, con el renglón del informe como se publica."""
    proyecto = cargar(raiz).proyecto
    assert proyecto is not None
    renglones = [_renglon(a, REGISTRO) for a in inventariar(proyecto).artefactos]
    destino = sitio / ID / "descargas" / "manifiesto.json"
    destino.parent.mkdir(parents=True, exist_ok=True)
    destino.write_text(json.dumps(renglones, default=str), "utf-8")
    return sitio


def test_lo_publicado_dice_los_mismos_conteos_y_nada_de_las_filas(raiz: Path, tmp_path: Path) -> None:
    assert contar(tmp_path, 40, 3)[0] == 0
    sitio = publicar(raiz, raiz / "site")
    assert conteos_en(sitio) == {ID: escrita(raiz).model_copy(update={"filas": None})}
    assert "filas" not in (sitio / ID / "descargas" / "manifiesto.json").read_text("utf-8")


@pytest.mark.parametrize("diferencia", [-4, -1, 1, 2, 3, 4])
def test_reemplazar_no_deja_restar(diferencia: int, raiz: Path, tmp_path: Path) -> None:
    assert contar(tmp_path, 40, 30)[0] == 0
    archivo = raiz / "datos" / ID / "asistencia.yml"
    antes = archivo.read_bytes()
    codigo, texto = contar(tmp_path, 40 + diferencia, 30, "--reemplazar")
    assert codigo == 2
    assert f"el total (70 y {70 + diferencia})" in texto
    assert f"Género: «Mujer» (40 y {40 + diferencia})" in texto
    assert archivo.read_bytes() == antes
    assert contar(tmp_path, 45, 30, "--reemplazar")[0] == 0


def test_borrar_el_archivo_no_borra_lo_publicado(raiz: Path, tmp_path: Path) -> None:
    assert contar(tmp_path, 40, 30)[0] == 0
    publicar(raiz, raiz / "site")
    archivo = raiz / "datos" / ID / "asistencia.yml"
    archivo.unlink()
    codigo, texto = contar(tmp_path, 41, 30)
    assert (codigo, archivo.exists()) == (2, False)
    assert "entre los conteos ya publicados y estos hay 2 renglones" in texto
    assert contar(tmp_path, 46, 30)[0] == 0


def test_lo_escrito_a_mano_tampoco_se_publica(raiz: Path, tmp_path: Path) -> None:
    assert contar(tmp_path, 40, 30)[0] == 0
    viejo = publicar(raiz, tmp_path / "viejo")
    archivo = raiz / "datos" / ID / "asistencia.yml"
    archivo.write_text(archivo.read_text("utf-8").replace("total: 70", "total: 71"), "utf-8")
    nuevo = publicar(raiz, tmp_path / "nuevo")
    with pytest.raises(ErrorDeDatos) as error:
        exigir_conteos_lejos(nuevo, viejo)
    (hallazgo,) = error.value.hallazgos
    assert hallazgo.lugar.archivo == f"datos/{ID}/asistencia.yml"
    assert "el total (70 y 71)" in hallazgo.mensaje
    exigir_conteos_lejos(viejo, viejo)
    exigir_conteos_lejos(nuevo, tmp_path / "no-existe")


def test_lo_inventado_no_senala_a_nadie(raiz: Path, tmp_path: Path) -> None:
    assert contar(tmp_path, 40, 30, "--demostracion")[0] == 0
    publicar(raiz, raiz / "site")
    assert contar(tmp_path, 41, 30, "--reemplazar")[0] == 0


def test_un_manifiesto_que_no_se_entiende_no_estorba(tmp_path: Path) -> None:
    for i, crudo in enumerate(("", "[1]", '{"a": 1}', '[{"asistencia": {"total": "x"}}]', "null")):
        lista = tmp_path / f"a{i}" / "descargas" / "manifiesto.json"
        lista.parent.mkdir(parents=True)
        lista.write_text(crudo, "utf-8")
    assert conteos_en(tmp_path) == {}


def test_construir_los_compara_antes_de_publicar(
    raiz: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Con un motor que solo entrega el manifiesto: lo restable no se publica y el sitio queda igual."""
    assert contar(tmp_path, 40, 30)[0] == 0
    sitio = publicar(raiz, raiz / "site")
    antes = huellas(sitio)

    def motor(raiz: Path, nuevo: Path, *_: object) -> dict[str, Any]:
        publicar(raiz, nuevo)
        quienes: dict[str, Any] = {"publicadas": [ID], "detenidas": [], "respaldadas": []}
        return {"nuevos": 1, "advertencias": 0, **quienes}

    monkeypatch.setattr(publicacion, "armar", motor)
    archivo = raiz / "datos" / ID / "asistencia.yml"
    archivo.write_text(archivo.read_text("utf-8").replace("total: 70", "total: 71"), "utf-8")
    with pytest.raises(ErrorDeDatos) as error:
        publicacion.construir_sitio(raiz, sitio, decir=lambda _: None, forzar=True)
    assert ["el total (70 y 71)" in h.mensaje for h in error.value.hallazgos] == [True]
    assert huellas(sitio) == antes
    archivo.write_text(archivo.read_text("utf-8").replace("total: 71", "total: 70"), "utf-8")
    assert publicacion.construir_sitio(raiz, sitio, decir=lambda _: None, forzar=True).nuevos == 1
