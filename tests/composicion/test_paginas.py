"""La cabecera de cada página llega escapada, y los dibujos de la web son los que deben."""

import json
from pathlib import Path
from typing import Any

import markdown
import pytest
from fabrica import cambiado, en_estado, escribir_proyecto
from lxml import html as lector

from generador.carga.cargar import cargar
from generador.catalogo.inventario import inventariar
from generador.composicion.compositor import Compositor
from generador.composicion.dibujo_web import TRAMAS, banda, emblema_mesa, tira, tramas
