"""De qué partes se imprime cada artefacto, y con qué hojas de estilo."""

from __future__ import annotations

from generador.catalogo.inventario import Artefacto
from generador.composicion.compositor import Compositor
from generador.salida.imprenta.pdf import ParteImpresa

ESTILOS = "plantillas/estilos"
HOJAS = {
    "documento": (f"{ESTILOS}/variables.css", f"{ESTILOS}/bloques.css", f"{ESTILOS}/papel.css"),
    "pieza": (f"{ESTILOS}/variables.css", f"{ESTILOS}/pieza.css"),
}


def partes_de(compositor: Compositor, a: Artefacto) -> tuple[ParteImpresa, ...]:
    """La primera parte de un artefacto y las que le siguen en el mismo PDF."""
    siguen = (
        ParteImpresa(compositor.impreso(p.artefacto), hojas_de(p.artefacto, p.estilos)) for p in a.partes
    )
    return (ParteImpresa(compositor.impreso(a), hojas_de(a)), *siguen)


def hojas_de(a: Artefacto, ademas: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Las hojas de estilo de un artefacto, desde la raíz."""
    comunes = tuple(f"{ESTILOS}/{e}.css" for e in a.declaracion.estilos) or HOJAS[a.clase]
    return comunes + tuple(f"{ESTILOS}/{e}.css" for e in ademas)
