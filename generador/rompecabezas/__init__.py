"""Geometría de las fichas de rompecabezas: puros milímetros, solo biblioteca estándar.

`trazo` → `llaves` y `ficha` → `mesa` → `mural`; `pliego` coloca fichas en hojas.
"""
