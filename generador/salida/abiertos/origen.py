"""La guardia de los datos abiertos: lee cada archivo ya escrito y exige crédito, licencia y avisos."""

from __future__ import annotations

from generador.errores import ErrorDeSalida
from generador.modelo.publico.abierto import AgendaAbierta
from generador.salida.credito.guardia import CreditoAusente, Motivo
from generador.salida.privacidad.lectores import trozos


def exigir_origen(datos: bytes, archivo: str, agenda: AgendaAbierta, nombre: str) -> None:
    """CreditoAusente si el archivo no trae la frase; ErrorDeSalida si calla la licencia o un aviso.

    Cuenta lo que se lee al abrirlo, no sus comentarios ni los nombres de sus campos.
    """
    texto = "\n".join(t.texto for t in trozos(archivo, datos) if not t.al_lado)
    if agenda.credito not in texto:
        raise CreditoAusente(nombre, None, Motivo.AUSENTE)
    for aviso in agenda.avisos:
        if aviso not in texto:
            raise ErrorDeSalida(f"{nombre}: no dice «{aviso}»")
    if agenda.licencia.nombre not in texto and agenda.licencia.enlace not in texto:
        raise ErrorDeSalida(f"{nombre}: no dice bajo qué licencia se publica")
