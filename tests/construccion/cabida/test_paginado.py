"""Un documento que no sale en sus páginas se dice antes, con su lugar, y no detiene a nadie más."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from apoyo import RAIZ
from fabrica import agenda, arboles, asamblea, compromiso, en_estado, escribir_proyecto, firmada

from generador.catalogo.inventario import Inventario, inventariar
from generador.composicion.compositor import Compositor
from generador.construccion.cabida.paginado import revisar_paginado, revisar_paginado_por_venir
from generador.construccion.cabida.revision import Cabida
from generador.construccion.pedido.hojas import partes_de
from generador.construccion.preparacion import Preparado, preparar
from generador.modelo.asamblea import Proyecto, Sitio
from generador.salida.cuenta import Cuentas
from generador.salida.imprenta.pdf import Imprenta

EXTRAS = {n: f"{n}/" for n in ("acerca", "como-imprimir", "accesibilidad", "privacidad")}


def _con_pasos(raiz: Path, cuantos: int) -> None:
    archivo = raiz / "datos" / "metodologia.yml"
    arbol = yaml.safe_load(archivo.read_text("utf-8"))
    paso = arbol["pasos"][0]
    de_mas = [
        {**{k: v for k, v in paso.items() if k != "minutos"}, "id": f"mas-{i}", "titulo": f"Un paso más {i}"}
        for i in range(cuantos)
    ]
    arbol["pasos"] += de_mas
    archivo.write_text(yaml.safe_dump(arbol, allow_unicode=True, sort_keys=False), "utf-8")


def _proyecto(raiz: Path, estado: str = "convocada", pasos: int = 0) -> Path:
    escribir_proyecto(raiz, **en_estado(estado))
    (raiz / "plantillas").symlink_to(RAIZ / "plantillas")
    if pasos:
        _con_pasos(raiz, pasos)
    return raiz


def _inventario(preparado: Preparado, *ids: str) -> Inventario:
    inventario = replace(inventariar(preparado.proyecto, EXTRAS), medios=preparado.medios)
    de_cuenta = (a for a in inventario.artefactos if a.declaracion.id in ids)
    return replace(inventario, artefactos=tuple(de_cuenta), paquetes=())


def _revisado(raiz: Path, *ids: str) -> tuple[Cabida, Inventario]:
    preparado = preparar(raiz)
    inventario = _inventario(preparado, *ids)
    compositor = Compositor(raiz / "plantillas", inventario)
    return revisar_paginado(raiz, compositor, inventario, preparado.expedientes), inventario


def test_un_plegable_que_no_cabe_en_su_hoja_dice_donde_y_los_demas_salen(tmp_path: Path) -> None:
    """Visto fallar: lo decía la imprenta, sin archivo ni línea, y detenía la construcción de todas."""
    hecha, inventario = _revisado(_proyecto(tmp_path, pasos=24), "plegable", "guia")
    (hallazgo,) = hecha.hallazgos
    assert (hallazgo.gravedad, hallazgo.lugar.archivo, hallazgo.lugar.ruta) == (
        *("error", "datos/metodologia.yml", "pasos"),
    )
    assert hallazgo.lugar.linea > 1
    assert hallazgo.mensaje.startswith(
        "«Guía plegable de la mesa 1» (plegable-mesa-1.pdf) y otro igual salen en "
    )
    assert "y deben salir en 2: lo que más ocupa son " in hallazgo.mensaje
    # Acortar otro campo no sirve: el plegable no lo trae.
    assert re.search(r"caracteres de aquí, en «[a-z_]+»", hallazgo.mensaje)
    assert hallazgo.ayuda.startswith("acórtelo hasta que quepa")
    queda = {a.ruta for a in hecha.aligerado(inventario).artefactos}
    assert queda == {a.ruta for a in inventario.artefactos if a.declaracion.id == "guia"}
    (aviso,) = hecha.avisos
    assert aviso.gravedad == "advertencia"
    assert aviso.mensaje.endswith("; lo que no cupo no se publicó")


def test_lo_que_cabe_no_se_dice_y_se_cuenta_una_sola_vez(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raiz = _proyecto(tmp_path)
    assert _revisado(raiz, "plegable")[0] == Cabida((), frozenset())

    def no(*_: Any) -> int:
        pytest.fail("ya estaba contado")

    monkeypatch.setattr(Imprenta, "contar", no)
    assert _revisado(raiz, "plegable")[0] == Cabida((), frozenset())


@pytest.mark.parametrize("nota", [b"", b"[]", b'{"x": "dos"}', b"\xff"])
def test_una_nota_danada_no_estorba(tmp_path: Path, nota: bytes) -> None:
    raiz = _proyecto(tmp_path)
    (raiz / ".cache").mkdir()
    (raiz / ".cache" / "paginas.json").write_bytes(nota)
    assert _revisado(raiz, "plegable")[0].hallazgos == ()


def test_sin_poder_anotar_lo_contado_se_revisa_igual(tmp_path: Path) -> None:
    """Visto fallar: con el disco lleno, validar moría por no poder guardar una nota."""
    raiz = _proyecto(tmp_path)
    (raiz / ".cache" / "paginas.json").mkdir(parents=True)
    assert _revisado(raiz, "plegable")[0].hallazgos == ()


def test_lo_que_vendra_se_prueba_desde_antes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raiz = _proyecto(tmp_path)
    preparado = preparar(raiz)
    inventario = replace(inventariar(preparado.proyecto, EXTRAS), medios=preparado.medios)
    assert revisar_paginado_por_venir(raiz, inventario, preparado.expedientes, ()) == ()
    shutil.rmtree(raiz / ".cache")
    monkeypatch.setattr(Imprenta, "contar", lambda *_: 3)
    (hallazgo,) = revisar_paginado_por_venir(raiz, inventario, preparado.expedientes, ())
    assert hallazgo.gravedad == "advertencia"
    assert hallazgo.mensaje.startswith(
        "cuando la asamblea esté en «borrador», «La agenda 2024–2026 en una hoja» (agenda-en-una-hoja.pdf) "
        "sale en 3 páginas y debe salir en 1"
    )
    assert revisar_paginado_por_venir(raiz, inventario, preparado.expedientes, [hallazgo]) == ()


@pytest.mark.parametrize(
    ("mesas", "vacias", "palabras", "estado"),
    [
        (7, 2, 4, "borrador"),
        (9, 5, 16, "borrador"),
        (10, 7, 11, "borrador"),
        (3, 2, 16, "borrador"),
        (7, 0, 9, "aprobada"),
    ],
)
def test_la_agenda_llena_sale_en_una_hoja(
    tmp_path: Path, mesas: int, vacias: int, palabras: int, estado: str
) -> None:
    """Visto fallar, en dos páginas: sin contar las mesas vacías, y sin el aire de antes de la huella."""
    suyas = [
        {"numero": i, "eje": f"Eje {i}", "definicion": "Algo.", "pregunta": "¿Qué?", "lidera": "X"}
        for i in range(1, mesas + 1)
    ]
    de_sobra = [
        compromiso(
            f"PRU23-{i:03d}",
            titulo="palabra " * palabras,
            mesa=1 + i % (mesas - vacias),
            plazos=[{"fecha": "2024-S1"}],
        )
        for i in range(1, 40)
    ]
    cambios = {**en_estado("borrador"), "mesas": {"mesas": suyas}, "agenda": agenda(*de_sobra)}
    if estado == "aprobada":
        cambios |= {"evento": {"estado": estado}}
        cambios["agenda"] = firmada(**cambios)
    a = asamblea(**cambios)
    sitio = Sitio.model_validate(arboles()["sitio.yml"])
    inventario = inventariar(Proyecto(sitio=sitio, asambleas=(a,)), EXTRAS)
    (hoja,) = (x for x in inventario.artefactos if x.declaracion.id == "agenda-en-una-hoja")
    (tmp_path / "plantillas").symlink_to(RAIZ / "plantillas")
    compositor = Compositor(tmp_path / "plantillas", inventario)
    html = compositor.impreso(hoja)
    assert html.count("palabra palabra") > 10
    assert html.count("en línea.</li>") >= mesas - vacias
    assert Cuentas(tmp_path).de(partes_de(compositor, hoja)) == 1
