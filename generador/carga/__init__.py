"""De los archivos YAML a los modelos, con el lugar de cada valor y errores en español."""
