"""Aplica sobre lo aprobado, sin tocarlo, sus erratas y consolidaciones, y da cada versión que ha tenido."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from pydantic import ValidationError

from generador.errores import Viajero
from generador.modelo.aprobado.contenido import (
    AporteDeAgenda,
    Contenido,
    consolidado,
    huella_de_consolidacion,
    huella_de_errata,
    huella_de_retiro,
)
from generador.modelo.aprobado.copia import es_fijo
from generador.modelo.campos import nombres
from generador.modelo.datos.agenda import (
    Agenda,
    Compromiso,
    Consolidacion,
    Errata,
    NoRecogido,
    parte_sin_codigo,
)
from generador.modelo.datos.aprobada import AsambleaAprobada
from generador.modelo.texto import enumerar
from generador.modelo.tipos import Modelo

_INTOCABLES = frozenset({"codigo", "aporte", "fecha"})
"""Cambiarlos rompería citas y enlaces; una errata no vuelve a fechar un acto."""


OTRA_APROBACION = (
    "devuélvalo a como estaba; si de verdad es otra cosa, quite «aprobacion» y «fe_de_erratas», ponga "
    "«estado: borrador», apruebe de nuevo y diga por qué con ./asamblea rectificar"
)
"""La salida de lo que ninguna errata puede cambiar."""


class NoAplica(Viajero, ValueError):
    """La errata no se puede aplicar; `campo` es el de la errata que hay que revisar."""

    def __init__(self, campo: str, mensaje: str, ayuda: str, invalido: ValidationError | None = None) -> None:
        super().__init__(mensaje)
        self.campo, self.mensaje, self.ayuda = campo, mensaje, ayuda
        # Solo lo dicho de lo que no sirve: la excepción de pydantic no pasa de un proceso a otro.
        self.detalle = invalido.errors(include_url=False, include_context=True)[0] if invalido else None


class Version(Modelo):
    """La agenda como quedó en una fecha: 1 es la aprobada; las demás, tras consolidarla o corregirla."""

    numero: int
    """1, 2, 3…"""
    fecha: date
    """Desde cuándo rige."""
    huella: str
    """SHA-256: la del acta, la de la consolidación o la de la última errata de ese día."""
    erratas: tuple[Errata, ...] = ()
    """Las correcciones que la separan de la versión anterior."""
    consolidacion: Consolidacion | None = None
    """El acto que la separa de la anterior, si no fueron correcciones."""
    acto: Literal["plenaria", "consolidacion"] = "plenaria"
    """De qué acto es lo que dice, con sus correcciones."""
    contenido: Contenido
    """La agenda completa, con lo suyo aplicado."""

    @property
    def compromisos(self) -> tuple[Compromiso, ...]:
        """Los compromisos como quedaron en esta versión."""
        return self.contenido.compromisos

    @property
    def aportes(self) -> tuple[AporteDeAgenda, ...]:
        """Los aportes como quedaron en esta versión."""
        return self.contenido.aportes

    @property
    def no_recogidos(self) -> tuple[NoRecogido, ...]:
        """Los aportes por fuera, como quedaron en esta versión."""
        return self.contenido.no_recogidos


Eslabon = Errata | Consolidacion
"""Un acto posterior a la aprobación."""


@dataclass(frozen=True, slots=True)
class Aplicada:
    """Un acto puesto sobre lo anterior; `huella` es la que le corresponde, no la que trae escrita."""

    acto: Eslabon
    contenido: Contenido
    huella: str
    falla: NoAplica | None = None
    """Por qué no se pudo aplicar; si es una errata, el contenido sigue como estaba."""


def cadena(agenda: Agenda) -> tuple[Eslabon, ...]:
    """Las erratas en su orden, y cada consolidación tras el acto que nombra; la que no encadena, al final."""
    quedan, puestos = list(agenda.consolidaciones), list[Eslabon]()
    erratas = iter(agenda.fe_de_erratas)
    ultima = agenda.aprobacion.huella if agenda.aprobacion else None
    while True:
        suya = next((c for c in quedan if c.anterior == ultima), None)
        if suya is not None:
            quedan.remove(suya)
        siguiente = suya or next(erratas, None)
        if siguiente is None:
            return (*puestos, *quedan)
        puestos.append(siguiente)
        ultima = siguiente.huella


def aplicadas(agenda: Agenda, base: Contenido) -> Iterator[Aplicada]:
    """Cada acto de `agenda` después de la aprobación, aplicado en el orden de la cadena, sobre `base`."""
    contenido, todos = base, cadena(agenda)
    aprobada = anterior = agenda.aprobacion.huella if agenda.aprobacion else base.huella
    ultimo_retiro = max((i for i, a in enumerate(todos) if isinstance(a, Errata) and a.retira), default=-1)
    vivas: list[tuple[Errata, Contenido]] = []
    for i, acto in enumerate(todos):
        falla, antes = None, contenido
        try:
            contenido = _siguiente(contenido, acto, anterior, vivas)
        except NoAplica as error:
            falla = error
            if isinstance(acto, Consolidacion):
                # Lo suyo es lo que rige aunque no encadene: sin ello, todo lo demás parecería otro error.
                contenido = consolidado(contenido, acto)
        else:
            if isinstance(acto, Errata) and acto.campo is not None:
                vivas.append((acto, antes))
        if i < ultimo_retiro:
            # Sin el dato retirado no se recalcula: la fija la huella del retiro.
            huella = acto.huella
        elif isinstance(acto, Consolidacion):
            huella = huella_de_consolidacion(anterior, acto.acto, contenido)
        elif acto.retira:
            huella = huella_de_retiro(aprobada, base, todos[:i], acto, contenido)
        else:
            huella = huella_de_errata(anterior, acto, contenido)
        yield Aplicada(acto, contenido, huella, falla)
        anterior = acto.huella


def retirado(agenda: Agenda) -> bool:
    """Si se quitó un dato personal: entonces la huella del acta no se recalcula, la fija la del retiro."""
    return any(e.retira for e in agenda.fe_de_erratas)


def con_la_escrita(agenda: Agenda, escrita: str | None) -> Agenda:
    """`agenda` con la huella del acta que está `escrita`, si se retiró un dato: entonces no se recalcula."""
    if agenda.aprobacion is None or escrita is None or not retirado(agenda):
        return agenda
    return agenda.model_copy(update={"aprobacion": agenda.aprobacion.model_copy(update={"huella": escrita})})


def vigentes(agenda: Agenda) -> tuple[Errata, ...]:
    """Las correcciones que nadie anuló ni quedaron tras una consolidación, de la más antigua a la última."""
    anuladas = {e.anula for e in agenda.fe_de_erratas}
    quedan: list[Errata] = []
    for acto in cadena(agenda):
        if isinstance(acto, Consolidacion):
            quedan.clear()
        elif acto.campo is not None and acto.huella not in anuladas:
            quedan.append(acto)
    return tuple(quedan)


def _siguiente(
    contenido: Contenido, acto: Eslabon, anterior: str, vivas: list[tuple[Errata, Contenido]]
) -> Contenido:
    """`contenido` después de `acto`; lo que ya no se puede anular sale de `vivas`."""
    if isinstance(acto, Consolidacion):
        if acto.anterior != anterior:
            raise NoAplica(
                "anterior",
                f"la consolidación del {acto.fecha} no sigue a ningún acto: se borró o cambió el que nombra",
                "devuelva «consolidaciones» y «fe_de_erratas» a como las escribieron las órdenes",
            )
        # Anular una errata de antes dejaría en pie lo que había antes de consolidar.
        vivas.clear()
        return consolidado(contenido, acto)
    errata = acto
    formas = [c for c in ("campo", "retira", "anula") if getattr(errata, c)]
    if len(formas) != 1:
        que = f"tiene a la vez {enumerar(f'«{f}»' for f in formas)}" if formas else "no dice qué corrige"
        raise NoAplica("campo", f"la errata {que}", "déjela como la escribió ./asamblea errata")
    if errata.retira:
        return contenido
    if errata.anula is None:
        return aplicar(contenido, errata)
    if not vivas or vivas[-1][0].huella != errata.anula:
        raise NoAplica(
            "anula",
            "la errata que anula no es la última que tiene efecto",
            "se anulan de la última a la primera, con ./asamblea errata --anular",
        )
    return vivas.pop()[1]


def versiones_de(agenda: Agenda, base: Contenido) -> tuple[Version, ...]:
    """La aprobada y las que siguieron; ninguna si no se ha aprobado.

    Las erratas de un mismo día son una sola; una consolidación, siempre la suya.
    """
    aprobacion = agenda.aprobacion
    if aprobacion is None:
        return ()
    versiones = [Version(numero=1, fecha=aprobacion.fecha, huella=aprobacion.huella, contenido=base)]
    for a in aplicadas(agenda, base):
        ultima, acto = versiones[-1], a.acto
        del_dia = isinstance(acto, Errata) and bool(ultima.erratas) and ultima.fecha == acto.fecha
        nueva = Version(
            numero=ultima.numero if del_dia else ultima.numero + 1,
            fecha=acto.fecha,
            huella=acto.huella,
            erratas=(*(ultima.erratas if del_dia else ()), acto) if isinstance(acto, Errata) else (),
            consolidacion=None if isinstance(acto, Errata) else acto,
            acto=ultima.acto if isinstance(acto, Errata) else "consolidacion",
            contenido=a.contenido,
        )
        versiones[len(versiones) - del_dia :] = [nueva]
    return tuple(versiones)


def aplicar(contenido: Contenido, errata: Errata) -> Contenido:
    """`contenido` con esa corrección; NoAplica si no encuentra qué corregir o el resultado no sirve."""
    lista, puesto, parte = _destino(contenido, errata)
    campo = _campo(lista, errata)
    arbol = parte.model_dump(mode="json")
    actual = leer_campo(parte, campo)
    if actual != errata.dice:
        raise NoAplica(
            "dice",
            f"{errata.asunto} no dice eso en «{errata.campo}»",
            "copie lo que dice hoy, letra por letra" if actual is not None else "ese campo está vacío",
        )
    _poner(arbol, _pasos(campo), errata.debe_decir)
    try:
        nueva = type(parte).model_validate(arbol)
    except ValidationError as error:
        raise NoAplica(
            "debe_decir",
            f"{errata.asunto} no admite eso en «{errata.campo}»",
            "escríbalo como en el original: una fecha como fecha, un campo obligatorio sin dejarlo vacío",
            error,
        ) from None
    if lista in ("acta", "asamblea"):
        return contenido.model_copy(update={lista: nueva})
    if lista == "agenda":
        return contenido.model_copy(update=dict(nueva))
    partes: Sequence[Modelo] = getattr(contenido, lista)
    return contenido.model_copy(update={lista: (*partes[:puesto], nueva, *partes[puesto + 1 :])})


def valor_vigente(contenido: Contenido, errata: Errata) -> str | None:
    """Lo que dice hoy el campo que señala `errata`, como texto; NoAplica si no existe."""
    lista, _, parte = _destino(contenido, errata)
    return leer_campo(parte, _campo(lista, errata))


def _campo(lista: str, errata: Errata) -> str:
    return "razon" if lista == "no_recogidos" else errata.campo or ""


def _destino(contenido: Contenido, errata: Errata) -> tuple[str, int, Modelo]:
    """En qué lista está lo que corrige, su puesto, y ello mismo."""
    if errata.compromiso and errata.aporte:
        raise NoAplica(
            "aporte", "señala un compromiso y un aporte a la vez", "deje uno; haga otra errata para el otro"
        )
    if not errata.compromiso and not errata.aporte:
        return _sin_codigo(contenido, errata)
    if errata.compromiso:
        lista, clave = "compromisos", "codigo"
    elif errata.campo == "razon":
        lista, clave = "no_recogidos", "aporte"
    else:
        lista, clave = "aportes", "codigo"
    partes: tuple[Modelo, ...] = getattr(contenido, lista)
    for i, parte in enumerate(partes):
        if getattr(parte, clave) == errata.asunto:
            return lista, i, parte
    que = {"no_recogidos": "no figura entre los no recogidos"}.get(lista, "no está en lo aprobado")
    raise NoAplica(
        "compromiso" if errata.compromiso else "aporte",
        f"{errata.asunto} {que}",
        "revise el código: una errata corrige lo que se aprobó",
    )


def _sin_codigo(contenido: Contenido, errata: Errata) -> tuple[str, int, Modelo]:
    """El acta, los rótulos de la agenda o la copia de la asamblea, según el campo."""
    de = parte_sin_codigo(errata.campo)
    partes: dict[str, Modelo | None] = {
        "agenda": contenido.rotulos,
        "acta": contenido.acta,
        "asamblea": contenido.asamblea,
    }
    parte = partes[de]
    if parte is not None:
        return de, 0, parte
    faltas = {
        "agenda": ("el título y la presentación de esta agenda no se aprobaron", "corríjalos en agenda.yml"),
        "acta": ("no hay acta que corregir", "diga qué compromiso o aporte corrige"),
        "asamblea": (
            "esta agenda se aprobó sin firmar los datos de la asamblea",
            "corríjalos en su archivo: evento.yml, mesas.yml o el convenio",
        ),
    }
    raise NoAplica("campo", *faltas[de])


def leer_campo(parte: Modelo, campo: str) -> str | None:
    """El texto del campo en `parte`; None si está vacío. NoAplica si no existe o no se corrige así."""
    pasos = _pasos(campo)
    if isinstance(parte, AsambleaAprobada) and es_fijo(campo):
        raise NoAplica("campo", f"«{campo}» no se corrige con una errata", OTRA_APROBACION)
    if pasos[0] not in nombres(type(parte)) or pasos[0] in _INTOCABLES:
        campos = [c for c in nombres(type(parte)) if c not in _INTOCABLES and not es_fijo(c)]
        raise NoAplica("campo", f"«{campo}» no se puede corregir aquí", f"use uno de: {', '.join(campos)}")
    valor: Any = parte.model_dump(mode="json")
    for paso in pasos:
        if isinstance(paso, int):
            if not isinstance(valor, list) or paso > len(valor):
                raise NoAplica("campo", f"«{campo}» señala un elemento que no hay", "cuéntelos desde 1")
            valor = valor[paso] if paso < len(valor) else None
        else:
            valor = valor.get(paso) if isinstance(valor, dict) else None
    if isinstance(valor, (dict, list)):
        raise NoAplica("campo", f"«{campo}» no es un solo texto", f"señale cuál: {_hojas_de(campo, valor)}")
    return None if valor is None else str(valor)


def _hojas_de(campo: str, valor: Any) -> str:
    """Cómo se nombra cada texto del primer elemento de ese campo: «plan[1].quien o plan[1].como»."""
    while isinstance(valor, list):
        campo, valor = f"{campo}[1]", valor[0] if valor else None
    claves = [c for c, v in valor.items() if not isinstance(v, list)] if isinstance(valor, dict) else []
    return " o ".join(f"{campo}.{c}" for c in claves) or campo


def _pasos(campo: str) -> list[str | int]:
    """«plan[1].cuando» → «plan», 0, «cuando»."""
    return [int(n) - 1 if n else nombre for nombre, n in re.findall(r"([a-z_]+)|\[(\d+)\]", campo)]


def _poner(arbol: Any, pasos: Sequence[str | int], valor: str | None) -> None:
    """Pone `valor` en su sitio; None lo quita, y en el puesto que sigue al último se agrega."""
    *camino, ultimo = pasos
    for paso in camino:
        if isinstance(paso, int) and paso == len(arbol):
            arbol.append({})
        if isinstance(paso, str) and arbol.get(paso) is None:
            arbol[paso] = {}
        arbol = arbol[paso]
    if isinstance(ultimo, int):
        arbol[ultimo : ultimo + 1] = [] if valor is None else [valor]
    else:
        arbol[ultimo] = valor
