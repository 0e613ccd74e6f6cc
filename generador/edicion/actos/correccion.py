"""Corregir lo aprobado: una errata, o la anulación de la última, preparadas y revisadas antes de escribir."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType

from generador.carga.mensajes import redactar
from generador.carga.pedido import de_orden
from generador.construccion.datos.examen import Examen, examinar
from generador.edicion.aprobacion import (
    SIN_HUELLA,
    Propuesta,
    clave_de,
    con_archivos,
    exigir_fecha,
    exigir_sano,
    lectura_de,
    nombres_de,
)
from generador.edicion.escritor import agregar
from generador.edicion.escritura.cambios import fijar, quitar
from generador.edicion.escritura.formas import Llano
from generador.errores import ErrorDeDatos, ErrorDeUso
from generador.modelo.aprobado.contenido import AporteDeAgenda, Contenido
from generador.modelo.aprobado.copia import diferencias
from generador.modelo.aprobado.erratas import NoAplica, Version, aplicadas, valor_vigente, vigentes
from generador.modelo.aprobado.movimientos import quedo_en
from generador.modelo.archivos import ARCHIVOS
from generador.modelo.asamblea import Asamblea
from generador.modelo.campos import campo_en, nombres
from generador.modelo.datos.agenda import (
    CAMPOS_DE_AGENDA,
    CAMPOS_DE_ASAMBLEA,
    Acta,
    Agenda,
    Compromiso,
    Errata,
    parte_sin_codigo,
)
from generador.modelo.datos.aprobada import AsambleaAprobada
from generador.modelo.expediente import Expediente
from generador.modelo.texto import enumerar
from generador.modelo.tipos import Modelo
from generador.revision import copia, revisar
from generador.revision.hoy import hoy

_Archivo = tuple[bytes, type[Modelo]]
_ARGUMENTOS = {"campo": "CAMPO", "compromiso": "COMPROMISO", "aporte": "COMPROMISO"}
"""Lo que en `./asamblea errata` va sin guiones."""
_SIN_CODIGO = {"acta": nombres(Acta), "agenda": CAMPOS_DE_AGENDA, "asamblea": CAMPOS_DE_ASAMBLEA}
_CAMPOS = sorted(
    {
        *nombres(Compromiso),
        *nombres(AporteDeAgenda),
        "razon",
        *(c for suyos in _SIN_CODIGO.values() for c in suyos),
    }
)


def proponer_errata(
    raiz: Path, id_: str, asunto: str, campo: str, debe_decir: str | None, razon: str, fecha: str
) -> Propuesta:
    """Una errata al final de la fe de erratas, con lo que hoy dice el campo y su huella.

    `asunto` es el código de un compromiso o de un aporte, «acta», «agenda» o «asamblea»; sin
    `debe_decir`, el campo queda vacío. Errores como en `proponer_aprobacion`. No escribe nada.
    """
    lectura = lectura_de(raiz, id_)
    examen = examinar(raiz)
    expediente, pendientes = _con_copia_por_corregir(examen, id_, asunto)
    asamblea = expediente.asamblea
    if asamblea.agenda is None or asamblea.aprobacion is None:
        raise ErrorDeUso("la agenda no está aprobada: corrija directamente el archivo, todavía es borrador")
    if debe_decir is not None and not debe_decir.strip():
        raise ErrorDeUso("--debe-decir: está vacío; para dejar ese campo vacío, dé la orden sin --debe-decir")
    pedida = {"fecha": fecha, "campo": campo, "debe_decir": debe_decir, "razon": razon, "huella": SIN_HUELLA}
    if asunto in _SIN_CODIGO and asunto != parte_sin_codigo(campo):
        raise ErrorDeUso(
            f"«{campo}» no es un campo de «{asunto}»; los suyos: {enumerar(_SIN_CODIGO[asunto])}"
        )
    if asunto not in _SIN_CODIGO:
        pedida["aporte" if asunto.startswith("M") and "-S" in asunto else "compromiso"] = asunto
    _exigir_campo(campo)
    errata = de_orden(Errata, {k: v for k, v in pedida.items() if v is not None}, _ARGUMENTOS)
    exigir_fecha(errata.fecha)
    try:
        errata = errata.model_copy(update={"dice": valor_vigente(asamblea.contenido, errata)})
    except NoAplica as error:
        quedo = quedo_en([v.contenido for v in asamblea.versiones], errata.asunto)
        if quedo is None:
            raise ErrorDeUso(f"{error.mensaje}; {error.ayuda}") from None
        donde = f"lo suyo quedó en {enumerar(quedo)}: corríjalo ahí" if quedo else "lo suyo quedó por fuera"
        raise ErrorDeUso(f"{errata.asunto} ya no está en la agenda: se consolidó; {donde}") from None
    if errata.dice == errata.debe_decir:
        raise ErrorDeUso(f"{errata.asunto} ya dice eso en «{errata.campo}»")
    con_ella = asamblea.agenda.model_copy(update={"fe_de_erratas": (*asamblea.agenda.fe_de_erratas, errata)})
    *_, ultima = aplicadas(con_ella, asamblea.contenido_aprobado)
    if ultima.falla is not None:
        raise ErrorDeUso(_no_admitido(ultima.falla))
    _exigir_aporte_libre(asamblea, errata)
    tambien = _en_sus_archivos(raiz, expediente, ultima.contenido, errata.campo, errata.debe_decir)
    archivos, version, por_mirar = _agregada(
        raiz, examen, expediente, errata, ultima.huella, pendientes, tambien
    )
    resumen = (
        f"{errata.asunto}, {errata.campo}\n"
        f"  dice:       {errata.dice or '(vacío)'}\n"
        f"  debe decir: {errata.debe_decir or '(vacío)'}\n"
        f"  razón:      {errata.razon}\n"
        f"Con ella la agenda queda en la versión {version.numero}, del {errata.fecha}."
        f"{_sin_tocar_los_plazos(asamblea, errata)}{_dichos(expediente, tambien)}{por_mirar}"
    )
    return Propuesta(resumen, archivos, ultima.huella, lectura)


def _con_copia_por_corregir(
    examen: Examen, id_: str, asunto: str
) -> tuple[Expediente, frozenset[tuple[str, str]]]:
    """El expediente y, si la errata es de la asamblea, lo que sus archivos ya dicen distinto de lo aprobado.

    Una errata de esas llega cuando el archivo ya se corrigió: eso es un error hasta que ella lo explique.
    """
    if asunto != "asamblea":
        return examen.expediente(id_), frozenset()
    hallado = next((e for e in examen.carga.expedientes if e.asamblea.id == id_), None)
    por_corregir = {clave_de(h) for h in copia.revisar(hallado)} if hallado else set()
    suyos = [h for h in examen.de(id_) if h.gravedad == "error"]
    if hallado is None or any(clave_de(h) not in por_corregir for h in suyos):
        return examen.expediente(id_), frozenset()
    return hallado, frozenset(por_corregir)


def proponer_anulacion(raiz: Path, id_: str, razon: str, fecha: str) -> Propuesta:
    """La anulación de la última errata que tiene efecto: lo que corregía vuelve a decir lo que decía.

    Sirve también cuando los datos no pasan la revisión por esa errata. Errores como en
    `proponer_aprobacion`. No escribe nada.
    """
    lectura = lectura_de(raiz, id_)
    examen = examinar(raiz)
    suyos = [h for h in examen.de(id_) if h.gravedad == "error"]
    expediente = next((e for e in examen.carga.expedientes if e.asamblea.id == id_), None)
    if expediente is None or expediente.ilegibles:
        raise ErrorDeDatos(suyos)
    agenda = expediente.asamblea.agenda
    quedan = vigentes(agenda) if agenda and agenda.aprobacion else ()
    if agenda is None or not quedan:
        raise ErrorDeUso("no hay ninguna errata con efecto que anular")
    anulada = quedan[-1]
    pedida = {"fecha": fecha, "anula": anulada.huella, "razon": razon, "huella": SIN_HUELLA}
    errata = de_orden(Errata, pedida)
    exigir_fecha(errata.fecha)
    if errata.fecha < anulada.fecha <= hoy():
        raise ErrorDeUso(f"--fecha: la errata que anula es del {anulada.fecha}; no puede ser anterior")
    con_ella = agenda.model_copy(update={"fe_de_erratas": (*agenda.fe_de_erratas, errata)})
    *_, ultima = aplicadas(con_ella, expediente.asamblea.contenido_aprobado)
    tambien = _en_sus_archivos(raiz, expediente, ultima.contenido, anulada.campo, anulada.dice)
    archivos, version, por_mirar = _agregada(raiz, examen, expediente, errata, ultima.huella, tambien=tambien)
    resumen = (
        f"Se anula la errata del {anulada.fecha}: {anulada.asunto}, {anulada.campo}\n"
        f"  vuelve a decir: {anulada.dice or '(vacío)'}\n"
        f"  ya no dice:     {anulada.debe_decir or '(vacío)'}\n"
        f"  razón:          {errata.razon}\n"
        f"Sigue a la vista. La agenda queda en la versión {version.numero}, del {errata.fecha}."
        f"{_dichos(expediente, tambien)}{por_mirar}"
    )
    return Propuesta(resumen, archivos, ultima.huella, lectura)


def _no_admitido(falla: NoAplica) -> str:
    """Por qué no sirve lo que se pidió, con el remedio de ese campo si se sabe."""
    if falla.detalle is None:
        return f"{falla.mensaje}; {falla.ayuda}"
    mensaje, ayuda = redactar(falla.detalle, obligatorio=True)
    return f"{falla.mensaje}: {mensaje}; {ayuda}"


def _exigir_aporte_libre(asamblea: Asamblea, errata: Errata) -> None:
    """ErrorDeUso si el aporte que se agrega ya lo recoge otro compromiso, y cómo quitarlo de allá."""
    if errata.compromiso is None or not (errata.campo or "").startswith("aportes["):
        return
    for c in asamblea.compromisos:
        if c.codigo == errata.compromiso or errata.debe_decir not in c.aportes:
            continue
        primero = (
            f"quítelo antes de allá: ./asamblea errata {asamblea.id} {c.codigo} "
            f"'aportes[{c.aportes.index(errata.debe_decir) + 1}]' --razon \"…\" --fecha {errata.fecha}"
            if len(c.aportes) > 1
            else f"es el único de {c.codigo}, y un compromiso no puede quedar sin aportes: déjelo allá"
        )
        raise ErrorDeUso(
            f"{errata.debe_decir} ya lo recoge {c.codigo}: un aporte va en un solo compromiso; {primero}"
        )


def _exigir_campo(campo: str) -> None:
    """ErrorDeUso con el campo que se quiso decir, si el escrito no es de nada y se parece a uno."""
    nombre = re.split(r"[\[.]", campo)[0]
    if nombre in _CAMPOS:
        return
    sin_tildes = unicodedata.normalize("NFD", nombre.lower()).encode("ascii", "ignore").decode()
    if cerca := get_close_matches(sin_tildes, _CAMPOS, 1, 0.75):
        raise ErrorDeUso(f"CAMPO: no hay «{nombre}»; ¿quiso decir «{cerca[0]}»?")


def _sin_tocar_los_plazos(asamblea: Asamblea, errata: Errata) -> str:
    """Lo que sigue diciendo otra fecha: «cuando» es lo que se lee, y los plazos, lo que va al calendario."""
    suyo = next((c for c in asamblea.compromisos if c.codigo == errata.compromiso), None)
    if errata.campo != "cuando" or suyo is None or not suyo.plazos:
        return ""
    dichos = enumerar(f"plazos[{i}], {p.nombre}" for i, p in enumerate(suyo.plazos, start=1))
    return (
        f"\nAtención: esto no cambia sus plazos, que van a la tabla y al calendario: {dichos}. Si también "
        "cambian, haga otra errata con CAMPO plazos[1].fecha."
    )


def _agregada(
    raiz: Path,
    examen: Examen,
    expediente: Expediente,
    errata: Errata,
    huella: str,
    pendientes: frozenset[tuple[str, str]] = frozenset(),
    tambien: Mapping[str, _Archivo] = MappingProxyType({}),
) -> tuple[dict[Path, bytes], Version, str]:
    """Los archivos con la errata al final, ya revisados, la versión que resulta y lo que hay que mirar.

    `pendientes` son los errores que ya había y que esta errata no tiene que arreglar todos; `tambien`, los
    demás archivos que cambia.
    """
    ruta = raiz / "datos" / expediente.asamblea.id / "agenda.yml"
    escrita = errata.model_copy(update={"huella": huella})
    arbol = escrita.model_dump(mode="json", exclude_defaults=True)
    datos = agregar(ruta.read_bytes(), "fe_de_erratas", arbol)
    nuevos: dict[str, _Archivo] = {"agenda": (datos, Agenda), **tambien}
    despues = exigir_sano(expediente, nuevos, pendientes)
    assert despues.agenda is not None
    assert despues.version is not None
    suya = f"fe_de_erratas[{len(despues.agenda.fe_de_erratas)}]."
    con_ella = con_archivos(expediente, nuevos)
    dichos = [*revisar(con_ella), *nombres_de(con_ella, examen.carga.comun)]
    hallados = [(h.lugar.ruta.removeprefix(suya), h) for h in dichos if h.lugar.ruta.startswith(suya)]
    por_mirar = [f"\n  --{campo.replace('_', '-')}: {h.mensaje}" for campo, h in hallados]
    por_mirar += [f"\n  {d}" for d in _a_medias(errata, despues.contenido)]
    aviso = "\nMírelo antes: después solo se arregla con otra errata o con un retiro."
    archivos = {raiz / expediente.fuentes[c].archivo: escrito for c, (escrito, _) in nuevos.items()}
    return archivos, despues.version, "".join([aviso, *dict.fromkeys(por_mirar)]) if por_mirar else ""


def _a_medias(errata: Errata, despues: Contenido) -> Iterator[str]:
    """Lo que queda diciendo dos cosas: el plazo se dice con las palabras de la mesa y también en fechas."""
    suyo = despues.compromiso(errata.compromiso) if errata.compromiso else None
    if suyo is None or not suyo.plazos or not suyo.cuando:
        return
    if errata.campo == "cuando":
        fechas = enumerar(p.nombre for p in suyo.plazos)
        yield f"«plazos» sigue diciendo {fechas}: si también cambió, corríjalo con otra errata"
    elif (errata.campo or "").startswith("plazos"):
        yield f"«cuando» sigue diciendo «{suyo.cuando}»: si también cambió, corríjalo con otra errata"


def _en_sus_archivos(
    raiz: Path, expediente: Expediente, despues: Contenido, campo: str | None, valor: str | None
) -> dict[str, _Archivo]:
    """El archivo de la asamblea que todavía dice lo de antes en `campo`, ya corregido; vacío si no hay.

    Uno que dice otra cosa, que no es ni lo de antes ni `valor`, no se toca: es de quien lo cambió.
    """
    antes, asamblea = expediente.asamblea.contenido.asamblea, expediente.asamblea
    if antes is None or despues.asamblea is None:
        return {}
    ya_estaba = {d.campo for d in diferencias(antes, asamblea.copia)}
    nueva = next((d for d in diferencias(despues.asamblea, asamblea.copia) if d.campo == campo), None)
    if nueva is None or nueva.campo in ya_estaba:
        return {}
    fuente, donde = copia.en_su_archivo(nueva, expediente)
    clave = next(c for c, f in expediente.fuentes.items() if f is fuente)
    crudo, escrita = (raiz / fuente.archivo).read_bytes(), fuente.escrita(donde)
    suyo = campo_en(AsambleaAprobada, tuple(re.findall(r"[a-z_]+", nueva.campo)))
    if valor is None:
        crudo = quitar(crudo, escrita)
    else:
        crudo = fijar(crudo, escrita, valor if suyo and suyo.texto is not None else Llano(valor))
    return {clave: (crudo, ARCHIVOS[clave.split("/")[0].replace("resultados", "resultado")])}


def _dichos(expediente: Expediente, tambien: Mapping[str, _Archivo]) -> str:
    return "".join(f"\nTambién se corrige en {expediente.fuentes[c].archivo}." for c in tambien)
