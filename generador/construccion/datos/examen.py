"""Leer y revisar los datos sin componer nada: lo que hace `validar` antes de cargar lo pesado."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

from generador.carga.cargar import Carga, Comun, cargar, cargar_asamblea
from generador.construccion.datos.formatos import revisar_formatos
from generador.construccion.datos.medios import revisar_medios
from generador.construccion.datos.respaldo import copia_de
from generador.errores import ErrorDeDatos, ErrorDeMaquina, ErrorDeUso, Hallazgo, ordenados
from generador.modelo.asamblea import Asamblea, Sitio
from generador.modelo.expediente import Expediente
from generador.revision import (
    revisar,
    revisar_conjunto,
    revisar_convenio,
    revisar_enlaces,
    revisar_entre_todas,
    revisar_metodologia,
    revisar_sitio,
)
from generador.revision.aceptado import Alcance, conciliar, dentro


@dataclass(frozen=True, slots=True)
class Examen:
    """Lo leído y todos los hallazgos, de lectura y de revisión, en orden."""

    carga: Carga
    hallazgos: tuple[Hallazgo, ...]
    aceptados: tuple[Hallazgo, ...] = ()
    """Las advertencias que los datos aceptan con su razón: no se muestran."""
    negado: ErrorDeMaquina | None = None
    """Por qué no se pudo mirar lo que pide escribir en la caché: los hallazgos son solo los de los datos."""

    @property
    def con_errores(self) -> bool:
        """Si hay algo que impide publicar."""
        return self.carga.proyecto is None or any(h.gravedad == "error" for h in self.hallazgos)

    @property
    def detenidas(self) -> Mapping[str, tuple[Hallazgo, ...]]:
        """Por asamblea, los errores que la detienen solo a ella; vacío si lo común falla o no queda otra."""
        errores = [h for h in self.hallazgos if h.gravedad == "error"]
        suyos = {
            id_: tuple(h for h in errores if dentro(h.lugar.archivo, (f"datos/{id_}",)))
            for id_ in self.carga.carpetas
        }
        hay = {id_: hallados for id_, hallados in suyos.items() if hallados}
        comunes = len(errores) - sum(map(len, hay.values()))
        return {} if comunes or len(hay) == len(suyos) or self.carga.sitio is None else hay

    def de(self, id_: str | None) -> tuple[Hallazgo, ...]:
        """Los hallazgos de una asamblea y los de los archivos comunes; sin `id_`, todos.

        ErrorDeUso si no hay carpeta con ese nombre.
        """
        if id_ is None:
            return self.hallazgos
        self._exigir(id_)
        return self._sin_ajenos(self.hallazgos, id_)

    def con(self, ademas: Sequence[Hallazgo]) -> Examen:
        """El mismo, con los hallazgos que faltaban de las que no están detenidas.

        De esas ya se sabe qué aceptación se quedó sin advertencia.
        """
        sanas = self.sin(self.detenidas)
        todos = (*sanas.hallazgos, *sanas.aceptados, *ademas)
        conciliado = conciliar(todos, _alcances(sanas.carga), completo=True)
        demas = [h for h in self.hallazgos if h not in sanas.hallazgos]
        aceptados = [h for h in self.aceptados if h not in sanas.aceptados]
        return replace(
            self,
            hallazgos=ordenados((*conciliado.hallazgos, *demas)),
            aceptados=(*conciliado.aceptados, *aceptados),
        )

    def sin(self, ids: Collection[str]) -> Examen:
        """El examen de las demás asambleas, como si esas carpetas no estuvieran; lo común sigue."""
        carga = replace(self.carga, leidas=tuple(x for x in self.carga.leidas if x.id not in ids))
        suyas = [f"datos/{id_}" for id_ in ids]
        quedan, aceptados = (
            tuple(h for h in hallados if not dentro(h.lugar.archivo, suyas))
            for hallados in (self.hallazgos, self.aceptados)
        )
        return replace(self, carga=carga, hallazgos=quedan, aceptados=aceptados)

    def _sin_ajenos(self, hallazgos: Sequence[Hallazgo], id_: str) -> tuple[Hallazgo, ...]:
        ajenas = tuple(f"datos/{otra}" for otra in self.carga.carpetas if otra != id_)
        return tuple(h for h in hallazgos if not dentro(h.lugar.archivo, ajenas))

    def expediente(self, id_: str | None) -> Expediente:
        """El expediente de la asamblea `id_`, o el de la única; lo que falle en otra no lo estorba.

        ErrorDeUso si no existe o hay que escoger; ErrorDeDatos si ella o lo común tienen errores.
        """
        if id_ is None:
            if len(self.carga.carpetas) != 1:
                raise ErrorDeUso(f"diga cuál asamblea; las que hay: {self._lista()}")
            (id_,) = self.carga.carpetas
        suyos = self.de(id_)
        hallado = next((e for e in self.carga.expedientes if e.asamblea.id == id_), None)
        if hallado is None or any(h.gravedad == "error" for h in suyos):
            raise ErrorDeDatos([h for h in suyos if h.gravedad == "error"])
        return hallado

    def solo(self, id_: str | None) -> Examen:
        """El examen de esa sola asamblea; sin `id_`, este mismo. ErrorDeUso si no existe."""
        if id_ is None:
            return self
        suyos = self.de(id_)
        carga = replace(self.carga, leidas=tuple(x for x in self.carga.leidas if x.id == id_))
        return Examen(carga, suyos, self._sin_ajenos(self.aceptados, id_))

    def _exigir(self, id_: str) -> None:
        if id_ not in self.carga.carpetas:
            raise ErrorDeUso(f"no existe la asamblea «{id_}»; las que hay: {self._lista()}")

    def _lista(self) -> str:
        return ", ".join(self.carga.carpetas) or "ninguna"


def _alcances(carga: Carga) -> tuple[Alcance, ...]:
    """Lo que acepta cada asamblea, de lo suyo, y sitio.yml, de lo común."""
    alcances = [
        Alcance(e.asamblea.evento.aceptado, e.fuentes["evento"], f"datos/{e.asamblea.id}")
        for e in carga.expedientes
    ]
    if carga.sitio is not None and carga.comun.fuente_sitio is not None:
        ajenas = tuple(f"datos/{c}" for c in carga.carpetas)
        alcances.append(Alcance(carga.sitio.aceptado, carga.comun.fuente_sitio, "datos", ajenas))
    return tuple(alcances)


def examinar(raiz: Path) -> Examen:
    """Lee y revisa `raiz/datos/`. No lanza por errores de los datos."""
    carga = cargar(raiz)
    comun, sitio = carga.comun, carga.sitio
    hallazgos = [*carga.hallazgos, *_del_comun(comun), *_sin_citar(comun, carga.expedientes)]
    for expediente in carga.expedientes:
        antes = cache(partial(_publicada, raiz, comun, expediente.asamblea.id))
        hallazgos.extend(revisar_asamblea(raiz, replace(expediente, publicada=antes), sitio))
    hallazgos.extend(revisar_conjunto(carga.expedientes, partial(_codigo_publicado, raiz, comun)))
    if sitio is not None and comun.fuente_sitio is not None:
        hallazgos.extend(revisar_entre_todas(carga.expedientes, sitio, comun.fuente_sitio))
    conciliado = conciliar(ordenados(hallazgos), _alcances(carga), completo=False)
    return Examen(carga, ordenados(conciliado.hallazgos), conciliado.aceptados)


def revisar_asamblea(
    raiz: Path, expediente: Expediente, sitio: Sitio | None, carpeta: Path | None = None
) -> Iterator[Hallazgo]:
    """Lo que de una asamblea dicen sus archivos y los comunes, sin mirar ninguna otra.

    `carpeta` es de donde se leyó, si no fue de `datos/`.
    """
    yield from revisar(expediente)
    yield from revisar_formatos(expediente)
    yield from revisar_medios(raiz, expediente, carpeta)
    if sitio is not None:
        yield from revisar_enlaces(expediente, sitio)


def _publicada(raiz: Path, comun: Comun, id_: str) -> Asamblea | None:
    """Esa asamblea como se publicó la última vez; None si no quedó copia."""
    copia = copia_de(raiz, id_)
    publicada = cargar_asamblea(copia, comun).expediente if copia is not None else None
    return publicada.asamblea if publicada is not None else None


def _codigo_publicado(raiz: Path, comun: Comun, id_: str) -> str | None:
    """El código con que se publicó esa asamblea la última vez; None si no quedó copia."""
    publicada = _publicada(raiz, comun, id_)
    return publicada.evento.codigo if publicada is not None else None


def _del_comun(comun: Comun) -> Iterator[Hallazgo]:
    if comun.sitio is not None and comun.fuente_sitio is not None:
        yield from revisar_sitio(comun.sitio, comun.fuente_sitio)
    if comun.metodologia is not None and comun.fuente_metodologia is not None:
        yield from revisar_metodologia(comun.metodologia, comun.fuente_metodologia)


def _sin_citar(comun: Comun, expedientes: Iterable[Expediente]) -> Iterator[Hallazgo]:
    """Lo que hay que corregirle a un convenio antes de citarlo: mientras tanto no detiene a nadie."""
    citados = {e.asamblea.evento.convenio for e in expedientes}
    for nombre, (convenio, fuente) in comun.convenios.items():
        if nombre not in citados and convenio is not None and fuente is not None:
            for h in revisar_convenio(convenio, fuente):
                yield replace(h, gravedad="advertencia")


def asamblea_de(raiz: Path, id_: str | None) -> Asamblea:
    """La asamblea de esa carpeta, o la única, sin los nombres que nadie autorizó.

    Errores como en `Examen.expediente`.
    """
    return examinar(raiz).expediente(id_).asamblea.publicable()
