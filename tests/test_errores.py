"""Cómo se le muestran los hallazgos a quien edita los datos."""

import errno
import importlib
import inspect
import pickle
import pkgutil
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

import generador
from generador.errores import (
    MOSTRADOS,
    ErrorAsambleas,
    ErrorDeComposicion,
    ErrorDeDatos,
    ErrorDeSalida,
    ErrorDeUso,
    ErrorInterno,
    Hallazgo,
    Lugar,
    ancho,
    de_maquina,
    formatear,
    informe,
    legible,
    ordenados,
)
from generador.salida.privacidad.puerta import Dato


def test_el_bloque_de_la_guia_de_estilo() -> None:
    """Letra por letra como lo pide la guía."""
    lugar = Lugar("datos/arauca-2023/mesas.yml", 12, 11, 4, "    cupo: doce", "mesas[3].cupo")
    hallazgo = Hallazgo(lugar, "debe ser un número entero; llegó «doce»", "escriba 12, sin comillas")
    assert (
        formatear(hallazgo)
        == str(hallazgo)
        == (
            "datos/arauca-2023/mesas.yml:12:11  mesas[3].cupo\n"
            "    12 |     cupo: doce\n"
            "       |           ^^^^ debe ser un número entero; llegó «doce»\n"
            "    ayuda: escriba 12, sin comillas"
        )
    )


def test_sin_extracto_ni_ayuda_y_advertencia() -> None:
    assert formatear(Hallazgo(Lugar("a.yml"), "falta este archivo")) == "a.yml:1:1\n    falta este archivo"
    aviso = Hallazgo(Lugar("a.yml", 2, 1, 1, "x: 1", "x"), "mire", gravedad="advertencia")
    assert formatear(aviso) == "a.yml:2:1  x  (advertencia)\n    2 | x: 1\n      | ^ mire"


def test_un_renglon_larguisimo_se_recorta_alrededor_del_dato() -> None:
    hallazgo = Hallazgo(Lugar("a.yml", 1, 501, 4, "x" * 500 + "aquí" + "y" * 500), "mire")
    _, extracto, flechas = formatear(hallazgo).split("\n")
    assert extracto == f"    1 | {'x' * 48}aquí{'y' * 44}"
    assert flechas == f"      | {' ' * 48}^^^^ mire"


def test_flechas_bajo_letras_anchas_y_marcas() -> None:
    assert ancho("a水\u0301") == 3
    flechas = formatear(Hallazgo(Lugar("a", 1, 3, 2, "水n\u0303水水"), "m")).split("\n")[2]
    assert flechas == "      |    ^^ m"


@pytest.mark.parametrize("crudo", ["a\x1b[31mb", "a\nb", "a\rb", "a\u202eb", "a\u2028b", "a\x00b", "a\x85b"])
def test_nada_mueve_el_cursor(crudo: str) -> None:
    assert legible(crudo)[1] == "·"
    texto = formatear(Hallazgo(Lugar("a.yml", 1, 1, 1, crudo, crudo), crudo, crudo))
    assert len(texto.splitlines()) == 4
    assert "\x1b" not in texto


def test_tabulacion_como_espacio() -> None:
    assert legible("\ta") == " a"


def test_ordenados_sin_repetidos() -> None:
    a, b, c = (Hallazgo(Lugar(f, n), "m") for f, n in (("a", 10), ("a", 9), ("b", 1)))
    assert ordenados([c, a, b, a]) == (b, a, c)


def test_informe_con_su_cuenta() -> None:
    error = Hallazgo(Lugar("a"), "m")
    aviso = Hallazgo(Lugar("a"), "n", gravedad="advertencia")
    assert informe([]) == "Sin errores"
    assert informe([error]).endswith("\n\n1 error")
    assert informe([error, error, aviso]).endswith("\n\n2 errores y 1 advertencia")
    assert informe([aviso, aviso]).endswith("\n\n2 advertencias")


def test_familias_y_codigos_de_salida() -> None:
    assert (ErrorDeUso("x").codigo_salida, ErrorInterno("x").codigo_salida) == (2, 70)
    datos = ErrorDeDatos([Hallazgo(Lugar("a"), "m")])
    assert datos.codigo_salida == 1
    assert str(datos) == "a:1:1\n    m\n\n1 error"
    assert all(issubclass(c, ErrorInterno) for c in (ErrorDeComposicion, ErrorDeSalida))
    assert all(issubclass(c, ErrorAsambleas) for c in (ErrorDeUso, ErrorDeDatos, ErrorInterno))


@pytest.mark.lenta
def test_de_muchos_hallazgos_van_los_primeros_y_la_cuenta() -> None:
    avisos = [Hallazgo(Lugar("a", n), f"mire {n}", gravedad="advertencia") for n in range(1, 60)]
    errores = [Hallazgo(Lugar("b", n), "corrija") for n in range(1, 100_001)]
    bloques = informe([*avisos, *errores]).split("\n\n")
    assert bloques[:-1] == [f"b:{n}:1\n    corrija" for n in range(1, MOSTRADOS + 1)]
    assert bloques[-1] == (
        "100000 errores y 59 advertencias; arriba van los primeros 50: corríjalos y repita la orden"
    )
    assert len(informe(errores)) < 2000
    # Con pocos errores, los avisos llenan lo que queda, en su orden.
    pocos = informe([*avisos, *errores[:2]]).split("\n\n")
    assert pocos[:-1] == [str(a) for a in avisos[:48]] + [str(e) for e in errores[:2]]
    assert informe(avisos[:MOSTRADOS]).endswith("\n\n50 advertencias")


def _aviso(linea: int, archivo: str = "a", mensaje: str = "mire", ayuda: str = "quite") -> Hallazgo:
    return Hallazgo(Lugar(archivo, linea, ruta=f"x[{linea}]"), mensaje, ayuda, "advertencia")


def test_las_advertencias_iguales_van_juntas_con_todos_sus_lugares() -> None:
    """Cuarenta y siete veces lo mismo no dejaban ver las demás."""
    otra, ajena = _aviso(9, mensaje="otra"), _aviso(8, ayuda="ponga")
    iguales = [*(_aviso(n) for n in range(1, 46)), _aviso(3, "b"), _aviso(7, "b")]
    uno, dos, tres, cuenta = informe([*iguales[:4], otra, ajena, *iguales[4:]]).split("\n\n")
    assert uno.splitlines() == [
        "a:1:1  x[1]  (advertencia)",
        "    mire",
        "    ayuda: quite",
        f"    lo mismo en 46 lugares más: a:{', '.join(map(str, range(2, 46)))}; b:3, 7",
    ]
    assert (dos, tres) == (str(otra), str(ajena))
    assert cuenta == "49 advertencias"


def test_pocas_iguales_o_si_son_errores_va_cada_una() -> None:
    tres = [_aviso(n) for n in range(3)]
    assert informe(tres).split("\n\n")[:-1] == [str(h) for h in tres]
    errores = [Hallazgo(Lugar("a", n), "mal", "corrija") for n in range(9)]
    assert informe(errores).split("\n\n")[:-1] == [str(h) for h in errores]


def test_los_errores_iguales_van_juntos_donde_detienen_algo_y_no_se_pierde_ninguno() -> None:
    """El mismo en veinticinco archivos eran veinticinco renglones largos; al validar, cada uno solo."""
    hojas = [f"resultados/M1-S{n}.yml" for n in range(1, 26)]
    iguales = [Hallazgo(Lugar(h, 3, 7, ruta="aportes[1].codigo"), "mal", "corrija") for h in hojas]
    otro = Hallazgo(Lugar("a", 3, 7, ruta="titular"), "mal", "corrija")
    fallo = ErrorDeDatos([*iguales[:2], otro, *iguales[2:]])
    uno, dos, cuenta = str(fallo).split("\n\n")
    assert uno == (
        f"{iguales[0]}\n    lo mismo en 24 lugares más: {', '.join(f'{hoja}:3:7' for hoja in hojas[1:])}"
    )
    assert (dos, cuenta) == (str(otro), "26 errores")
    assert str(pickle.loads(pickle.dumps(fallo))) == str(fallo)
    assert informe(fallo.hallazgos).split("\n\n")[:-1] == [str(h) for h in fallo.hallazgos]
    assert str(ErrorDeDatos(iguales[:3])).split("\n\n")[:-1] == [str(h) for h in iguales[:3]]
    muchos = str(ErrorDeDatos([Hallazgo(Lugar("a", n), "mal") for n in range(1, 2002)]))
    assert muchos.endswith(", a:1000:1, a:1001:1 y 1000 más\n\n2001 errores")


def test_de_muchisimas_iguales_se_dice_cuantas_mas() -> None:
    """Juntas cuentan como una: lo demás sí cabe entre los primeros cincuenta."""
    dicho = informe([*(_aviso(n) for n in range(1, 100_001)), _aviso(1, "b", "otra")])
    uno, dos, cuenta = dicho.split("\n\n")
    assert uno.endswith(", 51 y 99949 más")
    assert "lo mismo en 99999 lugares más: a:2, 3" in uno
    assert dos == str(_aviso(1, "b", "otra"))
    assert cuenta == "100001 advertencias"


def _propias() -> list[type[BaseException]]:
    """Todas las excepciones que define el generador, públicas o no."""
    halladas: set[type[BaseException]] = set()
    for modulo in pkgutil.walk_packages(generador.__path__, "generador."):
        if modulo.name.endswith("__main__"):
            continue
        for clase in vars(importlib.import_module(modulo.name)).values():
            if (
                isinstance(clase, type)
                and issubclass(clase, BaseException)
                and clase.__module__.startswith("generador.")
            ):
                halladas.add(clase)
    return sorted(halladas, key=lambda c: (c.__module__, c.__name__))


def _ejemplar(clase: type[BaseException]) -> BaseException:
    """Una, con valores distintos en cada cosa que pida su `__init__`."""
    firma = inspect.signature(clase.__init__)
    valores: dict[str, Any] = {}
    for i, p in enumerate(list(firma.parameters.values())[1:]):
        if p.kind in (p.VAR_POSITIONAL, p.VAR_KEYWORD):
            continue
        tipo = str(p.annotation)
        valores[p.name] = (
            (Hallazgo(Lugar("a.yml", 3, 2), "mal", "así"),)
            if "Hallazgo" in tipo
            else i + 1
            if tipo in {"int", "float"}
            else next(iter(vars(importlib.import_module(clase.__module__))[tipo]))
            if tipo == "Motivo"
            else Dato("cedula", "la página 3", "4…", "h" * 64)
            if tipo == "Dato"
            else ValidationError.from_exception_data("x", [{"type": "missing", "loc": ("a",), "input": 1}])
            if "ValidationError" in tipo
            else {"a.pdf": ErrorDeSalida("así no")}
            if "Mapping[str, ErrorAsambleas]" in tipo
            else f"{p.name}-{i}"
        )
    return clase(**valores) if valores else clase("así no")


@pytest.mark.parametrize("clase", _propias(), ids=lambda c: c.__name__)
def test_cada_error_pasa_entero_de_un_proceso_a_otro(clase: type[BaseException]) -> None:
    error = _ejemplar(clase)
    llegado = pickle.loads(pickle.dumps(error))
    assert type(llegado) is clase
    assert (str(llegado), llegado.args, _plano(vars(llegado))) == (
        str(error),
        error.args,
        _plano(vars(error)),
    )


def _plano(valor: Any) -> Any:
    """Lo mismo, con cada error en lo que lo hace igual a otro."""
    if isinstance(valor, dict):
        return {clave: _plano(suyo) for clave, suyo in valor.items()}
    return (type(valor), valor.args, _plano(vars(valor))) if isinstance(valor, ErrorAsambleas) else valor


def test_se_miran_todas_las_familias() -> None:
    nombres = {c.__name__ for c in _propias()}
    assert {"ErrorDeDatos", "TextoNoCabe", "ConstruccionFallida", "CreditoAusente", "Fallo"} <= nombres


@pytest.mark.parametrize(
    ("error", "dicho"),
    [
        (
            PermissionError(errno.EACCES, "Permission denied", "/x/.cache"),
            "no hay permiso para usar «/x/.cache»: pídalo, o trabaje en una carpeta suya",
        ),
        (
            OSError(errno.ENOSPC, "No space left on device"),
            "no queda espacio en el disco para «la carpeta del proyecto»: libere espacio y vuelva a intentar",
        ),
        (
            OSError(errno.EROFS, "Read-only file system", Path("/x")),
            "«/x» está en un disco de solo lectura: trabaje en otra carpeta",
        ),
        (
            IsADirectoryError(errno.EISDIR, "Is a directory", b"/x/\x1b[2Jy"),
            "«/x/·[2Jy» es una carpeta y ahí va un archivo: muévala o bórrela",
        ),
        (MemoryError(), "no alcanza la memoria: cierre programas, o pruebe con --procesos 1"),
    ],
)
def test_lo_que_niega_la_maquina_se_dice_con_su_remedio(error: BaseException, dicho: str) -> None:
    explicado = de_maquina(error)
    assert explicado is not None
    assert (str(explicado), explicado.codigo_salida) == (dicho, 70)


def test_lo_que_no_es_de_la_maquina_sigue_siendo_un_defecto() -> None:
    assert de_maquina(FileNotFoundError(errno.ENOENT, "No such file", "x")) is None
    assert de_maquina(ValueError("x")) is None
