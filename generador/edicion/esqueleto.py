"""Crea lo nuevo sin pisar nada (una asamblea, un convenio) y quita el convenio que sobra."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from generador.carga.cargar import releer
from generador.carga.carpetas import COMUNES
from generador.carga.lectura.lector import leer_bytes, leer_crudo
from generador.carga.pedido import de_orden
from generador.edicion.anteriores import borrar_guardando
from generador.edicion.en_yaml import convenio_en_yaml, esqueleto
from generador.edicion.metodologia import ARCHIVO, metodologia_entera
from generador.errores import ErrorDeDatos, ErrorDePedido, ErrorDeUso, Objecion, legible
from generador.modelo.datos.convenio import Convenio
from generador.modelo.texto import enumerar, slug
from generador.modelo.tipos import FORMA_DE_PREFIJO, Fecha, Modelo, Titulo
from generador.revision import revisar_convenio
from generador.salida.disco import escribir

_RESERVADOS = r"con|prn|aux|nul|com\d|lpt\d"
"""Los nombres que Windows no deja poner a una carpeta ni a un archivo."""

_OTRO = "uno nuevo se agrega en ./asamblea abrir, o copiando otro en datos/convenios"

_CODIGO = re.compile(rf"^codigo:\s*[\"']?({FORMA_DE_PREFIJO.strip('^$')})\b", re.MULTILINE)


class _Pedido(Modelo):
    """Lo que se escribe en la orden y va a los datos tal cual."""

    titular: Titulo
    territorio: Titulo
    fecha: tuple[Fecha, ...]


def crear(
    raiz: Path,
    id_: str,
    titular: str,
    territorio: str,
    fechas: Sequence[str],
    convenio: str | None,
    alcance: int | None,
    mesas: int,
    *,
    metodologia: bool = False,
) -> list[str]:
    """Escribe `datos/<id>/`, entera o nada, y devuelve las rutas; ErrorDePedido si algo no sirve o ya existe.

    Con `metodologia`, también una copia de la común, para cambiarla; ErrorDeDatos si no se puede leer.
    """
    pedido, elegido = _exigir(raiz, id_, titular, territorio, fechas, convenio)
    carpeta, dias = raiz / "datos" / id_, sorted(pedido.fecha)
    archivos = esqueleto(
        *(raiz / "plantillas", id_, pedido.titular, pedido.territorio, dias, elegido, alcance, mesas),
        _codigos(raiz),
    )
    datos = {nombre: texto.encode() for nombre, texto in archivos.items()}
    if metodologia:
        datos[ARCHIVO] = metodologia_entera(raiz, id_)
    try:
        _escribir_junto(carpeta, datos)
    except OSError as error:
        # La de paso no le dice nada a nadie, y ya se borró.
        error.filename = str(carpeta)
        raise
    return [f"datos/{id_}/{nombre}" for nombre in datos]


def crear_convenio(
    raiz: Path, numero: str, anio: str, titulo: str, entidades: Sequence[str], informe_para: str
) -> str:
    """Escribe `datos/convenios/<número>-<año>.yml` y devuelve su ruta desde `datos/`.

    Cada entidad, en el orden del crédito y con su artículo delante, si lo lleva. ErrorDeUso si ya hay uno de
    ese número y ese año; ErrorDeDatos, con cada hallazgo en su campo, si algo no sirve. `anio` va en cifras.
    """
    nombre = f"convenios/{numero}-{anio}.yml"
    destino = raiz / "datos" / nombre
    texto = convenio_en_yaml(raiz / "plantillas", numero, anio, titulo, entidades, informe_para)
    convenio, fuente = releer(texto.encode(), f"datos/{nombre}", Convenio)
    if errores := [h for h in revisar_convenio(convenio, fuente) if h.gravedad == "error"]:
        raise ErrorDeDatos(errores)
    if ya := next((otro for otro in _convenios(raiz) if _es_el_mismo(otro, convenio)), None):
        raise ErrorDeUso(f"ya está el {ya.nombre}: escójalo al empezar la asamblea")
    if destino.exists() or destino.is_symlink():
        raise ErrorDeUso(f"datos/{nombre} ya existe y no se puede leer: corríjalo o bórrelo")
    escribir(destino, texto.encode())
    return nombre


def quitar_convenio(raiz: Path, nombre: str, huella: str) -> None:
    """Borra `datos/convenios/<nombre>.yml`, y de él queda copia con las versiones anteriores.

    ErrorDeUso si lo cita una asamblea, o si ya no es el de esa huella.
    """
    ruta = raiz / "datos" / "convenios" / f"{nombre}.yml"
    eventos = sorted((raiz / "datos").glob("*/evento.yml"))
    citan = [evento.parent.name for evento in eventos if _cita(evento, nombre)]
    if citan:
        raise ErrorDeUso(f"no se quita, porque lo usa {enumerar(citan)}: escoja antes otro convenio ahí")
    borrar_guardando(raiz, ruta, huella)


def _cita(evento: Path, convenio: str) -> bool:
    """Si ese evento es de ese convenio; de uno que no se puede leer, si lo nombra."""
    crudo = evento.read_bytes()
    try:
        datos = leer_bytes(crudo, evento.name).datos
    except ErrorDeDatos:
        return convenio.encode() in crudo
    return isinstance(datos, dict) and str(datos.get("convenio")) == convenio


def _convenios(raiz: Path) -> Iterator[Convenio]:
    """Los que ya hay y se pueden leer."""
    for ruta in sorted((raiz / "datos" / "convenios").glob("*.yml")):
        try:
            yield releer(leer_crudo(ruta, ruta.name), ruta.name, Convenio)[0]
        except (ErrorDeDatos, ErrorDeUso):
            continue


def _es_el_mismo(uno: Convenio, otro: Convenio) -> bool:
    return (int(uno.numero), uno.anio) == (int(otro.numero), otro.anio)


def es_reservado(nombre: str) -> bool:
    """Si Windows no deja llamar así, con cualquier extensión, a una carpeta o a un archivo."""
    return re.fullmatch(_RESERVADOS, nombre.lower()) is not None


def objeciones_al_pedido(
    raiz: Path, id_: str, titular: str, territorio: str, fechas: Sequence[str], convenio: str | None
) -> tuple[Objecion, ...]:
    """Todo lo que no deja crear esa asamblea; vacío si nada. No escribe."""
    try:
        _exigir(raiz, id_, titular, territorio, fechas, convenio)
    except ErrorDePedido as error:
        return error.objeciones
    return ()


def _exigir(
    raiz: Path, id_: str, titular: str, territorio: str, fechas: Sequence[str], convenio: str | None
) -> tuple[_Pedido, str]:
    """Lo pedido y el convenio; ErrorDePedido con todo lo que no sirve, y no con lo primero."""
    objeciones, pedido = list(_de_la_carpeta(raiz, id_)), None
    try:
        pedido = de_orden(_Pedido, {"titular": titular, "territorio": territorio, "fecha": tuple(fechas)})
    except ErrorDePedido as error:
        objeciones += dict.fromkeys(error.objeciones)
    if len({f.strip() for f in fechas}) < len(fechas):
        dicho = "una fecha está dos veces; dos jornadas del mismo día se escriben en evento.yml"
        objeciones.append(Objecion("fecha", dicho))
    disponibles = sorted(p.stem for p in (raiz / "datos" / "convenios").glob("*.yml"))
    elegido = convenio or (disponibles[0] if len(disponibles) == 1 else "")
    hay = f"los que hay: {', '.join(disponibles) or 'ninguno'}"
    if not elegido:
        objeciones.append(Objecion("convenio", f"diga cuál convenio con --convenio; {hay}"))
    elif elegido not in disponibles:
        objeciones.append(Objecion("convenio", f"no existe datos/convenios/{elegido}.yml; {hay}; {_OTRO}"))
    else:
        objeciones += _del_convenio(raiz, f"datos/convenios/{elegido}.yml")
    if objeciones or pedido is None:
        raise ErrorDePedido(objeciones)
    return pedido, elegido


def _del_convenio(raiz: Path, nombre: str) -> Iterator[Objecion]:
    """Que se lea: de él sale el crédito, y sin él no se publica nada de la asamblea."""
    try:
        releer((raiz / nombre).read_bytes(), nombre, Convenio)
    except ErrorDeDatos as error:
        h = error.hallazgos[0]
        yield Objecion(
            "convenio",
            f"{nombre} tiene errores y hay que corregirlo antes; en la línea {h.lugar.linea}, {h.mensaje}",
        )


def _de_la_carpeta(raiz: Path, id_: str) -> Iterator[Objecion]:
    """Por qué ese nombre no sirve en cualquier computador o ya es de otra cosa, con uno que sí."""
    en_la_orden = ""
    if id_ in COMUNES:
        dicho = f"datos/{id_} es una carpeta común, no de una asamblea: use, por ejemplo, {id_}-2024"
    elif es_reservado(id_):
        dicho = f"«{id_}» no sirve de carpeta: Windows se reserva ese nombre; use, por ejemplo, {id_}-2024"
    elif not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id_) or len(id_) > 60:
        cual = slug(id_.rstrip("/").rpartition("/")[2])[:60].strip("-")
        dicho = (
            f"«{legible(id_)}» no sirve de carpeta: use minúsculas sin tildes, cifras y guiones, hasta 60; "
            f"por ejemplo, {cual if not es_reservado(cual) else f'{cual}-2024'}"
        )
    elif (raiz / "datos" / id_).exists():
        dicho = f"datos/{id_} ya existe: escoja otro nombre"
        en_la_orden = "para seguir con esa, ábrala en ./asamblea abrir"
    else:
        return
    yield Objecion("carpeta", dicho, en_la_orden=en_la_orden)


def _codigos(raiz: Path) -> frozenset[str]:
    """Los de las demás asambleas, también de las que no se leen enteras."""
    textos = (p.read_text("utf-8", "replace") for p in (raiz / "datos").glob("*/evento.yml"))
    return frozenset(h[1] for t in textos if (h := _CODIGO.search(t)))


def _escribir_junto(carpeta: Path, archivos: dict[str, bytes]) -> None:
    """Los arma al lado y les da su nombre al final: o está la carpeta entera, o no está."""
    with tempfile.TemporaryDirectory(dir=carpeta.parent, prefix=".nueva-") as ajena:
        temporal = Path(ajena) / carpeta.name
        temporal.mkdir()
        for nombre, datos in archivos.items():
            escribir(temporal / nombre, datos)
        temporal.rename(carpeta)
