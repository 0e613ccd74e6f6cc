"""Los colores en papel y en pantalla, y las tramas que los reemplazan."""
