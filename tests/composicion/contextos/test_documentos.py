"""Lo que recibe la plantilla de un documento cuando todavía no hay con qué llenarlo."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from actos import dos_actos
from fabrica import ID, asamblea, en_estado

from generador.catalogo.documentos import Documento
from generador.catalogo.inventario import inventariar
from generador.composicion.compositor import Compositor
from generador.composicion.comun.idioma.filtros import reloj
from generador.composicion.comun.medida import Medidor
from generador.composicion.contextos.acervo import Acervo
from generador.composicion.contextos.documentos import DeLaHuella, contexto_de_documento
from generador.construccion.cabida.ensayo import por_venir
from generador.modelo.aprobado.palabras import palabras_de
from generador.modelo.aprobado.vocabulario import VOCABULARIO
from generador.modelo.asamblea import Asamblea, Proyecto, Sitio
from generador.modelo.datos.evento import Estado

PLANTILLAS = Path(__file__).parents[3] / "plantillas"
FUENTES = PLANTILLAS / "tema" / "fuentes"
SITIO = Sitio(nombre="Sitio", descripcion="Descripción.", direccion="https://asambleas.gov.co/")
EXTRAS = {n: f"{n}/" for n in ("acerca", "accesibilidad", "como-imprimir", "privacidad")}


def _cartel(una: Asamblea) -> DeLaHuella:
    inventario = inventariar(
        Proyecto(sitio=SITIO, asambleas=(una,)), {**EXTRAS, f"{ID}/manifiesto": f"{ID}/m.json"}
    )
    (suyo,) = (a for a in inventario.artefactos if a.declaracion.id == "huella-en-palabras")
    contexto = contexto_de_documento(Acervo(PLANTILLAS, inventario), suyo)
    assert isinstance(contexto, DeLaHuella)
    return contexto


def test_el_cartel_de_la_huella_se_prueba_con_la_palabra_que_mas_ocupa() -> None:
    """Vista fallar: se probaba con la de más letras, y hay otras de las mismas que ocupan más."""
    antes = asamblea(**en_estado("borrador"))
    aprobada = [f for f in por_venir(antes, FUENTES) if f.estado == Estado.APROBADA]
    assert aprobada
    medidor = Medidor(FUENTES)
    mayor = max(medidor.ancho(p, "titular") for p in VOCABULARIO)
    for futura in aprobada:
        dichas = _cartel(futura).palabras
        assert [medidor.ancho(p, "titular") for p in dichas] == [mayor] * 6


def _impresos(estado: str, id_: str) -> list[str]:
    """El HTML de esos documentos en ese estado, sin espacios de más."""
    una = asamblea(**en_estado(estado))
    inventario = inventariar(
        Proyecto(sitio=SITIO, asambleas=(una,)), {**EXTRAS, f"{ID}/manifiesto": f"{ID}/m.json"}
    )
    compositor = Compositor(PLANTILLAS, inventario)
    suyos = (a for a in inventario.artefactos if a.declaracion.id in (id_, "kit"))
    partes = ((p.artefacto for p in a.partes) if a.declaracion.id == "kit" else (a,) for a in suyos)
    return [
        " ".join(compositor.impreso(a).split()) for grupo in partes for a in grupo if a.declaracion.id == id_
    ]


@pytest.mark.parametrize("id_", ["carta", "nota-de-prensa"])
def test_lo_que_se_manda_anuncia_antes_y_cuenta_despues(id_: str) -> None:
    """Visto fallar sin mirar el estado: la carta invitaba a una asamblea ya hecha, y sin el sello."""
    senales = ("Se esperan", "se reuni", 'class="sello"')
    dicho = {
        estado: [any(senal in html for html in _impresos(estado, id_)) for senal in senales]
        for estado in ("preparacion", "convocada", "en_curso", "borrador", "aprobada")
    }
    antes = [True, False, False]
    assert dicho == {
        **dict.fromkeys(("preparacion", "convocada", "en_curso"), antes),
        "borrador": [False, True, True],
        "aprobada": [False, True, False],
    }


def test_la_guia_dice_a_que_hora_se_entrega_y_que_sigue() -> None:
    """Vista fallar sin lo que sigue: quien lidera no sabía adónde ir al terminar."""
    turno = asamblea().turno_de_mesa(1)
    assert turno is not None
    siguen = [t for t in asamblea().evento.turnos_de(turno.jornada) if t.desde >= turno.hasta][:2]
    (dicho,) = re.findall(r'class="sigue">(.*?)</p>', _impresos("convocada", "guia")[0])
    despues = "; ".join(f"{reloj(t.inicio)}, {t.momento.titulo}" for t in siguen)
    assert re.sub(r"<[^>]+>", "", dicho) == (
        f"Antes de las {reloj(turno.momento.fin)}, copie las fichas en la hoja de entrega"
        f"{'. ' + despues if despues else ''}."
    )


def test_la_hoja_de_entrega_es_una_sola_y_no_dice_claves_del_archivo() -> None:
    """Vista fallar con la clave al lado del rótulo: «Necesidad necesidad»."""

    def campos(html: str) -> list[str]:
        hoja = html.split('<section class="entrega-hoja">')[1].split("</section>")[0]
        rotulos = re.findall(r'<p class="que-va">(.*?)</p>|<th scope="col">(.*?)(?: <span>|</th>)', hoja)
        return [re.sub(r"<[^>]+>", "", "".join(r)) for r in rotulos]

    de_la_guia = campos(_impresos("convocada", "guia")[0])
    assert de_la_guia == campos(_impresos("convocada", "entrega")[0])
    assert de_la_guia == [
        *("Personas que asistieron", "Representante: su papel", "Vocería, si salió de aquí: su papel"),
        *("Necesidad", "Solución", "Organizaciones que cooperarían", "¿Quién?", "¿Cómo?", "¿Cuándo?"),
    ]


def test_el_de_una_aprobada_dice_las_suyas() -> None:
    una = asamblea(**en_estado("aprobada"))
    assert una.huella is not None
    assert _cartel(una).palabras == palabras_de(una.huella)


def test_el_informe_dice_lo_que_la_plenaria_cambio() -> None:
    """Visto fallar: el acta de la agenda decía la enmienda; la del informe, para los entes de control, no."""
    una = asamblea(**en_estado("aprobada"))
    assert una.agenda is not None
    assert una.agenda.aprobacion is not None
    acto = una.agenda.aprobacion.model_copy(update={"enmiendas": ("Otro plazo.", "Otra entidad.")})
    otra = una.con(agenda=una.agenda.model_copy(update={"aprobacion": acto}))
    inventario = inventariar(
        Proyecto(sitio=SITIO, asambleas=(otra,)), {**EXTRAS, f"{ID}/manifiesto": f"{ID}/m.json"}
    )
    (suyo,) = (a for a in inventario.artefactos if a.declaracion.id == "informe")
    html = " ".join(Compositor(PLANTILLAS, inventario).impreso(suyo).split())
    assert re.findall(r">(Enmienda[ \d]*)</p> ?<p>(.*?)</p>", html) == [
        ("Enmienda 1", "Otro plazo."),
        ("Enmienda 2", "Otra entidad."),
    ]


def test_lo_consolidado_no_se_dice_aprobado_por_la_plenaria() -> None:
    """Visto fallar: la nota decía que la plenaria «aprobó 1 compromiso», y fueron tres."""
    una = asamblea(**dos_actos())
    inventario = inventariar(
        Proyecto(sitio=SITIO, asambleas=(una,)), {**EXTRAS, f"{ID}/manifiesto": f"{ID}/m.json"}
    )
    compositor = Compositor(PLANTILLAS, inventario)
    suyos = {a.declaracion.id: a for a in inventario.artefactos if isinstance(a.declaracion, Documento)}
    dicho = {
        id_: " ".join(re.sub(r"<[^>]+>", " ", compositor.impreso(suyos[id_])).split())
        for id_ in ("nota-de-prensa", "carta", "informe", "agenda", "agenda-en-letra-grande")
    }
    for id_ in ("agenda", "agenda-en-letra-grande"):
        acta = "Compromisos 3, del PRU23-001 al PRU23-003 Consolidación 1 compromiso desde el 1 de febrero"
        assert acta in dicho[id_].replace("\u00a0", " ")
    grande = "con 3 compromisos. Consolidada el 1 de febrero de 2024. Es 1 compromiso,"
    assert grande in dicho["agenda-en-letra-grande"]
    assert "La plenaria aprobó la versión 1, con 3 compromisos, que se lee en línea" in dicho["agenda"]
    assert "1 compromiso, consolidado de 3 compromisos aprobados por la plenaria." in dicho["informe"]
    assert "3 compromisos para 2024–2026 . El 1 de febrero de 2024 se consolidaron en 1 compromiso." in (
        dicho["nota-de-prensa"].replace("2026.", "2026 .")
    )
    assert (
        "con 1 compromiso, consolidada el 1 de febrero de 2024 de lo que aprobó la plenaria."
        in dicho["carta"]
    )
    assert "Consolidación 1 de febrero de 2024. Mesa técnica." in dicho["informe"]
    assert f"Huella de la versión 2 {una.huella}" in dicho["informe"]
    pagina = next(p for p in inventario.paginas if p.ruta.endswith("agenda/pru23-001/"))
    toda = next(p for p in inventario.paginas if p.ruta.endswith(f"{ID}/agenda/"))
    assert "versión 1</a>, con 3 compromisos. Los de esta página" in " ".join(compositor.pagina(toda).split())
    informe = next(p for p in inventario.paginas if p.ruta.endswith(f"{ID}/informe/"))
    dice = " ".join(compositor.pagina(informe).split())
    assert "</a>, consolidado de 3 compromisos aprobados por la plenaria." in dice
    web = " ".join(compositor.pagina(pagina).split())
    assert "La plenaria aprobó lo que recoge; se consolidó el 1 de febrero de 2024." in web
    assert "Aprobado por la plenaria" not in web
