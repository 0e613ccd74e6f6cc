"""La lista de lo publicado con lo que se midió: un renglón por archivo, para programas y para `piezas`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from generador.catalogo.inventario import Artefacto, Inventario, PaqueteConcreto
from generador.catalogo.piezas import Pieza
from generador.composicion.compositor import Compositor
from generador.composicion.piezas.campana import por_texto
from generador.construccion.pedido.abiertos import renglon_de_abierto
from generador.construccion.publicado.lista import con_cabecera
from generador.errores import ErrorInterno
from generador.modelo.aprobado.contenido import huella_de
from generador.modelo.asamblea import Asamblea, Sitio
from generador.modelo.datos.comun.medios import Foto, Logo, Medios
from generador.salida.almacen.deposito import Constancia, Producto
from generador.salida.almacen.paquete import como_texto
from generador.salida.disco import como_json, sha256
from generador.salida.fallas import Fallas


def textos_de_piezas(compositor: Compositor, inventario: Inventario) -> dict[str, bytes]:
    """El .txt de cada pieza, por ruta; Fallidos con los que no digan el crédito."""
    textos, fallas = {}, Fallas(compositor.plantillas.parent)
    for ruta, imagenes in por_texto(inventario.artefactos).items():
        with fallas.de(ruta):
            texto = compositor.texto_de_pieza(imagenes)
            if imagenes[0].asamblea.convenio.credito not in texto:
                raise ErrorInterno(f"{ruta}: el texto de la pieza no dice el crédito del convenio")
            textos[ruta] = como_texto(texto)
    fallas.exigir()
    return textos


def manifiesto(
    compositor: Compositor,
    inventario: Inventario,
    asamblea: Asamblea,
    productos: Mapping[str, Producto],
    textos: Mapping[str, bytes],
    raiz: Path,
) -> bytes:
    """El manifiesto de una asamblea: sus páginas y sus impresos, piezas con sus textos, paquetes y datos."""
    suyos = inventario.de(asamblea)
    archivos = (
        [{**_renglon(a, productos[a.ruta].registro), **_de_pieza(compositor, a, productos)} for a in suyos]
        + [_renglon_de_miniatura(a, productos[a.miniatura].registro) for a in suyos if a.pixeles]
        + [_renglon_de_texto(asamblea, ruta, textos[ruta]) for ruta in por_texto(suyos)]
        + [_renglon_de_paquete(z, productos[z.ruta].registro) for z in inventario.paquetes_de(asamblea)]
        + [renglon_de_abierto(d, productos[d.ruta]) for d in inventario.abiertos_de(asamblea)]
        + list(_renglones_de_medios(asamblea, inventario.medios_de(asamblea), raiz))
    )
    paginas = [{"ruta": p.ruta, "titulo": p.titulo} for p in inventario.paginas if p.asamblea is asamblea]
    entradas = huella_de_entradas(inventario.proyecto.sitio, asamblea)
    return como_json(con_cabecera(asamblea.id, entradas, paginas, archivos))


_NO_SE_PUBLICA = frozenset({"aceptado", "no_son_personas", "filas"})


def huella_de_entradas(sitio: Sitio, asamblea: Asamblea) -> str:
    """SHA-256 de lo que dicen los datos publicables de que depende una asamblea: los suyos y los comunes.

    `asamblea` es la publicable. Ni un nombre sin autorización ni nada de lo que no se publica entra en ella:
    de una huella también se adivina.
    """
    dichos = {"sitio": sitio.model_dump(mode="json"), "asamblea": asamblea.model_dump(mode="json")}
    return huella_de(_publico(dichos))


def _publico(valor: Any) -> Any:
    if isinstance(valor, dict):
        return {c: _publico(v) for c, v in valor.items() if c not in _NO_SE_PUBLICA}
    return [_publico(v) for v in valor] if isinstance(valor, list) else valor


def _renglones_de_medios(asamblea: Asamblea, medios: Medios, raiz: Path) -> Iterator[dict[str, object]]:
    """Los logos y las copias de las fotos: el crédito del convenio va en las páginas que los muestran."""
    dichos: list[tuple[str, str, str, Logo | Foto]] = [
        ("logo", x.publicado, x.archivo, x.logo) for x in medios.logos
    ]
    dichos += [("foto", c.publicado, c.archivo, f.foto) for f in medios.fotos for c in f.copias]
    for clase, ruta, archivo, medio in dichos:
        datos = (raiz / archivo).read_bytes()
        yield {
            "ruta": ruta,
            "clase": clase,
            "titulo": medio.alt,
            "octetos": len(datos),
            "sha256": sha256(datos),
            "autoria": medio.credito,
            "credito": {
                "verificado": True,
                "donde": "en la página que lo muestra",
                "frase": asamblea.convenio.credito,
            },
            **_estado(asamblea),
        }


def _renglon(a: Artefacto, r: Constancia) -> dict[str, object]:
    """Un artefacto: lo que pesa y lo que se midió de su crédito."""
    return {
        "ruta": a.ruta,
        "clase": a.clase,
        "titulo": a.titulo,
        "octetos": r.octetos,
        "paginas": r.paginas,
        "sha256": r.sha256,
        "credito": {"verificado": True, "frase": a.asamblea.convenio.credito, **_medido(r)},
        **_estado(a.asamblea),
        **_conteos(a),
    }


def _conteos(a: Artefacto) -> dict[str, object]:
    """Lo que el informe dice de la asistencia, para comparar con lo próximo que se publique."""
    asistencia = a.asamblea.asistencia if a.declaracion.id == "informe" else None
    if asistencia is None:
        return {}
    return {"asistencia": asistencia.model_dump(mode="json", exclude={"filas"}, exclude_none=True)}


def _medido(r: Constancia) -> dict[str, object]:
    return {
        "altura_x_mm": r.altura_x_mm,
        "altura_x_relativa": r.altura_x_relativa,
        "contraste": r.contraste,
    }


def _estado(asamblea: Asamblea) -> dict[str, object]:
    return {"demostracion": asamblea.demostracion, "borrador": asamblea.estado.value == "borrador"}


def _de_pieza(compositor: Compositor, a: Artefacto, productos: Mapping[str, Producto]) -> dict[str, object]:
    """Lo que solo tienen las piezas; las imágenes, además, lo que se dice de ellas y su miniatura."""
    if not isinstance(a.declaracion, Pieza) or a.formato is None:
        return {}
    f = a.formato
    pieza: dict[str, object] = {
        "pieza": a.declaracion.id,
        "uso": a.declaracion.uso,
        "formato": {"id": f.id, "nombre": f.nombre, "medida": f.medida, "copia_mm": f.pieza_mm},
        "texto": a.texto,
    }
    if a.pixeles is None:
        return pieza
    alternativo, redes = compositor.dicho_de(a)
    return {
        **pieza,
        "pixeles": a.pixeles,
        "alternativo": alternativo,
        "redes": redes,
        "miniatura": {"ruta": a.miniatura, "octetos": productos[a.miniatura].registro.octetos},
    }


def _renglon_de_miniatura(a: Artefacto, r: Constancia) -> dict[str, object]:
    """Lo que la galería muestra de una imagen: tan chica que el crédito se lee en la entera."""
    return {
        "ruta": a.miniatura,
        "clase": "miniatura",
        "titulo": a.titulo,
        "octetos": r.octetos,
        "paginas": 1,
        "sha256": r.sha256,
        "credito": {
            "verificado": True,
            "donde": "en la imagen entera",
            "frase": a.asamblea.convenio.credito,
        },
        "de": a.ruta,
        **_estado(a.asamblea),
    }


def _renglon_de_texto(asamblea: Asamblea, ruta: str, datos: bytes) -> dict[str, object]:
    """El texto que acompaña a una pieza: su crédito va escrito."""
    return {
        "ruta": ruta,
        "clase": "texto",
        "titulo": "Texto para publicar y texto alternativo",
        "octetos": len(datos),
        "sha256": sha256(datos),
        "credito": {
            "verificado": True,
            "donde": "en el texto del archivo",
            "frase": asamblea.convenio.credito,
        },
        **_estado(asamblea),
    }


def _renglon_de_paquete(z: PaqueteConcreto, r: Constancia) -> dict[str, object]:
    """Un .zip: su crédito es el de cada uno de sus miembros."""
    frase = z.asamblea.convenio.credito
    return {
        "ruta": z.ruta,
        "clase": "paquete",
        "titulo": z.titulo,
        "octetos": r.octetos,
        "paginas": r.paginas,
        "sha256": r.sha256,
        "credito": {"verificado": True, "donde": "en cada miembro", "frase": frase, **_medido(r)},
        "miembros": [m.artefacto.ruta for m in z.miembros],
        **_estado(z.asamblea),
    }
