"""Ningún dato personal en textos libres ni en los informes que lo señalan."""

import csv
import itertools
from pathlib import Path
from typing import Any

import pytest
from escala import TOPE, cuanto_mas
from fabrica import BORRAR, arboles, expediente, resultado
from hypothesis import given
from hypothesis import strategies as st

from generador.carga.lectura.lector import leer_bytes
from generador.errores import formatear
from generador.modelo.asamblea import Sitio
from generador.modelo.personal.datos_personales import detectar, enmascarar
from generador.revision import revisar, revisar_enlaces, revisar_sitio
from generador.revision.nombres import revisar_entre_todas

CORPUS = Path(__file__).parent.parent / "corpus"

CEDULAS = """C.C. 1.234.567|C.C. No. 1.234.567|cédula 12345678|CC1098765432|CC: 12345678|cc 12345678
Cédula de ciudadanía N.º 12.345.678|identificada con CC 12345678 de Arauca|mi cédula es la 12345678
identificado con cédula de ciudadanía No. 12345678|1098765432|1.098.765.432|T.I. 1098765432|céd. 12345678
tarjeta de identidad 98765432|documento de identidad: 12345678|pasaporte 12345678|CC-12345678|N° 1098765432"""
TELEFONOS = """3001234567|300 123 4567|300-123-4567|+57 300-123-4567|+573001234567|57 3001234567
(607) 885 1234
6078851234|607 885 12 34|tel. 8851234|Teléfono: 885 1234|celular 300 123 45 67|WhatsApp: 300.123.4567
llame al 8851234|https://wa.me/573001234567|+58 414 1234567
(300) 123-4567|300\u00a0123\u00a04567|«3001234567»."""
CORREOS = """a@b.co|juan.perez@gmail.com.|juan @ correo.com|juan (arroba) correo.com|juan(arroba)correo.com
juan arroba correo punto com|JUAN@CORREO.ORG.CO|josé@correo.com
mailto:juan@correo.com|juan [at] correo [dot] com"""
NADA = """$ 10.662.001|12.500.000 pesos|COP 3001234567|$3001234567|decreto 10662001|2353104|update 4122015
10662001|ARA23-014|M2-S3-N1|NIT 900.123.456-7|NIT: 1098765432-1|2024–2026|1.098.765.432 pesos
presupuesto de 1098765432|1.200.000.000|3.000.000.000 de pesos|1.098.765.432 habitantes|250 cc 2023
trabajador@s y vocer@s.Los demás
síganos en @unidad.solidaria|una arroba de cacao.Luego|logo@2x.png|8:00 a. m. – 4:30 p. m.|2023-11-18
https://forms.gle/A1098765432x|7.0849123456, -70.7591456789|ley 1581 de 2012|Resolución 3001234567|línea 123
radicado No. 1098765432|el teléfono está dañado|cédulas: 1.500|cédula catastral 12345678|20231118T143000Z
e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855|300 canastillas, 123 sacos y 4567 bolsas
C.C. El Tesoro|contrato 3001234567|PEP 2024|2 @ 3.com es|code@v1.2|500 personas, 25 sub-mesas de 20"""


def _frases(texto: str) -> list[str]:
    return [frase for renglon in texto.split("\n") for frase in renglon.split("|")]


@pytest.mark.parametrize(
    ("clase", "frase"),
    [
        (clase, frase)
        for clase, texto in (("cedula", CEDULAS), ("telefono", TELEFONOS), ("correo", CORREOS))
        for frase in _frases(texto)
    ],
)
def test_se_reconoce(clase: str, frase: str) -> None:
    assert [c.clase for c in detectar(f"Habló {frase} y luego más")] == [clase]
    assert [c.clase for c in detectar(frase)] == [clase]
    assert detectar(enmascarar(frase)) == ()
    assert len(enmascarar(frase)) == len(frase)


@pytest.mark.parametrize("frase", _frases(NADA))
def test_no_se_confunde(frase: str) -> None:
    assert detectar(frase) == ()
    assert detectar(f"Se acordó: {frase}, entre todas") == ()


def test_propuestas_reales_sin_falsos_positivos() -> None:
    texto = (CORPUS / "propuestas-madrid.csv").read_text("utf-8")
    assert detectar(texto) == ()
    filas = list(csv.reader(texto.splitlines()))
    assert len(filas) > 30
    assert [c for fila in filas for celda in fila for c in detectar(celda)] == []


def test_tramos() -> None:
    texto = "cédulas 12345678 y 87.654.321, cel. 300 123 4567 o a@b.co"
    assert [(texto[c.inicio : c.fin], c.clase) for c in detectar(texto)] == [
        ("12345678", "cedula"),
        ("87.654.321", "cedula"),
        ("300 123 4567", "telefono"),
        ("a@b.co", "correo"),
    ]
    assert enmascarar(texto) == "cédulas •••••••• y ••.•••.•••, cel. ••• ••• •••• o •@•.••"


@given(st.text(alphabet="13a@. -cé(arroba)0578\n", max_size=80))
def test_tapar_no_mueve_nada(texto: str) -> None:
    tapado = enmascarar(texto)
    assert len(tapado) == len(texto)
    assert [i for i, c in enumerate(tapado) if c == "\n"] == [i for i, c in enumerate(texto) if c == "\n"]
    tramos = detectar(texto)
    assert all(a.fin <= b.inicio for a, b in itertools.pairwise(tramos))


@pytest.mark.parametrize(
    "trozo",
    ["1", "1.098.", "a@", "a.a.", "cédula :- ", "tel . ", "+1 23 ", "juan arroba ", " ", "https://a@"],
)
def test_un_texto_hostil_diez_veces_mas_largo_no_demora_cien(trozo: str) -> None:
    assert cuanto_mas(detectar, trozo) < TOPE


DATO = "3001234567"
LIBRES = {
    "evento": ("nombre", "presentacion", "poblacion.0", "programa.1.titulo", "sede.nombre"),
    "mesas": ("mesas.0.eje", "mesas.1.lidera"),
    "metodologia": ("objetivo", "pasos.0.decir", "fichas.2.nombre", "antes.0", "plan.1.orientacion"),
    "convenio": ("titulo", "entidades.1.nombre"),
}


@pytest.mark.parametrize(("archivo", "ruta"), [(a, r) for a, rutas in LIBRES.items() for r in rutas])
def test_en_cualquier_archivo_con_su_lugar(archivo: str, ruta: str) -> None:
    e = expediente(**{archivo: {ruta: f"Llame al {DATO} hoy"}})
    (hallazgo,) = revisar(e)
    assert hallazgo.gravedad == "error"
    assert hallazgo.mensaje == "hay un teléfono en un texto que se publica"
    linea = e.fuentes[archivo].lineas[hallazgo.lugar.linea - 1]
    donde = hallazgo.lugar.columna - 1
    assert linea[donde : donde + hallazgo.lugar.largo] == DATO
    assert DATO not in formatear(hallazgo)
    assert "Llame al •••••••••• hoy" in formatear(hallazgo)


def test_en_resultados_y_dos_veces_en_el_mismo_texto() -> None:
    hallazgos = revisar(expediente(resultados=[resultado(**{"aportes.0.solucion": f"{DATO} o {DATO}"})]))
    assert [h.lugar.columna for h in hallazgos] == [13, 26]
    assert all(DATO not in formatear(h) for h in hallazgos)


def _sitio(texto: str) -> list[str]:
    fuente = leer_bytes(texto.encode(), "datos/sitio.yml")
    return [formatear(h) for h in revisar_sitio(Sitio.model_validate(fuente.datos), fuente)]


BASE = "nombre: Asambleas\ndireccion: https://asambleas.gov.co/\ndescripcion: "


def test_partido_en_dos_renglones_o_con_escapes_tambien_se_tapa() -> None:
    partido = _sitio(BASE + ">-\n  Llame al 300 123\n  4567 hoy\n")
    assert partido == [
        "datos/sitio.yml:4:12  descripcion\n"
        "    4 |   Llame al ••• •••\n"
        "      |            ^^^^^^^ hay un teléfono en un texto que se publica\n"
        "    ayuda: bórrelo, también del historial si ya lo guardó; nombre la organización o el papel"
    ]
    (escapado,) = _sitio(BASE + '"Llame al 300\\x31234567"\n')
    assert "234567" not in escapado
    assert "datos/sitio.yml:3:14" in escapado


def test_el_contacto_declarado_del_sitio_se_publica() -> None:
    assert _sitio(BASE + "x\ncontacto: mailto:equipo@asambleas.gov.co\n") == []
    assert len(_sitio(BASE + "escriba a equipo@asambleas.gov.co\n")) == 1


def _enlaces(direccion: str, contacto: str | None = None) -> list[str]:
    datos = dict(arboles()["sitio.yml"])
    sitio = Sitio.model_validate(datos | ({"contacto": contacto} if contacto else {}))
    e = expediente(evento={"enlaces.inscripcion": direccion})
    assert revisar(e) == ()
    return [formatear(h) for h in revisar_enlaces(e, sitio)]


REMEDIO = (
    "    ayuda: use la dirección https:// de una página o un formulario; si es el contacto de la entidad, "
    "escríbalo en «contacto» de sitio.yml"
)


def test_un_correo_o_un_telefono_en_un_enlace_con_su_lugar_y_su_remedio() -> None:
    assert _enlaces("mailto:inscripciones@entidad.gov.co") == [
        "datos/prueba-2023/evento.yml:53:23  enlaces.inscripcion\n"
        "    53 |   inscripcion: mailto:•••••••••••••@•••••••.•••.••\n"
        "       |                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ "
        "hay un correo electrónico en un enlace que se publica\n" + REMEDIO
    ]
    (telefono,) = _enlaces("tel:+57-607-885-1234")
    assert "hay un teléfono en un enlace que se publica" in telefono
    assert "tel:+••-•••-•••-••••" in telefono


@pytest.mark.parametrize(
    "direccion",
    [
        "https://wa.me/573001234567",
        "https://formulario.gov.co/?de=juan@correo.com",
        "mailto:juan%40correo.com",
        "mailto:contacto@entidad.gov.co?cc=juan@correo.com",
        "https://entidad.gov.co/actas/1098765432",
    ],
)
def test_tampoco_escondido_en_la_direccion(direccion: str) -> None:
    (hallazgo,) = _enlaces(direccion, "mailto:contacto@entidad.gov.co")
    assert "juan" not in hallazgo
    assert "1234567" not in hallazgo
    assert hallazgo.endswith(REMEDIO)


@pytest.mark.parametrize(
    ("direccion", "contacto"),
    [
        ("https://formulario.gov.co/aB1098765432xY", None),
        ("tel:195", None),
        ("mailto:Contacto@entidad.gov.co", "mailto:contacto@entidad.gov.co"),
        ("mailto:contacto@entidad.gov.co?subject=Asamblea", "mailto:contacto%40entidad.gov.co"),
        ("tel:6078851234", "tel:+57-607-885-1234"),
    ],
)
def test_el_contacto_declarado_si_va_en_un_enlace(direccion: str, contacto: str | None) -> None:
    assert _enlaces(direccion, contacto) == []


def test_los_enlaces_del_sitio_tambien_se_miran() -> None:
    texto = BASE + "x\nlicencia: {nombre: Libre, enlace: 'https://x.gov.co/?de=juan@correo.com'}\n"
    (hallazgo,) = _sitio(texto)
    assert "hay un correo electrónico en un enlace que se publica" in hallazgo
    assert "datos/sitio.yml:4:57  licencia.enlace" in hallazgo


@pytest.mark.parametrize(
    ("direccion", "lleva"),
    [
        ("https://www.facebook.com/rosa.perez.14", 1),
        ("https://www.facebook.com/UnidadSolidaria", 0),
        ("https://www.instagram.com/colegio_simonbolivar", 0),
        ("https://entidad.gov.co/ana.gomez", 0),
    ],
)
def test_un_enlace_a_la_cuenta_de_alguien_se_avisa_y_se_acepta_una_vez(direccion: str, lleva: int) -> None:
    sitio = Sitio.model_validate(dict(arboles()["sitio.yml"]))
    fuente = leer_bytes(BASE.encode() + b"x\n", "datos/sitio.yml")
    e = expediente(evento={"enlaces.inscripcion": direccion})
    hallazgos = list(revisar_entre_todas([e], sitio, fuente))
    assert [(h.gravedad, h.lugar.ruta) for h in hallazgos] == [("advertencia", "enlaces.inscripcion")] * lleva
    assert all("rosa" not in formatear(h) for h in hallazgos)
    aceptado = expediente(evento={"enlaces.inscripcion": direccion, "no_son_personas": ["rosa.perez.14"]})
    assert len(list(revisar_entre_todas([aceptado], sitio, fuente))) == 1 - lleva


NOMBRE = "Persona Ficticia de Prueba"


def _con_persona(consentimiento: str, texto: str = "Vía", nombre: str = NOMBRE) -> list[tuple[str, str, str]]:
    persona = {"papel": "Representante", "nombre": nombre, "consentimiento": consentimiento}
    r = resultado(representante=persona, **{"aportes.0.necesidad": texto})
    hallazgos = revisar(expediente(resultados=[r]))
    assert consentimiento == "sí" or all(nombre not in formatear(h) for h in hallazgos)
    return [(h.gravedad, h.lugar.ruta, h.mensaje) for h in hallazgos]


AVISO = (
    "advertencia",
    "representante.nombre",
    "este nombre no se publicará: falta su consentimiento",
)


def test_nombre_sin_consentimiento() -> None:
    assert _con_persona("sí", f"Lo dijo {NOMBRE}") == []
    assert _con_persona("no") == [AVISO]


@pytest.mark.parametrize(
    "texto", [f"Lo dijo {NOMBRE}.", f"lo dijo {NOMBRE.upper()}", "persóna  ficticía de prueba"]
)
def test_nombre_no_autorizado_en_otro_texto(texto: str) -> None:
    assert _con_persona("no", texto) == [
        (
            "error",
            "aportes[1].necesidad",
            "aquí aparece el nombre de una persona que no autorizó publicarlo "
            "(datos/prueba-2023/resultados/M1-S1.yml, línea 12)",
        ),
        AVISO,
    ]


def test_un_nombre_de_una_palabra_no_se_confunde_con_una_corriente() -> None:
    assert _con_persona("no", "La paz y la rosa", "Rosa") == [AVISO]
    assert len(_con_persona("no", "Lo dijo Rosa ayer", "Rosa")) == 2


def test_la_agenda_no_puede_nombrar_a_quien_no_autorizo() -> None:
    from fabrica import agenda, compromiso

    persona = {"papel": "Vocera", "nombre": NOMBRE}
    e = expediente(
        evento={"estado": "borrador"},
        resultados=[resultado(voceria=persona)],
        agenda=agenda(compromiso(responsables=[NOMBRE])),
    )
    assert [(h.gravedad, h.lugar.ruta) for h in revisar(e)] == [
        ("error", "compromisos[1].responsables[1]"),
        ("advertencia", "voceria.nombre"),
    ]


@pytest.mark.parametrize(
    ("direccion", "esperado"),
    [
        ("https://asambleas.gov.co/", []),
        ("https://asambleas.gov.co/arauca/", []),
        ("https://asambleas.gov.co", ["error"]),
        ("https://asambleas.gov.co/?a=/", ["error"]),
        ("mailto:x@asambleas.gov.co", ["error", "error"]),
        ("https://asambleas.example/", ["advertencia"]),
        ("http://localhost:8000/", ["advertencia"]),
        ("https://www.example.com/", ["advertencia"]),
        ("https://ejemplo.test", ["error", "advertencia"]),
        ("https://miexample/", []),
    ],
)
def test_direccion_del_sitio(direccion: str, esperado: list[str]) -> None:
    texto = f"nombre: Asambleas\ndireccion: {direccion}\ndescripcion: x\n"
    fuente = leer_bytes(texto.encode(), "datos/sitio.yml")
    hallazgos = revisar_sitio(Sitio.model_validate(fuente.datos), fuente)
    assert sorted(h.gravedad for h in hallazgos) == sorted(esperado)


def test_el_sitio_minimo_no_tiene_hallazgos() -> None:
    datos: dict[str, Any] = arboles()["sitio.yml"]
    assert BORRAR not in datos.values()
    assert _sitio(BASE + "Sitio ficticio.\n") == []


SEDE = "Calle 15 # 12-45"


@pytest.mark.parametrize("campo", ["direccion", "indicaciones"])
def test_la_direccion_del_encuentro_se_publica_y_la_de_otra_persona_no(campo: str) -> None:
    """Donde se dice el lugar no es la casa de nadie, y en otro texto se repite; otra dirección, no."""
    dicha = f"Casa de la familia que reside en la {SEDE}"
    (mensaje,) = {h.mensaje for h in revisar(expediente(evento={"presentacion": dicha}))}
    assert mensaje.startswith("hay ")
    sede = {"sede": {"nombre": "Coliseo", "direccion": SEDE, campo: dicha}}
    assert revisar(expediente(evento=sede)) == ()
    assert revisar(expediente(evento={**sede, "presentacion": dicha})) == ()
    otra = dicha.replace("Calle 15", "Calle 16")
    assert {h.mensaje for h in revisar(expediente(evento={**sede, "presentacion": otra}))} == {mensaje}
