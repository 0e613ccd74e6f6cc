"""Los archivos de `datos/` en un formulario: quien no programa los cambia desde el navegador."""
