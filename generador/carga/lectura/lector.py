"""Lee un YAML como lo escribe la gente: escalares como texto, con línea y columna, sin sorpresas.

Único módulo que conoce YAML. Recorre los eventos de libyaml en vez de componer objetos: así lo hondo,
lo enorme y lo que se repite a sí mismo se rechaza antes de ocupar memoria.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from generador.carga.lectura.fallo import Fallo
from generador.carga.lectura.invisibles import extranos, sin_inofensivos
from generador.carga.lectura.sintaxis import (
    DE_WORD,
    SANGRIA,
    SANGRIA_DURA,
    de_lo_mismo,
    de_sintaxis,
    guion_de_word,
)
from generador.carga.lectura.trampas import escapes, escrito, trampas
from generador.errores import ErrorDeDatos, Hallazgo, Lugar, sin_lectura
from generador.modelo.fuente import (
    Escrito,
    Fuente,
    Marca,
    Ruta,
    callar,
    callar_renglon,
    nombres_escritos,
)
from generador.modelo.personal.datos_personales import enmascarar

TAMANO_MAXIMO = 2_000_000
"""Bytes de un archivo de datos."""
HONDURA_MAXIMA = 50
"""Niveles de listas y fichas, unas dentro de otras."""

_NULOS = {"", "~"}
_QUITELO = "bórrelo; si es parte de un texto, póngalo en el renglón de su clave y entre comillas"
_NUCLEO = "tag:yaml.org,2002:"
_CargadorC = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def leer(ruta: Path, archivo: str) -> Fuente:
    """El árbol de `ruta`, cuya raíz ha de ser una ficha de claves.

    `archivo` es el nombre con que se informa. Lanza ErrorDeDatos con todos los errores de lectura.
    """
    return leer_bytes(leer_crudo(ruta, archivo), archivo)


def leer_crudo(ruta: Path, archivo: str) -> bytes:
    """Los bytes de `ruta`; ErrorDeDatos, con el nombre `archivo`, si no se puede o pesa demasiado."""
    try:
        if ruta.stat().st_size > TAMANO_MAXIMO:
            raise Fallo(
                1,
                1,
                f"el archivo pesa más de {TAMANO_MAXIMO // 1_000_000} MB",
                "divídalo o quite lo que sobra",
            )
        return ruta.read_bytes()
    except OSError as error:
        lugar = Lugar(archivo)
        raise ErrorDeDatos([Hallazgo(lugar, *sin_lectura(error))]) from None
    except Fallo as fallo:
        raise ErrorDeDatos([_hallazgo(fallo, archivo, ())]) from None


def leer_bytes(crudo: bytes, archivo: str) -> Fuente:
    """Como `leer`, desde memoria."""
    lineas: tuple[str, ...] = ()
    try:
        texto = sin_inofensivos(_descifrar(crudo))
        lineas = tuple(re.split(r"\r\n|\r|\n", texto))
        hallados = list(extranos(lineas))
        if hallados:
            raise ErrorDeDatos([_hallazgo(f, archivo, lineas) for f in hallados])
        _sin_conflictos(lineas)
        constructor = _Constructor(lineas, archivo)
        constructor.recorrer(texto)
    except Fallo as fallo:
        raise ErrorDeDatos([_hallazgo(f, archivo, lineas) for f in de_lo_mismo(fallo, lineas)]) from None
    if constructor.fallos:
        raise ErrorDeDatos([_hallazgo(f, archivo, lineas) for f in constructor.fallos])
    c = constructor
    return Fuente(archivo, c.datos, c.valores, c.claves, lineas, c.escritos)


def _hallazgo(fallo: Fallo, archivo: str, lineas: tuple[str, ...]) -> Hallazgo:
    extracto = callar_renglon(lineas, fallo.linea - 1) if 0 < fallo.linea <= len(lineas) else None
    lugar = Lugar(archivo, fallo.linea, fallo.columna, fallo.largo, extracto)
    nombres = nombres_escritos(lineas)
    return Hallazgo(lugar, callar(fallo.mensaje, nombres), callar(fallo.ayuda, nombres))


def _descifrar(crudo: bytes) -> str:
    """Bytes → texto: UTF-8 con o sin BOM, o UTF-16 con BOM."""
    if crudo.startswith(b"PK\x03\x04"):
        raise Fallo(
            1,
            1,
            "es un documento de Word, Excel o un .zip, no texto",
            "copie el texto a un archivo .yml nuevo",
        )
    if crudo.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return crudo.decode("utf-16")
        except UnicodeDecodeError:
            raise Fallo(
                1, 1, "el texto UTF-16 está cortado o dañado", "guarde el archivo como UTF-8"
            ) from None
    if crudo.startswith(codecs.BOM_UTF8):
        crudo = crudo[len(codecs.BOM_UTF8) :]
    if crudo[:200].count(0) * 3 > len(crudo[:200]):
        raise Fallo(1, 1, "parece UTF-16 sin marca", "guarde el archivo como UTF-8")
    try:
        return crudo.decode("utf-8")
    except UnicodeDecodeError as error:
        antes = crudo[: error.start]
        inicio = max(antes.rfind(b"\n"), antes.rfind(b"\r")) + 1
        linea = len(re.findall(rb"\r\n|\r|\n", antes)) + 1
        renglon = crudo[inicio:].split(b"\n")[0].split(b"\r")[0]
        columna = len(crudo[inicio : error.start].decode("utf-8", "replace")) + 1
        nombre, codificacion = _codificacion_probable(crudo[error.start])
        trozo = enmascarar(renglon.decode(codificacion, "replace"))
        fallo = Fallo(
            linea,
            columna,
            f"la letra no está en UTF-8 (parece {nombre}: «{trozo[:60]}»)",
            "guarde como UTF-8: en el Bloc de notas, Guardar como → Codificación → UTF-8",
        )
        raise fallo from None


def _codificacion_probable(octeto: int) -> tuple[str, str]:
    """La codificación en que ese octeto es una letra: la de Windows o, si no, la de la consola."""
    letra = bytes([octeto]).decode("cp1252", "replace")
    return ("Windows-1252", "cp1252") if letra.isalpha() else ("la de la consola, CP850", "cp850")


def _sin_conflictos(lineas: tuple[str, ...]) -> None:
    for numero, linea in enumerate(lineas, start=1):
        if re.match(r"(<{7}|>{7})( |$)|={7}$", linea):
            raise Fallo(
                numero,
                1,
                "quedó un conflicto de versiones sin resolver",
                "deje una de las dos versiones y borre los renglones <<<<<<<, ======= y >>>>>>>",
                7,
            )


@dataclass(slots=True)
class _Nivel:
    """Un contenedor abierto: su valor, su ruta y, si es ficha, la clave que espera valor."""

    valor: dict[str, Any] | list[Any]
    ruta: Ruta
    clave: str | None = None
    corrido: bool = False
    """Si está escrito con corchetes o llaves."""


def _si_esta_vacio(archivo: str) -> str:
    """De dónde sale otra vez un archivo que quedó sin nada."""
    if "/resultados/" in archivo:
        return "pase ahí lo que entregó la sub-mesa, o bórrelo: en blanco la crea ./asamblea hojas"
    devolver = "devuelva lo que decía, de una copia o del historial del repositorio"
    orden = _LO_CREA.get(archivo.rpartition("/")[2])
    return f"{devolver}; si nunca dijo nada, bórrelo: lo crea {orden}" if orden else devolver


_LO_CREA = {
    "agenda.yml": "./asamblea proponer",
    "seguimiento.yml": "./asamblea seguimiento",
    "asistencia.yml": "./asamblea asistencia",
}


@dataclass(slots=True)
class _Constructor:
    lineas: tuple[str, ...]
    archivo: str = ""
    datos: Any = None
    valores: dict[Ruta, Marca] = field(default_factory=dict)
    claves: dict[Ruta, Marca] = field(default_factory=dict)
    escritos: dict[Ruta, Escrito] = field(default_factory=dict)
    fallos: list[Fallo] = field(default_factory=list)
    pila: list[_Nivel] = field(default_factory=list)
    documentos: int = 0

    def recorrer(self, texto: str) -> None:
        """Llena `datos`, `valores` y `claves`; junta en `fallos` lo que no impide seguir."""
        try:
            for evento in yaml.parse(texto, Loader=_CargadorC):
                self._evento(evento)
        except yaml.YAMLError as error:
            raise de_sintaxis(error, self.lineas) from None
        if not isinstance(self.datos, dict):
            if self.datos is None:
                raise Fallo(
                    1,
                    1,
                    "el archivo está vacío",
                    _si_esta_vacio(self.archivo),
                )
            for numero, linea in enumerate(self.lineas, start=1):
                if ":\u00a0" in linea:
                    columna = linea.index(":\u00a0") + 2
                    raise Fallo(
                        numero,
                        columna,
                        "tras los dos puntos hay un espacio duro",
                        "bórrelo y ponga un espacio corriente",
                    )
            raise Fallo(
                1,
                1,
                "el archivo debe tener renglones «clave: valor»",
                "mire uno de ejemplo de la misma carpeta",
            )

    def _evento(self, e: Any) -> None:
        marca = e.start_mark
        linea, columna = marca.line + 1, marca.column + 1
        if isinstance(e, yaml.DocumentStartEvent):
            self.documentos += 1
            if self.documentos > 1:
                raise Fallo(linea, columna, "hay un segundo documento («---»)", "deje uno solo por archivo")
            if e.version is not None or e.tags is not None:
                raise Fallo(linea, columna, "un renglón que empieza por «%» no se lee como dato", _QUITELO)
        elif isinstance(e, yaml.AliasEvent):
            raise Fallo(
                linea,
                columna,
                f"«*{e.anchor}» se lee como referencia a otro dato y aquí no se admiten",
                "si es texto, póngalo entre comillas; si no, escriba el dato completo",
            )
        elif isinstance(e, (yaml.ScalarEvent, yaml.SequenceStartEvent, yaml.MappingStartEvent)):
            if e.anchor is not None:
                raise Fallo(
                    linea,
                    columna,
                    f"«&{e.anchor}» se lee como ancla y aquí no se admiten",
                    "si es texto, póngalo entre comillas; si no, escriba el dato completo",
                )
            if e.tag is not None:
                raise Fallo(
                    linea,
                    columna,
                    f"«{e.tag.replace(_NUCLEO, '!!')}» se lee como etiqueta y aquí no se admiten",
                    "si es texto, póngalo entre comillas",
                )
            self._valor(e, linea, columna)
        elif isinstance(e, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
            self.pila.pop()

    def _valor(self, e: Any, linea: int, columna: int) -> None:
        escalar = isinstance(e, yaml.ScalarEvent)
        nivel = self.pila[-1] if self.pila else None
        mismo = e.end_mark.line == e.start_mark.line
        largo = max(1, e.end_mark.column - e.start_mark.column) if escalar and mismo else 1
        if nivel is not None and isinstance(nivel.valor, dict) and nivel.clave is None:
            self._clave(nivel, e, Marca(linea, columna, largo))
            return
        valor: Any
        if escalar:
            valor = None if e.implicit[0] and e.value in _NULOS else e.value
            self.fallos.extend(trampas(e, self.lineas))
        elif len(self.pila) >= HONDURA_MAXIMA:
            raise Fallo(
                linea, columna, f"hay más de {HONDURA_MAXIMA} niveles anidados", "simplifique la estructura"
            )
        else:
            valor = [] if isinstance(e, yaml.SequenceStartEvent) else {}
        ruta = self._guardar(nivel, valor)
        self.valores[ruta] = Marca(linea, columna, largo)
        if not escalar:
            self.pila.append(_Nivel(valor, ruta, corrido=bool(e.flow_style)))
        else:
            # Entre corchetes la sangría no dice nada.
            base = None if nivel is not None and nivel.corrido else self._base(ruta)
            if (como := escrito(e, self.lineas, base)) is not None:
                self.escritos[ruta] = como

    def _base(self, ruta: Ruta) -> int:
        """La sangría de la clave de `ruta` o, en una lista, la de su guion."""
        clave = self.claves.get(ruta)
        if clave is not None:
            return clave.columna - 1
        renglon = self.lineas[self.valores[ruta].linea - 1]
        return len(renglon) - len(renglon.lstrip())

    def _clave(self, nivel: _Nivel, e: Any, marca: Marca) -> None:
        if not isinstance(e, yaml.ScalarEvent) and nivel.corrido:
            raise Fallo(
                marca.linea,
                marca.columna,
                "«{» y «[» tienen otro sentido en YAML fuera de comillas",
                "si es texto, ponga todo el valor entre comillas",
            )
        if not isinstance(e, yaml.ScalarEvent):
            raise Fallo(
                marca.linea,
                marca.columna,
                "una clave no puede ser una lista ni una ficha",
                "escriba «clave: valor»",
            )
        clave = e.value
        self.fallos.extend(escapes(e, self.lineas))
        if clave == "<<" and e.implicit[0]:
            raise Fallo(
                marca.linea, marca.columna, "«<<» (mezclar) no se admite", "escriba los datos completos", 2
            )
        if e.implicit[0] and clave in _NULOS:
            raise Fallo(marca.linea, marca.columna, "falta el nombre de la clave", "escriba «clave: valor»")
        dura = SANGRIA_DURA.match(clave) if not e.style else None
        if dura or (not e.style and clave[:1] in tuple(DE_WORD)):
            # De aquí no se sigue: lo que faltaría en los datos es consecuencia.
            que = SANGRIA if dura else guion_de_word(clave[0])
            raise Fallo(marca.linea, marca.columna, *que, marca.largo if dura else 1)
        if len(clave) > 100:
            raise Fallo(
                marca.linea,
                marca.columna,
                "la clave tiene más de 100 caracteres",
                "revise dónde van los dos puntos",
            )
        if clave in nivel.valor:
            primera = self.claves[(*nivel.ruta, clave)]
            self.fallos.append(
                Fallo(
                    marca.linea,
                    marca.columna,
                    f"la clave «{clave}» ya está en la línea {primera.linea}",
                    "deje una sola; la segunda borraría la primera",
                    marca.largo,
                )
            )
        else:
            self.claves[(*nivel.ruta, clave)] = marca
        nivel.clave = clave

    def _guardar(self, nivel: _Nivel | None, valor: Any) -> Ruta:
        if nivel is None:
            self.datos = valor
            return ()
        if isinstance(nivel.valor, list):
            nivel.valor.append(valor)
            return (*nivel.ruta, len(nivel.valor) - 1)
        assert nivel.clave is not None
        clave, nivel.clave = nivel.clave, None
        nivel.valor[clave] = valor
        return (*nivel.ruta, clave)
