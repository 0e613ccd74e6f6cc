"""Los datos abiertos de cada asamblea, con las direcciones de sus páginas."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from pathlib import Path

from generador.catalogo.inventario import AbiertoConcreto, Inventario, clave_de
from generador.modelo.asamblea import Asamblea
from generador.modelo.publico.abierto import AgendaAbierta
from generador.modelo.publico.apertura import abrir
from generador.salida.abiertos import producir_abierto
from generador.salida.almacen.deposito import Producto
from generador.salida.fallas import Fallas
from generador.salida.imprenta.pdf import Adjunto


def agenda_abierta(inventario: Inventario, asamblea: Asamblea) -> AgendaAbierta:
    """La agenda de `asamblea` como dato abierto; ha de tener agenda publicada."""
    sitio = inventario.proyecto.sitio

    def direccion(codigo: str) -> str:
        clave = clave_de(asamblea, "compromiso", codigo) if codigo else clave_de(asamblea, "agenda")
        return sitio.direccion + inventario.ruta(clave)

    return abrir(asamblea, sitio, direccion)


def producir_abiertos(raiz: Path, inventario: Inventario) -> dict[str, Producto]:
    """Todos los archivos de datos, por ruta; cada uno pasó su puerta. Fallidos con los que no."""
    productos: dict[str, Producto] = {}
    fallas = Fallas(raiz)
    for asamblea in inventario.proyecto.asambleas:
        suyos = inventario.abiertos_de(asamblea)
        if suyos:
            with fallas.de(suyos[0].ruta):
                agenda = agenda_abierta(inventario, asamblea)
                for d in suyos:
                    with fallas.de(d.ruta):
                        productos[d.ruta] = producir_abierto(raiz, d.ruta, agenda)
    fallas.exigir()
    return productos


def adjuntos_de(inventario: Inventario, productos: Mapping[str, Producto]) -> dict[str, dict[str, Adjunto]]:
    """Por asamblea y nombre de archivo, sus datos abiertos listos para ir dentro de un PDF.

    Llevan la fecha de la versión vigente o, en borrador, la de la asamblea: nunca la de la construcción.
    """
    salida: dict[str, dict[str, Adjunto]] = {}
    for asamblea in inventario.proyecto.asambleas:
        dia = asamblea.version.fecha if asamblea.version else asamblea.evento.ultima.fecha
        salida[asamblea.id] = {
            d.declaracion.archivo: Adjunto(
                nombre=d.declaracion.archivo,
                tipo=d.declaracion.tipo,
                descripcion=d.declaracion.titulo,
                datos=productos[d.ruta].archivo.read_bytes(),
                fecha=datetime.combine(dia, time()),
            )
            for d in inventario.abiertos_de(asamblea)
        }
    return salida


def renglon_de_abierto(d: AbiertoConcreto, producto: Producto) -> dict[str, object]:
    """Un archivo de datos en el manifiesto: su crédito es texto dentro del archivo."""
    return {
        "ruta": d.ruta,
        "clase": "datos",
        "titulo": d.declaracion.titulo,
        "tipo": d.declaracion.tipo,
        "octetos": producto.registro.octetos,
        "sha256": producto.registro.sha256,
        "credito": {
            "verificado": True,
            "donde": "en el texto del archivo",
            "frase": d.asamblea.convenio.credito,
        },
        "huella_de_la_agenda": d.asamblea.huella,
        "version": d.asamblea.version.numero if d.asamblea.version else 0,
        "demostracion": d.asamblea.demostracion,
        "borrador": d.asamblea.estado.value == "borrador",
    }
