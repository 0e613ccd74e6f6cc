"""Carga, revisa, compone y produce; no escribe en el sitio: entrega lo que hay que publicar."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from generador.catalogo.documentos import Documento
from generador.catalogo.formatos import ORILLA, ORLA, SANGRADO
from generador.catalogo.inventario import Artefacto, Inventario, inventariar
from generador.catalogo.rutas import DESCARGAS, MANIFIESTO
from generador.composicion.compositor import Compositor, Ficha, FichaDeAbierto, FichaDePaquete
from generador.composicion.comun.paleta import TINTAS
from generador.composicion.muro import web
from generador.construccion import puerta
from generador.construccion.abiertos import adjuntos_de, producir_abiertos
from generador.construccion.adelanto import anotar, anteriores
from generador.construccion.cabida import Cabida, revisar_cabida, revisar_por_venir
from generador.construccion.entrega import Preparado as Preparado
from generador.construccion.entrega import Publicacion as Publicacion
from generador.construccion.entrega import preparar as preparar
from generador.construccion.examen import Examen
from generador.construccion.formatos import exigir_perfil
from generador.construccion.hojas import ESTILOS, partes_de
from generador.construccion.manifiesto import manifiesto, textos_de_piezas
from generador.construccion.medios import podar as podar_medios
from generador.construccion.paginado import revisar_paginado, revisar_paginado_por_venir
from generador.construccion.sellado import Sellado
from generador.errores import ErrorDeUso, Hallazgo, ordenados
from generador.modelo.expediente import Expediente
from generador.modelo.personal.reserva import SIN_RESERVA, Reserva
from generador.salida.almacen.deposito import Almacen, Producto
from generador.salida.almacen.paquete import Pedido, empaquetar
from generador.salida.almacen.produccion import Encargo, Imagen, Progreso, producir
from generador.salida.credito import guardia
from generador.salida.imprenta.pdf import Adjunto
from generador.salida.imprenta.taller import Prensa

HOJAS_DEL_SITIO = tuple(f"{ESTILOS}/{h}.css" for h in ("variables", "bloques", "sitio"))
"""Se publican juntas en un solo archivo: una petición menos en un teléfono con mala señal."""
RUTA_HOJA_DEL_SITIO = "estilos/asambleas.css"
HOJA_DE_MEDIOS = f"{ESTILOS}/medios.css"
HOJAS_DE_PAGINA = {web.RUTA_HOJA: f"{ESTILOS}/rompecabezas.css"}
"""Las que solo pide una página, por su ruta publicada."""


def examinar_piezas(raiz: Path, examen: Examen | None = None) -> tuple[Hallazgo, ...]:
    """Lo que no cabe en alguna pieza, de hoy o de los estados que faltan, con los demás datos ya en regla.

    `examen` es el de `raiz`, si ya se hizo.
    """
    if not (raiz / "plantillas").is_dir():
        return ()
    preparado = preparar(raiz, examen)
    manos = {p.stem: f"{p.stem}/" for p in (raiz / "contenido").glob("*.md")}
    inventario = replace(inventariar(preparado.proyecto, manos), medios=preparado.medios)
    exigir_perfil(raiz, inventario)
    plantillas, expedientes = raiz / "plantillas", preparado.expedientes
    hoy = _que_no_cabe(raiz, Compositor(plantillas, inventario), inventario, expedientes).hallazgos
    despues = revisar_por_venir(plantillas, inventario, expedientes, hoy)
    hojas = revisar_paginado_por_venir(raiz, inventario, expedientes, hoy)
    return ordenados((*hoy, *despues, *hojas))


def _que_no_cabe(
    raiz: Path, compositor: Compositor, inventario: Inventario, expedientes: Sequence[Expediente]
) -> Cabida:
    """Lo de hoy: ni en su pieza, ni en sus páginas."""
    return revisar_cabida(compositor, inventario, expedientes).con(
        revisar_paginado(raiz, compositor, inventario, expedientes)
    )


def encargos_de(
    compositor: Compositor,
    inventario: Inventario,
    adjuntos: Mapping[str, Mapping[str, Adjunto]] = MappingProxyType({}),
    reservas: Mapping[str, Reserva] = MappingProxyType({}),
    sellos: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
) -> Iterator[Encargo]:
    """Un encargo por PDF, con los PNG que salen de él, sus adjuntos y lo que ninguno puede decir.

    Cada uno se compone cuando se pide.
    """
    imagenes: dict[str, list[Imagen]] = {}
    for a in inventario.artefactos:
        if a.origen is not None and a.pixeles is not None:
            imagenes.setdefault(a.origen, []).append(Imagen(a.ruta, *a.pixeles, a.miniatura, a.miniatura_px))
    for a in inventario.artefactos:
        if a.origen is not None:
            continue
        primera, *anexos = partes_de(compositor, a)
        yield Encargo(
            ruta=a.ruta,
            html=primera.html,
            hojas=primera.hojas,
            credito=a.asamblea.convenio.credito,
            exigencia=exigencia_de(a),
            imagenes=tuple(imagenes.get(a.ruta, ())),
            anexos=tuple(anexos),
            preferencias=_preferencias(a),
            paginas=a.declaracion.paginas if isinstance(a.declaracion, Documento) else None,
            archivable=isinstance(a.declaracion, Documento) and a.declaracion.archivable,
            adjuntos=_adjuntos(a, adjuntos.get(a.asamblea.id, {})),
            reserva=reservas.get(a.asamblea.id, SIN_RESERVA),
            sellos=sellos.get(a.ruta, ()),
            grupo=_grupo(a),
            prensa=Prensa(ORLA, SANGRADO, tuple(TINTAS.items())) if a.variante == "imprenta" else None,
        )


def exigencia_de(a: Artefacto) -> guardia.Exigencia:
    """Lo que su crédito ha de cumplir; lo que se imprime en una oficina, además, lejos del borde."""
    en_papel = a.formato is None or a.formato.hasta_el_papel is not None
    orilla = ORILLA if en_papel and a.variante != "imprenta" else 0.0
    return replace(_de_su_tamano(a), orilla_mm=orilla)


def _de_su_tamano(a: Artefacto) -> guardia.Exigencia:
    if a.formato is None:
        return guardia.Exigencia.para_documento()
    if a.formato.pliego is None or a.variante == "imprenta":
        # De una hoja de taller la puerta mira lo que queda después del corte.
        return guardia.Exigencia.para_pieza()
    return guardia.Exigencia.para_pliego(
        min(a.formato.pieza_mm), min(a.ancho_mm, a.alto_mm), a.formato.copias
    )


def _preferencias(a: Artefacto) -> tuple[tuple[str, str], ...]:
    """Lo que el PDF le pide al visor al imprimir."""
    d = a.declaracion
    if not isinstance(d, Documento):
        return ()
    pedidas = (
        (d.tamano_real, ("PrintScaling", "None")),
        (d.dos_caras, ("Duplex", "DuplexFlipShortEdge")),
    )
    return tuple(par for vale, par in pedidas if vale)


def _adjuntos(a: Artefacto, hay: Mapping[str, Adjunto]) -> tuple[Adjunto, ...]:
    """Los que su declaración pide, de los que la asamblea ya publica."""
    pide = a.declaracion.adjuntos if isinstance(a.declaracion, Documento) else ()
    return tuple(hay[nombre] for nombre in pide if nombre in hay)


def _grupo(a: Artefacto) -> str:
    """Lo de una misma mesa comparte partes: su guía va en cada kit, y las fichas en dos."""
    grupo = a.asunto.modelos.get("grupo")
    return f"{a.asamblea.id}/{grupo.numero}" if grupo is not None else ""


def construir(
    raiz: Path,
    extras: Mapping[str, str] | None = None,
    procesos: int | None = None,
    progreso: Progreso | None = None,
    *,
    adelanto: bool = False,
    preparado: Preparado | None = None,
    solo: str | None = None,
) -> Publicacion:
    """La publicación completa de `raiz`; `extras` son las páginas a mano, por clave y dirección.

    Con `adelanto`, las páginas son las de ahora y los impresos los de la última vez: para verla, no para
    publicarla. `preparado` es el de `raiz`, si ya se hizo.

    Con `solo`, nada más la página de esa dirección y los sellos que ha de mostrar; ErrorDeUso si no existe.
    """
    preparado = preparado or preparar(raiz)
    manifiestos = {
        f"{a.id}/manifiesto": f"{a.id}/{DESCARGAS}/{MANIFIESTO}" for a in preparado.proyecto.asambleas
    }
    inventario = inventariar(preparado.proyecto, {**(extras or {}), **manifiestos})
    inventario = replace(inventario, medios=preparado.medios)
    exigir_perfil(raiz, inventario)
    pedidas = tuple(p for p in inventario.paginas if solo in (None, p.ruta))
    if not pedidas:
        raise ErrorDeUso(f"no se publica ninguna página en «{solo}»")
    compositor = Compositor(raiz / "plantillas", inventario)
    cabida = (
        Cabida((), frozenset())
        if adelanto
        else _que_no_cabe(raiz, compositor, inventario, preparado.expedientes)
    )
    if cabida.sobran:
        inventario = cabida.aligerado(inventario)
        compositor = Compositor(raiz / "plantillas", inventario)
    # Saber qué pide sello cuesta componerlo todo otra vez: de lo que no se publica, nadie lo pregunta.
    sellado = None if adelanto and solo is None else Sellado(compositor, inventario)
    if solo is None:
        abiertos = producir_abiertos(raiz, inventario)
    else:
        abiertos = anteriores(raiz, (d.ruta for d in inventario.abiertos))
    if sellado is None or adelanto:
        rutas = [a.ruta for a in inventario.artefactos]
        rutas += [a.miniatura for a in inventario.artefactos if a.origen is not None and a.miniatura]
        productos = anteriores(raiz, rutas)
        paquetes = anteriores(raiz, (z.ruta for z in inventario.paquetes))
        listadas = {**productos, **paquetes, **abiertos}
        ultimos = {a.ruta for a in _por_turnos(inventario)[1].artefactos}
        compositor.anotar({ruta: p.registro.sha256 for ruta, p in listadas.items() if ruta not in ultimos})
    else:
        sellos = sellado.impresos()
        productos, paquetes = _impresos(
            raiz, inventario, compositor, preparado, abiertos, sellos, procesos, progreso
        )
    fichas = {a.ruta: _ficha(a, productos) for a in inventario.artefactos}
    por_asamblea = {x.id: [fichas[a.ruta] for a in inventario.de(x)] for x in preparado.proyecto.asambleas}
    zips = {
        x.id: [FichaDePaquete(z, paquetes[z.ruta].registro.octetos) for z in inventario.paquetes_de(x)]
        for x in preparado.proyecto.asambleas
    }
    datos = {
        x.id: [FichaDeAbierto(d, abiertos[d.ruta].registro.octetos) for d in inventario.abiertos_de(x)]
        for x in preparado.proyecto.asambleas
    }
    paginas, creditos = {}, {}
    for pagina in pedidas:
        suyas = por_asamblea[pagina.asamblea.id] if pagina.asamblea else []
        suyos = zips[pagina.asamblea.id] if pagina.asamblea else []
        paginas[f"{pagina.ruta}index.md"] = compositor.pagina(
            pagina, suyas, suyos, datos[pagina.asamblea.id] if pagina.asamblea else []
        )
        if pagina.asamblea is not None:
            creditos[pagina.ruta] = pagina.asamblea.convenio.credito
    pesos = ({ruta: p.registro.octetos for ruta, p in suyos.items()} for suyos in (paquetes, abiertos))
    sellos_de_pagina: Mapping[str, tuple[str, ...]] = {}
    if sellado is not None:
        sellos_de_pagina = sellado.paginas(paginas, fichas, *pesos)
    todos = {**productos, **paquetes, **abiertos}
    textos = textos_de_piezas(compositor, inventario) if solo is None else {}
    return Publicacion(
        proyecto=preparado.proyecto,
        paginas=paginas,
        textos={
            RUTA_HOJA_DEL_SITIO: b"\n".join((raiz / h).read_bytes() for h in _hojas_del_sitio(preparado)),
            **{ruta: (raiz / hoja).read_bytes() for ruta, hoja in HOJAS_DE_PAGINA.items()},
        }
        | textos
        | {
            f"{a.id}/{DESCARGAS}/{MANIFIESTO}": manifiesto(compositor, inventario, a, todos, textos, raiz)
            for a in preparado.proyecto.asambleas
            if solo is None
        },
        archivos=preparado.archivos(raiz, todos),
        creditos=creditos,
        sellos=sellos_de_pagina,
        productos=todos,
        preparado=preparado,
        ya_pasaron={ruta: p.registro.sha256 for ruta, p in {**productos, **paquetes}.items()},
        sin_publicar=cabida.avisos,
        tarjeta=compositor.tarjeta_del_sitio(),
    )


def _impresos(
    raiz: Path,
    inventario: Inventario,
    compositor: Compositor,
    preparado: Preparado,
    abiertos: Mapping[str, Producto],
    sellos: Mapping[str, tuple[str, ...]],
    procesos: int | None,
    progreso: Progreso | None,
) -> tuple[dict[str, Producto], dict[str, Producto]]:
    """Los PDF y las imágenes, y los .zip, por su ruta."""
    with puerta.con_origen(preparado.expedientes):
        primeros, ultimos = _por_turnos(inventario)
        adjuntos = adjuntos_de(inventario, abiertos)
        encargos = encargos_de(compositor, primeros, adjuntos, preparado.reservas, sellos)
        productos = dict(producir(raiz, encargos, procesos, progreso))
        paquetes = empaquetados(raiz, compositor, inventario, productos, preparado.reservas)
        compositor.anotar(
            {ruta: p.registro.sha256 for ruta, p in {**productos, **paquetes, **abiertos}.items()}
        )
        encargos = encargos_de(compositor, ultimos, adjuntos, preparado.reservas, sellos)
        productos |= producir(raiz, encargos, procesos, progreso)
    Almacen(raiz).podar()
    podar_medios(raiz, preparado.medios.values())
    anotar(raiz, {**productos, **paquetes, **abiertos})
    return productos, paquetes


def _hojas_del_sitio(preparado: Preparado) -> tuple[str, ...]:
    """Las comunes y, si alguna asamblea tiene logos o fotos, la suya."""
    con_medios = any(m.publicados for m in preparado.medios.values())
    return HOJAS_DEL_SITIO + ((HOJA_DE_MEDIOS,) if con_medios else ())


def _por_turnos(inventario: Inventario) -> tuple[Inventario, Inventario]:
    """Lo que se imprime primero, y lo que lista las huellas de lo demás."""
    turnos: tuple[list[Artefacto], list[Artefacto]] = ([], [])
    for a in inventario.artefactos:
        turnos[isinstance(a.declaracion, Documento) and a.declaracion.lista_huellas].append(a)
    primeros, ultimos = (replace(inventario, artefactos=tuple(t)) for t in turnos)
    return primeros, ultimos


def _ficha(artefacto: Artefacto, productos: Mapping[str, Producto]) -> Ficha:
    registro = productos[artefacto.ruta].registro
    return Ficha(artefacto, registro.octetos, registro.paginas)


def empaquetados(
    raiz: Path,
    compositor: Compositor,
    inventario: Inventario,
    productos: Mapping[str, Producto],
    reservas: Mapping[str, Reserva] = MappingProxyType({}),
) -> dict[str, Producto]:
    """Los .zip, por ruta; sus miembros ya están producidos."""
    paginas = {ruta: p.registro.paginas for ruta, p in productos.items()}
    return {
        z.ruta: empaquetar(
            raiz,
            Pedido(
                z.ruta,
                compositor.textos_de_paquete(z, paginas),
                tuple((m.nombre, productos[m.artefacto.ruta]) for m in z.miembros),
                reservas.get(z.asamblea.id, SIN_RESERVA),
            ),
        )
        for z in inventario.paquetes
    }
