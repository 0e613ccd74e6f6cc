"""Una persona aparece con nombre solo si lo autorizó; sin autorización, ni de paso ni a medias en otro texto.

Un nombre declarado sin consentimiento es un error donde se repita. Uno que nadie declaró es un aviso, que se
resuelve una vez: se quita, se declara con su consentimiento o se anota en «no_son_personas».
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import unquote

from generador.errores import Hallazgo
from generador.modelo.asamblea import Sitio
from generador.modelo.campos import LIBRES
from generador.modelo.expediente import Expediente
from generador.modelo.fuente import Fuente, Ruta
from generador.modelo.personal.datos_personales import cuentas_con_nombre, sospechas
from generador.modelo.personal.formas_de_nombre import Forma, TextoConNombres
from generador.modelo.personal.reserva import Reserva, normalizado, personas
from generador.modelo.textos import TextoEscrito, recorrer_todo
from generador.modelo.tipos import Modelo
from generador.revision.privacidad import lugar_tapado

DE_ALGUIEN = frozenset(
    {
        *("quien", "responsables", "reporta", "modera", "responsable", "lidera", "papel", "credito"),
        *("guarda", "poblacion", "inscripcion_de", "informe_para"),
    }
)
"""Los campos que dicen quién: ahí basta un nombre de pila para sospechar."""
AYUDA = (
    "ponga su papel o su organización; si es una escuela, un barrio o algo que se llama así, anótelo en "
    "«no_son_personas», en evento.yml"
)


def revisar(expediente: Expediente) -> Iterator[Hallazgo]:
    """Los nombres sin consentimiento y los textos de la misma asamblea que los repiten."""
    prohibidos, autorizados = _sin_consentimiento(expediente), _con_consentimiento([expediente])
    for _, modelo, fuente in expediente.archivos():
        for ruta, persona in personas(modelo):
            if persona.consentimiento or not persona.nombre:
                continue
            yield Hallazgo(
                lugar_tapado(fuente, (*ruta, "nombre"), persona.nombre, 0, len(persona.nombre)),
                "este nombre no se publicará: falta su consentimiento",
                "si la persona lo autorizó por escrito, agregue «consentimiento: sí»; si no, borre el nombre",
                "advertencia",
            )
        yield from _de_paso(modelo, fuente, prohibidos, autorizados)


def revisar_entre_todas(
    expedientes: Iterable[Expediente], sitio: Sitio, fuente: Fuente
) -> Iterator[Hallazgo]:
    """Lo que solo se ve con todo junto: los nombres callados en otra asamblea, los que nadie declaró y lo que
    sobra en «no_son_personas».
    """
    todos = list(expedientes)
    callados = {e.asamblea.id: _sin_consentimiento(e) for e in todos}
    autorizados = _con_consentimiento(todos)
    for expediente in todos:
        suyos = {normalizado("nombre", n) for n in _con_consentimiento([expediente])}
        ajenos = {
            nombre: origen
            for id_, propios in callados.items()
            for nombre, origen in propios.items()
            if id_ != expediente.asamblea.id and normalizado("nombre", nombre) not in suyos
        }
        for _, modelo, suya in expediente.archivos():
            yield from _de_paso(modelo, suya, ajenos, tuple(suyos))
    de_todas = {nombre: origen for propios in callados.values() for nombre, origen in propios.items()}
    claros = {normalizado("nombre", n) for n in autorizados}
    de_todas = {n: o for n, o in de_todas.items() if normalizado("nombre", n) not in claros}
    yield from _de_paso(sitio, fuente, de_todas, autorizados)
    yield from _sin_declarar(todos, sitio, fuente, autorizados)


def _sin_consentimiento(expediente: Expediente) -> dict[str, str]:
    """Los nombres que no se publican y el lugar donde se declaró cada uno."""
    nombres: dict[str, str] = {}
    for _, modelo, fuente in expediente.archivos():
        for ruta, persona in personas(modelo):
            if persona.nombre and not persona.consentimiento:
                linea = fuente.lugar((*ruta, "nombre")).linea
                nombres.setdefault(persona.nombre, f"{fuente.archivo}, línea {linea}")
    return nombres


def _con_consentimiento(expedientes: Iterable[Expediente]) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            persona.nombre
            for e in expedientes
            for _, modelo, _ in e.archivos()
            for _, persona in personas(modelo)
            if persona.nombre and persona.consentimiento
        )
    )


def _ajenos_a_la_persona(modelo: Modelo) -> Iterator[TextoEscrito]:
    """Los textos que se publican, menos los nombres que se declaran y la lista de los que no son de nadie."""
    declarados = {(*ruta, "nombre") for ruta, _ in personas(modelo)}
    return (t for t in recorrer_todo(modelo) if t.ruta not in declarados and t.ruta[0] != "no_son_personas")


def _de_paso(
    modelo: Modelo, fuente: Fuente, prohibidos: Mapping[str, str], autorizados: tuple[str, ...]
) -> Iterator[Hallazgo]:
    if not prohibidos:
        return
    reserva = Reserva(tuple(prohibidos), autorizados)
    for ruta, escrito, clase in _ajenos_a_la_persona(modelo):
        texto = unquote(escrito) if clase == "enlace" else escrito
        for inicio, fin, nombre in reserva.hallar(texto):
            yield Hallazgo(
                lugar_tapado(fuente, ruta, texto, inicio, fin),
                f"aquí aparece el nombre de una persona que no autorizó publicarlo ({prohibidos[nombre]})",
                "ponga su papel o su organización en vez del nombre"
                if clase in LIBRES
                else "cámbielo por uno que no nombre a nadie, también en el archivo si lo es",
            )


def _sin_declarar(
    expedientes: list[Expediente], sitio: Sitio, fuente: Fuente, autorizados: tuple[str, ...]
) -> Iterator[Hallazgo]:
    usados: set[str] = set()
    generales = sitio.no_son_personas
    de_todas = {n: o for e in expedientes for n, o in _sin_consentimiento(e).items()}
    yield from _sospechas(sitio, fuente, generales, (*autorizados, *de_todas), usados)
    for expediente in expedientes:
        propios = expediente.asamblea.evento.no_son_personas
        aqui: set[str] = set()
        callados = _sin_consentimiento(expediente)
        declarados = (*autorizados, *callados)
        for _, modelo, suya in expediente.archivos():
            yield from _sospechas(modelo, suya, (*generales, *propios), declarados, aqui)
        yield from _sobrantes(expediente.fuentes["evento"], propios, aqui, callados)
        usados |= aqui
    yield from _sobrantes(fuente, generales, usados, de_todas)


def parece_nombre(texto: str, campo: str, no_son: tuple[str, ...] = ()) -> bool:
    """Si en ese texto libre, de ese campo, hay lo que parece el nombre de alguien que no está en `no_son`."""
    hallados = sospechas(texto, de_alguien=campo in DE_ALGUIEN)
    libres = list(_no_cuentan(texto, no_son, (), set())) if hallados else []
    return any(not any(a < fin and inicio < b for a, b in libres) for inicio, fin in hallados)


def _sospechas(
    modelo: Modelo, fuente: Fuente, no_son: tuple[str, ...], declarados: tuple[str, ...], usados: set[str]
) -> Iterator[Hallazgo]:
    for ruta, texto, clase in _ajenos_a_la_persona(modelo):
        if clase == "enlace":
            suelto = unquote(texto)
            hallados = cuentas_con_nombre(suelto)
        else:
            suelto = texto if clase in LIBRES else _sin_guiones(texto)
            hallados = sospechas(suelto, de_alguien=_campo(ruta) in DE_ALGUIEN)
        libres = list(_no_cuentan(suelto, no_son, declarados, usados))
        for inicio, fin in hallados:
            if any(a < fin and inicio < b for a, b in libres):
                continue
            yield Hallazgo(
                lugar_tapado(fuente, ruta, suelto if clase == "enlace" else texto, inicio, fin),
                "esto parece el nombre de una persona, y sin su consentimiento no se publica",
                AYUDA,
                "advertencia",
            )


def _campo(ruta: Ruta) -> str:
    return next((p for p in reversed(ruta) if isinstance(p, str)), "")


def _sin_guiones(texto: str) -> str:
    """«foto_de-alguien.jpg» con espacios donde no hay letra; el largo no cambia."""
    return re.sub(r"[-_.#]", " ", texto)


def _no_cuentan(
    texto: str, no_son: tuple[str, ...], declarados: tuple[str, ...], usados: set[str]
) -> Iterator[tuple[int, int]]:
    """Los tramos que alguien ya dijo que no son de una persona, o que son de una que se declaró."""
    dicho = TextoConNombres(texto)
    for nombre in no_son:
        for inicio, fin in Forma(nombre, completo=True).hallar(dicho):
            usados.add(nombre)
            yield dicho.canon.tramo(inicio, fin)
    for nombre in declarados:
        for inicio, fin in Forma(nombre).hallar(dicho):
            yield dicho.canon.tramo(inicio, fin)


def _sobrantes(
    fuente: Fuente, lista: tuple[str, ...], usados: set[str], callados: Mapping[str, str]
) -> Iterator[Hallazgo]:
    claros = {normalizado("nombre", n): origen for n, origen in callados.items()}
    for i, nombre in enumerate(lista):
        origen = claros.get(normalizado("nombre", nombre))
        if origen is not None:
            yield fuente.hallazgo(
                ("no_son_personas", i),
                f"dice que no es una persona, y está declarada como una ({origen})",
                "bórrelo de esta lista",
            )
        elif nombre not in usados:
            yield fuente.hallazgo(
                ("no_son_personas", i),
                "ningún texto dice esto: sobra en «no_son_personas»",
                "bórrelo, o escríbalo igual que en el texto",
                "advertencia",
            )
