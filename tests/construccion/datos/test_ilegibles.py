"""Lo que el sistema no deja leer detiene solo a su asamblea, y se dice cuál archivo y el remedio."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from apoyo import cambiar
from fabrica import ID, en_estado, escribir_proyecto, resultado

from generador.construccion.datos import respaldo
from generador.errores import ErrorDeMaquina

OTRA = "otra-2024"
CERRADOS = ("mesas.yml", "evento.yml", "resultados/M1-S1.yml", "resultados", "logos/a.svg", "logos", ".")
GUION = """
import json, os, sys
from pathlib import Path
from generador.construccion.datos.examen import examinar
from generador.salida.disco import huella_de_arbol
raiz, suya = Path(sys.argv[1]), Path(sys.argv[2])
dichos = {}
for nombre in sys.argv[3:]:
    cual = suya / nombre
    modo = cual.stat().st_mode
    antes = huella_de_arbol(raiz / "datos")
    cual.chmod(0)
    try:
        examen = examinar(raiz)
        cerrada = huella_de_arbol(raiz / "datos")
        dichos[nombre] = [antes != cerrada, {
            id_: [str(h) for h in suyos if "no se puede leer" in h.mensaje]
            for id_, suyos in examen.detenidas.items()
        }]
    finally:
        cual.chmod(modo)
print(json.dumps(dichos))
"""


GUION_DE_COPIA = """
import sys
from pathlib import Path
from generador.construccion.datos import respaldo
from generador.construccion.datos.examen import examinar
from generador.construccion.entrega import preparar
raiz = Path(sys.argv[1])
cerrados = [raiz / "datos" / c for c in sys.argv[2:]]
for c in cerrados:
    c.chmod(0)
try:
    ids = [a.id for a in preparar(raiz, aparte=True).proyecto.asambleas]
    respaldo.guardar(raiz, ids, ids, respaldo.huellas(raiz))
    print(*ids)
finally:
    for c in cerrados:
        c.chmod(0o755)
"""


def _sin_privilegios() -> tuple[str, ...]:
    """Con qué se corre para que un permiso cuente: root los pasa por alto."""
    if os.geteuid():
        return ()
    if shutil.which("setpriv") is None:
        pytest.skip("NO SE PROBÓ lo que no se deja leer: root sin setpriv lee lo que quiera")
    sin = "-dac_override,-dac_read_search"
    return ("setpriv", f"--bounding-set={sin}", f"--inh-caps={sin}")


def test_lo_ilegible_de_una_no_detiene_a_las_demas(tmp_path: Path) -> None:
    """Vista fallar con la traza de PermissionError: una carpeta cerrada las detenía a todas, con 70."""
    escribir_proyecto(tmp_path, **en_estado("convocada"), resultados=[resultado()])
    suya = tmp_path / "datos" / OTRA
    shutil.copytree(tmp_path / "datos" / ID, suya)
    cambiar(suya / "evento.yml", "PRU23", "OTR24")
    (suya / "logos").mkdir()
    (suya / "logos" / "a.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", "utf-8")
    with (suya / "evento.yml").open("a", encoding="utf-8") as evento:
        evento.write(
            "logos:\n  - archivo: a.svg\n    organizacion: Una\n    alt: Logo\n    credito: Una\n"
            "    consentimiento: sí\n"
        )
    hecho = subprocess.run(
        [*_sin_privilegios(), sys.executable, "-c", GUION, str(tmp_path), str(suya), *CERRADOS],
        capture_output=True,
        text=True,
        check=False,
    )
    assert hecho.returncode == 0, hecho.stderr
    dichos = json.loads(hecho.stdout)
    assert tuple(dichos) == CERRADOS
    for nombre, (otra_huella, detenidas) in dichos.items():
        assert otra_huella, nombre
        assert set(detenidas) == {OTRA}, nombre
        assert detenidas[OTRA], nombre
        for dicho in detenidas[OTRA]:
            assert "no se puede leer: no hay permiso" in dicho, nombre
            assert "ayuda: dele permiso de lectura" in dicho, nombre
    assert dichos["mesas.yml"][1][OTRA][0].startswith(f"datos/{OTRA}/mesas.yml:1:1")
    assert dichos["resultados"][1][OTRA][0].startswith(f"datos/{OTRA}/resultados:1:1")
    assert dichos["."][1][OTRA][0].startswith(f"datos/{OTRA}:1:1")


def test_lo_cerrado_que_nadie_lee_no_estorba_a_la_copia(tmp_path: Path) -> None:
    """Vista fallar con la traza de shutil.Error, ya publicado el sitio y sin copia de ninguna."""
    escribir_proyecto(tmp_path, **en_estado("convocada"), resultados=[resultado()])
    datos = tmp_path / "datos"
    cerrados = ("_x", f"{ID}/_x", f"{ID}/notas.txt", f"{ID}/resultados/_y.yml")
    for cual in cerrados:
        if cual.endswith("_x"):
            (datos / cual).mkdir()
            (datos / cual / "suyo.yml").write_text("a: 1", "utf-8")
        else:
            (datos / cual).write_text("x", "utf-8")
    hecho = subprocess.run(
        [*_sin_privilegios(), sys.executable, "-c", GUION_DE_COPIA, str(tmp_path), *cerrados],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (hecho.stdout, hecho.stderr) == (f"{ID}\n", "")
    copia = respaldo.copia_de(tmp_path, ID)
    assert copia is not None
    suyos = {p.relative_to(datos / ID).as_posix() for p in (datos / ID).rglob("*")}
    copiados = {p.relative_to(copia).as_posix() for p in copia.rglob("*")}
    assert suyos - copiados == {"_x", "_x/suyo.yml", "notas.txt", "resultados/_y.yml"}


def test_sin_espacio_para_la_copia_se_dice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    escribir_proyecto(tmp_path, **en_estado("convocada"))

    def lleno(origen: str, destino: str, **_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", destino)

    monkeypatch.setattr(shutil.copytree, "__defaults__", (False, None, lleno, False, False))
    with pytest.raises(ErrorDeMaquina, match=rf"no se pudo guardar la copia de datos/{ID} en \.cache"):
        respaldo.guardar(tmp_path, [ID], [ID], respaldo.huellas(tmp_path))
