"""El lanzador sh: cuándo prepara el entorno, cuándo no toca nada y qué deja si lo interrumpen."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from lanzador.banco import (
    COMPLETA,
    INSTALA,
    LOCAL,
    PAQUETE,
    PRUEBAS,
    RAIZ,
    REQUISITOS,
    Banco,
    con_apt,
    corre,
    esperar,
    root,
    sin_privilegios,
)


def test_shellcheck_no_encuentra_nada() -> None:
    shellcheck = Path(sys.executable).with_name("shellcheck")
    for guion in ("asamblea", ".ci/run"):
        salida = subprocess.run([shellcheck, RAIZ / guion], capture_output=True, text=True, check=False)
        assert (salida.stdout, salida.returncode) == ("", 0)


def test_primer_uso_prepara_en_orden_y_el_segundo_no_hace_nada(banco: Banco) -> None:
    primero = banco.correr("construir")
    assert primero.stdout == "<construir>\n"
    assert [linea.split(":")[0] for linea in primero.stderr.splitlines()] == ["asamblea", "asamblea"]
    assert banco.hechos() == COMPLETA
    segundo = banco.correr("construir")
    assert (segundo.stdout, segundo.stderr, banco.hechos(), banco.restos()) == ("<construir>\n", "", [], [])


def test_camino_rapido_cuesta_menos_de_dos_decimas(listo: Banco) -> None:
    tiempos = []
    for _ in range(5):
        inicio = time.perf_counter()
        assert listo.correr("validar").returncode == 0
        tiempos.append(time.perf_counter() - inicio)
    assert min(tiempos) < 0.2


def test_una_carpeta_con_tildes_no_depende_del_alfabeto_del_sistema(listo: Banco, tmp_path: Path) -> None:
    """Con Python de verdad: lo que pip deja es una ruta entera, que sin UTF-8 no se puede leer."""
    proyecto = tmp_path / "años y «más»"
    shutil.copytree(listo.proyecto, proyecto, symlinks=True)
    shutil.rmtree(proyecto / ".venv")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", proyecto / ".venv"], check=True)
    paquetes = next((proyecto / ".venv").glob("lib/python3*/site-packages"))
    camino = paquetes / "_editable_impl_asambleas.pth"
    camino.write_text(str(proyecto), "utf-8")
    (proyecto / "generador").mkdir()
    dice = "import sys; print(*sys.argv[1:], sys.stdout.encoding.lower())"
    (proyecto / "generador" / "__main__.py").write_text(dice, "utf-8")
    requisitos = (proyecto / "requirements.txt").read_text("utf-8")
    (proyecto / ".venv" / ".asamblea-requisitos").write_text(f"{proyecto}\n{requisitos}", "utf-8")
    shutil.copy2(proyecto / "pyproject.toml", proyecto / ".venv" / ".asamblea-paquete")
    for alfabeto in ("C", "POSIX", "es_CO.UTF-8", "es_CO.ISO-8859-1"):
        hecho = subprocess.run(
            [proyecto / "asamblea", "«validar»"],
            env={"PATH": os.environ["PATH"], "LC_ALL": alfabeto},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert (alfabeto, hecho.stdout, hecho.stderr) == (alfabeto, "«validar» utf-8\n", "")
    assert camino.read_text("utf-8") == "../../../..\n"


def test_un_archivo_en_el_lugar_del_cerrojo_se_dice(banco: Banco) -> None:
    (banco.proyecto / ".asamblea-cerrojo").write_text("")
    hecho = banco.correr("construir")
    assert hecho.returncode == 1
    assert hecho.stderr.count("\n") == 1
    assert "/.asamblea-cerrojo» estorba: es un archivo y ahí va una carpeta. Bórrelo" in hecho.stderr


def test_sin_argumentos_pide_la_ayuda(listo: Banco) -> None:
    assert listo.correr().stdout == "<ayuda>\n"


def test_los_argumentos_llegan_intactos(listo: Banco) -> None:
    resultado = listo.correr("nueva", "La  Guajira", "", "*", "$HOME", "-x")
    assert resultado.stdout == "<nueva><La  Guajira><><*><$HOME><-x>\n"


def test_propaga_el_codigo_de_salida(listo: Banco) -> None:
    listo.poner("cli", "#!/bin/sh\nexit 7\n")
    assert listo.correr("construir").returncode == 7


def test_el_programa_reemplaza_al_lanzador_y_recibe_sus_senales(listo: Banco) -> None:
    listo.poner("cli", '#!/bin/sh\ntouch "$FALSO/arriba"\nexec sleep 20\n')
    proceso = listo.lanzar("servir")
    esperar((listo.falso / "arriba").exists)
    proceso.send_signal(signal.SIGTERM)
    proceso.communicate(timeout=5)
    assert proceso.returncode == -signal.SIGTERM


def test_funciona_desde_otra_carpeta_sin_cambiarla(listo: Banco, tmp_path: Path) -> None:
    listo.poner("cli", "#!/bin/sh\npwd\n")
    assert listo.correr("x", desde=tmp_path).stdout == f"<x>\n{tmp_path}\n"


def test_funciona_por_enlaces_simbolicos_encadenados(listo: Banco, tmp_path: Path) -> None:
    (tmp_path / "uno").symlink_to(listo.proyecto / "asamblea")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "dos").symlink_to("../uno")
    resultado = listo.correr("x", orden=tmp_path / "bin" / "dos", desde=tmp_path)
    assert (resultado.stdout, resultado.stderr, listo.hechos()) == ("<x>\n", "", [])


@pytest.mark.parametrize(
    ("archivo", "hace"),
    [("requirements.txt", [REQUISITOS]), ("pyproject.toml", [PAQUETE]), ("requirements-dev.txt", [])],
)
def test_si_cambia_lo_declarado_reinstala_solo_eso(listo: Banco, archivo: str, hace: list[str]) -> None:
    (listo.proyecto / archivo).write_text("otra cosa\n")
    assert listo.correr("x").returncode == 0
    assert listo.hechos() == hace
    assert listo.correr("x").stderr == ""


def test_probar_instala_lo_de_las_pruebas_una_sola_vez(listo: Banco) -> None:
    assert listo.correr("probar", "-k", "algo").stdout == "<probar><-k><algo>\n"
    assert listo.hechos() == [PRUEBAS]
    assert listo.correr("probar").stderr == ""
    (listo.proyecto / "requirements-dev.txt").write_text("otra cosa\n")
    listo.correr("probar")
    assert listo.hechos() == [PRUEBAS]


@pytest.mark.parametrize("mando", [("abrir",), ("abrir", "--puerto", "9000"), ("preparar", "--todo")])
def test_lo_del_editor_se_instala_la_primera_vez_que_se_pide(listo: Banco, mando: tuple[str, ...]) -> None:
    for otro in (("construir",), ("preparar",), ("validar", "abrir")):
        assert listo.correr(*otro).returncode == 0
    assert listo.hechos() == []
    primero = listo.correr(*mando)
    assert primero.stdout == "".join(f"<{m}>" for m in mando) + "\n"
    assert primero.stderr.splitlines()[0] == (
        "asamblea: preparo el editor: descarga menos de 1 MB; solo pasa esta vez."
    )
    assert listo.hechos() == [LOCAL]
    for otro in (mando, ("abrir",), ("preparar", "--todo"), ("construir",)):
        segundo = listo.correr(*otro)
        assert (segundo.returncode, segundo.stderr) == (0, "")
    assert listo.hechos() == []
    (listo.proyecto / "requirements-local.txt").write_text("otra versión\n")
    listo.correr(*mando)
    assert listo.hechos() == [LOCAL]
    # Con otras bibliotecas en el entorno, lo del editor se vuelve a comprobar.
    (listo.proyecto / "requirements.txt").write_text("otra versión\n")
    listo.correr(*mando)
    assert listo.hechos() == [REQUISITOS, LOCAL]


@pytest.mark.parametrize("mando", [("abrir", "--help"), ("probar", "-h"), ("ensayo", "x", "--ayuda")])
def test_pedir_la_ayuda_no_instala_nada(listo: Banco, mando: tuple[str, ...]) -> None:
    """Visto fallar: `probar --help` bajaba 120 MB, y `abrir --help` el editor."""
    hecho = listo.correr(*mando)
    assert (hecho.stdout, hecho.stderr) == ("".join(f"<{m}>" for m in mando) + "\n", "")
    assert listo.hechos() == []
    # Detrás de «--», ya es de pytest.
    listo.correr("probar", "--", "--help")
    assert listo.hechos() == [PRUEBAS]


def test_sin_red_el_editor_lo_dice(listo: Banco) -> None:
    listo.poner("pip-falla", "ERROR: no hay red\n")
    hecho = listo.correr("abrir")
    assert (hecho.returncode, hecho.stdout) == (1, "")
    assert "no pude instalar lo del editor. ¿Hay conexión? Vuelva a intentar:" in hecho.stderr
    listo.quitar("pip-falla")
    assert listo.correr("abrir").stdout == "<abrir>\n"


def test_las_versiones_de_lo_local_son_las_de_lo_demas() -> None:
    """pip cambiaría lo ya instalado por otra versión, y con ella los bytes de todo lo impreso."""
    fijas = {
        nombre: dict(re.findall(r"^([\w.-]+)==([\w.]+)", (RAIZ / nombre).read_text("utf-8"), re.M))
        for nombre in ("requirements.txt", "requirements-local.txt", "requirements-dev.txt")
    }
    for uno in fijas.values():
        for otro in fijas.values():
            assert {n: (v, otro[n]) for n, v in uno.items() if otro.get(n, v) != v} == {}
    # Lo que compila el paquete ya está con lo primero; todo lo demás que pide el editor está en los suyos.
    sobran = {"starlette", "uvicorn", "anyio", "h11", "zxing-cpp"}
    assert sobran <= set(fijas["requirements-local.txt"])
    assert set(fijas["requirements-local.txt"]) - set(fijas["requirements.txt"]) == sobran
    assert sobran <= set(fijas["requirements-dev.txt"])


def test_probar_sin_sus_programas_lo_dice_en_una_linea_por_cada_uno_y_sigue(listo: Banco) -> None:
    sin_privilegios(listo)
    con_apt(listo, "default-jdk-headless", "libreoffice-calc-nogui", "espeak-ng")
    listo.ejecutable("chromium", "#!/bin/sh\nexit 1\n")  # el aviso que Ubuntu pone en lugar del navegador
    listo.ejecutable("java", "#!/bin/sh\nexit 1\n")
    (listo.falso / "bin" / "soffice").unlink()
    (listo.falso / "bin" / "espeak-ng").unlink()
    resultado = listo.correr("probar")
    assert resultado.stdout == "<probar>\n"
    assert resultado.stderr.splitlines()[1:-1] == [
        "asamblea: sin Chromium se saltan algunas pruebas; para tenerlas: "
        "instale Google Chrome o, en Ubuntu, «sudo snap install chromium»",
        "asamblea: sin Java se saltan algunas pruebas; para tenerlas: "
        "sudo apt-get install -y --no-install-recommends default-jdk-headless",
        "asamblea: sin LibreOffice se saltan algunas pruebas; para tenerlas: "
        "sudo apt-get install -y --no-install-recommends libreoffice-calc-nogui",
        "asamblea: sin espeak-ng se saltan algunas pruebas; para tenerlas: "
        "sudo apt-get install -y --no-install-recommends espeak-ng",
    ]


def test_probar_instala_el_navegador_sin_ventanas_donde_lo_hay(listo: Banco) -> None:
    root(listo)
    con_apt(listo, "chromium-headless-shell")
    assert listo.correr("probar").returncode == 0
    pide = [f"apt-get {INSTALA} chromium-headless-shell", PRUEBAS]
    assert [h for h in listo.hechos() if " update " not in f"{h} "] == pide
    listo.ejecutable("chromium-headless-shell", "#!/bin/sh\n")
    (listo.falso / "bin" / "chromium").unlink()
    (listo.proyecto / "requirements-dev.txt").write_text("otra cosa\n")
    assert listo.correr("probar").returncode == 0
    assert listo.hechos() == [PRUEBAS]


def test_sin_el_navegador_sin_ventanas_se_prueba_con_el_que_haya(listo: Banco) -> None:
    root(listo)
    con_apt(listo, "chromium-headless-shell")
    listo.poner("apt-falla")
    hecho = listo.correr("probar")
    assert (hecho.returncode, hecho.stdout) == (0, "<probar>\n")
    assert "se saltan" not in hecho.stderr


def test_probar_con_el_controlador_del_navegador_incompleto_dice_que_biblioteca_falta(listo: Banco) -> None:
    sin_privilegios(listo)
    con_apt(listo, "libatomic1")
    nodo = listo.proyecto / ".venv/lib/python3.11/site-packages/playwright/driver/node"
    nodo.parent.mkdir(parents=True)
    nodo.write_text("#!/bin/sh\nexit 127\n")
    nodo.chmod(0o755)
    resultado = listo.correr("probar")
    assert resultado.stdout == "<probar>\n"
    assert resultado.stderr.splitlines()[1:-1] == [
        "asamblea: sin el controlador del navegador se saltan algunas pruebas; para tenerlas: "
        "sudo apt-get install -y --no-install-recommends libatomic1",
    ]


def test_venv_con_el_python_borrado_se_rehace(listo: Banco) -> None:
    (listo.proyecto / ".venv" / "bin" / "python").unlink()
    assert listo.correr("x").returncode == 0
    assert listo.hechos() == COMPLETA


def test_proyecto_movido_rehace_el_entorno(listo: Banco, tmp_path: Path) -> None:
    movido = Banco(tmp_path / "movido", listo.falso)
    listo.proyecto.rename(movido.proyecto)
    assert movido.correr("x").returncode == 0
    assert movido.hechos() == COMPLETA


def test_entorno_hecho_a_mano_se_aprovecha(banco: Banco) -> None:
    (banco.proyecto / ".venv" / "bin").mkdir(parents=True)
    shutil.copy2(banco.falso / "bin" / "python3.11", banco.proyecto / ".venv" / "bin" / "python")
    assert banco.correr("x").returncode == 0
    assert banco.hechos() == [REQUISITOS, PAQUETE]


_INTENTO = "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError(…)': /a/"


def test_sin_red_se_dice_que_hacer_y_no_lo_que_dice_pip(banco: Banco) -> None:
    banco.poner("pip-falla", f"{_INTENTO}\nERROR: No matching distribution found for a==1\n")
    resultado = banco.correr("preparar", "--todo")
    assert resultado.returncode == 1
    assert resultado.stderr.splitlines()[-2:] == [
        "asamblea: no pude instalar las bibliotecas de Python: no hay conexión con el sitio de donde se "
        "bajan, o un proxy no deja pasar.",
        "asamblea: revise la conexión (y HTTPS_PROXY, si usa un proxy) y repita la orden. El detalle: "
        ".asamblea-registro",
    ]
    assert "No matching distribution" in (banco.proyecto / ".asamblea-registro").read_text()
    # Un tropiezo de la red que se superó no es la razón de lo que falló después.
    banco.poner("pip-falla", f"{_INTENTO}\nERROR: No space left on device\n")
    assert banco.correr("x").stderr.endswith("    ERROR: No space left on device\n")


def test_sin_red_muestra_el_final_de_pip_y_no_deja_marca(banco: Banco) -> None:
    banco.poner(
        "pip-falla", "\n".join(f"línea {n}" for n in range(30)) + "\nERROR: No matching distribution\n"
    )
    resultado = banco.correr("x")
    assert (resultado.returncode, resultado.stdout) == (1, "")
    assert "no pude instalar las bibliotecas de Python. ¿Hay conexión?" in resultado.stderr
    assert resultado.stderr.splitlines()[-1] == "    ERROR: No matching distribution"
    assert "línea 18" not in resultado.stderr
    banco.quitar("pip-falla")
    banco.hechos()
    assert banco.correr("x").returncode == 0
    assert banco.hechos() == [REQUISITOS, PAQUETE]  # pip no alcanzó a tocar nada: el venv vacío sirve
    assert banco.restos() == []


def test_pip_que_falla_a_media_instalacion_obliga_a_rehacer(listo: Banco) -> None:
    (listo.proyecto / "requirements.txt").write_text("otra cosa\n")
    listo.poner("pip-falla", "Installing collected packages: uno\nOSError: No space left on device\n")
    assert listo.correr("x").returncode == 1
    listo.quitar("pip-falla")
    listo.hechos()
    assert listo.correr("x").returncode == 0
    assert listo.hechos() == COMPLETA


@pytest.mark.parametrize("senal", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_interrumpir_detiene_a_pip_suelta_el_cerrojo_y_obliga_a_rehacer(
    banco: Banco, senal: signal.Signals
) -> None:
    banco.poner("pip-tarda", "20")
    proceso = banco.lanzar("x")
    vivo = banco.falso / "pip-vivo"
    esperar(lambda: vivo.exists() and vivo.read_text().strip() != "")
    proceso.send_signal(senal)
    _, error = proceso.communicate(timeout=5)
    assert proceso.returncode == -senal
    assert error.splitlines()[-1] == "asamblea: preparación interrumpida; al volver a ejecutar se retoma."
    esperar(lambda: not corre(int(vivo.read_text())))
    assert banco.restos() == [".asamblea-registro"]
    banco.quitar("pip-tarda")
    banco.hechos()
    assert banco.correr("x").returncode == 0
    assert banco.hechos() == COMPLETA


def test_cerrojo_de_un_muerto_se_hereda_y_el_entorno_a_medias_se_rehace(banco: Banco) -> None:
    banco.poner("pip-tarda", "20")
    proceso = banco.lanzar("x")
    vivo = banco.falso / "pip-vivo"
    esperar(lambda: vivo.exists() and vivo.read_text().strip() != "")
    proceso.kill()
    os.killpg(os.getpgid(int(vivo.read_text())), signal.SIGKILL)
    proceso.communicate(timeout=5)
    assert ".asamblea-cerrojo" in banco.restos()
    banco.quitar("pip-tarda")
    banco.hechos()
    assert banco.correr("x").returncode == 0
    assert (banco.hechos(), banco.restos()) == (COMPLETA, [])


def test_cerrojo_con_numero_de_proceso_reutilizado_no_cuenta_como_vivo(banco: Banco) -> None:
    (banco.proyecto / ".asamblea-cerrojo").mkdir()
    (banco.proyecto / ".asamblea-cerrojo" / "dueno").write_text(f"{os.getpid()} 1\n")
    assert banco.correr("x").returncode == 0
    assert banco.restos() == []


def test_dos_primeros_usos_a_la_vez_preparan_una_sola_vez(banco: Banco) -> None:
    banco.poner("pip-tarda", "1.5")
    uno, dos = banco.lanzar("uno"), banco.lanzar("dos")
    salidas = [proceso.communicate(timeout=12) for proceso in (uno, dos)]
    assert [salida for salida, _ in salidas] == ["<uno>\n", "<dos>\n"]
    assert sum("otra ventana está preparando" in error for _, error in salidas) == 1
    assert (banco.hechos(), banco.restos()) == (COMPLETA, [])
