"""Los datos de los sitios de prueba: el de verdad, el de cada estado y el hostil."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from actos import con_erratas, errata
from apoyo import cambiar
from extremo import plena
from fabrica import (
    BORRAR,
    CASOS,
    ESTADOS,
    ID,
    agenda,
    aporte,
    arboles,
    cambiado,
    como_yaml,
    compromiso,
    escribir_proyecto,
    resultado,
)
from imagenes import foto, guardada, pintada, poner, svg, un_logo, una_foto

from generador.carga.cargar import cargar
from generador.carga.lectura.lector import leer
from generador.edicion.retiro import proponer_retiro
from generador.modelo.campos import LIBRES
from generador.modelo.datos.evento import Evento
from generador.modelo.personal.datos_personales import detectar
from generador.modelo.tipos import caracter_extrano
from generador.revision.letra import indibujables

POLIGLOTA = (
    "</title></script>\"'><img src=x onerror=alert(1)><svg/onload=alert(2)> [a](javascript:alert(3)) "
    "{{7*7}} {% x %} **b** `c` &lt;"
)
"""Sale de título, guion, atributo, etiqueta, Markdown y Jinja; cabe en un título."""
SIN_CONSENTIMIENTO = "Perpetua Innombrada"
CON_CONSENTIMIENTO = "Visitación Autorizada"
CENTINELA = "zarcillo"
"""Palabra que solo dicen los resultados y la agenda de las asambleas por estado."""
SIETE = "prueba-siete"
FOTO = b"la letra y la firma de alguien, en una foto"
"""Lo que va dentro de la foto que hay en `entrada/`."""
POR_SUBMESA = 2
"""Aportes por sub-mesa, los más que admite la metodología."""


def sin_arauca(raiz: Path) -> None:
    """Quita los datos del proyecto y pone los mínimos de las pruebas, sin ninguna asamblea."""
    shutil.rmtree(raiz / "datos")
    escribir_proyecto(raiz)
    shutil.rmtree(raiz / "datos" / ID)


def escribir(raiz: Path, arbol: Mapping[str, Mapping[str, Any]], id_: str = ID) -> None:
    """Escribe en `datos/` esos archivos, con la asamblea de prueba bajo el nombre `id_`."""
    for ruta, contenido in arbol.items():
        archivo = raiz / "datos" / ruta.replace(f"{ID}/", f"{id_}/")
        archivo.parent.mkdir(parents=True, exist_ok=True)
        archivo.write_text(como_yaml(contenido), "utf-8")


# — Arauca y una asamblea de siete mesas, juntas


def propuestas() -> tuple[dict[str, str], ...]:
    """Las 30 del corpus, con `title`, `summary` y `text`; la que no trae texto completo repite su resumen."""
    with (plena.CORPUS / "propuestas-madrid.csv").open(encoding="utf-8", newline="") as archivo:
        filas = [{k: v.replace("\r\n", "\n") for k, v in f.items()} for f in csv.DictReader(archivo)]
    return tuple(f | {"text": f["text"] or f["summary"]} for f in filas)


def _logos_y_fotos(raiz: Path) -> dict[str, Any]:
    """Lo que la de siete mesas dice de sus logos y fotos, ya puestos en su carpeta."""
    poner(raiz, "logos", "ancho.svg", svg(240, 60), SIETE)
    poner(raiz, "logos", "alto.png", guardada(pintada(700, 1000)), SIETE)
    poner(raiz, "medios", "grupo.jpg", foto(), SIETE)
    return {
        "logos": [un_logo("ancho.svg"), un_logo("alto.png")],
        "medios": [una_foto(pie="Figuras de prueba, no personas", piezas=["gracias", "experiencias"])],
    }


def llenar_real(raiz: Path) -> None:
    """Arauca tal cual; y la de siete mesas en borrador, con treinta propuestas ciudadanas como resultados.

    El texto completo es la necesidad y el texto del compromiso; el resumen, la solución y el cómo.
    """
    for id_ in ("arauca-2023", SIETE):
        suya = raiz / "entrada" / id_ / "M1-S1" / "foto-N1-0123456789ab.jpg"
        suya.parent.mkdir(parents=True)
        suya.write_bytes(b"\xff\xd8\xff" + FOTO)
    carpeta = raiz / "datos" / SIETE
    shutil.copytree(CASOS / "asamblea-siete", carpeta)
    cambiar(
        carpeta / "evento.yml",
        "estado: convocada",
        "estado: borrador\npara_taller: no\nformatos: [carta, enlace, historia, pendon, hablador]\n"
        + como_yaml(_logos_y_fotos(raiz)),
    )
    cambiar(carpeta / "mesas.yml", "personas_por_submesa: 15", "personas_por_submesa: 24")
    filas = propuestas()
    siete = next(e.asamblea for e in cargar(raiz).expedientes if e.asamblea.id == SIETE)
    codigos = sorted((s.codigo for s in siete.submesas), key=lambda c: c[4:])[: len(filas) // POR_SUBMESA]
    assert len(codigos) * POR_SUBMESA == len(filas) == 30
    suyos = []
    (carpeta / "resultados").mkdir()
    for i, codigo in enumerate(codigos):
        pareja = filas[POR_SUBMESA * i : POR_SUBMESA * (i + 1)]
        hoja = resultado(
            codigo,
            aportes=[
                {
                    "necesidad": f["text"],
                    "solucion": f["summary"],
                    "plan": [{"quien": f["title"], "como": f["summary"], "cuando": "2024"}],
                }
                for f in pareja
            ],
            representante={"papel": "Representante", "nombre": CON_CONSENTIMIENTO, "consentimiento": "sí"},
        )
        (carpeta / "resultados" / f"{codigo}.yml").write_text(como_yaml(hoja), "utf-8")
        suyos += [
            compromiso(
                f"FIC24-{len(suyos) + n:03d}",
                (f"{codigo}-N{n}",),
                mesa=int(codigo[1]),
                titulo=f["title"],
                texto=f["text"],
                como=f["summary"],
                responsables=[f["title"]],
                cuando="2024",
            )
            for n, f in enumerate(pareja, start=1)
        ]
    (carpeta / "agenda.yml").write_text(como_yaml(agenda(*suyos)), "utf-8")


# — La misma asamblea en cada estado, con demostración y sin ella, en los tres papeles


@dataclass(frozen=True)
class Caso:
    """Una asamblea del sitio de estados."""

    id: str
    estado: str
    demostracion: bool
    papel: str
    codigo: str


_PAPELES = ("carta", "oficio", "a4")
CASOS_DE_ESTADO: tuple[Caso, ...] = tuple(
    Caso(
        f"{'muestra' if demo else 'cierta'}-{estado.replace('_', '-')}",
        estado,
        demo,
        _PAPELES[i % 3],
        f"PR{'ABCDEF'[i]}23",
    )
    for i, (estado, demo) in enumerate([(e, True) for e in ESTADOS] + [("aprobada", False)])
)


EN_DOS_DIAS = ("convocada", "borrador")
"""Los estados cuya asamblea es en dos días y dos sedes, con salas a la vez y una velada de medianoche."""


def _en_dos_dias(evento: dict[str, Any]) -> dict[str, Any]:
    """El mismo evento con las jornadas de la asamblea de dos días."""
    suyo = leer(CASOS / "dos-dias" / "evento.yml", "evento.yml").datos
    return {c: v for c, v in evento.items() if c not in Evento.FORMA_CORTA} | {"jornadas": suyo["jornadas"]}


def llenar_estados(raiz: Path) -> None:
    """Los mismos resultados y agenda en todos los estados: una mesa con una sub-mesa."""
    sin_arauca(raiz)
    persona = {"papel": "Representante", "nombre": SIN_CONSENTIMIENTO}
    hoja = resultado(
        aportes=[aporte(f"{CENTINELA} morado"), aporte(f"{CENTINELA} amarillo")],
        representante=persona | {"consentimiento": "no"},
        voceria=persona | {"papel": "Vocería"},
    )
    for caso in CASOS_DE_ESTADO:
        suyo = compromiso(
            f"{caso.codigo}-001", titulo=f"Sembrar {CENTINELA} morado", texto=f"Sembrar {CENTINELA} morado."
        )
        if caso.estado == "aprobada":
            suyo["como"] = f"Coordina {SIN_CONSENTIMIENTO}."
            suyo["responsables"] = [f"La líder {SIN_CONSENTIMIENTO}"]
        no_recogidos = [{"aporte": "M1-S1-N2", "razon": f"El {CENTINELA} amarillo ya existe."}]
        la_agenda = agenda(suyo, no_recogidos=no_recogidos)
        comun: dict[str, Any] = {
            "evento": {
                "estado": caso.estado,
                "codigo": caso.codigo,
                "alcance": 20,
                "papel": caso.papel,
                # Las piezas en todos sus formatos están en el sitio real; aquí importa el estado.
                "formatos": ["carta", "enlace"],
                "para_taller": "no",
                "demostracion": "sí" if caso.demostracion else "no",
            },
            "mesas": {"mesas.1": BORRAR},
            "resultados": [hoja],
            "agenda": la_agenda,
        }
        if caso.estado == "aprobada":
            una = errata(
                "2023-12-01", "como", suyo["como"], "Coordina otra.", compromiso=f"{caso.codigo}-001"
            )
            comun = con_erratas(comun, una, carpeta=caso.id)
        arbol = arboles(**comun)
        if caso.estado in EN_DOS_DIAS:
            arbol[f"{ID}/evento.yml"] = _en_dos_dias(arbol[f"{ID}/evento.yml"])
        escribir(raiz, {r: a for r, a in arbol.items() if r.startswith(ID)}, caso.id)
    for caso in CASOS_DE_ESTADO:
        if caso.estado == "aprobada":
            # Se aprobó y una errata lo tacha: una vez retirado no puede quedar en ninguna salida.
            razon = "Lo pidió la persona."
            proponer_retiro(raiz, caso.id, [SIN_CONSENTIMIENTO], razon, "2023-12-02").escribir()


# — Textos hostiles en todos los campos


def hostiles() -> tuple[str, ...]:
    """Las cadenas del corpus que los datos admiten y traen algún signo que un lector pueda interpretar."""
    return tuple(
        c
        for c in plena.cadenas()
        if c.strip()
        and set(c) & set("<>&\"'`{}[]*_#\\|%")
        and caracter_extrano(c) is None
        and not indibujables(" ".join(c.split()))
        and not detectar(c)
    )


MESAS_HOSTILES, SUBMESAS_HOSTILES = 2, 2


def llenar_hostil(raiz: Path) -> None:
    """El políglota en todo lo único y el corpus repartido en mesas, aportes y compromisos."""
    shutil.rmtree(raiz / "datos")
    poner(raiz, "logos", "prueba.svg", svg())
    poner(raiz, "medios", "grupo.jpg", foto())
    arbol = plena.plena()
    for campo, clase in plena.campos():
        if clase in LIBRES and campo[0] != "convenios/002-2023.yml":
            plena.poner(arbol, campo, POLIGLOTA)
    alcance = 20 * MESAS_HOSTILES * SUBMESAS_HOSTILES
    dichos = dict.fromkeys(("alt", "credito"), POLIGLOTA)
    arbol[f"{ID}/evento.yml"] = cambiado(
        arbol[f"{ID}/evento.yml"], {"alcance": alcance, "para_taller": "no"}
    ) | {
        "logos": [un_logo(organizacion=POLIGLOTA, **dichos)],
        "medios": [una_foto(pie=POLIGLOTA, piezas=["gracias", "experiencias"], **dichos)],
    }
    mesa = arbol[f"{ID}/mesas.yml"]["mesas"][0]
    # Unas de la más larga a la más corta y otras al revés: entre las dos vueltas caben todas.
    cortas = _vuelta(sorted((c for c in hostiles() if len(" ".join(c.split())) <= 150), key=len))
    todas = _vuelta(sorted(hostiles(), key=len, reverse=True))
    arbol[f"{ID}/mesas.yml"]["mesas"] = [
        mesa | {"numero": n, "eje": f"{next(cortas)} {n}" if n > 1 else POLIGLOTA, "definicion": next(cortas)}
        for n in range(1, MESAS_HOSTILES + 1)
    ]
    del arbol[f"{ID}/resultados/M1-S1.yml"]
    # Sin agenda aprobada no hay de qué llevar seguimiento.
    del arbol[f"{ID}/seguimiento.yml"]
    codigos = [f"M{n}-S{k}" for n in range(1, MESAS_HOSTILES + 1) for k in range(1, SUBMESAS_HOSTILES + 1)]
    for codigo in codigos:
        arbol[f"{ID}/resultados/{codigo}.yml"] = resultado(
            codigo,
            aportes=[
                {
                    "necesidad": next(todas),
                    "solucion": next(todas),
                    "organizaciones": [next(cortas) for _ in range(11)],
                    "plan": [
                        {"quien": next(cortas), "como": next(todas), "cuando": next(cortas)} for _ in range(3)
                    ],
                }
                for _ in range(POR_SUBMESA)
            ],
            representante={"papel": POLIGLOTA, "nombre": POLIGLOTA, "consentimiento": "sí"},
        )
    compromisos = [
        compromiso(
            f"PRU23-{i:03d}",
            (aporte_,),
            mesa=int(aporte_[1]),
            titulo=next(cortas),
            texto=next(todas),
            como=next(todas),
            responsables=[next(cortas) for _ in range(9)],
            cuando=next(cortas),
        )
        for i, aporte_ in enumerate(
            (f"{c}-N{n}" for c in codigos for n in range(1, POR_SUBMESA + 1)), start=1
        )
    ]
    # Sin acta: la huella la calcula quien aprueba, y estos datos siguen en borrador.
    arbol[f"{ID}/agenda.yml"] = cambiado(
        arbol[f"{ID}/agenda.yml"], {"compromisos": compromisos, "aprobacion": BORRAR, "no_recogidos": BORRAR}
    )
    escribir(raiz, arbol)


def _vuelta(partes: tuple[str, ...] | list[str]) -> Iterator[str]:
    while True:
        yield from partes
