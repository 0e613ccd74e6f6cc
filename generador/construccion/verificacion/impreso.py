"""El PDF de la agenda: lo que se lee en él ha de ser lo firmado, y nada más."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from generador.catalogo.documentos import DOCUMENTOS
from generador.composicion.comun.vistas import SELLO_DEMOSTRACION
from generador.composicion.literales import literales
from generador.composicion.paginas.agenda import concordado
from generador.construccion.verificacion.hermanos import Cotejo, cotejar_datos, esperados
from generador.construccion.verificacion.lectura import (
    Explicacion,
    de_lo_vigente,
    faltantes,
    fechas,
    palabras,
    textos,
)
from generador.construccion.verificacion.origen import ARCHIVO, dicho
from generador.errores import ErrorDeUso
from generador.modelo.aprobado.palabras import en_palabras
from generador.modelo.datos.seguimiento import EstadoDeCompromiso
from generador.modelo.publico.abierto import AgendaAbierta
from generador.modelo.publico.apertura import vigente
from generador.modelo.texto import plural, tras
from generador.salida.impreso_ajeno import ImpresoAjeno, leer_ajeno

PLANTILLAS = Path(__file__).resolve().parents[3] / "plantillas"
_PLANTILLA = "documentos/agenda.html.j2"
_MOSTRADOS = 5
_NIEGAN = frozenset((n,) for n in ("no", "ni", "nadie", "nunca", "sin", "falso"))
"""Sueltas le cambian el sentido a lo que sigue: solo valen dentro de la frase fija que las trae."""


def leer(que: str, datos: bytes) -> ImpresoAjeno:
    """El PDF, leído. ErrorDeUso, con su nombre, si no se puede abrir."""
    try:
        return leer_ajeno(datos)
    except ErrorDeUso as error:
        raise ErrorDeUso(f"«{dicho(que)}»: {error}") from None


def cotejar(nombre: str, datos: bytes, abierta: AgendaAbierta, publicado: bytes, cotejo: Cotejo) -> None:
    """El PDF que se publica junto a un agenda.json ya comprobado."""
    try:
        leido = leer_ajeno(datos)
    except ErrorDeUso as error:
        cotejo.fallas.append(f"«{nombre}»: {error}")
        return
    cotejar_leido(f"«{nombre}»", leido, abierta, publicado, cotejo)


def cotejar_leido(
    que: str, leido: ImpresoAjeno, abierta: AgendaAbierta, publicado: bytes, cotejo: Cotejo
) -> None:
    """Lo que dice y lo que trae un PDF contra la agenda que lleva adjunta o tiene al lado."""
    if leido.adjuntos.get(ARCHIVO) != publicado:
        cotejo.fallas.append(f"{que} lleva adjunto otro {ARCHIVO}")
    _cotejar_adjuntos(que, leido, abierta, cotejo)
    cotejo.fallas += [f"{que} trae {r}: la agenda impresa nunca lo lleva" for r in leido.reparos]
    partidas = _partidas(leido.paginas)
    # El título también va en el pie: en la portada, su renglón es igual al que se repite.
    leidas = [palabras(cuerpo) for cuerpo, _ in partidas] + [palabras(pie) for _, pie in partidas]
    recibido = textos([(r.fecha, r.razon, r.aportes) for r in abierta.recibidos])
    faltan = faltantes((*de_lo_vigente(vigente(abierta)), *recibido), leidas)
    cotejo.fallas += algunas(f"{que} no dice", faltan)
    if abierta.demostracion:
        sin = [
            i for i, p in enumerate(leido.paginas, start=1) if faltantes([SELLO_DEMOSTRACION], [palabras(p)])
        ]
        if sin:
            faltan.append(SELLO_DEMOSTRACION)
            cotejo.fallas.append(
                f"{que} no dice «{SELLO_DEMOSTRACION}» en "
                f"{plural(len(sin), 'página', 'páginas')}, desde la {sin[0]}"
            )
    sobran = list(_sobrantes(partidas, abierta))
    cotejo.fallas += algunas(
        f"{que} dice, y no sale de lo firmado:", [f"{t} (página {i})" for i, t in sobran]
    )
    if not faltan and not sobran:
        cuantas = plural(len(leido.paginas), "página", "páginas")
        cotejo.comparado.append(f"el texto {tras('de', que)}, palabra por palabra ({cuantas})")
    vistas = ", ".join(map(str, leido.imagenes))
    imagenes = f"sus imágenes (páginas {vistas}), " if vistas else ""
    cotejo.no_comparado.append(
        f"{que}: {imagenes}sus dibujos, sus marcadores y propiedades, los números sueltos y cómo se ve"
        " cada letra; ábralo y mírelo"
    )


def _cotejar_adjuntos(que: str, leido: ImpresoAjeno, abierta: AgendaAbierta, cotejo: Cotejo) -> None:
    """Los demás datos abiertos que van dentro del PDF: son los que cualquiera saca de él."""
    declarados = next(d.adjuntos for d in DOCUMENTOS if ARCHIVO in d.adjuntos)
    suyos = [archivo for archivo in esperados(abierta) if archivo in declarados]
    cotejo.fallas += [f"falta «{a}» adjunto en {que}" for a in suyos if a not in leido.adjuntos]
    datos = {a: leido.adjuntos[a] for a in suyos if a in leido.adjuntos}
    iguales = cotejar_datos(datos, abierta, cotejo, f", adjunto en {que},")
    ajenos = [n for n in leido.adjuntos if n not in (*suyos, ARCHIVO)]
    cotejo.fallas += algunas(f"{que} lleva adjunto lo que no es de la agenda:", ajenos)
    if iguales:
        cotejo.comparado.append(f"adjuntos en {que}, enteros: {', '.join(iguales)}")


def algunas(que: str, cuales: Sequence[str]) -> list[str]:
    dichas = [f"{que} «{dicho(c, 90)}»" for c in cuales[:_MOSTRADOS]]
    if len(cuales) > _MOSTRADOS:
        dichas.append(f"{que} {plural(len(cuales) - _MOSTRADOS, 'texto más', 'textos más')}")
    return dichas


def _partidas(paginas: Sequence[str]) -> list[tuple[str, str]]:
    """El cuerpo y el pie de cada página: el pie se repite, y corta lo que sigue de una a otra."""
    veces = Counter(r for p in paginas for r in {_llano(linea) for linea in p.split("\n")})
    comunes = {r for r, n in veces.items() if n >= max(3, 0.6 * len(paginas))}
    return [
        (
            "\n".join(linea for linea in p.split("\n") if _llano(linea) not in comunes),
            "\n".join(linea for linea in p.split("\n") if _llano(linea) in comunes),
        )
        for p in paginas
    ]


def _llano(linea: str) -> str:
    return "".join("#" if c.isdigit() else c for c in " ".join(linea.split()))


def _sobrantes(partidas: Sequence[tuple[str, str]], abierta: AgendaAbierta) -> Iterator[tuple[int, str]]:
    explicacion = explicacion_de(abierta, literales(PLANTILLAS, _PLANTILLA))
    # De corrido: un párrafo puede seguir en la página siguiente.
    corrido: list[str] = []
    de_pagina: list[int] = []
    for i, (cuerpo, _) in enumerate(partidas, start=1):
        suyas = palabras(cuerpo)
        corrido += suyas
        de_pagina += [i] * len(suyas)
    for desde, suelto in explicacion.inexplicado(tuple(corrido)):
        yield de_pagina[desde], suelto
    vistos: set[str] = set()
    for i, (_, pie) in enumerate(partidas, start=1):
        if _llano(pie) not in vistos:
            vistos.add(_llano(pie))
            for _, suelto in explicacion.inexplicado(palabras(pie)):
                yield i, suelto


def explicacion_de(abierta: AgendaAbierta, fijos: frozenset[str]) -> Explicacion:
    """Con qué se puede armar un texto de esa agenda: lo que ella trae y lo que escriben las plantillas."""
    huellas = [
        h for h in (abierta.huella, abierta.huella_aprobada, *(v.huella for v in abierta.versiones)) if h
    ]
    # En grupos de ocho en el papel, y la mitad del comienzo en la web.
    cifras = [h[i : i + 8] for h in huellas for i in range(0, 64, 8)] + [h[:16] for h in huellas]
    dichas = [en_palabras(h) for h in huellas]
    enteros = [f for f in fijos if palabras(f) not in _NIEGAN]
    estados = [concordado(e, cuantos) for e in EstadoDeCompromiso for cuantos in (1, 2)]
    return Explicacion((*textos(abierta), *fechas(abierta), *huellas, *cifras, *dichas, *estados, *enteros))
