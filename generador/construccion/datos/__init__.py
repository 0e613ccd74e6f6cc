"""Los datos antes de componer: se leen y se revisan, con sus imágenes y su última versión buena."""
