"""La asamblea en los estados que le faltan, con lo más ancho que pueden traer: se prueba desde hoy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generador.catalogo.inventario import alcanzado
from generador.composicion.comun.idioma.filtros import numero
from generador.composicion.comun.medida import Medidor
from generador.modelo.asamblea import Asamblea
from generador.modelo.datos.aporte import Accion, Aporte, Resultado
from generador.modelo.datos.asistencia import Asistencia
from generador.modelo.datos.evento import Estado

ASISTENCIA_MAXIMA = 2
"""Cuántas veces lo previsto puede llegar a la puerta."""
ORGANIZACIONES_POR_APORTE = 3
"""Organizaciones que nombra un aporte, a lo sumo, contando las repetidas una vez."""
_FRASE = (
    "Conseguir entre todas las organizaciones de la vereda el transporte de las cosechas hasta el mercado "
)
"""Con qué se llena un texto que todavía nadie ha escrito."""


def por_venir(asamblea: Asamblea, fuentes: Path) -> Iterator[Asamblea]:
    """La asamblea en cada estado que le falta: con lo que ya trae y, aparte, con los resultados más anchos.

    `fuentes` es la carpeta de las letras con que se mide.
    """
    anchos = _resultados_anchos(asamblea, Medidor(fuentes))
    for estado in Estado:
        if estado == asamblea.estado or not alcanzado(estado, asamblea.estado):
            continue
        evento = asamblea.evento.model_copy(update={"estado": estado})
        for cambios in ({}, anchos):
            yield asamblea.con(evento=evento, **cambios)


def _resultados_anchos(asamblea: Asamblea, medidor: Medidor) -> dict[str, object]:
    """Los campos de una asamblea que terminó con las cuentas más anchas que le caben."""
    por_submesa = asamblea.metodologia.max_necesidades
    submesas = asamblea.submesas
    aportes = _mas_ancho(medidor, len(submesas) * por_submesa)
    # Las sub-mesas que entregan han de alcanzar para esos aportes.
    entregan = max(_mas_ancho(medidor, len(submesas)), -(-aportes // por_submesa))
    organizaciones = _mas_ancho(medidor, aportes * ORGANIZACIONES_POR_APORTE)
    personas = _mas_ancho(medidor, asamblea.evento.alcance * ASISTENCIA_MAXIMA)
    return {
        "agenda": None,
        "seguimiento": None,
        "asistencia": Asistencia(fecha=asamblea.evento.primera.fecha, total=max(5, personas)),
        "resultados": tuple(
            Resultado(
                submesa=s.codigo,
                aportes=tuple(_aporte(n, organizaciones, aportes) for n in range(i, aportes, entregan)),
            )
            for i, s in enumerate(submesas[:entregan])
        ),
    }


def _aporte(puesto: int, organizaciones: int, aportes: int) -> Aporte:
    """El aporte de ese puesto, desde 0, con las organizaciones que le tocan de las que suman entre todos."""
    texto = (_FRASE * 5).strip()
    suyas = range(puesto, organizaciones, aportes)
    return Aporte(
        necesidad=texto,
        solucion=texto,
        organizaciones=tuple(f"Organización {n}" for n in suyas),
        plan=(Accion(quien="La mesa", como=texto, cuando="En el primer semestre"),),
    )


def _mas_ancho(medidor: Medidor, hasta: int) -> int:
    """De los números de tantas cifras como `hasta` que no lo pasan, el que más espacio pide."""
    desde = 10 ** (len(str(hasta)) - 1)
    paso = max(1, (hasta - desde) // 1000)
    return max(range(hasta, desde - 1, -paso), key=lambda n: medidor.ancho(numero(n), "titular"))
