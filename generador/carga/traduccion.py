"""Los errores de pydantic en los datos, como hallazgos con lugar y en español."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError

from generador.carga.comillas import rodeado
from generador.carga.forma import texto_libre
from generador.carga.mensajes import es_consecuencia, parecida, redactar
from generador.carga.perdidas import tragadas
from generador.carga.remedios import dos_enteros
from generador.errores import Hallazgo
from generador.modelo.campos import campo_en, escribibles, hermanos
from generador.modelo.datos.evento import Evento
from generador.modelo.fuente import Fuente, Ruta
from generador.modelo.texto import enumerar

_CORTAS: frozenset[Ruta] = frozenset((c,) for c in Evento.FORMA_CORTA)


def traducir(error: ValidationError, fuente: Fuente, modelo: type[BaseModel]) -> Iterator[Hallazgo]:
    """Cada error de pydantic como hallazgo con lugar, en español; los que son consecuencia de otro, no."""
    detalles = error.errors(include_url=False)
    ajenas, salidas = _claves_ajenas(detalles, fuente, modelo), _salidas(detalles, fuente)
    al_margen = _al_margen(detalles, fuente)
    for detalle in detalles:
        ruta: Ruta = detalle["loc"]
        if detalle["type"] == "texto_vacio" and ruta in al_margen.values():
            continue
        if ruta in al_margen:
            yield fuente.hallazgo(
                ruta,
                f"es el texto de «{al_margen[ruta][-1]}», y a esta altura se lee como otra clave",
                f"póngale más sangría que a «{al_margen[ruta][-1]}», a este renglón y a los que le siguen",
                clave=True,
            )
            continue
        if detalle["type"] == "missing" and fuente.escrita(ruta) in salidas.values():
            continue
        if detalle["type"] == "extra_forbidden" and ruta in salidas:
            dentro = salidas[ruta][-2]
            yield fuente.hallazgo(
                ruta,
                f"«{ruta[-1]}» va dentro de «{dentro}», y a esta altura es otra clave",
                f"póngale la sangría de las demás claves de «{dentro}»",
                clave=True,
            )
            continue
        if es_consecuencia(detalle):
            continue
        if detalle["type"] == "missing" and ruta[-1] in ajenas.get(fuente.escrita(ruta)[:-1], ()):
            continue
        escrito = fuente.escritos.get(fuente.escrita(ruta))
        comentado = escrito is not None and escrito.comentario is not None
        libre = texto_libre(modelo, ruta) is not None
        if comentado and libre and detalle["input"] is None:
            continue
        campo = campo_en(modelo, ruta)
        mensaje, ayuda = redactar(
            detalle,
            hermanos(modelo, ruta),
            fuente.tapar,
            campo.ayuda if campo else "",
            obligatorio=campo is not None and campo.obligatorio,
        )
        if modelo is Evento and detalle["type"] == "extra_forbidden" and ruta in _CORTAS:
            # Con las dos formas a la vez no se sabe cuál vale.
            mensaje = f"«{ruta[0]}» y «jornadas» no van juntas: cada jornada lleva lo suyo"
            ayuda = f"pase «{ruta[0]}» dentro de su jornada; si es un solo día, quite «jornadas»"
        if detalle["type"] == "missing":
            mensaje = f"falta «{ruta[-1]}», y no puede faltar"
        if campo is not None and campo.dentro is not None and isinstance(detalle["input"], str | None):
            ayuda = _de_ficha(detalle["type"], campo.dentro, detalle["input"] or "") or ayuda
        if not libre and isinstance(detalle["input"], str) and rodeado(dado := detalle["input"].strip()):
            ayuda = f"borre las comillas {dado[0]} y {dado[-1]}: no son las de YAML"
        if comentado and not libre:
            ayuda += "; lo que sigue a « #» no se leyó: si es parte del dato, póngalo todo entre comillas"
        yield fuente.hallazgo(ruta, mensaje, ayuda, clave=detalle["type"] == "extra_forbidden")


def _de_ficha(tipo: str, modelo: type[BaseModel], dicho: str) -> str:
    """Qué claves van donde alguien escribió un texto corrido, o nada; vacío si no es ese el error."""
    suyos = escribibles(modelo)
    nombres = [c.nombre for c in suyos if c.obligatorio] or [c.nombre for c in suyos]
    dos = dos_enteros(dicho)
    if dos is not None and len(nombres) == len(dos):
        nombres = [f"«{nombre}: {numero}»" for nombre, numero in zip(nombres, dos, strict=True)]
    claves = enumerar(nombres)
    return {
        "model_type": f"escriba debajo, cada una en su renglón y con sangría: {claves}",
        "tuple_type": f"escriba debajo, con «- » antes de la primera y cada una en su renglón: {claves}",
    }.get(tipo, "")


def _salidas(detalles: Sequence[Mapping[str, Any]], fuente: Fuente) -> Mapping[Ruta, Ruta]:
    """Las claves que quedaron por fuera de la ficha que las espera, y su lugar: si no, serían dos errores."""
    faltan = [f for d in detalles if d["type"] == "missing" and len(f := fuente.escrita(d["loc"])) > 1]
    return {
        d["loc"]: suyos[0]
        for d in detalles
        if d["type"] == "extra_forbidden"
        and len(suyos := [f for f in faltan if (*f[:-2], f[-1]) == d["loc"] and isinstance(f[-2], str)]) == 1
    }


def _al_margen(detalles: Sequence[Mapping[str, Any]], fuente: Fuente) -> Mapping[Ruta, Ruta]:
    """Las claves que son el texto que debía ir, con sangría, bajo el «>-» de la de arriba; y cuál es esa."""
    vacios = {
        fuente.claves[escrita].linea: d["loc"]
        for d in detalles
        if d["type"] == "texto_vacio" and (escrita := fuente.escrita(d["loc"])) in fuente.claves
    }
    hallados: dict[Ruta, Ruta] = {}
    for d in detalles:
        if d["type"] != "extra_forbidden" or (escrita := fuente.escrita(d["loc"])) not in fuente.claves:
            continue
        arriba = fuente.claves[escrita].linea - 1
        while arriba and not fuente.lineas[arriba - 1].strip():
            arriba -= 1
        if arriba in vacios and vacios[arriba][:-1] == d["loc"][:-1]:
            hallados[d["loc"]] = vacios[arriba]
    return hallados


def _claves_ajenas(
    detalles: Sequence[Mapping[str, Any]], fuente: Fuente, modelo: type[BaseModel]
) -> Mapping[Ruta, set[str]]:
    """Por ficha, las claves que parecen faltar y están: mal escritas, o dentro del texto de otra."""
    ajenas: dict[Ruta, set[str]] = {}
    for detalle in detalles:
        ruta: Ruta = detalle["loc"]
        if detalle["type"] == "extra_forbidden" and (cerca := parecida(ruta[-1], hermanos(modelo, ruta))):
            ajenas.setdefault(ruta[:-1], set()).add(cerca)
    for ruta, clave in tragadas(fuente, modelo):
        for corte in range(len(ruta)):
            ajenas.setdefault(ruta[:corte], set()).add(clave)
    return ajenas
