"""Ningún mensaje dice un número ni un nombre: se tapa antes de cortar, venga del error que venga."""

from pathlib import Path

import pytest
from fabrica import expediente, resultado

from generador.carga.cargar import releer
from generador.carga.lectura.lector import leer_bytes
from generador.carga.mensajes import llego
from generador.construccion.datos.medios import _sin_nombrar
from generador.errores import ErrorDeDatos, formatear
from generador.modelo.asamblea import Sitio
from generador.modelo.datos.aporte import Resultado
from generador.revision import revisar, revisar_sitio

CEDULA, MOVIL, CORREO, NOMBRE = "40.123.456", "300 123 4567", "perpetua@correo.com", "Perpetua Innombrada"
PROHIBIDO = ("123", "456", "perpet", "Perpet", "Innombr", "INNOMBR", "123.4", "3OO")
PERSONA = f"representante:\n  papel: Vocera\n  nombre: {NOMBRE}\n"
APORTE = "aportes:\n  - necesidad: Agua\n"
RELLENO = "una frase cualquiera, larga, "


def _hasta(puesto: int, dato: str, resto: str) -> str:
    """Una hoja con un renglón de más letras que las que muestra un mensaje, que se corta tras `dato`."""
    comienzo = "  - necesidad: año, "
    relleno = "x" * (puesto - len(comienzo) - len(dato) - 1)
    return f"submesa: M1-S1\naportes:\n{comienzo}{relleno} {dato}{resto}\n"


HOJAS = {
    "fecha que no es": f"submesa: M1-S1\nasistentes: la señora de cédula {CEDULA}\n{APORTE}",
    "cortado en medio de la cédula": f"submesa: M1-S1\nasistentes: {RELLENO}cédula {CEDULA} y más\n{APORTE}",
    "cortado en medio del móvil": f"submesa: M1-S1\nasistentes: {RELLENO}cel {MOVIL} y más\n{APORTE}",
    "cortado en medio del correo": f"submesa: M1-S1\nasistentes: {RELLENO} a {CORREO}\n{APORTE}",
    "nombre en otra parte": f"submesa: M1-S1\nasistentes: {NOMBRE}\n{PERSONA}{APORTE}",
    "nombre cortado": f"submesa: M1-S1\nasistentes: {RELLENO}con {NOMBRE}\n{PERSONA}{APORTE}",
    "apellido primero": f"submesa: M1-S1\nasistentes: Innombrada, Perpetua\n{PERSONA}{APORTE}",
    "código": f"submesa: cel{MOVIL}\n{APORTE}",
    "clave de más": f"submesa: M1-S1\ncédula {CEDULA}: sí\n{APORTE}",
    "clave con nombre": f"submesa: M1-S1\n{NOMBRE}: sí\n{PERSONA}{APORTE}",
    "nombre largo": f"submesa: M1-S1\nrepresentante:\n  papel: V\n  nombre: {NOMBRE * 20}\n{APORTE}",
    "consentimiento mal": f"submesa: M1-S1\n{PERSONA}  consentimiento: {NOMBRE} dijo que sí\n{APORTE}",
    "partido en renglones": (
        "submesa: M1-S1\naportes:\n  - necesidad: >-\n      Llame al 300 123\n      4567\n    x: 1\n"
    ),
    "partida": "submesa: M1-S1\naportes:\n  - necesidad: Agua\n    plan: cédula 40.123\n      .456\n",
    "con letras": f"submesa: M1-S1\nasistentes: cel 3OO {MOVIL[4:]}\n{APORTE}",
    "no es yaml": f"submesa: M1-S1\n{PERSONA}aportes: [{NOMBRE}, cédula {CEDULA}\n",
    "comilla abierta": f'submesa: M1-S1\n{PERSONA}aportes: "cédula {CEDULA} de {NOMBRE}\n',
    "tabulación": f"submesa: M1-S1\n{PERSONA}\taportes: {NOMBRE} {MOVIL}\n",
    "comentario": f"submesa: M1-S1\n{PERSONA}aportes:\n  - necesidad: Cédula # {CEDULA} de {NOMBRE}\n",
    "invisible": f"submesa: M1-S1\n{PERSONA}aportes:\n  - necesidad: tel {MOVIL}\u0007 de {NOMBRE}\n",
    "windows": f"submesa: M1-S1\n{PERSONA}aportes:\n  - necesidad: año, tel {MOVIL} de {NOMBRE}\n",
    "clave repetida que es un nombre": f"submesa: M1-S1\n{PERSONA}{NOMBRE}: sí\n{NOMBRE}: no\n{APORTE}",
    "clave repetida que es un número": f"submesa: M1-S1\ntel {MOVIL}: sí\ntel {MOVIL}: no\n{APORTE}",
    "ancla que es un número": f"submesa: M1-S1\nasistentes: &cel{MOVIL.replace(' ', '')} 3\n{APORTE}",
    "referencia que es un número": f"submesa: M1-S1\nasistentes: *cel{MOVIL.replace(' ', '')}\n{APORTE}",
    "etiqueta que es un número": f"submesa: M1-S1\nasistentes: !cel{MOVIL.replace(' ', '')} 3\n{APORTE}",
    "sin dos puntos": f"submesa: M1-S1\n{PERSONA}{NOMBRE} {MOVIL}\n{APORTE}",
    "windows, cortado en medio del móvil": _hasta(60, "300 123", f" 4567 de {NOMBRE}"),
    "windows, cortado en medio de la cédula": _hasta(60, "cédula 40.123", ".456 de ella"),
    "windows, cortado en medio del correo": _hasta(60, "perpetua", "@correo.com"),
    "clave repetida": f"submesa: M1-S1\n{PERSONA}  nombre: {NOMBRE}\n{APORTE}",
    "etiqueta de yaml": f"submesa: M1-S1\n{PERSONA}aportes: !x {NOMBRE} {MOVIL}\n",
    "escapes": f'submesa: M1-S1\nasistentes: "tel 300\\x3123\\u0034567"\n{APORTE}',
}


def _mensajes(texto: str, codificacion: str = "utf-8") -> list[str]:
    with pytest.raises(ErrorDeDatos) as atrapado:
        releer(texto.encode(codificacion), "datos/a-2023/resultados/M1-S1.yml", Resultado)
    return [formatear(h) for h in atrapado.value.hallazgos]


@pytest.mark.parametrize("caso", HOJAS)
def test_ningun_error_de_lectura_lo_dice(caso: str) -> None:
    mensajes = _mensajes(HOJAS[caso], "cp1252" if caso.startswith("windows") else "utf-8")
    assert mensajes
    for mensaje in mensajes:
        assert [p for p in PROHIBIDO if p in mensaje] == [], mensaje


@pytest.mark.parametrize(
    "valor", [f"{RELLENO}cédula {CEDULA}", f"{RELLENO} tel {MOVIL}", "x" * 35 + f" {CORREO}"]
)
def test_se_tapa_antes_de_cortar(valor: str) -> None:
    assert not any(c.isdigit() for c in llego(valor))
    assert "perp" not in llego(valor)
    assert len(llego(valor)) <= 43


def test_ni_la_direccion_del_sitio_ni_un_archivo_suelto(tmp_path: Path) -> None:
    fuente = leer_bytes(
        f"nombre: x\ndescripcion: x\ndireccion: https://x.gov.co/?tel={MOVIL.replace(' ', '')}\n".encode(),
        "datos/sitio.yml",
    )
    for h in revisar_sitio(Sitio.model_validate(fuente.datos), fuente):
        assert "1234567" not in formatear(h)
    suelto = tmp_path / "datos/a-2023/logos/cedula-40123456.png"
    suelto.parent.mkdir(parents=True)
    suelto.write_bytes(b"")
    (aviso,) = _sin_nombrar(tmp_path / "datos/a-2023", "a-2023", "logos", [])
    assert "40123456" not in formatear(aviso)


def test_ni_un_hallazgo_de_otra_cosa_en_el_mismo_renglon() -> None:
    """Una letra que no se dibuja, al lado de un nombre declarado y de un número partido."""
    persona = {"papel": "Vocera", "nombre": f"{NOMBRE} ☃"}
    hoja = resultado(representante=persona, **{"aportes.0.necesidad": "☃ tel 300 123 4567 de Perpetua I."})
    hallazgos = revisar(expediente(resultados=[hoja]))
    assert len(hallazgos) >= 3
    for h in hallazgos:
        assert [p for p in PROHIBIDO if p in formatear(h)] == [], formatear(h)


def test_etiquetas_y_nombres_de_archivo_tambien_se_revisan() -> None:
    logo = {"organizacion": "Org", "alt": "x", "credito": "x", "consentimiento": "sí"}
    e = expediente(
        evento={"etiquetas": ["#3001234567"], "logos": [{"archivo": "cedula-40123456.svg", **logo}]}
    )
    dichos = [(h.lugar.ruta, h.mensaje) for h in revisar(e) if "también se publica" in h.mensaje]
    assert dichos == [
        ("etiquetas[1]", "hay un teléfono, y esto también se publica"),
        ("logos[1].archivo", "hay una cédula u otro documento de identidad, y esto también se publica"),
    ]


def test_un_nombre_que_ninguna_lista_conoce_tambien_se_tapa_antes_de_cortar() -> None:
    hoja = (
        f"submesa: M1-S1\nasistentes: {RELLENO}Qoriankaxu Yumbayo\n"
        f"representante:\n  papel: Vocera\n  nombre: Qoriankaxu Yumbayo\n{APORTE}"
    )
    (mensaje,) = _mensajes(hoja)
    assert "Qori" not in mensaje
    assert "Yumb" not in mensaje
