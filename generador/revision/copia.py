"""Los archivos de la asamblea contra lo que el acta copió de ellos: cada dato que cambió, por su nombre."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generador.errores import Hallazgo
from generador.modelo.aprobado.copia import Diferencia, diferencias, es_fijo
from generador.modelo.aprobado.erratas import OTRA_APROBACION
from generador.modelo.campos import rotulo_de
from generador.modelo.datos.aprobada import AsambleaAprobada
from generador.modelo.expediente import Expediente
from generador.modelo.fuente import Fuente, Ruta
from generador.modelo.personal.datos_personales import detectar
from generador.revision.privacidad import DE_TODOS

_EN_LA_JORNADA: dict[str, Ruta] = {
    "inicio": ("horario", "inicio"),
    "fin": ("horario", "fin"),
    "sede": ("sede", "nombre"),
    "direccion": ("sede", "direccion"),
}
_COMO_SE_LLAMA = {"mesas": "la mesa", "jornadas": "la jornada", "hojas": "la hoja"}


def revisar(expediente: Expediente) -> Iterator[Hallazgo]:
    """Un error por cada dato que ya no es el que se aprobó; nada si el acta no los copió."""
    asamblea = expediente.asamblea
    aprobada = asamblea.contenido.asamblea
    if asamblea.aprobacion is None or aprobada is None:
        return
    halladas = list(diferencias(aprobada, asamblea.copia))
    # Sin un solo «demostracion: true», cada hoja que lo perdió es parte de lo mismo.
    todo = any(d.campo == "demostracion" for d in halladas)
    for d in halladas:
        if _se_dice_en_otra_parte(d, expediente) or (todo and d.campo.endswith("].demostracion")):
            continue
        fuente, ruta = _donde(d, expediente)
        if _dice_donde_es(d):
            # Tapado no se vería qué cambió, ni serviría la orden que se copia.
            yield Hallazgo(fuente.lugar(ruta), _mensaje(d, expediente), _ayuda(d, asamblea.id, d.hoy))
        else:
            nuevo = d.hoy if d.hoy is None or fuente.tapar(d.hoy) == d.hoy else "…"
            yield fuente.hallazgo(ruta, _mensaje(d, expediente), _ayuda(d, asamblea.id, nuevo))


def _se_dice_en_otra_parte(d: Diferencia, expediente: Expediente) -> bool:
    """Una hoja de más o de menos es sus aportes; una mesa que falta, las sub-mesas que se sellaron."""
    asamblea = expediente.asamblea
    acto = asamblea.aprobacion
    selladas = acto is not None and acto.metodo is not None
    agenda = asamblea.agenda
    if d.campo == "codigo":
        # Lo dicen los códigos de los compromisos escritos, que no empiezan por él.
        return agenda is not None and bool(agenda.compuesta.compromisos)
    return d.entero and (
        d.campo.startswith("hojas") or (d.campo.startswith("mesas") and d.hoy is None and selladas)
    )


def _dice_donde_es(d: Diferencia) -> bool:
    """Si es la dirección del encuentro, que ya es pública, y no dice nada de nadie."""
    dichos = [c.clase for valor in (d.aprobado, d.hoy) for c in detectar(valor or "")]
    return d.campo.rpartition(".")[2] in DE_TODOS and set(dichos) <= {"direccion"}


def _mensaje(d: Diferencia, expediente: Expediente) -> str:
    lista = d.campo.partition("[")[0]
    if d.entero and d.llave is not None and lista in _COMO_SE_LLAMA:
        que = f"{_COMO_SE_LLAMA[lista]} {d.llave}"
        return f"falta {que}, que se aprobó" if d.hoy is None else f"{que} no estaba en lo que se aprobó"
    de = f" (es de {expediente.fuentes['convenio'].archivo})" if lista.startswith("convenio") else ""
    rotulo = rotulo_de(AsambleaAprobada, d.campo)
    return f"«{rotulo}» ya no es lo que se aprobó{de}: decía {citado(d.aprobado)} y dice {citado(d.hoy)}"


def citado(texto: str | None) -> str:
    """El valor de un dato entre comillas, o «nada»."""
    return "nada" if texto is None else f"«{texto}»"


def _ayuda(d: Diferencia, id_: str, nuevo: str | None) -> str:
    if es_fijo(d.campo) or d.entero or d.campo in ("mesas", "jornadas", "hojas"):
        return OTRA_APROBACION
    campo = f"'{d.campo}'" if "[" in d.campo else d.campo
    debe_decir = f' --debe-decir "{nuevo}"' if nuevo is not None else ""
    return (
        "deshaga el cambio; si corrige un error, publíquelo como fe de erratas: "
        f'./asamblea errata {id_} asamblea {campo}{debe_decir} --razon "…" --fecha AAAA-MM-DD'
    )


def _donde(d: Diferencia, expediente: Expediente) -> tuple[Fuente, Ruta]:
    """El renglón que cambió. Lo del convenio, que es de varias, se señala en el acta de esta."""
    fuentes, pasos = expediente.fuentes, _pasos(d)
    if pasos[0] in ("convenio", "id"):
        return fuentes["agenda"], ("aprobacion", "asamblea", *pasos)
    return _en_su_archivo(d, pasos, expediente)


def en_su_archivo(d: Diferencia, expediente: Expediente) -> tuple[Fuente, Ruta]:
    """El archivo y la ruta donde se escribe ese dato, también si el archivo es de varias asambleas."""
    pasos = _pasos(d)
    if pasos[0] == "convenio":
        return expediente.fuentes["convenio"], tuple(pasos[1:])
    return _en_su_archivo(d, pasos, expediente)


def _pasos(d: Diferencia) -> list[str | int]:
    return [int(n) - 1 if n else nombre for nombre, n in re.findall(r"([a-z_]+)|\[(\d+)\]", d.campo)]


def _en_su_archivo(d: Diferencia, pasos: list[str | int], expediente: Expediente) -> tuple[Fuente, Ruta]:
    fuentes, asamblea = expediente.fuentes, expediente.asamblea
    lista, suyo = pasos[0], tuple(pasos[2:])
    if lista == "hojas":
        clave = f"resultados/{d.llave}"
        return (fuentes[clave], suyo) if clave in fuentes else (fuentes["agenda"], ("aprobacion", "asamblea"))
    if lista == "mesas":
        puestos = [i for i, m in enumerate(asamblea.mesas.mesas) if str(m.numero) == d.llave]
        return fuentes["mesas"], ("mesas", *puestos, *suyo) if puestos else ("mesas",)
    if lista == "jornadas":
        puestos = [i for i, j in enumerate(asamblea.evento.jornadas) if j.id == d.llave]
        dentro = _EN_LA_JORNADA.get(str(suyo[0]), suyo) if suyo else ()
        return fuentes["evento"], ("jornadas", *puestos, *dentro) if puestos else ("jornadas",)
    return fuentes["evento"], tuple(pasos)
