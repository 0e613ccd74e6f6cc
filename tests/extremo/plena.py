"""Una asamblea con todos los campos de texto llenos, y cómo sembrar en todos una misma cadena."""

from __future__ import annotations

import json
import typing
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from fabrica import BORRAR, ID, agenda, aporte, aprobacion, arboles, avance, cambiado, compromiso, resultado

from generador.carga.lectura.lector import leer_bytes
from generador.carga.traduccion import traducir
from generador.errores import ErrorDeDatos, Hallazgo
from generador.modelo.aprobado.contenido import firmar
from generador.modelo.archivos import ARCHIVOS
from generador.modelo.asamblea import Asamblea, Proyecto, Sitio
from generador.modelo.campos import LIBRES, modelos_de
from generador.modelo.campos import campos as campos_de
from generador.modelo.datos.agenda import Agenda
from generador.modelo.datos.aporte import Resultado
from generador.modelo.datos.aprobada import AsambleaAprobada
from generador.modelo.datos.asistencia import Asistencia
from generador.modelo.datos.convenio import Convenio, Suscrito
from generador.modelo.datos.evento import Evento
from generador.modelo.datos.mesas import Mesas
from generador.modelo.datos.metodologia import Metodologia
from generador.modelo.datos.seguimiento import Seguimiento
from generador.modelo.expediente import Expediente
from generador.modelo.fuente import Fuente
from generador.modelo.textos import recorrer
from generador.modelo.tipos import Modelo
from generador.revision import revisar, revisar_sitio

Ruta = tuple[str | int, ...]
Campo = tuple[str, Ruta]
"""Archivo de `datos/` y camino dentro de él."""

CORPUS = Path(__file__).parents[1] / "corpus"
_MODELOS: dict[str, type[Modelo]] = {
    "sitio.yml": Sitio,
    "convenios/002-2023.yml": Convenio,
    "metodologia.yml": Metodologia,
    f"{ID}/evento.yml": Evento,
    f"{ID}/mesas.yml": Mesas,
    f"{ID}/resultados/M1-S1.yml": Resultado,
    f"{ID}/agenda.yml": Agenda,
    f"{ID}/seguimiento.yml": Seguimiento,
    f"{ID}/asistencia.yml": Asistencia,
}
_DE_LA_ASAMBLEA = ("evento", "mesas", "agenda", "seguimiento", "asistencia", "resultados/M1-S1")
ENCADENADOS = {("Errata", "dice"), ("Errata", "debe_decir"), ("Errata", "razon")}
"""No se siembran: una errata ha de decir lo que el campo decía y llevar su huella; tienen sus pruebas."""
CON_ARCHIVO = {("Logo", "organizacion"), ("Logo", "alt"), ("Logo", "credito")} | {
    ("Foto", "alt"),
    ("Foto", "credito"),
    ("Foto", "pie"),
}
"""Tampoco: sin su archivo no se componen. Van, hostiles, en el sitio hostil, que se construye de verdad."""
DE_UNA_ORDEN = {("Errata", "retira"), ("Rectificacion", "razon"), ("Rectificado", "que")} | {
    ("FilasAparte", "razon"),
    ("FilasAparte", "filas"),
    ("RecibidoDespues", "razon"),
    ("Consolidacion", "quien"),
    ("Consolidacion", "mandato"),
    # Lo que el acta copia de otros archivos, que es donde se siembra.
    *(
        (m.__name__, c.nombre)
        for m in modelos_de([AsambleaAprobada])
        if m is Suscrito or m.__module__ == AsambleaAprobada.__module__
        for c in campos_de(m)
    ),
}
"""Los escribe una orden, con las cuentas o las huellas que les tocan; tienen sus pruebas."""
SIN_PUBLICAR = {("Aceptado", "aviso"), ("Aceptado", "razon"), ("Aceptado", "archivo")} | {
    ("Evento", "no_son_personas"),
    ("Sitio", "no_son_personas"),
}
"""Solo los lee la revisión: no salen en nada."""
_PERSONA = {"papel": "Representante", "nombre": "Nombre autorizado", "consentimiento": "sí"}


def volcado(arbol: Mapping[str, Any]) -> bytes:
    """El YAML de `arbol`, por el camino en C: aquí se escriben miles."""
    texto = yaml.dump(dict(arbol), Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=10_000)
    return str(texto).encode("utf-8", "surrogatepass")


def cadenas() -> tuple[str, ...]:
    """Las del corpus hostil, sin repetir."""
    todas = [c for n in ("blns", "xss") for c in json.loads((CORPUS / f"{n}.json").read_text("utf-8"))]
    return tuple(dict.fromkeys(todas))


def plena(estado: str = "borrador") -> dict[str, dict[str, Any]]:
    """Ruta en `datos/` → árbol, con todos los campos opcionales escritos y una sola mesa con una sub-mesa."""
    acta = cambiado(
        aprobacion("0" * 64),
        {
            "lugar": "Lugar de prueba",
            "votacion": {"a_favor": 9, "en_contra": 1, "abstenciones": 1},
            "enmiendas": ["Enmienda de prueba."],
        },
    )
    suyos = [
        resultado(
            aportes=[aporte("riego") | {"organizaciones": ["Juntas de prueba"]}, aporte("semillas")],
            representante=dict(_PERSONA),
            voceria=dict(_PERSONA),
        )
    ]
    la_agenda = agenda(
        compromiso(
            como="En minga.",
            responsables=["Asociación de prueba"],
            cuando="marzo de 2024",
            plazos=[{"fecha": "2024-03", "que": "Hito de prueba"}],
        ),
        presentacion="Presentación de prueba.",
        no_recogidos=[{"aporte": "M1-S1-N2", "razon": "Razón de prueba."}],
        aprobacion=acta,
    )
    arbol = arboles(
        sitio={
            "contacto": "https://contacto.gov.co/",
            "lema": "Lema de prueba",
            "licencia": {"nombre": "Licencia de prueba", "enlace": "https://licencia.gov.co/"},
        },
        convenio={"entidades.0.nombre_completo": "Unidad de prueba", "informe_para": "la entidad de prueba"},
        evento={
            "estado": estado,
            "alcance": 20,
            "convoca": "Convoca el equipo de prueba.",
            "enlaces.inscripcion_de": "la oficina de prueba",
            "sede.direccion": "Dirección de prueba",
            "sede.indicaciones": "Indicaciones de prueba.",
            "sede.mapa": "https://mapa.gov.co/",
            "programa.2.objetivo": "Objetivo de prueba.",
            "programa.2.metodologia": "Metodología de prueba.",
            "programa.2.nota": "Nota de prueba.",
            "programa.2.sala": "Sala de prueba",
            "programa.2.responsable": "Responsable de prueba",
            "programa.2.ejecutado": {"desde": "09:00", "hasta": "10:00", "nota": "Ejecución de prueba."},
        },
        metodologia={
            "que_es": ["Qué es la asamblea de prueba."],
            "pasos.1.preguntas": ["¿Pregunta?"],
            "pasos.1.entregar": ["Hoja"],
            **{f"fichas.{i}.instruccion": "Escriban." for i in range(3)},
        },
        resultados=suyos,
        agenda=la_agenda,
        seguimiento={
            "fecha_de_referencia": "2024-06-30",
            "avances": [
                avance("2024-02-01", texto="Avance de prueba.", reporta="Grupo de prueba"),
                avance(
                    "2024-03-01",
                    fuente=BORRAR,
                    evidencia={
                        "enlace": "https://fuente.gov.co/otra",
                        "documento": {"que": "Acta de prueba", "numero": "7", "guarda": "Junta de prueba"},
                    },
                ),
            ],
        },
    )
    arbol[f"{ID}/asistencia.yml"] = {
        "fecha": "2023-11-18",
        "total": 20,
        "cuadros": [{"variable": "municipio", "conteos": [{"categoria": "Aquí", "personas": 20}]}],
    }
    arbol[f"{ID}/mesas.yml"]["mesas"] = [arbol[f"{ID}/mesas.yml"]["mesas"][0] | {"preguntas": ["¿Otra?"]}]
    return arbol


def poner(arbol: dict[str, dict[str, Any]], campo: Campo, valor: str) -> None:
    """Escribe `valor` en ese campo del árbol, en el sitio."""
    archivo, ruta = campo
    nodo: Any = arbol[archivo]
    for parte in ruta[:-1]:
        nodo = nodo[parte]
    nodo[ruta[-1]] = valor


@cache
def campos() -> tuple[tuple[Campo, str], ...]:
    """Cada campo de texto de la asamblea plena y si es libre o enlace."""
    arbol = plena()
    return tuple(
        ((archivo, _como_se_escribe(modelo, texto.ruta)), texto.clase)
        for archivo, modelo in _MODELOS.items()
        for texto in recorrer(modelo.model_validate(leer_bytes(volcado(arbol[archivo]), archivo).datos))
    )


def _como_se_escribe(modelo: type[Modelo], ruta: Ruta) -> Ruta:
    """La ruta en el archivo: lo de la única jornada de un evento va sin su lista."""
    corta = ruta[2:] if ruta[:2] == (getattr(modelo, "LISTA_DE_UNO", None), 0) else ()
    return corta if corta and corta[0] in modelo.FORMA_CORTA else ruta


def campos_declarados() -> set[tuple[str, str]]:
    """(modelo, campo) de todo texto libre o enlace que los modelos declaran."""
    vistos: set[type[Modelo]] = set()
    hallados: set[tuple[str, str]] = set()

    def mirar(modelo: type[Modelo]) -> None:
        if modelo in vistos:
            return
        vistos.add(modelo)
        for campo in modelo.model_fields.values():
            for dentro in _modelos_en(campo.annotation):
                mirar(dentro)
        libres = (*LIBRES, "enlace")
        hallados.update((modelo.__name__, c.nombre) for c in campos_de(modelo) if c.texto in libres)

    for modelo in ARCHIVOS.values():
        mirar(typing.cast(type[Modelo], modelo))
    return hallados


def campos_visitados() -> set[tuple[str, str]]:
    """Los mismos, según lo que la asamblea plena trae escrito."""
    return {
        (_modelo_de(_MODELOS[archivo], ruta), next(p for p in reversed(ruta) if isinstance(p, str)))
        for (archivo, ruta), _ in campos()
    }


def _modelos_en(tipo: Any) -> Iterator[type[Modelo]]:
    if isinstance(tipo, type) and issubclass(tipo, Modelo):
        yield tipo
    for dentro in typing.get_args(tipo):
        yield from _modelos_en(dentro)


def _modelo_de(modelo: type[Modelo], ruta: Ruta) -> str:
    """El modelo al que pertenece el último campo de `ruta`."""
    actual = modelo
    nombres = [p for p in ruta if isinstance(p, str)]
    if nombres[0] in getattr(actual, "FORMA_CORTA", ()):
        nombres.insert(0, actual.LISTA_DE_UNO)
    for nombre in nombres[:-1]:
        actual = next(_modelos_en(actual.model_fields[nombre].annotation))
    return actual.__name__


class Siembra(typing.NamedTuple):
    """El proyecto con la cadena en cada campo que la admitió, y por qué no en los demás."""

    proyecto: Proyecto
    aceptados: frozenset[Campo]
    rechazos: Mapping[Campo, tuple[Hallazgo, ...]]


def sembrar(cadena: str, estado: str = "borrador") -> Siembra:
    """Pone `cadena` en todos los campos de texto; donde se rechace, queda el texto inocuo.

    Lanza AssertionError si algún rechazo no señala un campo: lo que falló no lo explica la cadena.
    """
    arbol, base = plena(estado), plena(estado)
    pendientes = {campo for campo, _ in campos()}
    for campo in pendientes:
        poner(arbol, campo, cadena)
    rechazos: dict[Campo, tuple[Hallazgo, ...]] = {}
    for _ in range(4):
        proyecto, fallos = revisado(arbol)
        if not fallos:
            assert proyecto is not None
            return Siembra(proyecto, frozenset(pendientes), rechazos)
        # Un archivo que ni se lee no señala campo: lo rechazado es la cadena en todos los suyos.
        enteros = {campo[0]: h for campo, h in fallos.items() if campo[1] == ("",)}
        fallos |= {c: enteros[c[0]] for c in pendientes if c[0] in enteros}
        for campo, hallazgos in fallos.items():
            if campo[1] == ("",):
                continue
            assert campo in pendientes, (campo, [str(h) for h in hallazgos])
            pendientes.discard(campo)
            rechazos[campo] = hallazgos
            nodo: Any = base[campo[0]]
            for parte in campo[1]:
                nodo = nodo[parte]
            poner(arbol, campo, nodo)
    raise AssertionError(f"los rechazos no terminan: {sorted(map(str, rechazos))}")


def revisado(
    arbol: Mapping[str, dict[str, Any]],
) -> tuple[Proyecto | None, dict[Campo, tuple[Hallazgo, ...]]]:
    """El proyecto de `arbol` y sus errores por campo, por el mismo camino que sigue un archivo del disco."""
    fallos: dict[Campo, list[Hallazgo]] = {}
    fuentes: dict[str, Fuente] = {}
    modelos: dict[str, Any] = {}
    por_ruta = {(a, _como_texto(r)): (a, r) for (a, r), _ in campos()}

    def anotar(archivo: str, hallazgos: typing.Iterable[Hallazgo]) -> None:
        for h in hallazgos:
            if h.gravedad == "error":
                campo = por_ruta.get((archivo, h.lugar.ruta), (archivo, (h.lugar.ruta,)))
                fallos.setdefault(campo, []).append(h)

    for archivo, modelo in _MODELOS.items():
        try:
            fuentes[archivo] = leer_bytes(volcado(arbol[archivo]), archivo)
        except ErrorDeDatos as error:
            anotar(archivo, error.hallazgos)
            continue
        try:
            modelos[archivo] = modelo.model_validate(fuentes[archivo].datos)
        except ValueError as error:
            anotar(archivo, traducir(typing.cast(Any, error), fuentes[archivo], modelo))
    if fallos:
        return None, {c: tuple(h) for c, h in fallos.items()}
    asamblea = Asamblea(
        id=ID,
        convenio=modelos["convenios/002-2023.yml"],
        metodologia=modelos["metodologia.yml"],
        evento=modelos[f"{ID}/evento.yml"],
        mesas=modelos[f"{ID}/mesas.yml"],
        resultados=(modelos[f"{ID}/resultados/M1-S1.yml"],),
        agenda=modelos[f"{ID}/agenda.yml"],
        seguimiento=modelos[f"{ID}/seguimiento.yml"],
        asistencia=modelos[f"{ID}/asistencia.yml"],
    )
    suya = modelos[f"{ID}/agenda.yml"]
    acto = firmar(asamblea.contenido_aprobado, suya.aprobacion.acta)
    # Construida de nuevo: una copia arrastraría lo ya calculado con la huella de relleno.
    firmada = suya.model_copy(update={"aprobacion": acto})
    piezas = {c: getattr(asamblea, c) for c in Asamblea.model_fields}
    asamblea = Asamblea.model_construct(**{**piezas, "agenda": firmada})
    claves = {
        "convenio": "convenios/002-2023.yml",
        "metodologia": "metodologia.yml",
        **{c: f"{ID}/{c}.yml" for c in _DE_LA_ASAMBLEA},
    }
    expediente = Expediente(asamblea, {c: fuentes[a] for c, a in claves.items()})
    for h in (*revisar(expediente), *revisar_sitio(modelos["sitio.yml"], fuentes["sitio.yml"])):
        # Lleva todos los campos a la vez: también el acta, en el estado que se pida.
        if not h.mensaje.startswith("hay aprobación y el estado es"):
            anotar(h.lugar.archivo, [h])
    return Proyecto(sitio=modelos["sitio.yml"], asambleas=(asamblea.publicable(),)), {
        c: tuple(h) for c, h in fallos.items()
    }


def _como_texto(ruta: Ruta) -> str:
    """«mesas[0].eje», como la nombra un hallazgo."""
    texto = ""
    for parte in ruta:
        texto += f"[{parte + 1}]" if isinstance(parte, int) else (f".{parte}" if texto else parte)
    return texto
