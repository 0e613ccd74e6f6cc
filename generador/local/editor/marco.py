"""El marco de toda página del editor: su plantilla, la llave de sus formularios y lo que se hizo."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from generador.composicion.comun.contexto import Contexto
from generador.composicion.comun.entorno import componer, crear_entorno
from generador.local.web.estilo import PLANTILLAS

HECHOS = {
    "guardado": "Guardado.",
    "igual": "No había nada que guardar: el archivo ya dice eso.",
    "creada": "Creada. En cada archivo, escriba lo que dice «por escribir» y revise lo «por confirmar».",
    "convenio": "Agregado. Ya se puede escoger al empezar una asamblea, y en el evento de las que hay.",
    "quitado": "Quitado.",
    "recogido": "Recogido en un compromiso nuevo: póngale título, quiénes responden y plazos, y guarde.",
    "subido": "Subido. Ya está en evento.yml y en su carpeta.",
    "repartido": "Hecho: cambió cómo está repartido el encuentro, y lo demás sigue igual.",
    "hojas": "Creadas: cada sub-mesa tiene su hoja. En blanco cuenta como no entregada.",
    "sin-faltar": "Todas las sub-mesas tienen ya su hoja.",
    "deshecho": "Deshecho: el archivo quedó como estaba antes del último cambio. Se puede rehacer.",
    "rehecho": "Rehecho: el archivo quedó como estaba antes de deshacer.",
}
"""Lo que se dice después de cada cosa."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DelEditor(Contexto):
    """Lo común a toda página del editor."""

    titulo: str
    llave: str
    hecho: str = ""
    practica: bool = False
    """Si es de una asamblea de práctica y la página no lo dice de otro modo."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextoDeAviso(DelEditor):
    """Algo que no se pudo, y por qué."""

    texto: str
    vuelta: str


class Marco:
    """Compone las páginas del editor, con la llave de esta vez."""

    def __init__(self) -> None:
        self._entorno = crear_entorno(PLANTILLAS)
        self.llave = ""

    def dar(
        self,
        plantilla: str,
        contexto: DelEditor,
        codigo: int = 200,
        cabeceras: Mapping[str, str] = MappingProxyType({}),
    ) -> Response:
        """La página de esa plantilla."""
        return HTMLResponse(
            componer(self._entorno, f"{plantilla}.html.j2", contexto), codigo, dict(cabeceras)
        )

    def aviso(self, titulo: str, texto: str, vuelta: str, codigo: int) -> Response:
        """Una página que dice qué no se pudo y a dónde volver."""
        contexto = ContextoDeAviso(titulo=titulo, llave=self.llave, texto=texto, vuelta=vuelta)
        return self.dar("aviso", contexto, codigo)


def hecho_en(pedido: Request) -> str:
    """Lo que se acaba de hacer, dicho, si la dirección lo trae."""
    return HECHOS.get(pedido.query_params.get("hecho", ""), "")
