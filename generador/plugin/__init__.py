"""La puerta de MkDocs: entrega a su sitio lo que prepara `construccion`, y nada más."""
