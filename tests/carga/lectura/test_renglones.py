"""El error de YAML se señala en el renglón que lo causa: cada caso de aquí señalaba al que sigue."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generador.carga.lectura.lector import leer_bytes
from generador.carga.lectura.renglones import de_mas, sin_cerrar, sin_clave
from generador.carga.traduccion import traducir
from generador.errores import ErrorDeDatos
from generador.modelo.archivos import ARCHIVOS

_PEGADA = "falta un espacio después de los dos puntos"
_SANGRADA = "tiene más sangría que «{}», que ya tiene su valor: se leería como parte de él"
_GUION = "falta un espacio después del guion: así no es un elemento de la lista"
_SIN_SU_CLAVE = (
    "a este dato le falta la clave: abajo, en el mismo elemento de la lista, hay otros que sí la tienen"
)
_DENTRO = "sobran dos puntos: «: » dentro de un texto se lee como otra clave"
_SIN_CERRAR = "una comilla se abrió y no se cierra"
_CON_CURVA = "abre con comilla recta y cierra con «”», que para YAML es una letra más"
_SOBRA = 'sobra texto después de «"»: el valor ya había terminado ahí'
_FORMA = "el renglón no tiene la forma «clave: valor»"


@pytest.mark.parametrize(
    ("texto", "linea", "columna", "mensaje"),
    [
        ("a: 1\ntitular:Eco\nb: 2\n", 2, 8, _PEGADA),
        ("titular:Eco\nb: 2\n", 1, 8, _PEGADA),
        ("x:\n- titulo:Eco\n  b: 2\n", 2, 9, _PEGADA),
        ("a:\n-Uno\nb: 2\n", 2, 1, _GUION),
        ("a:\n  - nombre: X\n    art: la\n  - Fondo Mixto\n    art: el\n", 4, 5, _SIN_SU_CLAVE),
        ("a:\n-   Fondo Mixto\n    art: el\n", 2, 5, _SIN_SU_CLAVE),
        (
            "a:\n  - uno\n  -dos\nb: 2\n",
            3,
            3,
            _GUION,
        ),
        ("a: 1\ntitular; Eco\nb: 2\n", 2, 8, "tras «titular» hay «;», y van dos puntos"),
        ("a: 1\ntitular = Eco\nb: 2\n", 2, 9, "tras «titular» hay «=», y van dos puntos"),
        ("a: 1\ntitular： Eco\nb: 2\n", 2, 8, "tras «titular» hay «：», y van dos puntos"),
        ("a: 1\nuna frase suelta\nb: 2\n", 2, 1, _FORMA),
        ("a: 1\nb: 2\nhola\n", 3, 1, _FORMA),
        ("nombre: Una\n titular: Eco\nb: 2\n", 2, 2, _SANGRADA.format("nombre")),
        ("x:\n- a: Una\n    b: Dos\n", 3, 5, _SANGRADA.format("a")),
        ("x: Una\n\n  b: Dos\n", 3, 3, _SANGRADA.format("x")),
        ("enlaces: inscripcion: x\n", 1, 21, "sobran dos puntos: en un renglón va una sola clave"),
        (
            "titulo: Mesa 4: Agua\n",
            1,
            15,
            _DENTRO,
        ),
        # La cierra la que abre otro valor, más abajo: se señala la que falta, y no lo que está bien.
        ('a: 1\nt: "Los ríos\nb: 2\n# c: "Dirección y\nd: 3\n', 2, 4, _SIN_CERRAR),
        ('a: 1\nt: "Los ríos\nb: "Guainía"\n', 2, 4, _SIN_CERRAR),
        ('a: 1\nt: "Los ríos\nb: "Guainía: el río"\n', 2, 4, _SIN_CERRAR),
        ('a: 1\nt: "Los ríos\nb: ""\nc: 3\n', 2, 4, _SIN_CERRAR),
        ("a: 1\nt: 'Los ríos\nb: 'Guainía'\n", 2, 4, _SIN_CERRAR),
        ('l:\n  - "Uno\n  - "Dos"\n', 2, 5, _SIN_CERRAR),
        ('l:\n  - t: "Uno\n    b: 1\n  - t: "Dos"\n', 2, 8, _SIN_CERRAR),
        ('l: ["uno, dos]\nb: "Guainía"\n', 1, 5, _SIN_CERRAR),
        ('"t: Los ríos\nb: "Guainía"\n', 1, 1, _SIN_CERRAR),
        ('t: "Los ríos”\nb: "Guainía"\n', 1, 13, _CON_CURVA),
        # Un texto entre comillas que sí sigue en el renglón de abajo no tiene la culpa.
        ('t: "Los ríos\n  del sur" y algo\nb: 2\n', 2, 12, _SOBRA),
        ('x: |\n  "Los ríos\nt: "Eco" y algo\n', 3, 10, _SOBRA),
        ("a: [uno, dos\nb: 2\nc: 3\n", 1, 4, "falta cerrar «]» o «}», o una coma"),
        ("a: {{ evento }}\n", 1, 5, "«{» y «[» tienen otro sentido en YAML fuera de comillas"),
    ],
)
def test_se_senala_la_causa(texto: str, linea: int, columna: int, mensaje: str) -> None:
    with pytest.raises(ErrorDeDatos) as fallo:
        leer_bytes(texto.encode(), "x.yml")
    (h,) = fallo.value.hallazgos
    assert (h.lugar.linea, h.lugar.columna, h.mensaje) == (linea, columna, mensaje)
    assert h.ayuda


@pytest.mark.parametrize(
    ("valor", "remedio", "bueno"),
    [
        ('"El "gran" río"', "comillas simples: 'así, completo'", "'El \"gran\" río'"),
        ("'L'os ríos'", 'comillas dobles: "así, completo"', '"L\'os ríos"'),
        (
            '"El "gran" río d\'oro"',
            "comillas simples, con los apóstrofos de adentro dobles: 'd''así'",
            "'El \"gran\" río d''oro'",
        ),
    ],
)
def test_lo_que_ya_va_entre_comillas_dice_con_cuales(valor: str, remedio: str, bueno: str) -> None:
    """Visto fallar: «entre comillas simples», dicho de lo que ya estaba entre comillas simples."""
    with pytest.raises(ErrorDeDatos) as fallo:
        leer_bytes(f"t: {valor}\nb: 2\n".encode(), "x.yml")
    (h,) = fallo.value.hallazgos
    assert (h.mensaje[:11], h.ayuda) == ("sobra texto", f"encierre todo el valor entre {remedio}")
    assert leer_bytes(f"t: {bueno}\n".encode(), "x.yml").datos["t"].endswith(("río", "ríos", "oro"))


@given(st.lists(st.text(alphabet="ab:- #=;\t{[“\"'\u00a0é", max_size=12), min_size=1, max_size=5), st.data())
def test_ningun_renglon_lo_hace_fallar(lineas: list[str], data: st.DataObject) -> None:
    numero = data.draw(st.integers(1, len(lineas) + 1))
    columna = data.draw(st.integers(1, 14))
    sin_cerrar(lineas)
    hallados = [sin_clave(numero, lineas), de_mas(numero, columna, lineas)]
    assert all(1 <= f.linea <= len(lineas) + 1 and f.columna >= 1 for f in hallados if f is not None)


def _dichos(texto: str, clase: str = "evento") -> list[tuple[int, str, str]]:
    modelo, fuente = ARCHIVOS[clase], leer_bytes(texto.encode(), "x.yml")
    try:
        modelo.model_validate(fuente.datos)
    except ValueError as error:
        return [(h.lugar.linea, h.mensaje, h.ayuda) for h in traducir(error, fuente, modelo)]  # type: ignore[arg-type]
    return []


def test_una_clave_que_se_salio_de_su_ficha_es_un_solo_error() -> None:
    """Visto fallar: eran dos, y uno ofrecía treinta claves."""
    dichos = _dichos("horario:\n  inicio: '8:00'\nfin: '10:15'\n")
    assert [d for d in dichos if "fin" in d[1]] == [
        (
            3,
            "«fin» va dentro de «horario», y a esta altura es otra clave",
            "póngale la sangría de las demás claves de «horario»",
        )
    ]


@pytest.mark.parametrize(
    ("clase", "texto", "ayuda"),
    [
        (
            "resultado",
            "aportes:\n- necesidad: x\n  plan: La asociación\n",
            "escriba debajo, con «- » antes de la primera y cada una en su renglón: quien, como y cuando",
        ),
        (
            "resultado",
            "aportes:\n- necesidad: x\n  plan:\n    quien: La asociación\n",
            "ponga «- » antes de su primera clave, y las demás alineadas con ella",
        ),
        (
            "seguimiento",
            "avances:\n- evidencia:\n    documento: Acta 12\n",
            "escriba debajo, cada una en su renglón y con sangría: que y guarda",
        ),
    ],
)
def test_donde_va_una_ficha_se_dice_que_claves_lleva(clase: str, texto: str, ayuda: str) -> None:
    """Visto fallar: «ponga cada elemento en su renglón», que llevaba a otro error."""
    assert ayuda in [d[2] for d in _dichos(texto, clase)]


@pytest.mark.parametrize(
    ("texto", "clave"),
    [
        ("a:\n  - nombre: X\n    art: la\n  - Fondo Mixto\n    art: el\n", "nombre"),
        ("a:\n- Fondo\n  art: el\n", "clave"),
        ("b:\n  - titulo: X\na:\n  - Fondo\n    art: el\n", "clave"),
        ("a:\n  - Fondo\n    art: el\n  - nombre: X\n    art: el\nb:\n  - titulo: X\n", "nombre"),
        ("b:\n  - titulo: X\na:\n  - nombre: X\n    art: la\n\n  # y\n  - Fondo\n    art: el\n", "nombre"),
    ],
)
def test_la_clave_que_falta_es_la_de_los_demas_de_su_lista(texto: str, clave: str) -> None:
    with pytest.raises(ErrorDeDatos) as error:
        leer_bytes(texto.encode(), "x.yml")
    assert [h.ayuda for h in error.value.hallazgos] == [f"escriba «- {clave}: » y después el valor"]


@pytest.mark.parametrize(
    ("renglon", "mensaje", "ayuda"),
    [
        ("convenio: 002-2023.yml", "«002-2023.yml» lleva de más la extensión", "escríbalo sin ella"),
        (
            "convenio: Convenio 9 de Tame.yml",
            "«Convenio 9 de Tame.yml» no tiene forma de identificador",
            "por ejemplo: convenio-9-de-tame (minúsculas sin tildes, cifras y guiones)",
        ),
        (
            "fecha: 2023-11-31",
            "«2023-11-31» no está en el calendario",
            "revise el año, el mes y el día: van en ese orden",
        ),
    ],
)
def test_el_remedio_es_el_del_error_que_se_cometio(renglon: str, mensaje: str, ayuda: str) -> None:
    assert (1, mensaje, ayuda) in _dichos(renglon + "\n")


def test_una_clave_sin_sus_dos_puntos_no_se_manda_borrar() -> None:
    """«cuando Marzo de 2026»: el remedio, seguido al pie de la letra, botaba lo escrito."""
    with pytest.raises(ErrorDeDatos) as fallo:
        leer_bytes(b"plan:\n  - quien: Junta\n    cuando Marzo de 2026\n", "x.yml")
    (h,) = fallo.value.hallazgos
    assert (h.lugar.linea, h.mensaje) == (3, _FORMA)
    assert h.ayuda.startswith("si «cuando» es una clave, escriba «cuando: » y después el valor; si sigue")


def test_la_raya_que_pone_word_tras_el_bloque() -> None:
    with pytest.raises(ErrorDeDatos) as fallo:
        leer_bytes("a: >—\n  texto\n".encode(), "x.yml")
    (h,) = fallo.value.hallazgos
    assert (h.mensaje, h.ayuda) == ("después de «>» hay «—», y va el guion del teclado", "escriba «>-»")


def test_todas_las_tabulaciones_de_una_vez() -> None:
    """Se decían de a una por corrida; la de un texto de varios renglones no estorba y no se dice."""
    texto = (
        "submesa: M1-S1\naportes:\n  - necesidad: >-\n      Agua\n      \tlimpia\n\t  solucion: Traerla\n"
        "\n  \tplan:\n  # nota\n\t- quien: Junta\n    como: |\n      uno\n      \tdos\n"
    )
    with pytest.raises(ErrorDeDatos) as fallo:
        leer_bytes(texto.encode(), "x.yml")
    dichos = [(h.lugar.linea, h.lugar.columna, h.mensaje, h.ayuda) for h in fallo.value.hallazgos]
    que = "el renglón empieza con una tabulación donde YAML espera espacios"
    assert dichos == [(n, c, que, "cámbiela por espacios") for n, c in ((6, 1), (8, 3), (10, 1))]


@pytest.mark.parametrize("texto", ["Uno dos. Nota: tres", "Asamblea: ficticia"])
@pytest.mark.parametrize("bloque", [">-", "|"])
def test_el_texto_al_margen_de_su_bloque_es_un_solo_error(texto: str, bloque: str) -> None:
    """Daba dos: que la clave estaba vacía, y que la otra no existe, con todas las que sí."""
    escrito = f"presentacion: {bloque}\n\n{texto}\nterritorio: Tame\n"
    clave = texto.partition(":")[0]
    dichos = [d for d in _dichos(escrito, "evento") if "falta" not in d[1]]
    assert dichos == [
        (
            3,
            "es el texto de «presentacion», y a esta altura se lee como otra clave",
            "póngale más sangría que a «presentacion», a este renglón y a los que le siguen",
        )
    ], clave


@pytest.mark.parametrize(
    ("renglon", "mensaje", "ayuda"),
    [
        (
            "vigencia:\n  desde: 2025 a 2027\n  hasta: 2027",
            "debe ser un solo número entero; llegó «2025 a 2027»",
            "escriba solo 2025",
        ),
        (
            "vigencia:\n  desde: 2025\n  hasta: 2025 – 2027",
            "debe ser un solo número entero; llegó «2025 – 2027»",
            "escriba solo 2027",
        ),
        (
            "alcance: 2.5",
            "debe ser un número entero; llegó «2.5»",
            "escriba solo cifras, sin puntos ni comas; por ejemplo, 12",
        ),
        (
            "vigencia: 2025 a 2027",
            "debe llevar claves dentro; llegó «2025 a 2027»",
            "escriba debajo, cada una en su renglón y con sangría: «desde: 2025» y «hasta: 2027»",
        ),
        (
            "vigencia:",
            "debe llevar claves dentro; llegó nada",
            "escriba debajo, cada una en su renglón y con sangría: desde y hasta",
        ),
    ],
)
def test_dos_anios_o_ninguno_donde_van_los_dos(renglon: str, mensaje: str, ayuda: str) -> None:
    """El remedio decía «escriba solo cifras, sin puntos: 12»."""
    assert (mensaje, ayuda) in [d[1:] for d in _dichos(renglon + "\n")]


@pytest.mark.parametrize("plazo", ["2026-T5", "2026-S3"])
def test_el_plazo_que_no_hay_dice_hasta_donde_van(plazo: str) -> None:
    texto = f"compromisos:\n- plazos:\n  - fecha: {plazo}\n"
    assert (f"«{plazo}» no está en el calendario", "van de T1 a T4, o de S1 a S2") in [
        d[1:] for d in _dichos(texto, "agenda")
    ]
