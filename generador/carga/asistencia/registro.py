"""Lee la exportación del formulario de registro y la vuelve conteos: lo demás se olvida al salir de aquí.

Todo pasa en un proceso aparte, que solo devuelve conteos y números de fila. Ningún mensaje repite lo que dice
una celda: puede ser el dato de una persona.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import get_args

from generador.aparte import Topes, aparte
from generador.carga.asistencia.columnas import (
    SINONIMOS,
    Columnas,
    Encabezado,
    PapelDeColumna,
    columna_pedida,
    como_se_llama,
    encabezado,
    es_resumen,
    exigir_letras,
    puntos_de,
    repartir,
)
from generador.carga.asistencia.dias import Dias
from generador.carga.asistencia.filas import Fichero, apartar
from generador.carga.asistencia.libro import leer_libro, nombres
from generador.carga.asistencia.respuestas import cuadro, generos, parece, redondeado
from generador.carga.asistencia.separado import leer_separado
from generador.carga.asistencia.tabla import FilaDeRegistro, Tabla, celda, letra, mal, rangos
from generador.modelo.datos.asistencia import GENEROS, UMBRAL, Cuadro, FilasLeidas, Variable
from generador.modelo.texto import enumerar, plano, plural

TOPES = Topes(memoria=1024 * 1024 * 1024, cpu=120, reloj=240)
"""Para doscientas mil filas de treinta columnas."""
DE_TEXTO = frozenset({".csv", ".tsv", ".txt"})
DE_LIBRO = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})
PESO_MAXIMO = 60 * 1024 * 1024
VARIABLES: tuple[Variable, ...] = get_args(Variable)
_CONOCIDAS: Mapping[Variable, str] = {
    "mesa": "las de mesas.yml",
    "grupo_poblacional": "las de «poblacion», en evento.yml",
    "genero": ", ".join(GENEROS),
    "municipio": "los nombres de lugar",
    "tipo_de_organizacion": "las que se den con --respuesta",
}
"""De dónde salen las respuestas que se nombran."""
_MUCHAS = 2 / 3
"""Qué parte de las filas puede repetir documento antes de dudar de que sea uno."""


@dataclass(frozen=True, slots=True)
class Indicaciones:
    """Lo que quien llama sabe del archivo, y manda sobre lo que se vea en él."""

    hoja: str | None = None
    columnas: Mapping[PapelDeColumna, str] = field(default_factory=dict)
    """Por papel, el nombre o la letra de la columna, o «ninguna»."""
    codificacion: str | None = None
    respuestas: Mapping[Variable, Sequence[str]] = field(default_factory=dict)
    """Las respuestas que se pueden publicar aunque parezcan el nombre de alguien."""
    dias: tuple[date, ...] = ()
    """Los días que se cuentan, si una columna dice el de cada fila; sin ellos, esa columna no se mira."""


SIN_PEDIDO = Indicaciones()


@dataclass(frozen=True, slots=True)
class Registro:
    """Lo que queda de una exportación: el total, los cuadros, qué se hizo con cada fila y cómo se leyó."""

    total: int
    cuadros: tuple[Cuadro, ...]
    filas: FilasLeidas
    faltan: tuple[Variable, ...]
    """Las preguntas cuya columna no se reconoció."""
    dichos: tuple[str, ...]
    """Qué hoja, qué columnas y qué decisiones: un renglón cada una."""

    @property
    def repetidas(self) -> int:
        """Cuántas filas repetían un documento."""
        return self.filas.cuantas("repetida")


def leer_registro(
    archivo: Path, conocidos: Mapping[Variable, Sequence[str]], pedido: Indicaciones = SIN_PEDIDO
) -> Registro:
    """Los conteos de un .csv o .xlsx. `conocidos` son las respuestas que se nombran aunque sean pocas.

    Las que no están ahí y dan menos de `UMBRAL` personas se juntan en «Otras respuestas»: lo escrito a mano
    puede decir cualquier cosa. Lanza ErrorDeDatos, con fila y sin contenido, si algo no se puede leer o puede
    leerse de dos formas; ErrorDeLectura, si abrirlo pide más de lo que pide un registro.
    """
    return aparte(archivo.name, partial(contar_registro, archivo, dict(conocidos), pedido), TOPES)


def contar_registro(
    archivo: Path, conocidos: Mapping[Variable, Sequence[str]], pedido: Indicaciones = SIN_PEDIDO
) -> Registro:
    """Lo mismo que `leer_registro`, en este proceso: para lo que no venga de afuera."""
    tabla, dichos = _tabla(archivo, pedido)
    enc = encabezado(tabla)
    filas = tabla.filas[enc.desde :]
    columnas = repartir(enc, filas, _parecen(conocidos, pedido), _pedidas(archivo.name, enc, pedido))
    exigir_letras(archivo.name, tabla, enc, columnas)
    _exigir(archivo.name, tabla, enc, columnas, filas)
    dias = _dias(archivo.name, enc, columnas, filas, pedido)
    fichero = Fichero(tabla, enc, columnas, dias)
    contadas, lectura = apartar(fichero, filas)
    if dias is not None:
        dias.exigir()
    total = len(contadas)
    if total < UMBRAL:
        raise mal(
            archivo.name,
            1,
            f"hay {plural(total, 'registro', 'registros')}: con menos de {UMBRAL} no se publica nada",
            "revise que sea la exportación completa del formulario",
        )
    _exigir_repetidas(archivo.name, columnas, lectura)
    cuadros = []
    for variable in VARIABLES:
        if variable not in columnas.de:
            continue
        respuestas = [(n, celda(c, columnas.de[variable])) for n, c in contadas]
        _exigir_generos(archivo.name, variable, columnas, respuestas)
        validas = (*conocidos.get(variable, ()), *pedido.respuestas.get(variable, ()))
        hecho, ajenas = cuadro(variable, respuestas, validas, fichero.es_persona)
        cuadros.append(hecho)
        for suyas in ajenas:
            que = (
                ("respuesta parece el nombre de alguien", "respuestas parecen el nombre de alguien")
                if suyas.de_alguien
                else ("respuesta no es una opción conocida", "respuestas no son una opción conocida")
            )
            cuantas = plural(len(suyas.filas), *que)
            dichos.append(
                f"{como_se_llama(variable)}: {cuantas} (filas {rangos(suyas.filas)}): "
                f"{'' if suyas.de_alguien else f'las conocidas son {_CONOCIDAS[variable]}; '}"
                f"va en «Otras respuestas»; si {'no ' if suyas.de_alguien else ''}lo es, "
                f"--respuesta {variable}=TEXTO"
            )
    dichos += _eleccion(tabla, enc, columnas)
    if dias is not None:
        dichos += dias.dichos()
    elif len(pedido.dias) > 1:
        dichos.append(
            "no hay columna de fecha: no se sabe qué día vino cada quien; se reconoce por: "
            + ", ".join(SINONIMOS["fecha"])
        )
    return Registro(
        total, tuple(cuadros), lectura, tuple(v for v in VARIABLES if v not in columnas.de), tuple(dichos)
    )


def _dias(
    archivo: str, enc: Encabezado, columnas: Columnas, filas: Sequence[FilaDeRegistro], pedido: Indicaciones
) -> Dias | None:
    """Lo que dice la columna de fecha, o None si no la hay o no se pidió mirarla."""
    if not pedido.dias:
        return None
    j = columnas.de.get("fecha")
    if j is None:
        # Se llama fecha y nada se lee como fecha: callarlo sería contarlas todas por buenas.
        j = next((k for k in columnas.ajenas.get("fecha", ()) if any(celda(c, k) for _, c in filas)), None)
        if j is None or "fecha" in pedido.columnas:
            return None
        dias = Dias(archivo, j, enc.titulo(j), pedido.dias)
        dias.ilegibles = [n for n, c in filas if celda(c, j)]
        dias.exigir()
    assert j is not None
    dias = Dias(archivo, j, enc.titulo(j), pedido.dias)
    dias.elegir([celda(c, j) for _, c in filas])
    return dias


def _tabla(archivo: Path, pedido: Indicaciones) -> tuple[Tabla, list[str]]:
    try:
        datos = archivo.read_bytes() if archivo.stat().st_size <= PESO_MAXIMO else None
    except OSError:
        raise mal(archivo.name, 1, "no se puede abrir", "revise que la ruta esté bien escrita") from None
    if datos is None:
        tope = PESO_MAXIMO // 1024**2
        raise mal(archivo.name, 1, f"pesa más de {tope} MB", "revise que sea el registro de una asamblea")
    extension = archivo.suffix.lower()
    if extension in DE_TEXTO:
        if pedido.hoja is not None:
            raise mal(archivo.name, 1, "un archivo de texto no tiene hojas", "quite --hoja")
        tabla = leer_separado(archivo.name, datos, pedido.codificacion, puntos_de)
        return tabla, list(tabla.dichos)
    if extension not in DE_LIBRO:
        raise mal(archivo.name, 1, "debe ser un .csv o un .xlsx", "expórtelo otra vez desde el formulario")
    if pedido.codificacion is not None:
        raise mal(archivo.name, 1, "una hoja de cálculo ya dice en qué letras está", "quite --codificacion")
    tablas, ocultas = leer_libro(archivo.name, datos)
    return _hoja(archivo.name, tablas, ocultas, pedido.hoja)


def _hoja(
    archivo: str, tablas: Sequence[Tabla], ocultas: Sequence[str], pedida: str | None
) -> tuple[Tabla, list[str]]:
    """La hoja que parece el registro. Una oculta, nunca; si dos lo parecen, se pregunta."""
    if not tablas:
        raise mal(archivo, 1, "no tiene ninguna hoja a la vista", "en Excel, muestre la hoja del registro")
    if pedida is not None:
        elegida = next((t for t in tablas if plano(t.nombre) == plano(pedida)), None)
        if elegida is None:
            oculta = " (esa está oculta: muéstrela en Excel)" if plano(pedida) in map(plano, ocultas) else ""
            raise mal(
                archivo, 1, f"no hay una hoja así a la vista{oculta}", f"las que hay: {_nombres(tablas)}"
            )
    else:
        parecidas = [t for t in tablas if encabezado(t).puntos and not _resumen(t)] or list(tablas)
        mejor = max(encabezado(t).puntos for t in parecidas)
        # Una hoja con la mitad de las columnas del registro puede ser una lista; con más, es otro registro.
        iguales = [t for t in parecidas if encabezado(t).puntos > mejor / 2 and len(t.filas) > UMBRAL]
        if len(iguales) > 1:
            raise mal(
                archivo,
                1,
                f"hay {len(iguales)} hojas que parecen el registro: {_nombres(iguales)}",
                "diga cuál con --hoja, o júntelas en una sola",
            )
        elegida = max(parecidas, key=lambda t: (encabezado(t).puntos, len(t.filas)))
    dichos = []
    if len(tablas) + len(ocultas) > 1:
        otras = [f"«{t.nombre}»" for t in tablas if t is not elegida] + [f"«{o}» (oculta)" for o in ocultas]
        dichos.append(f"se leyó la hoja «{elegida.nombre}», y no {', '.join(otras)}; otra, con --hoja")
    return elegida, [*dichos, *elegida.dichos]


def _nombres(tablas: Sequence[Tabla]) -> str:
    return nombres([t.nombre for t in tablas])


def _resumen(tabla: Tabla) -> bool:
    enc = encabezado(tabla)
    filas = [f for f in tabla.filas[enc.desde :] if any(f[1])]
    return bool(filas) and es_resumen(enc, repartir(enc, filas, _parecen({}, SIN_PEDIDO), {}), filas)


def _parecen(
    conocidos: Mapping[Variable, Sequence[str]], pedido: Indicaciones
) -> Callable[[PapelDeColumna, Sequence[str]], bool]:
    def parecen(papel: PapelDeColumna, valores: Sequence[str]) -> bool:
        variable: Variable = papel  # type: ignore[assignment]
        return parece(papel, valores, (*conocidos.get(variable, ()), *pedido.respuestas.get(variable, ())))

    return parecen


def _pedidas(archivo: str, enc: Encabezado, pedido: Indicaciones) -> dict[PapelDeColumna, int | None]:
    puestos: dict[PapelDeColumna, int | None] = {} if pedido.dias else {"fecha": None}
    for papel, pedida in pedido.columnas.items():
        if papel in puestos:
            continue
        j = columna_pedida(enc, pedida)
        if j == -1:
            raise mal(
                archivo,
                enc.numero or 1,
                f"no hay una sola columna que se llame como pide --columna {papel}",
                f"use su letra: de A a {letra(max(0, len(enc.titulos) - 1))}",
            )
        puestos[papel] = j
    return puestos


def _exigir(
    archivo: str, tabla: Tabla, enc: Encabezado, columnas: Columnas, filas: Sequence[FilaDeRegistro]
) -> None:
    """Lo que haría contar mal: columnas que no se sabe cuáles son, resúmenes, fórmulas sin calcular."""
    fila = enc.numero or (tabla.filas[0][0] if tabla.filas else 1)
    if not set(columnas.de) & set(VARIABLES):
        ajenas = [v for v in VARIABLES if v in columnas.ajenas]
        if ajenas:
            raise mal(
                archivo,
                fila,
                f"hay columna para {enumerar(map(como_se_llama, ajenas))}, pero lo que trae no lo parece",
                "revise que los datos no estén corridos; si es esa, dígalo: "
                + " ".join(f"--columna {v}={letra(columnas.ajenas[v][0])}" for v in ajenas),
            )
        raise mal(
            archivo,
            fila,
            "no se reconoce ninguna columna en los encabezados",
            "la primera fila debe nombrarlas. Se reconocen: "
            + "; ".join(f"{como_se_llama(v)} ({', '.join(SINONIMOS[v])})" for v in VARIABLES),
        )
    if columnas.dudas:
        papel, iguales = next(iter(columnas.dudas.items()))
        raise mal(
            archivo,
            fila,
            f"{len(iguales)} columnas pueden ser «{como_se_llama(papel)}»: {enumerar(map(letra, iguales))}",
            f"diga cuál: --columna {papel}={letra(iguales[0])}; o --columna {papel}=ninguna",
        )
    llenas = [f for f in filas if any(f[1])]
    if es_resumen(enc, columnas, llenas):
        raise mal(
            archivo,
            fila,
            "parece un resumen, con un conteo por fila, y no el registro de las personas",
            "exporte las respuestas del formulario, una fila por persona",
        )
    for papel, j in columnas.de.items():
        sin = [n for n, c in tabla.sin_valor if c == j and n > enc.numero]
        if sin:
            raise mal(
                archivo,
                min(sin),
                f"la columna {letra(j)} ({como_se_llama(papel)}) tiene fórmulas sin calcular ({len(sin)}): "
                "no se sabe qué dicen",
                "ábralo en Excel o LibreOffice, guárdelo y pruebe otra vez",
            )
        malas = [n for n, c in tabla.errores if c == j and n > enc.numero]
        if 2 * len(malas) > len(llenas):
            raise mal(
                archivo,
                min(malas),
                f"la columna {letra(j)} ({como_se_llama(papel)}) es casi toda de errores, como #¡REF!",
                f"arregle sus fórmulas, o déjela por fuera: --columna {papel}=ninguna",
            )
    if (d := columnas.de.get("documento")) is not None:
        redondos = [n for n, c in llenas if redondeado(celda(c, d))]
        if redondos:
            raise mal(
                archivo,
                redondos[0],
                f"la columna {letra(d)} (documento) trae {len(redondos)} números que la hoja de cálculo "
                "redondeó, como 1,02E+09: varias personas quedarían con el mismo",
                "expórtelo sin abrirlo en Excel; o no busque repetidas: --columna documento=ninguna",
            )


def _exigir_repetidas(archivo: str, columnas: Columnas, lectura: FilasLeidas) -> None:
    repetidas = lectura.cuantas("repetida")
    if repetidas > _MUCHAS * (repetidas + lectura.contadas):
        j = columnas.de["documento"]
        raise mal(
            archivo,
            1,
            f"{repetidas} de {repetidas + lectura.contadas} filas repiten lo de la columna {letra(j)}: no "
            "parece el documento de cada persona",
            "diga cuál es, con --columna documento=LETRA; o no busque repetidas: --columna documento=ninguna",
        )


def _exigir_generos(
    archivo: str, variable: Variable, columnas: Columnas, respuestas: Sequence[tuple[int, str]]
) -> None:
    if variable != "genero" or generos([r for _, r in respuestas]) is not None:
        return
    raise mal(
        archivo,
        next(n for n, r in respuestas if plano(r) == "m"),
        f"la columna {letra(columnas.de[variable])} (género) dice «M» y no se sabe si es Mujer o Masculino",
        "en el archivo, escriba la palabra completa; o déjela por fuera: --columna genero=ninguna",
    )


def _eleccion(tabla: Tabla, enc: Encabezado, columnas: Columnas) -> list[str]:
    """Qué se tomó de cada columna, qué no, y qué se habría reconocido."""
    dichos = [f"encabezados: fila {enc.numero}"]
    for papel, j in columnas.de.items():
        puestos = columnas.nombres if papel == "nombre" and columnas.nombres else (j,)
        cual = enumerar(f"{letra(p)} («{enc.titulo(p)}»)" for p in puestos)
        otras = columnas.otras.get(papel, ())
        tambien = f"; también podía ser {enumerar(map(letra, otras))}: --columna {papel}=…" if otras else ""
        dichos.append(f"{como_se_llama(papel)}: columna {cual}{tambien}")
        malas = sorted(n for n, c in tabla.errores if c == j and n > enc.numero)
        if malas:
            cuantas = plural(len(malas), "celda con error", "celdas con error")
            dichos.append(f"{como_se_llama(papel)}: {cuantas}, sin dato (filas {rangos(malas)})")
    for papel, puestos in columnas.ajenas.items():
        if papel not in columnas.de:
            dichos.append(
                f"{como_se_llama(papel)}: no se tomó {enumerar(map(letra, puestos))}, que se llama así y no "
                f"trae eso; si lo es: --columna {papel}={letra(puestos[0])}"
            )
    usadas = {*columnas.de.values(), *columnas.nombres}
    sobran = [letra(j) for j, formas in enumerate(enc.titulos) if formas and j not in usadas]
    if sobran:
        dichos.append(f"columnas que no se usan: {enumerar(sobran)}")
    for v in VARIABLES:
        if v not in columnas.de:
            dichos.append(f"no hay columna de {como_se_llama(v)}; se reconoce por: {', '.join(SINONIMOS[v])}")
    if "documento" not in columnas.de:
        dichos.append("no hay columna de documento: no se buscaron personas repetidas")
    return dichos
