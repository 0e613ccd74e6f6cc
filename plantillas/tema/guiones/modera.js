// La ventana de quien modera: lo que se ve, lo que sigue, lo que queda y con qué moverlo. Es la misma página, abierta
// con «#modera»; lo que aquí se toca lo muestra la otra.
(function () {
  "use strict";
  var p = window.proyeccion;
  if (!p || !p.modera) return;
  var raiz = document.documentElement, main = document.querySelector("main");
  raiz.classList.add("modera");
  document.title = "Modera · " + document.title;
  function nueva(marca, clase, texto) {
    var e = document.createElement(marca);
    if (clase) e.className = clase;
    if (texto) e.textContent = texto;
    return e;
  }
  function vista(rotulo) {
    var caja = nueva("section", "vista"), titulo = nueva("h2", "", rotulo), marco = nueva("div", "marco");
    // Es un retrato: lo que dice ya está en la lista y en los relojes.
    marco.setAttribute("aria-hidden", "true");
    marco.inert = true;
    caja.append(titulo, marco);
    return { caja: caja, titulo: titulo, marco: marco, id: "" };
  }
  function retratar(v, rotulo, pantalla) {
    v.titulo.textContent = rotulo + (pantalla ? ": " + pantalla.getAttribute("aria-label") : "");
    if (v.id === (pantalla ? pantalla.id : "")) return;
    v.id = pantalla ? pantalla.id : "";
    v.marco.textContent = "";
    if (!pantalla) return;
    var copia = pantalla.cloneNode(true);
    copia.removeAttribute("id");
    copia.classList.add("activa");
    v.marco.append(copia);
  }
  var ahora = vista("En pantalla"), sigue = vista("Sigue");
  var relojes = nueva("div", "relojes"), queda = nueva("p", "queda"), va = nueva("p", "va");
  relojes.append(queda, va);
  var botones = nueva("div", "botones"), mandos = {};
  [
    ["atras", "Anterior", p.teclas.PageUp], ["adelante", "Siguiente", p.teclas.PageDown],
    ["negro", "A negro", p.teclas.b], ["reloj", "Seguir el reloj", p.teclas.a], ["espera", "Sala de espera", p.teclas.s],
    ["empezo", "Empezó", p.teclas.e], ["termino", "Terminó", p.teclas.t], ["pausa", "Pausar", p.teclas.p],
    ["minuto", "Un minuto más", p.teclas.m],
    ["previsto", "Volver a lo previsto", function () { p.ajustar(p.reglas.previsto); }]
  ].forEach(function (m) {
    mandos[m[0]] = p.boton(m[1], m[2]);
    botones.append(mandos[m[0]]);
  });
  var ir = nueva("label", "ir", "Ir a "), lista = nueva("select");
  function listar() {
    var escogida = lista.value;
    lista.textContent = "";
    p.pantallas.forEach(function (x, i) {
      var o = nueva("option", "", i + 1 + ". " + x.getAttribute("aria-label"));
      o.value = x.id;
      lista.append(o);
    });
    if (escogida in p.puesto) lista.value = escogida;
  }
  listar();
  lista.addEventListener("change", function () { p.ir(p.puesto[lista.value]); });
  ir.append(lista);
  var anotado = nueva("label", "anotado", "Lo que se anotó, para el programa en evento.yml "), texto = nueva("textarea");
  texto.readOnly = true;
  texto.rows = 6;
  anotado.append(texto);
  var ayuda = nueva("p", "ayuda", "Teclas, en las dos ventanas: flechas, AvPág y RePág; Inicio y Fin; un número y Entrar; B, a negro; F, pantalla completa; A, seguir el reloj; S, sala de espera; E, empezó; T, terminó; P, pausa; M, un minuto más.");
  var tablero = nueva("div", "tablero");
  tablero.append(relojes, botones, ir, ahora.caja, sigue.caja, anotado, ayuda);
  main.prepend(tablero);

  function dos(n) { return (n < 10 ? "0" : "") + n; }
  function en24(t) {
    var d = new Date(t - 5 * 3600e3);
    return d.getUTCHours() + ":" + dos(d.getUTCMinutes());
  }
  // Un momento que va por pasos empieza con el primero y termina con el último que se cerró.
  function anotaciones(ajustes) {
    return Object.keys(p.partes).filter(function (id) {
      return id.indexOf(":") < 0 && ajustes[id] && ajustes[id].inicio;
    }).map(function (id) {
      var suyas = Object.keys(p.partes).filter(function (x) { return x === id || x.indexOf(id + ":") === 0; });
      var fin = (ajustes[suyas[suyas.length - 1]] || {}).fin;
      return "- id: " + id.replace(/^momento-/, "") + "\n  ejecutado:\n    desde: " + en24(ajustes[id].inicio) +
        (fin ? "\n    hasta: " + en24(fin) : "");
    }).join("\n");
  }
  function poner(e, dice) { if (e.textContent !== dice) e.textContent = dice; }
  p.alRenovar(function (cambiadas) {
    var dicen = [].map.call(lista.options, function (o) { return o.textContent; }).join("\n");
    var han = p.pantallas.map(function (x, i) { return i + 1 + ". " + x.getAttribute("aria-label"); }).join("\n");
    // Sin tocarla si dice lo mismo: puede estar abierta.
    if (dicen !== han) listar();
    [ahora, sigue].forEach(function (v) { if (cambiadas[v.id]) v.id = ""; });
  });
  p.alPintar(function (t, horario, activa, falta) {
    var e = p.estado(), n = p.puesto[activa.id], suyo = e.ajustes[activa.dataset.parte] || {};
    retratar(ahora, "En pantalla, " + (n + 1) + " de " + p.pantallas.length, activa);
    retratar(sigue, "Sigue", p.pantallas[n + 1]);
    [ahora, sigue].forEach(function (v) { p.horas(v.marco, horario); });
    poner(queda, falta === null ? "Sin reloj" : (falta < 0 ? "Se pasó " : "Quedan ") + p.dure(falta));
    poner(va, e.negro ? "La pantalla está en negro" : e.modo === "reloj" ? "Sigue el reloj" : e.modo === "espera" ? "Sala de espera" : "");
    poner(mandos.pausa, suyo.pausa ? "Seguir" : "Pausar");
    mandos.negro.setAttribute("aria-pressed", String(e.negro));
    mandos.reloj.setAttribute("aria-pressed", String(e.modo === "reloj"));
    mandos.espera.setAttribute("aria-pressed", String(e.modo === "espera"));
    if (lista.value !== activa.id) lista.value = activa.id;
    if (texto.value !== anotaciones(e.ajustes)) texto.value = anotaciones(e.ajustes);
  });
}());
