"""Cambiar un valor en su sitio deja lo demás igual, byte por byte, y se lee como lo que se quería."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from apoyo import RAIZ
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from generador.carga.cargar import releer
from generador.carga.lectura.lector import leer_bytes
from generador.edicion.escritura.cambios import Nuevo, acomodar, fijar, quitar
from generador.edicion.escritura.formas import Llano
from generador.errores import ErrorDeDatos, ErrorDeUso
from generador.modelo.datos.aporte import Resultado
from generador.modelo.fuente import Fuente, Ruta
from generador.modelo.tipos import de_parrafos, de_una_linea

ARAUCA = sorted((RAIZ / "datos" / "arauca-2023").rglob("*.yml"))
COMUNES = [*sorted((RAIZ / "datos").glob("*.yml")), *sorted((RAIZ / "datos" / "convenios").glob("*.yml"))]
OTRO = "Otro: «valor» # distinto"


def _datos(crudo: bytes) -> Any:
    return leer_bytes(crudo, "x.yml").datos


def _textos(nodo: Any, ruta: Ruta = ()) -> Iterator[tuple[Ruta, str | None]]:
    if isinstance(nodo, dict):
        for clave, valor in nodo.items():
            yield from _textos(valor, (*ruta, clave))
    elif isinstance(nodo, list):
        for i, valor in enumerate(nodo):
            yield from _textos(valor, (*ruta, i))
    else:
        yield ruta, nodo


def _ejemplos(fuente: Fuente) -> Iterator[tuple[Ruta, str | None]]:
    """Todos los textos o, en un archivo largo, el primero y el último de cada campo y cada estilo."""
    todos = list(_textos(fuente.datos))
    grupos: dict[Any, list[tuple[Ruta, str | None]]] = {}
    for ruta, texto in todos:
        estilo = fuente.escritos[ruta].estilo if ruta in fuente.escritos else None
        grupos.setdefault((tuple(p for p in ruta if isinstance(p, str)), estilo), []).append((ruta, texto))
    yield from todos if len(todos) <= 120 else (e for g in grupos.values() for e in (g[0], g[-1]))


@pytest.mark.lenta
@pytest.mark.parametrize("archivo", [*ARAUCA, *COMUNES], ids=lambda p: p.name)
def test_cada_texto_de_arauca_cambia_solo_sus_renglones(archivo: Path) -> None:
    crudo = archivo.read_bytes()
    fuente = leer_bytes(crudo, archivo.name)
    renglones = crudo.split(b"\n")
    for ruta, viejo in _ejemplos(fuente):
        desde = fuente.valores[ruta].linea - 1
        hasta = fuente.escritos[ruta].fin if ruta in fuente.escritos else desde + 1
        while not renglones[hasta - 1].strip():
            hasta -= 1
        nuevo = fijar(crudo, ruta, OTRO)
        assert nuevo.startswith(b"\n".join(renglones[:desde])), ruta
        assert nuevo.endswith(b"\n".join(renglones[hasta:])), ruta
        assert dict(_textos(_datos(nuevo))) == {**dict(_textos(fuente.datos)), ruta: OTRO}
        devuelto = fijar(nuevo, ruta, viejo if viejo is None else Llano(viejo))
        assert _datos(devuelto) == fuente.datos, ruta


@pytest.mark.parametrize(
    ("antes", "ruta", "valor", "despues"),
    [
        ("a: uno  # x\nb: 2\n", ("a",), "dos", "a: dos  # x\nb: 2\n"),
        ("a: 'uno'\n", ("a",), "d'os", "a: 'd''os'\n"),
        ('a: "uno"\n', ("a",), "#dos", 'a: "#dos"\n'),
        ("a: uno\n", ("a",), "12:30", 'a: "12:30"\n'),
        ("a: 8:00\n", ("a",), Llano("8:30"), "a: 8:30\n"),
        ("a: uno\n", ("a",), "on", 'a: "on"\n'),
        ("a: uno\n", ("a",), "=2+2", "a: =2+2\n"),
        ("a: 1\n", ("a",), 2, "a: 2\n"),
        ("a: true\n", ("a",), False, "a: false\n"),
        ("a:\nb: 1\n", ("a",), "x", "a: x\nb: 1\n"),
        ("a: x # c\nb: 1\n", ("a",), None, "a: # c\nb: 1\n"),
        ("a: >-\n  uno\n  dos\n\n# c\nb: 1\n", ("a",), "tres", "a: tres\n\n# c\nb: 1\n"),
        ("a: >-  # c\n  uno\nb: 1\n", ("a",), "x " * 70 + "y", None),
        ("a: |-\n   uno\n   dos\n\nb: 1\n", ("a",), "p\nq", "a: |-\n   p\n   q\n\nb: 1\n"),
        ("a: |\n  uno\nb: 1\n", ("a",), "p\nq\n", "a: |\n  p\n  q\nb: 1\n"),
        ("l: [a, b ,c] # x\n", ("l", 1), "d, e", 'l: [a, "d, e" ,c] # x\n'),
        ("f: {a: 1,  b: [2]}\n", ("f", "b", 0), "]", 'f: {a: 1,  b: ["]"]}\n'),
        ("f: {a: 1}\n", ("f", "b"), "x", "f: {a: 1, b: x}\n"),
        ("f: {}\n", ("f", "b"), ["x"], "f: {b: [x]}\n"),
        ("l:\n- k: 1 # c\n  m: 2\n", ("l", 0, "m"), "x", "l:\n- k: 1 # c\n  m: x\n"),
        ("sede:\nb: 1\n", ("sede", "nombre"), "Coliseo", "sede:\n  nombre: Coliseo\nb: 1\n"),
        ("b: 1\n", ("sede", "nombre"), "Coliseo", "b: 1\nsede:\n  nombre: Coliseo\n"),
        ("l:\n- a\nb: 1", ("c",), ["x"], "l:\n- a\nb: 1\nc:\n- x\n"),
        ("# x\n{}\n\n# y\n", ("a",), "uno", "# x\na: uno\n\n# y\n"),
        ("{} # c\n", ("l",), ["x", {"k": "y"}], "l:\n  - x\n  - k: y # c\n"),
    ],
)
@pytest.mark.parametrize("salto", ["\n", "\r\n"])
@pytest.mark.parametrize("marca", ["", "\ufeff"])
def test_fijar(antes: str, ruta: Ruta, valor: Any, despues: str | None, salto: str, marca: str) -> None:
    crudo = (marca + antes.replace("\n", salto)).encode()
    nuevo = fijar(crudo, ruta, valor)
    if despues is not None:
        assert nuevo.decode() == marca + despues.replace("\n", salto)
    else:
        assert re.search(rb"a: >-  # c\r?\n  x", nuevo)
        assert _datos(nuevo)["a"] == valor


def test_una_clave_que_falta_va_en_el_orden_del_modelo() -> None:
    orden = ("a", "b", "c", "d")
    assert fijar(b"# x\na: 1\n# de d\nd: 4\n", ("c",), 3, orden) == b"# x\na: 1\nc: 3\n# de d\nd: 4\n"
    assert fijar(b"# x\nb: 2\n", ("a",), 1, orden) == b"# x\na: 1\nb: 2\n"
    hondo = b"l:\n  - b: >-\n      x\n\n      y\n\n  - b: 1\n"
    assert fijar(hondo, ("l", 0, "c"), 3, orden) == (
        b"l:\n  - b: >-\n      x\n\n      y\n    c: 3\n\n  - b: 1\n"
    )
    assert fijar(hondo, ("l", 1, "a"), 3, orden) == hondo.replace(b"- b: 1", b"- a: 3\n    b: 1")


def test_un_arbol_nuevo_va_en_bloque_como_los_demas() -> None:
    arbol = ["x", {"k": "y", "m": ["z"]}]
    assert fijar(b"a: 1", ("b",), arbol) == b"a: 1\nb:\n  - x\n  - k: y\n    m:\n      - z\n"
    assert fijar(b"a:\n- 1\n", ("b",), arbol) == b"a:\n- 1\nb:\n- x\n- k: y\n  m:\n  - z\n"


def test_un_archivo_en_utf16_sigue_en_utf16() -> None:
    crudo = "a: uno\r\nb: 1\r\n".encode("utf-16")
    assert fijar(crudo, ("a",), "año").decode("utf-16") == "a: año\r\nb: 1\r\n"


@pytest.mark.parametrize(
    ("antes", "ruta", "despues"),
    [
        (b"a: 1\n# de b\nb: >-\n  x\n\n  y\n# de c\nc: 3\n", ("b",), b"a: 1\n# de b\n# de c\nc: 3\n"),
        (b"a: 1\nb: {x: 1, y: 2, z: 3}\n", ("b", "x"), b"a: 1\nb: {y: 2, z: 3}\n"),
        (b"a: 1\nb: {x: 1, y: 2, z: 3}\n", ("b", "z"), b"a: 1\nb: {x: 1, y: 2}\n"),
        (b"l:\n  - a: 1\n    b: 2\n", ("l", 0, "a"), b"l:\n  - b: 2\n"),
        (b"l:\n  - a: 1\n    b: 2 # c\n", ("l", 0, "b"), b"l:\n  - a: 1\n"),
        (b"s:\n  a: 1\nb: 2\n", ("s", "a"), b"s: {}\nb: 2\n"),
        (b"a: 1\n", ("b",), b"a: 1\n"),
        (b"a: 1\nb: 2", ("b",), b"a: 1\n"),
        (b"# x\n\na: 1 # c\n\n# y\n", ("a",), b"# x\n\n{} # c\n\n# y\n"),
        (b"a: >-\n  x\n\n  y\n\n# z\n", ("a",), b"{}\n\n# z\n"),
        (b"a:\n", ("a",), b"{}\n"),
        (b"{a: 1}", ("a",), b"{}"),
    ],
)
def test_quitar(antes: bytes, ruta: Ruta, despues: bytes) -> None:
    assert quitar(antes, ruta) == despues


LISTA = """\
# de l
l:
  # de uno
  - k: uno
    m: >-
      x

  # suelto

  # de dos
  - k: dos
    # dentro de dos
  - k: tres # al lado

# de b
b: 1
"""


@pytest.mark.parametrize(
    ("orden", "despues"),
    [
        (
            [1, 0, 2],
            "# de l\nl:\n  # suelto\n\n  # de dos\n  - k: dos\n    # dentro de dos\n\n  # de uno\n"
            "  - k: uno\n    m: >-\n      x\n  - k: tres # al lado\n\n# de b\nb: 1\n",
        ),
        (
            [2],
            "# de l\nl:\n  # suelto\n\n  - k: tres # al lado\n\n# de b\nb: 1\n",
        ),
        (
            [0],
            "# de l\nl:\n  # de uno\n  - k: uno\n    m: >-\n      x\n  # suelto\n\n\n# de b\nb: 1\n",
        ),
        (
            [0, 1, Nuevo({"k": "nuevo"}), 2],
            LISTA.replace("  - k: tres", "  - k: nuevo\n  - k: tres"),
        ),
        ([0, 1, 2, Nuevo("x")], LISTA.replace("al lado\n", "al lado\n  - x\n")),
    ],
)
@pytest.mark.parametrize("salto", ["\n", "\r\n"])
def test_acomodar(orden: list[int | Nuevo], despues: str, salto: str) -> None:
    hecho = acomodar(LISTA.replace("\n", salto).encode(), ("l",), orden)
    assert hecho.decode() == despues.replace("\n", salto)


def test_acomodar_una_lista_corrida_vacia_o_que_no_esta() -> None:
    assert acomodar(b"l: [a, 'b', c] # x\n", ("l",), [2, Nuevo("d"), 0]) == b"l: [c, d, a] # x\n"
    assert acomodar(b"l: []\nb: 1\n", ("l",), [Nuevo("a")]) == b"l:\n  - a\nb: 1\n"
    assert acomodar(b"b: 1\n", ("l",), [Nuevo("a")]) == b"b: 1\nl:\n  - a\n"
    assert acomodar(b"l:\n  - a\nb: 1\n", ("l",), []) == b"l: []\nb: 1\n"
    assert acomodar(b"l:\n  - a\n  - b", ("l",), [1, 0]) == b"l:\n  - b\n  - a"


def _comentarios(crudo: bytes) -> list[bytes]:
    return sorted(re.findall(rb"^ *#.*$", crudo, re.M))


def test_reordenar_el_programa_y_agregar_una_mesa_conservan_los_comentarios() -> None:
    evento = (RAIZ / "datos" / "arauca-2023" / "evento.yml").read_bytes()
    cuantos = len(_datos(evento)["programa"])
    for orden in ([1, 0, *range(2, cuantos)], list(reversed(range(cuantos)))):
        movido = acomodar(evento, ("programa",), orden)
        assert _comentarios(movido) == _comentarios(evento)
        assert sorted(movido.split(b"\n")) == sorted(evento.split(b"\n"))
        assert acomodar(movido, ("programa",), [orden.index(i) for i in range(cuantos)]) == evento
    mesas = (RAIZ / "datos" / "arauca-2023" / "mesas.yml").read_bytes()
    mesa = {
        "numero": 6,
        "eje": "Agua",
        "definicion": "Del río.",
        "pregunta": "¿Y el agua?",
        "lidera": "Alguien",
    }
    con_mesa = acomodar(mesas, ("mesas",), [*range(5), Nuevo(mesa)])
    assert con_mesa.startswith(mesas)
    assert con_mesa[len(mesas) :].decode() == (
        "\n  - numero: 6\n    eje: Agua\n    definicion: Del río.\n"
        "    pregunta: ¿Y el agua?\n    lidera: Alguien\n"
    )
    primera = acomodar(mesas, ("mesas",), [4, 0, 1, 2, 3])
    # El comentario de la quinta va dentro de ella.
    assert primera.index(b"# El documento fuente") < primera.index(b"numero: 1")


TEXTOS = st.one_of(
    st.text(),
    st.text(
        alphabet=st.sampled_from(list(": #'\"\\\n\t-[]{},&*!|>%@`=?~abz_é😀\u0301\u00a0\u200b\u0000")),
        max_size=60,
    ),
    st.lists(
        st.sampled_from(["agua", "-", "1.", "cuando:", "a)", "#", "y", "", "«sí»", "•"]), max_size=60
    ).map(" ".join),
    st.sampled_from(
        ["", " hola", "hola ", "=2+2", "on", "null", "~", "12:30", "1_0", "0x1F", "2023-11-18", "---", "..."]
    ),
)
BASE = "# c\na: uno # x\nf: {b: [2, dos]}\nl:\n- k: >-\n    uno\n    dos\n\n  m: |\n    q\n# fin\nz: 'z'\n"
RUTAS: list[Ruta] = [
    ("a",),
    ("f", "b", 1),
    ("f", "c"),
    ("l", 0, "k"),
    ("l", 0, "m"),
    ("l", 0, "n"),
    ("z",),
    ("y",),
]


@example(("l", 0, "k"), "#\n", "\n")
@given(st.sampled_from(RUTAS), TEXTOS, st.sampled_from(["\n", "\r\n"]))
def test_lo_que_se_escriba_se_lee_igual(ruta: Ruta, texto: str, salto: str) -> None:
    crudo = BASE.replace("\n", salto).encode()
    nuevo = fijar(crudo, ruta, texto)
    esperado = _datos(crudo)
    nodo = esperado
    for parte in ruta[:-1]:
        nodo = nodo[parte]
    nodo[ruta[-1]] = texto
    assert _datos(nuevo) == esperado
    # Un renglón del texto puede empezar con «#»: los de la base siguen, y los demás son suyos.
    suyos = {renglon.strip().encode() for renglon in texto.splitlines()}
    assert [c for c in _comentarios(nuevo) if c.strip() not in suyos] == _comentarios(crudo)


ARBOLES = st.recursive(
    TEXTOS | st.none(),
    lambda dentro: (
        st.lists(dentro, max_size=3) | st.dictionaries(st.sampled_from("abcd"), dentro, max_size=3)
    ),
    max_leaves=8,
)


@given(ARBOLES, st.sampled_from([("f", "b"), ("l", 0, "k"), ("l", 0), ("y",)]))
def test_un_arbol_se_lee_igual(arbol: Any, ruta: Ruta) -> None:
    nuevo = _datos(fijar(BASE.encode(), ruta, arbol))
    for parte in ruta:
        nuevo = nuevo[parte]
    assert nuevo == arbol


@given(st.permutations(range(4)), st.integers(0, 4), TEXTOS)
def test_cualquier_orden_se_lee_igual(orden: list[int], cuantos: int, texto: str) -> None:
    crudo = b"l:\n  # 0\n  - a: 0\n\n  # 1\n  - 'uno'\n  - |-\n    q\n    # no\n  - [x, y]\n\nz: 1\n"
    pedido: list[int | Nuevo] = [*orden[:cuantos], Nuevo({"k": texto})]
    viejos = _datos(crudo)["l"]
    hecho = _datos(acomodar(crudo, ("l",), pedido))
    assert hecho == {"l": [*(viejos[i] for i in orden[:cuantos]), {"k": texto}], "z": "1"}


def test_lo_que_no_se_puede_se_dice_y_no_se_toca() -> None:
    with pytest.raises(ErrorDeUso, match=r"«l\[3\]» no se puede cambiar sin dañar lo demás"):
        fijar(b"l: [a]\n", ("l", 2), "x")
    with pytest.raises(ErrorDeUso, match="carácter dañado"):
        fijar(b"a: 1\n", ("b",), "\ud800")
    with pytest.raises(ErrorDeUso, match="no se puede cambiar"):
        fijar(b"a: 1\n", ("a",), "\ud800")
    with pytest.raises(ErrorDeDatos):
        fijar(b"a: [\n", ("a",), "x")


RESULTADO = (
    b"submesa: M1-S1\naportes:\n  - necesidad: Agua.\n    plan:\n      - quien: Una junta\n        como: >-\n"
    b"          Haciendo\n          algo.\n"
)
DICHOS = st.lists(
    st.sampled_from(
        ["cuando: ya", "- una", "2) dos", "quien", "\n", "\n\n", " ", "#", "«sí»", "• x", "agua " * 30]
    ),
    min_size=1,
    max_size=9,
).map("".join)


@given(DICHOS | st.text(min_size=1), st.sampled_from(["necesidad", "quien", "como"]))
@example("Así:\ncuando: ya", "como")
def test_lo_que_escriba_una_persona_vuelve_igual_de_la_carga(texto: str, campo: str) -> None:
    """Ni una lista ni un renglón que parezca otra clave: la lectura no ha de rechazar lo que se guardó."""
    try:
        dicho = de_una_linea(texto) if campo == "quien" else de_parrafos(texto)
    except PydanticCustomError:
        return
    ruta: Ruta = ("aportes", 0, campo) if campo == "necesidad" else ("aportes", 0, "plan", 0, campo)
    nuevo = fijar(RESULTADO, ruta, dicho)
    (aporte,) = releer(nuevo, "x.yml", Resultado)[0].aportes
    assert getattr(aporte if campo == "necesidad" else aporte.plan[0], campo) == dicho
