"""De HTML a PDF: para leer, para archivar y para el taller, en varios procesos."""
