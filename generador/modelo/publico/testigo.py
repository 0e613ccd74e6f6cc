"""Lo ya publicado atestigua: qué de una agenda aprobada se borró o cambió respecto de él."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from generador.modelo.aprobado.contenido import LARGO_DE_PARTE, huella_de
from generador.modelo.datos.agenda import Consolidacion, Rectificado
from generador.modelo.datos.evento import Estado
from generador.modelo.datos.seguimiento import Avance, Seguimiento
from generador.modelo.fuente import Ruta
from generador.modelo.publico.abierto import AgendaAbierta
from generador.modelo.tipos import RETIRADO, Modelo


class Cambio(Modelo):
    """Algo publicado que ya no está o ya no dice lo mismo, y dónde estaría en los datos."""

    archivo: str
    """«agenda» o «seguimiento»."""
    ruta: Ruta
    """El campo."""
    que: str
    """Qué pasó, sin citar ningún texto."""
    antes: str
    """Huella corta de esto mismo y de lo que estaba publicado: la que pide una rectificación."""

    @property
    def como_rectificado(self) -> Rectificado:
        """Lo mismo, para dejarlo escrito."""
        return Rectificado(que=self.que, antes=self.antes)


def _cambio(archivo: str, ruta: Ruta, que: str, publicado: Any) -> Cambio:
    clave = huella_de({"que": que, "antes": publicado})[:LARGO_DE_PARTE]
    return Cambio(archivo=archivo, ruta=ruta, que=que, antes=clave)


def sin_razon(publicada: AgendaAbierta, nueva: AgendaAbierta | None) -> tuple[Cambio, ...]:
    """Los cambios que ninguna rectificación nueva declara; `nueva` es None si la agenda ya no se publica."""
    declarados: set[str] = set()
    if nueva is not None:
        nuevas = nueva.rectificaciones[len(publicada.rectificaciones) :]
        declarados = {c.antes for r in nuevas for c in r.cambios}
    return tuple(c for c in cambios(publicada, nueva) if c.antes not in declarados)


def cambios(publicada: AgendaAbierta, nueva: AgendaAbierta | None) -> Iterator[Cambio]:
    """Lo que `publicada` decía y `nueva` borró o cambió. No cuenta agregar, ni retirar un dato personal."""
    if nueva is None:
        if publicada.estado == Estado.APROBADA.value:
            yield _cambio("agenda", (), "ya no se publica una agenda aprobada", publicada.huella)
        return
    hay_retiro = any(e.retira for e in nueva.fe_de_erratas)
    for i, rectificacion in enumerate(publicada.rectificaciones):
        suya = _arbol(nueva.rectificaciones[i]) if i < len(nueva.rectificaciones) else None
        if not _igual(_arbol(rectificacion), suya, hay_retiro=hay_retiro):
            que = f"se borró o cambió la rectificación del {rectificacion.fecha}"
            yield _cambio("agenda", ("rectificaciones",), que, _arbol(rectificacion))
    if publicada.estado != Estado.APROBADA.value:
        return
    yield from _de_lo_aprobado(publicada, nueva, hay_retiro=hay_retiro)
    for i, recibida in enumerate(publicada.recibidos):
        hoy = _arbol(nueva.recibidos[i]) if i < len(nueva.recibidos) else None
        if not _igual(_arbol(recibida), hoy, hay_retiro=hay_retiro):
            que = f"se borró o cambió lo recibido de {recibida.submesa} el {recibida.fecha}"
            yield _cambio("agenda", ("recibidos",), que, _arbol(recibida))
    if publicada.seguimiento is not None:
        yield from _del_seguimiento(publicada.seguimiento, nueva.seguimiento, hay_retiro=hay_retiro)
    if publicada.demostracion and not nueva.demostracion:
        que = "ya no se presenta como de demostración"
        yield _cambio("agenda", ("demostracion",), que, publicada.huella_aprobada)


def _de_lo_aprobado(publicada: AgendaAbierta, nueva: AgendaAbierta, *, hay_retiro: bool) -> Iterator[Cambio]:
    acta = publicada.aprobado.acta
    del_dia = f" del {acta.fecha}" if acta else ""
    if nueva.estado != Estado.APROBADA.value or nueva.huella_aprobada is None:
        que = f"se quitó la aprobación{del_dia}"
        yield _cambio("agenda", ("aprobacion",), que, publicada.huella)
        return
    if nueva.huella_aprobada != publicada.huella_aprobada:
        que = f"se aprobó de nuevo: la aprobación publicada,{del_dia}, tiene otra huella"
        yield _cambio("agenda", ("aprobacion",), que, publicada.huella)
        return
    if not _igual(publicada.aprobado.arbol(), nueva.aprobado.arbol(), hay_retiro=hay_retiro):
        que = f"lo aprobado{del_dia} ya no dice lo que está publicado"
        yield _cambio("agenda", ("aprobacion",), que, publicada.aprobado.arbol())
    for i, errata in enumerate(publicada.fe_de_erratas):
        ruta: Ruta = ("fe_de_erratas", i)
        if i >= len(nueva.fe_de_erratas):
            yield _cambio("agenda", ruta, f"se borró la errata {i + 1}, del {errata.fecha}", _arbol(errata))
        elif not _igual(_arbol(errata), _arbol(nueva.fe_de_erratas[i]), hay_retiro=hay_retiro):
            yield _cambio("agenda", ruta, f"cambió la errata {i + 1}, del {errata.fecha}", _arbol(errata))
    for i, consolidacion in enumerate(publicada.consolidaciones):
        ruta, cual = ("consolidaciones", i), f"la consolidación {i + 1}, del {consolidacion.fecha}"
        suya = nueva.consolidaciones[i] if i < len(nueva.consolidaciones) else None
        if suya is None:
            yield _cambio("agenda", ruta, f"se borró {cual}", _arbol(consolidacion))
        elif not _misma(consolidacion, suya, hay_retiro=hay_retiro):
            yield _cambio("agenda", ruta, f"cambió {cual}", _arbol(consolidacion))


def _del_seguimiento(
    publicado: Seguimiento, nuevo: Seguimiento | None, *, hay_retiro: bool
) -> Iterator[Cambio]:
    quedan = list(enumerate(nuevo.avances if nuevo else ()))
    perdidos: list[tuple[int, Avance]] = []
    for i, avance in enumerate(publicado.avances):
        igual = next((p for p in quedan if _igual(_arbol(avance), _arbol(p[1]), hay_retiro=hay_retiro)), None)
        if igual is not None:
            quedan.remove(igual)
        else:
            perdidos.append((i, avance))
    for i, avance in perdidos:
        cual = f"el avance de {avance.compromiso} del {avance.fecha}"
        otro = next(
            (p for p in quedan if (p[1].compromiso, p[1].fecha) == (avance.compromiso, avance.fecha)), None
        )
        if otro is None:
            que = f"se borró {cual} ({avance.estado.nombre})"
            yield _cambio("seguimiento", ("avances",), que, [i, _arbol(avance)])
            continue
        quedan.remove(otro)
        que = f"cambió {cual}"
        if otro[1].estado != avance.estado:
            que += f": decía {avance.estado.nombre} y dice {otro[1].estado.nombre}"
        yield _cambio("seguimiento", ("avances", otro[0]), que, [i, _arbol(avance)])
    if nuevo is not None and nuevo.fecha_de_referencia < publicado.fecha_de_referencia:
        que = f"la fecha de referencia retrocedió: era {publicado.fecha_de_referencia}"
        yield _cambio("seguimiento", ("fecha_de_referencia",), que, str(publicado.fecha_de_referencia))
    if publicado.demostracion and nuevo is not None and not nuevo.demostracion:
        que = "el seguimiento ya no se presenta como de demostración"
        yield _cambio("seguimiento", ("demostracion",), que, len(publicado.avances))


def _misma(antes: Consolidacion, hoy: Consolidacion, *, hay_retiro: bool) -> bool:
    """Si es el mismo acto; un retiro también cambia las huellas cortas de lo que decía el dato."""
    if hay_retiro:
        antes = antes.model_copy(update={"partes": hoy.partes})
    return _igual(_arbol(antes), _arbol(hoy), hay_retiro=hay_retiro)


def _arbol(modelo: Modelo) -> dict[str, Any]:
    return modelo.model_dump(mode="json", exclude_defaults=True)


def _igual(antes: Any, hoy: Any, *, hay_retiro: bool) -> bool:
    """Si dicen lo mismo; con un retiro declarado, salvo los tramos que ahora dicen que se retiró un dato."""
    if antes == hoy or not hay_retiro:
        return bool(antes == hoy)
    if isinstance(antes, dict) and isinstance(hoy, dict):
        # La sal se borra al retirar.
        claves = {*antes, *hoy} - {"sal"}
        return all(
            c in antes and c in hoy and _igual(antes[c], hoy[c], hay_retiro=hay_retiro) for c in claves
        )
    if isinstance(antes, list) and isinstance(hoy, list):
        pares: Sequence[tuple[Any, Any]] = list(zip(antes, hoy, strict=False))
        return len(antes) == len(hoy) and all(_igual(a, h, hay_retiro=hay_retiro) for a, h in pares)
    if isinstance(antes, str) and isinstance(hoy, str) and RETIRADO in hoy:
        forma = ".+?".join(map(re.escape, hoy.split(RETIRADO)))
        return re.fullmatch(forma, antes, re.DOTALL) is not None
    return False
