"""La orden `ensayo`: prepara la copia, corre y cuenta lo que pasó."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from generador.local.ensayo.corrida import TELEFONOS, Corrida, Cuenta
from generador.local.ensayo.navegador import falta_de_navegador
from generador.local.ensayo.practica import Practica, copiar
from generador.modelo.texto import enumerar, plural

META = 2.0
"""Segundos desde «Guardar» hasta el tablero."""
_A_LA_VISTA = 20
"""Pérdidas que se dicen una por una."""


def ensayar(
    raiz: Path, id_: str | None, semilla: int | None, decir: Callable[[str], None], *, sin_navegador: bool
) -> bool:
    """Ensaya esa asamblea y lo cuenta; si nada se perdió. `raiz` no cambia. Errores como `copiar`."""
    semilla = secrets.randbelow(1_000_000) if semilla is None else semilla
    falta = "se pidió sin navegador" if sin_navegador else falta_de_navegador()
    with tempfile.TemporaryDirectory(prefix="asamblea-ensayo-") as temporal:
        practica = copiar(raiz, id_, Path(temporal))
        decir(
            f"Ensayo de {practica.asamblea.id}, {plural(len(practica.enviado), 'sub-mesa', 'sub-mesas')}, "
            f"con --semilla {semilla}, en una copia: datos/ no se toca."
        )
        if practica.inventadas:
            decir(f"De {plural(practica.inventadas, 'sub-mesa', 'sub-mesas')} no había hoja: se inventó.")
        como = f"mandan formularios por la red: {falta}" if falta else "son Chromium de verdad"
        decir(f"Los {TELEFONOS} teléfonos {como}.")
        cuenta = Corrida(practica, semilla, en_navegador=not falta, avisar=lambda x: decir(f"  {x}")).correr()
        for linea in informe(practica, cuenta):
            decir(linea)
    return not cuenta.perdidas


def informe(practica: Practica, cuenta: Cuenta) -> Iterator[str]:
    """Lo que pasó, renglón por renglón."""
    reparto = cuenta.reparto
    de_la_foto = sum(g.submesa in reparto.foto for g in cuenta.guardados)
    vias = [
        f"{plural(len(reparto.telefono), 'sub-mesa', 'sub-mesas')} por teléfono "
        f"({plural(len(cuenta.guardados) - de_la_foto, 'guardado', 'guardados')})"
    ]
    if reparto.texto:
        vias.append(f"{len(reparto.texto)} en .txt")
    if reparto.planilla:
        vias.append(f"{len(reparto.planilla)} en la planilla")
    if reparto.foto:
        vias.append(f"{len(reparto.foto)} en foto, que copió la mesa técnica")
    yield f"Llegadas: {enumerar(vias)}."
    yield (
        f"En contra: {plural(cuenta.muertes, 'muerte', 'muertes')} del servidor, "
        f"{plural(cuenta.cortes, 'corte', 'cortes')} de red a la mitad, "
        f"{plural(cuenta.sin_respuesta, 'pedido', 'pedidos')} sin respuesta."
    )
    yield f"Conflictos: {cuenta.conflictos}."
    yield f"Pérdidas: {len(cuenta.perdidas)}, de {plural(cuenta.casillas, 'casilla', 'casillas')}."
    yield from (f"  {p}" for p in cuenta.perdidas[:_A_LA_VISTA])
    if len(cuenta.perdidas) > _A_LA_VISTA:
        yield f"  y {len(cuenta.perdidas) - _A_LA_VISTA} más"
    mediana, casi_todos = cuenta.cuantil(0.5), cuenta.cuantil(0.95)
    if mediana is None or casi_todos is None:
        yield "De «Guardar» al tablero no se midió nada."
    else:
        yield (
            f"De «Guardar» al tablero: mediana {_segundos(mediana)}, p95 {_segundos(casi_todos)} "
            f"(meta: {_segundos(META)}); {len(cuenta.demoras)} medidos, y {cuenta.sin_medir} que cruzaron "
            "una muerte del servidor."
        )
    if cuenta.negadas:
        veces = plural(len(cuenta.negadas), "vez", "veces")
        yield f"La sala no dijo «Guardado» {veces}: {cuenta.negadas[-1]}"
    if cuenta.perdidas:
        yield "Algo se perdió, y no debía: repítalo con la misma semilla y envíe lo que diga."


def _segundos(valor: float) -> str:
    return f"{valor:.2f} s".replace(".", ",")
