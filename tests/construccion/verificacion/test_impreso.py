"""El PDF de la agenda: qué se lee en él, qué puede llevar y qué no."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from construccion.verificacion.alteraciones import bytes_de, cambiado
from construccion.verificacion.conftest import pasa

from generador.composicion.paginas.agenda import concordado
from generador.construccion.verificacion import comprobar
from generador.construccion.verificacion.hermanos import Cotejo
from generador.construccion.verificacion.impreso import cotejar_leido, explicacion_de
from generador.construccion.verificacion.lectura import palabras
from generador.errores import ErrorDeUso
from generador.modelo.datos.seguimiento import EstadoDeCompromiso
from generador.salida.abiertos import ESCRITORES
from generador.salida.abiertos.documento_json import leer_json
from generador.salida.impreso_ajeno import leer_ajeno


def sobre(pdf: bytes, *, contenido: bytes = b"", nota: bool = False, paginas: bool = False) -> bytes:
    """El mismo PDF con algo pintado, pegado o agregado en su primera página."""
    with pikepdf.open(io.BytesIO(pdf)) as documento:
        pagina = documento.pages[0]
        if contenido:
            letra = pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name("/Helvetica")
            )
            pagina.add_resource(letra, pikepdf.Name.Font, pikepdf.Name("/Fz"))
            pagina.contents_add(b"q " + contenido + b" Q")
        if nota:
            pagina.obj.Annots = documento.make_indirect(
                [
                    pikepdf.Dictionary(
                        Type=pikepdf.Name.Annot,
                        Subtype=pikepdf.Name.FreeText,
                        Rect=[0, 0, 90, 90],
                        Contents=pikepdf.String("ANULADA"),
                    )
                ]
            )
        if paginas:
            documento.add_blank_page()
            otra = documento.pages[-1]
            otra.add_resource(letra_de(documento), pikepdf.Name.Font, pikepdf.Name("/Fz"))
            otra.contents_add(b"BT /Fz 30 Tf 50 400 Td (ANULADA) Tj ET")
        salida = io.BytesIO()
        documento.save(salida)
        return salida.getvalue()


def letra_de(_: pikepdf.Pdf) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name("/Helvetica")
    )


ATAQUES: Mapping[str, Mapping[str, Any]] = {
    "un letrero": {"contenido": b"BT /Fz 60 Tf 50 700 Td (ANULADA) Tj ET"},
    "un letrero con palabras que ya están": {
        "contenido": b"BT /Fz 20 Tf 50 300 Td (Riego quedo sin efecto) Tj ET"
    },
    "un rectángulo que tapa": {"contenido": b"1 g 0 0 612 792 re f"},
    "un letrero dibujado": {"contenido": b"8 w 30 30 m 580 760 l S 30 760 m 580 30 l S"},
    "una nota": {"nota": True},
    "una página de más": {"paginas": True},
}


@pytest.mark.parametrize("ataque", ATAQUES.values(), ids=ATAQUES)
def test_nada_se_pinta_sobre_el_pdf(
    tmp_path: Path, publicados: Mapping[str, bytes], ataque: Mapping[str, Any]
) -> None:
    archivo = tmp_path / "agenda.pdf"
    archivo.write_bytes(publicados["agenda.pdf"])
    assert pasa(archivo)
    archivo.write_bytes(sobre(publicados["agenda.pdf"], **ataque))
    assert not pasa(archivo)


def test_un_pdf_de_otra_cosa_con_la_agenda_adjunta(tmp_path: Path, publicados: Mapping[str, bytes]) -> None:
    documento = pikepdf.new()
    documento.add_blank_page()
    documento.attachments["agenda.json"] = pikepdf.AttachedFileSpec(
        documento, publicados["agenda.json"], filename="agenda.json"
    )
    salida = io.BytesIO()
    documento.save(salida)
    archivo = tmp_path / "otra.pdf"
    archivo.write_bytes(salida.getvalue())
    (v,) = comprobar(str(archivo))
    assert [f for f in v.fallas if f.startswith("el PDF no dice «")]


def test_el_pdf_con_cada_dato_de_su_agenda_cambiado(tmp_path: Path, publicados: Mapping[str, bytes]) -> None:
    """Lo que se imprime y ninguna huella cubre también se coteja: título, avances no, que no van impresos."""
    original = json.loads(publicados["agenda.json"])
    archivo = tmp_path / "agenda.pdf"
    impresos = [
        ("titulo",),
        ("presentacion",),
        ("asamblea", "territorio"),
        ("asamblea", "mesas", 0, "eje"),
        ("credito",),
    ]
    for camino in [
        *impresos,
        ("version",),
        ("cobertura", "total"),
        ("compromisos", 0, "texto"),
        ("aportes", 1, "razon"),
    ]:
        with pikepdf.open(io.BytesIO(publicados["agenda.pdf"])) as documento:
            documento.attachments["agenda.json"] = pikepdf.AttachedFileSpec(
                documento, bytes_de(cambiado(original, camino)), filename="agenda.json"
            )
            documento.save(archivo)
        assert not pasa(archivo), camino


def test_el_pdf_con_cada_adjunto_cambiado(tmp_path: Path, publicados: Mapping[str, bytes]) -> None:
    """De verdad, escrito y vuelto a leer: cambiado, quitado o con uno de más."""
    archivo = tmp_path / "agenda.pdf"

    def fallas(nombre: str, datos: bytes | None) -> tuple[str, ...]:
        with pikepdf.open(io.BytesIO(publicados["agenda.pdf"])) as documento:
            if datos is None:
                del documento.attachments[nombre]
            else:
                documento.attachments[nombre] = pikepdf.AttachedFileSpec(documento, datos, filename=nombre)
            documento.save(archivo)
        (v,) = comprobar(str(archivo))
        return v.fallas

    for nombre in leer_ajeno(publicados["agenda.pdf"]).adjuntos:
        if nombre != "agenda.json":
            dice = f"«{nombre}», adjunto en el PDF, no es el que sale de lo firmado y de agenda.json:"
            (falla,) = fallas(nombre, publicados[nombre].replace(b"a", b"e", 1))
            assert falla.startswith(f"{dice} el renglón")
            assert fallas(nombre, None) == (f"falta «{nombre}» adjunto en el PDF",)
    assert fallas("anulada.txt", b"x") == ("el PDF lleva adjunto lo que no es de la agenda: «anulada.txt»",)


def test_un_pdf_roto_o_sin_agenda(tmp_path: Path, publicados: Mapping[str, bytes]) -> None:
    archivo = tmp_path / "agenda.pdf"
    for datos, dice in (
        (b"%PDF-1.7 roto", "no se puede abrir el PDF"),
        (publicados["agenda.pdf"][:2000], "no se puede abrir el PDF"),
    ):
        archivo.write_bytes(datos)
        with pytest.raises(ErrorDeUso, match=dice):
            comprobar(str(archivo))


def test_el_sello_de_demostracion_va_en_cada_pagina_del_pdf(publicados: Mapping[str, bytes]) -> None:
    abierta = leer_json(publicados["agenda.json"])[0].model_copy(update={"demostracion": True})
    leido = leer_ajeno(publicados["agenda.pdf"])
    leido = replace(leido, adjuntos={n: ESCRITORES[n](abierta) for n in leido.adjuntos})
    selladas = [f"Datos de demostración\n{p}" for p in leido.paginas]

    def fallas(paginas: list[str]) -> list[str]:
        cotejo = Cotejo()
        otro = replace(leido, paginas=tuple(paginas))
        cotejar_leido("el PDF", otro, abierta, leido.adjuntos["agenda.json"], cotejo)
        return cotejo.fallas

    assert fallas(selladas) == []
    assert fallas([*selladas[:2], leido.paginas[2], *selladas[3:]]) == [
        "el PDF no dice «DATOS DE DEMOSTRACIÓN» en 1 página, desde la 3"
    ]


def test_un_titulo_igual_al_del_pie_se_halla(publicados: Mapping[str, bytes]) -> None:
    """«Agenda 2026–2028», el que pone `proponer`: su renglón en la portada es el mismo del pie."""
    abierta = leer_json(publicados["agenda.json"])[0]
    titulo = abierta.titulo
    abierta = abierta.model_copy(update={"aprobado": abierta.aprobado.model_copy(update={"titulo": titulo})})
    paginas = (f"{titulo}\nDe qué nace", *(f"Lo acordado\n{titulo}" for _ in range(4)))
    cotejo = Cotejo()
    leido = replace(leer_ajeno(publicados["agenda.pdf"]), paginas=paginas)
    cotejar_leido("el PDF", leido, abierta, publicados["agenda.json"], cotejo)
    assert [f for f in cotejo.fallas if "no dice" in f]
    assert f"el PDF no dice «{titulo}»" not in cotejo.fallas


def test_los_estados_se_explican_en_plural(publicados: Mapping[str, bytes]) -> None:
    """«2 cumplidos» no está en ninguna plantilla ni en los datos: lo concuerda el programa."""
    explicacion = explicacion_de(leer_json(publicados["agenda.json"])[0], frozenset())
    for estado in EstadoDeCompromiso:
        dichos = palabras(f"1 {concordado(estado, 1)} 2 {concordado(estado, 2)}")
        assert explicacion.inexplicado(dichos) == [], estado
