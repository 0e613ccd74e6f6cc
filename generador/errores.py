"""Las familias de error y la forma en que se le muestran a quien edita los datos.

De uso: la orden se llamó mal. De datos: un archivo YAML tiene algo que corregir. Interna: un defecto
del generador, una guardia (el crédito, la privacidad) o la máquina (permisos, disco) detuvo el trabajo.
"""

from __future__ import annotations

import errno
import os
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

Gravedad = Literal["error", "advertencia"]

ANCHO_EXTRACTO = 96
"""Caracteres de la línea de origen que se muestran como máximo."""
MOSTRADOS = 50
"""Hallazgos que trae un informe; de los demás se dice cuántos son."""
IGUALES = 4
"""Desde cuántas veces lo mismo se dice una sola vez, con los demás lugares al lado."""
LUGARES = 1000
"""De cuántos errores iguales se dice el lugar: los de una asamblea caben todos."""


@dataclass(frozen=True, slots=True)
class Lugar:
    """Un punto de un archivo de datos: línea y columna desde 1, y cuántos caracteres abarca.

    La línea 0 es la de lo que una orden iba a escribir: todavía no existe.
    """

    archivo: str
    linea: int = 1
    columna: int = 1
    largo: int = 1
    extracto: str | None = None
    ruta: str = ""


@dataclass(frozen=True, slots=True)
class Hallazgo:
    """Algo que corregir (error) o que mirar (advertencia), con su lugar y su remedio."""

    lugar: Lugar
    mensaje: str
    ayuda: str = ""
    gravedad: Gravedad = "error"

    def __str__(self) -> str:
        return formatear(self)


class Viajero(Exception):
    """Raíz de los errores propios: pasan de un proceso a otro enteros, pida lo que pida su `__init__`.

    Los de Python se rehacen llamando a `__init__` con el mensaje, y se pierden si pide otra cosa.
    """

    def __reduce__(self) -> tuple[Any, ...]:
        return _revivir, (type(self), self.args, self.__dict__)


def _revivir(clase: type[Viajero], args: tuple[Any, ...], propio: dict[str, Any]) -> Viajero:
    error = clase.__new__(clase)
    error.args = args
    error.__dict__.update(propio)
    return error


class ErrorAsambleas(Viajero):
    """Raíz de los errores que se le muestran al usuario sin traza."""

    codigo_salida = 1


class ErrorDeUso(ErrorAsambleas):
    """La orden o sus opciones no sirven así."""

    codigo_salida = 2


class Objecion(NamedTuple):
    """Qué tiene de malo un dato de los que pide una orden, y con qué nombre lo lleva ella, si lo lleva."""

    dato: str
    dicho: str
    nombre: str = ""
    en_la_orden: str = ""
    """El remedio que solo sirve a quien escribe órdenes."""

    def __str__(self) -> str:
        dicho = f"{self.dicho}; {self.en_la_orden}" if self.en_la_orden else self.dicho
        return f"{self.nombre}: {dicho}" if self.nombre else dicho


class ErrorDePedido(ErrorDeUso):
    """Lo que no sirve de lo pedido, todo junto; `objeciones` dice de cuál dato es cada cosa."""

    def __init__(self, objeciones: Sequence[Objecion]) -> None:
        self.objeciones = tuple(objeciones)
        super().__init__("\n       ".join(map(str, self.objeciones)))


class ErrorDeDatos(ErrorAsambleas):
    """Uno o más archivos de datos tienen errores; se informan todos juntos."""

    codigo_salida = 1

    def __init__(self, hallazgos: Sequence[Hallazgo]) -> None:
        self.hallazgos = tuple(hallazgos)
        super().__init__(informe(self.hallazgos, juntar=True))

    def __reduce__(self) -> tuple[type[ErrorDeDatos], tuple[tuple[Hallazgo, ...]]]:
        return type(self), (self.hallazgos,)


class ErrorDeLectura(ErrorDeUso):
    """Un archivo de afuera que no se puede leer: cuál, por qué y qué hacer."""

    codigo_salida = 1

    def __init__(self, archivo: str, mensaje: str, ayuda: str) -> None:
        super().__init__(f"«{legible(archivo)}» {mensaje}; {ayuda}")
        self.archivo, self.mensaje, self.ayuda = archivo, mensaje, ayuda

    def __reduce__(self) -> tuple[type[ErrorDeLectura], tuple[str, str, str]]:
        return type(self), (self.archivo, self.mensaje, self.ayuda)


class ErrorInterno(ErrorAsambleas):
    """Una guardia, un defecto del generador o la máquina; nada se publica."""

    codigo_salida = 70


class ErrorDeMaquina(ErrorInterno):
    """El sistema no dejó leer o escribir: permisos, espacio, algo atravesado. Dice dónde y el remedio."""


class ErrorDeComposicion(ErrorInterno):
    """Una plantilla pidió algo que no existe, o un recurso falta."""


class ErrorDeSalida(ErrorInterno):
    """Un artefacto no pudo producirse o no pasó sus guardias."""


class Fallidos(ErrorDeSalida):
    """Los archivos que no salieron, todos juntos: por su ruta en el sitio, el error de cada uno.

    `nuevos` son los que sí salieron y quedaron en el almacén. `asambleas` son las que hay que apartar para
    que lo demás se publique; vacío si no se sabe, o si apartarlas no basta.
    """

    def __init__(
        self, fallos: Mapping[str, ErrorAsambleas], nuevos: Sequence[str] = (), asambleas: Sequence[str] = ()
    ) -> None:
        self.fallos, self.nuevos, self.asambleas = dict(fallos), tuple(nuevos), tuple(asambleas)
        por_dicho: dict[str, list[str]] = {}
        for ruta, error in self.fallos.items():
            por_dicho.setdefault(str(error), []).append(ruta)
        self.dichos = [_con_sus_archivos(dicho, rutas) for dicho, rutas in por_dicho.items()]
        if len(self.dichos) > MOSTRADOS:
            resto = f"y otros {len(self.dichos) - MOSTRADOS}: corrija los de arriba y repita la orden"
            self.dichos = [*self.dichos[:MOSTRADOS], resto]
        super().__init__("\n\n".join(self.dichos))


def _con_sus_archivos(dicho: str, rutas: Sequence[str]) -> str:
    """Lo que se dijo de unos archivos, con sus rutas si no las dice ya."""
    if any(ruta and ruta in dicho for ruta in rutas):
        return dicho
    primeros = ", ".join(ruta or "portada" for ruta in rutas[:3])
    resto = f" y {len(rutas) - 3} más" if len(rutas) > 3 else ""
    return f"{dicho}\n    por eso no {'salió' if len(rutas) == 1 else 'salieron'} {primeros}{resto}"


_DE_LA_MAQUINA = {
    **dict.fromkeys(
        (errno.EACCES, errno.EPERM),
        "no hay permiso para usar «{0}»: pídalo, o trabaje en una carpeta suya",
    ),
    errno.EROFS: "«{0}» está en un disco de solo lectura: trabaje en otra carpeta",
    **dict.fromkeys(
        (errno.ENOSPC, errno.EDQUOT),
        "no queda espacio en el disco para «{0}»: libere espacio y vuelva a intentar",
    ),
    errno.EFBIG: "«{0}» pasa del tamaño de archivo que este sistema permite: revise el disco o «ulimit -f»",
    **dict.fromkeys(
        (errno.ENOTDIR, errno.EEXIST),
        "«{0}» estorba o va dentro de algo que no es una carpeta: muévalo o bórrelo",
    ),
    errno.EISDIR: "«{0}» es una carpeta y ahí va un archivo: muévala o bórrela",
    errno.ENOTEMPTY: "«{0}» es una carpeta con cosas y ahí va otra cosa: muévala o bórrela",
    errno.ENAMETOOLONG: "«{0}» es un nombre demasiado largo: use una carpeta de ruta más corta",
    errno.ELOOP: "«{0}» es un enlace que se muerde la cola: bórrelo",
    **dict.fromkeys(
        (errno.EMFILE, errno.ENFILE),
        "hay demasiados archivos abiertos: cierre programas y vuelva a intentar, o suba «ulimit -n»",
    ),
    errno.ENOMEM: "no alcanza la memoria: cierre programas, o pruebe con --procesos 1",
    **dict.fromkeys(
        (errno.EIO, errno.ESTALE),
        "el disco falló con «{0}»: revise que siga conectado y haga una copia de sus datos",
    ),
}


def de_maquina(error: BaseException) -> ErrorDeMaquina | None:
    """Lo que el sistema negó, en una línea con su remedio; None si no es cosa de la máquina."""
    if isinstance(error, MemoryError):
        return ErrorDeMaquina(_DE_LA_MAQUINA[errno.ENOMEM])
    if not isinstance(error, OSError) or error.errno not in _DE_LA_MAQUINA:
        return None
    donde = error.filename if error.filename is not None else "la carpeta del proyecto"
    texto = os.fsdecode(donde) if isinstance(donde, str | bytes | os.PathLike) else str(donde)
    return ErrorDeMaquina(_DE_LA_MAQUINA[error.errno].format(legible(texto)))


def por_que_no(error: OSError) -> str:
    """Por qué el sistema no dejó leer algo, en dos o tres palabras."""
    if error.errno in (errno.EACCES, errno.EPERM):
        return "no hay permiso"
    return {errno.ENOENT: "no está", errno.EISDIR: "es una carpeta"}.get(error.errno or 0, "falló el disco")


def sin_lectura(error: OSError) -> tuple[str, str]:
    """Qué decir de un archivo o una carpeta que el sistema no deja leer: mensaje y ayuda."""
    negado = error.errno in (errno.EACCES, errno.EPERM)
    remedio = "dele permiso de lectura a quien construye" if negado else "revise que esté ahí y que se abra"
    return f"no se puede leer: {por_que_no(error)}", remedio


def legible(texto: str) -> str:
    """`texto` sin caracteres que muevan el cursor, partan el renglón o cambien el color de una terminal."""
    return "".join(" " if c == "\t" else "·" if _mueve(c) else c for c in texto)


def _mueve(c: str) -> bool:
    categoria = unicodedata.category(c)
    return categoria[0] == "C" or categoria in {"Zl", "Zp"}


def ancho(texto: str) -> int:
    """Celdas que ocupa `texto` en una terminal: las marcas combinantes no ocupan, lo ancho ocupa dos."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in texto
    )


def formatear(hallazgo: Hallazgo) -> str:
    """El hallazgo como bloque de texto: `archivo:línea:columna`, extracto señalado y ayuda."""
    lugar = hallazgo.lugar
    cabeza = _lugar(lugar)
    if lugar.ruta:
        cabeza += f"  {legible(lugar.ruta)}"
    if hallazgo.gravedad == "advertencia":
        cabeza += "  (advertencia)"
    mensaje = legible(hallazgo.mensaje)
    lineas = [cabeza]
    if lugar.extracto is None:
        lineas.append(f"    {mensaje}")
    else:
        inicio = max(0, lugar.columna - 1 - ANCHO_EXTRACTO // 2)
        trozo = legible(lugar.extracto[inicio : inicio + ANCHO_EXTRACTO])
        numero = str(lugar.linea)
        antes = trozo[: lugar.columna - 1 - inicio]
        marcado = trozo[len(antes) : len(antes) + max(1, lugar.largo)]
        lineas.append(f"    {numero} | {trozo}".rstrip())
        flechas = "^" * max(1, ancho(marcado))
        lineas.append(f"    {' ' * len(numero)} | {' ' * ancho(antes)}{flechas} {mensaje}")
    if hallazgo.ayuda:
        lineas.append(f"    ayuda: {legible(hallazgo.ayuda)}")
    return "\n".join(lineas)


def _lugar(lugar: Lugar) -> str:
    if not lugar.linea:
        return f"{lugar.archivo}, en lo que se iba a escribir"
    return f"{lugar.archivo}:{lugar.linea}:{lugar.columna}"


def ordenados(hallazgos: Iterable[Hallazgo]) -> tuple[Hallazgo, ...]:
    """Por archivo, línea y columna, sin repetidos."""
    unicos = dict.fromkeys(hallazgos)
    return tuple(sorted(unicos, key=lambda h: (h.lugar.archivo, h.lugar.linea, h.lugar.columna, h.mensaje)))


def informe(hallazgos: Sequence[Hallazgo], *, juntar: bool = False) -> str:
    """Los hallazgos en un solo texto, con la cuenta al final.

    Las advertencias iguales van juntas. Los errores, solo si se pide `juntar`: quien los corrige los quiere
    uno por uno, con su renglón; a quien iba a otra cosa le basta saber cuál es y dónde está cada uno.
    De más de `MOSTRADOS` van los primeros, los errores antes que las advertencias, y se dice de cuántos son.
    """
    errores = sum(h.gravedad == "error" for h in hallazgos)
    avisos = len(hallazgos) - errores
    partes = []
    if errores:
        partes.append("1 error" if errores == 1 else f"{errores} errores")
    if avisos:
        partes.append("1 advertencia" if avisos == 1 else f"{avisos} advertencias")
    cuenta = " y ".join(partes) or "Sin errores"
    grupos = _juntos(hallazgos, juntar)
    if len(grupos) > MOSTRADOS:
        cuenta += f"; arriba van los primeros {MOSTRADOS}: corríjalos y repita la orden"
    return "\n\n".join([*map(_bloque, _primeros(grupos)), cuenta])


def _juntos(hallazgos: Sequence[Hallazgo], errores: bool) -> Sequence[Sequence[Hallazgo]]:
    """Cada hallazgo solo, menos los que dicen lo mismo en `IGUALES` lugares o más: esos, juntos.

    Van donde va el primero. `errores` dice si los errores también se juntan.
    """
    por_dicho: dict[tuple[str, ...], list[Hallazgo]] = {}
    for h in hallazgos:
        por_dicho.setdefault(_que_dice(h), []).append(h)
    grupos: list[Sequence[Hallazgo]] = []
    for h in hallazgos:
        iguales = por_dicho[_que_dice(h)]
        if len(iguales) < IGUALES or (h.gravedad == "error" and not errores):
            grupos.append((h,))
        elif iguales[0] is h:
            grupos.append(iguales)
    return grupos


def _que_dice(h: Hallazgo) -> tuple[str, ...]:
    """Lo que han de tener igual los que se juntan: los errores, también el campo."""
    campo = re.sub(r"\[\d+\]", "[]", h.lugar.ruta) if h.gravedad == "error" else ""
    return h.gravedad, h.mensaje, h.ayuda, campo


def _bloque(iguales: Sequence[Hallazgo]) -> str:
    """El primero entero y, de los demás, dónde está cada uno."""
    primero, *otros = iguales
    if not otros:
        return formatear(primero)
    if primero.gravedad == "error":
        tope, donde = LUGARES, ", ".join(_lugar(h.lugar) for h in otros[:LUGARES])
    else:
        tope, por_archivo = MOSTRADOS, dict[str, list[str]]()
        for h in otros[:MOSTRADOS]:
            por_archivo.setdefault(h.lugar.archivo, []).append(str(h.lugar.linea))
        donde = "; ".join(f"{archivo}:{', '.join(lineas)}" for archivo, lineas in por_archivo.items())
    de_mas = len(otros) - tope
    resto = f" y {de_mas} más" if de_mas > 0 else ""
    return f"{formatear(primero)}\n    lo mismo en {len(otros)} lugares más: {donde}{resto}"


def _primeros(grupos: Sequence[Sequence[Hallazgo]]) -> Sequence[Sequence[Hallazgo]]:
    """Los que se muestran, en su orden."""
    if len(grupos) <= MOSTRADOS:
        return grupos
    por_gravedad = sorted(range(len(grupos)), key=lambda i: grupos[i][0].gravedad != "error")
    return [grupos[i] for i in sorted(por_gravedad[:MOSTRADOS])]
