"""Aprobar y corregir desde la línea de órdenes: qué se niega, qué escribe y qué conserva."""

from pathlib import Path
from typing import Any

import pytest
from edicion.conftest import ACTO, bytes_de, correr, la_asamblea
from fabrica import ID, agenda, aporte, compromiso, en_estado, escribir_proyecto, resultado

from generador.carga.cargar import cargar
from generador.construccion import preparacion
from generador.construccion.datos.examen import examinar
from generador.errores import Hallazgo, Lugar


def test_aprobar_escribe_el_acta_y_el_estado_y_conserva_lo_demas(raiz: Path) -> None:
    antes = bytes_de(raiz)
    hecho = correr(
        *("aprobar", ID, *ACTO, "--lugar", "Salón", "--a-favor", "9", "--abstenciones", "1"),
        *("--enmienda", "Se aclaró el plazo.", "--enmienda", "Se agregó una organización.", "--si"),
    )
    assert hecho.exit_code == 0, hecho.output
    assert "Entregaron 1 de 4 sub-mesas (25 %); faltan M1-S2, M2-S1 y M2-S2" in hecho.output
    assert "Con destino, 1 de 1 aporte (100 %): 1 recogido, 0 fusionados" in hecho.output
    a = la_asamblea(raiz)
    assert a.estado == "aprobada"
    acto = a.aprobacion
    assert acto is not None
    assert acto.huella in hecho.output
    assert acto.huella == a.contenido_aprobado.huella
    assert acto.partes is not None
    assert (acto.lugar, acto.enmiendas) == ("Salón", ("Se aclaró el plazo.", "Se agregó una organización."))
    assert acto.votacion is not None
    assert (acto.votacion.a_favor, acto.votacion.en_contra, acto.votacion.abstenciones) == (9, 0, 1)
    ahora = bytes_de(raiz)
    assert ahora["evento.yml"] == antes["evento.yml"].replace(b"estado: borrador", b"estado: aprobada")
    texto = ahora["agenda.yml"].decode()
    assert texto.startswith(antes["agenda.yml"].decode().removesuffix("# Fin\n"))
    assert "# Fin" in texto


def test_un_cero_de_mas_en_los_votos_se_dice_antes_de_firmar(raiz: Path) -> None:
    """Visto fallar sin mirarlo: 9.000 votos de 80 personas quedaban en el acta, con su huella."""
    votos = ("--a-favor", "9000", "--en-contra", "3")
    acto = [*ACTO]
    acto[acto.index("--decision") + 1] = "Aprobada por unanimidad"
    dicho = correr("aprobar", ID, *acto, *votos, responde="n\n").output
    assert (
        "Mírelo antes: después solo se arregla con una errata.\n"
        "  --a-favor: hay 9003 votos y se esperaban 80 personas\n"
        "  --decision: dice «unanimidad» y hay 3 votos en contra\n"
    ) in dicho
    assert "Mírelo antes" not in correr("aprobar", ID, *ACTO, "--a-favor", "80", responde="n\n").output


def test_los_votos_cambiados_se_dicen_antes_de_firmar(raiz: Path) -> None:
    """Vistos callar: se firmaba «Aprobada» con cero a favor y doscientos en contra."""
    votos = ("--a-favor", "3", "--en-contra", "60")
    dicho = correr("aprobar", ID, *ACTO, *votos, responde="n\n").output
    assert "  --en-contra: hay 60 votos en contra y 3 a favor\n" in dicho
    acto = [*ACTO]
    acto[acto.index("--decision") + 1] = "No se aprobó la agenda"
    assert "hay 60 votos en contra" not in correr("aprobar", ID, *acto, *votos, responde="n\n").output


def test_sin_confirmar_no_cambia_nada(raiz: Path) -> None:
    antes = bytes_de(raiz)
    for respuesta in ("n\n", "\n", "quizás\n"):
        hecho = correr("aprobar", ID, *ACTO, responde=respuesta)
        assert hecho.exit_code == 1
        assert hecho.output.endswith("No se cambió nada.\n")
        assert bytes_de(raiz) == antes
    assert correr("aprobar", ID, *ACTO, responde="sí\n").exit_code == 0
    assert la_asamblea(raiz).estado == "aprobada"


def test_antes_de_preguntar_se_dice_lo_que_ya_no_se_podra_corregir_a_mano(raiz: Path) -> None:
    archivo = raiz / "datos" / ID / "agenda.yml"
    texto = archivo.read_text("utf-8")
    titulo = next(r for r in texto.splitlines() if "titulo:" in r and not r.startswith("titulo"))
    dicho = correr("aprobar", ID, *ACTO, responde="n\n").output
    assert "Mírelo antes" not in dicho
    nuevo = titulo[: titulo.index("titulo:")] + "titulo: Lo propuso doña Rosalba Quintero Pérez"
    archivo.write_text(texto.replace(titulo, nuevo, 1), "utf-8")
    linea = texto.splitlines().index(titulo) + 1
    dicho = correr("aprobar", ID, *ACTO, responde="n\n").output
    assert (
        "\nMírelo antes: después solo se arregla con una errata.\n"
        f"  datos/{ID}/agenda.yml:{linea}  esto parece el nombre de una persona, y sin su consentimiento no "
        "se publica\n¿Aprobar"
    ) in dicho
    assert "Quintero" not in dicho


def _negado(raiz: Path, *argumentos: str) -> tuple[int, str]:
    antes = bytes_de(raiz)
    hecho = correr(*argumentos, "--si")
    assert bytes_de(raiz) == antes
    assert "Traceback" not in hecho.output
    return hecho.exit_code, hecho.output


def test_se_niega_dos_veces(raiz: Path) -> None:
    correr("aprobar", ID, *ACTO, "--si")
    codigo, texto = _negado(raiz, "aprobar", ID, *ACTO)
    assert codigo == 2
    assert "ya se aprobó el 2023-11-18" in texto
    assert "./asamblea errata" in texto


@pytest.mark.parametrize(
    ("cambios", "codigo", "dice"),
    [
        (
            {"resultados": [resultado(aportes=[aporte(), aporte("luz")])]},
            2,
            "1 aporte no tiene destino: M1-S1-N2",
        ),
        ({"agenda": agenda(compromiso(mesa=9))}, 1, "no existe la mesa 9"),
        ({"evento": {"estado": "convocada"}}, 2, "solo se aprueba una agenda en «borrador»"),
        ({"agenda": agenda(compromiso(texto="Llame al 3101234567."))}, 1, "hay un teléfono"),
    ],
)
def test_se_niega(raiz: Path, cambios: dict[str, Any], codigo: int, dice: str) -> None:
    escribir_proyecto(raiz, **{**en_estado("borrador"), **cambios})
    hallado, texto = _negado(raiz, "aprobar", ID, *ACTO)
    assert hallado == codigo
    assert dice in texto


def test_se_niega_sin_agenda_o_sin_asamblea(raiz: Path) -> None:
    assert "no existe la asamblea «otra»" in _negado(raiz, "aprobar", "otra", *ACTO)[1]
    (raiz / "datos" / ID / "agenda.yml").unlink()
    assert "agenda.yml: créelo" in _negado(raiz, "aprobar", ID, *ACTO)[1]


@pytest.mark.parametrize(
    ("opcion", "valor", "dice"),
    [
        ("--fecha", "ayer", "--fecha: debe ser una fecha"),
        ("--hora", "4 pm", "--hora: debe ser una hora"),
        (
            "--fecha",
            "2023-11-17",
            "Error: --fecha: se aprobó el 2023-11-17, antes de la asamblea (2023-11-18); corríjala, o la del "
            "encuentro, en evento.yml\n",
        ),
        ("--fecha", "2999-01-01", "Error: --fecha: 2999-01-01 todavía no llega; "),
        ("--modera", "Rosa, 3101234567", "hay un teléfono"),
        ("--decision", " ", "--decision: está vacío"),
    ],
)
def test_un_acto_que_no_sirve(raiz: Path, opcion: str, valor: str, dice: str) -> None:
    acto = list(ACTO)
    acto[acto.index(opcion) + 1] = valor
    codigo, texto = _negado(raiz, "aprobar", ID, *acto)
    assert codigo in (1, 2)
    assert dice in texto


def test_la_errata_toma_lo_que_dice_y_encadena(raiz: Path) -> None:
    correr("aprobar", ID, *ACTO, "--si")
    aprobada = la_asamblea(raiz).huella
    orden = ("errata", ID, "PRU23-001", "texto", "--razon", "Faltó una palabra.", "--fecha")
    hecho = correr(*orden, "2024-01-10", "--debe-decir", "Hacer riego comunitario.", "--si")
    assert hecho.exit_code == 0, hecho.output
    assert "dice:       Hacer riego." in hecho.output
    assert "versión 2, del 2024-01-10" in hecho.output
    a = la_asamblea(raiz)
    assert a.compromisos[0].texto == "Hacer riego comunitario."
    assert a.contenido_aprobado.compromisos[0].texto == "Hacer riego."
    assert a.versiones[0].huella == aprobada != a.huella
    hecho = correr("errata", ID, "M1-S1-N1", "plan[1].cuando", *orden[4:], "2024-01-11", "--si")
    assert hecho.exit_code == 0, hecho.output
    assert la_asamblea(raiz).aportes[0].plan[0].cuando is None
    hecho = correr("errata", ID, "acta", "lugar", *orden[4:], "2024-01-12", "--debe-decir", "Salón", "--si")
    assert hecho.exit_code == 0, hecho.output
    a = la_asamblea(raiz)
    assert [v.numero for v in a.versiones] == [1, 2, 3, 4]
    assert a.contenido.acta is not None
    assert a.contenido.acta.lugar == "Salón"


@pytest.mark.parametrize(
    ("argumentos", "dice"),
    [
        (("PRU23-001", "texto", "--debe-decir", "x", "--fecha", "2023-11-17"), "antedatada"),
        (("PRU23-001", "texto", "--debe-decir", "Hacer riego.", "--fecha", "2024-01-01"), "ya dice eso"),
        (("PRU23-009", "texto", "--debe-decir", "x", "--fecha", "2024-01-01"), "no está en lo aprobado"),
        (("PRU23-001", "codigo", "--debe-decir", "x", "--fecha", "2024-01-01"), "no se puede corregir aquí"),
        (
            ("PRU23-001", "titulo", "--fecha", "2024-01-01"),
            "PRU23-001 no admite eso en «titulo»: está vacío; escríbalo\n",
        ),
        (
            ("acta", "hora", "--debe-decir", "5 pm", "--fecha", "2024-01-01"),
            "no admite eso en «hora»: debe ser una hora de 24 horas; llegó «5 pm»; escriba HH:MM: 17:00\n",
        ),
        (("PRU23-001", "mesa", "--debe-decir", "9", "--fecha", "2024-01-01"), "no existe la mesa 9"),
        (
            ("M1-S1-N1", "plan", "--debe-decir", "x", "--fecha", "2024-01-01"),
            "señale cuál: plan[1].quien o plan[1].como o plan[1].cuando\n",
        ),
        (
            ("PRU23-001", "responsables", "--debe-decir", "x", "--fecha", "2024-01-01"),
            "señale cuál: responsables[1]\n",
        ),
        (
            ("PRU23-001", "Texto", "--debe-decir", "x", "--fecha", "2024-01-01"),
            "CAMPO: no hay «Texto»; ¿quiso decir «texto»",
        ),
        (("PRU23-001", "cuándo", "--fecha", "2024-01-01"), "CAMPO: no hay «cuándo»; ¿quiso decir «cuando»?"),
        (("PRU23-001", "zz zz", "--fecha", "2024-01-01"), "Error: CAMPO: "),
        (
            ("nada", "texto", "--debe-decir", "x", "--fecha", "2024-01-01"),
            "Error: COMPROMISO: «nada» no tiene forma de código de compromiso",
        ),
        (("PRU23-001", "texto", "--debe-decir", "a@b.co", "--fecha", "2024-01-01"), "correo"),
    ],
)
def test_una_errata_que_no_sirve(raiz: Path, argumentos: tuple[str, ...], dice: str) -> None:
    correr("aprobar", ID, *ACTO, "--si")
    codigo, texto = _negado(raiz, "errata", ID, *argumentos, "--razon", "Prueba.")
    assert codigo in (1, 2)
    assert dice in texto


def test_cambiar_cuando_dice_que_los_plazos_siguen_igual(raiz: Path) -> None:
    escribir_proyecto(
        raiz, **{**en_estado("borrador"), "agenda": agenda(compromiso(plazos=[{"fecha": "2024-02"}]))}
    )
    assert correr("aprobar", ID, *ACTO, "--si").exit_code == 0
    orden = ("errata", ID, "PRU23-001", "--razon", "x", "--fecha", "2024-01-10")
    dicho = correr(*orden, "cuando", "--debe-decir", "Marzo de 2024", responde="n\n").output
    assert "Atención: esto no cambia sus plazos, que van a la tabla y al calendario: plazos[1], " in dicho
    assert "febrero de 2024" in dicho
    assert "Atención" not in correr(*orden, "titulo", "--debe-decir", "Otro", responde="n\n").output


def test_una_errata_sobre_un_borrador(raiz: Path) -> None:
    codigo, texto = _negado(
        raiz, "errata", ID, "PRU23-001", "texto", "--debe-decir", "x", "--razon", "y", "--fecha", "2024-01-01"
    )
    assert (codigo, "todavía es borrador" in texto) == (2, True)


def test_los_errores_de_otra_asamblea_no_estorban(raiz: Path) -> None:
    otra = raiz / "datos" / "otra-2023"
    otra.mkdir()
    for nombre in ("evento.yml", "mesas.yml"):
        texto = (raiz / "datos" / ID / nombre).read_text("utf-8")
        (otra / nombre).write_text(
            texto.replace("desde: 2024", "desde: 2030").replace("PRU23", "OTR23"), "utf-8"
        )
    assert any(h.gravedad == "error" for h in examinar(raiz).hallazgos)
    assert correr("aprobar", ID, *ACTO, "--si").exit_code == 0
    assert cargar(raiz).expedientes[1].asamblea.estado == "aprobada"


@pytest.mark.parametrize("nombre", ["agenda.yml", "evento.yml", "resultados/M1-S1.yml"])
def test_lo_guardado_mientras_se_pregunta_no_se_pierde(
    raiz: Path, monkeypatch: pytest.MonkeyPatch, nombre: str
) -> None:
    """Aprobar pregunta; en otra ventana alguien guarda un archivo: ni se pierde ni se aprueba otra cosa."""
    archivo = raiz / "datos" / ID / nombre

    def guardar(_: str) -> bool:
        archivo.write_bytes(archivo.read_bytes() + b"# Guardado mientras tanto\n")
        return True

    monkeypatch.setattr("generador.cli.agenda.dice_que_si", guardar)
    ordenes = [
        ("aprobar", ID, *ACTO),
        ("errata", ID, "PRU23-001", "texto", "--razon", "x", "--fecha", "2024-01-10", "--debe-decir", "y"),
    ]
    for orden in ordenes:
        hecho = correr(*orden)
        assert hecho.exit_code == 2, hecho.output
        assert f"mientras tanto cambió datos/{ID}/{nombre}: no se escribió nada" in hecho.output
        assert archivo.read_bytes().endswith(b"# Guardado mientras tanto\n")
        assert correr("aprobar", ID, *ACTO, "--si").exit_code in (0, 2)
    assert la_asamblea(raiz).compromisos[0].texto == "Hacer riego."


def test_no_aprueba_lo_que_no_cabe(raiz: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`validar` lo decía y `aprobar` no lo miraba: ya firmado, solo se acorta con una errata por título."""
    mensaje = "«La agenda en una hoja» sale en 2 páginas y debe salir en 1"
    lugar = Lugar(f"datos/{ID}/agenda.yml", 2, 1)
    monkeypatch.setattr(preparacion, "examinar_piezas", lambda *_: (Hallazgo(lugar, mensaje, "acórtelo"),))
    codigo, texto = _negado(raiz, "aprobar", ID, *ACTO, "--si")
    assert (codigo, mensaje in texto) == (1, True)


def test_avisa_antes_de_aprobar_de_un_nombre_en_el_acta(raiz: Path) -> None:
    """Lo que parece una persona se decía después de firmado, cuando ya es un retiro."""
    acto = [*ACTO[:4], "--modera", "María López", *ACTO[6:]]
    dicho = correr("aprobar", ID, *acto, responde="n\n").output
    assert "Mírelo antes: después solo se arregla con una errata." in dicho
    assert "\n  --modera: esto parece el nombre de una persona" in dicho
    assert "--modera:" not in correr("aprobar", ID, *ACTO, responde="n\n").output


def test_avisa_antes_de_publicar_de_un_nombre_en_la_errata_o_en_su_anulacion(raiz: Path) -> None:
    """Como al aprobar: ya encadenado, pide un retiro."""
    correr("aprobar", ID, *ACTO, "--si")
    errata = ("errata", ID, "PRU23-001", "como", "--fecha", "2024-01-01")
    razon = ("--razon", "Lo pidió doña Rosalba Quintero.")
    dicho = correr(*errata, "--debe-decir", "Con doña Rosalba Quintero.", *razon, responde="n\n").output
    assert [r.partition(":")[0] for r in dicho.partition("Mírelo antes")[2].splitlines()[1:3]] == [
        "  --debe-decir",
        "  --razon",
    ]
    sano = correr(*errata, "--debe-decir", "Con un convenio.", "--razon", "Faltó.", "--si").output
    assert "Mírelo" not in sano
    anulada = correr("errata", ID, "--anular", "--fecha", "2024-01-02", *razon, responde="n\n").output
    assert "\n  --razon: esto parece el nombre de una persona" in anulada


@pytest.mark.parametrize(
    ("de_la_segunda", "remedio"),
    [
        (("M1-S1-N2",), "es el único de PRU23-002, y un compromiso no puede quedar sin aportes: déjelo allá"),
        (
            ("M2-S1-N1", "M1-S1-N2"),
            f"quítelo antes de allá: ./asamblea errata {ID} PRU23-002 'aportes[2]' --razon \"…\" "
            "--fecha 2024-01-01",
        ),
    ],
)
def test_mover_un_aporte_de_compromiso_dice_un_remedio_que_se_puede_seguir(
    raiz: Path, de_la_segunda: tuple[str, ...], remedio: str
) -> None:
    hojas = [resultado(aportes=[aporte(), aporte("luz")]), resultado("M2-S1")]
    no_recogidos = [] if len(de_la_segunda) == 2 else [{"aporte": "M2-S1-N1", "razon": "Ya se hizo."}]
    suya = agenda(compromiso(), compromiso("PRU23-002", de_la_segunda), no_recogidos=no_recogidos)
    escribir_proyecto(raiz, **{**en_estado("borrador"), "resultados": hojas, "agenda": suya})
    assert correr("aprobar", ID, *ACTO, "--si").exit_code == 0
    dia = ("--razon", "Va allá.", "--fecha", "2024-01-01")
    mover = ("errata", ID, "PRU23-001", "aportes[2]", "--debe-decir", "M1-S1-N2", *dia)
    assert _negado(raiz, *mover) == (
        2,
        f"Error: M1-S1-N2 ya lo recoge PRU23-002: un aporte va en un solo compromiso; {remedio}\n",
    )
    if len(de_la_segunda) == 2:
        quitada = correr("errata", ID, "PRU23-002", "aportes[2]", *dia, "--si")
        assert (quitada.exit_code, correr(*mover, "--si").exit_code) == (0, 0), quitada.output
