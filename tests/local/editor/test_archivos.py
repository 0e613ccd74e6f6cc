"""Qué archivos se abren en el editor, y qué se dice de los que no."""

from __future__ import annotations

import shutil
from html import unescape
from pathlib import Path

import pytest
from fabrica import ID, aporte, como_yaml, en_estado, escribir_proyecto, firmada, resultado
from local.cliente import Navegador

from generador.composicion.comun.entorno import crear_entorno
from generador.errores import Hallazgo, Lugar
from generador.local.editor import archivos as modulo
from generador.local.editor.archivos import archivos, buscar, convenios, direcciones
from generador.local.editor.marco import PLANTILLAS
from generador.local.editor.rutas import Editor

RAIZ = Path(__file__).parents[3]


def test_buscar_un_archivo_no_lee_los_demas(copia: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Visto fallar: cada pedido leía la agenda una vez por hoja, y todos los convenios."""
    leidos = list[str]()
    de_verdad = modulo.releer
    monkeypatch.setattr(modulo, "releer", lambda c, n, m: (leidos.append(n), de_verdad(c, n, m))[1])
    assert buscar(copia, "arauca-2023/resultados/M1-S1.yml") is not None
    assert leidos == []
    hallado = buscar(copia, "convenios/002-2023.yml")
    assert hallado is not None
    assert (hallado.titulo, leidos) == ("Convenio número 002 de 2023", ["002-2023.yml"])
    assert convenios(copia) == {"002-2023": "Convenio número 002 de 2023"}


def test_un_hallazgo_solo_enlaza_a_lo_que_se_abre(copia: Path) -> None:
    """Visto fallar: el de una hoja con el nombre errado llevaba a «Esta página no existe»."""
    abren = direcciones(copia)
    assert abren == {a.dicho for a in archivos(copia)}
    macro = crear_entorno(PLANTILLAS).get_template("partes.html.j2").module.hallazgo
    suyo = macro(Hallazgo(Lugar("datos/arauca-2023/evento.yml"), "x"), True, abren)
    ajeno = macro(Hallazgo(Lugar("datos/arauca-2023/resultados/M9-S9.yml"), "x"), True, abren)
    assert 'href="/archivo/arauca-2023/evento.yml"' in suyo
    assert ("href=" in ajeno, "datos/arauca-2023/resultados/M9-S9.yml" in ajeno) == (False, True)


def test_la_hoja_que_llego_tarde_se_abre_y_dice_como_se_anota(tmp_path: Path) -> None:
    """Vista fallar sin mirar la agenda: «ya está aprobado y no se edita», de una hoja que nadie firmó."""
    suyos = {**en_estado("borrador"), "evento": {"estado": "aprobada"}}
    escribir_proyecto(tmp_path, **{**suyos, "agenda": firmada(**suyos)})
    (tmp_path / "plantillas").symlink_to(RAIZ / "plantillas")
    hojas = tmp_path / "datos" / ID / "resultados"
    (firmada_,) = hojas.glob("*.yml")
    tarde = resultado("M1-S2", aportes=[aporte("luz")])
    (hojas / "M1-S2.yml").write_text(como_yaml(tarde), "utf-8")
    navegador = Navegador(Editor(tmp_path).con_puerta(8765))
    assert "<form" not in navegador.ver(f"/archivo/{ID}/resultados/{firmada_.name}").texto
    pagina = unescape(navegador.ver(f"/archivo/{ID}/resultados/M1-S2.yml").texto)
    assert f'./asamblea recibir {ID} M1-S2 --razon "…" --fecha AAAA-MM-DD' in pagina
    carpeta = navegador.ver(f"/carpeta/{ID}").texto
    assert "No se cambia aquí" not in carpeta.partition("resultados/M1-S2.yml")[2].partition("</li>")[0]
    formulario = navegador.formulario(f"/archivo/{ID}/resultados/M1-S2.yml")
    navegador.usar(formulario, "guardar", {"asistentes": "21"})
    assert "asistentes: 21" in (hojas / "M1-S2.yml").read_text("utf-8")


def test_lo_que_falta_se_lee_por_temas_y_lleva_a_cada_archivo(navegador: Navegador, copia: Path) -> None:
    """Visto fallar: era el texto de la terminal, con sus sangrías, y ningún enlace."""
    sede = copia / "datos/arauca-2023/mesas.yml"
    sede.write_text("mesas: cinco\n", "utf-8")
    roto = navegador.ver("/falta/arauca-2023").texto
    assert ("<h2>Corrija</h2>" in roto, 'href="/archivo/arauca-2023/mesas.yml"' in roto) == (True, True)
    (copia / "datos/arauca-2023/resultados/M1-S1.yml").unlink()
    shutil.copy(RAIZ / "datos/arauca-2023/mesas.yml", sede)
    pagina = unescape(navegador.ver("/falta/arauca-2023").texto)
    assert "<p>Hojas: 24 de 25 sub-mesas.</p>" in pagina
    assert "<li>Mesa 1: falta M1-S1 (de 5)</li>" in pagina
    assert "<h2>Lo que sigue</h2>" in pagina
    assert navegador.ver("/falta/otra").codigo == 404
