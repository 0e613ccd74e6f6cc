"""De un solo día a jornadas y de vuelta: cambia la sangría y nada más."""

from __future__ import annotations

import pytest
from apoyo import RAIZ

from generador.carga.lectura.lector import leer_bytes
from generador.edicion.escritura.envuelto import desenvolver, envolver
from generador.errores import ErrorDeUso

CLAVES = ("fecha", "horario", "sede", "programa")
DIA = {"id": "dia-1"}
CORTO = """\
# La cabeza del archivo.

nombre: Una # al lado
# El día.
fecha: 2024-05-11 # por confirmar: sí
horario:
  inicio: 8:00
  fin: 16:00
# La sede está por confirmar:
# sede:
#   nombre: Tal

# Cuántas.
alcance: 500

# El programa.
programa:
  - id: uno
    titulo: >-
      Un texto largo
      en dos renglones

      y otro párrafo

  # Antes del segundo.
  - id: dos
    titulo: "entre
      comillas"
# El final.
"""
LARGO = """\
# La cabeza del archivo.

nombre: Una # al lado
jornadas:
  - id: dia-1
    # El día.
    fecha: 2024-05-11 # por confirmar: sí
    horario:
      inicio: 8:00
      fin: 16:00
    # La sede está por confirmar:
    # sede:
    #   nombre: Tal

    # El programa.
    programa:
      - id: uno
        titulo: >-
          Un texto largo
          en dos renglones

          y otro párrafo

      # Antes del segundo.
      - id: dos
        titulo: "entre
          comillas"
    # El final.

# Cuántas.
alcance: 500
"""


def test_ida() -> None:
    assert envolver(CORTO.encode(), CLAVES, "jornadas", DIA).decode() == LARGO


def test_vuelta() -> None:
    vuelto = desenvolver(LARGO.encode(), "jornadas", ("id",)).decode()
    assert sorted(vuelto.splitlines()) == sorted(CORTO.splitlines())
    assert leer_bytes(vuelto.encode(), "").datos == leer_bytes(CORTO.encode(), "").datos


@pytest.mark.parametrize("salto", ["\n", "\r\n"])
def test_el_evento_de_verdad_va_y_vuelve_con_sus_comentarios(salto: str) -> None:
    antes = (RAIZ / "datos" / "arauca-2023" / "evento.yml").read_text("utf-8").replace("\n", salto).encode()
    largo = envolver(antes, CLAVES, "jornadas", DIA)
    assert largo.count(b"\r\n") == (largo.count(b"\n") if salto == "\r\n" else 0)
    quietos = {r.strip() for r in antes.split(b"\n")}
    assert {r.strip() for r in largo.split(b"\n")} - quietos == {b"jornadas:", b"- id: dia-1"}
    vuelto = desenvolver(largo, "jornadas", ("id",))
    assert sorted(vuelto.split(b"\n")) == sorted(antes.split(b"\n"))
    assert leer_bytes(vuelto, "").datos == leer_bytes(antes, "").datos


def test_el_identificador_puede_no_ir_de_primero() -> None:
    crudo = b"a: 1\njornadas:\n- fecha: 2024-05-11\n  id: dia-1\n  horario: {inicio: 8:00}\n"
    assert desenvolver(crudo, "jornadas", ("id",)) == b"a: 1\nfecha: 2024-05-11\nhorario: {inicio: 8:00}\n"


@pytest.mark.parametrize(
    "crudo", [b"a: 1\n", b"{fecha: 2024-05-11}\n", b"jornadas: [{id: x}]\nfecha: 2024-05-11\n"]
)
def test_lo_que_no_se_puede_envolver(crudo: bytes) -> None:
    with pytest.raises(ErrorDeUso):
        envolver(crudo, CLAVES, "jornadas", DIA)


@pytest.mark.parametrize(
    "crudo",
    [
        b"a: 1\n",
        b"jornadas: [{id: x, fecha: 2024-05-11}]\n",
        b"jornadas:\n  - id: x\n  - id: y\n",
        b"fecha: 2024-05-11\njornadas:\n  - id: x\n    fecha: 2024-05-12\n",
    ],
)
def test_lo_que_no_se_puede_desenvolver(crudo: bytes) -> None:
    with pytest.raises(ErrorDeUso):
        desenvolver(crudo, "jornadas", ("id",))
