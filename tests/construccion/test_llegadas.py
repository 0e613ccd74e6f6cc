"""Ningún enlace de lo que se publica lleva a algo que no se publica."""

from __future__ import annotations

import io
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pikepdf
import pytest

from generador.construccion import entrega, llegadas
from generador.construccion.llegadas import exigir_llegadas
from generador.errores import Fallidos
from generador.salida import busqueda
from generador.salida.disco import sha256

DIRECCION = "https://asambleas.gov.co/"
AGENDA = '<h2 id="acta">Acta</h2><p id="niños">x</p>'
BUENO = {
    "index.html": '<a href="a/agenda/#acta">Vea</a><a href="https://otra.co/">x</a>'
    '<a href="mailto:a@b.co">x</a>'
    '<link rel="stylesheet" href="estilos/sitio.css"><a href="a/agenda/#ni%C3%B1os">x</a>',
    "404.html": '<link href="/estilos/sitio.css"><a href="/">Portada</a>',
    "a/agenda/index.html": f'{AGENDA}<a href="../descargas/uno.pdf#page=2">PDF</a><a href="#acta">x</a>',
    "a/index.html": '<a href="agenda/">Agenda</a>',
    "estilos/sitio.css": '@font-face{src:url("../fuentes/l.woff2")} a{background:url(data:image/png,x)}',
    "fuentes/l.woff2": "letra",
    "buscar.js": busqueda.guion(
        {"asambleas": [["a/", "A"]]}, [busqueda.Indexada("a/agenda/", "Agenda", 0, [["acta", "Acta", "x"]])]
    ),
    "a/datos.json": f'{{"url": "{DIRECCION}a/agenda/#acta", "otra": "https://otra.co/nada/"}}',
    "a/fechas.ics": f"URL:{DIRECCION}a/age\r\n nda/#acta\r\n",
    "a/mensaje.txt": f"Lea {DIRECCION}a/agenda/.",
}


def _pdf(*direcciones: str) -> bytes:
    salida = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.pages[0].Annots = pikepdf.Array(
            [
                *(
                    pikepdf.Dictionary(
                        Type=pikepdf.Name.Annot,
                        Subtype=pikepdf.Name.Link,
                        Rect=[0, 0, 9, 9],
                        A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI=d),
                    )
                    for d in direcciones
                ),
                # Un enlace dentro del mismo documento no lleva dirección.
                pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9]),
            ]
        )
        pdf.save(salida)
    return salida.getvalue()


def _malos(
    raiz: Path, cambios: dict[str, str | bytes | None] | None = None, qr: str = "a/agenda/"
) -> list[str]:
    """Lo que dice la puerta de un sitio bueno con esos cambios; None quita el archivo."""
    carpeta = raiz / "sitio"
    hay: dict[str, str | bytes | None] = {
        **BUENO,
        "a/descargas/uno.pdf": _pdf(f"{DIRECCION}a/agenda/#acta", "https://otra.co/"),
        **(cambios or {}),
    }
    for ruta, texto in hay.items():
        if texto is not None:
            (carpeta / ruta).parent.mkdir(parents=True, exist_ok=True)
            (carpeta / ruta).write_bytes(texto.encode() if isinstance(texto, str) else texto)
    try:
        exigir_llegadas(raiz, carpeta, DIRECCION, {"a/descargas/uno.pdf": qr})
    except Fallidos as error:
        return [str(e) for e in error.fallos.values()]
    return []


def test_lo_que_llega_pasa(tmp_path: Path) -> None:
    """Dos veces: la segunda sin volver a leer páginas ni PDF."""
    assert _malos(tmp_path) == []
    assert _malos(tmp_path) == []


@pytest.mark.parametrize(
    ("cambios", "dicho"),
    [
        (
            {"a/x/index.html": '<a href="../no/">x</a><img src="../no.png">'},
            "a/x/index.html: «../no/» no lleva a nada: no se publica a/no/index.html; "
            "«../no.png» no lleva a nada: no se publica a/no.png",
        ),
        (
            {"a/x/index.html": '<a href="../agenda/#actas">x</a>'},
            "a/x/index.html: «../agenda/#actas» no lleva a nada: a/agenda/index.html no tiene «actas»",
        ),
        (
            {"a/x/index.html": f'<meta property="og:image" content="{DIRECCION}a/no.png">'},
            f"a/x/index.html: «{DIRECCION}a/no.png» no lleva a nada: no se publica a/no.png",
        ),
        (
            {"a/x/index.html": f'<script type="application/ld+json">{{"url":"{DIRECCION}no/"}}</script>'},
            f"a/x/index.html: «{DIRECCION}no/» no lleva a nada: no se publica no/index.html",
        ),
        (
            {"a/x/index.html": '<img srcset="../agenda/ 480w, ../no.webp 960w">'},
            "a/x/index.html: «../no.webp» no lleva a nada: no se publica a/no.webp",
        ),
        (
            {"a/x/index.html": '<a href="http://[::1">x</a>'},
            "a/x/index.html: «http://[::1» no es una dirección",
        ),
        (
            {"estilos/sitio.css": "a{background:url('../fuentes/m.woff2')}"},
            "estilos/sitio.css: «../fuentes/m.woff2» no lleva a nada: no se publica fuentes/m.woff2",
        ),
        (
            {
                "a/buscar.js": busqueda.guion(
                    {}, [busqueda.Indexada("a/agenda/", "x", 0, [["firma", "x", "x"]])]
                )
            },
            "a/buscar.js: «/a/agenda/#firma» no lleva a nada: a/agenda/index.html no tiene «firma»",
        ),
        (
            {"buscar.js": busqueda.guion({"asambleas": [["b/", "B"]]}, [])},
            "buscar.js: «/b/» no lleva a nada: no se publica b/index.html",
        ),
        (
            {"a/datos.json": f'{{"url":"{DIRECCION}a/no.csv"}}'},
            f"a/datos.json: «{DIRECCION}a/no.csv» no lleva a nada: no se publica a/no.csv",
        ),
        (
            {"a/fechas.ics": f"URL:{DIRECCION}a/agen\r\n das/\r\n"},
            f"a/fechas.ics: «{DIRECCION}a/agendas/» no lleva a nada: no se publica a/agendas/index.html",
        ),
        (
            {"a/descargas/uno.pdf": _pdf(f"{DIRECCION}a/mesas/")},
            f"a/descargas/uno.pdf: «{DIRECCION}a/mesas/» no lleva a nada: no se publica a/mesas/index.html",
        ),
        (
            {"a/x/index.html": "".join(f'<a href="{i}.pdf">x</a>' for i in range(12))},
            "a/x/index.html: "
            + "; ".join(f"«{i}.pdf» no lleva a nada: no se publica a/x/{i}.pdf" for i in range(10))
            + " y 2 más",
        ),
    ],
)
def test_lo_que_no_llega_se_dice_con_su_archivo(tmp_path: Path, cambios: Any, dicho: str) -> None:
    """La anotación de una vez no tapa lo de otra: primero pasa el bueno."""
    assert _malos(tmp_path) == []
    assert _malos(tmp_path, cambios) == [dicho]


def test_lo_que_se_quita_deja_sin_llegada_a_quien_lo_enlaza(tmp_path: Path) -> None:
    """Nada de lo que lo enlaza cambió: lo ya leído se coteja otra vez con lo que hoy se publica."""
    assert _malos(tmp_path) == []
    (tmp_path / "sitio/a/agenda/index.html").unlink()
    dichos = _malos(tmp_path, {"a/agenda/index.html": None})
    assert [d.partition(":")[0] for d in dichos] == [
        "a/datos.json",
        "a/descargas/uno.pdf",
        "a/fechas.ics",
        "a/index.html",
        "a/mensaje.txt",
        "buscar.js",
        "index.html",
    ]


def test_el_codigo_qr_lleva_a_una_pagina(tmp_path: Path) -> None:
    assert _malos(tmp_path, qr="a/mesas/9/") == [
        f"a/descargas/uno.pdf: su código QR, «{DIRECCION}a/mesas/9/», no lleva a nada: "
        "no se publica a/mesas/9/index.html"
    ]


def test_si_cambia_quien_lee_se_leen_otra_vez(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Visto fallar: lo que leyó una versión anterior, que no veía todo enlace, pasaba sin mirarse."""
    malo = {"a/x/index.html": '<a href="no/">x</a>'}
    with monkeypatch.context() as m:
        m.setattr(llegadas, "LLEVAN", frozenset())
        m.setattr(llegadas, "huella_de_codigo", lambda _: "otra")
        assert _malos(tmp_path, malo) == []
    assert len(_malos(tmp_path, malo)) == 1


def test_la_huella_que_ya_se_sabe_no_se_saca_otra_vez(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Un PDF de sesenta páginas, leído ya por su huella, no se abre siquiera."""
    assert _malos(tmp_path) == []
    pdf = tmp_path / "sitio/a/descargas/uno.pdf"
    huellas = {"a/descargas/uno.pdf": sha256(pdf.read_bytes())}
    leidos: list[str] = []
    leer = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda p: leidos.append(p.name) or leer(p))  # type: ignore[func-returns-value]
    exigir_llegadas(tmp_path, tmp_path / "sitio", DIRECCION, {}, huellas)
    assert "uno.pdf" not in leidos
    assert "index.html" in leidos


@pytest.mark.parametrize("escrito", ["{", "[]", '{"x": 3}', '{"x": [["a"]]}'])
def test_una_anotacion_danada_no_cuenta(tmp_path: Path, escrito: str) -> None:
    (tmp_path / ".cache").mkdir()
    (tmp_path / ".cache" / llegadas.NOTA).write_text(escrito)
    assert _malos(tmp_path) == []


def test_lo_de_una_puerta_no_calla_lo_de_la_otra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Un enlace malo y un dato personal se dicen juntos, cada uno con su archivo."""

    def dato(*_: Any) -> int:
        raise Fallidos({"a/x.txt": entrega.ErrorDeSalida("a/x.txt: dice algo de alguien")})

    monkeypatch.setattr(entrega.puerta, "exigir_en_sitio", dato)
    (tmp_path / "index.html").write_text('<a href="no/">x</a>')
    vacio: Any = SimpleNamespace(reservas={}, expedientes=())
    sitio: Any = SimpleNamespace(sitio=SimpleNamespace(direccion=DIRECCION))
    publicacion = entrega.Publicacion(
        proyecto=sitio,
        paginas={},
        textos={},
        archivos={},
        creditos={},
        sellos={},
        productos={},
        preparado=vacio,
        ya_pasaron={},
    )
    with pytest.raises(Fallidos) as error:
        publicacion.exigir_en_sitio(tmp_path, tmp_path)
    assert list(error.value.fallos) == ["a/x.txt", "index.html"]
