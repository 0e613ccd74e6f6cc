"""La puerta de privacidad: lee cada archivo ya hecho y detiene lo que diga un dato de una persona."""
