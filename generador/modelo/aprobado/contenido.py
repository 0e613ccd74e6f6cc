"""Lo que la plenaria aprueba, su forma canónica y sus huellas."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import Field

from generador.modelo.datos.agenda import (
    Acta,
    ActoDeConsolidacion,
    Agenda,
    Aprobacion,
    Compromiso,
    Consolidacion,
    Errata,
    FormatoDeContenido,
    MetodoAprobado,
    NoRecogido,
    Partes,
    PartesDeConsolidacion,
    PorConsolidar,
    RecibidoDespues,
)
from generador.modelo.datos.aporte import Aporte, Resultado
from generador.modelo.datos.aprobada import AsambleaAprobada
from generador.modelo.datos.mesas import mesa_del_codigo
from generador.modelo.tipos import CodigoAporte, Linea, Modelo, Parrafo, Titulo

FORMATO: FormatoDeContenido = "asambleas/agenda/3"
"""La forma con que se aprueba hoy; lo aprobado con otra conserva la suya, byte por byte."""
FORMATO_ERRATA = "asambleas/errata/1"
FORMATO_RETIRO = "asambleas/retiro/1"
FORMATO_CONSOLIDACION = "asambleas/consolidacion/1"
LARGO_DE_PARTE = 16
"""Cifras hexadecimales de la huella de una parte: señala, no prueba; la que prueba es la completa."""


class AporteDeAgenda(Aporte):
    """Un aporte con su código: el mismo en la página, en el papel, en el muro y en lo que se firma."""

    codigo: CodigoAporte = Field(title="Código")
    """De qué sub-mesa salió y cuál de los suyos es."""

    @property
    def submesa(self) -> str:
        """El código de su sub-mesa: «M2-S3»."""
        return self.codigo.rpartition("-")[0]

    @property
    def mesa(self) -> int:
        """El número de su mesa: 2 en «M2-S3-N1»."""
        return mesa_del_codigo(self.codigo)


def con_codigo(hoja: Resultado) -> tuple[AporteDeAgenda, ...]:
    """Los aportes de una hoja, cada uno con su código."""
    return tuple(
        AporteDeAgenda(codigo=f"{hoja.submesa}-N{i}", **dict(aporte))
        for i, aporte in enumerate(hoja.aportes, start=1)
    )


class HojaRecibida(RecibidoDespues):
    """Lo que entregó una sub-mesa después del acto, con su fecha y su razón."""

    demostracion: bool = False
    """Si es inventado para mostrar el sistema."""
    aportes: tuple[AporteDeAgenda, ...]
    """Sus aportes; ninguno entra en lo firmado."""


def recibidas(dichas: Iterable[RecibidoDespues], tardias: Iterable[Resultado]) -> tuple[HojaRecibida, ...]:
    """Las hojas tardías que ya tienen su fecha y su razón, en el orden en que se anotaron."""
    hojas = {r.submesa: r for r in tardias}
    return tuple(
        HojaRecibida(
            **dict(dicha),
            demostracion=hojas[dicha.submesa].demostracion,
            aportes=con_codigo(hojas[dicha.submesa]),
        )
        for dicha in dichas
        if dicha.submesa in hojas
    )


class Rotulos(Modelo):
    """Lo que se aprueba de la agenda misma."""

    titulo: Titulo = Field(title="Título")
    """El nombre de la agenda."""
    presentacion: Parrafo | None = Field(None, title="Presentación")
    """De qué se trata la agenda."""


class Contenido(Modelo):
    """Lo que se aprueba: el acta, los compromisos en su orden, los aportes y los que quedan por fuera."""

    formato: FormatoDeContenido = "asambleas/agenda/1"
    """Cómo se arma la forma canónica."""
    titulo: Titulo | None = None
    """El título de la agenda; desde la segunda forma."""
    presentacion: Parrafo | None = None
    """De qué se trata la agenda; desde la segunda forma."""
    asamblea: AsambleaAprobada | None = None
    """De qué asamblea es; desde la tercera forma."""
    sal: Linea | None = None
    """La sal de la aprobación, mientras no se haya retirado un dato personal."""
    acta: Acta | None = None
    """El acto de la plenaria; falta mientras es borrador."""
    compromisos: tuple[Compromiso, ...] = ()
    """En el orden aprobado."""
    aportes: tuple[AporteDeAgenda, ...] = ()
    """Los aportes, por mesa y sub-mesa."""
    no_recogidos: tuple[NoRecogido, ...] = ()
    """Los aportes que no son compromiso, con su razón."""

    def arbol(self) -> dict[str, Any]:
        """Como dato JSON, sin los campos vacíos: uno nuevo en el modelo no cambia lo ya aprobado."""
        return {"formato": self.formato, **_arbol(self)}

    @property
    def huella(self) -> str:
        """SHA-256 hexadecimal de la forma canónica."""
        return huella_de(self.arbol())

    @property
    def rotulos(self) -> Rotulos | None:
        """El título y la presentación; None si no entran en lo que se aprobó."""
        return Rotulos(titulo=self.titulo, presentacion=self.presentacion) if self.titulo else None

    def compromiso(self, codigo: str) -> Compromiso | None:
        """El compromiso de ese código; None si no está."""
        return next((c for c in self.compromisos if c.codigo == codigo), None)

    def aporte(self, codigo: str) -> AporteDeAgenda | None:
        """El aporte de ese código; None si no está."""
        return next((a for a in self.aportes if a.codigo == codigo), None)


def _arbol(modelo: Modelo) -> dict[str, Any]:
    return modelo.model_dump(mode="json", exclude_defaults=True)


def canonica(arbol: Mapping[str, Any]) -> bytes:
    """JSON en UTF-8, claves por orden de código, sin espacios: lo que da `jq -cjS`."""
    return json.dumps(arbol, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def huella_de(arbol: Mapping[str, Any]) -> str:
    """SHA-256 hexadecimal de la forma canónica de `arbol`."""
    return hashlib.sha256(canonica(arbol)).hexdigest()


def huella_de_parte(modelo: Modelo) -> str:
    """Las primeras cifras de la huella de una parte, sin su código: así se reconoce aunque la muevan."""
    arbol = _arbol(modelo)
    arbol.pop("codigo", None)
    return huella_de(arbol)[:LARGO_DE_PARTE]


def partes_de(contenido: Contenido) -> Partes:
    """La huella corta de cada parte; el contenido ha de tener acta."""
    assert contenido.acta is not None
    return Partes(
        agenda=huella_de_parte(contenido.rotulos) if contenido.rotulos else None,
        asamblea=huella_de_parte(contenido.asamblea) if contenido.asamblea else None,
        acta=huella_de_parte(contenido.acta),
        compromisos=_con_codigo((c.codigo, c) for c in contenido.compromisos),
        aportes=_con_codigo((a.codigo, a) for a in contenido.aportes),
        no_recogidos=_con_codigo((n.aporte, n) for n in contenido.no_recogidos),
    )


def _con_codigo(pares: Iterable[tuple[str, Modelo]]) -> tuple[str, ...]:
    return tuple(f"{codigo} {huella_de_parte(parte)}" for codigo, parte in pares)


def contenido_de(
    agenda: Agenda | None,
    derivados: Iterable[Compromiso],
    aportes: Sequence[AporteDeAgenda],
    asamblea: AsambleaAprobada,
) -> Contenido:
    """Lo que aprobó la plenaria o tendría delante; `derivados`, los compromisos si no hay escritos.

    `asamblea` es la copia de hoy: de lo ya aprobado cuenta la que quedó con el acta.
    """
    acto = agenda.aprobacion if agenda else None
    formato = acto.formato if acto else FORMATO
    rotulos = {}
    if agenda and formato != "asambleas/agenda/1":
        rotulos = {"titulo": agenda.titulo, "presentacion": agenda.presentacion}
    copia = None
    if formato == "asambleas/agenda/3":
        copia = acto.asamblea if acto and acto.asamblea else asamblea
    return Contenido(
        formato=formato,
        **rotulos,
        asamblea=copia,
        sal=acto.sal if acto else None,
        acta=acto.acta if acto else None,
        compromisos=agenda.compromisos if agenda and agenda.compromisos else tuple(derivados),
        aportes=tuple(aportes),
        no_recogidos=agenda.no_recogidos if agenda else (),
    )


def firmar(contenido: Contenido, acta: Acta, metodo: MetodoAprobado | None = None) -> Aprobacion:
    """La aprobación de `contenido` en el acto de `acta`, con su huella y la de cada parte.

    `metodo` queda al lado, sin entrar en la huella.
    """
    suyo = contenido.model_copy(update={"acta": acta})
    return Aprobacion.model_validate(
        acta.model_dump()
        | {
            "formato": suyo.formato,
            "sal": suyo.sal,
            "asamblea": suyo.asamblea and suyo.asamblea.model_dump(),
            "huella": suyo.huella,
            "partes": partes_de(suyo).model_dump(),
            "metodo": metodo and metodo.model_dump(),
        }
    )


def huella_de_errata(anterior: str, errata: Errata, resultado: Contenido) -> str:
    """La huella de una errata: encadena la anterior, la propia errata y lo que resulta de aplicarla."""
    return huella_de(
        {
            "formato": FORMATO_ERRATA,
            "anterior": anterior,
            "errata": _sin_huella(errata),
            "contenido": resultado.arbol(),
        }
    )


def partes_de_consolidacion(acto: ActoDeConsolidacion, lista: PorConsolidar) -> PartesDeConsolidacion:
    """La huella corta de cada parte de una consolidación."""
    return PartesDeConsolidacion(
        acto=huella_de_parte(acto),
        compromisos=_con_codigo((c.codigo, c) for c in lista.compromisos),
        no_recogidos=_con_codigo((n.aporte, n) for n in lista.no_recogidos),
    )


def consolidado(contenido: Contenido, lista: PorConsolidar) -> Contenido:
    """`contenido` con los compromisos y los no recogidos que deja una consolidación."""
    return contenido.model_copy(update={"compromisos": lista.compromisos, "no_recogidos": lista.no_recogidos})


def huella_de_consolidacion(anterior: str, acto: ActoDeConsolidacion, resultado: Contenido) -> str:
    """La huella de una consolidación: encadena la anterior, el acto y lo que resulta de él."""
    return huella_de(
        {
            "formato": FORMATO_CONSOLIDACION,
            "anterior": anterior,
            "acto": _arbol(acto),
            "contenido": resultado.arbol(),
        }
    )


def consolidar(
    contenido: Contenido, anterior: str, acto: ActoDeConsolidacion, lista: PorConsolidar
) -> Consolidacion:
    """La consolidación de `lista` sobre `contenido`, después del acto con la huella `anterior`."""
    return Consolidacion(
        **dict(acto),
        compromisos=lista.compromisos,
        no_recogidos=lista.no_recogidos,
        anterior=anterior,
        huella=huella_de_consolidacion(anterior, acto, consolidado(contenido, lista)),
        partes=partes_de_consolidacion(acto, lista),
    )


def huella_de_retiro(
    aprobada: str,
    base: Contenido,
    previas: Sequence[Errata | Consolidacion],
    errata: Errata,
    resultado: Contenido,
) -> str:
    """La huella de la errata que deja constancia de un dato retirado: vuelve a firmar todo lo anterior.

    Sin el dato, `aprobada` y las huellas de `previas` ya no se recalculan; aquí quedan fijas, junto con lo
    aprobado, las erratas y las consolidaciones tal como se leen desde entonces.
    """
    return huella_de(
        {
            "formato": FORMATO_RETIRO,
            "anterior": previas[-1].huella if previas else aprobada,
            "aprobada": aprobada,
            "aprobado": base.arbol(),
            "previas": [_arbol(e) for e in previas],
            "errata": _sin_huella(errata),
            "contenido": resultado.arbol(),
        }
    )


def _sin_huella(errata: Errata) -> dict[str, Any]:
    arbol = _arbol(errata)
    arbol.pop("huella", None)
    return arbol
