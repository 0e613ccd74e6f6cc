"""Un banco de pruebas para el lanzador: Python, pip y apt de mentira, y un PATH sin nada más."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

RAIZ = Path(__file__).parents[2]
# Lo único del sistema que el lanzador y sus dobles pueden usar: si pide otra cosa, la prueba lo dice.
UTILES = (
    "sh",
    "cat",
    "cmp",
    "cp",
    "env",
    "grep",
    "id",
    "mkdir",
    "mv",
    "readlink",
    "rm",
    "rmdir",
    "sed",
    "sleep",
    "tail",
    "touch",
)

# Responde a cada cosa que el lanzador le pide a Python y anota cada pip; lo instalado por venv es ella misma.
PYTHON = """#!/bin/sh
[ "$1" != -P ] || shift
case "$1 $2" in
    "-c "*execv*) exec "$PYTHON" "$@" ;;
    "-c "*CDLL*) [ -e "$FALSO/bibliotecas" ] && exit 0; cat "$FALSO/faltan"; exit 1 ;;
    "-c "*ensurepip*) [ -e "$FALSO/completo" ] || exit 1; echo "$FALSO/bin/python3.11" ;;
    "-c "*version_info*print*os.path*) [ -e "$FALSO/suficiente" ] || exit 1; echo "$FALSO/bin/python3.11" ;;
    "-c "*python%d*) echo python3.11-venv ;;
    "-c "*) exit 0 ;;
    "--version "*) echo Python 3.9.2 ;;
    "-m venv") echo "venv" >>"$FALSO/registro"; mkdir -p "$3/bin"; cp "$0" "$3/bin/python" ;;
    "-m pip")
        [ "$3" != --version ] || exit 0
        shift 3
        echo "pip $*" | sed 's/--disable.*off //' >>"$FALSO/registro"
        if [ -e "$FALSO/pip-tarda" ]; then
            sleep "$(cat "$FALSO/pip-tarda")" &
            echo $! >"$FALSO/pip-vivo"
            wait
        fi
        [ ! -e "$FALSO/pip-falla" ] || { cat "$FALSO/pip-falla"; exit 1; }
        ;;
    "-m generador") shift 2; printf '<%s>' "$@"; printf '\\n'; exec "$FALSO/cli" ;;
esac
"""


def _atender_senales() -> None:
    for senal in (signal.SIGINT, signal.SIGHUP):
        signal.signal(senal, signal.SIG_DFL)


@dataclass(frozen=True)
class Banco:
    """Una copia del lanzador en `proyecto` y un PATH que solo tiene lo que hay en `falso/bin`."""

    proyecto: Path
    falso: Path

    @property
    def entorno(self) -> dict[str, str]:
        return {
            "PATH": str(self.falso / "bin"),
            "FALSO": str(self.falso),
            "HOME": str(self.falso),
            "PYTHON": sys.executable,
        }

    def correr(
        self, *args: str, desde: Path | None = None, orden: Path | None = None
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [orden or self.proyecto / "asamblea", *args],
            env=self.entorno,
            cwd=desde or self.falso,
            capture_output=True,
            text=True,
            timeout=15,
            check=False,
        )

    def lanzar(self, *args: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [self.proyecto / "asamblea", *args],
            env=self.entorno,
            cwd=self.falso,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            # Correr las pruebas en segundo plano deja señales ignoradas, y sh no puede volver a atenderlas.
            preexec_fn=_atender_senales,
        )

    def ejecutable(self, nombre: str, texto: str) -> None:
        ruta = self.falso / "bin" / nombre
        ruta.unlink(missing_ok=True)
        ruta.write_text(texto)
        ruta.chmod(0o755)

    def poner(self, nombre: str, texto: str = "") -> None:
        (self.falso / nombre).write_text(texto)

    def quitar(self, nombre: str) -> None:
        (self.falso / nombre).unlink()

    def hechos(self) -> list[str]:
        """Lo que se le pidió a venv, pip y apt desde la última vez que se preguntó."""
        registro = self.falso / "registro"
        lineas = registro.read_text().splitlines() if registro.exists() else []
        registro.unlink(missing_ok=True)
        return lineas

    def restos(self) -> list[str]:
        return sorted(ruta.name for ruta in self.proyecto.glob(".asamblea-*"))


REQUISITOS = "pip --require-hashes -r requirements.txt"
PAQUETE = "pip --no-deps --no-build-isolation -e ."
PRUEBAS = "pip --require-hashes -r requirements-dev.txt"
LOCAL = "pip --require-hashes -r requirements-local.txt"
COMPLETA = ["venv", REQUISITOS, PAQUETE]
APT = """#!/bin/sh
echo "apt-get $*" >>"$FALSO/registro"
case " $* " in *" update "*) exit 0 ;; esac
[ ! -e "$FALSO/apt-falla" ] || { echo "E: Unable to locate package"; exit 100; }
case " $* " in
    *-venv*) touch "$FALSO/completo" "$FALSO/suficiente" ;;
    *libpango*) touch "$FALSO/bibliotecas" ;;
esac
"""


def esperar(condicion: Callable[[], bool]) -> None:
    limite = time.monotonic() + 8
    while not condicion():
        assert time.monotonic() < limite, "no ocurrió a tiempo"
        time.sleep(0.02)


def corre(proceso: int) -> bool:
    try:
        estado = Path(f"/proc/{proceso}/stat").read_text()
    except OSError:
        return False
    return estado.rpartition(") ")[2][0] != "Z"


def root(banco: Banco) -> None:
    banco.ejecutable("id", "#!/bin/sh\necho 0\n")


def sin_privilegios(banco: Banco) -> None:
    banco.ejecutable("id", "#!/bin/sh\necho 1000\n")
    banco.ejecutable("sudo", "#!/bin/sh\nexit 1\n")


def con_apt(banco: Banco, *paquetes: str) -> None:
    banco.ejecutable("apt-get", APT)
    casos = " | ".join(paquetes) or "nada"
    banco.ejecutable("apt-cache", f'#!/bin/sh\ncase $2 in {casos}) echo "Package: $2" ;; esac\n')


BIBLIOTECAS = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
INSTALA = "install -y -q --no-install-recommends -o DPkg::Lock::Timeout=300"
