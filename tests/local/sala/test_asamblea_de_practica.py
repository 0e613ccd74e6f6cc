"""Una asamblea de práctica lo dice en cada pantalla y en lo que se reparte, y no llega al sitio."""

from __future__ import annotations

from pathlib import Path

import pytest
from fabrica import ID, asamblea, en_estado, escribir_proyecto
from local.cliente import Navegador
from local.sala.telefono import Telefono, dentro, puerta_de

from generador.construccion.datos.examen import examinar
from generador.construccion.entrega import preparar
from generador.errores import ErrorDeDatos
from generador.local.captura.archivos.celdas import leer_celdas
from generador.local.captura.archivos.planilla import escribir_planilla
from generador.local.captura.archivos.suelto import formulario_suelto
from generador.local.captura.formulario import formulario_de
from generador.local.sala.servicio import Sala

RAIZ = Path(__file__).parents[3]
DICE = "PRÁCTICA"
_EN_CURSO = en_estado("en_curso")


@pytest.fixture(params=[True, False])
def practica(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def raiz(tmp_path: Path, practica: bool) -> Path:
    suyo = {**_EN_CURSO["evento"], "practica": "sí" if practica else "no"}
    escribir_proyecto(tmp_path, **{**_EN_CURSO, "evento": suyo})
    (tmp_path / "plantillas").symlink_to(RAIZ / "plantillas")
    return tmp_path


def test_lo_dice_cada_pantalla(raiz: Path, practica: bool) -> None:
    telefono, tecnica = dentro(puerta_de(raiz)), Navegador(Sala.armar(raiz, 8765, 8766).guardia)
    suyas = [f"/{ID}", f"/{ID}/hoja/M1-S1", f"/{ID}/tablero", f"/{ID}/hoja/M9-S9"]
    del_editor = ["/", f"/carpeta/{ID}", f"/archivo/{ID}/evento.yml", f"/archivo/{ID}/mesas.yml"]
    del_editor += [f"/recoger/{ID}", f"/subir/{ID}/logos", f"/subir/{ID}/medios", f"/ver/{ID}/evento.yml"]
    paginas = {f"teléfono {d}": telefono.ver(d) for d in suyas}
    paginas |= {f"sala {d}": tecnica.ver(f"/sala{d}") for d in [*suyas, "", f"/{ID}/fotos"]}
    paginas |= {d: tecnica.ver(d) for d in del_editor}
    paginas["la clave"] = Telefono(puerta_de(raiz)).ver("/entrar")
    assert {d for d, p in paginas.items() if (DICE in p.texto) is not practica} == set()


def test_lo_dice_lo_que_se_reparte(practica: bool) -> None:
    una = asamblea(evento={"practica": "sí" if practica else "no"})
    assert (DICE in formulario_suelto(RAIZ, una)) is practica
    libro = escribir_planilla(una, formulario_de(una), {}, "0" * 8)
    textos = [c for h in leer_celdas("p.xlsx", libro) for f in h.filas for c in f]
    assert any(DICE in t for t in textos) is practica


def test_no_se_publica(raiz: Path, practica: bool) -> None:
    assert [h.mensaje for h in examinar(raiz).hallazgos if h.gravedad == "error"] == (
        ["esta asamblea es de práctica, y así no se publica ni se aprueba"] if practica else []
    )
    if practica:
        with pytest.raises(ErrorDeDatos, match="es de práctica, y así no se publica"):
            preparar(raiz)


@pytest.mark.parametrize("practica", [True])
def test_la_de_practica_no_detiene_a_las_demas(raiz: Path) -> None:
    otra = raiz / "datos" / "otra-2024"
    otra.mkdir()
    for archivo in ("evento.yml", "mesas.yml"):
        crudo = (raiz / "datos" / ID / archivo).read_text("utf-8")
        (otra / archivo).write_text(
            crudo.replace("PRU23", "OTR24").replace("practica: sí", "practica: no"), "utf-8"
        )
    assert set(examinar(raiz).detenidas) == {ID}
