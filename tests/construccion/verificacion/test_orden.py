"""Cada campo de cada archivo abierto, cambiado uno por uno, en carpeta, .zip, PDF y dirección."""

from __future__ import annotations

import copy
import io
import json
import threading
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from construccion.verificacion.conftest import DESCARGAS

from generador.construccion.verificacion import comprobar
from generador.construccion.verificacion.hermanos import Cotejo, diferencia, es_anterior
from generador.construccion.verificacion.impreso import cotejar_leido
from generador.errores import ErrorAsambleas, ErrorDeUso
from generador.modelo.publico.apertura import Declarado
from generador.salida.abiertos import ESCRITORES
from generador.salida.abiertos.documento_json import leer_json
from generador.salida.impreso_ajeno import leer_ajeno

Camino = tuple[str | int, ...]


def hojas(valor: Any, camino: Camino = ()) -> Iterator[Camino]:
    """El camino de cada dato suelto, y el de cada lista, que se puede acortar."""
    if isinstance(valor, dict):
        for clave, dentro in valor.items():
            yield from hojas(dentro, (*camino, clave))
    elif isinstance(valor, list):
        yield camino
        for i, dentro in enumerate(valor):
            yield from hojas(dentro, (*camino, i))
    else:
        yield camino


def otro(valor: Any) -> Any:
    """Un valor parecido y distinto, para que pase por bueno si nadie lo mira."""
    if isinstance(valor, bool):
        return not valor
    if isinstance(valor, int):
        return valor + 1
    if isinstance(valor, list):
        return valor[:-1]
    if valor[-1:].isdigit():
        return valor[:-1] + str((int(valor[-1]) + 1) % 10)
    return valor[:-1] + ("a" if valor[-1:] != "a" else "e")


def cambiado(datos: Any, camino: Camino) -> Any:
    """Copia con ese dato cambiado."""
    nuevo = copy.deepcopy(datos)
    *padres, ultimo = camino
    nodo = nuevo
    for paso in padres:
        nodo = nodo[paso]
    nodo[ultimo] = otro(nodo[ultimo])
    return nuevo


def pasa(que: Path | str, huella: str | None = None) -> bool:
    """Si todo coincide; lo que se rechaza con un mensaje no pasa, y una traza hace fallar la prueba."""
    try:
        return all(v.coincide for v in comprobar(str(que), huella))
    except ErrorAsambleas as error:
        return "\n" in str(error)


def bytes_de(datos: Any) -> bytes:
    return json.dumps(datos, ensure_ascii=False).encode()


def test_lo_publicado_coincide(sitio: Path) -> None:
    (v,) = comprobar(str(sitio))
    assert v.fallas == ()
    assert v.comparado == (
        "agenda.json, entero, con lo que sale de lo firmado",
        "con él, enteros: agenda.xlsx, agenda.csv, fechas.csv, aportes.csv, seguimiento.csv, fechas.ics,"
        " fechas-anteriores.ics, seguimiento.xml, agenda.schema.json, agenda.jsonld",
        "el texto de «agenda.pdf», palabra por palabra (10 páginas)",
    )
    assert "las páginas: aquí no hay ninguna" in v.no_comparado


def test_cada_campo_de_agenda_json(sitio: Path, publicados: Mapping[str, bytes]) -> None:
    """En la carpeta, ninguno pasa; suelto, solo lo que el informe dice que ninguna huella cubre."""
    original = json.loads(publicados["agenda.json"])
    archivo = sitio / DESCARGAS / "agenda.json"
    suelto = sitio / "suelto.json"
    pasaron = []
    for camino in hojas(original):
        if camino == ("$schema",):
            continue
        suelto.write_bytes(bytes_de(cambiado(original, camino)))
        if pasa(suelto):
            pasaron.append(camino)
    # La carpeta juzga igual al suelto, y además mira lo de al lado.
    for camino in pasaron[:: max(1, len(pasaron) // 6)]:
        archivo.write_bytes(bytes_de(cambiado(original, camino)))
        assert not pasa(sitio), camino
    declarados = set(Declarado.model_fields)
    de_cada_uno = {("compromisos", "direccion"), ("aportes", "demostracion")}
    ajenos = [c for c in pasaron if c[0] not in declarados and (c[0], c[-1]) not in de_cada_uno]
    assert ajenos == []
    # Lo firmado, lo calculado de ello y lo que solo se copia de un lado a otro no pasa ni suelto.
    assert {str(c[0]) for c in pasaron} <= {
        "credito",
        "licencia",
        "direccion",
        "asamblea",
        "seguimiento",
        "compromisos",
        "aportes",
        "entregas",
    }


def test_cada_dato_de_los_demas_archivos(sitio: Path, publicados: Mapping[str, bytes]) -> None:
    """Cada renglón de cada archivo da diferencia, y una diferencia en cualquiera tumba el veredicto."""
    (sitio / DESCARGAS / "agenda.pdf").unlink()
    otros = [n for n in publicados if n not in ("agenda.json", "agenda.pdf")]
    for nombre in otros:
        datos = publicados[nombre]
        suyas = list(variantes(nombre, datos))
        assert [v[:80] for v in suyas if diferencia(nombre, datos, v) is None] == []
        (sitio / DESCARGAS / nombre).write_bytes(suyas[0])
    (sitio / DESCARGAS / otros[0]).unlink()
    (v,) = comprobar(str(sitio))
    assert {f.split("»")[0].split("«")[1] for f in v.fallas} == set(otros)
    assert f"falta «{otros[0]}», que se publica con la agenda" in v.fallas


def variantes(nombre: str, datos: bytes) -> Iterator[bytes]:
    """El archivo con cada renglón (o cada parte, si es un libro) cambiado, uno por uno, y con algo de más."""
    if nombre.endswith(".xlsx"):
        with zipfile.ZipFile(io.BytesIO(datos)) as libro:
            partes = {n: libro.read(n) for n in libro.namelist()}
        for parte in partes:
            yield comprimido({**partes, parte: partes[parte].replace(b"e", b"a", 1) + b" "})
        yield comprimido({**partes, "xl/media/sello.png": b"x"})
        return
    renglones = datos.splitlines(keepends=True)
    for i, renglon in enumerate(renglones):
        texto = renglon.decode().rstrip("\r\n")
        fin = renglon[len(texto.encode()) :]
        if texto.strip():
            yield b"".join((*renglones[:i], otro(texto).encode() + fin, *renglones[i + 1 :]))
    yield datos + renglones[-1]


def comprimido(partes: Mapping[str, bytes]) -> bytes:
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED) as zip_:
        for nombre, datos in partes.items():
            zip_.writestr(nombre, datos)
    return salida.getvalue()


def test_un_libro_vuelto_a_comprimir_es_el_mismo(sitio: Path, publicados: Mapping[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(publicados["agenda.xlsx"])) as libro:
        partes = {n: libro.read(n) for n in libro.namelist()}
    archivo = sitio / DESCARGAS / "agenda.xlsx"
    archivo.write_bytes(comprimido(partes))
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
    original = json.loads(publicados["agenda.json"])
    for camino in hojas(original):
        if camino in (("version",), ("licencia", "enlace")):
            cambio = bytes_de(cambiado(original, camino))
            archivo.write_bytes(comprimido({**dentro, f"sitio/{DESCARGAS}/agenda.json": cambio}))
            assert not pasa(archivo), camino
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
    original = json.loads(publicados["agenda.json"])
    for camino in (("titulo",), ("seguimiento", "avances", 0, "texto"), ("licencia", "nombre")):
        (sitio / DESCARGAS / "agenda.json").write_bytes(bytes_de(cambiado(original, camino)))
        assert not pasa(servidor), camino


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
    assert v.fallas[0].startswith("el PDF no dice «")


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
    leido = leer_ajeno(publicados["agenda.pdf"], "agenda.json")
    selladas = [f"Datos de demostración\n{p}" for p in leido.paginas]

    def fallas(paginas: list[str]) -> list[str]:
        cotejo = Cotejo()
        otro = replace(leido, paginas=tuple(paginas))
        cotejar_leido("el PDF", otro, abierta, publicados["agenda.json"], cotejo)
        return cotejo.fallas

    assert fallas(selladas) == []
    assert fallas([*selladas[:2], leido.paginas[2], *selladas[3:]]) == [
        "el PDF no dice «DATOS DE DEMOSTRACIÓN» en 1 página, desde la 3"
    ]
