"""Carga, revisa, compone y produce; no escribe en el sitio: entrega lo que hay que publicar."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from generador.catalogo.documentos import Documento
from generador.catalogo.inventario import Artefacto, Inventario, PaginaConcreta, inventariar
from generador.catalogo.rutas import DESCARGAS, MANIFIESTO, RUTA_HOJA_DEL_SITIO
from generador.composicion.compositor import Compositor
from generador.composicion.muro import web
from generador.composicion.paginas import proyeccion
from generador.composicion.paginas.descargas import SIN_DESCARGAS, descargas_de
from generador.construccion import puerta
from generador.construccion.cabida.paginado import revisar_paginado, revisar_paginado_por_venir
from generador.construccion.cabida.revision import Cabida, revisar_cabida, revisar_por_venir
from generador.construccion.datos.examen import Examen
from generador.construccion.datos.formatos import exigir_perfil
from generador.construccion.datos.medios import podar as podar_medios
from generador.construccion.entrega import Preparado as Preparado
from generador.construccion.entrega import Publicacion as Publicacion
from generador.construccion.entrega import preparar as preparar
from generador.construccion.pedido.abiertos import adjuntos_de, producir_abiertos
from generador.construccion.pedido.adelanto import anotar, anteriores
from generador.construccion.pedido.encargos import encargos_de
from generador.construccion.pedido.hojas import ESTILOS
from generador.construccion.pedido.sellado import Sellado
from generador.construccion.publicado.manifiesto import manifiesto, textos_de_piezas
from generador.errores import ErrorDeUso, Hallazgo, ordenados
from generador.modelo.expediente import Expediente
from generador.modelo.personal.reserva import SIN_RESERVA, Reserva
from generador.salida.almacen.deposito import Almacen, Producto
from generador.salida.almacen.paquete import Pedido, empaquetar
from generador.salida.almacen.produccion import Encargo, Progreso, producir
from generador.salida.almacen.recuerdo import Recuerdo
from generador.salida.fallas import Fallas

HOJAS_DEL_SITIO = tuple(f"{ESTILOS}/{h}.css" for h in ("variables", "bloques", "letras", "sitio"))
"""Se publican juntas en un solo archivo: una petición menos en un teléfono con mala señal."""
HOJA_DE_MEDIOS = f"{ESTILOS}/medios.css"
HOJAS_DE_PAGINA = {
    web.RUTA_HOJA: (f"{ESTILOS}/rompecabezas.css",),
    proyeccion.RUTA_HOJA: tuple(f"{ESTILOS}/{h}.css" for h in ("variables", "letras", "proyeccion")),
}
"""Hojas de estilo que solo pide una página, por su ruta publicada: lo que va en cada una."""


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


def imprimir(raiz: Path, extras: Mapping[str, str], ruta: str) -> Path | None:
    """Dónde quedó el impreso que va en `ruta`, hecho con los datos de ahora; None si ahí no va ninguno.

    Pasa por sus puertas y queda en el almacén; no toca lo publicado. ErrorDeDatos si hay algo que corregir.
    """
    if not ruta.endswith((".pdf", ".png")):
        return None
    tanda = _empezar(raiz, preparar(raiz), extras, None, True, "")
    pedido = next((a for a in tanda.inventario.artefactos if a.ruta == ruta), None)
    if pedido is None:
        return None
    abiertos = _abiertos(tanda)
    _anteriores(tanda, abiertos)
    pdf = pedido.origen or pedido.ruta
    suyos = tuple(a for a in tanda.inventario.artefactos if pdf in (a.ruta, a.origen))
    sellos = Sellado(tanda.compositor, tanda.inventario).impresos((pdf,))
    encargos = encargos_de(
        tanda.compositor,
        replace(tanda.inventario, artefactos=suyos),
        adjuntos_de(tanda.inventario, abiertos),
        tanda.preparado.reservas,
        sellos,
    )
    with puerta.con_origen(tanda.preparado.expedientes):
        return producir(raiz, encargos, 1, None)[ruta].archivo


@dataclass(frozen=True, slots=True)
class _Tanda:
    """Una construcción en curso: lo que se va a publicar, con qué se compone y qué no cupo."""

    raiz: Path
    preparado: Preparado
    inventario: Inventario
    compositor: Compositor
    cabida: Cabida
    pedidas: tuple[PaginaConcreta, ...]
    """Las páginas que se componen."""
    suelta: bool
    """Si es una sola, para verla: no salen ni textos ni manifiestos."""


def construir(
    raiz: Path,
    extras: Mapping[str, str] | None = None,
    procesos: int | None = None,
    progreso: Progreso | None = None,
    *,
    adelanto: bool = False,
    solo: str | None = None,
    preparado: Preparado | None = None,
    recuerdo: Recuerdo | None = None,
    sellos: Mapping[str, tuple[str, ...]] | None = None,
) -> Publicacion:
    """La publicación completa de `raiz`; `extras` son las páginas a mano, por clave y dirección.

    Con `adelanto`, las páginas son las de ahora y los impresos los de la última vez: para verla, no para
    publicarla. `preparado` es el de `raiz`, si ya se hizo; en `recuerdo` queda, y de ahí sale, lo compuesto
    que no mira los resultados.

    Con `solo`, nada más la página de esa dirección y los sellos que ha de mostrar; ErrorDeUso si no existe.
    `sellos` son los de cada página, si ya se saben.
    """
    # Primero qué se publica: lo que no cabe sale del inventario antes de que algo lo enlace.
    tanda = _empezar(raiz, preparado or preparar(raiz), extras or {}, recuerdo, adelanto, solo)
    # Los datos abiertos antes que los impresos, que los llevan adjuntos y listan sus huellas.
    abiertos = _abiertos(tanda)
    # Saber qué pide sello cuesta componerlo todo otra vez: de lo que no se publica, nadie lo pregunta.
    sin_sellado = sellos is not None or (adelanto and solo is None)
    sellado = None if sin_sellado else Sellado(tanda.compositor, tanda.inventario, recuerdo)
    impresos = (
        _anteriores(tanda, abiertos)
        if sellado is None or adelanto
        else _impresos(tanda, abiertos, sellado.impresos(), procesos, progreso)
    )
    tanda.compositor.recordar()
    if sellado is not None:
        sellado.recordar()
    # Las páginas de últimas: dicen cuánto pesa cada archivo.
    publicacion = _publicacion(tanda, impresos, abiertos, sellado)
    return publicacion if sellos is None else replace(publicacion, sellos=sellos)


def _empezar(
    raiz: Path,
    preparado: Preparado,
    extras: Mapping[str, str],
    recuerdo: Recuerdo | None,
    adelanto: bool,
    solo: str | None,
) -> _Tanda:
    manifiestos = {
        f"{a.id}/manifiesto": f"{a.id}/{DESCARGAS}/{MANIFIESTO}" for a in preparado.proyecto.asambleas
    }
    inventario = inventariar(preparado.proyecto, {**extras, **manifiestos})
    inventario = replace(inventario, medios=preparado.medios)
    exigir_perfil(raiz, inventario)
    pedidas = tuple(p for p in inventario.paginas if solo in (None, p.ruta))
    if not pedidas:
        raise ErrorDeUso(f"no se publica ninguna página en «{solo}»")
    compositor = Compositor(raiz / "plantillas", inventario, recuerdo)
    cabida = (
        Cabida((), frozenset())
        if adelanto
        else _que_no_cabe(raiz, compositor, inventario, preparado.expedientes)
    )
    if cabida.sobran:
        inventario = cabida.aligerado(inventario)
        compositor = Compositor(raiz / "plantillas", inventario, recuerdo)
    return _Tanda(raiz, preparado, inventario, compositor, cabida, pedidas, solo is not None)


def _abiertos(tanda: _Tanda) -> dict[str, Producto]:
    """Los datos abiertos, por su ruta; para una página sola, los de la última vez."""
    if tanda.suelta:
        return anteriores(tanda.raiz, (d.ruta for d in tanda.inventario.abiertos))
    return producir_abiertos(tanda.raiz, tanda.inventario)


def _anteriores(tanda: _Tanda, abiertos: Mapping[str, Producto]) -> dict[str, Producto]:
    """Los impresos y los .zip de la última vez, por su ruta."""
    inventario = tanda.inventario
    rutas = [a.ruta for a in inventario.artefactos]
    rutas += [a.miniatura for a in inventario.artefactos if a.origen is not None and a.miniatura]
    impresos = anteriores(tanda.raiz, (*rutas, *(z.ruta for z in inventario.paquetes)))
    ultimos = {a.ruta for a in _por_turnos(inventario)[1].artefactos}
    huellas = _huellas(impresos, abiertos)
    tanda.compositor.anotar({ruta: h for ruta, h in huellas.items() if ruta not in ultimos})
    return impresos


def _impresos(
    tanda: _Tanda,
    abiertos: Mapping[str, Producto],
    sellos: Mapping[str, tuple[str, ...]],
    procesos: int | None,
    progreso: Progreso | None,
) -> dict[str, Producto]:
    """Los PDF, las imágenes y los .zip, por su ruta."""
    raiz, compositor, preparado = tanda.raiz, tanda.compositor, tanda.preparado
    adjuntos = adjuntos_de(tanda.inventario, abiertos)

    def encargos(de: Inventario) -> Iterator[Encargo]:
        return encargos_de(compositor, de, adjuntos, preparado.reservas, sellos)

    with puerta.con_origen(preparado.expedientes):
        primeros, ultimos = _por_turnos(tanda.inventario)
        productos = dict(producir(raiz, encargos(primeros), procesos, progreso))
        paquetes = empaquetados(raiz, compositor, tanda.inventario, productos, preparado.reservas)
        compositor.anotar(_huellas(productos, paquetes, abiertos))
        productos |= producir(raiz, encargos(ultimos), procesos, progreso)
    Almacen(raiz).podar()
    podar_medios(raiz, preparado.medios.values())
    anotar(raiz, {**productos, **paquetes, **abiertos})
    return {**productos, **paquetes}


def _huellas(*grupos: Mapping[str, Producto]) -> dict[str, str]:
    return {ruta: p.registro.sha256 for grupo in grupos for ruta, p in grupo.items()}


def _publicacion(
    tanda: _Tanda, impresos: Mapping[str, Producto], abiertos: Mapping[str, Producto], sellado: Sellado | None
) -> Publicacion:
    raiz, preparado, inventario = tanda.raiz, tanda.preparado, tanda.inventario
    asambleas = preparado.proyecto.asambleas
    productos = {**impresos, **abiertos}
    registros = {ruta: p.registro for ruta, p in productos.items()}
    descargas = {a.id: descargas_de(inventario, a, registros) for a in asambleas}
    fallas, paginas, manifiestos = Fallas(raiz), dict[str, str](), dict[str, bytes]()
    for p in tanda.pedidas:
        with fallas.de(p.ruta):
            suyas = descargas[p.asamblea.id] if p.asamblea else SIN_DESCARGAS
            paginas[f"{p.ruta}index.md"] = tanda.compositor.pagina(p, suyas)
    fallas.exigir()
    textos = {} if tanda.suelta else textos_de_piezas(tanda.compositor, inventario)
    for a in asambleas if not tanda.suelta else ():
        with fallas.de(ruta := f"{a.id}/{DESCARGAS}/{MANIFIESTO}"):
            manifiestos[ruta] = manifiesto(tanda.compositor, inventario, a, productos, textos, raiz)
    fallas.exigir()
    return Publicacion(
        proyecto=preparado.proyecto,
        paginas=paginas,
        textos={
            RUTA_HOJA_DEL_SITIO: _juntas(raiz, _hojas_del_sitio(preparado)),
            **{ruta: _juntas(raiz, hojas) for ruta, hojas in HOJAS_DE_PAGINA.items()},
            **textos,
            **manifiestos,
        },
        archivos=preparado.archivos(raiz, productos),
        creditos={p.ruta: p.asamblea.convenio.credito for p in tanda.pedidas if p.asamblea},
        sellos=sellado.paginas(paginas, registros) if sellado else {},
        productos=productos,
        preparado=preparado,
        ya_pasaron={ruta: p.registro.sha256 for ruta, p in impresos.items()},
        sin_publicar=tanda.cabida.avisos,
        tarjeta=tanda.compositor.tarjeta_del_sitio(),
        recientes=tuple(tanda.compositor.recientes()),
        codigos={a.ruta: a.pagina for a in inventario.artefactos if a.ruta in productos},
    )


def _juntas(raiz: Path, hojas: Sequence[str]) -> bytes:
    return b"\n".join((raiz / h).read_bytes() for h in hojas)


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


def empaquetados(
    raiz: Path,
    compositor: Compositor,
    inventario: Inventario,
    productos: Mapping[str, Producto],
    reservas: Mapping[str, Reserva] = MappingProxyType({}),
) -> dict[str, Producto]:
    """Los .zip, por ruta; sus miembros ya están producidos. Fallidos con los que no se pudieron armar."""
    paginas = {ruta: p.registro.paginas for ruta, p in productos.items()}
    fallas, armados = Fallas(raiz), dict[str, Producto]()
    for z in inventario.paquetes:
        with fallas.de(z.ruta):
            pedido = Pedido(
                z.ruta,
                compositor.textos_de_paquete(z, paginas),
                tuple((m.nombre, productos[m.artefacto.ruta]) for m in z.miembros),
                reservas.get(z.asamblea.id, SIN_RESERVA),
            )
            armados[z.ruta] = empaquetar(raiz, pedido)
    fallas.exigir()
    return armados
