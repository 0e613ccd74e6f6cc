"""Una tabla que sigue en otra hoja es una sola para quien la oye: WeasyPrint etiqueta una por hoja.

Se une en el árbol de etiquetas antes de escribir el archivo: los renglones pasan a la primera y el encabezado
que se repite queda por fuera del árbol, como lo que va en los márgenes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from generador.errores import ErrorInterno


def unir(paginas: Sequence[Any], pdf: Any) -> None:
    """Une en `pdf` (de pydyf, con sus etiquetas) las partes de cada tabla de `paginas` (de WeasyPrint).

    Lanza ErrorInterno si las tablas etiquetadas no son las de las páginas.
    """
    elementos = [e for p in paginas for e in _elementos(p._page_box)]
    arbol = _Arbol(pdf)
    etiquetadas = list(arbol.tablas())
    if len(elementos) != len(etiquetadas):
        raise ErrorInterno(f"hay {len(elementos)} tablas en las páginas y {len(etiquetadas)} etiquetadas")
    primeras: dict[int, Any] = {}
    for elemento, tabla in zip(elementos, etiquetadas, strict=True):
        primera = primeras.setdefault(id(elemento), tabla)
        if primera is not tabla:
            arbol.pasar(tabla, primera)


def _elementos(caja: Any) -> Iterator[Any]:
    """El elemento de HTML de cada tabla que se etiqueta en esa caja, en orden."""
    # Lo puesto en un lugar absoluto va detrás de otra caja.
    caja = getattr(caja, "_box", caja)
    if type(caja).__name__ == "MarginBox":
        return
    if caja.element_tag == "table":
        yield caja.element
        return
    for hija in getattr(caja, "children", ()):
        yield from _elementos(hija)


class _Arbol:
    """El árbol de etiquetas de un PDF de pydyf."""

    def __init__(self, pdf: Any) -> None:
        self._por_referencia = {o.reference: o for o in pdf.objects}
        self._raiz = self._por_referencia[pdf.catalog["StructTreeRoot"]]

    def tablas(self) -> Iterator[Any]:
        """Las que se leen, en orden."""
        for hijo in self._hijos(self._raiz):
            yield from self._tablas_en(hijo)

    def pasar(self, tabla: Any, a: Any) -> None:
        """Lleva los renglones de `tabla` al final de la tabla `a`, y la quita del árbol."""
        # Si en la otra hoja no se repite el encabezado, no hay nombres que cambiar.
        encabezados = {otro.string: uno for otro, uno in zip(self._ids(tabla), self._ids(a), strict=False)}
        cuerpos = [g for g in self._hijos(a) if g["S"] == "/TBody"]
        if not cuerpos:
            # En la primera hoja solo cupo su título.
            self._mudar(tabla, a)
            return
        cuerpo = cuerpos[-1]
        for grupo in self._hijos(tabla):
            for renglon in self._hijos(grupo) if grupo["S"] != "/THead" else ():
                renglon["P"] = cuerpo.reference
                cuerpo["K"].append(renglon.reference)
                for celda in self._hijos(renglon):
                    suyos = celda.get("A", {}).get("Headers", [])
                    suyos[:] = [encabezados.get(s.string, s) for s in suyos]
        self._quitar(tabla)

    def _mudar(self, tabla: Any, a: Any) -> None:
        """Lleva a la tabla `a` los grupos enteros de `tabla`, y la quita del árbol."""
        for grupo in self._hijos(tabla):
            grupo["P"] = a.reference
            a["K"].append(grupo.reference)
        self._quitar(tabla)

    def _quitar(self, elemento: Any) -> None:
        padre = self._por_referencia[elemento["P"]]
        padre["K"].remove(elemento.reference)
        # Lo que se queda sin nada que decir tampoco se anuncia.
        if not padre["K"] and "P" in padre:
            self._quitar(padre)

    def _ids(self, tabla: Any) -> list[Any]:
        """Los nombres con que las casillas llaman a las del encabezado de esa tabla, en orden."""
        return [
            celda["ID"]
            for grupo in self._hijos(tabla)
            if grupo["S"] == "/THead"
            for renglon in self._hijos(grupo)
            for celda in self._hijos(renglon)
            if "ID" in celda
        ]

    def _hijos(self, elemento: Any) -> list[Any]:
        """Los elementos que cuelgan de ese: lo escrito en la página, que va por número, no lo es."""
        hijos = (self._por_referencia[k] for k in elemento["K"] if isinstance(k, bytes))
        return [h for h in hijos if "S" in h]

    def _tablas_en(self, elemento: Any) -> Iterator[Any]:
        if elemento["S"] == "/Table":
            yield elemento
            return
        for hijo in self._hijos(elemento):
            yield from self._tablas_en(hijo)
