"""Las maneras corrientes de decir un nombre declarado, para hallarlo aunque no lo escriban entero.

Un nombre y un apellido, el apellido primero, con partículas o sin ellas, iniciales, apodos, o tras un trato.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from generador.modelo.personal.canonico import Canonico, canonico, plegado
from generador.modelo.personal.nombres_frecuentes import APELLIDOS, APODOS, CORRIENTES, DE_DOS, NOMBRES
from generador.modelo.personal.nombres_propios import PAPELES, TRATOS

PARTICULAS = frozenset(
    ("de", "del", "la", "las", "los", "y", "e", "da", "do", "dos", "san", "santa", "van", "von")
)
_LARGO_DE_NOMBRE_SOLO = 3
_ENTRE = r"(?:[\W_]{1,4})"
_ENTRE_LETRAS = re.compile(r"[\W_]+")
_SEGUIDO = r"(?:(?:[^\w.;:!?]|_){1,4})"
_PARTICULA = rf"(?:(?:{'|'.join(sorted(PARTICULAS, key=len, reverse=True))}){_ENTRE}){{0,3}}"
_TRATO = rf"(?:{'|'.join(sorted(TRATOS | PAPELES, key=len, reverse=True))})"
_ABREVIADOS = {
    "maria": ("ma", "ma\\.", "m\\."),
    "fernanda": ("fda", "fda\\."),
    "francisco": ("fco", "fco\\."),
}


class TextoConNombres:
    """Un texto donde se buscan nombres: su canónico, su plegado y sus letras seguidas."""

    def __init__(self, texto: str) -> None:
        self.canon: Canonico = canonico(texto)
        self.plano = plegado(self.canon)

    @cached_property
    def juntas(self) -> str:
        """Todas las letras, sin lo que las separa."""
        return "".join(self.plano.split())

    @cached_property
    def corridas(self) -> str:
        """Solo las letras y las cifras: sin espacios, sin signos y sin guiones bajos."""
        return _ENTRE_LETRAS.sub("", self.plano)


@dataclass(frozen=True)
class Forma:
    """Un nombre con todas sus maneras de decirse.

    Uno de una sola palabra («Rosa», «Paz») se confunde con palabras corrientes: se exige igual.
    """

    nombre: str
    completo: bool = False
    """Si solo vale entero, en cualquier orden."""

    @cached_property
    def palabras(self) -> tuple[str, ...]:
        """Las palabras del nombre, plegadas."""
        return tuple(re.findall(r"[^\W\d_]+", plegado(canonico(self.nombre))))

    @cached_property
    def _partes(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return _partir(self.nombre, self.palabras)

    def hallar(self, texto: TextoConNombres) -> Iterator[tuple[int, int]]:
        """Los tramos del canónico donde se nombra a esta persona; pueden solaparse."""
        if len(self.palabras) < 2:
            yield from self._sola(texto)
            return
        juntas = texto.juntas
        if "".join(self.palabras) in juntas or self._hay(juntas, self.palabras, all):
            for orden in self._ordenes:
                # Sin lo que va entre palabras, lo hallado es eso mismo: lo demás ni se compila.
                if "".join(orden) in texto.corridas:
                    yield from self._que_valen(_entero(orden), texto, corta=0)
        if self.completo:
            return
        nombres, apellidos = self._partes
        if self._hay(juntas, apellidos, any):
            for patron in self._con_apellido:
                yield from self._que_valen(patron, texto)
            yield from (
                h.span()
                for h in self._iniciales.finditer(texto.canon.texto)
                if self._es_apellido(h["apellido"])
            )
        yield from self._con_inicial(texto)
        apodos = self._apodos_de_dos
        if (len(nombres) > 1 and self._hay(juntas, nombres, all)) or self._hay(juntas, apodos, any):
            yield from self._que_valen(self._de_dos, texto)
        if self._hay(juntas, (*self._de_pila, *apellidos), any):
            yield from self._que_valen(self._con_trato, texto)

    @staticmethod
    def _hay(juntas: str, palabras: Iterable[str], cuantas: object) -> bool:
        return all(p in juntas for p in palabras) if cuantas is all else any(p in juntas for p in palabras)

    def _que_valen(
        self, patron: re.Pattern[str], texto: TextoConNombres, corta: int = 3
    ) -> Iterator[tuple[int, int]]:
        """Las que no son palabras corrientes: «luz» y «paz» en minúscula no nombran a nadie."""
        for hallado in patron.finditer(texto.plano):
            inicio, fin = hallado.span("n") if "n" in patron.groupindex else hallado.span()
            dichas = [
                (
                    texto.plano[m.start() + inicio : m.end() + inicio],
                    texto.canon.texto[m.start() + inicio].isupper(),
                )
                for m in re.finditer(r"[^\W\d_]+", texto.plano[inicio:fin])
            ]
            plenas = [(p, alta) for p, alta in dichas if p not in PARTICULAS]
            if any(p not in CORRIENTES and len(p) > corta for p, _ in plenas) or all(
                alta for _, alta in plenas
            ):
                yield inicio, fin

    def _sola(self, texto: TextoConNombres) -> Iterator[tuple[int, int]]:
        exacto = canonico(self.nombre.strip()).texto
        if len(exacto) < _LARGO_DE_NOMBRE_SOLO:
            return
        for hallado in re.finditer(rf"(?<!\w){re.escape(exacto)}(?!\w)", texto.canon.texto):
            yield hallado.span()

    @cached_property
    def _ordenes(self) -> tuple[tuple[str, ...], ...]:
        """El nombre entero, empezando por cada una de sus palabras."""
        return tuple((*self.palabras[c:], *self.palabras[:c]) for c in range(len(self.palabras)))

    @cached_property
    def _de_pila(self) -> tuple[str, ...]:
        """Los nombres y los apodos de cada uno."""
        nombres, _ = self._partes
        return tuple(
            dict.fromkeys(x for n in nombres for x in (n, *(a for a in APODOS.get(n, ()) if len(a) > 2)))
        )

    @cached_property
    def _apodos_de_dos(self) -> tuple[str, ...]:
        nombres, _ = self._partes
        pares = list(itertools.pairwise(nombres))
        return tuple(a for par in pares for a in (*DE_DOS.get(par, ()), "".join(par)))

    @cached_property
    def _con_apellido(self) -> tuple[re.Pattern[str], ...]:
        nombres, apellidos = self._partes
        cortos = [x for n in nombres for x in _ABREVIADOS.get(n, ())]
        pila = _una_de((*self._de_pila, *self._apodos_de_dos), cortos)
        iniciales = "|".join(rf"{n[0]}\.?" for n in nombres)
        familia = _una_de(apellidos)
        return (
            _patron(
                rf"{pila}(?:{_ENTRE}{_PARTICULA}(?:{pila}|{iniciales})){{0,3}}{_ENTRE}{_PARTICULA}{familia}"
            ),
            _patron(rf"{familia}(?:{_SEGUIDO}{_PARTICULA}{familia}){{0,2}}{_SEGUIDO}{pila}"),
        )

    @cached_property
    def _iniciales(self) -> re.Pattern[str]:
        """«M. F. Gutiérrez», «Gutiérrez M.»: con mayúsculas, y la inicial del primer nombre."""
        nombres, _ = self._partes
        primera = nombres[0][0].upper()
        demas = "".join(rf"(?:[ ]?{n[0].upper()}\.?)?" for n in nombres[1:])
        return re.compile(rf"(?<!\w){primera}\.?{demas}[ .]{{1,2}}(?P<apellido>[^\W\d_a-z][^\W\d_]+)(?!\w)")

    def _con_inicial(self, texto: TextoConNombres) -> Iterator[tuple[int, int]]:
        """«Perpetua I.»: el nombre y la inicial del apellido, con su punto y su mayúscula."""
        nombres, _ = self._partes
        if not any(n in texto.juntas for n in nombres):
            return
        for hallado in self._nombre_e_inicial.finditer(texto.plano):
            if texto.canon.texto[hallado.start("inicial")].isupper():
                yield hallado.span()

    @cached_property
    def _nombre_e_inicial(self) -> re.Pattern[str]:
        nombres, apellidos = self._partes
        iniciales = "".join(sorted({a[0] for a in apellidos}))
        return re.compile(rf"(?<![^\W_]){_una_de(nombres)}{_ENTRE}(?P<inicial>[{iniciales}])\.")

    def _es_apellido(self, palabra: str) -> bool:
        return plegado(canonico(palabra)) in self._partes[1]

    @cached_property
    def _de_dos(self) -> re.Pattern[str]:
        """Los dos nombres sin apellido, o su apodo."""
        nombres, _ = self._partes
        juntos = [_letras(a) + _ENTRE + _PARTICULA + _letras(b) for a, b in itertools.pairwise(nombres)]
        apodos = [re.escape(a) for a in self._apodos_de_dos if len(a) > 3 and a not in CORRIENTES]
        return _patron("(?:" + "|".join((*juntos, *apodos, "(?!)")) + ")")

    @cached_property
    def _con_trato(self) -> re.Pattern[str]:
        _, apellidos = self._partes
        quien = _una_de((*self._de_pila, *apellidos, *self._apodos_de_dos))
        return _patron(rf"{_TRATO}\.?[ \n]{{1,2}}(?P<n>{quien})")


def _letras(palabra: str) -> str:
    return r"\n?".join(map(re.escape, palabra))


def _una_de(palabras: Iterable[str], crudas: Iterable[str] = ()) -> str:
    largas = sorted(dict.fromkeys(palabras), key=len, reverse=True)
    return "(?:" + "|".join((*map(_letras, largas), *crudas)) + ")"


@lru_cache(maxsize=1024)
def _entero(palabras: tuple[str, ...]) -> re.Pattern[str]:
    """Esas palabras seguidas, con saltos entre letras: un PDF parte los renglones."""
    return _patron(_ENTRE.join(map(_letras, palabras)))


def _patron(cuerpo: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_]){cuerpo}(?![^\W_])")


def _partir(nombre: str, palabras: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Sus nombres y sus apellidos, sin partículas; lo que puede ser de los dos va en los dos."""
    if "," in nombre:
        apellidos, _, pila = nombre.partition(",")
        de_pila = re.findall(r"[^\W\d_]+", plegado(canonico(pila)))
        if de_pila:
            suyos = re.findall(r"[^\W\d_]+", plegado(canonico(apellidos)))
            return tuple(p for p in de_pila if p not in PARTICULAS), tuple(
                p for p in suyos if p not in PARTICULAS
            )
    plenas = [(p, palabras[i - 1] if i else "") for i, p in enumerate(palabras) if p not in PARTICULAS]
    solas = [p for p, _ in plenas]
    if len(solas) < 2:
        return tuple(solas) or palabras[:1], tuple(palabras[1:])
    if (
        solas[0] in APELLIDOS
        and solas[0] not in NOMBRES
        and solas[-1] in NOMBRES
        and solas[-1] not in APELLIDOS
    ):
        corte = next(i for i, p in enumerate(solas) if p in NOMBRES and p not in APELLIDOS)
        return tuple(solas[corte:]), tuple(solas[:corte])
    if len(solas) == 2:
        return (solas[0],), (solas[1],)
    segundo, previa = plenas[1]
    if len(solas) == 3:
        if previa == "del" or (segundo in NOMBRES and segundo not in APELLIDOS):
            return tuple(solas[:2]), tuple(solas[2:])
        if segundo in APELLIDOS and segundo not in NOMBRES:
            return tuple(solas[:1]), tuple(solas[1:])
        return tuple(solas[:2]), tuple(solas[1:])
    if segundo in APELLIDOS and segundo not in NOMBRES:
        return tuple(solas[:1]), tuple(solas[1:])
    return tuple(solas[:-2]), tuple(solas[-2:])
