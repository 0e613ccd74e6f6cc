// La cara de la búsqueda: el diálogo y los índices, que llegan como guiones. Todo texto entra como texto, nunca como HTML.
(function () {
  "use strict";
  var boton = document.querySelector("[data-buscar]");
  var base = new URL(boton.dataset.base, location.href), aqui = boton.dataset.carpeta;
  var INDICE = "buscar.js", TOPE = 30, LARGO = 170, ANTES = 50;

  var dialogo = nodo("dialog", "buscador");
  dialogo.setAttribute("aria-label", "Buscar en el sitio");
  var forma = nodo("form", "buscador-fila");
  forma.setAttribute("role", "search");
  var campo = nodo("input");
  campo.type = "search";
  campo.placeholder = "Escriba qué busca";
  campo.setAttribute("aria-label", "Qué busca");
  campo.autocomplete = "off";
  campo.spellcheck = false;
  var cerrar = nodo("button", "util", "Cerrar");
  cerrar.type = "button";
  var alcance = nodo("p", "buscador-alcance"), donde = nodo("span"), ampliar = nodo("button", "util", "Buscar en todas");
  ampliar.type = "button";
  ampliar.hidden = true;
  alcance.append(donde, ampliar);
  var estado = nodo("p", "buscador-estado");
  estado.setAttribute("role", "status");
  var lista = nodo("ul", "buscador-lista");
  forma.append(campo, cerrar);
  dialogo.append(forma, alcance, estado, lista);
  document.body.append(dialogo);

  // Lo que ya llegó, por carpeta; la del sitio, sin asamblea, es la vacía.
  var pedidos = new Map(), asambleas = [], buscador, listo = false, todas = false, turno = 0;

  function nodo(etiqueta, clase, texto) {
    var n = document.createElement(etiqueta);
    if (clase) n.className = clase;
    if (texto) n.textContent = texto;
    return n;
  }

  function guion(direccion) {
    return new Promise(function (hecho, fallo) {
      var s = document.createElement("script");
      s.src = new URL(direccion, base);
      s.onload = hecho;
      s.onerror = function () { s.remove(); fallo(); };
      document.head.append(s);
    });
  }

  window.indiceDeBusqueda = function (indice) {
    if (indice.asambleas) asambleas = indice.asambleas;
    pedidos.get(indice.carpeta).indice = indice;
  };

  function pedir(carpeta) {
    if (!pedidos.has(carpeta)) {
      var pedido = {};
      pedidos.set(carpeta, pedido);
      pedido.llega = guion(carpeta + INDICE).catch(function () { pedidos.delete(carpeta); throw new Error(carpeta); });
    }
    return pedidos.get(carpeta).llega;
  }

  function nombreDe(carpeta) {
    var suya = asambleas.find(function (a) { return a[0] === carpeta; });
    return suya ? suya[1] : "";
  }

  function carpetas() {
    if (todas || asambleas.length === 1) return asambleas.map(function (a) { return a[0]; });
    return aqui ? [aqui] : [];
  }

  function cargar() {
    listo = false;
    estado.textContent = "Cargando la búsqueda…";
    var antes = window.Busqueda ? Promise.resolve() : guion("guiones/busqueda.js");
    // Primero lo común, que dice cuáles asambleas hay; las que no se piden no bajan.
    Promise.all([antes, pedir("")].concat(aqui ? [pedir(aqui)] : [])).then(function () {
      return Promise.all(carpetas().map(pedir));
    }).then(function () {
      buscador = new window.Busqueda.Buscador();
      carpetas().forEach(function (c) { buscador.agregar(pedidos.get(c).indice.hojas, nombreDe(c)); });
      buscador.agregar(pedidos.get("").indice.hojas, "");
      listo = true;
      decirAlcance();
      preguntar();
    }).catch(function () { estado.textContent = "No se pudo cargar la búsqueda. Revise su conexión y vuelva a abrirla."; });
  }

  function enDonde() {
    if (asambleas.length === 1) return "en " + asambleas[0][1];
    if (todas) return "en todas las asambleas";
    return aqui ? "en " + nombreDe(aqui) : "en las páginas del sitio";
  }

  function decirAlcance() {
    donde.textContent = "Se busca " + enDonde() + ".";
    ampliar.hidden = todas || asambleas.length < 2;
    ampliar.textContent = "Buscar en todas (" + asambleas.length + ")";
  }

  function preguntar() {
    if (!listo) return;
    var texto = campo.value.trim();
    if (texto.length < 2) { lista.replaceChildren(); estado.textContent = "Escriba al menos dos letras."; return; }
    mostrar(buscador.buscar(texto));
  }

  function mostrar(respuesta) {
    var hallados = respuesta.hallados, cuantos = hallados.length;
    var dicho = cuantos === 0 ? "No encontramos nada con esas palabras " + enDonde() + "."
      : (cuantos === 1 ? "1 resultado" : (cuantos > TOPE ? "Los primeros " + TOPE + " de " + cuantos : cuantos) + " resultados") + " " + enDonde();
    if (cuantos && respuesta.enmiendas.length) dicho += ", con «" + respuesta.enmiendas.join("» y «") + "»";
    if (respuesta.algunas) dicho += ". Nada tiene todas esas palabras: estos tienen algunas";
    estado.textContent = dicho + (cuantos ? "." : "");
    lista.replaceChildren.apply(lista, hallados.slice(0, TOPE).map(renglon));
  }

  function renglon(hallado) {
    var s = hallado.seccion, li = nodo("li"), enlace = nodo("a");
    enlace.href = direccionDe(s.direccion);
    enlace.addEventListener("click", function () { dialogo.close(); });
    var contexto = [asambleas.length > 1 && s.asamblea, s.pagina].filter(Boolean).join(" › ");
    if (contexto) enlace.append(nodo("span", "donde", contexto));
    var titulo = nodo("strong");
    titulo.append.apply(titulo, resaltar(s.titulo, 0, s.titulo.length, hallado.palabras));
    enlace.append(titulo);
    if (s.texto) {
      var texto = nodo("span", "trozo");
      texto.append.apply(texto, extracto(s.texto, hallado.palabras));
      enlace.append(texto);
    }
    li.append(enlace);
    return li;
  }

  // Sin servidor, una carpeta no es su página.
  function direccionDe(direccion) {
    var partes = direccion.split("#");
    if (location.protocol === "file:") partes[0] += "index.html";
    return new URL(partes.join("#"), base);
  }

  // El pedazo que dice más palabras distintas de las buscadas.
  function extracto(texto, cuales) {
    var marcas = window.Busqueda.trechos(texto, cuales), mejor = 0, mas = 0;
    marcas.forEach(function (m) {
      var dentro = new Set(marcas.filter(function (o) { return o[0] >= m[0] && o[1] <= m[0] + LARGO - ANTES; })
        .map(function (o) { return texto.slice(o[0], o[1]).toLowerCase(); }));
      if (dentro.size > mas) { mas = dentro.size; mejor = m[0]; }
    });
    var desde = Math.max(0, mejor - ANTES), hasta = Math.min(texto.length, desde + LARGO);
    if (desde) desde = Math.min(mejor, Math.max(desde, texto.indexOf(" ", desde) + 1));
    if (hasta < texto.length) hasta = Math.max(texto.lastIndexOf(" ", hasta), desde + 1);
    var partes = resaltar(texto, desde, hasta, cuales);
    if (desde) partes.unshift("… ");
    if (hasta < texto.length) partes.push("…");
    return partes;
  }

  function resaltar(texto, desde, hasta, cuales) {
    var partes = [], van = desde;
    window.Busqueda.trechos(texto, cuales).forEach(function (t) {
      if (t[0] < van || t[1] > hasta) return;
      partes.push(texto.slice(van, t[0]), nodo("mark", "", texto.slice(t[0], t[1])));
      van = t[1];
    });
    partes.push(texto.slice(van, hasta));
    return partes;
  }

  cerrar.addEventListener("click", function () { dialogo.close(); });
  dialogo.addEventListener("click", function (e) { if (e.target === dialogo) dialogo.close(); });
  campo.addEventListener("input", function () {
    clearTimeout(turno);
    turno = setTimeout(preguntar, 150);
  });
  ampliar.addEventListener("click", function () {
    todas = true;
    ampliar.hidden = true;
    campo.focus();
    cargar();
  });
  forma.addEventListener("submit", function (e) {
    e.preventDefault();
    clearTimeout(turno);
    preguntar();
    var primero = lista.querySelector("a");
    if (primero) primero.focus();
  });
  // Las flechas van de resultado en resultado, y del primero vuelven al campo.
  dialogo.addEventListener("keydown", function (e) {
    if (e.key !== "ArrowDown" && e.key !== "ArrowUp") return;
    var enlaces = Array.from(lista.querySelectorAll("a")), yo = enlaces.indexOf(document.activeElement);
    if (yo < 0 && (document.activeElement !== campo || e.key === "ArrowUp")) return;
    var otro = e.key === "ArrowDown" ? enlaces[yo + 1] : enlaces[yo - 1] || campo;
    if (!otro) return;
    e.preventDefault();
    otro.focus();
  });

  window.abrirBuscador = function () {
    dialogo.showModal();
    campo.focus();
    if (!listo) cargar();
  };
})();
