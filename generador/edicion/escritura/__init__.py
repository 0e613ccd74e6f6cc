"""Cambiar un valor de un YAML en su sitio: lo demás queda como estaba, byte por byte."""
