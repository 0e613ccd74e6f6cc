"""Un dato personal retirado no queda en ningún archivo ni salida, y la cadena sigue comprobándose."""

import json
from pathlib import Path

import pytest
from edicion.conftest import correr, la_asamblea
from edicion.nombrada import NOMBRE, con_el_nombre
from fabrica import ID, escribir_proyecto

from generador import cli
from generador.construccion.datos.examen import examinar
from generador.construccion.verificacion import verificar
from generador.edicion.anteriores import CALCO, CARPETA
from generador.modelo.aprobado.contenido import canonica
from generador.modelo.aprobado.erratas import aplicadas, versiones_de
from generador.modelo.aprobado.palabras import en_palabras
from generador.modelo.publico.apertura import abrir
from generador.modelo.tipos import RETIRADO
from generador.salida.abiertos.documento_json import como_json
from generador.salida.disco import ENTRADA, cerrojo

RETIRAR = ("errata", ID, "--suprimir", "--razon", "Lo pidió la persona.", "--fecha", "2024-02-01", "--si")


@pytest.fixture
def raiz(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return con_el_nombre(tmp_path, monkeypatch)


def test_con_una_construccion_en_curso_se_dice_antes_de_preguntar(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli, "RAIZ", escribir_proyecto(tmp_path))
    with cerrojo(tmp_path):
        hecho = correr(*(p for p in RETIRAR if p != "--si"), responde=f"{NOMBRE}\ns\n")
    assert (hecho.exit_code, hecho.output) == (
        2,
        "Error: ya hay una construcción en curso; espere a que termine\n",
    )


def _dice(datos: str) -> bool:
    plano = " ".join(datos.casefold().split())
    return any(p in plano for p in ("eulalia", "zapata", "quiñónez", "quiñonez"))


def test_no_queda_en_ningun_archivo_y_la_cadena_se_comprueba(raiz: Path) -> None:
    antes = la_asamblea(raiz)
    assert antes.aprobacion is not None
    hecho = correr(*RETIRAR, "--texto", NOMBRE)
    assert hecho.exit_code == 0, hecho.output
    assert not _dice(hecho.output)
    for archivo in (raiz / "datos").rglob("*.yml"):
        assert not _dice(archivo.read_text("utf-8")), archivo
    assert f"# Ojo: aquí sale {RETIRADO}." in (raiz / "datos" / ID / "agenda.yml").read_text("utf-8")
    a = la_asamblea(raiz)
    assert a.agenda is not None
    assert a.aprobacion is not None
    assert a.aprobacion.huella == antes.aprobacion.huella
    assert a.aprobacion.sal is None
    assert [v.numero for v in a.versiones] == [1, 2, 3]
    assert a.versiones[0].contenido.compromisos[0].responsables == ("Asociación", RETIRADO)
    assert a.versiones[0].contenido.presentacion == f"Reunida por {RETIRADO}."
    assert a.contenido.acta is not None
    assert a.contenido.acta.enmiendas == (f"La pidió {RETIRADO}.",)
    assert a.agenda.fe_de_erratas[0].dice == (
        f"Hacer riego. Coordina {RETIRADO}, con todas las demás organizaciones de la vereda."
    )
    assert a.agenda.fe_de_erratas[-1].retira == (
        "evento presentacion",
        "M1-S1-N1 plan[1].quien",
        "M1-S1-N2 necesidad",
        "agenda presentacion",
        "PRU23-001 texto",
        "PRU23-001 responsables[2]",
        "M1-S1-N2 razon",
        "acta enmiendas[1]",
        "agenda errata",
        "PRU23-001 seguimiento",
    )
    assert [x.huella for x in aplicadas(a.agenda, a.contenido_aprobado)] == [
        e.huella for e in a.agenda.fe_de_erratas
    ]


def test_las_versiones_rehechas_de_lo_publicado_son_las_que_se_ven(raiz: Path) -> None:
    """Se volvía a firmar el acta retirada, y `verificar` decía «NO COINCIDE» de un sitio recién hecho."""
    assert correr(*RETIRAR, "--texto", NOMBRE).exit_code == 0
    sitio = examinar(raiz).carga.sitio
    assert sitio is not None
    a = la_asamblea(raiz)
    abierta = abrir(a, sitio, lambda codigo: f"https://asambleas.gov.co/{codigo}")
    assert versiones_de(abierta.como_agenda(), abierta.aprobado) == a.versiones


@pytest.mark.lenta
def test_lo_publicado_se_verifica_y_quien_guarda_lo_viejo_puede_comprobarlo(raiz: Path) -> None:
    import hashlib

    viejo = la_asamblea(raiz)
    correr(*RETIRAR, "--texto", NOMBRE)
    sitio = examinar(raiz).carga.sitio
    assert sitio is not None
    a = la_asamblea(raiz)
    abierta = abrir(a, sitio, lambda codigo: f"https://asambleas.gov.co/{codigo}")
    publicado = raiz / "agenda.json"
    publicado.write_bytes(como_json(abierta))
    assert not _dice(publicado.read_text("utf-8"))
    (veredicto,) = verificar(str(publicado))
    assert veredicto.fallas == ()
    # Quien apuntó la del acta no lee que la agenda se alteró: vista fallar, decía «NO COINCIDE».
    del_acta, hoy = abierta.huella_aprobada, abierta.huella
    assert del_acta is not None
    assert hoy is not None
    for opcion, dada in (("--huella", del_acta), ("--palabras", en_palabras(del_acta))):
        hecho = correr("verificar", str(publicado), opcion, dada)
        assert (hecho.exit_code, hecho.output.splitlines()[-1]) == (1, f"SIN CONFIRMAR: {publicado}")
        assert "usted tiene, según el archivo, antes de retirarse un dato personal" in hecho.output
    for opcion, dada in (("--huella", hoy), ("--palabras", en_palabras(hoy))):
        assert correr("verificar", str(publicado), opcion, dada).exit_code == 0
    # El texto de antes, con su sal, da la huella que sigue en la cadena.
    assert hashlib.sha256(canonica(viejo.contenido_aprobado.arbol())).hexdigest() == abierta.huella_aprobada
    assert viejo.aprobacion is not None
    adivinado = publicado.read_text("utf-8").replace(RETIRADO, NOMBRE)
    assert abierta.huella_aprobada != hashlib.sha256(canonica(json.loads(adivinado)["aprobado"])).hexdigest()
    # Cambiar cualquier cosa después del retiro se nota.
    arbol = json.loads(publicado.read_bytes())
    arbol["aprobado"]["compromisos"][0]["titulo"] = "Otro"
    publicado.write_text(json.dumps(arbol), "utf-8")
    (veredicto,) = verificar(str(publicado))
    assert veredicto.fallas


def test_las_huellas_cortas_de_antes_tambien_se_van(raiz: Path) -> None:
    antes = la_asamblea(raiz).aprobacion
    correr(*RETIRAR, "--texto", NOMBRE)
    texto = (raiz / "datos" / ID / "agenda.yml").read_text("utf-8")
    despues = la_asamblea(raiz).aprobacion
    assert antes is not None
    assert despues is not None
    assert antes.partes is not None
    assert despues.partes is not None
    assert antes.sal is not None
    assert antes.sal not in texto
    for viejas, nuevas in (
        (antes.partes.compromisos, despues.partes.compromisos),
        (antes.partes.aportes, despues.partes.aportes),
        (antes.partes.no_recogidos, despues.partes.no_recogidos),
        ((antes.partes.acta, antes.partes.agenda), (despues.partes.acta, despues.partes.agenda)),
    ):
        assert not set(viejas) & set(nuevas)
        assert not any(v and v.rpartition(" ")[2] in texto for v in viejas)


def test_el_que_se_declara_sin_consentimiento_sale_con_lo_que_dice_la_ayuda(raiz: Path) -> None:
    hoja = raiz / "datos" / ID / "resultados" / "M1-S1.yml"
    hoja.write_text(
        hoja.read_text("utf-8") + f"representante:\n  papel: Representante\n  nombre: {NOMBRE}\n", "utf-8"
    )
    examen = examinar(raiz)
    errores = [h for h in examen.hallazgos if h.gravedad == "error"]
    assert errores
    assert {h.ayuda for h in errores if h.lugar.archivo.endswith(("agenda.yml", "M1-S1.yml"))} == {
        "está en una agenda aprobada, que no se edita: retírelo con ./asamblea errata prueba-2023 --suprimir"
    }
    hecho = correr(*RETIRAR, responde=f"{NOMBRE}\n")
    assert hecho.exit_code == 0, hecho.output
    a = la_asamblea(raiz)
    assert a.resultados[0].representante is not None
    assert a.resultados[0].representante.nombre is None


def test_lo_que_solo_parece_un_nombre_tampoco_manda_a_editar_lo_aprobado(raiz: Path) -> None:
    avisos = [h for h in examinar(raiz).hallazgos if "parece el nombre" in h.mensaje]
    en_lo_aprobado = [h for h in avisos if not h.lugar.archivo.endswith("evento.yml")]
    assert len(en_lo_aprobado) >= 5
    for h in en_lo_aprobado:
        assert "retírelo con ./asamblea errata prueba-2023 --suprimir; si es" in h.ayuda
        assert "no_son_personas" in h.ayuda
        sin_firmar = h.lugar.archivo.endswith("seguimiento.yml")
        assert ("si ese avance no se ha publicado, bórrelo de ahí" in h.ayuda) == sin_firmar
    assert {h.lugar.archivo.rpartition("/")[2] for h in en_lo_aprobado} >= {"agenda.yml", "seguimiento.yml"}
    assert all("--suprimir" not in h.ayuda for h in avisos if h not in en_lo_aprobado)


def test_retirar_dos_veces_y_corregir_despues(raiz: Path) -> None:
    assert correr(*RETIRAR, "--texto", NOMBRE).exit_code == 0
    hecho = correr(
        *("errata", ID, "PRU23-001", "titulo", "--debe-decir", "Riego común", "--razon", "Se aclara."),
        *("--fecha", "2024-02-02", "--si"),
    )
    assert hecho.exit_code == 0, hecho.output
    otra = list(RETIRAR)
    otra[otra.index("2024-02-01")] = "2024-02-03"
    assert correr(*otra, "--texto", "todas las demás organizaciones").exit_code == 0
    a = la_asamblea(raiz)
    assert a.agenda is not None
    assert [x.huella for x in aplicadas(a.agenda, a.contenido_aprobado)] == [
        e.huella for e in a.agenda.fe_de_erratas
    ]
    assert a.compromisos[0].titulo == "Riego común"


def test_borrar_o_cambiar_el_retiro_se_nota(raiz: Path) -> None:
    correr(*RETIRAR, "--texto", NOMBRE)
    archivo = raiz / "datos" / ID / "agenda.yml"
    bueno = archivo.read_text("utf-8")
    for viejo, nuevo in (
        ("Lo pidió la persona.", "Otra razón."),
        ("Hacer riego. Coordina", "No hacer riego. Coordina"),
        ("titulo: Riego", "titulo: Nada"),
        ("modera: Convenio", "modera: Otra"),
    ):
        assert viejo in bueno
        archivo.write_text(bueno.replace(viejo, nuevo), "utf-8")
        assert [h for h in examinar(raiz).hallazgos if h.gravedad == "error"], viejo
    archivo.write_text(bueno[: bueno.rindex("  - fecha:")], "utf-8")
    assert [h for h in examinar(raiz).hallazgos if h.gravedad == "error"]


@pytest.mark.parametrize(
    ("argumentos", "dice"),
    [
        (("--texto", "Nadie Así"), "ningún archivo de esta asamblea dice eso"),
        (("--texto", "…"), "no tiene letras ni cifras"),
        (("--texto", NOMBRE, "--razon", f"Lo pidió {NOMBRE}."), "--razon: dice el dato que se retira"),
        (("--texto", NOMBRE, "--fecha", "2999-01-01"), "todavía no llega"),
        (("--texto", NOMBRE, "--fecha", "2023-12-01"), "antedatada"),
        (("--texto", NOMBRE, "--anular"), "van solas"),
        (("--texto", "asambleas.gov.co"), "está en una dirección web"),
    ],
)
def test_lo_que_no_se_puede_retirar(raiz: Path, argumentos: tuple[str, ...], dice: str) -> None:
    antes = {p: p.read_bytes() for p in (raiz / "datos").rglob("*.yml")}
    hecho = correr(*RETIRAR, *argumentos)
    assert hecho.exit_code in (1, 2)
    assert dice in hecho.output
    assert {p: p.read_bytes() for p in (raiz / "datos").rglob("*.yml")} == antes


def test_lo_aprobado_y_cambiado_no_se_firma_de_nuevo(raiz: Path) -> None:
    archivo = raiz / "datos" / ID / "agenda.yml"
    archivo.write_text(archivo.read_text("utf-8").replace("titulo: Riego", "titulo: Nada"), "utf-8")
    hecho = correr(*RETIRAR, "--texto", NOMBRE)
    assert hecho.exit_code == 1
    assert "ya no dice lo que aprobó la plenaria" in hecho.output


def test_lo_ya_producido_se_olvida(raiz: Path) -> None:
    anterior = raiz / CARPETA / "datos" / "x" / "evento.yml" / "1-abc"
    anterior.parent.mkdir(parents=True)
    anterior.write_text("nombre: el que se retira")
    calco = raiz / CALCO / "datos" / "x" / "evento.yml"
    calco.parent.mkdir(parents=True)
    calco.write_text("nombre: el que se retira")
    viejo = raiz / ".cache" / "artefactos" / "ab" / "abc.pdf"
    viejo.parent.mkdir(parents=True)
    viejo.write_bytes(b"%PDF")
    assert correr(*RETIRAR, "--texto", NOMBRE).exit_code == 0
    assert not viejo.exists()
    assert not (raiz / CARPETA).exists()
    assert not (raiz / CALCO).exists()


def test_avisa_de_otras_formas_y_de_otros_archivos(raiz: Path) -> None:
    sitio = raiz / "datos" / "sitio.yml"
    sitio.write_text(sitio.read_text("utf-8") + f"lema: Gracias a {NOMBRE}\n", "utf-8")
    hoja = raiz / "datos" / ID / "evento.yml"
    hoja.write_text(
        hoja.read_text("utf-8").replace("Asamblea ficticia", "Asamblea de Zapata Quiñónez Eulalia"), "utf-8"
    )
    (raiz / "datos" / ID / "eulalia-zapata-quinonez.png").write_bytes(b"")
    llego = raiz / ENTRADA / ID / "M1-S1.json"
    llego.parent.mkdir(parents=True)
    llego.write_text(NOMBRE, "utf-8")
    hecho = correr(*RETIRAR, "--texto", NOMBRE)
    for dicho in (
        f"lo lleva en el nombre datos/{ID}/eulalia-zapata-quinonez.png: cámbielo",
        "quizá quede escrito de otro modo en evento",
        "también lo dice datos/sitio.yml: quítelo ahí a mano",
        f"en lo que llegó entrada/{ID}/M1-S1.json: ./asamblea entrada {ID} --borrar --todo lo borra",
    ):
        assert dicho in hecho.output
