"""Lo que firma una huella: el contenido de la agenda aprobada, sus versiones y sus erratas."""
