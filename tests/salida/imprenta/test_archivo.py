"""El PDF que se guarda décadas: sus dos declaraciones y lo que lleva adjunto."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pikepdf
import pytest
from salida.conftest import Imprimir

from generador.errores import ErrorDeSalida
from generador.salida.imprenta.pdf import Adjunto, Imprenta
from generador.salida.imprenta.pdfa import rematar

RAIZ = Path(__file__).parents[3]
HTML = (
    '<!doctype html><html lang="es-CO"><head><title>Prueba</title>'
    "<style>body { font: 12pt 'Atkinson Hyperlegible Next' }</style></head>"
    "<body><h1>Prueba</h1></body></html>"
)
ADJUNTOS = (
    Adjunto("agenda.json", "application/json", "Los datos", b'{"a": 1}', datetime(2023, 11, 18)),
    Adjunto(
        "fechas.ics", "text/calendar", "Las fechas", b"BEGIN:VCALENDAR", datetime(2023, 11, 18), "Source"
    ),
    Adjunto("agenda.jsonld", "application/ld+json", "Enlazados", b"{}", datetime(2023, 11, 18)),
)


@pytest.fixture
def imprenta(imprimir: Imprimir) -> Imprenta:
    imprimir("<p>Deja las fuentes listas.</p>")
    return Imprenta(RAIZ)


def test_declara_las_dos_normas_y_lleva_sus_adjuntos(imprenta: Imprenta) -> None:
    datos = imprenta.imprimir(HTML, (), "x.pdf", archivable=True, adjuntos=ADJUNTOS)
    with pikepdf.open(BytesIO(datos)) as pdf:
        xmp = pdf.open_metadata()
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"], xmp["pdfuaid:part"]) == ("3", "A", "1")
        assert [a.UF for a in pdf.Root.AF] == [a.nombre for a in ADJUNTOS]
        assert [str(a.AFRelationship) for a in pdf.Root.AF] == ["/Data", "/Source", "/Data"]
        assert [str(a.EF.F.Subtype) for a in pdf.Root.AF] == [f"/{a.tipo}" for a in ADJUNTOS]
        assert [str(a.EF.F.Params.ModDate) for a in pdf.Root.AF] == ["D:20231118000000Z"] * 3
        assert {k: v.get_file().read_bytes() for k, v in pdf.attachments.items()} == {
            a.nombre: a.datos for a in ADJUNTOS
        }


def test_dos_veces_da_los_mismos_bytes(imprenta: Imprenta) -> None:
    dos = [imprenta.imprimir(HTML, (), "x.pdf", archivable=True, adjuntos=ADJUNTOS) for _ in range(2)]
    assert dos[0] == dos[1]


def test_sin_pedirlo_no_es_archivable_ni_admite_adjuntos(imprenta: Imprenta) -> None:
    with pikepdf.open(BytesIO(imprenta.imprimir(HTML, (), "x.pdf"))) as pdf:
        assert "pdfaid:part" not in pdf.open_metadata()
        assert "/AF" not in pdf.Root
    with pytest.raises(ErrorDeSalida, match=r"^x\.pdf: solo un PDF archivable lleva adjuntos$"):
        imprenta.imprimir(HTML, (), "x.pdf", adjuntos=ADJUNTOS)


def test_un_xmp_que_no_se_espera_se_nota() -> None:
    with pytest.raises(ValueError, match=r"^el XMP no tiene un solo rdf:RDF$"):
        rematar(
            SimpleNamespace(catalog={"Metadata": b"0 0 R"}, objects=[SimpleNamespace(stream=[b"<x/>"])]), {}
        )
