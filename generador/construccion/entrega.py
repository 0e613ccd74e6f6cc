"""Lo que se publica y con qué datos: lo que el motor recibe, sin nada de lo que se usa para componerlo."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generador.carga.cargar import proyecto_de
from generador.construccion import puerta
from generador.construccion.datos.detenidas import respaldos
from generador.construccion.datos.examen import Examen, examinar
from generador.construccion.datos.medios import medios_de
from generador.construccion.datos.respaldo import copia_de
from generador.construccion.llegadas import exigir_llegadas
from generador.construccion.vistas import Vistas
from generador.errores import ErrorDeDatos, ErrorDeSalida, Fallidos, Hallazgo, ordenados
from generador.modelo.asamblea import Proyecto
from generador.modelo.datos.comun.medios import Medios
from generador.modelo.expediente import Expediente
from generador.modelo.personal.reserva import Reserva, reservas
from generador.salida.almacen.deposito import Producto
from generador.salida.credito import guardia, sello
from generador.salida.fallas import Fallas


@dataclass(frozen=True, slots=True)
class Preparado:
    """Un proyecto sin errores, con sus advertencias, y su inventario de publicables."""

    proyecto: Proyecto
    advertencias: tuple[Hallazgo, ...]
    expedientes: tuple[Expediente, ...] = ()
    """Los originales, con lo que no se publica: solo para la puerta de privacidad."""
    reservas: Mapping[str, Reserva] = field(default_factory=dict)
    """Por asamblea, lo que sus salidas no dicen; con la clave vacía, lo de las comunes."""
    medios: Mapping[str, Medios] = field(default_factory=dict)
    """Por asamblea, sus logos y sus fotos ya limpios."""
    detenidas: Mapping[str, tuple[Hallazgo, ...]] = field(default_factory=dict)
    """Por asamblea que hoy no se puede publicar, los errores de sus datos; ninguno, si es que no salió."""
    respaldadas: tuple[str, ...] = ()
    """Las detenidas que van con su última versión buena; las demás no van."""

    def senalado(self, error: Fallidos) -> Fallidos:
        """El mismo error, con las asambleas que hay que apartar para publicar las demás, y lo nuevo de esas.

        Sin ninguna si algo es de las páginas comunes, si no queda otra, o si lo que no sale ya es la última
        versión buena de una: sin ella no se publica lo demás, porque desaparecería del sitio.
        """
        ids = {a.id for a in self.proyecto.asambleas}
        culpables = {ruta.partition("/")[0] for ruta in error.fallos}
        tampoco = {
            f"datos/{id_}": ErrorDeSalida(
                f"datos/{id_}: tampoco sale su última versión buena\n    ayuda: corrija lo que se dice de "
                "sus archivos; sin ella no se publica nada, para no borrarla del sitio"
            )
            for id_ in sorted(culpables & set(self.detenidas))
        }
        basta = culpables <= ids and not tampoco and bool(ids - culpables - set(self.detenidas))
        quedan = [ruta for ruta in error.nuevos if ruta.partition("/")[0] not in culpables]
        return Fallidos({**error.fallos, **tampoco}, quedan, sorted(culpables) if basta else ())

    def archivos(self, raiz: Path, productos: Mapping[str, Producto]) -> dict[str, Path]:
        """Por ruta publicada, dónde está cada archivo: los producidos, los logos y las fotos."""
        return {ruta: p.archivo for ruta, p in productos.items()} | {
            ruta: raiz / a for m in self.medios.values() for ruta, a in m.publicados.items()
        }


@dataclass(frozen=True, slots=True)
class Publicacion:
    """Lo que se publica: páginas Markdown y textos por ruta, y archivos del almacén por ruta."""

    proyecto: Proyecto
    paginas: Mapping[str, str]
    textos: Mapping[str, bytes]
    archivos: Mapping[str, Path]
    creditos: Mapping[str, str]
    """Por dirección de página, la frase que ha de mostrar."""
    sellos: Mapping[str, tuple[str, ...]]
    """Por dirección de página, los que ha de mostrar por usar los resultados."""
    productos: Mapping[str, Producto]
    preparado: Preparado
    ya_pasaron: Mapping[str, str]
    """Los archivos que cruzaron la puerta de privacidad al producirse, con la huella de lo que cruzó."""
    sin_publicar: tuple[Hallazgo, ...] = ()
    """Lo que no cupo en alguna pieza: esa pieza no salió."""
    tarjeta: Mapping[str, object] | None = None
    """La imagen que se ve al compartir una página que no es de ninguna asamblea."""
    recientes: Sequence[Mapping[str, str]] = ()
    """Las asambleas que ofrece la página que no existe, de la más reciente: ruta, nombre y dónde fue."""
    codigos: Mapping[str, str] = field(default_factory=dict)
    """Por impreso, la ruta de la página a la que lleva su código QR."""
    vistas: Vistas | None = None
    """Las páginas que ya mostraron lo suyo; sin ellas, todas se leen."""

    @property
    def advertencias(self) -> tuple[Hallazgo, ...]:
        """Advertencias de los datos, y lo que por no caber no se publicó."""
        return ordenados((*self.preparado.advertencias, *self.sin_publicar))

    @property
    def nuevos(self) -> int:
        """Cuántos archivos se produjeron en esta construcción."""
        return sum(p.nuevo for p in self.productos.values())

    def exigir_en_pagina(self, html: str, direccion: str) -> None:
        """CreditoAusente o SelloAusente si la página de esa dirección no los muestra."""
        frase, sellos = self.creditos.get(direccion), self.sellos.get(direccion, ())
        if self.vistas is not None and self.vistas.vista(direccion, frase, sellos, html):
            return
        if frase is not None:
            guardia.exigir_en_html(html, frase, direccion)
        # Una página común habla de varias asambleas: de cada una lo dice con sus palabras.
        sello.exigir_en_html(html, sellos, direccion or "portada", tal_cual=frase is not None)
        if self.vistas is not None:
            self.vistas.anotar(direccion, frase, sellos, html)

    def exigir_en_sitio(self, raiz: Path, carpeta: Path) -> int:
        """Pasa por las puertas el sitio armado en `carpeta`; cuántos archivos leyó la de privacidad.

        La de privacidad, y la de los enlaces: que todos lleven a algo que se publica.
        """
        preparado = self.preparado
        if self.vistas is not None:
            self.vistas.guardar()
        recien = [ruta for ruta in self.ya_pasaron if self.productos[ruta].nuevo]
        listas, expedientes = preparado.reservas, preparado.expedientes
        fallas = Fallas(raiz)
        with fallas.reunidas():
            exigir_llegadas(raiz, carpeta, self.proyecto.sitio.direccion, self.codigos, self.ya_pasaron)
        with fallas.reunidas():
            leidos = puerta.exigir_en_sitio(raiz, carpeta, listas, expedientes, self.ya_pasaron, recien)
        fallas.exigir()
        return leidos


def preparar(
    raiz: Path, examen: Examen | None = None, *, aparte: bool = False, apartadas: Collection[str] = ()
) -> Preparado:
    """El proyecto listo para publicar: revisado y sin los nombres que nadie autorizó.

    `examen` es el de `raiz`, si ya se hizo. Lanza ErrorDeDatos con todos los hallazgos si alguno es error;
    con `aparte`, la asamblea que falle por lo suyo no detiene a las demás: va con su última versión buena,
    como las `apartadas`, que leídas y todo no salieron.
    """
    examen = examen or examinar(raiz)
    carga, con_errores = examen.carga, examen.detenidas if aparte else {}
    sitio = carga.sitio
    if sitio is None or (examen.con_errores and not con_errores):
        raise ErrorDeDatos(examen.hallazgos)
    detenidas = {i: con_errores.get(i, ()) for i in carga.carpetas if i in con_errores or i in apartadas}
    sanas = [e for e in carga.expedientes if e.asamblea.id not in detenidas]
    de_antes = respaldos(raiz, carga.comun, detenidas, sanas) if detenidas else {}
    expedientes = (*sanas, *de_antes.values())
    proyecto = proyecto_de(sitio, expedientes)
    publicas = tuple(a.publicable() for a in proyecto.asambleas)
    return Preparado(
        proyecto.model_copy(update={"asambleas": publicas}),
        tuple(h for h in examen.hallazgos if h.gravedad != "error"),
        expedientes,
        reservas(expedientes, sitio),
        {a.id: medios_de(raiz, a, copia_de(raiz, a.id) if a.id in de_antes else None) for a in publicas},
        detenidas,
        tuple(de_antes),
    )
