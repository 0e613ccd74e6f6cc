"""Lo que dicen las páginas del sitio."""
