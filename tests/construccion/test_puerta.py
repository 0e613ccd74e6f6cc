"""Un dato personal plantado en cada campo, saltándose la revisión, se atrapa en cada salida donde aparece."""

import html
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import markdown
import pytest
from fabrica import ID, agenda, aprobacion, arboles, cambiado, como_yaml, compromiso, en_estado, resultado
from fabrica import escribir_proyecto as escribir

from generador.carga.cargar import cargar
from generador.catalogo.inventario import inventariar
from generador.composicion.compositor import Compositor
from generador.construccion import preparacion, puerta
from generador.construccion.datos import examen
from generador.errores import ErrorDeSalida, Fallidos
from generador.modelo.campos import LIBRES
from generador.modelo.personal.reserva import Reserva, huella_de, normalizado, rastrear, reservas
from generador.modelo.textos import recorrer
from generador.salida.disco import sha256
from generador.salida.privacidad.lectores import trozos
from generador.salida.privacidad.puerta import DatoPersonal, hallados
from generador.salida.privacidad.trozo import Trozo

RAIZ = Path(__file__).parents[2]
LETRAS = "abcdefghijklmnoprstuvz"
CLASES = {
    "nombre": lambda i: f"Perpetua{LETRAS[i // 22 % 22]} Innombrada{LETRAS[i % 22]}",
    "cedula": lambda i: f"1.098.{i:03d}.432",
    "telefono": lambda i: f"300 {i:03d} 4567",
    "correo": lambda i: f"juan{i}@correo.com",
}
SIN_PUBLICAR = {
    ("resultados/M1-S1", "representante.papel"),
    ("resultados/M1-S1", "voceria.papel"),
}
"""Lo que hoy ninguna página ni impreso muestra; lo demás se publica en alguna parte."""


def _completo() -> dict[str, Any]:
    """Los cambios que llenan todos los campos de texto."""
    acta = aprobacion("0" * 64) | {"lugar": "Salón"}
    entero = resultado(
        representante={"papel": "Representante"},
        voceria={"papel": "Vocería"},
        **{"aportes.0.organizaciones": ["Cooperativa"]},
    )
    consolidado = compromiso(como="Juntos.", responsables=["Asociación"], cuando="marzo de 2024")
    momento = {"objetivo": "Ver.", "metodologia": "Oír.", "nota": "Ojo.", "responsable": "Equipo"}
    return {
        "sitio": {"lema": "Juntos"},
        "evento": {
            "estado": "aprobada",
            "sede": {"nombre": "Salón", "direccion": "Calle 1", "indicaciones": "Al lado"},
            "convoca": "El convenio.",
            **{f"programa.1.{k}": v for k, v in momento.items()},
        },
        "mesas": {"mesas.0.preguntas": ["¿Cuál?"]},
        "resultados": [entero, resultado("M1-S2")],
        "agenda": agenda(
            consolidado,
            presentacion="Para leer.",
            no_recogidos=[{"aporte": "M1-S2-N1", "razon": "Ya está."}],
            aprobacion=acta,
        ),
    }


def _plantado(clase: str, carpeta: Path) -> tuple[Any, dict[tuple[str, str], str]]:
    """Lo cargado con un dato distinto al final de cada texto, y dónde quedó cada uno."""
    base = escribir(carpeta / "base", **_completo())
    expediente = cargar(base).expedientes[0]
    datos: dict[tuple[str, str], str] = {}
    por_archivo = arboles(**_completo())
    ruta_de = {"convenio": "convenios/002-2023.yml", "metodologia": "metodologia.yml"}
    for clave, modelo, fuente in expediente.archivos():
        archivo = ruta_de.get(clave, f"{ID}/{clave}.yml")
        cambios = {}
        for ruta, texto, tipo in recorrer(modelo):
            if tipo in LIBRES:
                dato = CLASES[clase](len(datos))
                camino = ".".join(map(str, fuente.escrita(ruta) if fuente else ruta))
                datos[clave, camino] = dato
                cambios[camino] = f"{texto} {dato}"
        por_archivo[archivo] = cambiado(por_archivo[archivo], cambios)
    for ruta, arbol in por_archivo.items():
        destino = carpeta / "datos" / ruta
        destino.parent.mkdir(parents=True, exist_ok=True)
        destino.write_text(como_yaml(arbol), "utf-8")
    carga = cargar(carpeta)
    assert carga.proyecto is not None, carga.hallazgos
    return carga, datos


def _salidas(carga: Any) -> Iterator[tuple[str, str]]:
    """Cada página y cada impreso, en HTML, y sus metadatos."""
    a_mano = {n: f"{n}/" for n in ("acerca", "accesibilidad", "como-imprimir", "privacidad")}
    manifiestos = {f"{a.id}/manifiesto": f"{a.id}/m.json" for a in carga.proyecto.asambleas}
    inventario = inventariar(carga.proyecto, a_mano | manifiestos)
    compositor = Compositor(RAIZ / "plantillas", inventario)
    for pagina in inventario.paginas:
        _, cabecera, cuerpo = compositor.pagina(pagina).split("---\n", 2)
        sabido = json.loads(cabecera)
        guion = f'<script type="application/ld+json">{sabido.pop("enlazados", "")}</script>'
        meta = guion + "".join(f'<meta content="{t}">' for t in _textos(sabido))
        texto = markdown.markdown(cuerpo, extensions=["attr_list", "md_in_html", "toc"])
        yield f"{pagina.ruta}index.html", meta + texto
    for artefacto in inventario.artefactos:
        if artefacto.origen is None:
            yield artefacto.ruta + ".html", compositor.impreso(artefacto)


def _textos(valor: Any) -> list[str]:
    if isinstance(valor, dict):
        return [t for v in valor.values() for t in _textos(v)]
    if isinstance(valor, list):
        return [t for v in valor for t in _textos(v)]
    return [valor] if isinstance(valor, str) else []


@pytest.mark.parametrize("clase", CLASES)
def test_cada_campo_en_cada_salida(clase: Any, tmp_path: Path) -> None:
    carga, datos = _plantado(clase, tmp_path)
    nombres = tuple(datos.values()) if clase == "nombre" else ()
    reserva = Reserva(nombres=nombres)
    vistos: set[tuple[str, str]] = set()
    for ruta, texto in _salidas(carga):
        plano = re.sub(r"\s+", " ", html.unescape(texto))
        estan = {campo for campo, dato in datos.items() if dato in plano}
        atrapados = {d.huella for d in hallados(trozos(ruta, texto.encode()), reserva)}
        assert {c for c in estan if huella_de(clase, datos[c]) not in atrapados} == set(), ruta
        vistos |= estan
    assert set(datos) - vistos == SIN_PUBLICAR
    for (clave, camino), dato in datos.items():
        if clase != "nombre":
            origen = rastrear(carga.expedientes, huella_de(clase, dato))
            assert origen is not None
            assert f"{clave.rpartition('/')[2]}.yml:" in origen or clave == "convenio", (
                clave,
                camino,
                origen,
            )


def test_construir_se_detiene_y_dice_de_donde_vino(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cambios = en_estado("borrador")
    cambios["evento"]["programa.1.titulo"] = "Llame al 300 123 4567 ya"
    escribir(tmp_path, **cambios)
    (tmp_path / "plantillas").symlink_to(RAIZ / "plantillas")
    monkeypatch.setattr(examen, "revisar", lambda _: ())
    monkeypatch.setattr(preparacion, "inventariar", _solo_el_programa)
    with pytest.raises(Fallidos) as atrapado:
        preparacion.construir(tmp_path, {n: f"{n}/" for n in ("acerca", "accesibilidad")}, 1)
    ((ruta, error),) = atrapado.value.fallos.items()
    assert isinstance(error, DatoPersonal)
    assert ruta == error.nombre
    assert error.nombre == f"{ID}/descargas/programa.pdf"
    assert error.origen is not None
    assert re.fullmatch(rf"datos/{ID}/evento\.yml:\d+, programa\[2\]\.titulo", error.origen)
    assert "123" not in str(error)
    assert not list((tmp_path / ".cache/artefactos").rglob("*.pdf"))


def _solo_el_programa(*argumentos: Any) -> Any:
    """El inventario con un solo documento."""
    import dataclasses

    todo = inventariar(*argumentos)
    suyos = tuple(a for a in todo.artefactos if a.ruta.endswith("/programa.pdf"))
    return dataclasses.replace(todo, artefactos=suyos, paquetes=())


def _exigir_en_sitio(raiz: Path, carpeta: Path, almacen: Mapping[str, str] | None = None) -> int:
    carga = cargar(raiz)
    assert carga.proyecto is not None
    suyas = reservas(carga.expedientes, carga.proyecto.sitio)
    return puerta.exigir_en_sitio(raiz, carpeta, suyas, carga.expedientes, almacen or {})


def _con_persona(raiz: Path, *, consentimiento: str = "no", nombre: str = "Perpetua Innombrada") -> Path:
    persona = {"papel": "Vocera", "nombre": nombre, "consentimiento": consentimiento}
    return escribir(raiz, **en_estado("borrador") | {"resultados": [resultado(voceria=persona)]})


def test_el_sitio_armado_se_lee_una_vez(tmp_path: Path) -> None:
    raiz, sitio = _con_persona(tmp_path / "p"), tmp_path / "sitio"
    (sitio / ID).mkdir(parents=True)
    (sitio / "index.html").write_text("<p>Hola</p>", "utf-8")
    (sitio / ID / "guia.pdf").write_bytes(b"del almacen")
    pasaron = {f"{ID}/guia.pdf": sha256(b"del almacen")}
    assert _exigir_en_sitio(raiz, sitio, pasaron) == 1
    assert _exigir_en_sitio(raiz, sitio, pasaron) == 0
    assert b"Hola" not in (raiz / ".cache" / puerta.NOTA).read_bytes()
    # Otra lista de nombres: todo se lee de nuevo.
    _con_persona(raiz, nombre="Otra Persona")
    assert _exigir_en_sitio(raiz, sitio, pasaron) == 1


def test_lo_que_no_es_lo_que_paso_las_puertas_no_se_publica(tmp_path: Path) -> None:
    raiz, sitio = _con_persona(tmp_path / "p"), tmp_path / "sitio"
    (sitio / ID).mkdir(parents=True)
    (sitio / ID / "guia.pdf").write_bytes(b"otro")
    with pytest.raises(ErrorDeSalida, match=f"^{ID}/guia.pdf: no es el archivo que pasó las puertas"):
        _exigir_en_sitio(raiz, sitio, {f"{ID}/guia.pdf": sha256(b"del almacen")})


def test_una_nota_escrita_a_mano_no_exime_a_nadie(tmp_path: Path) -> None:
    """Vista fallar: bastaba con añadir la huella de una página para que nadie la leyera."""
    raiz, sitio = _con_persona(tmp_path / "p"), tmp_path / "sitio"
    sitio.mkdir()
    (sitio / "a.txt").write_text("Hola", "utf-8")
    assert [_exigir_en_sitio(raiz, sitio), _exigir_en_sitio(raiz, sitio)] == [1, 0]
    nota = raiz / ".cache" / puerta.NOTA
    anotado = json.loads(nota.read_bytes())
    nota.write_text(json.dumps({**anotado, "pasados": [*anotado["pasados"], "0" * 64]}), "utf-8")
    assert _exigir_en_sitio(raiz, sitio) == 1


@pytest.mark.parametrize(
    "ruta", [f"{ID}/mesas/1/index.html", "buscar.js", f"{ID}/buscar.js", "otra-2023/x.csv", "a.txt"]
)
def test_un_nombre_sin_autorizacion_en_cualquier_parte(ruta: str, tmp_path: Path) -> None:
    raiz = _con_persona(tmp_path / "p")
    archivo = tmp_path / "sitio" / ruta
    archivo.parent.mkdir(parents=True)
    archivo.write_text('["Perpetua Innombrada"]', "utf-8")
    with pytest.raises(Fallidos) as atrapado:
        _exigir_en_sitio(raiz, tmp_path / "sitio")
    error = atrapado.value.fallos[ruta]
    assert isinstance(error, DatoPersonal)
    assert error.origen is not None
    assert re.fullmatch(rf"datos/{ID}/resultados/M1-S1\.yml:\d+, voceria\.nombre", error.origen)
    assert not (raiz / ".cache" / puerta.NOTA).exists()


def test_la_puerta_dice_todos_los_archivos_y_no_solo_el_primero(tmp_path: Path) -> None:
    """Vista fallar con uno solo. Lo que sí pasó tampoco queda anotado: la próxima vez se lee."""
    raiz, sitio = _con_persona(tmp_path / "p"), tmp_path / "sitio"
    sitio.mkdir()
    for nombre in ("a.txt", "b.txt"):
        (sitio / nombre).write_text("Perpetua Innombrada", "utf-8")
    (sitio / "c.txt").write_text("Nadie", "utf-8")
    with pytest.raises(Fallidos) as atrapado:
        _exigir_en_sitio(raiz, sitio)
    assert list(atrapado.value.fallos) == ["a.txt", "b.txt"]
    assert not (raiz / ".cache" / puerta.NOTA).exists()


def test_quien_autorizo_sale_en_su_asamblea_y_en_lo_comun_pero_no_en_otra(tmp_path: Path) -> None:
    raiz = _con_persona(tmp_path / "p", consentimiento="sí")
    carga = cargar(raiz)
    assert carga.proyecto is not None
    suyas = reservas(carga.expedientes, carga.proyecto.sitio)
    assert suyas[""] == suyas[ID]
    assert (suyas[ID].nombres, suyas[ID].autorizados) == ((), ("Perpetua Innombrada",))


def test_el_contacto_del_sitio_y_ningun_otro(tmp_path: Path) -> None:
    for contacto, esperado in (
        ("mailto:contacto@entidad.gov.co", ("contacto@entidad.gov.co",)),
        ("mailto:contacto%40entidad.gov.co", ("contacto@entidad.gov.co",)),
        ("tel:+576078851234", ("6078851234",)),
        ("https://entidad.gov.co/contacto", ()),
    ):
        carga = cargar(escribir(tmp_path, sitio={"contacto": contacto}))
        assert carga.proyecto is not None
        assert reservas(carga.expedientes, carga.proyecto.sitio)[ID].contactos == esperado


def test_un_enlace_con_un_correo_se_dice_al_revisar_y_la_puerta_lo_detendria(tmp_path: Path) -> None:
    enlace = {"enlaces.inscripcion": "mailto:inscripciones@entidad.gov.co"}
    raiz = escribir(tmp_path / "p", evento=enlace)
    hallazgos = examen.examinar(raiz).hallazgos
    assert [(h.lugar.ruta, h.gravedad) for h in hallazgos] == [("enlaces.inscripcion", "error")]
    sitio = tmp_path / "sitio"
    sitio.mkdir()
    (sitio / "index.html").write_text('<a href="mailto:inscripciones@entidad.gov.co">Inscríbase</a>', "utf-8")
    with pytest.raises(Fallidos, match=rf"datos/{ID}/evento\.yml:\d+, enlaces\.inscripcion"):
        _exigir_en_sitio(raiz, sitio)
    declarado = escribir(
        tmp_path / "p", evento=enlace, sitio={"contacto": "mailto:inscripciones@entidad.gov.co"}
    )
    assert examen.examinar(declarado).hallazgos == ()
    assert _exigir_en_sitio(declarado, sitio) == 1


def test_la_huella_reconoce_el_dato_escrito_de_otro_modo() -> None:
    assert huella_de("telefono", "+57 (300) 123-4567") == huella_de("telefono", "3001234567")
    assert huella_de("cedula", "1.098.765.432") == huella_de("cedula", "1098765432")
    assert normalizado("correo", "Juan (arroba) correo punto com") == "juan@correo.com"
    assert huella_de("nombre", "Ana  SÓL") == huella_de("nombre", "ana sol")
    assert huella_de("cedula", "3001234567") != huella_de("telefono", "3001234567")


@pytest.mark.parametrize(
    "direccion",
    [
        "Calle 15 # 12-45, barrio Centro",
        "Carrera 20 No. 15-45, junto al coliseo",
        "Mz. 4 casa 12, salón comunal",
    ],
)
def test_la_direccion_de_la_sede_pasa_aunque_al_lado_parezca_de_alguien(
    tmp_path: Path, direccion: str
) -> None:
    sede = {"sede": {"nombre": "Coliseo", "direccion": direccion}}
    carga = cargar(escribir(tmp_path / "p", evento=sede))
    suya = reservas(carga.expedientes, carga.proyecto.sitio)[ID]
    dicha = [Trozo("un texto", f"Dirección: {direccion.split(',')[0]}")]
    sin_sede = list(hallados(dicha, Reserva()))
    assert [d.clase for d in sin_sede] == ["direccion"]
    assert list(hallados(dicha, suya)) == []
    assert list(hallados([Trozo("un texto", "Dirección: Calle 16 # 12-45")], suya)) != []
    origen = rastrear(carga.expedientes, sin_sede[0].huella)
    assert origen is not None
    assert origen.endswith(", sede.direccion")
