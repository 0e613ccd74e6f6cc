"""Construcción, kits y memoria, lado a lado con lo ingenuo y en razones."""

from __future__ import annotations

import json
import re
import resource
import shutil
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from generador.catalogo.inventario import inventariar
from generador.composicion.compositor import Compositor
from generador.construccion.pedido.encargos import encargos_de
from generador.construccion.preparacion import preparar
from generador.construccion.publicado.lista import archivos_en
from generador.medicion.gasto import Decir, Gasto, correr, decir_razon
from generador.medicion.mkdocs_solo import mkdocs, paginas_sueltas, reunir
from generador.salida.almacen.procesos import calentar
from generador.salida.almacen.produccion import Encargo, producir
from generador.salida.disco import CACHE, escribir_conf_de_fuentes
from generador.salida.imprenta.pdf import Imprenta, ParteImpresa, preparar_fuentes

_INGENUO = """
import json, sys
from weasyprint import HTML
for ruta, html in json.load(open(sys.argv[1], encoding="utf-8")):
    HTML(string=html).write_pdf(pdf_variant="pdf/ua-1")
"""


def construir(raiz: Path, *opciones: str) -> Gasto:
    """Lo que gasta `construir`, en un proceso aparte."""
    return correr([sys.executable, "-m", "generador", "construir", *opciones], raiz)


def _encargos(raiz: Path) -> list[Encargo]:
    inventario, compositor = reunir(raiz, preparar(raiz).proyecto)
    return list(encargos_de(compositor, inventario))


def _como_uno(raiz: Path, encargo: Encargo) -> str:
    """El HTML con sus hojas dentro: lo que haría quien llama a WeasyPrint sin más."""
    if encargo.anexos:
        return _en_un_solo_html(raiz, encargo)
    estilo = "".join((raiz / h).read_text("utf-8") for h in encargo.hojas)
    return encargo.html.replace("</head>", f"<style>{estilo}</style></head>")


def frio(raiz: Path, veces: int, decir: Decir) -> None:
    """Construcción desde cero contra lo ingenuo: los mismos documentos uno tras otro, más las páginas."""
    with tempfile.TemporaryDirectory(prefix="asambleas-paginas-") as temporal:
        paginas = Path(temporal)
        paginas_sueltas(raiz, paginas)
        documentos = [(e.ruta, _como_uno(raiz, e)) for e in _encargos(raiz)]
        lista = paginas / "documentos.json"
        lista.write_text(json.dumps(documentos), "utf-8")
        nuestras, ajenas = [], []
        for _ in range(veces):
            shutil.rmtree(raiz / CACHE, ignore_errors=True)
            shutil.rmtree(raiz / "site", ignore_errors=True)
            nuestras.append(construir(raiz))
            preparar_fuentes(escribir_conf_de_fuentes(raiz))
            ingenuo = correr([sys.executable, "-c", _INGENUO, str(lista)], raiz)
            ajenas.append(ingenuo.mas(mkdocs(paginas)))
        decir(f"frío: {len(documentos)} documentos, mediana de {veces}")
        decir_razon("  desde cero / (uno tras otro + páginas)", nuestras, ajenas, 0.50, decir, de_reloj=True)


_KITS = (
    "import sys, pathlib, generador.medicion.construccion as m; m.producir_kits(pathlib.Path(sys.argv[1]))"
)


def producir_kits(raiz: Path) -> None:
    """Los kits de todas las sub-mesas desde cero: leer, componer, imprimir y pasar la puerta."""
    calentar(raiz)
    producir(raiz, _kits(raiz))


def _kits(raiz: Path) -> list[Encargo]:
    inventario = inventariar(preparar(raiz).proyecto)
    kits = tuple(a for a in inventario.artefactos if a.declaracion.id == "kit")
    return list(
        encargos_de(Compositor(raiz / "plantillas", inventario), replace(inventario, artefactos=kits))
    )


def _en_un_solo_html(raiz: Path, encargo: Encargo) -> str:
    """El kit entero como un documento corriente: cada parte con su clase y sus páginas con nombre."""
    estilos, cuerpos = [], []
    for i, (html, hojas) in enumerate((ParteImpresa(encargo.html, encargo.hojas), *encargo.anexos)):
        cabeza, _, cuerpo = html.partition("<body")
        propio = "".join(re.findall(r"<style>(.*?)</style>", cabeza, re.S))
        css = "".join((raiz / h).read_text("utf-8") for h in hojas) + propio
        css = re.sub(r"@page(?= *\{)", f"@page parte{i}", css)
        estilos.append(re.sub(r"^body(?= *\{)", f".parte{i}", css, flags=re.M))
        cuerpo = re.sub(r'^ class="', f'<div style="page: parte{i}" class="parte{i} ', cuerpo)
        cuerpos.append(cuerpo.replace("</body>", "</div>").replace("</html>", ""))
    return (
        '<!doctype html><html lang="es-CO"><head><title>Kit</title>'
        f"<style>{''.join(dict.fromkeys(estilos))}</style></head><body>{''.join(cuerpos)}</body></html>"
    )


def kits(raiz: Path, veces: int, decir: Decir) -> None:
    """Todos los kits de sub-mesa en frío contra uno tras otro con `HTML(...).write_pdf()` en un proceso."""
    encargos = _kits(raiz)
    with tempfile.TemporaryDirectory(prefix="asambleas-kits-") as temporal:
        lista = Path(temporal) / "documentos.json"
        lista.write_text(json.dumps([(e.ruta, _como_uno(raiz, e)) for e in encargos]), "utf-8")
        nuestras, ajenas = [], []
        for _ in range(veces):
            shutil.rmtree(raiz / CACHE, ignore_errors=True)
            nuestras.append(correr([sys.executable, "-c", _KITS, str(raiz)], raiz))
            preparar_fuentes(escribir_conf_de_fuentes(raiz))
            ajenas.append(correr([sys.executable, "-c", _INGENUO, str(lista)], raiz))
    decir(f"kits: {len(encargos)} de sub-mesa, mediana de {veces}")
    decir_razon("  desde cero / uno tras otro", nuestras, ajenas, 0.45, decir, de_reloj=True)


def quieto(raiz: Path, veces: int, decir: Decir) -> None:
    """Nada cambió: contra `mkdocs build` de las mismas páginas sin PDF."""
    with tempfile.TemporaryDirectory(prefix="asambleas-paginas-") as temporal:
        paginas = Path(temporal)
        paginas_sueltas(raiz, paginas)
        construir(raiz)
        nuestras, forzadas, ajenas = [], [], []
        for _ in range(veces):
            nuestras.append(construir(raiz))
            forzadas.append(construir(raiz, "--forzar"))
            ajenas.append(mkdocs(paginas))
        decir(f"quieto: mediana de {veces}")
        decir_razon("  sin cambios / mkdocs build sin PDF", nuestras, ajenas, 1.30, decir)
        decir_razon("  rehaciendo todas las páginas / mkdocs build sin PDF", forzadas, ajenas, 2.0, decir)


def ficha(raiz: Path, decir: Decir) -> None:
    """Cambia una ficha y dice qué se volvió a imprimir."""
    volver_a_borrador(raiz)
    construir(raiz)
    antes = _manifiestos(raiz)
    resultados = sorted(raiz.glob("datos/*/resultados/*.yml"))
    if not resultados:
        decir("ficha: no hay resultados que cambiar")
        return
    archivo = resultados[0]
    texto = archivo.read_text("utf-8")
    cambiado = re.sub(r"(necesidad: (?:>-\s*)?)(\S)", r"\1Medición, \2", texto, count=1)
    archivo.write_text(cambiado, "utf-8")
    try:
        gasto = construir(raiz)
        despues = _manifiestos(raiz)
    finally:
        archivo.write_text(texto, "utf-8")
    cambiados = [ruta for ruta, huella in despues.items() if antes.get(ruta) != huella]
    decir(
        f"ficha: al cambiar {archivo.relative_to(raiz)} se rehicieron "
        f"{len(cambiados)} de {len(despues)} ({gasto.procesador:.2f} s de procesador y {gasto.reloj:.2f} de "
        "reloj)"
    )
    for ruta in cambiados:
        decir(f"  {ruta}")


_ACTA = re.compile(r"^(?:aprobacion|erratas):.*?(?=^\w|\Z)", re.MULTILINE | re.DOTALL)


def volver_a_borrador(raiz: Path) -> None:
    """Quita el acta y lo que vino después: lo aprobado no se deja cambiar, y aquí se mide un cambio."""
    for archivo in raiz.glob("datos/*/agenda.yml"):
        archivo.write_text(_ACTA.sub("", archivo.read_text("utf-8")), "utf-8")
        (archivo.parent / "seguimiento.yml").unlink(missing_ok=True)
        evento = archivo.parent / "evento.yml"
        texto = re.sub(
            r"^estado: aprobada$", "estado: borrador", evento.read_text("utf-8"), flags=re.MULTILINE
        )
        evento.write_text(texto, "utf-8")


def _manifiestos(raiz: Path) -> dict[str, str]:
    renglones: dict[str, str] = {}
    for archivo in sorted(raiz.glob("site/*/descargas/manifiesto.json")):
        renglones |= {r["ruta"]: r["sha256"] for r in archivos_en(archivo.read_bytes())}
    return renglones


def memoria(raiz: Path, documentos: int, decir: Decir) -> None:
    """Memoria residente de un proceso de impresión tras `documentos`, contra la de la quinta parte."""
    preparar_fuentes(escribir_conf_de_fuentes(raiz))
    encargo = min(_encargos(raiz), key=lambda e: len(e.html))
    imprenta = Imprenta(raiz)
    quinta = documentos // 5
    medidas: dict[int, int] = {}
    for i in range(1, documentos + 1):
        html = encargo.html.replace("</body>", f"<p>{i}</p></body>")
        imprenta.imprimir(html, encargo.hojas, encargo.ruta)
        if i in (quinta, documentos):
            medidas[i] = _residente()
    razon = medidas[documentos] / medidas[quinta]
    juicio = "cumple" if razon <= 1.05 else "NO CUMPLE"
    decir(
        f"memoria: {medidas[quinta] / 1e6:.0f} MB tras {quinta} y {medidas[documentos] / 1e6:.0f} MB tras "
        f"{documentos} = {razon:.3f} (límite 1.05, {juicio})"
    )


def _residente() -> int:
    """Bytes residentes ahora (Linux); en otros sistemas, el máximo alcanzado."""
    try:
        paginas = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return paginas * resource.getpagesize()
