"""Una agenda aprobada, con erratas y avances: sus datos y su PDF, hechos una sola vez y sin el sitio."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from actos import con_erratas, errata
from apoyo import RAIZ
from fabrica import ID, agenda, aporte, asamblea, avance, compromiso, escribir_proyecto, resultado

from generador.catalogo.inventario import inventariar
from generador.composicion.compositor import Compositor
from generador.construccion.pedido.abiertos import adjuntos_de, producir_abiertos
from generador.construccion.pedido.encargos import encargos_de
from generador.construccion.preparacion import preparar
from generador.construccion.verificacion import comprobar
from generador.construccion.verificacion.hermanos import esperados
from generador.errores import ErrorAsambleas
from generador.modelo.asamblea import Sitio
from generador.modelo.publico.apertura import abrir
from generador.salida.abiertos import ESCRITORES
from generador.salida.disco import escribir_conf_de_fuentes
from generador.salida.imprenta.pdf import Imprenta, preparar_fuentes

DESCARGAS = f"{ID}/descargas"


def cambios(forma: int = 3) -> dict[str, Any]:
    """Todo lo que una agenda puede traer, aprobada con esa forma."""
    base: dict[str, Any] = {
        "evento": {"estado": "aprobada"},
        "resultados": [
            resultado(
                aportes=[
                    {**aporte("riego"), "organizaciones": ["Junta de la vereda"]},
                    {"necesidad": "Falta luz en la escuela."},
                ]
            ),
            resultado("M2-S1"),
        ],
        "agenda": agenda(
            compromiso(
                como="Con mingas cada mes.\n\nY un turno de bombas.",
                responsables=["Asociación de riego", "Alcaldía"],
                cuando="En febrero de 2024",
                plazos=[{"fecha": "2024-02-15", "que": "Reglamento"}, {"fecha": "2024-T3"}],
            ),
            compromiso("PRU23-002", ("M2-S1-N1",), mesa=2, titulo="Formación", texto="Enseñar a regar."),
            presentacion="Lo que acordamos entre todas.",
            no_recogidos=[{"aporte": "M1-S1-N2", "razon": "Es de otra entidad."}],
        ),
        "seguimiento": {
            "fecha_de_referencia": "2024-06-30",
            "avances": [avance("2024-02-20"), avance("2024-05-01", "cumplido", texto="Quedó listo.")],
        },
    }
    aprobados = con_erratas(
        base,
        errata("2024-01-01", "texto", "Hacer riego.", "Hacer más riego."),
        errata("2024-02-01", "titulo", "Riego", "Riego común"),
        forma=forma,
    )
    tarde = {"submesa": "M1-S2", "fecha": "2024-01-20", "razon": "La hoja se mojó y hubo que pasarla."}
    return {
        **aprobados,
        "resultados": [*aprobados["resultados"], resultado("M1-S2", aportes=[aporte("sombra")])],
        "agenda": {**aprobados["agenda"], "recibidos": [tarde]},
    }


@cache
def abiertos_en_forma(forma: int) -> Mapping[str, bytes]:
    """Los archivos de datos de la misma agenda, aprobada con una forma de antes."""
    suya = asamblea(**cambios(forma)).publicable()
    sitio = Sitio(nombre="Sitio", descripcion="De prueba.", direccion="https://asambleas.gov.co/")
    abierta = abrir(suya, sitio, lambda c: f"https://asambleas.gov.co/{ID}/agenda/{c.lower()}")
    return {a: ESCRITORES[a](abierta) for a in ("agenda.json", *esperados(abierta))}


@pytest.fixture(scope="session")
def publicados(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """Por nombre, los archivos de datos y el PDF de la agenda, como se publican."""
    raiz = tmp_path_factory.mktemp("verificar")
    escribir_proyecto(raiz, **cambios())
    shutil.copytree(RAIZ / "plantillas", raiz / "plantillas")
    preparado = preparar(raiz)
    inventario = replace(inventariar(preparado.proyecto), medios=preparado.medios)
    abiertos = producir_abiertos(raiz, inventario)
    preparar_fuentes(escribir_conf_de_fuentes(raiz))
    suyos = [a for a in inventario.artefactos if a.ruta.endswith("/agenda.pdf")]
    compositor = Compositor(raiz / "plantillas", inventario)
    encargos = encargos_de(
        compositor, replace(inventario, artefactos=tuple(suyos)), adjuntos_de(inventario, abiertos)
    )
    (e,) = encargos
    impreso = Imprenta(raiz).imprimir(
        e.html, e.hojas, e.ruta, e.anexos, archivable=e.archivable, adjuntos=e.adjuntos
    )
    datos = {ruta.rpartition("/")[2]: p.archivo.read_bytes() for ruta, p in abiertos.items()}
    return {**datos, "agenda.pdf": impreso}


@pytest.fixture
def sitio(tmp_path: Path, publicados: Mapping[str, bytes]) -> Path:
    """Una carpeta de sitio con esos archivos."""
    carpeta = tmp_path / DESCARGAS
    carpeta.mkdir(parents=True)
    for nombre, datos in publicados.items():
        (carpeta / nombre).write_bytes(datos)
    return tmp_path


def pasa(que: Path | str, huella: str | None = None) -> bool:
    """Si todo coincide; lo que se rechaza con un mensaje no pasa, y una traza hace fallar la prueba."""
    try:
        return all(v.coincide for v in comprobar(str(que), huella))
    except ErrorAsambleas as error:
        return "\n" in str(error)
