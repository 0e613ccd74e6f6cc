"""Toda fecha que se lee tiene quien la mire: la del año mal escrito, la que no existe y la que no ha llegado.

Los campos se sacan de los modelos: uno nuevo con fecha pide su lugar en la muestra, y su regla.
"""

from datetime import UTC, date, datetime, tzinfo
from typing import Any

import pytest
from actos import con_erratas, consolidacion, consolidada, errata
from fabrica import BORRAR, agenda, arboles, avance, como_yaml, compromiso, expediente, resultado

from generador.carga.cargar import releer
from generador.errores import ErrorDeDatos, Hallazgo
from generador.modelo.archivos import ARCHIVOS
from generador.modelo.campos import todos
from generador.modelo.datos.comun.plazo import Plazo
from generador.modelo.expediente import Expediente
from generador.revision import revisar
from generador.revision.hoy import ayuda_de_futuro, hoy

FECHAS = {
    ("evento", "jornadas.fecha"): "jornadas.1.fecha",
    ("agenda", "compromisos.plazos.fecha"): "compromisos.0.plazos.0.fecha",
    ("agenda", "aprobacion.fecha"): "aprobacion.fecha",
    ("agenda", "aprobacion.asamblea.jornadas.fecha"): "aprobacion.asamblea.jornadas.0.fecha",
    ("agenda", "consolidaciones.fecha"): "consolidaciones.0.fecha",
    ("agenda", "consolidaciones.compromisos.plazos.fecha"): "consolidaciones.0.compromisos.0.plazos.0.fecha",
    ("agenda", "por_consolidar.compromisos.plazos.fecha"): "por_consolidar.compromisos.0.plazos.0.fecha",
    ("agenda", "fe_de_erratas.fecha"): "fe_de_erratas.0.fecha",
    ("agenda", "rectificaciones.fecha"): "rectificaciones.0.fecha",
    ("agenda", "recibidos.fecha"): "recibidos.0.fecha",
    ("seguimiento", "avances.fecha"): "avances.0.fecha",
    ("seguimiento", "avances.evidencia.documento.fecha"): "avances.0.evidencia.documento.fecha",
    ("seguimiento", "fecha_de_referencia"): "fecha_de_referencia",
    ("asistencia", "fecha"): "fecha",
    ("asistencia", "otros_dias"): "otros_dias.0",
}
"""Dónde está, en la muestra, cada campo con fecha que declaran los modelos."""
COPIADAS = {"aprobacion.asamblea.jornadas.fecha"}
"""Las que el acta copia de otro archivo, que es donde se juzgan: cambiada aquí, lo dice la huella."""
ANIOS = (("convenio", "anio"), ("evento", "vigencia.desde"), ("evento", "vigencia.hasta"))


def _expediente(archivo: str = "", ruta: str = "", valor: str = "") -> Expediente:
    """Una asamblea de dos días, aprobada y con seguimiento, con todas sus fechas en regla menos esa."""
    base = arboles()["prueba-2023/evento.yml"]
    dia = {c: base[c] for c in ("horario", "sede", "programa")}
    evento: dict[str, Any] = dict.fromkeys(("fecha", *dia), BORRAR)
    evento["estado"] = "aprobada"
    evento["jornadas"] = [
        {
            "id": "dia-1",
            "fecha": "2023-11-17",
            "horario": {"inicio": "8:00", "fin": "8:30"},
            "programa": dia["programa"][:2],
            "sede": {"nombre": "Otro salón"},
        },
        {"id": "dia-2", "fecha": "2023-11-18", **dia},
    ]
    la_agenda = agenda(compromiso(plazos=[{"fecha": "2024-03"}]))
    cambios: dict[str, Any] = con_erratas(
        {"evento": evento, "resultados": [resultado()], "agenda": la_agenda},
        errata("2023-12-01", "texto", "Hacer riego.", "Hacer riego comunitario."),
    )
    suya = compromiso(plazos=[{"fecha": "2024-03"}])
    cambios["agenda"] = consolidada(
        cambios["agenda"],
        consolidacion(suya, fecha="2023-12-15"),
        **{k: v for k, v in cambios.items() if k != "agenda"},
    )
    cambios["agenda"]["por_consolidar"] = {"compromisos": [compromiso(plazos=[{"fecha": "2024-03"}])]}
    cambios["agenda"]["rectificaciones"] = [
        {
            "fecha": "2024-01-02",
            "razon": "Iba doble.",
            "huella_publicada": "0" * 64,
            "cambios": [{"que": "se borró", "antes": "0" * 16}],
        }
    ]
    cambios["resultados"] = [*cambios["resultados"], resultado("M2-S1")]
    cambios["agenda"]["recibidos"] = [{"submesa": "M2-S1", "fecha": "2024-01-03", "razon": "Se mojó."}]
    documento = {"que": "Acta de entrega", "fecha": "2024-01-20", "guarda": "La junta"}
    cambios["seguimiento"] = {
        "fecha_de_referencia": "2024-02-01",
        "avances": [avance("2024-01-21", fuente=BORRAR, evidencia={"documento": documento})],
    }
    cambios["asistencia"] = {"fecha": "2023-11-17", "otros_dias": ["2023-11-18"], "total": 80}
    if archivo in ("evento", "convenio"):
        cambios[archivo] = {**cambios.get(archivo, {}), ruta: valor}
    elif archivo:
        nodo: Any = cambios[archivo]
        *camino, ultima = ruta.split(".")
        for parte in camino:
            nodo = nodo[int(parte) if parte.isdigit() else parte]
        nodo[int(ultima) if ultima.isdigit() else ultima] = valor
    return expediente(**cambios)


def _en(ruta: str) -> str:
    """«avances.0.fecha» como la nombra un hallazgo: «avances[1].fecha»."""
    dicha = ""
    for parte in ruta.split("."):
        dicha += f"[{int(parte) + 1}]" if parte.isdigit() else f"{'.' if dicha else ''}{parte}"
    return dicha


def _alli(e: Expediente, ruta: str) -> list[Hallazgo]:
    de_la_firma = ("huella", "ya no es lo que se aprobó")
    return [
        h
        for h in revisar(e)
        if h.lugar.ruta == _en(ruta) and not any(dicho in h.mensaje for dicho in de_la_firma)
    ]


def test_la_muestra_trae_todas_las_fechas_de_los_modelos_y_esta_en_regla() -> None:
    declaradas = {
        (archivo, c.ruta)
        for archivo, modelo in ARCHIVOS.items()
        for c in todos(modelo)
        if "fecha (" in c.tipo or (c.modelo is Plazo and c.nombre == "fecha")
    }
    assert declaradas == set(FECHAS)
    assert revisar(_expediente()) == ()


@pytest.mark.parametrize("valor", ["0203-11-18", "2023-02-30", "23-11-18", "20231118"])
@pytest.mark.parametrize(("archivo", "ruta"), [(a, r) for (a, _), r in FECHAS.items()])
def test_la_que_no_existe(archivo: str, ruta: str, valor: str) -> None:
    """Se pone en lo ya escrito: `releer` la dice con su línea y su columna, en su campo y solo en él."""
    bueno = _expediente().fuentes[archivo]
    *camino, ultima = ruta.split(".")
    nodo: Any = bueno.datos
    for parte in camino:
        nodo = nodo[int(parte) if parte.isdigit() else parte]
    nodo[int(ultima) if ultima.isdigit() else ultima] = valor
    with pytest.raises(ErrorDeDatos) as error:
        releer(como_yaml(bueno.datos).encode(), bueno.archivo, ARCHIVOS[archivo])
    (hallazgo,) = error.value.hallazgos
    assert hallazgo.lugar.ruta == _en(ruta)
    assert valor in (hallazgo.lugar.extracto or "")
    assert (hallazgo.mensaje, hallazgo.ayuda) in {
        ("«0203-11-18» no es de estos años", "revise el año: se escribe con sus cuatro cifras"),
        ("«2023-02-30» no está en el calendario", "revise el año, el mes y el día: van en ese orden"),
        *(
            (f"debe ser una fecha; llegó «{v}»", "escriba AAAA-MM-DD: 2023-11-18")
            for v in ("23-11-18", "20231118")
        ),
        *(
            (
                f"«{v}» no es una fecha de plazo",
                "escriba 2024-02-15 (día), 2024-02 (mes), 2024-T3 (trimestre), 2024-S1 (semestre), 2024 o "
                "sin_fecha",
            )
            for v in ("23-11-18", "20231118")
        ),
    }


@pytest.mark.parametrize("valor", ["1923-11-18", "2203-11-18"])
@pytest.mark.parametrize(("archivo", "ruta"), [(a, r) for (a, c), r in FECHAS.items() if c not in COPIADAS])
def test_la_que_no_se_cree(archivo: str, ruta: str, valor: str) -> None:
    e = _expediente(archivo, ruta, valor)
    (hallazgo, *_) = _alli(e, ruta)
    assert valor in (hallazgo.lugar.extracto or "")
    assert hallazgo.ayuda


@pytest.mark.parametrize("valor", ["203", "1903", "2203"])
@pytest.mark.parametrize(("archivo", "ruta"), ANIOS)
def test_un_anio_que_no_se_cree(archivo: str, ruta: str, valor: str) -> None:
    """El de «vigencia», si no tiene cuatro cifras, lo dice ya la lectura."""
    if archivo == "evento" and valor == "203":
        bueno = _expediente().fuentes["evento"]
        bueno.datos["vigencia"][ruta.split(".")[1]] = valor
        with pytest.raises(ErrorDeDatos, match="es menor que 1900; llegó «203»"):
            releer(como_yaml(bueno.datos).encode(), bueno.archivo, ARCHIVOS["evento"])
        return
    dichos = [h for h in revisar(_expediente(archivo, ruta, valor)) if valor in h.mensaje]
    assert dichos
    assert all(h.lugar.linea and h.ayuda for h in dichos)


@pytest.mark.parametrize(
    ("archivo", "ruta", "valor", "gravedad", "mensaje", "ayuda"),
    [
        (
            "evento",
            "jornadas.1.fecha",
            "2203-11-18",
            "advertencia",
            "es del año 2203 y el convenio, de 2023",
            "revise el año; si el que está mal es el del convenio, corrija su «anio»",
        ),
        (
            "evento",
            "vigencia.desde",
            "2019",
            "advertencia",
            "la agenda empieza en 2019 y la asamblea es de 2023",
            "revise los dos años",
        ),
        (
            "evento",
            "vigencia.hasta",
            "2206",
            "advertencia",
            "la agenda cubriría 183 años, de 2024 a 2206",
            "revise el último año",
        ),
        (
            "agenda",
            "rectificaciones.0.fecha",
            "2023-11-16",
            "error",
            "la rectificación está antedatada: es del 2023-11-16 y la asamblea es del 2023-11-17",
            "ponga el día en que se dio la razón",
        ),
        (
            "seguimiento",
            "avances.0.evidencia.documento.fecha",
            "2999-01-20",
            "error",
            "es del 2999-01-20, que todavía no llega",
            ayuda_de_futuro(),
        ),
        (
            "seguimiento",
            "avances.0.evidencia.documento.fecha",
            "2023-11-17",
            "advertencia",
            "es del 2023-11-17, antes de la aprobación (2023-11-18)",
            "revise el año; si de verdad es de antes, deje este aviso",
        ),
        (
            "asistencia",
            "fecha",
            "2999-11-18",
            "error",
            "el registro es del 2999-11-18, que todavía no llega",
            ayuda_de_futuro(),
        ),
        (
            "asistencia",
            "fecha",
            "2023-11-19",
            "advertencia",
            "el registro es del 2023-11-19, después de la asamblea (2023-11-18)",
            "ponga el día en que la gente se registró al llegar",
        ),
    ],
)
def test_lo_que_se_dice(archivo: str, ruta: str, valor: str, gravedad: str, mensaje: str, ayuda: str) -> None:
    (hallazgo,) = _alli(_expediente(archivo, ruta, valor), ruta)
    assert (hallazgo.gravedad, hallazgo.mensaje, hallazgo.ayuda) == (gravedad, mensaje, ayuda)


def test_una_razon_de_antes_que_la_anterior() -> None:
    e = _expediente()
    assert e.asamblea.agenda is not None
    una = e.fuentes["agenda"].datos["rectificaciones"][0]
    suya = {**e.fuentes["agenda"].datos, "rectificaciones": [una, {**una, "fecha": "2023-12-31"}]}
    otra = expediente(evento={"estado": "aprobada"}, resultados=[resultado()], agenda=suya)
    assert [h.mensaje for h in revisar(otra) if "antedatada" in h.mensaje] == [
        "la rectificación está antedatada: es del 2023-12-31 y la anterior es del 2024-01-02"
    ]


@pytest.mark.parametrize("fecha", ["2023-10", "2023", "2023-11-17"])
def test_un_plazo_que_ya_habia_pasado(fecha: str) -> None:
    """Dentro de la vigencia nadie lo miraba: la asamblea es de noviembre y el plazo, de octubre."""
    cambios = {"vigencia.desde": 2023}
    suya = agenda(compromiso(plazos=[{"fecha": fecha}]))
    dichos = [
        (h.gravedad, h.lugar.ruta, h.mensaje)
        for h in revisar(
            expediente(evento={"estado": "borrador", **cambios}, resultados=[resultado()], agenda=suya)
        )
    ]
    nombre = {"2023-10": "octubre de 2023", "2023-11-17": "17 de noviembre de 2023"}.get(fecha)
    esperado = f"{nombre} ya había pasado el día de la asamblea (2023-11-18)"
    # El año en que es la asamblea no ha pasado.
    assert dichos == ([("advertencia", "compromisos[1].plazos[1].fecha", esperado)] if nombre else [])


def test_un_plazo_corregido_tambien() -> None:
    cambios = {
        "evento": {"estado": "aprobada"},
        "resultados": [resultado()],
        "agenda": agenda(compromiso(plazos=[{"fecha": "2024-03"}])),
    }
    mal = con_erratas(cambios, errata("2023-12-01", "plazos[1].fecha", "2024-03", "2204-03"))
    assert [(h.gravedad, h.lugar.ruta, h.mensaje) for h in revisar(expediente(**mal))] == [
        (
            "advertencia",
            "fe_de_erratas[1].debe_decir",
            "marzo de 2204 está fuera de la vigencia de la agenda (2024–2026)",
        )
    ]


def test_lo_que_pasa_el_dia_no_se_cuenta_antes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Una asamblea de pasado mañana no está «en_curso»; una de demostración sí puede."""
    evento = {"estado": "en_curso", "fecha": "2024-05-11", "codigo": "PRU24"}
    monkeypatch.setattr("generador.revision.fechas.hoy", lambda: date(2024, 5, 10))
    (hallazgo,) = revisar(expediente(evento=evento))
    assert (hallazgo.gravedad, hallazgo.lugar.ruta, hallazgo.mensaje) == (
        "advertencia",
        "estado",
        "el estado es «en_curso» y la asamblea es el 2024-05-11, que todavía no llega",
    )
    assert revisar(expediente(evento={**evento, "demostracion": "sí"})) == ()
    monkeypatch.setattr("generador.revision.fechas.hoy", lambda: date(2024, 5, 11))
    assert revisar(expediente(evento=evento)) == ()


@pytest.mark.parametrize(("instante", "dia"), [("2024-05-11T04:59", 10), ("2024-05-11T05:00", 11)])
def test_hoy_es_el_de_colombia(instante: str, dia: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A las once y media de la noche de aquí, en el servidor ya es mañana."""

    class Reloj(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Reloj":
            return cls.fromisoformat(instante).replace(tzinfo=UTC).astimezone(tz)  # type: ignore[return-value]

    monkeypatch.setattr("generador.revision.hoy.datetime", Reloj)
    assert hoy() == date(2024, 5, dia)
    assert ayuda_de_futuro() == f"revise el año; hoy, según este computador, es 2024-05-{dia}"
