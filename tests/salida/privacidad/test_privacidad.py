"""Un dato de cada clase, plantado en cada clase de salida, se atrapa; y lo que se le parece, no."""

import csv
import io
import json
import pickle
import struct
import zipfile
import zlib
from collections.abc import Callable

import pikepdf
import pytest
import xlsxwriter
from PIL import Image, PngImagePlugin

from generador.errores import ErrorDeSalida
from generador.modelo.personal.reserva import Reserva
from generador.salida.privacidad.lectores import trozos
from generador.salida.privacidad.marcado import de_marcas
from generador.salida.privacidad.puerta import AYUDA, DatoPersonal, enmascarado, exigir_en_archivo, hallados

NOMBRE = "Perpetua del Socorro Innombrada"
DATOS = {
    "nombre": "Perpetua del Socorro Innombrada",
    "cedula": "1.098.765.432",
    "telefono": "300 123 4567",
    "correo": "juan.perez@correo.com",
}
RESERVA = Reserva(nombres=(NOMBRE,), anfitrion="asambleas.gov.co")
INOCENTE = "Asociación de Arauca, 2024–2026, M2-S3-N1, ARA23-014, convenio 002 de 2023, 1.098.765 personas"

Salida = tuple[str, Callable[[str], bytes]]


def _escapado(texto: str) -> bytes:
    return "".join(f"\\u{ord(c):04x}" for c in texto).encode()


def _html(donde: str) -> Salida:
    return "pagina.html", lambda x: donde.replace("@@", x).encode()


def _csv(x: str) -> bytes:
    salida = io.StringIO()
    csv.writer(salida).writerows([["codigo", "quien"], ["ARA23-001", x]])
    return salida.getvalue().encode("utf-8-sig")


def _zip(nombre: str, dentro: Callable[[str], bytes]) -> Callable[[str], bytes]:
    def hacer(x: str) -> bytes:
        salida = io.BytesIO()
        with zipfile.ZipFile(salida, "w") as archivo:
            archivo.writestr(nombre, dentro(x))
        return salida.getvalue()

    return hacer


def _xlsx(x: str) -> bytes:
    salida = io.BytesIO()
    with xlsxwriter.Workbook(salida) as libro:
        libro.add_worksheet().write(0, 0, x)
    return salida.getvalue()


def _xlsx_autor(x: str) -> bytes:
    salida = io.BytesIO()
    with xlsxwriter.Workbook(salida) as libro:
        libro.set_properties({"author": x})
        libro.add_worksheet().write(0, 0, "nada")
    return salida.getvalue()


def _png(clase: str) -> Callable[[str], bytes]:
    def hacer(x: str) -> bytes:
        salida, info = io.BytesIO(), PngImagePlugin.PngInfo()
        if clase == "eXIf":
            exif = Image.Exif()
            exif[0x013B] = x
            Image.new("RGB", (2, 2)).save(salida, "PNG", exif=exif)
            return salida.getvalue()
        if clase == "iTXt":
            info.add_itxt("Autor", x, zip=True)
        else:
            info.add_text("Autor", x, zip=clase == "zTXt")
        Image.new("RGB", (2, 2)).save(salida, "PNG", pnginfo=info)
        return salida.getvalue()

    return hacer


def _png_despues(x: str) -> bytes:
    """Un trozo de texto detrás de la imagen."""
    base = io.BytesIO()
    Image.new("RGB", (2, 2)).save(base, "PNG")
    cuerpo = b"tEXt" + b"Comment\0" + x.encode("latin-1", "replace")
    trozo = struct.pack(">I", len(cuerpo) - 4) + cuerpo + struct.pack(">I", zlib.crc32(cuerpo))
    return base.getvalue().replace(b"\0\0\0\0IEND", trozo + b"\0\0\0\0IEND")


def _jpeg(como: str) -> Callable[[str], bytes]:
    def hacer(x: str) -> bytes:
        salida, exif = io.BytesIO(), Image.Exif()
        if como == "comentario":
            Image.new("RGB", (2, 2)).save(salida, "JPEG", comment=x.encode())
        elif como == "xp":
            exif[0x9C9D] = x.encode("utf-16-le") + b"\0\0"
            Image.new("RGB", (2, 2)).save(salida, "JPEG", exif=exif)
        elif como == "usuario":
            exif.get_ifd(0x8769)[0x9286] = b"ASCII\0\0\0" + x.encode()
            Image.new("RGB", (2, 2)).save(salida, "JPEG", exif=exif)
        else:
            exif[0x010E] = x
            Image.new("RGB", (2, 2)).save(salida, "JPEG", exif=exif)
        return salida.getvalue()

    return hacer


SALIDAS: dict[str, Salida] = {
    "html, texto": _html("<p>Habló @@ y ya</p>"),
    "html, texto partido por marcas": _html("<p>Habló <b>@@</b>.</p>"),
    "html, texto oculto": _html("<p hidden>@@</p>"),
    "html, atributo": _html('<img alt="Foto de @@">'),
    "html, descripción": _html('<meta name="description" content="@@">'),
    "html, atributo de datos": _html('<li data-quien="@@">'),
    "html, comentario": _html("<!-- @@ -->"),
    "html, guion": _html('<script type="application/ld+json">{"name": "@@"}</script>'),
    "html, plantilla": _html("<template><p>@@</p></template>"),
    "índice de búsqueda": (
        "buscar.js",
        lambda x: f"indiceDeBusqueda({json.dumps({'hojas': [['a/', x]]})});\n".encode(),
    ),
    "índice con escapes": ("buscar.js", lambda x: b'f({"a": "%s"});' % _escapado(x)),
    "guion": ("sitio.js", lambda x: f"f({{a: '{x}'}});".encode()),
    "json, clave": ("datos.json", lambda x: json.dumps({x: 1}).encode()),
    "json con escapes": ("datos.json", lambda x: json.dumps({"quien": x}, ensure_ascii=True).encode()),
    "json-ld": ("datos.jsonld", lambda x: json.dumps([{"@type": "Person", "name": x}]).encode()),
    "csv": ("datos.csv", _csv),
    "ics": (
        "fechas.ics",
        lambda x: f"BEGIN:VEVENT\r\nSUMMARY:{x[:9]}\r\n {x[9:]}\r\nEND:VEVENT\r\n".encode(),
    ),
    "ics, asistente": ("fechas.ics", lambda x: f"ATTENDEE;CN={x}:mailto:a\r\n".encode()),
    "atom": ("avances.xml", lambda x: f"<feed><entry><title>{x}</title></entry></feed>".encode()),
    "atom, cdata": ("avances.atom", lambda x: f"<feed><summary><![CDATA[{x}]]></summary></feed>".encode()),
    "svg, título": ("dibujo.svg", lambda x: f"<svg><title>{x}</title><path d='M0 0'/></svg>".encode()),
    "svg, texto": ("dibujo.svg", lambda x: f"<svg><text>{x}</text></svg>".encode()),
    "texto": ("LEEME.txt", lambda x: f"\ufeffHola {x}\r\n".encode()),
    "hoja de estilos": ("a.css", lambda x: f"/* {x} */".encode()),
    "zip": ("kit.zip", _zip("LEEME.txt", str.encode)),
    "zip dentro de zip": ("kit.zip", _zip("otro.zip", _zip("datos.csv", _csv))),
    "zip, pagina": ("kit.zip", _zip("a/b.html", lambda x: f"<p>{x}".encode())),
    "xlsx": ("datos.xlsx", _xlsx),
    "xlsx, autor": ("datos.xlsx", _xlsx_autor),
    "png, tEXt": ("foto.png", _png("tEXt")),
    "png, zTXt": ("foto.png", _png("zTXt")),
    "png, iTXt": ("foto.png", _png("iTXt")),
    "png, EXIF": ("foto.png", _png("eXIf")),
    "png, texto tras la imagen": ("foto.png", _png_despues),
    "png, tras el final": ("foto.png", lambda x: _png("tEXt")("nada") + x.encode()),
    "jpeg, EXIF": ("foto.jpg", _jpeg("exif")),
    "jpeg, EXIF de Windows": ("foto.jpg", _jpeg("xp")),
    "jpeg, comentario del usuario": ("foto.jpeg", _jpeg("usuario")),
    "jpeg, comentario": ("foto.jpg", _jpeg("comentario")),
}


@pytest.mark.parametrize("clase", DATOS)
@pytest.mark.parametrize("salida", SALIDAS)
def test_se_atrapa_en_cada_salida(clase: str, salida: str) -> None:
    nombre, hacer = SALIDAS[salida]
    with pytest.raises(DatoPersonal) as atrapado:
        exigir_en_archivo(f"arauca-2023/{nombre}", hacer(DATOS[clase]), RESERVA)
    assert atrapado.value.dato.clase == clase
    mensaje = str(atrapado.value)
    assert mensaje.startswith(f"arauca-2023/{nombre}, en ")
    assert DATOS[clase] not in mensaje
    assert "Innombrada" not in mensaje


@pytest.mark.parametrize("salida", SALIDAS)
def test_lo_inocente_pasa_en_cada_salida(salida: str) -> None:
    nombre, hacer = SALIDAS[salida]
    exigir_en_archivo(nombre, hacer("Asociación de Arauca 002 de 2023"), RESERVA)
    exigir_en_archivo(nombre, hacer(INOCENTE), RESERVA)


def _pdf(donde: str, x: str) -> bytes:
    """Un PDF de una página con el dato en un lugar que no se ve."""
    salida = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pagina = pdf.pages[0]
        if donde == "Info":
            pdf.docinfo["/Author"] = x
        elif donde == "XMP":
            with pdf.open_metadata(set_pikepdf_as_editor=False) as xmp:
                xmp["dc:description"] = x
        elif donde == "adjunto":
            pdf.attachments["datos.csv"] = _csv(x)
        elif donde == "nombre del adjunto":
            pdf.attachments[f"{x}.txt"] = b"nada"
        elif donde == "marcador":
            with pdf.open_outline() as marcadores:
                marcadores.root.append(pikepdf.OutlineItem(x, 0))
        elif donde == "enlace":
            accion = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=x)
            nota = pikepdf.Dictionary(
                Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 1, 1], A=accion
            )
            pagina.Annots = pdf.make_indirect(pikepdf.Array([nota]))
        elif donde == "texto alternativo":
            pdf.Root.StructTreeRoot = pdf.make_indirect(
                pikepdf.Dictionary(K=pikepdf.Dictionary(S=pikepdf.Name.Figure, Alt=f"Foto de ({x})"))
            )
        elif donde == "foto":
            foto = pikepdf.Stream(pdf, _jpeg("exif")(x))
            foto.Type, foto.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
            foto.Width, foto.Height, foto.BitsPerComponent = 2, 2, 8
            foto.ColorSpace, foto.Filter = pikepdf.Name.DeviceRGB, pikepdf.Name.DCTDecode
            pagina.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=foto))
        pdf.save(salida, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return salida.getvalue()


@pytest.mark.parametrize("sigue", ["% del total", "personas", "pesos"])
def test_lo_que_un_metadato_dice_no_depende_del_siguiente(sigue: str) -> None:
    salida = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.docinfo["/Author"], pdf.docinfo["/Keywords"] = DATOS["cedula"], sigue
        pdf.save(salida)
    with pytest.raises(DatoPersonal):
        exigir_en_archivo("agenda.pdf", salida.getvalue(), RESERVA)


@pytest.mark.parametrize("clase", DATOS)
@pytest.mark.parametrize(
    "donde",
    ["Info", "XMP", "adjunto", "nombre del adjunto", "marcador", "enlace", "texto alternativo", "foto"],
)
def test_se_atrapa_en_lo_que_un_pdf_no_pinta(donde: str, clase: str) -> None:
    exigir_en_archivo("agenda.pdf", _pdf(donde, "Asociación de Arauca"), RESERVA)
    with pytest.raises(DatoPersonal) as atrapado:
        exigir_en_archivo("agenda.pdf", _pdf(donde, DATOS[clase]), RESERVA)
    assert atrapado.value.dato.clase == clase


@pytest.mark.parametrize("clase", DATOS)
def test_se_atrapa_en_el_texto_de_un_pdf(clase: str, imprimir: Callable[..., bytes]) -> None:
    exigir_en_archivo("a.pdf", imprimir(f"<h1>Agenda</h1><p>{INOCENTE}</p>"), RESERVA)
    # En una columna tan angosta que el dato parte el renglón.
    for cuerpo in (f"<p>Habló {DATOS[clase]} hoy</p>", f"<p style='width: 24mm'>Dijo {DATOS[clase]} hoy</p>"):
        if clase == "correo" and "width" in cuerpo:
            continue
        with pytest.raises(DatoPersonal) as atrapado:
            exigir_en_archivo("a.pdf", imprimir(cuerpo), RESERVA)
        assert (atrapado.value.dato.clase, atrapado.value.dato.lugar) == (clase, "la página 1")


def test_un_bloque_no_excusa_al_vecino(imprimir: Callable[..., bytes]) -> None:
    """«Personas», debajo de una cédula, no la vuelve una medida; «pesos», al lado, sí la vuelve dinero."""
    vecinos = "<p>Lugar: Salón 1.098.765.432</p><p>Personas previstas</p>"
    for nombre, datos in (("a.html", vecinos.encode()), ("a.pdf", imprimir(vecinos))):
        with pytest.raises(DatoPersonal):
            exigir_en_archivo(nombre, datos, RESERVA)
    dinero = "<p style='width: 26mm'>cuesta 1.098.765.432 pesos</p>"
    for nombre, datos in (("a.html", dinero.encode()), ("a.pdf", imprimir(dinero))):
        exigir_en_archivo(nombre, datos, RESERVA)


@pytest.mark.parametrize(
    "texto",
    [
        "PERPETUA DEL SOCORRO INNOMBRADA",
        "perpetua del socorro innombráda",
        "Innombrada, Perpetua del Socorro",
        "perpetua-del-socorro-innombrada",
        "Perpetua\u200b del\u00a0Socorro\nInnombrada",
        "Perpetua Innombrada",
        "Perpetua del Socorro Innom\nbrada",
    ],
)
def test_un_nombre_escrito_de_otro_modo(texto: str) -> None:
    assert [d.clase for d in hallados(trozos("a.txt", texto.encode()), RESERVA)][:1] == ["nombre"]


def test_un_nombre_de_una_palabra_se_busca_tal_cual() -> None:
    sola = Reserva(nombres=("Paz",))
    exigir_en_archivo("a.txt", "construcción de paz y capaz de Pazos".encode(), sola)
    with pytest.raises(DatoPersonal):
        exigir_en_archivo("a.txt", b"vino Paz.", sola)


def test_quien_autorizo_si_aparece() -> None:
    reserva = Reserva(nombres=("Ana Sol",), autorizados=("Ana Sol Ruiz",))
    exigir_en_archivo("a.txt", b"Vino Ana Sol Ruiz.", reserva)
    exigir_en_archivo("a.txt", b"una semana solidaria", reserva)
    with pytest.raises(DatoPersonal):
        exigir_en_archivo("a.txt", b"Vinieron Ana Sol Ruiz y Ana Sol.", reserva)


def test_el_contacto_declarado_si_se_publica() -> None:
    abierta = Reserva(contactos=("contacto@entidad.gov.co", "6078851234"))
    pagina = (
        b'<a href="mailto:contacto@entidad.gov.co">Contacto</a> <a href="tel:+576078851234">607 885 1234</a>'
    )
    exigir_en_archivo("index.html", pagina, abierta)
    with pytest.raises(DatoPersonal):
        exigir_en_archivo("index.html", pagina.replace(b"contacto@", b"juan@"), abierta)
    with pytest.raises(DatoPersonal):
        exigir_en_archivo("index.html", pagina.replace(b"607 885 1234", b"607 885 1235"), abierta)


def test_un_correo_disfrazado_en_una_direccion() -> None:
    with pytest.raises(DatoPersonal):
        exigir_en_archivo("index.html", b'<a href="/buscar?q=juan%40correo.com">x</a>', RESERVA)


def test_los_identificadores_de_un_calendario_no_son_buzones() -> None:
    exigir_en_archivo("a.ics", b"UID:ara23-014@asambleas.gov.co\r\n", RESERVA)
    for otro in (
        b"UID:juan@asambleas.gov.co\r\n",
        b"UID:ara23-014@correo.com\r\n",
        b"X:ara1@asambleas.gov.co\r\n",
    ):
        with pytest.raises(DatoPersonal):
            exigir_en_archivo("a.ics", otro, RESERVA)


@pytest.mark.parametrize(
    ("nombre", "datos"),
    [
        ("dibujo.svg", b'<svg viewBox="0 0 300 1234567"><path d="M300 123 4567 0L1098765432 3"/></svg>'),
        ("datos.json", b'{"octetos": 3001234567, "sha256": "' + b"3001234567" * 6 + b'abcd"}'),
        ("pagina.html", b"<table><tr><td>300</td><td>123</td><td>4567</td></tr></table>"),
        ("pagina.html", b'<a href="https://forms.gle/aB3001234567xY">Formulario</a>'),
        ("letra.woff2", b"juan@correo.com"),
    ],
)
def test_lo_que_se_parece_y_no_es(nombre: str, datos: bytes) -> None:
    exigir_en_archivo(nombre, datos, RESERVA)


@pytest.mark.parametrize(
    ("nombre", "datos"),
    [
        ("video.mp4", b"x"),
        ("a.png", b"no"),
        ("a.json", b"{"),
        ("a.zip", b"PK"),
        ("a.jpg", b"x"),
        ("a.pdf", b"x"),
    ],
)
def test_lo_que_no_se_entiende_no_se_publica(nombre: str, datos: bytes) -> None:
    with pytest.raises(ErrorDeSalida) as error:
        exigir_en_archivo(nombre, datos, RESERVA)
    assert nombre in str(error.value) or "PDF" in str(error.value)


def test_el_nombre_del_archivo_tambien_cuenta() -> None:
    with pytest.raises(DatoPersonal):
        exigir_en_archivo("arauca-2023/perpetua-del-socorro-innombrada.txt", b"nada", RESERVA)


def test_la_mascara_y_el_viaje_entre_procesos() -> None:
    assert enmascarado("300 123 4567") == "3•• ••• ••••"
    assert enmascarado("juan@correo.com") == "j•••@••••••.•••"
    assert enmascarado("Ana Sol") == "A•• S••"
    with pytest.raises(DatoPersonal) as atrapado:
        exigir_en_archivo("a.txt", b"300 123 4567", RESERVA)
    vuelta = pickle.loads(pickle.dumps(atrapado.value))
    assert (str(vuelta), vuelta.dato) == (str(atrapado.value), atrapado.value.dato)
    assert str(vuelta).splitlines() == [
        "a.txt, en el texto: hay un teléfono (3•• ••• ••••)",
        "    no está en los datos: mire la plantilla o contenido/",
        f"    ayuda: {AYUDA}",
    ]


@pytest.mark.parametrize("roto", ["<![>", '<![><img src="]>', "<![CDATA", "<!", "<!x[", "<![if x"])
def test_una_declaracion_rota_no_detiene_la_lectura(roto: str) -> None:
    """Lo que escribe un ciudadano se lee aunque parezca HTML a medias, y lo que sigue también."""
    dichos = " ".join(t.texto for t in de_marcas(f"<p>antes {roto} despues</p>"))
    assert "antes" in dichos
    assert "despues" in dichos
