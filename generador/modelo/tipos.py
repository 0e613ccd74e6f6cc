"""Los tipos escalares de los datos: todo llega del YAML como texto y aquí se convierte."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, time
from typing import Annotated, Any, ClassVar, LiteralString
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetJsonSchemaHandler,
    PlainSerializer,
    StringConstraints,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue, WithJsonSchema
from pydantic_core import CoreSchema, PydanticCustomError

from generador.modelo.ayudas import ayudas_de

PARRAFO_MAXIMO = 1500
"""Caracteres de un párrafo."""
CARTA_MAXIMA = 6000
"""Caracteres de un texto largo: unas tres páginas; la propuesta ciudadana real más larga del corpus cabe."""

ESQUEMAS_DE_ENLACE = ("https", "http", "mailto", "tel")

_INVISIBLES = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_PERMITIDOS = {"\n", "\t", "\u00a0", "\u202f"}


FORMA_DE_SUBMESA = r"M[1-9][0-9]{0,2}-S[1-9][0-9]{0,2}"
FORMA_DE_APORTE = rf"{FORMA_DE_SUBMESA}-N[1-9]"
FORMA_DE_PREFIJO = r"^[A-Z]{2,6}[0-9]{2}$"
FORMA_DE_ETIQUETA = r"^#\w+$"
# `\d` también son las cifras de otras escrituras: «٤٥».
FORMA_DE_CONVENIO = r"^[0-9]{1,5}$"
FORMA_DE_HUELLA = r"^[0-9a-f]{64}$"
FORMA_DE_SAL = r"^[0-9a-f]{32}$"
RETIRADO = "(dato personal retirado)"
"""Lo que se lee, en todas partes, donde estaba un dato personal que se retiró."""


class Modelo(BaseModel):
    """Base de todo modelo: congelado, sin claves de más, con las descripciones junto a cada campo."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True, strict=False)

    LISTA_DE_UNO: ClassVar[str] = ""
    """La lista que, si lleva un solo elemento, se puede escribir sin ella."""
    FORMA_CORTA: ClassVar[tuple[str, ...]] = ()
    """Los campos de ese elemento que entonces van sueltos."""

    @model_validator(mode="before")
    @classmethod
    def _sin_vacias(cls, datos: Any) -> Any:
        """Una lista o una ficha opcional sin nada debajo, como «plan:», es como no escribirla."""
        if not isinstance(datos, dict) or None not in datos.values():
            return datos
        return {c: v for c, v in datos.items() if v is not None or not _es_opcional(cls, c)}

    @classmethod
    def __get_pydantic_json_schema__(
        cls, esquema: CoreSchema, seguir: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """El esquema de siempre, con la ayuda de cada campo."""
        hecho: JsonSchemaValue = seguir(esquema)
        campos = seguir.resolve_ref_schema(hecho)["properties"]
        for campo, ayuda in ayudas_de(cls).items():
            campos[campo]["description"] = ayuda
        return hecho

    def __str__(self) -> str:
        """Un modelo entero no es un texto: saldría publicado como Python lo ve. Para depurar está `repr`."""
        raise TypeError(f"{type(self).__name__} no es un texto: diga cuál de sus campos va")


def _es_opcional(modelo: type[BaseModel], clave: object) -> bool:
    """Si en esa clave va una lista o una ficha que puede faltar."""
    campo = modelo.model_fields.get(str(clave))
    return campo is not None and isinstance(campo.default, (tuple, BaseModel))


def caracter_extrano(texto: str) -> str | None:
    """El primer carácter invisible, de control o sin asignar de `texto`, o None."""
    if texto.isprintable():
        return None
    for c in texto:
        if c not in _PERMITIDOS and unicodedata.category(c) in _INVISIBLES:
            return c
    return None


_CLASES_DE_INVISIBLE = {
    "Cc": "un carácter de control",
    "Cf": "una marca de formato",
    "Cs": "la mitad de un carácter",
    "Co": "un carácter propio de otra letra o programa",
    "Cn": "un carácter que no existe",
    "Zl": "un separador de renglones",
    "Zp": "un separador de párrafos",
}
_NOMBRES_DE_INVISIBLE = {
    **dict.fromkeys(
        "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", "una marca que voltea el texto"
    ),
    "\u200b": "un espacio de ancho cero",
    "\u200d": "una unión de ancho cero",
    "\u0000": "un carácter nulo",
    "\u000b": "un salto de renglón de Word",
    "\u000c": "un salto de página",
    "\u00ad": "un guion opcional",
    "\ufeff": "una marca de orden de bytes",
    "\ufffc": "el lugar de un dibujo que no se pegó",
}


def nombre_de_caracter(c: str) -> str:
    """«un espacio de ancho cero (U+200B)»: qué es lo que no se ve, y cómo buscarlo en un editor."""
    nombre = _NOMBRES_DE_INVISIBLE.get(c) or _CLASES_DE_INVISIBLE.get(unicodedata.category(c), "un carácter")
    return f"{nombre} (U+{ord(c):04X})"


def _limpio(texto: str) -> str:
    extrano = caracter_extrano(texto)
    if extrano is not None:
        raise PydanticCustomError("caracter_invisible", "", {"caracter": nombre_de_caracter(extrano)})
    return unicodedata.normalize("NFC", texto)


def de_una_linea(texto: str) -> str:
    """`texto` corrido: los saltos y espacios repetidos se vuelven un espacio."""
    limpio = " ".join(re.split(r"[ \t\n]+", _limpio(texto))).strip()
    if not limpio:
        raise PydanticCustomError("texto_vacio", "")
    return limpio


def de_parrafos(texto: str) -> str:
    """`texto` con sus renglones, sin espacios de sobra ni más de un renglón en blanco seguido."""
    lineas = (" ".join(re.split(r"[ \t]+", linea)).strip() for linea in _limpio(texto).split("\n"))
    limpio = re.sub(r"\n{3,}", "\n\n", "\n".join(lineas)).strip()
    if not limpio:
        raise PydanticCustomError("texto_vacio", "")
    return limpio


def _hora(valor: Any) -> Any:
    if isinstance(valor, time):
        return valor
    hallado = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", valor) if isinstance(valor, str) else None
    if hallado is None:
        raise PydanticCustomError("hora", "", {"valor": str(valor)})
    return time(int(hallado[1]), int(hallado[2]))


def _fecha(valor: Any) -> Any:
    if isinstance(valor, date):
        return valor
    if not isinstance(valor, str) or not re.fullmatch(r"(?:19|2\d)\d{2}-\d{2}-\d{2}", valor, re.ASCII):
        raise PydanticCustomError("fecha", "", {"valor": str(valor)})
    try:
        return date.fromisoformat(valor)
    except ValueError:
        raise PydanticCustomError("fecha", "", {"valor": valor}) from None


def _si_no(valor: Any) -> Any:
    if isinstance(valor, bool):
        return valor
    texto = str(valor).strip().lower()
    if texto in {"true", "sí", "si", "verdadero"}:
        return True
    if texto in {"false", "no", "falso"}:
        return False
    raise PydanticCustomError("si_no", "", {"valor": str(valor)})


def _entero(valor: Any) -> Any:
    if isinstance(valor, int) and not isinstance(valor, bool):
        return valor
    if not isinstance(valor, str) or not re.fullmatch(r"[+-]?[0-9]{1,9}", valor.strip()):
        raise PydanticCustomError("entero", "", {"valor": str(valor)})
    return int(valor)


def es_enlace(valor: str) -> str:
    """`valor`, si su esquema es de los que un navegador no ejecuta y lleva destino; si no, es un error."""
    try:
        partes = urlsplit(valor)
    except ValueError:
        raise PydanticCustomError("enlace", "", {"valor": valor}) from None
    destino = partes.netloc if partes.scheme in {"http", "https"} else partes.path
    if partes.scheme not in ESQUEMAS_DE_ENLACE or not destino or re.search(r"[\s<>\"'`\\{}]", valor):
        raise PydanticCustomError("enlace", "", {"valor": valor})
    return valor


def _seguro(valor: str) -> str:
    if not valor.startswith("https://"):
        raise PydanticCustomError("enlace_seguro", "", {"valor": valor})
    return valor


def _con_forma(patron: str, tipo: LiteralString) -> AfterValidator:
    """Exige que el texto entero tenga esa forma; el error se redacta por `tipo`."""
    forma = re.compile(patron)

    def exigir(valor: str) -> str:
        if not forma.fullmatch(valor):
            raise PydanticCustomError(tipo, "", {"valor": valor})
        return valor

    return AfterValidator(exigir)


def _identificador(valor: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", valor) or len(valor) > 60:
        raise PydanticCustomError("identificador", "", {"valor": valor})
    return valor


def _de_catalogo(valor: str) -> str:
    # Basta con que no sea texto libre: qué hay se sabe fuera de los modelos.
    return valor


def _color(valor: str) -> str:
    if not re.fullmatch(r"#[0-9a-f]{6}", valor.lower()):
        raise PydanticCustomError("color", "", {"valor": valor})
    return valor.lower()


Linea = Annotated[str, AfterValidator(de_una_linea), StringConstraints(max_length=300)]
"""Un texto corrido de una línea: los saltos y espacios repetidos se vuelven un espacio."""
Titulo = Annotated[str, AfterValidator(de_una_linea), StringConstraints(max_length=160)]
"""Un título o nombre: cabe en la composición más estrecha."""
Parrafo = Annotated[str, AfterValidator(de_una_linea), StringConstraints(max_length=PARRAFO_MAXIMO)]
"""Un párrafo de una sola tirada."""
Texto = Annotated[str, AfterValidator(de_parrafos), StringConstraints(max_length=CARTA_MAXIMA)]
"""Un texto largo; los renglones en blanco separan párrafos."""
Entero = Annotated[int, BeforeValidator(_entero), WithJsonSchema({"type": "integer"})]
SiNo = Annotated[bool, BeforeValidator(_si_no), WithJsonSchema({"type": "boolean"})]
Hora = Annotated[
    time,
    BeforeValidator(_hora),
    PlainSerializer(lambda h: f"{h:%H:%M}", return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^([01]?\d|2[0-3]):[0-5]\d$", "examples": ["14:45"]}),
]
"""Hora de reloj de 24 horas, «14:45»."""
Fecha = Annotated[
    date,
    BeforeValidator(_fecha),
    PlainSerializer(lambda f: f.isoformat(), return_type=str),
    WithJsonSchema({"type": "string", "format": "date", "examples": ["2023-11-18"]}),
]
"""Fecha ISO, «2023-11-18»."""
Enlace = Annotated[Linea, AfterValidator(es_enlace)]
"""Dirección https, http, mailto o tel."""
EnlaceSeguro = Annotated[Enlace, AfterValidator(_seguro)]
"""Dirección https: la de una fuente que cualquiera puede abrir."""
CaminoDeCampo = Annotated[
    Linea, _con_forma(r"[a-z_]+(\[[1-9]\d{0,2}\])?(\.[a-z_]+(\[[1-9]\d{0,2}\])?){0,2}", "campo")
]
"""El nombre de un campo que se corrige: «cuando», «plan[1].cuando»; se cuenta desde 1."""
CodigoSubmesa = Annotated[Linea, _con_forma(FORMA_DE_SUBMESA, "codigo_submesa")]
CodigoAporte = Annotated[Linea, _con_forma(FORMA_DE_APORTE, "codigo_aporte")]
CodigoCompromiso = Annotated[Linea, _con_forma(r"[A-Z]{2,6}[0-9]{2}-[0-9]{3,5}", "codigo_compromiso")]
Identificador = Annotated[Linea, AfterValidator(_identificador)]
"""Palabras en minúscula, sin tildes, unidas por guiones: va en direcciones web."""
DeCatalogo = Annotated[Linea, AfterValidator(_de_catalogo)]
"""El nombre de algo del catálogo; si no lo hay, también por mal escrito, lo dice la revisión."""
Color = Annotated[Linea, AfterValidator(_color)]
"""Color sRGB «#rrggbb»."""


def minutos(hora: time) -> int:
    """Minutos desde la medianoche."""
    return hora.hour * 60 + hora.minute


def hora_de(total: int) -> time:
    """La hora de reloj a `total` minutos de la medianoche; da la vuelta a las 24 horas."""
    return time(total // 60 % 24, total % 60)
