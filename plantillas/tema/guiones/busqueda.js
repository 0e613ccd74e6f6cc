// El motor de la búsqueda: de las páginas de los índices a lo que responde una pregunta. No toca la página.
(function () {
  "use strict";
  // Lo que no distingue una página de otra.
  var VACIAS = new Set(("a al ante aqui asi como con cual cuales cuando cuanto cuantos de del desde donde e el ella ellas ellos en " +
    "entre era es esa esas ese eso esos esta estan estas este esto estos fue ha hacia han hasta hay la las le les lo los mas me mi " +
    "muy ni no nos o os otra otras otro otros para pero por porque que quien quienes se ser si sin sobre son su sus tambien te ti " +
    "tiene tu tus u un una unas uno unos y ya").split(" "));
  // De más larga a más corta: se quita la primera que deje al menos cuatro letras.
  var FINALES = ("amiento imiento aciones iciones acion icion adores adoras ador adora idores idoras idor idora antes ante ientes " +
    "iente ancia encia ables able ibles ible istas ista mente ieron aron iendo ando aban aba amos emos imos adas ados ada ado idas " +
    "idos ida ido aran eran iran arse erse irse ara era ira ian ia io ios ias ar er ir an en as es os a e o s").split(" ");
  // Letras y cifras en cada parte: «M3-S2», «ara23-014».
  var CODIGO = /^[a-z]*\d+([-.][a-z]*\d+)+$/i;
  var RAIZ = 4, PREFIJO = 2, ERRATA = 4;
  var PESO_TITULO = 5, PESO_PAGINA = .7, COMIENZO = 1.3, IGUAL = 4, EMPIEZA = .8, ORDEN = [1, .5, .2];

  // Un signo por signo: lo que se halla en el texto plegado está en el mismo lugar del original.
  var plegadas = new Map();

  function plegada(c) {
    if (!plegadas.has(c)) plegadas.set(c, c.normalize("NFD").charAt(0).toLowerCase().charAt(0));
    return plegadas.get(c);
  }

  function plegar(texto) { return texto.replace(/[^\x00-\x7f]/g, plegada).toLowerCase(); }

  // Las palabras de un texto con su lugar; de un código («M3-S2»), sus partes y él entero, sin guion.
  function palabras(texto) {
    var plegado = plegar(texto), halladas = [], m, parte;
    var unidas = /[\p{L}\p{M}\p{N}]+(?:[-‐‑–.][\p{L}\p{M}\p{N}]+)*/gu, sueltas = /[\p{L}\p{M}\p{N}]+/gu;
    while ((m = unidas.exec(plegado))) {
      var entera = "", cuantas = 0, limpia = "";
      sueltas.lastIndex = 0;
      while ((parte = sueltas.exec(m[0]))) {
        limpia = parte[0].replace(/\p{M}/gu, "");
        if (!limpia) continue;
        cuantas++;
        entera += limpia;
        halladas.push({ palabra: limpia, desde: m.index + parte.index, hasta: m.index + parte.index + parte[0].length });
      }
      // De un código la última parte lo dice casi todo («S2»); de «sub-mesa», ninguna.
      for (var i = /\d/.test(limpia) ? 2 : 1; cuantas > 1 && i <= cuantas; i++) halladas[halladas.length - i].adentro = true;
      if (cuantas > 1) halladas.push({ palabra: entera, desde: m.index, hasta: m.index + m[0].length, entera: cuantas });
    }
    return halladas;
  }

  // Una raíz ligera: sin plural, género ni conjugación. Junta de más antes que de menos: lo exacto va primero.
  function raiz(palabra) {
    if (/\d/.test(palabra) || palabra.length <= RAIZ) return palabra;
    var corta = palabra.replace(/ces$/, "z").replace(/(.{5})esas?$/, "$1");
    var final = FINALES.find(function (f) { return corta.endsWith(f) && corta.length - f.length >= RAIZ; });
    corta = final ? corta.slice(0, -final.length) : corta;
    // «acopi-o» y «acopi-ar», «negoci-o» y «negoci-ante», «prestam-o» y «prest-amos».
    return corta.length > RAIZ ? corta.replace(/i$/, "") : corta;
  }

  // Si se escribe una de la otra con una letra de más, de menos, cambiada o con su vecina.
  function casi(a, b) {
    if (Math.abs(a.length - b.length) > 1) return false;
    var i = 0, x = a.length - 1, y = b.length - 1;
    while (i <= x && i <= y && a[i] === b[i]) i++;
    while (x >= i && y >= i && a[x] === b[y]) { x--; y--; }
    if (x - i < 1 && y - i < 1) return true;
    return x - i === 1 && y - i === 1 && a[i] === b[y] && a[x] === b[i];
  }

  function corrida(texto) {
    return palabras(texto).filter(function (h) { return !h.entera; }).map(function (h) { return h.palabra; }).join(" ");
  }

  function comunes(a, b) {
    var i = 0;
    while (i < a.length && a[i] === b[i]) i++;
    return i;
  }

  function Buscador() {
    this.secciones = [];
    this.apariciones = new Map();
    this.raices = new Map();
    this.escritas = new Map();
  }

  // Añade las páginas de un índice; `nombre` es la asamblea a la que pertenecen, o nada.
  Buscador.prototype.agregar = function (hojas, nombre) {
    hojas.forEach(function (hoja) {
      hoja[3].forEach(function (s) {
        var es = { direccion: hoja[0] + (s[0] ? "#" + s[0] : ""), titulo: s[1] || hoja[1], pagina: s[1] ? hoja[1] : "",
                   asamblea: nombre, texto: s[2], comienzo: !s[1], orden: s[1] ? ORDEN[hoja[2]] : 1 };
        this.anotar(es, s[0]);
      }, this);
    }, this);
  };

  Buscador.prototype.anotar = function (seccion, ancla) {
    var numero = this.secciones.push(seccion) - 1, suyas = new Map(), titulares = new Set();
    function de(palabra) {
      if (!suyas.has(palabra)) suyas.set(palabra, { seccion: numero, titulo: 0, pagina: 0, texto: 0 });
      return suyas.get(palabra);
    }
    // De un código vale más lo último: «S2» es la sub-mesa antes que uno de sus aportes.
    function titular(h, cuanto) { de(h.palabra).titulo = Math.max(de(h.palabra).titulo, h.adentro ? .6 * cuanto : cuanto); }
    var escritas = this.escritas, cuantas = 0;
    palabras(seccion.titulo).forEach(function (h) {
      titular(h, 1);
      if (!h.entera && !/\d/.test(h.palabra) && !VACIAS.has(h.palabra)) titulares.add(h.palabra);
      if (!escritas.has(h.palabra)) escritas.set(h.palabra, seccion.titulo.slice(h.desde, h.hasta));
    });
    // El ancla es el nombre corto de la sección; la de una sub-mesa es su código, que su título no dice.
    palabras(ancla).forEach(function (h) { if (!h.entera || CODIGO.test(ancla)) titular(h, CODIGO.test(ancla) ? 1 : .8); });
    palabras(seccion.pagina).forEach(function (h) { de(h.palabra).pagina = 1; });
    palabras(seccion.texto).forEach(function (h) {
      de(h.palabra).texto++;
      cuantas++;
      if (!escritas.has(h.palabra)) escritas.set(h.palabra, seccion.texto.slice(h.desde, h.hasta));
    });
    seccion.titulares = Math.max(1, titulares.size);
    seccion.largo = cuantas;
    suyas.forEach(function (hallada, palabra) {
      if (!this.apariciones.has(palabra)) {
        this.apariciones.set(palabra, []);
        var suya = raiz(palabra);
        if (!this.raices.has(suya)) this.raices.set(suya, []);
        this.raices.get(suya).push(palabra);
      }
      this.apariciones.get(palabra).push(hallada);
    }, this);
  };

  // Las palabras del índice que responden a una escrita, cada una con cuánto se le parece (de 0 a 1).
  Buscador.prototype.parecidas = function (palabra, ultima) {
    var halladas = new Map(), suya = raiz(palabra), con = /\d/.test(palabra), yo = this;
    function poner(otra, cuanto) { if (!((halladas.get(otra) || 0) >= cuanto)) halladas.set(otra, cuanto); }
    if (this.apariciones.has(palabra)) poner(palabra, 1);
    if (!con) (this.raices.get(suya) || []).forEach(function (otra) { poner(otra, .85); });
    if (palabra.length >= (ultima ? PREFIJO : RAIZ)) {
      this.apariciones.forEach(function (_, otra) { if (otra.length > palabra.length && otra.startsWith(palabra)) poner(otra, .5); });
    }
    if (halladas.size || con || palabra.length < ERRATA) return { halladas: halladas };
    this.raices.forEach(function (otras, otra) {
      otras.forEach(function (una) { if (casi(una, palabra)) poner(una, .45); });
      if (suya.length >= ERRATA && !/\d/.test(otra) && casi(otra, suya)) otras.forEach(function (una) { poner(una, .45); });
    });
    // Entre varias, la que empieza igual por más letras, y después la más dicha.
    var cerca = Array.from(halladas.keys()).sort(function (a, b) {
      return comunes(b, palabra) - comunes(a, palabra) || yo.apariciones.get(b).length - yo.apariciones.get(a).length;
    })[0];
    // Con la errata enmendada se busca como si se hubiera escrito bien.
    return cerca ? { halladas: this.parecidas(cerca).halladas, enmendada: this.escritas.get(cerca) || cerca } : { halladas: halladas };
  };

  // Lo que se pregunta: las palabras que cuentan. Un código se busca entero si el índice lo tiene.
  Buscador.prototype.pedidas = function (pregunta) {
    var sueltas = [], saltar = 0, todas = palabras(pregunta), yo = this;
    todas.forEach(function (h) {
      if (!h.entera) { sueltas.push(h.palabra); return; }
      if (yo.apariciones.has(h.palabra)) sueltas.splice(-h.entera, h.entera, h.palabra);
    });
    // «ARA23 014» y «M3 S2» son códigos aunque vayan separados.
    for (var i = 0; i + 1 < sueltas.length; i++) {
      var junta = sueltas[i] + sueltas[i + 1];
      if (/\d/.test(junta) && !/^\d+$/.test(junta) && this.apariciones.has(junta)) sueltas.splice(i, 2, junta);
    }
    var cuentan = sueltas.filter(function (p) { return !VACIAS.has(p); });
    return Array.from(new Set(cuentan.length ? cuentan : sueltas));
  };

  // { hallados: [{ seccion, palabras }], algunas, enmiendas }: de mejor a peor. `algunas`, si ninguna las tiene todas.
  Buscador.prototype.buscar = function (pregunta) {
    var pedidas = this.pedidas(pregunta), puntos = new Map(), enmiendas = [], total = this.secciones.length, yo = this;
    var frase = corrida(pregunta);
    pedidas.forEach(function (pedida, i) {
      var parecidas = yo.parecidas(pedida, i === pedidas.length - 1), suyas = new Map();
      if (parecidas.enmendada) enmiendas.push(parecidas.enmendada);
      parecidas.halladas.forEach(function (cuanto, palabra) {
        yo.apariciones.get(palabra).forEach(function (a) {
          var s = yo.secciones[a.seccion], hay = suyas.get(a.seccion) || { titulo: 0, pagina: 0, texto: 0, palabras: [] };
          hay.titulo = Math.max(hay.titulo, a.titulo * cuanto);
          hay.pagina = Math.max(hay.pagina, a.pagina * cuanto);
          hay.texto = Math.max(hay.texto, cuanto * a.texto / (a.texto + .4 + s.largo / 120));
          hay.palabras.push(palabra);
          suyas.set(a.seccion, hay);
        });
      });
      var rareza = Math.log(1 + (total - suyas.size + .5) / (suyas.size + .5));
      suyas.forEach(function (hay, numero) {
        var p = puntos.get(numero) || { seccion: yo.secciones[numero], cuantas: 0, titulares: 0, titulo: 0, resto: 0, palabras: new Set() };
        p.cuantas++;
        if (hay.titulo) p.titulares++;
        p.titulo += hay.titulo * rareza;
        p.resto += (hay.texto + PESO_PAGINA * hay.pagina) * rareza;
        hay.palabras.forEach(function (palabra) { p.palabras.add(palabra); });
        puntos.set(numero, p);
      });
    });
    var todos = Array.from(puntos.values()), completos = todos.filter(function (p) { return p.cuantas === pedidas.length; });
    var hallados = completos.length ? completos : todos;
    hallados.forEach(function (p) {
      var s = p.seccion, titulo = corrida(s.titulo), cubre = Math.min(1, p.titulares / s.titulares);
      if (titulo.startsWith(frase + " ")) cubre = Math.max(EMPIEZA, cubre);
      p.vale = PESO_TITULO * p.titulo * (.35 + .65 * cubre) + p.resto;
      if (s.comienzo) p.vale *= COMIENZO;
      if (titulo === frase && s.orden === 1) p.vale *= IGUAL;
      p.vale *= s.orden * p.cuantas / pedidas.length;
    });
    // Con lo mismo, en el orden en que están.
    hallados.sort(function (a, b) { return b.vale - a.vale; });
    return { hallados: hallados, algunas: !completos.length && hallados.length > 0, enmiendas: enmiendas };
  };

  // Los trechos de `texto` que dicen una de esas palabras: [[desde, hasta], …], sin montarse.
  function trechos(texto, cuales) {
    var hallados = [], fin = 0;
    palabras(texto).filter(function (h) { return cuales.has(h.palabra); })
      .sort(function (a, b) { return a.desde - b.desde || b.hasta - a.hasta; })
      .forEach(function (h) { if (h.desde >= fin) { hallados.push([h.desde, h.hasta]); fin = h.hasta; } });
    return hallados;
  }

  window.Busqueda = { Buscador: Buscador, trechos: trechos, palabras: palabras, raiz: raiz, casi: casi };
})();
