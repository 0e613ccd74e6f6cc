"""Qué no cabe en qué pieza, hoy y en los estados que faltan, con su archivo, su línea y cómo salir de eso.

Lo que no cabe es de esa pieza de esa asamblea: al construir se deja por fuera, y lo demás sale.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

from generador.catalogo.formatos import FORMATOS
from generador.catalogo.inventario import Artefacto, Inventario, inventariar
from generador.composicion.compositor import Compositor
from generador.composicion.comun.logos import LogosNoCaben
from generador.composicion.papel.pie import pie_de
from generador.composicion.piezas.ajuste import TextoNoCabe
from generador.composicion.piezas.personales import ENCUENTRO, cede_en_escarapela
from generador.composicion.piezas.pieza import FUENTES, montaje_de
from generador.construccion.cabida.ensayo import por_venir
from generador.errores import Gravedad, Hallazgo, ordenados
from generador.modelo.asamblea import Asamblea
from generador.modelo.datos.comun.medios import SIN_MEDIOS
from generador.modelo.expediente import Expediente
from generador.modelo.fuente import Fuente, Ruta
from generador.modelo.texto import plural
from generador.salida.fallas import Fallas

NoCabe = TextoNoCabe | LogosNoCaben


@dataclass(frozen=True, slots=True)
class Cabida:
    """Lo que no cabe: dónde está cada dato, y las rutas de los impresos que por eso no salen."""

    hallazgos: tuple[Hallazgo, ...]
    sobran: frozenset[str]

    @property
    def avisos(self) -> tuple[Hallazgo, ...]:
        """Los hallazgos para quien construye: lo demás sí se publicó."""
        return tuple(
            h
            if h.gravedad == "advertencia"
            else replace(h, mensaje=f"{h.mensaje}; lo que no cupo no se publicó", gravedad="advertencia")
            for h in self.hallazgos
        )

    def con(self, otra: Cabida) -> Cabida:
        """Lo que no cabe, de esta y de `otra`, reunido."""
        return Cabida(ordenados((*self.hallazgos, *otra.hallazgos)), self.sobran | otra.sobran)

    def aligerado(self, inventario: Inventario) -> Inventario:
        """El inventario sin los impresos que no salen, ni sus imágenes, ni su lugar en los paquetes."""
        quedan = tuple(a for a in inventario.artefactos if not self._sobra(a))
        paquetes = (
            replace(z, miembros=tuple(m for m in z.miembros if not self._sobra(m.artefacto)))
            for z in inventario.paquetes
        )
        return replace(inventario, artefactos=quedan, paquetes=tuple(z for z in paquetes if z.miembros))

    def _sobra(self, a: Artefacto) -> bool:
        return (a.origen or a.ruta) in self.sobran


def revisar_cabida(
    compositor: Compositor, inventario: Inventario, expedientes: Sequence[Expediente]
) -> Cabida:
    """Compone todas las piezas de hoy y dice cada texto o logo que no cabe en alguna.

    Fallidos con las que no se pudieron componer por otra cosa.
    """
    anotador, fallas = _Anotador(expedientes), Fallas(compositor.plantillas.parent)
    for a in inventario.artefactos:
        if a.clase == "pieza" and a.origen is None:
            with fallas.de(a.ruta):
                for error in _fallos(compositor, a):
                    anotador.anotar(a, error, compositor, inventario)
    for a in _uno_por_documento(inventario.artefactos):
        with fallas.de(a.ruta):
            try:
                pie_de(a, compositor.plantillas, inventario.medios_de(a.asamblea))
            except LogosNoCaben as error:
                anotador.anotar(a, error, compositor, inventario, sale=True)
    fallas.exigir()
    ceden = _que_cede(compositor, inventario, expedientes)
    return Cabida(ordenados((*anotador.hallazgos, *ceden)), frozenset(anotador.sobran))


def _que_cede(
    compositor: Compositor, inventario: Inventario, expedientes: Sequence[Expediente]
) -> Iterator[Hallazgo]:
    """Una advertencia por asamblea cuya escarapela no dice ni de qué encuentro es: su crédito es largo.

    La fecha sola cede con créditos corrientes: lo dice `personales`.
    """
    fuentes = {e.asamblea.id: e.fuentes["evento"] for e in expedientes}
    for a in inventario.artefactos:
        if a.declaracion.id != "escarapela" or a.origen is not None or a.asamblea.id not in fuentes:
            continue
        fuente, asamblea = fuentes.pop(a.asamblea.id), a.asamblea
        montaje = montaje_de(a, compositor.plantillas, inventario.medios_de(asamblea), "")
        if ENCUENTRO in (cede := cede_en_escarapela(montaje)):
            yield fuente.hallazgo(
                ("convenio",),
                f"con un crédito de {len(asamblea.convenio.credito)} caracteres, la escarapela sale sin "
                f"{' ni '.join(cede)}",
                "el crédito no se encoge ni se acorta: eso se lee en el programa. Si así está bien, acepte "
                "este aviso en «aceptado», de evento.yml",
                "advertencia",
            )


def revisar_por_venir(
    plantillas: Path, inventario: Inventario, expedientes: Sequence[Expediente], hoy: Iterable[Hallazgo]
) -> tuple[Hallazgo, ...]:
    """Lo mismo, de las piezas que cada asamblea publicará en los estados que le faltan: advertencias.

    Lo que ya se dijo `hoy` del mismo dato, y con el mismo remedio, no se repite.
    """
    hallazgos: list[Hallazgo] = []
    dichos = {(h.lugar, h.ayuda) for h in hoy}
    for asamblea in inventario.proyecto.asambleas:
        ya = {a.ruta for a in inventario.de(asamblea)}
        for futura in por_venir(asamblea, plantillas / FUENTES):
            proyecto = inventario.proyecto.model_copy(update={"asambleas": (futura,)})
            suyo = replace(inventariar(proyecto, inventario.extras), medios=inventario.medios)
            compositor = Compositor(plantillas, suyo)
            anotador = _Anotador(expedientes, f"cuando la asamblea esté en «{futura.estado}», ")
            for a in suyo.artefactos:
                if a.clase == "pieza" and a.origen is None and a.ruta not in ya:
                    for error in _fallos(compositor, a):
                        anotador.anotar(a, error, compositor, suyo)
            nuevos = [h for h in anotador.hallazgos if (h.lugar, h.ayuda) not in dichos]
            dichos.update((h.lugar, h.ayuda) for h in nuevos)
            hallazgos += nuevos
    return ordenados(hallazgos)


def _uno_por_documento(artefactos: Iterable[Artefacto]) -> Iterator[Artefacto]:
    """De cada documento de cada asamblea, uno: en todos los suyos el pie es el mismo."""
    vistos = set()
    for a in artefactos:
        clave = a.asamblea.id, a.declaracion.id
        if a.clase == "documento" and clave not in vistos:
            vistos.add(clave)
            yield a


def _fallos(compositor: Compositor, a: Artefacto) -> Iterator[NoCabe]:
    """Uno, a lo sumo, por página de la pieza."""
    for pagina in (a, *(p.artefacto for p in a.partes)):
        try:
            compositor.impreso(pagina)
        except (TextoNoCabe, LogosNoCaben) as error:
            yield error


NOMBRE_LARGO = 40
"""Letras de una entidad en el crédito desde las que suele haber un nombre más corto con que se la conoce."""


class _Anotador:
    """Un hallazgo por dato, con lo más que le sobra en cualquier pieza."""

    def __init__(self, expedientes: Sequence[Expediente], cuando: str = "") -> None:
        self._fuentes = {e.asamblea.id: e.fuentes for e in expedientes}
        self._cuando = cuando
        self._gravedad: Gravedad = "advertencia" if cuando else "error"
        self._por_dato: dict[tuple[str, str], tuple[int, Hallazgo]] = {}
        self.sobran: set[str] = set()

    @property
    def hallazgos(self) -> tuple[Hallazgo, ...]:
        """En orden."""
        return ordenados(h for _, h in self._por_dato.values())

    def anotar(
        self,
        a: Artefacto,
        error: NoCabe,
        compositor: Compositor,
        inventario: Inventario,
        *,
        sale: bool = False,
    ) -> None:
        """Lo que no cupo en `a`; con `sale`, el impreso se publica de todos modos, sin eso."""
        if not sale:
            self.sobran.add(a.ruta)
        fuentes = self._fuentes[a.asamblea.id]
        if isinstance(error, LogosNoCaben):
            dato, sobran, hecho = "logos", 0, self._de_logos(fuentes["evento"], error)
        else:
            dato, sobran = error.campo, error.sobran
            con_logos = cache(partial(_caben_sin_logos, a, error, compositor, inventario))
            suyo = _de_texto(fuentes, error)
            # Quitarle todo no es remedio, ni la mitad si lo que sobra son los logos: le falta espacio.
            if suyo is None or sobran >= error.largo or (2 * sobran >= error.largo and con_logos()):
                suyo = self._de_hueco(fuentes, a, error, logos=con_logos())
            hecho = suyo
        antes = self._por_dato.get((a.asamblea.id, dato))
        if antes is None or sobran > antes[0]:
            archivo, ruta, mensaje, ayuda = hecho
            hallazgo = archivo.hallazgo(ruta, self._cuando + mensaje, ayuda, self._gravedad)
            self._por_dato[a.asamblea.id, dato] = sobran, hallazgo

    def _de_logos(self, evento: Fuente, error: LogosNoCaben) -> tuple[Fuente, Ruta, str, str]:
        return (
            evento,
            ("logos",),
            f"{error.dicho} junto al crédito en {posixpath.basename(error.donde)}",
            "deje menos, o use la versión más cuadrada de los más anchos: el crédito no se encoge",
        )

    def _de_hueco(
        self, fuentes: Mapping[str, Fuente], a: Artefacto, error: TextoNoCabe, *, logos: bool
    ) -> tuple[Fuente, Ruta, str, str]:
        """Un texto que no escribió el equipo: lo que se puede cambiar es lo que le quita el espacio."""
        assert a.formato is not None
        nombre = posixpath.basename(error.donde)
        mensaje = f"en la pieza «{a.titulo}» ({nombre}) no cabe «{error.texto}»"
        quite = _sin_el_formato(a.asamblea, a.formato.id)
        if logos:
            mensaje += ": los logos le quitan el espacio"
            return fuentes["evento"], ("logos",), mensaje, f"deje menos logos, o más cuadrados; o {quite}"
        convenio = a.asamblea.convenio
        largos = [len(e.nombre) for e in convenio.entidades]
        if max(largos) > NOMBRE_LARGO:
            mensaje += ": el crédito, que no se encoge, le quita el espacio con los nombres de las entidades"
            corto = (
                "si esta tiene un nombre corto o una sigla, póngalo en «nombre», y este en «nombre_completo»"
            )
            ruta: Ruta = ("entidades", largos.index(max(largos)), "nombre")
            return fuentes["convenio"], ruta, mensaje, f"{corto}; o {quite}"
        return fuentes["evento"], ("formatos",), mensaje, f"{quite}; el crédito del convenio no se encoge"


def _sin_el_formato(asamblea: Asamblea, formato: str) -> str:
    """Qué escribir para que nada salga en `formato`: la lista entera, si evento.yml todavía no la trae."""
    if asamblea.evento.formatos:
        return f"quite el formato «{formato}» de «formatos»: nada saldrá en él"
    demas = ", ".join(f.id for f in FORMATOS if f.id != formato)
    return f"agregue a evento.yml «formatos: [{demas}]», para que nada salga en «{formato}»"


def _de_texto(fuentes: Mapping[str, Fuente], error: TextoNoCabe) -> tuple[Fuente, Ruta, str, str] | None:
    """Un texto que está escrito en los datos y se puede acortar; None si no es de nadie."""
    archivo, _, resto = error.campo.partition(".")
    fuente = fuentes.get(archivo)
    ruta: Ruta = tuple(int(p) if p.isdigit() else p for p in resto.split("."))
    ruta = fuente.escrita(ruta) if fuente is not None else ruta
    escrito = _valor(fuente.datos, ruta) if fuente is not None else None
    if fuente is None or not isinstance(escrito, str):
        return None
    if " ".join(escrito.split()) not in error.texto:
        return None
    return (
        fuente,
        ruta,
        f"no cabe en la pieza {posixpath.basename(error.donde)}: tiene {error.largo} caracteres",
        f"quítele al menos {plural(error.sobran, 'carácter', 'caracteres')}",
    )


def _valor(arbol: object, ruta: Ruta) -> object:
    for parte in ruta:
        try:
            arbol = arbol[parte]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            return None
    return arbol


def _caben_sin_logos(
    a: Artefacto, error: TextoNoCabe, compositor: Compositor, inventario: Inventario
) -> bool:
    """Si lo que no cupo en `a` cabe cuando la franja no lleva logos."""
    medios = inventario.medios_de(a.asamblea)
    if not medios.logos:
        return False
    sin = replace(medios, logos=()) if medios.fotos else SIN_MEDIOS
    otro = Compositor(compositor.plantillas, replace(inventario, medios={a.asamblea.id: sin}))
    return not any(isinstance(e, TextoNoCabe) and e.campo == error.campo for e in _fallos(otro, a))
