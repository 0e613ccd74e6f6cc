"""Qué columna es cada cosa: se escoge por su nombre y por lo que traen sus celdas, y se dice cuál se tomó."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

from generador.carga.asistencia.tabla import FilaDeRegistro, Tabla, celda, letra, mal, rangos
from generador.modelo.datos.asistencia import NOMBRES, Variable
from generador.modelo.texto import enumerar, es_vacio, plano

PapelDeColumna = Literal[Variable, "documento", "nombre", "asistio", "fecha"]
PAPELES: tuple[PapelDeColumna, ...] = (*get_args(Variable), "documento", "nombre", "asistio", "fecha")
SINONIMOS: Mapping[PapelDeColumna, tuple[str, ...]] = {
    "mesa": (
        *(
            "mesa",
            "numero de mesa",
            "mesa de trabajo",
            "mesa asignada",
            "mesa tematica",
            "mesa a la que asiste",
        ),
        *("mesa en la que participa", "eje"),
    ),
    "grupo_poblacional": (
        *("grupo poblacional", "poblacion", "tipo de poblacion", "grupo", "enfoque diferencial", "sector"),
        *("a que grupo pertenece", "grupo de poblacion", "caracterizacion", "oficio", "ocupacion"),
        *("grupo etnico", "pertenencia etnica", "etnia", "autorreconocimiento etnico"),
    ),
    "genero": ("genero", "sexo", "identidad de genero", "genero con el que se identifica"),
    "municipio": (
        *("municipio", "municipio de residencia", "lugar de residencia", "ciudad", "ciudad o municipio"),
        *("municipio de procedencia", "municipio donde vive", "procedencia", "ciudad de residencia"),
    ),
    "tipo_de_organizacion": (
        *("tipo de organizacion", "tipo de asociacion", "figura organizativa", "naturaleza juridica"),
        *("tipo organizacion", "clase de organizacion", "forma juridica", "tipo de entidad"),
    ),
    "documento": (
        *("cedula", "numero de documento", "documento", "documento de identidad", "numero de identificacion"),
        *("identificacion", "cedula de ciudadania", "no documento", "nro documento", "numero de cedula"),
        *("numero de documento de identidad", "no de documento", "numero documento", "no identificacion"),
        *("cc", "no de cc", "no cc", "numero de cc", "nro de cc", "cc no", "no de cedula", "no cedula"),
    ),
    "nombre": (
        *("nombre", "nombres", "apellidos", "nombre completo", "nombres y apellidos", "nombre y apellido"),
        *("nombre y apellidos", "apellidos y nombres", "primer nombre", "primer apellido", "asistente"),
        *("participante", "nombre del asistente", "nombre del participante"),
    ),
    "asistio": ("asistio", "asistencia", "asiste", "presente", "asistio a la asamblea", "llego"),
    # La marca de tiempo y la fecha de inscripción no: dicen cuándo llenó el formulario, no cuándo vino.
    "fecha": (
        *("fecha de asistencia", "fecha de la asamblea", "fecha de la jornada", "fecha del evento"),
        *("fecha de ingreso", "fecha de llegada", "dia de asistencia", "dia de la asamblea", "fecha", "dia"),
    ),
}
"""Cómo puede llamarse cada columna, sin tildes ni mayúsculas, de la más segura a la menos."""
_PALABRAS: Mapping[PapelDeColumna, frozenset[str]] = {
    "mesa": frozenset({"mesa"}),
    "genero": frozenset({"genero", "sexo"}),
    "municipio": frozenset({"municipio", "ciudad"}),
    "documento": frozenset({"cedula", "documento"}),
    "asistio": frozenset({"asistio"}),
}
"""Las que bastan dentro de una pregunta."""
_NO: Mapping[PapelDeColumna, frozenset[str]] = {
    "documento": frozenset({"tipo", "clase", "fecha", "lugar", "expedicion", "foto", "adjunte", "municipio"}),
    "municipio": frozenset({"expedicion", "nacimiento", "codigo", "cuantas", "cuantos", "organizacion"}),
    "genero": frozenset({"cuantas", "cuantos", "enfoque"}),
    "mesa": frozenset({"ayuda", "directiva", "cuantas", "cuantos"}),
    "grupo_poblacional": frozenset({"cuantas", "cuantos", "sanguineo"}),
    "tipo_de_organizacion": frozenset({"cuantas", "cuantos"}),
}
"""Las que dicen que la pregunta es otra."""
_LARGO = 200
_HONDO = 20
"""Hasta qué fila se buscan los encabezados: las exportaciones traen membrete."""
NINGUNA = "ninguna"
_TOTALES = frozenset(
    {"total", "totales", "cantidad", "conteo", "personas", "asistentes", "numero de personas", "cuenta"}
)
SI = frozenset({"si", "s", "x", "1", "true", "verdadero", "asistio", "presente", "yes", "ok"})
NO = frozenset({"no", "n", "0", "false", "falso", "no asistio", "ausente", "falto"})


@dataclass(frozen=True, slots=True)
class Encabezado:
    """La fila (o las dos) que nombra las columnas."""

    desde: int
    """El puesto, en las filas de la tabla, de la primera fila de datos."""
    numero: int
    """El número de la primera fila de encabezados; 0 si no se encontró."""
    titulos: tuple[tuple[str, ...], ...]
    """Por columna, las formas en que puede leerse su nombre, tal como está escrito."""
    puntos: int = 0

    def titulo(self, j: int) -> str:
        """Cómo se llama la columna."""
        return " ".join(self.titulos[j][0].split()) if self.titulos[j] else ""


@dataclass(frozen=True, slots=True)
class Columnas:
    """Qué columna se tomó para cada cosa, y lo que conviene decir de la elección."""

    de: Mapping[PapelDeColumna, int]
    otras: Mapping[PapelDeColumna, tuple[int, ...]]
    """Las columnas que también podían ser, y no se tomaron."""
    dudas: Mapping[PapelDeColumna, tuple[int, ...]]
    """Las columnas que se llaman igual de bien y traen lo que deben: no se sabe cuál es."""
    ajenas: Mapping[PapelDeColumna, tuple[int, ...]]
    """Las columnas que se llaman así, pero no traen eso."""
    nombres: tuple[int, ...] = field(default=())
    """Todas las que dicen cómo se llama la persona."""


def encabezado(tabla: Tabla) -> Encabezado:
    """La fila, o el par de filas, en que más columnas se reconocen por su nombre."""
    filas = [(i, f) for i, f in enumerate(tabla.filas) if any(f[1])][:_HONDO]
    mejor = Encabezado(0, 0, ())
    for puesto, (i, (numero, celdas)) in enumerate(filas):
        sola = tuple(_formas(c) for c in celdas)
        hallado = Encabezado(i + 1, numero, sola, _puntos(sola))
        if puesto + 1 < len(filas):
            k, (_, debajo) = filas[puesto + 1]
            dobles = _dobles(_rellenas(tabla, numero, celdas), debajo)
            doble = Encabezado(k + 1, numero, dobles, _puntos(dobles))
            bajo = _puntos(tuple(_formas(c) for c in debajo))
            if doble.puntos > max(hallado.puntos, bajo):
                hallado = doble
        if hallado.puntos > mejor.puntos:
            mejor = hallado
    return mejor


def puntos_de(filas: Sequence[FilaDeRegistro]) -> int:
    """Cuánto se parecen esas filas a un registro, por los nombres de sus columnas."""
    return encabezado(Tabla("", tuple(filas))).puntos


def _rellenas(tabla: Tabla, numero: int, celdas: Sequence[str]) -> Sequence[str]:
    """La fila con el texto de sus celdas combinadas hacia la derecha repetido en cada columna."""
    llenas = list(celdas)
    for (fila, desde), (_, hasta) in tabla.combinadas:
        if fila == numero and hasta > desde:
            llenas[desde : hasta + 1] = [celda(celdas, desde)] * (hasta - desde + 1)
    return llenas


def _dobles(arriba: Sequence[str], abajo: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    dobles = []
    for j in range(max(len(arriba), len(abajo))):
        a, b = celda(arriba, j), celda(abajo, j)
        dobles.append((*_formas(b), f"{a} {b}") if a and b else _formas(a or b))
    return tuple(dobles)


def _formas(titulo: str) -> tuple[str, ...]:
    """El título y, si es `grupo/pregunta` (Kobo, ODK) o `grupo:pregunta`, la pregunta."""
    if not titulo:
        return ()
    resto = re.split(r"[/:]", titulo)[-1] if re.fullmatch(r"[\w.-]+([/:][\w.-]+)+", titulo) else ""
    return (titulo, resto) if resto else (titulo,)


def _puntos(titulos: Sequence[tuple[str, ...]]) -> int:
    tomadas: set[int] = set()
    suma = 0
    # «Fecha» también la dice el membrete.
    for papel in (p for p in PAPELES if p != "fecha"):
        candidatas = sorted((r, j) for j, r in _candidatas(papel, titulos) if j not in tomadas)
        if candidatas:
            rango, j = candidatas[0]
            tomadas.add(j)
            suma += 3 if rango < 100 else 2 if rango < 200 else 1
    return suma


def _candidatas(papel: PapelDeColumna, titulos: Sequence[tuple[str, ...]]) -> Iterator[tuple[int, int]]:
    """Cada columna que puede llamarse así, con su rango: menor, más segura."""
    padres = {f[0] for f in titulos if f}
    for j, formas in enumerate(titulos):
        # Kobo repite cada casilla como columna propia, al lado de la que las trae todas.
        if formas and "/" in formas[0] and formas[0].rpartition("/")[0] in padres:
            continue
        # El camino entero de Kobo nombra también su grupo: solo cuenta la pregunta.
        rangos = [r for f in formas[-1:] + formas[:1] if (r := _rango(papel, f, formas)) is not None]
        if rangos:
            yield j, min(rangos)


def _rango(papel: PapelDeColumna, titulo: str, formas: Sequence[str]) -> int | None:
    # «C.C.» son dos letras sueltas: juntas, es «cc».
    nombre = re.sub(r"\b([a-z]) (?=[a-z]\b)", r"\1", plano(titulo))
    sinonimos = SINONIMOS[papel]
    if nombre in sinonimos:
        return sinonimos.index(nombre)
    compuesto = len(formas) > 1 and titulo == formas[0] and "/" in titulo
    palabras = nombre.split()
    if compuesto or len(titulo) > _LARGO or _NO.get(papel, frozenset()) & set(palabras):
        return None
    largos = [i for i, s in enumerate(sinonimos) if " " in s and f" {s} " in f" {nombre} "]
    if largos:
        return 100 + largos[0]
    pregunta = "?" in titulo or len(palabras) > 1
    suelta = _PALABRAS.get(papel, frozenset()) & set(palabras)
    return 200 if pregunta and suelta and not re.search(r"\bmesa \d", nombre) else None


def repartir(
    enc: Encabezado,
    filas: Sequence[FilaDeRegistro],
    parecen: Callable[[PapelDeColumna, Sequence[str]], bool],
    pedidas: Mapping[PapelDeColumna, int | None],
) -> Columnas:
    """Para cada papel, la columna que se llama así y trae eso; `pedidas` manda sobre lo que se vea.

    En `pedidas`, None es «ninguna».
    """
    de: dict[PapelDeColumna, int] = {p: j for p, j in pedidas.items() if j is not None}
    otras: dict[PapelDeColumna, tuple[int, ...]] = {}
    dudas: dict[PapelDeColumna, tuple[int, ...]] = {}
    ajenas: dict[PapelDeColumna, tuple[int, ...]] = {}
    nombres: tuple[int, ...] = ()
    for papel in PAPELES:
        if papel in pedidas:
            continue
        orden = sorted((r, j) for j, r in _candidatas(papel, enc.titulos) if j not in de.values())
        sirven = [(r, j) for r, j in orden if parecen(papel, [celda(c, j) for _, c in filas])]
        if papel == "nombre":
            nombres = tuple(j for _, j in sirven)
        if malas := tuple(j for r, j in orden if (r, j) not in sirven):
            ajenas[papel] = malas
        if not sirven:
            continue
        iguales = tuple(j for r, j in sirven if r == sirven[0][0])
        if len(iguales) > 1 and papel != "nombre":
            dudas[papel] = iguales
        de[papel] = sirven[0][1]
        if len(sirven) > 1 and papel != "nombre":
            otras[papel] = tuple(j for _, j in sirven[1:])
    return Columnas(de, otras, dudas, ajenas, nombres)


def exigir_letras(archivo: str, tabla: Tabla, enc: Encabezado, columnas: Columnas) -> None:
    """ErrorDeDatos si se perdieron letras en los encabezados o en una columna de las que se cuentan.

    Un encabezado dañado no se reconoce, y su columna no se contaría.
    """
    hasta = tabla.filas[enc.desde - 1][0] if enc.desde else 0
    suyas = {*columnas.de.values(), *(j for js in columnas.ajenas.values() for j in js)}
    malas = [(n, j) for n, j in tabla.danadas if n <= hasta or j in suyas or not suyas]
    if not malas:
        return
    filas, puestos = {n for n, _ in malas}, sorted({j for _, j in malas})
    raise mal(
        archivo,
        min(filas),
        f"se perdieron letras («�»): {'columna' if len(puestos) == 1 else 'columnas'} "
        f"{enumerar(map(letra, puestos))}, {'fila' if len(filas) == 1 else 'filas'} {rangos(filas)}",
        "expórtelo otra vez desde el formulario, o dé el .csv original sin abrirlo antes en una hoja de "
        "cálculo; si son pocas celdas, escriba en ellas las letras que faltan",
    )


def es_resumen(enc: Encabezado, columnas: Columnas, filas: Sequence[FilaDeRegistro]) -> bool:
    """Si cada fila es una categoría con su conteo, y no una persona."""
    if {"documento", "nombre", "asistio"} & set(columnas.de):
        return False
    cuentas = [
        j
        for j, formas in enumerate(enc.titulos)
        if any(plano(f) in _TOTALES for f in formas)
        and all(re.fullmatch(r"\d+", celda(c, j)) for _, c in filas if celda(c, j))
    ]
    return bool(cuentas) and all(
        len({plano(celda(c, j)) for _, c in filas}) == len(filas)
        for p, j in columnas.de.items()
        if p != "fecha"
    )


def columna_pedida(enc: Encabezado, pedida: str) -> int | None:
    """El puesto de la columna pedida por su nombre o por su letra; -1 si no está, None si es «ninguna»."""
    nombre = plano(pedida)
    if nombre == NINGUNA:
        return None
    por_nombre = [j for j, formas in enumerate(enc.titulos) if any(plano(f) == nombre for f in formas)]
    if len(por_nombre) == 1:
        return por_nombre[0]
    por_letra = [j for j in range(len(enc.titulos)) if letra(j) == pedida.strip().upper()]
    return por_letra[0] if por_letra else -1


def como_se_llama(papel: PapelDeColumna) -> str:
    """El papel, para una persona."""
    propios = {"documento": "documento", "nombre": "nombre", "asistio": "si asistió", "fecha": "fecha"}
    return propios[papel] if papel in propios else NOMBRES[papel].lower()  # type: ignore[index]


def vacia(texto: str) -> bool:
    """Si esa celda no dice nada, o dice que no hay dato."""
    return es_vacio(texto)
