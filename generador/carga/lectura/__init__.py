"""Leer un YAML con el lugar de cada dato, y decir lo que no es YAML: sin saber qué dato es."""
