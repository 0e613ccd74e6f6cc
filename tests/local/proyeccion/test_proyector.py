"""La última pantalla buena: se compone cuando algo cambia, y lo que no sale no la quita."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from generador.local.proyeccion.proyector import EnPantalla, Proyector
from generador.local.vista import mirador

ID = "prueba-2023"
_MODULO = """
import base64, json, os, pathlib, sys
datos = pathlib.Path(sys.argv[1]) / "datos" / "prueba-2023" / "evento.yml"
veces = pathlib.Path("veces")
PAGINA = '''<head><meta http-equiv="Content-Security-Policy" content="script-src &#39;self&#39;">
<link rel="preload" href="../../fuentes/a.woff2"><link rel="stylesheet" href="../../estilos/p.css">
<script>a()</script><script src="../../guiones/p.js" defer></script><link rel="canonical" href="../../no.css">
</head>%s<img src="../piezas/una.png" alt=""><img src="../piezas/falta.png" alt="">
<a href="../agenda/">x</a>'''
for renglon in sys.stdin:
    pedido = json.loads(renglon)
    assert pedido["proyeccion"] == "prueba-2023"
    dice = datos.read_text()
    if "muere" in dice:
        os._exit(1)
    if pedido["ruta"]:
        hecho = pedido["ruta"].encode()
        if "otra hoja" in dice and hecho.endswith(b"css"):
            hecho += b"!"
        dicho = {"octetos": base64.b64encode(hecho).decode(), "existe": "falta" not in pedido["ruta"]}
    elif "mal" in dice:
        dicho = {"falla": dice}
    else:
        dicho = {"octetos": base64.b64encode((PAGINA % dice.replace("otra hoja", "")).encode()).decode()}
    if not pedido["ruta"]:
        with veces.open("a") as f:
            f.write("x")
    print(json.dumps(dicho), flush=True)
"""


class Sala:
    """Un proyector con un motor de mentira y un reloj que se mueve a mano."""

    def __init__(self, raiz: Path) -> None:
        self.raiz, self.hora = raiz, 0.0
        self.proyector = Proyector(raiz, lambda: self.hora)

    def dice(self, texto: str) -> EnPantalla:
        (self.raiz / "datos" / ID / "evento.yml").write_text(texto, "utf-8")
        return self.proyector.al_dia(ID)

    @property
    def veces(self) -> int:
        return len((self.raiz / "veces").read_text())


@pytest.fixture
def sala(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sala]:
    (tmp_path / "datos" / ID).mkdir(parents=True)
    (tmp_path / "motor_de_mentira.py").write_text(_MODULO, "utf-8")
    monkeypatch.setattr(mirador, "MODULO", "motor_de_mentira")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    hecha = Sala(tmp_path)
    yield hecha
    hecha.proyector.cerrar()


def test_solo_se_compone_cuando_algo_cambia(sala: Sala) -> None:
    uno = sala.dice("uno")
    assert (sala.proyector.al_dia(ID), sala.veces) == (uno, 1)
    dos = sala.dice("dos")
    assert (sala.veces, dos.firma != uno.firma, dos.falla) == (2, True, "")
    # Lo mismo, aunque lo escriban otra vez, es lo mismo: la ventana no pide nada.
    assert sala.dice("dos").buena is dos.buena
    (sala.raiz / "datos" / "sitio.yml").write_text("algo", "utf-8")
    sala.proyector.al_dia(ID)
    assert sala.veces == 4


def test_lo_que_no_sale_no_quita_lo_ultimo_bueno(sala: Sala) -> None:
    """Visto fallar guardando siempre lo último: la pared quedaba sin nada."""
    buena = sala.dice("uno")
    assert (buena.de_las, sala.proyector.ultima(ID)) == ("", buena)
    mala = sala.dice("mal: [")
    assert (mala.buena, mala.falla) == (buena.buena, "mal: [")
    assert mala.de_las.endswith("m.")
    # Sin que nada cambie, se intenta otra vez, pero no a cada mirada.
    veces = sala.veces
    sala.proyector.al_dia(ID)
    assert sala.veces == veces
    sala.hora += 6
    sala.proyector.al_dia(ID)
    assert sala.veces == veces + 1
    caida = sala.dice("muere")
    assert (caida.buena, "se cerró" in caida.falla) == (buena.buena, True)
    assert sala.dice("uno") == EnPantalla(buena.buena)


def test_de_los_archivos_solo_existe_lo_que_la_pagina_pide_para_verse(sala: Sala) -> None:
    """Ni un enlace ni otra parte del sitio; visto fallar sirviendo cuanto se nombra."""
    buena = sala.dice("uno").buena
    assert buena is not None
    assert sorted(buena.archivos) == ["estilos/p.css", "guiones/p.js", f"{ID}/piezas/una.png"]
    assert sala.proyector.archivo("guiones/p.js") == b"guiones/p.js"
    for ajena in ("no.css", f"{ID}/agenda", f"{ID}/piezas/falta.png", "../mkdocs.yml", "fuentes/a.woff2", ""):
        assert sala.proyector.archivo(ajena) is None
    assert (buena.politica, "Content-Security-Policy" in buena.html) == ("script-src 'self'", False)


def test_una_hoja_que_cambio_se_pide_otra_vez(sala: Sala) -> None:
    antes, despues = sala.dice("uno").buena, sala.dice("unootra hoja").buena
    assert antes is not None
    assert despues is not None
    assert antes.html != despues.html
    assert antes.html.partition("p.css?")[0] == despues.html.partition("p.css?")[0]
