"""Lo que pasa después de aprobar, para las pruebas: erratas y consolidaciones, con sus huellas."""

from __future__ import annotations

from typing import Any

from fabrica import ID, agenda, aporte, asamblea, compromiso, en_carpeta, firmada, resultado

from generador.modelo.aprobado.contenido import consolidar
from generador.modelo.aprobado.erratas import aplicadas
from generador.modelo.datos.agenda import ActoDeConsolidacion, PorConsolidar


def errata(
    fecha: str,
    campo: str,
    dice: str | None,
    debe_decir: str | None,
    *,
    compromiso: str | None = "PRU23-001",
    aporte: str | None = None,
    acta: bool = False,
) -> dict[str, Any]:
    """Una errata sin huella, del compromiso PRU23-001 si no se dice otra cosa."""
    suya = {
        "fecha": fecha,
        "compromiso": None if aporte or acta else compromiso,
        "aporte": aporte,
        "campo": campo,
        "dice": dice,
        "debe_decir": debe_decir,
        "razon": "Se copió mal.",
    }
    return {k: v for k, v in suya.items() if v is not None}


def con_erratas(
    cambios: dict[str, Any], *erratas: dict[str, Any], forma: int = 3, carpeta: str = ID
) -> dict[str, Any]:
    """Los mismos cambios con la agenda aprobada y esas erratas, cada una con la huella que le toca."""
    la_agenda = firmada(forma=forma, carpeta=carpeta, **cambios)
    for nueva in erratas:
        puestas = la_agenda.get("fe_de_erratas", [])
        la_agenda = {**la_agenda, "fe_de_erratas": [*puestas, {**nueva, "huella": "0" * 64}]}
        armada = en_carpeta(carpeta, **{**cambios, "agenda": la_agenda})
        assert armada.agenda is not None
        *_, ultima = aplicadas(armada.agenda, armada.contenido_aprobado)
        la_agenda["fe_de_erratas"][-1]["huella"] = ultima.huella
    return {**cambios, "agenda": la_agenda}


def consolidacion(*compromisos: dict[str, Any], fecha: str = "2024-02-01", **otros: Any) -> dict[str, Any]:
    """Una consolidación sin huellas, con esos compromisos."""
    return {
        "fecha": fecha,
        "quien": "Mesa técnica",
        "mandato": "La plenaria encargó juntar lo parecido.",
        "compromisos": list(compromisos),
        **otros,
    }


def consolidada(la_agenda: dict[str, Any], nueva: dict[str, Any], **cambios: Any) -> dict[str, Any]:
    """El árbol de esa agenda, ya aprobada, con una consolidación más, la que deja `./asamblea consolidar`."""
    armada = asamblea(**{**cambios, "agenda": la_agenda})
    version = armada.version
    assert version is not None
    acto = ActoDeConsolidacion.model_validate({k: nueva[k] for k in ("fecha", "quien", "mandato")})
    lista = PorConsolidar.model_validate({k: v for k, v in nueva.items() if k not in acto.model_dump()})
    hecha = consolidar(version.contenido, version.huella, acto, lista)
    puestas = la_agenda.get("consolidaciones", [])
    return {
        **la_agenda,
        "consolidaciones": [*puestas, hecha.model_dump(mode="json", exclude_defaults=True)],
    }


def tres_aportes_aprobados() -> dict[str, Any]:
    """Los cambios de una asamblea aprobada: dos compromisos de tres aportes y uno más por fuera."""
    cambios: dict[str, Any] = {
        "evento": {"estado": "aprobada"},
        "resultados": [
            resultado(aportes=[aporte(), aporte("luz")]),
            resultado("M1-S2"),
            resultado("M2-S1"),
        ],
        "agenda": agenda(
            compromiso(aportes=("M1-S1-N1", "M1-S1-N2")),
            compromiso("PRU23-002", ("M1-S2-N1",), titulo="Vivero", texto="Hacer vivero."),
            no_recogidos=[{"aporte": "M2-S1-N1", "razon": "Ya existe."}],
        ),
    }
    return {**cambios, "agenda": firmada(**cambios)}


def dos_actos() -> dict[str, Any]:
    """Los cambios de una asamblea que aprobó tres aportes en plenaria y después los consolidó.

    Los dos primeros se juntaron en PRU23-001; el tercero quedó por fuera, con su razón.
    """
    cambios: dict[str, Any] = {
        "evento": {"estado": "aprobada"},
        "resultados": [
            resultado("M1-S1", aportes=[aporte("riego"), aporte("luz")]),
            resultado("M1-S2", aportes=[aporte("agua")]),
        ],
        "agenda": agenda(),
    }
    juntos = compromiso(
        "PRU23-001", ("M1-S1-N1", "M1-S1-N2"), titulo="Riego y luz", texto="Hacer riego y luz entre todas."
    )
    fuera = [{"aporte": "M1-S2-N1", "razon": "Ya lo hace el acueducto."}]
    aprobada = firmada(**cambios)
    hecha = consolidada(aprobada, consolidacion(juntos, no_recogidos=fuera), **cambios)
    return {**cambios, "agenda": hecha}
