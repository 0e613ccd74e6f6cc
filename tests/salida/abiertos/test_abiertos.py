"""Los datos abiertos: ida y vuelta, bytes iguales, a salvo de fórmulas, en regla, y con su puerta."""

import csv
import hashlib
import io
import json
import re
import subprocess
import sys
import uuid
import xml.etree.ElementTree as ET
import zipfile
from html import unescape
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from actos import con_erratas, errata
from apoyo import RAIZ
from fabrica import asamblea, avance
from python_calamine import CalamineWorkbook
from salida.abiertos.muestra_abierta import MALICIA, SITIO, abierta_de, cambios_de_abiertos

from generador.catalogo.abiertos import ABIERTOS
from generador.catalogo.inventario import inventariar
from generador.construccion.pedido.abiertos import producir_abiertos
from generador.errores import ErrorDeSalida
from generador.modelo.aprobado.contenido import canonica
from generador.modelo.asamblea import Proyecto
from generador.modelo.publico.abierto import AgendaAbierta
from generador.modelo.publico.apertura import vigente
from generador.salida.abiertos import ESCRITORES, escribir_abierto, origen, tablas
from generador.salida.abiertos.csv_abierto import _FORMULA, proteger
from generador.salida.abiertos.documento_json import leer_json
from generador.salida.almacen.deposito import Almacen
from generador.salida.credito.guardia import CreditoAusente
from generador.salida.privacidad.lectores import trozos


def desproteger(texto: str) -> str:
    """El texto original de una celda que pasó por `proteger`: quien reutiliza los datos lo recupera así."""
    return texto[1:] if texto.startswith("'") and _FORMULA.match(texto[1:]) else texto


def test_cada_declaracion_tiene_su_escritor_y_ninguno_sobra() -> None:
    assert {d.archivo for d in ABIERTOS} == set(ESCRITORES)


@pytest.mark.parametrize("archivo", sorted(ESCRITORES))
def test_los_mismos_datos_dan_los_mismos_bytes(archivo: str, aprobada: AgendaAbierta) -> None:
    copia = AgendaAbierta.model_validate_json(aprobada.model_dump_json())
    assert escribir_abierto(archivo, aprobada, "x") == escribir_abierto(archivo, copia, "x")


def test_el_json_vuelve_igual_al_modelo(aprobada: AgendaAbierta, borrador: AgendaAbierta) -> None:
    for abierta in (aprobada, borrador):
        datos = escribir_abierto("agenda.json", abierta, "x")
        assert leer_json(datos)[0] == abierta
    a = asamblea(
        **con_erratas(cambios_de_abiertos(), errata("2024-01-10", "titulo", "Riego", "Riego comunitario"))
    )
    abierta, _ = abierta_de(a)
    vuelta, _ = leer_json(escribir_abierto("agenda.json", abierta, "x"))
    assert vuelta.como_agenda() == a.agenda
    assert vigente(vuelta) == a.contenido
    assert vuelta.compromisos[0].titulo == "Riego comunitario"


def test_la_huella_es_la_de_aprobado_en_forma_canonica(aprobada: AgendaAbierta) -> None:
    datos = json.loads(escribir_abierto("agenda.json", aprobada, "x"))
    assert hashlib.sha256(canonica(datos["aprobado"])).hexdigest() == datos["huella_aprobada"]
    assert datos["huella"] == datos["versiones"][-1]["huella"] != datos["huella_aprobada"]


def test_el_json_cumple_su_esquema_publicado(aprobada: AgendaAbierta, borrador: AgendaAbierta) -> None:
    esquema = json.loads(escribir_abierto("agenda.schema.json", aprobada, "x"))
    jsonschema.Draft202012Validator.check_schema(esquema)
    validador = jsonschema.Draft202012Validator(esquema)
    for abierta in (aprobada, borrador):
        datos = json.loads(escribir_abierto("agenda.json", abierta, "x"))
        assert list(validador.iter_errors(datos)) == []
    del datos["credito"]
    assert [e.validator for e in validador.iter_errors(datos)] == ["required"]


def test_las_tablas_en_csv_vuelven_iguales(aprobada: AgendaAbierta) -> None:
    for tabla in tablas.tablas(aprobada):
        datos = escribir_abierto(f"{tabla.id}.csv", aprobada, "x")
        assert datos.startswith(b"\xef\xbb\xbf")
        filas = list(csv.reader(io.StringIO(datos.decode("utf-8-sig"), newline="")))
        assert tuple(filas[0]) == (*tabla.columnas, *tablas.DE_LA_PUBLICACION)
        comunes = tablas.de_la_publicacion(aprobada)
        esperadas = [[str(v) for v in (*fila, *comunes)] for fila in tabla.filas]
        assert [[desproteger(v) for v in fila] for fila in filas[1:]] == esperadas
        # Nada empieza por lo que una hoja de cálculo ejecutaría.
        assert not [v for fila in filas[1:] for v in fila if re.match(r"[=+\-@\t\r＝|%]", v)]


@pytest.mark.parametrize("texto", [*MALICIA, "", "'", "''=x", "Hola", "'hola'", "’=1", "\t=1"])
def test_proteger_se_deshace(texto: str) -> None:
    assert desproteger(proteger(texto)) == texto


@pytest.mark.parametrize(
    ("veces", "dice"),
    [(1, "entero"), (9, "El crédito del convenio está en la hoja «Léame»")],
    ids=["cabe", "no cabe"],
)
def test_el_pie_de_cada_hoja_no_corta_el_credito(veces: int, dice: str, aprobada: AgendaAbierta) -> None:
    larga = aprobada.model_copy(update={"credito": " ".join([aprobada.credito] * veces)})
    datos = escribir_abierto("agenda.xlsx", larga, "x")
    with zipfile.ZipFile(io.BytesIO(datos)) as partes:
        hojas = [partes.read(n).decode() for n in partes.namelist() if n.startswith("xl/worksheets/sheet")]
    pies = {unescape(p) for h in hojas for p in re.findall("<oddFooter>(.*?)</oddFooter>", h)}
    assert pies == {"&C" + (larga.credito if dice == "entero" else dice)}


def test_el_libro_de_calculo_vuelve_igual_y_sin_formulas(aprobada: AgendaAbierta) -> None:
    datos = escribir_abierto("agenda.xlsx", aprobada, "x")
    libro = CalamineWorkbook.from_filelike(io.BytesIO(datos))
    assert libro.sheet_names == ["Léame", "Compromisos", "Fechas", "Aportes", "Seguimiento", "Diccionario"]
    for tabla in tablas.tablas(aprobada):
        filas = libro.get_sheet_by_name(tabla.titulo).to_python()
        assert tuple(filas[0]) == tabla.columnas
        assert [tuple(f) for f in filas[1:]] == list(tabla.filas)
    portada = dict(libro.get_sheet_by_name("Léame").to_python())
    assert portada["Crédito"] == aprobada.credito
    assert portada["Huella SHA-256"] == aprobada.huella
    with zipfile.ZipFile(io.BytesIO(datos)) as partes:
        hojas = [partes.read(n).decode() for n in partes.namelist() if n.startswith("xl/worksheets/sheet")]
        assert not [h for h in hojas if "<f>" in h or "<hyperlink" in h]
        assert {i.date_time for i in partes.infolist()} == {(1980, 1, 1, 0, 0, 0)}


# — El calendario


def test_un_borrador_lo_dice_en_cada_archivo(borrador: AgendaAbierta) -> None:
    assert (borrador.version, borrador.huella) == (0, None)
    for archivo in ("agenda.csv", "fechas.csv", "aportes.csv", "fechas.ics", "agenda.json", "agenda.xlsx"):
        escribir_abierto(archivo, borrador, archivo)  # la puerta exige el aviso
    assert b"STATUS:TENTATIVE" in escribir_abierto("fechas.ics", borrador, "x")
    assert b"[BORRADOR\\, DEMOSTR" in escribir_abierto("fechas.ics", borrador, "x")


def test_el_canal_atom(aprobada: AgendaAbierta) -> None:
    raiz = ET.fromstring(escribir_abierto("seguimiento.xml", aprobada, "x"))
    a = "{http://www.w3.org/2005/Atom}"
    assert raiz.tag == f"{a}feed"
    assert raiz.findtext(f"{a}updated") == "2024-05-01T00:00:00-05:00"
    titulos = [e.findtext(f"{a}title") for e in raiz.iter(f"{a}entry")]
    assert titulos == [
        "[Demostración] PRU23-001, cumplido: Riego comunitario",
        "[Demostración] PRU23-001, en marcha: Riego comunitario",
        "[Demostración] Versión 2: 1 corrección en fe de erratas",
        "[Demostración] La plenaria aprobó la agenda",
    ]
    ids = [e.findtext(f"{a}id") for e in raiz.iter(f"{a}entry")]
    assert len(set(ids)) == 4
    assert all(i and uuid.UUID(i).urn == i for i in ids)


def test_los_datos_enlazados(aprobada: AgendaAbierta) -> None:
    datos = json.loads(escribir_abierto("agenda.jsonld", aprobada, "x"))
    assert datos["@type"] == "Dataset"
    assert datos["creditText"] == aprobada.credito
    assert [p["identifier"] for p in datos["hasPart"]] == ["PRU23-001", "PRU23-002"]
    assert datos["hasPart"][0]["temporalCoverage"] == "2024-02-15/2024-09-30"
    assert "temporalCoverage" not in datos["hasPart"][1]


@pytest.mark.parametrize("archivo", sorted(ESCRITORES))
def test_la_puerta_detiene_lo_que_calla_credito_licencia_o_aviso(
    archivo: str, aprobada: AgendaAbierta
) -> None:
    datos = escribir_abierto(archivo, aprobada, archivo)
    otro = aprobada.model_copy(update={"credito": "Otra frase"})
    with pytest.raises(CreditoAusente):
        origen.exigir_origen(datos, archivo, otro, archivo)
    otro = aprobada.model_copy(update={"avisos": ("BORRADOR",)})
    with pytest.raises(ErrorDeSalida, match="no dice «BORRADOR»"):
        origen.exigir_origen(datos, archivo, otro, archivo)
    otra = aprobada.licencia.model_copy(update={"nombre": "ZZ", "enlace": "https://otra.gov.co/"})
    with pytest.raises(ErrorDeSalida, match="licencia"):
        origen.exigir_origen(datos, archivo, aprobada.model_copy(update={"licencia": otra}), archivo)


@pytest.mark.parametrize(
    ("archivo", "datos"),
    [
        ("a.json", '{{"{frase}": 1}}'),
        ("a.xml", "<feed a='{frase}'><!-- {frase} --><?x {frase}?></feed>"),
        ("a.xlsx", "xl/docProps/app.xml"),
    ],
)
def test_el_credito_escondido_no_cuenta(archivo: str, datos: str, aprobada: AgendaAbierta) -> None:
    """En una clave, un comentario, un atributo o las propiedades de un libro no lo lee quien lo abre."""
    frase = f"{aprobada.credito} {aprobada.licencia.nombre} {aprobada.sellos}"
    if archivo.endswith(".xlsx"):
        crudo = io.BytesIO()
        with zipfile.ZipFile(crudo, "w") as libro:
            libro.writestr(datos, f"<p>{frase}</p>")
        escrito = crudo.getvalue()
    else:
        escrito = datos.format(frase=frase).encode()
    assert frase in "".join(t.texto for t in trozos(archivo, escrito))
    with pytest.raises(CreditoAusente):
        origen.exigir_origen(escrito, archivo, aprobada, archivo)


def test_una_tabla_sin_filas_no_sale_sin_credito(borrador: AgendaAbierta) -> None:
    with pytest.raises(CreditoAusente):
        escribir_abierto("seguimiento.csv", borrador, "seguimiento.csv")


def test_que_se_publica_y_el_almacen(tmp_path: Path) -> None:
    a = asamblea(**cambios_de_abiertos())
    _, inventario = abierta_de(a)
    archivos = [d.declaracion.archivo for d in inventario.abiertos]
    assert "seguimiento.csv" not in archivos
    assert inventario.ruta("prueba-2023/abierto:agenda.json") == "prueba-2023/descargas/agenda.json"
    primera = producir_abiertos(tmp_path, inventario)
    assert Almacen(tmp_path).podar() == 0
    segunda = producir_abiertos(tmp_path, inventario)
    assert {p.nuevo for p in primera.values()} == {True}
    assert {p.nuevo for p in segunda.values()} == {False}
    assert {r: p.registro for r, p in primera.items()} == {r: p.registro for r, p in segunda.items()}
    convocada = asamblea(**cambios_de_abiertos(evento={"estado": "convocada"}))
    assert inventariar(Proyecto(sitio=SITIO, asambleas=(convocada,))).abiertos == ()


@pytest.mark.lenta
def test_ninguna_persona_sin_consentimiento() -> None:
    nombre = "Persona Ficticia Reservada"
    cambios = cambios_de_abiertos()
    cambios["resultados"][0]["representante"] = {"papel": "Vocera", "nombre": nombre}
    abierta, inventario = abierta_de(asamblea(**cambios).publicable())
    for archivo in (d.declaracion.archivo for d in inventario.abiertos):
        datos = escribir_abierto(archivo, abierta, "x")
        assert [t.lugar for t in trozos(archivo, datos) if nombre in t.texto] == []
        assert nombre.encode() not in datos


@pytest.mark.lenta
def test_otra_maquina_da_la_misma_huella() -> None:
    """Otro proceso, con otra semilla de dispersión y otro lugar del mundo."""
    codigo = (
        "from pathlib import Path; from generador.carga.cargar import cargar; "
        "print([e.asamblea.contenido_aprobado.huella for e in cargar(Path('.')).expedientes])"
    )
    salidas = {
        subprocess.run(
            [sys.executable, "-c", codigo],
            cwd=RAIZ,
            env={"PYTHONPATH": str(RAIZ), "PYTHONHASHSEED": semilla, "LC_ALL": idioma, "TZ": zona},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for semilla, idioma, zona in (("1", "C", "UTC"), ("77", "C.UTF-8", "Asia/Tokyo"))
    }
    assert len(salidas) == 1


_EVIDENCIAS: tuple[dict[str, Any], ...] = (
    {},
    {"evidencia": {"documento": {"que": "=Acta", "numero": "7", "guarda": "La junta"}}},
    {"evidencia": {"foto": "entrega.jpg"}},
    {"evidencia": "https://fuente.gov.co/otra"},
    {"fuente": "https://fuente.gov.co/acta"},
)


def test_cada_avance_dice_con_que_se_comprueba_en_todos_los_formatos() -> None:
    avances = []
    for mes, suya in enumerate(_EVIDENCIAS, start=1):
        uno = avance(f"2024-0{mes}-01")
        del uno["fuente"]
        avances.append({**uno, **suya})
    seguimiento = {"fecha_de_referencia": "2024-06-30", "avances": avances}
    abierta, _ = abierta_de(asamblea(**cambios_de_abiertos(), seguimiento=seguimiento))
    pagina = abierta.compromisos[0].direccion
    assert [(a.fuente, a.soporte) for a in abierta.avances] == [
        (None, "sin soporte publicado"),
        (None, "=Acta, número 7. Lo guarda: La junta"),
        (None, f"Foto publicada en {pagina}#seguimiento"),
        ("https://fuente.gov.co/otra", "https://fuente.gov.co/otra"),
        ("https://fuente.gov.co/acta", "https://fuente.gov.co/acta"),
    ]
    datos = escribir_abierto("agenda.json", abierta, "x")
    assert leer_json(datos)[0] == abierta
    esquema = json.loads(escribir_abierto("agenda.schema.json", abierta, "x"))
    assert list(jsonschema.Draft202012Validator(esquema).iter_errors(json.loads(datos))) == []
    filas = list(
        csv.DictReader(io.StringIO(escribir_abierto("seguimiento.csv", abierta, "x").decode("utf-8-sig")))
    )
    assert [desproteger(f["soporte"]) for f in filas] == [a.soporte for a in abierta.avances]
    assert filas[1]["soporte"] != "=Acta, número 7. Lo guarda: La junta"
    atom = escribir_abierto("seguimiento.xml", abierta, "x").decode()
    for dice in (
        "Soporte: sin soporte publicado",
        "Fuente: https://fuente.gov.co/acta",
        "Soporte: =Acta, número 7",
    ):
        assert dice in atom
