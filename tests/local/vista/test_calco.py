"""La copia de los datos que se mira: lo de hoy con lo que no se ha guardado, y nada más."""

from __future__ import annotations

from pathlib import Path

from generador.local.vista.calco import Calco


def _proyecto(raiz: Path) -> Path:
    carpeta = raiz / "datos" / "tame-2024"
    carpeta.mkdir(parents=True)
    (carpeta / "evento.yml").write_text("a: 1\n", "utf-8")
    (carpeta / "mesas.yml").write_text("b: 1\n", "utf-8")
    (carpeta / ".escondido.yml").write_text("c: 1\n", "utf-8")
    for nombre in ("contenido", "plantillas", "site"):
        (raiz / nombre).mkdir()
    (raiz / "mkdocs.yml").write_text("site_name: x\n", "utf-8")
    return carpeta


def _dichos(calco: Calco) -> dict[str, str]:
    datos = calco.carpeta / "datos"
    return {p.relative_to(datos).as_posix(): p.read_text("utf-8") for p in datos.rglob("*") if p.is_file()}


def test_lo_que_no_se_ha_guardado_esta_en_la_copia_y_no_en_los_datos(tmp_path: Path) -> None:
    carpeta = _proyecto(tmp_path)
    calco = Calco(tmp_path)
    calco.poner({carpeta / "mesas.yml": b"b: 2\n"})
    assert _dichos(calco) == {"tame-2024/evento.yml": "a: 1\n", "tame-2024/mesas.yml": "b: 2\n"}
    assert (carpeta / "mesas.yml").read_text("utf-8") == "b: 1\n"
    assert (calco.carpeta / "plantillas").resolve() == tmp_path / "plantillas"
    assert not (calco.carpeta / "site").exists()


def test_la_siguiente_vez_vuelve_a_ser_lo_guardado_y_sigue_lo_de_afuera(tmp_path: Path) -> None:
    carpeta = _proyecto(tmp_path)
    calco = Calco(tmp_path)
    calco.poner({carpeta / "mesas.yml": b"b: 2\n"})
    (carpeta / "evento.yml").unlink()
    (carpeta / "nuevo.yml").write_text("d: 1\n", "utf-8")
    calco.poner({})
    assert _dichos(calco) == {"tame-2024/mesas.yml": "b: 1\n", "tame-2024/nuevo.yml": "d: 1\n"}


def test_al_borrar_no_queda_nada_y_lo_del_proyecto_sigue(tmp_path: Path) -> None:
    carpeta = _proyecto(tmp_path)
    calco = Calco(tmp_path)
    calco.poner({})
    calco.borrar()
    assert not calco.carpeta.exists()
    assert (tmp_path / "plantillas").is_dir()
    assert (carpeta / "evento.yml").is_file()
    calco.poner({})
    assert (calco.carpeta / "datos" / "tame-2024" / "evento.yml").is_file()
