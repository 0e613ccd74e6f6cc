"""Recoger aportes marcándolos: lo que cambia es eso y nada más, y nunca lo aprobado."""

from __future__ import annotations

import difflib
import html
import re
import shutil
from pathlib import Path

import pytest
from apoyo import RAIZ
from local.cliente import Formulario, Navegador, Recibido

from generador.construccion.datos.examen import examinar
from generador.local.editor.rutas import Editor

RECOGER = "/recoger/arauca-2023"


def _agenda(copia: Path) -> Path:
    return copia / "datos" / "arauca-2023" / "agenda.yml"


def _marcar(navegador: Navegador, boton: str, *aportes: str, **otros: str) -> Recibido:
    pagina = navegador.ver(RECOGER).texto
    huella = re.findall(r'name="huella" value="([0-9a-f]*)"', pagina)[0]
    marcas = {f"aporte:{a}": "1" for a in aportes}
    campos = {"llave": navegador.guardia.llave, "huella": huella, **marcas, **otros, "boton": boton}
    return navegador.enviar(RECOGER, campos)


def _dice(recibido: Recibido, texto: str) -> bool:
    return texto in " ".join(html.unescape(re.sub(r"<[^>]+>", " ", recibido.texto)).split())


def _compromisos(copia: Path) -> dict[str, tuple[str, ...]]:
    agenda = examinar(copia).expediente("arauca-2023").asamblea.agenda
    assert agenda is not None
    return {c.codigo: c.aportes for c in agenda.compromisos}


def _mas(antes: str, despues: str) -> tuple[list[str], list[str]]:
    hay = list(difflib.ndiff(antes.splitlines(), despues.splitlines()))
    return [r[2:] for r in hay if r.startswith("- ")], [r[2:] for r in hay if r.startswith("+ ")]


def test_de_la_lista_a_un_compromiso_nuevo_y_a_sus_casillas(navegador: Navegador, copia: Path) -> None:
    inicio = navegador.ver(RECOGER)
    assert _dice(inicio, "25 de 25 sub-mesas entregaron su hoja")
    assert _dice(inicio, "hoy cada aporte completo vale por uno")
    primero, *demas = examinar(copia).expediente("arauca-2023").asamblea.aportes_entregados
    assert re.findall(r"<strong>([^<]*)</strong> con destino", inicio.texto) == [
        f"0 de {1 + len(demas)} aportes"
    ]
    assert _dice(inicio, f"Solución: {primero.solucion}")
    assert _dice(inicio, primero.plan_dicho[0].como or "")
    assert not _agenda(copia).exists()
    hecho = _marcar(navegador, "recoger", "M1-S1-N1", "M2-S1-N1", en="nuevo")
    assert _compromisos(copia) == {"ARA23-001": ("M1-S1-N1", "M2-S1-N1")}
    assert _dice(hecho, "Recogido en un compromiso nuevo: póngale título, quiénes responden y plazos")
    # Abierto ahí mismo, y sin lo que escriben las órdenes.
    assert "<details open><summary id=abierto>" in re.sub(r">\s+<", "><", hecho.texto)
    formulario = Formulario(hecho.texto)
    assert not any(
        c.startswith(("aprobacion", "fe_de_erratas", "rectificaciones")) for c in formulario.campos
    )
    hoja = formulario.campos
    necesarios = {f"compromisos.0.{c}" for c in ("titulo", "texto", "responsables", "cuando")}
    assert all(hoja[c] for c in necesarios)
    cambios = {"compromisos.0.titulo": "Vender juntos", "compromisos.0.responsables": "La asociación"}
    otra = navegador.usar(formulario, "agregar:compromisos.0.plazos", cambios)
    plazos = [
        c for c in Formulario(otra.texto).campos if re.fullmatch(r"compromisos\.0\.plazos\.\d+\.fecha", c)
    ]
    hecho = navegador.usar(Formulario(otra.texto), "guardar", {plazos[-1]: "2024-T3"})
    assert _dice(hecho, "Guardado.")
    agenda = examinar(copia).expediente("arauca-2023").asamblea.agenda
    assert agenda is not None
    unico = agenda.compromisos[0]
    assert (unico.titulo, unico.responsables) == ("Vender juntos", ("La asociación",))
    assert unico.plazos[-1].nombre == "tercer trimestre de 2024"


def test_juntar_separar_devolver_y_dejar_por_fuera(navegador: Navegador, copia: Path) -> None:
    _marcar(navegador, "recoger", "M1-S1-N1", en="nuevo")
    antes = _agenda(copia).read_text("utf-8").replace("\ncompromisos:", "\n# mío\ncompromisos:")
    _agenda(copia).write_text(antes, "utf-8")
    _marcar(navegador, "recoger", "M1-S2-N1", "M1-S3-N1", en="ARA23-001")
    assert _mas(antes, _agenda(copia).read_text("utf-8")) == ([], ["      - M1-S2-N1", "      - M1-S3-N1"])
    _marcar(navegador, "separar:ARA23-001", "M1-S3-N1")
    assert _compromisos(copia) == {"ARA23-001": ("M1-S1-N1", "M1-S2-N1"), "ARA23-002": ("M1-S3-N1",)}
    negado = _marcar(navegador, "separar:ARA23-001", "M1-S1-N1", "M1-S2-N1")
    assert _dice(negado, "deje por lo menos un aporte en ARA23-001")
    _marcar(navegador, "devolver:ARA23-001", "M1-S2-N1")
    _marcar(navegador, "devolver:ARA23-002", "M1-S3-N1")
    assert _compromisos(copia) == {"ARA23-001": ("M1-S1-N1",)}
    assert _agenda(copia).read_text("utf-8") == antes
    assert _dice(_marcar(navegador, "fuera", "M1-S4-N1", razon="  "), "escriba la razón")
    hecho = _marcar(navegador, "fuera", "M1-S4-N1", razon="Es de otra: la alcaldía")
    assert _dice(hecho, "Es de otra: la alcaldía")
    assert "razon: " in _agenda(copia).read_text("utf-8")
    _marcar(navegador, "adentro", "M1-S4-N1")
    assert _agenda(copia).read_text("utf-8") == antes


def test_el_ultimo_compromiso_se_quita_y_la_agenda_sigue_sirviendo(navegador: Navegador, copia: Path) -> None:
    _marcar(navegador, "recoger", "M1-S1-N1", en="nuevo")
    _marcar(navegador, "devolver:ARA23-001", "M1-S1-N1")
    assert _compromisos(copia) == {}
    assert [h for h in examinar(copia).de("arauca-2023") if h.gravedad == "error"] == []


def test_un_codigo_de_la_mitad_no_se_vuelve_a_usar(navegador: Navegador, copia: Path) -> None:
    for aporte in ("M1-S1-N1", "M1-S2-N1", "M1-S3-N1"):
        _marcar(navegador, "recoger", aporte, en="nuevo")
    _marcar(navegador, "devolver:ARA23-002", "M1-S2-N1")
    _marcar(navegador, "recoger", "M1-S2-N1", en="nuevo")
    assert list(_compromisos(copia)) == ["ARA23-001", "ARA23-003", "ARA23-004"]


def test_recoger_toda_la_asamblea_en_uno_no_corta_nada(navegador: Navegador, copia: Path) -> None:
    """Los textos que no caben juntos se quedan en su aporte: ninguno a medias."""
    asamblea = examinar(copia).expediente("arauca-2023").asamblea
    codigos = [a.codigo for a in asamblea.aportes_entregados]
    _marcar(navegador, "recoger", *codigos, en="nuevo")
    agenda = examinar(copia).expediente("arauca-2023").asamblea.agenda
    assert agenda is not None
    unico = agenda.compromisos[0]
    assert unico.aportes == tuple(codigos)
    enteros = {a.solucion for a in asamblea.aportes_entregados}
    assert set(unico.texto.split("\n\n")) <= enteros
    assert _dice(navegador.ver(RECOGER), "No queda ningún aporte sin destino")


@pytest.mark.parametrize(
    ("boton", "aportes", "otros"),
    [
        ("recoger", (), {"en": "nuevo"}),
        ("recoger", ("M9-S9-N1",), {"en": "nuevo"}),
        ("recoger", ("M1-S2-N1",), {"en": "ARA23-777"}),
        ("recoger", ("M1-S1-N1",), {"en": "nuevo"}),
        ("devolver:ARA23-001", ("M1-S2-N1",), {}),
        ("devolver:ARA23-001", (), {}),
        ("adentro", ("M1-S1-N1",), {}),
        ("borrar", ("M1-S2-N1",), {}),
        ("", (), {}),
        ("recoger", ("M1-S2-N1",), {"en": "nuevo", "huella": "otra"}),
    ],
)
def test_lo_que_no_se_puede_no_escribe(
    navegador: Navegador, copia: Path, boton: str, aportes: tuple[str, ...], otros: dict[str, str]
) -> None:
    _marcar(navegador, "recoger", "M1-S1-N1", en="nuevo")
    antes = _agenda(copia).read_bytes()
    negado = _marcar(navegador, boton, *aportes, **otros)
    assert negado.codigo == 409
    assert "No se hizo:" in negado.texto
    assert _agenda(copia).read_bytes() == antes


def test_lo_aprobado_lleva_a_la_errata(tmp_path: Path) -> None:
    shutil.copytree(RAIZ / "datos", tmp_path / "datos")
    (tmp_path / "plantillas").symlink_to(RAIZ / "plantillas")
    navegador = Navegador(Editor(tmp_path).con_puerta(8765))
    antes = _agenda(tmp_path).read_bytes()
    pagina = navegador.ver(RECOGER)
    assert _dice(pagina, "se corrige con ./asamblea errata")
    assert "<form" not in pagina.texto
    assert RECOGER not in navegador.ver("/carpeta/arauca-2023").texto
    campos = {"llave": navegador.guardia.llave, "huella": "", "boton": "recoger", "aporte:M1-S1-N1": "1"}
    assert _dice(navegador.enviar(RECOGER, campos), "errata")
    assert _agenda(tmp_path).read_bytes() == antes


def test_con_errores_se_dice_que_corregir_y_no_hay_otra_asamblea(navegador: Navegador, copia: Path) -> None:
    mesas = _agenda(copia).with_name("mesas.yml")
    mesas.write_text(mesas.read_text("utf-8").replace("numero: 1", "numero: uno", 1), "utf-8")
    pagina = navegador.ver(RECOGER)
    assert _dice(pagina, "debe ser un número entero; llegó «uno»")
    assert "<form" not in pagina.texto
    for otra in ("nada", "convenios", "..", "%2e%2e"):
        assert navegador.ver(f"/recoger/{otra}").codigo == 404


def test_lo_hostil_sale_escapado_y_vuelve_igual(navegador: Navegador, copia: Path) -> None:
    hostiles = ["</textarea><script>alert(1)</script>", "{{ 7 * 7 }}", 'x" onfocus=alert(1) y', "&lt;b&gt;"]
    for i, hostil in enumerate(hostiles, start=1):
        hecho = _marcar(navegador, "fuera", f"M1-S{i}-N1", razon=hostil)
        assert hecho.codigo == 200
        assert hostil not in hecho.texto or hostil == "{{ 7 * 7 }}"
        assert _dice(hecho, hostil)
    agenda = examinar(copia).expediente("arauca-2023").asamblea.agenda
    assert agenda is not None
    assert [n.razon for n in agenda.no_recogidos] == hostiles


def test_lo_marcado_y_lo_escrito_siguen_si_no_se_pudo(navegador: Navegador, copia: Path) -> None:
    """Vistas perderse las marcas: el error era otra página, y al volver no quedaba ninguna."""
    sin_razon = _marcar(navegador, "fuera", "M1-S1-N1", "M1-S2-N1", razon="")
    marcas = re.findall(r'name="aporte:([^"]*)" value="1" checked', sin_razon.texto)
    assert marcas == ["M1-S1-N1", "M1-S2-N1"]
    sin_marcas = _marcar(navegador, "fuera", razon="Lo lleva otra mesa")
    assert Formulario(sin_marcas.texto, "sin-destino").campos["razon"] == "Lo lleva otra mesa"
    assert not _agenda(copia).exists()
