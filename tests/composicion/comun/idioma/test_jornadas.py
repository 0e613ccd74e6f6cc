"""Lo que se dice de varias jornadas: textos, y qué pieza, guía y renglón le toca a cada una."""

from pathlib import Path
from typing import Any

import pytest
from fabrica import asamblea, dos_dias

from generador.catalogo.inventario import Inventario, inventariar
from generador.composicion.compositor import Compositor
from generador.composicion.comun.idioma import jornadas
from generador.composicion.paginas.descargas import SIN_DESCARGAS
from generador.composicion.piezas.difusion import alternativo
from generador.edicion.asistencia import contar
from generador.errores import ErrorDeUso
from generador.modelo.asamblea import Asamblea, Proyecto, Sitio

PLANTILLAS = Path(__file__).parents[4] / "plantillas"


def claro(texto: str) -> str:
    return texto.replace("\u00a0", " ")


def _inventario(a: Asamblea) -> Inventario:
    sitio = Sitio(nombre="Sitio", descripcion="De prueba.", direccion="https://uno.gov.co/")
    propias = (f"{a.id}/manifiesto", "acerca", "accesibilidad", "privacidad", "como-imprimir")
    return inventariar(Proyecto(sitio=sitio, asambleas=(a,)), {p: f"{p}/" for p in propias})


@pytest.fixture(scope="module")
def dos(tmp_path_factory: pytest.TempPathFactory) -> Asamblea:
    return dos_dias(tmp_path_factory.mktemp("dos")).asamblea


def _turno(a: Asamblea, id_: str) -> Any:
    return next(t for t in a.evento.turnos if t.momento.id == id_)


def test_horarios_y_horas(dos: Asamblea) -> None:
    e = dos.evento
    assert claro(jornadas.horario(e)) == "desde las 8:00 a. m. del sábado 30"
    assert claro(jornadas.horario(e, breve=True)) == "desde las 8:00 a. m."
    assert claro(jornadas.horario_de_cada(e)) == (
        "sábado 30, 8:00 a. m. a 1:00 a. m. del día siguiente; domingo 1, 9:00 a. m. a 4:00 p. m."
    )
    assert claro(jornadas.horas_de(_turno(dos, "velada"))) == "8:00 p. m. a 12:30 a. m. del domingo 1"
    assert claro(jornadas.horas_de(_turno(dos, "brindis"))) == "12:30 a 1:00 a. m. del domingo 1"
    assert claro(jornadas.dura(_turno(dos, "formacion"))) == "8:30 a 10:00 a. m. · 1 h 30 min · Biblioteca"
    iguales = asamblea().evento.primera
    otro = iguales.model_copy(update={"id": "otra", "fecha": iguales.fecha.replace(day=19)})
    cada_dia = e.model_copy(update={"jornadas": (iguales, otro)})
    assert claro(jornadas.horario(cada_dia)) == "8:00 a 10:15 a. m., cada día"


def si(_: str) -> bool:
    return True


def no(_: str) -> bool:
    return False


def test_lugares(dos: Asamblea) -> None:
    e, (ribera, sabana) = dos.evento, dos.evento.jornadas
    assert jornadas.lugar_breve(e, None, no) == jornadas.sedes_en_corto(e, no) == "2 sedes"
    assert jornadas.lugar_breve(e, None, si) == jornadas.sedes_en_corto(e, si) == jornadas.lugar(e)
    assert jornadas.lugar_breve(e, sabana, si).startswith("Casa Campesina de la Sabana Ficticia, Calle")
    assert jornadas.lugar_breve(e, sabana, no) == "Casa Campesina de la Sabana Ficticia"
    sin = e.model_copy(update={"jornadas": (sabana, ribera.model_copy(update={"sede": None}))})
    assert jornadas.lugar(sin) == "Casa Campesina de la Sabana Ficticia y otra sede por confirmar"
    ninguna = e.model_copy(
        update={"jornadas": tuple(j.model_copy(update={"sede": None}) for j in e.jornadas)}
    )
    assert jornadas.lugar(ninguna) == "Sede por confirmar"
    misma = e.model_copy(update={"jornadas": (sabana, ribera.model_copy(update={"sede": sabana.sede}))})
    assert (
        jornadas.lugar(misma)
        == "Casa Campesina de la Sabana Ficticia, Calle de prueba, municipio de la Sabana Ficticia"
    )


def test_el_ancla_de_un_momento_que_se_llama_igual_en_dos_jornadas(dos: Asamblea) -> None:
    anclas = [jornadas.ancla_de(dos.evento, t) for t in dos.evento.turnos]
    assert len(set(anclas)) == len(anclas)
    assert [jornadas.ancla_de(asamblea().evento, t) for t in asamblea().evento.turnos] == [
        m.id for m in asamblea().evento.momentos
    ]


def test_una_pieza_por_jornada_o_por_sede_y_con_una_sola_como_siempre(dos: Asamblea) -> None:
    def piezas(a: Asamblea) -> set[str]:
        ids = ("programa", "como-llegar", "receso", "almuerzo", "experiencias")
        return {
            x.ruta.rpartition("/")[2].removesuffix(f"-{x.formato.id}.pdf")
            for x in _inventario(a).artefactos
            if x.clase == "pieza" and x.declaracion.id in ids and x.ruta.endswith(".pdf")
            if x.formato is not None and x.variante == "color"
        }

    assert piezas(dos) == {
        *(
            f"{p}-{j}"
            for p in ("programa", "como-llegar", "receso", "almuerzo")
            for j in ("ribera", "sabana")
        ),
        "experiencias",
    }
    assert piezas(asamblea()) == {"programa", "como-llegar", "receso"}
    # Si se exponen experiencias en las dos, cada una tiene la suya: antes, solo la primera.
    ribera, sabana = dos.evento.jornadas
    exponen = sabana.model_copy(update={"programa": (*sabana.programa, ribera.programa[2])})
    evento = dos.evento.model_copy(update={"jornadas": (ribera, exponen)})
    ambas = Asamblea.model_construct(**{**dict(dos), "evento": evento})
    assert {"experiencias-ribera", "experiencias-sabana"} <= piezas(ambas)
    inventario = _inventario(ambas)
    suya = next(x for x in inventario.artefactos if "experiencias-sabana" in x.ruta)
    assert suya.titulo == "Las experiencias, jornada 2"
    assert "Domingo 1 de diciembre de 2024, 8:30 a 10:00 a. m." in claro(alternativo(suya, "https://x.co/"))
    assert "Domingo 1 de diciembre" in claro(Compositor(PLANTILLAS, inventario).impreso(suya))


def _impreso(a: Asamblea, id_: str, clave: str = "") -> str:
    inventario = _inventario(a)
    suyo = next(x for x in inventario.artefactos if x.declaracion.id == id_ and x.asunto.clave == clave)
    return claro(Compositor(PLANTILLAS, inventario).impreso(suyo))


def _pagina(a: Asamblea, id_: str, clave: str = "") -> str:
    inventario = _inventario(a)
    suya = next(p for p in inventario.paginas if (p.declaracion.id, p.asunto.clave) == (id_, clave))
    return claro(Compositor(PLANTILLAS, inventario).pagina(suya, SIN_DESCARGAS))


def test_el_programa_impreso_va_por_jornadas(dos: Asamblea) -> None:
    texto = _impreso(dos, "programa")
    primera, segunda = texto.index("Jornada 1. Sábado 30 de noviembre"), texto.index("Jornada 2. Domingo 1")
    assert primera < texto.index("Coliseo cubierto") < texto.index("domingo 1<") < segunda
    assert texto.index("4. Cuidado") < segunda < texto.index("5. Jóvenes")
    assert "Jornada 1" not in _impreso(asamblea(), "programa")


def test_la_guia_de_cada_mesa_dice_su_dia_su_sede_y_su_sala(dos: Asamblea) -> None:
    rio, llano = _impreso(dos, "guia", "1"), _impreso(dos, "guia", "6")
    assert "Territorio de prueba, 30 de noviembre de 2024" in rio
    assert "10:30 a. m. a 12:30 p. m." in rio
    assert "Aulas del segundo piso" in rio
    assert "Domingo 1 de diciembre de 2024, 9:00 a 11:00 a. m. · Casa Campesina" in llano
    assert 'class="cita"' not in _impreso(asamblea(), "guia", "1")


def test_la_pagina_de_una_mesa_dice_su_dia_y_su_sede(dos: Asamblea) -> None:
    """Vista fallar sin la cita: con varias jornadas, la mesa no decía cuándo ni dónde trabaja."""
    suya = "Domingo 1 de diciembre de 2024, 9:00 a 11:00 a. m. · Casa Campesina de la Sabana Ficticia"
    assert f"<strong>Cuándo y dónde:</strong> {suya}" in _pagina(dos, "mesa", "6")
    lista = _pagina(dos, "mesas")
    assert lista.count(suya) == 3
    assert lista.count("Aulas del segundo piso") == 4
    assert "Cuándo y dónde" not in _pagina(asamblea(), "mesa", "1")
    assert "Salón de prueba" not in _pagina(asamblea(), "mesas").partition("---\n{")[2].partition("---\n")[2]


def test_en_una_frase_el_dia_va_en_minuscula(dos: Asamblea) -> None:
    inventario = _inventario(dos)
    suya = next(x for x in inventario.artefactos if "programa-sabana" in x.ruta)
    assert claro(alternativo(suya, "https://x.co/")).startswith("Programa del domingo 1 de diciembre")


def test_la_asistencia_de_varios_dias_pide_cual(tmp_path: Path) -> None:
    dos_dias(tmp_path)
    registro = tmp_path / "registro.csv"
    registro.write_text("Mesa\n" + "Mesa 1\n" * 9, "utf-8")
    with pytest.raises(ErrorDeUso, match=r"en 2 días \(2024-11-30, 2024-12-01\): diga con --fecha"):
        contar(tmp_path, "prueba-dos-dias", registro, None, demostracion=False, reemplazar=False)
