"""Lo que se lee al abrir la carpeta de una copia: por dónde se empieza, qué trae y cómo se comprueba."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from generador.composicion.comun.idioma.filtros import peso
from generador.difusion.empaque.equipaje import Bajable, Equipaje
from generador.modelo.texto import plural

ABRA = "ABRA-AQUI.html"
LEEME = "LEEME.txt"
SUMAS = "SHA256SUMS"
SITIO = "sitio"
"""La carpeta donde van las páginas."""
_MUESTRA = 12


@dataclass(frozen=True, slots=True)
class Presentacion:
    """De qué asamblea es la copia y de cuándo."""

    nombre: str
    credito: str
    direccion: str
    """Dirección de la asamblea en internet."""
    cuando: str
    demostracion: bool
    borrador: bool
    entrada: str
    """Página por la que se empieza, dentro de la copia."""


def abra(p: Presentacion) -> str:
    """La página que se abre con doble clic y lleva a la de la asamblea."""
    return (
        '<!doctype html>\n<html lang="es-CO">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="refresh" content="0; url={p.entrada}">\n<title>{escape(p.nombre)}</title>\n'
        f'</head>\n<body>\n<p><a href="{p.entrada}">{escape(p.nombre)}</a></p>\n'
        f"<p>{escape(p.credito)}</p>\n</body>\n</html>\n"
    )


def leeme(p: Presentacion, lleva: Equipaje, partes: Sequence[str] = ()) -> str:
    """El LEEME. `partes` son los nombres de los .zip, si va en varios."""
    renglones = [p.nombre, f"Copia para llevar, sacada el {p.cuando}.", ""]
    if p.demostracion:
        renglones += ["DATOS DE DEMOSTRACIÓN: lo que dice no pasó de verdad.", ""]
    if p.borrador:
        renglones += ["BORRADOR: la asamblea todavía no ha aprobado esta agenda.", ""]
    if partes:
        renglones += _como_juntar(partes)
    renglones += [
        "PARA VERLA",
        f"  1. En un computador, doble clic en {ABRA}. No hace falta internet ni instalar nada.",
        f"  2. No mueva ni cambie lo que hay en la carpeta «{SITIO}»: ahí están las páginas.",
        "  3. En un teléfono, abra los PDF, que están en",
        f"     {SITIO}/{p.entrada.split('/')[1]}/descargas. Las páginas necesitan un computador.",
        "",
        "QUÉ TRAE",
        f"  {plural(len(lleva.paginas), 'página', 'páginas')}, con su búsqueda, y "
        f"{plural(len(lleva.descargas), 'archivo', 'archivos')} para descargar: {peso(lleva.octetos)}.",
    ]
    if lleva.afuera:
        renglones += [
            "",
            "QUÉ NO TRAE",
            f"  {plural(len(lleva.afuera), 'archivo', 'archivos')} "
            f"({peso(sum(r.octetos for r in lleva.afuera))}) que se piden por internet; en las páginas,",
            "  su enlace dice «(en internet)»:",
            *_muestra(lleva.afuera),
        ]
    return "\n".join(
        [
            *renglones,
            "",
            "LO QUE CAMBIE DESPUÉS",
            f"  está en {p.direccion}",
            "",
            "PARA COMPROBAR QUE ESTÁ ENTERA",
            f"  En Linux, desde esta carpeta: sha256sum --quiet --check {SUMAS}",
            f"  En macOS: shasum -a 256 --quiet --check {SUMAS}",
            f"  En Windows: certutil -hashfile ARCHIVO SHA256, y compare con su renglón de {SUMAS}.",
            "",
            p.credito,
        ]
    )


def _como_juntar(partes: Sequence[str]) -> list[str]:
    if len(partes) == 1:
        return ["PARA ABRIRLA", f"  Descomprima {partes[0]}: sale una sola carpeta.", ""]
    return [
        f"SON {len(partes)} PARTES, Y SE JUNTAN ASÍ",
        "  1. Guárdelas todas en una misma carpeta:",
        *(f"       {nombre}" for nombre in partes),
        "  2. Descomprímalas todas ahí mismo («Extraer aquí»). Si pregunta, diga que sí a combinar las",
        "     carpetas y a reemplazar: los archivos que se repiten son iguales.",
        "  Con la parte 1 ya se leen las páginas; las demás traen más archivos.",
        "",
    ]


def _muestra(afuera: Sequence[Bajable]) -> list[str]:
    """Los primeros, del más pesado, y cuántos más."""
    pesados = sorted(afuera, key=lambda r: (-r.octetos, r.ruta))
    dichos = [f"    {r.ruta.rpartition('/')[2]} ({peso(r.octetos)})" for r in pesados[:_MUESTRA]]
    resto = len(pesados) - len(dichos)
    return [*dichos, *([f"    y {plural(resto, 'más', 'más')}"] if resto else [])]
