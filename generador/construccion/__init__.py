"""El único que ve la tubería entera: de `datos/` a páginas y archivos listos para publicar."""
