"""Dos asambleas no comparten código, ni una carpeta copiada publica dos veces la misma agenda."""

import shutil
from pathlib import Path

from fabrica import ID, en_estado, escribir_proyecto

from generador.construccion.datos.examen import examinar


def _dichos(raiz: Path) -> list[tuple[str, str, str]]:
    errores = [h for h in examinar(raiz).hallazgos if h.gravedad == "error"]
    assert all(h.ayuda for h in errores)
    return [(h.lugar.archivo, h.lugar.ruta, h.mensaje) for h in errores]


def test_una_carpeta_copiada_con_otro_nombre(tmp_path: Path) -> None:
    for estado in ("convocada", "aprobada"):
        raiz = escribir_proyecto(tmp_path / estado, **en_estado(estado))
        assert _dichos(raiz) == []
        shutil.copytree(raiz / "datos" / ID, raiz / "datos" / "copia-2023")
        sobra = ": publicaría dos veces la misma agenda"
        # La aprobada dice además cuál es la copia: lo firmado nombra su carpeta.
        de_la_copia = (
            "datos/copia-2023/agenda.yml",
            "aprobacion.asamblea.id",
            f"«Nombre de la carpeta» ya no es lo que se aprobó: decía «{ID}» y dice «copia-2023»",
        )
        assert _dichos(raiz) == [
            *([de_la_copia] if estado == "aprobada" else []),
            ("datos/copia-2023/evento.yml", "codigo", f"esta asamblea es copia de datos/{ID}{sobra}"),
            (f"datos/{ID}/evento.yml", "codigo", f"esta asamblea es copia de datos/copia-2023{sobra}"),
        ]
        # Aunque le cambien el título a la agenda.
        for archivo in ("agenda.yml", "evento.yml"):
            suyo = raiz / "datos" / "copia-2023" / archivo
            if suyo.exists():
                suyo.write_text(suyo.read_text("utf-8").replace("de prueba", "de ensayo"), "utf-8")
        assert {ruta for _, ruta, _ in _dichos(raiz)} >= {"codigo"}
        # Guardada sin publicar no estorba.
        (raiz / "datos" / "copia-2023").rename(raiz / "datos" / "_copia-2023")
        assert _dichos(raiz) == []


def test_el_mismo_codigo_en_dos_asambleas(tmp_path: Path) -> None:
    raiz = escribir_proyecto(tmp_path, **en_estado("convocada"))
    otra = raiz / "datos" / "otra-2023"
    shutil.copytree(raiz / "datos" / ID, otra)
    evento = otra / "evento.yml"
    evento.write_text(evento.read_text("utf-8").replace("Territorio de prueba", "Otro"), "utf-8")
    linea = next(i for i, r in enumerate(evento.read_text("utf-8").split("\n"), 1) if r.startswith("codigo:"))
    assert _dichos(raiz) == [
        (
            f"datos/{una}/evento.yml",
            "codigo",
            f"PRU23 ya es el código de otra asamblea (datos/{dos}/evento.yml:{linea})",
        )
        for una, dos in (("otra-2023", ID), (ID, "otra-2023"))
    ]
    evento.write_text(evento.read_text("utf-8").replace("PRU23", "OTR23"), "utf-8")
    assert _dichos(raiz) == []
