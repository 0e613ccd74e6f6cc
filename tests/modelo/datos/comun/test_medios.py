"""Un logo o una foto sin texto alternativo, crédito o autorización no entra."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fabrica import BORRAR, asamblea, cambiado, escribir_proyecto
from imagenes import un_logo, una_foto

from generador.carga.cargar import cargar

_AUTORIZAR = (
    "pida permiso a la organización o a quienes aparecen y, cuando lo den, escriba «consentimiento: true»"
)


def _hallazgos(raiz: Path, **evento: Any) -> list[tuple[str, str, str]]:
    hallazgos = cargar(escribir_proyecto(raiz, evento=evento)).hallazgos
    return [(h.lugar.ruta, h.mensaje, h.ayuda) for h in hallazgos]


def test_una_asamblea_no_tiene_ninguno_si_no_los_declara() -> None:
    evento = asamblea().evento
    assert (evento.logos, evento.medios) == ((), ())
    evento = asamblea(evento={"logos": [un_logo()], "medios": [una_foto(pie="Al final")]}).evento
    assert evento.logos[0].organizacion == "Organización de prueba"
    assert (evento.medios[0].pie, evento.medios[0].piezas) == ("Al final", ())


@pytest.mark.parametrize(
    ("cambios", "mensaje", "ayuda"),
    [
        ({"consentimiento": "no"}, "sin autorización no se publica", _AUTORIZAR),
        ({"consentimiento": BORRAR}, "falta «consentimiento», y no puede faltar", _AUTORIZAR),
        ({"alt": BORRAR}, "falta «alt», y no puede faltar", "describa lo que se ve, para quien no ve"),
        ({"credito": BORRAR}, "falta «credito», y no puede faltar", "agréguelo: "),
        (
            {"archivo": "../otra/logo.svg"},
            "«../otra/logo.svg» no es un nombre de archivo que sirva en cualquier computador",
            'escriba solo el nombre, sin carpetas ni signos como : * ? " < > |',
        ),
        (
            {"archivo": ".oculto.png"},
            "«.oculto.png» no es un nombre de archivo que sirva en cualquier computador",
            'escriba solo el nombre, sin carpetas ni signos como : * ? " < > |',
        ),
    ],
)
@pytest.mark.parametrize(("lista", "uno"), [("logos", un_logo()), ("medios", una_foto())])
def test_lo_que_falta_se_senala(
    tmp_path: Path, lista: str, uno: dict[str, Any], cambios: dict[str, Any], mensaje: str, ayuda: str
) -> None:
    (campo,) = cambios
    hallado = _hallazgos(tmp_path, **{lista: [cambiado(uno, cambios)]})
    if ayuda == "agréguelo: ":
        # Lo que pide el campo no es lo mismo en un logo y en una foto.
        ayuda += {
            "logos": "de dónde salió el archivo: quién lo entregó o su manual de imagen",
            "medios": "quién tomó la foto; se dice junto a ella",
        }[lista]
    assert hallado == [(f"{lista}[1].{campo}", mensaje, ayuda)]


def test_cada_lista_tiene_sus_extensiones(tmp_path: Path) -> None:
    assert _hallazgos(tmp_path, medios=[una_foto("logo.svg")]) == [
        (
            "medios[1].archivo",
            "«logo.svg» no termina en una extensión que se pueda publicar",
            "use uno de: .jpg, .jpeg, .png, .webp",
        )
    ]
    assert _hallazgos(tmp_path, logos=[un_logo("Logo Ñandú.SVG")]) == []
    assert _hallazgos(tmp_path, logos=[un_logo(f"{i}.svg") for i in range(6)]) == [
        ("logos", "hay 6 elementos y caben 5", "quite los que sobran")
    ]
