"""La foto de una ficha, de la cámara a su lugar, y que no llegue a ninguna otra parte."""

from __future__ import annotations

import io
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner
from fabrica import ID, en_estado, escribir_proyecto
from local.cliente import Navegador, Recibido, cuerpo_con_archivo, pedir
from local.fotos.simuladas import foto, hojas_de_fichas
from local.sala.telefono import CASA, PUERTO, Telefono, dentro, puerta_de
from PIL import Image

from generador import cli
from generador.carga.cargar import cargar
from generador.local.captura.conflictos import en_hoja_de
from generador.local.fotos import lectura
from generador.local.fotos.album import archivar, fotos_de, por_transcribir, recoger
from generador.local.fotos.lectura import TOPE, FotoLeida, LugarDeFoto, abrir_foto, lugar_de
from generador.local.sala.salon import Salon
from generador.local.sala.servicio import Sala
from generador.modelo.asamblea import Asamblea
from generador.salida.medios.codigos import foto_y_codigos

pytestmark = pytest.mark.lenta

RAIZ = Path(__file__).parents[3]
HOJA = f"/{ID}/hoja/M1-S1"
PAGINA = "https://asambleas.gov.co/prueba-2023/mesas/1/"
NECESIDAD = "aportes.0.necesidad"
HEIC = b"\0\0\0\x24ftypheic\0\0\0\0mif1heic" + bytes(400)


@pytest.fixture
def raiz(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    escribir_proyecto(tmp_path, **en_estado("en_curso"))
    (tmp_path / "plantillas").symlink_to(RAIZ / "plantillas")
    monkeypatch.setattr(cli, "RAIZ", tmp_path)
    return tmp_path


@pytest.fixture(autouse=True)
def aqui_mismo(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lo que se abre aparte se abre aquí, menos donde importa: cada proceso cuesta un segundo."""
    if "aparte" not in request.function.__name__:
        monkeypatch.setattr(lectura, "aparte", lambda archivo, tarea, topes: tarea())


def _asamblea(raiz: Path) -> Asamblea:
    return next(e.asamblea for e in cargar(raiz).expedientes)


def _ciega(ancho: int = 300) -> bytes:
    """Una foto en la que no se lee ningún código, distinta por su ancho."""
    salida = io.BytesIO()
    Image.new("RGB", (ancho, 200), (90, 80, 70)).save(salida, "JPEG")
    return salida.getvalue()


def _leida(*codigos: str, octetos: bytes = b"foto") -> FotoLeida:
    return FotoLeida("a.jpg", octetos, codigos)


def _mandar(telefono: Telefono, octetos: bytes, direccion: str = f"{HOJA}/foto") -> Recibido:
    cuerpo = cuerpo_con_archivo("xXx", {}, "foto", "IMG_1.jpg", octetos)
    return telefono.pedir("POST", direccion, cuerpo, **{"content-type": "multipart/form-data; boundary=xXx"})


def test_dieciocho_de_dieciocho_fotos_simuladas_dicen_de_quien_son() -> None:
    """Vistas 36 de 36: de lado, con sombra, 1.600 píxeles y JPEG al 55."""
    hojas = hojas_de_fichas()
    leidas = 0
    for i, hoja in enumerate(hojas):
        for semilla in range(3):
            codigos = foto_y_codigos(".jpg", foto(hoja, 10 * i + semilla))[1]
            # Las medias van dos por hoja: una es de la primera necesidad, y la otra, de la segunda.
            assert codigos in {(f"{PAGINA}#M1-S1-N1",), (f"{PAGINA}#M1-S1-N1", f"{PAGINA}#M1-S1-N2")}
            leidas += 1
    assert (len(hojas), leidas) == (6, 18)


def test_abierta_aparte_no_le_queda_ni_donde_ni_con_que_se_tomo() -> None:
    mandada = foto(hojas_de_fichas()[0], 1, gps=True)
    with Image.open(io.BytesIO(mandada)) as como_llego:
        assert como_llego.getexif().get_ifd(0x8825)
    leida = abrir_foto("a.jpg", mandada)
    with Image.open(io.BytesIO(leida.octetos)) as limpia:
        assert (dict(limpia.getexif()), "exif" in limpia.info) == ({}, False)
    assert "Teléfono de prueba".encode() not in leida.octetos
    assert leida.codigos == (f"{PAGINA}#M1-S1-N1",)


@pytest.mark.parametrize(
    ("codigos", "esperado"),
    [
        ((f"{PAGINA}#M1-S1-N2",), ("M1-S1", 2)),
        ((f"{PAGINA}#M1-S1-N1", f"{PAGINA}#M1-S1-N2"), ("M1-S1", None)),
        ((f"{PAGINA}#M1-S1",), ("M1-S1", None)),
        (("https://otro.example/x", f"{PAGINA}#M2-S1-N1"), ("M2-S1", 1)),
        ((f"{PAGINA}#M1-S1-N1", f"{PAGINA}#M2-S1-N1"), None),
        ((f"{PAGINA}#M9-S9-N1",), None),
        (("https://asambleas.gov.co/otra-2023/mesas/1/#M1-S1-N1",), None),
        ((f"{PAGINA}#../../M1-S1",), None),
        (("http://[mal",), None),
        ((), None),
    ],
)
def test_el_lugar_lo_dice_el_codigo(
    raiz: Path, codigos: tuple[str, ...], esperado: tuple[str, int | None] | None
) -> None:
    lugar = lugar_de(_leida(*codigos), [_asamblea(raiz)])
    assert (None if lugar is None else (lugar.submesa, lugar.aporte)) == esperado


def test_desde_el_telefono_hasta_que_se_escribe(raiz: Path) -> None:
    """El tablero y el borrador dicen «por transcribir», y la pantalla la muestra junto a las casillas."""
    puerta = puerta_de(raiz)
    telefono, tecnica = dentro(puerta), Navegador(Sala.armar(raiz, 8765, 8766).guardia)
    mandada = foto(hojas_de_fichas()[0], 3)
    hecho = _mandar(telefono, mandada)
    assert hecho.codigo == 303, hecho.texto
    assert (
        "La foto llegó: la mesa técnica copia lo que dice." in telefono.ver(hecho.cabeceras["location"]).texto
    )
    assert "Esa foto ya se tenía." in telefono.ver(_mandar(telefono, mandada).cabeceras["location"]).texto
    (suya,) = fotos_de(raiz, ID, "M1-S1")
    assert (suya.titulo, suya.ruta.parent) == ("M1-S1-N1", raiz / "entrada" / ID / "M1-S1")
    tablero = telefono.ver(f"/{ID}/tablero").texto
    assert '<p class="avance">por transcribir' in tablero
    assert "foto por transcribir" in tablero
    (resultado,) = _asamblea(raiz).resultados
    assert [a.necesidad for a in resultado.aportes] == ["(por transcribir)"]
    # Desde el salón no se ve ninguna; la mesa técnica la ve junto a las casillas vacías.
    direccion = f"/{ID}/fotos/ver/M1-S1/{suya.nombre}"
    assert [telefono.ver(d).codigo for d in (direccion, f"/sala{direccion}", f"/{ID}/fotos")] == [404] * 3
    assert "<img" not in telefono.ver(HOJA).texto
    hoja = tecnica.formulario(f"/sala{HOJA}")
    assert f'src="/sala{direccion}"' in hoja.html
    assert tecnica.ver(f"/sala{direccion}").cuerpo == suya.ruta.read_bytes()
    assert hoja.campos[f"c.{NECESIDAD}"] == ""
    # Se escribe, y sin decir que ya está toda la foto sigue ahí.
    tecnica.usar(hoja, "guardar", {f"c.{NECESIDAD}": "Agua"})
    assert en_hoja_de(raiz, _asamblea(raiz), "M1-S1") == {NECESIDAD: "Agua"}
    assert por_transcribir(raiz, _asamblea(raiz), "M1-S1") == (suya,)
    otra = tecnica.formulario(f"/sala{HOJA}")
    tecnica.enviar(otra.accion, {**otra.campos, "boton": "guardar", f"escrita.{suya.nombre}": "1"})
    assert por_transcribir(raiz, _asamblea(raiz), "M1-S1") == ()
    # La ya copiada se puede volver a ver, y tampoco desde el salón.
    (copiada,) = fotos_de(raiz, ID, "M1-S1")
    ver = f'/fotos/ver/M1-S1/{copiada.nombre}"'
    assert [ver in p.texto for p in (tecnica.ver(f"/sala{HOJA}"), telefono.ver(HOJA))] == [True, False]
    assert "por transcribir" not in telefono.ver(f"/{ID}/tablero").texto


def test_la_de_otra_sub_mesa_va_a_la_suya_y_se_dice(raiz: Path) -> None:
    telefono = dentro(puerta_de(raiz))
    hecho = _mandar(telefono, foto(hojas_de_fichas("M2-S1")[0], 1))
    assert (hecho.codigo, "quedó con la hoja de M2-S1" in unescape(hecho.texto)) == (200, True)
    assert [f.titulo for f in fotos_de(raiz, ID, "M2-S1")] == ["M2-S1-N1"]


def test_la_mesa_tecnica_la_sube_desde_el_navegador(raiz: Path) -> None:
    """Desde el tablero va a la hoja que diga su código; desde una hoja, a esa si no lo dice."""
    tecnica = Navegador(Sala.armar(raiz, 8765, 8766).guardia)
    fotos, llave = f"/sala/{ID}/fotos", {"llave": tecnica.guardia.llave}

    def subir(donde: str, octetos: bytes, **campos: str) -> Recibido:
        cuerpo = cuerpo_con_archivo("xXx", {**llave, **campos}, "foto", "a.jpg", octetos)
        cabeceras = {
            **tecnica.cabeceras,
            "origin": "http://127.0.0.1:8765",
            "content-type": "multipart/form-data; boundary=xXx",
            "content-length": str(len(cuerpo)),
        }
        return pedir(tecnica.guardia, "POST", f"/subir/fichas/{ID}{donde}", cabeceras, (cuerpo,))

    assert f'href="{fotos}">Subir fotos de fichas</a>' in tecnica.ver(f"/sala/{ID}/tablero").texto
    assert f'action="/subir/fichas/{ID}/fotos"' in tecnica.ver(fotos).texto
    assert f'action="/subir/fichas{HOJA}"' in tecnica.ver(f"/sala{HOJA}").texto
    mandada = foto(hojas_de_fichas()[0], 3)
    for veces, dice in ((1, "copie aquí lo que dice"), (2, "Esa foto ya se tenía.")):
        hecho = subir("/fotos", mandada)
        assert (hecho.codigo, hecho.cabeceras["location"].split("?")[0]) == (303, f"/sala{HOJA}"), veces
        assert dice in tecnica.ver(hecho.cabeceras["location"]).texto
    # Mandada desde otra hoja, su código manda; sin código, la hoja; y sin ninguno, espera lugar.
    assert subir("/hoja/M2-S1", mandada).cabeceras["location"].startswith(f"/sala{HOJA}?")
    assert subir("/hoja/M2-S1", _ciega()).cabeceras["location"] == f"/sala/{ID}/hoja/M2-S1?hecho=foto-aqui"
    assert subir("/fotos", _ciega(400)).cabeceras["location"] == f"{fotos}?hecho=foto-sin-lugar"
    lugares = ("M1-S1", "M2-S1", "")
    assert [[f.titulo for f in fotos_de(raiz, ID, s)] for s in lugares] == [
        ["M1-S1-N1"],
        ["M2-S1"],
        ["sin lugar"],
    ]
    assert [subir("/hoja/M9-S9", _ciega(500)).codigo, subir("/fotos", b"").codigo] == [404, 422]
    assert subir("/fotos", _ciega(600), llave="otra").codigo == 403
    assert len(fotos_de(raiz, ID, "")) == 1


def test_sin_codigo_que_se_lea_es_de_la_pagina_desde_la_que_se_manda(raiz: Path) -> None:
    telefono = dentro(puerta_de(raiz))
    assert _mandar(telefono, _ciega()).codigo == 303
    assert [f.titulo for f in fotos_de(raiz, ID, "M1-S1")] == ["M1-S1"]


@pytest.mark.parametrize(
    ("octetos", "codigo", "dice"),
    [
        (b"", 422, "El archivo está vacío"),
        (HEIC, 422, "es HEIC, como las guarda un iPhone, y así no se puede leer: mándela por un chat"),
        (b"<svg onload=alert(1)>", 422, "no es una foto que se pueda leer"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xea\x60\0\0\xea\x60\x08\x02\0\0\0", 422, "está rota, truncada"),
        (b"\xff\xd8\xff" + b"0" * 500, 422, "está rota, truncada o no es una imagen"),
        (b"\xff\xd8\xff" + bytes(TOPE), 422, "pesa más de 12 MB"),
        (b"\xff\xd8\xff" + bytes(TOPE + 70_000), 413, "pesa más de 12 MB"),
    ],
)
def test_lo_que_no_es_una_foto_no_queda_en_ninguna_parte(
    raiz: Path, octetos: bytes, codigo: int, dice: str
) -> None:
    hecho = _mandar(dentro(puerta_de(raiz)), octetos)
    assert (hecho.codigo, dice in unescape(hecho.texto)) == (codigo, True), hecho.texto
    assert not (raiz / "entrada").exists()


def test_una_foto_solo_se_recibe_en_su_direccion(raiz: Path) -> None:
    telefono = dentro(puerta_de(raiz))
    assert _mandar(telefono, _ciega(), f"{HOJA}/guardar").codigo == 415
    assert telefono.enviar(f"{HOJA}/foto", {"foto": "x"}).codigo == 415
    assert _mandar(Telefono(puerta_de(raiz)), _ciega()).codigo == 403
    assert _mandar(telefono, _ciega(), f"/{ID}/hoja/M9-S9/foto").codigo == 404
    assert telefono.ver(f"{HOJA}/foto").cabeceras["location"] == HOJA
    assert not (raiz / "entrada").exists()
    assert (CASA, PUERTO) == ("10.0.0.5", 8766)


def test_la_que_se_deja_en_la_carpeta_se_recoge_y_la_ciega_espera_lugar(raiz: Path) -> None:
    entrada = raiz / "entrada"
    entrada.mkdir()
    (entrada / "IMG_1.jpg").write_bytes(foto(hojas_de_fichas()[0], 5, gps=True))
    (entrada / "IMG_2.jpg").write_bytes(_ciega())
    (entrada / "rota.jpg").write_bytes(b"\xff\xd8\xff" + b"0" * 500)
    (entrada / "notas.txt").write_text("no es una foto", "utf-8")
    (entrada / "IMG_3.HEIC").write_bytes(HEIC)
    tecnica = Navegador(Sala.armar(raiz, 8765, 8766).guardia)
    tablero = tecnica.ver(f"/sala/{ID}/tablero").texto
    assert "3 fotos sin lugar" in tablero
    assert [f.titulo for f in fotos_de(raiz, ID, "M1-S1")] == ["M1-S1-N1"]
    # Lo que no se pudo abrir sigue como llegó; lo demás ya está limpio y junto a su hoja.
    assert sorted(p.name for p in entrada.iterdir() if p.is_file()) == ["IMG_3.HEIC", "notas.txt", "rota.jpg"]
    pagina = tecnica.ver(f"/sala/{ID}/fotos").texto
    assert "«rota.jpg» está rota" in unescape(pagina)
    assert "«IMG_3.HEIC» es HEIC" in unescape(pagina)
    (ciega,) = fotos_de(raiz, ID, "")
    pedido = {"llave": tecnica.guardia.llave, "nombre": ciega.nombre}
    lugar = f"/sala/{ID}/fotos/lugar"
    for malo in ({"submesa": ""}, {"submesa": "M9-S9"}, {"submesa": "M1-S2", "nombre": "../x.jpg"}):
        assert tecnica.enviar(lugar, {**pedido, **malo}).codigo == 409
    assert "Ya tiene su lugar." in tecnica.enviar(lugar, {**pedido, "submesa": "M1-S2"}).texto
    assert [f.titulo for f in fotos_de(raiz, ID, "M1-S2")] == ["M1-S2"]
    assert fotos_de(raiz, ID, "") == ()


def test_lo_que_no_se_abrio_no_se_abre_cada_vez(raiz: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (raiz / "entrada").mkdir()
    (raiz / "entrada" / "rota.jpg").write_bytes(b"\xff\xd8\xff" + b"0" * 500)
    salon = Salon(raiz)
    primera = salon.recoger_fotos()
    monkeypatch.setattr("generador.local.fotos.album.abrir_foto", None)
    assert [str(f) for f in salon.recoger_fotos()] == [str(f) for f in primera]
    assert len(primera) == 1


def test_archivar_lo_que_no_es_de_aqui(raiz: Path) -> None:
    asamblea = _asamblea(raiz)
    de_otra = _leida("https://asambleas.gov.co/otra-2023/mesas/1/#M1-S1-N1")
    with pytest.raises(Exception, match="su código es de una ficha de otra asamblea"):
        archivar(raiz, [asamblea], de_otra, LugarDeFoto(ID, "M1-S1"))
    with pytest.raises(Exception, match="no se sabe de cuál asamblea es"):
        archivar(raiz, [], _leida())
    assert not (raiz / "entrada").exists()
    # Sin lugar y después con él: es la misma, y queda una.
    archivar(raiz, [asamblea], _leida())
    assert archivar(raiz, [asamblea], _leida(), LugarDeFoto(ID, "M1-S1")).nueva
    assert not archivar(raiz, [asamblea], _leida()).nueva
    assert [len(fotos_de(raiz, ID, s)) for s in ("", "M1-S1")] == [0, 1]


def _orden(*argumentos: str) -> tuple[int, str]:
    hecho = CliRunner().invoke(cli.principal, list(argumentos), prog_name="./asamblea")
    return hecho.exit_code, hecho.output


def test_importar_y_borrar_con_su_lista(raiz: Path, tmp_path: Path) -> None:
    chat = tmp_path / "chat"
    chat.mkdir()
    (chat / "IMG_1.jpg").write_bytes(foto(hojas_de_fichas()[1], 7))
    (chat / "IMG_2.jpg").write_bytes(_ciega())
    simulado = _orden("importar", str(chat), "--simular")
    assert "chat/IMG_1.jpg: M1-S1-N1 de prueba-2023, foto por transcribir" in simulado[1]
    assert not (raiz / "entrada").exists()
    codigo, dicho = _orden("importar", str(chat))
    assert codigo == 1
    assert "chat/IMG_2.jpg: foto por transcribir, sin código que se lea; dele lugar en" in dicho
    assert "En total, foto 1, foto sin lugar 1" in dicho
    assert "foto que ya se tenía" in _orden("importar", str(chat / "IMG_1.jpg"))[1]
    (suya,) = fotos_de(raiz, ID, "M1-S1")
    (ciega,) = fotos_de(raiz, ID, "")
    # Lo que falta por copiar no se borra sin pedirlo.
    codigo, dicho = _orden("entrada", "--borrar", "--si")
    assert f"entrada/{ID}/M1-S1/{suya.nombre}: foto por transcribir" in dicho
    assert "Se conservan 2 archivos" in dicho
    suya.ruta.rename(suya.ruta.with_name(f"{suya.ruta.stem}-escrita.jpg"))
    codigo, dicho = _orden("entrada", "--borrar", "--si")
    assert f"{suya.ruta.stem}-escrita.jpg: foto de lo que ya está en su hoja" in dicho
    assert "Borrado: 1 archivo." in dicho
    assert ciega.ruta.exists()
    assert "Borrado: 1 archivo." in _orden("entrada", "--borrar", "--todo", "--si")[1]
    assert not (raiz / "entrada").exists()


def test_la_senal_se_quita_si_la_foto_no_decia_nada(raiz: Path) -> None:
    salon, asamblea = Salon(raiz), _asamblea(raiz)
    archivar(raiz, [asamblea], _leida(f"{PAGINA}#M1-S1-N1", octetos=b"una"))
    archivar(raiz, [asamblea], _leida(f"{PAGINA}#M1-S1-N2", octetos=b"otra"))
    (resultado,) = _asamblea(raiz).resultados
    assert [a.necesidad for a in resultado.aportes] == ["(por transcribir)"] * 2
    suyas = tuple(f.nombre for f in fotos_de(raiz, ID, "M1-S1"))
    # Con decir que ya se copió no basta: en la hoja no hay nada de lo que muestran.
    assert salon.dar_por_escritas(asamblea, "M1-S1", suyas) == suyas
    assert len(por_transcribir(raiz, asamblea, "M1-S1")) == 2
    assert salon.dar_por_escritas(asamblea, "M1-S1", (), suyas) == ()
    assert _asamblea(raiz).resultados == ()


def test_marcar_una_foto_sin_copiar_nada_no_la_pierde(raiz: Path) -> None:
    """Visto fallar: «No se guardó nada», y la foto y el «por transcribir» ya no estaban."""
    tecnica = Navegador(Sala.armar(raiz, 8765, 8766).guardia)
    archivar(raiz, [_asamblea(raiz)], _leida(f"{PAGINA}#M1-S1-N2", octetos=b"una"))
    (suya,) = fotos_de(raiz, ID, "M1-S1")

    def guardar(marca: str, **cambios: str) -> str:
        hoja = tecnica.formulario(f"/sala{HOJA}")
        marcada = {**hoja.campos, "boton": "guardar", f"{marca}.{suya.nombre}": "1"}
        return unescape(tecnica.enviar(hoja.accion, marcada | cambios).texto)

    # Ni lo que se escriba en otra necesidad es lo que muestra esta.
    for cambios in ({}, {f"c.{NECESIDAD}": "Agua"}):
        assert "de lo que muestra no hay nada en la hoja" in guardar("escrita", **cambios)
        assert por_transcribir(raiz, _asamblea(raiz), "M1-S1") == (suya,)
    assert "La foto ya no está por transcribir." in guardar("vacia")
    assert por_transcribir(raiz, _asamblea(raiz), "M1-S1") == ()


def test_cuantas_quepan_de_una_vez_y_las_demas_despues(raiz: Path) -> None:
    (raiz / "entrada").mkdir()
    for i in range(3):
        (raiz / "entrada" / f"{i}.jpg").write_bytes(_ciega(300 + i))
    asamblea = _asamblea(raiz)
    assert [len(recoger(raiz, [asamblea], tope=2).archivadas) for _ in range(3)] == [2, 1, 0]
