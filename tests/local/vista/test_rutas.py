"""«Ver cómo queda»: lo que no se ha guardado, sin guardarlo, sin publicarlo y sin ejecutar nada."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from apoyo import RAIZ
from fabrica import ID, POCAS_PIEZAS, escribir_proyecto
from local.cliente import Formulario, Navegador, Recibido

from generador.errores import Hallazgo, Lugar
from generador.local.editor.rutas import Editor
from generador.local.vista import rutas
from generador.local.vista.calco import Calco
from generador.local.vista.mirador import Mirado, Mirador

MESAS = f"/archivo/{ID}/mesas.yml"


class _DeMentira(Mirador):
    """En vez del motor: dice qué ruta le pidieron y qué hay en la copia."""

    def pedir(self, ruta: str) -> Mirado:
        if ruta == "nada/":
            return Mirado(existe=False)
        if ruta == "mal/":
            return Mirado(hallazgos=(Hallazgo(Lugar("datos/x.yml", 3, 2), "<b>no</b> sirve", "cámbielo"),))
        dicho = (self.raiz / "datos" / ID / "mesas.yml").read_text("utf-8")
        return Mirado(f"<script>alert(1)</script>{ruta}\n{dicho}".encode())


@pytest.fixture
def raiz(tmp_path: Path) -> Path:
    escribir_proyecto(tmp_path, evento=POCAS_PIEZAS)
    (tmp_path / "plantillas").symlink_to(RAIZ / "plantillas")
    return tmp_path


def test_lo_que_dejo_un_editor_muerto_se_borra_al_abrir(raiz: Path) -> None:
    dejado = Calco(raiz)
    dejado.poner({})
    Editor(raiz)
    assert not dejado.carpeta.exists()
    assert (raiz / "plantillas" / "documentos").is_dir()


@pytest.fixture
def editor(raiz: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Editor]:
    monkeypatch.setattr(rutas, "Mirador", _DeMentira)
    abierto = Editor(raiz)
    yield abierto
    abierto.cerrar()


@pytest.fixture
def navegador(editor: Editor) -> Navegador:
    return Navegador(editor.con_puerta(8765))


def _ver(navegador: Navegador, **cambios: str) -> Recibido:
    formulario = navegador.formulario(MESAS)
    assert set(cambios) <= set(formulario.campos)
    return navegador.enviar(MESAS.replace("archivo", "ver"), {**formulario.campos, **cambios})


def test_se_ve_lo_que_no_se_ha_guardado_y_no_se_guarda(navegador: Navegador, raiz: Path) -> None:
    antes = (raiz / "datos" / ID / "mesas.yml").read_bytes()
    hecho = _ver(navegador, **{"mesas.0.eje": "Lo que apenas escribo"})
    assert hecho.codigo == 200
    assert "todavía no ha guardado" in hecho.texto
    assert f'<iframe src="/vista/{ID}/mesas/"' in hecho.texto
    assert "frame-src 'self'" in hecho.cabeceras["content-security-policy"]
    assert "Lo que apenas escribo" in navegador.ver(f"/vista/{ID}/mesas/").texto
    assert (raiz / "datos" / ID / "mesas.yml").read_bytes() == antes
    assert not (raiz / "site").exists()
    # Escoger otra página no olvida lo que se está mirando.
    otra = navegador.ver(f"/ver/{ID}/mesas.yml?de={ID}/mesas/1/")
    assert f'<iframe src="/vista/{ID}/mesas/1/"' in otra.texto
    assert "Lo que apenas escribo" in navegador.ver(f"/vista/{ID}/mesas/1/").texto


def test_sin_cambios_se_ve_lo_guardado(navegador: Navegador) -> None:
    assert "Con lo guardado." in _ver(navegador).texto
    assert "Con lo guardado." in navegador.ver(f"/ver/{ID}/evento.yml").texto


@pytest.mark.parametrize(
    ("cambio", "dice"),
    [
        ({"mesas.0.numero": "uno"}, "debe ser un número entero; llegó «uno»"),
        ({"mesas.0.eje": ""}, "falta"),
    ],
)
def test_los_errores_de_validar_estan_al_lado(
    navegador: Navegador, cambio: dict[str, str], dice: str
) -> None:
    hecho = _ver(navegador, **cambio)
    assert dice in hecho.texto
    assert "Corrija lo que es error para ver cómo queda." in hecho.texto
    assert "<iframe" not in hecho.texto


def test_lo_de_otro_archivo_tambien_impide_ver_y_se_dice(navegador: Navegador, raiz: Path) -> None:
    evento = raiz / "datos" / ID / "evento.yml"
    evento.write_text(evento.read_text("utf-8").replace("alcance: ", "alcance: x"), "utf-8")
    hecho = _ver(navegador)
    assert f"datos/{ID}/evento.yml" in hecho.texto
    assert "<iframe" not in hecho.texto


def test_lo_que_se_ve_no_ejecuta_nada(navegador: Navegador) -> None:
    _ver(navegador)
    for ruta in (f"{ID}/mesas/", "imagen.svg", "tema.css"):
        visto = navegador.ver(f"/vista/{ruta}")
        assert visto.codigo == 200
        politica = visto.cabeceras["content-security-policy"].split("; ")
        assert {"default-src 'none'", "sandbox allow-same-origin allow-popups"} <= set(politica)
        assert not any(p.startswith("script-src") for p in politica)
    assert "sandbox" not in navegador.ver("/vista/x.pdf").cabeceras["content-security-policy"]
    assert navegador.ver("/vista/guion.js").codigo == 404
    assert navegador.ver("/vista/datos.zip").codigo == 404


def test_lo_que_no_sale_se_dice_escapado(navegador: Navegador) -> None:
    _ver(navegador)
    assert navegador.ver("/vista/nada/").codigo == 404
    malo = navegador.ver("/vista/mal/")
    assert malo.codigo == 422
    assert "datos/x.yml:3:2" in malo.texto
    assert "&lt;b&gt;no&lt;/b&gt; sirve" in malo.texto


def test_sin_pedir_ver_algo_no_hay_que_mirar(navegador: Navegador, raiz: Path) -> None:
    assert navegador.ver(f"/vista/{ID}/mesas/").codigo == 404
    assert navegador.ver("/ver/no/existe.yml").codigo == 404
    assert not (raiz / ".cache" / "calco").exists()


def test_si_cambio_por_fuera_no_se_muestra_otra_cosa(navegador: Navegador, raiz: Path) -> None:
    formulario = navegador.formulario(MESAS)
    archivo = raiz / "datos" / ID / "mesas.yml"
    archivo.write_text(archivo.read_text("utf-8") + "# otra persona\n", "utf-8")
    hecho = navegador.enviar(MESAS.replace("archivo", "ver"), formulario.campos)
    assert hecho.codigo == 409
    assert "el archivo cambió por fuera" in hecho.texto


def test_al_cerrar_no_queda_copia_de_los_datos(editor: Editor, navegador: Navegador, raiz: Path) -> None:
    _ver(navegador)
    assert (raiz / ".cache" / "calco" / "datos").is_dir()
    editor.cerrar()
    assert not (raiz / ".cache" / "calco").exists()


@pytest.mark.lenta
def test_de_verdad_la_pagina_y_el_impreso(raiz: Path) -> None:
    """Con el motor de verdad: lo hostil de un dato sale escapado, y el PDF dice lo que no se ha guardado."""
    shutil.copytree(RAIZ / "contenido", raiz / "contenido")
    shutil.copy(RAIZ / "mkdocs.yml", raiz / "mkdocs.yml")
    abierto = Editor(raiz)
    try:
        navegador = Navegador(abierto.con_puerta(8765))
        hostil = "Eje <img src=x onerror=alert(1)> de prueba"
        hecho = _ver(navegador, **{"mesas.0.eje": hostil})
        assert "<img" not in hecho.texto
        pagina = navegador.ver(f"/vista/{ID}/mesas/1/")
        assert pagina.codigo == 200, pagina.texto
        assert "<img src=x" not in pagina.texto
        assert "&lt;img src=x onerror=alert(1)&gt;" in pagina.texto
        assert navegador.ver("/vista/estilos/asambleas.css").codigo == 200
        for suya in (f"/vista/{ID}/guias/", "/vista/acerca/"):
            pagina = navegador.ver(suya)
            assert pagina.codigo == 200, pagina.texto
            assert not re.findall(r'href="[^"]*\.md"', pagina.texto)
        guia = navegador.ver(f"/vista/{ID}/descargas/guia-mesa-1.pdf")
        assert guia.cuerpo.startswith(b"%PDF-")
        assert not (raiz / "site").exists()
        assert Formulario(navegador.ver(MESAS).texto).campos["mesas.0.eje"] != hostil
    finally:
        abierto.cerrar()
