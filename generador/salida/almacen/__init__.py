"""El almacén: de qué depende cada archivo, dónde está y quién lo produce si falta."""
