"""Rehace la agenda abierta desde lo firmado y la compara entera con la que trae el archivo."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from generador.construccion.verificacion.origen import dicho
from generador.errores import ErrorDeUso
from generador.modelo.aprobado.contenido import huella_de
from generador.modelo.aprobado.erratas import aplicadas, retirado
from generador.modelo.datos.agenda import Errata
from generador.modelo.datos.evento import Estado
from generador.modelo.publico.abierto import AgendaAbierta
from generador.modelo.publico.apertura import Declarado, armar, sin_firmar
from generador.modelo.texto import plural
from generador.salida.abiertos.documento_json import arbol, leer_json

MOSTRADAS = 5
"""Diferencias de un archivo que se nombran; de las demás se dice cuántas son."""


@dataclass(frozen=True, slots=True)
class Firmado:
    """Lo que dice un agenda.json y lo que de él se calculó."""

    abierta: AgendaAbierta
    huella: str
    """La huella que se calculó para la versión vigente."""
    calculadas: frozenset[str]
    """Todas las que se pudieron calcular: la de lo aprobado y la de cada acto de después."""
    dichas: frozenset[str]
    """Huellas de antes del último retiro: las declara el archivo, y ya nadie las puede calcular."""
    fallas: tuple[str, ...]
    sin_huella: tuple[str, ...]
    """Lo que el archivo declara y ninguna huella cubre."""
    notas: tuple[str, ...] = ()


class EsBorrador(ErrorDeUso):
    """Una agenda sin aprobar: todavía no hay huella que comprobar."""


class NoEsAgenda(ErrorDeUso):
    """Lo que se dio no se entiende como un agenda.json."""


def juzgar(origen: str, datos: bytes) -> Firmado:
    """Lo firmado en esos bytes, recalculado.

    NoEsAgenda si no son de un agenda.json; EsBorrador si no se ha aprobado; ErrorDeUso si se contradice.
    """
    try:
        abierta, crudo = leer_json(datos)
    except ValueError as error:
        raise NoEsAgenda(f"«{dicho(origen)}»: {dicho(str(error))}") from None
    if abierta.estado != Estado.APROBADA.value:
        raise EsBorrador(f"«{dicho(origen)}» es un borrador: todavía no tiene huella que comprobar")
    if abierta.aprobado.acta is None or abierta.huella_aprobada is None:
        falta = "el acta" if abierta.aprobado.acta is None else "la huella"
        raise ErrorDeUso(f"«{dicho(origen)}» dice que está aprobada y no trae {falta}")
    try:
        return _recalculado(abierta, crudo)
    except ValueError:
        # Lo que ningún campo revisa por sí solo: un título de mil letras, una mesa que no está.
        raise ErrorDeUso(f"«{dicho(origen)}» no es un agenda.json en regla: se contradice") from None


def _recalculado(abierta: AgendaAbierta, crudo: dict[str, Any]) -> Firmado:
    agenda, fallas, notas = abierta.como_agenda(), [], []
    acto, aprobada = agenda.aprobacion, abierta.huella_aprobada
    assert acto is not None
    assert aprobada is not None
    # Sobre el árbol tal como llegó: un campo de más también cuenta.
    calculadas = [huella_de(crudo["aprobado"])]
    if retirado(agenda):
        notas.append("se retiró un dato personal: la huella del acta no se calcula; la fija la del retiro")
        calculadas = []
    elif calculadas[0] != aprobada:
        fallas.append("lo aprobado no da la huella del acta")
    ultima = calculadas[0] if calculadas else aprobada
    escrita = agenda.model_copy(update={"aprobacion": acto.model_copy(update={"huella": aprobada})})
    actos = list(aplicadas(escrita, abierta.aprobado))
    retiros = [i for i, a in enumerate(actos) if isinstance(a.acto, Errata) and a.acto.retira]
    ultimo_retiro, puestos = max(retiros, default=-1), Counter[str]()
    dichas = {aprobada, *(a.acto.huella for a in actos[:ultimo_retiro])} if retiros else set()
    for i, a in enumerate(actos):
        cual = "errata" if isinstance(a.acto, Errata) else "consolidación"
        puestos[cual] += 1
        if a.falla is not None or a.huella != a.acto.huella:
            fallas.append(f"la {cual} {puestos[cual]}, del {a.acto.fecha}, no da su huella")
        ultima = a.huella
        if i >= ultimo_retiro:
            calculadas.append(a.huella)
    if abierta.huella != ultima:
        fallas.append("la huella de la versión vigente no es la última de la cadena")
    declarado = Declarado.en(abierta)
    rehecha = armar(
        declarado,
        abierta.aprobado,
        abierta.fe_de_erratas,
        abierta.consolidaciones,
        aprobada=True,
        fijada=aprobada,
    )
    esperado = arbol(rehecha)
    fallas += distintas(esperado, {"$schema": esperado["$schema"], **crudo})
    sin_huella = sin_firmar(declarado, abierta.aprobado)
    firmas = (frozenset(calculadas), frozenset(dichas))
    return Firmado(abierta, ultima, *firmas, tuple(fallas), sin_huella, tuple(notas))


def distintas(esperado: Any, hallado: Any) -> list[str]:
    """Los lugares en que lo publicado no es lo que sale de lo firmado, los primeros con su nombre."""
    todas = list(_diferencias(esperado, hallado, ""))
    dichas = [f"«{dicho(camino)}» no es lo que sale de lo firmado" for camino in todas[:MOSTRADAS]]
    if len(todas) > MOSTRADAS:
        sobran = len(todas) - MOSTRADAS
        dichas.append(f"y {plural(sobran, 'diferencia más', 'diferencias más')}")
    return dichas


def _diferencias(esperado: Any, hallado: Any, camino: str) -> Iterator[str]:
    if isinstance(esperado, dict) and isinstance(hallado, dict):
        for clave in dict.fromkeys((*esperado, *hallado)):
            suyo = f"{camino}.{clave}" if camino else str(clave)
            if clave not in esperado or clave not in hallado:
                yield suyo
            else:
                yield from _diferencias(esperado[clave], hallado[clave], suyo)
    elif isinstance(esperado, list) and isinstance(hallado, list):
        for i, (a, b) in enumerate(zip(esperado, hallado, strict=False)):
            yield from _diferencias(a, b, f"{camino}[{i + 1}]")
        if len(esperado) != len(hallado):
            yield f"{camino} ({len(hallado)} en vez de {len(esperado)})"
    elif type(esperado) is not type(hallado) or esperado != hallado:
        yield camino or "todo"
