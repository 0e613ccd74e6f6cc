"""Lo que cambia con el estado: qué se publica, qué botón manda, y los sellos de borrador y demostración."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from extremo import impresos, paginas
from extremo.llenado import CASOS_DE_ESTADO, CENTINELA, CON_CONSENTIMIENTO, SIETE, SIN_CONSENTIMIENTO, Caso
from extremo.sitios import SitioDePrueba

from generador.construccion.verificacion import verificar
from generador.modelo.tipos import RETIRADO

pytestmark = pytest.mark.construye

BORRADOR, DEMOSTRACION = "BORRADOR", "DATOS DE DEMOSTRACIÓN"
DE_LA_APROBADA = {
    "agenda/versiones/index.html",
    # La aprobada, la errata que tacha el nombre y el retiro.
    *(f"agenda/version/{n}/index.html" for n in (1, 2, 3)),
}
CON_AGENDA = ("borrador", "aprobada")
por_caso = pytest.mark.parametrize("caso", CASOS_DE_ESTADO, ids=lambda c: c.id)


def _html(sitio: SitioDePrueba, caso: Caso) -> dict[str, str]:
    """Las páginas de ese caso, por su ruta dentro de la asamblea."""
    inicio = f"{caso.id}/"
    return {r.removeprefix(inicio): t for r, t in sitio.html.items() if r.startswith(inicio)}


def _pdf(sitio: SitioDePrueba, caso: Caso) -> Iterator[tuple[str, impresos.Impreso]]:
    for ruta, archivo in sitio.pdf.items():
        if ruta.startswith(f"{caso.id}/"):
            yield ruta.removeprefix(f"{caso.id}/"), impresos.leer(archivo)


@por_caso
def test_que_se_publica(estados: SitioDePrueba, caso: Caso) -> None:
    """La agenda existe solo en borrador y aprobada; lo demás, siempre."""
    rutas = set(_html(estados, caso))
    siempre = {f"{p}index.html" for p in ("", "convocatoria/", "programa/", "mesas/", "guias/", "descargas/")}
    siempre |= {"piezas/index.html", "mesas/1/index.html"}
    assert siempre <= rutas
    suyas = _agenda(caso) if caso.estado in CON_AGENDA else set()
    suyas = suyas | DE_LA_APROBADA if caso.estado == "aprobada" else suyas
    assert {r for r in rutas if r.startswith("agenda")} == suyas
    assert ("seguimiento/index.html" in rutas) is (caso.estado == "aprobada")
    impresos_suyos = {ruta for ruta, _ in _pdf(estados, caso)}
    assert {"descargas/guia-mesa-1.pdf", "descargas/programa.pdf"} <= impresos_suyos
    assert ("descargas/agenda.pdf" in impresos_suyos) is (caso.estado in CON_AGENDA)
    assert ("descargas/informe.pdf" in impresos_suyos) is (caso.estado in CON_AGENDA)
    assert ("informe/index.html" in rutas) is (caso.estado in CON_AGENDA)


@por_caso
def test_el_boton_principal(estados: SitioDePrueba, caso: Caso) -> None:
    """El primer botón de la portada de la asamblea, y el único de los principales, lleva a donde toca."""
    destino = {
        "convocada": "https://inscripcion.gov.co/",
        "en_curso": "guias/",
        "borrador": "agenda/",
        "aprobada": "agenda/",
    }.get(caso.estado, "programa/")
    portada = paginas.leer(_html(estados, caso)["index.html"])
    botones = [a["href"] for a in portada.de("a") if a.get("class", "").split() == ["boton"]]
    assert botones == [destino]


@por_caso
def test_los_resultados_solo_se_ven_desde_el_borrador(estados: SitioDePrueba, caso: Caso) -> None:
    """Antes, ni una palabra de ellos en ningún archivo."""
    dicen = {r for r, t in _html(estados, caso).items() if CENTINELA in t.lower()}
    dicen |= {r for r, i in _pdf(estados, caso) if CENTINELA in i.texto.lower()}
    if caso.estado in CON_AGENDA:
        assert {*_agenda(caso), "mesas/1/index.html", "descargas/agenda.pdf"} <= dicen
    else:
        assert dicen == set()


@por_caso
def test_borrador_en_cada_pagina_de_la_agenda_y_en_ningun_otro_estado(
    estados: SitioDePrueba, caso: Caso
) -> None:
    """En la web y en cada página de su PDF."""
    borrador = caso.estado == "borrador"
    for ruta, texto in _html(estados, caso).items():
        dice = BORRADOR in paginas.leer(texto).texto
        assert not dice or borrador, ruta
        if ruta in {*_agenda(caso), "informe/index.html"}:
            assert dice is borrador, ruta
    for ruta, impreso in _pdf(estados, caso):
        for i, hoja in enumerate(impreso.hojas, start=1):
            dice = BORRADOR in hoja.texto
            assert not dice or borrador, (ruta, i)
            if ruta in ("descargas/agenda.pdf", "descargas/informe.pdf"):
                assert dice is borrador, (ruta, i)


def _agenda(caso: Caso) -> set[str]:
    return {"agenda/index.html", f"agenda/{caso.codigo.lower()}-001/index.html"}


CIERTA = next(c for c in CASOS_DE_ESTADO if c.id == "cierta-aprobada")


def _abiertos(archivo: Path) -> Iterator[bytes]:
    """Los bytes de un archivo y, si es un paquete o un libro, los de cada miembro."""
    yield archivo.read_bytes()
    if zipfile.is_zipfile(archivo):
        with zipfile.ZipFile(archivo) as paquete:
            yield from (paquete.read(nombre) for nombre in paquete.namelist())


@por_caso
def test_demostracion_donde_se_muestren_resultados(estados: SitioDePrueba, caso: Caso) -> None:
    """Toda página que diga algo inventado lo advierte; con datos reales, ninguna."""
    for ruta, texto in _html(estados, caso).items():
        pagina = paginas.leer(texto)
        dice = DEMOSTRACION in pagina.texto
        assert not dice or caso.demostracion, ruta
        if CENTINELA in texto.lower():
            assert dice is caso.demostracion, ruta
    for ruta, impreso in _pdf(estados, caso):
        inventado = CENTINELA in impreso.texto.lower()
        for i, hoja in enumerate(impreso.hojas, start=1):
            dice = DEMOSTRACION in hoja.texto
            assert not dice or caso.demostracion, (ruta, i)
            if inventado:
                assert dice is caso.demostracion, (ruta, i)


def test_sin_consentimiento_ningun_archivo_dice_el_nombre(
    estados: SitioDePrueba, real: SitioDePrueba
) -> None:
    """Ni páginas, ni buscador, ni manifiestos, ni PDF, ni sus metadatos, ni imágenes."""
    partes = SIN_CONSENTIMIENTO.split()
    for archivo in sorted(estados.carpeta.rglob("*")):
        for datos in _abiertos(archivo) if archivo.is_file() else ():
            for parte in partes:
                assert parte.encode() not in datos, archivo
                assert parte.encode("utf-16-be") not in datos, archivo
    for ruta, archivo in estados.pdf.items():
        impreso = impresos.leer(archivo)
        todo = f"{impreso.texto} {impreso.titulo} {impreso.metadatos} {impreso.marcadores}"
        assert [p for p in partes if p in todo] == [], ruta
    # Donde estaba lo retirado se dice, en cada versión y en los datos; y la cadena se comprueba.
    for pagina in ("versiones", "version/1", "version/2", f"{CIERTA.codigo.lower()}-001"):
        hallada = estados.html[f"{CIERTA.id}/agenda/{pagina}/index.html"]
        assert RETIRADO in paginas.leer(hallada).texto, pagina
    assert RETIRADO in (estados.carpeta / CIERTA.id / "descargas" / "agenda.json").read_text("utf-8")
    assert all(v.coincide for v in verificar(str(estados.carpeta / CIERTA.id / "descargas" / "agenda.json")))
    # La prueba ve lo que busca: el nombre autorizado sí llega a la página de su mesa.
    assert CON_CONSENTIMIENTO in paginas.leer(real.html[f"{SIETE}/mesas/1/index.html"]).texto


def test_los_tres_papeles_estan_en_el_sitio(estados: SitioDePrueba) -> None:
    """`test_impresos` mide las hojas de cada uno; aquí se comprueba que los hay."""
    medidas = {
        caso.papel: (round(i.hojas[0].ancho), round(i.hojas[0].alto))
        for caso in CASOS_DE_ESTADO
        for ruta, i in _pdf(estados, caso)
        if ruta == "descargas/programa.pdf"
    }
    assert medidas == {"carta": (216, 279), "oficio": (216, 330), "a4": (210, 297)}


def test_cada_compromiso_dice_de_donde_nace(estados: SitioDePrueba) -> None:
    """El enlace del compromiso lleva al aporte, en la página de su mesa."""
    pagina = paginas.leer(estados.html[f"cierta-aprobada/agenda/{CIERTA.codigo.lower()}-001/index.html"])
    assert any(re.search(r"mesas/1/#M1-S1-N1$", a["href"]) for a in pagina.de("a") if "href" in a)
