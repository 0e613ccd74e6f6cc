"""De los modelos al HTML de impresos y al Markdown de páginas, con Jinja; nada de aquí escribe archivos."""
