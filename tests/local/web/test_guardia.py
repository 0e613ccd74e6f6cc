"""La puerta: lo que no viene de quien abrió el editor no llega ni a leerse."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest
from local.cliente import pedir

from generador.local.web.guardia import Guardia
from generador.local.web.pedido import CAMPOS_MAXIMOS, CUERPO_MAXIMO, POLITICA, Freno

HOST = "127.0.0.1:8765"


class Dentro:
    """Lo que hay detrás de la puerta, y lo que alcanzó a llegarle."""

    def __init__(self) -> None:
        self.llegaron: list[Any] = []

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.llegaron.append((scope["method"], scope.get("state", {}).get("enviado")))
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"adentro"})


@pytest.fixture
def dentro() -> Dentro:
    return Dentro()


@pytest.fixture
def guardia(dentro: Dentro) -> Guardia:
    return Guardia(dentro, 8765)


def _cabeceras(guardia: Guardia, **otras: str) -> dict[str, str]:
    suyas = {
        "host": HOST,
        "cookie": f"{guardia.galleta}={guardia.llave}",
        "origin": f"http://{HOST}",
        "content-type": "application/x-www-form-urlencoded",
        **{n.replace("_", "-"): v for n, v in otras.items()},
    }
    return {n: v for n, v in suyas.items() if v}


def _enviar(guardia: Guardia, campos: dict[str, str], **otras: str) -> int:
    cuerpo = urlencode({"llave": guardia.llave, **campos}).encode()
    cabeceras = {"content-length": str(len(cuerpo)), **_cabeceras(guardia, **otras)}
    return pedir(guardia, "POST", "/x", cabeceras, (cuerpo,)).codigo


def test_la_primera_vez_deja_la_llave_en_una_galleta(guardia: Guardia, dentro: Dentro) -> None:
    primera = pedir(guardia, "GET", guardia.direccion, {"host": HOST})
    assert (primera.codigo, primera.cabeceras["location"]) == (303, "/")
    esperada = f"{guardia.galleta}={guardia.llave}; Path=/; HttpOnly; SameSite=Strict"
    assert primera.cabeceras["set-cookie"] == esperada
    assert guardia.llave not in primera.cabeceras["location"]
    assert dentro.llegaron == []


def test_cada_vez_es_otra_llave(dentro: Dentro) -> None:
    llaves = {Guardia(dentro, 8765).llave for _ in range(20)}
    assert len(llaves) == 20
    assert min(map(len, llaves)) >= 43


def test_quien_trae_la_llave_pasa(guardia: Guardia, dentro: Dentro) -> None:
    assert pedir(guardia, "GET", "/x", _cabeceras(guardia)).cuerpo == b"adentro"
    assert pedir(guardia, "GET", "/x", _cabeceras(guardia, host="localhost:8765")).codigo == 200
    assert _enviar(guardia, {"a": "ñ", "b": ""}) == 200
    assert dentro.llegaron[-1] == ("POST", {"a": "ñ", "b": ""})


@pytest.mark.parametrize(
    "otras",
    [
        *(
            {"host": h}
            for h in ("", "malo.example:8765", "127.0.0.1", "127.0.0.1:80", f"{HOST}.malo.example")
        ),
        *(
            {"cookie": c}
            for c in ("", "asambleas-8765=otra", "asambleas-8765=", "otra=1", "a" * 9000, "=;=;")
        ),
    ],
    ids=lambda o: "-".join(o) + "=" + next(iter(o.values()))[:20],
)
def test_sin_su_nombre_o_sin_la_llave_nadie_entra(
    guardia: Guardia, dentro: Dentro, otras: dict[str, str]
) -> None:
    assert pedir(guardia, "GET", "/x", _cabeceras(guardia, **otras)).codigo == 403
    assert _enviar(guardia, {}, **otras) == 403
    assert dentro.llegaron == []


@pytest.mark.parametrize("llave", ["", "x", "ñ"])
def test_una_direccion_con_otra_llave_no_abre(guardia: Guardia, llave: str) -> None:
    hecho = pedir(guardia, "GET", f"/?{urlencode({'llave': llave})}", {"host": HOST})
    assert hecho.codigo == 403
    assert "set-cookie" not in hecho.cabeceras


@pytest.mark.parametrize(
    "origen", ["", "null", "http://malo.example", "http://127.0.0.1:80", f"https://{HOST}"]
)
def test_un_formulario_de_otra_pagina_no_hace_nada(guardia: Guardia, dentro: Dentro, origen: str) -> None:
    assert _enviar(guardia, {}, origin=origen) == 403
    assert dentro.llegaron == []


def test_un_formulario_sin_la_llave_no_hace_nada(guardia: Guardia, dentro: Dentro) -> None:
    assert _enviar(guardia, {"llave": "otra"}) == 403
    assert dentro.llegaron == []


@pytest.mark.parametrize("tipo", ["", "text/plain", "application/json", "multipart/form-data; boundary=x"])
def test_solo_recibe_sus_formularios(guardia: Guardia, dentro: Dentro, tipo: str) -> None:
    assert _enviar(guardia, {}, content_type=tipo) == 415
    assert dentro.llegaron == []


@pytest.mark.parametrize("metodo", ["PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"])
def test_no_atiende_otros_pedidos(guardia: Guardia, dentro: Dentro, metodo: str) -> None:
    assert pedir(guardia, metodo, "/x", _cabeceras(guardia)).codigo == 405
    assert dentro.llegaron == []


def test_lo_que_pesa_de_mas_se_corta_sin_leerlo_entero(guardia: Guardia, dentro: Dentro) -> None:
    for dicho in (str(CUERPO_MAXIMO + 1), "1000000000", "-1", "x"):
        cabeceras = _cabeceras(guardia, content_length=dicho)
        assert pedir(guardia, "POST", "/x", cabeceras, (b"a=1",)).codigo == 413
    mentiroso = (b"x" * (CUERPO_MAXIMO // 2), b"x" * CUERPO_MAXIMO, b"nunca se pide")
    assert pedir(guardia, "POST", "/x", _cabeceras(guardia, content_length="3"), mentiroso).codigo == 413
    muchos = b"&".join([b"a=1"] * (CAMPOS_MAXIMOS + 1))
    assert pedir(guardia, "POST", "/x", _cabeceras(guardia, content_length="9"), (muchos,)).codigo == 413
    danado = (b"a=%ff%fe",)
    assert pedir(guardia, "POST", "/x", _cabeceras(guardia, content_length="9"), danado).codigo == 413
    assert dentro.llegaron == []


def test_lo_que_no_acaba_de_llegar(guardia: Guardia, dentro: Dentro) -> None:
    assert pedir(guardia, "POST", "/x", _cabeceras(guardia, content_length="9"), ()).codigo == 408
    assert dentro.llegaron == []


def test_demasiados_pedidos_seguidos(dentro: Dentro) -> None:
    hora = [0.0]
    guardia = Guardia(dentro, 8765, freno=Freno(tope=3, segundos=10, reloj=lambda: hora[0]))
    codigos = [pedir(guardia, "GET", "/x", _cabeceras(guardia)).codigo for _ in range(5)]
    assert codigos == [200, 200, 200, 429, 429]
    hora[0] = 10.0
    assert pedir(guardia, "GET", "/x", _cabeceras(guardia)).codigo == 200


def test_toda_respuesta_lleva_sus_guardas(guardia: Guardia) -> None:
    buena, negada = pedir(guardia, "GET", "/x", _cabeceras(guardia)), pedir(guardia, "GET", "/x", {})
    for respuesta in (buena, negada, pedir(guardia, "GET", guardia.direccion, {"host": HOST})):
        c = respuesta.cabeceras
        assert c["content-security-policy"] == POLITICA
        assert (c["x-frame-options"], c["x-content-type-options"]) == ("DENY", "nosniff")
        assert (c["cache-control"], c["connection"]) == ("no-store", "close")
        assert [n for n in c if n.startswith("access-control")] == []
    assert "script-src" not in POLITICA
    assert "unsafe" not in POLITICA
    assert POLITICA.startswith("default-src 'none'")
