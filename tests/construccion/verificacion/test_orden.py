"""Lo publicado en carpeta, .zip, PDF y dirección: qué se compara y qué no puede llevar un PDF."""

from __future__ import annotations

import io
import json
import shutil
import threading
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from click.testing import CliRunner
from construccion.verificacion.alteraciones import bytes_de, cambiado, comprimido, partes_de
from construccion.verificacion.conftest import DESCARGAS

from generador.cli.verificar import verificar as orden_verificar
from generador.composicion.paginas.agenda import concordado
from generador.construccion.verificacion import SinVeredicto, Veredicto, comprobar, origen
from generador.construccion.verificacion.hermanos import Cotejo, es_anterior
from generador.construccion.verificacion.impreso import cotejar_leido, explicacion_de
from generador.construccion.verificacion.lectura import palabras
from generador.errores import ErrorAsambleas, ErrorDeUso
from generador.modelo.aprobado.palabras import en_palabras
from generador.modelo.datos.seguimiento import EstadoDeCompromiso
from generador.salida.abiertos import ESCRITORES
from generador.salida.abiertos.documento_json import leer_json
from generador.salida.impreso_ajeno import leer_ajeno


def pasa(que: Path | str, huella: str | None = None) -> bool:
    """Si todo coincide; lo que se rechaza con un mensaje no pasa, y una traza hace fallar la prueba."""
    try:
        return all(v.coincide for v in comprobar(str(que), huella))
    except ErrorAsambleas as error:
        return "\n" in str(error)


def test_lo_publicado_coincide(sitio: Path) -> None:
    (v,) = comprobar(str(sitio))
    assert v.fallas == ()
    assert v.comparado == (
        "agenda.json, entero, con lo que sale de lo firmado",
        "con él, enteros: agenda.xlsx, agenda.csv, fechas.csv, aportes.csv, seguimiento.csv, fechas.ics,"
        " fechas-anteriores.ics, seguimiento.xml, agenda.schema.json, agenda.jsonld",
        "adjuntos en «agenda.pdf», enteros: agenda.csv, fechas.csv, aportes.csv, fechas.ics,"
        " agenda.schema.json",
        "el texto de «agenda.pdf», palabra por palabra (10 páginas)",
    )
    assert "las páginas: aquí no hay ninguna" in v.no_comparado


def test_la_agenda_danada_de_una_no_estorba_a_la_de_las_demas(
    sitio: Path, publicados: Mapping[str, bytes]
) -> None:
    """Vista fallar: por una sola que no se entendía, de ninguna se decía nada."""
    hechas = {
        "danada": b"{ esto no",
        "borrador": bytes_de({**json.loads(publicados["agenda.json"]), "estado": "borrador"}),
        "enorme": b" " * (origen.TOPE + 1),
    }
    for id_, datos in hechas.items():
        (sitio / id_ / "descargas").mkdir(parents=True)
        (sitio / id_ / "descargas" / "agenda.json").write_bytes(datos)
    buenas = [v for v in comprobar(str(sitio)) if isinstance(v, Veredicto)]
    assert [v.coincide for v in buenas] == [True]
    sin = {Path(v.origen).parts[-3]: v for v in comprobar(str(sitio)) if isinstance(v, SinVeredicto)}
    assert {id_: v.borrador for id_, v in sin.items()} == {"danada": False, "borrador": True, "enorme": False}
    assert sin["danada"].razon.endswith("/danada/descargas/agenda.json»: no es un archivo JSON")
    # La orden: con una dañada sale con 1; si lo único que falta es aprobar una, con 0.
    for quedan, codigo in ((tuple(hechas), 1), (("borrador",), 0)):
        for id_ in set(hechas) - set(quedan):
            shutil.rmtree(sitio / id_)
        hecho = CliRunner().invoke(orden_verificar, [str(sitio)])
        assert hecho.exit_code == codigo, hecho.output
        assert hecho.output.count("\nSIN COMPROBAR: ") == len(quedan)
        assert hecho.output.count("\ncoincide: lo firmado") == 1
    # Sin ninguna que se pueda comprobar, como siempre: no hay qué comprobar.
    (sitio / DESCARGAS / "agenda.json").write_bytes(b"[]")
    with pytest.raises(ErrorDeUso, match=r"(?s)borrador.*\n.*agenda\.json"):
        comprobar(str(sitio))


def test_un_libro_vuelto_a_comprimir_es_el_mismo(sitio: Path, publicados: Mapping[str, bytes]) -> None:
    archivo = sitio / DESCARGAS / "agenda.xlsx"
    archivo.write_bytes(comprimido(partes_de(publicados["agenda.xlsx"])))
    assert archivo.read_bytes() != publicados["agenda.xlsx"]
    assert pasa(sitio)


def test_un_sitio_en_zip(tmp_path: Path, publicados: Mapping[str, bytes]) -> None:
    archivo = tmp_path / "sitio.zip"
    dentro = {f"sitio/{DESCARGAS}/{n}": d for n, d in publicados.items()}
    archivo.write_bytes(comprimido(dentro))
    assert pasa(archivo)
    for nombre in ("agenda.json", "agenda.xlsx"):
        ruta = f"sitio/{DESCARGAS}/{nombre}"
        cambio = publicados[nombre].replace(b"a", b"e", 1) + b" "
        archivo.write_bytes(comprimido({**dentro, ruta: cambio}))
        assert not pasa(archivo), nombre
    archivo.write_bytes(comprimido(dentro)[:-30])
    assert not pasa(archivo)


@pytest.fixture
def servidor(sitio: Path) -> Iterator[str]:
    """Ese sitio, servido en esta máquina, con una página que enlaza sus datos."""
    pagina = sitio / DESCARGAS / "index.html"
    pagina.write_text("<!doctype html><a href=agenda.json>datos</a>", "utf-8")

    class Callado(SimpleHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            """Nada."""

    oyente = ThreadingHTTPServer(("127.0.0.1", 0), partial(Callado, directory=str(sitio)))
    hilo = threading.Thread(target=oyente.serve_forever)
    hilo.start()
    yield f"http://127.0.0.1:{oyente.server_port}/{DESCARGAS}/"
    oyente.shutdown()
    hilo.join()
    oyente.server_close()


def test_una_direccion_compara_todo_lo_de_al_lado(
    servidor: str, sitio: Path, publicados: Mapping[str, bytes]
) -> None:
    assert pasa(servidor)
    for nombre in ("agenda.jsonld", "seguimiento.xml"):
        datos, archivo = publicados[nombre], sitio / DESCARGAS / nombre
        archivo.write_bytes(datos.replace(b"a", b"e", 1) + b" ")
        assert not pasa(servidor), nombre
        archivo.write_bytes(datos)


# — La huella


def _de_antes(publicados: Mapping[str, bytes]) -> dict[str, bytes]:
    """La agenda y su esquema como salían cuando no decían de cuántas sub-mesas son los aportes."""
    agenda = json.loads(publicados["agenda.json"])
    del agenda["entregas"]
    esquema = json.loads(publicados["agenda.schema.json"])
    del esquema["properties"]["entregas"], esquema["$defs"]["EntregasAbiertas"]
    return {"agenda.json": bytes_de(agenda), "agenda.schema.json": bytes_de(esquema)}


def test_lo_publicado_antes_de_un_campo_sigue_coincidiendo(
    sitio: Path, publicados: Mapping[str, bytes]
) -> None:
    abierta = leer_json(_de_antes(publicados)["agenda.json"])[0]
    (sitio / DESCARGAS / "agenda.xlsx").write_bytes(ESCRITORES["agenda.xlsx"](abierta))
    (sitio / DESCARGAS / "agenda.pdf").unlink()
    for nombre, datos in _de_antes(publicados).items():
        (sitio / DESCARGAS / nombre).write_bytes(datos)
    (veredicto,) = comprobar(str(sitio))
    assert veredicto.fallas == ()
    assert "agenda.schema.json: es de antes de unos campos que esta agenda no trae" in veredicto.comparado


def test_un_esquema_al_que_le_falta_lo_que_la_agenda_trae_no_es_de_antes(
    publicados: Mapping[str, bytes],
) -> None:
    antes, hoy = _de_antes(publicados), publicados["agenda.schema.json"]
    vieja, nueva = (leer_json(d["agenda.json"])[0] for d in (antes, publicados))
    assert es_anterior(vieja, hoy, antes["agenda.schema.json"])
    assert not es_anterior(nueva, hoy, antes["agenda.schema.json"])
    for cambio in (
        lambda e: e["properties"].update(otro={}),
        lambda e: e["properties"]["titulo"].update(title="Otro"),
        lambda e: e.pop("required"),
        lambda e: e["required"].pop(),
    ):
        esquema = json.loads(antes["agenda.schema.json"])
        cambio(esquema)
        assert not es_anterior(vieja, hoy, bytes_de(esquema))


def test_las_entregas_no_contradicen_lo_firmado(sitio: Path, publicados: Mapping[str, bytes]) -> None:
    datos = json.loads(publicados["agenda.json"])
    archivo = sitio / DESCARGAS / "agenda.json"
    total, dadas = datos["entregas"]["previstas"], datos["entregas"]["entregadas"]
    assert dadas == 2
    for entregas in (
        {"entregadas": dadas, "previstas": total + 1},
        {"entregadas": dadas - 1, "previstas": total - 1, "faltan": datos["entregas"].get("faltan", [])},
        {"entregadas": dadas, "previstas": dadas + 1, "faltan": ["M1-S1"]},
    ):
        archivo.write_bytes(bytes_de(datos | {"entregas": entregas}))
        with pytest.raises(ErrorDeUso, match=r"no es un agenda\.json en regla"):
            comprobar(str(archivo))


def test_que_huella_se_da_por_buena(sitio: Path, publicados: Mapping[str, bytes]) -> None:
    datos = json.loads(publicados["agenda.json"])
    for buena in (
        datos["huella"],
        datos["huella_aprobada"].upper(),
        " ".join((datos["huella"][:32], datos["huella"][32:])),
    ):
        assert pasa(sitio, buena)
    (v,) = comprobar(str(sitio), datos["huella_aprobada"])
    assert v.notas == ("la huella que usted tiene es de una versión anterior: después hubo fe de erratas",)
    (v,) = comprobar(str(sitio), "0" * 64)
    assert v.fallas == ("la huella no es la que usted tiene",)


def test_que_palabras_se_dan_por_buenas(sitio: Path, publicados: Mapping[str, bytes]) -> None:
    datos = json.loads(publicados["agenda.json"])
    suyas = en_palabras(datos["huella"])
    for dichas in (suyas, suyas.upper().replace(" ", ", "), suyas.replace("v", "b")):
        (v,) = comprobar(str(sitio), palabras=dichas)
        assert (v.coincide, v.confirmada) == (True, True)
    (v,) = comprobar(str(sitio), datos["huella"], suyas)
    assert v.confirmada
    (v,) = comprobar(str(sitio), palabras=en_palabras(datos["huella_aprobada"]))
    assert v.notas == ("la huella que usted tiene es de una versión anterior: después hubo fe de erratas",)
    (v,) = comprobar(str(sitio), palabras=en_palabras("0" * 64))
    assert v.fallas == ("las palabras de la huella no son las que usted tiene",)
    (v,) = comprobar(str(sitio), datos["huella_aprobada"], suyas)
    assert v.fallas == ("la huella y sus palabras no son las que usted tiene",)
    with pytest.raises(ErrorDeUso, match=r"^son seis palabras y llegó 1$"):
        comprobar(str(sitio), palabras=suyas.split()[0])


def test_un_retiro_inventado_no_presta_la_huella_del_acta(
    tmp_path: Path, publicados: Mapping[str, bytes]
) -> None:
    """Con una errata que «retira», la huella del acta ya no se calcula: el archivo no la puede prestar."""
    datos = json.loads(publicados["agenda.json"])
    oficial = datos["huella_aprobada"]
    datos["fe_de_erratas"] = [
        {"fecha": "2024-01-01", "retira": ["PRU23-001 texto"], "razon": "x", "huella": "0" * 64}
    ]
    archivo = tmp_path / "agenda.json"
    archivo.write_bytes(bytes_de(datos))
    (v,) = comprobar(str(archivo), oficial)
    assert "la huella no es la que usted tiene" in v.fallas


# — El PDF


def sobre(pdf: bytes, *, contenido: bytes = b"", nota: bool = False, paginas: bool = False) -> bytes:
    """El mismo PDF con algo pintado, pegado o agregado en su primera página."""
    with pikepdf.open(io.BytesIO(pdf)) as documento:
        pagina = documento.pages[0]
        if contenido:
            letra = pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name("/Helvetica")
            )
            pagina.add_resource(letra, pikepdf.Name.Font, pikepdf.Name("/Fz"))
            pagina.contents_add(b"q " + contenido + b" Q")
        if nota:
            pagina.obj.Annots = documento.make_indirect(
                [
                    pikepdf.Dictionary(
                        Type=pikepdf.Name.Annot,
                        Subtype=pikepdf.Name.FreeText,
                        Rect=[0, 0, 90, 90],
                        Contents=pikepdf.String("ANULADA"),
                    )
                ]
            )
        if paginas:
            documento.add_blank_page()
            otra = documento.pages[-1]
            otra.add_resource(letra_de(documento), pikepdf.Name.Font, pikepdf.Name("/Fz"))
            otra.contents_add(b"BT /Fz 30 Tf 50 400 Td (ANULADA) Tj ET")
        salida = io.BytesIO()
        documento.save(salida)
        return salida.getvalue()


def letra_de(_: pikepdf.Pdf) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name("/Helvetica")
    )


ATAQUES: Mapping[str, Mapping[str, Any]] = {
    "un letrero": {"contenido": b"BT /Fz 60 Tf 50 700 Td (ANULADA) Tj ET"},
    "un letrero con palabras que ya están": {
        "contenido": b"BT /Fz 20 Tf 50 300 Td (Riego quedo sin efecto) Tj ET"
    },
    "un rectángulo que tapa": {"contenido": b"1 g 0 0 612 792 re f"},
    "un letrero dibujado": {"contenido": b"8 w 30 30 m 580 760 l S 30 760 m 580 30 l S"},
    "una nota": {"nota": True},
    "una página de más": {"paginas": True},
}


@pytest.mark.parametrize("ataque", ATAQUES.values(), ids=ATAQUES)
def test_nada_se_pinta_sobre_el_pdf(
    tmp_path: Path, publicados: Mapping[str, bytes], ataque: Mapping[str, Any]
) -> None:
    archivo = tmp_path / "agenda.pdf"
    archivo.write_bytes(publicados["agenda.pdf"])
    assert pasa(archivo)
    archivo.write_bytes(sobre(publicados["agenda.pdf"], **ataque))
    assert not pasa(archivo)


def test_un_pdf_de_otra_cosa_con_la_agenda_adjunta(tmp_path: Path, publicados: Mapping[str, bytes]) -> None:
    documento = pikepdf.new()
    documento.add_blank_page()
    documento.attachments["agenda.json"] = pikepdf.AttachedFileSpec(
        documento, publicados["agenda.json"], filename="agenda.json"
    )
    salida = io.BytesIO()
    documento.save(salida)
    archivo = tmp_path / "otra.pdf"
    archivo.write_bytes(salida.getvalue())
    (v,) = comprobar(str(archivo))
    assert [f for f in v.fallas if f.startswith("el PDF no dice «")]


def test_el_pdf_con_cada_dato_de_su_agenda_cambiado(tmp_path: Path, publicados: Mapping[str, bytes]) -> None:
    """Lo que se imprime y ninguna huella cubre también se coteja: título, avances no, que no van impresos."""
    original = json.loads(publicados["agenda.json"])
    archivo = tmp_path / "agenda.pdf"
    impresos = [
        ("titulo",),
        ("presentacion",),
        ("asamblea", "territorio"),
        ("asamblea", "mesas", 0, "eje"),
        ("credito",),
    ]
    for camino in [
        *impresos,
        ("version",),
        ("cobertura", "total"),
        ("compromisos", 0, "texto"),
        ("aportes", 1, "razon"),
    ]:
        with pikepdf.open(io.BytesIO(publicados["agenda.pdf"])) as documento:
            documento.attachments["agenda.json"] = pikepdf.AttachedFileSpec(
                documento, bytes_de(cambiado(original, camino)), filename="agenda.json"
            )
            documento.save(archivo)
        assert not pasa(archivo), camino


def test_el_pdf_con_cada_adjunto_cambiado(tmp_path: Path, publicados: Mapping[str, bytes]) -> None:
    """De verdad, escrito y vuelto a leer: cambiado, quitado o con uno de más."""
    archivo = tmp_path / "agenda.pdf"

    def fallas(nombre: str, datos: bytes | None) -> tuple[str, ...]:
        with pikepdf.open(io.BytesIO(publicados["agenda.pdf"])) as documento:
            if datos is None:
                del documento.attachments[nombre]
            else:
                documento.attachments[nombre] = pikepdf.AttachedFileSpec(documento, datos, filename=nombre)
            documento.save(archivo)
        (v,) = comprobar(str(archivo))
        return v.fallas

    for nombre in leer_ajeno(publicados["agenda.pdf"]).adjuntos:
        if nombre != "agenda.json":
            dice = f"«{nombre}», adjunto en el PDF, no es el que sale de lo firmado y de agenda.json:"
            (falla,) = fallas(nombre, publicados[nombre].replace(b"a", b"e", 1))
            assert falla.startswith(f"{dice} el renglón")
            assert fallas(nombre, None) == (f"falta «{nombre}» adjunto en el PDF",)
    assert fallas("anulada.txt", b"x") == ("el PDF lleva adjunto lo que no es de la agenda: «anulada.txt»",)


def test_un_pdf_roto_o_sin_agenda(tmp_path: Path, publicados: Mapping[str, bytes]) -> None:
    archivo = tmp_path / "agenda.pdf"
    for datos, dice in (
        (b"%PDF-1.7 roto", "no se puede abrir el PDF"),
        (publicados["agenda.pdf"][:2000], "no se puede abrir el PDF"),
    ):
        archivo.write_bytes(datos)
        with pytest.raises(ErrorDeUso, match=dice):
            comprobar(str(archivo))


def test_el_sello_de_demostracion_va_en_cada_pagina_del_pdf(publicados: Mapping[str, bytes]) -> None:
    abierta = leer_json(publicados["agenda.json"])[0].model_copy(update={"demostracion": True})
    leido = leer_ajeno(publicados["agenda.pdf"])
    leido = replace(leido, adjuntos={n: ESCRITORES[n](abierta) for n in leido.adjuntos})
    selladas = [f"Datos de demostración\n{p}" for p in leido.paginas]

    def fallas(paginas: list[str]) -> list[str]:
        cotejo = Cotejo()
        otro = replace(leido, paginas=tuple(paginas))
        cotejar_leido("el PDF", otro, abierta, leido.adjuntos["agenda.json"], cotejo)
        return cotejo.fallas

    assert fallas(selladas) == []
    assert fallas([*selladas[:2], leido.paginas[2], *selladas[3:]]) == [
        "el PDF no dice «DATOS DE DEMOSTRACIÓN» en 1 página, desde la 3"
    ]


def test_un_titulo_igual_al_del_pie_se_halla(publicados: Mapping[str, bytes]) -> None:
    """«Agenda 2026–2028», el que pone `proponer`: su renglón en la portada es el mismo del pie."""
    abierta = leer_json(publicados["agenda.json"])[0]
    titulo = abierta.titulo
    abierta = abierta.model_copy(update={"aprobado": abierta.aprobado.model_copy(update={"titulo": titulo})})
    paginas = (f"{titulo}\nDe qué nace", *(f"Lo acordado\n{titulo}" for _ in range(4)))
    cotejo = Cotejo()
    leido = replace(leer_ajeno(publicados["agenda.pdf"]), paginas=paginas)
    cotejar_leido("el PDF", leido, abierta, publicados["agenda.json"], cotejo)
    assert [f for f in cotejo.fallas if "no dice" in f]
    assert f"el PDF no dice «{titulo}»" not in cotejo.fallas


def test_los_estados_se_explican_en_plural(publicados: Mapping[str, bytes]) -> None:
    """«2 cumplidos» no está en ninguna plantilla ni en los datos: lo concuerda el programa."""
    explicacion = explicacion_de(leer_json(publicados["agenda.json"])[0], frozenset())
    for estado in EstadoDeCompromiso:
        dichos = palabras(f"1 {concordado(estado, 1)} 2 {concordado(estado, 2)}")
        assert explicacion.inexplicado(dichos) == [], estado
