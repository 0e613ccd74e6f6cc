"""Las opciones del complemento en mkdocs.yml."""

from __future__ import annotations

from mkdocs.config import config_options as opcion
from mkdocs.config.base import Config


class ConfigAsambleas(Config):
    """`asambleas:` en la lista de complementos."""

    procesos = opcion.Optional(opcion.Type(int))
    """Procesos de impresión; sin ella, uno por núcleo."""
