"""Lo que alguien escribía y lo que cambió por fuera mientras tanto: se juntan, y lo que choca se dice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from generador.local.editor.hoja import DE, Hoja, iguales
from generador.modelo.campos import Campo, campos


@dataclass(frozen=True, slots=True)
class CambioAjeno:
    """Un campo que cambió en las dos partes."""

    nombre: str
    """Cómo se llama el campo en el formulario: «mesas.2.eje»."""
    rotulo: str
    otro: str
    """Lo que no quedó en el formulario: lo que dice el archivo o, con `suyo`, lo que la persona tenía."""
    suyo: bool = False


@dataclass(slots=True)
class Junta:
    """El formulario que resulta, sobre el archivo como está ahora, y lo que una persona ha de mirar."""

    hoja: Hoja = field(default_factory=dict)
    choques: list[CambioAjeno] = field(default_factory=list)


def juntar(suyos: Sequence[Campo], base: Hoja, mia: Hoja, ajena: Hoja) -> Junta:
    """Lo que cambió una sola parte queda como lo dejó; si cambiaron las dos, queda lo mío y se dice lo otro.

    `base` es lo que los dos vieron; vacía, si ya no se sabe: de una lista queda entonces la del archivo y se
    dice la mía. Si otro agregó o quitó fichas, cada una se reconoce por lo que dice o por cómo se llama.
    """
    junta = Junta()
    junta.hoja = _ficha(junta, suyos, base, mia, ajena, "")
    return junta


def _ficha(junta: Junta, suyos: Sequence[Campo], base: Any, mia: Hoja, ajena: Hoja, antes: str) -> Hoja:
    hecha: Hoja = {}
    vieja = base if isinstance(base, dict) else {}
    for campo in suyos:
        nombre, a = campo.nombre, ajena.get(campo.nombre)
        if nombre not in mia:
            hecha[nombre] = a
            continue
        b, m, suyo = vieja.get(nombre), mia[nombre], f"{antes}{nombre}"
        if b is not None and iguales(b, a):
            hecha[nombre] = m
        elif (b is not None and iguales(b, m)) or iguales(a, m):
            hecha[nombre] = a
        elif campo.dentro is not None and not campo.lista:
            hecha[nombre] = _ficha(junta, campos(campo.dentro), b, m, a or {}, f"{suyo}.")
        elif campo.dentro is not None:
            hecha[nombre] = _fichas(junta, campo, b, m, a or [], suyo)
        else:
            hecha[nombre] = m
            junta.choques.append(CambioAjeno(suyo, campo.rotulo, a or "(nada)"))
    return hecha


def _fichas(junta: Junta, campo: Campo, base: Any, mia: list[Hoja], ajena: list[Hoja], nombre: str) -> Any:
    assert campo.dentro is not None
    puestos = [int(f[DE]) if f[DE].isdecimal() else None for f in mia]
    if not isinstance(base, list) or any(p is not None and p >= len(base) for p in puestos):
        junta.choques.append(CambioAjeno(nombre, campo.rotulo, dicha(mia), suyo=True))
        return ajena
    if len(base) != len(ajena):
        return _fichas_movidas(junta, campo, base, mia, ajena, nombre)
    hechas = []
    for i, (ficha, puesto) in enumerate(zip(mia, puestos, strict=True)):
        if puesto is None:
            hechas.append(ficha)
            continue
        nueva = _ficha(junta, campos(campo.dentro), base[puesto], ficha, ajena[puesto], f"{nombre}.{i}.")
        hechas.append({**nueva, DE: ficha[DE]})
    for puesto in sorted(set(range(len(ajena))) - set(puestos)):
        if not iguales(base[puesto], ajena[puesto]):
            # Aquí se quitó, y por fuera alguien siguió trabajando en ella.
            junta.choques.append(CambioAjeno(nombre, campo.rotulo, dicha(ajena[puesto])))
    return hechas


def _fichas_movidas(
    junta: Junta, campo: Campo, base: list[Hoja], mia: list[Hoja], ajena: list[Hoja], nombre: str
) -> list[Hoja]:
    """Las del archivo, en su orden, con lo que les cambié; al final, las mías nuevas."""
    assert campo.dentro is not None
    parejas = _parejas(base, ajena)
    de_cual = {j: i for i, j in parejas.items()}
    mias = {int(f[DE]): f for f in mia if f[DE]}
    hechas: list[Hoja] = []
    for j, otra in enumerate(ajena):
        i = de_cual.get(j)
        if i is None:
            hechas.append(otra)
        elif i in mias:
            suyo = f"{nombre}.{len(hechas)}."
            nueva = _ficha(junta, campos(campo.dentro), base[i], mias[i], otra, suyo)
            hechas.append({**nueva, DE: otra[DE]})
        elif not _dicen_lo_mismo(base[i], otra):
            # Aquí se quitó, y por fuera alguien siguió trabajando en ella.
            junta.choques.append(CambioAjeno(nombre, campo.rotulo, dicha(otra)))
    for i, ficha in mias.items():
        if i not in parejas and not _dicen_lo_mismo(base[i], ficha):
            # Por fuera la quitaron, y aquí se estaba cambiando.
            junta.choques.append(CambioAjeno(nombre, campo.rotulo, dicha(ficha), suyo=True))
    return [*hechas, *(f for f in mia if not f[DE])]


_NOMBRES = ("codigo", "id", "archivo", "numero")
"""Los campos con que una ficha se distingue de las demás de su lista."""


def _parejas(base: list[Hoja], ajena: list[Hoja]) -> dict[int, int]:
    """De cada puesto en `base`, el de la misma ficha en `ajena`: dice lo mismo o, si no, se llama igual."""
    parejas: dict[int, int] = {}
    for es_la_misma in (_dicen_lo_mismo, _se_llaman_igual):
        for i, ficha in enumerate(base):
            libres = (j for j in range(len(ajena)) if j not in parejas.values())
            j = next((j for j in libres if es_la_misma(ficha, ajena[j])), None)
            if i not in parejas and j is not None:
                parejas[i] = j
    return parejas


def _dicen_lo_mismo(una: Hoja, otra: Hoja) -> bool:
    return iguales({**una, DE: ""}, {**otra, DE: ""})


def _se_llaman_igual(una: Hoja, otra: Hoja) -> bool:
    nombre = next((c for c in _NOMBRES if una.get(c)), "")
    return bool(nombre) and una[nombre] == otra.get(nombre)


def dicha(valor: Any) -> str:
    """Lo que dice una parte de un formulario, para leerla o copiarla."""
    if isinstance(valor, list):
        return "\n\n".join(filter(None, map(dicha, valor)))
    if isinstance(valor, dict):
        return "\n".join(d for c, v in valor.items() if c != DE and (d := dicha(v)))
    return str(valor or "")
