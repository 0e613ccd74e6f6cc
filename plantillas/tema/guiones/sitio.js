// Lo poco que la página gana con JavaScript: el modo, copiar la cita y abrir el buscador. Sin él, todo se lee igual.
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

  document.querySelectorAll("[data-copia]").forEach(function (boton) {
    var rotulo = boton.textContent;
    boton.addEventListener("click", function () {
      var texto = document.getElementById(boton.dataset.copia).textContent.trim();
      if (!navigator.clipboard) { alternativa(boton.dataset.copia); return; }
      navigator.clipboard.writeText(texto).then(function () {
        boton.textContent = "Copiada";
        setTimeout(function () { boton.textContent = rotulo; }, 2500);
      }, function () { alternativa(boton.dataset.copia); });
    });
  });
  // Donde no se puede copiar (páginas sin https), la cita queda seleccionada.
  function alternativa(id) {
    getSelection().selectAllChildren(document.getElementById(id));
  }

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
})();
