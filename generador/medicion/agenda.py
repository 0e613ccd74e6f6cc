"""La agenda de quinientos compromisos en pantalla: cuánto pesa y cuánto tarda en responder un filtro."""

from __future__ import annotations

import gzip
import random
import re
import statistics
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, NamedTuple

from generador.catalogo.inventario import PaginaConcreta
from generador.construccion.preparacion import preparar
from generador.errores import ErrorDeUso
from generador.local.ensayo.navegador import NAVEGADORES
from generador.medicion.gasto import Decir
from generador.medicion.mkdocs_solo import mkdocs, paginas_sueltas
from generador.modelo.aprobado.contenido import firmar
from generador.modelo.asamblea import Asamblea
from generador.modelo.campos import valores
from generador.modelo.datos.agenda import Acta, Agenda, Compromiso
from generador.modelo.datos.aporte import Accion, Aporte, Resultado
from generador.modelo.datos.comun.plazo import Plazo
from generador.modelo.datos.evento import Estado
from generador.modelo.datos.mesas import Mesas
from generador.modelo.datos.seguimiento import Avance, EstadoDeCompromiso, Seguimiento
from generador.modelo.tipos import hora_de

COMPROMISOS = 500
TOPE_DE_PESO = 150_000
"""Bytes de la página de la agenda comprimida con gzip."""
TOPE_DE_RESPUESTA = 50.0
"""Milisegundos desde que se toca un filtro hasta que la página queda dispuesta."""
REPETICIONES = 15
_MESAS, _POR_SUBMESA = 5, 2

_MEDIR = """
async () => {
  const campo = n => document.querySelector(`#lista [name=${n}]`);
  const opcion = (n, i) => [...campo(n).options].map(o => o.value).filter(Boolean)[i];
  const gestos = [["q", "a"], ["q", "zzzz"], ["q", ""], ["mesa", opcion("mesa", 2)], ["mesa", ""],
                  ["quien", opcion("quien", 7)], ["quien", ""], ["cuando", opcion("cuando", 1)],
                  ["cuando", ""], ["estado", opcion("estado", 1)], ["estado", ""]];
  const pasa = [];
  for (const [nombre, valor] of gestos) {
    await new Promise(r => requestAnimationFrame(() => setTimeout(r, 30)));
    const inicio = performance.now();
    campo(nombre).value = valor;
    campo(nombre).dispatchEvent(new Event("input", { bubbles: true }));
    document.body.getBoundingClientRect();
    pasa.push(performance.now() - inicio);
  }
  return pasa;
}
"""
"""Guion y disposición de la página, sin esperar al refresco de la pantalla."""


def medir(raiz: Path, veces: int, decir: Decir) -> None:
    """Arma la agenda grande con las páginas de verdad y dice su peso y, si hay navegador, su respuesta."""
    proyecto = preparar(raiz).proyecto
    if not proyecto.asambleas:
        raise ErrorDeUso("no hay asambleas de las que tomar palabras; cree una con ./asamblea nueva")
    grande = agrandar(proyecto.asambleas[0])
    with tempfile.TemporaryDirectory(prefix="asambleas-agenda-") as temporal:
        carpeta = Path(temporal)
        paginas_sueltas(raiz, carpeta, proyecto.model_copy(update={"asambleas": (grande,)}), _es_la_agenda)
        mkdocs(carpeta)
        sitio = carpeta / "sitio"
        pesos = {p: _comprimido(sitio / p) for p in _piezas(grande)}
        pagina = next(iter(pesos))
        decir(f"agenda: {len(grande.compromisos)} compromisos")
        decir(
            f"  página {pesos[pagina] / 1000:.0f} kB comprimida (límite {TOPE_DE_PESO / 1000:.0f}, "
            f"{_juicio(pesos[pagina] <= TOPE_DE_PESO)}); con su hoja y sus guiones, "
            f"{sum(pesos.values()) / 1000:.0f} kB"
        )
        _respuesta(sitio, pagina.removesuffix("index.html"), veces, decir)


def _es_la_agenda(p: PaginaConcreta) -> bool:
    return p.declaracion.id == "agenda"


def _piezas(asamblea: Asamblea) -> tuple[str, ...]:
    return (
        f"{asamblea.id}/agenda/index.html",
        "estilos/asambleas.css",
        "guiones/sitio.js",
        "guiones/agenda.js",
    )


def _comprimido(archivo: Path) -> int:
    return len(gzip.compress(archivo.read_bytes(), mtime=0))


def _juicio(cumple: bool) -> str:
    return "cumple" if cumple else "NO CUMPLE"


def _respuesta(sitio: Path, ruta: str, veces: int, decir: Decir) -> None:
    vueltas = list(_vueltas(sitio, ruta, max(veces, REPETICIONES)))
    if not vueltas:
        decir("  respuesta del filtro: no se midió; faltan Chromium o los paquetes de prueba")
        return
    gestos = [statistics.median(suyos) for suyos in zip(*(v.reloj for v in vueltas), strict=True)]
    procesador = statistics.median(v.procesador for v in vueltas)
    decir(
        f"  respuesta del filtro: {statistics.median(gestos):.1f} ms; el gesto más lento, "
        f"{max(gestos):.1f} ms (límite {TOPE_DE_RESPUESTA:.0f}, "
        f"{_juicio(max(gestos) <= TOPE_DE_RESPUESTA)}); {len(gestos)} gestos, medianas de {len(vueltas)}"
    )
    decir(f"  procesador por gesto, hasta pintar: {procesador:.1f} ms, sin lo que otros programas estorben")


class _Vuelta(NamedTuple):
    """Milisegundos de pared de cada gesto, y los de procesador que tomó uno con otro."""

    reloj: list[float]
    procesador: float


def _vueltas(sitio: Path, ruta: str, veces: int) -> Iterator[_Vuelta]:
    """Una página nueva por vuelta; ninguna si no hay con qué medir."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return
    from shutil import which

    ejecutable = next(filter(None, map(which, NAVEGADORES)), None)
    if ejecutable is None:
        return
    servidor = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Callado, directory=str(sitio)))
    Thread(target=servidor.serve_forever, daemon=True).start()
    try:
        with sync_playwright() as teatro:
            navegador = teatro.chromium.launch(executable_path=ejecutable, args=["--no-sandbox"])
            for _ in range(veces):
                pagina = navegador.new_page(viewport={"width": 360, "height": 740})
                pagina.goto(f"http://127.0.0.1:{servidor.server_address[1]}/{ruta}", wait_until="load")
                canal = pagina.context.new_cdp_session(pagina)
                canal.send("Performance.enable", {"timeDomain": "threadTicks"})
                antes = _ocupado(canal)
                reloj = pagina.evaluate(_MEDIR)
                yield _Vuelta(reloj, 1000 * (_ocupado(canal) - antes) / len(reloj))
                pagina.close()
            navegador.close()
    finally:
        servidor.shutdown()
        servidor.server_close()


def _ocupado(canal: Any) -> float:
    """Segundos de procesador que lleva el hilo principal de la página."""
    medidas = {m["name"]: m["value"] for m in canal.send("Performance.getMetrics")["metrics"]}
    return float(medidas["TaskDuration"])


class _Callado(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Nada: lo que se dice son las medidas."""


def agrandar(modelo: Asamblea, compromisos: int = COMPROMISOS) -> Asamblea:
    """Una asamblea aprobada con tantos compromisos, escrita con las palabras de `modelo` puestas al azar.

    Al azar se comprimen peor que un texto con sentido: el peso que da es una cota por arriba. Es siempre la
    misma, y es de demostración.
    """
    azar = random.Random(compromisos)
    vocablos = _vocablos(modelo)
    decir = partial(_frase, azar, vocablos)
    organizaciones = [decir(5) for _ in range(compromisos // 5)]
    por_mesa = -(-compromisos // _MESAS)
    submesas = -(-por_mesa // _POR_SUBMESA)
    mesas = tuple(
        modelo.mesas.mesas[0].model_copy(update={"numero": n, "eje": decir(6), "color": None, "cupo": None})
        for n in range(1, _MESAS + 1)
    )
    accion = Accion(quien="Organizaciones", como="Entre todas", cuando="2024")
    resultados = tuple(
        Resultado(
            submesa=f"M{m}-S{s}",
            demostracion=True,
            aportes=tuple(
                Aporte(necesidad=decir(18), solucion=decir(20), plan=(accion,)) for _ in range(_POR_SUBMESA)
            ),
        )
        for m in range(1, _MESAS + 1)
        for s in range(1, submesas + 1)
    )
    codigos = [
        f"M{m}-S{s}-N{n}"
        for m in range(1, _MESAS + 1)
        for s in range(1, submesas + 1)
        for n in range(1, _POR_SUBMESA + 1)
    ]
    suyos = tuple(
        _compromiso(azar, decir, f"{modelo.evento.codigo}-{i:03d}", codigo, organizaciones)
        for i, codigo in enumerate(codigos[:compromisos], start=1)
    )
    por_submesa = modelo.metodologia.personas_por_submesa
    grande = Asamblea(
        id=f"{modelo.id}-grande",
        convenio=modelo.convenio,
        metodologia=modelo.metodologia,
        evento=modelo.evento.model_copy(
            update={
                "estado": Estado.APROBADA,
                "alcance": _MESAS * submesas * por_submesa,
                "demostracion": True,
            }
        ),
        mesas=Mesas(mesas=mesas, personas_por_submesa=por_submesa),
        resultados=resultados,
        agenda=Agenda(titulo="Agenda de medición", demostracion=True, compromisos=suyos),
    )
    return _aprobada(grande, azar)


def _compromiso(
    azar: random.Random, decir: Callable[[int], str], codigo: str, aporte: str, organizaciones: Sequence[str]
) -> Compromiso:
    anios = [azar.choice((2024, 2025, 2026)) for _ in range(azar.randint(1, 2))]
    plazos = tuple(Plazo(fecha=f"{a}-{azar.choice(('S1', 'T3', '05', '11-20'))}") for a in anios)
    return Compromiso(
        codigo=codigo,
        mesa=int(aporte.partition("-")[0].removeprefix("M")),
        titulo=decir(9),
        texto=decir(24),
        como=decir(20),
        responsables=tuple(azar.sample(list(organizaciones), azar.randint(1, 3))),
        cuando="; ".join(f"{decir(3)} en {p.nombre}" for p in plazos),
        plazos=plazos,
        aportes=(aporte,),
    )


def _aprobada(asamblea: Asamblea, azar: random.Random) -> Asamblea:
    """La misma, con su acta y con avances en uno de cada tres compromisos."""
    dia = asamblea.evento.ultima.fecha
    acta = Acta(fecha=dia, hora=hora_de(16 * 60), modera="Convenio", decision="Acta de medición.")
    assert asamblea.agenda is not None
    agenda = asamblea.agenda.model_copy(update={"aprobacion": firmar(asamblea.contenido_aprobado, acta)})
    referencia = date(dia.year + 1, 6, 30)
    avances = tuple(
        Avance(
            compromiso=c.codigo,
            fecha=date(dia.year + 1, azar.randint(1, 6), azar.randint(1, 28)),
            estado=azar.choice(list(EstadoDeCompromiso)),
            texto="Avance de medición.",
            fuente="https://asambleas.example/",
            reporta="Organización",
        )
        for c in asamblea.compromisos[::3]
    )
    seguimiento = Seguimiento(fecha_de_referencia=referencia, demostracion=True, avances=avances)
    return Asamblea(**{**valores(asamblea), "agenda": agenda, "seguimiento": seguimiento})


def _vocablos(modelo: Asamblea) -> list[str]:
    textos = [modelo.evento.presentacion, *(m.definicion for m in modelo.mesas.mesas)]
    for a in modelo.aportes_entregados:
        textos += [a.necesidad, a.solucion or ""]
    for c in modelo.compromisos:
        textos += [c.texto, c.como or "", *c.responsables]
    return sorted({p for t in textos for p in re.findall(r"\w+", t.lower())})


def _frase(azar: random.Random, vocablos: Sequence[str], palabras: int) -> str:
    """Tantas palabras al azar, sin cifras que parezcan un dato personal."""
    dichas = [azar.choice(vocablos) for _ in range(palabras)]
    return " ".join(dichas).capitalize()
