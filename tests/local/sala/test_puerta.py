"""La puerta del salón: lo que viene de afuera, o sin la clave, no llega a nada."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from local.cliente import pedir
from local.sala.telefono import CASA, PUERTO, Telefono, dentro, puerta_de

from generador.local.sala.puerta import CUERPO, Cruce, Puerta
from generador.local.web.pedido import CAMPOS_MAXIMOS, POLITICA, Freno

HOJA = "/prueba-2023/hoja/M1-S1"
GUARDAR = f"{HOJA}/guardar"


def test_sin_la_clave_solo_se_ve_donde_escribirla(puerta: Puerta) -> None:
    telefono = Telefono(puerta)
    for ruta in ("/", HOJA, "/prueba-2023/tablero", "/prueba-2023/tablero/vivo", "/no-existe"):
        hecho = telefono.ver(ruta)
        assert (hecho.codigo, hecho.cabeceras["location"], hecho.cuerpo) == (303, "/entrar", b"")
    pagina = telefono.ver("/entrar")
    assert (pagina.codigo, pagina.cabeceras["content-security-policy"]) == (200, POLITICA)
    assert telefono.enviar(GUARDAR, {"c.aportes.0.necesidad": "Agua"}).codigo == 403
    assert telefono.ver("/estilos/editor.css").codigo == 200


def test_entrar_deja_una_galleta_de_ese_aparato(puerta: Puerta) -> None:
    telefono = Telefono(puerta)
    hecho = telefono.entrar(f"{puerta.clave.pin[:3]} {puerta.clave.pin[3:]}")
    assert (hecho.codigo, hecho.cabeceras["location"]) == (303, "/")
    dicha = hecho.cabeceras["set-cookie"]
    assert dicha.startswith(f"sala-{PUERTO}=tel-")
    assert "HttpOnly" in dicha
    assert "samesite=strict" in dicha.lower()
    antes = telefono.galleta.partition(".")[0]
    # Quien vuelve a entrar sigue siendo el mismo.
    telefono.entrar()
    assert telefono.galleta.partition(".")[0] == antes
    assert dentro(puerta).galleta.partition(".")[0] != antes


def test_probar_claves_tiene_fin(puerta: Puerta) -> None:
    telefono = Telefono(puerta)
    mala = "000000" if puerta.clave.pin != "000000" else "000001"
    assert [telefono.entrar(mala).codigo for _ in range(6)] == [403] * 5 + [429]
    # Ni con la buena: quien la adivine en el sexto no lo sabe.
    assert telefono.entrar().codigo == 429
    assert "espere 5 min" in telefono.entrar().texto


@pytest.mark.parametrize(
    "host", ["", "malo.example", f"malo.example:{PUERTO}", CASA, f"{CASA}:80", f"10.0.0.6:{PUERTO}"]
)
def test_un_nombre_que_no_es_el_suyo_no_entra(puerta: Puerta, host: str) -> None:
    assert Telefono(puerta, host=host).ver("/entrar").codigo == 403


def test_si_el_computador_cambia_de_red_su_direccion_nueva_sirve(raiz: Path) -> None:
    puerta, suyas = puerta_de(raiz), ["10.0.0.5"]
    puerta.anfitriones = lambda: suyas
    assert Telefono(puerta, host=f"192.168.1.9:{PUERTO}").ver("/entrar").codigo == 403
    suyas[:] = ["192.168.1.9"]
    assert Telefono(puerta, host=f"192.168.1.9:{PUERTO}").ver("/entrar").codigo == 200
    assert Telefono(puerta).ver("/entrar").codigo == 403


@pytest.mark.parametrize(
    "origen", ["null", "http://malo.example", f"http://127.0.0.1:{PUERTO}", f"https://{CASA}:{PUERTO}"]
)
def test_un_formulario_de_otra_pagina_no_se_atiende(raiz: Path, telefono: Telefono, origen: str) -> None:
    campos = {**telefono.abrir(HOJA).campos, "c.aportes.0.necesidad": "Agua"}
    assert telefono.enviar(GUARDAR, campos, origin=origen).codigo == 403
    assert telefono.enviar(GUARDAR, campos, origin="").codigo == 403
    assert not (raiz / "entrada").exists()


def test_lo_que_no_es_un_formulario_o_pesa_de_mas(raiz: Path, telefono: Telefono) -> None:
    campos = {**telefono.abrir(HOJA).campos, "c.aportes.0.necesidad": "Agua"}
    assert telefono.enviar(GUARDAR, campos, content_type="application/json").codigo == 415
    assert telefono.enviar(GUARDAR, campos, content_length=str(10**9)).codigo == 413
    assert telefono.enviar(GUARDAR, campos, content_length="-1").codigo == 413
    assert telefono.pedir("POST", GUARDAR, b"x" * (CUERPO + 1), content_length="5").codigo == 413
    assert telefono.pedir("POST", GUARDAR, b"&".join([b"a=1"] * (CAMPOS_MAXIMOS + 1))).codigo == 413
    assert telefono.pedir("PUT", HOJA).codigo == 405
    assert not (raiz / "entrada").exists()


def test_quien_pide_de_mas_espera_y_los_demas_no(puerta: Puerta, telefono: Telefono) -> None:
    puerta._frenos["127.0.0.1"] = Freno(tope=2, reloj=lambda: 1.0)
    assert [telefono.ver("/entrar").codigo for _ in range(3)] == [303, 303, 429]
    puerta._frenos.clear()
    puerta.freno = Freno(tope=1, reloj=lambda: 1.0)
    assert [telefono.ver("/entrar").codigo for _ in range(2)] == [303, 429]
    for i in range(1100):
        puerta._suyo(f"10.1.{i // 256}.{i % 256}")
    assert len(puerta._frenos) == 1000


@pytest.mark.parametrize(
    "ruta",
    [
        *("/carpeta/", "/archivo/sitio.yml", "/nueva", "/sala", "/sala/prueba-2023/tablero"),
        *(f"{HOJA}/elegir", f"{HOJA}/visto", "/deshacer/sitio.yml"),
        *(
            "/fuentes/../../datos/sitio.yml",
            "/fuentes/%2e%2e%2fsitio.yml",
            "/../../etc/passwd",
            "//etc/passwd",
        ),
    ],
)
def test_por_la_red_del_salon_no_hay_editor_ni_archivos(telefono: Telefono, ruta: str) -> None:
    assert telefono.ver(ruta).codigo in (404, 405)
    assert telefono.enviar(ruta, {"llave": "x"}).codigo in (404, 405)


def test_cada_puerto_tiene_lo_suyo_diga_lo_que_diga_el_pedido() -> None:
    llegaron: list[int] = []

    def de(puerto: int) -> Any:
        async def atender(scope: Any, receive: Any, send: Any) -> None:
            llegaron.append(puerto)
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": b""})

        return atender

    cruce = Cruce({8765: de(8765), 8766: de(8766)})

    class Por:
        def __init__(self, puerto: int) -> None:
            self.puerto = puerto

        def __call__(self, *partes: Any) -> Any:
            return cruce(*partes)

    for puerto, codigo in ((8766, 200), (8765, 200), (80, 403)):
        por: Any = Por(puerto)
        assert pedir(por, "GET", "/", {"host": "127.0.0.1:8765"}).codigo == codigo
    assert llegaron == [8766, 8765]
