"""Las órdenes: qué dicen, con qué código salen y qué escriben."""

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest
from apoyo import RAIZ, cambiar, orden, proyecto_de_ordenes
from apoyo import correr_aqui as _correr

ORDENES = [
    *(
        "abrir",
        "aprobar",
        "asistencia",
        "ayuda",
        "captura",
        "consolidar",
        "construir",
        "elegir",
        "empaquetar",
        "entrada",
        "errata",
        "esquema",
        "importar",
        "medir",
        "nueva",
        "piezas",
        "planilla",
        "preparar",
        "probar",
        "servir",
        "validar",
    ),
    "verificar",
]


@pytest.fixture
def raiz(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return proyecto_de_ordenes(tmp_path, monkeypatch)


def test_la_ayuda_nombra_todas_las_ordenes_en_espanol() -> None:
    codigo, texto = _correr("ayuda")
    assert codigo == 0
    assert all(f"\n  {nombre} " in texto for nombre in ORDENES)
    assert not [p for p in ("Usage", "Options", "Commands", "Show this", "COMMAND") if p in texto]


@pytest.mark.parametrize("nombre", ORDENES)
def test_cada_orden_tiene_su_ayuda(nombre: str) -> None:
    directa, por_ayuda = _correr(nombre, "--ayuda"), _correr("ayuda", nombre)
    assert directa == por_ayuda
    assert directa[0] == 0
    assert directa[1].startswith(f"Uso: ./asamblea {nombre} ")
    assert not [p for p in ("Usage", "Options:", "Show this", "INTEGER", "PATH") if p in directa[1]]


def test_una_orden_mal_escrita_sugiere_la_buena() -> None:
    codigo, texto = _correr("contruir")
    assert codigo == 2
    assert "no existe la orden «contruir». ¿Quiso decir «construir»?" in texto


_SOBRA = (
    'Error: sobra «{}». Un texto de varias palabras va entre comillas derechas ("), y cada opción empieza '
    "con dos guiones (--)"
)


_UN_SOLO_REGISTRO = (
    "Error: asistencia recibe un solo archivo, y llegaron 2; ponga las filas de todos en uno solo, con los "
    "mismos encabezados, y repita la orden con él; si son de varios días, con --fecha una vez por cada uno: "
    "quien está varias veces se cuenta una, por su documento"
)


@pytest.mark.parametrize(
    ("argumentos", "ultimo"),
    [
        (["falta", "tame-2024", "del"], _SOBRA.format("del")),
        (["falta", "tame-2024", "del", "piedemonte”"], _SOBRA.format("del piedemonte”")),
        (["asistencia", "tame-2024", "registro", "de", "ayer.csv"], _SOBRA.format("de ayer.csv")),
        (["asistencia", "tame-2024", "uno.csv", "--respuesta", "mesa=La", "una"], _SOBRA.format("una")),
        (["asistencia", "tame-2024", "uno.csv", "DOS.XLSX"], _UN_SOLO_REGISTRO),
        (["errata", "tame-2024", "--suprimir=si"], "Error: la opción «--suprimir» no lleva valor."),
        (
            ["aprobar", "tame-2024", "--a"],
            "Error: no existe la opción «--a». (¿Quiso decir una de: «--fecha», «--hora», «--lugar»?)",
        ),
    ],
)
def test_lo_que_sobra_en_una_orden_se_dice_en_espanol(argumentos: list[str], ultimo: str) -> None:
    codigo, salida = _correr(*argumentos)
    assert (codigo, salida.rstrip("\n").splitlines()[-1]) == (2, ultimo)


_RAYADO = "«{0}» lleva la raya de Word: escriba {1}"


@pytest.mark.parametrize(
    ("argumentos", "dichos"),
    [
        (
            ["nueva", "a-1", "–titular", "x", "--territorio", "y", "—fecha=2024-01-01"],
            [_RAYADO.format("–titular", "--titular"), _RAYADO.format("—fecha", "--fecha")],
        ),
        (
            ["nueva", "a-1", "–titular", "x", "--mesas", "120", "--fecha", "2024-01-01"],
            [
                _RAYADO.format("–titular", "--titular"),
                "valor no válido para «--mesas»: 120 no sirve: va de 1 a 99",
                "falta la opción «--territorio».",
            ],
        ),
        (["validar", "–estricto"], [_RAYADO.format("–estricto", "--estricto")]),
        (["aprobar", "x", "-–hora", "9:00", "--nada"], [_RAYADO.format("-–hora", "--hora"), "no existe la"]),
        (
            ["validar", "—estrict"],
            ["«—estrict» lleva la raya de Word, y no existe la opción --estrict. ¿"],
        ),
        (["validar", "–simular"], ["«–simular» lleva la raya de Word, y no existe la opción --simular. Las"]),
        (["preparar", "—todo"], [_RAYADO.format("—todo", "--todo")]),
        (["—ayuda"], [_RAYADO.format("—ayuda", "--ayuda")]),
        (["–h"], [_RAYADO.format("–h", "-h")]),
        (["asistencia", "x", "y.csv", "−−simular"], [_RAYADO.format("−−simular", "--simular")]),
    ],
)
def test_una_opcion_con_la_raya_de_word_dice_cual_es(argumentos: list[str], dichos: list[str]) -> None:
    codigo, salida = _correr(*argumentos)
    renglones = salida.partition("Error: ")[2].rstrip("\n").split("\n       ")
    assert (codigo, len(renglones)) == (2, len(dichos)), salida
    for renglon, dicho in zip(renglones, dichos, strict=True):
        assert renglon.startswith(dicho), salida


def test_un_texto_que_empieza_por_raya_no_es_una_opcion(raiz: Path) -> None:
    codigo, salida = _correr(
        "nueva", "a-1", "--titular", "–Agua para todas", "--territorio", "Tame", "--fecha", "2024-01-01"
    )
    assert codigo == 0, salida
    assert "–Agua para todas" in (raiz / "datos" / "a-1" / "evento.yml").read_text(encoding="utf-8")


def test_de_lo_que_no_se_puede_escoger_se_dicen_las_opciones() -> None:
    codigo, salida = _correr("medir", "nada")
    assert codigo == 2
    assert "valor no válido para «QUÉ»: «nada» no es una de «todo», «frio»" in salida


@pytest.mark.parametrize(
    ("argumentos", "dicho"),
    [
        (
            ["nueva"],
            "Error: falta el argumento «ID».\n       falta la opción «--titular».\n"
            "       falta la opción «--territorio».\n       falta la opción «--fecha».\n",
        ),
        (
            [
                "nueva",
                "a-1",
                "--titular",
                "x",
                "--mesas",
                "120",
                "--alcance",
                "cien",
                "--fecha",
                "2024-01-01",
            ],
            "Error: valor no válido para «--mesas»: 120 no sirve: va de 1 a 99\n"
            "       valor no válido para «--alcance»: «cien» no es un número\n"
            "       falta la opción «--territorio».\n",
        ),
        (
            ["grupos", "--asistencia", "1.200"],
            "Error: valor no válido para «--asistencia»: «1.200» no es un número; escriba solo cifras, sin "
            "puntos: 1200\n",
        ),
        (
            ["medir", "frio", "--veces", "0"],
            "Error: valor no válido para «--veces»: 0 no sirve: va de 1 a 50\n",
        ),
        (["aprobar", "x", "--fecha"], "Error: la opción «--fecha» necesita un valor.\n"),
        (
            ["nueva", "A 1", "--titular", "x" * 161, "--territorio", " ", "--fecha", "ayer"],
            "Error: «A 1» no sirve de carpeta: use minúsculas sin tildes, cifras y guiones, hasta 60; por "
            "ejemplo, a-1\n"
            "       --titular: tiene 161 caracteres y caben 160; acórtelo: sobra 1 carácter\n"
            "       --territorio: está vacío; escríbalo\n"
            "       --fecha: debe ser una fecha; llegó «ayer»; escriba AAAA-MM-DD: 2023-11-18\n",
        ),
        (["falta\x1b[31m"], "Error: no existe la orden «falta·[31m». ¿Quiso decir «falta»?\n"),
    ],
)
def test_todo_lo_que_no_sirve_de_una_orden_se_dice_de_una_vez(argumentos: list[str], dicho: str) -> None:
    codigo, salida = _correr(*argumentos)
    assert (codigo, salida[salida.index("Error") :]) == (2, dicho)


def test_un_rango_sin_tope_y_la_ayuda() -> None:
    salida = _correr("aprobar", "x", "--a-favor", "-1")[1]
    assert "valor no válido para «--a-favor»: -1 no sirve: va de 0 en adelante" in salida
    ayuda = _correr("nueva", "--ayuda")[1]
    assert "[si falta: 5; de 1 a 99]" in ayuda
    assert "<=" not in ayuda


def test_ayuda_de_una_orden_que_no_existe() -> None:
    assert _correr("ayuda", "volar") == (2, "Error: no existe la orden «volar»; vea ./asamblea ayuda\n")


@pytest.mark.lenta
def test_validar_sale_con_0_si_solo_hay_advertencias(raiz: Path) -> None:
    codigo, texto = _correr("validar")
    assert codigo == 0
    assert texto.endswith("\n\n4 advertencias\n")
    assert _correr("validar", "--estricto")[0] == 1


def test_validar_muestra_todos_los_errores_de_todos_los_archivos(raiz: Path) -> None:
    cambiar(raiz / "datos/arauca-2023/mesas.yml", "numero: 2", "numero: dos")
    cambiar(raiz / "datos/arauca-2023/evento.yml", "alcance:", "alcanze:")
    codigo, texto = _correr("validar")
    assert codigo == 1
    assert "numero" in texto
    assert "llegó «dos»" in texto
    assert "¿quiso decir «alcance»?" in texto
    assert "falta «alcance»" not in texto
    assert "2 errores" in texto


@pytest.mark.lenta
@pytest.mark.parametrize("id_", ["arauca-2023/", "datos/arauca-2023", "./datos/arauca-2023/"])
def test_la_carpeta_se_puede_dar_como_la_completa_la_terminal(raiz: Path, id_: str) -> None:
    assert _correr("grupos", id_, "--asistencia", "300")[0] == 0
    assert _correr("falta", id_) == _correr("falta", "arauca-2023")


@pytest.mark.parametrize(("ruta", "dice"), [("no.xlsx", "no existe «no.xlsx»"), ("/", "«/» es una carpeta")])
def test_un_registro_que_no_esta_es_una_orden_mal_dada(raiz: Path, ruta: str, dice: str) -> None:
    """Visto fallar: salía con 1 y señalaba «no.xlsx:1:1»."""
    assert _correr("asistencia", "arauca-2023", ruta) == (
        2,
        f"Error: {dice}: dé la ruta del archivo .csv o .xlsx que exportó del registro\n",
    )


def test_un_defecto_no_muestra_traza(raiz: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import generador.construccion.datos.examen as examen

    monkeypatch.setattr(examen, "cargar", lambda _: 1 / 0)
    codigo, texto = _correr("validar")
    assert codigo == 70
    assert texto == (
        "Error: defecto del generador (ZeroDivisionError). "
        "Envíe .cache/ultimo-error.txt a quien mantiene el proyecto\n"
    )
    assert "ZeroDivisionError" in (raiz / ".cache" / "ultimo-error.txt").read_text("utf-8")


def test_esquema_los_del_repositorio_estan_al_dia() -> None:
    assert _correr("esquema", "--comprobar") == (0, "")


def test_esquema_escribe_lo_vencido_y_comprobar_lo_dice(raiz: Path) -> None:
    vencido = raiz / "datos" / "esquemas" / "agenda.json"
    vencido.write_text("{}", "utf-8")
    assert _correr("esquema", "--comprobar") == (
        1,
        "vencidos: datos/esquemas/agenda.json; ejecute ./asamblea esquema\n",
    )
    assert _correr("esquema") == (0, "escrito datos/esquemas/agenda.json\n")
    assert _correr("esquema", "--comprobar") == (0, "")


def test_cada_yaml_nombra_un_esquema_que_existe() -> None:
    for archivo in (RAIZ / "datos").rglob("*.yml"):
        primera = archivo.read_text("utf-8").splitlines()[0]
        assert primera.startswith("# yaml-language-server: $schema="), archivo.name
        assert (archivo.parent / primera.split("=", 1)[1]).is_file(), archivo.name


NUEVA = ("nueva", "tame-2024", "--titular", 'La "minga": #1', "--territorio", "Tame", "--fecha", "2024-05-11")


def test_nueva_crea_una_asamblea_que_valida_y_construye(raiz: Path) -> None:
    codigo, texto = _correr(*NUEVA, "--mesas", "7", "--alcance", "130")
    assert (codigo, texto.splitlines()[:2]) == (
        0,
        ["creado datos/tame-2024/evento.yml", "creado datos/tame-2024/mesas.yml"],
    )
    from generador.construccion.preparacion import preparar

    tame = next(a for a in preparar(raiz).proyecto.asambleas if a.id == "tame-2024")
    assert tame.evento.titular == 'La "minga": #1'
    assert (tame.evento.codigo, len(tame.grupos), sum(g.personas for g in tame.grupos)) == ("TAM24", 7, 130)


@pytest.mark.parametrize(
    ("cambio", "mensaje"),
    [
        (
            {1: "Tame 2024"},
            "«Tame 2024» no sirve de carpeta: use minúsculas sin tildes, cifras y guiones, hasta 60; "
            "por ejemplo, tame-2024",
        ),
        (
            {1: "../fuera"},
            "«../fuera» no sirve de carpeta: use minúsculas sin tildes, cifras y guiones, hasta 60; "
            "por ejemplo, fuera",
        ),
        (
            {1: "esquemas"},
            "datos/esquemas es una carpeta común, no de una asamblea: use, por ejemplo, esquemas-2024",
        ),
        (
            {1: "convenios/arauca-2023/con"},
            "«convenios/arauca-2023/con» no sirve de carpeta: use minúsculas sin tildes, cifras y guiones, "
            "hasta 60; por ejemplo, con-2024",
        ),
        *(
            (
                {1: reservado},
                f"«{reservado}» no sirve de carpeta: Windows se reserva ese nombre; use, por ejemplo, "
                f"{reservado}-2024",
            )
            for reservado in ("con", "nul", "aux", "prn", "com1", "lpt9")
        ),
        (
            {1: "arauca-2023"},
            "datos/arauca-2023 ya existe: escoja otro nombre; para seguir con esa, ábrala en ./asamblea "
            "abrir",
        ),
        (
            {7: "2024-02-30"},
            "--fecha: «2024-02-30» no está en el calendario; revise el año, el mes y el día: van en ese "
            "orden",
        ),
    ],
)
def test_nueva_no_pisa_ni_acepta_cualquier_cosa(raiz: Path, cambio: dict[int, str], mensaje: str) -> None:
    argumentos = [cambio.get(i, a) for i, a in enumerate(NUEVA)]
    assert _correr(*argumentos) == (2, f"Error: {mensaje}\n")
    assert not (raiz / "datos" / "tame-2024").exists()


def test_nueva_pide_el_convenio_si_hay_varios(raiz: Path) -> None:
    carpeta = raiz / "datos" / "convenios"
    shutil.copy2(carpeta / "002-2023.yml", carpeta / "003-2024.yml")
    assert _correr(*NUEVA) == (
        2,
        "Error: diga cuál convenio con --convenio; los que hay: 002-2023, 003-2024\n",
    )
    assert _correr(*NUEVA, "--convenio", "003-2024.yml")[0] == 0
    assert "convenio: '003-2024'\n" in (raiz / "datos/tame-2024/evento.yml").read_text(encoding="utf-8")


def test_el_convenio_se_puede_dar_como_lo_completa_la_terminal(raiz: Path) -> None:
    hay = raiz / "datos" / "convenios" / "002-2023.yml"
    formas = ("datos/convenios/002-2023.yml", "./datos/convenios/002-2023", "datos\\convenios\\002-2023.yml")
    for i, forma in enumerate((*formas, str(hay))):
        nueva = [f"tame-{i}" if a == "tame-2024" else a for a in NUEVA]
        assert _correr(*nueva, "--convenio", forma)[0] == 0
    (hay.parent / "077-2026.yml").write_text("\tnumero: 077\n", "utf-8")
    codigo, dicho = _correr(*NUEVA, "--convenio", "077-2026")
    esperado = "Error: datos/convenios/077-2026.yml tiene errores y hay que corregirlo antes; en la línea 1, "
    assert (codigo, dicho.startswith(esperado)) == (2, True)
    assert not (raiz / "datos" / "tame-2024").exists()
    (hay.parent / "077-2026.yml").unlink()
    dicho = (
        "Error: no existe datos/convenios/118-2026.yml; los que hay: 002-2023; uno nuevo se agrega en "
        "./asamblea abrir, o copiando otro en datos/convenios\n"
    )
    assert _correr(*NUEVA, "--convenio", "datos/convenios/118-2026.yml") == (2, dicho)


@pytest.mark.lenta
def test_la_raiz_es_la_del_lanzador_este_donde_este_quien_llama(tmp_path: Path) -> None:
    hecho = orden(tmp_path, "validar", ASAMBLEAS_RAIZ=str(RAIZ))
    assert hecho.returncode == 0
    assert hecho.stdout.endswith("4 advertencias\n")


def test_sin_terminal_se_dice_por_donde_va_cada_minuto(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Con la salida a un archivo, nueve minutos callados no se distinguían de un cuelgue."""
    from generador import cli

    reloj = [0.0]
    monkeypatch.setattr(cli, "time", SimpleNamespace(monotonic=lambda: reloj[0]))
    with cli._Barra() as barra:
        for hechos, reloj[0] in ((1, 30.0), (2, 61.0), (3, 100.0), (4, 121.0)):
            barra.avanzar(hechos, 446, "arauca-2023/descargas/guia.pdf")
    assert capsys.readouterr() == ("", "Imprimiendo: 2 de 446\nImprimiendo: 4 de 446\n")
