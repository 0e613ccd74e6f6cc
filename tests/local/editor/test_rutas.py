"""El editor de punta a punta, sin red: lo que ve y lo que puede hacer quien nunca abre un YAML."""

from __future__ import annotations

import html
import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest
from local.cliente import Formulario, Navegador, Recibido

from generador.construccion.datos.examen import examinar
from generador.edicion.esqueleto import crear
from generador.local.editor.archivos import archivos
from generador.local.editor.marco import HECHOS
from generador.local.editor.rutas import Editor

RAIZ = Path(__file__).parents[3]
MESAS = "/archivo/arauca-2023/mesas.yml"
EVENTO = "/archivo/arauca-2023/evento.yml"
SEGUIMIENTO = "/archivo/arauca-2023/seguimiento.yml"
HOJA = "/archivo/arauca-2023/resultados/M1-S1.yml"


def _datos(copia: Path, direccion: str) -> Path:
    return copia / "datos" / direccion.removeprefix("/archivo/")


def _dice(recibido: Recibido, texto: str) -> bool:
    return texto in " ".join(html.unescape(recibido.texto).split())


def test_la_portada_lleva_a_cada_archivo(navegador: Navegador, copia: Path) -> None:
    portada = navegador.ver("/")
    assert portada.codigo == 200
    assert 'href="/carpeta/"' in portada.texto
    assert _dice(portada, "Agenda en borrador")
    juntas = navegador.ver("/carpeta/").texto + navegador.ver("/carpeta/arauca-2023").texto
    assert [a.nombre for a in archivos(copia) if f'href="/archivo/{a.nombre}"' not in juntas] == []


def test_cambiar_un_dato_y_deshacer(navegador: Navegador, copia: Path) -> None:
    archivo = _datos(copia, MESAS)
    antes = archivo.read_bytes()
    formulario = navegador.formulario(MESAS)
    hecho = navegador.usar(formulario, "guardar", {"mesas.1.eje": "Crédito: el de aquí"})
    assert _dice(hecho, HECHOS["guardado"])
    viejo = b"eje: Acceso al cr\xc3\xa9dito de la econom\xc3\xada popular"
    assert archivo.read_bytes() == antes.replace(viejo, 'eje: "Crédito: el de aquí"'.encode())
    atras = navegador.enviar("/deshacer/arauca-2023/mesas.yml", Formulario(hecho.texto, "deshacer").campos)
    assert _dice(atras, HECHOS["deshecho"])
    assert archivo.read_bytes() == antes
    otra = navegador.enviar("/rehacer/arauca-2023/mesas.yml", Formulario(atras.texto, "rehacer").campos)
    assert _dice(otra, HECHOS["rehecho"])
    assert Formulario(otra.texto).campos["mesas.1.eje"] == "Crédito: el de aquí"
    assert not _dice(otra, "Rehacer lo deshecho")


def test_una_advertencia_de_lo_plegado_se_ve_desde_arriba(navegador: Navegador) -> None:
    """Vista callar: con el elemento cerrado, nada decía que adentro había algo por mirar."""
    nombre = "Juan Carlos Pérez Gómez"
    hecho = navegador.usar(navegador.formulario(MESAS), "guardar", {"mesas.2.lidera": nombre})
    assert _dice(hecho, '<a href="#mesas.2.lidera">')
    plegado = hecho.texto.partition('<li id="mesas.2">')[2]
    resumen = plegado.split("</summary>")[0]
    assert resumen.rstrip().endswith('<span class="cuenta ojo">con advertencias</span>')
    assert "por corregir" not in resumen


def test_si_lo_guardado_deja_un_error_en_otro_archivo_se_dice_aqui(navegador: Navegador, copia: Path) -> None:
    """Visto callar: «Guardado.», y el error había que ir a buscarlo."""
    assert not _dice(navegador.ver(EVENTO), "otro archivo de esta asamblea tiene")
    _datos(copia, MESAS).write_text("mesas: cinco\n", "utf-8")
    assert _dice(navegador.ver(HOJA), "1 otro archivo de esta asamblea tiene errores")


def test_una_mesa_se_dice_por_su_numero_y_no_por_su_puesto(navegador: Navegador) -> None:
    hecho = navegador.usar(navegador.formulario(MESAS), "subir:mesas.4")
    titulos = re.findall(r"<summary[^>]*>(\d+)\. ", hecho.texto)
    assert titulos[:5] == ["1", "2", "3", "5", "4"]


def test_cada_hoja_dice_que_trae(navegador: Navegador, copia: Path) -> None:
    hoja = copia / "datos/arauca-2023/resultados/M1-S2.yml"
    hoja.write_text("submesa: M1-S2\naportes:\n  - necesidad: (por escribir)\n", "utf-8")
    dicho = navegador.ver("/carpeta/arauca-2023").texto
    entregas = [
        re.search(r'class="cuenta \w+">([^<]*)<', dicho.partition(f"resultados/{s}.yml</span>")[2])
        for s in ("M1-S1", "M1-S2")
    ]
    assert [e and e[1] for e in entregas] == ["1 aporte", "en blanco"]


def test_abrir_y_guardar_sin_cambiar_nada_no_escribe(navegador: Navegador, copia: Path) -> None:
    for archivo in archivos(copia):
        # Una hoja de resultados es como las demás.
        if archivo.cerrado or (archivo.ruta.parent.name == "resultados" and archivo.ruta.stem != "M3-S2"):
            continue
        antes = archivo.ruta.stat().st_mtime_ns
        formulario = navegador.formulario(f"/archivo/{archivo.nombre}")
        assert _dice(navegador.usar(formulario, "guardar"), HECHOS["igual"]), archivo.nombre
        assert archivo.ruta.stat().st_mtime_ns == antes


def test_un_error_se_dice_al_lado_y_no_se_pierde_lo_escrito(navegador: Navegador, copia: Path) -> None:
    antes = _datos(copia, EVENTO).read_bytes()
    cambios = {"programa.3.inicio": "veinticinco", "alcance": "muchas", "titular": "Otro titular"}
    hecho = navegador.usar(navegador.formulario(EVENTO), "guardar", cambios)
    assert hecho.codigo == 422
    assert _datos(copia, EVENTO).read_bytes() == antes
    assert _dice(hecho, "No se guardó. Lo que usted escribió sigue aquí.")
    assert _dice(hecho, "2 errores por corregir")
    assert {c: Formulario(hecho.texto).campos[c] for c in cambios} == cambios
    for nombre, mensaje in (
        ("programa.3.inicio", "debe ser una hora de 24 horas; llegó «veinticinco»"),
        ("alcance", "debe ser un número entero; llegó «muchas»"),
    ):
        junto = html.unescape(hecho.texto.partition(f'id="{nombre}-dicho"')[2].partition("</div>")[0])
        assert mensaje in junto
        casilla = hecho.texto.partition(f'id="{nombre}" ')[2].partition(">")[0]
        assert f"{nombre}-dicho" in casilla
        assert 'aria-invalid="true"' in casilla
    # Lo que tiene errores se ve sin tener que abrirlo, y lo demás no estorba.
    assert hecho.texto.count("<details open") == 1


def test_vaciar_o_danar_el_unico_dato_de_un_archivo_se_dice_al_lado(
    navegador: Navegador, copia: Path
) -> None:
    """Como queda seguimiento.yml recién creado: sin su única clave, el archivo no se leería."""
    archivo = _datos(copia, SEGUIMIENTO)
    archivo.write_text("# lo que pasa\n\nfecha_de_referencia: 2023-11-18\n\n# avances:\n", "utf-8")
    antes = archivo.read_bytes()
    for puesto, mensaje in (
        ("15/11/2026", "debe ser una fecha; llegó «15/11/2026»"),
        ("15/11/2026", "escriba AAAA-MM-DD: 2026-11-15"),
        ("ayer", "debe ser una fecha; llegó «ayer»"),
        ("", "la fecha llegó vacía o el navegador no la entendió: volvió a quedar la que dice el archivo"),
    ):
        hecho = navegador.usar(navegador.formulario(SEGUIMIENTO), "guardar", {"fecha_de_referencia": puesto})
        assert hecho.codigo == 422
        assert Formulario(hecho.texto).campos["fecha_de_referencia"] == (puesto or "2023-11-18")
        junto = html.unescape(
            hecho.texto.partition('id="fecha_de_referencia-dicho"')[2].partition("</div>")[0]
        )
        assert mensaje in junto
        assert archivo.read_bytes() == antes


def test_un_momento_sin_identificador_lo_toma_de_su_titulo(navegador: Navegador, copia: Path) -> None:
    """Único en el programa; y si termina después de lo anunciado, la página lo avisa junto al horario."""
    for esperado in ("acto-cultural-de-cierre", "acto-cultural-de-cierre-2"):
        hoy = navegador.usar(navegador.formulario(EVENTO), "agregar:programa")
        puesto = (
            sum(n.startswith("programa.") and n.endswith(".titulo") for n in Formulario(hoy.texto).campos) - 1
        )
        nuevo = {"titulo": "Acto cultural de cierre", "tipo": "momento", "inicio": "22:00", "fin": "22:30"}
        cambios = {f"programa.{puesto}.{c}": v for c, v in nuevo.items()}
        hecho = navegador.usar(Formulario(hoy.texto), "guardar", cambios)
        assert _dice(hecho, HECHOS["guardado"])
        assert Formulario(hecho.texto).campos[f"programa.{puesto}.id"] == esperado
        junto = html.unescape(hecho.texto.partition('id="horario.fin-dicho"')[2].partition("</div>")[0])
        assert "y el programa termina a las 22:30" in junto


def test_lo_que_no_cuadra_con_otro_archivo_se_guarda_y_se_dice(navegador: Navegador, copia: Path) -> None:
    """Dos archivos que se contradicen se corrigen de a uno: si el primero no se guardara, ninguno podría."""
    hecho = navegador.usar(navegador.formulario(MESAS), "guardar", {"mesas.0.jornada": "dia-9"})
    assert _dice(hecho, HECHOS["guardado"])
    assert "jornada: dia-9" in _datos(copia, MESAS).read_text("utf-8")
    assert "dia-9" in html.unescape(hecho.texto.partition('id="mesas.0.jornada-dicho"')[2])
    assert 'class="cuenta malo">1 error<' in navegador.ver("/").texto


def test_corregir_uno_de_dos_errores_que_ya_estaban(navegador: Navegador, copia: Path) -> None:
    archivo = _datos(copia, MESAS)
    malo = archivo.read_text("utf-8").replace("numero: 1", "numero: uno").replace("numero: 2", "numero: dos")
    archivo.write_text(malo, "utf-8")
    hecho = navegador.usar(navegador.formulario(MESAS), "guardar", {"mesas.0.numero": "1"})
    assert _dice(hecho, HECHOS["guardado"])
    assert archivo.read_text("utf-8") == malo.replace("numero: uno", "numero: 1")


def test_los_botones_acomodan_y_solo_guardar_escribe(navegador: Navegador, copia: Path) -> None:
    archivo = _datos(copia, MESAS)
    antes = archivo.read_bytes()
    formulario = navegador.formulario(MESAS)
    ejes = [formulario.campos[f"mesas.{i}.eje"] for i in range(5)]
    hecho = navegador.usar(formulario, "agregar:mesas", {"mesas.4.eje": "Integración"})
    assert _dice(hecho, "Todavía no se ha guardado.")
    formulario = Formulario(hecho.texto)
    assert (formulario.campos["mesas.5.eje"], formulario.campos["mesas.5.__de"]) == ("", "")
    cambios = {"mesas.5.numero": "6", "mesas.5.eje": "Turismo", "mesas.5.definicion": "Del territorio."}
    cambios |= {"mesas.5.pregunta": "¿Qué mostramos?", "mesas.5.lidera": "El convenio"}
    hecho = navegador.usar(formulario, "subir:mesas.5", cambios)
    formulario = Formulario(hecho.texto)
    hecho = navegador.usar(formulario, "quitar:mesas.0")
    formulario = Formulario(hecho.texto)
    assert [formulario.campos[f"mesas.{i}.eje"] for i in range(5)] == [
        *ejes[1:4],
        "Turismo",
        "Integración",
    ]
    assert archivo.read_bytes() == antes
    assert _dice(navegador.usar(formulario, "guardar"), HECHOS["guardado"])
    formulario = navegador.formulario(MESAS)
    assert [formulario.campos[f"mesas.{i}.numero"] for i in range(5)] == ["2", "3", "4", "6", "5"]
    assert "# El documento fuente corta aquí la definición" in archivo.read_text("utf-8")


def test_lo_que_cambio_por_fuera_se_junta_y_nada_se_pisa(navegador: Navegador, copia: Path) -> None:
    archivo = _datos(copia, MESAS)
    formulario = navegador.formulario(MESAS)
    otro = archivo.read_text("utf-8").replace("lidera: Convenio o Unidad Solidaria", "lidera: Gobernación", 1)
    otro = otro.replace("eje: Acceso al crédito de la economía popular", "eje: Crédito")
    archivo.write_text(otro, "utf-8")
    hecho = navegador.usar(formulario, "guardar", {"mesas.1.eje": "Ahorro", "mesas.2.eje": "Formación"})
    assert archivo.read_text("utf-8") == otro
    assert _dice(hecho, "El archivo cambió por fuera")
    assert _dice(hecho, 'Aquí quedó lo suyo, y el archivo dice:</p> <p class="otro">Crédito</p>')
    formulario = Formulario(hecho.texto)
    assert [formulario.campos[f"mesas.{i}.eje"] for i in (1, 2)] == ["Ahorro", "Formación"]
    assert formulario.campos["mesas.0.lidera"] == "Gobernación"
    assert _dice(navegador.usar(formulario, "guardar"), HECHOS["guardado"])
    esperado = otro.replace("eje: Crédito", "eje: Ahorro")
    esperado = esperado.replace("eje: Formación para la asociatividad solidaria", "eje: Formación")
    assert archivo.read_text("utf-8") == esperado


def test_deshacer_no_pisa_lo_de_afuera(navegador: Navegador, copia: Path) -> None:
    archivo = _datos(copia, MESAS)
    hecho = navegador.usar(navegador.formulario(MESAS), "guardar", {"mesas.1.eje": "Crédito"})
    archivo.write_text(archivo.read_text("utf-8") + "# de otra persona\n", "utf-8")
    atras = navegador.enviar("/deshacer/arauca-2023/mesas.yml", Formulario(hecho.texto, "deshacer").campos)
    assert atras.codigo == 409
    assert _dice(atras, "cambió por fuera después del último cambio de aquí")
    assert archivo.read_text("utf-8").endswith("# de otra persona\n")


def test_una_asamblea_nueva_se_deja_lista_sin_abrir_un_archivo(navegador: Navegador, copia: Path) -> None:
    """Lo que `nueva` supuso se confirma aquí: sin eso no podría pasar de «en preparación»."""
    crear(copia, "tame-2024", "Economía del piedemonte", "Tame", ("2024-05-11",), "002-2023", None, 2)
    for nombre in ("evento", "mesas"):
        direccion = f"/archivo/tame-2024/{nombre}.yml"
        pagina = navegador.ver(direccion)
        marcas = re.findall(r'name="(confirmado:[^"]+)"', pagina.texto)
        assert len(marcas) == _datos(copia, direccion).read_text("utf-8").count("\n# por confirmar") + (
            _datos(copia, direccion).read_text("utf-8").count(" # por confirmar")
        )
        assert pagina.texto.count("revise el dato y marque la casilla de abajo") == len(marcas)
        assert "borre el renglón «# por confirmar" not in html.unescape(pagina.texto)
        formulario = Formulario(pagina.texto)
        escritos = {n: f"Dicho en {n}" for n, v in formulario.campos.items() if "por escribir" in v}
        # Un botón de por medio no olvida lo que ya se confirmó.
        campos = {**formulario.campos, **escritos, **dict.fromkeys(marcas, "1")}
        lista = "programa" if nombre == "evento" else "mesas"
        otra = navegador.enviar(direccion, {**campos, "boton": f"bajar:{lista}.0"})
        otra = navegador.usar(Formulario(otra.texto), f"subir:{lista}.1")
        assert _dice(navegador.usar(Formulario(otra.texto), "guardar"), HECHOS["guardado"])
    evento = navegador.formulario("/archivo/tame-2024/evento.yml")
    hecho = navegador.usar(evento, "guardar", {"estado": "convocada"})
    assert _dice(hecho, HECHOS["guardado"])
    errores = [h for h in examinar(copia).de("tame-2024") if h.gravedad == "error"]
    assert errores == []
    for nombre in ("evento", "mesas"):
        dicho = _datos(copia, f"/archivo/tame-2024/{nombre}.yml").read_text("utf-8")
        assert "# por confirmar:" not in dicho
        assert dicho.startswith("# yaml-language-server")


def test_el_codigo_de_una_hoja_no_se_cambia(navegador: Navegador, copia: Path) -> None:
    formulario = navegador.formulario(HOJA)
    assert "submesa" not in formulario.campos
    campos = {**formulario.campos, "submesa": "M9-S9", "asistentes": "21", "boton": "guardar"}
    assert _dice(navegador.enviar(HOJA, campos), HECHOS["guardado"])
    dicho = _datos(copia, HOJA).read_text("utf-8")
    assert ("submesa: M1-S1" in dicho, "asistentes: 21" in dicho) == (True, True)


def test_lo_aprobado_no_se_cambia_y_lleva_a_la_errata(tmp_path: Path) -> None:
    shutil.copytree(RAIZ / "datos", tmp_path / "datos")
    (tmp_path / "plantillas").symlink_to(RAIZ / "plantillas")
    navegador = Navegador(Editor(tmp_path).con_puerta(8765))
    pagina = navegador.ver(HOJA)
    assert _dice(pagina, "se corrige con «./asamblea errata arauca-2023 CÓDIGO CAMPO")
    assert "<form" not in pagina.texto
    antes = _datos(tmp_path, HOJA).read_bytes()
    llave = {"llave": navegador.guardia.llave, "huella": "", "boton": "guardar", "asistentes": "21"}
    assert navegador.enviar(HOJA, llave).codigo == 409
    assert navegador.enviar("/deshacer/arauca-2023/resultados/M1-S1.yml", llave).codigo == 409
    assert _datos(tmp_path, HOJA).read_bytes() == antes


def test_el_estado_de_una_aprobada_no_se_cambia(tmp_path: Path) -> None:
    """Vista fallar sin dejarlo fijo: guardaba «borrador», y lo aprobado se publicaba como si no lo fuera."""
    shutil.copytree(RAIZ / "datos", tmp_path / "datos")
    (tmp_path / "plantillas").symlink_to(RAIZ / "plantillas")
    navegador, archivo = Navegador(Editor(tmp_path).con_puerta(8765)), _datos(tmp_path, EVENTO)
    antes = archivo.read_bytes()
    formulario = navegador.formulario(EVENTO)
    assert "estado" not in formulario.campos
    assert '<output id="estado" class="fijo">aprobada</output>' in navegador.ver(EVENTO).texto
    assert (
        navegador.enviar(EVENTO, {**formulario.campos, "estado": "borrador", "boton": "guardar"}).codigo < 400
    )
    assert archivo.read_bytes() == antes


def test_un_archivo_que_no_se_lee_dice_donde(navegador: Navegador, copia: Path) -> None:
    _datos(copia, MESAS).write_text("mesas:\n  - numero: [1\n", "utf-8")
    pagina = navegador.ver(MESAS)
    assert pagina.codigo == 200
    assert "datos/arauca-2023/mesas.yml:" in pagina.texto
    assert "<form" not in pagina.texto


def test_si_el_archivo_se_dana_mientras_se_edita_lo_escrito_sigue(navegador: Navegador, copia: Path) -> None:
    """Visto perderse: salía el error, y de lo escrito nada."""
    archivo = _datos(copia, MESAS)
    bueno, formulario = archivo.read_bytes(), navegador.formulario(MESAS)
    archivo.write_bytes(bueno + b'mas: "\n')
    hecho = navegador.usar(formulario, "guardar", {"mesas.1.eje": "Crédito: el de aquí"})
    assert _dice(hecho, "El archivo se dañó por fuera y no se guardó nada: lo que usted escribió sigue aquí")
    assert Formulario(hecho.texto).campos["mesas.1.eje"] == "Crédito: el de aquí"
    archivo.write_bytes(bueno)
    assert _dice(navegador.usar(Formulario(hecho.texto), "guardar"), HECHOS["guardado"])
    assert "Crédito: el de aquí" in archivo.read_text("utf-8")


def test_uno_con_otra_forma_lo_dice(navegador: Navegador, copia: Path) -> None:
    _datos(copia, MESAS).write_text("mesas: cinco\n", "utf-8")
    assert _dice(navegador.ver(MESAS), "«mesas» está escrito de otra forma: corríjalo en el propio archivo")


@pytest.mark.parametrize(
    "ruta",
    [
        *("/archivo/../../etc/passwd", "/archivo//etc/passwd", "/archivo/arauca-2023/../sitio.yml"),
        *("/archivo/esquemas/sitio.json", "/archivo/", "/carpeta/otra", "/fuentes/OFL-NotoSans.txt"),
        *("/fuentes/..%2Fsitio.css", "/estilos/", "/nada", "/archivo/sitio.yml\0"),
    ],
)
def test_no_hay_mas_direcciones(navegador: Navegador, ruta: str) -> None:
    hecho = navegador.ver(ruta)
    assert hecho.codigo == 404
    assert _dice(hecho, "Esta página no existe")


def test_un_enlace_simbolico_no_saca_nada_de_la_carpeta(navegador: Navegador, copia: Path) -> None:
    afuera = copia / "afuera.yml"
    _datos(copia, MESAS).rename(afuera)
    _datos(copia, MESAS).symlink_to(afuera)
    assert navegador.ver(MESAS).codigo == 404


@pytest.mark.parametrize("boton", ["", "borrar:mesas.0", "subir:mesas.0", "bajar:mesas.4", "quitar:mesas.²"])
def test_un_boton_que_no_es_del_formulario(navegador: Navegador, copia: Path, boton: str) -> None:
    antes = _datos(copia, MESAS).read_bytes()
    formulario = navegador.formulario(MESAS)
    hecho = navegador.enviar(MESAS, {**formulario.campos, "boton": boton})
    assert hecho.codigo == 409
    assert _dice(hecho, "ese botón no es de este formulario: ábralo de nuevo")
    assert _datos(copia, MESAS).read_bytes() == antes


class _Marcas(HTMLParser):
    """Las etiquetas de una página con sus atributos, sin lo que dicen: lo hostil no las cambia."""

    def __init__(self, texto: str) -> None:
        super().__init__()
        self.hay: list[tuple[str, tuple[str, ...]]] = []
        self.feed(texto)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hay.append((tag, tuple(n for n, _ in attrs)))


def _hostiles() -> list[str]:
    corpus = RAIZ / "tests" / "corpus"
    todos = [*json.loads((corpus / "xss.json").read_text("utf-8"))]
    todos += json.loads((corpus / "blns.json").read_text("utf-8"))
    todos += ["</textarea><script>alert(1)</script>", "{{ 7 * 7 }}{% raw %}", "&lt;b&gt; &#60;"]
    return [x for x in todos if isinstance(x, str) and not any("\ud800" <= c <= "\udfff" for c in x)]


def test_lo_hostil_sale_escapado(navegador: Navegador) -> None:
    """Cada texto del corpus en una casilla del evento, o en un título: ninguno abre una etiqueta."""
    formulario = navegador.formulario(EVENTO)
    casillas = [
        n for n in formulario.campos if n.rpartition(".")[2] in ("titulo", "objetivo", "nota", "sala")
    ]
    liso = dict.fromkeys(casillas, "liso")
    esperadas = _Marcas(navegador.usar(formulario, "agregar:programa", liso).texto).hay
    hostiles = _hostiles()
    assert len(hostiles) > 350
    for desde in range(0, len(hostiles), len(casillas)):
        cambios = {**liso, **dict(zip(casillas, hostiles[desde:], strict=False))}
        hecho = navegador.usar(formulario, "agregar:programa", cambios)
        assert hecho.codigo == 200
        assert _Marcas(hecho.texto).hay == esperadas


def test_dos_parrafos_donde_va_uno_se_dicen_y_no_se_pegan(navegador: Navegador, copia: Path) -> None:
    """Visto fallar: «Guardado.», y los párrafos pegados en uno."""
    antes = _datos(copia, EVENTO).read_bytes()
    escrito = "Primer párrafo.\n\nSegundo párrafo."
    hecho = navegador.usar(navegador.formulario(EVENTO), "guardar", {"presentacion": escrito})
    assert hecho.codigo == 422
    assert _dice(hecho, "«Presentación» se publica en un solo párrafo: este se pegaría al de arriba")
    assert Formulario(hecho.texto).campos["presentacion"] == escrito
    assert _datos(copia, EVENTO).read_bytes() == antes
    lista = {"presentacion": "Hay que:\n- sembrar\n- cuidar"}
    listado = navegador.usar(Formulario(hecho.texto), "guardar", lista)
    assert (listado.codigo, _dice(listado, "déjelo en un solo párrafo")) == (422, True)
    bueno = navegador.usar(Formulario(listado.texto), "guardar", {"presentacion": "Uno,\ny el mismo."})
    assert _dice(bueno, HECHOS["guardado"])
    assert b"Uno, y el mismo." in _datos(copia, EVENTO).read_bytes()
