"""Lo que se proyecta en vivo: como va, con sus marcas, y nunca con los datos de nadie."""

from __future__ import annotations

from pathlib import Path

import pytest
from apoyo import RAIZ
from construccion.test_vista import _Armador
from fabrica import ID, POCAS_PIEZAS, en_estado, escribir_proyecto, resultado

from generador.composicion.comun.vistas import SELLO_BORRADOR, SELLO_DEMOSTRACION, SELLO_PRACTICA
from generador.construccion.en_sala import preparar_en_sala, proyeccion_de
from generador.construccion.vista import Vista
from generador.errores import ErrorDeDatos, ErrorDeUso
from generador.modelo.datos.evento import Estado
from generador.modelo.tapado import TAPADO
from generador.salida.credito.sello import SelloAusente
from generador.salida.privacidad.puerta import DatoPersonal

CEDULA = "Doña Flor, con cédula 1.098.765.432, presta el lote."


def proyecto(raiz: Path, estado: str = "en_curso", *, resultados: bool = True, **evento: str) -> Path:
    cambios = en_estado(estado)
    cambios["evento"] = {**POCAS_PIEZAS, "estado": estado, **evento}
    cambios["resultados"] = [resultado("M1-S1"), resultado("M1-S2")] if resultados else []
    escribir_proyecto(raiz, **cambios)
    (raiz / "plantillas").symlink_to(RAIZ / "plantillas")
    return raiz


def escribir(raiz: Path, necesidad: str) -> None:
    ficha = raiz / "datos" / ID / "resultados" / "M1-S1.yml"
    antes = resultado("M1-S1")["aportes"][0]["necesidad"]
    ficha.write_text(ficha.read_text("utf-8").replace(antes, necesidad), "utf-8")


@pytest.mark.parametrize("estado", ["preparacion", "convocada", "en_curso"])
def test_lo_que_llega_se_ve_en_borrador_antes_que_en_el_sitio(tmp_path: Path, estado: str) -> None:
    listo = preparar_en_sala(proyecto(tmp_path, estado), ID)
    assert listo.preparado.proyecto.asambleas[0].estado is Estado.BORRADOR
    assert listo.sellos == (SELLO_BORRADOR,)


def test_sin_nada_todavia_no_es_un_borrador(tmp_path: Path) -> None:
    listo = preparar_en_sala(proyecto(tmp_path, resultados=False), ID)
    assert (listo.preparado.proyecto.asambleas[0].estado, listo.sellos) == (Estado.EN_CURSO, ())


def test_de_practica_se_proyecta_aunque_no_se_publique_y_lo_dice(tmp_path: Path) -> None:
    raiz = proyecto(tmp_path, practica="sí", demostracion="sí")
    assert preparar_en_sala(raiz, ID).sellos == (SELLO_PRACTICA, SELLO_BORRADOR, SELLO_DEMOSTRACION)
    # Visto fallar sin exigirlos: la página salía sin su marca.
    with pytest.raises(SelloAusente, match=SELLO_PRACTICA):
        Vista(raiz, _Armador()).proyeccion(ID)


def test_una_cedula_tecleada_en_una_mesa_no_llega_a_la_pared(tmp_path: Path) -> None:
    """Se tapa lo que la dice, y se dice; si aun así algo llegara a la página, la puerta la detiene.

    Visto fallar sin tapar (la puerta detenía la página entera) y sin la puerta.
    """
    raiz, armador = proyecto(tmp_path), _Armador()
    escribir(raiz, CEDULA)
    Vista(raiz, armador).proyeccion(ID)
    pagina = armador.armadas[0].paginas[f"{proyeccion_de(ID)}index.md"]
    assert f"con cédula {TAPADO}, presta el lote." in pagina
    assert "1.098.765.432" not in pagina
    dicho = f"{armador.armadas[0].creditos[proyeccion_de(ID)]} {SELLO_BORRADOR}"
    with pytest.raises(DatoPersonal):
        Vista(raiz, _Armador(f"{dicho} cédula 1.098.765.432")).proyeccion(ID)


def test_lo_que_no_se_puede_leer_no_se_adivina(tmp_path: Path) -> None:
    raiz = proyecto(tmp_path)
    (raiz / "datos" / ID / "resultados" / "M1-S2.yml").write_text("esto: [no", "utf-8")
    with pytest.raises(ErrorDeDatos, match=r"M1-S2\.yml"):
        preparar_en_sala(raiz, ID)
    with pytest.raises(ErrorDeUso, match="no existe"):
        preparar_en_sala(raiz, "otra-2023")
