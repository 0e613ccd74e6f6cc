// La proyección: una pantalla a la vez, con el teclado o el control remoto, y los relojes. Sin él, se leen todas
// seguidas. Ningún reloj cuenta: cada vez se calcula de la hora, y por eso está bien al volver de estar dormida.
(function () {
  "use strict";
  var raiz = document.documentElement, caja = document.querySelector(".pantallas");
  if (!caja) return;
  var ZONA = -5 * 3600e3, VUELTA = 12e3, DIA = 864e5;
  var clave = "proyeccion:" + location.pathname, modera = location.hash === "#modera", oyentes = [], alRenovar = [];
  // Las partes del día con su hora prevista, por jornada. Son siempre los mismos objetos: los comparten los guiones.
  var pantallas = [], puesto = {}, jornadas = {}, partes = {}, nombres = [], dichas = {};
  function vaciar(x) { Object.keys(x).forEach(function (k) { delete x[k]; }); }
  function reunir() {
    [puesto, jornadas, partes].forEach(vaciar);
    pantallas.length = 0;
    [].push.apply(pantallas, caja.querySelectorAll(".pantalla"));
    pantallas.forEach(function (p, i) {
      var d = p.dataset, x;
      puesto[p.id] = i;
      if (!d.desde || partes[d.parte]) return;
      x = { id: d.parte, jornada: d.jornada, desde: Date.parse(d.desde), hasta: Date.parse(d.hasta) };
      partes[x.id] = x;
      (jornadas[x.jornada] = jornadas[x.jornada] || []).push(x);
    });
    nombres = Object.keys(jornadas);
    nombres.forEach(function (j) { jornadas[j].sort(function (a, b) { return a.desde - b.desde; }); });
  }
  reunir();
  // Lo que cada una decía al llegar, antes de ponerle la hora: por eso se sabe después si cambió.
  pantallas.forEach(function (p) { dichas[p.id] = p.outerHTML; });

  // — Lo que se sabe. Lo comparten las dos ventanas; `v`, cuándo cambió: vale lo último.
  var estado = { v: 0, pantalla: pantallas[0].id, negro: false, modo: "mano", ajustes: {} };
  var canal = null;
  try { canal = new BroadcastChannel(clave); } catch (e) { /* sin él, cada ventana por su lado */ }
  function guardar() {
    try { localStorage.setItem(clave, JSON.stringify(estado)); } catch (e) { /* dura lo que la ventana */ }
  }
  function cambiar(hacer) {
    hacer(estado);
    estado.v = Math.max(Date.now(), estado.v + 1);
    guardar();
    if (canal) canal.postMessage({ estado: estado });
    pintar();
  }
  function adoptar(otro) {
    if (!otro || !(otro.v > estado.v) || !(otro.pantalla in puesto)) return;
    estado = otro;
    pintar();
  }
  if (canal) canal.onmessage = function (e) {
    if (e.data.hola) { if (estado.v) canal.postMessage({ estado: estado }); } else adoptar(e.data.estado);
  };
  // Entre dos ventanas sin canal común, lo guardado también avisa.
  addEventListener("storage", function (e) {
    if (e.key === clave && e.newValue) try { adoptar(JSON.parse(e.newValue)); } catch (x) { /* no es de aquí */ }
  });

  // — La hora
  function hora(t) {
    var d = new Date(t + ZONA), h = d.getUTCHours(), m = d.getUTCMinutes();
    return (h % 12 || 12) + ":" + (m < 10 ? "0" : "") + m + "\u00a0" + (h === 12 && !m ? "m." : (h < 12 ? "a" : "p") + ".\u00a0m.");
  }
  function dure(ms) {
    var s = Math.ceil(Math.abs(ms) / 1000), h = Math.floor(s / 3600), m = Math.floor(s / 60) % 60, x = s % 60;
    var dos = function (n) { return (n < 10 ? "0" : "") + n; };
    return h ? h + "\u00a0h\u00a0" + dos(m) : m + ":" + dos(x);
  }
  // De cuándo a cuándo va cada parte: lo previsto, corrido por lo que empezó o terminó a otra hora.
  function horario(ahora) {
    var va = {};
    nombres.forEach(function (j) {
      var corrido = 0;
      jornadas[j].forEach(function (p) {
        var a = estado.ajustes[p.id] || {}, ini = a.inicio || p.desde + corrido;
        var fin = a.fin || ini + (p.hasta - p.desde) + (a.extra || 0) + (a.pausa ? ahora - a.pausa : 0);
        va[p.id] = { desde: ini, hasta: fin, corrido: ini - p.desde };
        corrido = fin - p.hasta;
      });
    });
    return va;
  }
  function jornadaDe(ahora, va) {
    var suyas = nombres.map(function (j) {
      var p = jornadas[j];
      return { j: j, desde: va[p[0].id].desde, hasta: va[p[p.length - 1].id].hasta };
    });
    var actual = pantallas[puesto[estado.pantalla]], mia = partes[actual.dataset.parte];
    var hoy = suyas.filter(function (x) { return ahora >= x.desde - DIA / 4 && ahora < x.hasta + DIA / 4; });
    var cual = hoy.filter(function (x) { return mia && x.j === mia.jornada; })[0] || hoy[0];
    if (!cual) cual = suyas.filter(function (x) { return ahora < x.desde; })[0] || suyas[suyas.length - 1];
    return cual;
  }
  // Qué parte toca a esta hora: «espera» antes de empezar y «gracias» al final.
  function toca(ahora, va) {
    var cual = nombres.length && jornadaDe(ahora, va);
    if (!cual || ahora < cual.desde) return "espera";
    if (ahora >= cual.hasta) return "gracias";
    return jornadas[cual.j].filter(function (p) { return ahora < va[p.id].hasta; })[0].id;
  }
  function alTurno(parte, ahora) {
    var suyas = pantallas.filter(function (p) { return p.dataset.parte === parte; });
    return suyas.length ? suyas[Math.floor(ahora / VUELTA) % suyas.length].id : estado.pantalla;
  }
  function cabezaDe(parte) {
    return pantallas.filter(function (p) { return p.dataset.parte === parte && p.dataset.minutos; })[0];
  }
  // Lo que le queda a una vocería que ya empezó; null si no ha empezado.
  function deVoz(parte, minutos, ahora) {
    var a = estado.ajustes[parte];
    if (!a || !a.inicio) return null;
    return a.inicio + minutos * 6e4 + (a.extra || 0) + (a.pausa ? ahora - a.pausa : 0) - (a.fin || ahora);
  }
  function queda(p, ahora, va) {
    var cabeza = cabezaDe(p.dataset.parte);
    if (cabeza) return deVoz(p.dataset.parte, +cabeza.dataset.minutos, ahora);
    var t = p.querySelectorAll("time[data-de]"), ini = va[p.dataset.parte], fin = ini;
    // Un momento que va por pasos: del primero al último.
    if (!ini && p.dataset.parte.slice(-6) === ":pasos" && t.length) {
      ini = va[t[0].dataset.de];
      fin = va[t[1].dataset.de];
    }
    return ini && ahora >= ini.desde && ahora < fin.hasta + DIA / 12 ? fin.hasta - ahora : null;
  }

  // — Lo que se ve
  var reloj = document.querySelector("[data-reloj]"), aviso = document.createElement("p");
  aviso.className = "aviso";
  reloj.before(aviso);
  function poner(e, texto) { if (e && e.textContent !== texto) e.textContent = texto; }
  function horas(donde, va) {
    donde.querySelectorAll("time[data-de]").forEach(function (t) {
      var x = va[t.dataset.de];
      if (!x) return;
      var cual = t.dataset.hora === "inicio" ? x.desde : x.hasta, dice = hora(cual);
      if ("articulo" in t.dataset) dice = (new Date(cual + ZONA).getUTCHours() % 12 === 1 ? "a la " : "a las ") + dice;
      poner(t, dice);
    });
  }
  function dicho(p, va, falta) {
    var x = va[p.dataset.parte], a = estado.ajustes[p.dataset.parte] || {};
    if (a.pausa) return "En pausa";
    if (falta !== null && !p.querySelector("[data-falta]")) return (falta < 0 ? "Se pasó " : "Quedan ") + dure(falta);
    if (!x || Math.abs(x.corrido) < 6e4) return "";
    return a.inicio ? "Empezó a las " + hora(a.inicio) : "Corrido: estaba para las " + hora(partes[p.dataset.parte].desde);
  }
  function pintar() {
    var ahora = Date.now(), va = horario(ahora);
    if (estado.modo === "reloj") estado.pantalla = alTurno(toca(ahora, va), ahora);
    if (estado.modo === "espera") estado.pantalla = alTurno("espera", ahora);
    var activa = pantallas[puesto[estado.pantalla]], falta = queda(activa, ahora, va);
    pantallas.forEach(function (p) { p.classList.toggle("activa", p === activa); });
    raiz.classList.toggle("en-negro", estado.negro);
    poner(reloj, hora(ahora));
    poner(aviso, dicho(activa, va, falta));
    horas(activa, va);
    var cuenta = activa.querySelector("[data-falta]");
    if (cuenta) {
      poner(cuenta, falta === null ? "" : (falta <= -1000 ? "+" : "") + dure(falta > -1000 && falta < 0 ? 0 : falta));
      cuenta.classList.toggle("se-paso", falta !== null && falta < 0);
    }
    // Al volver a cargar, la que puso el reloj no cuenta como pedida.
    var sola = estado.modo !== "mano";
    if (!modera && (location.hash.slice(1) !== activa.id || !history.state || history.state.sola !== sola))
      history.replaceState({ sola: sola }, "", "#" + activa.id);
    oyentes.forEach(function (f) { f(ahora, va, activa, falta); });
  }
  var cita = 0;
  function andar() {
    clearTimeout(cita);
    pintar();
    cita = setTimeout(andar, 1000 - Date.now() % 1000 + 5);
  }
  ["visibilitychange", "resume"].forEach(function (e) { document.addEventListener(e, andar); });
  ["pageshow", "focus"].forEach(function (e) { addEventListener(e, andar); });

  // — Moverse
  function ir(n) {
    var a = pantallas[Math.max(0, Math.min(pantallas.length - 1, n))];
    cambiar(function (e) { e.pantalla = a.id; e.modo = "mano"; e.negro = false; });
  }
  function mover(pasos) { ir(puesto[estado.pantalla] + pasos); }
  function modo(cual) { cambiar(function (e) { e.modo = e.modo === cual ? "mano" : cual; e.negro = false; }); }
  // Lo que ajusta el reloj de la parte que se ve: `cual` recibe su ajuste, la hora y la parte.
  function ajustar(cual) {
    var parte = pantallas[puesto[estado.pantalla]].dataset.parte, ahora = Date.now();
    if (parte.slice(-6) === ":pasos") parte = parte.slice(0, -6);
    if (!partes[parte] && !cabezaDe(parte)) return;
    cambiar(function (e) {
      var a = e.ajustes[parte] || {};
      cual(a, ahora, parte);
      if (Object.keys(a).length) e.ajustes[parte] = a; else delete e.ajustes[parte];
    });
  }
  function soltar(a, ahora) {
    if (!a.pausa) return;
    a.extra = (a.extra || 0) + ahora - a.pausa;
    delete a.pausa;
  }
  var reglas = {
    empezo: function (a, ahora) { a.inicio = ahora; delete a.fin; delete a.pausa; delete a.extra; },
    termino: function (a, ahora) { soltar(a, ahora); a.fin = ahora; },
    pausar: function (a, ahora) { if (a.pausa) soltar(a, ahora); else a.pausa = ahora; },
    minuto: function (a) { a.extra = (a.extra || 0) + 6e4; },
    previsto: function (a) { Object.keys(a).forEach(function (k) { delete a[k]; }); }
  };
  function completa() {
    if (document.fullscreenElement) document.exitFullscreen();
    else if (raiz.requestFullscreen) raiz.requestFullscreen().catch(function () { /* el navegador no deja */ });
  }
  var numero = "", espera = 0;
  function saltar() {
    clearTimeout(espera);
    if (numero) ir(+numero - 1);
    numero = "";
  }
  var teclas = {
    ArrowRight: function () { mover(1); }, ArrowDown: function () { mover(1); }, PageDown: function () { mover(1); },
    ArrowLeft: function () { mover(-1); }, ArrowUp: function () { mover(-1); }, PageUp: function () { mover(-1); },
    Home: function () { ir(0); }, End: function () { ir(pantallas.length - 1); },
    " ": function () { mover(1); }, Enter: saltar, f: completa,
    b: function () { cambiar(function (e) { e.negro = !e.negro; }); },
    a: function () { modo("reloj"); }, s: function () { modo("espera"); },
    e: function () { ajustar(reglas.empezo); }, t: function () { ajustar(reglas.termino); },
    p: function () { ajustar(reglas.pausar); }, m: function () { ajustar(reglas.minuto); }
  };
  teclas["."] = teclas.b;
  addEventListener("keydown", function (e) {
    if (e.ctrlKey || e.altKey || e.metaKey || /^(SELECT|TEXTAREA|INPUT)$/.test(e.target.tagName)) return;
    if ((e.key === " " || e.key === "Enter") && /^(BUTTON|A)$/.test(e.target.tagName)) return;
    if (/^[0-9]$/.test(e.key)) {
      numero += e.key;
      clearTimeout(espera);
      espera = setTimeout(saltar, 1500);
      return;
    }
    var hacer = teclas[e.key.length === 1 ? e.key.toLowerCase() : e.key];
    if (!hacer) return;
    e.preventDefault();
    hacer();
  });
  addEventListener("hashchange", function () {
    var id = decodeURIComponent(location.hash.slice(1));
    if (!modera && id in puesto && id !== estado.pantalla) ir(puesto[id]);
  });

  // — Que la pantalla no se apague, y los mandos, que solo se ven al mover el ratón
  var despierta = null;
  function velar() {
    if (!navigator.wakeLock || despierta || document.visibilityState !== "visible") return;
    navigator.wakeLock.request("screen").then(function (w) {
      despierta = w;
      w.addEventListener("release", function () { despierta = null; });
    }).catch(function () { /* el navegador no lo concede */ });
  }
  document.addEventListener("visibilitychange", velar);
  addEventListener("pointerdown", velar);
  function boton(texto, hacer) {
    var b = document.createElement("button");
    b.type = "button";
    b.textContent = texto;
    b.addEventListener("click", hacer);
    return b;
  }
  function mandos() {
    var barra = document.createElement("nav"), enlace = document.createElement("a"), quieto = 0;
    barra.className = "mandos";
    barra.setAttribute("aria-label", "Mandos de la proyección");
    enlace.href = "#modera";
    enlace.target = "_blank";
    enlace.textContent = "Ventana de quien modera";
    barra.append(
      boton("Anterior", teclas.PageUp), boton("Siguiente", teclas.PageDown), boton("Seguir el reloj", teclas.a),
      boton("Sala de espera", teclas.s), boton("Pantalla completa", completa), enlace
    );
    document.body.append(barra);
    ["pointermove", "pointerdown"].forEach(function (que) { addEventListener(que, mostrar); });
    function mostrar() {
      raiz.classList.add("con-raton");
      clearTimeout(quieto);
      quieto = setTimeout(function () { raiz.classList.remove("con-raton"); }, 3000);
    }
  }

  // — Lo que llega mientras se proyecta: `otra` es la página de ahora, y de ella se pone solo lo distinto
  function ponerPantallas(otra) {
    var sigue = caja.firstElementChild, cambiadas = {}, hay = {};
    [].forEach.call(otra.querySelectorAll(".pantalla"), function (nueva) {
      var id = nueva.id, vieja = id in puesto ? pantallas[puesto[id]] : null, dice = nueva.outerHTML, es = vieja;
      hay[id] = true;
      if (!vieja || dichas[id] !== dice) {
        es = document.importNode(nueva, true);
        dichas[id] = dice;
        cambiadas[id] = true;
        if (vieja) {
          if (vieja === sigue) sigue = vieja.nextElementSibling;
          vieja.remove();
        }
      }
      if (es === sigue) sigue = sigue.nextElementSibling; else caja.insertBefore(es, sigue);
    });
    pantallas.forEach(function (p) {
      if (hay[p.id]) return;
      p.remove();
      delete dichas[p.id];
      cambiadas[p.id] = true;
    });
    return cambiadas;
  }
  // Un pedazo de la página que no es una pantalla: los sellos, el crédito, las fichas del muro.
  function ponerAparte(otra, cual, donde) {
    var viejos = [].slice.call(document.querySelectorAll(cual)), nuevos = [].slice.call(otra.querySelectorAll(cual));
    var junto = function (x) { return x.map(function (e) { return e.outerHTML; }).join(""); };
    if (junto(viejos) === junto(nuevos)) return;
    nuevos.forEach(function (e) { donde(document.importNode(e, true)); });
    viejos.forEach(function (e) { e.remove(); });
  }
  function ponerHojas(otra) {
    var viejas = [].slice.call(document.querySelectorAll("link[rel=stylesheet]"));
    var pide = function (e) { return e.getAttribute("href"); }, hay = viejas.map(pide);
    [].forEach.call(otra.querySelectorAll("link[rel=stylesheet]"), function (e, i) {
      if (hay.indexOf(pide(e)) >= 0) return;
      var nueva = document.importNode(e, true);
      // La de antes se queda hasta que llega esta: sin ninguna, la pared quedaría en blanco.
      nueva.addEventListener("load", function () { if (viejas[i]) viejas[i].remove(); });
      (viejas[i] || viejas[viejas.length - 1]).after(nueva);
    });
  }
  function renovar(otra) {
    var orden = pantallas.map(function (p) { return p.id; }), n = puesto[estado.pantalla];
    var tras = document.querySelector(".donde"), cambiadas;
    if (!otra.querySelector(".pantalla")) return;
    ponerHojas(otra);
    ponerAparte(otra, ".definiciones", function (e) { caja.before(e); });
    ponerAparte(otra, ".barra .sello", function (e) { tras.after(e); tras = e; });
    ponerAparte(otra, ".credito p", function (e) { document.querySelector(".credito").append(e); });
    cambiadas = ponerPantallas(otra);
    reunir();
    // Si la que se veía ya no está, la anterior que quede.
    while (n > 0 && !(orden[n] in puesto)) n -= 1;
    if (!(estado.pantalla in puesto)) estado.pantalla = orden[n] in puesto ? orden[n] : pantallas[0].id;
    alRenovar.forEach(function (f) { f(cambiadas); });
    pintar();
    if (canal) canal.postMessage({ hola: 1 });
  }

  // — Empezar
  var negro = document.createElement("div");
  negro.className = "negro";
  document.body.append(negro);
  raiz.classList.add("proyectando");
  try {
    var antes = JSON.parse(localStorage.getItem(clave));
    if (antes && antes.pantalla in puesto && Date.now() - antes.v < DIA / 2) estado = antes;
  } catch (e) { /* nada guardado */ }
  var pedida = decodeURIComponent(location.hash.slice(1));
  if (pedida in puesto && !(history.state && history.state.sola)) { estado.pantalla = pedida; estado.modo = "mano"; }
  else if (!estado.v && nombres.length) {
    var cerca = jornadaDe(Date.now(), horario(Date.now()));
    if (Date.now() > cerca.desde - DIA / 4 && Date.now() < cerca.hasta) estado.modo = "reloj";
  }
  if (!modera) mandos();
  window.proyeccion = {
    pantallas: pantallas, teclas: teclas, reglas: reglas, ajustar: ajustar, ir: ir, puesto: puesto, partes: partes,
    modera: modera, hora: hora, dure: dure, boton: boton, horas: horas, renovar: renovar,
    alRenovar: function (f) { alRenovar.push(f); },
    estado: function () { return estado; },
    alPintar: function (f) { oyentes.push(f); pintar(); }
  };
  andar();
  if (canal) canal.postMessage({ hola: 1 });
  velar();
}());
