"""La planilla: lo que se escribe en ella vuelve igual, y lo que la hoja de cálculo cambió se dice."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from extremo.plena import cadenas
from fabrica import ID, asamblea
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generador.errores import ErrorDeLectura
from generador.local.captura.archivos import planilla
from generador.local.captura.archivos.celdas import leer_celdas
from generador.local.captura.archivos.planilla import OCULTA, escribir_planilla, leer_planilla
from generador.local.captura.entrega import Campos, errores, limpios
from generador.local.captura.formulario import formulario_de

ASAMBLEA = asamblea()
FORMULARIO = formulario_de(ASAMBLEA)
LIBRO = "0a1b2c3d"
DIFICILES = ("04", "1/2", "3-4", "=2+2", "+57", "@x", "1e5", "VERDADERO", "'a", "_x0041_", " a", "12:30")
LLENAS = {
    "asistentes": "18",
    "representante.papel": "Vocera",
    "aportes.0.necesidad": "=2+2",
    "aportes.0.solucion": "04",
    "aportes.0.organizaciones": "JAC\nAcueducto",
    "aportes.0.plan.0.quien": "1/2",
    "aportes.0.plan.2.cuando": "3-4",
    "aportes.1.necesidad": "Vías",
}
LETRAS = st.text(
    st.characters(exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")), max_size=30
) | st.sampled_from(DIFICILES)
HOJAS = st.dictionaries(
    st.sampled_from([s.codigo for s in ASAMBLEA.submesas]),
    st.fixed_dictionaries(
        {},
        optional={
            c.nombre: st.integers(0, c.maximo or 0).map(str) if c.clase == "numero" else LETRAS
            for c in FORMULARIO.casillas
        },
    ),
)


def llena(hojas: dict[str, Campos], antes: dict[str, Campos] | None = None) -> bytes:
    """Una planilla que salió mostrando `antes` y a la que alguien le puso `hojas`."""
    return planilla._libro(ASAMBLEA, FORMULARIO, hojas, antes or {}, LIBRO)


def _traidas(datos: bytes) -> dict[str, Campos]:
    traidas, fallas = leer_planilla("p.xlsx", datos)
    assert [str(f) for f in fallas] == []
    assert [t.dichos for t in traidas if t.dichos] == []
    return {t.entrega.submesa: t.entrega.campos for t in traidas}


def test_lo_escrito_vuelve_igual() -> None:
    hojas: dict[str, Campos] = {"M1-S1": LLENAS, "M2-S2": {"aportes.0.necesidad": "Luz"}}
    assert _traidas(llena(hojas)) == hojas


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(HOJAS)
def test_del_modelo_a_la_planilla_y_de_vuelta(dichas: dict[str, dict[str, str]]) -> None:
    hojas = {s: c for s, d in dichas.items() if (c := limpios(FORMULARIO, d))}
    with pytest.MonkeyPatch.context() as parche:
        parche.setattr(planilla, "aparte", lambda archivo, tarea, topes: tarea())
        assert _traidas(llena(hojas)) == hojas
        assert _traidas(escribir_planilla(ASAMBLEA, FORMULARIO, hojas, LIBRO)) == {}


def test_las_cargas_del_corpus_van_y_vuelven() -> None:
    """Todas, en tandas: una por sub-mesa y por casilla."""
    textos = [c.nombre for c in FORMULARIO.casillas if c.clase != "numero"]
    limpias = [c for t in cadenas() for c in limpios(FORMULARIO, {"aportes.0.necesidad": t}).values()]
    cargas = [
        c
        for c in limpias
        if not [*errores(FORMULARIO, "M1-S1", {"aportes.0.necesidad": c})] and "\r" not in c
    ]
    assert len(cargas) > 250
    codigos = [s.codigo for s in ASAMBLEA.submesas]
    por_tanda = len(textos) * len(codigos)
    for desde in range(0, len(cargas), por_tanda):
        tanda = cargas[desde : desde + por_tanda]
        hojas: dict[str, Campos] = {
            s: dict(zip(textos, tanda[i * len(textos) : (i + 1) * len(textos)], strict=False))
            for i, s in enumerate(codigos)
        }
        assert _traidas(llena(hojas)) == {s: c for s, c in hojas.items() if c}


def test_lo_que_no_cambio_no_se_trae_y_lo_borrado_si() -> None:
    antes: dict[str, Campos] = {"M1-S1": LLENAS, "M2-S1": {"aportes.0.necesidad": "Luz"}}
    sin = {c: t for c, t in LLENAS.items() if c != "aportes.0.solucion"}
    traidas, _ = leer_planilla("p", llena({**antes, "M1-S1": sin}, antes))
    (traida,) = traidas
    assert (traida.entrega.submesa, traida.entrega.campos, traida.entrega.antes) == ("M1-S1", sin, LLENAS)
    assert (traida.entrega.asamblea, traida.entrega.formulario) == (ID, FORMULARIO.version)
    assert re.fullmatch(rf"planilla-{LIBRO}-[0-9a-f]{{8}}", traida.entrega.dispositivo)


def test_dos_copias_de_la_misma_son_dos_aparatos() -> None:
    una, otra = (
        leer_planilla("p", llena({"M1-S1": {"aportes.0.necesidad": t}}))[0][0].entrega.dispositivo
        for t in ("Agua", "Luz")
    )
    assert una != otra


def test_los_codigos_van_puestos_y_las_cabezas_protegidas() -> None:
    hojas = {h.nombre: h for h in leer_celdas("p", llena({}))}
    assert list(hojas) == ["Cómo se llena", "Aportes", "Sub-mesas", OCULTA]
    aportes = hojas["Aportes"]
    assert aportes.filas[0][:5] == (
        "Sub-mesa",
        "Necesidad n.º",
        "Necesidad",
        "Solución",
        "Organizaciones que cooperarían",
    )
    assert aportes.filas[0][5] == "Acción 1: ¿Quién?"
    assert [f[:2] for f in aportes.filas[2:]] == [(s.codigo, n) for s in ASAMBLEA.submesas for n in "12"]
    with zipfile.ZipFile(io.BytesIO(llena({}))) as zip_:
        for numero in (1, 2, 3, 4):
            assert b"<sheetProtection" in zip_.read(f"xl/worksheets/sheet{numero}.xml")
        aportes_xml = zip_.read("xl/worksheets/sheet2.xml").decode()
        assert 'hidden="1"' in aportes_xml
        largo = FORMULARIO.por_nombre["aportes.0.necesidad"].largo
        assert f"<formula1>{largo}</formula1>" in aportes_xml
        assert "Caben" in aportes_xml
        assert "$A$3:$A$" in aportes_xml
        # Lo que se escriba en una celda vacía se queda como texto.
        (puesto,) = re.findall(r'<c r="C3" s="(\d+)"/>', aportes_xml)
        formatos = re.findall(
            r'<xf numFmtId="(\d+)"', zip_.read("xl/styles.xml").decode().split("<cellXfs")[1]
        )
        assert formatos[int(puesto)] == "49"
        assert "<formula2>10000</formula2>" in zip_.read("xl/worksheets/sheet3.xml").decode()
        assert 'state="hidden"' in zip_.read("xl/workbook.xml").decode()


def _con(poner: Callable[[Any, Any], None]) -> bytes:
    """Una planilla a la que la hoja de cálculo le puso otra clase de dato en C3 de Aportes."""
    original = planilla._escribir_tabla

    def y_poner(hoja: Any, tabla: Any, *resto: Any) -> None:
        original(hoja, tabla, *resto)
        if tabla.prefijo:
            poner(hoja, resto[2])

    with pytest.MonkeyPatch.context() as parche:
        parche.setattr(planilla, "_escribir_tabla", y_poner)
        parche.setattr(planilla, "_FORMATOS", {**planilla._FORMATOS, "fecha": {"num_format": "d/m/yyyy"}})
        return llena({"M1-S1": {"aportes.0.solucion": "Pozo"}})


@pytest.mark.parametrize(
    "poner",
    [
        lambda hoja, formatos: hoja.write_datetime(2, 2, datetime(2026, 2, 1, 8, 30), formatos["fecha"]),
        lambda hoja, formatos: hoja.write_formula(2, 2, "=TODAY()", formatos["fecha"], 46054),
        lambda hoja, _: hoja.write_formula(2, 2, "=2+2", None, 4),
        lambda hoja, _: hoja.write_formula(2, 2, '="a"&"b"', None, "ab"),
        lambda hoja, _: hoja.write_boolean(2, 2, True),
    ],
    ids=["fecha-y-hora", "fórmula-de-fecha", "fórmula", "fórmula-de-texto", "lógico"],
)
def test_lo_que_la_hoja_de_calculo_cambio_no_se_toma(poner: Callable[[Any, Any], None]) -> None:
    traidas, fallas = leer_planilla("p.xlsx", _con(poner))
    assert [t.entrega.campos for t in traidas] == [{"aportes.0.solucion": "Pozo"}]
    (falla,) = fallas
    assert falla.archivo == "p.xlsx: Aportes!C3"
    assert "no guarda lo que alguien escribió" in falla.mensaje


def test_un_numero_en_una_casilla_de_texto_se_toma_y_se_dice() -> None:
    traidas, fallas = leer_planilla("p", _con(lambda hoja, _: hoja.write_number(2, 2, 4)))
    assert fallas == []
    assert traidas[0].entrega.campos["aportes.0.necesidad"] == "4"
    assert (
        traidas[0].dichos[0].startswith("Aportes!C3 guarda el número 4: si se escribió de otra manera («04»)")
    )


@pytest.mark.parametrize(
    ("poner", "queda", "dice"),
    [
        (
            lambda hoja, formatos: hoja.write_datetime(2, 2, date(2026, 2, 1), formatos["fecha"]),
            "2026-02-01",
            "Aportes!C3 guarda una fecha, y queda «2026-02-01»: si se escribió de otra manera («mar-24»), "
            "escríbala con un apóstrofo (') adelante",
        ),
        (
            lambda hoja, _: hoja.write_number(2, 2, 46054),
            "46054",
            "Aportes!C3 guarda el número 46054, que en la hoja de cálculo es 2026-02-01: si era una "
            "fecha («2026-02-01»), escríbala con un apóstrofo (') adelante",
        ),
    ],
    ids=["con-formato-de-fecha", "su-número"],
)
def test_una_fecha_pegada_vuelve_como_se_lee_y_se_dice(
    poner: Callable[[Any, Any], None], queda: str, dice: str
) -> None:
    (traida,), fallas = leer_planilla("p", _con(poner))
    assert fallas == []
    assert (traida.entrega.campos["aportes.0.necesidad"], traida.dichos) == (queda, (dice,))


@pytest.mark.parametrize(
    ("poner", "celda", "mensaje"),
    [
        (lambda h, _: h.write_string(2, 0, ""), "A3", "no dice de qué sub-mesa es"),
        (lambda h, _: h.write_string(2, 1, "uno"), "B3", "no dice qué número es"),
        (lambda h, _: h.write_string(3, 1, "1"), "A4", "repite un renglón de arriba con otra cosa"),
    ],
)
def test_un_renglon_que_no_se_entiende_no_detiene_lo_demas(
    poner: Callable[[Any, Any], None], celda: str, mensaje: str
) -> None:
    _, fallas = leer_planilla("p", _con(poner))
    assert [(f.archivo, f.mensaje) for f in fallas] == [(f"p: Aportes!{celda}", mensaje)]


def _libro(**hojas: list[list[str]]) -> bytes:
    salida = io.BytesIO()
    with xlsxwriter.Workbook(salida, {"strings_to_formulas": False}) as libro:
        for nombre, filas in hojas.items():
            hoja = libro.add_worksheet(nombre)
            for i, fila in enumerate(filas):
                hoja.write_row(i, 0, fila)
    return salida.getvalue()


CABEZA = [["asamblea", ID], ["formulario", FORMULARIO.version], ["libro", LIBRO], ["numericas", ""]]


@pytest.mark.parametrize(
    ("datos", "mensaje"),
    [
        (_libro(Hoja=[["a", "b"]]), "no es una planilla de las mesas"),
        (_libro(planilla=[]), "tiene cambiada la hoja oculta «planilla»"),
        (_libro(planilla=[*CABEZA[:2], ["libro", "../../x"], CABEZA[3]]), "tiene cambiada la hoja oculta"),
        (_libro(planilla=[CABEZA[0], ["formulario", "x\n"], *CABEZA[2:]]), "tiene cambiada la hoja oculta"),
    ],
)
def test_lo_que_no_es_una_planilla(datos: bytes, mensaje: str) -> None:
    with pytest.raises(ErrorDeLectura, match=mensaje):
        leer_planilla("p.xlsx", datos)


def test_una_columna_ajena_no_se_toma() -> None:
    aportes = [
        ["submesa", "numero", "necesidad", "", "../x", "Notas mías"],
        ["M1-S1", "1", "Agua", "a", "b", "c"],
    ]
    (traida,) = leer_planilla("p", _libro(Aportes=aportes, planilla=CABEZA))[0]
    assert traida.entrega.campos == {"aportes.0.necesidad": "Agua"}


SOFFICE = shutil.which("soffice")


@pytest.mark.lenta
@pytest.mark.skipif(SOFFICE is None, reason="NO SE PROBÓ LA PLANILLA EN LIBREOFFICE: falta soffice")
@pytest.mark.parametrize("formato", ["ods", "xlsx"])
def test_libreoffice_la_abre_la_guarda_y_vuelve_igual(tmp_path: Path, formato: str) -> None:
    textos = [c.nombre for c in FORMULARIO.casillas if c.clase != "numero"]
    dificiles = dict(zip(textos, [d.strip() for d in DIFICILES], strict=False))
    hojas: dict[str, Campos] = {"M1-S1": LLENAS, "M2-S2": dificiles}
    (tmp_path / "p.xlsx").write_bytes(llena(hojas))
    subprocess.run(
        [
            *(str(SOFFICE), f"-env:UserInstallation={(tmp_path / 'perfil').as_uri()}", "--headless"),
            *("--convert-to", formato, "--outdir", str(tmp_path / "sale"), str(tmp_path / "p.xlsx")),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    assert _traidas((tmp_path / "sale" / f"p.{formato}").read_bytes()) == hojas
