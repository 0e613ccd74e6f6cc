"""La publicación entera, recordada: con las mismas entradas no se compone ni se mide nada otra vez."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from generador.construccion import entrega
from generador.construccion.datos.examen import Examen, examinar
from generador.construccion.entrega import Preparado, Publicacion, preparar
from generador.construccion.vistas import Vistas
from generador.errores import ErrorDeMaquina, Fallidos, Hallazgo, Lugar, de_maquina
from generador.salida.almacen.claves import huella_de_codigo
from generador.salida.almacen.deposito import Almacen, Producto
from generador.salida.almacen.recuerdo import Recuerdo, clave_de_todo, instante, podar
from generador.salida.disco import huella_de_arbol, sha256

_COMPOSICION = "generador.composicion.compositor"
"""De su código depende lo que la composición recuerda por su cuenta."""


def publicar(
    raiz: Path,
    extras: Mapping[str, str] | None = None,
    procesos: int | None = None,
    progreso: Callable[[int, int, str], None] | None = None,
    *,
    adelanto: bool = False,
    apartadas: Collection[str] = (),
) -> Publicacion:
    """La publicación de `raiz`: la última, si nada de lo que la decide cambió y sus archivos siguen enteros.

    Los datos se leen y se revisan siempre. Argumentos y errores, los de `preparacion.construir`; los Fallidos
    dicen además qué asambleas apartar, y con ellas en `apartadas` se publican las demás.
    """
    # Antes de leer: lo que cambie mientras tanto no queda con esta clave.
    clave = clave_de_todo(raiz, __name__)
    recuerdo, nombre = Recuerdo(raiz, clave), f"publicacion/{sorted((extras or {}).items())}"
    sabida = recuerdo.dato(nombre)
    preparado = preparar(raiz, aparte=True, apartadas=apartadas)
    vistas = Vistas(raiz, entrega.__name__)
    if preparado.detenidas:
        # De la copia que se publica por ellas no sabe la clave.
        sabida = None
    hecha = _revivida(raiz, preparado, sabida) if sabida is not None else None
    if hecha is None:
        # Lo de componer e imprimir tarda en cargar, y con todo hecho nadie lo pide.
        from generador.composicion.comun import memoria
        from generador.construccion.preparacion import construir
        from generador.salida.almacen.procesos import calentar

        if not adelanto:
            # Algo cambió: casi seguro hay qué imprimir, y ese servidor tarda en estar listo.
            calentar(raiz)
        try:
            with memoria.en(recuerdo_de_composicion(raiz)):
                hecha = construir(
                    raiz,
                    extras,
                    procesos,
                    progreso,
                    adelanto=adelanto,
                    preparado=preparado,
                    recuerdo=None if adelanto else recuerdo_de_impresos(raiz),
                )
        except Fallidos as error:
            raise preparado.senalado(error) from None
        if not adelanto and not preparado.detenidas and clave_de_todo(raiz, __name__) == clave:
            recuerdo.anotar(nombre, _como_dato(raiz, hecha))
            podar(raiz)
    return replace(hecha, vistas=vistas)


def examinar_entero(raiz: Path, id_: str | None) -> Examen:
    """Todos los hallazgos de esa asamblea, o de todas: los de los datos y, de las que estén en regla, lo que
    no cabe.

    No lanza por errores de los datos; ErrorDeUso si no hay carpeta con ese nombre. Si la máquina no deja
    medir, vienen los de los datos y `negado` dice por qué.
    """
    clave = clave_de_todo(raiz, __name__)
    examen = examinar(raiz).solo(id_)
    sanas = examen.sin(examen.detenidas)
    if sanas.con_errores:
        # Componer las piezas pide lo pesado: quien tiene un error en los datos no lo espera.
        return examen
    recuerdo, nombre = Recuerdo(raiz, clave), f"no-cabe/{id_ or ''}"
    sabidos = recuerdo.dato(nombre)
    if sabidos is None:
        from generador.composicion.comun import memoria
        from generador.construccion.preparacion import examinar_piezas

        try:
            with memoria.en(recuerdo_de_composicion(raiz)):
                sabidos = como_datos(examinar_piezas(raiz, sanas))
        except (OSError, ErrorDeMaquina) as error:
            negado = error if isinstance(error, ErrorDeMaquina) else de_maquina(error)
            if negado is None:
                raise
            return replace(examen, negado=negado)
        if clave_de_todo(raiz, __name__) == clave:
            recuerdo.anotar(nombre, sabidos)
    return examen.con(de_datos(sabidos))


def recuerdo_de_composicion(raiz: Path) -> Recuerdo:
    """Donde la composición recuerda lo que no sale de los datos."""
    return Recuerdo(raiz, huella_de_codigo(_COMPOSICION))


def recuerdo_de_impresos(raiz: Path) -> Recuerdo:
    """Donde se recuerdan los impresos ya compuestos: vale para ese código, esas plantillas y ese instante."""
    plantillas = huella_de_arbol(raiz / "plantillas")
    return Recuerdo(raiz, sha256(f"{huella_de_codigo(_COMPOSICION)}/{plantillas}/{instante()}".encode()))


def _como_dato(raiz: Path, p: Publicacion) -> dict[str, Any]:
    return {
        "paginas": dict(p.paginas),
        "textos": {ruta: datos.decode("utf-8") for ruta, datos in p.textos.items()},
        "creditos": dict(p.creditos),
        "sellos": {ruta: list(rotulos) for ruta, rotulos in p.sellos.items()},
        "productos": {ruta: x.archivo.relative_to(raiz).as_posix() for ruta, x in p.productos.items()},
        "privados": sorted(p.ya_pasaron),
        "sin_publicar": como_datos(p.sin_publicar),
        "tarjeta": p.tarjeta,
        "recientes": list(p.recientes),
        "codigos": dict(p.codigos),
    }


def _revivida(raiz: Path, preparado: Preparado, sabida: Mapping[str, Any]) -> Publicacion | None:
    """None si algún archivo ya no está en el almacén, entero y firmado."""
    almacen = Almacen(raiz)
    productos = {}
    for ruta, archivo in sabida["productos"].items():
        donde = raiz / archivo
        registro = almacen.buscar(donde.stem, donde.suffix)
        if registro is None:
            return None
        productos[ruta] = Producto(ruta, donde, registro, nuevo=False)
    return Publicacion(
        proyecto=preparado.proyecto,
        paginas=sabida["paginas"],
        textos={ruta: texto.encode() for ruta, texto in sabida["textos"].items()},
        archivos=preparado.archivos(raiz, productos),
        creditos=sabida["creditos"],
        sellos={ruta: tuple(rotulos) for ruta, rotulos in sabida["sellos"].items()},
        productos=productos,
        preparado=preparado,
        ya_pasaron={ruta: productos[ruta].registro.sha256 for ruta in sabida["privados"]},
        sin_publicar=de_datos(sabida["sin_publicar"]),
        tarjeta=sabida["tarjeta"],
        recientes=tuple(sabida["recientes"]),
        codigos=sabida["codigos"],
    )


def como_datos(hallazgos: Iterable[Hallazgo]) -> list[dict[str, Any]]:
    """Unos hallazgos como JSON."""
    return [asdict(h) for h in hallazgos]


def de_datos(datos: Iterable[Mapping[str, Any]]) -> tuple[Hallazgo, ...]:
    """Lo que `como_datos` escribió."""
    return tuple(Hallazgo(**{**d, "lugar": Lugar(**d["lugar"])}) for d in datos)
