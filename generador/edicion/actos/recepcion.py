"""Anotar la hoja que llegó después del acto: se publica con su fecha y su razón, y lo firmado no cambia."""

from __future__ import annotations

from pathlib import Path

from generador.carga.pedido import de_orden
from generador.construccion.datos.examen import examinar
from generador.edicion.aprobacion import Propuesta, clave_de, exigir_fecha, exigir_sano, lectura_de
from generador.edicion.escritor import agregar
from generador.errores import ErrorDeUso
from generador.modelo.datos.agenda import Agenda, RecibidoDespues
from generador.modelo.texto import enumerar
from generador.revision import tardias


def proponer_recepcion(raiz: Path, id_: str, submesa: str, razon: str, fecha: str) -> Propuesta:
    """La anotación de que la hoja de `submesa`, que ya está en `resultados/`, llegó después de aprobar.

    ErrorDeUso si la agenda no está aprobada, si no hay tal hoja o no llegó después, o si ese día no sirve;
    ErrorDeDatos si los datos tienen otros errores. No escribe nada.
    """
    lectura = lectura_de(raiz, id_)
    examen = examinar(raiz)
    hallado = next((e for e in examen.carga.expedientes if e.asamblea.id == id_), None)
    # Mientras no se anote, la hoja es un error: es el que esta orden arregla. Puede haber otras esperando.
    esperan = frozenset(clave_de(h) for h in tardias.revisar(hallado)) if hallado else frozenset()
    suyos = [h for h in examen.de(id_) if h.gravedad == "error"]
    sano = hallado is not None and all(clave_de(h) in esperan for h in suyos)
    expediente = hallado if hallado is not None and sano else examen.expediente(id_)
    asamblea = expediente.asamblea
    if asamblea.agenda is None or asamblea.aprobacion is None:
        raise ErrorDeUso("la agenda no está aprobada: la hoja entra como las demás, no hay que anotarla")
    pedida = {"submesa": submesa, "fecha": fecha, "razon": razon}
    anotada = de_orden(RecibidoDespues, pedida, {"submesa": "SUBMESA"})
    exigir_fecha(anotada.fecha)
    if anotada.fecha < asamblea.aprobacion.fecha:
        raise ErrorDeUso(
            f"--fecha: la agenda se aprobó el {asamblea.aprobacion.fecha}; lo recibido después no es de antes"
        )
    if any(r.submesa == anotada.submesa for r in asamblea.agenda.recibidos):
        raise ErrorDeUso(f"la hoja de {anotada.submesa} ya está anotada como recibida después del acto")
    hoja = next((r for r in asamblea.tardias if r.submesa == anotada.submesa), None)
    if hoja is None:
        esta = f"resultados/{anotada.submesa}" in expediente.fuentes
        en_blanco = f"resultados/{anotada.submesa}" in expediente.en_blanco
        raise ErrorDeUso(_por_que_no(anotada.submesa, id_, esta=esta, en_blanco=en_blanco))
    ruta = raiz / "datos" / id_ / "agenda.yml"
    datos = agregar(ruta.read_bytes(), "recibidos", anotada.model_dump(mode="json"))
    despues = exigir_sano(expediente, {"agenda": (datos, Agenda)}, esperan)
    huella = asamblea.huella
    assert huella is not None
    assert despues.huella == huella
    codigos = enumerar(f"{hoja.submesa}-N{i}" for i in range(1, len(hoja.aportes) + 1))
    resumen = "\n".join(
        (
            f"Recibido después del acto, el {anotada.fecha}: {codigos}",
            *(f"  {a.necesidad}" for a in hoja.aportes),
            f"Razón: {anotada.razon}",
            "Se publica aparte, con su fecha y su razón. Lo firmado no cambia.",
        )
    )
    return Propuesta(resumen, {ruta: datos}, huella, lectura)


def _por_que_no(submesa: str, id_: str, *, esta: bool, en_blanco: bool) -> str:
    if en_blanco:
        return (
            f"datos/{id_}/resultados/{submesa}.yml sigue en blanco: pase ahí lo que entregó y vuelva a dar "
            "la orden"
        )
    if esta:
        return f"la hoja de {submesa} ya estaba cuando se aprobó: se corrige con ./asamblea errata"
    return f"no hay datos/{id_}/resultados/{submesa}.yml: póngala ahí y vuelva a dar la orden"
