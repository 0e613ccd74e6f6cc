"""Lo que comparten los campos de varios archivos de datos: plazos, evidencias, imágenes y horas."""
