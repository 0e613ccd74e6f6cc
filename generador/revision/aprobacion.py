"""Lo aprobado no cambia en silencio: dice qué compromiso o aporte cambió, se borró, apareció o se movió."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generador.errores import Hallazgo
from generador.modelo.aprobado.contenido import (
    AporteDeAgenda,
    Contenido,
    huella_de_parte,
    partes_de,
    partes_de_consolidacion,
)
from generador.modelo.aprobado.copia import diferencias_de_parte
from generador.modelo.aprobado.erratas import aplicadas, retirado
from generador.modelo.aprobado.metodo import huella_de_metodologia
from generador.modelo.campos import rotulo_de
from generador.modelo.datos.agenda import (
    Agenda,
    Aprobacion,
    Compromiso,
    Consolidacion,
    Errata,
    NoRecogido,
)
from generador.modelo.expediente import Expediente
from generador.modelo.fuente import Fuente, Ruta
from generador.modelo.texto import plural
from generador.modelo.tipos import Modelo
from generador.revision import copia
from generador.revision.copia import citado
from generador.revision.hoy import ayuda_de_futuro, hoy

DOS_VIAS = (
    "deshaga el cambio; si corrige un error, publíquelo como fe de erratas fechada (./asamblea errata); si "
    "cuenta lo que pasó después, escríbalo como avance en seguimiento.yml"
)
_OTRA_HUELLA = "esta errata, o lo que corrige, ya no es lo que se publicó"
_OTRA_CONSOLIDACION = "esta consolidación, o lo que la precede, ya no es lo que se publicó"
_OTRA_COPIA = "lo que el acta copió de la asamblea ya no es lo que se firmó"
_NOMBRES = {
    "compromisos": ("el compromiso", "los compromisos"),
    "aportes": ("el aporte", "los aportes"),
    "no_recogidos": ("el aporte no recogido", "los aportes no recogidos"),
}
_PLENARIA = "lo que aprobó la plenaria", "que aprobó la plenaria", "se aprobó"
_CONSOLIDADO = "lo que se consolidó", "que se consolidó", "se consolidó"
"""De qué acto se habla en cada mensaje."""
_SIN_APROBAR = {
    "fe_de_erratas": (
        "hay fe de erratas y la agenda no está aprobada",
        "corrija directamente el texto: todavía es un borrador",
    ),
    "consolidaciones": (
        "dice que se consolidó y la agenda no está aprobada",
        "quite «consolidaciones»: primero aprueba la plenaria, y mientras tanto se cambian los compromisos",
    ),
    "por_consolidar": (
        "hay compromisos por consolidar y la agenda no está aprobada",
        "páselos a «compromisos», que en un borrador se cambian directamente, y quite «por_consolidar»",
    ),
}


def revisar(expediente: Expediente) -> Iterator[Hallazgo]:
    """La huella del acta, la fe de erratas y las consolidaciones."""
    agenda = expediente.asamblea.agenda
    # Con un archivo de resultados ilegible, sus aportes parecerían borrados.
    if agenda is None or any(clave.startswith("resultados/") for clave in expediente.ilegibles):
        return
    # Los de una sub-mesa que no cabe en su mesa, también: la hoja ya lo dice.
    caben = {s.codigo for s in expediente.asamblea.submesas}
    if not caben.issuperset(r.submesa for r in expediente.asamblea.resultados):
        return
    contenido, cambios = expediente.asamblea.contenido_aprobado, []
    if agenda.aprobacion is not None:
        yield from _metodo(agenda.aprobacion, expediente)
        cambios = list(_huella(agenda.aprobacion, contenido, expediente, retirado=retirado(agenda)))
        yield from cambios
        if not any(h.mensaje == _OTRA_COPIA for h in cambios):
            yield from copia.revisar(expediente)
    yield from _cadena(agenda, contenido, expediente, bool(cambios))


def _huella(
    acto: Aprobacion, contenido: Contenido, expediente: Expediente, *, retirado: bool
) -> Iterator[Hallazgo]:
    # Ningún mensaje dice la huella nueva: copiarla en el acta sería cambiar lo aprobado en silencio.
    fuente = expediente.fuentes["agenda"]
    cambios = list(_cambios(acto, contenido, expediente)) if acto.partes is not None else []
    if retirado:
        # La del acta ya no se recalcula: lo aprobado lo fija la huella del retiro, que mira `_erratas`.
        yield from cambios
        return
    if acto.huella == contenido.huella:
        if cambios:
            yield fuente.hallazgo(
                ("aprobacion", "partes"),
                "las huellas de las partes no son las de lo aprobado",
                "deje «aprobacion» como la escribió ./asamblea aprobar",
                clave=True,
            )
        return
    if cambios:
        yield from cambios
    elif acto.partes is not None:
        yield fuente.hallazgo(
            ("aprobacion", "huella"),
            "esta no es la huella con que se aprobó: todo lo aprobado sigue igual",
            "deje «aprobacion» como la escribió ./asamblea aprobar",
        )
    else:
        yield fuente.hallazgo(
            ("aprobacion", "huella"),
            "lo que hay ya no es lo que aprobó la plenaria: algo cambió después",
            DOS_VIAS,
        )


def _metodo(acto: Aprobacion, expediente: Expediente) -> Iterator[Hallazgo]:
    """Que las mesas y la metodología sigan siendo aquellas con que se trabajó.

    Las sub-mesas son las selladas, digan lo que digan las mesas: decir otra cosa es un error. Lo demás de la
    metodología no entra en la huella: corregir una frase suya es un aviso.
    """
    if acto.metodo is None:
        return
    asamblea, mesas = expediente.asamblea, expediente.fuentes["mesas"]
    puestos = {m.numero: i for i, m in enumerate(asamblea.mesas.mesas)}
    for i, s in enumerate(acto.metodo.submesas):
        puesto = puestos.get(s.mesa)
        if puesto is None:
            yield expediente.fuentes["agenda"].hallazgo(
                ("aprobacion", "metodo", "submesas", i),
                f"se aprobó con una mesa {s.mesa}, que ya no está en mesas.yml",
                "devuélvala a mesas.yml",
            )
            continue
        dicho = asamblea.mesas.mesas[puesto].submesas
        if dicho is not None and dicho != s.submesas:
            yield mesas.hallazgo(
                ("mesas", puesto, "submesas"),
                f"la agenda se aprobó con {plural(s.submesas, 'sub-mesa', 'sub-mesas')} en la mesa {s.mesa} "
                f"y aquí dice {dicho}",
                f"ponga {s.submesas}, o quite el renglón: las de una agenda aprobada van con ella",
            )
    if acto.metodo.huella != huella_de_metodologia(asamblea.metodologia):
        yield expediente.fuentes["metodologia"].hallazgo(
            (),
            "ya no es la metodología con que se aprobó la agenda",
            f"deje datos/{asamblea.id}/metodologia.yml como la escribió ./asamblea aprobar; si solo corrigió "
            "una frase, acepte este aviso en «aceptado», de evento.yml",
            "advertencia",
        )


def _cambios(acto: Aprobacion, contenido: Contenido, expediente: Expediente) -> Iterator[Hallazgo]:
    """Lo que difiere de las huellas parciales del acta, cosa por cosa."""
    assert acto.partes is not None
    fuente, hoy = expediente.fuentes["agenda"], partes_de(contenido)
    if acto.partes.agenda != hoy.agenda:
        yield fuente.hallazgo(
            ("titulo",), "el título o la presentación ya no dicen lo que se aprobó", DOS_VIAS, clave=True
        )
    if acto.partes.asamblea != hoy.asamblea:
        yield fuente.hallazgo(
            ("aprobacion", "asamblea"),
            _OTRA_COPIA,
            "deje «aprobacion» como la escribió ./asamblea aprobar; un error de evento, mesas, convenio u "
            "hojas se corrige en su archivo y con ./asamblea errata",
            clave=True,
        )
    if acto.partes.acta != hoy.acta:
        yield fuente.hallazgo(
            ("aprobacion",), "el acta ya no dice lo que se anotó al aprobar", DOS_VIAS, clave=True
        )
    for lista in _NOMBRES:
        yield from _de_lista(
            lista, _pares(getattr(acto.partes, lista)), _pares(getattr(hoy, lista)), contenido, expediente
        )


def _pares(huellas: Sequence[str]) -> dict[str, str]:
    """Código → huella, en su orden."""
    return {codigo: huella for codigo, _, huella in (h.rpartition(" ") for h in huellas)}


def _de_lista(
    lista: str,
    antes: dict[str, str],
    hoy: dict[str, str],
    hay: Contenido | Consolidacion,
    expediente: Expediente,
    de_que: tuple[str, str, str] = _PLENARIA,
    donde: Ruta = (),
) -> Iterator[Hallazgo]:
    uno, todos = _NOMBRES[lista]
    lo_que, que_se, se = de_que
    vias = _vias(lista, expediente.asamblea.id)
    perdidas = {huella: codigo for codigo, huella in antes.items() if hoy.get(codigo) != huella}
    for puesto, (codigo, huella) in enumerate(hoy.items()):
        if antes.get(codigo) == huella:
            continue
        if huella in perdidas and lista != "no_recogidos":
            mensaje = f"{uno} {codigo} es el que {se} como {perdidas[huella]}: cambió de código"
        elif codigo in antes:
            decia = _aprobada(lista, antes[codigo], expediente, donde)
            mensaje = f"{uno} {codigo} ya no dice {lo_que}{_cambio(decia, getattr(hay, lista)[puesto])}"
        else:
            mensaje = f"{uno} {codigo} no estaba en {lo_que}"
        fuente, ruta = _donde(lista, puesto, codigo, expediente, donde)
        yield fuente.hallazgo(ruta, mensaje, vias)
    movidas = {huella for codigo, huella in hoy.items() if antes.get(codigo) != huella}
    for codigo in antes:
        if codigo not in hoy and antes[codigo] not in movidas:
            fuente, ruta = _donde_faltaria(lista, codigo, expediente, donde)
            decia = _aprobada(lista, antes[codigo], expediente, donde)
            yield fuente.hallazgo(
                ruta, f"falta {uno} {codigo}, {que_se}{_lo_que_era(decia)}", vias, clave=True
            )
    if set(antes) == set(hoy) and list(antes) != list(hoy):
        puesto = next(i for i, par in enumerate(zip(antes, hoy, strict=True)) if par[0] != par[1])
        esperado, hallado = list(antes)[puesto], list(hoy)[puesto]
        fuente, ruta = _donde(lista, puesto, hallado, expediente, donde)
        yield fuente.hallazgo(
            ruta,
            f"cambió el orden de {todos}: aquí iba {esperado} y está {hallado}",
            f"devuelva cada uno a su lugar: el orden también {se}. Si no, {vias}",
        )


def _vias(lista: str, id_: str) -> str:
    """Qué se puede hacer con lo que cambió: lo que entregó una sub-mesa no se consolida."""
    if lista == "aportes":
        return DOS_VIAS
    return (
        f"{DOS_VIAS}; si la plenaria encargó juntar o editar los compromisos, es otro acto: "
        f"./asamblea consolidar {id_} --empezar"
    )


def _aprobada(lista: str, huella: str, expediente: Expediente, donde: Ruta) -> Modelo | None:
    """La parte que tenía esa huella en lo último que se publicó; None si no quedó copia o ahí no está."""
    publicada = expediente.publicada()
    agenda = publicada.agenda if publicada is not None else None
    if publicada is None or agenda is None:
        return None
    de: Contenido | Consolidacion = publicada.contenido_aprobado
    if donde:
        puesto = donde[-1]
        if not isinstance(puesto, int) or puesto >= len(agenda.consolidaciones):
            return None
        de = agenda.consolidaciones[puesto]
    partes: Sequence[Modelo] = getattr(de, lista)
    return next((parte for parte in partes if huella_de_parte(parte) == huella), None)


def _cambio(decia: Modelo | None, dice: Modelo) -> str:
    """Qué decía y qué dice cada dato que cambió; vacío si no se sabe qué decía."""
    if decia is None:
        return ""
    datos = [
        f"«{rotulo_de(type(dice), d.campo)}» decía {citado(d.aprobado)} y dice {citado(d.hoy)}"
        for d in diferencias_de_parte(decia, dice)
    ]
    return ": " + "; ".join(datos) if datos else ""


def _lo_que_era(decia: Modelo | None) -> str:
    """Lo principal de la parte que falta, para devolverla; vacío si no se sabe."""
    if isinstance(decia, Compromiso):
        return f": {citado(decia.titulo)}"
    if isinstance(decia, NoRecogido):
        return f": {citado(decia.razon)}"
    return f": {citado(decia.necesidad)}" if isinstance(decia, AporteDeAgenda) else ""


def _donde(
    lista: str, puesto: int, codigo: str, expediente: Expediente, donde: Ruta = ()
) -> tuple[Fuente, Ruta]:
    if donde:
        return expediente.fuentes["agenda"], (*donde, lista, puesto)
    if lista != "aportes":
        # Sin compromisos escritos salen de los aportes: se señala el acta.
        agenda = expediente.asamblea.agenda
        escritos = agenda is not None and len(getattr(agenda, lista)) > puesto
        return expediente.fuentes["agenda"], (lista, puesto) if escritos else ("aprobacion",)
    submesa, _, numero = codigo.rpartition("-N")
    return expediente.fuentes[f"resultados/{submesa}"], ("aportes", int(numero) - 1)


def _donde_faltaria(lista: str, codigo: str, expediente: Expediente, donde: Ruta = ()) -> tuple[Fuente, Ruta]:
    if donde:
        return expediente.fuentes["agenda"], (*donde, lista)
    submesa = f"resultados/{codigo.rpartition('-N')[0]}"
    if lista == "aportes" and submesa in expediente.fuentes:
        return expediente.fuentes[submesa], ("aportes",)
    return expediente.fuentes["agenda"], (lista if lista != "aportes" else "aprobacion",)


def _cadena(agenda: Agenda, contenido: Contenido, expediente: Expediente, roto: bool) -> Iterator[Hallazgo]:
    """Que cada acto se pueda aplicar, no esté antedatado y sea el que se publicó.

    Desde lo primero que cambió, `roto`, las huellas de los demás no dan: es la consecuencia y no se dice.
    """
    fuente, id_ = expediente.fuentes["agenda"], expediente.asamblea.id
    if agenda.aprobacion is None:
        for lista, dicho in _SIN_APROBAR.items():
            if getattr(agenda, lista):
                yield fuente.hallazgo((lista,), *dicho, clave=True)
        return
    desde, que_va_antes, otros, erratas = agenda.aprobacion.fecha, "la aprobación", False, 0
    anuladas = {e.anula for e in agenda.fe_de_erratas}
    for a in aplicadas(agenda, contenido):
        acto, que, salida, cambios = a.acto, "errata", "", list[Hallazgo]()
        if isinstance(acto, Errata):
            ruta: Ruta = ("fe_de_erratas", erratas)
            erratas += 1
            salida = f"; si ya se publicó así, anúlela: ./asamblea errata {id_} --anular"
        else:
            que, ruta = "consolidación", ("consolidaciones", agenda.consolidaciones.index(acto))
            cambios = list(_en_la_consolidacion(acto, ruta, expediente))
            yield from cambios
        if acto.fecha > hoy() and acto.huella not in anuladas:
            yield fuente.hallazgo(
                (*ruta, "fecha"),
                f"la {que} es del {acto.fecha}, que todavía no llega",
                f"{ayuda_de_futuro()}{salida}",
            )
        if acto.fecha < desde:
            yield fuente.hallazgo(
                (*ruta, "fecha"),
                f"la {que} está antedatada: es del {acto.fecha} y {que_va_antes} es del {desde}",
                "ponga la fecha en que se publica; no puede ser anterior a lo ya publicado",
            )
        # Una anulada no cuenta: si su fecha era un error, no puede cerrar el paso a las demás.
        if acto.huella not in anuladas:
            desde, que_va_antes = max(desde, acto.fecha), f"la {que} anterior"
        if cambios:
            # Lo que corrige una errata de después también pudo ser lo que cambió.
            roto = otros = True
        elif a.falla is not None:
            # Si cambió la huella del acta, ninguna consolidación la sigue: es la consecuencia.
            if not (otros or (roto and que == "consolidación")):
                yield fuente.hallazgo((*ruta, a.falla.campo), a.falla.mensaje, a.falla.ayuda)
            roto, otros = True, otros or que == "consolidación"
        elif acto.huella != a.huella:
            if not roto:
                yield fuente.hallazgo(
                    (*ruta, "huella"),
                    _OTRA_HUELLA if que == "errata" else _OTRA_CONSOLIDACION,
                    "deshaga el cambio; para corregir de nuevo, agregue otra errata con ./asamblea errata",
                )
            roto = True


def _en_la_consolidacion(acto: Consolidacion, ruta: Ruta, expediente: Expediente) -> Iterator[Hallazgo]:
    """Lo que en una consolidación ya no es lo que se consolidó, cosa por cosa."""
    fuente, hoy_, que = expediente.fuentes["agenda"], partes_de_consolidacion(acto.acto, acto), _CONSOLIDADO
    if acto.partes.acto != hoy_.acto:
        yield fuente.hallazgo(
            ruta, "la fecha, quién o el mandato de la consolidación ya no dicen lo que se anotó", DOS_VIAS
        )
    for lista in ("compromisos", "no_recogidos"):
        antes, ahora = _pares(getattr(acto.partes, lista)), _pares(getattr(hoy_, lista))
        yield from _de_lista(lista, antes, ahora, acto, expediente, que, ruta)
