// Lo poco que la página gana con JavaScript: el modo, copiar, compartir y abrir el buscador. Sin él, todo se lee igual.
(function () {
  "use strict";
  var raiz = document.documentElement;

  function oscuro() {
    if (raiz.dataset.modo) return raiz.dataset.modo === "oscuro";
    return matchMedia("(prefers-color-scheme: dark)").matches;
  }
  var modo = document.querySelector("[data-cambia-modo]");
  function rotular() {
    modo.setAttribute("aria-label", oscuro() ? "Cambiar a modo claro" : "Cambiar a modo oscuro");
  }
  rotular();
  modo.addEventListener("click", function () {
    raiz.dataset.modo = oscuro() ? "claro" : "oscuro";
    try { localStorage.setItem("modo", raiz.dataset.modo); } catch (e) { /* sin permiso, dura lo que la página */ }
    rotular();
  });

  // Lo que pasa sin cambiar de página se oye además de verse: la región ha de existir antes de decirlo.
  var voz = document.createElement("p");
  voz.className = "solo-lectores";
  voz.setAttribute("aria-live", "polite");
  document.body.appendChild(voz);

  // Copia y lo dice en el botón. Donde no se puede (páginas sin https), queda seleccionado lo que muestra `id`.
  function copiar(boton, texto, hecho, id) {
    function alternativa() {
      var visto = id && document.getElementById(id), plegado = visto && visto.closest("details");
      if (plegado) plegado.open = true;
      if (visto) getSelection().selectAllChildren(visto); else prompt(boton.textContent, texto);
    }
    if (!navigator.clipboard) { alternativa(); return; }
    navigator.clipboard.writeText(texto).then(function () {
      var rotulo = boton.dataset.rotulo || boton.innerHTML;
      boton.dataset.rotulo = rotulo;
      boton.textContent = hecho;
      voz.textContent = "";
      setTimeout(function () { voz.textContent = hecho; }, 50);
      setTimeout(function () { boton.innerHTML = rotulo; }, 2500);
    }, alternativa);
  }
  // Desde una carpeta, la dirección de la página solo existe en ese aparato.
  function publica() {
    var suya = document.querySelector("link[rel=canonical]");
    return location.protocol === "file:" && suya ? suya.href : location.href.split(/[?#]/)[0];
  }
  document.querySelectorAll("[data-copia]").forEach(function (boton) {
    boton.addEventListener("click", function () {
      var id = boton.dataset.copia;
      copiar(boton, document.getElementById(id).textContent.trim(), boton.dataset.hecho || "Copiada", id);
    });
  });
  document.querySelectorAll("[data-copia-vista]").forEach(function (boton) {
    boton.addEventListener("click", function () { copiar(boton, publica() + location.search + location.hash, "Copiado"); });
  });
  // El menú de compartir del teléfono; donde no lo hay, se copia el enlace.
  document.querySelectorAll("[data-comparte]").forEach(function (boton) {
    if (!navigator.share) boton.textContent = "Copie el enlace";
    boton.addEventListener("click", function () {
      var url = boton.dataset.comparte;
      if (!navigator.share) { copiar(boton, url, "Copiado", "enlace-permanente"); return; }
      navigator.share({ title: boton.dataset.titulo, url: url }).catch(function () { /* quien comparte se arrepintió */ });
    });
  });

  // Quien llegó desde una lista filtrada vuelve a ella como la dejó.
  document.querySelectorAll("[data-vuelve]").forEach(function (enlace) {
    var de = document.referrer;
    if (de.split(/[?#]/)[0] === enlace.href.split(/[?#]/)[0] && de.indexOf("?") > 0) enlace.href = de.split("#")[0] + "#lista";
  });

  var buscar = document.querySelector("[data-buscar]");
  buscar.addEventListener("click", function () {
    if (window.abrirBuscador) { window.abrirBuscador(); return; }
    if (buscar.getAttribute("aria-busy")) return;
    buscar.setAttribute("aria-busy", "true");
    var guion = document.createElement("script");
    guion.src = buscar.dataset.guion;
    guion.onload = function () { buscar.removeAttribute("aria-busy"); window.abrirBuscador(); };
    guion.onerror = function () { buscar.removeAttribute("aria-busy"); };
    document.head.appendChild(guion);
  });
  document.querySelectorAll("[data-abre-buscador]").forEach(function (boton) {
    boton.addEventListener("click", function () { buscar.click(); });
  });
})();
