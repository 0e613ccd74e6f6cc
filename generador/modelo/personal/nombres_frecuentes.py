"""Nombres, apellidos y apodos frecuentes en Colombia, sin tildes ni mayúsculas.

Con ellos se sospecha de un nombre. Las listas son de este proyecto, escritas de memoria y cortas a propósito:
lo que no esté se sospecha por las palabras de al lado. Para añadir uno basta escribirlo donde va.
"""

from __future__ import annotations

from collections.abc import Mapping


def _palabras(lista: str) -> frozenset[str]:
    return frozenset(lista.replace("ñ", "n").split())


NOMBRES = _palabras(
    """
    aaron abel abelardo abigail abraham ada adalberto adela adelaida adolfo adrian adriana agustin
    agustina aida alba alberto aldemar alejandra alejandro alex alexander alexandra alexis alfonso alfredo
    alicia alirio alma alonso alvaro amalia amanda amparo ana anabel andrea andres andrey angel angela
    angelica angelina angie anibal anselmo antonia antonio arcadio arcelia argemiro ariel aristides arley
    armando arnulfo arturo astrid augusto aura aurelio aurora azucena barbara bayron beatriz belen
    belisario benedicto benigno benito benjamin berenice bernarda bernardo berta bertha betty bibiana
    blanca bladimir brayan brenda briyith bryan byron camila camilo candelaria carina carlos carlota
    carmelo carmen carmenza carolina catalina catherine cecilia celia celina cesar cindy ciro clara
    claribel claudia clemencia clemente concepcion constanza consuelo cristian cristina cristobal cruz
    dagoberto daisy damaris damian daniel daniela danilo danna dario david dayana deisy delia delfina
    demetrio denis deyanira diana dayra diego dionisio dolly dolores domingo dora doralba doris dubier
    duvan eber edelmira eder edgar edilberto edilma edison edith edna eduardo edwin efrain efren eladio
    elba elcy elena eleazar elias eliana elias elizabeth elkin elisa eloisa elsa elvia elvira emilce
    emilia emiliano emilio emma emperatriz enrique eric erica erika ernestina ernesto esmeralda esneda
    esperanza estefania estela esteban ester esther estiven etelvina eucaris eudoro eugenia eugenio
    eulalia eunice eusebio eva evangelista evelio evelyn ezequiel fabian fabiana fabio fabiola fanny
    fatima faustino federico felipe felix fermin fernanda fernando fidel fidelina flor floralba florencio
    florinda florentino francia francisca francisco franklin freddy fredy gabriel gabriela genoveva gentil
    georgina gerardo german gertrudis gilberto gilma gina giovanni giovanny gildardo gladis gladys gloria
    gonzalo graciela gregoria gregorio griselda guadalupe guillermo guillermina gustavo harold harvey
    hector heidy helena helmer henry heriberto hermelinda hermes hernan hernando hilda hipolito homero
    horacio hortensia hugo humberto ignacio ilba ines ingrid irene iris irma isabel isabella isaac isaias
    isidro ismael israel ivan ivonne jacinto jacqueline jaime jair jairo janeth javier jazmin jefferson
    jeimy jennifer jenny jeronimo jerson jesica jessica jesus jhoan jhon jhonatan jhonny joan joaquin joel
    johan johana johanna john johnny jonathan jorge jose josefa josefina joselin josue juan juana juanita
    judith julia julian juliana julieta julio justo karen karina karol katherine kelly kevin lady laura
    laureano lazaro leandro leidy leila leon leonardo leonel leonilde leonor leopoldo leticia leyla
    libardo libia lida ligia lilia lilian liliana lina lisandro lorena lorenzo lourdes lucas lucia luciano
    lucila lucinda lucy ludivia luis luisa luz luzmila lyda magaly magda magdalena maira manuel manuela
    marcela marcelo marco marcos margarita margoth maria mariana mariano maribel maricela maricel mariela
    marina mario marisol maritza marleny marlon marly marta martha martin martina mary mateo matias
    matilde mauricio mauro maximiliano maximino mayerly melba melissa melquisedec mercedes meyer michael
    miguel milena milton mirella miriam misael mireya moises monica myriam nancy natalia nathalia nazareth
    nelcy nelly nelson nestor nicanor nicolas nidia nilsa noe noelia noemi nohemi nohora nohra nora
    norberto norma nubia nury octavio ofelia olga oliva oliverio olmedo omaira omar orfilia orlando oscar
    oswaldo otilia pablo paola paula pastora patricia paulina paulino pedro perpetua petrona pilar piedad
    placido policarpo pompilio primitivo querubin quintin rafael rafaela ramiro ramon ramona raquel raul
    rebeca regina reinaldo renato rene ricardo rigoberto rita rito robert roberto robinson rocio rodolfo
    rodrigo roger rogelio roman romelia romulo rosa rosalba rosalia rosario rosaura rosendo rosmery roxana
    ruben rubiela rufino ruth sabina salomon salvador samuel sandra santiago santos sara saul sebastian
    segundo selene serafin sergio silvano silvestre silvia simon sindy sixto sofia sol solangel soledad
    sonia soraida stefany stella stephany susana tatiana telmo teodoro teofilo teresa teresita tiberio
    timoteo tito tomas trinidad tulia tulio ubaldo uriel ursula valentin valentina valeria vanesa vanessa
    veronica vicente victor victoria vilma viviana vladimir walter wbeimar wendy wilfredo wilinton william
    wilmer wilson wilton xiomara yadira yamile yaneth yamid yeimy yeison yenny yeny yesenia yesica
    yeferson yineth yolanda yorleny yuli yuliana yuliet yury zaida zoraida zulma
    """
)
APELLIDOS = _palabras(
    """
    abello abril acevedo acosta acuña agudelo aguilar aguilera aguirre alarcon alban albarracin aldana
    alfaro alfonso almanza almeida alvarado alvarez alzate amado amaya anaya andrade angarita angel angulo
    aponte aragon arango aranguren araque araujo arbelaez arboleda arce arciniegas ardila arenas arevalo
    arias aristizabal ariza arroyave arroyo arrieta arteaga artunduaga atehortua avella avellaneda
    avendaño avila ayala baez balaguera ballesteros barbosa barco barragan barrera barreto barrios
    barrientos bastidas bastos bautista bayona becerra bedoya bejarano beltran benavides benitez bermudez
    bernal berrio betancourt betancur blanco bohorquez bolaños bolivar bonilla borda borrero botero bravo
    briceño brito buendia buitrago burbano burgos bustamante bustos caballero cabrera cabrales caceres
    cadavid cadena caicedo calderon calle camacho camargo campo campos canchila cano cañon caro cardenas
    cardona carmona carreño carrera carrero carrillo carvajal casallas casas casadiego castañeda castaño
    castellanos castiblanco castilla castillo castrillon castro cediel celis cepeda ceron cervantes
    cespedes chacon chavarro chavez chaparro ciceron cifuentes cisneros clavijo colmenares contreras
    cordoba coronado coronel correa corredor cortes cortez cruz cuadrado cuadros cubides cubillos cuellar
    cuero cuesta cuervo davila daza delgado diaz diosa doria dominguez duarte dueñas duque duran durango
    echavarria echeverri echeverry erazo escalante escobar escudero espejo espinel espinosa espitia
    esquivel estrada estupiñan fajardo farfan fernandez ferrer figueroa flechas florez flores fonseca
    forero franco fuentes gaitan galan galeano galindo gallego gallegos gallo galvis gamba gamboa gaona
    garavito garces garcia garnica garrido garzon gaviria gelvez gil giraldo gomez gonzalez gordillo
    granados grajales guarin guerra guerrero guevara guio guiza gutierrez guzman henao heredia hernandez
    herrera hidalgo higuera hincapie holguin hoyos huerfano hurtado ibañez ibarra idrobo illera isaza
    izquierdo jaimes jaramillo jerez jimenez joya jurado ladino lagos landazuri lara larrota leal
    leguizamon leiva lemus leon lesmes lizarazo lizcano llano llanos londoño lopera lopez losada lozada
    lozano lucumi lugo luna machado macias madrid maldonado mancera mancipe manrique mantilla manzano
    marin marquez martinez marulanda mateus matiz maya mazo medina mejia melo mena mendez mendieta mendoza
    meneses mesa mestizo mina miranda mogollon mojica molano molina moncada monroy monsalve montaña
    montañez montealegre montenegro montes montoya mora morales moreno mosquera motta moya munera muñoz
    murcia murillo muriel naranjo narvaez navarrete navarro navas neira niño nieto niviayo nova novoa
    nuñez obando obregon ocampo ochoa ojeda olarte olaya oliveros ordoñez orduz orejuela orjuela orozco
    orrego ortega ortegon ortiz osorio osma ospina otalora otero oviedo pabon pacheco padilla paez palacio
    palacios palencia palma palomino pantoja pardo paredes parra parrado pascuas pastrana patarroyo patiño
    peñaloza pedraza pelaez peña peralta perdomo pereira perez perilla pico pineda pinilla pinto pinzon
    piñeros pira plata plazas polania polo ponce porras portilla posada prada prado preciado prieto
    puentes puerta puerto pulido quesada quevedo quijano quintana quintero quiñones quiroga quiroz rada
    ramirez ramos rangel realpe rendon renteria restrepo reyes riaño riascos ricaurte rico rincon rios
    rivas rivera riveros roa robayo robles rodas rodriguez rojas roldan romero rondon rosas rosero rua
    rubiano rubio rueda ruiz saavedra sabogal sabogal salamanca salas salazar salcedo saldarriaga salgado
    salinas samudio sanabria sanchez sandoval sandobal santacruz santamaria santana santander santos
    sarmiento segura sepulveda serna serrano sierra silva solano soler solis soto suarez suaza suescun
    tabares tafur tamayo tapias tarazona tapia tejada tellez tello tenorio tique tirado tobar tobon toledo
    toro torrado torres tovar trejos triana triviño trujillo tunubala ulloa uribe urrego urrutia usuga
    valbuena valderrama valdes valencia valenzuela valero vallejo vanegas varela vargas vasquez vega
    velandia velasco velasquez velez vera vergara vesga viafara vidal villa villada villalba villalobos
    villamil villamizar villanueva villareal villarreal villegas virguez viveros yara yepes zabala
    zambrano zamora zapata zarate zea zuleta zuluaga zuñiga
    """
)
CORRIENTES = _palabras(
    """
    alba alma amado amparo angel arenas arroyo aurora azucena barbosa barco barrera barrios becerra belen
    blanca blanco borda bravo bustos caballero cadena calle campo campos cano casas castaño castilla
    castillo caro celia clara claro clemencia concepcion consuelo corredor cortes coronel cruz cuadrado
    cuadros cuero cuervo cuesta delgado dolores domingo dora esmeralda esperanza espejo estrada fatima
    felix flor flores franco fuentes gallo gallego gentil gloria guerra guerrero gracia higuera huerfano
    iris jazmin joya jurado justo ladino lagos leal leon llano llanos losada lucia luna luz lourdes
    machado madrid maldonado manzano mar margarita martin maya medina mercedes mesa mestizo mina miranda
    montaña montes mora morales moreno naranjo nieto niño nova oliva palacio palacios palencia palma
    palomino pardo paredes parra pastora paz peña pico piedad pilar pinto plata plazas polo porras
    portilla posada prada prado primitivo puentes puerta puerto querubin rada ramos real regina reyes rico
    rincon rios rivera robles roman rosa rosas rosario rubio rueda salado salas salinas salvador sanabria
    santa santander santos segunda segundo segura serrano sierra silva simon sol solano soledad soto
    toledo toro torres trinidad valencia valle vega velasco vera victoria villa villanueva viveros york
    zapata tito san arauca nazareth israel guadalupe americo domingo abril angulo bolivar cordoba ricaurte
    nariño caldas santamaria
    """
)
"""Los nombres que también son palabras corrientes o lugares: solos no bastan, y en minúscula no cuentan."""
APODOS: Mapping[str, tuple[str, ...]] = {
    "alejandra": ("aleja", "alejita", "ale"),
    "alejandro": ("alejo", "ale"),
    "alvaro": ("alvarito", "varo"),
    "ana": ("anita",),
    "andrea": ("andreita",),
    "andres": ("andresito",),
    "angela": ("angelita",),
    "antonio": ("toño", "antoñito", "toñito"),
    "beatriz": ("betty", "bety"),
    "camilo": ("camilito",),
    "carlos": ("carlitos", "carlito", "charly"),
    "carmen": ("carmencita", "carmenza"),
    "carolina": ("caro", "carito"),
    "catalina": ("cata", "catica"),
    "cecilia": ("ceci", "chila"),
    "claudia": ("claudita", "clau"),
    "consuelo": ("chelo", "consuelito"),
    "daniel": ("dani", "danielito"),
    "daniela": ("dani",),
    "diana": ("dianita",),
    "diego": ("dieguito",),
    "dolores": ("lola", "lolita"),
    "eduardo": ("edu", "lalo"),
    "enrique": ("kike", "quique"),
    "esperanza": ("espe",),
    "esteban": ("tebi",),
    "felipe": ("pipe",),
    "fernanda": ("fer", "nanda"),
    "fernando": ("fer", "nando"),
    "francisca": ("pacha",),
    "francisco": ("pacho", "paco", "pancho", "kiko"),
    "gabriel": ("gabo", "gabi"),
    "gabriela": ("gabi", "gaby"),
    "gloria": ("glorita",),
    "guillermo": ("memo", "guille"),
    "gustavo": ("tavo",),
    "hernando": ("nando",),
    "humberto": ("beto",),
    "ignacio": ("nacho",),
    "isabel": ("isa", "chava", "isabelita"),
    "jaime": ("jaimito",),
    "javier": ("javi",),
    "jesus": ("chucho", "chuy"),
    "jorge": ("jorgito",),
    "jose": ("pepe", "josecito", "joselito"),
    "josefa": ("pepa",),
    "juan": ("juancho", "juanito"),
    "juana": ("juanita",),
    "julian": ("juli", "juliancho"),
    "laura": ("lau", "laurita"),
    "leonardo": ("leo",),
    "liliana": ("lili", "lily"),
    "lucia": ("lucy", "luchi"),
    "luis": ("lucho", "luisito"),
    "luisa": ("luisita",),
    "luz": ("lucecita",),
    "magdalena": ("magda", "lena"),
    "manuel": ("manolo", "mañe", "manuelito"),
    "manuela": ("manu",),
    "margarita": ("marga", "mago", "margara"),
    "maria": ("ma", "mari", "mary", "maruja", "mariita"),
    "mario": ("mayo",),
    "marta": ("martica",),
    "martha": ("martica",),
    "mauricio": ("mauro", "mao"),
    "mercedes": ("meche",),
    "miguel": ("migue", "miguelito"),
    "monica": ("moni",),
    "natalia": ("nata", "nati"),
    "nicolas": ("nico",),
    "pablo": ("pablito",),
    "paola": ("pao",),
    "patricia": ("patico", "paty", "pati"),
    "pedro": ("pedrito", "perucho"),
    "rafael": ("rafa", "rafico"),
    "ramon": ("moncho",),
    "ricardo": ("richi", "ricky", "cayo"),
    "roberto": ("beto", "robert"),
    "rodrigo": ("rodri",),
    "rosa": ("rosita",),
    "rosario": ("charo", "chayo"),
    "sandra": ("sandrita",),
    "santiago": ("santi", "chago"),
    "sebastian": ("sebas",),
    "socorro": ("coco",),
    "sofia": ("sofi",),
    "teresa": ("tere", "teresita"),
    "tomas": ("tomasito",),
    "valentina": ("vale",),
    "victoria": ("vicky", "toya"),
    "vicente": ("chente",),
    "yolanda": ("yoli",),
}
"""Cómo se le dice en confianza a quien se llama así."""
DE_DOS: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("ana", "lucia"): ("analu",),
    ("ana", "maria"): ("anamari", "anamaria", "anama"),
    ("carlos", "mario"): ("carlosmario",),
    ("jose", "fernando"): ("josefer",),
    ("jose", "luis"): ("joselu", "pepe lucho"),
    ("jose", "manuel"): ("chema", "josema"),
    ("jose", "maria"): ("chema", "josema"),
    ("jose", "miguel"): ("josemi",),
    ("juan", "camilo"): ("juanca", "juancami"),
    ("juan", "carlos"): ("juanca", "juancho", "juanqui"),
    ("juan", "david"): ("juanda",),
    ("juan", "diego"): ("juandi",),
    ("juan", "esteban"): ("juanes",),
    ("juan", "felipe"): ("juanfe", "juanpi"),
    ("juan", "fernando"): ("juanfer",),
    ("juan", "francisco"): ("juanfran",),
    ("juan", "jose"): ("juanjo",),
    ("juan", "manuel"): ("juanma",),
    ("juan", "martin"): ("juanma",),
    ("juan", "pablo"): ("juanpa", "jp"),
    ("juan", "sebastian"): ("juanse",),
    ("luis", "alberto"): ("luisal",),
    ("luis", "fernando"): ("luisfer", "lufe"),
    ("luis", "miguel"): ("luismi", "luismiguel"),
    ("luz", "dary"): ("luzda",),
    ("luz", "elena"): ("lucelena", "luzele"),
    ("luz", "marina"): ("luzma",),
    ("luz", "maria"): ("luzma",),
    ("luz", "stella"): ("luste",),
    ("maria", "alejandra"): ("mariale", "male", "maleja"),
    ("maria", "angelica"): ("mariange",),
    ("maria", "antonia"): ("mantoña", "toña"),
    ("maria", "camila"): ("macami", "maca"),
    ("maria", "carolina"): ("macaro",),
    ("maria", "claudia"): ("macla",),
    ("maria", "cristina"): ("macris", "mariacris"),
    ("maria", "de jesus"): ("mariachu",),
    ("maria", "elena"): ("malena", "marielena"),
    ("maria", "eugenia"): ("maruja", "mariu", "maru"),
    ("maria", "fernanda"): ("mafe", "marifer", "mafer", "maria fer"),
    ("maria", "helena"): ("malena", "mariel"),
    ("maria", "isabel"): ("maisa", "marisabel", "maribel"),
    ("maria", "jose"): ("majo", "marijo"),
    ("maria", "lucia"): ("malu", "marilu"),
    ("maria", "luisa"): ("malu", "marilu", "maluisa"),
    ("maria", "mercedes"): ("mameche", "meche"),
    ("maria", "paula"): ("mapau", "mapi"),
    ("maria", "paz"): ("maripaz",),
    ("maria", "teresa"): ("maite", "marite", "maritere", "mayte"),
    ("maria", "victoria"): ("mavi", "mariavi", "maviky"),
    ("miguel", "angel"): ("miguelangel", "mike"),
    ("rosa", "maria"): ("rosamaria", "rosama"),
}
"""Los apodos de un nombre compuesto."""
