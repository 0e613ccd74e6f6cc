"""La carpeta `datos/` entera: qué falta, qué sobra y todos los errores de una vez."""

import random
import shutil
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from fabrica import (
    ESTADOS,
    ID,
    agenda,
    arboles,
    asamblea_siete,
    compromiso,
    en_estado,
    escribir_proyecto,
    resultado,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generador.carga import cargar as modulo_cargar
from generador.carga.cargar import Carga, cargar
from generador.carga.lectura.lector import leer_bytes
from generador.errores import Hallazgo, informe
from generador.modelo.fuente import Fuente
from generador.revision import revisar

RAIZ = Path(__file__).parent.parent.parent


def _resumen(carga: Carga) -> list[str]:
    return [f"{h.lugar.archivo}:{h.lugar.linea}: {h.mensaje}" for h in carga.hallazgos]


def test_un_proyecto_valido(tmp_path: Path) -> None:
    carga = cargar(escribir_proyecto(tmp_path))
    assert carga.hallazgos == ()
    assert carga.proyecto is not None
    assert [a.id for a in carga.proyecto.asambleas] == [ID]
    assert sorted(carga.expedientes[0].fuentes) == ["convenio", "evento", "mesas", "metodologia"]
    assert carga.expedientes[0].ilegibles == frozenset()


@pytest.mark.parametrize("estado", ESTADOS)
def test_cada_estado_se_carga(estado: str, tmp_path: Path) -> None:
    carga = cargar(escribir_proyecto(tmp_path, **en_estado(estado)))
    assert _resumen(carga) == []
    assert [e.asamblea.estado.value for e in carga.expedientes] == [estado]


def test_siete_mesas_de_cupos_desiguales(tmp_path: Path) -> None:
    asamblea = asamblea_siete(tmp_path)
    assert [g.personas for g in asamblea.grupos] == [45, 30, 60, 25, 50, 50, 50]
    assert sum(g.personas for g in asamblea.grupos) == asamblea.evento.alcance
    assert [len(g.submesas) for g in asamblea.grupos] == [3, 2, 4, 2, 4, 4, 4]


def test_sin_carpeta_de_datos(tmp_path: Path) -> None:
    assert _resumen(cargar(tmp_path)) == ["datos:1: falta esta carpeta"]


def test_archivos_que_faltan_y_extensiones(tmp_path: Path) -> None:
    datos = escribir_proyecto(tmp_path) / "datos"
    (datos / "sitio.yml").unlink()
    (datos / ID / "mesas.yml").rename(datos / ID / "mesas.yaml")
    (datos / ID / "resultados").mkdir()
    (datos / ID / "resultados" / "M1-S1.YML").write_text("submesa: M1-S1\n")
    (datos / ID / "resultados" / "._M1-S1.yml").write_bytes(b"\0\1")
    (datos / "_borrador").mkdir()
    carga = cargar(tmp_path)
    assert carga.proyecto is None
    assert _resumen(carga) == [
        f"datos/{ID}/mesas.yaml:1: no se lee: ¿quiso decir «mesas.yml»?",
        f"datos/{ID}/resultados/M1-S1.YML:1: no se lee: ¿quiso decir «M1-S1.yml»?",
        "datos/sitio.yml:1: falta este archivo",
    ]


def test_errores_de_varios_archivos_en_una_sola_pasada(
    tmp_path: Path, aprobado: Callable[[str, str], None]
) -> None:
    proyecto = escribir_proyecto(
        tmp_path,
        evento={"programa.2.fin": "24:30", "convenio": "003-2023"},
        mesas={"mesas.1.cupo": "doce"},
        metodologia={"fichas.0.trama": "ralla"},
        resultados=[resultado(asistentes="veinte")],
        agenda=agenda(compromiso(codigo="PRU-1")),
    )
    (proyecto / "datos" / ID / "resultados" / "M9-S9.yml").write_bytes(
        (proyecto / "datos" / ID / "resultados" / "M1-S1.yml").read_bytes().replace(b"veinte", b"20")
    )
    aprobado("casos/carga/varios-archivos.txt", informe(cargar(proyecto).hallazgos) + "\n")


def test_convenio_que_no_existe(tmp_path: Path) -> None:
    carga = cargar(escribir_proyecto(tmp_path, evento={"convenio": "003-2023"}))
    (hallazgo,) = carga.hallazgos
    assert hallazgo.mensaje == "no existe datos/convenios/003-2023.yml"
    assert hallazgo.ayuda == "los que hay: 002-2023"
    assert (hallazgo.lugar.linea, hallazgo.lugar.ruta) == (7, "convenio")


def test_carpeta_con_nombre_que_no_sirve_en_una_direccion(tmp_path: Path) -> None:
    datos = escribir_proyecto(tmp_path) / "datos"
    (datos / ID).rename(datos / "Arauca 2023")
    assert _resumen(cargar(tmp_path)) == [
        "datos/Arauca 2023:1: «Arauca 2023» no tiene forma de identificador"
    ]


def test_un_archivo_ilegible_no_parece_ausente(tmp_path: Path) -> None:
    """Con agenda.yml ilegible, la revisión no dice además que la agenda falta."""
    proyecto = escribir_proyecto(tmp_path, **en_estado("aprobada"))
    (proyecto / "datos" / ID / "agenda.yml").write_text("titulo: [\n")
    carga = cargar(proyecto)
    assert len(carga.hallazgos) == 1
    assert carga.expedientes[0].ilegibles == {"agenda"}
    assert revisar(carga.expedientes[0]) == ()


_ARCHIVOS = sorted(arboles(**en_estado("aprobada")))


def _mutado(texto: str, azar: random.Random) -> str:
    """El texto como podría dejarlo una mano apurada: renglones y letras quitados, repetidos o cambiados."""
    renglones = texto.split("\n")
    for _ in range(azar.randint(1, 4)):
        i = azar.randrange(len(renglones))
        renglon = renglones[i]
        j = azar.randrange(len(renglon) + 1)
        signo = azar.choice(
            [*" \t:-#'\"[]{}&*!|>%@`,?\\", "\r", "\x00", "\u200b", "ñ", "\x1b", "- ", ": ", "12", "no"]
        )
        renglones[i : i + 1] = azar.choice(
            (
                [],
                [renglon, renglon],
                [renglon[:j] + signo + renglon[j:]],
                [renglon[:j] + renglon[j + 1 :]],
                [renglon[:j]],
                [" " + renglon],
                [renglon[1:]],
                [renglon.split(":")[0] + ": " + signo],
            )
        )
        renglones = renglones or [""]
    return "\n".join(renglones)


@pytest.mark.lenta
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(archivo=st.sampled_from(_ARCHIVOS), semilla=st.integers(0, 2**32))
def test_mutaciones_dan_proyecto_o_hallazgos(archivo: str, semilla: int, tmp_path: Path) -> None:
    ruta = escribir_proyecto(tmp_path, **en_estado("aprobada")) / "datos" / archivo
    ruta.write_text(_mutado(ruta.read_text("utf-8"), random.Random(semilla)), "utf-8", newline="")
    _comprobar(tmp_path)


@pytest.mark.lenta
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    archivo=st.sampled_from(_ARCHIVOS), crudo=st.binary(max_size=80) | st.text(max_size=80).map(str.encode)
)
def test_bytes_cualesquiera(archivo: str, crudo: bytes, tmp_path: Path) -> None:
    ruta = escribir_proyecto(tmp_path, **en_estado("aprobada")) / "datos" / archivo
    ruta.write_bytes(crudo)
    assert _comprobar(tmp_path).hallazgos


def _comprobar(proyecto: Path) -> Carga:
    """O proyecto o hallazgos legibles, sin demorarse y sin otra excepción."""
    inicio = time.process_time()
    carga = cargar(proyecto)
    assert (carga.proyecto is None) == bool(carga.hallazgos)
    hallazgos: list[Hallazgo] = list(carga.hallazgos)
    for expediente in carga.expedientes:
        hallazgos.extend(revisar(expediente))
    texto = informe(hallazgos)
    # Contra lo que crece sin fin, y no contra una máquina lenta.
    assert time.process_time() - inicio < 10
    assert all(h.mensaje for h in hallazgos)
    assert not [c for c in texto if c != "\n" and unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"}]
    return carga


def test_un_archivo_con_los_mismos_bytes_se_lee_una_vez(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Quien edita cambia uno: los demás no se vuelven a leer, y sus errores se dicen igual."""
    raiz = escribir_proyecto(tmp_path)
    leidos: list[str] = []

    def contar(crudo: bytes, archivo: str) -> Fuente:
        leidos.append(archivo)
        return leer_bytes(crudo, archivo)

    monkeypatch.setattr(modulo_cargar, "leer_bytes", contar)
    modulo_cargar._leido.cache_clear()
    sitio = raiz / "datos" / "sitio.yml"
    sitio.write_text(sitio.read_text("utf-8") + "sobra: x\n", "utf-8")
    primera = cargar(raiz)
    de_una_vez = sorted(leidos)
    leidos.clear()
    segunda = cargar(raiz)
    assert (leidos, segunda.hallazgos) == ([], primera.hallazgos)
    assert [h.lugar.archivo for h in segunda.hallazgos] == ["datos/sitio.yml"]
    assert "datos/sitio.yml" in de_una_vez
    sitio.write_text(sitio.read_text("utf-8").replace("sobra: x\n", ""), "utf-8")
    assert cargar(raiz).hallazgos == ()
    assert leidos == ["datos/sitio.yml"]


def test_un_convenio_mal_llamado_dice_como_se_llama_y_como_se_cita(tmp_path: Path) -> None:
    """El remedio decía «los que hay: Convenio 0417 de 2025», un nombre que evento.yml no admite."""
    convenios = escribir_proyecto(tmp_path) / "datos" / "convenios"
    (suyo,) = convenios.glob("*.yml")
    shutil.copy(suyo, convenios / "Convenio 0417 de 2025.yml")
    shutil.copy(suyo, convenios / "0500-2025.yml.txt")
    dichos = {
        (h.lugar.archivo.rpartition("/")[2], h.ayuda.partition(";")[0]) for h in cargar(tmp_path).hallazgos
    }
    assert dichos == {
        (
            "Convenio 0417 de 2025.yml",
            "cámbiele el nombre a convenio-0417-de-2025.yml y cítelo así: «convenio: convenio-0417-de-2025»",
        ),
        ("0500-2025.yml.txt", "cámbiele el nombre a 0500-2025.yml"),
    }
