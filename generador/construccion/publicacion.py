"""Construye el sitio al lado y lo pone en su lugar de un solo paso; si algo falla, lo publicado no cambia."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generador.catalogo.rutas import DESCARGAS, MANIFIESTO
from generador.construccion.datos import respaldo
from generador.construccion.publicado.lista import archivos_en
from generador.errores import ErrorAsambleas, ErrorDeDatos, ErrorDeUso, ErrorInterno, Hallazgo, Lugar
from generador.modelo.texto import plural
from generador.salida.almacen.claves import huella_de_codigo
from generador.salida.almacen.recuerdo import ENTRADAS, instante
from generador.salida.disco import (
    CACHE,
    carpeta_nueva,
    cerrojo,
    como_json,
    escribir,
    huella_de_arbol,
    publicar,
    recuperar,
    sha256,
)
from generador.salida.vida import abierto

MARCA_PROGRESO = "@progreso "
MARCA_RESUMEN = "@resumen "
"""Lo que sigue es JSON: {"nuevos": n, "advertencias": n}."""
MARCA_APARTAR = "@apartar "
"""Nada se armó: lo que sigue es JSON, {"asambleas": [id], "nuevos": n}, y sin esas asambleas sí se arma."""
MOTOR = "generador.plugin.motor"
"""El módulo que arma el sitio, en un proceso aparte: se nombra, no se importa."""
VARIABLE_PROCESOS = "ASAMBLEAS_PROCESOS"
VARIABLE_PROGRESO = "ASAMBLEAS_PROGRESO"
VARIABLE_APARTADAS = "ASAMBLEAS_APARTADAS"
"""Asambleas que van con su última versión buena aunque sus datos estén en regla, con «/» entre una y otra."""
TESTIGOS = f"*/{DESCARGAS}/*.json"
"""Dónde está todo lo que de un sitio miran `testigo` y `conteos`: la agenda y el manifiesto."""
_COMPLEMENTO = "generador.plugin.plugin"
"""Lo que MkDocs carga: de él y del motor cuelga todo el código que decide el sitio."""

Aviso = Callable[[int, int, str], None]


class ConstruccionFallida(ErrorAsambleas):
    """El motor del sitio terminó con error; su salida ya lo explicó, y sale con el mismo código."""

    def __init__(self, codigo: int) -> None:
        super().__init__("no se publicó nada: el sitio anterior sigue igual")
        # Un código que no es nuestro es de un motor que murió: lo mató el sistema, o es un defecto.
        self.codigo_salida = codigo if codigo in (1, 2) else ErrorInterno.codigo_salida


_DEL_PROYECTO = ("mkdocs.yml", "contenido", "plantillas/tema")


@dataclass(frozen=True, slots=True)
class ResumenDelSitio:
    """Qué quedó en el sitio, contado en él, y cuánto tardó, en segundos."""

    paginas: int
    archivos: int
    """Cuántos archivos se pueden descargar."""
    octetos: int
    nuevos: int | None
    """Cuántos archivos se imprimieron; None si nada cambió y no hubo qué construir."""
    advertencias: int
    segundos: float
    detenidas: tuple[str, ...] = ()
    """Las asambleas que por sus errores no se publicaron como están hoy."""
    cambiaron: bool = False
    """Si mientras se construía alguien cambió los datos: lo publicado es lo que había al empezar."""
    cambiadas: tuple[str, ...] = ()
    """Las asambleas cambiadas mientras se construía: de lo que se publicó de ellas no quedó copia."""

    @property
    def texto(self) -> str:
        """En un renglón: «50 páginas, 478 archivos para descargar (3 nuevos), 4 advertencias»."""
        partes = [
            plural(self.paginas, "página", "páginas"),
            plural(self.archivos, "archivo para descargar", "archivos para descargar"),
        ]
        if self.nuevos is not None:
            partes[-1] += f" ({plural(self.nuevos, 'nuevo', 'nuevos')})"
        if self.advertencias:
            partes.append(plural(self.advertencias, "advertencia", "advertencias"))
            if self.nuevos is None:
                partes[-1] += " (./asamblea validar las muestra)"
        return ("nada cambió: " if self.nuevos is None else "") + ", ".join(partes)


def ambiente(procesos: int | None = None, *, progreso: bool = False) -> dict[str, str]:
    """Las variables con que se llama al motor del sitio."""
    variables = dict(os.environ)
    variables["SOURCE_DATE_EPOCH"] = instante()
    variables |= {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true", "PYTHONUTF8": "1"}
    if procesos is not None:
        variables[VARIABLE_PROCESOS] = str(procesos)
    if progreso:
        variables[VARIABLE_PROGRESO] = "1"
    return variables


def construir_sitio(
    raiz: Path,
    destino: Path,
    procesos: int | None = None,
    aviso: Aviso | None = None,
    decir: Callable[[str], None] = print,
    *,
    forzar: bool = False,
) -> ResumenDelSitio:
    """Construye y publica. `decir` recibe lo que el motor informe; `aviso`, el avance de los impresos.

    Si nada de lo que decide el sitio cambió desde la última vez y el sitio sigue intacto, no hace nada; con
    `forzar`, construye igual. Una asamblea con errores no detiene a las demás: va como se publicó la última
    vez, y se dice en `detenidas`. Lanza ErrorDeUso si hay otra construcción en curso, ErrorDeDatos
    si cambia sin razón escrita algo aprobado y ya publicado o si los conteos de asistencia se pueden restar
    de los ya publicados, y ConstruccionFallida si el
    motor falla.
    """
    inicio = time.monotonic()
    with cerrojo(raiz):
        recuperar(destino)
        entradas, datos = _huella_de_entradas(raiz), huella_de_arbol(raiz / "datos")
        nota = _nota(raiz, destino)
        advertencias = None if forzar else _sin_cambios(nota, entradas, destino)
        nuevos: int | None = None
        detenidas, cambiadas = tuple[str, ...](), tuple[str, ...]()
        if advertencias is None:
            nuevo, leidas = carpeta_nueva(raiz, destino), respaldo.huellas(raiz)
            try:
                cuentas = armar(raiz, nuevo, ambiente(procesos, progreso=True), decir, aviso)
                detenidas = tuple(cuentas["detenidas"])
                respaldo.exigir_que_siga(destino, set(detenidas) - set(cuentas["respaldadas"]))
                if _testigos(nuevo) != _testigos(destino):
                    # Traen los modelos: si lo aprobado y los conteos son los mismos, no hay qué comparar.
                    from generador.construccion.publicado.conteos import exigir_conteos_lejos
                    from generador.construccion.publicado.testigo import exigir_razones

                    exigir_razones(raiz, nuevo, destino, decir)
                    exigir_conteos_lejos(nuevo, destino)
                publicar(nuevo, destino)
            finally:
                shutil.rmtree(nuevo, ignore_errors=True)
            nuevos, advertencias = cuentas["nuevos"], cuentas["advertencias"]
            sanas = set(cuentas["publicadas"]) - set(detenidas)
            cambiadas = tuple(respaldo.guardar(raiz, sanas, sanas | set(detenidas), leidas))
            anotado = {"entradas": entradas, "sitio": huella_de_arbol(destino), "advertencias": advertencias}
            escribir(nota, como_json({**anotado, "detenidas": list(detenidas)}))
        paginas, archivos, octetos = _contar(destino)
        cambiaron = nuevos is not None and huella_de_arbol(raiz / "datos") != datos
    segundos = time.monotonic() - inicio
    cuentas_del_sitio = (paginas, archivos, octetos, nuevos, advertencias, segundos)
    return ResumenDelSitio(*cuentas_del_sitio, detenidas, cambiaron, cambiadas)


def _testigos(sitio: Path) -> dict[str, bytes] | None:
    """Los archivos con que se compara lo ya publicado, por ruta; None si no hay sitio."""
    if not sitio.exists():
        return None
    return {a.relative_to(sitio).as_posix(): a.read_bytes() for a in sitio.glob(TESTIGOS)}


def _contar(destino: Path) -> tuple[int, int, int]:
    """Páginas, archivos para descargar y bytes de lo que hay en el sitio."""
    pesos = {f.relative_to(destino).as_posix(): f.stat().st_size for f in destino.rglob("*") if f.is_file()}
    descargables = {
        str(renglon["ruta"])
        for lista in destino.glob(f"*/{DESCARGAS}/{MANIFIESTO}")
        for renglon in archivos_en(lista.read_bytes())
    }
    paginas = sum(ruta.endswith(".html") for ruta in pesos)
    return paginas, len(descargables & pesos.keys()), sum(pesos.values())


def _huella_de_entradas(raiz: Path) -> str:
    """Todo lo que decide los bytes del sitio: datos, plantillas, contenido, código y versiones."""
    arbol = huella_de_arbol(*(raiz / p for p in ENTRADAS))
    codigo = huella_de_codigo(_COMPLEMENTO, MOTOR, __name__)
    return sha256(f"{arbol}/{codigo}/{instante()}".encode())


def exigir_al_dia(raiz: Path, sitio: Path, ids: Collection[str] | None = None) -> None:
    """ErrorDeUso si `sitio` no es, byte por byte, lo que pasó las puertas con lo que hoy hay en el proyecto.

    `ids` son las asambleas que importan: lo que detuvo a otra no estorba; si falta, todas. Se llama con el
    cerrojo tomado, y vale mientras se tenga.
    """
    remedio = "ejecute ./asamblea construir"
    try:
        ultima = json.loads(_nota(raiz, sitio).read_bytes())
        entradas, huella, detenidas = ultima["entradas"], ultima["sitio"], set(ultima["detenidas"])
    except (OSError, ValueError, KeyError, TypeError):
        raise ErrorDeUso(f"el sitio no está construido; {remedio}") from None
    if not sitio.is_dir() or huella_de_arbol(sitio) != huella:
        raise ErrorDeUso(f"algo cambió en «{sitio.name}/» después de construirlo; {remedio}")
    if entradas != _huella_de_entradas(raiz):
        raise ErrorDeUso(
            "el sitio no está al día: desde que se construyó cambiaron los datos o el programa; " + remedio
        )
    if malas := sorted(detenidas if ids is None else detenidas & set(ids)):
        raise ErrorDeUso(
            f"por sus errores no se publicó como está hoy: {', '.join(malas)}; corrija lo que dice "
            "./asamblea validar y construya otra vez"
        )


def _nota(raiz: Path, destino: Path) -> Path:
    """Donde queda anotado con qué se construyó `destino`."""
    return raiz / CACHE / f"ultima-{sha256(str(destino).encode())[:16]}.json"


def _sin_cambios(nota: Path, entradas: str, destino: Path) -> int | None:
    """Las advertencias de los datos si las entradas y el sitio son los de la última vez; si no, None."""
    try:
        ultima = json.loads(nota.read_bytes())
        # Con alguna detenida se construye cada vez: sus errores se dicen hasta que se corrijan.
        igual = ultima["entradas"] == entradas and not ultima["detenidas"]
        igual = igual and ultima["sitio"] == huella_de_arbol(destino)
        return int(ultima["advertencias"]) if igual else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def armar(
    raiz: Path,
    nuevo: Path,
    variables: Mapping[str, str],
    decir: Callable[[str], None],
    aviso: Aviso | None = None,
    al_abrir: Callable[[subprocess.Popen[str]], None] | None = None,
) -> dict[str, Any]:
    """Corre el motor del sitio con esas variables y deja todo en `nuevo`; lo que dijo haber contado.

    Si un archivo de una asamblea no sale, lo corre otra vez con esa apartada. `al_abrir` recibe cada proceso,
    para quien quiera detenerlo antes. ErrorDeDatos si falta del proyecto lo que el motor da por hecho, y
    ConstruccionFallida si termina mal.
    """
    if faltan := [parte for parte in _DEL_PROYECTO if not (raiz / parte).exists()]:
        copia = "cópielo del repositorio original"
        raise ErrorDeDatos([Hallazgo(Lugar(parte), "falta en el proyecto", copia) for parte in faltan])
    apartadas, nuevos = list[str](), 0
    while True:
        suyas = {VARIABLE_APARTADAS: "/".join(apartadas)}
        codigo, cuentas, apartar = _correr(raiz, nuevo, {**variables, **suyas}, decir, aviso, al_abrir)
        nuevos += apartar["nuevos"]
        if not codigo:
            return {**cuentas, "nuevos": cuentas["nuevos"] + nuevos}
        if not apartar["asambleas"]:
            break
        apartadas += apartar["asambleas"]
    if codigo < 0:
        decir(f"Error: {_por_que_murio(-codigo)}")
    raise ConstruccionFallida(codigo)


def _por_que_murio(senal: int) -> str:
    """Lo que se sabe de un motor que acabó una señal: solo SIGKILL suele ser falta de memoria."""
    if senal == signal.SIGKILL:
        return "el sistema detuvo el motor; suele ser falta de memoria: pruebe con --procesos 1"
    nombre = signal.Signals(senal).name if senal in set(signal.Signals) else f"señal {senal}"
    if senal in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        return f"el sistema le pidió al motor que parara ({nombre}), y paró: dé la orden otra vez"
    return f"el motor murió por una falla del sistema ({nombre}): dé la orden otra vez"


def _correr(
    raiz: Path,
    nuevo: Path,
    variables: Mapping[str, str],
    decir: Callable[[str], None],
    aviso: Aviso | None,
    al_abrir: Callable[[subprocess.Popen[str]], None] | None,
) -> tuple[int, dict[str, Any], dict[str, Any]]:
    """Corre el motor una vez: su código, lo que contó y, si falló, lo que dijo que hay que apartar."""
    orden = [sys.executable, "-P", "-m", MOTOR, str(nuevo)]
    salidas = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    cuentas: dict[str, Any] = {"nuevos": 0, "advertencias": 0}
    cuentas |= {"publicadas": [], "detenidas": [], "respaldadas": []}
    apartar: dict[str, Any] = {"asambleas": [], "nuevos": 0}
    with abierto(orden, variables, cwd=raiz, **salidas) as proceso:
        assert proceso.stdout is not None
        if al_abrir:
            al_abrir(proceso)
        for linea in proceso.stdout:
            linea = linea.rstrip("\n")
            if linea.startswith(MARCA_PROGRESO):
                hechos, total, nombre = linea[len(MARCA_PROGRESO) :].split(" ", 2)
                if aviso:
                    aviso(int(hechos), int(total), nombre)
            elif linea.startswith(MARCA_RESUMEN):
                cuentas |= json.loads(linea[len(MARCA_RESUMEN) :])
            elif linea.startswith(MARCA_APARTAR):
                apartar |= json.loads(linea[len(MARCA_APARTAR) :])
            else:
                decir(linea)
        codigo = proceso.wait()
    return codigo, cuentas, apartar
