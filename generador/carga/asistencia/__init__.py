"""De la exportación del registro a sus conteos: la tabla, sus columnas y sus respuestas."""
