"""La caché de artefactos: qué se vuelve a imprimir y qué no."""

import errno
import json
import pickle
import shutil
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from generador.errores import ErrorDeMaquina, ErrorDeSalida, Fallidos
from generador.salida.almacen import produccion
from generador.salida.almacen.deposito import Almacen
from generador.salida.almacen.produccion import Encargo, Imagen, producir
from generador.salida.credito.guardia import Exigencia
from generador.salida.cuenta import Cuentas
from generador.salida.disco import sha256
from generador.salida.imprenta.pdf import Imprenta, ParteImpresa

FRASE = "Esta actividad se realiza en el marco del Convenio número 002 de 2023"
RAIZ = Path(__file__).parents[3]
CUERPO = "<p style=\"font: 12pt 'Atkinson Hyperlegible Next'\">"


@pytest.fixture
def raiz(tmp_path: Path) -> Path:
    shutil.copytree(RAIZ / "plantillas" / "tema" / "fuentes", tmp_path / "plantillas" / "tema" / "fuentes")
    (tmp_path / "plantillas" / "hoja.css").write_text("@page { size: 100mm 100mm }", "utf-8")
    return tmp_path


def _encargo(texto: str = "uno", *, frase: str = FRASE, imagenes: tuple[Imagen, ...] = ()) -> Encargo:
    html = (
        f'<!doctype html><html lang="es-CO"><head><title>Prueba</title></head>'
        f"<body>{CUERPO}{texto}</p>{CUERPO}{frase}</p></body></html>"
    )
    return Encargo("x/doc.pdf", html, ("plantillas/hoja.css",), FRASE, Exigencia.para_documento(), imagenes)


def test_lo_que_no_cambia_no_se_imprime_de_nuevo(raiz: Path) -> None:
    primero = producir(raiz, [_encargo()])["x/doc.pdf"]
    segundo = producir(raiz, [_encargo()])["x/doc.pdf"]
    assert (primero.nuevo, segundo.nuevo) == (True, False)
    assert primero.registro == segundo.registro
    assert primero.registro.paginas == 1


@pytest.mark.parametrize("cambio", ["texto", "hoja", "recurso-de-la-hoja", "fuente", "licencia", "codigo"])
def test_lo_que_cambia_los_bytes_cambia_la_clave(
    raiz: Path, cambio: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if cambio == "recurso-de-la-hoja":
        hoja = "@page { size: 100mm 100mm; background: url(recurso:plantillas/fondo.svg) }"
        (raiz / "plantillas" / "hoja.css").write_text(hoja, "utf-8")
    antes = produccion.clave_de(_encargo(), raiz)
    encargo = _encargo("dos") if cambio == "texto" else _encargo()
    if cambio == "hoja":
        (raiz / "plantillas" / "hoja.css").write_text("@page { size: 101mm 100mm }", "utf-8")
    elif cambio == "recurso-de-la-hoja":
        (raiz / "plantillas" / "fondo.svg").write_text("<svg></svg>", "utf-8")
    elif cambio in ("fuente", "licencia"):
        fuente = next(
            (raiz / "plantillas" / "tema" / "fuentes").glob("*.ttf" if cambio == "fuente" else "*.txt")
        )
        fuente.write_bytes(fuente.read_bytes() + b"\0")
        produccion._huella_comun.cache_clear()
    elif cambio == "codigo":
        monkeypatch.setattr(produccion, "huella_de_codigo", lambda *modulos: "otra")
        produccion._huella_comun.cache_clear()
    despues = produccion.clave_de(encargo, raiz)
    produccion._huella_comun.cache_clear()
    assert antes != despues


def test_un_recurso_que_cambia_cambia_la_clave(raiz: Path) -> None:
    encargo = _encargo('<img src="recurso:plantillas/a.svg" alt="a">')
    claves = {produccion.clave_de(encargo, raiz)}
    for dibujo in ("<svg/>", "<svg></svg>"):
        (raiz / "plantillas" / "a.svg").write_text(dibujo, "utf-8")
        claves.add(produccion.clave_de(encargo, raiz))
    assert len(claves) == 3


def test_una_entrada_danada_se_rehace(raiz: Path) -> None:
    primero = producir(raiz, [_encargo()])["x/doc.pdf"]
    primero.archivo.write_bytes(primero.archivo.read_bytes()[:100])
    segundo = producir(raiz, [_encargo()])["x/doc.pdf"]
    assert segundo.nuevo
    assert segundo.registro == primero.registro


def test_un_pdf_ajeno_con_su_registro_en_regla_se_rehace(raiz: Path) -> None:
    """Vista fallar: se publicaba sin crédito un PDF en blanco cuyo registro decía su huella."""
    primero = producir(raiz, [_encargo()])["x/doc.pdf"]
    blanco = primero.archivo.read_bytes() + b"% otro"
    primero.archivo.write_bytes(blanco)
    registro = primero.archivo.with_suffix(".pdf.json")
    ficha = json.loads(registro.read_bytes())
    for escrito in (
        {**ficha, "registro": {**ficha["registro"], "sha256": sha256(blanco)}},
        ficha["registro"],
    ):
        registro.write_text(json.dumps(escrito), "utf-8")
        segundo = producir(raiz, [_encargo()])["x/doc.pdf"]
        assert (segundo.nuevo, segundo.registro) == (True, primero.registro)
        assert sha256(segundo.archivo.read_bytes()) == primero.registro.sha256


def test_sin_credito_no_hay_artefacto(raiz: Path) -> None:
    with pytest.raises(ErrorDeSalida, match=r"x/doc\.pdf"):
        producir(raiz, [_encargo(frase="Otra cosa")])
    assert list((raiz / ".cache" / "artefactos").glob("*/*")) == []


def test_salen_los_demas_y_se_dicen_todos_los_que_no(raiz: Path) -> None:
    """Antes solo se decía el primero, y lo que faltaba por imprimir se cancelaba."""
    encargos = [
        replace(_encargo(frase="Otra cosa"), ruta="a/sin-credito.pdf"),
        replace(_encargo(), ruta="b/bueno.pdf"),
        replace(_encargo("Llame al 300 123 4567"), ruta="c/con-dato.pdf"),
        replace(_encargo('<img src="recurso:plantillas/no.svg" alt="x">'), ruta="c/sin-dibujo.pdf"),
        replace(_encargo("sobra"), ruta="d/largo.pdf", paginas=2),
    ]
    with pytest.raises(Fallidos) as error:
        producir(raiz, encargos, procesos=1)
    fallos = error.value.fallos
    assert {ruta: type(e).__name__ for ruta, e in fallos.items()} == {
        "a/sin-credito.pdf": "CreditoAusente",
        "c/con-dato.pdf": "DatoPersonal",
        "c/sin-dibujo.pdf": "ErrorDeSalida",
        "d/largo.pdf": "ErrorDeSalida",
    }
    assert error.value.nuevos == ("b/bueno.pdf",)
    assert str(pickle.loads(pickle.dumps(error.value))) == str(error.value)
    # El bueno quedó hecho.
    assert producir(raiz, [encargos[1]])["b/bueno.pdf"].nuevo is False


def test_lo_que_niega_la_maquina_no_es_de_ningun_archivo(raiz: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lleno = OSError(errno.ENOSPC, "No space left on device", "x")
    for negado in (lleno, MemoryError(), ErrorDeMaquina("no se deja")):

        def negar(*_: object, negado: Exception = negado, **__: object) -> None:
            raise negado

        monkeypatch.setattr(Almacen, "guardar", negar)
        with pytest.raises(type(negado)):
            producir(raiz, [_encargo()], procesos=1)


def test_un_defecto_en_un_archivo_es_de_ese_archivo(raiz: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def romperse(*_: object, **__: object) -> None:
        raise KeyError("adentro")

    monkeypatch.setattr(Imprenta, "imprimir", romperse)
    with pytest.raises(Fallidos) as error:
        producir(raiz, [_encargo()], procesos=1)
    assert str(error.value) == (
        "defecto del generador (KeyError). Envíe .cache/ultimo-error.txt a quien mantiene el proyecto\n"
        "    por eso no salió x/doc.pdf"
    )


def test_una_hoja_mal_escrita_dice_cuantos_no_salieron_por_ella(raiz: Path) -> None:
    (raiz / "plantillas" / "hoja.css").write_text("p { colr: red }", "utf-8")
    with pytest.raises(Fallidos) as error:
        producir(raiz, [replace(_encargo(str(i)), ruta=f"x/{i}.pdf") for i in range(5)], procesos=1)
    (dicho,) = error.value.dichos
    assert dicho.startswith("plantillas/hoja.css: WeasyPrint avisa «")
    assert dicho.endswith("\n    por eso no salieron x/0.pdf, x/1.pdf, x/2.pdf y 2 más")


def test_las_imagenes_salen_del_pdf_con_su_tamano(raiz: Path) -> None:
    from PIL import Image

    productos = producir(raiz, [_encargo(imagenes=(Imagen("x/doc.png", 600, 600),))])
    assert sorted(productos) == ["x/doc.pdf", "x/doc.png"]
    with Image.open(productos["x/doc.png"].archivo) as imagen:
        assert (imagen.size, imagen.format) == ((600, 600), "PNG")


def test_en_varios_procesos_da_lo_mismo_que_en_uno(raiz: Path) -> None:
    encargos = [
        Encargo(
            f"x/{i}.pdf",
            _encargo(f"doc {i}").html,
            ("plantillas/hoja.css",),
            FRASE,
            Exigencia.para_documento(),
        )
        for i in range(3)
    ]
    hechos: list[tuple[int, int, str]] = []
    varios = producir(raiz, encargos, procesos=2, progreso=lambda *a: hechos.append(a))
    assert [h[:2] for h in hechos] == [(1, 3), (2, 3), (3, 3)]
    assert sorted(h[2] for h in hechos) == ["x/0.pdf", "x/1.pdf", "x/2.pdf"]
    shutil.rmtree(raiz / ".cache" / "artefactos")
    uno = producir(raiz, encargos, procesos=1)
    assert {r: p.registro for r, p in varios.items()} == {r: p.registro for r, p in uno.items()}


@pytest.mark.parametrize(
    "url",
    ["http://ejemplo.test/x.png", "file:///etc/passwd", "recurso:../fuera.png", "data:image/png;base64,AA"],
)
def test_la_imprenta_no_abre_nada_fuera_de_sus_carpetas(raiz: Path, url: str) -> None:
    (raiz.parent / "fuera.png").write_bytes(b"x")
    with pytest.raises(ErrorDeSalida, match=r"^x/doc\.pdf: "):
        producir(raiz, [_encargo(f'<img src="{url}" alt="x">')])


def test_un_enlace_simbolico_no_saca_de_las_carpetas(raiz: Path) -> None:
    (raiz / "secreto.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', "utf-8")
    (raiz / "plantillas" / "puente.svg").symlink_to(raiz / "secreto.svg")
    with pytest.raises(ErrorDeSalida, match="fuera de las carpetas"):
        producir(raiz, [_encargo('<img src="recurso:plantillas/puente.svg" alt="x">')])


def test_una_propiedad_que_la_imprenta_no_conoce_es_un_error(raiz: Path) -> None:
    (raiz / "plantillas" / "hoja.css").write_text("p { colr: red }", "utf-8")
    with pytest.raises(ErrorDeSalida, match=r"^plantillas/hoja\.css: .*colr"):
        producir(raiz, [_encargo()])


@pytest.mark.parametrize("cambio", ["anexo", "hoja-del-anexo", "preferencias", "paginas"])
def test_lo_que_sigue_en_el_mismo_pdf_cambia_la_clave(raiz: Path, cambio: str) -> None:
    base = replace(_encargo(), anexos=(ParteImpresa("<p>dos</p>", ("plantillas/hoja.css",)),))
    antes = produccion.clave_de(base, raiz)
    otra = base
    if cambio == "anexo":
        otra = replace(base, anexos=(ParteImpresa("<p>tres</p>", ("plantillas/hoja.css",)),))
    elif cambio == "hoja-del-anexo":
        otra = replace(base, anexos=(ParteImpresa("<p>dos</p>", ()),))
    elif cambio == "preferencias":
        otra = replace(base, preferencias=(("PrintScaling", "None"),))
    elif cambio == "paginas":
        otra = replace(base, paginas=2)
    assert produccion.clave_de(otra, raiz) != antes


def test_la_primera_parte_dice_las_paginas_de_las_demas(raiz: Path) -> None:
    html = _encargo("anexo @paginas-1@ y todas @paginas-todas@; @paginas-9@").html
    dos = html.replace("<body>", f"<body>{CUERPO}{FRASE}</p><p style='break-after: page'></p>", 1)
    encargo = replace(_encargo(), html=html, anexos=(ParteImpresa(dos, ("plantillas/hoja.css",)),))
    producto = producir(raiz, [encargo])["x/doc.pdf"]
    assert producto.registro.paginas == 3
    cuentas = Cuentas(raiz)
    assert cuentas.de((ParteImpresa(encargo.html, encargo.hojas), *encargo.anexos)) == 3
    documento = pdfium.PdfDocument(producto.archivo)
    texto = documento[0].get_textpage().get_text_bounded()
    documento.close()
    assert "anexo 2 y todas 3; @paginas-9@" in " ".join(texto.split())


def test_un_documento_con_otra_cuenta_de_paginas_no_sale(raiz: Path) -> None:
    with pytest.raises(ErrorDeSalida, match="salió en 1 página y debe tener 2; acorte sus textos"):
        producir(raiz, [replace(_encargo(), paginas=2)])
