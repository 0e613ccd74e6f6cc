"""Las mesas: números, cupos y que toda la gente tenga dónde sentarse."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import ValidationError

from generador.errores import Hallazgo
from generador.modelo.asamblea import Asamblea
from generador.modelo.expediente import Expediente
from generador.modelo.fuente import Ruta
from generador.modelo.texto import enumerar, plural
from generador.revision.comun import repetidos


def repartibles(asamblea: Asamblea) -> bool:
    """Si los cupos caben en el alcance y las sub-mesas pueden numerarse."""
    libres = sum(m.cupo is None for m in asamblea.mesas.mesas)
    if sum(m.cupo or 0 for m in asamblea.mesas.mesas) + libres > asamblea.evento.alcance:
        return False
    try:
        return bool(asamblea.grupos)
    except ValidationError:
        return False


def _salteados(expediente: Expediente) -> Iterator[Hallazgo]:
    """Un número que no sigue la cuenta: va en todos los códigos, y casi siempre es un dedo de más."""
    numeros = [m.numero for m in expediente.asamblea.mesas.mesas]
    # Aprobada, los códigos ya salieron así.
    if expediente.asamblea.aprobacion is not None or len(set(numeros)) != len(numeros):
        return
    faltan = [n for n in range(1, len(numeros) + 1) if n not in numeros]
    sobran = [n for n in numeros if n > len(numeros)]
    for falta, sobra in zip(faltan, sobran, strict=True):
        yield expediente.fuentes["mesas"].hallazgo(
            ("mesas", numeros.index(sobra), "numero"),
            f"hay {plural(len(numeros), 'mesa', 'mesas')} y esta es la número {sobra}: falta la {falta}",
            f"¿quiso decir {falta}? El número va en el código de cada hoja y de cada aporte: M{sobra}-S1-N1",
            "advertencia",
        )


def revisar(expediente: Expediente) -> Iterator[Hallazgo]:
    """Números repetidos, cupos contra alcance y sub-mesas de más."""
    asamblea, fuente = expediente.asamblea, expediente.fuentes["mesas"]
    mesas, alcance = asamblea.mesas.mesas, asamblea.evento.alcance
    yield from repetidos(fuente, "mesas", "numero", [m.numero for m in mesas], "la mesa número")
    yield from _salteados(expediente)
    donde = expediente.fuentes["evento"].lugar(("alcance",))
    alcance_en = f"«alcance» ({donde.archivo}, línea {donde.linea})"
    con_cupo = [i for i, m in enumerate(mesas) if m.cupo is not None]
    libres = [i for i, m in enumerate(mesas) if m.cupo is None]
    suma = sum(m.cupo or 0 for m in mesas)
    if suma > alcance:
        parcial = 0
        for i in con_cupo:
            parcial += mesas[i].cupo or 0
            if parcial > alcance:
                yield fuente.hallazgo(
                    ("mesas", i, "cupo"),
                    f"los cupos suman {suma} y el alcance es de {plural(alcance, 'persona', 'personas')}",
                    f"baje cupos o suba {alcance_en}",
                )
                return
    elif alcance - suma < len(libres):
        numeros = enumerar(str(mesas[i].numero) for i in libres)
        cuales = f"la mesa {numeros}, que no tiene" if len(libres) == 1 else f"las mesas {numeros}, sin"
        yield fuente.hallazgo(
            ("mesas", libres[0], "numero"),
            f"de {plural(alcance, 'persona', 'personas')} quedan {alcance - suma} para {cuales} cupo",
            f"baje los otros cupos o suba {alcance_en}",
        )
        return
    elif not libres and suma < alcance:
        yield fuente.hallazgo(
            ("mesas", con_cupo[-1], "cupo"),
            f"los cupos suman {suma} y el alcance es {alcance}: "
            f"{plural(alcance - suma, 'persona queda', 'personas quedan')} sin mesa",
            f"suba los cupos, quite el de una mesa para que tome el resto, o baje {alcance_en}",
            "advertencia",
        )
    if repartibles(asamblea):
        yield from _sin_cupo(expediente, alcance_en)
        yield from _submesas(expediente)
    else:
        yield fuente.hallazgo(
            ("personas_por_submesa",),
            "con tan pocas personas por sub-mesa salen más de 999 sub-mesas en una mesa",
            f"suba «personas_por_submesa», reparta en más mesas o revise {alcance_en}",
        )


def _sin_cupo(expediente: Expediente, alcance_en: str) -> Iterator[Hallazgo]:
    """La que, por no decir su cupo, se queda con casi toda la gente: suele ser un renglón que faltó."""
    asamblea = expediente.asamblea
    cupos = [m.cupo for m in asamblea.mesas.mesas if m.cupo is not None]
    if not cupos or asamblea.aprobacion is not None:
        return
    for i, grupo in enumerate(asamblea.grupos):
        if grupo.mesa.cupo is None and grupo.personas > max(asamblea.evento.alcance / 2, 2 * max(cupos)):
            yield expediente.fuentes["mesas"].hallazgo(
                ("mesas", i, "numero"),
                f"la mesa {grupo.numero} no tiene cupo y toma {grupo.personas} de "
                f"{plural(asamblea.evento.alcance, 'persona', 'personas')}; la mayor de las que lo tienen, "
                f"{max(cupos)}",
                f"escriba su «cupo», reparta la gente en más mesas o revise {alcance_en}; si es así, déjelo",
                "advertencia",
            )


def _submesas(expediente: Expediente) -> Iterator[Hallazgo]:
    """Lo que «submesas» dice contra la gente de su mesa y contra cuántas personas van en cada una."""
    asamblea, fuente = expediente.asamblea, expediente.fuentes["mesas"]
    tope, del_metodo = asamblea.mesas.personas_por_submesa, asamblea.metodologia.personas_por_submesa
    for i, grupo in enumerate(asamblea.grupos):
        pedidas = grupo.mesa.submesas
        if pedidas is None:
            continue
        ruta: Ruta = ("mesas", i, "submesas")
        gente = plural(grupo.personas, "persona", "personas")
        mayor = -(-grupo.personas // pedidas)
        cupo = "«cupo»" if grupo.mesa.cupo is not None else "«cupo», o «alcance» en evento.yml"
        if pedidas > grupo.personas:
            yield fuente.hallazgo(
                ruta,
                f"la mesa {grupo.numero} es de {gente} y no alcanza para "
                f"{plural(pedidas, 'sub-mesa', 'sub-mesas')}: alguna quedaría vacía",
                f"baje «submesas» a {grupo.personas} o menos, o suba {cupo}",
            )
        elif tope is not None and mayor > tope:
            linea = fuente.lugar(("personas_por_submesa",)).linea
            yield fuente.hallazgo(
                ruta,
                f"con {plural(pedidas, 'sub-mesa', 'sub-mesas')} para {gente} hay una de "
                f"{mayor}, y «personas_por_submesa» (línea {linea}) dice {tope}",
                f"suba «submesas» a {-(-grupo.personas // tope)} o más, suba «personas_por_submesa» o quite "
                "una de las dos",
            )
        elif tope is None and asamblea.aprobacion is None and mayor > 2 * del_metodo:
            yield fuente.hallazgo(
                ruta,
                f"con {plural(pedidas, 'sub-mesa', 'sub-mesas')} para {gente} hay una de {mayor}, y la "
                f"metodología las hace de {del_metodo}",
                f"suba «submesas» a {-(-grupo.personas // del_metodo)} o revise {cupo}; si es así, déjelo",
                "advertencia",
            )
