"""Las páginas de la agenda: lo firmado se lee en ellas tal cual, y nada que no se explique."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from generador.catalogo.paginas import PAGINAS
from generador.composicion.comun.vistas import SELLO_DEMOSTRACION
from generador.composicion.literales import literales_de_pagina
from generador.construccion.verificacion import exigencia
from generador.construccion.verificacion.hermanos import Cotejo
from generador.construccion.verificacion.impreso import PLANTILLAS, algunas, explicacion_de
from generador.construccion.verificacion.lectura import Palabras, faltantes, palabras
from generador.construccion.verificacion.origen import Origen, dicho
from generador.modelo.aprobado.erratas import versiones_de
from generador.modelo.aprobado.movimientos import anteriores
from generador.modelo.datos.metodologia import TipoFicha
from generador.modelo.publico.abierto import AgendaAbierta
from generador.modelo.texto import plural
from generador.salida.visible import texto_visible

_FICHA = re.compile(rf"<h2 id=\"?(?:{'|'.join(TipoFicha)})\"?[^>]*>(.*?)</h2>", re.S)
"""El título de cada parte de un compromiso: lo pone la metodología, que no se firma."""
_LARGO_DE_FICHA = 6
"""Palabras que puede tener; más no es un nombre."""
_FOTO = re.compile(r'<figure class="?foto"?>(?:(?!</figure>).)*?<figcaption>(.*?)</figcaption>', re.S)
"""El pie y el crédito de la foto que es evidencia: los pone evento.yml, que no se firma."""
_LARGO_DE_FOTO = 60
"""Palabras que pueden tener entre los dos."""
_CON_FOTOS = frozenset({"compromiso", "seguimiento"})
_CUALES = "la agenda, sus compromisos, sus versiones y el seguimiento"
_NO_SE_VE = (
    "el título de la pestaña y lo que dicen a buscadores y redes, lo que esconden o muestran estilos,"
    " guiones, imágenes y marcos, y las palabras del propio sitio puestas de más"
)


def cotejar(origen: Origen, base: str, abierta: AgendaAbierta, cotejo: Cotejo) -> None:
    """Coteja las páginas de agenda, compromisos, versiones y seguimiento, en un sitio entero."""
    rutas = origen.rutas() or ()
    if not any(r.endswith(".html") for r in rutas):
        cotejo.no_comparado.append("las páginas: aquí no hay ninguna")
        return
    leidas = {}
    for ruta, suyos in _de_la_agenda(abierta).items():
        que = posixpath.join(base, ruta, "index.html")
        datos = origen.leer(que)
        if datos is None:
            cotejo.fallas.append(f"falta la página «{que}»")
        else:
            leidas[que] = _Leida(datos, suyos)
    buenas = _cotejar(leidas, abierta, cotejo)
    cuantas = plural(buenas, "página", "páginas")
    cotejo.comparado.append(f"el texto de {cuantas}: {_CUALES}")
    cotejo.no_comparado.append(f"las demás páginas; de todas, {_NO_SE_VE}")


def cotejar_una(web: Origen, que: str, datos: bytes, abierta: AgendaAbierta, cotejo: Cotejo) -> None:
    """Coteja la página de esa dirección: la de la agenda, un compromiso, una versión o el seguimiento."""
    camino = urlsplit(que).path.removesuffix("index.html").strip("/")
    paginas = _de_la_agenda(abierta)
    suya = next((r for r in paginas if f"/{camino}".endswith(f"/{r}")), None)
    if suya is None:
        cotejo.no_comparado.append(f"el texto de esta página: solo {_CUALES}")
        return
    leidas = {"esta página": _Leida(datos, paginas[suya])}
    # Con otra al lado se sabe qué es de todo el sitio: su menú y su pie.
    otra = next(r for r in paginas if r != suya)
    vecina = web.leer(posixpath.relpath(otra, suya) + "/")
    if vecina is not None:
        leidas[f"la página {otra}"] = _Leida(vecina, paginas[otra])
    if _cotejar(leidas, abierta, cotejo) == len(leidas):
        cotejo.comparado.append("el texto de esta página")
    cotejo.no_comparado.append(f"de esta página, {_NO_SE_VE}")


@dataclass(frozen=True, slots=True)
class _Exigida:
    """Lo que una página ha de decir."""

    id: str
    """El de su plantilla."""
    dichos: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Leida:
    """Una página y lo que ha de decir."""

    datos: bytes
    exigida: _Exigida


def _de_la_agenda(abierta: AgendaAbierta) -> dict[str, _Exigida]:
    """Por ruta, relativa a la de su asamblea, lo que cada página de la agenda ha de decir."""
    agenda = abierta.direccion.rstrip("/")
    raiz = f"{agenda.rpartition('/')[0]}/"
    direcciones = {c.codigo: c.direccion.rstrip("/").removeprefix(raiz) for c in abierta.compromisos}
    plantillas = {p.id: p.ruta.rstrip("/") for p in PAGINAS}
    versiones = versiones_de(abierta.como_agenda(), abierta.aprobado)
    sello = (f"{SELLO_DEMOSTRACION} Los resultados",) if abierta.demostracion and abierta.aportes else ()
    dichos = {
        agenda.removeprefix(raiz): ("agenda", exigencia.de_la_agenda(abierta, versiones[-1])),
        plantillas["versiones"]: ("versiones", exigencia.de_las_versiones(abierta, versiones)),
        plantillas["seguimiento"]: ("seguimiento", exigencia.del_seguimiento(abierta)),
    }
    for v in versiones:
        dichos[plantillas["version"].format(version=v)] = "version", exigencia.de_version(v, versiones[-1])
    for firmado, vigente in zip(versiones[-1].compromisos, abierta.compromisos, strict=True):
        suyos = exigencia.de_compromiso(abierta, firmado, vigente)
        dichos[direcciones[vigente.codigo]] = "compromiso", suyos
    ejes = {m.numero: m.eje for m in abierta.asamblea.mesas}
    for x in anteriores(versiones):
        suya = plantillas["anterior"].format(compromiso=x.compromiso)
        dichos[suya] = "anterior", exigencia.de_anterior(x, ejes[x.compromiso.mesa])
    return {ruta: _Exigida(id_, (*sello, *suyos)) for ruta, (id_, suyos) in dichos.items()}


def _comunes(sueltos: Iterable[str], visibles: Sequence[Palabras]) -> set[str]:
    """Lo que dicen igual todas las páginas, si hay con cuál comparar: el menú y el pie."""
    if len(visibles) < 2:
        return set()
    return {t for t in sueltos if all(not faltantes([t], [v]) for v in visibles)}


def _cotejar(leidas: Mapping[str, _Leida], abierta: AgendaAbierta, cotejo: Cotejo) -> int:
    """Cuántas dicen lo firmado y nada más; lo que dicen todas igual es del sitio, y se cuenta aparte."""
    explicaciones = {
        id_: explicacion_de(abierta, literales_de_pagina(PLANTILLAS, id_))
        for id_ in dict.fromkeys(leida.exigida.id for leida in leidas.values())
    }
    faltan, sobran, visibles, fichas, fotos = {}, {}, {}, set(), set()
    for que, leida in leidas.items():
        html = leida.datos.decode("utf-8", "replace")
        # Aquí cada etiqueta separa: lo que va en línea a veces se dispone aparte.
        visibles[que] = palabras(texto_visible(html.replace("<", " <")))
        if leida.exigida.id == "compromiso":
            fichas |= {palabras(texto_visible(t.replace("<", " <"))) for t in _FICHA.findall(html)}
        if leida.exigida.id in _CON_FOTOS:
            fotos |= {palabras(texto_visible(t.replace("<", " <"))) for t in _FOTO.findall(html)}
    fotos = {f for f in fotos if len(f) <= _LARGO_DE_FOTO}
    for id_ in _CON_FOTOS & explicaciones.keys():
        for foto in fotos:
            explicaciones[id_].agregar(foto)
    for ficha in fichas:
        if len(ficha) <= _LARGO_DE_FICHA and "compromiso" in explicaciones:
            explicaciones["compromiso"].agregar(ficha)
    for que, leida in leidas.items():
        faltan[que] = faltantes(leida.exigida.dichos, [visibles[que]])
        explicacion = explicaciones[leida.exigida.id]
        sobran[que] = [suelto for _, suelto in explicacion.inexplicado(visibles[que])]
    comunes = _comunes({t for suyas in sobran.values() for t in suyas}, list(visibles.values()))
    buenas = 0
    for que in leidas:
        suyas = [t for t in sobran[que] if t not in comunes]
        cotejo.fallas += algunas(f"«{que}» no dice", faltan[que])
        cotejo.fallas += algunas(f"«{que}» dice, y no sale de lo firmado:", suyas)
        buenas += not faltan[que] and not suyas
    if fichas:
        nombres = ", ".join(sorted(f"«{' '.join(f)}»" for f in fichas))
        cotejo.no_comparado.append(f"cómo se llaman las fichas en cada compromiso: {dicho(nombres)}")
    if fotos:
        pies = ", ".join(sorted(f"«{' '.join(f)}»" for f in fotos))
        cotejo.no_comparado.append(f"lo que se dice de cada foto: {dicho(pies)}")
    if comunes:
        juntas = ", ".join(f"«{c}»" for c in sorted(comunes))
        cotejo.no_comparado.append(
            f"lo que todas las páginas dicen por igual, fuera de lo firmado: {dicho(juntas)}"
        )
    return buenas
