"""Nada de lo que hay en `datos/` se pasa por alto: lo que no se lee se dice, con lo que tal vez quiso ser."""

from pathlib import Path

import pytest
from fabrica import ID, en_estado, escribir_proyecto, resultado

from generador.carga.cargar import cargar
from generador.carga.carpetas import parecido
from generador.errores import Hallazgo

ASAMBLEA = ("evento.yml", "mesas.yml", "metodologia.yml", "agenda.yml", "seguimiento.yml", "asistencia.yml")
_SE_LEEN = f"no se lee; aquí se leen: {', '.join(ASAMBLEA)}"
_COMUNES = "no se lee; aquí se leen: sitio.yml, metodologia.yml"


def _con(raiz: Path, *rutas: str) -> list[Hallazgo]:
    """Los hallazgos de un proyecto válido con esos archivos de más; los que acaban en «/» son carpetas."""
    escribir_proyecto(raiz, **en_estado("borrador"))
    for ruta in rutas:
        archivo = raiz / "datos" / ruta
        archivo.parent.mkdir(parents=True, exist_ok=True)
        if ruta.endswith("/"):
            archivo.mkdir()
        else:
            archivo.write_text("a: 1\n", "utf-8")
    return list(cargar(raiz).hallazgos)


@pytest.mark.parametrize(
    ("ruta", "mensaje", "gravedad"),
    [
        (f"{ID}/resultados/M1-S6.yml.txt", "no se lee: ¿quiso decir «M1-S6.yml»?", "error"),
        (f"{ID}/resultados/m1 s6.YAML", "no se lee: ¿quiso decir «M1-S6.yml»?", "error"),
        (f"{ID}/resultados/M1-S1", "no se lee: parece otra copia de «M1-S1.yml»", "error"),
        (f"{ID}/resultados/M1-S1.yml~", "no se lee: parece otra copia de «M1-S1.yml»", "advertencia"),
        (f"{ID}/resultados/hoja M1-S6.jpg", "no se lee", "advertencia"),
        (f"{ID}/resultados/mesa 1/", "no se lee", "advertencia"),
        (f"{ID}/segimiento.yml", "no se lee: ¿quiso decir «seguimiento.yml»?", "error"),
        (f"{ID}/seguimiento (1).yml", "no se lee: ¿quiso decir «seguimiento.yml»?", "error"),
        (f"{ID}/agenda (1).yml", "no se lee: parece otra copia de «agenda.yml»", "error"),
        (f"{ID}/Copia de Evento.yml", "no se lee: parece otra copia de «evento.yml»", "error"),
        (f"{ID}/agenda.yml.bak", "no se lee: parece otra copia de «agenda.yml»", "advertencia"),
        (f"{ID}/Logos/", "no se lee: ¿quiso decir «logos»?", "error"),
        (f"{ID}/fotos/", "no se lee; aquí se leen: resultados, logos, medios, privado", "advertencia"),
        (f"{ID}/otro.yml", _SE_LEEN, "error"),
        (f"{ID}/registro.xlsx", _SE_LEEN, "advertencia"),
        ("Sitio.yaml", "no se lee: parece otra copia de «sitio.yml»", "error"),
        ("mesas.yml", _COMUNES, "error"),
        ("LEEME.md", _COMUNES, "advertencia"),
        ("convenios/017-2024.yaml", "no se lee: ¿quiso decir «017-2024.yml»?", "error"),
        ("convenios/firmado.pdf", "no se lee", "advertencia"),
        ("Esquema/", "no se lee: ¿quiso decir «esquemas»?", "error"),
        ("resultados/", "no se lee: va dentro de una asamblea", "error"),
    ],
)
def test_lo_que_no_se_lee_se_dice(tmp_path: Path, ruta: str, mensaje: str, gravedad: str) -> None:
    (hallazgo,) = _con(tmp_path, ruta)
    assert (hallazgo.lugar.archivo, hallazgo.mensaje, hallazgo.gravedad) == (
        f"datos/{ruta.rstrip('/')}",
        mensaje,
        gravedad,
    )
    assert (cargar(tmp_path).proyecto is None) == (gravedad == "error")


def test_la_carpeta_con_mayuscula_no_deja_los_resultados_por_fuera(tmp_path: Path) -> None:
    escribir_proyecto(tmp_path, resultados=[resultado("M1-S1")])
    carpeta = tmp_path / "datos" / ID
    (carpeta / "resultados").rename(carpeta / "Resultados")
    carga = cargar(tmp_path)
    assert [h.mensaje for h in carga.hallazgos] == ["no se lee: ¿quiso decir «resultados»?"]
    assert carga.proyecto is None


def test_lo_que_se_aparta_a_proposito_no_se_dice(tmp_path: Path) -> None:
    rutas = ("_borrador.yml", "_viejo/", ".DS_Store", "Thumbs.db", "desktop.ini", "~$resultados.docx")
    suyas = [f"{ID}/{r}" for r in rutas]
    assert _con(tmp_path, *suyas, f"{ID}/resultados/_M1-S2.yml", "_otra/evento.yml") == []


def test_lo_que_esta_con_otro_nombre_no_falta_ademas(tmp_path: Path) -> None:
    escribir_proyecto(tmp_path)
    datos = tmp_path / "datos"
    (datos / ID / "evento.yml").rename(datos / ID / "Evento.yml.txt")
    (datos / "sitio.yml").rename(datos / "sitio.yaml")
    assert [(h.lugar.archivo, h.mensaje) for h in cargar(tmp_path).hallazgos] == [
        (f"datos/{ID}/Evento.yml.txt", "no se lee: ¿quiso decir «evento.yml»?"),
        ("datos/sitio.yaml", "no se lee: ¿quiso decir «sitio.yml»?"),
    ]


def test_dos_archivos_de_la_misma_submesa(tmp_path: Path) -> None:
    escribir_proyecto(tmp_path, resultados=[resultado("M1-S1")])
    carpeta = tmp_path / "datos" / ID / "resultados"
    (carpeta / "M1-S1 (1).yml").write_bytes((carpeta / "M1-S1.yml").read_bytes())
    (hallazgo,) = cargar(tmp_path).hallazgos
    assert hallazgo.mensaje == "el archivo se llama M1-S1 (1).yml y dice ser de M1-S1"
    assert hallazgo.ayuda == (
        "deje el mismo código en los dos; si es otra copia de M1-S1.yml, compárelas y deje una sola"
    )


@pytest.mark.parametrize(
    "nombre", ["m1-s2.yml", "M1-S2 .yml", "Copia de M1-S2.yml", "m1s2.yml", "M1-S2 (1).yml"]
)
def test_una_hoja_con_el_nombre_mal_escrito_dice_cual_es(tmp_path: Path, nombre: str) -> None:
    escribir_proyecto(tmp_path, resultados=[resultado("M1-S2")])
    carpeta = tmp_path / "datos" / ID / "resultados"
    (carpeta / "M1-S2.yml").rename(carpeta / nombre)
    (hallazgo,) = cargar(tmp_path).hallazgos
    assert hallazgo.ayuda == "cámbiele el nombre a M1-S2.yml"


_APARTE = "si no es de aquí, sáquelo de datos/ o póngale «_» al comienzo del nombre"


@pytest.mark.parametrize(
    ("ruta", "ayuda"),
    [
        ("resultados/M1-S2.docx", "pase lo que dice a M1-S2.yml"),
        ("resultados/hoja m1 s2.jpg", "pase lo que dice a M1-S2.yml"),
        (
            "asistencia.xlsx",
            "si es el registro de quienes llegaron, sáquelo de datos/ y cuéntelo con ./asamblea asistencia",
        ),
        ("agenda.docx", "pase lo que dice a agenda.yml"),
        ("Logo Alcaldía.PNG", "si es un logo, va en la carpeta logos; si es una foto, en medios"),
        ("acta.pdf", ""),
    ],
)
def test_a_lo_de_otro_programa_no_le_sirve_otro_nombre(tmp_path: Path, ruta: str, ayuda: str) -> None:
    """Visto fallar: a asistencia.xlsx se le decía que se llamara asistencia.yml."""
    (hallazgo,) = _con(tmp_path, f"{ID}/{ruta}")
    assert (hallazgo.gravedad, hallazgo.ayuda) == (
        "advertencia",
        "; ".join(filter(None, (ayuda, _APARTE))),
    )


def test_a_que_se_parece() -> None:
    assert parecido("Asistência.YML", ASAMBLEA) == "asistencia.yml"
    assert parecido("mesas - copia.yml", ASAMBLEA) == "mesas.yml"
    assert parecido("notas.yml", ASAMBLEA) is None
    assert parecido("mesas_final.yml", ASAMBLEA) == "mesas.yml"
    assert parecido("agenda corregida por Ana.yml", ASAMBLEA) == "agenda.yml"
    assert parecido("asistencia.xlsx", ASAMBLEA) is None
    assert parecido("M12_S3.txt", (), submesas=True) == "M12-S3.yml"
    assert parecido("M1-S1234.txt", (), submesas=True) is None
    assert parecido("foto M1-S1.png", (), submesas=True) is None
