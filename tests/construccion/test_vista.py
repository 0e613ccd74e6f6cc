"""Una página sola pasa por las mismas puertas que el sitio, con los datos como están al pedirla."""

from __future__ import annotations

import html
from collections.abc import Mapping
from pathlib import Path

import pytest
from apoyo import RAIZ, cambiar
from fabrica import ID, POCAS_PIEZAS, en_estado, escribir_proyecto, resultado

from generador.composicion.comun.vistas import SELLO_BORRADOR, SELLO_DEMOSTRACION
from generador.construccion.entrega import Publicacion
from generador.construccion.vista import Vista
from generador.errores import ErrorDeDatos, ErrorDeUso
from generador.salida.credito.guardia import CreditoAusente
from generador.salida.credito.sello import SelloAusente
from generador.salida.privacidad.puerta import DatoPersonal

MESA = f"{ID}/mesas/1/"
SELLOS = f"{SELLO_BORRADOR} {SELLO_DEMOSTRACION}"


class _Armador:
    """En vez de MkDocs: el Markdown tal cual, con el crédito y los sellos que se le digan."""

    extras: Mapping[str, str] = {
        n: f"{n}/" for n in ("acerca", "como-imprimir", "accesibilidad", "privacidad")
    }

    def __init__(self, ademas: str | None = None) -> None:
        self.ademas = ademas
        self.armadas: list[Publicacion] = []

    def armar(self, publicacion: Publicacion, direccion: str) -> str:
        self.armadas.append(publicacion)
        cuerpo = html.escape(publicacion.paginas[f"{direccion}index.md"].split("---\n", 2)[2])
        pie = publicacion.creditos.get(direccion, "") + f" {SELLOS}" if self.ademas is None else self.ademas
        return f"<html><body><pre>{cuerpo}</pre><p>{pie}</p></body></html>"


@pytest.fixture
def raiz(tmp_path: Path) -> Path:
    cambios = en_estado("borrador")
    cambios["evento"] = {**POCAS_PIEZAS, "estado": "borrador", "demostracion": "sí"}
    cambios["resultados"] = [resultado("M1-S1"), resultado("M1-S2")]
    escribir_proyecto(tmp_path, **cambios)
    (tmp_path / "plantillas").symlink_to(RAIZ / "plantillas")
    return tmp_path


def test_da_la_pagina_con_los_datos_de_ahora_y_no_compone_otra(raiz: Path) -> None:
    armador = _Armador()
    vista = Vista(raiz, armador)
    assert "Regar en la vereda" not in vista.pagina(MESA)
    ficha = raiz / "datos" / ID / "resultados" / "M1-S1.yml"
    necesidad = resultado("M1-S1")["aportes"][0]["necesidad"]
    cambiar(ficha, necesidad, "Regar en la vereda.")
    assert "Regar en la vereda" in vista.pagina(MESA)
    assert [list(p.paginas) for p in armador.armadas] == [[f"{MESA}index.md"]] * 2
    assert armador.armadas[0].sellos == {MESA: (SELLO_BORRADOR, SELLO_DEMOSTRACION)}


def test_lo_que_no_se_publica_se_dice(raiz: Path) -> None:
    with pytest.raises(ErrorDeUso, match=r"^no se publica ninguna página en «no/existe/»$"):
        Vista(raiz, _Armador()).pagina("no/existe/")


def test_con_un_error_en_los_datos_no_hay_pagina(raiz: Path) -> None:
    vista = Vista(raiz, _Armador())
    vista.pagina(MESA)
    (raiz / "datos" / ID / "mesas.yml").write_text("mesas: no", "utf-8")
    with pytest.raises(ErrorDeDatos):
        vista.pagina(MESA)


def test_sin_credito_sin_sello_o_con_un_dato_de_alguien_no_sale(raiz: Path) -> None:
    """Visto fallar quitando cada puerta."""
    Vista(raiz, _Armador()).pagina(MESA)
    with pytest.raises(CreditoAusente):
        Vista(raiz, _Armador(SELLOS)).pagina(MESA)
    armador = _Armador()
    Vista(raiz, armador).pagina(MESA)
    credito = armador.armadas[0].creditos[MESA]
    with pytest.raises(SelloAusente):
        Vista(raiz, _Armador(f"{credito} {SELLO_BORRADOR}")).pagina(MESA)
    with pytest.raises(DatoPersonal):
        Vista(raiz, _Armador(f"{credito} {SELLOS} Llame al 300 123 4567")).pagina(MESA)
