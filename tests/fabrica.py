"""Asambleas pequeñas y ficticias para las pruebas, como árboles que se cambian por ruta."""

from __future__ import annotations

import copy
import shutil
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from generador.carga.cargar import cargar
from generador.carga.lectura.lector import leer_bytes
from generador.modelo.aprobado.contenido import Contenido, firmar
from generador.modelo.asamblea import Asamblea
from generador.modelo.datos.agenda import Acta, Agenda
from generador.modelo.datos.aporte import Resultado
from generador.modelo.datos.asistencia import Asistencia
from generador.modelo.datos.convenio import Convenio
from generador.modelo.datos.evento import Evento
from generador.modelo.datos.mesas import Mesas
from generador.modelo.datos.metodologia import Metodologia
from generador.modelo.datos.seguimiento import Seguimiento
from generador.modelo.expediente import Expediente

BORRAR = object()
"""Valor que quita la clave."""
ID = "prueba-2023"
CASOS = Path(__file__).parent / "casos"

_BASE: dict[str, dict[str, Any]] = {
    "sitio": {
        "nombre": "Asambleas de prueba",
        "descripcion": "Sitio ficticio.",
        "direccion": "https://asambleas.gov.co/",
    },
    "convenio": {
        "numero": "002",
        "anio": 2023,
        "titulo": "Convenio de prueba",
        "entidades": [
            {"nombre": "Unidad Solidaria", "articulo": "la"},
            {"nombre": "UNAD", "articulo": "la"},
        ],
    },
    "metodologia": {
        "titulo": "Metodología de prueba",
        "objetivo": "Probar.",
        "lema": "Probemos",
        "cooperacion": "En conjunto.",
        "personas_por_submesa": 20,
        "max_necesidades": 2,
        "max_acciones": 3,
        "fichas": [
            {"tipo": t, "nombre": n, "tinta": "#14418b", "fondo": "#ffffff", "trama": trama}
            for t, n, trama in (
                ("necesidad", "Necesidad", "rayas"),
                ("solucion", "Solución", "puntos"),
                ("plan", "Plan", "cuadros"),
            )
        ],
        "pasos": [
            {"id": "conformar", "titulo": "Conformar", "instruccion": "Divida.", "decir": "Hola."},
            *(
                {"id": i, "titulo": i, "minutos": m, "ficha": i, "instruccion": "Haga.", "decir": "Hagamos."}
                for i, m in (("necesidad", 15), ("solucion", 15), ("plan", 20))
            ),
        ],
        "plan": [
            {"campo": c, "pregunta": f"¿{c}?", "orientacion": "Responda."}
            for c in ("quien", "como", "cuando")
        ],
        "antes": ["Guía leída"],
        "al_terminar": ["Hojas entregadas"],
    },
    "evento": {
        "nombre": "Asamblea de prueba",
        "titular": "Economía de prueba",
        "sobretitulo": "Asamblea ficticia",
        "territorio": "Territorio de prueba",
        "proyecto": "Proyecto de prueba",
        "presentacion": "Asamblea ficticia para las pruebas.",
        "convenio": "002-2023",
        "codigo": "PRU23",
        "estado": "convocada",
        "fecha": "2023-11-18",
        "horario": {"inicio": "8:00", "fin": "10:15"},
        "sede": {"nombre": "Salón de prueba"},
        "alcance": 80,
        "vigencia": {"desde": 2024, "hasta": 2026},
        "poblacion": ["Organizaciones de prueba"],
        "programa": [
            {"id": "registro", "tipo": "registro", "titulo": "Registro", "inicio": "7:30", "fin": "7:59"},
            {"id": "saludo", "tipo": "instalacion", "titulo": "Saludo", "inicio": "8:00", "fin": "8:30"},
            {
                "id": "mesas",
                "tipo": "momento",
                "numero": 1,
                "titulo": "Mesas",
                "inicio": "8:30",
                "fin": "9:30",
                "actividad": "mesas",
            },
            {"id": "receso", "tipo": "receso", "titulo": "Receso", "inicio": "9:30", "fin": "9:45"},
            {
                "id": "plenaria",
                "tipo": "momento",
                "numero": 2,
                "titulo": "Plenaria",
                "inicio": "9:45",
                "fin": "10:15",
                "actividad": "plenaria",
            },
        ],
        "enlaces": {"inscripcion": "https://inscripcion.gov.co/"},
    },
    "mesas": {
        "mesas": [
            {
                "numero": n,
                "eje": f"Eje {n}",
                "definicion": "Definición de prueba.",
                "pregunta": "¿Qué probamos?",
                "lidera": "Equipo de prueba",
            }
            for n in (1, 2)
        ]
    },
}


POCAS_PIEZAS: dict[str, Any] = {"formatos": ["carta", "cuadrado", "enlace", "pendon"], "para_taller": "no"}
"""Cambios de evento para construir deprisa lo que no trata de las piezas."""


def aporte(nombre: str = "riego") -> dict[str, Any]:
    """Un aporte completo."""
    return {
        "necesidad": f"Falta {nombre}.",
        "solucion": f"Hacer {nombre} entre todas.",
        "plan": [{"quien": "Asociación", "como": "Con mingas", "cuando": "marzo de 2024"}],
    }


def resultado(submesa: str = "M1-S1", **cambios: Any) -> dict[str, Any]:
    """La hoja de una sub-mesa con un aporte completo."""
    return cambiado({"submesa": submesa, "asistentes": 20, "aportes": [aporte()]}, cambios)


def compromiso(
    codigo: str = "PRU23-001", aportes: tuple[str, ...] = ("M1-S1-N1",), **c: Any
) -> dict[str, Any]:
    """Un compromiso de la mesa 1."""
    base = {"codigo": codigo, "mesa": 1, "titulo": "Riego", "texto": "Hacer riego.", "aportes": list(aportes)}
    return cambiado(base, c)


def agenda(*compromisos: dict[str, Any], **cambios: Any) -> dict[str, Any]:
    """Una agenda con esos compromisos."""
    return cambiado({"titulo": "Agenda de prueba", "compromisos": list(compromisos)}, cambios)


def aprobacion(huella: str, fecha: str = "2023-11-18") -> dict[str, Any]:
    """Un acta de aprobación."""
    return {
        "fecha": fecha,
        "hora": "10:10",
        "modera": "Convenio",
        "decision": "Aprobada por aclamación",
        "huella": huella,
    }


def cambiado(arbol: dict[str, Any], cambios: Mapping[str, Any]) -> dict[str, Any]:
    """Copia de `arbol` con cada cambio en su ruta: `{"programa.2.fin": "9:00", "sede": BORRAR}`."""
    nuevo = copy.deepcopy(arbol)
    for ruta, valor in cambios.items():
        *camino, ultima = (int(p) if p.isdigit() else p for p in ruta.split("."))
        nodo: Any = nuevo
        for parte in camino:
            nodo = nodo[parte]
        if valor is BORRAR:
            del nodo[ultima]
        elif isinstance(nodo, list) and ultima == len(nodo):
            nodo.append(valor)
        else:
            nodo[ultima] = valor
    return nuevo


def arboles(**cambios: Any) -> dict[str, dict[str, Any]]:
    """Ruta en `datos/` → contenido de cada archivo de un proyecto válido.

    `evento=`, `mesas=`, `metodologia=`, `convenio=` y `sitio=` son cambios por ruta; `agenda=`,
    `seguimiento=` y `metodologia_propia=`, el archivo entero, y `resultados=` la lista de los suyos.
    """
    nombres = {
        "sitio": "sitio.yml",
        "convenio": "convenios/002-2023.yml",
        "metodologia": "metodologia.yml",
        "evento": f"{ID}/evento.yml",
        "mesas": f"{ID}/mesas.yml",
    }
    salida = {ruta: cambiado(_BASE[clave], cambios.pop(clave, {})) for clave, ruta in nombres.items()}
    for r in cambios.pop("resultados", ()):
        salida[f"{ID}/resultados/{r['submesa']}.yml"] = r
    for nombre in ("agenda", "seguimiento", "asistencia"):
        if (suya := cambios.pop(nombre, None)) is not None:
            salida[f"{ID}/{nombre}.yml"] = suya
    if (suya := cambios.pop("metodologia_propia", None)) is not None:
        salida[f"{ID}/metodologia.yml"] = suya
    assert not cambios, f"no se conocen: {sorted(cambios)}"
    return salida


class _SinAnclas(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def _texto(escritor: yaml.Dumper, texto: str) -> yaml.ScalarNode:
    # Entre comillas dobles, PyYAML escribe los saltos como «\n», que los datos no admiten: se perderían.
    return escritor.represent_scalar("tag:yaml.org,2002:str", texto, "|" if "\n" in texto else None)


_SinAnclas.add_representer(str, _texto)


def como_yaml(arbol: Mapping[str, Any]) -> str:
    """El árbol como lo escribiría una persona, una clave por renglón."""
    return yaml.dump(dict(arbol), Dumper=_SinAnclas, allow_unicode=True, sort_keys=False, width=10_000)


def escribir_proyecto(destino: Path, **cambios: Any) -> Path:
    """Un proyecto válido mínimo en `destino/datos`; devuelve `destino`. Cambios como en `arboles`."""
    for ruta, arbol in arboles(**cambios).items():
        archivo = destino / "datos" / ruta
        archivo.parent.mkdir(parents=True, exist_ok=True)
        archivo.write_text(como_yaml(arbol), "utf-8")
    return destino


def expediente(**cambios: Any) -> Expediente:
    """La asamblea de `arboles` con sus fuentes, sin tocar el disco."""
    fuentes = {
        ruta: leer_bytes(como_yaml(arbol).encode(), f"datos/{ruta}")
        for ruta, arbol in arboles(**cambios).items()
    }
    de = {ruta.removeprefix(f"{ID}/").removesuffix(".yml"): f for ruta, f in fuentes.items()}
    de["convenio"] = de.pop("convenios/002-2023")
    del de["sitio"]
    return Expediente(
        Asamblea(
            id=ID,
            convenio=Convenio.model_validate(de["convenio"].datos),
            metodologia=Metodologia.model_validate(de["metodologia"].datos),
            evento=Evento.model_validate(de["evento"].datos),
            mesas=Mesas.model_validate(de["mesas"].datos),
            resultados=tuple(
                Resultado.model_validate(f.datos) for c, f in de.items() if c.startswith("resultados/")
            ),
            agenda=Agenda.model_validate(de["agenda"].datos) if "agenda" in de else None,
            asistencia=Asistencia.model_validate(de["asistencia"].datos) if "asistencia" in de else None,
            seguimiento=Seguimiento.model_validate(de["seguimiento"].datos) if "seguimiento" in de else None,
        ),
        de,
    )


def asamblea(**cambios: Any) -> Asamblea:
    """La asamblea de `arboles`."""
    return expediente(**cambios).asamblea


ESTADOS = ("preparacion", "convocada", "en_curso", "borrador", "aprobada")


def en_estado(estado: str, **otros: Any) -> dict[str, Any]:
    """Los cambios que dejan la asamblea mínima, sin hallazgos, en ese estado del ciclo, con esos otros."""
    cambios: dict[str, Any] = {**otros, "evento": {**otros.get("evento", {}), "estado": estado}}
    if estado in ("borrador", "aprobada"):
        cambios["resultados"] = [resultado()]
        cambios["agenda"] = agenda(compromiso())
    if estado == "aprobada":
        cambios["agenda"] = firmada(**cambios)
    return cambios


def firmada(fecha: str = "2023-11-18", forma: int = 3, carpeta: str = ID, **cambios: Any) -> dict[str, Any]:
    """El árbol de la agenda de esos cambios, con el acta que deja `./asamblea aprobar`, o dejaba antes.

    `carpeta` es el nombre con que se publica esa asamblea.
    """
    suya = {k: v for k, v in aprobacion("", fecha).items() if k != "huella"}
    contenido = en_forma(en_carpeta(carpeta, **cambios).contenido_aprobado, forma)
    acto = firmar(contenido, Acta.model_validate(suya))
    return {**cambios["agenda"], "aprobacion": acto.model_dump(mode="json", exclude_none=True)}


def en_carpeta(carpeta: str, **cambios: Any) -> Asamblea:
    return asamblea(**cambios).con(id=carpeta)


def en_forma(contenido: Contenido, forma: int) -> Contenido:
    """Lo que se aprobaría de ese contenido con una forma de antes."""
    sin: dict[str, Any] = {"asamblea": None} if forma < 3 else {}
    if forma < 2:
        sin |= {"titulo": None, "presentacion": None, "sal": None}
    return contenido.model_copy(update={"formato": f"asambleas/agenda/{forma}", **sin})


def asamblea_siete(destino: Path) -> Asamblea:
    """La asamblea ficticia de siete mesas con cupos desiguales de `casos/asamblea-siete`, ya cargada."""
    return _de_caso(destino, "asamblea-siete", "prueba-siete").asamblea


def dos_dias(destino: Path) -> Expediente:
    """La asamblea ficticia de dos días y dos sedes de `casos/dos-dias`, ya cargada."""
    return _de_caso(destino, "dos-dias", "prueba-dos-dias")


def _de_caso(destino: Path, caso: str, id_: str) -> Expediente:
    escribir_proyecto(destino)
    shutil.copytree(CASOS / caso, destino / "datos" / id_)
    carga = cargar(destino)
    assert carga.hallazgos == ()
    return next(e for e in carga.expedientes if e.asamblea.id == id_)


def avance(
    fecha: str, estado: str = "en_marcha", codigo: str = "PRU23-001", **cambios: Any
) -> dict[str, Any]:
    """Un avance de ese compromiso."""
    base = {
        "compromiso": codigo,
        "fecha": fecha,
        "estado": estado,
        "texto": "Se reunieron.",
        "fuente": "https://fuente.gov.co/acta",
        "reporta": "Organización de prueba",
    }
    return cambiado(base, cambios)


@dataclass(frozen=True)
class Medida:
    """Lo que se midió de un archivo que ninguna prueba produjo: su peso en bytes y sus páginas."""

    octetos: int
    paginas: int


def medidos(octetos: int = 12_000, paginas: int = 1) -> defaultdict[str, Medida]:
    """Como si cada ruta por la que se pregunte pesara eso."""
    return defaultdict(lambda: Medida(octetos, paginas))
