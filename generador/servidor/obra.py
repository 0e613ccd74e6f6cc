"""El sitio que se ve mientras se trabaja: el último bueno, y qué pasa con el que sigue.

Primero se arman las páginas, con los impresos de la última vez, y se muestran; después se imprime lo que
cambió.
Guardar otra vez interrumpe lo que se esté imprimiendo: lo ya impreso queda en el almacén.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from generador.construccion.pedido.adelanto import VARIABLE_ADELANTO
from generador.construccion.publicacion import ambiente, armar
from generador.modelo.texto import enumerar
from generador.salida.disco import CACHE, explicar
from generador.salida.vida import terminar
from generador.servidor.vigia import PAUSA_S, Vistazo, esperar_cambio, vistazo

CARPETA = "vista"
Armar = Callable[..., dict[str, Any]]


@dataclass(frozen=True, slots=True)
class EstadoDeObra:
    """Lo que se ve. `vuelta` cambia con cada sitio nuevo; `falla` es el mensaje de lo último que no salió."""

    sitio: Path | None = None
    vuelta: int = 0
    falla: str = ""
    haciendo: str = ""
    """«páginas», «impresos» o nada."""


class Obra:
    """Vigila las entradas de `raiz` y rehace el sitio en un hilo. `decir` recibe lo que va a la terminal."""

    def __init__(self, raiz: Path, decir: Callable[[str], None], como: Armar = armar) -> None:
        self._raiz, self._decir, self._armar = raiz, decir, como
        self._base = raiz / CACHE / CARPETA
        publicado = raiz / "site"
        # De la hora: una página abierta desde antes ve que el servidor es otro.
        self._estado = EstadoDeObra(
            publicado if (publicado / "index.html").is_file() else None, time.time_ns()
        )
        self._fin = threading.Event()
        self._proceso: subprocess.Popen[str] | None = None
        self._hilo = threading.Thread(target=self._trabajar, name="obra", daemon=True)

    @property
    def estado(self) -> EstadoDeObra:
        """El estado de ahora; no cambia después de leído."""
        return self._estado

    def empezar(self) -> None:
        """Arranca el hilo. Con el cerrojo «servir» tomado."""
        shutil.rmtree(self._base, ignore_errors=True)
        self._base.mkdir(parents=True)
        self._hilo.start()

    def acabar(self) -> None:
        """Detiene lo que se esté haciendo y borra lo que se hizo."""
        self._fin.set()
        self._interrumpir()
        self._hilo.join()
        shutil.rmtree(self._base, ignore_errors=True)

    def _interrumpir(self) -> None:
        proceso = self._proceso
        if proceso is not None and proceso.poll() is None:
            terminar(proceso)

    def _trabajar(self) -> None:
        vista: Vistazo | None = vistazo(self._raiz)
        while vista is not None:
            for paso in ("páginas", "impresos"):
                if not self._un_paso(paso, vista):
                    break
            self._poner(haciendo="")
            vista = esperar_cambio(self._raiz, vista, self._fin.wait)

    def _poner(self, **cambios: object) -> None:
        self._estado = replace(self._estado, **cambios)  # type: ignore[arg-type]

    def _un_paso(self, paso: str, vista: Vistazo) -> bool:
        """Arma un sitio y lo pone a la vista; dice si salió bien y nada cambió mientras tanto."""
        self._poner(haciendo=paso)
        inicio, nuevo, dichos = time.monotonic(), Path(tempfile.mkdtemp(dir=self._base)), list[str]()
        vigilante = _Vigilante(self._raiz, vista, self._interrumpir)
        try:
            with vigilante:
                variables = ambiente(progreso=True)
                if paso == "páginas":
                    variables[VARIABLE_ADELANTO] = "1"
                cuentas = self._armar(self._raiz, nuevo, variables, dichos.append, al_abrir=self._recibir)
        except Exception as error:
            shutil.rmtree(nuevo, ignore_errors=True)
            if not vigilante.cambio and not self._fin.is_set():
                self._fallar("\n".join(dichos) or str(explicar(self._raiz, error)))
            return False
        finally:
            self._proceso = None
        # De una recién construida puede no haber copia: sin ella, mostrar lo nuevo sería dejar de verla.
        sin_copia = set(cuentas.get("detenidas", ())) - set(cuentas.get("respaldadas", ()))
        if any(self._se_ve(id_) for id_ in sin_copia):
            shutil.rmtree(nuevo, ignore_errors=True)
            self._fallar(cuentas.get("errores") or "\n".join(dichos))
            return False
        # Si no se imprimió nada, lo que se ve ya es esto: no hay por qué recargarlo.
        # Lo de las demás asambleas ya se ve; lo que falla en una se dice encima.
        falla = "\n".join(dichos).strip() if cuentas.get("detenidas") else ""
        # Encima de la página, solo los errores: las advertencias son de todas las asambleas.
        encima = cuentas.get("errores") or falla
        self._mostrar(nuevo, encima, recargar=paso == "páginas" or cuentas["nuevos"] > 0)
        segundos = f"{time.monotonic() - inicio:.1f}".replace(".", ",")
        if falla:
            sin = f", y de {enumerar(sorted(sin_copia))} no hay ninguna" if sin_copia else ""
            self._decir(
                f"{falla}\nDe las asambleas con errores se sigue viendo la última versión buena{sin}."
            )
        self._decir(f"{time.strftime('%H:%M:%S')} {paso} al día en {segundos} s")
        return not vigilante.cambio

    def _se_ve(self, id_: str) -> bool:
        """Si esa asamblea está en lo que se ve ahora."""
        sitio = self._estado.sitio
        return sitio is not None and (sitio / id_ / "index.html").is_file()

    def _recibir(self, proceso: subprocess.Popen[str]) -> None:
        self._proceso = proceso
        if self._fin.is_set():
            terminar(proceso)

    def _fallar(self, texto: str) -> None:
        self._poner(falla=texto)
        self._decir(f"{texto}\nSe sigue viendo la última versión buena; guarde el archivo corregido.")

    def _mostrar(self, nuevo: Path, falla: str, *, recargar: bool) -> None:
        viejo = self._estado.sitio
        self._poner(sitio=nuevo, vuelta=self._estado.vuelta + recargar, falla=falla)
        if viejo is not None and viejo.is_relative_to(self._base):
            shutil.rmtree(viejo, ignore_errors=True)


class _Vigilante:
    """Mientras dura el contexto, llama a `interrumpir` si las entradas dejan de ser las de `vista`."""

    def __init__(self, raiz: Path, vista: Vistazo, interrumpir: Callable[[], None]) -> None:
        self._raiz, self._vista, self._interrumpir = raiz, vista, interrumpir
        self._fin = threading.Event()
        self.cambio = False
        self._hilo = threading.Thread(target=self._mirar, name="vigilante", daemon=True)

    def __enter__(self) -> None:
        self._hilo.start()

    def __exit__(self, *_: object) -> None:
        self._fin.set()
        self._hilo.join()

    def _mirar(self) -> None:
        while not self._fin.wait(PAUSA_S):
            if vistazo(self._raiz) != self._vista:
                self.cambio = True
                self._interrumpir()
                return
