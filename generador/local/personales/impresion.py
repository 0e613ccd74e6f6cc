"""Imprime lo de la lista de personas en `datos/<id>/privado/salida/`: ni almacén, ni sitio, ni manifiesto."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path

from generador.carga.asistencia.tabla import rangos
from generador.carga.cargar import cargar
from generador.catalogo.inventario import Artefacto
from generador.composicion.personales import (
    DE_TODOS,
    PERSONALES,
    ClaseDePersonal,
    artefacto_personal,
    hojas_personales,
)
from generador.composicion.piezas.ajuste import TextoNoCabe
from generador.composicion.piezas.personales import cede_en_escarapela
from generador.composicion.piezas.pieza import montaje_de
from generador.construccion.datos.medios import medios_de
from generador.construccion.pedido.encargos import exigencia_de
from generador.construccion.pedido.hojas import HOJAS
from generador.errores import ErrorDeDatos, ErrorDeUso, Hallazgo, Lugar
from generador.local.captura.asambleas import asambleas
from generador.local.personales.lista import Lista, leer_lista
from generador.modelo.asamblea import Asamblea, Sitio
from generador.modelo.privado import PRIVADO
from generador.modelo.texto import plural
from generador.salida.almacen.produccion import imprenta_de
from generador.salida.credito.guardia import exigir_en_pdf
from generador.salida.disco import escribir

SALIDA = "salida"
"""Dentro de la carpeta privada."""
VARIANTES = ("color", "una-tinta")
_NO_SE_GUARDA = b"# Lleva nombres: git no lo guarda.\n*\n"


def imprimir_personales(
    raiz: Path,
    id_: str,
    cuales: Collection[ClaseDePersonal],
    variantes: Collection[str],
    decir: Callable[[str], None],
) -> tuple[Path, ...]:
    """Los PDF escritos, con los nombres de la lista de esa asamblea.

    ErrorDeUso si no hay asamblea o lista, o si la carpeta privada lleva a otra parte; ErrorDeDatos con lo que
    no sirve de la lista o no cabe, por su fila.
    """
    (leida,) = asambleas(raiz, id_)
    asamblea, sitio = leida.publicable(), cargar(raiz).sitio
    if sitio is None:
        raise ErrorDeUso("datos/sitio.yml no se puede leer: corríjalo con ./asamblea validar")
    carpeta = _carpeta(raiz, id_)
    lista = leer_lista(raiz, id_, {m.numero: m.eje for m in asamblea.mesas.mesas})
    for dicho in lista.dichos:
        decir(dicho)
    escribir(carpeta / ".gitignore", _NO_SE_GUARDA)
    escritos = []
    for personal in (p for p in PERSONALES if p.id in cuales):
        for variante in variantes:
            artefacto = artefacto_personal(
                personal, asamblea, "color" if variante == "color" else "una-tinta"
            )
            pdf, hojas, recortadas = _impreso(raiz, sitio, artefacto, lista)
            ruta = carpeta / SALIDA / artefacto.ruta
            escribir(ruta, pdf)
            decir(f"escrito {ruta.relative_to(raiz).as_posix()} ({plural(hojas, 'hoja', 'hojas')})")
            if personal.id == "escarapelas" and (cede := _que_cede(raiz, artefacto)):
                decir(f"    sin {' ni '.join(cede)}: el crédito es largo, y no se encoge ni se acorta")
            if recortadas:
                decir(f"    sin su organización, que no les cabe: filas {rangos(recortadas)}")
            escritos.append(ruta)
    return tuple(escritos)


def _que_cede(raiz: Path, artefacto: Artefacto) -> tuple[str, ...]:
    medios = medios_de(raiz, artefacto.asamblea)
    return cede_en_escarapela(montaje_de(artefacto, raiz / "plantillas", medios, ""))


def _carpeta(raiz: Path, id_: str) -> Path:
    """La carpeta privada; ErrorDeUso si es un enlace: lo impreso quedaría en otra parte."""
    carpeta = raiz / "datos" / id_ / PRIVADO
    for una in (carpeta, carpeta / SALIDA):
        if una.is_symlink():
            raise ErrorDeUso(
                f"{una.relative_to(raiz).as_posix()} es un enlace a otra carpeta, y lo que lleva nombres se "
                "queda en la suya: bórrelo y haga una carpeta de verdad"
            )
    return carpeta


def _impreso(raiz: Path, sitio: Sitio, artefacto: Artefacto, lista: Lista) -> tuple[bytes, int, list[int]]:
    """El PDF, con su crédito comprobado; cuántas hojas tiene, y las filas que salieron sin organización."""
    asamblea: Asamblea = artefacto.asamblea
    personas = [p if p.papel else replace(p, papel=DE_TODOS) for p in lista.personas]
    try:
        html, puestos = hojas_personales(
            raiz / "plantillas", sitio, artefacto, medios_de(raiz, asamblea), personas
        )
    except TextoNoCabe as error:
        raise _que_no_cabe(lista, artefacto, error) from None
    pdf = imprenta_de(raiz).imprimir(html, HOJAS["pieza"], artefacto.ruta)
    medidas = exigir_en_pdf(pdf, asamblea.convenio.credito, exigencia_de(artefacto), artefacto.ruta)
    return pdf, len(medidas), [lista.filas[p] for p in puestos]


def _que_no_cabe(lista: Lista, artefacto: Artefacto, error: TextoNoCabe) -> ErrorDeDatos:
    """Lo que no cupo, con la fila de quien lo lleva; si no es de la lista, con su archivo de datos."""
    columna = {"nombre": "nombre", "organizacion": "organizacion", "papel": "papel"}.get(error.campo)
    de_alguien = columna is not None and error.donde.isdigit()
    lugar = Lugar(lista.archivo, lista.filas[int(error.donde)]) if de_alguien else Lugar(lista.archivo)
    que = f"«{columna}»" if de_alguien else f"«{error.campo}», de los datos de la asamblea,"
    mensaje = f"{que} tiene {error.largo} caracteres y no cabe en {artefacto.titulo.lower()}"
    return ErrorDeDatos(
        [Hallazgo(lugar, mensaje, f"quítele al menos {plural(error.sobran, 'carácter', 'caracteres')}")]
    )
