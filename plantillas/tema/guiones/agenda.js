// Los filtros de la agenda. Lo que se filtra va en la dirección, para compartirlo. Sin JavaScript, la lista completa.
(function () {
  "use strict";
  var filtros = document.getElementById("lista");
  var campos = [].slice.call(filtros.elements);
  var cuenta = document.querySelector(".hallados-cuenta");
  var quitar = document.querySelector("[data-quitar]");
  var nada = document.querySelector(".nada");

  function sinTildes(texto) {
    return texto.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  }
  function palabras(texto) { return texto.split(" ").filter(Boolean); }

  // Lo que cada tarjeta dice se lee una sola vez, y cuando haga falta: con quinientas, es lo más caro.
  var tarjetas = [], grupos = [];
  document.querySelectorAll("ol[data-mesa]").forEach(function (lista) {
    var titulo = lista.previousElementSibling;
    var grupo = { mesa: lista.dataset.mesa, partes: [titulo.previousElementSibling, titulo, lista], tarjetas: [] };
    lista.querySelectorAll(".tarjeta").forEach(function (li) {
      var t = { li: li, mesa: [grupo.mesa], quien: palabras(li.dataset.quien), cuando: palabras(li.dataset.cuando),
                estado: palabras(li.dataset.estado), dice: null, oculta: false };
      grupo.tarjetas.push(t);
      tarjetas.push(t);
    });
    grupo.oculto = false;
    grupos.push(grupo);
  });
  function dice(t) {
    if (t.dice === null) t.dice = sinTildes(t.li.textContent);
    return t.dice;
  }

  function pedido() {
    var p = {};
    campos.forEach(function (c) { if (c.value.trim()) p[c.name] = c.value.trim(); });
    return p;
  }
  function coincide(t, p, buscadas) {
    for (var nombre in p) {
      if (nombre !== "q" && t[nombre].indexOf(p[nombre]) < 0) return false;
    }
    return buscadas.every(function (b) { return dice(t).indexOf(b) >= 0; });
  }

  // Con la lista fuera de la página, esconder cien tarjetas cuesta lo que esconder una.
  function alternar(lista, cambian) {
    var padre = lista.parentNode, sigue = lista.nextSibling;
    if (cambian.length > 20) lista.remove();
    cambian.forEach(function (t) { t.li.hidden = t.oculta = !t.oculta; });
    if (!lista.parentNode) padre.insertBefore(lista, sigue);
  }

  function filtrar() {
    var p = pedido(), buscadas = palabras(sinTildes(p.q || "").replace(/\s+/g, " ")), vistas = 0;
    grupos.forEach(function (g) {
      var suyas = 0, cambian = [];
      g.tarjetas.forEach(function (t) {
        var oculta = !coincide(t, p, buscadas);
        if (oculta !== t.oculta) cambian.push(t);
        if (!oculta) suyas++;
      });
      alternar(g.partes[2], cambian);
      var vacio = !suyas && Object.keys(p).length > 0;
      if (vacio !== g.oculto) {
        g.oculto = vacio;
        g.partes.forEach(function (e) { e.hidden = vacio; });
      }
      vistas += suyas;
    });
    var con = Object.keys(p).length > 0, unidad = vistas === 1 ? cuenta.dataset.uno : cuenta.dataset.varios;
    cuenta.textContent = con ? vistas + " de " + tarjetas.length + " " + cuenta.dataset.varios : vistas + " " + unidad;
    quitar.hidden = !con;
    nada.hidden = vistas > 0;
    return p;
  }
  // Cambiar la dirección obliga al navegador a disponer la página: va después de responder, y una vez por pausa.
  var pausa = 0;
  function anotar(p) {
    clearTimeout(pausa);
    pausa = setTimeout(escribir, 150, p);
  }
  function escribir(p) {
    var consulta = new URLSearchParams(p).toString();
    // Con «#lista», quien abre el enlace cae en lo filtrado y no en el resumen.
    history.replaceState(null, "", location.pathname + (consulta ? "?" + consulta + "#lista" : ""));
  }
  function leer() {
    var consulta = new URLSearchParams(location.search);
    campos.forEach(function (c) {
      c.value = consulta.get(c.name) || "";
      if (c.selectedIndex === -1) c.value = "";
    });
  }
  function limpiar() {
    campos.forEach(function (c) { c.value = ""; });
    anotar(filtrar());
  }

  filtros.addEventListener("submit", function (e) { e.preventDefault(); });
  filtros.addEventListener("input", function () { anotar(filtrar()); });
  quitar.addEventListener("click", function () { limpiar(); document.getElementById("f-q").focus(); });

  // Lo que va tras «#» puede venir mal cifrado («#%E0%A4%A»): entonces se toma tal cual.
  function ancla() {
    var crudo = location.hash.slice(1);
    try { return decodeURIComponent(crudo); } catch (e) { return crudo; }
  }
  // Un enlace a algo que el filtro esconde lo vuelve a mostrar.
  function destapar(ancla) {
    var destino = ancla && document.getElementById(ancla);
    if (destino && (destino.hidden || destino.closest("[hidden]"))) { limpiar(); destino.scrollIntoView(); }
  }
  document.addEventListener("click", function (e) {
    var enlace = e.target.closest ? e.target.closest('a[href^="#"]') : null;
    if (enlace) destapar(enlace.hash.slice(1));
  });
  addEventListener("hashchange", function () { destapar(ancla()); });

  // La página dice las que seguían el día de sus datos; quien la abre después quiere las que siguen hoy, en Colombia.
  var proximas = document.querySelector("[data-proximas]");
  if (proximas) {
    var hoy = new Date(Date.now() - 5 * 3600e3).toISOString().slice(0, 10), faltan = +proximas.dataset.proximas;
    [].forEach.call(proximas.children, function (li) {
      li.hidden = li.dataset.hasta < hoy || faltan <= 0;
      if (!li.hidden) faltan -= 1;
    });
    var ninguna = !proximas.querySelector("li:not([hidden])");
    proximas.hidden = ninguna;
    document.querySelector("[data-pasaron]").hidden = !ninguna;
  }

  leer();
  filtrar();
  if (location.search && location.hash) destapar(ancla());
  // Leer quinientas tarjetas toma lo suyo: que la primera letra no espere por eso.
  (window.requestIdleCallback || setTimeout)(function () { tarjetas.forEach(dice); });
})();
