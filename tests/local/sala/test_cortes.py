"""Lo que se dijo «Guardado» está en el disco aunque al servidor lo maten a la mitad o se llene el disco."""

from __future__ import annotations

import http.client
import os
import random
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import pytest
from fabrica import ID, en_estado, escribir_proyecto
from local.cliente import Formulario
from local.sala.telefono import dentro, puerta_de

from generador.carga.cargar import cargar
from generador.local.captura.bandeja import Bandeja
from generador.local.captura.conflictos import en_hoja_de
from generador.local.ensayo.por_red import Aparato, puertos_libres
from generador.local.ensayo.vivero import Vivero
from generador.local.sala.clave import clave_de_hoy
from generador.modelo.asamblea import Asamblea

MUERTES = 10
SUBMESAS = ("M1-S1", "M1-S2", "M2-S1", "M2-S2")
NECESIDAD = "aportes.0.necesidad"


def _asamblea(raiz: Path) -> Asamblea:
    return next(e.asamblea for e in cargar(raiz).expedientes)


@dataclass
class _Mesa:
    """Un teléfono de verdad, por la red, que manda la hoja de una sub-mesa y cambia un texto cada vez."""

    aparato: Aparato
    submesa: str
    acusado: str = ""
    """Lo último que se dijo guardado."""
    en_vuelo: str = ""
    acusados: int = 0
    campos: dict[str, str] = field(default_factory=dict)

    def guardar(self, texto: str) -> bool:
        """Si la sala dijo que quedó; si se cortó, la persona vuelve con «Atrás» y manda lo mismo."""
        self.en_vuelo = texto
        hoja = f"/{ID}/hoja/{self.submesa}"
        try:
            if not self.campos:
                self.campos = Formulario(self.aparato.pedir("GET", hoja)[1]).campos
            codigo, dicho = self.aparato.pedir(
                "POST", f"{hoja}/guardar", urlencode({**self.campos, f"c.{NECESIDAD}": texto})
            )
        except (OSError, http.client.HTTPException):
            return False
        assert codigo == 303, dicho
        self.acusado, self.acusados = texto, self.acusados + 1
        return True


def _exigir_lo_acusado(raiz: Path, mesas: list[_Mesa]) -> None:
    """Con el servidor muerto: cada hoja dice lo último que se acusó, o lo que iba llegando."""
    asamblea = _asamblea(raiz)
    for mesa in mesas:
        dice = en_hoja_de(raiz, asamblea, mesa.submesa).get(NECESIDAD, "")
        assert dice in {mesa.acusado, mesa.en_vuelo}
        llegadas = Bandeja.de(raiz, ID).llegadas(mesa.submesa)
        assert Bandeja.de(raiz, ID).danadas(mesa.submesa) == ()
        assert mesa.acusado in {"", *(x.entrega.campos[NECESIDAD] for x in llegadas)}


@pytest.mark.lenta
def test_diez_muertes_mientras_se_guarda_y_nada_acusado_se_pierde(raiz: Path) -> None:
    azar = random.Random(12)
    puertos = puertos_libres()
    clave = clave_de_hoy(raiz)
    mesas = [_Mesa(Aparato.dentro(puertos[1], clave), s) for s in SUBMESAS]
    a_la_mitad = 0
    with Vivero(raiz, puertos) as vivero, ThreadPoolExecutor(len(mesas)) as hilos:
        for vez in range(MUERTES):
            vivero.nacer()
            antes = [m.acusados for m in mesas]
            seguir = threading.Event()

            def insistir(mesa: _Mesa, vez: int = vez, seguir: threading.Event = seguir) -> None:
                # Lo que quedó sin respuesta se manda otra vez, igual.
                intento = 0
                while mesa.guardar(
                    mesa.en_vuelo
                    if intento == 0 and mesa.en_vuelo != mesa.acusado
                    else f"{mesa.submesa}, vez {vez}, intento {intento}:{' agua' * 60}"
                ):
                    intento += 1
                    if intento > 1:
                        seguir.set()

            andan = [hilos.submit(insistir, m) for m in mesas]
            assert seguir.wait(60)
            time.sleep(azar.random() * 0.06)
            vivero.matar()
            for anda in andan:
                anda.result()
            assert sum(m.acusados for m in mesas) > sum(antes)
            a_la_mitad += sum(m.en_vuelo != m.acusado for m in mesas)
            _exigir_lo_acusado(raiz, mesas)
        assert a_la_mitad >= MUERTES
        vivero.nacer()
        for mesa in mesas:
            assert mesa.guardar("Lo último")
        vivero.matar()
    _exigir_lo_acusado(raiz, mesas)
    asamblea = _asamblea(raiz)
    assert [en_hoja_de(raiz, asamblea, s) for s in SUBMESAS] == [{NECESIDAD: "Lo último"}] * len(SUBMESAS)
    assert all(x.aplicada for s in SUBMESAS for x in Bandeja.de(raiz, ID).llegadas(s))


HOJA_LLENA = 4096
"""Bytes de la unidad en que reparte un tmpfs."""


@pytest.fixture
def disco(tmp_path: Path) -> Iterator[Path]:
    """Un proyecto en un disco de dos megas."""
    raiz = tmp_path / "disco"
    raiz.mkdir()
    montar = shutil.which("mount")
    if montar is None or os.geteuid() != 0:
        pytest.skip("montar un disco pequeño pide ser root")
    hecho = subprocess.run(
        [montar, "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(raiz)], capture_output=True, check=False
    )
    if hecho.returncode:
        pytest.skip(f"aquí no se puede montar un disco: {hecho.stderr.decode().strip()}")
    try:
        escribir_proyecto(raiz, **en_estado("en_curso"))
        (raiz / "plantillas").symlink_to(Path(__file__).parents[3] / "plantillas")
        yield raiz
    finally:
        subprocess.run(["umount", "-l", str(raiz)], check=True)


def _llenar(raiz: Path, libres: int) -> Path:
    """Ocupa el disco hasta que quedan esas unidades."""
    relleno = raiz / "relleno"
    hay = os.statvfs(raiz)
    with relleno.open("wb") as archivo:
        archivo.write(b"x" * (hay.f_bavail - libres) * HOJA_LLENA)
    assert os.statvfs(raiz).f_bavail == libres
    return relleno


def test_con_el_disco_lleno_de_verdad_nada_acusado_se_pierde(disco: Path) -> None:
    """Con cada vez más sitio se falla cada vez más adelante: en la bandeja, en la copia, en la hoja."""
    telefono = dentro(puerta_de(disco))
    formulario = telefono.abrir(f"/{ID}/hoja/M1-S1")
    asamblea = _asamblea(disco)
    acusado, codigos = "Agua, desde antes", list[int]()
    assert telefono.mandar(formulario, aportes__0__necesidad=acusado).codigo == 303
    for libres in range(12):
        texto = f"Con {libres} unidades libres:{' agua' * 30}"
        relleno = _llenar(disco, libres)
        hecho = telefono.mandar(formulario, aportes__0__necesidad=texto)
        codigos.append(hecho.codigo)
        if hecho.codigo == 303:
            acusado = texto
        else:
            assert hecho.codigo == 507
            dicho = unescape(hecho.texto)
            assert "No se guardó: no queda espacio en el disco" in dicho
            assert "Lo escrito sigue aquí: avise a la mesa técnica y envíe otra vez." in dicho
            assert Formulario(hecho.texto).campos[f"c.{NECESIDAD}"] == texto
        assert en_hoja_de(disco, asamblea, "M1-S1") == {NECESIDAD: acusado}
        assert Bandeja.de(disco, ID).danadas("M1-S1") == ()
        relleno.unlink()
        # Con sitio otra vez, lo mismo entra.
        assert telefono.mandar(formulario, aportes__0__necesidad=texto).codigo == 303
        acusado = texto
        assert en_hoja_de(disco, asamblea, "M1-S1") == {NECESIDAD: acusado}
    assert codigos[0] == 507
    assert codigos == sorted(codigos, reverse=True)
    assert codigos[-1] == 303
    assert not [p for p in disco.rglob(".*-*") if p.is_file()]
