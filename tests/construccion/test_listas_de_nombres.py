"""Lo que calla una asamblea no rehace lo de otra, y se busca también en ella."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from apoyo import RAIZ, cambiar
from fabrica import ID, en_estado, escribir_proyecto, resultado

from generador.carga.cargar import cargar
from generador.construccion import puerta
from generador.errores import Fallidos
from generador.modelo.personal.reserva import Reserva, reservas
from generador.salida.almacen.deposito import Almacen, Constancia, Producto
from generador.salida.almacen.paquete import Pedido, empaquetar
from generador.salida.almacen.produccion import Encargo, clave_de
from generador.salida.credito.guardia import Exigencia
from generador.salida.disco import sha256
from generador.salida.privacidad.puerta import DatoPersonal, hallados
from generador.salida.privacidad.trozo import Trozo

OTRA = "otra-2024"


def _listas(raiz: Path) -> Mapping[str, Reserva]:
    carga = cargar(raiz)
    assert carga.proyecto is not None, carga.hallazgos
    return reservas(carga.expedientes, carga.proyecto.sitio)


def _dos(raiz: Path, callada: str) -> Mapping[str, Reserva]:
    """Lo que calla cada una: la primera, ese nombre; la otra, el suyo, que no cambia."""
    persona = {"papel": "Vocera", "nombre": callada, "consentimiento": "no"}
    escribir_proyecto(raiz, **en_estado("borrador") | {"resultados": [resultado(voceria=persona)]})
    otra = raiz / "datos" / OTRA
    if not otra.exists():
        shutil.copytree(raiz / "datos" / ID, otra)
        cambiar(otra / "evento.yml", "PRU23", "OTR24")
        cambiar(otra / "agenda.yml", "PRU23", "OTR24")
        cambiar(otra / "resultados" / "M1-S1.yml", callada, "Domitila Reservada")
    return _listas(raiz)


def test_un_nombre_de_una_asamblea_no_esta_en_la_clave_de_lo_de_otra(tmp_path: Path) -> None:
    """Vista fallar con una sola lista para todas."""
    antes, ahora = _dos(tmp_path, "Perpetua Innombrada"), _dos(tmp_path, "Otra Persona")
    assert ahora[OTRA].huella == antes[OTRA].huella
    assert ahora[OTRA].huella_entera != antes[OTRA].huella_entera
    assert ahora[ID].huella != antes[ID].huella
    assert ahora[""].huella != antes[""].huella
    assert (ahora[OTRA].nombres, ahora[OTRA].ajenos) == (("Domitila Reservada",), ("Otra Persona",))
    assert (ahora[""].nombres, ahora[""].ajenos) == (("Domitila Reservada", "Otra Persona"), ())
    suya, misma, ajena = (
        clave_de(Encargo("x.pdf", "<p>Hola</p>", (), "C", Exigencia.para_documento(), reserva=lista), RAIZ)
        for lista in (antes[OTRA], ahora[OTRA], ahora[ID])
    )
    assert suya == misma != ajena
    # No está en la clave, y se busca igual.
    assert [nombre for *_, nombre in ahora[OTRA].hallar("Habló Otra Persona.")] == ["Otra Persona"]


def test_lo_ya_hecho_se_lee_otra_vez_donde_las_listas_se_encuentran(tmp_path: Path) -> None:
    raiz, sitio = tmp_path / "p", tmp_path / "sitio"
    suyas = _dos(raiz, "Perpetua Innombrada")
    expedientes = cargar(raiz).expedientes
    (sitio / OTRA).mkdir(parents=True)
    (sitio / OTRA / "hecho.txt").write_text("Aquí habló Nicanora Posterior", "utf-8")
    (sitio / OTRA / "kit.zip").write_bytes(b"sus miembros van sueltos")
    pasaron = {f"{OTRA}/{n}": sha256((sitio / OTRA / n).read_bytes()) for n in ("hecho.txt", "kit.zip")}

    def leidos(listas: Mapping[str, Reserva], *recien: str) -> int:
        return puerta.exigir_en_sitio(raiz, sitio, listas, expedientes, pasaron, recien)

    # Recién producido, cruzó la puerta con la lista de hoy; después queda anotado.
    assert leidos(suyas, f"{OTRA}/hecho.txt") == 0
    assert leidos(suyas) == 0
    assert leidos(_dos(raiz, "Otra Persona")) == 1
    with pytest.raises(Fallidos, match=r"N••••••• P••••••••"):
        leidos(_dos(raiz, "Nicanora Posterior"))
    # Con una sola asamblea no hay listas que se encuentren.
    shutil.rmtree(raiz / "datos" / ID)
    assert leidos(_listas(raiz)) == 0


def test_los_textos_de_un_paquete_se_miran_aunque_ya_este_hecho(tmp_path: Path) -> None:
    registro = Constancia(sha256(b"pdf"), 3, 1, 1.0, 0.5, 7.0)
    almacen = Almacen(tmp_path)
    almacen.guardar("0" * 64, ".pdf", b"pdf", registro)
    miembro = Producto("a/x.pdf", almacen.ruta("0" * 64, ".pdf"), registro, nuevo=False)
    textos = (("LEEME.txt", "Lo coordinó Nicanora Posterior"),)

    def empaquetado(*ajenos: str) -> Producto:
        pedido = Pedido("a/kit.zip", textos, (("x.pdf", miembro),), Reserva(ajenos=ajenos))
        return empaquetar(tmp_path, pedido)

    assert [empaquetado().nuevo, empaquetado("Otra Persona").nuevo] == [True, False]
    with pytest.raises(DatoPersonal):
        empaquetado("Nicanora Posterior")


def test_la_direccion_de_cada_sede_va_en_lo_suyo_y_en_lo_comun_y_no_en_lo_de_otra(tmp_path: Path) -> None:
    """La portada dice dónde es cada una; en la página de una, la dirección de otra sería la de alguien."""
    escribir_proyecto(
        tmp_path, evento={"sede": {"nombre": "Coliseo", "direccion": "Calle 15 # 12-45, barrio Centro"}}
    )
    otra = tmp_path / "datos" / OTRA
    shutil.copytree(tmp_path / "datos" / ID, otra)
    cambiar(otra / "evento.yml", "PRU23", "OTR24")
    cambiar(otra / "evento.yml", "Calle 15 # 12-45", "Carrera 20 # 18-35")
    listas = _listas(tmp_path)
    una = [Trozo("un texto", "Dirección: Calle 15 # 12-45")]
    ajena = [Trozo("un texto", "Dirección: Carrera 20 # 18-35")]

    def dichas(de: str) -> list[bool]:
        return [list(hallados(t, listas[de])) == [] for t in (una, ajena)]

    assert (dichas(ID), dichas(OTRA), dichas("")) == ([True, False], [False, True], [True, True])
