"""El formulario en un archivo: qué lleva, dónde se escribe y que no salga al sitio."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from fabrica import ID, asamblea, escribir_proyecto

from generador import cli
from generador.carga.cargar import releer
from generador.local.captura.archivos import planilla
from generador.local.captura.archivos.suelto import Fichas, formulario_suelto, partes_de
from generador.local.captura.entrega import campos_de
from generador.local.captura.formulario import Casilla, formulario_de
from generador.modelo.datos.aporte import Resultado

RAIZ = Path(__file__).parents[4]


def _arbol(partes: tuple[Casilla | Fichas, ...]) -> list[object]:
    return [
        p.nombre if isinstance(p, Casilla) else (p.nombre, p.como, p.titulo, p.cuantas, _arbol(p.partes))
        for p in partes
    ]


def test_lo_que_se_repite_va_reunido() -> None:
    plan = [f"aportes.0.plan.0.{c}" for c in ("quien", "como", "cuando")]
    aportes = [f"aportes.0.{c}" for c in ("necesidad", "solucion", "organizaciones")]
    assert _arbol(partes_de(formulario_de(asamblea()).casillas)) == [
        *("asistentes", "representante.papel", "voceria.papel"),
        (
            *("aportes", "Necesidad", "Necesidad 1", 2),
            [*aportes, ("aportes.0.plan", "acción", "acción 1", 3, plan)],
        ),
    ]
    una = formulario_de(asamblea(metodologia={"max_necesidades": 1, "max_acciones": 1}))
    assert _arbol(partes_de(una.casillas))[-1] == (
        *("aportes", "Necesidad", "Necesidad", 1),
        [*aportes, ("aportes.0.plan", "acción", "acción", 1, plan)],
    )


def test_solo_corre_lo_suyo() -> None:
    hecho = formulario_suelto(RAIZ, asamblea())
    politica = re.search(r'Content-Security-Policy" content="([^"]+)"', hecho)
    assert politica is not None
    (guion,) = re.findall(r"<script>(.*?)</script>", hecho, re.S)
    (estilo,) = re.findall(r"<style>(.*?)</style>", hecho, re.S)
    huellas = [base64.b64encode(hashlib.sha256(x.encode()).digest()).decode() for x in (guion, estilo)]
    assert politica[1].replace("&#39;", "'") == (
        f"default-src 'none'; script-src 'sha256-{huellas[0]}'; style-src 'sha256-{huellas[1]}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    assert not re.search(r"\son\w+=|\sstyle=|innerHTML|eval\(", hecho)


def test_lo_de_los_datos_sale_escapado() -> None:
    malo = "</title><script>alert(1)</script>"
    hecho = formulario_suelto(RAIZ, asamblea(evento={"titular": malo}))
    assert malo not in hecho
    assert hecho.count("<script>") == 1


@pytest.fixture
def raiz(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    escribir_proyecto(tmp_path)
    shutil.copytree(RAIZ / "plantillas" / "captura", tmp_path / "plantillas" / "captura")
    monkeypatch.setattr(cli, "RAIZ", tmp_path)
    return tmp_path


def _correr(*argumentos: str) -> tuple[int, str]:
    hecho = CliRunner().invoke(cli.principal, list(argumentos), prog_name="./asamblea")
    return hecho.exit_code, hecho.output


def test_la_orden_lo_escribe_y_no_en_el_sitio(raiz: Path) -> None:
    ruta = raiz / "dist" / f"captura-{ID}.html"
    assert _correr("captura") == (0, f"escrito {ruta}\n")
    assert ruta.read_text("utf-8") == formulario_suelto(raiz, asamblea())
    assert _correr("captura", ID) == (0, f"ya estaba {ruta}\n")
    codigo, dicho = _correr("captura", "--destino", str(raiz / "site" / "x"))
    assert (codigo, "site/ se publica" in dicho) == (2, True)
    assert not (raiz / "site").exists()
    assert _correr("captura", "otra")[0] == 2


def test_la_planilla_no_se_escribe_sobre_otra_y_lo_que_trae_entra(raiz: Path) -> None:
    shutil.copytree(RAIZ / "plantillas" / "nueva", raiz / "plantillas" / "nueva")
    rutas = [raiz / "dist" / f"planilla-{ID}{n}.xlsx" for n in ("", "-2")]
    assert [_correr("planilla") for _ in rutas] == [(0, f"escrito {r}\n") for r in rutas]
    codigo, dicho = _correr("planilla", ID, "--destino", str(raiz / "site"))
    assert (codigo, "site/ se publica" in dicho) == (2, True)
    assert _correr("importar", str(rutas[0])) == (0, "En total, nada que recibir\n")
    campos = {"asistentes": "18", "aportes.0.necesidad": "04", "aportes.0.solucion": "=2+2"}
    una = asamblea()
    rutas[0].write_bytes(planilla._libro(una, formulario_de(una), {"M1-S1": campos}, {}, "0a1b2c3d"))
    codigo, dicho = _correr("importar", str(rutas[0]))
    assert (codigo, dicho.splitlines()[-1]) == (0, "En total, parcial 1")
    assert _correr("importar", str(rutas[0]))[1].endswith("En total, igual 1\n")
    # La que se pide después trae lo que hay: con ella se corrige sin que choque.
    corregida = {**campos, "aportes.0.necesidad": "05"}
    rutas[1].write_bytes(
        planilla._libro(una, formulario_de(una), {"M1-S1": corregida}, {"M1-S1": campos}, "0" * 8)
    )
    assert _correr("importar", str(rutas[1]))[0] == 0
    hoja = raiz / "datos" / ID / "resultados" / "M1-S1.yml"
    assert campos_de(formulario_de(una), releer(hoja.read_bytes(), "hoja", Resultado)[0]) == corregida
