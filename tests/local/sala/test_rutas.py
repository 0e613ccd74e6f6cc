"""Lo que se ve y lo que pasa en cada página del salón."""

from __future__ import annotations

import asyncio
import errno
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from fabrica import ID, asamblea_siete, en_estado, escribir_proyecto
from local.cliente import Formulario, Navegador
from local.sala.telefono import Telefono, dentro, puerta_de

from generador.carga.cargar import cargar, releer
from generador.local.captura import bandeja, recepcion, turno
from generador.local.captura.bandeja import Bandeja
from generador.local.captura.entrega import campos_de
from generador.local.captura.formulario import formulario_de
from generador.local.sala.puerta import Puerta
from generador.local.sala.rutas import EN_VIVO, PaginasDeSala
from generador.local.sala.salon import Salon
from generador.local.sala.servicio import Sala
from generador.modelo.datos.aporte import Resultado
from generador.salida.disco import cerrojo

HOJA = f"/{ID}/hoja/M1-S1"
GUARDAR = f"{HOJA}/guardar"
NECESIDAD, SOLUCION = "aportes.0.necesidad", "aportes.0.solucion"


def _dice(raiz: Path, submesa: str = "M1-S1") -> dict[str, str]:
    ruta = raiz / "datos" / ID / "resultados" / f"{submesa}.yml"
    if not ruta.exists():
        return {}
    formulario = formulario_de(next(e.asamblea for e in cargar(raiz).expedientes))
    return campos_de(formulario, releer(ruta.read_bytes(), "hoja", Resultado)[0])


def _sigue(telefono: Telefono, hecho: Any) -> str:
    assert hecho.codigo == 303, hecho.texto
    return unescape(telefono.ver(hecho.cabeceras["location"]).texto)


def test_con_una_sola_asamblea_se_va_derecho_a_escoger_la_sub_mesa(telefono: Telefono) -> None:
    assert telefono.ver("/").cabeceras["location"] == f"/{ID}"
    pagina = telefono.ver(f"/{ID}").texto
    assert [f'href="{p}"' in pagina for p in (HOJA, f"/{ID}/hoja/M2-S2")] == [True, True]


def test_una_hoja_entera_de_principio_a_fin(raiz: Path, telefono: Telefono) -> None:
    formulario = telefono.abrir(HOJA)
    casillas = [n.removeprefix("c.") for n in formulario.campos if n.startswith("c.")]
    asamblea = next(e.asamblea for e in cargar(raiz).expedientes)
    assert casillas == [c.nombre for c in formulario_de(asamblea).casillas]
    assert not [c for c in casillas if "nombre" in c]
    dicho = _sigue(telefono, telefono.mandar(formulario, asistentes="18", aportes__0__necesidad="Agua"))
    assert "Guardado: ya está en el computador de la mesa técnica." in dicho
    assert "En la mesa técnica: necesidad" in dicho
    # Lo que ya llegó aparece escrito, y se sigue desde ahí.
    segunda = telefono.abrir(HOJA)
    assert (segunda.campos["c.asistentes"], segunda.campos[f"c.{NECESIDAD}"]) == ("18", "Agua")
    telefono.mandar(
        segunda,
        **{SOLUCION.replace(".", "__"): "Hacer un acueducto\r\n\r\nentre todas"},
        aportes__0__plan__0__quien="La junta",
        aportes__0__plan__0__como="Con mingas",
        aportes__0__plan__0__cuando="marzo",
        aportes__1__necesidad="Vías",
        representante__papel="Tesorera de la junta",
    )
    assert _dice(raiz) == {
        "asistentes": "18",
        "representante.papel": "Tesorera de la junta",
        NECESIDAD: "Agua",
        SOLUCION: "Hacer un acueducto\n\nentre todas",
        "aportes.0.plan.0.quien": "La junta",
        "aportes.0.plan.0.como": "Con mingas",
        "aportes.0.plan.0.cuando": "marzo",
        "aportes.1.necesidad": "Vías",
    }
    assert "necesidad" in telefono.ver(f"/{ID}/tablero").texto


def test_mandar_dos_veces_lo_mismo_no_cambia_nada(raiz: Path, telefono: Telefono) -> None:
    formulario = telefono.abrir(HOJA)
    assert "Guardado:" in _sigue(telefono, telefono.mandar(formulario, aportes__0__necesidad="Agua"))
    for _ in range(2):
        otra_vez = telefono.mandar(formulario, aportes__0__necesidad="Agua")
        assert "Ya estaba guardado tal cual." in _sigue(telefono, otra_vez)
    assert len(Bandeja.de(raiz, ID).llegadas("M1-S1")) == 1


def test_guardar_la_hoja_vacia_dice_una_sola_cosa(telefono: Telefono) -> None:
    """Vista fallar: decía «Ya estaba guardado tal cual» y «Todavía no hay nada guardado, 5:37 p. m.»."""
    formulario = telefono.abrir(HOJA)
    for _ in range(2):
        dicho = _sigue(telefono, telefono.mandar(formulario))
        assert "No se guardó nada: no había nada escrito." in dicho
        assert "Todavía no hay nada guardado</span>" in dicho
        assert "guardado tal cual" not in dicho


def test_si_se_pierde_la_respuesta_se_sigue_desde_la_misma_pagina(raiz: Path, telefono: Telefono) -> None:
    """La respuesta no llegó y la persona, con «Atrás», cambió algo: no choca con lo suyo propio."""
    formulario = telefono.abrir(HOJA)
    telefono.mandar(formulario, aportes__0__necesidad="Agua", asistentes="18")
    hecho = telefono.mandar(formulario, aportes__0__necesidad="Agua potable", asistentes="")
    assert "Guardado: ya" in _sigue(telefono, hecho)
    assert _dice(raiz) == {NECESIDAD: "Agua potable"}


def test_dos_pestanas_del_mismo_telefono_no_se_borran(raiz: Path, telefono: Telefono) -> None:
    una, otra = telefono.abrir(HOJA), telefono.abrir(HOJA)
    telefono.mandar(una, aportes__0__necesidad="Agua")
    telefono.mandar(otra, asistentes="18", aportes__0__necesidad="Agua")
    assert _dice(raiz) == {NECESIDAD: "Agua", "asistentes": "18"}


def test_dos_aparatos_distintos_quedan_los_dos_y_escoge_una_persona(raiz: Path, puerta: Puerta) -> None:
    uno, otro = dentro(puerta), dentro(puerta)
    de_uno, de_otro = uno.abrir(HOJA), otro.abrir(HOJA)
    uno.mandar(de_uno, aportes__0__necesidad="Agua", asistentes="18")
    dicho = _sigue(otro, otro.mandar(de_otro, aportes__0__necesidad="Vías", asistentes="18"))
    assert "quedaron las dos versiones: la mesa técnica escoge" in dicho
    assert "Dos versiones: Necesidad 1" in dicho
    assert _dice(raiz) == {NECESIDAD: "Agua", "asistentes": "18"}
    assert "en conflicto" in uno.ver(f"/{ID}/tablero").texto
    # Desde el salón no se escoge.
    assert "/elegir" not in dicho


def test_escoger_en_el_computador_de_la_mesa_tecnica(raiz: Path, puerta: Puerta) -> None:
    uno, otro = dentro(puerta), dentro(puerta)
    de_uno, de_otro = uno.abrir(HOJA), otro.abrir(HOJA)
    uno.mandar(de_uno, aportes__0__necesidad="Agua")
    otro.mandar(de_otro, aportes__0__necesidad="Vías")
    tecnica = Navegador(Sala.armar(raiz, 8765, 8766).guardia)
    pagina = tecnica.ver(f"/sala{HOJA}").texto
    assert "Dos versiones: Necesidad 1" in pagina
    huella = pagina.split('name="huella" value="')[1].split('"')[0]
    pedido = {"llave": tecnica.guardia.llave, "casilla": NECESIDAD, "huella": huella}
    elegir = f"/sala{HOJA}/elegir"
    assert tecnica.enviar(elegir, pedido).codigo == 422
    assert tecnica.enviar(elegir, {**pedido, "huella": "0" * 16, "cual": "0"}).codigo == 409
    vacia = tecnica.enviar(elegir, {**pedido, "cual": "otra", "otra": " "})
    assert (vacia.codigo, "Escriba la que las junta" in vacia.texto) == (422, True)
    assert _dice(raiz) == {NECESIDAD: "Agua"}
    assert "Escogido." in tecnica.enviar(elegir, {**pedido, "cual": "0"}).texto
    assert _dice(raiz) == {NECESIDAD: "Vías"}
    assert tecnica.enviar(elegir, {**pedido, "cual": "hoja"}).codigo == 409
    assert "en conflicto" not in tecnica.ver(f"/sala/{ID}/tablero").texto


def test_al_escoger_nada_se_borra_ni_se_pierde_lo_escrito(raiz: Path, puerta: Puerta) -> None:
    """Visto: la que las junta, vacía, decía «Escogido.» y dejaba la casilla sin ninguna de las dos."""
    uno, otro = dentro(puerta), dentro(puerta)
    de_uno, de_otro = uno.abrir(HOJA), otro.abrir(HOJA)
    uno.mandar(de_uno, aportes__0__necesidad="Agua", asistentes="14")
    otro.mandar(de_otro, aportes__0__necesidad="Agua", asistentes="15")
    tecnica = Navegador(Sala.armar(raiz, 8765, 8766).guardia)
    huella = tecnica.ver(f"/sala{HOJA}").texto.split('name="huella" value="')[1].split('"')[0]
    pedido = {"llave": tecnica.guardia.llave, "casilla": "asistentes", "huella": huella}
    elegir = f"/sala{HOJA}/elegir"
    assert tecnica.enviar(elegir, {**pedido, "cual": "otra", "otra": ""}).codigo == 422
    assert _dice(raiz) == {NECESIDAD: "Agua", "asistentes": "14"}
    mala = tecnica.enviar(elegir, {**pedido, "otra": "catorce o quince"})
    assert mala.codigo == 422
    assert 'value="otra" checked' in mala.texto
    assert "catorce o quince</textarea>" in mala.texto
    assert "Escogido." in tecnica.enviar(elegir, {**pedido, "otra": "16"}).texto
    assert _dice(raiz) == {NECESIDAD: "Agua", "asistentes": "16"}


def test_lo_que_no_se_puede_llevar_a_la_hoja_sigue_escrito_y_guardado(raiz: Path, telefono: Telefono) -> None:
    hecho = telefono.mandar(telefono.abrir(HOJA), aportes__0__solucion="Un acueducto")
    dicho = unescape(hecho.texto)
    assert hecho.codigo == 422
    assert "falta «Necesidad 1»" in dicho
    llena = Formulario(hecho.texto)
    assert llena.campos[f"c.{SOLUCION}"] == "Un acueducto"
    (llegada,) = Bandeja.de(raiz, ID).llegadas("M1-S1")
    assert (llegada.aplicada, llegada.entrega.campos) == (False, {SOLUCION: "Un acueducto"})
    assert _dice(raiz) == {}
    assert "Algo llegó y no está en la hoja" in telefono.ver(f"/{ID}/tablero").texto
    # Al corregirla en la misma página, lo de antes deja de estar pendiente.
    telefono.mandar(llena, aportes__0__necesidad="Agua")
    assert _dice(raiz) == {NECESIDAD: "Agua", SOLUCION: "Un acueducto"}
    Salon(raiz).al_dia()
    assert "Algo llegó y no está en la hoja" not in telefono.ver(f"/{ID}/tablero").texto


def test_se_dice_que_quedo_en_la_hoja_y_que_no(raiz: Path, telefono: Telefono) -> None:
    """Visto fallar: «no todo está todavía en la hoja» cuando no había entrado nada."""
    sin_necesidad = {"representante__papel": "Vocera", "aportes__0__solucion": "Un acueducto"}
    nada = telefono.mandar(telefono.abrir(HOJA), **sin_necesidad)
    assert "Nada de lo que mandó está todavía en la hoja." in unescape(nada.texto)
    assert _dice(raiz) == {}
    en_parte = unescape(
        telefono.mandar(Formulario(nada.texto), aportes__0__necesidad="Agua", asistentes="muchos").texto
    )
    assert _dice(raiz) == {NECESIDAD: "Agua", SOLUCION: "Un acueducto", "representante.papel": "Vocera"}
    assert "Nada de lo que mandó" not in en_parte
    assert "<p>Ya está en la hoja: Representante: Papel; Necesidad 1; Necesidad 1: Solución.</p>" in en_parte
    assert "<p>Todavía no: Personas que asistieron.</p>" in en_parte


def test_lo_pendiente_lo_ve_la_mesa_tecnica_y_lo_quita(raiz: Path, telefono: Telefono) -> None:
    telefono.mandar(telefono.abrir(HOJA), aportes__0__solucion="Un acueducto")
    tecnica = Navegador(Sala.armar(raiz, 8765, 8766).guardia)
    pagina = tecnica.ver(f"/sala{HOJA}").texto
    assert "Llegó y no está en la hoja: teléfono" in pagina
    clave = pagina.split('name="clave" value="')[1].split('"')[0]
    hecho = tecnica.enviar(f"/sala{HOJA}/visto", {"llave": tecnica.guardia.llave, "clave": clave})
    assert "Llegó y no está en la hoja" not in hecho.texto
    assert [x.aplicada for x in Bandeja.de(raiz, ID).llegadas("M1-S1")] == [True]


def test_un_dato_personal_se_avisa_apenas_se_guarda(raiz: Path, telefono: Telefono) -> None:
    hecho = telefono.mandar(telefono.abrir(HOJA), aportes__0__necesidad="Llamar al 310 555 1234")
    dicho = _sigue(telefono, hecho)
    assert "Hay datos de personas" in dicho
    assert "hay un teléfono" in dicho


@pytest.mark.parametrize("submesa", ["M9-S9", "M1-S99", "..", "%2e%2e", "M1-S1.yml", "<script>"])
def test_una_sub_mesa_que_no_existe(raiz: Path, telefono: Telefono, submesa: str) -> None:
    for hecho in (
        telefono.ver(f"/{ID}/hoja/{submesa}"),
        telefono.enviar(f"/{ID}/hoja/{submesa}/guardar", {}),
    ):
        assert hecho.codigo == 404
        assert "<script" not in hecho.texto
    assert not (raiz / "entrada").exists()


def test_otra_asamblea_tiene_su_pantalla(raiz: Path, telefono: Telefono) -> None:
    for hecho in (
        telefono.ver("/otra-2023/hoja/M1-S1"),
        telefono.enviar("/otra-2023/hoja/M1-S1/guardar", {}),
    ):
        assert (hecho.codigo, "Es otra asamblea" in hecho.texto) == (404, True)
        assert "No se guardó nada" in hecho.texto


def test_una_aprobada_ya_no_recibe(tmp_path: Path) -> None:
    escribir_proyecto(tmp_path, **en_estado("aprobada"))
    (tmp_path / "plantillas").symlink_to(Path(__file__).parents[3] / "plantillas")
    telefono = dentro(puerta_de(tmp_path))
    assert "No hay ninguna asamblea abierta" in telefono.ver("/").texto
    for hecho in (telefono.ver(HOJA), telefono.enviar(GUARDAR, {f"c.{NECESIDAD}": "Agua"})):
        assert (hecho.codigo, "Ya no se recibe" in hecho.texto) == (409, True)
    assert not (tmp_path / "entrada").exists()
    assert telefono.ver(f"/{ID}/tablero").codigo == 200


def test_con_un_formulario_de_antes_se_recibe_y_se_dice(raiz: Path, telefono: Telefono) -> None:
    formulario = telefono.abrir(HOJA)
    formulario.campos |= {"version": "0123abcd", "c.ya_no_se_pregunta": "Algo"}
    dicho = _sigue(telefono, telefono.mandar(formulario, aportes__0__necesidad="Agua"))
    assert "El formulario cambió desde que usted abrió la página" in dicho
    assert _dice(raiz) == {NECESIDAD: "Agua"}
    (llegada,) = Bandeja.de(raiz, ID).llegadas("M1-S1")
    assert llegada.entrega.campos["ya_no_se_pregunta"] == "Algo"
    assert llegada.entrega.formulario == "0123abcd"


@pytest.mark.parametrize("campo", ["version", "pagina", "antes"])
@pytest.mark.parametrize(
    "dicho", ["", "../../x", "{", "[1]", '{"aportes.0.necesidad": 3}', "\x00", "9" * 9000]
)
def test_lo_que_lleva_la_pagina_tambien_es_de_afuera(
    raiz: Path, telefono: Telefono, campo: str, dicho: str
) -> None:
    formulario = telefono.abrir(HOJA)
    formulario.campos[campo] = dicho
    assert telefono.mandar(formulario, aportes__0__necesidad="Agua").codigo == 303
    assert _dice(raiz) == {NECESIDAD: "Agua"}
    assert {p.name for p in raiz.iterdir()} == {"datos", "entrada", "plantillas", ".cache"}


def test_una_hoja_danada_a_mano_no_pierde_lo_que_llega(raiz: Path, telefono: Telefono) -> None:
    formulario = telefono.abrir(HOJA)
    ruta = raiz / "datos" / ID / "resultados" / "M1-S1.yml"
    ruta.parent.mkdir()
    ruta.write_text("submesa: [", "utf-8")
    hecho = telefono.mandar(formulario, aportes__0__necesidad="Agua")
    assert (hecho.codigo, "quedó guardado, y todavía no en la hoja" in unescape(hecho.texto)) == (422, True)
    assert Formulario(hecho.texto).campos[f"c.{NECESIDAD}"] == "Agua"
    assert "está dañada" in telefono.ver(HOJA).texto
    assert "no se puede leer" in telefono.ver(f"/{ID}/tablero").texto
    ruta.unlink()
    Salon(raiz).al_dia()
    assert _dice(raiz) == {NECESIDAD: "Agua"}


def test_si_otra_orden_esta_escribiendo_se_espera_y_si_no_acaba_se_dice(
    raiz: Path, telefono: Telefono, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turno, "PACIENCIA", 0.2)
    formulario = telefono.abrir(HOJA)
    with cerrojo(raiz, "datos"):
        hecho = telefono.mandar(formulario, aportes__0__necesidad="Agua")
        assert (hecho.codigo, "otra orden está escribiendo" in hecho.texto) == (422, True)
        assert _dice(raiz) == {}
    # Al soltarlo, mirar el tablero basta para que llegue a la hoja.
    Salon(raiz).tablero(next(e.asamblea for e in cargar(raiz).expedientes))
    assert _dice(raiz) == {NECESIDAD: "Agua"}


@pytest.mark.parametrize("donde", ["entrada", "hoja"])
def test_con_el_disco_lleno_no_se_dice_guardado(
    raiz: Path, telefono: Telefono, monkeypatch: pytest.MonkeyPatch, donde: str
) -> None:
    def lleno(*_: Any, **__: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(raiz / "entrada" / "x"))

    if donde == "entrada":
        monkeypatch.setattr(bandeja, "escribir", lleno)
    else:
        monkeypatch.setattr(recepcion, "cambiar_guardando", lleno)
    formulario = telefono.abrir(HOJA)
    hecho = telefono.mandar(formulario, aportes__0__necesidad="Agua")
    assert (hecho.codigo, "No se guardó:" in hecho.texto) == (507, True)
    assert Formulario(hecho.texto).campos[f"c.{NECESIDAD}"] == "Agua"
    assert _dice(raiz) == {}
    monkeypatch.undo()
    assert "Guardado:" in _sigue(telefono, telefono.mandar(formulario, aportes__0__necesidad="Agua"))
    assert _dice(raiz) == {NECESIDAD: "Agua"}


def test_el_tablero_dice_cada_avance_con_quien_y_cuando(raiz: Path, telefono: Telefono) -> None:
    telefono.mandar(telefono.abrir(HOJA), aportes__0__necesidad="Agua")
    otra = telefono.abrir(f"/{ID}/hoja/M2-S1")
    telefono.mandar(otra, aportes__0__necesidad="Vías", aportes__0__solucion="Mingas")
    hecha = telefono.ver(f"/{ID}/tablero")
    assert hecha.cabeceras["content-security-policy"] == EN_VIVO
    suyo = telefono.galleta.split("tel-")[1][:4].upper()
    assert hecha.texto.count(f"teléfono {suyo}, ") == 2
    # Cuatro sub-mesas: por texto y con una figura distinta, no solo por color.
    avances = [hecha.texto.count(f'<p class="avance">{a}') for a in ("falta", "necesidad", "con solución")]
    assert avances == [2, 1, 1]
    assert '<noscript><meta http-equiv="refresh" content="10"></noscript>' in hecha.texto


def test_en_vivo_avisa_cuando_algo_cambia(raiz: Path, telefono: Telefono) -> None:
    paginas = PaginasDeSala(Salon(raiz), clave=telefono.puerta.clave)

    async def mirar() -> list[bytes]:
        firmas = paginas._firmas(ID)
        primera = await anext(firmas)
        assert paginas._mirones == 1
        await asyncio.to_thread(telefono.mandar, telefono.abrir(HOJA), aportes__0__necesidad="Agua")
        segunda = await anext(firmas)
        await firmas.aclose()
        return [primera, segunda]

    # En otro hilo: el de las pruebas puede tener ya, abierto por el navegador, quien atiende lo asíncrono.
    with ThreadPoolExecutor(1) as aparte:
        primera, segunda = aparte.submit(lambda: asyncio.run(mirar())).result()
    assert primera != segunda
    assert primera.startswith(b"data: ")
    assert paginas._mirones == 0


def test_lo_escrito_nunca_se_vuelve_codigo(raiz: Path, telefono: Telefono) -> None:
    malo = '"><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}'
    telefono.mandar(telefono.abrir(HOJA), aportes__0__necesidad=malo)
    tecnica = Navegador(Sala.armar(raiz, 8765, 8766).guardia)
    for pagina in (telefono.ver(HOJA).texto, tecnica.ver(f"/sala{HOJA}").texto):
        assert "<script>" not in pagina
        assert "<img" not in pagina
        assert Formulario(pagina).campos[f"c.{NECESIDAD}"] == malo


def test_las_siete_mesas_desiguales_caben_en_el_tablero(tmp_path: Path) -> None:
    asamblea = asamblea_siete(tmp_path)
    (tmp_path / "plantillas").symlink_to(Path(__file__).parents[3] / "plantillas")
    pagina = dentro(puerta_de(tmp_path)).ver(f"/{asamblea.id}/tablero").texto
    assert pagina.count('<li class="celda') == len(asamblea.submesas)
    assert [pagina.count(f'id="mesa-{n}"') for n in range(1, 8)] == [1] * 7
