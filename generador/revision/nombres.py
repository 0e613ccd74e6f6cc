"""Una persona aparece con nombre solo si lo autorizó, y sin autorización tampoco de paso en otro texto."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from generador.errores import Hallazgo
from generador.modelo.aporte import Persona, Resultado
from generador.modelo.expediente import Expediente
from generador.modelo.fuente import Ruta
from generador.modelo.texto import sin_tildes
from generador.modelo.textos import recorrer
from generador.revision.privacidad import lugar_tapado


def revisar(expediente: Expediente) -> Iterator[Hallazgo]:
    """Los nombres sin consentimiento y los textos que los repiten."""
    prohibidos: dict[str, str] = {}
    propios: set[tuple[str, Ruta]] = set()
    for resultado in expediente.asamblea.resultados:
        clave = f"resultados/{resultado.submesa}"
        for papel in Resultado.model_fields:
            persona = getattr(resultado, papel)
            if not isinstance(persona, Persona) or persona.nombre is None:
                continue
            ruta: Ruta = (papel, "nombre")
            propios.add((clave, ruta))
            if persona.consentimiento:
                continue
            fuente = expediente.fuentes[clave]
            prohibidos.setdefault(persona.nombre, f"{fuente.archivo}, línea {fuente.lugar(ruta).linea}")
            yield Hallazgo(
                lugar_tapado(fuente, ruta, persona.nombre, 0, len(persona.nombre)),
                "este nombre no se publicará: falta su consentimiento",
                "si la persona lo autorizó por escrito, agregue «consentimiento: sí»; si no, borre el nombre",
                "advertencia",
            )
    if prohibidos:
        yield from _de_paso(expediente, prohibidos, propios)


def _de_paso(
    expediente: Expediente, prohibidos: Mapping[str, str], propios: set[tuple[str, Ruta]]
) -> Iterator[Hallazgo]:
    patrones = [(*_patron(nombre), origen) for nombre, origen in prohibidos.items()]
    for clave, modelo, fuente in expediente.archivos():
        for ruta, texto, clase in recorrer(modelo):
            if clase != "libre" or (clave, ruta) in propios:
                continue
            plegado = _plegar(texto)
            for patron, exacto, origen in patrones:
                for hallado in patron.finditer(texto if exacto else plegado):
                    yield Hallazgo(
                        lugar_tapado(fuente, ruta, texto, *hallado.span()),
                        f"aquí aparece el nombre de una persona que no autorizó publicarlo ({origen})",
                        "ponga su papel o su organización en vez del nombre",
                    )


def _patron(nombre: str) -> tuple[re.Pattern[str], bool]:
    """Cómo buscar el nombre, y si se busca con sus mayúsculas y tildes.

    Un nombre de una sola palabra («Rosa», «Paz») se confunde con palabras corrientes: se exige igual.
    """
    palabras = nombre.split()
    exacto = len(palabras) == 1
    partes = palabras if exacto else _plegar(nombre).split()
    cuerpo = r"\s+".join(map(re.escape, partes))
    return re.compile(rf"(?<!\w){cuerpo}(?!\w)"), exacto


def _plegar(texto: str) -> str:
    """Sin tildes ni mayúsculas, letra por letra, para que los tramos sirvan en el texto original."""
    return "".join(plano if len(plano := sin_tildes(c)) == 1 else c for c in texto)
