"""Lo que dicen los documentos impresos."""
