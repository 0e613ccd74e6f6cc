"""Los datos abiertos: de la agenda abierta a los bytes de cada archivo, del almacén si nada cambió."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from generador.errores import ErrorDeSalida
from generador.modelo.publico.abierto import AgendaAbierta
from generador.salida.abiertos import calendario, canal, csv_abierto, documento_json, hoja, origen, tablas
from generador.salida.almacen.claves import huella_de_codigo
from generador.salida.almacen.deposito import Almacen, Constancia, Producto
from generador.salida.disco import sha256

# En el almacén, .json es la ficha de cada archivo: un dato no puede llamarse igual.
_EXTENSION = ".abierto"

Escritor = Callable[[AgendaAbierta], bytes]


def _csv(id_: str, agenda: AgendaAbierta) -> bytes:
    tabla = next(t for t in tablas.tablas(agenda) if t.id == id_)
    return csv_abierto.como_csv(tabla, agenda)


ESCRITORES: Mapping[str, Escritor] = {
    "agenda.xlsx": hoja.como_xlsx,
    "agenda.json": documento_json.como_json,
    "agenda.schema.json": documento_json.como_esquema,
    "agenda.jsonld": documento_json.como_jsonld,
    "fechas.ics": calendario.como_ics,
    "fechas-anteriores.ics": calendario.como_ics_anterior,
    "seguimiento.xml": canal.como_atom,
    **{f"{id_}.csv": partial(_csv, id_) for id_ in ("agenda", "fechas", "aportes", "seguimiento")},
}
"""Por nombre de archivo, quien lo escribe; una prueba comprueba que cada declaración tenga el suyo."""


def escribir_abierto(archivo: str, agenda: AgendaAbierta, nombre: str) -> bytes:
    """Los bytes de ese archivo, ya pasados por su puerta. `nombre` es con el que se informan los errores."""
    try:
        escritor = ESCRITORES[archivo]
    except KeyError:
        raise ErrorDeSalida(f"nadie sabe escribir {archivo}") from None
    datos = escritor(agenda)
    origen.exigir_origen(datos, archivo, agenda, nombre)
    return datos


def producir_abierto(raiz: Path, ruta: str, agenda: AgendaAbierta) -> Producto:
    """El archivo de `ruta` en el almacén: el de antes si ni los datos ni el código cambiaron."""
    archivo = ruta.rpartition("/")[2]
    clave = sha256(f"{huella_de_codigo(__name__)}/{archivo}/{agenda.model_dump_json()}".encode())
    almacen = Almacen(raiz)
    registro = almacen.buscar(clave, _EXTENSION)
    nuevo = registro is None
    if registro is None:
        datos = escribir_abierto(archivo, agenda, ruta)
        registro = Constancia(sha256(datos), len(datos), 0, 0.0, 0.0, 0.0)
        almacen.guardar(clave, _EXTENSION, datos, registro)
    return Producto(ruta, almacen.ruta(clave, _EXTENSION), registro, nuevo)
