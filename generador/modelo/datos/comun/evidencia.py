"""Con qué se comprueba un avance: un enlace, un documento que alguien guarda o una foto publicada."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from generador.modelo.datos.comun.medios import ArchivoDeFoto
from generador.modelo.datos.comun.plazo import Plazo
from generador.modelo.tipos import EnlaceSeguro, Fecha, Linea, Modelo, Titulo

SIN_SOPORTE = "sin soporte publicado"
"""Lo que se dice de un avance sin evidencia: es honesto, y se ve."""


class DocumentoGuardado(Modelo):
    """Un documento que no está en la red: cuál es y a quién pedírselo."""

    que: Titulo = Field(title="Documento")
    """Qué documento es: «Acta de entrega de la compactadora»."""
    numero: Linea | None = Field(None, title="Número")
    """El número o la referencia que lleva el documento."""
    fecha: Fecha | None = Field(None, title="Fecha")
    """El día que lleva el documento."""
    guarda: Linea = Field(title="Quién lo guarda")
    """La entidad u organización que lo guarda y lo muestra; nunca una persona."""

    @property
    def nombre(self) -> str:
        """«Acta de entrega, número 012, del 3 de marzo de 2024»."""
        numero = f", número {self.numero}" if self.numero else ""
        dia = f", del {Plazo(fecha=self.fecha.isoformat()).nombre}" if self.fecha else ""
        return f"{self.que}{numero}{dia}"

    @property
    def texto(self) -> str:
        """El nombre y quién lo guarda."""
        return f"{self.nombre}. Lo guarda: {self.guarda}"


class Evidencia(Modelo):
    """Con qué se comprueba un avance; al menos una de las tres."""

    enlace: EnlaceSeguro | None = Field(None, title="Enlace")
    """Una dirección https que cualquiera puede abrir."""
    documento: DocumentoGuardado | None = Field(None, title="Documento")
    """Un documento que alguien guarda."""
    foto: ArchivoDeFoto | None = Field(None, title="Foto")
    """El archivo de una de las fotos de «medios», en evento.yml."""

    @model_validator(mode="after")
    def _no_vacia(self) -> Evidencia:
        if (self.enlace, self.documento, self.foto) == (None, None, None):
            raise PydanticCustomError("evidencia_vacia", "")
        return self

    def texto(self, pagina: str) -> str:
        """Todo en un renglón; `pagina` es la dirección donde se ve la foto."""
        partes = (
            self.enlace,
            self.documento and self.documento.texto,
            self.foto and f"Foto publicada en {pagina}",
        )
        return "; ".join(p for p in partes if p)


def _en_corto(valor: Any) -> Any:
    """Una dirección sola vale por «enlace»; otro texto no dice con qué se comprueba."""
    if not isinstance(valor, str):
        return valor
    if not valor.strip().lower().startswith(("http://", "https://")):
        raise PydanticCustomError("evidencia_en_texto", "", {"valor": valor})
    return {"enlace": valor}


class _ConDireccionSola:
    """En el esquema, lo mismo: una dirección o las claves."""

    @classmethod
    def __get_pydantic_json_schema__(
        cls, nucleo: CoreSchema, seguir: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"anyOf": [{"type": "string", "format": "uri"}, seguir(nucleo)]}


EvidenciaEscrita = Annotated[Evidencia, BeforeValidator(_en_corto), _ConDireccionSola]
"""Como se escribe en los datos: las claves de `Evidencia`, o una dirección sola."""
