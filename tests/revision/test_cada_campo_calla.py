"""Campo por campo: en cada texto que los modelos declaran, un dato de cada clase hace hablar a su puerta.

Los campos se sacan de los modelos y las clases, del detector: lo nuevo entra solo, y una clase nueva pide su
anotación.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple, get_args
from urllib.parse import quote

import pytest
from extremo import plena
from fabrica import como_yaml

from generador.carga.lectura.lector import leer_bytes
from generador.errores import Hallazgo, formatear
from generador.modelo.archivos import ARCHIVOS
from generador.modelo.asamblea import Asamblea, Sitio
from generador.modelo.campos import LIBRES, ClaseDeTexto, campos, todos
from generador.modelo.datos.aporte import Persona
from generador.modelo.expediente import Expediente
from generador.modelo.fuente import Fuente, Ruta, ruta_legible
from generador.modelo.personal.datos_personales import NOMBRES, ClaseDeDato
from generador.modelo.textos import recorrer_todo
from generador.modelo.tipos import Modelo
from generador.revision import nombres, privacidad

CALLADA = "Perpetua Innombrada"
ANOTACIONES: Mapping[ClaseDeDato, tuple[str, str]] = MappingProxyType(
    {
        "cedula": ("vino con C.C. 40.123.456 en mano", "40.123.456"),
        "telefono": ("llame al 300 123 4567 hoy", "300 123 4567"),
        "correo": ("escriba a perpetua@correo.com ya", "perpetua@correo.com"),
        "cuenta": ("consigne a la cuenta de ahorros 123-456789-01 hoy", "123-456789-01"),
        "direccion": ("vive en la Calle 15 # 12-45 y espera", "Calle 15 # 12-45"),
        "placa": ("va en la moto de placa ABC12D hoy", "ABC12D"),
        "perfil": ("mi Instagram es perpe_tica ya", "perpe_tica"),
    }
)
"""De cada clase, una frase y lo que de ella no puede repetir ningún mensaje."""
SOSPECHA = "lo propuso doña Rosa Pérez en la mesa"
CUENTA = "facebook.com/rosa.perez"
DECLARAN = {("resultado", "representante.nombre"), ("resultado", "voceria.nombre")}
"""Donde se dice cómo se llama alguien: de ahí no se sospecha, se pide su consentimiento."""


class Sembrada(NamedTuple):
    """Un archivo con la misma frase en todos sus textos."""

    modelo: Modelo
    fuente: Fuente
    clases: Mapping[Ruta, ClaseDeTexto]


def _arbol(modelo: type[Modelo], frase: str) -> dict[str, Any]:
    """Lo que llevaría el archivo, con todos los textos del modelo y de los que lleva dentro."""
    arbol: dict[str, Any] = {}
    for campo in campos(modelo):
        valor: Any = None
        if campo.dentro is not None:
            valor = _arbol(campo.dentro, frase)  # type: ignore[arg-type]
        elif campo.texto is not None:
            valor = f"https://entidad.gov.co/?q={quote(frase)}" if campo.texto == "enlace" else frase
        if valor is not None:
            arbol[campo.nombre] = [valor] if campo.lista else valor
    return arbol


def _armado(modelo: type[Modelo], arbol: Mapping[str, Any]) -> Modelo:
    """El modelo con eso, sin exigirle nada: aquí importa cada campo, no que el archivo esté en regla."""
    valores = {}
    for campo in campos(modelo):
        valor = arbol.get(campo.nombre)
        if campo.dentro is not None and valor is not None:
            dentro: Any = campo.dentro
            valor = [_armado(dentro, v) for v in valor] if campo.lista else _armado(dentro, valor)
        valores[campo.nombre] = tuple(valor) if isinstance(valor, list) else valor
    return modelo.model_construct(**valores)


@cache
def _sembrada(archivo: str, frase: str) -> Sembrada:
    arbol = _arbol(ARCHIVOS[archivo], frase)
    modelo = _armado(ARCHIVOS[archivo], arbol)
    fuente = leer_bytes(como_yaml(arbol).encode(), f"datos/{archivo}.yml")
    return Sembrada(modelo, fuente, {t.ruta: t.clase for t in recorrer_todo(modelo)})


def _sin_exentos(modelo: Modelo) -> Modelo:
    """Lo mismo sin la lista de lo que no es de nadie: con la frase en ella, nada sería una sospecha."""
    return modelo.model_copy(update={"no_son_personas": ()})


def _avisos(frase: str, hoja: Mapping[str, Any] = MappingProxyType({})) -> list[Hallazgo]:
    """Lo que dicen las reglas de nombres con esa frase en todas partes; `hoja` cambia la de la sub-mesa."""
    una: Any = {a: _sembrada(a, frase).modelo for a in ARCHIVOS}
    asamblea = Asamblea.model_construct(
        **{
            **{c: una[c] for c in Asamblea.model_fields if c in una},
            "evento": _sin_exentos(una["evento"]),
            "id": "x-2023",
            "resultados": (una["resultado"].model_copy(update=dict(hoja)),),
        }
    )
    fuentes = {a: _sembrada(a, frase).fuente for a in ARCHIVOS}
    fuentes[f"resultados/{frase}"] = fuentes["resultado"]
    e, sitio = Expediente(asamblea, fuentes), _sin_exentos(una["sitio"])
    assert isinstance(sitio, Sitio)
    return [*nombres.revisar(e), *nombres.revisar_entre_todas([e], sitio, fuentes["sitio"])]


def _sin_nombre(frase: str) -> dict[str, Persona]:
    """Las personas de la hoja, que no dicen cómo se llaman."""
    return dict.fromkeys(
        ("representante", "voceria"), Persona(papel=frase, nombre=None, consentimiento=False)
    )


def _dichos(hallazgos: Iterable[Hallazgo], mensaje: str) -> set[tuple[str, str]]:
    return {
        (h.lugar.archivo.removeprefix("datos/").removesuffix(".yml"), h.lugar.ruta)
        for h in hallazgos
        if mensaje in h.mensaje
    }


def _textos(frase: str, clases: Iterable[ClaseDeTexto] = get_args(ClaseDeTexto)) -> set[tuple[str, str]]:
    """(archivo, ruta) de los textos de esas clases, menos la lista de lo que no es de nadie."""
    return {
        (a, ruta_legible(ruta))
        for a in ARCHIVOS
        for ruta, clase in _sembrada(a, frase).clases.items()
        if "no_son_personas" not in ruta and clase in clases
    }


def test_se_siembra_cada_texto_que_los_modelos_declaran() -> None:
    """Ni uno más: la ruta de cada texto sembrado, sin sus puestos, es la de un campo declarado."""
    for archivo, modelo in ARCHIVOS.items():
        declarados = {c.ruta for c in todos(modelo) if c.texto is not None and c.dentro is None}
        sembrados = {
            ".".join(p for p in ruta if isinstance(p, str)) for ruta in _sembrada(archivo, "x").clases
        }
        assert sembrados == declarados
    assert set(ANOTACIONES) == set(get_args(ClaseDeDato)) == set(NOMBRES)


@pytest.mark.parametrize("clase", ANOTACIONES)
@pytest.mark.parametrize("archivo", ARCHIVOS)
def test_la_revision_habla_en_cada_campo(archivo: str, clase: ClaseDeDato) -> None:
    frase, dato = ANOTACIONES[clase]
    modelo, fuente, textos = _sembrada(archivo, frase)
    hallados = [*privacidad.revisar(modelo, fuente), *privacidad.revisar_enlaces(modelo, fuente, ())]
    libres = privacidad.DE_TODOS if clase == "direccion" else ()
    esperado = {
        ruta_legible(ruta): f"hay {NOMBRES[clase]}"
        + (
            " en un enlace que se publica"
            if de == "enlace"
            else " en un texto que se publica"
            if de in LIBRES
            else ", y esto también se publica"
        )
        for ruta, de in textos.items()
        if de == "enlace" or ruta[-1] not in libres
    }
    assert {h.lugar.ruta: h.mensaje for h in hallados} == esperado
    assert len(hallados) == len(esperado)
    for h in hallados:
        assert (h.gravedad, bool(h.ayuda)) == ("error", True)
        assert dato not in formatear(h)
        assert quote(dato) not in formatear(h)


def test_un_nombre_que_nadie_declaro_se_avisa_en_cada_campo() -> None:
    """Menos donde se declara quién es una persona. En los enlaces, lo que se mira son las cuentas."""
    hallados = _avisos(SOSPECHA, _sin_nombre(SOSPECHA))
    esperado = _textos(SOSPECHA, (*LIBRES, "forma")) - DECLARAN
    assert _dichos(hallados, "esto parece el nombre de una persona") == esperado
    assert all("Rosa" not in formatear(h) for h in hallados)


def test_una_cuenta_con_nombre_se_avisa_en_cada_campo() -> None:
    """No en un identificador ni en el nombre de un archivo: ahí no cabe una dirección."""
    hallados = _avisos(CUENTA, _sin_nombre(CUENTA))
    assert (
        _dichos(hallados, "esto parece el nombre de una persona")
        == _textos(CUENTA, (*LIBRES, "enlace")) - DECLARAN
    )
    assert all("rosa" not in formatear(h) for h in hallados)


def test_un_nombre_sin_autorizar_se_dice_en_cada_campo() -> None:
    """Lo declara una hoja, sin consentimiento, y lo repite todo lo demás, también el sitio."""
    frase = f"dijo {CALLADA} en la plenaria"
    hallados = _avisos(frase, {"voceria": None, "representante": Persona(papel="Vocera", nombre=CALLADA)})
    esperado = _textos(frase) - {("resultado", "representante.nombre"), ("resultado", "representante.papel")}
    esperado = {(a, r) for a, r in esperado if not r.startswith("voceria")}
    assert _dichos(hallados, "una persona que no autorizó publicarlo") == esperado
    assert all("Perpetua" not in formatear(h) for h in hallados)


@pytest.mark.parametrize("clase", [c for c in ANOTACIONES if c != "direccion"])
def test_lo_que_se_lee_del_disco_pasa_por_la_misma_puerta(clase: ClaseDeDato) -> None:
    """Por el camino de un archivo: con todo campo libre sembrado, ninguno queda callado.

    Una dirección no entra aquí: sembrada también en la sede, es la del encuentro.
    """
    frase, _ = ANOTACIONES[clase]
    siembra = plena.sembrar(frase)
    libres = {campo for campo, de in plena.campos() if de in LIBRES}
    assert libres
    assert siembra.aceptados & libres == set()
