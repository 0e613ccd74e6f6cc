"""El sitio de una asamblea en una carpeta que se abre sin red: qué lleva, cómo queda y dónde se escribe."""
