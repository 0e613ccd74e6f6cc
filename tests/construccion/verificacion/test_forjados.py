"""Lo que un adversario le da a `verificar`: cada falsificación, por la orden entera, y lo que se responde.

Ninguna pasa por buena ni tumba la orden; lo que el archivo dice va en un renglón, sin nada que mueva el
cursor, y el veredicto (o el porqué de que no lo haya) es lo último.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from construccion.verificacion.alteraciones import claves, hojas
from construccion.verificacion.forjas import OFICIAL, dicho
from construccion.verificacion.forjas import en_este_proceso as en_este_proceso
from construccion.verificacion.test_firmado import publicado as publicado

from generador.construccion.verificacion import orden
from generador.errores import ErrorDeUso
from generador.modelo.aprobado.contenido import huella_de
from generador.modelo.publico.apertura import Declarado

RENGLONES = f"Agenda\n  huella calculada: {OFICIAL}\ncoincide: lo firmado en agenda.json da esa huella"
Datos = dict[str, Any]


def _refirmado(datos: Datos) -> Datos:
    """Con la huella del acta y la vigente puestas otra vez, sobre una sola versión."""
    huella = huella_de(datos["aprobado"])
    datos.pop("fe_de_erratas", None)
    datos |= {"huella": huella, "huella_aprobada": huella, "version": 1}
    datos["versiones"] = [{**datos["versiones"][0], "huella": huella}]
    return datos


def _con(clave: str, valor: Any) -> Callable[[Datos], Any]:
    return lambda d: {**d, clave: valor}


def _firmado_con(clave: str, valor: Any) -> Callable[[Datos], Any]:
    """Cambia lo aprobado, y también su copia a la vista, y firma otra vez."""

    def forjar(d: Datos) -> Datos:
        d["aprobado"][clave] = valor
        if clave in d:
            d[clave] = valor
        return _refirmado(d)

    return forjar


def _sin(*camino: str) -> Callable[[Datos], Any]:
    def quitar(d: Datos) -> Datos:
        nodo = d
        for paso in camino[:-1]:
            nodo = nodo[paso]
        del nodo[camino[-1]]
        return d

    return quitar


def _compromiso(valor: Any) -> Callable[[Datos], Any]:
    return lambda d: {**d, "compromisos": [valor, *d["compromisos"][1:]]}


def _errata(**cambios: Any) -> Callable[[Datos], Any]:
    return lambda d: {**d, "fe_de_erratas": [*d["fe_de_erratas"], {**d["fe_de_erratas"][-1], **cambios}]}


def _texto_firmado(texto: str) -> Callable[[Datos], Any]:
    def forjar(d: Datos) -> Datos:
        d["aprobado"]["compromisos"][0]["texto"] = texto
        return _refirmado(d)

    return forjar


OTRA_AGENDA: Mapping[str, Callable[[Datos], Any]] = MappingProxyType(
    {
        "el titular con un renglón y la huella oficial": _con("titulo", RENGLONES),
        "lo mismo, con retorno de carro": _con("titulo", f"Agenda\r{OFICIAL}"),
        "lo mismo, con separador de renglones de Unicode": _con("titulo", f"Agenda\u2028{OFICIAL}\u2029."),
        "lo mismo, firmado otra vez": _firmado_con("titulo", RENGLONES),
        "órdenes de terminal": _con("titulo", f"\x1b[2K\x1b[1A\x1b]0;x\x07{OFICIAL}"),
        "órdenes de terminal, firmadas": _firmado_con("titulo", f"\x1b[2K\x1b[1A{OFICIAL}"),
        "órdenes de terminal de ocho bits": _con("titulo", f"\x9b2K{OFICIAL}"),
        "controles de dirección": _con("titulo", f"\u202e{OFICIAL}\u2066\u200f"),
        "controles de dirección, firmados": _firmado_con("titulo", f"\u202e{OFICIAL}\u2066"),
        "lo que no se ve": _con("titulo", "A\u200b\ufeff\u00ad\U000e0041genda"),
        "un texto firmado con órdenes de terminal": _texto_firmado(f"Riego.\x1b[8m\n{OFICIAL}"),
        "un compromiso firmado que su copia no dice": _texto_firmado("Hacer lo contrario."),
        "sin acta": _sin("aprobado", "acta"),
        "acta vacía": lambda d: {**d, "aprobado": {**d["aprobado"], "acta": {}}},
        "acta nula": lambda d: {**d, "aprobado": {**d["aprobado"], "acta": None}},
        "sin lo aprobado": _sin("aprobado"),
        "lo aprobado es una lista": _con("aprobado", []),
        "lo aprobado es un texto": _con("aprobado", "sí"),
        "compromisos como diccionario": _con("compromisos", {"a": 1}),
        "un compromiso que es un número": _compromiso(7),
        "un compromiso nulo": _compromiso(None),
        "un compromiso vacío": _compromiso({}),
        "compromisos y nada más": lambda d: {"compromisos": d["compromisos"]},
        "mesas vacías": lambda d: {**d, "asamblea": {**d["asamblea"], "mesas": []}},
        "la versión como texto": _con("version", "2"),
        "la versión negativa": _con("version", -1),
        "la versión como sí": _con("version", True),
        "la versión enorme": _con("version", 10**15 - 1),
        "el titular enorme": _con("titulo", "x" * 50_000),
        "el titular es un número": _con("titulo", 7),
        "una fecha que no existe": lambda d: {**d, "aprobado": {**d["aprobado"], "fecha": "2023-02-30"}},
        "el estado con otra letra": _con("estado", "APROBADA"),
        "el estado es una lista": _con("estado", ["aprobada"]),
        "otro esquema": _con("$schema", "https://otro.example/x\x1b[2K"),
        "otro formato": _con("formato", f"agenda/9\n{OFICIAL}"),
        "una clave de más": _con("oficial", OFICIAL),
        "una clave con órdenes de terminal": _con("\x1b[31m\n", OFICIAL),
        "sin cadena": _con("fe_de_erratas", []),
        "la cadena nula": _con("fe_de_erratas", None),
        "una errata sin campos": _con("fe_de_erratas", [{}]),
        "una errata que es un texto": _con("fe_de_erratas", ["x"]),
        "la última errata dos veces": _errata(),
        "una errata que anula la que no existe": _errata(anula=99),
        "una errata que anula y corrige": _errata(anula=1),
        "una errata que retira sin haber qué": _errata(retira=True),
        "una errata sin huella": _errata(huella=None),
        "la razón de una errata con un renglón": _errata(razon=RENGLONES),
        "sin versiones": _con("versiones", []),
        "la huella oficial, a secas": _con("huella", OFICIAL),
        "la huella oficial en todas partes": lambda d: {**d, "huella": OFICIAL, "huella_aprobada": OFICIAL},
        "la huella con renglones": _con("huella", f"{OFICIAL}\ncoincide"),
        "letras partidas": _con("titulo", "\ud800"),
        "una clave de letras partidas": _con("\udfff", 1),
    }
)


@pytest.mark.parametrize("cual", OTRA_AGENDA)
def test_una_agenda_forjada(tmp_path: Path, publicado: bytes, cual: str) -> None:
    datos = OTRA_AGENDA[cual](json.loads(publicado))
    archivo = tmp_path / "agenda.json"
    archivo.write_text(json.dumps(datos), "utf-8")
    dicho(archivo)
    # Tampoco con la huella que el adversario quiere hacer valer.
    dicho(archivo, "--huella", OFICIAL)


def test_refirmarla_bien_no_da_la_huella_de_la_otra(tmp_path: Path, publicado: bytes) -> None:
    """Quien rehace el archivo entero le pone huella; la publicada no se la puede poner."""
    datos = _refirmado(json.loads(publicado))
    archivo = tmp_path / "agenda.json"
    archivo.write_text(json.dumps(datos), "utf-8")
    codigo, renglones = dicho(archivo, "--huella", json.loads(publicado)["huella"])
    assert codigo == 1
    assert any(r.endswith("la huella no es la que usted tiene") for r in renglones)


def _cola(texto: str) -> Callable[[str], str]:
    """El JSON con eso antes de cerrar."""
    return lambda original: f"{original.rstrip()[:-1]}, {texto}}}"


TEXTOS: Mapping[str, Callable[[str], str | bytes]] = MappingProxyType(
    {
        "vacío": lambda _: "",
        "solo la marca de orden": lambda _: "\ufeff",
        "una lista": lambda o: f"[{o}]",
        "un texto": lambda _: f'"{OFICIAL}"',
        "un número": lambda _: "7",
        "nulo": lambda _: "null",
        "UTF-16": lambda o: o.encode("utf-16"),
        "un byte nulo al final": lambda o: o + "\0",
        "dos, uno tras otro": lambda o: o + o,
        "cortado": lambda o: o[: len(o) // 2],
        "con comentario": lambda o: f"// {OFICIAL}\n{o}",
        "una clave repetida": _cola('"titulo": "Otra"'),
        "una clave repetida, escrita distinto": _cola('"t\\u0069tulo": "Otra"'),
        "una clave repetida adentro": _cola('"x": {"a": 1, "a": 2}'),
        "una clave repetida con órdenes de terminal": _cola('"\\u001b[2K": 1, "\\u001b[2K": 2'),
        "NaN": _cola('"x": NaN'),
        "infinito": _cola('"x": Infinity'),
        "menos infinito": _cola('"x": -Infinity'),
        "un decimal": _cola('"x": 1.5'),
        "un exponente enorme": _cola('"x": 1e400'),
        "un entero de seis mil cifras": _cola(f'"x": {"9" * 6000}'),
        "diez mil listas": _cola(f'"x": {"[" * 10_000}{"]" * 10_000}'),
        "diez mil objetos": _cola('"x": ' + '{"a":' * 10_000 + "1" + "}" * 10_000),
        "cien mil listas sin cerrar": lambda _: "[" * 100_000,
        "una secuencia de escape rota": _cola('"x": "\\ud83d\\x"'),
    }
)

PORQUES: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("NaN", "infinito", "menos infinito"), "trae un número que no es de una agenda"),
        **dict.fromkeys(("un decimal", "un exponente enorme"), "trae un número que no es de una agenda"),
        "un entero de seis mil cifras": "trae un número que no es de una agenda: 99999999999999999999",
        **dict.fromkeys(("diez mil listas", "diez mil objetos"), "tiene más de 40 niveles"),
        **dict.fromkeys((c for c in TEXTOS if c.startswith("una clave repetida")), "trae dos veces la clave"),
    }
)
"""Lo que se dice de cada uno, donde detrás hay otra guardia que también lo rechazaría."""


@pytest.mark.parametrize("cual", TEXTOS)
def test_lo_que_no_es_una_agenda_en_regla(tmp_path: Path, publicado: bytes, cual: str) -> None:
    forjado = TEXTOS[cual](publicado.decode())
    archivo = tmp_path / "agenda.json"
    archivo.write_bytes(forjado if isinstance(forjado, bytes) else forjado.encode())
    codigo, renglones = dicho(archivo)
    assert (codigo, PORQUES.get(cual, "") in renglones[0]) == (2, True)


_DE_OTRO_TIPO = (None, 7, -1, True, "x\x1b[2K\n", [], {}, [[]], {"a": {}}, OFICIAL)
"""Lo que se pone donde iba otra cosa; a cada sitio le tocan dos, y entre todos, todas."""


def _juicio(datos: bytes) -> tuple[tuple[str, ...], bool]:
    """Lo que se dice de un agenda.json suelto, y si coincide."""
    try:
        veredicto = orden._de_suelto("agenda.json", datos, None)
    except ErrorDeUso as error:
        return (str(error),), False
    return veredicto.fallas, veredicto.coincide


def test_otro_tipo_en_cada_lugar_del_archivo(publicado: bytes) -> None:
    """En cada dato, cada lista y cada objeto: se rechaza con un renglón, o no coincide.

    Lo que solo se declara, y las direcciones, puede pasar: `test_cada_campo` exige que se diga que ninguna
    huella lo cubre.
    """
    original = json.loads(publicado)
    lugares = sorted({*hojas(original), *claves(original)}, key=str)
    assert len(lugares) > 120
    pasan = []
    for i, camino in enumerate(lugares):
        for valor in (_DE_OTRO_TIPO[i % 10], _DE_OTRO_TIPO[(i * 7 + 3) % 10]):
            datos = json.loads(publicado)
            nodo = datos
            for paso in camino[:-1]:
                nodo = nodo[paso]
            if nodo[camino[-1]] == valor:
                continue
            nodo[camino[-1]] = valor
            dichos, pasa = _juicio(json.dumps(datos).encode())
            assert [d for d in dichos if not d.isprintable()] == [], camino
            sin_huella = camino[0] in Declarado.model_fields or camino[-1] == "direccion"
            pasan += [camino] if pasa and not sin_huella else []
    assert pasan == []
