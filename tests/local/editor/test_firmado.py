"""El editor nunca cambia lo firmado: ni guardando, ni deshaciendo, ni repartiendo en jornadas."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from fabrica import ID, aprobacion, avance, en_estado, escribir_proyecto, firmada
from local.cliente import Formulario, Navegador, Recibido
from local.editor.test_rutas import _datos, _dice

from generador.construccion.datos.examen import examinar
from generador.edicion.aprobacion import proponer_aprobacion
from generador.local.editor.marco import HECHOS
from generador.local.editor.rutas import Editor
from generador.modelo.asamblea import Asamblea
from generador.modelo.publico.apertura import abrir
from generador.salida.abiertos.documento_json import como_json

RAIZ = Path(__file__).parents[3]
EVENTO, MESAS = f"/archivo/{ID}/evento.yml", f"/archivo/{ID}/mesas.yml"
SEGUIMIENTO = f"/archivo/{ID}/seguimiento.yml"
ARCHIVOS = (f"{ID}/evento.yml", f"{ID}/mesas.yml", "convenios/002-2023.yml")
REPARTO = {
    *("evento.yml alcance", "mesas.yml mesas.cupo", "mesas.yml mesas.submesas"),
    *("mesas.yml personas_por_submesa", "mesas.yml mesas.numero"),
}
"""Lo que decide en cuántas sub-mesas se trabajó: entra en toda aprobación."""
COPIA = {
    *(f"evento.yml {c}" for c in ("nombre", "territorio", "fecha", "horario.inicio", "horario.fin")),
    *(f"evento.yml {c}" for c in ("sede.nombre", "sede.direccion", "vigencia.desde", "vigencia.hasta")),
    *("mesas.yml mesas.eje", "mesas.yml mesas.definicion"),
    *(f"002-2023.yml {c}" for c in ("numero", "anio", "titulo")),
    *(f"002-2023.yml entidades.{c}" for c in ("nombre", "nombre_completo")),
}
"""Lo que además copia el acta desde la forma 3; lo compara también la copia, que sale del modelo."""


def _proyecto(raiz: Path, forma: int, **cambios: Any) -> Navegador:
    suyos = {**en_estado("borrador"), "evento": {"estado": "aprobada"}, **cambios}
    escribir_proyecto(raiz, **{**suyos, "agenda": firmada(forma=forma, **suyos)})
    (raiz / "plantillas").symlink_to(RAIZ / "plantillas")
    return Navegador(Editor(raiz).con_puerta(8765))


def _asamblea(raiz: Path) -> Asamblea:
    (expediente,) = examinar(raiz).carga.expedientes
    return expediente.asamblea


def _otro(valor: str) -> str:
    if valor.isdecimal():
        return str(int(valor) + 1)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", valor):
        return "2023-11-17"
    if re.fullmatch(r"\d{1,2}:\d\d", valor):
        return "9:30"
    return {"sí": "no", "no": "sí", "": "7"}.get(valor, f"{valor} y más")


@pytest.mark.parametrize("forma", [1, 2, 3])
def test_ningun_campo_firmado_se_guarda(tmp_path: Path, forma: int) -> None:
    """Vista fallar: «alcance», «cupo» y todo lo que firma la forma 3 se guardaban."""
    navegador = _proyecto(tmp_path, forma)
    antes = _asamblea(tmp_path)
    rechazados = set()
    for nombre in ARCHIVOS:
        direccion, archivo = f"/archivo/{nombre}", _datos(tmp_path, f"/archivo/{nombre}")
        crudo = archivo.read_bytes()
        formulario = navegador.formulario(direccion)
        for campo, valor in formulario.campos.items():
            if "__" in campo or campo in ("llave", "huella") or campo.startswith("programa."):
                continue
            hecho = navegador.enviar(
                direccion, {**formulario.campos, campo: _otro(valor), "boton": "guardar"}
            )
            if archivo.read_bytes() != crudo:
                ahora = _asamblea(tmp_path)
                assert _gente(ahora) == _gente(antes), campo
                assert forma < 3 or ahora.copia == antes.copia, campo
                archivo.write_bytes(crudo)
            elif hecho.codigo == 422 and f"./asamblea errata {ID} asamblea" in _hallazgos(hecho):
                rechazados.add(f"{archivo.name} {re.sub('[.][0-9]+', '', campo)}")
    assert rechazados == (REPARTO | COPIA if forma == 3 else REPARTO)


def _hallazgos(recibido: Recibido) -> str:
    return "".join(re.findall(r"(?s)<p class=.error.>(.*?)</p>", recibido.texto))


def _gente(asamblea: Asamblea) -> list[tuple[int, int, int]]:
    return [(g.numero, g.personas, len(g.submesas)) for g in asamblea.grupos]


def test_lo_que_no_se_firma_se_guarda(tmp_path: Path) -> None:
    navegador = _proyecto(tmp_path, 3)
    hecho = navegador.usar(navegador.formulario(EVENTO), "guardar", {"presentacion": "Otra, mejor dicha."})
    assert _dice(hecho, HECHOS["guardado"])
    assert _dice(hecho, f"Se corrige con «./asamblea errata {ID} asamblea CAMPO --debe-decir")


def test_lo_fijo_de_un_evento_aprobado(tmp_path: Path) -> None:
    campos = _proyecto(tmp_path, 3).formulario(EVENTO).campos
    assert [c for c in ("estado", "codigo", "demostracion") if c in campos] == []


def test_deshacer_no_devuelve_lo_de_antes_de_aprobar(tmp_path: Path) -> None:
    """Visto fallar: «Deshacer» devolvía el eje que se corrigió antes de aprobar."""
    escribir_proyecto(tmp_path, **en_estado("borrador"))
    (tmp_path / "plantillas").symlink_to(RAIZ / "plantillas")
    navegador = Navegador(Editor(tmp_path).con_puerta(8765))
    hecho = navegador.usar(navegador.formulario(MESAS), "guardar", {"mesas.0.eje": "El eje que se aprobó"})
    aprobados = _asamblea(tmp_path)
    acto = {k: v for k, v in aprobacion("").items() if k != "huella"}
    proponer_aprobacion(tmp_path, ID, acto).escribir()
    atras = navegador.enviar(f"/deshacer/{ID}/mesas.yml", Formulario(hecho.texto, "deshacer").campos)
    assert atras.codigo == 409
    assert _dice(atras, "«Mesas, número 1, Eje» ya no es lo que se aprobó")
    assert _asamblea(tmp_path).mesas == aprobados.mesas


def test_una_aprobada_no_se_reparte_en_jornadas(tmp_path: Path) -> None:
    navegador = _proyecto(tmp_path, 3)
    crudo = _datos(tmp_path, EVENTO).read_bytes()
    campos = {k: v for k, v in navegador.formulario(EVENTO).campos.items() if k in ("llave", "huella")}
    hecho = navegador.enviar(f"/jornadas/{ID}", {**campos, "boton": "varias"})
    assert (hecho.codigo, _dice(hecho, "no se cambió nada: ")) == (409, True)
    assert _datos(tmp_path, EVENTO).read_bytes() == crudo


def test_un_avance_ya_publicado_lleva_a_rectificar(tmp_path: Path) -> None:
    avances = [avance(fecha="2024-01-20"), avance(fecha="2024-03-20")]
    navegador = _proyecto(tmp_path, 3, seguimiento={"fecha_de_referencia": "2024-03-31", "avances": avances})
    examen = examinar(tmp_path)
    assert examen.carga.sitio is not None
    publicada = abrir(_asamblea(tmp_path).publicable(), examen.carga.sitio, lambda c: f"https://x/{c}")
    sitio = tmp_path / "site" / ID / "descargas" / "agenda.json"
    sitio.parent.mkdir(parents=True)
    sitio.write_bytes(como_json(publicada))
    orden = f'./asamblea rectificar {ID} --razon "…" --fecha AAAA-MM-DD'
    antes = navegador.ver(SEGUIMIENTO)
    assert _dice(antes, f"deje después la razón por escrito: «{orden}»")
    assert not _dice(antes, "respecto de lo publicado")
    otra = navegador.usar(navegador.formulario(SEGUIMIENTO), "quitar:avances.1")
    hecho = navegador.usar(Formulario(otra.texto), "guardar")
    assert _dice(hecho, HECHOS["guardado"])
    assert _dice(hecho, "respecto de lo publicado, se borró el avance de PRU23-001 del 2024-03-20")
    assert _dice(hecho, f"deje la razón por escrito: {orden}")
