"""La lista de personas: qué se lee de ella, y lo que no sirve, con su fila y sin repetir nada de nadie."""

from __future__ import annotations

from pathlib import Path

import pytest

from generador.errores import ErrorDeDatos, ErrorDeUso
from generador.local.personales.lista import Lista, leer_lista
from generador.modelo.privado import PersonaDeLista

MESAS = {1: "Producción", 2: "Turismo"}
LUGAR = "datos/a/privado/lista.csv"


def _leida(raiz: Path, texto: str, codificacion: str = "utf-8") -> Lista:
    archivo = raiz / LUGAR
    archivo.parent.mkdir(parents=True, exist_ok=True)
    archivo.write_bytes(texto.encode(codificacion))
    return leer_lista(raiz, "a", MESAS)


def _hallazgos(raiz: Path, texto: str) -> list[tuple[int, str, str]]:
    with pytest.raises(ErrorDeDatos) as error:
        _leida(raiz, texto)
    return [(h.lugar.linea or 0, h.mensaje, h.ayuda) for h in error.value.hallazgos]


def test_se_lee_como_la_deja_una_hoja_de_calculo(tmp_path: Path) -> None:
    """Con BOM, punto y coma, una fila en blanco, espacios de más, tildes sueltas y columnas que sobran."""
    texto = (
        "\ufeffNombres;Apellidos;Rol;Mesa de trabajo;Cédula;Entidad\r\n"
        "Ana\u00a0 María ;Ñáñez;Invitada;mesa 2;1;\r\n"
        ";;;;;\r\n"
        "Tse\u0303;;;turismo;;Cabildo U'wa\r\n"
        "Tse\u0303;;;2. Turismo;;Cabildo U'wa\r\n"
    )
    assert _leida(tmp_path, texto) == Lista(
        LUGAR,
        (
            PersonaDeLista("Ana María Ñáñez", "Invitada", 2),
            PersonaDeLista("Tsẽ", "", 2, "Cabildo U'wa"),
            PersonaDeLista("Tsẽ", "", 2, "Cabildo U'wa"),
        ),
        (2, 4, 5),
        (
            "columnas: nombre, la A, apellidos, la B, papel, la C, mesa, la D, organizacion, la F",
            "1 columna que no se imprime: E",
            "las filas 4-5 dicen lo mismo: sale una vez por cada una",
        ),
    )


def test_una_letra_perdida_no_sale_en_blanco_en_la_constancia(tmp_path: Path) -> None:
    """Lo de una columna que no se imprime no importa."""
    texto = "nombre,apellidos,mesa,nota\nAna,\ufffd\u00e1\u00f1ez,1,\n,Roz\ufffdn,2,\nEva,Paz,2,no s\ufffd\n"
    dichos = _hallazgos(tmp_path, texto)
    ayuda = "guárdela otra vez como .xlsx o CSV UTF-8, o escriba de nuevo lo que dice esa celda"
    assert [d for d in dichos if d[2] == ayuda] == [
        (2, "columna B: se perdió una letra («\ufffd»)", ayuda),
        (3, "columna B: se perdió una letra («\ufffd»)", ayuda),
    ]


def test_todo_lo_que_no_sirve_se_dice_de_una_vez_y_sin_repetirlo(tmp_path: Path) -> None:
    texto = (
        "nombre,papel,mesa,organizacion\n"
        ",Vocera,1,\n"
        "3104445566,,2,\n"
        "Rosa 3,,3,\n"
        "--,,,escriba a rosa@ejemplo.com\n"
        "李,,,\n"
        f"{'a' * 121},,,\n"
    )
    dichos = _hallazgos(tmp_path, texto)
    assert dichos == [
        (2, "columna A (nombre): está vacía", "escriba el nombre, o borre la fila"),
        (
            3,
            "columna A (nombre): trae un teléfono, que no va impreso",
            "bórrelo de esa celda; si está corrida, corrija la fila",
        ),
        (
            4,
            "columna A (nombre): trae números y un nombre no los lleva",
            "revise que los datos no estén corridos de columna",
        ),
        (4, "columna C (mesa): no es una mesa de esta asamblea", "escriba su número: 1 y 2"),
        (5, "columna A (nombre): no trae ninguna letra", "escriba el nombre"),
        (
            5,
            "columna D (organizacion): trae un correo electrónico, que no va impreso",
            "bórrelo de esa celda; si está corrida, corrija la fila",
        ),
        (
            6,
            "columna A (nombre): la letra del proyecto no tiene «李» (U+674E)",
            "escríbalo con letras latinas",
        ),
        (7, "columna A (nombre): tiene 121 caracteres y caben 120", "acórtelo"),
    ]
    assert "310" not in str(dichos)
    assert "rosa@" not in str(dichos)


@pytest.mark.parametrize(
    ("texto", "dicho"),
    [
        ("", (1, "está vacía")),
        ("nombre,papel\n", (1, "trae los encabezados y ninguna persona")),
        ("persona,nombre\nAna,Ana\n", (1, "dos columnas pueden ser «nombre»: A y B")),
        ("cédula,papel\n1,x\n", (1, "ninguna columna se llama «nombre»")),
        ('nombre,papel\n"Ana,x\n', (2, "una comilla de esta fila no cierra")),
    ],
)
def test_una_lista_que_no_se_entiende(tmp_path: Path, texto: str, dicho: tuple[int, str]) -> None:
    ((linea, mensaje, _),) = _hallazgos(tmp_path, texto)
    assert (linea, mensaje[: len(dicho[1])]) == dicho


def test_sin_lista_se_dice_como_se_hace_y_con_dos_no_se_escoge(tmp_path: Path) -> None:
    with pytest.raises(ErrorDeUso, match=r"falta datos/a/privado/lista\.csv"):
        leer_lista(tmp_path, "a", MESAS)
    (tmp_path / "datos/a/privado").mkdir(parents=True)
    for nombre in ("lista.csv", "lista.xlsx"):
        (tmp_path / "datos/a/privado" / nombre).touch()
    with pytest.raises(ErrorDeUso, match=r"lista\.csv y lista\.xlsx: deje uno solo"):
        leer_lista(tmp_path, "a", MESAS)
