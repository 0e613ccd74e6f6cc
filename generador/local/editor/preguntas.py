"""Lo que se le pregunta a quien empieza una asamblea, y la carpeta que resulta de sus respuestas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from generador.carga.remedios import entero_propuesto
from generador.edicion.esqueleto import crear, objeciones_al_pedido
from generador.errores import Hallazgo, Lugar, Objecion
from generador.local.editor.archivos import archivos, convenios
from generador.local.editor.hoja import Hoja, de_envio, renglones
from generador.local.editor.pantalla import DatoVisto, Pantalla, pantalla
from generador.modelo.campos import Campo, campo_en
from generador.modelo.datos.evento import Estado, Evento
from generador.modelo.datos.mesas import Mesas

_SUPUESTAS = "5"


def preguntas(raiz: Path) -> tuple[Campo, ...]:
    """Cada pregunta, con el rótulo, la ayuda y los topes del campo en que queda."""
    de_evento = {c: _campo(Evento, c) for c in ("titular", "territorio", "convenio", "alcance")}
    dia = _campo(Evento, "jornadas", "fecha")
    carpeta = replace(
        de_evento["convenio"],
        ruta="carpeta",
        rotulo="Nombre de la carpeta",
        ayuda="En minúsculas, con guiones: «tame-2024». Va en la dirección de sus páginas; ya publicado, no "
        "cambia.",
        largo=60,
    )
    mesas = _campo(Mesas, "mesas")
    return (
        de_evento["titular"],
        de_evento["territorio"],
        carpeta,
        replace(
            dia,
            ruta="fecha",
            rotulo="Fechas",
            ayuda="El día del encuentro, como año-mes-día: «2024-05-11».",
            lista=True,
        ),
        *con_lo_que_hay(raiz, [de_evento["convenio"]]),
        replace(de_evento["alcance"], obligatorio=False, tipo="número"),
        replace(mesas, ayuda="Cuántas mesas de trabajo va a haber.", lista=False, dentro=None, tipo="número"),
    )


def en_blanco(raiz: Path) -> Pantalla:
    """Las preguntas sin responder; el convenio, si solo hay uno, ya escogido."""
    hay = list(convenios(raiz))
    return _vista(raiz, {"mesas": _SUPUESTAS, "convenio": hay[0] if len(hay) == 1 else ""})


def responder(raiz: Path, enviado: Mapping[str, str]) -> str | Pantalla:
    """El nombre de la carpeta que se creó o, si algo no sirve, las preguntas con lo que hay que corregir.

    No escribe nada si algo no sirve.
    """
    suyas = preguntas(raiz)
    dicho = respuestas(suyas, enviado)
    fechas, malos = renglones(dicho["fecha"]), {c.nombre: objecion(c, dicho[c.nombre]) for c in suyas}
    # De lo que ya tiene su objeción no se dice otro: sin responder, también está mal escrito.
    objeciones = [
        *(Objecion(nombre, malo) for nombre, malo in malos.items() if malo),
        *(
            r
            for r in objeciones_al_pedido(
                raiz, dicho["carpeta"], dicho["titular"], dicho["territorio"], fechas, dicho["convenio"]
            )
            if not malos[r.dato]
        ),
    ]
    if objeciones:
        hecha = _vista(raiz, dicho, [Hallazgo(Lugar("", ruta=r.dato), r.dicho) for r in objeciones])
        if any(a.asamblea == dicho["carpeta"] != "" for a in archivos(raiz)):
            hecha.vistos["carpeta"].enlace = (f"/carpeta/{dicho['carpeta']}", "Seguir con la que ya está")
        return hecha
    crear(
        raiz,
        dicho["carpeta"],
        dicho["titular"],
        dicho["territorio"],
        fechas,
        dicho["convenio"],
        int(dicho["alcance"]) if dicho["alcance"] else None,
        int(dicho["mesas"]),
    )
    return str(dicho["carpeta"])


def respuestas(suyas: Sequence[Campo], enviado: Mapping[str, str]) -> Hoja:
    """Lo que llegó de cada pregunta; vacío si no llegó."""
    llegaron = de_envio(suyas, enviado)
    return {c.nombre: llegaron.get(c.nombre, "") for c in suyas}


def objecion(campo: Campo, respuesta: str) -> str:
    """Qué tiene de malo una respuesta que quien escribe el archivo no alcanza a mirar; vacío si nada."""
    if campo.obligatorio and not respuesta and not campo.opciones:
        return "falta responder esta pregunta"
    if campo.nombre == "convenio":
        return (
            ""
            if respuesta in campo.opciones
            else "escoja uno de la lista; si el suyo no está, agréguelo primero"
        )
    if campo.tipo != "número" or not respuesta:
        return ""
    menor, mayor = campo.minimo or 0, campo.maximo or 0
    en_cifras = respuesta.isascii() and respuesta.isdecimal() and len(respuesta) < 9
    if en_cifras and menor <= int(respuesta) <= mayor:
        return ""
    propuesto = entero_propuesto(respuesta)
    sirve = propuesto is not None and not en_cifras and menor <= int(propuesto) <= mayor
    ayuda = f"; escriba solo cifras, sin puntos: {propuesto}" if sirve else ""
    return f"debe ser un número de {menor} a {mayor}, en cifras{ayuda}"


def _campo(modelo: type[Evento] | type[Mesas], *ruta: str) -> Campo:
    campo = campo_en(modelo, ruta)
    assert campo is not None
    return campo


def con_lo_que_hay(raiz: Path, suyos: Sequence[Campo]) -> tuple[Campo, ...]:
    """Los mismos campos; en un evento, el convenio, entre los que hay, y el estado, hasta donde se escoge."""
    return tuple(_del_evento(raiz, c) if c.modelo is Evento else c for c in suyos)


def _del_evento(raiz: Path, campo: Campo) -> Campo:
    if campo.ruta == "convenio":
        ayuda = "El que financia: de él sale el crédito."
        return replace(campo, ayuda=ayuda, opciones=tuple(convenios(raiz)))
    if campo.ruta == "estado":
        ayuda = f"{campo.ayuda} Aprobada no se escoge: la deja así «./asamblea aprobar»."
        return replace(
            campo, ayuda=ayuda, opciones=tuple(o for o in campo.opciones if o != Estado.APROBADA.value)
        )
    return campo


def por_su_nombre(raiz: Path, vista: Pantalla) -> Pantalla:
    """La misma; cada convenio para escoger, como se le dice y no como se llama su archivo."""
    visto = vista.vistos.get("convenio")
    if isinstance(visto, DatoVisto):
        dichos = convenios(raiz)
        visto.opciones = tuple((o, dichos.get(o, dicho)) for o, dicho in visto.opciones)
    return vista


def _vista(raiz: Path, dicho: Hoja, hallazgos: Sequence[Hallazgo] = ()) -> Pantalla:
    return por_su_nombre(raiz, pantalla(preguntas(raiz), dicho, hallazgos))
