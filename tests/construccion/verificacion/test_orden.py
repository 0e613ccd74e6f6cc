"""Lo publicado en carpeta, .zip y dirección: qué se compara, y con qué huella."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Iterator, Mapping
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from construccion.verificacion.alteraciones import bytes_de, comprimido, partes_de
from construccion.verificacion.conftest import DESCARGAS, abiertos_en_forma, pasa

from generador.cli.verificar import verificar as orden_verificar
from generador.construccion.verificacion import SinVeredicto, Veredicto, comprobar, origen
from generador.construccion.verificacion.hermanos import es_anterior
from generador.errores import ErrorDeUso
from generador.modelo.aprobado.palabras import en_palabras
from generador.salida.abiertos import ESCRITORES
from generador.salida.abiertos.documento_json import leer_json


def test_lo_publicado_coincide(sitio: Path) -> None:
    (v,) = comprobar(str(sitio))
    assert v.fallas == ()
    assert v.comparado == (
        "agenda.json, entero, con lo que sale de lo firmado",
        "con él, enteros: agenda.xlsx, agenda.csv, fechas.csv, aportes.csv, seguimiento.csv, fechas.ics,"
        " fechas-anteriores.ics, seguimiento.xml, agenda.schema.json, agenda.jsonld",
        "adjuntos en «agenda.pdf», enteros: agenda.csv, fechas.csv, aportes.csv, fechas.ics,"
        " agenda.schema.json",
        "el texto de «agenda.pdf», palabra por palabra (11 páginas)",
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


def test_un_zip_muy_grande_dice_como_verificarlo(sitio: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """El de un sitio corriente pasa del tope: antes solo decía que pesaba."""
    monkeypatch.setattr(origen, "TOPE", 100)
    grande = sitio / "sitio.zip"
    grande.write_bytes(comprimido({"a.txt": b"a" * 200}))
    with pytest.raises(ErrorDeUso, match=r"sitio\.zip» pesa más .*\n    ayuda: descomprímalo y dé"):
        comprobar(str(grande))


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


def _de_antes() -> dict[str, bytes]:
    """La agenda y su esquema como salían cuando no decían de cuántas sub-mesas son los aportes."""
    publicados = abiertos_en_forma(2)
    agenda = json.loads(publicados["agenda.json"])
    del agenda["entregas"]
    esquema = json.loads(publicados["agenda.schema.json"])
    del esquema["properties"]["entregas"], esquema["$defs"]["EntregasAbiertas"]
    for campo in ("FormatoDeContenido", "formato"):
        formas = esquema["$defs"]["Contenido"]["properties"].get(campo, esquema["$defs"].get(campo, {}))
        if "asambleas/agenda/3" in formas.get("enum", ()):
            formas["enum"].remove("asambleas/agenda/3")
    return {"agenda.json": bytes_de(agenda), "agenda.schema.json": bytes_de(esquema)}


def test_lo_publicado_antes_de_un_campo_sigue_coincidiendo(sitio: Path) -> None:
    """Y lo aprobado con una forma de antes, con esa forma: su esquema no conocía la de hoy."""
    abierta = leer_json(_de_antes()["agenda.json"])[0]
    (sitio / DESCARGAS / "agenda.pdf").unlink()
    suyos = {**abiertos_en_forma(2), **_de_antes()}
    suyos["agenda.xlsx"] = ESCRITORES["agenda.xlsx"](abierta)
    for nombre, datos in suyos.items():
        (sitio / DESCARGAS / nombre).write_bytes(datos)
    (veredicto,) = comprobar(str(sitio))
    assert veredicto.fallas == ()
    assert "agenda.schema.json: es de antes de unos campos que esta agenda no trae" in veredicto.comparado


def test_un_esquema_al_que_le_falta_lo_que_la_agenda_trae_no_es_de_antes(
    publicados: Mapping[str, bytes],
) -> None:
    antes, hoy = _de_antes(), publicados["agenda.schema.json"]
    vieja, nueva = (leer_json(d["agenda.json"])[0] for d in (antes, publicados))
    assert es_anterior(vieja, hoy, antes["agenda.schema.json"])
    sin_formas = json.loads(hoy)
    sin_formas["$defs"]["Contenido"]["properties"]["formato"]["enum"].pop()
    assert not es_anterior(nueva, hoy, bytes_de(sin_formas))
    assert es_anterior(vieja, hoy, bytes_de(sin_formas))
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


def test_las_entregas_no_contradicen_lo_firmado(sitio: Path) -> None:
    datos = json.loads(abiertos_en_forma(2)["agenda.json"])
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


@pytest.mark.parametrize(
    ("dada", "dice"),
    [
        ("83192715", "--huella: está incompleta: llegaron 8 y son 64"),
        ("83192715 " * 9, "--huella: le sobran cifras: llegaron 72 y son 64"),
        ("", "--huella: está incompleta: llegaron 0 y son 64"),
        ("la del acta", "--huella: una huella solo trae cifras y letras de la a a la f"),
    ],
)
def test_una_huella_a_medias_no_es_una_agenda_alterada(sitio: Path, dada: str, dice: str) -> None:
    """Visto fallar: con el primer grupo de la buena respondía «NO COINCIDE»."""
    with pytest.raises(ErrorDeUso) as error:
        comprobar(str(sitio), dada)
    assert str(error.value) == dice


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
    assert (v.coincide, v.confirmada) == (False, False)
    assert v.sin_confirmar.startswith(
        "la huella era la que usted tiene, según el archivo, antes de retirarse"
    )


def test_lo_comparado_de_un_pdf_suelto_se_dice_bien(sitio: Path) -> None:
    """Visto fallar: «el texto de el PDF»."""
    (v,) = comprobar(str(sitio / DESCARGAS / "agenda.pdf"))
    assert "el texto del PDF, palabra por palabra (11 páginas)" in v.comparado
