"""El lanzador sh: qué instala del sistema, y qué orden pide ejecutar cuando no puede."""

from lanzador.banco import BIBLIOTECAS, COMPLETA, INSTALA, Banco, con_apt, root, sin_privilegios


def test_sin_python_ni_gestor_dice_de_donde_bajarlo(banco: Banco) -> None:
    (banco.falso / "bin" / "python3.11").unlink()
    resultado = banco.correr("x")
    assert (resultado.returncode, resultado.stdout) == (1, "")
    assert resultado.stderr.splitlines()[-1] == (
        "asamblea: hace falta Python 3.11 o más nuevo y no lo encuentro. "
        "Instálelo (python.org/downloads) y vuelva a intentar."
    )


def test_python_viejo_sin_otro_en_apt_dice_cual_hay(banco: Banco) -> None:
    (banco.falso / "bin" / "python3.11").rename(banco.falso / "bin" / "python3")
    banco.quitar("suficiente")
    banco.quitar("completo")
    sin_privilegios(banco)
    con_apt(banco)
    resultado = banco.correr("x")
    assert resultado.returncode == 1
    assert resultado.stderr.splitlines()[-1] == (
        "asamblea: hace falta Python 3.11 o más nuevo y aquí hay Python 3.9.2. "
        "Instálelo (python.org/downloads) y vuelva a intentar."
    )


def test_python_viejo_con_python_nuevo_en_apt_lo_instala(banco: Banco) -> None:
    banco.quitar("suficiente")
    banco.quitar("completo")
    root(banco)
    con_apt(banco, "python3.11-venv", "libharfbuzz-subset0")
    assert banco.correr("x").returncode == 0
    assert banco.hechos() == [
        "apt-get update -q",
        f"apt-get {INSTALA} python3.11-venv {BIBLIOTECAS}",
        *COMPLETA,
    ]


def test_falta_venv_sin_permisos_dice_la_orden_exacta(banco: Banco) -> None:
    banco.quitar("completo")
    sin_privilegios(banco)
    con_apt(banco, "python3.11-venv", "libharfbuzz-subset0")
    resultado = banco.correr("x")
    assert (resultado.returncode, banco.hechos(), banco.restos()) == (1, [], [".asamblea-registro"])
    assert resultado.stderr.splitlines()[1:] == [
        "asamblea: a Python le falta el módulo para crear entornos (venv y ensurepip). "
        "Ejecute y vuelva a intentar:",
        f"    sudo apt-get install -y --no-install-recommends python3.11-venv {BIBLIOTECAS}",
    ]


def test_faltan_bibliotecas_y_root_las_instala(banco: Banco) -> None:
    banco.quitar("bibliotecas")
    root(banco)
    con_apt(banco, "libharfbuzz-subset0")
    resultado = banco.correr("x")
    assert resultado.returncode == 0
    assert banco.hechos() == [
        "apt-get update -q",
        f"apt-get {INSTALA} {BIBLIOTECAS}",
        *COMPLETA,
    ]


def test_faltan_bibliotecas_sin_permisos_dice_la_orden_exacta(banco: Banco) -> None:
    banco.quitar("bibliotecas")
    sin_privilegios(banco)
    con_apt(banco, "libharfbuzz-subset0")
    resultado = banco.correr("x")
    assert resultado.returncode == 1
    assert not (banco.proyecto / ".venv").exists()
    assert resultado.stderr.splitlines()[1:] == [
        "asamblea: faltan bibliotecas para componer los PDF (libpango-1.0.so.0). "
        "Ejecute y vuelva a intentar:",
        f"    sudo apt-get install -y --no-install-recommends {BIBLIOTECAS}",
    ]


def test_ubuntu_sin_harfbuzz_subset_sigue_con_lo_que_hay(banco: Banco) -> None:
    banco.quitar("bibliotecas")
    banco.poner("faltan", "libharfbuzz-subset.so.0")
    sin_privilegios(banco)
    con_apt(banco)
    assert banco.correr("x").returncode == 0
    assert banco.hechos() == COMPLETA


def test_apt_que_falla_muestra_su_error_y_la_orden(banco: Banco) -> None:
    banco.quitar("bibliotecas")
    root(banco)
    con_apt(banco, "libharfbuzz-subset0")
    banco.poner("apt-falla")
    resultado = banco.correr("x")
    assert resultado.returncode == 1
    assert resultado.stderr.splitlines()[-2:] == [
        f"    apt-get install -y --no-install-recommends {BIBLIOTECAS}",
        "    E: Unable to locate package",
    ]


def test_carpeta_sin_permiso_de_escritura_lo_dice(banco: Banco) -> None:
    # Un mkdir que no puede: root pasa por encima de los permisos de verdad.
    banco.ejecutable("mkdir", "#!/bin/sh\nexit 1\n")
    banco.ejecutable("sleep", "#!/bin/sh\n")
    resultado = banco.correr("x")
    assert resultado.returncode == 1
    assert resultado.stderr == (
        f"asamblea: no puedo escribir en «{banco.proyecto}»: revise permisos y espacio en disco.\n"
    )
