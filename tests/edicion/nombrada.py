"""Una agenda aprobada que nombra a una persona, para las pruebas de retirar y de anular."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from edicion.conftest import ACTO, correr
from fabrica import ID, agenda, aporte, compromiso, escribir_proyecto, resultado

from generador import cli

NOMBRE = "Eulalia Zapata Quiñónez"


def _datos() -> dict[str, Any]:
    """El nombre en todas partes donde puede llegar, escrito de varias maneras."""
    suyo = aporte()
    suyo["plan"][0]["quien"] = f"La profesora {NOMBRE} y la asociación"
    otro = {**aporte("luz"), "necesidad": f"Falta luz donde {NOMBRE}."}
    return {
        "evento": {"estado": "borrador", "presentacion": f"Convoca {NOMBRE} con las organizaciones."},
        "resultados": [resultado(aportes=[suyo, otro])],
        "agenda": agenda(
            compromiso(
                responsables=["Asociación", "EULALIA ZAPATA QUIÑONEZ"],
                texto=f"Hacer riego. Coordina {NOMBRE}, con todas las demás organizaciones de la vereda.",
            ),
            presentacion=f"Reunida por {NOMBRE}.",
            no_recogidos=[{"aporte": "M1-S1-N2", "razon": f"Lo hace {NOMBRE}."}],
        ),
    }


def con_el_nombre(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Una agenda aprobada que dice el nombre, con una errata que lo tacha, seguimiento y un comentario."""
    escribir_proyecto(tmp_path, **_datos())
    monkeypatch.setattr(cli, "RAIZ", tmp_path)
    assert correr("aprobar", ID, *ACTO, "--enmienda", f"La pidió {NOMBRE}.", "--si").exit_code == 0
    corregir = ("--razon", f"{NOMBRE} no es quien coordina.", "--fecha", "2024-01-10", "--si")
    hecho = correr(
        "errata", ID, "PRU23-001", "texto", "--debe-decir", "Hacer riego, sin coordinación.", *corregir
    )
    assert hecho.exit_code == 0, hecho.output
    suya = tmp_path / "datos" / ID / "agenda.yml"
    suya.write_text(f"# Ojo: aquí sale {NOMBRE}.\n{suya.read_text('utf-8')}", "utf-8")
    (tmp_path / "datos" / ID / "seguimiento.yml").write_text(
        "fecha_de_referencia: 2024-01-31\n"
        "avances:\n"
        "  - compromiso: PRU23-001\n"
        "    fecha: 2024-01-20\n"
        "    estado: en_marcha\n"
        "    texto: >-\n"
        "      Se reunió Eulalia\n"
        "      Zapata Quiñónez con todas.\n"
        "    fuente: https://asambleas.gov.co/acta\n"
        "    reporta: Asociación\n",
        "utf-8",
    )
    return tmp_path
