"""Las páginas de la agenda: con qué se filtra, qué dicen de cada versión y cómo va el seguimiento."""

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from actos import con_erratas, dos_actos, errata
from composicion.contextos.test_paginas import _paginas
from fabrica import BORRAR, agenda, aporte, asamblea, avance, compromiso, en_estado, firmada, resultado

from generador.composicion.comun.idioma.correcciones import correcciones
from generador.composicion.comun.vistas import Opcion
from generador.composicion.paginas.agenda import AgendaWeb, corta, periodos, tema
from generador.modelo.datos.comun.medios import CopiaDeFoto, Foto, FotoLista, Medios
from generador.modelo.datos.comun.plazo import Plazo
from generador.modelo.datos.seguimiento import EstadoDeCompromiso

pytestmark = pytest.mark.lenta

ID = "prueba-2023"


def _dos(**cambios: Any) -> dict[str, Any]:
    """Aprobada: dos compromisos de un aporte cada uno y un tercero por fuera, con un avance."""
    suyos = {
        "evento": {"estado": "aprobada"},
        "resultados": [resultado(aportes=[aporte(), aporte("agua")]), resultado("M2-S1")],
        "agenda": agenda(
            compromiso(
                responsables=["Alcaldía de Tame", "Juntas"], cuando="En 2024", plazos=[{"fecha": "2024-T3"}]
            ),
            compromiso("PRU23-002", ("M1-S1-N2",), responsables=["ALCALDIA de Tame"], titulo="Agua"),
            no_recogidos=[{"aporte": "M2-S1-N1", "razon": "No depende de ellas."}],
        ),
        **cambios,
    }
    suyos["agenda"] = firmada(**suyos)
    suyos["seguimiento"] = {"fecha_de_referencia": "2024-06-30", "avances": [avance("2024-04-02")]}
    return suyos


@pytest.mark.parametrize(
    ("fechas", "claves"),
    [
        (["2024-02-15"], ("2024", "2024-S1")),
        (["2024-T3"], ("2024", "2024-S2")),
        (["2024"], ("2024", "2024-S1", "2024-S2")),
        (["2025-S2", "2024-05"], ("2024", "2024-S1", "2025", "2025-S2")),
        (["sin_fecha"], ("sin-fecha",)),
        (["sin_fecha", "2026-12"], ("2026", "2026-S2")),
        ([], ("sin-fecha",)),
    ],
)
def test_un_plazo_cae_en_los_periodos_que_toca(fechas: list[str], claves: tuple[str, ...]) -> None:
    assert periodos(Plazo(fecha=f) for f in fechas) == claves


def test_los_filtros_ofrecen_lo_que_hay_y_lo_cuentan() -> None:
    web = AgendaWeb(asamblea(**_dos()))
    assert web.mesas == (Opcion("1", "1. Eje 1", 2),)
    assert web.organizaciones == (
        Opcion("alcaldia-de-tame", "Alcaldía de Tame", 2),
        Opcion("juntas", "Juntas", 1),
    )
    assert web.periodos == (
        Opcion("2024", "2024", 1),
        Opcion("2024-S2", "2024, segundo semestre", 1),
        Opcion("sin-fecha", "Sin fecha", 1),
    )
    assert web.estados == (
        Opcion("sin_iniciar", "sin iniciar", 1),
        Opcion("en_marcha", "en marcha", 1),
        Opcion("debe_reporte", "con reporte pendiente", 1),
    )
    uno, dos = web.tarjetas
    assert (uno.quien, uno.cuando, uno.estado) == ("alcaldia-de-tame juntas", "2024 2024-S2", "en_marcha")
    assert (dos.quien, dos.cuando, dos.estado) == (
        "alcaldia-de-tame",
        "sin-fecha",
        "sin_iniciar debe_reporte",
    )


def test_el_borrador_no_dice_en_que_va_cada_cosa() -> None:
    web = AgendaWeb(asamblea(**en_estado("borrador")))
    assert (web.estados, web.avance, web.deben, web.hay_avances) == ((), (), (), False)
    assert web.tarjetas[0].estado == ""
    assert web.historia("PRU23-001") is None


def test_el_avance_va_de_lo_hecho_a_lo_detenido() -> None:
    web = AgendaWeb(asamblea(**_dos()))
    e = EstadoDeCompromiso
    esperado = ((e.CUMPLIDO, 0), (e.EN_MARCHA, 1), (e.SIN_INICIAR, 1), (e.APLAZADO, 0), (e.NO_VIABLE, 0))
    assert web.avance == esperado
    ((mesa, resumen),) = web.por_mesa
    assert (mesa.numero, web.en_orden(resumen)) == (1, esperado)
    assert [h.compromiso.codigo for h in web.deben] == ["PRU23-002"]
    assert [(a.texto, c.codigo) for a, c in web.ultimos] == [("Se reunieron.", "PRU23-001")]


def _corregida() -> dict[str, Any]:
    return con_erratas(
        {**en_estado("borrador"), "evento": {"estado": "aprobada"}},
        errata("2023-12-01", "titulo", "Riego", "Riego de todas"),
        errata("2023-12-01", "plan[1].cuando", "marzo de 2024", "abril de 2024", aporte="M1-S1-N1"),
        errata("2024-01-15", "modera", "Convenio", "El convenio", acta=True),
    )


def test_las_correcciones_se_nombran_y_se_escogen_por_asunto() -> None:
    a = asamblea(**_corregida())
    assert [(c.version.numero, c.errata.asunto, c.que) for c in correcciones(a.versiones)] == [
        (2, "PRU23-001", "Título"),
        (2, "M1-S1-N1", "Plan, número 1, ¿Cuándo?"),
        (3, "acta", "Quién modera"),
    ]
    suyas = correcciones(a.versiones, ["PRU23-001", "M1-S1-N1"])
    assert [c.errata.asunto for c in suyas] == ["PRU23-001", "M1-S1-N1"]


def test_cada_version_se_lee_en_su_direccion_con_lo_que_cambio(tmp_path: Path) -> None:
    a = asamblea(**_corregida())
    paginas = _paginas(tmp_path, **_corregida())
    uno, dos, tres = (paginas[f"{ID}/agenda/version/{n}/"][1] for n in (1, 2, 3))
    assert [v.huella in h for v, h in zip(a.versiones, (uno, dos, tres), strict=True)] == [True] * 3
    assert ["No es la versión vigente" in h for h in (uno, dos, tres)] == [True, True, False]
    assert [">Riego</a></h3>" in h for h in (uno, dos, tres)] == [True, False, False]
    assert [">Riego de todas</a></h3>" in h for h in (uno, dos, tres)] == [False, True, True]
    assert [h.count('class="correccion"') for h in (uno, dos, tres)] == [0, 2, 1]
    assert "la que aprobó la plenaria" in uno
    todas = paginas[f"{ID}/agenda/versiones/"][1]
    assert [v.huella in todas for v in a.versiones] == [True] * 3
    assert re.findall(r'href="(\.\./version/\d/)"', todas) == [f"../version/{n}/" for n in (3, 2, 1)]
    assert todas.count('class="correccion"') == 3
    assert "jq -cjS .aprobado agenda.json | sha256sum" in todas
    suya = paginas[f"{ID}/agenda/pru23-001/"][1]
    assert suya.count('class="correccion"') == 2
    assert "<del>Riego</del>" in suya
    assert "<ins>Riego de todas</ins>" in suya


def test_la_agenda_filtra_con_lo_que_dice_cada_tarjeta(tmp_path: Path) -> None:
    html = _paginas(tmp_path, **_dos())[f"{ID}/agenda/"][1]
    tarjetas = re.findall(
        r'<li class="tarjeta" id="([^"]+)" data-quien="([^"]*)" data-cuando="([^"]*)" data-estado="([^"]*)"',
        html,
    )
    assert tarjetas == [
        ("pru23-001", "alcaldia-de-tame juntas", "2024 2024-S2", "en_marcha"),
        ("pru23-002", "alcaldia-de-tame", "sin-fecha", "sin_iniciar debe_reporte"),
    ]
    ofrecen = {
        n: re.findall(r'value="([^"]*)"', o)
        for n, o in re.findall(r'<select.*?name="(\w+)">(.*?)</select>', html, re.S)
    }
    assert ofrecen == {
        "quien": ["", "alcaldia-de-tame", "juntas"],
        "cuando": ["", "2024", "2024-S2", "sin-fecha"],
        "estado": ["", "sin_iniciar", "en_marcha", "debe_reporte"],
    }
    assert 'href="#no-recogidos">1 quedó por fuera, con su razón' in html
    assert "<strong>3 de 3 aportes</strong> con respuesta. Los entregaron" in html


def test_un_compromiso_dice_que_ha_pasado_y_con_que_encaja(tmp_path: Path) -> None:
    paginas = _paginas(tmp_path, **_dos())
    uno, dos = (paginas[f"{ID}/agenda/pru23-00{n}/"][1] for n in (1, 2))
    assert 'class="encabezado de-mesa" id="pru23-001"' in uno
    assert "Para ese día se espera el próximo reporte" in uno
    assert 'href="https://fuente.gov.co/acta">Dónde se comprueba' in uno
    assert "Tercer trimestre de 2024" in uno
    assert unescape(dos).count("Sin reporte desde el 18\u00a0de noviembre de\u00a02023.") == 1
    assert re.findall(r'<svg class="vecindario".*?aria-label="([^"]+)"', dos) == [
        "Las fichas del aporte M1-S1-N2. Encajan: arriba, M1-S1-N1; a la derecha, M2-S1-N1."
    ]
    assert 'href="../../descargas/agenda.json"' in uno


def test_un_compromiso_no_dice_dos_veces_la_misma_fecha(tmp_path: Path) -> None:
    """Vista fallar: «primer semestre de 2024» y, debajo, «Primer semestre de 2024»."""
    juntas = [("Primer semestre de 2024.", ["2024-S1"]), ("marzo de 2024; 2025", ["2025", "2024-03"])]
    aparte = [("2024-S1", ["2024-S1"]), ("1.º de marzo de 2024", ["2024-03-01"]), ("En 2024", ["2024"])]
    for n, (cuando, fechas) in enumerate([*juntas, *aparte]):
        plazos = [{"fecha": f} for f in fechas]
        cambios = {**en_estado("borrador"), "agenda": agenda(compromiso(cuando=cuando, plazos=plazos))}
        html = _paginas(tmp_path / str(n), **cambios)[f"{ID}/agenda/pru23-001/"][1]
        assert ('class="plazos"' in html) is ((cuando, fechas) in aparte), cuando


def test_la_fecha_de_una_hoja_se_publica_en_palabras_donde_salga(tmp_path: Path) -> None:
    """Vista fallar en todas: «¿Cuándo? 2024-S1»."""
    suyo = {**aporte(), "plan": [{"quien": "Juntas", "como": "Con mingas", "cuando": "2024-S1"}]}
    cambios = {**en_estado("aprobada"), "resultados": [resultado(aportes=[suyo])]}
    tarde = {"submesa": "M2-S1", "fecha": "2024-01-10", "razon": "La hoja se mojó."}
    cambios["agenda"] = {**firmada(**{**cambios, "agenda": agenda()}), "recibidos": [tarde]}
    cambios["resultados"] = [*cambios["resultados"], resultado("M2-S1", aportes=[suyo])]
    paginas = {r: html for r, (_, html) in _paginas(tmp_path, **cambios).items()}
    assert [r for r, html in paginas.items() if "2024-S1" in html] == [f"{ID}/datos/"], "los que la explican"
    dichas = {r.removeprefix(f"{ID}/") for r, html in paginas.items() if "primer semestre de 2024" in html}
    de_la_agenda = {"agenda/", "agenda/pru23-001/", "agenda/versiones/", "agenda/version/1/"}
    assert dichas == {"mesas/1/", "proyeccion/", *de_la_agenda}


def test_el_seguimiento_se_publica_con_la_aprobacion(tmp_path: Path) -> None:
    antes = _paginas(tmp_path / "a", **en_estado("borrador"))
    nuevas = ("seguimiento/", "agenda/versiones/", "agenda/version/1/")
    assert [f"{ID}/{r}" in antes for r in nuevas] == [False] * 3
    paginas = _paginas(tmp_path / "b", **_dos())
    assert [f"{ID}/{r}" in paginas for r in nuevas] == [True] * 3
    meta, html = paginas[f"{ID}/seguimiento/"]
    assert [m["id"] for g in meta["menu"] for m in g["entradas"]].count("seguimiento") == 1
    assert "30\u00a0de junio de\u00a02024" in unescape(html)
    assert 'href="../agenda/?estado=en_marcha#lista"' in html
    assert "1 de 2 compromisos sin reporte" in html
    assert 'href="../descargas/seguimiento.xml"' in html


def test_sin_reportes_se_dice_cuando_se_espera_el_primero(tmp_path: Path) -> None:
    paginas = _paginas(tmp_path, **en_estado("aprobada"))
    for ruta in ("agenda/", "seguimiento/"):
        dice = unescape(paginas[f"{ID}/{ruta}"][1])
        assert "El primero se espera el 18\u00a0de febrero de\u00a02024" in dice


def test_la_mesa_dice_que_paso_con_cada_aporte(tmp_path: Path) -> None:
    cambios = {
        "evento": {"estado": "borrador"},
        "resultados": [resultado(aportes=[aporte(), aporte("agua")]), resultado("M1-S2"), resultado("M2-S1")],
        "agenda": agenda(
            compromiso(aportes=("M1-S1-N1", "M2-S1-N1")),
            no_recogidos=[{"aporte": "M1-S1-N2", "razon": "No depende de ellas."}],
        ),
    }
    html = _paginas(tmp_path, **cambios)[f"{ID}/mesas/1/"][1]
    destinos = [re.sub(r"<[^>]+>", "", d) for d in re.findall(r'<p class="destino">(.*?)</p>', html)]
    assert destinos == [
        "Se juntó con otros en la agenda: PRU23-001. Riego, que también recoge M2-S1-N1",
        "No quedó en la agenda. No depende de ellas.",
        "Todavía no tiene respuesta en la agenda.",
    ]


def test_cada_pagina_dice_de_que_trata(tmp_path: Path) -> None:
    paginas = _paginas(tmp_path, **_dos())
    dicen = {
        r.removeprefix(f"{ID}/"): m["description"].replace("\u00a0", " ")
        for r, (m, _) in paginas.items()
        if r.startswith((f"{ID}/agenda/", f"{ID}/seguimiento/"))
    }
    huella = corta(asamblea(**_dos()).versiones[0].huella)
    assert dicen == {
        "agenda/": "2 compromisos de 1 de 2 mesas de Territorio de prueba, aprobados el 18 de noviembre de "
        "2023.",
        "agenda/pru23-001/": "Hacer riego.",
        "agenda/pru23-002/": "Hacer riego.",
        "agenda/versiones/": (
            "1 versión publicada de la agenda de Territorio de prueba, su fe de erratas y cómo se verifica."
        ),
        "agenda/version/1/": (
            f"La agenda de Territorio de prueba como quedó el 18 de noviembre de 2023, con huella {huella}."
        ),
        "seguimiento/": (
            "En qué van, al 30 de junio de 2024, los 2 compromisos de Territorio de prueba: "
            "1 en marcha y 1 sin iniciar."
        ),
    }
    assert tema(asamblea(**en_estado("borrador")), "agenda") == (
        "1 compromiso de 1 de 2 mesas de Territorio de prueba, en borrador: la plenaria no lo ha aprobado."
    )
    # Lo consolidado no es lo que se votó: no dice «aprobado».
    consolidada = tema(asamblea(**dos_actos()), "agenda")
    assert consolidada is not None
    assert consolidada.replace("\u00a0", " ") == (
        "1 compromiso de 1 de 2 mesas de Territorio de prueba, consolidado el 1 de febrero de 2024 de lo que "
        "aprobó la plenaria."
    )


def test_lo_que_se_consolido_conserva_su_direccion_y_dice_que_fue_de_el(tmp_path: Path) -> None:
    """Vista fallar: la página desaparecía, y quien la había citado no llegaba a ninguna parte."""
    paginas = _paginas(tmp_path, Medios(), **dos_actos())
    juntado, fuera = (
        " ".join(unescape(paginas[f"{ID}/agenda/{c}/"][1]).replace("\u00a0", " ").split())
        for c in ("pru23-002", "pru23-003")
    )
    for html in (juntado, fuera):
        assert "Dejó de estar el 1 de febrero de 2024, cuando se consolidó." in html
        assert '<a href="../version/1/#' in html
    assert '<li><a href="../pru23-001/">PRU23-001. Riego y luz</a></li>' in juntado
    assert "quedó por fuera" not in juntado
    assert "Lo que recogía quedó por fuera, con su razón:" in fuera
    assert "<dd>Ya lo hace el acueducto.</dd>" in fuera
    # De la versión que lo tuvo se llega a ella.
    assert 'href="../../pru23-003/"' in paginas[f"{ID}/agenda/version/1/"][1]


def test_un_avance_muestra_con_que_se_comprueba_o_que_no_hay_con_que(tmp_path: Path) -> None:
    documento = {"que": "Acta <b>", "numero": "7", "fecha": "2024-03-03", "guarda": "La junta"}
    suyos = _dos()
    suyos["evento"]["medios"] = [
        {"archivo": "entrega.jpg", "alt": "Entrega", "credito": "Prueba", "consentimiento": "sí"}
    ]
    suyos["seguimiento"]["avances"] = [
        avance("2024-04-02", fuente=BORRAR),
        avance("2024-04-03", fuente=BORRAR, evidencia={"documento": documento}),
        avance("2024-04-04", fuente=BORRAR, evidencia={"foto": "entrega.jpg"}),
    ]
    foto = Foto.model_validate(suyos["evento"]["medios"][0])
    copia = CopiaDeFoto("m/entrega.jpg", f"{ID}/medios/entrega-1.jpg", 480, 320, "jpeg")
    lista = FotoLista(foto, (copia,), "", "", 480, 320, 0)
    paginas = _paginas(tmp_path, Medios(fotos=(lista,)), **suyos)
    for ruta in (f"{ID}/seguimiento/", f"{ID}/agenda/pru23-001/"):
        html = " ".join(unescape(paginas[ruta][1]).replace("\u00a0", " ").split())
        assert html.count("Sin soporte publicado.") == 1
        assert "Lo comprueba: Acta <b>, número 7, del 3 de marzo de 2024. Lo guarda: La junta." in html
        assert "Acta <b>" not in paginas[ruta][1]
        assert html.count("Dónde se comprueba") == 0
    assert 'href="../agenda/pru23-001/#seguimiento">Vea la foto' in paginas[f"{ID}/seguimiento/"][1]
    suya = paginas[f"{ID}/agenda/pru23-001/"][1]
    assert "Vea la foto" not in suya
    assert re.findall(r'<figure class="foto">.*?<img src="([^"]+)"', suya, re.S) == [
        "../../medios/entrega-1.jpg"
    ]
