"""Cómo queda en el sitio lo que se está cambiando, antes de guardarlo y sin construir nada."""
