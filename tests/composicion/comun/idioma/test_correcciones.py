"""La fe de erratas dice cada campo con su rótulo: ninguno sale con el nombre que tiene en el archivo."""

import pytest
from actos import con_erratas, errata
from fabrica import asamblea, en_estado

from generador.composicion.comun.idioma.correcciones import Correccion, correcciones
from generador.modelo.aprobado.contenido import AporteDeAgenda, Rotulos
from generador.modelo.campos import todos
from generador.modelo.datos.agenda import Acta, Compromiso, NoRecogido
from generador.modelo.datos.aprobada import AsambleaAprobada
from generador.modelo.tipos import Modelo

SOBRE: tuple[tuple[type[Modelo], dict[str, str | bool | None]], ...] = (
    (Compromiso, {}),
    (AporteDeAgenda, {"compromiso": None, "aporte": "M1-S1-N1"}),
    (NoRecogido, {"compromiso": None, "aporte": "M1-S1-N1"}),
    (Acta, {"acta": True}),
    (Rotulos, {"acta": True}),
    (AsambleaAprobada, {"acta": True}),
)


def _dicho(campo: str, **sobre: str | bool | None) -> str:
    a = asamblea(**con_erratas(en_estado("aprobada"), errata("2023-12-01", campo, "x", "y", **sobre)))
    (una,) = correcciones(a.versiones)
    return una.que


@pytest.mark.parametrize(("modelo", "sobre"), SOBRE, ids=lambda v: getattr(v, "__name__", ""))
def test_cada_campo_que_se_puede_corregir_sale_con_su_rotulo(
    modelo: type[Modelo], sobre: dict[str, str | bool | None]
) -> None:
    """Vista fallar: uno nuevo salía con su nombre crudo, porque los rótulos eran una lista aparte."""
    for campo in todos(modelo):
        if campo.ruta.count(".") > 1 or (modelo is NoRecogido and campo.nombre != "razon"):
            continue
        dicho = _dicho(campo.ruta, **sobre)
        assert dicho.endswith(campo.rotulo), campo.ruta
        assert campo.rotulo == campo.modelo.model_fields[campo.nombre].title


@pytest.mark.parametrize(
    ("lugar", "dicho"),
    [
        ("PRU23-001 responsables[2]", "PRU23-001, ¿quién?, número 2"),
        ("M1-S1-N1 plan[1].quien", "M1-S1-N1, plan, número 1, ¿quién?"),
        ("M1-S1-N1 razon", "M1-S1-N1, razón por la que quedó por fuera"),
        ("M1-S1 representante.papel", "M1-S1, representante, papel"),
        ("PRU23-001 seguimiento", "PRU23-001, seguimiento"),
        ("acta decision", "acta, decisión"),
        ("agenda errata", "agenda, errata"),
        ("agenda presentacion", "agenda, presentación"),
        ("evento programa[2].objetivo", "evento, programa, número 2, objetivo"),
        ("convenio informe_para", "convenio, destinatario del informe"),
    ],
)
def test_de_donde_se_retiro_un_dato_se_dice_igual(lugar: str, dicho: str) -> None:
    a = asamblea(**con_erratas(en_estado("aprobada"), errata("2023-12-01", "titulo", "x", "y")))
    (una,) = correcciones(a.versiones)
    retiro = una.errata.model_copy(update={"retira": (lugar,)})
    assert Correccion(retiro, una.version).lugares == (dicho,)
