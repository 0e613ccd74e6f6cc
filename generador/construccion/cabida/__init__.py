"""Lo que no cabe en una pieza o en sus páginas, hoy y en los estados que faltan."""
