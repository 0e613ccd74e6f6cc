"""Lo que quedó por escribir o por confirmar avisa mientras se prepara y detiene lo que ya se anuncia."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fabrica import BORRAR, ESTADOS, ID, aporte, en_estado, escribir_proyecto, expediente, resultado

from generador.carga.cargar import cargar
from generador.construccion.datos.examen import examinar
from generador.edicion.esqueleto import crear
from generador.errores import Hallazgo, formatear
from generador.revision import revisar, revisar_sitio
from generador.revision.pendientes import de_archivo

RAIZ = Path(__file__).parents[2]


def _dichos(hallazgos: tuple[Hallazgo, ...]) -> list[tuple[str, str, str]]:
    return [(h.gravedad, h.lugar.archivo, h.lugar.ruta) for h in hallazgos if "sigue «por" in h.mensaje]


@pytest.mark.parametrize("estado", ESTADOS)
@pytest.mark.parametrize(
    ("archivo", "ruta", "donde"),
    [
        ("evento", "presentacion", "presentacion"),
        ("evento", "poblacion.0", "poblacion[1]"),
        ("evento", "programa.1.titulo", "programa[2].titulo"),
        ("evento", "sede.nombre", "sede.nombre"),
        ("mesas", "mesas.1.lidera", "mesas[2].lidera"),
        ("convenio", "titulo", "titulo"),
        ("metodologia", "lema", "lema"),
    ],
)
def test_en_cualquier_texto_aviso_en_preparacion_y_error_despues(
    estado: str, archivo: str, ruta: str, donde: str
) -> None:
    cambios = en_estado("convocada")
    cambios[archivo] = {**cambios.get(archivo, {}), ruta: "Aquí (por escribir)"}
    cambios["evento"] = {**cambios["evento"], "estado": estado}
    (dicho,) = _dichos(revisar(expediente(**cambios)))
    assert dicho[0] == ("advertencia" if estado == "preparacion" else "error")
    assert dicho[2] == donde


def test_dice_el_lugar_exacto_y_el_remedio() -> None:
    e = expediente(evento={"estado": "convocada", "presentacion": "Hola (por escribir) y adiós"})
    (hallazgo,) = (h for h in revisar(e) if "por escribir" in h.mensaje)
    linea = e.fuentes["evento"].lineas.index("presentacion: Hola (por escribir) y adiós") + 1
    assert formatear(hallazgo) == (
        f"datos/{ID}/evento.yml:{linea}:20  presentacion\n"
        f"    {linea} | presentacion: Hola (por escribir) y adiós\n"
        f"    {' ' * len(str(linea))} | {' ' * 19}^^^^^^^^^^^^^^ sigue «por escribir»\n"
        "    ayuda: escríbalo; si no hace falta, borre el renglón"
    )


def test_la_agenda_en_borrador_se_muestra_con_lo_que_le_falte_y_aprobada_no() -> None:
    for estado, gravedad in (("borrador", "advertencia"), ("aprobada", "error")):
        cambios = en_estado(estado)
        cambios["agenda"]["presentacion"] = "(por escribir)"
        assert _dichos(revisar(expediente(**cambios))) == [
            (gravedad, f"datos/{ID}/agenda.yml", "presentacion")
        ]


@pytest.mark.parametrize(("estado", "gravedad"), [("borrador", "advertencia"), ("aprobada", "error")])
def test_el_borrador_se_publica_con_lo_que_siga_en_una_foto(estado: str, gravedad: str) -> None:
    """Visto fallar: era «sigue «por escribir»», un error que detenía el borrador de la plenaria."""
    cambios = en_estado("borrador")
    cambios["evento"] = {**cambios["evento"], "estado": estado}
    cambios["resultados"] = [resultado(aportes=[aporte(), {"necesidad": "(por transcribir)"}])]
    (dicho,) = [h for h in revisar(expediente(**cambios)) if "foto" in h.mensaje]
    assert (dicho.gravedad, dicho.lugar.archivo, dicho.lugar.ruta, dicho.mensaje) == (
        gravedad,
        f"datos/{ID}/resultados/M1-S1.yml",
        "aportes[2].necesidad",
        "está en una foto de la ficha y falta transcribirlo",
    )
    assert dicho.ayuda.startswith("en el tablero de ./asamblea abrir --sala, ábrala al lado de sus casillas")
    assert ("Aprobada la agenda es un error" in dicho.ayuda) == (estado == "borrador")


def test_en_sitio_yml_tambien_se_dice(tmp_path: Path) -> None:
    carga = cargar(escribir_proyecto(tmp_path, sitio={"descripcion": "(por escribir)"}))
    assert carga.sitio is not None
    assert carga.fuente_sitio is not None
    assert _dichos(revisar_sitio(carga.sitio, carga.fuente_sitio)) == [
        ("advertencia", "datos/sitio.yml", "descripcion")
    ]


def test_una_hoja_en_blanco_no_es_un_aporte_y_se_dice_cuales_faltan(tmp_path: Path) -> None:
    hojas = [
        resultado("M1-S1"),
        *(
            resultado(f"M2-S{i}", aportes=[{"necesidad": "(por escribir)"}], asistentes=BORRAR)
            for i in (1, 2)
        ),
    ]
    raiz = escribir_proyecto(tmp_path, evento={"estado": "borrador"}, resultados=hojas)
    (e,) = cargar(raiz).expedientes
    assert [r.submesa for r in e.asamblea.resultados] == ["M1-S1"]
    assert e.en_blanco == ("resultados/M2-S1", "resultados/M2-S2")
    (dicho,) = (h for h in revisar(e) if "en blanco" in h.mensaje)
    assert (dicho.gravedad, dicho.lugar.archivo, dicho.mensaje) == (
        "advertencia",
        f"datos/{ID}/resultados/M2-S1.yml",
        "2 hojas siguen en blanco: M2-S1 y M2-S2",
    )
    assert f"./asamblea hojas {ID}" in dicho.ayuda


def test_de_una_hoja_sin_necesidad_que_trae_algo_mas_se_dice(tmp_path: Path) -> None:
    """Vista callar: se contaba como no entregada, con su solución y sus asistentes adentro."""
    blanca: dict[str, Any] = {"necesidad": "(por escribir)", "solucion": "(por escribir)"}
    hojas = [
        resultado("M1-S1", aportes=[{**blanca, "solucion": "Una tienda de todas"}], asistentes=BORRAR),
        resultado("M1-S2", aportes=[blanca], asistentes=14),
        resultado("M2-S1", aportes=[blanca], asistentes=BORRAR),
    ]
    raiz = escribir_proyecto(tmp_path, evento={"estado": "borrador"}, resultados=hojas)
    (e,) = cargar(raiz).expedientes
    dichos = [(h.gravedad, h.lugar.archivo) for h in revisar(e) if "falta la necesidad" in h.mensaje]
    assert dichos == [("advertencia", f"datos/{ID}/resultados/M1-S{i}.yml") for i in (1, 2)]
    assert [h.mensaje for h in revisar(e) if "en blanco" in h.mensaje] == ["1 hoja sigue en blanco: M2-S1"]


def test_aprobada_la_agenda_una_hoja_en_blanco_ya_no_se_llena(tmp_path: Path) -> None:
    cambios = en_estado("aprobada")
    cambios["resultados"].append(resultado("M2-S1", aportes=[{"necesidad": "(por escribir)"}]))
    (e,) = cargar(escribir_proyecto(tmp_path, **cambios)).expedientes
    (dicho,) = revisar(e)
    assert (dicho.mensaje, dicho.ayuda) == (
        "1 hoja sigue en blanco: M2-S1",
        "lo aprobado ya no cambia. Si llegó después, pase lo que trae y anótelo: ./asamblea recibir "
        'prueba-2023 M2-S1 --razon "…" --fecha AAAA-MM-DD; si no se entregó, bórrela',
    )


def test_una_segunda_necesidad_sin_escribir_en_una_hoja_llena_es_un_error() -> None:
    e = expediente(
        evento={"estado": "en_curso"},
        resultados=[resultado(aportes=[aporte(), {"necesidad": "(por escribir)"}])],
    )
    assert _dichos(revisar(e)) == [("error", f"datos/{ID}/resultados/M1-S1.yml", "aportes[2].necesidad")]


def _nueva(raiz: Path, **cambios: object) -> Path:
    escribir_proyecto(raiz)
    (raiz / "plantillas").symlink_to(RAIZ / "plantillas")
    pedido = {"titular": "Asamblea de mujeres", "territorio": "Tame", "fechas": ["2024-05-11"]}
    crear(raiz, "tame-2024", **pedido, convenio=None, alcance=None, mesas=2)  # type: ignore[arg-type]
    return raiz / "datos" / "tame-2024"


def test_nueva_marca_todo_lo_que_no_sabe(tmp_path: Path) -> None:
    carpeta = _nueva(tmp_path)
    examen = examinar(tmp_path).solo("tame-2024")
    assert not [h for h in examen.hallazgos if h.gravedad == "error"]
    dichos = [(Path(a).name, r) for g, a, r in _dichos(examen.hallazgos)]
    assert dichos == [
        *(
            ("evento.yml", r)
            for r in (
                *("nombre", "proyecto", "presentacion", "codigo", "horario", "alcance", "vigencia"),
                *("poblacion[1]", "programa"),
            )
        ),
        *(
            ("mesas.yml", f"mesas[{n}].{c}")
            for n in (1, 2)
            for c in ("eje", "definicion", "pregunta", "preguntas[1]", "lidera")
        ),
    ]
    evento = carpeta / "evento.yml"
    assert "nombre: 'Asamblea de mujeres'\n" in evento.read_text("utf-8")
    evento.write_text(evento.read_text("utf-8").replace("estado: preparacion", "estado: convocada"), "utf-8")
    ahora = examinar(tmp_path).solo("tame-2024")
    assert {g for g, _, _ in _dichos(ahora.hallazgos)} == {"error"}
    assert len(_dichos(ahora.hallazgos)) == len(dichos)


def test_lo_confirmado_deja_de_decirse(tmp_path: Path) -> None:
    carpeta = _nueva(tmp_path)
    evento = carpeta / "evento.yml"
    renglones = evento.read_text("utf-8").splitlines()
    evento.write_text("\n".join(r for r in renglones if not r.startswith("# por confirmar")) + "\n", "utf-8")
    dichos = [r for _, a, r in _dichos(examinar(tmp_path).hallazgos) if a.endswith("evento.yml")]
    assert dichos == ["presentacion", "poblacion[1]"]


def test_sin_gravedad_de_aviso_no_se_anuncia_plazo() -> None:
    e = expediente(evento={"presentacion": "(por escribir)"})
    (h,) = de_archivo(e.asamblea.evento, e.fuentes["evento"], "advertencia", " Luego es error")
    assert h.ayuda == "escríbalo; si no hace falta, borre el renglón. Luego es error"
