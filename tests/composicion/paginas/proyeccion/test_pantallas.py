"""Qué pantallas tiene una asamblea, en qué orden y con qué hora: todo sale de sus datos."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from apoyo import RAIZ
from fabrica import agenda, aporte, asamblea, compromiso, dos_dias, en_estado, resultado

from generador.composicion.comun.medida import Medidor
from generador.composicion.paginas.proyeccion.pantalla import ImagenDeEspera, PantallaDelSalon
from generador.composicion.paginas.proyeccion.pantallas import Proyeccion
from generador.modelo.aprobado.palabras import palabras_de
from generador.modelo.asamblea import Asamblea

MEDIDOR = Medidor(RAIZ / "plantillas" / "tema" / "fuentes")
SIN_RESULTADOS = [
    *("espera", "espera-programa", "momento-registro", "momento-saludo", "momento-mesas"),
    *(f"momento-mesas.paso-{n}" for n in (1, 2, 3, 4)),
    *("momento-receso", "momento-plenaria", "rompecabezas"),
    *("mesa-1", "rompecabezas-1", "mesa-2", "rompecabezas-2", "acto", "gracias"),
]


def pantallas(a: Asamblea, *imagenes: ImagenDeEspera) -> tuple[PantallaDelSalon, ...]:
    return Proyeccion(a, MEDIDOR, "https://asambleas.gov.co/prueba-2023/", imagenes).pantallas


def de(a: Asamblea, id_: str) -> PantallaDelSalon:
    (una,) = (p for p in pantallas(a) if p.id == id_)
    return una


def textos(p: PantallaDelSalon) -> list[tuple[str, str]]:
    return [(b.rotulo, b.texto) for b in p.bloques]


def test_el_dia_va_en_su_orden_y_ninguna_se_repite() -> None:
    assert [p.id for p in pantallas(asamblea())] == SIN_RESULTADOS


def test_antes_del_borrador_no_se_proyecta_nada_de_lo_que_llego() -> None:
    cambios: dict[str, Any] = {**en_estado("borrador"), "evento": {"estado": "en_curso"}}
    assert [p.id for p in pantallas(asamblea(**cambios))] == SIN_RESULTADOS


def test_las_imagenes_van_entre_las_del_programa() -> None:
    imagen = ImagenDeEspera("afiche.png", "El afiche", 1920, 1080)
    ids = [p.id for p in pantallas(asamblea(), imagen, imagen)]
    assert ids[:4] == ["espera", "espera-programa", "espera-imagen-1", "espera-imagen-2"]


def test_cada_momento_dice_hasta_cuando_va_y_que_sigue() -> None:
    saludo = de(asamblea(), "momento-saludo")
    assert saludo.plazo is not None
    assert (saludo.plazo.desde.isoformat(), saludo.plazo.fin) == (
        "2023-11-18T08:00:00-05:00",
        "8:30\u00a0a.\u00a0m.",
    )
    assert [(b.rotulo, b.hora, b.texto) for b in saludo.bloques] == [
        ("Sigue,", "8:30\u00a0a.\u00a0m.", "Mesas")
    ]
    receso = de(asamblea(), "momento-receso")
    assert receso.plazo is not None
    assert (receso.clase, receso.plazo.a_las) == ("receso", "a las 9:45\u00a0a.\u00a0m.")


def test_mientras_trabajan_las_mesas_manda_el_reloj_de_cada_paso() -> None:
    mesas, primero, segundo = (de(asamblea(), f"momento-mesas{c}") for c in ("", ".paso-1", ".paso-2"))
    assert [p.manda for p in (mesas, primero, segundo)] == [False, True, True]
    assert mesas.plazo is not None
    assert (mesas.plazo.primera, mesas.plazo.ultima) == ("momento-mesas", "momento-mesas:4")
    assert (primero.parte, segundo.parte, segundo.paso) == ("momento-mesas", "momento-mesas:2", (2, 4))


def test_la_plenaria_se_reparte_entre_las_mesas() -> None:
    a = asamblea()
    assert [de(a, f"mesa-{n}").minutos for n in (1, 2)] == [15, 15]
    assert [p.encajadas for p in pantallas(a) if p.clase == "rompecabezas"] == [(), (1,), (1, 2)]


def test_se_lee_cada_aporte_y_donde_falta_dice_por_transcribir() -> None:
    a_medias = {"necesidad": "(por transcribir)"}
    cambios = en_estado("borrador", agenda=agenda())
    cambios |= {"resultados": [resultado(aportes=[aporte(), a_medias])], "agenda": agenda()}
    a = asamblea(**cambios)
    completo, pendiente = de(a, "M1-S1-N1"), de(a, "M1-S1-N2")
    assert [r for r, _ in textos(completo)] == ["Necesidad:", "Solución:", "¿quien?", "¿como?", "¿cuando?"]
    assert textos(pendiente) == [(r, "Por transcribir") for r in ("Necesidad:", "Solución:", "Plan:")]
    assert ("Por transcribir o completar:", "M1-S1-N2.") in textos(de(a, "acto"))


def test_si_ya_se_consolido_se_leen_los_compromisos() -> None:
    a = asamblea(**en_estado("borrador"))
    assert [p.id for p in pantallas(a) if p.clase == "aporte"] == [c.codigo for c in a.compromisos]
    assert textos(de(a, "acto"))[-1] == ("", "¿La plenaria aprueba esta agenda?")


def test_lo_aprobado_se_dice_con_su_fecha_y_sus_seis_palabras() -> None:
    a = asamblea(**en_estado("aprobada"))
    assert "18 de noviembre de 2023" in textos(de(a, "acto"))[0][1].replace("\u00a0", " ")
    assert de(a, "acto-palabras").palabras == palabras_de(a.huella or "")


def test_ni_las_notas_del_equipo_ni_un_nombre_sin_permiso_se_proyectan() -> None:
    persona = {"papel": "Vocería", "nombre": "Fulana Inventada Pérez"}
    cambios = en_estado("borrador")
    cambios["resultados"] = [resultado(representante=persona, voceria=persona)]
    cambios["evento"]["programa"] = [{**_momento(), "nota": "Que no se olvide el sonido"}]
    todo = repr(pantallas(asamblea(**cambios)))
    assert "Mesas" in todo
    assert "sonido" not in todo
    assert "Fulana" not in todo


def _momento() -> dict[str, Any]:
    return {
        "id": "mesas",
        "tipo": "momento",
        "titulo": "Mesas",
        "inicio": "8:30",
        "fin": "9:30",
        "actividad": "mesas",
    }


def test_sin_plenaria_en_el_programa_las_mesas_pasan_igual() -> None:
    a = asamblea(evento={"programa": [_momento()]})
    assert [p.id for p in pantallas(a)][-6:] == [
        *("mesa-1", "rompecabezas-1", "mesa-2", "rompecabezas-2", "acto", "gracias")
    ]
    assert de(a, "mesa-1").minutos == 0


def test_en_dos_dias_cada_mesa_pasa_una_vez_y_la_medianoche_cambia_de_dia(tmp_path: Path) -> None:
    a = dos_dias(tmp_path).asamblea
    ids = [p.id for p in pantallas(a)]
    assert len(ids) == len(set(ids))
    assert sorted(p.mesa or 0 for p in pantallas(a) if p.clase == "voz") == [g.numero for g in a.grupos]
    assert ids.count("acto") == 1
    cruza = [p.plazo for p in pantallas(a) if p.plazo and p.plazo.desde.date() != p.plazo.hasta.date()]
    assert cruza
    assert all(c.desde < c.hasta for c in cruza)


def test_un_compromiso_con_texto_muy_largo_sigue_en_otra_pantalla() -> None:
    largo = "Una frase que se repite hasta llenar la pantalla. " * 40
    cambios = en_estado("borrador")
    cambios["agenda"] = agenda(compromiso(texto=largo.strip()))
    suyas = [p for p in pantallas(asamblea(**cambios)) if p.clase == "aporte"]
    assert [p.id for p in suyas][:3] == ["PRU23-001", "PRU23-001.2", "PRU23-001.3"]
    dichos = " ".join(b.texto for p in suyas for b in p.bloques if not b.rotulo)
    assert dichos == largo.strip()
