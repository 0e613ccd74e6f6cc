"""Carga, revisa, compone y produce; no escribe en el sitio: entrega lo que hay que publicar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generador.carga.cargar import Carga, cargar
from generador.catalogo.inventario import DESCARGAS, Artefacto, Inventario, inventariar
from generador.composicion.compositor import Compositor, Ficha
from generador.errores import ErrorDeDatos, Hallazgo, ordenados
from generador.modelo.asamblea import Proyecto
from generador.revision import revisar, revisar_sitio
from generador.salida import credito
from generador.salida.emision import Almacen, como_json
from generador.salida.produccion import Encargo, Imagen, Producto, Progreso, producir

ESTILOS = "plantillas/estilos"
HOJAS = {
    "documento": (f"{ESTILOS}/variables.css", f"{ESTILOS}/bloques.css", f"{ESTILOS}/papel.css"),
    "pieza": (f"{ESTILOS}/variables.css", f"{ESTILOS}/pieza.css"),
}
HOJAS_DEL_SITIO = tuple(f"{ESTILOS}/{h}.css" for h in ("variables", "bloques", "sitio"))
"""Se publican juntas en un solo archivo: una petición menos en un teléfono con mala señal."""
RUTA_HOJA_DEL_SITIO = "estilos/asambleas.css"
MANIFIESTO = "manifiesto.json"


@dataclass(frozen=True, slots=True)
class Preparado:
    """Un proyecto sin errores, con sus advertencias, y su inventario de publicables."""

    proyecto: Proyecto
    advertencias: tuple[Hallazgo, ...]


@dataclass(frozen=True, slots=True)
class Publicacion:
    """Lo que se publica: páginas Markdown y textos por ruta, y archivos del almacén por ruta."""

    proyecto: Proyecto
    paginas: Mapping[str, str]
    textos: Mapping[str, bytes]
    archivos: Mapping[str, Path]
    creditos: Mapping[str, str]
    """Por dirección de página, la frase que ha de mostrar."""
    productos: Mapping[str, Producto]
    advertencias: tuple[Hallazgo, ...]


def examinar(raiz: Path) -> tuple[Carga, tuple[Hallazgo, ...]]:
    """Lo leído y todos los hallazgos, de lectura y de revisión, en orden."""
    carga = cargar(raiz)
    hallazgos = list(carga.hallazgos)
    for expediente in carga.expedientes:
        hallazgos.extend(revisar(expediente))
    if carga.proyecto is not None and carga.fuente_sitio is not None:
        hallazgos.extend(revisar_sitio(carga.proyecto.sitio, carga.fuente_sitio))
    return carga, ordenados(hallazgos)


def preparar(raiz: Path) -> Preparado:
    """El proyecto listo para publicar: revisado y sin los nombres que nadie autorizó.

    Lanza ErrorDeDatos con todos los hallazgos si alguno es error.
    """
    carga, hallazgos = examinar(raiz)
    if carga.proyecto is None or any(h.gravedad == "error" for h in hallazgos):
        raise ErrorDeDatos(hallazgos)
    publicas = tuple(a.publicable() for a in carga.proyecto.asambleas)
    return Preparado(carga.proyecto.model_copy(update={"asambleas": publicas}), hallazgos)


def encargos_de(compositor: Compositor, inventario: Inventario) -> list[Encargo]:
    """Un encargo por PDF, con los PNG que salen de él."""
    imagenes: dict[str, list[Imagen]] = {}
    for a in inventario.artefactos:
        if a.origen is not None and a.pixeles is not None:
            imagenes.setdefault(a.origen, []).append(Imagen(a.ruta, *a.pixeles))
    return [
        Encargo(
            ruta=a.ruta,
            html=compositor.impreso(a),
            hojas=HOJAS[a.clase],
            credito=a.asamblea.convenio.credito,
            exigencia=(
                credito.Exigencia.para_pieza() if a.clase == "pieza" else credito.Exigencia.para_documento()
            ),
            imagenes=tuple(imagenes.get(a.ruta, ())),
        )
        for a in inventario.artefactos
        if a.origen is None
    ]


def construir(
    raiz: Path,
    extras: Mapping[str, str] | None = None,
    procesos: int | None = None,
    progreso: Progreso | None = None,
) -> Publicacion:
    """La publicación completa de `raiz`; `extras` son las páginas a mano, por clave y dirección."""
    preparado = preparar(raiz)
    manifiestos = {
        f"{a.id}/manifiesto": f"{a.id}/{DESCARGAS}/{MANIFIESTO}" for a in preparado.proyecto.asambleas
    }
    inventario = inventariar(preparado.proyecto, {**(extras or {}), **manifiestos})
    compositor = Compositor(raiz / "plantillas", inventario)
    productos = producir(raiz, encargos_de(compositor, inventario), procesos, progreso)
    Almacen(raiz).podar()
    fichas = {a.ruta: _ficha(a, productos) for a in inventario.artefactos}
    por_asamblea = {x.id: [fichas[a.ruta] for a in inventario.de(x)] for x in preparado.proyecto.asambleas}
    paginas, creditos = {}, {}
    for pagina in inventario.paginas:
        suyas = por_asamblea[pagina.asamblea.id] if pagina.asamblea else []
        paginas[f"{pagina.ruta}index.md"] = compositor.pagina(pagina, suyas)
        if pagina.asamblea is not None:
            creditos[pagina.ruta] = pagina.asamblea.convenio.credito
    return Publicacion(
        proyecto=preparado.proyecto,
        paginas=paginas,
        textos={
            RUTA_HOJA_DEL_SITIO: b"\n".join((raiz / h).read_bytes() for h in HOJAS_DEL_SITIO),
        }
        | {
            f"{a.id}/{DESCARGAS}/{MANIFIESTO}": como_json(
                [_renglon(x, productos[x.ruta]) for x in inventario.de(a)]
            )
            for a in preparado.proyecto.asambleas
        },
        archivos={ruta: p.archivo for ruta, p in productos.items()},
        creditos=creditos,
        productos=productos,
        advertencias=preparado.advertencias,
    )


def _ficha(artefacto: Artefacto, productos: Mapping[str, Producto]) -> Ficha:
    registro = productos[artefacto.ruta].registro
    return Ficha(artefacto, registro.octetos, registro.paginas)


def _renglon(a: Artefacto, producto: Producto) -> dict[str, object]:
    """Un artefacto en el manifiesto."""
    r = producto.registro
    return {
        "ruta": a.ruta,
        "clase": a.clase,
        "titulo": a.titulo,
        "octetos": r.octetos,
        "paginas": r.paginas,
        "sha256": r.sha256,
        "credito": {
            "verificado": True,
            "frase": a.asamblea.convenio.credito,
            "altura_x_mm": r.altura_x_mm,
            "altura_x_relativa": r.altura_x_relativa,
            "contraste": r.contraste,
        },
        "demostracion": a.asamblea.demostracion,
        "borrador": a.asamblea.estado.value == "borrador",
    }


def nuevos(productos: Sequence[Producto]) -> int:
    """Cuántos se imprimieron en esta construcción."""
    return sum(p.nuevo for p in productos)
