"""Lo que se le dice a la mesa técnica y a quien modera sale del programa, con cualquier programa."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fabrica import asamblea, dos_dias

from generador.catalogo.inventario import inventariar
from generador.composicion.compositor import Compositor
from generador.composicion.papel.mesa_tecnica import TIEMPOS, dias_de, tarjetas_de
from generador.modelo.asamblea import Asamblea, Proyecto, Sitio
from generador.modelo.campos import todos
from generador.modelo.datos.agenda import Acta

RAIZ = Path(__file__).parents[3]
SITIO = Sitio(nombre="Sitio", descripcion="Descripción.", direccion="https://asambleas.gov.co/")


def _html(una: Asamblea, id_: str) -> str:
    inventario = inventariar(Proyecto(sitio=SITIO, asambleas=(una,)))
    suyo = next(a for a in inventario.artefactos if a.declaracion.id == id_)
    return Compositor(RAIZ / "plantillas", inventario).impreso(suyo)


def test_cada_momento_y_cada_paso_tiene_su_renglon_en_su_hora(tmp_path: Path) -> None:
    una = dos_dias(tmp_path).asamblea
    esperado = []
    for jornada in una.evento.jornadas:
        suyos = []
        for t in una.evento.turnos_de(jornada):
            suyos.append((t.inicio, t.fin, t.momento.nombre))
            if t.momento.actividad == "mesas":
                pasos = enumerate(una.pasos_en(t), start=1)
                suyos += [(p.inicio, p.fin, f"{i}. {p.paso.titulo}") for i, p in pasos]
        esperado.append(suyos)
    dias = dias_de(una)
    assert [[(r.inicio, r.fin, r.titulo) for r in d.renglones] for d in dias] == esperado
    filas = re.findall(r"<tr[ >]", _html(una, "mesa-tecnica").partition('class="fallas"')[0])
    assert len(filas) == sum(map(len, esperado)) + len(dias)


def test_la_pausa_de_antes_de_las_mesas_no_es_la_de_transcribir() -> None:
    """Vista fallar sin mirar si las mesas ya trabajaron: al almuerzo se le pedía transcribir."""
    programa = asamblea().evento.jornadas[0].model_dump(mode="json", exclude_none=True)["programa"]
    almuerzo = {
        "id": "almuerzo", "tipo": "almuerzo", "titulo": "Almuerzo", "inicio": "8:10", "fin": "8:30",
    }  # fmt: skip
    programa = [programa[0], {**programa[1], "fin": "8:10"}, almuerzo, *programa[2:]]
    (dia,) = dias_de(asamblea(evento={"programa": programa}))
    assert [(r.titulo, r.labor, r.con_pasos) for r in dia.renglones] == [
        ("Registro", "registro", False),
        ("Saludo", "apertura", False),
        ("Almuerzo", "pausa", False),
        ("Momento 1. Mesas", "expone", True),
        ("1. Conformar", "conformar", False),
        ("2. necesidad", "necesidad", False),
        ("3. solucion", "solucion", False),
        ("4. plan", "plan", False),
        ("Receso", "transcribir", False),
        ("Momento 2. Plenaria", "plenaria", False),
    ]


def test_cada_tarjeta_dice_lo_que_sigue_ese_dia(tmp_path: Path) -> None:
    """Con dos salas a la vez sigue lo que empieza después, y al cerrar el día no sigue nada."""
    una = dos_dias(tmp_path).asamblea
    tarjetas = tarjetas_de(una)
    assert [t.turno for t in tarjetas] == list(una.evento.turnos)
    assert all(t.sigue is None or t.sigue.desde >= t.turno.hasta for t in tarjetas)
    assert [t.turno for t in tarjetas if t.sigue is None] == [
        una.evento.turnos_de(j)[-1] for j in una.evento.jornadas
    ]


@pytest.mark.parametrize(
    ("fin", "mesas", "dicho"),
    [
        ("10:15", 2, "2 vocerías: a cada una le tocan 10 minutos"),
        ("10:00", 2, "2 vocerías: a cada una le tocan 2 minutos y medio"),
        ("9:57", 2, "2 vocerías: a cada una le toca 1 minuto"),
        ("9:58", 2, "2 vocerías: a cada una le toca 1 minuto y medio"),
        ("9:57", 4, "4 vocerías: a cada una le toca medio minuto"),
        ("9:50", 2, "2 vocerías: a cada una le toca menos de medio minuto"),
    ],
)
def test_lo_que_le_toca_a_cada_voceria_se_puede_marcar_con_un_reloj(fin: str, mesas: int, dicho: str) -> None:
    una = asamblea()
    programa = una.evento.jornadas[0].model_dump(mode="json", exclude_none=True)["programa"]
    programa[-1]["fin"] = fin
    muchas = [
        {**una.mesas.mesas[0].model_dump(mode="json", exclude_none=True), "numero": n, "eje": f"Eje {n}"}
        for n in range(1, mesas + 1)
    ]
    otra = asamblea(evento={"programa": programa}, mesas={"mesas": muchas})
    (plenaria,) = (t for t in tarjetas_de(otra) if t.turno.momento.actividad == "plenaria")
    assert plenaria.tiempos == (f"{dicho}, y queda tiempo para leer y aprobar la agenda.",)


def test_el_cuaderno_pide_lo_del_acta_y_una_fila_por_sub_mesa(tmp_path: Path) -> None:
    """Lo que la orden de aprobar pregunta se puede anotar: un campo nuevo del acta pide su lugar aquí."""
    una = dos_dias(tmp_path).asamblea
    html = _html(una, "cuaderno-a-mano")
    tablero = html.split('class="de-tablero"')[1].split("</section>")[0]
    assert re.findall(r'class="titulo">(.*?)</p>', tablero) == [s.codigo for s in una.submesas]
    acta = html.split('class="acta-a-mano"')[1]
    assert {c.rotulo for c in todos(Acta) if c.dentro is None and f">{c.rotulo}<" not in acta} == set()
    assert len(re.findall('class="de-agenda"', html)) == len(una.grupos)


def test_las_tarjetas_de_tiempo_van_de_mas_a_menos() -> None:
    dichas = re.findall(
        r'class="cuantos"[^>]*>(\d+)</p>\s*<p class="unidad">(\w+)',
        _html(asamblea(), "tarjetas-de-moderacion"),
    )
    assert dichas == [("5", "minutos"), ("3", "minutos"), ("1", "minuto"), ("0", "Tiempo")]
    assert [int(n) for n, _ in dichas] == list(TIEMPOS)


@pytest.mark.parametrize("papel", ["carta", "a4", "oficio"])
def test_cada_sub_mesa_tiene_su_fila_en_la_agenda_del_cuaderno(papel: str) -> None:
    """Vista fallar con las filas de una sola hoja: a una mesa de doce le tocaban seis."""
    mesas = [
        {**m.model_dump(mode="json", exclude_none=True), "submesas": n}
        for m, n in zip(asamblea().mesas.mesas, (12, 1), strict=True)
    ]
    una = asamblea(mesas={"mesas": mesas}, evento={"papel": papel, "alcance": 260})
    partes = _html(una, "cuaderno-a-mano").split('class="de-agenda"')[1:]
    filas = [len(re.findall(r"<tr><td><p>M\d", p)) for p in partes]
    assert [len(g.submesas) for g in una.grupos] == [12, 1]
    por_hoja = filas[1]
    assert 5 <= por_hoja <= 8
    assert filas == [-(-12 // por_hoja) * por_hoja, por_hoja]


def test_las_tarjetas_de_tiempo_llenan_media_hoja_con_el_pie_que_haya() -> None:
    """Vista fallar con un alto fijo: con el crédito en cuatro renglones, iba una por hoja."""
    altos = {}
    for papel in ("carta", "oficio"):
        html = _html(asamblea(evento={"papel": papel}), "tarjetas-de-moderacion")
        (altos[papel],) = set(re.findall(r'de-tiempo" style="height: ([\d.]+)mm"', html))
    assert altos == {"carta": "118.0", "oficio": "143.5"}
    entidades = [{"nombre": f"Entidad de nombre oficial bien largo {n}", "articulo": "la"} for n in range(4)]
    largo = _html(asamblea(convenio={"entidades": entidades}), "tarjetas-de-moderacion")
    (menor,) = set(re.findall(r'de-tiempo" style="height: ([\d.]+)mm"', largo))
    assert float(menor) < float(altos["carta"])
