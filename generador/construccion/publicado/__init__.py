"""Lo ya publicado: su lista, y con qué se compara antes de publicar otra vez."""
