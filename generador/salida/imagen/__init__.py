"""De una página a sus imágenes, y las imágenes juntas en una hoja."""
