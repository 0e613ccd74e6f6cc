"""Lo que un impreso ha de decir, como se le lee a la gente."""

from __future__ import annotations

from generador.construccion.verificacion.lectura import faltantes, palabras, textos
from generador.modelo.datos.aporte import Accion, Aporte


def test_la_fecha_de_una_accion_se_busca_en_palabras() -> None:
    """Vista fallar: del sitio recién construido decía «NO COINCIDE», porque el PDF no dice «2027-03»."""
    aporte = Aporte(
        necesidad="Falta riego",
        plan=(Accion(quien="JAC", como="Minga", cuando="2027-03"), Accion(cuando="Ya")),
    )
    assert [*textos(aporte)] == ["Falta riego", "JAC", "Minga", "marzo de 2027", "Ya"]
    assert faltantes(textos(aporte), [palabras("Falta riego. JAC: minga, en marzo de 2027. Ya.")]) == []
