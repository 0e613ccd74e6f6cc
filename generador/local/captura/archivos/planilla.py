"""La planilla: un renglón por aporte en una hoja de cálculo, para quien prefiere llenarla ahí."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from typing import Any

from generador.aparte import aparte
from generador.errores import ErrorDeLectura
from generador.local.captura.archivos.celdas import HojaLeida, LugarEnHoja, leer_celdas
from generador.local.captura.archivos.legajo import TOPES
from generador.local.captura.archivos.suelto import Fichas, partes_de
from generador.local.captura.entrega import Campos, Entrega
from generador.local.captura.formulario import Casilla, Formulario
from generador.modelo.asamblea import Asamblea
from generador.salida.disco import sha256

OCULTA = "planilla"
"""La hoja que dice de qué asamblea es la planilla y qué mostraba al salir."""
DE_SUBMESA = "Sub-mesas"
_SUBMESA, _NUMERO = "submesa", "numero"
_CABEZA = ("asamblea", "formulario", "libro", "numericas")
_DIA_CERO = date(1899, 12, 30)
"""Desde cuándo cuenta los días una hoja de cálculo."""
_PRIMER_SERIAL, _ULTIMO_SERIAL = (date(2000, 1, 1) - _DIA_CERO).days, (date(2049, 12, 31) - _DIA_CERO).days
_CIFRAS = re.compile(r"[0-9a-f]{8}")
_CLAVE = re.compile(r"[a-z_]+(?:\.(?:[a-z_]+|\d{1,2}))*")
_ANCHOS: Mapping[str, int] = {"numero": 12, "linea": 32, "parrafos": 48, "lista": 32}
_FORMATOS: Mapping[str, Mapping[str, Any]] = {
    "titulo": {"bold": True, "text_wrap": True, "bg_color": "#E8E2D0"},
    "codigo": {"bg_color": "#F4F0E4"},
    # El 49 es «@», texto: lo que se escriba («04», «1/2», «=2+2») se queda como se escribió.
    "texto": {"num_format": 49, "text_wrap": True, "locked": False},
    "numero": {"num_format": "0", "locked": False},
    "como": {"text_wrap": True},
}
_COMO_SE_LLENA = (
    "Cada renglón es una necesidad de una sub-mesa. Los códigos ya están puestos: no los cambie.",
    "Lo que no haya, déjelo en blanco. Las organizaciones van una por renglón, dentro de su celda.",
    "Nombre organizaciones y papeles, nunca personas; sin cédulas, teléfonos ni correos.",
    "Si una celda se vuelve una fecha o un número, escríbala otra vez con un apóstrofo (') adelante.",
    "Guárdela como .xlsx o .ods y entréguela a la mesa técnica: la recibe ./asamblea importar.",
    "Para corregir lo que ya se recibió, pida otra: trae lo que hay.",
)


@dataclass(frozen=True, slots=True)
class _Tabla:
    """Una hoja: qué columna es cada casilla y qué renglones tiene cada sub-mesa."""

    nombre: str
    prefijo: str
    """Lo que va antes del número de la ficha: «aportes»; vacío si es un renglón por sub-mesa."""
    como: str
    cuantas: int
    columnas: tuple[tuple[str, str, Casilla], ...]
    """De cada una: su clave, su título y una casilla como las suyas."""

    def casilla(self, clave: str, numero: int) -> str:
        """El nombre de la casilla de esa columna en el renglón `numero`, desde 0."""
        return f"{self.prefijo}.{numero}.{clave}" if self.prefijo else clave


def _tablas(formulario: Formulario) -> list[_Tabla]:
    partes = partes_de(formulario.casillas)
    sueltas = tuple((p.nombre, p.titulo, p) for p in partes if isinstance(p, Casilla))
    tablas = [_Tabla(DE_SUBMESA, "", "", 1, sueltas)]
    for lista in (p for p in partes if isinstance(p, Fichas)):
        antes = f"{lista.nombre}.0."
        columnas = tuple(
            (c.nombre.removeprefix(antes), _titulo(c, lista), c)
            for c in formulario.casillas
            if c.nombre.startswith(antes)
        )
        tablas.append(_Tabla(lista.nombre.capitalize(), lista.nombre, lista.como, lista.cuantas, columnas))
    return tablas


def _titulo(casilla: Casilla, lista: Fichas) -> str:
    """El de la columna, sin decir de cuál ficha es: eso lo dice el renglón."""
    resto = casilla.titulo.removeprefix(lista.titulo).lstrip(":, ") or casilla.rotulo
    return resto[:1].upper() + resto[1:]


def escribir_planilla(
    asamblea: Asamblea, formulario: Formulario, hojas: Mapping[str, Campos], libro: str
) -> bytes:
    """El .xlsx, con lo que ya dice la hoja de cada sub-mesa. `libro`: las ocho cifras que la distinguen."""
    return _libro(asamblea, formulario, hojas, hojas, libro)


def planilla_llena(
    asamblea: Asamblea, formulario: Formulario, hojas: Mapping[str, Campos], libro: str
) -> bytes:
    """Una planilla que salió en blanco y alguien llenó con `hojas`."""
    return _libro(asamblea, formulario, hojas, {}, libro)


def _libro(
    asamblea: Asamblea,
    formulario: Formulario,
    hojas: Mapping[str, Campos],
    antes: Mapping[str, Campos],
    libro: str,
) -> bytes:
    """La planilla con `hojas` escritas en sus celdas, que al salir mostraba `antes`."""
    import xlsxwriter

    salida = io.BytesIO()
    with xlsxwriter.Workbook(salida, {"in_memory": True, "strings_to_formulas": False}) as hecho:
        formatos = {n: hecho.add_format({"valign": "top", **f}) for n, f in _FORMATOS.items()}
        inicio = hecho.add_worksheet("Cómo se llena")
        inicio.set_column(0, 0, 90)
        titular = f"{'PRÁCTICA: no se publica. ' * asamblea.evento.practica}{asamblea.evento.titular}"
        for i, texto in enumerate((titular, *_COMO_SE_LLENA, asamblea.convenio.credito)):
            inicio.write_string(i, 0, texto, formatos["como"])
        inicio.protect()
        codigos = [s.codigo for s in asamblea.submesas]
        tablas = _tablas(formulario)
        for tabla in reversed(tablas):
            _escribir_tabla(hecho.add_worksheet(tabla.nombre), tabla, codigos, hojas, formatos)
        oculta = hecho.add_worksheet(OCULTA)
        numericas = " ".join(c.nombre for c in formulario.casillas if c.clase == "numero")
        cabeza = (asamblea.id, formulario.version, libro, numericas)
        dichos = [(dato, dicho, "") for dato, dicho in zip(_CABEZA, cabeza, strict=True)]
        dichos += [(s, c, t) for s, campos in antes.items() for c, t in campos.items()]
        for i, fila in enumerate(dichos):
            for j, texto in enumerate(fila):
                oculta.write_string(i, j, texto, formatos["texto"])
        oculta.protect()
        oculta.hide()
        hecho.get_worksheet_by_name(tablas[-1].nombre).activate()
    return salida.getvalue()


def _escribir_tabla(
    hoja: Any,
    tabla: _Tabla,
    codigos: Sequence[str],
    hojas: Mapping[str, Campos],
    formatos: Mapping[str, Any],
) -> None:
    fijas = [(_SUBMESA, "Sub-mesa"), *([(_NUMERO, f"{tabla.como} n.º")] if tabla.prefijo else [])]
    for j, (clave, titulo) in enumerate([*fijas, *((c, t) for c, t, _ in tabla.columnas)]):
        hoja.write_string(0, j, titulo, formatos["titulo"])
        hoja.write_string(1, j, clave, formatos["codigo"])
    hoja.set_row(1, None, None, {"hidden": True})
    hoja.set_column(0, len(fijas) - 1, 11)
    ultima = 1 + len(codigos) * tabla.cuantas
    for j, (_, titulo, casilla) in enumerate(tabla.columnas, start=len(fijas)):
        formato = formatos["numero" if casilla.clase == "numero" else "texto"]
        hoja.set_column(j, j, _ANCHOS[casilla.clase], formato)
        hoja.data_validation(2, j, ultima, j, _regla(casilla, titulo))
    hoja.data_validation(
        2,
        0,
        ultima,
        0,
        {"validate": "list", "source": f"=$A$3:$A${ultima + 1}", "error_message": "Es un código"},
    )
    fila = 2
    for codigo in codigos:
        for numero in range(tabla.cuantas):
            hoja.write_string(fila, 0, codigo, formatos["codigo"])
            if tabla.prefijo:
                hoja.write_number(fila, 1, numero + 1, formatos["codigo"])
            for j, (clave, _, casilla) in enumerate(tabla.columnas, start=len(fijas)):
                dicho = hojas.get(codigo, {}).get(tabla.casilla(clave, numero), "")
                if casilla.clase == "numero" and dicho:
                    hoja.write_number(fila, j, int(dicho), formatos["numero"])
                elif dicho:
                    hoja.write_string(fila, j, dicho, formatos["texto"])
                else:
                    formato = formatos["numero" if casilla.clase == "numero" else "texto"]
                    hoja.write_blank(fila, j, None, formato)
            fila += 1
    hoja.freeze_panes(2, len(fijas))
    hoja.set_landscape()
    hoja.fit_to_pages(1, 0)
    hoja.autofilter(1, 0, max(ultima, 2), len(fijas) + len(tabla.columnas) - 1)
    hoja.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})


def _regla(casilla: Casilla, titulo: str) -> dict[str, Any]:
    """Lo que la hoja de cálculo comprueba al escribir; la ayuda sale al pararse en la celda."""
    comun = {
        "input_title": titulo[:32],
        "input_message": casilla.ayuda[:255],
        "error_title": "No cabe",
        "error_type": "warning",
    }
    if casilla.clase == "numero":
        regla = {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": casilla.maximo}
        return {**comun, **regla, "error_message": f"Un número de 0 a {casilla.maximo}."}
    largo = casilla.largo if casilla.clase != "lista" else 32_767
    return {
        **comun,
        "validate": "length",
        "criteria": "<=",
        "value": largo,
        "error_message": f"Caben {largo} caracteres.",
    }


@dataclass(frozen=True, slots=True)
class DePlanilla:
    """Lo que trae una planilla de una sub-mesa."""

    entrega: Entrega
    dichos: tuple[str, ...]
    """Lo que conviene mirar, con su celda."""


def leer_planilla(archivo: str, datos: bytes) -> tuple[list[DePlanilla], list[ErrorDeLectura]]:
    """Lo que trae de cada sub-mesa, y las celdas que la hoja de cálculo cambió o que no se entienden.

    De una sub-mesa en que nada cambió desde que salió la planilla no trae nada; la celda que no se entiende
    se queda como estaba al salir. ErrorDeLectura si no es una planilla.
    """
    hojas = {h.nombre: h for h in aparte(archivo, partial(leer_celdas, archivo, datos), TOPES)}
    if OCULTA not in hojas:
        raise ErrorDeLectura(archivo, "no es una planilla de las mesas", "use la que da ./asamblea planilla")
    dichos = [(*f, "", "", "")[:3] for f in hojas[OCULTA].filas]
    cabeza = {f[0]: f[1] for f in dichos[: len(_CABEZA)]}
    sirve = tuple(cabeza) == _CABEZA and all(_CIFRAS.fullmatch(cabeza[x]) for x in ("formulario", "libro"))
    if not sirve:
        raise ErrorDeLectura(archivo, f"tiene cambiada la hoja oculta «{OCULTA}»", "pida otra planilla")
    llenado = _Llenado(archivo, frozenset(cabeza["numericas"].split()))
    antes: dict[str, dict[str, str]] = {}
    for submesa, casilla, texto in dichos[len(_CABEZA) :]:
        antes.setdefault(submesa, {})[casilla] = texto
        llenado.campos.setdefault(submesa, {})[casilla] = texto
    for hoja in hojas.values():
        llenado.tomar(hoja)
    traidas = []
    for submesa, campos in llenado.campos.items():
        if campos != antes.get(submesa, {}):
            # Dos personas pueden llenar copias de la misma: lo que dicen las distingue.
            quien = f"planilla-{cabeza['libro']}-{sha256(repr(sorted(campos.items())).encode())[:8]}"
            entrega = Entrega(
                *(cabeza["asamblea"], submesa, cabeza["formulario"], quien, 1, campos),
                antes=antes.get(submesa, {}),
            )
            traidas.append(DePlanilla(entrega, tuple(llenado.dichos.get(submesa, ()))))
    return traidas, llenado.fallas


@dataclass(slots=True)
class _Llenado:
    """Lo que se va sacando de las hojas de una planilla."""

    archivo: str
    numericas: frozenset[str]
    campos: dict[str, dict[str, str]] = field(default_factory=dict)
    dichos: dict[str, list[str]] = field(default_factory=dict)
    fallas: list[ErrorDeLectura] = field(default_factory=list)

    def tomar(self, hoja: HojaLeida) -> None:
        """Lo que dice una hoja; nada si no es de las que se llenan."""
        claves = next(((i, f) for i, f in enumerate(hoja.filas[:5]) if f[:1] == (_SUBMESA,)), None)
        if claves is None:
            return
        inicio, columnas = claves
        vistos: dict[tuple[str, str], tuple[str, ...]] = {}
        for i, fila in enumerate(hoja.filas[inicio + 1 :], start=inicio + 1):
            celdas = dict(zip(columnas, fila, strict=False))
            submesa, numero = celdas.pop(_SUBMESA, "").strip(), celdas.pop(_NUMERO, "").strip()
            if not any(t.strip() for t in celdas.values()) and not submesa:
                continue
            if not submesa:
                self._falla(hoja, i, 0, "no dice de qué sub-mesa es", "escriba su código")
            elif _NUMERO in columnas and not re.fullmatch(r"[1-9]\d?", numero, re.ASCII):
                self._falla(hoja, i, 1, "no dice qué número es", "escriba 1, 2…")
            elif vistos.setdefault((submesa, numero), fila) != fila:
                self._falla(hoja, i, 0, "repite un renglón de arriba con otra cosa", "deje uno de los dos")
            else:
                antes = f"{hoja.nombre.lower()}.{int(numero) - 1}." if _NUMERO in columnas else ""
                self._renglon(hoja, i, columnas, submesa, antes)

    def _renglon(self, hoja: HojaLeida, i: int, columnas: tuple[str, ...], submesa: str, antes: str) -> None:
        suyos = self.campos.setdefault(submesa, {})
        for j, clave in enumerate(columnas):
            casilla = antes + clave
            if clave in (_SUBMESA, _NUMERO) or not _CLAVE.fullmatch(clave):
                continue
            if (i, j) in hoja.cambiadas or ((i, j) in hoja.fechas and casilla in self.numericas):
                que = "no guarda lo que alguien escribió, sino una fecha, una hora, una fórmula o un sí o no"
                self._falla(hoja, i, j, que, "escríbala otra vez con un apóstrofo (') adelante")
                continue
            crudo = hoja.filas[i][j] if j < len(hoja.filas[i]) else ""
            dicho = crudo.replace("\r\n", "\n").strip("\n")
            if casilla not in self.numericas and (guarda := self._guarda(hoja, (i, j), dicho)):
                self.dichos.setdefault(submesa, []).append(
                    f"{_celda(hoja, i, j)} guarda {guarda}, escríbala con un apóstrofo (') adelante"
                )
            if dicho.strip():
                suyos[casilla] = dicho
            else:
                suyos.pop(casilla, None)

    def _guarda(self, hoja: HojaLeida, donde: LugarEnHoja, dicho: str) -> str:
        """Qué dejó la hoja de cálculo en vez de lo escrito, y cómo pudo ser; vacío si es lo escrito."""
        if donde in hoja.fechas:
            return f"una fecha, y queda «{dicho}»: si se escribió de otra manera («mar-24»)"
        if donde not in hoja.numeros:
            return ""
        if dicho.isdecimal() and _PRIMER_SERIAL <= int(dicho) <= _ULTIMO_SERIAL:
            dia = _DIA_CERO + timedelta(days=int(dicho))
            return f"el número {dicho}, que en la hoja de cálculo es {dia}: si era una fecha («{dia}»)"
        return f"el número {dicho}: si se escribió de otra manera («0{dicho}»)"

    def _falla(self, hoja: HojaLeida, fila: int, columna: int, mensaje: str, ayuda: str) -> None:
        lugar = f"{self.archivo}: {_celda(hoja, fila, columna)}"
        self.fallas.append(ErrorDeLectura(lugar, mensaje, ayuda))


def _celda(hoja: HojaLeida, fila: int, columna: int) -> str:
    """«Aportes!C7»."""
    letras, resto = "", columna + 1
    while resto:
        resto, cual = divmod(resto - 1, 26)
        letras = chr(65 + cual) + letras
    return f"{hoja.nombre}!{letras}{fila + 1}"
