"""El ensayo: lo de Arauca entra otra vez desde nada, por todos los caminos y con todo en contra."""

from __future__ import annotations

import http.client
import random
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import pytest
from local.cliente import Formulario as EnLaPagina
from local.sala.por_red import Aparato, puertos_libres
from local.sala.vivero import Vivero

from generador.carga.cargar import cargar
from generador.local.captura.archivos.importacion import leer, recibir_todas
from generador.local.captura.archivos.planilla import _libro
from generador.local.captura.bandeja import Bandeja
from generador.local.captura.conflictos import conflictos, en_hoja_de
from generador.local.captura.entrega import Campos, Entrega, campos_de
from generador.local.captura.formulario import Formulario, formulario_de
from generador.local.captura.sobre import en_texto
from generador.local.sala.clave import clave_de_hoy
from generador.modelo.asamblea import Asamblea

ID = "arauca-2023"
MUERTES = 10
TELEFONOS = 3
CADA_CUANTO = 4
"""Guardados entre una muerte del servidor y la siguiente."""


def _asamblea(raiz: Path) -> Asamblea:
    return next(e.asamblea for e in cargar(raiz).expedientes if e.asamblea.id == ID)


def _por_partes(formulario: Formulario, campos: Campos) -> Iterator[dict[str, str]]:
    """Lo que se va guardando: primero la necesidad, después la solución, después el plan."""
    hondos = ("hoja", "necesidad", "solucion", "plan")
    for hasta in (2, 3, 4):
        yield {c: t for c, t in campos.items() if formulario.por_nombre[c].profundidad in hondos[:hasta]}


@dataclass
class _Sala:
    """Lo que comparten los teléfonos y quien mata al servidor."""

    viva: threading.Event = field(default_factory=threading.Event)
    guardados: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    negadas: list[str] = field(default_factory=list)
    cortes: int = 0
    sin_respuesta: int = 0


def _llenar(
    aparato: Aparato,
    sala: _Sala,
    formulario: Formulario,
    submesas: list[tuple[str, Campos]],
    azar: random.Random,
) -> None:
    """Una persona con su teléfono: si no ve «Guardado», vuelve a la página y manda otra vez lo mismo."""
    for submesa, campos in submesas:
        ruta = f"/{ID}/hoja/{submesa}"
        for parte in _por_partes(formulario, campos):
            pagina: dict[str, str] = {}
            while True:
                assert sala.viva.wait(60)
                try:
                    pagina = pagina or EnLaPagina(aparato.pedir("GET", ruta)[1]).campos
                    cuerpo = urlencode({**pagina, **{f"c.{c}": t for c, t in parte.items()}})
                    if azar.random() < 0.2:
                        sala.cortes += 1
                        aparato.cortarse(f"{ruta}/guardar", cuerpo)
                    codigo, dicho = aparato.pedir("POST", f"{ruta}/guardar", cuerpo)
                except (OSError, http.client.HTTPException):
                    sala.sin_respuesta += 1
                    continue
                if codigo != 303:
                    # No dijo «Guardado»: se manda otra vez, y unas pocas veces bastan.
                    sala.negadas.append(dicho)
                    assert len(sala.negadas) < MUERTES, sala.negadas[-1]
                    continue
                sala.guardados.release()
                break


@pytest.mark.lenta
def test_todo_lo_que_se_manda_queda_en_los_datos(copia: Path) -> None:
    """Teléfonos, archivos y planilla a la vez; la red se corta y al servidor lo matan diez veces."""
    azar = random.Random(2023)
    antes = _asamblea(copia)
    formulario = formulario_de(antes)
    enviado = {r.submesa: campos_de(formulario, r) for r in antes.resultados}
    for hoja in (copia / "datos" / ID / "resultados").glob("*.yml"):
        hoja.unlink()
    barajadas = list(enviado)
    azar.shuffle(barajadas)
    assert len(barajadas) == 25
    por_telefono, por_archivo, por_planilla = barajadas[:17], barajadas[17:21], barajadas[21:]
    vacia = _asamblea(copia)
    llegan = copia / "llegan"
    llegan.mkdir()
    for i, submesa in enumerate(por_archivo):
        entrega = Entrega(ID, submesa, formulario.version, f"arch-{i}", 1, enviado[submesa])
        (llegan / f"{i}.txt").write_text(en_texto(entrega, formulario, "Arauca"), "utf-8")
    # La planilla salió en blanco, y así vuelve: llena por otra persona.
    en_blanco = {s.codigo: dict[str, str]() for s in vacia.submesas}
    llena = {**en_blanco, **{s: enviado[s] for s in por_planilla}}
    (llegan / "planilla.xlsx").write_bytes(_libro(vacia, formulario, llena, en_blanco, "0123abcd"))
    puertos, clave, sala = puertos_libres(), clave_de_hoy(copia), _Sala()
    with Vivero(copia, puertos) as vivero, ThreadPoolExecutor(TELEFONOS) as hilos:
        vivero.nacer()
        sala.viva.set()
        andan = [
            hilos.submit(
                _llenar,
                Aparato.dentro(puertos[1], clave),
                sala,
                formulario,
                [(s, enviado[s]) for s in por_telefono[i::TELEFONOS]],
                random.Random(i),
            )
            for i in range(TELEFONOS)
        ]
        for muerte in range(MUERTES):
            for _ in range(CADA_CUANTO):
                assert sala.guardados.acquire(timeout=60)
            sala.viva.clear()
            vivero.matar()
            if muerte == MUERTES // 2:
                # Otra orden escribe mientras la sala no está; dos veces, sin daño.
                for _ in range(2):
                    halladas, _, fallas = leer([llegan])
                    assert fallas == []
                    assert all(r.queda_en_la_hoja for r in recibir_todas(copia, cargar(copia), halladas))
            vivero.nacer()
            sala.viva.set()
        for anda in andan:
            anda.result()
        vivero.matar()
    despues = _asamblea(copia)
    assert {s: en_hoja_de(copia, despues, s) for s in enviado} == enviado
    assert conflictos(copia, despues) == ()
    bandeja = Bandeja.de(copia, ID)
    assert [x for s in bandeja.submesas() for x in bandeja.llegadas(s) if not x.aplicada] == []
    assert sala.cortes
    assert sala.sin_respuesta
