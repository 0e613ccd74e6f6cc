"""Una asamblea con lo que más daño hace en unos datos abiertos."""

from typing import Any

from fabrica import agenda, aporte, compromiso, firmada, resultado

from generador.catalogo.inventario import inventariar
from generador.construccion.pedido.abiertos import agenda_abierta
from generador.modelo.asamblea import Asamblea, Proyecto, Sitio
from generador.modelo.publico.abierto import AgendaAbierta

SITIO = Sitio(nombre="Sitio", descripcion="De prueba.", direccion="https://asambleas.gov.co/")
MALICIA = ('=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "'=1", "|calc", "%0A=1", "＝1")


def cambios_de_abiertos(**mas: Any) -> dict[str, Any]:
    plazos = [
        {"fecha": "2024-02-15", "que": "Reglamento; anexo, uno"},
        {"fecha": "2024-T3"},
        {"fecha": "sin_fecha"},
    ]
    cambios: dict[str, Any] = {
        "evento": {"estado": "aprobada"},
        "resultados": [
            resultado(aportes=[aporte("riego") | {"organizaciones": list(MALICIA)}, aporte("luz")]),
            resultado("M2-S1", demostracion="sí"),
        ],
        "agenda": agenda(
            compromiso(
                aportes=("M1-S1-N1", "M1-S1-N2"),
                plazos=plazos,
                responsables=list(MALICIA),
                texto='Uno, «dos» y "tres".\n\nOtro párrafo.',
                cuando="Febrero; después; \\n, coma",
            ),
            compromiso("PRU23-002", ("M2-S1-N1",), titulo="=1+1", texto="-2", mesa=2),
            demostracion="sí",
        ),
    }
    cambios["agenda"] = firmada(**cambios)
    return {**cambios, **mas}


def abierta_de(a: Asamblea) -> tuple[AgendaAbierta, Any]:
    inventario = inventariar(Proyecto(sitio=SITIO, asambleas=(a,)))
    return agenda_abierta(inventario, inventario.proyecto.asambleas[0]), inventario
