"""El rompecabezas de 40 mesas de 40 sub-mesas: cuánto tarda en dibujarse y cuánto pesa."""

from __future__ import annotations

import statistics
import time
from pathlib import Path

from generador.composicion.comun.color.paleta_web import tonos_de
from generador.composicion.comun.medida import Medidor
from generador.composicion.muro import gran_rompecabezas, web
from generador.composicion.muro.lleno import rompecabezas
from generador.construccion.preparacion import preparar
from generador.errores import ErrorDeUso
from generador.medicion.gasto import Decir
from generador.memoria import sin_recoleccion
from generador.modelo.asamblea import Asamblea
from generador.modelo.datos.evento import Estado

LADO = 40
TOPE_DE_TIEMPO, TOPE_DE_PESO = 1.0, 1_500_000
"""Segundos y bytes."""


def medir(raiz: Path, veces: int, decir: Decir) -> None:
    """Un muro por llenar, con una y con dos necesidades por sub-mesa; cada vez desde cero."""
    proyecto = preparar(raiz).proyecto
    if not proyecto.asambleas:
        raise ErrorDeUso("no hay ninguna asamblea de donde tomar la metodología y el programa")
    medidor = Medidor(raiz / "plantillas" / "tema" / "fuentes")
    decir(f"mural: {LADO} mesas de {LADO} sub-mesas, mediana de {veces}")
    for necesidades in (1, 2):
        grande = agrandar(proyecto.asambleas[0], necesidades)
        tiempos, peso = [], 0
        for _ in range(veces):
            gran_rompecabezas.olvidar()
            inicio = time.perf_counter()
            peso = len(dibujar(grande, medidor).encode())
            tiempos.append(time.perf_counter() - inicio)
        segundos = statistics.median(tiempos)
        cumple = "cumple" if segundos < TOPE_DE_TIEMPO and peso < TOPE_DE_PESO else "NO CUMPLE"
        decir(
            f"  hasta {necesidades} por sub-mesa: {segundos:.2f} s (límite {TOPE_DE_TIEMPO:.0f}) y "
            f"{peso / 1e6:.2f} MB de SVG (límite {TOPE_DE_PESO / 1e6}), {cumple}"
        )


def agrandar(modelo: Asamblea, necesidades: int) -> Asamblea:
    """`modelo` con `LADO` mesas de `LADO` sub-mesas que todavía no entregan nada."""
    por_submesa = modelo.metodologia.personas_por_submesa
    sin_nada = dict.fromkeys(("color", "cupo", "submesas"))
    mesas = tuple(
        modelo.mesas.mesas[0].model_copy(update={"numero": n, "eje": f"Eje {n}", **sin_nada})
        for n in range(1, LADO + 1)
    )
    cambios = {"estado": Estado.EN_CURSO, "alcance": LADO * LADO * por_submesa}
    return Asamblea(
        id=modelo.id,
        convenio=modelo.convenio,
        metodologia=modelo.metodologia.model_copy(update={"max_necesidades": necesidades}),
        evento=modelo.evento.model_copy(update=cambios),
        mesas=modelo.mesas.model_copy(update={"mesas": mesas, "personas_por_submesa": por_submesa}),
    )


@sin_recoleccion()
def dibujar(asamblea: Asamblea, medidor: Medidor) -> str:
    """Todos los SVG de la página del rompecabezas, compuestos como el compositor."""
    lleno = rompecabezas(asamblea)
    dibujo = web.dibujo_de(lleno, asamblea, tonos_de(asamblea), lambda codigo: f"#{codigo}", medidor)
    return "".join([dibujo.en_pequeno(), *(dibujo.mesa(m) for m in lleno.mesas)])
