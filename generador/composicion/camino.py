"""En qué va una asamblea y qué le falta para pasar al estado que sigue, en texto para la terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from generador.catalogo.inventario import alcanzado
from generador.catalogo.paginas import PAGINAS
from generador.composicion.comun.idioma.filtros import mayuscula
from generador.errores import Hallazgo, legible
from generador.modelo.asamblea import Asamblea
from generador.modelo.campos import nombres
from generador.modelo.datos.evento import Estado
from generador.modelo.datos.metodologia import Metodologia
from generador.modelo.texto import enumerar, plural

CORRIJA = "Corrija:"
MIRE = "Mire, y deje lo que esté bien así:"
_CUANTOS = 50
"""Renglones de una lista; de ahí en adelante se dice cuántos más."""
_QUE_ES = {
    Estado.PREPARACION: "el equipo llena los datos; el sitio todavía no se anuncia",
    Estado.CONVOCADA: "la invitación es pública: se inscribe la gente y se imprime",
    Estado.EN_CURSO: "es el día: se trabaja en las mesas y se pasan las hojas",
    Estado.BORRADOR: "la agenda se ve, con la palabra BORRADOR en todo lo que la muestra",
    Estado.APROBADA: "la agenda es la portada; se corrige con erratas y se le hace seguimiento",
}


@dataclass(frozen=True, slots=True)
class Camino:
    """Una asamblea, el estado que sigue (None en el último) y lo que entonces dirían sus archivos."""

    asamblea: Asamblea
    siguiente: Estado | None
    errores: tuple[Hallazgo, ...] = ()
    avisos: tuple[Hallazgo, ...] = ()
    impresos: tuple[tuple[str, str], ...] = ()
    """Ruta en el sitio y título de lo que en el estado de hoy se imprime o se reparte."""
    propias: tuple[str, ...] = ()
    """Las claves de la metodología que dice la propia asamblea; las demás son las comunes."""
    submesas: int | None = None
    """Cuántas son en todas las mesas; None si los cupos no dejan saberlo."""


def en_texto(c: Camino) -> str:
    """Todo, de lo que se ve a lo que falta y lo que sigue, para la terminal."""
    titulo = [f"{c.asamblea.evento.titular} ({c.asamblea.id})"]
    estado, *hoy = en_que_va(c)
    bloques = [
        titulo + estado,
        *hoy,
        _lista(CORRIJA, c.errores),
        _lista(MIRE, c.avisos),
        lo_que_sigue(c),
    ]
    return "\n\n".join("\n".join(b) for b in bloques if b) + "\n"


def en_que_va(c: Camino) -> list[list[str]]:
    """El estado y lo que en él hay y falta, por temas: renglones, y con sangría los que son de una lista."""
    a = c.asamblea
    estado = [
        f"Estado: {a.estado}. {mayuscula(_QUE_ES[a.estado])}.",
        f"El sitio muestra: {', '.join(_paginas(a.estado))}.",
    ]
    temas = [list(_metodo(c)), _impresos(c), list(_hojas(a)), list(_agenda(a)), list(_despues(a))]
    return [estado, *(t for t in temas if t)]


def lo_que_sigue(c: Camino) -> list[str]:
    """Cómo se pasa al estado que sigue, en renglones."""
    return list(_sigue(c))


def _paginas(estado: Estado) -> list[str]:
    return [p.menu for p in PAGINAS if p.menu and alcanzado(estado, p.desde)]


def _metodo(c: Camino) -> Iterator[str]:
    """Con qué metodología trabaja y en cuántas sub-mesas; de la común, solo mientras se prepara."""
    a, archivo = c.asamblea, f"datos/{c.asamblea.id}/metodologia.yml"
    if a.aprobacion is not None and a.aprobacion.metodo is None:
        yield "Método: la agenda se aprobó antes de que el método se sellara: si cambia, también la toca."
        yield f"  Deje en {archivo} aquel con que se trabajó y, en mesas.yml, las «submesas» de cada mesa."
        return
    if c.submesas is None or (not c.propias and a.estado is not Estado.PREPARACION):
        return
    cuantas = plural(c.submesas, "sub-mesa", "sub-mesas")
    en_cuantas = f"{cuantas} en {plural(len(a.mesas.mesas), 'mesa', 'mesas')}"
    if not c.propias:
        yield f"Método: el común, y {en_cuantas}."
        yield (
            f"  Si aquí se trabaja de otra manera, ponga en {archivo} las claves que cambian y, en "
            "mesas.yml, «submesas» si ya se sabe en cuántas va cada mesa."
        )
        return
    comunes = [campo for campo in nombres(Metodologia) if campo not in c.propias]
    resto = f"; {enumerar(comunes)}, del común" if comunes else ""
    yield f"Método: el de {archivo}{resto}; {en_cuantas}."
    if a.aprobacion is not None and a.aprobacion.metodo is not None:
        yield "  Con él se aprobó la agenda: cambiar el común no lo cambia."


def _impresos(c: Camino) -> list[str]:
    if not c.impresos:
        return []
    renglones = [f"  site/{ruta}: {titulo}" for ruta, titulo in c.impresos]
    return ["Para imprimir o repartir, hecho por ./asamblea construir:", *renglones]


def _hojas(a: Asamblea) -> Iterator[str]:
    """Las hojas que faltan, mesa por mesa, desde el día de la asamblea."""
    if not alcanzado(a.estado, Estado.EN_CURSO) or a.estado is Estado.APROBADA:
        return
    llegaron = {r.submesa for r in a.resultados}
    faltan = [s.codigo for s in a.submesas if s.codigo not in llegaron]
    yield f"Hojas: {len(a.submesas) - len(faltan)} de {plural(len(a.submesas), 'sub-mesa', 'sub-mesas')}."
    for g in a.grupos:
        suyas = [s.codigo for s in g.submesas if s.codigo in faltan]
        if suyas:
            yield f"  Mesa {g.numero}: {_faltan(len(suyas))} {enumerar(suyas)} (de {len(g.submesas)})"
    if faltan:
        yield f"  Páselas a datos/{a.id}/resultados/; ./asamblea hojas {a.id} crea en blanco las que falten."


def _agenda(a: Asamblea) -> Iterator[str]:
    """Lo que falta para poder aprobar; el día de la asamblea, lo que aún se le puede preguntar a la gente."""
    if a.estado not in (Estado.EN_CURSO, Estado.BORRADOR):
        return
    pendientes = [x.codigo for x in a.aportes if not x.completo]
    if pendientes:
        yield f"Aportes sin solución o sin plan: {enumerar(pendientes)} (de {len(a.aportes)})."
    if a.estado is Estado.EN_CURSO:
        return
    if a.agenda is None:
        yield f"Falta agenda.yml: ./asamblea proponer {a.id} la empieza con un compromiso por aporte."
        return
    sueltos = [d.aporte for d in a.cobertura.sin_destino]
    if sueltos:
        yield f"Aportes sin compromiso ni razón: {enumerar(sueltos)} (de {a.cobertura.total})."


def _despues(a: Asamblea) -> Iterator[str]:
    """Lo que se hace cuando ya hay agenda aprobada."""
    if a.estado is not Estado.APROBADA:
        return
    if a.asistencia is None:
        yield f"Falta la asistencia: ./asamblea asistencia {a.id} y el archivo del registro."
    sin_anotar = sum(m.ejecutado is None for m in a.evento.momentos)
    if sin_anotar:
        yield (
            f"Sin anotar cómo fue («ejecutado», en evento.yml): {sin_anotar} de "
            f"{plural(len(a.evento.momentos), 'momento', 'momentos')} del programa."
        )
    if a.seguimiento is None:
        yield f"Falta el seguimiento: ./asamblea seguimiento {a.id} crea el archivo de los avances."
        return
    deben = [h.compromiso.codigo for h in a.historias if h.debe_reporte]
    if deben:
        yield f"Deben reporte: {enumerar(deben)} (de {len(a.historias)})."
    sin = sum(x.soporte is None for h in a.historias for x in h.avances)
    if sin:
        yield f"Avances sin soporte publicado: {sin} de {sum(len(h.avances) for h in a.historias)}."


def _dia_de_plenaria(a: Asamblea) -> date:
    """El de la plenaria o, si el programa no la dice, el último."""
    plenaria = a.evento.turno_de("plenaria")
    return plenaria.dia if plenaria else a.evento.ultima.fecha


def _sigue(c: Camino) -> Iterator[str]:
    a, id_ = c.asamblea, c.asamblea.id
    if c.siguiente is None:
        yield f"Siga así: anote los avances en datos/{id_}/seguimiento.yml y ejecute ./asamblea construir."
        return
    primero = "Cuando no quede nada que corregir" if c.errores else "No hay nada que corregir"
    if c.siguiente is Estado.APROBADA:
        yield f"{primero}: lo que apruebe la plenaria se deja escrito con"
        yield (
            f"  ./asamblea aprobar {id_} --fecha {_dia_de_plenaria(a)} --hora HH:MM "
            '--modera "entidad o papel" --decision "qué decidió y cómo"'
        )
        return
    if c.siguiente is Estado.BORRADOR and not a.aportes:
        # Un borrador sin nada no tiene qué mostrar.
        y_nada_mas = " y no quede nada que corregir" if c.errores else ""
        primero = f"Cuando haya alguna hoja pasada{y_nada_mas}"
    donde = f"datos/{id_}/evento.yml"
    yield f"{primero}: escriba «estado: {c.siguiente}» en {donde} y ejecute ./asamblea construir."
    nuevas = [p for p in _paginas(c.siguiente) if p not in _paginas(a.estado)]
    que_es = f"  Entonces {_QUE_ES[c.siguiente]}."
    yield que_es + (f" Aparece: {', '.join(nuevas)}." if nuevas else "")


def _faltan(cuantas: int) -> str:
    return "falta" if cuantas == 1 else "faltan"


def _lista(rotulo: str, hallazgos: Sequence[Hallazgo]) -> list[str]:
    if not hallazgos:
        return []
    dichos = hallazgos[:_CUANTOS]
    renglones = []
    for i, h in enumerate(dichos):
        ruta = f"{h.lugar.ruta}: " if h.lugar.ruta else ""
        renglones.append(f"  {h.lugar.archivo}:{h.lugar.linea}  {legible(ruta)}{legible(h.mensaje)}")
        # Si el que sigue se remedia igual, el remedio va una vez, tras el último.
        if h.ayuda and (i + 1 == len(dichos) or dichos[i + 1].ayuda != h.ayuda):
            renglones.append(f"      ayuda: {legible(h.ayuda)}")
    if len(hallazgos) > _CUANTOS:
        renglones.append(f"  … y {len(hallazgos) - _CUANTOS} más; ./asamblea validar los dice con su remedio")
    return [f"{rotulo} ({len(hallazgos)})", *renglones]
