"""Lo que recibe cada página del salón."""

from __future__ import annotations

from dataclasses import dataclass

from generador.composicion.comun.contexto import Contexto
from generador.local.fotos.album import FotoDeFicha
from generador.local.sala.salon import HojaDeSubmesa
from generador.local.sala.tablero import CeldaDelTablero, Tablero
from generador.modelo.asamblea import Asamblea

HECHOS = {
    "guardada": "Guardado: ya está en el computador de la mesa técnica.",
    "igual": "Ya estaba guardado tal cual.",
    "vacia": "No se guardó nada: no había nada escrito.",
    "conflicto": (
        "Guardado. En algo que otra persona ya había escrito distinto quedaron las dos versiones: la mesa "
        "técnica escoge."
    ),
    "otra": "Guardado. El formulario cambió desde que usted abrió la página: revise que nada falte.",
    "escogida": "Escogido.",
    "foto": "La foto llegó: la mesa técnica copia lo que dice. Si quiere, escríbalo usted también.",
    "foto-aqui": "La foto quedó con esta hoja: copie aquí lo que dice.",
    "foto-igual": "Esa foto ya se tenía.",
    "foto-sin-lugar": "La foto quedó guardada y no se le lee el código: dele lugar aquí.",
    "sin-copiar": (
        "Una foto que usted marcó sigue aquí: de lo que muestra no hay nada en la hoja. Si no dice nada que "
        "copiar, marque eso."
    ),
    "foto-doble": (
        "Una foto que usted marcó sigue aquí: está marcada como copiada y también como que no dice nada. "
        "Deje una de las dos."
    ),
    "foto-quitada": "La foto ya no está por transcribir. Sigue guardada, y abajo se puede volver a ver.",
    "con-lugar": "Ya tiene su lugar.",
}
"""Lo que se dice después de cada cosa."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeSala(Contexto):
    """Lo común a toda página."""

    titulo: str
    llave: str = ""
    """Llave del editor; vacía desde la red del salón, donde las páginas no la llevan."""
    aparato: str = ""
    """Cómo se conoce al aparato que pide: «teléfono 3F2A»."""
    hecho: str = ""
    practica: bool = False
    """Si es de una asamblea de práctica."""
    raiz: str = ""
    """Con qué empiezan las direcciones: nada en el salón, «/sala» en el editor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeEntrar(DeSala):
    """Donde se escribe la clave."""

    error: str = ""
    cifras: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PaginaDeInicio(DeSala):
    """Las asambleas que se pueden capturar."""

    asambleas: tuple[Asamblea, ...]
    anuncio: ComoEntrar | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeSubmesas(DeSala):
    """Las sub-mesas de una asamblea, para escoger la suya."""

    asamblea: Asamblea
    tablero: Tablero


@dataclass(frozen=True, slots=True)
class SinEscoger:
    """Lo que se había marcado y escrito al escoger entre dos versiones, y por qué no se pudo."""

    casilla: str
    cual: str
    """La versión marcada; vacía si ninguna."""
    otra: str
    """Lo escrito en la que las junta."""
    dicho: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaginaDeHoja(DeSala):
    """La hoja de una sub-mesa."""

    hoja: HojaDeSubmesa
    recibida: CeldaDelTablero | None = None
    """Cómo va, si se acaba de guardar."""
    huellas: tuple[str, ...] = ()
    """Huella de las versiones de cada conflicto, en su orden."""
    sin_escoger: SinEscoger | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeTablero(DeSala):
    """El tablero de una asamblea."""

    asamblea: Asamblea
    tablero: Tablero
    firma: str
    anuncio: ComoEntrar | None = None
    fotos_sueltas: int = 0
    """Cuántas no se sabe de qué sub-mesa son; 0 desde la red del salón."""
    sin_proyectar: str = ""
    """Por qué lo que se proyecta no es lo último; vacío si lo es, y desde la red del salón."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeFotos(DeSala):
    """Las fotos a las que hay que darles lugar, y las que no se pudieron abrir."""

    asamblea: Asamblea
    fotos: tuple[FotoDeFicha, ...]
    fallas: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeAviso(DeSala):
    """Algo que no se pudo, y qué hacer."""

    texto: str
    vuelta: str
    boton: str = "Volver"


@dataclass(frozen=True, slots=True)
class ComoEntrar:
    """Lo que se le muestra a la gente para entrar."""

    direcciones: tuple[str, ...]
    pin: str
    qr: object
    """El dibujo de la primera dirección."""
