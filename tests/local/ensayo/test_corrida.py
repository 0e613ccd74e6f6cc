"""El ensayo: lo de una asamblea entra otra vez desde nada, por todos los caminos y con todo en contra."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from fabrica import ID, asamblea_siete, en_estado, escribir_proyecto

from generador.local.captura.bandeja import Bandeja
from generador.local.captura.entrega import Entrega
from generador.local.captura.recepcion import recibir
from generador.local.ensayo.corrida import MUERTES, Corrida, Cuenta, Vias, perdidas
from generador.local.ensayo.informe import informe
from generador.local.ensayo.practica import Practica, copiar

RAIZ = Path(__file__).parents[3]


def test_cada_via_lleva_algo_y_ninguna_sub_mesa_va_dos_veces() -> None:
    for cuantas in (1, 3, 4, 7, 25, 90):
        submesas = tuple(f"M1-S{i}" for i in range(cuantas))
        reparto = Vias.de(submesas, random.Random(1))
        vias = (reparto.telefono, reparto.texto, reparto.planilla, reparto.foto)
        assert sorted(s for v in vias for s in v) == sorted(submesas)
        assert [bool(v) for v in vias] == [True, *[cuantas > 3] * 3]
    assert Vias.de(submesas, random.Random(1)) == Vias.de(submesas, random.Random(1))
    assert Vias.de(submesas, random.Random(1)) != Vias.de(submesas, random.Random(2))


@pytest.fixture
def practica(tmp_path: Path) -> Practica:
    raiz = tmp_path / "proyecto"
    escribir_proyecto(raiz, **en_estado("en_curso"))
    (raiz / "plantillas").symlink_to(RAIZ / "plantillas")
    copia = tmp_path / "copia"
    copia.mkdir()
    return copiar(raiz, ID, copia)


def test_lo_que_falta_se_dice_casilla_por_casilla(practica: Practica) -> None:
    """Si no dijera lo que no quedó, un ensayo que pierde todo terminaría bien."""
    primera, *otras = practica.enviado
    for submesa in otras:
        entrega = Entrega(
            *(practica.asamblea.id, submesa, practica.formulario.version, "uno", 1), practica.enviado[submesa]
        )
        recibir(practica.raiz, practica.asamblea, entrega, "prueba")
    mandado = practica.enviado[primera]
    esperadas = [
        f"{primera}, {practica.formulario.por_nombre[c].titulo}: se mandó «{t[:60]}» y la hoja dice nada"
        for c, t in mandado.items()
    ]
    assert list(perdidas(practica, ())) == esperadas
    cambiada = Entrega(
        *(practica.asamblea.id, primera, practica.formulario.version, "uno", 1),
        {**mandado, "aportes.0.necesidad": "Otra cosa"},
    )
    recibir(practica.raiz, practica.asamblea, cambiada, "prueba")
    (una,) = perdidas(practica, ())
    assert una.endswith(f"se mandó «{mandado['aportes.0.necesidad'][:60]}» y la hoja dice «Otra cosa»")
    assert list(perdidas(practica, (primera,)))[1:] == [
        f"{primera}: su foto no quedó copiada y junto a la hoja (0)"
    ]
    bandeja = Bandeja.de(practica.raiz, practica.asamblea.id)
    (llegada,) = bandeja.llegadas(primera)
    bandeja.guardar(llegada.__class__(cambiada, "prueba", llegada.recibida))
    assert list(perdidas(practica, ()))[1:] == [f"{primera}: 1 de lo que llegó sigue sin llevarse a la hoja"]


def test_el_informe_dice_lo_que_se_perdio(practica: Practica) -> None:
    cuenta = Cuenta(Vias.de(tuple(practica.enviado), random.Random(1)), en_navegador=False)
    cuenta.perdidas = tuple(f"M1-S1: {i}" for i in range(22))
    dicho = list(informe(practica, cuenta))
    assert "Pérdidas: 22, de 0 casillas." in dicho
    assert "  M1-S1: 19" in dicho
    assert "  y 2 más" in dicho
    assert cuenta.cuantil(0.5) is None
    cuenta.demoras = (0.1, 0.2, 0.3, 0.4)
    assert (cuenta.cuantil(0.5), cuenta.cuantil(0.95)) == (0.3, 0.4)


@pytest.mark.lenta
def test_todo_lo_que_se_manda_queda_en_los_datos(tmp_path: Path) -> None:
    """Teléfonos, archivos, planilla y foto a la vez; la red se corta y al servidor lo matan diez veces."""
    practica = copiar(RAIZ, "arauca-2023", tmp_path)
    assert (len(practica.enviado), practica.inventadas) == (25, 0)
    cuenta = Corrida(practica, 2023, en_navegador=False).correr()
    assert (cuenta.perdidas, cuenta.conflictos, cuenta.muertes) == ((), 0, MUERTES)
    assert [len(x) for x in (cuenta.reparto.telefono, cuenta.reparto.texto)] == [17, 4]
    assert cuenta.cortes
    assert cuenta.sin_respuesta
    assert cuenta.demoras
    assert cuenta.negadas == []


@pytest.mark.lenta
def test_siete_mesas_desiguales_sin_ninguna_hoja(tmp_path: Path) -> None:
    """Sus mesas tienen distintas sub-mesas, ninguna ha entregado, y todo se inventa de la forma."""
    raiz = tmp_path / "proyecto"
    id_ = asamblea_siete(raiz).id
    (raiz / "plantillas").symlink_to(RAIZ / "plantillas")
    copia = tmp_path / "copia"
    copia.mkdir()
    practica = copiar(raiz, id_, copia)
    assert len({len(g.submesas) for g in practica.asamblea.grupos}) > 1
    assert practica.inventadas == len(practica.enviado)
    cuenta = Corrida(practica, 7, en_navegador=False, muertes=3, mira=False).correr()
    assert (cuenta.perdidas, cuenta.conflictos, cuenta.muertes, cuenta.negadas) == ((), 0, 3, [])
    vias = (cuenta.reparto.telefono, cuenta.reparto.texto, cuenta.reparto.planilla, cuenta.reparto.foto)
    assert sum(map(len, vias)) == len(practica.enviado)
