"""La lista de personas de una asamblea, `datos/<id>/privado/lista.csv` (o .xlsx), y lo que no sirve de ella.

Se abre en un proceso aparte. Ningún mensaje repite una celda: puede ser el dato de una persona.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from generador.aparte import Topes, aparte
from generador.carga.asistencia.libro import leer_libro
from generador.carga.asistencia.separado import leer_separado
from generador.carga.asistencia.tabla import FilaDeRegistro, Tabla, celda, letra, mal, rangos
from generador.carga.lectura.invisibles import sin_inofensivos
from generador.errores import ErrorDeDatos, ErrorDeUso, Hallazgo, Lugar
from generador.modelo.personal.datos_personales import NOMBRES, detectar
from generador.modelo.privado import PRIVADO, PersonaDeLista
from generador.modelo.texto import enumerar, plano, plural
from generador.revision.letra import indibujables

ARCHIVOS = ("lista.csv", "lista.xlsx")
"""Cómo se llama, en la carpeta privada."""
TOPES = Topes(memoria=1024 * 1024 * 1024, cpu=60, reloj=120)
LARGOS = {"nombre": 120, "apellidos": 120, "papel": 60, "organizacion": 200}
"""Caracteres de lo más largo que se admite en cada columna."""
_COLUMNAS: Mapping[str, tuple[str, ...]] = {
    "nombre": (
        "nombre",
        "nombres",
        "nombre completo",
        "nombre y apellidos",
        "nombres y apellidos",
        "persona",
    ),
    "apellidos": ("apellidos", "apellido"),
    "papel": ("papel", "rol", "calidad", "tipo de participante"),
    "mesa": ("mesa", "mesa de trabajo", "numero de mesa", "eje"),
    "organizacion": ("organizacion", "entidad", "organizacion o entidad", "nombre de la organizacion"),
}
"""Por columna, cómo puede decir el encabezado."""
_ESPACIOS = re.compile(r"\s+")
_NUMERO = re.compile(r"(?:mesa )?0*(\d{1,4})(?: .*)?")
_EXTRANO = re.compile(r"[\x00-\x1f\x7f-\x9f\u200d\u2028-\u202e\u2061-\u2069\ufffc-\uffff]")


@dataclass(frozen=True, slots=True)
class Lista:
    """Las personas de una lista, en su orden, con la fila de cada una y lo que conviene decir."""

    archivo: str
    """Su ruta desde la raíz del proyecto."""
    personas: tuple[PersonaDeLista, ...]
    filas: tuple[int, ...]
    dichos: tuple[str, ...]


def leer_lista(raiz: Path, id_: str, mesas: Mapping[int, str]) -> Lista:
    """La lista de esa asamblea, cuyas mesas son esas: su número y su eje.

    Lanza ErrorDeUso si no está o hay dos; ErrorDeDatos con todas las filas que no sirven, sin lo que dicen.
    """
    carpeta = raiz / "datos" / id_ / PRIVADO
    hay = [n for n in ARCHIVOS if (carpeta / n).is_file()]
    if not hay:
        raise ErrorDeUso(
            f"falta datos/{id_}/{PRIVADO}/{ARCHIVOS[0]}: una fila por persona, con encabezados; «nombre» es "
            "obligatoria, y «papel», «mesa» y «organizacion» pueden ir. Nada de esa carpeta se publica"
        )
    if len(hay) > 1:
        raise ErrorDeUso(f"en datos/{id_}/{PRIVADO}/ están {enumerar(hay)}: deje uno solo")
    nombre = f"datos/{id_}/{PRIVADO}/{hay[0]}"
    return aparte(hay[0], partial(_leer, nombre, carpeta / hay[0], dict(mesas)), TOPES)


def _leer(nombre: str, archivo: Path, mesas: Mapping[int, str]) -> Lista:
    tabla = _tabla(nombre, archivo.read_bytes())
    filas = [(n, [_limpia(c) for c in celdas]) for n, celdas in tabla.filas]
    llenas = [(n, celdas) for n, celdas in filas if any(celdas)]
    if not llenas:
        raise mal(
            nombre, 1, "está vacía", "escriba los encabezados en la primera fila y una persona en cada una"
        )
    (encabezado, titulos), personas = llenas[0], llenas[1:]
    columnas = _columnas(nombre, encabezado, titulos)
    if not personas:
        raise mal(
            nombre, encabezado, "trae los encabezados y ninguna persona", "escriba una persona por fila"
        )
    hallazgos = list(_hallazgos(nombre, tabla, columnas, personas, mesas))
    if hallazgos:
        raise ErrorDeDatos(hallazgos)
    leidas = tuple(_persona(columnas, celdas, mesas) for _, celdas in personas)
    return Lista(
        nombre,
        leidas,
        tuple(n for n, _ in personas),
        tuple(_dichos(tabla, titulos, columnas, personas, leidas)),
    )


def _tabla(nombre: str, datos: bytes) -> Tabla:
    if nombre.endswith(".csv"):
        return leer_separado(nombre, datos, None, _puntos)
    tablas, _ = leer_libro(nombre, datos)
    llenas = [t for t in tablas if any(any(c) for _, c in t.filas)]
    if len(llenas) > 1:
        raise mal(
            nombre, 1, f"tiene {len(llenas)} hojas con datos", "deje en el libro una sola, con las personas"
        )
    return llenas[0] if llenas else Tabla("", ())


def _puntos(filas: Sequence[FilaDeRegistro]) -> int:
    """Cuántas columnas conocidas trae el encabezado."""
    primera: Sequence[str] = next((celdas for _, celdas in filas if any(celdas)), ())
    return sum(plano(c) in formas for c in primera for formas in _COLUMNAS.values())


def _limpia(texto: str) -> str:
    """Sin lo que no se ve ni espacios de más, y con cada tilde en su letra."""
    return _ESPACIOS.sub(" ", unicodedata.normalize("NFC", sin_inofensivos(texto))).strip()


def _columnas(nombre: str, fila: int, titulos: Sequence[str]) -> dict[str, int]:
    """El puesto de cada columna conocida."""
    hay = {c: [j for j, t in enumerate(titulos) if plano(t) in formas] for c, formas in _COLUMNAS.items()}
    if not hay["nombre"]:
        raise mal(
            nombre,
            fila,
            "ninguna columna se llama «nombre»",
            f"la primera fila dice qué es cada columna: {enumerar(c for c in _COLUMNAS)}",
        )
    for columna, puestos in hay.items():
        if len(puestos) > 1:
            raise mal(
                nombre,
                fila,
                f"dos columnas pueden ser «{columna}»: {enumerar(map(letra, puestos))}",
                "borre una, o cámbiele el nombre",
            )
    return {c: puestos[0] for c, puestos in hay.items() if puestos}


def _hallazgos(
    nombre: str,
    tabla: Tabla,
    columnas: Mapping[str, int],
    personas: Sequence[FilaDeRegistro],
    mesas: Mapping[int, str],
) -> Iterator[Hallazgo]:
    """Lo que no se puede imprimir, fila por fila."""
    primera = personas[0][0]
    for numero, j in sorted(tabla.danadas):
        # En un .csv la celda queda en blanco: la constancia saldría sin apellido.
        if numero < primera or j in columnas.values():
            yield Hallazgo(
                Lugar(nombre, numero),
                f"columna {letra(j)}: se perdió una letra («�»)",
                "guárdela otra vez como .xlsx o CSV UTF-8, o escriba de nuevo lo que dice esa celda",
            )
    for numero, celdas in personas:
        lugar = Lugar(nombre, numero)
        for columna, j in columnas.items():
            if (numero, j) in tabla.danadas:
                continue
            for mensaje, ayuda in _de_celda(columna, celda(celdas, j), mesas):
                yield Hallazgo(lugar, f"columna {letra(j)} ({columna}): {mensaje}", ayuda)
            if (numero, j) in tabla.errores or (numero, j) in tabla.sin_valor:
                yield Hallazgo(
                    lugar,
                    f"columna {letra(j)} ({columna}): una fórmula sin valor",
                    "escriba lo que ha de decir",
                )


def _de_celda(columna: str, texto: str, mesas: Mapping[int, str]) -> Iterator[tuple[str, str]]:
    if not texto:
        if columna == "nombre":
            yield "está vacía", "escriba el nombre, o borre la fila"
        return
    if columna == "mesa":
        if _mesa(texto, mesas) is None:
            yield "no es una mesa de esta asamblea", f"escriba su número: {enumerar(map(str, mesas))}"
        return
    if len(texto) > LARGOS[columna]:
        yield f"tiene {len(texto)} caracteres y caben {LARGOS[columna]}", "acórtelo"
    datos = detectar(texto)
    for clase in dict.fromkeys(d.clase for d in datos):
        yield (
            f"trae {NOMBRES[clase]}, que no va impreso",
            "bórrelo de esa celda; si está corrida, corrija la fila",
        )
    if columna in ("nombre", "apellidos") and not datos:
        if any(c.isdigit() for c in texto):
            yield "trae números y un nombre no los lleva", "revise que los datos no estén corridos de columna"
        elif not any(c.isalpha() for c in texto):
            yield "no trae ninguna letra", "escriba el nombre"
    for c in dict.fromkeys(_EXTRANO.findall(texto)):
        yield f"trae un carácter que no se ve (U+{ord(c):04X})", "escriba de nuevo lo que dice esa celda"
    for c in indibujables(_EXTRANO.sub("", texto)):
        yield f"la letra del proyecto no tiene «{c}» (U+{ord(c):04X})", "escríbalo con letras latinas"


def _mesa(texto: str, mesas: Mapping[int, str]) -> int | None:
    dicho = plano(texto)
    if (hallado := _NUMERO.fullmatch(dicho)) and int(hallado[1]) in mesas:
        return int(hallado[1])
    return next((n for n, eje in mesas.items() if plano(eje) == dicho), None)


def _persona(columnas: Mapping[str, int], celdas: Sequence[str], mesas: Mapping[int, str]) -> PersonaDeLista:
    dice = {c: celda(celdas, j) for c, j in columnas.items()}
    nombre = " ".join(filter(None, (dice["nombre"], dice.get("apellidos", ""))))
    mesa = dice.get("mesa", "")
    return PersonaDeLista(
        nombre, dice.get("papel", ""), _mesa(mesa, mesas) if mesa else None, dice.get("organizacion", "")
    )


def _dichos(
    tabla: Tabla,
    titulos: Sequence[str],
    columnas: Mapping[str, int],
    filas: Sequence[FilaDeRegistro],
    personas: Sequence[PersonaDeLista],
) -> Iterator[str]:
    yield from tabla.dichos
    yield "columnas: " + ", ".join(f"{c}, la {letra(j)}" for c, j in columnas.items())
    sobran = _sin_usar(titulos, columnas.values())
    if sobran:
        cuantas = plural(len(sobran), "columna que no se imprime", "columnas que no se imprimen")
        yield f"{cuantas}: {enumerar(sobran)}"
    veces = Counter(personas)
    for persona in (p for p, n in veces.items() if n > 1):
        iguales = [n for (n, _), p in zip(filas, personas, strict=True) if p == persona]
        yield f"las filas {rangos(iguales)} dicen lo mismo: sale una vez por cada una"


def _sin_usar(titulos: Sequence[str], usadas: Collection[int]) -> list[str]:
    return [letra(j) for j, t in enumerate(titulos) if t and j not in usadas]
