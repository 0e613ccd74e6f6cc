"""Lo que se reparte y lo que vuelve en archivos: el formulario, la planilla y lo que traen unas rutas."""
