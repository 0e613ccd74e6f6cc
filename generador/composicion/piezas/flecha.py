"""La flecha de una señal de ruta, con la muesca de una ficha en la cola."""

from __future__ import annotations

from markupsafe import Markup

from generador.rompecabezas.trazo import Rectangulo

_PUNTA, _CUERPO, _MUESCA = 0.62, 0.27, 0.11
"""Lo que miden la punta, el margen del cuerpo y la muesca, en partes del alto."""


def flecha(caja: Rectangulo, sentido: str, color: str, orilla: float = 0.0) -> Markup:
    """Una flecha que llena `caja`, en milímetros, hacia la derecha, la izquierda o el frente.

    `orilla`: el grueso de su contorno; 0, sin él.
    """
    w, h = (caja.alto, caja.ancho) if sentido == "frente" else (caja.ancho, caja.alto)
    # Dibujada hacia la derecha en w × h; las otras dos la giran.
    punta, cuerpo, muesca = w - _PUNTA * h, _CUERPO * h, _MUESCA * h
    trazo = (
        f"M0 {cuerpo:.2f}H{punta:.2f}V0L{w:.2f} {h / 2:.2f}L{punta:.2f} {h:.2f}V{h - cuerpo:.2f}H0"
        f"V{h / 2 + muesca:.2f}A{muesca:.2f} {muesca:.2f} 0 1 0 0 {h / 2 - muesca:.2f}z"
    )
    espejo, arriba = f"matrix(-1 0 0 1 {w:.2f} 0)", f"matrix(0 -1 1 0 0 {w:.2f})"
    giro = {"derecha": "", "izquierda": espejo, "frente": arriba}[sentido]
    nombre = "al frente" if sentido == "frente" else f"a la {sentido}"
    contorno = f' stroke="#000" stroke-width="{orilla:.2f}"' if orilla else ""
    return Markup(
        f'<svg class="flecha" role="img" viewBox="0 0 {caja.ancho:.2f} {caja.alto:.2f}" '
        f'style="left:{caja.x:.2f}mm;top:{caja.y:.2f}mm;width:{caja.ancho:.2f}mm;height:{caja.alto:.2f}mm">'
        f'<title>Flecha {nombre}</title><path transform="{giro}" fill="{color}"{contorno} d="{trazo}"/></svg>'
    )
