"""Lee la exportación del formulario de registro y la vuelve conteos: lo demás se olvida al salir de aquí.

Ningún mensaje repite lo que dice una celda ni un encabezado: pueden ser datos de una persona.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from generador.errores import ErrorDeDatos, Hallazgo, Lugar
from generador.modelo.asistencia import UMBRAL, Conteo, Cuadro, Variable, ocultar
from generador.modelo.datos_personales import detectar
from generador.modelo.texto import plural, sin_tildes

SINONIMOS: Mapping[Variable, tuple[str, ...]] = {
    "mesa": ("mesa", "numero de mesa", "mesa de trabajo", "mesa asignada", "mesa tematica", "eje"),
    "grupo_poblacional": (
        *("grupo poblacional", "poblacion", "tipo de poblacion", "grupo", "enfoque diferencial", "sector"),
        *("a que grupo pertenece", "grupo de poblacion", "caracterizacion", "oficio", "ocupacion"),
    ),
    "genero": ("genero", "sexo", "identidad de genero", "genero con el que se identifica"),
    "municipio": (
        *("municipio", "municipio de residencia", "lugar de residencia", "ciudad", "ciudad o municipio"),
        *("municipio de procedencia", "municipio donde vive", "procedencia"),
    ),
    "tipo_de_organizacion": (
        *("tipo de organizacion", "tipo de asociacion", "figura organizativa", "naturaleza juridica"),
        *("tipo organizacion", "clase de organizacion", "forma juridica", "tipo de entidad"),
    ),
}
"""Cómo puede llamarse cada columna, sin tildes ni mayúsculas."""
_DOCUMENTO = (
    *("cedula", "numero de documento", "documento", "documento de identidad", "numero de identificacion"),
    *("identificacion", "cedula de ciudadania", "no documento", "nro documento", "numero de cedula"),
)
_GENEROS = ("Mujer", "Hombre", "No binario", "Mujer trans", "Hombre trans", "Otro", "Prefiere no decir")
_IGUALES = {
    **dict.fromkeys(("f", "femenino", "mujeres", "femenina"), "Mujer"),
    **dict.fromkeys(("m", "masculino", "hombres", "masculina"), "Hombre"),
    **dict.fromkeys(("no binaria", "no binarie"), "No binario"),
    **dict.fromkeys(("prefiero no decirlo", "prefiero no responder", "prefiere no responder"), _GENEROS[-1]),
}
SIN_DATO, OTRAS = "Sin dato", "Otras respuestas"
_VACIOS = {"", "na", "n a", "no aplica", "ninguno", "ninguna", "sin dato", "sin informacion", "none", "null"}
_RENGLONES_DE_TITULO = 20
"""Hasta dónde se busca la fila de encabezados: las exportaciones traen membrete."""
_LARGO = 80
_FILAS_MAX = 200_000


@dataclass(frozen=True, slots=True)
class Registro:
    """Lo que queda de una exportación: el total, los cuadros y cuántas filas repetían un documento."""

    total: int
    cuadros: tuple[Cuadro, ...]
    repetidas: int
    faltan: tuple[Variable, ...]
    """Las preguntas cuya columna no se reconoció."""


Fila = tuple[int, Sequence[str]]
"""Su número de fila en el archivo, desde 1, y sus celdas."""


def leer_registro(archivo: Path, conocidos: Mapping[Variable, Sequence[str]]) -> Registro:
    """Los conteos de un .csv o .xlsx. `conocidos` son las respuestas que se nombran aunque sean pocas.

    Las que no están ahí y dan menos de `UMBRAL` personas se juntan en «Otras respuestas»: lo escrito a mano
    puede decir cualquier cosa. Lanza ErrorDeDatos, con fila y sin contenido, si algo no se puede leer.
    """
    filas = [f for f in _filas(archivo) if any(c.strip() for c in f[1])]
    puesto, columnas, documento = _encabezado(archivo, filas)
    vistos: set[str] = set()
    repetidas = 0
    respuestas: dict[Variable, list[str]] = {v: [] for v in columnas}
    total = 0
    for _, celdas in filas[puesto + 1 :]:
        if documento is not None:
            quien = re.sub(r"\W", "", _celda(celdas, documento)).casefold()
            if quien and quien in vistos:
                repetidas += 1
                continue
            vistos.add(quien)
        total += 1
        for variable, j in columnas.items():
            respuestas[variable].append(_celda(celdas, j))
    if total < UMBRAL:
        raise _error(
            archivo,
            1,
            f"hay {plural(total, 'registro', 'registros')}: con menos de {UMBRAL} no se publica nada",
            "revise que sea la exportación completa del formulario",
        )
    cuadros = tuple(
        _cuadro(v, respuestas[v], conocidos.get(v, _GENEROS if v == "genero" else ()), total)
        for v in SINONIMOS
        if v in columnas
    )
    return Registro(total, cuadros, repetidas, tuple(v for v in SINONIMOS if v not in columnas))


def _error(archivo: Path, linea: int, mensaje: str, ayuda: str) -> ErrorDeDatos:
    return ErrorDeDatos([Hallazgo(Lugar(archivo.name, linea), mensaje, ayuda)])


def _celda(celdas: Sequence[str], j: int) -> str:
    return celdas[j].strip() if j < len(celdas) else ""


def _plano(texto: str) -> str:
    """Sin tildes, mayúsculas ni signos: para comparar."""
    return " ".join(re.findall(r"[a-z0-9ñ]+", sin_tildes(texto)))


def _filas(archivo: Path) -> Iterator[Fila]:
    try:
        datos = archivo.read_bytes()
    except OSError:
        raise _error(archivo, 1, "no se puede abrir", "revise que la ruta esté bien escrita") from None
    extension = archivo.suffix.lower()
    if extension in {".csv", ".tsv", ".txt"}:
        yield from _de_csv(archivo, datos)
    elif extension in {".xlsx", ".xlsm", ".xls", ".ods"}:
        yield from _de_hoja(archivo, datos)
    else:
        raise _error(archivo, 1, "debe ser un .csv o un .xlsx", "expórtelo otra vez desde el formulario")


def _de_csv(archivo: Path, datos: bytes) -> Iterator[Fila]:
    texto = _decodificado(datos)
    if "\0" in texto:
        raise _error(archivo, 1, "no es un texto separado por comas", "si es de Excel, guárdelo como .xlsx")
    # Un separador entre comillas es parte de la celda; el de verdad es el que más sale en el comienzo.
    muestra = re.sub(r'"[^"]*"', "", texto[:20_000])
    separador = max(",;\t|", key=muestra.count)
    lector = csv.reader(StringIO(texto), delimiter=separador)
    desde = 1
    while True:
        try:
            celdas = next(lector)
        except StopIteration:
            return
        except csv.Error:
            raise _error(
                archivo, lector.line_num, "esta fila no se puede leer", "expórtelo otra vez, o como .xlsx"
            ) from None
        yield desde, celdas
        desde = lector.line_num + 1
        if desde > _FILAS_MAX:
            raise _error(archivo, desde, "hay demasiadas filas", "revise que sea el registro de una asamblea")


def _decodificado(datos: bytes) -> str:
    if datos[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return datos.decode("utf-16", "replace")
    try:
        return datos.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Excel en español guarda los CSV en la página de códigos de Windows.
        return datos.decode("cp1252", "replace")


def _de_hoja(archivo: Path, datos: bytes) -> Iterator[Fila]:
    from io import BytesIO

    from python_calamine import CalamineError, CalamineWorkbook

    try:
        libro = CalamineWorkbook.from_filelike(BytesIO(datos))
        hojas = list(libro.sheet_names)
        if not hojas:
            return
        hoja = libro.get_sheet_by_name(hojas[0])
        filas = hoja.to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError):
        raise _error(
            archivo, 1, "no se puede leer como hoja de cálculo", "ábralo y guárdelo como .xlsx"
        ) from None
    for i, fila in enumerate(filas, start=1):
        yield i, [_texto(valor) for valor in fila]


def _texto(valor: object) -> str:
    """Excel guarda los enteros como decimales."""
    return str(int(valor)) if isinstance(valor, float) and valor.is_integer() else str(valor)


def _encabezado(archivo: Path, filas: Sequence[Fila]) -> tuple[int, dict[Variable, int], int | None]:
    """El puesto de la fila de encabezados y las columnas que se reconocen en ella."""
    mejor: tuple[int, int, dict[Variable, int], int | None] = (0, 0, {}, None)
    for i, (_, celdas) in enumerate(filas[:_RENGLONES_DE_TITULO]):
        columnas, documento = _columnas(celdas)
        cuantas = len(columnas) + (documento is not None)
        if cuantas > mejor[0]:
            mejor = (cuantas, i, columnas, documento)
    if not mejor[2]:
        linea = filas[0][0] if filas else 1
        raise _error(
            archivo,
            linea,
            "no se reconoce ninguna columna en los encabezados",
            "la primera fila debe nombrarlas; las que se cuentan: mesa, grupo poblacional, género, municipio "
            "y tipo de organización",
        )
    return mejor[1], mejor[2], mejor[3]


def _columnas(celdas: Sequence[str]) -> tuple[dict[Variable, int], int | None]:
    planas = [_plano(c) for c in celdas]
    columnas: dict[Variable, int] = {}
    for variable, sinonimos in SINONIMOS.items():
        j = _puesto(planas, sinonimos, set(columnas.values()))
        if j is not None:
            columnas[variable] = j
    return columnas, _puesto(planas, _DOCUMENTO, set(columnas.values()))


def _puesto(planas: Sequence[str], sinonimos: Sequence[str], tomadas: set[int]) -> int | None:
    """La columna que se llama así o, si no, la que lo lleva al comienzo de una pregunta larga."""
    libres = [(j, p) for j, p in enumerate(planas) if p and j not in tomadas]
    for sinonimo in sinonimos:
        for j, plana in libres:
            if plana == sinonimo:
                return j
    for sinonimo in sorted(sinonimos, key=len, reverse=True):
        for j, plana in libres:
            if " " in sinonimo and sinonimo in plana and len(plana) <= _LARGO:
                return j
    return None


def _cuadro(variable: Variable, respuestas: Sequence[str], conocidos: Sequence[str], total: int) -> Cuadro:
    de_plano = {_plano(c): c for c in conocidos}
    varias = any(";" in r for r in respuestas)
    formas: dict[str, Counter[str]] = {}
    cuentas: Counter[str] = Counter()
    for respuesta in respuestas:
        partes = [p.strip() for p in respuesta.split(";")] if varias else [respuesta]
        for clave in {_clave(variable, p, de_plano) for p in partes if p} or {SIN_DATO}:
            cuentas[clave] += 1
        for p in partes:
            formas.setdefault(_clave(variable, p, de_plano), Counter())[" ".join(p.split())] += 1
    conteos: dict[str, int] = {}
    for clave, cuantos in cuentas.items():
        nombre = _publicable(clave, cuantos, formas.get(clave, Counter()), de_plano)
        conteos[nombre] = conteos.get(nombre, 0) + cuantos
    cuadro = ocultar(variable, list(conteos.items()), total, varias=varias)
    puesto = {c: i for i, c in enumerate(conocidos)} if variable == "mesa" else {}
    ultimas = {OTRAS: 1, SIN_DATO: 2}

    def orden(c: Conteo) -> tuple[int, int, int, str]:
        # Los ocultos, por su nombre: por su número, el puesto diría cuál es el mayor.
        mayor = -(c.personas or 0) if not puesto else puesto.get(c.categoria, len(puesto))
        return ultimas.get(c.categoria, 0), c.personas is None and not puesto, mayor, c.categoria

    return cuadro.model_copy(update={"conteos": tuple(sorted(cuadro.conteos, key=orden))})


def _clave(variable: Variable, respuesta: str, de_plano: Mapping[str, str]) -> str:
    """Con qué se agrupa una respuesta: la conocida que sea igual, o ella misma sin adornos."""
    plana = _plano(respuesta)
    if plana in _VACIOS:
        return SIN_DATO
    if variable == "mesa" and (numero := re.match(r"(?:mesa )?(\d{1,3})\b", plana)):
        plana = f"mesa {int(numero[1])}"
    if variable == "genero" and plana in _IGUALES:
        return _IGUALES[plana]
    return de_plano.get(plana, plana)


def _publicable(clave: str, cuantos: int, formas: Counter[str], de_plano: Mapping[str, str]) -> str:
    """El nombre con que se publica una respuesta: la que solo dieron unos pocos no se repite."""
    if clave in de_plano.values() or clave in (SIN_DATO, *_GENEROS):
        return clave
    escrita = max(formas, key=lambda f: (formas[f], f)) if formas else clave
    sospechosa = len(escrita) > _LARGO or bool(detectar(escrita)) or not escrita.isprintable()
    return OTRAS if cuantos < UMBRAL or sospechosa or re.search(r"\d{4}", escrita) else escrita
