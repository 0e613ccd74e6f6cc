// La cara del buscador. El índice y el motor son los de Material; aquí todo texto entra como texto, nunca como HTML.
(function () {
  "use strict";
  var boton = document.querySelector("[data-buscar]");
  var base = new URL(boton.dataset.base, location.href);
  var TOPE = 30, LARGO = 170;

  var dialogo = document.createElement("dialog");
  dialogo.className = "buscador";
  dialogo.setAttribute("aria-label", "Buscar en el sitio");
  var forma = nodo("form", "buscador-fila");
  var campo = nodo("input");
  campo.type = "search";
  campo.placeholder = "Escriba qué busca";
  campo.setAttribute("aria-label", "Qué busca");
  campo.autocomplete = "off";
  campo.spellcheck = false;
  var cerrar = nodo("button", "util", "Cerrar");
  cerrar.type = "button";
  var estado = nodo("p", "buscador-estado");
  estado.setAttribute("role", "status");
  var lista = nodo("ul", "buscador-lista");
  forma.append(campo, cerrar);
  dialogo.append(forma, estado, lista);
  document.body.append(dialogo);
  cerrar.addEventListener("click", function () { dialogo.close(); });
  dialogo.addEventListener("click", function (e) { if (e.target === dialogo) dialogo.close(); });
  forma.addEventListener("submit", function (e) {
    e.preventDefault();
    var primero = lista.querySelector("a");
    if (primero) primero.focus();
  });

  var trabajador, listo = false, documentos = new Map(), turno = 0;

  function nodo(etiqueta, clase, texto) {
    var n = document.createElement(etiqueta);
    if (clase) n.className = clase;
    if (texto) n.textContent = texto;
    return n;
  }

  // El índice guarda HTML escapado: un documento inerte lo devuelve como texto sin ejecutar ni pedir nada.
  function llano(html) {
    var separado = html.replace(/<\/(p|li|ul|ol)>/g, " $&");
    return new DOMParser().parseFromString(separado, "text/html").body.textContent.replace(/\s+/g, " ").trim();
  }

  function plano(texto) {
    return Array.from(texto, function (c) { return c.normalize("NFD").charAt(0).toLowerCase(); });
  }

  function sinTildes(texto) { return texto.normalize("NFD").replace(/[\u0300-\u036f]/g, ""); }

  // El motor confunde las cifras con los números de sus propios nodos y falla con «1» o «M3-S2»: le van como
  // letras de ancho entero, una por una, fuera de las marcas. A la vista va siempre el texto original.
  var CIFRA_CERO = 0xff41;

  function paraElMotor(texto) {
    return sinTildes(texto).replace(/<[^>]*>|&[^;\s]{1,8};|\d/g, function (t) {
      return t.length > 1 ? t : String.fromCharCode(CIFRA_CERO + Number(t));
    });
  }

  function delMotor(termino) {
    return termino.replace(/[\uff41-\uff4a]/g, function (c) { return String(c.charCodeAt(0) - CIFRA_CERO); });
  }

  function empezar() {
    estado.textContent = "Cargando el buscador…";
    fetch(new URL("search/search_index.json", base)).then(function (r) {
      if (!r.ok) throw new Error(r.status);
      return r.json();
    }).then(function (indice) {
      indice.docs.forEach(function (d) { documentos.set(d.location, { titulo: llano(d.title), texto: llano(d.text) }); });
      trabajador = new Worker(new URL(boton.dataset.trabajador, base));
      trabajador.onmessage = recibir;
      trabajador.onerror = fallar;
      // Sin tildes de ambos lados: «credito» halla «crédito». A la vista va siempre el texto original.
      var docs = indice.docs.map(function (d) { return Object.assign({}, d, { title: paraElMotor(d.title), text: paraElMotor(d.text) }); });
      trabajador.postMessage({ type: 0, data: { config: indice.config, docs: docs, options: { suggest: false } } });
    }).catch(fallar);
  }

  function fallar() { estado.textContent = "No se pudo cargar el buscador. Revise su conexión y vuelva a intentarlo."; }

  function recibir(mensaje) {
    if (mensaje.data.type === 1) { listo = true; preguntar(); }
    if (mensaje.data.type === 3) mostrar(mensaje.data.data.items);
  }

  function preguntar() {
    if (!listo) return;
    var texto = campo.value.trim();
    if (texto.length < 2) { lista.replaceChildren(); estado.textContent = "Escriba al menos dos letras."; return; }
    // Los signos son órdenes del motor («a:b», «~», «*»), y mal puestos lo hacen fallar: aquí separan palabras.
    var palabras = paraElMotor(texto.replace(/[^\p{L}\p{M}\p{N}]+/gu, " ").trim());
    if (palabras) trabajador.postMessage({ type: 2, data: palabras });
    else mostrar([]);
  }

  campo.addEventListener("input", function () {
    clearTimeout(turno);
    turno = setTimeout(preguntar, 150);
  });

  function mostrar(grupos) {
    if (campo.value.trim().length < 2) return;
    var hallados = [];
    grupos.forEach(function (grupo) {
      grupo.filter(function (e) { return e.score > 0; }).slice(0, 2).forEach(function (e) { hallados.push(e); });
    });
    estado.textContent = hallados.length === 0 ? "No encontramos nada con esas palabras."
      : hallados.length === 1 ? "1 resultado"
      : (hallados.length > TOPE ? "Los primeros " + TOPE : hallados.length) + " resultados";
    lista.replaceChildren.apply(lista, hallados.slice(0, TOPE).map(renglon));
  }

  function renglon(entrada) {
    var d = documentos.get(entrada.location), terminos = Object.keys(entrada.terms).map(function (t) { return plano(delMotor(t)).join(""); });
    var li = nodo("li"), enlace = nodo("a");
    enlace.href = new URL(entrada.location, base);
    enlace.addEventListener("click", function () { dialogo.close(); });
    var contexto = pertenece(entrada.location);
    if (contexto) enlace.append(nodo("span", "donde", contexto));
    var titulo = nodo("strong");
    titulo.append.apply(titulo, resaltar(d.titulo, terminos));
    enlace.append(titulo);
    var trozo = recorte(d.texto, terminos);
    if (trozo) {
      var texto = nodo("span", "trozo");
      texto.append.apply(texto, resaltar(trozo, terminos));
      enlace.append(texto);
    }
    li.append(enlace);
    return li;
  }

  // «Asamblea › Página» a la que pertenece una dirección.
  function pertenece(direccion) {
    var pagina = direccion.split("#")[0], carpeta = pagina.split("/")[0] + "/", partes = [];
    [carpeta, pagina].forEach(function (d) {
      var hallado = d !== direccion && documentos.get(d);
      if (hallado && partes.indexOf(hallado.titulo) < 0) partes.push(hallado.titulo);
    });
    return partes.join(" › ");
  }

  function lugares(texto, terminos) {
    var llanas = plano(texto).join(""), hallados = [];
    if (llanas.length !== Array.from(texto).length) return hallados;
    terminos.forEach(function (t) {
      for (var i = llanas.indexOf(t); t && i >= 0; i = llanas.indexOf(t, i + t.length)) {
        if (i === 0 || !/[a-z0-9]/.test(llanas.charAt(i - 1))) hallados.push([i, i + t.length]);
      }
    });
    return hallados.sort(function (a, b) { return a[0] - b[0]; });
  }

  function recorte(texto, terminos) {
    var letras = Array.from(texto), primero = lugares(texto, terminos)[0];
    var desde = primero ? Math.max(0, primero[0] - 50) : 0;
    if (desde) while (desde < letras.length && letras[desde - 1] !== " " && desde < primero[0]) desde++;
    return (desde ? "… " : "") + letras.slice(desde, desde + LARGO).join("") + (letras.length > desde + LARGO ? "…" : "");
  }

  function resaltar(texto, terminos) {
    var letras = Array.from(texto), partes = [], aqui = 0;
    lugares(texto, terminos).forEach(function (l) {
      if (l[0] < aqui) return;
      partes.push(document.createTextNode(letras.slice(aqui, l[0]).join("")));
      partes.push(nodo("mark", "", letras.slice(l[0], l[1]).join("")));
      aqui = l[1];
    });
    partes.push(document.createTextNode(letras.slice(aqui).join("")));
    return partes;
  }

  window.abrirBuscador = function () {
    dialogo.showModal();
    campo.focus();
    if (!trabajador) empezar();
  };
})();
