"""El informe cuenta lo que hay en los datos, y dice en claro lo que no hay."""

from pathlib import Path
from typing import Any

import pytest
from fabrica import BORRAR, agenda, asamblea, avance, compromiso, en_estado, resultado

from generador.composicion.comun.medida import Medidor
from generador.composicion.comun.vistas import sellos
from generador.composicion.informe.contenido import Informe, anexos_de
from generador.composicion.informe.graficas import Grafica, en_papel, en_papel_ancho, en_web

MEDIDOR = Medidor(Path(__file__).parents[3] / "plantillas" / "tema" / "fuentes")
WEB, PAPEL, PAPEL_ANCHO = en_web(MEDIDOR), en_papel(MEDIDOR), en_papel_ancho(MEDIDOR)
ASISTENCIA = {
    "fecha": "2023-11-18",
    "demostracion": True,
    "total": 70,
    "cuadros": [
        {
            "variable": "mesa",
            "conteos": [{"categoria": "Mesa 1", "personas": 40}, {"categoria": "Mesa 2", "personas": 30}],
        },
        {
            "variable": "municipio",
            "complementaria": True,
            "conteos": [
                {"categoria": "Tame", "personas": 60},
                {"categoria": "Arauca"},
                {"categoria": "Otras respuestas"},
            ],
        },
    ],
}


def _informe(estado: str = "borrador", **cambios: Any) -> Informe:
    todos = en_estado(estado)
    for clave, valor in cambios.items():
        todos[clave] = {**todos.get(clave, {}), **valor} if clave == "evento" else valor
    return Informe(asamblea(**todos), WEB, WEB)


def test_los_hechos_sin_asistencia_ni_sede() -> None:
    hechos = dict(_informe(evento={"sede": BORRAR}).hechos)
    assert hechos["Asistieron"] == "sin registro de asistencia"
    assert hechos["Lugar"] == "Territorio de prueba. Sede por confirmar"
    assert hechos["Personas previstas"] == "80"


def test_el_programa_sin_registro_de_ejecucion() -> None:
    informe = _informe()
    (unica,) = informe.programa
    assert unica.rotulo == ""
    assert {f.ejecutado for f in unica.filas} == {"sin registro de ejecución"}
    assert informe.graficas_de_programa == ()


@pytest.mark.parametrize(
    ("desde", "hasta", "diferencia"),
    [
        ("8:00", "8:30", "como se planeó"),
        ("8:10", "8:40", "empezó 10 min tarde"),
        ("7:55", "8:35", "empezó 5 min antes; duró 10 min más"),
        ("8:00", "8:20", "duró 10 min menos"),
    ],
)
def test_lo_ejecutado_contra_lo_planeado(desde: str, hasta: str, diferencia: str) -> None:
    hecho = {"desde": desde, "hasta": hasta, "nota": "Llovió."}
    informe = _informe(evento={"programa.1.ejecutado": hecho})
    fila = informe.programa[0].filas[1]
    assert (fila.diferencia, fila.nota) == (diferencia, "Llovió.")
    assert informe.programa[0].filas[0].ejecutado == "sin registro de ejecución"
    (grafica,) = informe.graficas_de_programa
    assert grafica.filas[1] == ("Saludo", fila.planeado, fila.ejecutado)


def test_la_asistencia_en_conjunto() -> None:
    informe = _informe(asistencia=ASISTENCIA)
    assert informe.asistencia_relativa == "70 de 80 personas previstas (87,5 %)"
    assert informe.filas_del_registro == ""
    filas = {
        "leidas": 75,
        "contadas": 70,
        "aparte": [
            {"clase": "repetida", "razon": "repite un documento", "cuantas": 1, "filas": "9"},
            {"clase": "vacia", "razon": "está en blanco", "cuantas": 4, "filas": "12-15"},
        ],
    }
    con_filas = _informe(asistencia={**ASISTENCIA, "filas": filas})
    assert con_filas.filas_del_registro == ("El registro trae 75 filas: 70 contadas, 1 repetida y 4 vacías.")
    assert "menos de 5" in informe.nota_de_ocultos
    assert [g.filas for _, (g,) in informe.asistencia] == [
        (("Mesa 1. Eje 1", "40"), ("Mesa 2. Eje 2", "30")),
        (("Tame", "60"), ("Arauca", "oculto"), ("Otras respuestas", "oculto")),
    ]
    assert informe.asamblea.demostracion
    (_, sello) = sellos(informe.asamblea, "informe")
    assert "la asistencia" in sello.texto


def test_resultados_cobertura_y_submesas() -> None:
    por_completar = resultado("M1-S2", **{"aportes.0.solucion": BORRAR})
    la_agenda = agenda(compromiso(), no_recogidos=[{"aporte": "M1-S2-N1", "razon": "Ya está."}])
    informe = _informe(resultados=[resultado(), por_completar, resultado("M2-S1")], agenda=la_agenda)
    assert [(m.entregaron, m.submesas, m.asistentes, m.aportes, m.completos) for m in informe.mesas] == [
        (2, 2, "40", 2, 1),
        (1, 2, "20", 1, 1),
    ]
    assert informe.graficas_de_resultados[0].filas == (
        ("Mesa 1. Eje 1", "1", "1", "2"),
        ("Mesa 2. Eje 2", "1", "0", "1"),
    )
    assert informe.graficas_de_cobertura[0].filas == (
        ("Mesa 1. Eje 1", "1", "0", "1", "0", "2"),
        ("Mesa 2. Eje 2", "0", "0", "0", "1", "1"),
    )
    assert informe.cifras.entregas.entera == "3 de 4 sub-mesas (75 %); falta M2-S2"
    assert informe.cifras.con_plan.entera == "2 de 3 aportes (66,6 %); falta M1-S2-N1"
    assert informe.cifras.cobertura.entera == "2 de 3 aportes (66,6 %); falta M2-S1-N1"
    assert [(s.submesa.codigo, s.entrego, s.asistentes, s.aportes) for s in informe.submesas][-2:] == [
        ("M2-S1", True, 20, ("M2-S1-N1",)),
        ("M2-S2", False, None, ()),
    ]


def test_el_seguimiento_si_lo_hay() -> None:
    assert _informe("aprobada").graficas_de_seguimiento == ()
    suyo = {"fecha_de_referencia": "2024-06-30", "avances": [avance("2024-02-01", "cumplido")]}
    informe = _informe("aprobada", seguimiento=suyo)
    (grafica,) = informe.graficas_de_seguimiento
    assert grafica.filas == (("Mesa 1. Eje 1", "0", "0", "1", "0", "0", "1"), ("Mesa 2. Eje 2", *["0"] * 6))
    assert informe.reportes == "De 1 compromiso, ninguno debe reporte a esa fecha."
    tarde = {"fecha_de_referencia": "2024-06-30", "avances": []}
    assert _informe("aprobada", seguimiento=tarde).reportes == (
        "De 1 compromiso, 1 debe su reporte a esa fecha: PRU23-001."
    )


def test_las_graficas_de_una_pagina_no_comparten_identificadores() -> None:
    informe = Informe(_informe("aprobada", asistencia=ASISTENCIA).asamblea, PAPEL, PAPEL_ANCHO)
    graficas: list[Grafica] = [
        *(g for _, suyas in informe.asistencia for g in suyas),
        *informe.graficas_de_resultados,
        *informe.graficas_de_compromisos,
        *informe.graficas_de_cobertura,
    ]
    marcas = [str(g.svg).split('<title id="')[1].split('"')[0] for g in graficas]
    assert len(set(marcas)) == len(marcas)


def test_los_anexos_son_los_que_ya_tienen_huella() -> None:
    from generador.catalogo.inventario import inventariar
    from generador.modelo.asamblea import Proyecto, Sitio

    una = _informe().asamblea
    sitio = Sitio(nombre="Prueba", descripcion="Prueba.", direccion="https://asambleas.gov.co/")
    inventario = inventariar(Proyecto(sitio=sitio, asambleas=(una,)))
    huellas = {a.ruta: "0" * 64 for a in inventario.artefactos if a.declaracion.id != "informe"}
    anexos = anexos_de(
        inventario.de(una), [("Datos", "d.csv"), ("Otros", "o.csv")], huellas | {"d.csv": "1" * 64}
    )
    assert [a.ruta.rpartition("/")[2] for a in anexos][:2] == ["guia-mesa-1.pdf", "guia-mesa-2.pdf"]
    assert (anexos[-1].titulo, anexos[-1].huella) == ("Datos", "1" * 64)
    assert not [a for a in anexos if "informe" in a.ruta or "fichas" in a.ruta]
    assert anexos_de(inventario.de(una), [], {}) == ()


def test_lo_que_no_cabe_en_una_hoja_se_parte_a_la_misma_escala() -> None:
    conteos = [{"categoria": f"Municipio {i} " + "largo " * 20, "personas": 5 + i} for i in range(60)]
    muchos = {
        "fecha": "2023-11-18",
        "total": 5000,
        "cuadros": [{"variable": "municipio", "conteos": conteos}],
    }
    una = _informe(asistencia=muchos).asamblea
    ((_, en_papel),) = Informe(una, PAPEL, PAPEL_ANCHO).asistencia
    ((_, en_web),) = Informe(una, WEB, WEB).asistencia
    assert len(en_web) == 1
    assert len(en_papel) > 3
    assert en_papel[0].titulo == f"Asistencia por municipio (1 de {len(en_papel)})"
    assert tuple(f for g in en_papel for f in g.filas) == en_web[0].filas
    for g in en_papel:
        alto = float(str(g.svg).split('viewBox="0 0 252 ')[1].split('"')[0])
        assert alto <= PAPEL.alto
        # La barra más larga de cada tanda mide lo suyo, no el ancho entero.
        anchos = [float(x.split('"')[0]) for x in str(g.svg).split(' width="')[1:]]
        assert abs(max(anchos) - 252 * int(g.filas[-1][1]) / 64) < 1


def test_el_informe_dice_cuantos_avances_tienen_soporte_y_de_cuantos() -> None:
    def soporte(*avances: dict[str, Any]) -> str:
        suyo = {"fecha_de_referencia": "2024-06-30", "avances": list(avances)}
        return _informe("aprobada", seguimiento=suyo).soporte

    con, sin = avance("2024-02-01"), avance("2024-03-01", fuente=BORRAR)
    assert soporte() == ""
    assert soporte(con) == "De 1 avance reportado, todos con soporte."
    assert soporte(con, sin, con) == "De 3 avances reportados, 2 con soporte y 1 sin soporte publicado."
