"""La proyección en la red del salón: detrás de la clave, con su política, y nada más que ella."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from apoyo import RAIZ
from fabrica import ID, en_estado, escribir_proyecto
from local.cliente import Navegador
from local.sala.telefono import PUERTO, Telefono, dentro

from generador.local.proyeccion.proyector import EnPantalla, Proyectada, Proyector
from generador.local.sala.clave import clave_de_hoy
from generador.local.sala.puerta import Puerta, galleta_de
from generador.local.sala.rutas import PaginasDeSala
from generador.local.sala.salon import Salon
from generador.local.sala.servicio import Sala

POLITICA = "default-src 'none'; script-src 'self'"
BUENA = Proyectada(
    "<html><head></head><body>hola</body></html>",
    POLITICA,
    "abc",
    {"estilos/proyeccion.css": b"p {}", f"{ID}/piezas/una.png": b"png"},
    datetime(2023, 11, 18, 20, tzinfo=UTC),
)


class _Fijo(Proyector):
    """Con lo que se le diga, sin componer nada."""

    dicho = EnPantalla(BUENA)

    def _componer(self, id_: str, suya: object) -> None:
        suya.ahora = self.dicho  # type: ignore[attr-defined]


@pytest.fixture
def raiz(tmp_path: Path) -> Path:
    escribir_proyecto(tmp_path, **en_estado("en_curso"))
    (tmp_path / "plantillas").symlink_to(RAIZ / "plantillas")
    return tmp_path


@pytest.fixture
def proyector(raiz: Path) -> _Fijo:
    return _Fijo(raiz)


@pytest.fixture
def puerta(raiz: Path, proyector: Proyector) -> Puerta:
    clave = clave_de_hoy(raiz)
    paginas = PaginasDeSala(Salon(raiz), clave=clave, galleta=galleta_de(PUERTO), proyector=proyector)
    return Puerta(paginas.aplicacion(), PUERTO, clave, lambda: ("10.0.0.5",))


def test_se_ve_con_la_clave_y_con_su_politica(puerta: Puerta) -> None:
    """Visto fallar sin `connect-src`: la página no podía preguntar si algo cambió."""
    assert Telefono(puerta).ver(f"/{ID}/proyeccion/").cabeceras["location"] == "/entrar"
    telefono = dentro(puerta)
    pagina = telefono.ver(f"/{ID}/proyeccion/")
    assert pagina.codigo == 200
    assert pagina.cabeceras["content-security-policy"] == (
        f"{POLITICA}; connect-src 'self'; frame-ancestors 'none'"
    )
    assert '<script src="/guiones/en-vivo.js" data-firma="abc" defer></script>\n</head>' in pagina.texto
    assert telefono.ver(f"/{ID}/proyeccion").cabeceras["location"] == f"/{ID}/proyeccion/"
    guion = telefono.ver("/guiones/en-vivo.js")
    assert (guion.codigo, guion.cabeceras["content-type"]) == (200, "text/javascript; charset=utf-8")
    assert Telefono(puerta).ver("/guiones/en-vivo.js").codigo == 303


def test_de_lo_demas_solo_existe_lo_que_ella_pide(puerta: Puerta) -> None:
    telefono = dentro(puerta)
    telefono.ver(f"/{ID}/proyeccion/")
    hoja = telefono.ver("/estilos/proyeccion.css")
    assert (hoja.codigo, hoja.cuerpo, hoja.cabeceras["content-type"]) == (
        200,
        b"p {}",
        "text/css; charset=utf-8",
    )
    assert telefono.ver(f"/{ID}/piezas/una.png").cabeceras["content-type"] == "image/png"
    nada = ("/otra/proyeccion/", "/otra/proyeccion/vivo", "/datos/sitio.yml", f"/{ID}/agenda/", "/archivo/x")
    nada += ("/../mkdocs.yml", "/%2e%2e/mkdocs.yml", f"/{ID}/evento.yml", "/_comunes/proyeccion/", "/vista/")
    assert [telefono.ver(ruta).codigo for ruta in nada] == [404] * len(nada)
    assert telefono.enviar(f"/{ID}/proyeccion/", {}).codigo == 405


def test_sin_ninguna_buena_espera_y_vuelve_a_mirar(puerta: Puerta, proyector: _Fijo) -> None:
    proyector.dicho = EnPantalla(None, "datos/x.yml:3: lo que falta")
    pagina = dentro(puerta).ver(f"/{ID}/proyeccion/")
    assert (pagina.codigo, pagina.cabeceras["refresh"]) == (503, "3")
    # Por qué, solo en el computador que abrió la sala.
    assert "lo que falta" not in pagina.texto


def test_del_editor_se_pasa_sin_escribir_la_clave(raiz: Path) -> None:
    sala = Sala.armar(raiz, 8765, PUERTO)
    navegador = Navegador(sala.guardia)
    hecho = navegador.ver(f"/sala/{ID}/proyectar")
    donde = f"http://127.0.0.1:{PUERTO}/{ID}/proyeccion/"
    assert (hecho.codigo, hecho.cabeceras["location"]) == (303, donde)
    suya = hecho.cabeceras["set-cookie"].partition(";")[0].removeprefix(f"{galleta_de(PUERTO)}=")
    assert sala.clave.aparato_de(suya)
    assert f'href="/sala/{ID}/proyectar"' in navegador.ver("/sala").texto
    assert f'href="/sala/{ID}/proyectar"' in navegador.ver(f"/sala/{ID}/tablero").texto
    # En el editor no hay proyección: su llave cambia cada vez, y la ventana no se reconectaría.
    assert navegador.ver(f"/{ID}/proyeccion/").codigo == 404
    sala.cerrar()


def test_la_razon_de_que_no_sea_lo_ultimo_se_ve_en_el_tablero_del_computador(
    raiz: Path, puerta: Puerta, proyector: _Fijo
) -> None:
    proyector.dicho = EnPantalla(BUENA, "datos/x.yml:3: lo que falta")
    telefono = dentro(puerta)
    telefono.ver(f"/{ID}/proyeccion/")
    assert "lo que falta" not in telefono.ver(f"/{ID}/tablero").texto
    sala = Sala.armar(raiz, 8765, PUERTO)
    assert "Lo que se proyecta" not in Navegador(sala.guardia).ver(f"/sala/{ID}/tablero").texto
    sala.proyector._de.update(proyector._de)
    assert "lo que falta" in Navegador(sala.guardia).ver(f"/sala/{ID}/tablero").texto
    sala.cerrar()
