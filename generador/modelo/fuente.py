"""De dónde salió cada dato: el árbol leído de un archivo y el lugar de cada valor."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from generador.errores import Gravedad, Hallazgo, Lugar
from generador.modelo.personal.datos_personales import enmascarar, tapar
from generador.modelo.personal.formas_de_nombre import Forma, TextoConNombres

Ruta = tuple[str | int, ...]
PREFIJO_CORTO: Ruta = ("jornadas", 0)
"""Lo que se quita de una ruta cuando el archivo trae la única jornada en la forma corta, sin la lista."""


@dataclass(frozen=True, slots=True)
class Marca:
    """Línea y columna desde 1; `largo` en caracteres dentro de esa línea."""

    linea: int
    columna: int
    largo: int


@dataclass(frozen=True, slots=True)
class Escrito:
    """Cómo está escrito un texto: su estilo («», «'», «"», «|» o «>»), dónde acaba y qué le sigue."""

    estilo: str
    fin: int
    """Número del último renglón del texto, desde 1."""
    comentario: Marca | None = None
    """Lo que empieza por «#» al final del renglón o, con más sangría, en el de abajo: YAML no lo lee."""


def ruta_legible(ruta: Ruta) -> str:
    """`("mesas", 2, "cupo")` → «mesas[3].cupo»: los elementos se cuentan desde 1, como la gente."""
    texto = ""
    for parte in ruta:
        if isinstance(parte, int):
            texto += f"[{parte + 1}]"
        else:
            texto += f".{parte}" if texto else parte
    return texto


@dataclass(frozen=True, slots=True)
class Fuente:
    """Un archivo de datos leído.

    `datos` es un árbol de dict, list, str y None; `valores` y `claves` dan la marca de cada valor y de
    cada clave por su ruta; `lineas` es el texto, para los extractos.
    """

    archivo: str
    datos: Any
    valores: Mapping[Ruta, Marca]
    claves: Mapping[Ruta, Marca]
    lineas: tuple[str, ...] = field(repr=False)
    memoria: list[tuple[str, ...]] = field(default_factory=list, init=False, repr=False, compare=False)
    """Lo que ya se buscó en `datos`: un archivo puede tener miles de errores."""
    escritos: Mapping[Ruta, Escrito] = field(default_factory=dict, repr=False)
    """Los textos que ocupan varios renglones o llevan un comentario detrás."""
    resto: Fuente | None = field(default=None, repr=False)
    """El archivo del que sale lo que este no dice, clave por clave de la raíz."""

    def de(self, ruta: Ruta) -> Fuente:
        """El archivo que escribe ese dato: este o, si no nombra la primera clave de `ruta`, `resto`."""
        ajena = self.resto is not None and ruta and ruta[0] not in self.datos
        return self.resto if ajena and self.resto is not None else self

    def lugar(self, ruta: Ruta = (), *, clave: bool = False) -> Lugar:
        """El lugar de `ruta`, o el del contenedor más cercano si ella no está escrita.

        El extracto sale con los datos personales tapados: los informes se pegan en sitios públicos.
        """
        if (suya := self.de(ruta)) is not self:
            return suya.lugar(ruta, clave=clave)
        ruta = self.escrita(ruta)
        marcas = (self.claves, self.valores) if clave else (self.valores, self.claves)
        for corte in range(len(ruta), -1, -1):
            tramo = ruta[:corte]
            # Lo que falta se señala en la clave que debía contenerlo, no en su bloque entero.
            orden = marcas if corte == len(ruta) else (self.claves, self.valores)
            for mapa in orden:
                marca = mapa.get(tramo)
                if marca is not None:
                    return self.en(marca, ruta)
        return self.en(Marca(1, 1, 1), ruta)

    def escrita(self, ruta: Ruta) -> Ruta:
        """La ruta del modelo como está en el archivo: lo de la única jornada puede ir sin `jornadas`."""
        corta = ruta[: len(PREFIJO_CORTO)] == PREFIJO_CORTO and PREFIJO_CORTO[:1] not in self.claves
        return ruta[len(PREFIJO_CORTO) :] if corta else ruta

    def en(self, marca: Marca, ruta: Ruta) -> Lugar:
        """Un punto cualquiera del archivo, dicho de `ruta`."""
        desde, hasta = max(0, marca.linea - 1 - _ALREDEDOR), marca.linea + _ALREDEDOR
        # Con los renglones vecinos: un número o un nombre puede venir partido.
        tapadas = _tapadas(self.lineas[desde:hasta], self.callados)
        linea = tapadas[marca.linea - 1 - desde] if marca.linea <= len(self.lineas) else ""
        return Lugar(
            self.archivo, marca.linea, marca.columna, marca.largo, linea, self.tapar(ruta_legible(ruta))
        )

    @property
    def callados(self) -> tuple[str, ...]:
        """Los nombres que este archivo declara sin consentimiento: no salen en ningún mensaje."""
        if not self.memoria:
            self.memoria.append(tuple(dict.fromkeys(_callados(self.datos))))
        return self.memoria[0]

    def tapar(self, texto: str) -> str:
        """`texto` sin datos de personas ni los nombres que el archivo calla; el largo no cambia."""
        return callar(texto, self.callados)

    def lugar_dentro(self, ruta: Ruta, fragmento: str, aparicion: int = 1) -> Lugar | None:
        """El lugar de la `aparicion` (desde 1) de `fragmento` dentro del valor de `ruta`.

        Los espacios de `fragmento` casan con saltos de renglón. None si el YAML lo escribe de otro modo.
        """
        if (suya := self.de(ruta)) is not self:
            return suya.lugar_dentro(ruta, fragmento, aparicion)
        ruta = self.escrita(ruta)
        inicio = self.valores.get(ruta)
        if inicio is None:
            return None
        linea, columna = self._siguiente(inicio)
        trozo = [*self.lineas[inicio.linea - 1 : linea - 1], self.lineas[linea - 1][: columna - 1]]
        patron = r"\s+".join(map(re.escape, fragmento.split())) or re.escape(fragmento)
        texto = "\n".join(trozo)
        hallados = list(re.compile(patron).finditer(texto, inicio.columna - 1))
        if len(hallados) < aparicion:
            return None
        desde, hasta = hallados[aparicion - 1].span()
        renglon = texto.rfind("\n", 0, desde) + 1
        fin_renglon = texto.find("\n", desde)
        largo = (hasta if fin_renglon < 0 else min(hasta, fin_renglon)) - desde
        return self.en(Marca(inicio.linea + texto.count("\n", 0, desde), desde - renglon + 1, largo), ruta)

    def _siguiente(self, marca: Marca) -> tuple[int, int]:
        """Línea y columna donde empieza lo que sigue a `marca`, o el fin del archivo."""
        puntos = sorted({(m.linea, m.columna) for mapa in (self.valores, self.claves) for m in mapa.values()})
        puesto = bisect_right(puntos, (marca.linea, marca.columna))
        return puntos[puesto] if puesto < len(puntos) else (len(self.lineas), len(self.lineas[-1]) + 1)

    def hallazgo(
        self,
        ruta: Ruta,
        mensaje: str,
        ayuda: str = "",
        gravedad: Gravedad = "error",
        *,
        clave: bool = False,
    ) -> Hallazgo:
        """Un hallazgo señalado en `ruta` de este archivo."""
        lugar = self.lugar(ruta, clave=clave)
        return Hallazgo(lugar, self.tapar(mensaje), self.tapar(ayuda), gravedad)


_ALREDEDOR = 6
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))")


_forma = lru_cache(maxsize=512)(Forma)
"""Un nombre con sus expresiones ya compiladas: un informe calla los mismos miles de veces."""


def callar(texto: str, nombres: Iterable[str] = ()) -> str:
    """`texto` con los datos de personas tapados, y esos nombres como se digan; el largo no cambia.

    Es lo único con que se prepara lo que un mensaje dice de los datos, y va antes de recortar.
    """
    for nombre in nombres:
        dicho = TextoConNombres(texto)
        for inicio, fin in _forma(nombre).hallar(dicho):
            texto = tapar(texto, *dicho.canon.tramo(inicio, fin))
    return enmascarar(texto)


def callar_renglon(lineas: Sequence[str], i: int) -> str:
    """El renglón `i` de un archivo que no se pudo leer, tapado: de sus nombres no se sabe si consienten."""
    desde = max(0, i - _ALREDEDOR)
    return _tapadas(tuple(lineas[desde : i + _ALREDEDOR]), nombres_escritos(lineas))[i - desde]


@lru_cache(maxsize=8)
def _nombres_escritos(texto: str) -> tuple[str, ...]:
    if not _PERSONA.search(texto):
        return ()
    return tuple(dict.fromkeys(h[1].strip() for h in _NOMBRE.finditer(texto)))


def nombres_escritos(lineas: Sequence[str]) -> tuple[str, ...]:
    """Lo que un archivo de personas pone en «nombre», aunque no se pueda leer como YAML."""
    return _nombres_escritos("\n".join(lineas))


_PERSONA = re.compile(r"^[ -]*(?:representante|voceria|papel)\s*:", re.MULTILINE)
_NOMBRE = re.compile(r"^[^\S\n]*(?:- +)?nombre[^\S\n]*:[^\S\n]*[\"']?([^\"'#\n]{3,})", re.MULTILINE)


@lru_cache(maxsize=64)
def _tapadas(lineas: tuple[str, ...], nombres: tuple[str, ...]) -> tuple[str, ...]:
    tapadas = callar("\n".join(lineas), nombres).split("\n")
    for i, linea in enumerate(lineas):
        # Con escapes no se sabe dónde cae: se tapa todo el valor.
        claro = _ESCAPE.sub(_sin_escape, linea)
        if claro != linea and callar(claro, nombres) != claro:
            tapadas[i] = tapar(linea, linea.find(":") + 1, len(linea))
    return tuple(tapadas)


def _sin_escape(hallado: re.Match[str]) -> str:
    punto = int(hallado[1] or hallado[2] or hallado[3], 16)
    return chr(punto) if punto < 0x110000 else "·"


_SI = {"true", "si", "sí", "verdadero"}


def _callados(datos: Any) -> Iterator[str]:
    if isinstance(datos, dict):
        nombre = datos.get("nombre")
        consiente = str(datos.get("consentimiento")).strip().lower() in _SI
        if isinstance(nombre, str) and ("papel" in datos or "consentimiento" in datos) and not consiente:
            yield nombre
        for dentro in datos.values():
            yield from _callados(dentro)
    elif isinstance(datos, list):
        for dentro in datos:
            yield from _callados(dentro)
