"""Recoger aportes en compromisos: uno o varios en uno nuevo o en uno que ya está, y devolverlos.

Trabaja sobre los bytes de agenda.yml mientras es borrador y solo toca lo que cambia; no escribe.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from generador.carga.lectura.lector import leer_bytes
from generador.edicion.en_yaml import propuestos
from generador.edicion.escritura.cambios import Nuevo, acomodar, fijar, quitar
from generador.edicion.escritura.formas import Arbol, Llano
from generador.errores import ErrorDeUso
from generador.modelo.asamblea import Asamblea
from generador.modelo.campos import campo_en, nombres
from generador.modelo.datos.agenda import Agenda, Compromiso

_ORDEN = nombres(Agenda)


def en_uno_nuevo(crudo: bytes, asamblea: Asamblea, aportes: Sequence[str]) -> tuple[bytes, str]:
    """La agenda con un compromiso más, que nace de esos aportes y dice lo de ellos; y su código.

    Un texto que no quepa con los demás se queda en su aporte: nada se corta. ErrorDeUso si uno no existe o
    ya tiene destino.
    """
    _exigir_libres(crudo, asamblea, aportes)
    compromisos = _lista(crudo, "compromisos")
    suyos = [c for c in propuestos(asamblea) if c.aportes[0] in aportes]
    codigo = _siguiente(asamblea, [str(c.get("codigo", "")) for c in compromisos])
    nuevo = Nuevo(_arbol(_junto(codigo, suyos)))
    return _con(crudo, "compromisos", [*range(len(compromisos)), nuevo]), codigo


def en_uno_que_esta(crudo: bytes, asamblea: Asamblea, aportes: Sequence[str], compromiso: str) -> bytes:
    """La agenda con esos aportes en ese compromiso; sus textos no cambian. ErrorDeUso como arriba."""
    _exigir_libres(crudo, asamblea, aportes)
    puesto, suyos = _compromiso(crudo, compromiso)
    elementos = [*range(len(suyos)), *map(Nuevo, aportes)]
    if suyos:
        return acomodar(crudo, ("compromisos", puesto, "aportes"), elementos)
    return fijar(crudo, ("compromisos", puesto, "aportes"), list(aportes), nombres(Compromiso))


def sin_recoger(crudo: bytes, aportes: Sequence[str], compromiso: str) -> bytes:
    """La agenda con esos aportes otra vez sin destino; un compromiso al que no le queda ninguno se quita.

    ErrorDeUso si no los recoge ese compromiso.
    """
    puesto, suyos = _compromiso(crudo, compromiso)
    if not aportes or not set(aportes) <= set(suyos):
        raise ErrorDeUso(f"escoja aportes de {compromiso}")
    quedan = [i for i, a in enumerate(suyos) if a not in aportes]
    if quedan:
        return acomodar(crudo, ("compromisos", puesto, "aportes"), quedan)
    cuantos = len(_lista(crudo, "compromisos"))
    return _con(crudo, "compromisos", [i for i in range(cuantos) if i != puesto])


def aparte(crudo: bytes, asamblea: Asamblea, aportes: Sequence[str], compromiso: str) -> tuple[bytes, str]:
    """La agenda con esos aportes en un compromiso nuevo, y no en ese; y el código del nuevo.

    ErrorDeUso si ese se queda sin ninguno.
    """
    if set(_compromiso(crudo, compromiso)[1]) <= set(aportes):
        raise ErrorDeUso(f"deje por lo menos un aporte en {compromiso}, o devuélvalos todos")
    return en_uno_nuevo(sin_recoger(crudo, aportes, compromiso), asamblea, aportes)


def por_fuera(crudo: bytes, asamblea: Asamblea, aportes: Sequence[str], razon: str) -> bytes:
    """La agenda con esos aportes por fuera, y por qué. ErrorDeUso si falta la razón o no están libres."""
    if not razon:
        raise ErrorDeUso("escriba la razón por la que quedan por fuera")
    _exigir_libres(crudo, asamblea, aportes)
    hay = len(_lista(crudo, "no_recogidos"))
    nuevos = [Nuevo({"aporte": a, "razon": razon}) for a in aportes]
    return _con(crudo, "no_recogidos", [*range(hay), *nuevos])


def otra_vez_adentro(crudo: bytes, aportes: Sequence[str]) -> bytes:
    """La agenda sin esos aportes entre los que quedan por fuera. ErrorDeUso si no están entre ellos."""
    fuera = [str(n.get("aporte", "")) for n in _lista(crudo, "no_recogidos")]
    if not aportes or not set(aportes) <= set(fuera):
        raise ErrorDeUso("escoja aportes de los que quedaron por fuera")
    return _con(crudo, "no_recogidos", [i for i, a in enumerate(fuera) if a not in aportes])


def _con(crudo: bytes, lista: str, elementos: Sequence[int | Nuevo]) -> bytes:
    if not elementos:
        return quitar(crudo, (lista,))
    nuevos = [e.valor for e in elementos if isinstance(e, Nuevo)]
    if len(nuevos) == len(elementos):
        return fijar(crudo, (lista,), nuevos, _ORDEN)
    return acomodar(crudo, (lista,), elementos)


def _lista(crudo: bytes, nombre: str) -> list[dict[str, Any]]:
    datos = leer_bytes(crudo, "agenda.yml").datos or {}
    hay = datos.get(nombre) or []
    if not isinstance(hay, list) or not all(isinstance(x, dict) for x in hay):
        raise ErrorDeUso(f"«{nombre}» está escrito de otra forma: corríjalo en el propio archivo")
    return hay


def _compromiso(crudo: bytes, codigo: str) -> tuple[int, list[str]]:
    """En qué puesto está y qué aportes recoge."""
    for i, c in enumerate(_lista(crudo, "compromisos")):
        if c.get("codigo") == codigo:
            return i, [str(a) for a in c.get("aportes") or ()]
    raise ErrorDeUso("ese compromiso ya no está en la agenda: abra de nuevo la página")


def _exigir_libres(crudo: bytes, asamblea: Asamblea, aportes: Sequence[str]) -> None:
    hay = {a.codigo for a in asamblea.aportes_entregados}
    if not aportes or not set(aportes) <= hay or len(set(aportes)) < len(aportes):
        raise ErrorDeUso("escoja por lo menos un aporte de la lista")
    ocupados = {a for c in _lista(crudo, "compromisos") for a in c.get("aportes") or ()}
    ocupados |= {n.get("aporte") for n in _lista(crudo, "no_recogidos")}
    if ya := sorted(ocupados & set(aportes)):
        raise ErrorDeUso(f"{', '.join(ya)} ya tiene destino: abra de nuevo la página")


def _siguiente(asamblea: Asamblea, codigos: Iterable[str]) -> str:
    """El código que sigue al mayor: el de uno que se quitó en la mitad no se vuelve a usar."""
    numeros = [int(n) for c in codigos if (n := c.rpartition("-")[2]).isascii() and n.isdecimal()]
    return f"{asamblea.evento.codigo}-{max(numeros, default=0) + 1:03d}"


def _junto(codigo: str, suyos: Sequence[Compromiso]) -> Compromiso:
    """Uno solo con lo de todos, de arriba abajo y sin repetir."""
    primero = suyos[0]
    return primero.model_copy(
        update={
            "codigo": codigo,
            "texto": _seguidos("texto", (c.texto for c in suyos), "\n\n"),
            "como": _seguidos("como", (c.como for c in suyos), "\n\n") or None,
            "responsables": tuple(dict.fromkeys(r for c in suyos for r in c.responsables)),
            "cuando": _seguidos("cuando", (c.cuando for c in suyos), "; ") or None,
            "plazos": tuple(dict.fromkeys(p for c in suyos for p in c.plazos)),
            "aportes": tuple(a for c in suyos for a in c.aportes),
        }
    )


def _seguidos(campo: str, textos: Iterable[str | None], union: str) -> str:
    """Los textos distintos, uno tras otro, mientras quepan enteros en ese campo."""
    declarado = campo_en(Compromiso, (campo,))
    tope = declarado.largo if declarado is not None and declarado.largo is not None else 0
    junto = ""
    for texto in dict.fromkeys(t for t in textos if t):
        mas = f"{junto}{union}{texto}" if junto else texto
        if len(mas) <= tope:
            junto = mas
    return junto


def _arbol(compromiso: Compromiso) -> Mapping[str, Arbol]:
    dicho = compromiso.model_dump(mode="json", exclude_none=True)
    plazos: list[Arbol] = [{**p, "fecha": Llano(p["fecha"])} for p in dicho["plazos"]]
    return {c: v for c, v in {**dicho, "plazos": plazos}.items() if v not in ([], ())}
