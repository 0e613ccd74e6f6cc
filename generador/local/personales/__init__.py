"""Lo que se imprime con nombres, para el equipo: de la lista de personas a sus hojas, sin publicar nada."""
