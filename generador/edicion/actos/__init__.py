"""Lo que se hace sobre una agenda ya aprobada, cada acto en su módulo."""
