"""Qué le falta a una asamblea en cada estado, y que lo dicho sea de esa asamblea y no de una lista."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fabrica import (
    BORRAR,
    ESTADOS,
    ID,
    agenda,
    aporte,
    avance,
    compromiso,
    en_estado,
    escribir_proyecto,
    resultado,
)

from generador.construccion import preparacion
from generador.construccion.camino import lo_que_falta
from generador.errores import ErrorDeDatos, ErrorDeUso, Hallazgo, Lugar
from generador.modelo.datos.metodologia import Metodologia


def _bloques(carpeta: Path, **cambios: Any) -> dict[str, list[str]]:
    """Primer renglón de cada bloque → los demás."""
    texto = lo_que_falta(escribir_proyecto(carpeta, **cambios), ID)
    return {(renglones := b.splitlines())[0]: renglones[1:] for b in texto.strip().split("\n\n")}


@pytest.mark.parametrize("estado", ESTADOS)
def test_dice_el_estado_y_lo_que_sigue(tmp_path: Path, estado: str) -> None:
    bloques = _bloques(tmp_path, **en_estado(estado))
    (cabeza, que_muestra), cola = bloques[f"Economía de prueba ({ID})"], list(bloques)[-1]
    assert cabeza.startswith(f"Estado: {estado}. ")
    menus = que_muestra.removeprefix("El sitio muestra: ").rstrip(".").split(", ")
    assert ("Agenda" in menus, "Seguimiento" in menus) == (
        estado in ("borrador", "aprobada"),
        estado == "aprobada",
    )
    if estado == "aprobada":
        assert cola.startswith("Siga así")
    elif estado == "borrador":
        # Se copia y se cambia lo que va entre comillas: con «», el intérprete de órdenes lo parte.
        assert bloques[cola][0] == (
            f"  ./asamblea aprobar {ID} --fecha 2023-11-18 --hora HH:MM "
            '--modera "entidad o papel" --decision "qué decidió y cómo"'
        )
    else:
        siguiente = ESTADOS[ESTADOS.index(estado) + 1]
        assert f"escriba «estado: {siguiente}» en datos/{ID}/evento.yml" in cola


def test_lo_que_en_el_estado_siguiente_seria_error_ya_se_dice(tmp_path: Path) -> None:
    bloques = _bloques(tmp_path, evento={"estado": "preparacion", "presentacion": "(por escribir)"})
    renglon, ayuda = bloques["Corrija: (1)"]
    assert renglon.endswith("  presentacion: sigue «por escribir»")
    assert ayuda == "      ayuda: escríbalo; si no hace falta, borre el renglón"
    assert list(bloques)[-1].startswith("Cuando no quede nada que corregir: escriba «estado: convocada»")


def test_el_remedio_que_se_repite_va_una_vez(tmp_path: Path) -> None:
    evento = {"estado": "preparacion", "presentacion": "(por escribir)", "territorio": "(por escribir)"}
    bloques = _bloques(tmp_path, evento={**evento, "sede": BORRAR})
    uno, dos, ayuda = bloques["Corrija: (2)"]
    assert uno.endswith("  territorio: sigue «por escribir»")
    assert dos.endswith("  presentacion: sigue «por escribir»")
    assert ayuda == "      ayuda: escríbalo; si no hace falta, borre el renglón"
    assert bloques["Mire, y deje lo que esté bien así: (1)"][1] == (
        "      ayuda: cuando la sepa, agregue «sede» con «nombre» y «direccion»"
    )


def test_las_hojas_que_faltan_mesa_por_mesa(tmp_path: Path) -> None:
    hojas = [
        resultado("M1-S1"),
        resultado("M1-S2"),
        resultado("M2-S2", aportes=[{"necesidad": "(por escribir)"}]),
    ]
    bloques = _bloques(tmp_path, evento={"estado": "en_curso"}, resultados=hojas)
    assert bloques["Hojas: 2 de 4 sub-mesas."] == [
        "  Mesa 2: faltan M2-S1 y M2-S2 (de 2)",
        f"  Páselas a datos/{ID}/resultados/; ./asamblea hojas {ID} crea en blanco las que falten.",
    ]


def test_el_dia_de_la_asamblea_sin_hojas_no_se_manda_a_borrador(tmp_path: Path) -> None:
    """Decía «el estado es «borrador»» de un renglón que dice «en_curso», y que no faltaba nada."""
    for vacias in ([], [resultado("M1-S1", aportes=[{"necesidad": "(por escribir)"}])]):
        bloques = _bloques(tmp_path / str(len(vacias)), evento={"estado": "en_curso"}, resultados=vacias)
        assert [r for b in bloques.values() for r in b if "estado: el estado" in r] == []
        assert list(bloques)[-1] == (
            f"Cuando haya alguna hoja pasada: escriba «estado: borrador» en datos/{ID}/evento.yml "
            "y ejecute ./asamblea construir."
        )
    hojas = [resultado("M1-S1", aportes=[aporte(), {"necesidad": "Luz"}])]
    bloques = _bloques(tmp_path / "con", evento={"estado": "en_curso"}, resultados=hojas)
    assert "Aportes sin solución o sin plan: M1-S1-N2 (de 2)." in bloques
    assert list(bloques)[-1].startswith("No hay nada que corregir: escriba «estado: borrador»")


def test_en_borrador_lo_que_impide_aprobar(tmp_path: Path) -> None:
    hojas = [resultado("M1-S1", aportes=[aporte(), {"necesidad": "Luz"}])]
    sin_agenda = _bloques(tmp_path / "a", evento={"estado": "borrador"}, resultados=hojas)
    assert sin_agenda["Aportes sin solución o sin plan: M1-S1-N2 (de 2)."] == [
        f"Falta agenda.yml: ./asamblea proponer {ID} la empieza con un compromiso por aporte."
    ]
    con = _bloques(
        tmp_path / "b", evento={"estado": "borrador"}, resultados=hojas, agenda=agenda(compromiso())
    )
    assert con["Aportes sin solución o sin plan: M1-S1-N2 (de 2)."] == [
        "Aportes sin compromiso ni razón: M1-S1-N2 (de 2)."
    ]


def test_lo_que_la_agenda_no_puede_llevar_al_acta_se_pide_antes(tmp_path: Path) -> None:
    cambios = en_estado("borrador")
    cambios["agenda"]["presentacion"] = "(por escribir)"
    bloques = _bloques(tmp_path, **cambios)
    renglon, _ = bloques["Corrija: (1)"]
    assert renglon.endswith("  presentacion: sigue «por escribir»")
    assert list(bloques)[-1].startswith("Cuando no quede nada que corregir: lo que apruebe")


def test_despues_de_aprobar_lo_que_queda_por_contar(tmp_path: Path) -> None:
    bloques = _bloques(tmp_path / "a", **en_estado("aprobada"))
    asistencia = f"Falta la asistencia: ./asamblea asistencia {ID} y el archivo del registro."
    assert bloques[asistencia] == [
        "Sin anotar cómo fue («ejecutado», en evento.yml): 5 de 5 momentos del programa.",
        f"Falta el seguimiento: ./asamblea seguimiento {ID} crea el archivo de los avances.",
    ]
    suyo = {
        "fecha_de_referencia": "2024-06-30",
        "avances": [avance("2024-01-01", fuente=BORRAR), avance("2024-01-02")],
    }
    despues = _bloques(tmp_path / "b", **en_estado("aprobada"), seguimiento=suyo)
    assert despues[asistencia][1:] == [
        "Deben reporte: PRU23-001 (de 1).",
        "Avances sin soporte publicado: 1 de 2.",
    ]


def test_lo_que_hay_para_imprimir_es_lo_que_se_publica(tmp_path: Path) -> None:
    from generador.carga.cargar import cargar
    from generador.catalogo.inventario import inventariar

    raiz = escribir_proyecto(tmp_path, **en_estado("aprobada"))
    proyecto = cargar(raiz).proyecto
    assert proyecto is not None
    inventario = inventariar(proyecto)
    publicadas = {x.ruta for x in (*inventario.artefactos, *inventario.paquetes)}
    bloques = _bloques(tmp_path, **en_estado("aprobada"))
    renglones = bloques["Para imprimir o repartir, hecho por ./asamblea construir:"]
    dichas = {r.strip().removeprefix("site/").split(": ")[0] for r in renglones}
    assert dichas <= publicadas
    assert f"{ID}/descargas/agenda.pdf" in dichas
    assert {z.ruta for z in inventario.paquetes} <= dichas


def test_una_que_no_existe_o_no_se_puede_leer(tmp_path: Path) -> None:
    raiz = escribir_proyecto(tmp_path, evento={"fecha": "mañana"})
    with pytest.raises(ErrorDeUso, match="no existe la asamblea «otra»"):
        lo_que_falta(raiz, "otra")
    with pytest.raises(ErrorDeDatos, match="debe ser una fecha"):
        lo_que_falta(raiz, ID)


def test_con_que_metodo_se_trabaja(tmp_path: Path) -> None:
    archivo = f"datos/{ID}/metodologia.yml"

    def metodo(carpeta: str, **cambios: Any) -> list[str]:
        return [b for b in _bloques(tmp_path / carpeta, **cambios) if b.startswith("Método")]

    assert metodo("a", evento={"estado": "preparacion"}) == ["Método: el común, y 4 sub-mesas en 2 mesas."]
    assert metodo("b", **en_estado("convocada")) == []
    *otras, ultima = (c for c in Metodologia.model_fields if c not in ("lema", "personas_por_submesa"))
    propia = {"lema": "Otro", "personas_por_submesa": 40}
    assert metodo("c", **en_estado("convocada"), metodologia_propia=propia) == [
        f"Método: el de {archivo}; {', '.join(otras)} y {ultima}, del común; 2 sub-mesas en 2 mesas."
    ]
    # Lo aprobado antes de que el acta sellara el método lo dice, una vez y con su remedio.
    sin_sello = "Método: la agenda se aprobó antes de que el método se sellara"
    assert [b.startswith(sin_sello) for b in metodo("d", **en_estado("aprobada"))] == [True]


def test_con_mesas_que_no_se_pueden_repartir_dice_lo_demas(tmp_path: Path) -> None:
    imposible = {"estado": "preparacion", "alcance": 4000}
    bloques = _bloques(tmp_path, evento=imposible, mesas={"personas_por_submesa": 2})
    assert "más de 999 sub-mesas" in bloques["Corrija: (1)"][0]


def test_lo_que_no_cabe_tambien_falta(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Decía «No hay nada que corregir» de una asamblea que `validar` y `construir` rechazan."""
    lugar = Lugar(f"datos/{ID}/evento.yml", 2, 1, ruta="logos")
    no_cabe = Hallazgo(lugar, "no cabe «personas»", "deje menos logos")
    monkeypatch.setattr(preparacion, "examinar_piezas", lambda *_: (no_cabe,))
    bloques = _bloques(tmp_path, **en_estado("borrador"))
    renglon, ayuda = bloques["Corrija: (1)"]
    assert renglon.endswith("evento.yml:2  logos: no cabe «personas»")
    assert ayuda == "      ayuda: deje menos logos"
