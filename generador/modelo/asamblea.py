"""La asamblea entera: lo que dicen sus archivos y lo que de ellos se calcula."""

from __future__ import annotations

from datetime import time
from functools import cached_property

from generador.modelo.agenda import Agenda, Compromiso
from generador.modelo.aporte import AporteCodificado, Resultado
from generador.modelo.convenio import Convenio
from generador.modelo.evento import Estado, Evento
from generador.modelo.mesas import Grupo, Mesa, Mesas, Submesa, conformar
from generador.modelo.metodologia import Metodologia, Paso
from generador.modelo.tipos import Enlace, Identificador, Linea, Modelo, Parrafo, Titulo, hora_de, minutos


class Sitio(Modelo):
    """El contenido de sitio.yml: lo común a todas las asambleas publicadas."""

    nombre: Titulo
    descripcion: Parrafo
    direccion: Enlace
    """Dirección pública, con «/» al final: va en los QR y en las citas."""
    contacto: Enlace | None = None
    """Dato de contacto declarado para publicar."""
    lema: Linea | None = None


class PasoProgramado(Modelo):
    """Un paso con su hora de reloj, en minutos desde la medianoche."""

    paso: Paso
    desde: int
    hasta: int

    @property
    def minutos(self) -> int:
        """Duración."""
        return self.hasta - self.desde

    @property
    def inicio(self) -> time:
        """Hora de reloj en que empieza."""
        return hora_de(self.desde)

    @property
    def fin(self) -> time:
        """Hora de reloj en que termina."""
        return hora_de(self.hasta)


def programar_pasos(pasos: tuple[Paso, ...], inicio: int, duracion: int) -> tuple[PasoProgramado, ...]:
    """Pone hora a cada paso: los que no declaran minutos se reparten lo que sobra, parejo.

    Si lo declarado ya no cabe, los pasos sin minutos duran cero y el último se pasa del momento:
    `revision` lo advierte.
    """
    fijos = sum(p.minutos or 0 for p in pasos)
    libres = [p.id for p in pasos if p.minutos is None]
    sobra = max(0, duracion - fijos)
    base, resto = divmod(sobra, len(libres)) if libres else (0, 0)
    cada = {id_: base + (i < resto) for i, id_ in enumerate(libres)}
    programados, desde = [], inicio
    for paso in pasos:
        hasta = desde + (paso.minutos if paso.minutos is not None else cada[paso.id])
        programados.append(PasoProgramado(paso=paso, desde=desde, hasta=hasta))
        desde = hasta
    return tuple(programados)


class Asamblea(Modelo):
    """Un encuentro con todo lo suyo. `id` es el nombre de su carpeta y de su dirección web."""

    id: Identificador
    convenio: Convenio
    metodologia: Metodologia
    evento: Evento
    mesas: Mesas
    resultados: tuple[Resultado, ...] = ()
    agenda: Agenda | None = None

    @property
    def estado(self) -> Estado:
        """En qué punto del ciclo de vida está."""
        return self.evento.estado

    @cached_property
    def grupos(self) -> tuple[Grupo, ...]:
        """Las mesas con su gente y sus sub-mesas."""
        por_submesa = self.mesas.personas_por_submesa or self.metodologia.personas_por_submesa
        return conformar(self.mesas.mesas, self.evento.alcance, por_submesa)

    @cached_property
    def submesas(self) -> tuple[Submesa, ...]:
        """Todas, por mesa y número."""
        return tuple(s for g in self.grupos for s in g.submesas)

    @cached_property
    def pasos(self) -> tuple[PasoProgramado, ...]:
        """Los pasos de la mesa con hora de reloj; vacío si el programa no tiene mesas."""
        momento = self.evento.momento_de("mesas")
        if momento is None:
            return ()
        return programar_pasos(self.metodologia.pasos, minutos(momento.inicio), momento.duracion)

    @cached_property
    def aportes(self) -> tuple[AporteCodificado, ...]:
        """Todos los aportes con su código, por mesa y sub-mesa."""
        puesto = {s.codigo: i for i, s in enumerate(self.submesas)}
        mesa_de = {s.codigo: s.mesa for s in self.submesas}
        ordenados = sorted(
            (r for r in self.resultados if r.submesa in puesto), key=lambda r: puesto[r.submesa]
        )
        return tuple(
            AporteCodificado(
                codigo=f"{r.submesa}-N{i}",
                mesa=mesa_de[r.submesa],
                submesa=r.submesa,
                demostracion=r.demostracion,
                aporte=aporte,
            )
            for r in ordenados
            for i, aporte in enumerate(r.aportes, start=1)
        )

    @cached_property
    def compromisos(self) -> tuple[Compromiso, ...]:
        """Los consolidados; si no los hay, uno por aporte completo, numerado en orden de sub-mesa."""
        if self.agenda is not None and self.agenda.compromisos:
            return self.agenda.compromisos
        completos = [a for a in self.aportes if a.aporte.completo]
        return tuple(
            Compromiso(
                codigo=f"{self.evento.codigo}-{i:03d}",
                mesa=a.mesa,
                titulo=_en_corto(a.aporte.solucion or a.aporte.necesidad),
                texto=a.aporte.solucion or a.aporte.necesidad,
                como="\n\n".join(x.como for x in a.aporte.plan if x.como) or None,
                responsables=tuple(dict.fromkeys(x.quien for x in a.aporte.plan if x.quien)),
                cuando="; ".join(dict.fromkeys(x.cuando for x in a.aporte.plan if x.cuando)) or None,
                aportes=(a.codigo,),
            )
            for i, a in enumerate(completos, start=1)
        )

    @property
    def demostracion(self) -> bool:
        """Si algo de lo que publica es inventado para mostrar el sistema."""
        return (
            self.evento.demostracion
            or any(r.demostracion for r in self.resultados)
            or bool(self.agenda and self.agenda.demostracion)
        )

    @property
    def hay_agenda(self) -> bool:
        """Si el estado ya permite mostrar compromisos."""
        return self.estado in (Estado.BORRADOR, Estado.APROBADA) and bool(self.compromisos)

    def mesa(self, numero: int) -> Mesa:
        """La mesa de ese número; KeyError si no existe."""
        for mesa in self.mesas.mesas:
            if mesa.numero == numero:
                return mesa
        raise KeyError(numero)

    def compromisos_de(self, numero: int) -> tuple[Compromiso, ...]:
        """Los compromisos de una mesa."""
        return tuple(c for c in self.compromisos if c.mesa == numero)

    def publicable(self) -> Asamblea:
        """La misma asamblea sin los nombres que nadie autorizó: lo único que llega a una salida."""
        resultados = tuple(
            r.model_copy(
                update={
                    "representante": r.representante and r.representante.publicable(),
                    "voceria": r.voceria and r.voceria.publicable(),
                }
            )
            for r in self.resultados
        )
        return self.model_copy(update={"resultados": resultados})


def _en_corto(texto: str, tope: int = 110) -> str:
    """La primera frase, o las palabras que quepan en `tope` caracteres con puntos suspensivos."""
    frase = texto.split("\n")[0].split(". ")[0].rstrip(".")
    if len(frase) <= tope:
        return frase
    return frase[: tope - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"


class Proyecto(Modelo):
    """Todo lo que se publica: el sitio y sus asambleas, de la más reciente a la más antigua."""

    sitio: Sitio
    asambleas: tuple[Asamblea, ...]
