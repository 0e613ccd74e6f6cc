"""Qué filas del registro son personas y cuáles no, con su razón: ninguna se pierde ni se cuenta dos veces."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cached_property

from generador.carga.asistencia.columnas import NO, SI, Columnas, Encabezado, vacia
from generador.carga.asistencia.dias import Dias
from generador.carga.asistencia.respuestas import documento
from generador.carga.asistencia.tabla import FilaDeRegistro, LugarDeCelda, Tabla, celda, rangos
from generador.modelo.datos.asistencia import LARGO_DE_FILAS, ClaseDeFila, FilasAparte, FilasLeidas
from generador.modelo.texto import plano

_TOTAL = re.compile(r"(?:sub ?|gran )?total(?:es)?\b|suma\b|promedio\b|subtotales\b")
_PIE = re.compile(
    r"\s*(?:firmas?\b|elabor[oó]\b|elaborado\b|revis[oó]\b|revisado\b|aprob[oó]\b|v[o.°º]+ ?b[o.°º]+"
    r"|p[aá]gina \d"
    r"|fecha de (?:impresi[oó]n|corte|exportaci[oó]n)|generado|exportado|nombre y firma"
    r"|(?:notas?|observaci[oó]n(?:es)?|fuente|responsable|supervisor[a]?) ?:)",
    re.IGNORECASE,
)
"""Sin los dos puntos, «Fuente de Oro» es un municipio."""
Razon = tuple[ClaseDeFila, str]

_EN_BLANCO: Razon = ("vacia", "está en blanco")
_SIN_NADA: Razon = ("vacia", "no trae ninguno de los datos que se cuentan")
_TITULOS: Razon = ("descartada", "repite los encabezados")
_CUENTA: Razon = ("descartada", "es un total")
_FIRMA: Razon = ("descartada", "es un pie de página o una firma")
_SIGUE: Razon = ("descartada", "sigue a la de arriba: sus celdas están combinadas")
_CALLA: Razon = ("descartada", "no dice si asistió")
_NO_FUE: Razon = ("no_asistio", "dice que no asistió")
_YA_ESTA: Razon = ("repetida", "repite un documento")
_YA_VINO: Razon = ("otro_dia", "es de quien ya se contó otro día")
_OTRA_FECHA: Razon = ("descartada", "su fecha es de otro día")
_SIN_FECHA: Razon = ("descartada", "no dice su fecha")
_RAZONES = (
    *(_YA_ESTA, _YA_VINO, _EN_BLANCO, _SIN_NADA, _TITULOS, _CUENTA, _FIRMA, _SIGUE),
    *(_OTRA_FECHA, _SIN_FECHA, _CALLA, _NO_FUE),
)


class Fichero:
    """Una tabla con sus columnas ya repartidas."""

    def __init__(self, tabla: Tabla, enc: Encabezado, columnas: Columnas, dias: Dias | None = None) -> None:
        self._enc, self._columnas, self._tabla, self._dias = enc, columnas, tabla, dias
        self._planos = [frozenset(plano(f) for f in formas) for formas in enc.titulos]
        self._identidad = [*columnas.nombres]
        if (j := columnas.de.get("documento")) is not None:
            self._identidad.append(j)
        if "nombre" in columnas.de and not columnas.nombres:
            self._identidad.append(columnas.de["nombre"])

    @cached_property
    def sigue(self) -> frozenset[int]:
        """Las filas cuyo nombre o documento es el de la de arriba: una persona que ocupa varias."""
        return frozenset(
            n
            for (desde, j), (hasta, k) in self._tabla.combinadas
            if j == k and j in self._identidad and desde > self._enc.numero
            for n in range(desde + 1, hasta + 1)
        )

    @cached_property
    def rellenas(self) -> dict[LugarDeCelda, LugarDeCelda]:
        """Por celda combinada hacia abajo, la que trae lo que dice."""
        return {
            (n, j): (desde, j)
            for (desde, j), (hasta, k) in self._tabla.combinadas
            if j == k and j in self._columnas.de.values() and desde > self._enc.numero
            for n in range(desde + 1, hasta + 1)
        }

    def rellenar(self, filas: Sequence[FilaDeRegistro]) -> list[FilaDeRegistro]:
        """Las filas, con lo de las celdas combinadas hacia abajo repetido en cada una."""
        if not self.rellenas:
            return list(filas)
        de_numero = dict(filas)
        llenas: list[FilaDeRegistro] = []
        for numero, celdas in filas:
            copia = list(celdas)
            for j in range(len(copia)):
                origen = self.rellenas.get((numero, j))
                if origen and any(celdas) and not copia[j]:
                    copia[j] = celda(de_numero.get(origen[0], ()), j)
            llenas.append((numero, copia))
        return llenas

    def marcas_de_equis(self, filas: Sequence[FilaDeRegistro]) -> bool:
        """Si la columna de asistencia solo marca a quienes fueron: lo demás, en blanco."""
        j = self._columnas.de.get("asistio")
        dichas = {plano(celda(c, j)) for _, c in filas if celda(c, j)} if j is not None else set()
        return bool(dichas) and not dichas & NO

    def clasificar(
        self, fila: FilaDeRegistro, vistos: dict[str, set[date | None]], *, equis: bool
    ) -> Razon | None:
        """Por qué esa fila no cuenta, o None si es una persona. Anota su documento y su día en `vistos`."""
        numero, celdas = fila
        de = self._columnas.de
        if not any(celdas):
            return _EN_BLANCO
        usadas = [*de.values(), *self._identidad]
        if all(not self._planos[j] or plano(celda(celdas, j)) in self._planos[j] for j in usadas):
            return _TITULOS
        suyo = documento(celda(celdas, de["documento"])) if "documento" in de else ""
        primera = next(c for c in celdas if c)
        pocas = sum(bool(c) for c in celdas) <= max(2, len(self._enc.titulos) // 2)
        if not suyo and _TOTAL.match(plano(primera)):
            return _CUENTA
        if not suyo and _PIE.match(primera) and pocas:
            return _FIRMA
        if numero in self.sigue:
            return _SIGUE
        if not any(self._lleno(celdas, j) for j in usadas if j not in (de.get("asistio"), de.get("fecha"))):
            return _SIN_NADA
        if "asistio" in de:
            dicho = plano(celda(celdas, de["asistio"]))
            if dicho not in SI:
                return _NO_FUE if dicho in NO or (equis and not dicho) else _CALLA
        dia = None
        if self._dias is not None:
            dia = self._dias.de(numero, celda(celdas, de["fecha"]))
            if dia not in self._dias.cuentan:
                return _OTRA_FECHA if dia else _SIN_FECHA
        antes = vistos.setdefault(suyo, set()) if suyo else set()
        if dia in antes:
            return _YA_ESTA
        ya_vino = bool(antes)
        antes.add(dia)
        if self._dias is not None and dia is not None:
            self._dias.por_dia[dia] = self._dias.por_dia.get(dia, 0) + 1
        return _YA_VINO if ya_vino else None

    def _lleno(self, celdas: Sequence[str], j: int) -> bool:
        valor = celda(celdas, j)
        if j == self._columnas.de.get("documento"):
            return bool(documento(valor))
        # Un número no dice de dónde es nadie ni cómo se llama: es el consecutivo, o la suma de abajo.
        return not vacia(valor) and (j == self._columnas.de.get("mesa") or not valor.isdecimal())

    @cached_property
    def _personas(self) -> dict[str, list[frozenset[str]]]:
        por_palabra: dict[str, list[frozenset[str]]] = {}
        columnas = [j for j in self._identidad if j != self._columnas.de.get("documento")]
        for _, celdas in self._tabla.filas[self._enc.desde :]:
            nombre = frozenset(plano(" ".join(celda(celdas, j) for j in columnas)).split())
            for palabra in nombre:
                por_palabra.setdefault(palabra, []).append(nombre)
        return por_palabra

    def es_persona(self, respuesta: str) -> bool:
        """Si tiene dos o más palabras y todas son del nombre de una persona del registro."""
        palabras = frozenset(plano(respuesta).split())
        if len(palabras) < 2:
            return False
        menos = min((self._personas.get(p, []) for p in palabras), key=len)
        return any(palabras <= nombre for nombre in menos)


def apartar(fichero: Fichero, filas: Sequence[FilaDeRegistro]) -> tuple[list[FilaDeRegistro], FilasLeidas]:
    """Las filas que son personas, y qué se hizo con todas."""
    vistos: dict[str, set[date | None]] = {}
    contadas: list[FilaDeRegistro] = []
    fuera: dict[Razon, list[int]] = {}
    equis = fichero.marcas_de_equis(filas)
    for fila in fichero.rellenar(filas):
        razon = fichero.clasificar(fila, vistos, equis=equis)
        if razon is None:
            contadas.append(fila)
        else:
            fuera.setdefault(razon, []).append(fila[0])
    grupos = tuple(
        FilasAparte(clase=r[0], razon=r[1], cuantas=len(fuera[r]), filas=_hasta_donde_quepan(fuera[r]))
        for r in _RAZONES
        if r in fuera
    )
    return contadas, FilasLeidas(leidas=len(filas), contadas=len(contadas), aparte=grupos)


def _hasta_donde_quepan(numeros: Sequence[int]) -> str:
    """Los números de las filas; de los que no caben, cuántos son."""
    dichos = rangos(numeros)
    if len(dichos) <= LARGO_DE_FILAS:
        return dichos
    caben = dichos[: LARGO_DE_FILAS - len(f" y {len(numeros)} más")].rpartition(", ")[0]
    hasta = int(caben.rpartition(", ")[2].rpartition("-")[2])
    return f"{caben} y {sum(n > hasta for n in set(numeros))} más"
