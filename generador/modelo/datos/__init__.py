"""Lo que dice un YAML: un módulo por archivo de datos, y lo que sus campos comparten."""
