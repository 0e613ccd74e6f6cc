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

    `base` es lo que los dos vieron; vacía, si ya no se sabe. En una lista en que otro agregó o quitó fichas
    no se sabe cuál es cuál: queda la del archivo y se dice la mía.
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
    otra = not isinstance(base, list) or len(base) != len(ajena)
    if otra or any(p is not None and p >= len(ajena) for p in puestos):
        junta.choques.append(CambioAjeno(nombre, campo.rotulo, dicha(mia), suyo=True))
        return ajena
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


def dicha(valor: Any) -> str:
    """Lo que dice una parte de un formulario, para leerla o copiarla."""
    if isinstance(valor, list):
        return "\n\n".join(filter(None, map(dicha, valor)))
    if isinstance(valor, dict):
        return "\n".join(d for c, v in valor.items() if c != DE and (d := dicha(v)))
    return str(valor or "")
