"""Lo que le pasa a un equipo que edita a mano: cada archivo malo, con su informe exacto."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from fabrica import CASOS, ID, escribir_proyecto

from generador.carga.cargar import cargar
from generador.carga.lectura.lector import HONDURA_MAXIMA, TAMANO_MAXIMO, leer, leer_bytes
from generador.errores import ErrorDeDatos, informe

HOSTILES = sorted((CASOS / "yaml").glob("*.yaml"))
LECTURA = sorted((CASOS / "lectura").glob("*.yml"))
RESULTADO = sorted((CASOS / "resultado").glob("*.yml"))


def test_los_casos_estan() -> None:
    assert len(HOSTILES) == 72
    assert len(LECTURA) >= 70
    assert len(RESULTADO) >= 10


@pytest.mark.parametrize("archivo", [*HOSTILES, *LECTURA], ids=lambda p: p.stem)
def test_informe_de_cada_archivo_en_lugar_de_mesas(
    archivo: Path, tmp_path: Path, aprobado: Callable[[str, str], None]
) -> None:
    proyecto = escribir_proyecto(tmp_path)
    shutil.copy(archivo, proyecto / "datos" / ID / "mesas.yml")
    hallazgos = cargar(proyecto).hallazgos
    assert hallazgos
    assert {h.lugar.archivo for h in hallazgos} == {f"datos/{ID}/mesas.yml"}
    aprobado(f"casos/{archivo.parent.name}/{archivo.stem}.txt", informe(hallazgos) + "\n")


@pytest.mark.parametrize("archivo", RESULTADO, ids=lambda p: p.stem)
def test_informe_de_cada_archivo_en_lugar_de_un_resultado(
    archivo: Path, tmp_path: Path, aprobado: Callable[[str, str], None]
) -> None:
    proyecto = escribir_proyecto(tmp_path)
    (proyecto / "datos" / ID / "resultados").mkdir()
    shutil.copy(archivo, proyecto / "datos" / ID / "resultados" / "M1-S1.yml")
    hallazgos = cargar(proyecto).hallazgos
    assert {h.lugar.archivo for h in hallazgos} == {f"datos/{ID}/resultados/M1-S1.yml"}
    aprobado(f"casos/resultado/{archivo.stem}.txt", informe(hallazgos) + "\n")


def test_escalares_como_texto_con_su_lugar() -> None:
    fuente = leer_bytes(b"hora: 10:30\nsi: no\nn: 010\nvacio:\nlista:\n  - a\n  - {b: 'c d'}\n", "x.yml")
    assert fuente.datos == {
        "hora": "10:30",
        "si": "no",
        "n": "010",
        "vacio": None,
        "lista": ["a", {"b": "c d"}],
    }
    lugar = fuente.lugar(("lista", 1, "b"))
    assert (lugar.linea, lugar.columna, lugar.largo, lugar.ruta) == (7, 9, 5, "lista[2].b")
    ausente = fuente.lugar(("lista", 1, "z"))
    assert (ausente.linea, ausente.columna) == (7, 5)
    assert fuente.lugar(("nada",)).linea == 1


@pytest.mark.parametrize(
    "crudo", [b"\xef\xbb\xbfa: \xc3\xb1\r\n", "a: ñ\n".encode("utf-16"), "a: ñ\r".encode()]
)
def test_codificaciones_que_se_aceptan(crudo: bytes) -> None:
    assert leer_bytes(crudo, "x.yml").datos == {"a": "ñ"}


def test_lugar_dentro_de_un_texto_de_varios_renglones() -> None:
    fuente = leer_bytes(b"a: x\nb: >-\n  uno dos\n  tres dos\n  cuatro\nc: dos\n", "x.yml")
    assert fuente.datos["b"] == "uno dos tres dos cuatro"
    segunda = fuente.lugar_dentro(("b",), "dos", 2)
    assert segunda is not None
    assert (segunda.linea, segunda.columna, segunda.largo) == (4, 8, 3)
    partido = fuente.lugar_dentro(("b",), "dos tres")
    assert partido is not None
    assert (partido.linea, partido.columna, partido.largo) == (3, 7, 3)
    assert fuente.lugar_dentro(("b",), "dos", 3) is None
    assert fuente.lugar_dentro(("z",), "dos") is None


def _mensajes(crudo: bytes) -> list[str]:
    with pytest.raises(ErrorDeDatos) as error:
        leer_bytes(crudo, "x.yml")
    return [h.mensaje for h in error.value.hallazgos]


def test_hondura_y_tamano(tmp_path: Path) -> None:
    justo = b"a: " + b"[" * (HONDURA_MAXIMA - 1) + b"]" * (HONDURA_MAXIMA - 1)
    assert leer_bytes(justo, "x.yml").datos.keys() == {"a"}
    assert _mensajes(b"a: " + b"[" * HONDURA_MAXIMA) == [f"hay más de {HONDURA_MAXIMA} niveles anidados"]
    enorme = tmp_path / "enorme.yml"
    enorme.write_bytes(b"a" * (TAMANO_MAXIMO + 1))
    with pytest.raises(ErrorDeDatos, match="pesa más de 2 MB"):
        leer(enorme, "enorme.yml")


def test_varios_fallos_que_no_impiden_seguir() -> None:
    assert _mensajes(b"a: 1 #x\na: 2\n") == [
        "«#x» se perdería: tras un espacio, «#» empieza un comentario",
        "la clave «a» ya está en la línea 1",
    ]


@pytest.mark.parametrize(
    "resto", ["#12-45", "# 12-45", "  # 12 A - 45, barrio Centro", "#3", "# 7B – 12"], ids=str
)
@pytest.mark.parametrize("comilla", ["'", '"'])
def test_lo_que_quedo_por_fuera_de_las_comillas_no_se_pierde(comilla: str, resto: str) -> None:
    """Se publicaba «Calle 15», sin una palabra."""
    (dicho,) = _mensajes(f"direccion: {comilla}Calle 15{comilla} {resto}\n".encode())
    assert dicho == f"«{resto.strip()}» se perdería: tras un espacio, «#» empieza un comentario"


@pytest.mark.parametrize("resto", ["# a confirmar", "# 12 sillas", "# ver 12-45", "#", "# 2024"], ids=str)
def test_un_comentario_tras_las_comillas_es_un_comentario(resto: str) -> None:
    assert leer_bytes(f'direccion: "Calle 15" {resto}\n'.encode(), "x.yml").datos == {"direccion": "Calle 15"}


def test_carpeta_y_ausente(tmp_path: Path) -> None:
    for ruta in (tmp_path, tmp_path / "nada.yml"):
        with pytest.raises(ErrorDeDatos, match="no se puede leer"):
            leer(ruta, ruta.name)


def test_un_error_de_sintaxis_no_repite_datos_personales() -> None:
    with pytest.raises(ErrorDeDatos) as error:
        leer_bytes(b'a: "x" 3001234567\n', "x.yml")
    assert "3001234567" not in str(error.value)
    with pytest.raises(ErrorDeDatos) as error:
        leer_bytes("a: año 3001234567\n".encode("cp1252"), "x.yml")
    assert "3001234567" not in str(error.value)
