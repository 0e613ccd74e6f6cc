"""El ensayo de principio a fin: quién entrega qué, qué se le pone en contra y qué quedó."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from pathlib import Path

from generador.carga.cargar import cargar
from generador.composicion.captura import qr_en_png
from generador.errores import ErrorDeDatos, ErrorInterno
from generador.local.captura.archivos.importacion import leer, recibir_todas
from generador.local.captura.archivos.planilla import planilla_llena
from generador.local.captura.bandeja import Bandeja
from generador.local.captura.conflictos import conflictos, en_hoja_de
from generador.local.captura.entrega import Campos, Entrega
from generador.local.captura.sobre import en_texto
from generador.local.ensayo.navegador import EnChromium
from generador.local.ensayo.por_red import (
    SIN_RED,
    Aparato,
    Copista,
    PorFormulario,
    Telefono,
    puertos_libres,
)
from generador.local.ensayo.practica import Practica, por_partes
from generador.local.ensayo.tablero import Acusado, Observador
from generador.local.ensayo.vivero import Vivero
from generador.local.fotos.album import fotos_de, por_transcribir
from generador.local.sala.clave import Clave, clave_de_hoy
from generador.local.sala.tablero import celda_de

TELEFONOS = 3
MUERTES = 10
"""Veces que se mata a la sala."""
_NEGADAS = 10
"""Cuántas veces puede la sala contestar algo que no sea «Guardado» antes de que se dé por perdido."""
_ESPERA = 60.0
_CORTES = 0.2
"""De cada guardado, la probabilidad de que la red se vaya a la mitad."""


@dataclass(frozen=True, slots=True)
class Vias:
    """Por dónde entrega cada sub-mesa."""

    telefono: tuple[str, ...]
    texto: tuple[str, ...]
    planilla: tuple[str, ...]
    foto: tuple[str, ...]

    @classmethod
    def de(cls, submesas: tuple[str, ...], azar: random.Random) -> Vias:
        """Barajadas: la mayoría por teléfono y, desde cuatro sub-mesas, algo por cada vía."""
        barajadas = list(submesas)
        azar.shuffle(barajadas)
        cuantas = len(barajadas)
        otras = [max(1, cuantas * parte // 100) if cuantas > 3 else 0 for parte in (16, 12, 4)]
        cortes = [sum(otras[:i]) for i in range(len(otras) + 1)]
        texto, planilla, foto = (tuple(barajadas[a:b]) for a, b in pairwise(cortes))
        return cls(tuple(barajadas[cortes[-1] :]), texto, planilla, foto)


@dataclass
class Cuenta:
    """Lo que pasó."""

    reparto: Vias
    en_navegador: bool
    guardados: list[Acusado] = field(default_factory=list)
    negadas: list[str] = field(default_factory=list)
    """Lo que contestó la sala cuando no dijo «Guardado»."""
    cortes: int = 0
    sin_respuesta: int = 0
    muertes: int = 0
    conflictos: int = 0
    casillas: int = 0
    perdidas: tuple[str, ...] = ()
    """Cada cosa que se mandó y no quedó."""
    demoras: tuple[float, ...] = ()
    """Segundos desde «Guardar» hasta el tablero, de menor a mayor."""
    sin_medir: int = 0
    """Guardados que el tablero mostró después de una muerte."""

    def cuantil(self, parte: float) -> float | None:
        """Segundos que no pasó esa parte de las demoras; None si no se midió ninguna."""
        cuantas = len(self.demoras)
        return self.demoras[min(cuantas - 1, int(cuantas * parte))] if cuantas else None


@dataclass
class Corrida:
    """Una corrida sobre una práctica."""

    practica: Practica
    semilla: int
    en_navegador: bool
    telefonos: int = TELEFONOS
    muertes: int = MUERTES
    mira: bool = True
    """Si alguien mira el tablero todo el tiempo."""
    avisar: Callable[[str], None] = lambda _: None
    _viva: threading.Event = field(default_factory=threading.Event)
    _parar: threading.Event = field(default_factory=threading.Event)
    _paso: threading.Condition = field(default_factory=threading.Condition)
    _cuenta: Cuenta = field(init=False)
    _mirador: Observador = field(init=False)

    def correr(self) -> Cuenta:
        """Lo corre entero y compara al final. ErrorInterno si la sala no se deja abrir."""
        raiz, azar = self.practica.raiz, random.Random(self.semilla)
        reparto = Vias.de(tuple(self.practica.enviado), azar)
        self._cuenta = Cuenta(reparto, self.en_navegador)
        puertos, clave = puertos_libres(), clave_de_hoy(raiz)
        llegan = self._archivos(reparto)
        aparato = Aparato.dentro(puertos[1], clave)
        self._mirador = Observador(aparato, self.practica.asamblea.id, self._viva, self._parar)
        with Vivero(raiz, puertos) as vivero, ThreadPoolExecutor(self.telefonos + 2) as hilos:
            try:
                self._con_todo_en_contra(vivero, hilos, clave, puertos[1], llegan)
            finally:
                self._parar.set()
        self._comparar()
        return self._cuenta

    def _con_todo_en_contra(
        self, vivero: Vivero, hilos: ThreadPoolExecutor, clave: Clave, puerto: int, llegan: Path
    ) -> None:
        cuenta, enviado = self._cuenta, self.practica.enviado
        vivero.nacer()
        self._viva.set()
        mirando = hilos.submit(self._mirador.mirar) if self.mira else None
        por_telefono, azar = cuenta.reparto.telefono, random.Random(self.semilla)
        andan = [
            hilos.submit(
                self._llenar,
                Aparato.dentro(puerto, clave),
                por_telefono[i :: self.telefonos],
                random.Random(azar.random()),
            )
            for i in range(self.telefonos)
        ]
        andan.append(hilos.submit(self._con_foto, Aparato.dentro(puerto, clave), vivero))
        partes = sum(len(list(por_partes(self.practica.formulario, enviado[s]))) for s in por_telefono)
        for muerte in range(self.muertes):
            self._esperar((muerte + 1) * partes // (self.muertes + 1), andan)
            self._viva.clear()
            vivero.matar()
            cuenta.muertes += 1
            self.avisar(f"muerte {cuenta.muertes} de {self.muertes}: {len(cuenta.guardados)} guardados")
            a_la_mitad = muerte == self.muertes // 2
            if a_la_mitad:
                # La mitad con la sala muerta; y todo, otra vez, cuando ya está viva y los teléfonos mandan.
                self._importar(sorted(llegan.iterdir())[::2])
            vivero.nacer()
            self._mirador.muertes = cuenta.muertes
            self._viva.set()
            if a_la_mitad:
                self._importar([llegan])
        for anda in andan:
            anda.result()
        self._parar.set()
        if mirando is not None:
            mirando.result()
        vivero.matar()

    def _esperar(self, cuantos: int, andan: list[Future[None]]) -> None:
        """Hasta que haya esos guardados, o ya no falte nadie."""
        with self._paso:
            self._paso.wait_for(
                lambda: len(self._cuenta.guardados) >= cuantos or all(a.done() for a in andan), _ESPERA
            )

    # --- quienes entregan -----------------------------------------------------------

    def _llenar(self, aparato: Aparato, submesas: tuple[str, ...], azar: random.Random) -> None:
        """Una persona con su teléfono: si no ve «Guardado», vuelve a la página y manda otra vez lo mismo."""
        id_ = self.practica.asamblea.id
        telefono: Telefono = EnChromium(aparato, id_) if self.en_navegador else PorFormulario(aparato, id_)
        try:
            for submesa in submesas:
                for parte in por_partes(self.practica.formulario, self.practica.enviado[submesa]):
                    cortado = azar.random() < _CORTES
                    self._cuenta.cortes += cortado
                    self._insistir(submesa, self._una(telefono, submesa, parte, cortado))
        finally:
            telefono.cerrar()

    @staticmethod
    def _una(telefono: Telefono, submesa: str, parte: Campos, cortado: bool) -> Callable[[], str]:
        vez = iter((cortado,))
        return lambda: telefono.guardar(submesa, parte, cortado=next(vez, False))

    def _con_foto(self, aparato: Aparato, vivero: Vivero) -> None:
        """La foto llega desde la página de otra sub-mesa, y la mesa técnica copia lo que muestra."""
        practica, submesas = self.practica, tuple(self.practica.enviado)
        telefono = PorFormulario(aparato, practica.asamblea.id)
        for submesa in self._cuenta.reparto.foto:
            foto = qr_en_png(f"https://ensayo.invalid/{practica.asamblea.id}/mesas/1/#{submesa}")
            desde = next(s for s in submesas if s != submesa)
            self._insistir("", partial(telefono.mandar_foto, desde, foto))
            partes = list(por_partes(practica.formulario, practica.enviado[submesa]))
            for i, parte in enumerate(partes, start=1):
                self._insistir(submesa, self._copiar(vivero, submesa, parte, ya=i == len(partes)))

    def _copiar(self, vivero: Vivero, submesa: str, parte: Campos, *, ya: bool) -> Callable[[], str]:
        # La dirección, con su llave, es otra cada vez que la sala vuelve.
        id_ = self.practica.asamblea.id
        return lambda: Copista(id_, vivero.direccion).copiar(submesa, parte, ya=ya)

    def _insistir(self, submesa: str, hacer: Callable[[], str]) -> None:
        """Hasta que la sala diga que guardó; con `submesa`, se anota."""
        cuenta = self._cuenta
        while not self._parar.is_set():
            if not self._viva.wait(1):
                continue
            desde, muertes = time.monotonic(), cuenta.muertes
            try:
                dicho = hacer()
            except SIN_RED:
                cuenta.sin_respuesta += 1
                continue
            if dicho:
                # No dijo «Guardado»: se manda otra vez, y unas pocas veces bastan.
                cuenta.negadas.append(dicho)
                if len(cuenta.negadas) >= _NEGADAS:
                    return
                continue
            with self._paso:
                if submesa:
                    avance = celda_de(self.practica.raiz, self.practica.asamblea, submesa).avance
                    cuenta.guardados.append(Acusado(submesa, avance, desde, muertes))
                self._paso.notify_all()
            return

    def _archivos(self, reparto: Vias) -> Path:
        """Lo que llega por chat o en una memoria: los .txt del formulario y una planilla."""
        practica = self.practica
        llegan = practica.raiz / "llegan"
        llegan.mkdir()
        for i, submesa in enumerate(reparto.texto):
            campos = practica.enviado[submesa]
            entrega = Entrega(
                practica.asamblea.id, submesa, practica.formulario.version, f"arch-{i}", 1, campos
            )
            texto = en_texto(entrega, practica.formulario, practica.asamblea.evento.titular)
            (llegan / f"{i}.txt").write_text(texto, "utf-8")
        if reparto.planilla:
            llena = {s: practica.enviado[s] for s in reparto.planilla}
            libro = planilla_llena(practica.asamblea, practica.formulario, llena, "0123abcd")
            (llegan / "planilla.xlsx").write_bytes(libro)
        return llegan

    def _importar(self, rutas: Sequence[Path]) -> None:
        """Otra orden escribe en lo mismo que la sala."""
        halladas, _fotos, fallas = leer(rutas)
        if fallas:
            raise ErrorInterno(f"no se pudo leer lo que el propio ensayo escribió: {fallas[0]}")
        for recibo in recibir_todas(self.practica.raiz, cargar(self.practica.raiz), halladas):
            if not recibo.queda_en_la_hoja:
                self._cuenta.negadas.append(f"{recibo.archivo}: {recibo.acuse.situacion}")

    # --- lo que quedó ---------------------------------------------------------------

    def _comparar(self) -> None:
        cuenta, practica = self._cuenta, self.practica
        raiz, (asamblea,) = practica.raiz, [e.asamblea for e in cargar(practica.raiz).expedientes]
        cuenta.casillas = sum(map(len, practica.enviado.values()))
        cuenta.conflictos = len(conflictos(raiz, asamblea))
        cuenta.perdidas = tuple(perdidas(practica, cuenta.reparto.foto))
        demoras, cuenta.sin_medir = self._mirador.demoras(cuenta.guardados)
        cuenta.demoras = tuple(sorted(demoras))


def perdidas(practica: Practica, con_foto: Sequence[str]) -> Iterator[str]:
    """Cada cosa que se mandó y no quedó, o quedó distinta. `con_foto`: de qué sub-mesas llegó una."""
    raiz, asamblea = practica.raiz, practica.asamblea
    for submesa, campos in practica.enviado.items():
        try:
            queda: Campos = en_hoja_de(raiz, asamblea, submesa)
        except ErrorDeDatos:
            yield f"{submesa}: su hoja no se puede leer"
            continue
        for nombre in dict.fromkeys((*campos, *queda)):
            if campos.get(nombre) != queda.get(nombre):
                yield (
                    f"{submesa}, {practica.formulario.por_nombre[nombre].titulo}: se mandó "
                    f"{_citado(campos.get(nombre))} y la hoja dice {_citado(queda.get(nombre))}"
                )
    bandeja = Bandeja.de(raiz, asamblea.id)
    for submesa in bandeja.submesas():
        sin_poner = sum(not x.aplicada for x in bandeja.llegadas(submesa))
        if sin_poner:
            yield f"{submesa}: {sin_poner} de lo que llegó sigue sin llevarse a la hoja"
        for danado in bandeja.danadas(submesa):
            yield f"{submesa}: {danado} no se puede leer"
    for submesa in con_foto:
        hay = fotos_de(raiz, asamblea.id, submesa)
        if len(hay) != 1 or por_transcribir(raiz, asamblea, submesa):
            yield f"{submesa}: su foto no quedó copiada y junto a la hoja ({len(hay)})"


def _citado(texto: str | None) -> str:
    return "nada" if texto is None else f"«{texto[:60]}»"
