"""De un solo día a jornadas y de vuelta, en el navegador, sin perder un comentario."""

from __future__ import annotations

import html
from pathlib import Path

from local.cliente import Formulario, Navegador, Recibido

from generador.construccion.datos.examen import examinar

EVENTO, JORNADAS = "/archivo/arauca-2023/evento.yml", "/jornadas/arauca-2023"


def _repartir(navegador: Navegador, boton: str) -> Recibido:
    huella = navegador.formulario(EVENTO).campos["huella"]
    campos = {"llave": navegador.guardia.llave, "huella": huella, "boton": boton}
    return navegador.enviar(JORNADAS, campos)


def _comentarios(archivo: Path) -> list[str]:
    return sorted(r.strip() for r in archivo.read_text("utf-8").splitlines() if r.lstrip().startswith("#"))


def test_ida_una_jornada_mas_y_vuelta(navegador: Navegador, copia: Path) -> None:
    archivo = copia / "datos" / "arauca-2023" / "evento.yml"
    antes, comentarios = archivo.read_text("utf-8"), _comentarios(archivo)
    hecho = _repartir(navegador, "varias")
    assert "cambió cómo está repartido" in hecho.texto
    formulario = Formulario(hecho.texto)
    assert formulario.campos["jornadas.0.id"] == "dia-1"
    assert formulario.campos["jornadas.0.fecha"] == "2023-11-18"
    assert _comentarios(archivo) == comentarios
    assert [h for h in examinar(copia).de("arauca-2023") if h.gravedad == "error"] == []
    otra = Formulario(navegador.usar(formulario, "agregar:jornadas").texto)
    cambios = {"jornadas.1.id": "dia-2", "jornadas.1.fecha": "2023-11-19"}
    cambios |= {"jornadas.1.horario.inicio": "8:00", "jornadas.1.horario.fin": "12:00"}
    cambios |= {"jornadas.1.sede.nombre": "Casa campesina", "jornadas.1.sede.direccion": "Calle 1, Saravena"}
    otra = Formulario(navegador.usar(otra, "agregar:jornadas.1.programa", cambios).texto)
    momento = {"id": "taller", "tipo": "espacio", "titulo": "Taller", "inicio": "8:00", "fin": "12:00"}
    cambios = {f"jornadas.1.programa.0.{c}": v for c, v in momento.items()}
    assert "Guardado." in navegador.usar(otra, "guardar", cambios).texto
    evento = examinar(copia).expediente("arauca-2023").asamblea.evento
    assert [str(d) for d in evento.dias] == ["2023-11-18", "2023-11-19"]
    assert [s.nombre for s in evento.sedes] == ["Casa campesina"]
    assert _comentarios(archivo) == comentarios
    # Con dos no se puede dejar en un día; sin la segunda, queda como estaba.
    negado = _repartir(navegador, "una")
    assert negado.codigo == 409
    assert "ha de quedar una sola jornada" in html.unescape(negado.texto)
    sin = Formulario(navegador.usar(navegador.formulario(EVENTO), "quitar:jornadas.1").texto)
    assert "Guardado." in navegador.usar(sin, "guardar").texto
    # Una mesa que decía en cuál jornada trabaja ya no lo dice: no hay jornadas que nombrar.
    mesas = copia / "datos" / "arauca-2023" / "mesas.yml"
    eran = mesas.read_text("utf-8")
    mesas.write_text(eran.replace("  - numero: 2\n", "  - numero: 2\n    jornada: dia-1\n", 1), "utf-8")
    assert mesas.read_text("utf-8") != eran
    assert "cambió cómo está repartido" in _repartir(navegador, "una").texto
    assert sorted(archivo.read_text("utf-8").splitlines()) == sorted(antes.splitlines())
    assert mesas.read_text("utf-8") == eran
    assert [h for h in examinar(copia).de("arauca-2023") if h.gravedad == "error"] == []


def test_lo_que_no_se_puede_no_escribe(navegador: Navegador, copia: Path) -> None:
    archivo = copia / "datos" / "arauca-2023" / "evento.yml"
    antes = archivo.read_bytes()
    assert _repartir(navegador, "una").codigo == 409
    assert _repartir(navegador, "otra").codigo == 409
    campos = {"llave": navegador.guardia.llave, "huella": "otra", "boton": "varias"}
    assert navegador.enviar(JORNADAS, campos).codigo == 409
    assert navegador.enviar("/jornadas/nada", campos).codigo == 404
    assert archivo.read_bytes() == antes
