"""Cómo se titula cada elemento de una lista en el editor, y con qué se escribe cada dato."""

from __future__ import annotations

from generador.local.editor.hoja import DE, campos_de
from generador.local.editor.pantalla import DatoVisto, _titulo, pantalla
from generador.modelo.campos import campo_en, campos
from generador.modelo.datos.agenda import Agenda
from generador.modelo.datos.evento import Evento
from generador.modelo.datos.seguimiento import Seguimiento


def test_una_jornada_sin_nombre_se_titula_con_su_fecha() -> None:
    """Visto fallar: «1. (sin nombre)»."""
    jornadas = campo_en(Evento, ("jornadas",))
    assert jornadas is not None
    suyos = campos(jornadas.dentro)
    assert _titulo(suyos, {"fecha": "2024-05-11", "inicio": "08:00"}, 0) == "1. 2024-05-11"
    assert _titulo(suyos, {}, 1) == "2. (sin nombre)"


def test_una_fecha_que_puede_faltar_se_escribe_como_texto() -> None:
    """Visto fallar: el navegador mandaba vacío lo que no entendió, y se borraba la que había."""
    fecha = "2026-11-15"
    hoja = {
        "fecha_de_referencia": fecha,
        "avances": [{DE: "0", "fecha": fecha, "evidencia": {"documento": {"fecha": fecha}}}],
    }
    vistos = pantalla(campos(Seguimiento), hoja).vistos
    fechas = {
        n: v for n, v in vistos.items() if isinstance(v, DatoVisto) and n.endswith(("fecha", "referencia"))
    }
    assert {n: v.control for n, v in fechas.items()} == {
        "fecha_de_referencia": "fecha",
        "avances.0.fecha": "fecha",
        "avances.0.evidencia.documento.fecha": "renglon",
    }
    assert fechas["avances.0.evidencia.documento.fecha"].limite == "Año, mes y día: 2026-11-15."


def test_el_identificador_de_lo_nuevo_dice_de_donde_se_toma() -> None:
    de_un_dia = campos_de(Evento, {"programa": []})
    vistos = pantalla(de_un_dia, {"programa": [{DE: "0", "id": "a"}, {DE: ""}]}).vistos
    viejo, nuevo = vistos["programa.0.id"], vistos["programa.1.id"]
    assert (viejo.obligatorio, "vacío" in viejo.ayuda) == (True, False)
    assert (nuevo.obligatorio, nuevo.ayuda.endswith("Si lo deja vacío, se toma de «Título».")) == (
        False,
        True,
    )


def test_una_casilla_larga_dice_que_pasa_con_los_parrafos() -> None:
    vistos = (
        pantalla(campos(Evento), {}).vistos | pantalla(campos(Agenda), {"compromisos": [{DE: ""}]}).vistos
    )
    limites = {n: v.limite for n, v in vistos.items() if isinstance(v, DatoVisto)}
    assert limites["convoca"] == "Hasta 1500 caracteres, en un solo párrafo."
    assert (
        limites["compromisos.0.texto"] == "Hasta 6000 caracteres; un renglón en blanco separa los párrafos."
    )
    assert limites["titulo"] == "Hasta 160 caracteres."
