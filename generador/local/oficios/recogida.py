"""Los aportes de una asamblea y los compromisos que los recogen, para escogerlos; no sabe de HTTP."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generador.construccion.datos.examen import examinar
from generador.edicion import recogida
from generador.edicion.anteriores import cambiar_guardando
from generador.edicion.diario import Lectura
from generador.edicion.en_yaml import agenda_en_blanco
from generador.errores import ErrorDeUso, Hallazgo
from generador.local.editor.archivos import archivo_de, esta_aprobada
from generador.local.editor.hoja import de_casilla
from generador.local.editor.juicio import agregados, errores_de
from generador.local.web.casillas import en_casillas
from generador.modelo.aprobado.contenido import AporteDeAgenda
from generador.modelo.asamblea import Asamblea
from generador.modelo.campos import Campo, campo_en
from generador.modelo.datos.agenda import Agenda, Compromiso, NoRecogido
from generador.modelo.publico.cifras import Cifra, Cifras, cifras_de
from generador.modelo.texto import plural
from generador.salida.disco import sha256

MARCADO = "aporte:"
"""Con esto empieza la casilla de un aporte; sigue su código."""
NUEVO = "nuevo"


@dataclass(frozen=True, slots=True)
class MesaDeAportes:
    """Los aportes de una mesa que todavía no tienen destino."""

    numero: int
    eje: str
    aportes: tuple[AporteDeAgenda, ...]


@dataclass(frozen=True, slots=True)
class Recogida:
    """Qué está recogido y qué falta."""

    id: str
    huella: str
    """La huella de agenda.yml; vacía si todavía no está."""
    aprobada: bool = False
    hallazgos: tuple[Hallazgo, ...] = ()
    """Los errores que no dejan leer la asamblea."""
    cifras: Cifras | None = None
    libres: tuple[MesaDeAportes, ...] = ()
    compromisos: tuple[Compromiso, ...] = ()
    por_fuera: tuple[NoRecogido, ...] = ()
    dichos: Mapping[str, str] | None = None
    """Por código de aporte, su necesidad."""
    marcados: frozenset[str] = frozenset()
    """Los aportes que se habían marcado, si lo pedido no se pudo."""
    escrito: str = ""
    """La razón que se había escrito."""
    en: str = ""
    """En qué compromiso se habían puesto."""
    negado: str = ""
    """Por qué no se pudo; vacío si nada se pidió."""
    derivada: bool = False
    """Si nadie ha escrito compromisos: hoy cada aporte completo es uno."""

    @property
    def recogidos(self) -> str:
        """«3 de 18 aportes»: los que alguien recogió o dejó por fuera, sin los que hoy valen por sí solos."""
        faltan, todos = sum(len(m.aportes) for m in self.libres), len(self.dichos or {})
        return f"{todos - faltan} de {plural(todos, 'aporte', 'aportes')}"

    @property
    def entregas(self) -> Cifra | None:
        """Cuántas sub-mesas entregaron, y cuáles faltan."""
        return self.cifras.entregas if self.cifras is not None else None


@dataclass(frozen=True, slots=True)
class MesaTecnica:
    """Quien recoge los aportes de `raiz` en compromisos."""

    raiz: Path

    def ver(self, id_: str) -> Recogida | None:
        """Lo recogido de esa asamblea y lo que falta; None si no hay una así."""
        carpeta = self._carpeta(id_)
        if carpeta is None:
            return None
        agenda = carpeta / "agenda.yml"
        huella = sha256(agenda.read_bytes()) if agenda.is_file() else ""
        if esta_aprobada(carpeta):
            return Recogida(id_, huella, aprobada=True)
        examen = examinar(self.raiz)
        asamblea = next((e.asamblea for e in examen.carga.expedientes if e.asamblea.id == id_), None)
        if asamblea is None:
            malos = tuple(en_casillas(h) for h in examen.de(id_) if h.gravedad == "error")
            return Recogida(id_, huella, hallazgos=malos)
        return _recogida(asamblea, huella)

    def hacer(self, id_: str, enviado: Mapping[str, str]) -> str | None:
        """Hace lo que pide un botón y guarda; el código del compromiso nuevo, o nada si no hay uno.

        ErrorDeUso, sin escribir, si ya está aprobada, si agenda.yml cambió por fuera o si no se puede.
        """
        carpeta = self._carpeta(id_)
        if carpeta is None:
            raise ErrorDeUso("esa asamblea ya no está")
        if esta_aprobada(carpeta):
            raise ErrorDeUso("la agenda ya se aprobó y no se edita: se corrige con «./asamblea errata»")
        agenda = carpeta / "agenda.yml"
        lectura = Lectura.tomar(self.raiz, agenda, carpeta / "resultados")
        crudo = agenda.read_bytes() if agenda.is_file() else b""
        if (sha256(crudo) if crudo else "") != enviado.get("huella", ""):
            raise ErrorDeUso("la agenda cambió por fuera: no se guardó nada. Abra de nuevo la página")
        asamblea = examinar(self.raiz).expediente(id_).asamblea
        antes = crudo or agenda_en_blanco(self.raiz / "plantillas", asamblea).encode()
        despues, nuevo = _hecho(antes, asamblea, enviado)
        archivo = archivo_de(self.raiz, agenda, "agenda", id_)
        if malos := agregados(errores_de(antes, archivo), errores_de(despues, archivo)):
            raise ErrorDeUso("\n".join(h.mensaje for h in malos))
        cambiar_guardando(lectura, {agenda: despues})
        return nuevo

    def _carpeta(self, id_: str) -> Path | None:
        """Un nombre nunca se vuelve una ruta: se busca entre las que hay."""
        hay = (p.parent for p in (self.raiz / "datos").glob("*/evento.yml"))
        return next((c for c in hay if c.name == id_ and not c.is_symlink()), None)


def marcados_en(enviado: Mapping[str, str]) -> list[str]:
    """Los códigos de los aportes marcados."""
    return [c.removeprefix(MARCADO) for c in enviado if c.startswith(MARCADO)]


def campo_de_razon() -> Campo:
    """El campo en que queda la razón de un aporte que se deja por fuera."""
    campo = campo_en(NoRecogido, ("razon",))
    assert campo is not None
    return campo


def _hecho(crudo: bytes, asamblea: Asamblea, enviado: Mapping[str, str]) -> tuple[bytes, str | None]:
    aportes = marcados_en(enviado)
    accion, _, compromiso = enviado.get("boton", "").partition(":")
    en = enviado.get("en", "")
    if accion == "recoger" and en == NUEVO:
        return recogida.en_uno_nuevo(crudo, asamblea, aportes)
    if accion == "recoger":
        return recogida.en_uno_que_esta(crudo, asamblea, aportes, en), None
    if accion == "separar":
        return recogida.aparte(crudo, asamblea, aportes, compromiso)
    if accion == "devolver":
        return recogida.sin_recoger(crudo, aportes, compromiso), None
    if accion == "adentro":
        return recogida.otra_vez_adentro(crudo, aportes), None
    if accion == "fuera":
        razon = de_casilla(campo_de_razon(), enviado.get("razon", ""))
        return recogida.por_fuera(crudo, asamblea, aportes, razon), None
    raise ErrorDeUso("ese botón no es de este formulario: ábralo de nuevo")


def _recogida(asamblea: Asamblea, huella: str) -> Recogida:
    agenda = asamblea.agenda or Agenda(titulo="-")
    ocupados = {a for c in agenda.compromisos for a in c.aportes} | {n.aporte for n in agenda.no_recogidos}
    libres = [a for a in asamblea.aportes_entregados if a.codigo not in ocupados]
    ejes = {m.numero: m.eje for m in asamblea.mesas.mesas}
    por_mesa = (MesaDeAportes(n, eje, tuple(a for a in libres if a.mesa == n)) for n, eje in ejes.items())
    return Recogida(
        asamblea.id,
        huella,
        cifras=cifras_de(asamblea),
        libres=tuple(m for m in por_mesa if m.aportes),
        compromisos=agenda.compromisos,
        por_fuera=agenda.no_recogidos,
        dichos={a.codigo: a.necesidad for a in asamblea.aportes_entregados},
        derivada=not agenda.compromisos,
    )
