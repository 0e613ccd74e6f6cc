"""Nada ya publicado de una agenda aprobada se borra ni cambia sin la razón por escrito."""

from pathlib import Path
from typing import Any

import pytest
from actos import con_erratas, consolidacion, consolidada, dos_actos, errata
from click.testing import CliRunner, Result
from fabrica import BORRAR, ID, agenda, aporte, cambiado, como_yaml, compromiso, escribir_proyecto, resultado

from generador import cli
from generador.construccion.datos.examen import examinar
from generador.construccion.publicado.testigo import exigir_razones
from generador.errores import ErrorDeDatos, Hallazgo
from generador.modelo.publico.apertura import abrir
from generador.salida.abiertos.documento_json import como_json

AVANCES = [
    {
        "compromiso": "PRU23-001",
        "fecha": fecha,
        "estado": estado,
        "texto": f"Pasó el {fecha}.",
        "fuente": "https://asambleas.gov.co/acta",
        "reporta": "Asociación",
    }
    for fecha, estado in (("2024-01-20", "en_marcha"), ("2024-03-20", "aplazado"))
]
CAMBIOS: dict[str, Any] = {
    "evento": {"estado": "aprobada"},
    "resultados": [resultado(aportes=[aporte(), aporte("luz")])],
    "agenda": agenda(
        compromiso(), no_recogidos=[{"aporte": "M1-S1-N2", "razon": "Ya existe."}], demostracion="sí"
    ),
}
# Con la forma de antes: la de hoy firma también la carpeta y si es de demostración, y la revisión lo dice sin
# necesidad de lo publicado.
COMPLETO = {
    **con_erratas(
        CAMBIOS,
        errata("2024-01-10", "titulo", "Riego", "Agua"),
        errata("2024-01-11", "texto", "Hacer riego.", "Hacer riego común."),
        forma=2,
    ),
    "seguimiento": {"fecha_de_referencia": "2024-03-31", "demostracion": "sí", "avances": AVANCES},
}


def _sitio(raiz: Path, carpeta: Path) -> Path:
    """Lo que se publicaría de `raiz`, con solo los datos abiertos."""
    examen = examinar(raiz)
    assert [h for h in examen.hallazgos if h.gravedad == "error"] == []
    assert examen.carga.sitio is not None
    carpeta.mkdir()
    for e in examen.carga.expedientes:
        if e.asamblea.hay_agenda:
            archivo = carpeta / e.asamblea.id / "descargas" / "agenda.json"
            archivo.parent.mkdir(parents=True)
            archivo.write_bytes(
                como_json(abrir(e.asamblea.publicable(), examen.carga.sitio, lambda c: f"https://x/{c}"))
            )
    return carpeta


@pytest.fixture
def raiz(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Un proyecto aprobado, con erratas y avances, y su sitio."""
    escribir_proyecto(tmp_path, **COMPLETO)
    _sitio(tmp_path, tmp_path / "site")
    monkeypatch.setattr(cli, "RAIZ", tmp_path)
    return tmp_path


def correr(*argumentos: str) -> Result:
    return CliRunner().invoke(cli.principal, list(argumentos), prog_name="./asamblea")


def reescribir(raiz: Path, cambios: dict[str, Any]) -> None:
    escribir_proyecto(raiz, **cambios)


def dichos(raiz: Path, nombre: str = "nuevo") -> list[str]:
    """Lo que detiene la publicación, sin repetir el comienzo; vacío si pasa."""
    nuevo = _sitio(raiz, raiz / nombre)
    hallazgos: tuple[Hallazgo, ...] = ()
    try:
        exigir_razones(raiz, nuevo, raiz / "site", lambda _: None)
    except ErrorDeDatos as error:
        hallazgos = error.hallazgos
    assert all("./asamblea rectificar" in h.ayuda or "devuelva" in h.ayuda for h in hallazgos)
    return [
        f"{h.lugar.archivo.rpartition('/')[2]}:{h.lugar.ruta} "
        f"{h.mensaje.removeprefix('respecto de lo publicado, ')}"
        for h in hallazgos
    ]


def _en_dos_actos(raiz: Path, **en_la_agenda: Any) -> list[str]:
    """Lo que detiene publicar esa agenda donde ya está publicada la de dos actos."""
    escribir_proyecto(raiz, **dos_actos())
    _sitio(raiz, raiz / "site")
    nueva = dos_actos()
    escribir_proyecto(raiz, **{**nueva, "agenda": cambiado(nueva["agenda"], en_la_agenda)})
    return dichos(raiz)


def test_una_consolidacion_publicada_no_se_borra_sin_razon(tmp_path: Path) -> None:
    assert _en_dos_actos(tmp_path, consolidaciones=BORRAR) == [
        "agenda.yml:consolidaciones[1] se borró la consolidación 1, del 2024-02-01"
    ]


def test_una_consolidacion_rehecha_tambien_se_dice(tmp_path: Path) -> None:
    """Sin ella a la mano la cadena no puede saberlo: lo atestigua lo publicado."""
    base = dos_actos()
    sola = cambiado(base["agenda"], {"consolidaciones": BORRAR})
    otra = consolidacion(
        *base["agenda"]["consolidaciones"][0]["compromisos"],
        no_recogidos=[{"aporte": "M1-S2-N1", "razon": "Otra razón."}],
    )
    suya = consolidada(sola, otra, **{k: v for k, v in base.items() if k != "agenda"})
    assert _en_dos_actos(tmp_path, consolidaciones=suya["consolidaciones"]) == [
        "agenda.yml:consolidaciones[1] cambió la consolidación 1, del 2024-02-01"
    ]


def test_agregar_una_consolidacion_no_pide_razon(tmp_path: Path) -> None:
    nueva = dos_actos()
    escribir_proyecto(tmp_path, **{**nueva, "agenda": cambiado(nueva["agenda"], {"consolidaciones": BORRAR})})
    _sitio(tmp_path, tmp_path / "site")
    escribir_proyecto(tmp_path, **nueva)
    assert dichos(tmp_path) == []


def _otra_aprobacion() -> dict[str, Any]:
    otros = {**CAMBIOS, "agenda": {**CAMBIOS["agenda"], "compromisos": [compromiso(titulo="Otro")]}}
    return {**con_erratas(otros, forma=2), "seguimiento": COMPLETO["seguimiento"]}


CASOS: dict[str, tuple[dict[str, Any], list[str]]] = {
    "nada": (COMPLETO, []),
    "agregar": (
        cambiado(
            COMPLETO,
            {
                "seguimiento.fecha_de_referencia": "2024-05-31",
                "seguimiento.avances.2": {**AVANCES[0], "fecha": "2024-05-01", "estado": "cumplido"},
            },
        ),
        [],
    ),
    "al revés": (cambiado(COMPLETO, {"seguimiento.avances": AVANCES[::-1]}), []),
    "borrar la última errata": (
        cambiado(COMPLETO, {"agenda.fe_de_erratas.1": BORRAR}),
        ["agenda.yml:fe_de_erratas[2] se borró la errata 2, del 2024-01-11"],
    ),
    "borrar un avance": (
        cambiado(COMPLETO, {"seguimiento.avances.1": BORRAR}),
        ["seguimiento.yml:avances se borró el avance de PRU23-001 del 2024-03-20 (aplazado)"],
    ),
    "aplazado a cumplido": (
        cambiado(COMPLETO, {"seguimiento.avances.1.estado": "cumplido"}),
        [
            "seguimiento.yml:avances[2] cambió el avance de PRU23-001 del 2024-03-20: decía aplazado y dice "
            "cumplido"
        ],
    ),
    "el texto de un avance": (
        cambiado(COMPLETO, {"seguimiento.avances.0.texto": "Otra cosa."}),
        ["seguimiento.yml:avances[1] cambió el avance de PRU23-001 del 2024-01-20"],
    ),
    "otra fecha": (
        cambiado(COMPLETO, {"seguimiento.avances.0.fecha": "2024-02-20"}),
        ["seguimiento.yml:avances se borró el avance de PRU23-001 del 2024-01-20 (en marcha)"],
    ),
    "atrasar la referencia": (
        cambiado(COMPLETO, {"seguimiento.fecha_de_referencia": "2024-03-21"}),
        ["seguimiento.yml:fecha_de_referencia la fecha de referencia retrocedió: era 2024-03-31"],
    ),
    "presentarla como real": (
        cambiado(COMPLETO, {"agenda.demostracion": "no", "seguimiento.demostracion": "no"}),
        [
            "seguimiento.yml:demostracion el seguimiento ya no se presenta como de demostración",
            "agenda.yml:demostracion ya no se presenta como de demostración",
        ],
    ),
    "aprobar otra vez con la misma fecha": (
        _otra_aprobacion(),
        [
            "agenda.yml:aprobacion se aprobó de nuevo: la aprobación publicada, del 2023-11-18, tiene otra "
            "huella"
        ],
    ),
}


@pytest.mark.parametrize("caso", CASOS)
def test_lo_que_cambia_se_dice_con_su_lugar_y_se_publica_con_su_razon(raiz: Path, caso: str) -> None:
    cambios, espera = CASOS[caso]
    reescribir(raiz, cambios)
    assert dichos(raiz) == espera
    orden = ("rectificar", ID, "--razon", "Estaba mal.", "--fecha", "2024-06-01", "--si")
    hecho = correr(*orden)
    if not espera:
        assert hecho.exit_code == 2
        assert "no hace falta ninguna razón" in hecho.output
        return
    assert hecho.exit_code == 0, hecho.output
    assert dichos(raiz, "con-razon") == []
    # La razón queda: no se puede borrar después de publicada.
    (raiz / "site").rename(raiz / "viejo")
    (raiz / "con-razon").rename(raiz / "site")
    texto = (raiz / "datos" / ID / "agenda.yml").read_text("utf-8")
    (raiz / "datos" / ID / "agenda.yml").write_text(texto[: texto.index("rectificaciones:")], "utf-8")
    assert dichos(raiz, "sin-razon") == [
        "agenda.yml:rectificaciones se borró o cambió la rectificación del 2024-06-01"
    ]


def test_la_razon_de_un_cambio_no_sirve_para_otro(raiz: Path) -> None:
    reescribir(raiz, CASOS["borrar un avance"][0])
    assert correr("rectificar", ID, "--razon", "Iba doble.", "--fecha", "2024-06-01", "--si").exit_code == 0
    escrita = (raiz / "datos" / ID / "agenda.yml").read_text("utf-8")
    reescribir(raiz, cambiado(COMPLETO, {"seguimiento.avances": []}))
    (raiz / "datos" / ID / "agenda.yml").write_text(escrita, "utf-8")
    assert dichos(raiz) == [
        "seguimiento.yml:avances se borró el avance de PRU23-001 del 2024-01-20 (en marcha)"
    ]


def test_quitar_la_aprobacion(raiz: Path) -> None:
    sin = cambiado(CAMBIOS, {"evento.estado": "borrador"})
    reescribir(raiz, sin)
    (raiz / "datos" / ID / "seguimiento.yml").unlink()
    assert dichos(raiz) == [
        "agenda.yml:aprobacion se quitó la aprobación del 2023-11-18",
        "seguimiento.yml: se borró el avance de PRU23-001 del 2024-01-20 (en marcha)",
        "seguimiento.yml: se borró el avance de PRU23-001 del 2024-03-20 (aplazado)",
    ]
    hecho = correr("rectificar", ID, "--razon", "Faltó quórum.", "--fecha", "2024-06-01", "--si")
    assert hecho.exit_code == 0, hecho.output
    assert dichos(raiz, "despues") == []


def test_una_agenda_que_desaparece(raiz: Path) -> None:
    (raiz / "datos" / ID).rename(raiz / "datos" / "_guardada")
    assert dichos(raiz) == ["agenda.yml: ya no se publica una agenda aprobada"]
    (raiz / "datos" / "_guardada").rename(raiz / "datos" / "otro-nombre")
    # Con otro nombre de carpeta es la misma agenda, y se compara.
    assert dichos(raiz, "renombrada") == []
    texto = (raiz / "datos" / "otro-nombre" / "seguimiento.yml").read_text("utf-8")
    (raiz / "datos" / "otro-nombre" / "seguimiento.yml").write_text(
        texto.replace("aplazado", "cumplido"), "utf-8"
    )
    assert len(dichos(raiz, "cambiada")) == 1


def test_retirar_un_dato_personal_no_pide_otra_razon(raiz: Path) -> None:
    orden = ("errata", ID, "--suprimir", "--texto", "Hacer riego", "--razon", "x", "--fecha", "2024-02-01")
    assert correr(*orden, "--si").exit_code == 0
    assert correr(*orden[:4], "Pasó el 2024", *orden[5:], "--si").exit_code == 0
    assert dichos(raiz) == []
    archivo = raiz / "datos" / ID / "seguimiento.yml"
    archivo.write_text(archivo.read_text("utf-8").replace("retirado)-01", "retirado)-02"), "utf-8")
    assert dichos(raiz, "otro") == ["seguimiento.yml:avances[1] cambió el avance de PRU23-001 del 2024-01-20"]


def test_sin_sitio_anterior_se_dice(raiz: Path) -> None:
    (raiz / "site").rename(raiz / "viejo")
    oido: list[str] = []
    exigir_razones(raiz, _sitio(raiz, raiz / "nuevo"), raiz / "site", oido.append)
    assert oido == ["No había un sitio anterior con qué comparar: lo aprobado se publica sin testigo."]
    hecho = correr("rectificar", ID, "--razon", "x", "--fecha", "2024-06-01", "--si")
    assert (hecho.exit_code, "en «site» no hay una agenda publicada" in hecho.output) == (2, True)


def test_un_agenda_json_que_no_se_lee_se_dice(raiz: Path) -> None:
    suyo = raiz / "site" / ID / "descargas" / "agenda.json"
    suyo.write_text("{", "utf-8")
    oido: list[str] = []
    exigir_razones(raiz, _sitio(raiz, raiz / "nuevo"), raiz / "site", oido.append)
    assert oido == [f"No se puede leer {suyo}: con esa agenda no se compara."]


def test_una_rectificacion_a_mano_se_publica_como_esta(raiz: Path) -> None:
    """La página y los datos abiertos la dicen; su fecha tiene que haber llegado."""
    hecho = correr("rectificar", ID, "--razon", "x", "--fecha", "2999-06-01", "--si")
    assert (hecho.exit_code, "no hace falta ninguna razón" in hecho.output) == (2, True)
    reescribir(raiz, CASOS["borrar un avance"][0])
    hecho = correr("rectificar", ID, "--razon", "x", "--fecha", "2999-06-01", "--si")
    assert hecho.exit_code == 2, hecho.output
    assert hecho.output.startswith("Error: --fecha: 2999-06-01 todavía no llega; ")
    assert "rectificaciones" not in como_yaml(COMPLETO["agenda"])


def test_sin_agenda_yml_se_dice_de_donde_devolverlo(raiz: Path) -> None:
    """Visto fallar: «falta datos/ID/agenda.yml, donde se escribe la razón», sin ninguna salida."""
    (raiz / "datos" / ID / "seguimiento.yml").unlink()
    (raiz / "datos" / ID / "agenda.yml").unlink()
    evento = raiz / "datos" / ID / "evento.yml"
    evento.write_text(evento.read_text("utf-8").replace("aprobada", "en_curso"), "utf-8")
    orden = ("rectificar", ID, "--razon", "x", "--fecha", "2024-06-01", "--si")
    hecho = correr(*orden)
    assert hecho.exit_code == 2, hecho.output
    cual = f"datos/{ID}/agenda.yml"
    assert hecho.output.startswith(f"Error: falta {cual}, donde se escribe la razón: ")
    salida = "esa agenda ya está publicada; devuelva el archivo que se publicó, de una copia o del historial"
    assert salida in hecho.output
    assert f"«git checkout REVISIÓN -- {cual}»" in hecho.output
    # Al construir, lo mismo; y no que devuelva la carpeta, que ahí está.
    with pytest.raises(ErrorDeDatos) as error:
        exigir_razones(raiz, _sitio(raiz, raiz / "nuevo"), raiz / "site", lambda _: None)
    assert all(h.ayuda.startswith("esa agenda ya está publicada") for h in error.value.hallazgos)
    # Si nunca se publicó, no hay nada que devolver ni que explicar.
    (raiz / "site").rename(raiz / "viejo")
    hecho = correr(*orden)
    assert (hecho.exit_code, "nada que explicar" in hecho.output) == (2, True)
