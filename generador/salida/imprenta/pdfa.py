"""Lo que le falta a un PDF/A-3a de WeasyPrint para declararse también PDF/UA-1 y tipar bien sus adjuntos."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_FIN_RDF = b"</rdf:RDF>"
_UA = b"""<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="" pdfuaid:part="1"/>
<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" rdf:about="">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
"""Un PDF/A solo admite en su XMP lo que conoce: el de PDF/UA va ahí descrito (ISO 19005-3, 6.6.2.3)."""


def rematar(pdf: Any, tipos: Mapping[str, str]) -> None:
    """Agrega al XMP la declaración de PDF/UA-1 y pone a cada adjunto su tipo MIME, por nombre.

    `pdf` es el pydyf.PDF antes de escribirse. Lanza ValueError si no tiene el XMP que se espera.
    """
    xmp = _objeto(pdf, pdf.catalog["Metadata"])
    unido = b"".join(t if isinstance(t, bytes) else str(t).encode() for t in xmp.stream)
    if unido.count(_FIN_RDF) != 1:
        raise ValueError("el XMP no tiene un solo rdf:RDF")
    xmp.stream[:] = [unido.replace(_FIN_RDF, _UA + _FIN_RDF)]
    # Los que WeasyPrint lista dos veces: una por su nombre y otra por encontrarlos en el archivo.
    if "AF" in pdf.catalog:
        pdf.catalog["AF"][:] = list(dict.fromkeys(pdf.catalog["AF"]))
    for objeto in pdf.objects:
        if isinstance(objeto, dict) and objeto.get("Type") == "/Filespec":
            tipo = tipos[objeto["UF"].string]
            # El tipo que adivina depende de la máquina.
            _objeto(pdf, objeto["EF"]["F"]).extra["Subtype"] = "/" + tipo.replace("/", "#2f").replace(
                "+", "#2b"
            )


def _objeto(pdf: Any, referencia: bytes) -> Any:
    return pdf.objects[int(referencia.split()[0])]
