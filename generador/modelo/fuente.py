"""De dónde salió cada dato: el árbol leído de un archivo y el lugar de cada valor."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from generador.errores import Gravedad, Hallazgo, Lugar
from generador.modelo.datos_personales import enmascarar

Ruta = tuple[str | int, ...]


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
    escritos: Mapping[Ruta, Escrito] = field(default_factory=dict, repr=False)
    """Los textos que ocupan varios renglones o llevan un comentario detrás."""

    def lugar(self, ruta: Ruta = (), *, clave: bool = False) -> Lugar:
        """El lugar de `ruta`, o el del contenedor más cercano si ella no está escrita.

        El extracto sale con los datos personales tapados: los informes se pegan en sitios públicos.
        """
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

    def en(self, marca: Marca, ruta: Ruta) -> Lugar:
        """Un punto cualquiera del archivo, dicho de `ruta`."""
        linea = self.lineas[marca.linea - 1] if marca.linea <= len(self.lineas) else ""
        return Lugar(
            self.archivo,
            marca.linea,
            marca.columna,
            marca.largo,
            enmascarar(linea),
            enmascarar(ruta_legible(ruta)),
        )

    def lugar_dentro(self, ruta: Ruta, fragmento: str, aparicion: int = 1) -> Lugar | None:
        """El lugar de la `aparicion` (desde 1) de `fragmento` dentro del valor de `ruta`.

        Los espacios de `fragmento` casan con saltos de renglón. None si el YAML lo escribe de otro modo.
        """
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
        return Hallazgo(lugar, enmascarar(mensaje), enmascarar(ayuda), gravedad)
