"""La asistencia en conteos: nunca quiénes fueron, ni grupos tan pequeños que se sepa quién es quién."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from generador.modelo.texto import enumerar, plural
from generador.modelo.tipos import Entero, Fecha, Linea, Modelo, SiNo, Titulo, de_una_linea

UMBRAL = 5
"""Por debajo, un conteo puede señalar a una persona: se oculta."""
Variable = Literal["mesa", "grupo_poblacional", "genero", "municipio", "tipo_de_organizacion"]
NOMBRES: Mapping[Variable, str] = {
    "mesa": "Mesa",
    "grupo_poblacional": "Grupo poblacional",
    "genero": "Género",
    "municipio": "Municipio",
    "tipo_de_organizacion": "Tipo de organización",
}
"""Cómo se le dice al público a cada cuadro."""
GENEROS = ("Mujer", "Hombre", "No binario", "Mujer trans", "Hombre trans", "Otro", "Prefiere no decir")
"""Las respuestas conocidas de «Género», como se publican."""


class Conteo(Modelo):
    """Un renglón de un cuadro."""

    categoria: Titulo = Field(title="Categoría")
    """Cómo se llama el renglón, como lo dice el registro: «Mujer», «Tame»."""
    personas: Annotated[Entero, Field(ge=0, le=1_000_000)] | None = Field(None, title="Personas")
    """Cuántas personas hay en el renglón; sin número, está oculto."""


class Cuadro(Modelo):
    """Las personas repartidas según una pregunta del registro."""

    variable: Variable = Field(title="Pregunta")
    """La pregunta del registro que cuenta este cuadro."""
    varias_respuestas: SiNo = Field(False, title="Varias respuestas")
    """Si una persona puede contar en más de un renglón: la suma no es el total."""
    complementaria: SiNo = Field(False, title="Con ocultación complementaria")
    """Si también se ocultó un renglón de cinco o más, para que los otros no salgan por resta."""
    conteos: Annotated[tuple[Conteo, ...], Field(min_length=1, max_length=200)] = Field(title="Renglones")
    """Los renglones del cuadro, cada uno con su conteo."""

    @property
    def nombre(self) -> str:
        """Cómo se titula."""
        return NOMBRES[self.variable]

    @property
    def ocultos(self) -> int:
        """Cuántos renglones no dicen su número."""
        return sum(c.personas is None for c in self.conteos)

    @property
    def visibles(self) -> int:
        """La suma de los que sí."""
        return sum(c.personas or 0 for c in self.conteos)

    @property
    def en_vez_del_numero(self) -> str:
        """Lo que dice un renglón oculto: solo es «menos de 5» si lo son todos."""
        return "oculto" if self.complementaria else f"menos de {UMBRAL}"


ClaseDeFila = Literal["repetida", "otro_dia", "vacia", "descartada", "no_asistio"]


LARGO_DE_FILAS = 4000
NumerosDeFila = Annotated[str, AfterValidator(de_una_linea), StringConstraints(max_length=LARGO_DE_FILAS)]
"""Muchos números en una línea."""


class FilasAparte(Modelo):
    """Filas del registro que no se contaron por una misma razón; nunca qué decían."""

    clase: ClaseDeFila = Field(title="Clase")
    """`repetida`: ya estaba. `otro_dia`: vino varios días y ya se contó. `vacia`: no dice nada. `descartada`:
    no es de nadie, o es de un día que no se cuenta. `no_asistio`: lo dice."""
    razon: Linea = Field(title="Razón")
    """Por qué no se contaron esas filas."""
    cuantas: Annotated[Entero, Field(ge=1, le=1_000_000)] = Field(title="Filas apartadas")
    """Cuántas filas se apartaron por esa razón."""
    filas: NumerosDeFila = Field(title="Números de fila")
    """Los números de esas filas en el archivo: «3, 7-9»; si son muchas, hasta donde quepan: «… y 40 más»."""


class FilasLeidas(Modelo):
    """Qué se hizo con cada fila del registro: las leídas son las contadas más las que se apartaron."""

    leidas: Annotated[Entero, Field(ge=0, le=1_000_000)] = Field(title="Filas leídas")
    """Cuántas filas traía la exportación."""
    contadas: Annotated[Entero, Field(ge=0, le=1_000_000)] = Field(title="Filas contadas")
    """Cuántas filas entraron en los conteos."""
    aparte: tuple[FilasAparte, ...] = Field((), title="Filas aparte")
    """Las filas que no se contaron, reunidas por su razón."""

    def cuantas(self, clase: ClaseDeFila) -> int:
        """Las apartadas de esa clase."""
        return sum(a.cuantas for a in self.aparte if a.clase == clase)

    @property
    def cuenta(self) -> str:
        """«13 filas: 10 contadas, 1 repetida y 2 vacías»; lo que es cero no se dice."""
        partes = (
            (self.contadas, "contada", "contadas"),
            (self.cuantas("repetida"), "repetida", "repetidas"),
            (self.cuantas("otro_dia"), "de quien ya se contó otro día", "de quienes ya se contaron otro día"),
            (self.cuantas("vacia"), "vacía", "vacías"),
            (self.cuantas("descartada"), "descartada", "descartadas"),
            (self.cuantas("no_asistio"), "que no asistió", "que no asistieron"),
        )
        dichas = enumerar(plural(n, uno, varios) for n, uno, varios in partes if n)
        return f"{plural(self.leidas, 'fila', 'filas')}: {dichas}"

    @property
    def cuadra(self) -> bool:
        """Si ninguna fila se perdió ni se contó dos veces."""
        return self.leidas == self.contadas + sum(a.cuantas for a in self.aparte)


class Asistencia(Modelo):
    """El contenido de asistencia.yml, que escribe `./asamblea asistencia`."""

    fecha: Fecha = Field(title="Fecha")
    """El día del registro; si reúne los de varios, el primero."""
    otros_dias: Annotated[tuple[Fecha, ...], Field(max_length=30)] = Field((), title="Otros días")
    """Los demás días que reúne: quien fue varios se cuenta una sola vez."""
    demostracion: SiNo = Field(False, title="De demostración")
    """Si los conteos son inventados para mostrar el sistema."""
    total: Annotated[Entero, Field(ge=UMBRAL, le=1_000_000)] = Field(title="Personas registradas")
    """Cuántas personas se registraron."""
    filas: FilasLeidas | None = Field(None, title="Filas del registro")
    """Qué se hizo con cada fila de la exportación."""
    cuadros: Annotated[tuple[Cuadro, ...], Field(max_length=5)] = Field((), title="Cuadros")
    """Los conteos de cada pregunta del registro."""

    @property
    def dias(self) -> tuple[date, ...]:
        """Los días que reúne, en orden y sin repetir."""
        return tuple(sorted({self.fecha, *self.otros_dias}))


def se_deduce(ocultos: int, suma: int, *, complementaria: bool) -> bool:
    """Si de la `suma` de `ocultos` renglones (el total menos los visibles) sale el número exacto de alguno.

    Todos tienen al menos una persona y, si no hay ocultación complementaria, menos de `UMBRAL`.
    """
    if not ocultos:
        return False
    if ocultos == 1 or suma <= ocultos:
        return True
    return not complementaria and suma >= ocultos * (UMBRAL - 1)


def ocultar(variable: Variable, conteos: Sequence[tuple[str, int]], *, varias: bool = False) -> Cuadro:
    """El cuadro de esos conteos con los de menos de `UMBRAL` ocultos y, si por resta se sabrían, también los
    más pequeños de los demás. Los de cero no se ocultan: no señalan a nadie.

    Donde una persona cuenta varias veces la resta no dice nada, y basta con lo primero.
    """
    tapados = {nombre for nombre, cuantos in conteos if 0 < cuantos < UMBRAL}
    primeros = len(tapados)
    if not varias:
        demas = sorted((c for c in conteos if c[1] >= UMBRAL), key=lambda c: (c[1], c[0]))
        suma = sum(cuantos for nombre, cuantos in conteos if nombre in tapados)
        while tapados and demas and se_deduce(len(tapados), suma, complementaria=len(tapados) > primeros):
            nombre, cuantos = demas.pop(0)
            tapados.add(nombre)
            suma += cuantos
    return Cuadro(
        variable=variable,
        varias_respuestas=varias,
        complementaria=len(tapados) > primeros,
        conteos=tuple(
            Conteo(categoria=nombre, personas=None if nombre in tapados else cuantos)
            for nombre, cuantos in conteos
        ),
    )


def cambios_delatores(antes: Asistencia, ahora: Asistencia) -> tuple[str, ...]:
    """Los renglones que, publicados las dos veces, dirían por resta de quién es la diferencia.

    Cada número que cambie ha de cambiar en `UMBRAL` o más: si el total pasa de 200 a 201, la mesa, el grupo y
    el género que suben uno son los de esa persona. Un renglón oculto tenía menos de `UMBRAL`, salvo en un
    cuadro con ocultación complementaria: ahí no se sabía.
    """
    malos = [] if _lejos(antes.total, ahora.total) else [f"el total ({antes.total} y {ahora.total})"]
    previos = {c.variable: c for c in antes.cuadros}
    for cuadro in ahora.cuadros:
        previo = previos.get(cuadro.variable)
        if previo is None:
            continue
        viejos = {c.categoria: c.personas for c in previo.conteos}
        nuevos = {c.categoria: c.personas for c in cuadro.conteos}
        for categoria in dict.fromkeys((*viejos, *nuevos)):
            a, b = viejos.get(categoria, 0), nuevos.get(categoria, 0)
            if not _lejos(a, b, oculto_es_poco=not (previo if a is None else cuadro).complementaria):
                malos.append(f"{cuadro.nombre}: «{categoria}» ({_dicho(a)} y {_dicho(b)})")
    return tuple(malos)


def _lejos(a: int | None, b: int | None, *, oculto_es_poco: bool = True) -> bool:
    """Si entre los dos hay cero, o `UMBRAL` o más, valga lo que valga el que está oculto."""
    if a is None and b is None:
        return True
    if a is None or b is None:
        visto = b if a is None else a
        assert visto is not None
        # Oculto es de 1 a 4: el más cercano es 4 por arriba y 1 por abajo.
        return not oculto_es_poco or visto >= 2 * UMBRAL - 1
    return a == b or abs(a - b) >= UMBRAL


def _dicho(personas: int | None) -> str:
    return "oculto" if personas is None else str(personas)
