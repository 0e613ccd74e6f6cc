"""Un archivo como se ve en el formulario: cada campo con su rótulo, su ayuda y lo que haya que corregirle.

Todo sale de los modelos: aquí solo se escoge con qué control se escribe cada dato.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Literal, TypeAlias

from generador.composicion.comun.vistas import ESTADOS
from generador.errores import Hallazgo
from generador.local.editor.hoja import DE, NO, SI, Hoja, es_si_o_no
from generador.local.editor.juicio import nombre_de
from generador.local.editor.llenado import textos_del_titulo
from generador.local.web.casillas import en_casillas
from generador.modelo.campos import LIBRES, Campo, campos
from generador.modelo.datos.pendiente import POR_CONFIRMAR
from generador.modelo.texto import en_corto

Control = Literal["renglon", "parrafo", "lista", "fecha", "numero", "opciones"]
RENGLON = 300
"""Caracteres que todavía se escriben bien en un solo renglón."""
LARGO_DEL_TITULO = 60
_FECHA = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(slots=True, kw_only=True)
class Visto:
    """Lo común a todo lo que se ve en el formulario."""

    nombre: str
    """Con el que viaja: «programa.2.inicio»."""
    rotulo: str
    ayuda: str
    obligatorio: bool = False
    hallazgos: list[Hallazgo] = field(default_factory=list)
    foco: str = ""
    """Qué queda señalado después de un botón; vacío si nada."""
    marca: str = ""
    """Si alguien supuso el dato, cómo se llama en el archivo: «programa[2].inicio»."""
    nota: str = ""
    """Lo que pide revisar quien lo supuso."""
    confirmado: bool = False
    """Si al guardar se le quita la marca."""
    enlace: tuple[str, str] = ("", "")
    """A dónde ir por lo que dice un hallazgo, y cómo se dice; vacío si a nada."""

    @property
    def errores(self) -> list[Hallazgo]:
        """Los hallazgos que impiden publicar."""
        return [h for h in self.hallazgos if h.gravedad == "error"]

    @property
    def avisos(self) -> list[Hallazgo]:
        """Los hallazgos que solo piden mirar."""
        return [h for h in self.hallazgos if h.gravedad != "error"]


@dataclass(slots=True, kw_only=True)
class DatoVisto(Visto):
    """Un dato simple y con qué se escribe."""

    clase: str = "dato"
    valor: str
    control: Control
    limite: str
    """Cuánto cabe, dicho: «hasta 160 caracteres»."""
    opciones: tuple[tuple[str, str], ...] = ()
    """Lo que se puede escoger: cómo va en el archivo y cómo se dice."""
    fijo: bool = False


@dataclass(slots=True, kw_only=True)
class FichaVista(Visto):
    """Varios datos que van juntos, como el horario."""

    clase: str = "ficha"
    partes: list[ParteVista]


@dataclass(slots=True, kw_only=True)
class ElementoVisto(Visto):
    """Una ficha de una lista, con su puesto."""

    clase: str = "elemento"
    partes: list[ParteVista]
    de: str
    """En qué puesto del archivo estaba; vacío si es nuevo."""
    sube: bool
    baja: bool
    abierto: bool = False
    por_mirar: bool = False
    """Si algo de adentro, que plegado no se ve, tiene una advertencia."""


@dataclass(slots=True, kw_only=True)
class ListaVista(Visto):
    """Una lista de fichas, como el programa."""

    clase: str = "lista"
    limite: str
    elementos: list[ElementoVisto]


ParteVista: TypeAlias = "DatoVisto | FichaVista | ListaVista"


@dataclass(frozen=True, slots=True)
class Pantalla:
    """El formulario entero."""

    partes: list[ParteVista]
    sueltos: list[Hallazgo]
    """Los hallazgos que no son de ningún campo."""
    vistos: Mapping[str, Visto]
    """Todo lo que se ve, por su nombre, de arriba abajo."""

    @property
    def por_corregir(self) -> list[tuple[str, str, Hallazgo]]:
        """Cada error de un campo, de arriba abajo: el nombre del campo, dónde está, dicho, y qué tiene."""
        return [(v.nombre, self._donde(v), h) for v in self.vistos.values() for h in v.errores]

    @property
    def por_mirar(self) -> list[tuple[str, str, Hallazgo]]:
        """Cada advertencia de un campo, como en `por_corregir`."""
        return [(v.nombre, self._donde(v), h) for v in self.vistos.values() for h in v.avisos]

    def _donde(self, visto: Visto) -> str:
        """«2. Acceso al crédito › Eje»."""
        partes = visto.nombre.split(".")
        encima = (self.vistos.get(".".join(partes[:i])) for i in range(1, len(partes)))
        return " › ".join([*(e.rotulo for e in encima if isinstance(e, ElementoVisto)), visto.rotulo])

    @property
    def cuantos_errores(self) -> int:
        """Cuántos errores se ven."""
        return sum(len(v.errores) for v in self.vistos.values()) + sum(
            h.gravedad == "error" for h in self.sueltos
        )

    @property
    def cuantos_avisos(self) -> int:
        """Cuántas advertencias se ven."""
        return len(self.por_mirar) + sum(h.gravedad != "error" for h in self.sueltos)


def pantalla(
    suyos: Sequence[Campo],
    hoja: Hoja,
    hallazgos: Sequence[Hallazgo] = (),
    fijos: Sequence[str] = (),
    foco: tuple[str, str] = ("", ""),
    supuestos: Mapping[str, str] = MappingProxyType({}),
    confirmados: Collection[str] = (),
) -> Pantalla:
    """El formulario de esos campos con lo que dice `hoja`.

    `foco` es el botón que se acaba de usar y dónde quedó lo que movió; `supuestos`, la nota de cada dato que
    falta confirmar, por su ruta dicha en el archivo, y `confirmados`, los que ya se confirmaron aquí.
    """
    partes = _partes(suyos, hoja, "", fijos, foco)
    vistos = {v.nombre: v for v in _todos(partes)}
    sueltos: list[Hallazgo] = []
    for hallazgo in hallazgos:
        nombre = nombre_de(hallazgo.lugar.ruta)
        while nombre and nombre not in vistos:
            nombre = nombre.rpartition(".")[0]
        suyo = vistos.get(nombre)
        dicho = en_casillas(hallazgo, suyos, suyo.valor if isinstance(suyo, DatoVisto) else "")
        (sueltos if suyo is None else suyo.hallazgos).append(dicho)
    for visto in vistos.values():
        if (ruta := _en_el_archivo(vistos, visto.nombre)) in supuestos:
            visto.marca, visto.nota, visto.confirmado = ruta, supuestos[ruta], ruta in confirmados
            visto.hallazgos = [_con_casilla(h) for h in visto.hallazgos]
        if isinstance(visto, ElementoVisto):
            cerca = [v for n, v in vistos.items() if f"{n}.".startswith(f"{visto.nombre}.")]
            visto.abierto = any(v.errores or v.foco for v in cerca)
            visto.por_mirar = any(v.avisos for v in cerca)
    return Pantalla(partes, sueltos, vistos)


def _partes(
    suyos: Sequence[Campo], hoja: Hoja, antes: str, fijos: Sequence[str], foco: tuple[str, str]
) -> list[ParteVista]:
    return [_parte(c, hoja.get(c.nombre), f"{antes}{c.nombre}", c.nombre in fijos, foco) for c in suyos]


def _parte(campo: Campo, valor: Any, nombre: str, fijo: bool, foco: tuple[str, str]) -> ParteVista:
    if campo.dentro is None:
        return DatoVisto(
            nombre=nombre,
            rotulo=campo.rotulo,
            ayuda=_ayuda(campo),
            obligatorio=campo.obligatorio,
            valor=valor or "",
            control=_control(campo, valor or ""),
            limite=_limite(campo),
            opciones=_opciones(campo, valor or ""),
            fijo=fijo,
        )
    if not campo.lista:
        return FichaVista(
            nombre=nombre,
            rotulo=campo.rotulo,
            ayuda=_ayuda(campo),
            obligatorio=campo.obligatorio,
            partes=_partes(campos(campo.dentro), valor or {}, f"{nombre}.", (), foco),
        )
    fichas = valor or []
    elementos = [
        _elemento(campo.dentro, ficha, f"{nombre}.{i}", (i, len(fichas)), foco)
        for i, ficha in enumerate(fichas)
    ]
    return ListaVista(
        nombre=nombre,
        rotulo=campo.rotulo,
        ayuda=_ayuda(campo),
        obligatorio=campo.obligatorio,
        limite=_limite(campo),
        elementos=elementos,
        foco="lista" if foco == ("quitar", nombre) else "",
    )


def _elemento(
    modelo: Any, ficha: Hoja, nombre: str, puesto: tuple[int, int], foco: tuple[str, str]
) -> ElementoVisto:
    suyos = campos(modelo)
    i, cuantos = puesto
    partes = _partes(suyos, ficha, f"{nombre}.", (), foco)
    accion = foco[0] if foco[1] == nombre else ""
    if not ficha.get(DE):
        _sin_identificador(suyos, partes)
    if accion == "agregar" and partes:
        partes[0].foco = "primero"
    return ElementoVisto(
        nombre=nombre,
        rotulo=_titulo(suyos, ficha, i),
        ayuda="",
        partes=partes,
        de=ficha.get(DE, ""),
        sube=i > 0,
        baja=i < cuantos - 1,
        foco=accion,
    )


def _sin_identificador(suyos: Sequence[Campo], partes: Sequence[ParteVista]) -> None:
    """En una ficha nueva, dice que el identificador se puede dejar vacío y de dónde se toma."""
    de = next(textos_del_titulo(suyos), None)
    propio = next((p for p in partes if p.nombre.endswith(".id") and p.obligatorio), None)
    if de is not None and propio is not None:
        propio.obligatorio = False
        propio.ayuda = f"{propio.ayuda} Si lo deja vacío, se toma de «{de.rotulo}»."


def _titulo(suyos: Sequence[Campo], ficha: Hoja, puesto: int) -> str:
    """«3. Almuerzo»: su número o, si no lleva, su puesto, y qué es: su primer texto o, si no, su fecha."""
    textos = [c for c in suyos if c.texto in LIBRES and not c.lista and c.dentro is None]
    fechas = [c for c in suyos if c.tipo.startswith("fecha") and not c.lista]
    dicho = next((str(ficha[c.nombre]) for c in (*textos, *fechas) if ficha.get(c.nombre)), "")
    numero = ficha.get("numero") if any(c.nombre == "numero" for c in suyos) else ""
    return f"{numero or puesto + 1}. {en_corto(' '.join(dicho.split()), LARGO_DEL_TITULO) or '(sin nombre)'}"


def _control(campo: Campo, valor: str) -> Control:
    if campo.lista:
        return "lista"
    if campo.opciones or es_si_o_no(campo):
        return "opciones"
    if campo.texto is None:
        # Una casilla de fecha manda vacío lo que el navegador no entendió: donde vacío es «sin fecha», se
        # perdería callada lo que había o lo que se escribió.
        if campo.obligatorio and campo.tipo.startswith("fecha") and (not valor or _FECHA.fullmatch(valor)):
            return "fecha"
        return "numero" if campo.tipo.startswith("número") else "renglon"
    largo = campo.texto == "parrafos" or (campo.texto == "linea" and (campo.largo or 0) > RENGLON)
    return "parrafo" if largo else "renglon"


def _opciones(campo: Campo, valor: str) -> tuple[tuple[str, str], ...]:
    posibles = (SI, NO) if es_si_o_no(campo) else campo.opciones
    if not posibles:
        return ()
    vacia = "(escoja)" if campo.obligatorio else "(sin decir)"
    # Lo que el archivo dice y no se puede escoger también se ve: cambiarlo es cosa de quien mira.
    ajena = ((valor, valor),) if valor and valor not in posibles else ()
    return (("", vacia), *ajena, *((o, _ESCRITAS.get(o, o.replace("_", " "))) for o in posibles))


_ESCRITAS = {
    **{e.value: dicho for e, dicho in ESTADOS.items()},
    "solucion": "solución",
    "instalacion": "instalación",
    "quien": "quién",
    "como": "cómo",
    "cuando": "cuándo",
    "a4": "A4",
}
"""Las opciones que en el archivo van sin tildes ni mayúsculas, como se dicen."""


def _ayuda(campo: Campo) -> str:
    """La del campo; lo que la documentación pone en letra de máquina, entre comillas."""
    return re.sub(r"`([^`]+)`", r"«\1»", campo.ayuda)


def _limite(campo: Campo) -> str:
    if campo.largo is not None and campo.texto != "forma":
        return f"Hasta {campo.largo} caracteres{_parrafos(campo)}."
    if campo.tipo.startswith("fecha") and not campo.obligatorio:
        return "Año, mes y día: 2026-11-15."
    menor, mayor = campo.minimo, campo.maximo
    if menor is not None and mayor is not None:
        return f"De {menor} a {mayor}."
    if mayor is not None:
        return f"Hasta {mayor}."
    return f"Por lo menos {menor}." if menor is not None else ""


def _parrafos(campo: Campo) -> str:
    """Qué pasa con los renglones que se escriban en una casilla de varios."""
    if campo.lista:
        return " por renglón"
    if campo.texto == "parrafos":
        return "; un renglón en blanco separa los párrafos"
    return ", en un solo párrafo" if (campo.largo or 0) > RENGLON else ""


def _con_casilla(hallazgo: Hallazgo) -> Hallazgo:
    """El mismo; si manda borrar el renglón «# por confirmar», que aquí no se ve, manda marcar la casilla."""
    if POR_CONFIRMAR not in hallazgo.ayuda:
        return hallazgo
    return replace(hallazgo, ayuda="revise el dato y marque la casilla de abajo")


def _en_el_archivo(vistos: Mapping[str, Visto], nombre: str) -> str:
    """La ruta dicha, en el archivo, de lo que se ve con ese nombre; vacía si es nuevo."""
    dicha, partes = "", nombre.split(".")
    for i, parte in enumerate(partes, start=1):
        visto = vistos[".".join(partes[:i])]
        if not isinstance(visto, ElementoVisto):
            dicha += f".{parte}" if dicha else parte
        elif visto.de.isdecimal():
            dicha += f"[{int(visto.de) + 1}]"
        else:
            return ""
    return dicha


def _todos(partes: Sequence[ParteVista]) -> Iterator[Visto]:
    for parte in partes:
        yield parte
        if isinstance(parte, FichaVista):
            yield from _todos(parte.partes)
        elif isinstance(parte, ListaVista):
            for elemento in parte.elementos:
                yield elemento
                yield from _todos(elemento.partes)
