"""Las 2.048 palabras con que se dice una huella, en orden alfabético.

De cuatro a ocho letras, sin tildes ni «ñ», corrientes en español y sin nada que ofenda. Ninguna se oye como
otra —ni por b y v, ni por s, z y c, ni por ll y y—, y entre cualesquiera dos hay por lo menos dos sonidos
distintos. Cambiar una, o su puesto, cambia lo que dicen los carteles ya impresos: no se cambian.
"""

_TODAS = """
abanico abarcar abdomen abedul abeja abeto abierto abogado abonar abono abordar abrazo abreviar abrigo abril
abuela abundar acabado acampar acceso aceite acelga acento aceptar acera acercar achicar achiote aclarar
acoger acomodar acostar activar actor actual acuario acudir acuerdo adaptar adelanto adentro aderezo adherir
adjunto admirar adobe adornar adquirir aduana adulto adverbio afable afecto aferrar afilar afirmar afuera
agalla agarrar agenda agente agitar agosto agradar agregar agrupar aguacate aguantar aguardar agudo aguja
agujero ahorrar ahumado airoso ajedrez ajeno ajiaco ajustar alacena alambre alameda alargar albahaca
albatros alberca alcalde alcanfor alcanzar alcoba aldaba aldea alegre alejar alentar alerta alfalfa alfarero
alfiler alfombra alforja alhaja aliado alianza aliento aligerar alinear aliviar aljibe almeja almendra
almohada almuerzo alondra alpaca alquimia alto altura alumbrar alumno alzada alzar amanecer amapola amasar
amatista amenizar amiga amistad amoldar amor amparo ampliar anaquel ancestro ancho ancla andamio andar
andino anfibio anguila angular anhelo anillo animal animoso anoche anotar ansioso antena anteojo antiguo
anual anuncio anzuelo apacible aparato apartar apego apertura apetito apilado apio aplicar apogeo aporte
apoyar aprender apretar aprobar aptitud apuntar apuro arado arbusto arcilla arco arena arenoso argolla
arisco armario aroma arpa arpegio arquero arrancar arrastre arrendar arriate arriba arriero arrimar arrojar
arroyo arroz arruga arte artesano artista asamblea ascender asegurar aseo asesor asfalto asistir asomar
asombro aspirar astilla astro astuto asumir atajo atar atender atenuar atestar atlas atleta atraer atrapar
atributo aturdir audaz aula aumento aurora ausente avance avanzar avaro avellana avenida aventura avestruz
aviso avispa avivar axila ayer ayuda ayunar azabache azahar azotea azucena azufre azulejo bacalao bagaje
bailar bajar balada balanza balde ballena balsa bambuco banano bancal banco bandeja bandola banquete baraja
baranda barato barba barbero barcaza barniz barrer barril barro basalto base basta bastante bastidor batido
batir bebida becerro bejuco bello bellota bemol bendito benigno bermejo bicolor bigote billete binario
biombo bisagra blando blindar bloque bloquear blusa bocado bocina boda bodega boleto bolillo bombillo bondad
bonito bordado borde borla borrasca borrego bosque botella botica boxeo brasa bravo brazada brebaje brecha
breve brillar brincar broche bronce brotar bruma brumoso brusco bucear bueno bufanda bufete burbuja burlar
busto butaca cabalgar caballo cabeza cabildo cabina cable cabra cabuya cacao cacerola cachorro cacique
cactus cadena caer cafetal cafetera cajero calabaza calamar calar caldero caldo calibre calidad callado
calle calma calzado cambiar camello caminar camisa campo canal canario canasta candado candela cangrejo
canica canje canoa cantar cantera capa capataz capilla capital capullo caracol caramelo caravana carbono
carga caricia carne carpeta carrera carrete carroza cartero cartilla casaca cascada casco caseta casona
castor casual catarata caucho caudal causa cautela cazuela cebada cebolla cebra ceder cedro ceiba celador
celeste cemento cenefa ceniza censo centavo centeno central cepillo cerca cereal cerebro cereza cerilla
cernir cerro cesta chaleco chalupa chamizo chapuza chaqueta charla chicle chico chimenea chispa chiste
choclo chorizo chorro choza ciclo ciencia cierto cifra cigarra cilantro cilindro cima cimiento cinco cinta
cintura ciruela cisne ciudad civil clamor claro clase clavar clavel clavija clima cobalto cobija cobrar
cobre cocinar coco cocuyo cogollo cohete cola colador colega colegio coleo colgar colina collar colmena
colmillo colonia color colorido columna comadre comarca combinar comedor comer cometa comida comienzo comino
compadre completo compota comprar comuna conceder concurso conde conducir conejo confeti confiar confite
congelar congreso conjunto conocer constar consumo contento contorno contrato convivir coplero coraje coral
corbata corchea corcho cordel cordero cordial cordura corneta corona correa corrido cortar cortejo corteza
cortina cosecha costa cotejar cotorra crear crecer crema cresta crianza cristal criterio cromo cruce crucero
crudo crujir cruzar cuaderno cuadra cuajada cuajar cuarenta cuarto cuatro cubeta cubierta cubo cubrir
cuchara cuello cuenca cuento cuerda cuerpo cueva cuidado cuidar culminar cultivo cultura cumbia cumbre
cumplido cumplir curar curioso curso curtir curvado dado danza debajo deber decano decena decidir decir
dedal dedicar defender definir dejar delantal delante delgado delicado delta demanda demora dental dentista
departir deporte derecho derivar derramar desaguar desayuno desde deseo desfile desierto desnivel despacho
despegar desvelo detalle detener detenido devolver diadema diario dibujar dibujo dichoso dictado diente
diestro dieta diez difundir difusor digital digno dilatar diluir dinero diploma directo dirigir disco
disfraz disolver dispar diurno diverso divertir dividir doblar doble docente doctor domar dominar domingo
dorado dormir dosel dosis drenaje ducha duende dueto dulce duplicar durable durazno dureza eclipse edad
editar educar eficaz ejemplo ejercer elefante elegir elevar elogio embalse emblema embrujo embudo emerger
emigrar emisora empacar empate empezar empinado empleo empresa empujar empuje encaje encanto encargo
encender enchufe encima endulzar enebro enfocar enfoque enfriar engrudo enhebrar enigma enjambre enlace
enlazar enorme enredar ensalada ensanche ensayo ensuciar entablar enterar entero entorno entrada enviar
envolver equidad equipo erizo ermita escala escalera escarcha escasez escena esclusa escoba escoger escolar
escribir escuadra escuchar escudo escuela esculpir escultor esencia esfera esmalte esmero espacio espalda
espantar especie espejo espiga espiral esponja esposo espuma esquina estable estambre estampa estar estatua
estilo estirar estopa estribo estrofa estuche estudio estufa etapa eterno etiqueta euforia evaluar evento
exacto examen excavar exhibir experto explorar exponer extenso extra fachada facial factura faena faja falda
faltar familia famoso fango fardo farmacia farol favor febrero fecha fecundo felino feliz feria feroz fervor
festejo fiable fiambre fianza fibra fichero fideo fiebre fiel fieltro fiesta figura fijar fila final finca
fingir fino firma firmeza flamenco flanco flauta fleco flexible flojo flor florero florido flota fluido
fluir fogata fogoso folclor folio follaje folleto fomento fondo forjar fornido foro forrado fortuna fragua
franela franja frasco fraterno fregar freno frente fresa frijol frito frondoso frontera frugal fruncir fruta
fuego fuelle fuerte fuga fulgor fulgurar fumigar fundar fusible futuro gabinete gacela gaita gajo galaxia
galleta gallina galope gamuza ganado ganso garaje garbanzo garbo garcero garra garza gasolina gastar gavilla
gaviota gelatina gemelo general genio geranio gerente germen gesto gigante gimnasio girar girasol glaciar
globo glosa golfo golosina golpe goma gotera gozar grabar gracia grada gramo granada grande granero granizo
gratis gremio grieta grillo grosella grosor grueso grulla grupo guaca guanaco guapo guarapo guarda guarecer
guateque guayaba guiar guinda guineo guion guitarra gusano hablar hacha hacienda halago hamaca hebilla hecho
helada helecho herbario hermano hermoso herraje herrero hervir hidratar hiedra hielo hierba higiene higo
hilera himno hinchar historia hocico hogar hoguera hoja holgado holgura hombro honda honesto hongo honor
honrar horario hormiga hornear horno hospedar hospicio hotel hoyo hueco huella huerta huir humano humedad
humilde humo hurgar idea ideario idioma igual iguana imitar impedir impreso impulso incluir indagar indeciso
infinito informe ingenio ingerir inicio injerto inmenso inmueble innovar insecto instante intacto intento
interior interno intuir inundar invierno invitar isla islote izar jacinto jade jaguar jalea jaspe jefe
jengibre jeringa jinete jirafa jobo jornada jornal joropo joven jovial joya joyero jubilar jueves juez
jugador jugar jugo juguete juicio julio junco junta jurado juvenil kilo kiosco labio lacustre ladear ladera
ladrillo lagarto laguna laico lancha largo laringe lateral laurel lavadero lavanda lazada lazo leal leche
lechuga lector leer legado lejano lejos lema lengua lenteja lento leopardo letra letrero leyenda libertad
libreta libro licencia liceo licuar lidiar lienzo ligar ligero limonada limpio linaje lince lindo linterna
liquen lirio lista listado litera litoral liviano llama llano llanura llave llavero llegar llorar lluvia
lluvioso loable local locutor lodo lograr lona lonchera longevo longitud lote lubricar lucero lucir luminoso
lunar lunes luneta lupa lustre macizo madeja madre madrina madurar maduro maestro magia magnolia majestad
maleta malla maloca malva mamey manada manejar manejo manga manglar manguera manteca mantel manubrio manzana
maraca marchar marea marfil margen marido marimba marinar mariposa marmita martes martillo marzo masaje
masilla masticar mate materia matiz mayor mazorca mecedora mechero medalla mediano medio medusa mejilla
mejor mejorar melaza melena mellizo membrana memoria menguar mensaje menta mentor menudo mercado merced
merecer merey meseta metal meteoro metro mezcla micro miembro milagro milenio milpa mimar mimbre mimosa
mineral minuto mirada mirador mismo mitad mito mochila modales modelo moderno modesto modista mojado mojarra
molde moldura moler molino molleja moneda monitor montaje montar monte montura mordisco moreno moriche
morral mosaico mosca mostaza mostrar motivo motor mudanza mudar mueble muela muestra multa mundial mundo
muralla murmullo muro museo mutuo nacarado nacer nadar naranja nariz narrador natilla nativo natural navegar
navidad neblina nebuloso negocio neutral nevado nevera nicho niebla nieto nieve ninguno nivel nocturno nogal
nombrar nombre norma norte notable notario noticia novato novedad novela noveno noventa novia novillo nube
nublado nudillo nudo nuera nuevo numeral nunca nupcial nutrir oasis obedecer objeto oblongo obra obrero
obsequio obtener obvio ocaso ochenta ocioso octavo octubre ocular ocurrir odisea oeste oferta oficina oficio
ofrecer ofrenda ojear olfato oliva olmo oloroso omitir once ondular opaco opinar oponer optar opuesto orador
oratoria orden ordinal oreja orgullo orientar origen oriundo oropel oruga osado oscilar oscuro ostentar
otorgar oyente pacto padrino pagar paila paisaje paisano pajarito palabra palacio paladar palanca palco
palmada palmera palmito paloma palpar pampa panadero panel panfleto pantalla pantano paquete parada parcela
pared pareja parlante parque parrilla partir pasado pasajero pasear pasillo pastel pastora pata patente
patinar patio patria pavo payaso peaje peca pecera pedalear pedazo pedir peinar peineta pelar pelota peluche
penacho pensar penumbra pepino pepita percha perder perdiz perfil perfume perico permiso perno persiana
persona pertinaz pescado pescar pesebre piano picaflor picante pierna pieza pigmento pijama pilotar piloto
pincel pintar pionero piragua piropo pirueta piscina piso pitahaya pivote pizarra placa placer plan planear
planeta plantel plateado plato plegar pleno plomero plomo pluma plumaje plural pluvial poblado podar podio
poema polea polilla pollito polvo pomada pomelo poncho ponderar popular porche poroso portada portal
portavoz portero poseer posible poste postura potaje potrero potro pradera preceder precio predecir preferir
premiar prenda preparar prestar presumir prever primero primo princesa prisma privado proa problema proceso
prodigio producto profesor promesa pronto propina propio proveer prudente prueba pueblo puente puerto pulga
pulido pulir pulpo pulsera puntada puntal pupila pupitre quedar querer queso quilla quimera quinto quitar
quitasol racimo radiante radical radio rallar raro rasante rascar rasgo rastrear realzar rebelde rebosar
recado receso recibo reciente recinto recitar reclamo recoger recordar recreo recto recurso redondo reducir
referir refinar reflejo reforma refresco refugio regalo regata regla regresar regular relajar relato relevo
relieve reloj remar remate remedio remendar remesa remo remolque remontar remoto renacer rendir renovar
rentable reparar reparto repicar repleto repollo represa reptar reptil reserva residuo resina resolver
resonar resorte respeto resumen retablo retazo retirar retorno retrato retumbar reunir revelar reverso
revista revuelo rezagar ribera riego rienda riqueza risa ritmo rizado robledal robusto roca rociar rocoso
rodear rodeo rodilla rojizo rojo romance romero romper roncar ropaje rosal roseta rostro rotar rotonda
rotundo ruana rubio rubor rueda rugoso ruido ruleta rumbo rumiar rural ruta rutina saber sabroso sabueso
sacar saco sacudida safari sagaz sagrado salado salario salero salida salir salitre salpicar salud salvar
salvia sancocho sandalia sanear sardina sastre sauce sazonar secreto secuoya seda seguir segundo seguro
selecto sellar semana sembrado sembrar sencillo sendero sensato sentido sentir sepia serenata sereno serie
serrucho sesenta sesgo severo siempre sierra siete silbato silencio silueta simple simular sincero singular
sirena sistema sitio situar sobrino social socio soga solapa solar soleado soledad solemne soltero sombra
sombrero sonajero sondeo soneto sonido soporte soprano sorbete sorbo sortear sorteo sosegar sosiego sostener
suave subasta subir suceso sucursal suegro suelo sugerir sujetar sumar superar suponer surco surgir surtido
suspiro sustento sutil tabique tabla tablado tablero tajada taladro talento tallo tamal tambor tamiz tangara
tanque tanteo tapar tapete tapia tardar tarde tarifa tarjeta tarta tasa tatuaje teatro tecla tejado tejedor
tejer temblar temple tenaz tenor teorema tercero termal ternura terraza terreno tesis tesoro testigo textil
tibio tiempo tierno tigre tijera timonel tinaja tinajero tintero tiple tipo titubear toalla tocar tocino
toldo tolerar tomatera tomillo tonada tono topacio topocho toque torcer torero tormenta tornado tornillo
toronja torrente tortuga tosco tostar total trabajo tractor traducir tragar traje trajinar trapiche trapo
trayecto trece treinta tremendo tren trenza trepar tribu tribuna trigal trigo trinar trineo triunfo trofeo
trompo tropezar tropical trote trovador trovar trozo trucha trueno trueque tuerca tumbar tundra turbina
turismo turista turno turpial turquesa tutor ubicar umbral unidad untar urbano urgente usual vaca vacante
vacuna vagoneta vajilla valioso valor vaquero variar vasija vecindad vecino vega vegetal veinte velamen
velero veloz venado vencer venir ventana verano verbena verbo verdad verdear verdura vereda verter vestido
vestir viajero vianda vibrar vidrio viejo viento viernes vigente vigilar vigor vinagre violeta viraje virtud
viruta visible visita visual vital vitamina vitrina vivaz vivencia vivero vivienda vivir vocablo volante
volcar voltear volteo volumen volver vuelco vuelta yegua yelmo yogur yuca yunque yute zafiro zancada zancudo
zanja zapallo zapatero zapote zarpar zarzuela zigzag zodiaco zorzal zozobra zumbido
"""
VOCABULARIO = tuple(_TODAS.split())
