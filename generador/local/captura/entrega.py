"""Lo que llega de una sub-mesa, casilla por casilla, y sus tres formas: casillas, árbol y hoja."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from generador.carga.lectura.invisibles import sin_inofensivos
from generador.carga.sin_archivo import fallas
from generador.local.captura.formulario import Casilla, Formulario
from generador.modelo.datos.aporte import Resultado
from generador.modelo.datos.pendiente import POR_ESCRIBIR, POR_TRANSCRIBIR
from generador.modelo.personal.datos_personales import NOMBRES, detectar
from generador.modelo.tipos import Modelo, caracter_extrano, de_parrafos, de_una_linea
from generador.revision.nombres import parece_nombre
from generador.salida.disco import sha256

Campos = Mapping[str, str]
"""Por casilla, lo escrito en ella; las vacías no figuran."""


@dataclass(frozen=True, slots=True)
class Entrega:
    """Lo que un aparato dice de una sub-mesa, en una de sus revisiones."""

    asamblea: str
    submesa: str
    formulario: str
    """La versión del formulario con que se llenó."""
    dispositivo: str
    revision: int
    """Cuenta desde 1 en cada aparato: la mayor es lo último que dijo."""
    campos: Campos
    antes: Campos | None = field(default=None)
    """Lo que mostraba el formulario antes de llenarlo; None si quien lo mandó no lo sabe."""

    @property
    def huella(self) -> str:
        """SHA-256 de lo que dice: igual en dos entregas que dicen lo mismo de la misma sub-mesa."""
        dicho = {"asamblea": self.asamblea, "submesa": self.submesa, "campos": dict(self.campos)}
        return sha256(json.dumps(dicho, sort_keys=True, ensure_ascii=False).encode("utf-8", "surrogatepass"))


@dataclass(frozen=True, slots=True)
class Reparo:
    """Lo que no está bien en una casilla, y qué hacer."""

    casilla: str
    """Su nombre; vacío si es de toda la hoja."""
    mensaje: str
    ayuda: str
    impide: bool
    """Si así no se puede guardar; si no, es un aviso."""


def limpios(formulario: Formulario, dichos: Mapping[str, str]) -> dict[str, str]:
    """Lo escrito, como queda en la hoja: sin espacios de sobra ni vacíos, y sin huecos entre las fichas.

    Lo que no es de ninguna casilla no pasa. Un texto que no sirve pasa como vino: lo dice `reparos`.
    """
    llenas = {
        c.nombre: texto for c in formulario.casillas if (texto := _limpio(c, dichos.get(c.nombre, ""))) != ""
    }
    return _corridos(formulario, llenas)


def _limpio(casilla: Casilla, crudo: str) -> str:
    texto = sin_inofensivos(crudo.replace("\r\n", "\n").replace("\r", "\n"))
    if not texto.strip() or caracter_extrano(texto):
        return texto.strip()
    if casilla.clase == "lista":
        # Una lista pegada trae sus viñetas.
        renglones = (r.strip().removeprefix("- ").removeprefix("• ").strip() for r in texto.split("\n"))
        return "\n".join(dict.fromkeys(de_una_linea(r) for r in renglones if r))
    return de_parrafos(texto) if casilla.clase == "parrafos" else de_una_linea(texto)


def _corridos(formulario: Formulario, campos: Mapping[str, str]) -> dict[str, str]:
    """Las mismas, con las fichas llenas adelante: quien deja en blanco la primera llena la segunda."""
    cambios: dict[str, str] = {}
    for prefijo in listas_de(campos):
        ocupadas = sorted(
            {int(n.removeprefix(f"{prefijo}.").split(".")[0]) for n in campos if n.startswith(f"{prefijo}.")}
        )
        cambios |= {
            f"{prefijo}.{viejo}.": f"{prefijo}.{nuevo}."
            for nuevo, viejo in enumerate(ocupadas)
            if nuevo != viejo
        }
    # De adentro hacia afuera: al correr la de afuera, la de adentro ya está en su puesto.
    corridos = dict(campos)
    for viejo, nuevo in sorted(cambios.items(), key=lambda par: -par[0].count(".")):
        corridos = {
            nuevo + n.removeprefix(viejo) if n.startswith(viejo) else n: t for n, t in corridos.items()
        }
    return {c.nombre: corridos[c.nombre] for c in formulario.casillas if c.nombre in corridos}


def listas_de(nombres: Iterable[str]) -> list[str]:
    """Lo que precede a cada número: «aportes», «aportes.0.plan»."""
    hallados: dict[str, None] = {}
    for nombre in nombres:
        partes = nombre.split(".")
        hallados |= {".".join(partes[:i]): None for i, parte in enumerate(partes) if parte.isdigit()}
    return list(hallados)


def arbol(formulario: Formulario, submesa: str, campos: Campos) -> dict[str, Any]:
    """Lo que va en el archivo de resultados de la sub-mesa, con sus listas y sus fichas."""
    raiz: dict[str, Any] = {"submesa": submesa}
    for casilla in formulario.casillas:
        if casilla.nombre not in campos:
            continue
        valor = valor_de(casilla, campos[casilla.nombre])
        donde: Any = raiz
        ruta = casilla.ruta
        for parte, sigue in pairwise(ruta):
            donde = _dentro(donde, parte, [] if isinstance(sigue, int) else {})
        donde[ruta[-1]] = valor
    return raiz


def valor_de(casilla: Casilla, dicho: str) -> Any:
    """Lo escrito en una casilla, como va en el archivo: un texto, un entero o una lista de textos."""
    if casilla.clase == "lista":
        return dicho.split("\n")
    return int(dicho) if casilla.clase == "numero" and dicho.isascii() and dicho.isdigit() else dicho


def _dentro(donde: Any, parte: str | int, vacio: Any) -> Any:
    if isinstance(parte, str):
        return donde.setdefault(parte, vacio)
    while len(donde) <= parte:
        donde.append({})
    return donde[parte]


def campos_de(formulario: Formulario, resultado: Resultado) -> dict[str, str]:
    """Lo que ya dice la hoja de una sub-mesa, casilla por casilla; lo que sigue por escribir no es nada."""
    return {
        c.nombre: dicho
        for c in formulario.casillas
        if (dicho := _dicho(_valor(resultado, c))) and dicho not in (POR_ESCRIBIR, POR_TRANSCRIBIR)
    }


def _valor(resultado: Resultado, casilla: Casilla) -> Any:
    donde: Any = resultado
    for parte in casilla.ruta:
        if isinstance(parte, int):
            donde = donde[parte] if donde is not None and parte < len(donde) else None
        else:
            donde = getattr(donde, parte) if isinstance(donde, Modelo) else None
    return donde


def _dicho(valor: Any) -> str:
    if valor is None:
        return ""
    return "\n".join(valor) if isinstance(valor, tuple) else str(valor)


def reparos(formulario: Formulario, submesa: str, campos: Campos) -> tuple[Reparo, ...]:
    """Lo que impide guardar eso como hoja de la sub-mesa, y los datos de personas que trae."""
    return (*errores(formulario, submesa, campos), *personales(formulario, campos))


def errores(formulario: Formulario, submesa: str, campos: Campos) -> Iterator[Reparo]:
    """Lo que impide guardar eso como hoja de la sub-mesa."""
    for falla in fallas(Resultado, arbol(formulario, submesa, campos)):
        casilla = _casilla_en(formulario, falla.ruta)
        nombre = casilla.nombre if casilla else ""
        if falla.falta and casilla:
            yield Reparo(nombre, f"falta «{casilla.titulo}»", casilla.ayuda, impide=True)
        else:
            yield Reparo(nombre, falla.mensaje, falla.ayuda, impide=True)


def _casilla_en(formulario: Formulario, ruta: tuple[int | str, ...]) -> Casilla | None:
    """La de esa ruta; si es de un renglón de una lista, la de la lista; si es de una ficha, su primera."""
    for nombre in (".".join(map(str, ruta[:corte])) for corte in range(len(ruta), 0, -1)):
        if nombre in formulario.por_nombre:
            return formulario.por_nombre[nombre]
        suyas = [c for c in formulario.casillas if c.nombre.startswith(f"{nombre}.")]
        if suyas:
            return suyas[0]
    return None


def personales(formulario: Formulario, campos: Campos, no_son: tuple[str, ...] = ()) -> Iterator[Reparo]:
    """Los datos de personas que trae, sin repetirlos; `no_son`, los nombres que no son de nadie."""
    for nombre, texto in campos.items():
        casilla = formulario.por_nombre[nombre]
        if parece_nombre(texto, str(next(p for p in reversed(casilla.ruta) if isinstance(p, str))), no_son):
            yield Reparo(
                casilla.nombre,
                "esto parece el nombre de una persona",
                "si lo es, ponga su papel o su organización: esto se proyecta y se publica",
                impide=False,
            )
        for clase in dict.fromkeys(c.clase for c in detectar(texto)):
            yield Reparo(
                casilla.nombre,
                f"hay {NOMBRES[clase]}",
                "bórrelo: esto se proyecta y se publica; nombre la organización o el papel",
                impide=False,
            )
