"""De un error de pydantic al mensaje en español: se escoge por su tipo, jamás por su texto."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from generador.carga.lectura.sintaxis import DE_WORD, guion_de_word
from generador.carga.remedios import (
    codigo_propuesto,
    dos_enteros,
    entero_propuesto,
    fecha_propuesta,
    hora_propuesta,
)
from generador.modelo.personal.datos_personales import enmascarar
from generador.modelo.texto import plural, sin_tildes, slug
from generador.modelo.tipos import (
    FORMA_DE_CONVENIO,
    FORMA_DE_ETIQUETA,
    FORMA_DE_HUELLA,
    FORMA_DE_PREFIJO,
    FORMA_DE_SAL,
)

Redaccion = tuple[str, str]
"""Mensaje y ayuda."""

_NUMEROS = {
    nombre: valor
    for valor, nombre in enumerate(
        (
            *("cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez"),
            *("once", "doce", "trece", "catorce", "quince", "dieciséis", "diecisiete", "dieciocho"),
        )
    )
}
FORMAS: Mapping[str, tuple[str, str]] = {
    FORMA_DE_CONVENIO: ("número de convenio", '"002", entre comillas'),
    FORMA_DE_PREFIJO: ("prefijo de compromisos", "TAM24 (mayúsculas y las dos cifras del año)"),
    FORMA_DE_ETIQUETA: (
        "etiqueta de redes",
        '"#EconomíaSolidaria", sin espacios, con su «#» y entre comillas',
    ),
    FORMA_DE_HUELLA: ("huella", "las 64 cifras y letras que quedaron escritas, sin tocarlas"),
    FORMA_DE_SAL: ("sal de una aprobación", "las 32 cifras y letras que quedaron escritas al aprobar"),
}
"""Por patrón, qué se pide y un ejemplo."""
_AUTORIZAR = (
    "pida permiso a la organización o a quienes aparecen y, cuando lo den, escriba «consentimiento: true»"
)
_EVIDENCIA = (
    "debajo de «evidencia», con sangría, escriba «enlace» (https://…), «documento» (con «que» y «guarda») o "
    "«foto» (una de «medios»); si no hay soporte, borre el renglón"
)
_SI_FALTA: Mapping[str, str] = {
    "consentimiento": _AUTORIZAR,
    "alt": "describa lo que se ve, para quien no ve",
    "articulo": "escriba el que lleva en la frase del crédito: la, el, las, los o ninguno",
}
"""Por campo obligatorio, un remedio mejor que «agréguelo»."""


def _campo(e: Mapping[str, Any]) -> str:
    """El del error; si es de un elemento de una lista, el de la lista."""
    return next(parte for parte in reversed(e["loc"]) if isinstance(parte, str))


def llego(valor: Any) -> str:
    """Cómo se nombra lo que llegó: primero tapado y después recortado."""
    if valor is None:
        return "nada"
    if isinstance(valor, dict):
        return "una ficha de claves"
    if isinstance(valor, (list, tuple)):
        return "una lista"
    texto = enmascarar(str(valor))
    return f"«{texto[:40]}…»" if len(texto) > 41 else f"«{texto}»"


def _dicho(e: Mapping[str, Any]) -> str:
    return llego(e["tapado"])


def _agregar(ayuda: str) -> str:
    dicha = _en_frase(ayuda)
    return f"agréguelo: {dicha}" if dicha else "agréguelo"


def _en_frase(ayuda: str) -> str:
    """La ayuda de un campo, para que siga a dos puntos."""
    return ayuda[:1].lower() + ayuda[1:].rstrip(".")


def _entero(e: Mapping[str, Any]) -> Redaccion:
    valor = e["input"]
    if re.fullmatch(r"\s*[+-]?[0-9]{10,}\s*", str(valor)):
        return "es un número demasiado grande", "use hasta nueve cifras"
    numero = _NUMEROS.get(str(valor).strip().lower())
    if (dos := dos_enteros(str(valor))) is not None:
        cual = dos[_campo(e) == "hasta"]
        return f"debe ser un solo número entero; llegó {_dicho(e)}", f"escriba solo {cual}"
    propuesto = entero_propuesto(str(valor))
    # Sin saber cuál quiso escribir, un número después de los dos puntos se toma por el remedio.
    cifras = f"sin puntos: {propuesto}" if propuesto else "sin puntos ni comas; por ejemplo, 12"
    ayuda = f"escriba {numero}" if numero is not None else f"escriba solo cifras, {cifras}"
    return f"debe ser un número entero; llegó {_dicho(e)}", ayuda


def _hora(e: Mapping[str, Any]) -> Redaccion:
    propuesta = hora_propuesta(str(e["input"]))
    ejemplo = f": {propuesta}" if propuesta else ", por ejemplo 14:45 para las 2:45 p. m."
    return f"debe ser una hora de 24 horas; llegó {_dicho(e)}", f"escriba HH:MM{ejemplo}"


def _vacio(e: Mapping[str, Any]) -> Redaccion:
    prescindible = "" if e["obligatorio"] else "; si no hace falta, borre la clave"
    dicha = _en_frase(e["ayuda"])
    return "está vacío", f"escríbalo{f': {dicha}' if dicha else ''}{prescindible}"


def _texto(e: Mapping[str, Any]) -> Redaccion:
    if e["input"] is None:
        return _vacio(e)
    return f"debe ser un texto; llegó {_dicho(e)}", "si es texto corriente, póngalo entre comillas"


def _largo(e: Mapping[str, Any]) -> Redaccion:
    tope, hay = e["ctx"]["max_length"], e["ctx"]["actual_length"]
    if isinstance(e["input"], str):
        sobran, sobra = plural(hay - tope, "carácter", "caracteres"), "sobra" if hay == tope + 1 else "sobran"
        return f"tiene {hay} caracteres y caben {tope}", f"acórtelo: {sobra} {sobran}"
    return f"hay {plural(hay, 'elemento', 'elementos')} y caben {tope}", "quite los que sobran"


def _lista(e: Mapping[str, Any]) -> Redaccion:
    valor = e["input"]
    if valor is None:
        return "la lista está vacía", "escriba al menos un elemento en el renglón de abajo: «- » y su texto"
    if isinstance(valor, str) and valor[:1] in tuple(DE_WORD):
        return guion_de_word(valor[0])
    ayuda = "ponga cada elemento en su renglón, con «- » al comienzo"
    if isinstance(valor, dict):
        ayuda = "ponga «- » antes de su primera clave, y las demás alineadas con ella"
    return f"debe ser una lista; llegó {_dicho(e)}", ayuda


def _lista_corta(e: Mapping[str, Any]) -> Redaccion:
    return (
        "la lista está vacía",
        f"escriba al menos {plural(e['ctx']['min_length'], 'elemento', 'elementos')}",
    )


def _opcion(e: Mapping[str, Any]) -> Redaccion:
    esperado = e["ctx"]["expected"].replace("'", "").replace(" or ", ", ")
    opciones = [o.strip() for o in esperado.split(",")]
    if e["input"] is None:
        return "está vacío", f"escriba una de: {', '.join(opciones)}"
    cerca = parecida(e["input"], opciones, 0.5)
    pregunta = f"¿quiso decir «{cerca}»? Use" if cerca else "use"
    return f"{_dicho(e)} no es una de las opciones", f"{pregunta} una de: {', '.join(opciones)}"


def _codigo(forma: str, ejemplo: str, *, propuesto: bool = False) -> Callable[[Mapping[str, Any]], Redaccion]:
    def redactar(e: Mapping[str, Any]) -> Redaccion:
        otro = codigo_propuesto(e["type"], str(e["input"])) if propuesto else None
        pregunta = (
            f"¿quiso decir {otro}? Se escribe con mayúsculas, cifras y el guion del teclado" if otro else None
        )
        return f"{_dicho(e)} no tiene forma de {forma}", pregunta or f"por ejemplo: {ejemplo}"

    return redactar


def _identificador(e: Mapping[str, Any]) -> Redaccion:
    if re.fullmatch(r"[a-z0-9-]+\.ya?ml", str(e["input"])):
        return f"{_dicho(e)} lleva de más la extensión", "escríbalo sin ella"
    dicho = str(e["input"])
    # De lo que se tapa no se propone nada.
    sirve = e["tapado"] == e["input"] and re.search(r"[^\W_]", dicho) is not None
    llano = re.sub(r"(?i)\.ya?ml$", "", re.sub("(?i)año", "anio", dicho))
    propuesto = slug(llano)[:60].strip("-") if sirve else "municipio-2024"
    return _codigo("identificador", f"{propuesto} (minúsculas sin tildes, cifras y guiones)")(e)


def _fuera_del_calendario(e: Mapping[str, Any]) -> Redaccion:
    if not "1900" <= str(e["input"])[:4] < "3000":
        return f"{_dicho(e)} no es de estos años", "revise el año: se escribe con sus cuatro cifras"
    return f"{_dicho(e)} no está en el calendario", "revise el año, el mes y el día: van en ese orden"


def _plazo(e: Mapping[str, Any]) -> Redaccion:
    if re.fullmatch(r"\d{4}-[TS]\d", str(e["input"])) and "1900" <= str(e["input"])[:4] < "3000":
        return f"{_dicho(e)} no está en el calendario", "van de T1 a T4, o de S1 a S2"
    if re.fullmatch(r"\d{4}(-\d{2}){0,2}|\d{4}-[TS]\d", str(e["input"])):
        return _fuera_del_calendario(e)
    return (
        f"{_dicho(e)} no es una fecha de plazo",
        "escriba 2024-02-15 (día), 2024-02 (mes), 2024-T3 (trimestre), 2024-S1 (semestre), 2024 o sin_fecha",
    )


def _fecha(e: Mapping[str, Any]) -> Redaccion:
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", str(e["input"])):
        return _fuera_del_calendario(e)
    return (
        f"debe ser una fecha; llegó {_dicho(e)}",
        f"escriba AAAA-MM-DD: {fecha_propuesta(str(e['input'])) or '2023-11-18'}",
    )


def _enlace(e: Mapping[str, Any]) -> Redaccion:
    """Sin repetir lo que llegó: puede ser el correo o el teléfono de alguien."""
    valor = str(e["input"]).strip()
    if re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", valor):
        falta = "mailto:"
    elif re.fullmatch(r"\+?[\d\s()-]{7,}", valor):
        falta = "tel:"
    elif re.fullmatch(r"[\w-]+(\.[\w-]+)+(/\S*)?", valor):
        falta = "https://"
    else:
        return f"{_dicho(e)} no es una dirección que se pueda publicar", (
            "use https://…, http://…, mailto:… o tel:…"
        )
    return f"{_dicho(e)} no es una dirección que se pueda publicar", f"escriba «{falta}» delante"


def _fijo(mensaje: str, ayuda: str) -> Callable[[Mapping[str, Any]], Redaccion]:
    return lambda e: (mensaje.format(llego=_dicho(e)), ayuda)


_POR_TIPO: Mapping[str, Callable[[Mapping[str, Any]], Redaccion]] = {
    "missing": lambda e: ("falta y es obligatorio", _SI_FALTA.get(_campo(e)) or _agregar(e["ayuda"])),
    "string_type": _texto,
    "string_pattern_mismatch": lambda e: _codigo(*FORMAS[e["ctx"]["pattern"]])(e),
    "texto_vacio": _vacio,
    "caracter_invisible": lambda e: (
        f"tiene un carácter invisible o de control: {e['ctx']['caracter']}",
        "bórrelo: suele llegar al pegar desde otro programa",
    ),
    "entero": _entero,
    "int_type": _entero,
    "hora": _hora,
    "time_type": _hora,
    "fecha": _fecha,
    "date_type": _fijo("debe ser una fecha; llegó {llego}", "escriba AAAA-MM-DD: 2023-11-18"),
    "si_no": _fijo("debe ser sí o no; llegó {llego}", "escriba sí o no"),
    "enlace": _enlace,
    "enlace_seguro": _fijo("{llego} no es la dirección de una fuente", "use una que empiece por https://"),
    "evidencia_vacia": _fijo("no dice con qué se comprueba", _EVIDENCIA),
    "evidencia_en_texto": lambda e: (f"{_dicho(e)} no dice con qué se comprueba", _EVIDENCIA),
    "evidencia_repetida": _fijo("lleva «fuente» y «evidencia»", "deje solo «evidencia», con su «enlace»"),
    "plazo": _plazo,
    "campo": _codigo("campo", "texto, responsables[2] o plan[1].cuando"),
    "huella_de_parte": _codigo("huella de una parte", "la que quedó escrita al aprobar, sin tocarla"),
    "codigo_submesa": _codigo("código de sub-mesa", "M2-S3", propuesto=True),
    "codigo_aporte": _codigo("código de aporte", "M2-S3-N1", propuesto=True),
    "codigo_compromiso": _codigo("código de compromiso", "TAM24-014", propuesto=True),
    "identificador": _identificador,
    "archivo_simple": _fijo(
        "{llego} no es un nombre de archivo que sirva en cualquier computador",
        'escriba solo el nombre, sin carpetas ni signos como : * ? " < > |',
    ),
    "archivo_de_imagen": lambda e: (
        f"{_dicho(e)} no termina en una extensión que se pueda publicar",
        f"use uno de: {e['ctx']['extensiones']}",
    ),
    "sin_autorizacion": _fijo("sin autorización no se publica", _AUTORIZAR),
    "color": _codigo("color", '"#0b6e4f", entre comillas'),
    "enum": _opcion,
    "literal_error": _opcion,
    "tuple_type": _lista,
    "model_type": _fijo(
        "debe llevar claves dentro; llegó {llego}",
        "escriba sus claves en los renglones de abajo, con sangría",
    ),
    "too_short": _lista_corta,
    "too_long": _largo,
    "greater_than_equal": lambda e: (
        f"es menor que {e['ctx']['ge']}; llegó {_dicho(e)}",
        f"use {e['ctx']['ge']} o más",
    ),
    "less_than_equal": lambda e: (
        f"es mayor que {e['ctx']['le']}; llegó {_dicho(e)}",
        f"use {e['ctx']['le']} o menos",
    ),
}
TIPOS = frozenset(_POR_TIPO) | {"extra_forbidden"}
"""Los tipos de error con redacción propia; una prueba comprueba que los modelos no dan otros."""


def es_consecuencia(error: Mapping[str, Any]) -> bool:
    """Si es una lista corta porque sus elementos fallaron: ya se dice en cada uno."""
    return bool(error["type"] == "too_short" and len(error["input"]) >= error["ctx"]["min_length"])


def parecida(clave: object, validas: Sequence[str], corte: float = 0.6) -> str | None:
    """La clave u opción válida que más se parece a una que no existe, o None.

    Ni las mayúsculas ni las tildes cuentan: «El» es «el», y «año» se parece a «anio».
    """
    llanas = {sin_tildes(v).lower(): v for v in validas}
    cerca = difflib.get_close_matches(sin_tildes(str(clave)).lower(), llanas, n=1, cutoff=corte)
    return llanas[cerca[0]] if cerca else None


def redactar(
    error: Mapping[str, Any],
    claves_validas: Sequence[str] = (),
    tapar: Callable[[str], str] = enmascarar,
    ayuda: str = "",
    obligatorio: bool = False,
) -> Redaccion:
    """Mensaje y ayuda de un error de pydantic (`ValidationError.errors()`).

    `claves_validas` son los campos del modelo que recibió una clave desconocida; `tapar` quita los datos de
    personas de lo que llegó, antes de recortarlo; `ayuda` es la del campo, para decir qué se escribe en él, y
    `obligatorio`, si no se puede borrar.
    """
    llegado = error.get("input")
    tapado = tapar(llegado) if isinstance(llegado, str) else llegado
    error = {**error, "tapado": tapado, "ayuda": ayuda, "obligatorio": obligatorio}
    if error["type"] == "extra_forbidden":
        clave = str(error["loc"][-1])
        cerca = parecida(clave, claves_validas)
        if cerca:
            return (
                f"la clave «{clave}» no existe; ¿quiso decir «{cerca}»?",
                f"cámbiela por «{cerca}» o bórrela",
            )
        return f"la clave «{clave}» no existe", f"use una de: {', '.join(claves_validas)}"
    redaccion = _POR_TIPO.get(error["type"])
    if redaccion is None:
        return (
            f"el valor {_dicho(error)} no sirve aquí",
            f"mire el archivo de ejemplo (regla «{error['type']}»)",
        )
    return redaccion(error)
