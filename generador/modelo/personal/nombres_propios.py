"""Nombres de personas que nadie declaró: se sospechan por lo que hay al lado y por las listas de frecuentes.

Solo sospecha: escuelas, barrios y fundaciones llevan nombres de personas, y por eso es un aviso.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from generador.modelo.personal.canonico import canonico, plegado
from generador.modelo.personal.nombres_frecuentes import APELLIDOS, APODOS, CORRIENTES, NOMBRES


def _palabras(lista: str) -> frozenset[str]:
    return frozenset(lista.split())


TRATOS = _palabras(
    "don dona senor senora sr sra senorita srta profe profesor profesora doctor doctora dr dra companero"
    " companera ingeniero ingeniera ing licenciado licenciada lic maestro maestra comadre compadre vecino"
    " vecina hermano hermana abuelo abuela mayora taita mama tia tio seno"
)
"""Delante de un nombre, bastan."""
PAPELES = _palabras(
    "lider lideresa presidente presidenta vicepresidente vicepresidenta representante vocero vocera"
    " coordinador coordinadora tesorero tesorera secretario secretaria fiscal alcalde alcaldesa gobernador"
    " gobernadora concejal concejala moderador moderadora docente gerente director directora capitan"
    " cacique delegado delegada facilitador facilitadora relator relatora edil socio socia asociado"
    " asociada campesino campesina artesano artesana productor productora pescador pescadora dirigente"
    " enlace contratista abogado abogada psicologo psicologa enfermero enfermera rector rectora personero"
    " personera diputado diputada senador senadora ministro ministra esposo esposa marido hijo hija"
    " primo prima sobrino sobrina cunado cunada suegro suegra nieto nieta padre madre padrino madrina"
    " amigo amiga"
)
"""Delante de un nombre conocido."""
_DICHOS = _palabras(
    "propuso dijo pidio manifesto senalo expreso solicito comento conto explico opino hablo intervino"
    " planteo sugirio recordo reclamo denuncio agrego aclaro pregunto respondio expuso presento leyo firmo"
    " entrego recibio invito lidero propone dice pide manifiesta senala expresa solicita comenta cuenta"
    " explica opina lidera coordina modera reporta entrega recibe llama"
)
_BUSCAN = _palabras(
    "preguntar pregunte pregunten hablar hable hablen llamar llame llamen contactar contacte buscar busque"
    " escribir escriba avisar avise"
)
"""Con «por», «con» o «a», piden por alguien."""
_PARTICULAS = _palabras("de del la las los da do dos van von")
LUGARES = _palabras(
    "escuela colegio institucion instituto liceo gimnasio normal concentracion internado jardin hogar"
    " universidad politecnico sena seminario fundacion corporacion asociacion cooperativa precooperativa"
    " federacion confederacion sindicato junta jac empresa comite colectivo grupo banda orquesta club liga"
    " equipo festival copa torneo feria premio beca catedra orden condecoracion medalla barrio vereda"
    " corregimiento municipio ciudad departamento comuna resguardo cabildo urbanizacion conjunto edificio"
    " torre torres calle carrera avenida diagonal via autopista puente parque plaza plazoleta monumento"
    " rio quebrada cano laguna cerro isla serrania finca hacienda predio aeropuerto terminal muelle puerto"
    " hospital clinica ese ips eps centro puesto teatro biblioteca museo coliseo estadio polideportivo"
    " cancha sala salon auditorio casa sede galeria mercado iglesia parroquia capilla catedral diocesis"
    " santuario san santa santo santos virgen beato papa libertador procer ley decreto plan programa"
    " proyecto metodo doctrina sistema convenio batallon brigada base carcel notaria juzgado concejo"
    " asamblea mesa fondo mutual caja banco ie cer emisora radio semillero villa ciudadela sector manzana"
    " etapa ecoparque reserva parcelacion asentamiento malecon mirador sendero trocha ronda variante"
)
"""Lo que, delante de un nombre, dice que es de un lugar o de una organización."""
_ENLACES = _palabras("de del la el los las y e en i")
_NO_NOMBRE = (
    _palabras(
        "municipal departamental nacional regional local rural urbano general social legal comunal"
        " comunitaria comunitario solidaria solidario popular economia ministerio secretaria alcaldia"
        " gobernacion unidad convenio red alianza enero febrero marzo abril mayo junio julio agosto"
        " septiembre"
        " octubre noviembre diciembre lunes martes miercoles jueves viernes sabado domingo norte sur oriente"
        " occidente centro colombia venezuela ecuador arauca tame saravena arauquita fortul bogota cali"
        " medellin pit jac unad sena dane icbf nit el la los las un una de del y o que se por para con sin no"
        " si al lo su sus es en quien cual esta este presidencia direccion publico publica ejecutivo"
        " ejecutiva"
        " principal suplente tecnico tecnica administrativo financiero"
    )
    | LUGARES
    | PAPELES
    | TRATOS
)
_NEGOCIOS = _palabras(
    "transportes supermercado almacen tienda taller cafe restaurante inversiones laboratorio laboratorios"
    " editorial autoservicio lacteos productos servicios hermanos familia familias grupo apellido cultivos"
    " viveros bodega"
)
_FINALES_DE_NEGOCIO = ("eria", "erias", "dora", "doras", "uaria")
"""Cómo terminan «Panadería», «Comercializadora» o «Agropecuaria»: lo que sigue es su nombre."""
_SIGLAS = _palabras(
    "sa sas sc ltda dc ie ese cer cdr cc ce ti ct up ips eps jac oc ep am pm ong eu cv ph usa nn"
)
"""Lo que, escrito letra por letra, no son las iniciales de nadie."""
_APODOS = frozenset(a for suyos in APODOS.values() for a in suyos if len(a) > 3 and " " not in a)
_DE_PILA = NOMBRES | _APODOS
_PALABRA = re.compile(r"[^\W\d_]+")
_PUNTO = re.compile(r"\. ?")
_INICIAL = 1
_ATRAS = 8


class _Palabra(NamedTuple):
    inicio: int
    fin: int
    plana: str
    alta: bool
    """Si empieza con mayúscula."""
    pegada: str
    """Lo que la separa de la anterior."""
    punto: bool
    """Si la sigue un punto."""

    @property
    def inicial(self) -> bool:
        """Si es una mayúscula sola, con su punto."""
        return self.alta and self.punto and self.fin - self.inicio == _INICIAL

    @property
    def seguro(self) -> bool:
        """Si es un apellido con mayúscula que no es también una palabra corriente ni un lugar."""
        return self.apellido and self.alta and not self.corriente

    @property
    def nombre(self) -> bool:
        return self.plana in _DE_PILA

    @property
    def apellido(self) -> bool:
        return self.plana in APELLIDOS

    @property
    def corriente(self) -> bool:
        return self.plana in CORRIENTES


@lru_cache(maxsize=8192)
def posibles(texto: str, *, de_alguien: bool = False) -> tuple[tuple[int, int], ...]:
    """Los tramos de `texto` que parecen el nombre de alguien, en orden y sin solaparse.

    `de_alguien` es un texto que dice quién («quien», «reporta»): ahí basta un nombre de pila.
    """
    canon = canonico(texto)
    return tuple(
        canon.tramo(a, b) for a, b in en_canonico(canon.texto, plegado(canon), de_alguien=de_alguien)
    )


def en_canonico(texto: str, plano: str, *, de_alguien: bool = False) -> Iterator[tuple[int, int]]:
    """Lo mismo en un texto ya canónico y su plegado."""
    palabras = _separadas(texto, plano)
    i = 0
    while i < len(palabras):
        # Casi todas son así, y con ninguna de ellas empieza el nombre de nadie.
        if not palabras[i].alta and not palabras[i].nombre:
            i += 1
            continue
        hasta = _persona(palabras, i, de_alguien)
        if hasta > i and not _es_de_lugar(palabras, i):
            yield palabras[i].inicio, palabras[hasta - 1].fin
            i = hasta
        else:
            i += 1


def persona_al_lado(texto: str, inicio: int, fin: int) -> bool:
    """Si pegado a ese tramo de un texto canónico va el nombre de alguien."""
    antes = texto[max(0, inicio - 60) : inicio]
    if re.search(r"[^\W\d_]{3}", antes):
        for _, b in en_canonico(antes, plegado(canonico(antes))):
            if re.fullmatch(
                r"[\s,:(\-/]{0,3}(?:(?:con|no|nro|n|id|y)[.\s:]{0,2}){0,2}", antes[b:], re.IGNORECASE
            ):
                return True
    despues = texto[fin : fin + 50]
    return any(
        re.fullmatch(r"[\s,:(\-/]{1,3}", despues[:a])
        for a, _ in en_canonico(despues, plegado(canonico(despues)))
    )


def _separadas(texto: str, plano: str) -> list[_Palabra]:
    palabras, fin = [], 0
    for hallada in _PALABRA.finditer(texto):
        a, b = hallada.span()
        palabras.append(_Palabra(a, b, plano[a:b], texto[a].isupper(), texto[fin:a], texto[b : b + 1] == "."))
        fin = b
    return palabras


def _persona(palabras: list[_Palabra], i: int, de_alguien: bool) -> int:
    """Dónde acaba el nombre de persona que empieza en `i`; `i` si no empieza ninguno."""
    esta = palabras[i]
    previa = palabras[i - 1] if i and re.fullmatch(r"[.:,]?\s{1,2}|:\s*", esta.pegada) else None
    if esta.plana in _NO_NOMBRE:
        return i
    if previa is not None and previa.plana in TRATOS and (esta.alta or (esta.nombre and not esta.corriente)):
        return max(_tras_un_nombre(palabras, i), i + 1)
    articulo = previa is not None and previa.plana in {"el", "la"}
    # «El Carmen de Bolívar» es un municipio.
    if articulo and i + 1 < len(palabras) and palabras[i + 1].plana in _PARTICULAS:
        return i
    if esta.nombre:
        hasta = _con_apellido(palabras, i)
        if hasta:
            return hasta
        if esta.alta and not esta.corriente:
            sigue = palabras[i + 1] if i + 1 < len(palabras) and palabras[i + 1].pegada.isspace() else None
            de_papel = previa is not None and (previa.plana in PAPELES or previa.plana in _DICHOS)
            buscada = (
                i > 1 and palabras[i - 1].plana in {"por", "con", "a"} and palabras[i - 2].plana in _BUSCAN
            )
            con_papel = i + 1 < len(palabras) and (
                palabras[i + 1].pegada == ", "
                and palabras[i + 1].plana in PAPELES
                and not palabras[i + 1].alta
            )
            if (
                de_papel
                or buscada
                or con_papel
                or (sigue is not None and sigue.plana in _DICHOS and not sigue.alta)
            ):
                return i + 1
            if de_alguien and (sigue is None or sigue.nombre or not sigue.alta):
                return max(_tras_un_nombre(palabras, i), i + 1)
    sin_lista = _con_iniciales(palabras, i) or _poco_oido(palabras, i)
    return sin_lista or _apellido_primero(palabras, i, de_alguien)


def _con_iniciales(palabras: list[_Palabra], i: int) -> int:
    """El fin de «J. C. Gómez» o «Gómez, J. C.» desde `i`, o 0: iniciales con punto y un apellido seguro."""
    if palabras[i].seguro:
        j = i + 1
        if j < len(palabras) and palabras[j].seguro and palabras[j].pegada == " ":
            j += 1
        hasta = _iniciales(palabras, j)
        return hasta if hasta > j and re.fullmatch(",? ", palabras[j].pegada) else 0
    j = _iniciales(palabras, i)
    vale = i < j < len(palabras) and palabras[j].seguro and _PUNTO.fullmatch(palabras[j].pegada)
    return _tras_un_nombre(palabras, j) if vale else 0


def _iniciales(palabras: list[_Palabra], i: int) -> int:
    """Dónde acaban las iniciales que empiezan en `i`; `i` si no hay, o si son de una sigla: «S. A. S.»."""
    j = i
    while j < len(palabras) and palabras[j].inicial:
        if j > i and not _PUNTO.fullmatch(palabras[j].pegada):
            break
        j += 1
    sigla = "".join(p.plana for p in palabras[i:j])
    ajena = sigla in _SIGLAS or sigla in _NO_NOMBRE or j - i > 3
    # En medio de una sigla no empieza nadie: «I. E. Pérez».
    sigue = i > 0 and palabras[i - 1].inicial and _PUNTO.fullmatch(palabras[i].pegada)
    return i if ajena or sigue else j


def _poco_oido(palabras: list[_Palabra], i: int) -> int:
    """El fin de «Efigenia Tarazona» desde `i`, o 0: una palabra de ninguna lista y un apellido seguro."""
    esta = palabras[i]
    if not esta.alta or esta.fin - esta.inicio < 4 or esta.apellido or esta.corriente:
        return 0
    if esta.plana in _NEGOCIOS or esta.plana.endswith(_FINALES_DE_NEGOCIO):
        return 0
    if i + 1 < len(palabras) and palabras[i + 1].pegada == " " and palabras[i + 1].seguro:
        return _tras_un_nombre(palabras, i + 1)
    return 0


def _con_apellido(palabras: list[_Palabra], i: int) -> int:
    """El fin de «nombre [nombre] [partícula] apellido [apellido]» desde `i`, o 0."""
    primera = palabras[i]
    j, seguros = i + 1, not primera.corriente
    nombres = 1
    while j < len(palabras) and palabras[j].pegada.strip(" \n.") == "" and j - i < 4:
        esta = palabras[j]
        if esta.fin - esta.inicio == _INICIAL and esta.alta:
            j += 1
        elif esta.nombre and (esta.alta or not primera.alta) and not (esta.apellido and nombres):
            seguros = seguros or not esta.corriente
            nombres += 1
            j += 1
        else:
            break
    # «Yeison P.», con el apellido callado.
    if j == i + 2 and nombres == 1 and seguros and primera.alta:
        return j
    k = j
    while (
        k < len(palabras) and palabras[k].plana in _PARTICULAS and palabras[k].pegada.isspace() and k - j < 2
    ):
        k += 1
    if k >= len(palabras) or not re.fullmatch(r"\.?\s{1,2}", palabras[k].pegada):
        # Dos nombres de pila seguros, sin apellido, también son alguien.
        return j if nombres > 1 and seguros and primera.alta and _de_apellido(palabras[j - 1]) else 0
    apellido = palabras[k]
    if apellido.plana in _NO_NOMBRE or apellido.alta != primera.alta:
        return j if nombres > 1 and seguros and primera.alta and _de_apellido(palabras[j - 1]) else 0
    if apellido.apellido:
        vale = (seguros or not apellido.corriente) if primera.alta else (seguros and not apellido.corriente)
        # «Santiago de Cali», «Rosa de Lima»: con partícula, el apellido ha de serlo sin duda.
        vale = vale and (k == j or not apellido.corriente or nombres > 1 or seguros)
    else:
        vale = seguros and primera.alta and k == j and apellido.fin - apellido.inicio > 2
    return _tras_un_nombre(palabras, k) if vale else 0


def _de_apellido(palabra: _Palabra) -> bool:
    return palabra.apellido and not palabra.corriente


def _tras_un_nombre(palabras: list[_Palabra], i: int) -> int:
    """Hasta dónde siguen sus demás nombres y apellidos, a partir de la palabra `i`."""
    j = i + 1
    while j < len(palabras) and palabras[j].pegada == " " and j - i < 6:
        esta = palabras[j]
        conocida = (esta.nombre or esta.apellido) and (esta.alta or not palabras[i].alta)
        if esta.plana in _NO_NOMBRE and esta.plana not in _PARTICULAS:
            break
        if conocida or (esta.alta and palabras[i].alta and esta.plana not in _PARTICULAS):
            j += 1
        elif (
            esta.plana in _PARTICULAS
            and j + 1 < len(palabras)
            and palabras[j + 1].apellido
            and palabras[j + 1].alta
        ):
            j += 2
        else:
            break
    return j


def _apellido_primero(palabras: list[_Palabra], i: int, de_alguien: bool) -> int:
    """El fin de «Apellido [Apellido], Nombre» desde `i`, o `i`."""
    if not palabras[i].alta or not (
        palabras[i].apellido or (de_alguien and palabras[i].fin - palabras[i].inicio == 1)
    ):
        return i
    j = i + 1
    seguro = not palabras[i].corriente
    if palabras[i].fin - palabras[i].inicio == 1:
        vale = (
            j < len(palabras)
            and palabras[j].apellido
            and palabras[j].alta
            and palabras[j].pegada.strip(". ") == ""
        )
        return j + 1 if vale else i
    if j < len(palabras) and palabras[j].pegada == " " and palabras[j].apellido and palabras[j].alta:
        seguro = seguro or not palabras[j].corriente
        j += 1
    if j < len(palabras) and re.fullmatch(r",? ", palabras[j].pegada):
        esta = palabras[j]
        vale = (seguro or not esta.corriente) if de_alguien else (seguro and not esta.corriente)
        if vale and esta.alta and esta.nombre and not esta.apellido:
            return _tras_un_nombre(palabras, j)
    return i


def _es_de_lugar(palabras: list[_Palabra], i: int) -> bool:
    """Si el nombre es el de una escuela, un barrio o una fundación: lo dice la palabra que lo presenta."""
    j = i
    while j and i - j < _ATRAS:
        if not re.fullmatch(r"[\s\-«\"'(.]{1,3}", palabras[j].pegada):
            return False
        j -= 1
        if palabras[j].plana in LUGARES:
            return True
        if not palabras[j].alta and palabras[j].plana not in _ENLACES:
            return False
    return False
