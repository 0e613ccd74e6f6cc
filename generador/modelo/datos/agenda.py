"""La agenda de compromisos, el acta de su aprobación y su fe de erratas."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from generador.modelo.campos import nombres
from generador.modelo.datos.aprobada import AsambleaAprobada
from generador.modelo.datos.comun.plazo import SIN_FECHA, Plazo, ordenados
from generador.modelo.fuente import Ruta
from generador.modelo.tipos import (
    FORMA_DE_HUELLA,
    FORMA_DE_SAL,
    CaminoDeCampo,
    CodigoAporte,
    CodigoCompromiso,
    CodigoSubmesa,
    Entero,
    Fecha,
    Hora,
    Linea,
    Modelo,
    Parrafo,
    SiNo,
    Texto,
    Titulo,
)

Huella = Annotated[Linea, StringConstraints(pattern=FORMA_DE_HUELLA)]
"""SHA-256 en hexadecimal."""


def _huella_de_parte(valor: str) -> str:
    if not re.fullmatch(r"([A-Z0-9-]+ )?[0-9a-f]{16}", valor):
        raise PydanticCustomError("huella_de_parte", "", {"valor": valor})
    return valor


HuellaDeParte = Annotated[Linea, AfterValidator(_huella_de_parte)]
"""Código y primeras 16 cifras de la huella de esa sola parte: «TAM24-014 0f3c…»."""


class Compromiso(Modelo):
    """Un renglón de la agenda; nace de uno o varios aportes y los cita."""

    codigo: CodigoCompromiso = Field(title="Código")
    """El código del compromiso, que no cambia nunca aunque cambie el orden: «XYZ23-014»."""
    mesa: Annotated[Entero, Field(ge=1, le=999)] = Field(title="Mesa")
    """Número de la mesa de trabajo."""
    titulo: Titulo = Field(title="Título")
    """El compromiso en pocas palabras; da nombre a su página."""
    texto: Texto = Field(title="Compromiso")
    """Qué se compromete a hacer."""
    como: Texto | None = Field(None, title="¿Cómo?")
    """De qué manera."""
    responsables: tuple[Parrafo, ...] = Field((), title="¿Quién?")
    """Las organizaciones y entidades que responden, una por renglón."""
    cuando: Parrafo | None = Field(None, title="¿Cuándo?")
    """El plazo, con las palabras con que se acordó."""
    plazos: tuple[Plazo, ...] = Field((), title="Plazos")
    """El mismo plazo, en fechas que se ordenan: una por hito. Sin ellas, el compromiso queda sin fecha."""
    aportes: Annotated[tuple[CodigoAporte, ...], Field(min_length=1)] = Field(title="Aportes que recoge")
    """Los aportes de donde nace."""

    @property
    def codigo_en_ruta(self) -> str:
        """El código como va en la dirección web."""
        return self.codigo.lower()

    @property
    def hitos(self) -> tuple[Plazo, ...]:
        """Los plazos por fecha; si no hay ninguno, uno solo «sin fecha»."""
        return ordenados(self.plazos) or (Plazo(fecha=SIN_FECHA),)

    @property
    def dice_sus_fechas(self) -> bool:
        """Si «cuándo» ya dice en palabras, y nada más, las fechas de sus plazos."""
        dichas = {d.strip().rstrip(".").casefold() for d in (self.cuando or "").split(";")}
        return dichas == {p.nombre for p in self.plazos} and not any(p.que for p in self.plazos)


class NoRecogido(Modelo):
    """Un aporte que la agenda deja por fuera, con su razón."""

    aporte: CodigoAporte = Field(title="Aporte")
    """El código del aporte que queda por fuera."""
    razon: Parrafo = Field(title="Razón por la que quedó por fuera")
    """Por qué no es un compromiso."""


class Votacion(Modelo):
    """Conteo de la plenaria, si lo hubo."""

    a_favor: Annotated[Entero, Field(ge=0)] = Field(title="A favor")
    """Votos a favor."""
    en_contra: Annotated[Entero, Field(ge=0)] = Field(title="En contra")
    """Votos en contra."""
    abstenciones: Annotated[Entero, Field(ge=0)] = Field(title="Abstenciones")
    """Votos en blanco o de quienes no quisieron votar."""


class Acta(Modelo):
    """Lo que se anota del acto de la plenaria."""

    fecha: Fecha = Field(title="Fecha")
    """El día en que se aprobó."""
    hora: Hora = Field(title="Hora")
    """La hora en que se aprobó."""
    lugar: Titulo | None = Field(None, title="Lugar")
    """Dónde se aprobó."""
    modera: Linea = Field(title="Quién modera")
    """Papel o entidad que moderó la plenaria."""
    decision: Parrafo = Field(title="Decisión")
    """Qué decidió la plenaria, y cómo."""
    votacion: Votacion | None = Field(None, title="Votación")
    """El conteo de los votos, si lo hubo."""
    enmiendas: tuple[Parrafo, ...] = Field((), title="Enmiendas")
    """Qué cambió la plenaria antes de aprobar."""


class Partes(Modelo):
    """Una huella corta por cada cosa aprobada: con ellas se dice exactamente cuál cambió."""

    agenda: HuellaDeParte | None = Field(None, title="Huella de los rótulos")
    """La huella corta del título y la presentación, desde la segunda forma."""
    asamblea: HuellaDeParte | None = Field(None, title="Huella de la asamblea")
    """La huella corta de lo que el acta copia de la asamblea, desde la tercera forma."""
    acta: HuellaDeParte = Field(title="Huella del acta")
    """La huella corta del acta."""
    compromisos: tuple[HuellaDeParte, ...] = Field((), title="Huellas de los compromisos")
    """Una huella corta por compromiso, en el orden aprobado."""
    aportes: tuple[HuellaDeParte, ...] = Field((), title="Huellas de los aportes")
    """Una huella corta por aporte."""
    no_recogidos: tuple[HuellaDeParte, ...] = Field((), title="Huellas de los no recogidos")
    """Una huella corta por aporte dejado por fuera, con su razón."""


FormatoDeContenido = Literal["asambleas/agenda/1", "asambleas/agenda/2", "asambleas/agenda/3"]
"""Qué entra en lo que se aprueba: la 2 suma el título, la presentación y la sal; la 3, de qué asamblea es."""


class SubmesasDeMesa(Modelo):
    """En cuántas sub-mesas se dividió una mesa."""

    mesa: Annotated[Entero, Field(ge=1, le=999)] = Field(title="Mesa")
    """Número de la mesa de trabajo."""
    submesas: Annotated[Entero, Field(ge=1, le=999)] = Field(title="Sub-mesas")
    """Cuántas fueron."""


class MetodoAprobado(Modelo):
    """De qué dependía lo que se aprobó: un cambio de después en la metodología o en las mesas no lo toca."""

    submesas: Annotated[tuple[SubmesasDeMesa, ...], Field(min_length=1)] = Field(title="Sub-mesas")
    """Cuántas sub-mesas tuvo cada mesa: de ellas salen los códigos de los aportes."""
    huella: Huella = Field(title="Huella de la metodología")
    """SHA-256 de la metodología con que se trabajó; ella misma queda en la carpeta de la asamblea."""


class Aprobacion(Acta):
    """El acto que vuelve agenda un borrador. Lo escribe ./asamblea aprobar."""

    formato: FormatoDeContenido = Field("asambleas/agenda/1", title="Forma")
    """Qué entra en la huella; las aprobaciones que no lo dicen son de las primeras."""
    huella: Huella = Field(title="Huella")
    """SHA-256 de la forma canónica de todo lo aprobado: acta, compromisos, aportes y no recogidos."""
    sal: Annotated[Linea, StringConstraints(pattern=FORMA_DE_SAL)] | None = Field(None, title="Sal")
    """Número al azar que entra en la huella; se borra con el primer dato personal que se retire."""
    asamblea: AsambleaAprobada | None = Field(None, title="De qué asamblea es")
    """Lo que se copió de evento, mesas, convenio y hojas; entra en la huella desde la tercera forma."""
    partes: Partes | None = Field(None, title="Huellas de cada parte")
    """Las huellas cortas de cada parte: con ellas se dice cuál cambió."""
    metodo: MetodoAprobado | None = Field(None, title="Método")
    """El método y las sub-mesas con que se aprobó; no entra en la huella."""

    @property
    def selladas(self) -> Mapping[int, int]:
        """Por número de mesa, las sub-mesas con que se aprobó; vacío si la aprobación no lo guardó."""
        return {s.mesa: s.submesas for s in self.metodo.submesas} if self.metodo else {}

    @property
    def submesas(self) -> frozenset[str] | None:
        """Las sub-mesas que habían entregado; None si la aprobación no guardó de quién eran los aportes."""
        if self.asamblea is not None:
            return frozenset(h.submesa for h in self.asamblea.hojas)
        if self.partes is None:
            return None
        return frozenset(h.partition(" ")[0].rpartition("-")[0] for h in self.partes.aportes)

    @property
    def acta(self) -> Acta:
        """Lo anotado, sin las huellas."""
        return Acta.model_validate(self.model_dump(include=set(nombres(Acta))))


CAMPOS_DE_AGENDA = ("titulo", "presentacion")
"""Los campos de la agenda misma que se aprueban desde la segunda forma."""
CAMPOS_DE_ASAMBLEA = nombres(AsambleaAprobada)
"""Los campos de la asamblea que se aprueban desde la tercera forma."""


def parte_sin_codigo(campo: str | None) -> Literal["agenda", "acta", "asamblea"]:
    """De qué es un campo que se corrige sin decir compromiso ni aporte; None es de la agenda."""
    if campo is None or campo in CAMPOS_DE_AGENDA:
        return "agenda"
    return "asamblea" if re.split(r"[.\[]", campo)[0] in CAMPOS_DE_ASAMBLEA else "acta"


class Errata(Modelo):
    """Una corrección fechada de lo aprobado. La escribe ./asamblea errata.

    Señala un compromiso o un aporte; sin ninguno de los dos, corrige el acta, o el título o la presentación
    de la agenda. Con «retira» deja constancia de que se quitó un dato personal; con «anula», deja sin efecto
    la última corrección.
    """

    fecha: Fecha = Field(title="Fecha")
    """El día en que se publica la corrección."""
    compromiso: CodigoCompromiso | None = Field(None, title="Compromiso")
    """El compromiso que corrige."""
    aporte: CodigoAporte | None = Field(None, title="Aporte")
    """El aporte que corrige; con el campo «razon», la razón por la que quedó por fuera."""
    campo: CaminoDeCampo | None = Field(None, title="Campo")
    """Cuál de sus campos: texto, cuando, responsables[2], plan[1].cuando."""
    dice: Texto | None = Field(None, title="Dice")
    """Lo que decía; sin él, el campo estaba vacío."""
    debe_decir: Texto | None = Field(None, title="Debe decir")
    """Lo que dice desde entonces; sin él, el campo queda vacío."""
    retira: tuple[Linea, ...] = Field((), title="Dato retirado")
    """De dónde se quitó un dato personal: «ABC24-014 texto», «M1-S1-N1 plan[1].quien», «acta decision»."""
    anula: Huella | None = Field(None, title="Corrección que anula")
    """La huella de la errata que deja sin efecto: la última que lo tenga."""
    razon: Parrafo = Field(title="Razón")
    """Por qué se corrige."""
    huella: Huella = Field(title="Huella")
    """SHA-256 de la huella anterior, esta errata y lo que resulta de aplicarla."""

    @property
    def asunto(self) -> str:
        """El código de lo que corrige, «acta», «agenda» o «asamblea»."""
        return self.compromiso or self.aporte or parte_sin_codigo(self.campo)


class PorConsolidar(Modelo):
    """Los compromisos como quedarían consolidados. Mientras se preparan no se publican ni se firman."""

    compromisos: Annotated[tuple[Compromiso, ...], Field(min_length=1)] = Field(title="Compromisos")
    """Todos los compromisos, como quedan: cada uno con los aportes que recoge."""
    no_recogidos: tuple[NoRecogido, ...] = Field((), title="Aportes no recogidos")
    """Los aportes que quedan por fuera, con su razón: también los que ya habían quedado."""


class ActoDeConsolidacion(Modelo):
    """Lo que se anota de una consolidación."""

    fecha: Fecha = Field(title="Fecha")
    """El día en que se consolidó."""
    quien: Linea = Field(title="Quién consolida")
    """Papel o entidad que lo hizo; nunca una persona."""
    mandato: Parrafo = Field(title="Mandato")
    """Con qué encargo de la plenaria."""


class PartesDeConsolidacion(Modelo):
    """Una huella corta por cada cosa consolidada."""

    acto: HuellaDeParte = Field(title="Huella del acto")
    """La huella corta de la fecha, de quién y del mandato."""
    compromisos: tuple[HuellaDeParte, ...] = Field(title="Huellas de los compromisos")
    """Una huella corta por compromiso, en su orden."""
    no_recogidos: tuple[HuellaDeParte, ...] = Field((), title="Huellas de los no recogidos")
    """Una huella corta por aporte dejado por fuera, con su razón."""


class Consolidacion(PorConsolidar, ActoDeConsolidacion):
    """El acto que vuelve compromisos editados lo que aprobó la plenaria. Lo escribe ./asamblea consolidar."""

    anterior: Huella = Field(title="Acto anterior")
    """La huella del acto que le precede: la aprobación, una errata u otra consolidación."""
    huella: Huella = Field(title="Huella")
    """SHA-256 de la huella anterior, este acto y lo que resulta de él."""
    partes: PartesDeConsolidacion = Field(title="Huellas de cada parte")
    """Las huellas cortas de cada parte: con ellas se dice cuál cambió."""

    @property
    def acto(self) -> ActoDeConsolidacion:
        """Lo anotado, sin los compromisos ni las huellas."""
        return ActoDeConsolidacion(fecha=self.fecha, quien=self.quien, mandato=self.mandato)


class Rectificado(Modelo):
    """Algo ya publicado que se borró o cambió."""

    que: Linea = Field(title="Qué pasó")
    """Qué se borró o qué cambió."""
    antes: HuellaDeParte = Field(title="Huella anterior")
    """La huella corta de lo que estaba publicado."""


class Rectificacion(Modelo):
    """La razón por la que cambió algo ya publicado. La escribe ./asamblea rectificar."""

    fecha: Fecha = Field(title="Fecha")
    """El día en que se dio la razón."""
    razon: Parrafo = Field(title="Razón")
    """Por qué cambió lo que ya estaba publicado."""
    huella_publicada: Huella = Field(title="Huella publicada")
    """La huella de la agenda que estaba publicada."""
    cambios: Annotated[tuple[Rectificado, ...], Field(min_length=1)] = Field(title="Cambios")
    """Lo que se borró o cambió."""


class RecibidoDespues(Modelo):
    """Una hoja que llegó después del acto, y se publica aparte. La escribe ./asamblea recibir."""

    submesa: CodigoSubmesa = Field(title="Sub-mesa")
    """De qué sub-mesa es la hoja."""
    fecha: Fecha = Field(title="Fecha")
    """El día en que se recibió."""
    razon: Parrafo = Field(title="Razón")
    """Por qué llegó después."""


class Agenda(Modelo):
    """El contenido de agenda.yml."""

    titulo: Titulo = Field(title="Título")
    """El nombre de la agenda."""
    presentacion: Parrafo | None = Field(None, title="Presentación")
    """De qué se trata, para quien llega de nuevo."""
    demostracion: SiNo = Field(False, title="De demostración")
    """Si la agenda es inventada para mostrar el sistema."""
    compromisos: tuple[Compromiso, ...] = Field((), title="Compromisos")
    """Los compromisos de la agenda; sin ellos, cada aporte completo es un compromiso."""
    destacado: CodigoCompromiso | None = Field(None, title="Compromiso destacado")
    """El código del compromiso que se cita en piezas gráficas; si falta, el primero."""
    no_recogidos: tuple[NoRecogido, ...] = Field((), title="Aportes no recogidos")
    """Los aportes que quedan por fuera, con su razón."""
    aprobacion: Aprobacion | None = Field(None, title="Aprobación")
    """El acto de la plenaria; mientras falte, la agenda es un borrador."""
    consolidaciones: tuple[Consolidacion, ...] = Field((), title="Consolidaciones")
    """Los actos que volvieron compromisos editados lo aprobado, del más antiguo al más reciente."""
    por_consolidar: PorConsolidar | None = Field(None, title="Por consolidar")
    """Lo que se prepara para ./asamblea consolidar; no se publica ni se firma."""
    fe_de_erratas: tuple[Errata, ...] = Field((), title="Fe de erratas")
    """Correcciones a lo aprobado, de la más antigua a la más reciente. Lo de arriba no se edita."""
    rectificaciones: tuple[Rectificacion, ...] = Field((), title="Rectificaciones")
    """Las razones de lo que cambió después de publicado, de la más antigua a la más reciente."""
    recibidos: tuple[RecibidoDespues, ...] = Field((), title="Recibido después del acto")
    """Las hojas que llegaron después de aprobar; sus aportes se publican aparte, con fecha y razón."""

    @property
    def compuesta(self) -> Agenda | Consolidacion:
        """Dónde están escritos los compromisos que rigen: aquí o en la última consolidación."""
        return self.consolidaciones[-1] if self.aprobacion and self.consolidaciones else self

    @property
    def hasta_lo_compuesto(self) -> Ruta:
        """La ruta de `compuesta` en agenda.yml."""
        return () if self.compuesta is self else ("consolidaciones", len(self.consolidaciones) - 1)

    @property
    def listas(self) -> Iterator[tuple[Ruta, Agenda | PorConsolidar]]:
        """Cada lista de compromisos y su ruta: la de aquí, las de las consolidaciones y la que se prepara."""
        yield (), self
        for i, consolidacion in enumerate(self.consolidaciones):
            yield ("consolidaciones", i), consolidacion
        if self.por_consolidar is not None:
            yield ("por_consolidar",), self.por_consolidar
