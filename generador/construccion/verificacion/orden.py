"""La orden entera: qué se verifica, con qué se compara, y el veredicto."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urljoin

from generador.aparte import Topes, aparte
from generador.construccion.verificacion import firmado, hermanos, impreso, paginas, rastro
from generador.construccion.verificacion.hermanos import Cotejo
from generador.construccion.verificacion.origen import (
    ARCHIVO,
    Carpeta,
    Origen,
    Web,
    agendas_en,
    de_archivo,
    dicho,
    es_direccion,
    es_pagina,
    leer_archivo,
)
from generador.errores import ErrorDeUso
from generador.modelo.aprobado.palabras import entender, palabras_de

TOPES = Topes(memoria=768 * 1024 * 1024, cpu=180, reloj=300)
"""Un sitio entero son cientos de archivos; una agenda de quinientos compromisos pide menos de la mitad."""
_IMPRESO = "agenda.pdf"
_CIFRAS = 64
"""Las de una huella SHA-256."""
_QUE_SE_DA = (
    "dé una dirección web, una carpeta (la de este proyecto es site, ya construido), un .zip, el PDF de la "
    f"agenda (agenda.pdf; los otros PDF no lo traen) o un {ARCHIVO}"
)


@dataclass(frozen=True, slots=True)
class Veredicto:
    """Lo que se halló en una agenda publicada: `fallas` dice qué no coincide; vacío, todo coincide."""

    origen: str
    titulo: str
    """Como lo dice el archivo."""
    version: int
    """Como lo dice el archivo."""
    huella: str
    """La huella que se calculó para la versión vigente."""
    fallas: tuple[str, ...]
    comparado: tuple[str, ...]
    no_comparado: tuple[str, ...]
    sin_huella: tuple[str, ...]
    """Lo que el archivo dice y ninguna huella cubre."""
    notas: tuple[str, ...]
    confirmada: bool
    """Si quien verifica dio una huella suya, o sus palabras, y es de las que se calcularon."""
    sin_confirmar: str = ""
    """Por qué no se sabe si la que dio es la de lo publicado; vacío si se sabe, o si no dio ninguna."""

    @property
    def coincide(self) -> bool:
        """Si todo lo comparado es lo firmado, y con la huella que dio quien verifica."""
        return not self.fallas and not self.sin_confirmar


@dataclass(frozen=True, slots=True)
class Conocida:
    """La huella que quien verifica conoce por otro lado: entera, dicha en seis palabras, o las dos."""

    huella: str | None = None
    palabras: tuple[str, ...] | None = None

    @classmethod
    def de(cls, huella: str | None, palabras: str | None) -> Conocida | None:
        """Como se escribieron en la orden; None si no se dio ninguna. ErrorDeUso como en `entender`."""
        if huella is None and palabras is None:
            return None
        return cls(
            _entera(huella) if huella is not None else None,
            entender(palabras) if palabras is not None else None,
        )

    def es(self, huella: str) -> bool:
        """Si esa huella es la conocida."""
        return self.huella in (None, huella) and self.palabras in (None, palabras_de(huella))


@dataclass(frozen=True, slots=True)
class SinVeredicto:
    """Una de las agendas de un sitio, de la que no se puede decir si coincide."""

    origen: str
    razon: str
    borrador: bool
    """Si es porque no se ha aprobado: no hay nada que comprobar."""

    @property
    def coincide(self) -> bool:
        """Nada de ella coincide con lo firmado."""
        return False


def _entera(huella: str) -> str:
    """La huella sin los espacios con que se imprime. ErrorDeUso si no son sus 64 cifras."""
    junta = "".join(huella.split()).lower()
    if re.fullmatch(r"[0-9a-f]*", junta) is None:
        raise ErrorDeUso("--huella: una huella solo trae cifras y letras de la a a la f")
    if len(junta) != _CIFRAS:
        falta = "está incompleta" if len(junta) < _CIFRAS else "le sobran cifras"
        raise ErrorDeUso(f"--huella: {falta}: llegaron {len(junta)} y son {_CIFRAS}")
    return junta


Veredictos = tuple[Veredicto | SinVeredicto, ...]
"""Un renglón por agenda hallada."""


def verificar(que: str, huella: str | None = None, palabras: str | None = None) -> Veredictos:
    """Los veredictos de una dirección web, un sitio en carpeta o .zip, un PDF o un agenda.json.

    `huella` es una que se conoce por otro lado, como la impresa en el acta, y `palabras`, las seis de un
    cartel. Todo se abre en otro proceso, con topes. De un sitio con varias agendas, la que no se pueda leer
    no estorba a las demás. ErrorDeUso si no hay nada que comprobar o las palabras no se entienden;
    ErrorDeLectura si el archivo lo tumba.
    """
    return aparte(dicho(que), partial(comprobar, que, huella, palabras), TOPES)


def comprobar(que: str, huella: str | None = None, palabras: str | None = None) -> Veredictos:
    """Lo mismo que `verificar`, en este proceso."""
    conocida = Conocida.de(huella, palabras)
    if es_direccion(que):
        return (_de_direccion(que, conocida),)
    ruta = Path(que)
    try:
        es_carpeta, es_archivo = ruta.is_dir(), ruta.is_file()
    except (OSError, ValueError):
        es_carpeta = es_archivo = False
    if es_carpeta:
        return _de_sitio(Carpeta(que, ruta), conocida)
    if not es_archivo:
        raise ErrorDeUso(f"no existe «{dicho(que)}»; {_QUE_SE_DA}")
    datos = leer_archivo(ruta)
    sitio = de_archivo(que, datos)
    return _de_sitio(sitio, conocida) if sitio else (_de_suelto(que, datos, conocida),)


def _de_sitio(origen: Origen, conocida: Conocida | None) -> Veredictos:
    hallados = agendas_en(origen)
    if not hallados:
        raise ErrorDeUso(f"en «{dicho(origen.nombre)}» no hay ningún {ARCHIVO}; {_QUE_SE_DA}")
    veredictos: list[Veredicto | SinVeredicto] = []
    for ruta in hallados:
        try:
            veredictos.append(_de_asamblea(origen, ruta, conocida))
        except ErrorDeUso as error:
            nombre = posixpath.join(origen.nombre, ruta)
            veredictos.append(SinVeredicto(nombre, str(error), isinstance(error, firmado.EsBorrador)))
    if all(isinstance(v, SinVeredicto) for v in veredictos):
        raise ErrorDeUso("\n".join(v.razon for v in veredictos if isinstance(v, SinVeredicto)))
    return tuple(veredictos)


def _de_asamblea(origen: Origen, ruta: str, conocida: Conocida | None) -> Veredicto:
    nombre = posixpath.join(origen.nombre, ruta)
    datos = origen.leer(ruta)
    assert datos is not None
    juicio, cotejo = firmado.juzgar(nombre, datos), Cotejo()
    carpeta = posixpath.dirname(ruta)
    if juicio.fallas:
        cotejo.no_comparado.append(f"los demás archivos: primero {ARCHIVO} ha de coincidir")
        return _veredicto(nombre, juicio, cotejo, conocida)
    hermanos.cotejar(origen, carpeta, juicio.abierta, cotejo)
    pdf = origen.leer(posixpath.join(carpeta, _IMPRESO))
    if pdf is None:
        cotejo.no_comparado.append(f"«{_IMPRESO}»: no está")
    else:
        impreso.cotejar(_IMPRESO, pdf, juicio.abierta, datos, cotejo)
    base = posixpath.dirname(carpeta)
    hermanos.cotejar_manifiesto(origen, base, carpeta, juicio.abierta.asamblea.id, cotejo)
    paginas.cotejar(origen, base, juicio.abierta, cotejo)
    return _veredicto(nombre, juicio, cotejo, conocida)


def _de_direccion(que: str, conocida: Conocida | None) -> Veredicto:
    web = Web(que, que)
    llegada = web.abrir("")
    if llegada is None:
        raise ErrorDeUso(
            f"no se pudo leer «{dicho(que)}»: no está (respondió 404); revise que esté bien escrita"
        )
    direccion, datos = llegada
    if not es_pagina(datos):
        return _de_suelto(que, datos, conocida)
    # Una página del sitio: el archivo está donde lo enlaza ella misma, o la de la agenda a que lleva.
    pagina = rastro.seguir(Web(que, direccion, web.limite), datos)
    suya = Web(que, pagina.direccion, web.limite)
    destino = urljoin(pagina.direccion, pagina.enlace)
    publicado = suya.leer(pagina.enlace)
    if publicado is None:
        raise ErrorDeUso(f"no se pudo leer «{dicho(destino)}»: no está (respondió 404)")
    juicio, cotejo = firmado.juzgar(destino, publicado), Cotejo()
    if not juicio.fallas:
        hermanos.cotejar(Web(que, destino, web.limite), "", juicio.abierta, cotejo)
        paginas.cotejar_una(suya, pagina.direccion, pagina.datos, juicio.abierta, cotejo)
    cotejo.no_comparado.append("las demás páginas y los PDF: dé la dirección de cada uno")
    return _veredicto(pagina.direccion, juicio, cotejo, conocida)


def _de_suelto(que: str, datos: bytes, conocida: Conocida | None) -> Veredicto:
    cotejo = Cotejo()
    if not datos.startswith(b"%PDF"):
        cotejo.no_comparado.append(f"nada fuera de este {ARCHIVO}: ni páginas, ni tablas, ni PDF")
        try:
            suelto = firmado.juzgar(que, datos)
        except firmado.NoEsAgenda as error:
            raise ErrorDeUso(f"{error}; {_QUE_SE_DA}") from None
        return _veredicto(que, suelto, cotejo, conocida)
    leido = impreso.leer(que, datos)
    agenda = leido.adjuntos.get(ARCHIVO)
    if agenda is None:
        raise ErrorDeUso(f"«{dicho(que)}» no trae adjunto un {ARCHIVO}; {_QUE_SE_DA}")
    juicio = firmado.juzgar(f"{que}, adjunto {ARCHIVO}", agenda)
    if not juicio.fallas:
        impreso.cotejar_leido("el PDF", leido, juicio.abierta, agenda, cotejo)
    return _veredicto(que, juicio, cotejo, conocida)


def _veredicto(que: str, juicio: firmado.Firmado, cotejo: Cotejo, conocida: Conocida | None) -> Veredicto:
    fallas = [*juicio.fallas, *cotejo.fallas]
    suyas = [h for h in juicio.calculadas if conocida is not None and conocida.es(h)]
    confirmada, sin_confirmar = bool(suyas), ""
    if conocida is not None and not confirmada:
        # La declara el archivo: quien lo rehaga inventando un retiro también la puede copiar.
        if any(conocida.es(h) for h in juicio.dichas):
            sin_confirmar = (
                f"{_que_se_tiene(conocida, negado=False)} usted tiene, según el archivo, antes de retirarse "
                "un dato personal, y desde entonces nadie puede rehacerla: pida a quien responde por la "
                "agenda la huella del retiro, o sus seis palabras, y compruebe con ella"
            )
        else:
            fallas.append(f"{_que_se_tiene(conocida)} usted tiene")
    notas = list(juicio.notas)
    if confirmada and juicio.huella not in suyas:
        notas.append("la huella que usted tiene es de una versión anterior: después hubo fe de erratas")
    return Veredicto(
        origen=que,
        titulo=juicio.abierta.titulo,
        version=juicio.abierta.version,
        huella=juicio.huella,
        fallas=tuple(fallas),
        comparado=(f"{ARCHIVO}, entero, con lo que sale de lo firmado", *cotejo.comparado),
        no_comparado=tuple(cotejo.no_comparado),
        sin_huella=juicio.sin_huella,
        notas=tuple(notas),
        confirmada=confirmada,
        sin_confirmar=sin_confirmar,
    )


def _que_se_tiene(conocida: Conocida, *, negado: bool = True) -> str:
    no = "no " if negado else ""
    if conocida.huella is None:
        return f"las palabras de la huella {no}{'son' if negado else 'eran'} las que"
    if conocida.palabras is None:
        return f"la huella {no}{'es' if negado else 'era'} la que"
    return f"la huella y sus palabras {no}{'son' if negado else 'eran'} las que"
