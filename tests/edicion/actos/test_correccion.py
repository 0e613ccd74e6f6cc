"""Lo que se firma de la asamblea, cambiado en su archivo: se dice por su nombre y se corrige con errata."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from actos import dos_actos
from edicion.conftest import ACTO, correr, la_asamblea
from fabrica import ID, agenda, cambiado, como_yaml, compromiso, en_estado, escribir_proyecto

from generador import cli
from generador.construccion.datos.examen import examinar
from generador.modelo.aprobado.copia import es_fijo
from generador.modelo.campos import campo_en
from generador.modelo.datos.aprobada import AsambleaAprobada

DIA = ("--razon", "Se copió mal.", "--fecha", "2024-01-10", "--si")


@pytest.fixture(scope="module")
def _molde(tmp_path_factory: pytest.TempPathFactory) -> Path:
    raiz = tmp_path_factory.mktemp("aprobada")
    escribir_proyecto(raiz, **en_estado("borrador"))
    with pytest.MonkeyPatch.context() as m:
        m.setattr(cli, "RAIZ", raiz)
        hecho = correr("aprobar", ID, *ACTO, "--si")
    assert hecho.exit_code == 0, hecho.output
    return raiz


@pytest.fixture
def aprobada(_molde: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Una copia del mismo proyecto aprobado."""
    shutil.copytree(_molde / "datos", tmp_path / "datos")
    monkeypatch.setattr(cli, "RAIZ", tmp_path)
    return tmp_path


def _cambiar(raiz: Path, archivo: str, cambios: dict[str, Any]) -> None:
    ruta = raiz / "datos" / archivo
    ruta.write_text(
        como_yaml(cambiado(yaml.load(ruta.read_text("utf-8"), yaml.BaseLoader), cambios)), "utf-8"
    )


def _errores(raiz: Path) -> list[tuple[str, str, str]]:
    hallados = [h for h in examinar(raiz).hallazgos if h.gravedad == "error"]
    return [(h.lugar.archivo.rpartition("/")[2], h.lugar.ruta, h.mensaje) for h in hallados]


CASOS: list[tuple[str, dict[str, Any], str, str]] = [
    ("evento.yml", {"nombre": "Otra"}, "nombre", "«Nombre de la asamblea» ya no es lo que se aprobó: decía"),
    (
        "evento.yml",
        {"territorio": "Otro"},
        "territorio",
        "«Territorio» ya no es lo que",
    ),
    ("evento.yml", {"vigencia.hasta": 2030}, "vigencia.hasta", "«Vigencia, Último año» ya no es"),
    ("evento.yml", {"fecha": "2023-11-17"}, "fecha", "«Jornadas, número 1, Fecha» ya no es"),
    ("evento.yml", {"horario.fin": "10:30"}, "horario.fin", "«Jornadas, número 1, Cierre» ya no es"),
    ("evento.yml", {"sede.nombre": "Otro salón"}, "sede.nombre", "«Jornadas, número 1, Sede» ya no es"),
    (
        "mesas.yml",
        {"mesas.1.eje": "Otro eje"},
        "mesas[2].eje",
        "«Mesas, número 2, Eje» ya no es lo que se aprobó",
    ),
    (
        "mesas.yml",
        {"mesas.0.definicion": "Otra."},
        "mesas[1].definicion",
        "«Mesas, número 1, Definición» ya no es",
    ),
    (
        "resultados/M1-S1.yml",
        {"asistentes": 21},
        "asistentes",
        "«Hojas entregadas, número 1, Personas que asistieron» ya no es lo que se aprobó: decía «20» y dice",
    ),
]


@pytest.mark.parametrize(("archivo", "cambios", "ruta", "mensaje"), CASOS, ids=lambda v: str(v)[:30])
def test_un_dato_cambiado_en_su_archivo_se_dice_por_su_nombre(
    aprobada: Path, archivo: str, cambios: dict[str, Any], ruta: str, mensaje: str
) -> None:
    _cambiar(aprobada, f"{ID}/{archivo}", cambios)
    ((donde, camino, dicho),) = _errores(aprobada)
    assert (donde, camino) == (archivo.rpartition("/")[2], ruta)
    assert dicho.startswith(mensaje)


def test_lo_del_convenio_se_dice_en_el_acta_de_cada_una(aprobada: Path) -> None:
    """Es de varias asambleas: un error en su archivo las detendría a todas."""
    _cambiar(aprobada, "convenios/002-2023.yml", {"numero": "003"})
    assert _errores(aprobada) == [
        (
            "agenda.yml",
            "aprobacion.asamblea.convenio.numero",
            "«Convenio, Número» ya no es lo que se aprobó (es de datos/convenios/002-2023.yml): decía «002» "
            "y dice «003»",
        )
    ]


def test_se_corrige_en_el_archivo_y_con_la_orden_que_el_mensaje_dice(aprobada: Path) -> None:
    antes = la_asamblea(aprobada).huella
    _cambiar(aprobada, f"{ID}/evento.yml", {"territorio": "Otro lugar"})
    _cambiar(aprobada, f"{ID}/mesas.yml", {"mesas.1.eje": "Otro eje"})
    ayudas = [h.ayuda for h in examinar(aprobada).hallazgos if h.gravedad == "error"]
    assert f'./asamblea errata {ID} asamblea territorio --debe-decir "Otro lugar" --razon' in ayudas[0]
    assert f"./asamblea errata {ID} asamblea 'mesas[2].eje' --debe-decir \"Otro eje\"" in ayudas[1]
    uno = correr("errata", ID, "asamblea", "territorio", "--debe-decir", "Otro lugar", *DIA)
    assert uno.exit_code == 0, uno.output
    assert "dice:       Territorio de prueba" in uno.output
    dos = correr("errata", ID, "asamblea", "mesas[2].eje", "--debe-decir", "Otro eje", *DIA)
    assert dos.exit_code == 0, dos.output
    a = la_asamblea(aprobada)
    assert a.contenido.asamblea is not None
    assert a.contenido_aprobado.asamblea is not None
    assert (a.contenido.asamblea.territorio, a.contenido_aprobado.asamblea.territorio) == (
        "Otro lugar",
        "Territorio de prueba",
    )
    assert a.versiones[0].huella == antes != a.huella


def test_la_direccion_de_la_sede_se_corrige_como_lo_demas(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Es pública: el mensaje la dice entera, la orden que se copia sirve, y la fe de erratas dice las dos.

    Otra dirección sigue siendo la de alguien.
    """
    antes, ahora = "Carrera 10 #16-40, barrio La Zona", "Carrera 10 #16-44, barrio La Zona"
    escribir_proyecto(tmp_path, **en_estado("borrador", evento={"sede.direccion": antes}))
    monkeypatch.setattr(cli, "RAIZ", tmp_path)
    assert correr("aprobar", ID, *ACTO, "--si").exit_code == 0
    _cambiar(tmp_path, f"{ID}/evento.yml", {"sede.direccion": ahora})
    (error,) = (h for h in examinar(tmp_path).hallazgos if h.gravedad == "error")
    assert f"decía «{antes}» y dice «{ahora}»" in error.mensaje
    assert f"asamblea 'jornadas[1].direccion' --debe-decir \"{ahora}\"" in error.ayuda
    hecho = correr("errata", ID, "asamblea", "jornadas[1].direccion", "--debe-decir", ahora, *DIA)
    assert hecho.exit_code == 0, hecho.output
    assert _errores(tmp_path) == []
    # La segunda vez, la de en medio ya solo la dice la fe de erratas.
    otra = ahora.replace("44", "48")
    hecho = correr("errata", ID, "asamblea", "jornadas[1].direccion", "--debe-decir", otra, *DIA)
    assert hecho.exit_code == 0, hecho.output
    assert _errores(tmp_path) == []
    hecho = correr("errata", ID, "acta", "decision", "--debe-decir", "Vive en la carrera 22 #5-31", *DIA)
    assert hecho.exit_code == 1
    assert "hay la dirección de una persona" in hecho.output


def test_lo_tapado_no_va_en_la_orden_que_se_copia(aprobada: Path) -> None:
    """Antes la orden traía los puntos, y copiada los publicaba."""
    _cambiar(aprobada, f"{ID}/evento.yml", {"territorio": "Otro, 300 123 4567"})
    (ayuda,) = (h.ayuda for h in examinar(aprobada).hallazgos if "ya no es lo que se aprobó" in h.mensaje)
    assert '--debe-decir "…" --razon' in ayuda


@pytest.mark.parametrize(
    ("argumentos", "codigo", "dice"),
    [
        (
            ("codigo", "--debe-decir", "PRO23"),
            2,
            "«codigo» no se corrige con una errata; devuélvalo a como estaba",
        ),
        (
            ("demostracion", "--debe-decir", "sí"),
            2,
            "apruebe de nuevo y diga por qué con ./asamblea",
        ),
        (("texto", "--debe-decir", "x"), 2, "«texto» no es un campo de «asamblea»; los suyos: id, codigo"),
    ],
)
def test_una_errata_de_la_asamblea_que_no_sirve(
    aprobada: Path, argumentos: tuple[str, ...], codigo: int, dice: str
) -> None:
    hecho = correr("errata", ID, "asamblea", *argumentos, *DIA)
    assert (hecho.exit_code, dice in hecho.output) == (codigo, True), hecho.output


def _corregibles(aprobada: Path) -> list[tuple[str, str]]:
    """Cada dato que firma la copia del acta y se corrige, con otro valor que le sirve."""
    copia = la_asamblea(aprobada).contenido.asamblea
    assert copia is not None
    dichos = []
    for campo, valor in _hojas(copia.model_dump(mode="json")):
        if es_fijo(campo) or campo.startswith("convenio.entidades"):
            continue
        de = campo_en(AsambleaAprobada, tuple(re.findall(r"[a-z_]+", campo)))
        assert de is not None, campo
        tipos = {
            "fecha": "2023-11-17",
            "hora": "09:30",
            "número": str(int(valor) + 1) if isinstance(valor, int) else "",
        }
        otro = next((v for t, v in tipos.items() if de.tipo.startswith(t)), "")
        dichos.append((campo, otro or ("003" if campo == "convenio.numero" else f"{valor} y más")))
    return dichos


def _hojas(valor: Any, campo: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(valor, dict):
        for clave, suyo in valor.items():
            yield from _hojas(suyo, f"{campo}.{clave}" if campo else clave)
    elif isinstance(valor, list):
        for i, suyo in enumerate(valor, start=1):
            yield from _hojas(suyo, f"{campo}[{i}]")
    elif valor is not None:
        yield campo, valor


def test_la_errata_corrige_tambien_el_archivo_que_lo_dice(aprobada: Path) -> None:
    """Con el archivo como estaba, la errata se rechazaba: había que corregirlo antes a mano.

    La anulación lo devuelve a lo que decía.
    """
    datos = sorted((aprobada / "datos").rglob("*.yml"))
    campos = _corregibles(aprobada)
    assert {c.partition("[")[0].partition(".")[0] for c, _ in campos} == {
        *("nombre", "territorio", "jornadas", "convenio", "vigencia", "mesas", "hojas")
    }
    for campo, valor in campos:
        antes = {r: r.read_bytes() for r in datos}
        hecho = correr("errata", ID, "asamblea", campo, "--debe-decir", valor, *DIA)
        assert hecho.exit_code == 0, (campo, hecho.output)
        cambiados = {r for r in datos if r.read_bytes() != antes[r]}
        assert len(cambiados) == 2, campo
        (otro,) = (r for r in cambiados if r.name != "agenda.yml")
        assert f"También se corrige en {otro.relative_to(aprobada).as_posix()}." in hecho.output
        assert _errores(aprobada) == [], campo
        atras = correr("errata", ID, "--anular", *DIA)
        assert atras.exit_code == 0, (campo, atras.output)
        assert _errores(aprobada) == [], campo
        for ruta in cambiados:
            ruta.write_bytes(antes[ruta])


def test_una_errata_de_la_asamblea_no_tapa_otro_error(aprobada: Path) -> None:
    _cambiar(aprobada, f"{ID}/evento.yml", {"territorio": "Otro"})
    _cambiar(aprobada, f"{ID}/agenda.yml", {"compromisos.0.texto": "Otra cosa."})
    hecho = correr("errata", ID, "asamblea", "territorio", "--debe-decir", "Otro", *DIA)
    assert (hecho.exit_code, "PRU23-001 ya no dice" in hecho.output) == (1, True), hecho.output


def test_quitar_todo_lo_que_dice_que_es_de_demostracion(raiz: Path) -> None:
    """Lo inventado pasaba a ser oficial con la misma huella."""
    for archivo in ("evento.yml", "agenda.yml", "resultados/M1-S1.yml"):
        _cambiar(raiz, f"{ID}/{archivo}", {"demostracion": "true"})
    assert correr("aprobar", ID, *ACTO, "--si").exit_code == 0
    for archivo in ("evento.yml", "agenda.yml", "resultados/M1-S1.yml"):
        _cambiar(raiz, f"{ID}/{archivo}", {"demostracion": "false"})
    esperado = "«De demostración» ya no es lo que se aprobó: decía «sí» y dice «no»"
    assert _errores(raiz) == [("evento.yml", "demostracion", esperado)]
    _cambiar(raiz, f"{ID}/evento.yml", {"demostracion": "true"})
    assert [(a, m[:60]) for a, _, m in _errores(raiz)] == [
        ("M1-S1.yml", "«Hojas entregadas, número 1, De demostración» ya no es lo qu")
    ]


def test_la_carpeta_copiada_con_otro_nombre(aprobada: Path) -> None:
    (aprobada / "datos" / ID).rename(aprobada / "datos" / "otra-2023")
    (dicho,) = _errores(aprobada)
    assert dicho[0] == "agenda.yml"
    assert (
        dicho[2] == "«Nombre de la carpeta» ya no es lo que se aprobó: decía «prueba-2023» y dice «otra-2023»"
    )


def test_cambiar_la_copia_del_acta(aprobada: Path) -> None:
    """Con el archivo cambiado igual, no hay diferencia entre los dos: la huella la nota."""
    _cambiar(aprobada, f"{ID}/agenda.yml", {"aprobacion.asamblea.territorio": "Otro"})
    esperado = (
        "agenda.yml",
        "aprobacion.asamblea",
        "lo que el acta copió de la asamblea ya no es lo que se firmó",
    )
    assert _errores(aprobada) == [esperado]
    _cambiar(aprobada, f"{ID}/evento.yml", {"territorio": "Otro"})
    assert _errores(aprobada) == [esperado]


def test_una_mesa_que_aparece_despues(aprobada: Path) -> None:
    nueva = {"numero": 3, "eje": "E", "definicion": "D.", "pregunta": "¿Q?", "lidera": "Equipo"}
    _cambiar(aprobada, f"{ID}/mesas.yml", {"mesas.2": nueva})
    assert _errores(aprobada) == [("mesas.yml", "mesas[3]", "la mesa 3 no estaba en lo que se aprobó")]


@pytest.mark.parametrize(
    ("codigo", "debe_decir", "dice"),
    [
        ("PRU23-002", "Otro", "PRU23-002 ya no está en la agenda: se consolidó; lo suyo quedó en PRU23-001"),
        ("PRU23-003", "Otro", "PRU23-003 ya no está en la agenda: se consolidó; lo suyo quedó por fuera"),
        ("PRU23-009", "Otro", "PRU23-009 no está en lo aprobado; revise el código"),
        (
            "PRU23-001",
            " ",
            "--debe-decir: está vacío; para dejar ese campo vacío, dé la orden sin --debe-decir",
        ),
    ],
)
def test_una_errata_a_lo_que_se_consolido_dice_donde_quedo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, codigo: str, debe_decir: str, dice: str
) -> None:
    escribir_proyecto(tmp_path, **dos_actos())
    monkeypatch.setattr(cli, "RAIZ", tmp_path)
    hecho = correr(
        *("errata", ID, codigo, "texto", "--debe-decir", debe_decir),
        *("--razon", "Se copió mal.", "--fecha", "2024-03-01", "--si"),
    )
    assert hecho.exit_code == 2
    assert dice in " ".join(hecho.output.split())


@pytest.mark.parametrize(
    ("campo", "debe_decir", "dice"),
    [
        (
            "cuando",
            "En abril",
            "«plazos» sigue diciendo marzo de 2024: si también cambió, corríjalo con otra",
        ),
        (
            "plazos[1].fecha",
            "2024-04",
            "«cuando» sigue diciendo «En marzo»: si también cambió, corríjalo con",
        ),
        ("titulo", "Otro", None),
    ],
)
def test_el_plazo_que_queda_diciendo_dos_cosas(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, campo: str, debe_decir: str, dice: str | None
) -> None:
    """Visto fallar: la página quedaba con «marzo» y «abril», sin aviso."""
    suyo = compromiso(cuando="En marzo", plazos=[{"fecha": "2024-03"}])
    cambios = {**en_estado("borrador"), "agenda": agenda(suyo)}
    escribir_proyecto(tmp_path, **cambios)
    monkeypatch.setattr(cli, "RAIZ", tmp_path)
    assert correr("aprobar", ID, *ACTO, "--si").exit_code == 0
    hecho = correr("errata", ID, "PRU23-001", campo, "--debe-decir", debe_decir, *DIA)
    assert hecho.exit_code == 0, hecho.output
    assert ("sigue diciendo" in hecho.output, (dice or "") in hecho.output) == (dice is not None, True)
