"""De una lista de personas a las hojas que llevan su nombre: nada de esto entra en el inventario."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Literal

from markupsafe import Markup

from generador.catalogo.asuntos import Asunto, Papel
from generador.catalogo.formatos import Formato, Pliego, Variante
from generador.catalogo.inventario import Artefacto, inventariar_asamblea
from generador.catalogo.piezas import Pieza
from generador.composicion.comun.contexto import Contexto
from generador.composicion.comun.copias import distinguir
from generador.composicion.comun.entorno import componer
from generador.composicion.contextos.acervo import Acervo
from generador.composicion.contextos.funciones import entorno_html
from generador.composicion.piezas import personales
from generador.composicion.piezas.ajuste import TextoNoCabe
from generador.composicion.piezas.escena import Escena
from generador.composicion.piezas.imposicion import hoja_de
from generador.composicion.piezas.montaje import Colocado, Montaje
from generador.composicion.piezas.pieza import con_color, montaje_de
from generador.modelo.asamblea import Asamblea, Sitio
from generador.modelo.datos.comun.medios import Medios
from generador.modelo.datos.evento import Evento
from generador.modelo.privado import PersonaDeLista
from generador.rompecabezas.trazo import Rectangulo

ClaseDePersonal = Literal["escarapelas", "constancias", "tarjetas"]
DE_TODOS = "Participante"
"""El papel de quien la lista no dice otro."""


@dataclass(frozen=True, slots=True)
class Personal:
    """Una clase de hoja con nombres: su formato, quién compone cada copia y adónde lleva su código."""

    id: ClaseDePersonal
    titulo: str
    formato: Formato
    componer: Callable[[Montaje, PersonaDeLista], Iterator[Colocado]]
    pagina: str = "programa"


PERSONALES: tuple[Personal, ...] = (
    Personal(
        "escarapelas",
        "Escarapelas",
        Formato("escarapela", "Diez por carta", 216, 279, "mm", 110, Pliego(92, 52, 2, 5)),
        lambda m, p: personales.escarapela(m, p, con_mesa=not p.nombre),
    ),
    Personal(
        "constancias",
        "Constancias de participación",
        Formato("carta-apaisada", "Carta apaisada", 279, 216, "mm"),
        personales.constancia,
        "asamblea",
    ),
    Personal(
        "tarjetas",
        "Tarjetas de mesa",
        Formato(
            "tarjeta", "Dos por carta, que se doblan", 216, 279, "mm", 96, Pliego(200, 66, 1, 4, "doblez")
        ),
        personales.tarjeta,
    ),
)


@dataclass(frozen=True, slots=True)
class CopiaPersonal:
    """Una copia en su hoja."""

    caja: Rectangulo
    girada: bool
    partes: tuple[Colocado, ...]


@dataclass(frozen=True, slots=True)
class HojaPersonal:
    """Las copias de una hoja."""

    copias: tuple[CopiaPersonal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DePersonales(Contexto):
    """Lo que recibe la plantilla."""

    titulo: str
    evento: Evento
    credito: str
    ancho_mm: float
    alto_mm: float
    clase: str
    """«una-tinta», si va en línea y tramas."""
    escena: Escena
    hojas: tuple[HojaPersonal, ...]
    marcas: Markup


def artefacto_personal(personal: Personal, asamblea: Asamblea, variante: Variante) -> Artefacto:
    """Uno que no está en ningún inventario: con él se arma su escena y se sabe qué ha de cumplir."""
    pieza = Pieza(personal.id, personal.titulo, "", (personal.formato.id,), personal.pagina)
    nombre = f"{personal.id}{'-una-tinta' if variante == 'una-tinta' else ''}.pdf"
    medidas = personal.formato.ancho_mm, personal.formato.alto_mm
    asunto = Asunto("", {})
    return Artefacto(
        *(pieza, "pieza", nombre, personal.titulo, asamblea, asunto, personal.pagina, *medidas),
        formato=personal.formato,
        variante=variante,
    )


def hojas_personales(
    plantillas: Path, sitio: Sitio, artefacto: Artefacto, medios: Medios, personas: Sequence[PersonaDeLista]
) -> tuple[str, tuple[int, ...]]:
    """El HTML de las hojas con los nombres de esas personas, en su orden, y a quiénes no les cupo lo suyo.

    De quien tiene un nombre largo sale sin su organización, y su puesto va en la respuesta. Lo que sobra de
    la última hoja sale con un renglón: para quien no estaba en la lista. Lanza TextoNoCabe, cuyo `donde` es
    el puesto de la persona, desde 0.
    """
    asamblea, formato = artefacto.asamblea, artefacto.formato
    assert formato is not None
    personal = next(p for p in PERSONALES if p.id == artefacto.declaracion.id)
    acervo = Acervo(plantillas, inventariar_asamblea(sitio, asamblea))
    montaje = montaje_de(artefacto, plantillas, medios, acervo.direccion_de(asamblea, personal.pagina))
    hoja = hoja_de(formato, artefacto.variante)
    # Lo que se dobla lleva lo mismo por sus dos caras.
    caras = 2 if formato.pliego is not None and formato.pliego.marcas == "doblez" else 1
    recortadas: list[int] = []
    compuestas = _compuestas(personal, montaje, personas, recortadas)
    hojas = []
    while tanda := tuple(islice(compuestas, len(hoja.copias) // caras)):
        sobran = len(hoja.copias) // caras - len(tanda)
        vacia = tuple(personal.componer(con_color(montaje, _asunto(montaje, SIN_NOMBRE)), SIN_NOMBRE))
        todas = [partes for partes in (*tanda, *[vacia] * sobran) for _ in range(caras)]
        hojas.append(
            HojaPersonal(
                tuple(CopiaPersonal(c.caja, c.girada, p) for c, p in zip(hoja.copias, todas, strict=True))
            )
        )
    contexto = DePersonales(
        titulo=personal.titulo,
        evento=montaje.evento,
        credito=asamblea.convenio.credito,
        ancho_mm=float(formato.ancho_mm),
        alto_mm=float(formato.alto_mm),
        clase=artefacto.variante,
        escena=montaje.escena,
        hojas=tuple(hojas),
        marcas=hoja.marcas,
    )
    html = componer(entorno_html(plantillas), "personales/hojas.html.j2", contexto)
    return distinguir(html), tuple(recortadas)


SIN_NOMBRE = PersonaDeLista("", DE_TODOS)


def _compuestas(
    personal: Personal, montaje: Montaje, personas: Iterable[PersonaDeLista], recortadas: list[int]
) -> Iterator[tuple[Colocado, ...]]:
    for puesto, persona in enumerate(personas):
        suyo = con_color(montaje, _asunto(montaje, persona))
        suyo.escena.ajuste.donde = str(puesto)
        try:
            partes = tuple(personal.componer(suyo, persona))
        except TextoNoCabe:
            if not persona.organizacion:
                raise
            partes = tuple(personal.componer(suyo, replace(persona, organizacion="")))
            recortadas.append(puesto)
        yield partes


def _asunto(montaje: Montaje, persona: PersonaDeLista) -> Asunto:
    """De qué mesa es la copia, que así toma su color; si no es de ninguna, el de su papel."""
    mesas = {m.numero: m for m in montaje.asamblea.mesas.mesas}
    if persona.mesa in mesas:
        return Asunto("", {"mesa": mesas[persona.mesa], "papel": Papel("", persona.papel)})
    return Asunto("", {"papel": Papel("", persona.papel)})
